"""A base with a discriminator is, wherever it is used, one of the schemas that extend it: what a
program sees of that.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.cli import main
from generator.document.bundle import load
from generator.mock.app import create_app
from tests.packages import CASES, imported


@pytest.fixture
def one_level() -> Any:
    return imported("inheritance")


@pytest.fixture
def levels() -> Any:
    return imported("inheritance-levels")


class Server:
    """Answers with `answer` and keeps what came."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return httpx2.Response(200, json=self.answer)

    @property
    def sent(self) -> Any:
        return json.loads(self.requests[-1].content)


def client(package: Any, server: Server) -> Any:
    name = next(name for name in package.__all__ if f"Async{name}" in package.__all__)
    return getattr(package, name)(transport=httpx2.MockTransport(server))


CAR, BIKE, PLANE = (
    {"kind": "car", "doors": 4},
    {"kind": "tandem", "built": "2020-01-31"},
    {"kind": "plane", "wings": [2]},
)


def test_results_are_the_children(one_level: Any) -> None:
    server = Server([CAR, BIKE, PLANE, {"kind": "Scooter", "towed": CAR}])
    car, bike, plane, scooter = client(one_level, server).things.fetch()
    models = one_level.models
    assert [type(each) for each in (car, bike, plane, scooter)] == [
        models.Car,
        models.Bike,
        models.Vehicle,
        models.Scooter,
    ]
    assert (car.doors, bike.built.year, plane.wings, scooter.towed) == (
        4,
        2020,
        [2],
        models.Car(**CAR),
    )


def test_results_are_the_children_asynchronously_too(one_level: Any) -> None:
    async def fetch() -> Any:
        async with one_level.AsyncInheritance(
            transport=httpx2.MockTransport(Server([CAR, PLANE]))
        ) as client:
            return await client.things.fetch()

    assert [type(each).__name__ for each in asyncio.run(fetch())] == ["Car", "Vehicle"]


def test_results_of_a_large_body_are_the_children(one_level: Any) -> None:
    every = [CAR, BIKE, PLANE] * 9000
    found = client(one_level, Server(every)).things.fetch()
    assert [type(each).__name__ for each in found] == ["Car", "Bike", "Vehicle"] * 9000
    assert [each.to_dict() for each in found[:3]] == every[:3]


@pytest.mark.parametrize("count", [1, 20000])
def test_a_child_without_what_it_requires_is_no_result(one_level: Any, count: int) -> None:
    with pytest.raises(one_level.InvalidResponseError):
        client(one_level, Server([CAR] * count + [{"kind": "car"}])).things.fetch()


def test_what_was_read_goes_back_as_it_came(one_level: Any) -> None:
    server = Server([CAR, BIKE, PLANE])
    api = client(one_level, server)
    for came, read in zip([CAR, BIKE, PLANE], api.things.fetch(), strict=True):
        api.things.add(read)
        assert server.sent == came


Call = Callable[[Any, Any], Any]
SENT: list[tuple[Call, Any]] = [
    (lambda add, _: add(**CAR), CAR),
    (lambda add, _: add(CAR), CAR),
    (lambda add, models: add(models.Car(**CAR)), CAR),
    (lambda add, _: add(**BIKE), BIKE),
    (lambda add, _: add(kind="bike", size="L"), {"kind": "bike", "size": "L"}),
    (lambda add, _: add(kind="car", doors=1, size=3), {"kind": "car", "doors": 1, "size": 3}),
    (
        lambda add, models: add(kind="car", doors=1, towed=models.Bike(kind="bike")),
        {**CAR, "doors": 1, "towed": {"kind": "bike"}},
    ),
    (lambda add, _: add(kind="bike", doors=1), {"kind": "bike", "doors": 1}),
    (lambda add, _: add(PLANE), PLANE),
    (lambda add, models: add(models.Vehicle(**PLANE)), PLANE),
]


@pytest.mark.parametrize("number", range(len(SENT)))
def test_children_are_sent_as_models_dicts_and_keywords(one_level: Any, number: int) -> None:
    server = Server()
    call, expected = SENT[number]
    call(client(one_level, server).things.add, one_level.models)
    assert server.sent == expected


REFUSED: list[tuple[Call, str]] = [
    (lambda add, _: add(kind="car"), "body.doors: is required"),
    (lambda add, _: add({"kind": "car"}), "body.doors: is required"),
    (lambda add, _: add(kind="car", doors=1, size="L"), "body.size: must be a valid integer"),
    (lambda add, _: add(kind="bike", size=3), "body.size: must be a valid string"),
    (lambda add, _: add(doors=1), "body.kind: is required"),
    (lambda add, models: add(models.Vehicle(kind="car")), "body: must be a Car, not a Vehicle"),
    (lambda add, models: add(models.Car(kind="bike", doors=1)), "body.kind: must be 'car'"),
    (lambda add, models: add(models.Bike(kind="Scooter")), "body: must be a Scooter, not a Bike"),
    (
        lambda add, _: add(kind="car", doors=1, towed={"kind": "car"}),
        "body.towed.doors: is required",
    ),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_such_child_is_not_sent(one_level: Any, number: int) -> None:
    server = Server()
    call, message = REFUSED[number]
    with pytest.raises(one_level.InvalidInputError) as raised:
        call(client(one_level, server).things.add, one_level.models)
    assert message in str(raised.value)
    assert server.requests == []


GARAGE: dict[str, Any] = {
    "best": CAR,
    "described": BIKE,
    "absent": None,
    "maybe": CAR,
    "listed": [CAR, PLANE],
    "byName": {"a": BIKE},
    "either": CAR,
    "told": CAR,
    "covered": PLANE,
    "children": BIKE | {"kind": "bike"},
    "extended": {"kind": "car", "plate": "x"},
    "plain": {"wheels": 3},
}


def test_a_base_is_its_children_in_every_place(one_level: Any) -> None:
    server = Server(GARAGE)
    api = client(one_level, server)
    garage = api.things.garage()
    found = {name: type(getattr(garage, name)).__name__ for name in type(garage).model_fields}
    assert found == {
        "best": "Car",
        "described": "Bike",
        "absent": "NoneType",
        "maybe": "Car",
        "listed": "list",
        "by_name": "dict",
        "either": "Car",
        "told": "Car",
        "covered": "Vehicle",
        "children": "Bike",
        "extended": "GarageExtended",
        "plain": "AnyVehicle",
    }
    assert [type(each).__name__ for each in (*garage.listed, *garage.by_name.values())] == [
        "Car",
        "Vehicle",
        "Bike",
    ]
    api.things.set_garage(garage)
    assert server.sent == GARAGE


def test_another_member_of_a_union_stays_itself(one_level: Any) -> None:
    garage = client(
        one_level, Server({"either": {"floors": 2}, "told": {"kind": "house", "floors": 2}})
    ).things.garage()
    assert [type(garage.either).__name__, type(garage.told).__name__] == ["Building", "Building"]


def test_a_keyword_that_the_child_lacks_is_refused_where_the_child_is_closed(levels: Any) -> None:
    with pytest.raises(levels.InvalidInputError, match="by"):
        client(levels, Server()).events.add_event(type="lone", why="x", by="me")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({"v": 1, "one": "x"}, "First"),
        ({"v": 2, "two": "x"}, "Second"),
        ({"v": 3, "three": "x"}, "Numbered"),
    ],
)
def test_a_number_tells_the_children_apart(one_level: Any, sent: dict[str, Any], name: str) -> None:
    server = Server(sent)
    api = client(one_level, server)
    assert (
        type(api.things.number(**({k: v for k, v in sent.items() if k != "three"}))).__name__
        == name
    )
    assert type(api.things.number(getattr(one_level.models, name)(**sent))).__name__ == name
    assert server.sent == sent
    with pytest.raises(one_level.InvalidInputError, match="two: is required"):
        api.things.number(v=2)


def test_a_boolean_tells_the_children_apart(one_level: Any) -> None:
    api = client(one_level, Server({"on": False, "since": "2020-01-31T00:00:00Z"}))
    assert type(api.things.turn(on=True, volts=1.5)).__name__ == "Off"
    with pytest.raises(one_level.InvalidInputError, match="volts: is required"):
        api.things.turn(on=True)


def test_a_base_that_lists_its_children_itself_is_their_union(one_level: Any) -> None:
    server = Server({"unit": "icu", "beds": 3})
    assert type(client(one_level, server).things.admit(unit="icu", beds=3)).__name__ == "Icu"
    assert server.sent == {"unit": "icu", "beds": 3}


def test_a_parameter_and_a_form_take_children(one_level: Any) -> None:
    server = Server({"type": "Square", "side": 1})
    api = client(one_level, server)
    assert (
        type(api.things.search(like=one_level.models.Circle(type="Circle", radius=2))).__name__
        == "Square"
    )
    assert dict(server.requests[-1].url.params) == {"like[type]": "Circle", "like[radius]": "2"}
    api.things.form(type="Circle", radius=2)
    assert server.requests[-1].content == b"type=Circle&radius=2"
    with pytest.raises(one_level.InvalidInputError, match="radius: is required"):
        api.things.search(like={"type": "Circle"})


LEVELS = [
    ({"id": "1", "@odata.type": "#m.animal", "legs": 4}, "Animal"),
    (
        {
            "id": "1",
            "@odata.type": "#m.dog",
            "bark": "w",
            "friends": [{"id": "2", "@odata.type": "Cat", "lives": 9}],
        },
        "Dog",
    ),
    ({"id": "1", "@odata.type": "Cat"}, "Cat"),
    ({"id": "1", "@odata.type": "#m.plant", "form": "tree", "height": 2.5}, "Tree"),
    ({"id": "1", "@odata.type": "#m.plant", "form": "moss", "green": True}, "Plant"),
    ({"id": "1", "@odata.type": "#m.rock", "hard": True}, "Being"),
]


@pytest.mark.parametrize(("sent", "name"), LEVELS, ids=[name for _, name in LEVELS])
def test_children_of_several_levels_are_found_by_one_property_or_by_two(
    levels: Any, sent: dict[str, Any], name: str
) -> None:
    server = Server([sent])
    api = client(levels, server)
    (read,) = api.beings.list_beings()
    assert type(read).__name__ == name
    server.answer = sent
    for given in (read, sent, getattr(levels.models, name)(**sent)):
        assert type(api.beings.add_being(given)).__name__ == name
        assert server.sent == sent
    large = client(levels, Server([sent] * 10000)).beings.list_beings()
    assert {type(each).__name__ for each in large} == {name}


def test_a_schema_in_between_is_a_base_as_well(levels: Any) -> None:
    api = client(levels, Server(LEVELS[1][0]))
    assert type(api.animals.add_animal({"id": "1", "@odata.type": "#m.animal"})).__name__ == "Dog"
    with pytest.raises(levels.InvalidInputError, match="bark: is required"):
        api.animals.add_animal({"id": "1", "@odata.type": "#m.dog"})


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ({"type": "Created", "by": "x"}, "Created"),
        ({"type": "CreatedAndSent", "by": "x", "to": "y"}, "CreatedAndSent"),
        ({"type": "lone", "why": "x"}, "Lone"),
        ({"type": "Event"}, "Event"),
        ({"type": "other", "raw": [1]}, "Unknown"),
    ],
)
def test_a_diamond_a_stranger_and_a_default_are_found(
    levels: Any, sent: dict[str, Any], name: str
) -> None:
    server = Server(sent)
    assert type(client(levels, server).events.add_event(**sent)).__name__ == name
    assert server.sent == sent


def test_children_in_other_files_are_found(levels: Any) -> None:
    shelf = client(
        levels,
        Server(
            {"first": {"m": "book", "pages": 1}, "all": [{"m": "film", "minutes": 2}, {"m": "x"}]}
        ),
    )
    found = shelf.shelves.get_shelf()
    assert [type(each).__name__ for each in (found.first, *found.all)] == ["Book", "Film", "Medium"]


# --- the mock -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/a", {"kind": "car"}, 422),
        ("/a", CAR, 200),
        ("/a", PLANE, 200),
        ("/a", {**CAR, "towed": {"kind": "car"}}, 422),
        ("/numbered", {"v": 2}, 422),
        ("/numbered", {"v": 2, "two": "x"}, 200),
        ("/switches", {"on": True}, 422),
        ("/switches", {"on": False}, 200),
    ],
)
def test_the_mock_judges_a_base_as_the_child_that_it_is(
    path: str, body: dict[str, Any], status: int
) -> None:
    async def post() -> httpx2.Response:
        transport = httpx2.ASGITransport(create_app(load(CASES / "inheritance" / "openapi.yaml")))
        async with httpx2.AsyncClient(
            transport=transport, base_url="https://inheritance.example.com"
        ) as client:
            return await client.post(path, json=body)

    answer = asyncio.run(post())
    assert answer.status_code == status, answer.text


def test_the_mock_answers_with_a_child(one_level: Any) -> None:
    async def fetch() -> Any:
        transport = httpx2.ASGITransport(create_app(load(CASES / "inheritance" / "openapi.yaml")))
        async with one_level.AsyncInheritance(transport=transport) as client:
            return await client.things.fetch()

    assert [type(each).__name__ for each in asyncio.run(fetch())] == ["Car"]


ODD = {
    "a base that is an object": {"type": "object", "properties": {"kind": {"type": "string"}}},
    "a base that says no more than its property": {"required": ["kind"]},
    "a base of nothing but a discriminator": {},
    "a base that is a list": {"type": "array", "items": {}},
    "a base that is a tuple": {"prefixItems": [{}]},
    "a base that is a text": {"type": "string"},
    "a base that is a constant": {"const": 5},
}
ODD_CHILDREN = {
    "an object": {"type": "object", "properties": {"doors": {"type": "integer"}}},
    "a choice of one": {
        "oneOf": [{"type": "object", "properties": {"doors": {"type": "integer"}}}]
    },
    "a choice of one text": {"oneOf": [{"type": "string"}]},
    "a text": {"type": "string"},
    "a list": {"items": {}},
    "null": {"nullable": True},
    "a number that has no name": {"$ref": "#/components/schemas/Other/properties/size"},
    "a reference to it": {"$ref": "#/components/schemas/Other/properties/same"},
}
OTHER = {
    "type": "object",
    "properties": {
        "size": {"type": "integer"},
        "same": {"allOf": [{"$ref": "#/components/schemas/Other/properties/size"}]},
    },
}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("base", ODD)
def test_a_base_that_says_little_or_is_no_object_is_read(
    base: str, version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, child in ODD_CHILDREN.items():
        spec = tmp_path / "openapi.json"
        spec.write_text(json.dumps(_odd(ODD[base], child, version)), encoding="utf-8")

        assert main(["describe", "--spec", str(spec)]) == 0, (name, capsys.readouterr().err)


def test_a_base_without_properties_is_one_of_its_children(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(
        json.dumps(_odd({"required": ["kind"]}, ODD_CHILDREN["an object"], "3.1.0")),
        encoding="utf-8",
    )
    with redirect_stderr(StringIO()) as said:
        assert (
            main(
                [
                    "regenerate",
                    "--spec",
                    str(spec),
                    "--out",
                    str(tmp_path / "out"),
                    "--package",
                    "odd",
                ]
            )
            == 0
        ), said
    program = (
        "import httpx2, odd\n"
        "answer = httpx2.MockTransport(lambda request: httpx2.Response(200, "
        "content=request.content))\n"
        "with odd.Odd(base_url='http://test', transport=answer) as client:\n"
        "    for kind in ('Child', 'other'):\n"
        "        print(type(client.things.echo(request={'kind': kind, 'doors': 5})).__name__)\n"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["Child", "Base"], ran.stderr


def _odd(base: dict[str, Any], child: dict[str, Any], version: str) -> dict[str, Any]:
    """A document of one operation that takes and gives a base with a discriminator, which another
    schema extends.
    """
    media = {"application/json": {"schema": {"$ref": "#/components/schemas/Base"}}}
    operation = {
        "operationId": "echo",
        "tags": ["things"],
        "requestBody": {"content": media},
        "responses": {"200": {"description": "it", "content": media}},
    }
    schemas = {
        "Base": {**base, "discriminator": {"propertyName": "kind"}},
        "Child": {"allOf": [{"$ref": "#/components/schemas/Base"}, child]},
        "Other": OTHER,
    }
    return {
        "openapi": version,
        "info": {"title": "Odd", "version": "1"},
        "paths": {"/odd": {"post": operation}},
        "components": {"schemas": schemas},
    }
