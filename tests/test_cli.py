import json
import os
import re
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from generator.api.model import Loss
from generator.api.rules import INEXPRESSIBLE
from generator.cli import console, main
from generator.emit import format as formats
from generator.emit.package import Emitted
from tests.forked import run_program

ROOT = Path(__file__).resolve().parents[1]
SPEC = """\
openapi: 3.1.0
info: {title: Museum, version: "1.0"}
paths:
  /hours:
    get:
      operationId: getHours
      summary: Opening hours
      responses:
        "200":
          description: The hours.
          content: {application/json: {schema: {type: object, properties: {open: {type: string}}}}}
"""


@pytest.fixture
def spec(tmp_path):
    file = tmp_path / "museum.yaml"
    file.write_text(SPEC, encoding="utf-8")
    return file


@pytest.fixture
def printed(monkeypatch):
    """The last floor replaced by one that prints a single file, so that these tests are about the commands."""

    def emitted(api, *, templates):
        assert templates.is_dir()
        text = "\n".join(f"{operation.id} {operation.summary}" for operation in api.operations)
        return Emitted({f"{api.package}/operations.txt": text.encode() + b"\n"}, {})

    monkeypatch.setattr("generator.emit.package.emitted", emitted)


@pytest.fixture
def inexpressible(monkeypatch):
    """A document with an operation that cannot be expressed."""
    from dataclasses import replace

    from generator.api import build

    real = build.build

    def built(document, **options):
        api = real(document, **options)
        place, message = document.locate(api.operations[0].pointer), "getHours cannot be said"
        loss = Loss(INEXPRESSIBLE.code, INEXPRESSIBLE.loss, message, ("GET /hours",), place)
        return replace(api, diagnostics=(INEXPRESSIBLE.found(message, place),), losses=(loss,))

    monkeypatch.setattr(build, "build", built)


def run(*arguments):
    return main([str(argument) for argument in arguments])


def test_a_terminal_is_told_what_is_being_done_and_left_as_it_was(spec, tmp_path):
    terminal, name = os.openpty()
    try:
        termios.tcsetwinsize(name, (24, 30))
        os.set_blocking(terminal, False)
        command = [sys.executable, "-m", "generator", "regenerate", "--spec", spec, "--out", "sdk"]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=name,
            check=True,
            timeout=60,
        )
        drawn = os.read(terminal, 100_000).decode()
    finally:
        os.close(terminal)
        os.close(name)
    assert done.stdout.startswith(b"created")
    *steps, last = drawn.split(f"\r{'':29}\r")
    assert [*filter(None, steps)] == [
        f"reading {spec}"[:28] + "…",
        "judging the document",
        "deciding names and types",
        "printing code",
        "writing sdk",
    ]
    assert last == ""


@pytest.mark.usefixtures("printed")
def test_regenerate_writes_and_check_agrees(spec, tmp_path, capsys):
    out = tmp_path / "sdk"
    assert run("regenerate", "--spec", spec, "--out", out) == 0
    assert capsys.readouterr().out == "created       1: museum/operations.txt\n"
    assert (out / "museum" / "operations.txt").read_text() == "getHours Opening hours\n"
    assert run("regenerate", "--spec", spec, "--out", out) == 0
    assert capsys.readouterr().out == "unchanged     1\n"
    assert run("check", "--spec", spec, "--out", out) == 0
    assert capsys.readouterr().out == f"{out} is in step\n"


@pytest.mark.usefixtures("printed")
def test_check_says_that_the_document_changed_and_shows_the_diff(spec, tmp_path, capsys):
    out = tmp_path / "sdk"
    run("regenerate", "--spec", spec, "--out", out)
    spec.write_text(SPEC.replace("Opening hours", "When we are open"), encoding="utf-8")
    capsys.readouterr()
    assert run("check", "--spec", spec, "--out", out) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{out}/museum/operations.txt: different (document changed)" in lines
    assert "-getHours Opening hours" in lines
    assert "+getHours When we are open" in lines
    assert (
        lines[-1]
        == f"2 files in {out} out of step: run `make regenerate` and commit what it writes"
    )


@pytest.mark.usefixtures("printed")
def test_a_comment_in_the_document_changes_nothing(spec, tmp_path):
    run("regenerate", "--spec", spec, "--out", tmp_path / "sdk")
    spec.write_text("# a comment\n" + SPEC, encoding="utf-8")
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk") == 0


def test_check_says_that_only_the_ends_of_lines_differ(spec, tmp_path, capsys):
    """As git writes them where `core.autocrlf` is set, which is so on Windows by default."""
    out = tmp_path / "sdk"
    assert run("regenerate", "--spec", spec, "--out", out) == 0
    capsys.readouterr()
    files = [out / "README.md", out / "museum" / "_client.py"]
    for file in files:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (out / "api.md").write_bytes(b"edited\r\n")
    assert run("check", "--spec", spec, "--out", out) == 1
    assert capsys.readouterr().err.splitlines()[0] == (
        f"note: 2 files in {out} would be in step if lines ended in LF, not in CRLF, as git may "
        f"write them (core.autocrlf); `* text=auto eol=lf` in {out / '.gitattributes'} prevents that"
    )
    (out / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
    assert run("regenerate", "--spec", spec, "--out", out) == 0
    capsys.readouterr()
    assert run("check", "--spec", spec, "--out", out) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("printed")
def test_check_says_that_a_hand_edited_a_file(spec, tmp_path, capsys):
    out = tmp_path / "sdk"
    run("regenerate", "--spec", spec, "--out", out)
    (out / "museum" / "operations.txt").write_text("mine\n")
    capsys.readouterr()
    assert run("check", "--spec", spec, "--out", out, "--format", "json") == 1
    (difference,) = json.loads(capsys.readouterr().out)["differences"]
    assert difference["reasons"] == ["edited by hand"]
    assert run("regenerate", "--spec", spec, "--out", out) == 0
    assert "edited by hand, overwritten: museum/operations.txt" in capsys.readouterr().out


@pytest.mark.usefixtures("printed")
def test_a_folder_with_files_of_somebody_else_is_refused(spec, tmp_path, capsys):
    (tmp_path / "sdk").mkdir()
    (tmp_path / "sdk" / "thesis.txt").write_text("mine")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        f"error: {tmp_path}/sdk: holds files that were not generated here (thesis.txt); "
        "give a new or an empty folder as --out\n"
    )


@pytest.mark.usefixtures("printed", "inexpressible")
def test_an_operation_that_cannot_be_expressed_is_a_warning_and_the_rest_is_written(
    spec, tmp_path, capsys
):
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 0
    assert "API001 getHours cannot be said" in capsys.readouterr().err
    assert (tmp_path / "sdk" / "museum" / "operations.txt").is_file()


@pytest.mark.usefixtures("printed", "inexpressible")
def test_strict_makes_it_a_failure_and_writes_nothing(spec, tmp_path, capsys):
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 1
    refused = "error: the document has 1 thing that is not in the SDK, and --strict was given; nothing was written"
    assert refused in capsys.readouterr().err
    assert not (tmp_path / "sdk").exists()
    run("regenerate", "--spec", spec, "--out", tmp_path / "sdk")
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk") == 0
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 1


LINKED = SPEC.replace(
    "description: The hours.",
    "description: The hours.\n          links: {again: {operationId: getHours}, later: {operationId: getHours}}",
)


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize("command", ["regenerate", "check"])
def test_what_is_not_in_the_sdk_is_summed_up_at_the_end(command, spec, tmp_path, capsys):
    spec.write_text(LINKED, encoding="utf-8")
    run("regenerate", "--spec", spec, "--out", tmp_path / "sdk")
    capsys.readouterr()
    assert run(command, "--spec", spec, "--out", tmp_path / "sdk") == 0
    assert (
        capsys.readouterr().err
        == "not in the SDK (api.md has it at each operation):\n  API022 links: 2 (GET /hours)\n"
    )


@pytest.mark.usefixtures("printed")
def test_strict_says_each_loss_at_its_place(spec, tmp_path, capsys):
    spec.write_text(LINKED, encoding="utf-8")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 1
    at = "/paths/~1hours/get/responses/200/links"
    assert capsys.readouterr().err.splitlines()[2:] == [
        f"{spec}:11:19: API022 the link `again` (at #{at}/again)",
        f"{spec}:11:51: API022 the link `later` (at #{at}/later)",
        "error: the document has 2 things that are not in the SDK, and --strict was given; nothing was written",
    ]
    assert not (tmp_path / "sdk").exists()


@pytest.mark.usefixtures("printed")
def test_strict_fails_on_an_error_that_lint_finds(spec, tmp_path, capsys):
    spec.write_text(LINKED.replace("description: The hours.", "summary: The hours."))
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 1
    *told, error = capsys.readouterr().err.splitlines()
    assert [line for line in told if " OAS" in line]
    assert error == (
        "error: the document has 1 error and 2 things that are not in the SDK, and --strict was "
        "given; nothing was written"
    )


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize(
    ("keyword", "misspelt"),
    [
        ("properties: {open", "property: {open"),
        ("properties: {open", "requried: [open], properties: {open"),
    ],
)
def test_strict_fails_on_a_misspelt_keyword_that_loses_something(
    spec, tmp_path, capsys, keyword, misspelt
):
    spec.write_text(SPEC.replace(keyword, misspelt), encoding="utf-8")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 1
    told, error = capsys.readouterr().err.splitlines()
    assert "OAS004 unknown keyword" in told
    assert "1 thing that is not in the SDK, and --strict was given; nothing was written" in error
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 0
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 1


@pytest.mark.usefixtures("printed")
def test_strict_is_content_with_an_unknown_keyword_that_loses_nothing(spec, tmp_path, capsys):
    spec.write_text(SPEC.replace("properties: {open", "descripton: Daily, properties: {open"))
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_a_signature_that_is_malformed_is_told_once(tmp_path, capsys, strict):
    call = "{post: {requestBody: {content: {application/json: {schema: {type: object}}}}}}"
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\n"
        "x-fern-webhook-signature: {type: asymmetric, header: X}\n"
        f"webhooks: {{paid: {call}}}\n",
        encoding="utf-8",
    )
    assert run("regenerate", "--spec", document, "--out", tmp_path / "sdk", *strict) == len(strict)
    error = capsys.readouterr().err
    assert error.count("lacks `asymmetric-algorithm`") == 1
    assert "openapi.yaml:3:1: OAS180" in error
    assert "without effect on the SDK" not in error


@pytest.mark.usefixtures("printed")
def test_strict_is_content_with_a_document_that_is_wholly_expressed(spec, tmp_path, capsys):
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 0
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk", "--strict") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["regenerate", "check", "lint", "describe", "coverage", "mock"])
def test_a_document_that_is_not_there_is_one_line_and_exit_2(command, tmp_path, capsys):
    assert run(command, "--spec", tmp_path / "absent.yaml") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "absent.yaml:1:1: SRC001 no such file" in captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["regenerate", "--nonsense"],
        ["regenerate", "extra"],
        ["regenerate", "--templates", "/no/such/folder"],
        ["regenerate", "--package", "pydantic"],
        ["check", "--package", "json"],
        ["describe", "--package", "tests"],
        ["check", "--format", "xml"],
        ["lint", "--format", "xml"],
        ["bundle"],
        ["mock", "--port", "70000"],
        ["mock", "--port", "http"],
    ],
)
def test_wrong_usage_is_exit_2_without_a_traceback(arguments, capsys):
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert "Usage: python -m generator" in captured.out + captured.err
    assert "Traceback" not in captured.err


def test_a_wrong_value_is_said_in_the_words_of_every_release_of_typer(capsys, monkeypatch):
    said = "Error: Invalid value for '--format': 'xml' is not one of"
    assert run("lint", "--format", "xml") == 2
    assert said in capsys.readouterr().err

    def as_since_0_29(*_):
        raise typer.BadParameter(
            "Value error, 'xml' is not one of 'text'.", param_hint="'--format'"
        )

    monkeypatch.setattr(TyperGroup, "invoke", as_since_0_29)
    assert run("lint") == 2
    assert said in capsys.readouterr().err


def test_lint_is_an_answer(spec, tmp_path, capsys):
    bad = tmp_path / "bad.yaml"
    bad.write_text(SPEC.replace("getHours\n", "getHours\n      tags: 3\n"), encoding="utf-8")
    assert run("lint", "--spec", bad) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(
        "OAS001 `tags` is the number `3`; a list is expected (at #/paths/~1hours/get/tags) [error]"
    )
    assert "bad.yaml:7:" in lines[0]
    assert lines[-1] == "1 error"
    assert run("lint", "--spec", spec) == 0


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_lint_speaks_json_even_about_a_document_that_cannot_be_read(form, tmp_path, capsys):
    assert run("lint", "--spec", tmp_path / "absent.yaml", "--format", form) == 2
    captured = capsys.readouterr()
    assert "SRC001" in json.dumps(json.loads(captured.out))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
@pytest.mark.parametrize("form", ["text", "sarif"])
def test_the_name_of_a_file_may_be_any_bytes(form, tmp_path, capsys):
    file = tmp_path / os.fsdecode(b"caf\xe9.yaml")
    file.write_text(SPEC.replace("getHours", "get Hours\n      tags: 3"), encoding="utf-8")
    assert run("lint", "--spec", file, "--format", form) == 1
    captured = capsys.readouterr()
    assert (r"/caf\udce9.yaml:7:" if form == "text" else "/caf%E9.yaml") in captured.out
    assert captured.err == ""


def test_lint_lists_the_rules_of_every_stage(capsys):
    assert run("lint", "--rules", "--format", "json") == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    codes = [rule["code"] for rule in rules]
    assert {code[:3] for code in codes} == {"SRC", "OVL", "REF", "OAS", "HSE", "API"}
    assert len(codes) == len(set(codes))
    assert all(rule["reason"] and rule["remedy"] for rule in rules)
    assert run("lint", "--rules") == 0
    assert capsys.readouterr().out.count("\n") == 3 * len(rules)


def test_bundle_writes_one_file_that_says_the_same(spec, tmp_path, capsys):
    for name in ("one.yaml", "one.json"):
        assert run("bundle", "--spec", spec, "--out", tmp_path / name) == 0
        assert capsys.readouterr().err == f"wrote {tmp_path / name}: 1 file as one\n"
        assert run("describe", "--spec", tmp_path / name) == 0
        one = json.loads(capsys.readouterr().out)
        assert run("describe", "--spec", spec) == 0
        other = json.loads(capsys.readouterr().out)
        assert [item["function"] for item in one["operations"]] == [
            item["function"] for item in other["operations"]
        ]


def test_bundle_does_not_overwrite_the_document(spec, capsys):
    assert run("bundle", "--spec", spec, "--out", spec) == 2
    assert "is a file of the document itself" in capsys.readouterr().err
    assert spec.read_text(encoding="utf-8") == SPEC


def test_describe_tags_each_type_with_its_kind(spec, capsys):
    assert run("describe", "--spec", spec) == 0
    api = json.loads(capsys.readouterr().out)
    (operation,) = api["operations"]
    assert (operation["id"], operation["result"]["kind"]) == ("getHours", "named")
    (model,) = api["models"]
    assert (model["kind"], model["fields"][0]["type"]) == (
        "object",
        {"kind": "scalar", "scalar": "str"},
    )


def test_coverage_counts_what_the_reference_has_and_what_of_it_was_seen(tmp_path, capsys):
    """Alternatives count as often as the reference writes them; what has no section is not forgotten."""
    spec = Path(__file__).parent / "cases" / "documents" / "vendor-habits" / "openapi.yaml"
    assert run("coverage", "--spec", spec) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {
        cells[0]: cells[1:]
        for line in lines
        if line.startswith("|")
        for cells in [line.strip("| ").split(" | ")]
    }
    assert rows["letters"] == ["`letters`", "4", "3", "1", "1", "1", "1", "0", "2", "0", "0", "1"]
    assert rows["parcels"] == ["`parcels`", *"00000000000"[:11]]
    assert rows["All"][1:] == ["4", "3", "1", "1", "1", "1", "0", "2", "0", "0", "1"]
    assert lines[-1] == "- Recall a letter: only its title is shown"


def test_coverage_and_docs_say_what_was_observed_besides_the_pages(tmp_path, spec, capsys):
    observed = """tags: [mail]
      x-evidence:
        pages: [a]
        request: complete
        response: none
        status: unstated
        observed:
        - {source: live, date: 2026-05-04, sure: high, covers: [response, status]}
        - {source: guide, sure: medium, covers: [status]}
        - {source: guide, sure: low, covers: [request, behaviour]}
      operationId"""
    spec.write_text(SPEC.replace("operationId", observed), encoding="utf-8")
    assert run("coverage", "--spec", spec) == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("| section")).endswith(
        "| observed: request | response | status | behaviour |"
    )
    assert lines[-1].endswith("| 0 | 1 | 1 | 1 |")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--package", "hours") == 0
    sentence = (
        "The reference shows the request completely and no response body, not the status of a success. Observed on "
        "the live service 2026-05-04: answer, status; in guide, with medium confidence: status; "
        "in guide, with low confidence: behaviour."
    )
    reference = (tmp_path / "sdk" / "api" / "mail.md").read_text("utf-8")
    assert sentence in " ".join(reference.split())


def test_coverage_is_printed_as_it_is_read(spec, capsys):
    """Markdown escapes what could mean something; on a terminal nothing does."""
    text = SPEC.replace(
        "paths:\n", "tags: [{name: mail, x-displayName: 'E-mail & SMS [beta] *'}]\npaths:\n"
    )
    text = text.replace(
        "operationId",
        "tags: [mail]\n      x-evidence: {pages: [a], request: complete, response: none}\n      operationId",
    )
    spec.write_text(text, encoding="utf-8")
    assert run("coverage", "--spec", spec) == 0
    out = capsys.readouterr().out
    assert "| E-mail & SMS [beta] * | `mail` |" in out
    assert "\\" not in out


def test_coverage_of_a_document_without_a_reference_is_no(spec, capsys):
    assert run("coverage", "--spec", spec) == 1
    assert capsys.readouterr().err.endswith(
        "no operation has `x-evidence`, so nothing is known of a reference\n"
    )


def test_a_bug_is_one_line_and_exit_2(spec, tmp_path, capsys, monkeypatch):
    def fail(*_, **__):
        raise KeyError("surprise\nand more")

    monkeypatch.delenv("GENERATOR_TRACEBACK", raising=False)
    monkeypatch.setattr("generator.emit.package.emitted", fail)
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 2
    assert capsys.readouterr().err.splitlines() == [
        "internal error: KeyError: 'surprise\\nand more'; please report it (--traceback shows where)"
    ]
    monkeypatch.setenv("GENERATOR_TRACEBACK", "1")
    with pytest.raises(KeyError):
        run("regenerate", "--spec", spec, "--out", tmp_path / "sdk")


@pytest.mark.usefixtures("printed")
@pytest.mark.skipif(sys.platform == "win32", reason="nobody can remove it there")
def test_a_working_directory_that_was_removed_is_told(spec, tmp_path, capsys, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run("regenerate", "--spec", spec, "--out", "out") == 2
    assert capsys.readouterr().err == (
        "error: the working directory has been removed; run the command from another one\n"
    )
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "out") == 0


def test_a_template_that_fails_is_not_called_a_bug(spec, tmp_path, capsys, monkeypatch):
    from generator.emit.templates import TemplateError

    def fail(*_, **__):
        raise TemplateError("client.py.jinja:3", "no such name")

    monkeypatch.setattr("generator.emit.package.emitted", fail)
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 2
    assert capsys.readouterr().err == "error: template client.py.jinja:3: no such name\n"


@pytest.mark.usefixtures("printed")
def test_an_interrupt_is_quiet_and_exit_130(spec, tmp_path, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.emit.package.emitted", interrupted)
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 130
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_process_that_is_asked_to_end_clears_up_and_gives_a_code_that_tells_so(
    spec, tmp_path, monkeypatch, name, code
):
    number = getattr(signal, name)
    memory = tmp_path / "memory"
    memory.mkdir()
    met = []
    before = signal.signal(number, signal.SIG_DFL)  # else it is handled by who runs the tests

    def asked_to_end(folder, *_):
        met.append(folder.parent)
        if len(met) == 1:  # as a second one would end this process
            os.kill(os.getpid(), number)
        raise formats.RuffError

    monkeypatch.setattr(formats, "_MEMORY", memory)
    monkeypatch.setattr(formats, "_ruff", asked_to_end)
    try:
        assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == code
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)
    assert met[0] == memory
    wait_until(lambda: not list(memory.iterdir()))
    assert not (tmp_path / "sdk").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_asked_in_two_ways_clears_up_undisturbed_and_may_be_asked_again():
    with console.terminated_as_interrupted() as code:
        assert code() == 0
        with pytest.raises(console.Terminated):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGHUP)
        with pytest.raises(console.Terminated):
            signal.raise_signal(signal.SIGTERM)
    assert code() == 143


def wait_until(true, patience=20):
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_that_somebody_handles_or_ignores_stays_so(spec, tmp_path, monkeypatch, name):
    number = getattr(signal, name)
    monkeypatch.setattr(
        "generator.emit.package.emitted", lambda *_, **__: seen(signal.getsignal(number))
    )
    handlers = []

    def seen(handler):
        handlers.append(handler)
        raise KeyboardInterrupt

    before = signal.signal(number, signal.SIG_IGN)
    try:
        assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 130
    finally:
        signal.signal(number, before)
    assert handlers == [signal.SIG_IGN]


def test_a_program_that_waits_and_is_asked_to_end_is_quiet_and_gives_143(tmp_path):
    process = generator("lint", "--spec", "-", stdin=subprocess.PIPE)
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        pytest.skip("whether a process handles a signal is asked of Linux")
    handled = re.compile(r"^SigCgt:\s*(\w+)$", re.MULTILINE)
    wait_until(lambda: int(handled.search(status.read_text())[1], 16) >> 14 & 1)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (143, "")


def test_the_exit_code_of_what_was_asked_to_end_holds_wherever_it_was(tmp_path):
    (tmp_path / "ended.py").write_text(
        "import os, signal, sys\n"
        "from generator.cli import console\n"
        "try:\n"
        "    with console.terminated_as_interrupted():\n"
        "        exec('os.kill(os.getpid(), signal.SIGTERM); signal.pause()')\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(143)\n"
    )
    paths = os.pathsep.join(map(str, (tmp_path, ROOT)))
    done = subprocess.run(
        [sys.executable, "-m", "ended"], env=os.environ | {"PYTHONPATH": paths}, check=False
    )
    assert done.returncode == 143


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (
            RuntimeError("can't start new thread"),
            "error: can't start new thread: this user has as many processes as the system allows",
        ),
        (formats.RuffError("ruff crashed: no thread"), "error: ruff crashed: no thread"),
        (MemoryError(), "error: there is not enough memory for this"),
    ],
)
def test_a_system_that_lets_nothing_run_is_no_bug(
    spec, tmp_path, capsys, monkeypatch, raised, told
):
    def fails(*_, **__):
        raise raised

    monkeypatch.setattr("generator.emit.package.emitted", fails)
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 2
    assert capsys.readouterr().err == f"{told}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does")
@pytest.mark.parametrize("kilobytes", [50_000, 65_000], ids=["imports", "reading"])
def test_a_limit_of_memory_is_one_line_and_exit_2(kilobytes):
    done = subprocess.run(
        ["sh", "-c", f"ulimit -v {kilobytes}; exec {sys.executable} -m generator check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = "error: there is not enough memory for this\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def generator(*arguments, **options):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "GENERATOR_"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        text=True,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


@pytest.mark.parametrize("arguments", ["describe --spec SPEC", "--version"])
def test_a_reader_that_goes_away_is_no_complaint(spec, arguments):
    reader, writer = os.pipe()
    os.close(reader)
    words = (spec if word == "SPEC" else word for word in arguments.split())
    process = generator(*words, stdout=writer)
    os.close(writer)
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(30), errors) == (141, "")


def test_standard_output_that_is_closed_is_no_bug(spec, tmp_path):
    command = (
        f"exec {sys.executable} -m generator regenerate --spec {spec} --out {tmp_path}/sdk >&-"
    )
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "sdk" / "museum").is_dir()


def test_where_all_streams_are_closed_the_second_process_writes_elsewhere(tmp_path):
    """Not to a file that has the number of a stream: what it writes there would be waited for. Of a
    large document, which it is given early."""
    command = f"exec {sys.executable} -m generator regenerate --out {tmp_path / 'sdk'}"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} --spec spec/openapi.yaml 0<&- 1>&- 2>&-"],
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert (tmp_path / "sdk" / "np6").is_dir()


@pytest.mark.parametrize(
    "arguments", ["describe --spec SPEC", "lint --format json --spec SPEC", "--help", "--version"]
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_standard_output_is_one_line_and_exit_2(spec, arguments, unbuffered):
    given = [str(spec) if word == "SPEC" else word for word in arguments.split()]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *given],
            cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "error: No space left on device\n")


@pytest.mark.parametrize("told", ["a warning", "a failure", "usage"])
def test_what_a_full_disk_behind_standard_error_leaves_untold_is_exit_2(spec, tmp_path, told):
    spec.write_text(SPEC.replace("properties", "property"), encoding="utf-8")
    arguments = {
        "a warning": ["regenerate", "--spec", str(spec), "--out", str(tmp_path / "sdk")],
        "a failure": ["lint", "--spec", str(tmp_path / "gone.yaml")],
        "usage": ["lint", "--no-such-option"],
    }[told]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=full, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "sdk").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("tls", [[], ["--tls"]])
@pytest.mark.parametrize("ignored", [False, True])
def test_the_mock_server_ends_with_its_terminal_unless_that_is_ignored(spec, tls, ignored):
    how = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)} if ignored else {}
    process = generator("mock", "--spec", spec, "--port", "0", *tls, **how)
    try:
        assert process.stdout.readline().startswith("http")
        process.send_signal(signal.SIGHUP)
        if ignored:
            time.sleep(0.3)
            assert process.poll() is None
            process.terminate()
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, errors) == (143, "")


def test_the_mock_server_serves_until_it_is_interrupted(spec):
    process = generator("mock", "--spec", spec, "--port", "0")
    try:
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, errors) == (130, "")


def test_help_and_version_are_quick_and_teach():
    start = time.monotonic()
    process = generator("--help")
    out, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert time.monotonic() - start < 5
    assert "python -m generator regenerate --spec museum.yaml --out sdk --package museum" in out
    for command in ("regenerate", "check", "lint", "bundle", "describe", "coverage", "mock"):
        assert command in out


@pytest.mark.parametrize(
    "command", ["regenerate", "check", "lint", "bundle", "describe", "coverage", "mock"]
)
def test_the_help_of_each_command_has_examples(command, capsys):
    assert run(command, "--help") == 0
    assert f"    python -m generator {command}" in capsys.readouterr().out


@pytest.mark.parametrize("group", [(), ("reference",)])
def test_what_a_command_does_is_said_whole_in_a_terminal_of_80_columns(group, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    assert run(*group, "--help") == 0
    cut = [line for line in capsys.readouterr().out.splitlines() if line.endswith("...")]
    assert [line for line in cut if not line.startswith("Usage:")] == []


def test_the_version_is_that_of_the_project(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out == "np6-sdk-factory 0.1.0\n"


@pytest.mark.heavy
def test_what_is_written_does_not_depend_on_the_machine_or_the_place(spec, tmp_path):
    written = []
    for seed, zone, name in (("1", "UTC", "a"), ("2", "Asia/Kathmandu", "b c/é")):
        out = tmp_path / name / "sdk"
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "PYTHONPATH": str(ROOT),
        }
        subprocess.run(
            [
                sys.executable,
                "-m",
                "generator",
                "regenerate",
                "--spec",
                os.path.relpath(spec, tmp_path),
                "--out",
                str(out),
            ],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
        written.append(
            {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        )
    assert written[0] == written[1]
    assert Path("museum/__init__.py") in written[0]


def test_the_package_of_any_document_can_be_imported(spec, tmp_path):
    assert (
        run(
            "regenerate",
            "--spec",
            spec,
            "--out",
            tmp_path / "sdk",
            "--package",
            "gallery",
            "--strict",
        )
        == 0
    )
    shown = subprocess.run(
        [sys.executable, "-c", "import gallery; print(gallery.__name__)"],
        cwd=tmp_path / "sdk",
        check=True,
        capture_output=True,
        text=True,
    )
    assert shown.stdout == "gallery\n"
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk", "--package", "gallery") == 0


def test_a_title_that_is_the_name_of_a_module_gives_a_package_beside_it_and_x_sdk_is_refused(
    spec, tmp_path, capsys
):
    spec.write_text(SPEC.replace("title: Museum", "title: Calendar"), encoding="utf-8")
    assert run("describe", "--spec", spec) == 0
    assert json.loads(capsys.readouterr().out)["package"] == "calendar_api"
    spec.write_text(SPEC + "x-sdk: {package: pydantic}\n", encoding="utf-8")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 2
    assert "the package 'pydantic' of x-sdk would hide the module" in capsys.readouterr().err
    assert not (tmp_path / "sdk").exists()


def test_a_package_that_the_command_names_is_not_that_of_the_document(spec, tmp_path, capsys):
    spec.write_text(spec.read_text("utf-8").replace("paths:", "x-sdk: {package: pydantic}\npaths:"))
    arguments = ("--spec", spec, "--out", tmp_path / "sdk", "--strict")
    assert run("regenerate", *arguments) == 2
    assert "OAS140 `package` of `x-sdk` is `pydantic`" in capsys.readouterr().err
    assert run("regenerate", *arguments, "--package", "museum") == 0
    assert run("check", *arguments, "--package", "museum") == 0
    assert capsys.readouterr().err == ""
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("{package: pydantic}", "{package: pydantic, client: 3}"))
    assert run("regenerate", *arguments, "--package", "museum") == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "OAS140" in line]
    assert len(told) == 1
    assert "/x-sdk/client" in told[0]


@pytest.mark.usefixtures("inexpressible")
def test_describe_tells_what_was_found_beside_what_it_prints(spec, capsys):
    assert run("describe", "--spec", spec) == 0
    captured = capsys.readouterr()
    assert "API001 getHours cannot be said" in captured.err
    assert json.loads(captured.out)["package"] == "museum"


def test_a_refusal_tells_the_misspelt_keyword_that_explains_it(spec, tmp_path, capsys):
    misspelt = "A: {type: object, propertys: {b: {type: string}}}"
    schemas = f"components: {{schemas: {{{misspelt}, B: {{$ref: '#/components/schemas/A/properties/b'}}}}}}"
    spec.write_text(f"{SPEC}{schemas}\n", encoding="utf-8")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 1
    first, second, _ = capsys.readouterr().err.splitlines()
    assert "OAS004 unknown keyword `propertys` in a schema; did you mean `properties`?" in first
    assert "REF001" in second


def test_as_many_findings_are_counted_as_there_are_lines_of_them(spec, tmp_path, capsys):
    references = "".join(f"A{n}: {{$ref: 'gone.yaml#/A{n}'}}, " for n in range(5))
    spec.write_text(f"{SPEC}components: {{schemas: {{{references}}}}}\n", encoding="utf-8")
    assert run("regenerate", "--spec", spec, "--out", tmp_path / "sdk") == 1
    found, refused = capsys.readouterr().err.splitlines()
    assert "; 4 more references lead into it" in found
    assert refused.startswith("error: 1 finding makes parts of the document unreadable; ")


def test_check_tells_options_from_changes_of_the_document(spec, tmp_path, capsys):
    run("regenerate", "--spec", spec, "--out", tmp_path / "sdk", "--package", "gallery")
    capsys.readouterr()
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk") == 1
    line = f"{tmp_path}/sdk was written for the package `gallery`, not `museum`: give --package gallery\n"
    assert capsys.readouterr().out == line
    assert run("check", "--spec", spec, "--out", tmp_path / "sdk", "--format", "json") == 1
    differences = json.loads(capsys.readouterr().out)["differences"]
    assert {reason for difference in differences for reason in difference["reasons"]} == {
        "options changed"
    }


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with its document in `spec/`; the working directory is a folder inside it."""
    (tmp_path / "spec" / "paths").mkdir(parents=True)
    (tmp_path / "spec" / "reference").mkdir()
    (tmp_path / "spec" / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "spec" / "paths")
    return tmp_path


@pytest.mark.usefixtures("printed")
def test_the_commands_work_from_a_folder_inside_the_project(project, monkeypatch, capsys):
    assert run("regenerate") == 0
    assert (project / "generated" / "museum" / "operations.txt").is_file()
    assert not list(Path.cwd().iterdir())
    assert run("check") == run("lint") == run("describe") == 0
    assert run("reference", "compare") == 2  # the folder of facts is found, and has none
    told = capsys.readouterr()
    assert "../../generated is in step" in told.out
    assert "error: ../reference: has no facts" in told.err
    monkeypatch.chdir(project)
    assert run("check") == 0
    assert "generated is in step" in capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("printed")
def test_another_document_is_never_written_over_what_is_generated_above(project):
    other = project / "spec" / "paths" / "other.yaml"
    other.write_text(SPEC.replace("Museum", "Gallery"), encoding="utf-8")
    assert run("regenerate", "--spec", "other.yaml") == 0
    assert not (project / "generated").exists()
    assert (other.parent / "generated" / "gallery").is_dir()


def test_what_is_above_the_repository_is_not_looked_for(project, capsys):
    (project / "spec" / "paths" / ".git").mkdir()
    assert run("lint") == 2
    assert capsys.readouterr().err == (
        "spec/openapi.yaml:1:1: SRC001 no such file; say which document by `--spec`, or in sdk.yaml\n"
    )


def test_facts_that_are_nowhere_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("reference", "compare") == 2
    assert "'--facts': Directory 'spec/reference' does not exist." in capsys.readouterr().err
    (tmp_path / "facts").touch()
    assert run("reference", "compare", "--facts", "facts") == 2
    assert "'--facts': Directory 'facts' is a file." in capsys.readouterr().err


def test_check_says_that_a_package_was_written_with_its_name_as_an_option(spec, tmp_path, capsys):
    out = tmp_path / "sdk"
    assert run("regenerate", "--spec", spec, "--out", out) == 0
    (package,) = (each.parent.name for each in out.glob("*/operations.json"))
    capsys.readouterr()
    assert run("check", "--spec", spec, "--out", out, "--package", package) == 1
    without = f"note: {out} was written with none of --overlay, --include, --exclude and --package"
    assert without in capsys.readouterr().err.splitlines()
    assert run("regenerate", "--spec", spec, "--out", out, "--package", package) == 0
    assert run("check", "--spec", spec, "--out", out) == 1
    printed = capsys.readouterr()
    assert "(options changed)" in printed.out
    assert f"note: {out} was written with --package {package}" in printed.err.splitlines()
    assert run("check", "--spec", spec, "--out", out, "--package", "other") == 1
    printed = capsys.readouterr()
    assert f"give --package {package}" in printed.out
    assert "was written with" not in printed.err


def test_the_package_of_another_document_is_replaced_only_where_that_is_asked_for(
    spec, tmp_path, capsys
):
    out, other = tmp_path / "sdk", tmp_path / "other.yaml"
    assert run("regenerate", "--spec", spec, "--out", out, "--package", "museum") == 0
    spec.write_text(spec.read_text("utf-8").replace("title: Museum", "title: Gallery"), "utf-8")
    assert run("regenerate", "--spec", spec, "--out", out, "--package", "museum") == 0
    assert "replaced" not in capsys.readouterr().out
    assert run("regenerate", "--spec", spec, "--out", out, "--package", "gallery") == 0
    assert "replaced  the package museum" in capsys.readouterr().out.splitlines()
    text = (
        "openapi: 3.1.0\ninfo: {title: Zoo, version: '1'}\npaths: {/zoo: {get: {responses: {}}}}\n"
    )
    other.write_text(text, "utf-8")
    before = sorted(path for path in out.rglob("*"))
    assert run("regenerate", "--spec", other, "--out", out) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"error: {out}: holds the package gallery of another document; give another folder as "
        "--out, or --replace"
    )
    assert sorted(path for path in out.rglob("*")) == before
    assert run("check", "--spec", other, "--out", out, "--include", "path:/zoo") == 1
    told = capsys.readouterr()
    assert told.out == f"{out} holds the package `gallery` of another document, and not `zoo`\n"
    assert "was written with" not in told.err
    assert run("regenerate", "--spec", other, "--out", out, "--replace") == 0
    assert "replaced  the package gallery" in capsys.readouterr().out.splitlines()
    assert not (out / "gallery").exists()


def test_a_profiler_of_a_command_tells_what_it_saw():
    told = subprocess.run(
        [sys.executable, "-m", "cProfile", "-m", "generator", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "function calls" in told


@pytest.mark.parametrize(
    ("before", "code", "told"),
    [
        ("pass", 0, []),
        ("cli.main = lambda: (_ for _ in ()).throw(KeyboardInterrupt)", 130, []),
        ("sys.settrace(lambda *_: None)", 7, ["told"]),
        ("sys.setprofile(lambda *_: None)", 7, ["told"]),
        ("threading.Thread(target=time.sleep, args=(0.5,)).start()", 7, ["told"]),
    ],
    ids=["alone", "interrupted", "traced", "profiled", "beside a thread"],
)
def test_a_command_is_the_end_of_its_process_unless_somebody_looks_on(before, code, told):
    program = (
        "import sys, threading, time; from generator import __main__, cli\n"
        f"{before}; sys.argv[1:] = ['--version']\n"
        "__main__.main()\nprint('told')\nsys.exit(7)"
    )
    done = run_program(ROOT, "-c", program)
    assert (done.returncode, done.stdout.splitlines()[1:], done.stderr) == (code, told, "")


def test_an_interrupt_of_the_first_import_is_quiet():
    program = (
        "import runpy, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.startswith('generator.') and name != 'generator.__main__':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "runpy.run_module('generator', run_name='__main__', alter_sys=True)\n"
    )
    done = run_program(ROOT, "-c", program)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("options", "set_to", "is_terminal", "is_asked"),
    [
        (["-i"], "", False, True),
        ([], "1", True, True),
        ([], "1", False, False),
        (["-E"], "1", True, False),
        ([], "", True, False),
    ],
)
def test_a_prompt_that_is_asked_for_comes_after_a_command(options, set_to, is_terminal, is_asked):
    pty = pytest.importorskip("pty", exc_type=ImportError)
    ours, its = pty.openpty() if is_terminal else os.pipe()[::-1]
    os.write(ours, b"print('asked')\n\4" if is_terminal else b"print('asked')\n")
    if not is_terminal:
        os.close(ours)
    done = subprocess.run(
        [sys.executable, *options, "-m", "generator", "--version"],
        cwd=ROOT,
        # Python 3.13 has a prompt that waits for the answers of a terminal
        env=os.environ | {"PYTHONINSPECT": set_to, "PYTHON_BASIC_REPL": "1"},
        stdin=its,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(its)
    if is_terminal:
        os.close(ours)
    assert ("asked" in done.stdout.splitlines()[1:]) is is_asked
    assert done.returncode == 0
    assert ("SystemExit: 0" in done.stderr) is is_asked  # as Python does


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["nothing"], 2)])
def test_what_is_to_be_done_as_python_ends_is_done_before_a_command_ends(arguments, code):
    program = (
        "import atexit, sys; from generator.__main__ import main\n"
        f"atexit.register(print, 'cleared up'); sys.argv[1:] = {arguments}\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, "cleared up")


def test_a_command_that_is_interrupted_as_it_ends_has_ended():
    program = (
        "import atexit, signal, sys; from generator.__main__ import main\n"
        "atexit.register(print, 'cleared up'); sys.argv[1:] = ['--version']\n"
        "atexit.register(signal.raise_signal, signal.SIGINT)\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = done.stdout.splitlines()[-1]
    assert (done.returncode, told, done.stderr) == (0, "cleared up", "")
