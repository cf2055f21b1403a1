"""What looks like a list in pages, by the names of parameters and fields, and what to write about
it. And what is wrong with the extensions of others that say it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.access import mapping
from generator.document.diagnostics import Rule
from generator.document.rules.composition import below, parts, properties
from generator.document.rules.paging import (
    DIALECTS,
    PATHS,
    paging_faults,
    paging_wrongs,
    value_of,
)
from generator.document.rules.paging_dialects import Path, paged_answers, path_of
from generator.document.rules.sites import ListedParameter, OperationSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, placed
from generator.document.schema.keywords import types

# Names that APIs have for what they mean, without what tells their spellings apart. Only together
# do they suggest anything: a parameter, and where the answer has its next value.
_CURSORS = frozenset(
    {
        "cursor", "pagecursor", "pagetoken", "nexttoken", "nextcursor", "continuationtoken",
        "startingafter", "after", "afterid", "pageafter", "marker",
    }
)  # fmt: skip
_LAST_ITEMS = frozenset({"startingafter", "after", "afterid"})
_NEXT_CURSORS = frozenset(
    {
        "nextcursor", "nextpagetoken", "nexttoken", "endcursor", "nextpagecursor", "nextmarker",
        "continuationtoken", "cursor", "next", "after", "startingafter",
    }
)  # fmt: skip
_NEXT_URLS = frozenset(
    {
        "nexturl", "nextlink", "nexturi", "nextpageurl", "odatanextlink",
    }
)  # fmt: skip
_PAGES = frozenset(
    {
        "page", "pagenumber", "pageindex",
    }
)  # fmt: skip
_OFFSETS = frozenset(
    {
        "offset", "skip", "pageoffset",
    }
)  # fmt: skip
_SIZES = frozenset(
    {
        "limit", "size", "perpage", "pagesize", "count", "top", "take",
    }
)  # fmt: skip
# What has an object about pages in it, such as `paging.next.after` and `meta.paginate.next_page`.
_ABOUT_PAGES = frozenset(
    {"links", "meta", "metadata", "page", "pageinfo", "pages", "pagination", "paging"}
)
# Beside the list: what its items refer to (JSON:API), how they are sorted (Box).
_BESIDE = frozenset({"included", "errors", "warnings", "order", "facets"})
_MORE = frozenset({"more", "hasmore", "hasnext", "hasnextpage", "hasmoreitems"})
_PAGE_TOTALS = frozenset(
    {
        "totalpages", "pagecount", "lastpage", "pages", "numpages",
    }
)  # fmt: skip
_TOTALS = frozenset(
    {
        "total", "totalcount", "totalitems", "totalresults",
    }
)  # fmt: skip


_NO_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def not_said(survey: Survey) -> Iterator[Finding]:
    """Lists that look as if they came in pages, while nothing says so. Proposed is only what the
    document bears out.
    """
    for operation in filter(_is_open, survey.operations):
        said = _proposal(survey, operation)
        if said is not None and not any(paging_faults(survey, operation, _with_paths(said))):
            text = ", ".join(f"{key}: {_yaml(value)}" for key, value in said.items())
            what = "looks as if its list came in pages, and is one call to the SDK"
            message = f"`{operation.label}` {what}: `x-sdk: {{paging: {{{text}}}}}` "
            yield Finding(operation.pointer, message + "would have it walked")


def _is_open(operation: OperationSite) -> bool:
    """Whether nothing says how a list is read to its end; one that is followed is."""
    return (
        operation.key == "get"
        and "follow" not in operation.sdk
        and all(value_of(operation.node, each) is None for each in DIALECTS)
    )


def _with_paths(said: dict[str, Any]) -> dict[str, Any]:
    return {key: path_of(value) if key in PATHS else value for key, value in said.items()}


def _yaml(value: Any) -> str:
    is_plain = isinstance(value, str) and re.fullmatch(r"[A-Za-z_][\w.-]*", value)
    return value if is_plain and value.lower() not in _NO_TEXT else json.dumps(value)


def _proposal(survey: Survey, operation: OperationSite) -> dict[str, Any] | None:
    """The `paging` that the names of an operation suggest, for a reader to judge: `{kind: cursor,
    items: data, parameter: after, next: paging.next.after}`.

    Nothing is suggested where there are several answers, or one has several lists, or none."""
    match [(answer, _lists(survey, answer)) for answer in paged_answers(survey, operation)]:
        case [(answer, [path])]:
            places = _places(survey, answer)
        case _:
            return None
    known = {_bare(each.name): each for each in survey.parameters(operation)}
    items = {"items": _spelled(path)} if path else {}
    more = _named(places, _MORE, "more")
    if (cursor := _cursor(survey, answer, known, places, more)) is not None:
        return {"kind": "cursor", **items, **cursor, **more}
    if url := _named(places, _NEXT_URLS, "next"):
        return {"kind": "next-url", **items, **url, **more}
    if _has_links(survey, operation):
        return {"kind": "link", **items}
    # `page` alone may choose what is listed, as the lines of one page
    if not more and _SIZES.isdisjoint(known):
        return None
    number = _number(known, places)
    return number and {"kind": number["kind"], **items, **number, **more}


def _cursor(
    survey: Survey,
    answer: Any,
    known: Mapping[str, ListedParameter],
    places: Mapping[Path, str],
    more: Mapping[str, Any],
) -> dict[str, Any] | None:
    """What asks for the next page by a cursor, and where the answer has that: `{"parameter":
    "after", "next": "paging.next.after"}`; or its last item, `{"parameter": "starting_after",
    "last": "id"}`. `known` are the parameters and `places` the fields of the answer, by their bare
    names.
    """
    cursors, last_items = (sorted(names & known.keys()) for names in (_CURSORS, _LAST_ITEMS))
    following = _named(places, _NEXT_CURSORS, "next")
    if cursors and following:
        return {"parameter": known[cursors[0]].name, **following}
    # `starting_after` with `has_more` alone: the client takes the id of the last item, unless the
    # answer has it (`last_id`)
    if last_items and more:
        last = _named(places, frozenset({"lastid"}), "next") or {"last": "id"}
        return {"parameter": known[last_items[0]].name, **last}
    for path, bare in places.items():
        for name in _takers(path, bare, cursors, known):
            if _is_taken(survey, known[name], answer, path):
                return {"parameter": known[name].name, "next": _spelled(path)}
    return None


def _takers(
    path: Path, bare: str, cursors: list[str], known: Mapping[str, ListedParameter]
) -> list[str]:
    """The parameters that may take what an answer has at a place about its `next_page`: `page` or a
    cursor, unless it is of another type (the URL of a page); and what has its own name there, as
    Asana's `next_page.offset`, the `offset`.
    """
    above = _bare("".join(path[-2:-1]))  # of a field at the top there is nothing
    if above == "nextpage" and bare in known:
        return [bare]
    is_about_next = "nextpage" in (bare, above)
    return list(filter(known.__contains__, ("page", *cursors))) if is_about_next else []


def _is_taken(survey: Survey, parameter: ListedParameter, answer: Any, path: Path) -> bool:
    """Whether what the answer has at a place is of the type that a parameter takes."""
    ours, theirs = (
        {name for part in parts(survey, each, alternatives=True) for name in types(part)} - {"null"}
        for each in (parameter.schema, below(survey, answer, path))
    )
    return bool(ours) and ours == theirs


def _has_links(survey: Survey, operation: OperationSite) -> bool:
    """Whether a success has the header `Link`, as those of GitHub's lists do."""
    for status, reference in operation.responses.items():
        response = survey.resolved(reference)
        names = map(str.lower, mapping(response.get("headers")))
        if status.startswith("2") and "link" in names:
            return True
    return False


def _number(
    known: Mapping[str, ListedParameter], places: Mapping[Path, str]
) -> dict[str, Any] | None:
    """The parameter that takes the number of a page, else of an item: `{"kind": "page",
    "parameter": "page", "total": "totalPages"}`, the last where the answer says how many there are.
    """
    for kind, names, totals in (("page", _PAGES, _PAGE_TOTALS), ("offset", _OFFSETS, _TOTALS)):
        for name in sorted(names & known.keys()):
            total = _named(places, totals, "total")
            return {"kind": kind, "parameter": known[name].name, **total}
    return None


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _spelled(path: Path) -> str | list[str]:
    return list(path) if any("." in name for name in path) else ".".join(path)


def _lists(survey: Survey, answer: Any) -> list[Path]:
    """Where an answer has lists: itself, or fields of it."""
    if _is_list(survey, answer):
        return [()]
    return [
        (name,)
        for name, schema in properties(survey, answer).items()
        if _is_list(survey, schema) and _bare(name) not in _BESIDE
    ]


def _is_list(survey: Survey, schema: Any) -> bool:
    return any("array" in types(part) for part in parts(survey, schema))


def _places(survey: Survey, answer: Any) -> dict[Path, str]:
    """The bare names of the fields of an answer, and of the objects in it, by their places; a
    `next` that is a URL is called `nexturl`: `{("has_more",): "hasmore", ("paging", "next"):
    "nexturl"}`. Those at the top come first.

    What is in an object counts whatever that is called, what is in an object of it where the outer
    one is about pages (`meta.paginate.next_page` of pachca), and nothing further down."""
    found: dict[Path, str] = {}
    level: list[tuple[Path, Any]] = [((), answer)]
    for depth in range(3):
        fields = [
            ((*path, name), schema)
            for path, parent in level
            for name, schema in properties(survey, parent).items()
        ]
        level = []
        for path, schema in fields:
            # what asks for a page is in an object, and is none: `paging.next.after` of HubSpot
            if not properties(survey, schema):
                found[path] = _meaning(survey, path, schema)
            elif not _is_list(survey, schema) and (depth == 0 or _bare(path[0]) in _ABOUT_PAGES):
                level.append((path, schema))
    return found


def _meaning(survey: Survey, path: Path, schema: Any) -> str:
    """The bare name of a field; `nexturl` for a `next` that is a URL by its format, or is one of
    `links`, as JSON:API has it.
    """
    *above, name = map(_bare, path)
    together = parts(survey, schema, alternatives=True)
    is_url = above[-1:] == ["links"] or any(part.get("format") in _URLS for part in together)
    return "nexturl" if is_url and name == "next" else name


_URLS = ("uri", "url", "uri-reference")
"""The formats of a text that is a URL."""


def _named(places: Mapping[Path, str], names: frozenset[str], key: str) -> dict[str, Any]:
    for path, bare in places.items():
        if bare in names:
            return {key: _spelled(path)}
    return {}


def foreign(survey: Survey) -> Iterator[Finding]:
    """What is wrong with the extensions of others; of `x-sdk` another rule says it."""
    for operation in survey.operations:
        faults = paging_wrongs(survey, operation)
        others = (each for each in faults if not each.where.startswith("/x-sdk"))
        yield from placed(others, operation.pointer)


CHECKS = (
    Check(
        Rule(
            "OAS160",
            "warning",
            "pages cannot be walked",
            (
                "`x-speakeasy-pagination`, `x-fern-pagination` and `x-ms-pageable` say how a list "
                "comes in pages; one that the document does not bear out has no effect."
            ),
            "Name parameters and properties that the operation has.",
            "told",
        ),
        foreign,
    ),
    Check(
        Rule(
            "OAS161",
            "info",
            "list that may come in pages",
            (
                "The names of parameters and fields suggest that the list comes in pages; nothing "
                "says so, and nothing is guessed: a caller gets one page at a time."
            ),
            "If it does, write `x-sdk: {paging: …}` on the operation, as CONTRIBUTING describes.",
        ),
        not_said,
    ),
)
