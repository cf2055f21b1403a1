"""The synchronous and the asynchronous client."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.client import AsyncClient, Client
from ._runtime.credentials import About, Credential

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._runtime.options import AsyncClientOptions, ClientOptions
    from .resources.notifications import AsyncNotifications, Notifications

_ABOUT = About(
    package="np6",
    version="0.1.0",
    base_url="https://api-cm.np6.com",
    base_url_env="NP6_BASE_URL",
    credentials=(Credential("apiKey", python="api_key", env="NP6_API_KEY", kind="apiKey", location="header", wire="X-Key"),),
)


class NP6(Client):
    """The client of NP6 API.

    Args:
        api_key: The key that NP6 issued to the account. It is a secret and belongs neither in client-side code nor in a public
            repository. Without it, `NP6_API_KEY` is read.
        options: Timeouts, retries, transport and the like: see `ClientOptions`. The base URL is also read from `NP6_BASE_URL`.
    """

    _about = _ABOUT

    def __init__(self, *, api_key: str | None = None, **options: Unpack[ClientOptions]) -> None:
        super().__init__({"apiKey": api_key}, **options)

    @cached_property
    def notifications(self) -> Notifications:
        """The operations on `notifications`."""
        from .resources.notifications import Notifications

        return Notifications(self)


class AsyncNP6(AsyncClient):
    """The asynchronous client of NP6 API: as `NP6`, for `await`."""

    _about = _ABOUT

    def __init__(self, *, api_key: str | None = None, **options: Unpack[AsyncClientOptions]) -> None:
        super().__init__({"apiKey": api_key}, **options)

    @cached_property
    def notifications(self) -> AsyncNotifications:
        """The operations on `notifications`."""
        from .resources.notifications import AsyncNotifications

        return AsyncNotifications(self)
