"""Facts: what was seen of the vendor's reference, one file for each section, in the form that
CONTRIBUTING describes.

A fact is a name, a type, a flag, a path, a status, a sample: no prose. Of a description there is at
most a digest (`wording`), by which a change of its words is noticed; `places` keeps it in a file of
its own, and facts that have it beside them are of an older form. What was not seen is absent; what
was placed by a rule instead of a sample is `inferred`, what no rule places is `ambiguous` and lists
the places that it may have.

`facts_reader` reads them from files, `facts_printer` prints them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from hashlib import sha256
from itertools import chain
from typing import Any, Literal, TypeVar

from generator.document import specification
from generator.document.diagnostics import Location, Rule
from generator.document.evidence import LEVELS, EvidenceLevel
from generator.records import record

_T = TypeVar("_T")
JsonValue = Any
ParameterLocation = Literal["path", "query", "header", "cookie"]
Confidence = Literal["high", "medium", "low"]
UNSTATED = "unstated"
SUCCESS = "2XX"
TYPES = ("object", "array", "string", "integer", "number", "boolean", "null", "file")
METHODS = tuple(method.upper() for method in specification.METHODS)

MALFORMED = Rule(
    "FCT001",
    "error",
    "A fact is not of the form.",
    "Facts are compared by a program, which would pass over what it does not understand.",
    "Write it as CONTRIBUTING describes.",
)
RULES: tuple[Rule, ...] = (MALFORMED,)


@record(frozen=True, slots=True)
class Field:
    """A property of an object, or a parameter (then `place` says where it goes).

    `type` is `object`, `array`, `string`, `integer`, `number`, `boolean` or, where several were
    seen, a list of them; `None` where it was not seen. `items` is the type of an array's items,
    `fields` are those of the object or of the items. `seen` are values of a discriminator or
    enumeration that were met, `enum` those listed as all of them. `when` names the variant that the
    field belongs to. `source` is "sample" where only a sample shows the field, "outline" where only
    its JSON type was seen (a page without formats, or cut in the type). `optional` is a field that
    was seen left out. `line` is its line on the captured page."""

    name: str
    place: ParameterLocation | None = None
    type: str | tuple[str, ...] | None = None
    format: str | None = None
    items: str | None = None
    items_format: str | None = None
    nullable: bool = False
    required: bool = False
    optional: bool = False
    discriminator: bool = False
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    enum: tuple[JsonValue, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[JsonValue, ...] = ()
    when: str | None = None
    source: str | None = None
    inferred: bool = False
    ambiguous: tuple[str, ...] = ()
    about: str = ""
    wording: str = ""
    line: int | None = None
    fields: tuple[Field, ...] = ()
    location: Location | None = field(default=None, compare=False)

    @property
    def types(self) -> tuple[str, ...]:
        """The types that were seen: none, one or several."""
        return types_of(self.type)

    @property
    def sent_in(self) -> ParameterLocation:
        """Where a parameter goes: in the query, unless another place was seen."""
        return self.place or "query"

    @property
    def may_be_null(self) -> bool:
        """Whether it is said to be nullable, or null is one of its types."""
        return self.nullable or "null" in self.types


@record(frozen=True, slots=True)
class Body:
    """What a request or a response holds. `content_type` is `None` where it was not seen; `fields`
    are those of the object, or of the items of an array. `required` is the body of a request
    without which the operation is refused."""

    content_type: str | None = None
    other_content_types: tuple[str, ...] = ()
    type: str | tuple[str, ...] | None = None
    format: str | None = None
    items: str | None = None
    items_format: str | None = None
    nullable: bool = False
    required: bool = False
    enum: tuple[JsonValue, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    wording: str = ""
    line: int | None = None
    fields: tuple[Field, ...] = ()
    sample: JsonValue = None
    has_sample: bool = False
    location: Location | None = field(default=None, compare=False)

    @property
    def types(self) -> tuple[str, ...]:
        """The types that were seen: none, one or several."""
        return types_of(self.type)

    @property
    def content_types(self) -> tuple[str, ...]:
        """The media types that were seen, first the one whose fields are known."""
        return tuple(dict.fromkeys(filter(None, (self.content_type, *self.other_content_types))))

    def as_field(self, name: str = "") -> Field:
        """What it holds, as a value."""
        return Field(
            name,
            type=self.type,
            format=self.format,
            items=self.items,
            items_format=self.items_format,
            nullable=self.nullable,
            enum=self.enum,
            meanings=self.meanings,
            line=self.line,
            fields=self.fields,
            location=self.location,
        )


@record(frozen=True, slots=True)
class Response:
    """An answer. `status` is a code such as `"200"`, or `"unstated"`; `body` is `None` where it has
    none or none was seen.
    """

    status: str
    body: Body | None = None
    about: str = ""
    wording: str = ""
    line: int | None = None
    location: Location | None = field(default=None, compare=False)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those of its body."""
        return fields_of(self.body)


@record(frozen=True, slots=True)
class Evidence:
    """On which pages an operation was seen, and how much of its request and response; or, of an
    observation, the `source` that it is from and how sure it is."""

    pages: tuple[str, ...] = ()
    request: EvidenceLevel = "none"
    response: EvidenceLevel = "none"
    note: str = ""
    source: str = ""
    sure: Confidence | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all of the operation was seen."""
        return self.request == self.response == "complete"

    @classmethod
    def weakest(cls, every: Sequence[Evidence]) -> Evidence:
        """That of several ways to write one operation: the pages of all, of each level the
        weakest."""
        return cls(
            pages=tuple(dict.fromkeys(page for each in every for page in each.pages)),
            request=max((each.request for each in every), key=LEVELS.index),
            response=max((each.response for each in every), key=LEVELS.index),
        )


@record(frozen=True, slots=True)
class VendorOperation:
    """An operation as the reference writes it: `path` may end in a query (`…?hash=`), and is
    literal unless `path_cut`.
    """

    title: str | None
    method: str
    path: str
    path_cut: bool = False
    deprecated: bool = False
    about: str = ""
    wording: str = ""
    line: int | None = None
    evidence: Evidence = Evidence()
    parameters: tuple[Field, ...] = ()
    request: Body | None = None
    responses: tuple[Response, ...] = ()
    rules: tuple[str, ...] = ()
    location: Location | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path

    @property
    def required_query(self) -> list[str]:
        """The query parameters without which it cannot be called: alternatives of one path differ
        in them."""
        return [each.name for each in self.parameters if each.place == "query" and each.required]

    @property
    def is_observed(self) -> bool:
        """Whether it is an observation, and of no page."""
        return self.evidence.sure is not None


@record(frozen=True, slots=True)
class Untranscribed:
    """An operation that is known to exist, with what is known
    of it; its method or its path is not.
    """

    title: str | None
    note: str = ""
    pages: tuple[str, ...] = ()
    evidence: Evidence | None = None
    parameters: tuple[Field, ...] = ()
    request: Body | None = None
    responses: tuple[Response, ...] = ()
    rules: tuple[str, ...] = ()
    line: int | None = None
    location: Location | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Section:
    """A heading of the reference's menu: `slug` is the page group in its address, which is the tag
    in the document.

    `facts` are those of a section without operations: each a mapping of `topic`, `fact`, `value`
    and `from`."""

    slug: str
    heading: str = ""
    evidence: Evidence | None = None
    facts: tuple[Mapping[str, Any], ...] = ()
    operations: tuple[VendorOperation, ...] = ()
    untranscribed: tuple[Untranscribed, ...] = ()


def printable(text: str) -> str:
    """A text of a page on one line, whatever it holds."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def with_format(kind: str, format_: str | None) -> str:
    """A type with its format, as the pages of a reference write it: `integer(int32)`."""
    return f"{kind}({format_})" if format_ else kind


def fields_of(body: Body | None) -> tuple[Field, ...]:
    return body.fields if body is not None else ()


def without(listed: Iterable[_T], excluded: Container[_T]) -> list[_T]:
    return [each for each in listed if each not in excluded]


def every_field(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields at any depth, each before those in it."""
    for each in fields:
        yield each
        yield from every_field(each.fields)


def types_of(kind: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (kind,) if isinstance(kind, str) else kind or ()


def one_or_several(kinds: Sequence[str]) -> str | tuple[str, ...] | None:
    """Types as a fact has them: one alone, or all that were seen."""
    return kinds[0] if len(kinds) == 1 else tuple(kinds) or None


def documented_status(status: str) -> str:
    """A status as a document has it: one that is not stated is that of any success."""
    return SUCCESS if status == UNSTATED else status


def status_order(status: str) -> tuple[bool, str]:
    """In which order statuses, or their first characters, are told and written: successes first,
    `default` last.
    """
    return status[:1] != "2", status


def digest(words: str) -> str:
    """A digest of a description, blind to how its words are
    spaced and wrapped; empty for no words.
    """
    text = " ".join(words.split())
    return sha256(text.encode()).hexdigest()[:12] if text else ""


def operations_of(sections: Iterable[Section]) -> Iterator[tuple[Section, VendorOperation]]:
    """The operations of sections, each with its own."""
    return ((section, each) for section in sections for each in section.operations)


def general_statuses(sections: Iterable[Section]) -> frozenset[str]:
    """The statuses that are stated for every call: a number among the facts of a section that are
    not `from` some pages, as `{"fact": "too many calls", "value": 429}`.
    """
    facts = [fact for section in sections for fact in section.facts if _is_general(fact)]
    values = [fact.get("value") for fact in facts]
    listed = chain.from_iterable(each if isinstance(each, list) else [each] for each in values)
    return frozenset(map(str, filter(_is_status, listed)))


def _is_status(value: Any) -> bool:
    return isinstance(value, int) and 100 <= value <= 599


def _is_general(fact: Mapping[str, Any]) -> bool:
    return "from" not in fact and fact.get("sure") != "low"
