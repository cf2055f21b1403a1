"""Parameters of operations that are drafted: one that operations share already, or a new one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from generator.document.access import sequence
from generator.document.casing import words
from generator.vendor_docs.facts import Field, Section, operations_of
from generator.vendor_docs.missing_operations import MissingOperation, flattened_parameters
from generator.vendor_docs.operation_names import OperationNames
from generator.vendor_docs.path_words import capitalized, path_literals, singular
from generator.vendor_docs.schema_drafts import (
    SchemaDrafts,
    description_or_todo,
    with_flow_mappings,
)
from generator.vendor_docs.schema_index import types_of


class ParameterDrafts:
    """`shared` are the parameters that operations share, by name; `names` those of operations by
    identity."""

    def __init__(
        self,
        sections: Sequence[Section],
        schemas: SchemaDrafts,
        shared: Mapping[str, Mapping[str, Any]],
        names: Mapping[int, OperationNames],
    ) -> None:
        self.sections = sections
        self.schemas = schemas
        self.shared = shared
        self.names = names

    def of(self, one: Field, each: MissingOperation, file: str, schema_file: str) -> Any:
        """A parameter of an operation in `file`, whose new schemas go to `schema_file`: a reference
        to one that operations share, or one of its own with an example."""
        one = self.with_type(one, each)
        name = self.shared_name(one, each)
        if name is not None:
            return {"$ref": f"{'../' * file.count('/')}parameters.yaml#/{name}"}
        schema = self._schema(one, each, schema_file)
        node = {
            "name": one.name,
            "in": one.sent_in,
            "required": one.required or one.place == "path",
            "description": description_or_todo(one, "is for"),
            "deprecated": one.deprecated,
            **self.schemas.shown({"schema": schema}, file),
            "example": with_flow_mappings(self.schemas.examples.of_schema(schema)),
        }
        flags = ("required", "deprecated")
        return {key: value for key, value in node.items() if value or key not in flags}

    def _schema(self, one: Field, each: MissingOperation, file: str) -> dict[str, Any]:
        """The schema of a parameter. It has no description, as the parameter has one, unless there
        is nothing else to say."""
        owner = self.names[id(each)].noun + capitalized(words(one.name))
        schema = self.schemas.of(one, owner, file, "", weak=True, hint=one.name)
        if "type" in schema:
            schema = {key: value for key, value in schema.items() if key != "description"}
        elif schema.keys() == {"description"}:
            schema = {"description": "Its type is not shown."}
        if one.has_default and self.schemas.instances.valid(dict(schema), one.default):
            schema = {**schema, "default": one.default}
        return schema

    # --- what other operations say of it ----------------------------------------------------------

    def with_type(self, one: Field, each: MissingOperation) -> Field:
        """A parameter whose type was not seen has that of the same one elsewhere, where all of them
        agree."""
        if one.type is not None:
            return one
        same = filter(attrgetter("type"), self._elsewhere(one, each))
        kinds = {(other.type, other.format, other.items) for other in same}
        if len(kinds) != 1:
            return one
        kind, named, items = kinds.pop()
        return replace(one, type=kind, format=named, items=items)

    def _elsewhere(self, one: Field, each: MissingOperation) -> Iterator[Field]:
        """The same parameter, by place and name, of the operations that may have it: those of the
        same section; of a path those that begin alike (`/books/{id}/pages` of `/books/{id}`)."""
        start = _before(one, each) + _variable(one)
        for section, operation in operations_of(self.sections):
            alike = operation.path.startswith(start)
            if alike if one.place == "path" else section is each.section:
                every = flattened_parameters(operation.parameters)
                yield from (other for other in every if _is_same(one, other))

    def shared_name(self, one: Field, each: MissingOperation) -> str | None:
        """The parameter of `parameters.yaml` that this one is: for what a path names, one named
        after what comes before it (`actionId` of `/actions/{id}`); for others the only one of that
        name and type."""
        fits = [name for name, node in self.shared.items() if self._is_parameter(one, node)]
        if one.place != "path":
            return fits[0] if len(fits) == 1 else None
        return self._named_after(one, each, fits)

    def _named_after(self, one: Field, each: MissingOperation, fits: Sequence[str]) -> str | None:
        """The first by name of those that a variable of a path may be: `bookId` or `bookUuid` of
        `/books/{id}`."""
        nouns = self._nouns_of(one, each)
        stems = {name: re.sub(r"(Id|Uuid)$", "", name).lower() for name in fits}
        if "{" not in _before(one, each):
            # The first that a path names is what the section is named after.
            nouns.update(filter(each.section.slug.startswith, stems.values()))
        return min((name for name, stem in stems.items() if stem in nouns), default=None)

    def _nouns_of(self, one: Field, each: MissingOperation) -> set[str]:
        """What a variable of a path may be the identifier of: the literal in front of it, near the
        begin of the path the resource, and what it is called itself: `{book}`."""
        before = path_literals(_before(one, each))
        spoken = [singular(literal) for literal in before[-1:]]
        if len(before) < 3:
            spoken.append(singular(self.names[id(each)].resource.split(".")[0]))
        if one.name != "id":
            spoken.append(one.name)
        return {"".join(words(noun)).lower() for noun in spoken}

    def _is_parameter(self, one: Field, node: Mapping[str, Any]) -> bool:
        """Whether a shared parameter is the one that the facts have."""
        required = one.required or one.place == "path"
        said = (node.get("name"), node.get("in"), node.get("required", False))
        if said != (one.name, one.place, required):
            return False
        schema, _ = self.schemas.schema_index.resolve(node.get("schema", {}))
        return one.type is None or _is_schema_of(one, schema)


def _variable(one: Field) -> str:
    return f"{{{one.name}}}"


def _before(one: Field, each: MissingOperation) -> str:
    """The path in front of a variable: `/books/` of `{id}` in `/books/{id}/pages`."""
    return each.path.partition(_variable(one))[0]


def _is_same(one: Field, other: Field) -> bool:
    return (other.name, other.place) == (one.name, one.place)


def _is_schema_of(one: Field, schema: Mapping[str, Any]) -> bool:
    """Whether a schema has the type, the format, the items and the values of a parameter. It may
    list values where the facts list none."""
    nullable = "null" in sequence(schema.get("type"))
    said = (types_of(schema), nullable, schema.get("format"))
    if said != ([one.type], one.nullable, one.format):
        return False
    if one.type == "array" and schema.get("items", {}).get("type") != one.items:
        return False
    values = schema.get("enum", ())
    return not one.enum or sorted(map(str, one.enum)) == sorted(map(str, values))
