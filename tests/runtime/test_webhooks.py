"""Requests that the API sends by itself: who signed them is verified, and what they say is read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib
import json
import pickle
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
from golden._runtime.errors import ConfigurationError, SDKError
from golden._runtime.webhooks import Hmac, Sent, Standard, WebhookError
from golden._runtime.webhooks import Receiver as RuntimeReceiver
from standardwebhooks import Webhook as Reference
from standardwebhooks import WebhookVerificationError

from tests import packages

SHOP: Any = packages.Imported("webhooks", ".webhooks")
SHOP_MODELS: Any = packages.Imported("webhooks", ".models")
PARCELS: Any = packages.Imported("webhook-signatures", ".webhooks")
PARCEL_MODELS: Any = packages.Imported("webhook-signatures", ".models")
GATE: Any = packages.Imported("one-webhook", ".webhooks")

KEY = b"a key of some octets"
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"
PAID = {"type": "order.paid", "amount": 3.5}


def _body(value: Any) -> bytes:
    return json.dumps(value).encode()


def _signed(body: bytes, at: float | None = None, *, secret: str = SECRET) -> dict[str, str]:
    """The headers that the reference implementation gives a body."""
    moment = datetime.fromtimestamp(int(time.time() if at is None else at), UTC)
    signature = Reference(secret).sign("msg_1", moment, body.decode())
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }


# --- Standard Webhooks ----------------------------------------------------------------------------


def test_what_the_reference_implementation_signs_is_read() -> None:
    body = _body(PAID)
    event = SHOP.unwrap(body, _signed(body), secret=SECRET)
    assert type(event) is SHOP_MODELS.OrderPaidPayload
    assert event.amount == 3.5


def test_what_an_emitted_test_signs_is_verified_by_the_reference_implementation() -> None:
    body, moment = _body(PAID), str(int(time.time()))
    made = hmac.new(KEY, b"msg_1.%s." % moment.encode() + body, hashlib.sha256).digest()
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(made).decode()}",
    }
    assert Reference(SECRET).verify(body, headers) == PAID
    assert SHOP.verify(body, headers, secret=SECRET) is None


@pytest.mark.parametrize(
    ("change", "reason", "header"),
    [
        ({"webhook-id": ""}, "missing-header", "webhook-id"),
        ({"webhook-timestamp": ""}, "missing-header", "webhook-timestamp"),
        ({"webhook-signature": ""}, "missing-header", "webhook-signature"),
        ({"webhook-timestamp": "yesterday"}, "malformed-header", "webhook-timestamp"),
        ({"webhook-timestamp": "9" * 400}, "malformed-header", "webhook-timestamp"),
        ({"webhook-timestamp": "\u0661\u0662"}, "malformed-header", "webhook-timestamp"),
        ({"webhook-signature": "v1"}, "malformed-header", "webhook-signature"),
        ({"webhook-signature": "v1,\xe9\xe9"}, "malformed-header", "webhook-signature"),
        ({"webhook-signature": "v1a,AAAA"}, "malformed-header", "webhook-signature"),
        ({"webhook-signature": "v1,AAAA"}, "wrong-signature", None),
        ({"webhook-id": "msg_2"}, "wrong-signature", None),
    ],
)
def test_what_is_not_signed_is_refused_by_both(
    change: dict[str, str], reason: str, header: str | None
) -> None:
    body = _body(PAID)
    headers = _signed(body) | change
    with pytest.raises((WebhookVerificationError, ValueError)):
        Reference(SECRET).verify(body, headers)
    with pytest.raises(SHOP.WebhookError) as caught:
        SHOP.unwrap(body, headers, secret=SECRET)
    assert (caught.value.reason, caught.value.header) == (reason, header)


@pytest.mark.parametrize("seconds", [-301, 301, -1e9])
def test_a_timestamp_further_than_five_minutes_from_now_is_stale(seconds: float) -> None:
    body = _body(PAID)
    headers = _signed(body, time.time() + seconds)
    with pytest.raises(WebhookVerificationError):
        Reference(SECRET).verify(body, headers)
    with pytest.raises(SHOP.WebhookError) as caught:
        SHOP.verify(body, headers, secret=SECRET)
    assert (caught.value.reason, caught.value.header) == ("stale", "webhook-timestamp")
    assert SHOP.verify(body, headers, secret=SECRET, tolerance=abs(seconds) + 5) is None


@pytest.mark.parametrize("seconds", [-295, 295])
def test_a_timestamp_within_five_minutes_is_not(seconds: float) -> None:
    body = _body(PAID)
    headers = _signed(body, time.time() + seconds)
    assert Reference(SECRET).verify(body, headers) == PAID
    assert SHOP.verify(body, headers, secret=SECRET) is None
    for tolerance in (0, float("nan")):
        with pytest.raises(SHOP.WebhookError):
            SHOP.verify(body, headers, secret=SECRET, tolerance=tolerance)


def test_one_of_several_signatures_and_one_of_several_secrets_has_to_fit() -> None:
    body, other = _body(PAID), f"whsec_{base64.b64encode(b'another').decode()}"
    headers = _signed(body)
    headers["webhook-signature"] = f"v1,AAAA v2,BBBB {headers['webhook-signature']}"
    assert SHOP.verify(body, headers, secret=SECRET) is None
    assert SHOP.verify(body, headers, secret=[other, SECRET]) is None
    with pytest.raises(SHOP.WebhookError):
        SHOP.verify(body, headers, secret=[other])


@pytest.mark.parametrize(
    "secret", [SECRET, SECRET.removeprefix("whsec_"), SECRET.rstrip("="), KEY, f"{SECRET}\n"]
)
def test_a_secret_is_base64_with_or_without_its_prefix_or_octets(secret: Any) -> None:
    body = _body(PAID)
    assert SHOP.verify(body, _signed(body), secret=secret) is None


@pytest.mark.parametrize("secret", ["", b"", [], "whsec_", "whsec_not base64!", 7, [None]])
def test_a_secret_that_is_none_is_a_mistake_of_the_setup(secret: Any) -> None:
    body = _body(PAID)
    with pytest.raises((SHOP_ERRORS.ConfigurationError, TypeError)) as caught:
        SHOP.verify(body, _signed(body), secret=secret)
    assert "not base64" not in str(caught.value)


def test_a_secret_that_the_environment_does_not_have_is_one_clear_error() -> None:
    with pytest.raises(SHOP_ERRORS.ConfigurationError, match="no secret of webhooks was given"):
        SHOP.verify(b"{}", {}, secret=None)


SHOP_ERRORS: Any = packages.Imported("webhooks", "._runtime.errors")


def test_headers_are_any_mapping_or_pairs_in_text_or_octets_and_any_case() -> None:
    body = _body(PAID)
    signed = _signed(body)
    for headers in (
        {name.title(): value for name, value in signed.items()},
        httpx2.Headers(signed),
        {name.encode(): value.encode() for name, value in signed.items()},
        [(name.upper().encode(), value.encode()) for name, value in signed.items()],
        list(signed.items()),
        {name.replace("webhook", "svix"): value for name, value in signed.items()},
    ):
        assert SHOP.verify(body, headers, secret=SECRET) is None


def test_a_body_is_octets_or_text_and_nothing_made_of_it() -> None:
    body = _body(PAID)
    signed = _signed(body)
    for each in (body, bytearray(body), memoryview(body), body.decode()):
        assert SHOP.unwrap(each, signed, secret=SECRET).amount == 3.5
    with pytest.raises(TypeError, match="dict"):
        SHOP.unwrap(PAID, signed, secret=SECRET)


def test_an_error_says_nothing_of_secret_signature_or_body() -> None:
    body = _body({"type": "order.paid", "amount": "a private word"})
    signed = _signed(body)
    for headers in (signed, {**signed, "webhook-signature": "v1,U0VDUkVU"}, {}):
        with pytest.raises(SHOP.WebhookError) as caught:
            SHOP.unwrap(body, headers, secret=SECRET)
        error = caught.value
        told = f"{error} {error!r} {vars(error)} {error.__cause__!r} {error.__context__!r}"
        for secret in ("private", "U0VDUkVU", SECRET[6:], signed["webhook-signature"][3:]):
            assert secret not in told
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.reason) == (type(error), error.reason)
        assert isinstance(error, SHOP_ERRORS.SDKError)


# --- what it says ---------------------------------------------------------------------------------


def test_a_kind_that_the_document_does_not_know_arrives_with_all_its_fields() -> None:
    event = SHOP.parse(_body({"type": "order.eaten", "by": "the dog"}))
    assert type(event).__name__ == "OpenModel"
    assert (event.type, event.by) == ("order.eaten", "the dog")


def test_a_name_that_there_is_nothing_of_is_refused_with_those_there_are() -> None:
    body = _body(PAID)
    names = "name: must be one of order.created, order.paid, order.gone, onStock"
    with pytest.raises(SHOP_ERRORS.InvalidInputError, match=names):
        SHOP.parse(body, name="order.payed")
    with pytest.raises(SHOP_ERRORS.InvalidInputError, match=names):
        SHOP.unwrap(body, {}, secret=SECRET, name="order.payed")


@pytest.mark.parametrize("name", ["order.created", "order.gone"])
@pytest.mark.parametrize("kind", ["order.paid", "order.eaten", None, 1])
def test_a_payload_that_says_that_it_is_another_is_not_read_as_what_it_is_called(
    name: str, kind: object
) -> None:
    body = _body({"type": kind, "amount": 3.5, "order": {"id": "1"}})
    if name == "order.gone" and kind != "order.paid":  # of its kinds one may be new
        assert SHOP.parse(body, name=name).type == kind
        return
    with pytest.raises(SHOP.WebhookError, match=f"type: says that it is none of {name}") as caught:
        SHOP.unwrap(body, _signed(body), secret=SECRET, name=name)
    assert caught.value.reason == "payload"
    assert [each.path for each in caught.value.problems] == ["type"]


def test_a_header_that_says_that_it_is_another_is_not_read_as_what_it_is_called() -> None:
    body = b'{"id": 1, "door": 2}'
    headers = {"x-parcels-event": "parcel.arrived"}
    assert PARCELS.parse(body, {}, name="sent").id == 1
    assert PARCELS.parse(body, headers, name="arrived").door == 2
    for value in ("parcel.arrived", "parcel.eaten"):
        with pytest.raises(PARCELS.WebhookError, match="none of sent") as caught:
            PARCELS.parse(body, {"x-parcels-event": value}, name="sent")
        assert (caught.value.reason, caught.value.header) == ("payload", "x-parcels-event")


def test_a_payload_of_a_document_in_which_not_all_say_what_they_are_is_held_to_its_own(
    tmp_path: Path,
) -> None:
    text = """
openapi: 3.1.0
info: {title: Some, version: "1"}
paths: {}
webhooks:
  made: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {type: {const: made}, n: {type: integer}}}}}}}}
  gone: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {type: {enum: [gone, lost]}, m: {type: integer}}}}}}}}
  beat: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {at: {type: integer}}}}}}}}
"""
    made = packages.import_document(text, "made_partly_told", tmp_path)
    webhooks = importlib.import_module(f"{made.__name__}.webhooks")
    assert webhooks.parse(b'{"n": 1}', name="made").n == 1
    assert webhooks.parse(b'{"type": "new", "m": 1}', name="gone").m == 1
    assert webhooks.parse(b'{"type": "made", "at": 1}', name="beat").at == 1
    for name, kind in (("made", "gone"), ("gone", "made"), ("made", "new")):
        with pytest.raises(webhooks.WebhookError, match=f"none of {name}"):
            webhooks.parse(_body({"type": kind}), name=name)


def test_a_payload_is_read_tolerantly() -> None:
    event = SHOP.parse(_body({**PAID, "state": "new", "more": None}))
    assert (event.state, event.more) == ("new", None)
    assert SHOP.parse(_body({"type": "order.created", "order": {"id": "1"}})).order.id == "1"
    assert SHOP.parse(b"\xef\xbb\xbf" + _body({"type": "order.returned"})).type == "order.returned"


def test_a_webhook_and_a_callback_are_read_by_name() -> None:
    stock = SHOP.parse(_body({"sku": "a", "left": 2}), name="onStock")
    assert type(stock) is SHOP_MODELS.SubscribeOnStockPayload
    gone = SHOP.parse(_body({"type": "order.cancelled"}), name="order.gone")
    assert type(gone) is SHOP_MODELS.OrderCancelled


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe{}", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"type": "order.paid"}', "amount"),
        (b'"order.paid"', "fits none"),
    ],
)
def test_a_payload_that_misfits_is_told_by_its_problems(body: bytes, what: str) -> None:
    with pytest.raises(SHOP.WebhookError, match=what) as caught:
        SHOP.parse(body)
    assert caught.value.reason == "payload"
    assert bool(caught.value.problems) is (what != "is not JSON")


def test_a_document_of_one_webhook_needs_no_name_and_without_a_shared_secret_verifies_nothing() -> (
    None
):
    (gate,) = GATE.parse(b'[{"number": 4}]')
    assert gate.number == 4
    assert GATE.__all__ == ["Event", "WebhookError", "parse"]


# --- signatures that the document describes -------------------------------------------------------


def _parcel(body: bytes, event: str, at: float | None = None) -> dict[str, str]:
    moment = datetime.fromtimestamp(time.time() if at is None else at, UTC).isoformat()
    made = hmac.new(KEY, moment.encode() + b"." + body, "sha512").hexdigest()
    return {
        "X-PARCELS-EVENT": event,
        "x-parcels-sent": moment,
        "x-parcels-signature": f"sha512={made.upper()}",
    }


def test_an_hmac_of_timestamp_and_body_is_verified_and_a_header_says_the_kind() -> None:
    body = b'{"id": 1}'
    parcel = PARCELS.unwrap(body, _parcel(body, "parcel.sent"), secret=KEY.decode())
    assert type(parcel) is PARCEL_MODELS.Parcel
    unknown = PARCELS.unwrap(body, _parcel(body, "parcel.eaten"), secret=KEY)
    assert type(unknown).__name__ == "OpenModel"
    for at, reason in ((time.time() - 61, "stale"), (time.time() + 61, "stale")):
        with pytest.raises(PARCELS.WebhookError) as caught:
            PARCELS.verify(body, _parcel(body, "parcel.sent", at), secret=KEY)
        assert caught.value.reason == reason
        assert (
            PARCELS.verify(body, _parcel(body, "parcel.sent", at), secret=KEY, tolerance=90) is None
        )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"x-parcels-signature": ""}, "missing-header"),
        ({"x-parcels-sent": ""}, "missing-header"),
        ({"X-PARCELS-EVENT": ""}, "missing-header"),
        ({"x-parcels-sent": "noon"}, "malformed-header"),
        ({"x-parcels-signature": "sha1=00"}, "malformed-header"),
        ({"x-parcels-signature": "sha512=xy"}, "malformed-header"),
        ({"x-parcels-signature": "00"}, "malformed-header"),
        ({"x-parcels-signature": "sha512=00"}, "wrong-signature"),
        ({"x-parcels-sent": datetime.now(UTC).isoformat(timespec="hours")}, "stale"),
    ],
)
def test_an_hmac_that_is_not_there_or_of_another_form_is_refused(
    change: dict[str, str], reason: str
) -> None:
    body = b'{"id": 1}'
    if reason == "stale":
        change = {"x-parcels-sent": "2020-01-01T00:00:00Z"}
    with pytest.raises(PARCELS.WebhookError) as caught:
        PARCELS.unwrap(body, _parcel(body, "parcel.sent") | change, secret=KEY)
    assert caught.value.reason == reason


def test_each_webhook_is_held_to_its_own_form_of_signature() -> None:
    body = b'{"door": 2}'
    signature = base64.b64encode(hmac.new(KEY, body, "sha256").digest()).decode()
    headers = {"X-Parcels-Event": "parcel.arrived", "X-Arrived-Signature": signature}
    assert PARCELS.unwrap(body, headers, secret=KEY).door == 2
    with pytest.raises(PARCELS.WebhookError, match="X-Parcels-Signature"):
        PARCELS.unwrap(body, headers | {"X-Parcels-Event": "parcel.sent"}, secret=KEY)
    errors: Any = packages.Imported("webhook-signatures", "._runtime.errors")
    with pytest.raises(errors.ConfigurationError, match="not verified"):
        PARCELS.unwrap(body, headers | {"X-Parcels-Event": "parcel.vanished"}, secret=KEY)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("encoding", ["base64", "hex"])
@pytest.mark.parametrize("written", ["unix-seconds", "unix-millis"])
def test_each_digest_encoding_and_form_of_a_timestamp(
    algorithm: Any, encoding: Any, written: Any
) -> None:
    sent = Sent("S", encoding, "v0:", ("body", "timestamp"), "|", "T", written)
    form = Hmac(sent, algorithm)
    receiver = RuntimeReceiver({}, (form,))
    moment = str(int(time.time() * (1000 if written == "unix-millis" else 1)))
    made = hmac.new(KEY, b"{}|" + moment.encode(), algorithm)
    signature = made.hexdigest() if encoding == "hex" else base64.b64encode(made.digest()).decode()
    headers = {"s": f"v0:{signature}", "t": moment}
    receiver.verify(b"{}", headers, KEY)
    with pytest.raises(WebhookError) as caught:
        receiver.verify(b"{} ", headers, KEY)
    assert caught.value.reason == "wrong-signature"


def test_what_nothing_tells_apart_has_to_be_named() -> None:
    receiver = RuntimeReceiver({"a": lambda: int}, (Standard(),))
    assert receiver.parse(b"7", name="a") == 7
    with pytest.raises(TypeError, match="name"):
        receiver.parse(b"7")
    assert issubclass(WebhookError, SDKError)
    with pytest.raises(ConfigurationError):
        receiver.verify(b"", [], "")


def test_the_emitted_tests_of_signatures_in_hex_import_nothing_for_others(tmp_path: Path) -> None:
    packages.import_document(
        """
openapi: 3.1.0
info: {title: Hex, version: '1'}
paths: {}
x-fern-webhook-signature: {type: hmac, header: X-Sig, algorithm: sha256, encoding: hex}
webhooks:
  moved:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'204': {description: ok}}
""",
        "hex_hooks",
        tmp_path,
    )
    assert "base64" not in (tmp_path / "made" / "tests" / "test_webhooks.py").read_text()


# --- over a socket --------------------------------------------------------------------------------


@contextmanager
def _receiving() -> Iterator[tuple[str, list[Any]]]:
    """The address of a web server that reads what it is sent as webhooks, and what it read."""
    read: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                read.append(SHOP.unwrap(body, self.headers, secret=SECRET))
                status = 204
            except SHOP.WebhookError as error:
                read.append(error.reason)
                status = 400
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", read
        server.shutdown()


def test_a_web_server_reads_what_is_sent_to_it() -> None:
    body = _body(PAID)
    with _receiving() as (address, read), httpx2.Client() as http:
        good = http.post(address, content=body, headers=_signed(body))
        bad = http.post(address, content=body + b" ", headers=_signed(body))
    assert (good.status_code, bad.status_code) == (204, 400)
    assert (read[0].amount, read[1]) == (3.5, "wrong-signature")
