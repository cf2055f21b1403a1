"""Extensions of others that say how a list comes in pages, each brought to the form of
`x-sdk.paging` (see `paging`)."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from itertools import chain
from typing import Any, TypeAlias

from generator.document.access import mapping, sequence
from generator.document.rules.composition import properties
from generator.document.rules.following import answers_in
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey
from templates.runtime.media_types import is_json

Path: TypeAlias = tuple[str, ...]
_LAST = "-1"  # the step of a JSONPath to the last item of a list
_STEP = re.compile(
    r"\.([A-Za-z_@$][\w@$-]*)|\[\s*(?:'([^']*)'|\"([^\"]*)\"|(?P<last>-1:?|\(@\.length-1\)))\s*\]"
)


class UnreadableError(Exception):
    """An extension that is not of its form: the message, and where in it."""


def speakeasy(_survey: Survey, _operation: OperationSite, value: Any) -> dict[str, Any]:
    """`{type: cursor, inputs: [{name: after, in: parameters, type: cursor}], outputs: {results:
    $.data, nextCursor: $.meta.next}}` is `{"kind": "cursor", "parameter": "after", "items":
    ("data",), "next": ("meta", "next")}`. Its `offsetLimit` counts pages where an input is of type
    `page`, and else items.
    """
    inputs = {
        each.get("type"): each for each in map(mapping, sequence(mapping(value).get("inputs")))
    }
    outputs = mapping(mapping(value).get("outputs"))
    items = _json_path(outputs, "results", "/outputs") if "results" in outputs else ()
    said: dict[str, Any] = {"items": items} if items else {}
    match mapping(value).get("type"):
        case "cursor":
            said |= {"kind": "cursor"} | _input(inputs, "cursor")
            said |= _next(_json_path(outputs, "nextCursor", "/outputs"), items)
        case "offsetLimit":
            kind = "page" if "page" in inputs else "offset"
            said |= {"kind": kind} | _input(inputs, kind)
            if kind == "page" and "numPages" in outputs:
                said["total"] = _json_path(outputs, "numPages", "/outputs")
        case "url":
            said |= {"kind": "next-url", "next": _json_path(outputs, "nextUrl", "/outputs")}
        case _:
            what = "`type` of `x-speakeasy-pagination` is not `offsetLimit`, `cursor` or `url`"
            raise UnreadableError(what, _at(mapping(value), "type"))
    return said


def _input(inputs: Mapping[Any, dict[str, Any]], kind: str) -> dict[str, Any]:
    """The parameter, or the field of the body, that asks for a page: `{"parameter": "after"}`, or
    `{"body": ("page", "after")}` of `{name: page.after, in: requestBody, type: cursor}`.
    """
    given = inputs.get(kind)
    if given is None or not isinstance(name := given.get("name"), str):
        raise UnreadableError(f"`x-speakeasy-pagination` has no input of type `{kind}`", "/inputs")
    match given.get("in"):
        case "parameters":
            return {"parameter": name}
        case "requestBody":
            return {"body": path_of(name)}
        case _:
            what = f"`in` of the input `{name}` is neither `parameters` nor `requestBody`"
            raise UnreadableError(what, "/inputs")


def _json_path(outputs: dict[str, Any], key: str, where: str) -> Path:
    """The steps of a JSONPath (RFC 9535) that names one place: `("data", "-1", "id")` for
    `$.data[-1]['id']`, `-1` being the last item however it is written (`[-1:]`, `[(@.length-1)]`).
    """
    text = outputs.get(key)
    if not isinstance(text, str) or not text.startswith("$"):
        raise UnreadableError(f"`{key}` is not a JSONPath, as in `$.data`", where)
    at, steps = 1, list[str]()
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None:
            raise UnreadableError(f"`{key}` is a JSONPath that is not read: `{text}`", where)
        at = step.end()
        steps.append(_LAST if step.lastgroup == "last" else step[step.lastindex or 0])
    return tuple(steps)


def _next(path: Path, items: Path) -> dict[str, Any]:
    """The place of a cursor: in the answer, or in the last item."""
    if _LAST not in path:
        return {"next": path}
    at = path.index(_LAST)
    if path[:at] != items or _LAST in path[at + 1 :]:
        raise UnreadableError("the next cursor is in the last item of another list", "")
    return {"last": path[at + 1 :]}


def fern(survey: Survey, operation: OperationSite, value: Any) -> dict[str, Any]:
    """`{cursor: $request.after, next_cursor: $response.meta.next, results: $response.data}` is
    `{"kind": "cursor", "parameter": "after", "items": ("data",), "next": ("meta", "next")}`; `true`
    is what the document says for all. Its `offset` counts items where there is a `step`, the
    parameter of their number, and else pages.
    """
    if value is True:
        value = survey.root.get("x-fern-pagination")
    if not isinstance(value, dict):
        raise UnreadableError("`x-fern-pagination` is not an object", "")
    items = _of_response(value, "results")
    said: dict[str, Any] = {"items": items} if items else {}
    if "has-next-page" in value:
        said["more"] = _of_response(value, "has-next-page")
    match next((key for key in _FERN_KINDS if key in value), None):
        case ("next_uri" | "next_path") as url:
            return said | {"kind": "next-url", "next": _of_response(value, url)}
        case "cursor":
            said |= _next(_of_response(value, "next_cursor"), items)
            return said | {"kind": "cursor"} | _of_request(survey, operation, value, "cursor")
        case "offset":
            kind = "offset" if "step" in value else "page"
            return said | {"kind": kind} | _of_request(survey, operation, value, "offset")
        case _:
            what = "neither `cursor` nor `offset`, `next_uri` or `next_path`"
            raise UnreadableError(f"`x-fern-pagination` has {what}", "")


_FERN_KINDS = ("next_uri", "next_path", "cursor", "offset")
"""The keys that tell how pages are asked for; the first one that is there counts."""


def _of_response(value: dict[str, Any], key: str) -> Path:
    return _json_path({key: _reference(value, key, "$response")}, key, f"/{key}")


def _reference(value: dict[str, Any], key: str, start: str) -> str:
    text = value.get(key)
    if not isinstance(text, str) or not text.startswith(start):
        raise UnreadableError(f"`{key}` of `x-fern-pagination` is not `{start}.…`", _at(value, key))
    return f"${text.removeprefix(start)}"


def _of_request(
    survey: Survey, operation: OperationSite, value: dict[str, Any], key: str
) -> dict[str, Any]:
    """A parameter, else a field of the body, where there is one."""
    known = {each.name for each in survey.parameters(operation)}
    path = _json_path({key: _reference(value, key, "$request")}, key, f"/{key}")
    name = ".".join(path)
    is_field = path and name not in known and survey.bodies(operation)
    return {"body": path} if is_field else {"parameter": name}


def ms(survey: Survey, operation: OperationSite, value: Any) -> dict[str, Any] | None:
    """`{nextLinkName: "@odata.nextLink", itemName: value}` is `{"kind": "next-url", "next":
    ("@odata.nextLink",), "items": ("value",)}`; with null as its `nextLinkName` there is one page.
    Which operation answers at the URL (`operationName`) does not matter to who follows it.
    """
    if not isinstance(value, dict) or "nextLinkName" not in value:
        raise UnreadableError("`x-ms-pageable` has no `nextLinkName`", "")
    name, items = value["nextLinkName"], value.get("itemName", "value")
    if name is None:
        return None
    if not (_is_named(name) and _is_named(items)):
        raise UnreadableError("`x-ms-pageable` does not name properties", "")
    answered = (properties(survey, each) for each in paged_answers(survey, operation))
    known = set(chain.from_iterable(answered))
    return {"kind": "next-url", "next": _place(name, known), "items": _place(items, known)}


def _is_named(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _place(name: str, known: Container[str]) -> Path:
    """`("@odata.nextLink",)` where a property is called so, else a path: `("page", "next")`."""
    return (name,) if name in known else path_of(name)


def paged_answers(survey: Survey, operation: OperationSite) -> list[Any]:
    """The schema of each answer that may be a page: of those of JSON, where there are any."""
    found = list(answers_in(survey, operation.node))
    return [schema for name, schema in found if is_json(name)] or [schema for _, schema in found]


def path_of(value: Any) -> Path:
    return tuple(value.split(".") if isinstance(value, str) else value)


def _at(value: dict[str, Any], key: str) -> str:
    return f"/{key}" if key in value else ""
