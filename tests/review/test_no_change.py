"""Writing the same API in another way is no change: order, line breaks, shared or not, in one file
or in many.

And no way of writing hides what has changed: a change that is planted into a document written in
another way is still told."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from generator.document import pointer as pointers
from generator.document.bundle import Document, load
from generator.document.grammar import KINDS
from generator.review.compared import ComparedDocument
from generator.review.comparison.document import compare
from generator.review.equals import Equals
from generator.review.model import Change
from tests.profiles import examples

Root = dict[str, Any]
Place = tuple[str, Any, Any]
"""The kind of an object of the specification, what holds it, and the key or number by which."""
Rewriting = Callable[[Root, random.Random], Root]

# --- documents ------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    ["id", "name", "kind", "tags", "owner", "size", "a/b", "type", "required", "$ref"]
)
WORDS = st.sampled_from(
    ["", "One word.", "A longer sentence\nthat is wrapped\n\nand goes on.", "- a\n- b"]
)
COMPONENTS = st.sampled_from(["Pet", "Owner", "Twin", "Loop"])
CONSTANTS = st.sampled_from(["a", "b", "", 0, 1, 1.5, True, False, None])
FLAGS = {"readOnly": st.booleans(), "writeOnly": st.booleans(), "deprecated": st.booleans()}


def _scalars(old: bool) -> st.SearchStrategy[Any]:
    """Schemas without schemas in them, as OpenAPI 3.0 (`old`) or 3.1 writes them."""
    text = {
        "maxLength": st.integers(1, 9),
        "minLength": st.integers(0, 2),
        "default": st.just("a"),
        "description": WORDS,
    }
    exclusive = st.booleans() if old else st.integers(-3, 3)
    number = {
        "minimum": st.integers(-3, 3),
        "exclusiveMinimum": exclusive,
        "format": st.just("int32"),
        "title": WORDS,
    }
    nullable = (
        {"type": st.just("string"), "nullable": st.booleans()}
        if old
        else {"type": st.just(["string", "null"])}
    )
    anything: list[st.SearchStrategy[Any]] = [st.just({})]
    if not old:
        beside = {"description": WORDS, "maxLength": st.integers(1, 9)}
        anything += [
            st.booleans(),
            st.fixed_dictionaries({"$ref": COMPONENTS.map(_to("schemas"))}, optional=beside),
            st.just({"type": "null"}),
            st.fixed_dictionaries({"enum": st.lists(CONSTANTS, min_size=1, max_size=3)}),
        ]
    return st.one_of(
        st.fixed_dictionaries({"type": st.just("string")}, optional={**text, **FLAGS}),
        st.fixed_dictionaries({"type": st.sampled_from(["integer", "number"])}, optional=number),
        st.fixed_dictionaries(
            {
                "type": st.just("string"),
                "enum": st.lists(NAMES, min_size=1, max_size=3, unique=True),
            }
        ),
        st.fixed_dictionaries(
            nullable, optional={"pattern": st.just("^a"), "example": st.just("a")}
        ),
        st.fixed_dictionaries({"$ref": COMPONENTS.map(_to("schemas"))}),
        *anything,
    )


def _to(section: str) -> Callable[[str], str]:
    return lambda name: f"#/components/{section}/{name}"


def _objects(inner: st.SearchStrategy[Any], old: bool) -> st.SearchStrategy[Any]:
    newer = {
        "patternProperties": st.dictionaries(
            st.sampled_from(["^x-", "^[a-z]+$"]), inner, max_size=2
        ),
        "propertyNames": inner,
        "dependentSchemas": st.dictionaries(NAMES, inner, max_size=2),
        "dependentRequired": st.dictionaries(
            NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2
        ),
        "unevaluatedProperties": st.booleans(),
    }
    return st.fixed_dictionaries(
        {
            "type": st.just("object"),
            "properties": st.dictionaries(NAMES, inner, min_size=1, max_size=4),
        },
        optional={
            "required": st.lists(NAMES, max_size=3, unique=True),
            "additionalProperties": st.one_of(st.booleans(), inner),
            "description": WORDS,
            "x-note": st.integers(0, 1),
            **({} if old else newer),
        },
    )


def _with_repeats(members: list[Any]) -> st.SearchStrategy[list[Any]]:
    """`members`, some of them once more."""
    return st.lists(st.sampled_from(members), max_size=2).map(lambda again: [*members, *again])


def _wider(old: bool) -> Callable[[st.SearchStrategy[Any]], st.SearchStrategy[Any]]:
    def wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        members = st.lists(inner, min_size=1, max_size=3).flatmap(_with_repeats)
        several = st.one_of(
            *(st.fixed_dictionaries({keyword: members}) for keyword in ("oneOf", "anyOf"))
        )
        array = {"maxItems": st.integers(1, 9), "uniqueItems": st.booleans()}
        newer = {
            "prefixItems": st.lists(inner, max_size=2),
            "contains": inner,
            "minContains": st.integers(0, 2),
        }
        kinds = [
            _objects(inner, old),
            st.fixed_dictionaries(
                {"type": st.just("array"), "items": inner},
                optional={**array, **({} if old else newer)},
            ),
            st.fixed_dictionaries(
                {"oneOf": members}, optional={"nullable": st.booleans()} if old else {}
            ),
            st.fixed_dictionaries({"anyOf": members}, optional={"description": WORDS}),
            st.fixed_dictionaries({"allOf": members}),
            st.fixed_dictionaries(
                {
                    "allOf": st.lists(st.one_of(several, inner), min_size=1, max_size=3).flatmap(
                        _with_repeats
                    )
                }
            ),
            st.fixed_dictionaries({"not": inner}),
            st.just(DISCRIMINATED),
        ]
        if not old:
            kinds.append(
                st.fixed_dictionaries({"if": inner}, optional={"then": inner, "else": inner})
            )
            kinds.append(st.fixed_dictionaries({"type": st.just("object"), "anyOf": members}))
        return st.one_of(*kinds)

    return wider


DISCRIMINATED = {
    "oneOf": [{"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Owner"}],
    "discriminator": {
        "propertyName": "kind",
        "mapping": {"pet": "#/components/schemas/Pet", "owner": "Owner"},
    },
}
SCHEMAS = {old: st.recursive(_scalars(old), _wider(old), max_leaves=6) for old in (False, True)}


@st.composite
def documents(draw: st.DrawFn) -> Root:
    old = draw(st.booleans())
    schemas = SCHEMAS[old]

    def schema() -> Any:
        return draw(schemas) if draw(st.integers(0, 2)) else {"type": "string"}

    def content() -> Root:
        media = {"schema": schema()}
        if draw(st.booleans()):
            media["examples"] = {"one": {"summary": "One", "value": {"id": 1}}}
        return {"application/json": media}

    def described(**fields: Any) -> Root:
        return {"description": draw(WORDS), **fields}

    pet = draw(_objects(schemas, old))
    root = {
        "openapi": "3.0.3" if old else draw(st.sampled_from(["3.1.0", "3.2.0"])),
        "info": {"title": "Any", "version": "1", "description": draw(WORDS)},
        "servers": [{"url": "https://example.org"}, {"url": "https://example.com"}],
        "tags": [{"name": "a", "description": draw(WORDS)}, {"name": "b"}],
        "security": [{"key": []}, {"token": ["read", "write"], "key": []}],
        "paths": {
            "/pets/{id}": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    described(name="limit", schema=schema(), **{"in": "query"}),
                    {"$ref": "#/components/parameters/Page"},
                ],
                "post": {
                    "operationId": "savePet",
                    "tags": ["a", "b"],
                    "description": draw(WORDS),
                    "parameters": [{"name": "X-Trace", "in": "header", "content": content()}],
                    "requestBody": described(content=content()),
                    "responses": {
                        "200": described(content=content()),
                        "404": described(
                            headers={
                                "X-Left": {"schema": schema()},
                                "X-All": _there("headers", "All"),
                            }
                        ),
                        "default": {"$ref": "#/components/responses/Failed"},
                    },
                    "callbacks": {
                        "saved": {
                            "{$request.body#/a}": {
                                "post": {"requestBody": {"content": content()}, "responses": {}}
                            },
                            "{$request.body#/b}": {
                                "post": {
                                    "requestBody": _there("requestBodies", "Told"),
                                    "responses": {},
                                }
                            },
                        }
                    },
                },
                "get": {
                    "security": [{}, {"key": []}],
                    "responses": {"2XX": {"description": "All", "content": content()}},
                },
            },
            "/owners": {
                "put": {
                    "requestBody": _there("requestBodies", "Told"),
                    "responses": {"204": {"description": ""}},
                }
            },
        },
        "components": {
            "schemas": {
                "Pet": pet,
                "Owner": draw(_objects(schemas, old)),
                "Twin": copy.deepcopy(pet),
                "Loop": {
                    draw(st.sampled_from(["anyOf", "allOf", "oneOf"])): [
                        schema(),
                        {"$ref": draw(COMPONENTS.map(_to("schemas")))},
                    ]
                },
            },
            "parameters": {"Page": described(name="page", schema=schema(), **{"in": "query"})},
            "headers": {"All": {"schema": schema()}},
            "responses": {
                "Failed": described(content=content(), links={"again": {"operationId": "savePet"}})
            },
            "requestBodies": {"Told": {"content": content()}},
            "securitySchemes": {
                "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
                "token": {"type": "oauth2", "flows": {}},
            },
        },
    }
    if not old:
        root["webhooks"] = {
            "born": {
                "post": {"requestBody": {"content": content()}, "responses": {"200": described()}}
            }
        }
    return dict(json.loads(json.dumps(root)))


def _there(section: str, name: str) -> Root:
    return {"$ref": _to(section)(name)}


def places(root: Root) -> Iterator[Place]:
    """Every place that holds an object of the specification, each after what it is in; references
    are not followed.
    """
    waiting: list[Place] = [("document", {"": root}, "")]
    while waiting:
        kind, holder, key = waiting.pop()
        yield kind, holder, key
        node, entry = holder[key], KINDS[kind]
        if not isinstance(node, dict) or (kind != "schema" and isinstance(node.get("$ref"), str)):
            continue
        for name in node:
            field = entry.fields.get(name, None if name.startswith("x-") else entry.rest)
            if field is None or field.kind not in KINDS:
                continue
            if field.shape == "one":
                waiting.append((field.kind, node, name))
            elif isinstance(node[name], (dict, list)):
                keys = node[name] if field.shape == "map" else range(len(node[name]))
                waiting += [(field.kind, node[name], each) for each in keys]


def schemas(root: Root) -> Iterator[tuple[Any, Any]]:
    return ((holder, key) for kind, holder, key in places(root) if kind == "schema")


# --- ways to write the same -----------------------------------------------------------------------


def _named(root: Root) -> set[int]:
    """The lists whose members are told apart by their components' names: alternatives with a
    discriminator.

    What stands in the place of such a name is another value of the discriminator, so these are left
    as they are."""
    return {
        id(holder[key]["oneOf"])
        for holder, key in schemas(root)
        if isinstance(holder[key], dict) and "discriminator" in holder[key]
    }


def _shuffled(node: Any, chance: random.Random) -> Any:
    if isinstance(node, dict):
        names = list(node)
        chance.shuffle(names)
        return {name: _shuffled(node[name], chance) for name in names}
    return [_shuffled(item, chance) for item in node] if isinstance(node, list) else node


def reordered(root: Root, chance: random.Random) -> Root:
    """Keys in another order, and the members of lists whose order says nothing."""
    for kind, holder, key in list(places(root)):
        node = holder[key]
        lists = {
            "schema": ("required", "enum", "oneOf", "anyOf", "allOf", "type"),
            "document": ("tags",),
        }
        more = {"pathItem": ("parameters",), "operation": ("parameters", "tags")}
        for keyword in (lists | more).get(kind, ()) if isinstance(node, dict) else ():
            if isinstance(node.get(keyword), list):
                chance.shuffle(node[keyword])
    return dict(_shuffled(root, chance))


def rewrapped(root: Root, chance: random.Random) -> Root:
    """Descriptions with their lines broken elsewhere."""
    for _, holder, key in places(root):
        words = holder[key].get("description") if isinstance(holder[key], dict) else None
        if isinstance(words, str) and words:
            marks = (
                chance.choice([" ", "\n", "\n  "]) if mark.isspace() else mark for mark in words
            )
            holder[key]["description"] = "".join(marks) + "\n"
    return root


def shared(root: Root, chance: random.Random) -> Root:
    """What is inline moved to components: schemas, parameters, headers, bodies, responses,
    examples, links, callbacks.
    """
    components, named = root["components"], _named(root)
    kept = {id(entries) for entries in components.values()}
    known: dict[tuple[str, str], str] = {}
    for kind, holder, key in reversed(list(places(root))):
        section = KINDS[kind].components
        if section is None or id(holder) in kept | named or chance.random() < 0.6:
            continue
        if (kind != "schema" and "$ref" in holder[key]) or not KINDS["components"].fields[
            section
        ].known(root["openapi"]):
            continue
        text = json.dumps(holder[key])
        if (section, text) not in known or chance.random() < 0.5:
            known[section, text] = f"Moved{sum(map(len, components.values()))}"
            components.setdefault(section, {})[known[section, text]] = holder[key]
            kept.add(id(components[section]))
        holder[key] = _there(section, known[section, text])
    return root


def written_out(root: Root, chance: random.Random) -> Root:
    """What is shared written out where it is used, one step deep."""
    left = _named(root) | {id(entries) for entries in root["components"].values()}
    for _, holder, key in list(places(root)):
        node = holder[key]
        if (
            not isinstance(node, dict)
            or not isinstance(node.get("$ref"), str)
            or id(holder) in left
            or chance.random() < 0.6
        ):
            continue
        if len(node) == 1 or root["openapi"] < "3.1":
            holder[key] = json.loads(
                json.dumps(pointers.follow(root, pointers.split(node["$ref"][1:])))
            )
    return root


def inlined(root: Root, chance: random.Random) -> Root:
    """What is shared written out where it is used; what nothing refers to any more is gone."""
    used = _without_unused(copy.deepcopy(root), lambda reference: True)["components"]
    before = {_to(section)(name) for section, entries in used.items() for name in entries}
    return _without_unused(written_out(root, chance), lambda reference: reference in before)


def _without_unused(root: Root, may_go: Callable[[str], bool]) -> Root:
    """`root` without the components that may go and that nothing leads to but one another."""
    waiting = {
        _to(section)(name): entries.pop(name)
        for section, entries in root["components"].items()
        for name in list(entries)
        if may_go(_to(section)(name))
    }
    while True:
        text = json.dumps(root)
        used = [
            reference
            for reference in waiting
            if f'"{reference}"' in text or f'"owner": "{reference[21:]}"' in text
        ]
        if not used:
            return root
        for reference in used:
            _, _, section, name = reference.split("/")
            root["components"][section][name] = waiting.pop(reference)


def respelled(root: Root, chance: random.Random) -> Root:
    """`const` for an enumeration of one, a list of one type, defaults said, a schema as the one of
    `allOf` or `anyOf`.
    """
    old, named = root["openapi"] < "3.1", _named(root)
    said = {
        "minLength": 0,
        "uniqueItems": False,
        "required": [],
        "title": "",
        "deprecated": False,
        "properties": {},
    }
    for holder, key in list(schemas(root)):
        schema = holder[key]
        if not isinstance(schema, dict) or id(holder) in named or chance.random() < 0.3:
            continue
        if not old and len(schema.get("enum", ())) == 1:
            schema["const"] = schema.pop("enum")[0]
        if not old and isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"]]
        if "$ref" not in schema:
            keyword = chance.choice([*said, "x"])
            schema |= {keyword: said[keyword]} if keyword in said and keyword not in schema else {}
        if chance.random() < 0.4:
            holder[key] = {chance.choice(["allOf", "anyOf", "oneOf"]): [schema]}
    return root


def lowered(root: Root, chance: random.Random) -> Root:
    """What holds for every operation of a path, or of the document, said at the operations."""
    for item in root["paths"].values():
        operations = [item[method] for method in ("get", "put", "post") if method in item]
        for operation in operations:
            if chance.random() < 0.5:
                operation.setdefault("security", copy.deepcopy(root["security"]))
                operation["servers"] = copy.deepcopy(root["servers"])
        if chance.random() < 0.5:
            listed = item.pop("parameters", [])
            for operation in operations:
                operation["parameters"] = copy.deepcopy(listed) + operation.get("parameters", [])
    return root


def modernised(root: Root, chance: random.Random) -> Root:
    """OpenAPI 3.0 as 3.1 writes it."""
    del chance
    if root["openapi"] >= "3.1":
        return root
    root["openapi"] = "3.1.1"
    for holder, key in list(schemas(root)):
        schema = holder[key]
        if not isinstance(schema, dict):
            continue
        null = schema.pop("nullable", False)
        if null and "type" in schema:
            schema["type"] = [schema["type"], "null"]
        elif null:
            holder[key] = {"anyOf": [schema, {"type": "null"}]}
        exclusive = schema.pop("exclusiveMinimum", False)
        if exclusive and "minimum" in schema:
            schema["exclusiveMinimum"] = schema.pop("minimum")
    return root


REWRITINGS: tuple[Rewriting, ...] = (
    reordered,
    rewrapped,
    shared,
    inlined,
    respelled,
    lowered,
    modernised,
)


def several(root: Root, chance: random.Random) -> Root:
    """Many ways at once.

    A component that is written out stays: in its place under another name, it would be renamed,
    which is told. One that was moved and is written out again goes: a component that nothing uses
    is told."""
    ways = [
        reordered,
        rewrapped,
        shared,
        written_out,
        respelled,
        lowered,
        modernised,
        shared,
        respelled,
    ]
    for rewriting in chance.sample(ways, chance.randint(2, len(ways))):
        root = rewriting(root, chance)
    return _without_unused(root, lambda reference: "/Moved" in reference)


def split(root: Root, folder: Path) -> Path:
    """The document as many files: each path item, and each component, in one of its own."""
    folder.mkdir()
    files = {
        f"#/components/{section}/{name}": (f"{section}-{name}.json", component)
        for section, entries in root["components"].items()
        if section != "securitySchemes"
        for name, component in entries.items()
    }

    def written(node: Any) -> str:
        text = json.dumps(node)
        for reference, (file, _) in files.items():
            text = text.replace(f'"{reference}"', f'"{file}"')
        return text

    whole = json.loads(written(root))
    for reference, (file, component) in files.items():
        (folder / file).write_text(written(component), encoding="utf-8")
        _, _, section, name = reference.split("/")
        whole["components"][section][name] = {"$ref": file}
    for number, (path, item) in enumerate(whole["paths"].items()):
        (folder / f"path{number}.json").write_text(json.dumps(item), encoding="utf-8")
        whole["paths"][path] = {"$ref": f"path{number}.json"}
    (folder / "openapi.json").write_text(json.dumps(whole), encoding="utf-8")
    return folder / "openapi.json"


def _loaded(root: Root, path: Path) -> Document:
    path.write_text(json.dumps(root), encoding="utf-8")
    return load(path)


def _compared(base: Root, head: Root, folder: Path) -> list[Change]:
    return compare(_loaded(base, folder / "base.json"), _loaded(head, folder / "head.json"))


@examples(6, suppress_health_check=list(HealthCheck))
@given(root=documents(), seed=st.integers(0, 1000))
def test_the_same_written_in_another_way_is_no_change(
    root: Root, seed: int, tmp_path_factory: pytest.TempPathFactory
):
    """Each document in all ways: to draw one takes longer than to compare it."""
    folder = tmp_path_factory.getbasetemp()
    base = _loaded(root, folder / "base.json")
    for rewriting in (*REWRITINGS, several):
        written = rewriting(copy.deepcopy(root), random.Random(seed))
        head = _loaded(written, folder / "head.json")
        assert compare(base, head) == [], rewriting.__name__
        assert compare(head, base) == [], rewriting.__name__


@examples(6, suppress_health_check=list(HealthCheck))
@given(root=documents())
def test_the_same_in_many_files_is_no_change(root: Root, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("split")
    assert compare(_loaded(root, folder / "whole.json"), load(split(root, folder / "many"))) == []


@examples(6, suppress_health_check=list(HealthCheck))
@given(root=documents(), chance=st.randoms(use_true_random=False))
def test_what_says_the_same_is_found_in_whatever_order_it_is_asked_about(
    root: Root, chance: random.Random, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.getbasetemp()
    base, head = (
        _loaded(root, folder / "base.json"),
        _loaded(reordered(copy.deepcopy(root), chance), folder / "head.json"),
    )
    sides = (ComparedDocument(base), ComparedDocument(head))
    equals = Equals(*sides, words=True)
    asked = [
        (headward, pointer)
        for headward, side in enumerate(sides)
        for pointer in _pointers(side.root)
    ]
    chance.shuffle(asked)
    numbers: dict[str, set[int]] = {}
    for headward, pointer in asked:
        side = sides[headward]
        node = side.subschema(side.document.get(pointer), pointer)
        numbers.setdefault(pointer, set()).add(equals.number(bool(headward), node))
    assert [pointer for pointer, found in numbers.items() if len(found) > 1] == []


def _pointers(root: Root) -> Iterator[str]:
    """The components that are schemas, and their properties: what is called the same in whatever
    order it stands.
    """
    for name, schema in root["components"]["schemas"].items():
        yield pointers.join("/components/schemas", name)
        for key in schema.get("properties", ()):
            yield pointers.join("/components/schemas", name, "properties", key)


# --- no way of writing hides a change -------------------------------------------------------------

MARKED = {
    "type": "object",
    "required": ["mark"],
    "properties": {
        "mark": {"type": "string", "enum": ["one", "two", "three"]},
        "count": {"type": "integer", "minimum": 1},
    },
}


def _count(schema: Root, **fields: Any) -> None:
    schema["properties"]["count"] = fields


PLANTED: dict[str, Callable[[Root], Any]] = {
    "a type": lambda marked: _count(marked, type="string"),
    "a bound": lambda marked: _count(marked, type="integer", minimum=2),
    "a bound is gone": lambda marked: _count(marked, type="integer"),
    "a format": lambda marked: _count(marked, type="integer", minimum=1, format="int32"),
    "a property is gone": lambda marked: marked["properties"].pop("count"),
    "a property is new": lambda marked: marked["properties"].update(more={"type": "string"}),
    "a property is required": lambda marked: marked["required"].append("count"),
    "a value is gone": lambda marked: marked["properties"]["mark"]["enum"].pop(),
    "a value is new": lambda marked: marked["properties"]["mark"]["enum"].append("four"),
    "it is closed": lambda marked: marked.update(additionalProperties=False),
    "it is another": lambda marked: (
        marked.clear(),
        marked.update(type="array", items={"enum": ["one", "two", "three"]}),
    ),
    "words": lambda marked: marked["properties"]["mark"].update(description="One of a few."),
}
WRAPPED: tuple[Callable[[Any, Any], Any], ...] = (
    lambda marked, other: marked,
    lambda marked, other: {"type": "object", "properties": {"marked": marked, "other": other}},
    lambda marked, other: {"type": "array", "items": marked},
    lambda marked, other: {"allOf": [marked, {"type": "object", "properties": {"other": other}}]},
    lambda marked, other: {"anyOf": [other, marked]},
    lambda marked, other: {"oneOf": [{"allOf": [marked]}, other, other]},
    lambda marked, other: {
        "type": "object",
        "properties": {"other": other},
        "additionalProperties": marked,
    },
)


INWARD = ("items", "additionalProperties", "properties", "prefixItems", "oneOf", "anyOf")


def _inside(root: Root, holder: Any, key: Any) -> list[tuple[Any, Any]]:
    """The places that the schema at a place leads to and that have a say in what it lets through.

    Alternatives beside a type are left out: those of another type let nothing through, whatever
    else they say."""
    schema = holder[key]
    if not isinstance(schema, dict) or {"type", "anyOf"} <= schema.keys():
        return []
    if "$ref" in schema:
        _, _, section, name = schema["$ref"].split("/")
        return [(root["components"][section], name)]
    found: list[tuple[Any, Any]] = []
    for keyword in INWARD:
        inner = schema.get(keyword)
        if isinstance(inner, dict) and keyword != "properties":
            found.append((schema, keyword))
        elif isinstance(inner, (dict, list)):
            found += [
                (inner, each) for each in (inner if isinstance(inner, dict) else range(len(inner)))
            ]
    return found


def _mark(root: Root, chance: random.Random) -> None:
    """Plants `MARKED` somewhere inside what an operation reaches."""
    outer = [
        holder[key]
        for kind, holder, key in places(root)
        if kind in ("mediaType", "header", "parameter")
    ]
    holder, key = chance.choice([(one, "schema") for one in outer if "schema" in one])
    for _ in range(chance.randint(0, 4)):
        inner = _inside(root, holder, key)
        if inner:
            holder, key = chance.choice(inner)
    holder[key] = chance.choice(WRAPPED)(copy.deepcopy(MARKED), holder[key])


def assert_told(
    root: Root, planted: Callable[[Root], Any], rewriting: Rewriting, seed: int, folder: Path
) -> None:
    chance = random.Random(seed)
    base = copy.deepcopy(root)
    _mark(base, chance)
    head = copy.deepcopy(base)
    for marked in [holder[key] for holder, key in schemas(head) if holder[key] == MARKED]:
        planted(marked)
    head = rewriting(head, chance)
    sides = _loaded(base, folder / "base.json"), _loaded(head, folder / "head.json")
    assert compare(*sides) != []
    assert compare(*reversed(sides)) != []


@pytest.mark.parametrize("planted", PLANTED)
@examples(2, suppress_health_check=list(HealthCheck))
@given(
    root=documents(), rewriting=st.sampled_from([*REWRITINGS, several]), seed=st.integers(0, 1000)
)
def test_what_has_changed_is_told_however_the_rest_is_written(
    planted: str,
    root: Root,
    rewriting: Rewriting,
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
):
    assert_told(root, PLANTED[planted], rewriting, seed, tmp_path_factory.getbasetemp())


# --- single spellings -----------------------------------------------------------------------------

OLD_AND_NEW = [
    ({"type": "string", "nullable": True}, {"type": ["null", "string"]}),
    (
        {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
        {"type": "integer", "exclusiveMinimum": 1},
    ),
    ({"type": "number", "maximum": 9, "exclusiveMaximum": False}, {"type": "number", "maximum": 9}),
    ({"type": "string", "enum": ["a"]}, {"type": "string", "const": "a"}),
    ({"allOf": [{"$ref": "#/components/schemas/Pet"}]}, {"$ref": "#/components/schemas/Pet"}),
    (
        {"allOf": [{"$ref": "#/components/schemas/Pet"}], "nullable": True},
        {"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]},
    ),
    (
        {"type": "string", "enum": ["a", "b", None], "nullable": True},
        {"enum": ["b", "a", None], "type": ["string", "null"]},
    ),
    (
        {"type": "object", "required": ["a", "b"]},
        {"required": ["b", "a"], "type": "object", "additionalProperties": True},
    ),
    ({"type": "string", "minLength": 0}, {"type": "string"}),
    (
        {"oneOf": [{"type": "object", "dependentSchemas": {"id": {}}}] * 2},
        {
            "oneOf": [
                {"type": "object", "dependentSchemas": {"id": each}}
                for each in ({}, {"minLength": 0})
            ]
        },
    ),
    ({"type": "array", "items": {}}, {"type": "array", "items": {"title": ""}}),
]


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW, ids=str)
def test_what_versions_spell_in_their_own_way_is_no_change(old: Root, new: Root, tmp_path: Path):
    def document(version: str, schema: Any) -> Root:
        content = {"content": {"application/json": {"schema": schema}}}
        return {
            "openapi": version,
            "info": {"title": "Any", "version": "1"},
            "paths": {
                "/pets": {
                    "post": {
                        "requestBody": content,
                        "responses": {"200": {"description": "", **content}},
                    }
                }
            },
            "components": {
                "schemas": {"Pet": {"type": "object", "properties": {"id": {"type": "integer"}}}}
            },
        }

    assert _compared(document("3.0.3", old), document("3.1.0", new), tmp_path) == []
    assert _compared(document("3.2.0", new), document("3.0.3", old), tmp_path) == []
