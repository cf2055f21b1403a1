"""Schemas of objects to drafts of classes: their fields, and what no field describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.api.composed_types import union_of
from generator.api.drafts import Draft, DraftField, ObjectDraft
from generator.api.hints import Hint
from generator.api.inheritance import fixed
from generator.api.model import Anything, Named, Type
from generator.api.rules import KEYWORD
from generator.api.schema import Merged, Schema, is_component, variant
from generator.document import given_names
from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.diagnostics import Rule
from generator.document.directions import FLAGS, Flag, flags_of, hidden_names, required_names
from generator.document.inheritance import inheritance
from generator.document.pointer import escape

_FOLDED = re.compile(r"(/allOf/\d+)+$")


class Objects:
    """Makes the drafts of objects, into `drafts`. `convert` gives the type of a schema, `asserted`
    what inputs are held to besides, `report` takes what is not expressed.
    """

    def __init__(
        self,
        document: Document,
        drafts: dict[str, Draft],
        convert: Callable[[Any, str, Hint], Type],
        asserted: Callable[[Merged, str], str | None],
        report: Callable[[Rule, str, str], None],
    ) -> None:
        self._document, self._drafts, self._convert = document, drafts, convert
        self._asserted, self._report = asserted, report
        self._constants = inheritance(document).fixed
        # of objects under conversion, what is known of them so far: a union inside asks for it
        self._so_far: dict[str, list[DraftField]] = {}

    def of(self, merged: Merged, pointer: str, hint: Hint) -> Named:
        """Makes the draft of an object, unless there is one. What is converted within may refer to
        it, and ask for its fields, before it is complete.
        """
        schema = merged.schema
        if pointer in self._drafts:
            return Named(pointer)
        self._drafts[pointer] = ObjectDraft(pointer, hint, schema)
        fields = self._so_far[pointer] = []
        required = required_names(schema)
        for field in self._properties(merged, pointer, frozenset(required)):
            fields.append(field)  # at once: whatever is converted next may ask for it
        fields += self._variant_fields(merged, pointer)
        # said to be there, though not what it is, other than what any further property is
        untold = {*required} - {each.wire for each in fields}
        further = self.extra(merged, pointer, None)
        fields += [DraftField(wire, further, True, {}) for wire in sorted(untold)]
        extra, told = schema.get("additionalProperties"), told_by(schema)
        seen = sequence(mapping(schema.get("x-discriminator")).get("seen")) if told else []
        self._drafts[pointer] = ObjectDraft(
            pointer,
            hint,
            schema,
            fields=tuple(fields),
            extra=further,
            asserted=self._asserted(merged, "object"),
            closed=extra is False and not mapping(schema.get("patternProperties")),
            open=extra is True or isinstance(extra, dict) or told is not None,
            discriminator=told,
            seen=tuple(each for each in seen if isinstance(each, str)),
        )
        del self._so_far[pointer]
        return Named(pointer)

    def fields(self, pointer: str) -> Sequence[DraftField]:
        """Those of an object; of one under conversion, those that are known already."""
        draft = self._drafts[pointer]
        done = draft.fields if isinstance(draft, ObjectDraft) else ()
        return self._so_far.get(pointer, done)

    def extra(self, merged: Merged, pointer: str, hint: Hint | None) -> Type:
        """The type of the values that no property describes: by a pattern of their names, or any
        other.
        """
        other = merged.schema.get("additionalProperties", True)
        patterns = mapping(merged.schema.get("patternProperties"))
        part = merged.keywords.get("patternProperties", pointer)
        found = [
            self._convert(
                inner,
                f"{part}/patternProperties/{escape(pattern)}",
                hint or Hint(_owner(pointer), "value"),
            )
            for pattern, inner in patterns.items()
        ]
        if isinstance(other, dict) and other:
            part = merged.keywords.get("additionalProperties", pointer)
            at = f"{part}/additionalProperties"
            found.append(self._convert(other, at, hint or Hint(_owner(at, pointer), "value")))
        elif other is not False or not patterns:
            found.append(Anything())
        return union_of(found, None)

    def _properties(
        self, merged: Merged, pointer: str, required: frozenset[str]
    ) -> Iterator[DraftField]:
        constants = self._constants.get(pointer, {})
        hidden_by: dict[Flag, Any] = {}
        if len(merged.parts) > 1:
            hidden_by = {flag: hidden_names(merged.parts, flag, self._document) for flag in FLAGS}
        for wire, inner in mapping(merged.schema.get("properties")).items():
            at = merged.properties.get(wire, f"{pointer}/properties/{escape(wire)}")
            kind = self._convert(inner, at, Hint(_owner(at, pointer), wire))
            own = flags_of(inner, self._document)
            hidden = frozenset(flag for flag, names in hidden_by.items() if wire in names)
            yield DraftField(
                wire,
                fixed(kind, constants.get(wire)),
                wire in required,
                self._annotations(inner, own),
                hidden if hidden_by else own,
            )

    def _variant_fields(self, merged: Merged, pointer: str) -> list[DraftField]:
        """The further properties of an object's variants, any of which may be absent: `a` and `b`
        of `{properties: {id: …}, oneOf: [{properties: {a: …}}, {properties: {b: …}}]}`.
        """
        types: dict[str, list[Type]] = {}
        annotations: dict[str, Schema] = {}  # those of the first variant that has the property
        for keyword in ("oneOf", "anyOf"):
            at = merged.keywords.get(keyword, pointer)
            for wire, kind, about in self._of_variants(merged, keyword, at, pointer):
                types.setdefault(wire, []).append(kind)
                annotations.setdefault(wire, about)
            if types and keyword in merged.schema:
                what = f"which properties of its alternatives (`{keyword}`) go together"
                self._report(KEYWORD, what, f"{at}/{keyword}")
        return [
            DraftField(wire, union_of(kinds, None), False, annotations[wire])
            for wire, kinds in types.items()
        ]

    def _of_variants(
        self, merged: Merged, keyword: str, at: str, pointer: str
    ) -> Iterator[tuple[str, Type, Schema]]:
        """The properties that the variants have besides those of the object: name, type, and the
        annotations with which the field is described.
        """
        known = mapping(merged.schema.get("properties")).keys()
        for index in range(len(sequence(merged.schema.get(keyword)))):
            one = variant(self._document, merged.schema, keyword, index, at)
            for wire, inner in mapping(one.schema.get("properties")).items():
                if wire not in known:
                    where = one.properties.get(wire, pointer)
                    kind = self._convert(inner, where, Hint(_owner(where), wire))
                    yield wire, kind, self._annotations(inner, flags_of(inner, self._document))

    def _annotations(self, schema: Any, flags: frozenset[Flag]) -> Schema:
        """The annotations of a property: its own, then those of the schema that it refers to;
        `flags` are of any part of it.
        """
        own: Schema = mapping(schema)
        if "$ref" not in own and not flags:
            return own
        target, _ = self._document.resolve(own)
        known: Schema = mapping(target) | own | dict.fromkeys(map(str, flags), True)
        for key in ("default", *given_names.NAMES):  # those are not of whoever refers to it
            if key not in own:
                known.pop(key, None)
        return known


def has_fields(schema: Schema, pointer: str) -> bool:
    """Whether an object has a class: fields, or at least some that nobody listed."""
    is_listed_elsewhere = "properties" in schema and schema.get("additionalProperties") is True
    return (
        bool(mapping(schema.get("properties")))
        or told_by(schema) is not None
        or (is_listed_elsewhere and is_component(pointer))
    )


def told_by(schema: Schema) -> str | None:
    """The property that `x-discriminator` names."""
    name = mapping(schema.get("x-discriminator")).get("property")
    return name if isinstance(name, str) else None


def _owner(pointer: str, around: str = "") -> str:
    """The schema that the property or extra value at `pointer` belongs to, once `allOf` is folded
    away, but for `around`: `/components/schemas/Pet` of
    `/components/schemas/Pet/allOf/1/properties/tag`.
    """
    above, _, token = pointer.rpartition("/")
    holder, _, keyword = above.rpartition("/")
    if keyword != "properties":
        if token != "additionalProperties":
            return pointer
        holder = above
    return _FOLDED.sub("", holder) if holder != around and "/allOf/" in holder else holder
