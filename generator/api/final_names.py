"""Drafts and operations with their final names: what `Named` holds becomes the name of a class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from generator.api.composed_types import rename
from generator.api.drafts import AliasDraft, Draft, EnumDraft, ObjectDraft, read_of, types_in
from generator.api.messages import with_inner, with_items
from generator.api.model import (
    AliasModel,
    EnumMember,
    EnumModel,
    Field,
    MediaType,
    Model,
    Named,
    ObjectModel,
    Operation,
    Parameter,
    Representations,
    Response,
    Type,
)
from generator.api.names import RESERVED_FIELDS, assign, constant
from generator.api.naming import modules
from generator.api.operations import field_names, make_field
from generator.api.schema import COMPONENTS
from generator.api.type_walk import mentioned
from generator.document.access import mapping, sequence, text
from generator.document.directions import Flag

Part = TypeVar("Part", Parameter, MediaType, Field)
_ENUM_NAMES = ("x-enum-varnames", "x-enumNames")


class FinalNames:
    """Names what one document was made into. `sent` and `received` are the drafts that travel each
    way, `names` those of the classes, by the pointers of the drafts.
    """

    def __init__(
        self,
        drafts: Mapping[str, Draft],
        names: Mapping[str, str],
        sent: frozenset[str],
        received: frozenset[str],
    ) -> None:
        self._drafts, self._names = drafts, names
        self._sent, self._received = sent, received
        # by identity: a part, which is kept, and what it became
        self._parts: dict[int, tuple[Any, Any]] = {}
        self._named: dict[str, Named] = {}

    def models(self) -> list[Model]:
        """One of each draft: components first, in document order, then what was hoisted."""
        drafts = sorted(self._drafts.values(), key=lambda each: not _is_inside_component(each))
        module = modules({self._names[each.pointer]: self._uses(each) for each in drafts})
        return [self._model(each, module[self._names[each.pointer]]) for each in drafts]

    def _uses(self, draft: Draft) -> frozenset[str]:
        return frozenset(self._names[name] for name in mentioned(types_in(draft)))

    def _model(self, draft: Draft, module: str) -> Model:
        """The model of a draft, in `module`. What requests have in place of a response's model is
        described as that is, and stands at its pointer.
        """
        name = self._names[draft.pointer]
        description = text(draft.schema.get("description")) or text(draft.schema.get("title"))
        read = read_of(draft)
        pointer = read or draft.pointer
        wire = pointer.rsplit("/", 1)[-1]
        response = None if read is None else self._names[read]
        match draft:
            case AliasDraft(type=kind):
                kind = self._rename(kind)
                return AliasModel(name, wire, module, kind, description, pointer, response)
            case EnumDraft(values=values):
                base: Any = "str" if isinstance(values[0], str) else "int"
                return EnumModel(name, wire, module, base, _members(draft), description, pointer)
            case ObjectDraft():
                return ObjectModel(
                    name=name,
                    wire=wire,
                    module=module,
                    fields=self._fields(draft),
                    extra=self._rename(draft.extra),
                    closed=draft.closed,
                    open=draft.open,
                    description=description,
                    pointer=pointer,
                    deprecated=draft.schema.get("deprecated") is True,
                    discriminator=draft.discriminator,
                    seen=draft.seen,
                    read=response,
                    schema=draft.asserted if draft.pointer in self._sent else None,
                )

    def _fields(self, draft: ObjectDraft) -> tuple[Field, ...]:
        """The fields; one that is absent from a direction which the model serves is not required of
        it.
        """
        absent: set[Flag] = set()
        if draft.pointer in self._sent:
            absent.add("readOnly")
        if draft.pointer in self._received:
            absent.add("writeOnly")
        names = field_names(draft.fields, RESERVED_FIELDS)
        return tuple(
            make_field(
                item.wire,
                names[item.wire],
                self._rename(item.type),
                item.required and absent.isdisjoint(item.hidden),
                item.schema,
            )
            for item in draft.fields
        )

    def _rename(self, kind: Type) -> Type:
        if not isinstance(kind, Named):
            return rename(kind, self._names.__getitem__)
        if kind.name not in self._named:
            self._named[kind.name] = Named(self._names[kind.name])
        return self._named[kind.name]

    def operation(self, operation: Operation) -> Operation:
        """The operation with the classes of models in place of their pointers."""
        body = operation.body
        if body is not None:
            fields = None if body.fields is None else tuple(map(self._renamed, body.fields))
            body = replace(
                body, media_types=tuple(map(self._renamed, body.media_types)), fields=fields
            )
        return replace(
            operation,
            parameters=tuple(map(self._renamed, operation.parameters)),
            body=body,
            responses=tuple(map(self._answer, operation.responses)),
            result=self._rename(operation.result),
            representations=self._offered(operation.representations),
            stream=operation.stream and with_items(operation.stream, self._rename),
        )

    def _answer(self, response: Response) -> Response:
        if not response.media_types:
            return response
        return replace(response, media_types=tuple(map(self._renamed, response.media_types)))

    def _offered(self, offered: Representations | None) -> Representations | None:
        if offered is None:
            return None
        return replace(
            offered,
            results=tuple((names, self._rename(result)) for names, result in offered.results),
        )

    def _renamed(self, part: Part) -> Part:
        """The part with final names; one that several operations share stays one."""
        known = self._parts.get(id(part))
        if known is None:
            kind = self._rename(part.type)
            made = part if kind is part.type else replace(part, type=kind)
            if isinstance(made, MediaType):
                made = with_inner(made, self._renamed)
            self._parts[id(part)] = known = (part, made)
        renamed: Part = known[1]
        return renamed


def _is_inside_component(draft: Draft) -> bool:
    return draft.pointer.startswith(COMPONENTS)


def _members(draft: EnumDraft) -> tuple[EnumMember, ...]:
    """Enum members in document order; names from `x-enum-varnames` where there are as many as
    values.
    """
    wanted = next(
        (sequence(draft.schema.get(key)) for key in _ENUM_NAMES if key in draft.schema), []
    )
    every = [str(value) for value in sequence(draft.schema.get("enum")) if value is not None]
    chosen = dict(zip(every, wanted, strict=True)) if len(wanted) == len(every) else {}
    # a list in the order of the values, or an object by them
    about = draft.schema.get("x-enum-descriptions")
    is_list = isinstance(about, list)
    described = dict(zip(every, sequence(about), strict=False)) if is_list else mapping(about)

    def style(value: str) -> str:
        return constant(text(chosen.get(value)) or value)

    values: tuple[str | int, ...] = draft.values
    names = assign(map(str, values), style, reserved=frozenset({"MRO"}))
    return tuple(
        EnumMember(names[str(value)], value, text(described.get(str(value)))) for value in values
    )
