"""What a Schema Object says together with the schemas that it is composed of (`$ref`, `allOf`,
`anyOf`, `oneOf`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.document.access import is_reference, mapping, sequence
from generator.document.directions import required_names
from generator.document.rules.sites import OperationSite, Site
from generator.document.rules.survey import Survey
from generator.document.schema.composition import conjunction
from generator.document.schema.keywords import types

_ALTERNATIVES = ("anyOf", "oneOf")
_CONDITIONS = ("if", "then", "else", "not")
# Keywords whose subschemas are applied to the same value as the schema itself (JSON Schema 2020-12,
# section 10.2).
IN_PLACE = frozenset({"allOf", *_ALTERNATIVES, *_CONDITIONS, "dependentSchemas"})


def either(names: Iterable[str]) -> str:
    """Types in words: `` `integer` or `null` ``, `null` last."""
    return " or ".join(
        f"`{name}`" for name in sorted(names, key=lambda name: (name == "null", name))
    )


def parts(survey: Survey, node: Any, *, alternatives: bool = False) -> Iterable[Mapping[str, Any]]:
    """`node` and the schemas that hold with it, each once: by `$ref` and `allOf`, and on demand
    those that may hold with it.
    """
    return conjunction(node, survey.document, alternatives=alternatives)


def whole(site: Site) -> Site:
    """The schema that `site` is an inline part of; `site` itself when it stands alone."""
    while site.parent is not None and site.parent.kind == "schema" and site.field in IN_PLACE:
        site = site.parent
    return site


def properties(survey: Survey, node: Any) -> dict[str, Any]:
    """The properties of `node` and of all that it is composed of."""
    found: dict[str, Any] = {}
    for part in parts(survey, node, alternatives=True):
        for name, schema in mapping(part.get("properties")).items():
            found.setdefault(name, schema)
    return found


def below(survey: Survey, node: Any, path: Sequence[str], *, described: bool = False) -> Any:
    """The schema that properties lead to (`("meta", "next")`), `None` for none. An object that does
    not say which properties it has (`{type: object}`) may have each, of any value (`{}`), unless
    they have to be `described`.
    """
    for name in path:
        known = properties(survey, node)
        if name in known:
            node = known[name]
        elif known or described or _is_scalar(survey, node):
            return None
        else:
            return {}
    return node


def _is_scalar(survey: Survey, node: Any) -> bool:
    """Whether a schema names types, and no object among them."""
    named = frozenset().union(*(types(part) for part in parts(survey, node, alternatives=True)))
    return bool(named) and "object" not in named


def body_fields(survey: Survey, operation: OperationSite) -> set[str]:
    """The names of what the bodies of an operation's requests have."""
    bodies = survey.bodies(operation).values()
    return set(chain.from_iterable(properties(survey, schema) for schema in bodies))


def items(survey: Survey, node: Any) -> list[Any]:
    """The schemas of the items of `node`; none where it is no list."""
    return [part["items"] for part in parts(survey, node, alternatives=True) if "items" in part]


def required(survey: Survey, node: Any) -> set[str]:
    """The properties that `node` requires; one that an alternative requires counts."""
    together = parts(survey, node, alternatives=True)
    return set(chain.from_iterable(map(required_names, together)))


def extends(survey: Survey, pointer: str, ancestor: str) -> bool:
    """Whether the schema at `pointer` has the one at `ancestor` among its `allOf` parts, itself or
    through another schema.
    """
    waiting, seen = [pointer], set[str]()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        node, at = survey.resolve({"$ref": f"#{at}"})
        if at == ancestor:
            return True
        waiting.extend(
            survey.target(part)
            for part in sequence(mapping(node).get("allOf"))
            if is_reference(part)
        )
    return False
