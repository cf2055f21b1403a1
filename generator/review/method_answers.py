"""What a method gives before and after: its result, its stream, its errors, headers of responses,
views and pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import filterfalse
from typing import Final

from generator.api.model import (
    Anything,
    HeaderField,
    HeadersClass,
    OneOf,
    Operation,
    Scalar,
    Type,
)
from generator.document.pointer import join
from generator.emit.docstrings import failures
from generator.review.arguments import takes_list
from generator.review.method_pair import MethodPair
from generator.review.model import Change, Direction, Movement
from generator.review.pages import page_changes
from generator.review.python_discriminators import APART_READ, told_apart
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import RESULT_TYPE
from generator.review.python_types import (
    OPEN,
    RELATIONS,
    Shown,
    TypeText,
    class_text,
    newly_returned,
    quoted,
    remapped,
    returned_change,
    same,
    shown,
    to_handle,
)
from generator.review.rules import python_kinds
from generator.review.stream_changes import are_alike, stream_call, stream_changes

_ONE_SIDED: Final[tuple[Movement, ...]] = ("added", "removed")
_ITEM_STREAMING: Final = python_kinds("item-streaming", _ONE_SIDED)
_BATCHES: Final = python_kinds("batches", _ONE_SIDED)
_HEADER_TYPE: Final = python_kinds("response-header-type", RELATIONS)


class AnswerChanges(MethodPair):
    """What became of the answers."""

    def result(self) -> Iterator[Change]:
        before, after = _results(self.before), _results(self.after)
        for accepted in after:
            if accepted in before and (
                not accepted or (before[accepted], after[accepted]) != (before[""], after[""])
            ):
                yield from self._returned(accepted, before[accepted], after[accepted])

    def stream(self) -> Iterator[Change]:
        """The stream that the method gives, or a view of it: whether there is one, how it is asked
        for and ends, then what its items are, where those can be compared.
        """
        at = join(self.after.pointer, "responses")
        for rule, call, what, was, now, remedy in stream_changes(
            self.name, self.before, self.after
        ):
            place = self.after.pointer if rule == "stream-condition-changed" else at
            yield self.made(
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
            place = PythonPlace(name, argument="", is_method=True)
            change = self.made("result-type-undecided", place, what, "response", pointer)
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
        given = quoted(accepted) if accepted else ""
        yield self.made(
            RESULT_TYPE[relation],
            PythonPlace(name, argument=given, is_method=True),
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
        for each in remapped(old, new, self.sides.names):
            if each.before is not None:
                now = each.after or OPEN
                what = (
                    f"what `{self.name}` returns whose {each.said} is `{now}` instead of "
                    f"`{each.before}`"
                )
                steps = {"before": class_text(each.before), "after": class_text(now)}
                yield self.made(
                    "result-type-widened",
                    self.call,
                    what,
                    "response",
                    pointer,
                    **steps,
                    remedy=each.expect,
                )

    def errors(self) -> Iterator[Change]:
        """What the `body` of an error is, of every status of which both sides say something.

        It is `Any` to a type checker, so only what is not there any more when the error comes is
        told."""
        old, new = error_bodies(self.before), error_bodies(self.after)
        found: dict[tuple[TypeText, TypeText, str], list[str]] = {}
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
            at = join(self.after.pointer, "responses")
            yield self.made(
                "error-type-changed",
                PythonPlace(self.name, status=statuses[0], is_method=True),
                what,
                "response",
                at,
                before=former,
                after=present,
                remedy=remedy,
            )

    def headers(self) -> Iterator[Change]:
        """What reads the documented headers of the responses: the class is called otherwise, a
        header of it is new, is read as another type or by another name, or is gone.
        """
        old, new = self.before.headers, self.after.headers
        was, now = _by_header(old), _by_header(new)
        former, present = (read.name if read else "" for read in (old, new))
        if old is not None and new is not None and former != present:
            what = f"`{former}` is called `{present}` now"
            place, steps = PythonPlace(former), (former, present)
            remedy = f"Write `{present}` instead of `{former}`."
            yield self._header("response-header-renamed", new.fields[0], place, what, steps, remedy)
        for wire, after in now.items():
            if wire in was:
                yield from self._header_kept(was[wire], after, former, present)
            else:
                place = PythonPlace(present, after.python)
                what = f"`{place}` is new"
                yield self._header("response-header-added", after, place, what, (None, str(place)))
        for wire in filterfalse(now.__contains__, was):
            place = PythonPlace(former, was[wire].python)
            gone, what = was[wire], f"`{place}` is gone"
            yield self._header("response-header-removed", gone, place, what, (str(place), None))

    def _header_kept(
        self, before: HeaderField, after: HeaderField, former: str, present: str
    ) -> Iterator[Change]:
        """A header that is read on both sides, by the classes `former` and `present`: as another
        attribute, as another type.
        """
        was, now = PythonPlace(former, before.python), PythonPlace(present, after.python)
        if before.python != after.python:
            what, steps = f"`{was}` is called `{now}` now", (str(was), str(now))
            says = f"Write `{now}` instead of `{was}`."
            yield self._header("response-header-renamed", after, was, what, steps, says)
        old, new = (
            view.returned(field.type)
            for view, field in ((self.sides.before, before), (self.sides.after, after))
        )
        relation, remedy = returned_change(old, new), None
        if relation == "widened":
            remedy = to_handle(newly_returned(old, new), new, "the header")
        if relation != "same":
            types = shown(old), shown(new)
            what = f"`{now}` is `{types[1]}` instead of `{types[0]}`"
            yield self._header(_HEADER_TYPE[relation], after, now, what, types, remedy)

    def _header(
        self,
        rule: str,
        field: HeaderField,
        where: PythonPlace,
        what: str,
        steps: tuple[Shown | None, Shown | None],
        remedy: str | None = None,
    ) -> Change:
        (before, after), at = steps, field.pointer
        return self.made(
            rule, where, what, "response", at, before=before, after=after, remedy=remedy
        )

    def views(self) -> Iterator[Change]:
        """What else the method is for: its items one by one where it gives a list, its calls in
        batches where it takes one. Each view comes and goes with the list.
        """
        owner, _, function = self.name.rpartition(".")
        ways: tuple[tuple[Mapping[Movement, str], str, Direction, str, bool, bool], ...] = (
            (
                _ITEM_STREAMING,
                "with_streamed_items",
                "response",
                "responses",
                self.before.is_list,
                self.after.is_list,
            ),
            (
                _BATCHES,
                "in_batches()",
                "request",
                "requestBody",
                takes_list(self.before),
                takes_list(self.after),
            ),
        )
        for rules, view, direction, token, had, has in ways:
            if had != has:
                call = f"{owner}.{view}.{function}"
                what = f"`{call}` is {'new' if has else 'gone'}"
                at = join(self.after.pointer, token)
                before, after = (f"{call}(…)" if each else None for each in (had, has))
                rule = rules["added" if has else "removed"]
                remedy = None if has else f"Write `{self.name}(…)` instead of `{call}(…)`."
                yield self.made(
                    rule, call, what, direction, at, before=before, after=after, remedy=remedy
                )

    def paging(self) -> Iterator[Change]:
        at = self.sides.place_of_own(self.before, self.after, "paging")
        for seen in page_changes(self.name, self.before.paging, self.after.paging):
            yield self.made(
                seen.rule,
                self.call,
                seen.what,
                "response",
                at,
                before=seen.before,
                after=seen.after,
                remedy=seen.remedy,
            )


def _results(operation: Operation) -> dict[str, Type]:
    """What a method returns, by the media type that is asked for; `""` for none."""
    offered = operation.representations
    named = (
        {} if offered is None else {name: kind for names, kind in offered.results for name in names}
    )
    return {"": operation.result, **named}


def _by_header(read: HeadersClass | None) -> dict[str, HeaderField]:
    """What is read of responses by the name of a header, which capitals do not tell from another
    (RFC 9110, section 5.1).
    """
    return {} if read is None else {field.wire.lower(): field for field in read.fields}


def error_bodies(operation: Operation) -> dict[str, Type]:
    """The types of the bodies of errors, by status or `default`; text is whatever arrives.

    A body of several JSON types is one of them (`OneOf`); where none is documented, there is none:
    `{"404": Named("Error"), "5XX": Scalar("none")}`."""
    found: dict[str, Type] = {}
    for response in failures(operation):
        kinds = dict.fromkeys(media.type for media in response.media_types if media.kind == "json")
        match [*kinds]:
            case [kind]:
                found[response.status] = kind
            case []:
                found[response.status] = Anything() if response.media_types else Scalar("none")
            case several:
                found[response.status] = OneOf(tuple(several))
    return found


def _of_status(bodies: Mapping[str, Type], status: str) -> Type | None:
    """What is said of a status: of itself, of its class, or of all that are not named."""
    return next(
        (bodies[each] for each in (status, f"{status[:1]}XX", "default") if each in bodies), None
    )
