"""The intermediate representation: an API with every decision already made.

Everything here is a frozen dataclass, built once by `generator.api.build` and only read afterwards.
Emitters print it; they never look into the document again. Python names (`python`, `name`) are
final and collision-free; wire names (`wire`) are what travels. Text that comes from the document
(`summary`, `description`, wire names) is plain `str` and therefore cannot be printed by a template
without an escaping filter.

Terms are those of the OpenAPI Specification 3.1 (operation, parameter, media type, schema, security
scheme, server, tag). An `Api` is made of, each from what stands before it:

- `types`: the type of any value, a sum of `Scalar`, `Array`, `Map`, `Named`, `OneOf` and others;
- `models`: the named schemas (`ObjectModel`, `EnumModel`, `AliasModel`) and their fields;
- `requests` and `responses`: parameters and bodies, media types, headers, streams;
- `several_calls`: repeats, pages, events to follow, work to wait for;
- `servers` and `security`: where and as whom the client calls;
- `evidence`: what is known of operations, and from where;
- `operations`: an `Operation` has all of these; a `Resource` groups operations;
- `webhooks`: the requests that the API sends;
- `api`: the `Api` as a whole, with what of the document it does not express.

Whatever uses them imports them from here."""

from generator.api.model.api import Api, Loss
from generator.api.model.evidence import (
    CodeSample,
    Confidence,
    Covered,
    Evidence,
    Observation,
    Tag,
    Untranscribed,
)
from generator.api.model.models import AliasModel, EnumMember, EnumModel, Field, Model, ObjectModel
from generator.api.model.operations import Operation, Resource, Retry
from generator.api.model.requests import (
    Body,
    BodyKind,
    MediaType,
    Parameter,
    PartEncoding,
    PartHeader,
)
from generator.api.model.responses import (
    HeaderField,
    HeadersClass,
    Representations,
    Response,
    ResponseHeader,
    Stream,
    Success,
)
from generator.api.model.security import Credential, TokenFlows, TokenPart, TokenPartName
from generator.api.model.servers import Server, Servers, ServerVariable
from generator.api.model.several_calls import (
    Follow,
    Paging,
    PagingKind,
    Polling,
    RetryPolicy,
    Waiting,
)
from generator.api.model.types import (
    CHOSEN_FORMATS,
    ENCODINGS,
    STRING_FORMATS,
    TEXTS,
    Anything,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    JsonValue,
    Label,
    Map,
    Named,
    Nullable,
    OneOf,
    Part,
    Scalar,
    ScalarKind,
    Type,
)
from generator.api.model.webhooks import (
    HmacSignature,
    KeyAlgorithm,
    KeySignature,
    SignatureForm,
    SignedPart,
    StandardKeySignature,
    TimestampFormat,
    Webhook,
    WebhookEvents,
)

__all__ = [
    "CHOSEN_FORMATS",
    "ENCODINGS",
    "STRING_FORMATS",
    "TEXTS",
    "AliasModel",
    "Anything",
    "Api",
    "Array",
    "Body",
    "BodyKind",
    "Bounded",
    "Bounds",
    "CodeSample",
    "Confidence",
    "Const",
    "Covered",
    "Credential",
    "Discriminator",
    "EnumMember",
    "EnumModel",
    "Evidence",
    "Field",
    "Follow",
    "HeaderField",
    "HeadersClass",
    "HmacSignature",
    "JsonValue",
    "KeyAlgorithm",
    "KeySignature",
    "Label",
    "Loss",
    "Map",
    "MediaType",
    "Model",
    "Named",
    "Nullable",
    "ObjectModel",
    "Observation",
    "OneOf",
    "Operation",
    "Paging",
    "PagingKind",
    "Parameter",
    "Part",
    "PartEncoding",
    "PartHeader",
    "Polling",
    "Representations",
    "Resource",
    "Response",
    "ResponseHeader",
    "Retry",
    "RetryPolicy",
    "Scalar",
    "ScalarKind",
    "Server",
    "ServerVariable",
    "Servers",
    "SignatureForm",
    "SignedPart",
    "StandardKeySignature",
    "Stream",
    "Success",
    "Tag",
    "TimestampFormat",
    "TokenFlows",
    "TokenPart",
    "TokenPartName",
    "Type",
    "Untranscribed",
    "Waiting",
    "Webhook",
    "WebhookEvents",
]
