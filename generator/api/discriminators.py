"""By what the members of a union are told apart: the discriminator that is declared, else a
property that is a constant in each. OpenAPI Specification 3.1, section 4.8.25."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.api.drafts import Draft, DraftField, EnumDraft, ObjectDraft
from generator.api.model import (
    Anything,
    Const,
    Discriminator,
    Label,
    Named,
    Scalar,
    Type,
)
from generator.api.schema import Schema
from generator.api.type_walk import members_of, unwrapped
from generator.document.access import mapping, text
from generator.document.bundle import Document
from generator.document.inheritance import target_of
from generator.document.labels import label

_JSON_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "number", float: "number"}
_NUMBERS = ("int", "int32", "int64", "float", "milliseconds", "seconds", "decimal_number")
_JSON_TYPES_OF_SCALARS = {"bool": "boolean"} | dict.fromkeys(_NUMBERS, "number")  # others are texts


class Discriminators:
    """Finds them among the `drafts` of one document; `fields` has those of an object, also while it
    is made."""

    def __init__(
        self,
        document: Document,
        drafts: Mapping[str, Draft],
        fields: Callable[[str], Sequence[DraftField]],
    ) -> None:
        self.document, self.drafts, self._fields = document, drafts, fields

    def of(self, schema: Schema, members: list[Type], wires: list[str]) -> Discriminator | None:
        """The declared discriminator, else a property that is one constant in each member (and
        another in each). None where a member is no object, which no property could tell.

        `wires` are the names in the document of the schemas that `members` are references to, empty
        texts for the others: without a `mapping` they are values of the property.

        A single open member without a constant stands for every other value, as `defaultMapping`
        does (OpenAPI 3.2)."""
        objects = [m.name for m in members if isinstance(m, Named) and self._is_object(m.name)]
        if len(objects) != len(members):
            return None
        declared = mapping(schema.get("discriminator"))
        name = declared.get("propertyName")
        if isinstance(name, str):
            return self._declared(declared, name, objects, wires)
        return self._constant_property(objects)

    def _declared(
        self, declared: Mapping[str, Any], name: str, objects: list[str], wires: list[str]
    ) -> Discriminator | None:
        """What a Discriminator Object with the property `name` comes to; None where a member can be
        told by no value, or a value is that of two.

        What a member lists for the property itself goes before the name of its schema, and what
        `mapping` says before both: with `{kind: {const: cat}}` in `Cat`, `cat` is a `Cat`, and
        `Cat` is nothing."""
        targets = {
            value: target_of(target, self.document)
            for value, target in mapping(declared.get("mapping")).items()
        }
        # of 3.2; before it nothing is said of other values
        default = target_of(declared.get("defaultMapping"), self.document)
        default = default or self._default(objects, name, frozenset(targets.values()))
        pairs = self._implied(name, objects, wires, default)
        for value, at in targets.items():
            if at in objects:
                pairs |= dict.fromkeys(map(_key, self._labels(at, name, text(value))), at)
        labels = tuple((value, pointer) for (_, value), pointer in pairs.items())
        are_all_told = set(pairs.values()) | {default} >= set(objects)
        if are_all_told and tells_apart(labels):
            return Discriminator(name, labels, default if default in objects else None)
        return None

    def _implied(
        self, name: str, objects: list[str], wires: list[str], default: str | None
    ) -> dict[tuple[bool, Label], str]:
        """The members by the values that they have without a `mapping`: those that each lists and
        no other does, else its name in the document. The keys tell `1` from `true`.
        """
        pairs: dict[tuple[bool, Label], str] = {}
        for wire, pointer in zip(wires, objects, strict=True):
            # the default needs no name: every value that is not listed leads there
            implied = self._labels(pointer, name, wire) if wire and pointer != default else ()
            for value in self._own(pointer, objects, name) or implied:
                pairs.setdefault(_key(value), pointer)
        return pairs

    def _default(
        self, objects: list[str], name: str, mapped: frozenset[str | None] = frozenset()
    ) -> str | None:
        """The one open object that neither lists a value for the property nor is `mapped` to one,
        beside others: of `Cat` and `Dog`, in which `kind` is a constant, and an open `Other` with
        `{kind: {type: string}}` it is `Other`.
        """
        match [at for at in objects if at not in mapped and not self._listed(at, name)]:
            case [only] if len(objects) > 1 and self._takes_other_values(only, name):
                return only
            case _:
                return None

    def _takes_other_values(self, pointer: str, name: str) -> bool:
        """Whether an object is open, and has no such property or one of a scalar type, of which no
        value is listed.
        """
        draft = self.drafts[pointer]
        is_open = isinstance(draft, ObjectDraft) and draft.open
        return is_open and isinstance(self._property(pointer, name), Scalar | None)

    def _constant_property(self, objects: list[str]) -> Discriminator | None:
        """The first property that tells the objects apart though no discriminator is declared.

        Of `{kind: {const: cat}}` and `{kind: {const: dog}}`, required in both, it is `kind`. Where
        one of them may lack it, a value without it is of no member, and there is none."""
        fields = chain.from_iterable(map(self._fields, objects))
        for name in dict.fromkeys(field.wire for field in fields):
            default = self._default(objects, name)
            told = {at: self._always(at, name) for at in objects if at != default}
            labels = mapping_of(told)
            if all(told.values()) and tells_apart(labels):
                return Discriminator(name, labels, default)
        return None

    def _is_object(self, pointer: str) -> bool:
        return isinstance(self.drafts.get(pointer), ObjectDraft)

    def _always(self, pointer: str, name: str) -> tuple[str | int | bool, ...]:
        """The constants of a property that is always there."""
        required = any(f.wire == name and f.required for f in self._fields(pointer))
        return self._constants(pointer, name) if required else ()

    def _property(self, pointer: str, name: str) -> Type | None:
        kind = next((item.type for item in self._fields(pointer) if item.wire == name), None)
        return None if kind is None else unwrapped(kind)

    def _constants(self, pointer: str, name: str) -> tuple[str | int | bool, ...]:
        match self._property(pointer, name):
            case Const() as constant:
                return constant.labels
        return ()

    def _listed(self, pointer: str, name: str) -> tuple[str | int | bool, ...]:
        """The values that the property can have, where they are constants or an enumeration."""
        kind = self._property(pointer, name)
        if isinstance(kind, Named) and kind.name in self.drafts:
            draft = self.drafts[kind.name]
            return draft.values if isinstance(draft, EnumDraft) else ()
        return self._constants(pointer, name)

    def _own(self, pointer: str, objects: list[str], name: str) -> list[str | int | bool]:
        """The values that are listed for the property of this object and of no other."""
        others = [self._listed(other, name) for other in objects if other != pointer]
        known = set(map(_key, chain.from_iterable(others)))
        return [value for value in self._listed(pointer, name) if _key(value) not in known]

    def _labels(self, pointer: str, name: str, written: str) -> list[Label]:
        """What the property can have of a value that is written as text (OpenAPI 3.1.1, section
        4.8.25), as a rule one.
        """
        listed = self._listed(pointer, name)
        return _readings(Const(listed) if listed else self._property(pointer, name), written)


def mapping_of(told: Mapping[str, Iterable[Label]]) -> tuple[tuple[Label, str], ...]:
    """The `mapping` of a discriminator, by the values of each member: of `{"Cat": ("cat", "tom")}`
    it is `(("cat", "Cat"), ("tom", "Cat"))`.
    """
    return tuple((value, member) for member, values in told.items() for value in values)


def tells_apart(labels: Collection[tuple[Label, str]]) -> bool:
    """Whether each value leads to one member only. `1` and `true` lead to the same: they are equal
    in Python, and what reads the value looks it up.
    """
    return len(dict(labels)) == len(labels)


def _key(value: Label) -> tuple[bool, Label]:
    """What tells a value from others: `1` and `True` are equal in Python."""
    return isinstance(value, bool), value


def _readings(kind: Type | None, written: str) -> list[Label]:
    """The values of a type, or of each member of a union, that text stands for."""
    members = [Anything()] if kind is None else members_of(kind)
    return [value for member in members for value in _readings_of_member(member, written)]


def _readings_of_member(kind: Type, written: str) -> list[Label]:
    """The values of one type that text stands for: `"1"` is `1` for an integer, `"1"` for a string,
    nothing for a boolean; of constants, those that are written so.
    """
    match kind:
        case Const() as constant:
            return [
                each for each in constant.labels if each == label(written, _JSON_TYPES[type(each)])
            ]
        case Scalar(name):
            read = label(written, _JSON_TYPES_OF_SCALARS.get(name, "string"))
            return [] if read is None else [read]
        case Anything():
            return [written]
    return []
