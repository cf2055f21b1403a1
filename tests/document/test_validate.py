"""Structure: one sentence about one place for whatever the specification does not allow, and
silence about the rest.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import bundle
from generator.document.validate import RULES, validate

CASES = Path(__file__).parents[1] / "cases" / "bundle"


def found(folder: Path, text: str) -> list[str]:
    path = folder / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    document = bundle.load(path)
    return [
        str(finding).replace(f"{folder.as_posix()}/", "").split(": ", 1)[1]
        for finding in validate(document)
    ]


def schema(folder: Path, text: str, version: str = "3.1.0") -> list[str]:
    head = f"openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n"
    findings = found(folder, head + f"components: {{schemas: {{S: {text}}}}}")
    return [finding.replace("#/components/schemas/S", "#") for finding in findings]


def test_a_correct_document_of_several_files_has_no_findings():
    assert validate(bundle.load(CASES / "files" / "openapi.yaml")) == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{type: strin}", "OAS007 `type` is the string `strin`; expected is one of `string`, `number`, `integer`, "
"`boolean`, "
         "`array`, `object`, `null`; did you mean `string`? (at #/type)"),
        ("{type: string, minLength: -1}", "OAS008 `minLength` is the number `-1`; it cannot be less than 0 (at #/minLength)"),
        ("{minLength: many}", "OAS001 `minLength` is the string `many`; an integer is expected (at #/minLength)"),
        ("{deprecated: Yes}", "OAS001 `deprecated` is the string `Yes`; a boolean is expected, written `true` without "
         "quotes (at #/deprecated)"),
        ("{readOnly: 'false'}", "OAS001 `readOnly` is the string `false`; a boolean is expected, written `false` without "
         "quotes (at #/readOnly)"),
        ("{minLength: yes}", "OAS001 `minLength` is the string `yes`; an integer is expected (at #/minLength)"),
        ("{required: true}", "OAS001 `required` is `true`; a list is expected (at #/required)"),
        ("{requierd: [a]}", ("OAS004 unknown keyword `requierd` in a schema; did you mean `required`? (at "
"#/requierd)")),
        ("{nullable: true}", "OAS006 `nullable` is OpenAPI 3.0; since 3.1 a schema that allows null says `type: [..., "
"'null']` "
         "(at #/nullable)"),
        ("{exclusiveMinimum: true}", "OAS006 `exclusiveMinimum: true` is OpenAPI 3.0; since 3.1 it is the bound itself "
         "(at #/exclusiveMinimum)"),
        ("{properties: {a: 3}}", "OAS001 `a` is the number `3`; a mapping or a boolean is expected (at #/properties/a)"),
        ("{$anchor: 0 x}", "OAS011 `$anchor` is not valid JSON Schema 2020-12: the string `0 x` has not the form "
"asked for "
         "(at #/$anchor)"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_schema_is_one_sentence(tmp_path, written, expected):
    assert schema(tmp_path, written) == [expected]


def test_keywords_of_a_later_version_are_named_with_it(tmp_path):
    assert schema(tmp_path, "{const: 1}", "3.0.3") == [
        (
            "OAS005 `const` in a Schema Object came with OpenAPI 3.1; the document says 3.0 (at "
            "#/const)"
        )
    ]


def test_a_dialect_of_its_own_is_left_alone(tmp_path):
    text = (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\njsonSchemaDialect: "
        "https://example.com/mine\n"
    )
    assert found(tmp_path, text + "components: {schemas: {S: {divisibleBy: 3}}}") == []


@pytest.mark.parametrize("version", ["3.1/dialect/2024-11-10", "3.2/dialect/2025-09-17"])
def test_the_dialects_of_openapi_are_judged_as_where_none_is_stated(tmp_path, version):
    head = f"openapi: {version[:3]}.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n"
    dialect = f"jsonSchemaDialect: https://spec.openapis.org/oas/{version}\n"
    wrong = "components: {schemas: {S: {minLength: x, divisibleBy: 3}}}"
    without = found(tmp_path, head + wrong)
    assert len(without) == 2
    assert found(tmp_path, head + dialect + wrong) == without


@pytest.mark.parametrize(("version", "belongs"), [("3.1.0", False), ("3.2.0", True)])
def test_an_operation_that_stands_too_deep_is_lost_the_query_of_3_2_too(tmp_path, version, belongs):
    document = tmp_path / "openapi.yaml"
    head = (
        f"openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      "
        "responses: {}\n"
    )
    document.write_text(head + "      query: {operationId: b, responses: {}}\n")
    (finding,) = [each for each in validate(bundle.load(document)) if each.code == "OAS003"]
    assert ("it belongs into a Path Item Object" in finding.message) is belongs
    assert (finding.effect == "refuses") is belongs


def test_mistakes_of_every_kind_are_all_reported_in_the_order_of_their_places(tmp_path):
    document = """openapi: 3.1.0
info: {title: 3, versio: x}
paths:
  pets: {}
  /a:
    GET: {}
    get:
      parameters:
        - {name: a, in: pth, schema: {}}
        - {name: b, in: query}
        - {name: c, in: query, schema: {}, example: 1, examples: {}}
      responses:
        2xx: {description: ok}
        "200": {}
components:
  schemas: {"a b": {}}
  securitySchemes: {key: {type: apiKey}}
"""
    assert found(tmp_path, document) == [
        "OAS002 the Info Object has no `version` (at #/info)",
        "OAS001 `title` is the number `3`; a string is expected (at #/info/title)",
        (
            "OAS003 unknown field `versio` in an Info Object; did you mean `version`? (at "
            "#/info/versio)"
        ),
        "OAS009 the path `pets` does not start with `/` (at #/paths/pets)",
        (
            "OAS003 unknown field `GET` in a Path Item Object; did you mean `get`? (at "
            "#/paths/~1a/GET)"
        ),
        "OAS007 `in` is the string `pth`; expected is one of `query`, `header`, `path`, "
        "`cookie`; did you mean `path`? "
        "(at #/paths/~1a/get/parameters/0/in)",
        "OAS010 a Parameter Object has `schema` or `content` (at #/paths/~1a/get/parameters/1)",
        "OAS010 `example` and `examples` exclude each other (at #/paths/~1a/get/parameters/2)",
        "OAS009 `2xx` is no status code, range such as `2XX`, or `default`; did you mean `2XX`? "
        "(at #/paths/~1a/get/responses/2xx)",
        "OAS002 the Response Object has no `description` (at #/paths/~1a/get/responses/200)",
        (
            "OAS009 the name `a b` has other characters than letters, digits, `.`, `-` and `_` "
            "(at #/components/schemas/a b)"
        ),
        (
            "OAS010 a security scheme of the type `apiKey` has `name` and `in` (at "
            "#/components/securitySchemes/key)"
        ),
    ]


def test_the_rules_have_unique_codes_below_those_of_lint():
    codes = [rule.code for rule in RULES]
    assert sorted(set(codes)) == codes
    assert codes[-1] < "OAS050"
