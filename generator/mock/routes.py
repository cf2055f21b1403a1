"""Which operation a request is for: path templates (OpenAPI 3.1, section 4.8.8), the concrete
before the templated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.specification import OPERATIONS
from generator.records import record

_VARIABLE = re.compile(r"\{([^{}]+)\}")


@record(frozen=True, slots=True)
class ServedOperation:
    """An operation as the document has it: `node` is its object, `parameters` those of the path
    item included.
    """

    method: str
    path: str
    node: Mapping[str, Any]
    parameters: tuple[Mapping[str, Any], ...]
    variables: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.node.get("operationId") or f"{self.method} {self.path}")

    @property
    def query(self) -> Collection[tuple[str, str]]:
        """What the path itself has in a query, which tells some documents' operations apart."""
        query = self.path.partition("#")[0].partition("?")[2]
        return parse_qsl(query, keep_blank_values=True)


@record(frozen=True, slots=True)
class Match:
    """The operations of one path by upper-case method, and the raw (still percent-encoded) values
    of its variables in order.

    Paths that differ in the names of their variables alone, or in a fragment, which does not
    travel, are one on the wire, and those that differ in a query have one path: a method may then
    have several operations, those that ask for most in their query first."""

    path: str
    operations: Mapping[str, tuple[ServedOperation, ...]]
    values: tuple[str, ...]


@record(frozen=True, slots=True)
class _Template:
    path: str
    pattern: re.Pattern[str]
    operations: Mapping[str, tuple[ServedOperation, ...]]
    rank: tuple[int, ...]


class Routes:
    """Finds the path of a document that a request's raw path is for, with or without the path of a
    server's URL before it.
    """

    def __init__(self, document: Document) -> None:
        self._bases = tuple(_bases(document))
        alike = defaultdict[str, list[ServedOperation]](list)
        for path, item in mapping(document.root.get("paths")).items():
            for operation in _operations(path, item, document):
                alike[_VARIABLE.sub("{}", _wire(path))].append(operation)
        self._by_length = defaultdict[int, list[_Template]](list)
        for template in sorted(map(_template, alike.values()), key=lambda each: each.rank):
            self._by_length[template.path.count("/")].append(template)

    def match(self, raw_path: str) -> Match | None:
        for path in self._candidates(raw_path):
            for template in self._by_length.get(path.count("/"), ()):
                if found := template.pattern.fullmatch(path):
                    return Match(template.path, template.operations, found.groups())
        return None

    def _candidates(self, raw_path: str) -> Iterator[str]:
        yield raw_path
        for base in self._bases:
            if found := base.match(raw_path):
                yield raw_path[found.end() :] or "/"


def _bases(document: Document) -> Iterator[re.Pattern[str]]:
    """The path prefixes of all servers, a server variable standing for any one segment; the longest
    first.

    `https://shop.example/{stage}/api` has the prefix `/{stage}/api`, which `/live/api/items` begins
    with, and `/live/apis` does not.
    """
    # `%00`, which no path has, stands for a variable: braces are not for `urlsplit`
    masked = (_VARIABLE.sub("%00", url) for url in _server_urls(document))
    prefixes = {urlsplit(url).path.rstrip("/") for url in masked}
    for prefix in sorted(prefixes - {""}, key=lambda text: (-len(text), text)):
        yield re.compile("[^/]*".join(map(re.escape, prefix.split("%00"))) + "(?=/|$)")


def _server_urls(document: Document) -> Iterator[str]:
    """Of the document, of its path items and of their operations."""
    items = [mapping(item) for item in mapping(document.root.get("paths")).values()]
    operations = (mapping(item.get(method)) for item in items for method in OPERATIONS)
    for owner in (document.root, *items, *operations):
        yield from (str(server.get("url", "")) for server in sequence(owner.get("servers")))


def _wire(path: str) -> str:
    """A path template without query and fragment, which some documents use to tell operations
    apart.
    """
    return re.split(r"[?#]", path, maxsplit=1)[0]


def _template(operations: list[ServedOperation]) -> _Template:
    """The template of operations that have one path on the wire.

    `/items/search` comes before `/items/{id}.json`, and that before `/items/{id}`: a segment that
    has no variable is of rank 0, one that has one of rank 1, one that is one of rank 2.
    """
    path = _wire(operations[0].path)
    literals = _VARIABLE.split(path)[::2]  # what is between them are names of variables
    pattern = "([^/]+)".join(map(_literal, literals))
    rank = tuple(
        bool(_VARIABLE.search(part)) + bool(_VARIABLE.fullmatch(part)) for part in path.split("/")
    )
    ordered = sorted(operations, key=lambda one: -len(one.query))
    by_method = {
        method: tuple(one for one in ordered if one.method == method)
        for method in dict.fromkeys(one.method for one in operations)
    }
    return _Template(path, re.compile(pattern), by_method, rank)


def _literal(text: str) -> str:
    """Literal text of a template, also in the percent-encoded form that a client may send it in."""
    return "".join(
        re.escape(character)
        if character.isascii() and character.isalnum()
        else f"(?:{re.escape(character)}|{'|'.join(_encoded(character))})"
        for character in text
    )


def _encoded(character: str) -> Iterable[str]:
    codes = character.encode()
    return ("".join(f"%{code:02X}" for code in codes), "".join(f"%{code:02x}" for code in codes))


def _operations(path: str, item: Any, document: Document) -> list[ServedOperation]:
    """Those of a path item, also of methods that OpenAPI has no field for (`additionalOperations`
    of 3.2); none of an extension, which stands among the paths too.
    """
    if not path.startswith("/"):
        return []
    found = {method.upper(): item.get(method) for method in OPERATIONS}
    found |= mapping(item.get("additionalOperations"))
    shared = _parameters(item, document)
    names = tuple(_VARIABLE.findall(_wire(path)))
    return [
        ServedOperation(
            method, path, node, tuple({**shared, **_parameters(node, document)}.values()), names
        )
        for method, node in found.items()
        if isinstance(node, Mapping)
    ]


def _parameters(
    node: Mapping[str, Any], document: Document
) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Parameters by place and name, so that an operation's own replace those of its path item."""
    resolved = map(document.resolved, sequence(node.get("parameters")))
    return {(parameter["in"], parameter["name"]): parameter for parameter in resolved}


def decoded(raw: str) -> str:
    """Percent-decoded text of a path, header or cookie value; what is not UTF-8 is replaced."""
    return unquote(raw, errors="replace")
