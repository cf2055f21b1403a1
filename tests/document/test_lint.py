"""Every folder of `tests/cases/lint` is a test: a document, and the exact lines that `lint` gives
for it.

A folder is named by the rule that it shows and some words; `clean...` and `HSE-...` show that
nothing, or several, are found. `REWRITE_CASES=1 pytest tests/document/test_lint.py` writes the
expectations anew; read the diff before committing it."""

import json
import os
import time
from pathlib import Path

import pytest

from generator.api.rules import RULES as API_RULES
from generator.document.bundle import load
from generator.document.diagnostics import DocumentError
from generator.document.judge import judge, refusals
from generator.document.lint import ALL_RULES, RULES, lint, rules_markdown

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "lint"
OF_OTHER_STAGES = [rule.code for rule in ALL_RULES if rule not in RULES]
REWRITE = bool(os.environ.get("REWRITE_CASES"))


def folders():
    return sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def write(folder, text):
    path = folder / "openapi.yaml"
    path.write_text("openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n" + text, encoding="utf-8")
    return path


def places(node, tokens=()):
    for token, child in (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    ):
        yield (*tokens, token)
        yield from places(child, (*tokens, token))


def replaced(node, tokens, value):
    """A copy of `node` in which `value` stands at `tokens`."""
    if not tokens:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[tokens[0]] = replaced(node[tokens[0]], tokens[1:], value)
    return copy


def codes(path):
    return [diagnostic.code for diagnostic in lint(load(path))]


def test_what_refuses_is_found_without_looking_for_what_does_not():
    refused = 0
    for folder in folders():
        document = load(folder / "openapi.yaml")
        assert refusals(document) == judge(document).refusals, folder.name
        refused += bool(refusals(document))
    assert refused > 5


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_case_gives_exactly_the_expected_lines(folder, monkeypatch):
    monkeypatch.chdir(folder)
    lines = "".join(
        f"{diagnostic.severity}: {diagnostic}\n" for diagnostic in lint(load(Path("openapi.yaml")))
    )
    expected = folder / "expected.txt"
    if REWRITE:
        expected.write_text(lines, encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_case_that_finds_it_and_nothing_of_another_stage(rule):
    shown = [
        (folder / "expected.txt").read_text(encoding="utf-8")
        for folder in CASES.glob(f"{rule.code}-*")
    ]
    assert any(f" {rule.code} " in lines for lines in shown)
    assert not any(f": {code} " in lines for lines in shown for code in OF_OTHER_STAGES)


@pytest.mark.parametrize("name", ["clean", "clean-3.0", "HSE-not-asked-for"])
def test_a_sound_document_gives_nothing(name):
    assert codes(CASES / name / "openapi.yaml") == []


def test_codes_are_unique_over_all_stages():
    codes = [rule.code for rule in (*ALL_RULES, *API_RULES)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_why_it_exists_and_what_to_do(rule):
    assert rule.severity in ("error", "warning", "info")
    assert rule.reason.endswith(".")
    assert rule.remedy.endswith(".")


def test_the_checked_in_page_of_rules_is_made_from_the_table():
    page, text = ROOT / "docs" / "rules.md", rules_markdown((*ALL_RULES, *API_RULES))
    if REWRITE:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text


def test_house_rules_are_asked_for_one_by_one_or_all_together(tmp_path):
    operation = (
        "paths:\n  /pets:\n    get: {operationId: list, responses: {'200': {description: Pets.}}}\n"
    )
    assert codes(write(tmp_path, f"x-sdk: {{house-rules: [HSE002]}}\n{operation}")) == ["HSE002"]
    assert {"HSE001", "HSE002", "HSE007", "HSE008"} <= set(
        codes(write(tmp_path, f"x-sdk: {{house-rules: true}}\n{operation}"))
    )
    assert codes(write(tmp_path, f"x-sdk: {{house-rules: false}}\n{operation}")) == []


def test_the_same_finding_is_reported_once_and_findings_are_sorted_by_place(tmp_path):
    # One parameter list through an alias: the same objects at two places of the tree.
    path = write(
        tmp_path,
        "paths:\n  /a:\n    get:\n      operationId: a\n      parameters: &shared\n"
        "      - {name: n, in: query, schema: {type: integer, minimum: 2, maximum: 1}}\n"
        "      responses: {'200': {description: A.}}\n"
        "    put:\n      operationId: b\n      parameters: *shared\n      responses: {'200': "
        "{description: B.}}\n"
        "  /c/{d}:\n    get: {responses: {'404': {description: C.}}}\n",
    )
    found = lint(load(path))
    assert [diagnostic.code for diagnostic in found] == ["OAS101", "OAS051", "OAS064", "OAS057"]
    assert len(set(found)) == len(found)


def test_data_that_looks_like_a_document_is_not_judged(tmp_path):
    path = write(
        tmp_path,
        "paths:\n  /pets:\n    get:\n      operationId: list\n      responses:\n        '200':\n "
        "         description: Pets.\n"
        "          content:\n            application/json:\n              schema: {type: object}\n"
        "              example: {$ref: '#/nowhere', properties: {minimum: 2, maximum: 1}, enum: "
        "[]}\n"
        "x-notes: {type: array, minItems: 2, maxItems: 1}\n",
    )
    assert codes(path) == []


def test_a_schema_property_may_be_called_like_a_keyword(tmp_path):
    path = write(
        tmp_path,
        "paths:\n  /pets:\n    get:\n      operationId: list\n      responses:\n        '200':\n "
        "         description: Pets.\n"
        "          content:\n            application/json:\n              schema:\n              "
        "  type: object\n"
        "                properties:\n                  properties: {type: object}\n             "
        "     required: {type: array}\n"
        "                  enum: {type: array}\n                  discriminator: {type: string}\n"
        "                  example: {type: string, example: a}\n                required: "
        "[properties, enum]\n",
    )
    assert codes(path) == []


def test_schemas_that_apply_themselves_do_not_stop_the_judging_of_examples(tmp_path):
    path = write(
        tmp_path,
        "paths:\n  /pets:\n    get:\n      operationId: list\n      responses:\n        '200':\n "
        "         description: Pets.\n"
        "          content:\n            application/json:\n              schema: {$ref: "
        "'#/components/schemas/A'}\n"
        "              example: {name: 1}\n"
        "components:\n  schemas:\n    A: {allOf: [{$ref: '#/components/schemas/B'}]}\n"
        "    B: {anyOf: [{$ref: '#/components/schemas/A'}], properties: {name: {type: string}}}\n",
    )
    assert "OAS091" in codes(path)


def test_a_chain_of_hundreds_of_schemas_is_judged(tmp_path):
    links = "".join(
        (
            f"    S{n}: {{type: object, required: [next], properties: {{next: {{$ref: "
            f"'#/components/schemas/S{n + 1}'}}}}}}\n"
        )
        for n in range(400)
    )
    path = write(
        tmp_path,
        "paths:\n  /pets:\n    get:\n      operationId: list\n      responses:\n        '200':\n "
        "         description: Pets.\n"
        "          content:\n            application/json:\n              schema: {$ref: "
        "'#/components/schemas/S0'}\n"
        f"              example: {{next: 1}}\ncomponents:\n  schemas:\n{links}    S400: {{type: "
        "string}\n",
    )
    assert codes(path) == ["OAS130"]


@pytest.mark.parametrize("junk", [None, 1, "x", [], [["a"]], {"$ref": 1, "a": {"b": []}}], ids=repr)
def test_a_value_of_the_wrong_form_anywhere_is_reported_and_not_stumbled_over(junk, tmp_path):
    sound = load(CASES / "clean" / "openapi.yaml").root
    for tokens in list(places(sound)):
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(replaced(sound, tokens, junk)), encoding="utf-8")
        try:
            document = load(path)
        except DocumentError:
            continue
        for diagnostic in lint(document):
            assert diagnostic.location is not None


def test_a_thousand_operations_are_judged_in_seconds(tmp_path):
    operations = "".join(
        f"  /section{n}/{{id}}/items:\n    get:\n      operationId: get{n}\n"
        "      parameters: [{name: id, in: path, required: true, schema: {type: string}, "
        "example: a}]\n"
        "      responses: {'200': {description: It., content: {application/json: "
        f"{{schema: {{$ref: '#/components/schemas/S{n}'}}, example: {{a: 1}}}}}}}}}}\n"
        for n in range(1000)
    )
    schemas = "".join(
        f"    S{n}: {{type: object, properties: {{a: {{type: integer}}}}}}\n" for n in range(1000)
    )
    document = load(write(tmp_path, f"paths:\n{operations}components:\n  schemas:\n{schemas}"))
    start = time.process_time()
    assert lint(document) == ()
    assert time.process_time() - start < 5
