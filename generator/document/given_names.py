"""Names that a document gives its parts for other generators. They hold where `x-sdk` is silent:

    x-fern-sdk-group-name: [admin, users]      x-fern-sdk-method-name: create
    x-speakeasy-group: admin.users             x-speakeasy-name-override: create
    x-ms-client-name: emailAddress

At the root `x-speakeasy-name-override` is a list of `{operationId, methodNameOverride}`, a regular
expression and the name of what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.document.access import mapping, sequence, text
from generator.document.forms import Misfit

OVERRIDE: Final = "x-speakeasy-name-override"
RESOURCES: Final = ("x-fern-sdk-group-name", "x-speakeasy-group")
FUNCTIONS: Final = ("x-fern-sdk-method-name", OVERRIDE)
NAMES: Final = ("x-ms-client-name", OVERRIDE)
"""Of parameters, properties and schemas."""


def resource(operation: Mapping[str, Any]) -> list[str]:
    """The resource of an operation and those around it, the outermost first: `["admin", "users"]`
    for `admin.users`.
    """
    group = operation.get("x-speakeasy-group")
    if isinstance(group, list):
        # each of several is a group of its own, of which a method is in one here
        group = next(iter(group), "")
    given = (
        text(mapping(operation.get("x-sdk")).get("resource")),
        _dotted(operation.get("x-fern-sdk-group-name")),
        _dotted(group),
    )
    path = next(filter(str.strip, given), "")
    return [part for part in path.split(".") if part.strip()]


def _dotted(group: Any) -> str:
    """`admin.users` of `[admin, users]`; a text is one as it stands."""
    words = group if isinstance(group, list) else [group]
    return ".".join(filter(None, map(text, words)))


def function(operation: Mapping[str, Any]) -> str:
    return text(mapping(operation.get("x-sdk")).get("function")) or _first(operation, FUNCTIONS)


def overridden(root: Mapping[str, Any], operation_id: str) -> str:
    """What the root has operations of that id called."""
    for entry in sequence(root.get(OVERRIDE)):
        name = text(mapping(entry).get("methodNameOverride"))
        pattern = _compiled(mapping(entry).get("operationId"))
        if name.strip() and pattern is not None and pattern.search(operation_id):
            return name
    return ""


def name(part: Mapping[str, Any]) -> str:
    """That of a parameter or of a property; nothing where none is given."""
    return text(mapping(part.get("x-sdk")).get("name")) or _first(part, NAMES)


def class_name(schema: Mapping[str, Any]) -> str:
    """That of a component; nothing where none is given."""
    return _first(schema, NAMES)


def wrong(node: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Misfit]:
    """The names of an object that are none: `x-ms-client-name: 7`, `x-fern-sdk-group-name: []`."""
    for key in filter(node.__contains__, keys):
        may_be_list = key in RESOURCES
        words = sequence(node[key]) if may_be_list else []
        if not all(text(word).strip() for word in words or [node[key]]):
            more = ", nor a list of texts" if may_be_list else ""
            yield Misfit(f"`{key}` is not a text{more}", f"/{key}")


def wrong_overrides(root: Mapping[str, Any]) -> Iterator[Misfit]:
    """The same of the root, where an entry of the list is
    `{operationId: ^list.*, methodNameOverride: list}`.
    """
    overrides = root.get(OVERRIDE, [])
    if not isinstance(overrides, list):
        yield Misfit(f"`{OVERRIDE}` of the root is not a list", f"/{OVERRIDE}")
    for number, entry in enumerate(sequence(overrides)):
        at = f"/{OVERRIDE}/{number}"
        if not text(mapping(entry).get("methodNameOverride")).strip():
            yield Misfit("`methodNameOverride` is not a text", at)
        if _compiled(mapping(entry).get("operationId")) is None:
            yield Misfit("`operationId` is not a regular expression", at)


def _first(node: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((each for key in keys if (each := text(node.get(key)).strip())), "")


def _compiled(pattern: Any) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if isinstance(pattern, str) else None
    except (re.error, OverflowError, RecursionError):
        return None
