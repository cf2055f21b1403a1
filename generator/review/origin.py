"""Whose change it is: the vendor changed the API, or we corrected our transcription of it.

The facts of both sides say what was seen of the reference when each document was written. Where they differ in the same place
and the same aspect, the vendor changed it; where they cover the place and say the same of it, or where we have only seen more,
the document was corrected. What no fact covers stays unknown: nothing is inferred from silence, unless the facts show all that
there is. What was observed besides the pages is no change by the vendor: a document that now says it was corrected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.document.bundle import Document
from generator.document.pointer import join, split
from generator.reference import changes as reference
from generator.reference.facts import UNSTATED, Body, Field, Operation, Section, general_statuses
from generator.review.joining import above, aspect
from generator.review.model import Change, Origin

_VARIABLE: Final = re.compile(r"\{[^{}]*\}")
_SAME: Final[Mapping[str, str]] = {
    **dict.fromkeys(("presence", "body", "status", "media type"), "presence"),
    **dict.fromkeys(("type", "format", "items", "items format", "nullable", "discriminator", "enum", "seen"), "type"),
    **dict.fromkeys(("values", "limits", "access", "combination"), "type"),
    **dict.fromkeys(("wording", "title", "meanings", "words"), "words"),
    **dict.fromkeys(("name", "path"), "name"),
}
_BRANCHES: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_DEEP: Final = 24

Key = tuple[str, str]


def tag(
    changes: Sequence[Change],
    old: Sequence[Section],
    new: Sequence[Section],
    base: Document,
    head: Document,
    observed: Sequence[Section] = (),
) -> list[Change]:
    """The changes with `origin` set, by the facts of each document and by what was `observed` besides for the later one."""
    facts = _Facts(old, new, observed)
    places = _Places(base, head)
    return [replace(change, origin=_origin(change, facts, places)) for change in changes]


def _origin(change: Change, facts: _Facts, places: _Places) -> Origin:
    """Vendor where the facts say so of any operation that the change reaches, else corrected where they say so of any."""
    found = {_of_operation(change, key(each.method, each.path), each.direction, facts, places) for each in change.reach}
    return "vendor" if "vendor" in found else "transcription" if "transcription" in found else "unknown"


def _of_operation(change: Change, operation: Key, direction: str, facts: _Facts, places: _Places) -> Origin:
    before, after = facts.find(operation, facts.old), facts.find(operation, facts.new)
    if before is None and after is None and operation not in facts.observed:
        return "unknown"
    about = _SAME.get(aspect(change.rule)[0], aspect(change.rule)[0])
    own = [each for each in facts.changes.get(operation, ()) if _SAME.get(each.aspect, each.aspect) == about]
    whole = len(split(change.pointer)) <= 3 and not change.pointer.startswith("/components")
    if whole:
        own = [each for each in own if each.where == ""]
        if own:
            return "vendor" if any(each.by_vendor for each in own) else "transcription"
        return (
            "transcription"
            if before is not None and after is not None and about in ("presence", "name", "deprecated")
            else "unknown"
        )
    known = [place for place in places.of(operation, change.pointer) if _goes(place, direction)]
    hits = [each for each in own if any(_within(_plain(each.where), place) for place in known)]
    if hits:
        return "vendor" if any(each.by_vendor for each in hits) else "transcription"
    covered = (
        before is not None
        and after is not None
        and any(facts.covers(before, place) and facts.covers(after, place) for place in known)
    )
    return "transcription" if covered or any(facts.is_observed(operation, place) for place in known) else "unknown"


def key(method: str, path: str) -> Key:
    """An operation as both the document and the reference name it: without a query, whatever its variables are called."""
    return method.upper(), _VARIABLE.sub("{}", path.partition("?")[0]).rstrip("/")


def _goes(place: str, direction: str) -> bool:
    return direction == "both" or place.startswith("response") == (direction == "response")


def _within(fact: str, place: str) -> bool:
    """Whether a fact is about the place, or about all that the place is in: a body that came or went."""
    return fact == place or (place.startswith(f"{fact}.") and fact.count(".") <= fact.startswith("response"))


def _plain(where: str) -> str:
    """A place without marks of arrays, and every success as one."""
    parts = [part for part in where.split(".") if part != "[]"]
    if len(parts) > 1 and parts[0] == "response":
        parts[1] = _status(parts[1])
    return ".".join(parts)


def _status(status: str) -> str:
    return "2XX" if status == UNSTATED or status.startswith("2") else status.upper()


class _Facts:
    """The facts of both sides, and how they differ."""

    def __init__(self, old: Iterable[Section], new: Iterable[Section], observed: Sequence[Section]) -> None:
        older, newer = list(old), list(new)
        self.old, self.new = _operations(older), _operations(newer)
        self.changes: dict[Key, list[reference.Change]] = defaultdict(list)
        for change in reference.changes(older, newer):
            self.changes[key(change.method, change.path)].append(change)
        self._shown: dict[int, tuple[frozenset[str], dict[str, bool]]] = {}
        self.observed: dict[Key, set[str]] = defaultdict(set)
        for each in (operation for section in observed for operation in section.operations):
            if each.evidence.sure != "low":
                self.observed[key(each.method, each.path)].update(_shown(each))
        self.general = {f"response.{status}" for status in general_statuses(observed)}

    def is_observed(self, operation: Key, place: str) -> bool:
        """Whether the place was observed elsewhere than on a page."""
        return place in self.observed.get(operation, ()) or place in self.general

    def find(self, operation: Key, among: Mapping[Key, Operation]) -> Operation | None:
        found = among.get(operation)
        if found is not None:
            return found
        cut = (
            each
            for name, each in among.items()
            if each.path_cut and name[0] == operation[0] and operation[1].startswith(name[1])
        )
        return next(cut, None)

    def covers(self, operation: Operation, place: str) -> bool:
        """Whether the facts show the place, or show all there is so that the place is none."""
        known = self._shown.get(id(operation))
        if known is None:
            whole = {part: getattr(operation.evidence, part) == "complete" for part in ("request", "response")}
            known = self._shown[id(operation)] = frozenset(_shown(operation)), whole
        return place in known[0] or known[1]["response" if place.startswith("response") else "request"]


def _operations(sections: Iterable[Section]) -> dict[Key, Operation]:
    return {key(operation.method, operation.path): operation for section in sections for operation in section.operations}


def _shown(operation: Operation) -> Iterator[str]:
    """Every place that the facts of an operation show."""
    for parameter in operation.parameters:
        yield f"parameters.{parameter.place}.{parameter.name}"
    if operation.request is not None:
        yield from _in_body(operation.request, "request")
    for response in operation.responses:
        at = f"response.{_status(response.status)}"
        yield at
        if response.body is not None:
            yield from _in_body(response.body, at)


def _in_body(body: Body, at: str) -> Iterator[str]:
    yield at
    yield from _in_fields(body.fields, at)


def _in_fields(fields: Iterable[Field], at: str) -> Iterator[str]:
    for field in fields:
        yield f"{at}.{field.name}"
        yield from _in_fields(field.fields, f"{at}.{field.name}")


class _Places:
    """Where in an operation each object of the documents stands, as facts name places."""

    def __init__(self, *documents: Document) -> None:
        self._documents = documents
        self._operations: dict[Key, list[tuple[Document, str]]] = defaultdict(list)
        for document in documents:
            for path, item in _mapping(document.root.get("paths")).items():
                for method in _mapping(document.resolve(item)[0]):
                    self._operations[key(method, path)].append((document, join("/paths", path, method)))
        self._known: dict[Key, dict[str, set[str]]] = {}

    def of(self, operation: Key, pointer: str) -> set[str]:
        """The places of the object at `pointer`, or of the nearest one that it is a part of."""
        known = self._known.get(operation)
        if known is None:
            known = self._known[operation] = defaultdict(set)
            for document, at in self._operations.get(operation, ()):
                _Walk(document, known).operation(at)
        return next((known[each] for each in above(pointer) if each in known), set())


class _Walk:
    """Walks one operation of a document and notes the place of each object by its pointer."""

    def __init__(self, document: Document, places: dict[str, set[str]]) -> None:
        self._document, self._places = document, places

    def operation(self, at: str) -> None:
        try:
            node = _mapping(self._document.get(at))
            item = _mapping(self._document.get(at.rpartition("/")[0]))
        except KeyError:
            return
        for owner, holder in ((item, at.rpartition("/")[0]), (node, at)):
            for index, each in enumerate(owner.get("parameters") or []):
                parameter, pointer = self._follow(each, join(holder, "parameters", index))
                place = f"parameters.{parameter.get('in')}.{parameter.get('name')}"
                self._note(join(at, "parameters", str(parameter.get("name"))), place)
                self._note(pointer, place)
                self._schema(parameter.get("schema"), join(pointer, "schema"), place, ())
        if "requestBody" in node:
            self._body(node["requestBody"], join(at, "requestBody"), "request")
        for status, each in _mapping(node.get("responses")).items():
            place = f"response.{_status(status)}"
            self._note(join(at, "responses"), place)
            self._body(each, join(at, "responses", status), place)

    def _body(self, node: Any, at: str, place: str) -> None:
        body, pointer = self._follow(node, at)
        self._note(at, place)
        self._note(pointer, place)
        for name, media in _mapping(body.get("content")).items():
            self._schema(_mapping(media).get("schema"), join(pointer, "content", name, "schema"), place, ())

    def _schema(self, node: Any, at: str, place: str, within: tuple[str, ...]) -> None:
        schema, pointer = self._follow(node, at)
        self._note(at, place)
        if pointer in within or len(within) > _DEEP or not schema:
            return
        self._note(pointer, place)
        inside = (*within, pointer)
        for name, each in _mapping(schema.get("properties")).items():
            self._schema(each, join(pointer, "properties", name), f"{place}.{name}", inside)
        for keyword in ("items", "additionalProperties"):
            self._schema(schema.get(keyword), join(pointer, keyword), place, inside)
        for keyword in _BRANCHES:
            branches = schema.get(keyword)
            for index, each in enumerate(branches if isinstance(branches, list) else ()):
                self._schema(each, join(pointer, keyword, index), place, inside)

    def _follow(self, node: Any, at: str) -> tuple[dict[str, Any], str]:
        end, pointer = self._document.resolve(node)
        return _mapping(end), pointer or at

    def _note(self, pointer: str, place: str) -> None:
        self._places.setdefault(pointer, set()).add(place)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
