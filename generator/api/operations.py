"""Path items to operations: parameters, bodies and responses, with the names that a caller types.

Names: parameters and body fields keep theirs; of several parameters with one name the one in the
path keeps it and the others say where they are (`id_query`); a body field that meets a parameter
becomes `body_<name>`; ours (`request`, `options`, `content_type`) give way to all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, get_args

from generator.api.bodies import body_kind, holds_value, is_as_it_is, is_plain, preferred
from generator.api.drafts import AliasDraft, DraftField, ObjectDraft
from generator.api.hints import Hint
from generator.api.idempotency import can_be_sent, takes_uuid, with_keys
from generator.api.model import (
    Anything,
    Array,
    Body,
    BodyKind,
    Bounded,
    Bounds,
    CodeSample,
    Confidence,
    Covered,
    Evidence,
    Field,
    JsonValue,
    Map,
    MediaType,
    Named,
    Nullable,
    Observation,
    OneOf,
    Operation,
    Parameter,
    Part,
    PartEncoding,
    PartHeader,
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
from generator.api.response_headers import response_header
from generator.api.rules import (
    EXTENSION,
    FRAGMENT,
    INEXPRESSIBLE,
    MEDIA,
    PART,
    RESPONSE,
    STYLE,
    UNDECLARED,
)
from generator.api.schema import VERSION_SEGMENT, Schema, structural
from generator.api.security import Security
from generator.api.streaming import Streams, successes, without_condition, without_stream
from generator.api.types import Types, together, union_of
from generator.document import given_names
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.casing import shortened
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.evidence import LEVELS
from generator.document.examples import Examples
from generator.document.header_lines import header_line, is_shown
from generator.document.idempotency import key_headers
from generator.document.instances import Direction, Instances
from generator.document.media_types import is_json_sequence, is_multipart
from generator.document.parts import ANY, PartSchemas, are_named, inner_media, part_schemas
from generator.document.pointer import escape, split
from generator.document.rules.extensions import CODE_SAMPLES, is_files, success_fault
from generator.document.rules.survey import surveyed
from generator.document.sequences import ItemSchema, item_schema
from generator.document.specification import (
    IDEMPOTENT,
    IGNORED_HEADERS,
    JSON,
    LOCATIONS,
    OCTETS,
    OPERATIONS,
    TOKEN,
    WITHOUT_CONTENT,
    ParameterIn,
    Style,
    default_style,
    explodes,
    styles_in,
)
from generator.records import record
from templates.runtime.media_types import closest, is_form, is_json, is_label, is_range, listed

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ASSERTED_OF_TEXT = frozenset(
    {"enum", "const", "pattern", "minLength", "maxLength", "oneOf", "anyOf", "not"}
)
_NONE = Scalar("none")
_COMPONENTS = "/components/"
_OF_NAMED_PARTS = ("content-type", "content-disposition")
_NAMED_FIRST = ("path", "query", "querystring", "header", "cookie")
"""The order in which locations choose the keywords of parameters that share a name."""

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


class InexpressibleError(Exception):
    """An operation that cannot be built; the message says why, `pointer` where."""

    def __init__(self, message: str, pointer: str) -> None:
        super().__init__(message)
        self.pointer = pointer


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
        self._wants_examples = examples
        self._instances = document.once(Instances)
        self._examples = {
            way: Examples(document, way, self._instances) for way in get_args(Direction)
        }
        answers = self._examples["response"] if examples else None
        self._streams = Streams(document, types, self._found, self.sequences, answers)
        self._parameters_made: dict[tuple[str, str, str], Parameter] = {}
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
        parameters = self._parameters(path, node, at, item, item_at, hint)
        groups = self._exactly_one_of(node, at, parameters)
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
            evidence=_evidence(node.get("x-evidence")),
            samples=_samples(node, at),
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

    # --- parameters -------------------------------------------------------------------------------

    def _parameters(
        self,
        path: str,
        node: dict[str, Any],
        at: str,
        item: dict[str, Any],
        item_at: str,
        hint: str,
    ) -> tuple[Parameter, ...]:
        found: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
        for owner, owner_at in ((item, item_at), (node, at)):
            for index, reference in enumerate(sequence(owner.get("parameters"))):
                target, pointer = self.document.resolve(reference)
                here = f"{owner_at}/parameters/{index}"
                parameter = mapping(target)
                if (
                    not isinstance(parameter.get("name"), str)
                    or str(parameter.get("in")) not in LOCATIONS
                ):
                    raise InexpressibleError("a parameter of it has no name or no place", here)
                if parameter["in"] == "querystring" and not mapping(parameter.get("content")):
                    raise InexpressibleError("its query string has no `content`", here)
                described = {**parameter, "description": self._description(reference, parameter)}
                found[parameter["name"], parameter["in"]] = (described, pointer or here)
        places = [place for _, place in found]
        if "querystring" in places and ("query" in places or places.count("querystring") > 1):
            raise InexpressibleError(
                "a parameter takes its query string as a whole, and another a part of it", at
            )
        placeholders = _PLACEHOLDER.findall(path)
        if len(set(placeholders)) != len(placeholders) or "" in placeholders:
            raise InexpressibleError("a placeholder of its path is empty or stands there twice", at)
        for name in placeholders:
            if (name, "path") not in found:
                self._report(
                    UNDECLARED, f"`{{{name}}}` of `{path}` is not declared as a parameter", at
                )
                found[name, "path"] = (
                    {"name": name, "in": "path", "required": True, "schema": {"type": "string"}},
                    at,
                )
        kept = {
            key: value
            for key, value in found.items()
            if not (key[1] == "path" and key[0] not in placeholders)
            and not (
                key[1] == "header"
                and (key[0].lower() in IGNORED_HEADERS or key[0].lower() in self.security.headers)
            )
        }
        names = _argument_names({key: given_names.name(spec) for key, (spec, _) in kept.items()})
        built = [
            self._parameter_once(spec, pointer, names[key], hint)
            for key, (spec, pointer) in kept.items()
        ]
        order = {name: index for index, name in enumerate(placeholders)}
        return tuple(
            sorted(
                built, key=lambda p: order.get(p.wire, 0) if p.location == "path" else len(order)
            )
        )

    def _parameter_once(
        self, spec: dict[str, Any], pointer: str, python: str, hint: str
    ) -> Parameter:
        """The parameter; a component is the same wherever it is called and described the same."""
        if not pointer.startswith(_COMPONENTS):
            return self._parameter(spec, pointer, python, hint)
        key = (pointer, python, text(spec.get("description")))
        if key not in self._parameters_made:
            self._parameters_made[key] = self._parameter(spec, pointer, python, hint)
        return self._parameters_made[key]

    def _parameter(self, spec: dict[str, Any], pointer: str, python: str, hint: str) -> Parameter:
        place: ParameterIn = spec["in"]
        naming = Hint(
            None,
            split(pointer)[-1] if pointer.startswith("/components/") else f"{hint} {spec['name']}",
        )
        content = mapping(spec.get("content"))
        media = next(iter(content), None)
        if media is not None:
            target, moved = self.document.resolve(content[media])
            at, holder = moved or f"{pointer}/content/{escape(media)}", mapping(target)
        else:
            at, holder = pointer, spec
        schema = mapping(holder.get("schema"))
        kind = self.types.convert(holder.get("schema"), f"{at}/schema", naming)
        style, explode = self._style(spec, place, pointer)
        examples = self._parameter_examples(holder)
        return Parameter(
            wire=spec["name"],
            python=python,
            location=place,
            type=kind,
            required=place == "path" or spec.get("required") is True,
            description=text(spec.get("description")),
            style=style,
            explode=explode,
            allow_reserved=spec.get("allowReserved") is True and self._may_reserve(place),
            content=media,
            encodings=self._encodings(holder, "form", kind, at)
            if media is not None and is_form(media)
            else (),
            deprecated=spec.get("deprecated") is True,
            default=schema.get("default"),
            has_default="default" in schema,
            example=examples[0] if examples else None,
            has_example=bool(examples),
        )

    def _parameter_examples(self, holder: Mapping[str, Any]) -> tuple[JsonValue, ...]:
        """The value of a parameter in tests and docs; none where none is known or wanted."""
        if not self._wants_examples:
            return ()
        made = self._examples["request"].of_media_type(holder)
        return self._accepted(holder.get("schema", True), made)

    def _style(self, spec: dict[str, Any], place: ParameterIn, pointer: str) -> tuple[Style, bool]:
        style, wanted = default_style(place), spec.get("style")
        if wanted in styles_in(place, self.document.version):
            style = wanted
        elif wanted is not None:
            self._report(
                STYLE,
                f"the style `{wanted}` is not defined for a parameter in {place}",
                f"{pointer}/style",
            )
        explode = spec.get("explode")
        return style, explode if isinstance(explode, bool) else explodes(style)

    def _may_reserve(self, place: ParameterIn) -> bool:
        return place == "query" or (place == "path" and self.document.version >= "3.2")

    def _exactly_one_of(
        self, node: dict[str, Any], at: str, parameters: tuple[Parameter, ...]
    ) -> tuple[tuple[str, ...], ...]:
        if "x-exactly-one-of" not in node:
            return ()
        python = {p.wire: p.python for p in reversed(parameters)}
        groups = [sequence(group) for group in sequence(node["x-exactly-one-of"])]
        if (
            len(groups) < 2
            or not all(groups)
            or any(not isinstance(n, str) or n not in python for g in groups for n in g)
        ):
            self._report(
                EXTENSION,
                "`x-exactly-one-of` is not a list of lists of parameter names",
                f"{at}/x-exactly-one-of",
            )
            return ()
        return tuple(tuple(python[name] for name in group) for group in groups)

    # --- bodies -----------------------------------------------------------------------------------

    def _body(self, node: dict[str, Any], at: str, hint: str, taken: set[str]) -> Body | None:
        if "requestBody" not in node:
            return None
        target, pointer = self.document.resolve(node["requestBody"])
        pointer = pointer or f"{at}/requestBody"
        body = mapping(target)
        media = self._media(
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
            description=self._description(node["requestBody"], body),
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

    def _media(
        self, content: dict[str, Any], at: str, hint: str, direction: Direction
    ) -> tuple[MediaType, ...]:
        found: list[MediaType] = []
        written: dict[str, Type] = {}
        for content_type, node in content.items():
            pointer = f"{at}/{escape(content_type)}"
            target, moved = self.document.resolve(node)
            holder, known = mapping(target), {} if moved else written
            found.append(
                self._media_type(content_type, holder, moved or pointer, hint, direction, known)
            )
        return tuple(found)

    def received(self, content: dict[str, Any], at: str, hint: str) -> tuple[MediaType, ...]:
        """The media types of a body that the API sends by itself: it is read, as an answer is."""
        return self._media(content, at, hint, "response")

    def _media_type(
        self,
        content_type: str,
        node: dict[str, Any],
        pointer: str,
        hint: str,
        direction: Direction,
        written: dict[str, Type],
    ) -> MediaType:
        """`written` has the types of schemas that were written out beside this one: one written
        alike is the same type.
        """
        item = item_schema(self.document, content_type, node, pointer)
        if item is not None and direction == "request" and is_json_sequence(content_type):
            return self._lines(content_type, node, pointer, item, hint)
        parts = part_schemas(self.document, content_type, node, pointer)
        if parts is not None:
            return self._parts(content_type, node, pointer, parts, hint, direction)
        schema = structural(mapping(self.document.resolve(node.get("schema"))[0]))
        is_named = is_multipart(content_type) and are_named(self.document, node)
        kind = body_kind(content_type, schema, direction, named=is_named)
        if is_named and node.keys().isdisjoint(("prefixEncoding", "itemEncoding")):
            self.sequences.add(pointer)
        if item is None and is_as_it_is(content_type, kind, schema):
            self._report(
                MEDIA, f"a body of type `{content_type}` is given and received as it is", pointer
            )
        wanted: Type = (
            Scalar("bytes") if kind == "binary" else Scalar("str") if kind == "text" else Anything()
        )
        is_text = kind == "text" and not holds_value(content_type, schema)
        if is_text and schema.keys().isdisjoint(_ASSERTED_OF_TEXT):
            wanted = self._plain_text(content_type, schema)
        elif is_text:
            self._report(
                MEDIA,
                f"a body of type `{content_type}` is any text, whatever its schema asks for",
                pointer,
            )
        if kind in ("json", "form", "multipart") or (kind == "text" and not is_text):
            spelled = repr(node.get("schema"))
            if spelled not in written:
                written[spelled] = self.types.convert(
                    node.get("schema"), f"{pointer}/schema", Hint(None, hint)
                )
            wanted = written[spelled]
        examples = self._valid_examples(node, direction) if kind != "binary" else ()
        encodings = self._encodings(node, kind, wanted, pointer) if direction == "request" else ()
        return MediaType(content_type, kind, wanted, encodings, examples)

    def _plain_text(self, content_type: str, schema: Schema) -> Scalar:
        """The type of a body of text, which has a format of the document's choice."""
        return Scalar(self.types.formats.plain_text(schema) if is_plain(content_type) else "str")

    def _lines(
        self, content_type: str, node: dict[str, Any], pointer: str, item: ItemSchema, hint: str
    ) -> MediaType:
        """A request body of values of JSON one after another."""
        kind = self.types.convert(item.schema, item.pointer, Hint(None, f"{hint} item"))
        examples = self._valid_examples(
            {**node, "schema": {"type": "array", "items": item.schema, "minItems": 1}}, "request"
        )
        self.sequences.add(pointer)
        return MediaType(content_type, "lines", Array(kind), (), examples)

    def _parts(
        self,
        content_type: str,
        node: dict[str, Any],
        pointer: str,
        parts: PartSchemas,
        hint: str,
        direction: Direction,
    ) -> MediaType:
        """A multipart body whose parts have no names."""
        inners = {
            place: self._inner(parts.encoding(place), each, parts.place_of(place), hint, direction)
            for place, each in enumerate(parts.every())
        }
        kinds = [
            self.types.convert(each.schema, each.pointer, Hint(None, f"{hint} part"))
            if (held := inners[place]) is None
            else held.type
            for place, each in enumerate(parts.every())
        ]
        limits = self._part_limits(node, parts)
        shown = max(limits.min_items or 1, len(parts.first) + (parts.others is not None))
        schema: dict[str, Any] = {
            "type": "array",
            "prefixItems": [each.schema for each in parts.first],
            "minItems": min(shown, limits.max_items or shown),
            "items": False if parts.others is None else parts.others.schema,
        }
        examples = self._valid_examples({**node, "schema": schema}, direction)
        inner = union_of(kinds, None) if kinds else Anything()
        encodings = tuple(
            PartEncoding(
                place,
                text(said.get("contentType")) or None,
                headers=headers,
                free=free,
                inner=inners.get(len(parts.first) if place == ANY else int(place)),
            )
            for place, said in parts.said(inners)
            for headers, free in (self._part_headers(said, "content-type"),)
        )
        self.sequences |= {pointer, *(each.pointer.rpartition("/")[0] for each in parts.first)}
        every: Type = Array(Part(inner))
        if direction == "request" and limits != Bounds():
            every = Bounded(every, limits)
        return MediaType(content_type, "parts", every, encodings, examples)

    def _inner(
        self,
        encoding: Mapping[str, Any],
        item: ItemSchema,
        pointer: str,
        hint: str,
        direction: Direction,
    ) -> MediaType | None:
        """What a part holds that has parts itself."""
        inner = inner_media(encoding, item)
        if inner is None:
            return None
        content_type, media, at = inner
        parts = part_schemas(self.document, content_type, media, pointer, at)
        if parts is None:
            return None
        self.sequences.add(pointer)
        return self._parts(content_type, {**media}, pointer, parts, f"{hint} part", direction)

    def _part_limits(self, node: dict[str, Any], parts: PartSchemas) -> Bounds:
        """How many parts there may be."""
        whole = mapping(self.document.resolve(node.get("schema"))[0])
        least, most = whole.get("minItems"), whole.get("maxItems")
        most = len(parts.first) if parts.others is None and not isinstance(most, int) else most
        return Bounds(
            min_items=least if isinstance(least, int) and least > 1 else None,
            max_items=most if isinstance(most, int) else None,
        )

    def _valid_examples(self, node: dict[str, Any], direction: Direction) -> tuple[JsonValue, ...]:
        """The documented examples that fit the schema, else one made from it."""
        if not self._wants_examples:
            return ()
        schema = node.get("schema", True)
        examples = self._examples[direction]
        shown = [
            value
            for _, value in examples.documented(node)
            if self._instances.valid(schema, value, direction)
        ]
        if shown:
            return tuple(shown)
        made = examples.of_schema(schema)
        return self._accepted(schema, made) if direction == "request" else (made,)

    def _accepted(self, schema: Any, made: JsonValue) -> tuple[JsonValue, ...]:
        """A value made from a schema, as inputs are held to it, which may be more than was known to
        make: without the members that do not fit, where the schema can do without them.
        """
        wrong = self._instances.violations(schema, made, "request") if self.types.checked else ()
        if not wrong:
            return (made,)
        left = made
        for violation in wrong:
            left = _without_member(left, split(violation.pointer))
        return (left,) if self._instances.valid(schema, left, "request") else ()

    # --- parts of forms ---------------------------------------------------------------------------

    def _encodings(
        self, node: dict[str, Any], kind: BodyKind, wanted: Type, pointer: str
    ) -> tuple[PartEncoding, ...]:
        """How the properties of a form are sent, where that is not as plain text or JSON."""
        if kind not in ("form", "multipart"):
            return ()
        said = {name: mapping(encoding) for name, encoding in mapping(node.get("encoding")).items()}
        fields: dict[str, DraftField] = {}
        for field in self._form_fields(wanted):
            fields.setdefault(field.wire, field)
        found = [
            self._encoding(
                name,
                said.get(name, {}),
                fields.get(name),
                kind,
                f"{pointer}/encoding/{escape(name)}",
            )
            for name in dict.fromkeys((*said, *fields))
        ]
        return tuple(each for each in found if each != PartEncoding(each.wire))

    def _encoding(
        self, name: str, node: dict[str, Any], field: DraftField | None, kind: BodyKind, at: str
    ) -> PartEncoding:
        value = Anything() if field is None else field.type
        is_part = kind == "multipart"
        is_file = is_part and self._is_binary(value)
        headers, free = self._part_headers(node, *_OF_NAMED_PARTS) if is_part else ((), ())
        if not is_file and self._has_style(node, kind):
            return replace(self._styled(name, node, kind), headers=headers, free=free)
        content_type = text(node.get("contentType")) or None
        inner = inner_media(node, ItemSchema(field.schema, at)) if is_part and field else None
        is_list = isinstance(_unwrapped(value), Array)
        if inner is not None and is_list and _is_alike(node):
            return self._inside_form(name, node, inner.content_type, value, at)
        if field is not None and is_part:
            content_type = _narrowed(content_type, self._default_content_type(field.schema))
        labels = listed(content_type or "")
        takes_json = not labels or any(map(is_json, labels)) or closest(labels, JSON)
        if not takes_json and not is_file and self._is_structure(value):
            instead = "it is given as a file" if is_part else "it is refused"
            written = f"is not written as {', '.join(labels)}: {instead}"
            self._report(PART, f"`{name}` has a list or an object, which {written}", at)
        is_json_first = is_json(next(filter(is_label, labels), ""))
        each = self.document.version >= "3.2" and is_list and is_json_first
        return PartEncoding(name, content_type, each=each, headers=headers, free=free)

    def _inside_form(
        self, name: str, node: dict[str, Any], content_type: str, value: Type, at: str
    ) -> PartEncoding:
        """A list whose items are parts of one part."""
        self.sequences.add(at)
        each = text(mapping(node.get("itemEncoding")).get("contentType")) or None
        inner = MediaType(content_type, "parts", value, (), ())
        return PartEncoding(name, each, each=is_json(each or ""), inner=inner)

    def _styled(self, name: str, node: dict[str, Any], kind: BodyKind) -> PartEncoding:
        """A property that is sent as a query parameter is."""
        wanted, explode = node.get("style"), node.get("explode")
        style: Style = wanted if wanted in styles_in("query", self.document.version) else "form"
        return PartEncoding(
            name,
            style=style,
            explode=explode if isinstance(explode, bool) else explodes(style),
            allow_reserved=kind == "form" and node.get("allowReserved") is True,
        )

    def _has_style(self, node: dict[str, Any], kind: BodyKind) -> bool:
        """Whether a property is sent as a query parameter is (OpenAPI 3.1; 3.0 has styles for
        urlencoded forms alone).
        """
        is_for_it = kind == "form" or self.document.version >= "3.1"
        return is_for_it and not node.keys().isdisjoint(("style", "explode", "allowReserved"))

    def _default_content_type(self, schema: Schema) -> str | None:
        """What a part has for want of an Encoding Object, where it is neither text nor JSON."""
        own = mapping(self.document.resolve(schema)[0])
        own = mapping(self.document.resolve(own["items"])[0]) if "items" in own else own
        if "contentEncoding" in own or own.get("format") == "byte":
            return OCTETS
        media = text(own.get("contentMediaType"))
        return media if is_label(media) and not is_json(media) else None

    def _part_headers(
        self, node: Mapping[str, Any], *ours: str
    ) -> tuple[tuple[tuple[str, str], ...], tuple[PartHeader, ...]]:
        """The headers of a part that have one value by the document, and those that its sender
        chooses; `ours` say what is said otherwise.
        """
        fixed, free = [], []
        for header, reference in mapping(node.get("headers")).items():
            if header.lower() in ours:
                continue
            target = mapping(self.document.resolve(reference)[0])
            schema = mapping(self.document.resolve(target.get("schema"))[0])
            value = _only_value(schema)
            if value is not None:
                fixed.append((header, value))
            else:
                required = target.get("required") is True
                example = self._header_example(target, "request") if required else None
                free.append(PartHeader(header, required, example))
        return tuple(fixed), tuple(free)

    def _form_fields(self, kind: Type) -> Sequence[DraftField]:
        """The fields of an object, or of all that it may be."""
        kind = _unwrapped(kind)
        if isinstance(kind, OneOf):
            return [field for member in kind.members for field in self._form_fields(member)]
        if not isinstance(kind, Named):
            return ()
        match self.types.drafts[kind.name]:
            case ObjectDraft() as draft:
                return draft.fields
            case AliasDraft() as draft:
                return self._form_fields(draft.type)
            case _:
                return ()

    def _is_binary(self, kind: Type) -> bool:
        """Whether a value is bytes, or a list of them."""
        kind = _unwrapped(kind)
        draft = self.types.drafts[kind.name] if isinstance(kind, Named) else None
        if isinstance(draft, AliasDraft):
            return self._is_binary(draft.type)
        return self._is_binary(kind.item) if isinstance(kind, Array) else kind == Scalar("bytes")

    def _is_structure(self, kind: Type) -> bool:
        """Whether a value, or an item of a list, is an object or a list."""
        kind = _unwrapped(kind)
        kind = _unwrapped(kind.item) if isinstance(kind, Array) else kind
        if isinstance(kind, Named):
            draft = self.types.drafts[kind.name]
            if isinstance(draft, AliasDraft):
                return self._is_structure(draft.type)
            return isinstance(draft, ObjectDraft)
        return isinstance(kind, Array | Map)

    def _description(self, node: Any, target: dict[str, Any]) -> str:
        """What is said of `target`: a reference's own words go first, since 3.1 (section "Reference
        Object").
        """
        own = mapping(node).get("description") if self.document.version >= "3.1" else None
        return text(own) or text(target.get("description"))

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
            description = self._description(reference, response) or text(response.get("summary"))
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
        media = self._media(content, f"{pointer}/content", naming, "response")
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
        about = self._description(reference, spec)
        example = self._header_example(spec)
        header = response_header(self.document, self.types.formats, name, spec, moved or at)
        return replace(header, description=about, example=example, pointer=at)

    def _header_example(
        self, spec: dict[str, Any], direction: Direction = "response"
    ) -> str | None:
        if not self._wants_examples or not is_shown(spec):
            return None
        media = next(iter(mapping(spec.get("content")).values()), spec)
        holder = mapping(self.document.resolve(media)[0])
        return header_line(spec, self._examples[direction].of_media_type(holder))

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


def _is_alike(encoding: Mapping[str, Any]) -> bool:
    """Whether the parts of a part are said to have a media type at most, each the same."""
    said = mapping(encoding.get("itemEncoding")).keys()
    return encoding.keys().isdisjoint(("encoding", "prefixEncoding")) and said <= {"contentType"}


def _unwrapped(kind: Type) -> Type:
    return _unwrapped(kind.inner) if isinstance(kind, Nullable | Bounded) else kind


def _narrowed(content_type: str | None, own: str | None) -> str | None:
    """An Encoding Object's media types, with the one of the schema before them where they are
    ranges that it is in.
    """
    if content_type is None or own is None:
        return content_type or own
    ranges = listed(content_type)
    return (
        f"{own}, {content_type}"
        if closest(ranges, own) and not any(map(is_label, ranges))
        else content_type
    )


def _only_value(schema: Schema) -> str | None:
    """The text of the one value that a schema has: its constant, the only one of its enumeration,
    or the default.
    """
    listed_values = sequence(schema.get("enum"))
    for found in (
        [schema["const"]] if "const" in schema else [],
        listed_values,
        [schema.get("default")],
    ):
        if len(found) == 1 and isinstance(found[0], str | int) and not isinstance(found[0], bool):
            return str(found[0])
    return None


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


def _called_by(wishes: Mapping[str, str]) -> Callable[[str], str]:
    return lambda wire: snake(wishes[wire], "parameter")


def _argument_names(given: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Keywords of parameters, which (name, place) identifies, by the names that they are given: the
    path keeps a name that is in several places.
    """
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for place in _NAMED_FIRST:
        wishes = {wire: name or wire for (wire, where), name in given.items() if where == place}
        if not wishes:
            continue
        short = assign(wishes, _called_by(wishes), reserved=RESERVED_ARGUMENTS)
        used = taken | RESERVED_ARGUMENTS
        for wire in sorted(wishes):
            name = short[wire] if short[wire] not in taken else f"{short[wire]}_{place}"
            names[wire, place] = free(name, used)
        taken |= {names[wire, place] for wire in wishes}
    return names


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


def _evidence(node: Any) -> Evidence | None:
    if not isinstance(node, dict):
        return None
    return Evidence(
        pages=tuple(page for page in sequence(node.get("pages")) if isinstance(page, str)),
        request=node["request"] if node.get("request") in LEVELS else "none",
        response=node["response"] if node.get("response") in LEVELS else "none",
        status="stated" if node.get("status") == "stated" else "unstated",
        note=text(node.get("note")),
        alternatives=tuple(
            (name, found)
            for name, each in mapping(node.get("alternatives")).items()
            if (found := _evidence(each)) is not None
        ),
        observed=tuple(
            filter(None, map(_observation, map(mapping, sequence(node.get("observed")))))
        ),
    )


def _observation(node: dict[str, Any]) -> Observation | None:
    """An entry of `observed`; nothing of low confidence covers more than behaviour, whatever it
    says.
    """
    source = text(node.get("source")).strip()
    sure = next((each for each in get_args(Confidence) if each == node.get("sure")), None)
    covers = tuple(each for each in get_args(Covered) if each in sequence(node.get("covers")))
    if sure == "low":
        covers = tuple(each for each in covers if each == "behaviour")
    if not source or sure is None or not covers:
        return None
    return Observation(source, sure, covers, text(node.get("date")))


def _samples(node: dict[str, Any], pointer: str) -> tuple[CodeSample, ...]:
    """The worked examples in Python, named by their label."""
    return tuple(
        CodeSample(
            text(entry.get("label")) or text(node.get("summary")) or "Example",
            text(entry.get("source")),
            f"{pointer}/{key}/{index}/source",
            tuple(mapping(entry.get("files")).items()) if is_files(entry.get("files")) else (),
        )
        for key in CODE_SAMPLES
        for index, entry in enumerate(map(mapping, sequence(node.get(key))))
        if text(entry.get("lang")).lower() == "python" and text(entry.get("source")).strip()
    )


def _without_member(value: JsonValue, path: Sequence[str]) -> JsonValue:
    """A value without the innermost member of an object on the way to a place in it."""
    if not path or not isinstance(value, dict | list):
        return value
    first, rest = path[0], path[1:]
    if isinstance(value, list):
        return [
            _without_member(item, rest) if str(index) == first else item
            for index, item in enumerate(value)
        ]
    if first not in value:
        return value
    inner = _without_member(value[first], rest)
    if inner == value[first]:
        return {name: item for name, item in value.items() if name != first}
    return value | {first: inner}
