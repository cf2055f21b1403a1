"""How the credentials of a document are given and sent: of several alternatives the first that the
caller can satisfy, and nothing where there is none.
"""

from __future__ import annotations

import inspect
import logging
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests import packages

MANY: Any = packages.Imported("credentials")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT", "OAUTH", "BASIC", "KEY", "COOKIE", "AUTHORIZATION", "BASE_URL"):
        monkeypatch.delenv(f"MADE_CREDENTIALS_{name}", raising=False)


def test_the_readme_says_what_each_credential_is_and_how_a_pair_is_written() -> None:
    text = (Path(MANY.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    name = "MADE_CREDENTIALS_BASIC"
    pair = f"| User name and password. | `basic`, a pair | `{name}`, as `name:password` |"
    assert pair in text
    assert "| The API key. | `key` | `MADE_CREDENTIALS_KEY` |" in text
    said = " ".join((inspect.getdoc(MANY.Credentials) or "").split())
    assert f"Without it, `{name}` is read, as `name:password`." in said


@pytest.mark.parametrize(
    ("given", "query", "header"),
    [
        ({}, "", None),
        ({"key": "k"}, "key=k", None),
        ({"key": "k", "authorization": "Digest d"}, "key=k", None),
        ({"authorization": "Digest d"}, "", "Digest d"),
        ({"cookie": "c"}, "", None),
    ],
)
def test_an_optional_credential_that_is_given_is_sent(
    given: dict[str, str], query: str, header: str | None
) -> None:
    answers = packages.Answers()
    MANY.Credentials(transport=answers, **given).a.maybe()
    (request,) = answers.requests
    assert request.url.query.decode() == query
    assert request.headers.get("Authorization") == header


def test_the_whole_of_authorization_is_given_for_a_scheme_that_the_client_does_not_write() -> None:
    answers = packages.Answers()
    value = 'Digest username="u", response="0123456789"'
    MANY.Credentials(transport=answers, authorization=f" {value}\n").a.digest()
    assert answers.requests[0].headers["Authorization"] == value
    with pytest.raises(MANY.ConfigurationError, match=r"authorization=… \(MADE_CREDENTIALS_AUTH"):
        MANY.Credentials(transport=answers).a.digest()


class Expiring(httpx2.MockTransport):
    """Answers 401 until it gets the token that is good by then, and 503 to what comes next."""

    def __init__(self, *good: str) -> None:
        super().__init__(self._answer)
        self.good, self.sent, self.statuses = good, list[Any](), [200]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        token = request.headers.get("authorization")
        self.sent.append(token or request.url.query.decode() or request.headers.get("cookie"))
        is_good = not self.good or token in self.good
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return httpx2.Response(status if is_good else 401, text=f"you sent {token}")


class Tokens:
    """A function that gives another token each time."""

    def __init__(self, scheme: str = "") -> None:
        self.asked, self.scheme = 0, scheme

    def __call__(self) -> str:
        self.asked += 1
        return f"{self.scheme}secret-{self.asked}\n"


def test_a_function_is_asked_once_an_attempt_and_its_value_is_sent_where_the_scheme_says() -> None:
    answers, tokens = Expiring(), Tokens()
    client = MANY.Credentials(
        transport=answers, oauth=tokens, basic=lambda: ("u", "p"), key=tokens, cookie=tokens
    )
    client._sleep = lambda _: None
    assert tokens.asked == 0
    answers.statuses = [503, 200]
    client.a.oauth()
    client.a.basic()
    client.a.both()
    assert answers.sent == ["Bearer secret-1", "Bearer secret-2", "Basic dTpw", "key=secret-3"]
    assert tokens.asked == 4


@pytest.mark.anyio
async def test_an_asynchronous_client_takes_asynchronous_functions_and_others() -> None:
    async def token() -> str:
        return "from-afar"

    answers = Expiring()
    client = MANY.AsyncCredentials(transport=answers, oauth=token, key=lambda: "near", cookie=token)
    await client.a.oauth()
    await client.a.both()
    assert answers.sent == ["Bearer from-afar", "key=near"]


def test_a_client_that_blocks_refuses_an_asynchronous_function() -> None:
    async def token() -> str:
        return "never"

    class Source:
        async def __call__(self) -> str:
            return "never"

    for given in (token, Source()):
        with pytest.raises(MANY.ConfigurationError, match=r"^oauth is asynchronous"):
            MANY.Credentials(oauth=given)
    waiting = token()
    client = MANY.Credentials(oauth=lambda: waiting, transport=Expiring())
    with pytest.raises(MANY.ConfigurationError, match=r"^oauth is asynchronous"):
        client.a.oauth()
    waiting.close()


def fails() -> str:
    raise ValueError("no vault")


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda: None, "the function for oauth gave none"),
        (lambda: " ", "the function for oauth gave none"),
        (lambda: "a\nb", "oauth must be printable ASCII"),
        (lambda: 7, "oauth must be a text"),
        (fails, "the function for oauth raised ValueError"),
    ],
)
def test_what_a_function_gives_instead_of_a_credential_is_one_clear_error(
    function: Callable[[], Any], message: str
) -> None:
    answers = Expiring()
    with pytest.raises(MANY.ConfigurationError, match=f"^{message}") as caught:
        MANY.Credentials(oauth=function, transport=answers).a.oauth()
    assert not answers.sent
    cause = caught.value.__cause__
    assert (cause is None) == (function is not fails)
    frames = [] if cause is None else inspect.getinnerframes(cause.__traceback__)
    assert {each.function for each in frames} <= {"fails"}


def test_after_a_401_a_function_is_asked_once_more_and_no_oftener() -> None:
    answers, tokens = Expiring("Bearer secret-2"), Tokens()
    client = MANY.Credentials(transport=answers, oauth=tokens, max_retries=0)
    client.a.oauth()
    assert answers.sent == ["Bearer secret-1", "Bearer secret-2"]
    with pytest.raises(MANY.AuthenticationError):
        client.a.oauth()
    assert tokens.asked == 4
    with pytest.raises(MANY.AuthenticationError):
        MANY.Credentials(transport=answers, oauth="fixed").a.oauth()
    assert len(answers.sent) == 5


def test_a_header_of_the_caller_is_sent_and_no_function_is_asked() -> None:
    answers, tokens = Expiring(), Tokens()
    client = MANY.Credentials(transport=answers, oauth=tokens)
    client.with_options(headers={"Authorization": "Own x"}).a.oauth()
    assert (answers.sent, tokens.asked) == (["Own x"], 0)


def test_a_view_has_credentials_of_its_own_on_the_same_connections() -> None:
    answers = Expiring()
    client = MANY.Credentials(transport=answers, oauth="one", key="k")
    other = client.with_options(oauth="two", max_retries=0, base_url="https://t.example")
    other.a.oauth()
    client.a.oauth()
    client.with_options(oauth=Tokens()).a.oauth()
    other.a.maybe()
    client.with_options(key=None).a.maybe()
    assert answers.sent == ["Bearer two", "Bearer one", "Bearer secret-1", "key=k", None]
    for none in (None, ""):
        with pytest.raises(MANY.ConfigurationError, match=r"oauth needs a credential: oauth=…"):
            client.with_options(oauth=none).a.oauth()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_what_a_function_gave_is_in_no_repr_log_error_or_hook(
    logged: pytest.LogCaptureFixture,
) -> None:
    events: list[Any] = []
    hooks = dict.fromkeys(("on_request", "on_response", "on_error"), events.append)
    answers, tokens = Expiring("none is good"), Tokens()
    client = MANY.Credentials(transport=answers, oauth=tokens, error_bodies=True, **hooks)
    with pytest.raises(MANY.AuthenticationError) as caught:
        client.a.oauth()
    error = caught.value
    assert "you sent Bearer ***" in str(error)
    logging.getLogger("httpx2").info("sent %s", f"Bearer {tokens.scheme}secret-2")
    shown = [repr(client), repr(error), str(error), repr(client._settings), *map(repr, events)]
    shown += [record.getMessage() for record in logged.records]
    assert not [text for text in shown if "secret-" in text]
    assert any("sent Bearer ***" in text for text in shown)
    error.raw = None  # what the server said is the caller's to read
    assert b"secret-" not in pickle.dumps(error.args)
