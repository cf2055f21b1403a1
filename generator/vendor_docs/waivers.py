"""Deliberate deviations of a document from the reference: `x-reference-waiver`, and which of them
still apply.

A waiver stands on the object that differs (a parameter, schema, property, request body, response,
media type, operation), and holds for what that object itself says, not for what is below it. A text
is the reason for all of that, a mapping gives reasons by aspect (`{format: reason}`). On an
operation or a tag, a mapping may also name differences by their place, as the report writes it
(`{response.2XX: reason}`, or `{response.2XX body: reason}` for one aspect): the way for what the
document lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import Any

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.document.pointer import join
from generator.document.rules.extension_forms import WAIVABLE, WAIVER
from generator.document.rules.survey import surveyed
from generator.records import record


@record(frozen=True, slots=True)
class StaleWaiver:
    """A waiver, or one entry of it, that waives nothing: what it deviated from is gone. `key` is
    `None` for a text.
    """

    reason: str
    key: str | None
    location: Location


class Waivers:
    """The waivers of a document. It remembers which of them were of use."""

    def __init__(self, document: Document) -> None:
        self._document = document
        sites = chain.from_iterable(map(surveyed(document).of, WAIVABLE))
        self._reasons = {
            (site.pointer, key): reason
            for site in sites
            for key, reason in _reasons(site.node.get(WAIVER)).items()
        }
        self._used: set[tuple[str, str | None]] = set()

    def reason(
        self, objects: Iterable[str], aspect: str, holder: str | None, names: Iterable[str]
    ) -> str | None:
        """Why a difference in `aspect` is meant, if it is: by a waiver on one of the `objects` that
        differ, or on their `holder` under one of the `names` of its place. Every waiver that fits
        was of use; of several reasons the first object's is given, that of the `holder` last."""
        own = product(dict.fromkeys(objects), (None, aspect))
        named = {(holder, key) for name in names for key in (name, f"{name} {aspect}")}
        found = list(filter(self._reasons.__contains__, own))
        found += filter(named.__contains__, self._reasons)
        self._used.update(found)
        return self._reasons[found[0]] if found else None

    def stale(self) -> Iterator[StaleWaiver]:
        """The waivers that gave no reason so far."""
        for pointer, key in self._reasons:
            if (pointer, key) not in self._used:
                tokens = (WAIVER,) if key is None else (WAIVER, key)
                place = self._document.locate(join(pointer, *tokens), key=True)
                yield StaleWaiver(self._reasons[pointer, key], key, place)


def _reasons(value: Any) -> dict[str | None, str]:
    """The reasons of a waiver by their keys, `None` standing for a text; what is malformed waives
    nothing."""
    if isinstance(value, str):
        return {None: value}
    return {key: reason for key, reason in mapping(value).items() if isinstance(reason, str)}
