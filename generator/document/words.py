"""The words of a name, and the snake_case identifier that they make: the same for the linter and for the SDK."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A word is a run of letters of one case pattern, with the digits that follow it: `getV2HTTPUsers` is get, V2, HTTP, Users.
_WORD = re.compile(r"[Oo]Auth\d*|[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|[^\W_a-zA-Z]+\d*|\d+")
_SIGNS = {"+": "plus ", "-": "minus "}


def words(text: str) -> list[str]:
    """The words of `text`, case kept: split at punctuation, at a change of case, and between letters of unlike scripts."""
    return list(_words(text))


@lru_cache(maxsize=32_768)  # a document says the same names again and again, and a review reads two of them
def _words(text: str) -> tuple[str, ...]:
    if text[:1] in _SIGNS and text[1:2].isdigit():
        text = _SIGNS[text[0]] + text[1:]
    plain = text.replace("'", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = unicodedata.normalize("NFKC", "".join(c for c in plain if not unicodedata.combining(c)))
    return tuple(word for word in _WORD.findall(plain) if f"_{word}".isidentifier())


@lru_cache(maxsize=32_768)
def snake(text: str, fallback: str = "value") -> str:
    """`text` as a snake_case identifier; keywords are left for the caller to see to."""
    return start("_".join(words(text)).lower(), f"{fallback}_", fallback)


def start(name: str, prefix: str, fallback: str) -> str:
    """`name`, or `prefix` before it where it could not begin an identifier, or `fallback` where it is empty."""
    if not name:
        return fallback
    return name if name.isidentifier() else f"{prefix}{name}"
