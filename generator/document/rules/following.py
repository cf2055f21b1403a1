"""`x-sdk.follow` of an operation: how its list of events is asked for window by window, and whether
the document bears it out.

    follow: {from: start, to: end, order: {sort: asc}, id: id, time: timestamp, lag: 30, items:
    events, limit: count,
             window: 86400, name: follow}

`from`, `to`, the keys of `order`, and `limit` where it is a text, name parameters; `id` and `time`
properties of an event, `items` the property of the answer that has the events. Every value is in
the terms of the wire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Literal, cast, get_args

from generator.document.access import mapping
from generator.document.forms import (
    OBJECT,
    PUBLIC_NAME,
    SECONDS,
    TEXT,
    Form,
    Misfit,
    any_of,
    is_count,
    is_number,
    is_public_name,
    is_seconds,
    is_text,
    misfits,
)
from generator.document.pointer import escape
from generator.document.rules.composition import items, parts, properties
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import quoted
from generator.document.schema.keywords import types
from generator.document.specification import successes
from templates.runtime.media_types import is_json

Unit = Literal["milliseconds", "seconds"]

NEEDED = ("from", "to", "id", "time")
_SCALARS = frozenset({"string", "integer", "null"})


def follow_faults(survey: Survey, operation: OperationSite) -> list[Misfit]:
    """Why the list of an operation cannot be followed as its `x-sdk.follow` says; empty where it
    can, or it has none.
    """
    if "follow" not in operation.sdk:
        return []
    follow = operation.sdk["follow"]
    if not isinstance(follow, dict):
        return [Misfit("`follow` of `x-sdk` is not an object", "")]
    if found := list(_malformed(follow)):
        return found
    return [
        *_of_parameters(survey, operation, follow),
        *_of_body(survey, operation),
        *_of_events(survey, operation, follow),
    ]


FORMS: dict[str, Form] = {
    **dict.fromkeys(("from", "to"), Form("the name of a parameter", is_text, TEXT)),
    **dict.fromkeys(("id", "time", "items"), Form("the name of a property", is_text, TEXT)),
    "order": Form(
        "an object of parameters and their values", lambda value: isinstance(value, dict), OBJECT
    ),
    "lag": Form("a number of seconds, at least 0", is_seconds, SECONDS),
    "window": Form(
        "a number of seconds, at least 1",
        lambda value: is_number(value) and value >= 1,
        {"type": "number", "minimum": 1},
    ),
    "limit": Form(
        "a whole number above 0, or the name of a parameter",
        lambda value: is_text(value) or (is_count(value) and value > 0),
        any_of(TEXT, {"type": "integer", "minimum": 1}),
    ),
    "name": Form("a Python name", is_public_name, PUBLIC_NAME),
}


def _malformed(follow: dict[str, Any]) -> Iterator[Misfit]:
    yield from misfits(follow, "`follow`", FORMS)
    if lacking := [key for key in NEEDED if key not in follow]:
        yield Misfit(f"`follow` lacks {quoted(lacking, len(lacking))}", "/")


def _named(follow: dict[str, Any]) -> list[tuple[str, str]]:
    """The parameters that `follow` names, each with its place in it: `("start", "/from")`."""
    found = [(follow["from"], "/from"), (follow["to"], "/to")]
    found += [(name, f"/order/{escape(name)}") for name in mapping(follow.get("order"))]
    limit = follow.get("limit")
    return [*found, (limit, "/limit")] if isinstance(limit, str) else found


def _of_parameters(
    survey: Survey, operation: OperationSite, follow: dict[str, Any]
) -> Iterator[Misfit]:
    """What is wrong with the parameters that are named: each is there, is named for one purpose,
    and takes what it is named for.
    """
    known = {each.name: each.schema for each in survey.parameters(operation)}
    seen = set[str]()
    for name, where in _named(follow):
        if name not in known:
            yield Misfit(f"`follow` names `{name}`, which is no parameter of the operation", where)
        elif name in seen:
            yield Misfit(f"`follow` names `{name}` more than once", where)
        elif fault := _unfit(survey, name, known[name], follow, where):
            yield Misfit(f"`follow` names `{name}`, {fault}", where)
        seen.add(name)
    if {follow["from"], follow["to"]} <= known.keys():
        yield from _of_window(survey, known[follow["from"]], known[follow["to"]])


def _of_window(survey: Survey, start: Any, end: Any) -> Iterator[Misfit]:
    """Both ends of the window are moments of one form: text, milliseconds or seconds."""
    if moment_unit(survey, start) != moment_unit(survey, end):
        yield Misfit("`from` and `to` of `follow` are parameters of different forms", "/to")


def _unfit(survey: Survey, name: str, schema: Any, follow: dict[str, Any], where: str) -> str:
    """Why a parameter cannot take what it is named for, as the end of a sentence; empty where it
    can.
    """
    match where.split("/")[1]:
        case "order":
            fits = survey.instances.valid(schema, follow["order"][name])
            otherwise = "which does not take that value"
        case "limit":
            fits = limit_of(survey, schema) is not None
            otherwise = "whose schema has neither a `maximum` nor a `default`"
        case _:
            fits, otherwise = is_moment(survey, schema), _NO_MOMENT
    return "" if fits else otherwise


_NO_MOMENT = "which is neither a `date-time` nor an integer with `x-epoch`"


def _of_body(survey: Survey, operation: OperationSite) -> Iterator[Misfit]:
    """A body is sent again for each window, so it has to be a value."""
    kinds = list(survey.bodies(operation))
    if not all(map(is_json, kinds)):
        yield Misfit(
            f"`follow` stands on an operation whose body is {quoted(kinds)}, and not JSON", "/"
        )


def _of_events(
    survey: Survey, operation: OperationSite, follow: dict[str, Any]
) -> Iterator[Misfit]:
    """What is wrong with the events that the answers list; one answer without a list is told, and
    nothing of the others.
    """
    events = _events(survey, operation, follow.get("items"))
    if not events:
        yield Misfit("`follow` stands on an operation that returns nothing", "/")
    if [] in events:
        where = f" in `{follow['items']}`" if "items" in follow else ""
        message = f"`follow` stands on an operation which gives no list{where}"
        yield Misfit(message, "/items" if "items" in follow else "/")
        return
    for event in chain.from_iterable(events):
        yield from _of_event(properties(survey, event), survey, follow)


def _events(survey: Survey, operation: OperationSite, name: str | None) -> list[list[Any]]:
    """The schemas of the items that each answer has, in itself or in the property `name`; `[]` of
    one that has no list there.
    """
    listed = answers(survey, operation.node)
    if name is not None:
        listed = (properties(survey, answer).get(name) for answer in listed)
    return [items(survey, each) for each in listed]


def _of_event(known: dict[str, Any], survey: Survey, follow: dict[str, Any]) -> Iterator[Misfit]:
    """What is wrong with the properties of an event that are named, of those that it has (`known`):
    its `id` is compared, so it is text or a whole number; its `time` is a moment.
    """
    for key, fits, otherwise in (
        ("id", _is_scalar, "which is neither a string nor an integer"),
        ("time", is_moment, _NO_MOMENT),
    ):
        name, said = follow[key], f"`{key}` of `follow` names `{follow[key]}`"
        if name not in known:
            yield Misfit(f"{said}, which is no property of an event", f"/{key}")
        elif not fits(survey, known[name]):
            yield Misfit(f"{said}, {otherwise}", f"/{key}")


def _is_scalar(survey: Survey, schema: Any) -> bool:
    return all(types(part) <= _SCALARS for part in parts(survey, schema, alternatives=True))


def answers(survey: Survey, operation: Mapping[str, Any]) -> Iterator[Any]:
    """The schema of each body of a success."""
    return (schema for _, schema in answers_in(survey, operation))


def answers_in(survey: Survey, operation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """As `answers`, each with its media type."""
    responses = mapping(operation.get("responses"))
    for status in successes(responses):
        response = survey.resolved(responses[status])
        for name, media in mapping(response.get("content")).items():
            yield name, survey.resolved(media).get("schema")


def is_moment(survey: Survey, schema: Any) -> bool:
    """Whether a value can be a moment: text with a date and time, or an integer since the epoch."""
    found = list(parts(survey, schema, alternatives=True))
    return (
        any(part.get("format") == "date-time" for part in found)
        or moment_unit(survey, schema) is not None
    )


def moment_unit(survey: Survey, schema: Any) -> Unit | None:
    """In what a schema counts since the epoch, if it does."""
    for part in parts(survey, schema, alternatives=True):
        if (unit := part.get("x-epoch")) in get_args(Unit):
            return cast("Unit", unit)
    return None


def limit_of(survey: Survey, schema: Any) -> int | None:
    """How many events an answer has that a parameter of this schema limits: the most it takes, else
    what it is unless given; the nearest of schemas that hold together says which: 100 for
    `{maximum: 100, default: 20}`. None where it says neither, or no whole number above 0.
    """
    found = list(parts(survey, schema))
    for key in ("maximum", "default"):
        most = next((part[key] for part in found if key in part), None)
        if is_count(most) and most > 0:
            return most
    return None
