"""What was read goes back as it came: the spelling of dates and the digits of numbers, wherever
they stand.
"""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import sqlite3
from typing import Any

import pytest

from tests.packages import Answers, imported

MOMENTS = [
    "2024-01-02T03:04:05Z",
    "2024-01-02T03:04:05.123Z",
    "2024-01-02T03:04:05.123456Z",
    "2024-01-02T03:04:05.120000+02:00",
    "2024-01-02T03:04:05.000Z",
    "2024-01-02T03:04:05.1Z",
    "2024-01-02T03:04:05.123456789Z",
    "9999-12-31T23:59:59.999999999Z",
    "2024-01-02t03:04:05z",
    "2024-01-02 03:04:05Z",
    "2024-01-02T03:04Z",
    "2024-01-02T03:04:05+00:00",
    "2024-01-02T03:04:05-00:00",
    "2024-01-02T03:04:05+0200",
    "2016-12-31T23:59:60Z",
    "2024-01-02T24:00:00Z",
    "9999-12-31T24:00:00Z",
    "2024-01-02T03:04:05",
    "2024-01-02T03:04:05.123",
    "2024-01-02 03:04:05",
    "2024-01-02",
]
DAYS = ["2024-01-02", "2024-01-02T00:00:00", "2024-01-02T10:00:00Z"]
NUMBERS = [
    "1.1",
    "1",
    "1.0",
    "-0.0",
    "1e400",
    "-1.5E-400",
    "9007199254740993",
    "1234567890123456789012345678901234567890",
    "12345678901234567890.1234567890123",
    "0.1000000000000000055511151231257827",
    "100000000000000000000.5",
]
EVERYWHERE = ['{"free":VALUE}', '{"free":[{"a":[VALUE]}]}', '{"unknown":{"a":VALUE}}']
WITH_MOMENTS = [
    '{"at":VALUE}',
    '{"null_at":VALUE}',
    '{"ats":[VALUE,VALUE]}',
    '{"either":VALUE}',
    '{"days":VALUE}',
]
WITH_MOMENTS += ['{"inner":{"n":1,"at":VALUE}}', '{"oi":{"n":1,"at":VALUE}}', '[{"at":VALUE}]']
WITH_NUMBERS = [
    '{"n":VALUE}',
    '{"f":VALUE}',
    '{"low":VALUE}',
    '{"by":{"k":VALUE}}',
    '{"either":VALUE}',
]
WITH_NUMBERS += [
    '{"inner":{"n":VALUE}}',
    '{"oi":{"n":VALUE}}',
    '{"oi":{"x":1,"k":VALUE}}',
    '[{"n":VALUE}]',
]
CASES = [
    place.replace("VALUE", f'"{moment}"')
    for place in WITH_MOMENTS + EVERYWHERE
    for moment in MOMENTS
]
CASES += [
    place.replace("VALUE", f'"{day}"')
    for place in ('{"day":VALUE}', '{"days":VALUE}')
    for day in DAYS
]
CASES += [
    place.replace("VALUE", number) for place in WITH_NUMBERS + EVERYWHERE for number in NUMBERS
]
CASES += [f'{{"{name}":{number}}}' for name in ("i", "i32", "i64") for number in (2**63, 10**40)]
PADDING = b',"padding":"%b"}' % (b"x" * 2**18)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def things(answers: Answers) -> Any:
    return imported("spellings").Spellings(transport=answers).things


def _back(things: Any, answers: Answers, body: bytes) -> bytes:
    answers.body = body
    fetch, store = (
        (things.fetch_list, things.store_list)
        if body.startswith(b"[")
        else (things.fetch, things.store)
    )
    store(fetch())
    return answers.content


@pytest.mark.parametrize("body", CASES)
def test_what_was_read_goes_back_as_it_came(things: Any, answers: Answers, body: str) -> None:
    assert _back(things, answers, body.encode()) == body.encode()


def test_and_from_a_large_body(things: Any, answers: Answers) -> None:
    large = [
        body.encode()[:-1] + PADDING
        for body in CASES
        if body.startswith('{"') and body.count('"unknown"') == 0
    ]
    for body in large[::7]:
        assert _back(things, answers, body) == body


def test_and_from_items_that_are_read_one_by_one(things: Any, answers: Answers) -> None:
    answers.body = (
        b'[{"at":"2024-01-02T03:04:05.123456789Z","n":1e400},{"n":0.1234567890123456789}]'
    )
    with things.with_streamed_items.fetch_list() as items:
        read = list(items)
    things.store_list(read)
    assert answers.content == answers.body


def test_what_was_not_touched_is_kept_beside_what_was(things: Any, answers: Answers) -> None:
    answers.body = (
        b'{"at":"2024-01-02T03:04:05.1234567Z","n":1e400,"f":0.1234567890123456789,"null_at":"2024-01-02 '
        b""
        b'03:04:05"}'
    )
    read = things.fetch()
    read.f = 0.5
    things.store(read)
    assert answers.content == answers.body.replace(b"0.1234567890123456789", b"0.5")
    read.at += dt.timedelta(days=1)
    things.store(read)
    assert answers.sent["at"] == "2024-01-03T03:04:05.123456Z"
    things.store(at=dt.datetime(2024, 1, 2, 3, 4, 5, 120_000, tzinfo=dt.UTC))
    assert answers.content == b'{"at":"2024-01-02T03:04:05.120Z"}'
    with pytest.raises(imported("spellings").InvalidInputError, match="at: must have a time zone"):
        things.store(at=read.null_at)


def test_what_python_has_no_moment_for_is_the_nearest_one(things: Any, answers: Answers) -> None:
    answers.body = b'{"at":"2016-12-31T23:59:60Z","null_at":"2024-02-28T24:00:00Z","day":"2024-01-02T10:00:00Z","n":1e400}'
    read = things.fetch()
    assert (read.at, read.null_at) == (
        dt.datetime(2016, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
        dt.datetime(2024, 2, 29, tzinfo=dt.UTC),
    )
    assert (read.day, read.n) == (dt.date(2024, 1, 2), float("inf"))
    for wrong in ("x", "", "20240102T030405Z", "10000-01-01T00:00:00Z"):
        answers.body = b'{"at":"%b"}' % wrong.encode()
        with pytest.raises(
            imported("spellings").InvalidResponseError,
            match=r": at: must be a valid datetime or date$",
        ):
            things.fetch()


@pytest.mark.parametrize(("sign", "near"), [("", float("inf")), ("-", 0.0)])
def test_a_number_beyond_all_decimals_is_the_nearest_float(
    things: Any, answers: Answers, sign: str, near: float
) -> None:
    number = f"1e{sign}{10**20}"
    answers.body = f'{{"n":{number},"unknown":[{number}]}}'.encode()
    read = things.fetch()
    assert (read.n, read.unknown) == (near, [near])


def test_a_moment_that_remembers_its_text_is_like_any_other(things: Any, answers: Answers) -> None:
    answers.body = b'{"at":"2024-01-02T03:04:05.000Z","day":"2024-01-02T00:00:00"}'
    read = things.fetch()
    at, day = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC), dt.date(2024, 1, 2)
    assert (read.at, read.day, hash(read.at), repr(read.day)) == (at, day, hash(at), repr(day))
    assert isinstance(read.at, dt.datetime)
    for same in (
        copy.deepcopy(read),
        pickle.loads(pickle.dumps(read)),
        read.model_copy(),
        read.model_copy(deep=True),
    ):
        things.store(same)
        assert answers.content == answers.body
    stored = sqlite3.connect(":memory:").execute("select ?, ?", (read.at, read.day)).fetchone()
    assert stored == ("2024-01-02 03:04:05+00:00", "2024-01-02")
    assert read.to_dict() == {"at": "2024-01-02T03:04:05.000Z", "day": "2024-01-02T00:00:00"}


def test_a_lenient_call_keeps_them_too(answers: Answers) -> None:
    things = imported("spellings").Spellings(transport=answers, lenient=True).things
    answers.body = b'{"at":"2024-01-02T03:04:05.000Z","i":"x"}'
    read = things.fetch()
    assert (read.at, read.i) == (dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC), "x")
    del read.i
    things.store(read)
    assert answers.sent == {"at": "2024-01-02T03:04:05.000Z"}


MISFITS = [
    '{"at":"soon","i":1}',
    '{"n":0.1234567890123456789,"i":"x","unknown":1e400}',
    '{"day":"2024-01-02T00:00:00","by":{"k":1,"l":"x"}}',
    '{"i":null,"inner":{"n":"x","at":"2024-01-02T03:04:05.000Z"}}',
    '{"i":[1.0],"ats":["2024-01-02T03:04Z","x"]}',
    '{"uuid":"x","days":true,"oi":{"n":"x"}}',
    '{"i":"x","class_":"a","class":"b"}',
]


@pytest.mark.parametrize("body", MISFITS)
def test_what_a_lenient_call_took_goes_back_as_it_came_too(answers: Answers, body: str) -> None:
    things = imported("spellings").Spellings(transport=answers, lenient=True).things
    assert _back(things, answers, body.encode()) == body.encode()
    answers.body = f"[{body}]".encode()
    with things.with_streamed_items.fetch_list() as items:
        read = list(items)
    things.store_list(read)
    assert answers.content == answers.body


def test_but_not_what_the_caller_set_in_it(answers: Answers) -> None:
    spellings = imported("spellings")
    things = spellings.Spellings(transport=answers, lenient=True).things
    answers.body = b'{"at":"soon","i":"x"}'
    read = things.fetch()
    read.n = 1
    things.store(read)
    assert answers.sent == {"at": "soon", "i": "x", "n": 1}
    read.i = "y"
    with pytest.raises(spellings.InvalidInputError, match=r"^body\.i: must be a valid integer$"):
        things.store(read)
