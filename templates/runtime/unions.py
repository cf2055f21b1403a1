"""Unions whose members a server may add to: an object that fits none is read as `OpenModel`.

A member that lists or fixes a value (a constant, an enumeration, a format that the value has) comes before one that would take
it as unknown, and none is given a value of another kind. Only what fits no member is taken as unknown by one that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from .model import AS_READ, INPUT, Model, OpenModel, built, by_wire, class_of, is_array, is_object
from .strictness import exact, rank, said

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
    for part in get_args(getattr(member, "__value__", member)):
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
            fitting = core_schema.union_schema([*known], mode="smart")
            tried = [(core_schema.with_info_before_validator_function(_refuse_object, fitting), "(open any)")]
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
    """The order in which members are asked for what is new: a date without its zone is no new value of an enumeration, and an
    enumeration has those of its kind, a constant any."""
    return 0 if rank(schema) == 1 else 2 if schema.get("metadata", {}).get(AS_READ) == "listed" else 1


def _refuse_object(value: Any, info: ValidationInfo) -> Any:
    """An object that fits no member is open, so only lists are made to fit; and classes are named that a model is none of."""
    if is_object(value) or (info.context is INPUT and not isinstance(value, Model)):
        raise PydanticCustomError("no_variant", _NO_VARIANT)
    return value


def _chosen(known: list[tuple[Any, str]], choose: Callable[[Any], str | None]) -> CoreSchema:
    choices: dict[Any, CoreSchema] = {name: schema for schema, name in known}
    return core_schema.tagged_union_schema(
        choices, choose, custom_error_type="no_variant", custom_error_message=_NO_VARIANT, metadata={AS_READ: "chosen"}
    )


def _expected(schemas: list[Any]) -> str:
    """One sentence about all members."""
    found = dict.fromkeys(word for schema in schemas for word in said(schema))
    words = [word for word in found if word != "an integer" or "a number" not in found]
    return f"must be {' or '.join(filter(None, (', '.join(words[:-1]), *words[-1:])))}"


def _refusal(refused: str) -> CoreSchema:
    """What stands last where nothing is open."""

    def refuse(value: Any) -> Any:
        raise PydanticCustomError("no_variant", "{refused}", {"refused": refused})

    return core_schema.no_info_plain_validator_function(refuse)


def _kind(member: Any) -> str:
    """What a member is in JSON: an `object`, an `array` with objects in it, a `single` value (or a list of them), or `any`."""
    member = getattr(member, "__value__", member)
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
        self._members = members
        self._classes = {cls: label for label, member in members.items() for cls in _classes(member)}

    def choose(self, value: Any) -> str | None:
        found: list[tuple[str, _Told | None]]
        if is_object(value):
            found = [(label, told) for label, told in self._told if told is None or told.may_be(value)]
        elif is_array(value):
            found = [(label, told) for label, told in self._told if told is None]
        else:
            return self._classes.get(class_of(value))
        if len(found) == 1 and found[0][1] is not None and found[0][1].required:
            return found[0][0]
        likely = self._likely(value, found)
        if likely is not None and self._exact[likely].isinstance_python(value, context=INPUT):
            return likely
        return (_label(self._best, value, INPUT) if found else None) or self._new(value)

    def _new(self, value: Any) -> str | None:
        """The member that has something new in a value that fits none, if it knows some of it."""
        label = _label(self._nearest, value, None)
        told = dict(self._told)[label] if label else None
        return label if told is None or told.named.intersection(value) else None

    def _likely(self, value: Any, found: Sequence[tuple[str, _Told | None]]) -> str | None:
        """The class that says more of the value than the others do."""
        most, likely = -1, None
        for label, told in found:
            if told is None:
                return None
            says = len(told.named.intersection(value)) + told.fixes * 1000
            if says >= most:
                most, likely = says, None if says == most else label
        return likely

    @cached_property
    def _told(self) -> list[tuple[str, _Told | None]]:
        return [(label, _Told.of(member)) for label, member in self._members.items()]

    @cached_property
    def _schemas(self) -> dict[str, Any]:
        """The schema of each member, and under no name what they refer to."""
        each_of: Any = tuple
        whole: Any = built(lambda: dict(TypeAdapter(each_of[tuple(self._members.values())]).core_schema))
        root = whole["schema"] if whole["type"] == "definitions" else whole
        return {**dict(zip(self._members, root["items_schema"], strict=True)), "": whole.get("definitions", [])}

    @cached_property
    def _exact(self) -> dict[str, SchemaValidator]:
        return {label: self._validator(self._schemas[label]) for label in self._members}

    @cached_property
    def _best(self) -> SchemaValidator:
        """What gives the label of the member that a value fits best. Those that fix a field come first."""
        fixing = {label for label, told in self._told if told is not None and told.fixes}
        groups = [[label for label in self._members if (label in fixing) is first] for first in (True, False)]
        return self._validator(core_schema.union_schema([*map(self._fitting, filter(None, groups))], mode="left_to_right"))

    @cached_property
    def _nearest(self) -> SchemaValidator:
        """Likewise of a value that fits none, if something in it is taken as new."""
        return self._validator(self._fitting([*self._members]), is_open=True)

    def _fitting(self, labels: list[str]) -> CoreSchema:
        giving = [core_schema.no_info_after_validator_function(_giving(label), self._schemas[label]) for label in labels]
        return core_schema.union_schema([*giving], mode="smart")

    def _validator(self, schema: Any, *, is_open: bool = False) -> SchemaValidator:
        made = exact(schema, is_open=is_open)
        definitions = [exact(each, is_open=is_open) for each in self._schemas[""]]
        whole = core_schema.definitions_schema(made, definitions) if definitions else made
        try:
            return SchemaValidator(whole, _use_prebuilt=False)
        except TypeError:  # an older pydantic
            return SchemaValidator(whole)


def _label(validator: SchemaValidator, value: Any, context: Any) -> str | None:
    try:
        label: str = validator.validate_python(value, context=context)
    except ValidationError:
        return None
    return label


@dataclass(frozen=True, slots=True)
class _Told:
    """What objects of a class are told by: the fields that it requires, those that it names, and the values of those that list
    some. `fixes`: one of them must be there, in it or in an object that must be."""

    required: frozenset[str]
    named: frozenset[str]
    listed: list[tuple[str, frozenset[Any]]]
    fixes: bool

    @classmethod
    def of(cls, member: Any) -> _Told | None:
        if not (isinstance(member, type) and issubclass(member, BaseModel)):
            return None
        fields = [(field.alias or name, field) for name, field in member.model_fields.items()]
        return cls(
            frozenset(wire for wire, field in fields if field.is_required()),
            frozenset(wire for wire, _ in fields),
            [(wire, values) for wire, field in fields if (values := _listed(field.annotation))],
            _fixes(member, 1),
        )

    def may_be(self, value: dict[str, Any]) -> bool:
        if not self.required <= value.keys():
            return False
        for name, values in self.listed:
            given = value.get(name)
            if given is not None and isinstance(given, (str, int, float)) and given not in values:
                return False
        return True


def _fixes(member: type[BaseModel], levels: int) -> bool:
    kinds = [field.annotation for field in member.model_fields.values() if field.is_required()]
    inner = [kind for kind in kinds if levels and isinstance(kind, type) and issubclass(kind, BaseModel)]
    return any(map(_listed, kinds)) or any(_fixes(kind, levels - 1) for kind in inner)


def _listed(annotation: Any) -> frozenset[Any]:
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return frozenset(member.value for member in annotation)
    return frozenset()


def _giving(label: str) -> Callable[[object], str]:
    return lambda _: label
