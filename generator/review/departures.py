"""How two documents stand to the reference: where the later one departs from it, and where it
agrees now.

Both are compared with the same facts, those that were seen last, as `reference compare` does. What
the later document says otherwise than the reference, and the earlier one did not, is a departure,
waived or not; what the earlier one said otherwise, and the later one does not, was corrected. Where
both say something else than the reference, the later one was corrected if it is nearer, with
nothing that neither the earlier document nor the reference has."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final, Literal

from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.vendor_docs.compare import compare_with_facts
from generator.vendor_docs.differences import Difference, Where
from generator.vendor_docs.facts import UNSTATED, Section
from generator.vendor_docs.observations import Observations

Key = tuple[str, str]
Place = tuple[str, ...]
"""A place in an operation: its part, then the names that lead to it there."""
Way = Literal["departed", "corrected"]

_VARIABLE: Final = re.compile(r"\{[^{}]*\}")
_PRESENCE: Final = frozenset({"presence", "body", "status", "security"})
"""Aspects of which the reference has a thing or has it not, rather than a value of it."""
_SEVERAL: Final = frozenset({"media type", "seen", "security"})
"""Aspects in which a place may differ more than once: a body has several media types."""
_FLAGS: Final[Mapping[str, tuple[str, str]]] = {
    "required": ("demands {}", "does not demand {}"),
    "nullable": ("allows null for {}", "shows no null for {}"),
    "deprecated": ("calls {} deprecated", "does not call {} deprecated"),
    "discriminator": ("calls {} a discriminator", "does not call {} a discriminator"),
}
_NAMES: Final[Mapping[str, str]] = {"enum": "values", "in": "place", "seen": "values"}
_MOST_SHOWN: Final = 200  # characters of what the reference says


def key(method: str, path: str) -> Key:
    """An operation as both the document and the reference name it: without a query, whatever its
    variables are called.
    """
    return method.upper(), _VARIABLE.sub("{}", path.partition("?")[0]).rstrip("/")


def plain(where: Where) -> Place:
    """A place as facts name it, without the steps to the items of arrays, every success as one."""
    names = [name for name in where.names if name is not None]
    if where.part == "response" and names:
        names[0] = status_range(names[0])
    return (where.part, *names)


def status_range(status: str) -> str:
    return "2XX" if status == UNSTATED or status.startswith("2") else status.upper()


class Departures:
    """Where two documents and the reference agree and differ, for the operations that are asked
    about.
    """

    def __init__(
        self,
        facts: Sequence[Section],
        observed: Observations | None,
        base: Document,
        head: Document,
        reached: Iterable[Key],
    ) -> None:
        """`facts` and `observed` are those of the later document; only the sections of `reached`
        operations are compared.
        """
        operations = frozenset(reached)
        facts = [_asked(section, operations) for section in facts]
        if observed is not None:
            observed = replace(
                observed,
                sections=tuple(_asked(section, operations) for section in observed.sections),
            )
        before, after = (
            _by_place(compare_with_facts(facts, each, whole=False, observed=observed).differences)
            for each in (base, head)
        )
        self._found: dict[Key, list[tuple[Way, Difference]]] = defaultdict(list)
        for place in dict.fromkeys((*after, *before)):
            was, now = before.get(place), after.get(place)
            way = _way(was, now)
            shown = now or was
            if way is not None and shown is not None:
                self._found[key(shown.method, shown.path)].append((way, shown))

    def of(self, operation: Key) -> Sequence[tuple[Way, Difference]]:
        """What of an operation departs from the reference since, or agrees with it since."""
        return self._found.get(operation, ())


def _asked(section: Section, reached: frozenset[Key]) -> Section:
    """A section without its operations where none of them is reached; what it says of all calls
    stays.
    """
    if any(key(each.method, each.path) in reached for each in section.operations):
        return section
    return replace(section, operations=(), untranscribed=())


def _by_place(differences: Iterable[Difference]) -> Mapping[tuple[str, ...], Difference]:
    """By operation, place, aspect and source, each of `_SEVERAL` by what it is about too:
    `("PUT", "/pets/{id}", "request", "media type", "", '"text/csv"')`.
    """
    found: dict[tuple[str, ...], Difference] = {}
    for each in differences:
        place = each.method, each.path, each.where, each.aspect, each.source or ""
        is_one_of_several = each.aspect in _SEVERAL
        about = _text(each.reference or each.document) if is_one_of_several else ""
        found[*place, about] = each
    return found


def _way(was: Difference | None, now: Difference | None) -> Way | None:
    """What became of a difference from the reference; `None` where the document says the same."""
    if was is None or now is None:
        return "departed" if was is None else "corrected"
    before, after, wanted = (_parts(each) for each in (was.document, now.document, now.reference))
    if before == after:
        return None
    return "corrected" if after ^ wanted < before ^ wanted else "departed"


def _parts(value: Any) -> frozenset[str]:
    """A value, or the values of a list, to be told apart."""
    return frozenset() if value is None else frozenset(map(_text, _listed(value)))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


# --- in words -------------------------------------------------------------------------------------


def sentence(difference: Difference, shown_in: str) -> str:
    """What the reference has, in one sentence, with its place in the facts, whose folder is called
    `shown_in`, and the reason for which it was waived."""
    operation = f"`{difference.method} {difference.path}`"
    at = "" if difference.where == "operation" else f"`{difference.where}`"
    said = _said(difference, at, operation)
    place = _place(difference.theirs, shown_in)
    waived = f" Waived: {difference.waived.strip().rstrip('.')}." if difference.waived else ""
    return f"{said}{f' ({place})' if place else ''}.{waived}"


def _said(difference: Difference, at: str, operation: str) -> str:
    """What the reference has or has not, by the kind of aspect: a thing, a flag, a value of one.

    "The reference has no operation `GET /a`", "The reference demands `request.id` in `PUT /a`",
    "What was observed (live) has the type string for `request.id` in `PUT /a`"."""
    source = difference.source
    who = "The reference" if source is None else f"What was observed ({source})"
    of = f"{at} in {operation}" if at else operation
    aspect, reference = difference.aspect, difference.reference
    if aspect in _FLAGS:
        is_so, is_not_so = _FLAGS[aspect]
        return f"{who} {(is_so if reference else is_not_so).format(of)}"
    name = _NAMES.get(aspect, aspect)
    match reference, aspect in _PRESENCE:
        case None, True:
            return f"{who} has no {of}" if at else f"{who} has no operation {of}"
        case _, True:
            return f"{who} has {of}: {_words(reference)}"
        case None, False:
            return f"{who} has no {name} {_words(difference.document)} for {of}"
        case _:
            return f"{who} has the {name} {_words(reference)} for {of}"


def _words(value: Any) -> str:
    text = ", ".join(each if isinstance(each, str) else _text(each) for each in _listed(value))
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _place(location: Location | None, shown_in: str) -> str:
    """A line of the facts, whose folder may have been unpacked somewhere else."""
    if location is None:
        return ""
    path = PurePath(location.file)
    parts = path.parts
    name = PurePath(shown_in).name
    inside = parts[len(parts) - parts[::-1].index(name) :] if name in parts else (path.name,)
    return f"{PurePath(shown_in, *inside).as_posix()}:{location.line}"
