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
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.records import record
from generator.vendor_docs.facts import digest, with_format
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
    """The classes that the button of a variant has while it is shown: as the page's styles have it
    or, where a browser kept them out of the page, as the one button that differs from two others
    or more."""
    styles = dict(
        each for style in tree.css("style") for each in _BUTTON_STYLE.findall(style.text())
    )
    if styles:
        return frozenset(name for name, body in styles.items() if not _INACTIVE.search(body))
    found = set()
    for group in tree.css("span + div:has(> button + button + button)"):
        if words(group.prev) not in _CHOICES:
            continue
        counts = Counter(name for button in elements(group) for name in classes(button))
        rare = [name for name, count in counts.items() if count == 1]
        if len(rare) == 1 and len(counts) > 1:
            found.add(rare[0])
    return frozenset(found)


class _SchemaReader:
    """Reads one schema into a `Listing`. What reads a part of it gives its type (and what else is
    said of it) as a field without a name."""

    def __init__(self, position: Position) -> None:
        self.position = position
        self.listing = Listing()

    # --- a schema: a table, an array, variants, or a line -----------------------------------------

    def schema(self, node: LexborNode, scope: _Scope) -> PageField | None:
        """Adds the fields of a schema."""
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
        buttons = [button for button in elements(parts[1]) if button.tag == "button"]
        names = [words(button) for button in buttons]
        real = [name for name in names if name != "null"]
        name = self._shown_variant(buttons, names)
        if len(real) > 1:
            scope = scope.of_variant(name or types.ALTERNATIVE.join(dict.fromkeys(real)))
        shown = self.schema(parts[-1], scope.inner) if len(parts) > 2 else None
        if shown is None:
            self.listing.cut = True
            return None
        self.listing.cut |= len(real) != 1 or shown.type == "null"
        if len(real) < 2:
            return shown
        if any(_is_another_type(each, shown.type) for each in real if each != name):
            is_told = all(map(types.is_whole_type, real))
            union = types.type_of(types.ALTERNATIVE.join(names)) if is_told else "any"
            return PageField("", union, self.position.line)
        return replace(shown, enum=(), seen=(), default=None, has_default=False)

    def _shown_variant(self, buttons: list[LexborNode], names: list[str]) -> str | None:
        """The variant shown: the only one, or that whose button is styled as such; `None` where the
        page does not tell.
        """
        if len(buttons) == 1:
            return names[0]
        active = [
            name
            for name, button in zip(names, buttons, strict=True)
            if not self.position.shown.isdisjoint(classes(button))
        ]
        return active[0] if len(active) == 1 else None

    # --- a table ----------------------------------------------------------------------------------

    def table(self, table: LexborNode, scope: _Scope) -> PageField:
        """Adds the fields of a table, each with what is nested in it. The type is that of a tuple
        where the rows are its items.
        """
        rows = [row for part in elements(table) if part.tag == "tbody" for row in elements(part)]
        kind, chosen, own = "object", None, []
        for row, after in zip_longest(rows, rows[1:]):
            cells = elements(row)
            if len(cells) != 2 or "colspan" in cells[0].attrs:
                continue
            if self.position.breaks_off_in(row):
                self.listing.cut = True
                continue
            if _TUPLE_ITEM.fullmatch(attribute(cells[0], "title")):
                kind = "array"
            index = len(self.listing.fields)
            self._field(cells, _opened(after), scope)
            if index < len(self.listing.fields):
                own.append(index)
                if self.listing.fields[index].discriminator:
                    chosen = _chosen(cells[1])
        if chosen is not None:
            self._set_variant(chosen, own)
        return PageField("", kind, self.position.line)

    def _field(self, cells: list[LexborNode], opened: LexborNode | None, scope: _Scope) -> None:
        """Adds the field of a row, and what is nested in it: `opened` is the cell below it."""
        cell, kind = cells[0], cells[0].attrs.get("kind")
        name = _name(cell)
        if not name or kind == "patternProperties" or _TUPLE_ITEM.fullmatch(name):
            self.listing.cut = True
            return
        details = first_element(cells[1])
        entry = self._row_field(cell, details, scope)
        entry = replace(entry, name=MAP_KEY if kind == "additionalProperties" else name)
        if entry.name == MAP_KEY and entry.type == "any" and opened is None:
            return  # `additionalProperties: true` says nothing of a value
        self.listing.fields.append(entry)
        if entry.nullable and entry.type.startswith(types.ARRAY):
            self.listing.doubts.append(
                f"the page does not tell whether `{name}` may be null or its items: "
                f"read as of `{name}`"
            )
        if opened is not None:
            self._nested(opened, len(self.listing.fields) - 1, scope.of_fields)
        elif _is_recursive(details) or any(part.tag == "button" for part in cell.iter()):
            self.listing.cut = True

    def _row_field(self, cell: LexborNode, details: LexborNode | None, scope: _Scope) -> PageField:
        """What a row says of its field, but for the name."""
        if details is None:
            entry = PageField("", "any", self.position.step())
        else:
            entry = _details(details, self.position)
        labels = [words(part) for part in elements(cell) if part.tag == "div"]
        return replace(
            entry,
            depth=scope.depth,
            required="required" in labels,
            deprecated=entry.deprecated or "deprecated" in classes(cell),
            when=entry.when if entry.discriminator else scope.when,
        )

    def _nested(self, cell: LexborNode, index: int, scope: _Scope) -> None:
        """The row under a field that was opened: it tells the type where the field's own row does
        not, as of a union with null.
        """
        node = first_element(first_element(cell))
        if node is None:
            self.listing.cut = True
            return
        shown = self.schema(node, scope)
        is_cut = self.position.breaks_off_in(cell)
        self.listing.cut |= is_cut
        if shown is None or (is_cut and shown.type != "object"):
            return
        entry = self.listing.fields[index]
        bare = entry.type.removesuffix(types.OR_NULL)
        of_any = bare == types.ARRAY + "any" and shown.type.startswith(types.ARRAY)
        if bare == "any" or of_any:
            null = types.OR_NULL if bare != entry.type else ""
            self.listing.fields[index] = replace(entry, type=shown.type + null)
        elif bare == types.without_format(shown.type):
            self.listing.fields[index] = _completed(entry, shown)

    def _set_variant(self, name: str, own: list[int]) -> None:
        """Of a table with a discriminator that has several values, the rows are those of the
        variant that it is set to.
        """
        fields = self.listing.fields
        if any(fields[index].discriminator and len(fields[index].seen) < 2 for index in own):
            return
        self.listing.cut = True
        for index in own:
            entry = fields[index]
            if not entry.discriminator:
                fields[index] = replace(entry, when=_both(entry.when, name))


def _is_choice(parts: list[LexborNode]) -> bool:
    return len(parts) > 1 and parts[1].tag == "div" and words(parts[0]) in _CHOICES


def _is_another_type(name: str, shown: str) -> bool:
    """Whether a button says that its variant has another type than the one shown."""
    return types.is_whole_type(name) and types.type_of(name) != types.without_format(shown)


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


def _is_recursive(details: LexborNode | None) -> bool:
    return any(words(part) == "Recursive" for part in elements(first_element(details)))


def _completed(entry: PageField, shown: PageField) -> PageField:
    """A field with what only the row below it says, as of a union with null."""
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
    nullable = types.without_format(kind).endswith(types.OR_NULL)
    entry = PageField("", kind, position.step(), nullable=nullable)
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
    """What a label and the spans after it say: `Default: 5`, `Enum: "a" "b"`, `Deprecated`."""
    if held[0].attrs.get("type") == "warning":
        return replace(entry, deprecated=True)
    label = _LABEL.fullmatch(words(held[0]))
    spans = held[1:]
    if label is None or not spans:
        return entry
    match label[1]:
        case "Default":
            quoted = position.quoted and not position.in_header
            known, value = _value(spans[0].text(), entry.type, quoted=quoted)
            return replace(entry, default=value, has_default=True) if known else entry
        case "Enum" | "Value":
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
    """The values listed: all of them, unless the page shows a few and says that there are more."""
    texts = [node.text() for node in nodes]
    more = bool(_MORE.fullmatch(texts[-1].strip()))
    if more or _ends_in_hide(nodes):
        texts.pop()
    read = [_value(text, entry.type, quoted=position.quoted) for text in texts]
    is_told = all(known for known, _ in read)
    if not is_told or entry.type.startswith(types.ARRAY + "arrays"):
        return entry
    values = tuple(value for _, value in read)
    return replace(entry, seen=values) if more else replace(entry, enum=values)


def _ends_in_hide(nodes: list[LexborNode]) -> bool:
    """Whether the last node is the button that hides values again, and no value `Hide`, which is
    styled as the others are.
    """
    last = nodes[-1]
    is_hide = len(nodes) > 1 and last.text().strip() == "Hide"
    return is_hide and last.attrs.get("class") != nodes[0].attrs.get("class")


def _value(text: str, kind: str, *, quoted: bool = False) -> tuple[bool, Any]:
    """A value as the page writes it, JSON or (not if `quoted`) a string without its quotes; and
    whether it is a value.
    """
    names = set(types.without_format(kind).removeprefix(types.ARRAY).split(types.ALTERNATIVE))
    textual = bool(_STRINGS & names)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return textual or kind == "any", text
    if isinstance(value, str):
        return textual or not names & _OBJECTS or kind == "any", value
    # A string whose quotes the page leaves out may look like a number or a boolean: `5`, `true`.
    unquoted = not quoted and textual and names <= _STRINGS | {"null"}
    return True, text if unquoted and isinstance(value, int | float) else value
