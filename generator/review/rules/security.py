"""Rules about who may call."""

from __future__ import annotations

from generator.review.rules.table import Unmirrored, breaks, safe, undecided

_NO_CREDENTIALS = "A response carries no credentials."

RULES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="security",
        direction="request",
        mirror=_NO_CREDENTIALS,
        rows=(
            breaks(
                id="security-tightened",
                aspect="security",
                movement="tightened",
                reason="Calls with the credentials of before are refused.",
                remedy="Callers get the credentials that are asked for now.",
            ),
            safe(
                id="security-loosened",
                aspect="security",
                movement="loosened",
                reason="The credentials of before are still accepted.",
            ),
            safe(
                id="security-removed",
                aspect="security",
                movement="removed",
                reason=(
                    "Calls are accepted without credentials. Those that callers still send are "
                    "not read; a client that is generated anew sends none."
                ),
            ),
            safe(
                id="security-became-optional",
                aspect="security",
                movement="became-optional",
                reason=(
                    "The credentials of before are still accepted, and so are calls without any."
                ),
            ),
            undecided(
                id="security-optional-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "Calls without credentials are accepted; whether those are that carry one "
                    "which is not named any more, the document does not say."
                ),
                remedy="Callers leave the credential out, or send one that is named now.",
            ),
            safe(
                id="security-order-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "All credentials are accepted as before; a client that is generated anew "
                    "sends the first that it has."
                ),
                remedy="Callers that have several credentials give the one that they mean.",
            ),
            undecided(
                id="security-undescribed",
                aspect="security",
                movement="undescribed",
                reason=(
                    "A requirement names a scheme that the document does not describe, so that it "
                    "does not say which credential is meant."
                ),
                remedy="Callers ask which credentials are wanted.",
            ),
            undecided(
                id="security-scopes-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "Which rights a credential needs is decided where it is issued, and those "
                    "issued may have them already."
                ),
                remedy="Callers ask for the rights that are named now.",
            ),
        ),
    ),
    Unmirrored(
        area="security",
        direction="response",
        mirror="What callers prove themselves with has rules of its own.",
        rows=(
            undecided(
                id="call-security-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "Callers that check who calls them may refuse a call that is proven in "
                    "another way."
                ),
                remedy=(
                    "Callers check what is named now, and what was named, before the change "
                    "arrives."
                ),
            ),
        ),
    ),
    Unmirrored(
        area="security",
        direction="request",
        mirror=_NO_CREDENTIALS,
        rows=(
            breaks(
                id="security-scheme-changed",
                aspect="security-scheme",
                movement="changed",
                reason="The credential is to be sent in another way.",
                remedy="Callers send the credential as the scheme says now.",
            ),
            undecided(
                id="security-flow-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "The credential is sent as before; whether one that was got in the former way "
                    "is still accepted, the document does not say."
                ),
                remedy="Callers get the credential in the way that is described now.",
            ),
            safe(
                id="security-scheme-details-changed",
                aspect="security-scheme",
                movement="changed",
                reason=(
                    "What is said of the credential has changed; those that callers have are got "
                    "and sent as before."
                ),
            ),
            safe(
                id="security-scheme-renamed",
                aspect="security-scheme",
                movement="renamed",
                reason="The name of a security scheme does not travel.",
            ),
            safe(
                id="security-scheme-removed",
                aspect="security-scheme",
                movement="removed",
                reason="No operation asked for it.",
            ),
            safe(
                id="security-scheme-added",
                aspect="security-scheme",
                movement="added",
                reason="No operation asks for it.",
            ),
        ),
    ),
)
