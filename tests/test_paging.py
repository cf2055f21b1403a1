"""Lists that come in pages: what walks them, what ends a walk, and what is no page."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from generator.document.bundle import load
from generator.mock.app import create_app
from tests import packages

PACKAGE: Any = packages.Imported("paging")
PAGING: Any = packages.Imported("paging", "._runtime.paging")
DOCUMENT = packages.CASES / "paging" / "openapi.yaml"
KEY = "secret-key-4711"
HOST = "https://pages.example/v1"
LAST = 2
"""The number of the last page of those that `numbered` gives."""


def numbered(path: str, query: dict[str, str], body: Any) -> tuple[Any, dict[str, str]]:
    """Page 0, 1 or 2 of a list of two pets each, and its headers, as each kind of paging has it."""
    if path in ("/offsets", "/fern"):
        at = int(query.get("skip", query.get("offset", 0))) // 2
    elif path in ("/numbers", "/speakeasy"):
        at = int(query.get("page", 1)) - 1
    elif path in ("/charges", "/form", "/speakeasy-last"):
        at = (
            int(query.get("starting_after", query.get("after", "p-1"))[1:]) // 2 + 1 if query else 0
        )
    else:
        body = body if isinstance(body, dict) else {}
        given = body.get("page", {}).get("after") or body.get("after") or body.get("number")
        at = int(given or query.get("cursor") or query.get("next_page") or query.get("at") or 0)
    pets = [{"name": f"p{2 * at + each}", "id": f"p{2 * at + each}"} for each in range(2)]
    pets = pets if at <= LAST else []
    more, after = at < LAST, str(at + 1) if at < LAST else None
    own = path if path in ("/links", "/rows") else f"{HOST}{path}"
    match path:
        case "/pets" | "/table":
            return {"data": pets, "total": 6, "meta": {"next": after}}, {}
        case "/charges" | "/form":
            return {"data": pets, "has_more": more}, {}
        case "/speakeasy-last":
            return {"data": pets}, {}
        case "/offsets":
            return {"pets": pets, "count": 6}, {}
        case "/speakeasy":
            return {"pets": pets, "total": 3}, {}
        case "/fern":
            return {"pets": pets, "more": more}, {}
        case "/fern-root":
            return {"pets": pets, "next": int(after) if after else None}, {}
        case "/numbers":
            return pets, {}
        case "/links" | "/rows":
            return pets, {"Link": f'<?at={after}>; rel="prev next"'} if more else {}
        case "/pages":
            return {"items": pets}, {"Link": f'<?at={after}>; rel="next"'} if more else {}
        case "/urls":
            return {"data": pets, "links": {"next": f"{own}?at={after}" if more else None}}, {}
        case "/ms":
            return {"value": pets, "nextLink": f"{own}?at={after}" if more else ""}, {}
        case "/clash":
            return {"pages": [each["name"] for each in pets], "next_page": after}, {}
        case _:
            return {"hits": pets, "after": after}, {}


class Service(httpx2.MockTransport):
    """Answers with `numbered`, or with the next of what it was told to."""

    def __init__(self, *told: Any) -> None:
        super().__init__(self.answer)
        self.told = list(told)
        self.requests: list[httpx2.Request] = []

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.requests.append(request)
        if self.told:
            said = self.told.pop(0)
            return said if isinstance(said, httpx2.Response) else httpx2.Response(200, json=said)
        path = request.url.path.removeprefix("/v1")
        if request.headers["accept"].startswith("text/csv"):
            return httpx2.Response(200, text="p0\n", headers={"Content-Type": "text/csv"})
        is_json = request.headers.get("content-type", "").endswith("json")
        body = json.loads(request.content) if is_json else None
        page, headers = numbered(path, dict(request.url.params), body)
        return httpx2.Response(200, json=page, headers=headers)


def client_of(*told: Any, **settings: Any) -> tuple[Any, Service]:
    service = Service(*told)
    return PACKAGE.Pages(key=KEY, transport=service, **settings), service


def collected(call: Callable[[Any], Any], **settings: Any) -> list[list[Any]]:
    """All items of a call, by a loop of the synchronous and one of the asynchronous client."""

    async def loop() -> list[Any]:
        async with PACKAGE.AsyncPages(key=KEY, transport=Service(), **settings) as client:
            return [item async for item in call(client)]

    client, _ = client_of(**settings)
    return [list(call(client)), asyncio.run(loop())]


CALLS: dict[str, Callable[[Any], Any]] = {
    "cursor": lambda client: client.pets.list_pets(kind="dog"),
    "last item": lambda client: client.charges.list_charges(),
    "offset": lambda client: client.numbers.list_by_offset(),
    "page": lambda client: client.numbers.list_by_number(),
    "next url": lambda client: client.urls.list_by_url(x_team="blue"),
    "link": lambda client: client.urls.list_by_link(),
    "body": lambda client: client.search.pets(words="a"),
    "body field": lambda client: client.search.query(),
    "names": lambda client: client.pages.pages(),
    "clash": lambda client: client.clash.list(),
    "speakeasy": lambda client: client.dialects.speakeasy(),
    "speakeasy last": lambda client: client.dialects.speakeasy_last(),
    "fern": lambda client: client.dialects.fern(limit=2),
    "fern, for all": lambda client: client.dialects.fern_root(),
    "speakeasy body": lambda client: client.dialects.speakeasy_body(),
    "ms": lambda client: client.dialects.ms(),
    "or csv": lambda client: client.tables.list(),
    "list, or csv": lambda client: client.tables.rows(accept="application/json"),
    "with a form": lambda client: client.tables.form({"expand": "all"}),
}


def name_of(item: Any) -> str:
    return str(item if isinstance(item, str) else getattr(item, "name", None) or item.id)


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_a_loop_walks_all_pages(call: Callable[[Any], Any]) -> None:
    everything = [f"p{number}" for number in range(6)]
    assert [[name_of(item) for item in each] for each in collected(call)] == [everything] * 2


def test_each_page_asks_for_the_next_beside_what_the_caller_gave() -> None:
    client, service = client_of()
    list(client.pets.list_pets(kind="dog", options={"headers": {"X-Own": "1"}}))
    assert [str(each.url.query, "ascii") for each in service.requests] == [
        "kind=dog",
        "kind=dog&cursor=1",
        "kind=dog&cursor=2",
    ]
    assert [each.headers["X-Own"] for each in service.requests] == ["1"] * 3
    assert [each.headers["X-Key"] for each in service.requests] == [KEY] * 3


def test_another_media_type_than_that_of_the_pages_is_no_page() -> None:
    async def run() -> list[Any]:
        async with PACKAGE.AsyncPages(key=KEY, transport=Service()) as client:
            raw = await client.tables.with_raw_response.rows(accept="text/csv; charset=utf-8")
            return [
                await client.tables.list(accept="text/csv"),
                raw.parse(),
                [pet.name async for pet in client.tables.list(accept="application/json").take(1)],
            ]

    client, service = client_of()
    raw = client.tables.with_raw_response.rows(accept="text/csv; charset=utf-8")
    found = [
        client.tables.list(accept="text/csv"),
        raw.parse(),
        [pet.name for pet in client.tables.list(accept="application/json").take(1)],
    ]
    assert found == asyncio.run(run()) == ["p0\n", "p0\n", ["p0"]]
    assert [each.headers["Accept"].partition(",")[0] for each in service.requests] == [
        "text/csv; charset=utf-8",
        "text/csv",
        "application/json",
    ]
    list(client.tables.form({"expand": "all"}))
    assert {each.content for each in service.requests[3:]} == {b"expand=all"}
    answer = httpx2.Response(200, text="p0", headers={"Content-Type": "text/csv"})
    client, _ = client_of(answer)
    with pytest.raises(PACKAGE.InvalidResponseError, match="the response to GET /table is no page"):
        client.tables.list()


def test_a_page_is_its_model_and_leads_on() -> None:
    client, service = client_of()
    page = client.pets.list_pets()
    assert isinstance(page, PACKAGE.models.PetList)
    assert isinstance(page, PACKAGE.pages.PetListPage)
    assert type(page).__doc__ == "`PetList` as a page of a list. `for` walks all its items."
    assert (page.total, len(page.data)) == (6, 2)
    assert page.has_next_page()
    assert len(service.requests) == 1
    following = page.next_page()
    assert [pet.name for pet in following.data] == ["p2", "p3"]
    assert [len(each.data) for each in following.pages()] == [2, 2]
    last = following.next_page()
    assert not last.has_next_page()
    with pytest.raises(LookupError, match="no next page"):
        last.next_page()
    assert PACKAGE.response_of(page).status_code == 200
    assert page.model_dump() == {
        "data": [{"name": f"p{n}", "id": f"p{n}"} for n in (0, 1)],
        "total": 6,
        "meta": {"next": "1"},
    }


def test_a_page_that_is_a_list_has_items() -> None:
    client, _ = client_of()
    page = client.urls.list_by_link()
    assert [pet.name for pet in page.items] == ["p0", "p1"]
    assert [pet.name for pet in page.next_page().items] == ["p2", "p3"]
    assert repr(page) == "<ListPage of 2 items>"
    assert PACKAGE.response_of(page.next_page().items).status_code == 200


def test_no_page_is_asked_for_beyond_what_is_taken() -> None:
    client, service = client_of()
    assert [pet.name for pet in client.pets.list_pets().take(2)] == ["p0", "p1"]
    assert len(service.requests) == 1
    assert [pet.name for pet in client.pets.list_pets().take(3)] == ["p0", "p1", "p2"]
    assert len(service.requests) == 3
    assert list(client.pets.list_pets().take(0)) == []
    with pytest.raises(PACKAGE.InvalidInputError, match="whole number"):
        client.pets.list_pets().take(-1)


def test_an_asynchronous_list_is_awaited_walked_or_made_a_task() -> None:
    async def run() -> None:
        service = Service()
        async with PACKAGE.AsyncPages(key=KEY, transport=service) as client:
            page = await client.pets.list_pets()
            assert isinstance(page, PACKAGE.pages.AsyncPetListPage)
            assert page.total == 6
            with pytest.raises(TypeError, match="walked by `async for`"):
                list(page)  # as of a model, it would give names and values
            assert [pet.name for pet in (await page.next_page()).data] == ["p2", "p3"]
            assert [len(each.data) async for each in page.pages()] == [2, 2, 2]
            assert [pet.name async for pet in page.take(3)] == ["p0", "p1", "p2"]
            listed = client.urls.list_by_link()
            assert [len(each.items) async for each in listed.pages()] == [2, 2, 2]
            assert [pet.name async for pet in client.pets.list_pets().take(1)] == ["p0"]
            task = asyncio.create_task(client.pets.list_pets())
            assert (await task).total == 6
            raw = await client.pets.with_raw_response.list_pets()
            assert len([pet async for pet in raw.parse()]) == 6
            async with client.pets.with_streaming_response.list_pets() as streamed:
                assert (await streamed.read()).startswith(b'{"data"')
            async with client.urls.with_streamed_items.list_by_link() as items:
                assert [pet.name async for pet in items] == ["p0", "p1"]
            before = len(service.requests)
            client.pets.list_pets()  # nothing is sent, and nothing is said of it
            assert len(service.requests) == before

    asyncio.run(run())


def test_views_give_the_first_page_in_their_own_way() -> None:
    client, _ = client_of()
    raw = client.pets.with_raw_response.list_pets()
    assert raw.json()["total"] == 6
    assert len(list(raw.parse())) == 6
    assert pickle.loads(pickle.dumps(raw)).parse().total == 6
    with client.pets.with_streaming_response.list_pets() as streamed:
        assert streamed.read().startswith(b'{"data"')
    with client.urls.with_streamed_items.list_by_link() as items:
        assert [pet.name for pet in items] == ["p0", "p1"]


def test_a_copy_of_a_page_has_its_fields_and_no_way_on() -> None:
    client, _ = client_of()
    page, listed = client.pets.list_pets(), client.urls.list_by_link()
    for made in (copy.copy(page), copy.deepcopy(page), pickle.loads(pickle.dumps(page))):
        assert made == page
        with pytest.raises(LookupError, match="not returned by a call"):
            made.has_next_page()
    assert KEY.encode() not in pickle.dumps(page)
    for made in (copy.copy(listed), pickle.loads(pickle.dumps(listed))):
        assert made.items == listed.items
        with pytest.raises(LookupError, match="not returned by a call"):
            list(made)


def test_methods_of_a_page_give_way_to_its_fields() -> None:
    client, _ = client_of()
    page = client.clash.list()
    assert (page.pages, page.next_page) == (["p0", "p1"], "1")
    assert page.next_page_().pages == ["p2", "p3"]
    assert [each.next_page for each in page.pages_()] == ["1", "2", None]
    assert list(page.take(3)) == ["p0", "p1", "p2"]


def test_a_walk_begins_where_the_caller_says() -> None:
    client, service = client_of()
    assert [pet.name for pet in client.numbers.list_by_offset(skip=4)] == ["p4", "p5"]
    assert [pet.name for pet in client.numbers.list_by_number(page=3)] == ["p4", "p5"]
    assert [pet.name for pet in client.pets.list_pets(cursor="2")] == ["p4", "p5"]
    assert len(service.requests) == 4  # a page without items, where nothing else says that it ends


@pytest.mark.parametrize("form", ["fields", "dict", "model", "bytes"])
def test_a_cursor_goes_into_the_body_however_that_was_given(form: str) -> None:
    client, service = client_of()
    page = {"size": 2}
    given: dict[str, Any] = {
        "fields": {"words": "a", "page": PACKAGE.models.SearchPage(size=2)},
        "dict": {"request": {"words": "a", "page": page}},
        "model": {"request": PACKAGE.models.Search(words="a", page=page)},
        "bytes": {"request": json.dumps({"words": "a", "page": page}).encode()},
    }[form]
    list(client.search.pets(**given))
    assert [json.loads(each.content) for each in service.requests] == [
        {"words": "a", "page": {"size": 2}},
        {"words": "a", "page": {"size": 2, "after": "1"}},
        {"words": "a", "page": {"size": 2, "after": "2"}},
    ]


def test_a_page_without_items_that_names_the_next_one_goes_on() -> None:
    client, _ = client_of({"data": [], "meta": {"next": "1"}})
    assert [pet.name for pet in client.pets.list_pets()] == ["p2", "p3", "p4", "p5"]
    client, _ = client_of({"hits": None, "after": "2"})
    assert [pet.name for pet in client.search.query()] == ["p4", "p5"]


A = {"id": "a"}
WRONG: dict[str, tuple[str, list[Any], str, str]] = {
    "same cursor": (
        "cursor",
        [{"data": [], "meta": {"next": "x"}}] * 2,
        "meta.next",
        "is the same again as for the page itself",
    ),
    "cursors in a circle": (
        "cursor",
        [{"data": [], "meta": {"next": each}} for each in "abcdef" + "defghde" * 3],
        "meta.next",
        "is the same again as for an earlier page",
    ),
    "same item": (
        "last item",
        [{"data": [A], "has_more": True}] * 2,
        "data.id",
        "is the same again as for the page itself",
    ),
    "same url": (
        "next url",
        [{"data": [], "links": {"next": "/x"}}] * 2,
        "links.next",
        "is the same again as for the page itself",
    ),
    "no way on": (
        "fern",
        [{"pets": [], "more": True}],
        "more",
        "is the same again as for the page itself",
    ),
    "no items": ("cursor", [{"total": 1, "meta": {}}], "data", "is missing"),
    "cursor is an object": (
        "cursor",
        [{"data": [], "meta": {"next": {"x": 1}}}],
        "meta.next",
        "is no cursor: neither text nor a whole number",
    ),
    "cursor is true": (
        "cursor",
        [{"data": [], "meta": {"next": True}}],
        "meta.next",
        "is no cursor: neither text nor a whole number",
    ),
    "cursor does not fit": (
        "cursor",
        [{"data": [], "meta": {"next": "x" * 21}}],
        "meta.next",
        "cannot be asked for: query.cursor: must have at most 20 characters",
    ),
    "more is a number": (
        "last item",
        [{"data": [A], "has_more": 7}],
        "has_more",
        "is not true or false",
    ),
    "total is text": ("offset", [{"pets": [A], "count": "many"}], "count", "is not a whole number"),
    "url is a number": (
        "next url",
        [{"data": [], "links": {"next": 7}}],
        "links.next",
        "is not a URL",
    ),
    "url is another protocol": (
        "next url",
        [{"data": [], "links": {"next": "http://pages.example/v1/urls?at=1"}}],
        "links.next",
        "is a URL that is not followed",
    ),
    "url is no url": (
        "next url",
        [{"data": [], "links": {"next": each}} for each in ("/x", "https://[x]")],
        "links.next",
        "is a URL that is not followed",
    ),
}


@pytest.mark.parametrize(("kind", "answers", "place", "what"), WRONG.values(), ids=list(WRONG))
def test_what_is_no_page_is_one_clear_error(
    kind: str, answers: list[Any], place: str, what: str
) -> None:
    """Under `lenient`, so that it is the page that is at fault, and not its fields."""
    client, _ = client_of(*answers, lenient=True)
    with pytest.raises(PACKAGE.InvalidResponseError) as caught:
        list(CALLS[kind](client))
    error = caught.value
    assert [tuple(each) for each in error.problems] == [(place, what)]
    assert error.message.startswith(f"`{place}` of the response to GET /")
    assert error.request.operation
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_a_next_url_is_followed_where_it_leads() -> None:
    """Relative to its page; to another host without a credential or a header of the caller's."""
    client, service = client_of(
        {"data": [], "links": {"next": "urls?at=a%20b"}},
        {"data": [], "links": {"next": "?at=c"}},
        {"data": [], "links": {"next": "https://pages.example/else/where?x=1"}},
        {"data": [], "links": {"next": "there?x=2"}},
        {"data": [], "links": {"next": "https://other.example/v1/urls?at=9"}},
        {"data": [], "links": {"next": "/v1/urls?at=10"}},
        {"data": [{"name": "last"}]},
    )
    page = client.urls.list_by_url(x_team="blue", options={"headers": {"X-Own": "1"}})
    assert [pet.name for pet in page] == ["last"]
    assert [str(each.url) for each in service.requests[1:]] == [
        f"{HOST}/urls?at=a%20b",
        f"{HOST}/urls?at=c",
        "https://pages.example/else/where?x=1",
        "https://pages.example/else/there?x=2",
        "https://other.example/v1/urls?at=9",
        "https://other.example/v1/urls?at=10",
    ]
    for own in service.requests[:5]:
        assert (own.headers["X-Key"], own.headers["X-Team"], own.headers["X-Own"]) == (
            KEY,
            "blue",
            "1",
        )
    for stranger in (each.headers for each in service.requests[5:]):
        assert not {"x-key", "x-team", "x-own"} & set(stranger)
        assert stranger["host"] == "other.example"
        assert KEY not in str(list(stranger.multi_items()))


def test_options_and_repeats_hold_for_each_page() -> None:
    pace = PACKAGE.Pace(1000, 1)
    client, service = client_of(
        {"data": [], "meta": {"next": "1"}},
        httpx2.Response(503, headers={"Retry-After": "0"}),
        pace=pace,
    )
    waited: list[float] = []
    client._sleep = waited.append
    assert [pet.name for pet in client.pets.list_pets()] == ["p2", "p3", "p4", "p5"]
    assert len(service.requests) == 4
    assert len(waited) == 1
    client, _ = client_of({"data": [], "meta": {"next": "1"}}, httpx2.Response(503))
    with pytest.raises(PACKAGE.ServerError):
        list(client.with_options(max_retries=0).pets.list_pets())


LINKS = {
    '<https://a.example/x?page=2>; rel="next"': "https://a.example/x?page=2",
    "</x>; rel=next": "/x",
    '<a>; rel="prev", <b>; rel="next"': "b",
    '<a>; title="c, <d>; rel=\\"next\\""; rel=prev, <b>; REL="first NEXT"': "b",
    '<a,b;c>; rel="next"': "a,b;c",
    '<a>; rel="prev"; rel="next", <b>;rel="next"': "b",
    '<a>; rel="next"; anchor="/y"': None,
    '<a>; rel="nextpage"': None,
    "<a>": None,
    "a; rel=next": None,
    '<a; rel="next"': None,
    '<a>; rel="next': None,
    "": None,
    ", ,<a> ; rel = next": "a",
    ";" * 50_000: None,
    "<a>;" * 20_000: None,
}


@pytest.mark.parametrize(("value", "target"), LINKS.items(), ids=lambda each: str(each)[:30])
def test_links_are_read_as_rfc_8288_has_them(value: str, target: str | None) -> None:
    assert PAGING.linked([value]) == target
    assert PAGING.linked(["<z>; rel=last", value]) == target


def test_the_index_says_how_a_list_comes_in_pages() -> None:
    from pathlib import Path

    index = json.loads(Path(PACKAGE.__file__).with_name("operations.json").read_text())
    said = {each["operation_id"]: each.get("paging") for each in index["operations"]}
    assert said["listPets"] == {"kind": "cursor", "items": "data"}
    assert said["listByLink"] == {"kind": "link", "items": None}
    assert said["ms"] == {"kind": "next-url", "items": "value"}
    assert said["wrong"] is None


def test_a_walk_over_the_mock_has_several_pages_of_each_kind_and_ends() -> None:
    async def walked() -> dict[str, tuple[int, int]]:
        transport: Any = httpx2.ASGITransport(app=create_app(load(DOCUMENT)))
        async with PACKAGE.AsyncPages(key=KEY, transport=transport) as client:
            found = {}
            for name, call in CALLS.items():
                pages = [page async for page in call(client).pages()]
                found[name] = (len(pages), len([item async for item in call(client)]))
            return found

    found = asyncio.run(walked())
    # a page without items ends what nothing else does; `1` is an offset or number that is shown
    assert found == dict.fromkeys(CALLS, (2, 2)) | {
        "offset": (3, 3),
        "fern": (3, 3),
        "page": (2, 1),
        "speakeasy last": (2, 1),
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one segment
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        page, headers = numbered(url.path, query, None)
        self.seen.append(self.path)
        body = json.dumps(page).replace(HOST, "").encode()
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_pages_come_over_a_socket() -> None:
    async def loop(address: str) -> list[list[str]]:
        async with PACKAGE.AsyncPages(key=KEY, base_url=address) as client:
            return [[name_of(item) async for item in call(client)] for call in calls]

    calls = [CALLS["cursor"], CALLS["next url"], CALLS["link"]]
    with served() as address:
        with PACKAGE.Pages(key=KEY, base_url=address) as client:
            found = [[name_of(item) for item in call(client)] for call in calls]
        assert found == asyncio.run(loop(address)) == [[f"p{number}" for number in range(6)]] * 3
    assert "/urls?at=1" in Handler.seen
    assert "/links?at=2" in Handler.seen


class Odd(Handler):
    """The first page of a list of pets, whose cursor is what `kind` says, and an empty last one."""

    seen: ClassVar[list[str]] = []
    keys: ClassVar[list[tuple[str, str | None]]] = []
    elsewhere: ClassVar[str] = ""

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.keys.append((self.path, self.headers["X-Key"]))
        cursor = ODD.get(query.get("kind", ""), ("",))[0]
        page: Any = {"data": [{"name": "p"}], "meta": {"next": cursor}}
        if "cursor" in query and query["kind"] != "same":
            page = {"data": [{"name": "q"}]}
        if query.get("kind") == "no items":
            page = {"meta": {}}
        if url.path == "/urls":
            page = {"data": [{"name": "p"}], "links": {"next": f"{self.elsewhere}/on?x=1"}}
        if url.path == "/on":
            page = {"data": [{"name": "q"}]}
        body = json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)


ODD: dict[str, tuple[Any, list[str] | str]] = {
    "text": ("7", ["p", "q"]),
    "number": (7, "does not fit the document: meta.next: must be a valid string"),
    "null": (None, ["p"]),
    "empty": ("", ["p"]),
    "object": ({"x": 1}, "does not fit the document: meta.next"),
    "fraction": (1.5, "does not fit the document: meta.next"),
    "same": ("x", "`meta.next` of the response to GET /pets is the same again"),
    "no items": ("", "does not fit the document: data: is required"),
}


@contextmanager
def odd() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def outcome(error: Any) -> str:
    assert type(error) is PACKAGE.InvalidResponseError
    assert KEY not in f"{error!r} {error}"
    return str(error)


def test_odd_pages_over_a_socket_are_walked_or_are_one_clear_error() -> None:
    def walked(client: Any, kind: str) -> Any:
        try:
            return [pet.name for pet in client.pets.list_pets(kind=kind)]
        except PACKAGE.SDKError as error:
            return outcome(error)

    async def walks(address: str) -> dict[str, Any]:
        async with PACKAGE.AsyncPages(key=KEY, base_url=address) as client:
            found: dict[str, Any] = {}
            for kind in ODD:
                try:
                    found[kind] = [pet.name async for pet in client.pets.list_pets(kind=kind)]
                except PACKAGE.SDKError as error:
                    found[kind] = outcome(error)
            async for _ in client.pets.list_pets(kind="text"):
                break
            return found

    with odd() as address:
        with PACKAGE.Pages(key=KEY, base_url=address) as client:
            found = {kind: walked(client, kind) for kind in ODD}
            for _ in client.pets.list_pets(kind="text"):
                break
        assert asyncio.run(walks(address)) == found
    for kind, (_, expected) in ODD.items():
        assert expected == found[kind] or (isinstance(expected, str) and expected in found[kind])


def test_two_walks_of_one_page_do_not_meet_and_another_host_learns_no_key() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with odd() as address, odd() as elsewhere, PACKAGE.Pages(key=KEY, base_url=address) as client:
        page = client.pets.list_pets(kind="text")
        with ThreadPoolExecutor(4) as pool:
            walks = list(pool.map(lambda _: [pet.name for pet in page], range(8)))
        assert walks == [["p", "q"]] * 8
        Odd.elsewhere = elsewhere
        assert [pet.name for pet in client.urls.list_by_url()] == ["p", "q"]
    keys = {urlsplit(path).path: key for path, key in Odd.keys}
    assert (keys["/urls"], keys["/on"]) == (KEY, None)
