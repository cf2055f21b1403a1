"""Work that takes long: how the answer of an operation says how far it is, and whether the document
bears that out.

    x-sdk:
      polling: {status: state, done: [completed], failed: [error], result: report.url,
                operation: getJob, name: wait, timeout: 600, interval: 1, delay: 0}

`status` are the names of the properties that lead to the state, joined by dots. `result` are those
that lead to what the work gave, or the identifier of an operation that gives it; without it that is
the whole answer. `operation` is the identifier of the operation that is asked, where it is another
than the one that this stands on.

`x-speakeasy-polling` is read likewise: a list of `name`, `delaySeconds`, `intervalSeconds`,
`limitCount`, and criteria that compare a property of the answer with a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.document.access import mapping, sequence, without_none
from generator.document.diagnostics import Rule
from generator.document.forms import (
    PUBLIC_NAME,
    SECONDS,
    TEXT,
    Form,
    Misfit,
    is_public_name,
    is_seconds,
    is_text,
    listed,
    misfits,
)
from generator.document.pointer import split
from generator.document.rules.composition import below
from generator.document.rules.following import answers
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, placed, quoted

SPEAKEASY = "x-speakeasy-polling"
_OURS = "x-sdk/polling"
_CONDITION = re.compile(r"\s*\$response\.body#(/[^\s=]*)\s*==\s*(.+?)\s*")
_STATUS_CODE = re.compile(r"\s*\$statusCode\s*==\s*2\d\d\s*")
_MOST_POLLS = 60  # which `limitCount` is unless given


class ReadPolling(NamedTuple):
    """How to wait, as it is written: `where` is the extension below the operation."""

    where: str
    status: tuple[str, ...]
    done: tuple[Any, ...]
    failed: tuple[Any, ...]
    result: str | None
    operation: str | None
    name: str | None
    numbers: Mapping[str, float]


def read_polling(node: Mapping[str, Any]) -> tuple[list[ReadPolling], list[Misfit]]:
    """What an operation says of waiting, and what is wrong with the form of that. Its `x-sdk` says
    one way, `x-speakeasy-polling` several, each with a name.
    """
    found: list[ReadPolling] = []
    faults: list[Misfit] = []
    sdk = mapping(node.get("x-sdk"))
    if "polling" in sdk:
        wrong = list(_malformed(sdk["polling"]))
        faults += wrong
        found += [] if wrong else [_ours(sdk["polling"])]
    found += _speakeasy(node, faults)
    return found, faults


# --- ours -----------------------------------------------------------------------------------------


def _are_states(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str | int | float) for each in value)


NEEDED = ("status", "done")
_STATE = {"type": ["string", "number", "boolean"]}
FORMS: dict[str, Form] = {
    "status": Form("the names of properties, joined by dots", is_text, TEXT),
    "done": Form(
        "a list of states",
        lambda value: _are_states(value) and bool(value),
        listed(_STATE, least=1),
    ),
    "failed": Form("a list of states", _are_states, listed(_STATE)),
    "result": Form("the names of properties, or the identifier of an operation", is_text, TEXT),
    "operation": Form("the identifier of an operation", is_text, TEXT),
    "name": Form("a Python name", is_public_name, PUBLIC_NAME),
    **dict.fromkeys(
        ("timeout", "interval", "delay"), Form("a number of seconds", is_seconds, SECONDS)
    ),
}


def _malformed(said: Any) -> Iterator[Misfit]:
    where = f"/{_OURS}"
    if not isinstance(said, dict):
        yield Misfit("`polling` of `x-sdk` is not an object", where)
        return
    yield from misfits(said, "`polling`", FORMS, where)
    if lacking := [key for key in NEEDED if key not in said]:
        yield Misfit(f"`polling` lacks {quoted(lacking)}", where)


def _ours(said: dict[str, Any]) -> ReadPolling:
    return ReadPolling(
        f"/{_OURS}",
        tuple(said["status"].split(".")),
        tuple(said["done"]),
        tuple(said.get("failed", ())),
        said.get("result"),
        said.get("operation"),
        said.get("name"),
        {key: said[key] for key in ("timeout", "interval", "delay") if key in said},
    )


# --- x-speakeasy-polling --------------------------------------------------------------------------


def _speakeasy(node: Mapping[str, Any], faults: list[Misfit]) -> Iterator[ReadPolling]:
    """The ways to wait that `x-speakeasy-polling` lists and that are of their form; what is wrong
    with others is added to `faults`.
    """
    if SPEAKEASY not in node:
        return
    if not isinstance(node[SPEAKEASY], list):
        faults.append(Misfit(f"`{SPEAKEASY}` is not a list", f"/{SPEAKEASY}"))
    for index, entry in enumerate(sequence(node[SPEAKEASY])):
        wrong: list[Misfit] = []
        read = _of_speakeasy(mapping(entry), f"/{SPEAKEASY}/{index}", wrong)
        faults += wrong
        if not wrong:
            yield read


def _of_speakeasy(entry: Mapping[str, Any], where: str, faults: list[Misfit]) -> ReadPolling:
    """One of them, of no use where there are faults: `{name: WaitForCompleted, successCriteria:
    [{condition: $response.body#/status == "completed"}], failureCriteria: […]}`. The criteria are
    about one property, as there is one state.
    """
    done = _criteria(entry, "successCriteria", where, faults)
    failed = _criteria(entry, "failureCriteria", where, faults)
    paths = dict.fromkeys(path for path, _ in (*done, *failed))
    if not done:
        faults.append(Misfit("no `successCriteria` compare a property of the answer", where))
    elif len(paths) > 1:
        faults.append(Misfit("the criteria are about several properties", where))
    succeeded, lost = (tuple(value for _, value in each) for each in (done, failed))
    numbers = _speakeasy_numbers(entry, where, faults)
    path = next(iter(paths), ())
    return ReadPolling(where, path, succeeded, lost, None, None, _name(entry), numbers)


def _criteria(
    entry: Any, key: str, where: str, faults: list[Misfit]
) -> list[tuple[tuple[str, ...], Any]]:
    """The properties and values that criteria compare: `[(("status",), "completed")]` for
    `$response.body#/status == "completed"`. That the status is a success (`$statusCode == 200`) is
    said by the document already.
    """
    found = []
    for index, each in enumerate(sequence(mapping(entry).get(key))):
        condition = mapping(each).get("condition")
        text = condition if isinstance(condition, str) else ""
        match = _CONDITION.fullmatch(text)
        value = _value(match[2]) if match else None
        if match and value is not None:
            found.append((tuple(split(match[1])), value))
        elif not _STATUS_CODE.fullmatch(text):
            message = "the condition does not compare a property of the answer with a value"
            faults.append(Misfit(message, f"{where}/{key}/{index}"))
    return found


def _value(text: str) -> str | int | float | bool | None:
    try:
        value = json.loads(text)
    except ValueError:
        return text.strip("'") if text.startswith("'") else None
    return value if isinstance(value, str | int | float) else None


def _speakeasy_numbers(
    entry: Mapping[str, Any], where: str, faults: list[Misfit]
) -> dict[str, float]:
    """`delay`, `interval` and `timeout` of an entry, in seconds. It limits how often is asked, and
    we how long all of it takes: as long as so many questions do, `{"delay": 5, "interval": 2,
    "timeout": 65}` for `{delaySeconds: 5, intervalSeconds: 2, limitCount: 30}`.
    """
    given = {key: entry[key] for key in _SPEAKEASY_NUMBERS if key in entry}
    for key, number in given.items():
        if not is_seconds(number):
            faults.append(Misfit(f"`{key}` is not a number", f"{where}/{key}"))
            return {}
    interval = given.get("intervalSeconds")
    numbers = {"delay": given.get("delaySeconds"), "interval": interval}
    if given.keys() & {"intervalSeconds", "limitCount"}:
        # without an interval, or with one of 0, a second is counted for each question
        waiting = (interval or 1) * given.get("limitCount", _MOST_POLLS)
        numbers["timeout"] = (given.get("delaySeconds") or 0) + waiting
    return without_none(numbers)


_SPEAKEASY_NUMBERS = ("delaySeconds", "intervalSeconds", "limitCount")


def _name(entry: Mapping[str, Any]) -> str | None:
    """`wait_for_completed` for `{name: WaitForCompleted}`, None where it has no name."""
    name = entry.get("name")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() if is_text(name) else None


# --- what the document bears out ------------------------------------------------------------------


def asked_of(survey: Survey, site: OperationSite, read: ReadPolling) -> OperationSite | None:
    """The operation that is asked how far the work is."""
    return site if read.operation is None else operation_called(survey, read.operation)


def operation_called(survey: Survey, identifier: str) -> OperationSite | None:
    return next(iter(survey.identified.get(identifier, ())), None)


def polling_faults(survey: Survey, site: OperationSite) -> list[Misfit]:
    """Why nobody can wait as an operation says."""
    found, faults = read_polling(site.node)
    for read in found:
        faults += _of_one(survey, site, read)
    return faults


def _of_one(survey: Survey, site: OperationSite, read: ReadPolling) -> Iterator[Misfit]:
    """What the document does not bear out of one way to wait: the operation that is asked, the
    property that has the state, the states, and what the work gives. An operation with a body is
    not asked; a property has to be described by one of the answers.
    """
    asked = asked_of(survey, site, read)
    if asked is None:
        message = f"`operation` of `polling` names `{read.operation}`, which is no operation"
        yield Misfit(message, f"{read.where}/operation")
        return
    if "requestBody" in asked.node:
        yield Misfit("the operation that is asked has a body", read.where)
    bodies = list(answers(survey, asked.node))
    states = [below(survey, body, read.status, described=True) for body in bodies]
    known = [state for state in states if state is not None]
    if not known:
        message = f"`{'.'.join(read.status)}` is no property of the answer"
        yield Misfit(message, _place(read, "status"))
    yield from _of_states(survey, read, known)
    if read.result is not None and not _leads_to_result(survey, read.result, bodies):
        message = f"`{read.result}` is neither an operation nor a property of the answer"
        yield Misfit(message, f"{read.where}/result")


def _leads_to_result(survey: Survey, result: str, bodies: list[Any]) -> bool:
    """Whether `result` names an operation, or properties of an answer (`report.url`)."""
    if operation_called(survey, result) is not None:
        return True
    path = tuple(result.split("."))
    return any(below(survey, body, path, described=True) is not None for body in bodies)


def _of_states(survey: Survey, read: ReadPolling, known: list[Any]) -> Iterator[Misfit]:
    """States that the property cannot have, by the schemas that are `known` of it (one for each
    body of a success, of which one has to take the state), and those that are both done and failed.
    """
    for at, value in _states(read):
        if not _takes(survey, known, value):
            message = f"`{value}` is no value of `{'.'.join(read.status)}`"
            yield Misfit(message, _place(read, at))
    if both := list(filter(read.failed.__contains__, read.done)):
        yield Misfit(f"{quoted(both)} is both done and failed", _place(read, "failed"))


def _takes(survey: Survey, known: list[Any], value: Any) -> bool:
    """Whether one of the schemas takes a value; that there is none at all is told of `status`."""
    return not known or any(survey.instances.valid(schema, value) for schema in known)


def _states(read: ReadPolling) -> Iterator[tuple[str, Any]]:
    """The states that are named, each with its place in `polling`: `("done/0", "completed")`."""
    for key, values in (("done", read.done), ("failed", read.failed)):
        for index, value in enumerate(values):
            yield f"{key}/{index}", value


def _place(read: ReadPolling, at: str) -> str:
    """Where an entry is below the operation; an extension of others has its values elsewhere."""
    return f"{read.where}/{at}" if read.where == f"/{_OURS}" else read.where


# --- lint -----------------------------------------------------------------------------------------


def malformed_polling(survey: Survey) -> Iterator[Finding]:
    for operation in survey.operations:
        said = operation.sdk.get("polling", {})
        faults = polling_faults(survey, operation)
        if not isinstance(said, dict):  # which is said of `x-sdk`
            faults = [each for each in faults if each.where != f"/{_OURS}"]
        yield from placed(faults, operation.pointer)


CHECKS = (
    Check(
        Rule(
            "OAS182",
            "error",
            "way to wait malformed",
            "`polling` of `x-sdk`, and `x-speakeasy-polling`, say by what an answer tells that "
            "work is done or failed; what the document does not bear out has no method.",
            "Write it as CONTRIBUTING describes.",
        ),
        malformed_polling,
    ),
)
