"""Two schemas that are compared, and how what is found between them is told.

Each module of this package compares a group of keywords: it takes a `SchemaPair` and gives
findings, and the pairs of schemas inside it that are to be compared as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from generator.document.schema.composition import Subschema
from generator.document.schema.keywords import JSON_TYPES
from generator.document.schema.normalised import NormalisedSchema
from generator.records import record
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import WAYS, Finding, Kinds, Places, Steps, texts
from generator.review.equals import Equals
from generator.review.model import Verdict
from generator.review.proof import Proof
from generator.review.standalone import Way

Form = Literal["json", "condition", "text", "header", "query"]
"""How a value travels: as JSON, as plain text, as text of one line, or as text that may be repeated
to make a list. What is under a `condition` is about JSON that other schemas describe."""

IN_JSON: tuple[Form, ...] = ("json", "condition")
Verdicts = dict[Way, Verdict]


class InnerPair(NamedTuple):
    """Schemas inside those that are compared, and in which directions values of them travel."""

    base: Subschema
    head: Subschema
    form: Form = "json"
    in_requests: bool = True
    in_responses: bool = True


Result = Finding | InnerPair


@record(frozen=True, slots=True)
class SchemaRevision:
    """A schema as one of the two documents has it."""

    document: ComparedDocument
    node: Subschema
    normalised: NormalisedSchema
    is_head: bool

    @property
    def types(self) -> frozenset[str]:
        """The types that it names, all where it names none."""
        return JSON_TYPES if self.normalised.types is None else self.normalised.types

    @property
    def kinds(self) -> frozenset[str]:
        """The types of values that may travel, what its alternatives refuse taken away."""
        return with_integers(self.document.kinds(self.node))

    @property
    def lets_null(self) -> bool:
        return self.normalised.null and (not self.normalised.unions or "null" in self.kinds)

    def place(self, place: str | None) -> str | None:
        """A place in the schema, else that of the schema; None where it is written nowhere."""
        return (self.normalised.pointer if place is None else place) or None

    def is_false(self, node: Subschema) -> bool:
        """Whether a node lets nothing through by being `false`."""
        return any(self.document.behind(part.schema) is False for part in node)


@record(frozen=True, slots=True)
class SchemaPair:
    """`octets` are the formats and keywords by which the two say the same octets in two ways.

    `worded` and `bare` tell which schemas say the same, with annotations and without.
    `elements_by_component` says whether XML elements are called after components on both sides;
    `is_unchanged`, whether two nodes are the same text all the way down."""

    base: SchemaRevision
    head: SchemaRevision
    form: Form
    octets: frozenset[str]
    proof: Proof
    worded: Equals
    bare: Equals
    elements_by_component: bool
    is_unchanged: Callable[[Subschema, Subschema], bool]

    @property
    def revisions(self) -> tuple[SchemaRevision, SchemaRevision]:
        return self.base, self.head

    @property
    def schemas(self) -> tuple[NormalisedSchema, NormalisedSchema]:
        return self.base.normalised, self.head.normalised

    def says_other(self, annotation: str) -> bool:
        """Whether an annotation differs; of several schemas that hold together, which one is first
        says nothing.
        """
        return self.base.normalised.said(annotation) != self.head.normalised.said(annotation)

    def say_same(self, base: Subschema, head: Subschema) -> bool:
        """Whether two nodes say the same, annotations aside."""
        return self.bare.number(False, base) == self.bare.number(True, head)

    # --- findings ---------------------------------------------------------------------------------

    def found(
        self,
        kinds: Kinds,
        what: str,
        places: Places = (None, None),
        steps: Steps = (None, None),
        *,
        verdicts: Verdicts | None = None,
        subject: str = "",
    ) -> Finding:
        """A finding: about the schemas themselves without places, about one side's place where
        there is only that.
        """
        request, response = (kinds, kinds) if isinstance(kinds, str) else kinds
        base, head = places
        return Finding(
            request,
            response,
            what,
            self.base.place(base),
            self.head.place(head),
            *texts(steps),
            subject=subject or head or base or self.head.normalised.pointer,
            removed=head is None and base is not None,
            added=base is None and head is not None,
            pair=(self.base.node, self.head.node),
            verdicts=dict(verdicts or {}),
            operands=steps,
        )

    def keyword(
        self,
        kinds: Kinds,
        what: str,
        keyword: str,
        steps: Steps = (None, None),
        *,
        verdicts: Verdicts | None = None,
        subject: str = "",
    ) -> Finding:
        """A finding about a keyword."""
        base, head = self.base.normalised.source(keyword), self.head.normalised.source(keyword)
        holder = head.rpartition("/")[0] if keyword in self.head.normalised.sources else head
        return self.found(
            kinds, what, (base, head), steps, verdicts=verdicts, subject=subject or holder
        )

    # --- proof ------------------------------------------------------------------------------------

    def covers(self, way: Way, *, exactly: bool = False) -> bool:
        """Whether it is proven that nothing is lost in a direction."""
        return self.proof.covers(self.base.node, self.head.node, way, exactly=exactly)

    def proven(self, keyword: str = "") -> Verdicts:
        """The verdicts that hold for the pair; what is lost breaks by a keyword if it is lost by
        that.
        """
        return {way: self._proven(way, keyword) for way in WAYS}

    def _proven(self, way: Way, keyword: str) -> Verdict:
        """The verdict of proof; `unknown` where a value is lost, and by another keyword."""
        base, head = self.base.node, self.head.node
        verdict, example = self.proof.verdict(base, head, way)
        if not keyword or example is None:
            return verdict
        is_cause = self.proof.is_cause(keyword, json.loads(example), base, head, way)
        return verdict if is_cause else "unknown"


def with_integers(types: frozenset[str]) -> frozenset[str]:
    """The types of values that are of some types: a number may be an integer."""
    return types | {"integer"} if "number" in types else types


def bound_movement(before: Any, after: Any) -> str:
    """What became of a bound, None where there is none."""
    if before is None:
        return f"set to {after}"
    return "removed" if after is None else f"changed from {before} to {after}"
