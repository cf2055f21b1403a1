"""Operations, and the resources that group them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Literal

from generator.api.model.evidence import CodeSample, Evidence
from generator.api.model.models import Field
from generator.api.model.requests import Body, MediaType, Parameter
from generator.api.model.responses import HeadersClass, Representations, Response, Stream, Success
from generator.api.model.servers import Server
from generator.api.model.several_calls import Follow, Paging, Polling, RetryPolicy, Waiting
from generator.api.model.types import Type
from generator.records import record

Retry = Literal["safe", "unsafe"]


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

    @property
    def media_types(self) -> Iterator[MediaType]:
        """The media types of all bodies, those that are sent first."""
        return chain(self.sent_media_types, *(each.media_types for each in self.responses))

    @property
    def sent_fields(self) -> tuple[Field, ...]:
        """The fields of its body that the method takes; none where it takes the body whole."""
        return () if self.body is None else self.body.sent_fields

    @property
    def returned_stream(self) -> Stream | None:
        """The stream that the method itself gives."""
        return None if self.stream is None or self.stream.plain else self.stream

    @property
    def viewed_stream(self) -> Stream | None:
        """The stream that a view of the method gives, which itself gives another result."""
        return self.stream if self.stream is not None and self.stream.plain else None


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
