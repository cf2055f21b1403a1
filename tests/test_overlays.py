"""`--overlay`, command by command: what an overlay does to a document, what is said of it, and what
of an overlay is refused.

Each row of `ROWS` is one overlay (its actions, or the whole of it) of the document in
`cases/overlays/pets`. `expected.txt` has, by the row's name, what `bundle` prints differently than
without it, what is said, and the exit code. `REWRITE_CASES=1` rewrites what is expected."""

from __future__ import annotations

import difflib
import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
import yaml
from jsonpath import JSONPathEnvironment

from generator.cli import main
from generator.document import overlay_targets, overlaying
from generator.document.bundle import load
from generator.document.diagnostics import Location
from generator.document.network import Network
from generator.document.overlay import named
from generator.document.references import Files

FOLDER = Path(__file__).parent / "cases" / "overlays"
EXPECTED = FOLDER / "expected.txt"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
HEAD = "overlay: 1.1.0\ninfo: {title: Ours, version: '1'}\n"
OLD = HEAD.replace("1.1.0", "1.0.0")
PETS = "$.paths['/pets']"

# What an overlay says: its actions as they stand behind `actions:`, or all of it.
ROWS = {
    # --- update
    "a mapping is merged": "- {target: $.info, update: {description: Ours., contact: {name: We}}}",
    "the root is merged, level by level": (
        "- target: $\n  update: {info: {x-ours: true}, paths: {/owners: {get: {summary: All}}}}"
    ),
    "a list takes an entry": "- {target: $.tags, update: {name: more}}",
    "a list takes a list": "- {target: $.tags, update: [{name: more}, {name: still more}]}",
    "a list takes a list whole in 1.0": (
        OLD + "actions: [{target: $.paths.*.post.tags, update: [more]}]"
    ),
    "lists inside are joined": "- {target: $, update: {tags: [{name: more}]}}",
    "a text takes a text": "- {target: $.info.title, update: Our pets}",
    "an entry of a list takes a text": f'- {{target: "{PETS}.post.tags[1]", update: public}}',
    "null is a single value": "- {target: $.info.description, update: null}",
    "every operation is changed": "- {target: $.paths.*.get, update: {deprecated: true}}",
    "what a filter selects is changed": (
        "- target: $.paths.*[?@.operationId == 'addPet']\n  update: {summary: Add a pet}"
    ),
    "a filter of paths sees what references lead to": (
        "- {target: '$.paths[?@.delete]', update: {summary: One pet}}"
    ),
    "a filter calls a function": (
        "- target: \"$.paths.*[?match(@.operationId, 'list.*')]\"\n  update: {x-list: true}"
    ),
    "what stands behind a reference is changed there": (
        "- {target: $.components.schemas.Owner.properties.pet, update: {description: A pet.}}"
    ),
    "a place that several ways lead to is changed once": (
        "- {target: $..friends, update: {description: Others.}}\n"
        "- {target: '$..schema..properties', update: {age: {type: integer}}}"
    ),
    "a reference within a file stays one": (
        "- {target: '$.paths[\"/owners\"].get.parameters[0].name', remove: true}"
    ),
    "what is brought is changed where it stands, too": (
        f'- {{target: "{PETS}.get", update: {{x-a: [{{b: 1}}]}}}}\n'
        f'- {{target: "{PETS}.get[\'x-a\'][0]", update: {{c: 2}}}}\n'
        f'- {{target: "{PETS}.get[\'x-a\'][0].b", remove: true}}'
    ),
    "a reference in an update counts from the root": (
        f"- target: {PETS}.get\n  update: {{parameters: [{{$ref: '#/components/parameters/Limit'}}]}}"
    ),
    "the next action sees what the one before did": (
        "- {target: $.info, update: {x-new: {}}}\n- {target: $.info.x-new, update: {seen: 1}}"
        .replace("$.info.x-new", "\"$.info['x-new']\"")
    ),
    "one update at several places stays several": (
        "- {target: '$.tags[*]', update: {x-of: {a: 1}}}\n"
        "- {target: \"$.tags[0]['x-of']\", update: {b: 2}}"
    ),
    # --- remove
    "an entry of a mapping is removed": "- {target: $.info.description, remove: true}",
    "entries of a list are removed": "- {target: '$.tags[*]', remove: true}",
    "an entry of a list is removed by a filter": (
        "- {target: \"$.servers[?@.description == 'Dev']\", remove: true}"
    ),
    "a single value of a list is removed": (
        "- {target: \"$.paths.*.post.tags[?@ == 'internal']\", remove: true}"
    ),
    "what is removed in all places": "- {target: \"$.paths..responses['500']\", remove: true}",
    "a reference is removed, not what it leads to": (
        f'- {{target: "{PETS}", remove: true}}\n'
        "- {target: $.components.schemas.Owner.properties.pet, remove: true}"
    ),
    "removed and made anew": (
        "- {target: $.servers, remove: true}\n"
        "- {target: $, update: {servers: [{url: http://localhost}]}}"
    ),
    "an inner and an outer place are removed": (
        "- {target: '$.tags..*', remove: true}\n- {target: $.servers..url, remove: false}"
    ),
    # --- copy
    "a path item is copied": (
        "- {target: $.paths, update: {/people: {}}}\n"
        "- {target: \"$.paths['/people']\", copy: \"$.paths['/owners']\"}"
    ),
    "what is copied from another file keeps its references": (
        "- {target: $.paths, update: {/animals: {}}}\n"
        f"- {{target: \"$.paths['/animals']\", copy: \"{PETS}\"}}\n"
        "- {target: \"$.paths['/animals'].post\", remove: true}\n"
        "- {target: \"$.paths['/animals'].get.operationId\", update: listAnimals}"
    ),
    "a copy is a copy": (
        "- {target: $.info, update: {x-tags: []}}\n"
        "- {target: \"$.info['x-tags']\", copy: $.tags}\n"
        "- {target: \"$.info['x-tags'][0].name\", update: changed}"
    ),
    "a document is copied into itself": "- {target: $.info, copy: $.info}",
    "a copy of nothing": "- {target: $.info, copy: $.inf}",
    "a copy of several": "- {target: $.info, copy: '$.tags[*]'}",
    "a copy in 1.0": OLD + "actions: [{target: $.info, copy: $.info}]",
    "a copy that grows without end": "\n".join(
        [
            "- {target: $.info, update: {x-a: {}}}",
            *(f"- {{target: \"$.info['x-a']\", update: {{k{n}: {{}}}}}}" for n in range(30)),
            *(f"- {{target: \"$.info['x-a'].k{n}\", copy: \"$.info['x-a']\"}}" for n in range(30)),
        ]
    ),
    "a copy that is deeper each time": "\n".join(
        [
            "- {target: $.info, update: {x-a: {b: {}}}}",
            *(
                f"- {{target: \"$.info['x-a']{'.b' * 2**n}\", copy: \"$.info['x-a']\"}}"
                for n in range(10)
            ),
        ]
    ),
    # --- what cannot be done
    "the root is removed": "- {target: $, remove: true}",
    "the root takes a list": "- {target: $, update: [1]}",
    "a mapping takes a text": "- {target: $.info, update: Pets}",
    "a text takes a mapping": "- {target: $.info.title, update: {a: 1}}",
    "a text takes a text in 1.0": OLD + "actions: [{target: $.info.title, update: Ours}]",
    "kinds differ further in": (
        "- target: $\n  update:\n    info:\n      title: {en: Pets}\n    tags: none\n    paths: []\n"
    ),
    "what is selected is of several kinds": "- {target: $.info..*, update: {a: 1}}\n"
    "- {target: '$.info[\"title\", \"x\"]', update: 1}\n- {target: '$[\"info\", \"tags\"]', update: {}}",
    "an action selects nothing": (
        "- {target: \"$.paths['/pet']\", update: {summary: One}}\n"
        "- {target: $.info.titel, remove: true}\n- {target: '$.tags[7]', remove: true}\n"
        "- {target: $.info.title..name, remove: true}\n- {target: $.openapi..*, remove: true}"
    ),
    # --- what is no overlay
    "no JSONPath": (
        "- {target: $.paths./pets, remove: true}\n- {target: info, remove: true}\n"
        "- {target: \"$.a[?@.b == \", remove: true}\n- {target: $.x-name, remove: true}\n"
        "- {target: '$..[?nope(@)]', remove: true}\n- {target: '', remove: true}"
    ),
    "a JSONPath of another dialect": "- {target: '$.tags[~]', remove: true}",
    "where in its target a fault stands": (
        "- {target: '$.tags[''a'']~', remove: true}\n- {target: \"$.tags['\\u00e9\\x41']~\", remove: true}\n"
        "- target: >-\n    $.tags.~\n  remove: true"
    ),
    "a regular expression that is none": (
        "- {target: \"$..[?search(@.name, '(?=a)')]\", remove: true}\n"
        "- {target: \"$..[?match(@.name, '[')]\", remove: true}"
    ),
    "a regular expression of another part of the document": (
        "- {target: '$.tags[?match(@.name, $.info.title)]', remove: true}"
    ),
    "a huge JSONPath": f"- {{target: '${'.a' * 5000}', remove: true}}",
    "a JSONPath that asks everything of everything": (
        "- {target: '$..[?count($..*) > 1]', update: {x-a: 1}}"
    ),
    "a JSONPath that is nested deep": f"- {{target: '$[?{'(' * 1500}@.a{')' * 1500}]', remove: true}}",
    "a JSONPath with a number that no computer has": "- {target: '$[?@.a == 1e999]', remove: true}",
    "unknown fields": (
        HEAD + "extend: x.yaml\nactions:\n- {target: $.info, udpate: {a: 1}, x-why: ours}\n"
    ),
    "an action that does nothing": "- {target: $.info}\n- {target: $.tags, remove: true, update: {}}",
    "update and copy": "- {target: $.info, update: {}, copy: $.info}",
    "fields of other kinds": (
        "overlay: 1.1.0\ninfo: {title: 1, version: 1.0}\nextends: 1\nactions:\n"
        "- a\n- {target: 1, update: 1}\n- {target: $, remove: yes, description: {}}\n- {update: 1}\n"
    ),
    "the same action twice": "- {target: $.info, update: {}}\n- {update: {}, target: $.info}",
    "another version": "overlay: 2.0.0\ninfo: {}\nactions: []\n",
    "a version that is a number": "overlay: 1.0\ninfo: []\nactions: {}\n",
    "an OpenAPI document": "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n",
    "no mapping": "- 1\n",
    "nothing": "",
    "keys that stand twice": HEAD + "actions:\n- {target: $.info, update: {a: 1, a: 2}}\n",
    "an anchor in itself": HEAD + "actions: &a\n- {target: $.info, update: *a}\n",
    "an alias": HEAD + "x-shared: &one {name: one}\nactions: [{target: $.tags, update: *one}]\n",
    "no YAML": HEAD + "actions: [\n",
    # --- extends
    "it extends this document": HEAD + "extends: openapi.yaml\nactions: [{target: $, update: {}}]",
    "it extends another one": HEAD + "extends: pets.yaml\nactions: [{target: $, update: {}}]",
    "it extends an address": (
        HEAD + "extends: https://pets.example/openapi\nactions: [{target: $, update: {}}]"
    ),
}  # fmt: skip


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture
def pets(tmp_path, monkeypatch):
    """The document, in the folder where commands run."""
    folder = tmp_path / "work"
    shutil.copytree(FOLDER / "pets", folder)
    monkeypatch.chdir(folder)
    return folder


def overlay(text: str, name: str = "overlay.yaml") -> Path:
    Path(name).write_text(text if _is_whole(text) else f"{HEAD}actions:\n{text}\n", "utf-8")
    return Path(name)


def _is_whole(text: str) -> bool:
    return not text.startswith("- {") and not text.startswith("- target")


def bundled(capsys, *arguments: object) -> tuple[int, list[str], str]:
    code = run("bundle", "--spec", "openapi.yaml", "--out", "-", *arguments)
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err


def test_each_overlay_does_and_says_what_is_expected(pets, capsys, monkeypatch):
    monkeypatch.setattr(overlaying, "MAX_BROUGHT", 20_000)  # half a million take their time
    monkeypatch.setattr(overlay_targets, "MAX_VISITED", 20_000)
    _, plain, _ = bundled(capsys)
    before = {path for path in pets.rglob("*") if path.name != "overlay.yaml"}
    shown = []
    for name, text in ROWS.items():
        code, lines, said = bundled(capsys, "--overlay", overlay(text))
        changed = list(difflib.unified_diff(plain, lines, n=1, lineterm=""))[2:] if lines else []
        shown += [f"== {name}", *changed, *said.splitlines(), f"exit {code}", ""]
    text = "\n".join(shown)
    if REWRITE:
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")
    assert {path for path in pets.rglob("*") if path.name != "overlay.yaml"} == before


@pytest.mark.parametrize("function", ["match", "search"])
@pytest.mark.parametrize("pattern", ["(a+)+x", "(a|a)*x", "(.*)*x", "a*a*a*a*a*a*x"])
def test_no_regular_expression_takes_ages(pets, capsys, function, pattern):
    file = pets / "openapi.yaml"
    file.write_text(file.read_text("utf-8") + f"x-long: [{{name: {'a' * 5000}!}}]\n", "utf-8")
    target = f"$.x-long[?{function}(@.name, '{pattern}')]".replace(".x-long", "['x-long']")
    started = time.process_time()
    action = f'- {{target: "{target}", update: {{x-a: 1}}}}'
    assert run("bundle", "--spec", "openapi.yaml", "--out", "-", "--overlay", overlay(action)) == 0
    assert "selects nothing" in capsys.readouterr().err
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("a.c", "abc", True),
        ("a.c", "a\nc", False),
        ("a.c", "a\rc", False),
        (r"a\.c", "abc", False),
        ("a[.]c", "a.c", True),
        ("a|b", "b", True),
        ("a|b", "bb", False),
        ("a", "a\n", False),
        (r"\p{Lu}[0-9]{2}", "\u00c922", True),
        (r"[a\]]+", "a]", True),
    ],
)
def test_a_regular_expression_is_that_of_rfc_9485(tmp_path, pattern, text, matches):
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps({"text": text}), "utf-8")
    query = overlay_targets.Query(f"$[?match(@, {json.dumps(pattern)})]")
    found, _why = query.select(
        overlay_targets.Tree(Files(file, network=Network(file, is_allowed=False)))
    )
    assert bool(found) is matches


def test_what_an_overlay_adds_is_found_at_its_line(pets, capsys):
    text = f"""
- target: "{PETS}.get"
  update:
    tags: [unheard of]
    parameters:
      - name: color
        in: query
        schema: {{$ref: '#/components/schemas/Colour'}}
- target: $.components.schemas.Owner.properties.name
  update: {{example: 1}}
""".strip()
    assert run("lint", "--spec", "openapi.yaml", "--overlay", overlay(text)) == 1
    printed = capsys.readouterr().out
    assert [line.split(" (at")[0] for line in printed.splitlines() if "overlay" in line] == [
        "overlay.yaml:6:12: OAS053 `GET /pets` has the tag `unheard of`, which the document's "
        "`tags` do not define",
        "overlay.yaml:10:24: REF001 `#/components/schemas/Colour` leads nowhere: there is no "
        "`Colour`",
        "overlay.yaml:12:12: OAS130 the example does not fit its schema: the value is not of "
        "type `string`",
    ]


def test_an_overlay_is_refused_at_its_lines_in_every_form_of_lint(pets, capsys):
    arguments = ("lint", "--spec", "openapi.yaml", "--overlay", overlay("- {target: info}"))
    assert run(*arguments, "--format", "json") == 2
    found = json.loads(capsys.readouterr().out)
    assert [(each["code"], each["file"], each["line"]) for each in found["findings"]] == [
        ("OVL002", "overlay.yaml", 4)
    ]


@pytest.mark.parametrize("spec", ["openapi.json", "openapi.yaml"])
def test_places_are_those_of_the_file_that_they_were_written_in(spec, pets):
    """Also in a JSON document, whose places are looked for when asked, and in a copy of it."""
    root = yaml.safe_load(Path("openapi.yaml").read_text("utf-8"))
    Path("openapi.json").write_text(json.dumps(root, indent=1), "utf-8")
    overlay("- {target: '$.tags[0]', remove: true}\n- {target: $.info, update: {title: Ours}}")
    Path("other.json").write_text(
        json.dumps(
            {
                "overlay": "1.1.0",
                "info": {"title": "More", "version": "1"},
                "actions": [{"target": "$.tags", "update": [{"name": "a"}, {"name": "b"}]}],
            },
            indent=1,
        ),
        "utf-8",
    )
    document = load(Path(spec), overlays=named([Path("overlay.yaml"), Path("other.json")]))
    plain = load(Path(spec))
    places = {
        "/tags/0/name": plain.locate("/tags/1/name"),
        "/tags/2/name": ("other.json", 15),
        "/info/version": plain.locate("/info/version"),
        "/info/title": ("overlay.yaml", 5),
        "/paths/~1pets/get/operationId": plain.locate("/paths/~1pets/get/operationId"),
        "/components/schemas/Owner/properties": plain.locate(
            "/components/schemas/Owner/properties"
        ),
    }
    for each in (document, pickle.loads(pickle.dumps(document))):
        found = {at: each.locate(at) for at in places}
        assert {at: (place.file, place.line) for at, place in found.items()} == {
            at: (place.file, place.line) if isinstance(place, Location) else place
            for at, place in places.items()
        }


def test_check_says_that_an_overlay_changed(pets, capsys):
    def check(*arguments):
        code = run("check", "--spec", "openapi.yaml", "--out", "sdk", *arguments)
        lines = capsys.readouterr().out.splitlines()
        return code, {line.split(": ", 1)[1] for line in lines if line.startswith("sdk/")}

    first = ("--overlay", overlay("- {target: $.info, update: {description: Ours}}", "first.yaml"))
    second = ("--overlay", overlay("- {target: $.info, update: {x-a: 1}}", "second.yaml"))
    both = (*first, *second)
    assert run("regenerate", "--spec", "openapi.yaml", "--out", "sdk", *both) == 0
    capsys.readouterr()
    manifest = json.loads(Path("sdk/.manifest.json").read_text("utf-8"))
    names = [key for key in manifest if key.startswith("overlays ")]
    assert names == ["overlays 1 first.yaml", "overlays 2 second.yaml"]
    assert check(*both) == (0, set())
    path = Path("first.yaml")
    path.write_text("# said by the way\n" + path.read_text("utf-8"), "utf-8")
    assert check(*both) == (0, set())
    path.write_text(path.read_text("utf-8").replace("Ours", "Theirs"), "utf-8")
    assert check(*both) == (1, {"different (overlay changed)"})
    assert check() == (1, {"different (overlay changed)"})
    assert check(*second, *first) == (1, {"different (overlay changed)"})
    owner = Path("paths/pets.yaml")
    owner.write_text(owner.read_text("utf-8").replace("All pets.", "Every pet."), "utf-8")
    assert check(*both) == (1, {"different (document changed, overlay changed)"})


def test_an_action_that_selects_nothing_fails_under_strict(pets, capsys):
    where = ("regenerate", "--spec", "openapi.yaml", "--out", "sdk", "--overlay")
    nothing = overlay("- {target: $.infos, update: {}}")
    assert run(*where, nothing, "--strict") == 1
    said = capsys.readouterr().err
    assert "overlay.yaml:4:12: OVL005 `$.infos` selects nothing" in said
    assert "and --strict was given; nothing was written" in said
    assert not Path("sdk").exists()
    assert run(*where, nothing) == 0
    assert "OVL005" in capsys.readouterr().err


def test_describe_knows_overlays(pets, capsys):
    text = "- {target: $.paths.*.post, update: {x-sdk: {resource: animals, function: admit}}}"
    assert run("describe", "--spec", "openapi.yaml", "--overlay", overlay(text)) == 0
    operations = json.loads(capsys.readouterr().out)["operations"]
    assert [each["function"] for each in operations if each["method"] == "POST"] == ["admit"]


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=Reader", "-c", "user.email=reader@example.com")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_review_reads_overlays_as_they_were_at_each_revision(pets, capsys):
    ours = pets.parent / "ours"  # beside the document's folder
    ours.mkdir()
    file = overlay("- {target: $.paths.*.delete, remove: true}", str(ours / "overlay.yaml"))

    def reviewed(*arguments):
        where = ("--spec", "openapi.yaml", "--overlay", "../ours/overlay.yaml", "--format", "json")
        assert run("review", *arguments, *where) == 0, capsys.readouterr().err
        return sorted(change["rule"] for change in json.loads(capsys.readouterr().out)["changes"])

    os.chdir(pets.parent)
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "work")
    git("commit", "--quiet", "--message", "The document")
    git("add", "ours")
    git("commit", "--quiet", "--message", "The overlay")
    os.chdir(pets)
    assert reviewed("HEAD~1", "HEAD") == ["path-removed"]
    assert reviewed("HEAD") == []
    file.write_text(file.read_text("utf-8").replace("delete", "nothing"), "utf-8")
    assert reviewed("HEAD") == ["path-added"]
    for sides in (("HEAD~1", "HEAD"), ("HEAD", "HEAD")):
        assert (
            run("review", *sides, "--spec", "openapi.yaml", "--overlay", "../ours/other.yaml") == 2
        )
        told = capsys.readouterr().err
        assert told.startswith(
            f"error: --overlay: there is no overlay ../ours/other.yaml at {sides[0]} ("
        )


def test_a_mock_serves_what_an_overlay_makes_of_the_document(pets):
    text = "- {target: $.servers, remove: true}\n- {target: $.paths.*.post, remove: true}"
    command = [sys.executable, "-m", "generator", "mock", "--spec", "openapi.yaml", "--port", "0"]
    with subprocess.Popen(
        [*command, "--overlay", str(overlay(text))],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        text=True,
    ) as process:
        try:
            address = process.stdout.readline().split()[-1]
            assert httpx2.get(f"{address}/pets").status_code == 200
            assert httpx2.post(f"{address}/pets", json={}).status_code == 405
        finally:
            process.terminate()


@pytest.mark.parametrize("asked_before", [False, True])
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_places_are_right_after_entries_of_a_list_have_gone(
    tmp_path, monkeypatch, asked_before, form
):
    monkeypatch.chdir(tmp_path)
    tags = [{"name": name, "x-in": {"deep": [name]}} for name in "abcd"]
    data = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "tags": tags, "paths": {}}
    text = json.dumps(data, indent=1) if form == "json" else yaml.safe_dump(data, sort_keys=False)
    Path(f"openapi.{form}").write_text(text, "utf-8")
    lines = [line.strip() for line in text.splitlines()]
    actions = [
        "- {target: '$.tags[2]', update: {description: Ours}}",
        "- {target: '$.tags[2].x-in.deep', update: more}".replace(".x-in", "[''x-in'']"),
        "- {target: '$.tags[0]', remove: true}",
        "- {target: '$.tags[0]', update: {description: Of b}}",
        "- {target: '$.tags[2].name', update: e}",
        "- {target: '$.tags[1].name', remove: true}",
    ]
    if asked_before:
        original = overlaying._Applying.act

        def act(self, overlay, action):
            original(self, overlay, action)
            for number in range(len(self.files.root.data["tags"])):
                self.files.root.locate(f"/tags/{number}/x-in/deep/0")

        monkeypatch.setattr(overlaying._Applying, "act", act)
    files = [overlay("\n".join(actions))]
    document = load(Path(f"openapi.{form}"), overlays=named(files))
    assert [tag.get("name") for tag in document.root["tags"]] == ["b", None, "e"]

    def line(name):
        return next(number for number, each in enumerate(lines, 1) if each.endswith(name))

    end = {"yaml": "- {}", "json": '"{}"'}[form]
    found = {
        at: document.locate(f"/tags/{at}")
        for at in ("0/x-in/deep/0", "1/x-in/deep/0", "2/x-in/deep/0")
    }
    assert [each.line for each in found.values()] == [line(end.format(name)) for name in "bcd"]
    ours = {
        at: document.locate(f"/tags/{at}").line
        for at in ("1/description", "1/x-in/deep/1", "0/description", "2/name")
    }
    assert list(ours.values()) == [4, 5, 7, 8]
    copied = pickle.loads(pickle.dumps(document))
    assert [copied.locate(f"/tags/{at}") for at in found] == list(found.values())


FILTERS = [
    *("@.a", "!@.a", "@.a.b", "@.a == 'x'", "@.a != 'x'", "@.a == 1", "@.a == true"),
    *("@.a == false", "@.a != true", "@.a == 1.0", "@.a == null", "@.a.b == 'x'"),
    *("@.a && @.b", "@.a == 'x' || @.b == 'y'", "!(@.a == 1) && @.b", "'x' == @.a"),
    *("@ == 'x'", "@.a < 2", "length(@.a) == 1", "@['a'] == 'x'", "@.a == @.b"),
    *("@.a == $.map['3'].a", "@..b", "count(@.*) > 1", "@[?@.b == 'x']", "@.*", "@[0]"),
    *("match(@.a, 'x')", "search(@.b, '[xy]')", "value(@..b) == 'x'", "$.nothing"),
]
SEGMENTS = [
    *("$", "$.map", "$.list[0]", "$.list[-1]", "$.list[-99]", "$.list[99]", "$.map[0]", "$.*"),
    *("$.list[1:3]", "$.list[::-2]", "$.list[-3:]", "$.list[::0]", "$.list[5:1:-1]", "$.map[1:]"),
    *("$.map.*.a", "$..b", "$..['a','b']", "$..*", "$..[0]", "$.*.*..b", "$.deep..b", "$..b..b"),
    *("$.deep.*.*.*", "$.list.*.*", "$['map', 'list']['0', 0]", "$.map['0'].nothing", "$..[?@.b]"),
    *("$.deep.x.y..[?@ == 'x']", "$.openapi.*", "$.openapi..a", "$.list[?@.a, 0, ?@.b]"),
]


@pytest.mark.parametrize(
    "query", [*SEGMENTS, *(f"$.{name}[?{each}]" for each in FILTERS for name in ("list", "map"))]
)
def test_a_query_selects_what_the_library_does(tmp_path, query):
    values = ["x", 1, 1.0, 0, True, False, None, [], {}, {"b": "x"}]
    nodes = [{"a": each} for each in values] + [{"a": each, "b": "y"} for each in values]
    entries = [*nodes, {}, {"b": 1}, {"a": 1, "b": 1}, *values]
    deep = {"x": {"y": {"z": {"b": {"b": ["x", {"b": 1}]}}, "b": ["x"]}}, "b": 1}
    data = {"openapi": "3.1.0", "list": entries, "map": dict(enumerate(entries)), "deep": deep}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(data))
    tree = overlay_targets.Tree(Files(file, network=Network(file, is_allowed=False)))
    library = JSONPathEnvironment(strict=True).finditer(query, tree.files.root.data)
    expected = list(dict.fromkeys(match.parts for match in library))
    for _ in range(2):  # what is kept of the first gives the second the same
        found, _why = overlay_targets.Query(query).select(tree)
        assert [each.place.way for each in found] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("$.tags[?@]", ["", 0, False, None, "text", [], ["x"]]),
        ("$.tags[?!@]", []),
        ("$.tags[?value(@) == 0]", [0]),
        ("$.tags[?value(@) == 'text']", ["text"]),
        ("$.tags[?count(@) == 1]", ["", 0, False, None, "text", [], ["x"]]),
        ("$.tags[?@[0:1]]", [["x"]]),
        ("$[?@[?@[0:1]]]", [["", 0, False, None, "text", [], ["x"]]]),
    ],
)
def test_the_current_node_is_a_node_whatever_its_value_and_no_text_a_list(
    tmp_path, query, expected
):
    """Where the library is not as RFC 9535 has it."""
    file = tmp_path / "openapi.json"
    tags = ["", 0, False, None, "text", [], ["x"]]
    file.write_text(json.dumps({"openapi": "3.1.0", "tags": tags}))
    tree = overlay_targets.Tree(Files(file, network=Network(file, is_allowed=False)))
    found, _why = overlay_targets.Query(query).select(tree)
    assert [each.place.data for each in found] == expected


@pytest.mark.parametrize(
    ("left", "right", "is_equal"),
    [
        ([True], [1], False),
        ({"x": 0}, {"x": False}, False),
        ([{"x": [1, [True]]}], [{"x": [1, [1]]}], False),
        (True, 1, False),
        (True, True, True),
        ([True, 1, {"x": None}], [True, 1.0, {"x": None}], True),
        ({"x": 1, "y": []}, {"y": [], "x": 1}, True),
        ([], {}, False),
        ([1], [2], False),
        ("x", ["x"], False),
    ],
)
def test_values_are_compared_by_their_types_however_deep(tmp_path, left, right, is_equal):
    """Where the library is as Python: `true` is 1 in what it compares."""
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps({"openapi": "3.1.0", "tags": [{"a": left, "b": right}]}))
    tree = overlay_targets.Tree(Files(file, network=Network(file, is_allowed=False)))
    signs = {"==": is_equal, "!=": not is_equal, "<=": is_equal, ">=": is_equal}
    for sign, expected in signs.items():
        for test in (f"@.a {sign} @.b", f"@.b {sign} @.a", f"@.a {sign} $.tags[0].b"):
            found, _why = overlay_targets.Query(f"$.tags[?{test}]").select(tree)
            assert bool(found) is expected, test


def test_what_is_kept_of_a_document_is_what_actions_left_of_it(tmp_path, monkeypatch):
    """After each of many actions every part of the document is found as if nothing were kept."""
    monkeypatch.chdir(tmp_path)
    item = {"get": {"tags": ["a"], "x": {"y": [1, {"z": 2}]}}, "post": {"x": {"y": []}}}
    data = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "tags": [{}, {"x": {}}]}
    data["paths"] = {f"/{name}": json.loads(json.dumps(item)) for name in "abc"}
    Path("openapi.json").write_text(json.dumps(data))
    actions = [
        "- {target: '$..y', update: [{new: {deep: 1}}]}",
        "- {target: $.paths.*.get.x, update: {more: {y: [3]}}}",
        "- {target: $.paths.*.*, update: {x: {y: [4]}, w: {y: {}}}}",
        "- {target: '$.tags[0]', remove: true}",
        "- {target: '$.tags[0].x', update: {y: [5]}}",
        "- {target: '$.paths[''/b'']', copy: '$.paths[''/a'']'}",
        "- {target: '$.paths[''/a''].get', remove: true}",
        "- {target: '$..[?@.deep]', remove: true}",
        "- {target: '$.paths', update: {/d: {get: {x: {y: [6]}}}}}",
        "- {target: '$..y[?@.new]', update: {f: 7}}",
        "- {target: '$.paths[''/d''].get.x.y', update: [8]}",
    ]
    every, acts = overlay_targets.Query("$..*"), []
    original = overlaying._Applying.act

    def act(self, overlay, action):
        original(self, overlay, action)
        fresh = overlay_targets.Tree(self.files)
        assert every.select(self.tree) == every.select(fresh)
        acts.append(action)

    monkeypatch.setattr(overlaying._Applying, "act", act)
    load(Path("openapi.json"), overlays=named([overlay("\n".join(actions))]))
    assert len(acts) == len(actions)
