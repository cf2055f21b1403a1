"""The calls that the pages of a package show, from the document's examples: with the arguments that
are worth showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.api.model import Field, Operation, Parameter, Scalar
from generator.emit.calls import example_call, keywords
from generator.emit.code import Code, dotted, identifier, join
from generator.emit.samples import Samples, UnmakeableError

_MOMENTS = re.compile(r"\b(date|datetime)\.fromisoformat\(")
_SHOWN = 4


class Shown(NamedTuple):
    """A call in an example: an operation with the arguments that are worth showing."""

    operation: Operation
    arguments: Mapping[str, Code]

    def call(self, view: str = "") -> str:
        """The expression; `view` is source text of ours between the resource and the method:
        `.with_raw_response`.
        """
        owner = dotted(".".join(("client", *self.operation.resource))).text
        inner = join(", ", keywords(self.arguments)).text
        return f"{owner}{view}.{identifier(self.operation.function).text}({inner})"

    @property
    def returns(self) -> bool:
        return self.operation.result != Scalar("none")


class ShownCalls:
    """The calls that can be made, each made once."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._made: dict[tuple[str, ...], Shown | None] = {}

    def of(self, operation: Operation) -> Shown | None:
        """The call of an operation; `None` where no value is known that it takes."""
        method = (*operation.resource, operation.function)
        if method not in self._made:
            self._made[method] = self._make(operation)
        return self._made[method]

    def first(self, operations: Iterable[Operation]) -> Shown | None:
        """The first call that can be made; of the deprecated ones, only if there are no others."""
        ordered = sorted(operations, key=lambda operation: operation.deprecated)
        return next(filter(None, map(self.of, ordered)), None)

    def all(self, operations: Iterable[Operation]) -> list[Shown]:
        """Those that can be made."""
        return list(filter(None, map(self.of, operations)))

    def _make(self, operation: Operation) -> Shown | None:
        try:
            call = example_call(operation, self._samples, typed=True)
        except UnmakeableError:
            return None
        return Shown(operation, _enough(operation, call.arguments))


def imports_of_moments(lines: Sequence[str]) -> list[str]:
    """The line by which a program of these lines imports what it needs of `datetime`, if any."""
    found = sorted({name for line in lines for name in _MOMENTS.findall(line)})
    return [f"from datetime import {', '.join(found)}"] if found else []


def _enough(operation: Operation, arguments: Mapping[str, Code]) -> dict[str, Code]:
    """The arguments that the call cannot do without, and the first few of the others: of ten
    optional parameters four are enough to see how they are given.

    No key that the client makes by itself: whoever copies the example would send it in each call,
    and the server do nothing but once."""
    made = {each.python for each in operation.parameters if each.generated}
    shown = [name for name in arguments if name not in made]
    inputs: list[Parameter | Field] = [*operation.parameters, *operation.sent_fields]
    needed = {each.python for each in inputs if each.required} | {*shown[:_SHOWN]}
    if operation.body is not None:
        needed.add(operation.body.python)
    return {name: arguments[name] for name in filter(needed.__contains__, shown)}
