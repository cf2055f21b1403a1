"""Whether one schema lets through all that another does, where no rule can tell.

"Safe" is said only of what jsonschema-rs proves, "breaking" only where a value is found that one
document takes and the other does not, and everything else is "unknown". The lost value is the
smallest that was found: it is made smaller for as long as it stays lost. Schemas are compared as
JSON Schema 2020-12, each with copies of what it refers to; `oneOf` is read as "one of these" (see
`rules`), and a property that does not travel in the direction asked about is neither required nor
read there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, Final

import jsonschema_rs

from generator.document.examples import Examples
from generator.document.schema.canonical import canonical
from generator.document.schema.composition import SchemaPart, Subschema
from generator.review.compared import ComparedDocument
from generator.review.model import Verdict
from generator.review.standalone import Standalone, TooLargeError, Variant, Way

_MOST_ALTERNATIVES = 12
"""Of how many alternatives of a schema an example is made, to be a value that may be lost."""
_MOST_TO_PROVE = 60
"""The size of a schema up to which it is tried to prove that another takes all that it does."""
_GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"enum", "const"}),
    frozenset({"type", "nullable", "enum", "const"}),
    frozenset({"minimum", "exclusiveMinimum"}),
    frozenset({"maximum", "exclusiveMaximum"}),
    frozenset({"properties", "required"}),
    frozenset({"items", "prefixItems"}),
    frozenset({"additionalProperties", "properties", "patternProperties"}),
    frozenset({"if", "then", "else"}),
    frozenset({"contains", "minContains", "maxContains"}),
)
"""Keywords that are read together."""
_JOINING: Final = frozenset({"allOf", "anyOf", "oneOf"})
_SCALARS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 0.5, 2**31, 2**63),
    *("", "a", "text", "0", [], {}, [None], ["a"], [0]),
)
_OF_A_SIZE: Final[Mapping[str, Callable[[int], Any]]] = MappingProxyType(
    {
        "Length": "a".__mul__,
        "Items": lambda size: list(range(size)),
        "Properties": lambda size: {f"key{number}": None for number in range(size)},
    }
)
_NOT_COMPILED = (ValueError, RecursionError, jsonschema_rs.ReferencingError)
"""A schema that is malformed, or deeper than can be compiled."""


def _with_keyword(keyword: str, sender: Subschema, reader: Subschema) -> SchemaPart | None:
    """What is sent, with what the reader says by a keyword and by those of its group. By `minimum`,
    of `{type: integer, minimum: 1}` and `{type: number, minimum: 5}`, that is `{type: integer,
    minimum: 5}`.

    None where that cannot be told: of schemas that hold together or stand elsewhere, of null that
    is let through beside one of them, of a keyword that joins schemas."""
    match sender, reader:
        case [SchemaPart(schema=dict() as sent) as one], [
            SchemaPart(schema=dict() as read) as other
        ] if one.null == other.null and keyword not in _JOINING and "$ref" not in {**sent, **read}:
            group = _read_with(keyword)
            changed = {key: item for key, item in sent.items() if key not in group}
            changed |= {key: item for key, item in read.items() if key in group}
            return SchemaPart(other.pointer, changed, other.null, other.omit)
    return None


def _read_with(keyword: str) -> Set[str]:
    """The keywords that are read together with one, itself among them."""
    return next((group for group in _GROUPS if keyword in group), {keyword})


class Proof:
    """Compares nodes of two documents; what has been compiled is kept."""

    def __init__(self, base: ComparedDocument, head: ComparedDocument) -> None:
        self._base, self._head = base, head
        self.lost: Callable[[Subschema, Subschema, Way], str | None] = cache(self._lost)
        self._validator: Callable[[bool, Subschema, Way], Any] = cache(self._compiled)
        self._standalone: Callable[[bool, Subschema, Way, Variant, bool], dict[str, Any] | None] = (
            cache(self._written)
        )

    def verdict(self, base: Subschema, head: Subschema, way: Way) -> tuple[Verdict, str | None]:
        """Whether nothing is lost in that direction, with the smallest value that is.

        Where nothing arrives any more, nothing is lost on paper only. Whoever could send nothing
        loses nothing."""
        if not self.covers(base, head, way):
            example = self.lost(base, head, way)
            return ("unknown" if example is None else "breaking"), example
        is_on_paper = way == "response" and self.is_vacuous(base, head, way)
        return ("unknown" if is_on_paper else "safe"), None

    def is_cause(
        self, keyword: str, value: Any, base: Subschema, head: Subschema, way: Way
    ) -> bool:
        """Whether a value is lost by what became of a keyword: whether that alone, put in place of
        what it was, refuses it.

        True where schemas hold together, or are references, and nothing can be said.
        """
        is_request = way == "request"
        (sender, reader) = (base, head) if is_request else (head, base)
        part = _with_keyword(keyword, sender, reader)
        if part is None:
            return True
        document = self._head if is_request else self._base
        try:
            schema = Standalone(document, way, False, "sent", False).of((part,))
            return not _compiled(schema).is_valid(value)
        except (TooLargeError, *_NOT_COMPILED):
            return True

    def refuses(self, node: Subschema, value: Any, *, of_head: bool) -> bool:
        """Whether a value that is sent is known to be refused by
        a node of the head or of the base.
        """
        validator = self._validator(of_head, node, "request")
        return validator is not None and not validator.is_valid(value)

    # --- covering ---------------------------------------------------------------------------------

    def covers(self, base: Subschema, head: Subschema, way: Way, *, exactly: bool = False) -> bool:
        """Whether it is proven that nothing is lost; `exactly` reads `oneOf` to the letter."""
        left = self._standalone(False, base, way, "whole", exactly)
        right = self._standalone(True, head, way, "whole", exactly)
        if left is None or right is None:
            return False
        if canonical(left) == canonical(right):
            return True
        if max(_size(left), _size(right)) > _MOST_TO_PROVE:
            return False
        small, large = (left, right) if way == "request" else (right, left)
        try:
            return bool(
                _canonical(large).covers(_canonical(small))
                == jsonschema_rs.canonical.Containment.YES
            )
        except (*_NOT_COMPILED, jsonschema_rs.ValidationError):
            return False

    def is_vacuous(self, base: Subschema, head: Subschema, way: Way) -> bool:
        """Whether the side that sends lets nothing through, by a slip of the document, so that any
        proof is of nothing.
        """
        of_head = way == "response"
        return self.lets_nothing(head if of_head else base, of_head, way)

    def lets_nothing(self, node: Subschema, of_head: bool, way: Way) -> bool:
        """Whether a node is known to let no value through, of the head or of the base."""
        alone = self._standalone(of_head, node, way, "whole", False)
        try:
            return (
                alone is not None
                and _canonical(alone).satisfiability() == jsonschema_rs.canonical.Satisfiability.NO
            )
        except (*_NOT_COMPILED, jsonschema_rs.ValidationError):
            return False

    # --- the lost value ---------------------------------------------------------------------------

    def _lost(self, base: Subschema, head: Subschema, way: Way) -> str | None:
        """The smallest value found that one side lets through and the other no longer does, as JSON
        text. Of a response that is a value which did not come before.
        """
        old, new = self._validator(False, base, way), self._validator(True, head, way)
        if old is None or new is None:
            return None
        was, now = (old, new) if way == "request" else (new, old)

        def is_lost(value: Any) -> bool:
            return bool(was.is_valid(value)) and not now.is_valid(value)

        lost = filter(is_lost, self._candidates(base, head, way))
        texts = (json.dumps(_smaller(value, is_lost), ensure_ascii=False) for value in lost)
        return min(texts, key=len, default=None)

    def _candidates(self, base: Subschema, head: Subschema, way: Way) -> Iterator[Any]:
        """Values that may be lost: some of each kind, what either side lists, what is at its bounds
        and beside them, an example of it and of each alternative with what is beside that.
        """
        yield from _SCALARS
        for of_head, place in ((False, base), (True, head)):
            whole = (self._head if of_head else self._base).normalised(place)
            yield from (whole.values or {}).values()
            for keyword, (value, _, _) in (*whole.low.items(), *whole.high.items()):
                yield from _around(keyword, value)
            alternatives = chain.from_iterable(union.members for union in whole.unions)
            for one in (place, *islice(alternatives, _MOST_ALTERNATIVES)):
                yield from self._examples(of_head, one, way)

    def _examples(self, of_head: bool, node: Subschema, way: Way) -> Iterator[Any]:
        """An example of a node and values beside it; none of what is too large to be written."""
        schema = self._standalone(of_head, node, way, "shown", False)
        if schema is not None:
            made = Examples(_Alone(schema), way).of_schema(schema)
            yield made
            yield from _variations(made)

    def _compiled(self, of_head: bool, node: Subschema, way: Way) -> Any:
        schema = self._standalone(of_head, node, way, "sent", False)
        try:
            return None if schema is None else _compiled(schema)
        except _NOT_COMPILED:
            return None

    def _written(
        self, of_head: bool, node: Subschema, way: Way, variant: Variant, exactly: bool
    ) -> dict[str, Any] | None:
        side, sends = self._head if of_head else self._base, of_head is (way == "response")
        try:
            return Standalone(side, way, sends, variant, exactly).of(node)
        except (TooLargeError, RecursionError):
            return None


class _Alone:
    """A schema that refers to its own `$defs` only, to be read as examples are read from a
    document.
    """

    version = "3.1"

    def __init__(self, schema: dict[str, Any]) -> None:
        self.root = schema

    def resolve(self, node: Any) -> tuple[Any, str | None]:
        match node:
            case {"$ref": str(reference)}:
                name = reference.rpartition("/")[2]
                return self.root["$defs"][name], f"/$defs/{name}"
        return node, None

    target = resolve


def _compiled(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True)


def _canonical(schema: Any) -> jsonschema_rs.CanonicalSchema:
    return jsonschema_rs.canonicalize(schema, validate_formats=True, offline=True)


def _size(schema: Any) -> int:
    """How many schemas, keywords and values a schema is made of."""
    if isinstance(schema, dict):
        return 1 + sum(map(_size, schema.values()))
    return sum(map(_size, schema)) if isinstance(schema, list) else 0


def _around(keyword: str, value: Any) -> Iterator[Any]:
    """Values at a bound and beside it: 4, 5 and 6 of `minimum: 5`, lists and texts of so many items
    and characters of `minItems` and `minLength`; none of what a document has in place of a number.
    """
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return
    beside = (value - 1, value, value + 1)
    if keyword in ("minimum", "maximum"):
        yield from beside
        return
    make = _OF_A_SIZE[keyword.removeprefix("min").removeprefix("max")]
    yield from (make(int(size)) for size in beside if 0 <= size <= 200)


def _variations(made: Any) -> Iterator[Any]:
    """Values beside one that was made: with a property more or less, with the items twice."""
    if isinstance(made, dict):
        yield from ({**made, "key": value} for value in ("text", 1))
        yield from (_without(made, name) for name in made)
    if isinstance(made, list) and made:
        yield made * 2


def _without(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {other: item for other, item in value.items() if other != name}


def _smaller(value: Any, is_lost: Any) -> Any:
    """`value` without every key and item that it can do without and still be lost: whole ones
    first, then what is in those that have to stay.
    """
    if isinstance(value, dict):
        for name in sorted(value):
            less = _without(value, name)
            if is_lost(less):
                value = less
        for name in sorted(value):
            current = value
            made = _smaller(
                value[name],
                lambda item, name=name, current=current: is_lost({**current, name: item}),
            )
            value = {**value, name: made}
    elif isinstance(value, list):
        while value and is_lost(value[:-1]):
            value = value[:-1]
    return value
