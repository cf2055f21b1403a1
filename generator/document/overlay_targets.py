"""What a JSONPath (RFC 9535) of an overlay selects in a document: places, each in the file that it
stands in.

A document of several files is one: a reference to another file is taken for what it leads to, where
the query goes on; one within its file stays the Reference Object that it is. A place that several
ways lead to is one place, so that files which refer to each other come to an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

from generator.document import plain_queries
from generator.document import pointer as pointers
from generator.document.access import is_reference
from generator.document.forms import meant
from generator.document.grafting import Tokens
from generator.document.queries import (
    Budget,
    Filter,
    Name,
    QueryError,
    Segment,
    SelectionError,
    Test,
    entries,
)
from generator.document.reading import quoted
from generator.document.references import BrokenReferenceError, Files
from generator.document.source import Source

MAX_LENGTH = 4_096
MAX_VISITED = 20_000_000
_MOST_REFERENCES = 100


class PlacedValue(NamedTuple):
    """A value: the file that it stands in, and the way to it from there."""

    source: Source
    way: Tokens

    @property
    def pointer(self) -> str:
        return pointers.join("", *self.way)

    @property
    def data(self) -> Any:
        data: Any = self.source.data
        for key in self.way:
            data = data[key]
        return data


class Selected(NamedTuple):
    """A value that was selected, and where it is held: None for the whole document. That is another
    place where a reference was taken for what it leads to."""

    place: PlacedValue
    held: PlacedValue | None


class Query:
    """A JSONPath. QueryError where the text is none."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise QueryError(f"a JSONPath of {len(text):,} characters; at most {MAX_LENGTH:,}")
        self.text = text
        self._segments = _segments(text)
        # `$..a..b` finds a `b` below each `a` around it, and `$['a','a']` the same twice
        descents = sum(segment.descends for segment in self._segments)
        self._may_repeat = descents > 1 or not all(segment.only for segment in self._segments)

    def select(self, tree: Tree) -> tuple[list[Selected], str]:
        """What the query selects, each once, in the order of the document. Where that is nothing
        for a name that is nowhere, also this, and which it may be. QueryError where it takes too
        long.
        """
        found, budget = [tree.root], Budget(MAX_VISITED)
        try:
            for segment in self._segments:
                further = self._next(segment, found, tree, budget)
                if not further:
                    return [], _suggestion(segment, found)
                found = further
        except SelectionError as error:
            raise QueryError(f"{quoted(self.text)}: {error}") from error
        return list(map(_chosen, found)), ""

    def _next(
        self, segment: Segment, nodes: list[_Node], tree: Tree, budget: Budget
    ) -> list[_Node]:
        """What a segment selects of the nodes, each once: two ways may lead to one place where the
        query or a reference to another file has them.
        """
        found = list(_resolved(segment, nodes, tree, budget))
        budget.look(len(found))
        if not self._may_repeat and not tree.has_crossed:
            return found
        distinct: dict[object, _Node] = {}
        for node in found:
            _data, source, link, held = node
            holder, slot = held or (source, link)
            distinct.setdefault((id(holder), _way(slot)), node)
        return list(distinct.values())


def _segments(text: str) -> tuple[Segment, ...]:
    """Those of a JSONPath: most are read without the library, whose import takes as long as a
    hundred queries.
    """
    segments = plain_queries.read(text)
    if segments is None:
        from generator.document import general_queries

        segments = general_queries.read(text)
    return segments


_Link: TypeAlias = "tuple[_Link | None, str | int]"
"""A way as a chain from its end: cheap to extend, and written out only where it is asked for."""


def _way(link: _Link | None) -> Tokens:
    way: list[str | int] = []
    while link is not None:
        link, key = link
        way.append(key)
    return tuple(reversed(way))


_Held: TypeAlias = "tuple[Source, _Link | None]"
_Node: TypeAlias = "tuple[Any, Source, _Link | None, _Held | None]"
"""A value that was found, its file, its way there, and where it is held, if a reference to another
file leads from there to it. There are so many that a class would take most of the time."""


def _chosen(node: _Node) -> Selected:
    _data, source, link, held = node
    place = PlacedValue(source, _way(link))
    if held is not None:
        holder, slot = held
        return Selected(place, None if slot is None else PlacedValue(holder, _way(slot)))
    return Selected(place, None if link is None else place)


class Tree:
    """The files of a document as one, which queries go through.

    Going through all of it takes long. What is in each of its parts is kept until that is to be
    changed (`forget`): an action changes few of the thousands."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.has_crossed = False  # whether a reference to another file was met
        self._parts: dict[Tokens, list[_Node]] = {}

    @property
    def root(self) -> _Node:
        return self._node(self.files.root.data, self.files.root, None)

    def forget(self, way: Tokens) -> None:
        """What is at the end of `way` is going to change."""
        self._parts.pop(way[:_PART], None)

    def child(self, node: _Node, key: str | int, data: Any) -> _Node:
        _data, source, link, _held = node
        if data.__class__ is dict and "$ref" in data and _leads_away(data):
            return self._node(data, source, (link, key))
        return data, source, (link, key), None

    def _node(self, data: Any, source: Source, link: _Link | None) -> _Node:
        end = _followed(self.files, data, source, link)
        if end is None:
            return data, source, link, None
        self.has_crossed = True
        return *end, (source, link)

    def containers(self, nodes: Iterable[_Node], budget: Budget) -> Iterator[Sequence[_Node]]:
        """The mappings and lists among `nodes` and in them, each before those in it, part by part.
        What a reference to another file leads to is gone through once, however many there are.
        """
        met: set[object] = set()
        for node in nodes:
            parts: list[Sequence[_Node]] = []
            self._gather(node, _way(node[2]), parts, met, budget)
            yield from parts

    def _gather(
        self,
        top: _Node,
        way: Tokens,
        parts: list[Sequence[_Node]],
        met: set[object],
        budget: Budget,
    ) -> None:
        """Adds what is above the parts, one by one, and each part as a whole."""
        data = top[0]
        if len(way) > _PART or self.has_crossed or not isinstance(data, (dict, list)):
            parts.append(self._walked(top, met, budget))
        elif len(way) == _PART:
            parts.append(self._part(top, way, met, budget))
        else:
            budget.look(len(data))
            parts.append((top,))
            for key, value in entries(data):
                if value.__class__ is dict or value.__class__ is list:
                    child = self.child(top, key, value)
                    self._gather(child, (*way, key), parts, met, budget)

    def _part(self, top: _Node, way: Tokens, met: set[object], budget: Budget) -> list[_Node]:
        """The nodes of a part, which are kept while no reference to another file was met: `forget`
        knows ways from the root alone.
        """
        nodes = self._parts.get(way)
        if nodes is not None and nodes[0][0] is top[0]:
            budget.look(len(nodes))
            return nodes
        nodes = self._walked(top, met, budget)
        if not self.has_crossed:
            self._parts[way] = nodes
        return nodes

    def _walked(self, top: _Node, met: set[object], budget: Budget) -> list[_Node]:
        """Those of a part: next to nothing is called in this loop, which meets all there is."""
        found: list[_Node] = []
        seen = 0
        waiting = [top]
        while waiting:
            node = waiting.pop()
            data, source, link, held = node
            inside: Iterable[tuple[Any, Any]]
            if data.__class__ is dict:
                inside = data.items()
            elif data.__class__ is list:
                inside = enumerate(data)
            else:
                continue
            if held is not None:
                place = (id(source), _way(link))
                if place in met:
                    continue
                met.add(place)
            seen += len(data)
            found.append(node)
            inner: list[_Node] = []
            for key, value in inside:
                if value.__class__ is dict or value.__class__ is list:
                    if "$ref" in value:
                        inner.append(self.child(node, key, value))
                    else:
                        inner.append((value, source, (link, key), None))
            if inner:
                inner.reverse()
                waiting += inner
        budget.look(seen)
        return found


_PART: Final = 3
"""How many steps an operation, and a component, are from the root."""


def _leads_away(node: dict[str, Any]) -> bool:
    """Whether a mapping that has `$ref` is a reference to another file."""
    reference = node["$ref"]
    return len(node) == 1 and isinstance(reference, str) and not reference.startswith("#")


def _followed(
    files: Files, node: Any, source: Source, link: _Link | None
) -> tuple[Any, Source, _Link | None] | None:
    """Where a reference to another file leads, over further ones; None for any other."""
    found = None
    for _ in range(_MOST_REFERENCES):
        if not is_reference(node) or not _leads_away(node):
            break
        pointer = pointers.join("", *_way(link))
        try:
            writer = files.writer(source, pointer, node["$ref"])
            target = files.find(node["$ref"], writer, pointer)
            end = target.node
        except (BrokenReferenceError, KeyError, ValueError):
            break
        if target.source is source:
            break
        source, link = target.source, _linked(target.source.data, target.pointer)
        node = end
        found = (end, source, link)
    return found


def _resolved(
    segment: Segment, nodes: Sequence[_Node], tree: Tree, budget: Budget
) -> Iterator[_Node]:
    """What a segment of a query of the whole document selects."""
    every: Iterable[_Node] = nodes
    if segment.descends:
        every = chain.from_iterable(tree.containers(nodes, budget))
    match segment.only:
        case Name(name):
            return _named(every, name, tree)
        case Filter(plain) if plain is not None:
            return _tested(every, plain, tree, budget)
        case _:
            return _selected(every, segment, tree, budget)


def _named(nodes: Iterable[_Node], name: str, tree: Tree) -> Iterator[_Node]:
    """The values of a name. Few of many nodes have it, so they are sifted before any call."""
    having = [node for node in nodes if node[0].__class__ is dict and name in node[0]]
    return (tree.child(node, name, node[0][name]) for node in having)


def _tested(nodes: Iterable[_Node], test: Test, tree: Tree, budget: Budget) -> Iterator[_Node]:
    """By a plain filter alone: one answer is that of all values that are no mapping."""
    otherwise, seen = test(None), 0
    for node in nodes:
        data = node[0]
        held: Iterable[tuple[Any, Any]]
        if data.__class__ is dict:
            held = data.items()
        elif data.__class__ is list:
            held = enumerate(data)
        else:
            continue
        seen += len(data)
        for key, value in held:
            if value.__class__ is not dict:
                passes = otherwise
            elif "$ref" in value:
                passes = test(tree.child(node, key, value)[0])
            else:
                passes = test(value)
            if passes:
                yield tree.child(node, key, value)
    budget.look(seen)


def _selected(
    nodes: Iterable[_Node], segment: Segment, tree: Tree, budget: Budget
) -> Iterator[_Node]:
    """What any segment selects, as `['get', 'post']`, `[0:2]` or `[?length(@.tags) > 1]`: all of
    one node, by one selector after the other, before the next node.
    """
    for node in nodes:
        for selector in segment.selectors:
            if isinstance(selector, Filter):
                yield from _filtered(node, selector, tree, budget)
            else:
                for key, value in selector.select(node[0]):
                    yield tree.child(node, key, value)


def _filtered(node: _Node, selector: Filter, tree: Tree, budget: Budget) -> Iterator[_Node]:
    """What passes a filter. A reference to another file is to it what that leads to. One that is
    not plain may speak of the root of the document (`$`), and has to keep to the budget.
    """
    held = entries(node[0])
    budget.look(len(held))
    test = selector.plain
    if test is None:
        assert selector.general is not None
        test = selector.general(tree.files.root.data, budget)
    for key, value in held:
        child = tree.child(node, key, value)
        if test(child[0]):
            yield child


def _linked(data: Any, pointer: str) -> _Link | None:
    """The way that a pointer writes: its numbers in lists are numbers."""
    link: _Link | None = None
    for token in pointers.split(pointer):
        link = (link, int(token) if isinstance(data, list) else token)
        data = pointers.step(data, token)
    return link


def _suggestion(segment: Segment, found: Sequence[_Node]) -> str:
    if not isinstance(segment.only, Name):
        return ""
    name, known = segment.only.name, dict[str, None]()
    for data, *_ in found[:1_000]:
        if isinstance(data, dict):
            known |= dict.fromkeys(data)
    return f": there is no {quoted(name)}{meant(name, known)}"
