"""The forms that entries of our extensions have: one table for `lint`, which says what an entry is
not, and for the JSON Schema that editors complete them by."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, NamedTuple, TypeGuard

from generator.document.pointer import escape
from generator.document.reading import quoted

JsonSchema = Mapping[str, Any]


class Form(NamedTuple):
    """What an entry is, in words; whether a value is that; and the same as a JSON Schema."""

    words: str
    fits: Callable[[Any], bool]
    schema: JsonSchema


_LETTER: Final = r"[\p{L}_][\p{L}\p{N}_]*"
_KEYWORDS: Final = "|".join(keyword.kwlist)

TEXT: Final[JsonSchema] = {"type": "string", "pattern": r"\S"}
ANY_TEXT: Final[JsonSchema] = {"type": "string", "minLength": 1}
TEXTS: Final[JsonSchema] = {"type": "array", "items": TEXT}
FLAG: Final[JsonSchema] = {"type": "boolean"}
OBJECT: Final[JsonSchema] = {"type": "object"}
NAME: Final[JsonSchema] = {"type": "string", "pattern": rf"^(?!({_KEYWORDS})$){_LETTER}$"}
PUBLIC_NAME: Final[JsonSchema] = {"type": "string", "pattern": rf"^(?!({_KEYWORDS})$|_){_LETTER}$"}
DOTTED_NAME: Final[JsonSchema] = {
    "type": "string",
    "pattern": rf"^((?!({_KEYWORDS})(\.|$)){_LETTER}(\.(?!$)|$))+$",
}
COUNT: Final[JsonSchema] = {"type": "integer", "minimum": 0}
SECONDS: Final[JsonSchema] = {"type": "number", "minimum": 0}
ABOVE_0: Final[JsonSchema] = {"type": "number", "exclusiveMinimum": 0}


def one_of(values: Iterable[object]) -> JsonSchema:
    return {"enum": list(values)}


def any_of(*schemas: JsonSchema) -> JsonSchema:
    return {"anyOf": list(schemas)}


def listed(item: JsonSchema, *, least: int = 0) -> JsonSchema:
    return {"type": "array", "items": item, **({"minItems": least} if least else {})}


def unknown_key(called: str, key: str, known: Iterable[str]) -> str:
    """A sentence about a key that an object has no form for, with the known one that is close."""
    names = list(known)
    listed = ", ".join(f"`{name}`" for name in names)
    return f"{called} has no key `{key}`; it has {listed}{meant(key, names)}"


class Misfit(NamedTuple):
    """What is wrong with an extension, and where in it: a pointer from where it is looked at."""

    message: str
    where: str


def misfits(said: Any, called: str, forms: Mapping[str, Form], where: str = "") -> Iterator[Misfit]:
    """What is wrong with what should be an object, and stands at `where`: that it is none, keys
    that have no form, and values of another than theirs.
    """
    if not isinstance(said, dict):
        yield Misfit(f"{called} is not an object", where)
        return
    for key, value in said.items():
        at = f"{where}/{escape(key)}"
        if key not in forms:
            yield Misfit(unknown_key(called, key, forms), at)
        elif not forms[key].fits(value):
            yield Misfit(f"`{key}` of {called} is not {forms[key].words}", at)


def is_text(value: object) -> TypeGuard[str]:
    """Whether a value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def is_name(value: object) -> TypeGuard[str]:
    """Whether a value can be a name in Python."""
    return isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)


def is_public_name(value: object) -> TypeGuard[str]:
    return is_name(value) and value[0] != "_"


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number that a double can hold, as one of seconds has to be."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) <= sys.float_info.max


def is_seconds(value: object) -> TypeGuard[int | float]:
    return is_number(value) and value >= 0


def is_positive(value: object) -> TypeGuard[int | float]:
    return is_number(value) and value > 0


def is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def meant(word: object, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the known one that is close, if any is, or
    several where it is not clear which one is the closest.
    """
    close = _nearest(str(word), list(known))
    return f"; did you mean {' or '.join(map(quoted, close))}?" if close else ""


def _nearest(word: str, known: list[str]) -> list[str]:
    """The known words that fewest edits lead to, in the order of the alphabet, and the one that has
    most in common with it: `retri` is one edit from `retry`, and has five letters of `retries`.
    """
    close = get_close_matches(word, known, 3)
    edits = {each: _edits(each, word) for each in close}
    fewest = sorted(each for each in close if edits[each] == min(edits.values()))
    return list(dict.fromkeys((*fewest, *close[:1])))


def _edits(one: str, other: str) -> int:
    """How many letters have to come, go or change (Levenshtein's distance)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row = row, [number]
        for place, each in enumerate(other, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != each)))
    return row[-1]
