"""What arguments take besides models: objects as plain dicts, made when one is first used."""

from .._lazy import lazy

TYPE_CHECKING = False  # as type checkers take it; `typing` costs more than all of this
if TYPE_CHECKING:
    from ._typed_dicts import ActionContentDict as ActionContentDict
    from ._typed_dicts import ActionDict as ActionDict
    from ._typed_dicts import ActionInformationsDict as ActionInformationsDict
    from ._typed_dicts import ActionMarketingPressureDict as ActionMarketingPressureDict
    from ._typed_dicts import ActionMonitorDict as ActionMonitorDict
    from ._typed_dicts import ActionPerformanceDict as ActionPerformanceDict
    from ._typed_dicts import ActionPurposeDict as ActionPurposeDict
    from ._typed_dicts import ActionSchedulerDict as ActionSchedulerDict
    from ._typed_dicts import ActionSegmentsDict as ActionSegmentsDict
    from ._typed_dicts import ActionSettingsDict as ActionSettingsDict
    from ._typed_dicts import ActionTemplatingDict as ActionTemplatingDict
    from ._typed_dicts import ActionValidationDict as ActionValidationDict
    from ._typed_dicts import ApnsApplicationProviderDict as ApnsApplicationProviderDict
    from ._typed_dicts import ApnsCertificateDict as ApnsCertificateDict
    from ._typed_dicts import ApplicationRouteDict as ApplicationRouteDict
    from ._typed_dicts import ApplicationRouteValueDict as ApplicationRouteValueDict
    from ._typed_dicts import CampaignChannelEventsDict as CampaignChannelEventsDict
    from ._typed_dicts import CampaignDict as CampaignDict
    from ._typed_dicts import CampaignEventKindDict as CampaignEventKindDict
    from ._typed_dicts import CampaignEventQueryDict as CampaignEventQueryDict
    from ._typed_dicts import CampaignItemDict as CampaignItemDict
    from ._typed_dicts import CategoryDict as CategoryDict
    from ._typed_dicts import ChannelDict as ChannelDict
    from ._typed_dicts import ContactFieldDict as ContactFieldDict
    from ._typed_dicts import ConversationStampDict as ConversationStampDict
    from ._typed_dicts import DatabaseFeatureDict as DatabaseFeatureDict
    from ._typed_dicts import DuplicateFeatureDict as DuplicateFeatureDict
    from ._typed_dicts import DuplicateRulesDict as DuplicateRulesDict
    from ._typed_dicts import EditStampDict as EditStampDict
    from ._typed_dicts import EmailAttachmentDict as EmailAttachmentDict
    from ._typed_dicts import EmailContentDict as EmailContentDict
    from ._typed_dicts import EmailFromDict as EmailFromDict
    from ._typed_dicts import EmailHeadersDict as EmailHeadersDict
    from ._typed_dicts import EmailMessageDict as EmailMessageDict
    from ._typed_dicts import EmailRenderingDict as EmailRenderingDict
    from ._typed_dicts import ExecutionDict as ExecutionDict
    from ._typed_dicts import FieldConstraintDict as FieldConstraintDict
    from ._typed_dicts import FirebaseApplicationProviderDict as FirebaseApplicationProviderDict
    from ._typed_dicts import FirebaseSubscriptionProviderDict as FirebaseSubscriptionProviderDict
    from ._typed_dicts import FootprintIdentityDict as FootprintIdentityDict
    from ._typed_dicts import HashIdentityDict as HashIdentityDict
    from ._typed_dicts import HttpApplicationProviderDict as HttpApplicationProviderDict
    from ._typed_dicts import IdIdentityDict as IdIdentityDict
    from ._typed_dicts import IdSelectionDict as IdSelectionDict
    from ._typed_dicts import ImportDefinitionDict as ImportDefinitionDict
    from ._typed_dicts import ImportFrequencyDict as ImportFrequencyDict
    from ._typed_dicts import ImportOccurrenceDict as ImportOccurrenceDict
    from ._typed_dicts import ImportPeriodicityDict as ImportPeriodicityDict
    from ._typed_dicts import ImportSchedulerDict as ImportSchedulerDict
    from ._typed_dicts import ImportSourceDict as ImportSourceDict
    from ._typed_dicts import ImportValidityDict as ImportValidityDict
    from ._typed_dicts import LifecycleDict as LifecycleDict
    from ._typed_dicts import LifecycleEntryDict as LifecycleEntryDict
    from ._typed_dicts import LifecycleUserDict as LifecycleUserDict
    from ._typed_dicts import LinkRenderingDict as LinkRenderingDict
    from ._typed_dicts import LinkToRenderDict as LinkToRenderDict
    from ._typed_dicts import NewApplicationDict as NewApplicationDict
    from ._typed_dicts import NewCategoryDict as NewCategoryDict
    from ._typed_dicts import NewSegmentDict as NewSegmentDict
    from ._typed_dicts import NewValueListDict as NewValueListDict
    from ._typed_dicts import NormalizationFeatureDict as NormalizationFeatureDict
    from ._typed_dicts import NotificationContentDict as NotificationContentDict
    from ._typed_dicts import NotificationDict as NotificationDict
    from ._typed_dicts import NotificationExpirationDict as NotificationExpirationDict
    from ._typed_dicts import NotificationPurposeDict as NotificationPurposeDict
    from ._typed_dicts import NotificationRenderContextDict as NotificationRenderContextDict
    from ._typed_dicts import NotificationSchedulerDict as NotificationSchedulerDict
    from ._typed_dicts import NotificationSettingsDict as NotificationSettingsDict
    from ._typed_dicts import NotificationTaskDict as NotificationTaskDict
    from ._typed_dicts import NotificationTestDict as NotificationTestDict
    from ._typed_dicts import NotificationTestRecipientDict as NotificationTestRecipientDict
    from ._typed_dicts import NotificationVersionDict as NotificationVersionDict
    from ._typed_dicts import OtherApplicationProviderDict as OtherApplicationProviderDict
    from ._typed_dicts import OtherFeatureDict as OtherFeatureDict
    from ._typed_dicts import OtherIdentityDict as OtherIdentityDict
    from ._typed_dicts import OtherSelectionDict as OtherSelectionDict
    from ._typed_dicts import OtherSubscriptionProviderDict as OtherSubscriptionProviderDict
    from ._typed_dicts import RecipientDict as RecipientDict
    from ._typed_dicts import RedirectionDict as RedirectionDict
    from ._typed_dicts import RedlistDestinationDict as RedlistDestinationDict
    from ._typed_dicts import RedlistEntryDict as RedlistEntryDict
    from ._typed_dicts import RedlistFeatureDict as RedlistFeatureDict
    from ._typed_dicts import RenderContextDict as RenderContextDict
    from ._typed_dicts import ReportFeatureDict as ReportFeatureDict
    from ._typed_dicts import ScriptingDict as ScriptingDict
    from ._typed_dicts import SegmentationFeatureDict as SegmentationFeatureDict
    from ._typed_dicts import SegmentDict as SegmentDict
    from ._typed_dicts import SegmentSelectionDict as SegmentSelectionDict
    from ._typed_dicts import SmsMessageDict as SmsMessageDict
    from ._typed_dicts import SmsRenderingDict as SmsRenderingDict
    from ._typed_dicts import SubscriptionDict as SubscriptionDict
    from ._typed_dicts import TargetMessageDict as TargetMessageDict
    from ._typed_dicts import UnicityIdentityDict as UnicityIdentityDict
    from ._typed_dicts import UnicitySelectionDict as UnicitySelectionDict
    from ._typed_dicts import ValueListDict as ValueListDict
    from ._typed_dicts import ValueListItemDict as ValueListItemDict
    from ._typed_dicts import WebtaskDict as WebtaskDict
    from ._typed_dicts import WorkflowCappingDict as WorkflowCappingDict
    from ._typed_dicts import WorkflowCappingPeriodDict as WorkflowCappingPeriodDict
    from ._typed_dicts import WorkflowDict as WorkflowDict
    from ._typed_dicts import WorkflowExpressionDict as WorkflowExpressionDict
    from ._typed_dicts import WorkflowListenerDict as WorkflowListenerDict
    from ._typed_dicts import WorkflowListenerEventDict as WorkflowListenerEventDict
    from ._typed_dicts import WorkflowNodeDict as WorkflowNodeDict
    from ._typed_dicts import WorkflowNodeFlowDict as WorkflowNodeFlowDict
    from ._typed_dicts import WorkflowSchedulerDict as WorkflowSchedulerDict
    from ._typed_dicts import WorkflowTaskDict as WorkflowTaskDict
    from ._typed_dicts import WorkflowTaskProviderDict as WorkflowTaskProviderDict
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "_typed_dicts": (
                "ActionDict ActionInformationsDict ActionSettingsDict ActionTemplatingDict "
                "ActionPurposeDict ActionPerformanceDict ActionMarketingPressureDict "
                "ActionSchedulerDict ActionSegmentsDict ActionContentDict EmailHeadersDict "
                "EmailFromDict ActionMonitorDict ActionValidationDict EmailRenderingDict "
                "FootprintIdentityDict IdIdentityDict UnicityIdentityDict HashIdentityDict "
                "OtherIdentityDict ConversationStampDict EmailContentDict RenderContextDict "
                "SmsRenderingDict EmailMessageDict EmailAttachmentDict SmsMessageDict "
                "LinkRenderingDict LinkToRenderDict TargetMessageDict NotificationDict "
                "EditStampDict NotificationSettingsDict NotificationPurposeDict "
                "NotificationExpirationDict NotificationTaskDict NotificationSchedulerDict "
                "NotificationVersionDict ScriptingDict NotificationContentDict RedirectionDict "
                "ChannelDict NotificationRenderContextDict NotificationTestDict "
                "NotificationTestRecipientDict ExecutionDict RecipientDict WorkflowDict "
                "WorkflowListenerDict WorkflowListenerEventDict WorkflowCappingDict "
                "WorkflowExpressionDict WorkflowCappingPeriodDict WorkflowNodeDict "
                "WorkflowNodeFlowDict WorkflowTaskDict WorkflowSchedulerDict "
                "WorkflowTaskProviderDict CampaignDict CampaignItemDict CampaignEventQueryDict "
                "CampaignChannelEventsDict CampaignEventKindDict UnicitySelectionDict "
                "IdSelectionDict SegmentSelectionDict OtherSelectionDict RedlistEntryDict "
                "ContactFieldDict FieldConstraintDict ValueListDict ValueListItemDict "
                "NewValueListDict SegmentDict NewSegmentDict ImportDefinitionDict "
                "ReportFeatureDict DatabaseFeatureDict DuplicateFeatureDict DuplicateRulesDict "
                "SegmentationFeatureDict NormalizationFeatureDict RedlistFeatureDict "
                "RedlistDestinationDict OtherFeatureDict ImportSourceDict ImportSchedulerDict "
                "ImportFrequencyDict ImportOccurrenceDict ImportPeriodicityDict "
                "ImportValidityDict SubscriptionDict LifecycleDict LifecycleEntryDict "
                "LifecycleUserDict FirebaseSubscriptionProviderDict "
                "OtherSubscriptionProviderDict WebtaskDict FirebaseApplicationProviderDict "
                "HttpApplicationProviderDict ApnsApplicationProviderDict ApnsCertificateDict "
                "OtherApplicationProviderDict ApplicationRouteDict ApplicationRouteValueDict "
                "NewApplicationDict CategoryDict NewCategoryDict"
            ),
        },
    )
