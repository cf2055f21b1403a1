"""Where the models of an `Api` are used: which operations take one, and which return one, however
deep inside; and which requests that the API sends by itself have one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from generator.api.annotations import types_of
from generator.api.messages import exchanged, received, sent
from generator.api.model import Api, Field, Named, Operation, Type, Webhook
from generator.api.type_walk import mentioned
from generator.document.graph import reachable
from generator.emit.docstrings import method_name
from generator.review.model import Change, Direction, Reach

_User = TypeVar("_User", Operation, Webhook)


class Usage:
    """The uses of one side, looked up from the class that changed."""

    def __init__(self, api: Api) -> None:
        """Each class with those that have it inside, with the methods that take it, give it, or
        have its fields as keywords, and with the webhooks and callbacks that bring it.
        """
        self._within: dict[str, set[str]] = defaultdict(set)
        self._taken: dict[str, list[Operation]] = defaultdict(list)
        self._given: dict[str, list[Operation]] = defaultdict(list)
        self._brought: dict[str, list[Webhook]] = defaultdict(list)
        self.spread: dict[str, list[Operation]] = defaultdict(list)
        self._order = {operation.pointer: index for index, operation in enumerate(api.operations)}
        for model in api.models:
            for name in mentioned(types_of(model)):
                self._within[name].add(model.name)
        for operation in api.operations:
            _enter(self._taken, operation, sent(operation))
            _enter(self._given, operation, received(operation))
            keywords = spread_class(operation)
            if keywords is not None:
                self.spread[keywords].append(operation)
        for webhook in api.webhooks:
            _enter(self._brought, webhook, [webhook.payload.type])

    def of(self, name: str) -> list[tuple[Operation, Direction]]:
        """The operations that a class reaches, in each direction, in the order of the document."""
        found: list[tuple[Operation, Direction]] = []
        for each in reachable([name], self._above):
            found += ((operation, "request") for operation in self._taken.get(each, ()))
            found += ((operation, "response") for operation in self._given.get(each, ()))
        return sorted(found, key=lambda entry: (self._order[entry[0].pointer], entry[1]))

    def brought(self, name: str) -> list[Webhook]:
        """The webhooks and callbacks that a class reaches: it is read where they arrive."""
        found = {
            webhook.name: webhook
            for each in reachable([name], self._above)
            for webhook in self._brought.get(each, ())
        }
        return list(found.values())

    def holders(self, names: Iterable[str]) -> set[str]:
        """The classes that have one of these inside, however deep."""
        return set(reachable(chain.from_iterable(map(self._above, names)), self._above))

    def _above(self, name: str) -> Collection[str]:
        """The classes that have a class as it is inside."""
        return self._within.get(name, ())


def taken_and_given(operation: Operation) -> Iterator[Type]:
    """Every type that the method of an operation takes or gives."""
    yield from exchanged(operation)
    if operation.representations is not None:
        yield from (kind for _, kind in operation.representations.results)


def spread_class(operation: Operation) -> str | None:
    """The class whose fields are keywords of the method."""
    if operation.body is None or operation.body.fields is None:
        return None
    kind = operation.body.media_types[0].type
    return kind.name if isinstance(kind, Named) else None


def spread_fields(operation: Operation) -> list[Field]:
    """The fields of the body that are keywords of the method, each by the name of its keyword."""
    fields = operation.body.fields if operation.body is not None else None
    return [field for field in fields or () if not field.read_only]


def reach(operation: Operation, direction: Direction) -> Reach:
    section = operation.tags[0] if operation.tags else ""
    return Reach(operation.method, operation.path, direction, method_name(operation), section)


def reach_of_webhooks(webhooks: Iterable[Webhook]) -> list[Reach]:
    """The requests that the API sends; that of a callback is a part of its operation."""
    return [
        Reach(each.method, each.name, "response") for each in webhooks if each.kind == "webhook"
    ]


def merged(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """Each operation once, both directions as one, in the order met; with the method and section
    that one of several says where another does not.
    """
    found: dict[tuple[str, str], Reach] = {}
    for each in reaches:
        known = found.setdefault(each.operation, each)
        if known is not each:  # it was met before, in this direction or the other
            direction: Direction = known.direction if known.direction == each.direction else "both"
            python, section = known.python or each.python, known.section or each.section
            found[each.operation] = Reach(*each.operation, direction, python, section)
    return tuple(found.values())


def all_reached(*changes: Change) -> tuple[Reach, ...]:
    """The operations that some changes reach, each once."""
    return merged(reach for change in changes for reach in change.reach)


def all_classes(*changes: Change) -> tuple[str, ...]:
    """The classes that some changes show in, each once."""
    return tuple(dict.fromkeys(name for change in changes for name in change.classes))


def _enter(table: dict[str, list[_User]], user: _User, kinds: Iterable[Type]) -> None:
    for name in dict.fromkeys(mentioned(kinds)):
        table[name].append(user)
