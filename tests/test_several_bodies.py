"""Bodies of several media types with objects of their own: what a call gives says which is meant.
And refusals inside a 200.
"""

from __future__ import annotations

import inspect
import io
import json
from pathlib import Path
from typing import Any

import anyio
import pytest

from tests.packages import Answers, import_document, imported

MAIL, TEXT, JSON = (
    "application/vnd.letters.mail+json",
    "application/vnd.letters.text+json",
    "application/json",
)
TAKEN = {"type": "success", "id": "m1"}
REFUSED = {"type": "error", "value": {"type": "unknown recipient", "recipient": "r2"}}


@pytest.fixture
def answers() -> Answers:
    return Answers(json.dumps(TAKEN).encode())


@pytest.fixture
def letters(answers: Answers) -> Any:
    return imported("several-bodies").Letters(transport=answers).letters


def sent(answers: Answers) -> tuple[str, Any]:
    return answers.requests[-1].headers["content-type"], answers.sent


def refused(call: Any, *arguments: Any, **keywords: Any) -> str:
    with pytest.raises(imported("several-bodies").InvalidInputError) as raised:
        call(*arguments, **keywords)
    return str(raised.value)


WAYS: list[tuple[dict[str, Any], str]] = [
    ({"subject": "Hello"}, MAIL),
    ({"to": "a", "text": "Hello"}, TEXT),
    ({"to": "a", "subject": "Hello", "weight": 5}, MAIL),
    ({"text": "Hello", "weight": "five"}, TEXT),
    ({"html-body": "<p>", "subject": "x"}, MAIL),
]


@pytest.mark.parametrize(("body", "label"), WAYS)
def test_the_fields_that_are_given_choose_the_media_type(
    letters: Any, answers: Answers, body: dict[str, Any], label: str
) -> None:
    letters.send(**{name.replace("-", "_"): value for name, value in body.items()})
    assert sent(answers) == (label, body)
    letters.send(body)
    assert sent(answers) == (label, body)
    answers.body = b"[]"
    letters.send_many([body, body])
    assert sent(answers) == (label, [body, body])


def test_schemas_that_are_written_alike_are_one_type_whose_fields_are_keywords(
    answers: Answers,
) -> None:
    package = imported("content-types")
    twice = package.ContentTypes(bearer="k", transport=answers).twice
    twice.written_alike(name="a b")
    assert sent(answers) == (JSON, {"name": "a b"})
    twice.written_alike(name="a b", content_type="application/x-www-form-urlencoded")
    assert answers.requests[-1].content == b"name=a+b"
    assert not hasattr(package.models, "WrittenAlikeRequestModel")


def test_the_asynchronous_client_chooses_alike(answers: Answers) -> None:
    client = imported("several-bodies").AsyncLetters(transport=answers)
    anyio.run(lambda: client.letters.send(text="Hello"))
    assert sent(answers) == (TEXT, {"text": "Hello"})


def test_a_caller_chooses_and_the_body_is_held_to_the_choice(
    letters: Any, answers: Answers
) -> None:
    letters.send(to="a", subject="x", text="more", content_type=MAIL)
    assert sent(answers) == (MAIL, {"to": "a", "subject": "x", "text": "more"})
    assert (
        refused(letters.send, subject="x", text="Hello", content_type=TEXT)
        == "body: must not have the fields 'subject'"
    )
    assert refused(letters.send, to="a", content_type=TEXT) == "body.text: is required"


def test_what_fits_several_media_types_or_none_is_refused(letters: Any, answers: Answers) -> None:
    several = f"body: fits {MAIL} and {TEXT} by its fields: give content_type=…"
    none = "body: is or holds what belongs to several media types, by its fields"
    assert refused(letters.send, to="a") == refused(letters.send, {"to": "a"}) == several
    assert (
        refused(letters.send, subject="x", text="y")
        == refused(letters.send, {"subject": "x", "text": "y"})
        == none
    )
    assert refused(letters.send_many, [{"to": "a"}, {"to": "b"}]) == several
    assert refused(letters.send_many, [{"subject": "a"}, {"text": "b"}]) == none
    models = imported("several-bodies").models
    assert refused(letters.send_many, [models.Mail(subject="a"), {"text": "b"}]) == none
    assert "give request=… or its fields" in refused(letters.send)
    assert not answers.requests


def test_of_one_schema_or_without_a_known_field_it_is_the_first(
    letters: Any, answers: Answers
) -> None:
    for body in ({"subject": "x"}, {"subject": "x", "other": 1}):
        letters.replace(body)
        assert sent(answers) == (JSON, body)
    letters.replace(subject="x", to="a")
    assert sent(answers) == (JSON, {"subject": "x", "to": "a"})
    assert refused(letters.replace, {"other": 1}).startswith("body.subject: ")  # the first, as ever
    letters.replace({"other": 1}, content_type="application/vnd.letters.note+json")
    assert sent(answers) == ("application/vnd.letters.note+json", {"other": 1})


def test_a_list_goes_by_what_all_of_its_items_have_in_common(
    letters: Any, answers: Answers
) -> None:
    answers.body = b"[]"
    letters.send_many([{"to": "a", "text": "x"}, {"text": "y"}])
    assert sent(answers)[0] == TEXT
    letters.send_many(
        iter([{"to": "a", "subject": "x"}, imported("several-bodies").models.Mail(subject="y")])
    )
    assert sent(answers)[0] == MAIL


def test_batches_part_plain_items_by_their_media_type(answers: Answers) -> None:
    class Each(Answers):
        def _answer(self, request: Any) -> Any:
            self.body = json.dumps([TAKEN] * len(json.loads(request.read()))).encode()
            return super()._answer(request)

    each = Each()
    many = imported("several-bodies").Letters(transport=each).letters.in_batches(10).send_many
    report = many(
        [{"text": "a"}, {"subject": "b"}, {"subject": "c", "to": "d"}, {"text": "e"}]
    ).raise_for_errors()
    assert len(report.sent) == 4
    labels = [
        (request.headers["content-type"], len(json.loads(request.content)))
        for request in each.requests
    ]
    assert labels == [(TEXT, 1), (MAIL, 2), (TEXT, 1)]
    each.requests.clear()
    assert (
        len(
            many(
                [{"subject": "b"}, {"subject": "b", "text": "c"}, {"subject": "d"}],
                content_type=MAIL,
            ).sent
        )
        == 3
    )
    assert len(each.requests) == 1


def test_keywords_have_the_types_of_every_media_type(letters: Any) -> None:
    found = inspect.signature(letters.send).parameters
    assert [*found][1:6] == ["to", "subject", "html_body", "weight", "text"]
    assert "int" in found["weight"].annotation
    assert "str" in found["weight"].annotation
    index = json.loads(
        (Path(imported("several-bodies").__file__ or "").parent / "operations.json").read_text()
    )
    bodies = {each["function"]: each["body"] for each in index["operations"]}
    assert bodies["send"]["fields"] == {
        "to": "to",
        "subject": "subject",
        "html-body": "html_body",
        "weight": "weight",
        "text": "text",
    }
    assert bodies["send"]["content_type_keyword"] == "content_type"
    assert bodies["send_many"]["fields"] is None


# --- what one operation gave, for another


def test_what_get_gave_goes_to_update_whichever_classes_they_have(
    letters: Any, answers: Answers
) -> None:
    came = {"id": "l1", "made": "today", "subject": "x", "stamp": {"colour": "red", "price": 5}}
    answers.body = json.dumps(came).encode()
    letter = letters.get("l1")
    letter.subject = "y"
    changed = {
        "id": "l1",
        "subject": "y",
        "stamp": {"colour": "red", "price": 5},
    }  # less what is read only
    letters.update("l1", letter)
    assert sent(answers) == (JSON, changed)
    letters.update("l1", letter, content_type="application/vnd.letters.whole+json")
    assert sent(answers) == ("application/vnd.letters.whole+json", changed)
    letters.save_draft(letters.get_draft("l1"))
    assert sent(answers) == (JSON, {**changed, "subject": "x"})


# --- refusals inside a 200


def test_a_journal_keeps_no_item_as_sent_that_its_own_result_refuses(
    answers: Answers, tmp_path: Path
) -> None:
    made = imported("several-bodies")
    many = (
        made.Letters(transport=answers)
        .letters.in_batches(10, journal=tmp_path / "job.jsonl")
        .send_many
    )
    answers.body = json.dumps([TAKEN, REFUSED, {"type": "later"}, TAKEN]).encode()
    items = [{"text": f"{number}"} for number in range(4)]
    report = many(items)
    assert [outcome.status for outcome in report] == ["sent", "refused", "refused", "sent"]
    (first, later) = report.refused
    match first.value:
        case made.models.Refused(value=detail):
            assert (detail.type, detail.recipient) == ("unknown recipient", "r2")
        case _:
            pytest.fail("a variant of another class")
    assert not isinstance(later.value, made.models.Refused | made.models.Taken)
    answers.body = json.dumps([TAKEN, TAKEN]).encode()
    again = many(items)
    assert answers.sent == [{"text": "1"}, {"text": "2"}]
    assert [outcome.earlier for outcome in again] == [True, False, False, True]


EITHER = """
openapi: 3.1.0
info: {title: Threads, version: '1'}
paths:
  /threads:
    post:
      operationId: openThread
      x-sdk: {resource: threads, function: open}
      requestBody:
        content:
          application/json: {schema: &either {anyOf: [{$ref: '#/components/schemas/Forum'}, {$ref: '#/components/schemas/Chat'}]}}
          application/x-www-form-urlencoded: {schema: *either}
          multipart/form-data: {schema: {anyOf: [{$ref: '#/components/schemas/Chat'}, {$ref: '#/components/schemas/Note'}]}}
      responses: {'204': {description: Opened.}}
components:
  schemas:
    Forum: {type: object, required: [title], properties: {title: {type: string}, tags: {type: array, items: {type: string}}}}
    Chat: {type: object, required: [name], properties: {name: {type: string}}}
    Note: {type: object, required: [note], properties: {note: {type: string}}}
"""


def test_unions_that_are_written_alike_are_one_type(answers: Answers, tmp_path: Path) -> None:
    package = import_document(EITHER, "threads_of_either", tmp_path)
    client = package.Threads(base_url="https://threads.example", transport=answers)
    client.threads.open({"title": "a", "tags": ["b"]})
    assert sent(answers) == ("application/json", {"title": "a", "tags": ["b"]})
    with pytest.raises(package.InvalidInputError, match="multipart/form-data by its fields: give"):
        client.threads.open({"name": "a"})


UPLOADS = """
openapi: 3.1.0
info: {title: Uploads, version: '1'}
servers: [{url: https://uploads.example.com}]
paths:
  /uploads:
    post:
      operationId: addUpload
      x-sdk: {resource: uploads, function: add}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Upload'}}
          multipart/form-data: {schema: {$ref: '#/components/schemas/Upload'}}
      responses: {'204': {description: Added.}}
components:
  schemas:
    Upload:
      type: object
      properties:
        title: {type: string}
        key: {type: string, format: byte}
        file-s: {type: array, items: {type: string, format: binary}}
"""


@pytest.fixture
def uploads(answers: Answers, tmp_path: Path) -> Any:
    package = import_document(UPLOADS, "uploads_by_file", tmp_path)
    return package, package.Uploads(transport=answers).uploads


@pytest.mark.parametrize(
    "file",
    [b"abc", io.BytesIO(b"abc"), ("a.txt", b"abc"), ("a.txt", io.BytesIO(b"abc"), "text/plain")],
    ids=["bytes", "open", "named", "labelled"],
)
def test_a_file_is_sent_in_parts_where_the_document_has_them(
    uploads: Any, answers: Answers, file: Any
) -> None:
    uploads[1].add(title="x", file_s=[file])
    label = answers.requests[-1].headers["content-type"]
    assert label.startswith("multipart/form-data")
    assert b"abc" in answers.requests[-1].content


def test_a_model_or_a_path_with_a_file_likewise(
    uploads: Any, answers: Answers, tmp_path: Path
) -> None:
    package, resource = uploads
    (tmp_path / "a.txt").write_bytes(b"abc")
    for given in (package.models.Upload(file_s=[b"abc"]), {"file-s": [tmp_path / "a.txt"]}):
        resource.add(given)
        assert answers.requests[-1].headers["content-type"].startswith("multipart/form-data")


def test_what_json_holds_is_sent_as_the_first_and_a_named_one_is_kept_to(
    uploads: Any, answers: Answers
) -> None:
    package, resource = uploads
    resource.add(title="x", key=b"abc", file_s=["text"])  # bytes of base64 are text in JSON
    assert sent(answers) == (JSON, {"title": "x", "key": "YWJj", "file-s": ["text"]})
    with pytest.raises(package.InvalidInputError):
        resource.add(file_s=[b"abc"], content_type=JSON)


def test_a_file_in_a_body_that_is_one_of_several_objects(answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    of_two = "schema: {oneOf: [{$ref: '#/components/schemas/Upload'}, {$ref: '#/components/schemas/Link'}]}"
    document = UPLOADS.replace("schema: {$ref: '#/components/schemas/Upload'}", of_two)
    document += "    Link: {type: object, required: [link], properties: {link: {type: string}}}\n"
    package = import_document(document, "uploads_or_links", tmp_path)
    resource = package.Uploads(transport=answers).uploads
    for file in (b"abc", tmp_path / "a.txt"):
        resource.add({"file-s": [file]})
        assert answers.requests[-1].headers["content-type"].startswith("multipart/form-data")
        assert b"abc" in answers.requests[-1].content
    resource.add({"link": "https://uploads.example.com/1"})
    assert answers.requests[-1].headers["content-type"] == JSON
