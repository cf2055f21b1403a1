"""Rules about where calls go."""

from __future__ import annotations

from generator.review.rules.table import BOTH_WAYS, Unmirrored, safe, undecided

RULES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="servers",
        direction="both",
        mirror=BOTH_WAYS,
        rows=(
            undecided(
                id="server-removed",
                aspect="server",
                movement="removed",
                reason="Whether the former address still answers, the document does not say.",
                remedy="Callers set the base address that is listed now.",
            ),
            safe(
                id="server-added",
                aspect="server",
                movement="added",
                reason="Callers need not call it.",
            ),
            undecided(
                id="server-variable-narrowed",
                aspect="server-variable",
                movement="narrowed",
                reason=(
                    "Whether the addresses of the former values still answer, the document does "
                    "not say."
                ),
                remedy="Callers give a value that is listed now.",
            ),
            safe(
                id="server-variable-widened",
                aspect="server-variable",
                movement="widened",
                reason="The former addresses are still listed.",
            ),
            safe(
                id="server-default-changed",
                aspect="server-default",
                movement="changed",
                reason=(
                    "The addresses are what they were; a client that is generated anew calls "
                    "another one, unless it is told which."
                ),
                remedy=("Callers that generate their client anew state the value that they mean."),
            ),
            safe(
                id="server-order-changed",
                aspect="server",
                movement="changed",
                reason=(
                    "The former address is still listed; a client that is generated anew calls "
                    "the first, unless it is told which."
                ),
                remedy=(
                    "Callers that generate their client anew state the address that they mean."
                ),
            ),
            safe(
                id="server-details-changed",
                aspect="server",
                movement="changed",
                reason="The addresses are what they were.",
            ),
        ),
    ),
)
