"""The resources of the client, each imported when one of its classes is first used."""

from .._lazy import lazy

TYPE_CHECKING = False  # as type checkers take it; `typing` costs more than all of this
if TYPE_CHECKING:
    from .actions import Actions as Actions
    from .actions import AsyncActions as AsyncActions
    from .actions_archives import ActionsArchives as ActionsArchives
    from .actions_archives import AsyncActionsArchives as AsyncActionsArchives
    from .actions_events import ActionsEvents as ActionsEvents
    from .actions_events import AsyncActionsEvents as AsyncActionsEvents
    from .actions_reactivities import ActionsReactivities as ActionsReactivities
    from .actions_reactivities import AsyncActionsReactivities as AsyncActionsReactivities
    from .applications import Applications as Applications
    from .applications import AsyncApplications as AsyncApplications
    from .campaigns import AsyncCampaigns as AsyncCampaigns
    from .campaigns import Campaigns as Campaigns
    from .campaigns_events import AsyncCampaignsEvents as AsyncCampaignsEvents
    from .campaigns_events import CampaignsEvents as CampaignsEvents
    from .categories import AsyncCategories as AsyncCategories
    from .categories import Categories as Categories
    from .compilables import AsyncCompilables as AsyncCompilables
    from .compilables import Compilables as Compilables
    from .contacts import AsyncContacts as AsyncContacts
    from .contacts import Contacts as Contacts
    from .contacts_events import AsyncContactsEvents as AsyncContactsEvents
    from .contacts_events import ContactsEvents as ContactsEvents
    from .contacts_redlist import AsyncContactsRedlist as AsyncContactsRedlist
    from .contacts_redlist import ContactsRedlist as ContactsRedlist
    from .contacts_subscriptions import AsyncContactsSubscriptions as AsyncContactsSubscriptions
    from .contacts_subscriptions import ContactsSubscriptions as ContactsSubscriptions
    from .display import AsyncDisplay as AsyncDisplay
    from .display import Display as Display
    from .display_events import AsyncDisplayEvents as AsyncDisplayEvents
    from .display_events import DisplayEvents as DisplayEvents
    from .fields import AsyncFields as AsyncFields
    from .fields import Fields as Fields
    from .imports import AsyncImports as AsyncImports
    from .imports import Imports as Imports
    from .marketing_pressure import AsyncMarketingPressure as AsyncMarketingPressure
    from .marketing_pressure import MarketingPressure as MarketingPressure
    from .notifications import AsyncNotifications as AsyncNotifications
    from .notifications import Notifications as Notifications
    from .notifications_events import AsyncNotificationsEvents as AsyncNotificationsEvents
    from .notifications_events import NotificationsEvents as NotificationsEvents
    from .notifications_reactivities import (
        AsyncNotificationsReactivities as AsyncNotificationsReactivities,
    )
    from .notifications_reactivities import NotificationsReactivities as NotificationsReactivities
    from .notifications_versions import AsyncNotificationsVersions as AsyncNotificationsVersions
    from .notifications_versions import NotificationsVersions as NotificationsVersions
    from .segments import AsyncSegments as AsyncSegments
    from .segments import Segments as Segments
    from .segments_targets import AsyncSegmentsTargets as AsyncSegmentsTargets
    from .segments_targets import SegmentsTargets as SegmentsTargets
    from .subscriptions import AsyncSubscriptions as AsyncSubscriptions
    from .subscriptions import Subscriptions as Subscriptions
    from .value_lists import AsyncValueLists as AsyncValueLists
    from .value_lists import ValueLists as ValueLists
    from .webtasks import AsyncWebtasks as AsyncWebtasks
    from .webtasks import Webtasks as Webtasks
    from .workflows import AsyncWorkflows as AsyncWorkflows
    from .workflows import Workflows as Workflows
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "actions": "Actions AsyncActions",
            "actions_archives": "ActionsArchives AsyncActionsArchives",
            "actions_events": "ActionsEvents AsyncActionsEvents",
            "actions_reactivities": "ActionsReactivities AsyncActionsReactivities",
            "notifications": "Notifications AsyncNotifications",
            "notifications_versions": "NotificationsVersions AsyncNotificationsVersions",
            "notifications_events": "NotificationsEvents AsyncNotificationsEvents",
            "notifications_reactivities": (
                "NotificationsReactivities AsyncNotificationsReactivities"
            ),
            "display": "Display AsyncDisplay",
            "display_events": "DisplayEvents AsyncDisplayEvents",
            "workflows": "Workflows AsyncWorkflows",
            "campaigns": "Campaigns AsyncCampaigns",
            "campaigns_events": "CampaignsEvents AsyncCampaignsEvents",
            "contacts": "Contacts AsyncContacts",
            "contacts_redlist": "ContactsRedlist AsyncContactsRedlist",
            "contacts_subscriptions": "ContactsSubscriptions AsyncContactsSubscriptions",
            "contacts_events": "ContactsEvents AsyncContactsEvents",
            "fields": "Fields AsyncFields",
            "value_lists": "ValueLists AsyncValueLists",
            "segments": "Segments AsyncSegments",
            "segments_targets": "SegmentsTargets AsyncSegmentsTargets",
            "imports": "Imports AsyncImports",
            "subscriptions": "Subscriptions AsyncSubscriptions",
            "webtasks": "Webtasks AsyncWebtasks",
            "compilables": "Compilables AsyncCompilables",
            "applications": "Applications AsyncApplications",
            "categories": "Categories AsyncCategories",
            "marketing_pressure": "MarketingPressure AsyncMarketingPressure",
        },
    )
