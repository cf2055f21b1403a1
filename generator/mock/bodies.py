"""Reads a request body by its media type and judges it by the document's schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.instances import Instances
from generator.document.media_types import (
    essence,
    is_json_sequence,
    is_multipart,
    leaves_format_open,
)
from generator.document.parts import are_named, part_schemas
from generator.document.sequences import item_schema
from generator.document.specification import FORM, JSON, MULTIPART
from generator.mock.parameters import ABSENT, ParameterReader, first_label, is_styled
from generator.mock.parts import Part, PartBodies, parts, spread
from generator.mock.problem import Fault, ProblemError
from generator.mock.routes import ServedOperation
from templates.runtime.media_types import closest, is_json, is_text


class Bodies:
    """Judges the bodies of a document's operations. Binary content is taken as it comes."""

    def __init__(self, document: Document, instances: Instances, reader: ParameterReader) -> None:
        self._document = document
        self._instances = instances
        self._reader = reader
        self._parts = PartBodies(document, instances)

    def faults(self, operation: ServedOperation, content_type: str, body: bytes) -> Iterator[Fault]:
        """What is wrong with a body. Raises `ProblemError`: 400 for one that cannot be read, 415
        for another media type.
        """
        node = self._document.resolved(operation.node.get("requestBody"))
        content = mapping(node.get("content"))
        key = closest(content, content_type) if content_type else None
        if key is not None:
            media = self._document.resolved(content[key])
            schemas = part_schemas(self._document, key, media, "")
            if schemas is not None:
                yield from self._parts.faults(schemas, media, content_type, body)
            else:
                yield from self._value_faults(key, media, content_type, body)
        elif not body and not content_type:
            if node.get("required"):
                yield Fault("body", "", "", "is required and missing")
        elif content:
            known = ", ".join(content)
            raise ProblemError(
                415,
                f"The body is {content_type or 'of no stated type'}; the operation takes {known}.",
            )
        elif body:
            yield Fault("body", "", "", "is sent where the operation takes none")

    def _value_faults(
        self, key: str, media: Mapping[str, Any], content_type: str, body: bytes
    ) -> Iterator[Fault]:
        schema = media.get("schema", True)
        item = item_schema(self._document, key, media, "")
        if item is not None and is_json_sequence(content_type):
            schema = {"type": "array", "items": item.schema}
        is_named = is_multipart(content_type) and are_named(self._document, media)
        if is_named and "encoding" in media:
            yield from self._parts.of_names(media, parts(content_type, body))
        if not is_named and not _is_readable(content_type):
            kinds = self._reader.schemas.kinds(schema)
            if not leaves_format_open(content_type) or kinds <= {"string"}:
                return
            content_type = JSON  # a vendor's own media type, for a value that is no string
        value = self.value(content_type, body, media, schema)
        for violation in self._instances.violations(schema, value):
            yield Fault("body", "", violation.pointer, violation.message)

    def value(self, content_type: str, body: bytes, media: Mapping[str, Any], schema: Any) -> Any:
        """What a body holds; raises `ProblemError` for one that cannot be read."""
        if is_multipart(content_type):
            found = [each for part in parts(content_type, body) for each in spread(media, part)]
            return self._multipart(found, media, schema)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise ProblemError(400, "The body is not UTF-8.") from None
        if is_json(content_type):
            return _json(text, "The body")
        if is_json_sequence(content_type):
            lines = filter(str.strip, text.replace("\x1e", "\n").splitlines())
            return [_json(line, "A line of the body") for line in lines]
        if is_text(content_type):
            return self._reader.schemas.coerced(text, schema)
        try:
            return self._reader.form(text, media, schema)
        except ValueError as error:
            raise ProblemError(400, f"The value {error}.") from None

    def _multipart(
        self, found: Sequence[Part], media: Mapping[str, Any], schema: Any
    ) -> dict[str, Any]:
        """`multipart/form-data`: a part that is JSON becomes its value, a file its text; repeated
        parts are an array.
        """
        schemas, encodings = self._reader.schemas, mapping(media.get("encoding"))
        # OpenAPI 3.0 has styles for urlencoded forms alone
        may_be_styled = self._document.version >= "3.1"
        styled = {k: each for k, each in encodings.items() if may_be_styled and is_styled(each)}
        known = frozenset(schemas.properties(schema))
        pairs = [(part.name, part.text) for part in found]
        value: dict[str, Any] = {}
        for name, encoding in styled.items():
            member = schemas.member(schema, name)
            try:
                read = self._reader.property(name, member, encoding, pairs, str, known)
            except ValueError as error:
                raise ProblemError(400, f"The part {name} {error}.") from None
            if read is not ABSENT:
                value[name] = read
        inside = self._reader.spread_names(schema, styled, [*styled])
        for part in found:
            base = self._reader.base(schema, part.name)
            if base in styled or (base not in known and (inside is None or base in inside)):
                continue
            member = schemas.member(schema, part.name)
            is_repeated = "array" in schemas.kinds(member)
            item = schemas.item(member) if is_repeated else member
            if is_json(part.label):
                read = _json(part.text, f"The part {part.name}")
                encoding = mapping(encodings.get(part.name))
                if isinstance(read, list) and not self._goes_one_by_one(encoding, item):
                    is_repeated = False
            else:
                read = schemas.coerced(part.text, item)
            if is_repeated:
                value.setdefault(part.name, []).append(read)
            else:
                value[part.name] = read
        return value

    def _goes_one_by_one(self, encoding: Mapping[str, Any], item: Any) -> bool:
        """Whether a part that is JSON is an item of a list, and not the list."""
        if is_json(first_label(encoding)):
            return self._document.version >= "3.2"
        return "array" in self._reader.schemas.kinds(item)


def _is_readable(content_type: str) -> bool:
    judges = (is_json, is_json_sequence, is_text)
    return essence(content_type) in (FORM, MULTIPART) or any(
        judge(content_type) for judge in judges
    )


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"{what} is not JSON: {error}.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
