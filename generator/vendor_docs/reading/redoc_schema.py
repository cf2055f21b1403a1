"""The schemas of a Redoc page: its tables of fields, with what is nested in them, as `PageField` in
the page's order.

What is read hangs on what the page means, never on its generated class names: `title` of the name's
cell, the labels, the order of the parts of a type (`Array of`, the type, `<format>`), the row that
holds an opened field. A list is `cut` wherever the page holds something back: a field that was not
opened, variants that are not the one shown, a name that is only a pattern."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.vendor_docs.facts import TYPES, digest
from generator.vendor_docs.reading.line_grammar import about_epoch
from generator.vendor_docs.reading.page import MAP_KEY, PageField

MAX_DEPTH = 150
"""What is nested deeper is left out, and the list is cut."""

_ALTERNATIVE = " or "
_ARRAY = "Array of "
_TYPES = frozenset(TYPES) | {"any"}
_FORMAT = re.compile(r"\s+<([^()\s]+)>\s+")
_TUPLE_ITEM = re.compile(r"\[\d+(?:\.\.\.)?\]")
_LABEL = re.compile(r"(?:Items )?(Default|Enum|Value|Examples?):?")
_CHOICES = ("One of", "Any of")
_MORE = re.compile(r"…\s*\d+ more")
_INACTIVE = re.compile(r"background(?:-color)?:\s*(?:white|#fff(?:fff)?)\b", re.I)


@dataclass(slots=True)
class Listing:
    """The entries of one body, or of one group of parameters. `items`: the type of the items where
    it is an array. `doubts` are what the page leaves open of an entry, each a sentence."""

    fields: list[PageField] = field(default_factory=list)
    type: str | None = None
    items: str | None = None
    doubts: list[str] = field(default_factory=list)
    cut: bool = False


@dataclass(slots=True)
class Position:
    """Where the reader is: `line` counts the rows and headings read. `open` are the nodes that the
    page breaks off in. `buttons` says of a class whether it is that of the variant shown. `quoted`:
    strings among the values have their quotes, but for defaults of headers (`in_header`)."""

    open: frozenset[int] = frozenset()
    buttons: dict[str, bool] = field(default_factory=dict)
    quoted: bool = True
    in_header: bool = False
    line: int = 0

    def step(self) -> int:
        self.line += 1
        return self.line


def parameters(table: LexborNode, position: Position) -> Listing:
    """A table of parameters."""
    listing = Listing()
    _rows(table, 0, None, listing, position)
    return listing


def schema(node: LexborNode, position: Position) -> Listing:
    """A body's schema, whatever it is of: `node` is the element that shows it."""
    listing = Listing()
    shown = _schema(node, 0, None, listing, position, 0)
    if shown is None:
        listing.cut = True
        return listing
    kind = shown.type.removesuffix(" or null")
    if kind.startswith(_ARRAY):
        listing.type, listing.items = "array", kind.removeprefix(_ARRAY)
    else:
        listing.type = shown.type
    return listing


# --- a schema: a table, an array, variants, or a line ---------------------------------------------


def _schema(
    node: LexborNode, depth: int, when: str | None, listing: Listing, position: Position, level: int
) -> PageField | None:
    """Adds the entries of a schema, and gives its type (and what else is said of it) as an entry
    without a name.
    """
    if level > MAX_DEPTH:
        listing.cut = True
        return None
    if node.tag == "table":
        return _rows(node, depth, when, listing, position, level)
    parts = elements(node)
    if not parts:
        return None
    first = parts[0]
    if first.tag == "span":
        if len(parts) > 1 and parts[1].tag == "div" and words(first) in _CHOICES:
            return _variants(parts, depth, when, listing, position, level)
        return _bare(parts, listing, position)
    if first.tag == "div" and not elements(first) and words(first).startswith("Array"):
        inner = elements(parts[1]) if len(parts) > 1 else []
        items = _schema(inner[0], depth, when, listing, position, level + 1) if inner else None
        return PageField("", _ARRAY + _plural(items.type if items else "any"), position.line)
    if first.tag == "div" and elements(first):
        return _details(first, position)
    return None


def _bare(parts: list[LexborNode], listing: Listing, position: Position) -> PageField:
    """A type without more: what it holds is shown elsewhere (it is recursive) or not at all."""
    listing.cut = True
    return PageField("", _type("", words(parts[0]), None), position.line)


def _variants(
    parts: list[LexborNode],
    depth: int,
    when: str | None,
    listing: Listing,
    position: Position,
    level: int,
) -> PageField | None:
    """Alternatives, of which one is shown. Those that are plain types are told by their names; null
    is no alternative.
    """
    buttons = [button for button in elements(parts[1]) if button.tag == "button"]
    names = [words(button) for button in buttons]
    real = [name for name in names if name != "null"]
    name = _shown_variant(buttons, names, position)
    if len(real) > 1:
        own = name or _ALTERNATIVE.join(dict.fromkeys(real))
        when = f"{when}, {own}" if when else own
    shown = (
        _schema(parts[-1], depth, when, listing, position, level + 1) if len(parts) > 2 else None
    )
    listing.cut = listing.cut or len(real) != 1 or shown is None or shown.type == "null"
    if len(real) < 2 or shown is None:
        return shown
    others = [each for each in real if each != name]
    if any(_covers(shown.type, each) for each in others):
        return PageField("", _union(names) if all(map(_plain, real)) else "any", position.line)
    return replace(shown, enum=(), seen=(), default=None, has_default=False)


def _covers(shown: str, name: str) -> bool:
    """Whether a button says that its variant has another type than the one shown."""
    return _plain(name) and _type("", name, None) != shown.partition("(")[0]


def _plain(name: str) -> bool:
    """Whether a button's text says all of a variant."""
    return name in _TYPES - {"object", "any"} or (
        name.startswith(_ARRAY) and not name.startswith(_ARRAY + "object")
    )


def _shown_variant(buttons: list[LexborNode], names: list[str], position: Position) -> str | None:
    """The variant shown: the only one, or that whose button is styled as such; `None` where the
    page does not tell.
    """
    if len(buttons) == 1:
        return names[0]
    active = [
        name
        for name, button in zip(names, buttons, strict=True)
        if any(position.buttons.get(each) for each in _classes(button))
    ]
    return active[0] if len(active) == 1 else None


def button_styles(tree: LexborHTMLParser) -> dict[str, bool]:
    """Of each class of the buttons of variants, whether it is that of the one shown: as the page's
    styles have it or, where a browser kept them out of the page, as the one button that differs
    from two others or more."""
    found: dict[str, bool] = {}
    for style in tree.css("style"):
        for name, body in re.findall(
            r"\.([\w-]+)\{([^{}]*cursor:pointer;[^{}]*padding:2px 10px;[^{}]*)\}", style.text()
        ):
            found[name] = not _INACTIVE.search(body)
    if found:
        return found
    for group in tree.css("span + div:has(> button + button + button)"):
        if group.prev is None or words(group.prev) not in _CHOICES:
            continue
        counts = Counter(name for button in elements(group) for name in _classes(button))
        rare = [name for name, count in counts.items() if count == 1]
        if len(rare) == 1 and max(counts.values()) > 1:
            found[rare[0]] = True
    return found


def _classes(node: LexborNode) -> list[str]:
    return (node.attrs.get("class") or "").split()


# --- a table --------------------------------------------------------------------------------------


def _rows(
    table: LexborNode,
    depth: int,
    when: str | None,
    listing: Listing,
    position: Position,
    level: int = 0,
) -> PageField | None:
    """Adds the fields of a table, each with what is nested in it. The type is that of a tuple where
    the rows are its items.
    """
    rows = [row for part in elements(table) if part.tag == "tbody" for row in elements(part)]
    kind, chosen, own = "object", None, []
    for index, row in enumerate(rows):
        cells = elements(row)
        if len(cells) != 2 or "colspan" in cells[0].attrs:
            continue
        follower = elements(rows[index + 1]) if index + 1 < len(rows) else []
        inner = follower[0] if len(follower) == 1 and "colspan" in follower[0].attrs else None
        if row.mem_id in position.open:
            listing.cut = True
            continue
        if _TUPLE_ITEM.fullmatch(cells[0].attrs.get("title") or ""):
            kind = "array"
        index_of = len(listing.fields)
        _field(cells, inner, depth, when, listing, position, level)
        if index_of < len(listing.fields):
            own.append(index_of)
            if listing.fields[index_of].discriminator:
                chosen = _chosen(cells[1])
    if chosen is not None:
        _of_variant(chosen, own, listing)
    return PageField("", kind, position.line)


def _field(
    cells: list[LexborNode],
    inner: LexborNode | None,
    depth: int,
    when: str | None,
    listing: Listing,
    position: Position,
    level: int,
) -> None:
    cell = cells[0]
    shown = cell.attrs.get("title")
    labelled = cell.css_first(".property-name")
    name = shown if shown is not None else (labelled.text() if labelled else "")
    kind = cell.attrs.get("kind")
    if not name or kind == "patternProperties" or _TUPLE_ITEM.fullmatch(name):
        listing.cut = True
        return
    details = first_element(cells[1])
    entry = replace(
        _details(details, position) if details else PageField("", "any", position.step()),
        name=MAP_KEY if kind == "additionalProperties" else name,
        depth=depth,
        required=any(words(label) == "required" for label in elements(cell) if label.tag == "div"),
    )
    if "deprecated" in (cell.attrs.get("class") or "").split():
        entry = replace(entry, deprecated=True)
    if when is not None and not entry.discriminator:
        entry = replace(entry, when=when)
    held_back = details is not None and _recursive(details)
    if kind == "additionalProperties" and entry.type == "any" and inner is None:
        return
    listing.fields.append(entry)
    if entry.nullable and entry.type.startswith(_ARRAY):
        listing.doubts.append(
            f"the page does not tell whether `{name}` may be null or its items: read as of `{name}`"
        )
    if inner is not None:
        _nested(inner, len(listing.fields) - 1, depth + 1, listing, position, level + 1)
    elif held_back or _button(cell):
        listing.cut = True


def _nested(
    cell: LexborNode, index: int, depth: int, listing: Listing, position: Position, level: int
) -> None:
    """The row under a field that was opened: it tells the type where the field's own row does not,
    as of a union with null.
    """
    held = elements(cell)
    held = elements(held[0]) if held else []
    if not held:
        listing.cut = True
        return
    shown = _schema(held[0], depth, None, listing, position, level)
    if cell.mem_id in position.open:
        listing.cut = True
    if shown is None or (cell.mem_id in position.open and shown.type != "object"):
        return
    entry = listing.fields[index]
    bare, null = entry.type.removesuffix(" or null"), entry.type.endswith(" or null")
    if bare == "any" or (bare == _ARRAY + "any" and shown.type.startswith(_ARRAY)):
        listing.fields[index] = replace(entry, type=shown.type + (" or null" if null else ""))
    elif bare == shown.type.partition("(")[0]:
        kind = (
            entry.type
            if "(" in entry.type
            else _formatted(entry.type, shown.type.partition("(")[2].removesuffix(")"))
        )
        listing.fields[index] = replace(
            entry,
            type=kind,
            enum=entry.enum or shown.enum,
            seen=entry.seen or shown.seen,
            default=entry.default if entry.has_default else shown.default,
            has_default=entry.has_default or shown.has_default,
        )


def _chosen(details: LexborNode) -> str | None:
    """The variant that a discriminator is set to."""
    label = details.css_first("label")
    return words(label) if label is not None else None


def _of_variant(name: str, own: list[int], listing: Listing) -> None:
    """Of a table with a discriminator that has several values, the rows are those of the variant
    that it is set to.
    """
    for index in own:
        entry = listing.fields[index]
        if entry.discriminator and len(entry.seen) < 2:
            return
    listing.cut = True
    for index in own:
        entry = listing.fields[index]
        if not entry.discriminator:
            listing.fields[index] = replace(
                entry, when=f"{entry.when}, {name}" if entry.when else name
            )


def _button(cell: LexborNode) -> bool:
    return any(part.tag == "button" for part in cell.iter())


def _recursive(details: LexborNode) -> bool:
    first = first_element(details)
    return first is not None and any(words(part) == "Recursive" for part in first.iter())


# --- what is said of a field ----------------------------------------------------------------------


def _details(node: LexborNode, position: Position) -> PageField:
    """The type of a field and what stands under it: its default, its values, its description."""
    parts = elements(node)
    spans = elements(parts[0]) if parts else []
    entry = PageField("", _type_line(spans), position.step())
    entry = replace(entry, nullable=entry.type.partition("(")[0].endswith(" or null"))
    for part in parts[1:]:
        held = elements(part)
        if part.tag != "div" or not held:
            continue
        if held[0].tag == "span":
            entry = _labelled(held, entry, position)
        elif held[0].tag == "div" and _tells_values(held[0]):
            entry = _enumerated(held, entry, position)
        elif held[0].tag == "div":
            entry = replace(
                entry, wording=digest(prose(held[0])), about=about_epoch(prose(held[0]))
            )
        elif (choice := part.css_first("select")) is not None:
            values = tuple(words(option) for option in choice.css("option"))
            entry = replace(entry, discriminator=True, seen=values)
    return replace(entry, enum=()) if entry.discriminator else entry


def _labelled(held: list[LexborNode], entry: PageField, position: Position) -> PageField:
    if held[0].attrs.get("type") == "warning":
        return replace(entry, deprecated=True)
    label = _LABEL.fullmatch(words(held[0]))
    spans = held[1:]
    if label is None or not spans:
        return entry
    if label[1] == "Default":
        known, value = _value(
            spans[0].text(), entry.type, quoted=position.quoted and not position.in_header
        )
        return replace(entry, default=value, has_default=True) if known else entry
    return _values(spans, entry, position) if label[1] in ("Enum", "Value") else entry


def _tells_values(node: LexborNode) -> bool:
    """Whether it is Redoc's table of values, and not a table of the description."""
    label = node.css_first("thead > tr > th > span")
    return label is not None and _LABEL.fullmatch(words(label)) is not None


def _enumerated(held: list[LexborNode], entry: PageField, position: Position) -> PageField:
    """Values in a table, each with what it means."""
    cells = [first_element(row) for row in held[0].css("tbody > tr")]
    return _values(
        [cell for cell in cells if cell is not None] + held[1:],
        entry,
        replace(position, quoted=False),
    )


def _values(nodes: list[LexborNode], entry: PageField, position: Position) -> PageField:
    """The values listed: all of them, unless the page shows a few and says that there are more."""
    texts = [node.text() for node in nodes]
    more = bool(_MORE.fullmatch(texts[-1].strip()))
    if more or (
        len(texts) > 1
        and texts[-1].strip() == "Hide"
        and nodes[-1].attrs.get("class") != nodes[0].attrs.get("class")
    ):
        texts.pop()
    read = [_value(text, entry.type, quoted=position.quoted) for text in texts]
    if not all(known for known, _ in read):
        return entry
    if entry.type.startswith(_ARRAY + "arrays"):
        return entry
    values = tuple(value for _, value in read)
    return replace(entry, seen=values) if more else replace(entry, enum=values)


def _value(text: str, kind: str, *, quoted: bool = False) -> tuple[bool, Any]:
    """A value as the page writes it, JSON or (not if `quoted`) a string without its quotes; and
    whether it is a value.
    """
    names = kind.partition("(")[0].removeprefix(_ARRAY).split(_ALTERNATIVE)
    textual = bool({"string", "strings"} & set(names))
    only_text = textual and set(names) <= {"string", "strings", "null"}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return textual or kind == "any", text
    if isinstance(value, str):
        return textual or not set(names) & {"object", "objects"} or kind == "any", value
    return True, text if only_text and not quoted and isinstance(value, int | float) else value


# --- types ----------------------------------------------------------------------------------------


def _type_line(spans: list[LexborNode]) -> str:
    """A type in the form of a page's text: `integer(int32)`, `string or null(date-time)`, `Array of
    strings(uuid)`.
    """
    if len(spans) < 2:
        return _type("", words(spans[0]), None) if spans else "any"
    shown = _FORMAT.fullmatch(spans[2].text()) if len(spans) > 2 else None
    line = _type(words(spans[0]), words(spans[1]), shown[1] if shown else None)
    if line.startswith(_ARRAY) and any(_of_arrays(words(span)) for span in spans[2:]):
        return _ARRAY + "arrays"
    return line


def _of_arrays(text: str) -> bool:
    """Whether what is said of an array's items is what only an array has: `[ items ]`, `[ items [
    items … ] ]`.
    """
    if not text.startswith("[ items"):
        return False
    said = re.sub(r"<[^<>]* ?>", "", text.removeprefix("[ items").removesuffix("]")).strip()
    return (
        "[ items" in said
        or said.endswith((" items", " item", "unique"))
        or text.replace(" ", "") == "[items]"
    )


def _type(prefix: str, shown: str, format_: str | None) -> str:
    kinds, null = _alternatives(shown)
    known = bool(kinds) and all(kinds)
    if prefix:
        line = (
            "array"
            if kinds == ["items"]
            else _ARRAY + (_plural(kinds[0]) if known and len(kinds) == 1 else "any")
        )
    elif not kinds and null:
        return "null"
    else:
        line = _join(kinds) if known else "any"
    return _formatted(line + (" or null" if null else ""), format_ or "")


def _formatted(line: str, format_: str) -> str:
    return f"{line}({format_})" if format_ else line


def _join(kinds: list[str]) -> str:
    """Types as one; an array keeps its items where it is the only one."""
    if "any" in kinds:
        return "any"
    if len(kinds) > 1:
        kinds = list(dict.fromkeys("array" if kind.startswith(_ARRAY) else kind for kind in kinds))
    return _ALTERNATIVE.join(kinds)


def _union(names: list[str]) -> str:
    return _type("", _ALTERNATIVE.join(names), None)


def _alternatives(shown: str, depth: int = 0) -> tuple[list[str], bool]:
    """The types of a union such as `Cat (object) or (Dog (object) or null)`, `""` for what is none;
    and whether null is one.
    """
    found: dict[str, None] = {}
    null = False
    for part in _parted(shown):
        kinds, nothing = _alternative(part, depth)
        null = null or nothing
        found.update(dict.fromkeys(kinds))
    return list(found), null


def _alternative(part: str, depth: int) -> tuple[list[str], bool]:
    text = part.strip()
    if text == "null":
        return [], True
    if depth > 20:
        return [""], False
    if not text.endswith(")"):
        return [_named(text)], False
    start = _opening(text)
    if start == 0:
        kinds, null = _alternatives(text[1:-1], depth + 1)
        if all(kinds) or not text[1:-1].endswith(")"):
            return kinds, null
        return _alternative(text[1:-1], depth + 1)
    if start < 0:
        return [""], False
    kinds, null = _alternatives(text[start + 1 : -1], depth + 1)
    if text.startswith(_ARRAY) and all(_plural(kind) in text for kind in kinds):
        return [_ARRAY + _plural(kinds[0])] if len(kinds) == 1 and all(kinds) else [""], null
    return kinds, null


def _named(text: str) -> str:
    if text.startswith(_ARRAY):
        items = _singular(text.removeprefix(_ARRAY))
        return _ARRAY + _plural(items) if items in _TYPES else ""
    kind = _singular(text)
    return kind if kind in _TYPES else "items" if text == "items" else ""


def _parted(text: str) -> Iterator[str]:
    """The alternatives of a union: parted by ` or ` outside parentheses."""
    depth = start = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and text.startswith(_ALTERNATIVE, index):
            yield text[start:index]
            start = index + len(_ALTERNATIVE)
    yield text[start:]


def _opening(text: str) -> int:
    """Where the parenthesis opens that closes at the end; -1 where none does."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] == ")") - (text[index] == "(")
        if depth == 0:
            return index
    return -1


def _singular(kind: str) -> str:
    return kind.removesuffix("s")


def _plural(kind: str) -> str:
    kind = kind.partition("(")[0]
    return (
        "arrays"
        if kind.startswith(_ARRAY)
        else kind
        if not kind or kind == "any"
        else f"{_singular(kind)}s"
    )


# --- nodes ----------------------------------------------------------------------------------------


def elements(node: LexborNode) -> list[LexborNode]:
    """The children that are elements, no comments."""
    return [child for child in node.iter() if child.tag != "-comment"]


def first_element(node: LexborNode) -> LexborNode | None:
    return next((child for child in node.iter() if child.tag != "-comment"), None)


def words(node: LexborNode) -> str:
    """The text of a node, blind to how it is spaced."""
    return " ".join(node.text().split())


def prose(node: LexborNode) -> str:
    """The text of a description, a line break where the page has one."""
    if node.css_first("br") is None:
        return node.text()
    return "".join(
        "\n" if part.tag == "br" else (part.text_content or "")
        for part in node.traverse(include_text=True)
    )
