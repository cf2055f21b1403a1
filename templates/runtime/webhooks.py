"""Requests that the API sends by itself: whether they come from it, and what they say.

The signature is checked over the octets as they arrived, before anything of them is read, and in a
time that does not depend on where it differs. There are two forms of it:

- Standard Webhooks (https://www.standardwebhooks.com, "Signature scheme"): the headers
  `webhook-id`, `webhook-timestamp` and `webhook-signature`, or `svix-` in place of `webhook-`. One
  of several signatures has to fit, as while a secret is replaced.
- An HMAC (RFC 2104) in a header of the document's, of the body, or of a timestamp and the body.

A request whose timestamp is further from now than the tolerance, before or behind, is refused: it
may have been sent before by whoever repeats it. No message, repr or attribute of an error has a
secret, a signature or anything of a body."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, cast

from pydantic import ValidationError

from .errors import ConfigurationError, InvalidInputError, Problem, SDKError, listed
from .model import OpenModel
from .plan import codec_of
from .problems import problems
from .reading import BOM, exactly
from .values import OCTETS, is_object

Body: TypeAlias = bytes | bytearray | memoryview | str
"""The body of a request as it arrived; text is taken to be in UTF-8."""
Headers: TypeAlias = (
    Mapping[str, str] | Mapping[bytes, bytes] | Iterable[tuple[str, str] | tuple[bytes, bytes]]
)
"""The headers of a request, by names in whatever case, or as pairs."""
Secret: TypeAlias = str | bytes | Sequence[str | bytes]
"""What the API signs with; several while one takes the place of another."""
Reason: TypeAlias = Literal[
    "missing-header", "malformed-header", "stale", "wrong-signature", "payload"
]

_MINUTES = 300.0  # of tolerance in seconds, as Standard Webhooks has it
_PREFIX = "whsec_"
_STANDARD = ("webhook", "svix")
TELLING: tuple[Reason, ...] = ("wrong-signature", "stale", "malformed-header", "missing-header")
"""Of several forms of signatures, what went wrong in the one that was likely meant comes first."""


class WebhookError(SDKError):
    """A request that is not taken to be the API's, or whose payload does not fit the document.

    `reason` is `missing-header`, `malformed-header`, `stale` (its timestamp is too far from now),
    `wrong-signature`, or `payload`: then it was signed, and `problems` says what of it does not
    fit. `header` is the one that is missing, malformed or stale."""

    reason: Reason = "wrong-signature"
    header: str | None = None
    problems: tuple[Problem, ...] = ()


class Request(NamedTuple):
    """A request as it arrived, its headers by names in lower case, and how old it may be."""

    body: bytes
    headers: Mapping[str, str]
    tolerance: float | None = None

    def text(self, name: str) -> str:
        """What a header says; raises `WebhookError` where there is none."""
        if not (said := self.headers.get(name.lower())):
            raise missing(name)
        return said

    def moment(self, name: str, written: str = "unix-seconds", longest: float = _MINUTES) -> str:
        """What a header says that has the time; raises `WebhookError` for one far from now."""
        said = self.text(name)
        try:
            away = abs(time.time() - _seconds(said, written))
        except (ValueError, OverflowError):
            raise malformed(name, "is no timestamp") from None
        longest = longest if self.tolerance is None else self.tolerance
        if not away <= longest:  # nor by a tolerance that is no number
            told = f"the header {name} of the webhook is more than {longest:g} seconds from now"
            raise WebhookError(told, reason="stale", header=name)
        return said


class Signature(Protocol):
    """A form of signatures; `check` raises `WebhookError` for a request that has none that fits."""

    def check(self, request: Request, secrets: Secret) -> None: ...


class Standard(NamedTuple):
    """Standard Webhooks. A secret is text in base64, behind `whsec_` or not, or its octets."""

    def check(self, request: Request, secrets: Secret) -> None:
        keys = [_decoded(secret) for secret in several(secrets)]
        given, signed = standard(request, "1")
        made = [hmac.new(key, signed, hashlib.sha256).digest() for key in keys]
        agree([hmac.compare_digest(one, other) for one in made for other in given])


class Sent(NamedTuple):
    """A signature in a header of its own, as the document says it."""

    header: str
    encoding: Literal["base64", "hex"] = "base64"
    prefix: str = ""
    signed: tuple[Literal["body", "timestamp"], ...] = ("body",)
    delimiter: str = ""
    timestamp: str | None = None
    timestamp_format: Literal["unix-seconds", "unix-millis", "iso8601"] = "unix-seconds"
    tolerance: float = _MINUTES

    def of(self, request: Request) -> tuple[bytes, bytes]:
        """The signature of a request, and what it is of; raises `WebhookError`."""
        parts, signature = {"body": request.body}, request.text(self.header)
        if self.timestamp is not None:
            moment = request.moment(self.timestamp, self.timestamp_format, self.tolerance)
            parts["timestamp"] = encoded(moment)
        given = octets_of(signature.removeprefix(self.prefix), self.encoding)
        if not given or not signature.startswith(self.prefix):
            raise malformed(self.header, f"has no signature in {self.encoding}")
        return given, self.delimiter.encode().join(parts[each] for each in self.signed)


class Hmac(NamedTuple):
    """An HMAC as the document says it. A secret is text, or its octets."""

    sent: Sent
    algorithm: Literal["sha1", "sha256", "sha384", "sha512"] = "sha256"

    def check(self, request: Request, secrets: Secret) -> None:
        keys = [_plain(secret) for secret in several(secrets)]
        given, signed = self.sent.of(request)
        made = [hmac.new(key, signed, self.algorithm).digest() for key in keys]
        agree([hmac.compare_digest(each, given) for each in made])


class Receiver:
    """What a document says of the requests that its API sends.

    `payloads` has the type of each webhook and callback by its name. `event` is the type of a
    request that is not named, where its own payload says what it is; else `header` may say it,
    whose values are `named`. `told` has a property of the payload that says what it is, and the
    values that it may have, by name: what says that it is another is not read as that name. `own`
    are the forms of signatures by name, where they differ; one without a form is not verified
    here."""

    def __init__(
        self,
        payloads: Mapping[str, Callable[[], Any]],
        signatures: Sequence[Signature] = (),
        *,
        event: Callable[[], Any] | None = None,
        header: str | None = None,
        named: Mapping[str, str] | None = None,
        told: Mapping[str, tuple[str, tuple[Any, ...]]] | None = None,
        own: Mapping[str, Sequence[Signature]] | None = None,
    ) -> None:
        self.payloads, self.signatures, self.own = payloads, signatures, own or {}
        self.event, self.header, self.named, self.told = event, header, named or {}, told or {}

    def unwrap(
        self,
        body: Body,
        headers: Headers,
        secret: Secret,
        name: str | None = None,
        tolerance: float | None = None,
    ) -> Any:
        """The payload of a request that is signed; raises `WebhookError` for any other."""
        request = Request(octets_in(body), lowered(headers), tolerance)
        known = self._name(request.headers, name)
        self._verify(request, secret, self.own.get(known or "", self.signatures))
        return self._read(request.body, known)

    def verify(
        self, body: Body, headers: Headers, secret: Secret, tolerance: float | None = None
    ) -> None:
        """Raises `WebhookError` for a request that is not signed."""
        self._verify(Request(octets_in(body), lowered(headers), tolerance), secret, self.signatures)

    def parse(self, body: Body, headers: Headers = (), name: str | None = None) -> Any:
        """The payload of a request, whoever sent it."""
        return self._read(octets_in(body), self._name(lowered(headers), name))

    def _verify(self, request: Request, secret: Secret, forms: Sequence[Signature]) -> None:
        failed: list[WebhookError] = []
        for signature in forms:
            try:
                return signature.check(request, secret)
            except WebhookError as error:
                failed.append(error.with_traceback(None))  # whose frames hold secrets
        if not failed:
            raise ConfigurationError("the signature of this webhook is of a form not verified here")
        raise min(failed, key=lambda each: TELLING.index(each.reason))

    def _name(self, headers: Mapping[str, str], name: str | None) -> str | None:
        """What a request is called; nothing where its payload says it."""
        if name is not None and name not in self.payloads:
            what = f"must be one of {', '.join(self.payloads)}"
            raise InvalidInputError(problems=[Problem("name", what)])
        if self.header is None and name is None and self.event is None:
            raise TypeError("name is needed: nothing in a payload says what it is")
        if self.header is None:
            return name
        value = headers.get(self.header)
        told = None if value is None else self.named.get(value, "")
        if name is None and not value:
            raise missing(self.header)
        if name is not None and value and told != name and name in self.named.values():
            said = f"the header {self.header} of the webhook says that it is none of {name}"
            raise WebhookError(said, reason="payload", header=self.header)
        return told if name is None else name

    def _read(self, body: bytes, name: str | None) -> Any:
        thunk = self.event if name is None else self.payloads.get(name)
        text = body.removeprefix(BOM)
        found: list[Problem] = []
        try:
            if thunk is None:
                value = json.loads(text)
                return OpenModel.model_validate(value) if isinstance(value, dict) else value
            found = self._others(name or "", text)
            if not found:
                return exactly(codec_of(thunk).validate_json(text), text)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False, include_context=False)[0]
            found = [] if first["type"] == "json_invalid" else problems(error)
        except (ValueError, RecursionError):
            pass
        what = f"does not fit the document: {listed(found, 'body')}" if found else "is not JSON"
        raise WebhookError(
            f"the payload of the webhook {what}", reason="payload", problems=tuple(found)
        )

    def _others(self, name: str, text: bytes) -> list[Problem]:
        """Whether a payload says that it is another than `name`: one that the document knows, or
        none that it knows where it has one value.
        """
        if name not in self.told:
            return []
        (wire, own), read = self.told[name], json.loads(text)
        if not is_object(read) or wire not in read or _is_among(own, read[wire]):
            return []
        known = [values for _, values in self.told.values()]
        if len(own) > 1 and not any(_is_among(values, read[wire]) for values in known):
            return []
        return [Problem(wire, f"says that it is none of {name}")]


def _is_among(values: Iterable[Any], value: object) -> bool:
    return any(type(each) is type(value) and each == value for each in values)


def missing(name: str) -> WebhookError:
    return WebhookError(f"the webhook has no header {name}", reason="missing-header", header=name)


def malformed(name: str, what: str) -> WebhookError:
    said = f"the header {name} of the webhook {what}"
    return WebhookError(said, reason="malformed-header", header=name)


def standard(request: Request, version: str) -> tuple[list[bytes], bytes]:
    """The signatures of a version of Standard Webhooks, and what they are of."""
    start = next((each for each in _STANDARD if f"{each}-signature" in request.headers), "webhook")
    name, signatures = request.text(f"{start}-id"), request.text(f"{start}-signature")
    moment, own = request.moment(f"{start}-timestamp"), f"v{version},"
    given = [octets_of(each[len(own) :]) for each in signatures.split() if each.startswith(own)]
    if not any(given):
        raise malformed(f"{start}-signature", f"has no signature of version {version}")
    return given, encoded(f"{name}.{moment}.") + request.body


def _seconds(moment: str, written: str) -> float:
    """Seconds since the epoch; raises `ValueError` for text that is no such timestamp."""
    if written == "iso8601":
        read = dt.datetime.fromisoformat(moment)
        return (read if read.utcoffset() is not None else read.replace(tzinfo=dt.UTC)).timestamp()
    if not (moment.isascii() and moment.isdecimal()):
        raise ValueError
    return int(moment) / (1000 if written == "unix-millis" else 1)


def agree(fits: Sequence[bool]) -> None:
    """Raise `WebhookError` unless a signature fits; all of them have been compared."""
    if not any(fits):
        raise WebhookError("the signature of the webhook does not fit", reason="wrong-signature")


def octets_of(text: str, encoding: str = "base64") -> bytes:
    """What a text stands for; nothing where it is not so encoded."""
    try:
        return bytes.fromhex(text) if encoding == "hex" else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""


def octets_in(body: Body) -> bytes:
    if isinstance(body, str):
        return encoded(body)
    if isinstance(cast("object", body), OCTETS):
        return bytes(body)
    kind = type(body).__name__
    raise TypeError(f"the body is needed as it arrived, in bytes, and not a {kind} made of it")


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def lowered(headers: Any) -> dict[str, str]:
    """Headers by their names in lower case; of several of one name the first."""
    pairs: Any = headers.items() if hasattr(headers, "items") else headers
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(_text(name).lower(), _text(value).strip())
    return found


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def several(secret: Secret) -> list[str | bytes]:
    """The secrets, one at least: `None` is what a variable of the environment may be."""
    found = [secret] if isinstance(secret, (str, bytes)) else list(secret or ())
    if not found:
        raise ConfigurationError("no secret of webhooks was given")
    return found


def _plain(secret: str | bytes) -> bytes:
    key = encoded(secret) if isinstance(secret, str) else secret
    if not isinstance(cast("object", key), bytes) or not key:
        raise ConfigurationError("a secret of webhooks is empty, or neither text nor bytes")
    return key


def _decoded(secret: str | bytes) -> bytes:
    """The octets of a secret of Standard Webhooks."""
    if not isinstance(secret, str):
        return _plain(secret)
    written = secret.strip().removeprefix(_PREFIX).rstrip("=")
    key = octets_of(written + "=" * (-len(written) % 4))
    if not key:
        raise ConfigurationError("a secret of webhooks is not in base64, as whsec_… is")
    return key
