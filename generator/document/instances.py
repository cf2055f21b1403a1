"""Judging JSON values (instances) by the schemas of a document.

Every schema is judged as JSON Schema 2020-12, whatever version of OpenAPI it comes from: a view of
the document is made in which OpenAPI 3.0's `nullable`, boolean `exclusiveMinimum` and siblings of
`$ref` are spelled in that dialect (OpenAPI 3.0.3, section 4.7.24), the integer formats become
ranges (OpenAPI 3.1, section 4.4), a property that does not travel in the direction asked for is not
required there, and a base that lists its own variants asks none of them to be one of them once
more. The last two are about all the schemas that `allOf` joins, so a part that says something else
on its own is spelled out where it is joined. Where a polymorphic base is used (see `inheritance`),
the schema that its discriminator names holds as well. Of a `oneOf` with a discriminator, which
tells the member, several may take a value. The view never reaches beyond the document.

A compiled schema has all in it that it leads to, which in a document whose schemas all lead to one
another is nearly the whole of it. So whether a value is valid is asked of schemas that are compiled
apart, each component once; only what is to be said against one that is not needs a schema compiled
with all that it leads to, and of these the last few are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple, NoReturn, get_args

import jsonschema_rs

from generator.document import pointer as pointers
from generator.document.access import sequence
from generator.document.grammar import KINDS
from generator.document.inheritance import (
    Inheritance,
    inheritance,
    is_wrapper,
    reference_to,
    schema_at,
)
from generator.document.schema.composition import Resolver, conjunction
from generator.document.schema.keywords import (
    ALTERNATIVES,
    integer_range,
    json_type,
    modernise,
    named_types,
)
from generator.records import record

Direction = Literal["request", "response"]
Flag = Literal["readOnly", "writeOnly"]
FLAGS: tuple[Flag, ...] = get_args(Flag)

_BASE = "document:///root"
# keywords of views alone: the polymorphic base that a value is of, or one of those that extend it;
# and in a view of a schema that is compiled apart the component that a value is held to as well
_MEMBER_OF = f"{_BASE}#member-of"
_COMPONENT = f"{_BASE}#component"
_COMPONENTS = "#/components/schemas/"
# what cannot be judged apart from what a schema leads to, or from what leads to it
_TOGETHER = frozenset({"unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef"})
_KEPT = 32  # schemas compiled with all that they lead to: of Stripe's each takes 10 MB
_HOPS = 50  # from component to component: a schema that leads to itself never comes to an end
# what compiling a schema that is malformed, or too deep, raises
_UNUSABLE = (ValueError, RecursionError, jsonschema_rs.ReferencingError)
_REFERRING = frozenset({"$ref", "$dynamicRef", "$recursiveRef", _MEMBER_OF, _COMPONENT})
_Validator = jsonschema_rs.Draft202012Validator
_MOST = (
    100  # parts of `allOf` spelled out within one of them; of 111 published documents none has any
)


@record(frozen=True, slots=True)
class Violation:
    """What is wrong with a value: a sentence without the value itself, the JSON pointer into it,
    and the schema keyword.
    """

    pointer: str
    keyword: str
    message: str


class Instances:
    """Judges values by schemas of `document`. Nothing is compiled before it is needed, and each
    schema once.

    A schema object is told from another by its identity in the document's tree, so the tree must
    not change meanwhile."""

    def __init__(self, document: Resolver) -> None:
        self._document = document
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._apart: dict[tuple[Direction, int], tuple[Any, _Apart]] = {}
        self._components: dict[tuple[Direction, str], _Apart] = {}
        self._whole: dict[tuple[Direction, int | str], tuple[Any, _Validator | None]] = {}
        self._keywords = {each: self._of_view(each) for each in get_args(Direction)}
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
        cannot be compiled.
        """
        apart = self._apart_of(schema, direction)
        if not apart.is_whole and self._accepts(apart, schema, value, direction):
            return ()
        validator = apart.validator if apart.is_whole else self._validator(schema, direction)
        if validator is None:
            return ()
        return tuple(
            each
            for error in validator.iter_errors(value)
            for each in self._violations(error, direction)
        )

    def valid(self, schema: Any, value: Any, direction: Direction = "request") -> bool:
        return self._accepts(self._apart_of(schema, direction), schema, value, direction)

    def _view(self, direction: Direction, *, apart: bool = False) -> _View:
        return _View(self._document, direction, self.inheritance, self._member_schemas, apart=apart)

    # --- compiled apart ---------------------------------------------------------------------------

    def _accepts(self, apart: _Apart, schema: Any, value: Any, direction: Direction) -> bool:
        if not apart.is_separable:
            validator = self._validator(schema, direction)
            return validator is None or validator.is_valid(value)
        return apart.validator is None or apart.validator.is_valid(value)

    def _apart_of(self, schema: Any, direction: Direction) -> _Apart:
        key = (direction, id(schema))
        if key not in self._apart:
            self._apart[key] = (schema, self._compiled_apart(schema, direction))
        return self._apart[key][1]

    def _component(self, reference: str, direction: Direction) -> _Apart:
        """What `reference`, to a component, leads to: compiled once, however many refer to it."""
        key = (direction, reference)
        if key not in self._components:
            schema, _ = self._document.target({"$ref": reference})
            self._components[key] = self._compiled_apart(schema, direction)
        return self._components[key]

    def _compiled_apart(self, schema: Any, direction: Direction) -> _Apart:
        speller = self._view(direction, apart=True)
        try:
            view = speller.of(schema, "schema")
            if not speller.is_separable:
                return _Apart(None, is_separable=False)
            validator = jsonschema_rs.Draft202012Validator(
                view,
                validate_formats=True,
                offline=True,
                mask="the value",
                keywords=self._keywords[direction],
            )
        except _UNUSABLE:
            return _Apart(None)
        return _Apart(validator, is_whole=not _refers(view))

    def _of_view(self, direction: Direction) -> dict[str, type]:
        """The keywords of views: a component, and the member of a family that a value says it is.

        Families may have hundreds of members, with families in them, so each is compiled alone,
        when a value asks for it."""

        def component(reference: str, value: Any) -> bool:
            return self._is_of(reference, value, direction)

        def choice(base: str, value: Any) -> bool:
            return self._is_of(self._chosen(base, value), value, direction)

        return {_COMPONENT: _keyword(component), _MEMBER_OF: _keyword(choice)}

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
        validator = self._of_reference(_BASE + reference, direction)
        return validator is None or validator.is_valid(value)

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
                    [(_BASE, whole)], draft=jsonschema_rs.Draft202012, retriever=_refuse
                )
            return jsonschema_rs.Draft202012Validator(
                view,
                registry=self._registries[direction],
                validate_formats=True,
                offline=True,
                mask="the value",
                keywords=self._keywords[direction],
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
        of a family.
        """
        kind = error.kind
        if isinstance(kind, jsonschema_rs.ValidationErrorKind.Custom):
            yield from self._of_member(error, kind.message, direction)
            return
        if isinstance(kind, _UNIONS):
            at = error.instance_path
            meant = [
                branch
                for branch in kind.context
                if not any(one.kind.name == "type" and one.instance_path == at for one in branch)
            ]
            if len(meant) == 1:
                for one in meant[0]:
                    yield from self._violations(one, direction)
                return
        yield Violation(pointers.join("", *error.instance_path), kind.name, error.message)

    def _of_member(
        self, error: jsonschema_rs.ValidationError, base: str, direction: Direction
    ) -> Iterator[Violation]:
        """What the member of a family that a value says it is has against it."""
        place, value = pointers.join("", *error.instance_path), error.instance
        validator = self._of_reference(_BASE + self._chosen(base, value), direction)
        for one in validator.iter_errors(value) if validator is not None else ():
            for found in self._violations(one, direction):
                yield Violation(place + found.pointer, found.keyword, found.message)


class _Apart(NamedTuple):
    """A schema compiled apart from the components that it leads to; None takes any value.

    One that leads to none is whole, and can say what it has against a value."""

    validator: _Validator | None
    is_whole: bool = False
    is_separable: bool = True


def _keyword(judge: Callable[[str, Any], bool]) -> type:
    """A keyword for the validator: a value is judged by the keyword's own value."""

    class Keyword:
        def __init__(self, parent: object, value: str, path: object) -> None:
            self._value = value

        def validate(self, instance: Any) -> None:
            if not judge(self._value, instance):
                raise ValueError(self._value)

    return Keyword


_UNIONS = (
    jsonschema_rs.ValidationErrorKind.AnyOf,
    jsonschema_rs.ValidationErrorKind.OneOfNotValid,
)


def _refers(view: Any) -> bool:
    """Whether a view needs the rest of the document to be judged by."""
    if isinstance(view, dict):
        return not _REFERRING.isdisjoint(view) or any(map(_refers, view.values()))
    return isinstance(view, list) and any(map(_refers, view))


@record(frozen=True, slots=True)
class _Whole:
    """What `allOf` joins: the identities of the schemas above, and the properties that do not
    travel.

    `told` has what was spelled out anywhere in the whole already, a schema with its variants that
    were left out: what holds once holds, however many ways lead to it."""

    members: frozenset[int]
    hidden: frozenset[str]
    told: set[tuple[int, frozenset[int]]]


class _View:
    """Spells a node of the document, and all below it, in JSON Schema 2020-12."""

    def __init__(
        self,
        document: Resolver,
        direction: Direction,
        inherited: Inheritance,
        members: frozenset[int],
        *,
        apart: bool = False,
    ) -> None:
        self._document = document
        self._apart = apart
        # whether what is spelled can be judged apart from what it leads to, as far as seen
        self.is_separable = True
        self._inheritance = inherited
        self._members = members
        self._old = document.version == "3.0"
        self._hidden: Flag = "readOnly" if direction == "request" else "writeOnly"
        self._patterns: dict[str, bool] = {}
        # how many parts of `allOf` the outermost one that is spelled out has in it so far
        self._spelling = 0

    def of(self, node: Any, kind: str) -> Any:
        """The view of a node of a kind in `grammar.KINDS`; data, such as an example, stays as it
        is.
        """
        if kind not in KINDS or not isinstance(node, Mapping):
            return node
        if not isinstance(node.get("$ref"), str):
            return self._schema(node) if kind == "schema" else self._fields(node, kind)
        reference: str = node["$ref"]
        if kind != "schema":
            return {"$ref": _absolute(reference)}
        family = self._inheritance.family_of(node, self._document)
        view: dict[str, Any] = (
            self._reference(reference) if family is None else {_MEMBER_OF: family.base}
        )
        if fixed := self._inheritance.fixed_in(node, self._document):
            view["properties"] = {name: {"const": value} for name, value in fixed.items()}
        if self._old:
            return view
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return {**view, **self._schema(beside)}

    def _reference(self, reference: str) -> dict[str, Any]:
        """The view of a reference to a schema."""
        name = reference.removeprefix(_COMPONENTS)
        if self._apart and name != reference and "/" not in name:
            return {_COMPONENT: reference}
        self.is_separable = False
        return {"$ref": _absolute(reference)}

    def _fields(self, node: Mapping[str, Any], kind: str) -> dict[str, Any]:
        table = KINDS[kind]
        view: dict[str, Any] = {}
        for key, value in node.items():
            field = table.fields.get(key) or (None if key.startswith("x-") else table.rest)
            if field is None:
                view[key] = value
            elif field.shape == "map" and isinstance(value, Mapping):
                view[key] = {name: self.of(item, field.kind) for name, item in value.items()}
            elif field.shape == "list" and isinstance(value, list):
                view[key] = [self.of(item, field.kind) for item in value]
            else:
                view[key] = self.of(value, field.kind)
        return view

    def _schema(self, node: Mapping[str, Any], whole: _Whole | None = None) -> dict[str, Any]:
        """The view of a schema; `whole` is what it is joined to by `allOf`, if it says something
        else there.
        """
        self.is_separable = self.is_separable and _TOGETHER.isdisjoint(node)
        parts = node.get("allOf")
        is_joined = isinstance(parts, list)
        own = {key: value for key, value in node.items() if key != "allOf" or not is_joined}
        view = {
            key: value
            for key, value in self._fields(own, "schema").items()
            if not self._dropped(key, value)
        }
        if whole is None and ("required" in view or is_joined):
            whole = _Whole(frozenset(), self._hidden_names(node), set())
        if whole is not None and isinstance(view.get("required"), list):
            view["required"] = [
                name
                for name in view["required"]
                if not isinstance(name, str) or name not in whole.hidden
            ]
        if whole is not None and isinstance(parts, list):
            inside = _Whole(whole.members | {id(node)}, whole.hidden, whole.told)
            view["allOf"] = self._parts(node, parts, inside)
        if within := integer_range(node):
            bounds = {"minimum": within[0], "maximum": within[1]}
            view["allOf"] = [*sequence(view.get("allOf")), bounds]
        if "oneOf" in view and "anyOf" not in view and _is_told(node):
            view["anyOf"] = view.pop("oneOf")
        return modernise(view, nullable=node.get("nullable") is True) if self._old else view

    def _parts(self, node: Mapping[str, Any], parts: list[Any], whole: _Whole) -> list[Any]:
        """What `allOf` joins: of a polymorphic base its own words alone, unless the base is used
        under another description.
        """
        alone = is_wrapper(node) and id(node) not in self._members
        views = []
        for part in parts:
            view = self._joined(part, whole)
            if view is None:
                view = self.of(part, "schema")
                view = view if alone or not self._inheritance.families else self._part(part, view)
            views.append(view)
        return views

    def _joined(self, part: Any, whole: _Whole) -> dict[str, Any] | None:
        """The view of a part of `whole`, where that is not the view of the part alone; nothing of
        it is said twice.
        """
        target, _ = self._document.resolve(part)
        if not isinstance(target, Mapping):
            return None
        below = tuple(conjunction(target, self._document))
        if any(id(node) in whole.members for node in below):
            return None  # a circle, which says no more than its schemas say alone
        listed = frozenset(variant for node in below for variant in self._listed(node, whole))
        required = {name for node in below for name in _required(node)}
        hidden_here_only = whole.hidden and whole.hidden - self._hidden_names(target)
        if not listed and required.isdisjoint(hidden_here_only):
            return None
        beside = {}
        if not self._old and target is not part:
            beside = {key: value for key, value in part.items() if key != "$ref"}
        if (id(target), listed) in whole.told:
            return self._schema(beside, whole)
        if self._spelling == _MOST:
            return None
        whole.told.add((id(target), listed))
        view = self._spelled(target, whole)
        return {"allOf": [view, self._schema(beside, whole)]} if beside else view

    def _spelled(self, target: Mapping[str, Any], whole: _Whole) -> dict[str, Any]:
        """The view of what is joined to `whole`, without the members of `whole` that it lists as
        variants.
        """
        outermost = self._spelling == 0
        self._spelling += 1
        dropped = self._variants(target, whole)
        kept = {key: value for key, value in target.items() if key not in dropped}
        view = self._schema(kept, _Whole(whole.members | {id(target)}, whole.hidden, whole.told))
        if outermost:
            self._spelling = 0
        return view

    def _listed(self, node: Mapping[str, Any], whole: _Whole) -> Iterator[int]:
        """The members of `whole` that `node` lists as variants."""
        for key in self._variants(node, whole):
            yield from whole.members.intersection(
                id(self._document.resolve(variant)[0]) for variant in node[key]
            )

    def _variants(self, node: Mapping[str, Any], whole: _Whole) -> list[str]:
        """The keywords of `node` that list a member of `whole` as a variant."""
        return [
            key
            for key in ("oneOf", "anyOf")
            if isinstance(node.get(key), list)
            and any(
                id(self._document.resolve(variant)[0]) in whole.members for variant in node[key]
            )
        ]

    def _part(self, part: Any, view: Any) -> Any:
        """The view of a part of `allOf`: of a reference into a family what the schema says itself,
        not what a use of it is.
        """
        if not isinstance(part, Mapping) or "$ref" not in part:
            return view
        beside = {
            key: value
            for key, value in view.items()
            if key != _MEMBER_OF and (key != "properties" or key in part)
        }
        if _MEMBER_OF not in view:
            return beside
        return {**self._reference(reference_to(view[_MEMBER_OF])), **beside}

    def _hidden_names(self, schema: Any) -> frozenset[str]:
        return hidden_names(conjunction(schema, self._document), self._hidden, self._document)

    def _dropped(self, key: str, value: Any) -> bool:
        if key == "pattern" and isinstance(value, str):
            return not self._compiles(value)
        if key == "enum" and value == []:  # OAS103 tells it; no reader of a schema takes it for one
            return True
        if key in (_MEMBER_OF, _COMPONENT):  # of a document that writes what is ours
            return True
        return key in ("$id", "$schema", "nullable") and isinstance(value, (str, bool))

    def _compiles(self, pattern: str) -> bool:
        if pattern not in self._patterns:
            self._patterns[pattern] = compiles(pattern)
        return self._patterns[pattern]


def _is_told(node: Mapping[str, Any]) -> bool:
    """Whether a field tells which member of `oneOf` a value is, so that others may take it too."""
    told = node.get("discriminator")
    return isinstance(told, Mapping) and isinstance(told.get("propertyName"), str)


def _absolute(reference: str) -> str:
    return _BASE + reference if reference.startswith("#") else reference


def _required(schema: Mapping[str, Any]) -> list[str]:
    names = schema.get("required")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def compiles(pattern: str) -> bool:
    """Whether the validator can use a `pattern`; one that it cannot is ignored, as an unknown
    format is.
    """
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, offline=True)
    except ValueError:
        return False
    return True


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"{uri} is outside the document")


def is_flagged(schema: Any, flag: Flag, document: Resolver) -> bool:
    """Whether `schema`, or any other that holds together with it, says that it is read-only or
    write-only.
    """
    return flag in flags_of(schema, document)


def flags_of(schema: Any, document: Resolver) -> frozenset[Flag]:
    """What `schema`, and any other that holds together with it, says of the directions in which it
    does not travel. Beside a reference it is heeded in OpenAPI 3.0 too, as it is plainly meant.
    """
    return frozenset(
        flag
        for node in conjunction(schema, document, beside_references=True)
        for flag in FLAGS
        if node.get(flag) is True
    )


def hidden_names(
    parts: Iterable[Mapping[str, Any]], flag: Flag, document: Resolver
) -> frozenset[str]:
    """The properties that `flag` keeps from travelling in one direction, in an object that all
    `parts` describe, nearest first.

    One part that says so is enough (JSON Schema Validation 2020-12, section 9.4), unless a nearer
    one that requires the property declares it anew: vendors derive from a base whose `type` is
    read-only, and want it sent."""
    hidden, wanted = set[str](), set[str]()
    for part in parts:
        declared = part.get("properties")
        names = declared if isinstance(declared, Mapping) else {}
        flagged = {name for name, schema in names.items() if is_flagged(schema, flag, document)}
        hidden |= flagged - wanted
        wanted |= (names.keys() - flagged).intersection(_required(part))
    return frozenset(hidden)


def walk_types(schema: Any, document: Resolver) -> Iterator[str]:
    """The JSON types that `schema` may accept, in the order in which it names them, through
    references and compositions.

    Nothing is yielded for a schema that names no type, and a name may come more than once.
    """
    waiting, met = [schema], set[int]()
    while waiting:
        node, _ = document.resolve(waiting.pop(0))
        if not isinstance(node, Mapping) or id(node) in met:
            continue
        met.add(id(node))
        yield from named_types(node)
        if node.get("nullable") is True:
            yield "null"
        if node.get("type") is None:
            yield from _implied_types(node)
        waiting += [branch for key in ("allOf", *ALTERNATIVES) for branch in node.get(key, ())]


def _implied_types(node: Mapping[str, Any]) -> Iterator[str]:
    """The types of a schema that names none, by what else it says."""
    yield from map(json_type, node.get("enum", ()))
    if "const" in node:
        yield json_type(node["const"])
    if "properties" in node:
        yield "object"
    if "items" in node:
        yield "array"
