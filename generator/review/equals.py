"""Which schemas say the same, however deep one looks and however each is written.

A list may say one thing twice, alternatives and constraints have no order, and a schema may stand
in a component or in place. Documents are graphs with cycles, so schemas are numbered as the states
of an automaton are when it is made minimal."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import filterfalse

from generator.document.schema.canonical import canonical
from generator.document.schema.composition import Subschema
from generator.document.schema.normalised import NormalisedSchema, is_schema
from generator.records import record
from generator.review.compared import ComparedDocument, mapped

_Key = tuple[bool, Subschema]
_Group = tuple[tuple[Hashable, ...], tuple[tuple[Hashable, _Key], ...]]


MOST_JOINED = 2_000


class Joined:
    """Counts the places where several schemas hold together. Cycles that do so make as many as the
    product of their lengths.
    """

    def __init__(self) -> None:
        self._count = 0
        self._pointers: set[str] = set()

    def add(self, *nodes: Subschema) -> None:
        several = [node for node in nodes if len(node) > 1]
        if several:
            self._count += 1
            self._pointers.update(part.pointer for node in several for part in node)

    @property
    def multiply(self) -> bool:
        """Whether there are far more of them than anybody wrote schemas."""
        return self._count > MOST_JOINED and self._count > 4 * len(self._pointers)


_ANYTHING = 0
_UNSAID = {
    ((label,), frozenset({(None, _ANYTHING)})) for label in ("items", "additionalProperties")
}


@record(frozen=True, slots=True)
class _Said:
    """What one node says itself, and the nodes that it leads to: groups without order, each of
    members without order.
    """

    facts: Hashable
    groups: tuple[_Group, ...]

    def signature(self, numbers: Callable[[_Key], int]) -> Hashable:
        """This with numbers in the place of nodes; items or further properties that may be anything
        are as good as unsaid.
        """
        groups = {
            (label, frozenset((name, numbers(key)) for name, key in keys))
            for label, keys in self.groups
        }
        return (self.facts, frozenset(groups - _UNSAID))


class Equals:
    """Which schemas of two documents say the same all the way down; with `words`, annotations too.

    Each has a number, and two have the same number only if nothing tells them apart, however deep
    one looks and wherever each is written. Those in cycles are told apart by what they say, then by
    the numbers of what they lead to, for as long as that makes more of them (Moore's algorithm for
    automata). Numbers are given once and for both documents.

    What nothing tells apart has the same number, unless the schemas that hold together multiply:
    then nothing more is found to be the same as anything."""

    def __init__(self, base: ComparedDocument, head: ComparedDocument, *, words: bool) -> None:
        self._sides, self._words = (base, head), words
        self._said: dict[_Key, _Said] = {}
        self._known: dict[_Key, int] = {}
        self._numbers: dict[Hashable, int] = {}
        self._in_cycles: list[_Key] = []
        self._count = _ANYTHING
        self._joined = Joined()
        self._numbers[_said(base, False, (), words).signature(self._known.__getitem__)] = _ANYTHING

    def number(self, of_head: bool, node: Subschema) -> int:
        key = (of_head, node)
        if key not in self._known:
            reached = self._reached(key)
            if self._joined.multiply:
                self._known[key] = self._fresh()
            elif in_cycles := self._without_cycles(reached):
                self._with_cycles(in_cycles)
        return self._known[key]

    def constraints(
        self, of_head: bool, shape: NormalisedSchema, keyword: str
    ) -> frozenset[Hashable]:
        """What a shape says by `keyword` and what is read together with it, in whatever order it is
        said.
        """
        return frozenset(
            (label, frozenset((name, self.number(*key)) for name, key in keys))
            for label, keys in _constraints(self._sides[of_head], of_head, shape)
            if label[0] == _TOGETHER.get(keyword, keyword)
        )

    def _reached(self, key: _Key) -> list[_Key]:
        """`key` and what it leads to, as far as that has no number yet."""
        found = {key: None}
        waiting = [key]
        while waiting and not self._joined.multiply:
            of_head, node = one = waiting.pop()
            if one not in self._said:
                self._joined.add(node)
                self._said[one] = _said(self._sides[of_head], of_head, node, self._words)
            for inner in self._unnumbered(one):
                if inner not in found:
                    found[inner] = None
                    waiting.append(inner)
        return list(found)

    def _unnumbered(self, key: _Key) -> Iterator[_Key]:
        """What a node leads to itself and has no number yet, as often as it does."""
        groups, known = self._said[key].groups, self._known
        return (inner for _, keys in groups for _, inner in keys if inner not in known)

    def _without_cycles(self, keys: list[_Key]) -> list[_Key]:
        """Numbers those of `keys` that lead into no cycle of `keys`, from the inside out; gives the
        others. A node is ready once all that it leads to has a number (Kahn's algorithm).
        """
        missing = {key: set(self._unnumbered(key)) for key in keys}
        users: dict[_Key, list[_Key]] = {}
        for key, wanted in missing.items():
            for inner in wanted:
                users.setdefault(inner, []).append(key)
        ready = [key for key, wanted in missing.items() if not wanted]
        while ready:
            key = ready.pop()
            self._known[key] = self._numbered(self._said[key].signature(self._known.__getitem__))
            del missing[key]
            for user in users.get(key, ()):
                missing[user].discard(key)
                if not missing[user]:
                    ready.append(user)
        return list(missing)

    def _with_cycles(self, keys: list[_Key]) -> None:
        """Numbers `keys`, those that lead into cycles: first those that are as others were before,
        as far as that goes; the rest is new, with a number for each block.
        """
        while keys:
            blocks = self._blocks([*keys, *self._in_cycles])
            numbers = {blocks[key]: self._known[key] for key in self._in_cycles}
            as_before = {key: numbers[blocks[key]] for key in keys if blocks[key] in numbers}
            if not as_before:
                self._number_blocks(keys, blocks)
                return
            self._known |= as_before
            # what leads to none but these is in no cycle of what is left
            keys = self._without_cycles(list(filterfalse(as_before.__contains__, keys)))

    def _number_blocks(self, keys: list[_Key], blocks: dict[_Key, int]) -> None:
        """Gives those of `keys` that are in one block one new number, by which what says the same
        outside any cycle is known too.
        """
        fresh: dict[int, int] = {}
        for key in keys:
            self._known[key] = fresh[blocks[key]] = fresh.get(blocks[key]) or self._fresh()
        for key in keys:
            signature = self._said[key].signature(self._known.__getitem__)
            self._numbers.setdefault(signature, self._known[key])
        self._in_cycles += keys

    def _blocks(self, pool: list[_Key]) -> dict[_Key, int]:
        """`pool` taken apart until nothing more tells its members apart; what is the same is in one
        block.
        """
        as_before = {self._known[key]: key for key in self._in_cycles}
        blocks = dict.fromkeys(pool, -1)
        count = 0
        while True:

            def number(key: _Key, blocks: dict[_Key, int] = blocks) -> int:
                if key in blocks:
                    return blocks[key]
                known = self._known[key]
                return blocks[as_before[known]] if known in as_before else known

            seen: dict[Hashable, int] = {}
            blocks = {
                key: seen.setdefault(self._said[key].signature(number), -1 - len(seen))
                for key in pool
            }
            if len(seen) == count:
                return blocks
            count = len(seen)

    def _numbered(self, signature: Hashable) -> int:
        if signature not in self._numbers:
            self._numbers[signature] = self._fresh()
        return self._numbers[signature]

    def _fresh(self) -> int:
        self._count += 1
        return self._count


def _said(side: ComparedDocument, of_head: bool, node: Subschema, words: bool) -> _Said:
    """What a node says itself, as it is compared: lists without order, a bound by its value and
    whether that is excluded, in whichever of several schemas it stands.
    """
    shape = side.normalised(node)
    facts = (
        shape.types,
        shape.null,
        None if shape.values is None else frozenset(shape.values),
        frozenset(shape.formats),
        frozenset(shape.patterns),
        frozenset(
            (key, canonical(bound[:2]))
            for kept in (shape.low, shape.high)
            for key, bound in kept.items()
        ),
        frozenset(shape.required),
        frozenset(shape.dependent),
        shape.closed is not None,
        frozenset(shape.refused),
        frozenset(shape.spared),
        shape.flagged("readOnly"),
        shape.flagged("writeOnly"),
        _words(shape) if words else None,
    )
    return _Said(facts, tuple(_groups(side, of_head, shape)))


_FLAGS = ("deprecated", "readOnly", "writeOnly")


def _words(shape: NormalisedSchema) -> Hashable:
    """What a shape says to readers only: the flags that are set, then each annotation and extension
    with all that is said by it. A discriminator is one of them, for it changes nothing of what is
    valid (OpenAPI, Discriminator Object).
    """
    flags = frozenset(filter(shape.flagged, _FLAGS))
    keywords = {*shape.notes, *shape.extensions}.difference(_FLAGS)
    words = {keyword: shape.said(keyword) for keyword in keywords}
    if shape.discriminator:
        words["discriminator"] = frozenset({canonical(mapped(shape.discriminator[0]))})
    return (flags, frozenset((keyword, said) for keyword, said in words.items() if said))


def _groups(side: ComparedDocument, of_head: bool, shape: NormalisedSchema) -> Iterator[_Group]:
    """The schemas that a shape leads to, each group with the words that lead there: `("properties",
    "id")` and `("items",)` to one, `("union", null)` to all members, which have no order.
    """

    def alone(node: Subschema, *label: Hashable) -> _Group:
        return (label, ((None, (of_head, node)),))

    for keyword, children in {"properties": shape.properties, **shape.maps}.items():
        for name, child in children.items():
            yield alone(child, keyword, name)
    for number, child in enumerate(shape.prefix):
        yield alone(child, "prefixItems", number)
    if shape.items:
        yield alone(shape.items, "items")
    if shape.additional:
        yield alone(shape.additional, "additionalProperties")
    for union in shape.unions:
        yield (("union", union.null), tuple((None, (of_head, member)) for member in union.members))
    yield from _constraints(side, of_head, shape)


_TOGETHER = {
    "if": "if",
    "then": "if",
    "else": "if",
    "contains": "contains",
    "minContains": "contains",
    "maxContains": "contains",
}


def _constraints(
    side: ComparedDocument, of_head: bool, shape: NormalisedSchema
) -> Iterator[_Group]:
    """The constraints of a shape; what is read together in one schema (`if`, `then` and `else`) is
    one group.
    """
    facts: dict[tuple[str, str], dict[str, str]] = {}
    keys: dict[tuple[str, str], list[tuple[Hashable, _Key]]] = {}
    for keyword, found in shape.constraints.items():
        for value, place in found:
            group = (_TOGETHER.get(keyword, keyword), place.rpartition("/")[0])
            facts.setdefault(group, {})
            if is_schema(keyword, value):
                keys.setdefault(group, []).append(
                    (keyword, (of_head, side.subschema(value, place)))
                )
            else:
                facts[group][keyword] = canonical(value)
    for group, said in facts.items():
        yield ((group[0], frozenset(said.items())), tuple(keys.get(group, ())))
