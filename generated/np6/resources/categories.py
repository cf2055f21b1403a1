from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from .._runtime.model import Int
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed

_LIST: Operation[Any] = Operation(
    id="listCategories",
    method="GET",
    path="/categories",
    responses={"2XX": (Media("*/*", "any", lambda: Any),), "429": ()},
    retry=True,
    security=(("apiKey",),),
)
_CREATE: Operation[Any] = Operation(
    id="createCategory",
    method="POST",
    path="/categories",
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),), "429": ()},
    security=(("apiKey",),),
)
_GET: Operation[Any] = Operation(
    id="getCategory",
    method="GET",
    path="/categories/{id}",
    parameters=(Parameter("id", "path", lambda: Int, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),), "429": ()},
    retry=True,
    security=(("apiKey",),),
)
_UPDATE: Operation[Any] = Operation(
    id="updateCategory",
    method="PUT",
    path="/categories/{id}",
    parameters=(Parameter("id", "path", lambda: Int, required=True),),
    body=Body((Media("application/json", "json", lambda: dict[str, Any]),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),), "429": ()},
    retry=True,
    security=(("apiKey",),),
)
_DELETE: Operation[Any] = Operation(
    id="deleteCategory",
    method="DELETE",
    path="/categories/{id}",
    parameters=(Parameter("id", "path", lambda: Int, required=True),),
    responses={"2XX": (Media("*/*", "any", lambda: Any),), "429": ()},
    retry=True,
    security=(("apiKey",),),
)


class Categories(Resource):
    """Categories, such as those that actions are sorted into."""

    def list(self, *, options: RequestOptions | None = None) -> Any:
        """List the categories

        Returns the categories of the account. The reference's pages do not show this operation, so what the answer holds is not
        known.

        The reference shows the request by its title only and no response body. It does not state the status of a success.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_LIST, options=options)

    def create(self, request: Mapping[str, Any], *, options: RequestOptions | None = None) -> Any:
        """Create a category

        Creates a category. The reference's pages do not show this operation, so neither its body nor its answer is known.

        A repeated call may create a second category.

        The reference shows the request by its title only and no response body. It does not state the status of a success.

        Args:
            request: The category to create.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_CREATE, (), request, options=options)

    def get(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Retrieve a category

        Returns one category. The reference's pages do not show this operation, so what the answer holds is not known.

        The reference shows the request by its title only and no response body. It does not state the status of a success.

        Args:
            id: The number of the category.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_GET, (id,), options=options)

    def update(self, id: int, request: Mapping[str, Any], *, options: RequestOptions | None = None) -> Any:
        """Update a category

        Changes a category. The reference's pages do not show this operation, so neither its body nor its answer is known.

        The reference shows the request by its title only and no response body. It does not state the status of a success.

        Args:
            id: The number of the category.
            request: The category as it is to be.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_UPDATE, (id,), request, options=options)

    def delete(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Delete a category

        Deletes a category. The reference's pages do not show this operation; what becomes of the items in the category is not
        known.

        The reference shows the request by its title only and no response body. It does not state the status of a success.

        Args:
            id: The number of the category.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.

        Raises:
            RateLimitError: The account has used up its calls for now. Wait before the next try, and longer before each one
                after it.
        """
        return self._call(_DELETE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> CategoriesWithRawResponse:
        """The same operations, returning the whole response: status, headers, bytes, and `parse()` for the result."""
        return CategoriesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> CategoriesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return CategoriesWithStreamingResponse(self)


class CategoriesWithRawResponse:
    """The operations of `Categories`, returning raw responses."""

    def __init__(self, categories: Categories) -> None:
        self.list = raw(categories.list)
        self.create = raw(categories.create)
        self.get = raw(categories.get)
        self.update = raw(categories.update)
        self.delete = raw(categories.delete)


class CategoriesWithStreamingResponse:
    """The operations of `Categories`, as streams."""

    def __init__(self, categories: Categories) -> None:
        self.list = streamed(categories.list)
        self.create = streamed(categories.create)
        self.get = streamed(categories.get)
        self.update = streamed(categories.update)
        self.delete = streamed(categories.delete)


class AsyncCategories(AsyncResource):
    """Categories, such as those that actions are sorted into."""

    async def list(self, *, options: RequestOptions | None = None) -> Any:
        """List the categories: as `Categories.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    async def create(self, request: Mapping[str, Any], *, options: RequestOptions | None = None) -> Any:
        """Create a category: as `Categories.create`, to be awaited."""
        return await self._call(_CREATE, (), request, options=options)

    async def get(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Retrieve a category: as `Categories.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def update(self, id: int, request: Mapping[str, Any], *, options: RequestOptions | None = None) -> Any:
        """Update a category: as `Categories.update`, to be awaited."""
        return await self._call(_UPDATE, (id,), request, options=options)

    async def delete(self, id: int, *, options: RequestOptions | None = None) -> Any:
        """Delete a category: as `Categories.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> AsyncCategoriesWithRawResponse:
        """The same operations, returning the whole response: status, headers, bytes, and `parse()` for the result."""
        return AsyncCategoriesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncCategoriesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncCategoriesWithStreamingResponse(self)


class AsyncCategoriesWithRawResponse:
    """The operations of `AsyncCategories`, returning raw responses."""

    def __init__(self, categories: AsyncCategories) -> None:
        self.list = async_raw(categories.list)
        self.create = async_raw(categories.create)
        self.get = async_raw(categories.get)
        self.update = async_raw(categories.update)
        self.delete = async_raw(categories.delete)


class AsyncCategoriesWithStreamingResponse:
    """The operations of `AsyncCategories`, as streams."""

    def __init__(self, categories: AsyncCategories) -> None:
        self.list = async_streamed(categories.list)
        self.create = async_streamed(categories.create)
        self.get = async_streamed(categories.get)
        self.update = async_streamed(categories.update)
        self.delete = async_streamed(categories.delete)
