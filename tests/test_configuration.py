"""`sdk.yaml`: the documents of a repository, and the commands that do all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import chain
from pathlib import Path

import jsonschema_rs
import pytest

from generator.cli import main
from generator.cli.configuration import _namespace_fault, schema
from generator.cli.targets import rounds
from generator.document.package_names import package_fault
from tests import written_yaml
from tests.servers import ROOT

DOCUMENT = """\
openapi: 3.1.0
info: {title: Small, version: '1.0.0'}
servers: [{url: 'https://api.example.com'}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: Nothing of pets.
      responses: {'204': {description: Nothing.}}
"""
TWO = """\
targets:
  first: {spec: api/openapi.yaml, out: sdks/first, package: one}
  second: {spec: api/openapi.yaml, out: sdks/second, package: two, strict: true}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "openapi.yaml").write_text(DOCUMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    """Runs a command line: its exit code, and what it said on standard error and output."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.err, printed.out

    return run


def test_a_command_does_every_target_from_anywhere_in_the_repository(folder, said, monkeypatch):
    (folder / "sdk.yaml").write_text(TWO)
    code, errors, _ = said("regenerate")
    assert (code, errors) == (0, "first:\nsecond:\n")
    assert (folder / "sdks" / "first" / "one" / "__init__.py").is_file()
    assert (folder / "sdks" / "second" / "two" / "__init__.py").is_file()
    monkeypatch.chdir(folder / "api")
    assert said("check")[0] == 0
    (folder / "sdks" / "first" / "api.md").write_text("edited\n")
    code, errors, output = said("check")
    assert (code, errors) == (1, "first:\nsecond:\n")
    assert output.endswith("../sdks/second is in step\n")
    assert said("check", "--target", "second") == (0, "", "../sdks/second is in step\n")
    assert said("check", "--target=first")[0] == 1


def test_what_is_given_on_the_command_line_holds(folder, said):
    (folder / "sdk.yaml").write_text(TWO)
    (folder / "other.yaml").write_text(DOCUMENT)
    assert said("regenerate", "--target", "first", "--package", "given")[0] == 0
    assert (folder / "sdks" / "first" / "given").is_dir()
    code, errors, _ = said("regenerate", "--spec", "other.yaml", "--out", "elsewhere")
    assert (code, errors) == (0, "")
    assert (folder / "elsewhere" / "small").is_dir()
    assert not (folder / "sdks" / "second").exists()


def test_a_target_has_overlays_of_its_own(folder, said):
    (folder / "sdk.yaml").write_text(TWO.replace("package: one", "overlays: [api/ours.yaml]"))
    (folder / "api" / "ours.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Ours, version: '1'}\n"
        "actions: [{target: $.info, update: {title: Renamed}}]\n"
    )
    assert said("describe", "--target", "second")[2].startswith('{\n  "title": "Small"')
    assert said("describe", "--target", "first")[2].startswith('{\n  "title": "Renamed"')


def test_what_is_of_one_document_asks_for_one_target(folder, said):
    (folder / "sdk.yaml").write_text(TWO)
    which = "is of one target; choose with --target: first, second\n"
    assert said("describe") == (2, f"error: describe {which}", "")
    assert said("lint", "--format", "json") == (2, f"error: --format {which}", "")
    code, _, output = said("describe", "--target", "first")
    assert (code, json.loads(output)["title"]) == (0, "Small")
    (folder / "sdk.yaml").write_text(TWO[: TWO.index("  second")])
    assert said("describe")[0] == 0
    assert said("check", "--target", "frist") == (
        2,
        "error: there is no target 'frist'; did you mean 'first'?\n",
        "",
    )
    assert said("check", "--target", "first", "--out", "x") == (
        2,
        "error: --target and --out exclude each other: a target says what both are\n",
        "",
    )


def test_a_review_of_two_files_is_told_once_and_once_more_only_by_what_reads_them_otherwise(
    folder, said
):
    (folder / "sdk.yaml").write_text(TWO)
    (folder / "api" / "renamed.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: x, version: 1.0.0}\n"
        "actions: [{target: $.info, update: {title: Renamed}}]\n"
    )
    (folder / "old.yaml").write_text(DOCUMENT)
    (folder / "new.yaml").write_text(DOCUMENT.replace("/pets:", "/cats:"))
    code, errors, output = said("review", "old.yaml", "new.yaml")
    assert (code, errors, output.count("API review:")) == (0, "", 1)
    code, errors, output = said(
        "review", "--format", "json", "old.yaml", "--allow-remote", "new.yaml"
    )
    assert (code, errors, json.loads(output)["passes"]) == (0, "", True)
    (folder / "sdk.yaml").write_text(TWO.replace("strict: true", "overlays: [api/renamed.yaml]"))
    code, errors, output = said("review", "old.yaml", "new.yaml")
    assert (errors, output.count("API review:")) == ("first:\nsecond:\n", 2)
    code, errors, output = said("review", "old.yaml", "new.yaml", "--target", "first")
    assert (code, errors, output.count("API review:")) == (0, "", 1)


def test_an_option_of_a_review_is_not_taken_for_a_file(folder, said):
    """Its value neither: two files are two, wherever options stand."""
    (folder / "sdk.yaml").write_text(TWO)
    (folder / "old.yaml").write_text(DOCUMENT)
    for switch in ([], ["--allow-remote"]):
        asked = rounds(["review", "--accepted", "old.yaml", *switch, "old.yaml"])
        assert len(asked) == 2
        assert len(rounds(["review", *switch, "old.yaml", "old.yaml", "--fail-on=any"])) == 1


def test_what_is_written_elsewhere_is_not_written_among_the_generated_files(folder, said):
    (folder / "sdk.yaml").write_text(TWO)
    assert said("regenerate", "--target", "first")[0] == 0
    (folder / "kept").mkdir()
    bundled = folder / "kept" / "one.yaml"
    code, errors, _ = said("bundle", "--target", "first", "--out", str(bundled))
    assert (code, errors) == (0, f"wrote {bundled}: 1 file as one\n")
    assert "operationId: listPets" in bundled.read_text()
    code, errors, _ = said("bundle", "--target", "first")
    assert code == 2
    assert "--out" in errors
    (asked,) = rounds(["verify", "--target", "first"])
    assert asked.defaults["verify"].keys() == {"spec", "package"}
    (asked,) = rounds(["import-names", "names.yml", "--target", "second"])
    assert asked.defaults["import-names"].keys() == {"spec", "package"}  # not what `strict` means


ACCEPTED = """\
- rule: request-parameter-required-added
  where: GET /pets parameter of
  what: required query parameter `of` added
  verdicts: [wire, python]
  reason: It was meant.
  author: ours
"""


def test_a_review_of_a_target_names_its_lines_and_has_accepted_breaks_of_its_own(folder, said):
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    text = TWO.replace(
        "{spec: api/openapi.yaml, out: sdks/second", "{spec: api/two.yaml, out: sdks/second"
    )
    (folder / "sdk.yaml").write_text(text)
    (folder / "api" / "two.yaml").write_text(DOCUMENT)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    parameter = "{name: of, in: query, required: true, schema: {type: string}}"
    changed = DOCUMENT.replace(
        "      responses:", f"      parameters: [{parameter}]\n      responses:"
    )
    (folder / "api" / "openapi.yaml").write_text(changed)
    assert said("regenerate", "--target", "first")[0] == 0
    code, errors, output = said("review", "main", "--fail-on", "wire")
    assert (code, errors.count("error:")) == (1, 1)
    assert "generated sdks/first/one/resources/pets.py:" in output
    (folder / "accepted.yaml").write_text(ACCEPTED)
    (folder / "sdk.yaml").write_text(
        text.replace("package: one", "package: one, accepted: accepted.yaml")
    )
    assert said("review", "main", "--fail-on", "wire")[:2] == (0, "first:\nsecond:\n")


def test_a_table_of_pyproject_is_a_configuration_too(folder, said):
    table = (
        '[project]\nname = "x"\n[tool.np6-sdk-factory.targets.first]\nspec = "api/openapi.yaml"\n'
    )
    (folder / "pyproject.toml").write_text(table)
    assert said("lint") == (
        2,
        "pyproject.toml:3:31: CFG002 `out` is missing (at #/tool/np6-sdk-factory/targets/first)\n",
        "",
    )
    (folder / "pyproject.toml").write_text(f'{table}out = "sdk"\n')
    assert said("regenerate")[0] == 0
    assert (folder / "sdk" / "small").is_dir()
    shutil.copy(folder / "pyproject.toml", folder / "api")
    (folder / "sdk.yaml").write_text(TWO)
    code, errors, _ = said("lint")
    assert (code, errors) == (
        2,
        "sdk.yaml:1:1: CFG002 pyproject.toml beside it has [tool.np6-sdk-factory] too; only one of "
        "them can hold\n",
    )


@pytest.mark.parametrize(
    "table",
    [
        '[tool]\nnp6-sdk-factory = {targets = {a = {spec = "api/openapi.yaml"}}}\n',
        'tool."np6-sdk-factory".targets.a.spec = "api/openapi.yaml"\n',
    ],
)
def test_the_table_is_found_however_it_is_spelt(folder, said, table):
    (folder / "pyproject.toml").write_text(table)
    code, errors, _ = said("lint")
    assert (code, "CFG002 `out` is missing" in errors) == (2, True)


def test_a_project_that_only_speaks_of_the_table_is_no_configuration(folder, said):
    text = '# [tool.np6-sdk-factory]\n[project]\nname = "x"\ndependencies = ["np6-sdk-factory"]\n'
    (folder / "pyproject.toml").write_text(text)
    assert said("lint", "--spec", "api/openapi.yaml")[0] == 0
    assert said("lint")[1] == (
        "spec/openapi.yaml:1:1: SRC001 no such file; say which document by `--spec`, or in sdk.yaml\n"
    )


def test_a_configuration_that_is_no_file_is_not_passed_over(folder, said):
    unreadable = (2, "sdk.yaml:1:1: CFG001 is no file that can be read\n", "")
    (folder / "sdk.yaml").symlink_to("elsewhere.yaml")
    assert said("lint") == unreadable
    (folder / "sdk.yaml").unlink()
    (folder / "sdk.yaml").mkdir()
    assert said("lint") == unreadable


UNPRINTABLE = {
    'targets: {"a\\nb": {spec: x, out: y}}': (
        "1:11: CFG002 the target 'a\\nb' has a name that cannot be printed (at #/targets/a\\nb)"
    ),
    'targets: {a: {spec: "x\\0", out: y}}': "1:21: CFG002 `spec` is a path or a URL (at #/targets/a/spec)",
}
"""What no JSON Schema says."""


@pytest.mark.parametrize("text", UNPRINTABLE)
def test_what_no_line_can_show_is_no_name_and_no_path(folder, said, text):
    (folder / "sdk.yaml").write_text(text)
    assert said("check") == (2, f"sdk.yaml:{UNPRINTABLE[text]}\n", "")


WRONG = {
    "targets: {a: {spec: x.yaml, out: y, pakage: z}}": (
        "1:37: CFG002 there is no key `pakage` of a target; did you mean `package`? "
        "(at #/targets/a/pakage)"
    ),
    "targets: {a: {spec: x.yaml, out: 3}}": "1:34: CFG002 `out` is a path (at #/targets/a/out)",
    "targets: {a: {spec: x.yaml, out: y, strict: maybe}}": (
        "1:45: CFG002 `strict` is true or false (at #/targets/a/strict)"
    ),
    "targets: {a: {spec: sdk.yaml, out: y}}": (
        "1:21: CFG003 the document is this file itself (at #/targets/a/spec)"
    ),
    "targets: {a: {spec: x, out: sdk}, b: {spec: x, out: SDK}}": (
        "1:53: CFG003 `out` of the targets `a` and `b` is one folder where case does not tell "
        "files apart; give each a folder of its own (at #/targets/b/out)"
    ),
    "targets: {a: {spec: x, out: sdk}, b: {spec: x, out: ./sdk}}": (
        "1:53: CFG003 `out` of the targets `a` and `b` is the same folder; give each a folder of "
        "its own (at #/targets/b/out)"
    ),
    "targets: {a: {spec: x, out: y}, b: {spec: x, out: ./y/z}}": (
        "1:51: CFG003 `out` of the targets `a` and `b` is one folder inside the other; give each "
        "a folder of its own (at #/targets/b/out)"
    ),
    "targets: {}": (
        "1:10: CFG002 `targets` is a mapping of names to targets, one at least (at #/targets)"
    ),
    "target: {}": "1:1: CFG002 there is no key `target` here; did you mean `targets`? (at #/target)",
    "- a": "1:1: CFG002 a mapping with `targets` is expected",
    "": "1:1: SRC005 the file is empty",
    "targets: [": None,
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_at_its_place_and_nothing_is_done(folder, said, text):
    (folder / "sdk.yaml").write_text(text)
    code, errors, output = said("regenerate")
    assert (code, output) == (2, "")
    (line,) = errors.splitlines()
    assert line.startswith("sdk.yaml:1:")
    if WRONG[text] is not None:
        assert line == f"sdk.yaml:{WRONG[text]}"
    assert sorted(each.name for each in folder.iterdir()) == [".git", "api", "sdk.yaml"]


FOLLOWED = {
    "spec: gone.yaml": "1:21: SRC001 `gone.yaml`: no such file (at #/targets/a/spec)",
    "spec: 'https://api.invalid/x'": (
        "1:21: CFG004 https://api.invalid/x is on the network, which is used with --allow-remote "
        "only (at #/targets/a/spec)"
    ),
    "spec: api/openapi.yaml, overlays: [gone.yaml]": (
        "1:50: SRC001 `gone.yaml`: no such file (at #/targets/a/overlays/0)"
    ),
    "spec: api/openapi.yaml, overlays: ['https://api.invalid/x']": (
        "1:50: CFG004 https://api.invalid/x is on the network, which is used with --allow-remote "
        "only (at #/targets/a/overlays/0)"
    ),
    "spec: api/openapi.yaml, exclude: ['path:/pets', 'tag:no']": (
        "1:63: CFG004 `tag:no` selects no operation (at #/targets/a/exclude/1)"
    ),
}


@pytest.mark.parametrize("keys", FOLLOWED)
def test_a_setting_that_cannot_be_followed_is_told_at_its_place(folder, said, keys):
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{{keys}, out: sdk}}}}\n")
    line = f"sdk.yaml:{FOLLOWED[keys]}\n"
    assert said("regenerate") == (2, line, "")
    packaged = f"{{a: {{out: sdk, package: acme, namespaces: {{v1: {{{keys}}}}}}}}}"
    (folder / "sdk.yaml").write_text(f"targets:\n {packaged}\n")
    code, errors, _ = said("regenerate")
    assert code == 2
    assert errors.startswith("sdk.yaml:2:")
    assert "(at #/targets/a/namespaces/v1/" in errors


def test_a_setting_of_the_command_line_is_told_by_its_option(folder, said):
    """Also where the configuration has the same, which does not hold then."""
    keys = "spec: api/openapi.yaml, out: sdk, overlays: [gone.yaml], exclude: ['tag:no']"
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{{keys}}}}}\n")
    code, errors, _ = said("lint", "--overlay", "gone.yaml")
    assert (code, errors) == (2, "gone.yaml:1:1: SRC001 no such file; given as --overlay\n")
    (folder / "sdk.yaml").write_text("targets: {a: {spec: api/openapi.yaml, out: sdk}}\n")
    wrong = {"--include": "tag:no", "--exclude": "tag:neither"}
    told = "".join(f"error: {option}: `{wrong[option]}` selects no operation\n" for option in wrong)
    assert said("lint", *chain(*wrong.items())) == (2, told, "")


def test_a_member_of_a_list_in_pyproject_is_told_at_its_line(folder, said):
    """Not where its number stands next in the file."""
    (folder / "pyproject.toml").write_text(
        '[tool.np6-sdk-factory.targets.a]\nspec = "api/openapi.yaml"\nout = "sdk"\n'
        'exclude = [\n  "path:/pets",\n  "tag:no",\n]\n[tool.later]\nn = 1\n'
    )
    at = "(at #/tool/np6-sdk-factory/targets/a/exclude/1)"
    told = f"pyproject.toml:6:4: CFG004 `tag:no` selects no operation {at}\n"
    assert said("lint") == (2, told, "")


def test_every_place_of_a_setting_is_told(folder, said):
    keys = "spec: api/openapi.yaml, out: sdk, include: ['tag:no'], exclude: ['tag:no']"
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{{keys}}}}}\n")
    both = ("1:59", "include"), ("1:80", "exclude")
    told = [
        f"sdk.yaml:{place}: CFG004 `tag:no` selects no operation (at #/targets/a/{key}/0)"
        for place, key in both
    ]
    assert said("lint") == (2, "\n".join(told) + "\n", "")
    told[0] = "error: --include: `tag:no` selects no operation"
    assert said("lint", "--include", "tag:no") == (2, "\n".join(told[::-1]) + "\n", "")


def test_a_file_that_is_a_document_and_an_overlay_is_told_as_the_document(folder, said):
    keys = "spec: gone.yaml, out: sdk, overlays: [gone.yaml]"
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{{keys}}}}}\n")
    told = "sdk.yaml:1:21: SRC001 `gone.yaml`: no such file (at #/targets/a/spec)\n"
    assert said("lint") == (2, told, "")


def test_a_review_tells_a_setting_at_its_place_too(folder, said):
    target = "spec: api/openapi.yaml, out: sdk, include: ['tag:no']"
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{{target}}}}}\n")
    told = "sdk.yaml:1:59: CFG004 `tag:no` selects no operation (at #/targets/a/include/0)\n"
    assert said("review", "api/openapi.yaml", "api/openapi.yaml") == (2, told, "")


OF_A_REVIEW = {
    "overlays: [gone.yaml]": (
        "base: sdk.yaml:1:60: SRC001 `gone.yaml`: no such file (at #/targets/a/overlays/0)"
    ),
    "accepted: gone.yaml": (
        "sdk.yaml:1:59: CFG004 there is no file 'gone.yaml' of accepted breaks "
        "(at #/targets/a/accepted)"
    ),
    "allow-remote: true, overlays: ['http://127.0.0.1:1/x']": (
        "sdk.yaml:1:80: SRC001 `http://127.0.0.1:1/x`: cannot be fetched: [Errno 111] Connection "
        "refused (at #/targets/a/overlays/0)"
    ),
}


@pytest.mark.parametrize("keys", OF_A_REVIEW)
def test_a_review_tells_a_file_that_cannot_be_read_where_it_is_named(folder, said, keys):
    target = f"spec: api/openapi.yaml, out: sdk, {keys}"
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{{target}}}}}\n")
    sides = "api/openapi.yaml", "api/openapi.yaml"
    assert said("review", *sides) == (2, f"{OF_A_REVIEW[keys]}\n", "")
    given = {
        "--overlay": "base: gone.yaml:1:1: SRC001 no such file; given as --overlay\n",
        "--accepted": "error: --accepted: there is no file 'gone.yaml' of accepted breaks\n",
    }
    (folder / "sdk.yaml").write_text("targets: {a: {spec: api/openapi.yaml, out: sdk}}\n")
    for option, told in given.items():
        assert said("review", *sides, option, "gone.yaml") == (2, told, "")


def test_a_review_tells_of_a_target_that_cannot_be_read_which_side_it_is(folder, said):
    url = "http://127.0.0.1:1/x"
    (folder / "sdk.yaml").write_text(
        f"targets: {{a: {{spec: '{url}', out: sdk, allow-remote: true}}}}\n"
    )
    why = "cannot be fetched: [Errno 111] Connection refused"
    at = "sdk.yaml:1:21", "(at #/targets/a/spec)"
    told = f"head: {at[0]}: SRC001 `{url}`: {why} {at[1]}\n"
    assert said("review", "api/openapi.yaml") == (2, told, "")
    told = f"base: {url}:1:1: SRC001 {why}\n"
    assert said("review", url, "api/openapi.yaml", "--allow-remote") == (2, told, "")


def test_a_review_tells_a_target_that_no_revision_has_at_its_place(folder, said):
    (folder / ".git").rmdir()
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm all"):
        subprocess.run(["git", *line.split()], cwd=folder, check=True)
    url = "http://127.0.0.1:1/x"
    (folder / "sdk.yaml").write_text(f"targets: {{a: {{spec: '{url}', out: sdk}}}}\n")
    told = (
        f"sdk.yaml:1:21: CFG004 {url} is no file, and no revision has it; give a file as BASE "
        "(at #/targets/a/spec)\n"
    )
    assert said("review", "HEAD", "api/openapi.yaml") == (2, told, "")
    (folder / "sdk.yaml").write_text("targets: {a: {spec: gone.yaml, out: sdk}}\n")
    code, errors, _ = said("review", "HEAD")
    assert code == 2
    assert errors.startswith("sdk.yaml:1:21: CFG004 gone.yaml does not exist at HEAD (")


def test_a_template_that_is_of_no_use_is_named_by_its_path_from_here(folder, said, monkeypatch):
    (folder / "ours" / "docs").mkdir(parents=True)
    (folder / "ours" / "docs" / "READ.md.jinja").write_text("")
    target = "{spec: api/openapi.yaml, out: sdk, templates: ours}"
    (folder / "sdk.yaml").write_text(f"targets: {{one: {target}}}\n")
    monkeypatch.chdir(folder / "api")
    code, errors, _ = said("regenerate")
    assert code == 2
    assert errors.startswith(
        "../sdk.yaml:1:62: CFG002 ../ours/docs/READ.md.jinja overrides no template"
    )


def test_what_cannot_be_read_is_told(folder, said):
    (folder / "sdk.yaml").write_bytes(b"\xff\xfe")
    assert said("lint") == (2, "sdk.yaml:1:1: CFG001 not UTF-8\n", "")
    (folder / "sdk.yaml").unlink()
    (folder / "pyproject.toml").write_text("[tool.np6-sdk-factory\n")
    code, errors, _ = said("lint")
    assert code == 2
    assert errors.startswith("pyproject.toml:1:22: CFG001 not TOML: ")


def test_the_schema_for_editors_is_published_and_says_what_is_checked():
    published = json.loads((ROOT / "docs" / "sdk.schema.json").read_text(encoding="utf-8"))
    assert published == schema()
    validator = jsonschema_rs.Draft202012Validator(published)
    assert validator.is_valid(written_yaml.read(TWO))
    refused = [text for text, line in WRONG.items() if line is not None and "CFG002" in line]
    assert not [text for text in refused if validator.is_valid(written_yaml.read(text))]


PACKAGES = ("acme", "a", "_", "Acme2", "acme.billing", "acme._x.y9", "classes", "a.con1", "iffy")
NO_PACKAGES = (
    "a-b",
    "1a",
    "é",
    "a b",
    ".a",
    "a.",
    "a..b",
    "a\n",
    "class",
    "a.None",
    "CoN",
    "a.lpt9",
)


def test_the_schema_for_editors_takes_the_names_that_the_tool_takes():
    validator = jsonschema_rs.Draft202012Validator(schema())

    def takes(name, **target):
        made = {"out": "sdk", **target}
        return validator.is_valid({"targets": {name: made}})

    for name in (*PACKAGES, *NO_PACKAGES):
        is_sound = name in PACKAGES
        assert (package_fault(name) is None) == is_sound, name
        assert takes("a", spec="api.yaml", package=name) == is_sound, name
    assert not takes("a/b", spec="api.yaml")
    for name in ("v1", "V_2", "_v1", "v-1", "1", "class", "nul", "a.b"):
        is_sound = _namespace_fault(name) is None
        assert is_sound == (name in ("v1", "V_2"))
        namespaces = {name: {"spec": "api.yaml"}}
        assert takes("a", package="acme", namespaces=namespaces) == is_sound, name
