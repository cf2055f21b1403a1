"""Reads parameters off the wire, as their style or media type says (OpenAPI 3.2, Parameter Object),
and judges them by their schemas.

Values are split while still percent-encoded, so that an encoded delimiter stays part of a value.
Text becomes a number, a boolean or a list where the schema knows no string, or none that it
accepts. What is in a list or an object of another is named with brackets, `a[0][b]=1`; a list of
single values repeats its name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.instances import Instances
from generator.document.specification import IGNORED_HEADERS, default_style, delimiter_of, explodes
from generator.mock.media import part_labels
from generator.mock.problem import RequestFault
from generator.mock.routes import ServedOperation, decoded
from generator.mock.schemas import COMPOUND, Schemas
from generator.records import record
from templates.runtime.media_types import is_form, is_json, is_label

_STYLED = frozenset({"style", "explode", "allowReserved"})

EncodedPairs = Sequence[tuple[str, str]]
Decode = Callable[[str], str]


_DECODED: Mapping[str, Decode] = {"header": str, "query": unquote_plus}


ABSENT: Any = object()
"""The value of what a request does not carry."""


@record(frozen=True, slots=True)
class RequestParts:
    """The parts of a request that carry parameters. Path and query values are still
    percent-encoded; header names are lower case. `query_string` is the query as a whole."""

    variables: Mapping[str, str]
    query: EncodedPairs
    headers: EncodedPairs
    cookies: EncodedPairs
    query_string: str = ""

    def values(self, place: str, name: str) -> list[str]:
        """What the query, the headers or the cookies have under a name."""
        pairs = {"query": self.query, "header": self.headers, "cookie": self.cookies}
        wanted = name.lower() if place == "header" else name
        return [value for key, value in pairs.get(place, ()) if key == wanted]

    def authorized(self, scheme: str) -> Iterator[str]:
        """The credentials of an authentication scheme, whose name is in lower case."""
        for value in self.values("header", "authorization"):
            word, _, rest = value.partition(" ")
            if word.lower() == scheme:
                yield rest.strip()


class Serialization(NamedTuple):
    """How a value is written: in which style, and whether a list or an object is several pairs."""

    style: str
    explode: bool

    @classmethod
    def of(cls, said: Mapping[str, Any], default: str = "form") -> Serialization:
        """As a Parameter Object or an Encoding Object says."""
        style = said.get("style", default)
        return cls(style, said.get("explode", explodes(style)))


@dataclass(slots=True)
class BracketedPairs:
    """What pairs have under one name: texts, and under names in brackets others."""

    texts: list[str] = field(default_factory=list)
    inside: dict[str, BracketedPairs] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, pairs: EncodedPairs) -> BracketedPairs:
        """What is in `pairs` under `name`; other names are passed over.

        Of `a=1&a[b][c]=2`, the node of `a` has the text `1`, and inside of it `b`, which has `c`.
        What begins like brackets and does not end so, `a[=1`, is another name.
        """
        root = cls()
        for key, text in pairs:
            if key == name:
                root.texts.append(text)
            elif key.startswith(f"{name}[") and key.endswith("]"):
                node = root
                for part in key[len(name) + 1 : -1].split("]["):
                    node = node.inside.setdefault(part, cls())
                node.texts.append(text)
        return root

    @property
    def is_given(self) -> bool:
        return bool(self.texts or self.inside)

    @property
    def is_indexed(self) -> bool:
        """Whether the names in brackets are the places of a list."""
        return bool(self.inside) and [*self.inside] == [*map(str, range(len(self.inside)))]


def raw_pairs(query: str) -> EncodedPairs:
    """Names (decoded) and values (still encoded) of a query string or form body, in order."""
    parts = (part.partition("=") for part in query.split("&") if part)
    return [(unquote_plus(name, errors="replace"), value) for name, _, value in parts]


def cookie_pairs(headers: EncodedPairs) -> EncodedPairs:
    values = (value for name, value in headers if name == "cookie")
    parts = (part.strip().partition("=") for value in values for part in value.split(";"))
    return [(name, value) for name, _, value in parts if name]


class ParameterReader:
    """Reads and judges the parameters of a document's operations."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self.schemas = Schemas(document, instances)
        self._document = document
        self._instances = instances

    def faults(self, operation: ServedOperation, wire: RequestParts) -> Iterator[RequestFault]:
        """What is wrong with the parameters of a request, in the order of the document."""
        present: set[str] = set()
        for parameter in operation.parameters:
            if _is_ignored(operation, parameter):
                continue
            name, place = parameter["name"], parameter["in"]
            try:
                value = self.value(parameter, wire, _others(operation, parameter))
            except ValueError as error:
                present.add(name)  # it was given, whatever it is
                yield RequestFault(place, name, "", str(error))
                continue
            if value is not ABSENT:
                present.add(name)
            yield from self._value_faults(parameter, value)
        yield from _exclusive(operation, present)

    def _value_faults(self, parameter: Mapping[str, Any], value: Any) -> Iterator[RequestFault]:
        """What is wrong with a value, or with its absence."""
        name, place = parameter["name"], parameter["in"]
        if value is ABSENT:
            if parameter.get("required"):
                yield RequestFault(place, name, "", "is required and missing")
        elif value != "" or not parameter.get("allowEmptyValue"):
            for violation in self._instances.violations(self.schema(parameter), value):
                yield RequestFault(place, name, violation.pointer, violation.message)

    def schema(self, parameter: Mapping[str, Any]) -> Any:
        media: Mapping[str, Any] = next(iter(mapping(parameter.get("content")).values()), {})
        return parameter.get("schema", media.get("schema", True))

    def value(
        self, parameter: Mapping[str, Any], wire: RequestParts, others: frozenset[str] = frozenset()
    ) -> Any:
        """The value of a parameter, `ABSENT` where there is none; `others` are the names of those
        beside it.

        Raises `ValueError` for what is not in its style.
        """
        name, place = parameter["name"], parameter["in"]
        if "content" in parameter:
            return self._content(parameter, _raw(name, place, wire))
        way = Serialization.of(parameter, default_style(place))
        style, explode = way
        schema = parameter.get("schema", True)
        if place == "query":
            return self.form_value(name, schema, way, wire.query, unquote_plus, others)
        if place == "cookie":
            decode = str if style == "cookie" else decoded
            cookies = [(decode(key), text) for key, text in wire.cookies]
            way = Serialization("form", explode)
            return self.form_value(name, schema, way, cookies, decode, others)
        raw = _raw(name, place, wire)
        if raw is None:
            return ABSENT
        decode = decoded if place == "path" else str
        match style:
            case "label":
                delimiter = "." if explode else ","
                return self._delimited(raw.removeprefix("."), schema, delimiter, explode, decode)
            case "matrix":
                return self._matrix(raw, name, schema, explode)
        return self._delimited(raw, schema, ",", explode, decode)

    def _content(self, parameter: Mapping[str, Any], raw: str | None) -> Any:
        """A value in a media type, which stands percent-encoded in a URL or cookie; a form in the
        query string does not.
        """
        if raw is None:
            return ABSENT
        place, schema = parameter["in"], self.schema(parameter)
        media_type, said = next(iter(mapping(parameter["content"]).items()), ("", {}))
        media = self._document.resolved(said)
        text = _DECODED.get(place, unquote)(raw)
        if is_form(media_type):
            return self.form(raw if place == "querystring" else text, media, schema)
        return read_json(text) if is_json(media_type) else self.schemas.coerced(text, schema)

    def form(self, text: str, media: Mapping[str, Any], schema: Any) -> dict[str, Any]:
        """`application/x-www-form-urlencoded`: each property as its Encoding Object says. Raises
        `ValueError`.
        """
        pairs = raw_pairs(text)
        encodings = mapping(media.get("encoding"))
        names = dict.fromkeys(self.schemas.properties(schema))
        known = frozenset(names)
        inside = self.spread_names(schema, encodings, [*known])
        if inside is not None:
            found = dict.fromkeys(self.base(schema, key) for key, _ in pairs)
            names |= {key: None for key in found if key not in inside}
        value: dict[str, Any] = {}
        for name in names:
            member, encoding = self.schemas.member(schema, name), mapping(encodings.get(name))
            try:
                read = self.property(name, member, encoding, pairs, unquote_plus, known)
            except ValueError as error:
                raise ValueError(f"of the field {name} {error}") from None
            if read is not ABSENT:
                value[name] = read
        return value

    def base(self, schema: Any, key: str) -> str:
        """The property of an object that a pair is for: without what is in brackets, unless it
        holds single values alone.
        """
        outer = key.partition("[")[0]
        kinds = self.schemas.kinds(self.schemas.member(schema, key))
        is_single = bool(kinds) and not kinds & {"array", "object"}
        return key if is_single and outer not in self.schemas.properties(schema) else outer

    def spread_names(
        self, schema: Any, encodings: Mapping[str, Any], names: Sequence[str]
    ) -> frozenset[str] | None:
        """The names of the pairs of those properties that are exploded objects; `None` where they
        may be any.

        A property `range` of `from` and `to` comes as `from=1&to=2`, its own name in no pair: the
        names are `from` and `to`. They may be any where such an object takes additional properties.
        """
        spread = [
            self.schemas.member(schema, name)
            for name in names
            if _is_exploded_form(mapping(encodings.get(name)))
        ]
        if any(self.schemas.extra(member) is not None for member in spread):
            return None
        return frozenset(key for member in spread for key in self.schemas.properties(member))

    def property(
        self,
        name: str,
        schema: Any,
        encoding: Mapping[str, Any],
        pairs: EncodedPairs,
        decode: Decode,
        others: frozenset[str],
    ) -> Any:
        """A property of a form: in a style where its Encoding Object has one, else as values of a
        media type.

        `others` are the names of the properties beside it.
        """
        if is_styled(encoding):
            way = Serialization.of(encoding)
            return self.form_value(name, schema, way, pairs, decode, others)
        node = BracketedPairs.of(name, pairs)
        kinds = self.schemas.kinds(schema)
        if node.inside and kinds & {"object", "array"}:
            return self._inside(node, schema, decode)
        if not node.texts:
            return ABSENT
        texts = [decode(text) for text in node.texts]
        if is_json(first_label(encoding)):
            each = self._document.version >= "3.2" and "array" in kinds
            return [read_json(text) for text in texts] if each else read_json(texts[0])
        return self._one_or_list(texts, schema, self._in_a_form)

    def _in_a_form(self, text: str, schema: Any) -> Any:
        """JSON where the schema has objects or lists, else text. An empty text is an empty object,
        as `map=` is in a form.
        """
        if text == "" and "object" in self.schemas.kinds(schema):
            return {}
        return self.schemas.coerced(text, schema)

    def form_value(
        self,
        name: str,
        schema: Any,
        way: Serialization,
        pairs: EncodedPairs,
        decode: Decode,
        others: frozenset[str],
    ) -> Any:
        """The value that `pairs` hold under `name`, in a style for queries, cookies and form
        fields.
        """
        style, explode = way
        kinds = self.schemas.kinds(schema)
        node = BracketedPairs.of(name, pairs)
        is_exploded_list = explode and "array" in kinds
        if node.is_given and (style == "deepObject" or is_exploded_list):
            return self._inside(node, schema, decode)
        match node.texts:
            case [] if style == "deepObject":  # `until=2` is not `span[until]=2`
                return ABSENT
            case [] if explode and "object" in kinds:
                return self._spread(schema, pairs, decode, others)
            case []:
                return ABSENT
            case [raw]:
                delimiter = delimiter_of(style)
                if decode is not str and delimiter != ",":  # a URL has it in encoded form only
                    encoded = f"{quote(delimiter)}|{re.escape(quote_plus(delimiter))}"
                    raw = re.sub(encoded, delimiter, raw, flags=re.IGNORECASE)
                return self._delimited(raw, schema, delimiter, False, decode)
            case _ if explode and not kinds:
                return self._inside(node, schema, decode)
        raise ValueError("is given more than once")

    def _inside(self, node: BracketedPairs, schema: Any, decode: Decode) -> Any:
        """The value of what stands under a name, and in brackets behind it.

        `a[b][c]=1` is `{"b": {"c": 1}}` for a parameter `a`. `a[0]=1&a[1]=2` is `[1, 2]` where its
        schema takes a list, else `{"0": 1, "1": 2}`.
        """
        if not node.inside:
            texts = [decode(text) for text in node.texts]
            return self._one_or_list(texts, schema, self.schemas.coerced)
        if node.is_indexed and self.schemas.may_be_list(schema):
            item = self.schemas.item(schema)
            return [self._inside(each, item, decode) for each in node.inside.values()]
        return {
            key: self._inside(each, self.schemas.member(schema, key), decode)
            for key, each in node.inside.items()
        }

    def _one_or_list(
        self, texts: Sequence[str], schema: Any, read: Callable[[str, Any], Any]
    ) -> Any:
        """The value of the texts under one name: a list where there are several, or where a schema
        takes nothing else.
        """
        kinds = self.schemas.kinds(schema)
        is_single = len(texts) == 1
        if is_single and "array" not in kinds:
            return read(texts[0], schema)
        items = [read(text, self.schemas.item(schema)) for text in texts]
        if is_single and kinds - COMPOUND:
            # `level=all` and `level=1`, of the text "all" or a list of integers
            return self.schemas.fitting(schema, self.schemas.coerced(texts[0], schema), items)
        if not self.schemas.may_be_list(schema):
            raise ValueError("is given more than once")
        return items

    def _spread(
        self, schema: Any, pairs: EncodedPairs, decode: Decode, others: frozenset[str]
    ) -> Any:
        """An exploded object: each property is a pair of its own, `limit=10&offset=0`.

        An object without any pair is absent.
        """
        names = [*self.schemas.properties(schema)]
        if self.schemas.extra(schema) is not None:
            names += self._additional(schema, pairs, names, others)
        nodes = {name: BracketedPairs.of(name, pairs) for name in names}
        value = {
            name: self._inside(node, self.schemas.member(schema, name), decode)
            for name, node in nodes.items()
            if node.is_given
        }
        return value or ABSENT

    def _additional(
        self, schema: Any, pairs: EncodedPairs, named: Sequence[str], others: frozenset[str]
    ) -> list[str]:
        """The additional properties of an exploded object: what there are pairs for, and is neither
        one of its `named` properties nor one of the `others` beside it.
        """
        bases = dict.fromkeys(self.base(schema, key) for key, _ in pairs)
        return [
            base
            for base in bases
            if base not in others and not any(_is_of(name, base) for name in named)
        ]

    def _matrix(self, raw: str, name: str, schema: Any, explode: bool) -> Any:
        """`;name=value`, which an exploded list repeats; an exploded object has its own names.

        A list of 1 and 2 is `;x=1,2`, or exploded `;x=1;x=2`; an object `;x=a,1,b,2`, or exploded
        `;a=1;b=2`.
        """
        pairs = _named(raw.split(";")[1:])
        kinds = self.schemas.kinds(schema)
        if explode and "object" in kinds:
            return self._object(schema, pairs, decoded)
        texts = [text for key, text in pairs if decoded(key) == name]
        if not texts:
            raise ValueError(f"is not in matrix style: ;{name}=...")
        if explode and "array" in kinds:
            return self._list(texts, schema, decoded)
        return self._delimited(texts[0], schema, ",", False, decoded)

    def _delimited(
        self, raw: str, schema: Any, delimiter: str, explode: bool, decode: Decode
    ) -> Any:
        """The value of a text: a list where the schema has one, else an object where it has one.

        `1,2` is the list `[1, 2]`, and `a,1,b,2`, or exploded `a=1,b=2`, the object
        `{"a": 1, "b": 2}`. Raises `ValueError` for `a,1,b`, which ends with a name.
        """
        kinds = self.schemas.kinds(schema)
        whole = self.schemas.coerced(decode(raw), schema)
        parts = raw.split(delimiter) if raw else []
        is_plain_too = bool(kinds - COMPOUND)
        if "array" in kinds:
            listed = self._list(parts, schema, decode)
            if not is_plain_too:
                return listed
            # for a schema of a text or a list of integers, `1,2` is the list and `1` the text
            likely, other = (listed, whole) if len(parts) > 1 else (whole, listed)
            return self.schemas.fitting(schema, likely, other)
        if "object" not in kinds or (is_plain_too and not _may_be_members(parts, explode)):
            return whole
        return self._object(schema, _named(parts) if explode else _in_turn(parts), decode)

    def _list(self, parts: Sequence[str], schema: Any, decode: Decode) -> list[Any]:
        """An empty text is one empty item where the items may be so, else no item."""
        item = self.schemas.item(schema)
        if not parts and self._instances.valid(item, ""):
            parts = [""]
        return [self.schemas.coerced(decode(part), item) for part in parts]

    def _object(self, schema: Any, pairs: EncodedPairs, decode: Decode) -> dict[str, Any]:
        named = [(decode(key), decode(text)) for key, text in pairs]
        members = {key: self.schemas.member(schema, key) for key, _ in named}
        return {key: self.schemas.coerced(text, members[key]) for key, text in named}


def read_json(text: str) -> Any:
    """The value of JSON text; raises `ValueError`."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON: {error}") from None


def first_label(encoding: Mapping[str, Any]) -> str:
    return next(filter(is_label, part_labels(encoding)), "")


def is_styled(encoding: Mapping[str, Any]) -> bool:
    """Whether a property is sent as a query parameter is (Encoding Object)."""
    return not _STYLED.isdisjoint(encoding)


def _is_exploded_form(encoding: Mapping[str, Any]) -> bool:
    """Whether a property that is an object is sent as the pairs of its members."""
    return is_styled(encoding) and Serialization.of(encoding) == ("form", True)


def _is_ignored(operation: ServedOperation, parameter: Mapping[str, Any]) -> bool:
    """Whether no request can carry it: others say what stands in the header, or the path has no
    place for it.
    """
    if parameter["in"] == "path":
        return parameter["name"] not in operation.variables
    return parameter["in"] == "header" and parameter["name"].lower() in IGNORED_HEADERS


def _may_be_members(parts: Sequence[str], explode: bool) -> bool:
    """Whether the parts of a text may be an object's, where the text may also be one value:
    `Berlin` and `a,b,c` are one.
    """
    return len(parts) > 1 and (explode or len(parts) % 2 == 0)


def _is_of(name: str, key: str) -> bool:
    """Whether a pair is of a property: `range[from]` is of `range`."""
    return key == name or key.startswith(f"{name}[")


def _others(operation: ServedOperation, parameter: Mapping[str, Any]) -> frozenset[str]:
    """The names of the other parameters in the same place."""
    beside = (
        each["name"]
        for each in operation.parameters
        if each is not parameter and each["in"] == parameter["in"]
    )
    return frozenset(beside)


def _named(parts: Iterable[str]) -> EncodedPairs:
    """Parts of the form `name=value`."""
    split = (part.partition("=") for part in parts)
    return [(name, value) for name, _, value in split]


def _in_turn(parts: Sequence[str]) -> EncodedPairs:
    """Names and values in turn."""
    if len(parts) % 2 == 1:
        raise ValueError("is not a list of names and values in turn")
    return [*zip(parts[::2], parts[1::2], strict=True)]


def _raw(name: str, place: str, wire: RequestParts) -> str | None:
    """The text of a parameter as it was sent; `None` where it was not.

    The query as a whole is one, unless it is empty. In a query or a cookie the first of the name
    counts: only parameters with `content` are read here.
    """
    match place:
        case "querystring":
            return wire.query_string or None
        case "path":
            return wire.variables.get(name)
        case "header":  # one with several values is the same as several (RFC 9110, section 5.3)
            values = wire.values(place, name)
            return ",".join(values) if values else None
        case _:
            return next(iter(wire.values(place, name)), None)


def _exclusive(operation: ServedOperation, present: set[str]) -> Iterator[RequestFault]:
    """`x-exactly-one-of`: the groups of parameters of which a request carries exactly one."""
    groups = operation.node.get("x-exactly-one-of") or ()
    given = [group for group in groups if present.intersection(group)]
    if groups and len(given) != 1:
        choices = " | ".join(" and ".join(group) for group in groups)
        yield RequestFault(
            "query", "", "", f"exactly one of {choices} must be given, and {len(given)} are"
        )
