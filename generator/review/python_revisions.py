"""The two revisions of an API that are compared, and how a change of the Python table is made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, TypeAlias

from generator.api.annotations import types_of
from generator.api.model import (
    AliasModel,
    Api,
    Array,
    Bounded,
    Const,
    Credential,
    EnumModel,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Part,
    Scalar,
    Type,
    Webhook,
)
from generator.api.type_walk import named
from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.document.pointer import join
from generator.emit.docstrings import method_name
from generator.review.matching import Matching
from generator.review.model import Change, Reach, Rule, ValueList
from generator.review.python_place import PythonPlace
from generator.review.python_types import RELATIONS, Shown, TypeText, View, renamed, same
from generator.review.rules import python_kinds, python_rule
from generator.review.usage import (
    Usage,
    merged,
    reach,
    reach_of_webhooks,
    spread_fields,
    taken_and_given,
)

RESULT_TYPE: Final = python_kinds("result-type", RELATIONS)
"""The kinds of rules about what a method gives, by how that changed."""
_Located: TypeAlias = Model | Operation | Webhook | str
"""What has a pointer, or is one."""
_ASYNC_TOO = " The asynchronous client is the same in this."


class ApiRevisions:
    """Both `Api`s; `names` is what each class of the base that the head has too is called there.

    `renamed` says whether any of these has another name there. `credentials` are what is a
    credential on both sides, `operations` what is a method on both. `documents` are what the two
    were built from; without them nothing has a place in a file."""

    def __init__(
        self,
        base: Api,
        head: Api,
        names: dict[str, str],
        credentials: Matching[Credential] | None = None,
        documents: tuple[Document | None, Document | None] = (None, None),
        operations: Matching[Operation] | None = None,
    ) -> None:
        self.base, self.head, self.names = base, head, names
        self.credentials: Matching[Credential] = credentials or Matching()
        pairs = () if operations is None else operations.both
        self._operations = {one.pointer: other for one, other in pairs}
        self.renamed = any(name != called for name, called in names.items())
        self._base_document, self._head_document = documents
        before, after = ({model.name: model for model in api.models} for api in (base, head))
        # what changed in a class of both is told there, so to its uses it is one and the same
        shared = {
            names[name]: renamed(model, names)
            for name, model in before.items()
            if name in names
            and type(model) is type(after[names[name]])
            and not isinstance(model, AliasModel)
        }
        self.before = View(before, names, shared)
        self.after = View(after, {}, shared)
        self.before_shown = View(before)

    def says(self, head: str, base: str) -> bool:
        """Whether the head has something at its pointer, or the base at its own."""
        sides = (self._head_document, head), (self._base_document, base)
        return any(document is not None and document.has(at) for document, at in sides)

    def place_of_own(self, before: Operation, after: Operation, key: str) -> str:
        """Where an operation says something by a key of `x-sdk`; the operation, where another
        extension says it.
        """
        own, former = (join(each.pointer, "x-sdk") for each in (after, before))
        is_other = self._head_document is not None and not self.says(
            join(own, key), join(former, key)
        )
        return after.pointer if is_other else own

    @cached_property
    def base_uses(self) -> Usage:
        return Usage(self.base)

    @cached_property
    def head_uses(self) -> Usage:
        return Usage(self.head)

    def is_unchanged(self, before: Model, after: Model) -> bool:
        """Whether nothing of a class can have changed."""
        alike = before == after and not self.renamed
        return alike and all(map(_alike, types_of(before), types_of(after)))

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """The classes of which nothing can have changed, themselves and by what they use."""
        base, head = self.before.models, self.after.models
        same_by_name = {
            name
            for name, model in head.items()
            if self.names.get(name) == name and self.is_unchanged(base[name], model)
        }
        return frozenset(same_by_name - self.head_uses.holders(head.keys() - same_by_name))

    def is_same(self, before: Operation, after: Operation) -> bool:
        """Whether nothing of a method can have changed: it is equal, with all classes that it takes
        and gives.
        """
        if before != after or repr(before.success) != repr(after.success):  # `1` equals `True`
            return False
        # so do states in which waiting ends, and values in which a list is asked for in an order
        has_values = before.polling or before.follow is not None
        if has_values or self.base.credentials != self.head.credentials:
            return False
        types = zip(taken_and_given(before), taken_and_given(after), strict=True)
        return all(self._is_same_type(*sides) for sides in types)

    def _is_same_type(self, one: Type, other: Type) -> bool:
        """Whether nothing can have changed of a type that is equal on both sides, nor of a class
        that it names.
        """
        if isinstance(one, Scalar):
            return True
        return self.unchanged.issuperset(named(one)) and _alike(one, other)

    def reach(self, before: str | None, after: str | None) -> tuple[Reach, ...]:
        """The operations and webhooks that a class reaches, by its name on each side: those of the
        head, and those that it reached, as the head has them.
        """
        used = self.head_uses.of(after) if after else []
        for operation, way in self.base_uses.of(before) if before else []:
            used.append((self._operations.get(operation.pointer, operation), way))
        of_webhooks = reach_of_webhooks(self.brought(before, after))
        return merged([*(reach(operation, way) for operation, way in used), *of_webhooks])

    def brought(self, before: str | None, after: str | None) -> list[Webhook]:
        """The webhooks and callbacks that bring a class, by its name on each side."""
        brought = self.head_uses.brought(after) if after else []
        return [*brought, *(self.base_uses.brought(before) if before else [])]

    def keywords(self, before: str, after: str, wire: str) -> tuple[str, ...]:
        """The calls that take a field of a class as a keyword, as they are written:
        `client.pets.add(body_id=)`.
        """
        found: dict[str, str] = {}
        for uses, name in ((self.base_uses, before), (self.head_uses, after)):
            for operation in uses.spread.get(name, ()):
                called = {each.wire: each.python for each in spread_fields(operation)}
                if wire in called:
                    found[method_name(operation)] = f"{method_name(operation)}({called[wire]}=)"
        return tuple(found.values())

    def changed(
        self,
        rule: str,
        where: PythonPlace | str,
        what: str,
        before: Shown | None = None,
        after: Shown | None = None,
        remedy: str | None = None,
        *,
        base: _Located | None = None,
        head: _Located | None = None,
        pointer: str | None = None,
        reach: Iterable[Reach] = (),
        classes: Iterable[str] = (),
    ) -> Change:
        """A change by a rule of the Python table, which is given without its area.

        `base` and `head` are what it is about on either side, or pointers to that; where neither is
        given, what both have at `pointer`. That is the one of the head, else of the base, unless it
        is given.
        """
        place = PythonPlace(where) if isinstance(where, str) else where
        entry = python_rule(rule)
        was, now = (None if each is None else str(each) for each in (before, after))
        if base is None and head is None:
            base = head = pointer
        if pointer is None:
            pointer = _pointer(base if head is None else head)
        return Change(
            rule=entry.id,
            what=what,
            where=str(place),
            wire="safe",
            python=entry.python,
            before=was,
            after=now,
            named=(_classes(before), _classes(after)),
            operands=(_values(before), _values(after)),
            reason=reason_at(entry, place),
            remedy=entry.remedy_of(was, now) if remedy is None else remedy,
            reach=merged(reach),
            classes=tuple(dict.fromkeys(classes)),
            base=_location(self._base_document, base),
            head=_location(self._head_document, head),
            pointer=pointer,
            place=place,
        )


def _alike(one: Type, other: Type) -> bool:
    """Whether equal types are the same: of constants, `1` and `True` are equal to Python."""
    return isinstance(one, Scalar | Named) or same(one, other, {})


def _location(document: Document | None, at: _Located | None) -> Location | None:
    """Where a class, an operation or a pointer stands in a document, if there are both."""
    return None if document is None or at is None else document.locate(_pointer(at), key=True)


def _pointer(at: _Located | None) -> str:
    return at if isinstance(at, str) else "" if at is None else at.pointer


def _classes(shown: Shown | None) -> frozenset[str]:
    return shown.classes if isinstance(shown, TypeText) else frozenset()


def _values(shown: Shown | None) -> ValueList | None:
    return shown if isinstance(shown, ValueList) else None


def reason_at(rule: Rule, place: PythonPlace) -> str:
    """Why a rule holds at a place, of a method with the word that it is one of two."""
    return f"{rule.reason}{_ASYNC_TOO}" if place.is_method else rule.reason


def without_class_names(kind: Type) -> object:
    """A type but for the names of classes, bounds and the order of unions: to be compared where it
    is not known yet which class is which.
    """
    match kind:
        case Named():
            return Named
        case Array(inner) | Map(inner) | Nullable(inner) | Part(inner):
            return type(kind), without_class_names(inner)
        case Bounded(inner):
            return without_class_names(inner)
        case Const(values):
            return frozenset((type(value), value) for value in values)
        case OneOf(members):
            return frozenset(map(without_class_names, members))
        case _:
            return kind


def kind_of(model: object) -> str:
    """What a class is, in words."""
    match model:
        case ObjectModel():
            return "a model"
        case EnumModel():
            return "an enumeration"
        case _:
            return "a union"
