"""Rules about what extensions say of streams, repeats, pages and waiting."""

from __future__ import annotations

from generator.review.rules.table import Unmirrored, breaks, safe, undecided

_ASKED = "What asks for an answer is no part of it."
_ONLY_ANSWERS = "A request is sent as it is described; it is not asked for in several forms."
_SENT_ONCE = "A response is not sent again."

RULES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="streams",
        direction="request",
        mirror=_ASKED,
        rows=(
            breaks(
                id="stream-condition-changed",
                aspect="stream-condition",
                movement="changed",
                reason=(
                    "A call that asks for the stream by the former field is answered at once, or "
                    "refused."
                ),
                remedy="Callers ask for the stream by the field that is named now.",
            ),
            undecided(
                id="stream-condition-removed",
                aspect="stream-condition",
                movement="removed",
                reason=(
                    "Whether the former field still asks for the stream, the document does not say."
                ),
                remedy="Callers look at what the answer is sent as.",
            ),
            undecided(
                id="stream-condition-added",
                aspect="stream-condition",
                movement="added",
                reason=(
                    "Whether a call without the field still gets the stream, the document does "
                    "not say."
                ),
                remedy="Callers that read the stream ask for it by the field that is named now.",
            ),
        ),
    ),
    Unmirrored(
        area="streams",
        direction="response",
        mirror=_ONLY_ANSWERS,
        rows=(
            safe(
                id="stream-added",
                aspect="stream",
                movement="added",
                reason="A call that does not ask for the stream is answered as before.",
            ),
            breaks(
                id="stream-removed",
                aspect="stream",
                movement="removed",
                reason="Callers that read the answer item by item find one that is none of them.",
                remedy="Callers read the answer as a whole.",
            ),
            breaks(
                id="stream-form-changed",
                aspect="stream",
                movement="changed",
                reason="The answer arrives in a form that callers do not read.",
                remedy="Callers read the form that is described now.",
            ),
            breaks(
                id="stream-end-changed",
                aspect="stream-end",
                movement="changed",
                reason=(
                    "Callers wait for a last event that does not come, or take the new one for an "
                    "item."
                ),
                remedy="Callers end at either, and at the end of the connection.",
            ),
            undecided(
                id="stream-errors-changed",
                aspect="stream-end",
                movement="changed",
                reason=(
                    "Callers take an event that says that the stream failed for an item, or the "
                    "other way round, unless they tell them by something else."
                ),
                remedy="Callers treat the events that are named now as errors.",
            ),
        ),
    ),
    Unmirrored(
        area="repeats",
        direction="request",
        mirror=_SENT_ONCE,
        rows=(
            breaks(
                id="idempotency-header-changed",
                aspect="idempotency-header",
                movement="changed",
                reason=(
                    "Callers repeat the request with a header that the server does not read any "
                    "more, and it acts twice."
                ),
                remedy="Callers send their key in the header that is named now.",
            ),
            breaks(
                id="idempotency-header-removed",
                aspect="idempotency-header",
                movement="removed",
                reason=(
                    "Callers repeat the request with a header that the server does not read any "
                    "more, and it acts twice."
                ),
                remedy="Callers look at whether the request arrived before they repeat it.",
            ),
            safe(
                id="idempotency-header-added",
                aspect="idempotency-header",
                movement="added",
                reason="A request without the header is accepted as before.",
            ),
            undecided(
                id="repeat-forbidden",
                aspect="retry",
                movement="forbidden",
                reason=(
                    "Callers repeat the request after a failure; whether that did harm before, "
                    "the document did not say."
                ),
                remedy="Callers look at whether the request arrived before they repeat it.",
            ),
            safe(
                id="repeat-allowed",
                aspect="retry",
                movement="allowed",
                reason="A request that is sent once is answered as before.",
            ),
            safe(
                id="retry-policy-changed",
                aspect="retry",
                movement="changed",
                reason=(
                    "A request is answered as before; clients that are generated anew repeat it "
                    "at other failures, or after other pauses."
                ),
            ),
        ),
    ),
    Unmirrored(
        area="pages",
        direction="response",
        mirror="A request does not come in pages.",
        rows=(
            undecided(
                id="paging-added",
                aspect="paging",
                movement="added",
                reason=(
                    "Whether the answer had all of the list, the document did not say; a caller "
                    "that asks once has its first page."
                ),
                remedy="Callers ask for the pages that follow.",
            ),
            undecided(
                id="paging-removed",
                aspect="paging",
                movement="removed",
                reason="Whether the answer has all of the list, the document does not say.",
                remedy="Callers ask how they get the rest of the list.",
            ),
            undecided(
                id="paging-changed",
                aspect="paging",
                movement="changed",
                reason=(
                    "Whether a caller that looks for the next page as before finds it, or the "
                    "same page again, the document does not say."
                ),
                remedy="Callers look for the next page as is described now.",
            ),
        ),
    ),
    Unmirrored(
        area="pages",
        direction="response",
        mirror="A request does not say how far work is.",
        rows=(
            safe(
                id="polling-added",
                aspect="wait",
                movement="added",
                reason="The answer is as before; what it means is said now.",
            ),
            undecided(
                id="polling-removed",
                aspect="wait",
                movement="removed",
                reason="Whether the former states still arrive, the document does not say.",
                remedy="Callers that wait give up after a time of their own.",
            ),
            undecided(
                id="polling-changed",
                aspect="wait",
                movement="changed",
                reason=(
                    "Callers that wait for the former states may wait for ever, or take work for "
                    "done that is not."
                ),
                remedy="Callers wait for the states that are named now as well.",
            ),
        ),
    ),
)
