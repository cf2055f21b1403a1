"""Send a newsletter to the readers in a file, and write down what becomes of it.

    python newsletter.py readers.csv            up to now
    python newsletter.py readers.csv 300        and every 300 seconds what has happened since

The file has the columns `email` and `name`. Whatever ends the script, start it again: it goes on with the action of that name,
and with the journal and the cursor beside the file. It sends nothing twice, and misses no event: those of the last 30 seconds
come next time, those of the day that it was in when it ended again, with the same ids. `make rehearse` serves a stand-in.
"""

import csv
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from np6 import NP6, BatchReport, ConflictError, models

TEST_SEGMENT = 13  # who is in it sees the newsletter first
SETTINGS = models.ActionSettings(templating=models.ActionTemplating(version="4.1"), edition_mode=models.EditionMode.HTML)
CONTENT = models.ActionContent(
    headers=models.EmailHeaders(from_=models.EmailFrom(prefix="news", domain="example.com", label="Example Shop")),
    subject="What is new in our shop",
    html="<html><body><p>Quite a lot.</p></body></html>",
)


class Reader(NamedTuple):
    email: str
    name: str


def draft(client: NP6, name: str) -> str:
    """The action of this name, which is made unless it is there."""
    for action in client.actions.list():  # which the vendor calls deprecated, and has nothing in its place
        if action.name == name and action.id:
            return action.id
    return client.actions.create(type="mailMessage", name=name, settings=SETTINGS, content=CONTENT).id or sys.exit("no id")


def provision(client: NP6, readers: Sequence[Reader]) -> None:
    """A contact for each reader, by the names of the account's fields. One that is there stays as it is."""
    for reader in readers:
        with suppress(ConflictError):
            client.contacts.create({"Email": reader.email, "FirstName": reader.name})


def validate(client: NP6, action: str) -> None:
    """In two phases, of which one may be behind us: a test, then the validation for production."""
    informations = client.actions.get(action).informations
    state = informations.state if informations else None
    if state == models.ActionState.CREATED:
        client.actions.validate(action, for_test=True, test_segments=[TEST_SEGMENT])
    if state in (models.ActionState.CREATED, models.ActionState.ASKING_VALIDATION):
        client.actions.validate(action, for_test=False)


def send(client: NP6, action: str, readers: Sequence[Reader], journal: Path) -> BatchReport[models.MessageResult]:
    messages = (models.EmailMessage(recipient=models.UnicityIdentity(type="unicity", value=[each.email])) for each in readers)
    return client.actions.in_batches(100, journal=journal).send_many(action, messages)


def what(event: models.Event) -> str:
    match event:
        case models.HitEvent(source=models.EmailSource(detail=models.EmailDetail(link=models.EmailLink(type=kind)))):
            return str(kind)  # open, redirection (a click), unsubscribe, …
        case models.BounceEvent(source=models.EmailSource(detail=models.EmailDetail(bounce=models.Bounce(analysis=analysis)))):
            return f"{analysis.verdict} bounce" if analysis else "bounce"
        case _:
            return event.type or ""


def whose(event: models.Event, action: str) -> str | None:
    """The unicity or the address of the reader, if the event is of this action."""
    match event.source:
        case models.EmailSource(detail=models.EmailDetail(activation=models.EmailActivation() as mail)) if mail.id == action:
            return mail.receiver.unicity if isinstance(mail.receiver, models.FootprintIdentity) else mail.recipient
        case _:
            return None


def follow(client: NP6, action: str, file: Path, every: float | None) -> None:
    with file.with_suffix(".events.csv").open("a", buffering=1, encoding="utf-8", newline="") as opened:
        for event in client.actions.events.follow(since=timedelta(1), every=every, cursor=file.with_suffix(".cursor")):
            if reader := whose(event, action):
                csv.writer(opened).writerow([event.id, event.timestamp and event.timestamp.datetime, what(event), reader])


def main(file: Path, every: float | None) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        readers = [Reader(row["email"], row["name"]) for row in csv.DictReader(opened)]
    with NP6() as client:
        action = draft(client, file.stem)
        provision(client, readers)
        validate(client, action)
        report = send(client, action, readers, file.with_suffix(".journal"))
        print(f"{len(report.sent)} sent, {len(report.refused)} refused, {len(report.unknown)} not known")
        for outcome in report.refused:
            if isinstance(outcome.value, models.MessageError) and outcome.value.value:
                print(f"{readers[outcome.index].email}: {outcome.value.value.type}")
        if report.error:
            raise report.error  # whatever stopped the run
        follow(client, action, file, every)


if __name__ == "__main__":
    file, *every = sys.argv[1:] or sys.exit(f"usage: {sys.argv[0]} READERS.csv [SECONDS]")
    main(Path(file), float(every[0]) if every else None)
