"""A flat list of fields and a sample -> the tree that they come from.

A page lists the fields of nested objects one after another: the list is the walk of the tree, each
object before its fields. A sample shows the same tree by its keys, in the same order. So a field
belongs to one of the objects that are still open where it stands, and a placement of all fields is
judged by what it makes of the sample, in this order:

1. as few fields as possible whose object the sample shows without them; then as few whose JSON type
  it contradicts;
2. as few keys as possible out of the order of the list;
3. as few keys as possible, of objects that have fields on the list, that no field explains.

No object has a name twice, or two discriminators. What is left open is decided by one written rule:
**after a nested discriminator, fields stay in that object (or in objects inside it) until one that
the sample shows outside.** A field that the rule places is `inferred`; where equal places remain it
is ambiguous, and has them all as `candidates`.

All placements are followed at once, equal states merged, a bounded number of them: the work grows
with the list, not with the number of trees. Where the bound cuts off a placement as good as the
best, every object that may be open is a candidate."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from generator.document.schema.keywords import json_type
from generator.records import record
from generator.vendor_docs.reading.line_grammar import TypeExpression, parse_type
from generator.vendor_docs.reading.page import PageField

ROOT = -1
_WIDER = {"integer": "number", "string": "file"}
"""What a value of a JSON type may be besides."""
_NARROW, _WIDE = 24, 96
"""How many states are followed: first few, and more where that was not enough."""
_MOST_OPEN = 12
"""How many objects are held open at most, unless the sample shows them inside each other."""
_MOST_PLACES = 40
"""How many places are listed where the bound cut off what would have told them apart: those
nearest, and the top.
"""


class SampleObject:
    """What samples show of one object: its keys in order, each with the values that it was seen
    with.
    """

    __slots__ = ("_inner", "keys", "values")

    def __init__(self, objects: Iterable[dict[str, Any]]) -> None:
        self.values: dict[str, list[Any]] = {}
        for each in objects:
            for key, value in each.items():
                self.values.setdefault(key, []).append(value)
        self.keys = {key: place for place, key in enumerate(self.values)}
        self._inner: dict[str, SampleObject] = {}

    def inner(self, key: str) -> SampleObject:
        """What is shown of the object, or of the items of the array, under one of the keys."""
        if key not in self._inner:
            self._inner[key] = sample_objects(self.values[key])
        return self._inner[key]


NOT_SHOWN = SampleObject(())
"""Of what no sample has."""


def sample_objects(values: Iterable[Any]) -> SampleObject:
    """The objects among values, and among the items of arrays; `NOT_SHOWN` where there is none."""
    objects: list[dict[str, Any]] = []
    waiting = list(values)[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            objects.append(value)
        elif isinstance(value, list):
            waiting += value[::-1]
    return SampleObject(objects) if objects else NOT_SHOWN


@dataclass(slots=True)
class FieldNode:
    """A field in its place. `sample` is what samples show of its own fields, `values` what they
    show as its value: nothing where the place is not settled."""

    entry: PageField
    children: list[FieldNode] = field(default_factory=list)
    inferred: bool = False
    candidates: tuple[str, ...] = ()
    sample: SampleObject = NOT_SHOWN
    values: tuple[Any, ...] = ()


@record(frozen=True, slots=True)
class FieldTree:
    """`nodes` are the fields at the top. `repeated` are entries for which no object is left that
    lacks their name, `unsettled` the names of those that have several places: a sample's key of
    such a name may be theirs."""

    nodes: list[FieldNode]
    repeated: tuple[PageField, ...] = ()
    unsettled: frozenset[str] = frozenset()


def build_tree(
    entries: Sequence[PageField], sample: SampleObject, cut: bool = False, whole: bool = True
) -> FieldTree:
    """The tree of `entries`. `cut`: the list goes on beyond the page, so that keys may be left over
    at its end; `whole`: the sample does not break off, so that it names what is outside of an
    object. Only a flat list with an object in it has to be searched for places."""
    if entries and _shows_nesting(entries):
        return _tree(entries, list(map(_Placement, _by_depth(entries))), sample)
    forms = [parse_type(entry.type) for entry in entries]
    if any(form.holds_fields for form in forms):
        search = _PlacementSearch(entries, forms, sample, cut, whole)
        return _tree(entries, search.choices(), sample)
    return _tree(entries, list(map(_Placement, _at_the_top(entries))), sample)


def _at_the_top(entries: Sequence[PageField]) -> list[int | None]:
    """The parents of entries without an object among them: none for a name that is there before."""
    parents: list[int | None] = []
    met: set[str] = set()
    for entry in entries:
        parents.append(None if entry.name in met else ROOT)
        met.add(entry.name)
    return parents


def _shows_nesting(entries: Sequence[PageField]) -> bool:
    """Whether the page shows what is in what, as Redoc's tables do, and copied text does not."""
    return all(entry.depth is not None for entry in entries)


def _by_depth(entries: Sequence[PageField]) -> list[int | None]:
    """The parents of entries whose nesting the page shows, as places in the list."""
    open_at: list[int] = []
    parents: list[int | None] = []
    for place, entry in enumerate(entries):
        depth = min(entry.depth or 0, len(open_at))
        del open_at[depth:]
        parents.append(open_at[-1] if open_at else ROOT)
        open_at.append(place)
    return parents


@record(frozen=True, slots=True)
class _Placement:
    """Where an entry goes: the place of its object in the list, `ROOT`, or `None` where its name is
    taken everywhere.
    """

    parent: int | None
    inferred: bool = False
    others: tuple[int, ...] = ()


def _tree(
    entries: Sequence[PageField], choices: Sequence[_Placement], sample: SampleObject
) -> FieldTree:
    """The nodes of entries at their places, each with what the sample shows of it. Paths of
    candidates are as facts write them: `orders[].total`."""
    root = FieldNode(PageField("", "object", 0), sample=sample)
    nodes, paths = {ROOT: root}, {ROOT: ""}
    repeated: list[PageField] = []
    for place, (entry, choice) in enumerate(zip(entries, choices, strict=True)):
        node = nodes[place] = FieldNode(entry, inferred=choice.inferred)
        if choice.parent is None:
            repeated.append(entry)
            paths[place] = entry.name + "."
            continue
        holder = nodes[choice.parent]
        if entry.name in holder.sample.keys and not choice.others:
            node.sample = holder.sample.inner(entry.name)
            node.values = tuple(holder.sample.values[entry.name])
        mark = "[]." if entry.type.startswith("Array of") else "."
        paths[place] = paths[choice.parent] + entry.name + mark
        node.candidates = tuple(paths[each] + entry.name for each in choice.others)
        holder.children.append(node)
    unsettled = frozenset(node.entry.name for node in nodes.values() if node.candidates)
    return FieldTree(root.children, tuple(repeated), unsettled)


# --- the search -----------------------------------------------------------------------------------


class _OpenObject(NamedTuple):
    """An open object: its place in the list, what is shown of it, the last key that was met and how
    many were, whether it has a discriminator, whether it has fields, and which of the names that
    the list repeats it has."""

    place: int
    shown: SampleObject
    last: int = -1
    met: int = 0
    discriminated: bool = False
    opened: bool = False
    used: frozenset[str] = frozenset()

    @property
    def left(self) -> int:
        """How many keys no field explains yet, of an object that has fields on the list."""
        return len(self.shown.keys) - self.met if self.opened else 0


_Cost = tuple[int, int, int, int]
"""Fields unexplained, types contradicted, keys out of order, keys left over."""


class _Step(NamedTuple):
    """An entry put into the object at `depth` of a state."""

    before: _State
    parent: int | None
    depth: int
    ruled: bool


class _State:
    """Open objects after an entry, with every step that leads here at the same, lowest cost."""

    __slots__ = ("cost", "frames", "steps")

    def __init__(self, cost: _Cost, frames: tuple[_OpenObject, ...], steps: list[_Step]) -> None:
        self.cost, self.frames, self.steps = cost, frames, steps


class _PlacementSearch:
    """The search that the module describes. `bounded`: an object was not held open, for there were
    too many, so that the best placement may not be among those found."""

    def __init__(
        self,
        entries: Sequence[PageField],
        forms: Sequence[TypeExpression],
        sample: SampleObject,
        cut: bool,
        whole: bool,
    ) -> None:
        self.entries, self.forms, self.sample, self.cut, self.whole = (
            entries,
            forms,
            sample,
            cut,
            whole,
        )
        counts = Counter(entry.name for entry in entries)
        self.repeated = {name for name, count in counts.items() if count > 1}
        self.holding = [place for place, form in enumerate(forms) if form.holds_fields]
        self.bounded = False

    def choices(self) -> list[_Placement]:
        """The place of each entry: followed with few states, then with more, until no placement
        that was dropped could have been as good. Without a sample more states tell no more."""
        for width, strict in ((_NARROW, True), (_WIDE, False)):
            layers, dropped = self._layers(width, strict)
            best = min(self._final(state) for state in layers[-1])
            if not self.bounded and (dropped is None or dropped > best):
                return self._decide(layers, best, exact=True)
            if self.sample is NOT_SHOWN:
                break
        return self._decide(layers, best, exact=False)

    def _unexplained(self) -> list[int]:
        """For each entry, how many of those from it on no sample explains, wherever they are put:
        more of a name than keys.
        """
        keys: Counter[str] = Counter()
        waiting = [self.sample]
        while waiting:
            each = waiting.pop()
            keys.update(each.keys.keys())
            waiting += map(each.inner, each.keys)
        counts = [0]
        left: Counter[str] = Counter()
        for entry in reversed(self.entries):
            left[entry.name] += 1
            counts.append(counts[-1] + (left[entry.name] > keys[entry.name]))
        return counts[::-1]

    def _layers(self, width: int, strict: bool) -> tuple[list[list[_State]], _Cost | None]:
        """The states after each entry, and the lowest cost that one which was dropped could have
        led to.

        `strict` drops what must leave more fields unexplained than any placement has to.
        """
        ahead = self._unexplained()
        states = [_State((0, 0, 0, 0), (_OpenObject(ROOT, self.sample),), [])]
        layers = [states]
        dropped: _Cost | None = None
        for place in range(len(self.entries)):
            found: dict[tuple[_OpenObject, ...], _State] = {}
            for state in states:
                self._place(place, state, found)
            states = sorted(found.values(), key=lambda each: (each.cost, -len(each.frames)))
            kept = min(width, len(states))
            while strict and kept > 1 and states[kept - 1].cost[0] + ahead[place + 1] > ahead[0]:
                kept -= 1
            if kept < len(states):
                cost = states[kept].cost
                lowest = (cost[0] + ahead[place + 1], *cost[1:])
                dropped = lowest if dropped is None else min(dropped, lowest)
                del states[kept:]
            layers.append(states)
        return layers, dropped

    def _place(
        self, place: int, state: _State, found: dict[tuple[_OpenObject, ...], _State]
    ) -> None:
        """Adds every state that the entry at `place` can lead to: one for each open object that may
        take it, with the objects inside that one closed. What of a closed object's keys no field
        explained is left over."""
        entry, form = self.entries[place], self.forms[place]
        frames, name = state.frames, entry.name
        # No object has a name twice, or two discriminators.
        free = [
            depth
            for depth, frame in enumerate(frames)
            if name not in frame.used and not (entry.discriminator and frame.discriminated)
        ]
        if not free:
            self._repeat(place, state, found)
        rule = max((depth for depth in free if self._ruled(frames, depth)), default=0)
        left = list(accumulate((frame.left for frame in reversed(frames)), initial=0))
        for depth in reversed(free):
            frame = frames[depth]
            shown = frame.shown
            unexplained, wrong, early, left_over = state.cost
            last, met, inner = frame.last, frame.met, NOT_SHOWN
            is_shown = name in shown.keys
            # Where the sample shows the field in this object, its type and the order of keys count;
            # else it is unexplained, and goes no further out than the rule lets it.
            if is_shown:
                key, inner = shown.keys[name], shown.inner(name)
                wrong += not any(agrees(form, value) for value in shown.values[name])
                early += key < last
                last, met = max(last, key), met + 1
            elif depth < rule:
                continue
            else:
                unexplained += 1
            put = _OpenObject(
                frame.place,
                shown,
                last,
                met,
                frame.discriminated or entry.discriminator,
                True,
                frame.used | {name} if name in self.repeated else frame.used,
            )
            after = (*frames[:depth], put)
            if form.holds_fields and (is_shown or len(after) < _MOST_OPEN):
                after = (*after, _OpenObject(place, inner))
            elif form.holds_fields:
                self.bounded = True
            step = _Step(state, frame.place, depth, not is_shown and rule > free[0])
            left_over += left[-depth - 2]
            self._keep(found, after, (unexplained, wrong, early, left_over), step)

    def _repeat(
        self, place: int, state: _State, found: dict[tuple[_OpenObject, ...], _State]
    ) -> None:
        """Leaves out an entry whose name every open object has: worse than one field unexplained.
        The fields after a repeated object may be its own, and then go with it."""
        holds = self.forms[place].holds_fields
        after = (*state.frames, _OpenObject(place, NOT_SHOWN)) if holds else state.frames
        cost = (state.cost[0] + 2, *state.cost[1:])
        self._keep(found, after, cost, _Step(state, None, 0, False))

    def _keep(
        self,
        found: dict[tuple[_OpenObject, ...], _State],
        frames: tuple[_OpenObject, ...],
        cost: _Cost,
        step: _Step,
    ) -> None:
        """Adds a state, unless one with the same open objects costs less."""
        known = found.get(frames)
        if known is None or cost < known.cost:
            found[frames] = _State(cost, frames, [step])
        elif cost == known.cost:
            known.steps.append(step)

    def _ruled(self, frames: tuple[_OpenObject, ...], depth: int) -> bool:
        """Whether the written rule speaks of an open object: it has a discriminator, and a sample
        shows the object around it."""
        return (
            self.whole
            and depth > 0
            and frames[depth].discriminated
            and frames[depth - 1].shown is not NOT_SHOWN
        )

    def _final(self, state: _State) -> _Cost:
        if self.cut:
            return state.cost
        return (*state.cost[:3], state.cost[3] + sum(frame.left for frame in state.frames))

    def _decide(self, layers: list[list[_State]], best: _Cost, exact: bool) -> list[_Placement]:
        """One step for each entry, the deepest of those that lead to the lowest cost, with all
        others as its candidates: from the last entry back, along the states that lead to the best.
        """
        alive = [state for state in layers[-1] if self._final(state) == best]
        chosen = max(alive, key=lambda each: len(each.frames))
        choices: list[_Placement] = []
        for place in range(len(self.entries) - 1, -1, -1):
            step = max(chosen.steps, key=lambda each: each.depth)
            chosen = step.before
            steps = [each for state in alive for each in state.steps]
            places = {each.parent for each in steps}
            if not exact:
                places |= self._before(place, places)
            choices.append(self._choice(step, places))
            alive = list({id(each.before): each.before for each in steps}.values())
        return choices[::-1]

    def _before(self, place: int, places: set[int | None]) -> set[int | None]:
        """Every object that an entry may be of, for all that is known: those before it, or as many
        as are worth listing.
        """
        if places == {None}:
            return places  # its name is taken in each of them
        end = bisect_left(self.holding, place)
        return {ROOT, *self.holding[max(0, end - _MOST_PLACES) : end]}

    def _choice(self, step: _Step, places: set[int | None]) -> _Placement:
        known = sorted(each for each in places if each is not None)
        if step.parent is None:
            return _Placement(None)
        if len(known) > 1:
            return _Placement(step.parent, others=tuple(known))
        return _Placement(step.parent, inferred=step.ruled)


def agrees(form: TypeExpression, value: Any) -> bool:
    """Whether a sample's value can be of a type. `null` tells nothing, and `1.0` is an integer."""
    if value is None or form.type is None:
        return True
    shown = json_type(value)
    return shown in form.types or _WIDER.get(shown) in form.types
