"""Large bodies of JSON: what is read directly is what is read with every check, and what is refused
is refused as ever.
"""

from __future__ import annotations

import gc
import json
import os
import threading
from collections.abc import Callable
from typing import Annotated, Any, Literal
from unittest.mock import patch

import pytest
from golden import models
from golden._runtime import large_json, plan, reading
from golden._runtime.bounds import Bounds
from golden._runtime.enums import Listed
from golden._runtime.epoch import EpochMilliseconds, EpochSeconds
from golden._runtime.errors import InvalidResponseError
from golden._runtime.integers import Int64
from golden._runtime.large_json import direct, read_large
from golden._runtime.model import Bool, Model, Omittable, OpenModel
from golden._runtime.moments import DateTime
from golden._runtime.operation import Media, Operation
from golden._runtime.plan import Codec
from golden._runtime.untagged import UntaggedUnion
from golden._runtime.variants import Variants
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core import SchemaValidator


class Small(Model):
    kind: Annotated[Literal["small"], Listed()]
    size: Omittable[Int64] = None


class Large(Model):
    kind_: Annotated[Literal["large", "huge"], Listed()] = Field(alias="kind")
    parts: Omittable[list[Anything]] = None


class Other(Model):
    kind_: Omittable[str] = Field(None, alias="kind")
    size: Omittable[Bool] = None


Sized = Annotated[
    Small | Large | Other, Variants("kind", {"small": Small, "large": Large, "huge": Large}, Other)
]


class Anything(Model):
    open: Omittable[
        Annotated[Small | Large | OpenModel, Variants("kind", {"small": Small, "large": Large})]
    ] = None
    sized: Omittable[Sized] = None
    value: Omittable[int | str | bool | None] = None
    number: Omittable[Annotated[Literal[1, 2], Listed()]] = None
    letter: Omittable[Annotated[Literal["s", "m"], Listed()]] = None
    level: Omittable[models.Level] = None
    colour: Omittable[models.Colour] = None
    at: Omittable[EpochMilliseconds] = None
    since: Omittable[EpochSeconds] = None
    when: Omittable[DateTime] = None
    few: Omittable[Annotated[list[Anything], Bounds(max_items=1)]] = None
    by_name: Omittable[dict[str, Sized]] = None
    note: str | None = None
    any: Omittable[Any] = None


class Fitting(Model):
    either: Omittable[Annotated[Small | Large | OpenModel, UntaggedUnion()]] = None
    sized: Omittable[Sized] = None


_TAGS = st.sampled_from(["small", "large", "huge", "new", 1, True, None, ["small"], {}])
_VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(
        [
            1.0,
            1.5,
            2**70,
            "1",
            "red",
            "new",
            "2024-01-01T10:00:00",
            "2024-01-01T10:00:00Z",
            "",
            [],
            {},
        ]
    )
)


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from(
        [*Anything.model_fields, "either", "size", "parts", "kind", "kind_", "more"]
    )
    held = st.dictionaries(names, inner | _VALUES, max_size=4)
    return (
        held
        | st.tuples(_TAGS, held).map(lambda pair: {"kind": pair[0], **pair[1]})
        | st.lists(inner, max_size=2)
    )


_DATA = st.recursive(_VALUES, _objects, max_leaves=12)


def _shown(value: Any) -> Any:
    """A value with the types and the fields that were set of all that is in it."""
    if isinstance(value, BaseModel):
        return type(value), value.model_fields_set, _shown(dict(value))
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_shown(each) for each in value]
    return type(value), value


_THUNKS: list[Callable[[], Any]] = [
    lambda: Anything,
    lambda: Sized,
    lambda: list[Anything],
    lambda: Fitting,
    lambda: models.Made,
]


@given(st.sampled_from(_THUNKS), _DATA)
def test_what_is_read_directly_is_what_is_read_with_every_check(
    thunk: Callable[[], Any], data: Any
) -> None:
    text, exact, direct_ = (
        json.dumps(data).encode(),
        plan.codec_of(thunk),
        large_json._direct_validator(thunk),
    )
    try:
        made = direct_.validate_json(text)
    except ValidationError:
        with pytest.raises(ValidationError):
            exact.validate_json(text)
        return
    assert _shown(made) == _shown(exact.validate_json(text))


_READ: list[tuple[Callable[[], Any], Any]] = [
    (lambda: Fitting, {"either": {"kind": "large", "size": 1}, "sized": {"kind": "small"}}),
    (lambda: Sized, {"kind": "small", "size": 3}),
    (lambda: Sized, {"kind": "huge", "parts": [{"open": {"kind": "large"}}]}),
    (lambda: Sized, {"kind": "new", "size": True, "more": None}),
    (lambda: Sized, {"size": True}),
    (lambda: Sized, {"kind": None}),
    (
        lambda: Anything,
        {"open": {"kind": "new", "x": 1}, "sized": None, "colour": "new", "level": 9},
    ),
    (
        lambda: Anything,
        {
            "at": 1735689600000,
            "since": 1,
            "when": "2024-01-01T10:00:00",
            "few": [{}, {}],
            "number": 7,
        },
    ),
    (
        lambda: Anything,
        {"by_name": {"a": {"kind": "small", "size": 2**65}}, "note": None, "any": {"a": [1]}},
    ),
    (
        lambda: list[models.Made],
        [{"id": 2**40, "pet": {"kind": "cow"}, "parts": [{"name": "x", "parts": [], "count": 99}]}],
    ),
]


@pytest.mark.parametrize(("thunk", "data"), _READ)
def test_what_servers_send_is_read_directly(thunk: Callable[[], Any], data: Any) -> None:
    text = json.dumps(data).encode()
    assert _shown(large_json._direct_validator(thunk).validate_json(text)) == _shown(
        Codec(thunk()).validate_json(text)
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"kind": "small", "size": "x"}, "size: must be a valid integer"),
        ({"kind": "new", "size": 2}, "size: must be a valid boolean"),
        ({"kind": "large", "parts": [{"at": "x"}]}, "parts.0.at: must be a valid integer"),
        (5, "body: must be an object"),
    ],
)
def test_what_does_not_fit_is_told_as_for_a_small_body(
    client: Any, server: Any, monkeypatch: Any, data: Any, problem: str
) -> None:
    operation: Operation[Any] = Operation(
        "read", "GET", "/", responses={"200": (Media("application/json", "json", lambda: Sized),)}
    )
    found = []
    for large in (1, 2**18):
        monkeypatch.setattr(reading, "_LARGE", large)
        server.will((200, {}, json.dumps(data).encode()))
        with pytest.raises(InvalidResponseError) as raised:
            client._call(operation)
        assert problem in str(raised.value)
        found.append((str(raised.value), raised.value.problems, raised.value.payload))
    assert found[0] == found[1]


@pytest.mark.parametrize("text", [b"[{}", b"", b"[" * 3000, b"\xff"])
def test_what_is_no_json_is_told_so(text: bytes) -> None:
    with pytest.raises(ValidationError, match="Invalid JSON"):
        read_large(lambda: list[Anything], text)


def test_a_large_body_is_read_without_python_and_a_small_one_as_ever(
    client: Any, server: Any, monkeypatch: Any
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(
        large_json,
        "read_large",
        lambda thunk, text: seen.append(len(text)) or read_large(thunk, text),
    )
    operation: Operation[Any] = Operation(
        "read",
        "GET",
        "/",
        responses={"200": (Media("application/json", "json", lambda: list[models.Made]),)},
    )
    for count in (1, 40_000):
        server.will([{"id": number} for number in range(count)])
        assert [made.id for made in client._call(operation)] == list(range(count))
    assert len(seen) == 1
    assert seen[0] > 2**18


def test_direct_schemas_call_no_python_for_what_is_documented(monkeypatch: Any) -> None:
    data = {
        "kind": "large",
        "parts": [
            {"open": {"kind": "small"}, "at": 1, "when": "2024-01-01T10:00:00Z", "few": [{}, {}]}
        ],
    }
    called: list[Any] = []

    def watched(schema: Any) -> Any:
        """The schema, every function in it counted but for the classes of moments."""
        if isinstance(schema, dict):
            function = schema.get("function")
            if isinstance(function, dict) and not isinstance(function["function"], type):
                inner = function["function"]
                counted = lambda *given: (called.append(inner), inner(*given))[1]  # noqa: E731
                schema = schema | {"function": function | {"function": counted}}
            if callable(discriminator := schema.get("discriminator")):
                schema = schema | {
                    "discriminator": lambda value: (called.append(value), discriminator(value))[1]
                }
            return {
                name: each if name == "metadata" else watched(each) for name, each in schema.items()
            }
        if isinstance(schema, (list, tuple)):
            return type(schema)(watched(each) for each in schema)
        return schema

    schema = TypeAdapter(Sized).core_schema
    text = json.dumps(data).encode()
    SchemaValidator(watched(schema), _use_prebuilt=False).validate_json(text)
    assert len(called) > 5
    called.clear()
    SchemaValidator(watched(direct(schema)), _use_prebuilt=False).validate_json(text)
    assert called == []


def test_what_was_read_is_old_at_once_and_what_is_frozen_stays_frozen() -> None:
    text = json.dumps([{"open": {"kind": "new"}}] * 2_000).encode()
    gc.freeze()
    frozen = gc.get_freeze_count()
    try:
        read_large(lambda: list[Anything], text)
        assert gc.get_freeze_count() >= frozen - 100  # what was given up since
    finally:
        gc.unfreeze()
    made = read_large(lambda: list[Anything], text)
    assert gc.get_freeze_count() == 0
    assert gc.is_tracked(made)
    assert not any(each is made for young in (0, 1) for each in gc.get_objects(young))


def test_garbage_is_looked_for_again_after_a_large_body_whatever_it_was() -> None:
    assert gc.isenabled()
    read_large(lambda: models.Made, b'{"id":1}')
    with pytest.raises(ValidationError):
        read_large(lambda: models.Made, b"{")
    assert gc.isenabled()
    gc.disable()
    try:
        read_large(lambda: models.Made, b'{"id":1}')
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded, use of fork:DeprecationWarning"
)
def test_a_process_that_is_forked_while_another_thread_reads_looks_for_garbage(
    monkeypatch: Any,
) -> None:
    begun, forked = threading.Event(), threading.Event()

    class Reader:
        def validate_json(self, text: bytes) -> Any:
            begun.set()
            assert forked.wait(10)

    monkeypatch.setattr(large_json, "_direct_validator", lambda thunk: Reader())
    reading = threading.Thread(target=read_large, args=(lambda: models.Made, b"{}"))
    reading.start()
    assert begun.wait(10)
    child = os.fork()
    if child == 0:
        os._exit(0 if gc.isenabled() else 1)
    _, status = os.waitpid(child, 0)
    forked.set()
    reading.join()
    assert status == 0
    assert gc.isenabled()


def test_what_is_frozen_is_not_counted_for_a_few_objects() -> None:
    """Python counts it by walking through all of it."""
    gc.collect(1)
    with patch.object(gc, "get_freeze_count", return_value=0) as count:
        read_large(lambda: list[Anything], json.dumps([{"open": {"kind": "new"}}]).encode())
        assert count.call_count == 0
        read_large(lambda: list[Anything], json.dumps([{"open": {"kind": "new"}}] * 9_000).encode())
        assert count.call_count == 1
