from __future__ import annotations

from functools import cached_property
from typing import Any

from .. import models
from .._runtime.model import Bool
from .._runtime.operation import Body, Media, Operation
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed

_LIST_TOPICS: Operation[list[models.MarketingPressureTopic]] = Operation(
    id="listMarketingPressureTopics",
    method="GET",
    path="/marketing/pressure/topics",
    responses={
        "2XX": (Media("application/json", "json", lambda: list[models.MarketingPressureTopic]),)
    },
)
_LIST_RULES: Operation[list[models.MarketingPressureRule]] = Operation(
    id="listMarketingPressureRules",
    method="GET",
    path="/marketing/pressure/rules",
    responses={
        "2XX": (Media("application/json", "json", lambda: list[models.MarketingPressureRule]),)
    },
)
_IS_TOPIC_MANDATORY: Operation[bool] = Operation(
    id="isMarketingPressureTopicMandatory",
    method="GET",
    path="/settings/marketing/pressure/topic",
    responses={"2XX": (Media("application/json", "json", lambda: Bool),)},
)
_SET_TOPIC_MANDATORY: Operation[Any] = Operation(
    id="setMarketingPressureTopicMandatory",
    method="PUT",
    path="/settings/marketing/pressure/topic",
    body=Body((Media("application/json", "json", lambda: Bool),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)


class MarketingPressure(Resource):
    """Topics and rules that limit how often a contact is written to."""

    def list_topics(
        self, *, options: RequestOptions | None = None
    ) -> list[models.MarketingPressureTopic]:
        """List the topics of the marketing pressure

        Returns all the topics of the marketing pressure.
        """
        return self._call(_LIST_TOPICS, options=options)

    def list_rules(
        self, *, options: RequestOptions | None = None
    ) -> list[models.MarketingPressureRule]:
        """List the rules of the marketing pressure

        Returns all the rules of the marketing pressure, with the predicate of each.

        The reference shows the request completely and a part of the response, not the status of a
        success.
        """
        return self._call(_LIST_RULES, options=options)

    def is_topic_mandatory(self, *, options: RequestOptions | None = None) -> bool:
        """Tell whether a topic is mandatory

        Returns the option of the account that makes a topic of the marketing pressure mandatory.
        """
        return self._call(_IS_TOPIC_MANDATORY, options=options)

    def set_topic_mandatory(self, request: bool, *, options: RequestOptions | None = None) -> Any:
        """Set whether a topic is mandatory

        Sets the option of the account that makes a topic of the marketing pressure mandatory.

        The reference shows the request completely and no response body, not the status of a
        success.

        Args:
            request: Whether a topic is to be mandatory.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_SET_TOPIC_MANDATORY, (), request, options=options)

    @cached_property
    def with_raw_response(self) -> MarketingPressureWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return MarketingPressureWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> MarketingPressureWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return MarketingPressureWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> MarketingPressureWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return MarketingPressureWithStreamedItems(self)


class MarketingPressureWithRawResponse:
    """The operations of `MarketingPressure`, returning raw responses."""

    def __init__(self, marketing_pressure: MarketingPressure) -> None:
        self.list_topics = raw(marketing_pressure.list_topics)
        self.list_rules = raw(marketing_pressure.list_rules)
        self.is_topic_mandatory = raw(marketing_pressure.is_topic_mandatory)
        self.set_topic_mandatory = raw(marketing_pressure.set_topic_mandatory)


class MarketingPressureWithStreamingResponse:
    """The operations of `MarketingPressure`, as streams."""

    def __init__(self, marketing_pressure: MarketingPressure) -> None:
        self.list_topics = streamed(marketing_pressure.list_topics)
        self.list_rules = streamed(marketing_pressure.list_rules)
        self.is_topic_mandatory = streamed(marketing_pressure.is_topic_mandatory)
        self.set_topic_mandatory = streamed(marketing_pressure.set_topic_mandatory)


class MarketingPressureWithStreamedItems:
    """What `MarketingPressure` lists, item by item as it arrives."""

    def __init__(self, marketing_pressure: MarketingPressure) -> None:
        from .._runtime.items import streamed_items

        self.list_topics = streamed_items(marketing_pressure.list_topics)
        self.list_rules = streamed_items(marketing_pressure.list_rules)


class AsyncMarketingPressure(AsyncResource):
    """Topics and rules that limit how often a contact is written to."""

    async def list_topics(
        self, *, options: RequestOptions | None = None
    ) -> list[models.MarketingPressureTopic]:
        """As `MarketingPressure.list_topics`, to be awaited."""
        return await self._call(_LIST_TOPICS, options=options)

    async def list_rules(
        self, *, options: RequestOptions | None = None
    ) -> list[models.MarketingPressureRule]:
        """As `MarketingPressure.list_rules`, to be awaited."""
        return await self._call(_LIST_RULES, options=options)

    async def is_topic_mandatory(self, *, options: RequestOptions | None = None) -> bool:
        """As `MarketingPressure.is_topic_mandatory`, to be awaited."""
        return await self._call(_IS_TOPIC_MANDATORY, options=options)

    async def set_topic_mandatory(
        self, request: bool, *, options: RequestOptions | None = None
    ) -> Any:
        """As `MarketingPressure.set_topic_mandatory`, to be awaited."""
        return await self._call(_SET_TOPIC_MANDATORY, (), request, options=options)

    @cached_property
    def with_raw_response(self) -> AsyncMarketingPressureWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncMarketingPressureWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncMarketingPressureWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncMarketingPressureWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncMarketingPressureWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncMarketingPressureWithStreamedItems(self)


class AsyncMarketingPressureWithRawResponse:
    def __init__(self, marketing_pressure: AsyncMarketingPressure) -> None:
        self.list_topics = async_raw(marketing_pressure.list_topics)
        self.list_rules = async_raw(marketing_pressure.list_rules)
        self.is_topic_mandatory = async_raw(marketing_pressure.is_topic_mandatory)
        self.set_topic_mandatory = async_raw(marketing_pressure.set_topic_mandatory)


class AsyncMarketingPressureWithStreamingResponse:
    def __init__(self, marketing_pressure: AsyncMarketingPressure) -> None:
        self.list_topics = async_streamed(marketing_pressure.list_topics)
        self.list_rules = async_streamed(marketing_pressure.list_rules)
        self.is_topic_mandatory = async_streamed(marketing_pressure.is_topic_mandatory)
        self.set_topic_mandatory = async_streamed(marketing_pressure.set_topic_mandatory)


class AsyncMarketingPressureWithStreamedItems:
    def __init__(self, marketing_pressure: AsyncMarketingPressure) -> None:
        from .._runtime.items import async_streamed_items

        self.list_topics = async_streamed_items(marketing_pressure.list_topics)
        self.list_rules = async_streamed_items(marketing_pressure.list_rules)
