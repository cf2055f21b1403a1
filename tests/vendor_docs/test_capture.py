"""Capture: what pages show, as facts; what had to be decided, marked; nothing that no page shows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import strategies as st

from generator.vendor_docs import fact_store, facts
from generator.vendor_docs.fact_store import description_digests, save, with_page_lines
from generator.vendor_docs.facts import Body as BodyFacts
from generator.vendor_docs.facts import Evidence, Field, Section, VendorOperation
from generator.vendor_docs.facts_printer import dump_section
from generator.vendor_docs.merge import merge
from generator.vendor_docs.reading import copied_text
from generator.vendor_docs.reading.capture import capture
from generator.vendor_docs.reading.page import Page, PageError
from generator.vendor_docs.reading.page_file import read_page_file
from tests.profiles import examples
from tests.vendor_docs import documents
from tests.vendor_docs.rendering import Body, Call, Printer, Prop

TAGS = [
    ("actions", "Email & SMS"),
    ("notifications", "Notification"),
    ("actionevents", "Email & SMS"),
    ("contacts", "Contact"),
    ("last", "Last of the menu"),
]

# --- what was rendered is what is captured --------------------------------------------------------


@examples(60, suppress_health_check=list(HealthCheck))
@given(documents.calls())
def test_a_captured_page_says_what_was_rendered(calls):
    printed = Printer(documents.HEADINGS).page(calls)
    note(printed)
    page = copied_text.read_copied_text(printed, "page.txt")
    found = {}
    for section in capture([page], TAGS):
        for operation in section.operations:
            found[operation.line] = (section.slug, operation)
    assert len(found) == len(calls)
    for call in calls:
        slug, operation = found[call.line]
        assert slug == TAGS[call.heading][0]
        compare_call(call, operation)


@examples(60, suppress_health_check=list(HealthCheck))
@given(documents.calls(), st.floats(0.05, 1))
def test_a_page_cut_anywhere_gives_no_fact_that_the_whole_page_does_not(calls, share):
    printed = Printer(documents.HEADINGS).page(calls)
    printed = printed[: int(len(printed) * share)]
    note(printed)
    try:
        page = copied_text.read_copied_text(printed, "page.txt")
    except PageError:
        return
    by_line = {call.line: call for call in calls}
    for section in capture([page], TAGS):
        for operation in section.operations:
            call = by_line[operation.line]
            assert (operation.title, operation.method) == (call.title, call.method)
            assert operation.path == call.path or (
                operation.path_cut and call.path.startswith(operation.path)
            )
            compare_part(call.request, operation.request, operation.evidence.request == "complete")
            for response in operation.responses:
                compare_part(
                    call.response, response.body, operation.evidence.response == "complete"
                )
        for untranscribed in section.untranscribed:
            call = by_line[untranscribed.line]
            compare_part(
                call.request, untranscribed.request, untranscribed.evidence.request == "complete"
            )
            assert untranscribed.responses == ()


def compare_part(body: Body | None, facts: BodyFacts | None, complete: bool) -> None:
    """What was captured of a body is true, and all of it if it is said to be."""
    if facts is None:
        assert body is None or not complete
        return
    assert body is not None
    assert facts.content_type in (body.media, None)
    expected = {prop.line: (prop, parent) for prop, parent in walk(body.props, 0)}
    captured = {
        field.line: (field, parent)
        for field, parent in walk_facts(facts.fields, 0)
        if field.source is None
    }
    assert captured.keys() <= expected.keys()
    assert not complete or captured.keys() == expected.keys()
    places = dict(paths(facts.fields, "", 0))
    last = max(captured, default=0)
    for line, (field, found) in captured.items():
        prop, parent = expected[line]
        if complete or line != last:
            compare_prop(prop, field)
        else:
            assert (field.name, field.nullable, field.required) == (
                prop.name,
                prop.nullable,
                prop.required,
            )
        if field.ambiguous:
            assert parent in {places[each.removesuffix(field.name)] for each in field.ambiguous}
        else:
            assert found == parent, f"{field.name} on line {line}"


def compare_call(call: Call, operation: VendorOperation) -> None:
    assert (operation.title, operation.method, operation.path) == (
        call.title,
        call.method,
        call.path,
    )
    assert operation.deprecated == call.deprecated
    assert (operation.evidence.request, operation.evidence.response) == ("complete", "complete"), (
        operation.evidence.note
    )
    assert operation.evidence.note == ""
    assert [(each.place, each.name) for each in operation.parameters] == [
        (place, prop.name) for place, prop in call.parameters
    ]
    for (_, prop), field in zip(call.parameters, operation.parameters, strict=True):
        compare_prop(prop, field)
    compare_body(call.request, operation.request)
    (response,) = operation.responses
    assert response.status == "unstated"
    compare_body(call.response, response.body)


def compare_body(body: Body | None, facts: BodyFacts | None) -> None:
    if body is None or facts is None:
        assert body is facts is None
        return
    kind = {"objects": ("array", "object"), "strings": ("array", "string")}.get(
        body.type, (body.type, None)
    )
    assert (facts.type, facts.items) == kind
    assert facts.format == body.format
    assert facts.content_type == body.media
    expected = {prop.line: (prop, parent) for prop, parent in walk(body.props, 0)}
    captured = {
        field.line: (field, parent)
        for field, parent in walk_facts(facts.fields, 0)
        if field.source is None
    }
    assert captured.keys() == expected.keys()
    places = dict(paths(facts.fields, "", 0))
    for line, (prop, parent) in expected.items():
        field, found = captured[line]
        compare_prop(prop, field)
        if field.ambiguous:
            assert parent in {places[each.removesuffix(field.name)] for each in field.ambiguous}
        else:
            assert found == parent, f"{field.name} on line {line}"
        if not prop.shown:
            assert not field.seen
    sampled = {
        (line, field.name)
        for field, line in walk_facts(facts.fields, 0)
        if field.source == "sample"
    }
    expected_sampled = {
        (prop.line, name) for prop, _ in shown(body.props) for name in prop.unlisted
    }
    assert sampled <= expected_sampled
    assert {line for line, _ in expected_sampled - sampled} <= set(unsettled(facts.fields, False))


def compare_prop(prop: Prop, field: Field) -> None:
    kinds = {
        "objects": ("array", "object"),
        "strings": ("array", "string"),
        "integers": ("array", "integer"),
    }
    assert field.name == prop.name
    assert (field.type, field.items) == kinds.get(prop.type, (prop.type, None))
    assert (field.items_format if prop.type in kinds else field.format) == prop.format
    assert (field.nullable, field.required, field.deprecated) == (
        prop.nullable,
        prop.required,
        prop.deprecated,
    )
    assert field.discriminator == prop.discriminator
    assert list(field.enum) == prop.enum
    assert bool(field.wording) == bool(prop.words)


def walk(props: Iterable[Prop], parent: int) -> list[tuple[Prop, int]]:
    return [pair for prop in props for pair in [(prop, parent), *walk(prop.props, prop.line)]]


def shown(props: Iterable[Prop]) -> list[tuple[Prop, int]]:
    return [pair for prop in props if prop.shown for pair in [(prop, 0), *shown(prop.props)]]


def unsettled(fields: Iterable[Field], inside: bool) -> list[Any]:
    """The lines of fields whose place, or that of an object around them, is ambiguous."""
    found = []
    for field in fields:
        found += [field.line] if inside or field.ambiguous else []
        found += unsettled(field.fields, inside or bool(field.ambiguous))
    return found


def walk_facts(fields: Iterable[Field], parent: Any) -> list[tuple[Field, Any]]:
    return [
        pair
        for field in fields
        for pair in [(field, parent), *walk_facts(field.fields, field.line)]
    ]


def paths(fields: Iterable[Field], before: str, line: Any) -> list[tuple[str, Any]]:
    found = [(before, line)]
    for field in fields:
        found += paths(
            field.fields,
            before + field.name + ("[]." if field.type == "array" else "."),
            field.line,
        )
    return found


# --- a page of the form that we know --------------------------------------------------------------

CASES = Path(__file__).parents[1] / "cases" / "reference"
MENU = [
    ("letters", "Letters & Cards"),
    ("parcels", "Parcel"),
    ("remains", "Remains"),
    ("letterarchives", "Letters & Cards"),
]


def names(fields: Iterable[Field]) -> dict[str, Any]:
    """Names with what they hold; `?` marks what a rule decided, `+` what only a sample shows."""
    return {
        each.name + "?" * each.inferred + "+" * (each.source == "sample"): names(each.fields)
        for each in fields
    }


def parcels() -> Section:
    (section,) = capture([read_page_file(CASES / "notification-like.txt")], MENU)
    return section


RECEIVER = {"type": {}, "address?": {}}
TRACE = {"made": {}, "id": {}, "chain": {}, "batch": {}}


def test_each_operation_of_the_page_is_captured_completely():
    section = parcels()
    assert (section.slug, section.heading) == ("parcels", "Parcel")
    assert [each.path for each in section.operations] == [
        "/parcels/{id}/dispatch",
        "/parcels/{id}/dispatches",
        "/parcels/{id}/copy",
    ]
    complete = Evidence(pages=("notification-like.txt",), request="complete", response="complete")
    assert [each.evidence for each in section.operations] == [complete] * 3


def test_nested_objects_are_found_and_what_no_sample_shows_is_marked():
    one, many, copy = parcels().operations
    plain: dict[str, Any] = {
        name: {} for name in ("title", "note", "seal", "wrapping", "photo", "extras", "inserts")
    }
    assert names(one.request.fields) == {
        "receiver": RECEIVER,
        **plain,
        "route": {"type": {}},
        "carrier": {"type": {}},
        "trace": TRACE,
        "express": {},
    }
    assert (many.request.type, many.request.items) == ("array", "object")
    assert names(many.request.fields) == {"receiver": RECEIVER, "title": {}}
    assert names(one.responses[0].body.fields) == names(many.responses[0].body.fields)
    assert names(many.responses[0].body.fields) == {"type": {}, "id": {}, "receiver": RECEIVER}
    stamp = {"creation+": {}, "modification+": {}}
    assert names(copy.responses[0].body.fields) == {
        "type": {},
        "id": {},
        "stamp": {"creation": {}, "modification": {}},
        "active": {},
        "settings": {
            "express": {},
            "purpose": {"type+": {}},
            "expiry": {"type+": {}},
            "pressure": {},
        },
        "state?": {},
        "task": {"id": {}, "order": {}, "planner": {"type+": {}}},
        "versions": {"id": {}, "master": {}, "stamp": stamp, "content": {"type+": {}}},
    }


def test_types_and_values_are_those_of_the_page_and_samples_have_values_of_ours():
    copy = parcels().operations[2]
    body = copy.responses[0].body
    found = dict(paths_of(body.fields))
    assert copy.deprecated
    assert copy.request is None
    assert (found["stamp.creation"].format, found["stamp.creation"].nullable) == ("date-time", True)
    assert (found["state"].enum, found["task.order"].enum) == ((0, 10, 20), ("asc", "desc"))
    assert found["type"].seen == ("box",)
    assert (found["versions"].type, found["versions"].items) == ("array", "object")
    assert body.sample["type"] == "box"
    assert body.sample["settings"] == {
        "express": True,
        "purpose": {"type": "text"},
        "expiry": {"type": "text"},
        "pressure": {},
    }
    assert body.sample["versions"][0]["stamp"]["creation"] == "2025-01-01T00:00:00Z"
    assert body.sample["versions"][0]["id"] == "00000000-0000-4000-8000-000000000000"


def paths_of(fields: Iterable[Field], before: str = "") -> list[tuple[str, Field]]:
    return [
        pair
        for each in fields
        for pair in [(before + each.name, each), *paths_of(each.fields, f"{before}{each.name}.")]
    ]


def test_no_word_of_a_description_is_kept():
    written = dump_section(parcels()) + "".join(description_digests(parcels()).values())
    for words in ("Replaces", "Counted in thousandths", "How to dispatch it", "What became of it"):
        assert words not in written
    assert len(description_digests(parcels())) > 10
    assert "wording: " not in written
    assert "line: " not in written


def test_facts_are_written_and_read_again_as_they_are(tmp_path):
    section = parcels()
    assert save(section, tmp_path) == "created"
    assert save(section, tmp_path) == "unchanged"
    (found,) = fact_store.load_sections(tmp_path)
    assert found != section  # the lines of the page are in no file
    assert with_page_lines(found, fact_store.page_lines([section])) == section


@pytest.mark.skipif(
    "NP6_REFERENCE_PAGE" not in os.environ, reason="NP6_REFERENCE_PAGE names no page"
)
def test_the_page_that_was_given_is_captured_completely():
    page = read_page_file(Path(os.environ["NP6_REFERENCE_PAGE"]))
    (section,) = capture(
        [page], [("actionmanagement", "Email & SMS"), ("notificationmanagement", "Notification")]
    )
    one, many, copy = section.operations
    assert section.slug == "notificationmanagement"
    assert [each.path.removeprefix("/notifications/{id}/") for each in section.operations] == [
        "execution",
        "executions",
        "duplication",
    ]
    evidence = {
        (each.evidence.request, each.evidence.response, each.evidence.note)
        for each in section.operations
    }
    assert evidence == {("complete", "complete", "")}
    recipient = {"type": {}, "value?": {}}
    assert names(one.request.fields) == names(many.request.fields)
    assert len(one.request.fields) == 12
    assert names(one.request.fields) | {
        "recipient": recipient,
        "redirection": {"type": {}},
        "channel": {"type": {}},
    } == (names(one.request.fields))
    assert names(one.request.fields)["stamp"] == {"time": {}, "id": {}, "thread": {}, "set": {}}
    assert names(many.responses[0].body.fields) == {"type": {}, "id": {}, "recipient": recipient}
    found = names(copy.responses[0].body.fields)
    assert found["settings"] == {
        "urgent": {},
        "purpose": {"type+": {}},
        "expiration": {"type+": {}},
        "mp": {},
    }
    assert found["task"] == {"id": {}, "name": {}, "description": {}, "scheduler": {"type+": {}}}
    assert list(found["versions"]) == [
        "id",
        "master",
        "label",
        "stamp",
        "scripting",
        "content",
        "redirection",
        "channel",
    ]


# --- sections -------------------------------------------------------------------------------------


def slugs(page: Page, tags=()) -> list[tuple[str, str]]:
    return [(each.slug, each.heading) for each in capture([page], tags)]


def page_of(*calls: Call, headings: list[str], name: str = "page.txt") -> Page:
    return copied_text.read_copied_text(Printer(headings).page(list(calls)), name)


def simple(path: str = "/things", method: str = "GET", **more: Any) -> Call:
    return Call(
        "Do a thing", method, path, parameters=[("header", Prop("X-Key", "string"))], **more
    )


def test_a_heading_that_the_menu_has_several_times_is_told_apart_by_its_place():
    headings = ["Mail", "Push", "Mail", "Push"]
    tags = [("mail", "Mail"), ("push", "Push"), ("mailevent", "Mail"), ("pushevent", "Push")]
    page = page_of(
        simple("/a", heading=0), simple("/b", heading=2), simple("/c", heading=3), headings=headings
    )
    assert slugs(page, tags) == [("mail", "Mail"), ("mailevent", "Mail"), ("pushevent", "Push")]


def test_headings_without_names_are_counted():
    printed = Printer(["Mail", "Push", "Mail"]).page([simple("/b", heading=1)])
    for name in ("Mail\n\n", "Push\n\n"):
        printed = printed.replace(name, "")
    page = copied_text.read_copied_text(
        printed.replace("Operations\n\nOperations", "Operations\nOperations"), "page.txt"
    )
    assert slugs(page, [("mail", "Mail"), ("push", "Push")]) == [("push", "Push")]


def test_without_a_document_the_heading_names_the_section_or_the_file_does():
    page = page_of(simple(heading=1), headings=["Mail", "Push & Pull", "Mail"], name="given.txt")
    assert slugs(page) == [("push-and-pull", "Push & Pull")]
    page = page_of(simple(heading=0), headings=["Mail", "Push", "Mail"], name="given.txt")
    assert slugs(page) == [("given", "Mail")]


def test_a_page_of_another_api_is_refused():
    page = page_of(simple(), headings=["Mail"])
    with pytest.raises(
        PageError,
        match=r"is a page of another API: its server is api\.example\.com, not api\.np6\.example",
    ):
        capture([page], [], ["https://api.np6.example/v1"])
    assert capture([page], [], ["https://api.example.com"])


# --- what a page contradicts or leaves open -------------------------------------------------------

FRONT = (
    "Sample API\n\nServers\nMain server\nhttps://api.example.com\n\nThings\n\nOperations\n\nDo a "
    "thing\n\nRequest\n\n"
)


def captured(words: str) -> VendorOperation:
    ((operation,),) = [
        section.operations for section in capture([copied_text.read_copied_text(words, "page.txt")])
    ]
    return operation


def with_body(
    listed: str, sample: str, rest: str = "\nResponses\n\nNo Content\n\nRest\n\nOperations\n"
) -> VendorOperation:
    command = f"curl -X POST \\\n  'https://api.example.com/things' \\\n  -d '{sample}'\n"
    return captured(f"{FRONT}Bodyapplication/json\n{listed}{command}{rest}")


@pytest.mark.parametrize(
    ("listed", "sample", "note"),
    [
        (
            "idinteger(int32)\n",
            '{"id": "x"}',
            "request.id: a string in the sample, integer(int32) in the list",
        ),
        (
            "idinteger(int32)\n",
            '{"id": null}',
            "request.id: null in the sample, not nullable in the list",
        ),
        ("boolean\n", "{}", "request: the sample is an object, the body is declared as a boolean"),
        (
            "idinteger\n",
            '[{"id": 1}]',
            "request: the sample is an array, the body is declared as an object",
        ),
        ("idinteger\n", '{"id": 1, "na', "request: the sample is cut"),
        ("idinteger\n", "[object Object]", "request: the sample is cut"),
        ("idinteger\n", "<xml/>", "request: the sample cannot be read"),
        (
            "idinteger\nidinteger\n",
            '{"id": 1}',
            "request: `id` is listed again, after every object that it may be of has one",
        ),
    ],
)
def test_what_a_page_contradicts_or_breaks_off_is_said_in_the_note(listed, sample, note):
    operation = with_body(listed, sample)
    assert note in operation.evidence.note.split("; ")
    assert operation.request.type == ("boolean" if listed == "boolean\n" else "object")


def test_what_may_be_a_field_makes_the_evidence_partial():
    operation = with_body("idinteger\n\nOf it.\n\nSubstring\n\n", "")
    assert operation.evidence.request == "partial"
    assert "request: a line may be a field `Sub`" in operation.evidence.note


def test_a_body_without_a_list_is_known_from_its_sample():
    operation = captured(
        f"{FRONT}Headers\nX-Keystring\ncurl -X POST \\\n  https://api.example.com/things \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        '  -d \'{"id": 1, "tags": ["a"], "at": null, "parts": [{"x": '
        "1.5}]}'\n\nResponses\n\nDone\n\nResponse\ntrue\n"
    )
    assert (operation.evidence.request, operation.evidence.response) == ("sample", "sample")
    assert operation.request.content_type == "application/json"
    assert [
        (each.name, each.type, each.items, each.nullable) for each in operation.request.fields
    ] == [
        ("id", "integer", None, False),
        ("tags", "array", "string", False),
        ("at", None, None, True),
        ("parts", "array", "object", False),
    ]
    assert operation.request.fields[3].fields == (Field("x", type="number", source="sample"),)


def test_an_operation_whose_address_is_not_shown_is_untranscribed():
    (section,) = capture(
        [
            copied_text.read_copied_text(
                f"{FRONT}Path\nidstringrequired\n\nOf it\n\nnamestring\n\n", "page.txt"
            )
        ]
    )
    (fact,) = section.untranscribed
    assert section.operations == ()
    assert fact.title == "Do a thing"
    assert (fact.evidence.request, fact.evidence.response) == ("partial", "none")
    assert fact.note == ""
    notes = [
        "the page shows neither method nor path",
        "the page is cut in the request",
        "the page shows no responses",
    ]
    assert fact.evidence.note == "; ".join(notes)


def test_fields_after_an_object_in_the_query_may_be_its_own():
    operation = captured(
        f"{FRONT}Query\nfilterobject\n\nBoth optional\n\nstartstring\n\nFrom\n\ncurl "
        "'https://api.example.com/things?start=1'\n"
        "\nResponses\n\nNo Content\n\nRest\n\nOperations\n"
    )
    assert operation.parameters[0].fields[0].ambiguous == ("start", "filter.start")


def test_alternatives_of_one_path_are_told_apart_by_the_query_that_they_require():
    def one(name: str, heading: int) -> Call:
        call = simple("/things/events", heading=heading)
        call.parameters.append(("query", Prop(name, "string", required=True)))
        return call

    (section,) = capture(
        [page_of(one("hash", 0), one("unicity", 0), headings=["Things", "Rest"])],
        [("things", "Things")],
    )
    assert [each.path for each in section.operations] == [
        "/things/events?hash=",
        "/things/events?unicity=",
    ]


# --- several pages, and facts that are there already ----------------------------------------------


def things(*props: Prop, name: str = "page.txt", cut: int | None = None) -> Section:
    call = simple("/things", "POST", request=Body("object", props=list(props)))
    printed = Printer(["Things", "Rest"]).page([call])
    (section,) = capture(
        [copied_text.read_copied_text(printed if cut is None else printed[:cut], name)],
        [("things", "Things")],
    )
    return section


def test_an_operation_on_two_pages_is_one_of_both():
    call = simple(
        "/things",
        "POST",
        request=Body(
            "object", props=[Prop("id", "integer"), Prop("name", "string", words=["Name"])]
        ),
    )
    whole = Printer(["Things", "Rest"]).page([call])
    at = whole.index("namestring") + 3
    pages = [
        copied_text.read_copied_text(whole[:at], "one.txt"),
        copied_text.read_copied_text(whole, "two.txt"),
    ]
    for order in (pages, pages[::-1]):
        (section,) = capture(order, [("things", "Things")])
        assert section.untranscribed == ()
        (operation,) = section.operations
        assert [each.name for each in operation.request.fields] == ["id", "name"]
        assert operation.evidence.request == "complete"


def test_pages_that_contradict_each_other_are_noted():
    call = simple("/things", "POST", request=Body("object", props=[Prop("id", "integer")]))
    other = simple(
        "/things", "POST", request=Body("object", props=[Prop("id", "string", required=True)])
    )
    pages = [
        page_of(each, headings=["Things", "Rest"], name=name)
        for each, name in ((call, "one.txt"), (other, "two.txt"))
    ]
    (section,) = capture(pages, [("things", "Things")])
    (operation,) = section.operations
    assert operation.evidence.pages == ("one.txt", "two.txt")
    assert operation.evidence.note == (
        "request.id: the pages differ in `type`, `integer` and `string` (one.txt and two.txt); "
        "request.id: the pages differ in `required`, false and true (one.txt and two.txt)"
    )
    assert operation.request.fields[0].type == "integer"


def test_a_new_capture_keeps_what_a_page_cannot_show():
    old = things(Prop("id", "integer"), Prop("gone", "string"))
    (operation,) = old.operations
    fields = tuple(
        replace(each, about="ours", seen=("a",), meanings={"0": "new"})
        for each in operation.request.fields
    )
    body = replace(operation.request, about="ours", fields=fields)
    old = replace(
        old, operations=(replace(operation, about="ours", rules=("at most 50",), request=body),)
    )
    other = replace(operation, path="/others")
    found = merge(
        replace(old, operations=(*old.operations, other)),
        things(Prop("id", "integer", nullable=True), Prop("new", "string")),
    )
    assert found.operations[1] == other
    (renewed, _) = found.operations
    assert (renewed.about, renewed.rules, renewed.request.about) == (
        "ours",
        ("at most 50",),
        "ours",
    )
    assert [each.name for each in renewed.request.fields] == ["id", "new"]
    first = renewed.request.fields[0]
    assert (first.nullable, first.about, first.seen, first.meanings) == (
        True,
        "ours",
        ("a",),
        {"0": "new"},
    )


def test_a_new_capture_of_a_page_that_breaks_off_keeps_what_it_does_not_reach():
    old = things(Prop("id", "integer"), Prop("name", "string"))
    (operation,) = old.operations
    new = replace(
        operation,
        evidence=Evidence(("cut.txt",), "partial", "none", "cut"),
        request=replace(
            operation.request, fields=(replace(operation.request.fields[0], type="string"),)
        ),
        responses=(),
    )
    (renewed,) = merge(old, replace(old, operations=(new,))).operations
    assert [(each.name, each.type) for each in renewed.request.fields] == [
        ("id", "string"),
        ("name", "string"),
    ]
    assert renewed.responses == operation.responses
    assert (renewed.evidence.request, renewed.evidence.pages) == (
        "complete",
        ("page.txt", "cut.txt"),
    )


def test_a_place_that_the_facts_know_settles_an_ambiguous_one():
    ambiguous = Field(
        "operator", type="integer", ambiguous=("operator", "constraint.operator"), line=3
    )
    new = VendorOperation(
        "x",
        "GET",
        "/x",
        evidence=Evidence(("new",), "complete"),
        request=body_of((Field("constraint", type="object", fields=(ambiguous,)),)),
    )
    known = (Field("constraint", type="object"), Field("operator", type="integer", about="ours"))
    old = replace(new, evidence=Evidence(("old",), "complete"), request=body_of(known))
    (renewed,) = merge(Section("x", operations=(old,)), Section("x", operations=(new,))).operations
    assert [(each.name, each.ambiguous, each.about) for each in renewed.request.fields] == [
        ("constraint", (), ""),
        ("operator", (), "ours"),
    ]
    assert renewed.request.fields[0].fields == ()


def body_of(fields: tuple[Field, ...]) -> BodyFacts:
    return BodyFacts(type="object", fields=fields)


def test_a_merge_with_itself_changes_nothing():
    section = parcels()
    assert merge(section, section) == section


def test_an_alternative_in_the_facts_is_met_by_a_capture_that_leaves_the_query_out():
    hashed = Field("hash", place="query", type="string", required=True)
    new = VendorOperation(
        "x", "GET", "/x", parameters=(hashed,), evidence=Evidence(("new",), "complete")
    )
    found = merge(
        Section("x", operations=(replace(new, path="/x?hash="),)), Section("x", operations=(new,))
    )
    assert [each.path for each in found.operations] == ["/x?hash="]


def operation_of(
    *fields: facts.Field, note: str = "", sample: object = None, response: str = "complete"
) -> facts.VendorOperation:
    body = facts.Body(
        "application/json",
        type="object",
        fields=fields,
        sample=sample,
        has_sample=sample is not None,
    )
    return facts.VendorOperation(
        "Add a loan",
        "POST",
        "/loans",
        evidence=facts.Evidence(("loan/1",), "complete", response, note),
        request=body,
    )


def brought_up(old: facts.VendorOperation, new: facts.VendorOperation) -> facts.VendorOperation:
    (merged,) = merge(
        facts.Section("loan", operations=(old,)), facts.Section("loan", operations=(new,))
    ).operations
    return merged


def test_what_a_person_wrote_of_a_page_that_was_shown_whole_stays():
    old = operation_of(
        facts.Field("at", type="integer", about="when it began"),
        note="the depth comes from the sample",
    )
    new = operation_of(
        facts.Field("at", type="integer", about="milliseconds since the Unix epoch"), note="seen"
    )
    merged = brought_up(old, new)
    assert merged.evidence.note == "the depth comes from the sample; seen"
    assert merged.request.fields[0].about == "when it began"
    part = operation_of(note="the page is cut", response="partial")
    assert brought_up(part, new).evidence.note == "seen"


def test_a_sample_stays_while_what_is_new_shows_no_more():
    old = operation_of(sample={"id": "mine", "books": [{"id": 1}]})
    assert (
        brought_up(old, operation_of(sample={"id": "text", "books": [{"id": 0}]})).request.sample
        == old.request.sample
    )
    assert brought_up(old, operation_of(sample={"id": "text"})).request.sample == {"id": "text"}
    part = replace(old, evidence=replace(old.evidence, request="partial"))
    cut = operation_of(sample={"id": "text"}, note="request: the sample is cut")
    assert brought_up(part, cut).request.sample == old.request.sample
    more = operation_of(sample={"id": "text", "at": 0}, note="request: the sample is cut")
    assert brought_up(part, more).request.sample == more.request.sample


def test_fields_in_one_another_whose_places_are_known_are_each_moved_there_once():
    inner = facts.Field(
        "version", type="string", ambiguous=("version", "stamp.version", "stamp.settings.version")
    )
    settings = facts.Field(
        "settings", type="object", ambiguous=("settings", "stamp.settings"), fields=(inner,)
    )
    kind = facts.Field("kind", type="string", ambiguous=("kind", "stamp.kind"))
    new = operation_of(facts.Field("stamp", type="object"), kind, settings)
    plain = facts.Field("settings", type="object", fields=(facts.Field("version", type="string"),))
    old = operation_of(
        facts.Field("stamp", type="object", fields=(facts.Field("kind", type="string"), plain))
    )
    (stamp,) = brought_up(old, new).request.fields
    assert [each.name for each in stamp.fields] == ["kind", "settings"]
    assert [each.name for each in stamp.fields[1].fields] == ["version"]
    assert not any(each.ambiguous for each in (*stamp.fields, *stamp.fields[1].fields))


def repeated(fields: Iterable[facts.Field], at: str = "") -> list[str]:
    """The places of fields that stand twice among the fields of an object."""
    names = [(each.place, each.name, each.when) for each in fields]
    twice = [
        f"{at}{name}" for place, name, when in set(names) if names.count((place, name, when)) > 1
    ]
    return [
        *twice,
        *(path for each in fields for path in repeated(each.fields, f"{at}{each.name}.")),
    ]


def test_a_page_cut_anywhere_leaves_what_was_captured_whole_as_it_was(tmp_path):
    page = Path(__file__).parents[1] / "cases" / "reference" / "notification-like.txt"
    text_of = page.read_text(encoding="utf-8")

    def captured(name: str, shown: str) -> Section:
        file = tmp_path / name
        file.write_text(shown, encoding="utf-8")
        (section,) = capture([read_page_file(file)], [], [])
        return section

    whole = captured("whole.txt", text_of)
    looked_at = 0
    for end in range(len(text_of) // 2, len(text_of), 97):
        try:
            part = captured("part.txt", text_of[:end])
        except PageError:
            continue
        looked_at += 1
        merged = merge(whole, part)
        assert merge(merged, part) == merged, end
        for before, after in zip(whole.operations, merged.operations, strict=False):
            for one, two in (
                (before.request, after.request),
                *zip(before.responses, after.responses, strict=True),
            ):
                body = two if isinstance(two, BodyFacts) or two is None else two.body
                was = one if isinstance(one, BodyFacts) or one is None else one.body
                assert body is None or repeated(body.fields) == [], end
                assert (body and body.sample) == (was and was.sample), end
    assert looked_at > 5
