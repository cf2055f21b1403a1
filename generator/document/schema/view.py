"""The view of a document by which a validator of JSON Schema 2020-12 judges values.

OpenAPI 3.0's `nullable`, boolean `exclusiveMinimum` and siblings of `$ref` are spelled in that
dialect (OpenAPI 3.0.3, section 4.7.24), the integer formats become ranges (OpenAPI 3.1, section
4.4), a property that does not travel in the direction asked for is not required there, and a base
that lists its own variants asks none of them to be one of them once more. The last two are about
all the schemas that `allOf` joins, so a part that says something else on its own is spelled out
where it is joined. Where a polymorphic base is used (see `inheritance`), the schema that its
discriminator names holds as well. Of a `oneOf` with a discriminator, which tells the member,
several may take a value; where that is asked for, the one that the value names does. The view never
reaches beyond the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from generator.document.access import is_reference, mapping, sequence
from generator.document.directions import HIDDEN_IN, Direction, hidden_names, required_names
from generator.document.grammar import KINDS, FixedField
from generator.document.inheritance import Inheritance, is_discriminator, is_wrapper, reference_to
from generator.document.patterns import compiles
from generator.document.schema.composition import Resolver, conjunction
from generator.document.schema.keywords import ALTERNATIVES, integer_range, modernise
from generator.records import record

BASE: Final = "document:///root"
# keywords of views alone: the polymorphic base that a value is of, or one of those that extend it;
# and in a view of a schema that is compiled apart the component that a value is held to as well
MEMBER_OF: Final = f"{BASE}#member-of"
COMPONENT: Final = f"{BASE}#component"
# in a view of which that is asked for, how a value names its variant (see `named_variants`)
NAMED: Final = f"{BASE}#named"
_COMPONENTS = "#/components/schemas/"
# what cannot be judged apart from what a schema leads to, or from what leads to it
_TOGETHER = frozenset({"unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef"})
_OURS = (MEMBER_OF, COMPONENT, NAMED)
_READ_OTHERWISE = frozenset({"pattern", "enum", "$id", "$schema", "nullable", *_OURS})
_PLAIN = frozenset({str, int, float, bool, type(None)})  # what is the same in every view
_MOST = (
    100  # parts of `allOf` spelled out within one of them; of 111 published documents none has any
)


@record(frozen=True, slots=True)
class _Whole:
    """What `allOf` joins: the identities of the schemas above, and the properties that do not
    travel.

    `told` has what was spelled out anywhere in the whole already, a schema with its variants that
    were left out: what holds once holds, however many ways lead to it."""

    members: frozenset[int]
    hidden: frozenset[str]
    told: set[tuple[int, frozenset[int]]]


class View:
    """Spells a node of the document, and all below it, in JSON Schema 2020-12."""

    def __init__(
        self,
        document: Resolver,
        direction: Direction,
        inherited: Inheritance,
        members: frozenset[int],
        *,
        apart: bool = False,
        named: bool = False,
    ) -> None:
        self._document = document
        self._named = named
        self._apart = apart
        # whether what is spelled can be judged apart from what it leads to, as far as seen
        self.is_separable = True
        # whether it is another one in the other direction, as far as seen
        self.is_directed = False
        # whether a field tells which variant a value is, as far as seen
        self.is_told = False
        # whether it leads to nothing else, as far as seen
        self.is_whole = True
        self._inheritance = inherited
        self._members = members
        self._old = document.version == "3.0"
        self._hidden = HIDDEN_IN[direction]
        # how many parts of `allOf` the outermost one that is spelled out has in it so far
        self._spelling = 0

    def of(self, node: Any, kind: str) -> Any:
        """The view of a node of a kind in `grammar.KINDS`; data, such as an example, stays as it
        is. A reference stays one, written so that it can be followed from any view of a part of the
        document.
        """
        if kind not in KINDS or not isinstance(node, Mapping):
            return node
        if isinstance(node.get("$ref"), str):
            self.is_whole = False
            return self._use(node) if kind == "schema" else {"$ref": _absolute(node["$ref"])}
        return self._schema(node) if kind == "schema" else self._fields(node, kind)

    def _use(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """The view of a schema that refers to another: to a polymorphic base any member of its
        family, to a member also what is constant in it (`{properties: {kind: {const: cat}}}`).
        What stands beside the reference goes before that.
        """
        family = self._inheritance.family_of(node, self._document)
        view: dict[str, Any] = (
            self._reference(node["$ref"]) if family is None else {MEMBER_OF: family.base}
        )
        if fixed := self._inheritance.fixed_in(node, self._document):
            view["properties"] = {name: {"const": value} for name, value in fixed.items()}
        if self._old or len(node) == 1:
            return view
        return {**view, **self._schema(self._beside(node))}

    def _beside(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """What counts beside a reference; nothing does in OpenAPI 3.0."""
        if self._old:
            return {}
        return {key: value for key, value in node.items() if key != "$ref"}

    def _reference(self, reference: str) -> dict[str, Any]:
        """The view of a reference to a schema."""
        name = reference.removeprefix(_COMPONENTS)
        if self._apart and name != reference and "/" not in name:
            return {COMPONENT: reference}
        self.is_separable = False
        return {"$ref": _absolute(reference)}

    def _fields(self, node: Mapping[str, Any], kind: str) -> dict[str, Any]:
        field_of = KINDS[kind].field
        return {
            key: value if type(value) in _PLAIN else self._field(value, field_of(key))
            for key, value in node.items()
        }

    def _field(self, value: Any, field: FixedField | None) -> Any:
        match field:
            case None:
                return value
            case FixedField(kind, "map") if isinstance(value, Mapping):
                return {name: self.of(item, kind) for name, item in value.items()}
            case FixedField(kind, "list") if isinstance(value, list):
                return [self.of(item, kind) for item in value]
        return self.of(value, field.kind)

    def _schema(self, node: Mapping[str, Any], whole: _Whole | None = None) -> dict[str, Any]:
        """The view of a schema; `whole` is what it is joined to by `allOf`, if it says something
        else there. Only what `required` and `allOf` say depends on that.

        `{type: integer, format: int32, nullable: true}` of 3.0 is `{anyOf: [{type: integer, format:
        int32, allOf: [{minimum: …, maximum: …}]}, {type: "null"}]}`.
        """
        self.is_separable &= _TOGETHER.isdisjoint(node)
        own = {key: value for key, value in node.items() if not _is_misread(key, value)}
        if is_joined := isinstance(own.get("allOf"), list):
            del own["allOf"]
        view = self._fields(own, "schema")
        if is_joined or "required" in view:
            whole = whole or _Whole(frozenset(), self._hidden_names(node), set())
            view |= self._held_together(node, view, whole)
        if within := integer_range(node):
            bounds = {"minimum": within[0], "maximum": within[1]}
            view["allOf"] = [*sequence(view.get("allOf")), bounds]
        if _is_told(node):
            self._tell_variants(node, view)
        return modernise(view, nullable=node.get("nullable") is True) if self._old else view

    def _tell_variants(self, node: Mapping[str, Any], view: dict[str, Any]) -> None:
        """Says of a union whose members a field tells that several may take a value, and by which
        value each is named, if that is asked for.
        """
        self.is_told = True
        if "oneOf" in view and "anyOf" not in view:
            view["anyOf"] = view.pop("oneOf")
        if self._named and (named := named_variants(node)):
            view[NAMED] = named

    def _held_together(
        self, node: Mapping[str, Any], view: Mapping[str, Any], whole: _Whole
    ) -> dict[str, Any]:
        """What of a schema depends on the `whole` that it is joined to: which of its properties are
        required, and its parts.
        """
        found: dict[str, Any] = {}
        if isinstance(required := view.get("required"), list):
            # a `password` that is `writeOnly` is not required in a response
            found["required"] = [
                name for name in required if not (isinstance(name, str) and name in whole.hidden)
            ]
        if isinstance(parts := node.get("allOf"), list):
            inside = _Whole(whole.members | {id(node)}, whole.hidden, whole.told)
            found["allOf"] = self._parts(node, parts, inside)
        return found

    def _parts(self, node: Mapping[str, Any], parts: list[Any], whole: _Whole) -> list[Any]:
        """What `allOf` joins: of a polymorphic base its own words alone, unless the base is used
        under another description, as in a property `{description: …, allOf: [{$ref: …/Pet}]}`.
        """
        is_use = is_wrapper(node) and id(node) not in self._members
        are_parts = bool(self._inheritance.families) and not is_use
        views = []
        for part in parts:
            view = self._joined(part, whole)
            if view is None:
                view = self.of(part, "schema")
                view = self._part(part, view) if are_parts else view
            views.append(view)
        return views

    def _joined(self, part: Any, whole: _Whole) -> dict[str, Any] | None:
        """The view of a part of `whole`, where that is not the view of the part alone; nothing of
        it is said twice.

        It is another one where the part lists a schema that it is joined to as its variant, and
        where it requires a property that only another part says does not travel: `{required:
        [id]}` beside `{properties: {id: {readOnly: true}}}`. A part that was told on another way to
        it is what stands beside the reference.
        """
        target, _ = self._document.resolve(part)
        if not isinstance(target, Mapping):
            return None
        below = tuple(conjunction(target, self._document))
        if any(id(node) in whole.members for node in below):
            return None  # a circle, which says no more than its schemas say alone
        listed = frozenset(chain.from_iterable(self._listed(node, whole) for node in below))
        if not listed and not self._requires_hidden(target, below, whole):
            return None
        beside = self._beside(part) if target is not part else {}
        if (id(target), listed) in whole.told:
            return self._schema(beside, whole)
        if self._spelling == _MOST:
            return None
        whole.told.add((id(target), listed))
        view = self._spelled(target, whole)
        return {"allOf": [view, self._schema(beside, whole)]} if beside else view

    def _requires_hidden(
        self, part: Mapping[str, Any], below: tuple[Mapping[str, Any], ...], whole: _Whole
    ) -> bool:
        """Whether a part, with what is `below` it, requires a property that does not travel by what
        others of the whole say.
        """
        required = set(chain.from_iterable(map(required_names, below)))
        hidden = whole.hidden and whole.hidden - self._hidden_names(part)
        return not required.isdisjoint(hidden)

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
            yield from whole.members & self._targets(node[key])

    def _variants(self, node: Mapping[str, Any], whole: _Whole) -> list[str]:
        """The keywords of `node` that list a member of `whole` as a variant."""
        return [
            key
            for key in ALTERNATIVES
            if not whole.members.isdisjoint(self._targets(sequence(node.get(key))))
        ]

    def _targets(self, variants: list[Any]) -> set[int]:
        """The identities of the schemas that a union lists."""
        return {id(self._document.resolve(variant)[0]) for variant in variants}

    def _part(self, part: Any, view: Any) -> Any:
        """The view of a part of `allOf`: of a reference into a family what the schema says itself,
        not what a use of it is (see `_use`).

        Of `{$ref: …/Pet}` in the `allOf` of `Cat` that is `{$ref: …}`: of the family `Pet` is used
        as `{MEMBER_OF: …/Pet}`, which any other member would satisfy.
        """
        if not isinstance(part, Mapping) or "$ref" not in part:
            return view
        of_a_use = {MEMBER_OF} if "properties" in part else {MEMBER_OF, "properties"}
        own = {key: value for key, value in view.items() if key not in of_a_use}
        if MEMBER_OF not in view:
            return own
        return {**self._reference(reference_to(view[MEMBER_OF])), **own}

    def _hidden_names(self, schema: Any) -> frozenset[str]:
        parts = tuple(conjunction(schema, self._document))
        found = {
            flag: hidden_names(parts, flag, self._document) for flag in sorted(HIDDEN_IN.values())
        }
        self.is_directed = self.is_directed or any(found.values())
        return found[self._hidden]


def _is_misread(key: str, value: Any) -> bool:
    """Whether a validator would read a keyword as something else than it is in OpenAPI: a pattern
    that it cannot compile as an error, `$id` as what references count from.
    """
    if key not in _READ_OTHERWISE:
        return False
    match key, value:
        case "pattern", str():
            return not compiles(value)
        case "enum", []:  # OAS103 tells it; no reader of a schema takes it for one
            return True
        case (("$id" | "$schema" | "nullable"), str() | bool()):
            return True
    return key in _OURS  # of a document that writes what is ours


def _is_told(node: Mapping[str, Any]) -> bool:
    """Whether a field tells which member of `oneOf` a value is, so that others may take it too."""
    return is_discriminator(node.get("discriminator"))


def named_variants(node: Mapping[str, Any]) -> str:
    """The property by which a value names one of a union's variants, and the reference of each by
    its value, as JSON; nothing where none can be named.

    `["kind", {"Dog": "#/components/schemas/Dog", "cat": "#/components/schemas/Cat"}]` of a `oneOf`
    of `Cat` and `Dog` with `mapping: {cat: Cat}`: a schema that is mapped is not named by its own
    name as well, and one that is no component has none.
    """
    if not _is_told(node):
        return ""
    told = node["discriminator"]
    listed = _references_in(node)
    names = _by_component(listed)
    mapped = _mapped_to(told, names)
    by_value = {value: at for value, at in mapped.items() if at in listed}
    by_name = {name: at for name, at in names.items() if at not in by_value.values()}
    references = {**by_name, **by_value}
    return json.dumps([told["propertyName"], references]) if references else ""


def _by_component(references: list[str]) -> dict[str, str]:
    """References to components by the names of these."""
    components = (each for each in references if each.startswith(_COMPONENTS))
    return {each.removeprefix(_COMPONENTS): each for each in components}


def _mapped_to(told: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """The reference that each value of a discriminator's mapping leads to; it may be written as the
    name of a schema, of which `names` has the reference.
    """
    ends = {value: str(end) for value, end in mapping(told.get("mapping")).items()}
    return {value: names.get(end, end) for value, end in ends.items()}


def _references_in(union: Mapping[str, Any]) -> list[str]:
    """What the members of a union refer to; one that is written out refers to nothing."""
    members = chain.from_iterable(sequence(union.get(key)) for key in ALTERNATIVES)
    return [member["$ref"] for member in members if is_reference(member)]


def _absolute(reference: str) -> str:
    return BASE + reference if reference.startswith("#") else reference
