"""Tokens of OAuth 2 that a client obtains by itself, over sockets and TLS."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import anyio
import httpx2
import pytest

from tests import packages
from tests.servers import TokenServer, environment, token_server

MADE: Any = packages.Imported("tokens")
GIVEN = {"client_id": "me & you", "client_secret": "s:e%c/r+e t"}
NOTES = "/v1/notes"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BASE_URL", "SERVER", "KEY", "APP", "PERSON", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"MADE_TOKENS_{name}", raising=False)


@pytest.fixture
def server() -> Iterator[TokenServer]:
    """A server of this test alone: a request that an earlier test gave up may still be answered,
    with a token that would be the first of this one.
    """
    with token_server() as running:
        running.answers = {NOTES: [{"items": [{"text": "a"}]}], "/v1/jobs/1": [{"status": "done"}]}
        yield running


def options(server: TokenServer, **more: Any) -> dict[str, Any]:
    return {"base_url": f"{server.address}/v1", "ca_file": server.ca_file, **GIVEN, **more}


@pytest.fixture
def client(server: TokenServer) -> Iterator[Any]:
    with MADE.Tokens(**options(server)) as made:
        made._sleep = lambda _: None
        yield made


def texts(page: Any) -> list[str]:
    return [note.text for note in page]


def test_a_token_is_fetched_when_a_call_needs_it_and_kept(client: Any, server: TokenServer) -> None:
    assert not server.requests
    assert texts(client.notes.list_notes()) == texts(client.notes.list_notes()) == ["a"]
    (asked,) = server.asked
    assert asked.path == "/oauth/token"  # relative to the server (RFC 3986, section 5.2)
    assert asked.form == {"grant_type": "client_credentials", "scope": "notes.read"}
    pair = base64.b64encode(b"me+%26+you:s%3Ae%25c%2Fr%2Be+t").decode()
    assert asked.headers["authorization"] == f"Basic {pair}"
    assert [each.headers["authorization"] for each in server.requests[1:]] == [
        "Bearer issued-secret-1"
    ] * 2


def test_each_operation_asks_for_its_scopes_unless_others_are_given(
    client: Any, server: TokenServer
) -> None:
    client.jobs.read_job("1")
    server.answers[NOTES] = [{"text": "b"}]
    client.with_options(key="k").notes.add_note(text="b")
    server.answers[NOTES] = [{"items": []}]
    client.notes.list_notes()  # for which the token for more is good as well
    view = client.with_options(scopes=["all", "more"])
    view.notes.list_notes()
    view.jobs.read_job("1")
    asked = [each.form.get("scope") for each in server.asked]
    assert asked == ["jobs", "notes.write notes.read", "all more"]


def test_twenty_threads_fetch_one_token(client: Any, server: TokenServer) -> None:
    server.pause = 0.2
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda _: texts(client.notes.list_notes()), range(20)))
    assert found == [["a"]] * 20
    assert len(server.asked) == 1
    server.refused.update(server.issued)  # and one again, after all have been refused
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda _: texts(client.notes.list_notes()), range(20)))
    assert found == [["a"]] * 20
    assert len(server.asked) == 2


@pytest.mark.anyio
async def test_twenty_tasks_fetch_one_token_and_one_that_is_cancelled_keeps_no_other_waiting(
    server: TokenServer,
) -> None:
    server.pause = 0.2
    async with MADE.AsyncTokens(**options(server)) as client:

        async def call() -> None:
            page = await client.notes.list_notes()
            assert [note.text async for note in page] == ["a"]

        with anyio.move_on_after(0.05):
            await call()
        assert len(server.asked) <= 1
        before = len(server.asked)
        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(call)
        assert len(server.asked) == before + 1


def test_a_token_is_replaced_a_little_before_it_expires(client: Any, server: TokenServer) -> None:
    now = [0.0]
    client._settings = client._settings._replace(clock=lambda: monotonic() + now[0])
    for life in (3600, "100", None):
        server.issue = lambda _, life=life: (200, {}, server.new(expires_in=life))
        before = len(server.asked)
        client.notes.list_notes()
        assert len(server.asked) == before + 1
        now[0] += 3530 if life == 3600 else 80
        client.notes.list_notes()
        assert len(server.asked) == before + 1
        now[0] += 15 if life is not None else 1e9
        if life is None:
            client.notes.list_notes()
            assert len(server.asked) == before + 1


@pytest.mark.parametrize("retries", [0, 2])
def test_after_a_401_one_more_token_is_fetched(
    client: Any, server: TokenServer, retries: int
) -> None:
    client.notes.list_notes()
    server.refused.add("issued-secret-1")
    view = client.with_options(max_retries=retries)
    assert texts(view.notes.list_notes()) == ["a"]
    assert len(server.asked) == 2
    server.refused.update(f"issued-secret-{number}" for number in range(10))
    with pytest.raises(MADE.AuthenticationError):
        view.notes.list_notes()
    assert len(server.asked) == 3


def test_a_token_that_is_refused_while_another_one_is_taken_is_not_sent_again(
    client: Any, server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = client._settings.credentials.of("app").source
    client.jobs.read_job("1")
    is_kept = source._is_kept

    def refused_meanwhile(old: Any, new: Any) -> bool:
        kept = is_kept(old, new)
        source.refuse(old.secret)  # as a thread does that has the answer 401
        return bool(kept)

    monkeypatch.setattr(source, "_is_kept", refused_meanwhile, raising=True)
    client.notes.list_notes()
    client.jobs.read_job("1")
    sent = [each.headers["authorization"] for each in server.requests if each not in server.asked]
    assert sent == [f"Bearer issued-secret-{number}" for number in (1, 2, 3)]


def test_a_token_that_is_taken_while_another_one_is_refused_is_kept(client: Any) -> None:
    source = client._settings.credentials.of("app").source
    call = SimpleNamespace(clock=monotonic)
    url, gone = httpx2.URL("https://t.example/"), threading.Event()
    before = sys.getswitchinterval()

    def refuse() -> None:
        while not gone.is_set():
            source.refuse("another one")

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(refuse)
            for number in range(3000):
                answer = httpx2.Response(200, json={**ISSUED, "access_token": f"t{number}"})
                taken = source.taken(answer, None, url, (), call)
                if source.fresh(url, (), call) is not taken:
                    break
            gone.set()
    finally:
        sys.setswitchinterval(before)
    assert number == 2999


def test_pages_streams_and_waits_sign_each_request_anew(client: Any, server: TokenServer) -> None:
    server.issue = lambda _: (200, {}, server.new(expires_in=0))
    pages = [{"items": [{"text": str(n)}], "next": f"n{n}"} for n in range(2)]
    server.answers[NOTES] = [*pages, {"items": [{"text": "end"}]}]
    assert texts(client.notes.list_notes()) == ["0", "1", "end"]
    server.answers["/v1/watch"] = ['data: {"text": "x"}\n\n']
    with client.notes.watch_notes() as notes:
        assert [event.data.text for event in notes] == ["x"]
    server.answers["/v1/jobs/1"] = [{"status": "running"}, {"status": "done"}]
    assert client.jobs.wait_for_job("1", interval=0.01).status == "done"
    sent = [each.headers["authorization"] for each in server.requests if each not in server.asked]
    assert sent == [f"Bearer issued-secret-{number}" for number in range(1, 7)]


def test_who_waits_is_not_sent_away_by_a_token_endpoint_that_may_recover(
    client: Any, server: TokenServer, caplog: pytest.LogCaptureFixture
) -> None:
    answers = [(503, {}, {}), (503, {"Retry-After": "0.3"}, {})]
    server.issue = lambda _: answers.pop() if answers else (200, {}, server.new())
    waiting = client.with_options(max_retries=0)
    begun = monotonic()
    with caplog.at_level(logging.WARNING):
        assert waiting.jobs.wait_for_job("1", interval=0.01).status == "done"
    assert monotonic() - begun >= 0.3
    assert caplog.text.count("waiting goes on: TokenError 503") == 2
    server.issue = lambda _: (400, {}, {"error": "invalid_client"})
    server.refused.update(server.issued)
    with pytest.raises(MADE.TokenError, match="invalid_client"):
        waiting.jobs.wait_for_job("1")


def test_a_refresh_token_is_exchanged_and_what_takes_its_place_is_used_next(
    server: TokenServer,
) -> None:
    def issue(form: dict[str, str]) -> tuple[int, dict[str, str], Any]:
        assert form["refresh_token"] == f"refresh-secret-{len(server.issued) + 1}"
        return 200, {}, server.new(refresh_token=f"refresh-secret-{len(server.issued) + 2}")

    server.issue = issue
    given = {
        "person": "old",
        "person_refresh_token": "refresh-secret-1",
        "person_client_id": "me",
        "person_token_url": f"{server.address}/oauth/other",
    }
    with MADE.Tokens(base_url=server.address, ca_file=server.ca_file, **given) as client:
        client.people.read_me()  # the token that was given is refused
        server.refused.update(server.issued)
        client.people.read_me()
        client.with_options(person_client_secret="c", person="").people.read_me()
    first, second, third = server.asked
    assert first.path == "/oauth/other"
    assert first.form.keys() == {"grant_type", "refresh_token", "client_id"}
    assert "authorization" not in first.headers
    assert second.form["refresh_token"] == "refresh-secret-2"
    assert (third.form["client_id"], third.form["client_secret"]) == ("me", "c")


ISSUED = {"access_token": "t", "token_type": "bearer"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("answer", "message", "error"),
    [
        (
            (
                400,
                {},
                {"error": "invalid_client", "error_description": f"no {GIVEN['client_secret']}"},
            ),
            "answered 400, invalid_client: no ***",
            "invalid_client",
        ),
        ((403, HTML, b"<p>Go"), "answered 403", None),
        (
            (200, HTML, b"<p>Log in"),
            "answered with text/html, not with JSON that is an object",
            None,
        ),
        (
            (200, {}, [ISSUED]),
            "answered with application/json, not with JSON that is an object",
            None,
        ),
        ((200, {}, {"token_type": "bearer"}), "gave no access_token", None),
        ((200, {}, {"error": "no_such_code"}), "answered 200, no_such_code", "no_such_code"),
        (
            (200, {}, {**ISSUED, "token_type": "mac"}),
            "gave a token of the type 'mac', not Bearer",
            None,
        ),
        (
            (200, {}, {**ISSUED, "token_type": GIVEN["client_secret"]}),
            "gave a token of the type '***', not Bearer",
            None,
        ),
        (
            (200, {}, {**ISSUED, "access_token": "a\nb"}),
            "gave a token that no header can hold",
            None,
        ),
        ((200, {}, {**ISSUED, "expires_in": "soon"}), "gave an expires_in that is no number", None),
        (
            (307, {"Location": "https://evil.example/"}, b""),
            "answered 307, a redirect that is not",
            None,
        ),
        ((200, {}, b"{" * 2_000_000), "gave an answer that cannot be read", None),
        (
            (200, {"Content-Encoding": "gzip"}, b"{}"),
            "gave an answer that cannot be read",
            None,
        ),
    ],
)
def test_what_a_token_endpoint_does_wrong_is_one_clear_error(
    client: Any, server: TokenServer, answer: Any, message: str, error: str | None
) -> None:
    server.issue = lambda _: answer
    with pytest.raises(MADE.TokenError) as caught:
        client.notes.list_notes()
    place = server.address.removeprefix("https://")
    assert str(caught.value).startswith(f"no token of app: {place}/oauth/token {message}")
    assert "\n" not in str(caught.value)
    assert caught.value.error == error
    assert isinstance(caught.value, MADE.SDKError)
    assert len(server.requests) == 1
    assert caught.value.__context__ is None


def test_a_token_endpoint_that_may_recover_is_asked_again(client: Any, server: TokenServer) -> None:
    answers = [(503, {}, b"later"), (429, {"Retry-After": "7"}, {"error": "slow_down"})]
    server.issue = lambda _: answers.pop(0) if answers else (200, {}, server.new())
    waits: list[float] = []
    client._sleep = waits.append
    assert texts(client.notes.list_notes()) == ["a"]
    assert len(server.asked) == 3
    assert waits[0] <= 0.5
    assert waits[1] == 7


SLOW = (
    ({"timeout": 0.1}, "TokenTimeoutError", "RequestTimeoutError", "in time", 2),
    ({"deadline": 0.2}, "TokenDeadlineError", "DeadlineExceededError", "before the deadline", 1),
)


async def _no_pause(seconds: float) -> None:
    pass


def _is_slow(server: TokenServer, error: Any, kind: str, base: str, when: str) -> None:
    place = server.address.removeprefix("https://")
    assert type(error) is getattr(MADE, kind)
    for each in (MADE.TokenError, getattr(MADE, base), MADE.TransportError, TimeoutError):
        assert isinstance(error, each)
    assert str(error) == f"no token of app: {place}/oauth/token did not answer {when}"
    assert error.unsent
    assert error.__cause__ is error.__context__ is None
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.unsent) == (type(error), str(error), True)
    assert not any(GIVEN["client_secret"] in each for each in (repr(error), repr(vars(error))))


@pytest.mark.parametrize(("limit", "kind", "base", "when", "asked"), SLOW)
def test_a_slow_token_endpoint_is_a_timeout_and_a_token_error(
    limit: dict[str, float], kind: str, base: str, when: str, asked: int, server: TokenServer
) -> None:
    server.pause = 1.0
    with MADE.Tokens(**options(server, **limit, max_retries=1)) as client:
        client._sleep = lambda _: None
        with pytest.raises(MADE.SDKError) as caught:
            client.notes.list_notes()
    _is_slow(server, caught.value, kind, base, when)
    assert len(server.asked) == len(server.requests) == asked


@pytest.mark.anyio
@pytest.mark.parametrize(("limit", "kind", "base", "when", "asked"), SLOW)
async def test_a_slow_token_endpoint_is_one_to_an_asynchronous_client(
    limit: dict[str, float], kind: str, base: str, when: str, asked: int, server: TokenServer
) -> None:
    server.pause = 1.0
    async with MADE.AsyncTokens(**options(server, **limit, max_retries=1)) as client:
        client._sleep = _no_pause
        with pytest.raises(MADE.SDKError) as caught:
            await client.notes.list_notes()
    assert len(server.asked) == asked
    _is_slow(server, caught.value, kind, base, when)


def test_who_waits_for_the_token_of_another_ends_with_the_deadline(server: TokenServer) -> None:
    server.pause = 1.0
    with (
        MADE.Tokens(**options(server, max_retries=0)) as client,
        ThreadPoolExecutor(2) as pool,
    ):
        waiting = [
            pool.submit(client.with_options(timeout=3, deadline=limit).notes.list_notes)
            for limit in (0.2, 0.3)
        ]
        for each in waiting:
            assert isinstance(each.exception(), MADE.DeadlineExceededError)


def test_what_a_hook_of_the_callers_client_raises_does_not_hand_on_the_secret(
    server: TokenServer,
) -> None:
    def refuse(response: httpx2.Response) -> None:
        raise httpx2.HTTPStatusError("no", request=response.request, response=response)

    trusted = ssl.create_default_context(cafile=server.ca_file)
    with (
        httpx2.Client(verify=trusted, event_hooks={"response": [refuse]}) as http,
        MADE.Tokens(base_url=server.address, http_client=http, **GIVEN) as client,
        pytest.raises(MADE.TokenError, match=r"was not reached \(HTTPStatusError\)$") as caught,
    ):
        client.notes.list_notes()
    assert caught.value.__cause__ is None  # which has the request


def test_a_deadline_may_be_far_away(server: TokenServer) -> None:
    with MADE.Tokens(**options(server, deadline=1e12)) as client:
        assert texts(client.notes.list_notes()) == ["a"]


def test_no_connection_to_a_token_endpoint_is_one_clear_error(server: TokenServer) -> None:
    settings = options(server, max_retries=0)
    cases = (
        (
            {"token_url": "https://127.0.0.1:1/t"},
            r": 127\.0\.0\.1:1/t was not reached \(ConnectError\)$",
        ),
        ({"ca_file": None}, r"its certificate is not trusted\)$"),
    )
    for more, message in cases:
        client = MADE.Tokens(**{**settings, **more})
        with pytest.raises(MADE.TokenError, match=message):
            client.notes.list_notes()
        client.close()
    for url in ("ftp://x/y", "https://u:p@x/y", "https://x/#a"):
        with pytest.raises(MADE.ConfigurationError, match="the token URL of app is not usable"):
            MADE.Tokens(**settings, token_url=url).notes.list_notes()
    assert not server.requests


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"client_id": "x"},
            "a token of app cannot be obtained: client_secret=… \\(MADE_TOKENS_CL",
        ),
        ({"client_secret": "x"}, "a token of app cannot be obtained: client_id=… "),
        ({**GIVEN, "app": "t"}, "give either app or client_id with its secret"),
        ({**GIVEN, "client_id": 7}, "client_id must be a text"),
        ({**GIVEN, "client_secret": "\ud800"}, "client_secret must be text that UTF-8 can hold"),
        ({**GIVEN, "scopes": ["a b"]}, "scopes must be a list of texts without spaces"),
    ],
)
def test_half_of_what_is_needed_is_refused_when_the_client_is_made(
    given: dict[str, Any], message: str
) -> None:
    with pytest.raises(MADE.ConfigurationError, match=f"^{message}"):
        MADE.Tokens(**given)


def test_the_environment_gives_what_arguments_do_not(
    server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADE_TOKENS_CLIENT_ID", "from")
    monkeypatch.setenv("MADE_TOKENS_CLIENT_SECRET", "outside\n")
    place = {"base_url": f"{server.address}/v1", "ca_file": server.ca_file}
    with MADE.Tokens(**place) as client:
        client.notes.list_notes()
    pair = base64.b64encode(b"from:outside").decode()
    assert server.asked[0].headers["authorization"] == f"Basic {pair}"
    with MADE.Tokens(**place, app=server.issued[0]) as client:  # which is nearer
        client.notes.list_notes()
    assert len(server.asked) == 1


def test_a_callers_own_client_fetches_tokens_without_its_own_credentials(
    server: TokenServer,
) -> None:
    trusted = ssl.create_default_context(cafile=server.ca_file)
    with httpx2.Client(verify=trusted, auth=("u", "p"), headers={"X-Own": "1"}) as http:
        made = MADE.Tokens(base_url=f"{server.address}/v1", http_client=http, **GIVEN)
        # an own `auth` writes over whatever header is there, as it does for any other credential
        with pytest.raises(MADE.AuthenticationError):
            made.notes.list_notes()
    asked = server.asked[0]
    assert asked.headers["authorization"].startswith("Basic bWU")
    assert "x-own" not in asked.headers


def test_no_secret_is_in_a_repr_a_log_an_error_or_a_hook(
    server: TokenServer, caplog: pytest.LogCaptureFixture
) -> None:
    events: list[Any] = []
    hooks = dict.fromkeys(("on_request", "on_response", "on_error"), events.append)
    settings = options(server, error_bodies=True, **hooks)
    with caplog.at_level(logging.DEBUG), MADE.Tokens(**settings) as client:
        client.notes.list_notes()
        server.refused.update(f"issued-secret-{number}" for number in range(10))
        with pytest.raises(MADE.AuthenticationError) as caught:
            client.notes.list_notes()
        source = client._settings.credentials.of("app").source
        shown = [repr(client), repr(client._settings), repr(source), str(caught.value)]
    shown += [record.getMessage() for record in caplog.records] + list(map(repr, events))
    secrets = ["issued-secret", GIVEN["client_secret"], "s%3Ae", "bWUrJTI2"]
    assert not [text for text in shown for secret in secrets if secret in text]
    assert "not ***" in str(caught.value)


def test_a_token_of_one_server_is_not_sent_to_another(server: TokenServer) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(f"{request.url.host}{request.url.path}")
        if request.url.path == "/oauth/token":
            return httpx2.Response(200, json={**ISSUED, "access_token": request.url.host})
        assert request.headers["authorization"] == f"Bearer {request.url.host}"
        return httpx2.Response(200, content=json.dumps({"items": []}).encode())

    client = MADE.Tokens(transport=httpx2.MockTransport(answer), region="us", **GIVEN)
    for view in (client, client.with_options(server="sandbox"), client):
        view.notes.list_notes()
    us, sandbox = "us.tokens.example", "sandbox.tokens.example"
    assert asked == [
        *(f"{us}/oauth/token", f"{us}/v1/notes"),
        *(f"{sandbox}/oauth/token", f"{sandbox}/v1/notes", f"{us}/v1/notes"),
    ]


def test_a_dry_run_of_the_command_line_fetches_no_token(server: TokenServer) -> None:
    folder = Path(str(packages.imported("tokens").__file__)).parents[1]
    variables = environment(
        MADE_TOKENS_CLIENT_ID="me",
        MADE_TOKENS_CLIENT_SECRET="of-the-client",
        MADE_TOKENS_BASE_URL=server.address,
    )
    command = [sys.executable, "-m", "made_tokens", "notes", "list-notes", "--dry-run"]
    done = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"GET {server.address}/notes\n")
    assert "authorization: Bearer ***\n" in done.stdout
    assert not server.requests


def test_the_key_beside_it_is_used_where_no_token_can_be_obtained(server: TokenServer) -> None:
    answers = packages.Answers(b'{"items": []}')
    MADE.Tokens(transport=answers, key="k").notes.list_notes()
    assert "authorization" not in answers.requests[0].headers
    assert answers.requests[0].headers["X-Key"] == "k"
    with pytest.raises(MADE.ConfigurationError, match="key=… is missing"):
        MADE.Tokens(transport=answers, **GIVEN).notes.add_note(text="x")


def test_who_gives_nothing_is_told_every_way_to_a_token(server: TokenServer) -> None:
    client = MADE.Tokens(transport=packages.Answers(b'{"items": []}'))
    app = (
        "app=… (MADE_TOKENS_APP in the environment, or client_id=… with client_secret=…, "
        "MADE_TOKENS_CLIENT_ID and MADE_TOKENS_CLIENT_SECRET there)"
    )
    key = "key=… (MADE_TOKENS_KEY in the environment)"
    with pytest.raises(MADE.ConfigurationError) as caught:
        client.notes.list_notes()
    assert str(caught.value) == f"listNotes needs a credential: {app} or {key}"
    with pytest.raises(MADE.ConfigurationError) as caught:
        client.people.read_me()
    assert "or person_refresh_token=…, MADE_TOKENS_PERSON_REFRESH_TOKEN there)" in str(caught.value)
