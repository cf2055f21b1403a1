"""Rules about what does not travel: words, examples, extensions, names of components; and about
the dialect of schemas.
"""

from __future__ import annotations

from generator.review.rules.table import Unmirrored, safe, undecided

_TEXT = "An annotation means the same in both directions."

RULES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="metadata",
        direction="both",
        mirror=_TEXT,
        rows=(
            safe(
                id="deprecated",
                aspect="deprecation",
                movement="deprecated",
                reason="It still works as before.",
                remedy="Callers plan for its removal.",
            ),
            safe(
                id="no-longer-deprecated",
                aspect="deprecation",
                movement="undeprecated",
                reason="It works as before.",
            ),
            safe(
                id="description-changed",
                aspect="description",
                movement="changed",
                reason="A text for readers: nothing of it is sent.",
            ),
            safe(
                id="title-changed",
                aspect="title",
                movement="changed",
                reason="A text for readers: nothing of it is sent.",
            ),
            safe(
                id="summary-changed",
                aspect="summary",
                movement="changed",
                reason="A text for readers: nothing of it is sent.",
            ),
            safe(
                id="example-changed",
                aspect="example",
                movement="changed",
                reason="Examples are for readers: nothing of them is sent.",
            ),
            safe(
                id="extension-changed",
                aspect="extension",
                movement="changed",
                reason="Extensions are read by tools, not sent.",
            ),
            safe(
                id="annotation-changed",
                aspect="annotation",
                movement="changed",
                reason="An annotation does not travel.",
            ),
            safe(
                id="tags-changed",
                aspect="tags",
                movement="changed",
                reason="Tags order the documentation.",
            ),
            safe(
                id="operation-id-changed",
                aspect="operation-id",
                movement="changed",
                reason="The identifier of an operation is not sent.",
            ),
            safe(
                id="info-changed",
                aspect="info",
                movement="changed",
                reason="About the document itself.",
            ),
            safe(
                id="schema-renamed",
                aspect="schema",
                movement="renamed",
                reason="The name of a component does not travel.",
            ),
            safe(
                id="unused-component-changed",
                aspect="unused-component",
                movement="changed",
                reason="No operation uses it, or none in the same place before and after.",
            ),
            safe(
                id="unused-component-removed",
                aspect="unused-component",
                movement="removed",
                reason="No operation used it.",
            ),
            safe(
                id="unused-component-added",
                aspect="unused-component",
                movement="added",
                reason="No operation uses it.",
            ),
        ),
    ),
)

DIALECT: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="metadata",
        direction="both",
        mirror=_TEXT,
        rows=(
            undecided(
                id="dialect-changed",
                aspect="dialect",
                movement="changed",
                reason=(
                    "What the keywords of schemas mean is said by another dialect; both sides "
                    "were compared as JSON Schema 2020-12."
                ),
                remedy=(
                    "Whoever relies on the schemas reads them by the dialect that is named now."
                ),
            ),
        ),
    ),
)
