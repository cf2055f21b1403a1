"""Rules about what schemas are composed of, about discriminators and about defaults."""

from __future__ import annotations

from generator.review.rules.table import COSTS, Mirrored, breaks, safe, undecided

RULES: tuple[Mirrored, ...] = (
    Mirrored(
        area="composition",
        aspect="alternative",
        request=breaks(
            id="alternative-removed",
            movement="removed",
            reason="Values of the alternative are refused.",
            remedy="Callers send one of the alternatives that are left.",
        ),
        response=breaks(
            id="alternative-added",
            movement="added",
            reason="Values of an alternative that callers do not know arrive.",
            remedy=(
                "Callers make ready for the alternative that is new, or for any that they do not "
                "know."
            ),
        ),
    ),
    Mirrored(
        area="composition",
        aspect="alternative",
        request=safe(
            id="alternative-added",
            movement="added",
            reason=(
                "All that was accepted still is. `oneOf` is read as one of these: overlaps of "
                "open alternatives refuse nobody."
            ),
        ),
        response=safe(id="alternative-removed", movement="removed"),
    ),
    Mirrored(
        area="composition",
        aspect="composition",
        request=undecided(
            id="composition-changed",
            movement="changed",
            reason="Whether all that was accepted still is could not be proven.",
            remedy="Callers check what they send against the new alternatives.",
        ),
        response=undecided(
            id="composition-changed",
            movement="changed",
            reason="Whether all that arrives was announced before could not be proven.",
            remedy="Callers check that they read all that the new alternatives let through.",
        ),
    ),
    Mirrored(
        area="composition",
        aspect="constraint",
        request=breaks(
            id="constraint-added",
            movement="added",
            reason="Values that do not satisfy the constraint are refused.",
            remedy="Callers send only values that satisfy the constraint.",
        ),
        response=breaks(
            id="constraint-removed",
            movement="removed",
            reason="Values that do not satisfy the former constraint arrive.",
            remedy="Callers stop relying on the constraint.",
        ),
    ),
    Mirrored(
        area="composition",
        aspect="constraint",
        request=safe(id="constraint-removed", movement="removed"),
        response=safe(id="constraint-added", movement="added"),
    ),
    Mirrored(
        area="composition",
        aspect="constraint",
        request=undecided(
            id="constraint-changed",
            movement="changed",
            reason="Whether all that was accepted still is could not be proven.",
            remedy="Callers check what they send against the present constraint.",
        ),
        response=undecided(
            id="constraint-changed",
            movement="changed",
            reason="Whether all that arrives was announced before could not be proven.",
            remedy="Callers check what they rely on against the present constraint.",
        ),
    ),
    Mirrored(
        area="content",
        aspect="content",
        request=breaks(
            id="content-changed",
            movement="changed",
            reason="Texts encoded as before are refused.",
            remedy="Callers encode the text as is said now.",
        ),
        response=breaks(
            id="content-changed",
            movement="changed",
            reason="Texts arrive encoded in another way.",
            remedy="Callers decode the text as is said now.",
        ),
    ),
    Mirrored(
        area="composition",
        aspect="prefix-item",
        request=breaks(
            id="prefix-item-removed",
            movement="removed",
            reason="What was sent at that position has no place there any more.",
            remedy="Callers stop sending an item at that position.",
        ),
        response=breaks(
            id="prefix-item-added",
            movement="added",
            reason="Something arrives at a position that callers do not read.",
            remedy="Callers read the item at that position, or skip it.",
        ),
    ),
    Mirrored(
        area="composition",
        aspect="prefix-item",
        request=safe(
            id="prefix-item-added",
            movement="added",
            reason="Callers that know fewer positions send fewer items.",
        ),
        response=breaks(
            id="prefix-item-removed",
            movement="removed",
            reason="What callers read at that position no longer arrives.",
            remedy="Callers stop reading an item at that position.",
        ),
        uneven=COSTS,
    ),
    Mirrored(
        area="composition",
        aspect="component",
        request=undecided(
            id="component-type-changed",
            movement="changed",
            reason="Another schema describes what is accepted here.",
            remedy="Callers send what the new schema describes.",
        ),
        response=undecided(
            id="component-type-changed",
            movement="changed",
            reason="Another schema describes what arrives here.",
            remedy="Callers read what the new schema describes.",
        ),
    ),
    Mirrored(
        area="discriminator",
        aspect="discriminator",
        request=safe(
            id="discriminator-changed",
            movement="changed",
            reason=(
                "A discriminator is a hint for reading; the alternatives themselves decide what "
                "is accepted."
            ),
        ),
        response=safe(
            id="discriminator-changed",
            movement="changed",
            reason=(
                "A discriminator is a hint for reading; the alternatives themselves decide what "
                "arrives."
            ),
        ),
    ),
    Mirrored(
        area="discriminator",
        aspect="discriminator-mapping",
        request=undecided(
            id="discriminator-mapping-changed",
            movement="changed",
            reason=(
                "What is sent with that value may be taken for another alternative, or refused."
            ),
            remedy="Callers send the value that stands for the alternative that they mean.",
        ),
        response=undecided(
            id="discriminator-mapping-changed",
            movement="changed",
            reason=(
                "What arrives with that value is another alternative to callers that choose by it."
            ),
            remedy="Callers choose the alternative by the value that stands for it now.",
        ),
    ),
    Mirrored(
        area="defaults",
        aspect="default",
        request=safe(
            id="default-changed",
            movement="changed",
            reason=(
                "An annotation inside a body: callers that leave the property out are accepted as "
                "before."
            ),
        ),
        response=safe(
            id="default-changed",
            movement="changed",
            reason="An annotation: what arrives is accepted as before.",
        ),
    ),
)
