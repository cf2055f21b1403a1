"""What README.md and the page of webhooks say of signatures: what this API does, and no more."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.docs import emit_docs
from generator.emit.templates import environment
from tests import packages
from tests.emit.conftest import TEMPLATES

STAMP: dict[str, Any] = {
    "timestamp": {"header": "T"},
    "payload-format": {"components": ["timestamp", "body"], "delimiter": "."},
}
KEYED = {"type": "asymmetric", "header": "S", "asymmetric-algorithm": "rsa-sha256"}
PUBLISHED = KEYED | {"jwks-url": "https://keys.example/set", "key-id-header": "X-Key"}
SHARED = {"type": "hmac", "header": "S"}


def _pages(folder: Path, *signatures: Any) -> tuple[str, str]:
    """The section of README.md, and the page, each in one line a paragraph."""
    content = {"application/json": {"schema": {"type": "object"}}}
    calls = {
        f"w{at}": {
            "post": {
                "requestBody": {"content": content},
                "responses": {"204": {"description": "Seen."}},
                **({} if said is None else {"x-fern-webhook-signature": said}),
            }
        }
        for at, said in enumerate(signatures)
    }
    text = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "webhooks": calls}
    file = folder / "openapi.json"
    file.write_text(json.dumps(text))
    printed = emit_docs(build(load(file)), environment(TEMPLATES))
    readme = printed["README.md"].partition("## Webhooks")[2].partition("\n## ")[0]
    return " ".join(readme.split()), " ".join(printed["api/webhooks.md"].split())


@pytest.mark.parametrize(
    ("signatures", "said"),
    [
        ([None], "300 seconds"),
        ([SHARED | STAMP], "300 seconds"),
        ([SHARED | STAMP | {"timestamp": {"header": "T", "tolerance": 90}}], "90 seconds"),
        ([None, SHARED | STAMP | {"timestamp": {"header": "T", "tolerance": 90}}], "90 to 300"),
        ([SHARED, SHARED | STAMP], "300 seconds"),
        ([SHARED], None),
        ([PUBLISHED], None),
    ],
)
def test_a_timestamp_is_told_of_where_there_is_one(
    tmp_path: Path, signatures: list[Any], said: str | None
) -> None:
    readme, _ = _pages(tmp_path, *signatures)
    assert ("`stale`" in readme) == ("from now" in readme) == (said is not None)
    assert said is None or f"was signed more than {said}" in readme


def test_a_secret_is_told_of_where_there_is_one(tmp_path: Path) -> None:
    several = "`secret` may be several"
    for signatures in ([None], [SHARED], [KEYED], [SHARED, PUBLISHED]):
        assert several in _pages(tmp_path, *signatures)[0]
    readme, _ = _pages(tmp_path, PUBLISHED)
    assert several not in readme
    assert "so `secret` is left out" in readme
    assert (
        "Where the API publishes its keys `secret` is left out"
        in (_pages(tmp_path, SHARED, PUBLISHED)[0])
    )


def test_where_keys_are_published_and_what_names_one_is_told(tmp_path: Path) -> None:
    for text in _pages(tmp_path, PUBLISHED):
        assert "Requests are signed by a key pair" in text
        assert "`https://keys.example/set` of which the header `X-Key` names one" in text
    for text in _pages(tmp_path, KEYED):
        assert "keys at" not in text


@pytest.mark.parametrize(
    ("signatures", "secret"),
    [([PUBLISHED], "secret=None"), ([KEYED], "secret"), ([None], "secret")],
)
def test_the_page_has_the_signature_of_unwrap(
    tmp_path: Path, signatures: list[Any], secret: str
) -> None:
    _, page = _pages(tmp_path, *signatures)
    assert f"webhooks.unwrap(body, headers, *, {secret}, tolerance=None) -> " in page
    assert "- `tolerance`: Seconds" in page
    assert "- `secret`: " in page
    assert ("unwrap_async" in page) == (secret == "secret=None")


def test_what_is_not_verified_is_shown_as_parsed(tmp_path: Path) -> None:
    unseen = {"type": "hmac", "header": "S", "body-hash-binding": {}}
    _, page = _pages(tmp_path, SHARED, unseen)
    assert 'webhooks.parse(body, name="w1") -> ' in page or "webhooks.parse(body) -> " in page


@pytest.mark.parametrize("case", ["webhook-keys", "webhook-published-keys", "webhook-signatures"])
def test_the_page_shows_the_arguments_that_the_function_has(case: str) -> None:
    module: Any = packages.Imported(case, ".webhooks")
    page = (Path(str(packages.imported(case).__file__)).parents[1] / "api/webhooks.md").read_text()
    taken = inspect.signature(module.unwrap).parameters
    is_needed = taken["secret"].default is inspect.Parameter.empty
    assert f"unwrap(body, headers, *, secret{'' if is_needed else '=None'}, name=" in page
    assert list(taken) == ["body", "headers", "secret", "name", "tolerance"]
    assert ("unwrap_async" in page) == hasattr(module, "unwrap_async")
