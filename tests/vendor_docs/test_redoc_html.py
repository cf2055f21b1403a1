"""A page that Redoc rendered gives what it shows, whatever its class names are; what it holds back
is marked, never made up.

`cases/reference/redoc-small.html` is five operations of our own document as `@redocly/cli
build-docs` 1.34.5 renders them, all schemas and answers opened, without scripts, and without styles
but for those of the buttons of variants; `redoc-small.yaml` is what it shows. `REWRITE_CASES=1`
rewrites that."""

from __future__ import annotations

import json
import os
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.vendor_docs.reading import redoc_html
from generator.vendor_docs.reading.page import (
    MAX_BYTES,
    Page,
    PageBody,
    PageError,
    PageField,
    PageOperation,
)
from generator.vendor_docs.reading.page_file import read_page_file
from tests import written_yaml

CASES = Path(__file__).parents[1] / "cases" / "reference"
SMALL = CASES / "redoc-small.html"
REWRITE = bool(os.environ.get("REWRITE_CASES"))


@pytest.fixture(scope="module")
def small() -> str:
    return SMALL.read_text(encoding="utf-8")


def plain(value: Any) -> Any:
    """A page as data, without what is absent."""
    if is_dataclass(value):
        data = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        kept = {name for name in data if name.startswith("has_") and data[name]}
        names = {name.removeprefix("has_") for name in kept}
        return {
            key: item
            for key, item in data.items()
            if key in names or (key not in kept and item not in (None, False, "", [], {}))
        }
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def shown(page: Page) -> str:
    data = plain(page)
    for call in data["operations"]:
        call["parameters"] = [
            {"place": place, **entry} for place, entry in call.get("parameters", [])
        ]
    return written_yaml.write(data, allow_unicode=True, width=124)


# --- pages made up here, of Redoc's structure and no class of it but the few that mean something --


def row(
    name: str,
    type_line: str,
    *labels: str,
    inner: str = "",
    kind: str = "field",
    flags: str = "",
    opened: bool = True,
) -> str:
    button = (
        f'<button aria-label="expand {name}"><span class="property-name">{name}</span></button>'
    )
    cell = button if inner or not opened else f'<span class="property-name">{name}</span>'
    below = f'<tr><td colspan="2"><div>{inner}</div></td></tr>' if inner else ""
    details = f"<div><div>{type_line}</div>{''.join(labels)} <div><div></div></div></div>"
    return f'<tr><td kind="{kind}" title="{name}">{cell}{flags}</td><td>{details}</td></tr>{below}'


def kind(shown: str, format_: str = "", prefix: str = "", *more: str) -> str:
    form = f"<span> <!-- -->&lt;<!-- -->{format_}<!-- -->&gt;<!-- --> </span>" if format_ else ""
    return f"<span>{prefix}</span><span>{shown}</span>{form}{''.join(more)}"


def label(name: str, *values: str) -> str:
    return (
        f"<div><span> <!-- -->{name}<!-- -->:</span> "
        f"{' '.join(f'<span class=v>{value}</span>' for value in values)}</div>"
    )


def table(*rows: str) -> str:
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def page_of(
    schema: str, *, path: str = "/things", before: str = "", answers: str = "", sample: str = ""
) -> str:
    body = f"<h5>Request Body schema: <span>application/json</span></h5>{schema}" if schema else ""
    middle = (
        '<div><h2><a href="#x"></a>Do '
        f"it</h2>{before}{body}<div><h3>Responses</h3>{answers}</div></div>"
    )
    box = (
        '<div><button><span type="post" class="http-verb '
        f'post">post</span><span>{path}</span></button><div></div></div>'
    )
    section = (
        '<div data-section-id="operation/x"><div '
        f'data-section-id="operation/x">{middle}<div>{box}{sample}</div></div></div>'
    )
    return (
        '<html><body><div id="redoc"><div class="api-content"><h1>Things '
        f"(1.0)</h1>{section}</div></div></body></html>"
    )


def call_of(content: str) -> PageOperation:
    page = redoc_html.read_redoc_html(content, "made up")
    assert len(page.operations) == 1
    return page.operations[0]


def request_of(schema: str, **parts: str) -> PageBody:
    request = call_of(page_of(schema, **parts)).request
    assert request is not None
    return request


def entry_of(*parts: str, **flags: Any) -> PageField:
    (entry,) = request_of(table(row("x", *parts, **flags))).fields
    return entry


# --- the page of our own document -----------------------------------------------------------------


def test_a_page_gives_what_it_shows(small):
    found = shown(redoc_html.read_redoc_html(small, SMALL.name))
    expected = SMALL.with_suffix(".yaml")
    if REWRITE:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_a_saved_page_is_known_by_what_it_holds():
    assert read_page_file(SMALL) == redoc_html.read_redoc_html(
        SMALL.read_text(encoding="utf-8"), SMALL.name
    )


def test_headings_that_repeat_keep_their_place(small):
    page = redoc_html.read_redoc_html(small, "small")
    assert page.headings[:2] == ("Notification", "Notification")
    assert [call.heading for call in page.operations[:2]] == [0, 1]


def test_class_names_mean_nothing(small):
    renamed = re.sub(r"sc-(\w+)", r"other-\1", small)
    for hashed in set(re.findall(r"sc-\w+ (\w{5,6})\b", small)):
        renamed = re.sub(rf"\b{hashed}\b", f"z{hashed}", renamed)
    assert renamed != small
    assert redoc_html.read_redoc_html(renamed, "small") == redoc_html.read_redoc_html(
        small, "small"
    )


def as_browsers_save(content: str) -> str:
    """What a browser makes of the page by itself: no comments, no `html` attributes, and the styles
    are not in the page.
    """
    content = re.sub(r"<style>.*?</style>", "<style></style>", content, flags=re.S)
    return re.sub(r' html="[^"]*"| selected=""|<!-- -->', "", content)


def test_a_page_that_a_browser_rendered_gives_the_same(small):
    assert redoc_html.read_redoc_html(
        as_browsers_save(small), "small"
    ) == redoc_html.read_redoc_html(small, "small")


def test_the_document_that_a_page_carries_is_left_alone(small):
    document = {"openapi": "3.1.0", "paths": {"/other": {"get": {}}}, "x": "</script"}
    state = json.dumps({"menu": {}, "spec": {"data": document}}).replace("</", "<\\/")
    content = small.replace(
        "</body>", f"<script>const __redoc_state = {state};\nvar container = 1;</script></body>"
    )
    assert redoc_html.read_redoc_html(content, "small") == redoc_html.read_redoc_html(
        small, "small"
    )


# --- types, values, flags -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (kind("string"), "string"),
        (kind("integer", "int32"), "integer(int32)"),
        (kind("string or null", "date-time"), "string or null(date-time)"),
        (kind("string", "&lt;width&gt;x&lt;height&gt;"), "string(<width>x<height>)"),
        (kind("string", "", "", "<span> (<!-- -->A title<!-- -->) </span>"), "string"),
        (kind("string", "", "", "<span> <span> &lt;= 5 characters </span></span>"), "string"),
        (kind("string", "", "", "<span>&lt;pattern&gt;</span>"), "string"),
        (kind("strings", "uuid", "Array of "), "Array of strings(uuid)"),
        (kind("strings or null", "", "Array of "), "Array of strings or null"),
        (kind("objects", "", "Array of ", "<span>[ items ]</span>"), "Array of arrays"),
        (
            kind(
                "integers",
                "int64",
                "Array of ",
                "<span>[ items<span> &lt;int64 &gt;</span> ]</span>",
            ),
            "Array of integers(int64)",
        ),
        (
            kind(
                "integers",
                "",
                "Array of ",
                "<span>[ items<span> &lt;a &gt;</span>[ items &lt;a&gt; ] ]</span>",
            ),
            "Array of arrays",
        ),
        (
            kind("strings", "", "Array of ", "<span>[ items<span> &lt;= 5 items </span> ]</span>"),
            "Array of arrays",
        ),
        (
            kind(
                "strings",
                "",
                "Array of ",
                "<span>[ items<span> &lt;= 5 characters </span> ]</span>",
            ),
            "Array of strings",
        ),
        (kind("items", "", "Array of "), "array"),
        (kind("string or integer or null"), "string or integer or null"),
        (kind("Cat (object) or Dog (object)"), "object"),
        (kind("Cat (object) or string"), "object or string"),
        (kind("(Cat or dog (object)) or null"), "object or null"),
        (
            kind("(string or integer) or (Cat (object) or null)"),
            "string or integer or object or null",
        ),
        (kind("Array of Cat (objects) or null"), "Array of objects or null"),
        (kind("Array of strings or string"), "array or string"),
        (kind("strings or integers", "", "Array of "), "Array of any"),
        (kind("any"), "any"),
        (kind("chaîne"), "any"),
        (kind("(object"), "any"),
        (kind("null"), "null"),
    ],
)
def test_a_type_is_read_by_its_parts(line, expected):
    assert entry_of(line).type == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([label("Enum", '"a"', '"1"', "null")], {"enum": ("a", "1", None)}),
        (
            [label("Enum", '"a"', '"1"'), label("Default", '"a"')],
            {"enum": ("a", "1"), "default": "a", "has_default": True},
        ),
        ([label("Value", '"a"')], {"enum": ("a",)}),
        ([label("Default", "null")], {"default": None, "has_default": True}),
        ([label("Example", '"a"')], {}),
        (
            [
                label("Enum", '"a"', '"b"').replace(
                    "</div>", "<span class=more>… 7 more</span></div>"
                )
            ],
            {"seen": ("a", "b")},
        ),
        (
            [label("Enum", '"a"', '"b"').replace("</div>", "<span class=more>Hide</span></div>")],
            {"enum": ("a", "b")},
        ),
        (['<div><span type="warning"> Deprecated </span></div>'], {"deprecated": True}),
    ],
)
def test_what_stands_under_a_type_is_read_by_its_label(labels, expected):
    entry = entry_of(kind("string"), *labels)
    assert {key: getattr(entry, key) for key in expected} == expected
    assert not [
        key
        for key in ("enum", "seen", "has_default", "deprecated")
        if getattr(entry, key) and key not in expected
    ]


def test_values_without_quotes_are_strings_where_the_type_says_so():
    page = page_of(
        table(
            row("a", kind("string"), label("Enum", "1", "2")),
            row("b", kind("integer"), label("Enum", "1", "2")),
        )
    )
    request = call_of(page).request
    assert request is not None
    assert [entry.enum for entry in request.fields] == [("1", "2"), (1, 2)]


def test_the_default_of_a_header_has_no_quotes():
    text, number = (
        row("a", kind("string"), label("Default", "1")),
        row("b", kind("integer"), label("Default", "1")),
    )
    quoted = row("c", kind("string"), label("Enum", '"1"'))
    call = call_of(
        page_of("", before=f"<div><h5>header Parameters</h5>{table(text, number, quoted)}</div>")
    )
    assert [(place, entry.default) for place, entry in call.parameters] == [
        ("header", "1"),
        ("header", 1),
        ("header", None),
    ]


def test_values_with_meanings_stand_in_a_table_and_tables_of_a_description_do_not():
    head = "<table><thead><tr><th>{}</th><th>Description</th></tr></thead>"
    rows = "<tbody><tr><td>1</td><td>one</td></tr><tr><td>2</td><td>two</td></tr></tbody></table>"
    values = f"<div><div>{head.format('<span>Enum</span>')}{rows}</div></div>"
    prose = f"<div><div>{head.format('Enum')}{rows}</div></div>"
    assert entry_of(kind("integer"), values).enum == (1, 2)
    assert entry_of(kind("integer"), prose).enum == ()


def test_required_and_deprecated_are_flags_of_the_name():
    entry = entry_of(kind("string"), flags="<div>required</div>")
    assert entry.required
    content = page_of(table(row("x", kind("string")))).replace(
        'kind="field"', 'kind="field" class="a deprecated"'
    )
    request = call_of(content).request
    assert request is not None
    assert request.fields[0].deprecated


# --- what is nested, and what is held back --------------------------------------------------------


def depths(content: PageBody) -> list[tuple[int | None, str]]:
    return [(entry.depth, entry.name) for entry in content.fields]


def test_fields_are_nested_as_the_page_opens_them():
    items = f"<div><div> Array </div><div>{table(row('d', kind('string')))}</div><div></div></div>"
    inner = table(
        row("b", kind("string")),
        row("c", kind("objects", "", "Array of "), inner=items),
        row("e", kind("string")),
    )
    request = request_of(table(row("a", kind("object"), inner=inner), row("f", kind("string"))))
    assert depths(request) == [(0, "a"), (1, "b"), (1, "c"), (2, "d"), (1, "e"), (0, "f")]
    assert (request.type, request.cut) == ("object", False)


@pytest.mark.parametrize(
    ("schema", "shape", "items"),
    [
        (
            (
                "<div><div> Array "
                "</div><div><div><div><div><span></span><span>string</span></div></div></div></div></div>"
            ),
            "array",
            "strings",
        ),
        (
            (
                "<div><div> Array (<!-- -->&lt;= 5 items<!-- "
                "-->)</div><div><table></table></div></div>"
            ),
            "array",
            "objects",
        ),
        (
            (
                "<div><div><div><span></span><span>integer</span><span> &lt;int32&gt; "
                "</span></div></div></div>"
            ),
            "integer(int32)",
            None,
        ),
    ],
)
def test_a_body_may_be_no_object(schema, shape, items):
    request = request_of(schema)
    assert (request.type, request.items, request.fields) == (shape, items, ())


def test_a_map_has_one_entry_for_its_values_and_its_keys_are_no_fields():
    values = row(
        "language*",
        kind("object"),
        kind="additionalProperties",
        inner=table(row("text", kind("string"))),
    )
    sample = (
        '<div><ul role="tablist"><li role="tab" aria-selected="true">Payload</li></ul><div '
        'role="tabpanel">'
        "<div><span>Content type</span><div>application/json</div></div>"
        '<div class="redoc-json"><code>{"words": {"en": {"text": "a"}}}</code></div></div></div>'
    )
    request = request_of(table(row("words", kind("object"), inner=table(values))), sample=sample)
    assert depths(request) == [(0, "words"), (1, "property name*"), (2, "text")]
    assert request.sample == {"words": {}}


def test_an_open_object_has_no_entry_for_what_it_may_hold_besides():
    besides = row("property name*", kind("any"), kind="additionalProperties")
    request = request_of(table(row("a", kind("string")), besides))
    assert depths(request) == [(0, "a")]
    assert not request.cut


@pytest.mark.parametrize(
    "schema",
    [
        table(row("a", kind("object"), opened=False)),
        table(row("a", kind("object", "", "", "<span> Recursive </span>"))),
        table(row("a", kind("string")), row("^x-", kind("string"), kind="patternProperties")),
        table(row("[0]", kind("string"))),
        (
            "<div><span> One of "
            "</span><div><button>A</button><button>B</button></div><div></div><table></table></div>"
        ),
        "<em> Schema not provided </em>",
    ],
)
def test_what_a_page_holds_back_leaves_the_body_cut(schema):
    assert request_of(schema).cut


def variants(first: str, second: str, style: str = "") -> str:
    buttons = f'<button class="b {first}">A</button><button class="b {second}">B</button>'
    shown = table(row("x", kind("string")))
    return f"{style}<div><span> One of </span><div>{buttons}</div><div></div>{shown}</div>"


BUTTON = "cursor:pointer;border:1px solid blue;padding:2px 10px;"
STYLE = f"<style>.on{{{BUTTON}color:white;background-color:blue;}}.off{{{BUTTON}color:blue;background-color:white;}}</style>"


@pytest.mark.parametrize(
    ("schema", "when"),
    [
        (variants("on", "off", STYLE), "A"),
        (variants("off", "on", STYLE), "B"),
        (variants("on", "off"), "A or B"),
        (
            variants("on", "off").replace(
                "</button></div>", '</button><button class="b off">C</button></div>'
            ),
            "A",
        ),
        (
            variants("off", "on").replace(
                "</button></div>", '</button><button class="b off">C</button></div>'
            ),
            "B",
        ),
        (variants("on", "off").replace(">B<", ">null<"), None),
    ],
)
def test_fields_are_of_the_variant_whose_button_is_styled_as_chosen(schema, when):
    request = request_of(schema)
    assert [entry.when for entry in request.fields] == [when]
    assert request.cut == (when is not None)


def test_fields_are_of_the_variant_that_the_discriminator_is_set_to():
    choice = "<div><svg></svg><select><option>cat</option><option>dog</option></select><label>dog</label></div>"
    request = request_of(
        table(
            row("type", kind("string"), choice, label("Value", '"dog"')),
            row("bark", kind("string")),
        )
    )
    discriminator, field = request.fields
    assert (discriminator.discriminator, discriminator.seen, discriminator.enum) == (
        True,
        ("cat", "dog"),
        (),
    )
    assert (discriminator.when, field.when, request.cut) == (None, "dog", True)


def test_a_type_of_several_is_that_of_its_row_and_what_is_not_shown_is_not_told():
    inner = (
        "<div><span> Any of "
        "</span><div><button>string</button><button>null</button></div><div></div>"
        f"<div><div><div>{kind('string', 'date-time')}</div>{label('Enum', chr(34) + 'a' + chr(34))}</div></div></div>"
    )
    entry = entry_of(kind("string or null"), inner=inner)
    assert (entry.type, entry.enum) == ("string or null(date-time)", ("a",))


def test_an_array_that_may_be_null_may_have_items_that_may():
    request = request_of(table(row("a", kind("strings or null", "", "Array of "))))
    assert request.doubts == (
        "the page does not tell whether `a` may be null or its items: read as of `a`",
    )


# --- answers --------------------------------------------------------------------------------------


def answer(status: str, inner: str = "", attributes: str = "") -> str:
    return (
        f"<div><button {attributes}><strong>{status}<!-- --> "
        f"</strong><div><p>Words</p></div></button>{inner}</div>"
    )


def test_an_answer_that_is_not_expanded_is_not_taken_for_one_without_a_body():
    schema = (
        "<div><h5>Response Schema: "
        f"<span>application/json</span></h5>{table(row('a', kind('string')))}</div>"
    )
    answers = (
        answer("200", schema)
        + answer("204", "", "disabled")
        + answer("4xx")
        + answer("default", "<div><table></table></div>")
    )
    call = call_of(page_of("", answers=answers))
    assert [each.status for each in call.responses] == ["200", "204", "4XX", "default"]
    first, second, third, last = (each.body for each in call.responses)
    assert first is not None
    assert (first.content_types, depths(first), first.cut) == (
        ("application/json",),
        [(0, "a")],
        False,
    )
    assert (second, last) == (None, None)
    assert third == PageBody(listed=False, cut=True, line=third.line if third else 0)


def test_the_body_of_an_answer_is_where_its_schema_is_announced():
    header, field, other = (table(row(name, kind("string"))) for name in ("X-Limit", "a", "b"))
    schema = f"<h5>Response Schema: <span>application/json</span></h5>{field}"
    inner = f"<div><h5>Response Headers</h5>{header}{schema}<h5>See also</h5>{other}</div>"
    headers_only = f"<div><h5>Response Headers</h5>{header}</div>"
    answers = answer("200", inner) + answer("204", headers_only)
    first, second = (each.body for each in call_of(page_of("", answers=answers)).responses)
    assert first is not None
    assert (first.content_types, depths(first), first.cut) == (
        ("application/json",),
        [(0, "a")],
        False,
    )
    assert second is None


def test_an_answer_that_the_page_breaks_off_in_is_not_taken_for_one_without_a_body():
    page = page_of("", answers=answer("200", "<div><div><p>All of them.</p></div>HERE</div>"))
    (response,) = call_of(page.partition("HERE")[0]).responses
    assert response.body is not None
    assert (response.body.listed, response.body.cut) == (False, True)


def test_several_media_types_start_with_the_one_whose_fields_are_shown():
    choice = "<div><select><option>text/csv</option><option>application/json</option></select><label>application/json</label></div>"
    schema = f"<div><h5>Response Schema: {choice}</h5>{table(row('a', kind('string')))}</div>"
    content = call_of(page_of("", answers=answer("200", schema))).responses[0].body
    assert content is not None
    assert content.content_types == ("application/json", "text/csv")


def test_a_sample_is_that_of_the_open_tab_and_of_its_media_type():
    code = '{<ul><li><span class="property token">"a"b\\"</span>: <span>1</span></li></ul>}'
    code = f'<div class="redoc-json"><code>{code}</code></div>'
    panel = (
        '<div role="tabpanel"><div><span>Content '
        f"type</span><div>application/json</div></div>{code}</div>"
    )
    tabs = (
        '<ul role="tablist"><li role="tab" aria-selected="false">200</li><li role="tab" '
        'aria-selected="true">400</li></ul>'
    )
    schema = (
        "<div><h5>Response Schema: "
        f"<span>application/json</span></h5>{table(row('a', kind('string')))}</div>"
    )
    sample = (
        f'<div><h3>Response samples</h3><div>{tabs}<div role="tabpanel"></div>{panel}</div></div>'
    )
    call = call_of(
        page_of("", answers=answer("200", schema) + answer("400", schema), sample=sample)
    )
    first, second = (each.body for each in call.responses)
    assert first is not None
    assert second is not None
    assert (first.has_sample, second.has_sample, second.sample) == (False, True, {'a"b\\': 1})


def test_a_callback_is_not_the_operation():
    callback = (
        '<div><h3> Callbacks </h3><button><span type="put" class="operation-type '
        'put">put</span></button><div><div><button>'
    )
    callback += (
        '<span type="put" class="http-verb '
        'put">put</span><span>{$request.body#/url}</span></button></div></div></div>'
    )
    call = call_of(
        page_of("").replace("</h3></div></div><div>", f"</h3></div>{callback}</div><div>")
    )
    assert (call.method, call.path) == ("POST", "/things")


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "<html><body><h1>Shop</h1><table><tr><td>a</td><td>b</td></tr></table></body></html>",
            "is HTML, but no page that Redoc",
        ),
        (
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>",
            "is HTML, but no page that Redoc",
        ),
        (
            "<html><body><redoc spec-url='x.yaml'></redoc></body></html>",
            "is a Redoc page without its content",
        ),
        (
            (
                "<html><body><div id='redoc'></div><script "
                "src='redoc.standalone.js'></script></body></html>"
            ),
            "is a Redoc page without its",
        ),
        (
            "<html><body><div data-section-id='section/x'><h2>Words</h2></div></body></html>",
            "is a Redoc page that shows no operation",
        ),
        ("<div>" * 200_000, "is HTML, but no page that Redoc"),
        (
            "<div data-section-id='operation/x'>" * 200_000 + "</div>" * 200_000,
            "is nested deeper than any page",
        ),
        ("", "is HTML, but no page that Redoc"),
        ("<html>" + " " * MAX_BYTES, "no page has more than"),
    ],
)
def test_what_is_no_page_of_redoc_is_refused_in_one_clear_line(content, reason):
    with pytest.raises(PageError) as refused:
        redoc_html.read_redoc_html(content, "page.html")
    assert str(refused.value).startswith("page.html: ")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_fields_nested_beyond_reason_are_left_out():
    schema = table(row("x", kind("string")))
    for _ in range(2000):
        schema = table(row("x", kind("object"), inner=schema))
    request = request_of(schema)
    assert len(request.fields) < 200
    assert request.cut


def facts(content: PageBody | None) -> set[tuple[Any, ...]]:
    """Every entry with the names above it."""
    found, above = set(), []
    for entry in content.fields if content else ():
        above[entry.depth or 0 :] = [entry.name]
        found.add((*above, repr(entry)))
    return found


def shape(content: PageBody | None) -> tuple[str | None, str | None] | None:
    return (
        (content.type, content.items) if content is not None and content.type is not None else None
    )


@pytest.mark.heavy
def test_a_page_that_breaks_off_anywhere_gives_facts_of_the_whole_page_and_no_others(small):
    whole = {
        (call.title, call.heading): call
        for call in redoc_html.read_redoc_html(small, "small").operations
    }
    start = small.index("data-section-id")
    for end in range(start, len(small) - len("</body></html>\n") - 400, 661):
        try:
            page = redoc_html.read_redoc_html(small[:end], "small")
        except PageError:
            continue
        assert page.cut, end
        for call in page.operations:
            other = whole[call.title, call.heading]
            assert (call.method, call.wording) in {
                (other.method, other.wording),
                (other.method, ""),
            }
            assert call.path in (None, other.path)
            assert set(map(repr, call.parameters)) <= set(map(repr, other.parameters))
            assert facts(call.request) <= facts(other.request)
            assert shape(call.request) in (None, shape(other.request))
            answers = {each.status: each for each in other.responses}
            for each in call.responses:
                assert facts(each.body) <= facts(answers[each.status].body)
                assert shape(each.body) in (None, shape(answers[each.status].body))
            if call != other:
                assert call.cut or call is page.operations[-1]
            if (
                call.request is not None
                and other.request is not None
                and len(call.request.fields) < len(other.request.fields)
            ):
                assert call.request.cut
