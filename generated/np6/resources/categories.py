from __future__ import annotations

from builtins import list as _list
from collections.abc import Mapping
from typing import Any

from .. import inputs, models
from .._runtime.integers import Int
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

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


class Categories(Resource, ItemsViewed):
    """Categories, such as those that actions are sorted into."""

    with_raw_response: CategoriesViews[Raw]
    with_streaming_response: CategoriesViews[Streaming]
    with_streamed_items: CategoriesViews[Items]

    def list(self, *, options: RequestOptions | None = None) -> _list[models.Category]:
        """List the categories

        Returns the categories of the account. The reference's pages do not show this operation.

        The reference names it by its title only: see `api.md`.
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

        The reference names it by its title only: see `api.md`.

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

        The reference names it by its title only: see `api.md`.

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

        The reference names it by its title only: see `api.md`.

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

        The reference names it by its title only: see `api.md`.

        Args:
            id: The number of the category.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_DELETE, (id,), options=options)


class AsyncCategories(AsyncResource, ItemsViewed):
    """Categories, such as those that actions are sorted into."""

    with_raw_response: CategoriesViews[AsyncRaw]
    with_streaming_response: CategoriesViews[AsyncStreaming]
    with_streamed_items: CategoriesViews[AsyncItems]

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


class CategoriesViews(Views[V], owners=(Categories, AsyncCategories)):
    """The operations of `Categories` in another way."""

    list = item_view(Categories.list, AsyncCategories.list)
    create = view(Categories.create, AsyncCategories.create)
    get = view(Categories.get, AsyncCategories.get)
    update = view(Categories.update, AsyncCategories.update)
    delete = view(Categories.delete, AsyncCategories.delete)
