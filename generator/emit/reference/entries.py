"""An operation in the reference: its signature, its arguments, what it returns and raises, what
else holds for it, and a call with its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.api.annotations import Annotations
from generator.api.model import (
    Api,
    Body,
    Field,
    MediaType,
    Operation,
    Parameter,
    Response,
    Scalar,
)
from generator.emit.annotations import Scope
from generator.emit.arguments import Argument, Arguments, arguments_of
from generator.emit.call_docs import call_sentences
from generator.emit.code import Code, dotted, markdown, table_code, table_row
from generator.emit.docstrings import (
    deprecation,
    error_class,
    evidence_sentence,
    failures,
    pages_sentence,
    plain_success,
    success_sentence,
)
from generator.emit.losses import at_operation
from generator.emit.parts import PART
from generator.emit.reference.answers import Answer, answer
from generator.emit.reference.signatures import Signatures, signatures
from generator.emit.reference.types import TypesInWords, value_code
from generator.emit.reference.words import brief, prose
from generator.emit.sample_tests import is_python
from generator.emit.security import needed
from generator.emit.shown_calls import Shown, ShownCalls, imports_of_moments
from generator.records import record
from templates.runtime.media_types import listed

_USUAL = ("application/octet-stream", "application/json", "text/plain", "*/*")
"""The media types that parts have by default."""
_MOST_LABELS = 3  # media types of a body
_NOTHING, _TEXT = Code(""), Code("`str`")
_DEFAULT = "Default:"


class OperationEntry(NamedTuple):
    """`arguments` and `errors` are rows of tables; `of_result` says more of what is returned."""

    name: str
    summary: str
    request: str
    deprecated: str
    description: Code
    signatures: Signatures
    follow: str
    waits: Sequence[str]
    arguments: Sequence[Code]
    choice: str
    returned: Code
    of_result: Sequence[Code]
    errors: Sequence[Code]
    facts: Sequence[str]
    example: Code | None
    answer: Answer | None
    samples: Sequence[tuple[str, str, str]]
    evidence: str
    note: str
    pages: Sequence[str]
    lost: Sequence[str]


@record(frozen=True, slots=True)
class Entries:
    """Makes the entries of one page. `shared` are failures that every operation has, which are said
    once; `lost` and `replaced_by` are by method and path, and by the names of operations.
    """

    api: Api
    annotations: Annotations
    types: TypesInWords
    calls: ShownCalls
    shared: Collection[Response]
    lost: Mapping[str, Sequence[str]]
    replaced_by: Mapping[str, str]
    scope: Scope

    def of(self, operation: Operation) -> OperationEntry:
        scope = self.scope
        given = arguments_of(operation, scope, self.annotations)
        seen = operation.evidence
        description = operation.description.strip()
        says_more = description != operation.summary.strip()
        return OperationEntry(
            name=operation.function,
            summary=operation.summary.strip(),
            request=f"{operation.method} {operation.path}",
            deprecated=deprecation(operation, self.replaced_by),
            description=prose(description) if says_more else _NOTHING,
            signatures=signatures(operation, given, scope, self.annotations),
            follow="" if operation.follow is None else operation.follow.function,
            waits=[each.function for each in operation.polling],
            arguments=list(self._arguments(operation, given)),
            choice=_choice(operation),
            returned=self._returned(operation),
            of_result=list(_of_result(operation)),
            errors=list(self._errors(operation)),
            facts=list(filter(None, self._facts(operation))),
            example=self._example(operation),
            answer=answer(operation),
            samples=[
                (each.label, each.source, "python" if is_python(each.source) else "text")
                for each in operation.samples
            ],
            evidence=evidence_sentence(seen),
            note=seen.note.strip().rstrip(".") if seen else "",
            pages=seen.pages if seen else (),
            lost=at_operation(self.lost.get(f"{operation.method} {operation.path}", ())),
        )

    # --- what is given

    def _arguments(self, operation: Operation, given: Arguments) -> Iterator[Code]:
        """The rows of what the method takes, in the order of its signature: the path, the body, the
        other parameters, the fields that a body may be given by, media types that a call chooses.
        """
        in_path = [each for each in operation.parameters if each.location == "path"]
        others = [each for each in operation.parameters if each.location != "path"]
        yield from map(self._parameter, in_path)
        if operation.body is not None:
            yield self._whole(operation.body, given.whole[0])
        yield from map(self._parameter, others)
        media_types = operation.sent_media_types
        yield from (self._field(each, _labels(media_types, each)) for each in operation.sent_fields)
        yield from (_chooser(each, "header `Content-Type`") for each in given.chosen)
        yield from (_chooser(each, "header `Accept`") for each in given.asked)

    def _parameter(self, parameter: Parameter) -> Code:
        """The row of a parameter: keyword, type, where it is sent, words. Its name on the wire is
        said where that is another one, and of every header, whose case is not the keyword's.
        """
        is_alike = parameter.wire == parameter.python and parameter.location != "header"
        where = "query" if parameter.location == "querystring" else parameter.location
        sent = where if is_alike else f"{where} {table_code(parameter.wire).text}"
        return table_row(
            Code(f"`{parameter.python}`"),
            self.types.given(parameter.type),
            Code(sent),
            about(parameter, required=parameter.required and not parameter.generated),
        )

    def _whole(self, body: Body, argument: Argument) -> Code:
        """The row of the body as a whole: `request`, its types, `body, application/json`, words."""
        given = ""
        if body.required:
            given = "**Required.** " if body.fields is None else "**Required**, or its fields. "
        labels = [table_code(each.content_type).text for each in body.media_types]
        more = ", …" if len(labels) > _MOST_LABELS else ""
        return table_row(
            Code(f"`{body.python}`"),
            self.types.body(body.media_types),
            Code(f"body, {', '.join(labels[:_MOST_LABELS])}{more}"),
            Code(f"{given}{brief(argument.description).text}".strip()),
        )

    def _field(self, field: Field, labels: Sequence[str]) -> Code:
        sent = "body" if field.wire == field.python else f"body {table_code(field.wire).text}"
        sent = ", ".join([sent, *(table_code(each).text for each in labels)])
        return table_row(
            Code(f"`{field.python}`"),
            self.types.given(field.type),
            Code(sent),
            about(field, required=field.required),
        )

    # --- what comes back

    def _returned(self, operation: Operation) -> Code:
        """What the method gives, in words: "a page (`PetList`) of `Pet`"."""
        stream, paging = operation.returned_stream, operation.paging
        if stream is not None:
            held = self.types.read(stream.type).text
            items = f"`Event`, each with {held}" if stream.items == "sse" else held
            return Code(f"a stream (`EventStream`) of {items}")
        if paging is not None:
            page = f" ({self.types.model(paging.model).text})" if paging.model else ""
            return Code(f"a page{page} of {self.types.read(paging.item).text}")
        if operation.result == Scalar("none"):
            return _NOTHING
        return self.types.read(operation.result)

    def _errors(self, operation: Operation) -> Iterator[Code]:
        for each in failures(operation):
            if each not in self.shared:
                yield error_row(each, self.types)

    # --- what else holds

    def _facts(self, operation: Operation) -> Iterator[str]:
        yield needed(operation, self.api)
        if (read := operation.headers) is not None:
            names = ", ".join(f"`{field.python}`" for field in read.fields)
            yield f"Headers of the responses: `response_headers.{read.name}` has {names}."
        yield from call_sentences(operation)

    def _example(self, operation: Operation) -> Code | None:
        shown = self.calls.of(operation)
        if shown is None:
            return None
        lines = _lines(shown)
        imports = imports_of_moments(lines)
        if any(map(PART.search, lines)):
            imports.append(f"from {dotted(self.api.package).text} import Part")
        return Code("\n".join([*imports, *([""] if imports else []), *lines]))


def _labels(media_types: Sequence[MediaType], field: Field) -> list[str]:
    """The media types that the document asks of a part of a form."""
    if media_types[0].kind != "multipart":
        return []
    asked = listed(media_types[0].encoding(field.wire).content_type or "")
    return [label for label in asked if label not in _USUAL]


def _lines(shown: Shown) -> list[str]:
    stream = shown.operation.returned_stream
    if stream is not None:
        name = "event" if stream.items == "sse" else "item"
        loop = [f"    for {name} in {name}s:", f"        print({name})"]
        return [f"with {shown.call()} as {name}s:", *loop]
    return [f"result = {shown.call()}" if shown.returns else shown.call()]


def error_row(response: Response, types: TypesInWords) -> Code:
    """What a failure raises, and when."""
    kinds = dict.fromkeys(media.type for media in response.media_types)
    return table_row(
        markdown(response.status),
        Code(f"`{error_class(response.status)}`"),
        types.read(*kinds) if kinds else _NOTHING,
        brief(response.description),
    )


def about(of: Field | Parameter, *, required: bool) -> Code:
    """What is said of an argument or a field besides its type: "**Required.** The name of the pet."
    A default is said only of what may be left out.
    """
    said = brief(of.description).text
    notes = (
        ("**Required.**", required),
        ("Deprecated.", of.deprecated),
        ("Only in responses.", isinstance(of, Field) and of.read_only),
        ("Only in requests.", isinstance(of, Field) and of.write_only),
        (said, said),
    )
    told = [note for note, holds in notes if holds]
    if of.has_default and not required:
        told.append(f"{_DEFAULT} {value_code(of.default)}.")
    return Code(" ".join(told))


def _chooser(argument: Argument, sent: str) -> Code:
    return table_row(
        Code(f"`{argument.name.text}`"), _TEXT, Code(sent), markdown(argument.description)
    )


def _choice(operation: Operation) -> str:
    """Which parameters exclude each other."""
    ways = [" and ".join(f"`{name}`" for name in each) for each in operation.exactly_one_of]
    return f"Exactly one of these is given: {'; '.join(ways)}." if ways else ""


def _of_result(operation: Operation) -> Iterator[Code]:
    """Sentences below what is returned: the document's own, then what tells a success, and how
    pages are walked. Of a method that returns nothing it is said whose sentence that is.
    """
    more = []
    if operation.success is not None:
        more.append(markdown(success_sentence(operation.success)))
    sentence = pages_sentence(operation)
    if sentence:  # it is said above that it is a page
        more.append(markdown(sentence.replace("One page of a list; a loop", "A loop")))
    success = plain_success(operation)
    if success is not None and success.description.strip():
        is_none = operation.result == Scalar("none") and operation.paging is None
        told = "The document says of the answer: " if is_none else ""
        said = brief(success.description).text
        end = "." if more and said[-1:].isalnum() else ""
        yield Code(f"{told}{said}{end}")
    yield from more
