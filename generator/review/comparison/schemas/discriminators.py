"""By which value of which property alternatives are told apart (OpenAPI 3.1.1, section 4.8.25;
OpenAPI 3.2, section "Discriminator Object").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import Finding, became
from generator.review.comparison.schemas.alternatives import UnionPair
from generator.review.comparison.schemas.pair import SchemaPair
from generator.review.unchanged import identical

_KEYWORD = "discriminator"
_MAPPING_CHANGED = "discriminator-mapping-changed"
_OF_DEFAULT = MappingProxyType(
    {
        "request": (
            "What is sent with a value that stands for nothing may be taken for another "
            "alternative, or refused."
        ),
        "response": (
            "What arrives with a value that stands for nothing is another alternative to callers "
            "that choose by it."
        ),
    }
)


class _Discriminator(NamedTuple):
    """The property by which alternatives are told apart, and the names of the components that its
    values stand for.
    """

    property: str
    mapping: Mapping[str, str]

    def target(self, value: str, components: Iterable[str]) -> str:
        """What a value stands for; one that is not mapped stands for the component of its name.
        Empty where that is nothing.
        """
        return self.mapping.get(value, value if value in components else "")


def compare(pair: SchemaPair, unions: list[UnionPair]) -> Iterator[Finding]:
    """What became of a discriminator, and of the names of components by which it tells apart what
    no mapping names. What it says of alternatives that came or went is told with them; where there
    are no alternatives, it says nothing.
    """
    old, new = map(_discriminator, pair.schemas)
    is_changed = old != new and _has_unions(pair)
    if old is not None and new is not None:
        names = _names(pair, unions)
        yield from _named_by_components(pair, old, new, names)
        if is_changed:
            yield from _changed(pair, old, new, dict(names))
    elif is_changed:
        kind, what = "discriminator-changed", f"discriminator {became(old, new)}"
        yield pair.keyword(kind, what, _KEYWORD, (_property(old), _property(new)))


def _property(discriminator: _Discriminator | None) -> str | None:
    return None if discriminator is None else discriminator.property


def _has_unions(pair: SchemaPair) -> bool:
    return bool(pair.base.normalised.unions or pair.head.normalised.unions)


def _changed(
    pair: SchemaPair, old: _Discriminator, new: _Discriminator, names: dict[str, str]
) -> Iterator[Finding]:
    """What another property or another mapping means to the alternatives of both sides; `names` are
    those of their components there: `{"Cat": "Feline"}`.
    """
    if old.property != new.property:
        what = f"the discriminator is `{new.property}` instead of `{old.property}`"
        yield pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, (old.property, new.property))
    yield from _mappings(pair, old, new, names)


def _discriminator(schema: NormalisedSchema) -> _Discriminator | None:
    """A Discriminator Object with the names of what its mapping leads to: `Cat` of `Cat` and of
    `#/components/schemas/Cat`.
    """
    if schema.discriminator is None:
        return None
    said, _ = schema.discriminator
    mapping = said.get("mapping")
    targets = mapping.items() if isinstance(mapping, dict) else ()
    named = {str(value): str(target).rpartition("/")[2] for value, target in targets}
    return _Discriminator(str(said.get("propertyName")), named)


def _names(pair: SchemaPair, unions: list[UnionPair]) -> list[tuple[str, str]]:
    """What the components that alternatives of both sides are, are called there: `("Cat",
    "Feline")`; `""` of one that is no component.
    """
    base, head = pair.base.document, pair.head.document
    kept = chain.from_iterable(union.kept for union in unions)
    return [(_name(base, one), _name(head, other)) for one, other in kept]


def _name(document: ComparedDocument, node: Subschema) -> str:
    return (document.component(node) or "").rpartition("/")[2]


def _named_by_components(
    pair: SchemaPair,
    old: _Discriminator,
    new: _Discriminator,
    names: list[tuple[str, str]],
) -> Iterator[Finding]:
    """What no mapping names is told apart by the name of its component, so that another name of it
    is another value on the wire.
    """
    before, after = {*old.mapping.values(), ""}, {*new.mapping.values(), ""}
    for was, now in names:
        is_unmapped = was not in before and now not in after
        if is_unmapped and was != now:
            what = f"the discriminator's `{now}` stands for what `{was}` stood for"
            yield pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, (was, now))


def _mappings(
    pair: SchemaPair, old: _Discriminator, new: _Discriminator, names: dict[str, str]
) -> Iterator[Finding]:
    """What values stand for on both sides, as far as the alternatives are on both. Two values of
    one alternative, of which one went and one came, are told as one.
    """
    added, removed = dict[str, str](), dict[str, str]()  # values by what they stand for in the head
    for value in dict.fromkeys((*old.mapping, *new.mapping)):
        was, now = old.target(value, names), new.target(value, names.values())
        called, is_there = names.get(was), now in names.values()
        if called == now:
            continue
        if called is not None and is_there:
            what = f"the discriminator's `{value}` stands for `{now}` instead of `{was}`"
            steps = f"{value}: {was}", f"{value}: {now}"
            yield pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, steps)
        elif called is not None:
            removed[called] = value
        elif is_there:
            added[now] = value
    for name in dict.fromkeys((*removed, *added)):
        yield _mapped(pair, name, removed.get(name), added.get(name))


def _mapped(pair: SchemaPair, name: str, was: str | None, now: str | None) -> Finding:
    """By which value an alternative was and is told, which is on both sides. A value less is one
    that no longer arrives, a value more one that is accepted besides.
    """
    before, after = (f"{value}: {name}" if value else None for value in (was, now))
    steps = before, after
    if was and now:
        what = f"the discriminator's `{now}` stands for `{name}` instead of `{was}`"
        return pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, steps)
    if was:
        what = f"the discriminator's `{was}` no longer stands for `{name}`"
        finding = pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, steps)
        finding.verdicts["response"] = "safe"
        finding.reasons["response"] = "All that arrives was announced before."
        return finding
    what = f"the discriminator's `{now}` stands for `{name}`"
    finding = pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, steps)
    finding.verdicts["request"] = "safe"
    finding.reasons["request"] = "All that was accepted still is."
    return finding


# --- what stands beside ---------------------------------------------------------------------------


def beside_mapping(pair: SchemaPair) -> Iterator[Finding]:
    """The other keys of discriminators: which alternative everything else is (`defaultMapping`,
    since OpenAPI 3.2), and extensions.
    """
    base, head = (schema.discriminator for schema in pair.schemas)
    if base is None or head is None:
        return
    old, new = base[0], head[0]
    steps = _default(old), _default(new)
    if steps[0] != steps[1]:
        what = f"`discriminator.defaultMapping` {became(*steps)}"
        finding = pair.keyword(_MAPPING_CHANGED, what, _KEYWORD, steps)
        finding.reasons.update(_OF_DEFAULT)
        yield finding
    yield from _extensions(pair, old, new)


def _extensions(
    pair: SchemaPair, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Finding]:
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if key.startswith("x-") and not identical(before, after):
            what = f"`discriminator.{key}` {became(before, after)}"
            yield pair.keyword("extension-changed", what, _KEYWORD, (before, after))


def _default(said: Mapping[str, Any]) -> str | None:
    """The component that is meant, whether by its name or by a reference."""
    target = said.get("defaultMapping")
    return pointers.split("/" + target.rpartition("/")[2])[-1] if isinstance(target, str) else None
