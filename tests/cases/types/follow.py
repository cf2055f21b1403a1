"""What a type checker sees of events that are followed."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator

from np6 import NP6, AsyncFollowing, AsyncNP6, Cursor, Following, models


class Row:
    """A place of one's own for a cursor."""

    text: str | None = None

    def load(self) -> str | None:
        return self.text

    def save(self, text: str) -> None:
        self.text = text


def read(client: NP6) -> Iterator[models.Event]:
    place: Cursor = Row()
    events: Following[models.Event] = client.actions.events.follow(
        since=dt.timedelta(days=1), every=300, cursor=place, lag=60, options={"timeout": 5}
    )
    with events:
        for event in events:
            print(event.to_dict())
    client.actions.events.follow_bounces("000ABC", since="yesterday")  # type: ignore[arg-type]
    client.actions.events.follow_bounces("000ABC", start=dt.datetime.now(dt.UTC))  # type: ignore[call-arg]
    return client.contacts.events.follow("000PKXK4", until=dt.datetime.now(dt.UTC), cursor="cursor.json")


async def read_asynchronously(client: AsyncNP6) -> AsyncIterator[models.Event]:
    events: AsyncFollowing[models.Event] = client.actions.events.follow(cursor="cursor.json")
    async for event in events:
        print(event.to_dict())
    await events.aclose()
    return events
