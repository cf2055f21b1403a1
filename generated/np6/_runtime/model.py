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
- A `Decimal` is the number that it amounts to, however many digits that has: 1.10 is 1.1 where the
  document has no decimals. Moments, dates, times and durations are text as in ISO 8601; a `UUID`, a
  URL and a path are their text. Where the document has a type for the place, that type decides
  which of these it takes.
- Bytes are sent where the document has text that stands for octets (`contentEncoding`, `format:
  byte`), encoded as it says; a `str` there is that text already and is sent, and read, as it is
  (see `octets`). Elsewhere JSON has no bytes: refused.
- Anything else is refused: iterators, secrets, other objects.

Choices that exist only for this are labelled in parentheses in pydantic's error locations;
`problems` leaves the labels out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import is_
from typing import TYPE_CHECKING, Annotated, Any, Generic, Self, TypeAlias, TypeVar

from pydantic import GetCoreSchemaHandler, Strict, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .problems import cleared
from .values import (
    AS_READ,
    INPUT,
    MADE,
    OCTETS,
    SCALARS,
    GivenFields,
    ModelBase,
    Octets,
    built,
    class_of,
)

T = TypeVar("T")


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


class Model(ModelBase):
    """An object. Fields that the document does not name are kept as attributes, and sent again."""

    def to_dict(self) -> dict[str, Any]:
        """What would be sent of this object, as JSON has it: by the names that travel, without the
        fields that were left out.

        Raises `InvalidInputError` for what would not be sent."""
        from .plan import as_sent

        sent: dict[str, Any] = as_sent(self)
        return sent

    # type checkers have the fields in place of `**data`, and would take any attribute to be
    # assigned
    if not TYPE_CHECKING:

        def __init__(self, /, **data: Any) -> None:
            values = data.values()
            is_plain = all(type(each) in SCALARS or isinstance(each, Model) for each in values)
            has_bytes = not is_plain and any(True for _ in _instances(data.values(), OCTETS))
            given = _wrapped(data) if has_bytes else data
            try:
                if not type(self).__pydantic_complete__:
                    built(type(self).model_rebuild)
                self.__pydantic_validator__.validate_python(given, self_instance=self, context=MADE)
            except ValidationError as error:
                raise cleared(type(self).__name__, error) from None
            given = GivenFields(self.__pydantic_fields_set__)
            object.__setattr__(self, "__pydantic_fields_set__", given)
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
    """Mark the models that were made with a caller's as the caller's too, but for those `given`."""
    kept = {id(each) for each in _instances(given, Model)}
    waiting = [model]
    while waiting:
        for each in _instances(waiting.pop().__dict__.values(), Model):
            if id(each) not in kept:
                given_fields = GivenFields(each.model_fields_set)
                object.__setattr__(each, "__pydantic_fields_set__", given_fields)
                waiting.append(each)


def _instances(values: Iterable[Any], wanted: Any) -> Iterator[Any]:
    """Those of a class among values, and in lists and dicts, however deep, or in a circle."""
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


class OpenModel(Model):
    """An object that the document does not describe: every field is an attribute."""

    __open__ = True


class _Omit:
    """The metadata of `Omittable`: values go to their own validator, null to a check in Python."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        inner = schema["schema"] if schema["type"] == "nullable" else schema
        none = core_schema.none_schema()
        null = core_schema.with_info_after_validator_function(_refuse_null, none)
        choices: list[CoreSchema | tuple[CoreSchema, str]] = [(inner, "(value)"), (null, "(null)")]
        nullable = {AS_READ: "nullable"}
        return core_schema.union_schema(choices, mode="left_to_right", metadata=nullable)


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

        inner = {AS_READ: "inner"}
        return core_schema.with_info_after_validator_function(check, schema, metadata=inner)


NO_NUMBERS = (bool, str, bytes, Octets)  # though Python would make a number of it

Bool: TypeAlias = Annotated[bool, Strict()]  # or "no" and 0 would be sent as false
