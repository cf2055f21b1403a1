"""Documents that are not ours: each folder of `cases/documents` is generated, imported, checked,
and its tests run.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from generator.cli import main
from tests.checking import mypy, wrong_lines
from tests.forked import run_emitted_tests
from tests.packages import CASES, Generated, generated

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.parent.name for path in CASES.glob("*/openapi.yaml"))
PROGRAMS = sorted((ROOT / "tests" / "cases" / "programs").glob("*.py"))
REWRITE = bool(os.environ.get("REWRITE_CASES"))

# Text that would break out of whatever it is printed into, were it printed as it is.
ATTACKS = [
    '"""\nopen("PWNED", "w")\n"""',
    "'''\nopen('PWNED', 'w')\n'''",
    "')\nopen('PWNED', 'w')\n#",
    "{{ 7 * 7 }}{% raw %}{# x #}{{ cycler.__init__.__globals__.os.system('touch PWNED') }}",
    '\\"""\nopen("PWNED", "w")',
    "\nopen('PWNED', 'w')\n",
    "\u202e\u2066 \u2028 \x85 \u200b",
    "]]> --> `` ``` | <script>alert(1)</script> [x](javascript:alert(1))",
    "*/ \r open('PWNED', 'w')",
    "${__import__('os').system('touch PWNED')} %(x)s {0} {x!r}",
    "\\",  # the last, which ends what is made of all
]


def _run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {
        key: value
        for key, value in os.environ.items()
        if not key.endswith(("_API_KEY", "_BASE_URL"))
    }
    return subprocess.run(
        command, cwd=cwd, env={**env, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("case", NAMES)
def test_every_operation_is_expressed_or_named(case: str) -> None:
    """`expected.txt` holds the surface, the findings and what is lost; nothing goes missing without
    a word.
    """
    built = generated(case)
    index = json.loads(
        (built.folder / built.package / "operations.json").read_text(encoding="utf-8")
    )
    findings = [line for line in built.findings if " API" in line]
    lines = [_signature(operation) for operation in index["operations"]]
    text = (
        "\n".join([*lines, *(line.partition("documents/")[2] or line.strip() for line in findings)])
        + "\n"
    )
    expected = CASES / case / "expected.txt"
    if REWRITE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def _signature(operation: dict[str, Any]) -> str:
    body = operation["body"]
    fields = [] if body is None else [body["python"], *(body["fields"] or {}).values()]
    arguments = ", ".join([parameter["python"] for parameter in operation["parameters"]] + fields)
    return (
        f"{operation['method']} {operation['path']}: "
        f"{'.'.join([*operation['resource'], operation['function']])}({arguments})"
    )


@pytest.mark.parametrize("case", NAMES)
def test_everything_that_is_emitted_imports_and_its_tests_pass(case: str) -> None:
    built = generated(case)
    done = run_emitted_tests(built.folder, built.package)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.heavy
def test_mypy_finds_what_is_wrong_with_a_program_and_nothing_in_packages(tmp_path: Path) -> None:
    """The packages, the first program of each README as its reader copies it, and the programs of
    `cases/programs`, some of whose lines are wrong.

    The runtime that they have in common is checked once: each of its modules, as any package has
    it, is the same. `test_pyright.py` has some of these programs checked by pyright."""
    built = [generated(case) for case in NAMES]
    programs = [
        _first_program(each, tmp_path) for each in built if each.package not in LISTS_OF_EITHER
    ]
    assert any(
        "datetime.fromisoformat(" in program.read_text(encoding="utf-8") for program in programs
    )
    programs += [Path(shutil.copy(program, tmp_path)) for program in PROGRAMS]
    for each in built:
        _share_runtime(each.folder / each.package, tmp_path)
    names = [*(each.package for each in built), *(program.name for program in programs)]
    checked = mypy("shared_runtime", *names, cwd=tmp_path, path=tmp_path)
    found = {
        (file, int(line)): text
        for file, line, text in re.findall(
            r"^([^:\n]+):(\d+): error: (.*)$", checked.stdout, re.MULTILINE
        )
    }
    wrong = {(program.name, line) for program in programs for line in wrong_lines(program)}
    assert found.keys() == wrong, checked.stdout[-4000:] + checked.stderr


def _share_runtime(package: Path, folder: Path) -> None:
    """A copy of a package that imports its runtime from `shared_runtime`, where each module is put
    that others have not yet.
    """
    for file in package.rglob("*.py"):
        inside = file.relative_to(package)
        text = file.read_text(encoding="utf-8")
        if inside.parts[0] == "_runtime":
            copy = folder / "shared_runtime" / inside.relative_to("_runtime")
            assert not copy.exists() or copy.read_text(encoding="utf-8") == text, inside
        else:
            copy = folder / package.name / inside
            text = re.sub(r"\bfrom \.+_runtime\b", "from shared_runtime", text)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", NAMES)
def test_a_package_has_each_module_of_its_own_that_it_imports(case: str) -> None:
    """Also where only a type checker imports it, for which the packages share a runtime (above)."""
    built = generated(case)
    package = built.folder / built.package
    modules = {
        ".".join(file.relative_to(built.folder).with_suffix("").parts)
        for file in package.rglob("*.py")
    }
    modules |= {name.removesuffix(".__init__") for name in modules}
    for file in package.rglob("*.py"):
        here = list(file.relative_to(built.folder).parts)
        for level, name in _relative_imports(file.read_bytes()):
            wanted = ".".join([*here[: len(here) - level], *([name] if name else [])])
            assert wanted in modules, f"{file.relative_to(built.folder)} imports {wanted}"


@cache
def _relative_imports(content: bytes) -> frozenset[tuple[int, str | None]]:
    """How many packages up, and the module there; of what packages have in common they are read
    once.
    """
    nodes = (
        node
        for node in ast.walk(ast.parse(content))
        if isinstance(node, ast.ImportFrom) and node.level
    )
    return frozenset((node.level, node.module) for node in nodes)


LISTS_OF_EITHER = (
    "made_vendor_habits",
)  # of dicts: mypy tells no list of one kind from a list of another by its items


def _first_program(built: Generated, folder: Path) -> Path:
    blocks = (built.folder / "README.md").read_text(encoding="utf-8").split("```python\n")
    file = folder / f"program_of_{built.package}.py"
    file.write_text(blocks[1].partition("```")[0], encoding="utf-8")
    return file


def test_every_heading_of_a_readme_stands_apart() -> None:
    for case in NAMES:
        built = generated(case)
        text = (built.folder / "README.md").read_text(encoding="utf-8")
        prose = "".join(text.split("```")[::2])
        assert not re.findall(r"[^\n]\n#+ .*", prose), built.package


# what has nowhere to be broken: two names of eighty characters on a line, the literals of hostile
# text, the annotation of a key that is no name, which is a string
LONG_LINES = [
    word
    for case in ("long_names", "hostile_text", "inheritance_levels")
    for word in ("--per-file-ignores", f"/**/made_{case}/**:E501")
]
ARGUMENTS = ["--extend-ignore", "PLR0913"]  # a field of a body is one
# type checkers know no `|` of what is `Annotated` in the expressions that say what a call takes
UNIONS = ["--per-file-ignores", "/**/made_*/**/resources/**:UP007"]


@pytest.mark.parametrize(
    "command",
    [["check", *LONG_LINES, *ARGUMENTS, *UNIONS], ["format", "--check"]],
    ids=lambda words: words[0],
)
def test_what_is_emitted_is_clean_under_ruff(command: list[str]) -> None:
    folders = [str(generated(case).folder) for case in NAMES]
    configuration = str(ROOT / "pyproject.toml")
    done = _run(
        sys.executable,
        "-m",
        "ruff",
        *command,
        "--no-cache",
        "--config",
        configuration,
        *folders,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def _hostile(texts: list[str]) -> str:
    """A document that has each of the texts wherever text can stand, and all of them together where
    only one can.
    """
    named = {f"It{number}": text for number, text in enumerate(texts)}
    everything = "".join(texts)
    document = {
        "openapi": "3.1.0",
        "info": {"title": everything, "version": everything, "description": everything},
        "servers": [{"url": "https://hostile.example.com", "description": text} for text in texts],
        "tags": [{"name": text, "description": text, "x-displayName": text} for text in texts],
        "x-tagGroups": [{"name": text, "tags": [text]} for text in texts],
        "x-sdk": dict.fromkeys(("version", "distribution", "client", "env-prefix"), everything),
        "paths": {
            f"/a/{text}".replace("{", "(").replace("}", ")"): {
                "post": _hostile_operation(name, text),
                "description": text,
            }
            for name, text in named.items()
        },
        "components": {
            "schemas": {
                **{name: _hostile_schema(text) for name, text in named.items()},
                **{
                    text: {"type": "object", "description": text, "properties": {"x": {}}}
                    for text in texts
                },
            },
            "securitySchemes": {
                text: {"type": "apiKey", "in": "query", "name": text, "description": text}
                for text in texts
            },
        },
        "security": [{text: []} for text in texts],
    }
    return json.dumps(document)


def _hostile_schema(text: str) -> dict[str, Any]:
    return {
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
            "either": {
                "oneOf": [
                    {"title": text, "type": "object", "properties": {text: {}}},
                    {"type": "string"},
                ]
            },
        },
        "x-discriminator": {"property": text, "seen": [text]},
    }


def _hostile_operation(schema: str, text: str) -> dict[str, Any]:
    media = {
        "application/json": {
            "schema": {"$ref": f"#/components/schemas/{schema}"},
            "examples": {text: {"value": {text: text}}},
        }
    }
    parameters = [
        {
            "name": text,
            "in": place,
            "description": text,
            "schema": {"type": "string", "default": text},
            "example": text,
        }
        for place in ("query", "cookie")
    ]
    return {
        "operationId": text,
        "summary": text,
        "description": text,
        "tags": [text],
        "parameters": parameters,
        "x-sdk": {"resource": text, "function": text},
        "x-evidence": {
            "pages": [text],
            "request": "partial",
            "response": "none",
            "status": "unstated",
            "note": text,
        },
        "requestBody": {"description": text, "content": media},
        "responses": {
            "200": {"description": text, "content": media, "headers": {text: {"description": text}}}
        },
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a document of attacks, imported whole and its tests run."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "openapi.json").write_text(_hostile(ATTACKS), encoding="utf-8")
    out = folder / "out"
    assert (
        main(
            [
                "regenerate",
                "--spec",
                str(folder / "openapi.json"),
                "--out",
                str(out),
                "--package",
                "hostile",
            ]
        )
        == 0
    )
    (out / "tests" / "test_import.py").write_text(
        "import hostile\nimport hostile.inputs\nfrom hostile.models import *\n\n\n"
        "def test_all_names_are_there():\n    assert all(hasattr(hostile, name) for name in "
        "hostile.__all__)\n"
    )
    done = run_emitted_tests(out)
    assert done.returncode == 0, done.stdout[-3000:]
    return out


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_of_a_document_never_becomes_code(attack: str, hostile: Path) -> None:
    """One generation has all attacks: each is there as the text that it is, and none did what it
    would as code.
    """
    operations = json.loads((hostile / "hostile" / "operations.json").read_text(encoding="utf-8"))[
        "operations"
    ]
    (operation,) = (each for each in operations if each["operation_id"] == attack)
    assert attack in {each["wire"] for each in operation["parameters"]}
    assert not list(hostile.parent.rglob("PWNED"))
    hidden = set("\u202e\u2066\u2028\x85\u200b")
    assert not any(hidden & set(path.read_text(encoding="utf-8")) for path in hostile.rglob("*.py"))


def _long(text: str) -> str:
    """A document with names that begin with `text`, twice everywhere, alike but for a letter in the
    middle or at the end.
    """
    first, second = f"{text} one and the rest of it {text}", f"{text} two and the rest of it {text}"
    last = f"{first}s"
    media = {"application/json": {"schema": {"$ref": f"#/components/schemas/{'A' * len(text)}"}}}

    def operation(name: str) -> dict[str, Any]:
        return {
            "operationId": name * 2,
            "tags": [name * 2],
            "parameters": [
                {"name": each, "in": place, "schema": {"type": "string"}}
                for each in (first, second, last)
                for place in ("query", "cookie")
            ]
            + [
                {
                    "name": name.replace(" ", "-").encode().hex(),
                    "in": "header",
                    "schema": {"type": "string"},
                }
            ],
            "requestBody": {"content": media},
            "responses": {
                "200": {
                    "description": "",
                    "content": media,
                    "headers": {name: {"schema": {"type": "string"}}},
                }
            },
        }

    schema = {
        "type": "object",
        "properties": {
            **{
                name: {"type": "object", "properties": {name: {"type": "string"}}}
                for name in (first, second, last)
            },
            "kind": {"type": "string", "enum": [first * 2, second * 2, last * 2]},
        },
    }
    paths = {f"/{quote(name)}": {"post": operation(name)} for name in (first, second, last)}
    paths[f"/{quote(first)}/{{{'b' * len(text)}}}"] = {
        "get": {"responses": {"204": {"description": ""}}}
    }
    schemes = {name: {"type": "apiKey", "in": "query", "name": name} for name in (first, second)}
    document = {
        "openapi": "3.1.0",
        "info": {"title": text, "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {"A" * len(text): schema, "A" * len(text) + "B": schema},
            "securitySchemes": schemes,
        },
    }
    return json.dumps(document)


LONG = [
    "number " * 400,
    "a" * 3000,
    "\u540d\u524d" * 150,
    "\u540d " * 150,
    "\u0418\u043c\u044f " * 60,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:2])
def test_names_of_any_length_make_files_that_every_system_takes(text: str, tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text(_long(text), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["regenerate", "--spec", str(tmp_path / "openapi.json"), "--out", str(out)]) == 0
    files = [path.relative_to(out).as_posix() for path in out.rglob("*.py")]
    (package,) = {path.split("/")[0] for path in files} - {"tests"}
    assert max(len(path.removeprefix(f"{package}/").encode()) for path in files) < 200
    assert len({path.lower() for path in files}) == len(files)
    names = {
        name
        for path in out.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        for name in (getattr(node, "name", None), getattr(node, "arg", None))
        if isinstance(name, str)
    }
    assert max(map(len, names)) < 128
    done = run_emitted_tests(out)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_package_works_under_any_import_path(tmp_path: Path) -> None:
    built = generated("unions")
    shutil.copytree(built.folder / built.package, tmp_path / "vendor" / "deep" / "renamed")
    code = "from vendor.deep.renamed import Unions, models; models.Cat(petType='cat')"
    done = _run(sys.executable, "-c", code, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
