"""The token endpoint of the mock: what it issues, what it refuses, and who is let in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.document.bundle import load
from generator.mock.tokens import LIFE, PLACE, Tokens
from tests.forked import run_emitted_tests
from tests.mock.conftest import client_of
from tests.packages import CASES, generated, import_document
from tests.servers import mock_in_a_thread

pytestmark = pytest.mark.anyio
SPEC = CASES / "tokens" / "openapi.yaml"
BASIC = httpx2.BasicAuth("me", "secret")
CREDENTIALS = {"grant_type": "client_credentials", "scope": "notes.read"}
REFRESH = {"grant_type": "refresh_token", "refresh_token": "r", "client_id": "me"}


@pytest.fixture
def mock() -> httpx2.AsyncClient:
    return client_of(load(SPEC))


@pytest.mark.parametrize(
    ("scheme", "form", "auth", "answer"),
    [
        ("app", CREDENTIALS, BASIC, 200),
        ("app", {**CREDENTIALS, "scope": ""}, BASIC, 200),
        ("app", CREDENTIALS, None, (401, "invalid_client")),
        ("app", CREDENTIALS, httpx2.BasicAuth("me", ""), (401, "invalid_client")),
        ("app", {**CREDENTIALS, "client_id": "me", "client_secret": "s"}, None, (401, "invalid_client")),
        ("app", {**CREDENTIALS, "scope": "moon"}, BASIC, (400, "invalid_scope")),
        ("app", {**CREDENTIALS, "grant_type": "password"}, BASIC, (400, "unsupported_grant_type")),
        ("app", {**REFRESH}, None, (400, "unsupported_grant_type")),
        ("person", REFRESH, None, 200),
        ("person", {**REFRESH, "client_secret": "s"}, None, 200),
        ("person", REFRESH, BASIC, (401, "invalid_client")),
        ("person", {**REFRESH, "refresh_token": ""}, None, (400, "invalid_request")),
        ("person", {"grant_type": "client_credentials", "client_id": "m", "client_secret": "s"}, None,
         (400, "unsupported_grant_type")),
    ],
)  # fmt: skip
async def test_a_token_is_issued_to_who_asks_as_the_document_says(
    mock: httpx2.AsyncClient, scheme: str, form: Any, auth: Any, answer: Any
) -> None:
    found = await mock.post(f"{PLACE}{scheme}", data=form, auth=auth)
    said = found.json()
    if answer == 200:
        assert (found.status_code, said["token_type"], said["expires_in"]) == (200, "Bearer", LIFE)
        assert ("refresh_token" in said) == (form["grant_type"] == "refresh_token")
    else:
        assert (found.status_code, said["error"]) == answer


async def test_a_token_of_the_mock_opens_what_its_scopes_do(mock: httpx2.AsyncClient) -> None:
    issued = await mock.post(
        "/oauth/token", data=CREDENTIALS, auth=BASIC
    )  # the document's own path
    mock.headers["Authorization"] = f"Bearer {issued.json()['access_token']}"
    assert (await mock.get("/notes")).status_code == 200
    refused = await mock.post("/notes", json={"text": "x"}, headers={"X-Key": "k"})
    assert refused.status_code == 403
    assert refused.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'
    assert (await mock.get("/me")).status_code == 401
    for unknown, status in (("mock-token-x", 401), ("from elsewhere", 200)):
        mock.headers["Authorization"] = f"Bearer {unknown}"
        assert (await mock.get("/notes")).status_code == status


def test_a_token_of_the_mock_expires() -> None:
    now = [0.0]
    tokens = Tokens(load(SPEC), clock=lambda: now[0])
    form = b"grant_type=client_credentials&scope=jobs"
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "authorization": "Basic bWU6c2VjcmV0",
    }
    token = json.loads(bytes(tokens.answer("app", headers, form).body))["access_token"]
    now[0] = LIFE - 1.0
    tokens.check("app", ["jobs"], token)
    now[0] = float(LIFE)
    with pytest.raises(Exception, match="has expired"):
        tokens.check("app", ["jobs"], token)


def test_the_emitted_tests_obtain_their_tokens_of_the_mock_over_a_socket() -> None:
    with mock_in_a_thread(load(SPEC)) as address:
        done = run_emitted_tests(generated("tokens").folder, MADE_TOKENS_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-3000:]


OF_A_PERSON = """
openapi: 3.1.0
info: {title: Profiles, version: '1'}
security: [{either: [bot]}]
paths:
  /bots: {get: {operationId: bots, x-sdk: {resource: all, function: bots}, responses: {'204': {description: Done.}}}}
  /me:
    get:
      operationId: me
      x-sdk: {resource: all, function: me}
      security: [{either: [bot, profile]}]
      responses: {'204': {description: Done.}}
components:
  securitySchemes:
    either:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: /token, scopes: {bot: Act as a bot}}
        authorizationCode: {authorizationUrl: /ask, tokenUrl: /token, scopes: {bot: Act as a bot, profile: Read your profile}}
"""


def test_emitted_tests_have_a_token_for_scopes_that_client_credentials_do_not_get(
    tmp_path: Path,
) -> None:
    package = import_document(OF_A_PERSON, "profiles", tmp_path)
    with mock_in_a_thread(load(tmp_path / "openapi.yaml")) as address:
        folder = Path(str(package.__file__)).parents[1]
        done = run_emitted_tests(folder, PROFILES_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-3000:]
    assert run_emitted_tests(folder).returncode == 0
