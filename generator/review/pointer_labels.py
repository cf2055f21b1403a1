"""A pointer into a bundled document in the words of a reader: `Execution.recipient.id`, `POST
/notifications response 200`.
"""

from __future__ import annotations

from generator.document import pointer as pointers
from generator.document.specification import OPERATIONS, WEBHOOKS
from generator.review.compared import ComparedDocument

_SECTIONS = {
    "headers": "header",
    "responses": "response",
    "requestBodies": "request body",
    "securitySchemes": "security scheme",
    "pathItems": "path",
    "mediaTypes": "media type",
}


_STEPS = {"items": "[]", "additionalProperties": "{}"}
"""What a keyword adds to the label, unless it is what changed."""


def pointer_label(side: ComparedDocument, pointer: str) -> str:
    """The place that `pointer` leads to; a keyword at its end is left out, for that is what changed
    there: `Pet.owner.id` of `/components/schemas/Pet/properties/owner/properties/id/maxLength`.

    Outside of paths, webhooks and components it is the field of the document: `info`, `servers`."""
    tokens = list(pointers.split(pointer))
    match tokens:
        case ["components", "schemas", name, *rest]:
            return name + _inside(rest)
        case ["components", "parameters", name, *rest]:
            return f"parameter {_parameter(side, tokens[:3]) or name}{_around(rest)}"
        case ["components", "callbacks", name, *rest]:
            return _call(side, f"callback {name}", tokens[:3], rest)
        case ["components", section, name, *rest]:
            return f"{_SECTIONS.get(section, section)} {name}{_around(rest)}"
        case ["paths", path, *rest]:
            return _operation(side, path, tokens[:2], rest)
        case [field, name, *rest] if field in WEBHOOKS:
            return _operation(side, f"webhook {name}", tokens[:2], rest)
    return tokens[0] if tokens else "document"


def parameter_name(side: ComparedDocument, pointer: str) -> str | None:
    """What the parameter is called that a pointer leads into, `None` where there is none."""
    tokens = list(pointers.split(pointer))
    if "parameters" not in tokens[:-1]:
        return None
    return _parameter(side, tokens[: tokens.index("parameters") + 2])


def _operation(side: ComparedDocument, path: str, holder: list[str], inner: list[str]) -> str:
    """What is inside a path item, which is called `path` and stands at `holder`: a parameter of all
    its operations (`/pets parameter tenant`), or an operation.
    """
    match inner:
        case ["parameters", number, *rest]:
            name = _parameter(side, [*holder, "parameters", number]) or number
            return f"{path} parameter {name}{_around(rest)}"
        case ["additionalOperations", method, *rest]:
            return _of_operation(side, f"{method} {path}", [*holder, *inner[:2]], rest)
        case [method, *rest] if method in OPERATIONS:
            return _of_operation(side, f"{method.upper()} {path}", [*holder, method], rest)
    return path


def _of_operation(side: ComparedDocument, start: str, holder: list[str], inner: list[str]) -> str:
    """What is inside an operation, which `start` says in words and which stands at `holder`; a
    parameter by its name, else by what it is called by there.
    """
    match inner:
        case ["parameters", number, *rest]:
            name = _parameter(side, [*holder, "parameters", number]) or number
            return f"{start} parameter {name}{_around(rest)}"
        case ["requestBody", *rest]:
            return f"{start} request{_around(rest)}"
        case ["responses", status, *rest]:
            return f"{start} response {status}{_around(rest)}"
        case ["callbacks", name, *rest]:
            return _call(side, f"{start} callback {name}", [*holder, "callbacks", name], rest)
    return start


def _call(side: ComparedDocument, start: str, holder: list[str], inner: list[str]) -> str:
    """What is inside a callback: below its address and its method, an operation of the server."""
    length = 3 if inner[1:2] == ["additionalOperations"] else 2
    return _of_operation(side, start, [*holder, *inner[:length]], inner[length:])


def _around(tokens: list[str]) -> str:
    """What is between an operation and a schema, then the schema: ` header X-Rate`, ` part file`,
    `.owner.id`. Media types are left out.
    """
    match tokens:
        case ["content", _, "encoding" | "prefixEncoding" | "itemEncoding", *_]:
            return _of_body(tokens[2:])
        case ["content", _, "schema" | "itemSchema", *rest]:
            return _inside(rest)
        case ["headers", name, *rest]:
            return f" header {name}{_around(rest)}"
        case ["schema", *rest]:
            return _inside(rest)
    return ""


def _of_body(tokens: list[str]) -> str:
    """A part of a body, by its name or its position, and what is in it: ` part file header X-Kind`,
    ` part 2`.
    """
    match tokens:
        case ["encoding", name, *rest]:
            return f" part {name}{_of_body(rest)}"
        case ["prefixEncoding", number, *rest] if number.isdigit():
            return f" part {int(number) + 1}{_of_body(rest)}"
        case ["itemEncoding", *rest]:
            return f" every further part{_of_body(rest)}"
    return _around(tokens)


def _inside(tokens: list[str]) -> str:
    """What is inside a schema: `.owner.toys[].name`, `.kind.oneOf[1]`. What holds together is one
    schema to a reader, so `allOf` and its numbers add nothing.
    """
    text, rest = "", tokens
    while rest:
        match rest:
            case ["properties" | "patternProperties" | "dependentSchemas", name, *rest]:
                text += f".{name}"
            case ["oneOf" | "anyOf" | "prefixItems" as keyword, number, *rest]:
                text += f".{keyword}[{number}]"
            case [keyword, *rest]:
                text += _STEPS.get(keyword, "") if rest else ""
    return text


def _parameter(side: ComparedDocument, tokens: list[str]) -> str | None:
    try:
        found = side.document.get(pointers.join("", *tokens))
    except KeyError:
        return None
    found, _ = side.resolved(found, "")
    name = found.get("name") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None
