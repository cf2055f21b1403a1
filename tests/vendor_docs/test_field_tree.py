"""Nesting: where the fields of a flat list belong, and what is said of those for which nothing
tells.
"""

from __future__ import annotations

from typing import Any

from generator.vendor_docs.reading.field_tree import (
    NOT_SHOWN,
    FieldNode,
    build_tree,
    sample_objects,
)
from generator.vendor_docs.reading.page import PageField


def entries(*lines: str) -> list[PageField]:
    """`name type`; a type with `!` has a discriminator's mark."""
    made = []
    for number, line in enumerate(lines, 1):
        name, _, kind = line.partition(" ")
        made.append(
            PageField(name, kind.rstrip("!") or "string", number, discriminator=kind.endswith("!"))
        )
    return made


def tree(nodes: list[FieldNode]) -> dict[str, Any]:
    """Names with what they hold; `?` marks what the rule placed, `*` what has several places."""
    return {
        each.entry.name + "?" * each.inferred + "*" * bool(each.candidates): tree(each.children)
        for each in nodes
    }


def nested(sample: Any, *lines: str, **options: bool) -> dict[str, Any]:
    return tree(build_tree(entries(*lines), sample_objects([sample]), **options).nodes)


def candidates(sample: Any, *lines: str, **options: bool) -> dict[str, tuple[str, ...]]:
    found = {}
    waiting = build_tree(entries(*lines), sample_objects([sample]), **options).nodes
    while waiting:
        each = waiting.pop()
        waiting += each.children
        if each.candidates:
            found[each.entry.name] = each.candidates
    return found


def test_the_sample_tells_which_object_a_field_is_of():
    sample = {"id": 0, "task": {"id": "", "name": ""}, "name": ""}
    assert nested(sample, "id integer", "task object", "id", "name", "name") == {
        "id": {},
        "task": {"id": {}, "name": {}},
        "name": {},
    }


def test_fields_of_the_items_of_an_array_are_found_in_any_of_them():
    sample = {"items": [{"a": 1}, {"b": [{"c": 1}]}], "d": 1}
    lines = ("items Array of objects", "a integer", "b Array of objects", "c integer", "d integer")
    assert nested(sample, *lines) == {"items": {"a": {}, "b": {"c": {}}}, "d": {}}


def test_a_field_after_a_nested_discriminator_stays_until_the_sample_shows_one_outside():
    sample = {"recipient": {"type": ""}, "title": ""}
    found = nested(sample, "recipient object", "type string!", "value object", "more", "title")
    assert found == {"recipient": {"type": {}, "value?": {"more*": {}}}, "title": {}}
    assert candidates(
        sample, "recipient object", "type string!", "value object", "more", "title"
    ) == {
        "more": ("recipient.more", "recipient.value.more"),
    }


def test_the_rule_places_a_field_in_the_nested_object_and_says_so():
    sample = {"recipient": {"type": ""}, "title": ""}
    assert nested(sample, "recipient object", "type string!", "value", "title") == {
        "recipient": {"type": {}, "value?": {}},
        "title": {},
    }


def test_the_rule_needs_a_whole_sample_that_shows_the_object_around():
    lines = ("recipient object", "type string!", "value", "title")
    places = {
        "type": ("type", "recipient.type"),
        "value": ("value", "recipient.value"),
        "title": ("title", "recipient.title"),
    }
    assert candidates(None, *lines) == places
    assert candidates({"recipient": {"type": ""}}, *lines, whole=False) == {
        key: places[key] for key in ("value", "title")
    }


def test_a_name_that_an_object_has_already_is_not_put_into_it_again():
    sample = [{"type": ""}]
    assert nested(sample, "type string!", "id", "recipient object", "type string!", "value") == {
        "type": {},
        "id": {},
        "recipient": {"type": {}, "value?": {}},
    }


def test_an_object_has_one_discriminator():
    assert nested({"kind": ""}, "kind string!", "meta object", "sort string!") == {
        "kind": {},
        "meta": {"sort": {}},
    }


def test_a_field_that_no_sample_and_no_rule_places_has_all_its_places():
    assert candidates(
        {"type": ""},
        "type string!",
        "constraint object",
        "operator integer",
        "list Array of objects",
        "id",
    ) == {
        "operator": ("operator", "constraint.operator"),
        "list": ("list", "constraint.list"),
        "id": ("id", "constraint.id", "constraint.list[].id"),
    }


def test_a_field_of_a_hidden_object_may_have_the_name_of_one_outside():
    sample = {"recipient": {"type": ""}, "title": ""}
    assert nested(sample, "recipient object", "type string!", "title", "title") == {
        "recipient": {"type": {}, "title?": {}},
        "title": {},
    }


def test_keys_left_over_speak_against_a_placement_but_less_than_a_field_that_is_named():
    sample = {"settings": {"urgent": True, "purpose": {}}, "urgent": True}
    assert nested(sample, "settings object", "urgent boolean", "urgent boolean") == {
        "settings": {"urgent": {}},
        "urgent": {},
    }
    assert nested(
        {"settings": {"urgent": True, "old": 1}}, "settings object", "urgent boolean", "mode"
    ) == {
        "settings": {"urgent": {}, "mode*": {}},
    }


def test_a_name_in_two_objects_is_the_one_whose_json_type_fits():
    sample = {"a": {"b": {"id": "x"}, "id": 1}}
    assert nested(sample, "a object", "b object", "id integer", cut=True) == {
        "a": {"b": {}, "id": {}}
    }


def test_a_field_that_is_listed_twice_in_one_object_is_reported():
    found = build_tree(entries("id", "name", "id"), sample_objects([{"id": "", "name": ""}]))
    assert [each.line for each in found.repeated] == [3]
    assert tree(found.nodes) == {"id": {}, "name": {}}


def test_the_fields_of_an_object_that_is_listed_twice_are_not_given_to_another():
    found = build_tree(
        entries("a object", "x", "b", "a object", "y", "c"),
        sample_objects([{"a": {"x": ""}, "b": "", "c": ""}]),
    )
    assert [each.line for each in found.repeated] == [4]
    assert tree(found.nodes) == {"a": {"x": {}}, "b": {}, "c": {}}


def test_depths_that_a_page_shows_are_followed():
    lines = [
        PageField("a", "object", 1, depth=0),
        PageField("b", "object", 2, depth=1),
        PageField("c", "string", 3, depth=2),
    ]
    assert tree(build_tree([*lines, PageField("d", "string", 4, depth=0)], NOT_SHOWN).nodes) == {
        "a": {"b": {"c": {}}},
        "d": {},
    }
