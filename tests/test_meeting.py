"""Where the parts that read and send meet: bases and directions, forms and long numbers, lenient
reading and unions.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import math
import threading
from collections.abc import Mapping
from decimal import Decimal
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.packages import Answers, imported

LONG = "1.10000000000000000000001"
MOMENT = "2020-01-01T00:00:00.123456789Z"
CAR = f'{{"id":1,"kind":"car","doors":4,"made":"{MOMENT}","weight":{LONG},"owner":{{"id":2,"name":"n","x":null}}}}'
BOX = '{"id":3,"kind":"truck","body":"box","volume":1.5}'
FLEET = f'{{"id":9,"vehicles":[{CAR},{BOX}],"best":{BOX},"owners":{{"a":{{"id":2,"name":"n"}}}},"total":{LONG}}}'


class Fleets:
    """The client of the package, and what it sent."""

    def __init__(self) -> None:
        self.package: Any = imported("meeting")
        self.models = self.package.models
        self.answers = Answers(FLEET.encode())
        self.client = self.package.Meeting(base_url="https://a.example", transport=self.answers)

    def read(self, text: str, *, lenient: bool = False) -> Any:
        self.answers.body = text.encode()
        return self.client.with_options(lenient=lenient).fleets.get_fleet(1)

    def put(self, *body: Any, **fields: Any) -> str:
        self.client.fleets.put_fleet(1, *body, **fields)
        return self.answers.content.decode()

    def refusal(self, **fields: Any) -> str:
        with pytest.raises(self.package.InvalidInputError) as caught:
            self.put(**fields)
        return str(caught.value)


@pytest.fixture
def fleets() -> Fleets:
    return Fleets()


def test_a_caller_puts_what_requests_take_into_what_was_read(fleets: Fleets) -> None:
    models, fleet = fleets.models, fleets.read(FLEET)
    fleet.vehicles.append(models.CarInput(kind="car", doors=2))
    fleet.vehicles[0].owner = models.OwnerInput(name="new")
    fleet.best = models.BoxInput(kind="truck", body="box", volume=2)
    fleet.owners["b"] = models.OwnerInput(name="b")
    car = f'{{"kind":"car","made":"{MOMENT}","weight":{LONG},"owner":{{"name":"new"}},"doors":4}}'
    box = '{"kind":"truck","body":"box","volume":1.5}'
    sent = fleets.put(fleet)
    assert f'"vehicles":[{car},{box},{{"kind":"car","doors":2}}]' in sent
    assert '"best":{"kind":"truck","body":"box","volume":2}' in sent
    assert '"owners":{"a":{"name":"n"},"b":{"name":"b"}}' in sent
    assert f'"total":{LONG}' in sent


def test_what_a_caller_puts_there_is_judged_and_nothing_is_said_of_the_rest(fleets: Fleets) -> None:
    fleet = fleets.read(FLEET)
    fleet.vehicles.append(fleets.models.OwnerInput(name="new"))
    with pytest.raises(fleets.package.InvalidInputError) as caught:
        fleets.put(fleet)
    assert [problem.path for problem in caught.value.problems] == ["body.vehicles.2"]


NO_INTEGERS: Mapping[str, Any] = {
    "text": "12",
    "no text": "",
    "true": True,
    "half": 3.5,
    "infinite": math.inf,
}


@pytest.mark.parametrize("value", NO_INTEGERS.values(), ids=NO_INTEGERS)
def test_what_is_no_integer_is_refused(fleets: Fleets, value: Any) -> None:
    assert "body.size: must be a" in fleets.refusal(size=value)
    car = {"kind": "truck", "axles": value}
    assert "body.vehicles.0.axles: must be a" in fleets.refusal(vehicles=[car])
    with pytest.raises(
        fleets.package.InvalidInputError, match=r"query\.n\.1: must be a.*header\.X-Page: must be a"
    ):
        fleets.client.fleets.add_car({"kind": "plane"}, n=[1, value], x_page=value)


@pytest.mark.parametrize("value", ["12", "", True, "1.5"])
def test_what_is_no_number_is_refused(fleets: Fleets, value: Any) -> None:
    assert "body.total: must be a valid number" in fleets.refusal(total=value)


@pytest.mark.parametrize("field", ["size", "total"])
def test_a_model_is_not_made_of_text_or_true_either(fleets: Fleets, field: str) -> None:
    for value in ("12", True):
        with pytest.raises(ValueError, match=f"{field}\n *must be a"):
            fleets.models.FleetUpdate(**{field: value})
        update = fleets.models.FleetUpdate()
        setattr(update, field, value)
        with pytest.raises(fleets.package.InvalidInputError, match=rf"body\.{field}: must be a"):
            fleets.put(update)


def test_whole_numbers_are_integers_and_keep_their_value(fleets: Fleets) -> None:
    assert fleets.put(size=3.0) == '{"size":3}'
    assert fleets.put(size=Decimal(3)) == '{"size":3}'
    assert fleets.put(size=1e22) == '{"size":10000000000000000000000}'
    assert fleets.put(fleets.models.FleetUpdate(size=Decimal(3))) == '{"size":3}'


def test_results_stay_tolerant_of_numbers_in_text(fleets: Fleets) -> None:
    fleet = fleets.read('{"id":"7","size":true,"total":"1.5"}')
    assert (fleet.id, fleet.size, fleet.total) == (7, 1, 1.5)


@pytest.mark.parametrize("value", [0, 5, 1.5, True])
def test_a_number_is_no_moment(fleets: Fleets, value: Any) -> None:
    assert "body.since: must be a valid datetime or date" in fleets.refusal(since=value)
    assert "body.day: must be a valid date or datetime" in fleets.refusal(day=value)


def test_a_model_keeps_the_digits_of_a_decimal_and_of_a_number_that_was_read(
    fleets: Fleets,
) -> None:
    total = fleets.read(FLEET).total
    for number in (Decimal(LONG), total):
        update = fleets.models.FleetUpdate(total=number, either=number)
        assert (update.total, update.either) == (1.1, 1.1)
        assert (
            fleets.put(update)
            == fleets.put(total=number, either=number)
            == f'{{"total":{LONG},"either":{LONG}}}'
        )
    with pytest.raises(ValueError, match="must be a valid number"):
        fleets.models.FleetUpdate(total=Decimal("NaN"))


def test_long_numbers_are_numbers_in_the_json_of_forms_parts_and_parameters(fleets: Fleets) -> None:
    car = fleets.read(FLEET).vehicles[0]
    expected = f'"weight":{LONG},"owner":{{"name":"n","x":null}}'
    fleets.client.fleets.send_form(vehicle=car, fleet={"total": Decimal(LONG)}, total=Decimal(LONG))
    form = parse_qs(fleets.answers.content.decode())
    assert expected in form["vehicle"][0]
    assert (form["fleet"], form["total"]) == ([f'{{"total":{LONG}}}'], [LONG])
    fleets.client.fleets.send_parts(vehicle=car, total=Decimal(LONG))
    assert expected in fleets.answers.content.decode()
    fleets.client.fleets.add_car({"kind": "plane"}, at={"w": Decimal(LONG)})
    assert dict(fleets.answers.requests[-1].url.params)["at"] == f'{{"w":{LONG}}}'


@pytest.mark.parametrize(("file", "what"), [(b"x", "be bytes"), (io.BytesIO(b"x"), "be a file")])
def test_what_has_no_place_is_not_asked_for(fleets: Fleets, file: Any, what: str) -> None:
    with pytest.raises(fleets.package.InvalidInputError) as caught:
        fleets.client.fleets.send_form(file=file)
    assert str(caught.value).startswith(
        f"body.file: must not {what}: only a part of a multipart body holds"
    )


def test_a_lenient_call_reads_what_fits_as_a_strict_one_does(fleets: Fleets) -> None:
    strict = fleets.read(FLEET)
    lenient = fleets.read(FLEET[:-1] + ',"day":5.5}', lenient=True)
    assert type(lenient.vehicles[0]) is fleets.models.Car
    del lenient.day
    assert fleets.put(lenient) == fleets.put(strict)


def test_a_lenient_call_keeps_what_fits_of_the_variant_that_an_object_names(fleets: Fleets) -> None:
    fleet = fleets.read(
        '{"id":1,"vehicles":[{"id":1,"kind":"car","doors":"x","towed":{"id":2,"kind":"truck","body":"box","volume":"v"}}]}',
        lenient=True,
    )
    car = fleet.vehicles[0]
    assert (type(car), car.doors) == (fleets.models.Car, "x")
    assert (type(car.towed), car.towed.volume) == (fleets.models.Box, "v")


def test_a_lenient_call_makes_nothing_of_a_value_that_fits_no_member(fleets: Fleets) -> None:
    assert fleets.read('{"id":1,"either":true}', lenient=True).either is True


def test_twenty_threads_may_be_the_first_to_call(fleets: Fleets) -> None:
    barrier, sent, problems = threading.Barrier(20), set[str](), list[BaseException]()

    def call() -> None:
        try:
            own = Fleets()
            barrier.wait()
            sent.add(own.put(own.read(FLEET)))
        except BaseException as error:  # noqa: BLE001  # for the assertion
            problems.append(error)

    threads = [threading.Thread(target=call) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(sent), problems) == (1, [])


def test_an_async_client_sends_and_refuses_the_same(fleets: Fleets) -> None:
    async def run() -> str:
        async with fleets.package.AsyncMeeting(
            base_url="https://a.example", transport=fleets.answers
        ) as client:
            fleet = await client.fleets.get_fleet(1)
            fleet.best = fleets.models.CarInput(kind="car", doors=2)
            with pytest.raises(
                fleets.package.InvalidInputError, match=r"body\.size: must be a valid integer"
            ):
                await client.fleets.put_fleet(1, size="12")
            await client.fleets.put_fleet(1, fleet)
        return fleets.answers.content.decode()

    fleet = fleets.read(FLEET)
    fleet.best = fleets.models.CarInput(kind="car", doors=2)
    assert asyncio.run(run()) == fleets.put(fleet)


def test_a_moment_in_a_model_of_the_callers_goes_as_it_came(fleets: Fleets) -> None:
    made = fleets.read(FLEET).vehicles[0].made
    assert made == dt.datetime(2020, 1, 1, 0, 0, 0, 123456, dt.UTC)
    assert fleets.put(fleets.models.FleetUpdate(since=made)) == f'{{"since":"{MOMENT}"}}'


NUMBERS = {
    **dict.fromkeys(
        (
            "1e400",
            "1E-400",
            "12345678901234567890e-3",
            "1234567890123456.75",
            "0.10000000000000000555",
            "1e+400",
        )
    ),
    "1.50": "1.5",
    "12345678901234567890": None,
    "1e5": "100000.0",
    "1.7976931348623157e308": "1.7976931348623157e+308",
}


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize(
    "beside",
    ["", '"id17":"12345678901234567890",', '"ids":[1735689600000123456,1735689600000123457],'],
)
def test_a_number_goes_back_with_all_its_digits_whatever_stands_beside_it(
    fleets: Fleets, text: str, beside: str
) -> None:
    fleet = fleets.read(f'{{"id":1,{beside}"total":{text}}}')
    assert f'"total":{NUMBERS[text] or text}' in fleets.put(fleet)


def test_long_integers_are_no_reason_to_read_an_answer_again(
    fleets: Fleets, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = import_module(f"{fleets.package.__name__}._runtime.long_numbers")
    monkeypatch.setattr(numbers, "with_digits", lambda result, text: pytest.fail("read again"))
    assert (
        fleets.read(
            '{"id":1,"size":1735689600000123456,"total":1.5,"since":"2020-01-01T00:00:00.123456789Z"}'
        ).total
        == 1.5
    )
