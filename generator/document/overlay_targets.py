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
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

import jsonschema_rs
from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError, JSONPathMatch, NodeList
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
from jsonpath.parse import Parser
from jsonpath.segments import (
    JSONPathChildSegment,
    JSONPathRecursiveDescentSegment,
    JSONPathSegment,
)
from jsonpath.selectors import (
    Filter,
    FilterContext,
    IndexSelector,
    JSONPathSelector,
    NameSelector,
    SliceSelector,
    WildcardSelector,
)
from jsonpath.stream import TokenStream

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
        data: Any = self.source.data
        for key in self.way:
            data = data[key]
        return data


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
            self._segments = tuple(map(_Segment, path.segments))
        except RecursionError as error:
            raise QueryError(f"{quoted(text)} is nested too deep") from error
        except JSONPathError as error:
            at = None if error.token is None or not text.startswith("$") else error.token.index
            at = len(text) if at is not None and at < 0 else at  # behind the end
            message = f"{quoted(text)} is no JSONPath: {_reason(text, error)}"
            raise QueryError(message, at) from error
        self._check_patterns(path)
        descents = sum(segment.descends for segment in self._segments)
        self._may_repeat = descents > 1 or any(
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

    def select(self, tree: Tree) -> tuple[list[Selected], str]:
        """What the query selects, each once, in the order of the document. Where that is nothing
        for a name that is nowhere, also this, and which it may be. QueryError where it takes too
        long.
        """
        found = [tree.root]
        self._environment.left = MAX_VISITED
        try:
            for segment in self._segments:
                further = self._next(segment, found, tree)
                if not further:
                    return [], _suggestion(segment, found)
                found = further
        except JSONPathError as error:
            raise QueryError(f"{quoted(self.text)}: {error.message}") from error
        return list(map(_chosen, found)), ""

    def _next(self, segment: _Segment, nodes: list[_Node], tree: Tree) -> list[_Node]:
        found = list(segment.resolve(nodes, tree, self._environment))
        self._environment.look(len(found))
        if not self._may_repeat and not tree.has_crossed:
            return found
        distinct: dict[object, _Node] = {}
        for node in found:
            _data, source, link, held = node
            holder, slot = held or (source, link)
            distinct.setdefault((id(holder), _way(slot)), node)
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


class _Relative(RelativeFilterQuery):
    """A query of the current node, which is a node whatever its value: `@` alone is there, and
    counts, where that is a number, a text or false.
    """

    def evaluate(self, context: FilterContext) -> object:
        if isinstance(self.path, _Singular):
            found = self.path.finditer(context.current, filter_context=context.extra_context)
            return NodeList(found)
        return super().evaluate(context)


class _Parser(Parser):
    def parse_relative_query(self, stream: TokenStream) -> BaseExpression:
        query = super().parse_relative_query(stream)
        assert isinstance(query, RelativeFilterQuery)
        return _Relative(query.path)


class _Environment(JSONPathEnvironment):
    """Strict, with a limit to how much is looked at."""

    parser_class = _Parser

    def __init__(self) -> None:
        super().__init__(strict=True)
        self.left = MAX_VISITED
        self.function_extensions |= {name: kind() for name, kind in _PATTERNED.items()}

    def look_into(self, node: JSONPathMatch) -> None:
        """A query in a filter is asked of each place anew, and takes longer for each value."""
        self.look(_WEIGHT * (len(node.obj) if isinstance(node.obj, (dict, list)) else 1))

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


_Held: TypeAlias = "tuple[Source, _Link | None]"
_Node: TypeAlias = "tuple[Any, Source, _Link | None, _Held | None]"
"""A value that was found, its file, its way there, and where it is held, if a reference to another
file leads from there to it. There are so many that a class would take most of the time."""


def _chosen(node: _Node) -> Selected:
    _data, source, link, held = node
    place = Place(source, _way(link))
    if held is not None:
        holder, slot = held
        return Selected(place, None if slot is None else Place(holder, _way(slot)))
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

    def containers(
        self, nodes: Iterable[_Node], environment: _Environment
    ) -> Iterator[Sequence[_Node]]:
        """The mappings and lists among `nodes` and in them, each before those in it, part by part.
        What a reference to another file leads to is gone through once, however many there are.
        """
        met: set[object] = set()
        for node in nodes:
            parts: list[Sequence[_Node]] = []
            self._gather(node, _way(node[2]), parts, met, environment)
            yield from parts

    def _gather(
        self,
        top: _Node,
        way: Tokens,
        parts: list[Sequence[_Node]],
        met: set[object],
        environment: _Environment,
    ) -> None:
        data = top[0]
        if len(way) > _PART or self.has_crossed or not isinstance(data, (dict, list)):
            parts.append(self._walked(top, met, environment))
        elif len(way) == _PART:
            nodes = self._parts.get(way)
            if nodes is None or nodes[0][0] is not data:
                nodes = self._walked(top, met, environment)
                if not self.has_crossed:
                    self._parts[way] = nodes
            else:
                environment.look(len(nodes))
            parts.append(nodes)
        else:
            environment.look(len(data))
            parts.append((top,))
            for key, value in _entries(data):
                if value.__class__ is dict or value.__class__ is list:
                    child = self.child(top, key, value)
                    self._gather(child, (*way, key), parts, met, environment)

    def _walked(self, top: _Node, met: set[object], environment: _Environment) -> list[_Node]:
        """Those of a part: next to nothing is called in this loop, which meets all there is."""
        found: list[_Node] = []
        seen = 0
        waiting = [top]
        while waiting:
            node = waiting.pop()
            data, source, link, held = node
            entries: Iterable[tuple[Any, Any]]
            if data.__class__ is dict:
                entries = data.items()
            elif data.__class__ is list:
                entries = enumerate(data)
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
            for key, value in entries:
                if value.__class__ is dict or value.__class__ is list:
                    if "$ref" in value:
                        inner.append(self.child(node, key, value))
                    else:
                        inner.append((value, source, (link, key), None))
            if inner:
                inner.reverse()
                waiting += inner
        environment.look(seen)
        return found


_PART: Final = 3
"""How many steps an operation, and a component, are from the root."""

_NOTHING: Mapping[str, Any] = {}


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


class _Segment:
    """A segment of a query of the whole document."""

    def __init__(self, segment: JSONPathSegment) -> None:
        self.descends = isinstance(segment, JSONPathRecursiveDescentSegment)
        self.names = _names(segment)
        self.selectors = [
            _Filter(each) if isinstance(each, Filter) else each for each in segment.selectors
        ]
        only = self.selectors[0] if len(self.selectors) == 1 else None
        self.test = only.test if isinstance(only, _Filter) else None

    def resolve(
        self, nodes: Sequence[_Node], tree: Tree, environment: _Environment
    ) -> Iterator[_Node]:
        every: Iterable[_Node] = nodes
        if self.descends:
            every = chain.from_iterable(tree.containers(nodes, environment))
        if self.names is not None:
            return self._named(every, self.names, tree)
        if self.test is not None:
            return self._tested(every, self.test, tree, environment)
        return self._resolved(every, tree, environment)

    def _resolved(
        self, nodes: Iterable[_Node], tree: Tree, environment: _Environment
    ) -> Iterator[_Node]:
        for node in nodes:
            if node[0].__class__ is not dict and node[0].__class__ is not list:
                continue
            for selector in self.selectors:
                if isinstance(selector, _Filter):
                    yield from selector.resolve(node, tree, environment)
                else:
                    for key, data in _selected(selector, node[0]):
                        yield tree.child(node, key, data)

    def _tested(
        self, nodes: Iterable[_Node], test: Test, tree: Tree, environment: _Environment
    ) -> Iterator[_Node]:
        """By a filter alone: what is no mapping has none of its names, and fares like any other."""
        otherwise, seen = test(None), 0
        for node in nodes:
            data = node[0]
            entries: Iterable[tuple[Any, Any]]
            if data.__class__ is dict:
                entries = data.items()
            elif data.__class__ is list:
                entries = enumerate(data)
            else:
                continue
            seen += len(data)
            for key, value in entries:
                if value.__class__ is not dict:
                    selected = otherwise
                elif "$ref" in value:
                    selected = test(tree.child(node, key, value)[0])
                else:
                    selected = test(value)
                if selected:
                    yield tree.child(node, key, value)
        environment.look(seen)

    def _named(self, nodes: Iterable[_Node], names: list[str], tree: Tree) -> Iterator[_Node]:
        if len(names) == 1:  # nearly always, and few of many have it
            (only,) = names
            nodes = [node for node in nodes if node[0].__class__ is dict and only in node[0]]
        for node in nodes:
            data = node[0]
            if data.__class__ is dict:
                for name in names:
                    if name in data:
                        yield tree.child(node, name, data[name])


def _selected(selector: JSONPathSelector, data: Any) -> Sequence[tuple[int | str, Any]]:
    """The entries that a selector other than a filter selects (RFC 9535, section 2.3)."""
    match selector:
        case NameSelector() if data.__class__ is dict and selector.name in data:
            return [(selector.name, data[selector.name])]
        case WildcardSelector():
            return _entries(data)
        case IndexSelector() if data.__class__ is list and -len(data) <= selector.index < len(data):
            return [(selector.index % len(data), data[selector.index])]
        case SliceSelector() if data.__class__ is list and selector.slice.step != 0:
            return _entries(data)[selector.slice]
    return ()


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
    if len(names) == 1:
        (only,) = names
        return lambda node: node.get(only, _MISSING) if node.__class__ is dict else _MISSING

    def value(node: Any) -> Any:
        for name in names:
            if node.__class__ is not dict or name not in node:
                return _MISSING
            node = node[name]
        return node

    return value


class _Filter:
    """A filter to which a reference to another file is what it leads to."""

    def __init__(self, written: Filter) -> None:
        self._expression = written.expression
        self._is_cacheable = written.cacheable_nodes
        for expression in walk(written.expression):
            if isinstance(expression, FilterQuery):
                expression.path = _inner(expression.path)
        self.test = _test(written.expression.expression)

    def resolve(self, node: _Node, tree: Tree, environment: _Environment) -> Iterator[_Node]:
        entries = _entries(node[0])
        environment.look(len(entries))
        test = self.test or self._evaluated(tree, environment)
        for key, value in entries:
            if value.__class__ is dict and "$ref" in value:
                child = tree.child(node, key, value)
                if test(child[0]):
                    yield child
            elif test(value):
                yield tree.child(node, key, value)

    def _evaluated(self, tree: Tree, environment: _Environment) -> Test:
        """The test as the library does it."""
        expression = self._expression.cache_tree() if self._is_cacheable else self._expression
        root = tree.files.root.data
        return lambda value: expression.evaluate(
            FilterContext(env=environment, current=value, root=root)
        )


class _InnerFilter(Filter):
    """A filter in a query in a filter, with the limit."""

    def resolve(self, node: JSONPathMatch) -> Iterable[JSONPathMatch]:
        assert isinstance(self.env, _Environment)
        self.env.look_into(node)
        return super().resolve(node)


class _InnerSlice(SliceSelector):
    """A slice in a query in a filter: of a list, never of a text."""

    def resolve(self, node: JSONPathMatch) -> Iterable[JSONPathMatch]:
        return super().resolve(node) if node.obj.__class__ is list else ()


class _InnerDescent(JSONPathRecursiveDescentSegment):
    """`..` in a query in a filter: without a limit to the depth, but to how much is looked at."""

    def resolve(self, nodes: Iterable[JSONPathMatch]) -> Iterator[JSONPathMatch]:
        assert isinstance(self.env, _Environment)
        for top in nodes:
            waiting = [top]
            while waiting:
                node = waiting.pop()
                self.env.look_into(node)
                for selector in self.selectors:
                    yield from selector.resolve(node)
                waiting += [
                    node.new_child(child, key)
                    for key, child in reversed(_entries(node.obj))
                    if child.__class__ is dict or child.__class__ is list
                ]


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


def _inner(query: JSONPath) -> JSONPath:
    """A query in a filter as ours."""
    segments = tuple(map(_inner_segment, query.segments))
    is_singular = all(
        isinstance(segment, JSONPathChildSegment) and len(_names(segment) or ()) == 1
        for segment in segments
    )
    return (_Singular if is_singular else JSONPath)(env=query.env, segments=segments)


def _inner_segment(segment: JSONPathSegment) -> JSONPathSegment:
    is_descent = isinstance(segment, JSONPathRecursiveDescentSegment)
    kind = _InnerDescent if is_descent else JSONPathChildSegment
    selectors = tuple(map(_inner_selector, segment.selectors))
    return kind(env=segment.env, token=segment.token, selectors=selectors)


def _inner_selector(selector: JSONPathSelector) -> JSONPathSelector:
    match selector:
        case Filter(env=env, token=token):
            return _InnerFilter(env=env, token=token, expression=selector.expression)
        case SliceSelector(env=env, token=token, slice=part):
            start, stop, step = part.start, part.stop, part.step
            return _InnerSlice(env=env, token=token, start=start, stop=stop, step=step)
    return selector


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


def _suggestion(segment: _Segment, found: Sequence[_Node]) -> str:
    names = segment.names
    if names is None or len(names) != 1:
        return ""
    known: dict[str, None] = {}
    for data, *_ in found[:1_000]:
        if isinstance(data, dict):
            known |= dict.fromkeys(data)
    close = get_close_matches(names[0], list(known), 1)
    asked = f"; did you mean {quoted(close[0])}?" if close else ""
    return f": there is no {quoted(names[0])}{asked}"
