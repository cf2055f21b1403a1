"""Text that may stand in an emitted file, and the only functions that make it from text that may
not.

`Code` wraps source text that is known to be safe where it is printed. It is not a `str`, so `~`,
`join`, slices and case filters turn it into something that templates refuse to print. Whatever a
document says becomes `Code` only by being escaped: as a literal, a docstring, a comment, an
identifier, a path, TOML, Markdown, HTML or plain text. Characters that are invisible or that
reorder the text around them (controls, bidirectional overrides, lone surrogates) are always written
as escapes, so that nothing hides in review."""

from __future__ import annotations

import keyword
import math
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, final
from urllib.parse import quote

LINE_LENGTH = 100
_BYTES_LENGTH = 60  # of which each may be written as an escape of two columns
_STRING_LENGTH = 80  # at which a literal stands up to 16 columns in
_WORD = re.compile(r"[^ ]* |[^ ]+")


@final
class Code:
    """Source text that is printed as it is. Made by the functions of this module and by `join`,
    from other `Code`.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Code({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Code) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def join(separator: str, parts: Iterable[Code]) -> Code:
    """The parts with `separator` (source text of ours) between them."""
    return Code(separator.join(part.text for part in parts))


class Block(NamedTuple):
    """A piece of a docstring: a text of the document or of ours, `indent` columns in, further lines
    of it `hang` more.
    """

    text: str
    indent: int = 0
    hang: int = 0


def _escaped(character: str) -> str:
    """A character as it may be seen: itself when it prints, else its Python escape."""
    return (
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
    )


def _visible(text: str) -> str:
    return text if text.isprintable() else "".join(map(_escaped, text))


def _quoted(text: str) -> str:
    body = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_visible(body)}"'


@lru_cache(maxsize=4096, typed=True)  # nine of ten are names that come again
def string_literal(text: str, width: int = _STRING_LENGTH) -> Code:
    """`text` as a Python string literal; one of more than `width` columns as adjacent literals in
    parentheses, broken behind spaces.

    Raises:
        TypeError: `text` is not a string.
    """
    if type(text) is not str:
        raise TypeError(f"a string literal is made of a str, not of {type(text).__name__}")
    if len(text) <= width or " " not in text:
        return Code(_quoted(text))
    pieces, line = [], ""
    for word in _WORD.findall(text):
        if line and len(line) + len(word) > _STRING_LENGTH:
            pieces.append(line)
            line = ""
        line += word
    return Code(f"({' '.join(_quoted(piece) for piece in (*pieces, line))})")


def quoted(name: Code) -> Code:
    """Source text of ours as a string literal: a name in a table of names."""
    return Code(_quoted(name.text))


def literal(value: Any) -> Code:
    """A JSON value (or a tuple, or `Code`, inside one) as a Python expression. Numbers that JSON
    cannot hold are refused.
    """
    match value:
        case str():
            return string_literal(value)
        case Code():
            return value
        case None | bool():
            return Code(repr(value))
        case int():
            return Code(repr(value))
        case float() if math.isfinite(value):
            return Code(repr(value))
        case tuple():
            inner = ", ".join(literal(item).text for item in value)
            return Code(f"({inner},)" if len(value) == 1 else f"({inner})")
        case Mapping():
            return Code(
                "{"
                + ", ".join(
                    f"{literal(key).text}: {literal(item).text}" for key, item in value.items()
                )
                + "}"
            )
        case list():
            return Code("[" + ", ".join(literal(item).text for item in value) + "]")
        case _:
            raise TypeError(f"no literal for {type(value).__name__}")


def called(function: str, *arguments: Any, **keywords: Any) -> Code:
    """A call with values that `literal` prints, and the keywords that are `given`."""
    printed = [literal(each).text for each in arguments]
    printed += [f"{name}={value.text}" for name, value in given(keywords).items()]
    return Code(f"{function}({', '.join(printed)})")


def given(keywords: Mapping[str, Any]) -> dict[str, Code]:
    """The keywords of a call as `literal` prints them; those that are `None`, `False` or empty are
    left out, unless they are code.
    """
    return {
        name: literal(value)
        for name, value in keywords.items()
        if value or (value == 0 and value is not False)
    }


def bytes_literal(value: bytes) -> Code:
    """`value` as a Python bytes literal, which is ASCII; a long one as adjacent literals in
    parentheses, broken behind line ends where there are any.
    """
    if len(repr(value)) <= _STRING_LENGTH:
        return Code(repr(value))
    pieces = [
        line[at : at + _BYTES_LENGTH]
        for line in value.splitlines(keepends=True)
        for at in range(0, len(line), _BYTES_LENGTH)
    ]
    return Code(f"({' '.join(map(repr, pieces))})")


@lru_cache(maxsize=4096)
def identifier(name: str) -> Code:
    """`name` as it is, once it is known to be a Python name that means itself.

    Raises:
        ValueError: a keyword, no identifier, or one that Python would read as another (NFKC).
    """
    if (
        not name.isidentifier()
        or keyword.iskeyword(name)
        or unicodedata.normalize("NFKC", name) != name
    ):
        raise ValueError(f"not a Python name: {name!r}")
    return Code(name)


def dotted(name: str) -> Code:
    """Identifiers joined by dots, with leading dots where the import is relative."""
    for part in name.lstrip(".").split(".") if name.strip(".") else ():
        identifier(part)
    return Code(name)


def docstring(text: str | Sequence[Block], indent: int = 4, *, width: int = LINE_LENGTH) -> Code:
    """A whole docstring, quotes included, whose further lines stand `indent` columns in.

    Long lines are wrapped, list items with a hanging indent; blank lines are kept, but never two.
    An empty text gives `""` + `""`, so callers leave it out."""
    blocks = (Block(text),) if isinstance(text, str) else text
    body = _body(blocks, width - indent)
    if (
        "\n" not in body and indent + len(body) + 6 > width
    ):  # the closing quotes of a single line stand behind it
        body = _body(blocks, width - indent - 4)
    if "\n" in body or indent + len(body) + 6 > width:
        body += "\n"
    margin = " " * indent
    return Code(
        _LINE_START.sub(f"\n{margin}", f'"""{body}')
        + (f'{margin}"""' if body.endswith("\n") else '"""')
    )


def _body(blocks: Sequence[Block], width: int) -> str:
    """What stands between the quotes: lines of `width`, the opening quotes in the first one.

    A quote at the very end is escaped, as it would end the docstring with the closing ones:
    `He said "no\\""`, unless it is escaped already."""
    lines: list[str] = []
    for block in blocks:
        lines.extend(_wrapped(block, width, behind="" if lines else _QUOTES))
    body = "\n".join(lines).strip("\n").removeprefix(_QUOTES).lstrip()
    return body[:-1] + '\\"' if _OPEN_QUOTE.search(body) else body


_QUOTES = "\0" * 3  # where the opening quotes will stand
_LINE_START = re.compile(r"\n(?=[^\n])")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_OPEN_QUOTE = re.compile(r'(?<!\\)(\\\\)*"$')
_ITEM = re.compile(r"(\s*)([-*+]\s+|\d{1,3}[.)]\s+)?")
_STRUCTURE = re.compile(r"\s|[-*+>|#]|\d{1,3}[.)]\s|```|~~~")


def _paragraphs(text: str) -> Iterator[str]:
    """The lines of a text with soft breaks undone: prose is one line a paragraph, lists, code and
    tables stay as they are. What is between fences is code, whatever it looks like.
    """
    prose = ""
    fenced = False
    for raw in _LINE_END.split(text):
        line = raw.rstrip()
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if line and not fenced and not _STRUCTURE.match(line):
            prose = f"{prose} {line}" if prose else line
            continue
        if prose:
            yield prose
            prose = ""
        yield line
    if prose:
        yield prose


@lru_cache(maxsize=4096)
def _wrapped(block: Block, width: int, behind: str = "") -> Sequence[str]:
    """The lines of one block, escaped and indented; the first one stands `behind` something. Of
    several empty lines one is left, and what an item of a list has behind its first line stands
    below its text: `- one thing`, then two blanks.
    """
    first = behind + " " * block.indent
    rest = " " * (block.indent + block.hang)
    lines: list[str] = []
    for number, line in enumerate(_paragraphs(block.text)):
        plain = _visible(
            line.replace("\t", "    ").replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        )
        margin = first if number == 0 else rest
        if not plain:
            if not lines or lines[-1]:
                lines.append("")
            continue
        hang = _ITEM.match(plain)
        lines.extend(
            filled(plain, max(width, 40), margin, rest + " " * (hang.end() if hang else 0))
        )
    return lines


def filled(text: str, width: int, first: str, rest: str) -> Iterator[str]:
    """The lines of `text`, whose only white space is blanks: broken behind words, the first one
    behind `first`, the others behind `rest`. A word that is too long has a line of its own.
    (`textwrap` does the same, one word at a time.)"""
    margin = first
    while len(margin) + len(text) > width:
        room = max(width - len(margin), 1)
        end = text.rfind(" ", 0, room + 1)
        if end < 0:
            end = text.find(" ", room)
        if end < 0:
            break
        if line := text[:end].rstrip(" "):
            yield margin + line
            margin = rest
        text = text[end:].lstrip(" ")
    if text := text.rstrip(" "):
        yield margin + text


def comment(text: str, indent: int = 0, *, width: int = LINE_LENGTH) -> Code:
    """`text` as comment lines; the further ones stand `indent` columns in."""
    lines = textwrap.wrap(
        _visible(" ".join(text.split())), max(width - indent - 2, 40), break_long_words=False
    )
    return Code(f"\n{' ' * indent}".join(f"# {line}" for line in lines or [""]).rstrip())


_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TEMPLATE_EXPRESSION = re.compile(r"(\{[^{}]*\})")


def encoded_path(path: str) -> str:
    """A path template in which all outside of `{…}` is percent-encoded as a path (RFC 3986, section
    3.3).

    Documents that tell operations apart by more than the path write a query, which stays, or a
    fragment, which never travels."""
    parts = _TEMPLATE_EXPRESSION.split(path.partition("#")[0])
    # every other part is an expression, since the pattern has a group
    parts[::2] = map(_encoded, parts[::2])
    return "".join(parts)


def _encoded(part: str) -> str:
    """A part of a path, in which what is percent-encoded already stays: `a%20b c%` is
    `a%20b%20c%25`.
    """
    quoted = quote(part, safe="/:@!$&'()*+,;=-._~%?", errors="surrogatepass")
    return _STRAY_PERCENT.sub("%25", quoted)


def url_path(path: str) -> Code:
    """A path template as a string literal, percent-encoded outside of `{…}`."""
    return Code(_quoted(encoded_path(path)))


def toml_string(text: str) -> Code:
    """`text` as a TOML basic string (TOML 1.0, section String); lone surrogates, which TOML cannot
    hold, are replaced.
    """
    pieces = []
    for character in text:
        if character in '"\\':
            pieces.append(f"\\{character}")
        elif character.isprintable():
            pieces.append(character)
        elif 0xD800 <= ord(character) <= 0xDFFF:
            pieces.append("\N{REPLACEMENT CHARACTER}")
        else:
            code = ord(character)
            pieces.append(f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}")
    return Code(f'"{"".join(pieces)}"')


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_SPAN = re.compile(r"`[A-Za-z0-9 _.,:;/#{}()=*+'\"?!%&@~^-]+`")
_ANY_SPAN = re.compile(r"(?<!`)(`[^`]+`)(?!`)")
_LEADING = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")
_NOTICED = re.compile(r"@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)


def _quiet(text: str) -> str:
    """Escaped text in which an entity that shows nothing parts what a forge would turn into a
    mention or a link.
    """
    return _NOTICED.sub(lambda match: f"{match[0]}&#8203;", text)


def markdown(text: str, *, quiet: bool = False) -> Code:
    """`text` as one run of Markdown prose that means nothing but itself: no link, tag, list,
    heading or table.

    Only its code spans stay what they are, where they hold nothing that could end one or a table's
    cell. In `quiet` prose, which is posted as a comment and never stands in a table, nobody is
    mentioned, no issue or address is linked, and a code span holds anything."""
    line = _visible(" ".join(text.split()))
    parts = _ANY_SPAN.split(line) if "`" in line else [line]
    for index, part in enumerate(parts):
        if index % 2 == 0 or not (quiet or _SPAN.fullmatch(part)):
            escaped = _MARKDOWN.sub(r"\\\1", part)
            parts[index] = _quiet(escaped) if quiet else escaped
    line = "".join(parts)
    return Code(_LEADING.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", line))


def markdown_paragraphs(text: str) -> Code:
    """`text` as Markdown paragraphs, which blank lines separate."""
    return Code(
        "\n\n".join(markdown(part).text for part in re.split(r"\n[ \t]*\n", text) if part.strip())
    )


def markdown_block(source: Code, language: str = "python") -> Code:
    """Source text as a fenced block, with a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", source.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Code(f"{fence}{language}\n{source.text}\n{fence}")


def markdown_sample(text: str, language: str = "python") -> Code:
    """A worked example of the document as a fenced block."""
    return markdown_block(
        Code(
            "\n".join(
                _visible(line.replace("\t", "    ").rstrip()) for line in text.strip().splitlines()
            )
        ),
        language,
    )


def markdown_code(text: str) -> Code:
    """`text` as a code span, with a fence longer than any run of backticks in it."""
    line = _visible(" ".join(text.split())) or " "
    if "`" not in line:
        return Code(f"`{line}`")
    longest = max(len(run) for run in re.findall(r"`+", line))
    fence = "`" * (longest + 1)
    return Code(f"{fence} {line} {fence}")


def table_code(text: str) -> Code:
    """`text` as a code span in a cell of a table, which a `|` would end within a span too."""
    span = markdown_code(text)
    return Code(span.text.replace("|", "\\|")) if "|" in text else span


def table_row(*cells: Code) -> Code:
    """The cells of a table's row, between the lines that open and close it."""
    return Code(" | ".join([cell.text for cell in cells]))


_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def html(text: str, *, quiet: bool = False, spans: bool = False) -> Code:
    """`text` in HTML, between tags or as a quoted value of an attribute; line ends and tabs stay.

    `quiet` is for HTML within Markdown: one line, which a blank line would end, and else as of
    `markdown`. With `spans`, which no attribute can hold, code spans are code here too."""
    text = " ".join(text.split()) if quiet else text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _ANY_SPAN.split(text) if spans else [text]
    for index, part in enumerate(parts):
        is_span = index % 2 == 1
        inner = part[1:-1] if is_span else part
        shown = "".join(
            piece if piece in "\n\t" else _visible(piece) for piece in re.split(r"([\n\t])", inner)
        )
        escaped = shown.translate(_HTML)
        if is_span:
            parts[index] = f"<code>{escaped}</code>"
        else:
            parts[index] = _quiet(escaped) if quiet else escaped
    return Code("".join(parts))


def plain(text: str, indent: int = 0, *, width: int = 0, pad: int = 0) -> Code:
    """`text` on a terminal: one line, which spaces fill up to `pad` columns; or lines of `width`,
    the further ones `indent` columns in."""
    line = _visible(" ".join(text.split()))
    if not width:
        return Code(line.ljust(pad))
    lines = textwrap.wrap(
        line, max(width - indent, 40), break_long_words=False, break_on_hyphens=False
    )
    return Code(f"\n{' ' * indent}".join(lines))
