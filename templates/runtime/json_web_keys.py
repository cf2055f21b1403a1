"""Keys in JSON (JWK, RFC 7517): which of a set verify by an algorithm of webhooks.

Those count that fit the algorithm: by their type, and by `use`, `key_ops` and `alg` where they have
them (section 4). A key without any of these is one that may. Of a certificate in `x5c` the key
alone counts, and has to be that of the other members. A key that is malformed is none (section 5),
nor is one of RSA that is too short."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .public_keys import Check, KeyAlgorithm, check_of, need_library
from .values import is_array
from .webhooks import octets_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

Judged: TypeAlias = dict[tuple[int, KeyAlgorithm], Check | str]
"""By the place of a key and by algorithm what verifies, else why nothing does."""

_FEWEST_BITS = 2048  # of RSA (RFC 7518, section 3.3)
_KINDS = {"rsa": "RSA", "ecdsa": "EC", "ed25519": "OKP"}
_ALGORITHMS = {"rsa": "RS", "rsa-pss": "PS", "ecdsa": "ES"}
_CURVES = {
    "P-256": "SECP256R1",
    "P-384": "SECP384R1",
    "P-521": "SECP521R1",
    "secp256k1": "SECP256K1",
}


def is_named(key: dict[str, Any], name: str | None) -> bool:
    """Whether a key may be the one of a name."""
    return name is None or key.get("kid") is None or key["kid"] == name


def judge(known: Judged, place: int, key: dict[str, Any], algorithm: KeyAlgorithm) -> Check | str:
    """What verifies by the key at a place of a set, else why none does; `known` is what was found
    of the set before.
    """
    found = known.get((place, algorithm))
    if found is None:
        found = known[place, algorithm] = _check(key, algorithm)
    return found


def without_any(algorithm: KeyAlgorithm, reasons: Sequence[str]) -> str:
    told = ", ".join(f"{reasons.count(each)} {each}" for each in dict.fromkeys(reasons))
    return f"none verifies {algorithm} ({told or 'there is none'})"


def _check(key: dict[str, Any], algorithm: KeyAlgorithm) -> Check | str:
    """What verifies by a key of an algorithm, else why none does."""
    family = algorithm.partition("-")[0]
    if key.get("kty") != _KINDS[family]:
        return "of another type"
    operations = key.get("key_ops")
    if key.get("use", "sig") != "sig" or (is_array(operations) and "verify" not in operations):
        return "for another use"
    if key.get("alg") is not None and key["alg"] not in _named(algorithm):
        return "of another algorithm"
    need_library()
    try:
        made = _public_key(key)
    except _malformed():
        return "malformed"
    if getattr(made, "key_size", _FEWEST_BITS) < _FEWEST_BITS and family == "rsa":
        return "too short"
    return check_of(made, algorithm) or "of another type"


def _named(algorithm: KeyAlgorithm) -> tuple[str, ...]:
    """What `alg` calls an algorithm (RFC 7518, section 3.1; RFC 8037; RFC 9864)."""
    kind, _, digest = algorithm.rpartition("-")
    if algorithm == "ed25519":
        return ("EdDSA", "Ed25519")
    own = f"{_ALGORITHMS[kind]}{digest.removeprefix('sha')}"
    return (own, "ES256K") if own == "ES256" else (own,)


def _malformed() -> tuple[type[Exception], ...]:
    from cryptography.exceptions import UnsupportedAlgorithm

    return (ValueError, TypeError, LookupError, OverflowError, UnsupportedAlgorithm)


def _public_key(key: dict[str, Any]) -> PublicKeyTypes:
    """The key of a JWK; what goes wrong with one that is none is in `_malformed`."""
    if key.get("x5c") is None:
        return _of_parameters(key)
    from cryptography.x509 import load_der_x509_certificate

    made = load_der_x509_certificate(octets_of(key["x5c"][0])).public_key()
    own = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}[key["kty"]]
    if all(name in key for name in own) and _of_parameters(key) != made:  # RFC 7517, section 4.7
        raise ValueError
    return made


def _of_parameters(key: dict[str, Any]) -> PublicKeyTypes:
    """A key by the parameters of its type (RFC 7518, section 6; RFC 8037, section 2)."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    match key["kty"]:
        case "RSA":
            return rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
        case "EC":
            curve: ec.EllipticCurve = getattr(ec, _CURVES[key["crv"]])()
            x, y = _number(key["x"]), _number(key["y"])
            return ec.EllipticCurvePublicNumbers(x, y, curve).public_key()
        case _:
            if key["crv"] != "Ed25519":
                raise ValueError
            return ed25519.Ed25519PublicKey.from_public_bytes(_octets(key["x"]))


def _number(text: Any) -> int:
    return int.from_bytes(_octets(text), "big")


def _octets(text: Any) -> bytes:
    """What base64url stands for (RFC 7515, section 2); raises `ValueError`, `TypeError`."""
    if not isinstance(text, str):
        raise TypeError
    padded = (text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)).encode("ascii")
    return base64.b64decode(padded, altchars=b"-_", validate=True)
