"""What an API does not use costs its package nothing: which runtime modules come along, and how long
the whole is. `make bench` has the same of three operations of NP6.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.package import emit

PLAIN = """
openapi: 3.1.0
info: {title: Plain, version: '1'}
servers: [{url: https://plain.example.com}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: A pet.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"""
# What every call goes through, and what any caller may ask of any client: `client.request`, views,
# options, hooks, a pace, errors that pickle, models that are made and sent. All else is asked for.
ALWAYS = {
    *("__init__", "about", "client", "conversions", "core", "errors", "hooks", "input_check"),
    *("large_json", "long_numbers", "media_types", "model", "network", "operation", "options"),
    *("pacing", "plan", "problems", "rate_limits", "reading", "redaction", "request", "resource"),
    *("response", "response_body", "retry", "settings", "transport", "unset", "values", "views"),
}
# It was 7,107 before there were streams, pages, live credentials and hooks: a package pays for none
# of them. What makes it longer is for every API, or belongs into a module of its own.
LINES = 6_880

_PET = "type: object, required: [name], properties: {name: {type: string}}"
_KEY = "components:\n  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n"
_SECURED = f"security: [{{key: []}}]\n{_KEY}"
_TOKENS = _SECURED.replace(
    "{type: apiKey, in: header, name: X-Key}",
    "{type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}",
)
_BODY = (
    "    post:\n      requestBody:\n        content:\n          application/json: {schema: {}}\n"
)
_ANSWER = "      responses: {'204': {description: Done.}}\ncomponents:\n"
_MOST = ", {name: max, in: query, schema: {type: array, items: {type: string}}}]"
# What an edit of the document asks for.
ASKED: dict[str, tuple[tuple[str, str], set[str]]] = {
    "a key": (("components:\n", _SECURED), {"credentials"}),
    "tokens": (("components:\n", _TOKENS), {"credentials", "oauth"}),
    "an integer": ((_PET, _PET.replace("string", "integer")), {"integers"}),
    "a number": ((_PET, _PET.replace("string", "number")), {"floats"}),
    "a moment": ((_PET, _PET.replace("string", "string, format: date-time")), {"moments"}),
    "a list in a query": (("}}]\n", f"}}}}{_MOST}\n"), {"repeated"}),
    "a body": (("components:\n", f"{_BODY}{_ANSWER}"), set()),
    "a body in two media types": (
        ("components:\n", f"{_BODY}          text/plain: {{schema: {{type: string}}}}\n{_ANSWER}"),
        {"several_media"},
    ),
    "a body in JSON or in parts": (
        ("components:\n", f"{_BODY}          multipart/form-data: {{schema: {{}}}}\n{_ANSWER}"),
        {"file_media", "forms", "several_media", "streams", "styles"},
    ),
    "a server with a variable": (
        (
            "[{url: https://plain.example.com}]",
            '[{url: "https://{at}.example.com", variables: {at: {default: a}}}]',
        ),
        {"servers"},
    ),
}


def _emitted(text: str, folder: Path, templates: Path) -> dict[str, bytes]:
    document = folder / "openapi.yaml"
    document.write_text(text, encoding="utf-8")
    tree = emit(build(load(document)), templates=templates)
    return {path: content for path, content in tree.items() if path.startswith("plain/")}


def _runtime(tree: dict[str, bytes]) -> set[str]:
    return {Path(path).stem for path in tree if "/_runtime/" in path}


def test_a_plain_api_has_the_modules_that_every_call_needs_and_no_other(
    tmp_path: Path, templates: Path
) -> None:
    assert _runtime(_emitted(PLAIN, tmp_path, templates)) == ALWAYS


def test_a_plain_api_pays_for_no_feature(tmp_path: Path, templates: Path) -> None:
    tree = _emitted(PLAIN, tmp_path, templates)
    lines = [line for path in tree if path.endswith(".py") for line in tree[path].splitlines()]
    assert len(lines) <= LINES


@pytest.mark.parametrize("edit", ASKED)
def test_what_a_document_asks_for_comes_along_alone(
    edit: str, tmp_path: Path, templates: Path
) -> None:
    (old, new), modules = ASKED[edit]
    assert old in PLAIN
    tree = _emitted(PLAIN.replace(old, new, 1), tmp_path, templates)
    assert _runtime(tree) - ALWAYS == modules
