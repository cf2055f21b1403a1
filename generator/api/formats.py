"""Which scalar a format of strings or numbers is, by default and by the document's own choice
(`x-sdk: {formats: …}`, see `generator.document.formats`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.api.model import CHOSEN_FORMATS, ENCODINGS, STRING_FORMATS, TEXTS, ScalarKind
from generator.api.schema import Schema
from generator.document.access import text
from generator.document.bundle import Document
from generator.document.formats import TEXT, chosen
from generator.records import record

_OF_STRINGS: Final[Mapping[str, ScalarKind]] = {
    "Decimal": "decimal",
    "timedelta": "duration",
    "bytes": "base64_bytes",
    "time": "time",
    "UUID": "uuid",
    "date": "date",
    "datetime": "datetime",
    TEXT: "str",
}
"""The scalar of a string that is read as a Python type."""
_BASE64: Final[ScalarKind] = "base64"


@record(frozen=True, slots=True)
class Formats:
    """`strings` has the scalar of each format of strings that is no plain text, `decimals` the
    formats of numbers that are decimals.
    """

    strings: Mapping[str, ScalarKind]
    decimals: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> Formats:
        types = chosen(document.root)
        strings = {**STRING_FORMATS, **{name: _OF_STRINGS[kind] for name, kind in types.items()}}
        if types.get("byte") == TEXT:  # which is base64 all the same
            strings["byte"] = _BASE64
        return cls(strings, frozenset(name for name, kind in types.items() if kind == "Decimal"))

    def string(self, schema: Schema) -> ScalarKind:
        """The scalar of a schema of a string."""
        if "contentEncoding" in schema:
            encoding = text(schema["contentEncoding"]).lower()
            kind = ENCODINGS.get(encoding, "str")
            return self.strings["byte"] if kind == _BASE64 else kind
        if "contentMediaType" in schema and "format" not in schema:
            return "bytes"
        return self.strings.get(text(schema.get("format")), "str")

    def plain_text(self, schema: Schema) -> ScalarKind:
        """The scalar of a body of plain text, which is text by default."""
        kind = self.string(schema)
        return kind if kind in CHOSEN_FORMATS else "str"

    def number(self, schema: Schema) -> ScalarKind:
        """The scalar of a schema of a number that need not be whole."""
        return "decimal_number" if text(schema.get("format")) in self.decimals else "float"

    @property
    def read(self) -> frozenset[str]:
        """The formats of strings that are no text in Python."""
        return frozenset(name for name, kind in self.strings.items() if kind not in TEXTS)
