"""Unions that are decided by the value itself, and whose members a server may add to.

A member that lists or fixes a value (a constant, an enumeration, a format that the value has) comes
before one that would take it as unknown, and none is given a value of another kind. Only what fits
no member is taken as unknown by one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .model import OpenModel
from .strictness import exact, rank, said
from .values import AS_READ, Octets
from .variants import NO_VARIANT, open_object

Choices: TypeAlias = list[tuple[Any, str]]
"""Schemas, each with its label."""


@dataclass(frozen=True, eq=False)
class OpenUnion:
    """The metadata of a union that is decided by the value itself; with `OpenModel` in it, an
    object that fits none is one.
    """

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        members = [member for member in get_args(source) if member is not OpenModel]
        schemas: list[Any] = [handler.generate_schema(member) for member in members]
        places = [kind_of(member) for member in members]
        as_printed, whole = any(map(_is_text, members)), not any(map(_is_number, schemas))
        exactly: Choices = []
        openly: Choices = []
        known: Choices = []
        for number, schema in enumerate(schemas):
            if places[number] == "single":
                exactly.append((exact(schema, as_printed=as_printed, whole=whole), f"({number})"))
                openly.append((exact(schema, is_open=True, whole=whole), f"(open {number})"))
            else:
                known.append((schema, f"({number})"))
        exactly.sort(key=lambda choice: rank(choice[0]))
        openly.sort(key=lambda choice: _openness(choice[0]))
        others = {
            f"({number})": member
            for number, member in enumerate(members)
            if places[number] != "single"
        }
        known, tried = self.told_apart(known, others)
        refused = NO_VARIANT if others else _expected(schemas)
        last = open_object(handler, refused) if OpenModel in get_args(source) else _refusal(refused)
        return core_schema.union_schema(
            [*exactly, *known, *openly, *tried, (last, "(open)")],
            mode="left_to_right",
            serialization=core_schema.simple_ser_schema("any"),
            metadata={AS_READ: "tried"},
        )

    def told_apart(self, known: Choices, members: Mapping[str, Any]) -> tuple[Choices, Choices]:
        """What an object or an array is given to, and what is tried last. `members` are those of
        `known`, by their labels.

        One object and one array are told apart by their own schemas; for more see `untagged`."""
        return known, []


def _openness(schema: Any) -> int:
    """The order in which members are asked for what is new: a date without its zone is no new value
    of an enumeration, and an enumeration has those of its kind, a constant any; a format that keeps
    any text comes last."""
    how = schema.get("metadata", {}).get(AS_READ)
    if how == "kept":
        return 3
    return 0 if rank(schema) == 1 else 2 if how == "listed" else 1


def _expected(schemas: list[Any]) -> str:
    """One sentence about all members."""
    found = dict.fromkeys(word for schema in schemas for word in said(schema))
    words = [word for word in found if word != "an integer" or "a number" not in found]
    return f"must be {' or '.join(filter(None, (', '.join(words[:-1]), *words[-1:])))}"


def _refusal(refused: str) -> CoreSchema:
    """What stands last where nothing is open."""

    def refuse(value: Any) -> Any:
        said = (
            "must not be bytes: only a part of a multipart body holds them"
            if isinstance(value, Octets)
            else refused
        )
        raise PydanticCustomError("no_variant", "{refused}", {"refused": said})

    return core_schema.no_info_plain_validator_function(refuse)


def kind_of(member: Any) -> str:
    """What a member is in JSON: an `object`, an `array` with objects in it, a `single` value (or a
    list of them), or `any`.
    """
    member = getattr(member, "__value__", member)
    origin, arguments = get_origin(member), get_args(member)
    if origin is Annotated:
        return kind_of(arguments[0])
    if origin in (Union, UnionType):
        kinds = {kind_of(argument) for argument in arguments}
        return kinds.pop() if len(kinds) == 1 else "any"
    if origin is list:
        return {"single": "single", "any": "any"}.get(kind_of(arguments[0]), "array")
    if origin is dict or (isinstance(member, type) and issubclass(member, BaseModel)):
        return "object"
    return (
        "single" if origin is Literal or (isinstance(member, type) and member is not Any) else "any"
    )


def _is_text(member: Any) -> bool:
    """Whether a member takes any text, or lists of it."""
    return member is str or (
        get_origin(member) in (Annotated, list) and _is_text(get_args(member)[0])
    )


def _is_number(schema: Any) -> bool:
    """Whether a member takes numbers that are no integers, or lists of them."""
    inner = [schema[name] for name in ("schema", "json_schema", "items_schema") if name in schema]
    inner += schema["choices"] if schema["type"] == "union" else ()
    return schema["type"] == "float" or any(
        _is_number(each[0] if type(each) is tuple else each) for each in inner
    )
