"""A package as the generator emits it, by hand, on the runtime where it stands."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import httpx2

_runtime = ModuleType(f"{__name__}._runtime")
_runtime.__path__ = [str(Path(__file__).parents[3] / "templates" / "runtime")]
sys.modules[_runtime.__name__] = _runtime

from ._runtime.client import AsyncClient, Client  # noqa: E402  # the line above says where it is
from ._runtime.credentials import About, Credential  # noqa: E402  # as above
from ._runtime.unset import UNSET, Unset  # noqa: E402  # as above

if TYPE_CHECKING:
    from ._runtime.options import Timeout
    from .resources.things import AsyncThings, Things

_ABOUT = About(
    package="golden",
    version="1.2.3",
    base_url="https://api.example.com/v1",
    base_url_env="GOLDEN_BASE_URL",
    credentials=(
        Credential("apiKey", python="api_key", env="GOLDEN_API_KEY", kind="apiKey", location="header", wire="X-Key"),
        Credential("queryKey", python="query_key", env="GOLDEN_QUERY_KEY", kind="apiKey", location="query", wire="key"),
        Credential("cookieKey", python="cookie_key", env="GOLDEN_COOKIE_KEY", kind="apiKey", location="cookie", wire="sid"),
        Credential("bearer", python="token", env="GOLDEN_TOKEN", kind="bearer"),
        Credential("basic", python="login", env="GOLDEN_LOGIN", kind="basic"),
    ),
    security=(("apiKey",), ()),
)


class Golden(Client):
    _about = _ABOUT

    def __init__(
        self,
        *,
        api_key: str | None = None,
        query_key: str | None = None,
        cookie_key: str | None = None,
        token: str | None = None,
        login: tuple[str, str] | None = None,
        base_url: str | None = None,
        timeout: Timeout | Unset = UNSET,
        deadline: float | None = 60.0,
        max_retries: int = 2,
        lenient: bool = False,
        error_bodies: bool | None = None,
        headers: Mapping[str, str] | None = None,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        super().__init__(
            {"apiKey": api_key, "queryKey": query_key, "cookieKey": cookie_key, "bearer": token, "basic": login},
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            lenient=lenient,
            error_bodies=error_bodies,
            headers=headers,
            transport=transport,
            http_client=http_client,
        )

    @cached_property
    def things(self) -> Things:
        from .resources.things import Things

        return Things(self)


class AsyncGolden(AsyncClient):
    _about = _ABOUT

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: Timeout | Unset = UNSET,
        deadline: float | None = 60.0,
        max_retries: int = 2,
        lenient: bool = False,
        error_bodies: bool | None = None,
        headers: Mapping[str, str] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            {"apiKey": api_key},
            base_url=base_url,
            timeout=timeout,
            deadline=deadline,
            max_retries=max_retries,
            lenient=lenient,
            error_bodies=error_bodies,
            headers=headers,
            transport=transport,
            http_client=http_client,
        )

    @cached_property
    def things(self) -> AsyncThings:
        from .resources.things import AsyncThings

        return AsyncThings(self)
