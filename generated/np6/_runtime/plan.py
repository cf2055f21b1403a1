"""What is derived from an operation when it is first called: validators, the split path."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from functools import cached_property, lru_cache
from math import isfinite
from typing import Any, cast
from urllib.parse import quote, unquote

from pydantic import ConfigDict, TypeAdapter, ValidationError
from typing_extensions import is_typeddict

from .errors import InvalidInputError, Problem
from .input_check import check, class_of_the_document
from .media_types import key_of, parameters
from .operation import Media, Operation, Parameter
from .problems import problems
from .values import INPUT, TAKES_OCTETS, Digits, ModelBase, Octets, built, is_object

# cookie-octet of RFC 6265, section 4.1.1, less the percent sign
COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
_PATH_SAFE = "/-._~!$&'()*+,;=:@%?"  # a template may end in a query of its own
# before digits that stand in JSON text as a string, which no string of a caller's has
_MARK = f"NaN {os.urandom(16).hex()} "
_NO_DIGITS = b'"%b"' % _MARK.encode()  # of bytes
_MARKED = re.compile(rb'"%b([^"]*)"' % _MARK.encode())
_MARKED_TEXT = re.compile(_MARKED.pattern.decode())


class BodyError(ValueError):
    """A body or parameter that cannot be sent; the message says why and shows nothing of it."""


class CutOffError(Exception):
    """A body that cannot be sent any further. The message says why, as the end of a sentence;
    `reason` is what the caller's own code raised."""

    def __init__(self, message: str, reason: Exception | None = None) -> None:
        super().__init__(message)
        self.reason = reason


def _anywhere() -> bool:
    return True


class Codec:
    """Checks and converts values of one type. `type_` is anything that pydantic takes."""

    def __init__(self, type_: Any) -> None:
        validator: Any
        serializer: Any
        if hasattr(type_, "model_rebuild"):
            built(type_.model_rebuild)
            validator, serializer = type_.__pydantic_validator__, type_.__pydantic_serializer__
            self._schema: Any = type_.__pydantic_core_schema__
        else:
            # for which pydantic takes no other
            has_own = is_typeddict(type_) or hasattr(type_, "__dataclass_fields__")
            own = ConfigDict(hide_input_in_errors=True, ser_json_inf_nan="constants")
            config = None if has_own else own
            adapter: TypeAdapter[Any] = built(lambda: TypeAdapter(type_, config=config))
            validator, serializer = adapter.validator, adapter.serializer
            self._schema = adapter.core_schema
        self.type = type_
        self.validate, self.validate_json = validator.validate_python, validator.validate_json
        self._json, self._dump = serializer.to_json, serializer.to_python

    def check(self, value: Any) -> Any:
        """`value` as an input of this type; raises `ValidationError`."""
        return check(self.validate, value, takes_bytes=_anywhere)

    def check_json(self, value: bytes) -> Any:
        """JSON text as an input of this type; raises `ValidationError`."""
        return self.validate_json(value, context=INPUT)

    def encode(self, value: Any) -> bytes:
        """The JSON text of an input; raises `ValidationError`, `BodyError` for no JSON number."""
        checked = check(self.validate, value, takes_bytes=self._takes_bytes)
        encoded: bytes = self._json(
            checked, exclude_unset=True, by_alias=True, fallback=_marked, warnings=False
        )
        if encoded.find(b"NaN") >= 0 or encoded.find(b"Infinity") >= 0:  # which is faster than `in`
            if _NO_DIGITS in encoded:
                raise BodyError("holds bytes in a place for any value: JSON has no bytes")
            encoded = _MARKED.sub(rb"\1", encoded)
            json.loads(encoded, parse_constant=_refuse_constant)
        return encoded

    def _takes_bytes(self) -> bool:
        return self._has_bytes

    @cached_property
    def _has_bytes(self) -> bool:
        """Whether the document has text that stands for octets somewhere in the type."""
        return built(lambda: _takes_octets(self._schema))

    def to_python(self, value: Any) -> Any:
        """A value that `check` returned as `None`, `bool`, `int`, `float`, `str`, list or dict.

        A number with more digits than a float has is text with a mark, for `text` and `json_text`.
        """
        return self._dump(
            value, mode="json", exclude_unset=True, by_alias=True, fallback=_marked_digits
        )


def _takes_octets(schema: Any) -> bool:
    if is_object(schema):
        return TAKES_OCTETS in schema or any(map(_takes_octets, schema.values()))
    return isinstance(schema, (list, tuple)) and any(map(_takes_octets, cast("list[Any]", schema)))


def as_sent(model: ModelBase) -> Any:
    """What the JSON text of a model says; raises `InvalidInputError` for one that is not sent."""
    found: list[Problem] = []
    for kind in _sent_as(class_of_the_document(type(model))):
        try:
            return json.loads(Codec(kind).encode(model))
        except ValidationError as error:
            found = problems(error)
        except (RecursionError, ValueError) as error:
            what = str(error) if isinstance(error, BodyError) else "cannot be encoded"
            found = [Problem("", what)]
    raise InvalidInputError(problems=found)


def _sent_as(kind: type[ModelBase]) -> list[type[ModelBase]]:
    """The class of a model, and that of requests, where they have one of their own."""
    if not kind.__sent_as__:
        return [kind]
    return [kind, getattr(sys.modules[kind.__module__.rpartition(".")[0]], kind.__sent_as__)]


def _marked_digits(value: Any) -> str:
    """Of a value for which pydantic knows no JSON."""
    if isinstance(value, Digits):
        return _MARK + value.text
    raise TypeError


def _marked(value: Any) -> str:
    return _MARK if isinstance(value, Octets) else _marked_digits(value)


def _refuse_constant(name: str) -> None:
    raise BodyError(f"holds {name}, which JSON does not have")


@lru_cache(maxsize=4096)
def codec_of(thunk: Callable[[], Any]) -> Codec:
    """The codec of the type that a thunk gives, made when it is first needed."""
    return Codec(thunk())


class ParameterPlan:
    """Turns a value into what its parameter sends."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter, self.location = parameter, parameter.location
        self.python = parameter.python or parameter.wire
        self.place = f"{parameter.location}.{parameter.wire}"  # as problems name it
        self.prefix = {
            "query": f"{quote(parameter.wire, safe='')}=",
            "cookie": f"{parameter.wire}=",
        }.get(self.location, "")
        # the beginnings of what others send in the same place, where this may have any names
        self.others = frozenset[str]()

    def encode(self, value: Any, found: list[Problem]) -> Any:
        """A path's text, `name=value` for a query or cookie, a header's value. `None` is nothing,
        or a problem `found`.
        """
        own = codec_of(self.parameter.type)
        try:
            checked = own.check(value)
        except ValidationError as error:
            found.extend(problems(error, self.location, self.parameter.wire))
            return None
        try:
            plain = checked if type(checked) in (str, int, bool) else own.to_python(checked)
            sent = self._sent(plain)
        except BodyError as error:
            found.append(Problem(self.place, str(error)))
            return None
        except ValueError as error:
            # Those of UTF-8 and of pydantic hold the value; Python's own is of an integer that
            # takes long to write.
            digits = "must not have more digits than Python writes (sys.set_int_max_str_digits)"
            no_text = "must be text that UTF-8 can hold"
            found.append(Problem(self.place, digits if type(error) is ValueError else no_text))
            return None
        if sent is None and self.parameter.required:
            found.append(Problem(self.place, "is required: null, or an empty list, is not sent"))
        return sent

    def _sent(self, given: Any) -> Any:
        if type(given) is int and self.parameter.encode is None:
            return f"{self.prefix}{given}"
        if given is None and self.location != "path":
            return None
        if self.parameter.encode is not None:
            sent = self.parameter.encode(self.parameter, given)
            if self.others and sent is not None and is_object(given):
                self._refuse_others(sent)
        elif self.location == "header":
            sent = text(given)
        else:
            safe = COOKIE_SAFE if self.location == "cookie" else ""
            return self.prefix + quote(text(given), safe=safe)
        if self.location == "header" and sent is not None and sent != sent.strip(" \t"):
            raise BodyError("must not begin or end with a space, which HTTP does not keep")
        return sent

    def _refuse_others(self, sent: str) -> None:
        for pair in sent.split("&" if self.location == "query" else "; "):
            if f"{pair.partition('=')[0]}=" in self.others:
                raise BodyError("must not have the name of another parameter in it")


class Plan:
    """An operation, ready to be called."""

    def __init__(self, operation: Operation[Any]) -> None:
        self.operation = operation
        self.parameters = [ParameterPlan(parameter) for parameter in operation.parameters]
        for slot in self.parameters:
            if slot.parameter.encode is not None and slot.prefix:
                beside = (each.prefix for each in self.parameters if each.location == slot.location)
                slot.others = frozenset(beside) - {slot.prefix}
        locations = {parameter.location for parameter in operation.parameters}
        self.has_lines = not locations.isdisjoint(("header", "cookie"))
        body = operation.body
        self.several = body.several(body) if body and body.several else None
        self._responses: dict[int, tuple[Media, ...] | None] = {}
        self.accept = _accept(operation)
        self.pieces = _split(operation)
        segments = enumerate(operation.path.split("/"))
        self.filled = [
            (index, part.partition("{")[2].partition("}")[0])
            for index, part in segments
            if "{" in part
        ]

    def responses(self, status: int) -> tuple[Media, ...] | None:
        """The media types for a status, exact before range before `default`; `None` for none."""
        if status not in self._responses:
            documented = {key.upper(): media for key, media in self.operation.responses.items()}
            keys = (str(status), f"{status // 100}XX", "DEFAULT")
            found = (documented[key] for key in keys if key in documented)
            self._responses[status] = next(found, None)
        return self._responses[status]

    def asking(self, wanted: object) -> bytes | None:
        """The `Accept` of a call that asks for a media type; `None` for what no success has."""
        fits = key_of(self.offered, wanted) is not None
        return _accept(self.operation, cast("str", wanted)) if fits else None

    @cached_property
    def offered(self) -> list[str]:
        """The media types of the successes."""
        found = self.operation.responses
        keys = [status for status in found if status.startswith("2")] or ["default"]
        named = (media.content_type for key in keys for media in found.get(key, ()))
        return list(dict.fromkeys(named))

    @cached_property
    def successes(self) -> tuple[Media, ...]:
        """The media types of the first documented success, for one that is not documented."""
        found = self.operation.responses.items()
        return next((media for status, media in found if status.startswith("2")), ())

    def path(self, encoded: list[Any], found: list[Problem]) -> str:
        """The path, with the encoded value of each parameter (aligned with `operation.parameters`)
        in its place.

        A value cannot change which path it is: it is percent-encoded, and what makes its segment
        empty or brings `.` or `..` into it is refused (`has_dot_segment`).
        """
        path = "".join([piece if type(piece) is str else encoded[piece] for piece in self.pieces])
        segments = path.split("/")
        for index, name in self.filled:
            if not segments[index]:
                found.append(Problem(f"path.{name}", "must not be empty"))
            elif "." in segments[index] and has_dot_segment(segments[index]):
                found.append(Problem(f"path.{name}", "must not be or hold a dot segment"))
        return path


def plan_of(operation: Operation[Any]) -> Plan:
    """The plan of an operation, made when it is first needed."""
    plan = cast("Plan | None", operation.derived)
    if plan is None:
        plan = operation.derived = Plan(operation)
    return plan


def has_dot_segment(path: str) -> bool:
    """Whether `.` or `..` stands between slashes or backslashes of a path as its server has it that
    decodes it once.

    Servers and proxies resolve such segments (RFC 3986, section 5.2.4), many of them after they
    have decoded `%2F` and `%5C`; some, and every browser, take a backslash for a slash (WHATWG URL,
    "path state"). A percent sign of a value is sent as `%25`, so `%2e%2e` in it stays those six
    characters: nobody may decode twice (RFC 3986, section 2.4)."""
    return not {".", ".."}.isdisjoint(re.split(r"[/\\]", unquote(path)))


def preferred(documented: tuple[Media, ...]) -> tuple[Media, ...]:
    """What a call asks for that names no media type: JSON, else those of the kind of the first."""
    kinds = [media.kind for media in documented]
    kind = "json" if "json" in kinds else kinds[0] if kinds else None
    return tuple(media for media in documented if media.kind == kind)


def _accept(operation: Operation[Any], wanted: str | None = None) -> bytes:
    """The media types of the successes, then those of the errors; anything where the document names
    none.

    Where one is `wanted` of a success, those of the errors are asked for with less weight: a
    success may have them too."""
    successes = sorted(operation.responses.items(), key=lambda item: not item[0].startswith("2"))
    named = [
        (status, media.content_type) for status, found in successes for media in preferred(found)
    ]
    if wanted is None:
        return ", ".join(dict.fromkeys(name for _, name in named)).encode("ascii") or b"*/*"
    others = dict.fromkeys(
        f"{name};q=0.1" for status, name in named if not status.startswith("2") and name != wanted
    )
    return ", ".join([wanted, *others]).encode("ascii")


def _split(operation: Operation[Any]) -> list[Any]:
    """The path's literal parts, escaped, and in place of each declared parameter its index."""
    numbered = enumerate(operation.parameters)
    index = {f"{{{p.wire}}}": number for number, p in numbered if p.location == "path"}
    pieces = re.split(r"(\{[^{}]*\})", operation.path)
    return [index.get(piece, quote(piece, safe=_PATH_SAFE)) for piece in pieces]


def text(value: Any) -> str:
    """A single value as text: booleans and null as in JSON, whole numbers without an exponent."""
    if isinstance(value, str):
        return value.removeprefix(_MARK)
    if isinstance(value, bool) or value is None or isinstance(value, (list, dict)):
        return json_text(value)
    if isinstance(value, float) and not isfinite(value):
        raise BodyError("must be a finite number")
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return str(int(value) if is_whole else value)


def json_text(value: Any, *, ascii_only: bool = False, allow_nan: bool = True) -> str:
    """The JSON text of what `to_python` gave; raises `ValueError` for a number that JSON has not,
    where it is not allowed.
    """
    made = json.dumps(value, separators=(",", ":"), ensure_ascii=ascii_only, allow_nan=allow_nan)
    return _MARKED_TEXT.sub(r"\1", made) if _MARK in made else made


def labelled(value: str, label: str) -> tuple[bytes, str]:
    """The octets of a text in the charset of its label, which names UTF-8 where it named none."""
    charset = parameters(label).get("charset")
    if charset is None:
        return value.encode(), f"{label}; charset=utf-8"
    return value.encode(charset), label
