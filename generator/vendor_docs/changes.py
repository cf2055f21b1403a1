"""What the vendor changed between two captures of the reference: older facts against newer ones.

A change of the reference is told from one of what was seen of it. What the older facts did not
show, because the page was cut or only a sample was there, is `newly seen`; what the newer ones do
not show for such a reason is `not seen`. Neither says that the vendor did anything. Other kinds do:
`added`, `removed`, `changed`, `renamed`, and `wording`, where the words of a description have
another digest.

An operation is the same in both where method and path are, its variables whatever they are called.
One that is gone and one that is new with the same shape are one that was renamed, if no other could
be meant."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from generator.vendor_docs.differences import WHOLE
from generator.vendor_docs.facts import (
    Field,
    Section,
    VendorOperation,
    every_field,
    operations_of,
    without,
)
from generator.vendor_docs.operation_changes import Change, Kind, operation_changes
from generator.vendor_docs.path_words import without_names

__all__ = ["Change", "as_json", "fact_changes", "render_changes"]

_Key = tuple[str, str]
_Placed = tuple[Section, VendorOperation]


def fact_changes(old: Iterable[Section], new: Iterable[Section]) -> list[Change]:
    """All changes, by section and operation in the order of the newer facts, what is gone at the
    end of its section.

    A section that the newer facts do not have was not captured again: nothing is said of it.
    """
    before, after = _by_slug(old), _by_slug(new)
    known, current = _by_key(before.values()), _by_key(after.values())
    # An operation that moved here from a section that was not captured again is `known`, and not
    # `gone` from there.
    captured = _by_key(section for slug, section in before.items() if slug in after)
    gone = {key: captured[key] for key in without(captured, current)}
    renamed = _renamed(gone, {key: current[key] for key in without(current, known)})
    for _, operation in renamed.values():
        del gone[_key(operation)]
    known |= renamed
    found: list[Change] = []
    for section in after.values():
        for operation in section.operations:
            if (match := known.get(_key(operation))) is not None:
                found += operation_changes(*match, section, operation)
            else:
                found.append(_new_operation(before.get(section.slug), section, operation))
        own = [placed for placed in gone.values() if placed[0].slug == section.slug]
        found += [_gone_operation(held, operation, section) for held, operation in own]
    return found


def _by_slug(sections: Iterable[Section]) -> dict[str, Section]:
    return {each.slug: each for each in sections}


def _by_key(sections: Iterable[Section]) -> dict[_Key, _Placed]:
    return {_key(placed[1]): placed for placed in operations_of(sections)}


def as_json(found: Iterable[Change]) -> dict[str, Any]:
    """The changes as JSON has them: `{"changes": [{kind, section, method, path, where, aspect,
    before, after}]}`.
    """
    names = ("kind", "section", "method", "path", "where", "aspect", "before", "after")
    return {"changes": [{name: _json(getattr(change, name)) for name in names} for change in found]}


def render_changes(found: Iterable[Change]) -> str:
    """The changes as text: a line for each under its operation; an empty text for none."""
    by_operation: dict[str, list[str]] = defaultdict(list)
    for change in found:
        heading = f"{change.method} {change.path} ({change.section})\n"
        by_operation[heading].append(f"  {_line(change)}\n")
    return "".join(heading + "".join(lines) for heading, lines in by_operation.items())


def _line(change: Change) -> str:
    """`changed: request.sort: type string -> integer`; what is there on one side alone stands as it
    is, since the kind tells which side that is."""
    if change.kind == "wording":
        return f"wording: {change.place}"
    if change.before is None:
        what = _shown(change.after)
    elif change.after is None:
        what = _shown(change.before)
    else:
        what = f"{_shown(change.before)} -> {_shown(change.after)}"
    return f"{change.kind}: {change.place}: {change.aspect} {what}"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(_json(value), ensure_ascii=False)


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, (list, tuple)) else value


# --- operations -----------------------------------------------------------------------------------


def _key(operation: VendorOperation) -> _Key:
    return operation.method, without_names(operation.path)


def _new_operation(before: Section | None, section: Section, operation: VendorOperation) -> Change:
    kind: Kind = "newly seen" if before is None or _hides(before, operation) else "added"
    return _presence(kind, section, operation, None, _title(operation))


def _gone_operation(section: Section, operation: VendorOperation, after: Section) -> Change:
    kind: Kind = "not seen" if _hides(after, operation) else "removed"
    return _presence(kind, section, operation, _title(operation), None)


def _presence(
    kind: Kind, section: Section, operation: VendorOperation, before: str | None, after: str | None
) -> Change:
    method, path = operation.method, operation.path
    return Change(kind, section.slug, method, path, WHOLE, "presence", before, after)


def _title(operation: VendorOperation) -> str:
    return operation.title or operation.about or ""


def _hides(section: Section, operation: VendorOperation) -> bool:
    """Whether facts of a section may lack an operation that the reference had: they say that they
    are not all, or know an operation of that title or path in part, or one whose title is not
    known."""
    if section.evidence is not None and not section.evidence.is_complete:
        return True
    if _may_be_untranscribed(section, operation) or operation.path_cut:
        return True
    # of `/boo`, which the page breaks off in, `/books` may be the rest
    return any(each.path_cut and _begins_as(operation, each) for each in section.operations)


def _may_be_untranscribed(section: Section, operation: VendorOperation) -> bool:
    """Whether an operation without an address has the title of this one, or none."""
    titles = {_folded(each.title) for each in section.untranscribed}
    return not titles.isdisjoint(("", _folded(operation.title)))


def _folded(title: str | None) -> str:
    return (title or "").casefold()


def _begins_as(operation: VendorOperation, cut: VendorOperation) -> bool:
    """Whether an operation may be the one of which only the begin of the path was seen."""
    method, path = _key(operation)
    other, begin = _key(cut)
    return method == other and path.startswith(begin)


def _renamed(gone: Mapping[_Key, _Placed], fresh: Mapping[_Key, _Placed]) -> dict[_Key, _Placed]:
    """The older operation of each newer one that has another path and the same shape, by the key of
    the newer one: where the title is the same too, then by a shape that tells enough.
    """
    found: dict[_Key, _Placed] = {}
    waiting, left = dict(gone), dict(fresh)
    for identity in (_title_and_shape, _telling_shape):
        older, newer = _only_ones(waiting, identity), _only_ones(left, identity)
        for same in older.keys() & newer.keys():
            found[newer[same]] = waiting.pop(older[same])
            del left[newer[same]]
    return found


def _only_ones(
    known: Mapping[_Key, _Placed], identity: Callable[[VendorOperation], Hashable]
) -> dict[Hashable, _Key]:
    """The keys of operations by what they alone have."""
    groups: dict[Hashable, list[_Key]] = defaultdict(list)
    for key, (_, operation) in known.items():
        groups[identity(operation)].append(key)
    return {same: keys[0] for same, keys in groups.items() if same and len(keys) == 1}


def _title_and_shape(operation: VendorOperation) -> Hashable:
    if not operation.title:
        return None
    return operation.method, operation.title, _shape_of(operation)[1]


def _telling_shape(operation: VendorOperation) -> Hashable:
    names, shape = _shape_of(operation)
    return (operation.method, shape) if names > 1 else None


def _shape_of(operation: VendorOperation) -> tuple[int, tuple[Any, ...]]:
    """What an operation takes and gives, as names and types, whatever its path and the variables in
    it; and how many names. Headers are left out: most operations have the same.
    """
    parts: list[Any] = [
        (each.place, each.name, each.type)
        for each in operation.parameters
        if each.place not in ("path", "header")
    ]
    names = len(parts)
    answers = [(one.status, one.body) for one in operation.responses]
    for where, body in (("request", operation.request), *answers):
        if body is not None:
            names += sum(1 for _ in every_field(body.fields))
            parts.append((where, str(body.type), str(body.items), *_shapes(body.fields)))
    return names, tuple(parts)


def _shapes(fields: Iterable[Field]) -> Iterator[Any]:
    for each in fields:
        yield each.name, str(each.type), str(each.items), tuple(_shapes(each.fields))
