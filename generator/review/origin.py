"""Whose change it is: the vendor changed the API, we corrected our transcription of it, or the document departs from it.

The facts of both sides say what was seen of the reference when each document was written. Where they differ in the same place
and the same aspect, the vendor changed it. Else both documents are compared with what was seen last: where the later one says
what the reference does not, it departs from it; where the earlier one did, it was corrected. What no fact covers, and what
facts say nothing of, such as limits, stays unknown: nothing is inferred from silence, unless the facts show all that there is.
Names and words are the document's own. What was observed besides the pages is no change by the vendor: a document that now
says it was corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.document.bundle import Document
from generator.document.pointer import join, split
from generator.reference import changes as reference
from generator.reference.facts import Body, Field, Operation, Section, general_statuses
from generator.reference.ledger import Difference
from generator.reference.observations import Observed
from generator.review.departures import Departures, Key, Way, key, plain, sentence, status_range
from generator.review.joining import above, aspect
from generator.review.model import Change, Origin

__all__ = ["key", "tag"]

_SAME: Final[Mapping[str, str]] = {
    **dict.fromkeys(("presence", "body", "status", "media type", "in"), "presence"),
    **dict.fromkeys(("type", "format", "items", "items format", "nullable", "discriminator", "enum", "seen"), "type"),
    **dict.fromkeys(("values",), "type"),
    **dict.fromkeys(("wording", "title", "meanings", "words"), "words"),
    **dict.fromkeys(("name", "path", "section"), "name"),
}
_PART: Final = frozenset({"limits", "access", "combination"})
"""What facts have no words for; where the vendor changed the type of a value, it is a part of that."""
_OWN: Final = frozenset({"words", "name", "extension", "retry"})
"""What the document says in its own way: nothing of it is compared with the reference."""
_CALLED: Final = frozenset({"operationId", "tags", "summary", "description", "deprecated"})
_BRANCHES: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_DEEP: Final = 24
_WORST_FIRST: Final[tuple[Origin, ...]] = ("vendor", "departure", "transcription", "unknown")

Finding = tuple[Origin, str]


def tag(
    changes: Sequence[Change],
    old: Sequence[Section],
    new: Sequence[Section],
    base: Document,
    head: Document,
    observed: Observed | None = None,
    *,
    shown_in: str = "reference",
) -> list[Change]:
    """The changes with `origin` set, by the facts of each document and by what was `observed` besides for the later one.

    `shown_in` is what the folder of the facts is called in sentences.
    """
    reached = {key(each.method, each.path) for change in changes for each in change.reach}
    if not reached:
        return list(changes)
    facts = _Facts(old, new, observed)
    judge = _Judge(facts, _Places(base, head), Departures(new, observed, base, head, reached), _Menu(new, base, head), shown_in)
    return _followed([judge.tagged(change) for change in changes])


def _followed(changes: Sequence[Change]) -> list[Change]:
    """What only Python code sees follows from the document: it has the origin of what changed in the same operations, if that
    is one."""
    of: dict[Key, set[tuple[Origin, str]]] = defaultdict(set)
    for change in changes:
        if not change.rule.startswith("python-"):
            for each in change.reach:
                of[key(each.method, each.path)].add((change.origin, change.origin_says))
    return [_follow(change, of) for change in changes]


def _follow(change: Change, of: Mapping[Key, set[tuple[Origin, str]]]) -> Change:
    if change.origin != "unknown" or not change.rule.startswith("python-"):
        return change
    around = {found for each in change.reach for found in of.get(key(each.method, each.path), ())}
    if len({origin for origin, _ in around}) != 1:
        return change
    origin, says = min(around)
    return replace(change, origin=origin, origin_says=says)


class _Judge:
    """Decides whose a change is."""

    def __init__(self, facts: _Facts, places: _Places, departures: Departures, menu: _Menu, shown_in: str) -> None:
        self._facts, self._places, self._departures, self._menu = facts, places, departures, menu
        self._shown_in = shown_in

    def tagged(self, change: Change) -> Change:
        """Of what is said of the operations that it reaches, that which weighs most; a departure is told in any case."""
        found = [self._of_operation(change, key(each.method, each.path), each.direction) for each in change.reach]
        origins: set[Origin] = {each for each, _ in found}
        origin = next((each for each in _WORST_FIRST if each in origins), _WORST_FIRST[-1])
        told = [says for each, says in found if says and each in (origin, "departure")]
        return replace(change, origin=origin, origin_says=told[0] if told else "")

    def _of_operation(self, change: Change, operation: Key, direction: str) -> Finding:
        """By the page that was seen last, then by what changed on it, then by what was observed besides."""
        facts, about = self._facts, _about(change.rule)
        if _is_whole(change):
            return self._of_whole(change, operation, about)
        known = [place for place in self._places.of(operation, change.pointer) if _goes(place, direction)]
        differing = self._differing(operation, about, known)
        if differing is not None and differing[0] == "departed" and differing[1].source is None:
            return self._found(*differing)
        changed = "type" if about in _PART else about
        own = [each for each in facts.changes.get(operation, ()) if _group(each.aspect) == changed]
        hits = [each for each in own if any(_within(plain(each.where), place) for place in known)]
        if hits:
            return _by_vendor(hits)
        if differing is not None:
            return self._found(*differing)
        if about == "presence" and any(facts.is_observed(operation, place) for place in known):
            return "transcription", ""
        covered = about in _OWN and any(facts.covers(operation, place) for place in known)
        return "transcription" if covered else "unknown", ""

    def _of_whole(self, change: Change, operation: Key, about: str) -> Finding:
        """Of a change that is about an operation as such, in the same order."""
        facts = self._facts
        before, after = facts.find(operation, facts.old), facts.find(operation, facts.new)
        differing = self._differing(operation, about, ["operation"])
        if differing is not None and differing[0] == "departed" and differing[1].source is None:
            return self._found(*differing)
        own = [each for each in facts.changes.get(operation, ()) if _group(each.aspect) == about and each.where == ""]
        if own:
            return _by_vendor(own)
        if differing is not None:
            return self._found(*differing)
        if about == "presence" and aspect(change.rule)[1] == "added" and after is None:
            return self._of_new(operation)
        known = before is not None and after is not None
        return "transcription" if known and (about in _OWN or about == "presence") else "unknown", ""

    def _of_new(self, operation: Key) -> Finding:
        """An operation that the reference does not have, or of which it is not known whether it does."""
        if operation in self._facts.observed:
            return "transcription", ""
        if not self._menu.is_whole(operation):
            return "unknown", ""
        return "departure", "The reference has no such operation, and its section was seen whole."

    def _differing(self, operation: Key, about: str, known: Sequence[str]) -> tuple[Way, Difference] | None:
        """What came to differ from the reference in one of the places, that to a page before any, else what no longer does."""
        found = [
            (way, each)
            for way, each in self._departures.of(operation)
            if _group(each.aspect) == about
            and (about == "security" or any(_within(plain(each.where), place) for place in known))
        ]
        return min(found, key=lambda one: (one[0] != "departed", one[1].source is not None), default=None)

    def _found(self, way: Way, difference: Difference) -> Finding:
        return "departure" if way == "departed" else "transcription", sentence(difference, self._shown_in)


def _by_vendor(changes: Sequence[reference.Change]) -> Finding:
    return "vendor" if any(each.by_vendor for each in changes) else "transcription", ""


def _group(aspect_of_facts: str) -> str:
    return _SAME.get(aspect_of_facts, aspect_of_facts)


def _about(rule: str) -> str:
    """What a rule is about, in the words that are shared with the aspects of the reference."""
    words = rule.split("-")
    if ("media" in words and "type" in words) or "status" in words or ("closed" in words[-1:] and "added" in words):
        return "presence"
    if words[0] == "deprecated" and words[-1] == "removed":
        return "presence"
    if "default" in words and words[-1] == "changed":
        return "default"
    return _group(aspect(rule)[0])


def _is_whole(change: Change) -> bool:
    """Whether a change is about a path or an operation as such, or what it is called."""
    tokens = split(change.pointer)
    if tokens[:1] == ("components",):
        return False
    return len(tokens) <= 3 or (tokens[0] == "paths" and len(tokens) == 4 and tokens[3] in _CALLED)


def _goes(place: str, direction: str) -> bool:
    return direction == "both" or place.startswith("response") == (direction == "response")


def _within(fact: str, place: str) -> bool:
    """Whether a fact is about the place, or about all that the place is in: a body that came or went."""
    return fact == place or (place.startswith(f"{fact}.") and fact.count(".") <= fact.startswith("response"))


class _Facts:
    """The facts of both sides, and how they differ."""

    def __init__(self, old: Iterable[Section], new: Iterable[Section], observed: Observed | None) -> None:
        sections = observed.sections if observed is not None else ()
        older, newer = list(old), list(new)
        self.old, self.new = _operations(older), _operations(newer)
        self.changes: dict[Key, list[reference.Change]] = defaultdict(list)
        for change in reference.changes(older, newer):
            self.changes[key(change.method, change.path)].append(change)
        self._shown: dict[int, tuple[frozenset[str], dict[str, bool]]] = {}
        self.observed: dict[Key, set[str]] = defaultdict(set)
        for each in (operation for section in sections for operation in section.operations):
            if each.evidence.sure != "low":
                self.observed[key(each.method, each.path)].update(_shown(each))
        self.general = {f"response.{status}" for status in general_statuses(sections)}

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

    def covers(self, name: Key, place: str) -> bool:
        """Whether the facts seen last show the place of an operation, or show all there is so that the place is none."""
        operation = self.find(name, self.new)
        if operation is None:
            return False
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
        at = f"response.{status_range(response.status)}"
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


class _Menu:
    """Whether the reference shows all operations that there are, as far as one of a document is concerned."""

    def __init__(self, facts: Sequence[Section], base: Document, head: Document) -> None:
        self._whole = {section.slug: _is_menu_whole(section) for section in facts}
        known = _tags(base)
        self._tags = {**known, **_tags(head)}
        self._all = bool(facts) and {tag for tag in known.values() if tag} <= self._whole.keys()

    def is_whole(self, operation: Key) -> bool:
        """By the section that the operation is in, by all of them if the reference has no such section."""
        section = self._tags.get(operation, "")
        return self._whole.get(section, self._all and all(self._whole.values()))


def _is_menu_whole(section: Section) -> bool:
    return not section.untranscribed and not any(each.path_cut for each in section.operations)


def _tags(document: Document) -> dict[Key, str]:
    """The tag of each operation that names its section, `""` where it has none."""
    found: dict[Key, str] = {}
    for path, item in _mapping(document.root.get("paths")).items():
        for method, operation in _mapping(document.resolve(item)[0]).items():
            tags = _mapping(operation).get("tags") or [""]
            found[key(method, path)] = str(tags[0])
    return found


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
            place = f"response.{status_range(status)}"
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
