"""Lists of single values in a query, which repeat its name: `tag=a&tag=b`.

That is the style `form`, exploded, which OpenAPI has for a query unless a document says otherwise;
`styles` has the others."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from .operation import Parameter
from .plan import BodyError, text


def repeated(parameter: Parameter, value: Any) -> str | None:
    """What `parameter` sends for a list, ready to be joined with `&`; `None` is nothing at all.
    Raises `BodyError`.
    """
    if None in value:
        raise BodyError("must not be or hold null here, which the style has no way to say")
    name = quote(parameter.wire, safe="")
    return "&".join([f"{name}={quote(text(item), safe='')}" for item in value]) or None
