"""Judging JSON values (instances) by the schemas of a document.

Every schema is judged as JSON Schema 2020-12, whatever version of OpenAPI it comes from, by a view
of the document in that dialect (see `schema.view`).

A compiled schema has all in it that it leads to, which in a document whose schemas all lead to one
another is nearly the whole of it. So whether a value is valid is asked of schemas that are compiled
apart, each component once; only what is to be said against one that is not needs a schema compiled
with all that it leads to, and of these the last few are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, NoReturn, get_args

import jsonschema_rs

from generator.document import pointer as pointers
from generator.document.directions import Direction
from generator.document.inheritance import Inheritance, inheritance, reference_to, schema_at
from generator.document.schema.composition import Resolver
from generator.document.schema.view import BASE, COMPONENT, MEMBER_OF, NAMED, View
from generator.records import record

_KEPT = 32  # schemas compiled with all that they lead to: of Stripe's each takes 10 MB
_HOPS = 50  # from component to component: a schema that leads to itself never comes to an end
# what compiling a schema that is malformed, or too deep, raises
_UNUSABLE = (ValueError, RecursionError, jsonschema_rs.ReferencingError)
_Validator = jsonschema_rs.Draft202012Validator


@record(frozen=True, slots=True)
class Violation:
    """What is wrong with a value: a sentence without the value itself, the JSON pointer into it,
    and the schema keyword.

    `limit` is what the keyword says, `10` of `maximum: 10`; none where that is a schema or a list.
    """

    pointer: str
    keyword: str
    message: str
    limit: str | None = None


class Instances:
    """Judges values by schemas of `document`. Nothing is compiled before it is needed, and each
    schema once.

    `named_beside` others: the variant that a value names by a discriminator has to take it,
    whatever other one does. JSON Schema does not ask for that; whoever reads the value does. What
    names none is as the others compiled it.

    A schema object is told from another by its identity in the document's tree, so the tree must
    not change meanwhile."""

    def __init__(self, document: Resolver, *, named_beside: Instances | None = None) -> None:
        self._document, self._beside = document, named_beside
        self._judging = self  # of what is compiled here: who is asked what a value is of
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._apart: dict[tuple[Direction, int], tuple[Any, _Apart]] = {}
        self._components: dict[tuple[Direction, str], _Apart] = {}
        self._whole: dict[tuple[Direction, int | str], tuple[Any, _Validator | None]] = {}
        self._direction: Direction = "request"  # that of the value that is being judged
        self._stops: list[BaseException] = [] if named_beside is None else named_beside._stops
        self._keywords: dict[str, type] = (
            self._of_view() if named_beside is None else named_beside._keywords
        )
        self._hops = 0
        self._is_endless = False

    @cached_property
    def inheritance(self) -> Inheritance:
        """The polymorphic bases of the document."""
        return inheritance(self._document)

    @cached_property
    def _member_schemas(self) -> frozenset[int]:
        """The identities of all that a value of a polymorphic base may be of."""
        return frozenset(id(schema_at(at, self._document)) for at in self.inheritance.members)

    def violations(
        self, schema: Any, value: Any, direction: Direction = "request"
    ) -> tuple[Violation, ...]:
        """All that `schema`, an object of the document's tree, has against `value`; nothing when it
        cannot be compiled. Of a valid value, as most are, the schema compiled apart tells that.
        """
        self._asked(direction)
        apart = self._apart_of(schema, direction)
        if not apart.is_whole and self._accepts(apart, schema, value, direction):
            return ()
        validator = apart.validator if apart.is_whole else self._validator(schema, direction)
        if validator is None:
            return ()
        found = tuple(
            each
            for error in validator.iter_errors(value)
            for each in self._violations(error, direction)
        )
        self._go_on()
        return found

    def valid(self, schema: Any, value: Any, direction: Direction = "request") -> bool:
        self._asked(direction)
        return self._accepts(self._apart_of(schema, direction), schema, value, direction)

    def _asked(self, direction: Direction) -> None:
        self._direction = direction
        (self._beside or self)._judging = self

    def _view(self, direction: Direction, *, apart: bool = False) -> View:
        inherited, members = self.inheritance, self._member_schemas
        named = self._beside is not None
        return View(self._document, direction, inherited, members, apart=apart, named=named)

    # --- compiled apart ---------------------------------------------------------------------------

    def _accepts(self, apart: _Apart, schema: Any, value: Any, direction: Direction) -> bool:
        if apart.component is not None:
            return self._is_of(apart.component, value, direction)
        if not apart.is_separable:
            return self._is_met(self._validator(schema, direction), value)
        return self._is_met(apart.validator, value)

    def _is_met(self, validator: _Validator | None, value: Any) -> bool:
        is_met = validator is None or validator.is_valid(value)
        self._go_on()
        return is_met

    def _go_on(self) -> None:
        """Ends as a keyword of ours did that was interrupted, or had no memory: the validator says
        no more of that than that the value does not fit.
        """
        if self._stops:
            raise self._stops.pop()

    def _apart_of(self, schema: Any, direction: Direction) -> _Apart:
        """A schema compiled apart, once for both directions where it says nothing of them. The one
        of those beside serves too, unless a value may name its variant in it.
        """
        key = (direction, id(schema))
        if key not in self._apart:
            if self._beside is not None:
                apart = self._beside._apart_of(schema, direction)
                if not apart.is_told:
                    return apart
            speller = self._view(direction, apart=True)
            apart = self._compiled_apart(schema, speller)
            found = (schema, apart._replace(is_told=speller.is_told))
            for each in (direction,) if speller.is_directed else get_args(Direction):
                self._apart[each, id(schema)] = found
        return self._apart[key][1]

    def _component(self, reference: str, direction: Direction) -> _Apart:
        """What `reference`, to a component, leads to: compiled once, however many refer to it."""
        key = (direction, reference)
        if key not in self._components:
            schema, _ = self._document.target({"$ref": reference})
            self._components[key] = self._apart_of(schema, direction)
        return self._components[key]

    def _compiled_apart(self, schema: Any, speller: View) -> _Apart:
        try:
            view = speller.of(schema, "schema")
            if not speller.is_separable:
                return _Apart(None, is_separable=False)
            if isinstance(view, dict) and view.keys() == {COMPONENT}:
                return _Apart(None, component=view[COMPONENT])
            validator = jsonschema_rs.Draft202012Validator(
                view,
                validate_formats=True,
                offline=True,
                mask="the value",
                keywords=self._keywords,
            )
        except _UNUSABLE:
            return _Apart(None)
        return _Apart(validator, is_whole=speller.is_whole)

    def _of_view(self) -> dict[str, type]:
        """The keywords of views: a component, and the member of a family that a value says it is.

        Families may have hundreds of members, with families in them, so each is compiled alone,
        when a value asks for it."""

        def judged(reference: str, value: Any) -> bool:
            judging = self._judging
            return judging._is_of(reference, value, judging._direction)

        def choice(base: str, value: Any) -> bool:
            return judged(self._chosen(base, value), value)

        def named(variants: str, value: Any) -> bool:
            reference = _named_by(variants, value)
            return reference is None or judged(reference, value)

        return {
            COMPONENT: _keyword(judged, self._stops),
            MEMBER_OF: _keyword(choice, self._stops),
            NAMED: _keyword(named, self._stops),
        }

    def _is_of(self, reference: str, value: Any, direction: Direction) -> bool:
        """Whether a value is of a component; where that does not come to an end, the validator
        finds out.
        """
        self._is_endless = self._is_endless or self._hops == _HOPS
        if self._is_endless:
            return True
        schema = {"$ref": reference}
        self._hops += 1
        try:
            found = self._accepts(self._component(reference, direction), schema, value, direction)
        finally:
            self._hops -= 1
        if not self._is_endless or self._hops:
            return found
        self._is_endless = False
        return self._is_met(self._of_reference(BASE + reference, direction), value)

    # --- compiled with all that they lead to ------------------------------------------------------

    def _validator(self, schema: Any, direction: Direction) -> _Validator | None:
        try:
            view = self._view(direction).of(schema, "schema")
            match view:
                case {"$ref": str(reference)} if len(view) == 1:
                    return self._of_reference(reference, direction)
        except _UNUSABLE:
            return None
        return self._kept((direction, id(schema)), schema, view)

    def _of_reference(self, reference: str, direction: Direction) -> _Validator | None:
        """The validator of what `reference` leads to: one, however many refer to it."""
        return self._kept((direction, reference), None, {"$ref": reference})

    def _kept(self, key: tuple[Direction, int | str], schema: Any, view: Any) -> _Validator | None:
        """The validator of a view, which is kept until others were asked for; `schema` is held for
        its identity.
        """
        found = self._whole.pop(key, None)
        if found is None:
            found = (schema, self._validator_of(view, key[0]))
            if len(self._whole) == _KEPT:
                del self._whole[next(iter(self._whole))]
        self._whole[key] = found
        return found[1]

    def _validator_of(self, view: Any, direction: Direction) -> _Validator | None:
        try:
            if direction not in self._registries:
                whole = self._view(direction).of(self._document.root, "document")
                self._registries[direction] = jsonschema_rs.Registry(
                    [(BASE, whole)], draft=jsonschema_rs.Draft202012, retriever=_refuse
                )
            return jsonschema_rs.Draft202012Validator(
                view,
                registry=self._registries[direction],
                validate_formats=True,
                offline=True,
                mask="the value",
                keywords=self._keywords,
            )
        except _UNUSABLE:
            return None

    # --- polymorphic bases ------------------------------------------------------------------------

    def _chosen(self, base: str, value: Any) -> str:
        """The reference to the member of a family that a value says it is."""
        family = self.inheritance.families[base]
        pointer = family.told(value)
        nested = self.inheritance.nested(pointer, family)
        return reference_to(pointer) if nested is None else self._chosen(nested.base, value)

    def _violations(
        self, error: jsonschema_rs.ValidationError, direction: Direction
    ) -> Iterator[Violation]:
        """The finding, or what is said by the one branch of a union that was meant, or by a member
        of a family. An object is meant for the first of `anyOf: [{type: object, …}, {type: null}]`:
        what that one has against it tells more than that none takes it.
        """
        kind, at = error.kind, error.instance_path
        if isinstance(kind, jsonschema_rs.ValidationErrorKind.Custom):
            yield from self._of_member(error, kind.message, direction)
            return
        if isinstance(kind, _UNIONS):
            meant = [branch for branch in kind.context if not _refuses_type(branch, at)]
            if len(meant) == 1:
                for one in meant[0]:
                    yield from self._violations(one, direction)
                return
        yield Violation(pointers.join("", *at), kind.name, error.message, _limit(kind))

    def _of_member(
        self, error: jsonschema_rs.ValidationError, base: str, direction: Direction
    ) -> Iterator[Violation]:
        """What the member of a family, or of a union, that a value says it is has against it.

        `base` is the value of the keyword that found it: the pointer of a base (`MEMBER_OF`), or
        the variants of a union as JSON (`NAMED`)."""
        place, value = pointers.join("", *error.instance_path), error.instance
        named = _named_by(base, value) if base.startswith("[") else self._chosen(base, value)
        if named is None:
            return
        validator = self._of_reference(BASE + named, direction)
        for one in validator.iter_errors(value) if validator is not None else ():
            for found in self._violations(one, direction):
                yield replace(found, pointer=place + found.pointer)


class _Apart(NamedTuple):
    """A schema compiled apart from the components that it leads to; None takes any value.

    One that leads to none is whole, and can say what it has against a value. One that says nothing
    but that a value is of a `component` is not compiled. One that `is_told` has a field in it
    by which a value may name its variant."""

    validator: _Validator | None
    is_whole: bool = False
    is_separable: bool = True
    component: str | None = None
    is_told: bool = False


def _limit(kind: jsonschema_rs.ValidationErrorKind) -> str | None:
    """What a keyword says, where that is a number or a text; of `propertyNames` what the keyword in
    it says of a name.
    """
    match kind.value:
        case str(said):
            return said
        case int() | float() as number:
            return json.dumps(number)
        case jsonschema_rs.ValidationError(kind=inner):
            limit = _limit(inner)
            return limit and f"{inner.name} {limit}"
    return None


def _refuses_type(branch: Iterable[jsonschema_rs.ValidationError], at: Sequence[str | int]) -> bool:
    """Whether what a branch has against the value at a place is its type."""
    return any(one.kind.name == "type" and one.instance_path == at for one in branch)


def _named_by(variants: str, value: Any) -> str | None:
    """The reference of the variant that a value names, if it does (see `named_variants`)."""
    told_by, references = _read(variants)
    tag = value.get(told_by) if isinstance(value, dict) else None
    return references.get(tag) if isinstance(tag, str) else None


@lru_cache(maxsize=1024)
def _read(variants: str) -> tuple[str, dict[str, str]]:
    told_by, references = json.loads(variants)
    return told_by, references


def _keyword(judge: Callable[[str, Any], bool], stops: list[BaseException]) -> type:
    """A keyword for the validator: a value is judged by the keyword's own value. What ends that
    early goes to `stops`.
    """

    class Keyword:
        def __init__(self, parent: object, value: str, path: object) -> None:
            self._value = value

        def validate(self, instance: Any) -> None:
            try:
                fits = judge(self._value, instance)
            except (KeyboardInterrupt, SystemExit, MemoryError) as error:
                stops.append(error)
                raise
            if not fits:
                raise ValueError(self._value)

    return Keyword


_UNIONS = (
    jsonschema_rs.ValidationErrorKind.AnyOf,
    jsonschema_rs.ValidationErrorKind.OneOfNotValid,
)


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"{uri} is outside the document")
