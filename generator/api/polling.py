"""Operations that are asked until work is over (`x-sdk.polling`, `x-speakeasy-polling`): what the
method that waits is called, what it takes, and what it gives.

It is called `wait` where the operation reads one thing (`get`), else `wait_for` and what is read
(`get_last_execution` is `wait_for_last_execution`). An explicit `name` wins. One that is taken has
no effect, and is reported. Where the extension stands on the operation that starts the work, the
method is beside the one that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.api.follows import taken_names
from generator.api.model import (
    Model,
    Nullable,
    Operation,
    Parameter,
    Polling,
    Type,
    Waiting,
)
from generator.api.names import giving_way
from generator.api.rules import EXTENSION
from generator.api.type_walk import behind, field_of
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.rules.polling import (
    SPEAKEASY,
    ReadPolling,
    operation_called,
    polling_faults,
    read_polling,
)
from generator.document.rules.survey import Site, Survey, surveyed
from generator.records import record

KEYWORDS = frozenset({"timeout", "interval", "delay", "progress", "options", "waiting"})
_READS = ("get", "retrieve", "read", "fetch", "show", "check", "poll")
_Ask = tuple[Operation, Operation, ReadPolling]


@record(frozen=True, slots=True)
class Pollings:
    """Finds for whose work each operation of a document can be asked; `models` are the `Api`'s."""

    document: Document
    models: Mapping[str, Model]
    diagnostics: list[Diagnostic]

    def of(self, operations: Sequence[Operation]) -> list[Operation]:
        """The operations, those that are asked with how. Methods and resources have their names
        already.
        """
        wanted = [each for each in operations if self._says_something(each)]
        if not wanted:
            return list(operations)
        survey = surveyed(self.document)
        sites = {site.pointer: site for site in survey.of("operation")}
        asked = [each for each in wanted if self._is_sound(survey, each, sites.get(each.pointer))]
        taken = taken_names(operations)
        found: dict[str, list[Polling]] = {}
        starts: dict[str, list[Waiting]] = {}
        asks = [ask for each in asked for ask in self._asks(survey, each, operations)]
        for owner, target, read in sorted(asks, key=_precedence):
            made = self._polling(survey, owner, target, read, operations)
            if made is None:
                continue
            if made.function in taken[target.resource]:
                message = (
                    f"nobody waits for `{target.id}`: `{made.function}` is taken; `name` of "
                    "`polling` chooses another"
                )
                self._report(owner, message, read.where)
                continue
            taken[target.resource].add(made.function)
            found.setdefault(target.pointer, []).append(made)
            if owner is not target:
                waiting = Waiting(target.resource, made.function)
                starts.setdefault(owner.pointer, []).append(waiting)
        return [
            replace(
                each,
                polling=tuple(found.get(each.pointer, ())),
                starts=tuple(starts.get(each.pointer, ())),
            )
            if each.pointer in found or each.pointer in starts
            else each
            for each in operations
        ]

    def _says_something(self, operation: Operation) -> bool:
        node = self.document.get(operation.pointer)
        if not isinstance(node, dict):
            return False
        sdk = node.get("x-sdk")
        return SPEAKEASY in node or (isinstance(sdk, dict) and "polling" in sdk)

    def _is_sound(self, survey: Survey, operation: Operation, site: Site | None) -> bool:
        faults = [] if site is None else polling_faults(survey, site)
        for fault in faults:
            self._report(operation, fault.message, fault.where)
        return site is not None and not faults

    def _asks(
        self, survey: Survey, operation: Operation, operations: Sequence[Operation]
    ) -> Iterator[_Ask]:
        for read in read_polling(self.document.get(operation.pointer))[0]:
            target: Operation | None = operation
            if read.operation is not None:
                target = _at(operation_called(survey, read.operation), operations)
            if target is None:
                self._report(operation, f"`{read.operation}` is not in the SDK", read.where)
            else:
                yield operation, target, read

    def _polling(
        self,
        survey: Survey,
        owner: Operation,
        target: Operation,
        read: ReadPolling,
        operations: Sequence[Operation],
    ) -> Polling | None:
        called = None if read.result is None else operation_called(survey, read.result)
        then = _at(called, operations)
        path = tuple(read.result.split(".")) if read.result is not None and called is None else ()
        kind: Type | None = self._within(target.result, path) if path else target.result
        values: tuple[str | None, ...] = ()
        if called is not None:
            if then is None or then.resource != target.resource or then.body is not None:
                message = f"`{read.result}` has a body, or is not of the same resource"
                self._report(owner, message, read.where)
                return None
            known = {each.wire: each.python for each in target.parameters}
            missing = [e.wire for e in then.parameters if e.required and e.wire not in known]
            if missing:
                message = f"`{read.result}` needs `{missing[0]}`, which `{target.id}` does not have"
                self._report(owner, message, read.where)
                return None
            values, kind = _passed(then.parameters, known), then.result
        if kind is None:
            message = f"`{read.result}` is no property of the model of the answer"
            self._report(owner, message, read.where)
            return None
        return Polling(
            function=read.name or _name(target.function),
            status=read.status,
            done=read.done,
            failed=read.failed,
            path=path,
            then=None if then is None else then.function,
            values=values,
            type=kind,
            timeout=read.numbers.get("timeout"),
            interval=read.numbers.get("interval"),
            delay=read.numbers.get("delay"),
            renamed=giving_way(
                {each.python: each.location for each in target.parameters}, KEYWORDS
            ),
        )

    def _within(self, kind: Type, path: tuple[str, ...]) -> Type | None:
        """The type of what properties lead to; it may be absent where one of them may."""
        may_be_absent = False
        for name in path:
            field = field_of(behind(kind, self.models), name, self.models)
            if field is None:
                return None
            may_be_absent |= not field.required or isinstance(field.type, Nullable)
            kind = field.type
        plain = kind.inner if isinstance(kind, Nullable) else kind
        return Nullable(plain) if may_be_absent else plain

    def _report(self, operation: Operation, message: str, where: str) -> None:
        pointer = f"{operation.pointer}{where}"
        self.diagnostics.append(EXTENSION.found(message, self.document.locate(pointer), pointer))


def _precedence(ask: _Ask) -> tuple[bool, str, str, str]:
    """Who chose a name gets it; no choice depends on the order of the document."""
    owner, _, read = ask
    return read.name is None, owner.path, owner.method, read.where


def _at(site: Site | None, operations: Sequence[Operation]) -> Operation | None:
    if site is None:
        return None
    return next((each for each in operations if each.pointer == site.pointer), None)


def _passed(parameters: Sequence[Parameter], known: Mapping[str, str]) -> tuple[str | None, ...]:
    """What the operation that gives the result is given of the arguments, `None` for nothing."""
    return tuple(known.get(each.wire) for each in parameters)


def _name(function: str) -> str:
    """`wait_for` and what is read, as `wait_for_job` of `get_job`; `wait` of `get` alone."""
    first, *rest = function.split("_")
    what = rest if first in _READS else [first, *rest]
    return "_".join(["wait_for", *what]) if what and what != [""] else "wait"
