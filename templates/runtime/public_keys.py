"""Signatures of webhooks by a key pair: the API signs with its private key, and whoever has the
public one verifies. There are two forms:

- version `v1a` of Standard Webhooks: ed25519, over the identifier, the timestamp and the body;
- RSA (PKCS #1 v1.5, RFC 8017), ECDSA (in DER, RFC 3279) or Ed25519 (RFC 8032) in a header of the
  document's, of the body, or of a timestamp and the body.

A public key takes the place of the secret: text or octets in PEM, or `whpk_` and the 32 octets of
an ed25519 key in base64. Where a document has signatures by secrets too, each form takes what is of
its kind: an HMAC by a public key, which everybody knows, would prove nothing. The keys are read by
the library `cryptography`, which is imported when one is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from .errors import ConfigurationError
from .webhooks import (
    TELLING,
    Secret,
    Signature,
    WebhookError,
    encoded,
    late,
    malformed,
    missing,
    octets_of,
    several,
    wrong,
)

KeyAlgorithm: TypeAlias = Literal[
    "rsa-sha256",
    "rsa-sha384",
    "rsa-sha512",
    "ecdsa-sha256",
    "ecdsa-sha384",
    "ecdsa-sha512",
    "ed25519",
]
_Check: TypeAlias = Callable[[bytes, bytes], object]
"""Raises `InvalidSignature` of `cryptography` for a signature, of octets, that does not fit."""

_MINUTES = 300.0
_PREFIX = "whpk_"
_KINDS = {"rsa": "RSA", "ecdsa": "ECDSA", "ed25519": "ed25519"}


class StandardKeys(NamedTuple):
    """Version `v1a` of Standard Webhooks; signatures of other versions are passed over."""

    def fault(
        self, body: bytes, headers: Mapping[str, str], secrets: Secret, tolerance: float | None
    ) -> WebhookError | None:
        checks = _checks(secrets, "ed25519")
        is_svix = "svix-signature" in headers and "webhook-signature" not in headers
        start = "svix" if is_svix else "webhook"
        names = [f"{start}-{part}" for part in ("id", "timestamp", "signature")]
        for name in names:
            if not headers.get(name):
                return missing(name)
        name, moment, signatures = (headers[name] for name in names)
        longest = _MINUTES if tolerance is None else tolerance
        failed = late(names[1], moment, "unix-seconds", longest)
        if failed is not None:
            return failed
        given = [octets_of(each[4:]) for each in signatures.split() if each.startswith("v1a,")]
        if not any(given):
            return malformed(names[2], "has no signature of version 1a")
        signed = encoded(f"{name}.{moment}.") + body
        return None if _fits(checks, given, signed) else wrong()


class PublicKey(NamedTuple):
    """A signature by a key pair as the document says it."""

    header: str
    algorithm: KeyAlgorithm
    encoding: Literal["base64", "hex"] = "base64"
    prefix: str = ""
    signed: tuple[Literal["body", "timestamp"], ...] = ("body",)
    delimiter: str = ""
    timestamp: str | None = None
    timestamp_format: Literal["unix-seconds", "unix-millis", "iso8601"] = "unix-seconds"
    tolerance: float = _MINUTES

    def fault(
        self, body: bytes, headers: Mapping[str, str], secrets: Secret, tolerance: float | None
    ) -> WebhookError | None:
        checks = _checks(secrets, self.algorithm)
        for name in (self.header, self.timestamp):
            if name is not None and not headers.get(name.lower()):
                return missing(name)
        moment = ""
        if self.timestamp is not None:
            moment = headers[self.timestamp.lower()]
            longest = self.tolerance if tolerance is None else tolerance
            failed = late(self.timestamp, moment, self.timestamp_format, longest)
            if failed is not None:
                return failed
        signature = headers[self.header.lower()]
        given = octets_of(signature.removeprefix(self.prefix), self.encoding)
        if not given or not signature.startswith(self.prefix):
            return malformed(self.header, f"has no signature in {self.encoding}")
        parts = {"body": body, "timestamp": encoded(moment)}
        signed = self.delimiter.encode().join(parts[each] for each in self.signed)
        return None if _fits(checks, [given], signed) else wrong()


class Shared(NamedTuple):
    """A form of signatures by a shared secret, beside others: it is given no public key."""

    form: Signature

    def fault(
        self, body: bytes, headers: Mapping[str, str], secrets: Secret, tolerance: float | None
    ) -> WebhookError | None:
        shared = [secret for secret in several(secrets) if not _is_key(secret)]
        return self.form.fault(body, headers, shared, tolerance)


class Either(NamedTuple):
    """Several forms of signatures, of which those count that a secret or key was given for."""

    forms: Sequence[Signature]

    def fault(
        self, body: bytes, headers: Mapping[str, str], secrets: Secret, tolerance: float | None
    ) -> WebhookError | None:
        for secret in filter(_is_key, several(secrets)):
            _read(secret)
        failed: list[WebhookError] = []
        unmade: list[ConfigurationError] = []
        for form in self.forms:
            try:
                fault = form.fault(body, headers, secrets, tolerance)
            except ConfigurationError as error:
                unmade.append(error)
                continue
            if fault is None:
                return None
            failed.append(fault)
        if not failed:
            raise unmade[0]
        return min(failed, key=lambda each: TELLING.index(each.reason))


def _fits(checks: Iterable[_Check], given: Sequence[bytes], signed: bytes) -> bool:
    """Whether one of the signatures is by one of the keys."""
    from cryptography.exceptions import InvalidSignature

    for check in checks:
        for signature in given:
            try:
                check(signature, signed)
            except InvalidSignature:
                continue
            return True
    return False


def _checks(secrets: Secret, algorithm: KeyAlgorithm) -> list[_Check]:
    """What verifies by those of the keys that are of an algorithm; there is one at least."""
    keys = [_read(secret) for secret in several(secrets) if _is_key(secret)]
    if not keys:
        raise ConfigurationError("no public key of webhooks was given, in PEM or as whpk_… is")
    checks = [check for key in keys if (check := _check(key, algorithm)) is not None]
    if not checks:
        kind = _KINDS[algorithm.partition("-")[0]]
        raise ConfigurationError(f"a public key of webhooks is of another kind than {kind}")
    return checks


def _check(key: object, algorithm: KeyAlgorithm) -> _Check | None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    kind, _, digest = algorithm.partition("-")
    if kind == "ed25519":
        return key.verify if isinstance(key, ed25519.Ed25519PublicKey) else None
    hashed: hashes.HashAlgorithm = getattr(hashes, digest.upper())()
    if kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
        return lambda given, signed: key.verify(given, signed, padding.PKCS1v15(), hashed)
    if kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        return lambda given, signed: key.verify(given, signed, ec.ECDSA(hashed))
    return None


def _is_key(secret: object) -> bool:
    """Whether it was meant as a public key."""
    if isinstance(secret, bytes):
        return b"-----BEGIN" in secret
    return isinstance(secret, str) and (
        "-----BEGIN" in secret or secret.strip().startswith(_PREFIX)
    )


def _read(secret: str | bytes) -> object:
    """The key that a text or octets are."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise ConfigurationError(
            "a public key of webhooks needs the library cryptography: pip install cryptography, "
            "or this package with its extra webhooks"
        ) from None
    octets = (encoded(secret) if isinstance(secret, str) else secret).strip()
    try:
        if octets.startswith(_PREFIX.encode()):
            return Ed25519PublicKey.from_public_bytes(_decoded(octets.decode()))
        return load_pem_public_key(octets)
    except (ValueError, UnsupportedAlgorithm):
        pass
    raise ConfigurationError("a public key of webhooks is neither in PEM nor one as whpk_… is")


def _decoded(written: str) -> bytes:
    text = written.removeprefix(_PREFIX).rstrip("=")
    return octets_of(text + "=" * (-len(text) % 4))
