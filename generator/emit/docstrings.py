"""What a method's docstring says: the document's text, what the arguments are, what comes back,
which errors are documented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.api.bodies import preferred
from generator.api.model import (
    Api,
    Covered,
    Evidence,
    Field,
    ObjectModel,
    Observation,
    Operation,
    Response,
    Scalar,
    Success,
)
from generator.api.streaming import without_stream
from generator.document.evidence import EvidenceLevel
from generator.emit.code import LINE_LENGTH, Block

_ONE_LINE = LINE_LENGTH - len('        """"""')  # of the docstring of a method
_STREAMED = "`with_streamed_events` has the answer as a stream."
_TITLED = "The reference names it by its title only: see `api.md`."
_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "411": "LengthRequiredError",
    "415": "UnsupportedMediaTypeError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}


def error_class(status: str) -> str:
    """The class of the runtime that an error status, a range of them, or `default` raises."""
    if status in _ERRORS:
        return _ERRORS[status]
    return {"3": "RedirectionError", "5": "ServerError"}.get(status[:1], "StatusError")


def successes(operation: Operation) -> list[Response]:
    """The responses of a success: 2XX, or `default` where the operation documents no other."""
    return _good(operation.responses)


def _good(responses: Sequence[Response]) -> list[Response]:
    found = [response for response in responses if response.status[:1] == "2"]
    return found or [response for response in responses if response.status == "default"]


def plain_success(operation: Operation) -> Response | None:
    """The first success, without the stream that it may be where it may be something else."""
    plain = without_stream(operation.responses, operation.stream) or operation.responses
    return next(iter(_good(plain)), None)


def failures(operation: Operation) -> list[Response]:
    """All other responses; each raises its class."""
    good = successes(operation)
    return [response for response in operation.responses if response not in good]


def evidence_sentence(evidence: Evidence | None) -> str:
    """What the vendor's reference shows of the operation and what was observed besides, a sentence
    each.
    """
    if evidence is None:
        return ""
    if evidence.request == evidence.response and evidence.request in _BOTH:
        shown = _BOTH[evidence.request]
    else:
        shown = (
            f"{_ONE[evidence.request].format('request')} and "
            f"{_ONE[evidence.response].format('response')}"
        )
    unstated = ", not the status of a success" if evidence.status == "unstated" else ""
    return " ".join(
        filter(
            None, (f"The reference shows {shown}{unstated}.", _observed_sentence(evidence.observed))
        )
    )


def _observed_sentence(observed: Sequence[Observation]) -> str:
    """`Observed on the live service 2026-05-04: answer, status; in older, with medium confidence:
    request.`
    """
    return f"Observed {'; '.join(map(_observed, observed))}." if observed else ""


def _observed(observation: Observation) -> str:
    where = "on the live service" if observation.source == "live" else f"in {observation.source}"
    sure = "" if observation.sure == "high" else f", with {observation.sure} confidence"
    parts = ", ".join(_COVERED[part] for part in observation.covers)
    return f"{' '.join(filter(None, (where, observation.date)))}{sure}: {parts}"


_COVERED: Mapping[Covered, str] = {
    "request": "request",
    "response": "answer",
    "status": "status",
    "behaviour": "behaviour",
}


def success_sentence(success: Success) -> str:
    """That a success by its status may be none, and how it is told."""
    values = " or ".join(f"`{json.dumps(value, ensure_ascii=False)}`" for value in success.values)
    return (
        f"A result is a success only if its `{success.property}` is {values}; nothing is raised "
        "for one that is not."
    )


_ONE: Mapping[EvidenceLevel, str] = {
    "complete": "the {} completely",
    "partial": "a part of the {}",
    "sample": "a sample of the {}",
    "title": "the {} by its title only",
    "none": "no {} body",
}
_BOTH: Mapping[EvidenceLevel, str] = {
    "complete": "request and response completely",
    "partial": "a part of request and response",
    "sample": "a sample of request and response",
    "title": "the operation by its title only",
    "none": "neither a request nor a response body",
}


_FEW = 3  # operations: what all of so few have in common is said at each


class Shared(NamedTuple):
    """What is known of all operations of an API together: which of them take the place of
    deprecated ones, by `operationId`; the failures that every one of them documents in the same
    words, which are said once, of the client; the alternatives of credentials, `None` where there
    are none at all; and the schemes for which tokens are obtained."""

    replaced_by: Mapping[str, str]
    failures: tuple[Response, ...]
    security: tuple[tuple[str, ...], ...] | None
    obtained: frozenset[str] = frozenset()


def shared(api: Api) -> Shared:
    operations = api.operations
    first = failures(operations[0]) if len(operations) > _FEW else []
    common = [each for each in first if each.description.strip()]
    for operation in operations:
        said = {(each.status, each.description) for each in failures(operation)}
        common = [each for each in common if (each.status, each.description) in said]
    security = api.security if api.credentials else None
    return Shared(replacements(operations), tuple(common), security, _obtained(api))


def _obtained(api: Api) -> frozenset[str]:
    return frozenset(each.scheme for each in api.credentials if each.flows is not None)


_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_SPEAKS_OF_REPLACEMENT = re.compile(
    (
        r"\binstead\b|\breplac|\bsupersed|\bin favou?r of\b|\bprefer\b|\bmigrate to\b|^(?:please "
        r")?use\b|\bdeprecated\b.*\buse\b"
    ),
    re.IGNORECASE | re.DOTALL,
)
_METHOD_AND_PATH = re.compile(r"\b([A-Z]{3,7}) +`?(/[^\s`]*)")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"`([^`\s]+)`|#/?operations?/([^\s)]+)|\b([A-Za-z]\w*[A-Z_]\w*)\b")


def method_name(operation: Operation) -> str:
    """How a program calls it: `client.notifications.execute`."""
    return ".".join(("client", *operation.resource, operation.function))


def replacements(operations: Sequence[Operation]) -> dict[str, str]:
    """`operationId` of a deprecated operation -> the method that takes its place, where the
    document says which.

    It does where a sentence of the description speaks of a replacement and names exactly one other
    operation: by its `operationId` (as code, as the target of a link, or as a word that is none of
    English: one with a capital or an underscore inside), or by method and path."""
    named = {operation.id: operation for operation in operations}
    placed = {(operation.method, operation.path): operation for operation in operations}
    found: dict[str, str] = {}
    for operation in operations:
        if operation.deprecated:
            for sentence in filter(
                _SPEAKS_OF_REPLACEMENT.search, _SENTENCE.split(operation.description.strip())
            ):
                others = {other.id for other in _mentioned(sentence, named, placed)} - {
                    operation.id
                }
                if len(others) == 1:
                    found.setdefault(operation.id, method_name(named[others.pop()]))
    return found


def _mentioned(
    sentence: str, named: Mapping[str, Operation], placed: Mapping[tuple[str, str], Operation]
) -> Iterator[Operation]:
    names = (code or target or word for code, target, word in _NAME.findall(sentence))
    yield from filter(None, map(named.get, names))
    for method, path in _METHOD_AND_PATH.findall(sentence):
        at_end = path.rstrip(".,;:)")  # of the sentence: `Use POST /pets.`
        yield from filter(None, [placed.get((method, path)) or placed.get((method, at_end))])


def deprecation(operation: Operation, replaced_by: Mapping[str, str]) -> str:
    """The sentence in docstrings and in the index; empty for
    an operation that is not deprecated.
    """
    if not operation.deprecated:
        return ""
    method = replaced_by.get(operation.id)
    return f"Deprecated: use `{method}` instead." if method else "Deprecated."


def field_description(field: Field) -> str:
    """The document's description of a field, and what else its reader has to know."""
    default = json.dumps(field.default, ensure_ascii=False) if field.has_default else ""
    notes = {
        "Only in responses.": field.read_only,
        "Only in requests.": field.write_only,
        "Deprecated.": field.deprecated,
        f"The default is `{default}`.": field.has_default,
    }
    text = field.description.strip()
    told = " ".join(note for note, holds in notes.items() if holds)
    between = "\n\n" if "\n" in text else " "
    return f"{text}{between}{told}".strip() if told else text


def object_description(model: ObjectModel) -> str:
    """The document's description, which direction it is of, and what is known of the variants of an
    open object.
    """
    text = model.description.strip()
    if model.read is not None:
        taken = f"What requests take; responses give `{model.read}`, which is taken too."
        text = f"{text}\n\n{taken}".strip()
    if model.discriminator is None:
        return text
    seen = ", ".join(f"`{value}`" for value in model.seen)
    note = (
        f"`{model.discriminator}` says which further fields there are; they are kept as they are."
    )
    return "\n\n".join(filter(None, (text, note + (f" Seen: {seen}." if seen else ""))))


def accept_description(operation: Operation, others: Sequence[tuple[Sequence[str], str]]) -> str:
    """What a caller may ask for; `others` are media types with the type of result that they give,
    where it is another one: "The media type to ask for (text/csv: `str`). Without it,
    application/json."
    """
    usual = dict.fromkeys(
        media.content_type for each in successes(operation) for media in preferred(each.media_types)
    )
    given = "; ".join(f"{' and '.join(names)}: `{result}`" for names, result in others)
    asked = f"The media type to ask for{f' ({given})' if given else ''}."
    return f"{asked} Without it, {' or '.join(usual)}."


def title(operation: Operation) -> str:
    return operation.summary.strip() or f"{operation.method} {operation.path}"


def _returned(operation: Operation) -> list[str]:
    """What is said of the result: each description of a success that says more than the title, and
    what else there is to know of it.
    """
    returned: list[str] = []
    if operation.result != Scalar("none"):
        told = dict.fromkeys(each.description for each in successes(operation))
        returned += [_one_line(each) for each in told if _says_more(each, title(operation))]
    if returned and operation.success is not None:
        returned.append(success_sentence(operation.success))
    return [*returned, *filter(None, [pages_sentence(operation)])]


def operation_docstring(
    operation: Operation, arguments: Sequence[tuple[str, str]], known: Shared
) -> list[Block]:
    """The docstring of a method, in Google's style; `arguments` are names and descriptions in the
    order of the signature. What the summary says, or every operation does (`known`), is not said
    again.
    """
    description = operation.description.strip()
    is_told = description in ("", operation.summary.strip())
    is_titled = operation.evidence is not None and operation.evidence.request == "title"
    blocks = [Block(title(operation))]
    blocks += _paragraphs(
        deprecation(operation, known.replaced_by),
        "" if is_told else description,
        _STREAMED if operation.viewed_stream else "",
        _TITLED if is_titled else "",
    )
    blocks += _section("Args:", ((name, text) for name, text in arguments if text.strip()))
    returned = _returned(operation)
    if returned:
        blocks += [*_paragraphs("Returns:"), *(Block(each, 4, 4) for each in returned)]
    if operation.headers is not None:
        name = operation.headers.name
        blocks += _paragraphs(f"The headers of a response: `response_headers.{name}`.")
    said = {(each.status, each.description) for each in known.failures}
    own = (each for each in failures(operation) if (each.status, each.description) not in said)
    return blocks + _section("Raises:", _raised(own))


def _paragraphs(*texts: str) -> Iterator[Block]:
    """Those that say something, each behind an empty line."""
    for text in filter(None, texts):
        yield Block("\n")
        yield Block(text)


def pages_sentence(operation: Operation) -> str:
    """That a list comes in pages, and what is called otherwise there; empty for any other."""
    if operation.paging is None:
        return ""
    renamed = ", ".join(f"`{name}` is `{new}`" for name, new in operation.paging.renamed)
    walked = "One page of a list; a loop over it goes on through the pages after it."
    return f"{walked} On it, {renamed}." if renamed else walked


def evidence_note(api: Api) -> list[Block]:
    """Where the evidence of the methods is told, for the client's docstring; empty where the
    document has none.
    """
    if not any(operation.evidence for operation in api.operations):
        return []
    text = (
        "What the reference shows of each method, and what was observed: `api.md`, `coverage.md`."
    )
    return [Block("\n"), Block(text)]


def shared_failures(known: Shared) -> list[Block]:
    """What every method may raise, as a section of the client's docstring; empty where they have
    nothing in common.
    """
    return _section("Every method may raise:", _raised(known.failures))


def _says_more(description: str, than: str) -> bool:
    """Whether a description has a word that a title does not have ("The bounces." below "List the
    bounces of an action").
    """
    known = {*_WORD.findall(than.lower()), "the", "a", "an"}
    return not known.issuperset(_WORD.findall(description.lower()))


def follow_title(operation: Operation) -> str:
    """What the method that follows a list does, without a full stop."""
    listed = title(operation).rstrip(".")
    what = listed.removeprefix("List ")
    return f"Follow: {listed}" if what == listed else f"Follow {what}"


def follow_docstring(operation: Operation) -> list[Block]:
    """The docstring of the method that follows a list."""
    deprecated = [Block("\n"), Block("Deprecated.")] if operation.deprecated else []
    return [
        Block(f"{follow_title(operation)}, from `since` on; see `FollowOptions`."),
        *deprecated,
    ]


def _raised(responses: Iterable[Response]) -> Iterator[tuple[str, str]]:
    for response in responses:
        if response.description.strip():
            yield error_class(response.status), response.description


def _section(title: str, entries: Iterator[tuple[str, str]]) -> list[Block]:
    lines = [Block(f"{name}: {_one_line(text)}", 4, 4) for name, text in entries]
    return [Block("\n"), Block(title), *lines] if lines else []


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_other(what: str, other: str) -> list[Block]:
    """A docstring of one line that leads to the synchronous method; without `what` where both do
    not fit.
    """
    text = f"{what}: as {other}"
    return [Block(text if len(text) <= _ONE_LINE else f"As {other}")]
