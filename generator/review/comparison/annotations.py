"""Which annotations differ, wherever they stand."""

from __future__ import annotations

from typing import Any

from generator.review.unchanged import identical

_OPENAPI_DIALECTS = (
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
)
_JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def changed_keys(before: Any, after: Any) -> list[str]:
    """The keys of an object that say something else; none where it is to be told whole, as one side
    has no object or another.

    `["url"]` of `{"url": "a"}` and `{"url": "b"}`, and of None and `{"url": "b"}`: an object of one
    key that came or went is told by that key.
    """
    match before, after:
        case (None, dict(only)) | (dict(only), None):
            return list(only) if len(only) == 1 else []
        case dict(one), dict(other):
            keys = dict.fromkeys((*one, *other))
            return [key for key in keys if not identical(one.get(key), other.get(key))]
    return []


def same_dialect(before: Any, after: Any) -> bool:
    """Whether schemas mean the same by two dialects: OpenAPI's own, which is implied, adds
    annotations to JSON Schema's.
    """
    return before == after or (_is_usual(before) and _is_usual(after))


def _is_usual(dialect: Any) -> bool:
    return dialect in (None, _JSON_SCHEMA) or str(dialect).startswith(_OPENAPI_DIALECTS)
