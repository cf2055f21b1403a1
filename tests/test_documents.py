"""Documents that are not ours: each folder of `cases/documents` is generated, imported, checked, and its tests run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[1]
CASES = sorted(path.parent for path in (ROOT / "tests" / "cases" / "documents").glob("*/openapi.yaml"))
REWRITE = bool(os.environ.get("REWRITE_CASES"))

# Text that would break out of whatever it is printed into, were it printed as it is.
ATTACKS = [
    '"""\nopen("PWNED", "w")\n"""',
    "'''\nopen('PWNED', 'w')\n'''",
    "')\nopen('PWNED', 'w')\n#",
    "{{ 7 * 7 }}{% raw %}{# x #}{{ cycler.__init__.__globals__.os.system('touch PWNED') }}",
    "\\",
    '\\"""\nopen("PWNED", "w")',
    "\nopen('PWNED', 'w')\n",
    "\u202e\u2066 \u2028 \x85 \u200b",
    "]]> --> `` ``` | <script>alert(1)</script> [x](javascript:alert(1))",
    "*/ \r open('PWNED', 'w')",
    "${__import__('os').system('touch PWNED')} %(x)s {0} {x!r}",
]


def _run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.endswith(("_API_KEY", "_BASE_URL"))}
    return subprocess.run(command, cwd=cwd, env={**env, **environment}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case, generated; its folder by the name of the case."""
    folder = tmp_path_factory.mktemp("documents")
    found = {}
    for case in CASES:
        package = "case_" + case.name.replace("-", "_").replace(".", "_")
        assert (
            main(["regenerate", "--spec", str(case / "openapi.yaml"), "--out", str(folder / package), "--package", package])
            == 0
        )
        found[case.name] = folder / package
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_operation_is_expressed_or_named(case: Path, built: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """`expected.txt` holds the surface and the findings; nothing of a document goes missing without a word."""
    package = built[case.name].name
    index = json.loads((built[case.name] / package / "operations.json").read_text(encoding="utf-8"))
    main(["regenerate", "--spec", str(case / "openapi.yaml"), "--out", str(built[case.name]), "--package", package])
    findings = [line for line in capsys.readouterr().err.splitlines() if " API" in line]
    lines = [_signature(operation) for operation in index["operations"]]
    text = "\n".join([*lines, *(line.partition("documents/")[2] for line in findings)]) + "\n"
    expected = case / "expected.txt"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def _signature(operation: dict[str, Any]) -> str:
    body = operation["body"]
    fields = [] if body is None else [body["python"], *(body["fields"] or {}).values()]
    arguments = ", ".join([parameter["python"] for parameter in operation["parameters"]] + fields)
    return (
        f"{operation['method']} {operation['path']}: {'.'.join([*operation['resource'], operation['function']])}({arguments})"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_everything_that_is_emitted_imports(case: Path, built: dict[str, Path]) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        "package = importlib.import_module(sys.argv[1])\n"
        "for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
        "models = importlib.import_module(sys.argv[1] + '.models')\n"
        "for name in models.__all__:\n"
        "    model = getattr(models, name)\n"
        "    if hasattr(model, 'model_rebuild'):\n"
        "        model.model_rebuild()\n"
    )
    done = _run(sys.executable, "-W", "error", "-c", code, built[case.name].name, cwd=built[case.name])
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_emitted_tests_pass(case: Path, built: dict[str, Path]) -> None:
    done = _run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=built[case.name])
    assert done.returncode == 0, done.stdout[-4000:]


def test_what_is_emitted_is_clean_under_mypy_and_ruff(built: dict[str, Path]) -> None:
    folder = next(iter(built.values())).parent
    packages = [str(path / path.name) for path in built.values()]
    checked = _run(
        sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, *packages, cwd=folder, MYPYPATH=str(folder)
    )
    assert checked.returncode == 0, checked.stdout[-4000:]
    configuration = str(ROOT / "pyproject.toml")
    linted = _run(sys.executable, "-m", "ruff", "check", "--no-cache", "--config", configuration, str(folder), cwd=ROOT)
    assert linted.returncode == 0, linted.stdout[-4000:]
    looks = _run(
        sys.executable, "-m", "ruff", "format", "--check", "--no-cache", "--config", configuration, str(folder), cwd=ROOT
    )
    assert looks.returncode == 0, looks.stdout[-4000:]


def _hostile(text: str) -> str:
    """A document that has `text` wherever text can stand."""
    schema: dict[str, Any] = {
        "type": "object",
        "title": text,
        "description": text,
        "properties": {
            text: {"type": "string", "description": text, "default": text, "example": text},
            "kind": {
                "type": "string",
                "enum": [text, "b"],
                "x-enum-varnames": [text, "B"],
                "x-enum-descriptions": [text, text],
            },
            "constant": {"const": text},
            "pattern": {"type": "string", "pattern": text},
            "either": {"oneOf": [{"title": text, "type": "object", "properties": {text: {}}}, {"type": "string"}]},
        },
        "x-discriminator": {"property": text, "seen": [text]},
    }
    media = {"application/json": {"schema": {"$ref": "#/components/schemas/It"}, "examples": {text: {"value": {text: text}}}}}
    parameters = [
        {"name": text, "in": place, "description": text, "schema": {"type": "string", "default": text}, "example": text}
        for place in ("query", "cookie")
    ]
    operation = {
        "operationId": text,
        "summary": text,
        "description": text,
        "tags": [text],
        "parameters": parameters,
        "x-sdk": {"resource": text, "function": text},
        "x-evidence": {"pages": [text], "request": "partial", "response": "none", "status": "unstated", "note": text},
        "requestBody": {"description": text, "content": media},
        "responses": {"200": {"description": text, "content": media, "headers": {text: {"description": text}}}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": "https://hostile.example.com", "description": text}],
        "tags": [{"name": text, "description": text, "x-displayName": text}],
        "x-tagGroups": [{"name": text, "tags": [text]}],
        "x-sdk": {"version": text, "distribution": text, "client": text, "env-prefix": text},
        "paths": {f"/a/{text}".replace("{", "(").replace("}", ")"): {"post": operation, "description": text}},
        "components": {
            "schemas": {"It": schema, text: {"type": "object", "description": text, "properties": {"x": {}}}},
            "securitySchemes": {text: {"type": "apiKey", "in": "query", "name": text, "description": text}},
        },
        "security": [{text: []}],
    }
    return json.dumps(document)


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_of_a_document_never_becomes_code(attack: str, tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text(_hostile(attack), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["regenerate", "--spec", str(tmp_path / "openapi.json"), "--out", str(out), "--package", "hostile"]) == 0
    code = "import hostile, hostile.inputs, pkgutil; from hostile.models import *; print(sorted(hostile.__all__))"
    done = _run(sys.executable, "-c", code, cwd=out)
    assert done.returncode == 0, done.stderr
    done = _run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=out)
    assert done.returncode == 0, done.stdout[-3000:]
    assert not list(tmp_path.rglob("PWNED"))
    hidden = set("\u202e\u2066\u2028\x85\u200b")
    assert not any(hidden & set(path.read_text(encoding="utf-8")) for path in out.rglob("*.py"))


def test_a_package_works_under_any_import_path(built: dict[str, Path], tmp_path: Path) -> None:
    vendored = tmp_path / "vendor" / "deep"
    vendored.mkdir(parents=True)
    (built["unions"] / "case_unions").rename(vendored / "renamed")
    try:
        done = _run(
            sys.executable, "-c", "from vendor.deep.renamed import Unions, models; models.Cat(petType='cat')", cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
    finally:
        (vendored / "renamed").rename(built["unions"] / "case_unions")
