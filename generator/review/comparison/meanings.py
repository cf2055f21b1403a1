"""What extensions say of a call beside its message, in the same terms whichever dialect says it:
how a stream is asked for and ends, by what a repeat is known, how a list comes in pages, when work
is over, how a request of the server is signed.

Each is read as the generator reads it. A `read_…` gives what one document says of an operation,
None where it says nothing; a `judge_…` says what became of that, None where it means the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple, TypeVar, get_args

from generator.document.access import mapping, text
from generator.document.bundle import Document
from generator.document.idempotency import key_headers
from generator.document.retry_policies import SPEAKEASY as RETRIES
from generator.document.retry_policies import Policy, faults, policy
from generator.document.rules.extension_forms import RETRIES as RETRY_WORDS
from generator.document.rules.paging import Said, paging_of
from generator.document.rules.polling import read_polling
from generator.document.rules.signatures import SIGNATURE_KEY, ReadSignature, read_signature
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import surveyed
from generator.document.schema.canonical import canonical
from generator.document.specification import EVENT_STREAM, IDEMPOTENT
from generator.document.streams import FERN, Streamed, said_of_stream, streamed
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import Steps
from generator.review.pages import pages_in_words
from generator.review.pairing import OperationPlace
from generator.review.retry_policies import in_words
from generator.review.rules import kinds
from templates.runtime.media_types import essence

_USUAL_FLAG = "stream"
"""The field that asks for a stream where no extension names one."""


class Judged(NamedTuple):
    """The kind of the rule about what became of something, a sentence, and both sides in words."""

    kind: str
    what: str
    steps: Steps


Read = TypeVar("Read")


def _steps(
    before: Read | None, after: Read | None, words: Callable[[Read], str | None]
) -> tuple[str | None, str | None]:
    """Both sides in words, as far as they say something."""
    return None if before is None else words(before), None if after is None else words(after)


_Became = Literal["added", "removed", "changed"]
_CONDITION: Final = kinds("stream-condition", get_args(_Became))
_KEY_HEADER: Final = kinds("idempotency-header", get_args(_Became))
_PAGING: Final = kinds("paging", get_args(_Became))
_POLLING: Final = kinds("polling", get_args(_Became))
_SIGNATURE: Final = kinds("webhook-signature", get_args(_Became))


def _of(
    kinds_of: Mapping[_Became, str], steps: Steps, *, added: str, removed: str, changed: str
) -> Judged:
    """What one side alone says, or both in another way."""
    match steps:
        case None, _:
            return Judged(kinds_of["added"], added, steps)
        case _, None:
            return Judged(kinds_of["removed"], removed, steps)
        case _:
            return Judged(kinds_of["changed"], changed, steps)


# --- streams --------------------------------------------------------------------------------------


class ReadStream(NamedTuple):
    """The stream that an operation may answer with: its form, whether it has that only by an
    extension, whether there is another answer, and what is said of it.
    """

    form: str
    labelled: str | None
    is_asked_for: bool
    condition: str | None
    terminator: str | None
    errors: tuple[str, ...] | None


def read_stream(side: ComparedDocument, place: OperationPlace) -> ReadStream | None:
    """The stream that an operation may answer with, as all dialects say it (`x-sdk.stream`,
    `x-fern-streaming`, `x-speakeasy-sse-sentinel`).
    """
    node, said = place.operation, said_of_stream(place.operation)
    found = streamed(side.document, node, place.pointer)
    form = _form(found)
    if form is None:
        return None
    bare = {key: value for key, value in node.items() if key != FERN}
    errors = said.get("errors")
    return ReadStream(
        form,
        _form(streamed(side.document, bare, place.pointer)),
        "condition" in said or "response" in said,
        said.get("condition"),
        said.get("terminator") or _sentinel(found),
        None if errors is None else tuple(sorted(errors)),
    )


def _form(found: Iterable[Streamed]) -> str | None:
    """Of several the one that the package gives: server-sent events before others."""
    types = [essence(each.media_type) for each in found]
    return None if not types else "events" if EVENT_STREAM in types else "items"


def _sentinel(found: Iterable[Streamed]) -> str | None:
    return next((each.sentinel for each in found if each.sentinel), None)


def judge_form(before: ReadStream | None, after: ReadStream | None) -> Judged | None:
    """That an answer is a stream, or no longer, or one of another form, by what an extension says
    of it alone: what it is labelled as has rules of its own. One that came only for whoever asks
    for it, by a field of the request, breaks nobody.
    """
    forms = _steps(before, after, lambda each: each.form)
    labels = _steps(before, after, lambda each: each.labelled)
    if forms[0] == forms[1] or labels[0] != labels[1]:
        return None
    if after is None:
        return Judged("stream-removed", "the answer is not a stream any more", forms)
    if before is None and after.is_asked_for:
        return Judged("stream-added", "the answer may be asked for as a stream", forms)
    what = f"the answer is a stream of {after.form} now"
    return Judged("stream-form-changed", what, forms)


def judge_condition(before: ReadStream | None, after: ReadStream | None) -> Judged | None:
    """What asks for a stream that is there on both sides; that it is `stream`, which is asked for
    without an extension, need not be said.
    """
    if before is None or after is None:
        return None
    steps = old, new = before.condition, after.condition
    if old == new or {old, new} == {None, _USUAL_FLAG}:
        return None
    return _of(
        _CONDITION,
        steps,
        added=f"`{new}` asks for the stream",
        removed=f"`{old}` does not ask for the stream any more",
        changed=f"`{new}` asks for the stream instead of `{old}`",
    )


def judge_end(before: ReadStream | None, after: ReadStream | None) -> Judged | None:
    """What the last event of a stream has as its data."""
    if before is None or after is None or before.terminator == after.terminator:
        return None
    ends = "with its connection" if after.terminator is None else f"at `{after.terminator}`"
    steps = before.terminator, after.terminator
    return Judged("stream-end-changed", f"the stream ends {ends}", steps)


def judge_errors(before: ReadStream | None, after: ReadStream | None) -> Judged | None:
    """Which events say that a stream failed."""
    if before is None or after is None or before.errors == after.errors:
        return None
    steps = _steps(before.errors, after.errors, _listed)
    return Judged("stream-errors-changed", "other events say that the stream failed", steps)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(map(str, values)) or "none"


# --- repeats --------------------------------------------------------------------------------------


def read_key_header(side: ComparedDocument, place: OperationPlace) -> str | None:
    """The header by which the server knows a repeat."""
    headers = key_headers(side.root, place.operation, place.method)
    return next((each.wire for each in headers if each.is_key), None)


def judge_key_header(before: str | None, after: str | None) -> Judged | None:
    if (before or "").lower() == (after or "").lower():  # RFC 9110, section 5.1
        return None
    return _of(
        _KEY_HEADER,
        (before, after),
        added=f"a repeat is known by `{after}`",
        removed=f"a repeat is not known by `{before}` any more",
        changed=f"a repeat is known by `{after}` instead of `{before}`",
    )


def read_retry(side: ComparedDocument, place: OperationPlace) -> str:
    """Whether a repeat does no harm: what is said of it, else by the method."""
    said = text(mapping(place.operation.get("x-sdk")).get("retry"))
    if said in RETRY_WORDS:
        return said
    is_safe = place.method in IDEMPOTENT or read_key_header(side, place) is not None
    return "safe" if is_safe else "unsafe"


def judge_retry(before: str, after: str) -> Judged | None:
    if before == after:
        return None
    if after == "safe":
        return Judged("repeat-allowed", "a repeat does no harm", (before, after))
    return Judged("repeat-forbidden", "a repeat does harm", (before, after))


def read_policy(side: ComparedDocument, place: OperationPlace) -> Policy | None:
    """When a request is sent again: what the operation says, else the document."""
    for node in (place.operation, side.root):
        own = mapping(node.get("x-sdk"))
        for key, owner in (("retries", own), (RETRIES, node)):
            if key in owner and not any(faults(key, owner[key])):
                return policy(key, owner[key])
    return None


def judge_policy(before: Policy | None, after: Policy | None) -> Judged | None:
    if before == after:
        return None
    steps = in_words(before), in_words(after)
    return Judged("retry-policy-changed", "clients are told to repeat it in another way", steps)


# --- pages, and work that is waited for -----------------------------------------------------------


class _OperationSites:
    """The operations of a document as the linter sees them, by their pointers."""

    def __init__(self, document: Document) -> None:
        self.by_pointer: Mapping[str, OperationSite] = {
            each.pointer: each for each in surveyed(document).operations
        }


def read_paging(side: ComparedDocument, place: OperationPlace) -> Said | None:
    """How a list comes in pages; None too where that cannot be done as it is said."""
    site = side.document.once(_OperationSites).by_pointer.get(place.pointer)
    found = None if site is None else paging_of(surveyed(side.document), site)
    return found if isinstance(found, Said) else None


def judge_paging(before: Said | None, after: Said | None) -> Judged | None:
    if before == after:
        return None
    return _of(
        _PAGING,
        _steps(before, after, _pages),
        added="the list comes in pages",
        removed="the list does not come in pages any more",
        changed="the pages of the list are found in another way",
    )


def _pages(said: Said) -> str:
    """How a list comes in pages, in words: by which parameter or field of the body, where the next
    page is named, and where in the answer everything stands.
    """
    places = {
        "by": (said.parameter,) if said.parameter else said.body,
        "next": said.next,
        "last item": said.last,
        "more": said.more,
        "total": said.total,
        "items": said.items,
    }
    return pages_in_words(said.kind, places, said.start)


ReadWork = tuple[tuple[Any, ...], ...]


def read_work(side: ComparedDocument, place: OperationPlace) -> ReadWork | None:
    """By which states work is over, and what it gives; how often to ask is for whoever asks."""
    del side
    found = [
        (each.status, each.done, each.failed, each.result, each.operation)
        for each in read_polling(place.operation)[0]
    ]
    return tuple(found) or None


def judge_work(before: ReadWork | None, after: ReadWork | None) -> Judged | None:
    if canonical(before) == canonical(after):
        return None
    return _of(
        _POLLING,
        _steps(before, after, _states),
        added="the answer says how far the work is",
        removed="what says that the work is over is gone",
        changed="the work is over at other states",
    )


def _states(found: ReadWork) -> str:
    texts = []
    for status, done, failed, result, operation in found:
        parts = [f"{'.'.join(status)} done {_listed(done)}"]
        parts += [f"failed {_listed(failed)}"] if failed else []
        parts += [f"result {result}"] if result else []
        parts += [f"asked by {operation}"] if operation else []
        texts.append(", ".join(parts))
    return "; ".join(texts)


# --- signatures -----------------------------------------------------------------------------------


def read_signed(side: ComparedDocument, place: OperationPlace) -> Any:
    """How a request that the server sends is signed, as it is written; the operation says it, else
    the document.
    """
    own = place.operation.get(SIGNATURE_KEY)
    return side.root.get(SIGNATURE_KEY) if own is None or isinstance(own, bool) else own


def judge_signed(before: Any, after: Any) -> Judged | None:
    """That requests are signed now, no longer, or in another way; two ways of which one cannot be
    read are taken for the same.
    """
    is_alike = before is None and after is None
    if before is not None and after is not None:
        is_alike = not signs_otherwise(read_signature(before), read_signature(after))
    if is_alike:
        return None
    return _of(
        _SIGNATURE,
        (before, after),
        added="how requests are signed is said now",
        removed="how requests are signed is not said any more",
        changed="requests are signed in another way",
    )


def signs_otherwise(before: ReadSignature, after: ReadSignature) -> bool:
    """Whether both can be read and one does not fit what the other verifies."""
    if before.faults or after.faults:
        return False
    alike: dict[str, Any] = {"tolerance": None}  # of what is received, it is the receiver's own
    if before.values.get("keys_at") is None:  # who was given the keys has them
        alike |= {"keys_at": None, "key_id": None}
    return before.kind != after.kind or before.values | alike != after.values | alike
