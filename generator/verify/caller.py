"""The calls: the client that the document gives, made for this run and asked for its raw responses.

So credentials, retries, rate limits and TLS are those that an application has. Nothing but GET goes
out, whatever is asked for."""

from __future__ import annotations

import importlib
import json
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.api.model import Api, JsonValue, Operation
from generator.api.shown_values import is_too_deep
from generator.document.json_reader import refuse_constant
from generator.emit.package import emit
from generator.records import record
from generator.temporary_folder import VERIFY, temporary_folder

_LARGEST = 16 * 1024 * 1024  # bytes of a body that are looked at
_DEEPEST = 200  # levels of one


class CallError(Exception):
    """No client can be made, or it gets through to nothing; in one line without a credential."""


@record(frozen=True, slots=True)
class Answer:
    """What came back. `trouble` is the name of the error where nothing did, or nothing that can be
    read.
    """

    status: int = 0
    content_type: str = ""
    body: bytes = b""
    trouble: str = ""

    def json(self) -> Any:
        """What the body is as JSON. ValueError where it is none (RFC 8259, so `NaN` is none), or
        has more levels than can be looked at, of which some releases of Python read any number.
        """
        try:
            value = json.loads(self.body, parse_constant=refuse_constant)
        except RecursionError as error:
            raise ValueError("too deep") from error
        if is_too_deep(value, _DEEPEST):
            raise ValueError("too deep")
        return value


class Caller:
    """Calls operations of an API by their arguments in Python."""

    def __init__(self, module: ModuleType, client: Any) -> None:
        self._module, self._client = module, client

    def call(self, operation: Operation, arguments: Mapping[str, JsonValue]) -> Answer:
        """The answer, whatever its status. Raises `CallError` for another method than GET."""
        if operation.method != "GET":
            raise CallError(f"{operation.id} is {operation.method}; only GET is ever sent")
        target = self._client
        for name in operation.resource:
            target = getattr(target, name)
        method = getattr(target.with_raw_response, operation.function)
        try:
            raw = method(**arguments, **{operation.options: {"max_response_bytes": _LARGEST}})
        except self._module.StatusError as error:
            return Answer(error.status_code, error.headers.get("content-type", ""))
        except self._module.SDKError as error:
            return Answer(trouble=type(error).__name__)
        return Answer(raw.status_code, raw.headers.get("content-type", ""), raw.content)


@contextmanager
def calling(
    api: Api, templates: Path, *, base_url: str | None, ca_file: Path | None, pace: int
) -> Iterator[Caller]:
    """A client of `api`; its credentials come from the environment, as the package's README says.

    `pace` is how many attempts may start in a second. Raises `CallError`.
    """
    with _imported(api, templates) as module:
        options: dict[str, Any] = {"pace": module.Pace(pace)}
        options |= {} if base_url is None else {"base_url": base_url}
        options |= {} if ca_file is None else {"ca_file": ca_file}
        try:
            client = getattr(module, api.client)(**options)
        except module.SDKError as error:
            raise CallError(str(error)) from None
        with client:
            yield Caller(module, client)


@contextmanager
def _imported(api: Api, templates: Path) -> Iterator[ModuleType]:
    """The package of `api`, written where nothing else is and imported under a name that nothing
    else has.
    """
    parent = f"verified_{uuid.uuid4().hex}"
    with temporary_folder(VERIFY) as above:
        folder = above / parent
        for path, content in emit(api, templates=templates).items():
            if path.startswith(f"{api.package.replace('.', '/')}/"):
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        sys.path.insert(0, str(above))
        try:
            importlib.invalidate_caches()
            yield importlib.import_module(f"{parent}.{api.package}")
        finally:
            sys.path.remove(str(above))
            for module in [each for each in sys.modules if each.partition(".")[0] == parent]:
                del sys.modules[module]
