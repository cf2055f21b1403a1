"""How schemas without a name of their own are called: by the way that leads to them, whichever way
they were met.

The words are those of the document: the operation, the property, the title of a variant. A class
name made of them changes only when they do."""

from __future__ import annotations

from itertools import islice
from typing import Any

from generator.api.schema import COMPONENTS, Schema, accepts_null, is_component, kinds, structural
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.pointer import join, split, step
from generator.records import record

_LONG = 40  # characters of a title or constant that is still a name


@record(frozen=True, slots=True)
class Hint:
    """How a schema without a name of its own is called: the words `suffix` behind the name of
    `parent`.

    `parent` is the pointer of the model that it stands in, or None where `suffix` is a name by
    itself."""

    parent: str | None
    suffix: str

    def within(self, *more: str) -> Hint:
        return Hint(self.parent, " ".join((self.suffix, *more)).strip())


def hint_of(document: Document, pointer: str) -> Hint:
    """How the schema at `pointer` is called: a component by its name, one in the depth by the way
    that leads to it.

    `/components/schemas/Pet/properties/tags/items` is `tags item` of the component, and the body of
    `POST /pets` is `createPet request` after its `operationId`, without one `/pets post request`.
    """
    tokens = split(pointer)
    if is_component(pointer):
        return Hint(None, tokens[-1])
    depth = 3 if pointer.startswith(COMPONENTS) else 0
    owner = join("", *tokens[:depth]) or None
    words: list[str] = []
    node = document.get(owner or "")
    rest = iter(tokens[depth:])
    for token in rest:
        above, node = node, step(node, token)
        key = next(rest, "") if token in _KEYED else ""
        identifier = text(mapping(node).get("operationId")) if token in _METHODS else ""
        if identifier:
            words = [identifier]  # in place of the path
        else:
            words.append(_word(token, key, above))
        if key:
            node = step(node, key)
    return Hint(owner, " ".join(filter(None, words)) or "document")


_METHODS = frozenset({"get", "put", "post", "delete", "patch"})
_KEYED = frozenset(
    {
        *("allOf", "oneOf", "anyOf", "prefixItems", "properties", "$defs", "patternProperties"),
        *("paths", "responses", "content"),
    }
)
"""Fields of which the next token of a pointer is an index or a key."""
_WORDS = {
    **dict.fromkeys(("components", "content", "schema", "allOf"), ""),
    **dict.fromkeys(("items", "prefixItems"), "item"),
    **dict.fromkeys(("patternProperties", "additionalProperties"), "value"),
    "requestBody": "request",
}


def _word(token: str, key: str, above: Any) -> str:
    """What one step of the way is called, nothing where it says nothing: `404 response` of
    `responses` and `404`, `item` of `items`. `above` is the object that the step leads out of.
    """
    match token:
        case "oneOf" | "anyOf" if key:
            return variant_name(above, token, int(key))
        case "properties" | "$defs" | "paths":
            return key
        case "responses":
            return "response" if key.startswith("2") else f"{key} response"
    return _WORDS.get(token, token)


def variant_name(schema: Schema, keyword: str, index: int) -> str:
    """The title of a variant, else a constant that it has, else the one property that it has and no
    other does, else its number; nothing where there is no other, as in
    `anyOf: [{type: object}, {type: 'null'}]`.
    """
    members = schema[keyword]
    if len(list(islice(filter(_is_told, members), 2))) == 1:  # itself
        return ""
    member = mapping(members[index])
    title = text(member.get("title"))
    if _is_a_name(title):
        return title
    by_property = _only_property(member)
    if by_property and [*map(_only_property, map(mapping, members))].count(by_property) > 1:
        by_property = ""
    return _constant_text(member) or by_property or f"option {index + 1}"


def _constant_text(member: Schema) -> str:
    """The first of the properties that can have one text only, `cat` of `{kind: {const: cat}}`."""
    for inner in map(mapping, mapping(member.get("properties")).values()):
        match sequence(inner.get("enum")) or [inner.get("const")]:
            case [str(only)] if _is_a_name(only.strip()):
                return only
    return ""


def _only_property(member: Schema) -> str:
    """The property that tells a variant where each has one of its own, as enumerations of Rust are
    written: `complete` of `{required: [complete], properties: {complete: {…}}}`.
    """
    match [*mapping(member.get("properties"))], sequence(member.get("required")):
        case [str(only)], [required] if only == required and _is_a_name(only.strip()):
            return only
    return ""


def _is_a_name(words: str) -> bool:
    return 0 < len(words) <= _LONG


def _is_told(member: Any) -> bool:
    """Whether an alternative has a type of its own, which has to be told from others."""
    return not only_requires(member) and not _only_null(member)


def only_requires(member: Any) -> bool:
    """`anyOf: [{required: [a]}, {required: [b]}]` constrains an object; it is no choice of types.
    This is whether a schema is one of such a list.
    """
    return (
        isinstance(member, dict)
        and bool(member)
        and structural(member).keys() <= {"required", "not"}
    )


def is_no_choice(members: Any) -> bool:
    """Whether there is no union of alternatives, as each of them only requires."""
    return bool(sequence(members)) and all(map(only_requires, members))


def _only_null(member: Any) -> bool:
    return (
        isinstance(member, dict)
        and accepts_null(member)
        and not kinds(member)
        and structural(member).keys() <= {"type", "enum", "const"}
    )
