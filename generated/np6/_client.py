"""The synchronous and the asynchronous client."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime.client import AsyncClient, Client
from ._runtime.credentials import About, Credential

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._runtime.options import AsyncClientOptions, ClientOptions
    from .resources.actions import Actions, AsyncActions
    from .resources.applications import Applications, AsyncApplications
    from .resources.campaigns import AsyncCampaigns, Campaigns
    from .resources.categories import AsyncCategories, Categories
    from .resources.compilables import AsyncCompilables, Compilables
    from .resources.contacts import AsyncContacts, Contacts
    from .resources.display import AsyncDisplay, Display
    from .resources.fields import AsyncFields, Fields
    from .resources.imports import AsyncImports, Imports
    from .resources.marketing_pressure import AsyncMarketingPressure, MarketingPressure
    from .resources.notifications import AsyncNotifications, Notifications
    from .resources.segments import AsyncSegments, Segments
    from .resources.subscriptions import AsyncSubscriptions, Subscriptions
    from .resources.value_lists import AsyncValueLists, ValueLists
    from .resources.webtasks import AsyncWebtasks, Webtasks
    from .resources.workflows import AsyncWorkflows, Workflows

_ABOUT = About(
    package="np6",
    version="0.1.0",
    base_url="https://api-cm.np6.com",
    base_url_env="NP6_BASE_URL",
    credentials=(Credential("apiKey", python="api_key", env="NP6_API_KEY", kind="apiKey", location="header", wire="X-Key"),),
    security=(("apiKey",),),
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
    def actions(self) -> Actions:
        """E-mail and SMS actions, from drafting and testing to sending."""
        from .resources.actions import Actions

        return Actions(self)

    @cached_property
    def notifications(self) -> Notifications:
        """Push notifications, from drafting and rendering to sending them to one contact or to many."""
        from .resources.notifications import Notifications

        return Notifications(self)

    @cached_property
    def display(self) -> Display:
        """The operations on `display`."""
        from .resources.display import Display

        return Display(self)

    @cached_property
    def workflows(self) -> Workflows:
        """Workflows, with their nodes, capping, listeners and scheduled tasks."""
        from .resources.workflows import Workflows

        return Workflows(self)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Campaigns that bundle actions."""
        from .resources.campaigns import Campaigns

        return Campaigns(self)

    @cached_property
    def contacts(self) -> Contacts:
        """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""
        from .resources.contacts import Contacts

        return Contacts(self)

    @cached_property
    def fields(self) -> Fields:
        """The fields that describe a contact."""
        from .resources.fields import Fields

        return Fields(self)

    @cached_property
    def value_lists(self) -> ValueLists:
        """Lists of values that a field may take."""
        from .resources.value_lists import ValueLists

        return ValueLists(self)

    @cached_property
    def segments(self) -> Segments:
        """Segments of contacts, static and dynamic."""
        from .resources.segments import Segments

        return Segments(self)

    @cached_property
    def imports(self) -> Imports:
        """Definitions of imports, their files and their runs."""
        from .resources.imports import Imports

        return Imports(self)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Subscriptions of contacts to notifiable applications."""
        from .resources.subscriptions import Subscriptions

        return Subscriptions(self)

    @cached_property
    def webtasks(self) -> Webtasks:
        """Scripts that run as web tasks."""
        from .resources.webtasks import Webtasks

        return Webtasks(self)

    @cached_property
    def compilables(self) -> Compilables:
        """Scripts that are compiled, checked for flaws and executed."""
        from .resources.compilables import Compilables

        return Compilables(self)

    @cached_property
    def applications(self) -> Applications:
        """Mobile applications that can receive push notifications."""
        from .resources.applications import Applications

        return Applications(self)

    @cached_property
    def categories(self) -> Categories:
        """Categories, such as those that actions are sorted into."""
        from .resources.categories import Categories

        return Categories(self)

    @cached_property
    def marketing_pressure(self) -> MarketingPressure:
        """Topics and rules that limit how often a contact is written to."""
        from .resources.marketing_pressure import MarketingPressure

        return MarketingPressure(self)


class AsyncNP6(AsyncClient):
    """The asynchronous client of NP6 API: as `NP6`, for `await`."""

    _about = _ABOUT

    def __init__(self, *, api_key: str | None = None, **options: Unpack[AsyncClientOptions]) -> None:
        super().__init__({"apiKey": api_key}, **options)

    @cached_property
    def actions(self) -> AsyncActions:
        """E-mail and SMS actions, from drafting and testing to sending."""
        from .resources.actions import AsyncActions

        return AsyncActions(self)

    @cached_property
    def notifications(self) -> AsyncNotifications:
        """Push notifications, from drafting and rendering to sending them to one contact or to many."""
        from .resources.notifications import AsyncNotifications

        return AsyncNotifications(self)

    @cached_property
    def display(self) -> AsyncDisplay:
        """The operations on `display`."""
        from .resources.display import AsyncDisplay

        return AsyncDisplay(self)

    @cached_property
    def workflows(self) -> AsyncWorkflows:
        """Workflows, with their nodes, capping, listeners and scheduled tasks."""
        from .resources.workflows import AsyncWorkflows

        return AsyncWorkflows(self)

    @cached_property
    def campaigns(self) -> AsyncCampaigns:
        """Campaigns that bundle actions."""
        from .resources.campaigns import AsyncCampaigns

        return AsyncCampaigns(self)

    @cached_property
    def contacts(self) -> AsyncContacts:
        """Contacts (targets), found by id, hash or unicity, and their place on the redlist."""
        from .resources.contacts import AsyncContacts

        return AsyncContacts(self)

    @cached_property
    def fields(self) -> AsyncFields:
        """The fields that describe a contact."""
        from .resources.fields import AsyncFields

        return AsyncFields(self)

    @cached_property
    def value_lists(self) -> AsyncValueLists:
        """Lists of values that a field may take."""
        from .resources.value_lists import AsyncValueLists

        return AsyncValueLists(self)

    @cached_property
    def segments(self) -> AsyncSegments:
        """Segments of contacts, static and dynamic."""
        from .resources.segments import AsyncSegments

        return AsyncSegments(self)

    @cached_property
    def imports(self) -> AsyncImports:
        """Definitions of imports, their files and their runs."""
        from .resources.imports import AsyncImports

        return AsyncImports(self)

    @cached_property
    def subscriptions(self) -> AsyncSubscriptions:
        """Subscriptions of contacts to notifiable applications."""
        from .resources.subscriptions import AsyncSubscriptions

        return AsyncSubscriptions(self)

    @cached_property
    def webtasks(self) -> AsyncWebtasks:
        """Scripts that run as web tasks."""
        from .resources.webtasks import AsyncWebtasks

        return AsyncWebtasks(self)

    @cached_property
    def compilables(self) -> AsyncCompilables:
        """Scripts that are compiled, checked for flaws and executed."""
        from .resources.compilables import AsyncCompilables

        return AsyncCompilables(self)

    @cached_property
    def applications(self) -> AsyncApplications:
        """Mobile applications that can receive push notifications."""
        from .resources.applications import AsyncApplications

        return AsyncApplications(self)

    @cached_property
    def categories(self) -> AsyncCategories:
        """Categories, such as those that actions are sorted into."""
        from .resources.categories import AsyncCategories

        return AsyncCategories(self)

    @cached_property
    def marketing_pressure(self) -> AsyncMarketingPressure:
        """Topics and rules that limit how often a contact is written to."""
        from .resources.marketing_pressure import AsyncMarketingPressure

        return AsyncMarketingPressure(self)
