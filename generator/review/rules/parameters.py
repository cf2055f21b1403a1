"""Rules about parameters, and about the headers of responses, which are their image."""

from __future__ import annotations

from generator.review.rules.table import Mirrored, Unmirrored, breaks, safe, undecided

_EMPTY_HEADER = "A response header that is empty is there all the same."

MIRRORED: tuple[Mirrored, ...] = (
    Mirrored(
        area="parameters",
        request=breaks(
            id="parameter-required-added",
            aspect="parameter",
            movement="added",
            reason="A caller that does not know the parameter is refused.",
            remedy="Callers give the parameter.",
        ),
        response=breaks(
            id="required-header-removed",
            aspect="header",
            movement="removed",
            reason="A header that callers rely on no longer arrives.",
            remedy="Callers stop reading the header before the change arrives.",
        ),
    ),
    Mirrored(
        area="parameters",
        request=safe(
            id="parameter-optional-added",
            aspect="parameter",
            movement="added",
            reason="A caller that does not know the parameter leaves it out.",
        ),
        response=undecided(
            id="optional-header-removed",
            aspect="header",
            movement="removed",
            reason=(
                "Callers that read the header no longer get it; it might have been missing before."
            ),
            remedy="Callers stop reading the header before the change arrives.",
        ),
        uneven="What a caller need not send costs it nothing; what it reads, it may need.",
    ),
    Mirrored(
        area="parameters",
        request=breaks(
            id="parameter-removed",
            aspect="parameter",
            movement="removed",
            reason=(
                "The parameters listed are all that there are: a caller that sends another is "
                "refused, or not given what it asks for."
            ),
            remedy="Callers stop sending the parameter before the change arrives.",
        ),
        response=safe(
            id="header-added",
            aspect="header",
            movement="added",
            reason="Headers that a reader does not know are ignored (RFC 9110, section 5.1).",
        ),
        uneven="A header too many is ignored by rule; a parameter too many is not.",
    ),
    Mirrored(
        area="parameters",
        request=breaks(
            id="parameter-became-required",
            aspect="parameter",
            movement="became-required",
            reason="A caller that leaves the parameter out is refused.",
            remedy="Callers give the parameter in every call; it is taken already.",
        ),
        response=breaks(
            id="header-became-optional",
            aspect="header",
            movement="became-optional",
            reason="A header that callers rely on may be missing.",
            remedy=("Callers make ready for answers without the header before the change arrives."),
        ),
    ),
    Mirrored(
        area="parameters",
        request=safe(
            id="parameter-became-optional",
            aspect="parameter",
            movement="became-optional",
        ),
        response=safe(id="header-became-required", aspect="header", movement="became-required"),
    ),
    Mirrored(
        area="parameters",
        request=breaks(
            id="parameter-renamed",
            aspect="parameter",
            movement="renamed",
            reason="A caller sends the former name, which is not read.",
            remedy="Callers send the parameter by its new name once the change has arrived.",
        ),
        response=breaks(
            id="header-renamed",
            aspect="header",
            movement="renamed",
            reason="Callers read the former name, which does not arrive.",
            remedy="Callers read the header by either name before the change arrives.",
        ),
    ),
    Mirrored(
        area="parameters",
        request=breaks(
            id="parameter-moved",
            aspect="parameter",
            movement="moved",
            reason="The parameter is not read from where callers send it.",
            remedy="Callers send the parameter in its new place.",
        ),
        response=breaks(
            id="header-moved",
            aspect="header",
            movement="moved",
            reason="A webhook or a callback does not have the parameter where callers read it.",
            remedy="Callers read the parameter in either place before the change arrives.",
        ),
    ),
    Mirrored(
        area="parameters",
        aspect="style",
        request=breaks(
            id="parameter-style-changed",
            movement="changed",
            reason="Values written in the former style are read as others.",
            remedy="Callers write the value in the new style once the change has arrived.",
        ),
        response=breaks(
            id="header-style-changed",
            movement="changed",
            reason="Values arrive in a style that callers do not read.",
            remedy="Callers read the value in either style before the change arrives.",
        ),
    ),
)

DEPRECATED: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="parameters",
        direction="request",
        mirror=(
            "A response header that goes is removed, announced or not: readers do not choose what "
            "they are sent."
        ),
        rows=(
            breaks(
                id="deprecated-parameter-removed",
                aspect="parameter",
                movement="removed",
                reason=(
                    "A caller that sends it is refused, or not given what it asks for; it was "
                    "deprecated, so that this was announced."
                ),
                remedy=(
                    "Callers that have not listened stop sending it before the change arrives."
                ),
            ),
        ),
    ),
)

REQUEST: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="parameters",
        direction="request",
        mirror="A response header that is missing has no default.",
        rows=(
            breaks(
                id="request-parameter-default-changed",
                aspect="default",
                movement="changed",
                reason="A caller that leaves the parameter out now asks for something else.",
                remedy="Callers state the value that they mean.",
            ),
        ),
    ),
)

EMPTY_VALUES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="parameters",
        direction="request",
        mirror=_EMPTY_HEADER,
        rows=(
            undecided(
                id="request-parameter-empty-refused",
                aspect="empty-value",
                movement="refused",
                reason=(
                    "The parameter could be sent without a value; whether a call that does so is "
                    "refused now, the document does not say."
                ),
                remedy="Callers leave the parameter out instead of sending it empty.",
            ),
            safe(
                id="request-parameter-empty-allowed",
                aspect="empty-value",
                movement="allowed",
                reason="All that was accepted still is.",
            ),
        ),
    ),
)
