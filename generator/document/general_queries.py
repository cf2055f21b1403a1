"""Any JSONPath (RFC 9535), by the library python-jsonpath: which texts are one, and the filters of
those that are not plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import jsonschema_rs
from jsonpath import JSONPath, JSONPathEnvironment, JSONPathError, JSONPathMatch, NodeList
from jsonpath import selectors as library
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
from jsonpath.selectors import FilterContext, JSONPathSelector
from jsonpath.stream import TokenStream

from generator.document import queries
from generator.document.queries import (
    Budget,
    Filter,
    Index,
    Name,
    QueryError,
    Segment,
    SelectionError,
    Selector,
    Slice,
    Test,
    Wildcard,
)
from generator.document.reading import quoted

_WEIGHT: Final = 20
_NOTHING: Mapping[str, Any] = {}


def read(text: str) -> tuple[Segment, ...]:
    """The segments of a query. QueryError where the text is none."""
    environment = _Environment()
    try:
        path = environment.compile(text)
        assert isinstance(path, JSONPath)  # as strict as the RFC, there is no other
        segments = tuple(_segment(each, environment) for each in path.segments)
    except RecursionError as error:
        raise QueryError(f"{quoted(text)} is nested too deep") from error
    except OverflowError as error:
        raise QueryError(f"{quoted(text)} has a number that is too large") from error
    except JSONPathError as error:
        message = f"{quoted(text)} is no JSONPath: {_reason(text, error)}"
        raise QueryError(message, _place(text, error)) from error
    _check_patterns(text, path)
    return segments


def _check_patterns(text: str, path: JSONPath) -> None:
    """QueryError for a regular expression that is none (RFC 9485), as in `$[?match(@.a, '(')]`. One
    that is no literal, `match(@.a, @.b)`, is judged when it is there, and matches nothing if wrong.
    """
    filters = (
        selector.expression
        for segment in path.segments
        for selector in segment.selectors
        if isinstance(selector, library.Filter)
    )
    for each in chain.from_iterable(map(walk, filters)):
        match each:
            case FunctionExtension(
                name="match" | "search" as name, args=[_, StringLiteral(value=pattern)]
            ) if linear(pattern) is None:
                at = text.find(pattern, text.find(f"{name}(") + len(name))
                raise QueryError(
                    f"{quoted(text)}: {quoted(pattern)} is no regular expression of RFC 9485",
                    at if at >= 0 else None,  # it is written with escapes there
                )


def _segment(segment: JSONPathSegment, environment: _Environment) -> Segment:
    descends = isinstance(segment, JSONPathRecursiveDescentSegment)
    selectors = (_selector(each, environment) for each in segment.selectors)
    return Segment(descends, tuple(selectors))


def _selector(selector: JSONPathSelector, environment: _Environment) -> Selector:
    """One of the five selectors of RFC 9535 (section 2.3) as ours."""
    match selector:
        case library.NameSelector(name=name):
            return Name(name)
        case library.IndexSelector(index=index):
            return Index(index)
        case library.SliceSelector(slice=part):
            return Slice(part)
        case library.Filter():
            return _filter(selector, environment)
    assert isinstance(selector, library.WildcardSelector)
    return Wildcard()


def _filter(written: library.Filter, environment: _Environment) -> Filter:
    """A filter whose queries are ours."""
    expression = written.expression
    for each in walk(expression):
        if isinstance(each, FilterQuery):
            each.path = _inner(each.path)
    plain = _plain(expression.expression)
    if plain is not None:
        return Filter(plain)

    def evaluated(root: Any, budget: Budget) -> Test:
        environment.budget = budget
        cached = expression.cache_tree() if written.cacheable_nodes else expression

        def test(value: Any) -> bool:
            context = FilterContext(env=environment, current=value, root=root)
            try:
                return cached.evaluate(context)
            except JSONPathError as error:
                raise SelectionError(str(error.message)) from error

        return test

    return Filter(None, evaluated)


def _plain(expression: BaseExpression) -> Test | None:
    """What most filters are, tested without the detour through node lists: that there is a value
    behind some names, or that it is a literal, and what is joined of these. None for any other.
    """
    match expression:
        case RelativeFilterQuery():  # `@.deprecated`
            names = _names_of(expression)
            return queries.there(names) if names else None
        case PrefixExpression(operator="!"):  # `!@.deprecated`
            test = _plain(expression.right)
            return queries.negated(test) if test else None
        case InfixExpression(
            operator="==" | "!=" as operator, left=query, right=FilterExpressionLiteral(value=value)
        ):  # `@.in == 'query'`; a literal before the query, or `null`, is left to the library
            names = _names_of(query)
            return queries.compared(names, value, equal=operator == "==") if names else None
        case InfixExpression(operator="&&" | "||" as operator):  # `@.a && !@.b`
            one, other = _plain(expression.left), _plain(expression.right)
            if one is None or other is None:
                return None
            return queries.joined(one, other, any_of=operator == "||")
    return None


def _names_of(query: BaseExpression) -> list[str]:
    """The names that a query of the current node is; empty where it is no such one."""
    if not isinstance(query, RelativeFilterQuery) or not isinstance(query.path, _Singular):
        return []
    return [name for segment in query.path.segments for name in _names(segment) or ()]


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
        # alone first: `a)(b` is an expression only within the group
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
        self.budget = Budget(0)
        self.function_extensions |= {name: kind() for name, kind in _PATTERNED.items()}

    def compare(self, left: object, operator: str, right: object) -> bool:
        """The library is as Python where it compares what is in mappings and lists: `true` is 1.
        To RFC 9535 (section 2.3.5.2.2) they are of two types.
        """
        if operator == "!=":
            return not self.compare(left, "==", right)
        is_so = super().compare(left, operator, right)
        return is_so and (left.__class__ not in (dict, list) or _is_same(left, right))

    def look_into(self, node: JSONPathMatch) -> None:
        """A query in a filter is asked of each place anew, and takes longer for each value."""
        self.budget.look(_WEIGHT * (len(node.obj) if isinstance(node.obj, (dict, list)) else 1))


def _is_same(left: Any, right: Any) -> bool:
    """Whether values that Python takes for equal are of the same types, all that is in them
    included: `[1]` and `[true]` are not, `[1]` and `[1.0]` are.
    """
    waiting = [(left, right)]
    while waiting:
        left, right = waiting.pop()
        if isinstance(left, bool) is not isinstance(right, bool):
            return False
        if isinstance(left, dict):
            waiting += ((value, right[name]) for name, value in left.items())
        elif isinstance(left, list):
            waiting += zip(left, right, strict=True)
    return True


class _InnerFilter(library.Filter):
    """A filter in a query in a filter, with the limit."""

    def resolve(self, node: JSONPathMatch) -> Iterable[JSONPathMatch]:
        assert isinstance(self.env, _Environment)
        self.env.look_into(node)
        return super().resolve(node)


class _InnerSlice(library.SliceSelector):
    """A slice in a query in a filter: of a list, never of a text."""

    def resolve(self, node: JSONPathMatch) -> Iterable[JSONPathMatch]:
        return super().resolve(node) if node.obj.__class__ is list else ()


class _InnerDescent(JSONPathRecursiveDescentSegment):
    """`..` in a query in a filter: without a limit to the depth, but to how much is looked at."""

    def resolve(self, nodes: Iterable[JSONPathMatch]) -> Iterator[JSONPathMatch]:
        """What the selectors find in each node and below it, what is around before what is in it;
        SelectionError where that is too much.
        """
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
                    for key, child in reversed(queries.entries(node.obj))
                    if isinstance(child, (dict, list))
                ]


class _Singular(JSONPath):
    """A query in a filter that names one value, found without the detour through matches."""

    def finditer(
        self, data: Any, *, filter_context: Mapping[str, Any] | None = None
    ) -> list[JSONPathMatch]:
        """The one match, or none; nobody asks for its path, so it has none."""
        for segment in self.segments:
            name = segment.selectors[0]
            assert isinstance(name, library.NameSelector)
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
        case library.Filter(env=env, token=token):
            return _InnerFilter(env=env, token=token, expression=selector.expression)
        case library.SliceSelector(env=env, token=token, slice=part):
            start, stop, step = part.start, part.stop, part.step
            return _InnerSlice(env=env, token=token, start=start, stop=stop, step=step)
    return selector


def _names(segment: JSONPathSegment) -> list[str] | None:
    """The names that a segment selects, if that is all it does."""
    names = [each.name for each in segment.selectors if isinstance(each, library.NameSelector)]
    return names if len(names) == len(segment.selectors) else None


def _reason(text: str, error: JSONPathError) -> str:
    """Why a text is no JSONPath, in the library's words, unless these are its names of tokens: for
    `expected TOKEN_COMMA, found 'TOKEN_AND'` "unexpected `&&`".
    """
    if not text.startswith("$"):
        return "it starts with `$`"
    reason = " ".join(str(error.message).split())
    if error.token is None or "TOKEN_" not in reason:
        return reason
    # the end, as that of `$[?count(@`, has no text
    return f"unexpected {quoted(error.token.value)}" if error.token.value else "it ends early"


def _place(text: str, error: JSONPathError) -> int | None:
    """The first character of a text that makes it no JSONPath, where that is one of it; its length
    where more would have to come, for which the library has -1.
    """
    if error.token is None or not text.startswith("$"):
        return None
    return error.token.index if error.token.index >= 0 else len(text)
