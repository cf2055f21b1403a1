"""Named schemas that are classes or aliases of their own."""

from __future__ import annotations

from typing import Literal

from generator.api.model.types import JsonValue, Type
from generator.records import record


@record(frozen=True, slots=True)
class Field:
    """A property of an object.

    `required` is the document's word. Optional and `Nullable` are different things: an optional
    field that is not nullable may be left out but not sent as null. `default` is documentation (the
    server's), never sent on its own."""

    wire: str
    python: str
    type: Type
    required: bool
    description: str = ""
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False


@record(frozen=True, slots=True)
class ObjectModel:
    """An object with named fields; unknown ones are always kept. `extra` types them (`Anything`
    unless the document says more).

    `closed` is true where the document says `additionalProperties: false`: a caller's unknown field
    is then an error. `open` is true where it says that more may come (`additionalProperties: true`
    or a schema, `x-discriminator`): inputs then accept any mapping as well. `discriminator` and
    `seen` are `x-discriminator` of an open object: documentation of the values that were seen.
    `read` is the class in which responses give what this one has in requests, where the two differ:
    what takes this one takes that too. `schema` is what inputs are held to besides, as that of
    `Bounds`."""

    name: str
    wire: str
    module: str
    fields: tuple[Field, ...]
    extra: Type
    closed: bool
    open: bool
    description: str
    pointer: str
    deprecated: bool = False
    discriminator: str | None = None
    seen: tuple[str, ...] = ()
    schema: str | None = None
    read: str | None = None


@record(frozen=True, slots=True)
class EnumMember:
    name: str
    value: str | int
    description: str = ""


@record(frozen=True, slots=True)
class EnumModel:
    """A named enumeration of strings or of integers; open: a value that the document does not list
    becomes a new member.
    """

    name: str
    wire: str
    module: str
    base: Literal["str", "int"]
    members: tuple[EnumMember, ...]
    description: str
    pointer: str


@record(frozen=True, slots=True)
class AliasModel:
    """A name for a union, or for a recursive array or map. Other named schemas are written out
    where they are used.

    `read` is the one in which responses give what this one has in requests, where the two differ.
    """

    name: str
    wire: str
    module: str
    type: Type
    description: str
    pointer: str
    read: str | None = None


Model = ObjectModel | EnumModel | AliasModel
