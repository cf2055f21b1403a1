"""The intermediate representation: an API with every decision already made.

Everything here is a frozen dataclass, built once by `generator.api.build` and only read afterwards.
Emitters print it; they never look into the document again. Python names (`python`, `name`) are
final and collision-free; wire names (`wire`) are what travels. Text that comes from the document
(`summary`, `description`, wire names) is plain `str` and therefore cannot be printed by a template
without an escaping filter.

Terms are those of the OpenAPI Specification 3.1 (operation, parameter, media type, schema, security
scheme, server, tag)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from generator.document.diagnostics import Diagnostic, Location
from generator.document.evidence import EvidenceLevel
from generator.document.specification import ParameterIn, Style
from generator.records import record

# --- types ----------------------------------------------------------------------------------------

ScalarKind = Literal[
    "str",
    "int",
    "int32",
    "int64",
    "float",
    "bool",
    "bytes",
    "uuid",
    "date",
    "datetime",
    "milliseconds",
    "seconds",
    "none",
    "base64",
    "base64url",
    "base32",
    "base16",
    "decimal",
    "decimal_number",
    "duration",
    "time",
    "base64_bytes",
]
STRING_FORMATS: Final[Mapping[str, ScalarKind]] = {
    "uuid": "uuid",
    "date": "date",
    "date-time": "datetime",
    "binary": "bytes",
    "byte": "base64",
}
"""The formats of strings that have a type of their own by default; any other is `str` unless the
document chooses one (`generator.api.formats`).
"""
ENCODINGS: Final[Mapping[str, ScalarKind]] = {
    "base64": "base64",
    "base64url": "base64url",
    "base32": "base32",
    "base16": "base16",
}
"""By `contentEncoding`: text that stands for octets (JSON Schema Validation, section 8.3)."""
CHOSEN_FORMATS: Final[frozenset[ScalarKind]] = frozenset(
    {"decimal", "duration", "time", "base64_bytes"}
)
"""The scalars of strings that only a document's own choice makes no text."""
TEXTS: Final = frozenset({"str", *ENCODINGS.values()})
"""The scalars that are text in Python, which bounds of text are checked of."""
JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
Label = str | int | float | bool
"""A value of a discriminator's property."""


@record(frozen=True, slots=True)
class Anything:
    """Any JSON value: the document says nothing (or nothing that can be expressed) about it."""


@record(frozen=True, slots=True)
class Scalar:
    """A JSON string, number, boolean or null, read as the Python type that its format names.

    `bytes` are octets as they are: a whole body, or a part of a multipart one. `base64` and its
    like are text that stands for octets (`contentEncoding`, `format: byte`): read as `str`, given
    as that text or as bytes. `int32` and `int64` are integers whose range is checked on inputs,
    `milliseconds` and `seconds` count since the Unix epoch (`x-epoch`). `decimal` is a string,
    `decimal_number` a number; `base64_bytes` is text that stands for octets and is read as them."""

    kind: ScalarKind


@record(frozen=True, slots=True)
class Const:
    """One of a few fixed values that are not worth a class (`const`, a single-valued or mixed
    `enum`); never empty.
    """

    values: tuple[str | int | bool | None, ...]


@record(frozen=True, slots=True)
class Array:
    item: Type


@record(frozen=True, slots=True)
class Map:
    """An object used as a map from string to `value`."""

    value: Type


@record(frozen=True, slots=True)
class Named:
    """A reference to a `Model` by its final Python class name."""

    name: str


@record(frozen=True, slots=True)
class Nullable:
    inner: Type


@record(frozen=True, slots=True)
class Discriminator:
    """`property` decides the member: `mapping` is (value on the wire, class name), `default` the
    class of every other value.

    The values are of the property's type (`1` and `True`, which a document has as text), no two of
    them equal in Python. Without a `default`, an object whose value is not mapped is kept as the
    open base model."""

    property: str
    mapping: tuple[tuple[Label, str], ...]
    default: str | None = None


@record(frozen=True, slots=True)
class OneOf:
    """A union (`oneOf` or `anyOf`) of two or more members; open: an object that fits none is kept
    as the open base model.
    """

    members: tuple[Type, ...]
    discriminator: Discriminator | None = None


@record(frozen=True, slots=True)
class Bounds:
    """Assertions checked on inputs only (JSON Schema
    Validation 2020-12, section 6). All optional.
    """

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None
    schema: str | None = None
    """What no other of these says, as the JSON text of a schema that the runtime reads (see
    `generator.api.assertions`).
    """


@record(frozen=True, slots=True)
class Bounded:
    """`inner` with assertions; `inner` is never `Bounded` or `Nullable` (nullable and bounded is
    `Nullable(Bounded(…))`).
    """

    inner: Type
    bounds: Bounds


@record(frozen=True, slots=True)
class Part:
    """A part of a multipart body, which has headers beside what it holds."""

    inner: Type


Type = Anything | Scalar | Const | Array | Map | Named | Nullable | OneOf | Bounded | Part


# --- models ---------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class Field:
    """A property of an object.

    `required` is the document's word. Optional and `Nullable` are different things: an optional
    field that is not nullable may be left out but not sent as null. `default` is documentation (the
    server's), never sent on its own."""

    wire: str
    python: str
    type: Type
    required: bool
    description: str = ""
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False


@record(frozen=True, slots=True)
class ObjectModel:
    """An object with named fields; unknown ones are always kept. `extra` types them (`Anything`
    unless the document says more).

    `closed` is true where the document says `additionalProperties: false`: a caller's unknown field
    is then an error. `open` is true where it says that more may come (`additionalProperties: true`
    or a schema, `x-discriminator`): inputs then accept any mapping as well. `discriminator` and
    `seen` are `x-discriminator` of an open object: documentation of the values that were seen.
    `read` is the class in which responses give what this one has in requests, where the two differ:
    what takes this one takes that too. `schema` is what inputs are held to besides, as that of
    `Bounds`."""

    name: str
    wire: str
    module: str
    fields: tuple[Field, ...]
    extra: Type
    closed: bool
    open: bool
    description: str
    pointer: str
    deprecated: bool = False
    discriminator: str | None = None
    seen: tuple[str, ...] = ()
    schema: str | None = None
    read: str | None = None


@record(frozen=True, slots=True)
class EnumMember:
    name: str
    value: str | int
    description: str = ""


@record(frozen=True, slots=True)
class EnumModel:
    """A named enumeration of strings or of integers; open: a value that the document does not list
    becomes a new member.
    """

    name: str
    wire: str
    module: str
    base: Literal["str", "int"]
    members: tuple[EnumMember, ...]
    description: str
    pointer: str


@record(frozen=True, slots=True)
class AliasModel:
    """A name for a union, or for a recursive array or map. Other named schemas are written out
    where they are used.

    `read` is the one in which responses give what this one has in requests, where the two differ.
    """

    name: str
    wire: str
    module: str
    type: Type
    description: str
    pointer: str
    read: str | None = None


MOST_WRITTEN_OUT = 3
"""Aliases in one another that an input is written out for, as each may mention several; what lies
deeper is `Any`.
"""

Model = ObjectModel | EnumModel | AliasModel


# --- repeats --------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class RetryPolicy:
    """When a call is repeated, in place of what holds for every SDK. Intervals are seconds.

    `statuses` are codes and ranges such as `5XX`; it and `connection_errors` are `None` where the
    document leaves them as they are. `max_elapsed_time` is counted from the start of the call.
    `is_own`: the document says it of the operation, and not of all, at `pointer`."""

    statuses: tuple[str, ...] | None
    initial_interval: float
    max_interval: float
    exponent: float
    max_elapsed_time: float | None
    max_retries: int | None
    connection_errors: bool | None
    is_own: bool
    pointer: str


# --- servers --------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class ServerVariable:
    """A variable of servers' URLs; `enum` is what it may be, anything where it is empty.

    `python` is the keyword of the client, none where there is nothing to choose."""

    wire: str
    python: str | None
    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@record(frozen=True, slots=True)
class Server:
    """A server that can be called: `url` is a template, absolute or a path; `name` is what it is
    chosen by.
    """

    name: str | None
    url: str
    variables: tuple[ServerVariable, ...] = ()
    description: str = ""


@record(frozen=True, slots=True)
class Servers:
    """What a caller chooses among: the document's `servers`, the `names` of all that have one,
    those of operations too, and the variables that are keywords.

    `python` is the keyword for a name, `env` the variable of the environment; neither is there
    where `names` is empty. `needs` are the variables, as URLs have them, of servers of operations
    that are called by a name alone, with those names."""

    servers: tuple[Server, ...]
    names: tuple[str, ...]
    python: str
    env: str
    variables: tuple[ServerVariable, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()


# --- operations -----------------------------------------------------------------------------------

Retry = Literal["safe", "unsafe"]
BodyKind = Literal["json", "form", "multipart", "text", "binary", "any", "lines", "parts"]
Confidence = Literal["high", "medium", "low"]
Covered = Literal["request", "response", "status", "behaviour"]


@record(frozen=True, slots=True)
class Parameter:
    """A path, query, header or cookie parameter, or the query as a whole (`querystring`).

    `content` is set where the value is written in a media type, with the `encodings` of a form.
    `generated`: the client makes a value where none is given, an idempotency key."""

    wire: str
    python: str
    location: ParameterIn
    type: Type
    required: bool
    description: str = ""
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False
    content: str | None = None
    encodings: tuple[PartEncoding, ...] = ()
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    example: JsonValue = None
    has_example: bool = False
    generated: bool = False


@record(frozen=True, slots=True)
class PartHeader:
    """A header of a part whose value its sender chooses. `example` is a line of one that is
    required.
    """

    wire: str
    required: bool
    example: str | None = None


@record(frozen=True, slots=True)
class PartEncoding:
    """How one property of a form or multipart body is sent (Encoding Object), by what the document
    says or by default.

    `content_type` lists media types and ranges. `style` is set where the value is sent as a query
    parameter is, and then the media types do not matter. `each`: the items of a list are JSON, and
    not the list. `headers` are those of the part whose value the document fixes, `free` those that
    its sender chooses. `inner` is what a part that has parts holds."""

    wire: str
    content_type: str | None = None
    style: Style | None = None
    explode: bool = True
    allow_reserved: bool = False
    each: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    free: tuple[PartHeader, ...] = ()
    inner: MediaType | None = None

    @property
    def needed_headers(self) -> list[PartHeader]:
        """The headers that its sender has to give."""
        return [header for header in self.free if header.required]


@record(frozen=True, slots=True)
class MediaType:
    """A body in one media type: `content_type` as written (or a range), `kind` how it is encoded,
    `type` what it holds.

    The kind `any` is a body of which nothing is known: JSON, text or bytes, as its own label says,
    or as what is given; `lines` is one of values of JSON one after another, an array of them. The
    `parts` of a multipart body are an array too; its `encodings` have a position for a name, or
    `*`. A `text` has the type of its value where that is no string; it is then written as in JSON.
    `examples` are valid payloads from the document, else one made from the schema (never empty for
    JSON)."""

    content_type: str
    kind: BodyKind
    type: Type
    encodings: tuple[PartEncoding, ...] = ()
    examples: tuple[JsonValue, ...] = ()

    def encoding(self, *names: str) -> PartEncoding:
        """How a part is sent, by the first of its names of which the document says it."""
        known = {each.wire: each for each in self.encodings}
        return next((known[name] for name in names if name in known), PartEncoding(names[-1]))


@record(frozen=True, slots=True)
class Body:
    """The request body. `python` is the keyword (and the position after the path parameters) that
    takes it whole.

    `fields` are the body's fields as keywords, in document order, or `None` where the body is not
    one object whose fields can be spread over the signature. Their `python` names are the *keyword*
    names, already freed from collisions with parameters. `content_type_keyword` names the keyword
    that chooses among several `media_types`, or within a range, or is `None`. `is_list` is true
    where each of them is JSON and an array, so that a long one can be cut into several calls;
    `max_items` is then the longest that the document allows. `read` is the model in which the API
    gives what the body writes, where the body is of another type: the method takes it too."""

    python: str
    required: bool
    description: str
    media_types: tuple[MediaType, ...]
    fields: tuple[Field, ...] | None = None
    content_type_keyword: str | None = None
    is_list: bool = False
    max_items: int | None = None
    read: Named | None = None

    @property
    def sent_fields(self) -> tuple[Field, ...]:
        """The `fields` that the method takes: those that are not in responses alone."""
        return tuple(field for field in self.fields or () if not field.read_only)


@record(frozen=True, slots=True)
class ResponseHeader:
    """A header of one response; `explode` is of an object, whose members are then `name=value`.

    `example` is a line of one that is required, or of which the document has an example."""

    wire: str
    description: str = ""
    type: Type = Scalar("str")
    required: bool = False
    deprecated: bool = False
    explode: bool = False
    example: str | None = None
    pointer: str = ""


@record(frozen=True, slots=True)
class HeaderField:
    """A header of the responses to an operation, as an attribute of what reads them."""

    wire: str
    python: str
    type: Type
    description: str = ""
    deprecated: bool = False
    explode: bool = False
    pointer: str = ""


@record(frozen=True, slots=True)
class HeadersClass:
    """The class that reads the documented headers of all responses to an operation."""

    name: str
    fields: tuple[HeaderField, ...]


@record(frozen=True, slots=True)
class Response:
    """`status` is a code (`"200"`), a range (`"2XX"`) or `"default"`. `media_types` is empty where
    there is no body.
    """

    status: str
    description: str
    media_types: tuple[MediaType, ...]
    headers: tuple[ResponseHeader, ...] = ()


@record(frozen=True, slots=True)
class Representations:
    """The media types of a success that a caller may ask for by the keyword `python`, with what the
    method then returns.

    The first result is that of a call which asks for none; it may have no media type of its own.
    """

    python: str
    results: tuple[tuple[tuple[str, ...], Type], ...]

    @property
    def content_types(self) -> tuple[str, ...]:
        return tuple(name for names, _ in self.results for name in names)


@record(frozen=True, slots=True)
class Observation:
    """What is known of an operation from elsewhere than the pages of the reference: from the live
    service, older documentation.

    `date` is `YYYY-MM-DD`, or empty; `covers` are the parts of the operation that it is about.
    """

    source: str
    sure: Confidence
    covers: tuple[Covered, ...]
    date: str = ""


@record(frozen=True, slots=True)
class Evidence:
    """What is known of an operation and from where (`x-evidence`).

    `request`, `response` and `status` say what the pages of the vendor's reference show, `observed`
    what is known besides. `alternatives` are the other ways in which the reference writes the same
    operation, by the parameter that they differ in."""

    pages: tuple[str, ...]
    request: EvidenceLevel
    response: EvidenceLevel
    status: Literal["stated", "unstated"]
    note: str = ""
    alternatives: tuple[tuple[str, Evidence], ...] = ()
    observed: tuple[Observation, ...] = ()


@record(frozen=True, slots=True)
class CodeSample:
    """A worked example in Python (`x-codeSamples`), headed by its label; `pointer` is that of its
    source, `files` are what it reads, by name.
    """

    label: str
    source: str
    pointer: str
    files: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class Success:
    """What makes a success of a result, beside the status: a property (its name on the wire) that
    has one of `values`.
    """

    property: str
    values: tuple[str | int | float | bool, ...]


@record(frozen=True, slots=True)
class Follow:
    """How the list of events that an operation gives is followed, by a method of its own
    (`x-sdk.follow`).

    `start`, `end`, `limit_by` and the keys of `order` are parameters by their Python names; `id`
    and `time` properties of an event, `items` that of the answer which has the events (`None`: it
    is the list itself), by their names on the wire. `item` is the type of an event. `lag` and
    `window` are seconds. `unit` is set where moments are sent as integers too. `limit` is how many
    events an answer has at most, unless the parameter `limit_by` is given. `renamed` are keywords
    of the list's own method that are called otherwise by this one, which has keywords of those
    names for all operations."""

    function: str
    start: str
    end: str
    order: tuple[tuple[str, JsonValue], ...]
    id: str
    time: str
    items: str | None
    item: Type
    lag: int | float
    window: int | float | None
    unit: Literal["milliseconds", "seconds"] | None
    limit: int | None
    limit_by: str | None
    renamed: tuple[tuple[str, str], ...]


# --- streams --------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class Stream:
    """The stream that an operation may answer with: server-sent events (`sse`), values of JSON, or
    the parts of a multipart body.

    `type` is that of an item, or of the data of an event; `events` has the types of data by the
    name of the event, where they differ from it. An event whose name is in `errors` says that the
    stream failed. `terminator` is the data of the last event, without which the stream is cut off
    if it `must_terminate`. `condition` is the field of the request that asks for the stream, by its
    name on the wire, with its value; `parameter` the Python name of the query parameter that does
    so, where it is none of the body. `required`: the body needs that field, which says false where
    no stream is asked for. `plain`: there is another answer too, which the method gives,
    and a view of it the stream. `pointer` is that of the media type; `examples` are items, or the
    data of events, with the name of the event."""

    media_type: str
    items: Literal["sse", "json", "parts"]
    type: Type
    events: tuple[tuple[str, Type], ...]
    errors: tuple[str, ...]
    terminator: str | None
    must_terminate: bool
    condition: tuple[str, JsonValue] | None
    plain: bool
    pointer: str
    examples: tuple[tuple[str, JsonValue], ...] = ()
    parameter: str | None = None
    required: bool = False


# Pages: a list of which each call gives a part.
PagingKind = Literal["cursor", "offset", "page", "next-url", "link"]


@record(frozen=True, slots=True)
class Paging:
    """How the list that an operation gives comes in pages, and is walked.

    `items`, `next`, `more`, `total` are places in the answer, `last` one in its last item, each the
    names on the wire on the way there; `items` is empty where the answer is the list. `item` is the
    type of an item. The next page is asked for by `parameter`, a Python name, or by `field`, a
    place in the body. `total` counts items, or pages where `kind` is `page`; `start` is the first
    offset or number. `accepts` are the media types whose answer is a page, where a caller may ask
    for another result. `page` is the class that the operation returns, of `model`, unless that is a
    list; `renamed` are methods of ours that a field of the model has the name of."""

    kind: PagingKind
    items: tuple[str, ...]
    item: Type
    parameter: str | None
    field: tuple[str, ...]
    next: tuple[str, ...]
    last: tuple[str, ...]
    more: tuple[str, ...]
    total: tuple[str, ...]
    start: int
    accepts: tuple[str, ...] | None = None
    model: str | None = None
    page: str | None = None
    renamed: tuple[tuple[str, str], ...] = ()


# --- work that is waited for ----------------------------------------------------------------------


@record(frozen=True, slots=True)
class Polling:
    """How an operation is asked until work is over (`x-sdk.polling`), by the method `function`.

    `status` are the properties that lead to its state, `done` and `failed` the states at which it
    is over. What it gave, of the type `type`, is what the properties of `path` lead to, or what the
    method `then` of the same resource returns for `values`, arguments of this one, or nothing. The
    numbers are seconds. `renamed` are keywords of the operation's own method that are called
    otherwise by this one."""

    function: str
    status: tuple[str, ...]
    done: tuple[Label, ...]
    failed: tuple[Label, ...]
    path: tuple[str, ...]
    then: str | None
    values: tuple[str | None, ...]
    type: Type
    timeout: int | float | None
    interval: int | float | None
    delay: int | float | None
    renamed: tuple[tuple[str, str], ...]


@record(frozen=True, slots=True)
class Waiting:
    """The method that waits for work which another operation starts."""

    resource: tuple[str, ...]
    function: str


@record(frozen=True, slots=True)
class Operation:
    """One method on one path. `id` is the document's `operationId`, else `"<method> <path>"`.

    `resource` is the attribute path from the client (`("notifications", "versions")`), empty for
    methods of the client itself. `exactly_one_of` groups parameters' Python names: exactly one
    group must be given. `result` is what the method returns that asks for nothing else: the union
    of the success bodies (`None` scalar where there is none), JSON where there is some; `is_list`:
    it is a JSON array and nothing else. `security` is a disjunction of conjunctions of scheme
    names; an empty conjunction is "no credentials"; `scopes` are those that each alternative has of
    its schemes, none at all where no alternative has any. `server` overrides the client's base URL.
    `success` is of the result, or of each item of one that is a list. `follow` is of a list of
    events, `paging` of one that comes in pages, `polling` are the ways to wait for work of which it
    gives the state, `starts` those that wait for work which it starts. `servers` are its own where
    its caller has a choice among them."""

    id: str
    method: str
    path: str
    resource: tuple[str, ...]
    function: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    result: Type
    is_list: bool
    options: str
    retry: Retry
    security: tuple[tuple[str, ...], ...]
    exactly_one_of: tuple[tuple[str, ...], ...]
    deprecated: bool
    tags: tuple[str, ...]
    evidence: Evidence | None
    samples: tuple[CodeSample, ...]
    server: str | None
    pointer: str
    success: Success | None = None
    representations: Representations | None = None
    follow: Follow | None = None
    stream: Stream | None = None
    paging: Paging | None = None
    headers: HeadersClass | None = None
    polling: tuple[Polling, ...] = ()
    starts: tuple[Waiting, ...] = ()
    servers: tuple[Server, ...] = ()
    retry_policy: RetryPolicy | None = None
    scopes: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()

    @property
    def sent_media_types(self) -> tuple[MediaType, ...]:
        """The media types of its body; none where it has no body."""
        return () if self.body is None else self.body.media_types


# --- webhooks and callbacks: requests that the API sends by itself --------------------------------

SignedPart = Literal["body", "timestamp"]
TimestampFormat = Literal["unix-seconds", "unix-millis", "iso8601"]


@record(frozen=True, slots=True)
class HmacSignature:
    """How the API signs a request by a secret that it shares (`x-fern-webhook-signature`).

    `header` has the signature behind `prefix`. What is signed are the parts `signed`, joined by
    `delimiter`; `timestamp` is the header that says when, at most `tolerance` seconds from now."""

    header: str
    algorithm: Literal["sha1", "sha256", "sha384", "sha512"] = "sha256"
    encoding: Literal["base64", "hex"] = "base64"
    prefix: str = ""
    signed: tuple[SignedPart, ...] = ("body",)
    delimiter: str = ""
    timestamp: str | None = None
    timestamp_format: TimestampFormat = "unix-seconds"
    tolerance: int | float = 300


KeyAlgorithm = Literal[
    "rsa-sha256",
    "rsa-sha384",
    "rsa-sha512",
    "rsa-pss-sha256",
    "rsa-pss-sha384",
    "rsa-pss-sha512",
    "ecdsa-sha256",
    "ecdsa-sha384",
    "ecdsa-sha512",
    "ed25519",
]


@record(frozen=True, slots=True)
class KeySignature:
    """How the API signs a request by a key pair (`x-fern-webhook-signature`, `type: asymmetric`);
    the rest is as in `HmacSignature`. `keys_at` is where it publishes its keys, and `key_id` the
    header that names the one of them that it signed with.
    """

    header: str
    algorithm: KeyAlgorithm
    encoding: Literal["base64", "hex"] = "base64"
    prefix: str = ""
    signed: tuple[SignedPart, ...] = ("body",)
    delimiter: str = ""
    timestamp: str | None = None
    timestamp_format: TimestampFormat = "unix-seconds"
    tolerance: int | float = 300
    keys_at: str | None = None
    key_id: str | None = None


@record(frozen=True, slots=True)
class StandardKeySignature:
    """Version `v1a` of Standard Webhooks, by a key pair; the rest is as in `KeySignature`."""

    keys_at: str | None = None
    key_id: str | None = None


SignatureForm = HmacSignature | KeySignature | StandardKeySignature | Literal["standard"]
"""`standard` is version `v1` of Standard Webhooks, by a shared secret."""


@record(frozen=True, slots=True)
class Webhook:
    """A request that the API sends, with a payload of JSON (OpenAPI 3.1, section 4.8.1, Webhooks;
    section 4.8.18, Callback Object).

    `name` is that of the webhook or callback, with more before it where several have it. `headers`
    are those that the document names, `constants` the values of those that have only one.
    `signature` is `standard` for Standard Webhooks, `None` where the SDK cannot verify it.
    `operations` are those whose callback it is, as `POST /subscriptions`. `told` is the property of
    the payload that says what it is, with the values that it has there and no other kind has."""

    name: str
    kind: Literal["webhook", "callback"]
    method: str
    payload: MediaType
    headers: tuple[ResponseHeader, ...]
    constants: tuple[tuple[str, str], ...]
    summary: str
    description: str
    deprecated: bool
    signature: SignatureForm | None
    operations: tuple[str, ...]
    pointer: str
    told: tuple[str, tuple[Label, ...]] | None = None


@record(frozen=True, slots=True)
class WebhookEvents:
    """What a request is read as whose webhook is not named: `type`, by its own payload, or by the
    value of `header`, which is one of `constants` of each webhook.
    """

    type: Type
    header: str | None = None


# --- the API as a whole ---------------------------------------------------------------------------


@record(frozen=True, slots=True)
class Resource:
    """An attribute of the client (or of another resource) that groups operations. `name` is the
    class name, without `Async`.
    """

    path: tuple[str, ...]
    name: str
    module: str
    description: str
    operations: tuple[Operation, ...]
    children: tuple[Resource, ...]


TokenPartName = Literal["client_id", "client_secret", "refresh_token", "scopes", "token_url"]


@record(frozen=True, slots=True)
class TokenPart:
    """A part of what a caller gives for tokens: its keyword, and its variable of the environment,
    empty where it has none.
    """

    name: TokenPartName
    python: str
    env: str


@record(frozen=True, slots=True)
class TokenFlows:
    """How the client obtains tokens by itself: at `token_url` by client credentials, which are for
    `scopes`, at `refresh_url` for a refresh token, each `None` where the document has no such flow.
    """

    token_url: str | None
    refresh_url: str | None
    authentication: Literal["client_secret_basic", "client_secret_post"]
    parts: tuple[TokenPart, ...]
    scopes: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Credential:
    """A security scheme as a keyword of the client. `kind` says how it is sent; `wire` is the
    header, query or cookie name.

    `basic` takes a `(username, password)` pair; `bearer` (also OAuth 2 and OpenID Connect) and
    `apiKey` take a string, `authorization` the whole header, for the `http_scheme` that the
    document names. `flows` say how the client obtains tokens, where it can."""

    scheme: str
    python: str
    env: str
    kind: Literal["apiKey", "bearer", "basic", "authorization"]
    location: Literal["header", "query", "cookie"]
    wire: str
    description: str = ""
    http_scheme: str = ""
    flows: TokenFlows | None = None


@record(frozen=True, slots=True)
class Untranscribed:
    """An operation that the vendor's reference has and the document leaves out, with what is known
    of it.
    """

    title: str
    note: str = ""
    pages: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Tag:
    """A section of the reference; `group` is the heading that it stands under."""

    name: str
    display: str
    description: str
    group: str | None
    untranscribed: tuple[Untranscribed, ...] = ()


@record(frozen=True, slots=True)
class Loss:
    """Something that the document says and the SDK does not express.

    `code` is that of the rule, `kind` what it is as a heading over several ("links"), `what` this
    one. `operations` are those that have it, as `GET /pets`, in document order: none where it is of
    the whole API, or of a schema that no operation uses."""

    code: str
    kind: str
    what: str
    operations: tuple[str, ...]
    location: Location | None


@record(frozen=True, slots=True)
class Api:
    """A whole API. `package` is the import name, `distribution` the name to install, `version` the
    package's version.

    `security` has the alternatives of all operations, the document's own first and an empty one
    last, if any needs none. `left_out` says, a line each, which parts of the document could not be
    read and why. `events` is what the requests of `webhooks` are read as by themselves; `None`
    where each has to be named. `programs` are those that the package has beside its client.
    `servers` is there where a caller has a choice among them, or is to say where the API is to
    which a path leads. Where it `shares_runtime`, that lies in the package around this one, with
    the packages of other documents."""

    title: str
    api_version: str
    description: str
    package: str
    distribution: str
    version: str
    client: str
    async_client: str
    env_prefix: str
    base_url: str | None
    credentials: tuple[Credential, ...]
    tags: tuple[Tag, ...]
    resources: tuple[Resource, ...]
    operations: tuple[Operation, ...]
    models: tuple[Model, ...]
    diagnostics: tuple[Diagnostic, ...]
    security: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    events: WebhookEvents | None = None
    programs: tuple[str, ...] = ()
    servers: Servers | None = None
    shares_runtime: bool = False

    @property
    def whole_package(self) -> str:
        """The package that is copied: the one around this where that has the runtime."""
        return self.package.rpartition(".")[0] if self.shares_runtime else self.package
