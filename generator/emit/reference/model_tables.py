"""Models in the reference: the fields of an object, the values of an enumeration, the members of a
union."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.api.model import (
    AliasModel,
    Anything,
    Discriminator,
    EnumModel,
    Field,
    Model,
    ObjectModel,
    OneOf,
    Type,
)
from generator.emit.code import Code, table_code, table_row
from generator.emit.docstrings import object_description
from generator.emit.reference.entries import about
from generator.emit.reference.types import TypesInWords, conditions, value_code
from generator.emit.reference.words import brief, prose
from generator.records import record


class ModelEntry(NamedTuple):
    """`fields` and `values` are rows of tables. `members` are those of a union, each with the
    values that say so; `meant` is what an alias stands for that is none.
    """

    name: str
    description: Code
    fields: Sequence[Code]
    values: Sequence[Code]
    members: Sequence[tuple[Code, Code]]
    decided_by: str
    meant: Code | None
    more: Sequence[Code]


_PLAIN = ModelEntry("", Code(""), (), (), (), "", None, ())


@record(frozen=True, slots=True)
class ModelEntries:
    """Makes the entries of models on one page."""

    types: TypesInWords

    def of(self, model: Model) -> ModelEntry:
        """The entry of a model, with a table of its fields, its values, or of what it may be."""
        entry = _PLAIN._replace(name=model.name, description=prose(model.description))
        match model:
            case ObjectModel():
                return entry._replace(
                    description=prose(object_description(model)),
                    fields=list(map(self._field, model.fields)),
                    more=list(self._more(model)),
                )
            case EnumModel(members=members):
                rows = [
                    table_row(
                        Code(value_code(each.value)),
                        Code(f"`{each.name}`"),
                        brief(each.description),
                    )
                    for each in members
                ]
                return entry._replace(values=rows)
            case AliasModel(type=OneOf(members, discriminator)):
                told: Mapping[str, list[str]] = {}
                if discriminator is not None:
                    told = _values(discriminator)
                    entry = entry._replace(decided_by=discriminator.property)
                return entry._replace(members=[self._member(each, told) for each in members])
            case AliasModel(type=kind):
                return entry._replace(meant=self.types.read(kind))

    def _field(self, field: Field) -> Code:
        wire = "" if field.wire == field.python else f" ({table_code(field.wire).text})"
        return table_row(
            Code(f"`{field.python}`{wire}"),
            self.types.read(field.type),
            about(field, required=field.required),
        )

    def _more(self, model: ObjectModel) -> Iterator[Code]:
        if model.deprecated:
            yield Code("Deprecated.")
        if model.closed:
            yield Code("Takes no other fields.")
        elif not isinstance(model.extra, Anything):
            yield Code(f"Each other field: {self.types.read(model.extra).text}.")
        if model.schema is not None:
            yield Code(f"Inputs are held to {conditions(model.schema).text} besides.")

    def _member(self, kind: Type, told: Mapping[str, list[str]]) -> tuple[Code, Code]:
        shown = self.types.read(kind)
        values = told.get(getattr(kind, "name", ""), ())
        return shown, Code(" or ".join(values))


def _values(discriminator: Discriminator) -> Mapping[str, list[str]]:
    """By the class, the values of a discriminator's property that stand for it."""
    found: dict[str, list[str]] = {}
    for value, name in discriminator.mapping:
        found.setdefault(name, []).append(value_code(value))
    if discriminator.default is not None:
        found.setdefault(discriminator.default, []).append("any other")
    return found
