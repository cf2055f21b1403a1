"""Documents of which a part cannot be read: every command refuses them, with file, line and reason,
and writes nothing.

`cases/broken/sound` is a sound document of several files. Each row of `BROKEN` changes one passage
of one file; `expected.txt` has the lines that are said of it. The same change is made to the
document in OpenAPI 3.0 and as one JSON file. With `--keep-going` what is left works.
`REWRITE_CASES=1` rewrites what is expected."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.api.build import build
from generator.cli import main
from generator.cli.console import UnreadableError
from generator.cli.reading import keep
from generator.document.bundle import load
from generator.document.lint import lint

FOLDER = Path(__file__).parent / "cases" / "broken"
SOUND = FOLDER / "sound"
EXPECTED = FOLDER / "expected.txt"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
ROOT, PATHS, SCHEMAS = "openapi.yaml", "paths/pets.yaml", "schemas/pets.yaml"
HEALTH = "  /health:\n    get:\n"
COLOR = "- {name: color, in: query, required: false, schema: {type: string}}"
PET = "schema: {$ref: ../schemas/pets.yaml#/Pet}"
BODY = (
    "    requestBody:\n      required: true\n      content:\n        application/json:\n          "
    + PET
    + "\n"
)

# What is broken, in which file, the passage, and what stands there instead.
BROKEN = {
    "paths is a list": (ROOT, "paths:\n", "paths: []\nx-paths:\n"),
    "paths is a text": (ROOT, "paths:\n", "paths: nowhere\nx-paths:\n"),
    "paths is misspelt": (ROOT, "paths:\n", "pathes:\n"),
    "info is missing": (ROOT, "info: {", "x-info: {"),
    "info is a text": (ROOT, "info: {", "info: Pets\nx-info: {"),
    "info has no title": (ROOT, "{title: Pets, ", "{"),
    "a title is a mapping": (ROOT, "{title: Pets, ", "{title: {en: Pets}, "),
    "servers is a mapping": (ROOT, "- {url:", "  {url:"),
    "a server has no url": (ROOT, "{url:", "{uri:"),
    "a requirement is a text": (ROOT, "- key: []", "- key"),
    "a scheme has an unknown type": (ROOT, "type: apiKey", "type: apikey"),
    "a scheme has no name": (ROOT, "in: header, name: X-Key", "in: header"),
    "a scheme has an unknown place": (ROOT, "in: header,", "in: body,"),
    "components is a list": (ROOT, "components:\n", "components: []\nx-components:\n"),
    "a section of components is a list": (
        ROOT,
        "  parameters:\n",
        "  parameters: []\n  x-parameters:\n",
    ),
    "a section of components is misspelt": (ROOT, "  parameters:\n", "  parameter:\n"),
    "a path has no slash": (ROOT, "  /health:", "  health:"),
    "a path is not balanced": (ROOT, "  /health:", "  /health/{id:"),
    "a path has a variable twice": (ROOT, "  /health:", "  /health/{id}/{id}:"),
    "a path item is a list": (ROOT, HEALTH, "  /health: []\n  x-health:\n    get:\n"),
    "a path is indented too deep": (
        PATHS,
        "pet:\n  get:\n",
        "  /pet:\n    get: {}\npet:\n  get:\n",
    ),
    "a schema of a webhook has properties of another form": (
        ROOT,
        "components:\n",
        "x-webhooks:\n  told:\n    post:\n      operationId: told\n      requestBody:\n"
        "        content: {application/json: {schema: {type: object, properties: none}}}\n"
        '      responses: {"204": {description: Taken.}}\n'
        "components:\n",
    ),
    "a schema of a callback has properties of another form": (
        ROOT,
        HEALTH,
        HEALTH + "      callbacks:\n        told:\n          '{$url}':\n            post:\n"
        "              requestBody:\n                content:\n"
        "                  application/json: {schema: {type: object, properties: none}}\n"
        '              responses: {"204": {description: Taken.}}\n',
    ),
    "a method is misspelt": (PATHS, "  post:\n", "  pots:\n"),
    "an operation is a text": (PATHS, "  post:\n", "  post: addPet\n  x-post:\n"),
    "an operation is a list": (PATHS, "  post:\n", "  post: [addPet]\n  x-post:\n"),
    "an operation id is a number": (PATHS, "operationId: addPet", "operationId: 1"),
    "tags is a text": (
        PATHS,
        "operationId: addPet\n    tags: [pets]",
        "operationId: addPet\n    tags: pets",
    ),
    "responses is a list": (
        PATHS,
        '    responses:\n      "201":',
        '    responses: []\n    x-responses:\n      "201":',
    ),
    "responses is misspelt": (PATHS, '    responses:\n      "201":', '    respones:\n      "201":'),
    "responses stands a level too high": (
        PATHS,
        '    responses:\n      "201":',
        '    deprecated: true\n  responses:\n      "201":',
    ),
    "a status is none": (PATHS, '"201":', '"2001":'),
    "a status is a word": (PATHS, '"201":', "created:"),
    "a response is a text": (
        PATHS,
        "      default: {$ref: ../openapi.yaml#/components/responses/Problem}",
        "      default: wrong",
    ),
    "a response of a status is a text": (
        PATHS,
        '      "201":',
        '      "404": nothing\n      "201":',
    ),
    "a response is a schema": (
        ROOT,
        "      content: {application/json: {schema:",
        "      schema: {allOf: {schema:",
    ),
    "content is a list": (
        PATHS,
        "        content:\n          application",
        "        content: []\n        x-content:\n          application",
    ),
    "a media type is a text": (
        PATHS,
        "        application/json:\n          schema:",
        "        application/json: pet\n        x-pet:\n          schema:",
    ),
    "a body has no content": (
        PATHS,
        "      required: true\n      content:",
        "      required: true\n      x-content:",
    ),
    "a body is a text": (PATHS, "    requestBody:\n", "    requestBody: pet\n    x-body:\n"),
    "parameters is a mapping": (
        PATHS,
        "    parameters:\n    - $ref",
        "    parameters: {}\n    x-parameters:\n    - $ref",
    ),
    "a parameter is a text": (PATHS, COLOR, "- color"),
    "a parameter has no name": (PATHS, COLOR, "- {in: query, schema: {type: string}}"),
    "a parameter has no place": (PATHS, COLOR, "- {name: color, schema: {type: string}}"),
    "a parameter has an unknown place": (
        PATHS,
        COLOR,
        "- {name: color, in: body, schema: {type: string}}",
    ),
    "a parameter is required by a text": (PATHS, "required: false", "required: 'no'"),
    "a parameter has an unknown style": (
        PATHS,
        "in: query, required: false",
        "in: query, style: comma",
    ),
    "a parameter is declared twice": (PATHS, COLOR, f"{COLOR}\n    {COLOR}"),
    "a shared parameter has no name": (ROOT, "limit: {name: limit, ", "limit: {"),
    "a schema is a text": (PATHS, PET + "\n    responses", "schema: Pet\n    responses"),
    "a schema is a list": (
        PATHS,
        PET + "\n    responses",
        "schema: [{type: object}]\n    responses",
    ),
    "a type is unknown": (SCHEMAS, "name: {type: string}", "name: {type: strng}"),
    "a type is a mapping": (SCHEMAS, "name: {type: string}", "name: {type: {of: string}}"),
    "properties is a list": (SCHEMAS, "  properties:\n", "  properties: [name]\n  x-properties:\n"),
    "a property is a text": (SCHEMAS, "name: {type: string}", "name: string"),
    "required is a boolean": (SCHEMAS, "required: [name]", "required: true"),
    "an enum is a text": (SCHEMAS, "enum: [black, white]", "enum: black"),
    "items is a text": (SCHEMAS, 'items: {$ref: "#/Pet"}', "items: Pet"),
    "items is a list": (SCHEMAS, 'items: {$ref: "#/Pet"}', 'items: [{$ref: "#/Pet"}]'),
    "allOf is a mapping": (
        SCHEMAS,
        "Cat:\n  allOf:\n",
        "Cat:\n  allOf: {type: object}\n  x-all:\n",
    ),
    "additionalProperties is a text": (
        SCHEMAS,
        "additionalProperties: {type: string}",
        "additionalProperties: 'no'",
    ),
    "a discriminator is a text": (
        SCHEMAS,
        "  discriminator:\n",
        "  discriminator: kind\n  x-discriminator:\n",
    ),
    "a discriminator has no property": (SCHEMAS, "propertyName: kind", "x-property: kind"),
    "a mapping leads nowhere": (SCHEMAS, 'dog: "#/Dog"', 'dog: "#/Dgo"'),
    "a mapping names no schema": (SCHEMAS, 'dog: "#/Dog"', "dog: Dogg"),
    "allOf leads back": (SCHEMAS, "Cat:\n  allOf:\n", 'Cat:\n  allOf:\n  - $ref: "#/Cat"\n'),
    "references lead in a circle": (
        SCHEMAS,
        "Cat:\n",
        (
            'Self: {$ref: "#/Other"}\nOther: {$ref: "#/Self"}\nCat:\n  properties: {self: {$ref: '
            '"#/Self"}}\n'
        ),
    ),
    "a reference names no component": (
        ROOT,
        '{$ref: "#/components/schemas/Problem"}',
        '{$ref: "#/components/schemas/Porblem"}',
    ),
    "a reference names nothing of a file": (
        PATHS,
        PET + "\n    responses",
        "schema: {$ref: ../schemas/pets.yaml#/Dgo}\n    responses",
    ),
    "a reference names no file": (
        PATHS,
        PET + "\n    responses",
        "schema: {$ref: ../schemas/pet.yaml#/Pet}\n    responses",
    ),
    "a reference names another kind": (
        ROOT,
        '{$ref: "#/components/schemas/Problem"}',
        '{$ref: "#/components/parameters/limit"}',
    ),
    "a reference names the whole document": (
        ROOT,
        '{$ref: "#/components/schemas/Problem"}',
        '{$ref: "#"}',
    ),
    "a reference is a number": (ROOT, '{$ref: "#/components/schemas/Problem"}', "{$ref: 1}"),
    "a reference leaves the folder": (
        PATHS,
        PET + "\n    responses",
        "schema: {$ref: ../../secret.yaml}\n    responses",
    ),
    "a reference leads to the network": (
        PATHS,
        PET + "\n    responses",
        "schema: {$ref: 'https://example.com/pet.yaml'}\n    responses",
    ),
    "a path item leads nowhere": (ROOT, "paths/pets.yaml#/pet\n", "paths/pets.yaml#/pte\n"),
}
# The same, where the text of a file is no document any more: as JSON there is no such thing.
UNUSABLE = {
    "a tab": (PATHS, "    operationId: addPet", "\toperationId: addPet"),
    "a line is indented too little": (PATHS, "    operationId: addPet", "   operationId: addPet"),
    "a key stands twice": (PATHS, "  post:\n", "  get:\n"),
    "a quote is not closed": (PATHS, '"201":', '"201:'),
    "a merge conflict": (
        PATHS,
        "    tags: [pets]\n    requestBody",
        "<<<<<<< HEAD\n    tags: [pets]\n=======\n    tags: [pet]\n>>>>>>> other\n    requestBody",
    ),
    "a merge conflict in a text": (
        PATHS,
        "      Notes\n      =======\n",
        "      <<<<<<< HEAD\n      Notes\n      =======\n      Note\n      >>>>>>> other\n",
    ),
    "a marker that was overlooked": (PATHS, "  post:\n", "||||||| 2a41f0c\n  post:\n"),
    "a second document": (SCHEMAS, "Cat:\n", "---\nCat:\n"),
    "a list in a file": (SCHEMAS, "Pet:\n", "- Pet:\n"),
    "an alias of nothing": (SCHEMAS, "name: {type: string}", "name: *text"),
    "a tag of YAML": (SCHEMAS, "name: {type: string}", "name: !pet {type: string}"),
    "not a number": (SCHEMAS, "name: {type: string}", "name: {type: number, maximum: .nan}"),
}
ALL = BROKEN | UNUSABLE
COMMANDS = {
    "regenerate": ["--out", "sdk", "--package", "pets"],
    "check": ["--out", "sdk", "--package", "pets"],
    "bundle": ["--out", "one.yaml"],
    "mock": ["--port", "0"],
    "describe": [],
    "lint": [],
}


def _broken(name: str, folder: Path, *, version: str = "3.1.0") -> Path:
    """The sound document in `folder`, broken as the row of that name says."""
    file, before, after = ALL[name]
    shutil.copytree(SOUND, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(before) >= 1
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    root = (folder / ROOT).read_text(encoding="utf-8")
    (folder / ROOT).write_text(
        root.replace("openapi: 3.1.0", f"openapi: {version}"), encoding="utf-8"
    )
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _codes(lines: str) -> set[str]:
    return {
        line.split(" ")[1]
        for line in lines.splitlines()
        if line.startswith(("openapi.", "paths/", "schemas/"))
    }


def test_the_sound_document_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOUND, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    assert main(["regenerate", *COMMANDS["regenerate"], "--spec", ROOT, "--strict"]) == 0
    assert capsys.readouterr().err == ""


def test_each_broken_document_gets_the_expected_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for number, name in enumerate(ALL):
        monkeypatch.chdir(_broken(name, tmp_path / str(number)))
        assert main(["regenerate", *COMMANDS["regenerate"], "--spec", ROOT]) == 1, name
        said += [name, *(f"  {line}" for line in capsys.readouterr().err.splitlines())]
    text = "\n".join(said) + "\n"
    if REWRITE:
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_every_command_refuses_it_and_writes_nothing(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What `regenerate` says (above) is what the others say: they have the judgement from one
    function, and take their turns with the documents.
    """
    monkeypatch.chdir(_broken(name, tmp_path / "work"))
    before = _files(tmp_path)
    refused = _expected()[name]
    assert refused
    others = [command for command in COMMANDS if command not in ("lint", "regenerate")]
    command = others[[*ALL].index(name) % len(others)]
    assert main([command, "--spec", ROOT, *COMMANDS[command]]) == 1, command
    heard = capsys.readouterr()
    assert heard.err.splitlines()[: len(refused)] == refused, command
    assert heard.out == ""
    assert main(["lint", "--spec", ROOT]) == 1
    assert _codes("\n".join(refused)) <= _codes(capsys.readouterr().out)
    assert _files(tmp_path) == before


def _expected() -> dict[str, list[str]]:
    """The lines that are said of each document, without the last, which sums them up."""
    said: dict[str, list[str]] = {}
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            lines = said.setdefault(line, [])
        elif not line.startswith("  error: "):
            lines.append(line[2:])
    return said


@pytest.mark.parametrize("name", ALL)
def test_the_same_document_in_another_version_is_refused_too(name: str, tmp_path: Path) -> None:
    """By `keep`, which every command asks and whose lines it prints."""
    root = _broken(name, tmp_path / "work", version="3.0.3") / ROOT
    with pytest.raises(UnreadableError) as raised:
        keep(load(root), "nothing was written", keep_going=False)
    *refused, last = raised.value.lines
    assert refused
    assert "--keep-going" in last
    codes = {finding.code for finding in raised.value.findings}
    assert codes <= {finding.code for finding in lint(load(root))}


@pytest.mark.parametrize("name", BROKEN)
def test_the_same_document_as_one_file_of_json_is_refused_too(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("a path item leads nowhere", "a reference leads to the network"):
        pytest.skip("where files are put together, there is no such reference left")
    document = load(_broken(name, tmp_path / "work") / ROOT)
    (tmp_path / "openapi.json").write_text(json.dumps(document.root, indent=2), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableError) as raised:
        keep(load(Path("openapi.json")), "nothing was written", keep_going=False)
    assert raised.value.lines[0].startswith("openapi.json:")


def test_an_api_is_made_of_what_can_be_read(tmp_path: Path) -> None:
    for number, name in enumerate(ALL):
        kept = keep(load(_broken(name, tmp_path / str(number)) / ROOT), "", keep_going=True)
        assert kept.omissions, name
        assert bool(build(kept.document).operations) is not name.startswith("paths is "), name


@pytest.mark.heavy
def test_what_can_be_read_is_written_and_what_is_missing_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--keep-going`: a package imports, has an operation that was sound, and its README says
    what it lacks.
    """
    packages = []
    for number, name in enumerate([*ALL][::6]):
        folder, package = _broken(name, tmp_path / str(number)), f"pets{number}"
        out = folder / "sdk"
        options = ["--spec", str(folder / ROOT), "--out", str(out), "--package", package]
        assert main(["regenerate", *options, "--keep-going"]) == 0, name
        said = capsys.readouterr().err.splitlines()
        left_out = [line for line in said if line.startswith("left out: ")]
        readme = (out / "README.md").read_text(encoding="utf-8")
        assert left_out, name
        assert readme.partition("## Missing")[2].partition("## Install")[0].count("\n- ") == len(
            left_out
        ), name
        index = json.loads((out / package / "operations.json").read_text(encoding="utf-8"))
        assert bool(index["operations"]) is not name.startswith("paths is "), name
        packages.append(str(out))
    code = (
        "import importlib, json, sys\nfor number, folder in enumerate(sys.argv[1:]):\n    "
        "sys.path.insert(0, folder)\n"
    )
    code += "    index = json.load(open(f'{folder}/pets{number}/operations.json'))\n"
    code += "    getattr(importlib.import_module(f'pets{number}'), index['client'])\n"
    code += "    importlib.import_module(f'pets{number}.models')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *packages],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def test_check_with_the_same_option_is_in_step_and_without_it_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(_broken("a tab", tmp_path / "work"))
    options = [*COMMANDS["regenerate"], "--spec", ROOT]
    assert main(["regenerate", *options, "--keep-going"]) == 0
    before = _files(Path("sdk"))
    manifest = json.loads(before[".manifest.json"])
    assert [manifest[f"options {name}"] for name in ("keep-going", "package")] == ["true", "pets"]
    assert main(["check", *options, "--keep-going"]) == 0
    for command in ("check", "regenerate"):
        assert main([command, *options]) == 1
    assert _files(Path("sdk")) == before
    capsys.readouterr()


def test_the_option_changes_nothing_where_everything_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SOUND, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    options = [*COMMANDS["regenerate"], "--spec", ROOT]
    assert main(["regenerate", *options, "--keep-going"]) == 0
    assert main(["check", *options]) == 0


@pytest.mark.parametrize("command", ["regenerate", "check"])
def test_strict_and_keep_going_exclude_each_other(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--strict", "--keep-going", "--spec", str(SOUND / ROOT)]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_an_error_without_effect_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOUND, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    root = Path(ROOT)
    text = root.read_text(encoding="utf-8")
    text = text.replace("{description: Alive.}", "{description: 1}").replace(
        "title: {type: string}", "title: {type: string, example: 1}"
    )
    root.write_text(text, encoding="utf-8")
    assert main(["bundle", "--spec", ROOT, "--out", "one.yaml"]) == 0
    assert capsys.readouterr().err == (
        "2 findings without effect on the SDK; `lint` has the details\nwrote one.yaml: 3 "
        "files as one\n"
    )


@pytest.mark.parametrize("code", ["HSE015", "OAS148"])
def test_a_name_that_nobody_chose_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    monkeypatch.chdir(FOLDER.parent / "lint" / f"{code}-two-operations-with-one-name")
    assert main(["regenerate", "--spec", ROOT, "--out", str(tmp_path / "sdk")]) == 0
    error = capsys.readouterr().err
    assert f"{code} `GET /toys` is called `pets.list`, and `GET /pets`" in error
    assert "without effect on the SDK" not in error


@pytest.mark.parametrize("name", ["propertys", "property"])
def test_a_misspelt_keyword_is_said_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Since 3.1 a schema may have any keyword; in 3.0 it may not."""
    for version, code in (("3.1.0", 0), ("3.0.3", 1)):
        folder = _broken("a tab", tmp_path / version, version=version)
        shutil.copytree(SOUND / "paths", folder / "paths", dirs_exist_ok=True)
        schemas = folder / SCHEMAS
        schemas.write_text(
            schemas.read_text(encoding="utf-8").replace("  properties:\n", f"  {name}:\n", 1),
            encoding="utf-8",
        )
        monkeypatch.chdir(folder)
        assert main(["bundle", "--spec", ROOT, "--out", "one.yaml"]) == code
        assert (
            f"OAS004 unknown keyword `{name}` in a schema; did you mean `properties`?"
            in capsys.readouterr().err
        )
        assert main(["lint", "--spec", ROOT]) == code


def test_a_section_that_is_left_empty_is_no_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """YAML reads a key with nothing behind it as null; a list or a map of things has none then."""
    shutil.copytree(SOUND, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    root = Path(ROOT)
    root.write_text(
        root.read_text(encoding="utf-8").replace("components:\n", "components:\n  headers:\n"),
        encoding="utf-8",
    )
    assert main(["regenerate", *COMMANDS["regenerate"], "--spec", ROOT]) == 0
    assert (
        capsys.readouterr().err == "1 finding without effect on the SDK; `lint` has the details\n"
    )


def test_what_is_read_as_it_was_meant_is_told_and_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As published documents have it: a body that is shared under another section, a scheme that is
    not defined.
    """
    shutil.copytree(SOUND, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    root = Path(ROOT)
    text = root.read_text(encoding="utf-8").replace("- key: []", "- kee: []")
    text = text.replace(
        '"204": {description: Alive.}', '"200": {$ref: "#/components/requestBodies/Alive"}'
    )
    body = "  requestBodies:\n    Alive: {content: {application/json: {schema: {type: boolean}}}}\n"
    root.write_text(
        text.replace("  responses:\n    Problem:", f"{body}  responses:\n    Problem:"),
        encoding="utf-8",
    )
    assert main(["bundle", "--spec", ROOT, "--out", "one.yaml"]) == 0
    told = capsys.readouterr().err
    assert "OAS080 security scheme `kee` is not defined" in told
    assert "REF007 `#/components/requestBodies/Alive` leads to `components/requestBodies`" in told


def test_an_example_that_is_not_there_refuses_a_bundle_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOUND, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    root = Path(ROOT)
    body = (
        "{content: {application/json: {schema: {type: boolean}, "
        "examples: {a: {$ref: '#/components/examples/Gone'}, b: {$ref: gone.yaml}}}}}"
    )
    text = root.read_text(encoding="utf-8").replace(
        "  responses:\n    Problem:",
        f"  requestBodies:\n    Alive: {body}\n  responses:\n    Problem:",
    )
    root.write_text(text, encoding="utf-8")
    assert main(["regenerate", "--spec", ROOT, "--out", "sdk", "--package", "sdk"]) == 0
    assert "2 findings without effect on the SDK; `lint` has the details" in capsys.readouterr().err
    assert main(["bundle", "--spec", ROOT, "--out", "one.yaml"]) == 1
    assert capsys.readouterr().err.endswith(
        "error: the document has 2 errors; nothing was written\n"
    )
    assert not Path("one.yaml").exists()


def test_check_speaks_json_about_a_document_that_it_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(_broken("paths is a list", tmp_path / "work"))
    assert main(["check", *COMMANDS["check"], "--spec", ROOT, "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["in_step"], answer["differences"]) == (False, [])
    assert [finding["code"] for finding in answer["refused"]] == ["OAS001"]


def test_the_mock_serves_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(_broken("a tab", tmp_path / "work"))
    served = []
    monkeypatch.setattr("generator.mock.app.serve", lambda document, port: served.append(document))
    assert main(["mock", "--spec", ROOT, "--port", "0"]) == 1
    assert "nothing is served; --keep-going leaves out" in capsys.readouterr().err
    assert main(["mock", "--spec", ROOT, "--port", "0", "--keep-going"]) == 0
    assert list(served[0].root["paths"]) == ["/health"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"$dynamicRef": "#nowhere"},
        {"allOf": [{"$dynamicRef": "#nowhere"}]},
        {"$dynamicRef": "#it", "$dynamicAnchor": "it"},
    ],
)
def test_a_dynamic_reference_that_leads_nowhere_is_left_out(
    wrong: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = {"application/json": {"schema": {"type": "object", "properties": {"name": wrong}}}}
    operation = {
        "operationId": "get",
        "responses": {"200": {"description": "it", "content": answer}},
    }
    spec = tmp_path / "openapi.json"
    spec.write_text(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "T", "version": "1"},
                "paths": {"/it": {"get": operation}},
            }
        ),
        encoding="utf-8",
    )
    command = ["regenerate", "--spec", str(spec), "--out", str(tmp_path / "sdk"), "--package", "it"]

    assert main(command) == 1
    assert not (tmp_path / "sdk").exists()
    capsys.readouterr()
    assert main([*command, "--keep-going"]) == 0
    assert "left out: `GET /it`: the type of " in capsys.readouterr().err


def test_a_header_that_no_request_can_have_is_not_tested(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = _of_one_parameter(
        tmp_path / "openapi.json", {"name": "a b", "in": "header", "schema": {"type": "string"}}
    )

    assert (
        main(
            ["regenerate", "--spec", str(spec), "--out", str(tmp_path / "sdk"), "--package", "one"]
        )
        == 0
    )
    said = capsys.readouterr().err
    assert "API012 `get` has no test: no request can have a header of the name `a b`" in said


def test_review_refuses_a_format_that_is_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parameter = {"name": "a", "in": "query", "schema": {"type": "string", "format": ["int32"]}}
    base = _of_one_parameter(tmp_path / "base.json", parameter)
    head = _of_one_parameter(
        tmp_path / "head.json", {**parameter, "schema": {"type": "integer", "format": ["int32"]}}
    )

    assert main(["review", str(base), str(head)]) == 2
    assert "OAS001 `format` is a list" in capsys.readouterr().err


def _of_one_parameter(spec: Path, parameter: dict[str, object]) -> Path:
    operation = {
        "operationId": "get",
        "parameters": [parameter],
        "responses": {"204": {"description": "done"}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/it": {"get": operation}},
    }
    spec.write_text(json.dumps(document), encoding="utf-8")
    return spec


def test_a_schema_that_refers_to_a_header_is_described(tmp_path: Path) -> None:
    """The header is read as a schema, whose `required` is a boolean."""
    headers = {"X-Taken": {"required": True, "schema": {"type": "string"}}}
    place = "#/paths/~1it/get/responses/200/headers/X-Taken"
    answer = {
        "application/json": {"schema": {"type": "object", "properties": {"a": {"$ref": place}}}}
    }
    operation = {
        "operationId": "get",
        "responses": {"200": {"description": "it", "headers": headers, "content": answer}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/it": {"get": operation}},
    }
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(document), encoding="utf-8")

    assert main(["describe", "--spec", str(spec)]) in (0, 1)
    assert main(["lint", "--spec", str(spec)]) in (0, 1)
