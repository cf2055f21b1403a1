"""The docstrings of `webhooks.py` of a package and of its functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generator.api.model import Api, OneOf, SignatureForm, Webhook, WebhookEvents
from generator.emit.code import Block
from generator.emit.webhook_signatures import publishes_keys, signed_by, verifies_by_keys


def discriminating_property(events: WebhookEvents | None) -> str | None:
    """The property of a payload that says what it is."""
    if events is None or not isinstance(events.type, OneOf) or events.type.discriminator is None:
        return None
    return events.type.discriminator.property


def first_paragraph(webhook: Webhook) -> str:
    """What a webhook is about."""
    return webhook.summary.strip() or webhook.description.strip().partition("\n\n")[0]


def module_docstring(api: Api, signatures: Sequence[SignatureForm]) -> list[Block]:
    blocks = [Block(f"Requests that {api.title} sends by itself: webhooks and callbacks.")]
    for each in api.webhooks:
        blocks += [Block("\n"), Block(f"- {_line(each)}")]
    blocks += [Block("\n"), Block(signed_by(signatures))]
    return blocks


def _line(webhook: Webhook) -> str:
    about = first_paragraph(webhook)
    after = f", after {' and '.join(webhook.operations[:3])}" if webhook.operations else ""
    said = f": {about}" if about else ""
    return f"`{webhook.name}` ({webhook.kind}{after}){said}"


_NO_NAME = "InvalidInputError: There is nothing of this `name`."
_RAISES = (
    "WebhookError: The request is not signed, or its timestamp is further from now than "
    "`tolerance`; `reason` says which."
)
ARGUMENTS = {
    "body": "The body as it arrived, in bytes: what was read from it and written again has another "
    "signature.",
    "headers": "The headers of the request, as a mapping or as pairs, their names in any case.",
    "secret": "What the API signs with; several while one takes the place of another.",
    "name": "The webhook or callback that the request is of, as the document calls it. A payload "
    "that says otherwise is refused.",
    "tolerance": "Seconds that the timestamp may be from now, where a request has one; what the "
    "document says, else 300.",
}


_PUBLIC_KEY = (
    "The public key of the API, in PEM or as whpk_… is, where it signs with a key pair, and what "
    "it signs with otherwise; several while one takes the place of another."
)


_PUBLISHED = (
    "Left out: the keys that the API publishes are fetched. Else its public key, in PEM or "
    "as whpk_… is, or what it signs with, where it signs by a secret, and those alone are taken; "
    "an object of `PublishedKeys` fetches keys from elsewhere, or with a proxy."
)
_Keys = Literal["none", "given", "published"]
SECRETS: dict[_Keys, str] = {
    "none": ARGUMENTS["secret"],
    "given": _PUBLIC_KEY,
    "published": _PUBLISHED,
}


def keys_of(api: Api) -> _Keys:
    """Whether public keys verify, and whether those are published."""
    if publishes_keys(api):
        return "published"
    return "given" if verifies_by_keys(api) else "none"


_NOT_FETCHED = "PublishedKeysError: The keys that the API publishes could not be had."


def _function(
    title: str, arguments: Sequence[str], *raises: str, keys: _Keys = "none"
) -> list[Block]:
    """The docstring of a function with these arguments, which raises these errors."""
    told = ARGUMENTS | {"secret": SECRETS[keys]}
    raises = (*raises, _NOT_FETCHED) if keys == "published" else raises
    return [
        Block(title),
        Block("\n"),
        Block("Args:"),
        *(Block(f"{name}: {told[name]}", 4, 4) for name in arguments),
        Block("\n"),
        Block("Raises:"),
        *(Block(each, 4, 4) for each in raises),
    ]


def unwrap_docstring(events: WebhookEvents | None, *, is_alone: bool, keys: _Keys) -> list[Block]:
    arguments = ["body", "headers", "secret", *([] if is_alone else ["name"]), "tolerance"]
    misfit = "ConfigurationError: The secret is empty, or not in its form."
    raises = f"{_RAISES} Or its payload does not fit the document."
    return _function(
        f"Check that the API signed a request, and give its payload{_told(events)}",
        arguments,
        raises,
        misfit,
        *([] if is_alone else [_NO_NAME]),
        keys=keys,
    )


def _told(events: WebhookEvents | None) -> str:
    if events is not None and events.header is not None:
        return f", of which the header `{events.header}` says what it is."
    name = discriminating_property(events)
    return "." if name is None else f", of which `{name}` says what it is."


def verify_docstring(*, keys: _Keys) -> list[Block]:
    told = "ConfigurationError: The secret is empty, or not in its form."
    title = "Check that the API signed a request; its payload is not looked at."
    return _function(title, ["body", "headers", "secret", "tolerance"], _RAISES, told, keys=keys)


def parse_docstring(events: WebhookEvents | None, *, is_alone: bool) -> list[Block]:
    has_header = events is not None and events.header is not None
    arguments = ["body", *(["headers"] if has_header else []), *([] if is_alone else ["name"])]
    title = "The payload of a request, whoever sent it: nothing is verified."
    misfit = "WebhookError: The payload does not fit the document."
    return _function(title, arguments, misfit, *([] if is_alone else [_NO_NAME]))
