"""Large JSON bodies, read by a validator that calls no Python on its way.

What pydantic builds of a type serves inputs too, and much of what it refuses there is decided by
functions in Python, called for every value. Reading needs few of them: a schema says with `AS_READ`
what reading makes of it. `direct` puts that in its place, which takes the same and gives the same
for it. What the direct validator does not take is read again by the other, for the errors.

Nor is garbage looked for on the way, or in what was just read, where there is none: that takes half
of the time. What was read is of the oldest generation at once, where it is much, unless the program
has frozen objects of its own (`gc.freeze`), which stay so: counting them looks at each of them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator, core_schema

from .plan import codec_of
from .values import AS_READ, built

HOLDING = (
    *(
        "schema",
        "json_schema",
        "python_schema",
        "items_schema",
        "keys_schema",
        "values_schema",
        "extras_schema",
    ),
    *("steps", "fields", "choices", "definitions"),
)

_SCALARS = frozenset({"str", "int", "float", "bool", "none"})
# or true would be 1
_SINGLE: list[core_schema.CoreSchema | tuple[core_schema.CoreSchema, str]] = [
    core_schema.str_schema(strict=True),
    core_schema.bool_schema(strict=True),
    core_schema.int_schema(strict=True),
    core_schema.float_schema(strict=True),
]


def read_large(thunk: Callable[[], Any], text: bytes) -> Any:
    """JSON text as the type that a thunk gives; raises `ValidationError`."""
    validator, was_enabled = _direct_validator(thunk), gc.isenabled()
    if was_enabled:
        _SWITCHED_OFF.append(thunk)
    gc.disable()
    try:
        made = validator.validate_json(text)
        if was_enabled and gc.get_count()[0] >= 10_000 and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # to the oldest generation
        return made
    except ValidationError:
        pass
    finally:
        if was_enabled:
            gc.enable()
            _SWITCHED_OFF.remove(thunk)
    return codec_of(thunk).validate_json(text)


# a thunk for each reader that will switch the collection of garbage on again
_SWITCHED_OFF: list[object] = []


def _switch_on() -> None:
    """In a process that was forked meanwhile, which has none of the threads that would."""
    if _SWITCHED_OFF:
        _SWITCHED_OFF.clear()
        gc.enable()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_switch_on)


class ToldApartByFitError(Exception):
    """Objects are told apart by how well they fit, where functions in Python count."""


@lru_cache(maxsize=1024)
def _direct_validator(thunk: Callable[[], Any]) -> SchemaValidator:
    return built(lambda: _direct(thunk))


# an older pydantic, which takes what a class has built already: as right, and slower
def _direct(thunk: Callable[[], Any]) -> SchemaValidator:
    # which may be a mapping that builds it when it is looked at
    schema: Any = dict(TypeAdapter(thunk()).core_schema)
    with suppress(ToldApartByFitError):
        schema = direct(schema)
    try:
        return SchemaValidator(schema, _use_prebuilt=False)
    except TypeError:
        return SchemaValidator(schema)


def direct(schema: Any) -> Any:
    """A schema of pydantic's that takes the same JSON when it is read, for the same values.

    Raises `ToldApartByFitError` for a union of objects that is tried member by member."""
    made = _as_read(schema)
    if made is None:
        if schema["type"] == "union" and schema.get("mode") != "left_to_right":
            _check_scalars(schema["choices"])
        return rebuilt(schema, direct)
    if "ref" not in schema:
        return made
    return schema if "ref" in made else made | {"ref": schema["ref"]}


def rebuilt(schema: Any, change: Callable[[Any], Any]) -> Any:
    """A schema with every schema in it changed."""
    return schema | {name: _each(schema[name], change) for name in HOLDING if name in schema}


def _each(part: Any, change: Callable[[Any], Any]) -> Any:
    """A schema, or the schemas of a list, of pairs with labels, or of a mapping by name."""
    if isinstance(part, dict):
        named = cast("dict[str, Any]", part)
        if isinstance(named.get("type"), str):
            return change(named)
        return {name: _each(each, change) for name, each in named.items()}
    return [(change(each[0]), each[1]) if type(each) is tuple else change(each) for each in part]


def _check_scalars(choices: list[Any]) -> None:
    members: list[Any] = [choice[0] if type(choice) is tuple else choice for choice in choices]
    if not _SCALARS.issuperset(member["type"] for member in members):
        raise ToldApartByFitError


def _as_read(schema: Any) -> Any:
    """What stands for a schema when JSON is read; `None` where it stands for itself."""
    if schema["type"] == "json-or-python":
        return direct(schema["json_schema"])
    match schema.get("metadata", {}).get(AS_READ):
        case "inner":
            return direct(schema["schema"])
        case "nullable":
            return core_schema.nullable_schema(direct(schema["choices"][0][0]))
        case "listed" if all(
            isinstance(each, str) for each in schema["schema"].get("expected", [None])
        ):
            single = core_schema.union_schema(_SINGLE, mode="left_to_right")
            return core_schema.nullable_schema(single)
        case made if callable(made):
            return made(schema, direct)
        case _:
            return None
