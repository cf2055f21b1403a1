# The views below wrap what is deprecated too.
# pyright: reportDeprecated=false
from __future__ import annotations

from builtins import list as _list
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, Union

from typing_extensions import Unpack, deprecated

from .. import inputs, models, resources
from .._runtime.batch_options import BatchOptions
from .._runtime.integers import Int32
from .._runtime.item_views import AsyncItems, Items, ItemsViewed, item_view
from .._runtime.moments import DateTime
from .._runtime.operation import Body, Media, Operation, Parameter, Success
from .._runtime.options import RequestOptions
from .._runtime.resource import AsyncResource, Resource
from .._runtime.several_media import SeveralMedia
from .._runtime.unset import UNSET, Unset
from .._runtime.views import AsyncRaw, AsyncStreaming, Raw, Streaming, V, Views, view

_LIST: Operation[_list[models.Action]] = Operation(
    id="listActions",
    method="GET",
    path="/actions",
    parameters=(
        Parameter("creation_start", "query", lambda: Union[DateTime, None]),
        Parameter("creation_end", "query", lambda: Union[DateTime, None]),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.Action]),)},
)
_CREATE: Operation[models.Action] = Operation(
    id="createAction",
    method="POST",
    path="/actions",
    body=Body((Media("application/json", "json", lambda: models.Action),), required=True),
    responses={"200": (Media("application/json", "json", lambda: models.Action),)},
)
_GET: Operation[models.Action] = Operation(
    id="getAction",
    method="GET",
    path="/actions/{id}",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": (Media("application/json", "json", lambda: models.Action),)},
)
_UPDATE: Operation[models.Action] = Operation(
    id="updateAction",
    method="PUT",
    path="/actions/{id}",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/json", "json", lambda: models.Action),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.Action),)},
)
_DELETE: Operation[None] = Operation(
    id="deleteAction",
    method="DELETE",
    path="/actions/{id}",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": ()},
)
_DUPLICATE: Operation[models.Action] = Operation(
    id="duplicateAction",
    method="POST",
    path="/actions/{id}/duplication",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("type", "query", lambda: Union[Int32, None]),
        Parameter("folder", "query", lambda: Union[Int32, None]),
    ),
    responses={"2XX": (Media("application/json", "json", lambda: models.Action),)},
)
_VALIDATE: Operation[None] = Operation(
    id="validateAction",
    method="POST",
    path="/actions/{id}/validation",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/json", "json", lambda: models.ActionValidation),), required=True),
    responses={"204": ()},
)
_UNVALIDATE: Operation[None] = Operation(
    id="unvalidateAction",
    method="DELETE",
    path="/actions/{id}/validation",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/json", "json", lambda: models.ActionValidation),), required=True),
    responses={"204": ()},
)
_RENDER_MANY: Operation[_list[models.RenderedMessage]] = Operation(
    id="renderActions",
    method="POST",
    path="/actions/{id}/renders",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body(
        (
            Media("application/vnd.np6.cm.email", "json", lambda: _list[models.EmailRendering]),
            Media("application/vnd.np6.cm.sms", "json", lambda: _list[models.SmsRendering]),
        ),
        required=True,
        several=SeveralMedia,
    ),
    responses={"2XX": (Media("application/json", "json", lambda: _list[models.RenderedMessage]),)},
    success=Success("type", ("success",)),
)
_RENDER: Operation[models.RenderedMessage] = Operation(
    id="renderAction",
    method="POST",
    path="/actions/{id}/render",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body(
        (
            Media("application/vnd.np6.cm.email", "json", lambda: models.EmailRendering),
            Media("application/vnd.np6.cm.sms", "json", lambda: models.SmsRendering),
        ),
        required=True,
        several=SeveralMedia,
    ),
    responses={"2XX": (Media("application/json", "json", lambda: models.RenderedMessage),)},
    success=Success("type", ("success",)),
)
_SEND_MANY: Operation[_list[models.MessageResult]] = Operation(
    id="sendActions",
    method="POST",
    path="/actions/{id}/executions",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body(
        (
            Media("application/vnd.np6.cm.email", "json", lambda: _list[models.EmailMessage]),
            Media("application/vnd.np6.cm.sms", "json", lambda: _list[models.SmsMessage]),
        ),
        required=True,
        several=SeveralMedia,
    ),
    responses={"200": (Media("application/json", "json", lambda: _list[models.MessageResult]),)},
    success=Success("type", ("success",)),
)
_SEND: Operation[models.MessageResult] = Operation(
    id="sendAction",
    method="POST",
    path="/actions/{id}/execution",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body(
        (
            Media("application/vnd.np6.cm.email", "json", lambda: models.EmailMessage),
            Media("application/vnd.np6.cm.sms", "json", lambda: models.SmsMessage),
        ),
        required=True,
        several=SeveralMedia,
    ),
    responses={"200": (Media("application/json", "json", lambda: models.MessageResult),)},
    success=Success("type", ("success",)),
)
_EXPORT_OPENS: Operation[None] = Operation(
    id="exportActionOpens",
    method="GET",
    path="/actions/{id}/export/tracking/opens",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": ()},
)
_EXPORT_CLICKS: Operation[None] = Operation(
    id="exportActionClicks",
    method="GET",
    path="/actions/{id}/export/tracking/clicks",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    responses={"2XX": ()},
)
_RENDER_LINKS: Operation[models.RenderedLinks] = Operation(
    id="renderActionLinks",
    method="POST",
    path="/actions/{id}/render/links",
    parameters=(Parameter("id", "path", lambda: str, required=True),),
    body=Body((Media("application/json", "json", lambda: models.LinkRendering),), required=True),
    responses={"2XX": (Media("application/json", "json", lambda: models.RenderedLinks),)},
    success=Success("type", ("success",)),
)
_SEND_TO: Operation[Any] = Operation(
    id="sendActionToTarget",
    method="POST",
    path="/actions/{id}/targets/{targetId}",
    parameters=(
        Parameter("id", "path", lambda: str, required=True),
        Parameter("targetId", "path", lambda: str, required=True, python="target_id"),
    ),
    body=Body((Media("application/json", "json", lambda: models.TargetMessage),), required=True),
    responses={"2XX": (Media("*/*", "any", lambda: Any),)},
)


class Actions(Resource, ItemsViewed):
    """E-mail and SMS actions, from drafting and testing to sending."""

    with_raw_response: ActionsViews[Raw]
    with_streaming_response: ActionsViews[Streaming]
    with_streamed_items: ActionsViews[Items]

    @deprecated("client.actions.list is deprecated")
    def list(
        self,
        *,
        creation_start: datetime | Unset | None = UNSET,
        creation_end: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Action]:
        """List the actions

        Deprecated.

        Returns the actions of the account, which can be narrowed down by when they were created.
        What the reference shows of each is its general details, its settings and its schedule; read
        one action for the rest.

        Args:
            creation_start: Keeps actions that were created at this moment or later; an ISO date or
                a timestamp.
            creation_end: Keeps actions that were created before this moment; an ISO date or a
                timestamp.
        """
        return self._call(_LIST, (creation_start, creation_end), options=options)

    def create(
        self,
        request: models.Action | inputs.ActionDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        creation_date: datetime | Unset = UNSET,
        informations: models.ActionInformations | inputs.ActionInformationsDict | Unset = UNSET,
        settings: models.ActionSettings
        | inputs.ActionSettingsDict
        | Mapping[str, Any]
        | Unset = UNSET,
        scheduler: models.ActionScheduler
        | inputs.ActionSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        content: models.ActionContent
        | inputs.ActionContentDict
        | Mapping[str, Any]
        | Unset = UNSET,
        monitor: models.ActionMonitor
        | inputs.ActionMonitorDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Action:
        """Create an action

        Creates an action and returns it with its identifier, in state 20 (created) if it has
        content. The fields that the reference shows are those of an e-mail; what an SMS takes
        beyond them is known from older documentation alone.

        Observed to suffice: `type`, `name`, the version of the templating, the edition mode, and of
        the content who it comes from, the subject and the HTML. `settings.field` names the contact
        field that holds the address; left out, the account's default is taken. A repeated call may
        create a second action.

        Args:
            request: The action to create. The reference lists `id` and `creationDate` too, and does
                not say what they do here. Whole, instead of field by field.
            type: The kind of action. The pages show `mailMessage`; the others are those of older
                documentation.
            id: The identifier of the action.
            name: The name of the action.
            description: What the action is for, in words. Not shown for the list of actions.
            creation_date: When the action was created, in UTC.
            informations: Where the action is filed, and its state.
            settings: The settings of the action. The list of actions names them without their
                fields.
            scheduler: When the action runs. Only the list of actions shows it, and does not show
                whether it sits here or inside `settings`; in older documentation it is here.
            content: What the action sends. Not shown for the list of actions, whose fields are cut.
            monitor: What came of the action. Only in the list of actions, by older documentation.

        Returns:
            The action that was created.

        Raises:
            BadRequestError: The request was not understood, such as where `content.headers.from` is
                a text and not its three parts.
            AuthenticationError: The key is missing or not valid.
            PermissionDeniedError: The key does not allow this. Where its user lacked a right, 409
                was observed instead.
            NotFoundError: What the body names does not exist, such as `settings.field`.
            ConflictError: What the request asks for does not go with the present state, or the user
                of the key lacks the right to it. The answer never had a body, so only a read of
                what the request names tells which.
        """
        return self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "description": description,
                "creationDate": creation_date,
                "informations": informations,
                "settings": settings,
                "scheduler": scheduler,
                "content": content,
                "monitor": monitor,
            },
            options=options,
        )

    def get(self, id: str, *, options: RequestOptions | None = None) -> models.Action:
        """Retrieve an action

        Returns one action with its settings and its content.

        Args:
            id: The identifier of the action.

        Raises:
            AuthenticationError: The key is missing or not valid.
            PermissionDeniedError: The key does not allow this. Where its user lacked a right, 409
                was observed instead.
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_GET, (id,), options=options)

    def update(
        self,
        id: str,
        request: models.Action | inputs.ActionDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        body_id: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        creation_date: datetime | Unset = UNSET,
        informations: models.ActionInformations | inputs.ActionInformationsDict | Unset = UNSET,
        settings: models.ActionSettings
        | inputs.ActionSettingsDict
        | Mapping[str, Any]
        | Unset = UNSET,
        scheduler: models.ActionScheduler
        | inputs.ActionSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        content: models.ActionContent
        | inputs.ActionContentDict
        | Mapping[str, Any]
        | Unset = UNSET,
        monitor: models.ActionMonitor
        | inputs.ActionMonitorDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Action:
        """Update an action

        Changes an action and returns it. The reference describes parts of the body that match those
        of an action, such as its general details, settings, priority and importance, but does not
        show the names of the fields; by older documentation they are those of an action. Whether a
        field that is left out keeps its value is not certain: send the whole action as it is read,
        with what is to change.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The identifier of the action.
            request: The action as it is to be. Whole, instead of field by field.
            type: The kind of action. The pages show `mailMessage`; the others are those of older
                documentation.
            body_id: The identifier of the action.
            name: The name of the action.
            description: What the action is for, in words. Not shown for the list of actions.
            creation_date: When the action was created, in UTC.
            informations: Where the action is filed, and its state.
            settings: The settings of the action. The list of actions names them without their
                fields.
            scheduler: When the action runs. Only the list of actions shows it, and does not show
                whether it sits here or inside `settings`; in older documentation it is here.
            content: What the action sends. Not shown for the list of actions, whose fields are cut.
            monitor: What came of the action. Only in the list of actions, by older documentation.

        Returns:
            The action as it is now.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: What the request asks for does not go with the present state, or the user
                of the key lacks the right to it. The answer never had a body, so only a read of
                what the request names tells which.
        """
        return self._call(
            _UPDATE,
            (id,),
            request,
            {
                "type": type,
                "id": body_id,
                "name": name,
                "description": description,
                "creationDate": creation_date,
                "informations": informations,
                "settings": settings,
                "scheduler": scheduler,
                "content": content,
                "monitor": monitor,
            },
            options=options,
        )

    def delete(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Delete an action

        Deletes an action. The reference mentions no way to get it back.

        Args:
            id: The identifier of the action.

        Raises:
            NotFoundError: What the request names does not exist, in its path or in its body.
        """
        return self._call(_DELETE, (id,), options=options)

    def duplicate(
        self,
        id: str,
        *,
        type: int | Unset | None = UNSET,
        folder: int | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Action:
        """Duplicate an action

        Makes a copy of an action and returns the copy. It takes no body.

        A repeated call may create a second copy.

        Args:
            id: The identifier of the action.
            type: The type that the copy is to have, as a number. Its values are not documented.
            folder: The folder that the copy is to be in.

        Returns:
            The copy.
        """
        return self._call(_DUPLICATE, (id, type, folder), options=options)

    def validate(
        self,
        id: str,
        request: models.ActionValidation | inputs.ActionValidationDict | Unset = UNSET,
        *,
        for_test: bool | Unset | None = UNSET,
        campaign_analyser: bool | Unset | None = UNSET,
        test_segments: Sequence[int] | Unset | None = UNSET,
        media_for_test: str | Unset | None = UNSET,
        text_and_html: bool | Unset | None = UNSET,
        comments: str | Unset | None = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Test or validate an action

        Tests an action, or validates it for production. An action can be sent after both phases, in
        this order:

        1. With `fortest` true and the number of a test segment in `testSegments`, the test goes
           out, and the action comes from
           state 20 (created) to 38 (asking for validation). Sending it is refused with 409 then.
        2. With `fortest` false, it comes to state 50 (validated), and can be sent from then on, as
           often as is wanted.

        Both phases answer the same 204, so only a read of the action tells how far it is. What the
        second phase does without the first is not known. Taking the validation back leads to state
        20 again.

        A test may send to the segments that it names, and a repeated call may do so again.
        `campaignAnalyser` works only where the account has that feature.

        Args:
            id: The identifier of the action.
            request: How to test or validate the action. Whole, instead of field by field.
            for_test: Whether a test is meant, the first phase, or the validation for production,
                the second.
            campaign_analyser: Whether to use the campaign analyser. Works only where the account
                has that feature.
            test_segments: The segments to test on, by their numbers.
            media_for_test: The media that the test uses instead of the action's; by older
                documentation, an e-mail address that it goes to.
            text_and_html: Whether to send both the HTML and the text version.
            comments: Any comments.
            variables: Variables for the proof, as keys and values.

        Raises:
            BadRequestError: The request was not understood: its JSON is malformed, a field is
                missing, or a value has another shape.
            AuthenticationError: The key is missing or not valid.
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: What the request asks for does not go with the present state, or the user
                of the key lacks the right to it. The answer never had a body, so only a read of
                what the request names tells which.
            StatusError: What the request names exists no more.
            LengthRequiredError: The request has no `Content-Length`.
        """
        return self._call(
            _VALIDATE,
            (id,),
            request,
            {
                "fortest": for_test,
                "campaignAnalyser": campaign_analyser,
                "testSegments": test_segments,
                "mediaForTest": media_for_test,
                "textandHtml": text_and_html,
                "comments": comments,
                "variables": variables,
            },
            options=options,
        )

    def unvalidate(
        self,
        id: str,
        request: models.ActionValidation | inputs.ActionValidationDict | Unset = UNSET,
        *,
        for_test: bool | Unset | None = UNSET,
        campaign_analyser: bool | Unset | None = UNSET,
        test_segments: Sequence[int] | Unset | None = UNSET,
        media_for_test: str | Unset | None = UNSET,
        text_and_html: bool | Unset | None = UNSET,
        comments: str | Unset | None = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Take the validation of an action back

        Takes the validation of an action back: from state 38 or 50 it comes to 20 again. The call
        must have a body, with the same fields as the validation, and an empty object will do.
        `campaignAnalyser` works only where the account has that feature.

        Args:
            id: The identifier of the action.
            request: How to take the validation back; an empty object will do. Whole, instead of
                field by field.
            for_test: Whether a test is meant, the first phase, or the validation for production,
                the second.
            campaign_analyser: Whether to use the campaign analyser. Works only where the account
                has that feature.
            test_segments: The segments to test on, by their numbers.
            media_for_test: The media that the test uses instead of the action's; by older
                documentation, an e-mail address that it goes to.
            text_and_html: Whether to send both the HTML and the text version.
            comments: Any comments.
            variables: Variables for the proof, as keys and values.

        Raises:
            ConflictError: There is no validation to take back, or the user of the key lacks the
                right to. There is no body.
        """
        return self._call(
            _UNVALIDATE,
            (id,),
            request,
            {
                "fortest": for_test,
                "campaignAnalyser": campaign_analyser,
                "testSegments": test_segments,
                "mediaForTest": media_for_test,
                "textandHtml": text_and_html,
                "comments": comments,
                "variables": variables,
            },
            options=options,
        )

    def render_many(
        self,
        id: str,
        request: Iterable[
            models.EmailRendering
            | inputs.EmailRenderingDict
            | Mapping[str, Any]
            | models.SmsRendering
            | inputs.SmsRenderingDict
        ],
        *,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.RenderedMessage]:
        """Render an action many times

        Renders an action for several contacts in one call, each with replacements of its own. This
        is a preview: nothing is sent. The media type says whether the items describe e-mails or
        SMS; the fields of the latter are not documented, nor is how many a call may hold.

        Args:
            id: The identifier of the action.
            request: The renderings, one item each.
            content_type: How the body is sent. Unless given, as the model or the fields given say,
                else application/vnd.np6.cm.email.

        Returns:
            The renderings.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(_RENDER_MANY, (id,), request, options=options, content_type=content_type)

    def render(
        self,
        id: str,
        request: models.EmailRendering
        | inputs.EmailRenderingDict
        | Mapping[str, Any]
        | models.SmsRendering
        | inputs.SmsRenderingDict
        | Unset = UNSET,
        *,
        receiver: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        related: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        blocks: Sequence[Mapping[str, Any]] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        headers: models.EmailHeaders | inputs.EmailHeadersDict | Unset = UNSET,
        subject: str | Unset = UNSET,
        content: models.EmailContent | inputs.EmailContentDict | Mapping[str, Any] | Unset = UNSET,
        context: models.RenderContext | inputs.RenderContextDict | Unset = UNSET,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RenderedMessage:
        """Render an action

        Renders an action for one contact, and returns what that contact would receive. The media
        type says whether the body describes an e-mail or an SMS; the fields of the latter are not
        documented.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The identifier of the action.
            request: What to render. Whole, instead of field by field.
            receiver: Who the rendering is for.
            related: A contact that is related to the receiver.
            data: Data that the content is rendered with.
            blocks: Blocks of further data.
            variables: Further variables that the content is rendered with.
            stamp: The conversation that the message is part of.
            headers: Replaces the headers of the content.
            subject: Replaces the subject of the content.
            content: Replaces the content.
            context: Which content is rendered, and how.
            content_type: How the body is sent. Unless given, as the model or the fields given say,
                else application/vnd.np6.cm.email.

        Returns:
            The rendering.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(
            _RENDER,
            (id,),
            request,
            {
                "receiver": receiver,
                "related": related,
                "data": data,
                "blocks": blocks,
                "variables": variables,
                "stamp": stamp,
                "headers": headers,
                "subject": subject,
                "content": content,
                "context": context,
            },
            options=options,
            content_type=content_type,
        )

    def send_many(
        self,
        id: str,
        request: Iterable[
            models.EmailMessage
            | inputs.EmailMessageDict
            | Mapping[str, Any]
            | models.SmsMessage
            | inputs.SmsMessageDict
        ],
        *,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.MessageResult]:
        """Send an action many times

        Sends an action to several contacts in one call, each with replacements of its own. The
        media type says whether the items describe e-mails or SMS; the fields of the latter are not
        documented, nor is how many a call may hold.

        The action has to be validated, and can then be sent again and again. Each recipient is an
        item and a contact that exists: no segment can be named. There is one result for each, in
        the order of the messages; a recipient that is not found is an error among them, with the
        status of a success, and the others are sent. Content that is given replaces that of the
        action as it is, without personalisation and tracking, and only where the version of the
        templating is 4.1.

        This reaches real people: a repeated call may send the messages again.

        Args:
            id: The identifier of the action.
            request: The messages, one item each.
            content_type: How the body is sent. Unless given, as the model or the fields given say,
                else application/vnd.np6.cm.email.

        Returns:
            The messages were taken in; their results.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.

        Raises:
            BadRequestError: The request was not understood, such as where the value of a unicity is
                a text and not a list.
            AuthenticationError: The key is missing or not valid.
            PermissionDeniedError: The key does not allow this. Where its user lacked a right, 409
                was observed instead.
            NotFoundError: What the request names does not exist, in its path or in its body.
            ConflictError: The action is not validated, content was given although the version of
                the templating is not 4.1, or the user of the key may not send. There is no body, so
                only a read of the action tells which.
            LengthRequiredError: The request has no `Content-Length`.
            UnsupportedMediaTypeError: The body came as another media type, such as
                application/json.
        """
        return self._call(_SEND_MANY, (id,), request, options=options, content_type=content_type)

    def send(
        self,
        id: str,
        request: models.EmailMessage
        | inputs.EmailMessageDict
        | Mapping[str, Any]
        | models.SmsMessage
        | inputs.SmsMessageDict
        | Unset = UNSET,
        *,
        recipient: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        related: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        copies: Sequence[Any] | Unset = UNSET,
        headers: models.EmailHeaders | inputs.EmailHeadersDict | Unset = UNSET,
        subject: str | Unset = UNSET,
        attachments: Sequence[models.EmailAttachment | inputs.EmailAttachmentDict] | Unset = UNSET,
        content: Mapping[str, Any] | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        blocks: Sequence[Any] | Unset = UNSET,
        variables: Sequence[Any] | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        urgent: bool | Unset = UNSET,
        important: bool | Unset = UNSET,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.MessageResult:
        """Send an action

        Sends an action to one contact. What the body gives replaces that of the action for this
        message. The media type says whether the body describes an e-mail or an SMS; the fields of
        the latter are not documented.

        The action has to be validated, and can then be sent again and again. A recipient that is
        not found is an error in the result, with the status of a success. What holds for sending
        many times holds here too.

        This reaches a real person: a repeated call may send the message again.

        The reference names it by its title only: see `api.md`.

        Args:
            id: The identifier of the action.
            request: The message. Whole, instead of field by field.
            recipient: Who receives the message.
            related: A contact that is related to the recipient.
            copies: Carbon copies.
            headers: Replaces the templates of the headers.
            subject: Replaces the template of the subject.
            attachments: The files to attach.
            content: Replaces views of the content; its fields are not documented.
            data: Data that the message is rendered with.
            blocks: Blocks of further data.
            variables: Further variables that the message is rendered with.
            stamp: The conversation that the message is part of.
            urgent: The priority of this message.
            important: The importance of this message.
            content_type: How the body is sent. Unless given, as the model or the fields given say,
                else application/vnd.np6.cm.email.

        Returns:
            What came of the message.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.

        Raises:
            BadRequestError: The request was not understood, such as where the value of a unicity is
                a text and not a list.
            ConflictError: The action is not validated, content was given although the version of
                the templating is not 4.1, or the user of the key may not send. There is no body, so
                only a read of the action tells which.
            LengthRequiredError: The request has no `Content-Length`.
            UnsupportedMediaTypeError: The body came as another media type, such as
                application/json.
        """
        return self._call(
            _SEND,
            (id,),
            request,
            {
                "recipient": recipient,
                "related": related,
                "copies": copies,
                "headers": headers,
                "subject": subject,
                "attachments": attachments,
                "content": content,
                "data": data,
                "blocks": blocks,
                "variables": variables,
                "stamp": stamp,
                "urgent": urgent,
                "important": important,
            },
            options=options,
            content_type=content_type,
        )

    @deprecated("client.actions.export_opens is deprecated")
    def export_opens(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Export who opened an action

        Deprecated.

        Asks for a list of the recipients who opened an action. The reference says that the answer
        has no content, but not where the list goes.

        Args:
            id: The identifier of the action.
        """
        return self._call(_EXPORT_OPENS, (id,), options=options)

    @deprecated("client.actions.export_clicks is deprecated")
    def export_clicks(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Export who clicked in an action

        Deprecated.

        Asks for a list of the recipients who followed a link of an action. The reference says that
        the answer has no content, but not where the list goes.

        Args:
            id: The identifier of the action.
        """
        return self._call(_EXPORT_CLICKS, (id,), options=options)

    @deprecated("client.actions.render_links is deprecated")
    def render_links(
        self,
        id: str,
        request: models.LinkRendering
        | inputs.LinkRenderingDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        receiver: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        context: models.RenderContext | inputs.RenderContextDict | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        links: Sequence[models.LinkToRender | inputs.LinkToRenderDict | Mapping[str, Any]]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RenderedLinks:
        """Render links of an action

        Deprecated.

        Renders links of an action for one contact, and returns them as texts.

        Args:
            id: The identifier of the action.
            request: The links to render, and for whom. Whole, instead of field by field.
            receiver: Who the links are rendered for.
            data: Data that the links are rendered with.
            variables: Variables that the links are rendered with.
            context: Which content is rendered, and how.
            stamp: The conversation that the message is part of.
            links: The links to render.

        Returns:
            The rendered links.
            A result is a success only if its `type` is `"success"`; nothing is raised for one that
                is not.
        """
        return self._call(
            _RENDER_LINKS,
            (id,),
            request,
            {
                "receiver": receiver,
                "data": data,
                "variables": variables,
                "context": context,
                "stamp": stamp,
                "links": links,
            },
            options=options,
        )

    def send_to(
        self,
        id: str,
        target_id: str,
        request: models.TargetMessage
        | inputs.TargetMessageDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        data: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Send an action to a contact by its identifier

        Sends an action to the contact that the path names. For an e-mail, a field of the body whose
        name the reference does not show replaces the content.

        This reaches a real person: a repeated call may send the message again.

        Args:
            id: The identifier of the action.
            target_id: The identifier of the contact.
            request: The message. Whole, instead of field by field.
            data: Data that the message is rendered with; its fields are not documented.

        Returns:
            Done. The reference does not show the answer; whatever arrives is returned as it is.
        """
        return self._call(_SEND_TO, (id, target_id), request, {"data": data}, options=options)

    @cached_property
    def archives(self) -> resources.ActionsArchives:
        """Messages that went out, for the whole account or for one contact."""
        return resources.ActionsArchives(self._client)

    @cached_property
    def events(self) -> resources.ActionsEvents:
        """What happened to e-mail and SMS actions, such as activations, cancellations, bounces and
        stops.
        """
        return resources.ActionsEvents(self._client)

    @cached_property
    def reactivities(self) -> resources.ActionsReactivities:
        """How recipients reacted to e-mail and SMS actions, such as opening, clicking and
        unsubscribing.
        """
        return resources.ActionsReactivities(self._client)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> ActionsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return ActionsInBatches(self, size, options)


class ActionsInBatches:
    """What `Actions` sends as a list, cut into several calls."""

    def __init__(self, actions: Actions, size: int | None, options: BatchOptions) -> None:
        from .._runtime.batches import Batching, batched

        batching = Batching(size, **options)
        self.render_many = batched(actions.render_many, batching)
        self.send_many = batched(actions.send_many, batching)


class AsyncActions(AsyncResource, ItemsViewed):
    """E-mail and SMS actions, from drafting and testing to sending."""

    with_raw_response: ActionsViews[AsyncRaw]
    with_streaming_response: ActionsViews[AsyncStreaming]
    with_streamed_items: ActionsViews[AsyncItems]

    @deprecated("client.actions.list is deprecated")
    async def list(
        self,
        *,
        creation_start: datetime | Unset | None = UNSET,
        creation_end: datetime | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.Action]:
        """List the actions: as `Actions.list`, to be awaited."""
        return await self._call(_LIST, (creation_start, creation_end), options=options)

    async def create(
        self,
        request: models.Action | inputs.ActionDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        id: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        creation_date: datetime | Unset = UNSET,
        informations: models.ActionInformations | inputs.ActionInformationsDict | Unset = UNSET,
        settings: models.ActionSettings
        | inputs.ActionSettingsDict
        | Mapping[str, Any]
        | Unset = UNSET,
        scheduler: models.ActionScheduler
        | inputs.ActionSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        content: models.ActionContent
        | inputs.ActionContentDict
        | Mapping[str, Any]
        | Unset = UNSET,
        monitor: models.ActionMonitor
        | inputs.ActionMonitorDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Action:
        """Create an action: as `Actions.create`, to be awaited."""
        return await self._call(
            _CREATE,
            (),
            request,
            {
                "type": type,
                "id": id,
                "name": name,
                "description": description,
                "creationDate": creation_date,
                "informations": informations,
                "settings": settings,
                "scheduler": scheduler,
                "content": content,
                "monitor": monitor,
            },
            options=options,
        )

    async def get(self, id: str, *, options: RequestOptions | None = None) -> models.Action:
        """Retrieve an action: as `Actions.get`, to be awaited."""
        return await self._call(_GET, (id,), options=options)

    async def update(
        self,
        id: str,
        request: models.Action | inputs.ActionDict | Mapping[str, Any] | Unset = UNSET,
        *,
        type: str | Unset = UNSET,
        body_id: str | Unset = UNSET,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        creation_date: datetime | Unset = UNSET,
        informations: models.ActionInformations | inputs.ActionInformationsDict | Unset = UNSET,
        settings: models.ActionSettings
        | inputs.ActionSettingsDict
        | Mapping[str, Any]
        | Unset = UNSET,
        scheduler: models.ActionScheduler
        | inputs.ActionSchedulerDict
        | Mapping[str, Any]
        | Unset = UNSET,
        content: models.ActionContent
        | inputs.ActionContentDict
        | Mapping[str, Any]
        | Unset = UNSET,
        monitor: models.ActionMonitor
        | inputs.ActionMonitorDict
        | Mapping[str, Any]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Action:
        """Update an action: as `Actions.update`, to be awaited."""
        return await self._call(
            _UPDATE,
            (id,),
            request,
            {
                "type": type,
                "id": body_id,
                "name": name,
                "description": description,
                "creationDate": creation_date,
                "informations": informations,
                "settings": settings,
                "scheduler": scheduler,
                "content": content,
                "monitor": monitor,
            },
            options=options,
        )

    async def delete(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Delete an action: as `Actions.delete`, to be awaited."""
        return await self._call(_DELETE, (id,), options=options)

    async def duplicate(
        self,
        id: str,
        *,
        type: int | Unset | None = UNSET,
        folder: int | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Action:
        """Duplicate an action: as `Actions.duplicate`, to be awaited."""
        return await self._call(_DUPLICATE, (id, type, folder), options=options)

    async def validate(
        self,
        id: str,
        request: models.ActionValidation | inputs.ActionValidationDict | Unset = UNSET,
        *,
        for_test: bool | Unset | None = UNSET,
        campaign_analyser: bool | Unset | None = UNSET,
        test_segments: Sequence[int] | Unset | None = UNSET,
        media_for_test: str | Unset | None = UNSET,
        text_and_html: bool | Unset | None = UNSET,
        comments: str | Unset | None = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Test or validate an action: as `Actions.validate`, to be awaited."""
        return await self._call(
            _VALIDATE,
            (id,),
            request,
            {
                "fortest": for_test,
                "campaignAnalyser": campaign_analyser,
                "testSegments": test_segments,
                "mediaForTest": media_for_test,
                "textandHtml": text_and_html,
                "comments": comments,
                "variables": variables,
            },
            options=options,
        )

    async def unvalidate(
        self,
        id: str,
        request: models.ActionValidation | inputs.ActionValidationDict | Unset = UNSET,
        *,
        for_test: bool | Unset | None = UNSET,
        campaign_analyser: bool | Unset | None = UNSET,
        test_segments: Sequence[int] | Unset | None = UNSET,
        media_for_test: str | Unset | None = UNSET,
        text_and_html: bool | Unset | None = UNSET,
        comments: str | Unset | None = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> None:
        """Take the validation of an action back: as `Actions.unvalidate`, to be awaited."""
        return await self._call(
            _UNVALIDATE,
            (id,),
            request,
            {
                "fortest": for_test,
                "campaignAnalyser": campaign_analyser,
                "testSegments": test_segments,
                "mediaForTest": media_for_test,
                "textandHtml": text_and_html,
                "comments": comments,
                "variables": variables,
            },
            options=options,
        )

    async def render_many(
        self,
        id: str,
        request: Iterable[
            models.EmailRendering
            | inputs.EmailRenderingDict
            | Mapping[str, Any]
            | models.SmsRendering
            | inputs.SmsRenderingDict
        ],
        *,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.RenderedMessage]:
        """Render an action many times: as `Actions.render_many`, to be awaited."""
        return await self._call(
            _RENDER_MANY, (id,), request, options=options, content_type=content_type
        )

    async def render(
        self,
        id: str,
        request: models.EmailRendering
        | inputs.EmailRenderingDict
        | Mapping[str, Any]
        | models.SmsRendering
        | inputs.SmsRenderingDict
        | Unset = UNSET,
        *,
        receiver: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        related: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        blocks: Sequence[Mapping[str, Any]] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        headers: models.EmailHeaders | inputs.EmailHeadersDict | Unset = UNSET,
        subject: str | Unset = UNSET,
        content: models.EmailContent | inputs.EmailContentDict | Mapping[str, Any] | Unset = UNSET,
        context: models.RenderContext | inputs.RenderContextDict | Unset = UNSET,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RenderedMessage:
        """Render an action: as `Actions.render`, to be awaited."""
        return await self._call(
            _RENDER,
            (id,),
            request,
            {
                "receiver": receiver,
                "related": related,
                "data": data,
                "blocks": blocks,
                "variables": variables,
                "stamp": stamp,
                "headers": headers,
                "subject": subject,
                "content": content,
                "context": context,
            },
            options=options,
            content_type=content_type,
        )

    async def send_many(
        self,
        id: str,
        request: Iterable[
            models.EmailMessage
            | inputs.EmailMessageDict
            | Mapping[str, Any]
            | models.SmsMessage
            | inputs.SmsMessageDict
        ],
        *,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> _list[models.MessageResult]:
        """Send an action many times: as `Actions.send_many`, to be awaited."""
        return await self._call(
            _SEND_MANY, (id,), request, options=options, content_type=content_type
        )

    async def send(
        self,
        id: str,
        request: models.EmailMessage
        | inputs.EmailMessageDict
        | Mapping[str, Any]
        | models.SmsMessage
        | inputs.SmsMessageDict
        | Unset = UNSET,
        *,
        recipient: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        related: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        copies: Sequence[Any] | Unset = UNSET,
        headers: models.EmailHeaders | inputs.EmailHeadersDict | Unset = UNSET,
        subject: str | Unset = UNSET,
        attachments: Sequence[models.EmailAttachment | inputs.EmailAttachmentDict] | Unset = UNSET,
        content: Mapping[str, Any] | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        blocks: Sequence[Any] | Unset = UNSET,
        variables: Sequence[Any] | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        urgent: bool | Unset = UNSET,
        important: bool | Unset = UNSET,
        content_type: Literal["application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.MessageResult:
        """Send an action: as `Actions.send`, to be awaited."""
        return await self._call(
            _SEND,
            (id,),
            request,
            {
                "recipient": recipient,
                "related": related,
                "copies": copies,
                "headers": headers,
                "subject": subject,
                "attachments": attachments,
                "content": content,
                "data": data,
                "blocks": blocks,
                "variables": variables,
                "stamp": stamp,
                "urgent": urgent,
                "important": important,
            },
            options=options,
            content_type=content_type,
        )

    @deprecated("client.actions.export_opens is deprecated")
    async def export_opens(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Export who opened an action: as `Actions.export_opens`, to be awaited."""
        return await self._call(_EXPORT_OPENS, (id,), options=options)

    @deprecated("client.actions.export_clicks is deprecated")
    async def export_clicks(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Export who clicked in an action: as `Actions.export_clicks`, to be awaited."""
        return await self._call(_EXPORT_CLICKS, (id,), options=options)

    @deprecated("client.actions.render_links is deprecated")
    async def render_links(
        self,
        id: str,
        request: models.LinkRendering
        | inputs.LinkRenderingDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        receiver: models.FootprintIdentity
        | inputs.FootprintIdentityDict
        | Mapping[str, Any]
        | models.IdIdentity
        | inputs.IdIdentityDict
        | models.UnicityIdentity
        | inputs.UnicityIdentityDict
        | models.HashIdentity
        | inputs.HashIdentityDict
        | models.OtherIdentity
        | inputs.OtherIdentityDict
        | Unset = UNSET,
        data: Mapping[str, Any] | Unset = UNSET,
        variables: Sequence[Mapping[str, Any]] | Unset = UNSET,
        context: models.RenderContext | inputs.RenderContextDict | Unset = UNSET,
        stamp: models.ConversationStamp | inputs.ConversationStampDict | Unset = UNSET,
        links: Sequence[models.LinkToRender | inputs.LinkToRenderDict | Mapping[str, Any]]
        | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RenderedLinks:
        """Render links of an action: as `Actions.render_links`, to be awaited."""
        return await self._call(
            _RENDER_LINKS,
            (id,),
            request,
            {
                "receiver": receiver,
                "data": data,
                "variables": variables,
                "context": context,
                "stamp": stamp,
                "links": links,
            },
            options=options,
        )

    async def send_to(
        self,
        id: str,
        target_id: str,
        request: models.TargetMessage
        | inputs.TargetMessageDict
        | Mapping[str, Any]
        | Unset = UNSET,
        *,
        data: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Any:
        """Send an action to a contact by its identifier: as `Actions.send_to`, to be awaited."""
        return await self._call(_SEND_TO, (id, target_id), request, {"data": data}, options=options)

    @cached_property
    def archives(self) -> resources.AsyncActionsArchives:
        """Messages that went out, for the whole account or for one contact."""
        return resources.AsyncActionsArchives(self._client)

    @cached_property
    def events(self) -> resources.AsyncActionsEvents:
        """What happened to e-mail and SMS actions, such as activations, cancellations, bounces and
        stops.
        """
        return resources.AsyncActionsEvents(self._client)

    @cached_property
    def reactivities(self) -> resources.AsyncActionsReactivities:
        """How recipients reacted to e-mail and SMS actions, such as opening, clicking and
        unsubscribing.
        """
        return resources.AsyncActionsReactivities(self._client)

    def in_batches(
        self, size: int | None = None, **options: Unpack[BatchOptions]
    ) -> AsyncActionsInBatches:
        """The operations that send a list, in calls of at most `size` items of any iterable."""
        return AsyncActionsInBatches(self, size, options)


class AsyncActionsInBatches:
    def __init__(self, actions: AsyncActions, size: int | None, options: BatchOptions) -> None:
        from .._runtime.batches import Batching, async_batched

        batching = Batching(size, **options)
        self.render_many = async_batched(actions.render_many, batching)
        self.send_many = async_batched(actions.send_many, batching)


class ActionsViews(Views[V], owners=(Actions, AsyncActions)):
    """The operations of `Actions` in another way."""

    list = item_view(Actions.list, AsyncActions.list)
    create = view(Actions.create, AsyncActions.create)
    get = view(Actions.get, AsyncActions.get)
    update = view(Actions.update, AsyncActions.update)
    delete = view(Actions.delete, AsyncActions.delete)
    duplicate = view(Actions.duplicate, AsyncActions.duplicate)
    validate = view(Actions.validate, AsyncActions.validate)
    unvalidate = view(Actions.unvalidate, AsyncActions.unvalidate)
    render_many = item_view(Actions.render_many, AsyncActions.render_many)
    render = view(Actions.render, AsyncActions.render)
    send_many = item_view(Actions.send_many, AsyncActions.send_many)
    send = view(Actions.send, AsyncActions.send)
    export_opens = view(Actions.export_opens, AsyncActions.export_opens)
    export_clicks = view(Actions.export_clicks, AsyncActions.export_clicks)
    render_links = view(Actions.render_links, AsyncActions.render_links)
    send_to = view(Actions.send_to, AsyncActions.send_to)
