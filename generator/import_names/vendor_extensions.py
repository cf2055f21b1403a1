"""`x-fern-…` and `x-speakeasy-…` of an override or an overlay in our own `x-sdk`.

What of them our generator reads as it stands goes on as it is, and so does what is no extension of
theirs: an edit of the document. The rest of them is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from generator.document.access import mapping, sequence, text
from generator.document.diagnostics import Location
from generator.document.pointer import escape
from generator.document.rules.sites import OperationSite
from generator.import_names.names import OF_THE_CLIENT, Names, Place

_VENDORS = ("x-fern-", "x-speakeasy-")
_GROUPS = ("x-fern-sdk-group-name", "x-speakeasy-group")
_METHODS = ("x-fern-sdk-method-name", "x-speakeasy-name-override")
_PAGINATIONS = ("x-fern-pagination", "x-speakeasy-pagination")
_CLASSES = ("x-fern-type-name", "x-speakeasy-name-override")
_PROPERTIES = ("x-fern-property-name", "x-speakeasy-name-override")
NAMING = frozenset({*_GROUPS, *_METHODS, *_CLASSES, *_PROPERTIES, *_PAGINATIONS})
_READ = frozenset(
    {
        "x-fern-streaming", "x-fern-webhook-signature", "x-fern-server-name",
        "x-fern-idempotent", "x-fern-idempotency-headers", "x-speakeasy-retries",
        "x-speakeasy-polling", "x-speakeasy-server-id", "x-speakeasy-stream-request-field",
        "x-speakeasy-sse-sentinel", "x-fern-ignore", "x-speakeasy-ignore",
    }
)  # fmt: skip
"""Extensions that our generator reads as they stand; names too, where `x-sdk` is silent."""


def is_read(value: Any) -> bool:
    """Whether each extension of theirs in a value is read as it stands."""
    known = {*_GROUPS, *_METHODS, *_PAGINATIONS, *_READ}
    return all(key in known or not key.startswith(_VENDORS) for key, _ in _entries(value))


def has_theirs(value: Any) -> bool:
    """Whether an extension of theirs stands anywhere in a value."""
    return any(key.startswith(_VENDORS) for key, _ in _entries(value))


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    """The entries of every object in a value."""
    if isinstance(value, dict):
        yield from value.items()
        value = [*value.values()]
    for each in sequence(value):
        yield from _entries(each)


def operation(names: Names, verb: str, path: str, said: Mapping[str, Any], place: Place) -> None:
    """What is said of an operation: its name, its pages, and edits of it.

    `x-fern-sdk-group-name: [orders, items]` with `x-fern-sdk-method-name: list` calls it
    `orders.items.list`; a group that is empty is the client itself, which has no methods."""
    site = names.operation(verb, path, place(""))
    if site is None:
        return
    (group, within), (method, called) = _first(said, _GROUPS), _first(said, _METHODS)
    if named := group or method:
        parts = _parts(within)
        if within is not None and not parts:
            names.leave(place(f"/{named}"), f"`{named}`: {OF_THE_CLIENT}")
        names.call(site, parts, text(called), place(f"/{named}"))
    for key in filter(said.__contains__, _PAGINATIONS):
        _paging(names, site, key, said[key], place(f"/{key}"))
    rest = without(said, (*_GROUPS, *_METHODS, *_PAGINATIONS))
    edits(names, site.pointer, rest, place)


def _first(said: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, Any]:
    """The first of the keys that is there, with its value; no key for none."""
    return next(((key, said[key]) for key in keys if key in said), ("", None))


def without(said: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """The entries but for those of some keys."""
    return {key: value for key, value in said.items() if key not in keys}


def _parts(group: Any) -> list[str]:
    """The names of a group, one inside another."""
    listed = group.split(".") if isinstance(group, str) else sequence(group)
    return [part for part in listed if isinstance(part, str) and part]


def _paging(names: Names, site: OperationSite, key: str, value: Any, place: Location) -> None:
    if value is False or value is None:
        return
    paging = names.paging(site, key, value)
    if isinstance(paging, dict):
        names.choose(site.pointer, "paging", paging, place)
    else:
        names.leave(place, f"`{key}`: {paging[0]}")


def schema(names: Names, schema_name: str, said: Mapping[str, Any], place: Place) -> None:
    """What is said of a schema of the components: its class (`x-fern-type-name: Order`), its
    properties (`properties: {no: {x-fern-property-name: number}}`), and edits of it.
    """
    pointer = names.schema(schema_name, place(""))
    if pointer is None:
        return
    for key, called in _texts(said, _CLASSES).items():
        names.model(pointer, called, place(f"/{key}"))
    rest = without(said, _CLASSES)
    for name, entry in mapping(said.get("properties")).items():
        at = f"/properties/{escape(name)}"
        called_so = _texts(mapping(entry), _PROPERTIES)
        # a property that the document does not have is an edit of it
        if called_so and names.node(f"{pointer}{at}") is not None:
            key, called = next(iter(called_so.items()))
            names.property(f"{pointer}{at}", called, place(f"{at}/{key}"))
            rest["properties"] = {**rest["properties"], name: without(entry, (key,))}
    edits(names, pointer, rest, place)


def _texts(said: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    """What is said under the keys, where that is a text."""
    return {key: called for key in keys if (called := text(said.get(key)))}


def edits(names: Names, pointer: str, said: Mapping[str, Any], place: Place) -> None:
    """What is said of any object besides: it goes on as it is, where an update says the same.

    Three things an update of an overlay does not say: what a reference to another file is from
    another place, another list in place of one (it adds to it), that something is to go."""
    there = names.node(pointer) or {}
    for key, value in said.items():
        at = f"/{escape(key)}"
        kept = _without_theirs(names, key, value, at, place)
        if kept in (None, {}, there.get(key)):
            continue
        if key == "$ref" or _refers_elsewhere(kept):
            reason = "it refers to another file, from where the override stands"
            names.leave(place(at), f"`{key}`: {reason}")
        elif _replaces(kept, there.get(key)):
            reason = "it takes the place of a list or removes something, which an update does not"
            names.leave(place(at), f"`{key}`: {reason}")
        else:
            names.edit(pointer, key, kept, place(at))


def _without_theirs(names: Names, key: str, value: Any, at: str, place: Place) -> Any:
    """A value without extensions that nothing reads, which are told; None for such a one. What has
    nothing else in it goes with them: `{info: {x-fern-audiences: [public]}}` is `{}`.
    """
    if key.startswith(_VENDORS) and key not in _READ:
        names.leave(place(at), f"`{key}` is an extension that is not read")
        return None
    match value:
        case None:
            return _Null
        case dict() if key not in _READ:
            kept = {
                name: _without_theirs(names, name, entry, f"{at}/{escape(name)}", place)
                for name, entry in value.items()
            }
            return {name: entry for name, entry in kept.items() if entry not in (None, {})}
    return value


class _Null:
    """A null of the file, which removes what is there."""


def _refers_elsewhere(value: Any) -> bool:
    references = (target for key, target in _entries(value) if key == "$ref")
    return any(isinstance(each, str) and not each.startswith("#") for each in references)


def _replaces(value: Any, there: Any) -> bool:
    """Whether a value would take the place of something that an update leaves or adds to."""
    if value is _Null:
        return True
    if isinstance(value, dict):
        return any(_replaces(entry, mapping(there).get(key)) for key, entry in value.items())
    return isinstance(value, list) and isinstance(there, list)
