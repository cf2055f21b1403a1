"""A run: each read of the plan, with the arguments that earlier ones listed, and what its answers
are judged to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from generator.api.model import JsonValue, Operation, Parameter
from generator.document.access import sequence
from generator.records import record
from generator.verify.caller import Answer, Caller, CallError
from generator.verify.plan import Plan, Read, Skipped
from generator.verify.response_check import Deviation, ResponseChecker

_IDENTIFIERS = ("id", "uuid", "guid", "key")


@dataclass(slots=True)
class Verified:
    """An operation that was called: how often, with which statuses, and where the answers are not
    as described.

    `troubles` are the names of errors where nothing could be read.
    """

    operation: Operation
    calls: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    troubles: dict[str, int] = field(default_factory=dict)
    differences: dict[tuple[tuple[str, ...], str], Deviation] = field(default_factory=dict)
    content_type: str = ""
    is_list: bool = False


@record(frozen=True, slots=True)
class Outcome:
    """What a run found. `acting` operations are never called."""

    verified: tuple[Verified, ...]
    skipped: tuple[Skipped, ...]
    acting: int

    @property
    def differences(self) -> int:
        return sum(len(each.differences) for each in self.verified)


def run(
    plan: Plan,
    caller: Caller,
    checker: ResponseChecker,
    *,
    most: int,
    tell: Callable[[Verified], None],
) -> Outcome:
    """Calls every read of `plan` at most `most` times, each with other listed identifiers; `tell`
    hears of each in turn.

    Raises:
        CallError: the key is refused, or the first call comes through to nothing.
    """
    skipped = list(plan.skipped)
    verified: list[Verified] = []
    listed: dict[str, list[tuple[dict[str, JsonValue], list[Any]]]] = {}
    for read in plan.reads:
        calls = list(_arguments(read, listed, most))
        if not calls:
            skipped.append(
                Skipped(
                    read.operation, f"{read.listed[-1][1].id} listed nothing to take arguments from"
                )
            )
            continue
        found = Verified(read.operation)
        for arguments in calls:
            answer = caller.call(read.operation, arguments)
            _refuse(answer, is_first=not verified and not found.calls)
            _note(found, answer, checker)
            listed.setdefault(read.operation.id, []).append((arguments, _items(answer)))
        verified.append(found)
        tell(found)
    return Outcome(tuple(verified), tuple(skipped), plan.acting)


def _refuse(answer: Answer, *, is_first: bool) -> None:
    if answer.status == 401:
        raise CallError("the credential is refused (401)")
    if is_first and answer.trouble:
        raise CallError(f"the first call came to nothing: {answer.trouble}")


def _note(found: Verified, answer: Answer, checker: ResponseChecker) -> None:
    """Adds an answer to what was found; of several differences of one kind the first stays."""
    found.calls += 1
    if answer.trouble:
        found.troubles[answer.trouble] = found.troubles.get(answer.trouble, 0) + 1
        return
    found.statuses[answer.status] = found.statuses.get(answer.status, 0) + 1
    if answer.status < 300:
        found.content_type, found.is_list = answer.content_type, answer.body.lstrip()[:1] == b"["
    for each in checker.check(found.operation, answer):
        found.differences.setdefault((each.where, each.aspect), each)


def _arguments(
    read: Read, listed: Mapping[str, list[tuple[dict[str, JsonValue], list[Any]]]], most: int
) -> Iterator[dict[str, JsonValue]]:
    """The arguments of each call: what is fixed, and identifiers of what was listed, at most `most`
    of them.
    """
    if not read.listed:
        return iter([dict(read.fixed)])
    found = ({**read.fixed, **arguments} for arguments in _identified(read, listed))
    return islice(found, most)


def _identified(
    read: Read, listed: Mapping[str, list[tuple[dict[str, JsonValue], list[Any]]]]
) -> Iterator[dict[str, JsonValue]]:
    """Path arguments, for each item that the last list has.

    For `/pets/{id}/notes/{note}` those are the `note` of an item and the `id` that its list,
    `/pets/{id}/notes`, was called with.
    """
    known = {parameter.python for parameter, _ in read.listed}
    parameter, source = read.listed[-1]
    for arguments, items in listed.get(source.id, ()):
        shared = {name: value for name, value in arguments.items() if name in known}
        for item in items:
            value = _identifier(item, parameter)
            if value is not None:
                yield {**shared, parameter.python: value}


def _items(answer: Answer) -> list[Any]:
    """What an answer lists: itself, or its one member that is a list; an object without one is the
    only item.

    `[1, 2]` and `{"total": 2, "ids": [1, 2]}` list 1 and 2, `{"id": 1}` lists itself; of two lists
    nobody can tell which is meant.
    """
    if not 200 <= answer.status < 300:
        return []
    try:
        body = answer.json()
    except ValueError:
        return []
    if not isinstance(body, dict):
        return sequence(body)
    match [value for value in body.values() if isinstance(value, list)]:
        case []:
            return [body]
        case [listed]:
            return listed
    return []


def _identifier(item: Any, parameter: Parameter) -> JsonValue:
    """What names an item: itself, or the member called like
    the parameter, or like an identifier.
    """
    if isinstance(item, dict):
        item = next((item[name] for name in (parameter.wire, *_IDENTIFIERS) if name in item), None)
    return item if isinstance(item, (str, int)) and not isinstance(item, bool) else None
