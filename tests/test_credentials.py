"""How the credentials of a document are given and sent: of several alternatives the first that the
caller can satisfy, and nothing where there is none.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests import packages

MANY: Any = packages.Imported("credentials")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT", "OAUTH", "BASIC", "QUERY", "COOKIE", "AUTHORIZATION", "BASE_URL"):
        monkeypatch.delenv(f"MADE_CREDENTIALS_{name}", raising=False)


@pytest.mark.parametrize(
    ("given", "query", "header"),
    [
        ({}, "", None),
        ({"query": "k"}, "key=k", None),
        ({"query": "k", "authorization": "Digest d"}, "key=k", None),
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
