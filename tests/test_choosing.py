"""`--include`, `--exclude` and the marks of other tools, command by command.

Each row of `ROWS` is a choice of the document in `cases/choosing`. `expected.txt` has, by the row,
what of it is left, what is said, and the exit code. `REWRITE_CASES=1` rewrites what is expected."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main

FOLDER = Path(__file__).parent / "cases" / "choosing"
EXPECTED = FOLDER / "expected.txt"
REWRITE = bool(os.environ.get("REWRITE_CASES"))

ROWS = [
    "",
    "--include tag:animals",
    "--include tag:keepers",
    "--exclude tag:animals",
    "--include path:/animals --include operation:getKeeper",
    "--include path:/*",
    "--include path:/keepers/** --exclude method:get",
    "--include path:/keepers/**",
    "--exclude path:**/{id}",
    "--include path:/animal?",
    "--include method:POST",
    "--exclude operation:GET\u00a0/animals",
    "--include tag:animals --exclude method:post",
    # --- what cannot be meant
    "--include tag:animal",
    "--include tag:Keepers --exclude operation:getKeepers",
    "--include path:/animals/",
    "--exclude method:gets",
    "--exclude tag:animals --exclude tag:keepers",
    "--include tags:animals --exclude animals --exclude tag:",
]


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    """The document, in the folder where commands run."""
    shutil.copytree(FOLDER, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def split(row: str) -> list[str]:
    return [word.replace("\u00a0", " ") for word in row.split(" ") if word]


def shown(text: str) -> list[str]:
    """What is left of the document: operations, components, tags."""
    root: dict[str, Any] = yaml.safe_load(text)
    lines = []
    for section in ("paths", "webhooks"):
        for path, item in root.get(section, {}).items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                named = [
                    each.get("name", each.get("$ref")) for each in operation.get("parameters", ())
                ]
                links = operation["responses"].get("201", {}).get("links", {})
                more = [*(f"?{name}" for name in named), *(f"→{name}" for name in links)]
                lines.append(" ".join([method.upper(), path, *more]))
    for section, entries in root.get("components", {}).items():
        lines.append(f"{section}: {' '.join(entries)}")
    keeper = root.get("components", {}).get("schemas", {}).get("Keeper", {})
    if keeper:
        lines.append(f"Keeper: {' '.join(keeper['properties'])}; required {keeper['required']}")
    tags = [tag["name"] for tag in root["tags"]]
    return [*lines, f"tags: {' '.join(tags)}; menu: {' '.join(root['x-tagGroups'][0]['tags'])}"]


@pytest.mark.usefixtures("zoo")
def test_each_choice_leaves_and_says_what_is_expected(capsys):
    lines = []
    for row in ROWS:
        code = run("bundle", "--spec", "openapi.yaml", "--out", "-", *split(row))
        printed = capsys.readouterr()
        left = shown(printed.out) if printed.out else []
        lines += [f"== {row or 'nothing'}", *left, *printed.err.splitlines(), f"exit {code}", ""]
    text = "\n".join(lines)
    if REWRITE:
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")


def change(before: str, after: str, name: str = "openapi.yaml") -> None:
    path = Path(name)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.usefixtures("zoo")
def test_what_is_left_cannot_need_what_is_left_out(capsys):
    inside = "#/paths/~1keepers~1{id}/get/responses/200/content/application~1json/schema"
    change("properties: {length: {type: integer}}", f"properties: {{of: {{$ref: '{inside}'}}}}")
    assert run("lint", "--spec", "openapi.yaml", "--exclude", "tag:keepers") == 2
    assert capsys.readouterr().err == (
        f"error: openapi.yaml:88:51: `{inside}` is in what is left out, and needed here; put what "
        "it leads to under `components`\n"
    )


@pytest.mark.usefixtures("zoo")
def test_what_is_wrong_in_what_is_left_out_does_not_matter(capsys):
    change("application/json: {schema: {$ref: '#/components/schemas/Keeper'}}", "a/b: {schema: 1}")
    change("'#/components/responses/Problem'", "'#/components/responses/None'")
    where = ("bundle", "--spec", "openapi.yaml", "--out", "-")
    assert run(*where) == 1
    assert "REF001" in capsys.readouterr().err
    assert run(*where, "--exclude", "tag:keepers") == 0
    assert "REF001" not in capsys.readouterr().err


def test_a_section_of_components_that_is_no_mapping_is_told_beside_a_choice(tmp_path, capsys):
    spec = tmp_path / "openapi.yaml"
    spec.write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: 0}\npaths:\n"
        "  /a: {get: {responses: {default: {$ref: '#/components/schemas/A'}}}}\n"
        "  /b: {get: {responses: {default: {description: b}}}}\n",
        encoding="utf-8",
    )
    assert run("bundle", "--spec", spec, "--out", "-", "--exclude", "path:/a") == 1
    assert "OAS001 `schemas` is the number `0`" in capsys.readouterr().err


@pytest.mark.usefixtures("zoo")
def test_check_knows_the_choice(capsys):
    def check(*arguments):
        code = run("check", "--spec", "openapi.yaml", "--out", "sdk", *arguments)
        return code, capsys.readouterr()

    choice = ("--exclude", "tag:keepers", "--include", "tag:animals", "--include", "method:get")
    assert run("regenerate", "--spec", "openapi.yaml", "--out", "sdk", *choice) == 0
    printed = capsys.readouterr()
    assert "left out, as chosen or marked: 3 of 6 operations" in printed.err
    manifest = json.loads(Path("sdk/.manifest.json").read_text("utf-8"))
    assert manifest["options include"] == "method:get, tag:animals"
    assert manifest["options exclude"] == "tag:keepers"
    operations = json.loads(next(Path("sdk").glob("*/operations.json")).read_text("utf-8"))
    assert [each["operation_id"] for each in operations["operations"]] == [
        "listAnimals",
        "addAnimal",
    ]
    assert check(*choice)[0] == 0
    assert check(*choice[4:], *choice[:4])[0] == 0  # in whatever order
    code, printed = check()
    assert code == 1
    assert "(options changed)" in printed.out
    assert "document changed" not in printed.out
    assert (
        "note: sdk was written with --include method:get --include tag:animals "
        "--exclude tag:keepers\n"
    ) in printed.err


@pytest.mark.usefixtures("zoo")
def test_review_compares_what_is_chosen(capsys):
    shutil.copy("openapi.yaml", "new.yaml")
    change("tags: [animals]", "tags: [animals, fresh]", "new.yaml")
    change(
        "operationId: getKeeper\n", "operationId: getKeeper\n      x-internal: true\n", "new.yaml"
    )

    def reviewed(*arguments):
        code = run("review", "openapi.yaml", "new.yaml", "--format", "json", *arguments)
        printed = capsys.readouterr()
        changes = json.loads(printed.out)["changes"] if printed.out else []
        return code, sorted(each["rule"] for each in changes), printed.err

    code, rules, _ = reviewed()
    assert code == 0
    assert "path-removed" in rules
    assert "path-removed" not in reviewed("--include", "tag:animals")[1]
    code, rules, _ = reviewed("--include", "tag:fresh")  # of the new one only
    assert (code, "path-added" in rules) == (0, True)
    code, rules, said = reviewed("--include", "tag:nobody")
    assert (code, rules) == (2, [])
    assert said == "error: --include: `tag:nobody` selects no operation\n"


@pytest.mark.usefixtures("zoo")
def test_lint_describe_and_an_overlay_see_the_choice(capsys):
    Path("overlay.yaml").write_text(
        "overlay: 1.1.0\ninfo: {title: Ours, version: '1'}\nactions:\n"
        "- {target: \"$.paths['/animals'].post\", update: {x-internal: true}}\n",
        "utf-8",
    )
    chosen = ("--spec", "openapi.yaml", "--overlay", "overlay.yaml", "--exclude", "tag:keepers")
    assert run("describe", *chosen) == 0
    operations = json.loads(capsys.readouterr().out)["operations"]
    assert [each["id"] for each in operations] == ["listAnimals"]
    assert run("lint", *chosen) == 0
    assert "dismissKeeper" not in capsys.readouterr().out


MARKED = """\
openapi: 3.1.0
info: {title: Zoo, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  schemas:
    Unused: {x-internal: true, type: object, properties: {of: {$ref: "#/components/schemas/OfUnused"}}}
    OfUnused: {type: object}
    Kept: {type: object}
    Secret: {x-internal: true, type: string}
    Ferret:
      x-internal: true
      allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {den: {type: string}}}]
    Dog:
      allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {tail: {type: integer}}}]
    Pet:
      type: object
      required: [kind, secret]
      properties:
        kind: {type: string}
        secret: {$ref: "#/components/schemas/Secret"}
        either: {anyOf: [{$ref: "#/components/schemas/Secret"}, {type: integer}]}
      discriminator:
        propertyName: kind
        mapping: {dog: "#/components/schemas/Dog", ferret: Ferret}
"""


@pytest.fixture
def marked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def bundled(capsys, *changes):
        text = MARKED
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        Path("marked.yaml").write_text(text, "utf-8")
        assert run("bundle", "--spec", "marked.yaml", "--out", "marked.json") == 0
        told = [line for line in capsys.readouterr().err.splitlines() if "marked.json" not in line]
        return json.loads(Path("marked.json").read_text("utf-8")), told

    return bundled


def test_a_schema_that_is_marked_goes_with_what_only_it_needs(marked, capsys):
    document, told = marked(capsys)
    schemas = document["components"]["schemas"]
    assert list(schemas) == ["Kept", "Dog", "Pet"]
    assert schemas["Pet"] == {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}, "either": {"anyOf": [{"type": "integer"}]}},
        "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Dog"}},
    }
    assert told == ["left out, as chosen or marked: 1 property, 4 components"]


def test_a_schema_that_is_marked_and_needed_stays_and_is_told(marked, capsys):
    document, told = marked(
        capsys,
        ("either: {anyOf: [{$ref: \"#/components/schemas/Secret\"}, {type: integer}]}",
         "all: {type: array, items: {$ref: \"#/components/schemas/Secret\"}}"),
    )  # fmt: skip
    assert "Secret" in document["components"]["schemas"]
    assert told[1] == (
        "marked.yaml:16:5: `Secret` is marked as not for an SDK, and stays: what is not marked "
        "needs it; mark that too"
    )


def test_the_only_member_of_a_union_is_not_left_out(marked, capsys):
    document, told = marked(capsys, (", {type: integer}]}", "]}"))
    pet = document["components"]["schemas"]["Pet"]
    assert pet["properties"]["either"] == {"anyOf": [{"$ref": "#/components/schemas/Secret"}]}
    assert told[1].startswith("marked.yaml:16:5: `Secret` is marked as not for an SDK, and stays")
