"""What does not travel in a direction: `readOnly` in requests, `writeOnly` in responses (JSON
Schema Validation 2020-12, section 9.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, get_args

from generator.document.access import mapping, texts
from generator.document.schema.composition import Resolver, conjunction

Direction = Literal["request", "response"]
Flag = Literal["readOnly", "writeOnly"]
FLAGS: tuple[Flag, ...] = get_args(Flag)
HIDDEN_IN: Final[Mapping[Direction, Flag]] = {"request": "readOnly", "response": "writeOnly"}
"""The flag of what a direction leaves out."""


def required_names(schema: Mapping[str, Any]) -> list[str]:
    return texts(schema.get("required"))


def is_flagged(schema: Any, flag: Flag, document: Resolver) -> bool:
    """Whether `schema`, or any other that holds together with it, says that it is read-only or
    write-only.
    """
    return flag in flags_of(schema, document)


def flags_of(schema: Any, document: Resolver) -> frozenset[Flag]:
    """What `schema`, and any other that holds together with it, says of the directions in which it
    does not travel. Beside a reference it is heeded in OpenAPI 3.0 too, as it is plainly meant.
    """
    return frozenset(
        flag
        for node in conjunction(schema, document, beside_references=True)
        for flag in FLAGS
        if node.get(flag) is True
    )


def hidden_names(
    parts: Iterable[Mapping[str, Any]], flag: Flag, document: Resolver
) -> frozenset[str]:
    """The properties that `flag` keeps from travelling in one direction, in an object that all
    `parts` describe, nearest first.

    One part that says so is enough (JSON Schema Validation 2020-12, section 9.4), unless a nearer
    one that requires the property declares it anew: vendors derive from a base whose `type` is
    read-only, and want it sent."""
    hidden, wanted = set[str](), set[str]()
    for part in parts:
        names = mapping(part.get("properties"))
        flagged = {name for name, schema in names.items() if is_flagged(schema, flag, document)}
        hidden |= flagged - wanted
        wanted |= (names.keys() - flagged).intersection(required_names(part))
    return frozenset(hidden)
