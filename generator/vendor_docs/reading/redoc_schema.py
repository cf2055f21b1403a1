"""The schemas of a Redoc page: its tables of fields, with what is nested in them, as `PageField` in
the page's order.

What is read hangs on what the page means, never on its generated class names: `title` of the name's
cell, the labels, the order of the parts of a type, the row that holds an opened field. A list is
`cut` wherever the page holds something back: a field that was not opened, variants that are not the
one shown, a name that is only a pattern."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.records import record
from generator.vendor_docs.facts import digest, with_format, without
from generator.vendor_docs.reading import redoc_types as types
from generator.vendor_docs.reading.dom import (
    attribute,
    classes,
    elements,
    first_element,
    prose,
    words,
)
from generator.vendor_docs.reading.line_grammar import about_epoch
from generator.vendor_docs.reading.page import MAP_KEY, PageField

MAX_DEPTH = 150
"""What is nested deeper is left out, and the list is cut."""

_TUPLE_ITEM = re.compile(r"\[\d+(?:\.\.\.)?\]")
_LABEL = re.compile(r"(?:Items )?(Default|Enum|Value|Examples?):?")
_CHOICES = ("One of", "Any of")
_MORE = re.compile(r"…\s*\d+ more")
_BUTTON_STYLE = re.compile(r"\.([\w-]+)\{([^{}]*cursor:pointer;[^{}]*padding:2px 10px;[^{}]*)\}")
_INACTIVE = re.compile(r"background(?:-color)?:\s*(?:white|#fff(?:fff)?)\b", re.I)
_STRINGS = {"string", "strings"}
_OBJECTS = {"object", "objects"}


@dataclass(slots=True)
class Listing:
    """The fields of one body, or of one group of parameters. `items`: the type of the items where
    it is an array. `doubts` are what the page leaves open of a field, each a sentence."""

    fields: list[PageField] = field(default_factory=list)
    type: str | None = None
    items: str | None = None
    doubts: list[str] = field(default_factory=list)
    cut: bool = False


@dataclass(slots=True)
class Position:
    """Where the reader is: `line` counts the rows and headings read. `open` are the nodes that the
    page breaks off in. `shown` are the classes of the button of a variant that is shown. `quoted`:
    strings among the values have their quotes, but for defaults of headers (`in_header`)."""

    open: frozenset[int] = frozenset()
    shown: frozenset[str] = frozenset()
    quoted: bool = True
    in_header: bool = False
    line: int = 0

    def step(self) -> int:
        self.line += 1
        return self.line

    def breaks_off_in(self, node: LexborNode) -> bool:
        """Whether the page ends in a node, which may be half of what it was."""
        return node.mem_id in self.open

    def marks_as_shown(self, button: LexborNode) -> bool:
        return not self.shown.isdisjoint(classes(button))


@record(frozen=True, slots=True)
class _Scope:
    """Where a schema stands: the `depth` of its fields, the variant that they are of (`when`), and
    in how many schemas it lies (`level`)."""

    depth: int = 0
    when: str | None = None
    level: int = 0

    @property
    def inner(self) -> _Scope:
        return replace(self, level=self.level + 1)

    @property
    def of_fields(self) -> _Scope:
        """That of what is nested in a field."""
        return _Scope(self.depth + 1, None, self.level + 1)

    def of_variant(self, name: str) -> _Scope:
        return replace(self, when=_both(self.when, name))


class _Row(NamedTuple):
    """A row of a table: of its two cells `key` names the field and `said` tells of it. `details` is
    what the latter holds, `opened` the cell of the row below that holds what is nested in the
    field."""

    node: LexborNode
    key: LexborNode
    said: LexborNode
    details: LexborNode | None
    opened: LexborNode | None
    name: str

    @property
    def kind(self) -> str:
        """The keyword of the schema that it is of, where that is not `properties`."""
        return attribute(self.key, "kind")

    @property
    def is_of_tuple(self) -> bool:
        return _TUPLE_ITEM.fullmatch(attribute(self.key, "title")) is not None

    @property
    def is_of_one_name(self) -> bool:
        """Not so: one without a name, one of all names like a pattern, an item of a tuple."""
        is_pattern = self.kind == "patternProperties"
        return bool(self.name) and not is_pattern and not _TUPLE_ITEM.fullmatch(self.name)

    @property
    def hides_more(self) -> bool:
        """Whether there is a button to open it, or it is said to be shown elsewhere."""
        has_button = any(part.tag == "button" for part in self.key.iter())
        return has_button or "Recursive" in map(words, elements(first_element(self.details)))


class _Alternatives(NamedTuple):
    """Alternatives by the texts of their buttons, and of the one that is `shown`, if the page tells
    which, the schema."""

    names: list[str]
    shown: str | None
    schema: LexborNode | None

    @property
    def real(self) -> list[str]:
        """Those that are more than null."""
        return [name for name in self.names if name != "null"]

    @property
    def type(self) -> str:
        """That of all, where the buttons tell it."""
        is_told = all(map(types.is_whole_type, self.real))
        return types.type_of(types.ALTERNATIVE.join(self.names)) if is_told else "any"

    def has_another_type(self, kind: str) -> bool:
        """Whether a variant that is not shown has another type than the one shown."""
        others = [name for name in self.real if name != self.shown]
        return any(_is_another_type(name, kind) for name in others)


def _both(when: str | None, name: str) -> str:
    return f"{when}, {name}" if when else name


def parameters(table: LexborNode, position: Position) -> Listing:
    """A table of parameters."""
    reader = _SchemaReader(position)
    reader.table(table, _Scope())
    return reader.listing


def schema(node: LexborNode, position: Position) -> Listing:
    """A body's schema, whatever it is of: `node` is the element that shows it."""
    reader = _SchemaReader(position)
    shown = reader.schema(node, _Scope())
    listing = reader.listing
    if shown is None:
        listing.cut = True
        return listing
    kind = shown.type.removesuffix(types.OR_NULL)
    if kind.startswith(types.ARRAY):
        listing.type, listing.items = "array", kind.removeprefix(types.ARRAY)
    else:
        listing.type = shown.type
    return listing


def classes_of_shown(tree: LexborHTMLParser) -> frozenset[str]:
    """The classes that the button of a variant has while it is shown, as the page's styles have it
    or, where a browser kept them out of the page, as its buttons differ."""
    found = chain.from_iterable(_BUTTON_STYLE.findall(each.text()) for each in tree.css("style"))
    if styles := dict(found):
        return frozenset(name for name, body in styles.items() if not _INACTIVE.search(body))
    return _classes_that_differ(tree)


def _classes_that_differ(tree: LexborHTMLParser) -> frozenset[str]:
    """The classes of the one button that differs from two others or more. Of two buttons none can
    be told to be the one."""
    groups = tree.css("span + div:has(> button + button + button)")
    choices = [group for group in groups if words(group.prev) in _CHOICES]
    return frozenset(filter(None, map(_class_of_one, choices)))


def _class_of_one(group: LexborNode) -> str | None:
    """The only class that one button of a group has alone, if they have others in common."""
    every = [classes(button) for button in elements(group)]
    counts = Counter(chain.from_iterable(every))
    match [name for name, count in counts.items() if count == 1]:
        case [name] if len(counts) > 1:
            return name
    return None


class _SchemaReader:
    """Reads one schema into a `Listing`. What reads a part of it gives its type (and what else is
    said of it) as a field without a name."""

    def __init__(self, position: Position) -> None:
        self.position = position
        self.listing = Listing()

    # --- a schema: a table, an array, variants, or a line -----------------------------------------

    def schema(self, node: LexborNode, scope: _Scope) -> PageField | None:
        """Adds the fields of a schema: a table of its properties; a `span` with `One of` and the
        buttons of its variants, or with a type alone; a `div` with what a field's cell holds, or
        with the text `Array ()` in front of the schema of its items."""
        if scope.level > MAX_DEPTH:
            self.listing.cut = True
            return None
        if node.tag == "table":
            return self.table(node, scope)
        parts = elements(node)
        if not parts:
            return None
        first = parts[0]
        match first.tag, bool(elements(first)):
            case "span", _ if _is_choice(parts):
                return self._variants(parts, scope)
            case "span", _:
                return self._bare(first)
            case "div", True:
                return _details(first, self.position)
            case "div", False if words(first).startswith("Array"):
                return self._array(parts, scope)
        return None

    def _bare(self, span: LexborNode) -> PageField:
        """A type without more: what it holds is shown elsewhere (it is recursive) or not at all."""
        self.listing.cut = True
        return PageField("", types.type_of(words(span)), self.position.line)

    def _array(self, parts: list[LexborNode], scope: _Scope) -> PageField:
        held = first_element(parts[1]) if len(parts) > 1 else None
        items = self.schema(held, scope.inner) if held is not None else None
        return PageField("", types.array_of(items.type if items else "any"), self.position.line)

    def _variants(self, parts: list[LexborNode], scope: _Scope) -> PageField | None:
        """Alternatives, of which one is shown. Those that are plain types are told by their names;
        null is no alternative.
        """
        choice = self._choice(parts)
        real = choice.real
        if len(real) > 1:
            scope = scope.of_variant(choice.shown or types.ALTERNATIVE.join(dict.fromkeys(real)))
        shown = self._shown(choice, scope)
        if shown is None:
            self.listing.cut = True
            return None
        self.listing.cut |= len(real) != 1 or shown.type == "null"
        if len(real) < 2:
            return shown
        if choice.has_another_type(shown.type):
            return PageField("", choice.type, self.position.line)
        # What is said of the values of one variant does not hold for the others.
        return replace(shown, enum=(), seen=(), default=None, has_default=False)

    def _shown(self, choice: _Alternatives, scope: _Scope) -> PageField | None:
        return None if choice.schema is None else self.schema(choice.schema, scope.inner)

    def _choice(self, parts: list[LexborNode]) -> _Alternatives:
        """The variant shown is the only one, or that whose button is styled as such."""
        buttons = [button for button in elements(parts[1]) if button.tag == "button"]
        names = [words(button) for button in buttons]
        active = [words(button) for button in buttons if self.position.marks_as_shown(button)]
        shown = next((some[0] for some in (names, active) if len(some) == 1), None)
        schema = parts[-1] if len(parts) > 2 else None
        return _Alternatives(names, shown, schema)

    # --- a table ----------------------------------------------------------------------------------

    def table(self, table: LexborNode, scope: _Scope) -> PageField:
        """Adds the fields of a table, each with what is nested in it. The type is that of a tuple
        where the rows are its items (`[0]`, `[1...]`), which are no fields.
        """
        kind, chosen, own = "object", None, []
        for row in _rows(table):
            if self.position.breaks_off_in(row.node):
                self.listing.cut = True
                continue
            if row.is_of_tuple:
                kind = "array"
            index = self._field(row, scope)
            if index is None:
                continue
            own.append(index)
            if self.listing.fields[index].discriminator:
                chosen = _chosen(row.said)
        if chosen is not None:
            self._set_variant(chosen, own)
        return PageField("", kind, self.position.line)

    def _field(self, row: _Row, scope: _Scope) -> int | None:
        """Adds the field of a row, and what is nested in it: its index, if there is one."""
        if not row.is_of_one_name:
            self.listing.cut = True
            return None
        entry = self._row_field(row, scope)
        if entry.name == MAP_KEY and entry.type == "any" and row.opened is None:
            return None  # `additionalProperties: true` says nothing of a value
        index = len(self.listing.fields)
        self.listing.fields.append(entry)
        if entry.type.startswith(types.ARRAY) and types.is_nullable(entry.type):
            self.listing.doubts.append(
                f"the page does not tell whether `{row.name}` may be null or its items: "
                f"read as of `{row.name}`"
            )
        if row.opened is not None:
            self._nested(row.opened, index, scope.of_fields)
        elif row.hides_more:
            self.listing.cut = True
        return index

    def _row_field(self, row: _Row, scope: _Scope) -> PageField:
        """What a row says of its field. That it is required stands under its name; a field that is
        deprecated has its name struck out, by a class."""
        if row.details is None:
            entry = PageField("", "any", self.position.step())
        else:
            entry = _details(row.details, self.position)
        labels = [words(part) for part in elements(row.key) if part.tag == "div"]
        return replace(
            entry,
            name=MAP_KEY if row.kind == "additionalProperties" else row.name,
            depth=scope.depth,
            required="required" in labels,
            deprecated=entry.deprecated or "deprecated" in classes(row.key),
            when=entry.when if entry.discriminator else scope.when,
        )

    def _nested(self, cell: LexborNode, index: int, scope: _Scope) -> None:
        """The row under a field that was opened: it tells the type where the field's own row does
        not, as of a union with null.
        """
        node = first_element(first_element(cell))
        shown = None if node is None else self.schema(node, scope)
        is_cut = self.position.breaks_off_in(cell)
        self.listing.cut |= is_cut or node is None
        # What breaks off may be the begin of another type, but for an object, which shows fields.
        if shown is not None and (shown.type == "object" or not is_cut):
            self.listing.fields[index] = _told_below(self.listing.fields[index], shown)

    def _set_variant(self, name: str, own: list[int]) -> None:
        """Of a table with a discriminator that has several values, the rows are those of the
        variant that it is set to.
        """
        fields = self.listing.fields
        telling = [index for index in own if fields[index].discriminator]
        if any(len(fields[index].seen) < 2 for index in telling):
            return  # of one value: all rows are of the only variant
        self.listing.cut = True
        for index in without(own, telling):
            fields[index] = replace(fields[index], when=_both(fields[index].when, name))


def _is_choice(parts: list[LexborNode]) -> bool:
    return len(parts) > 1 and parts[1].tag == "div" and words(parts[0]) in _CHOICES


def _is_another_type(name: str, shown: str) -> bool:
    """Whether a button says that its variant has another type than the one shown."""
    return types.is_whole_type(name) and types.type_of(name) != types.without_format(shown)


def _rows(table: LexborNode) -> Iterator[_Row]:
    """The rows of a table that have a field, each with what the row below it has opened."""
    bodies = [part for part in elements(table) if part.tag == "tbody"]
    rows = [row for body in bodies for row in elements(body)]
    for row, below in zip_longest(rows, rows[1:]):
        match elements(row):
            case [key, said] if "colspan" not in key.attrs:
                yield _Row(row, key, said, first_element(said), _opened(below), _name(key))


def _opened(row: LexborNode | None) -> LexborNode | None:
    """The only cell of a row that holds what is nested in the field above it."""
    match elements(row):
        case [cell] if "colspan" in cell.attrs:
            return cell
    return None


def _name(cell: LexborNode) -> str:
    if (title := cell.attrs.get("title")) is not None:
        return title
    labelled = cell.css_first(".property-name")
    return labelled.text() if labelled is not None else ""


def _chosen(details: LexborNode) -> str | None:
    """The variant that a discriminator is set to."""
    label = details.css_first("label")
    return words(label) if label is not None else None


def _told_below(entry: PageField, shown: PageField) -> PageField:
    """A field whose type the row below it tells where its own says `any`, or an array of any; and
    with what only that row says, where both tell the same type."""
    bare = entry.type.removesuffix(types.OR_NULL)
    of_any = bare == types.ARRAY + "any" and shown.type.startswith(types.ARRAY)
    if bare == "any" or of_any:
        return replace(entry, type=shown.type + entry.type.removeprefix(bare))
    return _completed(entry, shown) if bare == types.without_format(shown.type) else entry


def _completed(entry: PageField, shown: PageField) -> PageField:
    """A field with what only the row below it says, as of a union with null: the format of its
    type, its values, its default."""
    kind = entry.type
    if "(" not in kind:
        kind = with_format(kind, shown.type.partition("(")[2].removesuffix(")"))
    told = entry if entry.has_default else shown
    return replace(
        entry,
        type=kind,
        enum=entry.enum or shown.enum,
        seen=entry.seen or shown.seen,
        default=told.default,
        has_default=told.has_default,
    )


# --- what is said of a field ----------------------------------------------------------------------


def _details(node: LexborNode, position: Position) -> PageField:
    """The type of a field and what stands under it: its default, its values, its description."""
    kind = types.type_of_parts(elements(first_element(node)))
    entry = PageField("", kind, position.step())
    for part in elements(node)[1:]:
        if part.tag == "div" and (held := elements(part)):
            entry = _with_detail(part, held, entry, position)
    return replace(entry, enum=()) if entry.discriminator else entry


def _with_detail(
    part: LexborNode, held: list[LexborNode], entry: PageField, position: Position
) -> PageField:
    """A field with what one part under its type says of it."""
    match held[0].tag:
        case "span":
            return _labelled(held, entry, position)
        case "div" if _is_table_of_values(held[0]):
            return _enumerated(held, entry, position)
        case "div":
            described = prose(held[0])
            return replace(entry, wording=digest(described), about=about_epoch(described))
    choice = part.css_first("select")
    if choice is None:
        return entry
    values = tuple(words(option) for option in choice.css("option"))
    return replace(entry, discriminator=True, seen=values)


def _labelled(held: list[LexborNode], entry: PageField, position: Position) -> PageField:
    """What a label and the spans after it say: `Default: 5`, `Enum: "a" "b"`, `Deprecated`. Of a
    text that is no value of the type nothing is kept."""
    if held[0].attrs.get("type") == "warning":
        return replace(entry, deprecated=True)
    label = _LABEL.fullmatch(words(held[0]))
    match label and label[1], held[1:]:
        case "Default", [span, *_]:
            quoted = position.quoted and not position.in_header
            known, value = _value(span.text(), entry.type, quoted=quoted)
            return replace(entry, default=value, has_default=True) if known else entry
        case "Enum" | "Value", [_, *_] as spans:
            return _values(spans, entry, position)
    return entry


def _is_table_of_values(node: LexborNode) -> bool:
    """Whether it is Redoc's table of values, and not a table of the description."""
    label = node.css_first("thead > tr > th > span")
    return label is not None and _LABEL.fullmatch(words(label)) is not None


def _enumerated(held: list[LexborNode], entry: PageField, position: Position) -> PageField:
    """Values in a table, each with what it means."""
    cells = [cell for row in held[0].css("tbody > tr") if (cell := first_element(row)) is not None]
    return _values(cells + held[1:], entry, replace(position, quoted=False))


def _values(nodes: list[LexborNode], entry: PageField, position: Position) -> PageField:
    """The values listed: all of them, unless the page shows a few and says that there are more
    (`… 12 more`)."""
    more = bool(_MORE.fullmatch(nodes[-1].text().strip()))
    listed = nodes[:-1] if more or _ends_in_hide(nodes) else nodes
    values = _every_value(listed, entry.type, quoted=position.quoted)
    if values is None:
        return entry
    return replace(entry, seen=values) if more else replace(entry, enum=values)


def _every_value(nodes: list[LexborNode], kind: str, *, quoted: bool) -> tuple[Any, ...] | None:
    """The values of nodes; `None` where one is no value of the type. Of an array of arrays the page
    does not show which of them the values are of."""
    read = [_value(node.text(), kind, quoted=quoted) for node in nodes]
    is_of_arrays = kind.startswith(types.ARRAY + "arrays")
    if is_of_arrays or not all(known for known, _ in read):
        return None
    return tuple(value for _, value in read)


def _ends_in_hide(nodes: list[LexborNode]) -> bool:
    """Whether the last node is the button that hides values again, and no value `Hide`, which is
    styled as the others are.
    """
    last = nodes[-1]
    is_hide = len(nodes) > 1 and last.text().strip() == "Hide"
    return is_hide and last.attrs.get("class") != nodes[0].attrs.get("class")


class _Texts(NamedTuple):
    """Which texts a type takes: `bare`, without quotes, or `quoted`; `alone`: it takes no other
    values, but for null."""

    bare: bool
    quoted: bool
    alone: bool


def _texts(kind: str) -> _Texts:
    names = set(types.without_format(kind).removeprefix(types.ARRAY).split(types.ALTERNATIVE))
    is_told = not names.isdisjoint(_STRINGS)
    bare = is_told or kind == "any"
    quoted = bare or names.isdisjoint(_OBJECTS)
    return _Texts(bare, quoted, is_told and names <= _STRINGS | {"null"})


def _value(text: str, kind: str, *, quoted: bool = False) -> tuple[bool, Any]:
    """A value as the page writes it, JSON or (not if `quoted`) a string without its quotes; and
    whether it is a value.
    """
    texts = _texts(kind)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return texts.bare, text
    match value:
        case str():
            return texts.quoted, value
        case int() | float() if texts.alone and not quoted:
            return True, text  # a string without its quotes looks so as well: `5`, `true`
    return True, value
