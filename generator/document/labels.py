"""Values of a discriminator's property that a document writes as text: the keys of `mapping`, the
names of schemas.
"""

from __future__ import annotations

import math
import re

_INTEGER = re.compile(r"-?[0-9]{1,40}")
_DECIMAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")


def label(written: str, kind: str) -> str | int | float | bool | None:
    """What the text stands for where the property is of this JSON type (OpenAPI 3.1.1, section
    4.8.25); `None` if nothing.
    """
    match kind:
        case "string":
            return written
        case "boolean":
            return {"true": True, "false": False}.get(written)
        case "integer" | "number":
            return _number(written)
        case _:
            return None


def _number(written: str) -> int | float | None:
    if _INTEGER.fullmatch(written):
        return int(written)
    number = float(written) if _DECIMAL.fullmatch(written) else math.inf
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
