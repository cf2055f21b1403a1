"""Keys that an API publishes: fetched over TLS, kept, chosen, and what can be wrong with them."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import hmac
import json
import os
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import anyio
import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from templates.runtime.errors import ConfigurationError
from templates.runtime.json_web_keys import judge
from templates.runtime.public_keys import Either, PublicKey, Shared, StandardKeys
from templates.runtime.published_keys import FetchingReceiver, PublishedKeys, PublishedKeysError
from templates.runtime.webhooks import Hmac, Sent, WebhookError
from tests import packages
from tests.servers import Asked, Served, server_with_tls

VAULT: Any = packages.Imported("webhook-published-keys", ".webhooks")
VAULT_ERRORS: Any = packages.Imported("webhook-published-keys")
BODY = b'{"id": 1}'
SIGNED = Sent("S", timestamp="T", signed=("timestamp", "body"), delimiter=".")


# --- keys, and what is signed by them -------------------------------------------------------------


@cache
def _key(kind: str) -> Any:
    """A private key; after a colon a name, of which each is another one."""
    match kind.partition(":")[0]:
        case "rsa":
            return rsa.generate_private_key(65537, 2048)
        case "short":
            return rsa.generate_private_key(65537, 1024)
        case "P-256":
            return ec.generate_private_key(ec.SECP256R1())
        case "P-384":
            return ec.generate_private_key(ec.SECP384R1())
        case _:
            return ed25519.Ed25519PrivateKey.generate()


def _url_safe(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def _number(value: int) -> str:
    return _url_safe(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _jwk(kind: str, **more: Any) -> dict[str, Any]:
    public = _key(kind).public_key()
    if isinstance(public, rsa.RSAPublicKey):
        numbers = public.public_numbers()
        own = {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
    elif isinstance(public, ec.EllipticCurvePublicKey):
        point, size = public.public_numbers(), (public.key_size + 7) // 8
        x, y = (_url_safe(each.to_bytes(size, "big")) for each in (point.x, point.y))
        own = {"kty": "EC", "crv": f"P-{public.key_size}", "x": x, "y": y}
    else:
        octets = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        own = {"kty": "OKP", "crv": "Ed25519", "x": _url_safe(octets)}
    return own | more


@cache
def _certificate(kind: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "vault.example")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(_key(kind).public_key()).serial_number(x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    return made.sign(_key(kind), None if kind.startswith("ed") else hashes.SHA256())


def _x5c(kind: str) -> list[str]:
    return [base64.b64encode(_certificate(kind).public_bytes(Encoding.DER)).decode()]


def _headers(kind: str = "rsa", pss: int | None = None, **more: str) -> dict[str, str]:
    """What signs `BODY` now, as `SIGNED` has it."""
    key, moment = _key(kind), str(int(time.time()))
    signed, hashed = f"{moment}.".encode() + BODY, hashes.SHA256()
    if isinstance(key, ed25519.Ed25519PrivateKey):
        made = key.sign(signed)
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        made = key.sign(signed, ec.ECDSA(hashed))
    elif pss is not None:
        made = key.sign(signed, padding.PSS(padding.MGF1(hashed), pss), hashed)
    else:
        made = key.sign(signed, padding.PKCS1v15(), hashed)
    return {"S": base64.b64encode(made).decode(), "T": moment, **more}


# --- where they are published ---------------------------------------------------------------------


class Shop:
    """Publishes what it is told, and counts who asks."""

    def __init__(self) -> None:
        self.served = Served("", Path())
        self.asked: list[Asked] = []
        self.said: Callable[[Asked], tuple[int, dict[str, str], Any]] | None = None
        self.keys: list[Any] = []
        self.headers: dict[str, str] = {}
        self.pause = 0.0

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], Any]:
        self.asked.append(asked)
        Event().wait(self.pause)
        return (200, self.headers, {"keys": self.keys}) if self.said is None else self.said(asked)


@pytest.fixture(scope="module")
def running() -> Iterator[Shop]:
    made = Shop()
    with server_with_tls(made.answer) as made.served:
        yield made


@pytest.fixture
def shop(running: Shop) -> Shop:
    running.asked.clear()
    running.said, running.headers, running.pause = None, {}, 0.0
    running.keys = [_jwk("rsa", kid="one")]
    return running


def _published(shop: Shop, **more: Any) -> PublishedKeys:
    url = f"{shop.served.address}/keys"
    return PublishedKeys(url, **{"ca_file": shop.served.ca_file, **more})


def _receiver(
    keys: PublishedKeys, algorithm: Any = "rsa-sha256", key_id: str | None = "K"
) -> FetchingReceiver:
    return FetchingReceiver({}, (PublicKey(SIGNED, algorithm, keys, key_id),))


def _verify(
    way: str, receiver: FetchingReceiver, headers: dict[str, str], secret: Any = None
) -> None:
    if way == "async":
        anyio.run(receiver.verify_async, BODY, headers, secret)
    else:
        receiver.verify(BODY, headers, secret)


WAYS = pytest.mark.parametrize("way", ["sync", "async"])


# --- what is signed -------------------------------------------------------------------------------


@WAYS
@pytest.mark.parametrize(
    ("kind", "algorithm", "pss"),
    [
        ("rsa", "rsa-sha256", None),
        ("rsa", "rsa-pss-sha256", 32),
        ("rsa", "rsa-pss-sha256", 0),
        ("P-256", "ecdsa-sha256", None),
        ("P-384", "ecdsa-sha256", None),
        ("ed25519", "ed25519", None),
    ],
)
def test_a_signature_by_a_published_key_is_verified(
    shop: Shop, way: str, kind: str, algorithm: Any, pss: int | None
) -> None:
    others = [_jwk("rsa:2"), _jwk("P-256:2"), _jwk("ed25519:2")]
    shop.keys = [*others, _jwk(kind, kid="one")]
    receiver = _receiver(_published(shop), algorithm)
    for headers in (_headers(kind, pss), _headers(kind, pss, K="one")):
        _verify(way, receiver, headers)
    forged = _headers(kind, pss) | {"T": str(int(time.time()) + 1)}
    with pytest.raises(WebhookError) as caught:
        _verify(way, receiver, forged)
    assert caught.value.reason == "wrong-signature"
    assert len(shop.asked) == 1
    assert shop.asked[0].method == "GET"
    assert "authorization" not in shop.asked[0].headers


@pytest.mark.parametrize("kind", ["rsa", "P-256", "ed25519"])
def test_a_certificate_has_the_key(shop: Shop, kind: str) -> None:
    algorithm: Any = {"rsa": "rsa-sha256", "P-256": "ecdsa-sha256"}.get(kind, kind)
    own = _jwk(kind)
    for key in ({"kty": own["kty"]}, own):
        shop.keys = [{**key, "x5c": _x5c(kind)}]
        _receiver(_published(shop), algorithm).verify(BODY, _headers(kind))
    pem = _certificate(kind).public_bytes(Encoding.PEM)
    for secret in (pem, pem.decode(), [pem]):
        _receiver(_published(shop), algorithm).verify(BODY, _headers(kind), secret)
    shop.keys = [{**_jwk(f"{kind}:2"), "x5c": _x5c(kind)}]
    with pytest.raises(PublishedKeysError, match="1 malformed"):
        _receiver(_published(shop), algorithm).verify(BODY, _headers(kind))


def test_a_key_that_the_caller_gives_is_taken_and_nothing_fetched(shop: Shop) -> None:
    pem = _key("rsa").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    receiver = _receiver(_published(shop))
    receiver.verify(BODY, _headers(), pem)
    anyio.run(receiver.verify_async, BODY, _headers(), pem)
    with pytest.raises(WebhookError, match="does not fit"):
        receiver.verify(BODY, _headers("rsa:2"), pem)
    assert not shop.asked


SHARED = f"whsec_{base64.b64encode(b'0123456789abcdef').decode()}"


@WAYS
@pytest.mark.parametrize(
    "secret", ["garbage", b"garbage", "", b"", ["garbage"], [], (), ["", b""], SHARED, [SHARED]]
)
def test_what_is_given_and_is_no_public_key_is_refused_and_nothing_fetched(
    shop: Shop, way: str, secret: Any
) -> None:
    """Only `None` leaves the choice to the API."""
    receiver = _receiver(_published(shop))
    _verify(way, receiver, _headers(K="one"), secret=None)
    shop.asked.clear()
    for each in (receiver, _receiver(_published(shop))):
        with pytest.raises(ConfigurationError) as caught:
            _verify(way, each, _headers(K="one"), secret=secret)
        assert not any(said in str(caught.value) for said in ("garbage", SHARED))
    assert not shop.asked


def test_a_shared_secret_is_for_the_forms_that_have_one(shop: Shop) -> None:
    """Beside them, a form whose keys are published is not taken in its place."""
    own = PublicKey(SIGNED, "rsa-sha256", _published(shop), "K")
    receiver = FetchingReceiver({}, (Either((own, Shared(Hmac(Sent("H"))))),))
    by_secret = {"H": base64.b64encode(hmac.digest(b"shared", BODY, "sha256")).decode()}
    receiver.verify(BODY, by_secret, "shared")
    with pytest.raises(WebhookError, match="no header H"):
        receiver.verify(BODY, _headers(), "shared")
    assert not shop.asked
    receiver.verify(BODY, _headers())


def test_both_versions_of_standard_webhooks_may_be_on_one_request(shop: Shop) -> None:
    moment = str(int(time.time()))
    signed = f"msg_1.{moment}.".encode() + BODY
    by_secret = base64.b64encode(hmac.digest(b"0123456789abcdef", signed, "sha256")).decode()
    by_key = base64.b64encode(_key("ed25519").sign(signed)).decode()
    headers = {"webhook-id": "msg_1", "webhook-timestamp": moment}
    both = headers | {"webhook-signature": f"v1,{by_secret} v1a,{by_key}"}
    secret = f"whsec_{base64.b64encode(b'0123456789abcdef').decode()}"
    other = f"whsec_{base64.b64encode(b'another key').decode()}"
    shop.keys = [_jwk("ed25519")]
    given = FetchingReceiver({}, (StandardKeys(),))
    public = _key("ed25519").public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = f"whpk_{base64.b64encode(public).decode()}"
    for secrets in (secret, key, [other, key], [key, other], [other, secret]):
        given.verify(BODY, both, secrets)
    with pytest.raises(WebhookError) as caught:
        given.verify(BODY, both, other)
    assert caught.value.reason == "wrong-signature"
    with pytest.raises(ConfigurationError):
        given.verify(BODY, both, None)
    fetched = FetchingReceiver({}, (StandardKeys(_published(shop)),))
    fetched.verify(BODY, both)
    fetched.verify(BODY, both, secret)
    with pytest.raises(WebhookError, match="does not fit"):
        fetched.verify(BODY, both, other)
    only = headers | {"webhook-signature": f"v1,{by_secret}"}
    given.verify(BODY, only, secret)
    with pytest.raises(WebhookError, match="no signature of version 1a"):
        given.verify(BODY, only, key)


# --- when they are fetched ------------------------------------------------------------------------


@WAYS
def test_keys_are_kept_until_they_expire(shop: Shop, way: str) -> None:
    shop.headers = {"Cache-Control": "public, max-age=120"}
    keys, now = _published(shop), [0.0]
    keys.clock = lambda: now[0]
    receiver = _receiver(keys)
    for moment, count in ((0.0, 1), (119.0, 1), (120.0, 2), (200.0, 2), (241.0, 3)):
        now[0] = moment
        _verify(way, receiver, _headers(K="one"))
        assert len(shop.asked) == count


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("", 600),
        ("max-age=1", 60),
        ("max-age=99999999", 86_400),
        ("no-store, max-age=900", 60),
        ("s-maxage=900", 600),
        ("max-age=x", 600),
    ],
)
def test_an_answer_says_for_how_long_within_bounds(shop: Shop, said: str, seconds: int) -> None:
    shop.headers = {"Cache-Control": said}
    keys, now = _published(shop), [0.0]
    keys.clock = lambda: now[0]
    keys.fetch(keys.version)
    now[0] = seconds - 1
    assert not keys.lacks(None)
    now[0] = seconds
    assert keys.lacks(None)


@WAYS
@pytest.mark.parametrize("name", [None, "two"])
def test_a_key_that_is_new_is_fetched_once_and_not_at_any_rate(
    shop: Shop, way: str, name: str | None
) -> None:
    keys, now = _published(shop), [0.0]
    keys.clock = lambda: now[0]
    receiver, named = _receiver(keys), {} if name is None else {"K": name}
    _verify(way, receiver, _headers(K="one"))
    shop.keys = [_jwk("rsa", kid="one"), _jwk("rsa:2", kid="two")]
    with pytest.raises(WebhookError) as caught:
        _verify(way, receiver, _headers("rsa:2", **named))
    assert caught.value.reason == "wrong-signature"
    assert len(shop.asked) == 1
    now[0] = 30.0
    _verify(way, receiver, _headers("rsa:2", **named))
    assert len(shop.asked) == 2
    for _ in range(5):
        with pytest.raises(WebhookError, match="none of those at 127.0.0.1" if name else "not fit"):
            _verify(way, receiver, _headers("rsa:3", **({"K": "three"} if name else {})))
    assert len(shop.asked) == 2


def test_a_forged_signature_under_a_name_that_is_known_fetches_nothing(shop: Shop) -> None:
    keys, now = _published(shop), [0.0]
    keys.clock = lambda: now[0]
    receiver = _receiver(keys)
    receiver.verify(BODY, _headers(K="one"))
    now[0] = 100.0
    with pytest.raises(WebhookError, match="does not fit"):
        receiver.verify(BODY, _headers("rsa:2", K="one"))
    assert len(shop.asked) == 1


@WAYS
@pytest.mark.parametrize("change", [{"S": ""}, {"S": "?"}, {"T": ""}, {"T": "1"}])
def test_nothing_is_fetched_for_a_request_that_is_wrong_by_itself(
    shop: Shop, way: str, change: dict[str, str]
) -> None:
    with pytest.raises(WebhookError) as caught:
        _verify(way, _receiver(_published(shop)), _headers() | change)
    assert caught.value.reason in ("missing-header", "malformed-header", "stale")
    assert not shop.asked


def test_of_many_threads_one_fetches(shop: Shop) -> None:
    shop.pause = 0.2
    receiver, headers = _receiver(_published(shop)), _headers(K="one")
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: receiver.verify(BODY, headers), range(12)))
    assert len(shop.asked) == 1


def test_of_many_tasks_and_a_thread_one_fetches(shop: Shop) -> None:
    shop.pause = 0.2
    receiver, headers = _receiver(_published(shop)), _headers(K="one")

    async def many() -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(receiver.verify_async, BODY, headers)
            await anyio.to_thread.run_sync(receiver.verify, BODY, headers)

    anyio.run(many)
    anyio.run(receiver.verify_async, BODY, headers, backend="trio")
    assert len(shop.asked) == 1


def test_a_call_that_holds_up_the_loop_of_a_fetch_makes_its_own(shop: Shop) -> None:
    shop.pause = 0.2
    keys = _published(shop, timeout=4)
    receiver, headers = _receiver(keys), _headers(K="one")

    async def both() -> float:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(receiver.verify_async, BODY, headers)
            await anyio.sleep(0.1)
            begun = time.monotonic()
            receiver.verify(BODY, headers)
            return time.monotonic() - begun

    assert anyio.run(both) < 3
    assert len(shop.asked) == 2


@WAYS
def test_a_fetch_whose_loop_stands_still_is_waited_for_within_the_timeout(
    shop: Shop, way: str
) -> None:
    shop.pause = 0.2
    receiver, headers = _receiver(_published(shop, timeout=0.3)), _headers(K="one")
    loop = asyncio.new_event_loop()
    task = loop.create_task(receiver.verify_async(BODY, headers))
    loop.run_until_complete(asyncio.sleep(0.1))  # nor does it go on
    shop.pause = 0.0
    with ThreadPoolExecutor(1) as pool:
        begun = time.monotonic()
        with pytest.raises(PublishedKeysError, match=r"another fetch .* within 0\.3 seconds"):
            pool.submit(_verify, way, receiver, headers).result(5)
        assert time.monotonic() - begun < 3
        pool.submit(_verify, way, receiver, headers).result(5)
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()


def test_a_process_that_is_forked_waits_for_no_thread_of_its_parent() -> None:
    answers = packages.Answers(json.dumps({"keys": [_jwk("rsa")]}).encode())
    keys = PublishedKeys("https://vault.example/keys", transport=answers)
    with keys._lock, warnings.catch_warnings(action="ignore"):
        child = os.fork()
        if not child:
            signal.alarm(5)
            keys.fetch(keys.version)
            os._exit(0 if not keys.lacks(None) else 1)
        assert os.waitpid(child, 0)[1] == 0


def test_a_failure_is_told_to_all_who_wait_and_asked_for_again_later(shop: Shop) -> None:
    shop.pause, shop.said = 0.2, lambda _: (503, {}, {})
    keys = _published(shop)
    receiver, headers = _receiver(keys), _headers(K="one")

    def failed(_: int) -> str:
        with pytest.raises(PublishedKeysError) as caught:
            receiver.verify(BODY, headers)
        return str(caught.value)

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(failed, range(12)))) == 1
    assert len(shop.asked) == 1
    shop.said, later = None, time.monotonic() + 5
    keys.clock = lambda: later
    receiver.verify(BODY, headers)


# --- what is wrong with them ----------------------------------------------------------------------


def _pieces() -> Iterator[bytes]:
    for _ in range(100):
        yield b" "
        Event().wait(0.05)


ANSWERS: list[tuple[Any, str, int | None]] = [
    ((404, {}, {}), "answered 404", 404),
    ((500, {"Content-Type": "text/html"}, b"<p>secret</p>"), "answered 500", 500),
    (
        (200, {"Content-Type": "text/html"}, b"<p>secret</p>"),
        r"answered with text/html, not with JSON that is a set of keys \(RFC 7517\)",
        200,
    ),
    ((200, {}, b"{"), "answered with application/json, not with JSON that", 200),
    ((200, {}, b"[" * 100_000), "answered with application/json, not with JSON that", 200),
    ((200, {}, {"keys": "secret"}), "not with JSON that is a set of keys", 200),
    ((200, {}, {"keys": ["secret"]}), "answered with a set that has no keys", 200),
    ((200, {}, {"keys": []}), "answered with a set that has no keys", 200),
    ((200, {}, b" " * (2 << 20)), "more than 1048576 bytes", 200),
    ((200, {"Content-Encoding": "gzip"}, b"damaged"), "the body is damaged", 200),
    ((302, {"Location": "https://other.example/keys"}, {}), "a redirect that is not followed", 302),
    ((302, {"Location": "http://127.0.0.1/keys"}, {}), "a redirect that is not followed", 302),
    ((302, {"Location": "/keys"}, {}), "redirected more than 3 times", 302),
    ((302, {"Location": "https://:x/"}, {}), "a location that is none", 302),
    ((304, {}, b""), "answered 304", 304),
]


@WAYS
@pytest.mark.parametrize(("answer", "message", "status"), ANSWERS)
def test_what_is_no_set_of_keys_is_one_clear_error(
    shop: Shop, way: str, answer: Any, message: str, status: int | None
) -> None:
    shop.said = lambda _: answer
    where = f"the keys of webhooks at {shop.served.address.partition('//')[2]}/keys: .*"
    with pytest.raises(PublishedKeysError, match=where + message) as caught:
        _verify(way, _receiver(_published(shop)), _headers(K="one"))
    assert caught.value.status_code == status
    told = f"{caught.value} {vars(caught.value)} {caught.value.__context__!r}"
    assert "secret" not in told
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, WebhookError)


@WAYS
@pytest.mark.parametrize("is_dripping", [False, True])
def test_an_endpoint_that_is_slow_is_left(shop: Shop, way: str, is_dripping: bool) -> None:
    if is_dripping:
        shop.said = lambda _: (200, {}, _pieces())
    else:
        shop.pause = 2.0
    begun = time.monotonic()
    with pytest.raises(PublishedKeysError, match=r"did not answer within 0\.25 seconds"):
        _verify(way, _receiver(_published(shop, timeout=0.25)), _headers(K="one"))
    assert time.monotonic() - begun < 1.9


@WAYS
def test_a_certificate_of_tls_that_is_not_trusted_is_told(shop: Shop, way: str) -> None:
    with pytest.raises(PublishedKeysError, match=r"not reached \(its certificate is not trusted\)"):
        _verify(way, _receiver(_published(shop, ca_file=None)), _headers(K="one"))
    assert not shop.asked


def test_a_redirect_within_the_origin_is_followed(shop: Shop) -> None:
    there = {"Location": "/there"}
    shop.said = lambda asked: (
        (307, there, {}) if asked.path == "/keys" else (200, {}, {"keys": shop.keys})
    )
    _receiver(_published(shop)).verify(BODY, _headers(K="one"))
    assert [each.path for each in shop.asked] == ["/keys", "/there"]


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (_jwk("rsa", use="enc"), "1 for another use"),
        (_jwk("rsa", key_ops=["encrypt"]), "1 for another use"),
        (_jwk("rsa", key_ops=[]), "1 for another use"),
        (_jwk("rsa", key_ops=7, use=7), "1 for another use"),
        (_jwk("rsa", alg="RS512"), "1 of another algorithm"),
        (_jwk("rsa", alg="RSA-OAEP"), "1 of another algorithm"),
        (_jwk("rsa", alg=["RS256"]), "1 of another algorithm"),
        (_jwk("ed25519"), "1 of another type"),
        ({}, "1 of another type"),
        ({"kty": ["RSA"]}, "1 of another type"),
        ({"kty": "RSA"}, "1 malformed"),
        (_jwk("rsa", n="secret!"), "1 malformed"),
        (_jwk("rsa", n=7), "1 malformed"),
        (_jwk("rsa", e=""), "1 malformed"),
        (_jwk("rsa", n="\u00e9"), "1 malformed"),
        (_jwk("rsa", x5c=[]), "1 malformed"),
        (_jwk("rsa", x5c="secret"), "1 malformed"),
        (_jwk("rsa", x5c=["secret"]), "1 malformed"),
        (_jwk("rsa", x5c=_x5c("ed25519")), "1 malformed"),
        (_jwk("rsa", x5c={}), "1 malformed"),
        (_jwk("short"), "1 too short"),
    ],
)
def test_a_key_that_cannot_verify_is_none_and_the_error_says_why(
    shop: Shop, key: dict[str, Any], reason: str
) -> None:
    shop.keys = [key]
    with pytest.raises(PublishedKeysError) as caught:
        _receiver(_published(shop)).verify(BODY, _headers(K="one"))
    assert str(caught.value).endswith(f"/keys: none verifies rsa-sha256 ({reason})")
    shop.keys = [key, _jwk("rsa", use="sig", key_ops=["verify"], alg="RS256", kid="one")]
    _receiver(_published(shop)).verify(BODY, _headers(K="one"))


@pytest.mark.parametrize(
    "key",
    [
        _jwk("P-256", crv="P-9"),
        _jwk("P-256", crv=["P-256"]),
        _jwk("P-256", y="AAAA"),
        _jwk("P-256", x=None),
        _jwk("P-256", crv="P-384"),
        {"kty": "OKP", "crv": "X25519", "x": "AAAA"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"},
    ],
)
def test_a_key_of_a_curve_that_is_malformed_is_none(key: dict[str, Any]) -> None:
    algorithm: Any = "ecdsa-sha256" if key["kty"] == "EC" else "ed25519"
    assert judge({}, 0, key, algorithm) == "malformed"


def test_a_key_without_a_name_may_be_any_and_one_without_an_algorithm_too(shop: Shop) -> None:
    shop.keys = [_jwk("rsa:2", kid="one"), _jwk("rsa")]
    _receiver(_published(shop)).verify(BODY, _headers(K="another"))
    _receiver(_published(shop)).verify(BODY, _headers("rsa:2", K="one"))


# --- where they may be ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://vault.example/keys", "must be an https URL"),
        ("https://", "must be an https URL"),
        ("file:///etc/passwd", "must be an https URL"),
        ("https://me:secret@vault.example/keys", "must not hold a user"),
        ("https://vault.example/keys#1", "must not hold a user or a fragment"),
        ("https://:x", "is not a URL"),
        (None, "is not a URL"),
    ],
)
def test_keys_come_by_tls_or_from_this_machine(url: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        PublishedKeys(url)
    assert "secret" not in str(caught.value)
    PublishedKeys("http://localhost:1/keys")
    PublishedKeys("http://[::1]:1/keys")


# --- a package ------------------------------------------------------------------------------------


def test_a_package_fetches_the_keys_of_its_document_and_others_by_a_transport() -> None:
    keys = json.dumps({"keys": [_jwk("rsa", kid="one"), _jwk("ed25519")]}).encode()
    answers = packages.Answers(keys)
    own = VAULT.PublishedKeys("https://vault.example/keys", transport=answers)
    sent = _headers()
    headers = {"X-Vault-Signature": sent["S"], "X-Vault-Sent": sent["T"], "X-Vault-Key": "one"}
    assert VAULT.unwrap(BODY, headers, secret=own, name="opened").id == 1
    assert VAULT.verify(BODY, headers, secret=own) is None
    assert anyio.run(lambda: VAULT.unwrap_async(BODY, headers, secret=own, name="opened")).id == 1
    assert anyio.run(lambda: VAULT.verify_async(BODY, headers, secret=own)) is None
    assert [str(each.url) for each in answers.requests] == ["https://vault.example/keys"]
    shared = base64.b64encode(hmac.digest(b"shared", BODY, "sha256")).decode()
    assert VAULT.unwrap(BODY, {"X-Shared": shared}, secret="shared", name="knocked").id == 1
    for secret in ("shared", SHARED, "", []):
        with pytest.raises(VAULT_ERRORS.ConfigurationError):
            VAULT.unwrap(BODY, headers, secret=secret, name="opened")
    assert repr(own) == "PublishedKeys('vault.example/keys')"


def test_a_transport_of_the_wrong_kind_is_told() -> None:
    class Blocking(httpx2.BaseTransport):
        pass

    receiver = _receiver(PublishedKeys("https://vault.example/keys", transport=Blocking()))
    with pytest.raises(TypeError, match="AsyncBaseTransport"):
        anyio.run(receiver.verify_async, BODY, _headers())


def test_only_a_package_whose_keys_are_published_has_what_fetches_them() -> None:
    has = {}
    for case in ("webhook-keys", "webhook-published-keys"):
        folder = Path(str(packages.imported(case).__file__)).parent
        has[case] = {path.stem for path in folder.rglob("*.py")}
    fetching = {"published_keys", "json_web_keys"}
    assert not has["webhook-keys"] & fetching
    assert has["webhook-published-keys"] >= fetching
    assert not hasattr(packages.imported("webhook-keys"), "PublishedKeys")
