"""Unions of objects, or of arrays of them, that no field names: a value is of the member that it
fits best.

Members are told apart by the fields that they require, and by the values that those list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from .model import Model
from .strictness import exact
from .unions import Choices, OpenUnion, kind_of
from .values import AS_READ, INPUT, SCALARS, built, class_of, is_array, is_object
from .variants import NO_VARIANT, classes


@dataclass(frozen=True, eq=False)
class UntaggedUnion(OpenUnion):
    """The metadata of an `OpenUnion` with several members that are objects, arrays of objects, or
    any value.
    """

    def told_apart(self, known: Choices, members: Mapping[str, Any]) -> tuple[Choices, Choices]:
        """Likewise; several of a kind are told apart by what is in a value."""
        kinds = {kind_of(member) for member in members.values()}
        if len(known) < 2 or (len(kinds) == len(known) and "any" not in kinds):
            return known, []
        fitting = core_schema.union_schema([*known], mode="smart")
        tried = core_schema.with_info_before_validator_function(_refuse_object, fitting)
        return [(_chosen(known, _Chooser(members).choose), "(chosen)")], [(tried, "(open any)")]


def _refuse_object(value: Any, info: ValidationInfo) -> Any:
    """An object that fits no member is open, so only lists are made to fit; and classes are named
    that a model is none of.
    """
    if is_object(value) or (info.context is INPUT and not isinstance(value, Model)):
        raise PydanticCustomError("no_variant", NO_VARIANT)
    return value


def _chosen(known: Choices, choose: Callable[[Any], str | None]) -> CoreSchema:
    choices: dict[Any, CoreSchema] = {name: schema for schema, name in known}
    return core_schema.tagged_union_schema(
        choices,
        choose,
        custom_error_type="no_variant",
        custom_error_message=NO_VARIANT,
        metadata={AS_READ: "chosen"},
    )


class _Chooser:
    """Finds the member whose schema an object or array fits; nothing where there is none.

    Most are told apart by which fields they require, and what those may be. Where several are left,
    each is asked."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        self._members = members
        self._classes = {cls: label for label, member in members.items() for cls in classes(member)}

    def choose(self, value: Any) -> str | None:
        found: list[tuple[str, _Told | None]]
        if is_object(value):
            found = [
                (label, told) for label, told in self._told if told is None or told.may_be(value)
            ]
        elif is_array(value):
            found = [(label, told) for label, told in self._told if told is None]
        else:
            return self._classes.get(class_of(value)) or self._listing(value)
        if len(found) == 1 and found[0][1] is not None and found[0][1].required:
            return found[0][0]
        likely = self._likely(value, found)
        if likely is not None and self._exact[likely].isinstance_python(value, context=INPUT):
            return likely
        return (_label(self._best, value, INPUT) if found else None) or self._new(value)

    def _listing(self, value: Any) -> str | None:
        """The member, a union itself, that has a plain value in an enumeration or as a constant."""
        is_asked = self._has_unions and type(value) in SCALARS
        return _label(self._best, value, INPUT) if is_asked else None

    @cached_property
    def _has_unions(self) -> bool:
        return any(kind_of(member) == "any" for member in self._members.values())

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
        whole: Any = built(
            lambda: dict(TypeAdapter(each_of[tuple(self._members.values())]).core_schema)
        )
        root = whole["schema"] if whole["type"] == "definitions" else whole
        return {
            **dict(zip(self._members, root["items_schema"], strict=True)),
            "": whole.get("definitions", []),
        }

    @cached_property
    def _exact(self) -> dict[str, SchemaValidator]:
        return {label: self._validator(self._schemas[label]) for label in self._members}

    @cached_property
    def _best(self) -> SchemaValidator:
        """What gives the label of the member that a value fits best. Those that fix a field come
        first.
        """
        fixing = {label for label, told in self._told if told is not None and told.fixes}
        groups = [
            [label for label in self._members if (label in fixing) is first]
            for first in (True, False)
        ]
        return self._validator(
            core_schema.union_schema(
                [*map(self._fitting, filter(None, groups))], mode="left_to_right"
            )
        )

    @cached_property
    def _nearest(self) -> SchemaValidator:
        """Likewise of a value that fits none, if something in it is taken as new."""
        return self._validator(self._fitting([*self._members]), is_open=True)

    def _fitting(self, labels: list[str]) -> CoreSchema:
        giving = [
            core_schema.no_info_after_validator_function(_giving(label), self._schemas[label])
            for label in labels
        ]
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
    """What objects of a class are told by: the fields that it requires, those that it names, and
    the values of those that list some. `fixes`: one of them must be there, in it or in an object
    that must be."""

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
    inner = [
        kind for kind in kinds if levels and isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    return any(map(_listed, kinds)) or any(_fixes(kind, levels - 1) for kind in inner)


def _listed(annotation: Any) -> frozenset[Any]:
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return frozenset(member.value for member in annotation)
    return frozenset()


def _giving(label: str) -> Callable[[object], str]:
    return lambda _: label
