from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from .. import inputs, models
from .._runtime.model import Int
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource, async_raw, async_streamed, raw, streamed
from .._runtime.unset import UNSET, Unset

_LIST: Operation[_list[models.Category]] = Operation(
    id="listCategories",
    method="GET",
    path="/categories",
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Category]),)},
)
_CREATE: Operation[models.Category] = Operation(
    id="createCategory",
    method="POST",
    path="/categories",
    body=Body((Media("application/json", "json", lambda: models.NewCategory),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Category),)},
)
_GET: Operation[models.Category] = Operation(
    id="getCategory",
    method="GET",
    path="/categories/{id}",
    parameters=(Parameter("id", "path", lambda: Int, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Category),)},
)
_UPDATE: Operation[models.Category] = Operation(
    id="updateCategory",
    method="PUT",
    path="/categories/{id}",
    parameters=(Parameter("id", "path", lambda: Int, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Category),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Category),)},
)
_DELETE: Operation[None] = Operation(
    id="deleteCategory",
    method="DELETE",
    path="/categories/{id}",
    parameters=(Parameter("id", "path", lambda: Int, required=True),),
    responses={"2XX": ()},
)


class Categories(Resource):
    """Categories, such as those that actions are sorted into."""

    def list(self, *, options: RequestOptions | None = None) -> _list[models.Category]:
        """List the categories

        Returns the categories of the account. The reference's pages do not show this operation.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: answer, status.
        """
        return self._call(_LIST, options=options)

    def create(
        self,
        request: models.NewCategory | inputs.NewCategoryDict | Mapping[str, Any] | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Category:
        """Create a category

        Creates a category and returns it. The reference's pages do not show this operation. A name
        that is taken is refused with 409.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: request, answer, status.

        Args:
            request: The category to create. Whole, instead of field by field.
            name: The name of the category, which has to be given.
            description: What the category is for, in words.

        Returns:
            The category that was created.

        Raises:
            ConflictError: The name is taken. There is no body.
        """
        return self._call(
            _CREATE, (), request, {"name": name, "description": description}, options=options
        )

    def get(self, id: int, *, options: RequestOptions | None = None) -> models.Category:
        """Retrieve a category

        Returns one category. The reference's pages do not show this operation.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: answer, status.

        Args:
            id: The number of the category.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_GET, (id,), options=options)

    def update(
        self,
        id: int,
        request: models.Category | inputs.CategoryDict | Mapping[str, Any] | Unset = UNSET,
        *,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        creation_date: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Category:
        """Update a category

        Changes a category and returns it. The reference's pages do not show this operation. A name
        that is taken is refused with 409.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: request, answer, status.

        Args:
            id: The number of the category.
            request: The category as it is to be. Whole, instead of field by field.
            body_id: The number of the category.
            name: The name of the category.
            description: What the category is for, in words.
            creation_date: When the category was created; its form is not known.

        Returns:
            The category as it is now.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: The name is taken. There is no body.
        """
        return self._call(
            _UPDATE,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "description": description,
                "creationDate": creation_date,
            },
            options=options,
        )

    def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete a category

        Deletes a category. The reference's pages do not show this operation; what becomes of the
        items in the category is not known.

        The reference shows the request by its title only and no response body, not the status of a
        success. Observed in older, with medium confidence: status.

        Args:
            id: The number of the category.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_DELETE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> CategoriesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return CategoriesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> CategoriesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return CategoriesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> CategoriesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return CategoriesWithStreamedItems(self)


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


class CategoriesWithStreamedItems:
    """What `Categories` lists, item by item as it arrives."""

    def __init__(self, categories: Categories) -> None:
        from .._runtime.items import streamed_items

        self.list = streamed_items(categories.list)


class AsyncCategories(AsyncResource):
    """Categories, such as those that actions are sorted into."""

    async def list(self, *, options: RequestOptions | None = None) -> _list[models.Category]:
        """List the categories: as `Categories.list`, to be awaited."""
        return await self._call(_LIST, options=options)

    async def create(
        self,
        request: models.NewCategory | inputs.NewCategoryDict | Mapping[str, Any] | Unset = UNSET,
        *,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Category:
        """Create a category: as `Categories.create`, to be awaited."""
        return await self._call(
            _CREATE, (), request, {"name": name, "description": description}, options=options
        )

    async def get(self, id: int, *, options: RequestOptions | None = None) -> models.Category:
        """Retrieve a category: as `Categories.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def update(
        self,
        id: int,
        request: models.Category | inputs.CategoryDict | Mapping[str, Any] | Unset = UNSET,
        *,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        creation_date: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Category:
        """Update a category: as `Categories.update`, to be awaited."""
        return await self._call(
            _UPDATE,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "description": description,
                "creationDate": creation_date,
            },
            options=options,
        )

    async def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete a category: as `Categories.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    @cached_property
    def with_raw_response(self) -> AsyncCategoriesWithRawResponse:
        """The operations with their whole response: status, headers, bytes, `parse()`."""
        return AsyncCategoriesWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncCategoriesWithStreamingResponse:
        """The same operations as context managers, in which the body is read as it arrives."""
        return AsyncCategoriesWithStreamingResponse(self)

    @cached_property
    def with_streamed_items(self) -> AsyncCategoriesWithStreamedItems:
        """The operations that return a list, as iterators of items as they arrive."""
        return AsyncCategoriesWithStreamedItems(self)


class AsyncCategoriesWithRawResponse:
    def __init__(self, categories: AsyncCategories) -> None:
        self.list = async_raw(categories.list)
        self.create = async_raw(categories.create)
        self.get = async_raw(categories.get)
        self.update = async_raw(categories.update)
        self.delete = async_raw(categories.delete)


class AsyncCategoriesWithStreamingResponse:
    def __init__(self, categories: AsyncCategories) -> None:
        self.list = async_streamed(categories.list)
        self.create = async_streamed(categories.create)
        self.get = async_streamed(categories.get)
        self.update = async_streamed(categories.update)
        self.delete = async_streamed(categories.delete)


class AsyncCategoriesWithStreamedItems:
    def __init__(self, categories: AsyncCategories) -> None:
        from .._runtime.items import async_streamed_items

        self.list = async_streamed_items(categories.list)
