"""Facts against the document.

Every folder of `tests/cases/reference/compare` is a test: `facts/`, `openapi.yaml`, and the report
on the two. `REWRITE_CASES=1 pytest tests/vendor_docs/test_compare.py` writes the reports anew; read
the diff before committing it."""

import json
import os
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from generator.document.bundle import load
from generator.document.diagnostics import DocumentError
from generator.vendor_docs import facts_printer, facts_reader, observations, report
from generator.vendor_docs.compare import compare_with_facts
from generator.vendor_docs.facts import (
    Body,
    Evidence,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
)
from generator.vendor_docs.missing_operations import missing_operations
from tests.profiles import examples

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "reference" / "compare"
REWRITE = bool(os.environ.get("REWRITE_CASES"))


def folders():
    return sorted(folder for folder in CASES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_case_gives_exactly_the_expected_report(folder, monkeypatch):
    monkeypatch.chdir(folder)
    observed = (
        observations.load_observations(Path("facts")) if Path("facts/observed").is_dir() else None
    )
    found = (
        report.as_text(
            compare_with_facts(
                facts_reader.load_facts(Path("facts")),
                load(Path("openapi.yaml")),
                observed=observed,
            )
        )
        + "\n"
    )
    expected = folder / "expected.txt"
    if REWRITE:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "folder",
    [each for each in folders() if each.name.startswith("agrees")],
    ids=lambda folder: folder.name,
)
def test_a_case_that_agrees_has_no_difference_and_no_stale_waiver(folder):
    last = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("no differences, ")
    assert ", no stale waivers; " in last


def test_our_document_agrees_with_the_facts_of_the_reference_and_with_what_was_observed():
    sections, observed = (
        facts_reader.load_facts(ROOT / "spec" / "reference"),
        observations.load_observations(ROOT / "spec" / "reference"),
    )
    comparison = compare_with_facts(
        sections, load(ROOT / "spec" / "openapi.yaml"), observed=observed
    )
    assert comparison.agrees, report.as_text(comparison)
    assert comparison.operations > 100
    assert len(comparison.disagreements) > 0


@cache
def _our_facts():
    return facts_reader.load_facts(ROOT / "spec" / "reference")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "spec" / "reference").glob("*.yaml")), ids=lambda path: path.stem
)
def test_our_facts_are_written_as_they_would_be_written_again(path):
    (section,) = [each for each in _our_facts() if each.slug == path.stem]
    assert facts_printer.dump_section(section) == path.read_text(encoding="utf-8")


OBSERVED = sorted(
    path
    for path in (ROOT / "spec" / "reference" / "observed").glob("*.yaml")
    if path.name != "sources.yaml"
)


@pytest.mark.parametrize("path", OBSERVED, ids=lambda path: path.stem)
def test_what_we_observed_is_written_as_it_would_be_written_again(path):
    section = facts_reader.load_observed_section(path)
    assert section.slug == path.stem
    assert facts_printer.dump_section(section) == path.read_text(encoding="utf-8")


def test_observations_that_are_not_of_the_form_are_all_named(tmp_path):
    folder = tmp_path / "observed"
    folder.mkdir()
    (folder / "sources.yaml").write_text(
        "sources: {live: {about: It., when: today}, guide: {date: '2020'}}\n"
    )
    (folder / "pets.yaml").write_text(
        "section: Pets\nslug: pets\nfacts:\n- {fact: Quick., source: live}\n"
        "operations:\n- {method: GET, path: /pets, evidence: {source: nobody, sure: maybe, "
        "pages: [a]}}\n"
    )
    with pytest.raises(DocumentError) as caught:
        observations.load_observations(tmp_path)
    messages = " ".join(str(each) for each in caught.value.diagnostics)
    for part in (
        "no such `when`",
        "says in `about`",
        "`sure` is missing",
        "`sure` is none of",
        "no `pages` here",
        "`nobody`",
    ):
        assert part in messages, part
    assert observations.load_observations(tmp_path / "none") == observations.Observations()


def test_facts_of_some_sections_judge_only_those():
    folder = CASES / "operations"
    sections, document = facts_reader.load_facts(folder / "facts"), load(folder / "openapi.yaml")
    (section,) = sections
    others = replace(section, slug="owners", operations=())
    assert {each.path for each in compare_with_facts([others], document).differences} == {
        "/pets",
        "/pets/{petId}",
    }
    assert compare_with_facts([others], document, whole=False).differences == ()
    waived = load(CASES / "waivers" / "openapi.yaml")
    assert compare_with_facts([], waived).stale
    assert not compare_with_facts([], waived, whole=False).stale


def test_a_path_is_the_same_whatever_its_variables_are_called_and_not_whatever_stands_beside_them():
    paths = {
        path: {"get": {"responses": {"200": {"description": "It."}}, "parameters": [
            {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}
        ]}}
        for path in ("/pets/{key}", "/pets/{key}.json", "/pets/{key}.csv")
    }  # fmt: skip
    document = loaded(
        {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": paths}
    )
    seen = [
        VendorOperation(
            "One", "GET", f"/pets/{{id}}{ending}",
            parameters=(Field("id", place="path", type="string", required=True),),
            responses=(Response("200"),),
        )
        for ending in ("", ".json", ".xml")
    ]  # fmt: skip
    found = compare_with_facts([Section("pets", operations=tuple(seen))], document).differences
    told = {(each.kind, each.path) for each in found if each.kind != "different"}
    assert told == {("missing", "/pets/{id}.xml"), ("extra", "/pets/{key}.csv")}
    assert [
        each.path
        for each in missing_operations([Section("pets", operations=tuple(seen))], document)
    ] == ["/pets/{id}.xml"]


def test_the_json_form_keeps_its_contract():
    folder = CASES / "waivers"
    comparison = compare_with_facts(
        facts_reader.load_facts(folder / "facts"), load(folder / "openapi.yaml")
    )
    data = json.loads(report.as_json(comparison))
    assert set(data) == {"differences", "stale_waivers", "disagreements"}
    for each in data["differences"]:
        assert {
            "kind",
            "method",
            "path",
            "where",
            "aspect",
            "reference",
            "document",
            "waived",
        } <= set(each)
        assert each["kind"] in ("missing", "extra", "different")
    assert [each["waived"] for each in data["differences"]].count(None) == len(comparison.unwaived)
    assert [each["key"] for each in data["stale_waivers"]] == ["request.gone", None, "type"]


def test_the_json_form_says_what_was_observed_and_what_wins():
    folder = CASES / "observed"
    observed = observations.load_observations(folder / "facts")
    comparison = compare_with_facts(
        facts_reader.load_facts(folder / "facts"), load(folder / "openapi.yaml"), observed=observed
    )
    data = json.loads(report.as_json(comparison))
    (chip,) = [each for each in data["differences"] if each["where"] == "request.chip"]
    assert (chip["source"], chip["sure"], chip["reference"]) == ("live", "high", "string")
    assert {
        "method": "POST", "path": "/pets", "where": "response", "aspect": "status", "page": "200", "observed": "201",
        "source": "live", "sure": "high", "wins": "observed",
    } in data["disagreements"]  # fmt: skip
    for form in report.FORMATS.values():
        for each in comparison.disagreements:
            assert each.where in form(comparison)


def test_every_format_shows_every_difference():
    folder = CASES / "waivers"
    comparison = compare_with_facts(
        facts_reader.load_facts(folder / "facts"), load(folder / "openapi.yaml")
    )
    for form in report.FORMATS.values():
        for each in comparison.differences:
            assert each.where in form(comparison)
            assert each.waived is None or each.waived in form(comparison)


@pytest.mark.parametrize(
    "hostile", ["a|b", "`", "``c`", "x\ny", "\u2028", "<b>", "\x1b[2J", "[l](u)", "*"], ids=repr
)
def test_whatever_a_page_holds_stays_on_its_line_and_in_its_cell(hostile):
    document = loaded({"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}})
    call = VendorOperation(hostile, "GET", f"/{hostile}", evidence=Evidence((hostile,)))
    comparison = compare_with_facts([Section("pets", operations=(call,))], document)
    assert len(report.as_text(comparison).splitlines()) == 5
    table = [line for line in report.markdown(comparison).splitlines() if line.startswith("|")]
    assert len(table) == 3
    assert {line.replace("\\|", "").count("|") for line in table} == {7}


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for path in (ROOT / "tests" / "cases").glob("*/*/openapi.yaml")
        if path.parts[-3] in ("documents", "lint", "emit")
    ),
    ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}",
)
def test_no_document_is_stumbled_over(path):
    try:
        document = load(path)
    except DocumentError:
        return
    paths = document.root.get("paths")
    keys = [
        (method, path)
        for path, item in (paths.items() if isinstance(paths, dict) else ())
        for method in item or ()
    ]
    body = Body(
        "application/json",
        type="object",
        fields=(Field("new", type="array", items="object", fields=(Field("inner"),)),),
    )
    calls = tuple(
        VendorOperation(
            "It", str(method).upper(), path, request=body, responses=(Response("unstated", body),), parameters=(Field("p"),),
            evidence=Evidence((), "complete", "complete"),
        )
        for method, path in keys
    )  # fmt: skip
    sections = [Section("all", operations=calls)]
    for observed in (None, as_observed(sections)):
        comparison = compare_with_facts(sections, document, observed=observed)
        assert all(form(comparison) for form in report.FORMATS.values())


# --- what a document says, as facts ---------------------------------------------------------------
#
# Written without the code under test. Of a union it takes the first variant, with the properties of
# the others.


class Reading:
    def __init__(self, document):
        self.root = document.root

    def at(self, node):
        """`node`, its references, `allOf` and variants folded into one schema."""
        merged = {}
        while isinstance(node, dict) and "$ref" in node:
            merged = {**{key: value for key, value in node.items() if key != "$ref"}, **merged}
            target = self.root
            for token in node["$ref"].removeprefix("#/").split("/"):
                target = target[token.replace("~1", "/").replace("~0", "~")]
            node = target
        merged = {**node, **merged}
        for part in merged.pop("allOf", []):
            inner = self.at(part)
            properties = {**inner.get("properties", {}), **merged.get("properties", {})}
            required = [*inner.get("required", []), *merged.get("required", [])]
            merged = {**inner, **merged, "properties": properties, "required": required}
        for keyword in ("anyOf", "oneOf"):
            variants = [self.at(part) for part in merged.pop(keyword, [])]
            if variants:
                first = next(part for part in variants if part.get("type") != "null")
                null = any("null" in types(part) for part in variants)
                listed = {name: [] for part in variants for name in part.get("properties", {})}
                for name, schemas in listed.items():
                    schemas += [
                        part["properties"][name]
                        for part in variants
                        if name in part.get("properties", {})
                    ]
                properties = {
                    name: each[0] if len(each) == 1 else {"anyOf": each}
                    for name, each in listed.items()
                }
                merged = {**first, **merged, **({"type": [*types(first), "null"]} if null else {})}
                merged |= {"properties": properties} if properties else {}
                merged["told"] = {name for part in variants for name in told(part)}
        return merged

    def field(self, name, schema, required=False, place=None):
        node = self.at(schema)
        kinds = [kind for kind in types(node) if kind != "null"]
        if "const" in node:
            kinds = ["string"]
        elif not kinds and "properties" in node:
            kinds = ["object"]
        items = self.at(node.get("items", {}))
        inner = node if "properties" in node else items
        values = node.get("enum") or (items.get("enum") if kinds == ["array"] else None) or ()
        return Field(
            name,
            place=place,
            type=None if not kinds else kinds[0] if len(kinds) == 1 else tuple(kinds),
            format=node.get("format"),
            items=(types(items) or [None])[0],
            items_format=items.get("format"),
            nullable="null" in types(node),
            required=required,
            deprecated=node.get("deprecated", False),
            default=node.get("default"),
            has_default="default" in node,
            enum=tuple(value for value in values if value is not None),
            fields=self.fields(inner),
        )

    def fields(self, node):
        found = []
        for name, schema in node.get("properties", {}).items():
            each = self.field(name, schema, name in node.get("required", []))
            found.append(
                replace(each, discriminator=name in told(node) or "const" in self.at(schema))
            )
        return tuple(found)

    def body(self, message):
        content = self.at(message).get("content", {})
        names = [name for name in content if name != "*/*"]
        if not names:
            return None
        field = self.field("", content[names[0]].get("schema", {}))
        return Body(
            names[0],
            tuple(names[1:]),
            **{
                name: getattr(field, name)
                for name in (
                    "type",
                    "format",
                    "items",
                    "items_format",
                    "nullable",
                    "enum",
                    "fields",
                )
            },
        )

    def parameters(self, item, operation):
        listed = [
            self.at(entry)
            for entry in [*item.get("parameters", []), *operation.get("parameters", [])]
        ]
        found = [
            replace(
                self.field(each["name"], each["schema"], each.get("required", False), each["in"]),
                deprecated=each.get("deprecated", False),
            )
            for each in listed
        ]
        keys = self.root.get("components", {}).get("securitySchemes", {}).values()
        return (
            *found,
            *(Field(key["name"], place=key["in"], type="string", required=True) for key in keys),
        )

    def operations(self):
        for path, item in self.root["paths"].items():
            for method, operation in item.items():
                if method != "parameters":
                    yield from self.operation(path, method, item, operation)

    def operation(self, path, method, item, operation):
        evidence = operation.get("x-evidence", {})
        responses = [
            (str(status), self.body(response), self.at(response))
            for status, response in operation["responses"].items()
        ]
        shown = not any("*/*" in response.get("content", {}) for _, _, response in responses)
        whole = VendorOperation(
            None,
            method.upper(),
            path,
            deprecated=operation.get("deprecated", False),
            parameters=self.parameters(item, operation),
            request=self.body(operation["requestBody"]) if "requestBody" in operation else None,
            responses=tuple(
                Response("unstated" if status == "2XX" else status, body if shown else None)
                for status, body, _ in responses
            ),
        )
        alternatives = evidence.get("alternatives", {None: evidence})
        names = {name for group in operation.get("x-exactly-one-of", []) for name in group}
        for name, seen in alternatives.items():
            kept = [each for each in whole.parameters if each.name not in names - {name}]
            yield replace(
                whole,
                path=path if name is None else f"{path}?{name}=",
                evidence=Evidence(
                    tuple(seen.get("pages", ())),
                    seen.get("request", "complete"),
                    seen.get("response", "complete"),
                ),
                parameters=tuple(
                    replace(each, required=True) if each.name == name else each for each in kept
                ),
                responses=tuple(
                    replace(each, status=shown_status(each.status, seen.get("status")))
                    for each in whole.responses
                ),
            )

    def sections(self):
        calls = list(self.operations())
        tags = self.root.get("tags", [{"name": "all"}])
        first = {(path, method.upper()): operation["tags"][0] if "tags" in operation else "all"
                 for path, item in self.root["paths"].items()
                 for method, operation in item.items() if method != "parameters"}  # fmt: skip
        return [
            Section(
                tag["name"],
                operations=tuple(
                    each
                    for each in calls
                    if first[each.path.partition("?")[0], each.method] == tag["name"]
                ),
                untranscribed=tuple(
                    Untranscribed(each["title"], pages=tuple(each.get("pages", ())))
                    for each in tag.get("x-untranscribed", [])
                ),
            )
            for tag in tags
        ]


def shown_status(status, known):
    """What a page has as a status: one that the document has and the page does not state was
    observed.
    """
    if known == "stated" and status == "unstated":
        return "200"
    return "unstated" if known == "unstated" and status[:1] == "2" else status


def types(node):
    value = node.get("type", [])
    return [value] if isinstance(value, str) else list(value)


def told(node):
    """The names of the properties that tell variants apart."""
    own = {
        node.get("x-discriminator", {}).get("property"),
        node.get("discriminator", {}).get("propertyName"),
    }
    return own | node.get("told", set())


def facts_from(document):
    return Reading(document).sections()


def test_facts_made_of_our_document_have_no_difference_with_it():
    document = load(ROOT / "spec" / "openapi.yaml")
    found = compare_with_facts(facts_from(document), document).unwaived
    assert [(each.method, each.path, each.where, each.aspect) for each in found] == []


# --- random documents, and one edit ---------------------------------------------------------------

NAMES = st.sampled_from(
    ["id", "name", "type", "stamp", "value", "a.b", "x y", "é", "items", "properties", "default"]
)
FORMATS = {
    "string": [None, "uuid", "date-time"],
    "integer": [None, "int32", "int64"],
    "number": [None, "double"],
    "boolean": [None],
}


@st.composite
def scalars(draw):
    kind = draw(st.sampled_from(list(FORMATS)))
    schema = {"type": kind}
    if form := draw(st.sampled_from(FORMATS[kind])):
        schema["format"] = form
    if kind == "string" and draw(st.integers(0, 3)) == 0:
        schema["enum"] = draw(
            st.lists(st.sampled_from(["a", "b", "c", "10"]), min_size=1, max_size=3, unique=True)
        )
    if kind == "boolean" and draw(st.booleans()):
        schema["default"] = draw(st.booleans())
    return schema


@st.composite
def objects(draw, children):
    properties = draw(st.dictionaries(NAMES, children, min_size=1, max_size=4))
    schema = {"type": "object", "properties": properties}
    if required := draw(st.lists(st.sampled_from(sorted(properties)), max_size=2, unique=True)):
        schema["required"] = required
    return schema


@st.composite
def wrapped(draw, children):
    schema = draw(children)
    kind = draw(st.sampled_from(["plain", "null", "deprecated", "anyOf", "allOf", "ref"]))
    if kind == "null" and "enum" not in schema:
        return {**schema, "type": [*types(schema), "null"]} if "type" in schema else schema
    if kind == "deprecated":
        return {**schema, "deprecated": True}
    if kind == "anyOf" and "$ref" not in schema:
        return (
            {"anyOf": [schema, {"type": "null"}]}
            if types(schema) not in ([], ["null"]) and "default" not in schema
            else schema
        )
    if kind == "allOf":
        return {"allOf": [schema]}
    return {"to": schema} if kind == "ref" else schema  # named when the document is put together


SCHEMAS = st.recursive(
    scalars(),
    lambda children: wrapped(
        objects(children) | st.builds(lambda items: {"type": "array", "items": items}, children)
    ),
    max_leaves=8,
)


@st.composite
def documents(draw):
    """A document of a few operations. Each schema is referred to once, so that an edit has one
    effect.
    """
    components = {}

    def named(node):
        if isinstance(node, dict) and set(node) == {"to"}:
            name = f"S{len(components)}"
            components[name] = {}
            components[name] = named(node["to"])
            return {"$ref": f"#/components/schemas/{name}"}
        if isinstance(node, dict):
            return {key: named(value) for key, value in node.items()}
        return [named(value) for value in node] if isinstance(node, list) else node

    paths = {}
    for path in draw(
        st.lists(
            st.sampled_from(["/pets", "/pets/{id}", "/owners/{owner}/pets", "/count"]),
            min_size=1,
            unique=True,
        )
    ):
        item = paths[path] = {}
        if "{" in path:
            name = path.partition("{")[2].partition("}")[0]
            item["parameters"] = [
                {"name": name, "in": "path", "required": True, "schema": draw(scalars())}
            ]
        for method in draw(
            st.lists(
                st.sampled_from(["get", "post", "delete"]), min_size=1, max_size=2, unique=True
            )
        ):
            operation = item[method] = {"responses": {}}
            operation["parameters"] = [
                {
                    "name": name,
                    "in": place,
                    "required": draw(st.booleans()),
                    "schema": draw(scalars()),
                }
                for name, place in draw(
                    st.dictionaries(NAMES, st.sampled_from(["query", "header"]), max_size=2)
                ).items()
            ]
            if draw(st.booleans()):
                operation["deprecated"] = True
            if method == "post":
                names = draw(
                    st.lists(
                        st.sampled_from(["application/json", "application/vnd.a+json"]),
                        min_size=1,
                        unique=True,
                    )
                )
                body = draw(SCHEMAS)
                operation["requestBody"] = {
                    "content": {name: {"schema": body} for name in names[:1]}
                }
                for name in names[1:]:
                    operation["requestBody"]["content"][name] = {"schema": {"type": "object"}}
            for status in draw(
                st.lists(
                    st.sampled_from(["2XX", "401", "404"]), min_size=1, max_size=2, unique=True
                )
            ):
                operation["responses"][status] = {"description": "It."}
                if status == "2XX" and draw(st.booleans()):
                    operation["responses"][status]["content"] = {
                        "application/json": {"schema": draw(SCHEMAS)}
                    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": named(paths),
    }
    return {**document, "components": {"schemas": components}} if components else document


def loaded(document):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "openapi.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return load(path)


def value_edits(fact, where, in_tree):
    """Every edit of one value: the value edited, and the difference that it makes."""
    kinds = {fact.type} if isinstance(fact.type, str) else set(fact.type or ())
    if fact.type is not None:
        other = "boolean" if kinds != {"boolean"} else "string"
        yield (
            replace(fact, type=other, fields=(), items=None, items_format=None),
            ("different", where, "type"),
        )
        yield (
            replace(fact, nullable=not fact.nullable),
            ("extra" if fact.nullable else "missing", where, "nullable"),
        )
    if kinds and not kinds & {"array", "object"}:
        kind = "different" if fact.format else "missing"
        yield replace(fact, format="other"), (kind, where, "format")
        if fact.format:
            yield replace(fact, format=None), ("extra", where, "format")
    if fact.enum and kinds != {"array"}:
        yield replace(fact, enum=(*fact.enum, "new")), ("different", where, "enum")
        yield replace(fact, enum=()), ("extra", where, "enum")
    if in_tree and fact.has_default:
        yield replace(fact, has_default=False, default=None), ("extra", where, "default")
    if in_tree and kinds:
        yield (
            replace(fact, deprecated=not fact.deprecated),
            ("extra" if fact.deprecated else "missing", where, "deprecated"),
        )
    if fact.type == "array" and fact.items not in (None, "array"):
        other = "boolean" if fact.items != "boolean" else "string"
        yield (
            replace(fact, items=other, items_format=None, fields=(), enum=()),
            ("different", f"{where}.[]", "type"),
        )
    yield from tree_edits(fact, f"{where}.[]" if fact.type == "array" else where)


def tree_edits(owner, where):
    """Every edit of the fields of `owner`."""
    if owner.items == "array":
        return
    for index, fact in enumerate(owner.fields):
        before, after, at = owner.fields[:index], owner.fields[index + 1 :], f"{where}.{fact.name}"
        if len(owner.fields) > 1:
            yield replace(owner, fields=before + after), ("extra", at, "presence")
        yield (
            replace(owner, fields=(*owner.fields, Field("new", type="string"))),
            ("missing", f"{where}.new", "presence"),
        )
        yield (
            replace(owner, fields=(*before, replace(fact, required=not fact.required), *after)),
            ("extra" if fact.required else "missing", at, "required"),
        )
        for edited, difference in value_edits(fact, at, True):
            yield replace(owner, fields=(*before, edited, *after)), difference


def operation_edits(call):
    yield (
        replace(call, deprecated=not call.deprecated),
        ("extra" if call.deprecated else "missing", "operation", "deprecated"),
    )
    yield (
        replace(call, parameters=(*call.parameters, Field("new", place="query", type="string"))),
        ("missing", "parameters.query.new", "presence"),
    )
    for index, fact in enumerate(call.parameters):
        before, after = call.parameters[:index], call.parameters[index + 1 :]
        where = f"parameters.{fact.place}.{fact.name}"
        yield replace(call, parameters=before + after), ("extra", where, "presence")
        edits = [
            (
                replace(fact, required=not fact.required),
                ("extra" if fact.required else "missing", where, "required"),
            )
        ]
        edits.append(
            (replace(fact, place="cookie"), ("different", f"parameters.cookie.{fact.name}", "in"))
        )
        for edited, difference in [*edits, *value_edits(fact, where, False)]:
            yield replace(call, parameters=(*before, edited, *after)), difference
    if call.request is None:
        new = Body("application/json", type="object")
        yield replace(call, request=new), ("missing", "request", "body")
    else:
        yield replace(call, request=None), ("extra", "request", "body")
        for body, difference in body_edits(call.request, "request"):
            yield replace(call, request=body), difference
    yield (
        replace(call, responses=(*call.responses, Response("500"))),
        ("missing", "response.500", "status"),
    )
    for index, answer in enumerate(call.responses):
        before, after = call.responses[:index], call.responses[index + 1 :]
        where = f"response.{'2XX' if answer.status == 'unstated' else answer.status}"
        states_any = any(
            each.status != "unstated" for each in before + after
        )  # a page without statuses says nothing of errors
        if (before or after) and (states_any or answer.status == "unstated"):
            yield replace(call, responses=before + after), ("extra", where, "status")
        if answer.body is None:
            new = replace(answer, body=Body("application/json", type="string"))
            yield replace(call, responses=(*before, new, *after)), ("missing", where, "body")
        else:
            yield (
                replace(call, responses=(*before, replace(answer, body=None), *after)),
                ("extra", where, "body"),
            )
            for body, difference in body_edits(answer.body, where):
                yield (
                    replace(call, responses=(*before, replace(answer, body=body), *after)),
                    difference,
                )


def body_edits(body, where):
    if body.other_content_types:
        yield replace(body, other_content_types=()), ("extra", where, "media type")
    else:
        yield replace(body, content_type="text/new"), ("different", where, "media type")
        yield replace(body, other_content_types=("text/new",)), ("missing", where, "media type")
    names = ("type", "format", "items", "items_format", "nullable", "enum", "fields")
    as_field = Field("", **{name: getattr(body, name) for name in names})
    for edited, difference in value_edits(as_field, where, False):
        yield replace(body, **{name: getattr(edited, name) for name in names}), difference


def section_edits(section):
    for index, call in enumerate(section.operations):
        before, after = section.operations[:index], section.operations[index + 1 :]
        yield replace(section, operations=before + after), ("extra", "operation", "presence")
        for edited, difference in operation_edits(call):
            yield replace(section, operations=(*before, edited, *after)), difference
    new = VendorOperation("New", "GET", "/new", evidence=Evidence((), "complete", "complete"))
    yield (
        replace(section, operations=(*section.operations, new)),
        ("missing", "operation", "presence"),
    )


@given(documents())
@examples(40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_facts_made_of_a_document_have_no_difference_with_it(document):
    read = loaded(document)
    assert compare_with_facts(facts_from(read), read).differences == ()


def as_observed(sections, **source):
    """The same facts, as of no page."""
    evidence = Evidence(source="live", sure=source.pop("sure", "high"))
    observed = [
        replace(each, operations=tuple(replace(one, evidence=evidence) for one in each.operations))
        for each in sections
    ]
    return observations.Observations(
        {"live": observations.ObservationSource("live", **source)}, tuple(observed)
    )


def beyond_claims(comparison):
    return [each for each in comparison.differences if each.aspect != "observation"]


@given(documents())
@examples(30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_observations_made_of_a_document_have_no_difference_with_it(document):
    read = loaded(document)
    sections = facts_from(read)
    comparison = compare_with_facts(sections, read, observed=as_observed(sections))
    assert beyond_claims(comparison) == []
    assert comparison.disagreements == ()


@given(documents(), st.data())
@examples(60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_an_observation_differs_only_by_what_it_says_and_never_where_it_is_unsure(document, data):
    read = loaded(document)
    (section,) = facts_from(read)
    edited, difference = data.draw(st.sampled_from(list(section_edits(section))))
    found = beyond_claims(compare_with_facts([], read, whole=False, observed=as_observed([edited])))
    assert [(each.kind, each.where, each.aspect) for each in found] in ([], [difference])
    assert difference[0] != "extra" or found == []
    assert (
        beyond_claims(
            compare_with_facts([], read, whole=False, observed=as_observed([edited], sure="low"))
        )
        == []
    )
    opened = beyond_claims(
        compare_with_facts([], read, whole=False, observed=as_observed([edited], only_opens=True))
    )
    assert {each.aspect for each in opened} <= {"nullable", "seen", "required"}


@given(documents(), st.data())
@examples(80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_one_edit_is_reported_as_that_and_nothing_else(document, data):
    read = loaded(document)
    (section,) = facts_from(read)
    section = replace(
        section, operations=tuple(replace(each, title="It") for each in section.operations)
    )
    edits = list(section_edits(section))
    edited, difference = data.draw(st.sampled_from(edits))
    found = compare_with_facts([edited], read).differences
    assert [(each.kind, each.where, each.aspect) for each in found] == [difference]
