"""What the XML Object of a schema says, and which of it shows in a text (OpenAPI 3.2, section "XML
Object").

Of JSON it says nothing at all: an edit of it is one of the wire only where an XML media type leads
to the schema.

What no XML Object names is called after the component or the property that it is. Since OpenAPI 3.2
(section "XML Node Names") that is the component wherever a reference leads to one; before, "the
described schema property" has its own name whatever it refers to (OpenAPI 3.1, section "XML
Object"), and only what is in no property, the root, is called after its component."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema
from generator.review.compared import ComparedDocument
from generator.review.same import identical

XML: Final = "xml-changed"
PREFIX: Final = "xml-prefix-changed"
_UNCLEAR: Final = "How tools call an XML element that the document does not name, it does not tell."
_NO_ELEMENT: Final = ("text", "cdata", "none")
_UNLESS_LIST: Final = "element unless it is a list"
_NAMED: Final = ("element", "attribute", _UNLESS_LIST)
_MOST_STEPS: Final = 40
_FIELDS: Final = ("name", "namespace", "prefix", "attribute", "wrapped", "nodeType")


class Difference(NamedTuple):
    """A field of the XML Object that says something else: the kind of its rule, the field, and what
    it said and says.
    """

    kind: str
    field: str
    before: Any
    after: Any


def differences(base: NormalisedSchema, head: NormalisedSchema) -> Iterator[Difference]:
    """The fields that differ; those that do not show are annotations."""
    old, new = (_object(shape) for shape in (base, head))
    was, now = _shown(old, base), _shown(new, head)
    for field in dict.fromkeys((*_FIELDS, *old, *new)):
        before, after = old.get(field), new.get(field)
        if not identical(before, after):
            yield Difference(_kind(field, was, now), field, before, after)


def _object(shape: NormalisedSchema) -> Mapping[str, Any]:
    found = shape.notes.get("xml", (None, ""))[0]
    return found if isinstance(found, dict) else {}


def _kind(field: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    shows = {"attribute": "nodeType", "wrapped": "nodeType"}.get(field, field)
    if field.startswith("x-") or was.get(shows) == now.get(shows):
        return "extension-changed" if field.startswith("x-") else "annotation-changed"
    if field == "prefix" and was["namespace"] is not None and was["namespace"] == now["namespace"]:
        return PREFIX
    return XML


def _shown(said: Mapping[str, Any], shape: NormalisedSchema) -> dict[str, Any]:
    """What shows of an XML Object, defaults filled in."""
    node = _node(said, shape)
    named = said.get("name") or _property(shape.pointer)
    return {
        "nodeType": node,
        "name": named if node in _NAMED else None,
        "namespace": said.get("namespace") if node in _NAMED else None,
        "prefix": said.get("prefix") if node in _NAMED else None,
    }


def _node(said: Mapping[str, Any], shape: NormalisedSchema) -> str:
    """The node that a value becomes; a list is none itself unless it is wrapped, and so its name is
    that of what is around.
    """
    if isinstance(said.get("nodeType"), str):
        return str(said["nodeType"])
    if said.get("attribute") is True:
        return "attribute"
    if shape.types is not None and "array" in shape.types:
        alone = shape.types <= {"array", "null"}
        return "element" if said.get("wrapped") is True else "none" if alone else _UNLESS_LIST
    return "element"


def _property(pointer: str) -> str | None:
    """The name that a property has by itself."""
    tokens = pointers.split(pointer)
    return tokens[-1] if len(tokens) > 1 and tokens[-2] == "properties" else None


# --- names that nobody said -----------------------------------------------------------------------


@dataclasses.dataclass(slots=True)
class Roots:
    """The names of the elements that a body may be: those of components, those that are `said`.

    `unsure` are components of which the document does not say that the element is called after
    them; of a `nameless` body it says no name for an element."""

    components: set[str] = dataclasses.field(default_factory=set)
    unsure: set[str] = dataclasses.field(default_factory=set)
    said: set[str] = dataclasses.field(default_factory=set)
    nameless: bool = False

    @property
    def all(self) -> set[str]:
        return self.components | self.said


def roots(side: ComparedDocument, node: Subschema) -> Roots:
    """What a body of XML may be called."""
    found = Roots()
    for part in node:
        _root(side, part.schema, part.pointer, found, _MOST_STEPS)
    return found


def _root(
    side: ComparedDocument,
    schema: Any,
    pointer: str,
    found: Roots,
    steps: int,
    *,
    sure: bool = True,
) -> None:
    said = schema if isinstance(schema, dict) else {}
    own = _own(said)
    is_list = said.get("type") in ("array", ["array"])
    listed = is_list and own.get("wrapped") is not True and own.get("nodeType") != "element"
    if isinstance(own.get("name"), str) and not listed:
        found.said.add(own["name"])
        return
    inner = list(_inner(side, said, pointer)) if steps else []
    component = _component(pointer)
    if component is not None and "$ref" not in said:
        found.components.add(component)
        if listed or not sure:
            found.unsure.add(component)
    elif not inner:
        found.nameless = True
    if component is None or "$ref" in said or listed:
        for one, place in inner:
            _root(side, one, place, found, steps - 1, sure=sure and "allOf" not in said)


def _inner(
    side: ComparedDocument, schema: Mapping[str, Any], pointer: str
) -> Iterator[tuple[Any, str]]:
    """What a schema that has no name stands for: what it refers to, the one that it is composed of,
    alternatives, items.
    """
    if isinstance(schema.get("$ref"), str):
        target = side.target(schema)
        if target is not None:
            yield target
        return
    for keyword in ("oneOf", "anyOf", "allOf"):
        members = schema.get(keyword)
        if isinstance(members, list) and (keyword != "allOf" or len(members) == 1):
            yield from (
                (one, pointers.join(pointer, keyword, number)) for number, one in enumerate(members)
            )
    if "items" in schema:
        yield schema["items"], pointers.join(pointer, "items")


class Renamed(NamedTuple):
    """That the elements of a body are called otherwise: what they were and are, `""` where the
    document does not name them.

    `reason` is there where the document leaves it to tools how an element is called, so that nobody
    can tell."""

    before: str
    after: str
    reason: str


def renamed(base: Roots, head: Roots) -> Renamed | None:
    """What became of the names that components give, if anything that is not told as `xml.name` or
    as an alternative.
    """
    lost, gained = base.components - head.all, head.components - base.all
    if not (lost and gained) and not (lost and head.nameless) and not (gained and base.nameless):
        return None
    unsure = (lost | gained) <= (base.unsure | head.unsure) or not (lost and gained)
    before, after = (", ".join(sorted(each)) for each in (lost, gained))
    return Renamed(before, after, _UNCLEAR if unsure else "")


def called(side: ComparedDocument, node: Subschema) -> str | None:
    """What the element of a schema is called where no XML Object says it, since OpenAPI 3.2; None
    if it is none.
    """
    if len(node) != 1:
        return None
    schema, pointer = node[0].schema, node[0].pointer
    for _ in range(_MOST_STEPS):
        target = (
            side.target(schema)
            if isinstance(schema, dict) and isinstance(schema.get("$ref"), str)
            else None
        )
        if target is None:
            break
        schema, pointer = target
    if not isinstance(schema, dict) or not _is_element(schema):
        return None
    tokens = pointers.split(pointer)
    while len(tokens) > 2 and tokens[-1] == "items":
        tokens = tokens[:-1]
    return _component(pointer) or (
        tokens[-1] if len(tokens) > 1 and tokens[-2] == "properties" else None
    )


def _is_element(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is an element without a name of its own."""
    said = _own(schema)
    by_itself = schema.get("type") not in ("array", ["array"]) or said.get("wrapped") is True
    named = isinstance(said.get("name"), str)
    return not named and said.get("nodeType", "element" if by_itself else "none") not in _NO_ELEMENT


def _own(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found = schema.get("xml")
    return found if isinstance(found, dict) else {}


def _component(pointer: str) -> str | None:
    tokens = pointers.split(pointer)
    return tokens[-1] if len(tokens) == 3 and tokens[:2] == ("components", "schemas") else None
