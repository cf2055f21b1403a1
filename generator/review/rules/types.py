"""Rules about the type, the format, the values and the bounds that a schema asks for."""

from __future__ import annotations

from generator.review.rules.table import Mirrored, breaks, safe, undecided

_STRICT = (
    "A refused value fails for every caller that sends it; a new one only for those that are "
    "strict about what they read."
)

RULES: tuple[Mirrored, ...] = (
    Mirrored(
        area="type",
        aspect="type",
        request=breaks(
            id="type-narrowed",
            movement="narrowed",
            reason="A value of a type that was accepted is refused.",
            remedy="Callers send only values of the types that are left.",
        ),
        response=breaks(
            id="type-widened",
            movement="widened",
            reason="A value of a type that was not announced arrives.",
            remedy="Callers make ready for values of the type that is new.",
        ),
    ),
    Mirrored(
        area="type",
        aspect="type",
        request=safe(id="type-widened", movement="widened"),
        response=safe(id="type-narrowed", movement="narrowed"),
    ),
    Mirrored(
        area="type",
        aspect="type",
        request=breaks(
            id="type-changed",
            movement="changed",
            reason="Values that were accepted are refused.",
            remedy="Callers send values of the new type.",
        ),
        response=breaks(
            id="type-changed",
            movement="changed",
            reason="Values of another type arrive.",
            remedy="Callers read values of the new type.",
        ),
    ),
    Mirrored(
        area="type",
        aspect="nullable",
        request=breaks(
            id="became-not-nullable",
            movement="forbidden",
            reason="A null that was accepted is refused.",
            remedy=(
                "Callers send a value in the place of null, or leave it out where it is optional."
            ),
        ),
        response=breaks(
            id="became-nullable",
            movement="allowed",
            reason="A null arrives where there was none.",
            remedy="Callers make ready for null before it arrives.",
        ),
    ),
    Mirrored(
        area="type",
        aspect="nullable",
        request=safe(id="became-nullable", movement="allowed"),
        response=safe(id="became-not-nullable", movement="forbidden"),
    ),
    Mirrored(
        area="format",
        aspect="format",
        request=breaks(
            id="format-added",
            movement="added",
            reason="Texts or numbers outside the format are refused.",
            remedy="Callers send only values of the format.",
        ),
        response=breaks(
            id="format-removed",
            movement="removed",
            reason="Values outside the format arrive, and typed callers cannot read them.",
            remedy="Callers read values of any form.",
        ),
    ),
    Mirrored(
        area="format",
        aspect="format",
        request=safe(id="format-removed", movement="removed"),
        response=safe(id="format-added", movement="added"),
    ),
    Mirrored(
        area="format",
        aspect="format",
        request=breaks(
            id="format-changed",
            movement="changed",
            reason="Values of the former format are refused.",
            remedy="Callers send values of the new format.",
        ),
        response=breaks(
            id="format-changed",
            movement="changed",
            reason="Values of another format arrive.",
            remedy="Callers read values of the new format.",
        ),
    ),
    Mirrored(
        area="values",
        aspect="enum",
        request=breaks(
            id="values-removed",
            movement="removed",
            reason="A value that was accepted is refused.",
            remedy="Callers stop sending the values that are gone.",
        ),
        response=undecided(
            id="values-added",
            movement="added",
            reason=(
                "Callers whose models are open, as ours are, keep a value that they do not know; "
                "a strict caller fails on it."
            ),
            remedy=(
                "Callers make ready for the values that are new, or for any that they do not know."
            ),
        ),
        uneven=_STRICT,
    ),
    Mirrored(
        area="values",
        aspect="enum",
        request=safe(id="values-added", movement="added"),
        response=safe(id="values-removed", movement="removed"),
    ),
    Mirrored(
        area="values",
        aspect="enum",
        request=breaks(
            id="values-closed",
            movement="closed",
            reason="Only the listed values are accepted now.",
            remedy="Callers send only values that are listed.",
        ),
        response=undecided(
            id="values-freed",
            movement="freed",
            reason=(
                "Any value may arrive; callers whose models are open keep it, a strict caller "
                "fails on it."
            ),
            remedy="Callers make ready for values that are not listed.",
        ),
        uneven=_STRICT,
    ),
    Mirrored(
        area="values",
        aspect="enum",
        request=safe(id="values-freed", movement="freed"),
        response=safe(id="values-closed", movement="closed"),
    ),
    Mirrored(
        area="values",
        aspect="constant",
        request=breaks(
            id="constant-changed",
            movement="changed",
            reason="The one value that was accepted is refused.",
            remedy="Callers send the new value.",
        ),
        response=breaks(
            id="constant-changed",
            movement="changed",
            reason="Callers tell objects apart by a constant; another value is another object.",
            remedy="Callers tell the object by the new value.",
        ),
    ),
    Mirrored(
        area="values",
        aspect="constant",
        request=breaks(
            id="constant-added",
            movement="added",
            reason="Any other value is refused.",
            remedy="Callers send that value only.",
        ),
        response=breaks(
            id="constant-freed",
            movement="freed",
            reason="Callers tell objects apart by a constant; now it may be anything.",
            remedy="Callers stop telling the object by the value.",
        ),
    ),
    Mirrored(
        area="values",
        aspect="constant",
        request=safe(id="constant-freed", movement="freed"),
        response=safe(id="constant-added", movement="added"),
    ),
    Mirrored(
        area="bounds",
        aspect="bound",
        request=breaks(
            id="bound-tightened",
            movement="tightened",
            reason="Values between the former and the present bound are refused.",
            remedy="Callers keep to the present bound.",
        ),
        response=breaks(
            id="bound-loosened",
            movement="loosened",
            reason="Values beyond the former bound arrive.",
            remedy="Callers make ready for values beyond the former bound.",
        ),
    ),
    Mirrored(
        area="bounds",
        aspect="bound",
        request=safe(id="bound-loosened", movement="loosened"),
        response=safe(id="bound-tightened", movement="tightened"),
    ),
    Mirrored(
        area="bounds",
        aspect="pattern",
        request=breaks(
            id="pattern-added",
            movement="added",
            reason="Texts that do not match are refused.",
            remedy="Callers send only texts that match the pattern.",
        ),
        response=undecided(
            id="pattern-removed",
            movement="removed",
            reason=(
                "Callers seldom match what they read, and the pattern may have been a remark; "
                "texts of another form may arrive."
            ),
            remedy="Callers that match the text make ready for others.",
        ),
        uneven=(
            "A server enforces a pattern on what it is sent; hardly any caller does on what it "
            "reads."
        ),
    ),
    Mirrored(
        area="bounds",
        aspect="pattern",
        request=safe(id="pattern-removed", movement="removed"),
        response=safe(id="pattern-added", movement="added"),
    ),
    Mirrored(
        area="bounds",
        aspect="pattern",
        request=undecided(
            id="pattern-changed",
            movement="changed",
            reason="Whether every text that matched still does is not decidable in general.",
            remedy="Callers match what they send with the present pattern.",
        ),
        response=undecided(
            id="pattern-changed",
            movement="changed",
            reason="Whether only texts that matched before arrive is not decidable in general.",
            remedy="Callers that match the text use the present pattern.",
        ),
    ),
)
