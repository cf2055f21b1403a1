from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.model import Bool
from .._runtime.operation import Body, Media, Operation
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

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


class MarketingPressure(Resource, ItemsViewed):
    """Topics and rules that limit how often a contact is written to."""

    with_raw_response: MarketingPressureViews[Raw]
    with_streaming_response: MarketingPressureViews[Streaming]
    with_streamed_items: MarketingPressureViews[Items]

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

        Args:
            request: Whether a topic is to be mandatory.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_SET_TOPIC_MANDATORY, (), request, options=options)


class AsyncMarketingPressure(AsyncResource, ItemsViewed):
    """Topics and rules that limit how often a contact is written to."""

    with_raw_response: MarketingPressureViews[AsyncRaw]
    with_streaming_response: MarketingPressureViews[AsyncStreaming]
    with_streamed_items: MarketingPressureViews[AsyncItems]

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


class MarketingPressureViews(Views[V], owners=(MarketingPressure, AsyncMarketingPressure)):
    """The operations of `MarketingPressure` in another way."""

    list_topics = item_view(MarketingPressure.list_topics, AsyncMarketingPressure.list_topics)
    list_rules = item_view(MarketingPressure.list_rules, AsyncMarketingPressure.list_rules)
    is_topic_mandatory = view(
        MarketingPressure.is_topic_mandatory, AsyncMarketingPressure.is_topic_mandatory
    )
    set_topic_mandatory = view(
        MarketingPressure.set_topic_mandatory, AsyncMarketingPressure.set_topic_mandatory
    )
