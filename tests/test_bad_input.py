"""What is wrong with an input is said in one clear line, with the exit code that scripts rely on,
and nothing is half done.

A folder of `cases/bad-input` is the working directory of one command, which `arguments.txt` gives,
one a line (default: `regenerate --out sdk --package bad`), with `--spec openapi.yaml`.
`expected.txt` holds what is printed, and the exit code. What can be wrong with the text of a file
itself has its folders in `cases/source`. `REWRITE_CASES=1` rewrites what is expected."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import main
from tests.forked import run_program

ROOT = Path(__file__).parents[1]
FOLDERS = ROOT / "tests" / "cases" / "bad-input"
TEXTS = ROOT / "tests" / "cases" / "source"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
IMPORT_ALL = """
import importlib, pkgutil, bad
for module in pkgutil.walk_packages(bad.__path__, "bad."):
    importlib.import_module(module.name)
from bad.models import *
"""
DEFAULT = "regenerate\n--out\nsdk\n--package\nbad\n"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _python(code: str, folder: Path) -> str:
    done = run_program(folder, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("case", sorted(FOLDERS.iterdir()), ids=lambda case: case.name)
def test_bad_input_gets_the_expected_lines_and_exit_code(case, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "work"
    shutil.copytree(case, folder)
    given = folder / "arguments.txt"
    arguments = (given.read_text(encoding="utf-8") if given.exists() else DEFAULT).splitlines()
    before = _files(folder)
    monkeypatch.chdir(folder)
    code = main([*arguments, "--spec", "openapi.yaml"])
    captured = capsys.readouterr()
    text = f"{captured.err}{captured.out.partition('created ')[0]}exit {code}\n"
    expected = case / "expected.txt"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    if code:
        assert _files(folder) == before
    elif arguments[0] == "regenerate":
        _python(IMPORT_ALL, folder / "sdk")


@pytest.mark.parametrize("case", sorted(TEXTS.iterdir()), ids=lambda case: case.name)
@pytest.mark.parametrize("command", ["regenerate", "check", "lint"])
def test_a_file_that_cannot_be_used_stops_every_command_with_the_same_lines(
    case, command, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(case)
    output = [] if command == "lint" else ["--out", str(tmp_path / "sdk")]
    assert main([command, "--spec", next(case.glob("input.*")).name, *output]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", (case / "expected.txt").read_text(encoding="utf-8"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_200_000_levels_end_in_one_line_and_not_in_a_crash(opening, tmp_path):
    (tmp_path / "openapi.yaml").write_text(
        "openapi: 3.1.0\nx:\n  " + opening * 200_000, encoding="utf-8"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "generator",
            "regenerate",
            "--spec",
            tmp_path / "openapi.yaml",
            "--out",
            tmp_path / "sdk",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{tmp_path}/openapi.yaml:3:")
    assert "SRC002 more than 500 levels deep" in line
    assert not (tmp_path / "sdk").exists()


def _generated(case: str, tmp_path: Path, *options: str) -> Path:
    out = tmp_path / "sdk"
    spec = str(FOLDERS / case / "openapi.yaml")
    assert (
        main(["regenerate", "--spec", spec, "--out", str(out), "--package", "bad", *options]) == 0
    )
    return out


def test_values_are_what_they_look_like_all_the_way_into_the_package(tmp_path):
    out = _generated("values-that-look-like-others", tmp_path)
    code = """
import json, httpx2
from bad import Bad
sent = []
def answer(request):
    sent.append(dict(request.url.params))
    return httpx2.Response(200)
client = Bad(base_url="http://test", transport=httpx2.MockTransport(answer))
call = client.a.get_a
for switch in ("NO", "yes", "on", "12:30", "2024-01-01", "1.2.3"):
    call(switch=switch)
for mixed in ("NO", "yes", "12:30", 10):
    call(mixed=mixed)
for numbers in (10, 8, 31):
    call(numbers=numbers)
refused = []
for wrong in ({"switch": False}, {"switch": True}, {"switch": "false"}, {"mixed": 750}, {"mixed": 8}, {"numbers": 16}):
    try:
        call(**wrong)
    except Exception as error:
        refused.append(type(error).__name__)
print(json.dumps([sent, refused]))
"""
    sent, refused = json.loads(_python(code, out))
    assert [value for query in sent for value in query.values()] == [
        *("NO", "yes", "on", "12:30", "2024-01-01", "1.2.3"),
        *("NO", "yes", "12:30", "10"),
        *("10", "8", "31"),
    ]
    assert refused == ["InvalidInputError"] * 6


def test_keys_are_fields_as_they_are_written(tmp_path):
    out = _generated("keys-that-are-no-strings-generated", tmp_path, "--keep-going")
    code = """
import json
from bad.models import S
value = {"10": "a", "2024-01-01": "b", "no": "c", "null": "d", "12:30": "e"}
model = S.model_validate(value)
assert not model.model_extra
print(json.dumps(model.model_dump(exclude_unset=True, by_alias=True) == value))
"""
    assert json.loads(_python(code, out)) is True


def test_a_pattern_that_python_cannot_compile_is_not_enforced_and_the_others_are(tmp_path):
    out = _generated("patterns-generated", tmp_path)
    code = """
import httpx2
from bad import Bad, InvalidInputError
client = Bad(base_url="http://test", transport=httpx2.MockTransport(lambda request: httpx2.Response(200)))
client.a.send_a(unicode="é1", unclosed="x", control="x", huge="x", email="nobody", uri="nowhere", named="xx")
try:
    client.a.send_a(named="x")
except InvalidInputError as error:
    print(error)
"""
    assert "named" in _python(code, out)


def test_a_chain_of_400_schemas_regenerates_imports_and_works(tmp_path):
    count = 400
    reference = "#/components/schemas/S{}"
    schemas = {
        f"S{index}": {
            "type": "object",
            "properties": {
                "text": {"type": "string"},
                "next": {"$ref": reference.format(index + 1)},
            },
        }
        for index in range(count)
    }
    schemas[f"S{count}"] = {
        "type": "object",
        "properties": {"email": {"type": "string", "format": "email"}},
    }
    media = {"application/json": {"schema": {"$ref": reference.format(0)}}}
    operation = {
        "operationId": "send",
        "requestBody": {"content": media},
        "responses": {"200": {"description": "d", "content": media}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Chain", "version": "1"},
        "paths": {"/links": {"post": operation}},
        "components": {"schemas": schemas},
    }
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    out = tmp_path / "sdk"
    assert (
        main(
            [
                "regenerate",
                "--spec",
                str(tmp_path / "openapi.json"),
                "--out",
                str(out),
                "--package",
                "chain",
                "--strict",
            ]
        )
        == 0
    )
    code = """
import httpx2
from chain import Chain, models
value = {"text": "end"}
for _ in range(60):
    value = {"next": value}
def answer(request):
    return httpx2.Response(200, content=request.content, headers={"content-type": "application/json"})
client = Chain(base_url="http://test", transport=httpx2.MockTransport(answer))
result, depth = client.links.send(value), 0
while result.next is not None:
    result, depth = result.next, depth + 1
print(type(result).__name__, result.text, depth, models.S400(email="nobody").email)
"""
    assert _python(code, out) == "S60 end 60 nobody\n"


def test_a_disk_that_is_full_is_one_line_and_the_old_tree_stays(tmp_path, monkeypatch, capsys):
    out = _generated("patterns-generated", tmp_path)
    before, synced = _files(out), []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    capsys.readouterr()
    spec = FOLDERS / "values-that-look-like-others" / "openapi.yaml"
    assert main(["regenerate", "--spec", str(spec), "--out", str(out), "--package", "bad"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"error: {out}: the disk is full"
    assert _files(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["sdk"]


def test_regenerate_that_is_killed_at_any_time_leaves_one_whole_tree_and_the_next_run_recovers(
    tmp_path,
):
    folder = tmp_path / "work"
    folder.mkdir()
    document = folder / "openapi.yaml"
    text = (FOLDERS / "values-that-look-like-others" / "openapi.yaml").read_text(encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "generator",
        "regenerate",
        "--spec",
        str(document),
        "--out",
        str(folder / "sdk"),
    ]
    whole, lasted = [], 0.0
    for title in ("First", "Second"):
        document.write_text(
            text.replace("title: Bad", f"title: {title}, x-sdk: {{}}"), encoding="utf-8"
        )
        started = time.monotonic()
        assert main([*command[3:], "--package", "bad"]) == 0
        lasted = time.monotonic() - started
        whole.append(_files(folder / "sdk"))
    assert whole[0] != whole[1]
    chance, killed = random.Random(9), 0
    for attempt in range(6):
        shown = ("First", "Second")[attempt % 2]
        document.write_text(
            text.replace("title: Bad", f"title: {shown}, x-sdk: {{}}"), encoding="utf-8"
        )
        process = subprocess.Popen(
            [*command, "--package", "bad"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.1, 1.2) * max(lasted, 0.5))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert _files(folder / "sdk") in whole
    assert killed
    assert main([*command[3:], "--package", "bad"]) == 0
    assert _files(folder / "sdk") == whole[1]
    assert sorted(path.name for path in folder.iterdir()) == ["openapi.yaml", "sdk"]
