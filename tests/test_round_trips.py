"""Read, change, write on NP6: what one operation gives, the one that writes it back takes, wherever
there is such a pair.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import httpx2
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "generated"))

from np6 import NP6

from generator.api.model import (
    Array,
    Bounded,
    Map,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Operation,
    Type,
)
from tests import flagship

API = flagship.api()
OBJECTS = {model.name: model for model in API.models if isinstance(model, ObjectModel)}
PLACES = {"int": 7, "int32": 7, "int64": 7, "uuid": "00000000-0000-4000-8000-000000000001"}


def _inner(kind: Type) -> Type:
    return _inner(kind.inner) if isinstance(kind, Nullable | Bounded) else kind


def _model(read: Operation) -> ObjectModel | None:
    """The model that a GET gives, or lists."""
    kind = _inner(read.result)
    kind = _inner(kind.item) if isinstance(kind, Array) else kind
    return OBJECTS.get(kind.name) if read.method == "GET" and isinstance(kind, Named) else None


def _pairs() -> Iterator[tuple[Operation, Operation, ObjectModel]]:
    """Each operation that writes an object where others read it: on the same path, or the items of
    the collection.
    """
    for write in API.operations:
        body = write.body
        if write.method not in ("PUT", "PATCH") or body is None:
            continue
        if not isinstance(_inner(body.media_types[0].type), Named | Map | OneOf):
            continue
        for read in API.operations:
            if read.path in (write.path, write.path.rpartition("/{")[0]) and (
                model := _model(read)
            ):
                yield read, write, model


PAIRS = list(_pairs())


def _call(client: NP6, operation: Operation, *body: Any) -> Any:
    resource = reduce(getattr, operation.resource, client)
    unicity = (each for each in operation.parameters if each.python == "unicity")
    named = {
        each.python: ["x"] if isinstance(_inner(each.type), Array) else "x" for each in unicity
    }
    path = [
        PLACES.get(getattr(each.type, "kind", ""), "x")
        for each in operation.parameters
        if each.location == "path"
    ]
    return getattr(resource, operation.function)(*path, *body, **named)


def test_there_are_such_pairs() -> None:
    names = {".".join((*write.resource, write.function)) for _, write, _ in PAIRS}
    assert {
        "actions.update",
        "applications.update",
        "contacts.update",
        "contacts.update_by",
        "imports.update",
    } < names
    assert {"segments.update", "value_lists.update"} < names


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("read", "write", "model"),
    PAIRS,
    ids=[f"{a.resource[0]}.{a.function}-{b.function}" for a, b, _ in PAIRS],
)
def test_what_is_read_is_written_back_as_it_came_nulls_included(
    read: Operation, write: Operation, model: ObjectModel
) -> None:
    came: dict[str, Any] = {field.wire: None for field in model.fields if not field.required}
    kept = (
        {name: value for name, value in _example(read).items() if name not in came}
        | came
        | {"undocumented": [None]}
    )
    answer = [kept] if isinstance(_inner(read.result), Array) else kept
    sent: list[Any] = []

    def serve(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content or b"null"))
        return httpx2.Response(200, json=answer if request.method == "GET" else kept)

    with NP6(api_key="key", transport=httpx2.MockTransport(serve)) as client:
        found = _call(client, read)
        found = found[0] if isinstance(found, list) else found
        assert type(found).__name__ == model.name
        _call(client, write, found)
        assert sent[-1] == kept == found.to_dict()
        found.undocumented = 5
        _call(client, write, found)
        assert sent[-1] == kept | {"undocumented": 5}


def _example(read: Operation) -> dict[str, Any]:
    media = next(response.media_types[0] for response in read.responses if response.media_types)
    example: Any = media.examples[0] if media.examples else {}
    example = example[0] if isinstance(example, list) else example
    return dict(example)
