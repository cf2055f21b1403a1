"""The function of an operation: that of a known one which does the same in another form, else by
rules: the verb, with what is read or what it is done with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.document.casing import words
from generator.records import record
from generator.vendor_docs.operation_verbs import UnnamedOperation
from generator.vendor_docs.path_words import (
    is_made_from,
    is_several,
    path_literals,
    singular,
    singulars,
    snakes,
)

OF_ITEMS = frozenset(
    ["list", "get", "create", "update", "replace", "delete", "save", "duplicate", "copy"]
)
"""Verbs of what is done with what the resource names, and with nothing else."""
_DIRECTED = frozenset(["send", "add", "copy", "move", "export"])
"""Verbs of what is done to somebody: `send_to`, not `send_for`."""
_SEVERAL = frozenset(["bulk", "multiple", "several", "many"])
_UNDOING = ("un", "de", "dis")
"""What the verb that undoes another begins with: `unvalidate`."""


@record(frozen=True, slots=True)
class NamedOperation:
    """An operation that has its names: `noun` are the words that stand for its resource in its
    `operationId`."""

    asked: UnnamedOperation
    resource: tuple[str, ...]
    function: str
    noun: tuple[str, ...]

    @property
    def literals(self) -> tuple[str, ...]:
        return self.asked.literals


class KnownPaths:
    """The paths of all operations, those without a name too: what stands beside and below each."""

    def __init__(self, every: Iterable[UnnamedOperation]) -> None:
        self._methods: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._shapes: set[tuple[str, ...]] = set()
        for each in every:
            self._methods[each.literals].add(each.method)
            self._shapes.add(each.shape)

    def methods(self, path: str) -> set[str]:
        return self._methods[path_literals(path)]

    def begins(self, start: tuple[str, ...]) -> bool:
        """Whether a path begins so."""
        return any(shape[: len(start)] == start for shape in self._shapes)

    def is_resource(self, literals: tuple[str, ...]) -> bool:
        """Whether what is under a resource is one itself: of several kinds of things, or done
        several things with.
        """
        if not is_several(literals[-1]):
            return False
        size = len(literals)
        deeper = any(other[:size] == literals and len(other) > size for other in self._methods)
        return deeper or len(self._methods[literals]) > 1

    def has_items(self, asked: UnnamedOperation) -> bool:
        """Whether the path is also there with an identifier behind it."""
        return (*asked.shape, "{}") in self._shapes

    def has_singular(self, asked: UnnamedOperation) -> bool:
        """Whether the path is also there for one of what its last segment names."""
        *before, last = asked.shape
        return is_several(last) and (*before, singular(last)) in self._shapes

    def has_one_items(self, asked: UnnamedOperation) -> bool:
        """Whether the same is there for one item: `/actions/events` beside
        `/actions/{id}/events/bounces`.
        """
        first, *rest = asked.shape
        return any(other[:3] == (first, "{}", *rest[:1]) for other in self._shapes)


# --- by rules -------------------------------------------------------------------------------------


def function_by_rules(
    asked: UnnamedOperation, verb: str, rest: tuple[str, ...], depth: int, paths: KnownPaths
) -> str:
    """`rest` are the literals of the path that the resource, of `depth` parts, does not say."""
    if verb in ("get", "list"):
        return _reading(asked, rest, depth, paths)
    return _writing(asked, verb, rest, paths)


def _reading(asked: UnnamedOperation, rest: tuple[str, ...], depth: int, paths: KnownPaths) -> str:
    """`get`, `list`, with what is read of the resource: `list_nodes`, `get_by`; `list_all_bounces`
    where `list_bounces` are those of one item. That several are read is told by the answer, where
    its type was seen, else by the words of the path."""
    names_several = _names_several(asked, rest)
    objects = "_".join(["", *snakes(reversed(rest))])
    gives_several = names_several if asked.several is None else asked.several
    if gives_several:
        is_nested = depth > 1 or bool(rest)
        verb = "list_all" if is_nested and _has_list_of_one(asked, paths) else "list"
        return f"{verb}{objects}{_by(asked)}"
    # Of a collection that is no list, one is told by something that the path does not have.
    is_one_of_many = names_several and not rest
    return f"get{objects}{'_by' if is_one_of_many else _by(asked)}"


def _names_several(asked: UnnamedOperation, rest: tuple[str, ...]) -> bool:
    """Whether the path names several things: `/books`, and not `/books/{id}`."""
    return any(map(is_several, rest or asked.literals[-1:])) and not asked.ends_in_variable


def _has_list_of_one(asked: UnnamedOperation, paths: KnownPaths) -> bool:
    """Whether what is read of all items is read of one of them as well, under the plain name."""
    return asked.is_of_all and paths.has_one_items(asked)


def _by(asked: UnnamedOperation) -> str:
    """The end of the name of what is done by an identifier of the query: `get_by`."""
    return "_by" if asked.identified else ""


def _writing(asked: UnnamedOperation, verb: str, rest: tuple[str, ...], paths: KnownPaths) -> str:
    """The verb, with what it is done with: `update`, `execute_many`, `remove_all`, `send_to`."""
    rest, suffix = _done_with(asked, verb, rest, paths)
    verb, objects = _verb_and_objects(asked, verb, rest)
    is_of_resource = not rest and not asked.ends_in_variable
    if verb == "update" and _replaces(asked, paths):
        verb = "replace"
    if _is_of_several(asked, paths):
        objects.append("many")
    elif is_of_resource and verb in ("delete", "remove"):
        objects.append("all")  # nothing names what of the resource: `DELETE /segments/{id}/targets`
    return "_".join([verb, *objects]) + suffix


def _done_with(
    asked: UnnamedOperation, verb: str, rest: tuple[str, ...], paths: KnownPaths
) -> tuple[tuple[str, ...], str]:
    """The literals of what something is done with, and the end of its name, which tells by what,
    for whom, or to whom it is done."""
    if _is_for_another(asked, verb, rest):
        return rest[:-1], "_to" if verb in _DIRECTED else "_for"
    if _ends_in_whom(asked, rest, paths):
        return rest[:-1], _by(asked)
    return rest, _by(asked)


def _is_for_another(asked: UnnamedOperation, verb: str, rest: tuple[str, ...]) -> bool:
    """`POST /actions/{id}/validation/{group}`: done with the action, for the group."""
    return bool(rest) and verb not in OF_ITEMS and asked.is_of_two


def _ends_in_whom(asked: UnnamedOperation, rest: tuple[str, ...], paths: KnownPaths) -> bool:
    """`…/render/contact?unicity=` beside `…/render/contact/{id}`: the last literal says of whom."""
    return asked.identified and len(rest) > 1 and paths.has_items(asked)


def _replaces(asked: UnnamedOperation, paths: KnownPaths) -> bool:
    """Whether an update is of the whole: by PUT, where PATCH changes a part."""
    return asked.method == "PUT" and "PATCH" in paths.methods(asked.path)


def _is_of_several(asked: UnnamedOperation, paths: KnownPaths) -> bool:
    """Whether the title says so, or the path beside that of one."""
    title = {word.lower() for word in words(asked.title)}
    return not _SEVERAL.isdisjoint(title) or paths.has_singular(asked)


def _verb_and_objects(
    asked: UnnamedOperation, verb: str, rest: tuple[str, ...]
) -> tuple[str, list[str]]:
    """The verb, and the literals that do not say it again (`unvalidate` of `…/validation`); without
    a title to tell the verb, the last literal is it."""
    if not asked.title and rest and asked.method == "POST":
        return singulars(rest[-1])[-1], list(snakes(rest[:-1]))
    verbs = [verb, *map(verb.removeprefix, _UNDOING)]
    return verb, [noun for noun in snakes(rest) if not _says_again(noun, verbs)]


def _says_again(noun: str, verbs: Iterable[str]) -> bool:
    return any(is_made_from(noun, verb) for verb in verbs)


# --- as a known one -------------------------------------------------------------------------------


def function_as(known: NamedOperation, asked: UnnamedOperation, verb: str) -> str | None:
    """The function of an operation if a known one does the same in another form: to one or to
    several, by another identifier, or elsewhere."""
    plain = known.function.removesuffix("_many").removesuffix("_by")
    if asked.identified:
        function = _by_identifier(known.asked, asked, plain)
    else:
        function = _of_other_number(known, asked, plain)
    is_alike = plain.split("_")[0] == verb and _form(known.asked) == _form(asked)
    if function is None and is_alike and _is_elsewhere(asked.shape, known.asked.shape):
        return known.function
    return function


def _by_identifier(known: UnnamedOperation, asked: UnnamedOperation, plain: str) -> str | None:
    reads = plain.partition("_")[0] in ("get", "list")
    if reads and known.section != asked.section:
        return None  # what is read so in another section may be a list of all
    return f"{plain}_by" if _is_without_variables(asked.shape, known.shape) else None


def _of_other_number(known: NamedOperation, asked: UnnamedOperation, plain: str) -> str | None:
    """`PUT /book` beside `PUT /books`, which is `update_many`; and the other way round."""
    here, there = asked.shape, known.asked.shape
    if _is_plural(here, there) and known.function != plain:
        return plain
    return f"{plain}_many" if _is_plural(there, here) else None


def _is_plural(one: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether two paths differ in nothing but that the last segment of the second is the plural of
    the first's.
    """
    return one[:-1] == many[:-1] and one[-1] != many[-1] and one[-1] == singular(many[-1])


def _is_without_variables(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """`/actions/execution?hash=` beside `/actions/{id}/execution`."""
    literals = tuple(part for part in there if part != "{}")
    return here == literals != there and there[-1] != "{}"


def _is_elsewhere(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """`/notifications/{id}/versions/list` beside `/actions/{id}/versions/list`."""
    end = here[-2:]
    return len(here) > 1 and "{}" not in end and end == there[-2:] and here[:-2] != there[:-2]


def _form(asked: UnnamedOperation) -> tuple[bool, bool, bool]:
    """What tells the forms of one thing apart: of one item or of all, by an identifier of the
    query, by one at the end.
    """
    return "{" in asked.path, asked.identified, asked.ends_in_variable
