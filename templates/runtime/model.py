"""The base of every model, and what around it makes reading tolerant and sending strict.

One class serves inputs and outputs. Reading a response is tolerant: null is accepted anywhere a
value may be absent, bounds are ignored, a value that an enumeration does not list becomes a member
of its own, an object that fits no member of a union is kept as `OpenModel`, fields that the
document does not name are kept, a date and time may lack its zone. What is sent is validated with
`context=INPUT`, and then none of that holds. A date that cannot be read at all is a misfit in both
directions.

What is sent is what was given, by one rule for every place of an input, named in the document or
not (see `input_check`):

- A model that was read goes back as it came, nulls included, but for what the caller set since. It
  goes where a model of another class belongs, or any object, if its fields fit there; one that the
  caller made, where its class belongs, or that of requests where they have one of their own, or any
  object. Fields that were never set, or were deleted, are left out; so are read-only ones that the
  caller did not set.
- A pydantic model of the caller's is what its own `model_dump()` gives, default values among it, a
  dataclass an object of its fields, an `Enum` its value. A mapping is an object; its keys are text.
  Sequences, sets and named tuples are arrays.
- A `Decimal` is the number that it is, digit for digit. Moments, dates, times and durations are
  text as in ISO 8601; a `UUID`, a URL and a path are their text. Where the document has a type for
  the place, that type decides which of these it takes.
- Bytes are sent where the document has text that stands for octets (`contentEncoding`, `format:
  byte`), encoded as it says; a `str` there is that text already and is sent, and read, as it is
  (see `octets`). Elsewhere JSON has no bytes: refused.
- Anything else is refused: iterators, secrets, other objects.

Choices that exist only for this are labelled in parentheses in pydantic's error locations;
`problems` leaves the labels out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from decimal import Decimal
from operator import is_
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Generic, Self, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    Strict,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import (
    CoreSchema,
    ErrorDetails,
    InitErrorDetails,
    PydanticCustomError,
    core_schema,
)
from typing_extensions import TypeIs

from .errors import Problem

T = TypeVar("T")

INPUT: Final = "input"
AS_READ: Final = (
    "as_read"  # in the metadata of a schema: what reading makes of it, see `large_json`
)
TAKES_OCTETS: Final = "takes_octets"  # likewise: bytes of a caller are encoded there
LISTS: Final = (
    "lists"  # likewise: the enumeration whose members are the values that the document lists
)
MADE: Final = "made"
AS_IT_CAME: Final = (
    "as it came"  # the context of what is sent though it could not be given, see `input_check`
)
SCALARS: Final = frozenset({str, int, float, bool, type(None)})


class Octets:
    """Bytes of a caller on their way to a place for which the document says what becomes of them;
    no other takes them.
    """

    __slots__ = ("value",)

    def __init__(self, value: bytes) -> None:
        self.value = value


class Held(bytes):
    """In the place of a file, which is not looked into."""


def _wrapped(value: Any) -> Any:
    """`value` with every bytes in it, and in lists and dicts of it, as `Octets`."""
    return Octets(bytes(value)) if isinstance(value, OCTETS) else _items(value, _wrapped)


def _unwrapped(value: Any) -> Any:
    return value.value if isinstance(value, Octets) else _items(value, _unwrapped)


def _items(value: Any, convert: Callable[[Any], Any]) -> Any:
    """A list or dict with each item converted, or itself if they all stay what they are."""
    kind = class_of(value)
    if kind is not list and kind is not dict:
        return value
    items = list(value) if kind is list else list(value.values())
    made = list(map(convert, items))
    if all(map(is_, made, items)):
        return value
    return made if kind is list else dict(zip(value, made, strict=True))


class_of: Callable[[object], Any] = type  # of a value whose type is not known


OCTETS: Any = (bytes, bytearray, memoryview)


_DEEP, _STACK, _BUILDING = 100_000, 2**28, threading.Lock()


def built(build: Callable[[], T]) -> T:
    """What `build` gives: a validator, which for models that lead to each other in a long row goes
    deeper than Python lets it.

    Such is made in a thread that has room for it, while the limit of the program is raised; once
    for each type."""
    try:
        return build()
    except RecursionError:
        outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(build())
        except BaseException as error:  # noqa: BLE001  # which the caller gets
            outcome.set_exception(error)

    with _BUILDING:
        limit, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
        sys.setrecursionlimit(max(limit, _DEEP))
        try:
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            thread.join()
        finally:
            threading.stack_size(stack)
            sys.setrecursionlimit(limit)
    return outcome.result()


def is_array(value: object) -> TypeIs[list[Any]]:
    return isinstance(value, list)


def is_object(value: object) -> TypeIs[dict[str, Any]]:
    return isinstance(value, dict)


class GivenFields(set[str]):
    """The fields of a model that have been set, where the caller had a hand in it: `changed` are
    those that the caller set.

    `changed` is `None` for a model that the caller made. A model that was read, and left alone, has
    a plain set; not one that `fits` only a lenient call, which takes fields as they come."""

    changed: set[str] | None = None
    fits = True

    def __copy__(self) -> GivenFields:
        copied = GivenFields(self)
        copied.changed, copied.fits = None if self.changed is None else set(self.changed), self.fits
        return copied


class Model(BaseModel):
    """An object. Fields that the document does not name are kept as attributes, and sent again."""

    __slots__ = ("__response__",)  # see `response.attach`; no part of its value

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),
        hide_input_in_errors=True,
        ser_json_inf_nan="constants",
    )

    __sent_as__: ClassVar[str] = ""  # the class that requests have of it, where the two differ

    def to_dict(self) -> dict[str, Any]:
        """What would be sent of this object, as JSON has it: by the names that travel, without the
        fields that were left out.

        Raises `InvalidInputError` for what would not be sent.
        """
        from .plan import as_sent

        sent: dict[str, Any] = as_sent(self)
        return sent

    # type checkers have the fields in place of `**data`, and would take any attribute to be
    # assigned
    if not TYPE_CHECKING:

        def __init__(self, /, **data: Any) -> None:
            is_plain = all(
                type(value) in SCALARS or isinstance(value, Model) for value in data.values()
            )
            has_bytes = not is_plain and any(True for _ in _instances(data.values(), OCTETS))
            given = _wrapped(data) if has_bytes else data
            try:
                if not type(self).__pydantic_complete__:
                    built(type(self).model_rebuild)
                self.__pydantic_validator__.validate_python(given, self_instance=self, context=MADE)
            except ValidationError as error:
                raise cleared(type(self).__name__, error) from None
            object.__setattr__(
                self, "__pydantic_fields_set__", GivenFields(self.__pydantic_fields_set__)
            )
            if has_bytes:
                for place in (self.__dict__, self.__pydantic_extra__ or {}):
                    place.update((name, _unwrapped(value)) for name, value in place.items())
            if not is_plain:
                _claim(self, data.values())

        __init__.__pydantic_base_init__ = True  # reading does not go through it

        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, value)
            _change(self, name)

        def model_copy(
            self, *, update: Mapping[str, Any] | None = None, deep: bool = False
        ) -> Self:
            copied = super().model_copy(update=update, deep=deep)
            if update:
                _change(copied, *update)
            return copied

        def __delattr__(self, name: str) -> None:
            super().__delattr__(name)
            field = type(self).model_fields.get(name)
            if field is not None and not field.is_required():
                self.__dict__[name] = None
                self.__pydantic_fields_set__.discard(name)


def _change(model: Model, *fields: str) -> None:
    """Note what the caller set."""
    given = model.model_fields_set
    if not isinstance(given, GivenFields):
        given = GivenFields(given)
        given.changed = set()
        object.__setattr__(model, "__pydantic_fields_set__", given)
    if given.changed is not None:
        given.changed.update(fields)


def _claim(model: Model, given: Iterable[Any]) -> None:
    """Mark the models that were made with a caller's model as the caller's too; not those that were
    `given`.
    """
    kept = {id(each) for each in _instances(given, Model)}
    waiting = [model]
    while waiting:
        for each in _instances(waiting.pop().__dict__.values(), Model):
            if id(each) not in kept:
                object.__setattr__(
                    each, "__pydantic_fields_set__", GivenFields(each.model_fields_set)
                )
                waiting.append(each)


def _instances(values: Iterable[Any], wanted: Any) -> Iterator[Any]:
    """Those of a class among values, and in lists and dicts among them, however deep, and in one
    that holds itself.
    """
    seen: set[int] = set()
    waiting = [values]
    while waiting:
        for value in waiting.pop():
            kind = class_of(value)
            if kind in SCALARS:
                continue
            if kind is list or kind is dict:
                if id(value) not in seen:
                    seen.add(id(value))
                    waiting.append(value if kind is list else value.values())
            elif isinstance(value, wanted):
                yield value


def by_wire(value: BaseModel, name: str) -> Any:
    """What a model has under a name on the wire, `None` where it has nothing."""
    for attribute, field in type(value).model_fields.items():
        if (field.alias or attribute) == name:
            return getattr(value, attribute, None)
    return (value.__pydantic_extra__ or {}).get(name)


class OpenModel(Model):
    """An object that the document does not describe: every field is an attribute."""


class _Omit:
    """The metadata of `Omittable`: values go to their own validator, null (and only null) to a
    check in Python.
    """

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        inner = schema["schema"] if schema["type"] == "nullable" else schema
        null = core_schema.with_info_after_validator_function(
            _refuse_null, core_schema.none_schema()
        )
        choices: list[CoreSchema | tuple[CoreSchema, str]] = [(inner, "(value)"), (null, "(null)")]
        return core_schema.union_schema(
            choices, mode="left_to_right", metadata={AS_READ: "nullable"}
        )


def _refuse_null(value: None, info: ValidationInfo) -> None:
    if info.context is INPUT or info.context is MADE:
        raise PydanticCustomError("null_refused", "must not be null; leave it out instead")


if TYPE_CHECKING:

    class Omittable(Generic[T]):
        """A field that reads as `None` where it was left out; it is set to a value, and deleted to
        be left out.
        """

        def __get__(self, instance: object, owner: Any) -> T | None: ...
        def __set__(self, instance: object, value: T) -> None: ...
        def __delete__(self, instance: object) -> None: ...

else:
    Omittable: TypeAlias = Annotated[T | None, _Omit()]

READ_ONLY: Final = "read-only"
"""The metadata of a field that only the server sets: of a model that was read, it is not sent
unless the caller set it.
"""

OMITTED: Any = None
"""The default of an `Omittable` field: `None`, which is not one of the values that it can be given.
"""


class Check:
    """The metadata of a type whose inputs `function` looks at; it raises `PydanticCustomError`."""

    def __init__(self, function: Callable[[Any], None]) -> None:
        self._function = function

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return self.of(handler(source))

    def of(self, schema: CoreSchema) -> CoreSchema:
        """`schema`, looked at."""

        def check(value: T, info: ValidationInfo) -> T:
            if info.context is INPUT:
                self._function(value)
            return value

        return core_schema.with_info_after_validator_function(
            check, schema, metadata={AS_READ: "inner"}
        )


class Digits:
    """A number that is sent with more digits than a float has, and how it is written."""

    __slots__ = ("number", "text")

    def __init__(self, number: Decimal, text: str | None = None) -> None:
        self.number, self.text = number, text or str(number)


class _AnyNumber:
    """The metadata of a number of any size: an integer stays one, with all its digits, and so does
    what remembers its own.

    Text, and true and false, which Python has as 1 and 0, are no numbers of a caller's.
    """

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        whole, number = core_schema.int_schema(strict=True), handler(source)
        as_they_are = [core_schema.is_instance_schema(kind) for kind in (float, Digits)]
        other = core_schema.with_info_wrap_validator_function(_other_number, number)
        read, given = (
            core_schema.union_schema(
                [*kinds],
                mode="left_to_right",
                custom_error_type="number",
                custom_error_message="must be a valid number",
            )
            for kinds in ([whole, number], [whole, *as_they_are, other])
        )
        return core_schema.json_or_python_schema(
            read, given, serialization=core_schema.simple_ser_schema("any")
        )


def _other_number(value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    if info.context not in (INPUT, MADE):
        return validate(value)
    if isinstance(value, Decimal) and value.is_finite():
        from .long_numbers import number_of

        return number_of(value)
    if isinstance(value, (*_NO_NUMBERS, Decimal)):
        raise PydanticCustomError("number", "must be a valid number")
    return validate(value)


class _Integer:
    """The metadata of an integer, of so many bits. Of a caller's, any whole number is one, but not
    text, nor true or false.
    """

    def __init__(self, bits: int | None = None) -> None:
        self._bits, self._limit = bits, 2 ** ((bits or 1) - 1)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        read = handler(source)
        other = core_schema.with_info_wrap_validator_function(_other_integer, read)
        kinds: list[CoreSchema | tuple[CoreSchema, str]] = [
            (core_schema.int_schema(strict=True), "(int)"),
            (other, "(other)"),
        ]
        given: CoreSchema = core_schema.union_schema(kinds, mode="left_to_right")
        if self._bits:
            read, given = Check(self._check).of(read), Check(self._check).of(given)
        return core_schema.json_or_python_schema(read, given)

    def _check(self, value: int) -> None:
        if not -self._limit <= value < self._limit:
            raise PydanticCustomError(
                "integer", "must be a {bits}-bit integer", {"bits": self._bits}
            )


def _other_integer(value: Any, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    if info.context in (INPUT, MADE) and isinstance(value, _NO_NUMBERS):
        raise PydanticCustomError("integer", "must be a valid integer")
    try:
        return validate(value)
    except ValidationError as error:
        if (
            isinstance(value, float)
            and error.errors(include_url=False)[0]["type"] == "int_parsing_size"
        ):
            return int(value)
        raise


_NO_NUMBERS = (bool, str, bytes, Octets)

Bool: TypeAlias = Annotated[bool, Strict()]  # or "no" and 0 would be sent as false
Number: TypeAlias = Annotated[float, _AnyNumber()]
Int: TypeAlias = Annotated[int, _Integer()]
Int32: TypeAlias = Annotated[int, _Integer(32)]
Int64: TypeAlias = Annotated[int, _Integer(64)]


def details(error: ValidationError, *, inputs: bool = False) -> list[ErrorDetails]:
    """What is wrong, each once: not what else a place would take where null was given and is
    refused, nor all that the members of a union have against a value that fits none."""
    found = error.errors(include_url=False, include_context=False)
    refused = {detail["loc"][:-1] for detail in found if detail["type"] == "null_refused"}

    def is_said_already(detail: ErrorDetails) -> bool:
        location = detail["loc"]
        if location[-1:] == ("(int)",) or (
            detail["type"] == "none_required" and location[-1:] == ("(null)",)
        ):
            return True
        return any(
            part == "(value)" and location[:depth] in refused for depth, part in enumerate(location)
        )

    found = [detail for detail in found if not is_said_already(detail)]
    for last in [
        detail
        for detail in found
        if detail["type"] == "no_variant" and detail["loc"][-1] == "(open)"
    ]:
        found = _of_union(found, last)
    if not inputs:
        for detail in found:
            detail.pop("input", None)  # type: ignore[misc]  # required where it is asked for
    return found


_LIMITS = frozenset({"bounds", "zone_missing"})


def _of_union(found: list[ErrorDetails], last: ErrorDetails) -> list[ErrorDetails]:
    """`found` with what the only member that comes near has against the value, or else with the
    `last` word of the union.
    """
    place, given = last["loc"][:-1], last["input"]
    own = [
        detail for detail in found if detail is not last and detail["loc"][: len(place)] == place
    ]
    if isinstance(given, Model):  # of which the classes are named
        said = [
            detail
            for detail in own
            if detail["type"].startswith("model") or detail["type"] == "dict_type"
        ]
        kept = [*said, last]
    else:
        near = [
            detail
            for detail in own
            if names(detail["loc"][len(place) :]) or detail["type"] in _LIMITS
        ]
        chosen = [detail for detail in near if detail["loc"][len(place)] == "(chosen)"] or near
        members = {str(detail["loc"][len(place)]).replace("open ", "") for detail in chosen}
        kept = chosen if len(members) == 1 and members != {"(any)"} else [last]
    return [
        detail for detail in found if detail in kept or (detail is not last and detail not in own)
    ]


def names(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A location without labels."""
    return tuple(
        part
        for part in location
        if not (isinstance(part, str) and part.startswith("(") and part.endswith(")"))
    )


def problems(error: ValidationError, *prefix: str) -> list[Problem]:
    """What is wrong, by names on the wire and in sentences, without any value."""
    found: dict[Problem, None] = {}
    for detail in details(error):
        path = ".".join([*prefix, *map(str, names(detail["loc"]))])
        found[Problem(path, sentence(detail))] = None
    return list(found)


def sentence(detail: ErrorDetails) -> str:
    """What is wrong, without where."""
    kind, message = detail["type"], detail["msg"]
    if kind == "missing":
        return "is required"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "must be an object"
    return (
        message.replace("Input should", "must", 1)
        .partition(", unable to")[0]
        .partition(", invalid")[0]
    )


def line(location: tuple[int | str, ...], what: str) -> InitErrorDetails:
    """One thing that is wrong, to make a `ValidationError` of."""
    return {
        "type": PydanticCustomError("refused", "{what}", {"what": what}),
        "loc": location,
        "input": None,
    }


def cleared(title: str, error: ValidationError) -> ValidationError:
    """The same error in the sentences of `problems`."""
    lines = dict.fromkeys((names(detail["loc"]), sentence(detail)) for detail in details(error))
    return ValidationError.from_exception_data(
        title, [line(*each) for each in lines], hide_input=True
    )
