"""The copy of a document that edits are made on: its files, the places in them, and what the facts
say of a place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.document import pointer as pointers
from generator.document.bundle import Document
from generator.document.diagnostics import Location
from generator.records import record
from generator.vendor_docs import yaml_printer
from generator.vendor_docs.atomic_write import decoded
from generator.vendor_docs.differences import Difference
from generator.vendor_docs.facts import (
    Body,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
    every_field,
    operations_of,
)
from generator.vendor_docs.missing_operations import MissingOperation
from generator.vendor_docs.operation_drafts import OperationDrafter
from generator.vendor_docs.operation_names import OperationNames
from generator.vendor_docs.path_words import capitalized, path_and_query, singular, without_names
from generator.vendor_docs.schema_index import relative_path
from generator.vendor_docs.yaml_editor import UnsafeEditError, YamlFile


@record(frozen=True, slots=True)
class FilePointer:
    """A place: a file relative to the document's folder, and a pointer in it."""

    file: str
    pointer: str

    def __truediv__(self, name: str) -> FilePointer:
        return FilePointer(self.file, pointers.join(self.pointer, name))

    @property
    def parent(self) -> FilePointer:
        return FilePointer(self.file, self.pointer.rpartition("/")[0])

    @property
    def name(self) -> str:
        return pointers.split(self.pointer)[-1]


_NULLS = ({"type": "null"}, {"type": ["null"]})
"""Schemas of null alone."""
_OF_SCHEMA = frozenset(
    ["type", "properties", "items", "anyOf", "oneOf", "allOf", "enum", "$ref"],
)
"""What a schema has, and no parameter or media type."""


@dataclass(slots=True)
class WorkingCopy:
    """Edits one copy of the document; `texts` are the files that were edited so far."""

    sections: Sequence[Section]
    observed: Sequence[Section]
    document: Document
    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, YamlFile] = field(default_factory=dict)
    drafting: OperationDrafter = field(init=False)
    facts: dict[Location, list[Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.drafting = OperationDrafter(list(self.sections), self.document, self.root)
        self.facts = {}
        for fact in chain.from_iterable(map(_all_facts, (*self.sections, *self.observed))):
            if fact.location is not None:
                self.facts.setdefault(fact.location, []).append(fact)

    def finish(self) -> None:
        """Puts the schemas that the edits refer to where they belong: into `components` of the root
        file, or behind the others of a file of schemas, which may be a new one."""
        self.drafting.schemas.settle()
        shapes = self.drafting.schema_index
        for file in shapes.drafted_files():
            if not (self.root / file).exists():
                self.texts.setdefault(file, "")
            for name, drafted in shapes.drafts(file).items():
                node = self.drafting.schemas.shown(drafted, file)
                if file == shapes.main:
                    self.set(file, self.sheet(file).added("/components/schemas", name, node))
                else:
                    self.set(file, self.sheet(file).appended(yaml_printer.items({name: node})))

    # --- files ------------------------------------------------------------------------------------

    def sheet(self, file: str) -> YamlFile:
        if file not in self.sheets:
            edited = self.texts.get(file)
            text = decoded((self.root / file).read_bytes(), file) if edited is None else edited
            self.sheets[file] = YamlFile(text, file)
        return self.sheets[file]

    def set(self, file: str, text: str) -> None:
        self.texts[file] = text
        self.sheets.pop(file, None)

    def keys(self, at: FilePointer) -> list[str]:
        return self.sheet(at.file).keys(at.pointer)

    def value(self, at: FilePointer) -> Any:
        try:
            return self.sheet(at.file).value(at.pointer)
        except (KeyError, ValueError):
            raise UnsafeEditError(f"{at.file} has nothing at #{at.pointer}") from None

    def has(self, at: FilePointer) -> bool:
        return self.sheet(at.file).has(at.pointer)

    def put(self, at: FilePointer, value: Any, after: Sequence[str] = ()) -> None:
        """Sets the entry at `at`, which is there or not."""
        sheet = self.sheet(at.file)
        if sheet.has(at.pointer):
            self.set(at.file, sheet.replaced(at.pointer, value))
        else:
            self.set(at.file, sheet.added(at.parent.pointer, at.name, value, after=after))

    def append(self, at: FilePointer, value: Any) -> None:
        """Adds an item to the list at `at`, which is put there where there is none."""
        if self.has(at):
            self.set(at.file, self.sheet(at.file).added(at.pointer, None, value))
        else:
            self.put(at, [value])

    def drop(self, at: FilePointer) -> None:
        self.set(at.file, self.sheet(at.file).removed(at.pointer))

    def discard(self, at: FilePointer) -> None:
        """Drops what is at `at`, if anything is."""
        if self.has(at):
            self.drop(at)

    def rename(self, at: FilePointer, key: str) -> None:
        self.set(at.file, self.sheet(at.file).renamed(at.pointer, key))

    # --- places -----------------------------------------------------------------------------------

    def followed(self, at: FilePointer) -> FilePointer:
        """The object at the end of a chain of references (`../schemas/book.yaml#/Book`, of the same
        file `#/Book`), each relative to the file that it stands in."""
        for _ in range(20):
            if "$ref" not in self.keys(at):
                return at
            reference = str(self.value(at / "$ref"))
            file, _, fragment = reference.partition("#")
            if "://" in reference:
                raise UnsafeEditError(f"{reference} is no file of the document")
            beside = posixpath.join(posixpath.dirname(at.file), file)
            target = posixpath.normpath(beside) if file else at.file
            at = FilePointer(target, unquote(fragment))
        raise UnsafeEditError("references lead in a circle")

    def schema(self, at: FilePointer) -> FilePointer:
        """The schema of a parameter or media type, or the schema that `at` is: what has keywords of
        schemas is one, unless it says where it goes (`in`) as a parameter does."""
        end = self.followed(at) if self.keys(at) == ["$ref"] else at
        keys = self.keys(end)
        is_parameter = "in" in keys
        is_schema = not is_parameter and not _OF_SCHEMA.isdisjoint(keys)
        return end / "schema" if "schema" in keys and not is_schema else at

    def saying(self, at: FilePointer, keyword: str) -> FilePointer | None:
        """Where a schema says `keyword`: itself, what it refers to, or one of its parts; the one
        that is nearest to it.

        Raises:
            UnsafeEditError: it has several variants that are more than null.
        """
        waiting, met = [at], set()
        while waiting:
            place = waiting.pop(0)
            keys = self.keys(place)
            if keyword in keys:
                return place
            if place not in met:
                met.add(place)
                if "$ref" in keys:
                    waiting.append(self.followed(place))
                for key in (key for key in ("allOf", "anyOf", "oneOf") if key in keys):
                    waiting += self._parts(place, key)
        return None

    def _parts(self, place: FilePointer, key: str) -> list[FilePointer]:
        """The parts of a schema under a keyword but for null, of which one or all are meant."""
        listed = enumerate(self.value(place / key))
        parts = [place / key / str(i) for i, part in listed if part not in _NULLS]
        if key != "allOf" and len(parts) > 1:
            raise UnsafeEditError(
                "it has several variants, and the page does not say which of them is meant"
            )
        return parts

    def owner(self, at: FilePointer) -> FilePointer:
        """The object whose property is at `at`."""
        if at.parent.name != "properties":
            raise UnsafeEditError("it is no property")
        return at.parent.parent

    def schemas_file(self, at: FilePointer) -> str:
        """Where the new schemas of a place go."""
        main = self.drafting.schema_index.main
        if at.file == main and self.sheet(main).has("/components/schemas"):
            return main
        return (
            at.file if at.file.startswith("schemas/") else f"schemas/{posixpath.basename(at.file)}"
        )

    # --- facts ------------------------------------------------------------------------------------

    def facts_of(self, each: Difference) -> list[Any]:
        """What the facts have at the place of a difference."""
        return self.facts.get(each.theirs, []) if each.theirs is not None else []

    def fact(self, each: Difference) -> Field:
        """What the facts say of the value at the place of a difference; of the items of an array
        what they say with the array.

        Raises:
            UnsafeEditError: the facts have no value there.
        """
        for fact in self.facts_of(each):
            match fact:
                case Field() as shown:
                    pass
                case (Body() as body) | Response(body=Body() as body):
                    shown = body.as_field("body")
                case _:
                    continue
            return _of_items(shown) if each.place.is_items else shown
        raise UnsafeEditError("the facts have no place for it")

    def before(self, fact: Field) -> tuple[str, ...]:
        """The names that the facts list in front of a field."""
        for holder in chain.from_iterable(self.facts.values()):
            listed = getattr(holder, "fields", ())
            if any(one is fact for one in listed):
                return tuple(takewhile(fact.name.__ne__, (one.name for one in listed)))
        return ()

    def operation(self, each: Difference) -> tuple[MissingOperation, FilePointer]:
        """The operation of the facts as one that is drafted, and its place."""
        sections = self.observed if each.source else self.sections
        found = (placed for placed in operations_of(sections) if _is_of(placed[1], each))
        placed = next(found, None)
        if placed is None:
            raise UnsafeEditError("the facts have no such operation")
        return self._asked(*placed)

    def _asked(
        self, section: Section, call: VendorOperation
    ) -> tuple[MissingOperation, FilePointer]:
        """An operation of the facts that the document has, with the names that it has there, so
        that what is drafted of it is named after them."""
        path, group = path_and_query(call.path)
        asked = MissingOperation(section, call.method, path, ((group, call),))
        same = without_names(path)
        items = (each for each in self.document.root["paths"] if without_names(each) == same)
        pointer = pointers.join("/paths", next(items, path), call.method.lower())
        place, node = self.document.locate(pointer), self.document.get(pointer)
        sdk = node.get("x-sdk", {})
        noun = capitalized(map(singular, re.split("[._]", str(sdk.get("resource", "item")))))
        identifier, function = str(node.get("operationId", "")), str(sdk.get("function", ""))
        self.drafting.names[id(asked)] = OperationNames(
            identifier, str(sdk.get("resource", "")), function, "", noun, False
        )
        self.drafting.kept.append(asked)
        return asked, FilePointer(relative_path(self.root, place.file), place.pointer)


def _all_facts(
    section: Section,
) -> Iterator[VendorOperation | Field | Body | Response | Untranscribed]:
    """All facts of a section that have a place in their file, each before those in it."""
    every: list[VendorOperation | Untranscribed] = [*section.operations, *section.untranscribed]
    for each in every:
        yield each
        yield from every_field(each.parameters)
        if each.request is not None:
            yield each.request
            yield from every_field(each.request.fields)
        for response in each.responses:
            yield response
            yield from every_field(response.fields)


def _is_of(call: VendorOperation, each: Difference) -> bool:
    """Whether a difference is one to this operation of the facts; one to an observation to that of
    its source, as sure as it is."""
    return (
        call.key == (each.method, each.path)
        and each.source in (None, call.evidence.source)
        and each.sure in (None, call.evidence.sure)
    )


def _of_items(fact: Field) -> Field:
    return replace(
        fact,
        type=fact.items,
        format=fact.items_format,
        items=None,
        items_format=None,
        nullable=False,
        has_default=False,
    )
