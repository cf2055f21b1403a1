"""Losses are listed by kind and operation, however the operations share what has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.api.losses import summary
from generator.api.model import Api, Loss
from generator.document.media_types import is_json_sequence
from generator.emit import package as emission

Make = Callable[[str], Api]
TEMPLATES = Path(__file__).parents[2] / "templates"

SHARED = """
servers: [{url: "https://a.example"}, {url: "https://b.example"}]
webhooks: {sold: {post: {responses: {"204": {description: Done.}}}}}
paths:
  /a:
    servers: [{url: /relative}]
    get: {operationId: getA, responses: {"200": {$ref: "#/components/responses/Linked"}}}
    put: {operationId: putA, responses: {"204": {description: Done.}}}
  /b:
    get:
      operationId: getB
      callbacks: {told: {"{$request.query.url}": {post: {responses: {"204": {description: Done.}}}}}}
      responses: {"200": {$ref: "#/components/responses/Linked"}}
    post:
      operationId: postB
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Outer"}}}}
      responses: {"204": {description: Done.}}
components:
  responses:
    Linked: {description: Yes., links: {next: {operationId: putA}}}
    Unused: {description: Yes., links: {other: {operationId: putA}}}
  schemas:
    Outer: {type: object, properties: {inner: {$ref: "#/components/schemas/Inner"}}}
    Inner: {type: object, properties: {text: {type: string, pattern: "\\\\p{Lu}"}, outer: {$ref: "#/components/schemas/Outer"}}}
    Alone: {type: object, properties: {text: {type: string, pattern: "\\\\p{Lu}"}}}
"""


def _told(api: Api) -> list[tuple[str, tuple[str, ...]]]:
    return [(loss.what.partition(", so")[0], loss.operations) for loss in api.losses]


def test_a_loss_is_of_each_operation_that_leads_to_it_and_of_no_other(api: Make) -> None:
    pattern = "the pattern `\\p{Lu}` is not one that Python can compile"
    assert _told(api(SHARED)) == [
        (pattern, ("POST /b",)),
        (pattern, ()),
        ("the webhook `sold`", ()),
        ("the server `https://b.example`", ()),
        ("the server `/relative` is relative", ("GET /a", "PUT /a")),
        ("the callback `told`", ("GET /b",)),
        ("the link `next`", ("GET /a", "GET /b")),
    ]


def test_the_summary_has_a_line_for_each_kind_with_the_first_operations(api: Make) -> None:
    found = api(SHARED).losses
    assert summary(found) == [
        "API003 patterns: 2 (POST /b)",
        "API020 webhooks: 1",
        "API021 callbacks: 1 (GET /b)",
        "API022 links: 1 (GET /a, GET /b)",
        "API027 relative servers: 1 (GET /a, PUT /a)",
        "API028 further servers and choices of servers: 1",
    ]
    many = [replace(found[-1], operations=(f"GET /{number}",)) for number in range(5)]
    assert summary(many) == ["API022 links: 5 (GET /0, GET /1, GET /2 and 2 more operations)"]
    assert summary(many[:4]) == ["API022 links: 4 (GET /0, GET /1, GET /2 and 1 more operation)"]


def test_an_operation_that_is_left_out_is_one_loss_and_nothing_in_it_is_another(api: Make) -> None:
    built = api(
        "paths:\n  /a:\n    get:\n      parameters: [{in: query}]\n"
        "      responses: {'200': {description: Yes., links: {next: {operationId: a}}}}\n"
    )
    assert [(loss.code, loss.operations) for loss in built.losses] == [("API001", ("GET /a",))]


def test_what_several_ways_lead_to_is_told_once(api: Make) -> None:
    built = api(
        "paths:\n  /a: &item {get: {responses: {'200': {$ref: '#/components/responses/R'}, "
        "'404': {$ref: '#/components/responses/R'}}}}\n"
        "components: {responses: {R: {description: Yes., links: {next: {operationId: a}}}}}\n"
    )
    assert [(loss.what, loss.operations) for loss in built.losses] == [("the link `next`", ("GET /a",))]


@pytest.fixture
def pages(api: Make, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(emission, "formatted", lambda text, package: text)
    tree = emission.emit(api(SHARED), templates=TEMPLATES)
    return {name: tree[name].decode() for name in ("README.md", "api.md")}


def test_the_index_says_it_at_the_operation_and_once_more_with_what_to_do(pages: dict[str, str]) -> None:
    _, _, rest = pages["api.md"].partition("### `GET /a`\n")
    entry, _, rest = rest.partition("\n### ")
    assert entry.endswith("Not in the SDK: the server `/relative` is relative, so it is not called; the link `next`.\n")
    summed_up = rest.partition("\n## Not in the SDK\n")[2]
    assert "\n### links\n" in summed_up
    assert "\n- the link `next` (GET /a, GET /b)\n" in summed_up
    assert "\n- the webhook `sold`\n" in summed_up


def test_the_readme_says_what_is_of_no_single_operation(pages: dict[str, str]) -> None:
    told = pages["README.md"].partition("\n## Not in the SDK\n")[2].partition("\n## ")[0]
    assert "patterns, webhooks, callbacks, links, relative servers, further servers and choices of servers." in told
    assert "\n- the webhook `sold`\n" in told
    assert "the link `next`" not in told


def test_an_operation_with_many_losses_names_the_first_and_counts_the_rest(api: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emission, "formatted", lambda text, package: text)
    built = api(SHARED)
    losses = tuple(Loss("API022", "links", f"the link `{number}`", ("PUT /a",), None) for number in range(11))
    page = emission.emit(replace(built, losses=losses), templates=TEMPLATES)["api.md"].decode()
    assert "the link `6`; the link `7`; 3 more, which stand below." in page
    assert "- the link `10` (PUT /a)" in page


def test_a_package_without_losses_says_nothing_of_them(api: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emission, "formatted", lambda text, package: text)
    built = api("paths: {/a: {get: {responses: {'204': {description: Done.}}}}}\n")
    assert not any(b"Not in the SDK" in page for page in emission.emit(built, templates=TEMPLATES).values())


@pytest.mark.parametrize(
    ("name", "sequence"),
    [("application/x-jsonl", True), ("application/jsonlines", True), ("application/geo+json-seq", True), ("text/csv", False)],
)
def test_what_is_a_sequence_is_one_to_the_mock_too(name: str, sequence: bool) -> None:
    assert is_json_sequence(name) is sequence
