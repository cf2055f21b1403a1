"""The `curl` command that a page shows for an operation: method, address, headers and body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote_plus, urlsplit

from generator.vendor_docs.facts import METHODS
from generator.vendor_docs.reading.sample import Sample, read_json, salvage

_OPTIONS = {
    **dict.fromkeys(("-d", "--data", "--data-raw", "--data-binary"), "data"),
    **dict.fromkeys(("-H", "--header"), "header"),
    **dict.fromkeys(("-X", "--request"), "method"),
    **dict.fromkeys(("-F", "--form", "-u", "--user"), "value"),
}
"""Options that a word follows, and what that word is."""
_ADDRESS = re.compile(r"https?://|/")
_BEFORE_WORD = re.compile(r"(?:[ \t]|\\(?=[ \n])\n?)*")
_BEFORE_VALUE = re.compile(r"[ \t]*(?:\\?\n)?[ \t]*")
_BARE_WORD = re.compile(r"[^\s]+")
_CLOSING_QUOTE = re.compile(r"\s*'")
_QUOTED_APOSTROPHE = "'\\''"
"""How the shell has an apostrophe between apostrophes."""


@dataclass(slots=True)
class CurlCommand:
    """A command as the page shows it. `address` is as written, `address_cut` where its end was not
    seen; `end` is where the command ends in the text."""

    method: str | None = None
    address: str | None = None
    address_cut: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    data: Sample | None = None
    end: int = 0

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Names and values of the address's query."""
        text = urlsplit(self.address).query if self.address else ""
        pairs = (pair.partition("=") for pair in text.split("&") if pair)
        return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)


def read_curl(text: str, start: int, limit: int, final: bool) -> CurlCommand:
    """The `curl` command that begins at `start`. `final` says that the page ends at `limit`, so
    that an address may be cut there. It ends with a line that no backslash continues, with a word
    that is none of `curl`'s, or with quotes that do not close."""
    command = CurlCommand()
    at = start + len("curl")
    awaited = ""
    while (at := _after_blanks(text, at, awaited)) < limit and text[at] != "\n":
        if awaited == "data":
            command.data = _data(text, at, limit)
            at, awaited = command.data.end, ""
            continue
        word, at, closed = _word(text, at, limit)
        kind = awaited or _kind(word, command)
        awaited = ""
        match kind:
            case "option":
                awaited = _OPTIONS[word]
                continue
            case "method":  # of `-X POST` the second word, or `-XPOST`
                method = word.removeprefix("-X")
                command.method = method if method in METHODS else None
            case "header":
                name, _, value = word.partition(":")
                command.headers += ((name.strip(), value.strip()),)
            case "address":
                command.address = word
                # Without quotes nothing shows that it ends here, and not with the page.
                ends_page = final and text[at - 1] not in "'\"" and not text[at:limit].strip()
                command.address_cut = not closed or ends_page
            case "end":  # `|` of `curl … | jq`
                break
            # A "flag" (`-k`) and the "value" of another option (`-u`) say nothing of the operation.
        if not closed:
            break
    command.end = min(at, limit)
    return command


def _kind(word: str, command: CurlCommand) -> str:
    """What a word is that no option before it awaits."""
    if word in _OPTIONS:
        return "option"
    if word.startswith("-X"):
        return "method"
    if word.startswith("-"):
        return "flag"
    return "address" if command.address is None and _ADDRESS.match(word) else "end"


def _after_blanks(text: str, at: int, awaited: str) -> int:
    blanks = (_BEFORE_VALUE if awaited else _BEFORE_WORD).match(text, at)
    return blanks.end() if blanks else at


def _word(text: str, at: int, limit: int) -> tuple[str, int, bool]:
    """A word of the shell from `at`, where it ends, and whether its quotes close before the line
    does.
    """
    quote = text[at]
    if quote not in "'\"":
        bare = _BARE_WORD.match(text, at)
        end = min(bare.end(), limit) if bare else at + 1
        return text[at:end], end, True
    end = text.find(quote, at + 1, limit)
    line = text.find("\n", at, limit)
    if end < 0 or 0 <= line < end:
        stop = line if line >= 0 else limit
        return text[at + 1 : stop], stop, False
    return text[at + 1 : end], end + 1, True


def _data(text: str, at: int, limit: int) -> Sample:
    """The body of a call: JSON, between quotes or not. What is broken ends at the quote that closes
    it, or where the call does."""
    if text[at] != "'":
        return read_json(text, at, limit)
    found = read_json(text, at + 1, limit)
    if not found.whole:
        found = _with_apostrophes(text, at + 1, limit) or found
    if found.whole:
        rest = _CLOSING_QUOTE.match(text, found.end)
        return replace(found, end=rest.end()) if rest else found
    close = text.find("'", max(found.end, at + 1), limit)
    if close < 0:
        return replace(found, end=limit)
    return replace(salvage(text[at + 1 : close], at + 1), whole=False, end=close + 1)


def _with_apostrophes(text: str, at: int, limit: int) -> Sample | None:
    """JSON in which apostrophes are written as the shell has them, if it is whole then."""
    if _QUOTED_APOSTROPHE not in text[at:limit]:
        return None
    plain = text[at:limit].replace(_QUOTED_APOSTROPHE, "'")
    found = read_json(plain, 0, len(plain))
    shift = plain.count("'", 0, found.end) * (len(_QUOTED_APOSTROPHE) - 1)
    return replace(found, end=min(limit, at + found.end + shift)) if found.whole else None
