"""How the list of an operation comes in pages, as one of the extensions for it says, and whether
the document bears it out.

    x-sdk:
      paging: {kind: cursor, items: data, parameter: after, next: meta.next, more: meta.more}

`kind` is `cursor`, `offset`, `page` (a number), `next-url` or `link` (the header of RFC 8288).
`items` is where the answer has the list, unless it is the list itself. `parameter`, or `body` for
a field of the body, asks for the next page; `next` is where the answer has the next cursor or URL,
or `last` where its last item has the cursor. `more` is a boolean that says whether there is a next
page, `total` how many items there are, or how many pages where `kind` is `page`; `start` is the
first offset or number. Places are names joined by dots, or a list of names that have dots
themselves.

`x-speakeasy-pagination`, `x-fern-pagination` and `x-ms-pageable` are brought to the same form. The
first extension that an operation has counts, in the order of `DIALECTS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeGuard, cast, get_args

from generator.document.access import mapping
from generator.document.forms import (
    ANY_TEXT,
    COUNT,
    Form,
    Misfit,
    any_of,
    is_count,
    listed,
    meant,
    one_of,
    unknown_key,
)
from generator.document.pointer import escape
from generator.document.rules.composition import below, items, parts
from generator.document.rules.paging_dialects import (
    Path,
    UnreadableError,
    fern,
    ms,
    paged_answers,
    path_of,
    speakeasy,
)
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey
from generator.document.rules.table import quoted
from generator.document.schema.keywords import types
from generator.records import record
from templates.runtime.media_types import is_form, is_json

PagingKind = Literal["cursor", "offset", "page", "next-url", "link"]

KINDS: tuple[PagingKind, ...] = get_args(PagingKind)
_START: Mapping[PagingKind, int] = {"offset": 0, "page": 1}
PATHS = ("items", "body", "next", "last", "more", "total")
KEYS: Mapping[PagingKind, tuple[str, ...]] = {
    "cursor": ("items", "parameter", "body", "next", "last", "more"),
    "offset": ("items", "parameter", "body", "more", "total", "start"),
    "page": ("items", "parameter", "body", "more", "total", "start"),
    "next-url": ("items", "next", "more"),
    "link": ("items", "more"),
}
_NUMBERS = frozenset({"integer", "number", "null"})
_TEXTS = frozenset({"string", "integer", "null"})


@record(frozen=True, slots=True)
class Said:
    """How a list is paged, in the terms of the wire."""

    kind: PagingKind
    items: Path
    parameter: str | None
    body: Path
    next: Path
    last: Path
    more: Path
    total: Path
    start: int


class _Dialect(NamedTuple):
    """An extension: where it stands, and what brings it to the form of `x-sdk.paging`."""

    name: str
    where: str
    read: Callable[[Survey, OperationSite, Any], dict[str, Any] | None]


def paging_of(survey: Survey, operation: OperationSite) -> Said | list[Misfit] | None:
    """How the list of an operation comes in pages, or why that cannot be told; `None` where nothing
    says that it does. The first extension that is there counts, also where it says that there is
    one page only (`x-ms-pageable: {nextLinkName: null}`) or is not borne out.
    """
    for dialect in DIALECTS:
        value = value_of(operation.node, dialect)
        if value is None:
            continue
        try:
            said = dialect.read(survey, operation, value)
        except UnreadableError as fault:
            message, below = fault.args
            return [Misfit(message, f"{dialect.where}{below}")]
        if said is None:
            return None
        if found := list(paging_faults(survey, operation, said)):
            return [_placed(each, dialect, value) for each in found]
        return _made(survey, operation, said)
    return None


def paging_wrongs(survey: Survey, operation: OperationSite) -> list[Misfit]:
    """Why the list of an operation cannot be walked as an extension says; empty where it can, or
    none says it.
    """
    found = paging_of(survey, operation)
    return found if isinstance(found, list) else []


def value_of(operation: Any, dialect: _Dialect) -> Any:
    node = operation
    for name in dialect.where.split("/")[1:]:
        node = mapping(node).get(name)
    return None if node is False else node


def _placed(fault: Misfit, dialect: _Dialect, value: Any) -> Misfit:
    """A fault of a key at that key where the document has it; else at the extension."""
    below = fault.where if fault.where.strip("/") in mapping(value) else ""
    called = "`paging` of `x-sdk`" if dialect.name == "x-sdk" else f"`{dialect.name}`"
    return Misfit(fault.message.replace("{}", called), f"{dialect.where}{below}")


# --- x-sdk ----------------------------------------------------------------------------------------


def _own(_survey: Survey, _operation: OperationSite, value: Any) -> dict[str, Any]:
    """`x-sdk.paging` with its places as paths, `{"next": ("meta", "next")}`; the first thing that
    is wrong with it raises `UnreadableError`.
    """
    if not isinstance(value, dict):
        raise UnreadableError("`paging` of `x-sdk` is not an object", "")
    kind = _kind_of(value)
    allowed = ("kind", *KEYS[kind])
    for key, entry in value.items():
        if key not in allowed:
            message = unknown_key(f"`paging` of kind `{kind}`", key, allowed)
            raise UnreadableError(message, f"/{escape(str(key))}")
        if not FORMS[key][1](entry):
            raise UnreadableError(f"`{key}` of `paging` is not {FORMS[key][0]}", f"/{key}")
    return {key: path_of(entry) if key in PATHS else entry for key, entry in value.items()}


def _kind_of(value: dict[str, Any]) -> PagingKind:
    if "kind" not in value:
        raise UnreadableError(f"`paging` of `x-sdk` lacks `kind`, one of {quoted(KINDS)}", "")
    kind = value["kind"]
    if kind not in KINDS:
        message = f"`kind` of `paging` is not one of {quoted(KINDS)}{meant(kind, KINDS)}"
        raise UnreadableError(message, "/kind")
    return cast("PagingKind", kind)


def _is_path(value: Any) -> bool:
    names = value.split(".") if isinstance(value, str) else value
    return (
        isinstance(names, list)
        and bool(names)
        and all(isinstance(name, str) and name for name in names)
    )


_A_PATH = Form(
    "a place: names joined by dots, or a list of names",
    _is_path,
    any_of({"type": "string", "pattern": r"^[^.]+(\.[^.]+)*$"}, listed(ANY_TEXT, least=1)),
)
FORMS: Mapping[str, Form] = {
    "kind": Form("a kind", lambda value: value in KINDS, one_of(KINDS)),
    **dict.fromkeys(PATHS, _A_PATH),
    "parameter": Form(
        "the name of a parameter", lambda value: isinstance(value, str) and bool(value), ANY_TEXT
    ),
    "start": Form(
        "a whole number, at least 0",
        is_count,
        COUNT,
    ),
}


DIALECTS = (
    _Dialect("x-sdk", "/x-sdk/paging", _own),
    _Dialect("x-speakeasy-pagination", "/x-speakeasy-pagination", speakeasy),
    _Dialect("x-fern-pagination", "/x-fern-pagination", fern),
    _Dialect("x-ms-pageable", "/x-ms-pageable", ms),
)


# --- whether the document bears it out ------------------------------------------------------------


def paging_faults(
    survey: Survey, operation: OperationSite, said: dict[str, Any]
) -> Iterator[Misfit]:
    """Why an operation cannot be walked by what is said, `{kind: cursor, parameter: after, next:
    ["meta", "next"], …}`. `{}` in a message is for the name of the extension; of answers the first
    with a fault is told.
    """
    yield from _of_kind(survey, operation, said)
    found = paged_answers(survey, operation)
    if not found:
        yield Misfit("{} stands on an operation that returns nothing", "")
    in_answers = (list(_in_answer(survey, answer, said)) for answer in found)
    yield from next(filter(None, in_answers), ())


def _of_kind(survey: Survey, operation: OperationSite, said: dict[str, Any]) -> Iterator[Misfit]:
    """Whether there is what a kind needs: a place for the number or cursor of the next page in the
    request, and one that has it, or a URL, in the answer.
    """
    kind: PagingKind = said["kind"]
    if kind in ("cursor", "offset", "page"):
        yield from _in_request(survey, operation, said)
    elif survey.bodies(operation):
        yield Misfit("{} follows URLs, on an operation that has a body", "/kind")
    match kind, said.keys() & {"next", "last"}:
        case "cursor", places if len(places) != 1:
            yield Misfit("{} has to have one of `next` and `last`", "")
        case "next-url", places if "next" not in places:
            yield Misfit("{} lacks `next`, where the answer has the URL", "")


def _in_request(survey: Survey, operation: OperationSite, said: dict[str, Any]) -> Iterator[Misfit]:
    """What is wrong with the place that asks for a page, a parameter or a field of the body: of a
    cursor it takes text or a whole number, of an offset or a page a number.
    """
    asked = _Asked(_NUMBERS, "no number")
    if said["kind"] == "cursor":
        asked = _Asked(_TEXTS, "neither text nor a whole number")
    name, field = said.get("parameter"), said.get("body")
    if (name is None) == (field is None):
        yield Misfit("{} has to have one of `parameter` and `body`", "")
    elif name is not None:
        yield from _in_parameter(survey, operation, name, asked)
    yield from _in_body(survey, operation, field, asked)


class _Asked(NamedTuple):
    """What a place that is sent takes; `otherwise` says that it takes nothing of the kind."""

    types: frozenset[str]
    otherwise: str


def _in_parameter(
    survey: Survey, operation: OperationSite, name: str, asked: _Asked
) -> Iterator[Misfit]:
    known = {each.name: each for each in survey.parameters(operation)}
    if name not in known:
        message = f"{{}} names `{name}`, which is no parameter of the operation"
        yield Misfit(message, "/parameter")
    elif not _fits(survey, known[name].schema, asked.types):
        yield Misfit(f"{{}} names `{name}`, which is {asked.otherwise}", "/parameter")


def _in_body(
    survey: Survey, operation: OperationSite, field: Path | None, asked: _Asked
) -> Iterator[Misfit]:
    """What is wrong with the body, which is sent again for each page, and with the field in it that
    asks for the page, if there is one.
    """
    bodies = survey.bodies(operation)
    if kinds := [name for name in bodies if not _is_sent_again(name, field)]:
        yield Misfit(f"{{}} stands on an operation whose body is {quoted(kinds)}", "")
    elif field is not None:
        schemas = [below(survey, schema, field) for schema in bodies.values()]
        yield from _in_field(survey, schemas, field, asked)


def _in_field(survey: Survey, schemas: list[Any], field: Path, asked: _Asked) -> Iterator[Misfit]:
    """What is wrong with a field, by what each body has there (None for nothing)."""
    if not schemas or None in schemas:
        fault = "no field of the body"
    elif not all(_fits(survey, schema, asked.types) for schema in schemas):
        fault = asked.otherwise
    else:
        return
    yield Misfit(f"{{}} names `{'.'.join(field)}`, which is {fault}", "/body")


def _is_sent_again(media_type: str, field: Path | None) -> bool:
    """Whether a body can be sent for each page; with the place of the page in it, if it has that.
    Each list of Stripe takes a form that is empty.
    """
    return is_json(media_type) or (field is None and is_form(media_type))


def _in_answer(survey: Survey, answer: Any, said: dict[str, Any]) -> Iterator[Misfit]:
    """What is wrong with the places that an answer should have: its list, and where it has (or its
    last item) what asks for the next page, or says whether there is one.
    """
    path: Path = said.get("items", ())
    listed = below(survey, answer, path)
    its_items = items(survey, listed)
    if not its_items:
        what = f"gives no list in `{'.'.join(path)}`" if path else "gives no list"
        yield Misfit(f"{{}} stands on an operation that {what}", "/items")
        return
    text = frozenset({"string", "null"}) if said["kind"] == "next-url" else _TEXTS
    for key, node, fits, what in (
        ("next", answer, text, "neither text nor a whole number"),
        ("last", its_items[0], _TEXTS, "neither text nor a whole number"),
        ("more", answer, frozenset({"boolean", "null"}), "no boolean"),
        ("total", answer, _NUMBERS, "no number"),
    ):
        if key not in said:
            continue
        schema, name = below(survey, node, said[key]), ".".join(said[key])
        if schema is None:
            where = "an item" if key == "last" else "the answer"
            message = f"`{key}` of {{}} names `{name}`, which is no property of {where}"
            yield Misfit(message, f"/{key}")
        elif not _fits(survey, schema, fits):
            yield Misfit(f"`{key}` of {{}} names `{name}`, which is {what}", f"/{key}")


def _fits(survey: Survey, schema: Any, kinds: frozenset[str]) -> bool:
    return all(types(part) <= kinds for part in parts(survey, schema, alternatives=True))


def places_in_request(survey: Survey, operation: OperationSite, said: Said) -> list[Any]:
    """The schemas of what asks for the next page: of a parameter, or of a field of each body."""
    if said.body:
        bodies = survey.bodies(operation).values()
        return [below(survey, each, said.body) for each in bodies]
    known = survey.parameters(operation)
    return [each.schema for each in known if each.name == said.parameter]


def _made(survey: Survey, operation: OperationSite, said: dict[str, Any]) -> Said:
    """What is said, with what is not as it is then meant: the first page or offset is the `default`
    of what asks for it, a whole number, else 1 or 0.
    """
    kind: PagingKind = said["kind"]
    made = Said(
        kind=kind,
        parameter=said.get("parameter"),
        start=said.get("start", _START.get(kind, 0)),
        **{key: said.get(key, ()) for key in PATHS},
    )
    if "start" in said or kind not in _START:
        return made
    places = places_in_request(survey, operation, made)
    together = chain.from_iterable(parts(survey, schema) for schema in places)
    defaults = (part.get("default") for part in together)
    start = next(filter(_is_whole, defaults), made.start)
    return replace(made, start=start)


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
