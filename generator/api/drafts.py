"""Models before they have their names: an object, an enumeration, or a name for another type.

A draft is known by the pointer of its schema, which `Named` holds in its place until then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from generator.api.hints import Hint
from generator.api.model import Anything, Type
from generator.api.schema import Schema
from generator.document.directions import Flag
from generator.records import record


@record(frozen=True, slots=True)
class DraftField:
    """A property before its name. `hidden` are the flags that keep it out of one direction, where
    it is not required then.
    """

    wire: str
    type: Type
    required: bool
    schema: Schema
    hidden: frozenset[Flag] = frozenset()

    @property
    def may_be_sent(self) -> bool:
        return self.schema.get("readOnly") is not True

    @property
    def must_be_sent(self) -> bool:
        return self.required and "readOnly" not in self.hidden


@record(frozen=True, slots=True)
class ObjectDraft:
    """`extra` is the type of what no field describes, `asserted` the schema that inputs are held
    to. `read` is the pointer of the response's, where requests and responses differ.
    """

    pointer: str
    hint: Hint
    schema: Schema
    fields: tuple[DraftField, ...] = ()
    extra: Type = Anything()
    closed: bool = False
    open: bool = False
    discriminator: str | None = None
    seen: tuple[str, ...] = ()
    asserted: str | None = None
    read: str | None = None


@record(frozen=True, slots=True)
class EnumDraft:
    pointer: str
    hint: Hint
    schema: Schema
    values: tuple[str, ...] | tuple[int, ...]


@record(frozen=True, slots=True)
class AliasDraft:
    """A union, or a schema that holds itself. `read` as an object has it."""

    pointer: str
    hint: Hint
    schema: Schema
    type: Type
    read: str | None = None


Draft = ObjectDraft | EnumDraft | AliasDraft


def read_of(draft: Draft) -> str | None:
    """The pointer of the response's draft, of one that is of requests alone."""
    return None if isinstance(draft, EnumDraft) else draft.read


def types_in(draft: Draft) -> Sequence[Type]:
    match draft:
        case ObjectDraft():
            return [*(field.type for field in draft.fields), draft.extra]
        case AliasDraft():
            return [draft.type]
        case EnumDraft():
            return []


def with_types(draft: Draft, changed: Callable[[Type], Type]) -> Draft:
    match draft:
        case ObjectDraft():
            fields = tuple(replace(each, type=changed(each.type)) for each in draft.fields)
            return replace(draft, fields=fields, extra=changed(draft.extra))
        case AliasDraft():
            return replace(draft, type=changed(draft.type))
        case EnumDraft():
            return draft
