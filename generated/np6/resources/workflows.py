from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from .. import inputs, models
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.operation import Body, Media, Operation, Parameter
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_CREATE: Operation[Any] = Operation(
    id="createWorkflow",
    method="POST",
    path="/scripting/workflows",
    body=Body((Media("application/json", "json", lambda: models.Workflow),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_REPLACE: Operation[Any] = Operation(
    id="replaceWorkflow",
    method="PUT",
    path="/scripting/workflows/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Workflow),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)
_DELETE: Operation[None] = Operation(
    id="deleteWorkflow",
    method="DELETE",
    path="/scripting/workflows/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": ()},
)
_UPDATE: Operation[models.Workflow] = Operation(
    id="updateWorkflow",
    method="PATCH",
    path="/scripting/workflows/{id}",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Workflow),)},
)
_LIST_NODES: Operation[list[models.WorkflowNode]] = Operation(
    id="listWorkflowNodes",
    method="GET",
    path="/scripting/workflows/{id}/nodes",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.WorkflowNode]),)},
)
_LIST_CAPPING: Operation[list[models.WorkflowCapping]] = Operation(
    id="listWorkflowCapping",
    method="GET",
    path="/scripting/workflows/{id}/capping",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.WorkflowCapping]),)},
)
_LIST_TASKS: Operation[list[models.WorkflowTask]] = Operation(
    id="listWorkflowTasks",
    method="GET",
    path="/scripting/workflows/{id}/tasks",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: list[models.WorkflowTask]),)},
)
_DUPLICATE: Operation[models.Workflow] = Operation(
    id="duplicateWorkflow",
    method="POST",
    path="/scripting/workflows/{id}/duplication",
    parameters=(Parameter("id", "path", lambda: Int32, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Workflow),)},
)


class Workflows(Resource, ItemsViewed):
    """Workflows, with their nodes, capping, listeners and scheduled tasks."""

    with_raw_response: WorkflowsViews[Raw]
    with_streaming_response: WorkflowsViews[Streaming]
    with_streamed_items: WorkflowsViews[Items]

    def create(
        self,
        request: models.Workflow | inputs.WorkflowDict | Mapping[str, Any] | Unset = UNSET,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        state: models.WorkflowState | Literal[0, 1] | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset = UNSET,
        scripting: models.Scripting | inputs.ScriptingDict | Mapping[str, Any] | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        listeners: Sequence[models.WorkflowListener | inputs.WorkflowListenerDict] | Unset = UNSET,
        capping: Sequence[models.WorkflowCapping | inputs.WorkflowCappingDict] | Unset = UNSET,
        nodes: Sequence[models.WorkflowNode | inputs.WorkflowNodeDict | Mapping[str, Any]]
        | Unset = UNSET,
        tasks: Sequence[models.WorkflowTask | inputs.WorkflowTaskDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create a workflow

        Creates a workflow. What must be given is not documented.

        A repeated call may create a second workflow.

        Args:
            request: The workflow to create. Whole, instead of field by field.
            id: The number of the workflow.
            name: The name of the workflow.
            description: What the workflow is for, in words.
            state: The state of the workflow.
            creation_date: When the workflow was created.
            update_date: By its name when the workflow was last changed; the reference calls it the
                creation date here too.
            scripting: What the scripts of the workflow run with.
            settings: The settings of the workflow; their fields are not documented.
            listeners: The events that the workflow listens to.
            capping: The limits on how often nodes run.
            nodes: The nodes of the workflow.
            tasks: The tasks that run the workflow on a schedule.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {
                "id": id,
                "name": name,
                "description": description,
                "state": state,
                "creationDate": creation_date,
                "updateDate": update_date,
                "scripting": scripting,
                "settings": settings,
                "listeners": listeners,
                "capping": capping,
                "nodes": nodes,
                "tasks": tasks,
            },
            options=options,
        )

    def replace(
        self,
        id: int,
        request: models.Workflow | inputs.WorkflowDict | Mapping[str, Any] | Unset = UNSET,
        *,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        state: models.WorkflowState | Literal[0, 1] | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset = UNSET,
        scripting: models.Scripting | inputs.ScriptingDict | Mapping[str, Any] | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        listeners: Sequence[models.WorkflowListener | inputs.WorkflowListenerDict] | Unset = UNSET,
        capping: Sequence[models.WorkflowCapping | inputs.WorkflowCappingDict] | Unset = UNSET,
        nodes: Sequence[models.WorkflowNode | inputs.WorkflowNodeDict | Mapping[str, Any]]
        | Unset = UNSET,
        tasks: Sequence[models.WorkflowTask | inputs.WorkflowTaskDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Replace a workflow

        Puts the body in the place of a workflow, with its listeners, capping, nodes and tasks.
        Whether what the body leaves out is kept is not documented, so give the workflow whole.

        Args:
            id: The number of the workflow.
            request: The workflow as it is to be. Whole, instead of field by field.
            body_id: The number of the workflow.
            name: The name of the workflow.
            description: What the workflow is for, in words.
            state: The state of the workflow.
            creation_date: When the workflow was created.
            update_date: By its name when the workflow was last changed; the reference calls it the
                creation date here too.
            scripting: What the scripts of the workflow run with.
            settings: The settings of the workflow; their fields are not documented.
            listeners: The events that the workflow listens to.
            capping: The limits on how often nodes run.
            nodes: The nodes of the workflow.
            tasks: The tasks that run the workflow on a schedule.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(
            _REPLACE,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "description": description,
                "state": state,
                "creationDate": creation_date,
                "updateDate": update_date,
                "scripting": scripting,
                "settings": settings,
                "listeners": listeners,
                "capping": capping,
                "nodes": nodes,
                "tasks": tasks,
            },
            options=options,
        )

    def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete a workflow

        Deletes a workflow. What becomes of its runs that have not ended is not documented.

        Args:
            id: The number of the workflow.
        """
        return self._call(_DELETE, (id,), options=options)

    def update(self, id: int, *, options: RequestOptions | None = None) -> models.Workflow:
        """Update a workflow

        Changes a workflow and returns it. The reference shows no body for this call, so how it is
        told what to change is not documented, and none can be given here. To put in a whole
        workflow, there is `replaceWorkflow`.

        Args:
            id: The number of the workflow.

        Returns:
            The workflow as it is now.
        """
        return self._call(_UPDATE, (id,), options=options)

    def list_nodes(
        self, id: int, *, options: RequestOptions | None = None
    ) -> list[models.WorkflowNode]:
        """List the nodes of a workflow

        Returns the nodes of a workflow. Only one kind of node is documented with its fields.

        Args:
            id: The number of the workflow.
        """
        return self._call(_LIST_NODES, (id,), options=options)

    def list_capping(
        self, id: int, *, options: RequestOptions | None = None
    ) -> list[models.WorkflowCapping]:
        """List the capping of a workflow

        Returns the limits on how often the nodes of a workflow run.

        Args:
            id: The number of the workflow.
        """
        return self._call(_LIST_CAPPING, (id,), options=options)

    def list_tasks(
        self, id: int, *, options: RequestOptions | None = None
    ) -> list[models.WorkflowTask]:
        """List the scheduled tasks of a workflow

        Returns the tasks that run a workflow on a schedule.

        Args:
            id: The number of the workflow.
        """
        return self._call(_LIST_TASKS, (id,), options=options)

    def duplicate(self, id: int, *, options: RequestOptions | None = None) -> models.Workflow:
        """Duplicate a workflow

        Makes a copy of a workflow and returns the copy. The call has no body.

        A repeated call may create a second copy.

        Args:
            id: The number of the workflow.

        Returns:
            The copy.
        """
        return self._call(_DUPLICATE, (id,), options=options)


class AsyncWorkflows(AsyncResource, ItemsViewed):
    """Workflows, with their nodes, capping, listeners and scheduled tasks."""

    with_raw_response: WorkflowsViews[AsyncRaw]
    with_streaming_response: WorkflowsViews[AsyncStreaming]
    with_streamed_items: WorkflowsViews[AsyncItems]

    async def create(
        self,
        request: models.Workflow | inputs.WorkflowDict | Mapping[str, Any] | Unset = UNSET,
        *,
        id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        state: models.WorkflowState | Literal[0, 1] | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset = UNSET,
        scripting: models.Scripting | inputs.ScriptingDict | Mapping[str, Any] | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        listeners: Sequence[models.WorkflowListener | inputs.WorkflowListenerDict] | Unset = UNSET,
        capping: Sequence[models.WorkflowCapping | inputs.WorkflowCappingDict] | Unset = UNSET,
        nodes: Sequence[models.WorkflowNode | inputs.WorkflowNodeDict | Mapping[str, Any]]
        | Unset = UNSET,
        tasks: Sequence[models.WorkflowTask | inputs.WorkflowTaskDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Create a workflow: as `Workflows.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "id": id,
                "name": name,
                "description": description,
                "state": state,
                "creationDate": creation_date,
                "updateDate": update_date,
                "scripting": scripting,
                "settings": settings,
                "listeners": listeners,
                "capping": capping,
                "nodes": nodes,
                "tasks": tasks,
            },
            options=options,
        )

    async def replace(
        self,
        id: int,
        request: models.Workflow | inputs.WorkflowDict | Mapping[str, Any] | Unset = UNSET,
        *,
        body_id: int | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        state: models.WorkflowState | Literal[0, 1] | Unset = UNSET,
        creation_date: datetime | Unset = UNSET,
        update_date: datetime | Unset = UNSET,
        scripting: models.Scripting | inputs.ScriptingDict | Mapping[str, Any] | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        listeners: Sequence[models.WorkflowListener | inputs.WorkflowListenerDict] | Unset = UNSET,
        capping: Sequence[models.WorkflowCapping | inputs.WorkflowCappingDict] | Unset = UNSET,
        nodes: Sequence[models.WorkflowNode | inputs.WorkflowNodeDict | Mapping[str, Any]]
        | Unset = UNSET,
        tasks: Sequence[models.WorkflowTask | inputs.WorkflowTaskDict] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Replace a workflow: as `Workflows.replace`, to be awaited."""
        return await self._call(
            _REPLACE,
            (id,),
            request,
            {
                "id": body_id,
                "name": name,
                "description": description,
                "state": state,
                "creationDate": creation_date,
                "updateDate": update_date,
                "scripting": scripting,
                "settings": settings,
                "listeners": listeners,
                "capping": capping,
                "nodes": nodes,
                "tasks": tasks,
            },
            options=options,
        )

    async def delete(self, id: int, *, options: RequestOptions | None = None) -> None:
        """Delete a workflow: as `Workflows.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    async def update(self, id: int, *, options: RequestOptions | None = None) -> models.Workflow:
        """Update a workflow: as `Workflows.update`, to be awaited."""
        return await self._call(_UPDATE, (id,), options=options)

    async def list_nodes(
        self, id: int, *, options: RequestOptions | None = None
    ) -> list[models.WorkflowNode]:
        """List the nodes of a workflow: as `Workflows.list_nodes`, to be awaited."""
        return await self._call(_LIST_NODES, (id,), options=options)

    async def list_capping(
        self, id: int, *, options: RequestOptions | None = None
    ) -> list[models.WorkflowCapping]:
        """List the capping of a workflow: as `Workflows.list_capping`, to be awaited."""
        return await self._call(_LIST_CAPPING, (id,), options=options)

    async def list_tasks(
        self, id: int, *, options: RequestOptions | None = None
    ) -> list[models.WorkflowTask]:
        """List the scheduled tasks of a workflow: as `Workflows.list_tasks`, to be awaited."""
        return await self._call(_LIST_TASKS, (id,), options=options)

    async def duplicate(self, id: int, *, options: RequestOptions | None = None) -> models.Workflow:
        """Duplicate a workflow: as `Workflows.duplicate`, to be awaited."""
        return await self._call(_DUPLICATE, (id,), options=options)


class WorkflowsViews(Views[V], owners=(Workflows, AsyncWorkflows)):
    """The operations of `Workflows` in another way."""

    create = view(Workflows.create, AsyncWorkflows.create)
    replace = view(Workflows.replace, AsyncWorkflows.replace)
    delete = view(Workflows.delete, AsyncWorkflows.delete)
    update = view(Workflows.update, AsyncWorkflows.update)
    list_nodes = item_view(Workflows.list_nodes, AsyncWorkflows.list_nodes)
    list_capping = item_view(Workflows.list_capping, AsyncWorkflows.list_capping)
    list_tasks = item_view(Workflows.list_tasks, AsyncWorkflows.list_tasks)
    duplicate = view(Workflows.duplicate, AsyncWorkflows.duplicate)
