"""`docs/x-sdk.schema.json` is what `lint` judges by: the same forms, at the same places."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from generator.document import retry_policies, streams
from generator.document.bundle import load
from generator.document.forms import Form
from generator.document.lint import lint
from generator.document.rules import extension_forms, following, paging, polling, signatures
from generator.document.rules.extension_schema import extension_schema, rendered
from tests import flagship
from tests.servers import ROOT

CASES = ROOT / "tests" / "cases" / "lint"
PAGE = ROOT / "docs" / "x-sdk.schema.json"
TABLES: dict[str, dict[str, Form]] = {
    "entries": extension_forms.FORMS,
    "follow": following.FORMS,
    "paging": paging.FORMS,
    "polling": polling.FORMS,
    "stream": streams.OWN,
    "retries": retry_policies.OURS,
    "signature": signatures.FORMS,
    "signature by keys": signatures.KEY_FORMS,
    "timestamp of a signature": signatures.TIMESTAMP,
}
FORMS = [(f"{name}: {key}", form) for name, table in TABLES.items() for key, form in table.items()]
VALUES = [
    *(None, True, False, 0, 1, 2, -1, 0.5, 429, 600, 1.5, "", " ", "a", "_a", "a b", "a.b", "a..b"),
    *(".a", "a.", "class", "a.class", "classes.of", "é", "1a", "NAME", "NAME_1", "Name", "safe"),
    *("unsafe", "complete", "none", "stated", "unstated", "high", "low", "cursor", "link", "429"),
    *("5XX", "5xx", "200", "2026-05-04", "2026-02-31", "2026-5-4", "X-Key", "X Key", "sse", "HSE1"),
    *(
        [],
        ["a"],
        [""],
        [" "],
        ["a", "b.c"],
        [1],
        [True],
        [429, "5XX"],
        ["200"],
        [{}],
        [{"a": 1}, 1],
    ),
    *("client_secret_post", "sha256", "hex", "unix-millis", "rsa-pss-sha256", "ed25519"),
    *("https://a.example/k?a=b", "https://a.example", "http://a.example/k", "http://[::1]:8/k"),
    *("https://u@a.example/k", "https://a.example/#k", "http://localhost", "https://", "ftp://a"),
    *([["a"]], ["request"], ["request", "shape"], ["behaviour", "status"], [None]),
    *(
        {},
        {"a": 1},
        {"a": {}},
        {"a": {}, "b": 1},
        {"property": "a"},
        {"property": "a", "values": []},
    ),
    *({"property": "a", "values": [1, "b", True]}, {"property": " ", "values": [1]}),
    *({"property": "a", "values": [{}]}, {"property": "a", "values": [1], "more": 1}),
    *({"a.csv": "x"}, {"a.csv": 1}, {"../a": "x"}, {".a": "x"}, {"a/b": "x"}),
]


def validator(schema):
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


@pytest.fixture(scope="module")
def whole():
    return validator(extension_schema())


def test_the_checked_in_schema_is_made_from_the_tables():
    if os.environ.get("REWRITE_CASES"):
        PAGE.write_text(rendered(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == rendered()


@pytest.mark.parametrize(("name", "form"), FORMS, ids=[name for name, _ in FORMS])
def test_a_form_is_the_same_to_the_linter_and_to_the_schema(name, form):
    del name
    schema = validator(form.schema)
    judged = [(value, form.fits(value), schema.is_valid(value)) for value in VALUES]
    assert [each for each in judged if each[1] != each[2]] == []
    assert {fits for _, fits, _ in judged} == {True, False}


def test_the_documents_of_the_cases_are_to_the_schema_what_they_are_to_the_linter(whole):
    """Of the findings about forms: names that the document does not have are beyond a schema."""
    of_form = (" is not ", " has no key ", " lacks ", " is neither ", "leaves no choice")
    beyond = ("no property", "no parameter", "no integer", "is not in", "`sure`")
    refused = 0
    for folder in sorted(CASES.iterdir()):
        path = folder / "openapi.yaml"
        found = [each.message for each in lint(load(path)) if each.code in CODES]
        wrong = [
            message
            for message in found
            if any(words in message for words in of_form)
            and not any(words in message for words in beyond)
        ]
        if found and not wrong:
            continue
        errors = [error.message for error in whole.iter_errors(plain(path))]
        assert bool(errors) == bool(wrong), (folder.name, wrong, errors)
        refused += bool(wrong)
    assert refused > 8


CODES = {f"OAS{number}" for number in (*range(140, 147), 180)}


def plain(path: Path):
    return json.loads(json.dumps(load(path).root))


def test_the_flagship_is_valid_whole_and_file_by_file(whole):
    assert [str(error) for error in whole.iter_errors(flagship.document().root)] == []
    files = sorted((ROOT / "spec").glob("*.yaml")) + sorted((ROOT / "spec").glob("*/*.yaml"))
    files = [path for path in files if "reference" not in path.parts]
    assert len(files) > 30
    for path in files:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        plain = json.loads(json.dumps(content, default=str))
        errors = [
            f"{path}: {error.instance_path}: {error.message}" for error in whole.iter_errors(plain)
        ]
        assert errors == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("x-sdk", "packag"), "pets"),
        (("paths", "/pets", "get", "x-sdk", "functoin"), "list"),
        (("paths", "/pets", "get", "x-sdk", "paging"), {"kind": "link", "next": "a"}),
        (("paths", "/pets", "get", "x-sdk", "polling"), {"status": "a"}),
        (("paths", "/pets", "get", "x-sdk", "follow"), {"from": "a"}),
        (("paths", "/pets", "get", "x-sdk", "stream"), {"errors": "a"}),
        (("paths", "/pets", "get", "x-sdk", "retries"), {"exponent": 0}),
        (("paths", "/pets", "get", "x-evidence", "request"), "completely"),
        (("paths", "/pets", "get", "x-evidence", "observed"), [{"source": "a"}]),
        (("paths", "/pets", "get", "x-exactly-one-of"), [["a"]]),
        (("paths", "/pets", "get", "x-codeSamples"), [{"lang": "Python"}]),
        (
            ("paths", "/pets", "get", "x-code-samples"),
            [{"lang": "Python", "source": "a", "files": 1}],
        ),
        (("paths", "/pets", "parameters"), [{"name": "a", "in": "query", "x-reference-waiver": 1}]),
        (("webhooks", "a", "post", "x-sdk", "retry"), "never"),
        (("x-sdk", "formats", "money"), "Decimol"),
        (("x-fern-webhook-signature",), {"type": "hmac"}),
        (("x-fern-webhook-signature",), True),
        (("x-fern-webhook-signature",), {"type": "asymmetric", "header": "X"}),
        (
            ("webhooks", "a", "post", "x-fern-webhook-signature"),
            {"type": "hmac", "header": "X", "timestamp": {"header": "T", "tolerance": 0}},
        ),
        (("x-sdk", "programs"), ["mpc"]),
        (("tags",), [{"name": "a", "x-untranscribed": [{"note": "a"}]}]),
        (("components", "schemas", "A", "properties", "b", "x-sdk", "name"), "class"),
        (("components", "schemas", "A", "items", "allOf"), [{"x-epoch": "minutes"}]),
        (("components", "schemas", "A", "x-discriminator"), {"seen": ["a"]}),
    ],
)
def test_an_extension_is_judged_at_each_place_where_it_may_stand(whole, place, wrong):
    document = node = {"openapi": "3.1.0"}
    for name in place[:-1]:
        node = node.setdefault(name, {})
    assert whole.is_valid(document), "without it"
    node[place[-1]] = wrong
    assert not whole.is_valid(document)


def test_a_signature_of_another_vendor_may_have_more_keys(whole):
    said = {"type": "hmac", "header": "X", "later": 1}
    held = {"post": {"x-fern-webhook-signature": True}, "put": {"x-fern-webhook-signature": said}}
    document = {"openapi": "3.1.0", "x-fern-webhook-signature": said, "webhooks": {"a": held}}
    assert whole.is_valid(document)
