"""Unions whose members a server may add to: an object that fits none is read as `OpenModel`.

A member that lists or fixes a value (a constant, an enumeration, a format that the value has) comes before one that would take
it as unknown, and none is given a value of another kind. Only what fits no member is taken as unknown by one that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from .exact import exact, rank, said
from .model import AS_READ, INPUT, Model, OpenModel, by_wire, class_of, is_array, is_object

_NO_VARIANT = "fits none of the documented variants"


def _open_object(handler: GetCoreSchemaHandler, refused: str = _NO_VARIANT) -> CoreSchema:
    def refuse(value: Any, info: ValidationInfo) -> Any:
        fits = isinstance(value, OpenModel if info.context is INPUT else Model)
        if not fits and (info.context is INPUT or not is_object(value)):
            raise PydanticCustomError("no_variant", "{refused}", {"refused": refused})
        return value

    model = handler.generate_schema(OpenModel)
    return core_schema.with_info_before_validator_function(refuse, model, metadata={AS_READ: "inner"})


def _classes(member: Any) -> Iterator[Any]:
    """The classes that a member of a union stands for."""
    if isinstance(member, type):
        yield member
    for part in get_args(member):
        yield from _classes(part)


@dataclass(frozen=True, eq=False)
class Variants:
    """The metadata of a union whose member is named by the field `property`, which is text, a number or a boolean.

    An object of any other value is a `default`; without one it is read as `OpenModel`, and not sent. A model belongs where its
    own value says, else where its class does. A member may be such a union itself, of another property.
    """

    property: str
    mapping: Mapping[str | float, type[Model]]
    default: type[Model] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        names = {value: f"({number})" for number, value in enumerate(self.mapping)}
        classes = {cls: names[value] for value, member in self.mapping.items() for cls in _classes(member)}
        named = {(isinstance(value, bool), value): name for value, name in names.items()}  # true is not 1

        def choose(value: Any) -> str:
            if is_object(value):
                tag, own = value.get(self.property), "(open)"
            elif isinstance(value, Model):
                tag, own = by_wire(value, self.property), classes.get(class_of(value), "(open)")
            else:
                return "(open)"
            return named.get((isinstance(tag, bool), tag), own) if isinstance(tag, (str, int, float)) else own

        choices = {names[value]: handler.generate_schema(cls) for value, cls in self.mapping.items()}
        rest = _open_object(handler) if self.default is None else handler.generate_schema(self.default)
        as_read = {"property": self.property, "labels": names}
        return core_schema.tagged_union_schema({**choices, "(open)": rest}, choose, metadata={AS_READ: as_read})


@dataclass(frozen=True, eq=False)
class OpenUnion:
    """The metadata of a union that is decided by the value itself; with `OpenModel` in it, an object that fits none is one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        members = [member for member in get_args(source) if member is not OpenModel]
        schemas: list[Any] = [handler.generate_schema(member) for member in members]
        places = [_kind(member) for member in members]
        as_printed, whole = any(map(_is_text, members)), not any(map(_is_number, schemas))
        exactly: list[tuple[Any, str]] = []
        openly: list[tuple[Any, str]] = []
        known: list[tuple[Any, str]] = []
        for number, schema in enumerate(schemas):
            if places[number] == "single":
                exactly.append((exact(schema, as_printed=as_printed, whole=whole), f"({number})"))
                openly.append((exact(schema, is_open=True, whole=whole), f"(open {number})"))
            else:
                known.append((schema, f"({number})"))
        exactly.sort(key=lambda choice: rank(choice[0]))
        openly.sort(key=lambda choice: _openness(choice[0]))
        others = {f"({number})": member for number, member in enumerate(members) if places[number] != "single"}
        kinds = {place for place in places if place != "single"}
        if len(known) > 1 and (len(kinds) < len(known) or "any" in kinds):
            fitting = core_schema.union_schema([*known], mode="smart")  # for Python objects, so that text of JSON is no better
            tried = [(core_schema.no_info_before_validator_function(_as_it_is, fitting), "(open any)")]
            known = [(_chosen(known, _Chooser(others).choose), "(chosen)")]
        else:
            tried = []
        refused = _NO_VARIANT if others else _expected(schemas)
        last = _open_object(handler, refused) if OpenModel in get_args(source) else _refusal(refused)
        return core_schema.union_schema(
            [*exactly, *known, *openly, *tried, (last, "(open)")],
            mode="left_to_right",
            serialization=core_schema.simple_ser_schema("any"),
            metadata={AS_READ: "tried"},
        )


def _openness(schema: Any) -> int:
    """In which order the members are asked for what none of them has: a date without its zone is no new value of an enumeration,
    which has those of its kind; a constant any."""
    return 0 if rank(schema) == 1 else 2 if schema.get("metadata", {}).get(AS_READ) == "listed" else 1


def _as_it_is(value: Any) -> Any:
    return value


def _chosen(known: list[tuple[Any, str]], choose: Callable[[Any], str | None]) -> CoreSchema:
    choices: dict[Any, CoreSchema] = {name: schema for schema, name in known}
    return core_schema.tagged_union_schema(
        choices, choose, custom_error_type="no_variant", custom_error_message=_NO_VARIANT, metadata={AS_READ: "chosen"}
    )


def _expected(schemas: list[Any]) -> str:
    """One sentence about all members."""
    words = list(dict.fromkeys(word for schema in schemas for word in said(schema)))
    return f"must be {' or '.join(filter(None, (', '.join(words[:-1]), *words[-1:])))}"


def _refusal(refused: str) -> CoreSchema:
    """What stands last where nothing is open."""

    def refuse(value: Any) -> Any:
        raise PydanticCustomError("no_variant", "{refused}", {"refused": refused})

    return core_schema.no_info_plain_validator_function(refuse)


def _kind(member: Any) -> str:
    """What a member is in JSON: an `object`, an `array` with objects in it, a `single` value (or a list of them), or `any`."""
    origin, arguments = get_origin(member), get_args(member)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin in (Union, UnionType):
        kinds = {_kind(argument) for argument in arguments}
        return kinds.pop() if len(kinds) == 1 else "any"
    if origin is list:
        return {"single": "single", "any": "any"}.get(_kind(arguments[0]), "array")
    if origin is dict or (isinstance(member, type) and issubclass(member, BaseModel)):
        return "object"
    return "single" if origin is Literal or (isinstance(member, type) and member is not Any) else "any"


def _is_text(member: Any) -> bool:
    """Whether a member takes any text, or lists of it."""
    return member is str or (get_origin(member) in (Annotated, list) and _is_text(get_args(member)[0]))


def _is_number(schema: Any) -> bool:
    """Whether a member takes numbers that are no integers, or lists of them."""
    inner = [schema[name] for name in ("schema", "json_schema", "items_schema") if name in schema]
    inner += schema["choices"] if schema["type"] == "union" else ()
    return schema["type"] == "float" or any(_is_number(each[0] if type(each) is tuple else each) for each in inner)


class _Chooser:
    """Finds the member whose schema an object or array fits; nothing where there is none.

    Most are told apart by which fields they require, and what those may be. Where several are left, each is asked.
    """

    def __init__(self, members: Mapping[str, Any]) -> None:
        self._members, self._labels = list(members.values()), list(members)
        self._classes = {member: label for label, member in members.items() if isinstance(member, type)}

    def choose(self, value: Any) -> str | None:
        if is_object(value):
            found = [label for label, told in self._told if told is None or _is_told(value, *told)]
        elif is_array(value):
            found = self._labels
        else:
            return self._classes.get(class_of(value))
        if len(found) < 2:
            return found[0] if found else None
        try:
            label: str = self._judge.validate_python(value, context=INPUT)
        except ValidationError:
            return None
        return label

    @cached_property
    def _told(self) -> list[tuple[str, tuple[frozenset[str], list[tuple[str, frozenset[Any]]]] | None]]:
        """For each member that is a class the fields that it requires, and the values that it lists for a field."""
        return [(label, _telling(member)) for member, label in zip(self._members, self._labels, strict=True)]

    @cached_property
    def _judge(self) -> SchemaValidator:
        """What gives the label of the best fit. Members that fix a field come first."""
        each_of: Any = tuple
        whole: Any = dict(TypeAdapter(each_of[tuple(self._members)]).core_schema)
        root = whole["schema"] if whole["type"] == "definitions" else whole
        asked = [
            (core_schema.no_info_after_validator_function(_giving(label), exact(schema)), _fixes(member))
            for schema, member, label in zip(root["items_schema"], self._members, self._labels, strict=True)
        ]
        first = [schema for schema, fixes in asked if fixes]
        rest = [schema for schema, fixes in asked if not fixes]
        groups: list[Any] = [core_schema.union_schema([*group], mode="smart") for group in (first, rest) if group]
        schema: Any = core_schema.union_schema(groups, mode="left_to_right")
        if root is not whole:
            schema = core_schema.definitions_schema(schema, [exact(each) for each in whole["definitions"]])
        try:
            return SchemaValidator(schema, _use_prebuilt=False)
        except TypeError:  # an older pydantic
            return SchemaValidator(schema)


def _giving(label: str) -> Callable[[object], str]:
    return lambda _: label


def _is_told(value: dict[str, Any], required: frozenset[str], listed: list[tuple[str, frozenset[Any]]]) -> bool:
    if not required <= value.keys():
        return False
    for name, values in listed:
        given = value.get(name, value)
        if given is not value and isinstance(given, (str, int, float)) and given not in values:
            return False
    return True


def _telling(member: Any) -> tuple[frozenset[str], list[tuple[str, frozenset[Any]]]] | None:
    if not (isinstance(member, type) and issubclass(member, BaseModel)):
        return None
    fields = [(field.alias or name, field) for name, field in member.model_fields.items()]
    required = frozenset(wire for wire, field in fields if field.is_required())
    return required, [(wire, values) for wire, field in fields if (values := frozenset(_listed(field.annotation)))]


def _listed(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        for member in annotation:
            yield member.value


def _fixes(member: Any, levels: int = 1) -> bool:
    """Whether a field that an object of this class must have is fixed, or one of an object in such a field."""
    if not (isinstance(member, type) and issubclass(member, BaseModel)):
        return False
    fields = [field.annotation for field in member.model_fields.values() if field.is_required()]
    return any(any(True for _ in _listed(each)) or (levels and _fixes(each, levels - 1)) for each in fields)
