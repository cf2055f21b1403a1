"""How the properties of a form, and the parts of a multipart body, are sent: Encoding Objects, and
what holds without one. OpenAPI Specification 3.1, section 4.8.15."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.api.drafts import AliasDraft, DraftField, EnumDraft, ObjectDraft
from generator.api.model import (
    Anything,
    Array,
    BodyKind,
    Map,
    MediaType,
    Named,
    OneOf,
    PartEncoding,
    PartHeader,
    Scalar,
    Type,
)
from generator.api.rules import PART
from generator.api.schema import Schema
from generator.api.shown_values import ShownValues
from generator.api.type_walk import unwrapped
from generator.api.types import Types
from generator.document.access import mapping, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.media_types import takes_json
from generator.document.parts import inner_media
from generator.document.pointer import escape
from generator.document.schema.keywords import listed_values
from generator.document.sequences import ItemSchema
from generator.document.specification import OCTETS, Style, explodes, styles_in
from templates.runtime.media_types import closest, is_json, is_label, listed

_OF_NAMED_PARTS = ("content-type", "content-disposition")


class Encodings:
    """Reads the encodings of one document; `sequences` gets the pointers of those whose items are
    typed."""

    def __init__(
        self,
        document: Document,
        types: Types,
        diagnostics: list[Diagnostic],
        sequences: set[str],
        shown: ShownValues,
    ) -> None:
        self.document, self.types, self.shown = document, types, shown
        self.diagnostics, self.sequences = diagnostics, sequences

    def of(
        self, node: dict[str, Any], kind: BodyKind, wanted: Type, pointer: str
    ) -> tuple[PartEncoding, ...]:
        """How the properties of a form are sent, where that is not as plain text or JSON."""
        if kind not in ("form", "multipart"):
            return ()
        said = mapping(node.get("encoding"))
        fields: dict[str, DraftField] = {}
        for field in self._form_fields(wanted):
            fields.setdefault(field.wire, field)
        encoding = self._part if kind == "multipart" else self._pair
        found = [
            encoding(
                name,
                mapping(said.get(name)),
                fields.get(name),
                f"{pointer}/encoding/{escape(name)}",
            )
            for name in said | fields
        ]
        return tuple(each for each in found if each != PartEncoding(each.wire))

    def _pair(
        self, name: str, node: dict[str, Any], field: DraftField | None, at: str
    ) -> PartEncoding:
        """A property of an urlencoded form: in a style, as `{style: deepObject}` says, else as the
        text of a media type, as `{contentType: application/json}` says.
        """
        if _has_style(node):
            allow_reserved = node.get("allowReserved") is True
            return replace(self._styled(name, node), allow_reserved=allow_reserved)
        value = Anything() if field is None else field.type
        content_type = text(node.get("contentType")) or None
        self._tell(name, content_type, value, at)
        return self._labelled(name, content_type, value)

    def _part(
        self, name: str, node: dict[str, Any], field: DraftField | None, at: str
    ) -> PartEncoding:
        """A part of a multipart body, which may be a body of parts itself: `{contentType:
        multipart/mixed}` of an array.
        """
        value = Anything() if field is None else field.type
        is_file = self._is_binary(value)
        headers, free = self.part_headers(node, *_OF_NAMED_PARTS)
        if not is_file and self._is_styled_part(node):
            return replace(self._styled(name, node), headers=headers, free=free)
        content_type = text(node.get("contentType")) or None
        if field is not None:
            inner = inner_media(node, ItemSchema(field.schema, at))
            if inner is not None and _is_list_of_parts(value, node):
                return self._inside_form(name, node, inner.content_type, value, at)
            content_type = _narrowed(content_type, self._default_content_type(field.schema))
        if not is_file:
            self._tell(name, content_type, value, at)
        return replace(self._labelled(name, content_type, value), headers=headers, free=free)

    def _is_styled_part(self, node: Mapping[str, Any]) -> bool:
        """Whether a part is written as a query parameter is. OpenAPI 3.0 has styles of urlencoded
        forms only, and ignores `{style: deepObject}` of a part.
        """
        return self.document.version >= "3.1" and _has_style(node)

    def _tell(self, name: str, content_type: str | None, value: Type, at: str) -> None:
        """Tells of what no media type that is asked for can hold."""
        labels = listed(content_type or "")
        if not takes_json(labels) and self._is_structure(value):
            written = f"is not written as {', '.join(labels)}: it is refused"
            self._report(PART, f"`{name}` has a list or an object, which {written}", at)

    def _labelled(self, name: str, content_type: str | None, value: Type) -> PartEncoding:
        """What is sent in a media type; since OpenAPI 3.2 a list is, item by item."""
        is_list = self.document.version >= "3.2" and isinstance(unwrapped(value), Array)
        first = next(filter(is_label, listed(content_type or "")), "")
        return PartEncoding(name, content_type, each=is_list and is_json(first))

    def _inside_form(
        self, name: str, node: dict[str, Any], content_type: str, value: Type, at: str
    ) -> PartEncoding:
        """A list whose items are parts of one part."""
        self.sequences.add(at)
        each = text(mapping(node.get("itemEncoding")).get("contentType")) or None
        inner = MediaType(content_type, "parts", value, (), ())
        return PartEncoding(name, each, each=is_json(each or ""), inner=inner)

    def _styled(self, name: str, node: dict[str, Any]) -> PartEncoding:
        """A property that is sent as a query parameter is."""
        wanted, explode = node.get("style"), node.get("explode")
        style: Style = wanted if wanted in styles_in("query", self.document.version) else "form"
        return PartEncoding(
            name,
            style=style,
            explode=explode if isinstance(explode, bool) else explodes(style),
        )

    def _default_content_type(self, schema: Schema) -> str | None:
        """What a part has for want of an Encoding Object, where it is neither text nor JSON."""
        own = self.document.resolved(schema)
        own = self.document.resolved(own["items"]) if "items" in own else own
        if "contentEncoding" in own or own.get("format") == "byte":
            return OCTETS
        media = text(own.get("contentMediaType"))
        return media if is_label(media) and not is_json(media) else None

    def part_headers(
        self, node: Mapping[str, Any], *ours: str
    ) -> tuple[tuple[tuple[str, str], ...], tuple[PartHeader, ...]]:
        """The headers of a part that have one value by the document, and those that its sender
        chooses; `ours` say what is said otherwise.
        """
        fixed, free = [], []
        for header, reference in mapping(node.get("headers")).items():
            if header.lower() in ours:
                continue
            target = self.document.resolved(reference)
            value = _only_value(self.document.resolved(target.get("schema")))
            if value is not None:
                fixed.append((header, value))
            else:
                required = target.get("required") is True
                example = self.shown.of_header(target, "request") if required else None
                free.append(PartHeader(header, required, example))
        return tuple(fixed), tuple(free)

    def _form_fields(self, kind: Type) -> Sequence[DraftField]:
        """The fields of an object, or of all that it may be."""
        match self._behind(kind):
            case OneOf(members):
                return [field for member in members for field in self._form_fields(member)]
            case ObjectDraft(fields=fields):
                return fields
        return ()

    def _is_binary(self, kind: Type) -> bool:
        """Whether a value is bytes, or a list of them."""
        found = self._behind(kind)
        return self._is_binary(found.item) if isinstance(found, Array) else found == Scalar("bytes")

    def _is_structure(self, kind: Type) -> bool:
        """Whether a value, or an item of a list, is an object or a list: a list of texts is not,
        since each of its items is a part, or a pair, of its own.
        """
        kind = unwrapped(kind)
        kind = unwrapped(kind.item) if isinstance(kind, Array) else kind
        if isinstance(kind, Named):
            draft = self.types.drafts[kind.name]
            if isinstance(draft, AliasDraft):
                return self._is_structure(draft.type)
            return isinstance(draft, ObjectDraft)
        return isinstance(kind, Array | Map)

    def _behind(self, kind: Type) -> Type | ObjectDraft | EnumDraft:
        """The type behind null, bounds and the names of others; of a model its draft."""
        plain = unwrapped(kind)
        if not isinstance(plain, Named):
            return plain
        draft = self.types.drafts[plain.name]
        return self._behind(draft.type) if isinstance(draft, AliasDraft) else draft

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self.diagnostics.append(self.document.found(rule, message, pointer))


def _has_style(node: Mapping[str, Any]) -> bool:
    """Whether a property is sent as a query parameter is (OpenAPI 3.1, Encoding Object)."""
    return not node.keys().isdisjoint(("style", "explode", "allowReserved"))


def _is_list_of_parts(value: Type, encoding: Mapping[str, Any]) -> bool:
    """Whether a part can be written as a list of parts: it is a list, and of its items no more is
    said than one media type, as `{itemEncoding: {contentType: image/png}}` does.
    """
    said = mapping(encoding.get("itemEncoding")).keys()
    is_alike = encoding.keys().isdisjoint(("encoding", "prefixEncoding")) and said <= {
        "contentType"
    }
    return is_alike and isinstance(unwrapped(value), Array)


def _narrowed(content_type: str | None, own: str | None) -> str | None:
    """An Encoding Object's media types, with the one of the schema before them where they are
    ranges that it is in.
    """
    if content_type is None or own is None:
        return content_type or own
    ranges = listed(content_type)
    is_within = closest(ranges, own) and not any(map(is_label, ranges))
    return f"{own}, {content_type}" if is_within else content_type


def _only_value(schema: Schema) -> str | None:
    """The text of the one value that a schema has: its constant, the only one of its enumeration,
    or the default.
    """
    for found in (listed_values(schema), [schema.get("default")]):
        match found:
            case [str() | int() as only] if not isinstance(only, bool):
                return str(only)
    return None
