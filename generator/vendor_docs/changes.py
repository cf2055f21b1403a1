"""What the vendor changed between two captures of the reference: older facts against newer ones.

A change of the reference is told from one of what was seen of it. What the older facts did not
show, because the page was cut or only a sample was there, is `newly seen`; what the newer ones do
not show for such a reason is `not seen`. Neither says that the vendor did anything. Other kinds do:
`added`, `removed`, `changed`, `renamed`, and `wording`, where the words of a description have
another digest.

An operation is the same in both where method and path are, its variables whatever they are called.
One that is gone and one that is new with the same shape are one that was renamed, if no other could
be meant."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.vendor_docs.facts import (
    UNSTATED,
    Body,
    Evidence,
    Field,
    Response,
    Section,
    VendorOperation,
)

__all__ = ["Change", "as_json", "changes", "render"]

Kind = Literal["added", "removed", "changed", "renamed", "wording", "newly seen", "not seen"]

_VARIABLE = re.compile(r"\{[^{}]*\}")
_SUCCESS = "2XX"
_BY_VENDOR = frozenset({"added", "removed", "changed", "renamed", "wording"})


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are what the two captures say of `aspect` at `where`, which is a place
    in the operation such as `request.recipient.type` or `parameters.query.sort`; `""` is the
    operation. `None` is nothing."""

    kind: Kind
    section: str
    method: str
    path: str
    where: str
    aspect: str
    before: Any
    after: Any

    @property
    def by_vendor(self) -> bool:
        """Whether the reference changed, and not only what was seen of it."""
        return self.kind in _BY_VENDOR


def changes(old: Iterable[Section], new: Iterable[Section]) -> list[Change]:
    """All changes, by section and operation in the order of the newer facts, what is gone at the
    end of its section.

    A section that the newer facts do not have was not captured again: nothing is said of it.
    """
    before, after = list(old), list(new)
    sections = {section.slug: section for section in before}
    again = {section.slug for section in after}
    known = {_key(each): (section, each) for section in before for each in section.operations}
    current = {_key(each): (section, each) for section in after for each in section.operations}
    gone = [pair for key, pair in known.items() if key not in current and pair[0].slug in again]
    fresh = [pair for key, pair in current.items() if key not in known]
    renamed = _renamed(gone, fresh)
    found: dict[str, list[Change]] = {section.slug: [] for section in after}
    for section in after:
        own = found[section.slug]
        for operation in section.operations:
            key = _key(operation)
            match = known.get(key) or renamed.get(key)
            if match is None:
                own.append(_new_operation(sections.get(section.slug), section, operation))
            else:
                own += _operation(match[0], match[1], section, operation)
    paired = {_key(each) for _, each in renamed.values()}
    newer = {section.slug: section for section in after}
    for section, operation in gone:
        if _key(operation) not in paired:
            found[section.slug].append(_gone_operation(section, operation, newer[section.slug]))
    return [change for section in after for change in found[section.slug]]


def as_json(found: Iterable[Change]) -> dict[str, Any]:
    """The changes as JSON has them: `{"changes": [{kind, section, method, path, where, aspect,
    before, after}]}`.
    """
    names = ("kind", "section", "method", "path", "where", "aspect", "before", "after")
    return {"changes": [{name: _json(getattr(change, name)) for name in names} for change in found]}


def render(found: Iterable[Change]) -> str:
    """The changes as text: a line for each under its operation; an empty text for none."""
    by_operation: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for change in found:
        by_operation[change.section, change.method, change.path].append(change)
    lines = []
    for (section, method, path), own in by_operation.items():
        lines.append(f"{method} {path} ({section})")
        lines += [f"  {_line(change)}" for change in own]
    return "".join(f"{line}\n" for line in lines)


def _line(change: Change) -> str:
    place = change.where or "operation"
    if change.kind == "wording":
        return f"wording: {place}"
    if change.before is None:
        what = f"{change.aspect} {_shown(change.after)}"
    elif change.after is None:
        what = f"{change.aspect} {_shown(change.before)}"
    else:
        what = f"{change.aspect} {_shown(change.before)} -> {_shown(change.after)}"
    return f"{change.kind}: {place}: {what}"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(_json(value), ensure_ascii=False)


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, (list, tuple)) else value


# --- operations -----------------------------------------------------------------------------------


def _key(operation: VendorOperation) -> tuple[str, str]:
    return operation.method, _VARIABLE.sub("{}", operation.path)


def _new_operation(before: Section | None, section: Section, operation: VendorOperation) -> Change:
    kind: Kind = "newly seen" if before is None or _hides(before, operation) else "added"
    return Change(
        kind,
        section.slug,
        operation.method,
        operation.path,
        "",
        "presence",
        None,
        operation.title or operation.about or "",
    )


def _gone_operation(section: Section, operation: VendorOperation, after: Section) -> Change:
    kind: Kind = "not seen" if _hides(after, operation) else "removed"
    return Change(
        kind,
        section.slug,
        operation.method,
        operation.path,
        "",
        "presence",
        operation.title or operation.about or "",
        None,
    )


def _hides(section: Section, operation: VendorOperation) -> bool:
    """Whether facts of a section may lack an operation that the reference had: they say that they
    are not all, or know an operation of that title or path in part, or one whose title is not
    known."""
    evidence = section.evidence
    if evidence is not None and (evidence.request, evidence.response) != ("complete", "complete"):
        return True
    titles = {each.title and each.title.casefold() for each in section.untranscribed}
    if None in titles or (operation.title and operation.title.casefold() in titles):
        return True
    cut = [each for each in section.operations if each.path_cut and each.method == operation.method]
    return operation.path_cut or any(_key(operation)[1].startswith(_key(each)[1]) for each in cut)


def _renamed(
    gone: Sequence[tuple[Section, VendorOperation]],
    fresh: Sequence[tuple[Section, VendorOperation]],
) -> dict[tuple[str, str], tuple[Section, VendorOperation]]:
    """The older operation of each newer one that has another path and the same shape, by the key of
    the newer one.
    """
    found = {}
    for titled in (True, False):
        groups: dict[Any, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for side, pairs in enumerate((gone, fresh)):
            for section, operation in pairs:
                names, shape = _shape_of(operation)
                if operation.title if titled else names > 1:
                    groups[operation.method, shape, operation.title if titled else None][
                        side
                    ].append((section, operation))
        for older, newer in groups.values():
            if len(older) == len(newer) == 1 and _key(newer[0][1]) not in found:
                found[_key(newer[0][1])] = older[0]
        used = {_key(operation) for _, operation in found.values()}
        gone = [pair for pair in gone if _key(pair[1]) not in used]
        fresh = [pair for pair in fresh if _key(pair[1]) not in found]
    return found


def _shape_of(operation: VendorOperation) -> tuple[int, tuple[Any, ...]]:
    """What an operation takes and gives, as names and types, whatever its path and the variables in
    it; and how many names.
    """
    parts: list[Any] = [
        (each.place, each.name, each.type)
        for each in operation.parameters
        if each.place not in ("path", "header")
    ]
    names = len(parts)
    for where, body in (
        ("request", operation.request),
        *((one.status, one.body) for one in operation.responses),
    ):
        if body is not None:
            names += _count(body.fields)
            parts.append((where, str(body.type), str(body.items), *_shapes(body.fields)))
    return names, tuple(parts)


def _count(fields: Iterable[Field]) -> int:
    return sum(1 + _count(each.fields) for each in fields)


def _shapes(fields: Iterable[Field]) -> Iterator[Any]:
    for each in fields:
        yield each.name, str(each.type), str(each.items), tuple(_shapes(each.fields))


# --- one operation --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """How well the two captures know a part of an operation: whether what is absent there was not
    there. `placed` are the fields whose place a rule decided in one of them."""

    section: str
    method: str
    path: str
    whole_before: bool
    whole_after: bool
    placed: frozenset[str] = frozenset()

    def change(self, where: str, aspect: str, before: Any, after: Any) -> Iterator[Change]:
        """Of something that both have, or that one has not."""
        if before == after:
            return
        kind: Kind = "changed"
        if before is None:
            kind = "added" if self.whole_before else "newly seen"
        elif after is None:
            kind = "removed" if self.whole_after else "not seen"
        yield self.of(kind, where, aspect, before, after)

    def of(self, kind: Kind, where: str, aspect: str, before: Any, after: Any) -> Change:
        return Change(kind, self.section, self.method, self.path, where, aspect, before, after)

    def wording(self, where: str, before: str, after: str) -> Iterator[Change]:
        if before and after and before != after:
            yield self.of("wording", where, "wording", before, after)

    def weaker(self, before: bool, after: bool) -> _Side:
        """The same, of a part that was placed by a rule or is known from a sample in one of the
        captures.
        """
        return replace(
            self,
            whole_before=self.whole_before and not before,
            whole_after=self.whole_after and not after,
        )


def _operation(
    old_section: Section, old: VendorOperation, section: Section, new: VendorOperation
) -> Iterator[Change]:
    request = _side(section, new, old.evidence, new.evidence, "request")
    if old.path != new.path:
        yield request.of("renamed", "", "path", old.path, new.path)
    if old_section.slug != section.slug:
        yield request.of("changed", "", "section", old_section.slug, section.slug)
    if old.title and new.title:
        yield from request.change("", "title", old.title, new.title)
    yield from _flag(request, "", "deprecated", old.deprecated, new.deprecated)
    yield from request.wording("", old.wording, new.wording)
    yield from _parameters(request, old, new)
    yield from _body(request, "request", old.request, new.request)
    yield from _responses(
        _side(section, new, old.evidence, new.evidence, "response"), old.responses, new.responses
    )


def _side(
    section: Section,
    operation: VendorOperation,
    old: Evidence,
    new: Evidence,
    part: Literal["request", "response"],
) -> _Side:
    whole = (getattr(old, part) == "complete", getattr(new, part) == "complete")
    return _Side(section.slug, operation.method, operation.path, *whole)


def _parameters(side: _Side, old: VendorOperation, new: VendorOperation) -> Iterator[Change]:
    """By place and name; what a path names also by where it stands there, since its name is not
    sent.
    """
    before, after = (
        {_slot(operation, each): each for each in operation.parameters} for operation in (old, new)
    )
    for slot in dict.fromkeys((*after, *before)):
        one, other = before.get(slot), after.get(slot)
        shown = other or one
        assert shown is not None
        where = f"parameters.{shown.place}.{shown.name}"
        if one is None or other is None:
            yield from side.change(where, "presence", _written(one), _written(other))
        else:
            if one.name != other.name:
                yield side.of("renamed", where, "name", one.name, other.name)
            yield from _field(side, where, one, other)


def _slot(operation: VendorOperation, parameter: Field) -> tuple[str, str]:
    if parameter.place != "path":
        return str(parameter.place), parameter.name
    names = [each.name for each in operation.parameters if each.place == "path"]
    return "path", str(
        sorted(names, key=lambda name: operation.path.find(f"{{{name}}}")).index(parameter.name)
    )


def _responses(side: _Side, old: Sequence[Response], new: Sequence[Response]) -> Iterator[Change]:
    before, after = ({one.status: one for one in responses} for responses in (old, new))
    if paired := _restated(before, after):
        was, now = paired
        yield side.of(
            "newly seen" if was == UNSTATED else "not seen", "response", "status", was, now
        )
        before = {now if status == was else status: one for status, one in before.items()}
    for status in dict.fromkeys((*after, *before)):
        one, other = before.get(status), after.get(status)
        where = f"response.{_SUCCESS if status == UNSTATED else status}"
        if one is None or other is None:
            yield from side.change(
                where, "status", None if one is None else status, None if other is None else status
            )
        else:
            yield from side.wording(where, one.wording, other.wording)
            yield from _body(side, where, one.body, other.body)


def _restated(
    before: Mapping[str, Response], after: Mapping[str, Response]
) -> tuple[str, str] | None:
    """The success that one capture has without a status and the other with one, if it can be no
    other.
    """
    for one, other, turned in ((before, after, False), (after, before, True)):
        stated = [status for status in other if status[:1] == "2" and status not in one]
        if UNSTATED in one and UNSTATED not in other and len(stated) == 1:
            return (stated[0], UNSTATED) if turned else (UNSTATED, stated[0])
    return None


def _body(side: _Side, where: str, old: Body | None, new: Body | None) -> Iterator[Change]:
    if old is None or new is None:
        yield from side.change(where, "body", _written(old), _written(new))
        return
    before, after = _media(old), _media(new)
    if before and after:
        for name in dict.fromkeys((*after, *before)):
            yield from side.change(
                where,
                "media type",
                name if name in before else None,
                name if name in after else None,
            )
    else:
        yield from _seen_only(
            side, where, "media type", sorted(before) or None, sorted(after) or None
        )
    yield from side.wording(where, old.wording, new.wording)
    side = replace(side, placed=frozenset((*_placed(old.fields), *_placed(new.fields))))
    yield from _value(side, where, _as_field(old), _as_field(new))


def _media(body: Body) -> list[str]:
    return [name for name in (body.content_type, *body.other_content_types) if name]


def _as_field(body: Body) -> Field:
    """A body as a value without a name."""
    return Field(
        name="",
        type=body.type,
        format=body.format,
        items=body.items,
        items_format=body.items_format,
        nullable=body.nullable,
        enum=body.enum,
        meanings=body.meanings,
        fields=body.fields,
    )


# --- values ---------------------------------------------------------------------------------------


def _field(side: _Side, where: str, old: Field, new: Field) -> Iterator[Change]:
    side = side.weaker(old.source == "sample", new.source == "sample")
    yield from _flag(side, where, "required", old.required, new.required)
    yield from _flag(side, where, "deprecated", old.deprecated, new.deprecated)
    yield from side.wording(where, old.wording, new.wording)
    yield from _value(side, where, old, new)


def _value(side: _Side, where: str, old: Field, new: Field) -> Iterator[Change]:
    """What is said of a value, then of the fields in it."""
    before, after = (
        None if each.type in (None, "null") else _types(each.type) for each in (old, new)
    )  # null: a sample's
    yield from _seen_only(side, where, "type", before, after)
    yield from side.change(where, "format", old.format, new.format)
    yield from _seen_only(side, where, "items", old.items, new.items)
    yield from side.change(where, "items format", old.items_format, new.items_format)
    yield from _flag(side, where, "nullable", old.nullable, new.nullable)
    yield from _flag(side, where, "discriminator", old.discriminator, new.discriminator)
    yield from _values(side, where, "enum", old.enum, new.enum)
    if old.discriminator or new.discriminator:
        yield from _values(side, where, "seen", old.seen, new.seen)
    if old.meanings and new.meanings:
        yield from side.change(where, "meanings", dict(old.meanings), dict(new.meanings))
    if (old.has_default, old.default) != (new.has_default, new.default):
        given = [[each.default] if each.has_default else None for each in (old, new)]
        for change in side.change(where, "default", *given):
            yield replace(change, before=given[0] and given[0][0], after=given[1] and given[1][0])
    listed = "array" in (old.type, new.type) or bool(old.items or new.items)
    yield from _fields(side, f"{where}.[]" if listed else where, old.fields, new.fields)


def _fields(
    side: _Side, where: str, old: Sequence[Field], new: Sequence[Field]
) -> Iterator[Change]:
    """By name, and by variant where one name is of several."""
    before, after = ({(each.name, each.when): each for each in fields} for fields in (old, new))
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        at = f"{where}.{key[0]}"
        if one is None or other is None:
            unsure = key[0] in side.placed
            yield from side.weaker(unsure, unsure).change(
                at, "presence", _written(one), _written(other)
            )
        else:
            yield from _field(side, at, one, other)


def _placed(fields: Iterable[Field]) -> Iterator[str]:
    for each in fields:
        if each.inferred or each.ambiguous:
            yield each.name
        yield from _placed(each.fields)


def _values(
    side: _Side, where: str, aspect: str, old: Sequence[Any], new: Sequence[Any]
) -> Iterator[Change]:
    """Values listed: where both list some, each that is in one list alone; else the list."""
    if old and new:
        for value in [value for value in new if value not in old]:
            yield from side.change(where, aspect, None, value)
        for value in [value for value in old if value not in new]:
            yield from side.change(where, aspect, value, None)
    else:
        yield from side.change(where, aspect, list(old) or None, list(new) or None)


def _flag(side: _Side, where: str, aspect: str, old: bool, new: bool) -> Iterator[Change]:
    """A mark that a page has or has not: one that a sample does not show may have been there."""
    if old != new:
        kind: Kind = "changed"
        if new and not side.whole_before:
            kind = "newly seen"
        elif old and not side.whole_after:
            kind = "not seen"
        yield side.of(kind, where, aspect, old, new)


def _seen_only(side: _Side, where: str, aspect: str, old: Any, new: Any) -> Iterator[Change]:
    """Something that is always there, so that a capture without it has only not seen it."""
    if old is None or new is None:
        side = side.weaker(True, True)
    yield from side.change(where, aspect, old, new)


def _types(kind: str | tuple[str, ...] | None) -> str:
    return kind if isinstance(kind, str) else " or ".join(sorted(kind or ()))


def _written(value: Field | Body | None) -> str | None:
    """A value in the words of a page: `array of string`, `integer(int32) or null`."""
    if value is None:
        return None
    text = _types(value.type) or "unknown"
    if value.items:
        text += f" of {value.items}" + (f"({value.items_format})" if value.items_format else "")
    return (
        f"{text}({value.format})" if value.format else text + (" or null" if value.nullable else "")
    )
