"""Which operations are called, in which order, and where their arguments come from.

Only reads are: GET without a body, which the document does not call unsafe and which answers
something (one that answers nothing may be there for what it does). A path parameter is taken from
what was listed where the path ends before it (`/segments` for `/segments/{id}`), a query parameter
that has to be given from its default, its only value or its example, and any of them from what the
person gives. A list of events that can be followed (`x-sdk.follow`) is asked for the last day
alone. What has no argument is not called, and the plan says why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, starmap

from generator.api.follows import sent_moment
from generator.api.model import (
    Api,
    Array,
    Const,
    JsonValue,
    Model,
    Operation,
    Parameter,
    Scalar,
    Type,
)
from generator.api.type_walk import unwrapped
from generator.records import record

_TEXTS = frozenset(
    {
        *("str", "uuid", "date", "datetime", "base64", "base64url", "base32", "base16"),
        *("decimal", "duration", "time", "base64_bytes"),
    }
)


@record(frozen=True, slots=True)
class Read:
    """An operation to call.

    `fixed` are arguments by their Python names. `listed` are the path parameters that are taken
    from another read, each with the operation that lists them; they stand in the order of the path.
    """

    operation: Operation
    fixed: Mapping[str, JsonValue]
    listed: tuple[tuple[Parameter, Operation], ...] = ()


@record(frozen=True, slots=True)
class Skipped:
    """A read that cannot be called, and why."""

    operation: Operation
    why: str


@record(frozen=True, slots=True)
class Plan:
    """`reads` in an order in which each comes after those that it takes arguments from; `acting`
    operations are no reads.
    """

    reads: tuple[Read, ...]
    skipped: tuple[Skipped, ...]
    acting: int


class GivenError(Exception):
    """Something was given that no operation takes, or that is not what it takes. One line."""


class Given:
    """Arguments of a person: `start=2026-01-01` for every operation with such a parameter,
    `getContact.id=000A` for one.

    Names are those on the wire. Raises `GivenError`.
    """

    def __init__(self, texts: Iterable[str], api: Api) -> None:
        self._texts = dict(_pair(text) for text in texts)
        parameters = ((each, one) for each in api.operations for one in each.parameters)
        known = set(chain.from_iterable(starmap(_names, parameters)))
        if unknown := sorted(self._texts.keys() - known):
            raise GivenError(f"no operation takes {', '.join(f'`{name}`' for name in unknown)}")

    def of(self, operation: Operation, parameter: Parameter) -> tuple[JsonValue, bool]:
        """The value for a parameter, and whether there is one."""
        for name in _names(operation, parameter):
            if name in self._texts:
                return _read(self._texts[name], parameter.type, name), True
        return None, False


def plan(api: Api, given: Given, now: datetime) -> Plan:
    """Every read of `api`, those of the shorter paths first. `now` is in UTC.

    So `/segments` is there when `/segments/{id}` is planned, which takes its argument from it. Of
    several reads with one path the first of `api` is the list.
    """
    reads: dict[str, Read] = {}
    skipped: list[Skipped] = []
    getting = [operation for operation in api.operations if is_read(operation)]
    lists = {operation.path: operation for operation in reversed(getting)}
    models = {model.name: model for model in api.models}
    for operation in sorted(getting, key=lambda each: each.path.count("/")):
        found = _read_of(operation, given, lists, reads, _lately(operation, now, models))
        if isinstance(found, Read):
            reads[operation.id] = found
        else:
            skipped.append(Skipped(operation, found))
    return Plan(tuple(reads.values()), tuple(skipped), len(api.operations) - len(getting))


def is_read(operation: Operation) -> bool:
    """Whether a call surely changes nothing (RFC 9110, section 9.2.1), as far as a document can
    tell.
    """
    required_body = operation.body is not None and operation.body.required
    succeeding = [each for each in operation.responses if each.status.startswith(("2", "d"))]
    answers = any(each.media_types for each in succeeding)
    return operation.method == "GET" and operation.retry == "safe" and answers and not required_body


def _read_of(
    operation: Operation,
    given: Given,
    lists: Mapping[str, Operation],
    reads: Mapping[str, Read],
    lately: Mapping[str, JsonValue],
) -> Read | str:
    """The read with its arguments, or why it is not called.

    An argument is what a person gives, else a bound of the last day (`lately`), else listed for a
    path, else what the document has for a parameter that is required.
    """
    fixed: dict[str, JsonValue] = {}
    listed: list[tuple[Parameter, Operation]] = []
    for parameter in operation.parameters:
        value, found = given.of(operation, parameter)
        if found:
            fixed[parameter.python] = value
        elif parameter.python in lately:
            fixed[parameter.python] = lately[parameter.python]
        elif parameter.location == "path":
            source = lists.get(_before(operation.path, parameter.wire))
            if source is None or source.id not in reads:
                return _unlisted(operation, parameter, source)
            listed.append((parameter, source))
        elif parameter.required:
            value, found = _documented(parameter)
            if not found:
                return (
                    f"nothing is known to give for `{parameter.wire}`; "
                    f"{_give(operation, parameter)}"
                )
            fixed[parameter.python] = value
    return _unchosen(operation, fixed) or Read(operation, fixed, tuple(listed))


def _unlisted(operation: Operation, parameter: Parameter, source: Operation | None) -> str:
    """Why there is no argument for a path parameter, whose list would be that of `source`."""
    why = "no operation lists" if source is None else f"{source.id} is not called, which lists"
    return f"{why} what `{parameter.wire}` names; {_give(operation, parameter)}"


def _unchosen(operation: Operation, fixed: Mapping[str, JsonValue]) -> str:
    """What to give where no group of `x-exactly-one-of` is given whole; empty where one is, or none
    is asked for.
    """
    groups = operation.exactly_one_of
    if not groups or any(fixed.keys() >= set(group) for group in groups):
        return ""
    choices = " or ".join(" with ".join(f"`{name}`" for name in group) for group in groups)
    return f"it takes {choices}; give one of them by --set"


def _lately(
    operation: Operation, now: datetime, models: Mapping[str, Model]
) -> dict[str, JsonValue]:
    """The bounds of a day, or of the longest window, for a list of events: all of them may be more
    than anybody wants.
    """
    follow = operation.follow
    if follow is None:
        return {}
    start = now - min(timedelta(days=1), timedelta(seconds=follow.window or 86400))
    bounds = {follow.start: start, follow.end: now}
    return {
        each.python: sent_moment(bounds[each.python], each.type, follow, models)
        for each in operation.parameters
        if each.python in bounds
    }


def _give(operation: Operation, parameter: Parameter) -> str:
    name = f"{operation.id}.{parameter.wire}" if " " not in operation.id else parameter.wire
    return f"give one by --set {name}=…"


def _before(path: str, variable: str) -> str:
    """The path of a list whose items a variable names: all that comes before it."""
    return path.partition(f"{{{variable}}}")[0].rstrip("/")


def _documented(parameter: Parameter) -> tuple[JsonValue, bool]:
    """What the document itself gives for a parameter that has to be given."""
    if parameter.has_default:
        return parameter.default, True
    inner = unwrapped(parameter.type)
    if isinstance(inner, Const) and len(inner.values) == 1:
        return inner.values[0], True
    return parameter.example, parameter.has_example


def _names(operation: Operation, parameter: Parameter) -> Iterator[str]:
    yield f"{operation.id}.{parameter.wire}"
    yield parameter.wire


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not name or not mark:
        raise GivenError(f"`{text}` is not NAME=VALUE")
    return name, value


def _read(text: str, type_: Type, name: str) -> JsonValue:
    """The text of an argument as a value of its type; a list is JSON, or items with commas between
    them.
    """
    inner = unwrapped(type_)
    match inner:
        case Array() if text.startswith("["):
            return _json(text, name, "JSON")
        case Array(item=item):
            return [_read(each, item, name) for each in text.split(",")]
        case Scalar(kind=kind) if kind not in _TEXTS:
            return _json(text, name, kind)
    return text


def _json(text: str, name: str, kind: str) -> JsonValue:
    try:
        return json.loads(text)  # type: ignore[no-any-return]
    except ValueError:
        raise GivenError(f"the value of `{name}` is no {kind}") from None
