"""Requests that the API signs with a key pair: verified by the public key, and by nothing else."""

from __future__ import annotations

import base64
import hmac
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from templates.runtime.errors import ConfigurationError
from templates.runtime.public_keys import Either, PublicKey, StandardKeys
from templates.runtime.webhooks import Receiver, Sent, WebhookError
from tests import packages

BANK: Any = packages.Imported("webhook-keys", ".webhooks")
BANK_ERRORS: Any = packages.Imported("webhook-keys", "._runtime.errors")
BODY = b'{"id": 1}'
HASHES = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}


@cache
def _key(kind: str) -> Any:
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    if kind == "ecdsa":
        return ec.generate_private_key(ec.SECP384R1())
    return ed25519.Ed25519PrivateKey.generate()


def _pem(key: Any) -> str:
    octets = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return octets.decode()


def _written(key: Any) -> str:
    octets = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"whpk_{base64.b64encode(octets).decode()}"


def _signature(algorithm: str, signed: bytes) -> bytes:
    kind, _, digest = algorithm.partition("-")
    match kind:
        case "rsa":
            return _key(kind).sign(signed, padding.PKCS1v15(), HASHES[digest])
        case "ecdsa":
            return _key(kind).sign(signed, ec.ECDSA(HASHES[digest]))
        case _:
            return _key(kind).sign(signed)


def _standard(
    body: bytes, at: float | None = None, start: str = "webhook", by: str = "ed25519"
) -> dict[str, str]:
    moment = str(int(time.time() if at is None else at))
    made = base64.b64encode(_key(by).sign(b"msg_1.%s." % moment.encode() + body)).decode()
    return {
        f"{start}-id": "msg_1",
        f"{start}-timestamp": moment,
        f"{start}-signature": f"v1,AAAA v1a,AAAA v1a,{made} v2,AAAA",
    }


# --- Standard Webhooks ----------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["webhook", "svix"])
def test_what_is_signed_by_version_1a_of_standard_webhooks_is_read(start: str) -> None:
    key = _key("ed25519")
    for secret in (_written(key), _written(key).rstrip("="), f"{_written(key)}\n", _pem(key)):
        event = BANK.unwrap(BODY, _standard(BODY, start=start), secret=secret, name="opened")
        assert event.id == 1
    assert BANK.verify(BODY, _standard(BODY, start=start), secret=_pem(key).encode()) is None


def test_one_of_several_keys_has_to_fit() -> None:
    other, written = _written(_key("another")), _written(_key("ed25519"))
    assert BANK.verify(BODY, _standard(BODY), secret=[other, written]) is None
    with pytest.raises(BANK.WebhookError) as caught:
        BANK.unwrap(BODY, _standard(BODY), secret=[other], name="opened")
    assert caught.value.reason == "wrong-signature"


@pytest.mark.parametrize(
    ("change", "reason", "header"),
    [
        ({"webhook-id": ""}, "missing-header", "webhook-id"),
        ({"webhook-timestamp": ""}, "missing-header", "webhook-timestamp"),
        ({"webhook-signature": ""}, "missing-header", "webhook-signature"),
        ({"webhook-timestamp": "yesterday"}, "malformed-header", "webhook-timestamp"),
        ({"webhook-timestamp": "1"}, "stale", "webhook-timestamp"),
        ({"webhook-signature": "v1,AAAA"}, "malformed-header", "webhook-signature"),
        ({"webhook-signature": "v1a,\xe9"}, "malformed-header", "webhook-signature"),
        ({"webhook-signature": "v1a,AAAA"}, "wrong-signature", None),
        ({"webhook-id": "msg_2"}, "wrong-signature", None),
    ],
)
def test_what_is_not_signed_is_refused(
    change: dict[str, str], reason: str, header: str | None
) -> None:
    receiver = Receiver({}, (StandardKeys(),))
    with pytest.raises(WebhookError) as caught:
        receiver.verify(BODY, _standard(BODY) | change, _written(_key("ed25519")))
    assert (caught.value.reason, caught.value.header) == (reason, header)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_timestamp_that_is_too_far_from_now_is_refused_unless_it_is_tolerated(
    seconds: int,
) -> None:
    headers, secret = _standard(BODY, time.time() + seconds), _written(_key("ed25519"))
    with pytest.raises(BANK.WebhookError) as caught:
        BANK.unwrap(BODY, headers, secret=secret, name="opened")
    assert caught.value.reason == "stale"
    assert BANK.unwrap(BODY, headers, secret=secret, name="opened", tolerance=400).id == 1


# --- signatures that the document describes -------------------------------------------------------


@pytest.mark.parametrize(
    "algorithm",
    [*(f"{kind}-{digest}" for kind in ("rsa", "ecdsa") for digest in HASHES), "ed25519"],
)
def test_each_algorithm_verifies_what_cryptography_signs(algorithm: Any) -> None:
    kind = algorithm.partition("-")[0]
    receiver = Receiver({}, (PublicKey(Sent("S", "hex", "k=", timestamp="T"), algorithm),))
    headers = {"s": f"k={_signature(algorithm, BODY).hex()}", "t": str(int(time.time()))}
    receiver.verify(BODY, headers, _pem(_key(kind)))
    for changed, reason in (
        ({"s": f"k={_signature(algorithm, b'').hex()}"}, "wrong-signature"),
        ({"s": "k=00"}, "wrong-signature"),
        ({"s": "k=xy"}, "malformed-header"),
        ({"s": "00"}, "malformed-header"),
        ({"s": ""}, "missing-header"),
        ({"t": "1"}, "stale"),
    ):
        with pytest.raises(WebhookError) as caught:
            receiver.verify(BODY, headers | changed, _pem(_key(kind)))
        assert caught.value.reason == reason
    other = "ecdsa" if kind == "rsa" else "rsa"
    with pytest.raises(ConfigurationError, match="of another kind"):
        receiver.verify(BODY, headers, _pem(_key(other)))


def test_a_signature_by_another_digest_does_not_fit() -> None:
    receiver = Receiver({}, (PublicKey(Sent("S", "hex"), "rsa-sha256"),))
    headers = {"S": _signature("rsa-sha512", BODY).hex()}
    with pytest.raises(WebhookError, match="does not fit"):
        receiver.verify(BODY, headers, _pem(_key("rsa")))


def test_a_timestamp_that_is_signed_is_held_to() -> None:
    moment = str(int(time.time() * 1000))
    made = _signature("rsa-sha512", f"{moment}.".encode() + b'{"amount": 2}').hex()
    headers = {"X-Bank-Signature": f"rsa={made}", "X-Bank-Sent": moment}
    secret = _pem(_key("rsa"))
    assert BANK.unwrap(b'{"amount": 2}', headers, secret=secret, name="paid").amount == 2
    later = headers | {"X-Bank-Sent": str(int(moment) + 1)}
    with pytest.raises(BANK.WebhookError, match="does not fit"):
        BANK.unwrap(b'{"amount": 2}', later, secret=secret, name="paid")


# --- what is no public key ------------------------------------------------------------------------


def _private_pem() -> str:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return _key("ed25519").private_bytes(*form).decode()


@pytest.mark.parametrize(
    "secret",
    ["", "whpk_", "whpk_AAAA", "whpk_not base64", "c2VjcmV0", b"secret", [], "-----BEGIN"],
)
def test_what_is_no_public_key_is_a_mistake_of_the_setup(secret: Any) -> None:
    with pytest.raises(BANK_ERRORS.ConfigurationError) as caught:
        BANK.unwrap(BODY, _standard(BODY), secret=secret, name="opened")
    assert not any(each in str(caught.value) for each in ("AAAA", "c2VjcmV0", "not base64"))


def test_a_private_key_is_refused_and_no_error_has_anything_of_it() -> None:
    secret = _private_pem()
    for call in (BANK.verify, lambda *a, **k: BANK.unwrap(*a, **k, name="opened")):
        with pytest.raises(BANK_ERRORS.ConfigurationError) as caught:
            call(BODY, _standard(BODY), secret=secret)
        error = caught.value
        told = f"{error} {error!r} {vars(error)} {error.__cause__!r} {error.__context__!r}"
        assert not any(line in told for line in secret.splitlines()[1:-1])


def test_a_public_key_is_never_taken_as_a_shared_secret() -> None:
    public = _pem(_key("rsa"))
    forged = {"X-Shared": base64.b64encode(hmac.digest(public.encode(), BODY, "sha256")).decode()}
    with pytest.raises(BANK_ERRORS.ConfigurationError):
        BANK.unwrap(BODY, forged, secret=public, name="closed")
    with pytest.raises(BANK.WebhookError):
        BANK.unwrap(BODY, forged, secret=[public, "shared"], name="closed")
    with pytest.raises(BANK.WebhookError):
        BANK.verify(BODY, forged, secret=[public, "shared"])
    meant = {"X-Shared": base64.b64encode(hmac.digest(b"shared", BODY, "sha256")).decode()}
    assert BANK.verify(BODY, meant, secret=[public, "shared"]) is None
    assert BANK.unwrap(BODY, meant, secret=[public, "shared"], name="closed").id == 1


def test_of_several_forms_those_count_that_a_key_was_given_for() -> None:
    forms = Either((PublicKey(Sent("S"), "rsa-sha256"), StandardKeys()))
    receiver = Receiver({}, (forms,))
    receiver.verify(BODY, _standard(BODY), _written(_key("ed25519")))
    with pytest.raises(WebhookError, match="no header S"):
        receiver.verify(BODY, _standard(BODY), _pem(_key("rsa")))
    with pytest.raises(ConfigurationError, match="of another kind"):
        receiver.verify(BODY, _standard(BODY), _pem(_key("ecdsa")))
    with pytest.raises(ConfigurationError, match="neither in PEM"):
        receiver.verify(BODY, _standard(BODY), [_written(_key("ed25519")), "whpk_AAAA"])


# --- what a package costs -------------------------------------------------------------------------


def test_without_the_library_an_error_names_what_to_install() -> None:
    program = f"""
import sys
sys.modules["cryptography"] = None
from {packages.imported("webhook-keys").__name__} import _runtime, webhooks
assert webhooks.parse(b'{{"id": 1}}', name="opened").id == 1
try:
    webhooks.unwrap(b"{{}}", {{}}, secret={_written(_key("ed25519"))!r}, name="opened")
except Exception as error:
    print(type(error).__name__, error)
"""
    folder = Path(str(packages.imported("webhook-keys").__file__)).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    said = "a public key of webhooks needs the library cryptography: pip install cryptography, or"
    assert run.stdout == f"ConfigurationError {said} this package with its extra webhooks\n"


def test_only_a_package_that_verifies_by_keys_has_what_reads_them() -> None:
    made = {}
    for case in ("webhook-keys", "webhook-signatures"):
        made[case] = Path(str(packages.imported(case).__file__)).parents[1]
    keys, shared = made["webhook-keys"], made["webhook-signatures"]
    extra = 'webhooks = ["cryptography>=45"]'
    assert extra in (keys / "pyproject.toml").read_text()
    assert "[project.scripts]" not in (keys / "pyproject.toml").read_text()
    assert "pip install '.[webhooks]'" in (keys / "README.md").read_text()
    assert next(keys.glob("*/_runtime/public_keys.py")).exists()
    for path in shared.rglob("*"):
        assert path.name != "public_keys.py"
        if path.is_file() and path.suffix != ".pyc":
            text = path.read_text()
            assert "cryptography" not in text
            assert "whpk_" not in text
