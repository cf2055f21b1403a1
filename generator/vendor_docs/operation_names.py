"""Names for an operation that the document lacks, as its other operations are named.

What a section is called, and what is done in it, is learned from the `x-sdk` of the operations that
the document has: the resource from those of the same tag whose paths share most with the new one,
the function from one that does the same to several, by another identifier, or under another item,
and the noun of `operationId` from those of the resource. Only where nothing is alike do rules
decide: the method, the path, and the verb that the title begins with. Nothing depends on the order
of anything. A person reads the proposal aloud and corrects it."""

from __future__ import annotations

import keyword
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.document.access import mapping, sequence
from generator.document.casing import snake, words
from generator.records import record
from generator.vendor_docs.facts import without
from generator.vendor_docs.function_names import (
    OF_ITEMS,
    KnownPaths,
    NamedOperation,
    function_as,
    function_by_rules,
)
from generator.vendor_docs.operation_verbs import UnnamedOperation, verb_of
from generator.vendor_docs.path_words import (
    VARIABLE,
    capitalized,
    free_name,
    operations,
    path_shape,
    singular,
    singulars,
    snakes,
)


@record(frozen=True, slots=True)
class OperationNames:
    """What an operation is called: its id, its place in the SDK, a summary of it, and the noun that
    its schemas begin with.

    `about_item` is whether it lists, reads or changes what `noun` names, rather than doing
    something with it."""

    operation_id: str
    resource: str
    function: str
    summary: str
    noun: str
    about_item: bool


class OperationNamer:
    """Names that are unique against those that `root`, a document's tree, has, and those that were
    given before.
    """

    def __init__(self, root: Mapping[str, Any], asked: Iterable[UnnamedOperation]) -> None:
        known = [(_asked_as(path, method, node), node) for path, method, node in operations(root)]
        self._paths = KnownPaths([*(each for each, _ in known), *asked])
        self._ids: set[str] = set()
        self._functions: set[tuple[str, str]] = set()
        self._known: list[NamedOperation] = []
        self._learned: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
        for each, node in known:
            self._learn(each, node)

    def _learn(self, each: UnnamedOperation, node: Mapping[str, Any]) -> None:
        """Remembers the names of an operation as taken, and how what its path gives is called."""
        names = mapping(node.get("x-sdk"))
        resource, function = str(names.get("resource", "")), str(names.get("function", ""))
        operation_id = str(node.get("operationId", ""))
        self._ids.add(operation_id)
        self._functions.add((resource, function))
        if resource:
            parts = tuple(resource.split("."))
            derived, _ = self._derived(each)
            self._learned[derived][parts] += 1
            noun = _noun(operation_id, function)
            self._known.append(NamedOperation(each, parts, function, noun))

    def names(self, asked: UnnamedOperation) -> OperationNames:
        """The names of an operation, which no other is given from now on."""
        derived, rest = self._derived(asked)
        resource = self._as_siblings(asked) or self._translated(derived)
        rest = _after(resource, asked.literals, rest)
        verb = verb_of(asked)
        function = self._as_alike(asked, verb) or function_by_rules(
            asked, verb, rest, len(derived), self._paths
        )
        name = ".".join(resource)
        function = self._unused(name, function, asked)
        several = verb in ("add", "remove") and not asked.ends_in_variable
        spoken = _spoken(resource, function, several, self._noun_of(resource))
        operation_id = free_name(spoken.operation_id, self._ids)
        self._ids.add(operation_id)
        by = f" by {' or '.join(asked.alternatives)}" if asked.alternatives else ""
        return OperationNames(
            operation_id,
            name,
            function,
            spoken.summary + by,
            spoken.noun,
            spoken.verb in OF_ITEMS,
        )

    # --- learned ----------------------------------------------------------------------------------

    def _as_siblings(self, asked: UnnamedOperation) -> tuple[str, ...] | None:
        """The resource of the operations of the same tag whose paths share most with this one;
        where the tag has none yet, of those that begin alike, without the parts that their paths
        name and this one does not."""
        siblings = [each for each in self._known if each.asked.section == asked.section]
        if not siblings:
            return self._as_neighbours(asked.literals)
        resources = {each.resource for each in siblings}
        return resources.pop() if len(resources) == 1 else _nearest(siblings, asked.literals)

    def _as_neighbours(self, literals: tuple[str, ...]) -> tuple[str, ...] | None:
        """The resource of those whose paths begin with the same literal, unless what is under it
        (`events` under `actions`) may be a resource of its own."""
        near = [each for each in self._known if literals and each.literals[:1] == literals[:1]]
        found = _nearest(near, literals)
        if not found or self._goes_on_in_resource(literals, len(found)):
            return None
        return found

    def _goes_on_in_resource(self, literals: tuple[str, ...], size: int) -> bool:
        """Whether what stands below the first `size` literals of a path is a resource itself."""
        return len(literals) > size and self._paths.is_resource(literals[: size + 1])

    def _as_alike(self, asked: UnnamedOperation, verb: str) -> str | None:
        """The function of an operation that does the same: to one or to several, by another
        identifier, or elsewhere.
        """
        same = [each for each in self._known if each.asked.method == asked.method]
        same.sort(key=lambda one: (one.asked.section != asked.section, one.asked.path))
        functions = (function_as(each, asked, verb) for each in same)
        return next((each for each in functions if each is not None), None)

    def _noun_of(self, resource: tuple[str, ...]) -> tuple[str, ...] | None:
        """The words that stand for a resource in the identifiers of its operations, where most of
        them agree.
        """
        known = [each for each in self._known if each.resource == resource and each.noun]
        return _most_frequent(Counter(each.noun for each in known))

    # --- the resource -----------------------------------------------------------------------------

    def _derived(self, asked: UnnamedOperation) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The resource that the path itself gives, and the literals of the path after it: of
        `/actions/{id}/events/bounces` `("actions", "events")` and `("bounces",)`."""
        literals = asked.literals
        section = [word.lower() for word in words(asked.section)]
        start = self._start(asked.path, literals, "".join(section))
        end = start + 1
        named = literals[start : start + len(section)]
        if len(section) > 1 and [singulars(each)[-1] for each in named] == section:
            end = start + len(section)  # `/books/shelves` of the section `book-shelf`
        resource = ["_".join(snakes(literals[start:end]))] if literals else ["root"]
        if len(section) > 1 and "".join(singulars(resource[0])) == "".join(section):
            resource = ["_".join(section)]  # `/bookshelves` of the section `book-shelf`
        if self._goes_on_in_resource(literals, end):
            resource.append(snake(literals[end]))
            end += 1
        return tuple(resource), literals[end:]

    def _start(self, path: str, literals: tuple[str, ...], section: str) -> int:
        """Which literal the resource begins with: the first that the section is named after, a
        collection if there is one; what comes before a collection is passed over, a collection
        never is: of the section `books` the second of `/api/books`, but the first of
        `/users/{id}/books`."""
        named = []
        for index, literal in enumerate(literals):
            before = path_shape(path.partition(f"/{literal}")[0]) if index else ()
            is_collection = self._paths.begins((*before, literal, "{}"))
            if "".join(singulars(literal)) in section:
                named.append(index)
                if is_collection:
                    return index
            if is_collection:
                break
        return next(iter(named), 0)

    def _translated(self, derived: tuple[str, ...]) -> tuple[str, ...]:
        """The resource as the document calls it, by its longest part that the document has."""
        for end in range(len(derived), 0, -1):
            learned = _most_frequent(self._learned.get(derived[:end], Counter()))
            if learned:
                return (*learned, *derived[end:])
        return derived

    # --- unique ---------------------------------------------------------------------------------

    def _unused(self, resource: str, function: str, asked: UnnamedOperation) -> str:
        """`function`, or with what tells it apart from another of the same name."""
        for each in self._tries(function, asked):
            name = f"{each}_" if keyword.iskeyword(each) else each
            if (resource, name) not in self._functions:
                self._functions.add((resource, name))
                return name
        raise AssertionError(function)

    def _tries(self, function: str, asked: UnnamedOperation) -> Iterator[str]:
        """A function, then with what may tell it apart, the most telling first: what it is done by,
        for whom, a literal of its path from behind, a variable; at last a number. More are taken
        than there are functions, so that one is free."""
        variables = list(snakes(VARIABLE.findall(asked.path)))
        yield function
        reads_collection = asked.method != "POST" and self._paths.has_items(asked)
        if reads_collection and not function.endswith("_by"):
            yield f"{function}_by"  # `GET /books?isbn=` beside `GET /books/{id}`
        if len(variables) > 1:
            yield f"{function}_for"  # `/books/{id}/loans/{reader}`
        yield from (f"{function}_{literal}" for literal in snakes(reversed(asked.literals)))
        yield from (f"{function}_by_{variable}" for variable in reversed(variables))
        yield from (f"{function}_{number}" for number in range(2, len(self._functions) + 3))


def _noun(operation_id: str, function: str) -> tuple[str, ...]:
    """The words of an `operationId` that its function does not have, each of one thing: `action` of
    `listActionBounces`, which is `list_bounces`."""
    of_function = {singular(word) for word in function.split("_")}
    return tuple(
        singular(word.lower())
        for word in words(operation_id)
        if singular(word.lower()) not in of_function
    )


def _cut(known: NamedOperation, literals: tuple[str, ...]) -> tuple[str, ...]:
    """The resource of an operation without the parts that its
    own path names and `literals` do not.
    """
    elsewhere = {singular(snake(each)) for each in known.literals if each not in literals}
    resource = known.resource
    while resource and singular(resource[-1]) in elsewhere:
        resource = resource[:-1]
    return resource


def _after(
    resource: Sequence[str], literals: tuple[str, ...], rest: tuple[str, ...]
) -> tuple[str, ...]:
    """What of a path its resource does not say: the literals after the last that names a part of
    it, else `rest`.
    """
    parts = {singular(each) for each in resource}
    named = [index for index, each in enumerate(literals) if singular(snake(each)) in parts]
    return literals[named[-1] + 1 :] if named else rest


def _nearest(known: Iterable[NamedOperation], literals: tuple[str, ...]) -> tuple[str, ...] | None:
    """The resource of those whose paths share most with `literals`: of several the one that is
    there most often, else the first in the order of its letters."""
    scored = [(_shared(each.literals, literals), _cut(each, literals)) for each in known]
    best = max((score for score, _ in scored), default=None)
    return _most_frequent(Counter(each for score, each in scored if score == best))


def _most_frequent(counted: Counter[tuple[str, ...]]) -> tuple[str, ...] | None:
    most = max(counted.values(), default=0)
    return min((each for each, count in counted.items() if count == most), default=None)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, int]:
    """How many literals two paths share, and fewer than none
    for each that the first has besides.
    """
    both = len(set(one) & set(other))
    return both, both - len(set(one))


@record(frozen=True, slots=True)
class _SpokenNames:
    """A function of a resource in words: `verb`, `marks` such as `all`, the words `nouns` of its
    resource and `extra` ones of its own. `several`: it is about more than one."""

    verb: str
    marks: frozenset[str]
    nouns: list[str]
    extra: list[str]
    several: bool
    collection: str

    @property
    def _words(self) -> list[str]:
        """What it is about: the resource's own word in the plural, where it is about several."""
        if self.several and not self.extra:
            return [*self.nouns[:-1], self.collection]
        return [*self.nouns, *self.extra]

    @property
    def operation_id(self) -> str:
        removes = self.verb in ("delete", "remove")
        first = ["all"] if "all" in self.marks and not removes else []
        last = ["by"] if "by" in self.marks else []
        return self.verb + capitalized([*first, *self._words, *last])

    @property
    def summary(self) -> str:
        verb = "Retrieve" if self.verb == "get" else self.verb.capitalize()
        return f"{verb} {self._article} {' '.join(self._words)}"

    @property
    def noun(self) -> str:
        return capitalized([*self.nouns, *map(singular, self.extra)])

    @property
    def _article(self) -> str:
        if "all" in self.marks:
            return "all"
        if "many" in self.marks:
            return "several"
        if self.several or self.extra:
            return "the"
        return "an" if self.nouns[0][0] in "aeio" else "a"


def _spoken(
    resource: Sequence[str], function: str, several: bool, learned: tuple[str, ...] | None
) -> _SpokenNames:
    """`learned` are the words that stand for the resource in the identifiers of its other
    operations: of `actions.events` they may be `action` alone, as of `listActionBounces`, where the
    function says the rest."""
    verb, *tail = function.split("_")
    marks = frozenset(tail) & {"all", "many", "by"}
    extra = without(tail, marks)
    own = chain.from_iterable(map(singulars, resource))
    is_of_many = verb in ("list", "count") or not marks.isdisjoint({"all", "many"})
    return _SpokenNames(
        verb,
        marks,
        list(learned) if learned and extra else list(own),
        extra,
        several or is_of_many,
        words(resource[-1])[-1].lower(),
    )


def _asked_as(path: str, method: str, node: Mapping[str, Any]) -> UnnamedOperation:
    """An operation of the document as if it had no names."""
    section = next(map(str, sequence(node.get("tags"))), "")
    return UnnamedOperation(section, method, path, "", None, identified="x-exactly-one-of" in node)
