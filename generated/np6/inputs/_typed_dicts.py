"""Objects as plain dicts, as arguments take them: named after the models, keys as on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Required
from uuid import UUID

from typing_extensions import TypedDict

from .. import models


class ActionDict(TypedDict, total=False):
    """An action, which is an e-mail or an SMS as it is set up. The fields shown here are those of
    an e-mail.
    """

    type: str
    id: str
    name: str
    description: str | None
    creationDate: datetime
    informations: models.ActionInformations | ActionInformationsDict
    settings: models.ActionSettings | ActionSettingsDict | Mapping[str, Any]
    scheduler: models.ActionScheduler | ActionSchedulerDict | Mapping[str, Any]
    content: models.ActionContent | ActionContentDict | Mapping[str, Any]
    monitor: models.ActionMonitor | ActionMonitorDict | Mapping[str, Any]


class ActionInformationsDict(TypedDict, total=False):
    """Where an action is filed, and its state."""

    folder: int | None
    category: int | None
    state: (
        models.ActionState
        | Literal[10, 20, 30, 35, 36, 38, 40, 50, 55, 60, 80, 90, 100]
        | int
        | None
    )


class ActionSettingsDict(TypedDict, total=False):
    """The settings of an e-mail action. Most are known from samples alone and described by what
    their names say.
    """

    templating: models.ActionTemplating | ActionTemplatingDict | Mapping[str, Any]
    editionMode: models.EditionMode | Literal[0, 1, 2]
    purpose: models.ActionPurpose | ActionPurposeDict | Mapping[str, Any]
    consent: models.ActionConsent | Literal[0, 1, 2]
    priority: bool
    importance: bool
    environment: Mapping[str, Any]
    field: int
    culture: str
    contentFormat: int
    useFormLinkSSL: bool
    sendingProfile: int
    performance: models.ActionPerformance | ActionPerformanceDict | Mapping[str, Any]
    mp: models.ActionMarketingPressure | ActionMarketingPressureDict | Mapping[str, Any]
    webAnalyser: int | None
    archive: bool
    smsFormat: int
    smsType: int
    countries: Sequence[Any]


class ActionTemplatingDict(TypedDict, total=False):
    """How the content of an action is templated."""

    version: str


class ActionPurposeDict(TypedDict, total=False):
    """Why an action is sent."""

    type: str


class ActionPerformanceDict(TypedDict, total=False):
    """The rates by which an action is judged. Their unit is not documented."""

    openingRate: float
    clickRate: float
    unsubscribedRate: float


class ActionMarketingPressureDict(TypedDict, total=False):
    """What an action has to do with marketing pressure."""

    use: bool
    increment: bool


class ActionSchedulerDict(TypedDict, total=False):
    """When an action runs."""

    type: str
    startDate: datetime | None
    endDate: datetime | None
    segments: models.ActionSegments | ActionSegmentsDict | Mapping[str, Any]
    speed: int


class ActionSegmentsDict(TypedDict, total=False):
    """The segments that a campaign goes to. Known from older documentation."""

    selected: Sequence[int]
    excluded: Sequence[int]


class ActionContentDict(TypedDict, total=False):
    """What an e-mail action sends."""

    headers: models.EmailHeaders | EmailHeadersDict
    subject: str
    html: str
    text: str
    textContent: str


EmailHeadersDict = TypedDict(
    "EmailHeadersDict",
    {
        "from": "models.EmailFrom | EmailFromDict",
        "reply": "str | None",
    },
    total=False,
)
"""Who an e-mail comes from, and where replies go. In a message or a rendering, what is given
replaces the action's.
"""


class EmailFromDict(TypedDict, total=False):
    """Who an e-mail comes from."""

    prefix: str
    domain: str
    label: str


class ActionMonitorDict(TypedDict, total=False):
    """What came of an action. Known from older documentation."""

    lastSent: Mapping[str, Any]


class ActionValidationDict(TypedDict, total=False):
    """How an action is tested or validated, or how that is taken back."""

    fortest: bool | None
    campaignAnalyser: bool | None
    testSegments: Sequence[int] | None
    mediaForTest: str | None
    textandHtml: bool | None
    comments: str | None
    variables: Sequence[Mapping[str, Any]]


class EmailRenderingDict(TypedDict, total=False):
    """Asks how an e-mail action looks for one contact. What is left out is taken from the
    action.
    """

    receiver: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )
    related: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )
    data: Mapping[str, Any]
    blocks: Sequence[Mapping[str, Any]]
    variables: Sequence[Mapping[str, Any]]
    stamp: models.ConversationStamp | ConversationStampDict
    headers: models.EmailHeaders | EmailHeadersDict
    subject: str
    content: models.EmailContent | EmailContentDict | Mapping[str, Any]
    context: models.RenderContext | RenderContextDict


class FootprintIdentityDict(TypedDict, total=False):
    """Names a contact by all its identifiers together."""

    type: Required[Literal["footprint"]]
    id: str
    unicity: str
    hash: str


class IdIdentityDict(TypedDict, total=False):
    """Names a contact by its identifier."""

    type: Required[Literal["id"]]
    value: str


class UnicityIdentityDict(TypedDict, total=False):
    """Names a contact by its unicity, which is the value or the values that its account tells
    contacts apart by. The reference's pages show no sample of this form; observed.
    """

    type: Required[Literal["unicity"]]
    value: Sequence[str]


class HashIdentityDict(TypedDict, total=False):
    """Names a contact by its hash. The reference's pages show no sample of this form; observed."""

    type: Required[Literal["hash"]]
    value: str


class OtherIdentityDict(TypedDict, total=False):
    """Names a contact in a form that the reference does not show."""

    type: str
    value: Any


class ConversationStampDict(TypedDict, total=False):
    """Ties a message to the conversation that it belongs to."""

    time: datetime | int
    id: UUID | str
    thread: UUID | str
    set: UUID | str


class EmailContentDict(TypedDict, total=False):
    """The content that replaces the content of an e-mail action."""

    type: str
    html: str
    text: str
    amp: str


class RenderContextDict(TypedDict, total=False):
    """Which content is rendered, and how."""

    id: str
    display: models.RenderDisplay | Literal[0, 1, 2, 4, 8, 16]
    render: int
    recipient: str


class SmsRenderingDict(TypedDict):
    """Asks how an SMS action looks for one contact. The reference does not show its fields."""


class EmailMessageDict(TypedDict, total=False):
    """One e-mail to send. What is left out is taken from the action."""

    recipient: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )
    related: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )
    copies: Sequence[Any]
    headers: models.EmailHeaders | EmailHeadersDict
    subject: str
    attachments: Sequence[models.EmailAttachment | EmailAttachmentDict]
    content: Mapping[str, Any]
    data: Mapping[str, Any]
    blocks: Sequence[Any]
    variables: Sequence[Any]
    stamp: models.ConversationStamp | ConversationStampDict
    urgent: bool
    important: bool


class EmailAttachmentDict(TypedDict, total=False):
    """A file that is attached to an e-mail."""

    name: str
    mime: str
    data: Mapping[str, Any]


class SmsMessageDict(TypedDict):
    """One SMS to send. The reference does not show its fields."""


class LinkRenderingDict(TypedDict, total=False):
    """Asks how links of an action look for one contact."""

    receiver: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )
    data: Mapping[str, Any]
    variables: Sequence[Mapping[str, Any]]
    context: models.RenderContext | RenderContextDict
    stamp: models.ConversationStamp | ConversationStampDict
    links: Sequence[models.LinkToRender | LinkToRenderDict | Mapping[str, Any]]


class LinkToRenderDict(TypedDict, total=False):
    """A link to render. Its kinds are not documented."""

    type: str
    destination: Mapping[str, Any]


class TargetMessageDict(TypedDict, total=False):
    """What to send to one contact. For an e-mail, a field that the reference mentions without its
    whole name (it starts with `co`) replaces the content.
    """

    data: Mapping[str, Any]


class NotificationDict(TypedDict, total=False):
    """A notification as it is set up, with all its versions."""

    type: str
    id: int
    name: str
    description: str
    stamp: models.EditStamp | EditStampDict
    active: bool
    settings: models.NotificationSettings | NotificationSettingsDict
    application: UUID | str
    task: models.NotificationTask | NotificationTaskDict
    versions: Sequence[models.NotificationVersion | NotificationVersionDict]


class EditStampDict(TypedDict, total=False):
    """When an item was created and last changed."""

    creation: datetime
    modification: datetime


class NotificationSettingsDict(TypedDict, total=False):
    """The settings of a notification."""

    urgent: bool
    purpose: models.NotificationPurpose | NotificationPurposeDict | Mapping[str, Any]
    expiration: models.NotificationExpiration | NotificationExpirationDict | Mapping[str, Any]
    mp: Mapping[str, Any]


class NotificationPurposeDict(TypedDict, total=False):
    """Why a notification is sent. The reference names two purposes, Marketing and Service."""

    type: str


class NotificationExpirationDict(TypedDict, total=False):
    """When a notification lapses."""

    type: str
    value: Mapping[str, Any]


class NotificationTaskDict(TypedDict, total=False):
    """The task that triggers a notification."""

    id: UUID | str
    name: str
    description: str
    scheduler: models.NotificationScheduler | NotificationSchedulerDict | Mapping[str, Any]


class NotificationSchedulerDict(TypedDict, total=False):
    """When the task of a notification runs."""

    type: str


class NotificationVersionDict(TypedDict, total=False):
    """One version of a notification."""

    id: UUID | str
    master: bool
    label: str
    stamp: models.EditStamp | EditStampDict
    scripting: models.Scripting | ScriptingDict | Mapping[str, Any]
    content: models.NotificationContent | NotificationContentDict | Mapping[str, Any]
    redirection: models.Redirection | RedirectionDict | Mapping[str, Any]
    channel: models.Channel | ChannelDict | Mapping[str, Any]


class ScriptingDict(TypedDict, total=False):
    """What a script runs with. In the sample of a web task the lists are null."""

    version: str
    environment: Mapping[str, Any]
    imports: Sequence[Mapping[str, Any]] | None
    initializers: Sequence[Mapping[str, Any]] | None
    filters: Sequence[Mapping[str, Any]] | None


class NotificationContentDict(TypedDict, total=False):
    """What a version of a notification shows."""

    type: str


class RedirectionDict(TypedDict, total=False):
    """Where a notification leads when it is opened."""

    type: str


class ChannelDict(TypedDict, total=False):
    """The channel that shows a notification."""

    type: str


class NotificationRenderContextDict(TypedDict, total=False):
    """What a version of a notification is rendered with. The reference describes more than the
    receiver, without names.
    """

    receiver: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )


class NotificationTestDict(TypedDict, total=False):
    """One test of a version. Whatever is left out is taken from the version."""

    recipient: models.NotificationTestRecipient | NotificationTestRecipientDict | Mapping[str, Any]
    title: str
    body: str
    icon: str
    thumbnail: str
    image: str
    data: Mapping[str, Any]
    variables: Sequence[Mapping[str, Any]]
    expiration: models.NotificationExpiration | NotificationExpirationDict | Mapping[str, Any]
    redirection: models.Redirection | RedirectionDict | Mapping[str, Any]
    channel: models.Channel | ChannelDict | Mapping[str, Any]


class NotificationTestRecipientDict(TypedDict, total=False):
    """Says who receives a test. Unlike the recipient of an execution it has a number."""

    type: str
    value: int


class ExecutionDict(TypedDict, total=False):
    """One execution of a notification. Whatever is left out is taken from the notification."""

    recipient: models.Recipient | RecipientDict | Mapping[str, Any]
    title: str
    body: str
    icon: str
    thumbnail: str
    image: str
    data: Mapping[str, Any]
    variables: Sequence[Mapping[str, Any]]
    redirection: models.Redirection | RedirectionDict | Mapping[str, Any]
    channel: models.Channel | ChannelDict | Mapping[str, Any]
    stamp: models.ConversationStamp | ConversationStampDict
    urgent: bool


class RecipientDict(TypedDict, total=False):
    """Says who receives a notification."""

    type: str
    value: Mapping[str, Any]


class WorkflowDict(TypedDict, total=False):
    """A workflow, with what starts it, what it does and how often it may do so."""

    id: int
    name: str
    description: str
    state: models.WorkflowState | Literal[0, 1]
    creationDate: datetime
    updateDate: datetime
    scripting: models.Scripting | ScriptingDict | Mapping[str, Any]
    settings: Mapping[str, Any]
    listeners: Sequence[models.WorkflowListener | WorkflowListenerDict]
    capping: Sequence[models.WorkflowCapping | WorkflowCappingDict]
    nodes: Sequence[models.WorkflowNode | WorkflowNodeDict | Mapping[str, Any]]
    tasks: Sequence[models.WorkflowTask | WorkflowTaskDict]


class WorkflowListenerDict(TypedDict, total=False):
    """An event that a workflow listens to, and the node that handles it."""

    id: str
    name: str
    description: str
    event: models.WorkflowListenerEvent | WorkflowListenerEventDict | Mapping[str, Any]
    handler: str


class WorkflowListenerEventDict(TypedDict, total=False):
    """An event that a workflow listens to."""

    type: str


class WorkflowCappingDict(TypedDict, total=False):
    """A limit on how often nodes run. A counter is kept under a key and grows each time; the
    decision is taken on the threshold that it reaches within the period.
    """

    key: models.WorkflowExpression | WorkflowExpressionDict | Mapping[str, Any]
    increment: int
    threshold: int
    period: models.WorkflowCappingPeriod | WorkflowCappingPeriodDict | Mapping[str, Any]
    nodes: Sequence[str]


class WorkflowExpressionDict(TypedDict, total=False):
    """What a workflow takes a value from. The reference shows the literal form only."""

    type: str
    value: Mapping[str, Any]


class WorkflowCappingPeriodDict(TypedDict, total=False):
    """The time that a capping covers."""

    type: str
    unit: models.PeriodUnit | str
    value: int


class WorkflowNodeDict(TypedDict, total=False):
    """A node of a workflow. The reference shows the fields of one kind of node, one that emits an
    event; nodes of other kinds may have others. A node may also carry a note on why it is there,
    mostly written by AI, whose field is not shown.
    """

    type: str
    id: str
    name: str
    description: str
    default: bool
    settings: Mapping[str, Any]
    next: str
    event: models.WorkflowExpression | WorkflowExpressionDict | Mapping[str, Any]
    data: models.WorkflowExpression | WorkflowExpressionDict | Mapping[str, Any]
    flow: models.WorkflowNodeFlow | WorkflowNodeFlowDict | Mapping[str, Any]


class WorkflowNodeFlowDict(TypedDict, total=False):
    """Where a workflow goes after a node."""

    type: str
    value: str


class WorkflowTaskDict(TypedDict, total=False):
    """A task that runs a workflow on a schedule."""

    id: str
    name: str
    description: str
    schedulers: Sequence[models.WorkflowScheduler | WorkflowSchedulerDict | Mapping[str, Any]]
    provider: models.WorkflowTaskProvider | WorkflowTaskProviderDict | Mapping[str, Any]
    handler: str


class WorkflowSchedulerDict(TypedDict, total=False):
    """When a task of a workflow runs. How the parts of the time are written is not documented, and
    schedulers of other kinds may have other fields.
    """

    type: str
    id: str
    name: str
    timeZone: Mapping[str, Any]
    minute: str
    hour: str
    dayOfMonth: str
    month: str
    dayOfWeek: str


class WorkflowTaskProviderDict(TypedDict, total=False):
    """Where a task gets the data that it runs a workflow with. Providers of other kinds may have
    other fields.
    """

    type: str
    value: Mapping[str, Any]
    projection: Mapping[str, Any]


class CampaignDict(TypedDict, total=False):
    """A campaign, which bundles items such as actions."""

    id: UUID | str
    name: str
    description: str
    startDate: datetime
    endDate: datetime
    creationDate: datetime
    updateDate: datetime
    items: Sequence[models.CampaignItem | CampaignItemDict | Mapping[str, Any]]


class CampaignItemDict(TypedDict, total=False):
    """Something that belongs to a campaign. The reference shows the fields of one type of item,
    without its name.
    """

    type: str
    id: int


class CampaignEventQueryDict(TypedDict, total=False):
    """Says which events of a campaign are wanted."""

    itemsEvents: Sequence[
        models.CampaignChannelEvents | CampaignChannelEventsDict | Mapping[str, Any]
    ]


class CampaignChannelEventsDict(TypedDict, total=False):
    """Which events of one channel are wanted, and of which items."""

    type: str
    events: Sequence[models.CampaignEventKind | CampaignEventKindDict | Mapping[str, Any]]
    items: Sequence[int | str]


class CampaignEventKindDict(TypedDict, total=False):
    """A kind of event, narrowed to some of its subtypes."""

    type: str
    subtypes: Sequence[str]


class UnicitySelectionDict(TypedDict, total=False):
    """Selects contacts by their unicities. Known from older documentation."""

    type: Required[Literal["unicity"]]
    value: Sequence[Sequence[str]]


class IdSelectionDict(TypedDict, total=False):
    """Selects contacts by their identifiers. Known from older documentation."""

    type: Required[Literal["id"]]
    value: Sequence[str]


class SegmentSelectionDict(TypedDict, total=False):
    """Selects every contact of a segment."""

    type: Required[Literal["segment"]]
    value: int


class OtherSelectionDict(TypedDict, total=False):
    """Selects contacts in a way that is not known."""

    type: str


class RedlistEntryDict(TypedDict, total=False):
    """The place of a contact on a redlist."""

    id: str
    timestamp: datetime | None
    origin: models.RedlistOrigin | Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    detail: Mapping[str, Any]


class ContactFieldDict(TypedDict, total=False):
    """A field that describes a contact."""

    type: str
    id: int
    name: str
    isUnicity: bool
    isMandatory: bool
    isCriterion: bool
    constraint: models.FieldConstraint | FieldConstraintDict
    valueListId: int


class FieldConstraintDict(TypedDict, total=False):
    """What the values of a field have to fulfil."""

    operator: models.FieldConstraintOperator | Literal[0, 1, 2, 3, 4, 5]
    value: str


class ValueListDict(TypedDict, total=False):
    """A list of the values that a field may take."""

    id: int
    name: str
    ordered: bool | None
    values: Sequence[models.ValueListItem | ValueListItemDict]


class ValueListItemDict(TypedDict, total=False):
    """One value of a list."""

    index: int
    value: str


class NewValueListDict(TypedDict, total=False):
    """A value list to create."""

    name: str
    ordered: bool
    values: Sequence[models.ValueListItem | ValueListItemDict]


class SegmentDict(TypedDict, total=False):
    """A segment of contacts."""

    type: str
    id: int
    name: str
    description: str
    creation: datetime | None
    expiration: datetime | None
    isTest: bool | None
    targetsCount: int | None
    parentId: int | None
    searchId: int | None


class NewSegmentDict(TypedDict, total=False):
    """A segment to create."""

    type: str
    name: str
    description: str
    isTest: bool


class ImportDefinitionDict(TypedDict, total=False):
    """What an import reads, what it does with it, and when."""

    id: int | None
    name: str
    creationDate: datetime
    updateDate: datetime | None
    binding: int | None
    features: Sequence[
        models.ReportFeature
        | ReportFeatureDict
        | Mapping[str, Any]
        | models.DatabaseFeature
        | DatabaseFeatureDict
        | models.DuplicateFeature
        | DuplicateFeatureDict
        | models.SegmentationFeature
        | SegmentationFeatureDict
        | models.NormalizationFeature
        | NormalizationFeatureDict
        | models.RedlistFeature
        | RedlistFeatureDict
        | models.OtherFeature
        | OtherFeatureDict
    ]
    source: models.ImportSource | ImportSourceDict | Mapping[str, Any]
    scheduler: models.ImportScheduler | ImportSchedulerDict | Mapping[str, Any]


class ReportFeatureDict(TypedDict, total=False):
    """Reports on a run."""

    type: Required[Literal["report"]]
    sendFinalReport: bool
    sendErrorReport: bool
    contactGuids: Sequence[str]
    groupIds: Sequence[int]


class DatabaseFeatureDict(TypedDict, total=False):
    """Writes to the contacts of the account."""

    type: Required[Literal["database"]]
    updateExisting: bool
    crushData: bool


class DuplicateFeatureDict(TypedDict, total=False):
    """Deals with contacts that are in the file more than once."""

    type: Required[Literal["duplicate"]]
    rules: models.DuplicateRules | DuplicateRulesDict | Mapping[str, Any]


class DuplicateRulesDict(TypedDict, total=False):
    """What is done with contacts that are in the file more than once."""

    first: bool
    ignore: Any


class SegmentationFeatureDict(TypedDict, total=False):
    """Puts the contacts of the file in a segment."""

    type: Required[Literal["segmentation"]]
    segmentId: int
    emptyExisitingSegment: bool


class NormalizationFeatureDict(TypedDict, total=False):
    """Brings values into a form."""

    type: Required[Literal["normalization"]]
    fields: Mapping[str, Sequence[str]]


class RedlistFeatureDict(TypedDict, total=False):
    """Puts the contacts of the file on redlists."""

    type: Required[Literal["redList"]]
    destination: models.RedlistDestination | RedlistDestinationDict | Mapping[str, Any]


class RedlistDestinationDict(TypedDict, total=False):
    """Which redlists an import puts contacts on."""

    mail: bool
    sms: bool


class OtherFeatureDict(TypedDict, total=False):
    """Does something that the reference does not show."""

    type: str


class ImportSourceDict(TypedDict, total=False):
    """Where the contacts of an import come from. Which fields there are depends on the kind of
    source.
    """

    type: str
    id: int | None
    creationDate: datetime
    updateDate: datetime | None
    filename: str
    data: Sequence[Mapping[str, Any]]
    folder: str
    templateFilename: str


class ImportSchedulerDict(TypedDict, total=False):
    """When an import runs."""

    type: str
    id: int
    name: str
    creationDate: datetime
    description: str
    enabled: bool | None
    frequency: models.ImportFrequency | ImportFrequencyDict | Mapping[str, Any]
    validity: models.ImportValidity | ImportValidityDict | Mapping[str, Any]


class ImportFrequencyDict(TypedDict, total=False):
    """How often an import runs. Known from older documentation."""

    occurs: models.ImportOccurrence | ImportOccurrenceDict | Mapping[str, Any]
    periodicity: models.ImportPeriodicity | ImportPeriodicityDict | Mapping[str, Any]


class ImportOccurrenceDict(TypedDict, total=False):
    """On which days an import runs. Known from older documentation."""

    type: str
    days: Any


class ImportPeriodicityDict(TypedDict, total=False):
    """When an import runs on a day. Known from older documentation."""

    type: str
    value: Mapping[str, Any]


class ImportValidityDict(TypedDict, total=False):
    """Between which moments an import runs. Known from older documentation."""

    start: Mapping[str, Any]
    end: Mapping[str, Any]


class SubscriptionDict(TypedDict, total=False):
    """Lets an application send push notifications to a contact."""

    id: UUID | str
    lifecycle: models.Lifecycle | LifecycleDict | Mapping[str, Any]
    application: UUID | str
    provider: (
        models.FirebaseSubscriptionProvider
        | FirebaseSubscriptionProviderDict
        | Mapping[str, Any]
        | models.OtherSubscriptionProvider
        | OtherSubscriptionProviderDict
    )
    contact: (
        models.FootprintIdentity
        | FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | IdIdentityDict
        | models.UnicityIdentity
        | UnicityIdentityDict
        | models.HashIdentity
        | HashIdentityDict
        | models.OtherIdentity
        | OtherIdentityDict
    )


class LifecycleDict(TypedDict, total=False):
    """When an item was created and last changed, and by whom."""

    creation: models.LifecycleEntry | LifecycleEntryDict | Mapping[str, Any]
    modification: models.LifecycleEntry | LifecycleEntryDict | Mapping[str, Any]


class LifecycleEntryDict(TypedDict, total=False):
    """One moment in the life of an item."""

    date: datetime
    user: models.LifecycleUser | LifecycleUserDict | None


class LifecycleUserDict(TypedDict, total=False):
    """Someone who created or changed an item."""

    id: str
    name: str


class FirebaseSubscriptionProviderDict(TypedDict, total=False):
    """Notifications are pushed by Firebase."""

    type: Required[Literal["firebase"]]
    token: str


class OtherSubscriptionProviderDict(TypedDict, total=False):
    """Notifications are pushed by a provider that the reference does not show."""

    type: str


class WebtaskDict(TypedDict, total=False):
    """A script that runs as a web task."""

    id: int
    name: str
    description: str
    creationDate: datetime
    scripting: models.Scripting | ScriptingDict | Mapping[str, Any]
    settings: Mapping[str, Any]
    value: str


class FirebaseApplicationProviderDict(TypedDict, total=False):
    """Notifications are delivered by Firebase."""

    type: Required[Literal["firebase"]]
    key: str
    sender: str


class HttpApplicationProviderDict(TypedDict, total=False):
    """Notifications are delivered by HTTP."""

    type: Required[Literal["http"]]
    url: str


class ApnsApplicationProviderDict(TypedDict, total=False):
    """Notifications are delivered by the Apple Push Notification service."""

    type: Required[Literal["apns"]]
    certificate: models.ApnsCertificate | ApnsCertificateDict | Mapping[str, Any]
    bundle: str


class ApnsCertificateDict(TypedDict, total=False):
    """A certificate for the Apple Push Notification service, which is secret."""

    type: str
    value: str
    password: str
    expiration: datetime


class OtherApplicationProviderDict(TypedDict, total=False):
    """Notifications are delivered by a provider that the reference does not show."""

    type: str


class ApplicationRouteDict(TypedDict, total=False):
    """A route or a channel of an application."""

    name: str
    value: models.ApplicationRouteValue | ApplicationRouteValueDict | Mapping[str, Any]
    default: bool


class ApplicationRouteValueDict(TypedDict, total=False):
    """What a route or a channel stands for in the application."""

    type: str
    value: str


class NewApplicationDict(TypedDict, total=False):
    """An application to create."""

    type: str
    id: Any
    name: str
    description: str
    active: bool
    stamp: Any
    icon: str | None
    providers: Sequence[
        models.FirebaseApplicationProvider
        | FirebaseApplicationProviderDict
        | Mapping[str, Any]
        | models.HttpApplicationProvider
        | HttpApplicationProviderDict
        | models.ApnsApplicationProvider
        | ApnsApplicationProviderDict
        | models.OtherApplicationProvider
        | OtherApplicationProviderDict
    ]
    routes: Sequence[models.ApplicationRoute | ApplicationRouteDict | Mapping[str, Any]]
    channels: Sequence[models.ApplicationRoute | ApplicationRouteDict | Mapping[str, Any]]


class CategoryDict(TypedDict, total=False):
    """A category, such as those that actions are sorted into."""

    id: int
    name: str
    description: str | None
    creationDate: str


class NewCategoryDict(TypedDict, total=False):
    """A category to create."""

    name: str
    description: str | None
