"""A pair of schemas: what changed between them, each cause once, and which operations it reaches.

Pairs form a graph: an operation leads to the schemas of its bodies and parameters, each of those to
the schemas inside it. A pair is compared once however many ways lead to it, so recursion ends; what
a pair finds reaches every operation that leads to the pair, in the directions in which values
travel along the way (a read-only property does not travel in a request). Rules decide keyword by
keyword; where alternatives or conditions were rewritten, `proof` decides, and what it cannot decide
is "unknown"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import ceil, floor, isfinite
from types import MappingProxyType
from typing import Any, Literal

from generator.document import pointer as pointers
from generator.review import xml
from generator.review.discriminators import DEFAULT_REASONS, beside
from generator.review.equals import Equals, Joined
from generator.review.model import Rule, Verdict, worst
from generator.review.notes import changed_keys, same_dialect
from generator.review.octets import settled
from generator.review.pairing import Pairs, members
from generator.review.proof import Proof, Way
from generator.review.rules import rule
from generator.review.same import Same, identical
from generator.review.shapes import (
    APPLIES,
    JSON_TYPES,
    MAPS,
    SINCE_3_1,
    Node,
    Part,
    Shape,
    Side,
    Union,
    canonical,
    is_number,
    type_of,
    unwrapped,
)
from generator.review.words import became

Form = Literal["json", "condition", "text", "header", "query"]
"""How a value travels: as JSON, as plain text, as text of one line, or as text that may be repeated
to make a list. What is under a `condition` is about JSON that other schemas describe."""

_JSON: tuple[Form, ...] = ("json", "condition")
_SCALARS = frozenset({"string", "integer", "number", "boolean", "null"})
_WIDER_FORMATS = {
    ("int32", "int64"),
    ("float", "double"),
    ("int32", "double"),
    ("float", ""),
    ("double", ""),
}
_COVARIANT = (
    "then",
    "else",
    "contains",
    "propertyNames",
    "contentSchema",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_WAYS: tuple[Way, ...] = ("request", "response")
_LEFT_OVER = ("unevaluatedItems", "unevaluatedProperties")
_DECIDED = frozenset({"type", "format", "values", "bounds"})
_MAPPING = "discriminator-mapping-changed"
_IDLE = (
    "The bound says nothing about values of these types; what it is meant for the document does "
    "not say."
)
_NULL_UNLISTED = (
    "An `enum` without null refuses it beside `nullable: true` (OpenAPI 3.0.3); few documents "
    "mean that."
)
_UNSUPPORTED = (
    "OpenAPI 3.0 does not support `{}`; whether callers and servers keep to it all the same, the "
    "document does not say."
)
_NOTHING_LEFT = (
    "What the schema says now lets no value through: nothing arrives any more, or the document "
    "has a slip."
)
_ANYTHING_THERE = (
    "More items were allowed than are named, and of any type; whether any stood there the "
    "document does not say."
)
MOST_CHARACTERS = 10_000
MOST_DIFFERENCES = 5
"""So many of the differences between a component and what took its place are told."""
MOST_EXAMPLES = 150
"""Of so many findings at most is the smallest lost value looked for."""


@dataclass(slots=True)
class Finding:
    """A cause before it is told. `request` and `response` are the kinds of its rules, None where it
    means nothing there.

    `asked` and `answered` are sets of operations, as bits: those that it reaches by what they ask,
    and by what they answer. `unasked` and `unanswered` are those that lead to it only by what does
    not travel in that direction, until it is told. `base` and `head` are where to look; `subject`
    is what changed: a pointer into the head, into the base if it is `gone`; what is `fresh` is in
    the head only; what is `implied` no keyword says. `reasons` are those of a direction that are
    not the rule's; `types` are those of the values that it is about; `loses` says whether a value
    can be lost by it, where that is known. `former` is the rule that it would have if it
    travelled, `keyword` the key of an annotation, those around it before it."""

    request: str | None
    response: str | None
    what: str
    base: str | None
    head: str | None
    before: str | None = None
    after: str | None = None
    verdicts: dict[Way, Verdict] = field(default_factory=dict)
    pair: tuple[Node, Node] | None = None
    subject: str = ""
    gone: bool = False
    fresh: bool = False
    asked: int = 0
    answered: int = 0
    unasked: int = 0
    unanswered: int = 0
    reasons: dict[str, str] = field(default_factory=dict)
    types: frozenset[str] = JSON_TYPES
    implied: bool = False
    loses: Callable[[Any], bool] | None = None
    former: Rule | None = None
    keyword: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str | None, str | None]:
        return (self.request, self.response)

    @property
    def ways(self) -> tuple[tuple[str | None, Way], ...]:
        return ((self.request, "request"), (self.response, "response"))

    @property
    def key(self) -> tuple[Any, ...]:
        """What is there on one side only is one cause, whatever it is missing from on the other."""
        base, head = None if self.fresh else self.base, None if self.gone else self.head
        return (self.request, self.response, base, head, self.what, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Key:
    base: Node
    head: Node
    form: Form = "json"


@dataclass(slots=True)
class _Pair:
    findings: list[Finding] = field(default_factory=list)
    inner: list[tuple[Key, bool, bool]] = field(default_factory=list)
    asked: int = 0
    answered: int = 0
    unasked: int = 0
    unanswered: int = 0


class Schemas:
    """Compares pairs of schemas of two documents. `is_same` says which are the same text all the
    way down.
    """

    def __init__(self, base: Side, head: Side, same: Same) -> None:
        self._base, self._head = base, head
        self._same = same
        self._pairs: dict[Key, _Pair] = {}
        self._joined = Joined()
        self.proof = Proof(base, head)
        self.renamed: dict[tuple[str, str], _Pair] = {}
        self.replaced: set[tuple[str, str]] = set()
        self.elements_by_component = base.document.version == "3.2" == head.document.version
        self.worded, self.bare = (Equals(base, head, words=words) for words in (True, False))

    def use(self, base: Node, head: Node, form: Form, asked: int, answered: int) -> None:
        """Notes that operations lead to a pair. Pairs are compared when `findings` asks."""
        key = self.key(base, head, form)
        if key is not None:
            pair = self._pairs.setdefault(key, _Pair())
            pair.asked |= asked
            pair.answered |= answered

    def findings(self, shown: Callable[[Finding], Finding | None]) -> list[Finding]:
        """All that was found, each cause once, with all that it reaches; `shown` is what shows of
        it, where anything does.
        """
        waiting = list(reversed(self._pairs))
        compared: list[Key] = []
        while waiting:
            key = waiting.pop()
            pair = self._pairs[key]
            compared.append(key)
            self._joined.add(key.base, key.head)
            self._compare(key, pair)
            found = dict.fromkeys(inner for inner, _, _ in pair.inner if inner not in self._pairs)
            self._pairs |= {inner: _Pair() for inner in found}
            waiting += reversed(found)
        self._spread()
        merged: dict[tuple[Any, ...], Finding] = {}
        for key in compared:
            pair = self._pairs[key]
            for finding in pair.findings:
                known = merged.setdefault(finding.key, finding)
                known.asked |= pair.asked
                known.answered |= pair.answered
                known.unasked |= pair.unasked
                known.unanswered |= pair.unanswered
        told = (shown(_told_where_it_travels(finding)) for finding in merged.values())
        return self._with_replacements([finding for finding in told if finding is not None])

    def _with_replacements(self, findings: list[Finding]) -> list[Finding]:
        """A component in the place of another is one cause, however much the two differ."""
        groups: dict[tuple[str, str] | int, list[Finding]] = {}
        for number, finding in enumerate(findings):
            swap = (_component(finding.base), _component(finding.head))
            groups.setdefault(swap if swap in self.replaced else number, []).append(finding)
        return [
            found[0] if isinstance(key, int) else _replacement(*key, found)
            for key, found in groups.items()
        ]

    def _spread(self) -> None:
        """Lets every pair know the operations that lead to it."""
        waiting = list(self._pairs)
        while waiting:
            pair = self._pairs[waiting.pop()]
            for key, asks, answers in pair.inner:
                inner = self._pairs[key]
                known = (inner.asked, inner.answered, inner.unasked, inner.unanswered)
                inner.asked |= pair.asked if asks else 0
                inner.answered |= pair.answered if answers else 0
                inner.unasked |= pair.unasked | (0 if asks else pair.asked)
                inner.unanswered |= pair.unanswered | (0 if answers else pair.answered)
                if known != (inner.asked, inner.answered, inner.unasked, inner.unanswered):
                    waiting.append(key)

    # --- pairs ------------------------------------------------------------------------------------

    def key(self, base: Node, head: Node, form: Form = "json") -> Key | None:
        """The pair without the references that lead to it; None when both are the same text all the
        way down.
        """
        left, right = self._settled(self._base, base), self._settled(self._head, head)
        places = {part.pointer for part in (*left, *right)}
        among = any if self.elements_by_component else all
        renamed = len(left) == len(right) == 1 < len(places) and among(
            at.startswith("/components/schemas/") for at in places
        )
        if (
            not renamed
            and len(left) == len(right)
            and all(self._same.nodes(one, other) for one, other in zip(left, right, strict=True))
        ):
            return None
        return Key(left, right, form)

    def _settled(self, side: Side, node: Node) -> Node:
        settled: list[Part] = []
        for part in node:
            found = part
            while side.is_alias(found.schema):
                target = side.target(found.schema)
                if target is None or not isinstance(target[0], (dict, bool)):
                    break
                found = Part(target[1], target[0], part.null)
            settled.append(found)
        return tuple(dict.fromkeys(settled))

    def _compare(self, key: Key, pair: _Pair) -> None:
        base, head = self._base.shape(key.base), self._head.shape(key.head)
        if len(key.base) == 1 == len(key.head):
            self._name(key, pair)
        _Comparison(self, key, pair, base, head).run()

    def _name(self, key: Key, pair: _Pair) -> None:
        old, new = self._base.component(key.base), self._head.component(key.head)
        if old is None or new is None or old == new or (old, new) in self.renamed:
            return
        if self._head.document.has(old) or self._base.document.has(new):
            self.replaced.add((old, new))
        else:
            self.renamed[old, new] = pair
            names = (old.rpartition("/")[2], new.rpartition("/")[2])
            what = f"schema renamed from `{names[0]}` to `{names[1]}`"
            pair.findings.append(
                Finding("schema-renamed", "schema-renamed", what, old, new, *names, subject=new)
            )

    @property
    def base(self) -> Side:
        return self._base

    @property
    def head(self) -> Side:
        return self._head

    def inner(
        self,
        pair: _Pair,
        base: Node,
        head: Node,
        form: Form = "json",
        *,
        asks: bool = True,
        answers: bool = True,
    ) -> None:
        for left, right in self._apart(base, head):
            key = self.key(left, right, form)
            if key is not None:
                pair.inner.append((key, asks, answers))

    def _apart(self, base: Node, head: Node) -> list[tuple[Node, Node]]:
        """The two nodes; once schemas that hold together multiply, their schemas one by one.

        What is safe for each of them is safe for all together; what breaks one is told though
        another may forbid it anyway."""
        if max(len(base), len(head)) < 2 or not self._joined.multiply:
            return [(base, head)]
        left, right = (
            {part.pointer: part for part in self._settled(*each)}
            for each in ((self._base, base), (self._head, head))
        )
        same = [((part,), (right[place],)) for place, part in left.items() if place in right]
        gone, new = (
            [(one[place],) for place in one if place not in other]
            for one, other in ((left, right), (right, left))
        )
        return [*same, *zip_longest(gone, new, fillvalue=())]


def _told_where_it_travels(finding: Finding) -> Finding:
    """A finding that is reached only by a property that does not travel in that direction is about
    such a property.
    """
    if finding.asked | finding.answered or not finding.unasked | finding.unanswered:
        return finding
    if any(kind and rule(kind, way).area != "metadata" for kind, way in finding.ways):
        finding.former = next(rule(kind, way) for kind, way in finding.ways if kind)
        finding.request = "read-only-property-changed" if finding.unasked else None
        finding.response = "write-only-property-changed" if finding.unanswered else None
        finding.verdicts = {}
    finding.asked, finding.answered = finding.unasked, finding.unanswered
    return finding


def _component(pointer: str | None) -> str:
    """The component that a pointer leads into."""
    return "/".join((pointer or "").split("/", 4)[:4])


def _replacement(old: str, new: str, findings: list[Finding]) -> Finding:
    """What is found between two components of which one took the other's place, as one finding."""
    before, after = (pointers.split(pointer)[-1] for pointer in (old, new))
    told = [
        found
        for found in findings
        if any(kind and rule(kind, way).area != "metadata" for kind, way in found.ways)
    ]
    said = "; ".join(
        dict.fromkeys(f"{_inside(found)}{found.what}" for found in told[:MOST_DIFFERENCES])
    )
    more = f"; and {len(told) - MOST_DIFFERENCES} more" if len(told) > MOST_DIFFERENCES else ""
    verdicts: dict[Way, Verdict] = {
        way: worst(
            *(
                found.verdicts.get(way, rule(kind, way).wire)
                for found in findings
                for kind, other in found.ways
                if kind and other == way and (found.asked if way == "request" else found.answered)
            )
        )
        for way in _WAYS
    }
    reasons = {way: _reason(findings, way, verdict) for way, verdict in verdicts.items()}
    what = f"`{after}` takes the place of `{before}`{': ' if said else ''}{said}{more}"
    pair = next((found.pair for found in findings if found.pair is not None), None)
    asked = answered = 0
    for found in findings:
        asked, answered = asked | found.asked, answered | found.answered
    return Finding(
        "component-type-changed",
        "component-type-changed",
        what,
        old,
        new,
        before,
        after,
        verdicts,
        pair,
        new,
        asked=asked,
        answered=answered,
        reasons={way: reason for way, reason in reasons.items() if reason},
    )


def _reason(findings: Iterable[Finding], way: Way, verdict: Verdict) -> str:
    """Why the worst of some findings has that verdict; nothing where that is for no rule of it."""
    rules = (
        rule(kind, way)
        for found in findings
        for kind, other in found.ways
        if kind and other == way and not found.verdicts
    )
    return next((entry.reason for entry in rules if entry.wire == verdict != "safe"), "")


def _inside(found: Finding) -> str:
    """Where in its component a finding is, for a sentence."""
    tokens = pointers.split((found.base if found.gone else found.head) or "")[3:]
    names = [name for keyword, name in pairwise(tokens) if keyword == "properties"]
    if names and f"`{names[-1]}`" in found.what:
        names.pop()
    return f"`{'.'.join(names)}`: " if names else ""


def text(value: Any, most: int = MOST_CHARACTERS) -> str:
    """The text of a value, of no more than `most` characters; how much of it is shown is for a
    report to decide.
    """
    written = value if isinstance(value, str) else canonical(value)
    return written if len(written) <= most else f"{written[: most - 1]}…"


class _Comparison:
    """One pair, keyword by keyword."""

    def __init__(self, schemas: Schemas, key: Key, pair: _Pair, base: Shape, head: Shape) -> None:
        self.schemas, self.key, self.pair, self.base, self.head = schemas, key, pair, base, head
        self.octets = settled(base, head, migrated=schemas.base.old != schemas.head.old)

    def run(self) -> None:
        self._keywords()
        self._nothing_left()

    def _keywords(self) -> None:
        self._notes()
        if self.key.form in (*_JSON, "text"):
            self._defaults()
        self._doubts()
        if self._rewritten():
            return
        if self._types():
            return
        self._values()
        self._formats()
        self._patterns()
        self._bounds()
        self._constraints()
        self._properties()
        self._additional()
        self._items()
        self._discriminator(self._unions())
        self._left_over()
        self._relieve()

    def _nothing_left(self) -> None:
        """What narrows so far that no value is left: nothing arrives any more, or the document has
        a slip.
        """
        safe = [
            found
            for found in self.pair.findings
            if found.response
            and rule(found.response, "response").area not in ("metadata", "properties")
            and found.verdicts.get("response", rule(found.response, "response").wire) == "safe"
        ]
        if (
            not safe
            or not _may_be_empty(self.head)
            or self.schemas.proof.lets_nothing(self.key.base, False, "response")
        ):
            return
        if self.schemas.proof.lets_nothing(self.key.head, True, "response"):
            for found in safe:
                found.verdicts["response"], found.reasons["response"] = "unknown", _NOTHING_LEFT

    def _relieve(self) -> None:
        """What widens may make up for what narrows beside it (`integer` that became a `number` of a
        format): proof decides.
        """
        own = [
            found
            for found in self.pair.findings
            if not found.verdicts and found.kinds[0] == found.kinds[1]
        ]
        proof, pair = self.schemas.proof, (self.key.base, self.key.head)
        for way in _WAYS:
            rules = {id(found): rule(str(found.kinds[0]), way) for found in own}
            judged = [found for found in own if rules[id(found)].area in _DECIDED]
            verdicts = {rules[id(found)].wire for found in judged}
            if (
                len(verdicts) < 2
                or "safe" not in verdicts
                or not proof.covers(*pair, way)
                or proof.is_vacuous(*pair, way)
            ):
                continue
            for found in judged:
                found.verdicts[way] = "safe"

    # --- telling ----------------------------------------------------------------------------------

    def found(
        self,
        request: str | None,
        response: str | None,
        what: str,
        base: str | None = None,
        head: str | None = None,
        before: Any = None,
        after: Any = None,
        verdicts: Mapping[Way, Verdict] = MappingProxyType({}),
        subject: str = "",
    ) -> None:
        """Notes a finding: about the schemas themselves without places, about one side's place
        where there is only that.
        """
        gone = head is None and base is not None
        self.pair.findings.append(
            Finding(
                request,
                response,
                what,
                (self.base.pointer if base is None else base) or None,
                (self.head.pointer if head is None else head) or None,
                None if before is None else text(before),
                None if after is None else text(after),
                dict(verdicts),
                (self.key.base, self.key.head),
                subject or head or base or self.head.pointer,
                gone,
                fresh=base is None and head is not None,
            )
        )

    def both(
        self,
        kind: str,
        what: str,
        keyword: str,
        before: Any = None,
        after: Any = None,
        verdicts: Mapping[Way, Verdict] = MappingProxyType({}),
        subject: str = "",
    ) -> None:
        """Notes a finding that both directions have, about a keyword."""
        base, head = self.base.source(keyword), self.head.source(keyword)
        holder = head.rpartition("/")[0] if keyword in self.head.sources else head
        self.found(kind, kind, what, base, head, before, after, verdicts, subject or holder)

    def _proven(self, keyword: str = "") -> dict[Way, Verdict]:
        """The verdicts that hold for a pair; what is lost breaks by a keyword if it is lost by
        that.
        """
        proof, base, head = self.schemas.proof, self.key.base, self.key.head
        verdicts: dict[Way, Verdict] = {}
        for way in _WAYS:
            verdict, example = proof.verdict(base, head, way)
            is_other = (
                keyword
                and example is not None
                and not proof.is_cause(keyword, json.loads(example), base, head, way)
            )
            verdicts[way] = "unknown" if is_other else verdict
        return verdicts

    # --- annotations ------------------------------------------------------------------------------

    def _notes(self) -> None:
        base, head = self.base.notes, self.head.notes
        for keyword in ("title", "description"):
            before, after = (unwrapped(notes.get(keyword, ("", ""))[0]) for notes in (base, head))
            if before != after and self._says_other(keyword):
                self.both(
                    f"{keyword}-changed",
                    f"{keyword} changed",
                    keyword,
                    before or None,
                    after or None,
                )
        if self.base.flagged("deprecated") != self.head.flagged("deprecated"):
            kind = "deprecated" if self.head.flagged("deprecated") else "no-longer-deprecated"
            self.both(kind, kind.replace("-", " "), "deprecated")
        shown = [
            [notes[keyword][0] for keyword in ("example", "examples") if keyword in notes]
            for notes in (base, head)
        ]
        if not identical(shown[0], shown[1]) and (
            self._says_other("example") or self._says_other("examples")
        ):
            keyword = "example" if "example" in base or "example" in head else "examples"
            first, second = (item[0] if item else None for item in shown)
            self.both("example-changed", "example changed", keyword, first, second)
        for keyword in ("externalDocs",):
            before, after = (notes.get(keyword, (None, ""))[0] for notes in (base, head))
            if not identical(before, after) and self._says_other(keyword):
                self._annotation("annotation-changed", keyword, before, after)
        if (dialects := [shape.said("$schema") for shape in (self.base, self.head)]) and dialects[
            0
        ] != dialects[1]:
            old, new = (" ".join(sorted(found)) or None for found in dialects)
            kind = "annotation-changed" if same_dialect(old, new) else "dialect-changed"
            self.both(kind, f"`$schema` {became(old, new)}", "$schema", old, new)
        for one in beside(self.base, self.head):
            what = f"`discriminator.{one.key}` {became(one.before, one.after)}"
            self.both(one.kind, what, "discriminator", one.before, one.after)
            self.pair.findings[-1].reasons.update(DEFAULT_REASONS if one.kind == _MAPPING else {})
        for each in xml.differences(self.base, self.head) if self._says_other("xml") else ():
            what = f"`xml.{each.field}` {became(each.before, each.after)}"
            self.both(each.kind, what, "xml", each.before, each.after)
        if self.schemas.elements_by_component:
            self._elements()
        for keyword in dict.fromkeys((*self.base.extensions, *self.head.extensions)):
            before, after = (
                shape.extensions.get(keyword, (None, ""))[0] for shape in (self.base, self.head)
            )
            known = keyword == "format" and (self.base.formats or self.head.formats)
            if keyword == "x-epoch" and None not in (before, after) and before != after:
                self.both(
                    "format-changed",
                    "`x-epoch` changed: moments in another unit",
                    keyword,
                    before,
                    after,
                )
            elif not known and not identical(before, after) and self._says_other(keyword):
                kind = "extension-changed" if keyword.startswith("x-") else "annotation-changed"
                self._annotation(kind, keyword, before, after)

    def _elements(self) -> None:
        """What an XML element is called after its component or its property."""
        schemas = self.schemas
        before, after = (
            xml.called(*each)
            for each in ((schemas.base, self.key.base), (schemas.head, self.key.head))
        )
        if before is not None and after is not None and before != after:
            self.both(
                xml.XML,
                f"the XML element is called `{after}` instead of `{before}`",
                "xml",
                before,
                after,
            )
            self.pair.findings[-1].implied = True

    def _annotation(self, kind: str, keyword: str, before: Any, after: Any) -> None:
        """Tells of an annotation, of an object's keys one by one."""
        inner = changed_keys(before, after)
        for key in inner:
            one, other = (
                said.get(key) if isinstance(said, dict) else None for said in (before, after)
            )
            self.both(kind, f"`{keyword}.{key}` {became(one, other)}", keyword, one, other)
            self.pair.findings[-1].keyword = (keyword, key)
        if not inner:
            self.both(kind, f"`{keyword}` {became(before, after)}", keyword, before, after)
            self.pair.findings[-1].keyword = (keyword,)

    def _says_other(self, keyword: str) -> bool:
        """Whether an annotation differs; of several schemas that hold together, which one is first
        says nothing.
        """
        return self.base.said(keyword) != self.head.said(keyword)

    def _defaults(self) -> None:
        before, after = (shape.notes.get("default") for shape in (self.base, self.head))
        if (before is None) == (after is None) and (
            before is None or not self._says_other("default")
        ):
            return
        movement = "added" if before is None else "removed" if after is None else "changed"
        old, new = (None if one is None else text(one[0]) for one in (before, after))
        self.both("default-changed", f"default {movement}", "default", old, new)

    # --- types ------------------------------------------------------------------------------------

    def _rewritten(self) -> bool:
        """Alternatives where there were none, or the other way round: what is said beside them says
        nothing on its own.
        """
        if len(self.base.unions) == len(self.head.unions) < 2 or len(self._distinct(False)) == len(
            self._distinct(True)
        ):
            return False
        if self._one_left():
            return True
        base, head = self.base.unions, self.head.unions
        self._extended()
        verdicts = self._proven()
        if "object" in _types(self.base) and any(
            union.keyword == "oneOf" for union in (*base, *head)
        ):
            for way in _WAYS:
                if verdicts[way] == "safe" and not self.schemas.proof.covers(
                    self.key.base, self.key.head, way, exactly=True
                ):
                    verdicts[way] = "unknown"
        if set(verdicts.values()) != {"safe"}:
            keyword = (head or base)[0].keyword
            movement = "rewritten with" if len(head) > len(base) else "rewritten without"
            self.both("composition-changed", f"{movement} `{keyword}`", keyword, verdicts=verdicts)
        return True

    def _extended(self) -> None:
        """Tells which schemas extend a polymorphic base, where one does on one side and several on
        the other.

        A base does not say what extends it, so a proof sees nothing of that.
        """
        sides = (self.schemas.base, self.schemas.head)
        old, new = (
            _extending(side, node)
            for side, node in zip(sides, (self.key.base, self.key.head), strict=True)
        )
        for place in dict.fromkeys((*old, *new)):
            name = pointers.split(place)[-1]
            if place in old and place in new:
                one, other = (side.node({"$ref": f"#{place}"}, place) for side in sides)
                self.schemas.inner(self.pair, one, other)
            elif place in old:
                self.found(
                    "alternative-removed",
                    "alternative-removed",
                    f"alternative `{name}` removed",
                    place,
                    None,
                    name,
                )
            else:
                verdicts: dict[Way, Verdict] = {"response": "safe"}
                what = f"alternative `{name}` added"
                self.found(
                    "alternative-added",
                    "alternative-added",
                    what,
                    None,
                    place,
                    None,
                    name,
                    verdicts,
                )

    def _one_left(self) -> bool:
        """Tells of alternatives of which one is left, or which came beside what there was, where
        that is all.
        """
        base, head = self.base.unions, self.head.unions
        if len(base) + len(head) != 1:
            return False
        union, around, alone, node = (
            (head[0], self.head, self.base, self.key.base)
            if head
            else (base[0], self.base, self.head, self.key.head)
        )
        if (
            not _says_nothing(replace(around, unions=[]))
            or around.types is not None
            or union.null != alone.null
        ):
            return False
        left = next(
            (member for member in union.members if self._is_left(bool(head), member, node, alone)),
            None,
        )
        if left is None:
            return False
        self.schemas.inner(self.pair, *((node, left) if head else (left, node)))
        for member in union.members:
            if member is not left and head:
                self._came(member, alone.pointer, union.keyword)
            elif member is not left:
                self._went(member)
        return True

    def _is_left(self, headward: bool, member: Node, node: Node, shape: Shape) -> bool:
        """Whether an alternative of one side is all that there is on the other: the same component,
        or what says the same.
        """
        name = (self.schemas.head if headward else self.schemas.base).component(member)
        number = self.schemas.bare.number
        return name in {part.pointer for part in shape.parts} or number(headward, member) == number(
            not headward, node
        )

    def _types(self) -> bool:
        """Whether the types have so little in common that nothing else need be said."""
        base, head = self.base, self.head
        if (base.types == head.types and _nulls(base) == _nulls(head)) or "type" in self.octets:
            return bool(base.types is not None and not base.types)
        left, right = self._let_through(base), self._let_through(head)
        if (
            base.unions or head.unions
        ) and self.key.form == "json":  # what the alternatives refuse is not let through
            left, right = left & self._kinds(False), right & self._kinds(True)
        lost, gained = left - right, right - left
        if base.unions:
            lost, gained = lost & self._kinds(False), gained & self._kinds(True)
        before, after = self._said_types(False), self._said_types(True)
        if base.unions or (base.types is not None and head.types is not None):
            was, now = self._lets_null(False), self._lets_null(True)
            told = (None, None) if before == after else (before, after)
            if was != now:
                kind, what = (
                    ("became-nullable", "null is allowed")
                    if now
                    else ("became-not-nullable", "null is no longer allowed")
                )
                self._null(kind, what, "null" in (head if now else base).doubts, *told)
                self.pair.findings[-1].types = frozenset({"null"})
            lost, gained = lost - {"null"}, gained - {"null"}
        if lost and gained:
            self.both(
                "type-changed", f"type changed from {before} to {after}", "type", before, after
            )
            return True
        if lost:
            self.both(
                "type-narrowed", f"type narrowed from {before} to {after}", "type", before, after
            )
        elif gained:
            self.both(
                "type-widened", f"type widened from {before} to {after}", "type", before, after
            )
        nothing = frozenset() in (base.types, head.types)
        return nothing or bool(lost and _says_nothing(base)) or bool(gained and _says_nothing(head))

    def _null(
        self, kind: str, what: str, is_doubted: bool, before: Any = None, after: Any = None
    ) -> None:
        refusing, other = (
            (self.head, self.base) if kind == "became-not-nullable" else (self.base, self.head)
        )
        decides = next((part.pointer for part in refusing.parts if _refuses_null(part)), None)
        if len(refusing.parts) > 1 and decides in {part.pointer for part in other.parts}:
            self.found(kind, kind, what, decides, decides, before, after, subject=decides)
        else:
            self.both(kind, what, "type", before, after)
        if is_doubted:
            self._doubt(_NULL_UNLISTED)

    def _doubt(self, reason: str) -> None:
        """What was found last holds as its document is meant, and not as OpenAPI 3.0 has it, so
        that nobody can tell.
        """
        found = self.pair.findings[-1]
        for kind, way in found.ways:
            if kind and rule(kind, way).wire != "safe":
                found.verdicts[way], found.reasons[way] = "unknown", reason

    def _doubts(self) -> None:
        """What both sides say as they are meant, one of them in words that mean something else in
        OpenAPI 3.0.
        """
        base, head = self.base, self.head
        clear = base.doubts ^ head.doubts
        if "null" in clear and self._lets_null(False) and self._lets_null(True):
            was, word = "null" in base.doubts, "`enum`"
            kind, what = (
                ("nullable", f"null is listed in {word}")
                if was
                else ("not-nullable", f"null is not listed in {word}")
            )
            self._null(f"became-{kind}", what, True)
        if (
            "const" in clear
            and base.values is not None
            and head.values is not None
            and base.values.keys() == head.values.keys()
        ):
            kind, movement = (
                ("constant-added", "has")
                if "const" in base.doubts
                else ("constant-freed", "does not have")
            )
            what = (
                f"only {_listed(head.values)} allowed, by a keyword that this version of OpenAPI "
                f"{movement}"
            )
            self.both(kind, what, "const", _listed(base.values), _listed(head.values))
            self._doubt(_UNSUPPORTED.format("const"))
        for keyword in SINCE_3_1:
            if keyword in clear and keyword in base.sources and keyword in head.sources:
                kind, movement = (
                    ("added", "has") if keyword in base.doubts else ("removed", "does not have")
                )
                self.both(
                    f"constraint-{kind}",
                    f"`{keyword}` holds by a version of OpenAPI that {movement} it",
                    keyword,
                )
                self._doubt(_UNSUPPORTED.format(keyword))

    def _said_types(self, headward: bool) -> str:
        shape = self.head if headward else self.base
        types = shape.types
        if types is None and shape.unions:
            types = (self.schemas.head if headward else self.schemas.base).kinds(
                self.key.head if headward else self.key.base
            )
        return (
            "any"
            if types is None or types == JSON_TYPES
            else " | ".join(sorted(types)) or "nothing"
        )

    def _kinds(self, headward: bool) -> frozenset[str]:
        return _travelled(
            self.schemas.head.kinds(self.key.head)
            if headward
            else self.schemas.base.kinds(self.key.base)
        )

    def _lets_null(self, headward: bool) -> bool:
        shape = self.head if headward else self.base
        return shape.null and (not shape.unions or "null" in self._kinds(headward))

    def _let_through(self, shape: Shape) -> frozenset[str]:
        """The types of values that may travel; as text, a string is anything and a list may have
        one item.
        """
        if shape.types is None:
            return JSON_TYPES
        types = _travelled(shape.types)
        if self.key.form not in _JSON:
            if "array" in types and self.key.form == "query":
                types |= self._alone(shape)
            if (
                "string" in types
                and shape.values is None
                and not shape.formats
                and not shape.patterns
            ):
                types |= _SCALARS - {"null"}
            if "string" in types and self.key.form == "text":
                types |= {"object", "array"}
        return types

    def _alone(self, shape: Shape) -> frozenset[str]:
        """The types of one value that is read as a list of one."""
        side, other = (
            (self.schemas.base, self.head) if shape is self.base else (self.schemas.head, self.base)
        )
        item = side.shape(shape.items)
        limits = (
            item.formats.keys() - other.formats.keys(),
            item.patterns.keys() - other.patterns.keys(),
        )
        if item.values or any(limits) or _limits(item) - _limits(other):
            return frozenset()
        plain = item.types is None or (
            "string" in item.types and not item.formats and not item.patterns
        )
        return _SCALARS - {"null"} if plain else item.types or frozenset()

    # --- values -----------------------------------------------------------------------------------

    def _values(self) -> None:
        base, head = self.base.values, self.head.values
        if self._values_open():
            return
        keyword = (
            "const" if "const" in (self.base.sources.keys() | self.head.sources.keys()) else "enum"
        )
        if base is None and head is None:
            return
        if base is None and head is not None:
            kind = "constant-added" if len(head) == 1 else "values-closed"
            self.both(kind, f"only {_listed(head)} allowed", keyword, None, _listed(head))
        elif head is None and base is not None:
            kind = "constant-freed" if len(base) == 1 else "values-freed"
            self.both(kind, "any value allowed", keyword, _listed(base), None)
        elif base is not None and head is not None and base.keys() != head.keys():
            lost = {name: value for name, value in base.items() if name not in head}
            gained = {name: value for name, value in head.items() if name not in base}
            if len(base) == 1 and lost and len(head) == 1:
                self.both(
                    "constant-changed", "constant changed", keyword, _listed(base), _listed(head)
                )
                return
            if lost:
                self.both(
                    "values-removed",
                    f"{_listed(lost)} no longer listed",
                    keyword,
                    _listed(base),
                    _listed(head),
                )
            if gained:
                self.both(
                    "values-added",
                    f"{_listed(gained)} listed",
                    keyword,
                    _listed(base),
                    _listed(head),
                )

    def _values_open(self) -> bool:
        """Tells what has become of a list that is not meant to be whole (`x-extensible-enum`), if
        that is all that changed.
        """
        base, head = self.base.values, self.head.values
        was, now = (
            shape.values is not None and not shape.sources.keys() & {"enum", "const"}
            for shape in (self.base, self.head)
        )
        before, after = (
            None if values is None else f"{_listed(values)}{' or others' if is_open else ''}"
            for values, is_open in ((base, was), (head, now))
        )
        if (was and head is None) or (now and base is None):
            what = f"`x-extensible-enum` {'removed' if was else 'added'}"
            self.both("annotation-changed", what, "x-extensible-enum", before, after)
            return True
        if was != now:
            kind, what = (
                ("values-freed", "other values allowed")
                if now
                else ("values-closed", f"only {_listed(head or {})} allowed")
            )
            self.both(kind, what, "x-extensible-enum" if now else "enum", before, after)
        return was != now

    def _formats(self) -> None:
        base, head = set(self.base.formats) - self.octets, set(self.head.formats) - self.octets
        if base == head:
            return
        before, after = (" ".join(sorted(formats)) or None for formats in (base, head))
        widened = not head or head < base or (before or "", after or "") in _WIDER_FORMATS
        narrowed = not base or base < head or (after or "", before or "") in _WIDER_FORMATS
        kind = "format-removed" if widened else "format-added" if narrowed else "format-changed"
        movement = (
            f"`{after}` added"
            if before is None
            else f"`{before}` removed"
            if after is None
            else None
        )
        self.both(
            kind,
            f"format {movement or f'changed from {before} to {after}'}",
            "format",
            before,
            after,
        )

    def _patterns(self) -> None:
        base, head = self.base.patterns.keys(), self.head.patterns.keys()
        if base == head:
            return
        before, after = (" ".join(patterns) or None for patterns in (base, head))
        if head < base:
            self.both("pattern-removed", "pattern removed", "pattern", before, after)
        elif base < head:
            self.both("pattern-added", "pattern added", "pattern", before, after)
        else:
            verdicts = self._proven("pattern")
            self.both(
                "pattern-changed", "pattern changed", "pattern", before, after, verdicts=verdicts
            )

    def _bounds(self) -> None:
        for left, right, sign in (
            (self.base.low, self.head.low, 1),
            (self.base.high, self.head.high, -1),
        ):
            for keyword in dict.fromkeys((*left, *right)):
                old, new = left.get(keyword), right.get(keyword)
                if _edge(self.base, old, sign) == _edge(self.head, new, sign):
                    continue
                before, after = (
                    None if one is None else f"{'exclusive ' if one[1] else ''}{text(one[0], 40)}"
                    for one in (old, new)
                )
                was, now = _edge(self.base, old, sign), _edge(self.head, new, sign)
                tighter = was is None or (now is not None and now > was)
                kind = "bound-tightened" if tighter else "bound-loosened"
                what = f"`{keyword}` {_movement(before, after)}"
                places = (
                    self.base.pointer if old is None else old[2],
                    self.head.pointer if new is None else new[2],
                )
                idle = all(
                    shape.types and not shape.types & APPLIES[keyword]
                    for shape in (self.base, self.head)
                )
                verdicts: dict[Way, Verdict] = {
                    way: "unknown" for way in _WAYS if idle and rule(kind, way).wire != "safe"
                }
                holder = new[2].rpartition("/")[0] if new is not None else self.head.pointer
                self.found(kind, kind, what, *places, before, after, verdicts, holder)
                self.pair.findings[-1].reasons.update(dict.fromkeys(verdicts, _IDLE))
                self.pair.findings[-1].types = APPLIES[keyword]

    # --- constraints ------------------------------------------------------------------------------

    def _constraints(self) -> None:
        self._maps()
        self._dependent()
        old, new = self.base.constraints, self.head.constraints
        if not old and not new:
            return
        other = self.base.spared ^ self.head.spared
        changed = [
            key
            for key in dict.fromkeys((*old, *new))
            if self._undecided(key) or (key in other and key in old and key in new)
        ]
        if changed:
            self.both(
                "constraint-changed",
                f"`{changed[0]}` changed",
                changed[0],
                verdicts=self._proven(changed[0]),
            )

    def _left_over(self) -> None:
        """Tells of `unevaluated…` that other parts of a value are left over, as far as nothing else
        is known to break.
        """
        kept = [
            keyword
            for keyword in _LEFT_OVER
            if keyword in self.base.constraints and keyword in self.head.constraints
        ]
        told = any(
            kind and rule(kind, way).area != "metadata"
            for found in self.pair.findings
            for kind, way in found.ways
        )
        if not kept or not told or not self._evaluates_otherwise():
            return
        verdicts = self._proven()
        request, response = (
            "constraint-changed" if verdicts[way] != "safe" and not self._breaks(way) else None
            for way in _WAYS
        )
        if request or response:
            places = (self.base.source(kept[0]), self.head.source(kept[0]))
            self.found(
                request, response, f"`{kept[0]}` is about other parts", *places, verdicts=verdicts
            )

    def _breaks(self, way: Way) -> bool:
        """Whether something that was found between the two is a break in a direction."""
        return any(
            found.verdicts.get(way, rule(kind, way).wire) == "breaking"
            for found in self.pair.findings
            for kind, other in found.ways
            if kind and other == way
        )

    def _evaluates_otherwise(self) -> bool:
        """Whether other parts of a value are looked into, so that others are left over (JSON Schema
        2020-12, section 11).
        """
        looks = [
            (
                shape.constraints.keys() & {"contains", "if", "then", "else"},
                {keyword: children.keys() for keyword, children in shape.maps.items() if children},
                (len(shape.prefix), bool(shape.items), len(shape.unions)),
            )
            for shape in (self.base, self.head)
        ]
        return looks[0] != looks[1]

    def _undecided(self, keyword: str) -> bool:
        """Tells what has become of a constraint, or whether it has changed in a way of which rules
        cannot tell the meaning.
        """
        sides = ((self.schemas.base, self.base), (self.schemas.head, self.head))
        old, new = (_holding(side, shape, keyword) for side, shape in sides)
        if (keyword == "uniqueItems" and old and new) or not (old or new) or keyword in self.octets:
            return False
        if keyword == "unevaluatedProperties" and all(value is False for value, _ in (*old, *new)):
            return False  # told as additional properties that are forbidden
        if len(old) > 1 or len(new) > 1:
            equals = self.schemas.bare
            return equals.constraints(False, self.base, keyword) != equals.constraints(
                True, self.head, keyword
            )
        if keyword in ("contentEncoding", "contentMediaType"):
            before, after = (one[0][0] if one else None for one in (old, new))
            if not identical(
                *(value.lower() if isinstance(value, str) else value for value in (before, after))
            ):
                self.both("content-changed", f"`{keyword}` changed", keyword, before, after)
        elif keyword in ("minContains", "maxContains", "multipleOf"):
            self._number(keyword, old, new)
        elif not old and not new:
            return False
        elif not new:
            self.both("constraint-removed", f"`{keyword}` removed", keyword, old[0][0], None)
        elif not old:
            self.both("constraint-added", f"`{keyword}` added", keyword, None, new[0][0])
        elif keyword in _COVARIANT and not (keyword == "contains" and self._counts_at_most()):
            form: Form = "condition" if keyword in ("then", "else") else "json"
            self.schemas.inner(self.pair, self._at(False, *old[0]), self._at(True, *new[0]), form)
        else:
            one, other = self._at(False, *old[0]), self._at(True, *new[0])
            return self.schemas.bare.number(False, one) != self.schemas.bare.number(True, other)
        return False

    def _counts_at_most(self) -> bool:
        """Whether `contains` may be said of too many: what says it of fewer items then refuses
        fewer lists.
        """
        return "maxContains" in self.base.constraints or "maxContains" in self.head.constraints

    def _at(self, headward: bool, schema: Any, pointer: str) -> Node:
        return (self.schemas.head if headward else self.schemas.base).node(schema, pointer)

    def _number(self, keyword: str, old: list[tuple[Any, str]], new: list[tuple[Any, str]]) -> None:
        before, after = (one[0][0] if one and is_number(one[0][0]) else None for one in (old, new))
        if keyword == "multipleOf":
            before, after = (
                before or None,
                after or None,
            )  # what is no number, or nothing, says nothing
        implied = 1 if keyword == "minContains" else None
        if (implied if before is None else before) == (implied if after is None else after):
            return
        what = f"`{keyword}` {_movement(before, after)}"
        if keyword == "multipleOf":
            if after is None or (before and after and _divides(after, before)):
                kind = "bound-loosened"
            elif before is None or (before and after and _divides(before, after)):
                kind = "bound-tightened"
            else:
                self.both(
                    "constraint-changed",
                    what,
                    keyword,
                    before,
                    after,
                    {"request": "breaking", "response": "breaking"},
                )
                return
        elif keyword == "minContains":
            kind = (
                "bound-tightened"
                if (1 if after is None else after) > (1 if before is None else before)
                else "bound-loosened"
            )
        else:
            kind = (
                "bound-loosened"
                if after is None or (before is not None and after > before)
                else "bound-tightened"
            )
        self.both(kind, what, keyword, before, after)

    def _dependent(self) -> None:
        left, right = self.base.dependent, self.head.dependent
        if left.keys() == right.keys():
            return
        before, after = (_requirements(pairs) or None for pairs in (left, right))
        for kind, how, pairs in (
            ("constraint-added", "more", right.keys() - left.keys()),
            ("constraint-removed", "less", left.keys() - right.keys()),
        ):
            if pairs:
                self.both(
                    kind, f"`dependentRequired` requires {how}", "dependentRequired", before, after
                )
                self.pair.findings[-1].loses = _lacking(pairs)

    def _maps(self) -> None:
        for keyword in MAPS:
            left, right = self.base.maps.get(keyword, {}), self.head.maps.get(keyword, {})
            for name in dict.fromkeys((*left, *right)):
                if keyword == "patternProperties" and (name not in left or name not in right):
                    self._names(name, left.get(name, ()), right.get(name, ()))
                elif (name not in left or name not in right) and self._is_idle(
                    left.get(name, ()), right.get(name, ())
                ):
                    continue
                elif name not in right:
                    self.both(
                        "constraint-removed",
                        f"`{keyword}` of `{name}` removed",
                        keyword,
                        left[name][0].schema,
                        None,
                    )
                elif name not in left:
                    self.both(
                        "constraint-added",
                        f"`{keyword}` of `{name}` added",
                        keyword,
                        None,
                        right[name][0].schema,
                    )
                else:
                    form: Form = "condition" if keyword == "dependentSchemas" else "json"
                    self.schemas.inner(self.pair, left[name], right[name], form)

    def _is_idle(self, old: Node, new: Node) -> bool:
        """Whether what is on one side only says nothing."""
        number = self.schemas.bare.number
        return number(False, old) == number(True, new)

    def _names(self, pattern: str, old: Node, new: Node) -> None:
        """A pattern of names on one side only: on the other, they are as all that are not named."""
        kept, other = (new, self.base) if new else (old, self.head)
        if other.closed:
            movement = "allowed" if new else "forbidden"
            kind, what = (
                f"additional-properties-{movement}",
                f"properties called as `{pattern}` {movement}",
            )
            self.found(
                kind, kind, what, None if new else kept[0].pointer, kept[0].pointer if new else None
            )
        elif other.additional:
            self.schemas.inner(self.pair, old or other.additional, new or other.additional)
        elif self._is_idle(old, new):
            return
        elif new:
            self.both(
                "constraint-added",
                f"`patternProperties` of `{pattern}` added",
                "patternProperties",
                None,
                new[0].schema,
            )
        else:
            self.both(
                "constraint-removed",
                f"`patternProperties` of `{pattern}` removed",
                "patternProperties",
                old[0].schema,
            )

    # --- objects and arrays -----------------------------------------------------------------------

    def _properties(self) -> None:
        base, head = self.base, self.head
        for name in dict.fromkeys((*base.properties, *head.properties)):
            old, new = base.properties.get(name), head.properties.get(name)
            if old is None and new is not None:
                self._added(name, new)
            elif new is None and old is not None:
                self._removed(name, old)
            elif old is not None and new is not None:
                self._kept(name, old, new)
        for name in dict.fromkeys((*base.required, *head.required)):
            if self._is_undeclared(name) and (name in base.required) != (name in head.required):
                after = "required" if name in head.required else "optional"
                kind = f"undeclared-property-became-{after}"
                places = (
                    base.required.get(name, base.pointer),
                    head.required.get(name, head.pointer),
                )
                subject = pointers.join(head.pointer, "properties", name)
                self.found(
                    kind,
                    kind,
                    f"undeclared property `{name}` became {after}",
                    *places,
                    subject=subject,
                )

    def _is_undeclared(self, name: str) -> bool:
        """Whether a name is required where nothing says what it is."""
        sides = (self.base, self.head)
        return any(name in shape.required and name not in shape.properties for shape in sides)

    def _flags(self, headward: bool, node: Node) -> tuple[bool, bool]:
        shape = (self.schemas.head if headward else self.schemas.base).shape(node)
        return shape.flagged("readOnly"), shape.flagged("writeOnly")

    def _added(self, name: str, node: Node) -> None:
        flags, rest = self._flags(True, node), self._rest(self.base, name)
        if self.schemas.head.shape(node).types == frozenset():
            self.found(
                "constraint-added",
                "constraint-added",
                f"property `{name}` forbidden",
                None,
                node[0].pointer,
            )
            return
        was, needed = (
            name in self.base.required,
            name in self.head.required and name not in self.base.required,
        )
        if rest or was:
            there = (*node, *_matching(self.head, name))
            self.schemas.inner(self.pair, rest, there, asks=not flags[0], answers=not flags[1])
        if was and not any(flags) and not (self.base.closed and not rest):
            self.both(
                "annotation-changed",
                f"required property `{name}` declared",
                "properties",
                None,
                name,
                subject=node[0].pointer,
            )
            return
        request = "property-required-added" if needed else "property-optional-added"
        response = "property-added-to-closed" if self.base.closed and not rest else "property-added"
        if flags[0]:
            request = "read-only-property-changed"
        if flags[1]:
            response = (
                "required-property-became-write-only" if was else "write-only-property-changed"
            )
        what = f"{_adjective(flags, needed)}property `{name}` added"
        verdicts: dict[Way, Verdict] = {}
        if self.key.form == "condition" or self._is_conditional(name):
            verdicts = dict.fromkeys(_WAYS[needed:], "unknown")
        elif not rest and not flags[1] and "propertyNames" in self.base.constraints:
            verdicts["response"] = "unknown"
        self.found(request, response, what, None, node[0].pointer, None, name, verdicts)

    def _is_conditional(self, name: str) -> bool:
        """Whether the base declares a property under a condition only."""
        side, shape = self.schemas.base, self.base
        nodes = [
            side.node(*said)
            for keyword in ("then", "else")
            for said in shape.constraints.get(keyword, ())
        ]
        nodes += shape.maps.get("dependentSchemas", {}).values()
        return any(name in side.shape(node).properties for node in nodes)

    def _removed(self, name: str, node: Node) -> None:
        flags, rest = self._flags(False, node), self._rest(self.head, name)
        if self.schemas.base.shape(node).types == frozenset():
            self.found(
                "constraint-removed",
                "constraint-removed",
                f"property `{name}` no longer forbidden",
                node[0].pointer,
            )
            return
        still = name in self.base.required and name in self.head.required and not self.head.closed
        if rest or still:
            here = (*node, *_matching(self.base, name))
            self.schemas.inner(self.pair, here, rest, asks=not flags[0], answers=not flags[1])
        if still and not any(flags):
            what = f"required property `{name}` no longer declared"
            self.both("annotation-changed", what, "properties", name, None, subject=node[0].pointer)
            return
        request = "property-refused" if self.head.closed and not rest else "property-removed"
        response = (
            "required-property-removed"
            if name in self.base.required
            else "optional-property-removed"
        )
        if flags[0]:
            required = name in self.head.required
            request = (
                "required-property-became-not-read-only"
                if required
                else "read-only-property-changed"
            )
        if flags[1]:
            response = "write-only-property-changed"
        verdicts: dict[Way, Verdict] = {}
        if (
            not rest
            and not flags[0]
            and not self.head.closed
            and "propertyNames" in self.head.constraints
        ):
            verdicts["request"] = "unknown"
        self.found(
            request,
            response,
            f"property `{name}` removed",
            node[0].pointer,
            None,
            name,
            None,
            verdicts,
        )

    def _rest(self, shape: Shape, name: str) -> Node:
        """What a schema says of a property that it does not declare (JSON Schema 2020-12, sections
        10.3.2 and 11.3).
        """
        found = _matching(shape, name)
        if not found and shape.additional:
            return shape.additional
        if not found and "additionalProperties" not in shape.sources:
            side = self.schemas.base if shape is self.base else self.schemas.head
            said = shape.constraints.get("unevaluatedProperties", ())
            return tuple(
                part
                for value, place in said
                if isinstance(value, dict)
                for part in side.node(value, place)
            )
        return found

    def _kept(self, name: str, old: Node, new: Node) -> None:
        before, after = (
            shape.maps.get("patternProperties", {}) for shape in (self.base, self.head)
        )
        if (
            before.keys() != after.keys()
        ):  # those of one side only are told here, as far as the name is theirs
            old = (*old, *_matching(self.base, name, except_for=after))
            new = (*new, *_matching(self.head, name, except_for=before))
        if (name in self.base.required) == (name in self.head.required) and self.schemas.key(
            old, new
        ) is None:
            return
        was, now = self._flags(False, old), self._flags(True, new)
        if self._forbidden(name, old, new, was, now):
            return
        hidden: set[Way] = set()
        if now[0]:
            hidden.add("request")
        if now[1]:
            hidden.add("response")
        self.schemas.inner(
            self.pair, old, new, asks=not (was[0] or now[0]), answers=not (was[1] or now[1])
        )
        self._travel(name, old, new, was, now)
        self._required(name, hidden, new[0].pointer)

    def _forbidden(
        self, name: str, old: Node, new: Node, was: tuple[bool, bool], now: tuple[bool, bool]
    ) -> bool:
        """Tells of a property that is declared to be none (`name: false`), or no longer."""
        before, after = (
            any(side.behind(part.schema) is False for part in node)
            for side, node in ((self.schemas.base, old), (self.schemas.head, new))
        )
        places = (old[0].pointer, new[0].pointer)
        if after and not before:
            response = (
                "required-property-removed"
                if name in self.base.required
                else "optional-property-removed"
            )
            kinds, what = (
                _travelling("property-refused", response, was),
                f"property `{name}` forbidden",
            )
            self.found(*kinds, what, *places, name, None, subject=new[0].pointer)
        elif before and not after:
            kinds, what = (
                _travelling("property-optional-added", "property-added-to-closed", now),
                f"property `{name}` allowed",
            )
            self.found(*kinds, what, *places, None, name, subject=new[0].pointer)
        return before != after

    def _travel(
        self, name: str, old: Node, new: Node, was: tuple[bool, bool], now: tuple[bool, bool]
    ) -> None:
        places = (old[0].pointer, new[0].pointer)
        needed = name in self.head.required and name in self.base.required
        if was[0] != now[0]:
            request = "property-became-read-only" if now[0] else "property-became-not-read-only"
            if not now[0] and needed:
                request = "required-property-became-not-read-only"
            what = f"property `{name}` is {'now' if now[0] else 'no longer'} read-only"
            self.found(request, "annotation-changed", what, *places, subject=new[0].pointer)
        if was[1] != now[1]:
            response = "property-became-write-only" if now[1] else "property-became-not-write-only"
            if now[1] and name in self.base.required:
                response = "required-property-became-write-only"
            what = f"property `{name}` is {'now' if now[1] else 'no longer'} write-only"
            self.found("annotation-changed", response, what, *places, subject=new[0].pointer)

    def _required(self, name: str, hidden: set[Way], subject: str) -> None:
        before, after = name in self.base.required, name in self.head.required
        if before == after:
            return
        kind = "property-became-required" if after else "property-became-optional"
        places = (
            self.base.required.get(name, self.base.pointer),
            self.head.required.get(name, self.head.pointer),
        )
        self.found(
            *_travelling(kind, kind, ("request" in hidden, "response" in hidden)),
            f"property `{name}` became {'required' if after else 'optional'}",
            *places,
            "required" if before else "optional",
            "required" if after else "optional",
            subject=subject,
        )

    def _additional(self) -> None:
        base, head = self.base, self.head
        if (base.closed is None) != (head.closed is None):
            kind = (
                "additional-properties-forbidden"
                if head.closed
                else "additional-properties-allowed"
            )
            places = (base.closed or base.pointer, head.closed or head.pointer)
            subject = head.closed or pointers.join(head.pointer, "additionalProperties")
            what = f"additional properties {'forbidden' if head.closed else 'allowed'}"
            self.found(kind, kind, what, *places, subject=subject)
        elif base.additional or head.additional:
            self.schemas.inner(self.pair, base.additional, head.additional)
        for name in base.properties if base.refused or head.refused else ():
            if name in head.properties and (name in base.refused) != (name in head.refused):
                self._refused(name)

    def _refused(self, name: str) -> None:
        base, head = self.base, self.head
        old, new = base.properties[name], head.properties[name]
        if name in head.refused:
            response = (
                "required-property-removed"
                if name in base.required
                else "optional-property-removed"
            )
            what = f"property `{name}` is refused by `additionalProperties` of a schema beside it"
            kinds, places = ("property-refused", response), (old[0].pointer, head.refused[name])
            self.found(
                *_travelling(*kinds, self._flags(False, old)), what, *places, subject=new[0].pointer
            )
        else:
            what = (
                f"property `{name}` is no longer refused by `additionalProperties` of a schema "
                "beside it"
            )
            kinds, places = (
                ("property-optional-added", "property-added-to-closed"),
                (base.refused[name], new[0].pointer),
            )
            self.found(
                *_travelling(*kinds, self._flags(True, new)), what, *places, subject=new[0].pointer
            )

    def _items(self) -> None:
        base, head = self.base, self.head
        form: Form = "json" if self.key.form in _JSON else "header"
        for number in range(max(len(base.prefix), len(head.prefix))):
            if number < len(base.prefix) and number < len(head.prefix):
                self.schemas.inner(self.pair, base.prefix[number], head.prefix[number], form)
            elif number < len(head.prefix):
                self._position(number, self._beyond(False), head.prefix[number], form)
            else:
                self._position(number, base.prefix[number], self._beyond(True), form)
        if not (base.items or head.items):
            return
        if ("array" in _types(base)) == ("array" in _types(head)):
            self.schemas.inner(self.pair, base.items, head.items, form)

    def _beyond(self, headward: bool) -> Node | None:
        """What a list says of the positions that it does not list; None where a tuple is open or
        closed there.
        """
        shape, side = (self.head, self.schemas.head) if headward else (self.base, self.schemas.base)
        closed = any(side.behind(part.schema) is False for part in shape.items)
        return None if closed or (shape.prefix and not shape.items) else shape.items

    def _position(self, number: int, old: Node | None, new: Node | None, form: Form) -> None:
        """A position that one side lists: a plain list has it all the same, a tuple has one
        position more or less.
        """
        if old is not None and new is not None:
            self.schemas.inner(self.pair, old, new, form)
            return
        shape = self.base if old is None else self.head
        most = shape.high.get("maxItems")
        left = shape.constraints.get("unevaluatedItems", ())
        closed = (
            bool(shape.items)
            or (most is not None and most[0] <= number)
            or any(value is False for value, _ in left)
        )
        verdicts: dict[Way, Verdict] = (
            {} if closed else dict.fromkeys(_WAYS if old is None else _WAYS[:1], "unknown")
        )
        kind, what = (
            ("prefix-item-added", "added") if old is None else ("prefix-item-removed", "removed")
        )
        one, other = (node[0].pointer if node else None for node in (old, new))
        self.found(kind, kind, f"item {number + 1} {what}", one, other, verdicts=verdicts)
        self.pair.findings[-1].reasons.update(dict.fromkeys(verdicts, _ANYTHING_THERE))

    # --- alternatives -----------------------------------------------------------------------------

    def _distinct(self, headward: bool) -> dict[Hashable, Union]:
        """The unions of a side by what they say, so each counted once."""
        unions = (self.head if headward else self.base).unions
        if len(unions) < 2:
            return dict(enumerate(unions))
        number = self.schemas.worded.number
        keys = [
            (union.null, frozenset(number(headward, node) for node in union.members))
            for union in unions
        ]
        return dict(zip(reversed(keys), reversed(unions), strict=True))

    def _unions(self) -> Pairs[Node]:
        """Unions that hold together have no order: those that have not changed are compared with
        themselves.
        """
        left, right = self._distinct(False), self._distinct(True)
        base = [union for key, union in left.items() if key not in right or len(left) == 1]
        head = [union for key, union in right.items() if key not in left or len(left) == 1]
        found: Pairs[Node] = Pairs()
        for old, new in zip(reversed(base), reversed(head), strict=True):
            pairs = self._union(old, new)
            found.same += [*pairs.same, *pairs.renamed]
            found.removed += pairs.removed
            found.added += pairs.added
        return found

    def _union(self, old: Union, new: Union) -> Pairs[Node]:
        """Open objects cover one another on paper. A sender writes the one that it means, so that
        proves nothing to it; a reader of `anyOf` reads a value as whichever alternative takes it,
        so there the proof holds."""
        schemas = self.schemas
        pairs = members(schemas.worded, schemas.base, schemas.head, old.members, new.members)
        for one, other in (*pairs.same, *pairs.renamed):
            schemas.inner(self.pair, one, other)
        for node in pairs.removed:
            self._went(node)
        for node in pairs.added:
            self._came(node, old.pointer, new.keyword)
        return pairs

    def _went(self, node: Node) -> None:
        """An alternative that the head does not have."""
        schemas, verdicts = self.schemas, dict[Way, Verdict]()
        if _is_plain(schemas.base, node) and schemas.proof.covers(node, self.key.head, "request"):
            verdicts["request"] = "safe"
        name = _called(schemas.base, node)
        what, place = f"alternative {name} removed", node[0].pointer
        self.found(
            "alternative-removed",
            "alternative-removed",
            what,
            place,
            None,
            name.strip("`"),
            None,
            verdicts,
        )
        self.pair.findings[-1].types = _travelled(schemas.base.kinds(node))

    def _came(self, node: Node, near: str, keyword: str) -> None:
        """An alternative of a union that the base does not have; `near` is where it has others."""
        schemas, verdicts = self.schemas, dict[Way, Verdict]()
        read = keyword == "anyOf" or _is_plain(schemas.head, node)
        if read and schemas.proof.covers(self.key.base, node, "response"):
            verdicts["response"] = "safe"
        name = _called(schemas.head, node)
        what, places = f"alternative {name} added", (near, node[0].pointer)
        self.found(
            "alternative-added", "alternative-added", what, *places, None, name.strip("`"), verdicts
        )
        self.pair.findings[-1].types = _travelled(schemas.head.kinds(node))

    def _discriminator(self, members: Pairs[Node]) -> None:
        """What a discriminator says of alternatives that came or went is told with them (OpenAPI
        3.1.1, section 4.8.25).
        """
        old, new = (_Discriminator.of(shape) for shape in (self.base, self.head))
        if old is not None and new is not None:
            self._called_after_schemas(old, new, members)
        if old == new or not (self.base.unions or self.head.unions):
            return
        if old is None or new is None:
            before, after = (None if one is None else one.property for one in (old, new))
            self.both(
                "discriminator-changed",
                f"discriminator {'added' if old is None else 'removed'}",
                "discriminator",
                before,
                after,
            )
            return
        if old.property != new.property:
            what = f"the discriminator is `{new.property}` instead of `{old.property}`"
            self.both(_MAPPING, what, "discriminator", old.property, new.property)
        names = {
            _short(self.schemas.base, one): _short(self.schemas.head, other)
            for one, other in members.same
        }
        came, went = dict[str, str](), dict[str, str]()
        for value in dict.fromkeys((*old.mapping, *new.mapping)):
            was, now = old.target(value, names), new.target(value, names.values())
            if was in names and now in names.values() and names[was] != now:
                what = f"the discriminator's `{value}` stands for `{now}` instead of `{was}`"
                self.both(_MAPPING, what, "discriminator", f"{value}: {was}", f"{value}: {now}")
            elif was in names and names[was] != now:
                went[names[was]] = value
            elif now in names.values() and names.get(was) != now:
                came[now] = value
        for name in dict.fromkeys((*went, *came)):
            self._mapped(name, went.get(name), came.get(name))

    def _called_after_schemas(
        self, old: _Discriminator, new: _Discriminator, members: Pairs[Node]
    ) -> None:
        """What no mapping names is told apart by the name of its component (OpenAPI 3.1.1, section
        4.8.25).
        """
        for one, other in (*members.same, *members.renamed):
            was, now = _short(self.schemas.base, one), _short(self.schemas.head, other)
            if (
                was != now
                and was
                and now
                and was not in old.mapping.values()
                and now not in new.mapping.values()
            ):
                what = f"the discriminator's `{now}` stands for what `{was}` stood for"
                self.both(_MAPPING, what, "discriminator", was, now)

    def _mapped(self, name: str, was: str | None, now: str | None) -> None:
        """Tells by which value the discriminator tells of an alternative that there was before and
        is now.
        """
        before, after = (f"{value}: {name}" if value else None for value in (was, now))
        if was and now:
            self.both(
                _MAPPING,
                f"the discriminator's `{now}` stands for `{name}` instead of `{was}`",
                "discriminator",
                before,
                after,
            )
            return
        way: Way = "response" if was else "request"
        what = (
            f"the discriminator's `{was or now}` {'no longer stands' if was else 'stands'} for "
            f"`{name}`"
        )
        self.both(_MAPPING, what, "discriminator", before, after, {way: "safe"})
        self.pair.findings[-1].reasons[way] = (
            "All that arrives was announced before." if was else "All that was accepted still is."
        )


@dataclass(frozen=True, slots=True)
class _Discriminator:
    """The property by which alternatives are told apart, and the names of the components that its
    values stand for.
    """

    property: str
    mapping: Mapping[str, str]

    @staticmethod
    def of(shape: Shape) -> _Discriminator | None:
        if shape.discriminator is None:
            return None
        said = shape.discriminator[0]
        mapping = said.get("mapping")
        targets = mapping.items() if isinstance(mapping, dict) else ()
        named = {str(value): str(target).rpartition("/")[2] for value, target in targets}
        return _Discriminator(str(said.get("propertyName")), named)

    def target(self, value: str, components: Iterable[str]) -> str:
        """What a value stands for; one that is not mapped stands for the component of its name.
        Empty where that is nothing.
        """
        return self.mapping.get(value, value if value in components else "")


def _short(side: Side, node: Node) -> str:
    return (side.component(node) or "").rpartition("/")[2]


def _matching(shape: Shape, name: str, except_for: Iterable[str] = ()) -> Node:
    """What patterns say of a property, but for some of them."""
    found = {
        pattern: node
        for pattern, node in shape.maps.get("patternProperties", {}).items()
        if pattern not in except_for
    }
    return tuple(
        part for pattern, node in found.items() if _matches(pattern, name) for part in node
    )


def _holding(side: Side, shape: Shape, keyword: str) -> list[tuple[Any, str]]:
    """What a constraint says; `unevaluated…: true` refuses nothing, and frees only what a schema
    beside it would refuse.
    """
    found = shape.constraints.get(keyword, [])
    idle = keyword.startswith("unevaluated") and all(
        side.behind(value) in (True, {}) for value, _ in found
    )
    return [] if idle else found


def _nulls(shape: Shape) -> tuple[bool, ...]:
    """Where null is let through: by the types, by each of the unions."""
    return (shape.null, *(union.null for union in shape.unions))


def _requirements(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, other in sorted(pairs):
        found.setdefault(name, []).append(other)
    return found


_BETWEEN = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)


def _may_be_empty(shape: Shape) -> bool:
    """Whether a shape says so much at once that no value may be left, which a proof has to tell."""
    if shape.types is not None and not shape.types:
        return True
    if (
        shape.unions
        or shape.constraints
        or (shape.closed and shape.required.keys() - shape.properties.keys())
    ):
        return True
    more = bool(shape.patterns) + bool(shape.formats) + bool(shape.low or shape.high)
    if shape.values is not None:
        fits = any(
            shape.types is None or type_of(value) in shape.types for value in shape.values.values()
        )
        return more > 0 or not fits
    crossed = any(
        low in shape.low and high in shape.high and shape.low[low][0] + 1 > shape.high[high][0]
        for low, high in _BETWEEN
    )
    return more > 1 or crossed


def _refuses_null(part: Part) -> bool:
    """Whether one schema of several that hold together names types without null."""
    named = part.schema.get("type") if isinstance(part.schema, dict) else None
    return (
        named is not None
        and not part.null
        and named != "null"
        and not (isinstance(named, list) and "null" in named)
    )


def _lacking(pairs: Iterable[tuple[str, str]]) -> Callable[[Any], bool]:
    """Whether a value has a property without the other that it asks for."""
    wanted = tuple(pairs)
    return lambda value: (
        isinstance(value, dict)
        and any(name in value and other not in value for name, other in wanted)
    )


def _types(shape: Shape) -> frozenset[str]:
    return shape.types if shape.types is not None else JSON_TYPES


def _travelled(types: frozenset[str]) -> frozenset[str]:
    """The types of values that are of some types: a number may be an integer."""
    return types | {"integer"} if "number" in types else types


def _limits(shape: Shape) -> set[tuple[str, Any, bool]]:
    return {
        (keyword, *bound[:2]) for kept in (shape.low, shape.high) for keyword, bound in kept.items()
    }


def _says_nothing(shape: Shape) -> bool:
    """Whether the schema says nothing but its type, if that."""
    bounds = (shape.low, shape.high, shape.formats, shape.patterns, shape.values)
    objects = (
        shape.properties,
        shape.required,
        shape.closed,
        shape.additional,
        shape.maps,
        shape.dependent,
    )
    return not any((*bounds, *objects, shape.items, shape.prefix, shape.unions, shape.constraints))


def _movement(before: Any, after: Any) -> str:
    """What became of a bound, None where there is none."""
    return (
        f"set to {after}"
        if before is None
        else "removed"
        if after is None
        else f"changed from {before} to {after}"
    )


def _edge(shape: Shape, bound: tuple[Any, bool, str] | None, sign: int) -> tuple[Any, bool] | None:
    """A bound so that the tighter is the larger; of integers,
    the first one that it lets through.
    """
    if bound is None:
        return None
    value, exclusive = sign * bound[0], bound[1]
    if (
        shape.types is None
        or not shape.types <= {"integer", "null"}
        or not (isinstance(value, int) or isfinite(value))
    ):
        return (value, exclusive)
    return (floor(value) + 1 if exclusive else ceil(value), False)


def _matches(pattern: str, name: str) -> bool:
    """Whether a pattern is known to match a name."""
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False


def _adjective(flags: tuple[bool, bool], needed: bool) -> str:
    return (
        "read-only " if flags[0] else "write-only " if flags[1] else "required " if needed else ""
    )


def _travelling(request: str, response: str, hidden: tuple[bool, bool]) -> tuple[str, str]:
    """The kinds of what happens to a property, which is read-only or write-only."""
    return (
        "read-only-property-changed" if hidden[0] else request,
        "write-only-property-changed" if hidden[1] else response,
    )


def _listed(values: dict[str, Any]) -> str:
    shown = list(values)
    return ", ".join(shown[:8]) + (f" and {len(shown) - 8} more" if len(shown) > 8 else "")


def _divides(one: Any, other: Any) -> bool:
    """Whether all multiples of one number are multiples of another, as the decimals that they are
    written as.
    """
    return Fraction(str(other)) % Fraction(str(one)) == 0


def _called(side: Side, node: Node) -> str:
    name = side.component(node)
    if name is not None:
        return f"`{pointers.split(name)[-1]}`"
    shape = side.shape(node)
    title = shape.notes.get("title", (None, ""))[0]
    return f"`{title}`" if isinstance(title, str) else " | ".join(sorted(shape.types or {"any"}))


def _extending(side: Side, node: Node) -> list[str]:
    """The components that extend a node that is a polymorphic base."""
    families = [side.families[part.pointer] for part in node if part.pointer in side.families]
    return [place for family in families for place in family.members if place != family.base]


def _is_plain(side: Side, node: Node) -> bool:
    """Whether values of an alternative are no objects."""
    types = side.shape(node).types
    return types is not None and "object" not in types
