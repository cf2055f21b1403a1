"""Where the models of an `Api` are used: which operations take one, and which return one, however
deep inside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.api.messages import received, sent
from generator.api.model import Api, Field, Model, Named, ObjectModel, Operation, Type
from generator.api.type_walk import named
from generator.review.model import Direction, Reach


def types_of(model: Model) -> Iterator[Type]:
    """The types that a model is made of."""
    match model:
        case ObjectModel():
            yield from (field.type for field in model.fields)
            yield model.extra
        case _:
            if (kind := getattr(model, "type", None)) is not None:
                yield kind


class Usage:
    """The uses of one side, looked up from the class that changed."""

    def __init__(self, api: Api) -> None:
        self._within: dict[str, set[str]] = defaultdict(set)
        self._taken: dict[str, list[Operation]] = defaultdict(list)
        self._given: dict[str, list[Operation]] = defaultdict(list)
        self.spread: dict[str, list[Operation]] = defaultdict(list)
        self._order = {operation.pointer: index for index, operation in enumerate(api.operations)}
        for model in api.models:
            for kind in types_of(model):
                for name in named(kind):
                    self._within[name].add(model.name)
        for operation in api.operations:
            _enter(self._taken, operation, sent(operation))
            _enter(self._given, operation, received(operation))
            keywords = spread_class(operation)
            if keywords is not None:
                self.spread[keywords].append(operation)

    def of(self, name: str) -> list[tuple[Operation, Direction]]:
        """Each operation that the class reaches, in each
        direction, in the order of the document.
        """
        found: list[tuple[Operation, Direction]] = []
        waiting, met = [name], {name}
        while waiting:
            current = waiting.pop()
            found += [(operation, "request") for operation in self._taken.get(current, ())]
            found += [(operation, "response") for operation in self._given.get(current, ())]
            above = sorted(self._within.get(current, set()) - met)
            met.update(above)
            waiting += above
        return sorted(found, key=lambda entry: (self._order[entry[0].pointer], entry[1]))

    def holders(self, names: Iterable[str]) -> set[str]:
        """The classes that have one of these inside, however deep."""
        waiting, met = list(names), set[str]()
        while waiting:
            above = self._within.get(waiting.pop(), set()) - met
            met |= above
            waiting += above
        return met


def mentioned(operation: Operation) -> Iterator[Type]:
    """Every type that an operation takes or gives."""
    yield from sent(operation)
    yield from received(operation)
    yield from (
        field.type
        for field in (operation.body.fields if operation.body is not None else None) or ()
    )
    yield from (
        kind
        for _, kind in (
            operation.representations.results if operation.representations is not None else ()
        )
    )


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


def method(operation: Operation) -> str:
    """The method as a caller writes it: `client.notifications.execute`."""
    return ".".join(("client", *operation.resource, operation.function))


def reach(operation: Operation, direction: Direction) -> Reach:
    section = operation.tags[0] if operation.tags else ""
    return Reach(operation.method, operation.path, direction, method(operation), section)


def merged(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """Each operation once, both directions as one, in the order met."""
    found: dict[tuple[str, str], Reach] = {}
    for each in reaches:
        known = found.get((each.method, each.path))
        if known is None:
            found[each.method, each.path] = each
        else:
            direction: Direction = known.direction if known.direction == each.direction else "both"
            python, section = known.python or each.python, known.section or each.section
            found[each.method, each.path] = Reach(
                each.method, each.path, direction, python, section
            )
    return tuple(found.values())


def _enter(table: dict[str, list[Operation]], operation: Operation, kinds: Iterable[Type]) -> None:
    for name in dict.fromkeys(name for kind in kinds for name in named(kind)):
        table[name].append(operation)
