"""Discriminators. OpenAPI Specification 3.1, section 4.8.25."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse
from typing import Any

from generator.document.access import is_reference, mapping
from generator.document.diagnostics import Rule
from generator.document.inheritance import is_discriminator
from generator.document.pointer import escape
from generator.document.rules.components import extensions, schema_named
from generator.document.rules.composition import extends, properties, required, whole
from generator.document.rules.sites import Discriminator, Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding
from generator.document.schema.keywords import ALTERNATIVES


def _discriminated(survey: Survey) -> Iterator[Discriminator]:
    """The Discriminator Objects of schemas with variants."""
    children = extensions(survey)
    return (each for each in survey.discriminators() if _has_variants(each.schema, children))


def _told_by(survey: Survey) -> Iterator[tuple[Site, str]]:
    """The schemas of which a property tells the variant, and its name."""
    for each in _discriminated(survey):
        if is_discriminator(each.node):
            yield each.schema, each.node["propertyName"]


def _has_variants(site: Site, children: dict[str, set[str]]) -> bool:
    return any(keyword in site.node for keyword in ("oneOf", "anyOf", "allOf")) or bool(
        children.get(whole(site).pointer)
    )


def _branches(site: Site) -> Iterator[tuple[str, Any]]:
    return site.members(*ALTERNATIVES)


def _variants(survey: Survey, site: Site) -> Iterator[tuple[str, str, Any]]:
    """Place, name and schema of each variant that a reference names, null aside."""
    for place, branch in _branches(site):
        if is_reference(branch):
            node, pointer = survey.resolve(branch)
            if mapping(node).get("type") != "null":
                yield place, pointer.rpartition("/")[2], node


def useless_discriminators(survey: Survey) -> Iterator[Finding]:
    children = extensions(survey)
    for site in survey.schemas("discriminator"):
        if not _has_variants(site, children):
            yield Finding(
                f"{site.pointer}/discriminator", "the discriminator has no variants to choose from"
            )


def _shared(site: Site) -> dict[str, Any]:
    """The schema that a union's variants have in common, or the one that its children extend."""
    node = site.node if list(_branches(site)) else whole(site).node
    return {key: value for key, value in node.items() if key not in ALTERNATIVES}


def missing_properties(survey: Survey) -> Iterator[Finding]:
    """`{propertyName: kind}` of a union of which a variant has no `kind`, or of a base that has
    none; one that the schema around the union describes is described in each variant.
    """
    for site, name in _told_by(survey):
        if name in properties(survey, _shared(site)):
            continue
        for place, variant, node in _variants(survey, site):
            if name not in properties(survey, node):
                message = f"variant `{variant}` has no property `{name}`, by which the "
                yield Finding(place, f"{message}discriminator tells it")
        if not list(_branches(site)):
            yield Finding(
                f"{site.pointer}/discriminator",
                f"the schema has no property `{name}`, which the discriminator names",
            )


def optional_properties(survey: Survey) -> Iterator[Finding]:
    """`{propertyName: kind}` where neither the schema around the union nor a variant has `kind`
    among its `required`; that one lacks the property is said by `missing_properties`.
    """
    for site, name in _told_by(survey):
        around = _shared(site)
        if name not in required(survey, around):
            is_shared = name in properties(survey, around)
            yield from _not_required(survey, site, name, is_shared)
            if is_shared and not list(_branches(site)):
                message = f"`{name}`, which the discriminator names, is not required"
                yield Finding(f"{site.pointer}/discriminator", message)


def _not_required(survey: Survey, site: Site, name: str, is_shared: bool) -> Iterator[Finding]:
    """Variants that have the property, of their own or by what is around them, and do not require
    it.
    """
    for place, variant, node in _told_apart(survey, site, name):
        has_property = is_shared or name in properties(survey, node)
        if has_property and name not in required(survey, node):
            message = f"variant `{variant}` does not require `{name}`, by which the "
            yield Finding(place, f"{message}discriminator tells it")


def _told_apart(survey: Survey, site: Site, name: str) -> list[tuple[str, str, Any]]:
    """The variants that need the property: not the only one that stands for every other value, and
    for none, as an open `Other` beside `{kind: {const: card}}`.
    """
    variants = list(_variants(survey, site))
    rest = [place for place, _, node in variants if _is_open(survey, node, name)]
    if len(rest) != 1 or len(variants) == 1:
        return variants
    return [each for each in variants if each[0] != rest[0]]


def _is_open(survey: Survey, node: Any, name: str) -> bool:
    """Whether a variant takes any value of the property, and any further one."""
    value = mapping(properties(survey, node).get(name))
    is_free = "const" not in value and "enum" not in value
    return is_free and mapping(node).get("additionalProperties") is True


def _mapped(survey: Survey) -> Iterator[tuple[Site, str, str, str]]:
    """Site, place, value of the property, and name of the schema, for each entry of a mapping."""
    for each in _discriminated(survey):
        at = f"{each.schema.pointer}/discriminator"
        for value, name in each.mapped.items():
            yield each.schema, f"{at}/mapping/{escape(value)}", value, name
        if each.default is not None:
            yield each.schema, f"{at}/defaultMapping", "(default)", each.default


def unresolved_mappings(survey: Survey) -> Iterator[Finding]:
    for _, place, value, name in _mapped(survey):
        # one with `/` is a reference: the bundler's
        if "/" not in name and schema_named(survey, name) is None:
            message = f"`{value}` is mapped to `{name}`, which is no schema of the document"
            yield Finding(place, message)


def foreign_mappings(survey: Survey) -> Iterator[Finding]:
    """`mapping: {dog: Dog}` of a union without `Dog`, or of a base that `Dog` does not extend."""
    for site, place, value, name in _mapped(survey):
        pointer = schema_named(survey, name)
        if pointer is None:
            continue
        _, pointer = survey.resolve({"$ref": f"#{pointer}"})
        if fault := _foreign(survey, site, pointer):
            yield Finding(place, f"`{value}` is mapped to `{name}`, which {fault}")


def _foreign(survey: Survey, site: Site, pointer: str) -> str:
    """Why a discriminator cannot choose the schema at `pointer`, as the end of a sentence; empty
    where it can. A union lists what there is to choose; a base without one is extended by way of
    `allOf: [{$ref: …}]`, and one that is no component cannot be referred to so.
    """
    members = {survey.resolve(branch, at)[1] for at, branch in _branches(site)}
    if members:
        return "" if pointer in members else "is none of the variants"
    base = whole(site)
    if not base.component or extends(survey, pointer, base.pointer):
        return ""
    return "does not extend this schema by `allOf`"


def inline_variants(survey: Survey) -> Iterator[Finding]:
    """Members of a union with a discriminator that are written out in it, unless its mapping names
    their place (`mapping: {dog: "#/components/schemas/Pet/oneOf/1"}`), or they are null.
    """
    what = "the variant is inline, so it has no name that the discriminator could choose it by"
    for each in _discriminated(survey):
        mapped = {schema_named(survey, name) for name in each.mapped.values()}
        for place in filterfalse(mapped.__contains__, _inline(each.schema)):
            yield Finding(place, what)


def _inline(site: Site) -> Iterator[str]:
    """The places of the variants that are written out where they are listed, null aside."""
    for place, branch in _branches(site):
        if isinstance(branch, dict) and not is_reference(branch) and branch.get("type") != "null":
            yield place


CHECKS = (
    Check(
        Rule(
            "OAS120",
            "error",
            "discriminator without variants",
            "A discriminator chooses among the parts of `oneOf` or `anyOf`, or among the schemas "
            "that extend this one by `allOf`.",
            (
                "Add the variants; where they are not known, use `x-discriminator: {property, "
                "seen}`, which keeps the object open."
            ),
            "told",
        ),
        useless_discriminators,
    ),
    Check(
        Rule(
            "OAS121",
            "error",
            "discriminator's property missing",
            (
                "A reader finds the variant by the property's value, so each variant describes "
                "the property."
            ),
            "Describe the property in the variant.",
            "told",
        ),
        missing_properties,
    ),
    Check(
        Rule(
            "OAS122",
            "warning",
            "discriminator's property optional",
            (
                "Without a value for the property, a reader cannot know the variant: each one "
                "requires it."
            ),
            "Add the property to `required` in the variant.",
        ),
        optional_properties,
    ),
    Check(
        Rule(
            "OAS123",
            "error",
            "mapping leads nowhere",
            (
                "A discriminator's mapping names schemas, by the name of a component or by "
                "reference; this is the name of none."
            ),
            "Correct the name.",
            "refuses",
        ),
        unresolved_mappings,
    ),
    Check(
        Rule(
            "OAS124",
            "error",
            "mapping leads out of the union",
            "A discriminator only helps to find the variant among those listed; it cannot add one.",
            "Add the schema to the union, or remove the entry.",
            "told",
        ),
        foreign_mappings,
    ),
    Check(
        Rule(
            "OAS125",
            "warning",
            "inline variant beside a discriminator",
            (
                "A discriminator chooses by the names of schemas; inline schemas have none and "
                "are not considered."
            ),
            "Move the variant to `components/schemas` and refer to it.",
        ),
        inline_variants,
    ),
)
