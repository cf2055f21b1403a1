"""Pages of Markdown as a forge shows them, read by a renderer that knows tables: what they link to,
which anchors they have, and whether anything on them is markup that nobody meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from posixpath import dirname, join, normpath

from markdown_it import MarkdownIt
from markdown_it.token import Token

_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@lru_cache(maxsize=128)  # the pages of a package, of which several questions are asked
def _blocks(text: str) -> tuple[Token, ...]:
    return tuple(_RENDERER.parse(text))


def tokens(text: str) -> Iterator[Token]:
    """All tokens of a page, those inside of others too."""
    for token in _blocks(text):
        yield token
        yield from token.children or ()


def anchors(text: str) -> list[str]:
    """The anchors of a page's headings, as GitHub gives them."""
    found: list[str] = []
    counts: dict[str, int] = {}
    for token, inline in pairwise(_blocks(text)):
        if token.type == "heading_open":
            shown = "".join(each.content for each in inline.children or ())
            slug = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
            number = counts.get(slug, 0)
            counts[slug] = number + 1
            found.append(f"{slug}-{number}" if number else slug)
    return found


def links(text: str) -> list[str]:
    return [str(each.attrs["href"]) for each in tokens(text) if each.type == "link_open"]


def broken_links(pages: Mapping[str, str]) -> list[str]:
    """The links of pages that lead to no other of them, or to no heading there."""
    known = {path: set(anchors(text)) for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        for link in links(text):
            file, _, anchor = link.partition("#")
            target = normpath(join(dirname(path), file)) if file else path
            if target not in known or (anchor and anchor not in known[target]):
                broken.append(f"{path}: {link}")
    return broken


def meant_by_nobody(text: str) -> list[str]:
    """Markup of a page that the generator never writes, and rows of tables that are broken."""
    kinds = ("html_block", "html_inline", "image", "em_open", "s_open", "code_block")
    odd = [each.content or each.type for each in tokens(text) if each.type in kinds]
    return [*odd, *_broken_rows(text)]


def _broken_rows(text: str) -> Iterator[str]:
    """Lines between those of a table that are no row of it, and rows that have not its columns."""
    width = 0
    for line in re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("| ") else 0
        if cells and width and cells != width:
            yield line
        width = cells


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its rank or a higher one."""
    level, _, _ = heading.partition(" ")
    _, found, rest = f"\n{text}".partition(f"\n{heading}\n")
    assert found, f"no {heading}"
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def programs(text: str) -> list[str]:
    """The blocks of Python on a page."""
    return _CODE.findall(text)
