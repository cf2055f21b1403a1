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
from generator.document.access import is_reference, mapping, sequence
from generator.document.schema.composition import Subschema
from generator.document.schema.keywords import names_array
from generator.document.schema.normalised import NormalisedSchema
from generator.review.compared import ComparedDocument
from generator.review.comparison.findings import WAYS, Finding
from generator.review.unchanged import identical

XML: Final = "xml-changed"
PREFIX: Final = "xml-prefix-changed"
_UNCLEAR: Final = "How tools call an XML element that the document does not name, it does not tell."
_NO_ELEMENT: Final = ("text", "cdata", "none")
_UNLESS_LIST: Final = "element unless it is a list"
_NAMED: Final = ("element", "attribute", _UNLESS_LIST)
_MOST_STEPS: Final = 40
_FIELDS: Final = ("name", "namespace", "prefix", "attribute", "wrapped", "nodeType")


class XmlDifference(NamedTuple):
    """A field of the XML Object that says something else: the kind of its rule, the field, and what
    it said and says.
    """

    kind: str
    field: str
    before: Any
    after: Any


def differences(base: NormalisedSchema, head: NormalisedSchema) -> Iterator[XmlDifference]:
    """The fields that differ; those that do not show are annotations."""
    old, new = (_object(schema) for schema in (base, head))
    was, now = _shown(old, base), _shown(new, head)
    for field in dict.fromkeys((*_FIELDS, *old, *new)):
        before, after = old.get(field), new.get(field)
        if not identical(before, after):
            yield XmlDifference(_kind(field, was, now), field, before, after)


def _object(schema: NormalisedSchema) -> Mapping[str, Any]:
    found = schema.notes.get("xml", (None, ""))[0]
    return found if isinstance(found, dict) else {}


def _kind(field: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The kind of the rule about a field, by what shows on both sides (`_shown`). The name of a
    list that is not wrapped shows nowhere; a prefix "functions only as a placeholder for a
    namespace name" (Namespaces in XML 1.0, section 4).
    """
    if field.startswith("x-"):
        return "extension-changed"
    shows = {"attribute": "nodeType", "wrapped": "nodeType"}.get(field, field)
    if was.get(shows) == now.get(shows):
        return "annotation-changed"
    has_namespace = was["namespace"] is not None
    if field == "prefix" and has_namespace and was["namespace"] == now["namespace"]:
        return PREFIX
    return XML


def _shown(said: Mapping[str, Any], schema: NormalisedSchema) -> dict[str, Any]:
    """What shows of an XML Object, defaults filled in: `{"nodeType": "element", "name": "age",
    "namespace": None, "prefix": None}` of a property `age` of which none says anything.
    """
    node = _node(said, schema)
    if node not in _NAMED:
        return {"nodeType": node, "name": None, "namespace": None, "prefix": None}
    return {
        "nodeType": node,
        "name": said.get("name") or _property(schema.pointer),
        "namespace": said.get("namespace"),
        "prefix": said.get("prefix"),
    }


def _node(said: Mapping[str, Any], schema: NormalisedSchema) -> str:
    """The node that a value becomes; a list is none itself unless it is wrapped, and so its name is
    that of what is around. `nodeType` says it since OpenAPI 3.2, `attribute` and `wrapped` before;
    of a list or a text, nobody knows which it is until it comes.
    """
    match said:
        case {"nodeType": str(node)}:
            return node
        case {"attribute": True}:
            return "attribute"
        case {"wrapped": True}:
            return "element"
    types = schema.types or frozenset()
    if "array" not in types:
        return "element"
    return "none" if types <= {"array", "null"} else _UNLESS_LIST


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
    """Adds what a schema that a body leads to is called: by its XML Object, by its component, else
    as what it stands for. It is not `sure` whether a schema within `allOf` gives the element its
    name, nor whether a list of elements that is a component does.
    """
    said = mapping(schema)
    is_list = _is_bare_list(said)
    name = _own(said).get("name")
    if isinstance(name, str) and not is_list:
        found.said.add(name)
        return
    inner = list(_inner(side, said, pointer)) if steps else []
    component = None if "$ref" in said else _component(pointer)
    if component is not None:
        found.components.add(component)
        found.unsure |= {component} if is_list or not sure else set()
    elif not inner:
        found.nameless = True
    if component is None or is_list:
        for one, place in inner:
            is_sure = sure and "allOf" not in said
            _root(side, one, place, found, steps - 1, sure=is_sure)


def _is_bare_list(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is a list of elements, and none itself."""
    own = _own(schema)
    is_wrapped = own.get("wrapped") is True or own.get("nodeType") == "element"
    return names_array(schema) and not is_wrapped


def _inner(
    side: ComparedDocument, schema: Mapping[str, Any], pointer: str
) -> Iterator[tuple[Any, str]]:
    """What a schema that has no name stands for: what it refers to, the one that it is composed of,
    alternatives, items. What several schemas of an `allOf` make together has none of their names.
    """
    if isinstance(schema.get("$ref"), str):
        target = side.target(schema)
        if target is not None:
            yield target
        return
    for keyword in ("oneOf", "anyOf", "allOf"):
        members = sequence(schema.get(keyword))
        if keyword != "allOf" or len(members) == 1:
            for number, one in enumerate(members):
                yield one, pointers.join(pointer, keyword, number)
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

    `Renamed("Pet", "Animal", "")` of `$ref: Pet` that became `$ref: Animal`. Of one that became a
    schema without a name, or of one within `allOf`, nobody can tell how it is called."""
    lost, gained = base.components - head.all, head.components - base.all
    is_renamed = bool(lost and gained)
    is_unnamed = bool(lost and head.nameless)
    is_named = bool(gained and base.nameless)
    if not any((is_renamed, is_unnamed, is_named)):
        return None
    is_unsure = not is_renamed or lost | gained <= base.unsure | head.unsure
    before, after = ", ".join(sorted(lost)), ", ".join(sorted(gained))
    return Renamed(before, after, _UNCLEAR if is_unsure else "")


def called_otherwise(
    base: ComparedDocument, old: Subschema, head: ComparedDocument, new: Subschema
) -> Renamed | None:
    """What became of the name of an element that no XML Object names, since OpenAPI 3.2; None where
    it is the same, or a schema is no element or has no name.
    """
    before, after = _called(base, old), _called(head, new)
    if before is None or after is None or before.name == after.name:
        return None
    is_sure = before.is_sure or after.is_sure
    return Renamed(before.name, after.name, "" if is_sure else _UNCLEAR)


def unless_unclear(finding: Finding, found: Renamed) -> Finding:
    """A finding about a name; of what nobody can tell it is no more than unknown."""
    if found.reason:
        finding.verdicts = dict.fromkeys(WAYS, "unknown")
        finding.reasons = dict.fromkeys(WAYS, found.reason)
    return finding


class _Called(NamedTuple):
    """The name of an element; it is not `is_sure` that a schema within `allOf` gives its own."""

    name: str
    is_sure: bool = True


def _called(side: ComparedDocument, node: Subschema) -> _Called | None:
    """What the element of a schema is called: `Pet` of a component, else `pets` of a property or of
    the items of a list in it, else what the one schema is called that it is composed of, as of
    `oneOf: [{$ref: …/Pet}]`.
    """
    if len(node) != 1:
        return None
    schema, pointer, is_sure = node[0].schema, node[0].pointer, True
    for _ in range(_MOST_STEPS):
        schema, pointer = _without_references(side, schema, pointer)
        name = _component(pointer) or _property(_list_pointer(pointer))
        if _is_element(schema) and name is not None:
            return _Called(name, is_sure)
        members = list(_members(side, schema, pointer))
        if len(members) != 1 or not _is_nameless(schema):
            break
        is_sure = is_sure and "allOf" not in schema
        schema, pointer = members[0]
    return None


def _list_pointer(pointer: str) -> str:
    """Where the list stands of which a schema says what its items are."""
    while pointer.endswith("/items") and pointer.count("/") > 2:
        pointer = pointer.removesuffix("/items")
    return pointer


def _members(side: ComparedDocument, schema: Any, pointer: str) -> Iterator[tuple[Any, str]]:
    """The schemas that one is composed of, but for null as an alternative."""
    for keyword in ("oneOf", "anyOf", "allOf"):
        for number, member in enumerate(sequence(mapping(schema).get(keyword))):
            if keyword == "allOf" or not side.is_null(member):
                yield member, pointers.join(pointer, keyword, number)


def _without_references(side: ComparedDocument, schema: Any, pointer: str) -> tuple[Any, str]:
    for _ in range(_MOST_STEPS):
        target = side.target(schema) if is_reference(schema) else None
        if target is None:
            break
        schema, pointer = target
    return schema, pointer


def _is_element(schema: Any) -> bool:
    """Whether a schema is an element without a name of its own; `true` and `false` are none."""
    if not isinstance(schema, dict) or isinstance(_own(schema).get("name"), str):
        return False
    said = _own(schema)
    is_list = names_array(schema) and said.get("wrapped") is not True
    return said.get("nodeType", "none" if is_list else "element") not in _NO_ELEMENT


def _is_nameless(schema: Any) -> bool:
    """Whether a schema is an element without a name of its own, or says that it is no node."""
    return _is_element(schema) or _own(mapping(schema)).get("nodeType") == "none"


def _own(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(schema.get("xml"))


def _component(pointer: str) -> str | None:
    tokens = pointers.split(pointer)
    return tokens[-1] if len(tokens) == 3 and tokens[:2] == ("components", "schemas") else None
