"""What a JSONPath (RFC 9535) of an overlay selects in a document: places, each in the file that it
stands in.

A document of several files is one: a reference to another file is taken for what it leads to, where
the query goes on; one within its file stays the Reference Object that it is. A place that several
ways lead to is one place, so that files which refer to each other come to an end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

import jsonschema_rs
from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError, JSONPathMatch
from jsonpath.filter import (
    BaseExpression,
    FilterExpressionLiteral,
    FilterQuery,
    FunctionExtension,
    InfixExpression,
    PrefixExpression,
    RelativeFilterQuery,
    StringLiteral,
    walk,
)
from jsonpath.function_extensions import Match, Search
from jsonpath.segments import JSONPathChildSegment, JSONPathRecursiveDescentSegment, JSONPathSegment
from jsonpath.selectors import Filter, FilterContext, JSONPathSelector, NameSelector

from generator.document import pointer as pointers
from generator.document.access import is_reference
from generator.document.grafting import Tokens
from generator.document.reading import quoted
from generator.document.references import BrokenReferenceError, Files
from generator.document.source import Source

MAX_LENGTH = 4_096
MAX_VISITED = 20_000_000
_WEIGHT = 20
_MOST_REFERENCES = 100


class QueryError(Exception):
    """A text that is no JSONPath, or one that takes too long; why, and at which of its characters
    (0 is the first), where that is known.
    """

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at


class Place(NamedTuple):
    """A value: the file that it stands in, and the way to it from there."""

    source: Source
    way: Tokens

    @property
    def pointer(self) -> str:
        return pointers.join("", *self.way)

    @property
    def data(self) -> Any:
        return pointers.follow(self.source.data, map(str, self.way))


class Selected(NamedTuple):
    """A value that was selected, and where it is held: None for the whole document. That is another
    place where a reference was taken for what it leads to."""

    place: Place
    held: Place | None


class Query:
    """A JSONPath. QueryError where the text is none."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise QueryError(f"a JSONPath of {len(text):,} characters; at most {MAX_LENGTH:,}")
        self.text = text
        self._environment = _Environment()
        try:
            path = self._environment.compile(text)
            assert isinstance(path, JSONPath)  # as strict as the RFC, there is no other
            self._segments = tuple(map(_ours, path.segments))
        except RecursionError as error:
            raise QueryError(f"{quoted(text)} is nested too deep") from error
        except JSONPathError as error:
            at = None if error.token is None or not text.startswith("$") else error.token.index
            at = len(text) if at is not None and at < 0 else at  # behind the end
            message = f"{quoted(text)} is no JSONPath: {_reason(text, error)}"
            raise QueryError(message, at) from error
        self._check_patterns(path)
        descents = [each for each in self._segments if isinstance(each, _Descent)]
        self._may_repeat = len(descents) > 1 or any(
            len(segment.selectors) > 1 for segment in self._segments
        )

    def _check_patterns(self, path: JSONPath) -> None:
        """QueryError for a regular expression that is none (RFC 9485)."""
        filters = (
            selector.expression
            for segment in path.segments
            for selector in segment.selectors
            if isinstance(selector, Filter)
        )
        for expression in filters:
            for each in walk(expression):
                if not isinstance(each, FunctionExtension) or each.name not in _PATTERNED:
                    continue
                pattern = each.args[1]
                if isinstance(pattern, StringLiteral) and linear(pattern.value) is None:
                    called = self.text.find(f"{each.name}(") + len(each.name)
                    at = self.text.find(pattern.value, called)
                    raise QueryError(
                        f"{quoted(self.text)}: {quoted(pattern.value)} is no regular expression of "
                        "RFC 9485",
                        at if at >= 0 else None,
                    )

    def select(self, files: Files) -> list[Selected]:
        """What the query selects, each once, in the order of the document. QueryError where that
        takes too long.
        """
        found = [_Match.of_root(files)]
        self._environment.left = MAX_VISITED
        try:
            for segment in self._segments:
                found = self._next(segment, found)
        except JSONPathError as error:
            raise QueryError(f"{quoted(self.text)}: {error.message}") from error
        return [match.selected for match in found]

    def missing(self, files: Files) -> str:
        """Why nothing is selected, where it is for a name that is nowhere; and which it may be."""
        found = [_Match.of_root(files)]
        self._environment.left = MAX_VISITED
        for segment in self._segments:
            further = self._next(segment, found)
            if not further:
                return _suggestion(segment, found)
            found = further
        return ""

    def _next(self, segment: JSONPathSegment, nodes: list[_Match]) -> list[_Match]:
        found = [match for match in segment.resolve(nodes) if isinstance(match, _Match)]
        self._environment.look(len(found))
        if not self._may_repeat and not any(match.has_crossed for match in found):
            return found
        distinct: dict[object, _Match] = {}
        for match in found:
            distinct.setdefault((id(match.holder), _way(match.slot)), match)
        return list(distinct.values())


@lru_cache(maxsize=256)
def linear(pattern: str) -> Callable[[str], bool] | None:
    """Whether a text has a match of a regular expression, told in a time that grows with its length
    alone; None where that is none.
    """
    try:
        validator = jsonschema_rs.Draft202012Validator(
            {"pattern": _DOT.sub(_without_ends, pattern)},
            pattern_options=jsonschema_rs.RegexOptions(),
        )
    except ValueError:
        return None
    return validator.is_valid


_DOT: Final = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\.", re.DOTALL)


def _without_ends(found: re.Match[str]) -> str:
    """A dot is no end of a line (RFC 9485, section 5.3)."""
    return r"[^\n\r]" if found[0] == "." else found[0]


class _Search(Search):
    """`search()` without backtracking, which takes ages for some expressions."""

    def __call__(self, string: object, pattern: object) -> bool:
        if not isinstance(string, str) or not isinstance(pattern, str):
            return False
        test = linear(pattern)
        return test is not None and test(string)


class _Match9535(Match):
    """`match()`, alike: all of the text."""

    def __call__(self, value: object, pattern: object) -> bool:
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        test = linear(pattern) and linear(f"^(?:{pattern})$")
        return test is not None and test(value)


_PATTERNED: Final = {"match": _Match9535, "search": _Search}


class _Environment(JSONPathEnvironment):
    """Strict, with a limit to how much is looked at."""

    def __init__(self) -> None:
        super().__init__(strict=True)
        self.left = MAX_VISITED
        self.function_extensions |= {name: kind() for name, kind in _PATTERNED.items()}

    def look_into(self, node: JSONPathMatch) -> None:
        """A query in a filter is asked of each place anew, and takes longer for each value."""
        size = len(node.obj) if isinstance(node.obj, (dict, list)) else 1
        self.look(size if isinstance(node, _Match) else _WEIGHT * size)

    def look(self, more: int) -> None:
        self.left -= more
        if self.left < 0:
            raise JSONPathError(f"more than {MAX_VISITED:,} values have to be looked at")


_Link: TypeAlias = "tuple[_Link | None, str | int]"
"""A way as a chain from its end: cheap to extend, and written out only where it is asked for."""


def _way(link: _Link | None) -> Tokens:
    way: list[str | int] = []
    while link is not None:
        link, key = link
        way.append(key)
    return tuple(reversed(way))


class _Match(JSONPathMatch):
    """A match that knows its file: `link` is its way there, `slot` the way in the file `holder` to
    where it is held.
    """

    __slots__ = ("files", "has_crossed", "holder", "link", "slot", "source")

    files: Files
    source: Source
    link: _Link | None
    holder: Source
    slot: _Link | None
    has_crossed: bool

    @classmethod
    def of_root(cls, files: Files) -> _Match:
        return cls.made(files, files.root.data, files.root, None, has_crossed=False)

    @classmethod
    def made(
        cls, files: Files, data: Any, source: Source, link: _Link | None, *, has_crossed: bool
    ) -> _Match:
        match = cls.__new__(cls)
        match.files, match.root, match._filter_context = files, files.root.data, _NOTHING
        match.holder, match.slot = source, link
        match.has_crossed = has_crossed
        match.obj, match.source, match.link = data, source, link
        if data.__class__ is dict and "$ref" in data:
            end = _followed(files, data, source, link)
            if end is not None:
                match.obj, match.source, match.link = end
                match.has_crossed = True
        return match

    @property
    def selected(self) -> Selected:
        held = None if self.slot is None else Place(self.holder, _way(self.slot))
        return Selected(Place(self.source, _way(self.link)), held)

    def new_child(self, obj: object, key: int | str) -> _Match:
        link = (self.link, key)
        return _Match.made(self.files, obj, self.source, link, has_crossed=self.has_crossed)

    def add_child(self, *children: JSONPathMatch) -> None:
        """Nobody asks for them."""


_NOTHING: Mapping[str, Any] = {}


def _followed(
    files: Files, node: Any, source: Source, link: _Link | None
) -> tuple[Any, Source, _Link | None] | None:
    """Where a reference to another file leads, over further ones; None for any other."""
    found = None
    for _ in range(_MOST_REFERENCES):
        if not is_reference(node) or len(node) > 1 or node["$ref"].startswith("#"):
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


class _Names(JSONPathChildSegment):
    """Children by their names, without the detour through selectors."""

    def resolve(self, nodes: Iterable[JSONPathMatch]) -> Iterator[JSONPathMatch]:
        names = _names(self) or ()
        for node in nodes:
            for name in names:
                if isinstance(node.obj, dict) and name in node.obj:
                    yield node.new_child(node.obj[name], name)


class _Descent(JSONPathRecursiveDescentSegment):
    """`..` without a limit to the depth, but to how much is looked at. What a reference to another
    file leads to is gone through once, however many there are.
    """

    def resolve(self, nodes: Iterable[JSONPathMatch]) -> Iterator[JSONPathMatch]:
        names = _names(self)
        met: set[object] = set()
        for node in nodes:
            if names is not None and isinstance(node, _Match):
                yield from self._named(node, names, met)
                continue
            for each in self._below(node, met):
                for selector in self.selectors:
                    yield from selector.resolve(each)

    def _named(self, top: _Match, names: list[str], met: set[object]) -> Iterator[JSONPathMatch]:
        """What has one of the names: matches are made of nothing else."""
        env = self.env
        assert isinstance(env, _Environment)
        files, crossed = top.files, top.has_crossed
        if not isinstance(top.obj, (dict, list)):
            return
        waiting: list[tuple[Any, Source, _Link | None]] = [(top.obj, top.source, top.link)]
        while waiting:
            data, source, link = waiting.pop()
            end = None
            if data.__class__ is dict and "$ref" in data:
                end = _followed(files, data, source, link)
            if end is not None:
                data, source, link = end
                place = (id(source), _way(link))
                if place in met or not isinstance(data, (dict, list)):
                    continue
                crossed = True
                met.add(place)
            env.left -= len(data)
            if env.left < 0:
                env.look(0)
            entries: Any = list(enumerate(data)) if data.__class__ is list else data.items()
            if data.__class__ is dict:
                for name in names:
                    if name in data:
                        child = (link, name)
                        yield _Match.made(files, data[name], source, child, has_crossed=crossed)
            waiting += [
                (child, source, (link, key))
                for key, child in reversed(entries)
                if child.__class__ is dict or child.__class__ is list
            ]

    def _below(self, top: JSONPathMatch, met: set[object]) -> Iterator[JSONPathMatch]:
        assert isinstance(self.env, _Environment)
        waiting = [top]
        while waiting:
            node = waiting.pop()
            self.env.look_into(node)
            if isinstance(node, _Match) and node.has_crossed:
                place = (id(node.source), _way(node.link))
                if place in met:
                    continue
                met.add(place)
            yield node
            waiting += [
                node.new_child(child, key)
                for key, child in reversed(_entries(node.obj))
                if child.__class__ is dict or child.__class__ is list
            ]


def _entries(node: Any) -> Sequence[tuple[int | str, Any]]:
    if node.__class__ is dict:
        return list(node.items())
    return list(enumerate(node)) if node.__class__ is list else ()


Test: TypeAlias = Callable[[Any], bool]
_MISSING: Final = object()


def _test(expression: BaseExpression) -> Test | None:
    """What most filters are, tested without the detour through node lists: that there is a value
    behind some names, or that it is a literal, and what is joined of these. None for any other.
    """
    match expression:
        case InfixExpression(operator="&&" | "||"):
            tests = _test(expression.left), _test(expression.right)
            return _joined(tests, any_of=expression.operator == "||")
        case InfixExpression(operator="==" | "!=", left=query, right=FilterExpressionLiteral()):
            value = _value_of(query)
            return value and _compared(value, expression.right, expression.operator == "==")
        case PrefixExpression(operator="!"):
            test = _test(expression.right)
            return test and (lambda node: not test(node))
        case RelativeFilterQuery():
            there = _value_of(expression)
            return there and (lambda node: there(node) is not _MISSING)
    return None


def _joined(tests: tuple[Test | None, Test | None], *, any_of: bool) -> Test | None:
    one, other = tests
    if one is None or other is None:
        return None
    if any_of:
        return lambda node: one(node) or other(node)
    return lambda node: one(node) and other(node)


def _compared(value: Callable[[Any], Any], literal: BaseExpression, equal: bool) -> Test:
    """Whether a value is a literal, where `equal`, or is not; `true` is not 1."""
    assert isinstance(literal, FilterExpressionLiteral)
    wanted = literal.value
    is_bool = isinstance(wanted, bool)

    def test(node: Any) -> bool:
        found = value(node)
        return (found == wanted and isinstance(found, bool) is is_bool) is equal

    return test


def _value_of(query: BaseExpression) -> Callable[[Any], Any] | None:
    """What gives the value behind the names of a query of the current node, if that is what it is;
    _MISSING where there is none.
    """
    if not isinstance(query, RelativeFilterQuery) or not isinstance(query.path, _Singular):
        return None
    names = [name for segment in query.path.segments for name in _names(segment) or ()]
    if not names:
        return None

    def value(node: Any) -> Any:
        for name in names:
            if node.__class__ is not dict or name not in node:
                return _MISSING
            node = node[name]
        return node

    return value


class _Filter(Filter):
    """A filter to which a reference to another file is what it leads to."""

    test: Test | None = None

    def resolve(self, node: JSONPathMatch) -> Iterator[JSONPathMatch]:
        assert isinstance(self.env, _Environment)
        self.env.look_into(node)
        if not isinstance(node, _Match):
            yield from super().resolve(node)
            return
        if self.test is not None:
            yield from self._tested(node, self.test)
            return
        expression = self.expression.cache_tree() if self.cacheable_nodes else self.expression
        for key, value in _entries(node.obj):
            child = node.new_child(value, key) if is_reference(value) else None
            current = value if child is None else child.obj
            context = FilterContext(env=self.env, current=current, root=node.root, current_key=key)
            if expression.evaluate(context):
                yield child or node.new_child(value, key)

    def _tested(self, node: _Match, test: Test) -> Iterator[JSONPathMatch]:
        data = node.obj
        if data.__class__ is not dict and data.__class__ is not list:
            return
        for key, value in list(data.items() if data.__class__ is dict else enumerate(data)):
            child = None
            current = value
            if value.__class__ is dict and "$ref" in value and is_reference(value):
                child = node.new_child(value, key)
                current = child.obj
            if test(current):
                yield child or node.new_child(value, key)


class _Singular(JSONPath):
    """A query in a filter that names one value, found without the detour through matches."""

    def finditer(
        self, data: Any, *, filter_context: Mapping[str, Any] | None = None
    ) -> list[JSONPathMatch]:
        for segment in self.segments:
            name = segment.selectors[0]
            assert isinstance(name, NameSelector)
            if data.__class__ is not dict or name.name not in data:
                return []
            data = data[name.name]
        return [
            JSONPathMatch(
                filter_context=filter_context or _NOTHING,
                obj=data,
                parent=None,
                path="",
                parts=(),
                root=data,
            )
        ]


def _ours(segment: JSONPathSegment) -> JSONPathSegment:
    """The segment as ours, with the filters in it."""
    selectors = tuple(map(_our_selector, segment.selectors))
    if isinstance(segment, JSONPathRecursiveDescentSegment):
        return _Descent(env=segment.env, token=segment.token, selectors=selectors)
    kind = _Names if _names(segment) is not None else JSONPathChildSegment
    return kind(env=segment.env, token=segment.token, selectors=selectors)


def _our_selector(selector: JSONPathSelector) -> JSONPathSelector:
    if not isinstance(selector, Filter):
        return selector
    for expression in walk(selector.expression):
        if isinstance(expression, FilterQuery):
            inner = expression.path
            inner.segments = tuple(map(_ours, inner.segments))
            if all(len(_names(segment) or ()) == 1 for segment in inner.segments) and not any(
                isinstance(segment, _Descent) for segment in inner.segments
            ):
                expression.path = _Singular(env=inner.env, segments=inner.segments)
    made = _Filter(env=selector.env, token=selector.token, expression=selector.expression)
    made.test = _test(selector.expression.expression)
    return made


def _names(segment: JSONPathSegment) -> list[str] | None:
    """The names that a segment selects, if that is all it does."""
    names = [each.name for each in segment.selectors if isinstance(each, NameSelector)]
    return names if len(names) == len(segment.selectors) else None


def _linked(data: Any, pointer: str) -> _Link | None:
    """The way that a pointer writes: its numbers in lists are numbers."""
    link: _Link | None = None
    for token in pointers.split(pointer):
        link = (link, int(token) if isinstance(data, list) else token)
        data = pointers.step(data, token)
    return link


def _reason(text: str, error: JSONPathError) -> str:
    """Why a text is no JSONPath."""
    if not text.startswith("$"):
        return "it starts with `$`"
    reason = " ".join(str(error.args[0] if error.args else error).split())
    if error.token is None:
        return reason
    if "TOKEN_" in reason:
        reason = f"unexpected {quoted(error.token.value)}" if error.token.value else "it ends early"
    return reason


def _suggestion(segment: JSONPathSegment, found: Sequence[JSONPathMatch]) -> str:
    names = _names(segment)
    if names is None or len(names) != 1:
        return ""
    known: dict[str, None] = {}
    for match in found[:1_000]:
        if isinstance(match.obj, Mapping):
            known |= dict.fromkeys(match.obj)
    close = get_close_matches(names[0], list(known), 1)
    asked = f"; did you mean {quoted(close[0])}?" if close else ""
    return f": there is no {quoted(names[0])}{asked}"
