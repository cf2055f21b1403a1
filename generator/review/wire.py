"""Two documents to the list of what changed between them on the wire.

A change is one cause: what stands at one place of a document, shared or not, is told once, with
every operation that it reaches. The verdict is that of the rules for the directions that it
reaches; where it reaches both, the worse one counts. Operations are paired before anything is
compared, so one that moved is one change and not a removal beside an addition.

What the server sends on its own (webhooks, callbacks) is read by the caller: there the directions
are the other way round."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.document import pointer as pointers
from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.document.media_types import essence, is_json_sequence
from generator.document.styles import default_style, explodes
from generator.review import encodings, notes, rules, xml
from generator.review.calls import call_address, call_name, called
from generator.review.model import Aspect, Change, Direction, Movement, Reach, Rule, Verdict, worst
from generator.review.notes import Note
from generator.review.octets import is_binary
from generator.review.pairing import (
    Pairs,
    Place,
    bare,
    operation_content,
    operation_id,
    operation_key,
    operation_title,
    operations,
    paired,
)
from generator.review.places import parameter_name, place
from generator.review.proof import Way
from generator.review.requirements import Scheme, Schemes, judged
from generator.review.same import Same, holders, identical
from generator.review.schemas import MOST_EXAMPLES, Finding, Form, Schemas, text
from generator.review.servers import server_changes
from generator.review.shapes import Node, Side, canonical, type_of, unwrapped
from generator.review.statuses import Match, matched
from generator.review.templating import taken
from generator.review.words import became
from templates.runtime.media_types import is_form, is_json, is_range, is_text, is_xml

__all__ = ["compare"]

_EXACTLY = "x-exactly-one-of"
_NAMED_IN_XML = (
    "The name of a component does not travel; an XML element that is called after it is told on "
    "its own."
)
_NOTHING = "Nothing."
_TAKEN = (
    "Calls of `{other}` that are made to `{one}` reach this operation now: concrete paths are "
    "matched before templated ones."
)
_LEFT = (
    "Calls reach `{other}` now, whose template matches `{one}`; whether it answers the same, the "
    "document does not tell."
)
_ASK = {
    "request": "Callers ask what is accepted now.",
    "response": "Callers ask what arrives now.",
    "both": "Callers ask what holds now.",
}
_WAYS: tuple[Way, Way] = ("request", "response")
_SAID_BY_ITSELF: frozenset[Aspect] = frozenset({"extension", "annotation", "discriminator-mapping"})
"""What no class of a schema that nobody uses is judged by: Python tells of it beside the wire."""
_ORDER = {"breaking": 0, "unknown": 1, "safe": 2}


def compare(base: Document, head: Document) -> list[Change]:
    """Every change from `base` to `head`, the gravest first, then in the order of the documents."""
    if base.version == head.version and identical(base.root, head.root):
        return []
    return _Comparison(base, head).run()


@dataclass(slots=True)
class _Parameter:
    """A parameter or header, at its place."""

    name: str
    where: str
    object: dict[str, Any]
    pointer: str
    used: str

    @property
    def required(self) -> bool:
        return self.object.get("required") is True or self.where == "path"


class _Comparison:
    def __init__(self, base: Document, head: Document) -> None:
        self._base, self._head = Side(base), Side(head)
        self._same = Same(self._base, self._head)
        self._schemas = Schemas(self._base, self._head, self._same)
        self._schemes = Schemes(self._base, self._head)
        self._found: dict[tuple[Any, ...], Finding] = {}
        self._reached: list[tuple[str, str, str]] = []
        self._flipped = False
        self._around: set[tuple[str, str]] = set()  # calls of the server that are being compared
        self._xml = 0

    def run(self) -> list[Change]:
        self._info()
        self._security_schemes(self._paths())
        self._webhooks()
        self._unused()
        for finding in self._schemas.findings(self._of_xml):
            known = self._found.setdefault(finding.key, finding)
            if known is not finding:
                known.asked |= finding.asked
                known.answered |= finding.answered
        changes = [change for finding in self._found.values() for change in self._change(finding)]
        left = MOST_EXAMPLES
        done: list[Change] = []
        for change, finding in sorted(changes, key=lambda pair: _ORDER[pair[0].wire]):
            if change.wire != "safe" and finding.pair is not None and left > 0:
                left -= 1
                done.append(self._with_example(change, finding))
            else:
                done.append(change)
        return done

    # --- telling ----------------------------------------------------------------------------------

    def _tell(
        self,
        request: str | None,
        response: str | None,
        what: str,
        base: str | None,
        head: str | None,
        asked: int,
        answered: int = 0,
        before: Any = None,
        after: Any = None,
    ) -> Finding:
        gone = head is None or any(
            kind is not None and kind.endswith("-removed") for kind in (request, response)
        )
        fresh = base is None or any(
            kind is not None and kind.endswith("-added") for kind in (request, response)
        )
        finding = Finding(
            request,
            response,
            what,
            base,
            head,
            None if before is None else text(before),
            None if after is None else text(after),
            subject=(base if gone else head) or "",
            gone=gone,
            fresh=fresh and not gone,
        )
        known = self._found.setdefault(finding.key, finding)
        known.asked |= asked
        known.answered |= answered
        return known

    def _operation(self, base: Place | None, head: Place | None) -> int:
        """The bit that stands for an operation; it is called as the head calls it."""
        one = head or base
        assert one is not None
        tags = one.operation.get("tags")
        section = str(tags[0]) if isinstance(tags, list) and tags else ""
        entry = (one.method, one.path, section)
        self._reached.append(entry)
        return 1 << (len(self._reached) - 1)

    def _as_xml(self, bits: int) -> int:
        """The bits that stand for the same operations as far as they travel as XML."""
        found = 0
        for number in range(bits.bit_length()):
            if bits >> number & 1:
                self._reached.append(self._reached[number])
                found |= 1 << (len(self._reached) - 1)
        self._xml |= found
        return found

    def _of_xml(self, finding: Finding) -> Finding | None:
        """An edit of an XML Object reaches what travels as XML; to everything else it is an
        annotation, or nothing.
        """
        as_xml = (finding.asked | finding.answered) & self._xml
        if as_xml and finding.request == "schema-renamed":
            return replace(finding, reasons={"both": _NAMED_IN_XML})
        if finding.request not in (xml.XML, xml.PREFIX):
            return finding
        if not as_xml:
            if finding.implied:
                return None
            return replace(finding, request="annotation-changed", response="annotation-changed")
        return replace(
            finding, asked=finding.asked & self._xml, answered=finding.answered & self._xml
        )

    def _ways(self, bit: int) -> tuple[int, int]:
        """What an operation asks and what it answers, as the caller sees it."""
        return (0, bit) if self._flipped else (bit, 0)

    def _change(self, finding: Finding) -> Iterator[tuple[Change, Finding]]:
        judged = list(_judged(finding))
        if not judged and finding.pair is not None and finding.asked | finding.answered:
            return  # nothing in the direction that reaches it
        if not judged:
            kind = finding.request or finding.response or "annotation-changed"
            entry = rules.rule(kind, "request" if finding.request else "response")
            if finding.pair is not None:
                entry = rules.by_id("unused-component-changed")
            judged.append((entry.wire, entry))
        wire = worst(*(verdict for verdict, _ in judged))
        entry = next(entry for verdict, entry in judged if verdict == wire)
        side = self._base if finding.gone else self._head
        told = [each for each in judged if each[0] != "safe"] or [(wire, entry)]
        told.sort(key=lambda each: _ORDER[each[0]])
        yield (
            Change(
                rule=entry.id,
                what=finding.what,
                where=place(side, finding.subject),
                pointer=finding.subject,
                wire=wire,
                before=finding.before,
                after=finding.after,
                reason=_once(_reason(finding, *each) for each in told),
                remedy=_once(_remedy(verdict, rule) for verdict, rule in told),
                reach=tuple(self._reach(finding)),
                base=self._location(self._base, finding.base),
                head=self._location(self._head, finding.head),
                about=_untravelled(finding, entry),
                keyword=finding.keyword,
                parameter=parameter_name(side, finding.subject) or "",
            ),
            finding,
        )

    def _reach(self, finding: Finding) -> Iterator[Reach]:
        asked, answered = finding.asked, finding.answered
        seen: dict[tuple[str, str, str], Direction] = {}
        both = asked | answered
        while both:
            bit = both & -both
            both ^= bit
            direction: Direction = (
                "both"
                if asked & bit and answered & bit
                else "request"
                if asked & bit
                else "response"
            )
            entry = self._reached[bit.bit_length() - 1]
            known = seen.get(entry)
            seen[entry] = direction if known in (None, direction) else "both"
        for (method, path, section), direction in seen.items():
            yield Reach(method, path, direction, "", section)

    def _location(self, side: Side, pointer: str | None) -> Location | None:
        if pointer is None:
            return None
        return side.document.locate(pointer, key=True)

    def _with_example(self, change: Change, finding: Finding) -> Change:
        """With the smallest value that is lost in each direction, if one is known and this change
        is what loses it.
        """
        lost = {
            rule.direction: self._lost(change, finding, rule)
            for verdict, rule in _judged(finding)
            if verdict != "safe"
        }
        own = rules.by_id(change.rule).direction
        other = next((example for direction, example in lost.items() if direction != own), None)
        return replace(change, example=lost.get(own), other_example=other)

    def _lost(self, change: Change, finding: Finding, rule: Rule) -> str | None:
        assert finding.pair is not None
        if rule.direction == "both":
            return None
        way: Way = rule.direction
        example = self._schemas.proof.lost(*finding.pair, way)
        shown = _shows(example, change.pointer) and _is_of(example, finding.types)
        if (
            example is not None
            and finding.loses is not None
            and not finding.loses(json.loads(example))
        ):
            return None
        return (
            example
            if example is not None and shown and self._is_cause(finding, example, way)
            else None
        )

    def _is_cause(self, finding: Finding, example: str, way: Way) -> bool:
        """Whether a value is lost by a finding, as far as the keyword that it is about tells; a
        pair may have several.
        """
        assert finding.pair is not None
        base, head = finding.pair
        for node, at in ((head, finding.head), (base, finding.base)):
            schema, _, inside = (at or "").partition(
                f"{node[0].pointer}/" if len(node) == 1 else "\0"
            )
            if not schema and inside:
                return self._schemas.proof.is_cause(
                    pointers.split(f"/{inside}")[0], json.loads(example), base, head, way
                )
        return True

    # --- the document -----------------------------------------------------------------------------

    def _info(self) -> None:
        base, head = self._base.root, self._head.root
        before, after = _mapping(base.get("info")), _mapping(head.get("info"))
        for key in dict.fromkeys((*before, *after)):
            if unwrapped(before.get(key)) != unwrapped(after.get(key)):
                words = not isinstance(before.get(key) or after.get(key), dict)
                self._annotation(
                    "info-changed", key, before, after, "/info", "/info", 0, words=words
                )
        if base.get("$self") != head.get("$self"):
            self._annotation("info-changed", "$self", base, head, "", "", 0)
        dialect = "jsonSchemaDialect"
        if not notes.same_dialect(base.get(dialect), head.get(dialect)):
            self._annotation("dialect-changed", dialect, base, head, "", "", 0)
        elif base.get(dialect) != head.get(dialect):
            self._annotation("info-changed", dialect, base, head, "", "", 0)
        self._extensions(base, head, "", "", 0, 0)
        for key in ("paths", "components"):
            self._extensions(
                _mapping(base.get(key)), _mapping(head.get(key)), f"/{key}", f"/{key}", 0, 0
            )
        if not identical(base.get("externalDocs"), head.get("externalDocs")):
            self._annotation("annotation-changed", "externalDocs", base, head, "", "", 0)
        self._notes("tags-changed", notes.tags(base.get("tags"), head.get("tags")), 0, 0)

    def _notes(self, kind: str, found: Iterable[Note], asked: int, answered: int) -> None:
        for each in found:
            self._tell(
                kind,
                kind,
                each.what,
                each.left,
                each.right,
                asked,
                answered,
                each.before,
                each.after,
            )

    def _annotation(
        self,
        kind: str,
        key: str,
        base: dict[str, Any],
        head: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int | None = None,
        *,
        words: bool = False,
        of: tuple[str, ...] = (),
    ) -> None:
        """Tells of a key, of those of an object one by one; `of` is what it is inside of."""
        before, after = base.get(key), head.get(key)
        for inner in () if of or words else notes.changed_keys(before, after):
            places = [
                pointers.join(at, key) if key in said else at
                for at, said in ((left, base), (right, head))
            ]
            self._annotation(
                kind,
                inner,
                _mapping(before),
                _mapping(after),
                places[0],
                places[1],
                asked,
                answered,
                of=(key,),
            )
        if not (of or words) and notes.changed_keys(before, after):
            return
        if words:
            before, after = (unwrapped(before) or None, unwrapped(after) or None)
        one = pointers.join(left, key) if key in base else left
        other = pointers.join(right, key) if key in head else right
        what = f"`{'.'.join((*of, key))}` {became(before, after)}"
        found = self._tell(
            kind,
            kind,
            what,
            one,
            other,
            asked,
            asked if answered is None else answered,
            before,
            after,
        )
        found.keyword = (*of, key)

    def _servers(self, base: Any, head: Any, left: str, right: str, bits: int) -> None:
        """Two lists of servers, at their pointers."""
        for each in server_changes(base, head):
            self._tell(
                each.kind,
                None,
                each.what,
                left + each.base,
                right + each.head,
                bits,
                0,
                each.before,
                each.after,
            )

    def _own_servers(self, side: Side, one: Place) -> tuple[Any, str]:
        """The servers of an operation, and where they are: its own, those of its path, or those of
        the document.
        """
        owners = ((one.operation, one.pointer), (one.shared, one.shared_pointer), (side.root, ""))
        return next(
            (
                (owner["servers"], pointers.join(pointer, "servers"))
                for owner, pointer in owners
                if owner.get("servers")
            ),
            (None, "/servers"),
        )

    # --- paths and operations ---------------------------------------------------------------------

    def _paths(self) -> list[tuple[Place, Place, int]]:
        """Compares all operations; those that are on both sides, with their bits."""
        left, right = (list(self._of_paths(side)) for side in (self._base, self._head))
        pairs = paired(left, right, operation_title, operation_key, operation_id, operation_content)
        calls: list[tuple[Place, Place, int]] = []
        global_servers, global_security = 0, 0
        for base, head in (*pairs.same, *pairs.renamed):
            bit = self._operation(base, head)
            calls.append((base, head, bit))
            if (base.method, bare(base.path)) != (head.method, bare(head.path)):
                what = f"operation moved from `{base.title}` to `{head.title}`"
                self._tell(
                    "operation-moved",
                    None,
                    what,
                    base.pointer,
                    head.pointer,
                    bit,
                    bit,
                    base.title,
                    head.title,
                )
            self._operations(base, head, bit)
            (before, left_servers), (after, right_servers) = (
                self._own_servers(self._base, base),
                self._own_servers(self._head, head),
            )
            if left_servers == right_servers == "/servers":
                global_servers |= bit
            else:
                self._servers(before, after, left_servers, right_servers, bit)
            secured = ["security" in one.operation for one in (base, head)]
            if any(secured):
                self._security(base, head, bit)
            else:
                global_security |= bit
        servers = (self._base.root.get("servers"), self._head.root.get("servers"))
        self._servers(servers[0], servers[1], "/servers", "/servers", global_servers)
        self._requirements(
            self._base.root.get("security"),
            self._head.root.get("security"),
            "/security",
            "/security",
            global_security,
        )
        self._gone(pairs.removed, left, right, self._base, "removed")
        self._gone(pairs.added, right, left, self._head, "added")
        return calls

    def _of_paths(self, side: Side) -> Iterator[Place]:
        paths = side.root.get("paths")
        for path, item in paths.items() if isinstance(paths, dict) else ():
            if not path.startswith("x-"):
                yield from operations(side, item, path, pointers.join("/paths", path))

    def _gone(
        self, places: list[Place], own: list[Place], others: list[Place], side: Side, movement: str
    ) -> None:
        """Operations of one side only; all of a path are one change."""
        there = {bare(one.path) for one in others}
        kept = {bare(one.path) for one in own} - {bare(one.path) for one in places}
        by_path: dict[str, list[Place]] = {}
        for one in places:
            by_path.setdefault(one.path, []).append(one)
        for path, group in by_path.items():
            whole = (
                bare(path) not in there
                and bare(path) not in kept
                and len(group) == sum(one.path == path for one in own)
            )
            bits = [self._operation(one, None) for one in group]
            under = [self._under(one, others, movement) for one in group]
            if whole and path in (side.root.get("paths") or {}):
                pointer = pointers.join("/paths", path)
                names = ", ".join(one.method for one in group)
                old = (
                    "deprecated-"
                    if movement == "removed" and all(_is_deprecated(one) for one in group)
                    else ""
                )
                kind = f"{old}path-{movement}"
                found = self._one_side(
                    kind, f"{kind.replace('-', ' ')} ({names})", side, pointer, sum(bits), path
                )
                _doubt(found, under if movement == "added" or all(under) else [])
                continue
            for one, bit, reason in zip(group, bits, under, strict=True):
                old = "deprecated-" if movement == "removed" and _is_deprecated(one) else ""
                kind = f"{old}operation-{movement}"
                _doubt(
                    self._one_side(kind, kind.replace("-", " "), side, one.pointer, bit, one.title),
                    [reason],
                )

    def _one_side(
        self, kind: str, what: str, side: Side, pointer: str, bits: int, name: str
    ) -> Finding:
        if side is self._base:
            return self._tell(kind, None, what, pointer, None, bits, bits, name, None)
        return self._tell(kind, None, what, None, pointer, bits, bits, None, name)

    def _under(self, one: Place, others: list[Place], movement: str) -> str:
        """Which calls go elsewhere as an operation came or went under the template of another;
        nothing if none do.
        """
        for other in others:
            values = taken(one.path, other.path) if one.method == other.method else None
            if values is not None and not self._refuses(
                other, values, headward=movement == "removed"
            ):
                return (_TAKEN if movement == "added" else _LEFT).format(
                    other=other.title, one=one.path
                )
        return ""

    def _refuses(self, place: Place, values: Mapping[str, str | None], *, headward: bool) -> bool:
        """Whether the parameters of a path are known to be no such texts."""
        side = self._head if headward else self._base
        for one in self._listed(side, place):
            text = values.get(one.name) if one.where == "path" else None
            node, _ = self._schema_of(side, one)
            if (
                text is None
                or not _style(one).startswith("simple")
                or side.kinds(node) & {"array", "object"}
            ):
                continue
            if all(
                self._schemas.proof.refuses(node, value, headward=headward)
                for value in _readings(text)
            ):
                return True
        return False

    def _is_same(self, base: Place, head: Place) -> bool:
        return (
            base.path == head.path
            and self._same.texts(base.operation, head.operation)
            and self._same.texts(base.shared.get("parameters"), head.shared.get("parameters"))
        )

    def _operations(self, base: Place, head: Place, bit: int) -> None:
        self._said(base.shared, head.shared, base.shared_pointer, head.shared_pointer, bit)
        if self._is_same(base, head):
            return
        self._about(base, head, bit)
        self._parameters(base, head, bit)
        asked, answered = self._ways(bit)
        self._body(base, head, asked, answered)
        self._responses(base, head, bit)
        self._callbacks(base, head)
        self._choices(base, head, bit)

    def _choices(self, base: Place, head: Place, bit: int) -> None:
        """`x-exactly-one-of`: which of the parameters are given instead of others."""
        old, new = (_groups(one.operation.get(_EXACTLY)) for one in (base, head))
        if _one_of(old) == _one_of(new) and (
            old or identical(base.operation.get(_EXACTLY), head.operation.get(_EXACTLY))
        ):
            return
        names = {one.name for one in self._listed(self._base, base)}
        kind = "alternatives-changed" if _refuses(old, new, names) else "alternatives-widened"
        kind = (
            kind if old or new else "extension-changed"
        )  # not of the form that asks for something
        asked, answered = self._ways(bit)
        places = (base.pointer, head.pointer)
        self._annotation(kind, _EXACTLY, base.operation, head.operation, *places, asked, answered)

    def _about(self, base: Place, head: Place, bit: int) -> None:
        old, new = base.operation, head.operation
        places = (base.pointer, head.pointer)
        self._said(old, new, *places, bit)
        if old.get("operationId") != new.get("operationId"):
            self._annotation("operation-id-changed", "operationId", old, new, *places, bit)
        if sorted(map(str, old.get("tags") or ())) != sorted(map(str, new.get("tags") or ())):
            self._annotation("tags-changed", "tags", old, new, *places, bit)
        self._deprecation(old, new, *places, bit, bit)
        if not identical(old.get("externalDocs"), new.get("externalDocs")):
            self._annotation("annotation-changed", "externalDocs", old, new, *places, bit)

    def _said(
        self, old: dict[str, Any], new: dict[str, Any], left: str, right: str, bit: int
    ) -> None:
        """What an operation, or the path item that it stands in,
        says in words and by extensions.
        """
        for key, kind in (("summary", "summary-changed"), ("description", "description-changed")):
            if unwrapped(old.get(key)) != unwrapped(new.get(key)):
                self._annotation(kind, key, old, new, left, right, bit, words=True)
        self._extensions(old, new, left, right, bit)

    def _extensions(
        self,
        old: dict[str, Any],
        new: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int | None = None,
    ) -> None:
        for key in dict.fromkeys((*old, *new)):
            if (
                key.startswith("x-")
                and key != _EXACTLY
                and not identical(old.get(key), new.get(key))
            ):
                self._annotation("extension-changed", key, old, new, left, right, asked, answered)

    def _deprecation(
        self,
        old: dict[str, Any],
        new: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int,
    ) -> None:
        was, now = old.get("deprecated") is True, new.get("deprecated") is True
        if was != now:
            kind = "deprecated" if now else "no-longer-deprecated"
            self._tell(kind, kind, kind.replace("-", " "), left, right, asked, answered)

    def _callbacks(self, base: Place, head: Place) -> None:
        old, new = (_mapping(one.operation.get("callbacks")) for one in (base, head))
        if not old and not new:
            return
        left, right = (
            [
                place
                for name, callback in calls.items()
                for place in self._of_callback(
                    side, name, callback, pointers.join(one.pointer, "callbacks", name)
                )
            ]
            for side, one, calls in ((self._base, base, old), (self._head, head, new))
        )
        for name in dict.fromkeys((*old, *new)):
            said = [
                side.resolved(calls.get(name) or {}, pointers.join(one.pointer, "callbacks", name))
                for side, one, calls in ((self._base, base, old), (self._head, head, new))
            ]
            self._extensions(
                _mapping(said[0][0]), _mapping(said[1][0]), said[0][1], said[1][1], 0, 0
            )
        for side, alone, way in self._incoming(left, right):
            for one in alone:
                holder = base if way == "removed" else head
                name = one.path.partition(" ")[0]
                pointer = pointers.join(holder.pointer, "callbacks", name)
                self._one_side(
                    f"callback-{way}",
                    f"callback `{name}` {way}",
                    side,
                    pointer,
                    self._operation(one, None),
                    one.title,
                )

    def _of_callback(self, side: Side, name: str, callback: Any, pointer: str) -> Iterator[Place]:
        found, pointer = side.resolved(callback, pointer)
        for expression, item in found.items() if isinstance(found, dict) else ():
            if not expression.startswith("x-"):
                yield from operations(
                    side, item, f"{name} {expression}", pointers.join(pointer, expression)
                )

    def _webhooks(self) -> None:
        left, right = (
            [
                place
                for name, item in (side.root.get("webhooks") or {}).items()
                for place in operations(side, item, name, pointers.join("/webhooks", name))
            ]
            for side in (self._base, self._head)
        )
        for side, alone, way in self._incoming(left, right):
            for one in alone:
                what = f"webhook `{one.path}` {way}"
                self._one_side(
                    f"webhook-{way}", what, side, one.pointer, self._operation(one, None), one.title
                )

    def _incoming(
        self, left: list[Place], right: list[Place]
    ) -> tuple[tuple[Side, list[Place], str], ...]:
        """Compares what the server calls on both sides; what is on one side only."""
        pairs = paired(
            left, right, operation_title, operation_key, operation_id, call_address, call_name
        )
        self._flipped, flipped = True, self._flipped
        for base, head in (*pairs.same, *pairs.renamed):
            places = (base.pointer, head.pointer)
            if places in self._around:
                continue  # a callback that refers to itself
            bit, other = self._operation(base, head), called(base, head)
            if other is not None:
                self._tell(
                    other.kind, None, other.what, *places, bit, bit, other.before, other.after
                )
            self._around.add(places)
            self._operations(base, head, bit)
            self._around.discard(places)
            self._proof(base, head, bit)
        self._flipped = flipped
        return (self._base, pairs.removed, "removed"), (self._head, pairs.added, "added")

    def _proof(self, base: Place, head: Place, bit: int) -> None:
        """What a call of the server carries, by which callers know who it is from."""
        old, new = base.operation.get("security"), head.operation.get("security")
        schemes = self._schemes
        if set(schemes.alternatives(old, headward=False)) != set(
            schemes.alternatives(new, headward=True)
        ):
            kind, shown = "call-security-changed", schemes.shown(old, new)
            self._tell(
                None,
                kind,
                "what the call is proven with changed",
                base.pointer,
                head.pointer,
                0,
                bit,
                *shown,
            )

    # --- parameters and headers -------------------------------------------------------------------

    def _listed(self, side: Side, one: Place) -> list[_Parameter]:
        """The parameters of an operation, those of its path item included (OpenAPI 3.1, section
        4.8.9).
        """
        found: dict[tuple[str, str], _Parameter] = {}
        for owner, pointer in ((one.shared, one.shared_pointer), (one.operation, one.pointer)):
            listed = owner.get("parameters")
            for number, entry in enumerate(listed if isinstance(listed, list) else ()):
                used = pointers.join(pointer, "parameters", number)
                parameter, target = side.resolved(entry, used)
                if isinstance(parameter, dict) and isinstance(parameter.get("name"), str):
                    where = str(parameter.get("in", ""))
                    name = parameter["name"].lower() if where == "header" else parameter["name"]
                    if where == "header" and name in ("accept", "content-type", "authorization"):
                        continue
                    found[where, name] = _Parameter(
                        parameter["name"], where, parameter, target, used
                    )
        return list(found.values())

    def _parameters(self, base: Place, head: Place, bit: int) -> None:
        left, right = self._listed(self._base, base), self._listed(self._head, head)
        old_names, new_names = base.names, head.names
        moved = bare(base.path) != bare(head.path)
        in_step = len(old_names) == len(new_names) and not (
            moved and set(old_names) == set(new_names)
        )

        def key(one: _Parameter, headward: bool) -> Hashable:
            names = new_names if headward else old_names
            if one.where == "path" and in_step and one.name in names:
                return (one.where, names.index(one.name))
            if (
                one.where == "querystring"
            ):  # the whole query, of which there is one (OpenAPI 3.2, section 4.12)
                return one.where
            return (one.where, one.name.lower() if one.where == "header" else one.name)

        def name(one: _Parameter, headward: bool) -> Hashable:
            del headward
            return one.name

        def shape(one: _Parameter, headward: bool) -> Hashable:
            side = self._head if headward else self._base
            node, _ = self._schema_of(side, one)
            digest = side.digest(node)
            return (
                (one.where, one.required, digest, _style(one))
                if digest not in _plain_digests(side)
                else None
            )

        def description(one: _Parameter, headward: bool) -> Hashable:
            words = unwrapped(one.object.get("description"))
            side = self._head if headward else self._base
            return (one.where, words, side.digest(self._schema_of(side, one)[0])) if words else None

        pairs = paired(left, right, key, name, description, shape)
        asked, answered = self._ways(bit)
        for one, other in pairs.same:
            if one.name != other.name and one.where in ("path", "querystring"):
                what = f"{one.where} parameter renamed from `{one.name}` to `{other.name}`"
                self._tell(
                    "path-parameter-renamed",
                    "path-parameter-renamed",
                    what,
                    one.pointer,
                    other.pointer,
                    bit,
                    0,
                    one.name,
                    other.name,
                )
            self._parameter(one, other, bit)
        for one, other in pairs.renamed:
            if (one.where, one.name) == (other.where, other.name):
                self._parameter(one, other, bit)
                continue
            if one.where != other.where:
                what = f"parameter `{one.name}` moved from {one.where} to {other.where}"
                kinds = ("request-parameter-moved", "request-parameter-moved")
                self._tell(
                    *kinds,
                    what,
                    one.pointer,
                    other.pointer,
                    asked,
                    answered,
                    one.where,
                    other.where,
                )
            else:
                what = f"parameter renamed from `{one.name}` to `{other.name}`"
                kinds = ("parameter-renamed", "header-renamed")
                self._tell(
                    *kinds, what, one.pointer, other.pointer, asked, answered, one.name, other.name
                )
            self._parameter(one, other, bit)
        for one in pairs.removed:
            gone = "required-header-removed" if one.required else "optional-header-removed"
            old = "deprecated " if one.object.get("deprecated") is True else ""
            what = f"{old}{one.where} parameter `{one.name}` removed"
            kind = "deprecated-parameter-removed" if old else "parameter-removed"
            self._tell(kind, gone, what, one.used, head.pointer, asked, answered, one.name, None)
        for one in pairs.added:
            need = "required" if one.required else "optional"
            what = f"{need} {one.where} parameter `{one.name}` added"
            self._tell(
                f"parameter-{need}-added",
                "header-added",
                what,
                base.pointer,
                one.used,
                asked,
                answered,
                None,
                one.name,
            )

    def _parameter(self, one: _Parameter, other: _Parameter, bit: int) -> None:
        asked, answered = self._ways(bit)
        if one.required != other.required:
            after = "required" if other.required else "optional"
            what = f"parameter `{other.name}` became {after}"
            before = "required" if one.required else "optional"
            kinds = (f"parameter-became-{after}", f"header-became-{after}")
            self._tell(*kinds, what, one.pointer, other.pointer, asked, answered, before, after)
        empty = [
            item.where == "query" and item.object.get("allowEmptyValue") is True
            for item in (one, other)
        ]
        if empty[0] != empty[1]:
            kind = f"request-parameter-empty-{'allowed' if empty[1] else 'refused'}"
            what = f"`allowEmptyValue` of `{other.name}` {'added' if empty[1] else 'removed'}"
            self._tell(kind, kind, what, one.pointer, other.pointer, asked, answered)
        self._field(one, other, asked, answered)
        if "content" not in one.object and not one.required and not other.required:
            self._default(one, other, asked, answered)

    def _field(self, one: _Parameter, other: _Parameter, asked: int, answered: int) -> None:
        """What a parameter and a header have in common."""
        if self._same.texts(one.object, other.object):
            return
        old, new = one.object, other.object
        places = (one.pointer, other.pointer)
        if one.where == other.where and _style(one) != _style(other) and self._matters(one, other):
            kinds = ("parameter-style-changed", "header-style-changed")
            self._tell(
                *kinds, "style changed", *places, asked, answered, _style(one), _style(other)
            )
        self._deprecation(old, new, *places, asked, answered)
        if unwrapped(old.get("description")) != unwrapped(new.get("description")):
            kind = "description-changed"
            words = (
                unwrapped(old.get("description")) or None,
                unwrapped(new.get("description")) or None,
            )
            self._tell(kind, kind, "description changed", *places, asked, answered, *words)
        self._examples(old, new, *places, asked, answered)
        for key in dict.fromkeys((*old, *new)):
            if str(key).startswith("x-") and not identical(old.get(key), new.get(key)):
                kind = "extension-changed"
                self._tell(
                    kind,
                    kind,
                    f"`{key}` changed",
                    *places,
                    asked,
                    answered,
                    old.get(key),
                    new.get(key),
                )
        content = [_described(item) for item in (one, other)]
        if content[0] is not None and content[1] is not None:
            at = [
                pointers.join(item.pointer, "content", said)
                for item, (said, _) in ((one, content[0]), (other, content[1]))
            ]
            self._media(
                content[1][0], content[0][1], content[1][1], (at[0], at[1]), asked, answered
            )
            return
        (left, form), (right, other_form) = (
            self._schema_of(self._base, one),
            self._schema_of(self._head, other),
        )
        self._schemas.use(left, right, form if form == other_form else "header", asked, answered)

    def _matters(self, one: _Parameter, other: _Parameter) -> bool:
        """Whether the style shows in the values: whether one is exploded does not in a scalar, nor
        in a simple list.
        """
        if "content" in one.object or "content" in other.object:
            return True
        kinds = [
            side.shape(self._schema_of(side, item)[0]).types
            for side, item in ((self._base, one), (self._head, other))
        ]
        styles = {_style(one).partition(" ")[0], _style(other).partition(" ")[0]}
        if len(styles) > 1:
            return True
        alike = {"object"} if styles == {"simple"} else {"array", "object"}
        return any(types is None or types & alike for types in kinds)

    def _schema_of(self, side: Side, one: _Parameter) -> tuple[Node, Form]:
        content = _described(one)
        if content is not None:
            place = pointers.join(one.pointer, "content", content[0])
            media, place = side.resolved(content[1], place)
            schema = media.get("schema") if isinstance(media, dict) else None
            return (
                side.node(schema, pointers.join(place, "schema")) if schema is not None else (),
                "json",
            )
        schema = one.object.get("schema")
        node = side.node(schema, pointers.join(one.pointer, "schema")) if schema is not None else ()
        return (node, "query" if _style(one).startswith("form exploded") else "header")

    def _default(self, one: _Parameter, other: _Parameter, asked: int, answered: int) -> None:
        """A default of a parameter is part of what a call that leaves it out asks for."""
        shapes = [
            side.shape(self._schema_of(side, item)[0])
            for side, item in ((self._base, one), (self._head, other))
        ]
        before, after = (shape.notes.get("default") for shape in shapes)
        if (before is None) == (after is None) and (
            before is None or after is None or canonical(before[0]) == canonical(after[0])
        ):
            return
        movement = "added" if before is None else "removed" if after is None else "changed"
        places = [
            item.pointer if found is None else found[1]
            for item, found in ((one, before), (other, after))
        ]
        kind = "request-parameter-default-changed"
        values = [None if found is None else found[0] for found in (before, after)]
        what = f"default {movement}"
        self._tell(
            kind,
            "default-changed",
            what,
            places[0],
            places[1],
            asked,
            answered,
            values[0],
            values[1],
        )

    # --- bodies -----------------------------------------------------------------------------------

    def _body(self, base: Place, head: Place, asked: int, answered: int) -> None:
        old, left = self._base.resolved(
            base.operation.get("requestBody"), pointers.join(base.pointer, "requestBody")
        )
        new, right = self._head.resolved(
            head.operation.get("requestBody"), pointers.join(head.pointer, "requestBody")
        )
        had, has = isinstance(old, dict), isinstance(new, dict)
        if had and has:
            if (old.get("required") is True) != (new.get("required") is True):
                after = "required" if new.get("required") is True else "optional"
                kind = f"request-body-became-{after}"
                before = "optional" if after == "required" else "required"
                self._tell(
                    kind, kind, f"body became {after}", left, right, asked, answered, before, after
                )
            if unwrapped(old.get("description")) != unwrapped(new.get("description")):
                self._annotation(
                    "description-changed",
                    "description",
                    old,
                    new,
                    left,
                    right,
                    asked,
                    answered,
                    words=True,
                )
            self._extensions(old, new, left, right, asked, answered)
            self._content(old.get("content"), new.get("content"), left, right, asked, answered)
        elif had:
            media = _media_types(old.get("content"))
            self._tell(
                "body-removed",
                "body-removed",
                "request body removed",
                left,
                head.pointer,
                asked,
                answered,
                media,
                None,
            )
        elif has:
            needed = new.get("required") is True
            kind = "body-required-added" if needed else "request-body-optional-added"
            what = f"{'required' if needed else 'optional'} request body added"
            self._tell(
                kind,
                "body-added",
                what,
                base.pointer,
                right,
                asked,
                answered,
                None,
                _media_types(new.get("content")),
            )

    def _content(
        self, base: Any, head: Any, left: str, right: str, asked: int, answered: int
    ) -> None:
        old, new = (content if isinstance(content, dict) else {} for content in (base, head))
        if bool(old) != bool(new) and answered:
            kind = "body-removed" if old else "body-added"
            one = pointers.join(left, "content") if old else left
            other = pointers.join(right, "content") if new else right
            what, media = (
                f"response {kind.replace('-', ' ')}",
                (_media_types(old), _media_types(new)),
            )
            self._tell(kind, kind, what, one, other, asked, answered, *media)
            return

        pairs = paired(list(old), list(new), *_LIKENESSES)
        for one, other in (*pairs.same, *pairs.renamed, *_by_range(pairs)):
            places = (pointers.join(left, "content", one), pointers.join(right, "content", other))
            kinds, what = _media_change(one, other)
            if kinds is not None:
                self._tell(*kinds, what, *places, asked, answered, one, other)
            self._media(one, old[one], new[other], places, asked, answered)
        for one in pairs.removed:
            place = pointers.join(left, "content", one)
            wider = next((other for other in new if _ranges(other, one)), None)
            kind = "media-type-widened" if wider else "media-type-removed"
            missing = right if wider is None else None
            self._tell(
                kind, kind, f"media type {one} removed", place, missing, asked, answered, one, None
            )
            if wider is not None:
                self._media(
                    one,
                    old[one],
                    new[wider],
                    (place, pointers.join(right, "content", wider)),
                    asked,
                    answered,
                )
        for one in pairs.added:
            place, kind = pointers.join(right, "content", one), "media-type-added"
            self._tell(
                kind, kind, f"media type {one} added", left, place, asked, answered, None, one
            )
            wider = next((other for other in old if _ranges(other, one)), None)
            if wider is not None:
                self._media(
                    one,
                    old[wider],
                    new[one],
                    (pointers.join(left, "content", wider), place),
                    asked,
                    answered,
                )

    def _media(
        self, name: str, base: Any, head: Any, places: tuple[str, str], asked: int, answered: int
    ) -> None:
        old, left = self._base.resolved(base, places[0])
        new, right = self._head.resolved(head, places[1])
        old, new = (one if isinstance(one, dict) else {} for one in (old, new))
        if self._same.texts(old, new):
            return
        self._examples(old, new, left, right, asked, answered)
        if _is_encoded(name):
            self._encoding(old, new, left, right, asked, answered)
        for key in () if _is_encoded(name) else ("encoding", "prefixEncoding", "itemEncoding"):
            if not identical(old.get(key), new.get(key)):
                self._annotation("annotation-changed", key, old, new, left, right, asked, answered)
        self._extensions(old, new, left, right, asked, answered)
        form: Form = "text" if name.lower().startswith("text/") or "xml" in name.lower() else "json"
        if is_xml(name):
            asked, answered = (self._as_xml(bits) for bits in (asked, answered))
            self._roots(old, new, left, right, asked, answered)
        for one, other in self._described_by(name, old, new, left, right):
            if not (_is_raw(name) and self._are_octets(one, other)):
                self._schemas.use(one, other, form, asked, answered)

    def _described_by(
        self, name: str, old: dict[str, Any], new: dict[str, Any], left: str, right: str
    ) -> Iterator[tuple[Node, Node]]:
        """The schemas of a media type on both sides.

        A sequence is an array of all its items to `schema`, while `itemSchema` is about each of
        them (OpenAPI 3.2, section "Sequential Media Types"): a plain array says of them what
        `itemSchema` does."""
        sides = ((self._base, old, left), (self._head, new, right))
        said = [
            {
                key: side.node(media[key], pointers.join(at, key))
                for key in ("schema", "itemSchema")
                if key in media
            }
            for side, media, at in sides
        ]
        if _is_sequence(name) and {*said[0]} != {*said[1]} and all(len(each) == 1 for each in said):
            items = [
                _items(side, *each.items()) for (side, _, _), each in zip(sides, said, strict=True)
            ]
            if items[0] is not None and items[1] is not None:
                yield items[0], items[1]
                return
        for key in ("schema", "itemSchema"):
            if key in said[0] or key in said[1]:
                yield said[0].get(key, ()), said[1].get(key, ())

    def _are_octets(self, base: Node, head: Node) -> bool:
        """Whether two schemas of a body that is no text say in one way or another that it is
        octets.
        """
        number = self._schemas.bare.number
        return all(
            is_binary(side, node) or number(headward, node) == number(headward, ())
            for side, headward, node in ((self._base, False, base), (self._head, True, head))
        )

    def _roots(
        self,
        old: dict[str, Any],
        new: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int,
    ) -> None:
        """The element that a body of XML is may be called after its component; where all are, the
        schemas tell of it.
        """
        if not ("schema" in old and "schema" in new):
            return
        one, other = (pointers.join(at, "schema") for at in (left, right))
        was = xml.roots(self._base, self._base.node(old["schema"], one))
        found = xml.renamed(was, xml.roots(self._head, self._head.node(new["schema"], other)))
        if found is None or (self._schemas.elements_by_component and found.before and found.after):
            return
        what = f"the element of the XML is called `{found.after}` instead of `{found.before}`"
        if not (found.before and found.after):
            what = (
                f"the element of the XML {'was' if found.before else 'is'} called "
                f"`{found.before or found.after}`"
            )
        steps = (found.before or None, found.after or None)
        told = self._tell(xml.XML, xml.XML, what, one, other, asked, answered, *steps)
        if found.reason:
            told.verdicts, told.reasons = (
                dict.fromkeys(_WAYS, "unknown"),
                dict.fromkeys(_WAYS, found.reason),
            )

    def _examples(
        self,
        old: dict[str, Any],
        new: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int,
    ) -> None:
        """`examples` of a parameter, header or media type are Example Objects, each of which may be
        shared.
        """
        changed = not identical(old.get("example"), new.get("example"))
        if changed:
            self._tell(
                "example-changed",
                "example-changed",
                "example changed",
                left,
                right,
                asked,
                answered,
            )
        self._named_objects("example", "example-changed", old, new, left, right, asked, answered)

    def _named_objects(
        self,
        word: str,
        kind: str,
        old: dict[str, Any],
        new: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int,
    ) -> None:
        """The objects of a map that may be shared each (`examples`, `links`), the map being called
        by their word.
        """
        before, after = (
            {
                name: side.resolved(entry, pointers.join(at, f"{word}s", name))
                for name, entry in _mapping(said).items()
            }
            for side, at, said in (
                (self._base, left, old.get(f"{word}s")),
                (self._head, right, new.get(f"{word}s")),
            )
        )
        self._notes(kind, notes.named(word, before, after, left, right), asked, answered)

    def _parts(
        self, base: dict[str, Any], head: dict[str, Any], left: str, right: str
    ) -> Iterator[encodings.Part]:
        """The parts of a body of which something is said, with
        how they are written by themselves.
        """
        sides = ((self._base, base, left), (self._head, head, right))
        shapes = [
            side.shape(side.node(media.get("schema"), pointers.join(at, "schema")))
            for side, media, at in sides
        ]
        for part in encodings.parts(base, head, left, right):
            nodes = [
                shape.properties.get(part.property) if part.property is not None else None
                for shape in shapes
            ]
            one, other = (
                encodings.Implied() if node is None else encodings.implied(side, node)
                for side, node in zip((self._base, self._head), nodes, strict=True)
            )
            yield replace(part, implied=(one, other))

    def _encoding(
        self,
        base: dict[str, Any],
        head: dict[str, Any],
        left: str,
        right: str,
        asked: int,
        answered: int,
    ) -> None:
        for part in self._parts(base, head, left, right):
            for field, before, after in part.differences():
                what = f"`{field}` of {part.name} {became(before, after)}"
                self._tell(
                    "encoding-changed",
                    "encoding-changed",
                    what,
                    *part.place(field),
                    asked,
                    answered,
                    before,
                    after,
                )
            one, other = dict(part.base), dict(part.head)
            self._extensions(one, other, part.left, part.right, asked, answered)
            headers = one.get("headers"), other.get("headers")
            self._headers(*headers, part.left, part.right, asked, answered, of=f" of {part.name}")

    # --- responses --------------------------------------------------------------------------------

    def _responses(self, base: Place, head: Place, bit: int) -> None:
        old, new = (one.operation.get("responses") for one in (base, head))
        old, new = (
            {str(key): value for key, value in one.items() if not str(key).startswith("x-")}
            if isinstance(one, dict)
            else {}
            for one in (old, new)
        )
        left, right = (pointers.join(one.pointer, "responses") for one in (base, head))
        said = [_mapping(one.operation.get("responses")) for one in (base, head)]
        self._extensions(said[0], said[1], left, right, *self._ways(bit)[::-1])
        asks, answers = self._ways(bit)
        for match in matched(list(old), list(new)):
            one, other = old.get(match.base or ""), new.get(match.head or "")
            place = (
                pointers.join(left, match.base) if match.base else left,
                pointers.join(right, match.head) if match.head else right,
            )
            kind, what, compares = self._status(match, one, other)
            if kind is not None:
                self._tell(kind, kind, what, *place, answers, asks, match.base, match.head)
            if compares:
                self._response(one, other, *place, bit, worded=match.kind == "same")

    def _status(self, match: Match, one: Any, other: Any) -> tuple[str | None, str, bool]:
        """The kind of what became of a status, a sentence, and whether what it describes is to be
        compared.

        What callers answer a call of the server with is theirs to choose: that a status is no
            longer named may lose something.
        """
        if match.kind == "same":
            return None, "", True
        compares = match.base is not None and match.head is not None
        name, sort = match.base or match.head or "", "success" if match.success else "error"
        what = (
            f"status {match.base} became {match.head}"
            if compares
            else f"status {name} {match.kind}"
        )
        if self._flipped:
            return (
                "answer-status-added"
                if match.kind in ("added", "generalised")
                else "answer-status-removed",
                what,
                compares,
            )
        if match.kind in ("added", "removed"):
            whole = match.kind == "removed" and match.success and name.lower() == "default"
            return (
                "response-default-removed" if whole else f"response-{sort}-{match.kind}",
                what,
                False,
            )
        if match.kind == "specialised":
            return (
                "response-status-specialised",
                f"status {match.head} is named, which was {match.base}",
                True,
            )
        if match.success or (match.head or "").lower() != "default":
            return "response-status-generalised", what, True
        if self._same.texts(one, other):
            return (
                "response-error-removed",
                f"status {name} removed, of which `default` says the same",
                False,
            )
        return "response-status-generalised", what, False

    def _response(
        self, base: Any, head: Any, left: str, right: str, bit: int, *, worded: bool = True
    ) -> None:
        """What arrives by a status; the words of two statuses are of two things and are not
        compared.
        """
        if self._same.texts(base, head):
            return
        old, left = self._base.resolved(base, left)
        new, right = self._head.resolved(head, right)
        if not isinstance(old, dict) or not isinstance(new, dict) or self._same.texts(old, new):
            return
        asks, answers = self._ways(bit)
        asked, answered = answers, asks
        if worded and unwrapped(old.get("description")) != unwrapped(new.get("description")):
            kind = "description-changed"
            words = (
                unwrapped(old.get("description")) or None,
                unwrapped(new.get("description")) or None,
            )
            self._tell(kind, kind, "description changed", left, right, asked, answered, *words)
        if worded and unwrapped(old.get("summary")) != unwrapped(new.get("summary")):
            self._annotation(
                "summary-changed", "summary", old, new, left, right, asked, answered, words=True
            )
        self._extensions(old, new, left, right, asked, answered)
        self._named_objects(
            "link", "response-links-changed", old, new, left, right, asked, answered
        )
        self._headers(old.get("headers"), new.get("headers"), left, right, asked, answered)
        self._content(old.get("content"), new.get("content"), left, right, asked, answered)

    def _headers(
        self,
        base: Any,
        head: Any,
        left: str,
        right: str,
        asked: int,
        answered: int,
        *,
        of: str = "",
    ) -> None:
        old, new = self._named(self._base, base, left), self._named(self._head, head, right)
        pairs = paired(old, new, lambda one, _: one.name.lower())
        for one, other in pairs.same:
            if one.required != other.required:
                after = "required" if other.required else "optional"
                before = "required" if one.required else "optional"
                kinds = (f"parameter-became-{after}", f"header-became-{after}")
                what = f"header `{one.name}`{of} became {after}"
                self._tell(*kinds, what, one.pointer, other.pointer, asked, answered, before, after)
            self._field(one, other, asked, answered)
        for one in pairs.removed:
            gone = "required-header-removed" if one.required else "optional-header-removed"
            what = f"header `{one.name}`{of} removed"
            self._tell(
                "parameter-removed", gone, what, one.used, right, asked, answered, one.name, None
            )
        for one in pairs.added:
            need = "required" if one.required else "optional"
            what = f"header `{one.name}`{of} added"
            self._tell(
                f"parameter-{need}-added",
                "header-added",
                what,
                left,
                one.used,
                asked,
                answered,
                None,
                one.name,
            )

    def _named(self, side: Side, headers: Any, pointer: str) -> list[_Parameter]:
        found = []
        for name, entry in headers.items() if isinstance(headers, dict) else ():
            used = pointers.join(pointer, "headers", name)
            header, target = side.resolved(entry, used)
            if isinstance(header, dict) and name.lower() != "content-type":
                found.append(_Parameter(name, "header", header, target, used))
        return found

    # --- security ---------------------------------------------------------------------------------

    def _security(self, base: Place, head: Place, bit: int) -> None:
        places = [
            (one.operation["security"], pointers.join(one.pointer, "security"))
            if "security" in one.operation
            else (side.root.get("security"), one.pointer)
            for one, side in ((base, self._base), (head, self._head))
        ]
        self._requirements(places[0][0], places[1][0], places[0][1], places[1][1], bit)

    def _requirements(self, base: Any, head: Any, left: str, right: str, bits: int) -> None:
        """Each former alternative must still be enough: it has all that one of the present ones
        asks for.
        """
        schemes = self._schemes
        found = judged(
            schemes.alternatives(base, headward=False), schemes.alternatives(head, headward=True)
        )
        if found is None:
            return
        shown = schemes.shown(base, head)
        one, other = (
            at if side.document.has(at) else ""
            for side, at in ((self._base, left), (self._head, right))
        )
        self._tell(found.kind, None, found.what, one, other, bits, 0, *shown)

    def _security_schemes(self, calls: list[tuple[Place, Place, int]]) -> None:
        """The schemes of both documents, with the operations that ask for them on both sides."""
        schemes = self._schemes
        for kind, what, one, other in schemes.changes():
            bits = self._users(one.name, other.name, calls)
            steps: tuple[str | None, str | None] = (one.title, other.title)
            if kind == "security-scheme-renamed":
                steps = (one.name, other.name)
            elif one.title == other.title:
                steps = (one.beside(other), other.beside(one))
            unused = not bits and rules.by_id(kind).wire != "safe"
            told = "unused-component-changed" if unused else kind
            found = self._tell(told, None, what, one.pointer, other.pointer, bits, 0, *steps)
            found.former = rules.by_id(kind) if unused else None
        for one, other in (*schemes.pairs.same, *schemes.pairs.renamed):
            if identical(one.object, other.object):
                continue
            bits, places = self._users(one.name, other.name, calls), (one.pointer, other.pointer)
            if unwrapped(one.object.get("description")) != unwrapped(
                other.object.get("description")
            ):
                self._annotation(
                    "description-changed",
                    "description",
                    one.object,
                    other.object,
                    *places,
                    bits,
                    0,
                    words=True,
                )
            self._deprecation(one.object, other.object, *places, bits, 0)
            self._extensions(one.object, other.object, *places, bits, 0)
        self._lonely_schemes(self._base, schemes.pairs.removed, "removed")
        self._lonely_schemes(self._head, schemes.pairs.added, "added")

    def _lonely_schemes(self, side: Side, alone: list[Scheme], movement: str) -> None:
        """Schemes of one side only, as far as no requirement that changed tells of them."""
        wanted = {name for security in self._wanted(side) for name in _named_in(security)}
        for one in alone:
            other = self._schemes.like(one, headward=side is self._base)
            if one.name not in wanted:
                what = f"unused security scheme `{one.name}` {movement}"
                self._one_side(f"security-scheme-{movement}", what, side, one.pointer, 0, one.name)
            elif other is not None:
                what = (
                    f"security scheme `{one.name}` {movement}, which on the wire is what "
                    f"`{other.name}` is"
                )
                self._one_side("security-scheme-renamed", what, side, one.pointer, 0, one.name)

    def _wanted(self, side: Side) -> Iterator[Any]:
        """The requirements of all operations that are called by callers."""
        for one in self._of_paths(side):
            yield one.operation.get("security", side.root.get("security"))

    def _users(self, name: str, called: str, calls: list[tuple[Place, Place, int]]) -> int:
        """The operations that ask for a scheme on both sides; where one side does not, the
        requirement has changed.
        """
        bits = 0
        for base, head, bit in calls:
            before = base.operation.get("security", self._base.root.get("security"))
            after = head.operation.get("security", self._head.root.get("security"))
            if name in _named_in(before) and called in _named_in(after):
                bits |= bit
        return bits

    # --- components that nobody uses --------------------------------------------------------------

    def _unused(self) -> None:
        """Schemas that no operation leads to: those of both documents are compared, those of one
        are told.
        """
        sides = (self._base, self._head)
        left, right = (
            _mapping(_mapping(side.root.get("components")).get("schemas")) for side in sides
        )
        common = dict.fromkeys(name for name in right if name in left)
        for side, schemas in zip(sides, (left, right), strict=True):
            alone = [name for name in schemas if name not in common]
            used = _reached_schemas(side, common, self._same.references) if alone else set()
            movement = "removed" if side is self._base else "added"
            for name in alone:
                pointer = pointers.join("/components/schemas", name)
                if pointer not in used:
                    self._one_side(
                        f"unused-component-{movement}",
                        f"unused schema `{name}` {movement}",
                        side,
                        pointer,
                        0,
                        name,
                    )
        for name in common:
            pointer = pointers.join("/components/schemas", name)
            self._schemas.use(
                self._base.node(left[name], pointer),
                self._head.node(right[name], pointer),
                "json",
                0,
                0,
            )


_WHY: dict[tuple[Direction, Verdict], str] = {
    ("request", "safe"): "Proven: all that was accepted still is.",
    ("request", "breaking"): "A value that was accepted is refused.",
    ("request", "unknown"): "Whether all that was accepted still is could not be proven.",
    ("response", "safe"): "Proven: all that arrives was announced before.",
    ("response", "breaking"): "A value that was not announced arrives.",
    ("response", "unknown"): "Whether all that arrives was announced before could not be proven.",
}


def _judged(finding: Finding) -> Iterator[tuple[Verdict, Rule]]:
    """The verdicts on a finding in the directions in which it reaches something, with the rules
    that they are by.
    """
    ways: tuple[tuple[Way, str | None, int], ...] = (
        ("request", finding.request, finding.asked),
        ("response", finding.response, finding.answered),
    )
    for way, kind, reached in ways:
        if kind is not None and reached:
            entry = rules.rule(kind, way)
            yield finding.verdicts.get(way, entry.wire), entry


def _doubt(finding: Finding, reasons: list[str]) -> None:
    """Makes a finding one of which nobody can tell, if there is a reason for that."""
    if any(reasons):
        finding.verdicts["request"], finding.reasons["both"] = (
            "unknown",
            _once(filter(None, reasons)),
        )


def _readings(text: str) -> list[Any]:
    """The values that a text in a path may stand for."""
    try:
        return [text, json.loads(text)]
    except ValueError:
        return [text]


def _untravelled(finding: Finding, entry: Rule) -> tuple[Aspect, Movement] | None:
    """What changed of something that does not travel, which its rule does not say."""
    if not entry.is_silent:
        return None
    ways = (rules.rule(kind, way) for kind, way in finding.ways if kind is not None)
    for told in (finding.former, *ways):
        if told is not None and not told.is_silent and told.aspect not in _SAID_BY_ITSELF:
            return told.aspect, told.movement
    return None


def _reason(finding: Finding, verdict: Verdict, rule: Rule) -> str:
    reason = (
        rule.reason if verdict == rule.wire else _WHY.get((rule.direction, verdict), rule.reason)
    )
    return finding.reasons.get(rule.direction, reason)


def _remedy(verdict: Verdict, rule: Rule) -> str:
    """What is to be done about a verdict, which may be another than that of the rule."""
    if verdict == "safe" != rule.wire:
        return _NOTHING
    return _ASK[rule.direction] if verdict != "safe" == rule.wire else rule.remedy


def _once(sentences: Iterable[str]) -> str:
    """Each of some sentences once; that nothing is to be done only where nothing else is."""
    said = dict.fromkeys(sentences)
    return " ".join([each for each in said if each != _NOTHING] or said)


def _reached_schemas(
    side: Side, names: Iterable[str], referred: Callable[[Any], set[str]]
) -> set[str]:
    """The pointers of the components that paths, webhooks, shared objects and the schemas called
    `names` lead to.
    """
    components = side.root.get("components") or {}
    waiting = [used for holder in holders(side.root, schemas=False) for used in referred(holder)]
    waiting += ["#" + pointers.join("/components/schemas", name) for name in names]
    seen: set[str] = set(waiting)
    while waiting:
        reference = waiting.pop()
        tokens = reference.split("/")
        if len(tokens) < 4 or tokens[1] != "components":
            continue
        section, name = tokens[2], pointers.split("/" + tokens[3])[0]
        node = (components.get(section) or {}).get(name)
        family = side.families.get(reference[1:])
        for used in (
            *referred(node),
            *(f"#{member}" for member in (family.members if family else ())),
        ):
            if used not in seen:
                seen.add(used)
                waiting.append(used)
    return {reference[1:] for reference in seen}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _media_types(content: Any) -> str | None:
    """The media types of a body, as text."""
    return ", ".join(_mapping(content)) or None


def _described(one: _Parameter) -> tuple[str, Any] | None:
    """The media type that a parameter or header is written in, with what is said of it, where it
    has `content`.
    """
    content = one.object.get("content")
    return next(iter(content.items()), None) if isinstance(content, dict) else None


def _style(one: _Parameter) -> str:
    """How a parameter is written, defaults filled in (OpenAPI 3.1, section 4.8.12)."""
    if (content := _described(one)) is not None:
        return f"content as {essence(content[0])}"
    style = one.object.get("style") or default_style(one.where)
    explode = one.object.get("explode", explodes(style))
    reserved = one.object.get("allowReserved") is True
    only, written = ("", " not exploded") if style == "deepObject" else (" exploded", "")
    return f"{style}{only if explode else written}{' reserved' if reserved else ''}"


def _groups(value: Any) -> list[list[str]]:
    """The lists of `x-exactly-one-of`; none where it is not of that form, so that it asks for
    nothing.
    """
    listed = value if isinstance(value, list) else []
    groups = [
        [str(name) for name in group] for group in listed if isinstance(group, list) and group
    ]
    return groups if len(groups) == len(listed) else []


def _one_of(groups: list[list[str]]) -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, groups))


def _refuses(old: list[list[str]], new: list[list[str]], names: set[str]) -> bool:
    """Whether a choice that the old lists take is one that the new ones refuse; `names` are all
    that could be given before.

    A call gives the whole of exactly one list, and what is in no list as it likes: one parameter of
    these is enough to show it."""
    free = names - {name for group in old for name in group}
    choices = [set(group) for group in old] if old else [set()]
    choices += [choice | {name} for choice in choices for name in free]
    return bool(new) and not all(_takes(new, choice) for choice in choices)


def _takes(groups: list[list[str]], choice: set[str]) -> bool:
    touched = [group for group in groups if not choice.isdisjoint(group)]
    return len(touched) == 1 and choice.issuperset(touched[0])


def _items(side: Side, said: tuple[str, Node]) -> Node | None:
    """What is said of each item of a sequence, where that is all that is said of it."""
    key, node = said
    if key == "itemSchema":
        return node
    shape = side.shape(node)
    more = (shape.prefix, shape.low, shape.high, shape.constraints, shape.unions, shape.values)
    return shape.items if shape.types == frozenset({"array"}) and not any(more) else None


def _is_raw(name: str) -> bool:
    """Whether a body of a media type travels as it is, so that a schema tells no more of it than
    that it is octets.
    """
    written = is_json(name) or is_text(name) or is_form(name) or is_json_sequence(name)
    return not (written or is_range(name) or essence(name).startswith("multipart/"))


def _is_encoded(name: str) -> bool:
    """Whether `encoding` says something of a media type: "only … `multipart` or
    `application/x-www-form-urlencoded`".
    """
    return is_form(name) or is_range(name) or essence(name).startswith("multipart/")


def _is_sequence(name: str) -> bool:
    return is_json_sequence(name) or essence(name) in ("text/event-stream", "multipart/mixed")


def _plain_digests(side: Side) -> frozenset[str]:
    """Shapes so common that they tell nothing."""
    return frozenset(side.digest((part,)) for part in side.node({}, "\0any"))


def _is_deprecated(one: Place) -> bool:
    return one.operation.get("deprecated") is True


def _exactly(name: str, headward: bool) -> Hashable:
    del headward
    return "".join(name.lower().split())


def _essence(name: str, headward: bool) -> Hashable:
    """A media type without its parameters."""
    del headward
    return name.lower().partition(";")[0].strip()


def _structure(name: str, headward: bool) -> Hashable:
    """What a media type is written in: `application/json`, and
    all that end in `+json` (RFC 6839).
    """
    kind = str(_essence(name, headward))
    return f"application/{kind.rpartition('+')[2]}" if "+" in kind else kind


_LIKENESSES = (_exactly, _essence, _structure)


def _by_range(pairs: Pairs[str]) -> list[tuple[str, str]]:
    """What is left over on both sides, as far as one is a range that takes in the other; taken out
    of what is left over.
    """
    found = [
        (one, other)
        for one in pairs.removed
        for other in pairs.added
        if _ranges(one, other) or _ranges(other, one)
    ]
    pairs.removed = [one for one in pairs.removed if all(one != taken for taken, _ in found)]
    pairs.added = [other for other in pairs.added if all(other != taken for _, taken in found)]
    return found


def _media_change(one: str, other: str) -> tuple[tuple[str, str] | None, str]:
    """The kinds of what became of a media type, and a sentence; None where it is the same but for
    capitals and spaces.
    """
    what = f"media type changed from {one} to {other}"
    if _exactly(one, False) == _exactly(other, True):
        return None, ""
    if _ranges(one, other) or _ranges(other, one):
        kind = f"media-type-{'narrowed' if _ranges(one, other) else 'widened'}"
        return (kind, kind), what
    if _essence(one, False) != _essence(other, True):
        if "+" in one and "+" in other:
            return ("media-type-removed", "media-type-removed"), what
        return (
            ("media-type-narrowed", "media-type-suffix-gained")
            if "+" in other
            else ("media-type-suffix-dropped", "media-type-widened")
        ), what
    if _media_parameters(one) == _media_parameters(other):
        return (
            "annotation-changed",
            "annotation-changed",
        ), "the parameters of the media type say what holds without them"
    return (
        "media-type-parameters-changed",
        "media-type-parameters-changed",
    ), "the parameters of the media type changed"


def _media_parameters(name: str) -> dict[str, str]:
    """The parameters of a media type, but for what does not depend on them: JSON is UTF-8 (RFC
    8259, section 8.1).
    """
    found = {}
    for part in name.split(";")[1:]:
        key, _, value = part.strip().partition("=")
        found[key.strip().lower()] = value.strip().strip('"').lower()
    if str(_structure(name, False)).endswith("json") and found.get("charset") in ("utf-8", "utf8"):
        del found["charset"]
    return found


def _ranges(general: str, special: str) -> bool:
    """Whether a media range (`application/*`) takes in another media type."""
    wide, narrow = str(_essence(general, False)), str(_essence(special, False))
    if wide == narrow:
        return False
    return wide == "*/*" or (wide.endswith("/*") and narrow.startswith(wide[:-1]))


def _named_in(security: Any) -> set[str]:
    """The schemes that a requirement names."""
    return {
        name
        for entry in (security if isinstance(security, list) else ())
        for name in _mapping(entry)
    }


def _shows(example: str | None, pointer: str) -> bool:
    """Whether a lost object is lost by this change: one of a property that it does not have is lost
    by another.
    """
    above, _, _ = pointer.rpartition("/")
    value = json.loads(example) if example is not None else None
    return not (
        above.endswith("/properties")
        and isinstance(value, dict)
        and pointers.split(pointer)[-1] not in value
    )


def _is_of(example: str | None, types: frozenset[str]) -> bool:
    """Whether a value, as JSON text, is of one of some types."""
    return example is not None and type_of(json.loads(example)) in types
