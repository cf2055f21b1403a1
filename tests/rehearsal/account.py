"""The account that the stand-in plays: what is in it, its clock and its identifiers, all from one
seed.

Times are seconds since 1970 inside, and milliseconds or ISO dates where the service has them. The
clock is that of this machine, moved by `offset`, so that a test need not wait for what recipients
do."""

from __future__ import annotations

import hashlib
import random
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from generator.document.examples import JsonValue

Json = dict[str, JsonValue]

CREATION, CREATED, ASKING_VALIDATION, VALIDATED = 10, 20, 38, 50
EMAIL, FIRST_NAME, CITY = 1630, 1631, 1632
NOTIFICATION, TEST_SEGMENT, PAST_ACTION = 42, 13, "000ABC"
PAST_DAY = datetime(2026, 1, 31, tzinfo=UTC)


@dataclass(slots=True)
class Contact:
    """A contact; `fields` by their numbers. `unicity` are its values in the fields that contacts
    are told apart by.
    """

    id: str
    unicity: tuple[str, ...]
    fields: Json
    created: float
    updated: float

    @property
    def hash(self) -> str:
        return hashlib.md5("|".join(self.unicity).encode(), usedforsecurity=False).hexdigest()

    @property
    def joined(self) -> str:
        """The unicity as one string."""
        return "|".join(self.unicity)

    def footprint(self) -> Json:
        return {"type": "footprint", "id": self.id, "unicity": self.joined, "hash": self.hash}

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "hash": self.hash,
            "creationDate": iso(self.created),
            "lastUpdateDate": iso(self.updated),
            "fields": dict(self.fields),
        }


@dataclass(frozen=True, slots=True)
class Message:
    """What was taken in for one recipient: `id` is that of the result, and of the stamp of its
    events.
    """

    id: str
    thread: str
    item: str
    contact: Contact
    time: float


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at `time`, which may lie ahead: it is shown from then on."""

    time: float
    item: str
    contact: str
    body: Json

    @property
    def kind(self) -> JsonValue:
        return self.body["type"]


@dataclass(slots=True)
class Segment:
    """A segment, and the identifiers of its contacts."""

    body: Json
    targets: dict[str, None] = field(default_factory=dict)

    def as_json(self) -> Json:
        return {**self.body, "targetsCount": len(self.targets)}


@dataclass(slots=True)
class Import:
    """A definition of an import; `started` is when it ran last."""

    body: Json
    started: float | None = None


class Account:
    """Everything that is in the account. `hour` is how many seconds an hour of the recipients
    takes.
    """

    def __init__(self, seed: int = 0, *, hour: float = 10.0, offset: float = 0.0) -> None:
        self.seed, self.hour, self.offset = seed, hour, offset
        self._random = random.Random(f"account {seed}")
        self._order = random.Random(f"order {seed}")
        self._numbers = iter(range(100, 1_000_000))
        self.fields: dict[int, Json] = {}
        self.contacts: dict[str, Contact] = {}
        self.unicities: dict[tuple[str, ...], str] = {}
        self.redlists: dict[str, dict[str, Json]] = {"mail": {}, "sms": {}}
        self.segments: dict[int, Segment] = {}
        self.actions: dict[str, Json] = {}
        self.notifications: dict[int, Json] = {}
        self.imports: dict[int, Import] = {}
        self.categories: dict[int, Json] = {}
        self.value_lists: dict[int, Json] = {}
        self.messages: list[Message] = []
        self.events: list[Event] = []
        self._furnish()

    def now(self) -> float:
        return time.time() + self.offset

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def number(self) -> int:
        return next(self._numbers)

    def key(self, prefix: str) -> str:
        """An identifier in the form of the service: digits and capitals."""
        number, digits = self.number(), ""
        while number:
            number, digit = divmod(number, 36)
            digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
        return prefix + digits.rjust(4, "0")

    def draw(self, *names: str) -> random.Random:
        """Chances of their own for what is named: the same for a seed, whatever else happened
        before.
        """
        return random.Random(f"{self.seed} {' '.join(names)}")

    def shuffle(self, things: list[Event]) -> None:
        self._order.shuffle(things)

    def add_contact(self, unicity: tuple[str, ...], fields: Json) -> Contact:
        now = self.now()
        contact = Contact(self.key("000P"), unicity, fields, now, now)
        self.contacts[contact.id] = contact
        self.unicities[unicity] = contact.id
        return contact

    def remove_contact(self, contact: Contact) -> None:
        del self.contacts[contact.id], self.unicities[contact.unicity]
        for segment in self.segments.values():
            segment.targets.pop(contact.id, None)

    @property
    def unicity_fields(self) -> list[int]:
        return [number for number, each in self.fields.items() if each["isUnicity"]]

    def _furnish(self) -> None:
        """What an account has before anything is done: fields, a segment for tests, a notification,
        and a past.
        """
        for number, kind, name in (
            (EMAIL, "email", "Email"),
            (FIRST_NAME, "textField", "FirstName"),
            (CITY, "textField", "City"),
        ):
            is_email = number == EMAIL
            self.fields[number] = {
                "type": kind,
                "id": number,
                "name": name,
                "isUnicity": is_email,
                "isMandatory": is_email,
                "isCriterion": True,
            }
        colleague = self.add_contact(
            ("colleague@example.com",),
            {str(EMAIL): "colleague@example.com", str(FIRST_NAME): "Ada"},
        )
        self.segments[TEST_SEGMENT] = Segment(
            {
                "type": "static",
                "id": TEST_SEGMENT,
                "name": "Our own team",
                "description": "Who sees a newsletter first.",
                "creation": iso(self.now()),
                "expiration": iso(self.now() + 365 * 86400),
                "isTest": True,
            },
            {colleague.id: None},
        )
        self.notifications[NOTIFICATION] = {
            "type": "push-app",
            "id": NOTIFICATION,
            "name": "Order shipped",
            "active": True,
            "settings": {"urgent": False},
            "versions": [],
        }


def iso(seconds: float) -> str:
    return (
        datetime.fromtimestamp(seconds, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
