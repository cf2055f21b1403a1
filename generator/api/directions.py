"""One class where requests and responses agree, two where they must differ.

A property that is read-only is not required of a request, one that is write-only not of a response
(OpenAPI 3.0.3, section 4.7.24; JSON Schema Validation 2020-12, section 9.4). A model that travels
one way has the requiredness of that way. One that travels both ways, and requires such a property,
is two: the response's keeps the name, the request's is called after it (`UserInput`), and what
mentions it in a request mentions that one. So what mentions a model that is two is two as well.

What travels is found from operations: a read-only property takes nothing into requests, a
write-only one nothing into responses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from generator.api import messages
from generator.api.composed_types import rename
from generator.api.drafts import AliasDraft, Draft, DraftField, EnumDraft, ObjectDraft, types_in
from generator.api.model import Operation, Type
from generator.api.type_walk import mentioned, named, reached
from generator.document.directions import Flag
from generator.document.graph import reachable
from generator.records import record


def _of_requests(pointer: str) -> str:
    """What the class that requests have beside that of responses is known by: no pointer, in which
    `0` or `1` comes after `~` (RFC 6901, section 3).
    """
    return f"{pointer}~request"


@record(frozen=True, slots=True)
class Directions:
    """The drafts, those of requests behind the ones that they differ from; the operations; the
    drafts that travel each way.
    """

    drafts: dict[str, Draft]
    operations: list[Operation]
    sent: frozenset[str]
    received: frozenset[str]


def follow(drafts: Mapping[str, Draft], operations: Iterable[Operation]) -> Directions:
    """Every draft as the direction has it in which it travels. Of one that must be two, that of
    requests stands under its pointer with `~request` behind it.
    """
    operations = list(operations)
    sent = _reached(chain.from_iterable(map(messages.sent, operations)), drafts, "readOnly")
    received = _reached(
        chain.from_iterable(map(messages.received, operations)), drafts, "writeOnly"
    )
    split = _split(drafts, sent & received)
    if not split:
        return Directions(dict(drafts), operations, sent, received)

    def renamed(kind: Type) -> Type:
        if split.isdisjoint(named(kind)):
            return kind
        return rename(kind, lambda name: _of_requests(name) if name in split else name)

    made: dict[str, Draft] = {}
    for pointer, draft in drafts.items():
        sends = mentioned(_made_of(draft, "readOnly"))
        kept = pointer in split or pointer not in sent or split.isdisjoint(sends)
        made[pointer] = draft if kept else _of_request(draft, pointer, renamed)
        if pointer in split:
            twin = _of_requests(pointer)
            made[twin] = _of_request(draft, twin, renamed, read=pointer)
    operations = [
        each
        if split.isdisjoint(mentioned(messages.sent(each)))
        else messages.with_sent(each, renamed)
        for each in operations
    ]
    twins = frozenset(map(_of_requests, split))
    return Directions(made, operations, (sent - split) | twins, received)


def _travels(field: DraftField, flag: Flag) -> bool:
    """Whether a property is in messages of the direction that `flag` keeps properties out of."""
    return not (flag in field.hidden and field.schema.get(flag) is True)


def _differs(field: DraftField) -> bool:
    """Whether one direction requires a property, and the other does not."""
    return field.required and len(field.hidden) == 1


def _requires_of_one_way(draft: Draft) -> bool:
    return isinstance(draft, ObjectDraft) and any(map(_differs, draft.fields))


def _made_of(draft: Draft, flag: Flag) -> Iterable[Type]:
    if isinstance(draft, ObjectDraft):
        return (*(each.type for each in draft.fields if _travels(each, flag)), draft.extra)
    return types_in(draft)


def _reached(roots: Iterable[Type], drafts: Mapping[str, Draft], flag: Flag) -> frozenset[str]:
    return frozenset(reached(roots, lambda name: _made_of(drafts[name], flag)))


def _split(drafts: Mapping[str, Draft], both: frozenset[str]) -> frozenset[str]:
    """Of the models that travel both ways, those that require what only travels one, and those that
    send one of them: a `User` that requires its read-only `id`, and a `Team` of users.
    """
    users: dict[str, list[str]] = defaultdict(list)
    for pointer in both:
        for name in mentioned(_made_of(drafts[pointer], "readOnly")):
            users[name].append(pointer)
    starts = [pointer for pointer in both if _requires_of_one_way(drafts[pointer])]
    return frozenset(reachable(starts, users.__getitem__))


def _of_request(
    draft: Draft, pointer: str, renamed: Callable[[Type], Type], read: str | None = None
) -> Draft:
    """A draft as requests have it, at `pointer`; `read` is that of the response's, if it is another
    one. A read-only field keeps the type that answers have: nobody sends it.
    """
    match draft:
        case ObjectDraft():
            fields = tuple(
                replace(each, type=renamed(each.type)) if _travels(each, "readOnly") else each
                for each in draft.fields
            )
            extra = renamed(draft.extra)
            return replace(draft, pointer=pointer, fields=fields, extra=extra, read=read)
        case AliasDraft():
            return replace(draft, pointer=pointer, type=renamed(draft.type), read=read)
        case EnumDraft():
            return draft
