"""Path items to operations: parameters, bodies and responses, with the names that a caller types.

Names: a body field keeps its own, unless it meets a parameter, and then becomes `body_<name>`; ours
(`request`, `options`, `content_type`) give way to all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from generator.api.call_names import call_name
from generator.api.composed_types import together
from generator.api.drafts import DraftField
from generator.api.evidence import evidence, samples
from generator.api.idempotency import can_be_sent, takes_uuid, with_keys
from generator.api.media_types import MediaTypes
from generator.api.model import (
    Body,
    Bounded,
    Field,
    MediaType,
    Operation,
    Parameter,
    Response,
    ResponseHeader,
    Success,
    Type,
)
from generator.api.names import RESERVED_ARGUMENTS, assign, snake
from generator.api.parameters import InexpressibleError, Parameters, description_of, first_text
from generator.api.response_headers import response_header
from generator.api.results import answers_with_list, give_way, is_list, representations, result
from generator.api.rules import EXTENSION, FRAGMENT, INEXPRESSIBLE, MEDIA, RESPONSE
from generator.api.schema import Schema
from generator.api.security import Security
from generator.api.shown_values import ShownValues
from generator.api.streaming import Streams, without_condition, without_stream
from generator.api.types import Types
from generator.document import given_names
from generator.document.access import (
    mapping,
    operations_of,
    sequence,
    text,
    texts,
    without_extensions,
)
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.idempotency import key_headers
from generator.document.pointer import escape, split
from generator.document.rules.sdk import success_fault
from generator.document.rules.survey import surveyed
from generator.document.specification import IDEMPOTENT, OPERATIONS, TOKEN, WITHOUT_CONTENT
from generator.records import record
from templates.runtime.media_types import is_range

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_COMPONENTS = "/components/"

_ResponseParts = tuple[tuple[MediaType, ...], tuple[ResponseHeader, ...]]


@record(frozen=True, slots=True)
class OperationDraft:
    """An operation before models and methods have their names: its `function` is what it would like
    to be called; `is_chosen`: it gives way to none.
    """

    operation: Operation
    is_chosen: bool


class Operations:
    """Builds the operations of one document on top of its `Types` and `Security`."""

    def __init__(
        self, document: Document, types: Types, security: Security, examples: bool
    ) -> None:
        self.document = document
        self.types = types
        self.security = security
        self._found: list[Diagnostic] = []
        # the pointers of media types whose items are typed, and of schemas of what text in them has
        self.sequences: set[str] = set()
        self._shown = ShownValues(document, types, examples)
        common = document, types, self._found
        self._media_types = MediaTypes(*common, self.sequences, self._shown)
        self._parameters = Parameters(*common, self._media_types.encodings, security.headers)
        self._streams = Streams(*common, self.sequences, self._shown.answers)
        self._responses_made: dict[tuple[str, bool], _ResponseParts] = {}

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What was found of all that was built. Which media types are typed streams is only known
        of an operation as a whole, and one that is is no mere text.
        """
        typed = self._streams.typed
        return [
            each for each in self._found if each.code != MEDIA.code or each.pointer not in typed
        ]

    def drafts(self) -> Iterator[OperationDraft]:
        """Every operation in document order; one that cannot be
        built is reported and passed over.
        """
        for path, item in without_extensions(self.document.root.get("paths")).items():
            pointer = f"/paths/{escape(path)}"
            for method, node, at in operations_of(mapping(item), pointer):
                try:
                    yield self._operation(path, method, node, at, mapping(item), pointer)
                except InexpressibleError as error:
                    message = f"`{method.upper()} {path}` is left out: {error}"
                    self._found.append(
                        INEXPRESSIBLE.found(message, self.document.locate(error.pointer), at)
                    )

    def _operation(
        self, path: str, method: str, node: Any, at: str, item: dict[str, Any], item_at: str
    ) -> OperationDraft:
        """One operation of a path item, which stands at `item_at`. Raises `InexpressibleError`."""
        node = self._sendable(path, method, node, at)
        verb = method.upper()
        identifier = text(node.get("operationId"))
        own = identifier if identifier.strip() else None
        hint = own or f"{method} {path}"
        parameters = self._parameters.of(path, node, at, item, item_at, hint)
        groups = self._parameters.exactly_one_of(node, at, parameters)
        used = {each.python for each in parameters}
        body = self._body(node, at, hint, used)
        if body is not None:
            used |= {*body.arguments, body.content_type_keyword or ""}
        responses = self._responses(node, at, hint, verb)
        responses, stream = self._streams.of(node, at, hint, parameters, body, responses)
        body = without_condition(body, stream)
        if "x-sdk" in node and not isinstance(node["x-sdk"], dict):
            self._report(EXTENSION, "`x-sdk` of an operation is not an object", f"{at}/x-sdk")
        called = call_name(self.document, node, path, method, own)
        answers = without_stream(responses, stream)
        parameters = self._with_keys(node, at, verb, parameters, used)
        used |= {each.python for each in parameters}
        operation = Operation(
            id=own or f"{verb} {path}",
            method=verb,
            path=path,
            resource=called.resource,
            function=called.function,
            summary=first_text("summary", node, item),
            description=first_text("description", node, item),
            parameters=parameters,
            body=body,
            responses=responses,
            result=result(answers or responses),
            is_list=answers_with_list(answers),
            options=give_way("options", used),
            retry=self._retry(node, verb, parameters),
            security=self.security.alternatives(node.get("security")),
            scopes=self.security.scopes(node.get("security")),
            exactly_one_of=groups,
            deprecated=node.get("deprecated") is True,
            tags=tuple(texts(node.get("tags"))),
            evidence=evidence(node.get("x-evidence")),
            samples=samples(node, at),
            server=self._server(node, item),
            pointer=at,
            success=self._success(node, at),
            representations=representations(answers, used | {give_way("options", used)}),
            stream=stream,
        )
        return OperationDraft(operation, called.is_chosen)

    def _sendable(self, path: str, method: str, node: Any, at: str) -> dict[str, Any]:
        """The Operation Object, where an HTTP library sends a request of its method and path.
        Raises `InexpressibleError`: of `paths: {pets: …}`, of `additionalOperations: {list: …}`.
        """
        if not isinstance(node, dict):
            raise InexpressibleError("it is not an object", at)
        if not path.startswith("/"):
            raise InexpressibleError("its path does not begin with a slash", at)
        if "#" in _PLACEHOLDER.sub("", path):
            what = f"`#{path.partition('#')[2]}` of the path `{path}` is not sent"
            self._report(FRAGMENT, what, at)
        if not TOKEN.fullmatch(method):
            raise InexpressibleError("its method is not an HTTP token", at)
        if method not in OPERATIONS and method != method.upper():
            raise InexpressibleError(
                "its method is not in capitals, and HTTP libraries send no other", at
            )
        return node

    # --- bodies -----------------------------------------------------------------------------------

    def _body(self, node: dict[str, Any], at: str, hint: str, taken: set[str]) -> Body | None:
        """The body of an operation's requests, if it has one with content; its arguments differ
        from those `taken`.
        """
        if "requestBody" not in node:
            return None
        target, pointer = self.document.resolve(node["requestBody"])
        pointer = pointer or f"{at}/requestBody"
        body = mapping(target)
        media = self._media_types.of(
            mapping(body.get("content")),
            f"{pointer}/content",
            _naming(pointer, hint, "request"),
            "request",
        )
        limits = [item.type.bounds.max_items for item in media if isinstance(item.type, Bounded)]
        if not media:
            return None
        fields = self._body_fields(media, taken)
        used = taken | {field.python for field in fields or ()}
        python = give_way("request", used)
        return Body(
            python=python,
            required=body.get("required") is True,
            description=description_of(self.document, node["requestBody"], body),
            media_types=media,
            fields=fields,
            content_type_keyword=give_way("content_type", used | {python})
            if _has_choice(media)
            else None,
            is_list=all(map(is_list, media)),
            max_items=min((limit for limit in limits if limit is not None), default=None),
        )

    def _body_fields(
        self, media: tuple[MediaType, ...], taken: set[str]
    ) -> tuple[Field, ...] | None:
        """The fields of the objects that the media types of the body hold, as keywords; None where
        there is none.

        Of a union that a property decides they are those of all its members. Of several media
        types, all JSON then, they are those of all: the fields that are given say which is meant.
        """
        types = list(dict.fromkeys(item.type for item in media))
        if not _may_be_spread(media, types):
            return None
        objects = list(filter(None, map(self.types.fields_of, types)))
        every = together(objects) if len(types) > 1 else chain.from_iterable(objects)
        fields = [item for item in every if item.may_be_sent]
        if not fields:
            return None
        names = self._field_arguments(fields, taken)
        # a body that may be something else than an object is given without any field
        are_all_objects = len(objects) == len(types)
        return tuple(
            make_field(
                item.wire,
                names[item.wire],
                item.type,
                item.must_be_sent and are_all_objects,
                item.schema,
            )
            for item in fields
        )

    def _field_arguments(self, fields: Sequence[DraftField], taken: set[str]) -> dict[str, str]:
        """The keyword of each field by its wire name, `{"id": "body_id"}` where a parameter is `id`
        already.
        """
        names = field_names(fields, frozenset(RESERVED_ARGUMENTS))
        bodied = {wire: f"body_{name}" if name in taken else name for wire, name in names.items()}
        clear = assign(bodied.values(), str, reserved=frozenset(taken))
        return {wire: clear[name] for wire, name in bodied.items()}

    def received(self, content: dict[str, Any], at: str, hint: str) -> tuple[MediaType, ...]:
        """The media types of a body that the API sends by itself: it is read, as an answer is."""
        return self._media_types.of(content, at, hint, "response")

    # --- responses --------------------------------------------------------------------------------

    def _responses(
        self, node: dict[str, Any], at: str, hint: str, verb: str
    ) -> tuple[Response, ...]:
        """The responses in the document's order, `2xx` as `2XX`. What HTTP gives no content, a 204
        and the answer to HEAD, has none here, whatever the document says of it.
        """
        found = []
        for status, reference in mapping(node.get("responses")).items():
            key = status.upper() if status != "default" else status
            if not re.fullmatch(r"[1-5](\d\d|XX)|default", key):
                if not key.startswith("X-"):
                    message = (
                        f"the response `{status}` is left out: it is no status, range or `default`"
                    )
                    self._report(RESPONSE, message, f"{at}/responses/{escape(status)}")
                continue
            target, pointer = self.document.resolve(reference)
            response = mapping(target)
            pointer = pointer or f"{at}/responses/{escape(status)}"
            suffix = "response" if key.startswith("2") else f"{key} response"
            if key in WITHOUT_CONTENT and mapping(response.get("content")):
                message = f"the content of the response `{status}` is left out: HTTP forbids it"
                self._report(RESPONSE, message, f"{pointer}/content")
            is_empty = key in WITHOUT_CONTENT or verb == "HEAD"
            media, headers = self._answer(
                response, pointer, _naming(pointer, hint, suffix), is_empty=is_empty
            )
            description = description_of(self.document, reference, response) or text(
                response.get("summary")
            )
            found.append(Response(key, description, media, headers))
        return tuple(found)

    def _answer(
        self, response: dict[str, Any], pointer: str, naming: str, *, is_empty: bool
    ) -> tuple[tuple[MediaType, ...], tuple[ResponseHeader, ...]]:
        """What a response holds; a component, which is called by its own name, holds the same
        wherever it is used.
        """
        if (known := self._responses_made.get((pointer, is_empty))) is not None:
            return known
        content = {} if is_empty else mapping(response.get("content"))
        media = self._media_types.of(content, f"{pointer}/content", naming, "response")
        headers = tuple(
            self._header(name, header, f"{pointer}/headers/{escape(name)}")
            for name, header in mapping(response.get("headers")).items()
        )
        if pointer.startswith(_COMPONENTS):
            self._responses_made[pointer, is_empty] = media, headers
        return media, headers

    def _header(self, name: str, reference: Any, at: str) -> ResponseHeader:
        target, moved = self.document.resolve(reference)
        spec = mapping(target)
        about = description_of(self.document, reference, spec)
        example = self._shown.of_header(spec)
        header = response_header(self.document, self.types.formats, name, spec, moved or at)
        return replace(header, description=about, example=example, pointer=at)

    # --- the rest ---------------------------------------------------------------------------------

    def _retry(self, node: dict[str, Any], method: str, parameters: Sequence[Parameter]) -> Any:
        wanted = mapping(node.get("x-sdk")).get("retry")
        if wanted in ("safe", "unsafe"):
            return wanted
        has_key = any(parameter.generated for parameter in parameters)
        return "safe" if has_key or method in IDEMPOTENT else "unsafe"

    def _with_keys(
        self,
        node: dict[str, Any],
        at: str,
        verb: str,
        parameters: tuple[Parameter, ...],
        used: set[str],
    ) -> tuple[Parameter, ...]:
        """The parameters, with the headers that tell the server of a repeat. One that cannot be
        sent, as `Authorization`, is told, and so is a key for which the document asks something
        else than a UUID.
        """
        found = []
        known = {each.wire.lower(): each for each in parameters if each.location == "header"}
        for header in key_headers(self.document.root, node, verb):
            own = known.get(header.wire.lower())
            if not can_be_sent(header.wire, self.security.headers):
                self._report(EXTENSION, f"no header `{header.wire}` is a caller's to send", at)
            elif own is not None and header.is_key and not takes_uuid(own.type):
                message = f"no key is made for `{header.wire}`: a UUID does not fit its schema"
                self._report(EXTENSION, message, at)
            else:
                found.append(header)
        return with_keys(parameters, found, used)

    def _success(self, node: dict[str, Any], at: str) -> Success | None:
        """What tells a success in the body of an answer (`x-sdk: {success: {property: status,
        values: [ok]}}`), of an API that answers failures with 200; None where it is said wrongly.
        """
        sdk = mapping(node.get("x-sdk"))
        if "success" not in sdk:
            return None
        fault = success_fault(surveyed(self.document), node)
        if fault is not None:
            self._report(EXTENSION, fault.message, f"{at}/x-sdk/success{fault.where}")
            return None
        success = sdk["success"]
        return None if success is None else Success(success["property"], tuple(success["values"]))

    def _server(self, node: dict[str, Any], item: dict[str, Any]) -> str | None:
        """The first absolute URL of the operation's own servers, else of its path item's."""
        servers = [*sequence(node.get("servers")), *sequence(item.get("servers"))]
        urls = map(server_url, map(mapping, servers))
        return next((url for url in urls if url is not None), None)

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self._found.append(self.document.found(rule, message, pointer))


def _naming(pointer: str, operation: str, what: str) -> str:
    """How the body of the request or response at `pointer` is called: by its component, else by the
    operation and `what`.
    """
    if not pointer.startswith("/components/"):
        return f"{operation} {what}"
    name, kind = split(pointer)[-1], what.rpartition(" ")[2]
    return name if snake(name).endswith(kind) else f"{name} {kind}"


def server_url(server: dict[str, Any]) -> str | None:
    """The URL of a Server Object with the defaults of its variables; None where it is not an
    absolute http(s) URL.
    """
    url = text(server.get("url"))
    for name, variable in mapping(server.get("variables")).items():
        url = url.replace(f"{{{name}}}", str(mapping(variable).get("default", "")))
    return url.rstrip("/") if re.match(r"https?://[^/{}\s]+", url) and "{" not in url else None


def field_names(fields: Sequence[DraftField], reserved: frozenset[str]) -> Mapping[str, str]:
    """The Python name of each field by its wire name: made from it, or from the one that it is
    given where the wire's is no good.
    """
    wishes = {item.wire: given_names.name(item.schema) or item.wire for item in fields}
    return assign(wishes, lambda wire: snake(wishes[wire], "field"), reserved=reserved)


def make_field(wire: str, python: str, kind: Type, required: bool, schema: Schema) -> Field:
    """A field of a model or a body, described by the annotations of its schema."""
    return Field(
        wire=wire,
        python=python,
        type=kind,
        required=required,
        description=text(schema.get("description")) or text(schema.get("title")),
        read_only=schema.get("readOnly") is True,
        write_only=schema.get("writeOnly") is True,
        deprecated=schema.get("deprecated") is True,
        default=schema.get("default"),
        has_default="default" in schema,
    )


def _may_be_spread(media: Sequence[MediaType], types: Sequence[Type]) -> bool:
    """Whether a body in any of these media types may be given by its fields: of several `types` all
    are JSON, since fields of a form and of JSON would not say which is meant.
    """
    kinds = {item.kind for item in media}
    are_objects_of_json = kinds == {"json"} and not any(map(is_list, media))
    is_of_fields = kinds.isdisjoint(("text", "binary", "lines", "parts"))
    return is_of_fields and (len(types) == 1 or are_objects_of_json)


def _has_choice(media: tuple[MediaType, ...]) -> bool:
    """Whether a caller may say how the body is labelled."""
    return len(media) > 1 or any(is_range(item.content_type) for item in media)
