"""What changed of the requests that the API sends by itself, for code that reads them: which can be
named, what each is read as, and whether one has to be named.

What a class of a payload has is a change of that class, as everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.api.model import (
    HmacSignature,
    KeySignature,
    SignatureForm,
    StandardKeySignature,
    Webhook,
)
from generator.document.pointer import join
from generator.document.rules.signatures import SIGNATURE_KEY
from generator.review.matching import matched
from generator.review.model import Change
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import RESULT_TYPE, ApiRevisions
from generator.review.python_types import (
    newly_returned,
    quoted,
    returned_change,
    shown,
    to_handle,
)
from generator.review.usage import reach_of_webhooks

_OF_ALL = f"/{SIGNATURE_KEY}"
_UNNAMED = "Nothing in a payload says what it is: a call without it raises `TypeError`."


def webhook_changes(sides: ApiRevisions) -> Iterator[Change]:
    """What is read of the webhooks of both sides, which came and went, whether one has to be named,
    how requests are verified.
    """
    pairs = matched(sides.base.webhooks, sides.head.webhooks, lambda each: each.name)
    order = {each.name: index for index, each in enumerate(sides.head.webhooks)}
    both = sorted(pairs.both, key=lambda pair: order[pair[1].name])
    for before, after in both:
        yield from _payload(sides, before, after)
    for gone in pairs.removed:
        what, call = f"no webhook or callback is called `{gone.name}` any more", _call(gone.name)
        yield sides.changed(
            "webhook-removed", _place(gone), what, call, base=gone, reach=reach_of_webhooks([gone])
        )
    for new in pairs.added:
        what, now = f"`{_call(new.name)}` is new", _call(new.name)
        yield sides.changed(
            "webhook-added", _place(new), what, None, now, head=new, reach=reach_of_webhooks([new])
        )
    yield from _naming(sides)
    yield from _verification(sides, both)


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
    yield sides.changed(
        RESULT_TYPE[relation],
        _place(after),
        what,
        *steps,
        remedy,
        base=before,
        head=after,
        reach=reach_of_webhooks([after]),
    )


def _verification(sides: ApiRevisions, both: list[tuple[Webhook, Webhook]]) -> Iterator[Change]:
    """What requests are verified with, and how late one may come: one change for those of which it
    is said in one place.
    """
    found: dict[tuple[str, ...], list[tuple[Webhook, Webhook]]] = {}
    for before, after in both:
        told = _verified_otherwise(before.signature, after.signature)
        if told is not None:
            own = join(after.pointer, SIGNATURE_KEY)
            place = own if sides.says(own, join(before.pointer, SIGNATURE_KEY)) else _OF_ALL
            found.setdefault((*told, place), []).append((before, after))
    for (rule, what, was, now, place), pairs in found.items():
        where = PythonPlace("webhooks", "unwrap(…)")
        reach = reach_of_webhooks(each for _, each in pairs)
        yield sides.changed(rule, where, what, was, now, pointer=place, reach=reach)


def _verified_otherwise(
    before: SignatureForm | None, after: SignatureForm | None
) -> tuple[str, str, str, str] | None:
    """The rule, a sentence and both sides in words, of two forms of signatures; of one form how
    late a request may come (`300 s`), where both say it.
    """
    was, now = map(_form, (before, after))
    if was != now:
        what = f"`webhooks.unwrap` verifies {now} instead of {was}"
        return "webhook-verification-changed", what, was, now
    old, new = (getattr(each, "tolerance", None) for each in (before, after))
    if old is None or new is None or old == new:
        return None
    rule = "webhook-tolerance-narrowed" if new < old else "webhook-tolerance-widened"
    what = f"`webhooks.unwrap` refuses what is more than {new:g} s from now, instead of {old:g} s"
    return rule, what, f"{old:g} s", f"{new:g} s"


def _form(signature: SignatureForm | None) -> str:
    """What a request is verified with, in words: a secret that both have, or a key of which the API
    has the private half.
    """
    match signature:
        case None:
            return "nothing"
        case "standard":
            return "Standard Webhooks by a secret"
        case HmacSignature():
            return f"an HMAC by a secret ({signature.algorithm})"
        case KeySignature():
            return f"a signature by a key ({signature.algorithm})"
        case StandardKeySignature():
            return "Standard Webhooks by a key"


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
    one, other = base.webhooks[0], head.webhooks[0]
    where = PythonPlace("webhooks.unwrap", keyword="name")
    steps, reach = (before, after), reach_of_webhooks([other])
    change = sides.changed(rule, where, what, *steps, remedy, base=one, head=other, reach=reach)
    yield replace(change, reason=_UNNAMED) if head.events is None else change


def _unwrapped(name: str) -> str:
    return f"unwrap(…, name={quoted(name)})"


def _call(name: str) -> str:
    return f"webhooks.{_unwrapped(name)}"


def _place(webhook: Webhook) -> PythonPlace:
    return PythonPlace("webhooks", _unwrapped(webhook.name))
