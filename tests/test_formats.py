"""Formats that a document has as Python types (`x-sdk: {formats: …}`): in, out, and back as they
came."""

from __future__ import annotations

import copy
import datetime as dt
import importlib
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest

from tests.packages import Answers, generated, import_document, imported

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


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (Decimal("12.34567890123456789012345"), b"12.34567890123456789012345"),
        (Decimal("1.10"), b"1.10"),
        (Decimal("1.00"), b"1.00"),
        (Decimal("0.00"), b"0.00"),
        (Decimal("1E+1"), b"10"),
        (Decimal("5E-7"), b"0.0000005"),
        ("1.10", b"1.10"),
        ("+1.50", b"1.50"),
        (".5", b"0.5"),
        ("1e1", b"1e1"),
        (0.1, b"0.1"),
        (2, b"2"),
    ],
)
def test_a_number_is_sent_digit_for_digit(
    prices: Any, answers: Answers, given: Any, sent: bytes
) -> None:
    prices.put_price(amount="1", valid="P1D", rate=given)
    assert b'"rate":%b,"valid"' % sent in answers.content
    prices.put_price(imported("formats").models.Price(amount="1", valid="P1D", rate=given))
    expected = b"10" if given == "1e1" else sent  # a model has the number, not its text
    assert b'"rate":%b,"valid"' % expected in answers.content
    prices.post_form(amount="1", valid="P1D", rate=given)
    assert b"rate=%b" % sent in answers.content


@pytest.mark.parametrize(
    "text",
    ["1.10", "1.00", "0.50", "-0", "-0.0", "0.1", "7", "5.12345678901234567890", "1E1", "1.5e-7"],
)
def test_a_number_is_read_and_goes_back_digit_for_digit(
    prices: Any, answers: Answers, text: str
) -> None:
    answers.body = b'[{"amount":"1.10","rate":%b,"valid":"P1D"}]' % text.encode()
    price = prices.list_prices(opens="08:30")[0]
    assert str(price.rate) == str(Decimal(text))
    answers.body, sent = answers.body[1:-1], answers.body[1:-1]
    if "e" in text.lower():  # an exponent is written out
        sent = sent.replace(text.encode(), b"10" if text == "1E1" else b"0.00000015")
    for same in (price, copy.deepcopy(price), pickle.loads(pickle.dumps(price))):
        prices.put_price(same)
        assert answers.content == sent


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
    [
        ("amount", "1,5"),
        ("amount", "NaN"),
        ("opens", "noon"),
        ("seal", "ä"),
        ("rate", "x"),
        ("rate", True),
    ],
)
def test_what_is_not_of_the_format_is_a_misfit(
    prices: Any, answers: Answers, field: str, text: str
) -> None:
    module = imported("formats")
    with pytest.raises(module.InvalidResponseError, match=rf" 0\.{field}: must be "):
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


def test_bytes_are_base64_in_a_part_too(prices: Any, answers: Answers) -> None:
    prices.post_parts(amount=Decimal("1.10"), valid=dt.timedelta(hours=1), seal=b"\xff")
    assert b'name="seal"\r\nContent-Type: application/octet-stream\r\n\r\n/w==' in answers.content
    assert b'name="amount"\r\n\r\n1.10\r\n' in answers.content


def test_a_decimal_is_a_number_where_the_document_has_any_value(
    prices: Any, answers: Answers
) -> None:
    prices.put_price(**PRICE, any=[Decimal("1.10"), Decimal("1.00")])
    assert answers.sent["any"] == [1.1, 1]


def test_models_dump_as_what_is_sent(prices: Any, answers: Answers) -> None:
    price = _read(prices, answers, seal="_wA", opens="24:00", rate=0.5)
    assert price.to_dict() == PRICE | {"seal": "_wA", "opens": "24:00", "rate": 0.5}
    assert json.loads(price.model_dump_json(exclude_unset=True))["seal"] == "_wA"


@pytest.mark.parametrize(
    ("name", "lines", "value"),
    [
        ("x_age", ["PT1H"], dt.timedelta(hours=1)),
        ("x_age", ["P1M"], "P1M"),
        ("x_fee", [" 1.10 "], Decimal("1.10")),
        ("x_rate", ["1.10"], Decimal("1.10")),
        ("x_opens", ["08:30Z"], dt.time(8, 30, tzinfo=dt.UTC)),
        ("x_seal", ["/wA="], b"\xff\x00"),
        ("x_steps", ["PT1H, P1D", "P1Y"], [dt.timedelta(hours=1), dt.timedelta(1), "P1Y"]),
        ("x_id", ["no uuid"], "no uuid"),
        ("x_fee", [], None),
    ],
)
def test_headers_of_responses_have_them_too(name: str, lines: list[str], value: Any) -> None:
    read = _header_reader(name, lines)
    assert read() == value
    assert str(read()) == str(value)
    assert isinstance(read(), type(value))


def _header_reader(name: str, lines: list[str]) -> Any:
    package = imported("formats")
    wire = name.replace("_", "-")
    headers = [("content-type", "text/plain"), *((wire, line) for line in lines)]
    transport = httpx2.MockTransport(
        lambda request: httpx2.Response(200, headers=headers, content=b"PT1S")
    )
    prices = package.Formats(transport=transport).prices
    found = package.response_headers.PricesGetAgeHeaders(prices.with_raw_response.get_age())
    return lambda: getattr(found, name)


@pytest.mark.parametrize(
    ("name", "line"), [("x_fee", "much"), ("x_opens", "noon"), ("x_seal", "!")]
)
def test_a_header_that_is_not_of_its_format_raises(name: str, line: str) -> None:
    with pytest.raises(imported("formats").InvalidResponseError, match="must be"):
        _header_reader(name, [line])()


def test_plain_text_is_of_its_format_both_ways() -> None:
    bodies: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        bodies.append(request.read())
        content = b"1.10\n" if request.method == "PUT" else b"PT1H"
        return httpx2.Response(200, headers={"content-type": "text/plain"}, content=content)

    prices = imported("formats").Formats(transport=httpx2.MockTransport(answer)).prices
    assert prices.get_age() == dt.timedelta(hours=1)
    for given in (dt.timedelta(hours=1), "PT60M"):
        assert str(prices.put_age(given)) == "1.10"
        assert isinstance(prices.put_age(given), Decimal)
    assert bodies[-4:] == [b"PT1H", b"PT1H", b"PT60M", b"PT60M"]
    with pytest.raises(imported("formats").InvalidInputError, match="duration of ISO 8601"):
        prices.put_age("an hour")


# --- what is told of them -------------------------------------------------------------------------


def _index(case: str) -> dict[str, Any]:
    made = generated(case)
    text = (made.folder / made.package / "operations.json").read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text)
    return index


def test_the_index_has_the_type_of_each_place_with_such_a_format() -> None:
    index = _index("formats")
    of_price = index["model_types"]["Price"]
    assert of_price == {
        "amount": "Decimal", "rate": "Decimal", "total": "Decimal | None",
        "valid": "timedelta | str", "opens": "time", "seal": "bytes", "hash": "bytes",
        "steps": "list[timedelta | str]", "either": "timedelta | str | float",
    }  # fmt: skip
    told = {each["function"]: each for each in index["operations"]}
    types = {each["wire"]: each["type"] for each in told["list_prices"]["parameters"]}
    assert types == {
        "least": "Decimal | str", "age": "timedelta | str", "opens": "time | str",
        "mark": "bytes | str",
    }  # fmt: skip
    assert told["put_price"]["body"]["types"]["rate"] == "Decimal | float | str"
    assert told["put_price"]["body"]["types"].keys() == of_price.keys()
    assert told["put_age"]["body"]["type"] == told["get_age"]["result_type"] == "timedelta | str"
    assert told["put_age"]["result_type"] == "Decimal"
    headers = told["get_age"]["response_headers"]["types"]
    assert headers["X-Steps"] == "list[timedelta | str]"
    assert headers.keys() == told["get_age"]["response_headers"]["headers"].keys() - {"X-Id"}


def test_without_such_a_format_neither_the_index_nor_the_readme_says_anything() -> None:
    text = json.dumps(_index("response-headers"))
    for key in ("model_types", '"type"', '"types"', "result_type"):
        assert key not in text
    for case, is_said in (("response-headers", False), ("formats", True)):
        readme = (generated(case).folder / "README.md").read_text(encoding="utf-8")
        assert ("Durations are `timedelta`" in readme) is is_said
        assert ("may be given as its text too" in readme) is is_said


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        (["put-price", "--amount", "1.10", "--rate", "1.10", "--valid", "PT1H"],
         '{"amount":"1.10","rate":1.10,"valid":"PT1H"}'),
        (["put-age", "--request", "age.txt"], "PT1H"),
    ],
)  # fmt: skip
def test_the_command_line_takes_their_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], sent: str,
) -> None:  # fmt: skip
    (tmp_path / "age.txt").write_text("PT1H\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    package = imported("formats")
    program = importlib.import_module(f"{package.__name__}._runtime.command_line")
    with pytest.raises(SystemExit, match="0"):
        program.program().main(["prices", *arguments, "--dry-run"], prog_name="formats")
    assert capsys.readouterr().out.splitlines()[-1] == sent


# --- unions ---------------------------------------------------------------------------------------


@pytest.fixture
def things(answers: Answers) -> Any:
    return imported("formats-in-unions").FormatsInUnions(transport=answers).things


_HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("field", "given", "sent"),
    [
        *((field, given, given) for field in (
            "decimal_number", "number_decimal", "decimal_integer", "integer_decimal", "several",
            "both", "number_text", "decimal_or_null", "one_or_more",
        ) for given in (3, "3")),
        *((field, given, given) for field in (
            "decimal_number", "number_decimal", "both", "number_text", "one_or_more",
        ) for given in (2.5, "2.5")),
        ("decimal_number", Decimal("3"), "3"),
        ("number_decimal", Decimal("3"), "3"),
        ("decimal_integer", Decimal("3"), "3"),
        ("integer_decimal", Decimal("3"), "3"),
        ("several", Decimal("3.0"), "3.0"),
        ("both", Decimal("2.50"), "2.50"),
        ("number_text", Decimal("2.50"), 2.5),
        ("one_or_more", [1, "1", Decimal(1)], [1, "1", "1"]),
        ("decimal_or_null", None, None),
        ("decimal_number", Decimal("0.12345678901234567890"), "0.12345678901234567890"),
        ("text_decimal", "1.50", "1.50"),
        ("text_decimal", Decimal("1.50"), "1.50"),
        ("items", [3, "3", 2.5, Decimal("2.50")], [3, "3", 2.5, "2.50"]),
        ("by_name", {"a": 3, "b": Decimal(3), "c": "3"}, {"a": 3, "b": "3", "c": "3"}),
        ("duration_number", _HOUR, "PT1H"),
        ("duration_number", 3600, 3600),
        ("duration_date", dt.date(2026, 1, 31), "2026-01-31"),
        ("duration_listed", "never", "never"),
        ("time_date", dt.date(2026, 1, 31), "2026-01-31"),
        ("time_date", dt.time(8, 30), "08:30:00"),
        ("byte_number", b"\xff", "/w=="),
        ("byte_number", 5, 5),
        ("byte_duration", _HOUR, "PT1H"),
    ],
)  # fmt: skip
def test_no_value_of_a_union_is_changed_into_another_kind(
    things: Any, answers: Answers, field: str, given: Any, sent: Any
) -> None:
    def same(value: Any) -> Any:  # 3 is not 3.0
        return json.dumps(value)

    things.put_thing(**{field: given})
    assert same(answers.sent[field]) == same(sent)
    things.put_thing({field: given})
    assert same(answers.sent[field]) == same(sent)
    things.put_thing(imported("formats-in-unions").models.Thing(**{field: given}))
    assert same(answers.sent[field]) == same(sent)


@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        *((field, text, read) for field in (
            "decimal_number", "number_decimal", "decimal_integer", "integer_decimal", "several",
            "decimal_or_null", "one_or_more",
        ) for text, read in (("3", 3), ('"3"', Decimal(3)))),
        ("decimal_number", "2.5", 2.5),
        ("decimal_number", "0.12345678901234567890123", 0.12345678901234568),
        ("both", "3", Decimal(3)),
        ("both", "2.5", Decimal("2.5")),
        ("both", '"2.5"', Decimal("2.5")),
        ("both", "2.50", Decimal("2.50")),
        ("both", "0.12345678901234567890123", Decimal("0.12345678901234567890123")),
        ("number_text", '"2.5"', "2.5"),
        ("number_text", "2.5", Decimal("2.5")),
        ("text_decimal", '"1.50"', Decimal("1.50")),
        ("text_decimal", '"one"', "one"),
        ("decimal_date", '"1.50"', Decimal("1.50")),
        ("decimal_date", '"2026-01-31"', dt.date(2026, 1, 31)),
        ("duration_date", '"2026-01-31"', dt.date(2026, 1, 31)),
        ("duration_date", '"P1D"', dt.timedelta(days=1)),
        ("duration_date", '"P1M"', "P1M"),
        ("duration_date", '"soon"', "soon"),
        ("duration_listed", '"always"', "always"),
        ("duration_listed", '"sometimes"', "sometimes"),
        ("duration_number", "3600", 3600),
        ("time_date", '"2026-01-31"', dt.date(2026, 1, 31)),
        ("time_date", '"08:30"', dt.time(8, 30)),
        ("byte_date", '"2026-01-31"', dt.date(2026, 1, 31)),
        ("byte_date", '"/w=="', b"\xff"),
        ("byte_duration", '"PT1H"', _HOUR),
        ("byte_duration", '"/wA="', b"\xff\x00"),
        ("items", '[3,"3",2.5,"2.50"]', [3, Decimal(3), 2.5, Decimal("2.50")]),
        ("by_name", '{"a":3,"b":"3"}', {"a": 3, "b": Decimal(3)}),
    ],
)  # fmt: skip
def test_a_member_of_a_union_goes_back_as_it_came(
    things: Any, answers: Answers, field: str, text: str, read: Any
) -> None:
    answers.body = f'{{"{field}":{text}}}'.encode()
    thing = things.put_thing()
    value = getattr(thing, field)
    assert value == read
    assert isinstance(value, type(read))
    given = {field: value} if value != "soon" else thing  # a caller's has to be a duration
    for same in (thing, copy.deepcopy(thing), pickle.loads(pickle.dumps(thing)), given):
        things.put_thing(same)
        assert answers.content == answers.body


def test_a_large_answer_and_a_lenient_one_go_back_as_they_came(
    things: Any, answers: Answers
) -> None:
    items = b'3,"3",2.5,"2.50"'
    answers.body = b'{"both":2.50,"items":[%b]}' % b",".join([items] * 20_000)
    thing = things.put_thing()
    assert thing.items[:4] == [3, Decimal(3), 2.5, Decimal("2.50")]
    things.put_thing(thing)
    assert answers.content == answers.body
    lenient = imported("formats-in-unions").FormatsInUnions(transport=answers, lenient=True).things
    answers.body = b'{"both":true,"decimal_boolean":3,"time_date":"noon"}'
    lenient.put_thing(lenient.put_thing())
    assert answers.content == answers.body


def test_parameters_and_forms_tell_the_members_of_a_union_apart(
    things: Any, answers: Answers
) -> None:
    for given, sent in ((3, "3"), ("3", '"3"'), (Decimal("3.0"), '"3.0"'), (2.5, "2.5")):
        things.put_thing(most=given, where=given)
        assert dict(answers.requests[-1].url.params) == {"most": sent.strip('"'), "where": sent}
    things.post_form(decimal_number=3, several="4", both=Decimal("2.50"), items=[1, Decimal("1.0")])
    assert answers.content == b"decimal_number=3&several=4&both=2.50&items=1&items=1.0"


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("decimal_number", "a decimal number as text or a number"),
        ("both", "a decimal number as text or a number"),
        ("duration_date", "a duration or a date"),
        ("time_date", "a time of day or a date"),
        ("byte_number", "a string or a number"),
    ],
)
def test_what_fits_no_member_is_refused_with_all_of_them(
    things: Any, answers: Answers, field: str, what: str
) -> None:
    module = imported("formats-in-unions")
    with pytest.raises(module.InvalidInputError, match=rf"body\.{field}: must be {what}$"):
        things.put_thing(**{field: True})
    answers.body = f'{{"{field}":true}}'.encode()
    with pytest.raises(module.InvalidResponseError, match=rf"{field}: must be {what}$"):
        things.put_thing()


def test_a_number_is_no_decimal_that_is_text(prices: Any, answers: Answers, things: Any) -> None:
    module = imported("formats")
    with pytest.raises(module.InvalidInputError, match=r"body\.amount: must be a Decimal, or the"):
        prices.put_price(amount=3, valid="P1D")
    with pytest.raises(imported("formats-in-unions").InvalidInputError, match="decimal_boolean"):
        things.put_thing(decimal_boolean=3)
    lenient = module.Formats(transport=answers, lenient=True).prices
    answers.body = b'[{"amount":3,"valid":"P1D"}]'
    assert _sent(prices, answers, lenient.list_prices(opens="08:30")[0])["amount"] == 3


@pytest.mark.parametrize("text", ["1e400", "-1.50E+999", f"1{'0' * 400}.25"])
def test_a_number_that_no_float_holds_is_read_with_its_digits(
    prices: Any, answers: Answers, text: str
) -> None:
    answers.body = f'[{{"amount": "1.10", "valid": "PT1H", "rate": {text}}}]'.encode()
    (price,) = prices.list_prices(opens="08:30:00Z")
    assert isinstance(price.rate, Decimal)
    assert str(price.rate) == str(Decimal(text))
    things = imported("formats-in-unions")
    answers.body = f'{{"number_text": {text}, "both": {text}}}'.encode()
    client = things.FormatsInUnions(transport=answers)
    thing = client.things.put_thing(things.models.Thing())
    assert str(thing.number_text) == str(thing.both) == str(Decimal(text))


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "NaN", f"1e{10**20}", f'"1e{10**20}"'])
def test_what_is_no_number_is_no_decimal(prices: Any, answers: Answers, text: str) -> None:
    answers.body = f'[{{"amount": "1.10", "valid": "PT1H", "rate": {text}}}]'.encode()
    with pytest.raises(imported("formats").InvalidResponseError, match=r": 0\.rate: must be a"):
        prices.list_prices(opens="08:30:00Z")


def test_a_decimal_that_is_too_small_for_python_is_the_nearest_float(
    prices: Any, answers: Answers
) -> None:
    answers.body = b'[{"amount": "1.10", "valid": "PT1H", "rate": 1e-%d}]' % 10**20
    (price,) = prices.list_prices(opens="08:30:00Z")
    assert price.rate == 0


PARTED = """
openapi: 3.2.0
info: {title: Parted, version: '1'}
servers: [{url: https://parted.example.com}]
x-sdk: {formats: {decimal: true}}
paths:
  /named:
    get:
      operationId: getNamed
      tags: [rates]
      responses:
        '200':
          description: named parts
          content:
            multipart/form-data:
              schema:
                type: object
                properties:
                  rate: &rate {type: number, format: decimal}
                  rates: {type: object, additionalProperties: *rate}
                  count: {type: integer}
  /plain:
    get:
      operationId: getPlain
      tags: [rates]
      responses:
        '200':
          description: the same as JSON
          content: {application/json: {schema: {type: object, properties: {count: {type: integer}}}}}
  /listed:
    get:
      operationId: getListed
      tags: [rates]
      responses:
        '200':
          description: parts in a row
          content: {multipart/mixed: {schema: {type: array, items: *rate}}}
"""


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return import_document(PARTED, "made_parted", tmp_path_factory.mktemp("parted"))


@pytest.mark.parametrize("label", ["application/json", "text/plain"])
@pytest.mark.parametrize(
    "text", ["1.10", "1.00", "-0", "0.1", "7", "1e400", "5.12345678901234567890"]
)
def test_a_number_of_a_multipart_answer_keeps_its_digits(
    parted: Any, label: str, text: str
) -> None:
    parts = {
        "rate": (label, text),
        "rates": ("application/json", f'{{"a": {text}}}'),
        "count": (label, "-0"),
    }
    body = "".join(
        f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n{value}\r\n"
        for name, (kind, value) in parts.items()
    )
    named = parted.Parted(
        transport=_answer(f"{body}--B--", "multipart/form-data")
    ).rates.get_named()
    assert str(named.rate) == str(named.rates["a"]) == str(Decimal(text))
    assert str(named.count) == "0"
    body = f"--B\r\nContent-Type: {label}\r\n\r\n{text}\r\n--B--"
    (rate,) = parted.Parted(transport=_answer(body, "multipart/mixed")).rates.get_listed()
    assert str(rate.content) == str(Decimal(text))


def test_an_integer_has_one_zero(parted: Any) -> None:
    answer = parted.Parted(transport=_answer('{"count": -0}', "application/json")).rates.get_plain()
    assert str(answer.count) == "0"


def _answer(body: str, label: str) -> httpx2.MockTransport:
    headers = {"Content-Type": f"{label}; boundary=B"}
    return httpx2.MockTransport(
        lambda _: httpx2.Response(200, content=body.encode(), headers=headers)
    )
