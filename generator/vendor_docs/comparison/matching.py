"""Which operation of the document one of the facts is, and what its path is without its query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from generator.vendor_docs.facts import Section, VendorOperation, operations_of, without
from generator.vendor_docs.path_words import VARIABLE, without_names
from generator.vendor_docs.schema_variants import DocumentOperation

Key = tuple[str, str]
"""Method and path."""


def without_query(seen: VendorOperation) -> tuple[str, tuple[str, ...]]:
    """The path of an operation without the query that the reference writes in it, and the names in
    that query.
    """
    path, _, query = seen.path.partition("?")
    return path, tuple(name for name, _ in parse_qsl(query, keep_blank_values=True))


def by_key(sections: Iterable[Section]) -> dict[Key, list[tuple[Section, VendorOperation]]]:
    """The operations of sections, those together that are one in the document; without those whose
    path is cut."""
    groups: dict[Key, list[tuple[Section, VendorOperation]]] = defaultdict(list)
    for section, seen in operations_of(sections):
        if not seen.path_cut:
            groups[seen.method, without_query(seen)[0]].append((section, seen))
    return groups


def match(
    keys: Iterable[Key], operations: Sequence[DocumentOperation]
) -> dict[Key, DocumentOperation]:
    """The document's operation for each of the reference's: that of the same path, else the only
    one whose path differs in no more than the names of its parameters (`/books/{id}` and
    `/books/{bookId}`). Each is that of one, so that two that are alike have not the same."""
    known = {(operation.method, operation.path): operation for operation in operations}
    matched = {key: known[key] for key in keys if key in known}
    alike: dict[Key, list[DocumentOperation]] = defaultdict(list)
    for method, path in without(known, matched):
        alike[method, without_names(path)].append(known[method, path])
    for method, path in without(keys, matched):
        found = alike[method, without_names(path)]
        if len(found) == 1:
            matched[method, path] = found.pop()
    return matched


def renamed(operation: DocumentOperation, path: str) -> DocumentOperation:
    """`operation` with the parameters of its path named as in `path`."""
    if path == operation.path:
        return operation
    names = dict(zip(VARIABLE.findall(operation.path), VARIABLE.findall(path), strict=True))
    parameters = tuple(
        replace(each, name=names.get(each.name, each.name)) if each.place == "path" else each
        for each in operation.parameters
    )
    return replace(operation, parameters=parameters)
