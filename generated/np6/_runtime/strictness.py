"""Schemas of pydantic's that take a value for what it is: nothing is made of a value of another
kind, nothing is unknown.

What reads a place of one type is tolerant, as `model` says: text of digits is a number there, an
enumeration may have a new member. In a union that decides for the wrong member. So its members are
asked by what is made here of their schemas."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .large_json import HOLDING, rebuilt
from .values import AS_READ, EXACT, FORMAT, LISTS

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
_UUID = "-".join(f"[0-9a-{{last}}]{{{{{length}}}}}" for length in (8, 4, 4, 4, 12))
_FORMATS = {
    "date": f"^{_DAY}$",
    "datetime": f"^{_DAY}{_TIME}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})$",
    "uuid": f"^{_UUID.format(last='fA-F')}$",
}
_AS_PRINTED = {
    "date": _FORMATS["date"],
    "datetime": (
        rf"^{_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.(?!000000)[0-9]{{6}})?"
        r"(Z|(?!.00:00)[+-][0-9]{2}:[0-9]{2})$"
    ),
    "uuid": f"^{_UUID.format(last='f')}$",
}
_LIKELY = _FORMATS | {"datetime": f"^{_DAY}([Tt ].*)?$"}

_SAID = {
    **{
        "str": "a string",
        "int": "an integer",
        "float": "a number",
        "bool": "a boolean",
        "bytes": "bytes",
        "uuid": "a UUID",
    },
    **{
        "date": "a date",
        "datetime": "a date and time with its zone",
        "list": "a list",
        "dict": "an object",
    },
}


def exact(
    schema: Any, *, as_printed: bool = False, is_open: bool = False, whole: bool = True
) -> Any:
    """`schema` for the values that the document has there, each as what it is.

    A format is taken `as_printed` where text that is spelled otherwise is to stay as it is; 1.0 for
    an integer where it is not to stay a number (`whole`). What `is_open` takes a listed value that
    is new, and a date and time in any spelling."""
    again = partial(exact, as_printed=as_printed, is_open=is_open, whole=whole)
    kind, metadata = schema["type"], schema.get("metadata", {})
    formatted = _of_format(schema, as_printed=as_printed, is_open=is_open)
    if formatted is not None:
        return formatted
    if kind in ("str", "float"):
        return schema | {"strict": True}
    if kind == "int" and not schema.get("strict"):
        return _integer(whole)
    if LISTS in metadata and not is_open:
        listed = core_schema.chain_schema(
            [_listed([member.value for member in metadata[LISTS]], whole), schema]
        )
        return core_schema.json_or_python_schema(
            listed, _first(core_schema.is_instance_schema(metadata[LISTS]), listed)
        )
    if kind == "literal":
        return _listed(schema["expected"], whole)
    if metadata.get(AS_READ) in ("listed", "fixed"):
        return schema if is_open else again(schema["schema"])
    if metadata.get(AS_READ) == "tried" and not is_open:
        kept = [choice for choice in schema["choices"] if not choice[1].startswith("(open")]
        return rebuilt(schema | {"choices": kept}, again)
    if metadata.get(AS_READ) == "chosen":
        return _first(*map(again, schema["choices"].values()))
    return rebuilt(schema, again)


def _of_format(schema: Any, *, as_printed: bool, is_open: bool) -> Any:
    """What a format has as its own, or is asked for by the pattern of its text; `None` for a schema
    of no format.
    """
    kind, metadata = schema["type"], schema.get("metadata", {})
    if EXACT in metadata:
        return metadata[EXACT][is_open]
    if kind in _FORMATS:
        patterns = _AS_PRINTED if as_printed else _LIKELY if is_open else _FORMATS
        text = core_schema.chain_schema([_text(patterns[kind]), schema])
        return core_schema.json_or_python_schema(text, _first(schema | {"strict": True}, text))
    if kind == "json-or-python" and (form := _format(schema["json_schema"])) is not None:
        pattern = (_LIKELY if is_open else _FORMATS)[form]  # they remember their spelling
        read = core_schema.chain_schema([_text(pattern), schema["json_schema"]])
        given = core_schema.no_info_before_validator_function(
            _guard(form, pattern), schema["python_schema"]
        )
        return core_schema.json_or_python_schema(read, given)
    return None


def _text(pattern: str) -> CoreSchema:
    engine: Any = "python-re" if "(?!" in pattern else "rust-regex"
    return core_schema.str_schema(strict=True, pattern=pattern, regex_engine=engine)


def _format(schema: Any) -> str | None:
    """The format of which a schema reads text that it remembers."""
    while schema["type"] not in _FORMATS:
        parts = schema.get("choices") or schema.get("steps", ())[-1:] or [schema.get("schema")]
        schema = parts[0][0] if type(parts[0]) is tuple else parts[0]
        if schema is None:
            return None
    return str(schema["type"])


def _guard(form: str, pattern: str) -> Callable[[Any], Any]:
    """What refuses another format's text or object."""
    made: Any = {"date": dt.date, "datetime": dt.datetime, "uuid": UUID}[form]

    def guarded(value: Any) -> Any:
        is_other = form == "date" and isinstance(value, dt.datetime)
        if (
            re.match(pattern, value) is None
            if isinstance(value, str)
            else is_other or not isinstance(value, made)
        ):
            raise PydanticCustomError("format", "must be {what}", {"what": _SAID[form]})
        return value

    return guarded


def _integer(whole: bool) -> CoreSchema:
    integer = core_schema.int_schema(strict=True)
    number = core_schema.chain_schema(
        [core_schema.float_schema(strict=True), core_schema.int_schema()]
    )
    return _first(integer, number) if whole else integer


def _listed(values: list[Any], whole: bool) -> CoreSchema:
    """One of the values, of which true is not 1."""
    kinds: dict[type, CoreSchema] = {
        str: core_schema.str_schema(strict=True),
        bool: core_schema.bool_schema(strict=True),
        int: _integer(whole),
        type(None): core_schema.none_schema(),
    }
    listed = {kind: [value for value in values if type(value) is kind] for kind in kinds}
    chains = [
        core_schema.chain_schema([kinds[kind], core_schema.literal_schema(found)])
        for kind, found in listed.items()
        if found
    ]
    return chains[0] if len(chains) == 1 else _first(*chains)


def _first(*choices: CoreSchema) -> CoreSchema:
    return core_schema.union_schema(
        [(each, f"({number})") for number, each in enumerate(choices)], mode="left_to_right"
    )


def rank(schema: Any) -> int:
    """How much an exact schema says of a value: 0 where it lists it, 1 where it has a format, then
    kinds, and bytes last.
    """
    kind = schema["type"]
    if kind == "literal":
        return 0
    if FORMAT in schema.get("metadata", {}):
        return 1
    if kind in ("chain", "union"):
        return min(
            rank(part[0] if type(part) is tuple else part)
            for part in schema.get("steps") or schema["choices"]
        )
    inner = next(
        (schema[name] for name in HOLDING[:5] if name in schema and name != "keys_schema"), None
    )
    if inner is not None:
        return rank(inner)
    return 1 if kind in _FORMATS else 3 if kind == "bytes" else 2


def said(schema: Any) -> list[str]:
    """What a schema takes, in words."""
    kind = schema["type"]
    if kind == "literal":
        return [repr(value) for value in schema["expected"]]
    if kind in _SAID:
        return [_SAID[kind]]
    metadata = schema.get("metadata", {})
    if LISTS in metadata:
        return [repr(member.value) for member in metadata[LISTS]]
    if EXACT in metadata:
        return said(metadata[EXACT][0])
    if FORMAT in metadata:
        return [metadata[FORMAT]]
    parts = schema.get("choices") or [schema[name] for name in HOLDING[:3] if name in schema][:1]
    return [word for part in parts for word in said(part[0] if type(part) is tuple else part)]
