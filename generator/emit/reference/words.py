"""The document's own text in the reference: whole below an operation or a model, in short in a
table.

It is CommonMark, and may have any HTML in it (OpenAPI 3.1, section 3.5). Of that, paragraphs, lists
and blocks of code are kept; the rest becomes plain text, which is escaped as any other: tags go, a
heading is a paragraph, and a link is its text with the address behind it. README.md begins with the
document's own description, told alike."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.emit.code import Code, markdown, markdown_sample

_NOTHING = Code("")
_LONGEST = 240  # characters of a description in a table
_FENCED = re.compile(r"^ {0,3}```[^\n`]*\n(.*?)^ {0,3}```[ \t]*$", re.MULTILINE | re.DOTALL)
_MOST_FENCES = 100  # in a description; each that is not closed is looked for up to the end
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_SENTENCE = re.compile(r"[.!?](?=\s)")

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_CODE = re.compile(r"</?code>")
_BREAK = re.compile(r"</?(?:p|br|ul|ol|div|h[1-6]|tr|table)\b[^<>]*>")
_LISTED = re.compile(r"<li\b[^<>]*>")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(([^()\s]{1,500})\)")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_HEADING_OR_QUOTE = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+[^\n]+$", re.MULTILINE)
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")


def prose(text: str) -> Code:
    """A text as paragraphs, lists and blocks of code, which are between fences; every other part
    of the text, split at fences, is within some.
    """
    blocks = []
    is_fenced = 0 < text.count("```") <= _MOST_FENCES
    for at, part in enumerate(_FENCED.split(text) if is_fenced else [text]):
        if at % 2 and part.strip():
            blocks.append(markdown_sample(part, "text").text)
        else:
            apart = _HEADING.sub(r"\n\g<0>\n", part) if "#" in part else part
            blocks += map(_paragraph, filter(str.strip, _PARAGRAPH.split(_plain(apart))))
    return Code("\n\n".join(blocks))


def _paragraph(text: str) -> str:
    """A paragraph, with the list that may stand in it: lines that begin with a mark of a list are
    its items, and other lines go on with what is before them.
    """
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if item := _ITEM.match(line):
            blocks.append([line[item.end() :]])
        else:
            blocks[-1].append(line)
    before, *items = (markdown(" ".join(lines)).text for lines in blocks)
    listed = "\n".join(f"- {item}" for item in items)
    return "\n\n".join(filter(None, (before, listed)))


@lru_cache(maxsize=8_192)  # a field of a body is an argument too, and of several methods
def brief(text: str) -> Code:
    """The first paragraph of a text on one line, of a long one its first sentences or words."""
    return markdown(_shortened(text)) if text else _NOTHING


def _shortened(text: str) -> str:
    line = " ".join(_PARAGRAPH.split(_plain(text).lstrip(), maxsplit=1)[0].split())
    if len(line) <= _LONGEST:
        return line
    end = max((each.end() for each in _SENTENCE.finditer(line, 0, _LONGEST)), default=0)
    return line[:end] if end else f"{line[:_LONGEST].rpartition(' ')[0] or line[:_LONGEST]} …"


def _plain(text: str) -> str:
    """A text without the markup that would only show as such, escaped."""
    for sign, change in _CHANGES:
        if sign in text:
            text = change(text)
    return text


def _without_tags(text: str) -> str:
    text = _BREAK.sub("\n\n", _CODE.sub("`", text))
    return _TAG.sub("", _LISTED.sub("\n- ", text))


def _without_quotes(text: str) -> str:
    return _ALERT.sub(lambda match: f"{match[1].capitalize()}:", _HEADING_OR_QUOTE.sub("", text))


def _as_text(link: re.Match[str]) -> str:
    shown, address = link.groups()
    return f"{shown} (`{address}`)" if "://" in address and address != shown else shown


_CHANGES = (
    ("<", _without_tags),
    ("](", lambda text: _LINK.sub(_as_text, text)),
    ("**", lambda text: _STRONG.sub(r"\1", text)),
    (">", _without_quotes),
    ("#", _without_quotes),
)
"""What changes a text, if a sign is in it."""
