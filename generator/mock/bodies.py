"""Reads a request body by its media type and judges it by the document's schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.instances import Instances
from generator.document.json_reader import refuse_constant
from generator.document.media_types import (
    essence,
    is_json_sequence,
    is_multipart,
    leaves_format_open,
)
from generator.document.parts import are_named, part_schemas
from generator.document.schema.types import excludes_objects
from generator.document.sequences import item_schema
from generator.document.specification import FORM, JSON, MULTIPART
from generator.mock.parameters import ABSENT, ParameterReader, first_label, is_styled
from generator.mock.parts import PartBodies, ReceivedPart, parts, spread
from generator.mock.problem import ProblemError, RequestFault
from generator.mock.routes import ServedOperation
from templates.runtime.media_types import closest, is_json, is_text


class Bodies:
    """Judges the bodies of a document's operations. Binary content is taken as it comes."""

    def __init__(self, document: Document, instances: Instances, reader: ParameterReader) -> None:
        self._document = document
        self._instances = instances
        self._reader = reader
        self._parts = PartBodies(document, instances)

    def faults(
        self, operation: ServedOperation, content_type: str, body: bytes
    ) -> Iterator[RequestFault]:
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
                yield RequestFault("body", "", "", "is required and missing")
        elif content:
            known = ", ".join(content)
            raise ProblemError(
                415,
                f"The body is {content_type or 'of no stated type'}; the operation takes {known}.",
            )
        elif body:
            yield RequestFault("body", "", "", "is sent where the operation takes none")

    def _value_faults(
        self, key: str, media: Mapping[str, Any], content_type: str, body: bytes
    ) -> Iterator[RequestFault]:
        """What is wrong with a body that is one value: an object of named parts is one too.

        One in a format that is not read here (`image/png`, `application/xml`) is not judged.
        """
        schema = self._whole(key, media, content_type)
        is_named = is_multipart(content_type) and are_named(self._document, media)
        if is_named and "encoding" in media:
            yield from self._parts.of_names(media, parts(content_type, body))
        if not is_named and not _is_readable(content_type):
            if not self._may_be_json(content_type, schema):
                return
            content_type = JSON
        value = self.value(content_type, body, media, schema)
        for violation in self._instances.violations(schema, value):
            yield RequestFault("body", "", violation.pointer, violation.message)

    def _whole(self, key: str, media: Mapping[str, Any], content_type: str) -> Any:
        """The schema of a body; of lines of JSON it is a list, whatever is said of an item, and a
        form has fields, whatever its schema says.
        """
        item = item_schema(self._document, key, media, "")
        if item is not None and is_json_sequence(content_type):
            return {"type": "array", "items": item.schema}
        schema = media.get("schema", True)
        is_form = essence(content_type) in (FORM, MULTIPART)
        return {} if is_form and excludes_objects(schema, self._document) else schema

    def _may_be_json(self, content_type: str, schema: Any) -> bool:
        """Whether a media type that does not say so is JSON: a vendor's own, for a value that is no
        string.
        """
        kinds = self._reader.schemas.kinds(schema)
        return leaves_format_open(content_type) and not kinds <= {"string"}

    def value(self, content_type: str, body: bytes, media: Mapping[str, Any], schema: Any) -> Any:
        """What a body holds; raises `ProblemError` for one that cannot be read.

        Lines of JSON are a list, a form and the parts of `multipart/form-data` an object of their
        properties. Plain text is a string, or the number or boolean that the schema takes it for.
        """
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
            # a text sequence (RFC 7464) has a record separator before each value
            lines = filter(str.strip, text.replace("\x1e", "\n").split("\n"))
            return [_json(line, "A line of the body") for line in lines]
        if is_text(content_type):
            return self._reader.schemas.coerced(text, schema)
        try:
            return self._reader.form(text, media, schema)
        except ValueError as error:
            raise ProblemError(400, f"The value {error}.") from None

    def _multipart(
        self, found: Sequence[ReceivedPart], media: Mapping[str, Any], schema: Any
    ) -> dict[str, Any]:
        """`multipart/form-data`: a part that is JSON becomes its value, a file its text; repeated
        parts are an array.
        """
        encodings = mapping(media.get("encoding"))
        styled = self._styles(encodings)
        value = self._styled(found, styled, schema)
        known = self._reader.schemas.properties(schema)
        inside = self._reader.spread_names(schema, styled, [*styled])
        for part in found:
            base = self._reader.base(schema, part.name)
            is_spread = base not in known and (inside is None or base in inside)
            if base in styled or is_spread:
                continue
            member = self._reader.schemas.member(schema, part.name)
            read, is_item = self._part_value(part, mapping(encodings.get(part.name)), member)
            if is_item:
                value.setdefault(part.name, []).append(read)
            else:
                value[part.name] = read
        return value

    def _styles(self, encodings: Mapping[str, Any]) -> dict[str, Any]:
        """The Encoding Objects that have a style: none in OpenAPI 3.0, where urlencoded forms alone
        have them.
        """
        if self._document.version < "3.1":
            return {}
        return {name: each for name, each in encodings.items() if is_styled(each)}

    def _styled(
        self, found: Sequence[ReceivedPart], styled: Mapping[str, Any], schema: Any
    ) -> dict[str, Any]:
        """The properties whose parts are written as query parameters are, by their names."""
        known = frozenset(self._reader.schemas.properties(schema))
        pairs = [(part.name, part.text) for part in found]
        value: dict[str, Any] = {}
        for name, encoding in styled.items():
            member = self._reader.schemas.member(schema, name)
            try:
                read = self._reader.property(name, member, encoding, pairs, str, known)
            except ValueError as error:
                raise ProblemError(400, f"The part {name} {error}.") from None
            if read is not ABSENT:
                value[name] = read
        return value

    def _part_value(
        self, part: ReceivedPart, encoding: Mapping[str, Any], member: Any
    ) -> tuple[Any, bool]:
        """The value of a part, and whether it is an item of the list that its property is.

        Of a list of integers, parts that are `1` and `2` are items, and JSON `[1, 2]` is the list.
        """
        schemas = self._reader.schemas
        is_of_list = "array" in schemas.kinds(member)
        item = schemas.item(member) if is_of_list else member
        if not is_json(part.label):
            return schemas.coerced(part.text, item), is_of_list
        read = _json(part.text, f"The part {part.name}")
        is_whole = isinstance(read, list) and not self._goes_one_by_one(encoding, item)
        return read, is_of_list and not is_whole

    def _goes_one_by_one(self, encoding: Mapping[str, Any], item: Any) -> bool:
        """Whether a part that is a JSON array is an item of a list, and not the list.

        Where the Encoding Object says that parts are JSON, each is an item from OpenAPI 3.2 on;
        where it does not, a part is an item if the items are lists themselves.
        """
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
        return json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"{what} is not JSON: {error}.") from None
