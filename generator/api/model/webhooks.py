"""Webhooks and callbacks: requests that the API sends by itself."""

from __future__ import annotations

from typing import Literal

from generator.api.model.requests import MediaType
from generator.api.model.responses import ResponseHeader
from generator.api.model.types import Label, Type
from generator.records import record

SignedPart = Literal["body", "timestamp"]
TimestampFormat = Literal["unix-seconds", "unix-millis", "iso8601"]


@record(frozen=True, slots=True)
class HmacSignature:
    """How the API signs a request by a secret that it shares (`x-fern-webhook-signature`).

    `header` has the signature behind `prefix`. What is signed are the parts `signed`, joined by
    `delimiter`; `timestamp` is the header that says when, at most `tolerance` seconds from now."""

    header: str
    algorithm: Literal["sha1", "sha256", "sha384", "sha512"] = "sha256"
    encoding: Literal["base64", "hex"] = "base64"
    prefix: str = ""
    signed: tuple[SignedPart, ...] = ("body",)
    delimiter: str = ""
    timestamp: str | None = None
    timestamp_format: TimestampFormat = "unix-seconds"
    tolerance: int | float = 300


KeyAlgorithm = Literal[
    "rsa-sha256",
    "rsa-sha384",
    "rsa-sha512",
    "rsa-pss-sha256",
    "rsa-pss-sha384",
    "rsa-pss-sha512",
    "ecdsa-sha256",
    "ecdsa-sha384",
    "ecdsa-sha512",
    "ed25519",
]


@record(frozen=True, slots=True)
class KeySignature:
    """How the API signs a request by a key pair (`x-fern-webhook-signature`, `type: asymmetric`);
    the rest is as in `HmacSignature`. `keys_at` is where it publishes its keys, and `key_id` the
    header that names the one of them that it signed with.
    """

    header: str
    algorithm: KeyAlgorithm
    encoding: Literal["base64", "hex"] = "base64"
    prefix: str = ""
    signed: tuple[SignedPart, ...] = ("body",)
    delimiter: str = ""
    timestamp: str | None = None
    timestamp_format: TimestampFormat = "unix-seconds"
    tolerance: int | float = 300
    keys_at: str | None = None
    key_id: str | None = None


@record(frozen=True, slots=True)
class StandardKeySignature:
    """Version `v1a` of Standard Webhooks, by a key pair; the rest is as in `KeySignature`."""

    keys_at: str | None = None
    key_id: str | None = None


SignatureForm = HmacSignature | KeySignature | StandardKeySignature | Literal["standard"]
"""`standard` is version `v1` of Standard Webhooks, by a shared secret."""


@record(frozen=True, slots=True)
class Webhook:
    """A request that the API sends, with a payload of JSON (OpenAPI 3.1, section 4.8.1, Webhooks;
    section 4.8.18, Callback Object).

    `name` is that of the webhook or callback, with more before it where several have it. `headers`
    are those that the document names, `constants` the values of those that have only one.
    `signature` is `standard` for Standard Webhooks, `None` where the SDK cannot verify it.
    `operations` are those whose callback it is, as `POST /subscriptions`. `told` is the property of
    the payload that says what it is, with the values that it has there and no other kind has."""

    name: str
    kind: Literal["webhook", "callback"]
    method: str
    payload: MediaType
    headers: tuple[ResponseHeader, ...]
    constants: tuple[tuple[str, str], ...]
    summary: str
    description: str
    deprecated: bool
    signature: SignatureForm | None
    operations: tuple[str, ...]
    pointer: str
    told: tuple[str, tuple[Label, ...]] | None = None


@record(frozen=True, slots=True)
class WebhookEvents:
    """What a request is read as whose webhook is not named: `type`, by its own payload, or by the
    value of `header`, which is one of `constants` of each webhook.
    """

    type: Type
    header: str | None = None
