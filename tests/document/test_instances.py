from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import Document, load
from generator.document.instances import Instances
from generator.document.schema.types import walk_types
from tests.servers import ROOT, environment


def document_of(folder: Path, schemas: dict[str, Any], version: str = "3.1.0") -> Document:
    path = folder / "openapi.json"
    root = {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    path.write_text(json.dumps(root), encoding="utf-8")
    return load(path)


def schema_of(document: Document, name: str) -> Any:
    return document.get(f"/components/schemas/{name}")


@pytest.mark.parametrize(
    ("schema", "fits", "breaks"),
    [
        ({"type": "string", "nullable": True}, None, 1),
        ({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, 2, 1),
        ({"type": "integer", "maximum": 9, "exclusiveMaximum": False}, 9, 10),
        ({"type": "string", "enum": ["a"], "nullable": True}, None, "b"),
        ({"type": "integer", "format": "int32"}, 2**31 - 1, 2**31),
    ],
)
def test_a_schema_of_openapi_3_0_is_judged_as_that_version_means_it(tmp_path, schema, fits, breaks):
    document = document_of(tmp_path, {"A": schema}, "3.0.3")
    instances = Instances(document)
    assert instances.valid(schema_of(document, "A"), fits)
    assert not instances.valid(schema_of(document, "A"), breaks)


def test_every_violation_has_its_pointer_and_none_repeats_the_value(tmp_path):
    node = {
        "type": "object",
        "properties": {"a/b": {"type": "integer"}, "next": {"$ref": "#/components/schemas/Node"}},
    }
    document = document_of(tmp_path, {"Node": node})
    found = Instances(document).violations(
        schema_of(document, "Node"), {"a/b": "secret", "next": {"next": 1}}
    )
    assert sorted((violation.pointer, violation.keyword) for violation in found) == [
        ("/a~1b", "type"),
        ("/next/next", "type"),
    ]
    assert not any("secret" in violation.message for violation in found)


def test_a_nullable_object_is_reported_by_what_is_wrong_inside(tmp_path):
    union = {
        "anyOf": [{"type": "object", "properties": {"n": {"type": "integer"}}}, {"type": "null"}]
    }
    document = document_of(tmp_path, {"A": union})
    found = Instances(document).violations(schema_of(document, "A"), {"n": "x"})
    assert [violation.pointer for violation in found] == ["/n"]


def test_a_read_only_property_is_required_in_responses_alone(tmp_path):
    schema = {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "integer", "readOnly": True}},
    }
    document = document_of(tmp_path, {"A": schema})
    instances = Instances(document)
    assert instances.valid(schema_of(document, "A"), {}, "request")
    assert not instances.valid(schema_of(document, "A"), {}, "response")


@pytest.mark.parametrize(
    ("keyword", "spared", "held"),
    [("readOnly", "request", "response"), ("writeOnly", "response", "request")],
)
@pytest.mark.parametrize(
    "parts",
    [
        [{"$ref": "#/components/schemas/Declares"}, {"type": "object", "required": ["id"]}],
        [{"$ref": "#/components/schemas/Requires"}, {"$ref": "#/components/schemas/Declares"}],
        [
            {"allOf": [{"$ref": "#/components/schemas/Requires"}]},
            {"$ref": "#/components/schemas/Declares"},
        ],
    ],
)
def test_one_part_says_that_a_property_does_not_travel_and_another_that_it_is_required(
    tmp_path, parts, keyword, spared, held
):
    schemas = {
        "A": {"allOf": parts},
        "Declares": {"properties": {"id": {"type": "string", keyword: True}}},
        "Requires": {"required": ["id"], "properties": {"id": {"minLength": 1}}},
    }
    document = document_of(tmp_path, schemas)
    instances = Instances(document)
    assert instances.valid(schema_of(document, "A"), {}, spared)
    assert not instances.valid(schema_of(document, "A"), {}, held)
    assert not instances.valid(schema_of(document, "Requires"), {}, spared)


@pytest.mark.parametrize(
    ("nearer", "spared"),
    [
        ([{"required": ["id"], "properties": {"id": {"minLength": 1}}}], False),
        ([{"required": ["id"]}], True),
        ([{"properties": {"id": {"minLength": 1}}}], True),
        ([{"required": ["id"]}, {"properties": {"id": {"minLength": 1}}}], True),
        ([{"required": ["id"], "properties": {"id": {"readOnly": True}}}], True),
        (
            [
                {
                    "required": ["id"],
                    "properties": {"id": {"allOf": [{"minLength": 1}, {"readOnly": True}]}},
                }
            ],
            True,
        ),
    ],
)
def test_a_part_that_declares_a_read_only_property_anew_and_requires_it_wants_it_sent(
    tmp_path, nearer, spared
):
    base = {"required": ["id"], "properties": {"id": {"type": "string", "readOnly": True}}}
    document = document_of(
        tmp_path, {"A": {"allOf": [{"$ref": "#/components/schemas/Base"}, *nearer]}, "Base": base}
    )
    instances = Instances(document)
    assert instances.valid(schema_of(document, "A"), {}, "request") is spared
    assert not instances.valid(schema_of(document, "A"), {}, "response")
    assert instances.valid(schema_of(document, "Base"), {}, "request")


def test_a_variant_is_not_asked_to_be_one_of_the_variants_of_its_base_once_more(tmp_path):
    own = {"type": "object", "required": ["lives"], "properties": {"lives": {"type": "integer"}}}
    schemas = {
        "Pet": {
            "required": ["name"],
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        },
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, own]},
        "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["bark"]}]},
    }
    document = document_of(tmp_path, schemas)
    instances = Instances(document)
    for name in ("Cat", "Pet"):
        assert instances.valid(schema_of(document, name), {"name": "Tom", "lives": 9})
        assert not instances.valid(schema_of(document, name), {"lives": 9})
        assert not instances.valid(schema_of(document, name), {"name": "Tom"})
    assert instances.valid(schema_of(document, "Cat"), {"name": "Tom", "lives": 9, "bark": True})
    assert not instances.valid(
        schema_of(document, "Pet"), {"name": "Tom", "lives": 9, "bark": True}
    )


def test_parts_that_join_each_other_are_judged_all_the_same(tmp_path):
    part = {"$ref": "#/components/schemas/B"}
    schemas = {
        "A": {
            "required": ["x"],
            "properties": {"x": {"readOnly": True}},
            "allOf": [part],
            "oneOf": [part],
        },
        "B": {
            "required": ["x"],
            "allOf": [{"$ref": "#/components/schemas/A"}],
            "oneOf": [{"$ref": "#/components/schemas/A"}],
        },
    }
    document = document_of(tmp_path, schemas)
    assert Instances(document).valid(schema_of(document, "A"), {})


def test_a_pattern_that_the_validator_cannot_use_is_ignored(tmp_path):
    document = document_of(tmp_path, {"A": {"type": "string", "pattern": "(?<"}})
    instances = Instances(document)
    assert instances.valid(schema_of(document, "A"), "anything")
    assert not instances.valid(schema_of(document, "A"), 1)


def test_a_value_whose_member_a_discriminator_tells_may_fit_others_too(tmp_path):
    plain = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    name = {"properties": {"name": {"type": "string"}}}
    schemas = {
        "Plain": plain,
        "Named": {"allOf": [{"$ref": "#/components/schemas/Plain"}, name]},
        "Told": {"discriminator": {"propertyName": "kind"}},
        "Untold": {},
    }
    for union in ("Told", "Untold"):
        members = [{"$ref": f"#/components/schemas/{each}"} for each in ("Plain", "Named")]
        schemas[union]["oneOf"] = members
    document = document_of(tmp_path, schemas)
    instances = Instances(document)
    assert instances.valid(schema_of(document, "Told"), {"kind": "plain"})
    assert not instances.valid(schema_of(document, "Untold"), {"kind": "plain"})
    assert not instances.valid(schema_of(document, "Told"), {"name": "x"})


def test_an_enumeration_of_nothing_is_ignored(tmp_path):
    listed = {"type": "string", "enum": ["a", "b"]}
    empty = {"enum": [], "allOf": [{"$ref": "#/components/schemas/Listed"}]}
    document = document_of(tmp_path, {"Listed": listed, "Empty": empty})
    instances = Instances(document)
    assert instances.valid(schema_of(document, "Empty"), "a")
    assert not instances.valid(schema_of(document, "Empty"), "c")


def test_a_property_named_like_a_keyword_is_a_property(tmp_path):
    properties = {
        name: {"type": "integer"}
        for name in ("default", "example", "enum", "nullable", "$id", "pattern")
    }
    document = document_of(tmp_path, {"A": {"type": "object", "properties": properties}})
    for name in properties:
        assert not Instances(document).valid(schema_of(document, "A"), {name: "x"}), name


def test_types_are_found_through_references_and_compositions(tmp_path):
    schemas = {
        "A": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"enum": [1, None]}, {"items": {}}]},
        "B": {"allOf": [{"type": ["string", "boolean"]}, {"$ref": "#/components/schemas/A"}]},
    }
    document = document_of(tmp_path, schemas)
    assert set(walk_types(schema_of(document, "A"), document)) == {
        "string",
        "boolean",
        "integer",
        "null",
        "array",
    }


def test_many_ways_to_a_base_that_lists_its_variants_are_judged_at_once(tmp_path):
    """A ladder of forty rungs has two to the fortieth ways down to `Base`, which no variant is
    asked to be once more.
    """
    both = {
        n: [{"$ref": f"#/components/schemas/{side}{n + 1}"} for side in "LR"] for n in range(40)
    }
    rungs = {f"{side}{n}": {"allOf": both[n]} for n in both for side in "LR"}
    base = {"$ref": "#/components/schemas/Base"}
    named = {
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "oneOf": [{"$ref": "#/components/schemas/L0"}],
    }
    document = document_of(
        tmp_path, {**rungs, "L40": {"allOf": [base]}, "R40": {"allOf": [base]}, "Base": named}
    )
    instances = Instances(document)
    assert instances.valid(schema_of(document, "L0"), {"a": 1})
    assert not instances.valid(schema_of(document, "L0"), {"a": "x"})


_EACH_LEADS_TO_ALL = """
import resource
from tests.document.test_examples import Tree, ref
from generator.document.instances import Instances

names = [f"S{number}" for number in range(30)]
properties = {name: {"anyOf": [{"type": "string"}, ref(name)]} for name in names}
tree = Tree({name: {"type": "object", "properties": {**properties}} for name in names})
instances = Instances(tree)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for schema in tree.root["components"]["schemas"].values():
    for used in ({"anyOf": [{"type": "integer"}, schema]} for _ in range(5)):
        assert instances.valid(used, {"S1": {"S2": "text"}})
    assert instances.violations({"anyOf": [{"type": "integer"}, schema]}, {"S1": {"S2": 1}})
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_schemas_that_all_lead_to_one_another_take_no_memory_for_each_that_is_used():
    command = [sys.executable, "-c", _EACH_LEADS_TO_ALL]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment()
    )
    assert int(done.stdout) < 150, "megabytes"


@pytest.mark.parametrize("keyword", ["member-of", "component"])
def test_a_document_cannot_write_the_keywords_by_which_values_are_judged(tmp_path, keyword):
    schema = {"type": "integer", f"document:///root#{keyword}": "/nowhere"}
    document = document_of(tmp_path, {"A": schema, "B": {"$ref": "#/components/schemas/A"}})
    instances = Instances(document)
    for name in ("A", "B"):
        assert instances.valid(schema_of(document, name), 1)
        assert not instances.valid(schema_of(document, name), "one")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError, SystemExit])
@pytest.mark.parametrize("ask", ["valid", "violations"])
def test_who_is_interrupted_while_a_value_is_judged_takes_it_for_no_verdict(
    tmp_path, monkeypatch, ask, stop
):
    """The validator takes whatever a keyword of ours raises for a value that does not fit."""

    def of(name: str) -> dict[str, Any]:
        return {"properties": {"in": {"$ref": f"#/components/schemas/{name}"}}}

    document = document_of(tmp_path, {"A": of("B"), "B": of("C"), "C": {"type": "object"}})
    instances, schema, value = Instances(document), schema_of(document, "A"), {"in": {"in": {}}}
    component = Instances._component

    def interrupted(self: Any, reference: str, direction: Any) -> Any:
        if reference.endswith("/C"):
            raise stop
        return component(self, reference, direction)

    monkeypatch.setattr(Instances, "_component", interrupted)
    with pytest.raises(stop):
        getattr(instances, ask)(schema, value)
    monkeypatch.undo()
    assert instances.valid(schema, value)
