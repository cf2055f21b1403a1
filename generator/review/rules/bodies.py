"""Rules about bodies, their media types and how their parts are encoded."""

from __future__ import annotations

from generator.review.rules.table import Mirrored, Unmirrored, breaks, safe, undecided

_NEGOTIATED = "What a response is sent as is negotiated; what a request is sent as is not."
_ALWAYS_A_BODY = "A response body is not optional."

MIRRORED: tuple[Mirrored, ...] = (
    Mirrored(
        area="bodies",
        aspect="body",
        request=breaks(
            id="body-required-added",
            movement="added",
            reason="A caller that sends no body is refused.",
            remedy="Callers send the body.",
        ),
        response=breaks(
            id="body-removed",
            movement="removed",
            reason="A body that callers read no longer arrives.",
            remedy="Callers stop reading the body before the change arrives.",
        ),
    ),
    Mirrored(
        area="bodies",
        aspect="body",
        request=breaks(
            id="body-removed",
            movement="removed",
            reason="A caller sends a body that is not read any more, or refused.",
            remedy="Callers stop sending the body before the change arrives.",
        ),
        response=safe(
            id="body-added",
            movement="added",
            reason="A caller that read no body need not read one.",
        ),
        uneven=(
            "A body that is not read costs a reader nothing; to a sender it is what the call is "
            "about."
        ),
    ),
    Mirrored(
        area="bodies",
        aspect="body",
        request=breaks(
            id="body-became-required",
            movement="became-required",
            reason="A caller that sends no body is refused.",
            remedy="Callers send a body.",
        ),
        response=breaks(
            id="body-became-optional",
            movement="became-optional",
            reason="A webhook or a callback that callers read the body of may have none.",
            remedy="Callers make ready for requests without a body before the change arrives.",
        ),
    ),
    Mirrored(
        area="bodies",
        aspect="body",
        request=safe(id="body-became-optional", movement="became-optional"),
        response=safe(
            id="body-became-required",
            movement="became-required",
            reason="A webhook or a callback has a body as before, and always.",
        ),
    ),
    Mirrored(
        area="media types",
        aspect="media-type",
        request=breaks(
            id="media-type-removed",
            movement="removed",
            reason="A body of that media type is refused.",
            remedy="Callers send a media type that is still taken.",
        ),
        response=safe(
            id="media-type-added",
            movement="added",
            reason=(
                "A caller says in `Accept` what it reads; others are not sent to it (RFC 9110, "
                "section 12.5.1)."
            ),
        ),
        uneven=_NEGOTIATED,
    ),
    Mirrored(
        area="media types",
        aspect="media-type",
        request=safe(id="media-type-added", movement="added"),
        response=breaks(
            id="media-type-removed",
            movement="removed",
            reason="A caller that asks for that media type is refused, or gets another.",
            remedy="Callers ask for a media type that is still sent.",
        ),
        uneven=_NEGOTIATED,
    ),
    Mirrored(
        area="media types",
        aspect="media-type",
        request=breaks(
            id="media-type-narrowed",
            movement="narrowed",
            reason="A body of the former, more general media type is refused.",
            remedy="Callers send the media type that is named now.",
        ),
        response=breaks(
            id="media-type-widened",
            movement="widened",
            reason="A body arrives as a media type more general than callers know.",
            remedy=(
                "Callers ask for the media type that they read, and look at what a body is sent as."
            ),
        ),
    ),
    Mirrored(
        area="media types",
        aspect="media-type",
        request=safe(id="media-type-widened", movement="widened"),
        response=safe(
            id="media-type-narrowed",
            movement="narrowed",
            reason="What arrives is a kind of what was announced before.",
        ),
    ),
    Mirrored(
        area="media types",
        aspect="media-type",
        request=undecided(
            id="media-type-suffix-dropped",
            movement="generalised",
            reason=(
                "A body is written as before; whether it is read when it is sent as the former, "
                "more special media type, the document does not say."
            ),
            remedy="Callers send the body as the media type that is named now.",
        ),
        response=undecided(
            id="media-type-suffix-gained",
            movement="specialised",
            reason=(
                "The body is written as before, and is called something more special; whether a "
                "caller that asks for it by the former name gets it, the document does not say."
            ),
            remedy="Callers ask for either media type before the change arrives.",
        ),
    ),
    Mirrored(
        area="media types",
        aspect="media-type",
        request=undecided(
            id="media-type-parameters-changed",
            movement="changed",
            reason=(
                "Whether a body that is sent with the former parameters is still read, the "
                "document does not say."
            ),
            remedy="Callers send the parameters that are named now.",
        ),
        response=undecided(
            id="media-type-parameters-changed",
            movement="changed",
            reason=(
                "Whether a caller that asks with the former parameters still gets what it reads, "
                "the document does not say."
            ),
            remedy="Callers ask with the parameters that are named now.",
        ),
    ),
    Mirrored(
        area="media types",
        aspect="encoding",
        request=undecided(
            id="encoding-changed",
            movement="changed",
            reason="Parts of the body are to be written in another way.",
            remedy="Callers write the parts as they are described now.",
        ),
        response=undecided(
            id="encoding-changed",
            movement="changed",
            reason="Parts of the body arrive written in another way.",
            remedy="Callers read the parts in either way before the change arrives.",
        ),
    ),
    Mirrored(
        area="media types",
        aspect="xml",
        request=breaks(
            id="xml-changed",
            movement="changed",
            reason="XML that is written as before is not understood.",
            remedy="Callers write the XML as it is described now.",
        ),
        response=breaks(
            id="xml-changed",
            movement="changed",
            reason="XML arrives that is written in another way.",
            remedy="Callers read the XML as it is described now.",
        ),
    ),
    Mirrored(
        area="media types",
        aspect="xml",
        request=undecided(
            id="xml-prefix-changed",
            movement="changed",
            reason=(
                "By its namespace the name is the same, whatever its prefix; a server that "
                "compares prefixes does not find it."
            ),
            remedy="Callers write the prefix that is described now.",
        ),
        response=undecided(
            id="xml-prefix-changed",
            movement="changed",
            reason=(
                "By its namespace the name is the same, whatever its prefix; a caller that "
                "compares prefixes does not find it."
            ),
            remedy="Callers tell names by their namespace, not by their prefix.",
        ),
    ),
)

REQUEST: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="bodies",
        direction="request",
        mirror=_ALWAYS_A_BODY,
        rows=(
            safe(
                id="request-body-optional-added",
                aspect="body",
                movement="added",
                reason="A caller that sends no body is accepted as before.",
            ),
        ),
    ),
)
