"""Overlays applied: each action, in its order, to the files of a document as the ones before left
them (Overlay Specification, section "Action Object").

A place that is found behind a reference to another file is changed in that file. What cannot be
done is found for all actions before the document is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.document import pointer as pointers
from generator.document.diagnostics import Diagnostic, DocumentError, Rule
from generator.document.grafting import Container, Grafting, Tokens, Value
from generator.document.overlay import GROWN, IMPOSSIBLE, NOTHING, TARGET, Action, Overlay
from generator.document.overlay_targets import PlacedValue, Selected, Tree
from generator.document.queries import QueryError
from generator.document.reading import MAX_DEPTH
from generator.document.references import Files
from generator.document.source import Source

MAX_BROUGHT = 500_000


def apply(overlays: Iterable[Overlay], files: Files) -> list[Diagnostic]:
    """Changes what was read of `files`, and says what there is to say of it. DocumentError where
    something cannot be done.
    """
    applying = _Applying(files)
    told: list[Diagnostic] = []
    for overlay in overlays:
        told += overlay.findings
        for action in overlay.actions:
            applying.act(overlay, action)
            if applying.is_full:
                break
    if applying.faults:
        raise DocumentError(applying.faults)
    files.forget()
    return [*told, *applying.told]


class _Applying:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.tree = Tree(files)
        self.grafting = Grafting()
        self.faults: list[Diagnostic] = []
        self.told: list[Diagnostic] = []
        self.grown = 0
        self.is_full = False

    def act(self, overlay: Overlay, action: Action) -> None:
        """Does one action; what there is to say of it is in `faults` or in `told`. That its target
        selects nothing is told of one without an effect, too.
        """
        try:
            found, why = action.target.select(self.tree)
            if not found:
                self.say(NOTHING, f"`{action.target.text}` selects nothing{why}", overlay, action)
            elif action.kind == "remove":
                self.remove(found, overlay, action)
            elif action.kind != "nothing":
                self.bring(found, overlay, action)
        except QueryError as error:
            self.say(TARGET, str(error), overlay, action)

    def say(
        self, rule: Rule, message: str, overlay: Overlay, action: Action, field: str = "target"
    ) -> None:
        found = rule.found(message, overlay.source.locate(f"{action.pointer}/{field}"))
        (self.faults if rule.severity == "error" else self.told).append(found)

    def container(self, source: Source, way: Tokens) -> Container:
        """A mapping or list, to be changed."""
        self.tree.forget(way)
        return self.grafting.container(source, way)

    # --- remove -----------------------------------------------------------------------------------

    def remove(self, found: list[Selected], overlay: Overlay, action: Action) -> None:
        """Takes what was selected out of what holds it: what stands deeper first, and in a list
        what stands further back, so that every other place is still where it was found. Nothing
        holds the root.
        """
        held = [each.held for each in found if each.held is not None]
        if len(held) < len(found):
            self.say(IMPOSSIBLE, "the whole document cannot be removed", overlay, action)
            return
        for source, way in sorted(held, key=_last_first, reverse=True):
            self.container(source, way[:-1]).remove(way[-1])

    # --- update and copy --------------------------------------------------------------------------

    def bring(self, found: list[Selected], overlay: Overlay, action: Action) -> None:
        """Merges the value of an update, or what is copied, into every place that was selected;
        two references that lead to one place are one. The first fault ends it: the others are told
        once that one is put right.
        """
        places = {(id(each.place.source), each.place.way): each.place for each in found}
        value = self.value(overlay, action)
        if value is None or not self.all_alike(places.values(), overlay, action):
            return
        faults = len(self.faults)
        for place in places.values():
            self.grow(place, value, overlay, action)
            if not self.is_full:
                self.into(place, value, overlay, action)
            if len(self.faults) > faults:
                return

    def grow(self, place: PlacedValue, value: Value, overlay: Overlay, action: Action) -> None:
        """Counts what is brought: nothing more is, once it is too much."""
        self.grown += value.size
        message = ""
        if len(place.way) + value.height > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels deep at {_shown(place)}"
        elif self.grown > MAX_BROUGHT:
            message = f"what overlays bring grows beyond {MAX_BROUGHT:,} values"
        if message:
            self.is_full = True
            self.say(GROWN, message, overlay, action)

    def value(self, overlay: Overlay, action: Action) -> Value | None:
        """What an action brings; None where it says of nothing, or of several things, what."""
        if action.kind == "update":
            return self.grafting.taken(overlay.source, f"{action.pointer}/update")
        if action.copied is None:
            return None
        found, why = action.copied.select(self.tree)
        if len(found) != 1:
            number = "nothing" if not found else f"{len(found)} places"
            message = f"one place is copied, and `{action.copied.text}` selects {number}{why}"
            self.say(IMPOSSIBLE, message, overlay, action, "copy")
            return None
        self.grafting.mixed |= len(self.files.paths) > 1
        return self.grafting.taken(found[0].place.source, found[0].place.pointer)

    def all_alike(self, places: Iterable[PlacedValue], overlay: Overlay, action: Action) -> bool:
        """Whether an action selects mappings only, lists only, or single values only; else the
        first place of each kind is told.
        """
        kinds: dict[str, PlacedValue] = {}
        for place in places:
            kinds.setdefault(_kind(place.data), place)
        if len(kinds) > 1:
            shown = " and ".join(f"{kind} ({_shown(place)})" for kind, place in kinds.items())
            message = f"`{action.target.text}` selects {shown}; what is updated is of one kind"
            self.say(IMPOSSIBLE, message, overlay, action)
        return len(kinds) == 1

    def into(self, place: PlacedValue, value: Value, overlay: Overlay, action: Action) -> None:
        """Brings a value into one place; since 1.1 a single value takes the place of another."""
        kind, brought = _kind(place.data), _kind(value.data)
        if kind == "a list":
            self.append(self.container(*place), value, whole=overlay.minor == 0)
        elif kind != brought:
            message = f"{brought} cannot be merged into {kind} ({_shown(place)})"
            self.say(IMPOSSIBLE, message, overlay, action, _field(action))
        elif kind == "a mapping":
            self.merge(place, value, overlay, action)
        elif overlay.minor == 0:
            message = (
                f"`{action.target.text}` selects a single value ({_shown(place)}), which an "
                "overlay of 1.0 cannot update; say `overlay: 1.1.0`, or update what holds it"
            )
            self.say(IMPOSSIBLE, message, overlay, action)
        else:
            holder = self.container(place.source, place.way[:-1])
            holder.replace(place.way[-1], value.offset, value)

    def append(self, target: Container, value: Value, *, whole: bool) -> None:
        """An entry of a list; since 1.1 a list is several of them."""
        if whole or not isinstance(value.data, list):
            target.append(value)
        else:
            for entry in self.grafting.inside(value):
                target.append(entry)

    def merge(self, place: PlacedValue, value: Value, overlay: Overlay, action: Action) -> None:
        """Merges a mapping into another, level by level."""
        waiting: list[tuple[Tokens, Value, Tokens]] = [(place.way, value, ())]
        while waiting:
            way, brought, inside = waiting.pop()
            holder = self.container(place.source, way)
            for (name, key), entry in self.grafting.entries(brought):
                if name not in holder.data:
                    holder.add(name, key, entry)
                    continue
                kind, other = _kind(holder.data[name]), _kind(entry.data)
                if kind != other:
                    at = PlacedValue(place.source, (*way, name))
                    message = f"`{name}` is {kind} ({_shown(at)}) and {other} here"
                    field = pointers.join(_field(action), *inside, name)
                    self.say(IMPOSSIBLE, message, overlay, action, field)
                elif kind == "a mapping":
                    waiting.append(((*way, name), entry, (*inside, name)))
                elif kind == "a list":
                    listed = self.container(place.source, (*way, name))
                    self.append(listed, entry, whole=False)
                else:
                    holder.replace(name, key, entry)


def _field(action: Action) -> str:
    return "update" if action.kind == "update" else "copy"


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


def _shown(place: PlacedValue) -> str:
    return str(place.source.locate(place.pointer))


def _last_first(place: PlacedValue) -> tuple[int, str, list[tuple[int, str]]]:
    """By depth, then so that what is further back in a list comes later."""
    way = [(key, "") if isinstance(key, int) else (-1, key) for key in place.way]
    return len(way), place.source.display, way
