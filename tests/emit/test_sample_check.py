"""`lint` of samples in documents: every folder of `tests/cases/samples` is a document and the exact
lines that are said of it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import yaml

from generator.api.model import CodeSample
from generator.cli import main
from generator.document.bundle import load
from generator.emit.modules import emit_modules
from generator.emit.published import Published
from generator.emit.sample_check import faults, published_by, sample_findings
from generator.emit.template_folders import TEMPLATES
from tests import flagship
from tests.forked import run_emitted_tests
from tests.servers import ROOT, mock_in_a_thread

CASES = ROOT / "tests" / "cases" / "samples"
PROGRAMS = ["newsletter.py", "newsletter_async.py", "beyond_one_machine.py"]


@pytest.mark.parametrize("case", ["right", "wrong"])
def test_lint_says_which_names_of_a_sample_the_package_does_not_have(case, capsys, monkeypatch):
    monkeypatch.chdir(CASES / case)
    assert main(["lint", "--spec", "openapi.yaml"]) == 0
    found = capsys.readouterr().out
    expected = Path("expected.txt")
    if os.environ.get("REWRITE_CASES"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_samples_are_of_the_package_that_a_target_or_an_option_names(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = "from acme.shop import Pets\n\nPets().nothing\n"
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://pets.example.com"}],
        "paths": {
            "/pets": {
                "get": {
                    "operationId": "listPets",
                    "x-codeSamples": [{"lang": "Python", "source": source}],
                    "responses": {"204": {"description": "None."}},
                }
            }
        },
    }
    Path("openapi.json").write_text(json.dumps(document))

    def is_told(*options: str, config: str = "") -> bool:
        if config:
            Path("sdk.yaml").write_text(f"targets: {{a: {{out: sdk, {config}}}}}\n")
        assert main(["lint", *options]) == 0
        return "nothing" in capsys.readouterr().out

    assert not is_told("--spec", "openapi.json")  # of another package
    assert is_told("--spec", "openapi.json", "--package", "acme.shop")
    assert is_told(config="spec: openapi.json, package: acme.shop")
    assert not is_told(config="spec: openapi.json, package: acme.shops")
    assert is_told(config="package: acme, namespaces: {shop: {spec: openapi.json}}")


def test_every_program_that_is_shown_of_the_flagship_is_right():
    """No sample of ours is called wrong, and neither is one that the generator writes."""
    assert sample_findings(flagship.document(), flagship.api(), TEMPLATES) == []
    text = (ROOT / "generated" / "README.md").read_text(encoding="utf-8")
    programs = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    programs += [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in PROGRAMS]
    published = published_by(flagship.api(), TEMPLATES)
    assert len(programs) > 12
    for source in programs:
        assert faults(CodeSample("", source, ""), flagship.api(), published) == [], source


def test_no_more_of_a_package_is_printed_than_samples_name():
    api = flagship.api()
    source = "import np6\nnp6.NP6().segments.targets.in_batches().add(7, [], wrong=1)\n"
    modules, copied = emit_modules(api, TEMPLATES)
    asked = []

    def noted(path, text):
        return text if isinstance(text, str) else lambda: asked.append(path) or text()

    published = Published(
        {path.removeprefix("np6/"): noted(path, text) for path, text in modules.items()}
        | {path.removeprefix("np6/"): text for path, text in copied.items()}
    )
    (fault,) = faults(CodeSample("", source, ""), api, published)
    assert "takes no `wrong`" in fault.message
    assert sorted(asked) == ["np6/_client.py"] + [
        f"np6/resources/{name}.py" for name in ("segments", "segments_targets")
    ]


def test_a_sample_of_a_document_that_is_refused_is_not_judged(tmp_path, capsys):
    text = (CASES / "wrong" / "openapi.yaml").read_text(encoding="utf-8")
    path = tmp_path / "openapi.yaml"
    path.write_text(text.replace("#/components/schemas/Pet'", "#/nowhere'"), encoding="utf-8")
    assert main(["lint", "--spec", str(path)]) == 1
    out = capsys.readouterr().out
    assert "REF001" in out
    assert "API047" not in out


def test_a_sample_that_is_nested_too_deep_is_told_and_ends_nothing(tmp_path, capsys):
    """Python's own parser, the reader of names, and ruff each have an end."""
    deep = ["-" * 20_000 + "1", "a." * 20_000 + "a", "client" + ".pets" * 5_000, "x" + "(1)" * 900]
    document = yaml.safe_load((CASES / "right" / "openapi.yaml").read_text(encoding="utf-8"))
    samples = [{"lang": "Python", "source": each} for each in [*deep, "client.pets.list()"]]
    document["paths"]["/pets"]["get"]["x-codeSamples"] = samples
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    assert main(["lint", "--spec", str(spec)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [re.sub(".*API047 (.*) \\(at .*", r"\1", line) for line in told[:-3]] == [
        "the sample is no Python: nested too deep"
    ] * 4
    assert main(["regenerate", "--spec", str(spec), "--out", str(tmp_path / "sdk")]) == 0
    page = (tmp_path / "sdk" / "api" / "pets.md").read_text(encoding="utf-8")
    assert page.count("```text\n") == 4
    assert "```python\nclient.pets.list()\n```" in page


def test_a_sample_of_an_overlay_is_judged_at_its_line_there(tmp_path, capsys):
    overlay = tmp_path / "ours.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nactions:\n"
        "- target: $.paths['/pets'].get\n  update:\n    x-codeSamples:\n    - lang: Python\n"
        "      source: |\n        x = 1\n        client.pets.lst()\n",
        encoding="utf-8",
    )
    spec = str(CASES / "right" / "openapi.yaml")
    assert main(["lint", "--spec", spec, "--overlay", str(overlay)]) == 0
    assert capsys.readouterr().out.startswith(f"{overlay}:10:9: API047 `client.pets` has no `lst`")


def test_the_emitted_tests_run_each_sample_against_the_mock_server(tmp_path):
    """One that is right, and reads a file; one whose call no name shows to be wrong; one for which
    a module is wanting.
    """
    read = {
        "lang": "Python",
        "label": "Read",
        "source": "import pets\nwith pets.Pets() as client:\n"
        "    assert client.pets.get(open('id.txt').read()).name is not None\n",
        "files": {"id.txt": "a"},
    }
    wrong = read | {"label": "Wrong", "files": {"id.txt": ""}}
    wanting = read | {"label": "Wanting", "source": "import pets, no_such_module\n"}
    document = yaml.safe_load((CASES / "right" / "openapi.yaml").read_text(encoding="utf-8"))
    document["paths"]["/pets"]["get"]["x-code-samples"] = [read, wrong, wanting]
    spec = tmp_path / "openapi.yaml"
    spec.write_text(json.dumps(document), encoding="utf-8")
    assert main(["regenerate", "--spec", str(spec), "--out", str(tmp_path / "sdk")]) == 0
    with mock_in_a_thread(load(spec)) as address:
        done = run_emitted_tests(
            tmp_path / "sdk", None, "tests/test_samples.py", PETS_TEST_BASE_URL=address
        )
    failed = re.findall("^FAILED .*::(\\w+)", done.stdout, re.MULTILINE)
    assert failed == ["test_wrong"], done.stdout
    assert "InvalidInputError" in done.stdout
    assert re.search("1 failed, 2 passed, 1 skipped", done.stdout), done.stdout
