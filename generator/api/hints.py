"""How schemas without a name of their own are called: by the way that leads to them, whichever way
they were met.

The words are those of the document: the operation, the property, the title of a variant. A class
name made of them changes only when they do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from generator.api.schema import COMPONENTS, Schema, accepts_null, is_component, kinds, structural
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.pointer import escape, split, step

_LONG = 40  # characters of a title or constant that is still a name


@dataclass(frozen=True, slots=True)
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
    """
    tokens = split(pointer)
    if is_component(pointer):
        return Hint(None, tokens[-1])
    depth = 3 if pointer.startswith(COMPONENTS) else 0
    owner = "".join(f"/{escape(token)}" for token in tokens[:depth]) or None
    words: list[str] = []
    node = document.get(owner or "")
    rest = iter(tokens[depth:])
    for token in rest:
        above, node = node, step(node, token)
        match token:
            case "oneOf" | "anyOf" if isinstance(node, list):
                index = int(next(rest, "0"))
                words.append(variant_name(above, token, index))
                node = step(node, str(index))
            case "allOf" if isinstance(node, list):
                node = step(node, next(rest, "0"))
            case "properties" | "$defs" | "paths" if isinstance(node, dict):
                words.append(next(rest, ""))
                node = step(node, words[-1]) if words[-1] in node else {}
            case "items":
                words.append("item")
            case "prefixItems" if isinstance(node, list):
                words.append("item")
                node = step(node, next(rest, "0"))
            case "patternProperties" if isinstance(node, dict):
                words.append("value")
                node = node.get(next(rest, ""), {})
            case "additionalProperties":
                words.append("value")
            case "get" | "put" | "post" | "delete" | "patch" if isinstance(node, dict) and text(
                node.get("operationId")
            ):
                words = [node["operationId"]]
            case "requestBody":
                words.append("request")
            case "responses":
                status = next(rest, "")
                node = node.get(status, {}) if isinstance(node, dict) else {}
                words.append("response" if status.startswith("2") else f"{status} response")
            case "components" | "content" | "schema":
                node = node if token != "content" else node.get(next(rest, ""), {})
            case _:
                words.append(token)
    return Hint(owner, " ".join(words) or "document")


def variant_name(schema: Schema, keyword: str, index: int) -> str:
    """The title of a variant, else a constant that it has, else its number; nothing where there is
    no other.
    """
    members = schema[keyword]
    choices = (other for other in members if not only_requires(other) and not _only_null(other))
    if len(list(islice(choices, 2))) == 1:
        return ""
    member = mapping(members[index])
    title = text(member.get("title"))
    if title and len(title) <= _LONG:
        return title
    for inner in map(mapping, mapping(member.get("properties")).values()):
        values = sequence(inner.get("enum")) or [inner.get("const")]
        if len(values) == 1 and 0 < len(text(values[0]).strip()) <= _LONG:
            return text(values[0])
    return f"option {index + 1}"


def only_requires(member: Any) -> bool:
    """`anyOf: [{required: [a]}, {required: [b]}]` constrains
    an object; it is no choice of types.
    """
    return (
        isinstance(member, dict)
        and bool(member)
        and structural(member).keys() <= {"required", "not"}
    )


def _only_null(member: Any) -> bool:
    return (
        isinstance(member, dict)
        and accepts_null(member)
        and not kinds(member)
        and structural(member).keys() <= {"type", "enum", "const"}
    )
