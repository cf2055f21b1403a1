"""The lists of events: what happened from one moment on and before another, in the order that was
asked for, or in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.document.examples import JsonValue
from tests.rehearsal import contacts
from tests.rehearsal.account import Account, Contact, Event
from tests.rehearsal.contract import Call, Refused

Judge = Callable[[Event], bool]


def kind(*names: str) -> Judge:
    return lambda event: event.kind in names


def hit(link: str) -> Judge:
    return lambda event: event.kind == "hit" and _detail(event, "link").get("type") == link


def of_actions(*judges: Judge) -> Callable[[Account, Call], JsonValue]:
    """Events of all actions, or of the one in the path, that fit all `judges`."""

    def listed(account: Account, call: Call) -> JsonValue:
        if "id" in call.path and call.path["id"] not in account.actions:
            raise Refused(404)
        item = call.path.get("id")
        chosen = (
            event
            for event in account.events
            if not event.item.startswith("notification ")
            and item in (None, event.item)
            and all(judge(event) for judge in judges)
        )
        return _listed(account, call, chosen)

    return listed


def of_notifications(*judges: Judge) -> Callable[[Account, Call], JsonValue]:
    """Events of all notifications, or of the one in the path."""

    def listed(account: Account, call: Call) -> JsonValue:
        if "id" in call.path:
            contacts.number_in(account.notifications, call)
        item = f"notification {call.path['id']}" if "id" in call.path else None
        chosen = (
            event
            for event in account.events
            if event.item.startswith("notification ")
            and item in (None, event.item)
            and all(judge(event) for judge in judges)
        )
        return _listed(account, call, chosen)

    return listed


def of_contact(*judges: Judge) -> Callable[[Account, Call], JsonValue]:
    """Events of the contact that the path or the query names. Assumed: of one that is not there the
    query gives none.
    """

    def listed(account: Account, call: Call) -> JsonValue:
        contact = _contact(account, call)
        if contact is None and "id" in call.path:
            raise Refused(404)
        key = contact.id if contact is not None else ""
        return _listed(
            account, call, (event for event in account.events if _is(event, key, judges))
        )

    return listed


def _is(event: Event, contact: str, judges: tuple[Judge, ...]) -> bool:
    return event.contact == contact and all(judge(event) for judge in judges)


def _contact(account: Account, call: Call) -> Contact | None:
    named = call.path.get("id", call.query.get("id"))
    return (
        account.contacts.get(str(named))
        if named is not None
        else contacts.named_in_query(account, call)
    )


def _listed(account: Account, call: Call, events: Iterator[Event]) -> JsonValue:
    """Those that have happened, within the bounds of the query. Without `sort` the order is another
    one in every call.
    """
    now = account.now()
    within = [event for event in events if event.time <= now and _is_within(call.query, event)]
    if "sort" in call.query:
        within.sort(key=_timestamp, reverse=call.query["sort"] == "desc")
    else:
        account.shuffle(within)
    return [event.body for event in within]


def _is_within(query: Mapping[str, JsonValue], event: Event) -> bool:
    """Reactivities are bounded by the time of their activation too."""
    activation = _detail(event, "activation").get("stamp")
    sent = activation.get("time") if isinstance(activation, dict) else None
    bounds = (
        ("start", "end", _timestamp(event)),
        ("reactivityStart", "reactivityEnd", _timestamp(event)),
    )
    return all(
        _between(query.get(start), query.get(end), at) for start, end, at in bounds
    ) and _between(
        query.get("activationStart"),
        query.get("activationEnd"),
        sent if isinstance(sent, int) else _timestamp(event),
    )


def _between(start: JsonValue, end: JsonValue, at: int) -> bool:
    """Whether a moment in milliseconds is at `start` or later, and before `end`."""
    return (start is None or contacts.moment(start) * 1000 <= at) and (
        end is None or at < contacts.moment(end) * 1000
    )


def _timestamp(event: Event) -> int:
    at = event.body["timestamp"]
    assert isinstance(at, int)
    return at


def _detail(event: Event, part: str) -> Mapping[str, JsonValue]:
    source = event.body["source"]
    detail = source.get("detail") if isinstance(source, dict) else None
    found = detail.get(part) if isinstance(detail, dict) else None
    return found if isinstance(found, dict) else {}
