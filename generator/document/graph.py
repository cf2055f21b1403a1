"""Graphs: what leads where, and in circles."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(
    starts: Iterable[Node], further: Callable[[Node], Iterable[Node]]
) -> dict[Node, None]:
    """The nodes that `starts` lead to, these too, each once; depth first, the last one ahead."""
    found: dict[Node, None] = {}
    waiting = [*starts]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += further(node)
    return found


def strongly_connected(edges: Mapping[str, Iterable[str]]) -> list[frozenset[str]]:
    """The strongly connected components of a graph, what is led to before what leads there.

    What `edges` has no entry for is no part of the graph.
    """
    search = _Search(edges)
    for root in edges:
        search.start(root)
    return search.found


class _Search:
    """Tarjan's algorithm (1972), with its own stack, as graphs are deeper than Python calls."""

    def __init__(self, edges: Mapping[str, Iterable[str]]) -> None:
        self.found: list[frozenset[str]] = []
        self._edges = edges
        self._number: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: dict[str, None] = {}  # nodes whose component is not known yet, as a stack
        self._path: list[tuple[str, Iterator[str]]] = []

    def start(self, root: str) -> None:
        """Finds the components of all that `root` leads to and that was not met before.

        `_number` has the nodes in the order in which they were met, `_low` the earliest open one
        that each is known to lead back to."""
        if root not in self._number:
            self._enter(root)
        while self._path:
            node, following = self._path[-1]
            for other in following:
                if other not in self._edges:
                    continue
                if other not in self._number:
                    self._enter(other)
                    break  # the rest of `following` is gone on with after this one
                if other in self._open:
                    self._low[node] = min(self._low[node], self._number[other])
            else:
                self._leave(node)

    def _enter(self, node: str) -> None:
        self._number[node] = self._low[node] = len(self._number)
        self._open[node] = None
        self._path.append((node, iter(self._edges[node])))

    def _leave(self, node: str) -> None:
        """Goes back from a node of which all edges were followed. One that leads back no further
        than to itself is the first of its component, and what is open since then the rest of it.
        """
        self._path.pop()
        if self._path:
            above = self._path[-1][0]
            self._low[above] = min(self._low[above], self._low[node])
        if self._low[node] == self._number[node]:
            members = [self._open.popitem()[0]]
            while members[-1] != node:
                members.append(self._open.popitem()[0])
            self.found.append(frozenset(members))
