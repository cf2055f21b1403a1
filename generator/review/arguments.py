"""The arguments of a method, in the order of its signature, and the signature in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.api.annotation_members import Annotation
from generator.api.model import Anything, Body, Field, MediaType, Operation, Parameter, Type
from generator.document.pointer import join
from generator.emit.docstrings import method_name
from generator.records import record
from generator.review.python_types import TypeText, View, class_text, shown
from generator.review.usage import spread_fields

Kind = Literal["parameter", "body", "field", "content", "accept", "options"]
_LONG = 120  # characters of the arguments in a signature
_LEFT_OUT = TypeText("…")


@record(frozen=True, slots=True, eq=False)
class Argument:
    """One argument. `index` is its position, if it has one; `place` is where a parameter goes;
    `type` is `None` for ours.
    """

    kind: Kind
    wire: str
    python: str
    pointer: str
    place: str = ""
    index: int | None = None
    required: bool = False
    type: Type | None = None
    media: tuple[MediaType, ...] = ()
    accepted: tuple[str, ...] = ()
    deprecated: bool = False
    description: str = ""

    @property
    def need(self) -> str:
        """Whether it has to be given, in words."""
        return "required" if self.required else "optional"

    @property
    def way(self) -> str:
        """How it may be given, in words."""
        return "by name" if self.index is None else f"position {self.index + 1}"


def arguments(operation: Operation) -> list[Argument]:
    """The arguments of a method in the order of its signature: those with a position, which are
    path parameters and the whole body, then by name the other parameters, the fields of the body,
    and what chooses media types; `options` last.
    """
    body, at = operation.body, operation.pointer
    path = [each for each in operation.parameters if each.location == "path"]
    found = [_parameter(each, at, index) for index, each in enumerate(path)]
    if body is not None:
        pointer = join(at, "requestBody")
        found.append(
            Argument(
                "body",
                "",
                body.python,
                pointer,
                index=len(path),
                required=body.required and not _may_be_empty(body),
                media=body.media_types,
                description=body.description,
            )
        )
    found += [
        _parameter(each, at, None) for each in operation.parameters if each.location != "path"
    ]
    if body is not None:
        found += [_field(each, pointer) for each in spread_fields(operation)]
        if body.content_type_keyword is not None:
            found.append(
                Argument(
                    "content",
                    "",
                    body.content_type_keyword,
                    join(pointer, "content"),
                    media=body.media_types,
                )
            )
    if (offered := operation.representations) is not None:
        found.append(
            Argument(
                "accept", "", offered.python, join(at, "responses"), accepted=offered.content_types
            )
        )
    return [*found, Argument("options", "", operation.options, at)]


def signature(view: View, operation: Operation) -> TypeText:
    """The call with what it takes and gives: `client.pets.add(*, name: str, age: int = …) -> Pet`.

    A body whose fields are keywords is told by these. Of many arguments, optional ones at the end
    are left out."""
    by_position, by_name = _told(operation)
    listed = [_in_signature(view, each) for each in by_position]
    if by_name:
        listed.append(TypeText("*"))
        room = _LONG - sum(len(each.text) for each in listed)
        listed += _fitting([_in_signature(view, each) for each in by_name], by_name, room)
    result = _result(view, operation)
    text = f"{method_name(operation)}({', '.join(map(str, listed))}) -> {result}"
    return TypeText(text, result.classes.union(*(each.classes for each in listed)))


def _told(operation: Operation) -> tuple[list[Argument], list[Argument]]:
    """The arguments of a signature in words, those that have a position and the others: parameters,
    and a body or the fields that are its keywords; `options`, `accept` and the content type are
    those of many methods and say nothing.
    """
    is_spread = operation.body is not None and operation.body.fields is not None
    kinds = ("parameter", "field") if is_spread else ("parameter", "field", "body")
    told = [each for each in arguments(operation) if each.kind in kinds]
    by_position = [each for each in told if each.index is not None]
    return by_position, [each for each in told if each.index is None]


def _fitting(texts: list[TypeText], named: list[Argument], room: int) -> Iterator[TypeText]:
    """Arguments by name: those that are required, of the others what fits into so many characters;
    one `…` for all in a row that do not.
    """
    was_told = True
    for text, argument in zip(texts, named, strict=True):
        is_told = argument.required or len(text.text) <= room
        if is_told:
            room -= len(text.text)
            yield text
        elif was_told:
            yield _LEFT_OUT
        was_told = is_told


def _result(view: View, operation: Operation) -> TypeText:
    paging = operation.paging
    if paging is None:
        return shown(view.returned(operation.result))
    if paging.page:
        return class_text(paging.page)
    item = shown(view.returned(paging.item))
    return TypeText(f"ListPage[{item}]", item.classes)


def _in_signature(view: View, argument: Argument) -> TypeText:
    given = shown(given_as(view, argument))
    default = "" if argument.required else " = …"
    return TypeText(f"{argument.python}: {given}{default}", given.classes)


def given_as(view: View, argument: Argument) -> Annotation:
    """What a caller may give as an argument."""
    if argument.kind == "body":
        return view.body(argument.media)
    if argument.kind == "content":
        return view.content_type(argument.media)
    if argument.kind == "accept":
        return view.accepted(argument.accepted)
    return view.passed(argument.type) if argument.type is not None else ()


def _may_be_empty(body: Body) -> bool:
    """Whether a call without the body and its fields sends an empty object."""
    fields = body.fields or ()
    return (
        bool(fields)
        and body.media_types[0].kind == "json"
        and not any(field.required for field in fields)
    )


def look(argument: Argument) -> tuple[object, ...] | None:
    """All of a parameter but its name, where that is enough to know it by."""
    if argument.kind != "parameter" or argument.type in (None, Anything()):
        return None
    return argument.place, argument.required, repr(argument.type)


def _parameter(parameter: Parameter, at: str, index: int | None) -> Argument:
    return Argument(
        "parameter",
        parameter.wire,
        parameter.python,
        join(at, "parameters", parameter.wire),
        parameter.location,
        index,
        parameter.required,
        parameter.type,
        deprecated=parameter.deprecated,
        description=parameter.description,
    )


def _field(field: Field, at: str) -> Argument:
    return Argument(
        "field",
        field.wire,
        field.python,
        join(at, "properties", field.wire),
        required=field.required,
        type=field.type,
        deprecated=field.deprecated,
        description=field.description,
    )


def spelled(view: View, argument: Argument) -> TypeText:
    """What a caller may give, as a type checker spells it."""
    if argument.kind == "options":
        return TypeText("RequestOptions")
    return shown(given_as(view, argument))


def takes_list(operation: Operation) -> bool:
    """Whether the body is a list, which may be sent in batches."""
    return operation.body is not None and operation.body.is_list
