"""Rules about the statuses and the links of responses."""

from __future__ import annotations

from generator.review.rules.table import Unmirrored, breaks, safe, undecided

_NO_STATUS = "A request has no status."
_ANSWERED = "What the server answers has rules of its own."

RULES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="responses",
        direction="response",
        mirror=_NO_STATUS,
        rows=(
            breaks(
                id="response-success-removed",
                aspect="success-status",
                movement="removed",
                reason="The success that callers wait for no longer arrives.",
                remedy="Callers stop waiting for that status before the change arrives.",
            ),
            undecided(
                id="response-default-removed",
                aspect="status",
                movement="removed",
                reason="What arrives where nothing else is named, the document no longer says.",
                remedy="Callers ask what arrives now.",
            ),
            safe(
                id="response-success-added",
                aspect="success-status",
                movement="added",
                reason=(
                    "A status that a caller does not know is to be treated as the first of its "
                    "class (RFC 9110, section 15)."
                ),
            ),
            safe(
                id="response-error-removed",
                aspect="status",
                movement="removed",
                reason="An error that does not arrive harms nobody.",
            ),
            safe(
                id="response-error-added",
                aspect="status",
                movement="added",
                reason=(
                    "A status that a caller does not know is to be treated as the first of its "
                    "class (RFC 9110, section 15)."
                ),
            ),
            undecided(
                id="response-status-generalised",
                aspect="status",
                movement="generalised",
                reason=(
                    "The status is described along with others: another may arrive, and callers "
                    "that compare it exactly fail."
                ),
                remedy="Callers compare the class of the status.",
            ),
            safe(
                id="response-status-specialised",
                aspect="status",
                movement="specialised",
                reason="All that arrives was announced before.",
            ),
        ),
    ),
    Unmirrored(
        area="responses",
        direction="request",
        mirror=_ANSWERED,
        rows=(
            undecided(
                id="answer-status-removed",
                aspect="status",
                movement="removed",
                reason=(
                    "What the server makes of an answer that is not named any more, the document "
                    "does not say."
                ),
                remedy="Callers answer with a status that is still named.",
            ),
            safe(
                id="answer-status-added",
                aspect="status",
                movement="added",
                reason="Callers choose what they answer; what was taken still is.",
            ),
        ),
    ),
    Unmirrored(
        area="responses",
        direction="response",
        mirror="A request has no links.",
        rows=(
            safe(
                id="response-links-changed",
                aspect="links",
                movement="changed",
                reason="Links are hints about what to call next.",
            ),
        ),
    ),
)
