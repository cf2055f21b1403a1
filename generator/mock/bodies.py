"""Reads a request body by its media type and judges it by the document's schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, NoReturn
from urllib.parse import unquote_plus

from generator.document.bundle import Document
from generator.document.instances import Instances, walk_types
from generator.document.media_types import essence, leaves_format_open
from generator.mock.media import closest, is_json, is_json_sequence, is_text
from generator.mock.parameters import Reader, is_absent, raw_pairs
from generator.mock.problem import Fault, ProblemError
from generator.mock.routes import Operation


class Bodies:
    """Judges the bodies of a document's operations. Binary content is taken as it comes."""

    def __init__(self, document: Document, instances: Instances, reader: Reader) -> None:
        self._document = document
        self._instances = instances
        self._reader = reader

    def faults(self, operation: Operation, content_type: str, body: bytes) -> Iterator[Fault]:
        """What is wrong with a body. Raises `ProblemError`: 400 for one that cannot be read, 415 for another media type."""
        node, _ = self._document.resolve(operation.node.get("requestBody") or {})
        content = node.get("content") or {}
        if not body and not content_type:
            if node.get("required"):
                yield Fault("body", "", "", "is required and missing")
            return
        if not content:
            if body:
                yield Fault("body", "", "", "is sent where the operation takes none")
            return
        key = closest(content, content_type) if content_type else None
        if key is None:
            known = ", ".join(content)
            raise ProblemError(415, f"The body is {content_type or 'of no stated type'}; the operation takes {known}.")
        media, _ = self._document.resolve(content[key])
        schema = media.get("schema", True)
        if is_json_sequence(content_type) and "itemSchema" in media:
            schema = {"type": "array", "items": media["itemSchema"]}
        if not self._is_readable(content_type):
            if not self._is_value(content_type, schema):
                return
            content_type = "application/json"
        for violation in self._instances.violations(schema, self._value(content_type, body, media, schema)):
            yield Fault("body", "", violation.pointer, violation.message)

    def _is_value(self, content_type: str, schema: Any) -> bool:
        """Whether a vendor's own media type holds JSON: its schema describes a value that is no string."""
        kinds = set(walk_types(schema, self._document))
        return leaves_format_open(content_type) and bool(kinds - {"string"})

    def _is_readable(self, content_type: str) -> bool:
        known = ("application/x-www-form-urlencoded", "multipart/form-data")
        return any(judge(content_type) for judge in (is_json, is_json_sequence, is_text)) or essence(content_type) in known

    def _value(self, content_type: str, body: bytes, media: Mapping[str, Any], schema: Any) -> Any:
        if essence(content_type) == "multipart/form-data":
            return self._multipart(content_type, body, schema)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise ProblemError(400, "The body is not UTF-8.") from None
        if is_json(content_type):
            return _json(text, "The body")
        if is_json_sequence(content_type):
            return [_json(line, "A line of the body") for line in text.replace("\x1e", "\n").splitlines() if line.strip()]
        if is_text(content_type):
            return self._reader.coerced(text, schema)
        return self._form(text, media, schema)

    def _form(self, text: str, media: Mapping[str, Any], schema: Any) -> dict[str, Any]:
        """`application/x-www-form-urlencoded`: each property in the style that its Encoding Object says."""
        pairs = raw_pairs(text)
        value: dict[str, Any] = {}
        for name in dict.fromkeys(key.partition("[")[0] for key, _ in pairs):
            member = self._reader.member(schema, name)
            encoding = (media.get("encoding") or {}).get(name, {})
            kinds = set(walk_types(member, self._document))
            deep = "object" in kinds and any(key.startswith(f"{name}[") for key, _ in pairs)
            style = encoding.get("style", "deepObject" if deep else "form")
            explode = encoding.get("explode", style == "form")
            try:
                if is_json(encoding.get("contentType", "")):
                    raw = next(raw for key, raw in pairs if key == name)
                    value[name] = _json(unquote_plus(raw), f"The field {name}")
                    continue
                read = self._reader.form_value(name, member, style, explode, pairs)
            except ValueError as error:
                raise ProblemError(400, f"The field {name} {error}.") from None
            if not is_absent(read):
                value[name] = read
        return value

    def _multipart(self, content_type: str, body: bytes, schema: Any) -> dict[str, Any]:
        """`multipart/form-data`: a part that is JSON becomes its value, a file its text; repeated parts are an array."""
        message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body)
        if not message.is_multipart():
            raise ProblemError(400, "The body is not multipart, or its boundary is missing.")
        value: dict[str, Any] = {}
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            if not isinstance(name, str):
                raise ProblemError(400, "A part of the body has no name.")
            payload = part.get_payload(decode=True)
            text = payload.decode(errors="replace") if isinstance(payload, bytes) else ""
            member = self._reader.member(schema, name)
            repeated = "array" in set(walk_types(member, self._document))
            if is_json(part.get_content_type()):
                read = _json(text, f"The part {name}")
            else:
                read = self._reader.coerced(text, self._reader.item(member) if repeated else member)
            if repeated and not isinstance(read, list):
                value.setdefault(name, []).append(read)
            else:
                value[name] = read
        return value


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"{what} is not JSON: {error}.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
