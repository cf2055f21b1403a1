"""The emitted test of a list that is followed, for one window of a second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from generator.api.follows import sent_moment
from generator.api.model import (
    Follow,
    JsonValue,
    MediaType,
    Model,
    Operation,
)
from generator.emit.answers import answer
from generator.emit.calls import Call, keywords, with_parameters
from generator.emit.code import Code, identifier
from generator.emit.expected_requests import ExpectedRequest, expected_request
from generator.records import record

SINCE, UNTIL = (datetime(2025, 1, 1, second=second, tzinfo=UTC) for second in (0, 1))


@record(frozen=True, slots=True)
class FollowTest:
    """What the test template prints of a list that is followed for one window, whose answer has
    `count` different events.
    """

    name: Code
    method: Code
    arguments: Sequence[Code]
    deprecated: bool
    sent: ExpectedRequest
    status: int
    answer: Code
    count: int


def follow_test(
    operation: Operation,
    listing: Call,
    status: int,
    media: MediaType | None,
    value: JsonValue,
    models: Mapping[str, Model],
) -> FollowTest | None:
    """The test of a second that is followed, of the call of the list; none where the answer is not
    known, or is as long as one may be.
    """
    follow = operation.follow
    if follow is None or media is None:
        return None
    events = value
    if follow.items is not None and isinstance(value, dict):
        events = value.get(follow.items)
    if not isinstance(events, list) or len(events) >= (follow.limit or len(events) + 1):
        return None
    fixed: dict[str, Any] = {follow.start: SINCE, follow.end: UNTIL} | dict(follow.order)
    if follow.limit_by is not None:
        fixed[follow.limit_by] = follow.limit
    call = with_parameters(listing, operation, fixed)
    sent = [
        (
            each,
            sent_moment(given, each.type, follow, models) if isinstance(given, datetime) else given,
        )
        for each, given in call.parameters
    ]
    owner = listing.method.text.rpartition(".")[0]
    return FollowTest(
        name=identifier(follow.function),
        method=Code(f"{owner}.{identifier(follow.function).text}"),
        arguments=[
            *_arguments(listing, follow),
            Code(f"since={_moment(SINCE)}"),
            Code(f"until={_moment(UNTIL)}"),
        ],
        deprecated=operation.deprecated,
        sent=expected_request(operation, call._replace(parameters=sent)),
        status=status,
        answer=answer(media, value, models),
        count=_different(events, follow.id),
    )


def _arguments(listing: Call, follow: Follow) -> list[Code]:
    """The arguments of the list's own method without those that are set for each window, as they
    are called here.
    """
    renamed = dict(follow.renamed)
    dropped = {follow.start, follow.end, follow.limit_by, *dict(follow.order)}
    return keywords(
        {
            renamed.get(name, name): value
            for name, value in listing.arguments.items()
            if name not in dropped
        }
    )


def _moment(moment: datetime) -> str:
    second = f", second={moment.second}" if moment.second else ""
    return f"datetime({moment.year}, {moment.month}, {moment.day}{second}, tzinfo=UTC)"


def _different(events: Sequence[JsonValue], wire: str) -> int:
    """How many events are given of these: each id once, and all that have none."""
    keys = [event.get(wire) if isinstance(event, dict) else None for event in events]
    known = [str(key) for key in keys if _is_id(key)]
    return len(set(known)) + len(keys) - len(known)


def _is_id(key: JsonValue) -> bool:
    return isinstance(key, str | int) and not isinstance(key, bool) and key != ""
