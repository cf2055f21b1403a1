"""Rules of documents whose answer depends on much at once, by many small documents: circles, finite
values, homes of paths.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import load
from generator.document.judge import refusals
from generator.document.lint import lint
from generator.document.rules.components import circles
from tests import written_yaml

HEAD = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}}


def _found(
    path: Path, document: dict[str, Any], code: str, version: str = "3.1.0"
) -> list[tuple[str, str]]:
    """The places and messages of a rule's findings; each schema is used by a response of its own."""
    used = {
        str(status): {
            "description": "",
            "content": {"a/b": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
        }
        for status, name in enumerate(document.get("components", {}).get("schemas", {}), 200)
    }
    paths = {"/p": {"get": {"operationId": "p", "responses": used}}}
    path /= "openapi.yaml"
    path.write_text(
        written_yaml.write({**HEAD, "openapi": version, "paths": paths, **document}),
        encoding="utf-8",
    )
    return [
        (found.pointer or "", found.message) for found in lint(load(path)) if found.code == code
    ]


def _names(found: list[tuple[str, str]]) -> list[str]:
    return sorted(pointer.rpartition("/")[2] for pointer, _ in found)


# --- circles --------------------------------------------------------------------------------------


def _by_reachability(edges: dict[str, list[str]]) -> list[list[str]]:
    reached = {at: {to for to in ways if to in edges} for at, ways in edges.items()}
    for middle, start in itertools.product(edges, edges):
        if middle in reached[start]:
            reached[start] |= reached[middle]
    groups = {
        tuple(sorted(to for to in edges if to in reached[at] and at in reached[to]))
        for at in edges
        if at in reached[at]
    }
    return sorted(map(list, groups))


def _graphs(seed: int) -> Iterator[dict[str, list[str]]]:
    chance = random.Random(seed)
    for _ in range(150):
        nodes = [chr(ord("a") + number) for number in range(chance.randint(1, 7))]
        yield {
            node: chance.choices([*nodes, "elsewhere"], k=chance.randint(0, 2)) for node in nodes
        }


@pytest.mark.parametrize("seed", range(3))
def test_circles_are_what_leads_to_each_other(seed: int) -> None:
    for edges in _graphs(seed):
        assert sorted(circles(edges)) == _by_reachability(edges), edges


@pytest.mark.parametrize(
    ("schemas", "names"),
    [
        ("A: {allOf: [{$ref: B}]}, B: {allOf: [{$ref: A}]}", ["A", "B"]),
        ("A: {oneOf: [{$ref: A}, {type: string}]}", ["A"]),
        ("A: {anyOf: [{type: string}, {$ref: B}]}, B: {$ref: A}", ["A", "B"]),
        ("A: {$ref: B}, B: {$ref: A}", []),  # which another rule reports
        ("A: {properties: {a: {$ref: A}}}", []),
        ("A: {items: {$ref: A}}", []),
        ("A: {allOf: [{$ref: B}]}, B: {allOf: [{type: string}]}", []),
        ("A: {properties: {a: {allOf: [{properties: {b: {$ref: A}}}]}}}", []),
    ],
)
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_schema_is_no_part_of_itself(
    schemas: str, names: list[str], version: str, tmp_path: Path
) -> None:
    assert _names(_found(tmp_path, _schemas(schemas), "OAS091", version)) == names


@pytest.mark.parametrize(
    ("document", "code", "effects"),
    [
        # a circle of parts cannot be read; one that an alternative ends can
        ("A: {allOf: [{$ref: B}]}, B: {allOf: [{$ref: A}]}", "OAS091", ["refuses", "refuses"]),
        (
            "A: {oneOf: [{$ref: B}, {type: string}]}, B: {allOf: [{$ref: A}]}",
            "OAS091",
            ["counted", "counted"],
        ),
        (
            "A: {allOf: [{$ref: A}]}, B: {anyOf: [{$ref: B}, {type: string}]}",
            "OAS091",
            ["refuses", "counted"],
        ),
        # a parameter without a media type cannot be sent; of several the first holds, and a header
        # is only read
        ([{"name": "q", "in": "query", "content": {}}], "OAS077", ["refuses"]),
        ([{"name": "q", "in": "query", "content": {"a/b": {}, "c/d": {}}}], "OAS077", ["counted"]),
        ({"X-A": {"content": {}}}, "OAS077", ["counted"]),
        ({"X-A": {"content": {"a/b": {}, "c/d": {}}}}, "OAS077", ["counted"]),
        ({"X-A": {"content": {"a/b": {}}}}, "OAS077", []),
    ],
)
def test_what_can_be_read_all_the_same_does_not_refuse(
    document: Any, code: str, effects: list[str], tmp_path: Path
) -> None:
    get: dict[str, Any] = {"operationId": "p", "responses": {"200": {"description": ""}}}
    if isinstance(document, list):
        get["parameters"] = document
    elif isinstance(document, dict):
        get["responses"]["200"]["headers"] = document
    made = _schemas(document) if isinstance(document, str) else {"paths": {"/p": {"get": get}}}
    path = tmp_path / "openapi.yaml"
    path.write_text(written_yaml.write({**HEAD, "paths": {}, **made}), encoding="utf-8")
    assert [found.effect for found in lint(load(path)) if found.code == code] == effects


def _schemas(text: str) -> dict[str, Any]:
    made = written_yaml.read(f"{{{text}}}")
    return {"components": {"schemas": _referring(made)}}


def _referring(node: Any) -> Any:
    """References by the name of a component."""
    if isinstance(node, dict):
        return {
            key: f"#/components/schemas/{value}" if key == "$ref" else _referring(value)
            for key, value in node.items()
        }
    return [_referring(each) for each in node] if isinstance(node, list) else node


# --- finite values --------------------------------------------------------------------------------

NEEDS = "{type: object, required: [a], properties: {a: {$ref: A}}}"


@pytest.mark.parametrize(
    ("schemas", "names"),
    [
        (f"A: {NEEDS}", ["A"]),
        ("A: {required: [a], properties: {a: {$ref: A}}}", ["A"]),
        ("A: {type: [object], required: [a], properties: {a: {$ref: A}}}", ["A"]),
        ("A: {type: [object, string], required: [a], properties: {a: {$ref: A}}}", []),
        ("A: {type: string, required: [a], properties: {a: {$ref: A}}}", []),
        ("A: {type: object, required: [b], properties: {a: {$ref: A}}}", []),
        ("A: {type: object, properties: {a: {$ref: A}}}", []),
        (
            (
                "A: {type: object, required: [a], properties: {a: {type: object, required: [b], "
                "properties: {b: {$ref: A}}}}}"
            ),
            ["A"],
        ),
        # null, by itself or somewhere on the way
        ("A: {type: object, nullable: true, required: [a], properties: {a: {$ref: A}}}", []),
        ("A: {type: [object, 'null'], required: [a], properties: {a: {$ref: A}}}", []),
        # lists that may not be empty
        ("A: {type: array, minItems: 1, items: {$ref: A}}", ["A"]),
        ("A: {type: [array], minItems: 1, items: {$ref: A}}", ["A"]),
        ("A: {type: array, minItems: 0, items: {$ref: A}}", []),
        ("A: {type: array, items: {$ref: A}}", []),
        ("A: {type: string, minItems: 1, items: {$ref: A}}", []),
        ("A: {type: array, minItems: 2, items: {type: string}}", []),
        ("A: {minItems: 1, items: {$ref: A}}", []),  # which may be no list
        # parts and alternatives
        (f"A: {{allOf: [{{type: object}}, {NEEDS}]}}", ["A"]),
        (f"A: {{anyOf: [{{type: string}}, {NEEDS}]}}", []),
        (f"A: {{oneOf: [{NEEDS}, {NEEDS}]}}", ["A"]),
        (f"A: {{oneOf: [{NEEDS}, {NEEDS}], anyOf: [{{type: string}}]}}", ["A"]),
        (f"A: {{oneOf: [{{type: string}}], anyOf: [{NEEDS}, {NEEDS}]}}", ["A"]),
        # circles of several, and what only leads to one
        (
            f"A: {{type: object, required: [b], properties: {{b: {{$ref: B}}}}}}, B: {NEEDS}",
            ["A", "B"],
        ),
        (f"A: {NEEDS}, B: {NEEDS}", ["A"]),
        (f"B: {NEEDS}, A: {NEEDS}, C: {{allOf: [{{$ref: B}}]}}", ["A"]),
        (
            "A: {oneOf: [{$ref: B}, {$ref: C}]}, C: {type: string}, "
            "B: {type: object, required: [a], properties: {a: {$ref: A}}}",
            [],
        ),
        (
            "A: {oneOf: [{$ref: B}]}, B: {type: object, required: [a], properties: {a: {$ref: A}}}",
            ["A", "B"],
        ),
        # a circle of parts is another rule's
        ("A: {allOf: [{$ref: A}]}", []),
        ("A: {allOf: [{$ref: B}]}, B: {allOf: [{$ref: A}]}", []),
    ],
)
def test_a_schema_without_a_finite_value_is_found(
    schemas: str, names: list[str], tmp_path: Path
) -> None:
    assert _names(_found(tmp_path, _schemas(schemas), "OAS092")) == names


def test_what_has_no_end_is_named_with_what_it_contains(tmp_path: Path) -> None:
    schemas = f"A: {{type: object, required: [b], properties: {{b: {{$ref: B}}}}}}, B: {NEEDS}"
    assert _found(tmp_path, _schemas(schemas), "OAS092")[0][1] == (
        "a value of `A` would have to contain `A`, `B` without end"
    )


# --- the files of path items ----------------------------------------------------------------------


def _misplaced(folder: Path, files: dict[str, list[str]]) -> list[str]:
    """The path items, by the number that they have in all, that are in another file than those of
    their tag.
    """
    paths: dict[str, Any] = {}
    for name, tags in files.items():
        items = {}
        for tag in tags:
            number = len(paths)
            items[f"p{number}"] = {
                "get": {
                    "operationId": f"p{number}",
                    "tags": [tag],
                    "responses": {"204": {"description": ""}},
                }
            }
            paths[f"/p{number}"] = {"$ref": f"{name}.yaml#/p{number}"}
        (folder / f"{name}.yaml").write_text(written_yaml.write(items), encoding="utf-8")
    document = {"x-sdk": {"house-rules": ["HSE013"]}, "paths": paths}
    found = _found(folder, document, "HSE013")
    return [
        f"{pointer.rpartition('~1')[2]} {message.rpartition('/')[2]}" for pointer, message in found
    ]


@pytest.mark.parametrize(
    ("files", "misplaced"),
    [
        ({"pet": ["pet", "pet"], "shop": ["shop", "pet"]}, ["p3 pet.yaml"]),
        (
            {"pet": ["pet"], "shop": ["pet", "pet"]},
            ["p1 pet.yaml", "p2 pet.yaml"],
        ),  # named like it, though more are elsewhere
        ({"pet": ["a"], "shop": ["petmanagement"]}, ["p1 pet.yaml"]),  # begins with it
        ({"pet": ["pet"], "shop": ["petmanagement"]}, []),  # which is another section here
        (
            {"p": ["a"], "pet": ["b"], "shop": ["petmanagement"]},
            ["p2 pet.yaml"],
        ),  # the longest that it begins with
        ({"one": ["a", "a"], "two": ["a", "b"]}, ["p2 one.yaml"]),  # where more of it are
        ({"one": ["a"], "two": ["a"]}, []),  # as many here as there
        ({"one": ["a"], "two": ["b"]}, []),
        ({"one": ["a", "b", "b"], "two": ["a", "a", "b"]}, ["p0 two.yaml", "p5 one.yaml"]),
    ],
)
def test_a_path_item_is_looked_for_in_the_file_of_its_section(
    files: dict[str, list[str]], misplaced: list[str], tmp_path: Path
) -> None:
    assert _misplaced(tmp_path, files) == misplaced


def test_a_path_item_with_several_operations_is_told_once_of_a_section(tmp_path: Path) -> None:
    done = {"tags": ["pet"], "responses": {"204": {"description": ""}}}
    items = {
        "pet": {"p": {"get": {"operationId": "p", **done}}},
        "shop": {"q": {"get": {"operationId": "q", **done}, "put": {"operationId": "r", **done}}},
    }
    for name, item in items.items():
        (tmp_path / f"{name}.yaml").write_text(written_yaml.write(item), encoding="utf-8")
    paths = {"/p": {"$ref": "pet.yaml#/p"}, "/q": {"$ref": "shop.yaml#/q"}}
    document = {"x-sdk": {"house-rules": ["HSE013"]}, "paths": paths}
    assert [pointer for pointer, _ in _found(tmp_path, document, "HSE013")] == ["/paths/~1q"]


def test_a_document_with_path_items_of_its_own_has_no_file_for_each_section(tmp_path: Path) -> None:
    item = {"get": {"operationId": "p", "tags": ["pet"], "responses": {"204": {"description": ""}}}}
    other = {"get": {**item["get"], "operationId": "q"}}
    (tmp_path / "pet.yaml").write_text(written_yaml.write({"p": item}), encoding="utf-8")
    paths = {"/p": {"$ref": "pet.yaml#/p"}, "/q": other}
    assert _found(tmp_path, {"x-sdk": {"house-rules": ["HSE013"]}, "paths": paths}, "HSE013") == []


def test_a_path_item_that_nothing_refers_to_is_named_by_its_own_key(tmp_path: Path) -> None:
    item = {"get": {"operationId": "p", "tags": ["pet"], "responses": {"204": {"description": ""}}}}
    (tmp_path / "pet.yaml").write_text(
        written_yaml.write({"items": {"pets": item, "left": item}}), encoding="utf-8"
    )
    document = {
        "x-sdk": {"house-rules": ["HSE012"]},
        "paths": {"/p": {"$ref": "pet.yaml#/items/pets"}},
    }
    assert [message.partition(",")[0] for _, message in _found(tmp_path, document, "HSE012")] == [
        "no path refers to the path item `left`"
    ]


@pytest.mark.parametrize(
    ("where", "key", "entry", "told"),
    [
        ("operation", "x-codeSamples", {"lang": "a", "source": "b", "label": "c"}, []),
        (
            "operation",
            "x-codeSamples",
            {"lang": 1, "source": "b"},
            ["`lang` of `x-codeSamples` is not a text"],
        ),
        (
            "operation",
            "x-codeSamples",
            {"lang": "a", "source": 1},
            ["`source` of `x-codeSamples` is not a text, or a reference to the file that has it"],
        ),
        (
            "operation",
            "x-codeSamples",
            {"lang": "a", "source": "b", "label": 1},
            ["`label` of `x-codeSamples` is not a text"],
        ),
        (
            "operation",
            "x-codeSamples",
            {"lang": "a"},
            ["an entry of `x-codeSamples` lacks `lang`, `source`"],
        ),
        ("tag", "x-untranscribed", {"title": "a", "note": "b", "pages": ["c"]}, []),
        ("tag", "x-untranscribed", {"title": 1}, ["`title` of `x-untranscribed` is not a text"]),
        (
            "tag",
            "x-untranscribed",
            {"title": "a", "note": 1},
            ["`note` of `x-untranscribed` is not a text"],
        ),
        (
            "tag",
            "x-untranscribed",
            {"title": "a", "pages": "c"},
            ["`pages` of `x-untranscribed` is not a list of texts"],
        ),
        ("tag", "x-untranscribed", {"note": "a"}, ["an entry of `x-untranscribed` lacks `title`"]),
    ],
)
def test_an_entry_of_a_list_of_ours_has_its_texts(
    where: str, key: str, entry: dict[str, Any], told: list[str], tmp_path: Path
) -> None:
    get: dict[str, Any] = {
        "operationId": "p",
        "tags": ["t"],
        "responses": {"204": {"description": ""}},
    }
    tag: dict[str, Any] = {"name": "t"}
    (get if where == "operation" else tag)[key] = [entry]
    found = _found(tmp_path, {"paths": {"/p": {"get": get}}, "tags": [tag]}, "OAS145")
    assert [message for _, message in found] == told


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        ("{type: string}", True),
        ("{type: integer}", True),
        ("{type: [string, integer, 'null']}", True),
        ("{type: [string, number]}", False),
        ("{type: object}", False),
        ("{oneOf: [{type: string}, {type: boolean}]}", False),
    ],
)
def test_an_event_is_known_by_a_text_or_an_integer(kind: str, fits: bool, tmp_path: Path) -> None:
    moment = {"type": "string", "format": "date-time"}
    event = {"type": "object", "properties": {"id": written_yaml.read(kind), "at": moment}}
    content = {"content": {"application/json": {"schema": {"type": "array", "items": event}}}}
    get = {
        "operationId": "p",
        "parameters": [
            {"name": name, "in": "query", "schema": moment} for name in ("since", "until")
        ],
        "x-sdk": {"follow": {"from": "since", "to": "until", "id": "id", "time": "at"}},
        "responses": {"200": {"description": "", **content}},
    }
    found = _found(tmp_path, {"paths": {"/p": {"get": get}}}, "OAS140")
    assert [message for _, message in found] == (
        [] if fits else ["`id` of `follow` names `id`, which is neither a string nor an integer"]
    )


@pytest.mark.parametrize(
    ("media", "places"),
    [
        ({"example": 1}, ["example"]),
        ({"example": "a"}, []),
        ({"examples": {"a": {"value": 1}, "b": {"value": "b"}}}, ["examples/a/value"]),
        ({"examples": {"a": {"dataValue": 1}}}, ["examples/a/dataValue"]),
        ({"examples": {"a": {"$ref": "#/components/examples/A"}}}, ["examples/a"]),
        ({"examples": {"a": {"summary": "S"}}}, []),
    ],
)
def test_an_example_that_does_not_fit_is_found_where_it_is_shown(
    media: dict[str, Any], places: list[str], tmp_path: Path
) -> None:
    content = {"content": {"application/json": {"schema": {"type": "string"}, **media}}}
    get = {"operationId": "p", "responses": {"200": {"description": "", **content}}}
    document = {"paths": {"/p": {"get": get}}, "components": {"examples": {"A": {"value": 1}}}}
    at = "/paths/~1p/get/responses/200/content/application~1json/"
    assert [
        pointer.removeprefix(at) for pointer, _ in _found(tmp_path, document, "OAS130", "3.2.0")
    ] == places


# --- drafts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ({"summary": "TODO: say"}, "summary"),
        ({"description": "And TODO : say"}, "description"),
        ({"operationId": "TODO: say"}, "operationId"),
        (
            {"externalDocs": {"url": "http://a", "description": "TODO: say"}},
            "externalDocs/description",
        ),
        ({"x-evidence": {"note": ["TODO: say"]}}, "x-evidence/note/0"),
        ({"x-evidence": {"pages": ["a.HTML"]}}, "x-evidence/pages/0"),
        ({"x-evidence": {"pages": ["a.htm"]}}, "x-evidence/pages/0"),
        ({"x-evidence": {"pages": ["a.txt"]}}, "x-evidence/pages/0"),
        ({"x-evidence": {"pages": ["a/b.txt"]}}, None),
        ({"x-draft": "inferred"}, "x-draft"),
        ({"summary": "A TODO list: this"}, None),
        ({"x-more": "TODO: say"}, None),
    ],
)
def test_what_a_draft_left_is_found_in_texts_and_nowhere_else(
    edit: dict[str, Any], place: str | None, tmp_path: Path
) -> None:
    get = {"operationId": "p", "responses": {"204": {"description": ""}}, **edit}
    document = {"x-sdk": {"house-rules": ["HSE014"]}, "paths": {"/p": {"get": get}}}
    assert [pointer for pointer, _ in _found(tmp_path, document, "HSE014")] == (
        [f"/paths/~1p/get/{place}"] if place else []
    )


@pytest.mark.parametrize("place", ["title", "x-displayName"])
def test_and_in_titles(place: str, tmp_path: Path) -> None:
    document: dict[str, Any] = {
        "x-sdk": {"house-rules": ["HSE014"]},
        "tags": [{"name": "a"}],
        **_schemas("A: {type: string}"),
    }
    (document["tags"][0] if place == "x-displayName" else document["components"]["schemas"]["A"])[
        place
    ] = "TODO: say"
    assert len(_found(tmp_path, document, "HSE014")) == 1


@pytest.mark.parametrize(("length", "shown"), [(80, 80), (81, 80)])
def test_a_long_text_is_shown_with_its_beginning(length: int, shown: int, tmp_path: Path) -> None:
    get = {
        "operationId": "p",
        "summary": "TODO: ".ljust(length, "a"),
        "responses": {"204": {"description": ""}},
    }
    document = {"x-sdk": {"house-rules": ["HSE014"]}, "paths": {"/p": {"get": get}}}
    ((_, message),) = _found(tmp_path, document, "HSE014")
    text = message.removeprefix("left to a person: ").strip("`")
    assert (len(text), text.endswith("...")) == (shown, length > shown)


# --- what passes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "refuses"), [("parameters", True), ("headers", False)])
def test_content_without_a_media_type_refuses_where_it_is_sent(
    tmp_path: Path, place: str, refuses: bool
) -> None:
    """A header of a response is left out of what is read."""
    get: dict[str, Any] = {"operationId": "p", "responses": {"200": {"description": ""}}}
    if place == "parameters":
        get["parameters"] = [{"name": "a", "in": "query", "content": {}}]
    else:
        get["responses"]["200"]["headers"] = {"X-A": {"content": {}}}
    path = tmp_path / "openapi.yaml"
    path.write_text(written_yaml.write({**HEAD, "paths": {"/p": {"get": get}}}), encoding="utf-8")
    document = load(path)
    assert [each.code for each in refusals(document)] == ["OAS077"] * refuses


def test_a_composed_schema_has_something_to_choose_from(tmp_path: Path) -> None:
    pet = {
        "allOf": [{"type": "object", "properties": {"kind": {}}}],
        "discriminator": {"propertyName": "kind"},
    }
    assert _found(tmp_path, {"components": {"schemas": {"Pet": pet}}}, "OAS120") == []


@pytest.mark.parametrize(("method", "passes"), [("get", False), ("post", True)])
def test_paths_that_one_request_can_match_pass_without_a_common_method(
    tmp_path: Path, method: str, passes: bool
) -> None:
    paths = {"/pets/{id}": {"get": {"responses": {}}}, "/{kind}/toys": {method: {"responses": {}}}}
    assert (_found(tmp_path, {"paths": paths}, "OAS068") == []) is passes


@pytest.mark.parametrize(
    ("parameter", "passes"),
    [
        ({"schema": {"type": "string"}}, False),
        ({"schema": {"type": "integer"}}, True),
        ({"schema": {"type": "string", "pattern": "^[0-9]+$"}}, True),
        ({"schema": {"type": "string", "format": "uuid"}}, True),
        ({"schema": {"enum": ["cats", "dogs"]}}, True),
        ({"schema": {"enum": ["cats", "pets"]}}, False),
        ({"schema": {"$ref": "#/components/schemas/Number"}}, True),
        ({"schema": {"type": "array", "items": {"type": "string"}}}, False),
        ({"schema": True}, False),
        ({"schema": {"type": "integer"}, "style": "label"}, False),
        ({"content": {"application/json": {"schema": {"type": "integer"}}}}, False),
    ],
)
def test_paths_pass_that_the_schemas_of_their_variables_keep_apart(
    tmp_path: Path, parameter: dict[str, Any], passes: bool
) -> None:
    kind = {"name": "kind", "in": "path", "required": True, **parameter}
    paths = {
        "/pets/{id}": {"get": {"responses": {}}},
        "/{kind}/toys": {"parameters": [kind], "get": {"responses": {}}},
    }
    document = {"paths": paths, "components": {"schemas": {"Number": {"type": "integer"}}}}
    assert (_found(tmp_path, document, "OAS068") == []) is passes


@pytest.mark.parametrize(("written", "passes"), [("7", False), ("true", True)])
def test_a_segment_is_read_as_the_type_of_the_variable(
    tmp_path: Path, written: str, passes: bool
) -> None:
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"type": "integer"}}
    paths = {
        f"/{written}/{{id}}": {"get": {"responses": {}}},
        "/{kind}/toys": {"parameters": [kind], "get": {"responses": {}}},
    }
    assert (_found(tmp_path, {"paths": paths}, "OAS068") == []) is passes
