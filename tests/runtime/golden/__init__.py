"""A package as the generator emits it, by hand, on the runtime where it stands."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

_runtime = ModuleType(f"{__name__}._runtime")
_runtime.__path__ = [str(Path(__file__).parents[3] / "templates" / "runtime")]
sys.modules[_runtime.__name__] = _runtime

from ._runtime.about import About, Credential  # noqa: E402  # as above
from ._runtime.basic import encoded  # noqa: E402  # as above
from ._runtime.client import AsyncClient, Client  # noqa: E402  # the line above says where it is
from ._runtime.credentials import Credentials  # noqa: E402  # as above
from ._runtime.unset import UNSET  # noqa: E402, F401  # as above; for tests

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._runtime.options import AsyncClientOptions, ClientOptions
    from .resources.things import AsyncThings, Things

_ABOUT = About(
    package="golden",
    version="1.2.3",
    base_url="https://api.example.com/v1",
    base_url_env="GOLDEN_BASE_URL",
    credentials=(
        Credential(
            "apiKey",
            python="api_key",
            env="GOLDEN_API_KEY",
            kind="apiKey",
            location="header",
            wire="X-Key",
        ),
        Credential(
            "queryKey",
            python="query_key",
            env="GOLDEN_QUERY_KEY",
            kind="apiKey",
            location="query",
            wire="key",
        ),
        Credential(
            "cookieKey",
            python="cookie_key",
            env="GOLDEN_COOKIE_KEY",
            kind="apiKey",
            location="cookie",
            wire="sid",
        ),
        Credential("bearer", python="token", env="GOLDEN_TOKEN", kind="bearer"),
        Credential("basic", python="login", env="GOLDEN_LOGIN", kind="basic", encode=encoded),
    ),
    security=(("apiKey",), ()),
    store=Credentials,
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
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(
            {
                "apiKey": api_key,
                "queryKey": query_key,
                "cookieKey": cookie_key,
                "bearer": token,
                "basic": login,
            },
            **options,
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
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        super().__init__(
            {"apiKey": api_key},
            **options,
        )

    @cached_property
    def things(self) -> AsyncThings:
        from .resources.things import AsyncThings

        return AsyncThings(self)
