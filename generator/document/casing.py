"""The words of a name, and the snake_case identifier that they make: the same for the linter and
for the SDK.

No name is longer than `LONGEST`. What is cut out of a longer one stands in it as a mark made of the
whole, so that names which differ stay different, and a name is the same whatever else the document
has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

LONGEST = 80  # characters of an identifier

# A word is a run of letters of one case pattern, with the digits in it and behind it:
# `getV2HTTPUsers` is get, V2, HTTP, Users. Small letters behind digits begin no word, as in `I18n`,
# `p2p`, `24h` and `4o`; those behind several capitals do, `SHA256with`.
_WORD = re.compile(
    r"[Oo]Auth\d*|NaN(?![a-z])|[A-Z]{2,}s(?![a-z])"
    r"|(?<![A-Z])[A-Z]\d+[a-z][a-z\d]*|[A-Z]+(?![a-z])\d*"
    r"|[A-Z]?[a-z][a-z\d]*|\d+[a-z][a-z\d]*|[^\W_a-zA-Z]+\d*|\d+"
)
# Comparisons, signs of numbers, and other characters that are the whole of a name.
_SIGNS = {
    "<": "less than", "<=": "less than or equal to", "<>": "not equal", "=": "equal",
    "==": "equal equal", "!=": "not equal", ">": "greater than", ">=": "greater than or equal to",
    "+": "plus", "-": "minus", "*": "star", "/": "slash", "%": "percent", "#": "hash",
    "!": "exclamation", "&": "ampersand", "|": "pipe", "^": "caret", "~": "tilde", "@": "at",
    "$": "dollar", ".": "dot", ",": "comma", ":": "colon", ";": "semicolon", "?": "question mark",
    "'": "apostrophe", '"': "quote", "`": "backtick", "\\": "backslash", "_": "underscore",
    "(": "left parenthesis", ")": "right parenthesis", "[": "left bracket", "]": "right bracket",
    "{": "left brace", "}": "right brace",
}  # fmt: skip
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_ALL_SIGNS = re.compile(rf"(?:{_SIGN.pattern}|\s)+")
# `DateSent<` beside `DateSent` (Twilio), `AB+` beside `AB-`; no `>` of `Page<Pet>`.
_LAST_SIGNS = re.compile(r"(?<=[^\W_])\s*(?:[<>]=?|[!=]=|[+#]+|-)$")


def words(text: str) -> list[str]:
    """The words of `text`, case kept: split at punctuation, at a change of case, and between
    letters of unlike scripts.
    """
    return list(_words(text))


# a document says the same names again and again, and a review reads two of them
@lru_cache(maxsize=32_768)
def _words(text: str) -> tuple[str, ...]:
    plain = _spelled(text).replace("'", "")  # `don't` is one word
    if not plain.isascii():
        plain = _without_marks(plain)
    # what is numeric and no digit, as the `৴` of Bengali accounts, cannot be in an identifier
    return tuple(word for word in _WORD.findall(plain) if f"_{word}".isidentifier())


def _spelled(text: str) -> str:
    """`text` with the signs in words that tell it from others: of a number (`-1`), at the end, or
    all that there is.
    """
    # the values `+1` and `-1` of a vote differ by their signs alone
    if text[:1] in ("+", "-") and text[1:2].isdigit():
        return f"{_SIGNS[text[0]]} {text[1:]}"
    last = _LAST_SIGNS.search(text)
    if last is not None and "<" not in text[: last.start()]:
        return text[: last.start()] + _in_words(last[0])
    return _in_words(text) if _ALL_SIGNS.fullmatch(text) else text


def with_sign(value: str) -> str:
    """A value with the sign before its first letter in words: `-name` beside `name` is the opposite
    order, and `-INF` the opposite number.
    """
    is_signed = value[:1] in ("+", "-") and value[1:2].isalpha()
    return f"{_SIGNS[value[0]]} {value[1:]}" if is_signed else value


def _in_words(signs: str) -> str:
    return _SIGN.sub(lambda sign: f" {_SIGNS[sign[0]]} ", signs)


def _without_marks(text: str) -> str:
    """`ete` for `été`. What is left is composed again, as Hangul came apart too, and Python reads
    identifiers in that form (NFKC).
    """
    apart = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", letters)


@lru_cache(maxsize=32_768)
def snake(text: str, fallback: str = "value", longest: int = LONGEST) -> str:
    """`text` as a snake_case identifier; keywords are left for the caller to see to."""
    return shortened(start("_".join(words(text)).lower(), f"{fallback}_", fallback), longest)


def shortened(name: str, longest: int = LONGEST) -> str:
    """An identifier as it is, or, where it is longer, its first and last words around a mark made
    of the whole.

    The last words are the telling ones of a name that leads down into something. The mark is `X`
    (or `x`) and eight digits: of `create_order_shipping_address_line` in 26 characters
    `create_x45155850_line` is left."""
    if len(name) <= longest:
        return name
    joint = "_" if "_" in name else ""
    parts = name.split("_") if joint else list(words(name))
    letter = "x" if name == name.lower() else "X"
    mark = (
        f"{letter}{int(sha256(name.encode('utf-8', 'surrogatepass')).hexdigest(), 16) % 10**8:08}"
    )
    room = longest - len(mark) - 2 * len(joint)
    tail = _up_to(room // 3, reversed(parts), joint)
    head = _up_to(room - len(joint.join(tail)), parts, joint) or [
        name[: room - len(joint.join(tail))]
    ]
    return unicodedata.normalize("NFKC", joint.join((*head, mark, *reversed(tail))))


def _up_to(room: int, parts: Iterable[str], joint: str) -> list[str]:
    """As many of the words as there is room for."""
    taken: list[str] = []
    for part in parts:
        room -= len(part) + len(joint)
        if room < 0:
            break
        taken.append(part)
    return taken


def start(name: str, prefix: str, fallback: str) -> str:
    """`name`, or `prefix` before it where it could not begin an identifier, or `fallback` where it
    is empty.
    """
    if not name:
        return fallback
    return name if name.isidentifier() else f"{prefix}{name}"
