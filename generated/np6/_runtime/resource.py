"""Groups of operations, as attributes of a client.

A resource carries its client and a mode: `views` bind an operation to a copy of its resource in
another mode, so that every operation is written once."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from .client import AsyncClient, Client
from .core import Mode
from .operation import Operation, unlocked

T = TypeVar("T")


class Resource:
    """Operations that belong together, as an attribute of a client."""

    _mode: Mode = "parsed"
    _client: Any  # a `Client`, whose `_send` is nobody's but ours

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        unlocked(cls)

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", self._client._send(self._mode, operation, *arguments, **keywords))


class AsyncResource:
    """Operations that belong together, as an attribute of an asynchronous client."""

    _mode: Mode = "parsed"
    _client: Any  # an `AsyncClient`

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        unlocked(cls)

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], *arguments: Any, **keywords: Any) -> T:
        return cast("T", await self._client._send(self._mode, operation, *arguments, **keywords))
