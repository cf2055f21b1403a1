"""What becomes of a message: its activation, and what its recipient does, by a draw that the seed
decides.

Some addresses do what they are called, as at the simulators of mail services: `open@…`, `click@…`,
`unsubscribe@…`, `complaint@…`, `hard-bounce@…`, `soft-bounce@…` and `silent@…`, also with something
more, as `click+17@…`."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from generator.document.examples import JsonValue
from tests.rehearsal.account import (
    EMAIL,
    PAST_ACTION,
    PAST_DAY,
    Account,
    Contact,
    Event,
    Json,
    Message,
    milliseconds,
)

IDENTITY: Json = {"type": "customer", "agency": "DEMO", "customer": "001"}
# What a recipient does, one after another: how many hours after the one before, at most.
COURSES: dict[str, tuple[tuple[str, float], ...]] = {
    "silent": (),
    "open": (("open", 6),),
    "click": (("open", 6), ("redirection", 0.5)),
    "unsubscribe": (("open", 6), ("unsubscribe", 0.5)),
    "complaint": (("open", 6), ("complaint", 1)),
    "hard-bounce": (("hard", 0.01),),
    "soft-bounce": (("soft", 0.1),),
}
_WEIGHTS = {
    "silent": 54,
    "open": 25,
    "click": 14,
    "unsubscribe": 2,
    "complaint": 1,
    "hard-bounce": 2,
    "soft-bounce": 2,
}
_BOUNCES: dict[str, Json] = {
    "hard": {
        "status": {
            "type": "sync",
            "code": {"enhanced": "5.1.2"},
            "diagnostic": "No such domain.",
            "mta": "mx.example.com",
        },
        "analysis": {
            "verdict": "hard",
            "subject": {"type": "address", "detail": {"type": "bad destination system address"}},
        },
    },
    "soft": {
        "status": {
            "type": "sync",
            "code": {"enhanced": "4.2.2"},
            "diagnostic": "The mailbox is full.",
            "mta": "mx.example.com",
        },
        "analysis": {"verdict": "soft", "subject": {"type": "other or undefined status"}},
    },
}
_WITHOUT_FOOTPRINT, _WITHOUT_ADDRESS = frozenset({"footprint"}), frozenset({"address"})


def send_email(
    account: Account, action: str, contact: Contact, time: float | None = None
) -> Message:
    """Takes a message in, with all that follows from it."""
    message = Message(
        account.uuid(), account.uuid(), action, contact, account.now() if time is None else time
    )
    account.messages.append(message)
    account.events += _course(account, message)
    return message


def execute(account: Account, notification: int, contact: Contact | None) -> str:
    """Takes the execution of a notification in, and gives the id of its stamp; an unknown form of
    recipient has no events.
    """
    if contact is None:
        return account.uuid()
    now = account.now()
    message = Message(account.uuid(), account.uuid(), f"notification {notification}", contact, now)
    account.messages.append(message)
    receiver: Json = {"type": "contact", "value": {"type": "id", "value": contact.id}}
    activation: Json = {"id": notification, "kind": "application", "receiver": receiver}
    for kind, detail in (("execution", {}), ("activation", {"activation": activation})):
        source: Json = {"type": "notification", "detail": {**detail}}
        account.events.append(_event(account, message, kind, now, source))
    return message.id


def add_past(account: Account) -> None:
    """An action that was sent on a day in the past, and came back from two of its three recipients."""
    for hour, local in enumerate(("hard-bounce", "soft-bounce", "silent"), 8):
        address = f"{local}@past.example.com"
        contact = account.add_contact((address,), {str(EMAIL): address})
        send_email(account, PAST_ACTION, contact, PAST_DAY.timestamp() + hour * 3600)


def course_of(account: Account, message: Message) -> str:
    """What the recipient of a message does: a key of `COURSES`."""
    named = re.match(rf"({'|'.join(COURSES)})(\+.*)?@", message.contact.joined)
    if named:
        return named[1]
    chances = account.draw("course", message.item, message.contact.joined)
    return chances.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]


def _course(account: Account, message: Message) -> Iterator[Event]:
    chances = account.draw("times", message.item, message.contact.joined)
    at = message.time
    yield _event(account, message, "activation", at, _email(message))
    for what, hours in COURSES[course_of(account, message)]:
        at += _later(chances, hours) * account.hour
        yield _reaction(account, message, what, at)


def _later(chances: random.Random, hours: float) -> float:
    """Soon rather than late, and never at once: two events of a message are never at one moment."""
    return 0.001 + hours * chances.random() ** 3


def _reaction(account: Account, message: Message, what: str, at: float) -> Event:
    match what:
        case "hard" | "soft":
            return _event(
                account,
                message,
                "bounce",
                at,
                _email(message, _WITHOUT_FOOTPRINT, bounce=_BOUNCES[what]),
            )
        case "complaint":
            return _event(account, message, "complaint", at, _email(message, _WITHOUT_ADDRESS))
        case _:
            return _event(
                account, message, "hit", at, _email(message, _WITHOUT_ADDRESS, link={"type": what})
            )


def _email(message: Message, leaves_out: frozenset[str] = frozenset(), **more: JsonValue) -> Json:
    """The source of an event of an e-mail. As in samples of the reference, a hit has no address,
    and a bounce no footprint.
    """
    by_id: Json = {"type": "id", "value": message.contact.id}
    activation: Json = {
        "id": message.item,
        "kind": "message",
        "receiver": by_id if "footprint" in leaves_out else message.contact.footprint(),
        "stamp": {"time": milliseconds(message.time), "id": message.id, "thread": message.thread},
    }
    if "address" not in leaves_out:
        activation["recipient"] = message.contact.fields.get(str(EMAIL), "")
    return {"type": "email", "detail": {"activation": activation, **more}}


def _event(account: Account, message: Message, kind: str, at: float, source: Json) -> Event:
    body: Json = {
        "type": kind,
        "id": account.uuid(),
        "timestamp": milliseconds(at),
        "identity": IDENTITY,
        "source": source,
    }
    return Event(at, message.item, message.contact.id, body)
