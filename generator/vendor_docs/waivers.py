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
from typing import Any

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
        survey = surveyed(document)
        self._by_pointer = {
            site.pointer: site.node[WAIVER]
            for kind in WAIVABLE
            for site in survey.of(kind)
            if WAIVER in site.node
        }
        self._used: set[tuple[str, str | None]] = set()

    def reason(
        self, objects: Iterable[str], aspect: str, holder: str | None, names: Iterable[str]
    ) -> str | None:
        """Why a difference in `aspect` is meant, if it is: by a waiver on one of the `objects` that
        differ, or on their `holder` under one of the `names` of its place."""
        found = [
            (pointer, key)
            for pointer in dict.fromkeys(objects)
            for key in self._keys(pointer)
            if key in (None, aspect)
        ]
        if holder is not None:
            wanted = {key for name in names for key in (name, f"{name} {aspect}")}
            found += [(holder, key) for key in self._keys(holder) if key in wanted]
        self._used.update(found)
        return self._text(*found[0]) if found else None

    def stale(self) -> Iterator[StaleWaiver]:
        """The waivers that gave no reason so far."""
        for pointer in self._by_pointer:
            for key in self._keys(pointer):
                if (pointer, key) not in self._used:
                    tokens = (WAIVER,) if key is None else (WAIVER, key)
                    yield StaleWaiver(
                        self._text(pointer, key),
                        key,
                        self._document.locate(join(pointer, *tokens), key=True),
                    )

    def _keys(self, pointer: str) -> list[str | None]:
        """The entries of a waiver, `None` standing for a text; what is malformed waives nothing."""
        value: Any = self._by_pointer.get(pointer)
        if isinstance(value, dict):
            return [key for key, reason in value.items() if isinstance(reason, str)]
        return [None] if isinstance(value, str) else []

    def _text(self, pointer: str, key: str | None) -> str:
        value = self._by_pointer[pointer]
        return str(value if key is None else value[key])
