"""What the XML Object of a schema says, and which of it shows in a text (OpenAPI 3.2, section "XML Object").

Of JSON it says nothing at all: an edit of it is one of the wire only where an XML media type leads to the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.review.same import identical
from generator.review.shapes import Shape

XML: Final = "xml-changed"
PREFIX: Final = "xml-prefix-changed"
_FIELDS: Final = ("name", "namespace", "prefix", "attribute", "wrapped", "nodeType")


class Difference(NamedTuple):
    """A field of the XML Object that says something else: the kind of its rule, the field, and what it said and says."""

    kind: str
    field: str
    before: Any
    after: Any


def differences(base: Shape, head: Shape) -> Iterator[Difference]:
    """The fields that differ; those that do not show are annotations."""
    old, new = (_object(shape) for shape in (base, head))
    was, now = _shown(old, base), _shown(new, head)
    for field in dict.fromkeys((*_FIELDS, *old, *new)):
        before, after = old.get(field), new.get(field)
        if not identical(before, after):
            yield Difference(_kind(field, was, now), field, before, after)


def _object(shape: Shape) -> Mapping[str, Any]:
    found = shape.notes.get("xml", (None, ""))[0]
    return found if isinstance(found, dict) else {}


def _kind(field: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    shows = {"attribute": "nodeType", "wrapped": "nodeType"}.get(field, field)
    if field.startswith("x-") or was.get(shows) == now.get(shows):
        return "extension-changed" if field.startswith("x-") else "annotation-changed"
    if field == "prefix" and was["namespace"] is not None and was["namespace"] == now["namespace"]:
        return PREFIX
    return XML


def _shown(said: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """What shows of an XML Object, defaults filled in."""
    node = _node(said, shape)
    named = said.get("name") or _property(shape.pointer)
    return {
        "nodeType": node,
        "name": named if node in ("element", "attribute") else None,
        "namespace": said.get("namespace") if node in ("element", "attribute") else None,
        "prefix": said.get("prefix") if node in ("element", "attribute") else None,
    }


def _node(said: Mapping[str, Any], shape: Shape) -> str:
    """The node that a value becomes; a list is none itself unless it is wrapped, and so its name is that of what is around."""
    if isinstance(said.get("nodeType"), str):
        return str(said["nodeType"])
    if said.get("attribute") is True:
        return "attribute"
    if shape.types is not None and "array" in shape.types:
        return "element" if said.get("wrapped") is True else "none"
    return "element"


def _property(pointer: str) -> str | None:
    """The name that a property has by itself."""
    tokens = pointers.split(pointer)
    return tokens[-1] if len(tokens) > 1 and tokens[-2] == "properties" else None
