"""Objects as plain dicts, as arguments take them; named after the models, with the names that travel as keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any
    from uuid import UUID

    from .models import Channel, ConversationStamp, Recipient, Redirection


class ExecutionDict(TypedDict, total=False):
    """One execution of a notification. Whatever is left out is taken from the notification."""

    recipient: Recipient | RecipientDict | Mapping[str, Any]
    title: str
    body: str
    icon: str
    thumbnail: str
    image: str
    data: Mapping[str, Any]
    variables: Sequence[Mapping[str, Any]]
    redirection: Redirection | RedirectionDict | Mapping[str, Any]
    channel: Channel | ChannelDict | Mapping[str, Any]
    stamp: ConversationStamp | ConversationStampDict
    urgent: bool


class RecipientDict(TypedDict, total=False):
    """Says who receives a notification."""

    type: str
    value: Mapping[str, Any]


class RedirectionDict(TypedDict, total=False):
    """Where a notification leads when it is opened."""

    type: str


class ChannelDict(TypedDict, total=False):
    """The channel that shows a notification."""

    type: str


class ConversationStampDict(TypedDict, total=False):
    """Ties a message to the conversation that it belongs to."""

    time: int
    id: UUID | str
    thread: UUID | str
    set: UUID | str
