"""Rules about the properties of an object."""

from __future__ import annotations

from generator.review.rules.table import COSTS, Mirrored, breaks, safe, undecided

_CLOSED = "A closed object is enforced by servers, and by few readers."

RULES: tuple[Mirrored, ...] = (
    Mirrored(
        area="properties",
        aspect="property",
        request=breaks(
            id="property-required-added",
            movement="added",
            reason="A caller that does not know the property is refused.",
            remedy="Callers send the property.",
        ),
        response=breaks(
            id="required-property-removed",
            movement="removed",
            reason="A property that callers rely on no longer arrives.",
            remedy="Callers stop reading the property before the change arrives.",
        ),
    ),
    Mirrored(
        area="properties",
        aspect="property",
        request=safe(
            id="property-optional-added",
            movement="added",
            reason="A caller that does not know the property leaves it out.",
        ),
        response=breaks(
            id="optional-property-removed",
            movement="removed",
            reason=(
                "Callers that read the property no longer get it: optional says that it may be "
                "missing, not that it may go."
            ),
            remedy="Callers stop reading the property before the change arrives.",
        ),
        uneven=COSTS,
    ),
    Mirrored(
        area="properties",
        aspect="property",
        request=undecided(
            id="property-removed",
            movement="removed",
            reason=(
                "The object is open, so a caller that still sends the property is not refused; "
                "what it asks for by it is not done."
            ),
            remedy="Callers stop sending the property.",
        ),
        response=safe(
            id="property-added",
            movement="added",
            reason="Readers ignore properties that they do not know, or keep them.",
        ),
        uneven="A property too many is ignored by readers by custom; a server may or may not.",
    ),
    Mirrored(
        area="properties",
        aspect="property",
        request=breaks(
            id="property-refused",
            movement="removed",
            reason="The object is closed: a caller that still sends the property is refused.",
            remedy="Callers stop sending the property before the change arrives.",
        ),
        response=undecided(
            id="property-added-to-closed",
            movement="added",
            reason=(
                "The object was closed, so a strict reader refuses the property; readers by "
                "custom ignore it."
            ),
            remedy="Callers that refuse properties that they do not know take this one.",
        ),
        uneven=_CLOSED,
    ),
    Mirrored(
        area="properties",
        aspect="property",
        request=breaks(
            id="property-became-required",
            movement="became-required",
            reason="A caller that leaves the property out is refused.",
            remedy="Callers always send the property.",
        ),
        response=breaks(
            id="property-became-optional",
            movement="became-optional",
            reason="A property that callers rely on may be missing.",
            remedy="Callers make ready for objects without the property.",
        ),
    ),
    Mirrored(
        area="properties",
        aspect="property",
        request=safe(id="property-became-optional", movement="became-optional"),
        response=safe(id="property-became-required", movement="became-required"),
    ),
    Mirrored(
        area="properties",
        aspect="required-name",
        request=undecided(
            id="undeclared-property-became-required",
            movement="added",
            reason=(
                "The name is required but nothing says what it is: a slip of the document, or a "
                "value that is asked for."
            ),
            remedy="Callers send it if it is meant; if not, the document is mended.",
        ),
        response=undecided(
            id="undeclared-property-became-optional",
            movement="removed",
            reason=(
                "The name was required but nothing said what it is: a slip of the document, or a "
                "value that may be missing now."
            ),
            remedy="Callers that read the property make ready for objects without it.",
        ),
    ),
    Mirrored(
        area="properties",
        aspect="required-name",
        request=safe(id="undeclared-property-became-optional", movement="removed"),
        response=safe(id="undeclared-property-became-required", movement="added"),
    ),
    Mirrored(
        area="properties",
        aspect="access",
        request=safe(
            id="property-became-read-only",
            movement="restricted",
            reason=(
                "An annotation: the schema accepts what is sent as before, and servers ignore "
                "what is not the caller's to set."
            ),
        ),
        response=undecided(
            id="property-became-write-only",
            movement="restricted",
            reason=(
                "A write-only property should not be in a response; whether it was ever there the "
                "document does not say."
            ),
            remedy="Callers stop reading the property.",
        ),
        uneven=(
            "What a server ignores costs a caller nothing; a reader that loses a property has "
            "lost it."
        ),
    ),
    Mirrored(
        area="properties",
        aspect="access",
        request=safe(
            id="property-became-not-read-only",
            movement="relaxed",
            reason="The property may be sent now.",
        ),
        response=safe(
            id="property-became-not-write-only",
            movement="relaxed",
            reason="The property may arrive now.",
        ),
    ),
    Mirrored(
        area="properties",
        aspect="access",
        request=undecided(
            id="required-property-became-not-read-only",
            movement="relaxed",
            reason=(
                "The property is required and is now the caller's to send; servers that fill it "
                "in seldom refuse one that lacks it."
            ),
            remedy="Callers send the property.",
        ),
        response=undecided(
            id="required-property-became-write-only",
            movement="restricted",
            reason=(
                "A write-only property should not be in a response; whether it was ever there the "
                "document does not say."
            ),
            remedy="Callers stop reading the property.",
        ),
    ),
    Mirrored(
        area="properties",
        aspect="property",
        request=safe(
            id="read-only-property-changed",
            movement="changed",
            reason="A read-only property does not travel in a request.",
        ),
        response=safe(
            id="write-only-property-changed",
            movement="changed",
            reason="A write-only property does not travel in a response.",
        ),
    ),
    Mirrored(
        area="properties",
        aspect="additional-properties",
        request=breaks(
            id="additional-properties-forbidden",
            movement="forbidden",
            reason="A property that the schema does not name is refused.",
            remedy="Callers send only properties that are named.",
        ),
        response=undecided(
            id="additional-properties-allowed",
            movement="allowed",
            reason=(
                "Properties that the schema does not name may arrive; a strict reader refuses them."
            ),
            remedy="Callers that refuse properties that they do not know ignore them.",
        ),
        uneven=_CLOSED,
    ),
    Mirrored(
        area="properties",
        aspect="additional-properties",
        request=safe(id="additional-properties-allowed", movement="allowed"),
        response=safe(id="additional-properties-forbidden", movement="forbidden"),
    ),
)
