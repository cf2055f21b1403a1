from __future__ import annotations

from functools import cached_property

from .. import resources
from .._runtime.resource import AsyncResource, Resource


class Display(Resource):
    """The operations on `display`."""

    @cached_property
    def events(self) -> resources.DisplayEvents:
        """What happened to displayed content, by content or by campaign."""
        return resources.DisplayEvents(self._client)


class AsyncDisplay(AsyncResource):
    """The operations on `display`."""

    @cached_property
    def events(self) -> resources.AsyncDisplayEvents:
        """What happened to displayed content, by content or by campaign."""
        return resources.AsyncDisplayEvents(self._client)
