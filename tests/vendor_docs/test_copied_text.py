"""Text: what a line of a copied page is, and which texts are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.vendor_docs.reading import copied_text, line_grammar
from generator.vendor_docs.reading.page import MAX_BYTES, Page, PageBody, PageError, PageOperation
from generator.vendor_docs.reading.page_file import decode, read_page_file
from tests.vendor_docs.rendering import Body, Printer, Prop
from tests.vendor_docs.rendering import Call as Drawn

CASES = Path(__file__).parents[1] / "cases" / "reference"


# --- the grammar of a line ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("idinteger(int32)required", "id", "integer(int32)"),
        ("versionsArray of objects", "versions", "Array of objects"),
        ("creationstring or null(date-time)", "creation", "string or null(date-time)"),
        ("objectstring", "object", "string"),
        ("stringobject", "string", "object"),
        ("isnullboolean or null", "isnull", "boolean or null"),
        ("integerinteger or null(int32)", "integer", "integer or null(int32)"),
        ("itemsArray of integers(int32)", "items", "Array of integers(int32)"),
        ("subArrayArray of strings", "subArray", "Array of strings"),
        ("flowobjectDeprecated", "flow", "object"),
        ("namestringrequiredDeprecated", "name", "string"),
        ("namestring[ 1 .. 64 ] charactersrequired", "name", "string"),
        ("valuestring or integer", "value", "string or integer"),
        ("X-Keystringrequired", "X-Key", "string"),
    ],
)
def test_a_line_is_parted_at_the_longest_type_that_ends_it(line, name, kind):
    form = line_grammar.field_line(line)
    assert form is not None
    assert (form.name, form.type) == (name, kind)
    assert form.required == ("required" in line)
    assert form.deprecated == ("Deprecated" in line)


@pytest.mark.parametrize(
    "line",
    [
        "object",
        "string(uuid)",
        "Array of objects",
        "A list of objects",
        "Returns a string",
        "]",
        "Body",
    ],
)
def test_a_line_without_a_name_before_its_type_is_no_field(line):
    assert line_grammar.field_line(line) is None


@pytest.mark.parametrize(
    ("line", "values", "inferred"),
    [
        ('Enum"asc""desc"', ("asc", "desc"), False),
        ('Enum"with \\"quotes\\"""b"', ('with "quotes"', "b"), False),
        ("Enum01", (0, 1), False),
        ("Enum012345", (0, 1, 2, 3, 4, 5), True),
        ("Enum0124816", (0, 1, 2, 4, 8, 16), True),
        ("Enum10203035363840505560", (10, 20, 30, 35, 36, 38, 40, 50, 55, 60), True),
        ("Enum91011", (9, 10, 11), True),
        ("Enum-101", (-1, 0, 1), True),
        ("Enum7", (7,), False),
        ("Enumtruefalse", (True, False), False),
        ("Enum3210", (3, 210), True),
        ("Enum10.5", (), False),
        ("Enum5-9", (), False),
        ("Enum1-2", (), False),
        ('Enum"asc""de', (), False),
    ],
)
def test_values_that_run_together_are_parted_by_their_quotes_or_as_rising_numbers(
    line, values, inferred
):
    assert line_grammar.enum_line(line) == line_grammar.EnumValues(values, inferred)


def test_a_line_that_only_begins_like_an_enumeration_is_none():
    assert line_grammar.enum_line("Enumeration of things") is None


def test_many_values_are_parted_and_a_line_without_end_is_not_tried():
    digits = "".join(map(str, range(1000, 2000)))
    assert line_grammar.enum_line(f"Enum{digits}").values == tuple(range(1000, 2000))
    assert line_grammar.enum_line("Enum" + "1234567890" * 100_000) == line_grammar.EnumValues(())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Body", ((), False)),
        ("Bodyapplication/json", (("application/json",), False)),
        ("Bodyapplication/jsonArray [", (("application/json",), True)),
        (
            "Bodyapplication/vnd.np6.cm.emailapplication/vnd.np6.cm.sms",
            (("application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"), False),
        ),
        ("Body of the letter", None),
        ("Bodystring", None),
    ],
)
def test_the_line_of_a_body_names_its_media_types_and_whether_an_array_begins(line, expected):
    assert line_grammar.body_line(line) == expected


# --- the page of the form that we know ------------------------------------------------------------


def page(words: str) -> Page:
    return copied_text.read_copied_text(words, "page.txt")


def only(words: str) -> PageOperation:
    (call,) = page(words).operations
    return call


def fixture() -> Page:
    return read_page_file(CASES / "notification-like.txt")


def test_each_operation_has_title_method_and_path():
    assert [
        (call.title, call.method, call.path, call.deprecated) for call in fixture().operations
    ] == [
        ("Dispatch the chosen parcel", "POST", "/parcels/{id}/dispatch", False),
        ("Dispatch the chosen parcel", "POST", "/parcels/{id}/dispatches", False),
        ("Copies a parcel", "POST", "/parcels/{id}/copy", True),
    ]


def test_the_menu_is_read_with_the_place_of_the_operations_in_it():
    assert fixture().headings == (
        "Letters & Cards",
        "Parcel",
        "Remains",
        "Letters & Cards",
        "Parcel",
    )
    assert {call.heading for call in fixture().operations} == {1}


def test_a_page_that_goes_on_after_its_last_operation_is_not_cut():
    assert not fixture().cut
    assert not any(call.cut for call in fixture().operations)


def test_the_same_page_with_other_ends_of_line_reads_the_same():
    words = (CASES / "notification-like.txt").read_text(encoding="utf-8")
    assert page(words.replace("\n", "\r\n")).operations == page(words).operations
    assert page(words.replace("Path\n", "\u200bPath\u00a0\n")).operations == page(words).operations


# --- what a line is, in doubt ---------------------------------------------------------------------

FRONT = "Sample API\n\nThings\n\nOperations\n\nDo a thing\n\nRequest\n\n"
REST = "\nResponses\n\nNo Content\n\nRest\n\nOperations\n"


def request(listed: str, sample: str) -> PageBody:
    words = (
        f"{FRONT}Bodyapplication/json\n{listed}curl -i -X POST \\\n  "
        f"https://api.example.com/things \\\n  -d '{sample}'\n{REST}"
    )
    content = only(words).request
    assert content is not None
    return content


def names(content: PageBody) -> list[str]:
    return [entry.name for entry in content.fields]


def test_a_word_after_a_field_and_a_blank_line_is_its_description_even_if_it_could_be_a_field():
    content = request(
        "idinteger(int32)\n\nSubstring\n\nnamestring\n\nName\n\n", '{"id": 0, "name": "string"}'
    )
    assert names(content) == ["id", "name"]
    assert content.doubts == ()
    assert content.fields[0].wording


def test_the_same_word_is_a_field_where_the_sample_has_it():
    content = request(
        "idinteger(int32)\n\nSubstring\n\nnamestring\n\nName\n\n",
        '{"id": 0, "Sub": "string", "name": "string"}',
    )
    assert names(content) == ["id", "Sub", "name"]


def test_a_word_that_may_be_a_field_or_a_second_paragraph_is_a_doubt():
    content = request("idinteger(int32)\n\nWhat it is.\n\nSubstring\n\n", "")
    assert names(content) == ["id"]
    assert content.doubts == ("a line may be a field `Sub`",)


def test_a_heading_in_the_place_of_a_description_is_a_description():
    content = request(
        "idstring\n\nBody\n\nbodystring\n\nResponses\n\ntextstring\n\nPath\n\n",
        '{"id": "", "body": "", "text": ""}',
    )
    assert names(content) == ["id", "body", "text"]
    assert all(entry.wording for entry in content.fields)


def test_the_mark_of_a_variant_and_the_values_below_it_are_those_of_the_field_above():
    content = request(
        "typestring\nDiscriminator\nsms\nmail/html\nwait.kill\nsizeinteger(int32)\n",
        '{"type": "sms"}',
    )
    assert names(content) == ["type", "size"]
    assert content.fields[0].discriminator
    assert content.fields[0].seen == ("sms", "mail/html", "wait.kill")


def test_an_enumeration_and_a_default_belong_to_the_field_above_them():
    content = request(
        (
            "sortstring\n\nWhich way "
            'round\n\nEnum"asc""desc"\nDefault"asc"\nlimitinteger\nDefault 10\n'
        ),
        "{}",
    )
    sort, limit = content.fields
    assert (sort.enum, sort.default, limit.default, limit.has_default) == (
        ("asc", "desc"),
        "asc",
        10,
        True,
    )


@pytest.mark.parametrize(
    ("listed", "values", "inferred"),
    [
        ('Enum\n"asc"\n"desc"\n', ("asc", "desc"), False),
        ('\nEnum\n\n"asc"\n\n"desc"\n', ("asc", "desc"), False),
        ('Enum:\n"asc""desc"\n', ("asc", "desc"), False),
        ('Enum\n- "asc"\n- "desc"\n', ("asc", "desc"), False),
        ('Enum"asc"\n"desc"\n', ("asc", "desc"), False),
        ('Items Enum: "asc" "desc"\n', ("asc", "desc"), False),
        ("Enum\nasc\ndesc\n", ("asc", "desc"), True),
        ("\nEnum: asc, desc\n", ("asc", "desc"), True),
        ("\nEnum\n\nIs a word of its description.\n", (), False),
        ("\nEnumeration of words\n", (), False),
    ],
)
def test_an_enumeration_may_stand_on_lines_of_its_own(listed, values, inferred):
    content = request(
        f"sortstring\n{listed}\nWhich way round\n\nlimitinteger\n", '{"sort": "string", "limit": 0}'
    )
    sort, limit = content.fields
    assert (sort.enum, sort.enum_inferred) == (values, inferred)
    assert sort.wording
    assert (limit.name, limit.enum) == ("limit", ())


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (
            "Creation time\nThis is the number of milliseconds elapsed since January 1, 1970.",
            "milliseconds since the Unix epoch",
        ),
        ("Seconds since the epoch", "seconds since the Unix epoch"),
        ("How many milliseconds it took", ""),
        ("The year, 1970 or later", ""),
    ],
)
def test_in_which_unit_a_moment_counts_is_kept_in_words_of_our_own(words, about):
    content = request(f"timeinteger(int64)\n\n{words}\n\n", '{"time": 0}')
    assert content.fields[0].about == about


@pytest.mark.parametrize(
    ("listed", "shape", "items"),
    [
        ("integer(int32)\n", "integer(int32)", None),
        ("\nHow many\n\ninteger(int32)\n", "integer(int32)", None),
        ("\nAnything\n\nobject\n", "object", None),
        ("\nWhich\n\nArray [\nstring\n]\n", "array", "string"),
    ],
)
def test_a_body_may_be_a_value_or_a_list_of_values(listed, shape, items):
    content = request(listed, "")
    assert (content.type, content.items, content.fields) == (shape, items, ())


def test_media_types_may_stand_below_the_word_body():
    content = request("", "{}")
    assert content.content_types == ("application/json",)
    words = f"{FRONT}Body\n- application/vnd.a\n- application/vnd.b\nidstring\n{REST}"
    assert only(words).request.content_types == ("application/vnd.a", "application/vnd.b")


def test_titles_that_the_page_hides_are_not_made_up():
    words = (
        "Skip to content\n\nSample API\n\nServers\nMain "
        "server\nhttps://api.example.com\nOperations\nOperations\n\n"
    )
    one = (
        "Request\n\nPath\nidstringrequired\n\ncurl -X DELETE "
        "'https://api.example.com/things/{id}'\n\n"
    )
    one += "Responses\n\nNo Content\n\n"
    found = page(words + one + one.replace("things", "others") + "Operations\n")
    assert [(call.title, call.path, call.heading) for call in found.operations] == [
        (None, "/things/{id}", 1),
        (None, "/others/{id}", 1),
    ]
    assert found.headings == ("", "", "")


def test_a_text_without_blank_lines_is_read_by_its_words():
    words = "Do a thing\nRequest\nHeaders\nX-Keystringrequired\nThe key.\n"
    words += (
        "Bodyapplication/json\nWhat is sent\nidinteger(int32)\nOf "
        "it\nnamestring\nsourceobject\nWhere from\n"
    )
    words += (
        "typestring\nDiscriminator\nfile\nftp\nstateinteger\n  • 0 : new\n  • 1 : done\nEnum01\n"
    )
    words += "Production server https://api.example.com/imports\ncurl\nPython\nPayload\n"
    words += "curl -i -X POST \\ https://api.example.com/imports \\ -H 'X-Key: string' "
    words += """-d '{"id": 1, "source": {"type": "ftp"}}'\n"""
    call = only(
        words + "Responses\nDone\nBodyapplication/json\nboolean\nResponse\napplication/json\ntrue\n"
    )
    assert names(call.request) == ["id", "name", "source", "type", "state"]
    assert (call.method, call.path) == ("POST", "/imports")
    assert call.responses[0].body.type == "boolean"


# --- calls ----------------------------------------------------------------------------------------


def call_of(command: str, listed: str = "") -> PageOperation:
    return only(f"{FRONT}{listed}{command}\n{REST}")


@pytest.mark.parametrize(
    ("command", "method", "path"),
    [
        ("curl -i -X GET \\\n  https://api.example.com/things", "GET", "/things"),
        ("curl -X DELETE 'https://api.example.com/things?hash='", "DELETE", "/things?hash="),
        ("curl https://api.example.com/things?start=2019-08-24T14%3A15%3A22Z", "GET", "/things"),
        ("curl https://api.example.com/things -d '{}'", "POST", "/things"),
    ],
)
def test_a_call_gives_method_and_path_and_a_query_without_a_value_is_part_of_it(
    command, method, path
):
    call = call_of(command, "Headers\nX-Keystring\n")
    assert (call.method, call.path, call.path_cut) == (method, path, False)


def test_a_required_query_that_the_call_leaves_out_is_part_of_the_path_and_said_to_be():
    call = call_of(
        "curl 'https://api.example.com/things?start=1'",
        "Query\nhashstringrequired\n\nOf it\n\nstartstring\n\nFrom\n\n",
    )
    assert call.path == "/things?hash="
    assert call.notes == ("the call shows no `hash`, which it requires: read as part of the path",)


def test_an_address_that_breaks_off_gives_the_path_up_to_there():
    call = only(
        f"{FRONT}Headers\nX-Keystring\n\nOf the caller\n\ncurl -X GET \\\n  "
        "'https://api.example.com/things/{id}/na"
    )
    assert (call.method, call.path, call.path_cut, call.cut) == ("GET", "/things/{id}/", True, True)


def test_an_apostrophe_in_a_sample_does_not_end_it():
    shell = request("namestring\n", '{"name": "it\'\\\'\'s"}')
    plain = request("namestring\n", '{"name": "it\'s"}')
    assert shell.sample == plain.sample == {"name": "it's"}


@pytest.mark.parametrize(
    ("sample", "value"),
    [
        ('{"id": 0, "name": "str', {"id": 0, "name": ""}),
        ('{"id": 0, "list": [{"a": true}, {"b": 1', {"id": 0, "list": [{"a": True}, {}]}),
        ("[object Object]", []),
        ('{"id": NaN, "b": 1}', {}),
        ("{'id': 0}", {}),
    ],
)
def test_of_a_sample_that_is_not_whole_only_what_is_certain_is_kept(sample, value):
    content = request("idinteger\n", sample)
    assert content.sample == value
    assert content.sample_cut


def test_statuses_are_kept_where_the_page_states_them():
    asked = f"{FRONT}Headers\nX-Keystring\ncurl https://api.example.com/things\n\n"
    words = f"{asked}Responses\n\n200\n404\n\nThe thing\n\nBody\nboolean\nResponse\ntrue\n"
    assert [answer.status for answer in only(words).responses] == ["200", "404"]


@pytest.mark.parametrize(
    ("answer", "status", "cut"),
    [
        ("204\n\nDone\n", "204", False),
        ("204\n", "204", False),
        ("205\n\nDone\n", "205", False),
        ("No Content\n", "unstated", False),
        ("200\n\nDone\n", "200", True),
        ("404\n\nNot here\n", "404", True),
        ("Done\n", "unstated", True),
    ],
)
def test_an_answer_that_can_have_no_body_is_whole_at_the_end_of_a_page(answer, status, cut):
    call = only(
        f"{FRONT}Headers\nX-Keystring\ncurl https://api.example.com/things\n\nResponses\n\n{answer}"
    )
    assert call.cut is cut
    assert [(each.status, each.body) for each in call.responses] == [(status, None)]


# --- texts that are refused -----------------------------------------------------------------------


def refusal(words: str) -> str:
    with pytest.raises(PageError) as caught:
        page(words)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "words",
    [
        "Some other site\n\nIt has words.\n",
        (
            "# A library\n\n## Usage\n\nRequest\n\nwith `get()`, then read the "
            "response.\n\nResponses\n\nare objects.\n"
        ),
        "openapi: 3.1.0\npaths: {}\n",
        "Request\n",
        "x" * 100_000,
        "Request\n" * 10_000,
    ],
)
def test_a_text_without_an_operation_of_a_reference_is_refused(words):
    assert refusal(words) == "page.txt: is no page of an API reference: there is no operation on it"


def test_a_page_in_another_language_is_refused():
    words = (CASES / "notification-like.txt").read_text(encoding="utf-8")
    for ours, theirs in (
        ("Request", "Requête"),
        ("Responses", "Réponses"),
        ("Response", "Réponse"),
        ("Body", "Corps"),
    ):
        words = words.replace(f"\n{ours}", f"\n{theirs}")
    assert refusal(words).endswith(
        "but not under the English headings of a reference page (`Request`, `Responses`)"
    )


def test_an_empty_a_binary_and_a_very_long_text_are_refused(tmp_path):
    with pytest.raises(PageError, match=r"^page\.txt: is empty$"):
        decode(b" \n", "page.txt")
    with pytest.raises(PageError, match=r"^page\.txt: is binary, not text$"):
        decode(b"a\x00b", "page.txt")
    assert refusal("word " * 2_000_000).endswith(
        f"no page is longer than {copied_text.MAX_CHARS:,}"
    )
    with pytest.raises(PageError, match="is not text in UTF-8"):
        decode(b"\xff\x00\x80", "page.txt")
    with pytest.raises(PageError, match="no page is larger than"):
        decode(b" " * (MAX_BYTES + 1), "page.txt")
    with pytest.raises(PageError, match="cannot be read"):
        read_page_file(tmp_path / "absent.txt")
    with pytest.raises(PageError, match="is no file"):
        read_page_file(tmp_path)


def test_a_text_that_nests_without_end_is_read_in_time():
    content = request("idinteger\n", "[" * 200_000)
    assert content.sample_cut


def test_a_list_without_end_is_refused():
    assert "lists more than 5,000 fields of one body" in refusal(
        f"{FRONT}Bodyapplication/json\n" + "idobject\n" * 6000
    )


def test_what_is_printed_in_a_refusal_is_one_line():
    assert "\n" not in str(PageError("a\nb", "is\tno page"))


def test_a_list_that_ends_the_page_keeps_no_line_that_may_be_half_of_one():
    words = f"{FRONT}Bodyapplication/json\nidinteger(int32)\n\nOf it\n\nactivebool"
    call = only(words)
    assert names(call.request) == ["id"]
    assert call.request.cut
    assert call.request.fields[0].wording == ""


def test_an_undescribed_header_may_precede_a_body_that_has_no_media_type():
    drawn = Drawn("Do a thing", "POST", "/things", parameters=[("header", Prop("X-Key", "string"))])
    drawn.request = Body("object", words=["What is sent"], props=[Prop("id", "string")])
    call = only(Printer(["Things", "Others"]).page([drawn]).replace("Bodyapplication/json", "Body"))
    assert [entry.name for _, entry in call.parameters] == ["X-Key"]
    assert names(call.request) == ["id"]
