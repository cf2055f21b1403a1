"""What looks like a list in pages, by the names of parameters and fields, and what to write about
it. And what is wrong with the extensions of others that say it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.access import mapping
from generator.document.diagnostics import Rule
from generator.document.rules.composition import parts, properties
from generator.document.rules.paging import (
    DIALECTS,
    PATHS,
    Path,
    paged_answers,
    paging_faults,
    paging_wrongs,
    path_of,
    value_of,
)
from generator.document.rules.survey import Site, Survey
from generator.document.rules.table import Check, Finding
from generator.document.schema.keywords import types

# Names that APIs have for what they mean, without what tells their spellings apart. Only together
# do they suggest anything: a parameter, and where the answer has its next value.
_CURSORS = frozenset(
    {
        "cursor", "pagecursor", "pagetoken", "nexttoken", "nextcursor", "continuationtoken",
        "startingafter", "after", "pageafter", "marker",
    }
)  # fmt: skip
_NEXT_CURSORS = frozenset(
    {
        "nextcursor", "nextpagetoken", "nexttoken", "endcursor", "nextpagecursor", "nextmarker",
        "continuationtoken", "cursor", "next", "after",
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


def not_said(survey: Survey) -> Iterator[Finding]:
    """Lists that look as if they came in pages, while nothing says so."""
    for operation in survey.of("operation"):
        said = _proposal(survey, operation) if _is_open(operation) else None
        if said is not None and not list(paging_faults(survey, operation, _with_paths(said))):
            text = ", ".join(f"{key}: {_yaml(value)}" for key, value in said.items())
            what = "looks as if its list came in pages, and is one call to the SDK"
            message = f"`{survey.label(operation)}` {what}: `x-sdk: {{paging: {{{text}}}}}` "
            yield Finding(operation.pointer, message + "would have it walked")


def _is_open(operation: Site) -> bool:
    """Whether nothing says how a list is read to its end; one that is followed is."""
    return (
        operation.key == "get"
        and "follow" not in mapping(operation.node.get("x-sdk"))
        and all(value_of(operation.node, each) is None for each in DIALECTS)
    )


def _with_paths(said: dict[str, Any]) -> dict[str, Any]:
    return {key: path_of(value) if key in PATHS else value for key, value in said.items()}


def _yaml(value: Any) -> str:
    text = json.dumps(value)
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z_][\w.-]*", value) else text


def _proposal(survey: Survey, operation: Site) -> dict[str, Any] | None:
    """The `paging` that the names of an operation suggest, for a reader to judge."""
    found = paged_answers(survey, operation)
    if len(found) != 1:
        return None
    lists, places = _lists(survey, found[0]), _places(survey, found[0])
    if len(lists) != 1:
        return None
    known = {_bare(each.node["name"]): each.node["name"] for each in survey.parameters(operation)}
    items = {"items": _spelled(lists[0])} if lists[0] else {}
    more = _named(places, _MORE, "more")
    cursor = next((known[name] for name in sorted(_CURSORS & known.keys())), None)
    if cursor is not None and (after := _named(places, _NEXT_CURSORS, "next")):
        return {"kind": "cursor", **items, "parameter": cursor, **after, **more}
    beginning = known.get("startingafter") or known.get("after")
    if beginning is not None and more:
        return {"kind": "cursor", **items, "parameter": beginning, "last": "id", **more}
    if url := _named(places, _NEXT_URLS, "next"):
        return {"kind": "next-url", **items, **url, **more}
    if not _SIZES & known.keys() and not more:
        return None
    for kind, names, totals in (("page", _PAGES, _PAGE_TOTALS), ("offset", _OFFSETS, _TOTALS)):
        for name in sorted(names & known.keys()):
            total = _named(places, totals, "total")
            return {"kind": kind, **items, "parameter": known[name], **more, **total}
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
        (name,) for name, schema in properties(survey, answer).items() if _is_list(survey, schema)
    ]


def _is_list(survey: Survey, schema: Any) -> bool:
    return any("array" in types(part) for part in parts(survey, schema))


def _places(survey: Survey, answer: Any) -> dict[Path, str]:
    """The fields of an answer, and of the objects in it, by their bare names; a `next` that is a
    URL is called `nexturl`.
    """
    found: dict[Path, str] = {}
    for name, schema in properties(survey, answer).items():
        found[name,] = _meaning(survey, name, schema, "")
        if not _is_list(survey, schema):
            inside = properties(survey, schema)
            found |= {
                (name, below): _meaning(survey, below, inner, name)
                for below, inner in inside.items()
            }
    return found


def _meaning(survey: Survey, name: str, schema: Any, within: str) -> str:
    formats = {part.get("format") for part in parts(survey, schema, alternatives=True)}
    is_url = bool(formats & {"uri", "url", "uri-reference"}) or _bare(within) == "links"
    return "nexturl" if is_url and _bare(name) == "next" else _bare(name)


def _named(places: Mapping[Path, str], names: frozenset[str], key: str) -> dict[str, Any]:
    for path, bare in places.items():
        if bare in names:
            return {key: _spelled(path)}
    return {}


def foreign(survey: Survey) -> Iterator[Finding]:
    """What is wrong with the extensions of others; of `x-sdk` another rule says it."""
    for operation in survey.of("operation"):
        for fault in paging_wrongs(survey, operation):
            if not fault.where.startswith("/x-sdk"):
                yield Finding(f"{operation.pointer}{fault.where}", fault.message)


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
