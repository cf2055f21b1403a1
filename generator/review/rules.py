"""The table of wire rules: what a change means for a caller and a response that were valid.

Requests and responses are mirror images. What a caller sends must still be accepted, so a request
may widen; what a caller reads must still be understood, so a response may narrow. Each rule
therefore names the rule of the other direction that is its image: the opposite movement with the
same verdict. Where the two verdicts differ on purpose, `UNEVEN` says why; where there is no image,
the rule says why.

What is decided by a rule elsewhere (which changes are one edit, which version they ask for, whose
they are) is decided by its `aspect`, its `movement` and its `direction`, where these do not tell
two apart by its `kind`; never by its id, which is only shown.

Deliberate policies, each the reason of its rule: an enumeration that grows in a response is not
certain to break; what was announced as deprecated and then removed breaks as any removal does, and
the rule says that it was announced; `oneOf` is read as "one of these", not as "exactly one"; a
default of a parameter is part of what a call asks for, a default inside a body is an annotation;
who may call is part of the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from generator.review.model import Aspect, Direction, Movement, Rule, Verdict
from generator.review.python_rules import PYTHON_RULES

__all__ = ["RULES", "UNEVEN", "by_id", "rule"]

_CALL = "Callers stop calling it before the change arrives."
_ANNOUNCED = "Callers that have not listened stop calling it before the change arrives."
_CHECK = "Callers check what they send."
_READ = "Callers make ready for what may arrive before the change does."
_WAIT = "Callers stop waiting for it, and ask for what it told them, before the change arrives."
_NOTHING = "Nothing."
_ACCEPTED = "All that was accepted still is."
_EXPECTED = "All that arrives was announced before."
_USUAL: Final[Mapping[Direction, tuple[str, str]]] = {
    "request": (_ACCEPTED, _CHECK),
    "response": (_EXPECTED, _READ),
    "both": (_ACCEPTED, _CHECK),
}
"""By direction, why a rule is safe and what is to be done where it is not, unless it says so."""

# why the verdicts of a request and a response differ
_STRICT = (
    "A refused value fails for every caller that sends it; a new one only for those that are "
    "strict about what they read."
)
_COSTS = (
    "What a caller need not send costs it nothing; what it reads is the reason for which it calls."
)
_CLOSED = "A closed object is enforced by servers, and by few readers."
_NEGOTIATED = "What a response is sent as is negotiated; what a request is sent as is not."

# why a rule has no image in the other direction
_BOTH_WAYS = "An operation is asked and answered at once: there is no other direction."
_NO_CREDENTIALS = "A response carries no credentials."
_TEXT = "An annotation means the same in both directions."
_NO_STATUS = "A request has no status."
_ALWAYS_A_BODY = "A response body is not optional."
_ANSWERED = "What the server answers has rules of its own."
_NO_CHOICE = "A response has no parameters of which one is chosen."
_ASKED = "What asks for an answer is no part of it."
_ONLY_ANSWERS = "A request is sent as it is described; it is not asked for in several forms."
_SENT_ONCE = "A response is not sent again."
_EMPTY_HEADER = "A response header that is empty is there all the same."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A rule without what it shares with others. `id` is without the direction where the rule has a
    mirror image; `aspect` stands in the pair where both have the same one."""

    verdict: Verdict
    id: str
    movement: Movement
    reason: str = ""
    remedy: str = ""
    aspect: Aspect | None = None

    def rule(
        self,
        area: str,
        direction: Direction,
        mirror: str,
        aspect: Aspect | None = None,
        id_: str | None = None,
    ) -> Rule:
        """The rule; what it does not say itself is what holds for its direction."""
        accepted, remedy = _USUAL[direction]
        about = aspect or self.aspect
        assert about is not None
        return Rule(
            id=self.id if id_ is None else id_,
            kind=self.id,
            area=area,
            aspect=about,
            movement=self.movement,
            direction=direction,
            wire=self.verdict,
            reason=self.reason or accepted,
            remedy=self.remedy or remedy,
            mirror=mirror,
        )


_breaks = partial(_Judged, verdict="breaking")
_undecided = partial(_Judged, verdict="unknown")
_safe = partial(_Judged, verdict="safe", remedy=_NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mirrored:
    """What happens to a request, and its image, which is what happens to a response. `uneven` is
    why their verdicts differ."""

    area: str
    request: _Judged
    response: _Judged
    aspect: Aspect | None = None
    uneven: str = ""

    def rules(self) -> tuple[Rule, Rule]:
        one, other = f"request-{self.request.id}", f"response-{self.response.id}"
        return (
            self.request.rule(self.area, "request", other, self.aspect, one),
            self.response.rule(self.area, "response", one, self.aspect, other),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unmirrored:
    """Rules of one direction that have no image in the other; `mirror` says why."""

    area: str
    direction: Direction
    mirror: str
    told: tuple[_Judged, ...]

    def rules(self) -> tuple[Rule, ...]:
        return tuple(each.rule(self.area, self.direction, self.mirror) for each in self.told)


_MIRRORED: Final = (
    _Mirrored(
        area="type",
        aspect="type",
        request=_breaks(
            id="type-narrowed",
            movement="narrowed",
            reason="A value of a type that was accepted is refused.",
            remedy="Callers send only values of the types that are left.",
        ),
        response=_breaks(
            id="type-widened",
            movement="widened",
            reason="A value of a type that was not announced arrives.",
            remedy="Callers make ready for values of the type that is new.",
        ),
    ),
    _Mirrored(
        area="type",
        aspect="type",
        request=_safe(id="type-widened", movement="widened"),
        response=_safe(id="type-narrowed", movement="narrowed"),
    ),
    _Mirrored(
        area="type",
        aspect="type",
        request=_breaks(
            id="type-changed",
            movement="changed",
            reason="Values that were accepted are refused.",
            remedy="Callers send values of the new type.",
        ),
        response=_breaks(
            id="type-changed",
            movement="changed",
            reason="Values of another type arrive.",
            remedy="Callers read values of the new type.",
        ),
    ),
    _Mirrored(
        area="type",
        aspect="nullable",
        request=_breaks(
            id="became-not-nullable",
            movement="forbidden",
            reason="A null that was accepted is refused.",
            remedy=(
                "Callers send a value in the place of null, or leave it out where it is optional."
            ),
        ),
        response=_breaks(
            id="became-nullable",
            movement="allowed",
            reason="A null arrives where there was none.",
            remedy="Callers make ready for null before it arrives.",
        ),
    ),
    _Mirrored(
        area="type",
        aspect="nullable",
        request=_safe(id="became-nullable", movement="allowed"),
        response=_safe(id="became-not-nullable", movement="forbidden"),
    ),
    _Mirrored(
        area="format",
        aspect="format",
        request=_breaks(
            id="format-added",
            movement="added",
            reason="Texts or numbers outside the format are refused.",
            remedy="Callers send only values of the format.",
        ),
        response=_breaks(
            id="format-removed",
            movement="removed",
            reason="Values outside the format arrive, and typed callers cannot read them.",
            remedy="Callers read values of any form.",
        ),
    ),
    _Mirrored(
        area="format",
        aspect="format",
        request=_safe(id="format-removed", movement="removed"),
        response=_safe(id="format-added", movement="added"),
    ),
    _Mirrored(
        area="format",
        aspect="format",
        request=_breaks(
            id="format-changed",
            movement="changed",
            reason="Values of the former format are refused.",
            remedy="Callers send values of the new format.",
        ),
        response=_breaks(
            id="format-changed",
            movement="changed",
            reason="Values of another format arrive.",
            remedy="Callers read values of the new format.",
        ),
    ),
    _Mirrored(
        area="values",
        aspect="enum",
        request=_breaks(
            id="values-removed",
            movement="removed",
            reason="A value that was accepted is refused.",
            remedy="Callers stop sending the values that are gone.",
        ),
        response=_undecided(
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
    _Mirrored(
        area="values",
        aspect="enum",
        request=_safe(id="values-added", movement="added"),
        response=_safe(id="values-removed", movement="removed"),
    ),
    _Mirrored(
        area="values",
        aspect="enum",
        request=_breaks(
            id="values-closed",
            movement="closed",
            reason="Only the listed values are accepted now.",
            remedy="Callers send only values that are listed.",
        ),
        response=_undecided(
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
    _Mirrored(
        area="values",
        aspect="enum",
        request=_safe(id="values-freed", movement="freed"),
        response=_safe(id="values-closed", movement="closed"),
    ),
    _Mirrored(
        area="values",
        aspect="constant",
        request=_breaks(
            id="constant-changed",
            movement="changed",
            reason="The one value that was accepted is refused.",
            remedy="Callers send the new value.",
        ),
        response=_breaks(
            id="constant-changed",
            movement="changed",
            reason="Callers tell objects apart by a constant; another value is another object.",
            remedy="Callers tell the object by the new value.",
        ),
    ),
    _Mirrored(
        area="values",
        aspect="constant",
        request=_breaks(
            id="constant-added",
            movement="added",
            reason="Any other value is refused.",
            remedy="Callers send that value only.",
        ),
        response=_breaks(
            id="constant-freed",
            movement="freed",
            reason="Callers tell objects apart by a constant; now it may be anything.",
            remedy="Callers stop telling the object by the value.",
        ),
    ),
    _Mirrored(
        area="values",
        aspect="constant",
        request=_safe(id="constant-freed", movement="freed"),
        response=_safe(id="constant-added", movement="added"),
    ),
    _Mirrored(
        area="bounds",
        aspect="bound",
        request=_breaks(
            id="bound-tightened",
            movement="tightened",
            reason="Values between the former and the present bound are refused.",
            remedy="Callers keep to the present bound.",
        ),
        response=_breaks(
            id="bound-loosened",
            movement="loosened",
            reason="Values beyond the former bound arrive.",
            remedy="Callers make ready for values beyond the former bound.",
        ),
    ),
    _Mirrored(
        area="bounds",
        aspect="bound",
        request=_safe(id="bound-loosened", movement="loosened"),
        response=_safe(id="bound-tightened", movement="tightened"),
    ),
    _Mirrored(
        area="bounds",
        aspect="pattern",
        request=_breaks(
            id="pattern-added",
            movement="added",
            reason="Texts that do not match are refused.",
            remedy="Callers send only texts that match the pattern.",
        ),
        response=_undecided(
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
    _Mirrored(
        area="bounds",
        aspect="pattern",
        request=_safe(id="pattern-removed", movement="removed"),
        response=_safe(id="pattern-added", movement="added"),
    ),
    _Mirrored(
        area="bounds",
        aspect="pattern",
        request=_undecided(
            id="pattern-changed",
            movement="changed",
            reason="Whether every text that matched still does is not decidable in general.",
            remedy="Callers match what they send with the present pattern.",
        ),
        response=_undecided(
            id="pattern-changed",
            movement="changed",
            reason="Whether only texts that matched before arrive is not decidable in general.",
            remedy="Callers that match the text use the present pattern.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="property",
        request=_breaks(
            id="property-required-added",
            movement="added",
            reason="A caller that does not know the property is refused.",
            remedy="Callers send the property.",
        ),
        response=_breaks(
            id="required-property-removed",
            movement="removed",
            reason="A property that callers rely on no longer arrives.",
            remedy="Callers stop reading the property before the change arrives.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="property",
        request=_safe(
            id="property-optional-added",
            movement="added",
            reason="A caller that does not know the property leaves it out.",
        ),
        response=_breaks(
            id="optional-property-removed",
            movement="removed",
            reason=(
                "Callers that read the property no longer get it: optional says that it may be "
                "missing, not that it may go."
            ),
            remedy="Callers stop reading the property before the change arrives.",
        ),
        uneven=_COSTS,
    ),
    _Mirrored(
        area="properties",
        aspect="property",
        request=_undecided(
            id="property-removed",
            movement="removed",
            reason=(
                "The object is open, so a caller that still sends the property is not refused; "
                "what it asks for by it is not done."
            ),
            remedy="Callers stop sending the property.",
        ),
        response=_safe(
            id="property-added",
            movement="added",
            reason="Readers ignore properties that they do not know, or keep them.",
        ),
        uneven="A property too many is ignored by readers by custom; a server may or may not.",
    ),
    _Mirrored(
        area="properties",
        aspect="property",
        request=_breaks(
            id="property-refused",
            movement="removed",
            reason="The object is closed: a caller that still sends the property is refused.",
            remedy="Callers stop sending the property before the change arrives.",
        ),
        response=_undecided(
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
    _Mirrored(
        area="properties",
        aspect="property",
        request=_breaks(
            id="property-became-required",
            movement="became-required",
            reason="A caller that leaves the property out is refused.",
            remedy="Callers always send the property.",
        ),
        response=_breaks(
            id="property-became-optional",
            movement="became-optional",
            reason="A property that callers rely on may be missing.",
            remedy="Callers make ready for objects without the property.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="property",
        request=_safe(id="property-became-optional", movement="became-optional"),
        response=_safe(id="property-became-required", movement="became-required"),
    ),
    _Mirrored(
        area="properties",
        aspect="required-name",
        request=_undecided(
            id="undeclared-property-became-required",
            movement="added",
            reason=(
                "The name is required but nothing says what it is: a slip of the document, or a "
                "value that is asked for."
            ),
            remedy="Callers send it if it is meant; if not, the document is mended.",
        ),
        response=_undecided(
            id="undeclared-property-became-optional",
            movement="removed",
            reason=(
                "The name was required but nothing said what it is: a slip of the document, or a "
                "value that may be missing now."
            ),
            remedy="Callers that read the property make ready for objects without it.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="required-name",
        request=_safe(id="undeclared-property-became-optional", movement="removed"),
        response=_safe(id="undeclared-property-became-required", movement="added"),
    ),
    _Mirrored(
        area="properties",
        aspect="access",
        request=_safe(
            id="property-became-read-only",
            movement="restricted",
            reason=(
                "An annotation: the schema accepts what is sent as before, and servers ignore "
                "what is not the caller's to set."
            ),
        ),
        response=_undecided(
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
    _Mirrored(
        area="properties",
        aspect="access",
        request=_safe(
            id="property-became-not-read-only",
            movement="relaxed",
            reason="The property may be sent now.",
        ),
        response=_safe(
            id="property-became-not-write-only",
            movement="relaxed",
            reason="The property may arrive now.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="access",
        request=_undecided(
            id="required-property-became-not-read-only",
            movement="relaxed",
            reason=(
                "The property is required and is now the caller's to send; servers that fill it "
                "in seldom refuse one that lacks it."
            ),
            remedy="Callers send the property.",
        ),
        response=_undecided(
            id="required-property-became-write-only",
            movement="restricted",
            reason=(
                "A write-only property should not be in a response; whether it was ever there the "
                "document does not say."
            ),
            remedy="Callers stop reading the property.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="property",
        request=_safe(
            id="read-only-property-changed",
            movement="changed",
            reason="A read-only property does not travel in a request.",
        ),
        response=_safe(
            id="write-only-property-changed",
            movement="changed",
            reason="A write-only property does not travel in a response.",
        ),
    ),
    _Mirrored(
        area="properties",
        aspect="additional-properties",
        request=_breaks(
            id="additional-properties-forbidden",
            movement="forbidden",
            reason="A property that the schema does not name is refused.",
            remedy="Callers send only properties that are named.",
        ),
        response=_undecided(
            id="additional-properties-allowed",
            movement="allowed",
            reason=(
                "Properties that the schema does not name may arrive; a strict reader refuses them."
            ),
            remedy="Callers that refuse properties that they do not know ignore them.",
        ),
        uneven=_CLOSED,
    ),
    _Mirrored(
        area="properties",
        aspect="additional-properties",
        request=_safe(id="additional-properties-allowed", movement="allowed"),
        response=_safe(id="additional-properties-forbidden", movement="forbidden"),
    ),
    _Mirrored(
        area="composition",
        aspect="alternative",
        request=_breaks(
            id="alternative-removed",
            movement="removed",
            reason="Values of the alternative are refused.",
            remedy="Callers send one of the alternatives that are left.",
        ),
        response=_breaks(
            id="alternative-added",
            movement="added",
            reason="Values of an alternative that callers do not know arrive.",
            remedy=(
                "Callers make ready for the alternative that is new, or for any that they do not "
                "know."
            ),
        ),
    ),
    _Mirrored(
        area="composition",
        aspect="alternative",
        request=_safe(
            id="alternative-added",
            movement="added",
            reason=(
                "All that was accepted still is. `oneOf` is read as one of these: overlaps of "
                "open alternatives refuse nobody."
            ),
        ),
        response=_safe(id="alternative-removed", movement="removed"),
    ),
    _Mirrored(
        area="composition",
        aspect="composition",
        request=_undecided(
            id="composition-changed",
            movement="changed",
            reason="Whether all that was accepted still is could not be proven.",
            remedy="Callers check what they send against the new alternatives.",
        ),
        response=_undecided(
            id="composition-changed",
            movement="changed",
            reason="Whether all that arrives was announced before could not be proven.",
            remedy="Callers check that they read all that the new alternatives let through.",
        ),
    ),
    _Mirrored(
        area="composition",
        aspect="constraint",
        request=_breaks(
            id="constraint-added",
            movement="added",
            reason="Values that do not satisfy the constraint are refused.",
            remedy="Callers send only values that satisfy the constraint.",
        ),
        response=_breaks(
            id="constraint-removed",
            movement="removed",
            reason="Values that do not satisfy the former constraint arrive.",
            remedy="Callers stop relying on the constraint.",
        ),
    ),
    _Mirrored(
        area="composition",
        aspect="constraint",
        request=_safe(id="constraint-removed", movement="removed"),
        response=_safe(id="constraint-added", movement="added"),
    ),
    _Mirrored(
        area="composition",
        aspect="constraint",
        request=_undecided(
            id="constraint-changed",
            movement="changed",
            reason="Whether all that was accepted still is could not be proven.",
            remedy="Callers check what they send against the present constraint.",
        ),
        response=_undecided(
            id="constraint-changed",
            movement="changed",
            reason="Whether all that arrives was announced before could not be proven.",
            remedy="Callers check what they rely on against the present constraint.",
        ),
    ),
    _Mirrored(
        area="content",
        aspect="content",
        request=_breaks(
            id="content-changed",
            movement="changed",
            reason="Texts encoded as before are refused.",
            remedy="Callers encode the text as is said now.",
        ),
        response=_breaks(
            id="content-changed",
            movement="changed",
            reason="Texts arrive encoded in another way.",
            remedy="Callers decode the text as is said now.",
        ),
    ),
    _Mirrored(
        area="composition",
        aspect="prefix-item",
        request=_breaks(
            id="prefix-item-removed",
            movement="removed",
            reason="What was sent at that position has no place there any more.",
            remedy="Callers stop sending an item at that position.",
        ),
        response=_breaks(
            id="prefix-item-added",
            movement="added",
            reason="Something arrives at a position that callers do not read.",
            remedy="Callers read the item at that position, or skip it.",
        ),
    ),
    _Mirrored(
        area="composition",
        aspect="prefix-item",
        request=_safe(
            id="prefix-item-added",
            movement="added",
            reason="Callers that know fewer positions send fewer items.",
        ),
        response=_breaks(
            id="prefix-item-removed",
            movement="removed",
            reason="What callers read at that position no longer arrives.",
            remedy="Callers stop reading an item at that position.",
        ),
        uneven=_COSTS,
    ),
    _Mirrored(
        area="composition",
        aspect="component",
        request=_undecided(
            id="component-type-changed",
            movement="changed",
            reason="Another schema describes what is accepted here.",
            remedy="Callers send what the new schema describes.",
        ),
        response=_undecided(
            id="component-type-changed",
            movement="changed",
            reason="Another schema describes what arrives here.",
            remedy="Callers read what the new schema describes.",
        ),
    ),
    _Mirrored(
        area="discriminator",
        aspect="discriminator",
        request=_safe(
            id="discriminator-changed",
            movement="changed",
            reason=(
                "A discriminator is a hint for reading; the alternatives themselves decide what "
                "is accepted."
            ),
        ),
        response=_safe(
            id="discriminator-changed",
            movement="changed",
            reason=(
                "A discriminator is a hint for reading; the alternatives themselves decide what "
                "arrives."
            ),
        ),
    ),
    _Mirrored(
        area="discriminator",
        aspect="discriminator-mapping",
        request=_undecided(
            id="discriminator-mapping-changed",
            movement="changed",
            reason=(
                "What is sent with that value may be taken for another alternative, or refused."
            ),
            remedy="Callers send the value that stands for the alternative that they mean.",
        ),
        response=_undecided(
            id="discriminator-mapping-changed",
            movement="changed",
            reason=(
                "What arrives with that value is another alternative to callers that choose by it."
            ),
            remedy="Callers choose the alternative by the value that stands for it now.",
        ),
    ),
    _Mirrored(
        area="defaults",
        aspect="default",
        request=_safe(
            id="default-changed",
            movement="changed",
            reason=(
                "An annotation inside a body: callers that leave the property out are accepted as "
                "before."
            ),
        ),
        response=_safe(
            id="default-changed",
            movement="changed",
            reason="An annotation: what arrives is accepted as before.",
        ),
    ),
    _Mirrored(
        area="parameters",
        request=_breaks(
            id="parameter-required-added",
            aspect="parameter",
            movement="added",
            reason="A caller that does not know the parameter is refused.",
            remedy="Callers give the parameter.",
        ),
        response=_breaks(
            id="required-header-removed",
            aspect="header",
            movement="removed",
            reason="A header that callers rely on no longer arrives.",
            remedy="Callers stop reading the header before the change arrives.",
        ),
    ),
    _Mirrored(
        area="parameters",
        request=_safe(
            id="parameter-optional-added",
            aspect="parameter",
            movement="added",
            reason="A caller that does not know the parameter leaves it out.",
        ),
        response=_undecided(
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
    _Mirrored(
        area="parameters",
        request=_breaks(
            id="parameter-removed",
            aspect="parameter",
            movement="removed",
            reason=(
                "The parameters listed are all that there are: a caller that sends another is "
                "refused, or not given what it asks for."
            ),
            remedy="Callers stop sending the parameter before the change arrives.",
        ),
        response=_safe(
            id="header-added",
            aspect="header",
            movement="added",
            reason="Headers that a reader does not know are ignored (RFC 9110, section 5.1).",
        ),
        uneven="A header too many is ignored by rule; a parameter too many is not.",
    ),
    _Mirrored(
        area="parameters",
        request=_breaks(
            id="parameter-became-required",
            aspect="parameter",
            movement="became-required",
            reason="A caller that leaves the parameter out is refused.",
            remedy="Callers give the parameter in every call; it is taken already.",
        ),
        response=_breaks(
            id="header-became-optional",
            aspect="header",
            movement="became-optional",
            reason="A header that callers rely on may be missing.",
            remedy=("Callers make ready for answers without the header before the change arrives."),
        ),
    ),
    _Mirrored(
        area="parameters",
        request=_safe(
            id="parameter-became-optional",
            aspect="parameter",
            movement="became-optional",
        ),
        response=_safe(id="header-became-required", aspect="header", movement="became-required"),
    ),
    _Mirrored(
        area="parameters",
        request=_breaks(
            id="parameter-renamed",
            aspect="parameter",
            movement="renamed",
            reason="A caller sends the former name, which is not read.",
            remedy="Callers send the parameter by its new name once the change has arrived.",
        ),
        response=_breaks(
            id="header-renamed",
            aspect="header",
            movement="renamed",
            reason="Callers read the former name, which does not arrive.",
            remedy="Callers read the header by either name before the change arrives.",
        ),
    ),
    _Mirrored(
        area="parameters",
        aspect="style",
        request=_breaks(
            id="parameter-style-changed",
            movement="changed",
            reason="Values written in the former style are read as others.",
            remedy="Callers write the value in the new style once the change has arrived.",
        ),
        response=_breaks(
            id="header-style-changed",
            movement="changed",
            reason="Values arrive in a style that callers do not read.",
            remedy="Callers read the value in either style before the change arrives.",
        ),
    ),
    _Mirrored(
        area="bodies",
        aspect="body",
        request=_breaks(
            id="body-required-added",
            movement="added",
            reason="A caller that sends no body is refused.",
            remedy="Callers send the body.",
        ),
        response=_breaks(
            id="body-removed",
            movement="removed",
            reason="A body that callers read no longer arrives.",
            remedy="Callers stop reading the body before the change arrives.",
        ),
    ),
    _Mirrored(
        area="bodies",
        aspect="body",
        request=_breaks(
            id="body-removed",
            movement="removed",
            reason="A caller sends a body that is not read any more, or refused.",
            remedy="Callers stop sending the body before the change arrives.",
        ),
        response=_safe(
            id="body-added",
            movement="added",
            reason="A caller that read no body need not read one.",
        ),
        uneven=(
            "A body that is not read costs a reader nothing; to a sender it is what the call is "
            "about."
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="media-type",
        request=_breaks(
            id="media-type-removed",
            movement="removed",
            reason="A body of that media type is refused.",
            remedy="Callers send a media type that is still taken.",
        ),
        response=_safe(
            id="media-type-added",
            movement="added",
            reason=(
                "A caller says in `Accept` what it reads; others are not sent to it (RFC 9110, "
                "section 12.5.1)."
            ),
        ),
        uneven=_NEGOTIATED,
    ),
    _Mirrored(
        area="media types",
        aspect="media-type",
        request=_safe(id="media-type-added", movement="added"),
        response=_breaks(
            id="media-type-removed",
            movement="removed",
            reason="A caller that asks for that media type is refused, or gets another.",
            remedy="Callers ask for a media type that is still sent.",
        ),
        uneven=_NEGOTIATED,
    ),
    _Mirrored(
        area="media types",
        aspect="media-type",
        request=_breaks(
            id="media-type-narrowed",
            movement="narrowed",
            reason="A body of the former, more general media type is refused.",
            remedy="Callers send the media type that is named now.",
        ),
        response=_breaks(
            id="media-type-widened",
            movement="widened",
            reason="A body arrives as a media type more general than callers know.",
            remedy=(
                "Callers ask for the media type that they read, and look at what a body is sent as."
            ),
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="media-type",
        request=_safe(id="media-type-widened", movement="widened"),
        response=_safe(
            id="media-type-narrowed",
            movement="narrowed",
            reason="What arrives is a kind of what was announced before.",
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="media-type",
        request=_undecided(
            id="media-type-suffix-dropped",
            movement="generalised",
            reason=(
                "A body is written as before; whether it is read when it is sent as the former, "
                "more special media type, the document does not say."
            ),
            remedy="Callers send the body as the media type that is named now.",
        ),
        response=_undecided(
            id="media-type-suffix-gained",
            movement="specialised",
            reason=(
                "The body is written as before, and is called something more special; whether a "
                "caller that asks for it by the former name gets it, the document does not say."
            ),
            remedy="Callers ask for either media type before the change arrives.",
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="media-type",
        request=_undecided(
            id="media-type-parameters-changed",
            movement="changed",
            reason=(
                "Whether a body that is sent with the former parameters is still read, the "
                "document does not say."
            ),
            remedy="Callers send the parameters that are named now.",
        ),
        response=_undecided(
            id="media-type-parameters-changed",
            movement="changed",
            reason=(
                "Whether a caller that asks with the former parameters still gets what it reads, "
                "the document does not say."
            ),
            remedy="Callers ask with the parameters that are named now.",
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="encoding",
        request=_undecided(
            id="encoding-changed",
            movement="changed",
            reason="Parts of the body are to be written in another way.",
            remedy="Callers write the parts as they are described now.",
        ),
        response=_undecided(
            id="encoding-changed",
            movement="changed",
            reason="Parts of the body arrive written in another way.",
            remedy="Callers read the parts in either way before the change arrives.",
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="xml",
        request=_breaks(
            id="xml-changed",
            movement="changed",
            reason="XML that is written as before is not understood.",
            remedy="Callers write the XML as it is described now.",
        ),
        response=_breaks(
            id="xml-changed",
            movement="changed",
            reason="XML arrives that is written in another way.",
            remedy="Callers read the XML as it is described now.",
        ),
    ),
    _Mirrored(
        area="media types",
        aspect="xml",
        request=_undecided(
            id="xml-prefix-changed",
            movement="changed",
            reason=(
                "By its namespace the name is the same, whatever its prefix; a server that "
                "compares prefixes does not find it."
            ),
            remedy="Callers write the prefix that is described now.",
        ),
        response=_undecided(
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

_UNMIRRORED: Final = (
    _Unmirrored(
        area="paths",
        direction="both",
        mirror=_BOTH_WAYS,
        told=(
            _breaks(
                id="path-removed",
                aspect="path",
                movement="removed",
                reason="Calls to the path are answered as not found.",
                remedy=_CALL,
            ),
            _breaks(
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
    _Unmirrored(
        area="operations",
        direction="both",
        mirror=_BOTH_WAYS,
        told=(
            _breaks(
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
    _Unmirrored(
        area="parameters",
        direction="request",
        mirror=(
            "A response header that goes is removed, announced or not: readers do not choose what "
            "they are sent."
        ),
        told=(
            _breaks(
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
    _Unmirrored(
        area="paths",
        direction="both",
        mirror=_BOTH_WAYS,
        told=(
            _safe(
                id="path-added",
                aspect="path",
                movement="added",
                reason="Nobody called it before.",
            ),
            _safe(
                id="path-parameter-renamed",
                aspect="path-parameter",
                movement="renamed",
                reason="Only the value of such a parameter travels, not its name.",
            ),
        ),
    ),
    _Unmirrored(
        area="operations",
        direction="both",
        mirror=_BOTH_WAYS,
        told=(
            _breaks(
                id="operation-removed",
                aspect="operation",
                movement="removed",
                reason="Calls are refused.",
                remedy=_CALL,
            ),
            _safe(
                id="operation-added",
                aspect="operation",
                movement="added",
                reason="Nobody called it before.",
            ),
            _breaks(
                id="operation-moved",
                aspect="operation",
                movement="moved",
                reason="Calls to the former method and path are refused.",
                remedy=("Callers call it by its new method and path once the change has arrived."),
            ),
            _breaks(
                id="webhook-removed",
                aspect="webhook",
                movement="removed",
                reason="Callers that wait for the call no longer get it.",
                remedy=_WAIT,
            ),
            _safe(
                id="webhook-added",
                aspect="webhook",
                movement="added",
                reason="A webhook is subscribed to.",
            ),
            _breaks(
                id="callback-removed",
                aspect="callback",
                movement="removed",
                reason="Callers that wait for the call no longer get it.",
                remedy=_WAIT,
            ),
            _safe(
                id="callback-added",
                aspect="callback",
                movement="added",
                reason="A callback goes to an address that the caller gave for it.",
            ),
        ),
    ),
    _Unmirrored(
        area="operations",
        direction="request",
        mirror=_NO_CHOICE,
        told=(
            _breaks(
                id="alternatives-changed",
                aspect="alternatives",
                movement="changed",
                reason="A choice of parameters that was accepted is refused.",
                remedy=("Callers give exactly one of the lists of parameters that are named now."),
            ),
            _safe(
                id="alternatives-widened",
                aspect="alternatives",
                movement="widened",
                reason="Every choice of parameters that was accepted still is.",
            ),
        ),
    ),
    _Unmirrored(
        area="parameters",
        direction="request",
        mirror="A response header has one place only.",
        told=(
            _breaks(
                id="request-parameter-moved",
                aspect="parameter",
                movement="moved",
                reason="The parameter is not read from where callers send it.",
                remedy="Callers send the parameter in its new place.",
            ),
        ),
    ),
    _Unmirrored(
        area="parameters",
        direction="request",
        mirror="A response header that is missing has no default.",
        told=(
            _breaks(
                id="request-parameter-default-changed",
                aspect="default",
                movement="changed",
                reason="A caller that leaves the parameter out now asks for something else.",
                remedy="Callers state the value that they mean.",
            ),
        ),
    ),
    _Unmirrored(
        area="bodies",
        direction="request",
        mirror=_ALWAYS_A_BODY,
        told=(
            _safe(
                id="request-body-optional-added",
                aspect="body",
                movement="added",
                reason="A caller that sends no body is accepted as before.",
            ),
            _breaks(
                id="request-body-became-required",
                aspect="body",
                movement="became-required",
                reason="A caller that sends no body is refused.",
                remedy="Callers send a body.",
            ),
            _safe(
                id="request-body-became-optional",
                aspect="body",
                movement="became-optional",
                reason="All that was accepted still is.",
            ),
        ),
    ),
    _Unmirrored(
        area="responses",
        direction="response",
        mirror=_NO_STATUS,
        told=(
            _breaks(
                id="response-success-removed",
                aspect="success-status",
                movement="removed",
                reason="The success that callers wait for no longer arrives.",
                remedy="Callers stop waiting for that status before the change arrives.",
            ),
            _undecided(
                id="response-default-removed",
                aspect="status",
                movement="removed",
                reason="What arrives where nothing else is named, the document no longer says.",
                remedy="Callers ask what arrives now.",
            ),
            _safe(
                id="response-success-added",
                aspect="success-status",
                movement="added",
                reason=(
                    "A status that a caller does not know is to be treated as the first of its "
                    "class (RFC 9110, section 15)."
                ),
            ),
            _safe(
                id="response-error-removed",
                aspect="status",
                movement="removed",
                reason="An error that does not arrive harms nobody.",
            ),
            _safe(
                id="response-error-added",
                aspect="status",
                movement="added",
                reason=(
                    "A status that a caller does not know is to be treated as the first of its "
                    "class (RFC 9110, section 15)."
                ),
            ),
            _undecided(
                id="response-status-generalised",
                aspect="status",
                movement="generalised",
                reason=(
                    "The status is described along with others: another may arrive, and callers "
                    "that compare it exactly fail."
                ),
                remedy="Callers compare the class of the status.",
            ),
            _safe(
                id="response-status-specialised",
                aspect="status",
                movement="specialised",
                reason="All that arrives was announced before.",
            ),
        ),
    ),
    _Unmirrored(
        area="responses",
        direction="request",
        mirror=_ANSWERED,
        told=(
            _undecided(
                id="answer-status-removed",
                aspect="status",
                movement="removed",
                reason=(
                    "What the server makes of an answer that is not named any more, the document "
                    "does not say."
                ),
                remedy="Callers answer with a status that is still named.",
            ),
            _safe(
                id="answer-status-added",
                aspect="status",
                movement="added",
                reason="Callers choose what they answer; what was taken still is.",
            ),
        ),
    ),
    _Unmirrored(
        area="responses",
        direction="response",
        mirror="A request has no links.",
        told=(
            _safe(
                id="response-links-changed",
                aspect="links",
                movement="changed",
                reason="Links are hints about what to call next.",
            ),
        ),
    ),
    _Unmirrored(
        area="security",
        direction="request",
        mirror=_NO_CREDENTIALS,
        told=(
            _breaks(
                id="security-tightened",
                aspect="security",
                movement="tightened",
                reason="Calls with the credentials of before are refused.",
                remedy="Callers get the credentials that are asked for now.",
            ),
            _safe(
                id="security-loosened",
                aspect="security",
                movement="loosened",
                reason="The credentials of before are still accepted.",
            ),
            _safe(
                id="security-removed",
                aspect="security",
                movement="removed",
                reason=(
                    "Calls are accepted without credentials. Those that callers still send are "
                    "not read; a client that is generated anew sends none."
                ),
            ),
            _safe(
                id="security-became-optional",
                aspect="security",
                movement="became-optional",
                reason=(
                    "The credentials of before are still accepted, and so are calls without any."
                ),
            ),
            _undecided(
                id="security-optional-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "Calls without credentials are accepted; whether those are that carry one "
                    "which is not named any more, the document does not say."
                ),
                remedy="Callers leave the credential out, or send one that is named now.",
            ),
            _safe(
                id="security-order-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "All credentials are accepted as before; a client that is generated anew "
                    "sends the first that it has."
                ),
                remedy="Callers that have several credentials give the one that they mean.",
            ),
            _undecided(
                id="security-undescribed",
                aspect="security",
                movement="undescribed",
                reason=(
                    "A requirement names a scheme that the document does not describe, so that it "
                    "does not say which credential is meant."
                ),
                remedy="Callers ask which credentials are wanted.",
            ),
            _undecided(
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
    _Unmirrored(
        area="security",
        direction="response",
        mirror="What callers prove themselves with has rules of its own.",
        told=(
            _undecided(
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
    _Unmirrored(
        area="security",
        direction="request",
        mirror=_NO_CREDENTIALS,
        told=(
            _breaks(
                id="security-scheme-changed",
                aspect="security-scheme",
                movement="changed",
                reason="The credential is to be sent in another way.",
                remedy="Callers send the credential as the scheme says now.",
            ),
            _undecided(
                id="security-flow-changed",
                aspect="security",
                movement="changed",
                reason=(
                    "The credential is sent as before; whether one that was got in the former way "
                    "is still accepted, the document does not say."
                ),
                remedy="Callers get the credential in the way that is described now.",
            ),
            _safe(
                id="security-scheme-details-changed",
                aspect="security-scheme",
                movement="changed",
                reason=(
                    "What is said of the credential has changed; those that callers have are got "
                    "and sent as before."
                ),
            ),
            _safe(
                id="security-scheme-renamed",
                aspect="security-scheme",
                movement="renamed",
                reason="The name of a security scheme does not travel.",
            ),
            _safe(
                id="security-scheme-removed",
                aspect="security-scheme",
                movement="removed",
                reason="No operation asked for it.",
            ),
            _safe(
                id="security-scheme-added",
                aspect="security-scheme",
                movement="added",
                reason="No operation asks for it.",
            ),
        ),
    ),
    _Unmirrored(
        area="servers",
        direction="both",
        mirror=_BOTH_WAYS,
        told=(
            _undecided(
                id="server-removed",
                aspect="server",
                movement="removed",
                reason="Whether the former address still answers, the document does not say.",
                remedy="Callers set the base address that is listed now.",
            ),
            _safe(
                id="server-added",
                aspect="server",
                movement="added",
                reason="Callers need not call it.",
            ),
            _undecided(
                id="server-variable-narrowed",
                aspect="server-variable",
                movement="narrowed",
                reason=(
                    "Whether the addresses of the former values still answer, the document does "
                    "not say."
                ),
                remedy="Callers give a value that is listed now.",
            ),
            _safe(
                id="server-variable-widened",
                aspect="server-variable",
                movement="widened",
                reason="The former addresses are still listed.",
            ),
            _safe(
                id="server-default-changed",
                aspect="server-default",
                movement="changed",
                reason=(
                    "The addresses are what they were; a client that is generated anew calls "
                    "another one, unless it is told which."
                ),
                remedy=("Callers that generate their client anew state the value that they mean."),
            ),
            _safe(
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
            _safe(
                id="server-details-changed",
                aspect="server",
                movement="changed",
                reason="The addresses are what they were.",
            ),
        ),
    ),
    _Unmirrored(
        area="metadata",
        direction="both",
        mirror=_TEXT,
        told=(
            _safe(
                id="deprecated",
                aspect="deprecation",
                movement="deprecated",
                reason="It still works as before.",
                remedy="Callers plan for its removal.",
            ),
            _safe(
                id="no-longer-deprecated",
                aspect="deprecation",
                movement="undeprecated",
                reason="It works as before.",
            ),
            _safe(
                id="description-changed",
                aspect="description",
                movement="changed",
                reason="A text for readers: nothing of it is sent.",
            ),
            _safe(
                id="title-changed",
                aspect="title",
                movement="changed",
                reason="A text for readers: nothing of it is sent.",
            ),
            _safe(
                id="summary-changed",
                aspect="summary",
                movement="changed",
                reason="A text for readers: nothing of it is sent.",
            ),
            _safe(
                id="example-changed",
                aspect="example",
                movement="changed",
                reason="Examples are for readers: nothing of them is sent.",
            ),
            _safe(
                id="extension-changed",
                aspect="extension",
                movement="changed",
                reason="Extensions are read by tools, not sent.",
            ),
            _safe(
                id="annotation-changed",
                aspect="annotation",
                movement="changed",
                reason="An annotation does not travel.",
            ),
            _safe(
                id="tags-changed",
                aspect="tags",
                movement="changed",
                reason="Tags order the documentation.",
            ),
            _safe(
                id="operation-id-changed",
                aspect="operation-id",
                movement="changed",
                reason="The identifier of an operation is not sent.",
            ),
            _safe(
                id="info-changed",
                aspect="info",
                movement="changed",
                reason="About the document itself.",
            ),
            _safe(
                id="schema-renamed",
                aspect="schema",
                movement="renamed",
                reason="The name of a component does not travel.",
            ),
            _safe(
                id="unused-component-changed",
                aspect="unused-component",
                movement="changed",
                reason="No operation uses it, or none in the same place before and after.",
            ),
            _safe(
                id="unused-component-removed",
                aspect="unused-component",
                movement="removed",
                reason="No operation used it.",
            ),
            _safe(
                id="unused-component-added",
                aspect="unused-component",
                movement="added",
                reason="No operation uses it.",
            ),
        ),
    ),
    _Unmirrored(
        area="operations",
        direction="both",
        mirror=_BOTH_WAYS,
        told=(
            _breaks(
                id="callback-address-changed",
                aspect="callback-address",
                movement="changed",
                reason=(
                    "The server takes the address from another place: what callers give for it as "
                    "before is not called any more."
                ),
                remedy="Callers give the address where it is taken from now.",
            ),
            _safe(
                id="callback-renamed",
                aspect="callback",
                movement="renamed",
                reason="The name of a callback does not travel.",
            ),
            _undecided(
                id="webhook-renamed",
                aspect="webhook",
                movement="renamed",
                reason=(
                    "Whether the name is one by which callers subscribe or tell the call, the "
                    "document does not say."
                ),
                remedy="Callers that subscribe by the name use the new one.",
            ),
            _breaks(
                id="webhook-signature-changed",
                aspect="signature",
                movement="changed",
                reason="Whoever verifies the former signature refuses every request.",
                remedy="Callers verify the new form, and both forms until the change has arrived.",
            ),
            _breaks(
                id="webhook-signature-removed",
                aspect="signature",
                movement="removed",
                reason=(
                    "Whoever verifies the former signature refuses every request that comes "
                    "without it."
                ),
                remedy="Callers ask how requests are proven now, and verify that.",
            ),
            _undecided(
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
    _Unmirrored(
        area="streams",
        direction="request",
        mirror=_ASKED,
        told=(
            _breaks(
                id="stream-condition-changed",
                aspect="stream-condition",
                movement="changed",
                reason=(
                    "A call that asks for the stream by the former field is answered at once, or "
                    "refused."
                ),
                remedy="Callers ask for the stream by the field that is named now.",
            ),
            _undecided(
                id="stream-condition-removed",
                aspect="stream-condition",
                movement="removed",
                reason=(
                    "Whether the former field still asks for the stream, the document does not say."
                ),
                remedy="Callers look at what the answer is sent as.",
            ),
            _undecided(
                id="stream-condition-added",
                aspect="stream-condition",
                movement="added",
                reason=(
                    "Whether a call without the field still gets the stream, the document does "
                    "not say."
                ),
                remedy="Callers that read the stream ask for it by the field that is named now.",
            ),
        ),
    ),
    _Unmirrored(
        area="streams",
        direction="response",
        mirror=_ONLY_ANSWERS,
        told=(
            _safe(
                id="stream-added",
                aspect="stream",
                movement="added",
                reason="A call that does not ask for the stream is answered as before.",
            ),
            _breaks(
                id="stream-removed",
                aspect="stream",
                movement="removed",
                reason="Callers that read the answer item by item find one that is none of them.",
                remedy="Callers read the answer as a whole.",
            ),
            _breaks(
                id="stream-form-changed",
                aspect="stream",
                movement="changed",
                reason="The answer arrives in a form that callers do not read.",
                remedy="Callers read the form that is described now.",
            ),
            _breaks(
                id="stream-end-changed",
                aspect="stream-end",
                movement="changed",
                reason=(
                    "Callers wait for a last event that does not come, or take the new one for an "
                    "item."
                ),
                remedy="Callers end at either, and at the end of the connection.",
            ),
            _undecided(
                id="stream-errors-changed",
                aspect="stream-end",
                movement="changed",
                reason=(
                    "Callers take an event that says that the stream failed for an item, or the "
                    "other way round, unless they tell them by something else."
                ),
                remedy="Callers treat the events that are named now as errors.",
            ),
        ),
    ),
    _Unmirrored(
        area="repeats",
        direction="request",
        mirror=_SENT_ONCE,
        told=(
            _breaks(
                id="idempotency-header-changed",
                aspect="idempotency-header",
                movement="changed",
                reason=(
                    "Callers repeat the request with a header that the server does not read any "
                    "more, and it acts twice."
                ),
                remedy="Callers send their key in the header that is named now.",
            ),
            _breaks(
                id="idempotency-header-removed",
                aspect="idempotency-header",
                movement="removed",
                reason=(
                    "Callers repeat the request with a header that the server does not read any "
                    "more, and it acts twice."
                ),
                remedy="Callers look at whether the request arrived before they repeat it.",
            ),
            _safe(
                id="idempotency-header-added",
                aspect="idempotency-header",
                movement="added",
                reason="A request without the header is accepted as before.",
            ),
            _undecided(
                id="repeat-forbidden",
                aspect="retry",
                movement="forbidden",
                reason=(
                    "Callers repeat the request after a failure; whether that did harm before, "
                    "the document did not say."
                ),
                remedy="Callers look at whether the request arrived before they repeat it.",
            ),
            _safe(
                id="repeat-allowed",
                aspect="retry",
                movement="allowed",
                reason="A request that is sent once is answered as before.",
            ),
            _safe(
                id="retry-policy-changed",
                aspect="retry",
                movement="changed",
                reason=(
                    "A request is answered as before; clients that are generated anew repeat it "
                    "at other failures, or after other pauses."
                ),
            ),
        ),
    ),
    _Unmirrored(
        area="pages",
        direction="response",
        mirror="A request does not come in pages.",
        told=(
            _undecided(
                id="paging-added",
                aspect="paging",
                movement="added",
                reason=(
                    "Whether the answer had all of the list, the document did not say; a caller "
                    "that asks once has its first page."
                ),
                remedy="Callers ask for the pages that follow.",
            ),
            _undecided(
                id="paging-removed",
                aspect="paging",
                movement="removed",
                reason="Whether the answer has all of the list, the document does not say.",
                remedy="Callers ask how they get the rest of the list.",
            ),
            _undecided(
                id="paging-changed",
                aspect="paging",
                movement="changed",
                reason=(
                    "Whether a caller that looks for the next page as before finds it, or the "
                    "same page again, the document does not say."
                ),
                remedy="Callers look for the next page as is described now.",
            ),
        ),
    ),
    _Unmirrored(
        area="pages",
        direction="response",
        mirror="A request does not say how far work is.",
        told=(
            _safe(
                id="polling-added",
                aspect="wait",
                movement="added",
                reason="The answer is as before; what it means is said now.",
            ),
            _undecided(
                id="polling-removed",
                aspect="wait",
                movement="removed",
                reason="Whether the former states still arrive, the document does not say.",
                remedy="Callers that wait give up after a time of their own.",
            ),
            _undecided(
                id="polling-changed",
                aspect="wait",
                movement="changed",
                reason=(
                    "Callers that wait for the former states may wait for ever, or take work for "
                    "done that is not."
                ),
                remedy="Callers wait for the states that are named now as well.",
            ),
        ),
    ),
    _Unmirrored(
        area="parameters",
        direction="request",
        mirror=_EMPTY_HEADER,
        told=(
            _undecided(
                id="request-parameter-empty-refused",
                aspect="empty-value",
                movement="refused",
                reason=(
                    "The parameter could be sent without a value; whether a call that does so is "
                    "refused now, the document does not say."
                ),
                remedy="Callers leave the parameter out instead of sending it empty.",
            ),
            _safe(
                id="request-parameter-empty-allowed",
                aspect="empty-value",
                movement="allowed",
                reason="All that was accepted still is.",
            ),
        ),
    ),
    _Unmirrored(
        area="metadata",
        direction="both",
        mirror=_TEXT,
        told=(
            _undecided(
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

RULES: tuple[Rule, ...] = tuple(
    rule for entry in (*_MIRRORED, *_UNMIRRORED) for rule in entry.rules()
)
"""Every wire rule, mirrored ones side by side."""

UNEVEN: Mapping[frozenset[str], str] = MappingProxyType(
    {frozenset(rule.id for rule in pair.rules()): pair.uneven for pair in _MIRRORED if pair.uneven}
)
"""Why the verdicts of two mirrored rules differ, by their ids."""

_BY_ID: Final = {rule.id: rule for rule in (*RULES, *PYTHON_RULES)}
_UNDIRECTED: Final = {rule.kind: rule for entry in _UNMIRRORED for rule in entry.rules()}
_BY_KIND: Final = {
    (rule.kind, rule.direction): rule for entry in _MIRRORED for rule in entry.rules()
}


def by_id(name: str) -> Rule:
    """The rule of the wire or of Python that is called `name`. KeyError if there is none."""
    return _BY_ID[name]


def find(name: str) -> Rule | None:
    """The rule of the wire or of Python that is called `name`, if there is one."""
    return _BY_ID.get(name)


def rule(kind: str, direction: Direction) -> Rule:
    """The rule about `kind` (`type-narrowed`, `path-removed`) in a direction. KeyError if there is
    none.
    """
    found = _UNDIRECTED.get(kind)
    return found if found is not None else _BY_KIND[kind, direction]
