"""What takes more than one call: repeats, pages, events to follow, work to wait for."""

from __future__ import annotations

from typing import Literal

from generator.api.model.types import JsonValue, Label, Type
from generator.records import record


@record(frozen=True, slots=True)
class RetryPolicy:
    """When a call is repeated, in place of what holds for every SDK. Intervals are seconds.

    `statuses` are codes and ranges such as `5XX`; it and `connection_errors` are `None` where the
    document leaves them as they are. `max_elapsed_time` is counted from the start of the call.
    `is_own`: the document says it of the operation, and not of all, at `pointer`."""

    statuses: tuple[str, ...] | None
    initial_interval: float
    max_interval: float
    exponent: float
    max_elapsed_time: float | None
    max_retries: int | None
    connection_errors: bool | None
    is_own: bool
    pointer: str


# Pages: a list of which each call gives a part.
PagingKind = Literal["cursor", "offset", "page", "next-url", "link"]


@record(frozen=True, slots=True)
class Paging:
    """How the list that an operation gives comes in pages, and is walked.

    `items`, `next`, `more`, `total` are places in the answer, `last` one in its last item, each the
    names on the wire on the way there; `items` is empty where the answer is the list. `item` is the
    type of an item. The next page is asked for by `parameter`, a Python name, or by `field`, a
    place in the body. `total` counts items, or pages where `kind` is `page`; `start` is the first
    offset or number. `accepts` are the media types whose answer is a page, where a caller may ask
    for another result. `page` is the class that the operation returns, of `model`, unless that is a
    list; `renamed` are methods of ours that a field of the model has the name of."""

    kind: PagingKind
    items: tuple[str, ...]
    item: Type
    parameter: str | None
    field: tuple[str, ...]
    next: tuple[str, ...]
    last: tuple[str, ...]
    more: tuple[str, ...]
    total: tuple[str, ...]
    start: int
    accepts: tuple[str, ...] | None = None
    model: str | None = None
    page: str | None = None
    renamed: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class Follow:
    """How the list of events that an operation gives is followed, by a method of its own
    (`x-sdk.follow`).

    `start`, `end`, `limit_by` and the keys of `order` are parameters by their Python names; `id`
    and `time` properties of an event, `items` that of the answer which has the events (`None`: it
    is the list itself), by their names on the wire. `item` is the type of an event. `lag` and
    `window` are seconds. `unit` is set where moments are sent as integers too. `limit` is how many
    events an answer has at most, unless the parameter `limit_by` is given. `renamed` are keywords
    of the list's own method that are called otherwise by this one, which has keywords of those
    names for all operations."""

    function: str
    start: str
    end: str
    order: tuple[tuple[str, JsonValue], ...]
    id: str
    time: str
    items: str | None
    item: Type
    lag: int | float
    window: int | float | None
    unit: Literal["milliseconds", "seconds"] | None
    limit: int | None
    limit_by: str | None
    renamed: tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Polling:
    """How an operation is asked until work is over (`x-sdk.polling`), by the method `function`.

    `status` are the properties that lead to its state, `done` and `failed` the states at which it
    is over. What it gave, of the type `type`, is what the properties of `path` lead to, or what the
    method `then` of the same resource returns for `values`, arguments of this one, or nothing. The
    numbers are seconds. `renamed` are keywords of the operation's own method that are called
    otherwise by this one."""

    function: str
    status: tuple[str, ...]
    done: tuple[Label, ...]
    failed: tuple[Label, ...]
    path: tuple[str, ...]
    then: str | None
    values: tuple[str | None, ...]
    type: Type
    timeout: int | float | None
    interval: int | float | None
    delay: int | float | None
    renamed: tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Waiting:
    """The method that waits for work which another operation starts."""

    resource: tuple[str, ...]
    function: str
