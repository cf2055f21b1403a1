"""Operations that are asked until work is over (`x-sdk.polling`, `x-speakeasy-polling`): what the
method that waits is called, what it takes, and what it gives.

It is called `wait` where the operation reads one thing (`get`), else `wait_for` and what is read
(`get_last_execution` is `wait_for_last_execution`). An explicit `name` wins. One that is taken has
no effect, and is reported. Where the extension stands on the operation that starts the work, the
method is beside the one that is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from generator.api.follows import taken_names
from generator.api.model import (
    Model,
    Nullable,
    Operation,
    Polling,
    Type,
    Waiting,
)
from generator.api.names import giving_way
from generator.api.rules import EXTENSION
from generator.api.type_walk import behind, field_of
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.rules.polling import (
    SPEAKEASY,
    ReadPolling,
    operation_called,
    polling_faults,
    read_polling,
)
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey, surveyed
from generator.records import record

KEYWORDS = frozenset({"timeout", "interval", "delay", "progress", "options", "waiting"})
_READS = ("get", "retrieve", "read", "fetch", "show", "check", "poll")
_Ask = tuple[Operation, Operation, ReadPolling]


class _UnfitError(Exception):
    """Why nobody can wait for an operation as it is said."""


@record(frozen=True, slots=True)
class Pollings:
    """Finds for whose work each operation of a document can be asked; `models` are the `Api`'s."""

    document: Document
    models: Mapping[str, Model]
    diagnostics: list[Diagnostic]

    def of(self, operations: Sequence[Operation]) -> list[Operation]:
        """The operations, those that are asked with how (`polling`), and those that start work with
        where its method is (`starts`). Methods and resources have their names already.
        """
        wanted = [each for each in operations if self._says_something(each)]
        if not wanted:
            return list(operations)
        survey = surveyed(self.document)
        sites = {site.pointer: site for site in survey.operations}
        asked = [each for each in wanted if self._is_sound(survey, each, sites.get(each.pointer))]
        taken = taken_names(operations)
        found = defaultdict[str, list[Polling]](list)
        starts = defaultdict[str, list[Waiting]](list)
        asks = chain.from_iterable(self._asks(survey, each, operations) for each in asked)
        for owner, target, read in sorted(asks, key=_precedence):
            try:
                polling = self._polling(survey, target, read, operations, taken[target.resource])
            except _UnfitError as error:
                self._report(owner, str(error), read.where)
                continue
            taken[target.resource].add(polling.function)
            found[target.pointer].append(polling)
            if owner is not target:
                starts[owner.pointer].append(Waiting(target.resource, polling.function))
        asking = found.keys() | starts.keys()
        return [
            replace(each, polling=tuple(found[each.pointer]), starts=tuple(starts[each.pointer]))
            if each.pointer in asking
            else each
            for each in operations
        ]

    def _says_something(self, operation: Operation) -> bool:
        node = mapping(self.document.get(operation.pointer))
        return SPEAKEASY in node or "polling" in mapping(node.get("x-sdk"))

    def _is_sound(self, survey: Survey, operation: Operation, site: OperationSite | None) -> bool:
        faults = [] if site is None else polling_faults(survey, site)
        for fault in faults:
            self._report(operation, fault.message, fault.where)
        return site is not None and not faults

    def _asks(
        self, survey: Survey, operation: Operation, operations: Sequence[Operation]
    ) -> Iterator[_Ask]:
        """What an operation says of polling, each with the operation that is asked: itself, unless
        it only starts the work (`x-sdk: {polling: {operation: get_job, …}}`).
        """
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
        target: Operation,
        read: ReadPolling,
        operations: Sequence[Operation],
        taken: Collection[str],
    ) -> Polling:
        """How `target` is asked. Raises `_UnfitError`."""
        path: tuple[str, ...] = ()
        then: Operation | None = None
        values: tuple[str | None, ...] = ()
        kind, called = target.result, None
        if read.result is not None:
            called = operation_called(survey, read.result)
        if called is not None:
            then = _giving(_at(called, operations), target, read)
            values = _passed_on(target, then, read)
            kind = then.result
        elif read.result is not None:
            path = tuple(read.result.split("."))
            kind = self._within(target.result, path)
        function = read.name or _name(target.function)
        if function in taken:
            raise _UnfitError(
                f"nobody waits for `{target.id}`: `{function}` is taken; `name` of `polling` "
                "chooses another"
            )
        return Polling(
            function=function,
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

    def _within(self, kind: Type, path: tuple[str, ...]) -> Type:
        """The type of what properties lead to, as `("output", "url")` does; it may be absent where
        one of them may. Raises `_UnfitError`.
        """
        may_be_absent = False
        for name in path:
            field = field_of(behind(kind, self.models), name, self.models)
            if field is None:
                result = ".".join(path)
                raise _UnfitError(f"`{result}` is no property of the model of the answer")
            may_be_absent |= not field.required or isinstance(field.type, Nullable)
            kind = field.type
        plain = kind.inner if isinstance(kind, Nullable) else kind
        return Nullable(plain) if may_be_absent else plain

    def _report(self, operation: Operation, message: str, where: str) -> None:
        pointer = f"{operation.pointer}{where}"
        self.diagnostics.append(self.document.found(EXTENSION, message, pointer))


def _precedence(ask: _Ask) -> tuple[bool, str, str, str]:
    """Who chose a name gets it; no choice depends on the order of the document."""
    owner, _, read = ask
    return read.name is None, owner.path, owner.method, read.where


def _at(site: OperationSite | None, operations: Sequence[Operation]) -> Operation | None:
    if site is None:
        return None
    return next((each for each in operations if each.pointer == site.pointer), None)


def _giving(then: Operation | None, target: Operation, read: ReadPolling) -> Operation:
    """The operation that gives the result, `GET /jobs/{id}/result`, if the method that waits can
    call it beside `target`. Raises `_UnfitError`.
    """
    match then:
        case Operation(resource=target.resource, body=None):
            return then
        case _:
            raise _UnfitError(f"`{read.result}` has a body, or is not of the same resource")


def _passed_on(target: Operation, then: Operation, read: ReadPolling) -> tuple[str | None, ...]:
    """For each parameter of `then` the argument of `target` that it is given, `None` for nothing:
    `GET /jobs/{id}/result` is given the `id` of `GET /jobs/{id}`. Raises `_UnfitError` where one
    that is required is none of `target`.
    """
    known = {each.wire: each.python for each in target.parameters}
    missing = [each.wire for each in then.parameters if each.required and each.wire not in known]
    if missing:
        what = f"`{missing[0]}`, which `{target.id}` does not have"
        raise _UnfitError(f"`{read.result}` needs {what}")
    return tuple(known.get(each.wire) for each in then.parameters)


def _name(function: str) -> str:
    """`wait_for` and what is read, as `wait_for_job` of `get_job`; `wait` of `get` alone."""
    first, *rest = function.split("_")
    what = rest if first in _READS else [first, *rest]
    return "_".join(["wait_for", *what]) if what and what != [""] else "wait"
