"""Properties of objects: declared, required, read-only, forbidden (JSON Schema 2020-12, section
10.3.2; OpenAPI 3.1, section 4.8.24.2).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final, NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.review.comparison.findings import NEEDS, WAYS, Finding, Need, Steps
from generator.review.comparison.schemas.pair import InnerPair, Result, SchemaPair, SchemaRevision
from generator.review.rules import kinds

_BECAME: Final = kinds("property-became", NEEDS)
_UNDECLARED: Final = kinds("undeclared-property-became", NEEDS)
_OF_READ_ONLY = "read-only-property-changed"
_OF_WRITE_ONLY = "write-only-property-changed"


class Flags(NamedTuple):
    """In which direction a property does not travel."""

    read_only: bool
    write_only: bool

    def kinds(self, request: str, response: str) -> tuple[str, str]:
        """The kinds of what happens to a property, which is read-only or write-only."""
        return (
            _OF_READ_ONLY if self.read_only else request,
            _OF_WRITE_ONLY if self.write_only else response,
        )

    @classmethod
    def of(cls, schema: SchemaRevision, node: Subschema) -> Flags:
        normalised = schema.document.normalised(node)
        return cls(normalised.flagged("readOnly"), normalised.flagged("writeOnly"))


def compare(pair: SchemaPair) -> Iterator[Result]:
    """The properties of two objects, then names that are required where nothing says what they are,
    then what is said of all others.
    """
    base, head = pair.schemas
    for name in dict.fromkeys((*base.properties, *head.properties)):
        old, new = base.properties.get(name), head.properties.get(name)
        if old is None:
            yield from _added(pair, name, head.properties[name])
        elif new is None:
            yield from _removed(pair, name, old)
        else:
            yield from _kept(pair, name, old, new)
    yield from _undeclared_ones(pair)
    yield from _additional(pair)
    yield from _refused(pair)


def _undeclared_ones(pair: SchemaPair) -> Iterator[Finding]:
    base, head = pair.schemas
    changed = base.required.keys() ^ head.required.keys()
    for name in dict.fromkeys((*base.required, *head.required)):
        if name in changed and any(_is_undeclared(schema, name) for schema in pair.schemas):
            yield _undeclared(pair, name)


def _is_undeclared(schema: NormalisedSchema, name: str) -> bool:
    """Whether a name is required where nothing says what it is."""
    return name in schema.required and name not in schema.properties


def _removed_from_responses(schema: NormalisedSchema, name: str) -> str:
    """The kind of what responses lose with a property of a schema."""
    return "required-property-removed" if name in schema.required else "optional-property-removed"


# --- on one side ----------------------------------------------------------------------------------


def _added(pair: SchemaPair, name: str, node: Subschema) -> Iterator[Result]:
    """What a property means that only the head declares: `false` forbids it. One that a map, a
    pattern or `required` spoke of before is compared with what these said; one that was required
    all along is only described now.
    """
    base, head = pair.schemas
    place = node[0].pointer
    if pair.head.document.normalised(node).types == frozenset():
        yield pair.found("constraint-added", f"property `{name}` forbidden", (None, place))
        return
    flags, others = Flags.of(pair.head, node), _undeclared_node(pair.base, name)
    was_required = name in base.required
    if others or was_required:
        yield _travelling(others, (*node, *_matching(head, name)), flags)
    is_refused = bool(base.closed) and not others
    if was_required and not is_refused and not any(flags):
        what, steps = f"required property `{name}` declared", (None, name)
        yield pair.keyword("annotation-changed", what, "properties", steps, subject=place)
    else:
        yield _came(pair, name, place, flags, others)


def _came(pair: SchemaPair, name: str, place: str, flags: Flags, others: Subschema) -> Finding:
    """A property that was not declared; `others` is what was said of it all the same."""
    base, head = pair.schemas
    was_required = name in base.required
    is_needed = name in head.required and not was_required
    request, response = flags.kinds(
        "property-required-added" if is_needed else "property-optional-added",
        "property-added-to-closed" if base.closed and not others else "property-added",
    )
    if flags.write_only and was_required:
        response = "required-property-became-write-only"
    what = f"{_adjective(flags, is_needed)}property `{name}` added"
    finding = pair.found((request, response), what, (None, place), (None, name))
    if pair.form == "condition" or _is_conditional(pair.base, name):
        # a value may have had it, but that requests have to have it now is certain
        finding.verdicts.update(dict.fromkeys(WAYS[is_needed:], "unknown"))
    elif _may_be_refused(base, flags, others):
        finding.verdicts["response"] = "unknown"
    return finding


def _may_be_refused(base: NormalisedSchema, flags: Flags, others: Subschema) -> bool:
    """Whether `propertyNames` may have refused to readers what is declared now; it is not looked
    into which names that lets through.
    """
    return not (others or flags.write_only) and "propertyNames" in base.constraints


def _removed(pair: SchemaPair, name: str, node: Subschema) -> Iterator[Result]:
    """What a property means that only the base declares, the image of `_added`: one that may still
    be there is compared with what the head says of all others.
    """
    base, head = pair.schemas
    place = node[0].pointer
    if pair.base.document.normalised(node).types == frozenset():
        what = f"property `{name}` no longer forbidden"
        yield pair.found("constraint-removed", what, (place, None))
        return
    flags, others = Flags.of(pair.base, node), _undeclared_node(pair.head, name)
    is_kept = name in base.required and name in head.required and not head.closed
    if others or is_kept:
        yield _travelling((*node, *_matching(base, name)), others, flags)
    if is_kept and not any(flags):
        what, steps = f"required property `{name}` no longer declared", (name, None)
        yield pair.keyword("annotation-changed", what, "properties", steps, subject=place)
    else:
        yield _went(pair, name, place, flags, others)


def _went(pair: SchemaPair, name: str, place: str, flags: Flags, others: Subschema) -> Finding:
    """A property that is not declared any more; `others` is what is said of it all the same.

    To whoever sends it, one that is refused is lost, and nobody can tell that of one whose name
    `propertyNames` may refuse. What is required and was read-only has to be sent now."""
    base, head = pair.schemas
    request, response = flags.kinds(
        "property-refused" if head.closed and not others else "property-removed",
        _removed_from_responses(base, name),
    )
    if flags.read_only and name in head.required:
        request = "required-property-became-not-read-only"
    what = f"property `{name}` removed"
    finding = pair.found((request, response), what, (place, None), (name, None))
    is_told = others or flags.read_only or head.closed
    if not is_told and "propertyNames" in head.constraints:
        finding.verdicts["request"] = "unknown"
    return finding


def _travelling(base: Subschema, head: Subschema, flags: Flags) -> InnerPair:
    """The schemas of a property, in the directions in which it travels."""
    return InnerPair(base, head, "json", not flags.read_only, not flags.write_only)


def _adjective(flags: Flags, needed: bool) -> str:
    if flags.read_only:
        return "read-only "
    if flags.write_only:
        return "write-only "
    return "required " if needed else ""


def _is_conditional(schema: SchemaRevision, name: str) -> bool:
    """Whether a schema declares a property under a condition only: in `then`, `else`, or a schema
    of `dependentSchemas`.
    """
    document, normalised = schema.document, schema.normalised
    nodes = [
        document.subschema(*said)
        for keyword in ("then", "else")
        for said in normalised.constraints.get(keyword, ())
    ]
    nodes += normalised.maps.get("dependentSchemas", {}).values()
    return any(name in document.normalised(node).properties for node in nodes)


def _undeclared_node(schema: SchemaRevision, name: str) -> Subschema:
    """What a schema says of a property that it does not declare (JSON Schema 2020-12, sections
    10.3.2 and 11.3): by a pattern of names, else by `additionalProperties`, else by
    `unevaluatedProperties`.
    """
    normalised = schema.normalised
    found = _matching(normalised, name) or normalised.additional
    if found or "additionalProperties" in normalised.sources:
        return found
    return tuple(
        part
        for value, place in normalised.constraints.get("unevaluatedProperties", ())
        if isinstance(value, dict)
        for part in schema.document.subschema(value, place)
    )


def _matching(schema: NormalisedSchema, name: str, except_for: Container[str] = ()) -> Subschema:
    """What patterns say of a property, but for some of them."""
    return tuple(
        part
        for pattern, node in schema.maps.get("patternProperties", {}).items()
        if pattern not in except_for and _matches(pattern, name)
        for part in node
    )


def _matches(pattern: str, name: str) -> bool:
    """Whether a pattern is known to match a name."""
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return False


# --- on both sides --------------------------------------------------------------------------------


def _kept(pair: SchemaPair, name: str, old: Subschema, new: Subschema) -> Iterator[Result]:
    """What became of a property that both sides declare: its schema, that it is forbidden or not,
    read-only or not, required or not.
    """
    base, head = pair.schemas
    old, new = _with_patterns(pair, name, old, new)
    is_as_required = (name in base.required) == (name in head.required)
    if is_as_required and pair.is_unchanged(old, new):
        return
    was, now = Flags.of(pair.base, old), Flags.of(pair.head, new)
    if pair.base.is_false(old) != pair.head.is_false(new):
        yield _forbidden(pair, name, old, new)
        return
    either = Flags(was.read_only or now.read_only, was.write_only or now.write_only)
    yield _travelling(old, new, either)
    yield from _directions(pair, name, (old[0].pointer, new[0].pointer), was, now)
    if not is_as_required:
        yield _required(pair, name, now, new[0].pointer)


def _with_patterns(
    pair: SchemaPair, name: str, old: Subschema, new: Subschema
) -> tuple[Subschema, Subschema]:
    """What both sides say of a property, with what a `patternProperties` says that only one side
    has: of `x-age`, `^x-` of the head. One of both sides is compared by itself.
    """
    base, head = pair.schemas
    before, after = (schema.maps.get("patternProperties", {}) for schema in pair.schemas)
    if before.keys() == after.keys():
        return old, new
    return (
        (*old, *_matching(base, name, except_for=after)),
        (*new, *_matching(head, name, except_for=before)),
    )


def _forbidden(pair: SchemaPair, name: str, old: Subschema, new: Subschema) -> Finding:
    """A property that is declared to be none (`name: false`), or no longer."""
    places, subject = (old[0].pointer, new[0].pointer), new[0].pointer
    is_now = pair.head.is_false(new)
    what = f"property `{name}` {'forbidden' if is_now else 'allowed'}"
    steps: Steps = (name, None) if is_now else (None, name)
    kinds = _kinds_of_refusal(pair, name, old, new, is_now)
    return pair.found(kinds, what, places, steps, subject=subject)


def _kinds_of_refusal(
    pair: SchemaPair, name: str, old: Subschema, new: Subschema, is_now: bool
) -> tuple[str, str]:
    """The kinds of what becomes of a property that is refused now, or no longer."""
    if is_now:
        response = _removed_from_responses(pair.base.normalised, name)
        return Flags.of(pair.base, old).kinds("property-refused", response)
    return Flags.of(pair.head, new).kinds("property-optional-added", "property-added-to-closed")


def _directions(
    pair: SchemaPair, name: str, places: tuple[str, str], was: Flags, now: Flags
) -> Iterator[Finding]:
    if was.read_only != now.read_only:
        yield _read_only(pair, name, places, now.read_only)
    if was.write_only != now.write_only:
        yield _write_only(pair, name, places, now.write_only)


def _read_only(pair: SchemaPair, name: str, places: tuple[str, str], now: bool) -> Finding:
    required = all(name in schema.required for schema in pair.schemas)
    request = "property-became-read-only" if now else "property-became-not-read-only"
    if not now and required:
        request = "required-property-became-not-read-only"
    what = f"property `{name}` is {'now' if now else 'no longer'} read-only"
    return pair.found((request, "annotation-changed"), what, places, subject=places[1])


def _write_only(pair: SchemaPair, name: str, places: tuple[str, str], now: bool) -> Finding:
    response = "property-became-write-only" if now else "property-became-not-write-only"
    if now and name in pair.base.normalised.required:
        response = "required-property-became-write-only"
    what = f"property `{name}` is {'now' if now else 'no longer'} write-only"
    return pair.found(("annotation-changed", response), what, places, subject=places[1])


def _required(pair: SchemaPair, name: str, flags: Flags, subject: str) -> Finding:
    before, after = NEEDS
    if name in pair.base.normalised.required:
        after, before = NEEDS
    kinds = flags.kinds(_BECAME[after], _BECAME[after])
    what, steps = f"property `{name}` became {after}", (before, after)
    return pair.found(kinds, what, _where_required(pair, name), steps, subject=subject)


def _undeclared(pair: SchemaPair, name: str) -> Finding:
    """A name that became required, or no longer is, where nothing says what it is."""
    head = pair.head.normalised
    after: Need = "required" if name in head.required else "optional"
    what = f"undeclared property `{name}` became {after}"
    subject = pointers.join(head.pointer, "properties", name)
    places = _where_required(pair, name)
    return pair.found(_UNDECLARED[after], what, places, subject=subject)


def _where_required(pair: SchemaPair, name: str) -> tuple[str, str]:
    base, head = (schema.required.get(name, schema.pointer) for schema in pair.schemas)
    return base, head


# --- further properties ---------------------------------------------------------------------------


def _additional(pair: SchemaPair) -> Iterator[Result]:
    """What is said of properties that are not declared: that there are none (`closed` is where that
    stands), that they are allowed now, or what they are on both sides.
    """
    base, head = pair.schemas
    places = base.closed or base.pointer, head.closed or head.pointer
    subject = head.closed or pointers.join(head.pointer, "additionalProperties")
    match base.closed, head.closed:
        case None, str():
            kind, what = "additional-properties-forbidden", "additional properties forbidden"
            yield pair.found(kind, what, places, subject=subject)
        case str(), None:
            kind, what = "additional-properties-allowed", "additional properties allowed"
            yield pair.found(kind, what, places, subject=subject)
        case _ if base.additional or head.additional:
            yield InnerPair(base.additional, head.additional)


def _refused(pair: SchemaPair) -> Iterator[Finding]:
    """Properties that a schema refuses which holds together with the one that declares them:
    `allOf: [{properties: {a: …}}, {additionalProperties: false}]` refuses `a`.
    """
    base, head = pair.schemas
    refused = base.refused.keys() ^ head.refused.keys()
    for name in base.properties:
        if name not in refused or name not in head.properties:
            continue
        old, new = base.properties[name], head.properties[name]
        subject = new[0].pointer
        by = "refused by `additionalProperties` of a schema beside it"
        is_now = name in head.refused
        what, places = f"property `{name}` is no longer {by}", (base.refused.get(name), subject)
        if is_now:
            what, places = f"property `{name}` is {by}", (old[0].pointer, head.refused[name])
        kinds = _kinds_of_refusal(pair, name, old, new, is_now)
        yield pair.found(kinds, what, places, subject=subject)
