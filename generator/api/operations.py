"""Path items to operations: parameters, bodies and responses, with the names that a caller types.

Names: a body field keeps its own, unless it meets a parameter, and then becomes `body_<name>`; ours
(`request`, `options`, `content_type`) give way to all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from generator.api.bodies import preferred
from generator.api.composed_types import together, union_of
from generator.api.drafts import DraftField
from generator.api.evidence import evidence, samples
from generator.api.idempotency import can_be_sent, takes_uuid, with_keys
from generator.api.media_types import MediaTypes
from generator.api.model import (
    Anything,
    Array,
    Body,
    Bounded,
    Field,
    MediaType,
    Nullable,
    Operation,
    Parameter,
    Representations,
    Response,
    ResponseHeader,
    Scalar,
    Success,
    Type,
)
from generator.api.names import (
    RESERVED_ARGUMENTS,
    RESERVED_ATTRIBUTES,
    RESERVED_ON_CLIENT,
    WHOLE,
    assign,
    free,
    snake,
)
from generator.api.parameters import InexpressibleError, Parameters, description_of
from generator.api.response_headers import response_header
from generator.api.rules import EXTENSION, FRAGMENT, INEXPRESSIBLE, MEDIA, RESPONSE
from generator.api.schema import VERSION_SEGMENT, Schema
from generator.api.security import Security
from generator.api.shown_values import ShownValues
from generator.api.streaming import Streams, successes, without_condition, without_stream
from generator.api.types import Types
from generator.document import given_names
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.casing import shortened
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.idempotency import key_headers
from generator.document.pointer import escape, split
from generator.document.rules.sdk import success_fault
from generator.document.rules.survey import surveyed
from generator.document.specification import IDEMPOTENT, OPERATIONS, TOKEN, WITHOUT_CONTENT
from generator.records import record
from templates.runtime.media_types import is_range

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NONE = Scalar("none")
_COMPONENTS = "/components/"

_ResponseParts = tuple[tuple[MediaType, ...], tuple[ResponseHeader, ...]]


@record(frozen=True, slots=True)
class OperationDraft:
    """An operation before models and methods have their names; `group` and `wish` are what it would
    like to be called.
    """

    operation: Operation
    group: tuple[str, ...]
    wish: str
    chosen: bool


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
        for path, item in mapping(self.document.root.get("paths")).items():
            if path.startswith("x-"):
                continue
            pointer = f"/paths/{escape(path)}"
            for method, node, at in self._methods(mapping(item), pointer):
                try:
                    yield self._operation(path, method, node, at, mapping(item), pointer)
                except InexpressibleError as error:
                    message = f"`{method.upper()} {path}` is left out: {error}"
                    self._found.append(
                        INEXPRESSIBLE.found(message, self.document.locate(error.pointer), at)
                    )

    def _methods(self, item: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any, str]]:
        for key, node in item.items():
            if key in OPERATIONS:
                yield key, node, f"{pointer}/{key}"
        for key, node in mapping(item.get("additionalOperations")).items():  # OpenAPI 3.2
            yield key, node, f"{pointer}/additionalOperations/{escape(key)}"

    def _operation(
        self, path: str, method: str, node: Any, at: str, item: dict[str, Any], item_at: str
    ) -> OperationDraft:
        if not isinstance(node, dict):
            raise InexpressibleError("it is not an object", at)
        if not path.startswith("/"):
            raise InexpressibleError("its path does not begin with a slash", at)
        if "#" in _PLACEHOLDER.sub("", path):
            self._report(
                FRAGMENT, f"`#{path.partition('#')[2]}` of the path `{path}` is not sent", at
            )
        if not TOKEN.fullmatch(method):
            raise InexpressibleError("its method is not an HTTP token", at)
        if method not in OPERATIONS and method != method.upper():
            raise InexpressibleError(
                "its method is not in capitals, and HTTP libraries send no other", at
            )
        verb = method.upper()
        given = node.get("operationId")
        identity = given if isinstance(given, str) and given.strip() else f"{verb} {path}"
        hint = identity if identity == given else f"{method} {path}"
        parameters = self._parameters.of(path, node, at, item, item_at, hint)
        groups = self._parameters.exactly_one_of(node, at, parameters)
        body = self._body(node, at, hint, {p.python for p in parameters})
        used = {p.python for p in parameters} | {
            f.python for f in (body.fields if body and body.fields else ())
        }
        responses = self._responses(node, at, hint, verb)
        responses, stream = self._streams.of(node, at, hint, parameters, body, responses)
        body = without_condition(body, stream)
        summary = text(node.get("summary")) or text(item.get("summary"))
        description = text(node.get("description")) or text(item.get("description"))
        group, wish, chosen = self._call_name(
            node, at, path, method, given if identity == given else None
        )
        answers = without_stream(responses, stream)
        result = _result(answers or responses)
        used |= {body.python, body.content_type_keyword or ""} if body else set()
        parameters = self._with_keys(node, at, verb, parameters, used)
        used |= {p.python for p in parameters}
        operation = Operation(
            id=identity,
            method=verb,
            path=path,
            resource=group,
            function=wish,
            summary=summary,
            description=description,
            parameters=parameters,
            body=body,
            responses=responses,
            result=result,
            is_list=_answers_with_list(answers),
            options=_give_way("options", used),
            retry=self._retry(node, verb, parameters),
            security=self.security.alternatives(node.get("security")),
            scopes=self.security.scopes(node.get("security")),
            exactly_one_of=groups,
            deprecated=node.get("deprecated") is True,
            tags=tuple(tag for tag in sequence(node.get("tags")) if isinstance(tag, str)),
            evidence=evidence(node.get("x-evidence")),
            samples=samples(node, at),
            server=self._server(node, item),
            pointer=at,
            success=self._success(node, at),
            representations=_representations(answers, used | {_give_way("options", used)}),
            stream=stream,
        )
        return OperationDraft(operation, group, wish, chosen)

    # --- what it is called ------------------------------------------------------------------------

    def _call_name(
        self, node: dict[str, Any], at: str, path: str, method: str, given: str | None
    ) -> tuple[tuple[str, ...], str, bool]:
        """Resource and function: from `x-sdk`, else as other generators call them, else the first
        tag (or path segment) and the operationId without it.
        """
        if "x-sdk" in node and not isinstance(node["x-sdk"], dict):
            self._report(EXTENSION, "`x-sdk` of an operation is not an object", f"{at}/x-sdk")
        path = re.split("[?#]", path)[0]
        chosen = given_names.resource(node)
        group = tuple(
            attribute(part, on_client=depth == 0) for depth, part in enumerate(chosen)
        ) or self._group(node, path)
        function = given_names.function(node)
        if function:
            return group, snake(function, "call"), True
        function = given_names.overridden(self.document.root, given or "")
        if function:
            return group, snake(function, "call"), False
        if given is None:
            names = [
                name
                for name in re.split(r"[/{}]+", path)
                if name and not VERSION_SEGMENT.fullmatch(name)
            ]
            return group, snake(" ".join((method, *names)), "call"), False
        wish = snake(given, "call", WHOLE)
        for prefix in ("_".join(group) + "_", group[-1] + "_"):
            if wish.startswith(prefix) and not wish.removeprefix(prefix)[:1].isdigit():
                return group, shortened(wish.removeprefix(prefix)), False
        return group, shortened(wish), False

    def _group(self, node: dict[str, Any], path: str) -> tuple[str, ...]:
        """The resource of an operation that chooses none: its first tag, inside of those of the
        tag's parents, else the first word of its path.
        """
        tags = [tag for tag in sequence(node.get("tags")) if isinstance(tag, str) and tag.strip()]
        segments = [
            part
            for part in path.split("/")
            if part and "{" not in part and not VERSION_SEGMENT.fullmatch(part)
        ]
        if not tags:
            return (attribute([*segments, "default"][0], on_client=True),)
        line = ancestry(self.document, tags[0])
        return tuple(attribute(tag, on_client=depth == 0) for depth, tag in enumerate(line))

    # --- bodies -----------------------------------------------------------------------------------

    def _body(self, node: dict[str, Any], at: str, hint: str, taken: set[str]) -> Body | None:
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
        python = _give_way("request", used)
        return Body(
            python=python,
            required=body.get("required") is True,
            description=description_of(self.document, node["requestBody"], body),
            media_types=media,
            fields=fields,
            content_type_keyword=_give_way("content_type", used | {python})
            if _has_choice(media)
            else None,
            is_list=all(map(_is_list, media)),
            max_items=min((limit for limit in limits if limit is not None), default=None),
        )

    def _body_fields(
        self, media: tuple[MediaType, ...], taken: set[str]
    ) -> tuple[Field, ...] | None:
        """The fields of the objects that the media types of the body hold, as keywords; None where
        there is none.

        Of a union that a property decides they are those of all its members. Of several media
        types, all JSON then, they are
        those of all: the fields that are given say which is meant.
        """
        types = list(dict.fromkeys(item.type for item in media))
        if any(item.kind in ("text", "binary", "lines", "parts") for item in media):
            return None
        are_objects_of_json = all(item.kind == "json" and not _is_list(item) for item in media)
        if len(types) > 1 and not are_objects_of_json:
            return None
        objects = [fields for kind in types if (fields := self.types.fields_of(kind))]
        every = together(objects) if len(types) > 1 else chain.from_iterable(objects)
        fields = [item for item in every if item.schema.get("readOnly") is not True]
        if not fields:
            return None
        names = field_names(fields, frozenset(RESERVED_ARGUMENTS))
        bodied = {wire: f"body_{name}" if name in taken else name for wire, name in names.items()}
        clear = assign(bodied.values(), str, reserved=frozenset(taken))
        return tuple(
            make_field(
                item.wire,
                clear[bodied[item.wire]],
                item.type,
                item.required and "readOnly" not in item.hidden and len(objects) == len(types),
                item.schema,
            )
            for item in fields
        )

    def received(self, content: dict[str, Any], at: str, hint: str) -> tuple[MediaType, ...]:
        """The media types of a body that the API sends by itself: it is read, as an answer is."""
        return self._media_types.of(content, at, hint, "response")

    # --- responses --------------------------------------------------------------------------------

    def _responses(
        self, node: dict[str, Any], at: str, hint: str, verb: str
    ) -> tuple[Response, ...]:
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
        """The parameters, with the headers that tell the server of a repeat."""
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
        success = mapping(node.get("x-sdk")).get("success")
        fault = (
            success_fault(surveyed(self.document), node)
            if "success" in mapping(node.get("x-sdk"))
            else None
        )
        if fault is not None:
            self._report(EXTENSION, fault.message, f"{at}/x-sdk/success{fault.where}")
            return None
        return None if success is None else Success(success["property"], tuple(success["values"]))

    def _server(self, node: dict[str, Any], item: dict[str, Any]) -> str | None:
        for owner in (node, item):
            for server in sequence(owner.get("servers")):
                url = server_url(mapping(server))
                if url is not None:
                    return url
        return None

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self._found.append(rule.found(message, self.document.locate(pointer), pointer))


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


def ancestry(document: Document, tag: str) -> list[str]:
    """A tag behind its parents (3.2, Tag Object, `parent`), the outermost first. A parent that is
    no tag has no effect, as those of a tag that is its own ancestor (OAS060).
    """
    parents: dict[str, Any] = {}
    for each in map(mapping, sequence(document.root.get("tags"))):
        parents.setdefault(str(each.get("name")), each.get("parent"))
    line = [tag]
    while document.version >= "3.2" and (parent := parents.get(line[0])) in parents:
        if parent in line:
            return [tag]
        line.insert(0, parent)
    return line


def attribute(text: str, *, on_client: bool = False) -> str:
    """The name of a resource, as an attribute of the client or of another resource."""
    return free(snake(text, "default"), RESERVED_ON_CLIENT if on_client else RESERVED_ATTRIBUTES)


def _give_way(name: str, taken: set[str]) -> str:
    return (
        name
        if name not in taken
        else free(f"request_{'body' if name == 'request' else name}", taken)
    )


def _has_choice(media: tuple[MediaType, ...]) -> bool:
    """Whether a caller may say how the body is labelled."""
    return len(media) > 1 or any(is_range(item.content_type) for item in media)


def _is_list(media: MediaType) -> bool:
    kind = media.type.inner if isinstance(media.type, Bounded) else media.type
    return media.kind == "json" and isinstance(kind, Array)


def _answers_with_list(responses: tuple[Response, ...]) -> bool:
    bodies = [
        media for response in successes(responses) for media in preferred(response.media_types)
    ]
    same = len({media.type for media in bodies}) == 1
    return (
        same
        and all(map(_is_list, bodies))
        and all(response.media_types for response in successes(responses))
    )


def _result(responses: tuple[Response, ...], accepted: str | None = None) -> Type:
    """What a call returns that asks for a media type, or for none: every kind of success body, and
    None where one has none.
    """
    bodies: list[Type] = []
    nothing = False
    for response in successes(responses):
        asked = [item for item in response.media_types if item.content_type == accepted]
        bodies += [item.type for item in asked or preferred(response.media_types)]
        nothing = nothing or not response.media_types
    if not bodies:
        return _NONE
    union = union_of(bodies, None)
    return (
        Nullable(union)
        if nothing and not isinstance(union, Nullable | Anything) and union != _NONE
        else union
    )


def _representations(responses: tuple[Response, ...], taken: set[str]) -> Representations | None:
    """What a caller may ask for; None where there is nothing to choose: one media type, or the same
    value in several.
    """
    media = [item for response in successes(responses) for item in response.media_types]
    results: dict[Type, list[str]] = {_result(responses): []}
    for name in dict.fromkeys(item.content_type for item in media):
        results.setdefault(_result(responses, name), []).append(name)
    alike = len(results) == 1 and any(item.kind == "json" for item in media)
    if alike or len({item.content_type for item in media}) < 2:
        return None
    return Representations(
        _give_way("accept", taken),
        tuple((tuple(names), result) for result, names in results.items()),
    )
