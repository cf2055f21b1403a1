"""A list in pages before and after: whether a loop over a result goes on through the pages, and how
it finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.api.model import Paging

_BY_PAGE = "Ask for each page yourself: a loop over the result does not go on to the next one."
_ITEMS = (
    "Take the items from `items` of the result; an index, `len` and a comparison need that list."
)


class Seen(NamedTuple):
    """What a caller sees: the rule, what is said, both sides, and a remedy where the rule's own is
    too general.
    """

    rule: str
    what: str
    before: str | None
    after: str | None
    remedy: str | None = None


def page_changes(method: str, old: Paging | None, new: Paging | None) -> Iterator[Seen]:
    """What became of the pages that a method returns: whether it does, what their methods are
    called, which list their items are, how the next one is found.
    """
    if old is None or new is None:
        yield from _came_or_went(method, old, new)
        return
    for ours, was in _methods(old).items():
        now = _methods(new)[ours]
        if was != now:
            what = f"`{was}` of the pages of `{method}` is called `{now}` now"
            yield Seen("paging-renamed", what, was, now)
    if old.items != new.items:
        what = f"a loop over `{method}` gives the items of another list"
        yield Seen("result-type-widened", what, _items(old), _items(new))
    was, now = _how(old), _how(new)
    if was != now:
        yield Seen("paging-changed", f"the pages of `{method}` are found in another way", was, now)


def _came_or_went(method: str, old: Paging | None, new: Paging | None) -> Iterator[Seen]:
    """Of a method that returns pages on one side. Where a page has no class of its own (`page` is
    `None`), the other side returns the list itself.
    """
    if new is not None:
        what = f"`{method}` returns a page, which leads to the pages after it"
        yield Seen("paging-added", what, None, _how(new))
        if new.page is None:
            what = f"`{method}` returns a page, which is no list"
            yield Seen("result-type-widened", what, "list", "ListPage", _ITEMS)
    elif old is not None:
        what = f"`{method}` returns no page any more"
        yield Seen("paging-removed", what, _how(old), None, _BY_PAGE)
        if old.page is None:
            what = f"`{method}` returns a list, which is no page"
            yield Seen("result-type-widened", what, "ListPage", "list", "Use the list itself.")


def _methods(paging: Paging) -> dict[str, str]:
    names = ("pages", "has_next_page", "next_page", "take")
    return {name: dict(paging.renamed).get(name, name) for name in names}


def _items(paging: Paging) -> str:
    return ".".join(paging.items) or "the answer"


def _how(paging: Paging) -> str:
    return pages_in_words(
        paging.kind,
        {
            "by": (paging.parameter,) if paging.parameter else paging.field,
            "next": paging.next,
            "last item": paging.last,
            "more": paging.more,
            "total": paging.total,
        },
        paging.start,
    )


def pages_in_words(kind: str, places: Mapping[str, tuple[str, ...]], start: int) -> str:
    """How pages are found: `cursor, by after, next meta.next`; `start` is of those that count."""
    said = [f"{name} {'.'.join(path)}" for name, path in places.items() if path]
    first = [f"from {start}"] if kind in ("offset", "page") else []
    return ", ".join([kind, *said, *first])
