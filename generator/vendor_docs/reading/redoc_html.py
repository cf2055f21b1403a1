"""A page that Redoc rendered, saved as HTML -> `Page`.

The words on the page are what is read: its sections, tables, buttons and samples. The document that
such a page may also carry as its state is left alone, since a page can differ from it.

What the page holds back (fields that were not opened, answers that were not expanded, the end of a
page that breaks off) leaves its part marked as cut; the element that the page breaks off in is not
read, as it may be half of what it was. Webhooks and callbacks are no operations of the API and are
passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, takewhile, zip_longest
from typing import Any, NamedTuple, TypeGuard, cast, get_args

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.vendor_docs.facts import METHODS, ParameterLocation, digest
from generator.vendor_docs.reading import redoc_schema
from generator.vendor_docs.reading.dom import (
    attribute,
    classes,
    elements,
    first_element,
    following,
    outwards,
    preceding,
    prose,
    words,
)
from generator.vendor_docs.reading.page import (
    MAP_KEY,
    MAX_BYTES,
    Page,
    PageBody,
    PageError,
    PageField,
    PageOperation,
    PageResponse,
)
from generator.vendor_docs.reading.redoc_schema import Position
from generator.vendor_docs.reading.sample import Sample, with_sample

_REDOC = re.compile(r"<redoc[\s>]|\bspec-url=|id=[\"']?redoc\b", re.I)
_EMPTY = "is a Redoc page without its content: save it after the browser has shown it"
_OTHER = "is HTML, but no page that Redoc rendered; copy its text instead"
_MAX_NESTED = 5_000
_PLACE = re.compile(rf"({'|'.join(get_args(ParameterLocation))}) parameters", re.I)
_STATUS = re.compile(r"[1-5](?:\d\d|XX)|default", re.I)
_QUOTED = re.compile(
    r"(?:Enum|Value|Default)(?:<!--[^<>]*-->|[:\s])*</span>\s*<span[^<>]*>(?:&quot;|\")"
)
_END = re.compile(r"</html>\s*(?:<!--.*?-->\s*)*\Z", re.I | re.S)


def read_redoc_html(content: str, name: str) -> Page:
    """The operations that a saved Redoc page shows, in its order. `Call.heading` is a number in
    `Page.headings`, in which names may repeat; a `line` is the number of the heading or row on the
    page.

    Raises:
        PageError: the page is not one that Redoc rendered, or shows no operation.
    """
    if len(content) > MAX_BYTES:
        raise PageError(
            name, f"has {len(content):,} characters; no page has more than {MAX_BYTES:,}"
        )
    if "data-section-id" not in content:
        raise PageError(name, _EMPTY if _REDOC.search(content) else _OTHER)
    if _too_deep(content):
        raise PageError(name, "is nested deeper than any page that Redoc rendered")
    page = _RedocReader(LexborHTMLParser(content), content).page(name)
    if not page.operations:
        raise PageError(name, "is a Redoc page that shows no operation")
    return page


def _too_deep(content: str) -> bool:
    """Whether elements are nested so deep that reading them would take long; looked at in steps,
    which is enough for that.
    """
    for tag in ("div", "span", "table", "ul"):
        depth = 0
        for start in range(0, len(content), 2**16):
            part = content[start : start + 2**16]
            depth += part.count(f"<{tag}") - part.count(f"</{tag}")
            if depth > _MAX_NESTED:
                return True
    return False


class _ShownSample(NamedTuple):
    """A sample, and the media type that it is of."""

    sample: Sample
    content_type: str


class _RedocReader:
    """Reads one page."""

    def __init__(self, tree: LexborHTMLParser, content: str) -> None:
        self._tree = tree
        self._verbs = _menu(tree)
        self._servers: dict[str, None] = {}
        whole = _END.search(content[-2000:]) is not None
        self._at = Position(
            open=frozenset() if whole or tree.body is None else _open_nodes(tree.body),
            shown=redoc_schema.classes_of_shown(tree),
            quoted=_QUOTED.search(content) is not None,
        )

    def page(self, name: str) -> Page:
        """The page. An operation stands under the last heading if its key begins with that one's:
        `tag/books/operation/listBooks` of `tag/books`."""
        calls: list[PageOperation] = []
        headings: list[str] = []
        tag = ""
        for section in self._sections():
            key = attribute(section, "data-section-id")
            if self._is_operation(section, key):
                within = len(headings) - 1 if tag and key.startswith(f"{tag}/") else None
                if (call := self._call(section, key, within)) is not None:
                    calls.append(call)
            elif (heading := self._heading(section, key, tag)) is not None:
                self._at.step()
                tag = key
                headings.append(heading)
        return Page(
            name=name,
            title=words(self._tree.css_first("h1")),
            operations=tuple(calls),
            headings=tuple(headings),
            servers=tuple(self._servers),
            cut=self._is_cut(calls),
        )

    def _is_cut(self, calls: list[PageOperation]) -> bool:
        """Whether the page breaks off, or has fewer operations than its menu, webhooks left out."""
        listed = [verb for verb in self._verbs.values() if verb != "hook"]
        ends_in_call = bool(calls) and calls[-1].cut
        return ends_in_call or len(calls) < len(listed) or self._broken_off()

    def _sections(self) -> Iterator[LexborNode]:
        """An operation is a section within one: the outer has the key that the menu has too."""
        for section in self._tree.css("[data-section-id]"):
            if section.parent is None or "data-section-id" not in section.parent.attrs:
                yield section

    def _heading(self, section: LexborNode, key: str, tag: str) -> str | None:
        """The name of a section that holds operations; not of one that is part of the description
        of the section `tag`, whose key begins with that one's: `tag/books/lending`."""
        is_described = tag != "" and key.startswith(f"{tag}/")
        if is_described or not key.startswith("tag/"):
            return None
        heading = section.css_first("h1, h2, h3")
        is_shown = heading is not None and not self._at.breaks_off_in(heading)
        return words(heading) if is_shown else None

    def _broken_off(self) -> bool:
        return any(
            self._at.breaks_off_in(node)
            for node in self._tree.css(".api-content, [data-section-id]")
        )

    def _is_operation(self, section: LexborNode, key: str) -> bool:
        if _is_webhook(section) or self._verbs.get(key) == "hook":
            return False
        row = attribute(first_element(section), "data-section-id")
        is_named = key in self._verbs or row.startswith("operation/")
        return is_named or section.css_first("span.http-verb") is not None

    # --- an operation -----------------------------------------------------------------------------

    def _call(self, section: LexborNode, key: str, heading: int | None) -> PageOperation | None:
        """An operation, `None` of a section without its title. Its parts stand beside the title,
        its samples in the column next to them. Where the page breaks off, the last part may."""
        title = section.css_first("h2")
        if title is None or title.parent is None or self._at.breaks_off_in(title):
            return None
        line = self._at.step()
        parts = elements(title.parent)
        verb, path = self._endpoint(section, key)
        given, notes = self._parameters(parts)
        request, answers = self._body(parts), list(self._answers(parts))
        seen, cut = _has_answers(parts), self._at.breaks_off_in(section)
        if cut and not seen:
            request = _cut(request)
        if cut and answers:
            answers[-1] = replace(answers[-1], body=_cut(answers[-1].body))
        asked, replied = self._samples(title.parent)
        return PageOperation(
            title=_title(title),
            method=verb,
            path=path,
            line=line,
            heading=heading,
            deprecated=any(badge.attrs.get("type") == "warning" for badge in title.css("span")),
            parameters=given,
            request=_with_sample(request, asked) if request and asked else request,
            responses=tuple(_answered(answer, replied) for answer in answers),
            responses_seen=seen,
            cut=cut,
            notes=tuple(notes),
            wording=self._description(parts),
        )

    def _endpoint(self, section: LexborNode, key: str) -> tuple[str | None, str | None]:
        """Method and path: of the button that has both, which gives the path without its server;
        the menu has the method alone. Its servers stand in what the button opens."""
        for verb in section.css("span.http-verb"):
            button = verb.parent
            if not _is_endpoint(button, section):
                continue
            self._servers |= dict.fromkeys(map(words, self._addresses(button.next)))
            paths = self._whole(elements(button)[1:2])
            path = "".join(path.text().strip() for path in paths)
            return _method(verb.attrs.get("type") or words(verb)), path or None
        return _method(self._verbs.get(key, "")), None

    def _addresses(self, overlay: LexborNode | None) -> list[LexborNode]:
        return self._whole(overlay.css("[role=button] span")) if overlay is not None else []

    def _whole(self, nodes: list[LexborNode]) -> list[LexborNode]:
        """Nodes without the one that the page breaks off in, of which a part may be missing."""
        return [node for node in nodes if not self._at.breaks_off_in(node)]

    def _description(self, parts: list[LexborNode]) -> str:
        """The wording of the text before the parameters and the responses."""
        for first, *_ in _blocks(parts):
            if first.tag in ("h3", "h5"):
                return ""
            if first.tag == "div" and not any(child.tag == "h5" for child in first.iter()):
                return self._wording(first)
        return ""

    def _wording(self, node: LexborNode) -> str:
        return "" if self._at.breaks_off_in(node) else digest(prose(node))

    def _parameters(
        self, parts: list[LexborNode]
    ) -> tuple[tuple[tuple[ParameterLocation, PageField], ...], list[str]]:
        """The parameters by their place, and what the page leaves open of them."""
        found: list[tuple[ParameterLocation, PageField]] = []
        doubts: list[str] = []
        for header, *tables in _blocks(parts):
            titled = _PLACE.fullmatch(words(header)) if header.tag == "h5" else None
            if titled is None or not tables or tables[0].tag != "table":
                continue
            place = cast("ParameterLocation", titled[1].lower())
            self._at.in_header = place == "header"
            listing = redoc_schema.parameters(tables[0], self._at)
            self._at.in_header = False
            if listing.cut:
                doubts.append(f"the page does not show all of the parameters in the {place}")
            doubts += listing.doubts
            found += [(place, entry) for entry in listing.fields]
        return tuple(found), doubts

    def _body(self, parts: list[LexborNode]) -> PageBody | None:
        """The body of a request or an answer, which begins where its schema is announced."""
        for index, part in enumerate(parts):
            if part.tag == "h5" and "schema" in words(part).lower():
                return self._content(part, parts[index + 1 :])
        return None

    def _content(self, header: LexborNode, followers: list[LexborNode]) -> PageBody:
        """A body: its media types in the header, then perhaps a description, then its schema. Where
        the page breaks off before its fields, its type may be half of what it was."""
        line = self._at.step()
        body = list(takewhile(_is_of_body, followers))
        shown = [part for part in body if part.tag in ("div", "table")]
        wording = self._wording(shown[0]) if len(shown) > 1 else ""
        listing = redoc_schema.Listing(cut=True)
        if shown:
            listing = redoc_schema.schema(shown[-1], self._at)
        broken = any(self._at.breaks_off_in(part) for part in (header, *body))
        told = not broken or bool(listing.fields)
        kind, items = (listing.type, listing.items) if told else (None, None)
        return PageBody(
            content_types=() if self._at.breaks_off_in(header) else _content_types(header),
            type=kind,
            items=items,
            fields=tuple(listing.fields),
            listed=bool(shown),
            cut=listing.cut or broken,
            doubts=tuple(listing.doubts),
            line=line,
            wording=wording,
        )

    def _answers(self, parts: list[LexborNode]) -> Iterator[PageResponse]:
        listed = [each for header, *rest in _blocks(parts) if header.tag == "h3" for each in rest]
        for each in listed:
            if (answer := self._answer(elements(each))) is not None:
                yield answer

    def _answer(self, held: list[LexborNode]) -> PageResponse | None:
        """A status with what it answers. What is not expanded is not known to be without a body,
        unless there is nothing to expand: then its button is disabled."""
        match held:
            case [button, *opened] if button.tag == "button" and not self._at.breaks_off_in(button):
                status = _status(button)
                if status is None:
                    return None
                line = self._at.step()
                body = None if "disabled" in button.attrs else self._answered_body(opened, line)
                return PageResponse(status, body, _title_wording(button), line)
        return None

    def _answered_body(self, held: list[LexborNode], line: int) -> PageBody | None:
        """The body in what a status was expanded to, which is the first of `held` if it was. There
        is none without a schema, unless the page breaks off in front of it."""
        body = self._body(elements(held[0])) if held else None
        if body is None and (not held or self._at.breaks_off_in(held[0])):
            return PageBody(listed=False, cut=True, line=line)
        return body

    # --- samples ----------------------------------------------------------------------------------

    def _samples(
        self, middle: LexborNode
    ) -> tuple[_ShownSample | None, tuple[str, _ShownSample] | None]:
        """The sample of the request, and that of one answer with its status: those whose tabs are
        open. Of a request other tabs have the call in some language, which is no JSON."""
        asked: _ShownSample | None = None
        replied: tuple[str, _ShownSample] | None = None
        lists = chain.from_iterable(
            block.css("[role=tablist]") for block in following(middle, "div")
        )
        for tab, panel in map(_open_tab, lists):
            if panel is None:
                continue
            if _STATUS.fullmatch(tab):
                replied = tab, self._sample(panel)
            elif panel.css_first(".redoc-json") is not None:
                asked = self._sample(panel)
        return asked, replied

    def _sample(self, panel: LexborNode) -> _ShownSample:
        code = panel.css_first(".redoc-json code")
        sample = Sample(None, found=False, whole=code is None)
        if code is not None and not self._at.breaks_off_in(code):
            with suppress(ValueError, RecursionError):
                sample = Sample(json.loads(_json(code)), found=True, whole=True)
        return _ShownSample(sample, _sample_type(panel))


# --- parts of an operation ------------------------------------------------------------------------


def _menu(tree: LexborHTMLParser) -> dict[str, str]:
    """The operations of the menu: the section of each, and its method (`hook` for a webhook)."""
    found: dict[str, str] = {}
    for badge in tree.css("li[data-item-id] > label > span[type]"):
        label = badge.parent
        key = attribute(label.parent if label is not None else None, "data-item-id")
        found.setdefault(key, attribute(badge, "type"))
    found.pop("", None)
    return found


def _open_nodes(body: LexborNode) -> frozenset[int]:
    """The last node of a page that breaks off, and all that it lies in."""
    node = body
    while (last := node.last_child) is not None:
        node = last
    return frozenset(each.mem_id for each in outwards(node))


def _is_webhook(section: LexborNode) -> bool:
    return any(words(badge).startswith("Webhook") for badge in section.css("h2 span[type=primary]"))


def _is_endpoint(button: LexborNode | None, section: LexborNode) -> TypeGuard[LexborNode]:
    """Whether what a verb stands in is the button of its operation, and not of a callback of it."""
    return button is not None and button.tag == "button" and not _in_callback(button, section)


def _in_callback(node: LexborNode, section: LexborNode) -> bool:
    """Whether a node lies under the button of a callback, which stands before what it opens."""
    inside = takewhile(lambda each: each.mem_id != section.mem_id, outwards(node))
    buttons = (button for each in inside for button in preceding(each, "button"))
    return any(button.css_first("span.operation-type") is not None for button in buttons)


def _is_of_body(part: LexborNode) -> bool:
    """Whether a part follows the header of a body, and does not begin the next."""
    first = first_element(part)
    return part.tag != "h5" and (first is None or first.tag not in ("h3", "h5"))


def _blocks(parts: list[LexborNode]) -> Iterator[list[LexborNode]]:
    """What each block of an operation holds, where it holds anything."""
    for part in parts:
        held = elements(part) if part.tag == "div" else []
        if held:
            yield held


def _method(shown: str) -> str | None:
    return shown.upper() if shown.upper() in METHODS else None


def _title(heading: LexborNode) -> str | None:
    """The words of a heading without its badges."""
    own = "".join(part.text() for part in heading.iter(include_text=True) if part.tag == "-text")
    return " ".join(own.split()) or None


def _has_answers(parts: list[LexborNode]) -> bool:
    return any(
        part.css_first("h3 ~ div > button > strong") is not None
        for part in parts
        if part.tag == "div"
    )


def _cut(body: PageBody | None) -> PageBody | None:
    """A body that the page may break off in."""
    return replace(body, cut=True) if body is not None else None


def _content_types(header: LexborNode) -> tuple[str, ...]:
    """The media types of a body; first the one whose schema is shown."""
    choice = header.css_first("select")
    if choice is None:
        shown = words(header.css_first("span"))
        return (shown,) if shown else ()
    options = [words(option) for option in choice.css("option")]
    active = words(header.css_first("label"))
    return tuple(dict.fromkeys([active, *options])) if active in options else tuple(options)


def _status(button: LexborNode) -> str | None:
    """The status in front of what a button says of it: `200`, `4XX` of `4xx`, `default`."""
    shown = words(button.css_first("strong"))
    if not _STATUS.fullmatch(shown):
        return None
    return shown if shown == "default" else shown.upper()


def _title_wording(button: LexborNode) -> str:
    described = next((part for part in button.iter() if part.tag in ("div", "span")), None)
    return digest(prose(described)) if described is not None else ""


def _open_tab(tabs: LexborNode) -> tuple[str, LexborNode | None]:
    """The tab that is selected, and its panel."""
    panels = [part for part in following(tabs, "div") if attribute(part, "role") == "tabpanel"]
    for tab, panel in zip_longest(tabs.css("[role=tab]"), panels):
        if attribute(tab, "aria-selected") == "true":
            return words(tab), panel
    return "", None


def _sample_type(panel: LexborNode) -> str:
    """The media type of a sample, which stands beside the words `Content type`."""
    for label in panel.css("span"):
        beside = next(following(label, "div"), None)
        if words(label) == "Content type" and beside is not None:
            return words(beside.css_first("label") or beside)
    return ""


def _json(code: LexborNode) -> str:
    """A sample as JSON: Redoc writes it as such but for the names of properties, which it does not
    escape: `"a"b"` is the name `a"b`.
    """
    found: list[str] = []
    named: int | None = None
    for part in code.traverse(include_text=True):
        if part.tag == "span" and "property" in classes(part):
            named = part.mem_id
            found.append(json.dumps(part.text()[1:-1]))
        elif part.tag == "-text" and not _is_in(part, named):
            found.append(part.text_content or "")
    return "".join(found)


def _is_in(text: LexborNode, element: int | None) -> bool:
    """Whether a text stands right in the element of that memory address."""
    return text.parent is not None and text.parent.mem_id == element


def _with_sample(content: PageBody, shown: _ShownSample) -> PageBody:
    """A body with the sample of the media type that its fields are of."""
    if content.content_types and content.content_types[0] != shown.content_type:
        return content
    types = content.content_types or tuple(filter(None, [shown.content_type]))
    value = _without_map_keys(shown.sample.value, _names(content.fields))
    content = replace(content, content_types=types)
    return with_sample(content, replace(shown.sample, value=value))


def _names(entries: tuple[PageField, ...]) -> dict[str, Any]:
    """The names of entries as they are nested: `{"owner": {"name": {}}}`."""
    root: dict[str, Any] = {}
    open_at = [root]
    for entry in entries:
        del open_at[(entry.depth or 0) + 1 :]
        open_at.append(open_at[-1].setdefault(entry.name, {}))
    return root


def _without_map_keys(value: Any, names: dict[str, Any]) -> Any:
    """A sample without the keys of its maps: they are data, and no names of fields. `names` are the
    fields as they are nested: `{"title": {}, "property name*": {}}` of a map that has a title."""
    match value:
        case list() if names:
            return [_without_map_keys(item, names) for item in value]
        case dict() if names:
            kept = list(filter(names.__contains__, value)) if MAP_KEY in names else value
            return {key: _without_map_keys(value[key], names.get(key, {})) for key in kept}
    return value


def _answered(answer: PageResponse, replied: tuple[str, _ShownSample] | None) -> PageResponse:
    if answer.body is None or replied is None or replied[0].upper() != answer.status.upper():
        return answer
    return replace(answer, body=_with_sample(answer.body, replied[1]))
