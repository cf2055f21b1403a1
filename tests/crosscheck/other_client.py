"""The client that openapi-python-client generates of our document, called with the values of
examples.
"""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from io import BytesIO
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import httpx

from generator.api.model import Api, MediaType, Operation
from generator.document.bundle import Document
from tests.crosscheck.wire import Sent, canonical, sent

_PACKAGE = "second_client"
_WARNING = re.compile(r"^(?:WARNING|ERROR) (.+(?:\n(?!WARNING |ERROR ).*)*)", re.MULTILINE)
_DROPPED = re.compile(r"parsing (\w+) (\S+) within .*Endpoint will not be generated")


class InexpressibleError(Exception):
    """openapi-python-client has no such operation, or it cannot be called with these values."""


class OtherClient:
    """`dropped` are the operations that openapi-python-client left out, `warnings` what else it
    said of the document.
    """

    def __init__(self, package: Path, api: Api, output: str, key: str) -> None:
        ids = {
            f"{operation.method} {path}": operation.id for operation, _, _, path in _requests(api)
        }
        warnings = [match[1] for match in _WARNING.finditer(output)]
        self.dropped = {
            ids[f"{match[1]} {match[2]}"] for text in warnings if (match := _DROPPED.match(text))
        }
        self.warnings = [text for text in warnings if not _DROPPED.match(text)]
        self._modules = {
            _plain(path.stem): f"{path.parent.name}.{path.stem}"
            for path in package.glob("api/*/*.py")
        }
        self._sent: list[Sent] = []
        self._client = importlib.import_module(_PACKAGE).AuthenticatedClient(
            base_url=api.base_url,
            token=key,
            prefix="",
            auth_header_name="X-Key",
            httpx_args={"transport": httpx.MockTransport(self._answer)},
        )

    def send(
        self, operation: Operation, values: Mapping[str, Any], media: MediaType | None, body: Any
    ) -> Sent:
        """The request that goes out for `values`, by their names on the wire, and for `body` where
        there is a `media`.
        """
        name = _named(
            operation, operation.body.media_types.index(media) if media and operation.body else 0
        )
        if media:
            values = {**values, "body": body}
        if _plain(name) not in self._modules:
            raise InexpressibleError(f"openapi-python-client has no {name}")
        self._sent.clear()
        try:
            function = importlib.import_module(
                f"{_PACKAGE}.api.{self._modules[_plain(name)]}"
            ).sync_detailed
            hints = get_type_hints(function)
            names = {_plain(argument): argument for argument in hints}
            arguments = {
                names[_plain(wire)]: _typed(value, hints[names[_plain(wire)]])
                for wire, value in values.items()
            }
            function(client=self._client, **arguments)
        except Exception as error:
            raise InexpressibleError(f"{name}: {type(error).__name__}: {error}") from error
        return (
            self._sent[0] if media else replace(self._sent[0], content_type=None)
        )  # it labels the body that it does not send

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self._sent.append(sent(request))
        return httpx.Response(500)


@contextmanager
def generated(document: Document, api: Api, folder: Path, key: str) -> Iterator[OtherClient]:
    """The client, generated into `folder` and importable while the block runs."""
    bodies = [
        media
        for operation in api.operations
        if operation.body
        for media in operation.body.media_types
    ]
    config = {
        "package_name_override": _PACKAGE,
        "post_hooks": [],
        "content_type_overrides": {
            media.content_type: "application/json" for media in bodies if media.kind == "json"
        },
    }
    (folder / "openapi.json").write_text(
        json.dumps(_requests_only(document, api)), encoding="utf-8"
    )
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        "--meta",
        "none",
        "--path",
        "openapi.json",
    ]
    done = subprocess.run(
        [*command, "--config", "config.json", "--output-path", _PACKAGE],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    try:
        yield OtherClient(folder / _PACKAGE, api, done.stdout + done.stderr, key)
    finally:
        sys.path.remove(str(folder))


def _requests_only(document: Document, api: Api) -> dict[str, Any]:
    """The document without responses, which are not compared, and with one media type to an
    operation.

    For a body of several media types, the code that openapi-python-client makes does not run
    (`isinstance(body, list[...])`, `Unset` not imported). So each further one is an operation of
    its own, on a path that only a fragment, which is never sent, tells from the first. Binary
    content has its schema written out, which OpenAPI 3.1 lets a document leave out."""
    root = deepcopy(document.root)
    for operation, index, name, path in _requests(api):
        verb = operation.method.lower()
        item = root["paths"][operation.path]
        node = item[verb] | {
            "operationId": name,
            "responses": {"default": {"description": "Not compared."}},
        }
        if operation.body:
            media = operation.body.media_types[index]
            body, _ = document.resolve(document.root["paths"][operation.path][verb]["requestBody"])
            content = body["content"][media.content_type]
            if media.kind == "binary":
                content = {"schema": {"type": "string", "format": "binary"}} | content
            node["requestBody"] = body | {"content": {media.content_type: content}}
        root["paths"].setdefault(path, {"parameters": item.get("parameters", [])})[verb] = node
    return root


def _requests(api: Api) -> Iterator[tuple[Operation, int, str, str]]:
    """Each operation with the index of each media type of its body, and their identifier and path
    in `_requests_only`.
    """
    for operation in api.operations:
        for index in range(len(operation.body.media_types) if operation.body else 1):
            yield (
                operation,
                index,
                _named(operation, index),
                f"{operation.path}#{index}" if index else operation.path,
            )


def _named(operation: Operation, index: int) -> str:
    return f"{operation.id}As{index}" if index else operation.id


def _plain(name: str) -> str:
    """`name` without what openapi-python-client changes in names: case, separators, `_` after
    keywords.
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _typed(value: Any, annotation: Any) -> Any:
    """`value` as an instance of `annotation`. TypeError or ValueError if it is none."""
    if isinstance(annotation, UnionType) or get_origin(annotation) is Union:
        return _member(value, get_args(annotation))
    if get_origin(annotation) is list and isinstance(value, list):
        return [_typed(item, get_args(annotation)[0]) for item in value]
    if (
        annotation is Any
        or annotation is type(value)
        or (annotation is float and type(value) is int)
    ):
        return value
    if isinstance(value, bytes) and annotation.__name__ == "File":
        return annotation(payload=BytesIO(value))
    if isinstance(value, dict) and hasattr(annotation, "from_dict"):
        return annotation.from_dict(value)
    if isinstance(value, str) and annotation in {datetime, date}:
        return annotation.fromisoformat(value)
    if isinstance(annotation, type) and issubclass(annotation, (Enum, UUID)):
        return annotation(value)
    raise TypeError(f"{value!r} is no {annotation}")


def _member(value: Any, members: tuple[Any, ...]) -> Any:
    """`value` as the first of `members` that keeps it whole, else as the first that takes it."""
    made: list[Any] = []
    for member in members:
        with suppress(AttributeError, KeyError, TypeError, ValueError):
            made.append(_typed(value, member))
    if not made:
        raise TypeError(f"{value!r} is none of {members}")
    return next(
        (
            item
            for item in made
            if not hasattr(item, "to_dict") or canonical(item.to_dict()) == canonical(value)
        ),
        made[0],
    )
