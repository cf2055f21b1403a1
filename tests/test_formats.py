"""Formats that a document has as Python types (`x-sdk: {formats: …}`): in, out, and back as they
came."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.packages import Answers, imported

PRICE = {"amount": "1.10", "valid": "PT1H"}


@pytest.fixture
def answers() -> Answers:
    return Answers(json.dumps(PRICE).encode())


@pytest.fixture
def prices(answers: Answers) -> Any:
    return imported("formats").Formats(transport=answers).prices


def _read(prices: Any, answers: Answers, **fields: Any) -> Any:
    answers.body = json.dumps([PRICE | fields]).encode()
    return prices.list_prices(opens="08:30:00Z")[0]


def _sent(prices: Any, answers: Answers, price: Any) -> Any:
    answers.body = json.dumps(PRICE).encode()
    prices.put_price(price)
    return answers.sent


@pytest.mark.parametrize(
    ("field", "given", "sent"),
    [
        ("amount", Decimal("1.10"), "1.10"),
        ("amount", Decimal("1.00"), "1.00"),
        ("amount", Decimal("1E-7"), "0.0000001"),
        ("amount", "+01.50", "+01.50"),
        ("amount", Decimal("12345678901234567890.1234567890"), "12345678901234567890.1234567890"),
        ("total", Decimal(3), "3"),
        ("rate", Decimal("0.30"), 0.3),
        ("rate", "1.5", 1.5),
        ("rate", 2, 2),
        ("valid", dt.timedelta(days=1, hours=2, seconds=4.5), "P1DT2H4.5S"),
        ("valid", dt.timedelta(0), "PT0S"),
        ("valid", -dt.timedelta(hours=1), "-PT1H"),
        ("valid", "P1Y2M", "P1Y2M"),
        ("opens", dt.time(8, 30), "08:30:00"),
        ("opens", dt.time(8, 30, microsecond=500_000, tzinfo=dt.UTC), "08:30:00.500Z"),
        ("opens", "08:30", "08:30"),
        ("seal", b"\xff\x00", "/wA="),
        ("seal", "_wA", "_wA"),
        ("hash", b"a", "YQ=="),
        ("steps", ["P2W", dt.timedelta(minutes=90)], ["P2W", "PT1H30M"]),
        ("either", dt.timedelta(seconds=1), "PT1S"),
        ("either", 1.5, 1.5),
    ],
)
def test_a_value_or_its_text_is_taken_and_sent_as_the_document_has_it(
    prices: Any, answers: Answers, field: str, given: Any, sent: Any
) -> None:
    prices.put_price(**(PRICE | {field: given}))
    assert answers.sent[field] == sent
    made = imported("formats").models.Price(**(PRICE | {field: given}))
    assert _sent(prices, answers, made)[field] == sent


def test_digits_of_a_number_are_sent_to_the_last(prices: Any, answers: Answers) -> None:
    prices.put_price(amount="1", valid="P1D", rate=Decimal("12.34567890123456789012345"))
    assert b'"rate":12.34567890123456789012345' in answers.content


@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        ("amount", "1.10", Decimal("1.10")),
        ("amount", "01.5e1", Decimal(15)),
        ("rate", 0.1, Decimal("0.1")),
        ("rate", 7, Decimal(7)),
        ("valid", "P1DT2H", dt.timedelta(days=1, hours=2)),
        ("valid", "P2W", dt.timedelta(weeks=2)),
        ("valid", "PT0.1234567S", dt.timedelta(microseconds=123_456)),
        ("valid", "P0Y1D", dt.timedelta(days=1)),
        ("valid", "P1M", "P1M"),
        ("valid", "P999999999999D", "P999999999999D"),
        ("valid", "soon", "soon"),
        ("opens", "08:30:00Z", dt.time(8, 30, tzinfo=dt.UTC)),
        ("opens", "23:59:60Z", dt.time(23, 59, 59, tzinfo=dt.UTC)),
        ("opens", "24:00", dt.time(0)),
        (
            "opens",
            "08:30:00.123456789+02:00",
            dt.time(8, 30, 0, 123_456, dt.timezone(dt.timedelta(hours=2))),
        ),
        ("seal", "/wA=", b"\xff\x00"),
        ("seal", "_wA", b"\xff\x00"),
        ("seal", "aGVs\r\nbG8=", b"hello"),
        ("hash", "YQ==", b"a"),
        ("steps", ["PT1S", "P1Y"], [dt.timedelta(seconds=1), "P1Y"]),
        ("id", "no uuid", "no uuid"),
        ("since", "2026-01-31", "2026-01-31"),
    ],
)
def test_what_was_read_goes_back_as_it_came(
    prices: Any, answers: Answers, field: str, text: Any, read: Any
) -> None:
    price = _read(prices, answers, **{field: text})
    value = getattr(price, field)
    assert value == read
    assert isinstance(value, type(read))
    for same in (price, copy.deepcopy(price), pickle.loads(pickle.dumps(price))):
        assert _sent(prices, answers, same)[field] == text
    price.amount = Decimal("2.50")
    sent = _sent(prices, answers, price)
    assert sent["amount"] == "2.50"
    assert field == "amount" or sent[field] == text


def test_a_long_number_is_read_with_all_its_digits(prices: Any, answers: Answers) -> None:
    answers.body = b'[{"amount": "1", "valid": "P1D", "rate": 0.12345678901234567890123}]'
    rate = prices.list_prices(opens="08:30")[0].rate
    assert rate == Decimal("0.12345678901234567890123")


@pytest.mark.parametrize(
    ("field", "text"),
    [("amount", "1,5"), ("amount", "NaN"), ("opens", "noon"), ("seal", "ä"), ("rate", "x")],
)
def test_what_is_not_of_the_format_is_a_misfit(
    prices: Any, answers: Answers, field: str, text: str
) -> None:
    module = imported("formats")
    with pytest.raises(module.InvalidResponseError):
        _read(prices, answers, **{field: text})
    with pytest.raises(module.InvalidInputError) as raised:
        prices.put_price(**(PRICE | {field: text}))
    assert f"body.{field}: must be " in str(raised.value)
    lenient = imported("formats").Formats(transport=answers, lenient=True).prices
    assert getattr(lenient.list_prices(opens="08:30")[0], field) == text


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("amount", True), ("amount", b"1"), ("amount", Decimal("NaN")), ("valid", 3600),
        ("valid", "1 hour"), ("valid", "P"), ("valid", "P1DT"), ("opens", dt.datetime(2026, 1, 1)),
        ("seal", 5), ("rate", Decimal(101)), ("rate", True),
    ],
)  # fmt: skip
def test_a_value_of_another_class_is_refused(prices: Any, field: str, given: Any) -> None:
    with pytest.raises(imported("formats").InvalidInputError):
        prices.put_price(**(PRICE | {field: given}))


def test_parameters_and_forms_have_them_too(prices: Any, answers: Answers) -> None:
    answers.body = b"[]"
    prices.list_prices(
        least=Decimal("1.10"), age=dt.timedelta(hours=1), opens=dt.time(8), mark=b"\xff"
    )
    request = answers.requests[-1]
    assert dict(request.url.params) == {"least": "1.10", "age": "PT1H", "opens": "08:00:00"}
    assert request.headers["mark"] == "/w=="
    with pytest.raises(
        imported("formats").InvalidInputError, match=r"query\.age: must be a timedelta"
    ):
        prices.list_prices(opens="08:00", age="long")
    prices.post_form(
        amount=Decimal("1.10"), valid=dt.timedelta(hours=1), rate=Decimal("0.5"), seal=b"a"
    )
    assert parse_qs(answers.content.decode()) == {
        "amount": ["1.10"], "valid": ["PT1H"], "rate": ["0.5"], "seal": ["YQ=="],
    }  # fmt: skip


def test_a_decimal_is_a_number_where_the_document_has_any_value(
    prices: Any, answers: Answers
) -> None:
    prices.put_price(**PRICE, any=[Decimal("1.10"), Decimal("1.00")])
    assert answers.sent["any"] == [1.1, 1]


def test_models_dump_as_what_is_sent(prices: Any, answers: Answers) -> None:
    price = _read(prices, answers, seal="_wA", opens="24:00", rate=0.5)
    assert price.to_dict() == PRICE | {"seal": "_wA", "opens": "24:00", "rate": 0.5}
    assert json.loads(price.model_dump_json(exclude_unset=True))["seal"] == "_wA"
