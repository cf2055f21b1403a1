"""The answer to a request that fits the document: a documented example, else a payload made from
the schema.

A request chooses among the documented answers with `Prefer: code=404` and `Prefer: example=name`
(RFC 7240), among their media types with `Accept`, and with `Prefer: operation=id`, percent-encoded,
among operations that are one on the wire. A range is answered with one media type
within it.

What is made is a value. It is written as JSON, as lines or events of JSON, as a form, as plain
text, and a string as the text or the octets of any other media type. A value that is no string has
no other form (no XML, no CSV): that media type is passed over for another that is accepted. It is
refused with 406 where the document has one that could be made, else answered without content."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.examples import Examples, JsonValue
from generator.document.header_lines import header_line, is_shown, says_how_it_is_framed
from generator.document.instances import Instances
from generator.document.media_types import is_json_sequence, leaves_format_open, member_of
from generator.document.specification import EVENT_STREAM, JSON, TEXT, WITHOUT_CONTENT
from generator.mock.media import labels, negotiated
from generator.mock.paging import Asked, Pages
from generator.mock.parts import answered
from generator.mock.problem import ProblemError
from generator.mock.routes import ServedOperation
from generator.mock.sequences import (
    Sequences,
    event_bytes,
    items_of,
    json_bytes,
    json_lines,
    text_of,
)
from generator.mock.work import Work
from templates.runtime.media_types import essence, is_form, is_json, is_range, specificity

_PREFERENCES = ("operation", "code", "example")
_PREFERENCE = re.compile(r"""(?<![\w-])([\w-]++)\s*=\s*("([^"]*)"|[^\s,;]+)""")


def preferences(header: str) -> dict[str, str]:
    """`{"code": "404", "example": "none"}` of `code=404, example="none"`."""
    return {
        match[1].lower(): match[3] if match[3] is not None else match[2]
        for match in _PREFERENCE.finditer(header)
    }


def without_choices(header: str) -> str:
    """What of `Prefer` is for the API: `return=minimal` of `code=404, return=minimal`."""
    parts = (part.strip() for part in header.split(","))
    return ", ".join(part for part in parts if preferences(part).keys().isdisjoint(_PREFERENCES))


class _ChosenAnswer(NamedTuple):
    """What is to be answered: with which status, in what its `Accept` allows, and the example that
    the request names.
    """

    operation: ServedOperation
    status: int
    asked: Asked
    accept: str
    example: str | None


class Answers:
    """Makes the answers of a document's operations."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document = document
        self._examples = Examples(document, "response", instances)
        self._pages = Pages(document, instances)
        self._work = Work(document, instances)
        self._sequences = Sequences(document, self._examples, instances)

    def are_by_url(self, operation: ServedOperation) -> bool:
        """Whether the next page of an operation's list is at a URL."""
        return self._pages.are_by_url(operation)

    def answer(
        self,
        operation: ServedOperation,
        accept: str,
        prefer: str,
        asked: Asked = Asked(),  # noqa: B008, a tuple
    ) -> Response:
        """The chosen answer, else the first success. Raises `ProblemError`: 400 for a choice that
        is not documented, 406.

        The request, of which `asked` says what it asks, fits the document. An example that it names
        comes as documented, without the links of a page; a redirect does not say where to, for
        the address that the document shows is the API's.
        """
        wanted = preferences(prefer)
        example = wanted.get("example")
        status, node = self._chosen(operation, wanted.get("code"))
        links = self._pages.links(operation, asked) if status < 300 and example is None else {}
        own = {"location"} if 300 <= status < 400 else set(map(str.lower, links))
        headers = {**self._headers(node, without=own), **links}
        applied = [f"{key}={wanted[key]}" for key in _PREFERENCES if key in wanted]
        if applied:
            headers["Preference-Applied"] = ", ".join(applied)
        content: Mapping[str, Any] = mapping(node.get("content"))
        if status < 300:
            content = self._sequences.content(operation.node, content)
        if not content or str(status) in WITHOUT_CONTENT or status < 200:
            if example is not None:
                raise ProblemError(
                    400, f"{operation.name} documents no body for {status}, hence no example."
                )
            return Response(None, status, headers)
        choice = _ChosenAnswer(operation, status, asked, accept, example)
        label, body = self._content(choice, content)
        return Response(body, status, {**headers, "Content-Type": label})

    def _content(self, choice: _ChosenAnswer, content: Mapping[str, Any]) -> tuple[str, bytes]:
        """The label and the content in the first media type that is accepted and can be written."""
        acceptable = negotiated(content, choice.accept)
        if not acceptable:
            raise ProblemError(
                406,
                f"{choice.operation.name} answers with {', '.join(content)}, and none of these is "
                "accepted.",
            )
        made = (self._made(choice, key, content[key]) for key in acceptable)
        if (found := next(filter(None, made), None)) is not None:
            return found
        if choice.example is None:
            anything = choice._replace(accept="")
            others = [key for key in content if self._made(anything, key, content[key])]
            if others:
                raise ProblemError(
                    406,
                    f"{acceptable[0]} takes an example that is text, which the document has not; "
                    f"it has {', '.join(others)}.",
                )
        return member_of(acceptable[0]), b""

    def _made(self, choice: _ChosenAnswer, key: str, said: Any) -> tuple[str, bytes] | None:
        """The label and the content in the media type of a key; `None` for a value that cannot be
        written in it.

        A success that nobody chose an example of is a stream, a page of a list, or the state of
        work where the document says so.
        """
        operation, status, asked, accept, example = choice
        media = self._document.resolved(said)
        value = self._value(operation, media, example)
        named = None if example is None else value
        shown = named or next((each for _, each in self._examples.documented(media)), None)
        in_parts = answered(self._document, self._examples, key, media, shown)
        if in_parts is not None:
            return in_parts
        schema, _ = self._document.resolve(media.get("schema"))
        if example is None and status < 300:
            stream = self._sequences.body(operation.node, key, media)
            if stream is not None:
                return key, stream
            if "success" in mapping(operation.node.get("x-sdk")):
                value = _one_for_each(value, asked.body)
            value = self._pages.of(operation, schema, value, asked)
            value = self._work.of(operation, schema, value, asked)
        is_octets = mapping(schema).get("format") == "binary"
        for label in (*labels(key, accept), *_usual(key, value, is_octets)):
            body = _octets(value) if is_octets else _written(label, media, value)
            if body is not None:
                return label, body
        return None

    def _chosen(
        self, operation: ServedOperation, code: str | None
    ) -> tuple[int, Mapping[str, Any]]:
        """The status and the response for `Prefer: code=`, of several the most exact: for 404 that
        of `404`, `4XX` or `default`. Without a code the success that the document has first, as for
        the reference and the tests of a package; `2XX` or `default` is 200.
        """
        responses = {
            str(status): node for status, node in mapping(operation.node.get("responses")).items()
        }
        if code is None:  # a client that is told of no success takes any
            key = next((each for each in responses if each.startswith("2")), "default")
            status = 200 if key == "default" else int(key.upper().replace("X", "0"))
            return status, self._document.resolved(responses.get(key))
        keys = (code, f"{code[:1]}XX", f"{code[:1]}xx", "default")
        found = next(filter(responses.__contains__, keys), None)
        if found is None or not re.fullmatch(r"[2-5]\d\d", code):
            documented = ", ".join(responses) or "nothing"
            raise ProblemError(
                400, f"{operation.name} documents no answer {code}; it documents {documented}."
            )
        return int(code), self._document.resolved(responses[found])

    def _headers(self, node: Mapping[str, Any], without: Collection[str]) -> dict[str, str]:
        """The headers of a response that are required or have an example; the rest may be absent,
        and is. `without` has those that are not the document's to say.
        """
        headers: dict[str, str] = {}
        for name, reference in mapping(node.get("headers")).items():
            header = self._document.resolved(reference)
            if says_how_it_is_framed(name) or name.lower() in without or not is_shown(header):
                continue
            media = next(iter(mapping(header.get("content")).values()), header)
            value = self._examples.of_media_type(self._document.resolved(media))
            headers[name] = re.sub(r"[^\x20-\x7e]", "?", header_line(header, value))
        return headers

    def _value(
        self, operation: ServedOperation, media: Mapping[str, Any], name: str | None
    ) -> JsonValue:
        """The example that `name` is, else the first or one made. Raises `ProblemError` for a name
        that the media type does not have.
        """
        if name is None:
            return self._examples.of_media_type(media)
        documented = dict(self._examples.documented(media))
        if name not in documented:
            names = ", ".join(filter(None, documented)) or "none"
            raise ProblemError(
                400, f"{operation.name} documents no example {name!r}; it documents {names}."
            )
        return documented[name]


def _one_for_each(value: JsonValue, sent: bytes) -> JsonValue:
    """As many results as items were sent, the documented ones in turn, where both are lists.

    For operations whose document says what a success of a result is (`x-sdk.success`): there each
    result is that of an item."""
    if not isinstance(value, list) or not value or not sent.lstrip().startswith(b"["):
        return value
    return [value[index % len(value)] for index in range(len(json.loads(sent)))]


def _usual(key: str, value: JsonValue, is_octets: bool) -> list[str]:
    """The labels for a value within a range that names none."""
    if not is_range(key):
        return []
    wishes = (TEXT, JSON) if isinstance(value, str) else (JSON, TEXT)
    fits = [label for label in wishes if specificity(key, label) and not is_octets]
    return [*fits, member_of(key)]


def _written(label: str, media: Mapping[str, Any], value: JsonValue) -> bytes | None:
    """A value in a media type; `None` where it cannot be written in it.

    A list is one line or one event for each item, unless the document describes the item itself
    (`itemSchema`). Any value can be JSON, plain text or of a vendor's own type, an object a form
    too; in any other format, such as `image/png` or `application/xml`, a string alone is written.
    """
    name = essence(label)
    if is_json(name):
        return json_bytes(value)
    if is_json_sequence(name):
        return json_lines(name, map(json_bytes, _items(media, value)))
    if name == EVENT_STREAM:
        return b"".join(map(_event, _items(media, value)))
    if is_form(name) and isinstance(value, dict):
        return urlencode({key: text_of(item) for key, item in value.items()}).encode()
    if name == TEXT or leaves_format_open(name):
        return text_of(value).encode()
    return _octets(value)


def _octets(value: JsonValue) -> bytes | None:
    return value.encode() if isinstance(value, str) else None


def _items(media: Mapping[str, Any], value: JsonValue) -> list[JsonValue]:
    return [value] if "itemSchema" in media else items_of(value)


def _event(item: JsonValue) -> bytes:
    """One server-sent event; an object that has the fields of an event is written as such."""
    if isinstance(item, dict) and "data" in item:
        return event_bytes(item)
    return event_bytes({"data": json_bytes(item).decode()})
