"""Rules about paths, operations, callbacks and webhooks."""

from __future__ import annotations

from generator.review.rules.table import BOTH_WAYS, Unmirrored, breaks, safe, undecided

_CALL = "Callers stop calling it before the change arrives."
_ANNOUNCED = "Callers that have not listened stop calling it before the change arrives."
_WAIT = "Callers stop waiting for it, and ask for what it told them, before the change arrives."
_NO_CHOICE = "A response has no parameters of which one is chosen."

REMOVED: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="paths",
        direction="both",
        mirror=BOTH_WAYS,
        rows=(
            breaks(
                id="path-removed",
                aspect="path",
                movement="removed",
                reason="Calls to the path are answered as not found.",
                remedy=_CALL,
            ),
            breaks(
                id="deprecated-path-removed",
                aspect="path",
                movement="removed",
                reason=(
                    "Calls to the path are answered as not found; it was deprecated, so that this "
                    "was announced."
                ),
                remedy=_ANNOUNCED,
            ),
        ),
    ),
    Unmirrored(
        area="operations",
        direction="both",
        mirror=BOTH_WAYS,
        rows=(
            breaks(
                id="deprecated-operation-removed",
                aspect="operation",
                movement="removed",
                reason=(
                    "Calls are refused; the operation was deprecated, so that this was announced."
                ),
                remedy=_ANNOUNCED,
            ),
        ),
    ),
)

RULES: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="paths",
        direction="both",
        mirror=BOTH_WAYS,
        rows=(
            safe(
                id="path-added",
                aspect="path",
                movement="added",
                reason="Nobody called it before.",
            ),
            safe(
                id="path-parameter-renamed",
                aspect="path-parameter",
                movement="renamed",
                reason="Only the value of such a parameter travels, not its name.",
            ),
        ),
    ),
    Unmirrored(
        area="operations",
        direction="both",
        mirror=BOTH_WAYS,
        rows=(
            breaks(
                id="operation-removed",
                aspect="operation",
                movement="removed",
                reason="Calls are refused.",
                remedy=_CALL,
            ),
            safe(
                id="operation-added",
                aspect="operation",
                movement="added",
                reason="Nobody called it before.",
            ),
            breaks(
                id="operation-moved",
                aspect="operation",
                movement="moved",
                reason="Calls to the former method and path are refused.",
                remedy=("Callers call it by its new method and path once the change has arrived."),
            ),
            breaks(
                id="webhook-removed",
                aspect="webhook",
                movement="removed",
                reason="Callers that wait for the call no longer get it.",
                remedy=_WAIT,
            ),
            safe(
                id="webhook-added",
                aspect="webhook",
                movement="added",
                reason="A webhook is subscribed to.",
            ),
            breaks(
                id="callback-removed",
                aspect="callback",
                movement="removed",
                reason="Callers that wait for the call no longer get it.",
                remedy=_WAIT,
            ),
            safe(
                id="callback-added",
                aspect="callback",
                movement="added",
                reason="A callback goes to an address that the caller gave for it.",
            ),
        ),
    ),
    Unmirrored(
        area="operations",
        direction="request",
        mirror=_NO_CHOICE,
        rows=(
            breaks(
                id="alternatives-changed",
                aspect="alternatives",
                movement="changed",
                reason="A choice of parameters that was accepted is refused.",
                remedy=("Callers give exactly one of the lists of parameters that are named now."),
            ),
            safe(
                id="alternatives-widened",
                aspect="alternatives",
                movement="widened",
                reason="Every choice of parameters that was accepted still is.",
            ),
        ),
    ),
)

INCOMING: tuple[Unmirrored, ...] = (
    Unmirrored(
        area="operations",
        direction="both",
        mirror=BOTH_WAYS,
        rows=(
            breaks(
                id="callback-address-changed",
                aspect="callback-address",
                movement="changed",
                reason=(
                    "The server takes the address from another place: what callers give for it as "
                    "before is not called any more."
                ),
                remedy="Callers give the address where it is taken from now.",
            ),
            safe(
                id="callback-renamed",
                aspect="callback",
                movement="renamed",
                reason="The name of a callback does not travel.",
            ),
            undecided(
                id="webhook-renamed",
                aspect="webhook",
                movement="renamed",
                reason=(
                    "Whether the name is one by which callers subscribe or tell the call, the "
                    "document does not say."
                ),
                remedy="Callers that subscribe by the name use the new one.",
            ),
            breaks(
                id="webhook-signature-changed",
                aspect="signature",
                movement="changed",
                reason="Whoever verifies the former signature refuses every request.",
                remedy="Callers verify the new form, and both forms until the change has arrived.",
            ),
            breaks(
                id="webhook-signature-removed",
                aspect="signature",
                movement="removed",
                reason=(
                    "Whoever verifies the former signature refuses every request that comes "
                    "without it."
                ),
                remedy="Callers ask how requests are proven now, and verify that.",
            ),
            undecided(
                id="webhook-signature-added",
                aspect="signature",
                movement="added",
                reason=(
                    "How requests were signed the document did not say. Whoever verified them in "
                    "another way, such as that of Standard Webhooks, refuses every one."
                ),
                remedy="Callers verify the signature that is described now.",
            ),
        ),
    ),
)
