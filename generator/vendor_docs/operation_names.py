"""Names for an operation that the document lacks, as its other operations are named.

What a section is called, and what is done in it, is learned from the `x-sdk` of the operations that
the document has: the resource from those of the same tag whose paths share most with the new one,
the function from one that does the same to several, by another identifier, or under another item,
and the noun of `operationId` from those of the resource. Only where nothing is alike do rules
decide: the method, the path, and the verb that the title begins with. Nothing depends on the order
of anything. A person reads the proposal aloud and corrects it."""

from __future__ import annotations

import keyword
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.document.casing import snake, words
from generator.document.specification import METHODS

_READING = {"retrieve": "get", "get": "get", "read": "get", "list": "list", "search": "list"}
_WRITING = {
    "create": "create",
    "add": "add",
    "update": "update",
    "modify": "update",
    "edit": "update",
    "replace": "replace",
    "delete": "delete",
    "remove": "remove",
    "put": "put",
    "set": "set",
    "save": "save",
}
_KEPT = [
    "activate",
    "deactivate",
    "archive",
    "restore",
    "cancel",
    "check",
    "copy",
    "count",
    "disable",
    "download",
    "duplicate",
    "enable",
    "execute",
    "export",
    "import",
    "move",
    "preview",
    "publish",
    "render",
    "reset",
    "run",
    "send",
    "start",
    "stop",
    "test",
    "upload",
    "validate",
    "unvalidate",
]
_VERBS = {**_READING, **_WRITING, **{verb: verb for verb in _KEPT}}
"""The verb of a function by the verb that a title begins with."""
_BY_METHOD = {
    "GET": "get",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}
_TELLING = frozenset(["count", "check", "export", "download", "preview"])
"""Verbs that a path may end in: `GET /books/count`."""
_DIRECTED = frozenset(["send", "add", "copy", "move", "export"])
"""Verbs of what is done to somebody: `send_to`, not `send_for`."""
_SEVERAL = frozenset(["bulk", "multiple", "several", "many"])
_OF_ITEMS = frozenset(
    ["list", "get", "create", "update", "replace", "delete", "save", "duplicate", "copy"]
)
_PLURALS = (
    ("ies", "y"),
    ("lves", "lf"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("uses", "us"),
)
"""Endings of plurals, and those of the singular; all others are an `s`."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class UnnamedOperation:
    """What the names are made of. `path` has no query; `several`: the success is a list, if that is
    known; `identified`: what is meant is named in the query, in one of the ways of `alternatives`
    where there are several."""

    section: str
    method: str
    path: str
    title: str
    several: bool | None
    alternatives: tuple[str, ...] = ()
    identified: bool = False


@dataclass(frozen=True, slots=True)
class _NamedOperation:
    """An operation that has its names: `literals` are those of its path, `noun` the words that
    stand for its resource in its `operationId`."""

    asked: UnnamedOperation
    literals: tuple[str, ...]
    resource: tuple[str, ...]
    function: str
    noun: tuple[str, ...]


class OperationNamer:
    """Names that are unique against those that `root`, a document's tree, has, and those that were
    given before.
    """

    def __init__(self, root: Mapping[str, Any], asked: Iterable[UnnamedOperation]) -> None:
        self._ids: set[str] = set()
        self._functions: set[tuple[str, str]] = set()
        self._methods: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._shapes: set[tuple[str, ...]] = set()
        known = [
            (
                UnnamedOperation(
                    _tag(node), method, path, "", None, identified="x-exactly-one-of" in node
                ),
                node,
            )
            for path, method, node in operations(root)
        ]
        self._known: list[_NamedOperation] = []
        for one in (*(each for each, _ in known), *asked):
            self._methods[_chain(one.path)].add(one.method)
            self._shapes.add(_shape(one.path))
        self._learned: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
        for each, node in known:
            sdk = node.get("x-sdk")
            sdk = sdk if isinstance(sdk, dict) else {}
            self._ids.add(str(node.get("operationId", "")))
            resource, function = str(sdk.get("resource", "")), str(sdk.get("function", ""))
            self._functions.add((resource, function))
            if resource:
                derived, _ = self._derived(each)
                self._learned[derived][tuple(resource.split("."))] += 1
                noun = _noun(str(node.get("operationId", "")), function)
                self._known.append(
                    _NamedOperation(
                        each, _chain(each.path), tuple(resource.split(".")), function, noun
                    )
                )

    def names(self, asked: UnnamedOperation) -> OperationNames:
        derived, rest = self._derived(asked)
        resource = self._as_siblings(asked) or self._translated(derived)
        rest = _after(resource, _chain(asked.path), rest)
        verb = _verb(asked)
        function = self._as_alike(asked, verb) or self._function(asked, verb, rest, len(derived))
        name = ".".join(resource)
        function = self._unused(name, function, asked)
        several = verb in ("add", "remove") and not asked.path.endswith("}")
        operation_id, summary, noun = _spoken(resource, function, several, self._noun_of(resource))
        if asked.alternatives:
            summary += f" by {' or '.join(asked.alternatives)}"
        return OperationNames(
            self._unused_id(operation_id),
            name,
            function,
            summary,
            noun,
            function.split("_")[0] in _OF_ITEMS,
        )

    # --- learned ----------------------------------------------------------------------------------

    def _as_siblings(self, asked: UnnamedOperation) -> tuple[str, ...] | None:
        """The resource of the operations of the same tag whose paths share most with this one;
        where the tag has none yet, of those that begin alike, without the parts that their paths
        name and this one does not."""
        literals = _chain(asked.path)
        siblings = [each for each in self._known if each.asked.section == asked.section]
        if siblings:
            resources = {each.resource for each in siblings}
            if len(resources) == 1:
                return resources.pop()
            return _most(
                (_shared(each.literals, literals), _cut(each, literals)) for each in siblings
            )
        near = [each for each in self._known if literals and each.literals[:1] == literals[:1]]
        found = _most((_shared(each.literals, literals), _cut(each, literals)) for each in near)
        if not found or (
            len(literals) > len(found) and self._is_resource(literals[: len(found) + 1])
        ):
            return None  # what is under it may be a resource of its own
        return found

    def _as_alike(self, asked: UnnamedOperation, verb: str) -> str | None:
        """The function of an operation that does the same: to one or to several, by another
        identifier, or elsewhere.
        """
        same = [each for each in self._known if each.asked.method == asked.method]
        for each in sorted(
            same, key=lambda one: (one.asked.section != asked.section, one.asked.path)
        ):
            if (function := _function_as(each, asked, verb)) is not None:
                return function
        return None

    def _noun_of(self, resource: tuple[str, ...]) -> tuple[str, ...] | None:
        """The words that stand for a resource in the identifiers of its operations, where most of
        them agree.
        """
        counted = Counter(
            each.noun for each in self._known if each.resource == resource and each.noun
        )
        most = max(counted.values(), default=0)
        return min((noun for noun, count in counted.items() if count == most), default=None)

    # --- the resource -----------------------------------------------------------------------------

    def _derived(self, asked: UnnamedOperation) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The resource that the path itself gives, and the literals of the path after it."""
        literals = _chain(asked.path)
        section = [word.lower() for word in words(asked.section)]
        start = self._start(asked.path, literals, "".join(section))
        end = start + 1
        if (
            len(section) > 1
            and [_last(each) for each in literals[start : start + len(section)]] == section
        ):
            end = start + len(section)
        resource = ["_".join(snake(each) for each in literals[start:end])] if literals else ["root"]
        if len(section) > 1 and "".join(_singulars(resource[0])) == "".join(section):
            resource = ["_".join(section)]  # `/bookshelves` of the section `book-shelf`
        if end < len(literals) and self._is_resource(literals[: end + 1]):
            resource.append(snake(literals[end]))
            end += 1
        return tuple(resource), literals[end:]

    def _start(self, path: str, literals: tuple[str, ...], section: str) -> int:
        """Which literal the resource begins with: the first that the section is named after, a
        collection if there is one; what comes before a collection is passed over, a collection
        never is."""
        named = []
        for index, literal in enumerate(literals):
            before = _shape(path.partition(f"/{literal}")[0]) if index else ()
            is_collection = self._begins_a_path((*before, literal, "{}"))
            if "".join(_singulars(literal)) in section:
                if is_collection:
                    return index
                named.append(index)
            if is_collection:
                break
        return named[0] if named else 0

    def _begins_a_path(self, start: tuple[str, ...]) -> bool:
        return any(shape[: len(start)] == start for shape in self._shapes)

    def _is_resource(self, chain: tuple[str, ...]) -> bool:
        """Whether what is under a resource is one itself: of several kinds of things, or done
        several things with.
        """
        if singular(chain[-1]) == chain[-1]:
            return False
        deeper = any(
            other[: len(chain)] == chain and len(other) > len(chain) for other in self._methods
        )
        return deeper or len(self._methods[chain]) > 1

    def _translated(self, derived: tuple[str, ...]) -> tuple[str, ...]:
        """The resource as the document calls it, by its longest part that the document has."""
        for end in range(len(derived), 0, -1):
            learned = self._learned.get(derived[:end])
            if learned:
                most = max(learned.values())
                return (
                    *min(name for name, count in learned.items() if count == most),
                    *derived[end:],
                )
        return derived

    # --- the function -----------------------------------------------------------------------------

    def _function(
        self, asked: UnnamedOperation, verb: str, rest: tuple[str, ...], depth: int
    ) -> str:
        if verb in ("get", "list"):
            return self._reading(asked, rest, depth)
        return self._writing(asked, verb, rest)

    def _reading(self, asked: UnnamedOperation, rest: tuple[str, ...], depth: int) -> str:
        """`get`, `list`, with what is read of the resource."""
        ends_in_variable = asked.path.endswith("}")
        last = (_chain(asked.path) or ("",))[-1]
        several = asked.several
        if several is None:
            several = not ends_in_variable and any(map(_is_several, rest or (last,)))
        suffix = "_by" if asked.identified else ""
        if not several and not rest and not ends_in_variable and _is_several(last):
            suffix = "_by"  # one of a collection, by what the query says
        verb = "list" if several else "get"
        # `/actions/events` beside `/actions/{id}/events/bounces`: those of all actions.
        of_collection = several and "{" not in asked.path and not suffix
        if of_collection and (rest or depth > 1) and self._is_of_all(asked):
            verb = "list_all"
        return "_".join((verb, *_snakes(reversed(rest)))) + suffix

    def _writing(self, asked: UnnamedOperation, verb: str, rest: tuple[str, ...]) -> str:
        """The verb, with what it is done with."""
        ends_in_variable = asked.path.endswith("}")
        suffix = "_by" if asked.identified else ""
        if verb not in _OF_ITEMS and ends_in_variable and asked.path.count("{") > 1 and rest:
            # `POST /actions/{id}/validation/{group}`: done with the action, for the group.
            rest = rest[:-1]
            suffix = "_to" if verb in _DIRECTED else "_for"
        elif asked.identified and len(rest) > 1 and (*_shape(asked.path), "{}") in self._shapes:
            rest = rest[:-1]
        spoken = {word.lower() for word in words(asked.title)}
        several = bool(_SEVERAL & spoken) or self._has_singular(asked.path)
        own = [each for each in _snakes(rest) if not _alike(each, verb)]
        own = [each for each in own if not _alike(each, _undone(verb))]
        if not asked.title and rest and asked.method == "POST":
            verb, own = _singulars(rest[-1])[-1], list(_snakes(rest[:-1]))
        if verb == "update" and asked.method == "PUT" and "PATCH" in self._methods_of(asked.path):
            verb = "replace"
        if verb in ("delete", "remove") and not rest and not ends_in_variable and not several:
            suffix = f"_all{suffix}"
        return "_".join((verb, *own, *(["many"] if several else []))) + suffix

    def _is_of_all(self, asked: UnnamedOperation) -> bool:
        """Whether the same is there for one item: `/actions/events` beside
        `/actions/{id}/events/bounces`.
        """
        first, *rest = _shape(asked.path)
        return any(other[:3] == (first, "{}", *rest[:1]) for other in self._shapes)

    def _has_singular(self, path: str) -> bool:
        *before, last = _shape(path)
        return singular(last) != last and (*before, singular(last)) in self._shapes

    def _methods_of(self, path: str) -> set[str]:
        return self._methods[_chain(path)]

    def _unused(self, resource: str, function: str, asked: UnnamedOperation) -> str:
        """`function`, or with what tells it apart from another of the same name."""
        for each in self._tries(function, asked):
            name = f"{each}_" if keyword.iskeyword(each) else each
            if (resource, name) not in self._functions:
                self._functions.add((resource, name))
                return name
        raise AssertionError(function)

    def _tries(self, function: str, asked: UnnamedOperation) -> Iterator[str]:
        """A function, then with what may tell it apart, the most telling first."""
        variables = [snake(each) for each in re.findall(r"{([^{}]*)}", asked.path)]
        yield function
        is_of_collection = (*_shape(asked.path), "{}") in self._shapes
        if asked.method != "POST" and is_of_collection and not function.endswith("_by"):
            yield f"{function}_by"
        if len(variables) > 1:
            yield f"{function}_for"
        for literal in reversed(_chain(asked.path)):
            yield f"{function}_{snake(literal)}"
        for variable in reversed(variables):
            yield f"{function}_by_{variable}"
        for number in range(2, len(self._functions) + 3):
            yield f"{function}_{number}"

    def _unused_id(self, name: str) -> str:
        free, number = name, 2
        while free in self._ids:
            free, number = f"{name}{number}", number + 1
        self._ids.add(free)
        return free


def _function_as(known: _NamedOperation, asked: UnnamedOperation, verb: str) -> str | None:
    """The function of an operation if a known one does the same in another form."""
    here, there = _shape(asked.path), _shape(known.asked.path)
    plain = known.function.removesuffix("_many").removesuffix("_by")
    if not asked.identified:
        # `PUT /book` beside `PUT /books`, which is `update_many`; and the other way round.
        if _is_plural(here, there) and known.function != plain:
            return plain
        if _is_plural(there, here):
            return f"{plain}_many"
    elif here == tuple(part for part in there if part != "{}") != there and there[-1] != "{}":
        # `POST /actions/execution?hash=` beside `POST /actions/{id}/execution`. What is read so in
        # another section may be a list of all.
        reads = plain.split("_")[0] in ("get", "list")
        if not reads or known.asked.section == asked.section:
            return f"{plain}_by"
    # `/notifications/{id}/versions/list` beside `/actions/{id}/versions/list`.
    is_elsewhere = here[-2:] == there[-2:] and here[:-2] != there[:-2]
    if len(here) > 1 and "{}" not in here[-2:] and is_elsewhere:
        same_form = _form(known.asked) == _form(asked)
        return known.function if same_form and plain.split("_")[0] == verb else None
    return None


def _noun(operation_id: str, function: str) -> tuple[str, ...]:
    """The words of an `operationId` that its function does not have, each of one thing: `action` of
    `listActionBounces`, which is `list_bounces`."""
    of_function = {singular(word) for word in function.split("_")}
    return tuple(
        singular(word.lower())
        for word in words(operation_id)
        if singular(word.lower()) not in of_function
    )


def _cut(known: _NamedOperation, literals: tuple[str, ...]) -> tuple[str, ...]:
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


def _most(scored: Iterable[tuple[tuple[int, int], tuple[str, ...]]]) -> tuple[str, ...] | None:
    """Of those with the highest score the one that is there most often, else the first in the order
    of its letters.
    """
    listed = list(scored)
    best = max((score for score, _ in listed), default=None)
    counted = Counter(each for score, each in listed if score == best)
    most = max(counted.values(), default=0)
    return min((each for each, count in counted.items() if count == most), default=None)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, int]:
    """How many literals two paths share, and fewer than none
    for each that the first has besides.
    """
    both = len(set(one) & set(other))
    return both, both - len(set(one))


def _is_plural(one: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether two paths differ in nothing but that the last segment of the second is the plural of
    the first's.
    """
    return one[:-1] == many[:-1] and one[-1] != many[-1] and one[-1] == singular(many[-1])


def _form(asked: UnnamedOperation) -> tuple[bool, bool, bool]:
    """What tells the forms of one thing apart: of one item or of all, by an identifier of the
    query, by one at the end.
    """
    return "{" in asked.path, asked.identified, asked.path.endswith("}")


def _undone(verb: str) -> str:
    """What a verb undoes: `validate` for `unvalidate`."""
    return next(
        (verb.removeprefix(each) for each in ("un", "de", "dis") if verb.startswith(each)), verb
    )


def _spoken(
    resource: Sequence[str], function: str, several: bool, learned: tuple[str, ...] | None
) -> tuple[str, str, str]:
    """A function of a resource as an operationId, as a summary, and the noun of what it is about.
    `learned` are the words that stand for the resource in the identifiers of its other
    operations."""
    verb, *tail = function.split("_")
    marks = {word for word in tail if word in ("all", "many", "by")}
    extra = [word for word in tail if word not in marks]
    own = [word for part in resource for word in _singulars(part)]
    nouns = list(learned) if learned and extra else own
    several = several or verb in ("list", "count") or bool(marks & {"all", "many"})
    spoken = [*nouns, *extra]
    if several and not extra:
        spoken[-1] = words(resource[-1])[-1].lower()
    name = [
        *(["all"] if "all" in marks and verb not in ("delete", "remove") else []),
        *spoken,
        *(["by"] if "by" in marks else []),
    ]
    operation_id = verb + "".join(word.capitalize() for word in name)
    article = "all" if "all" in marks else "several" if "many" in marks else "the"
    if not several and not extra:
        article = "an" if spoken[0][0] in "aeio" else "a"
    summary = f"{'Retrieve' if verb == 'get' else verb.capitalize()} {article} {' '.join(spoken)}"
    return (
        operation_id,
        summary,
        "".join(word.capitalize() for word in (*nouns, *map(singular, extra))),
    )


def operations(root: Mapping[str, Any]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Path, method in capitals, and node of each operation of a document's tree."""
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method in METHODS:
            if isinstance(item, dict) and isinstance(item.get(method), dict):
                yield path, method.upper(), item[method]


def singular(word: str) -> str:
    """One of what an English noun in the plural names."""
    lower = word.lower()
    for ending, one in _PLURALS:
        if lower.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + one
    is_plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural and len(word) > 3 else word


def _is_several(word: str) -> bool:
    return singular(word) != word


def _snakes(literals: Iterable[str]) -> Iterator[str]:
    return (snake(each) for each in literals)


def _singulars(text: str) -> list[str]:
    """The words of a name, the last one in the singular."""
    every = [word.lower() for word in words(text)]
    return [*every[:-1], singular(every[-1])] if every else ["item"]


def _last(literal: str) -> str:
    return _singulars(literal)[-1]


def _chain(path: str) -> tuple[str, ...]:
    """The literals of a path."""
    return tuple(part for part in path.split("/") if part and "{" not in part)


def _shape(path: str) -> tuple[str, ...]:
    """The segments of a path, its variables without their names."""
    return tuple("{}" if "{" in part else part for part in path.split("/") if part) or ("",)


def _tag(node: Mapping[str, Any]) -> str:
    tags = node.get("tags")
    return str(tags[0]) if isinstance(tags, list) and tags else ""


def _verb(asked: UnnamedOperation) -> str:
    """The first that a guess finds, else the method's."""
    guesses = filter(None, (guess(asked) for guess in _VERB_GUESSES))
    return next(guesses, _BY_METHOD.get(asked.method, asked.method.lower()))


def _saving(asked: UnnamedOperation) -> str | None:
    """`Create or update a book`."""
    return "save" if _title_words(asked)[:3] == ["create", "or", "update"] else None


def _end_of_path(asked: UnnamedOperation) -> str | None:
    """`GET /books/count`."""
    is_collection = asked.method == "GET" and not asked.path.endswith("}")
    ends = _TELLING.intersection(_chain(asked.path)[-1:])
    return next(iter(ends), None) if is_collection else None


def _second_of_two(asked: UnnamedOperation) -> str | None:
    """`Test or validate an action`, `/actions/{id}/validation`."""
    noun = _last_noun(asked)
    match _title_words(asked):
        case [first, "or", second, *_] if noun and not _alike(noun, first) and _alike(noun, second):
            return second
    return None


def _known_verb(asked: UnnamedOperation) -> str | None:
    """`Lists the books`; that something is got is said by no method but GET."""
    first = _first_word(asked)
    known = _VERBS.get(first) or _VERBS.get(first.removesuffix("s"))
    return known if asked.method == "GET" or known != "get" else None


def _verb_of_noun(asked: UnnamedOperation) -> str | None:
    """`Lend a book`, `POST /books/{id}/lending`."""
    first, noun = _first_word(asked), _last_noun(asked)
    is_made_from = len(first) > 2 and bool(noun) and _alike(noun, first[:4])
    return first if asked.method == "POST" and is_made_from else None


_VERB_GUESSES = (_saving, _end_of_path, _second_of_two, _known_verb, _verb_of_noun)


def _title_words(asked: UnnamedOperation) -> list[str]:
    return [word.lower() for word in words(asked.title)]


def _first_word(asked: UnnamedOperation) -> str:
    """That of the title, but for what it has in brackets."""
    return next(iter(words(re.sub(r"\([^()]*\)", "", asked.title))), "").lower()


def _last_noun(asked: UnnamedOperation) -> str:
    """The last literal of the path; empty where it has none."""
    return next((snake(literal) for literal in reversed(_chain(asked.path))), "")


def _alike(noun: str, verb: str) -> bool:
    """Whether a noun is made from the verb: `execution` from `execute`."""
    size = min(5, len(verb))
    return noun[:size] == verb[:size]


def sentence(words_of_it: Sequence[str]) -> str:
    """Words as a sentence: a capital at its start unless that is a name, a full stop at its end."""
    text = " ".join(" ".join(words_of_it).split())
    if re.match(r"[a-z]+(?![A-Z`_.])\b", text):
        text = text[0].upper() + text[1:]
    return text if not text or text[-1] in ".!?" else f"{text}."
