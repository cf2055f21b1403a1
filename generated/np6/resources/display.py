from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from .display_events import AsyncDisplayEvents, DisplayEvents


class Display(Resource):
    """The operations on `display`."""

    @cached_property
    def events(self) -> DisplayEvents:
        """What happened to displayed content, by content or by campaign."""
        from .display_events import DisplayEvents

        return DisplayEvents(self._client)


class AsyncDisplay(AsyncResource):
    """The operations on `display`."""

    @cached_property
    def events(self) -> AsyncDisplayEvents:
        """What happened to displayed content, by content or by campaign."""
        from .display_events import AsyncDisplayEvents

        return AsyncDisplayEvents(self._client)
