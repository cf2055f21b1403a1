"""Signatures of webhooks by a key pair: the API signs with its private key, and whoever has the
public one verifies. There are two forms:

- version `v1a` of Standard Webhooks: ed25519, over the identifier, the timestamp and the body. One
  request may have signatures of version `v1` too, by a shared secret: `whsec_…` verifies those;
- RSA (PKCS #1 v1.5 or PSS, RFC 8017), ECDSA (in DER, RFC 3279) or Ed25519 (RFC 8032) in a header
  of the document's, of the body, or of a timestamp and the body.

A public key takes the place of the secret: text or octets in PEM, of a key or of a certificate
(X.509), of which the key alone counts; or `whpk_` and the 32 octets of an ed25519 key in base64.
Where a document has signatures by secrets too, each form takes what is of its kind: an HMAC by a
public key, which everybody knows, would prove nothing. The keys are read by the library
`cryptography`, which is imported when one is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

from .errors import ConfigurationError
from .webhooks import (
    TELLING,
    Request,
    Secret,
    Sent,
    Signature,
    Standard,
    WebhookError,
    agree,
    encoded,
    octets_of,
    several,
    standard,
)

KeyAlgorithm: TypeAlias = Literal[
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
Check: TypeAlias = Callable[[bytes, bytes], object]
"""Raises `InvalidSignature` of `cryptography` for a signature, of octets, that does not fit."""

_PREFIX = "whpk_"
_SHARED = "whsec_"


@runtime_checkable
class Published(Protocol):
    """Keys that the API publishes: where a caller gives none, or gives others of the kind."""

    def checks(self, name: str | None, algorithm: KeyAlgorithm) -> list[Check]:
        """What verifies by those of an algorithm, if there is a `name` by that; raises
        `WebhookError` where there is none.
        """
        ...


class StandardKeys(NamedTuple):
    """Version `v1a` of Standard Webhooks, and `v1` by what secrets are given for it; signatures of
    other versions are passed over. `key_id` is the header that names one of the `published` keys.
    """

    published: Published | None = None
    key_id: str | None = None

    def read(self, request: Request) -> tuple[list[bytes], bytes]:
        return standard(request, "1a")

    def check(self, request: Request, secrets: Secret | Published | None) -> None:
        given = given_of(secrets)
        shared = [each for each in given if str(each).strip().startswith(_SHARED)]
        if shared:
            try:
                return Standard().check(request, shared)
            except WebhookError:
                if len(shared) == len(given):
                    raise
        return _verify(self, "ed25519", request, secrets)


class PublicKey(NamedTuple):
    """A signature by a key pair as the document says it; `published` as in `StandardKeys`."""

    sent: Sent
    algorithm: KeyAlgorithm
    published: Published | None = None
    key_id: str | None = None

    def read(self, request: Request) -> tuple[list[bytes], bytes]:
        signature, signed = self.sent.of(request)
        return [signature], signed

    def check(self, request: Request, secrets: Secret | Published | None) -> None:
        _verify(self, self.algorithm, request, secrets)


class Shared(NamedTuple):
    """A form of signatures by a shared secret, beside others: it is given no public key."""

    form: Signature

    def check(self, request: Request, secrets: Secret | Published | None) -> None:
        self.form.check(request, [each for each in given_of(secrets) if not is_key(each)])


class Either(NamedTuple):
    """Several forms of signatures, of which those count that a secret or key was given for."""

    forms: Sequence[Signature]

    def check(self, request: Request, secrets: Any) -> None:
        for secret in filter(is_key, given_of(secrets)):
            read(secret)
        failed: list[WebhookError] = []
        unmade: list[ConfigurationError] = []
        for form in self.forms:
            try:
                return form.check(request, secrets)
            except ConfigurationError as error:
                unmade.append(error)
            except WebhookError as error:
                failed.append(error.with_traceback(None))
        if not failed:
            raise unmade[0]
        raise min(failed, key=lambda each: TELLING.index(each.reason))


def given_of(secrets: Secret | Published | None) -> list[str | bytes]:
    """The secrets and keys that are given, if any: where the API publishes them, none need be."""
    return [] if secrets is None or isinstance(secrets, Published) else several(secrets)


def _verify(
    form: StandardKeys | PublicKey,
    algorithm: KeyAlgorithm,
    request: Request,
    secrets: Secret | Published | None,
) -> None:
    """Raise `WebhookError` unless one of the signatures is by one of the keys: those that the API
    publishes where nothing was given, and never in the place of what was.
    """
    keys = [read(each) for each in given_of(secrets) if is_key(each)]
    published = secrets if isinstance(secrets, Published) else None
    published = form.published if secrets is None else published
    checks = _checks(keys, algorithm) if published is None else None
    given, signed = form.read(request)
    if checks is None and published is not None:
        name = None if form.key_id is None else request.headers.get(form.key_id.lower())
        checks = published.checks(name or None, algorithm)
    agree([_fits(checks or (), given, signed)])


def _fits(checks: Iterable[Check], given: Sequence[bytes], signed: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature

    for check in checks:
        for signature in given:
            try:
                check(signature, signed)
            except InvalidSignature:
                continue
            return True
    return False


def _checks(keys: Sequence[object], algorithm: KeyAlgorithm) -> list[Check]:
    """What verifies by those of the keys that are of an algorithm; there is one at least."""
    if not keys:
        raise ConfigurationError("no public key of webhooks was given, in PEM or as whpk_… is")
    checks = [check for key in keys if (check := check_of(key, algorithm)) is not None]
    if not checks:
        kind = algorithm.partition("-")[0]
        named = kind if kind == "ed25519" else kind.upper()
        raise ConfigurationError(f"a public key of webhooks is of another kind than {named}")
    return checks


def check_of(key: object, algorithm: KeyAlgorithm) -> Check | None:
    """What verifies by a key; `None` for a key of another kind."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    if algorithm == "ed25519":
        return key.verify if isinstance(key, ed25519.Ed25519PublicKey) else None
    kind, _, digest = algorithm.rpartition("-")
    hashed: hashes.HashAlgorithm = getattr(hashes, digest.upper())()
    if kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        return lambda given, signed: key.verify(given, signed, ec.ECDSA(hashed))
    if kind == "ecdsa" or not isinstance(key, rsa.RSAPublicKey):
        return None
    pss = padding.PSS(padding.MGF1(hashed), padding.PSS.AUTO)
    filled = pss if kind == "rsa-pss" else padding.PKCS1v15()
    return lambda given, signed: key.verify(given, signed, filled, hashed)


def is_key(secret: object) -> bool:
    """Whether it was meant as a public key."""
    if isinstance(secret, bytes):
        return b"-----BEGIN" in secret
    return isinstance(secret, str) and (
        "-----BEGIN" in secret or secret.strip().startswith(_PREFIX)
    )


def need_library() -> None:
    """Raise `ConfigurationError` where the keys cannot be read."""
    try:
        import cryptography  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        raise ConfigurationError(
            "a public key of webhooks needs the library cryptography: pip install cryptography, "
            "or this package with its extra webhooks"
        ) from None


def read(secret: str | bytes) -> Any:
    """The key that a text or octets are."""
    need_library()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from cryptography.x509 import load_pem_x509_certificate

    octets = (encoded(secret) if isinstance(secret, str) else secret).strip()
    try:
        if octets.startswith(_PREFIX.encode()):
            return Ed25519PublicKey.from_public_bytes(_decoded(octets.decode()))
        if b"-----BEGIN CERTIFICATE-----" in octets:
            return load_pem_x509_certificate(octets).public_key()
        return load_pem_public_key(octets)
    except (ValueError, UnsupportedAlgorithm):
        pass
    raise ConfigurationError("a public key of webhooks is neither in PEM nor one as whpk_… is")


def _decoded(written: str) -> bytes:
    text = written.removeprefix(_PREFIX).rstrip("=")
    return octets_of(text + "=" * (-len(text) % 4))
