"""What changed inside one operation between two captures: aspect by aspect, in the order in which a
page has them.

How well each capture knows a part decides what a change is called; see `changes`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, Literal, TypeVar

from generator.records import record
from generator.vendor_docs.differences import WHOLE, Where
from generator.vendor_docs.facts import (
    UNSTATED,
    Body,
    Evidence,
    Field,
    Response,
    Section,
    VendorOperation,
    documented_status,
    every_field,
    with_format,
    without,
)

Kind = Literal["added", "removed", "changed", "renamed", "wording", "newly seen", "not seen"]

_BY_CAPTURE = frozenset({"newly seen", "not seen"})
"""What a capture is the reason of: the vendor may have changed nothing."""
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@record(frozen=True, slots=True)
class Change:
    """`before` and `after` are what two captures say of `aspect` at `place`; `None` is nothing."""

    kind: Kind
    section: str
    method: str
    path: str
    place: Where
    aspect: str
    before: Any
    after: Any

    @property
    def where(self) -> str:
        """The place as text (`request.recipient.type`, `parameters.query.sort`), `""` of the
        operation.
        """
        return "" if self.place == WHOLE else str(self.place)

    @property
    def by_vendor(self) -> bool:
        """Whether the reference changed, and not only what was seen of it."""
        return self.kind not in _BY_CAPTURE


@record(frozen=True, slots=True)
class _Side:
    """How well the two captures know a part of an operation: whether what is absent there was not
    there. `placed` are the fields whose place a rule decided in one of them."""

    section: str
    method: str
    path: str
    whole_before: bool
    whole_after: bool
    placed: frozenset[str] = frozenset()

    def of(self, kind: Kind, where: Where, aspect: str, before: Any, after: Any) -> Change:
        return Change(kind, self.section, self.method, self.path, where, aspect, before, after)

    def weaker(self, before: bool, after: bool) -> _Side:
        """The same, of a part that was placed by a rule or is known from a sample in one of the
        captures.
        """
        return replace(
            self,
            whole_before=self.whole_before and not before,
            whole_after=self.whole_after and not after,
        )

    # --- ways to compare what the captures say of one aspect --------------------------------------

    def change(self, where: Where, aspect: str, before: Any, after: Any) -> Iterator[Change]:
        """Of something that both have, or that one has not."""
        if before != after:
            presence = self._presence(before is not None, after is not None)
            yield self.of(presence or "changed", where, aspect, before, after)

    def flag(self, where: Where, aspect: str, before: bool, after: bool) -> Iterator[Change]:
        """A mark that a page has or not: one that a sample does not show may have been there."""
        if before != after:
            presence = self._presence(before, after)
            kind = presence if presence in _BY_CAPTURE else "changed"
            yield self.of(kind, where, aspect, before, after)

    def _presence(self, before: bool, after: bool) -> Kind | None:
        """What it is called that only one has something; `None` where both have."""
        match before, after:
            case False, _:
                return "added" if self.whole_before else "newly seen"
            case _, False:
                return "removed" if self.whole_after else "not seen"
        return None

    def always_there(self, where: Where, aspect: str, before: Any, after: Any) -> Iterator[Change]:
        """Something that a capture without it has only not seen."""
        yield from self.weaker(True, True).change(where, aspect, before, after)

    def values(
        self, where: Where, aspect: str, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[Change]:
        """Values listed: where both list some, each that is in one list alone; else the list. Their
        order is no change."""
        if not (before and after):
            yield from self.change(where, aspect, list(before) or None, list(after) or None)
            return
        for each in without(after, before):
            yield from self.change(where, aspect, None, each)
        for each in without(before, after):
            yield from self.change(where, aspect, each, None)

    def wording(self, where: Where, before: str, after: str) -> Iterator[Change]:
        if before and after and before != after:
            yield self.of("wording", where, "wording", before, after)


def _paired(
    before: Mapping[_Key, _Value], after: Mapping[_Key, _Value]
) -> Iterator[tuple[_Key, _Value | None, _Value | None]]:
    """What the captures have by each key, in the order of the newer one, then what is gone."""
    for key in dict.fromkeys((*after, *before)):
        yield key, before.get(key), after.get(key)


def operation_changes(
    old_section: Section, old: VendorOperation, section: Section, new: VendorOperation
) -> Iterator[Change]:
    """The changes of an operation: what it is called, then its request, then its answers. That a
    title was not seen is no change; it may have been hidden on one of the pages."""
    request = _side(section, new, old.evidence, new.evidence, "request")
    if old.path != new.path:
        yield request.of("renamed", WHOLE, "path", old.path, new.path)
    if old_section.slug != section.slug:
        yield request.of("changed", WHOLE, "section", old_section.slug, section.slug)
    if old.title and new.title:
        yield from request.change(WHOLE, "title", old.title, new.title)
    yield from request.flag(WHOLE, "deprecated", old.deprecated, new.deprecated)
    yield from request.wording(WHOLE, old.wording, new.wording)
    yield from _parameters(request, old, new)
    yield from _body(request, Where("request"), old.request, new.request)
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
    sent: `{id}` of `/books/{id}` is `{book}` of `/books/{book}` renamed.
    """
    before, after = (
        {_slot(operation, each): each for each in operation.parameters} for operation in (old, new)
    )
    for _, one, other in _paired(before, after):
        yield from _parameter(side, one, other)


def _parameter(side: _Side, one: Field | None, other: Field | None) -> Iterator[Change]:
    """A parameter under the name that the newer capture has for it, if it is there."""
    shown = other or one
    assert shown is not None
    where = Where("parameters") / str(shown.place) / shown.name
    if one is None or other is None:
        yield from side.change(where, "presence", _written(one), _written(other))
        return
    if one.name != other.name:
        yield side.of("renamed", where, "name", one.name, other.name)
    yield from _field(side, where, one, other)


def _slot(operation: VendorOperation, parameter: Field) -> tuple[str, str]:
    if parameter.place != "path":
        return str(parameter.place), parameter.name
    names = [each.name for each in operation.parameters if each.place == "path"]
    names.sort(key=lambda name: operation.path.find(f"{{{name}}}"))
    return "path", str(names.index(parameter.name))


def _responses(side: _Side, old: Sequence[Response], new: Sequence[Response]) -> Iterator[Change]:
    """By status; a success whose status only one of the captures has is the same in both."""
    before, after = ({one.status: one for one in responses} for responses in (old, new))
    if restated := _restated(before, after):
        was, now = restated
        kind: Kind = "newly seen" if was == UNSTATED else "not seen"
        yield side.of(kind, Where("response"), "status", was, now)
        before[now] = before.pop(was)
    for status, one, other in _paired(before, after):
        yield from _response(side, status, one, other)


def _response(
    side: _Side, status: str, one: Response | None, other: Response | None
) -> Iterator[Change]:
    where = Where("response") / documented_status(status)
    if one is None or other is None:
        yield from side.change(where, "status", one and status, other and status)
        return
    yield from side.wording(where, one.wording, other.wording)
    yield from _body(side, where, one.body, other.body)


def _restated(
    before: Mapping[str, Response], after: Mapping[str, Response]
) -> tuple[str, str] | None:
    """The success that one capture has without a status and the other with one, if it can be no
    other.
    """
    gone, fresh = before.keys() - after.keys(), after.keys() - before.keys()
    was, now = map(_only_success, (gone, fresh))
    if now and UNSTATED in gone:
        return UNSTATED, now
    return (was, UNSTATED) if was and UNSTATED in fresh else None


def _only_success(statuses: Iterable[str]) -> str | None:
    match [status for status in statuses if status.startswith("2")]:
        case [status]:
            return status
    return None


def _body(side: _Side, where: Where, old: Body | None, new: Body | None) -> Iterator[Change]:
    """A body, its media types, and what it holds. A body has a media type: a capture without one
    has not seen it."""
    if old is None or new is None:
        yield from side.change(where, "body", _written(old), _written(new))
        return
    before, after = old.content_types, new.content_types
    if before and after:
        yield from side.values(where, "media type", before, after)
    else:
        seen = sorted(before) or None, sorted(after) or None
        yield from side.always_there(where, "media type", *seen)
    yield from side.wording(where, old.wording, new.wording)
    side = replace(side, placed=frozenset((*_placed(old.fields), *_placed(new.fields))))
    yield from _value(side, where, old.as_field(), new.as_field())


# --- values ---------------------------------------------------------------------------------------


def _shown_type(field: Field) -> str | None:
    """`null` is the type of a sample's value."""
    return None if field.type in (None, "null") else _types(field)


_Comparison = Callable[[_Side, Where, str, Any, Any], Iterator[Change]]
_ASPECTS: tuple[tuple[str, _Comparison, Callable[[Field], Any]], ...] = (
    ("type", _Side.always_there, _shown_type),
    ("format", _Side.change, attrgetter("format")),
    ("items", _Side.always_there, attrgetter("items")),
    ("items format", _Side.change, attrgetter("items_format")),
    ("nullable", _Side.flag, attrgetter("nullable")),
    ("discriminator", _Side.flag, attrgetter("discriminator")),
    ("enum", _Side.values, attrgetter("enum")),
)
"""Aspects of a value, how each is compared, and where it is read."""


def _field(side: _Side, where: Where, old: Field, new: Field) -> Iterator[Change]:
    side = side.weaker(old.source == "sample", new.source == "sample")
    yield from side.flag(where, "required", old.required, new.required)
    yield from side.flag(where, "deprecated", old.deprecated, new.deprecated)
    yield from side.wording(where, old.wording, new.wording)
    yield from _value(side, where, old, new)


def _value(side: _Side, where: Where, old: Field, new: Field) -> Iterator[Change]:
    """What is said of a value, then of the fields in it. The values that were met count where they
    are those of a discriminator, each a variant; of others a sample shows what it happens to have.
    """
    for aspect, compare, read in _ASPECTS:
        yield from compare(side, where, aspect, read(old), read(new))
    if old.discriminator or new.discriminator:
        yield from side.values(where, "seen", old.seen, new.seen)
    if old.meanings and new.meanings:
        yield from side.change(where, "meanings", dict(old.meanings), dict(new.meanings))
    yield from _default(side, where, old, new)
    inside = where / None if _is_list(old) or _is_list(new) else where
    yield from _fields(side, inside, old.fields, new.fields)


def _is_list(value: Field) -> bool:
    return value.type == "array" or bool(value.items)


def _default(side: _Side, where: Where, old: Field, new: Field) -> Iterator[Change]:
    """A default may be null, so that one which is there is compared as a list of one."""
    before, after = ([each.default] if each.has_default else None for each in (old, new))
    for change in side.change(where, "default", before, after):
        yield replace(change, before=before and before[0], after=after and after[0])


def _fields(
    side: _Side, where: Where, old: Sequence[Field], new: Sequence[Field]
) -> Iterator[Change]:
    """By name, and by variant where one name is of several. A field that a rule placed in one of
    the captures may stand elsewhere in the other, so that neither shows that it is new or gone."""
    before, after = ({(each.name, each.when): each for each in fields} for fields in (old, new))
    for (name, _), one, other in _paired(before, after):
        at = where / name
        if one is not None and other is not None:
            yield from _field(side, at, one, other)
            continue
        unsure = name in side.placed
        weaker = side.weaker(unsure, unsure)
        yield from weaker.change(at, "presence", _written(one), _written(other))


def _placed(fields: Iterable[Field]) -> Iterator[str]:
    return (each.name for each in every_field(fields) if each.inferred or each.ambiguous)


def _types(value: Field | Body) -> str:
    return " or ".join(sorted(value.types))


def _written(value: Field | Body | None) -> str | None:
    """A value in the words of a page: `array of string`, `integer(int32) or null`."""
    if value is None:
        return None
    items = f" of {with_format(value.items, value.items_format)}" if value.items else ""
    text = (_types(value) or "unknown") + items
    if value.format:
        return with_format(text, value.format)
    return f"{text} or null" if value.nullable else text
