"""Facts of one operation from two sides, made one: two pages of a capture, or a facts file and what
a new page shows.

`joined` treats both alike: for request and response, the side that shows more wins, and what only
the other shows is added unless the first is complete. `merge` prefers what is new: a page that
shows a list completely replaces it, one that shows a part changes that part, and everything that a
page cannot show (`about`, `meanings`, `rules`, hand-made notes) stays."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter
from typing import Any, TypeVar

from generator.document.evidence import LEVELS, EvidenceLevel, is_more
from generator.vendor_docs.facts import (
    Body,
    Evidence,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
    every_field,
)
from generator.vendor_docs.json_values import json_type

_CUT = "is cut"
SAMPLE_CUT = f"the sample {_CUT}"
_COMPARED = (
    "type",
    "format",
    "items",
    "items_format",
    "nullable",
    "required",
    "discriminator",
    "deprecated",
)
_OF_VALUE = ("type", "format", "items", "items_format", "enum", "meanings", "wording")
_T = TypeVar("_T", VendorOperation, Untranscribed)


def joined(first: VendorOperation, second: VendorOperation) -> VendorOperation:
    """One operation of what two pages show of it; where they contradict each other, the note says
    so.
    """
    # Of the pages that one side has already, the contradiction is told of the last.
    notes: list[str] = []
    names = first.evidence.pages[-1:] + second.evidence.pages[-1:]
    request = is_more(second.evidence.request, first.evidence.request)
    response = is_more(second.evidence.response, first.evidence.response)
    asked, other_asked = (second, first) if request else (first, second)
    answered, other_answered = (second, first) if response else (first, second)
    added = asked.evidence.request != "complete"
    joining = _Joining(notes, f" ({' and '.join(dict.fromkeys(names))})")
    result = replace(
        first,
        title=first.title or second.title,
        path_cut=first.path_cut and second.path_cut,
        deprecated=first.deprecated or second.deprecated,
        wording=asked.wording or other_asked.wording,
        parameters=joining.fields(asked.parameters, other_asked.parameters, added, "parameters"),
        request=joining.body(asked.request, other_asked.request, added, "request"),
        responses=joining.responses(
            answered.responses, other_answered.responses, answered.evidence.response != "complete"
        ),
        rules=tuple(dict.fromkeys((*first.rules, *second.rules))),
    )
    if first.deprecated != second.deprecated:
        notes.append(f"the pages differ on whether it is deprecated{joining.pages}")
    kept = _notes(first.evidence, second.evidence, asked is first, answered is first)
    evidence = Evidence(
        pages=tuple(dict.fromkeys((*first.evidence.pages, *second.evidence.pages))),
        request=asked.evidence.request,
        response=answered.evidence.response,
        note=_sentence([*kept, *notes]),
    )
    return replace(result, evidence=evidence)


def _notes(first: Evidence, second: Evidence, asked: bool, answered: bool) -> list[str]:
    """Notes of both sides, or of the one alone that wins in both parts: what the other says of its
    gaps holds no more. `asked`, `answered`: the first wins in the request, in the response."""
    is_alike = (first.request, first.response) == (second.request, second.response)
    if asked != answered or is_alike:
        return [first.note, second.note]
    return [first.note if asked else second.note]


def merge(existing: Section, new: Section) -> Section:
    """The facts of a section brought up to a new capture. Operations that it does not show stay as
    they are. One whose address was not seen goes once there is an operation of its title."""
    waiting = {each.key: each for each in new.operations}
    operations: list[VendorOperation] = []
    for each in existing.operations:
        found = _counterpart(each, waiting)
        operations.append(each if found is None else _renewed(each, waiting.pop(found.key)))
    operations += waiting.values()
    titles = {each.title for each in operations} - {None, ""}
    kept = _not_called(titles, existing.untranscribed)
    added = _not_called(titles | {each.title for each in kept}, new.untranscribed)
    return replace(
        existing,
        heading=existing.heading or new.heading,
        operations=tuple(operations),
        untranscribed=(*kept, *added),
    )


def _not_called(
    titles: Container[str | None], untranscribed: Iterable[Untranscribed]
) -> list[Untranscribed]:
    """Operations whose address was not seen, but for those of a title that is known already."""
    return [each for each in untranscribed if each.title not in titles]


def _counterpart(
    existing: VendorOperation, waiting: dict[tuple[str, str], VendorOperation]
) -> VendorOperation | None:
    """The operation of the capture that is this one: same method and path, or the same path with
    its required query left out: `/contacts?hash=` is `/contacts` that requires `hash`, which a page
    that shows no other operation of the path writes without it."""
    if existing.key in waiting:
        return waiting[existing.key]
    path, _, query = existing.path.partition("?")
    found = waiting.get((existing.method, path))
    named = {pair.partition("=")[0] for pair in query.split("&")}
    return found if found is not None and set(found.required_query) == named else None


def _renewed(old: VendorOperation, new: VendorOperation) -> VendorOperation:
    """An operation as the new capture has it, with what stands in the old facts besides."""
    cut_request, cut_response = (_is_cut(new.evidence, part) for part in ("request", "response"))
    asked, whole_request = _preferred(
        old.evidence.request, new.evidence.request, is_cut=cut_request
    )
    answered, whole_response = _preferred(
        old.evidence.response, new.evidence.response, is_cut=cut_response
    )
    first, second = (new, old) if asked else (old, new)
    third, fourth = (new, old) if answered else (old, new)
    responses = third.responses if third.responses else fourth.responses
    # What was not shown before is shown now; a note on what was is somebody's, and stays.
    is_overtaken = new.evidence.is_complete and not old.evidence.is_complete
    evidence = Evidence(
        pages=tuple(dict.fromkeys((*old.evidence.pages, *new.evidence.pages))),
        request=min(old.evidence.request, new.evidence.request, key=LEVELS.index),
        response=min(old.evidence.response, new.evidence.response, key=LEVELS.index),
        note=_sentence(["" if is_overtaken else old.evidence.note, new.evidence.note]),
    )
    asking = _Joining([], "", second_is_kept=asked, first_is_cut=cut_request)
    answering = _Joining([], "", second_is_kept=answered, first_is_cut=cut_response)
    return replace(
        old,
        title=new.title or old.title,
        path_cut=old.path_cut and new.path_cut,
        deprecated=new.deprecated,
        wording=new.wording or old.wording,
        line=new.line,
        evidence=evidence,
        parameters=asking.fields(
            first.parameters, second.parameters, not whole_request, "parameters"
        ),
        request=asking.body(first.request, second.request, not whole_request, "request"),
        responses=answering.responses(responses, fourth.responses, not whole_response),
        rules=tuple(dict.fromkeys((*old.rules, *new.rules))),
    )


def _is_cut(evidence: Evidence, part: str) -> bool:
    """Whether the page, or its sample, breaks off in the request or in the response."""
    return any(_CUT in each and part in each for each in evidence.note.split("; "))


def _preferred(old: EvidenceLevel, new: EvidenceLevel, *, is_cut: bool) -> tuple[bool, bool]:
    """Whether what is new wins, and whether what wins is all there is. A page or a sample that
    breaks off says nothing of what was shown whole before: where its fields belong may stand behind
    the cut."""
    if is_cut and old == "complete":
        return False, True
    return new in ("complete", "partial") or is_more(new, old), new == "complete"


class _Joining:
    """Puts facts together, of which the first win; contradictions between listed facts go to
    `notes`.

    `second_is_kept`: the second are those of a file, whose words (`about`) are a person's, and
    whose samples stay while what is new shows no more; `first_is_cut`: what is new has a sample
    that breaks off."""

    def __init__(
        self,
        notes: list[str],
        pages: str,
        *,
        second_is_kept: bool = False,
        first_is_cut: bool = False,
    ) -> None:
        self.notes, self.pages, self._second_is_kept, self._first_is_cut = (
            notes,
            pages,
            second_is_kept,
            first_is_cut,
        )

    def _about(self, first: str, second: str) -> str:
        return second or first if self._second_is_kept else first or second

    def _has_kept_sample(self, first: Body, second: Body, added: bool) -> bool:
        """Whether the sample of the second stays: it is the only one, or one that is kept and shows
        what the first does; all that this does, where it breaks off or shows a part.
        """
        if not (first.has_sample and second.has_sample):
            return not first.has_sample
        one, other = set(_outline(first.sample)), set(_outline(second.sample))
        is_part = added or self._first_is_cut
        return self._second_is_kept and (one <= other if is_part else one == other)

    def responses(
        self, first: Sequence[Response], second: Sequence[Response], added: bool
    ) -> tuple[Response, ...]:
        """Responses of `first`, each filled by that of its status; one alone on each side is the
        same (`unstated` and `200`). What only `second` has goes behind them, if `added`."""
        others = {each.status: each for each in second}
        if len(first) == len(second) == 1:
            others = {first[0].status: second[0]}
        made = [self._response(each, others.pop(each.status, None), added) for each in first]
        return (*made, *(others.values() if added else ()))

    def _response(self, first: Response, second: Response | None, added: bool) -> Response:
        """The first response, filled by the second; of `unstated` and a number the number."""
        if second is None:
            return first
        return replace(
            first,
            status=first.status if first.status.isdigit() else second.status,
            body=self.body(first.body, second.body, added, "response"),
            about=self._about(first.about, second.about),
            wording=first.wording or second.wording,
        )

    def body(self, first: Body | None, second: Body | None, added: bool, where: str) -> Body | None:
        """The first body, filled by the second; the second where it is the only one, if `added`.
        Fields are taken of both only where they are of one media type, for all that is known."""
        if first is None:
            return second if added else None
        if second is None:
            return first
        alike = _may_be_of_one_type(first, second)
        if not alike:
            self.notes.append(
                f"the pages differ in the media type of the {where}{self.pages}: fields are "
                "those of the first"
            )
            added = False
        known = list(dict.fromkeys((*first.content_types, *second.content_types)))
        return replace(
            first,
            **_filled(first, second, _OF_VALUE),
            content_type=next(iter(known), None),
            other_content_types=tuple(known[1:]),
            about=self._about(first.about, second.about),
            fields=self.fields(first.fields, second.fields, added, where)
            if alike
            else first.fields,
            sample=(second if self._has_kept_sample(first, second, added) else first).sample,
            has_sample=first.has_sample or second.has_sample,
        )

    def fields(
        self, first: Sequence[Field], second: Sequence[Field], added: bool, where: str
    ) -> tuple[Field, ...]:
        """Fields of `first`, settled and filled by `second`. What only `second` has is added, each
        after the field that precedes it there, if `added` or if a list cannot show it."""
        first = _settled(tuple(first), tuple(second))
        others = {_slot(each): each for each in second}
        made = [self._field(each, others.get(_slot(each)), added, where) for each in first]
        slots = list(map(_slot, first))
        # An ambiguous field may be this one: with both there would be two.
        ambiguous = filter(attrgetter("ambiguous"), (*every_field(first), *second))
        unsettled = {each.name for each in ambiguous}
        at = 0
        for each in second:
            if _slot(each) in slots:
                at = slots.index(_slot(each)) + 1
            elif each.name not in unsettled and (added or _is_in_no_list(each)):
                made.insert(at, each)
                slots.insert(at, _slot(each))
                at += 1
        return tuple(made)

    def _field(self, first: Field, second: Field | None, added: bool, where: str) -> Field:
        """The first field, filled by the second; the other way round where the first is known from
        a sample alone. What a sample shows contradicts no list."""
        if second is None:
            return first
        path = f"{where}.{first.name}"
        is_sampled = first.source == "sample" and second.source is None
        base, other = (second, first) if is_sampled else (first, second)
        if first.source == second.source:
            self._compare(first, second, path)
        if base.type not in (None, other.type):
            # What is said of another type does not complete this one.
            other = replace(other, format=None, items=None, items_format=None)
        return replace(
            base,
            **_filled(base, other, (*_OF_VALUE, "when", "line")),
            about=self._about(first.about, second.about),
            default=base.default if base.has_default else other.default,
            has_default=base.has_default or other.has_default,
            seen=tuple(dict.fromkeys((*base.seen, *other.seen))),
            # no longer so where a list of the other page has it here too, and no rule put it there
            inferred=base.inferred and (other.inferred or other.source == "sample"),
            fields=self.fields(first.fields, second.fields, added, path),
        )

    def _compare(self, first: Field, second: Field, path: str) -> None:
        for name in _COMPARED:
            one, two = getattr(first, name), getattr(second, name)
            if one != two and not (one is None or two is None):
                self.notes.append(
                    f"{path}: the pages differ in `{name}`, {_said(one)} and "
                    f"{_said(two)}{self.pages}"
                )


def _may_be_of_one_type(first: Body, second: Body) -> bool:
    """Whether two bodies have a media type in common, or one of them shows none."""
    types, others = first.content_types, second.content_types
    return not types or not others or not set(types).isdisjoint(others)


def _filled(first: Field | Body, second: Field | Body, names: Iterable[str]) -> dict[str, Any]:
    """What the first says, else the second."""
    return {name: getattr(first, name) or getattr(second, name) for name in names}


def _slot(each: Field) -> tuple[str | None, str]:
    """What a field is found by among those beside it."""
    return each.place, each.name


def _is_in_no_list(each: Field) -> bool:
    """Whether a list of fields cannot show it: it is known from a sample, or is of a variant that
    the page was not set to."""
    return each.source == "sample" or bool(each.when)


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"`{value}`"


# --- places that the other side knows -------------------------------------------------------------


def _settled(fields: tuple[Field, ...], known: tuple[Field, ...]) -> tuple[Field, ...]:
    """`fields` with each ambiguous one at the place where `known` has it, if that is one of its
    candidates (`("start", "filter.start")`) and the only one.
    """
    places = _certain_places(known)
    waiting = dict.fromkeys(filter(None, (each.ambiguous for each in every_field(fields))))
    for candidates in waiting:
        # Of the tree as it is now: a move makes its parents anew.
        now = next(each for each in every_field(fields) if each.ambiguous == candidates)
        match [path for path in candidates if path in places]:
            case [path]:
                fields = _moved(fields, now, path)
    return fields


def _paths(fields: Iterable[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    for each in fields:
        yield before + each.name, each
        yield from _paths(each.fields, _inside(before, each))


def _inside(before: str, each: Field) -> str:
    """What the paths of the fields in a field begin with."""
    return before + each.name + ("[]." if each.type == "array" else ".")


def _moved(fields: tuple[Field, ...], field: Field, path: str) -> tuple[Field, ...]:
    """The tree with a field at another place; unchanged where the place does not exist, or is taken
    by a field of that name.
    """
    target = path[: len(path) - len(field.name)]
    others = _without(fields, field)
    holders = {_inside(place.removesuffix(each.name), each) for place, each in _paths(fields)}
    if path in _certain_places(others) or target not in {"", *holders}:
        return fields
    return _put(others, replace(field, ambiguous=()), target, "")


def _certain_places(fields: Iterable[Field]) -> set[str]:
    """The paths of the fields whose place is certain: `orders[].total`."""
    return {path for path, each in _paths(fields) if not each.ambiguous}


def _without(fields: tuple[Field, ...], field: Field) -> tuple[Field, ...]:
    return tuple(
        replace(each, fields=_without(each.fields, field)) for each in fields if each is not field
    )


def _put(fields: tuple[Field, ...], field: Field, target: str, here: str) -> tuple[Field, ...]:
    """The tree with a field more in the object whose paths begin with `target`, in the order of the
    page; `here` is what those of `fields` begin with."""
    if here == target:
        line = field.line or 0
        before = tuple(takewhile(lambda each: (each.line or 0) <= line, fields))
        return (*before, field, *fields[len(before) :])
    return tuple(
        replace(each, fields=_put(each.fields, field, target, _inside(here, each)))
        for each in fields
    )


def _outline(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The members of a sample at every depth, by their places and JSON types."""
    yield path, json_type(value)
    for key, each in value.items() if isinstance(value, dict) else ():
        yield from _outline(each, f"{path}.{key}")
    for each in value if isinstance(value, list) else ():
        yield from _outline(each, f"{path}[]")


def _sentence(notes: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for note in notes if note for part in note.split("; ")))
