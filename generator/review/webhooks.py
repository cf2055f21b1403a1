"""What changed of the requests that the API sends by itself, for code that reads them: which can be
named, what each is read as, and whether one has to be named.

What a class of a payload has is a change of that class, as everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.api.model import Webhook
from generator.review.model import Change, Reach
from generator.review.python_revisions import ApiRevisions, changed
from generator.review.python_types import newly_returned, quoted, returned_change, shown, to_handle

_UNNAMED = "Nothing in a payload says what it is: a call without it raises `TypeError`."


def changes(sides: ApiRevisions) -> Iterator[Change]:
    old, new = ({each.name: each for each in api.webhooks} for api in (sides.base, sides.head))
    for name, after in new.items():
        if name in old:
            yield from _payload(sides, old[name], after)
    for name, gone in old.items():
        if name in new:
            continue
        what = f"no webhook or callback is called `{name}` any more"
        yield _of(sides, "webhook-removed", gone, None, what, _call(name), None)
    for name, added in new.items():
        if name not in old:
            what = f"`{_call(name)}` is new"
            yield _of(sides, "webhook-added", None, added, what, None, _call(name))
    yield from _naming(sides)


def _payload(sides: ApiRevisions, before: Webhook, after: Webhook) -> Iterator[Change]:
    old, new = before.payload.type, after.payload.type
    was, now = sides.before.returned(old), sides.after.returned(new)
    relation = returned_change(was, now)
    if relation == "same":
        return
    steps = shown(sides.before_shown.returned(old)), shown(sides.after.returned(new))
    call = _call(after.name)
    what = f"`{call}` gives `{steps[1]}` instead of `{steps[0]}`"
    handled = to_handle(newly_returned(was, now), now, "the payload")
    remedy = handled if relation == "widened" else None
    yield _of(sides, f"result-type-{relation}", before, after, what, *steps, remedy)


def _naming(sides: ApiRevisions) -> Iterator[Change]:
    """Whether `name` may be left out."""
    base, head = sides.base, sides.head
    if not base.webhooks or not head.webhooks or (base.events is None) == (head.events is None):
        return
    calls = "webhooks.unwrap(…)", "webhooks.unwrap(…, name=…)"
    if head.events is None:
        rule, what = "keyword-became-required", "`webhooks.unwrap` needs `name`"
        remedy = f"Write `{calls[1]}`."
        before, after = calls
    else:
        rule, what = "keyword-became-optional", "`webhooks.unwrap` needs no `name`"
        remedy, (after, before) = None, calls
    pair = base.webhooks[0], head.webhooks[0]
    change = _of(sides, rule, *pair, what, before, after, remedy, where="webhooks.unwrap(name=)")
    yield replace(change, reason=_UNNAMED) if head.events is None else change


def _call(name: str) -> str:
    return f"webhooks.unwrap(…, name={quoted(name)})"


def _of(
    sides: ApiRevisions,
    rule: str,
    before: Webhook | None,
    after: Webhook | None,
    what: str,
    was: str | None,
    now: str | None,
    remedy: str | None = None,
    where: str = "",
) -> Change:
    known = [each for each in (after, before) if each is not None]
    one = known[0]
    return changed(
        rule,
        where or _call(one.name),
        what,
        before=was,
        after=now,
        remedy=remedy,
        reach=[Reach(one.method, one.name, "response")] if one.kind == "webhook" else (),
        base=sides.base_location(before.pointer) if before else None,
        head=sides.head_location(after.pointer) if after else None,
        pointer=one.pointer,
    )
