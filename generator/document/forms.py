"""The forms that entries of our extensions have: one table for `lint`, which says what an entry is
not, and for the JSON Schema that editors complete them by."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

JsonSchema = Mapping[str, Any]


class Form(NamedTuple):
    """What an entry is, in words; whether a value is that; and the same as a JSON Schema."""

    words: str
    fits: Callable[[Any], bool]
    schema: JsonSchema


_LETTER: Final = r"[\p{L}_][\p{L}\p{N}_]*"
_KEYWORDS: Final = "|".join(keyword.kwlist)

TEXT: Final[JsonSchema] = {"type": "string", "pattern": r"\S"}
ANY_TEXT: Final[JsonSchema] = {"type": "string", "minLength": 1}
TEXTS: Final[JsonSchema] = {"type": "array", "items": TEXT}
FLAG: Final[JsonSchema] = {"type": "boolean"}
OBJECT: Final[JsonSchema] = {"type": "object"}
NAME: Final[JsonSchema] = {"type": "string", "pattern": rf"^(?!({_KEYWORDS})$){_LETTER}$"}
PUBLIC_NAME: Final[JsonSchema] = {"type": "string", "pattern": rf"^(?!({_KEYWORDS})$|_){_LETTER}$"}
DOTTED_NAME: Final[JsonSchema] = {
    "type": "string",
    "pattern": rf"^((?!({_KEYWORDS})(\.|$)){_LETTER}(\.(?!$)|$))+$",
}
COUNT: Final[JsonSchema] = {"type": "integer", "minimum": 0}
SECONDS: Final[JsonSchema] = {"type": "number", "minimum": 0}
ABOVE_0: Final[JsonSchema] = {"type": "number", "exclusiveMinimum": 0}


def one_of(values: object) -> JsonSchema:
    return {"enum": list(values) if isinstance(values, tuple) else values}


def any_of(*schemas: JsonSchema) -> JsonSchema:
    return {"anyOf": list(schemas)}


def listed(item: JsonSchema, *, least: int = 0) -> JsonSchema:
    return {"type": "array", "items": item, **({"minItems": least} if least else {})}
