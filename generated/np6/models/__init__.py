"""The models, each module imported when one of its classes is first used."""

from .._lazy import lazy

TYPE_CHECKING = False  # as type checkers take it; `typing` costs more than all of this
if TYPE_CHECKING:
    from .action import Action as Action
    from .action_consent import ActionConsent as ActionConsent
    from .action_content import ActionContent as ActionContent
    from .action_informations import ActionInformations as ActionInformations
    from .action_marketing_pressure import ActionMarketingPressure as ActionMarketingPressure
    from .action_monitor import ActionMonitor as ActionMonitor
    from .action_performance import ActionPerformance as ActionPerformance
    from .action_purpose import ActionPurpose as ActionPurpose
    from .action_scheduler import ActionScheduler as ActionScheduler
    from .action_segments import ActionSegments as ActionSegments
    from .action_settings import ActionSettings as ActionSettings
    from .action_state import ActionState as ActionState
    from .action_templating import ActionTemplating as ActionTemplating
    from .action_validation import ActionValidation as ActionValidation
    from .activation_event import ActivationEvent as ActivationEvent
    from .apns_application_provider import ApnsApplicationProvider as ApnsApplicationProvider
    from .apns_certificate import ApnsCertificate as ApnsCertificate
    from .application import Application as Application
    from .application_provider import ApplicationProvider as ApplicationProvider
    from .application_route import ApplicationRoute as ApplicationRoute
    from .application_route_value import ApplicationRouteValue as ApplicationRouteValue
    from .archive import Archive as Archive
    from .bounce import Bounce as Bounce
    from .bounce_analysis import BounceAnalysis as BounceAnalysis
    from .bounce_code import BounceCode as BounceCode
    from .bounce_event import BounceEvent as BounceEvent
    from .bounce_status import BounceStatus as BounceStatus
    from .bounce_subject import BounceSubject as BounceSubject
    from .bounce_subject_detail import BounceSubjectDetail as BounceSubjectDetail
    from .bounce_verdict import BounceVerdict as BounceVerdict
    from .campaign import Campaign as Campaign
    from .campaign_channel_events import CampaignChannelEvents as CampaignChannelEvents
    from .campaign_event_kind import CampaignEventKind as CampaignEventKind
    from .campaign_event_query import CampaignEventQuery as CampaignEventQuery
    from .campaign_item import CampaignItem as CampaignItem
    from .cancellation import Cancellation as Cancellation
    from .cancellation_event import CancellationEvent as CancellationEvent
    from .cancellation_value import CancellationValue as CancellationValue
    from .category import Category as Category
    from .channel import Channel as Channel
    from .compilable import Compilable as Compilable
    from .compilable_flaw import CompilableFlaw as CompilableFlaw
    from .compilable_result import CompilableResult as CompilableResult
    from .complaint_event import ComplaintEvent as ComplaintEvent
    from .contact import Contact as Contact
    from .contact_count import ContactCount as ContactCount
    from .contact_field import ContactField as ContactField
    from .contact_identity import ContactIdentity as ContactIdentity
    from .contact_notification import ContactNotification as ContactNotification
    from .contact_selection import ContactSelection as ContactSelection
    from .conversation_stamp import ConversationStamp as ConversationStamp
    from .database_feature import DatabaseFeature as DatabaseFeature
    from .duplicate_feature import DuplicateFeature as DuplicateFeature
    from .duplicate_rules import DuplicateRules as DuplicateRules
    from .edit_stamp import EditStamp as EditStamp
    from .edition_mode import EditionMode as EditionMode
    from .email_activation import EmailActivation as EmailActivation
    from .email_attachment import EmailAttachment as EmailAttachment
    from .email_content import EmailContent as EmailContent
    from .email_detail import EmailDetail as EmailDetail
    from .email_execution import EmailExecution as EmailExecution
    from .email_from import EmailFrom as EmailFrom
    from .email_headers import EmailHeaders as EmailHeaders
    from .email_link import EmailLink as EmailLink
    from .email_link_type import EmailLinkType as EmailLinkType
    from .email_message import EmailMessage as EmailMessage
    from .email_rendering import EmailRendering as EmailRendering
    from .email_source import EmailSource as EmailSource
    from .event import Event as Event
    from .event_identity import EventIdentity as EventIdentity
    from .event_source import EventSource as EventSource
    from .execution import Execution as Execution
    from .execution_result import ExecutionResult as ExecutionResult
    from .field_constraint import FieldConstraint as FieldConstraint
    from .field_constraint_operator import FieldConstraintOperator as FieldConstraintOperator
    from .firebase_application_provider import (
        FirebaseApplicationProvider as FirebaseApplicationProvider,
    )
    from .firebase_subscription_provider import (
        FirebaseSubscriptionProvider as FirebaseSubscriptionProvider,
    )
    from .footprint_identity import FootprintIdentity as FootprintIdentity
    from .hash_identity import HashIdentity as HashIdentity
    from .hit_event import HitEvent as HitEvent
    from .http_application_provider import HttpApplicationProvider as HttpApplicationProvider
    from .id_identity import IdIdentity as IdIdentity
    from .id_selection import IdSelection as IdSelection
    from .import_definition import ImportDefinition as ImportDefinition
    from .import_execution import ImportExecution as ImportExecution
    from .import_feature import ImportFeature as ImportFeature
    from .import_frequency import ImportFrequency as ImportFrequency
    from .import_occurrence import ImportOccurrence as ImportOccurrence
    from .import_periodicity import ImportPeriodicity as ImportPeriodicity
    from .import_scheduler import ImportScheduler as ImportScheduler
    from .import_source import ImportSource as ImportSource
    from .import_state import ImportState as ImportState
    from .import_validity import ImportValidity as ImportValidity
    from .lifecycle import Lifecycle as Lifecycle
    from .lifecycle_entry import LifecycleEntry as LifecycleEntry
    from .lifecycle_user import LifecycleUser as LifecycleUser
    from .link_rendering import LinkRendering as LinkRendering
    from .link_to_render import LinkToRender as LinkToRender
    from .marketing_pressure_predicate import (
        MarketingPressurePredicate as MarketingPressurePredicate,
    )
    from .marketing_pressure_rule import MarketingPressureRule as MarketingPressureRule
    from .marketing_pressure_topic import MarketingPressureTopic as MarketingPressureTopic
    from .message_error import MessageError as MessageError
    from .message_error_value import MessageErrorValue as MessageErrorValue
    from .message_result import MessageResult as MessageResult
    from .message_success import MessageSuccess as MessageSuccess
    from .new_application import NewApplication as NewApplication
    from .new_category import NewCategory as NewCategory
    from .new_segment import NewSegment as NewSegment
    from .new_value_list import NewValueList as NewValueList
    from .normalization_feature import NormalizationFeature as NormalizationFeature
    from .notification import Notification as Notification
    from .notification_activation import NotificationActivation as NotificationActivation
    from .notification_content import NotificationContent as NotificationContent
    from .notification_detail import NotificationDetail as NotificationDetail
    from .notification_expiration import NotificationExpiration as NotificationExpiration
    from .notification_purpose import NotificationPurpose as NotificationPurpose
    from .notification_receiver import NotificationReceiver as NotificationReceiver
    from .notification_receiver_value import NotificationReceiverValue as NotificationReceiverValue
    from .notification_render_context import NotificationRenderContext as NotificationRenderContext
    from .notification_rendering import NotificationRendering as NotificationRendering
    from .notification_rendering_content import (
        NotificationRenderingContent as NotificationRenderingContent,
    )
    from .notification_rendering_meta import NotificationRenderingMeta as NotificationRenderingMeta
    from .notification_scheduler import NotificationScheduler as NotificationScheduler
    from .notification_settings import NotificationSettings as NotificationSettings
    from .notification_source import NotificationSource as NotificationSource
    from .notification_task import NotificationTask as NotificationTask
    from .notification_test import NotificationTest as NotificationTest
    from .notification_test_recipient import NotificationTestRecipient as NotificationTestRecipient
    from .notification_version import NotificationVersion as NotificationVersion
    from .other_application_provider import OtherApplicationProvider as OtherApplicationProvider
    from .other_event import OtherEvent as OtherEvent
    from .other_feature import OtherFeature as OtherFeature
    from .other_identity import OtherIdentity as OtherIdentity
    from .other_message_result import OtherMessageResult as OtherMessageResult
    from .other_selection import OtherSelection as OtherSelection
    from .other_source import OtherSource as OtherSource
    from .other_subscription_provider import OtherSubscriptionProvider as OtherSubscriptionProvider
    from .period_unit import PeriodUnit as PeriodUnit
    from .recipient import Recipient as Recipient
    from .redirection import Redirection as Redirection
    from .redlist_destination import RedlistDestination as RedlistDestination
    from .redlist_entry import RedlistEntry as RedlistEntry
    from .redlist_feature import RedlistFeature as RedlistFeature
    from .redlist_origin import RedlistOrigin as RedlistOrigin
    from .render_context import RenderContext as RenderContext
    from .render_display import RenderDisplay as RenderDisplay
    from .rendered_links import RenderedLinks as RenderedLinks
    from .rendered_message import RenderedMessage as RenderedMessage
    from .rendered_sender import RenderedSender as RenderedSender
    from .report_feature import ReportFeature as ReportFeature
    from .scripting import Scripting as Scripting
    from .segment import Segment as Segment
    from .segment_selection import SegmentSelection as SegmentSelection
    from .segmentation_feature import SegmentationFeature as SegmentationFeature
    from .sms_message import SmsMessage as SmsMessage
    from .sms_rendering import SmsRendering as SmsRendering
    from .sort_order import SortOrder as SortOrder
    from .started_import_execution import StartedImportExecution as StartedImportExecution
    from .subscription import Subscription as Subscription
    from .subscription_provider import SubscriptionProvider as SubscriptionProvider
    from .target_message import TargetMessage as TargetMessage
    from .unicity_identity import UnicityIdentity as UnicityIdentity
    from .unicity_selection import UnicitySelection as UnicitySelection
    from .value_list import ValueList as ValueList
    from .value_list_item import ValueListItem as ValueListItem
    from .webtask import Webtask as Webtask
    from .webtask_update import WebtaskUpdate as WebtaskUpdate
    from .workflow import Workflow as Workflow
    from .workflow_capping import WorkflowCapping as WorkflowCapping
    from .workflow_capping_period import WorkflowCappingPeriod as WorkflowCappingPeriod
    from .workflow_expression import WorkflowExpression as WorkflowExpression
    from .workflow_listener import WorkflowListener as WorkflowListener
    from .workflow_listener_event import WorkflowListenerEvent as WorkflowListenerEvent
    from .workflow_node import WorkflowNode as WorkflowNode
    from .workflow_node_flow import WorkflowNodeFlow as WorkflowNodeFlow
    from .workflow_scheduler import WorkflowScheduler as WorkflowScheduler
    from .workflow_state import WorkflowState as WorkflowState
    from .workflow_task import WorkflowTask as WorkflowTask
    from .workflow_task_provider import WorkflowTaskProvider as WorkflowTaskProvider
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "action": "Action",
            "action_informations": "ActionInformations",
            "action_state": "ActionState",
            "action_settings": "ActionSettings",
            "action_templating": "ActionTemplating",
            "edition_mode": "EditionMode",
            "action_purpose": "ActionPurpose",
            "action_consent": "ActionConsent",
            "action_performance": "ActionPerformance",
            "action_marketing_pressure": "ActionMarketingPressure",
            "action_scheduler": "ActionScheduler",
            "action_segments": "ActionSegments",
            "action_content": "ActionContent",
            "email_headers": "EmailHeaders",
            "email_from": "EmailFrom",
            "action_monitor": "ActionMonitor",
            "action_validation": "ActionValidation",
            "email_rendering": "EmailRendering",
            "footprint_identity": "FootprintIdentity",
            "id_identity": "IdIdentity",
            "unicity_identity": "UnicityIdentity",
            "hash_identity": "HashIdentity",
            "other_identity": "OtherIdentity",
            "contact_identity": "ContactIdentity",
            "conversation_stamp": "ConversationStamp",
            "email_content": "EmailContent",
            "render_context": "RenderContext",
            "render_display": "RenderDisplay",
            "sms_rendering": "SmsRendering",
            "rendered_message": "RenderedMessage",
            "rendered_sender": "RenderedSender",
            "email_message": "EmailMessage",
            "email_attachment": "EmailAttachment",
            "sms_message": "SmsMessage",
            "message_success": "MessageSuccess",
            "message_error": "MessageError",
            "message_error_value": "MessageErrorValue",
            "other_message_result": "OtherMessageResult",
            "message_result": "MessageResult",
            "link_rendering": "LinkRendering",
            "link_to_render": "LinkToRender",
            "rendered_links": "RenderedLinks",
            "target_message": "TargetMessage",
            "notification": "Notification",
            "edit_stamp": "EditStamp",
            "notification_settings": "NotificationSettings",
            "notification_purpose": "NotificationPurpose",
            "notification_expiration": "NotificationExpiration",
            "notification_task": "NotificationTask",
            "notification_scheduler": "NotificationScheduler",
            "notification_version": "NotificationVersion",
            "scripting": "Scripting",
            "notification_content": "NotificationContent",
            "redirection": "Redirection",
            "channel": "Channel",
            "notification_rendering": "NotificationRendering",
            "notification_rendering_meta": "NotificationRenderingMeta",
            "notification_rendering_content": "NotificationRenderingContent",
            "notification_render_context": "NotificationRenderContext",
            "notification_test": "NotificationTest",
            "notification_test_recipient": "NotificationTestRecipient",
            "execution": "Execution",
            "recipient": "Recipient",
            "execution_result": "ExecutionResult",
            "archive": "Archive",
            "sort_order": "SortOrder",
            "activation_event": "ActivationEvent",
            "event_identity": "EventIdentity",
            "email_source": "EmailSource",
            "email_detail": "EmailDetail",
            "email_execution": "EmailExecution",
            "email_activation": "EmailActivation",
            "cancellation": "Cancellation",
            "cancellation_value": "CancellationValue",
            "bounce": "Bounce",
            "bounce_status": "BounceStatus",
            "bounce_code": "BounceCode",
            "bounce_analysis": "BounceAnalysis",
            "bounce_verdict": "BounceVerdict",
            "bounce_subject": "BounceSubject",
            "bounce_subject_detail": "BounceSubjectDetail",
            "email_link": "EmailLink",
            "email_link_type": "EmailLinkType",
            "notification_source": "NotificationSource",
            "notification_detail": "NotificationDetail",
            "notification_activation": "NotificationActivation",
            "notification_receiver": "NotificationReceiver",
            "notification_receiver_value": "NotificationReceiverValue",
            "other_source": "OtherSource",
            "event_source": "EventSource",
            "cancellation_event": "CancellationEvent",
            "bounce_event": "BounceEvent",
            "hit_event": "HitEvent",
            "complaint_event": "ComplaintEvent",
            "other_event": "OtherEvent",
            "event": "Event",
            "workflow": "Workflow",
            "workflow_state": "WorkflowState",
            "workflow_listener": "WorkflowListener",
            "workflow_listener_event": "WorkflowListenerEvent",
            "workflow_capping": "WorkflowCapping",
            "workflow_expression": "WorkflowExpression",
            "workflow_capping_period": "WorkflowCappingPeriod",
            "period_unit": "PeriodUnit",
            "workflow_node": "WorkflowNode",
            "workflow_node_flow": "WorkflowNodeFlow",
            "workflow_task": "WorkflowTask",
            "workflow_scheduler": "WorkflowScheduler",
            "workflow_task_provider": "WorkflowTaskProvider",
            "campaign": "Campaign",
            "campaign_item": "CampaignItem",
            "campaign_event_query": "CampaignEventQuery",
            "campaign_channel_events": "CampaignChannelEvents",
            "campaign_event_kind": "CampaignEventKind",
            "contact": "Contact",
            "unicity_selection": "UnicitySelection",
            "id_selection": "IdSelection",
            "segment_selection": "SegmentSelection",
            "other_selection": "OtherSelection",
            "contact_selection": "ContactSelection",
            "contact_count": "ContactCount",
            "redlist_entry": "RedlistEntry",
            "redlist_origin": "RedlistOrigin",
            "contact_notification": "ContactNotification",
            "contact_field": "ContactField",
            "field_constraint": "FieldConstraint",
            "field_constraint_operator": "FieldConstraintOperator",
            "value_list": "ValueList",
            "value_list_item": "ValueListItem",
            "new_value_list": "NewValueList",
            "segment": "Segment",
            "new_segment": "NewSegment",
            "import_definition": "ImportDefinition",
            "report_feature": "ReportFeature",
            "database_feature": "DatabaseFeature",
            "duplicate_feature": "DuplicateFeature",
            "duplicate_rules": "DuplicateRules",
            "segmentation_feature": "SegmentationFeature",
            "normalization_feature": "NormalizationFeature",
            "redlist_feature": "RedlistFeature",
            "redlist_destination": "RedlistDestination",
            "other_feature": "OtherFeature",
            "import_feature": "ImportFeature",
            "import_source": "ImportSource",
            "import_scheduler": "ImportScheduler",
            "import_frequency": "ImportFrequency",
            "import_occurrence": "ImportOccurrence",
            "import_periodicity": "ImportPeriodicity",
            "import_validity": "ImportValidity",
            "import_execution": "ImportExecution",
            "import_state": "ImportState",
            "started_import_execution": "StartedImportExecution",
            "subscription": "Subscription",
            "lifecycle": "Lifecycle",
            "lifecycle_entry": "LifecycleEntry",
            "lifecycle_user": "LifecycleUser",
            "firebase_subscription_provider": "FirebaseSubscriptionProvider",
            "other_subscription_provider": "OtherSubscriptionProvider",
            "subscription_provider": "SubscriptionProvider",
            "webtask": "Webtask",
            "webtask_update": "WebtaskUpdate",
            "compilable_result": "CompilableResult",
            "compilable_flaw": "CompilableFlaw",
            "compilable": "Compilable",
            "application": "Application",
            "firebase_application_provider": "FirebaseApplicationProvider",
            "http_application_provider": "HttpApplicationProvider",
            "apns_application_provider": "ApnsApplicationProvider",
            "apns_certificate": "ApnsCertificate",
            "other_application_provider": "OtherApplicationProvider",
            "application_provider": "ApplicationProvider",
            "application_route": "ApplicationRoute",
            "application_route_value": "ApplicationRouteValue",
            "new_application": "NewApplication",
            "category": "Category",
            "new_category": "NewCategory",
            "marketing_pressure_topic": "MarketingPressureTopic",
            "marketing_pressure_rule": "MarketingPressureRule",
            "marketing_pressure_predicate": "MarketingPressurePredicate",
        },
    )
