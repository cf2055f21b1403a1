"""An operation that has no name yet, and the verb that its function begins with: guessed from its
title, the end of its path, and its method."""

from __future__ import annotations

import re

from generator.document.casing import snake, words
from generator.records import record
from generator.vendor_docs.path_words import is_made_from, path_literals, path_shape

_READING = {"retrieve": "get", "get": "get", "read": "get", "list": "list", "search": "list"}
_WRITING = {
    "create": "create",
    "add": "add",
    "update": "update",
    "modify": "update",
    "edit": "update",
    "replace": "replace",
    "delete": "delete",
    "remove": "remove",
    "put": "put",
    "set": "set",
    "save": "save",
}
_KEPT = [
    "activate",
    "deactivate",
    "archive",
    "restore",
    "cancel",
    "check",
    "copy",
    "count",
    "disable",
    "download",
    "duplicate",
    "enable",
    "execute",
    "export",
    "import",
    "move",
    "preview",
    "publish",
    "render",
    "reset",
    "run",
    "send",
    "start",
    "stop",
    "test",
    "upload",
    "validate",
    "unvalidate",
]
_VERBS = {**_READING, **_WRITING, **{verb: verb for verb in _KEPT}}
"""The verb of a function by the verb that a title begins with."""
_BY_METHOD = {
    "GET": "get",
    "POST": "create",
    "PUT": "update",
    "PATCH": "update",
    "DELETE": "delete",
}
_TELLING = frozenset(["count", "check", "export", "download", "preview"])
"""Verbs that a path may end in: `GET /books/count`."""


@record(frozen=True, slots=True)
class UnnamedOperation:
    """What the names are made of. `path` has no query; `several`: the success is a list, if that is
    known; `identified`: what is meant is named in the query, in one of the ways of `alternatives`
    where there are several."""

    section: str
    method: str
    path: str
    title: str
    several: bool | None
    alternatives: tuple[str, ...] = ()
    identified: bool = False

    @property
    def literals(self) -> tuple[str, ...]:
        return path_literals(self.path)

    @property
    def shape(self) -> tuple[str, ...]:
        return path_shape(self.path)

    @property
    def ends_in_variable(self) -> bool:
        return self.path.endswith("}")

    @property
    def is_of_all(self) -> bool:
        """Whether nothing names an item."""
        return "{" not in self.path and not self.identified

    @property
    def is_of_two(self) -> bool:
        """Whether the path names an item, and at its end another."""
        return self.ends_in_variable and self.path.count("{") > 1


def verb_of(asked: UnnamedOperation) -> str:
    """The first that a guess finds, else the method's."""
    guesses = filter(None, (guess(asked) for guess in _VERB_GUESSES))
    return next(guesses, _BY_METHOD.get(asked.method, asked.method.lower()))


def _saving(asked: UnnamedOperation) -> str | None:
    """`Create or update a book`."""
    return "save" if _title_words(asked)[:3] == ["create", "or", "update"] else None


def _end_of_path(asked: UnnamedOperation) -> str | None:
    """`GET /books/count`."""
    is_collection = asked.method == "GET" and not asked.ends_in_variable
    ends = _TELLING.intersection(asked.literals[-1:])
    return next(iter(ends), None) if is_collection else None


def _second_of_two(asked: UnnamedOperation) -> str | None:
    """`Test or validate an action`, `/actions/{id}/validation`."""
    noun = _last_noun(asked)
    match _title_words(asked):
        case [first, "or", second, *_] if (
            noun and not is_made_from(noun, first) and is_made_from(noun, second)
        ):
            return second
    return None


def _known_verb(asked: UnnamedOperation) -> str | None:
    """`Lists the books`; that something is got is said by no method but GET."""
    first = _first_word(asked)
    known = _VERBS.get(first) or _VERBS.get(first.removesuffix("s"))
    return known if asked.method == "GET" or known != "get" else None


def _verb_of_noun(asked: UnnamedOperation) -> str | None:
    """`Lend a book`, `POST /books/{id}/lending`."""
    first, noun = _first_word(asked), _last_noun(asked)
    if asked.method == "POST" and len(first) > 2 and noun and is_made_from(noun, first[:4]):
        return first
    return None


_VERB_GUESSES = (_saving, _end_of_path, _second_of_two, _known_verb, _verb_of_noun)


def _title_words(asked: UnnamedOperation) -> list[str]:
    return [word.lower() for word in words(asked.title)]


def _first_word(asked: UnnamedOperation) -> str:
    """That of the title, but for what it has in brackets."""
    return next(iter(words(re.sub(r"\([^()]*\)", "", asked.title))), "").lower()


def _last_noun(asked: UnnamedOperation) -> str:
    """The last literal of the path; empty where it has none."""
    return next((snake(literal) for literal in reversed(asked.literals)), "")
