"""What `README.md` and `api.md` of a package say of webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import Api, SignatureForm, Webhook
from generator.emit.code import Code, dotted, string_literal
from generator.emit.webhook_docstrings import (
    ARGUMENTS,
    SECRETS,
    discriminating_property,
    first_paragraph,
    keys_of,
)
from generator.emit.webhook_signatures import (
    KEY_REQUIREMENTS,
    distinct_signatures,
    is_published,
    longest_away,
    publishes_keys,
    signed_by,
    verifies_by_keys,
)
from generator.emit.webhooks import are_alike, spelled_type


class WebhookEntry(NamedTuple):
    """A webhook or callback in the Markdown pages."""

    name: str
    payload: str
    about: str
    signature: Code
    headers: Sequence[tuple[str, str]]
    verified: str
    lost: Sequence[str]


class WebhookDocs(NamedTuple):
    """What the pages say. `stale` is how far from now a timestamp may be, where there is one;
    `keys` installs what reads public keys, which are `published`, or some of them are.
    """

    example: Code
    signed: str
    verifies: bool
    arguments: Sequence[tuple[str, str]]
    stale: str
    keys: Code | None
    published: Literal["", "some", "all"]
    told: str
    named: bool
    entries: Sequence[WebhookEntry]


def webhook_docs(
    api: Api, annotations: Annotations, lost: Mapping[str, Sequence[str]]
) -> WebhookDocs | None:
    """What the pages say of webhooks; `None` where there are none. `lost` is by method and path."""
    if not api.webhooks:
        return None
    forms = distinct_signatures(api.webhooks)
    is_alone = are_alike(api)
    fetches = publishes_keys(api)
    named = "" if api.events is not None else f", name={string_literal(api.webhooks[0].name).text}"
    entries = [
        WebhookEntry(
            each.name,
            spelled_type(each.payload.type, annotations),
            _about_one(each),
            _call(each, annotations, is_alone=is_alone, fetches=fetches),
            [(header.wire, header.description) for header in each.headers],
            _verified(each, forms),
            lost.get(f"{each.method} webhook {each.name.removeprefix(f'{each.method} ')}", ()),
        )
        for each in api.webhooks
    ]
    example = _example(api, bool(forms), named)
    is_told = any(each.told for each in api.webhooks)
    keys = Code(" ".join(map(repr, KEY_REQUIREMENTS))) if verifies_by_keys(api) else None
    signed, told = signed_by(forms), _how_told(api)
    arguments = [("secret", SECRETS[keys_of(api)]), ("tolerance", ARGUMENTS["tolerance"])]
    return WebhookDocs(
        example=example,
        signed=signed,
        verifies=bool(forms),
        arguments=arguments if forms else [],
        stale=longest_away(forms),
        keys=keys,
        published="" if not fetches else "all" if all(map(is_published, forms)) else "some",
        told=told,
        named=is_told,
        entries=entries,
    )


def _about_one(webhook: Webhook) -> str:
    about = first_paragraph(webhook)
    after = f"Sent after {' and '.join(f'`{each}`' for each in webhook.operations[:3])}."
    deprecated = "Deprecated." if webhook.deprecated else ""
    return " ".join(filter(None, [about, after if webhook.operations else "", deprecated]))


def _call(webhook: Webhook, annotations: Annotations, *, is_alone: bool, fetches: bool) -> Code:
    name = "" if is_alone else f", name={string_literal(webhook.name).text}"
    secret = "secret=None" if fetches else "secret"
    call = f"unwrap(body, headers, *, {secret}{name}, tolerance=None)"
    call = f"parse(body{name})" if webhook.signature is None else call
    return Code(f"webhooks.{call} -> {spelled_type(webhook.payload.type, annotations)}")


def _verified(webhook: Webhook, forms: Sequence[SignatureForm]) -> str:
    if webhook.signature is None:
        return "Its signature is not verified here."
    if len(forms) < 2 or webhook.signature == "standard":
        return ""
    return signed_by([webhook.signature]).replace("Requests are", "It is")


def _how_told(api: Api) -> str:
    if api.events is None:
        return "Nothing in a request says of which kind it is, so `name` is needed."
    if api.events.header is not None:
        return f"The header `{api.events.header}` says of which kind a request is, or `name=` does."
    if (name := discriminating_property(api.events)) is not None:
        return f"`{name}` of the payload says of which kind a webhook is, or `name=` does."
    return "All have the same payload." if len(api.webhooks) > 1 else ""


def _example(api: Api, verifies: bool, named: str) -> Code:
    """A function that receives a webhook, as a web framework calls it. `verifies`: the SDK knows
    how requests are signed, by a secret or by keys that need none.
    """
    package = dotted(api.package).text
    has_secret = verifies and not all(map(is_published, distinct_signatures(api.webhooks)))
    given = f", secret=SECRET{named}" if has_secret else named
    call = f"unwrap(body, headers{given})" if verifies else f"parse(body{named})"
    lines = [f"from {package} import webhooks", ""]
    lines += ['SECRET = os.environ["WEBHOOK_SECRET"]', "", ""] if has_secret else [""]
    lines += [
        "def receive(body: bytes, headers: dict[str, str]) -> int:",
        "    try:",
        f"        event = webhooks.{call}",
        "    except webhooks.WebhookError:",
        "        return 400",
        "    print(event)",
        "    return 204",
    ]
    return Code("\n".join(["import os", "", *lines] if has_secret else lines))
