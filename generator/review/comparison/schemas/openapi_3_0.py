"""What both documents say as they are meant, one of them in words that mean something else in
OpenAPI 3.0, so that nobody can tell whether it is a change (see `NormalisedSchema.doubts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.schema.normalised import SINCE_3_1
from generator.review.comparison.findings import Finding
from generator.review.comparison.schemas import nullability
from generator.review.comparison.schemas.pair import SchemaPair
from generator.review.model import ValueList

_NULL = frozenset({"null"})
_UNSUPPORTED = (
    "OpenAPI 3.0 does not support `{}`; whether callers and servers keep to it all the same, the "
    "document does not say."
)


def compare(pair: SchemaPair) -> Iterator[Finding]:
    """What one side says in words of OpenAPI 3.0 that mean something else there, or nothing, and
    the other in words that mean it: `const: a` that went from 3.0 to 3.1 with its document.
    """
    base, head = pair.schemas
    one_sided = base.doubts ^ head.doubts
    if not one_sided:
        return
    if "null" in one_sided and pair.base.lets_null and pair.head.lets_null:
        yield _null(pair)
    if "const" in one_sided:
        yield from _const(pair)
    said = base.sources.keys() & head.sources.keys() & one_sided
    for keyword in filter(said.__contains__, SINCE_3_1):
        yield _keyword(pair, keyword)


def _null(pair: SchemaPair) -> Finding:
    if "null" in pair.base.normalised.doubts:
        kind, what = "became-nullable", "null is listed in `enum`"
    else:
        kind, what = "became-not-nullable", "null is not listed in `enum`"
    return nullability.told(pair, kind, what, _NULL)


def _const(pair: SchemaPair) -> Iterator[Finding]:
    """What a `const` says that OpenAPI 3.0 does not support, and the other side in words that hold:
    `const: a` of 3.1, or `enum: [a]`. Other values are told as such.
    """
    base, head = pair.schemas
    if base.values is None or head.values is None or base.values.keys() != head.values.keys():
        return
    kind, has = "constant-freed", "does not have"
    if "const" in base.doubts:
        kind, has = "constant-added", "has"
    steps = ValueList(base.values), ValueList(head.values)
    what = f"only {steps[1]} allowed, by a keyword that this version of OpenAPI {has}"
    finding = pair.keyword(kind, what, "const", steps)
    finding.doubt(_UNSUPPORTED.format("const"))
    yield finding


def _keyword(pair: SchemaPair, keyword: str) -> Finding:
    if keyword in pair.base.normalised.doubts:
        kind, has = "constraint-added", "has"
    else:
        kind, has = "constraint-removed", "does not have"
    what = f"`{keyword}` holds by a version of OpenAPI that {has} it"
    finding = pair.keyword(kind, what, keyword)
    finding.doubt(_UNSUPPORTED.format(keyword))
    return finding
