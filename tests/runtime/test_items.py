"""Lists given item by item as they arrive: the decoder on its own, then what a user of either
client sees of it.
"""

from __future__ import annotations

import copy
import gc
import gzip
import itertools
import json
import pickle
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden, models
from golden._runtime import items as runtime
from golden._runtime.errors import (
    ConfigurationError,
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    TransportError,
)
from golden._runtime.integers import Int32
from golden._runtime.items import (
    ArrayError,
    ArrayItems,
    AsyncItemStream,
    ItemStream,
    async_streamed_items,
    streamed_items,
)
from golden._runtime.operation import Media, Operation, Parameter
from golden._runtime.resource import AsyncResource, Resource
from golden._runtime.unset import UNSET, Unset
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import deprecated

from .conftest import KEY, Pieces, listening

JSON = {"content-type": "application/json"}
_ERRORS = (Media("application/json", "json", lambda: models.Failure),)


def _list(id: str, type_: Callable[[], Any], *media: Media) -> Operation[Any]:
    listed = (Media("application/json", "json", type_), *media)
    day = Parameter("day", "query", lambda: Int32)
    responses = {"200": listed, "204": (), "404": _ERRORS}
    return Operation(
        id,
        "GET",
        f"/{id}",
        parameters=(day,),
        responses=responses,
        retry=True,
        security=(("apiKey",),),
    )


_LIST: Operation[list[models.Made]] = _list(
    "listMade", lambda: list[models.Made], Media("text/csv", "text", lambda: str)
)
_VALUES: Operation[list[Any]] = _list("values", lambda: list[Any])
_ONE: Operation[Any] = _list("one", lambda: models.Made)


class Lists(Resource):
    def list_made(self, day: int | Unset = UNSET, *, options: Any = None) -> list[models.Made]:
        return self._call(_LIST, (day,), options=options)

    @deprecated("by values")
    def values(self, *, options: Any = None) -> list[Any]:
        return self._call(_VALUES, (UNSET,), options=options)

    def one(self) -> Any:
        return self._call(_ONE, (UNSET,))


class AsyncLists(AsyncResource):
    async def list_made(
        self, day: int | Unset = UNSET, *, options: Any = None
    ) -> list[models.Made]:
        return await self._call(_LIST, (day,), options=options)


@pytest.fixture
def lists(client: Golden) -> Lists:
    return Lists(client)


@pytest.fixture
def list_made(lists: Lists) -> Callable[..., ItemStream[models.Made]]:
    return streamed_items(lists.list_made)


@pytest.fixture
def async_list_made(
    server: Any, pauses: list[float]
) -> Callable[..., AsyncItemStream[models.Made]]:
    client = AsyncGolden(api_key=KEY, transport=server.transport)

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    client._sleep = sleep  # type: ignore[method-assign]
    return async_streamed_items(AsyncLists(client).list_made)


def answer(*pieces: Any, **headers: str) -> tuple[httpx2.Response, Pieces]:
    stream = Pieces(*pieces)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(200, headers=JSON | named, stream=stream), stream


def texts(pieces: list[bytes]) -> list[bytes]:
    array = ArrayItems()
    found = [bytes(item) for piece in pieces for item in array.feed(piece)]
    array.close()
    return found


def values(pieces: list[bytes]) -> list[Any]:
    return [json.loads(item) for item in texts(pieces)]


def cut(text: bytes, places: list[int]) -> list[bytes]:
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(bounds)]


_STRINGS = st.text() | st.text('\\"[]{},é\u2028😀')
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _STRINGS
)
_VALUES_OF_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_STRINGS, inner, max_size=4),
    max_leaves=30,
)
_PLACES = st.lists(st.integers(0, 10_000), max_size=30)


@given(
    st.lists(_VALUES_OF_JSON, max_size=8),
    _PLACES,
    st.booleans(),
    st.sampled_from([None, 0, "\r\n\t "]),
    st.booleans(),
)
def test_an_array_cut_anywhere_has_the_items_that_it_has_as_a_whole(
    array: list[Any], places: list[int], ascii_only: bool, indent: Any, marked: bool
) -> None:
    text = json.dumps(array, ensure_ascii=ascii_only, indent=indent).encode(
        "utf-8", "surrogatepass"
    )
    text = (b"\xef\xbb\xbf" if marked else b"") + b" " + text + b"\n"
    assert (
        values(cut(text, places)) == values([text[at : at + 1] for at in range(len(text))]) == array
    )


@given(
    st.text('[]{},:"\\ \n1e-tru\ufeff', max_size=30) | st.text('[]{},"\\1', max_size=12), _PLACES
)
def test_a_text_is_taken_if_and_only_if_it_is_an_array(text: str, places: list[int]) -> None:
    try:
        expected = json.loads(text.removeprefix("\ufeff"))
    except ValueError:
        expected = None
    pieces = cut(text.encode(), places)
    if isinstance(expected, list):
        assert values(pieces) == expected
    else:
        with pytest.raises(ValueError):  # noqa: PT011  # of the array, or of an item
            values(pieces)


@given(st.lists(_VALUES_OF_JSON, min_size=1, max_size=8), st.integers(0, 10_000), _PLACES)
def test_a_text_that_is_cut_off_or_goes_on_is_refused_after_its_items(
    array: list[Any], end: int, places: list[int]
) -> None:
    text = json.dumps(array).encode()
    cut_off, found, items = text[: end % len(text)], [], ArrayItems()
    for piece in cut(cut_off, places):
        found += [json.loads(item) for item in items.feed(piece)]
    assert found == array[: items.count]
    with pytest.raises(ArrayError, match=f"is cut off after {items.count} items"):
        items.close()
    with pytest.raises(ArrayError, match=f"goes on after its array of {len(array)} items"):
        texts(cut(text + b" []", places))


@pytest.mark.parametrize(
    "item",
    [
        b'"%b"' % (b'a\\"' * 100_000),
        b"[%b1]" % (b'{"a":[1,"]"]},' * 30_000),
        b'{"a":%b1%b}' % (b"[" * 50_000, b"]" * 50_000),
        b"1" * 300_000,
    ],
)
def test_no_part_of_a_long_item_is_read_again_with_each_piece(
    item: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0

    def counted(skip: Any) -> Any:
        def skipping(buffer: bytearray, at: int) -> Any:
            nonlocal looked_at
            match = skip(buffer, at)
            looked_at += match.end() - at + 1
            return match

        return skipping

    for name in ("_outside", "_item", "_nested", "_string"):
        monkeypatch.setattr(runtime, name, counted(getattr(runtime, name)))
    text = b"[%b,%b]" % (item, item)
    assert texts([text[at : at + 1024] for at in range(0, len(text), 1024)]) == [item, item]
    assert looked_at < 2.5 * len(text)


def test_items_are_given_before_the_rest_of_the_body_arrives(list_made: Any, server: Any) -> None:
    response, stream = answer(b'[{"id":1},{"i', b'd":2', b"}", b' ,{"id":3}]')
    server.will(response)
    made = list_made()
    assert (server.requests, stream.given) == ([], 0)
    reading = iter(made)
    assert server.requests == []
    assert (next(reading), stream.given) == (models.Made(id=1), 1)
    assert (next(reading), stream.given) == (models.Made(id=2), 3)
    assert not stream.closed
    assert [item.id for item in reading] == [3]
    assert stream.closed
    assert len(server.requests) == 1


def test_a_stream_is_entered_too_and_has_the_head_of_its_response(
    list_made: Any, server: Any
) -> None:
    response, stream = answer(b'[{"id":1},{"id":2}]', x_request_id="r1")
    server.will(response)
    with list_made(3) as made:
        assert server.last.url.params["day"] == "3"
        assert (made.response.status_code, made.response.request_id) == (200, "r1")
        for item in made:
            assert item == models.Made(id=1)
            break
        assert stream.closed
    assert repr(made) == "<ItemStream of GET /listMade>"
    response, stream = answer(b"[")
    server.will(response)
    with list_made():
        assert not stream.closed
    assert stream.closed


@pytest.mark.anyio
async def test_an_asynchronous_stream_is_not_awaited(async_list_made: Any, server: Any) -> None:
    response, stream = answer(b'[{"id":1},{"i', b'd":2}]')
    server.will(response)
    made = async_list_made(3)
    assert server.requests == []
    assert [item.id async for item in made] == [1, 2]
    assert stream.closed
    assert server.last.url.params["day"] == "3"
    response, stream = answer(b'[{"id":1},{"i', b'd":2}]')
    server.will(response)
    async with async_list_made() as made:
        assert made.response.status_code == 200
        async for _ in made:
            break
    assert stream.closed
    with pytest.raises(
        RuntimeError, match=r"^<AsyncItemStream of GET /listMade> was used or closed before"
    ):
        aiter(made)


def test_what_is_wrong_with_the_arguments_is_said_before_anything_is_sent(
    list_made: Any, lists: Lists, server: Any
) -> None:
    with pytest.raises(InvalidInputError, match=r"query\.day"):
        list(list_made("today"))
    with pytest.raises(InvalidInputError, match=r"query\.day"), list_made("today"):
        pass
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        list_made(night=1)
    with pytest.raises(TypeError, match="unknown options: colour"):
        list(list_made(options={"colour": 1}))
    lists._client.close()
    with pytest.raises(ConfigurationError, match="is closed"):
        list(list_made())
    assert server.requests == []


@pytest.mark.anyio
async def test_arguments_of_an_asynchronous_call_are_checked_too(
    async_list_made: Any, server: Any
) -> None:
    with pytest.raises(InvalidInputError, match=r"query\.day"):
        await anext(aiter(async_list_made("today")))
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        async_list_made(night=1)
    assert server.requests == []


def test_a_stream_is_retried_and_fails_as_the_call_does(
    list_made: Any, server: Any, pauses: list[float]
) -> None:
    server.will((503, {}), httpx2.ConnectError("no"), [{"id": 1}])
    assert [item.id for item in list_made()] == [1]
    assert len(pauses) == 2
    server.will((404, JSON, b'{"code":"c"}'))
    with pytest.raises(NotFoundError) as raised:
        list(list_made())
    assert raised.value.body == models.Failure(code="c")
    with pytest.raises(NotFoundError), list_made():
        pass


@pytest.mark.anyio
async def test_an_asynchronous_stream_is_retried_and_fails_as_the_call_does(
    async_list_made: Any, server: Any, pauses: list[float]
) -> None:
    server.will((503, {}), [{"id": 1}])
    assert [item.id async for item in async_list_made()] == [1]
    assert len(pauses) == 1
    server.will(404)
    with pytest.raises(NotFoundError):
        async with async_list_made():
            pass


def test_a_stream_is_read_once(list_made: Any, server: Any) -> None:
    server.will([{"id": 1}])
    again = (
        r"^<ItemStream of GET /listMade> was used or closed before; its items are read once: "
        r"call the method again$"
    )
    made = list_made()
    assert len(list(made)) == 1
    with pytest.raises(RuntimeError, match=again):
        list(made)
    with pytest.raises(RuntimeError, match=again):
        made.__enter__()
    half = list_made()
    for _ in half:
        break
    with pytest.raises(RuntimeError, match=again):
        list(half)
    with list_made() as entered:
        pass
    with pytest.raises(RuntimeError, match=again):
        list(entered)
    unused = list_made()
    unused.close()
    with pytest.raises(RuntimeError, match=again):
        list(unused)
    assert len(server.requests) == 3


def test_closing_stops_the_reading_with_an_error(list_made: Any, server: Any) -> None:
    response, stream = answer(b'[{"id":1},', b'{"id":2}]')
    server.will(response)
    made = list_made()
    reading = iter(made)
    next(reading)
    made.close()
    assert stream.closed
    with pytest.raises(RuntimeError, match="was closed while it was read"):
        next(reading)


@pytest.mark.usefixtures("own_garbage")
def test_a_loop_that_is_left_closes_its_response(list_made: Any, server: Any) -> None:
    response, stream = answer(b'[{"id":1}', b',{"id":2}]')
    server.will(response)
    for _ in list_made():
        break
    gc.collect()  # for interpreters that do not count references
    assert stream.closed


@pytest.mark.usefixtures("own_garbage")
def test_a_stream_that_was_entered_and_is_forgotten_warns_and_closes(
    list_made: Any, server: Any
) -> None:
    response, stream = answer(b"[")
    server.will(response)
    made = [list_made().__enter__()]
    with pytest.warns(
        ResourceWarning, match="<ItemStream of GET /listMade> was entered and never left"
    ):
        made.clear()
    assert stream.closed
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list_made()
        gc.collect()


@pytest.mark.usefixtures("own_garbage")
@pytest.mark.anyio
async def test_an_asynchronous_loop_that_is_left_is_closed_by_the_event_loop(
    async_list_made: Any, server: Any
) -> None:
    response, stream = answer(b'[{"id":1}', b',{"id":2}]')
    server.will(response)
    async for _ in async_list_made():
        break
    gc.collect()
    await anyio.sleep(0.01)
    assert stream.closed
    response, stream = answer(b"[")
    server.will(response)
    made = [await async_list_made().__aenter__()]
    with pytest.warns(ResourceWarning, match="was entered and never left"):
        made.clear()


@pytest.mark.parametrize(
    ("headers", "pieces"),
    [
        ({}, [b"\xef", b'\xbb\xbf [{"id":1,"more":"\xc3', b'\xa9"}]\n']),
        (
            {"content-type": "application/json; charset=utf-16"},
            cut('[{"id":1,"more":"é"}]'.encode("utf-16"), [1, 8, 33, 35]),
        ),
        ({"content-type": "application/json; charset=latin-1"}, [b'[{"id":1,"more":"\xe9"}]']),
        (
            {"content-type": "application/json; charset=nonsense"},
            ['[{"id":1,"more":"é"}]'.encode()],
        ),
        ({"content-type": "application/json; charset=zip"}, ['[{"id":1,"more":"é"}]'.encode()]),
        (
            {"content-type": "application/json; charset=undefined"},
            ['[{"id":1,"more":"é"}]'.encode()],
        ),
        ({"content-type": "application/problem+json"}, ['[{"id":1,"more":"é"}]'.encode()]),
        ({"content-type": ""}, ['[{"id":1,"more":"é"}]'.encode()]),
        (
            {"content-encoding": "gzip"},
            cut(gzip.compress('[{"id":1,"more":"é"}]'.encode(), mtime=0), [3, 20]),
        ),
    ],
)
def test_an_array_is_read_in_any_coding_and_under_any_label_of_json(
    list_made: Any, server: Any, headers: Any, pieces: list[bytes]
) -> None:
    server.will(httpx2.Response(200, headers=JSON | headers, stream=Pieces(*pieces)))
    assert list(list_made()) == [models.Made(id=1, more="é")]


def test_what_the_document_does_not_know_is_kept(list_made: Any, server: Any) -> None:
    server.will(
        [{"id": 2**40, "colour": "new", "pet": {"kind": "cow"}, "parts": None, "more": [1]}]
    )
    [made] = list_made()
    assert (made.id, made.colour, made.pet.kind, made.parts, made.more) == (
        2**40,
        "new",
        "cow",
        None,
        [1],
    )


def test_items_may_be_anything(lists: Lists, server: Any) -> None:
    with pytest.warns(DeprecationWarning, match="by values"):
        stream = streamed_items(lists.values)()
    server.will([1, "]", None, True, [], [1, [2]], {}, {"a": [{}]}])
    assert list(stream) == [1, "]", None, True, [], [1, [2]], {}, {"a": [{}]}]


def test_no_content_has_no_items(list_made: Any, server: Any) -> None:
    for none in (204, 205, (200, JSON, b" [ ] ")):
        server.will(none)
        assert list(list_made()) == []


@pytest.mark.parametrize(
    "headers", [JSON, {}, {"content-type": "text/html"}, JSON | {"content-encoding": "gzip"}]
)
def test_an_empty_body_is_no_list_streamed_or_not(
    list_made: Any, lists: Lists, server: Any, headers: Any
) -> None:
    for call in (lambda: list(list_made()), lists.list_made):
        server.will(httpx2.Response(200, headers=headers, stream=Pieces()))
        with pytest.raises(
            InvalidResponseError, match=r"GET /listMade is empty, a body is documented$"
        ) as raised:
            call()
        assert (raised.value.raw, raised.value.problems) == (
            b"",
            (("", "is empty, a body is documented"),),
        )
    server.will((200, headers))
    assert list(list_made(options={"lenient": True})) == []


def test_a_page_is_no_list_even_where_no_body_is_documented(lists: Lists, server: Any) -> None:
    nothing: Operation[list[Any]] = Operation("nothing", "GET", "/nothing", responses={"200": ()})

    def streamed() -> list[Any]:
        return list(ItemStream(lists._client, nothing))

    server.will((200, JSON, b"[1]"))
    assert streamed() == []
    server.will((200, {"content-type": "text/html"}, b"<p>private"))
    with pytest.raises(
        InvalidResponseError, match="is text/html, which the document does not name"
    ) as raised:
        streamed()
    assert raised.value.raw == b"<p>private"


_CUT = b'[{"id":1},{"id":2},'


@pytest.mark.parametrize(
    ("body", "ids", "message", "problems", "raw"),
    [
        (
            b'[{"id":1},{"id":"private"}]',
            [1],
            "does not fit the document: 1.id: must be a valid integer",
            ["1.id"],
            b'{"id":"private"}',
        ),
        (
            b'[{"id":1},"private",{"id":2}]',
            [1],
            "does not fit the document: 1: must be an object",
            ["1"],
            b'"private"',
        ),
        (b'[{"id":1},{}]', [1], "does not fit the document: 1.id: is required", ["1.id"], b"{}"),
        (b'[{"id":1},private]', [1], "is not JSON after 1 items", [], b"private"),
        (b'[{"id":1},]', [1], "is not JSON after 1 items", [], b""),
        (b"[1}", [], "is not JSON after 0 items", [], b"1}"),
        (_CUT + b'{"id":"private', [1, 2], "is cut off after 2 items", [], b'{"id":"private'),
        (_CUT[:-1], [1, 2], "is cut off after 2 items", [], b""),
        (b'[{"id":1},2', [1], "is cut off after 1 items", [], b"2"),
        (b'[{"id":1}] private', [1], "goes on after its array of 1 items", [], b"private"),
        (b'{"error":"private"}', [], "is not a JSON array", [], b'{"error":"private"}'),
        (b"null", [], "is not a JSON array", [], b"null"),
        (b" \n", [], "is cut off after 0 items", [], b""),
        (b"\xef\xbb", [], "is cut off after 0 items", [], b"\xef\xbb"),
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_a_fault_is_raised_after_the_items_before_it(
    list_made: Any,
    server: Any,
    size: int,
    body: bytes,
    ids: list[int],
    message: str,
    problems: list[str],
    raw: bytes,
) -> None:
    response, stream = answer(
        *(body[at : at + size] for at in range(0, len(body), size)), x_request_id="r1"
    )
    server.will(response)
    found: list[Any] = []
    with pytest.raises(InvalidResponseError) as raised:
        found.extend(item.id for item in list_made())
    error = raised.value
    assert stream.closed
    assert str(error) == f"the response to GET /listMade {message}"
    assert (error.status_code, error.request_id, error.request.operation) == (200, "r1", "listMade")
    assert [problem.path for problem in error.problems] == (problems or [""])
    assert raw.startswith(error.raw)
    assert len(error.raw) == len(raw) or size == 1
    assert error.__context__ is None
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(twin), twin.payload, twin.problems) == (
            str(error),
            error.payload,
            error.problems,
        )


@pytest.mark.parametrize("pieces", [[b'[{"id":1}', b' {"id":2}]'], [b'[{"id":1} {"id":2},']])
def test_items_without_a_comma_between_them_are_refused(
    list_made: Any, server: Any, pieces: list[bytes]
) -> None:
    server.will(answer(*pieces)[0])
    with pytest.raises(InvalidResponseError, match=r"is not JSON after [01] items"):
        list(list_made())


def test_items_before_a_fault_in_the_same_piece_are_given(list_made: Any, server: Any) -> None:
    server.will((200, JSON, b'[{"id":1},{"id":2},{"id":"x"}]'))
    reading = iter(list_made())
    assert [next(reading).id, next(reading).id] == [1, 2]
    with pytest.raises(InvalidResponseError, match=r"2\.id"):
        next(reading)
    assert list(reading) == []


@pytest.mark.parametrize(
    ("headers", "body", "message"),
    [
        (
            {"content-type": "text/html; charset=utf-8"},
            b"<p>private",
            "is text/html, not application/json",
        ),
        ({"content-type": "text/csv"}, b"private", "is text/csv, not application/json"),
        (
            {"content-type": "application/json; charset=utf-16"},
            b"private",
            "is not in its charset after 0 items",
        ),
        (
            JSON | {"content-encoding": "gzip"},
            b"private",
            "the body of the response to GET /listMade is damaged",
        ),
        (
            JSON | {"content-encoding": "gzip"},
            gzip.compress(b"[1]", mtime=0)[:10],
            "to GET /listMade is cut off",
        ),
    ],
)
def test_a_body_that_is_no_json_at_all_is_refused(
    list_made: Any, server: Any, headers: Any, body: bytes, message: str
) -> None:
    server.will(httpx2.Response(200, headers=headers, stream=Pieces(body)))
    with pytest.raises(InvalidResponseError) as raised:
        list(list_made())
    assert message in str(raised.value)
    assert "private" not in str(raised.value) + repr(raised.value)
    if "content-encoding" not in headers:
        assert raised.value.raw in (body, b"")


def test_a_lenient_call_gives_what_it_can_of_each_item(list_made: Any, server: Any) -> None:
    server.will((200, {"content-type": "text/html"}, b'[{"id":"seven","new":1},7,{"id":1}]'))
    first, second, third = list_made(options={"lenient": True})
    assert (type(first), first.id, first.new) == (models.Made, "seven", 1)
    assert (second, third) == (7, models.Made(id=1))
    lenient = streamed_items(
        Lists(Golden(api_key=KEY, transport=server.transport, lenient=True)).list_made
    )
    assert len(list(lenient())) == 3
    with pytest.raises(InvalidResponseError, match="is text/html"):
        list(lenient(options={"lenient": False}))
    for body, message in (
        (b'[{"id":1},nothing]', "is not JSON after 1 items"),
        (b'[{"id":1}', "is cut off"),
    ):
        server.will((200, JSON, body))
        with pytest.raises(InvalidResponseError, match=message):
            list(lenient())


@pytest.mark.anyio
async def test_faults_of_an_asynchronous_stream_are_the_same(
    async_list_made: Any, server: Any
) -> None:
    found: list[int] = []
    for body, error, message in (
        ([b'[{"id":1},{"id":"x"}]'], InvalidResponseError, r"1\.id"),
        ([b'[{"id":1},', b'{"id":2'], InvalidResponseError, "is cut off after 1 items"),
        ([b'[{"id":1},', httpx2.ReadError("cut")], TransportError, "ReadError: cut"),
    ):
        response, stream = answer(*body)
        server.will(response)
        with pytest.raises(error, match=message) as raised:
            found += [item.id async for item in async_list_made()]
        assert raised.value.__context__ is None
        assert stream.closed


def test_a_connection_that_breaks_is_the_error_that_it_is_for_a_stream(
    list_made: Any, server: Any
) -> None:
    response, stream = answer(b'[{"id":1},', httpx2.RemoteProtocolError("cut"))
    server.will(response)
    reading = iter(list_made())
    assert next(reading).id == 1
    with pytest.raises(
        TransportError, match=r"GET /listMade failed \(RemoteProtocolError: cut\)"
    ) as raised:
        next(reading)
    assert raised.value.__context__ is None
    assert KEY.encode() not in pickle.dumps(raised.value)
    assert stream.closed


def test_a_server_that_hangs_up_in_the_middle_is_noticed() -> None:
    def hang_up(connection: Any) -> None:
        connection.recv(65_536)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            b'99\r\n\r\n[{"id":1},'
        )

    with listening(hang_up) as url, Golden(api_key=KEY, base_url=url) as client:
        reading = iter(streamed_items(Lists(client).list_made)())
        assert next(reading).id == 1
        with pytest.raises(TransportError):
            next(reading)


def test_connections_of_streams_that_were_left_serve_others() -> None:
    def talk(connection: Any) -> None:
        connection.recv(65_536)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            b'9999\r\n\r\n[{"id":1},'
        )
        connection.recv(1)

    with (
        listening(talk) as url,
        Golden(api_key=KEY, base_url=url, timeout=5, max_retries=0) as client,
    ):
        list_made = streamed_items(Lists(client).list_made)
        for _ in range(120):  # more than there may be connections at once
            for item in list_made():
                assert item.id == 1
                break


def test_an_operation_that_gives_no_list_is_refused(lists: Lists, server: Any) -> None:
    server.will({"id": 1})
    with pytest.raises(TypeError, match="is no list"):
        list(streamed_items(lists.one)())


def test_operations_of_the_client_itself_are_streamed_too(server: Any) -> None:
    class Own(Golden):
        def list_made(self) -> list[models.Made]:
            return self._call(_LIST, (UNSET,))

    client = Own(api_key=KEY, transport=server.transport)
    server.will([{"id": 1}])
    assert list(streamed_items(client.list_made)()) == client.list_made() == [models.Made(id=1)]


@pytest.mark.usefixtures("own_garbage")
def test_a_long_stream_needs_no_more_memory_than_a_short_one(list_made: Any, server: Any) -> None:
    class Endless(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"["
            for number in range(items // 100):
                yield (
                    b",".join(
                        b'{"id":%d,"more":"abcdefghijklmnopqrstuvwxyz"}' % number
                        for _ in range(100)
                    )
                    + b","
                )
            yield b'{"id":0}]' + b" " * 1_000_000

    def peak() -> int:
        server.will(httpx2.Response(200, headers=JSON, stream=Endless()))
        gc.collect()
        tracemalloc.start()
        try:
            assert sum(1 for _ in list_made()) == items + 1
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    items = 1_000
    peak()
    short = peak()
    items = 20_000
    assert peak() < short + 100_000


def test_options_that_are_none_are_refused_as_by_the_method_itself(
    list_made: Any, server: Any
) -> None:
    with pytest.raises(TypeError, match="options must be a mapping, not int"):
        list(list_made(options=5))
    with pytest.raises(InvalidInputError, match="lenient: must be True or False"):
        list(list_made(options={"lenient": "yes"}))
    assert server.requests == []
