"""The test of an operation: what goes out, what comes back, and each documented error.

A test calls the operation with the document's example and answers with the document's example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from generator.api.bodies import preferred
from generator.api.model import (
    AliasModel,
    Array,
    JsonValue,
    MediaType,
    Named,
    OneOf,
    Operation,
    Response,
    Scalar,
    Type,
)
from generator.api.type_walk import unwrapped
from generator.document.specification import TOKEN
from generator.emit.answers import PARTS, answer, is_any_text, status_code
from generator.emit.calls import Call, example_call, in_view, keywords
from generator.emit.code import Code, identifier, literal, string_literal
from generator.emit.docstrings import error_class, failures, plain_success
from generator.emit.expected_requests import ExpectedRequest, expected_request, in_full
from generator.emit.fits import Fits
from generator.emit.follow_tests import FollowTest, follow_test
from generator.emit.header_tests import HeadersTest, headers_test
from generator.emit.page_tests import PageTest, page_test
from generator.emit.parts import class_of, first_model
from generator.emit.polling import WaitTest, wait_test
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.stream_tests import StreamAnswer, StreamTest, stream_answer, stream_test
from generator.records import record

_UNKNOWN: dict[str, JsonValue] = {"x-not-in-the-document": "kept"}


class ErrorCase(NamedTuple):
    status: int
    cls: Code
    answer: Code


class UnknownField(NamedTuple):
    """An answer with a field that the document does not know, which the object at a place of the
    result keeps, of a class.
    """

    value: JsonValue
    place: Code
    cls: Code


class OperationTest(NamedTuple):
    """What the test template prints of one operation; `None` where there is nothing to expect.

    `chosen` is what the mock server knows the operation by, where others are the same request."""

    name: Code
    chosen: Code | None
    method: Code
    arguments: Sequence[Code]
    deprecated: bool
    sent: ExpectedRequest
    status: int
    answer: Code
    result: Code | None
    unknown: UnknownField | None
    errors: Sequence[ErrorCase]
    follow: FollowTest | None
    pages: PageTest | None
    response_headers: HeadersTest | None
    streamed: StreamAnswer | None
    stream: StreamTest | None
    waits: Sequence[WaitTest]
    download: Code | None


def uses_models(test: OperationTest) -> bool:
    streamed = test.streamed or (test.stream and test.stream.answer)
    return test.unknown is not None or bool(streamed and streamed.model)


@record(frozen=True, slots=True)
class OperationTests:
    """Makes the test of an operation; `alike` are the ids of those that others are like on the
    wire.
    """

    samples: Samples
    operation: Operation
    alike: frozenset[str]

    def build(self) -> OperationTest:
        """The test of the operation.

        Raises:
            UnmakeableError: no value fits a required parameter.
        """
        operation, models = self.operation, self.samples.models
        call = example_call(operation, self.samples)
        _refuse_header_names(call)
        success = plain_success(operation)
        media = None if success is None else _first(success)
        status = status_code(success.status) if success and success.status != "default" else 200
        streamed = self._streamed(media)
        value = unknown = None
        if media is not None and (streamed is None or media.kind in PARTS):
            value = self._answered(media)
        if media is not None and streamed is None:
            unknown = self._unknown(media, value)
        answered = value if unknown is None else unknown.value
        is_alike, is_none = operation.id in self.alike, operation.result == Scalar("none")
        is_written = operation.result == Scalar("bytes") and not operation.deprecated
        return OperationTest(
            name=identifier(operation.function),
            chosen=string_literal(quote(operation.id, safe="")) if is_alike else None,
            method=call.method,
            arguments=keywords(call.arguments),
            deprecated=operation.deprecated,
            sent=in_full(expected_request(operation, call), operation, call),
            status=status,
            answer=streamed.content if streamed else answer(media, answered, models, success),
            result=literal(None) if is_none else None,
            unknown=unknown,
            errors=[self._error(response) for response in _distinct(failures(operation))],
            follow=follow_test(operation, call, status, media, value, models),
            pages=page_test(operation, call, media, value, models),
            response_headers=headers_test(operation.headers, call, success, media, value, models),
            streamed=streamed,
            stream=stream_test(operation, call, status, self.samples),
            waits=self._waits(call, status, media, value),
            download=in_view(call.method, "with_streaming_response") if is_written else None,
        )

    def _streamed(self, media: MediaType | None) -> StreamAnswer | None:
        """The answer of an operation that does nothing else than stream, or that is multipart: then
        how many parts it has, if any number, and of what class the first is.
        """
        if self.operation.returned_stream is not None:
            return stream_answer(self.operation.returned_stream, self.samples)
        if media is None or media.kind not in PARTS:
            return None
        value, models = self._answered(media), self.samples.models
        length = len(value) if media.kind == "parts" and isinstance(value, list) else None
        return StreamAnswer(
            answer(media, value, models),
            length or 0,
            first_model(media, models),
            Code("result" if length is None else "result[0].content"),
        )

    def _waits(
        self, call: Call, status: int, media: MediaType | None, value: JsonValue
    ) -> list[WaitTest]:
        """The tests of work that is over at once."""
        if media is None or media.kind != "json":
            return []
        models = self.samples.models
        fits = Fits(models, sent=False)

        def told(state: JsonValue) -> Code | None:
            return answer(media, state, models) if fits(media.type, state) else None

        polled = self.operation.polling
        tests = (wait_test(self.operation, each, call, status, value, told) for each in polled)
        return [test for test in tests if test is not None]

    def _answered(self, media: MediaType) -> JsonValue:
        """The example that the API answers with, where it can be read."""
        value = self.samples.of_media_type(media)
        takes_any = media.kind == "binary" or is_any_text(media)
        fits = Fits(self.samples.models, sent=False)
        if not takes_any and not fits(media.type, value):
            raise UnmakeableError(fits.why_not(media.type, value, "the schema of the answer"))
        return value

    def _unknown(self, media: MediaType, value: JsonValue) -> UnknownField | None:
        """The answer with a field that the document does not know; `None` where no object model
        would keep it, or where those are of another type than text.
        """
        if media.kind != "json":
            return None
        match self._plain(media.type), value:
            case Array(item), [dict(first), *others] if cls := self._class(item):
                place = "result.items[0]" if self.operation.paging else "result[0]"
                found = UnknownField([first | _UNKNOWN, *others], Code(place), cls)
            case kind, dict() if cls := self._class(kind):
                found = UnknownField(value | _UNKNOWN, Code("result"), cls)
            case _:
                return None
        takes_text = Fits(self.samples.models, sent=False)(media.type, found.value)
        return found if takes_text else None

    def _plain(self, kind: Type) -> Type:
        """The type behind null, bounds and names, but for that of a union."""
        match unwrapped(kind):
            case Named(name) if isinstance(model := self.samples.models[name], AliasModel):
                is_union = isinstance(model.type, OneOf)
                return Named(name) if is_union else self._plain(model.type)
            case plain:
                return plain

    def _class(self, kind: Type) -> Code | None:
        """The class of an object."""
        return class_of(self._plain(kind), self.samples.models)

    def _error(self, response: Response) -> ErrorCase:
        """An error, without a body where none is known."""
        media, value = _first(response), None
        try:
            value = self._answered(media) if media else None
        except UnmakeableError:
            media = None
        status = status_code(response.status)
        return ErrorCase(
            status,
            identifier(error_class(str(status))),
            answer(media, value, self.samples.models, response),
        )


def _refuse_header_names(call: Call) -> None:
    for parameter, _ in call.parameters:
        if parameter.location == "header" and not TOKEN.fullmatch(parameter.wire):
            raise UnmakeableError(f"no request can have a header of the name `{parameter.wire}`")


def _first(response: Response) -> MediaType | None:
    return next(iter(preferred(response.media_types)), None)


def _distinct(failed: Iterable[Response]) -> list[Response]:
    """The responses without those whose status, made concrete, a more exact one of them has; and
    without what is no answer to a request of ours, as a switch to another protocol (101).
    """
    responses = [response for response in failed if not response.status.startswith("1")]
    exact_first = sorted(
        responses, key=lambda each: (each.status == "default", not each.status.isdigit())
    )
    by_status: dict[int, Response] = {}
    for response in exact_first:
        by_status.setdefault(status_code(response.status), response)
    return [each for each in responses if by_status[status_code(each.status)] is each]
