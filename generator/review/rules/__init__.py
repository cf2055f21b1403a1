"""The table of rules: what a change means for a caller and a response that were valid, and for code
that uses the package. One module a part of the document, then those of Python.

Requests and responses are mirror images. What a caller sends must still be accepted, so a request
may widen; what a caller reads must still be understood, so a response may narrow. Each rule
therefore names the rule of the other direction that is its image: the opposite movement with the
same verdict. Where the two verdicts differ on purpose, `UNEVEN` says why; where there is no image,
the rule says why.

Code counts as broken when it no longer runs, or when a type checker finds fault with it where it
found none. Arguments and results are judged in opposite directions: an argument may take more, a
result may be less. Synchronous and asynchronous methods are emitted from one description, so
whatever is said of one holds for the other.

What is decided by a rule elsewhere (which changes are one edit, which version they ask for, whose
they are) is decided by its `aspect`, its `movement` and its `direction`, where these do not tell
two apart by its `kind`; never by its id, which is only shown.

Deliberate policies, each the reason of its rule: an enumeration that grows in a response is not
certain to break; what was announced as deprecated and then removed breaks as any removal does, and
the rule says that it was announced; `oneOf` is read as "one of these", not as "exactly one"; a
default of a parameter is part of what a call asks for, a default inside a body is an annotation;
who may call is part of the wire."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from generator.review.model import Direction, Rule
from generator.review.rules import (
    bodies,
    composition,
    conventions,
    metadata,
    operations,
    parameters,
    properties,
    python_arguments,
    python_classes,
    python_client,
    python_methods,
    responses,
    security,
    servers,
    types,
)
from generator.review.rules.table import Mirrored, Unmirrored

__all__ = [
    "PYTHON_RULES",
    "RULES",
    "UNEVEN",
    "WIRE_RULES",
    "by_id",
    "kinds",
    "python_kinds",
    "python_rule",
    "rule",
]

E = TypeVar("E", bound=str)

_MIRRORED: Final = (
    *types.RULES,
    *properties.RULES,
    *composition.RULES,
    *parameters.MIRRORED,
    *bodies.MIRRORED,
)
_UNMIRRORED: Final = (
    *operations.REMOVED,
    *parameters.DEPRECATED,
    *operations.RULES,
    *parameters.REQUEST,
    *bodies.REQUEST,
    *responses.RULES,
    *security.RULES,
    *servers.RULES,
    *metadata.RULES,
    *operations.INCOMING,
    *conventions.RULES,
    *parameters.EMPTY_VALUES,
    *metadata.DIALECT,
)

_OF_THE_WIRE: Final[tuple[Mirrored | Unmirrored, ...]] = (*_MIRRORED, *_UNMIRRORED)

WIRE_RULES: tuple[Rule, ...] = tuple(rule for entry in _OF_THE_WIRE for rule in entry.rules())
"""Every rule of the wire, mirrored ones side by side."""

PYTHON_RULES: tuple[Rule, ...] = tuple(
    row.python_rule()
    for row in (
        *python_client.RULES,
        *python_methods.RULES,
        *python_arguments.RULES,
        *python_classes.RULES,
    )
)
"""Every rule of Python; on the wire they say nothing."""

RULES: tuple[Rule, ...] = (*WIRE_RULES, *PYTHON_RULES)
"""Every rule, in the order of `docs/review-rules.md`."""

UNEVEN: Mapping[frozenset[str], str] = MappingProxyType(
    {frozenset(rule.id for rule in pair.rules()): pair.uneven for pair in _MIRRORED if pair.uneven}
)
"""Why the verdicts of two mirrored rules differ, by their ids."""

_BY_ID: Final = {rule.id: rule for rule in RULES}
_UNDIRECTED: Final = {rule.kind: rule for entry in _UNMIRRORED for rule in entry.rules()}
_BY_KIND: Final = {
    (rule.kind, rule.direction): rule for entry in _MIRRORED for rule in entry.rules()
}
_OF_PYTHON: Final = {rule.kind: rule for rule in PYTHON_RULES}
_KINDS: Final = frozenset(rule.kind for rule in WIRE_RULES)


def by_id(name: str) -> Rule:
    """The rule of the wire or of Python that is called `name`. KeyError if there is none."""
    return _BY_ID[name]


def rule(kind: str, direction: Direction) -> Rule:
    """The rule about `kind` (`type-narrowed`, `path-removed`) in a direction. KeyError if there is
    none.
    """
    found = _UNDIRECTED.get(kind)
    return found if found is not None else _BY_KIND[kind, direction]


def python_rule(kind: str) -> Rule:
    """The rule of Python about `kind` (`method-removed`). KeyError if there is none."""
    return _OF_PYTHON[kind]


def kinds(stem: str, endings: Iterable[E]) -> Mapping[E, str]:
    """The kinds of the wire that begin alike, by what they end in: those of `path` are
    `path-removed` and `path-added`. KeyError if there is no such rule, as early as the module that
    tells of them is imported.
    """
    return _known(stem, endings, _KINDS)


def python_kinds(stem: str, endings: Iterable[E]) -> Mapping[E, str]:
    """The kinds of Python that begin alike, as `kinds` gives those of the wire."""
    return _known(stem, endings, _OF_PYTHON)


def _known(stem: str, endings: Iterable[E], among: Container[str]) -> Mapping[E, str]:
    found = {ending: f"{stem}-{ending}" for ending in endings}
    for kind in found.values():
        if kind not in among:
            raise KeyError(kind)
    return MappingProxyType(found)
