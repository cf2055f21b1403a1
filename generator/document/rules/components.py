"""References and the components that they name. OpenAPI Specification 3.1, sections 4.8.7 and
4.8.23.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from typing import Any

from generator.document.access import is_reference, mapping, sequence, without_extensions
from generator.document.diagnostics import Rule
from generator.document.directions import required_names
from generator.document.graph import reachable, strongly_connected
from generator.document.pointer import escape, split
from generator.document.rules.sites import Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.schema.keywords import ALTERNATIVES, named_types

# Security schemes have a rule of their own; path items are written into the paths that name them
# when files are put together.
_COUNTED = (
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "links",
    "callbacks",
    "mediaTypes",
)
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_BESIDE_REFERENCE = frozenset({"$ref", "summary", "description"})
_OUTSIDE = ""
_MOST_GUESSES = 50  # as each looks through all names


def owner(pointer: str) -> str:
    """The component that `pointer` lies in, `""` outside of `components`."""
    parts = pointer.split("/", 4)
    return "/".join(parts[:4]) if len(parts) > 3 and parts[1] == "components" else _OUTSIDE


def schema_named(survey: Survey, name: str) -> str | None:
    """The pointer of the schema that a discriminator's mapping names, by component name or by
    reference: `/components/schemas/Cat` for `Cat` and for `#/components/schemas/Cat`. None for
    what is neither, or leads nowhere.
    """
    if name in survey.components("schemas"):
        return f"/components/schemas/{escape(name)}"
    if name.startswith("#/"):
        node, pointer = survey.resolve({"$ref": name})
        return pointer if node else None
    return None


def unused_components(survey: Survey) -> Iterator[Finding]:
    """Components that nothing leads to; none in a document of components alone, which others refer
    to.

    An empty reference (`$ref:`) may have been meant for any of them, and is a finding itself: where
    there is one, nothing is told of the components."""
    has_operations = survey.root.get("paths") or survey.root.get("webhooks")
    if not has_operations or any(map(_is_empty_reference, survey.every())):
        return
    used = _reached(survey)
    for pointer, kind, name in _counted(survey):
        if pointer not in used:
            message = f"`{name}` in `components/{kind}` is used by nothing that an operation uses"
            yield Finding(pointer, message)


def _is_empty_reference(site: Site) -> bool:
    return site.node.get("$ref", "") is None


def _counted(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """The components that something has to use: pointer, kind, name."""
    for kind in _COUNTED:
        for name in survey.components(kind):
            yield f"/components/{kind}/{escape(name)}", kind, name


def _meant(survey: Survey, site: Site) -> str:
    """The component whose name is the closest to the one that a reference has last, `""` where none
    is close.
    """
    names = {name: pointer for pointer, _, name in _counted(survey)}
    close = get_close_matches(site.node["$ref"].rpartition("/")[2], names, 1)
    return names[close[0]] if close else _OUTSIDE


def _reached(survey: Survey) -> set[str]:
    """Components that paths and webhooks lead to, through references, mappings, and children of a
    discriminated parent.

    A reference that leads nowhere, which is a finding itself, is taken for the component that was
    meant by it."""
    edges: dict[str, set[str]] = defaultdict(set)
    lost: list[Site] = []
    for site in survey.references:
        target = survey.target(site.node)
        edges[owner(site.pointer)].add(owner(target))
        lost += [] if target else [site]
    for site in lost[:_MOST_GUESSES]:
        edges[owner(site.pointer)].add(_meant(survey, site))
    for each in survey.discriminators():
        pointers = (schema_named(survey, name) for name in each.names)
        edges[owner(each.schema.pointer)].update(map(owner, filter(None, pointers)))
    for parent, children in extensions(survey).items():
        edges[parent].update(children)
    return set(reachable([_OUTSIDE], edges.__getitem__))


def extensions(survey: Survey) -> dict[str, set[str]]:
    """Component schemas with a discriminator, and those that extend them by `allOf` (3.1, section
    4.8.25.4).
    """
    families = survey.instances.inheritance.families
    return {base: {*family.members} - {base} for base, family in families.items()}


def ignored_siblings(survey: Survey) -> Iterator[Finding]:
    """`{$ref: …, required: true}`; of a path item what stands beside counts, and of a schema since
    3.1. `summary` and `description` replace those of the target since then. Extensions are none of
    this rule's.
    """
    allowed, heeded = _BESIDE_REFERENCE, {"pathItem", "schema"}
    if survey.version == "3.0":
        allowed, heeded = frozenset({"$ref"}), {"pathItem"}
    for site in survey.references:
        ignored = sorted(without_extensions(site.node).keys() - allowed)
        if ignored and site.kind not in heeded:
            verb = "is" if len(ignored) == 1 else "are"
            yield Finding(site.pointer, f"beside `$ref`, {quoted(ignored)} {verb} ignored")


def endless_schemas(survey: Survey) -> Iterator[Finding]:
    """Schemas that apply themselves to the same value, through `$ref`, `allOf`, `anyOf` or `oneOf`:
    `Tree: {allOf: [{$ref: …/Tree}, …]}`.

    Where the way round passes through an alternative a reader comes to an end, so that the document
    is not refused for it."""
    edges = _ways(survey)
    refused = set(chain.from_iterable(circles(_without_choices(edges))))
    for circle in circles(edges):
        if _is_bare_circle(survey, circle):
            continue
        for pointer in _told_of(circle):
            message = f"schema `{split(pointer)[-1]}` contains itself as a part of itself"
            yield Finding(pointer, message, None if pointer in refused else "counted")


def _told_of(circle: list[str]) -> list[str]:
    """Of `["…/Tree", "…/Tree/allOf/0"]` the component alone; inline schemas where there is none."""
    return [pointer for pointer in circle if owner(pointer) == pointer] or circle


def _ways(survey: Survey) -> dict[str, list[str]]:
    """The schemas that each schema applies to the same value, by their pointers: `{"…/Tree":
    ["…/Tree/allOf/0"], "…/Tree/allOf/0": ["…/Node"]}`. In 3.0, where nothing beside a `$ref`
    counts, a reference is no schema to the survey.
    """
    sites = chain.from_iterable(map(survey.schemas, ("$ref", *_IN_PLACE)))
    edges = {site.pointer: list(_applied(survey, site)) for site in sites}
    for site in survey.references if survey.version == "3.0" else ():
        if site.kind == "schema":
            edges[site.pointer] = [survey.target(site.node)]
    return edges


def _without_choices(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    """The edges that hold for every value. A way through an alternative ends, for a reader, where
    another one is chosen: so do a base that lists its children and the children that extend it."""
    choices = ("oneOf/", "anyOf/")
    return {
        at: [to for to in ways if not to.removeprefix(f"{at}/").startswith(choices)]
        for at, ways in edges.items()
    }


def _is_bare_circle(survey: Survey, circle: list[str]) -> bool:
    """Whether the circle is of references alone, which `circular_references` reports."""
    return all(mapping(survey.document.get(pointer)).keys() == {"$ref"} for pointer in circle)


def _applied(survey: Survey, site: Site) -> Iterator[str]:
    if is_reference(site.node):
        yield survey.target(site.node)
    yield from (at for at, _ in site.members(*_IN_PLACE))


def circles(edges: dict[str, list[str]]) -> list[list[str]]:
    """The strongly connected components of a graph that have a cycle, each sorted."""
    return [
        sorted(members)
        for members in strongly_connected({node: edges[node] for node in sorted(edges)})
        if len(members) > 1 or any(node in edges[node] for node in members)
    ]


def infinite_schemas(survey: Survey) -> Iterator[Finding]:
    """Component schemas of which no finite value exists, because each one requires another of its
    own kind: `Node: {required: [next], properties: {next: {$ref: …/Node}}}`.

    The least fixed point of "has a value": everything has one except what requires (by `required`,
    `minItems`, `allOf`, or all alternatives of `oneOf` and `anyOf`) something that has none."""
    components = {site.pointer: site.node for site in survey.of("schema") if site.component}
    infinite = _without_values(survey, components)
    edges = {
        pointer: sorted(_waits_for(survey, components[pointer], infinite)) for pointer in infinite
    }
    for circle in circles(edges):
        if _is_endless(survey, circle):
            continue
        names = quoted([split(other)[-1] for other in circle])
        for pointer in circle:
            message = f"a value of `{split(pointer)[-1]}` would have to contain {names} without end"
            yield Finding(pointer, message)


def _without_values(survey: Survey, components: Mapping[str, Any]) -> set[str]:
    """Those of the components that have no finite value. All are taken for such until one is seen
    to wait for none of them; then what waited for it is looked at again.
    """
    infinite = set(components)
    dependents: dict[str, set[str]] = defaultdict(set)
    waiting = list(components)
    while waiting:
        pointer = waiting.pop()
        if pointer not in infinite:
            continue
        missing = _waits_for(survey, components[pointer], infinite)
        for other in missing:
            dependents[other].add(pointer)
        if not missing:
            infinite.remove(pointer)
            waiting.extend(dependents.pop(pointer, ()))
    return infinite


def _is_endless(survey: Survey, circle: list[str]) -> bool:
    """Whether the circle is one of `endless_schemas`: no property or item lies between a schema and
    itself.
    """
    edges = {pointer: list(_in_place(survey, survey.document.get(pointer))) for pointer in circle}
    return bool(circles(edges))


def _in_place(survey: Survey, node: object) -> Iterator[str]:
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if is_reference(part):
            yield survey.target(mapping(part))
        for keyword in _IN_PLACE:
            waiting.extend(sequence(mapping(part).get(keyword)))


def _waits_for(survey: Survey, node: object, infinite: set[str]) -> set[str]:
    """The components without a finite value, as far as is known, that every value of `node`
    contains: `Node` for `{required: [next], properties: {next: {$ref: …/Node}}}`. Of alternatives
    all have to, or the one that does not is chosen; a value that may be null contains nothing.
    """
    if is_reference(node):
        return {survey.target(mapping(node))} & infinite
    if not isinstance(node, dict) or _admits_null(node):
        return set()
    missing: set[str] = set()
    for part in (*sequence(node.get("allOf")), *_contained(node)):
        missing |= _waits_for(survey, part, infinite)
    for keyword in ALTERNATIVES:
        branches = [_waits_for(survey, each, infinite) for each in sequence(node.get(keyword))]
        if all(branches):
            missing = missing.union(*branches)
    return missing


def _contained(node: dict[str, Any]) -> Iterator[object]:
    """The schemas of values that every value of `node` contains."""
    types, least = named_types(node), node.get("minItems")
    if types in ([], ["object"]):
        properties = mapping(node.get("properties"))
        yield from (properties[name] for name in required_names(node) if name in properties)
    if types == ["array"] and isinstance(least, int) and least > 0:
        yield node.get("items")


def _admits_null(node: dict[str, Any]) -> bool:
    return node.get("nullable") is True or "null" in sequence(node.get("type"))


CHECKS = (
    Check(
        Rule(
            "OAS090",
            "warning",
            "component not used",
            "Nothing that an operation or webhook uses refers to the component, so it is left "
            "over or a reference is misspelled.",
            "Refer to the component, or remove it.",
        ),
        unused_components,
    ),
    Check(
        Rule(
            "OAS091",
            "error",
            "schema applied to itself",
            "A schema that is its own `allOf`, `anyOf` or `oneOf` part is applied to the same "
            "value without end (JSON Schema 2020-12, section 9.4.1).",
            "Remove the part, or put a property or array between the schema and itself.",
            "refuses",
        ),
        endless_schemas,
    ),
    Check(
        Rule(
            "OAS092",
            "error",
            "schema without a finite value",
            (
                "A required property that leads back to its own schema makes every value "
                "infinite, so there is none."
            ),
            "Make the property optional, nullable, or an array that may be empty.",
            "told",
        ),
        infinite_schemas,
    ),
    Check(
        Rule(
            "OAS093",
            "warning",
            "siblings of $ref ignored",
            "A Reference Object is replaced by its target: in 3.0 everything beside `$ref` is "
            "ignored, since 3.1 everything but `summary` and `description` (schemas excepted).",
            "Remove the siblings, or wrap the reference: `allOf: [{$ref: ...}]`.",
        ),
        ignored_siblings,
    ),
)
