"""Changes to the data of files that have been read, each value still knowing where it was written.

What was read is shared (by aliases, and by whoever asked before) and stays as it is: a container is
copied once before it is changed, with the places of what it holds. Values from other texts (an
overlay, another file of the document) keep theirs: such a text starts at an offset behind the end
of every file, where `Text.location` finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from generator.document import json_reader
from generator.document import pointer as pointers
from generator.document.reading import Kept, Positions, Text, containers
from generator.document.source import Source

_FIRST = 1 << 32
"""Behind the end of every file. Each text has as much room."""

Tokens = tuple[str | int, ...]
"""The way from the root of a file to a value in it: names, and numbers in lists."""


class Value(NamedTuple):
    """A value and the offset that it was written at, which is one behind the end of every file;
    `size` and `height` count the values in it and its levels.
    """

    data: Any
    offset: int
    size: int
    height: int


Entry = tuple[tuple[str, int], Value]
"""Name and its offset, and value."""


class Grafting:
    """The changes to the files of one document."""

    def __init__(self) -> None:
        self._texts: list[tuple[int, Text]] = []
        self._writers: list[Source] = []
        self._entries: dict[int, Sequence[int]] = {}  # of values that may stand in any file
        self._brought: dict[int, Sequence[Entry]] = {}  # the entries of such mappings
        self._held: list[Any] = []  # the identity of what is let go would be another's
        self._files: dict[int, _File] = {}
        self.mixed = False  # whether something of one file of the document stands in another

    def writer(self, source: Source, pointer: str) -> Source:
        """The file that the value at `pointer` of `source` was written in."""
        offset = source.offset(pointer)
        return self._writers[offset // _FIRST - 1] if offset >= _FIRST else source

    def taken(self, source: Source, pointer: str) -> Value:
        """A copy of the value at `pointer` of `source`, to put anywhere."""
        start = self._start(source)

        def anywhere(offset: int) -> int:
            return offset if offset >= _FIRST else offset + start

        node = pointers.follow(source.data, pointers.split(pointer))
        at = source.offset(pointer)
        holder: list[Any] = [node]
        waiting: list[tuple[Any, Any, Any, int, int]] = [(holder, 0, node, at, 1)]
        size = height = 0
        while waiting:
            around, key, node, at, depth = waiting.pop()
            size += 1
            if not isinstance(node, (dict, list)):
                continue
            height = max(height, depth)
            copy = around[key] = node.copy()
            entries = _all(source.positions, node, at)
            self._held.append(copy)
            self._entries[id(copy)] = [anywhere(each) for each in entries]
            # of a mapping the places of names and of values, by turns
            values = entries[1::2] if isinstance(node, dict) else entries
            children = node.items() if isinstance(node, dict) else enumerate(node)
            waiting += (
                (copy, name, child, offset, depth + 1)
                for (name, child), offset in zip(children, values, strict=True)
            )
        return Value(holder[0], anywhere(source.offset(pointer)), size, height)

    def entries(self, value: Value) -> Sequence[Entry]:
        """The entries of a mapping: name and its offset, and value. It is brought to a thousand
        places, and nothing changes it.
        """
        known = self._brought.get(id(value.data))
        if known is None:
            places = self._entries[id(value.data)]
            known = self._brought[id(value.data)] = [
                ((name, places[2 * number]), Value(child, places[2 * number + 1], 0, 0))
                for number, (name, child) in enumerate(value.data.items())
            ]
        return known

    def inside(self, value: Value) -> Iterator[Value]:
        """The entries of a list."""
        for child, place in zip(value.data, self._entries[id(value.data)], strict=True):
            yield Value(child, place, 0, 0)

    def container(self, source: Source, way: Tokens) -> Container:
        """The mapping or list at the end of `way`, to be changed."""
        file = self._files.get(id(source))
        if file is None:
            file = self._files[id(source)] = _File(source, self, self._entries)
            source.text.further = self._texts
        return file.container(way)

    def _start(self, source: Source) -> int:
        for number, writer in enumerate(self._writers):
            if writer is source:
                return self._texts[number][0]
        start = (len(self._texts) + 1) * _FIRST
        self._writers.append(source)
        self._texts.append((start, source.text))
        return start


class Container:
    """A mapping or a list of a file that may be changed, and the places of what it holds, which are
    looked for once one of them is asked for (most never are), and no further than up to that one.
    """

    def __init__(
        self, data: Any, before: Callable[[int], Sequence[int]], positions: Positions
    ) -> None:
        self.data = data
        self._before = before  # the places, that of a number included, before anything was changed
        self._last = _last(data)
        self._entries: list[int] | None = None
        self._asked: list[Callable[[], int]] = []
        self._pending: list[tuple[int, int, Sequence[int]]] = []  # what is put in place of which
        self._first = self._last + 1  # the places before this one are those of before
        self._positions = positions

    @property
    def entries(self) -> list[int]:
        """The places, as `Positions.entries` has them."""
        if self._entries is None:
            self._entries = list(self._before(self._last)[: self._last + 1])
            for start, end, offsets in self._pending:
                self._entries[start:end] = offsets
            self._pending.clear()
        return self._entries

    def up_to(self, number: int) -> Sequence[int]:
        """The places, at least as far as that of the `number` given."""
        if self._entries is None and number < self._first:
            return self._before(number)
        return self.entries

    def add(self, key: str, key_offset: int, value: Value) -> None:
        """Another entry of a mapping."""
        index = self._positions.indexes.get(id(self.data))
        if index is not None:
            index[key] = len(index)
        end = 2 * len(self.data)
        self.data[key] = value.data
        self._put(end, end, (key_offset, value.offset))

    def append(self, value: Value) -> None:
        """Another entry of a list."""
        end = len(self.data)
        self.data.append(value.data)
        self._put(end, end, (value.offset,))

    def _put(self, start: int, end: int, offsets: Sequence[int]) -> None:
        if self._entries is None:
            self._pending.append((start, end, offsets))
            self._first = min(self._first, start)
        else:
            self._entries[start:end] = offsets

    def replace(self, key: str | int, key_offset: int, value: Value) -> None:
        """Another value of an entry that there is; in a mapping, whose key is now written there."""
        number = self._number(key)
        self.data[key] = value.data
        if isinstance(self.data, dict):
            self._put(number - 1, number + 1, (key_offset, value.offset))
        else:
            self._put(number, number + 1, (value.offset,))

    def remove(self, key: str | int) -> None:
        number = self._number(key)
        for offset in self._asked:  # entries of a list have other numbers from now on
            offset()
        self._asked.clear()
        start = number - 1 if isinstance(self.data, dict) else number  # the place of its name
        self._put(start, number + 1, ())
        del self.data[key]
        self._positions.indexes.pop(id(self.data), None)

    def _number(self, key: str | int) -> int:
        return key if isinstance(key, int) else 2 * self._positions.index(self.data)[key] + 1

    def child(self, key: str | int) -> Callable[[], int]:
        """What gives the offset of the value of an entry."""
        if isinstance(key, str):
            return lambda: self._place(self._number(key))
        offset = cache(lambda: self._place(key))
        self._asked.append(offset)
        return offset

    def _place(self, number: int) -> int:
        return self.up_to(number)[number]


class _File:
    """One file: which of its containers are its own by now, and may be changed."""

    def __init__(
        self, source: Source, grafting: Grafting, shared: dict[int, Sequence[int]]
    ) -> None:
        self.own: dict[int, Container] = {}
        self.positions = _Changed(source, shared, self.own)
        self.source = source
        root, start = source.data.copy(), self.positions.root
        self.own[id(root)] = self._container(root, source.data, lambda: start)
        source.change(root, self.positions, grafting)

    def container(self, way: Tokens) -> Container:
        """The container at the end of `way`, which is the file's own from now on, as are those on
        the way: what was read is copied where it is changed.
        """
        here = self.own[id(self.source.data)]
        for key in way:
            child = here.data[key]
            there = self.own.get(id(child))
            if there is None:
                at = here.child(key)
                copy = child.copy()
                there = self.own[id(copy)] = self._container(copy, child, at)
                here.data[key] = copy
            here = there
        return here

    def _container(self, copy: Any, before: Any, at: Callable[[], int]) -> Container:
        def places(number: int) -> Sequence[int]:
            return self.positions.inside(before, at(), number) or ()

        return Container(copy, places, self.positions)


class _Changed(Positions):
    """The places in a file, changed here and there: those of what is its own, of what came from
    other texts, and those that it had.
    """

    __slots__ = ("_before", "_own", "_shared", "_text", "_written")

    def __init__(
        self, source: Source, shared: dict[int, Sequence[int]], own: Mapping[int, Container]
    ) -> None:
        super().__init__()
        self._own = own
        self._before = source.positions
        self._shared = shared
        self._text = source.text
        self._written = source.data
        self.root = self._before.root

    def inside(self, container: Any, start: int, number: int) -> Sequence[int] | None:
        own = self._own.get(id(container))
        if own is not None and own.data is container:
            return own.up_to(number)
        known = self._shared.get(id(container))
        return known if known is not None else self._before.inside(container, start, number)

    def kept(self, data: Any) -> Kept | None:
        """All the places, in the form that another process can be given. Those of JSON, which are
        looked for on demand, are all looked for now.
        """
        before = self._before
        if isinstance(before, json_reader.PositionsOnDemand):
            before = json_reader.scan(self._text, self._written)
        whole = Positions()
        whole.root = self.root
        whole.entries = {**before.entries, **self._shared}  # type: ignore[dict-item]
        for container in containers(data):
            own = self._own.get(id(container))
            if own is not None:
                whole.entries[id(container)] = own.entries
        return whole.kept(data)


def _all(positions: Positions, container: Any, start: int) -> Sequence[int]:
    """The places of everything that a container holds."""
    number = _last(container)
    if number < 0:
        return ()
    found = positions.inside(container, start, number)
    return () if found is None else found[: number + 1]


def _last(container: Any) -> int:
    """The number of the last place in a container; -1 where it is empty."""
    return (2 if isinstance(container, dict) else 1) * len(container) - 1
