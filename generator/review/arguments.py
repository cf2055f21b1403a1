"""A method before and after: its arguments, by name and by position, its result, and what else a
call needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.api.annotations import Annotation
from generator.api.model import (
    Anything,
    Body,
    Credential,
    Field,
    Follow,
    HeaderField,
    MediaType,
    OneOf,
    Operation,
    Parameter,
    Scalar,
    Success,
    Type,
)
from generator.document.media_types import essence
from generator.document.pointer import join
from generator.document.schema.normalised import unwrapped
from generator.emit.docstrings import failures
from generator.review import part_headers, waiting
from generator.review.limits import limits
from generator.review.model import Change, Direction
from generator.review.pages import page_changes
from generator.review.pairing import bare
from generator.review.pairs import Pairs, matched
from generator.review.python_discriminators import (
    APART_READ,
    APART_SENT,
    CLAIMED_SENT,
    claimed,
    told_apart,
)
from generator.review.python_revisions import ApiRevisions, changed, without_class_names
from generator.review.python_rules import RULES_BY_NAME
from generator.review.python_tokens import scope_changes
from generator.review.python_types import (
    OPEN,
    Relation,
    View,
    newly_returned,
    passed_change,
    quoted,
    remapped,
    returned_change,
    same,
    shown,
    to_handle,
)
from generator.review.retry_policies import own_policies, policy_place
from generator.review.stream_changes import (
    are_alike,
    returns_stream,
    stream_call,
    stream_changes,
)
from generator.review.unchanged import identical
from generator.review.usage import method, reach, spread_class

Kind = Literal["parameter", "body", "field", "content", "accept", "options"]
_NOTHING = frozenset[str]()
_SENT_AGAIN = (
    "A call whose answer was lost, or that failed in a way that may pass, is sent again now: "
    "what it does may be done twice."
    " Whether the API tells a repeat from a new call the document does not say. The asynchronous "
    "client is the same in this."
)
_NOT_SENT_AGAIN = (
    "A call that was sent again when its answer was lost, or when it failed in a way that may "
    "pass, raises at once now."
    " How often that happens the document does not say. The asynchronous client is the same in "
    "this."
)
_LONG = 120  # characters of the arguments in a signature


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One argument. `index` is its position, if it has one; `place` is where a parameter goes;
    `type` is `None` for ours.
    """

    kind: Kind
    wire: str
    python: str
    pointer: str
    place: str = ""
    index: int | None = None
    required: bool = False
    type: Type | None = None
    media: tuple[MediaType, ...] = ()
    accepted: tuple[str, ...] = ()
    deprecated: bool = False
    description: str = ""


def arguments(operation: Operation) -> list[Argument]:
    """The arguments of a method in the order of its signature."""
    body, at = operation.body, operation.pointer
    path = [each for each in operation.parameters if each.location == "path"]
    found = [_parameter(each, at, index) for index, each in enumerate(path)]
    if body is not None:
        pointer = join(at, "requestBody")
        found.append(
            Argument(
                "body",
                "",
                body.python,
                pointer,
                index=len(path),
                required=body.required and not _may_be_empty(body),
                media=body.media_types,
                description=body.description,
            )
        )
    found += [
        _parameter(each, at, None) for each in operation.parameters if each.location != "path"
    ]
    if body is not None:
        found += [_field(each, pointer) for each in body.fields or () if not each.read_only]
        if body.content_type_keyword is not None:
            found.append(
                Argument(
                    "content",
                    "",
                    body.content_type_keyword,
                    join(pointer, "content"),
                    media=body.media_types,
                )
            )
    if (offered := operation.representations) is not None:
        found.append(
            Argument(
                "accept", "", offered.python, join(at, "responses"), accepted=offered.content_types
            )
        )
    return [*found, Argument("options", "", operation.options, at)]


def signature(view: View, operation: Operation) -> str:
    """The call with what it takes and gives: `client.pets.add(*, name: str, age: int = …) -> Pet`.

    A body whose fields are keywords is told by these. Of many arguments, optional ones at the end
    are left out."""
    spread = operation.body is not None and operation.body.fields is not None
    kinds = ("parameter", "field") if spread else ("parameter", "field", "body")
    offered = [each for each in arguments(operation) if each.kind in kinds]
    listed = [_in_signature(view, each) for each in offered if each.index is not None]
    named = [each for each in offered if each.index is None]
    if named:
        listed.append("*")
    length = sum(map(len, listed))
    for each in named:
        text = _in_signature(view, each)
        if each.required or length + len(text) <= _LONG:
            length += len(text)
            listed.append(text)
        elif listed[-1] != "…":
            listed.append("…")
    paging = operation.paging
    if paging is None:
        result = shown(view.returned(operation.result))
    else:
        result = paging.page or f"ListPage[{shown(view.returned(paging.item))}]"
    return f"{method(operation)}({', '.join(listed)}) -> {result}"


def _in_signature(view: View, argument: Argument) -> str:
    return (
        f"{argument.python}: {shown(_parts(view, argument))}{'' if argument.required else ' = …'}"
    )


def _parts(view: View, argument: Argument) -> Annotation:
    """What a caller may give as an argument."""
    if argument.kind == "body":
        return view.body(argument.media)
    if argument.kind == "content":
        return view.content_type(argument.media)
    if argument.kind == "accept":
        return view.accepted(argument.accepted)
    return view.passed(argument.type) if argument.type is not None else ()


def _may_be_empty(body: Body) -> bool:
    """Whether a call without the body and its fields sends an empty object."""
    fields = body.fields or ()
    return (
        bool(fields)
        and body.media_types[0].kind == "json"
        and not any(field.required for field in fields)
    )


def _look(argument: Argument) -> tuple[object, ...] | None:
    """All of a parameter but its name, where that is enough to know it by."""
    if argument.kind != "parameter" or argument.type in (None, Anything()):
        return None
    return argument.place, argument.required, repr(argument.type)


def _parameter(parameter: Parameter, at: str, index: int | None) -> Argument:
    return Argument(
        "parameter",
        parameter.wire,
        parameter.python,
        join(at, "parameters", parameter.wire),
        parameter.location,
        index,
        parameter.required,
        parameter.type,
        deprecated=parameter.deprecated,
        description=parameter.description,
    )


def _field(field: Field, at: str) -> Argument:
    return Argument(
        "field",
        field.wire,
        field.python,
        join(at, "properties", field.wire),
        required=field.required,
        type=field.type,
        deprecated=field.deprecated,
        description=field.description,
    )


class Methods:
    """The same method on both sides."""

    def __init__(self, sides: ApiRevisions, before: Operation, after: Operation) -> None:
        self.sides, self.before, self.after = sides, before, after
        self.name = method(after)
        one, other = spread_class(before), spread_class(after)
        self.spread_alike = one is not None and other is not None and sides.names.get(one) == other
        self.field_names: dict[str, tuple[str, str]] = {}
        if self.spread_alike and one is not None and other is not None:
            self.gone, self.new = self._class_fields(one, other)
            self.pointer = sides.after.models[other].pointer
        else:
            self.gone, self.new = frozenset[str](), frozenset[str]()
            self.pointer = ""

    def changes(self) -> Iterator[Change]:
        pairs = self._arguments()
        yield from self._each(pairs)
        yield from self._order(pairs)
        yield from self._alternatives(pairs)
        if returns_stream(self.before) == returns_stream(self.after):
            yield from self._result()
        yield from self._stream()
        yield from self._part_headers()
        yield from self._errors()
        yield from self._headers()
        yield from self._views()
        yield from self._following(pairs)
        yield from self._paging()
        yield from waiting.changes(self.sides, self.before, self.after)
        yield from self._security()
        yield from self._scopes()
        yield from self._about()

    # --- arguments --------------------------------------------------------------------------------

    def _class_fields(self, one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
        """Fields that the class of the keywords lost and won: those changes are the class's."""
        before, after = self.sides.before.models[one], self.sides.after.models[other]
        lost = {field.wire: field.python for field in getattr(before, "fields", ())}
        won = {field.wire: field.python for field in getattr(after, "fields", ())}
        self.field_names = {wire: (lost[wire], won[wire]) for wire in lost.keys() & won.keys()}
        return frozenset(lost.keys() - won.keys()), frozenset(won.keys() - lost.keys())

    def _arguments(self) -> Pairs[Argument]:
        old, new = arguments(self.before), arguments(self.after)
        pairs = matched(
            old,
            new,
            lambda a: a.index if a.place == "path" and self._is_in_place else None,
            lambda a: (a.kind, a.place, a.wire),
            lambda a: (a.kind, a.wire) if a.kind == "parameter" else None,
            lambda a: a.python,
        )
        if sum(a.place == "path" for a in old) == sum(a.place == "path" for a in new):
            pairs.match(lambda a: a.index if a.place == "path" else None)
        pairs.match(
            lambda a: (*sign, a.description) if (sign := _look(a)) and a.description else None
        )
        pairs.match(_look)
        pairs.alike(lambda a: a.python, self._fits)
        place = {id(argument): index for index, argument in enumerate(new)}
        pairs.both.sort(key=lambda pair: place[id(pair[1])])
        return pairs

    @property
    def _is_in_place(self) -> bool:
        """Whether the path is the same but for the names in its braces, of which only the values
        travel.
        """
        return bare(self.before.path) == bare(self.after.path)

    def _fits(self, one: Argument, other: Argument) -> bool:
        """Whether an argument may be the other one by a new name."""
        if one.kind == "field" and self.spread_alike:
            return False
        alike = (
            one.kind == other.kind and one.place == other.place and one.required == other.required
        )
        return (
            alike
            and one.type is not None
            and other.type is not None
            and without_class_names(one.type) == without_class_names(other.type)
        )

    def _each(self, pairs: Pairs[Argument]) -> Iterator[Change]:
        names = frozenset(
            (*(after.python for _, after in pairs.both), *(new.python for new in pairs.added))
        )
        for before, after in pairs.both:
            yield from self._renamed(before, after, names)
            spread = after.kind == before.kind == "field" and self.spread_alike
            if after.kind != "options" and not spread:
                yield from self._kept(before, after)
        for gone in pairs.removed:
            if not (gone.kind == "field" and gone.wire in self.gone):
                yield self._removed(gone, names)
        for new in pairs.added:
            if not (new.kind == "field" and new.wire in self.new):
                rule = "required-keyword-added" if new.required else "keyword-added"
                what = (
                    f"`{self.name}` {'wants' if new.required else 'takes'} `{new.python}`, which "
                    "is new"
                )
                remedy = f"Write `{self.name}({new.python}=…)`." if new.required else None
                yield self._of(
                    rule, new, what, after=self._spelled(self.sides.after, new), remedy=remedy
                )

    def _kept(self, before: Argument, after: Argument) -> Iterator[Change]:
        """An argument that both methods have."""
        yield from self._given(before, after)
        if not {after.kind, before.kind}.isdisjoint(("body", "content", "accept")):
            yield from self._whole(before, after)
        elif before.type is not None and after.type is not None:
            yield from self._typed(before, after, before.type, after.type)
        if after.deprecated and not before.deprecated:
            what = f"`{after.python}` of `{self.name}` is deprecated"
            yield self._of("keyword-deprecated", after, what)
        if unwrapped(after.description) != unwrapped(before.description):
            what = f"what is said of `{after.python}` of `{self.name}` changed"
            yield self._of("docstring-changed", after, what)

    def _removed(self, gone: Argument, names: frozenset[str]) -> Change:
        what = f"`{self.name}` no longer takes `{gone.python}`"
        remedy = f"Write `{self.name}(…)` without `{gone.python}`."
        body = self.after.body
        if gone.kind == "field" and body is not None and body.fields is None:
            remedy = f"Write `{self.name}({body.python}={{{quoted(gone.wire)}: …}})`."
        change = self._of(
            "keyword-removed",
            gone,
            what,
            before=self._spelled(self.sides.before_shown, gone),
            remedy=remedy,
        )
        return _another(change, gone.python) if gone.python in names else change

    def _renamed(
        self, before: Argument, after: Argument, names: frozenset[str]
    ) -> Iterator[Change]:
        if before.python == after.python:
            return
        if after.kind == "field" and self.field_names.get(after.wire) == (
            before.python,
            after.python,
        ):
            return  # the class's field was renamed in the same way, which the class says
        what = f"`{self.name}` takes `{after.python}` instead of `{before.python}`"
        remedy = f"Write `{self.name}({after.python}=…)`."
        change = self._of(
            "keyword-renamed", before, what, before=before.python, after=after.python, remedy=remedy
        )
        yield _another(change, before.python) if before.python in names else change

    def _given(self, before: Argument, after: Argument) -> Iterator[Change]:
        if after.kind == before.kind == "body" and self._fields_decide():
            pass  # whether an empty call is enough is told of the fields
        elif after.required and not before.required:
            what = f"`{self.name}` wants `{after.python}`, which might be left out before"
            remedy = f"Write `{self.name}({after.python}=…)`."
            yield self._of(
                "keyword-became-required",
                after,
                what,
                before="optional",
                after="required",
                remedy=remedy,
            )
        elif before.required and not after.required:
            what = f"`{after.python}` of `{self.name}` may be left out"
            yield self._of(
                "keyword-became-optional", after, what, before="required", after="optional"
            )
        if before.index is not None and after.index is None:
            what = f"`{after.python}` of `{self.name}` can only be given by name"
            remedy = f"Write `{self.name}({after.python}=…)`."
            yield self._of(
                "keyword-became-keyword-only",
                after,
                what,
                before=f"position {before.index + 1}",
                after="by name",
                remedy=remedy,
            )
        elif before.index is None and after.index is not None:
            what = f"`{after.python}` of `{self.name}` may be given by position"
            yield self._of(
                "keyword-became-positional",
                after,
                what,
                before="by name",
                after=f"position {after.index + 1}",
            )

    def _fields_decide(self) -> bool:
        """Whether a body has to be given for other fields, and for nothing else."""
        before, after = self.before.body, self.after.body
        if (
            not self.spread_alike
            or before is None
            or after is None
            or before.required != after.required
        ):
            return False
        models = (
            self.sides.before.models[spread_class(self.before) or ""],
            self.sides.after.models[spread_class(self.after) or ""],
        )
        wanted = [
            {field.wire for field in getattr(model, "fields", ()) if field.required}
            for model in models
        ]
        return wanted[0] != wanted[1]

    def _typed(self, argument: Argument, after: Argument, old: Type, new: Type) -> Iterator[Change]:
        if same(old, new, self.sides.names):
            yield from self._limited(after, old, new)
            yield from self._apart(after, old, new)
            return
        relation = passed_change(self.sides.before.passed(old), self.sides.after.passed(new))
        if relation != "same":
            yield self._reclaimed(self._retyped(argument, after, relation), [(old, new)])

    def _limited(self, after: Argument, old: Type, new: Type) -> Iterator[Change]:
        relation, was, now = limits(old, new)
        if relation != "same":
            how = {"narrowed": "narrower", "widened": "wider"}.get(relation, "other")
            what = (
                f"the limits of `{after.python}` of `{self.name}` are {how}: {now} ({was} before)"
            )
            remedy = None if relation == "widened" else f"Keep `{after.python}` to {now}."
            yield self._of(
                f"keyword-limits-{relation}", after, what, before=was, after=now, remedy=remedy
            )

    def _retyped(self, before: Argument, after: Argument, relation: Relation) -> Change:
        old, new = (
            self._spelled(self.sides.before_shown, before),
            self._spelled(self.sides.after, after),
        )
        less = "no longer takes all that it took" if relation == "narrowed" else "takes more"
        what = f"`{after.python}` of `{self.name}` {less}: `{new}` instead of `{old}`"
        remedy = f"Give `{after.python}` as `{new}`." if relation == "narrowed" else None
        return self._of(
            f"keyword-type-{relation}", after, what, before=old, after=new, remedy=remedy
        )

    def _reclaimed(self, change: Change, types: Iterable[tuple[Type, Type]]) -> Change:
        """An argument that takes more, unless what it took with some value of a discriminator is
        refused now.
        """
        claims = [claim for old, new in types for claim in claimed(old, new, self.sides.names)]
        if not claims or change.python == "breaking":
            return change
        remedy = " ".join(claim.written for claim in claims)
        rule = RULES_BY_NAME["keyword-type-narrowed"]
        return replace(change, rule=rule.id, python=rule.python, reason=CLAIMED_SENT, remedy=remedy)

    def _whole(self, before: Argument, after: Argument) -> Iterator[Change]:
        """The whole body, or the keyword that names its media type, or that of the result."""
        relation = passed_change(_parts(self.sides.before, before), _parts(self.sides.after, after))
        if relation != "same":
            types = [
                (one.type, other.type)
                for one, other in zip(before.media, after.media, strict=False)
            ]
            yield self._reclaimed(self._retyped(before, after, relation), types)
        elif len(before.media) == len(after.media) and after.kind == "body":
            for one, other in zip(before.media, after.media, strict=True):
                if same(one.type, other.type, self.sides.names):
                    yield from self._limited(after, one.type, other.type)
                    yield from self._apart(after, one.type, other.type)

    def _apart(self, after: Argument, old: Type, new: Type) -> Iterator[Change]:
        """Classes of a union that are told apart by another property, or by other values of it."""
        for said, was, now in remapped(old, new, self.sides.names):
            if was is not None:
                becomes = f"`{now}`" if now else "refused"
                what = (
                    f"`{after.python}` of `{self.name}` whose {said} is {becomes} instead of "
                    f"`{was}`"
                )
                remedy = f"Give `{now}` where {said}." if now else f"Give none whose {said}."
                yield self._of(
                    "keyword-type-narrowed",
                    after,
                    what,
                    before=was,
                    after=now or OPEN,
                    remedy=remedy,
                )
        found = told_apart(old, new, self.sides.after.models, self.sides.names)
        if found is not None and found.after is not None:
            what = f"the class of `{after.python}` of `{self.name}` is told {found.words}"
            remedy = f"Give dicts for `{after.python}` with {quoted(found.after)}."
            change = self._of(
                "keyword-type-narrowed",
                after,
                what,
                before=found.before,
                after=found.after,
                remedy=remedy,
            )
            yield replace(change, reason=APART_SENT)

    def _spelled(self, view: View, argument: Argument) -> str:
        return shown(_parts(view, argument)) if argument.kind != "options" else "RequestOptions"

    def _of(
        self,
        rule: str,
        argument: Argument,
        what: str,
        *,
        before: str | None = None,
        after: str | None = None,
        remedy: str | None = None,
    ) -> Change:
        pointer = argument.pointer
        if argument.kind == "field" and self.spread_alike:
            pointer = join(self.pointer, "properties", argument.wire)
        where = f"{self.name}({argument.python}=)"
        return self._made(
            rule, where, what, "request", pointer, before=before, after=after, remedy=remedy
        )

    def _made(
        self,
        rule: str,
        where: str,
        what: str,
        direction: Direction,
        pointer: str,
        *,
        before: str | None = None,
        after: str | None = None,
        remedy: str | None = None,
    ) -> Change:
        return changed(
            rule,
            where,
            what,
            before=before,
            after=after,
            remedy=remedy,
            reach=[reach(self.after, direction)],
            base=self.sides.base_location(self.before),
            head=self.sides.head_location(self.after),
            pointer=pointer,
        )

    def _order(self, pairs: Pairs[Argument]) -> Iterator[Change]:
        """Arguments that can be given by position on both sides, in another order."""
        kept = [(a, b) for a, b in pairs.both if a.index is not None and b.index is not None]
        old = [b.python for _, b in sorted(kept, key=lambda pair: pair[0].index or 0)]
        new = [b.python for _, b in sorted(kept, key=lambda pair: pair[1].index or 0)]
        if old != new:
            call = f"{self.name}({', '.join(f'{name}=…' for name in new)})"
            what = (
                f"arguments of `{self.name}` by position are in another order: {', '.join(new)} "
                f"({', '.join(old)} before)"
            )
            yield self._made(
                "positional-order-changed",
                f"{self.name}()",
                what,
                "request",
                self.after.pointer,
                before=", ".join(old),
                after=", ".join(new),
                remedy=f"Write `{call}`.",
            )

    def _alternatives(self, pairs: Pairs[Argument]) -> Iterator[Change]:
        """Groups of arguments of which exactly one is to be given."""
        called = {before.python: after.python for before, after in pairs.both}
        old = {
            frozenset(called.get(name, name) for name in group)
            for group in self.before.exactly_one_of
        }
        new = {frozenset(group) for group in self.after.exactly_one_of}
        if old == new:
            return
        before, after = (
            " or ".join("+".join(sorted(group)) for group in sorted(groups, key=sorted))
            for groups in (old, new)
        )
        needed = {b.python for a, b in pairs.both if a.required}
        known = {b.python for _, b in pairs.both}
        free = known - needed - {name for group in old for name in group}
        choices = [frozenset(group | needed) for group in old or [_NOTHING]]
        choices += [choice | {name} for choice in choices for name in free]
        if not new or all(_is_taken(new, choice) for choice in choices):
            what = f"`{self.name}` takes {after or 'its arguments in any combination'}"
            rule, remedy = "alternatives-widened", None
        else:
            what = f"`{self.name}` wants exactly one of {after}"
            rule, remedy = "alternatives-narrowed", f"Give exactly one of {after}."
        yield self._made(
            rule,
            f"{self.name}()",
            what,
            "request",
            self.after.pointer,
            before=before or None,
            after=after or None,
            remedy=remedy,
        )

    def _part_headers(self) -> Iterator[Change]:
        at = join(self.after.pointer, "requestBody")
        for part, header in part_headers.wanted(self.before, self.after):
            what = f"`{self.name}` wants the header `{header}` of {part}"
            remedy = f"Give the part as `Part(value, headers={{{header!r}: …}})`."
            yield self._made(
                "part-header-became-required",
                f"{self.name}()",
                what,
                "request",
                at,
                before="optional",
                after="required",
                remedy=remedy,
            )

    # --- the rest ---------------------------------------------------------------------------------

    def _result(self) -> Iterator[Change]:
        before, after = _results(self.before), _results(self.after)
        for accepted in after:
            if accepted in before and (
                not accepted or (before[accepted], after[accepted]) != (before[""], after[""])
            ):
                yield from self._returned(accepted, before[accepted], after[accepted])

    def _stream(self) -> Iterator[Change]:
        at = join(self.after.pointer, "responses")
        for rule, call, what, was, now, remedy in stream_changes(
            self.name, self.before, self.after
        ):
            place = self.after.pointer if rule == "stream-condition-changed" else at
            yield self._made(
                rule, call, what, "response", place, before=was, after=now, remedy=remedy
            )
        old, new = self.before.stream, self.after.stream
        if old is not None and new is not None and are_alike(self.before, self.after):
            yield from self._returned("", old.type, new.type, stream_call(self.name, self.after))

    def _returned(
        self, accepted: str, old: Type, new: Type, call: str | None = None
    ) -> Iterator[Change]:
        """The result of a call that asks for a media type, or for none; or the items, or the data
        of the events, of a stream that is given by `call`.
        """
        name = call or self.name
        pointer = join(self.after.pointer, "responses")
        alike = same(old, new, self.sides.names)
        found = told_apart(old, new, self.sides.after.models, self.sides.names)
        if found is not None and (alike or found.swapped):
            what = f"the class of what `{name}` returns is told {found.words}"
            change = self._made("result-type-undecided", f"{name}()", what, "response", pointer)
            check = "Check the class of the result before it is used."
            yield replace(
                change, before=found.before, after=found.after, reason=APART_READ, remedy=check
            )
        if alike:
            yield from self._mapped(old, new, pointer)
            return
        relation = returned_change(self.sides.before.returned(old), self.sides.after.returned(new))
        if relation == "same":
            return
        parts = self.sides.before_shown.returned(old), self.sides.after.returned(new)
        was, now = map(shown, parts)
        news = newly_returned(self.sides.before.returned(old), parts[1])
        remedy = to_handle(news, parts[1], "the result") if relation == "widened" else None
        returns = "returns" if call is None else "gives items of"
        what = f"`{name}` {returns} `{now}` instead of `{was}`" + (
            f" for {quoted(accepted)}" if accepted else ""
        )
        where = f"{name}({quoted(accepted)})" if accepted else f"{name}()"
        yield self._made(
            f"result-type-{relation}",
            where,
            what,
            "response",
            pointer,
            before=was,
            after=now,
            remedy=remedy,
        )

    def _mapped(self, old: Type, new: Type, pointer: str) -> Iterator[Change]:
        """Values of a discriminator that give another class, while the classes of the result are
        the same.
        """
        for said, was, now in remapped(old, new, self.sides.names):
            if was is not None:
                what = (
                    f"what `{self.name}` returns whose {said} is `{now or OPEN}` instead of `{was}`"
                )
                remedy, where = f"Expect `{now or OPEN}` where {said}.", f"{self.name}()"
                steps = {"before": was, "after": now or OPEN}
                yield self._made(
                    "result-type-widened", where, what, "response", pointer, **steps, remedy=remedy
                )

    def _errors(self) -> Iterator[Change]:
        """What the `body` of an error is, of every status of which both sides say something.

        It is `Any` to a type checker, so only what is not there any more when the error comes is
        told."""
        old, new = error_bodies(self.before), error_bodies(self.after)
        found: dict[tuple[str, str, str], list[str]] = {}
        for status in dict.fromkeys((*new, *old)):
            was, now = _of_status(old, status), _of_status(new, status)
            if was is None or now is None or same(was, now, self.sides.names):
                continue
            before, after = self.sides.before.returned(was), self.sides.after.returned(now)
            if returned_change(before, after) == "widened":
                remedy = to_handle(newly_returned(before, after), after, "the `body` of the error")
                steps = shown(self.sides.before_shown.returned(was)), shown(after)
                found.setdefault((*steps, remedy), []).append(status)
        for (former, present, remedy), statuses in found.items():
            errors = f"error{'s' if len(statuses) > 1 else ''} {', '.join(statuses)}"
            what = f"the `body` of {errors} of `{self.name}` is `{present}` instead of `{former}`"
            where, at = f"{self.name}({statuses[0]})", join(self.after.pointer, "responses")
            yield self._made(
                "error-type-changed",
                where,
                what,
                "response",
                at,
                before=former,
                after=present,
                remedy=remedy,
            )

    def _headers(self) -> Iterator[Change]:
        """What reads the documented headers of the responses."""
        old, new = self.before.headers, self.after.headers
        was, now = (
            {field.wire.lower(): field for field in read.fields} if read else {}
            for read in (old, new)
        )
        former, present = (read.name if read else "" for read in (old, new))
        if old is not None and new is not None and former != present:
            what = f"`{former}` is called `{present}` now"
            steps = former, present
            yield self._header("renamed", new.fields[0], former, what, steps, f"Write `{present}`.")
        for before, after in ((was.get(wire), now.get(wire)) for wire in {**now, **was}):
            if before is None and after is not None:
                name = f"{present}.{after.python}"
                yield self._header("added", after, name, f"`{name}` is new", (None, name))
            elif before is not None and after is None:
                name = f"{former}.{before.python}"
                yield self._header("removed", before, name, f"`{name}` is gone", (name, None))
            elif before is not None and after is not None:
                yield from self._header_kept(before, after, former, present)

    def _header_kept(
        self, before: HeaderField, after: HeaderField, former: str, present: str
    ) -> Iterator[Change]:
        was, now = f"{former}.{before.python}", f"{present}.{after.python}"
        if before.python != after.python:
            what = f"`{was}` is called `{now}` now"
            yield self._header("renamed", after, was, what, (was, now), f"Write `{now}`.")
        old, new = (
            view.returned(field.type)
            for view, field in ((self.sides.before, before), (self.sides.after, after))
        )
        relation, remedy = returned_change(old, new), None
        if relation == "widened":
            remedy = to_handle(newly_returned(old, new), new, "the header")
        if relation != "same":
            steps = shown(old), shown(new)
            what = f"`{now}` is `{steps[1]}` instead of `{steps[0]}`"
            yield self._header(f"type-{relation}", after, now, what, steps, remedy)

    def _header(
        self,
        rule: str,
        field: HeaderField,
        where: str,
        what: str,
        steps: tuple[str | None, str | None],
        remedy: str | None = None,
    ) -> Change:
        rule, (before, after) = f"response-header-{rule}", steps
        at = field.pointer
        return self._made(
            rule, where, what, "response", at, before=before, after=after, remedy=remedy
        )

    def _views(self) -> Iterator[Change]:
        owner, _, function = self.name.rpartition(".")
        ways: tuple[tuple[str, str, Direction, str, bool, bool], ...] = (
            (
                "item-streaming",
                "with_streamed_items",
                "response",
                "responses",
                self.before.is_list,
                self.after.is_list,
            ),
            (
                "batches",
                "in_batches()",
                "request",
                "requestBody",
                _is_list(self.before),
                _is_list(self.after),
            ),
        )
        for rule, view, direction, token, had, has in ways:
            if had != has:
                call = f"{owner}.{view}.{function}"
                what = f"`{call}` is {'new' if has else 'gone'}"
                at = join(self.after.pointer, token)
                before, after = (f"{call}(…)" if each else None for each in (had, has))
                name = f"{rule}-{'added' if has else 'removed'}"
                remedy = None if has else f"Write `{self.name}(…)` instead of `{call}(…)`."
                yield self._made(
                    name, call, what, direction, at, before=before, after=after, remedy=remedy
                )

    def _paging(self) -> Iterator[Change]:
        at = self.sides.place_of_own(self.before, self.after, "paging")
        for seen in page_changes(self.name, self.before.paging, self.after.paging):
            yield self._made(
                seen.rule,
                f"{self.name}()",
                seen.what,
                "response",
                at,
                before=seen.before,
                after=seen.after,
                remedy=seen.remedy,
            )

    def _following(self, pairs: Pairs[Argument]) -> Iterator[Change]:
        old, new = self.before.follow, self.after.follow
        if old is None and new is None:
            return
        owner, at = self.name.rpartition(".")[0], join(self.after.pointer, "x-sdk")
        before, after = (
            None if each is None else f"{owner}.{each.function}" for each in (old, new)
        )
        if old is None or new is None:
            rule, what = ("follow-added", "new") if old is None else ("follow-removed", "gone")
            call = str(after if old is None else before)
            remedy = (
                None
                if old is None
                else f"Write `{self.name}(…)`, again and again, instead of `{call}(…)`."
            )
            yield self._made(
                rule,
                call,
                f"`{call}` is {what}",
                "response",
                at,
                before=before,
                after=after,
                remedy=remedy,
            )
            return
        if before != after:
            what, remedy = f"`{before}` is called `{after}` now", f"Write `{after}(…)`."
            yield self._made(
                "follow-renamed",
                str(before),
                what,
                "response",
                at,
                before=before,
                after=after,
                remedy=remedy,
            )
        yield from self._fixed(old, new, str(after), pairs)
        was, now = _how_followed(old), _how_followed(new)
        if was != now:
            what = f"`{after}` follows its list in another way"
            yield self._made(
                "follow-changed", str(after), what, "response", at, before=was, after=now
            )

    def _fixed(
        self, old: Follow, new: Follow, call: str, pairs: Pairs[Argument]
    ) -> Iterator[Change]:
        """Keywords that a call which follows the list could give, and that are fixed there now."""
        was, now = ({each.start, each.end, *dict(each.order)} for each in (old, new))
        for before, after in pairs.both:
            if after.kind == "parameter" and before.python not in was and after.python in now:
                name = dict(old.renamed).get(before.python, before.python)
                what, remedy = (
                    f"`{call}` no longer takes `{name}`",
                    f"Write `{call}(…)` without `{name}`.",
                )
                was_taken = self._spelled(self.sides.before_shown, before)
                place = join(self.after.pointer, "x-sdk")
                yield self._made(
                    "keyword-removed",
                    f"{call}({name}=)",
                    what,
                    "request",
                    place,
                    before=was_taken,
                    remedy=remedy,
                )

    def _scopes(self) -> Iterator[Change]:
        """The scopes of tokens that the client obtains for a call."""
        for told in scope_changes(self.before, self.after, self.sides.credentials.both):
            rule = "method-scopes-required" if told.is_more else "method-scopes-relaxed"
            what = (
                f"the client asks for other scopes of `{told.python}` for `{self.name}`: "
                f"{told.after} ({told.before} before)"
            )
            at = join(self.after.pointer, "security")
            sides = {"before": told.before, "after": told.after}
            yield self._made(rule, self.name, what, "request", at, **sides)

    def _security(self) -> Iterator[Change]:
        pairs = self.sides.credentials
        called = {before.scheme: after.scheme for before, after in pairs.both}
        old = [
            frozenset(called.get(scheme, scheme) for scheme in way) for way in self.before.security
        ] or [_NOTHING]
        new = [frozenset(way) for way in self.after.security] or [_NOTHING]
        was_sent, is_sent = (ways[0] != _NOTHING for ways in (old, new))
        if set(old) == set(new) and was_sent == is_sent:
            yield from self._reordered(old, new)
            return
        given = {each.scheme: each for each in self.sides.head.credentials}
        known = {called.get(each.scheme, each.scheme): each for each in self.sides.base.credentials}
        before, after = _ways(old, known), _ways(new, given)
        what, remedy = f"`{self.name}` needs {after} ({before} before)", None
        if was_sent and not is_sent:
            rule = "method-credential-not-sent"
            what = (
                f"`{self.name}` does not send {_ways([way for way in old if way], known)} any "
                "more: it needs no credential"
            )
            remedy = self._sent_still(known, old)
        elif all(any(way <= enough for way in new) for enough in old):
            rule = "method-credential-relaxed"
            if is_sent and not was_sent:
                what = (
                    f"`{self.name}` sends {_ways([way for way in new if way], given)} where the "
                    "client has it"
                )
        else:
            rule = "method-credential-required"
            remedy = _how_to_give(self.sides.head.client, [way for way in new if way], given)
        place = join(self.after.pointer, "security")
        yield self._made(
            rule, self.name, what, "request", place, before=before, after=after, remedy=remedy
        )

    def _reordered(self, old: list[frozenset[str]], new: list[frozenset[str]]) -> Iterator[Change]:
        """That the client tries the same credentials in another order."""
        if old == new:
            return
        credentials = {each.scheme: each for each in self.sides.head.credentials}
        before, after = _ways(old, credentials), _ways(new, credentials)
        what = f"`{self.name}` sends the first of {after} that the client has ({before} before)"
        place = join(self.after.pointer, "security")
        rule = "method-credential-order-changed"
        yield self._made(rule, self.name, what, "request", place, before=before, after=after)

    def _sent_still(
        self, known: Mapping[str, Credential], ways: list[frozenset[str]]
    ) -> str | None:
        """How a caller sends a credential that the client does not send."""
        credential = next(
            (known[scheme] for way in ways for scheme in sorted(way) if scheme in known), None
        )
        if credential is None or credential.location == "cookie":
            return None
        place = "headers" if credential.location == "header" else "query"
        options = f"{self.after.options}={{{quoted(place)}: {{{quoted(credential.wire)}: …}}}}"
        return f"Write `{self.name}(…, {options})`, if what is answered depends on it."

    def _retried(self) -> Change:
        """That a call is sent again after a failure that may pass, or no longer."""
        before, after = self.before.retry, self.after.retry
        now, what = (
            after == "safe",
            (
                f"`{self.name}` is {'now' if after == 'safe' else 'no longer'} repeated after a "
                "failure"
            ),
        )
        option = "unsafe" if now else "safe"
        write = f'rite `{self.name}(…, {self.after.options}={{"retry": {quoted(option)}}})`'
        where = "where it must not be done twice" if now else "where doing it twice does no harm"
        remedy = f"W{write} {where}." if now else f"Handle the error, or w{write} {where}."
        change = self._made(
            "method-retry-changed",
            self.name,
            what,
            "both",
            self.after.pointer,
            before=before,
            after=after,
        )
        return replace(change, remedy=remedy, reason=_SENT_AGAIN if now else _NOT_SENT_AGAIN)

    def _about(self) -> Iterator[Change]:
        before, after, at = self.before, self.after, self.after.pointer
        if after.deprecated != before.deprecated:
            rule = "method-deprecated" if after.deprecated else "method-no-longer-deprecated"
            what = f"`{self.name}` is {'' if after.deprecated else 'no longer '}deprecated"
            yield self._made(rule, self.name, what, "both", at)
        if after.retry != before.retry:
            yield self._retried()
        if (steps := own_policies(before, after)) is not None:
            what = f"`{self.name}` is repeated by another policy"
            rule, place = "method-retry-policy-changed", policy_place(before, after) or at
            former, present = steps
            yield self._made(rule, self.name, what, "both", place, before=former, after=present)
        if after.server != before.server:
            base_url = after.server or self.sides.head.base_url
            what = f"`{self.name}` of a client without `base_url` calls {base_url or 'nowhere'}"
            was, now = (
                each.server or api.base_url
                for each, api in ((before, self.sides.base), (after, self.sides.head))
            )
            if was != now:
                yield self._made(
                    "base-url-changed",
                    self.name,
                    what,
                    "request",
                    join(at, "servers"),
                    before=was,
                    after=now,
                )
        if (sent := _sent_as(before, after)) is not None:
            was, now = sent
            what = f"`{self.name}` without `content_type` sends {now}"
            yield self._made(
                "method-content-type-changed",
                self.name,
                what,
                "request",
                join(at, "requestBody"),
                before=was,
                after=now,
            )
        if not _counts_same(before.success, after.success) and _is_list(after):
            what = f"which results of `{self.name}` count as sent in batches changed"
            was, now = (_success(each.success) for each in (before, after))
            place = join(at, "x-sdk")
            yield self._made(
                "method-success-changed", self.name, what, "response", place, before=was, after=now
            )
        if _words(after) != _words(before):
            what = f"what is said of `{self.name}` changed"
            yield self._made("docstring-changed", self.name, what, "both", at)


def _is_taken(groups: Iterable[frozenset[str]], given: frozenset[str]) -> bool:
    """Whether the arguments that are given are the whole of
    one group, and nothing of another one.
    """
    touched = [group for group in groups if group & given]
    return len(touched) == 1 and touched[0] <= given


def _another(change: Change, name: str) -> Change:
    """A change of the name of an argument which another one has now."""
    reason = (
        "What is given by the former name arrives as something else. The asynchronous client is "
        "the same in this."
    )
    return replace(change, what=f"{change.what}; `{name}` is another argument now", reason=reason)


def _results(operation: Operation) -> dict[str, Type]:
    """What a method returns, by the media type that is asked for; `""` for none."""
    offered = operation.representations
    named = (
        {} if offered is None else {name: kind for names, kind in offered.results for name in names}
    )
    return {"": operation.result, **named}


def error_bodies(operation: Operation) -> dict[str, Type]:
    """The types of the bodies of errors, by status, `4XX` or
    `default`; text is whatever arrives.
    """
    found: dict[str, Type] = {}
    for response in failures(operation):
        kinds = tuple(
            dict.fromkeys(media.type for media in response.media_types if media.kind == "json")
        )
        other = Anything() if response.media_types else Scalar("none")
        found[response.status] = OneOf(kinds) if len(kinds) > 1 else kinds[0] if kinds else other
    return found


def _of_status(bodies: Mapping[str, Type], status: str) -> Type | None:
    """What is said of a status: of itself, of its class, or of all that are not named."""
    return next(
        (bodies[each] for each in (status, f"{status[:1]}XX", "default") if each in bodies), None
    )


def _sent_as(before: Operation, after: Operation) -> tuple[str, str] | None:
    """What a body is sent as where the call leaves that open, if it is another media type now,
    though there is the former.
    """
    if before.body is None or after.body is None:
        return None
    was, now = (
        [essence(media.content_type) for media in each.body.media_types]
        for each in (before, after)
        if each.body
    )
    return (was[0], now[0]) if was[0] != now[0] and was[0] in now else None


def _is_list(operation: Operation) -> bool:
    return operation.body is not None and operation.body.is_list


def _counts_same(before: Success | None, after: Success | None) -> bool:
    """Whether the same makes a success; `true` is not 1."""
    if before is None or after is None:
        return before is after
    return before.property == after.property and identical(list(before.values), list(after.values))


def _success(success: Success | None) -> str:
    return f"{success.property} in {list(success.values)}" if success else "any result"


def _how_followed(follow: Follow) -> str:
    order = [f"{name}={value!r}" for name, value in sorted(follow.order)]
    said = {
        "items": follow.items,
        "lag": follow.lag,
        "window": follow.window,
        "limit": follow.limit,
        "limit by": follow.limit_by,
    }
    more = [f"{name} {value}" for name, value in said.items() if value is not None]
    return ", ".join(
        [f"{follow.start} to {follow.end}", *order, f"{follow.id} at {follow.time}", *more]
    )


def _words(operation: Operation) -> tuple[object, ...]:
    """What its docstring is made of, as far as no other rule compares it."""
    return (
        unwrapped(operation.summary),
        unwrapped(operation.description),
        None if _is_list(operation) else operation.success,
    )


def _ways(alternatives: list[frozenset[str]], known: Mapping[str, Credential]) -> str:
    """Alternatives of credentials by their keywords, in the order in which they are tried."""
    return " or ".join(
        " and ".join(f"`{_keyword(scheme, known)}`" for scheme in sorted(way)) or "none"
        for way in alternatives
    )


def _keyword(scheme: str, known: Mapping[str, Credential]) -> str:
    return known[scheme].python if scheme in known else scheme


def _how_to_give(
    client: str, alternatives: list[frozenset[str]], known: Mapping[str, Credential]
) -> str:
    ways = []
    for way in alternatives:
        credentials = [known[scheme] for scheme in sorted(way) if scheme in known]
        variables = " and ".join(f"`{each.env}`" for each in credentials)
        ways.append(
            f"write `{client}({', '.join(f'{each.python}=…' for each in credentials)})` or "
            f"set {variables}"
        )
    text = ", or ".join(ways)
    return f"{text[:1].upper()}{text[1:]}."
