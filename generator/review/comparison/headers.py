"""Headers, and what they have in common with parameters: "the Header Object follows the structure
of the Parameter Object" (OpenAPI 3.1, section 4.8.21).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.media_types import essence
from generator.document.schema.composition import Subschema
from generator.document.specification import IGNORED_RESPONSE_HEADER, default_style, explodes
from generator.records import record
from generator.review.compared import ComparedDocument
from generator.review.comparison import metadata
from generator.review.comparison.documents import DocumentPair, ObjectPair
from generator.review.comparison.findings import NEEDS, Finding, Need, Operations
from generator.review.comparison.schemas.pair import Form
from generator.review.pairing import paired
from generator.review.rules import kinds

REMOVED: Final[Mapping[Need, str]] = {
    "required": "required-header-removed",
    "optional": "optional-header-removed",
}
ADDED: Final[Mapping[Need, str]] = {
    "required": "parameter-required-added",
    "optional": "parameter-optional-added",
}
"""The kinds of what a response loses, and of what a request is asked for."""
_PARAMETER: Final = kinds("parameter-became", NEEDS)
_HEADER: Final = kinds("header-became", NEEDS)

CompareMedia = Callable[[DocumentPair, str, ObjectPair], Iterator[Finding]]
"""How the Media Type Objects of a parameter or a header are compared, of a media type."""


@record(frozen=True, slots=True)
class ComparedParameter:
    """A parameter or header: where it goes (`in`), the object that describes it, with its pointer,
    and the pointer of what refers to that.
    """

    name: str
    where: str
    object: dict[str, Any]
    pointer: str
    used: str

    @property
    def wire_name(self) -> str:
        """Its name, of headers without capitals."""
        return self.name.lower() if self.where == "header" else self.name

    @property
    def required(self) -> bool:
        return self.object.get("required") is True or self.where == "path"

    @property
    def need(self) -> Need:
        return "required" if self.required else "optional"

    @property
    def content(self) -> tuple[str, Any] | None:
        """The media type that it is written in, with what is said of it, where it has `content`."""
        content = self.object.get("content")
        return next(iter(content.items()), None) if isinstance(content, dict) else None

    @property
    def style(self) -> str:
        """How it is written, defaults filled in (OpenAPI 3.1, section 4.8.12): `form exploded`,
        `simple`, `content as application/json`. Of `deepObject` nothing but exploded is defined, so
        what is told of it is that it is not.
        """
        if self.content is not None:
            return f"content as {essence(self.content[0])}"
        style = self.object.get("style") or default_style(self.where)
        exploded, written = " exploded", ""
        if style == "deepObject":
            exploded, written = "", " not exploded"
        is_exploded = self.object.get("explode", explodes(style))
        reserved = " reserved" if self.object.get("allowReserved") is True else ""
        return f"{style}{exploded if is_exploded else written}{reserved}"

    @property
    def form(self) -> Form:
        """How values travel: as JSON within `content`, as a query that may repeat a name
        (`a=1&a=2`), else as one text.
        """
        if self.content is not None:
            return "json"
        return "query" if self.style.startswith("form exploded") else "header"

    def schema(self, side: ComparedDocument) -> Subschema:
        """Its schema, or that of its media type."""
        owner, pointer = self.object, self.pointer
        if self.content is not None:
            name, media = self.content
            resolved, pointer = side.resolved(media, pointers.join(pointer, "content", name))
            owner = mapping(resolved)
        schema = owner.get("schema")
        return () if schema is None else side.subschema(schema, pointers.join(pointer, "schema"))


def compare(
    documents: DocumentPair, pair: ObjectPair, compare_media: CompareMedia, *, of: str = ""
) -> Iterator[Finding]:
    """The headers of a response or of a part; `of` is what part, in words."""
    lists = pair.at("headers")
    old = _listed(documents.base, lists.base, lists.base_pointer)
    new = _listed(documents.head, lists.head, lists.head_pointer)
    pairs = paired(old, new, lambda one: one.wire_name)
    for one, other in pairs.same:
        yield from required(one, other, pair.operations, f"header `{one.name}`{of}")
        yield from compare_one(documents, one, other, pair.operations, compare_media)
    for one in pairs.removed:
        kinds, what = ("parameter-removed", REMOVED[one.need]), f"header `{one.name}`{of} removed"
        places = one.used, pair.head_pointer
        yield Finding.of(kinds, what, places, pair.operations, (one.name, None))
    for one in pairs.added:
        kinds, what = (ADDED[one.need], "header-added"), f"header `{one.name}`{of} added"
        places = pair.base_pointer, one.used
        yield Finding.of(kinds, what, places, pair.operations, (None, one.name))


def _listed(side: ComparedDocument, headers: Any, pointer: str) -> list[ComparedParameter]:
    found = []
    for name, entry in mapping(headers).items():
        used = pointers.join(pointer, name)
        header, target = side.resolved(entry, used)
        if isinstance(header, dict) and name.lower() != IGNORED_RESPONSE_HEADER:
            found.append(ComparedParameter(name, "header", header, target, used))
    return found


# --- what parameters have as well -----------------------------------------------------------------


def objects(one: ComparedParameter, other: ComparedParameter, operations: Operations) -> ObjectPair:
    return ObjectPair(one.object, other.object, one.pointer, other.pointer, operations)


def required(
    one: ComparedParameter, other: ComparedParameter, operations: Operations, called: str
) -> Iterator[Finding]:
    before, after = one.need, other.need
    if before != after:
        kinds, what = (_PARAMETER[after], _HEADER[after]), f"{called} became {after}"
        yield objects(one, other, operations).found(kinds, what, (before, after))


def compare_one(
    documents: DocumentPair,
    one: ComparedParameter,
    other: ComparedParameter,
    operations: Operations,
    compare_media: CompareMedia,
) -> Iterator[Finding]:
    """What a parameter and a header have in common."""
    pair = objects(one, other, operations)
    if documents.is_same(pair):
        return
    if one.where == other.where and one.style != other.style and _shows(documents, one, other):
        kinds, steps = ("parameter-style-changed", "header-style-changed"), (one.style, other.style)
        yield pair.found(kinds, "style changed", steps)
    yield from _annotations(documents, pair)
    if one.content is not None and other.content is not None:
        (old, base), (new, head) = one.content, other.content
        left = pointers.join(one.pointer, "content", old)
        right = pointers.join(other.pointer, "content", new)
        yield from compare_media(documents, new, ObjectPair(base, head, left, right, operations))
        return
    form: Form = one.form if one.form == other.form else "header"
    nodes = one.schema(documents.base), other.schema(documents.head)
    documents.schemas.use(*nodes, form, operations)


def _annotations(documents: DocumentPair, pair: ObjectPair) -> Iterator[Finding]:
    """What is said of a parameter or a header to readers and tools; extensions are told whole, and
    examples by their names.
    """
    yield from metadata.deprecation(pair)
    if pair.is_reworded("description"):
        steps = metadata.reworded(pair, "description")
        yield pair.found("description-changed", "description changed", steps)
    yield from metadata.examples(documents, pair)
    for key in pair.keys:
        if str(key).startswith("x-") and pair.differs(key):
            steps = pair.base.get(key), pair.head.get(key)
            yield pair.found("extension-changed", f"`{key}` changed", steps)


def _shows(documents: DocumentPair, one: ComparedParameter, other: ComparedParameter) -> bool:
    """Whether the style shows in the values: whether one is exploded does not in a scalar, nor in a
    simple list (`a,b` in both ways, while an object is `x,1` or `x=1`). In a query a list does:
    `?a=1&a=2` or `?a=1,2`.
    """
    if "content" in one.object or "content" in other.object:
        return True
    style, now = one.style.partition(" ")[0], other.style.partition(" ")[0]
    if style != now:
        return True
    base = documents.base.normalised(one.schema(documents.base)).types
    head = documents.head.normalised(other.schema(documents.head)).types
    if base is None or head is None:
        return True
    return bool((base | head) & ({"object"} if style == "simple" else {"array", "object"}))
