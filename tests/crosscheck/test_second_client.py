"""A second opinion: the same inputs through the client that openapi-python-client generates, compared on the wire.

Each operation is called once for each example of its request (as whole body, and as keywords where the method takes them) by
both clients; method, URL, content type, key header and decoded body must be equal. What the other client cannot express is in
`gaps.yaml` with a reason, by operation: a gap that is not listed fails, and so does a listed one that is no longer there.
"""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import httpx2
import pytest
import yaml

from generator.api.build import build
from generator.api.model import Api, MediaType, Operation
from generator.document.bundle import Document, load
from generator.document.dump import dump

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec" / "openapi.yaml"
GAPS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "gaps.yaml").read_text(encoding="utf-8")) or {}
KEY = "0123456789abcdef"


@dataclass(frozen=True)
class Sent:
    """A request as it went out, in the terms that must agree."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    key: str | None
    content_type: str | None
    body: Any


def _sent(request: httpx.Request | httpx2.Request) -> Sent:
    url = urlsplit(str(request.url))
    content_type = request.headers.get("content-type")
    content = request.content
    is_json = bool(content_type and "json" in content_type)
    return Sent(
        method=request.method,
        path=url.path,
        query=tuple(sorted(parse_qsl(url.query, keep_blank_values=True))),
        key=request.headers.get("x-key"),
        content_type=content_type,
        body=json.loads(content) if is_json else content,
    )


DOCUMENT: Document = load(SPEC)
API: Api = build(DOCUMENT)
METHODS = [operation for operation in API.operations if operation.id not in GAPS]


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package that openapi-python-client makes of our document, imported."""
    folder = tmp_path_factory.mktemp("second")
    (folder / "openapi.yaml").write_text(dump(DOCUMENT), encoding="utf-8")
    (folder / "config.yaml").write_text("package_name_override: second_client\npost_hooks: []\n", encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--path", "openapi.yaml"]
    done = subprocess.run(
        [*command, "--config", "config.yaml", "--output-path", "second_client"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("second_client")
    finally:
        sys.path.remove(str(folder))


def _theirs(other: ModuleType, operation: Operation) -> ModuleType | None:
    for path in Path(str(other.__file__)).parent.glob("api/*/*.py"):
        if path.stem.replace("_", "") == operation.id.replace("_", "").lower():
            return importlib.import_module(f"second_client.api.{path.parent.name}.{path.stem}")
    return None


def _decoded(annotation: str, value: Any, models: ModuleType) -> Any:
    """`value` in the classes of the other client, as the annotation of its `body` argument names them."""
    name = annotation.removeprefix("list[").removesuffix("]").strip("'\"")
    cls = getattr(models, name)
    return [cls.from_dict(item) for item in value] if annotation.startswith("list[") else cls.from_dict(value)


def _their_request(other: ModuleType, operation: Operation, body: Any) -> Sent:
    module = _theirs(other, operation)
    assert module is not None, f"openapi-python-client has no {operation.id}"
    seen: list[Sent] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(_sent(request))
        return httpx.Response(500)

    client = other.AuthenticatedClient(
        base_url=API.base_url,
        token=KEY,
        prefix="",
        auth_header_name="X-Key",
        httpx_args={"transport": httpx.MockTransport(answer)},
    )
    arguments = {parameter.python: parameter.example for parameter in operation.parameters}
    if body is not None:
        annotation = inspect.signature(module.sync_detailed).parameters["body"].annotation
        text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
        if str(annotation).startswith("list"):
            text = f"list[{annotation.__args__[0].__name__}]"
        arguments["body"] = _decoded(text.split("|")[0].strip(), body, importlib.import_module("second_client.models"))
    module.sync_detailed(client=client, **arguments)
    return seen[0]


def _our_request(operation: Operation, call: Callable[[Callable[..., Any], dict[str, Any]], Any]) -> Sent:
    seen: list[Sent] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(_sent(request))
        return httpx2.Response(500)

    package = importlib.import_module("np6")
    client = getattr(package, API.client)(api_key=KEY, transport=httpx2.MockTransport(answer), max_retries=0)
    method: Any = client
    for name in (*operation.resource, operation.function):
        method = getattr(method, name)
    with client, pytest.raises(package.ServerError):
        call(method, {parameter.python: parameter.example for parameter in operation.parameters})
    return seen[0]


@pytest.fixture(scope="session", autouse=True)
def _generated_on_the_path() -> Iterator[None]:
    sys.path.insert(0, str(ROOT / "generated"))
    yield
    sys.path.remove(str(ROOT / "generated"))


def _bodies(operation: Operation) -> tuple[Any, ...]:
    media: tuple[MediaType, ...] = operation.body.media_types if operation.body else ()
    return tuple(example for item in media if item.kind == "json" for example in item.examples) or (None,)


@pytest.mark.parametrize("operation", METHODS, ids=lambda operation: operation.id)
def test_both_clients_send_the_same_request(operation: Operation, other: ModuleType) -> None:
    for body in _bodies(operation):
        theirs = _their_request(other, operation, body)
        keyword = operation.body.python if operation.body else "request"
        whole = {} if body is None else {keyword: body}
        assert _our_request(operation, lambda method, arguments, whole=whole: method(**arguments, **whole)) == theirs
        if operation.body and operation.body.fields and isinstance(body, dict):
            names = {field.wire: field.python for field in operation.body.fields}
            spread = {names[wire]: value for wire, value in body.items()}
            assert _our_request(operation, lambda method, arguments, spread=spread: method(**arguments, **spread)) == theirs


def test_the_list_of_gaps_is_true(other: ModuleType) -> None:
    known = {operation.id: operation for operation in API.operations}
    assert set(GAPS) <= set(known), "gaps.yaml names an operation that the document does not have"
    assert all(isinstance(reason, str) and reason.strip() for reason in GAPS.values())
    closed = [name for name in GAPS if _expressed(other, known[name])]
    assert not closed, f"openapi-python-client can express these now; take them out of gaps.yaml: {closed}"


def _expressed(other: ModuleType, operation: Operation) -> bool:
    try:
        return bool([_their_request(other, operation, body) for body in _bodies(operation)])
    except Exception:  # noqa: BLE001 - whatever it fails with, the gap is still there
        return False
