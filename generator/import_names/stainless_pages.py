"""`pagination` of `stainless.yml`: schemes that lists are matched with, by the parameters of a
request and the fields of an answer, each with its purpose.

An operation has the first scheme whose parameters and fields it has all of. `paginated` of a method
says that it has none (`false`), has one (`true`), or which (its name)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from generator.document.access import mapping, sequence, text
from generator.document.diagnostics import Location
from generator.document.rules.composition import body_fields, properties
from generator.document.rules.paging_dialects import paged_answers
from generator.document.rules.sites import OperationSite
from generator.document.schema.keywords import names_array
from generator.document.source import Source
from generator.import_names.names import Names

Path = tuple[str, ...]

_MARK = "x-stainless-pagination-property"
_KINDS: Mapping[str, str] = {
    "cursor": "cursor",
    "cursor_id": "cursor",
    "cursor_url": "next-url",
    "offset": "offset",
    "page_number": "page",
}
# Of each type: our key, the purpose that is it, and names that are taken for it where no purpose
# is written.
_KEYS: Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "cursor": (
        ("parameter", "next_cursor_param", ("cursor", "after", "page_token", "next_cursor")),
        ("next", "next_cursor_field", ("next_cursor", "next_page_token", "cursor")),
    ),
    "cursor_id": (
        ("parameter", "next_cursor_id_param", ("starting_after", "after", "after_id")),
        ("last", "cursor_item_id", ("id",)),
    ),
    "cursor_url": (("next", "cursor_url_field", ("next_url", "next")),),
    "offset": (
        ("parameter", "offset_count_param", ("offset", "skip")),
        ("total", "offset_total_count_field", ()),
    ),
    "page_number": (
        ("parameter", "page_number_param", ("page", "page_number")),
        ("total", "total_page_count_field", ()),
    ),
}


class _Property(NamedTuple):
    """A parameter or field of a scheme, by its path."""

    path: Path
    purpose: str
    mark: Mapping[str, Any]
    schema: Mapping[str, Any]


class _Scheme(NamedTuple):
    """A scheme, with the value of `x-sdk.paging` that it comes to, or why it comes to none."""

    name: str
    at: str
    in_body: bool
    request: frozenset[str]
    response: frozenset[str]
    said: dict[str, Any]
    fault: str


class Pages:
    """The schemes of a configuration, and which of them operations have."""

    def __init__(self, source: Source, names: Names) -> None:
        self._source, self._names = source, names
        listed = sequence(source.data.get("pagination"))
        schemes = [_scheme(f"/pagination/{index}", each) for index, each in enumerate(listed)]
        self._schemes = [scheme for scheme in schemes if not scheme.fault]
        self._used: set[str] = set()
        for scheme in schemes:
            if scheme.fault:
                names.leave(source.locate(scheme.at), f"`{scheme.name}`: {scheme.fault}")

    def of(self, site: OperationSite, paginated: Any, place: Location) -> None:
        """How the list of an operation comes in pages, where `paginated` of its method lets it. Of
        a method that says nothing of pages, it is not told that no scheme fits.
        """
        schemes, otherwise = self._schemes, ""
        match paginated:
            case False:
                return
            case True:
                otherwise = "no scheme fits"
            case str():
                schemes = [each for each in schemes if each.name == paginated]
                otherwise = f"the scheme `{paginated}` does not fit"
        for scheme in schemes:
            if self._choose(scheme, site, place):
                return
        if otherwise:
            self._names.leave(place, f"`paginated`: {otherwise} its parameters and its answer")

    def _choose(self, scheme: _Scheme, site: OperationSite, place: Location) -> bool:
        """Writes that an operation has a scheme, and tells whether it does: whether it has what the
        scheme needs, and the document bears `x-sdk.paging` out.
        """
        if not self._has_all(site, scheme):
            return False
        said = self._names.paging(site, "x-sdk", {"paging": scheme.said})
        if not isinstance(said, dict):
            return False
        self._names.choose(site.pointer, "paging", said, place)
        self._used.add(scheme.at)
        return True

    def tell_unused(self) -> None:
        for scheme in self._schemes:
            place = self._source.locate(scheme.at)
            if scheme.at not in self._used:
                reason = "no operation that is named has its parameters and fields"
            else:
                reason = "it has no class of its own; each list has one, called after its model"
            self._names.leave(place, f"`{scheme.name}`: {reason}")

    def _has_all(self, site: OperationSite, scheme: _Scheme) -> bool:
        survey = self._names.survey
        if scheme.in_body:
            known = body_fields(survey, site)
        else:
            known = {each.name for each in survey.parameters(site)}
        answers = paged_answers(survey, site)
        return scheme.request <= known and all(
            scheme.response <= properties(survey, answer).keys() for answer in answers
        )


def _scheme(at: str, node: Any) -> _Scheme:
    """`{name: offset_page, type: offset, request: {offset: …}, response: {results: …}}`: what an
    operation needs to have it, and what `paging` of `x-sdk` then says.
    """
    scheme = mapping(node)
    name, kind = text(scheme.get("name")) or at.rpartition("/")[2], text(scheme.get("type"))
    request = list(_properties(scheme.get("request")))
    response = list(_properties(scheme.get("response")))
    in_body = scheme.get("param_location") == "body"
    asked = _needed(request)
    answered = _needed(each for each in response if not _is_beside(each))
    said, fault = _said(kind, request, response, in_body)
    return _Scheme(name, at, in_body, asked, answered, said, fault)


def _properties(node: Any, above: Path = ()) -> Iterator[_Property]:
    """The properties of an object, and of those in it, the outer ones first."""
    for name, schema in mapping(node).items():
        mark = mapping(schema).get(_MARK)
        said = {"purpose": mark} if isinstance(mark, str) else mapping(mark)
        yield _Property((*above, name), text(said.get("purpose")), said, mapping(schema))
    for name, schema in mapping(node).items():
        yield from _properties(mapping(schema).get("properties"), (*above, name))


def _is_beside(each: _Property) -> bool:
    """Whether it is not in the body of an answer under its name."""
    return "from_header" in each.mark or each.mark.get("is_top_level_array") is True


def _needed(every: Iterable[_Property]) -> frozenset[str]:
    """The names of the outermost properties that have to be there."""
    needed = (each.path for each in every if each.mark.get("required") is not False)
    return frozenset(name for name, *inner in needed if not inner)


def _refused(kind: str, response: list[_Property]) -> str:
    if kind == "fake_page":
        return "its lists come whole, and are given as the document has them"
    if kind not in _KINDS:
        return f"`{kind}` is no type of pages that is known"
    headers = [each for each in response if "from_header" in each.mark and each.purpose]
    if headers:
        return f"`{'.'.join(headers[0].path)}` is in a header, where only `Link` is followed"
    return ""


def _said(
    kind: str, request: list[_Property], response: list[_Property], in_body: bool
) -> tuple[dict[str, Any], str]:
    """The value of `x-sdk.paging`, or why there is none: `{"kind": "offset", "items": ["results"],
    "parameter": "offset", "total": ["total"]}`.
    """
    if refusal := _refused(kind, response):
        return {}, refusal
    said: dict[str, Any] = {"kind": _KINDS[kind]}
    listed = _one(response, "items") or _first_list(response)
    if listed is None:
        return {}, "its answer has no list"
    if not _is_beside(listed):
        said["items"] = list(listed.path)
    items = list(_properties(mapping(listed.schema.get("items")).get("properties")))
    for key, purpose, usual in _KEYS[kind]:
        among = {"parameter": request, "last": items}.get(key, response)
        match key, _one(among, purpose, usual):
            case "parameter", _Property(path):
                said |= {"body": list(path)} if in_body else {key: ".".join(path)}
            case _, _Property(path):
                said[key] = list(path)
            case "last", None:  # items need not be described: the last of them has an `id`
                said[key] = list(usual)
            case "total", None:  # pages end without one as well
                pass
            case _:
                return {}, f"nothing in it has the purpose `{purpose}`"
    more = _one(response, "has_next_page", ("has_more", "has_next_page"))
    return (said if more is None else said | {"more": list(more.path)}), ""


def _one(among: list[_Property], purpose: str, usual: tuple[str, ...] = ()) -> _Property | None:
    """The property of a purpose; else the one without a purpose that is usually called so."""
    of_purpose = (each for each in among if each.purpose == purpose)
    unmarked = [each for each in among if not each.purpose]
    called_so = (each for name in usual for each in unmarked if each.path == (name,))
    return next(chain(of_purpose, called_so), None)


def _first_list(among: list[_Property]) -> _Property | None:
    """The first list without a purpose."""
    lists = (each for each in among if names_array(each.schema) and not each.purpose)
    return next(lists, None)
