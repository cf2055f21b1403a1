"""The words of paths and titles: literals and shape of a path, singular and plural, and words as a
sentence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from generator.document.access import mapping
from generator.document.casing import snake, words
from generator.document.specification import METHODS

_PLURALS = (
    ("ies", "y"),
    ("lves", "lf"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("uses", "us"),
)
"""Endings of plurals, and those of the singular; all others are an `s`."""
VARIABLE = re.compile(r"\{([^{}]*)\}")


def operations(root: Mapping[str, Any]) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Path, method in capitals, and node of each operation of a document's tree."""
    for path, item in mapping(root.get("paths")).items():
        for method in METHODS:
            if isinstance(mapping(item).get(method), dict):
                yield path, method.upper(), item[method]


def singular(word: str) -> str:
    """One of what an English noun in the plural names."""
    lower = word.lower()
    for ending, one in _PLURALS:
        if lower.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + one
    is_plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural and len(word) > 3 else word


def is_several(word: str) -> bool:
    return singular(word) != word


def snakes(literals: Iterable[str]) -> Iterator[str]:
    return (snake(each) for each in literals)


def singulars(text: str) -> list[str]:
    """The words of a name, the last one in the singular."""
    every = [word.lower() for word in words(text)]
    return [*every[:-1], singular(every[-1])] if every else ["item"]


def path_literals(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part and "{" not in part)


def without_names(path: str) -> str:
    """A path whatever its variables are called: of two that agree in this a document has but one
    (OpenAPI 3.1.1, section 4.8.8.2). What stands beside a variable counts, as in `/{id}.json`.
    """
    return VARIABLE.sub("{}", path)


def path_shape(path: str) -> tuple[str, ...]:
    """The segments of a path, its variables without their names."""
    return tuple("{}" if "{" in part else part for part in path.split("/") if part) or ("",)


def path_and_query(path: str) -> tuple[str, tuple[str, ...]]:
    """A path without the query that the reference writes in it, and the names in that query."""
    path, _, query = path.partition("?")
    return path, tuple(pair.partition("=")[0] for pair in query.split("&") if pair)


def capitalized(parts: Iterable[str]) -> str:
    """Words as one name: `ShelfMark`."""
    return "".join(part.capitalize() for part in parts)


def free_name(name: str, taken: Container[str], joint: str = "") -> str:
    """A name, with a number behind it where it is taken."""
    numbered = (f"{name}{joint}{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def is_made_from(noun: str, verb: str) -> bool:
    """Whether a noun is made from the verb: `execution` from `execute`."""
    size = min(5, len(verb))
    return noun[:size] == verb[:size]


def sentence(words_of_it: Sequence[str]) -> str:
    """Words as a sentence: a capital at its start unless that is a name, a full stop at its end."""
    text = " ".join(" ".join(words_of_it).split())
    if re.match(r"[a-z]+(?![A-Z`_.])\b", text):
        text = text[0].upper() + text[1:]
    return text if not text or text[-1] in ".!?" else f"{text}."
