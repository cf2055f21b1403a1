"""A pointer into a bundled document in the words of a reader: `Execution.recipient.id`, `POST
/notifications response 200`.
"""

from __future__ import annotations

from generator.document import pointer as pointers
from generator.document.specification import OPERATIONS, WEBHOOKS
from generator.review.compared import ComparedDocument

_SECTIONS = {
    "parameters": "parameter",
    "headers": "header",
    "responses": "response",
    "requestBodies": "request body",
    "securitySchemes": "security scheme",
    "pathItems": "path",
    "callbacks": "callback",
    "mediaTypes": "media type",
}


def pointer_label(side: ComparedDocument, pointer: str) -> str:
    """The place that `pointer` leads to; a keyword at its end is left out, for that is what changed
    there.
    """
    tokens = list(pointers.split(pointer))
    if tokens[:2] == ["components", "schemas"] and len(tokens) > 2:
        return tokens[2] + _inside(tokens[3:])
    if tokens[:1] == ["components"] and len(tokens) > 2:
        section = _SECTIONS.get(tokens[1], tokens[1])
        name = tokens[2]
        if tokens[1] == "parameters":
            name = _parameter(side, tokens[:3]) or name
        if tokens[1] == "callbacks":
            return _call(side, f"callback {name}", tokens[:3], tokens[3:])
        return f"{section} {name}{_around(tokens[3:])}"
    if tokens[:1] and tokens[0] in ("paths", *WEBHOOKS) and len(tokens) > 1:
        return _operation(side, tokens)
    return tokens[0] if tokens else "document"


def parameter_name(side: ComparedDocument, pointer: str) -> str | None:
    """What the parameter is called that a pointer leads into, `None` where there is none."""
    tokens = list(pointers.split(pointer))
    if "parameters" not in tokens[:-1]:
        return None
    return _parameter(side, tokens[: tokens.index("parameters") + 2])


def _operation(side: ComparedDocument, tokens: list[str]) -> str:
    path = tokens[1] if tokens[0] == "paths" else f"webhook {tokens[1]}"
    rest = tokens[2:]
    if rest[:1] == ["parameters"] and len(rest) > 1:
        return f"{path} parameter {_parameter(side, tokens[:4]) or rest[1]}{_around(rest[2:])}"
    if rest[:1] == ["additionalOperations"] and len(rest) > 1:
        method, inner = rest[1], rest[2:]
    elif rest and rest[0] in OPERATIONS:
        method, inner = rest[0].upper(), rest[1:]
    else:
        return path
    return _of_operation(side, f"{method} {path}", tokens[: len(tokens) - len(inner)], inner)


def _of_operation(side: ComparedDocument, start: str, holder: list[str], inner: list[str]) -> str:
    """What is inside an operation, which `start` says in words and which stands at `holder`."""
    match inner:
        case ["parameters", number, *rest]:
            return (
                f"{start} parameter "
                f"{_parameter(side, [*holder, 'parameters', number]) or number}{_around(rest)}"
            )
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
    """What is between an operation and a schema, then the schema."""
    if tokens[:1] == ["content"] and len(tokens) > 2:
        if tokens[2:3] in (["encoding"], ["prefixEncoding"], ["itemEncoding"]):
            return _of_body(tokens[2:])
        return _inside(tokens[3:]) if tokens[2] in ("schema", "itemSchema") else ""
    if tokens[:1] == ["headers"] and len(tokens) > 1:
        return f" header {tokens[1]}{_around(tokens[2:])}"
    if tokens[:1] == ["schema"]:
        return _inside(tokens[1:])
    return ""


def _of_body(tokens: list[str]) -> str:
    """A part of a body, by its name or its position, and what is in it."""
    if tokens[:1] == ["encoding"] and len(tokens) > 1:
        return f" part {tokens[1]}{_of_body(tokens[2:])}"
    if tokens[:1] == ["prefixEncoding"] and len(tokens) > 1 and tokens[1].isdigit():
        return f" part {int(tokens[1]) + 1}{_of_body(tokens[2:])}"
    if tokens[:1] == ["itemEncoding"]:
        return f" every further part{_of_body(tokens[1:])}"
    return _around(tokens)


def _inside(tokens: list[str]) -> str:
    text, number = "", 0
    while number < len(tokens):
        token = tokens[number]
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        if (
            token in ("properties", "patternProperties", "dependentSchemas")
            and following is not None
        ):
            text += f".{following}"
            number += 1
        elif token in ("oneOf", "anyOf", "prefixItems") and following is not None:
            text += f".{token}[{following}]"
        elif token == "items" and following is not None:
            text += "[]"
        elif token == "additionalProperties" and following is not None:
            text += "{}"
        number += 1
    return text


def _parameter(side: ComparedDocument, tokens: list[str]) -> str | None:
    try:
        found = side.document.get(pointers.join("", *tokens))
    except KeyError:
        return None
    found, _ = side.resolved(found, "")
    name = found.get("name") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None
