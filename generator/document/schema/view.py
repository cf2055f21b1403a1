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

from generator.document.access import mapping, sequence
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
        is.
        """
        if kind not in KINDS or not isinstance(node, Mapping):
            return node
        if not isinstance(node.get("$ref"), str):
            return self._schema(node) if kind == "schema" else self._fields(node, kind)
        self.is_whole = False
        reference: str = node["$ref"]
        if kind != "schema":
            return {"$ref": _absolute(reference)}
        family = self._inheritance.family_of(node, self._document)
        view: dict[str, Any] = (
            self._reference(reference) if family is None else {MEMBER_OF: family.base}
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
        else there.
        """
        self.is_separable = self.is_separable and _TOGETHER.isdisjoint(node)
        parts = node.get("allOf")
        is_joined = isinstance(parts, list)
        own = {key: value for key, value in node.items() if key != "allOf"} if is_joined else node
        view = {
            key: value
            for key, value in self._fields(own, "schema").items()
            if not self._dropped(key, value)
        }
        if is_joined or "required" in view:
            whole = whole or _Whole(frozenset(), self._hidden_names(node), set())
            view |= self._held_together(node, view, whole)
        if within := integer_range(node):
            bounds = {"minimum": within[0], "maximum": within[1]}
            view["allOf"] = [*sequence(view.get("allOf")), bounds]
        if "oneOf" in view and "anyOf" not in view and _is_told(node):
            view["anyOf"] = view.pop("oneOf")
        self.is_told = self.is_told or _is_told(node)
        if self._named and (named := named_variants(node)):
            view[NAMED] = named
        return modernise(view, nullable=node.get("nullable") is True) if self._old else view

    def _held_together(
        self, node: Mapping[str, Any], view: Mapping[str, Any], whole: _Whole
    ) -> dict[str, Any]:
        """What of a schema depends on the `whole` that it is joined to: which of its properties are
        required, and its parts.
        """
        found: dict[str, Any] = {}
        if isinstance(required := view.get("required"), list):
            found["required"] = [
                name for name in required if not (isinstance(name, str) and name in whole.hidden)
            ]
        if isinstance(parts := node.get("allOf"), list):
            inside = _Whole(whole.members | {id(node)}, whole.hidden, whole.told)
            found["allOf"] = self._parts(node, parts, inside)
        return found

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
        required = set(chain.from_iterable(map(required_names, below)))
        hidden_here_only = whole.hidden and whole.hidden - self._hidden_names(target)
        if not listed and required.isdisjoint(hidden_here_only):
            return None
        beside = self._beside(part) if target is not part else {}
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
        not what a use of it is.
        """
        if not isinstance(part, Mapping) or "$ref" not in part:
            return view
        beside = {
            key: value
            for key, value in view.items()
            if key != MEMBER_OF and (key != "properties" or key in part)
        }
        if MEMBER_OF not in view:
            return beside
        return {**self._reference(reference_to(view[MEMBER_OF])), **beside}

    def _hidden_names(self, schema: Any) -> frozenset[str]:
        parts = tuple(conjunction(schema, self._document))
        found = {
            flag: hidden_names(parts, flag, self._document) for flag in sorted(HIDDEN_IN.values())
        }
        self.is_directed = self.is_directed or any(found.values())
        return found[self._hidden]

    def _dropped(self, key: str, value: Any) -> bool:
        """Whether a keyword would be read as something else than it is in OpenAPI."""
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
    its value, as JSON; nothing where none can be named. Only a component has a name.
    """
    if not _is_told(node):
        return ""
    told = node["discriminator"]
    variants = [variant for key in ALTERNATIVES for variant in sequence(node.get(key))]
    listed = [str(mapping(variant).get("$ref")) for variant in variants]
    names = {
        reference.removeprefix(_COMPONENTS): reference
        for reference in listed
        if reference.startswith(_COMPONENTS)
    }
    stated = {
        value: names.get(str(end), str(end)) for value, end in mapping(told.get("mapping")).items()
    }
    unstated = {name: at for name, at in names.items() if at not in stated.values()}
    references = {**unstated, **{value: at for value, at in stated.items() if at in listed}}
    return json.dumps([told["propertyName"], references]) if references else ""


def _absolute(reference: str) -> str:
    return BASE + reference if reference.startswith("#") else reference
