"""Two `Api`s to what their difference means to code that uses the package.

Everything is decided on the two `Api`s, which hold every name and type of the emitted package. A
class that changed is one change with all the methods that it reaches, whether they take it whole,
take its fields as keywords, or return it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from generator.api.model import (
    Api,
    Operation,
)
from generator.document.bundle import Document
from generator.document.pointer import split
from generator.emit.docstrings import method_name
from generator.review import webhooks
from generator.review.api_pairs import paired_credentials, paired_models, paired_operations
from generator.review.arguments import signature
from generator.review.classes import compare_classes
from generator.review.client_changes import compare_clients
from generator.review.combined import is_class
from generator.review.matching import Matching
from generator.review.methods import compare_methods
from generator.review.model import NOTHING_TO_DO, Change, Movement, Verdict, worst
from generator.review.python_place import method_place
from generator.review.python_revisions import ApiRevisions
from generator.review.rules import by_id
from generator.review.usage import all_classes, reach

__all__ = ["compare_apis"]


def compare_apis(
    base: Api,
    head: Api,
    base_document: Document | None = None,
    head_document: Document | None = None,
) -> list[Change]:
    """What changed for Python callers, one entry a cause; `wire` is "safe" in each.

    The documents say where in their files it stands; without them `Change.base` and `Change.head`
    are `None`. The client first, then methods, then classes, each in the order of the head with
    what is gone at the end. A synchronous and an asynchronous method, a model and its typed dict
    are one change. `Change.pointer` says what of the document it is about."""
    operations = paired_operations(base, head)
    models = paired_models(base, head, operations)
    names = {one.name: other.name for one, other in models.both}
    sides = ApiRevisions(
        base,
        head,
        names,
        paired_credentials(base, head),
        (base_document, head_document),
        operations,
    )
    found = [
        *compare_clients(sides),
        *_methods(sides, operations),
        *webhooks.webhook_changes(sides),
    ]
    found += compare_classes(sides, models)
    return _folded(found)


# --- methods --------------------------------------------------------------------------------------

_Path = tuple[str, ...]


def _methods(sides: ApiRevisions, pairs: Matching[Operation]) -> Iterator[Change]:
    """What became of the methods: those of both sides in the order of the head, those that are
    gone, those that are new. One whose resource is called otherwise is told by the resource; only
    what is called otherwise beside that is renamed itself.
    """
    order = {operation.pointer: index for index, operation in enumerate(sides.head.operations)}
    both = sorted(pairs.both, key=lambda pair: order[pair[1].pointer])
    moved = _moved_resources(both, sides)
    yield from _renamed_resources(sides, both, moved)
    known = {method_name(operation) for operation in sides.head.operations}
    for before, after in both:
        name = method_name(replace(before, resource=_moved(before.resource, moved)))
        former, present = method_name(before), method_name(after)
        if name != present:
            change = sides.changed(
                "method-renamed",
                method_place(former),
                f"`{name}` is called `{present}` now",
                f"{former}(…)",
                f"{present}(…)",
                f"Write `{present}(…)` instead of `{former}(…)`.",
                base=before,
                head=after,
                reach=[reach(after, "both")],
            )
            yield _taken(change, former) if former in known else change
        if not sides.is_same(before, after):
            yield from compare_methods(sides, before, after)
    for gone in pairs.removed:
        name = method_name(gone)
        what = (
            f"`{name}` no longer calls `{gone.method} {gone.path}`"
            if name in known
            else f"`{name}` is gone"
        )
        change = sides.changed(
            "method-removed",
            method_place(name),
            what,
            before=f"{name}(…)",
            base=gone,
            reach=[reach(gone, "both")],
        )
        yield _taken(change, name) if name in known else change
    for new in pairs.added:
        name = method_name(new)
        yield sides.changed(
            "method-added",
            method_place(name),
            f"`{name}` is new",
            after=signature(sides.after, new),
            head=new,
            reach=[reach(new, "both")],
        )


def _taken(change: Change, name: str) -> Change:
    """A change of a method whose former name another one has now."""
    return replace(
        change,
        what=f"{change.what}; `{name}` is another method now",
        reason=(
            "A call by the former name reaches another operation. The asynchronous client is the "
            "same in this."
        ),
    )


def _moved(resource: _Path, moved: dict[_Path, _Path]) -> _Path:
    """What a resource is called in the head, if it or one that it is in was renamed."""
    for length in range(len(resource), 0, -1):
        if (goal := moved.get(resource[:length])) is not None:
            return (*goal, *resource[length:])
    return resource


def _moved_resources(
    both: list[tuple[Operation, Operation]], sides: ApiRevisions
) -> dict[_Path, _Path]:
    """Resources that all methods left for the same other one, which did not exist before; with the
    resources in them.

    A resource is not named that only moved along with the one that it is in.
    """
    known, kept = _resources(sides.base), _resources(sides.head)
    found: dict[_Path, _Path] = {}
    for path in sorted(known - kept, key=len):
        goals = {
            _goal(path, before.resource, after.resource)
            for before, after in both
            if before.resource[: len(path)] == path
        }
        match [*goals]:
            case [goal] if goal and goal not in known and goal != _moved(path, found):
                found[path] = goal
    return found


def _resources(api: Api) -> set[_Path]:
    """The resources of a client, those around others included: of `("pets", "toys")` that is
    `("pets",)` too.
    """
    return {
        operation.resource[:length]
        for operation in api.operations
        for length in range(1, len(operation.resource) + 1)
    }


def _goal(path: _Path, before: _Path, after: _Path) -> _Path | None:
    """What the outer part `path` of a resource became, if the inner part stayed."""
    inner = before[len(path) :]
    outer = after[: len(after) - len(inner)]
    return outer if (*outer, *inner) == after and outer else None


def _renamed_resources(
    sides: ApiRevisions, both: list[tuple[Operation, Operation]], moved: dict[_Path, _Path]
) -> Iterator[Change]:
    for path, goal in moved.items():
        entries = [
            (before, after) for before, after in both if before.resource[: len(path)] == path
        ]
        before_name, after_name = (".".join(("client", *each)) for each in (path, goal))
        inner = any(before.resource != path for before, _ in entries)
        what = (
            f"`{before_name}` is called `{after_name}` now, with all of its "
            f"methods{' and resources' if inner else ''}"
        )
        yield sides.changed(
            "resource-renamed",
            method_place(before_name, new_name=after_name),
            what,
            before_name,
            after_name,
            f"Write `{after_name}` instead of `{before_name}`.",
            base=entries[0][0],
            head=entries[0][1],
            pointer="",
            reach=[reach(after, "both") for _, after in entries],
        )


# --- one entry a cause ----------------------------------------------------------------------------

_WAYS: Final[tuple[Movement, Movement]] = ("removed", "added")
"""Of what the classes that a change names are: of what was, and of what is."""


def _folded(changes: list[Change]) -> list[Change]:
    """Classes that came or went inside something that changed, or as its type, are a part of that
    change: it names them. A property with an object of its own brings a class with its field.
    """
    holders = _Holders(changes)
    found = list(changes)
    gone = set()
    for index, change in enumerate(changes):
        holder = holders.of(change) if is_class(change) else None
        if holder is not None:
            found[holder] = _with_class(found[holder], change)
            gone.add(index)
    return [change for index, change in enumerate(found) if index not in gone]


class _Holders:
    """The changes that a class which came or went may be a part of, by their numbers: at a pointer
    the gravest, by a class that was or is named the first.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        self._at: dict[str, tuple[int, Verdict]] = {}
        self._naming: dict[tuple[Movement, str], int] = {}
        for index, change in enumerate(changes):
            if not is_class(change) and by_id(change.rule).aspect != "docstring":
                self._enter(index, change)

    def _enter(self, index: int, change: Change) -> None:
        known = self._at.get(change.pointer)
        if known is None or worst(known[1], change.python) != known[1]:
            self._at[change.pointer] = index, change.python
        for way, names in zip(_WAYS, change.named, strict=True):
            for name in names:
                self._naming.setdefault((way, name), index)

    def of(self, change: Change) -> int | None:
        """What is around a class, else what names it."""
        depths = range(len(split(change.pointer)))
        above = (change.pointer.rsplit("/", depth)[0] for depth in depths)
        around = (self._at[pointer][0] for pointer in above if pointer in self._at)
        keys = ((by_id(change.rule).movement, name) for name in change.classes)
        naming = (self._naming[key] for key in keys if key in self._naming)
        return next(chain(around, naming), None)


def _with_class(holder: Change, change: Change) -> Change:
    """A change with a class that came or went with it, which says why where that weighs more."""
    classes = all_classes(holder, change)
    verdict = worst(holder.python, change.python)
    if verdict == holder.python:
        return replace(holder, classes=classes)
    remedy = change.remedy if holder.remedy == NOTHING_TO_DO else f"{holder.remedy} {change.remedy}"
    return replace(
        holder,
        python=verdict,
        classes=classes,
        what=f"{holder.what}; {change.what}",
        reason=change.reason,
        remedy=remedy,
    )
