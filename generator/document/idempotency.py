"""Idempotency keys: headers that make a repeat of a request known to the server as one.

`x-sdk: {idempotency-header: …}` of an operation, or of the document for every operation whose
method may act twice (RFC 9110, section 9.2.2); `x-fern-idempotency-headers` of the document for the
operations with `x-fern-idempotent`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.document.access import mapping, sequence, text
from generator.document.specification import IDEMPOTENT


class KeyHeader(NamedTuple):
    """A header, and what a caller would call it where the document has no parameter for it; whether
    its value is a key, which the client makes.
    """

    wire: str
    name: str = "idempotency_key"
    is_key: bool = True


def key_headers(root: Mapping[str, Any], node: Mapping[str, Any], verb: str) -> list[KeyHeader]:
    """The headers of an operation that are for repeats; none where the document has none."""
    own = text(mapping(node.get("x-sdk")).get("idempotency-header"))
    usual = text(mapping(root.get("x-sdk")).get("idempotency-header"))
    if own or (usual and verb not in IDEMPOTENT):
        return [KeyHeader(own or usual)]
    return fern_headers(root) if node.get("x-fern-idempotent") is True else []


def fern_headers(root: Mapping[str, Any]) -> list[KeyHeader]:
    """Those of `x-fern-idempotency-headers`, of which the key is the one that says so, else the
    first: of `[{header: X-Expires, name: expires}, {header: X-Request-Key}]` the second.
    """
    listed = map(mapping, sequence(root.get("x-fern-idempotency-headers")))
    named = [(text(each.get("header")), text(each.get("name"))) for each in listed]
    headers = [(wire, name or wire) for wire, name in named if wire]
    # the smallest is the first of those that end so, as False comes before True
    wires = (wire for wire, _ in headers)
    key = min(wires, key=lambda wire: not wire.lower().endswith("key"), default="")
    return [KeyHeader(wire, name, is_key=wire == key) for wire, name in headers]
