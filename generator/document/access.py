"""Defensive access to the nodes of a document: what is not of the expected form reads as absent.

A document that breaks the specification must not break what reads it; the validator reports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from generator.document.pointer import escape
from generator.document.specification import OPERATIONS

K = TypeVar("K")
V = TypeVar("V")


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """The texts of a list."""
    return [each for each in sequence(value) if isinstance(each, str)]


def without_none(values: Mapping[K, V | None]) -> dict[K, V]:
    """The entries that there are."""
    return {key: value for key, value in values.items() if value is not None}


def without_extensions(value: Any) -> dict[str, Any]:
    """The entries of an object whose names the document chooses (paths, statuses, expressions),
    but for its extensions.
    """
    return {name: node for name, node in mapping(value).items() if not name.startswith("x-")}


def operations_of(item: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Any, str]]:
    """The operations of the path item at `pointer`: method, node and place of each. Those that have
    no field of their own came with OpenAPI 3.2.
    """
    for key in filter(OPERATIONS.__contains__, item):
        yield key, item[key], f"{pointer}/{key}"
    for key, node in mapping(item.get("additionalOperations")).items():
        yield key, node, f"{pointer}/additionalOperations/{escape(key)}"


def components_of(root: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The entries of a section of a document's `components`, by name, as they stand there."""
    return mapping(mapping(root.get("components")).get(section))


def is_reference(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("$ref"), str)
