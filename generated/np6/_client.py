"""The synchronous and the asynchronous client."""

from __future__ import annotations

from functools import cached_property
from typing import Self

from typing_extensions import Unpack

from . import resources
from ._runtime.about import About, Credential
from ._runtime.client import AsyncClient, Client
from ._runtime.credentials import AsyncGiven, Credentials, Given
from ._runtime.options import AsyncClientOptions, ClientOptions, ViewOptions
from ._runtime.unset import UNSET, Unset

_ABOUT = About(
    package="np6",
    version="0.1.0",
    base_url="https://api-cm.np6.com",
    base_url_env="NP6_BASE_URL",
    credentials=(
        Credential(
            "apiKey",
            python="api_key",
            env="NP6_API_KEY",
            kind="apiKey",
            location="header",
            wire="X-Key",
        ),
    ),
    security=(("apiKey",),),
    store=Credentials,
)


class NP6(Client):
    """The client of NP6 API.

    Args:
        api_key: The key that NP6 issued to the account. It is a secret and belongs neither in
            client-side code nor in a public repository. Without it, `NP6_API_KEY` is read.
        options: `timeout` (30 seconds), `deadline` (60 seconds), `max_retries` (2), transport and
            the like: see `ClientOptions`. The base URL is also read from `NP6_BASE_URL`.

    Raises:
        ConfigurationError: A credential is missing or cannot be sent, or an address is not usable.

    Every method may raise:
        RateLimitError: The account has used up its calls for now. Wait before the next try, and
            longer before each one after it.

    What the reference shows of each method, and what was observed: `api.md`, `coverage.md`.
    """

    _about = _ABOUT

    def __init__(
        self, *, api_key: Given[str] | None = None, **options: Unpack[ClientOptions]
    ) -> None:
        super().__init__({"apiKey": api_key}, **options)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *, api_key: Given[str] | Unset | None = UNSET, **options: Unpack[ViewOptions]
    ) -> Self:
        """This client with other options, on the same connections."""
        return super().with_options(**options)._with_credentials({"apiKey": api_key})

    @cached_property
    def actions(self) -> resources.Actions:
        """E-mail and SMS actions, from drafting and testing to sending."""
        return resources.Actions(self)

    @cached_property
    def notifications(self) -> resources.Notifications:
        """Push notifications, from drafting and rendering to sending them to one contact or to
        many.
        """
        return resources.Notifications(self)

    @cached_property
    def display(self) -> resources.Display:
        """The operations on `display`."""
        return resources.Display(self)

    @cached_property
    def workflows(self) -> resources.Workflows:
        """Workflows, with their nodes, capping, listeners and scheduled tasks."""
        return resources.Workflows(self)

    @cached_property
    def campaigns(self) -> resources.Campaigns:
        """Campaigns that bundle actions."""
        return resources.Campaigns(self)

    @cached_property
    def contacts(self) -> resources.Contacts:
        """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""
        return resources.Contacts(self)

    @cached_property
    def fields(self) -> resources.Fields:
        """The fields that describe a contact."""
        return resources.Fields(self)

    @cached_property
    def value_lists(self) -> resources.ValueLists:
        """Lists of values that a field may take."""
        return resources.ValueLists(self)

    @cached_property
    def segments(self) -> resources.Segments:
        """Segments of contacts, static and dynamic."""
        return resources.Segments(self)

    @cached_property
    def imports(self) -> resources.Imports:
        """Definitions of imports, their files and their runs."""
        return resources.Imports(self)

    @cached_property
    def subscriptions(self) -> resources.Subscriptions:
        """Subscriptions of contacts to notifiable applications."""
        return resources.Subscriptions(self)

    @cached_property
    def webtasks(self) -> resources.Webtasks:
        """Scripts that run as web tasks."""
        return resources.Webtasks(self)

    @cached_property
    def compilables(self) -> resources.Compilables:
        """Scripts that are compiled, checked for flaws and executed."""
        return resources.Compilables(self)

    @cached_property
    def applications(self) -> resources.Applications:
        """Mobile applications that can receive push notifications."""
        return resources.Applications(self)

    @cached_property
    def categories(self) -> resources.Categories:
        """Categories, such as those that actions are sorted into."""
        return resources.Categories(self)

    @cached_property
    def marketing_pressure(self) -> resources.MarketingPressure:
        """Topics and rules that limit how often a contact is written to."""
        return resources.MarketingPressure(self)


class AsyncNP6(AsyncClient):
    """The asynchronous client of NP6 API: as `NP6`, for `await`."""

    _about = _ABOUT

    def __init__(
        self, *, api_key: AsyncGiven[str] | None = None, **options: Unpack[AsyncClientOptions]
    ) -> None:
        super().__init__({"apiKey": api_key}, **options)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *, api_key: AsyncGiven[str] | Unset | None = UNSET, **options: Unpack[ViewOptions]
    ) -> Self:
        """This client with other options, on the same connections."""
        return super().with_options(**options)._with_credentials({"apiKey": api_key})

    @cached_property
    def actions(self) -> resources.AsyncActions:
        """E-mail and SMS actions, from drafting and testing to sending."""
        return resources.AsyncActions(self)

    @cached_property
    def notifications(self) -> resources.AsyncNotifications:
        """Push notifications, from drafting and rendering to sending them to one contact or to
        many.
        """
        return resources.AsyncNotifications(self)

    @cached_property
    def display(self) -> resources.AsyncDisplay:
        """The operations on `display`."""
        return resources.AsyncDisplay(self)

    @cached_property
    def workflows(self) -> resources.AsyncWorkflows:
        """Workflows, with their nodes, capping, listeners and scheduled tasks."""
        return resources.AsyncWorkflows(self)

    @cached_property
    def campaigns(self) -> resources.AsyncCampaigns:
        """Campaigns that bundle actions."""
        return resources.AsyncCampaigns(self)

    @cached_property
    def contacts(self) -> resources.AsyncContacts:
        """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""
        return resources.AsyncContacts(self)

    @cached_property
    def fields(self) -> resources.AsyncFields:
        """The fields that describe a contact."""
        return resources.AsyncFields(self)

    @cached_property
    def value_lists(self) -> resources.AsyncValueLists:
        """Lists of values that a field may take."""
        return resources.AsyncValueLists(self)

    @cached_property
    def segments(self) -> resources.AsyncSegments:
        """Segments of contacts, static and dynamic."""
        return resources.AsyncSegments(self)

    @cached_property
    def imports(self) -> resources.AsyncImports:
        """Definitions of imports, their files and their runs."""
        return resources.AsyncImports(self)

    @cached_property
    def subscriptions(self) -> resources.AsyncSubscriptions:
        """Subscriptions of contacts to notifiable applications."""
        return resources.AsyncSubscriptions(self)

    @cached_property
    def webtasks(self) -> resources.AsyncWebtasks:
        """Scripts that run as web tasks."""
        return resources.AsyncWebtasks(self)

    @cached_property
    def compilables(self) -> resources.AsyncCompilables:
        """Scripts that are compiled, checked for flaws and executed."""
        return resources.AsyncCompilables(self)

    @cached_property
    def applications(self) -> resources.AsyncApplications:
        """Mobile applications that can receive push notifications."""
        return resources.AsyncApplications(self)

    @cached_property
    def categories(self) -> resources.AsyncCategories:
        """Categories, such as those that actions are sorted into."""
        return resources.AsyncCategories(self)

    @cached_property
    def marketing_pressure(self) -> resources.AsyncMarketingPressure:
        """Topics and rules that limit how often a contact is written to."""
        return resources.AsyncMarketingPressure(self)
