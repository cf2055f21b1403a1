"""The operations of a document, and those that `--include` and `--exclude` select."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import mapping, text, texts
from generator.document.rules.extension_forms import MARKS
from generator.document.specification import OPERATIONS
from generator.records import record

KINDS: Final = ("tag", "path", "operation", "method")
_ADDED: Final = "additionalOperations"
_FIXED_WAYS: Final = tuple((method,) for method in OPERATIONS)


class ChoiceError(Exception):
    """A choice that cannot be made; a line for each reason."""


@record(frozen=True, slots=True)
class Selector:
    """Operations by one of `KINDS`: `path` is a glob, in which `*` ends at a slash and `**` does
    not.
    """

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

    def test(self) -> Callable[[SelectableOperation], bool]:
        """Whether it selects an operation; a method in any case, an operation by its `operationId`
        or as `GET /pets`.
        """
        value = self.value
        match self.kind:
            case "tag":
                return lambda operation: value in operation.tags
            case "method":
                return lambda operation: operation.method.lower() == value.lower()
            case "operation":
                return lambda operation: value in (operation.id, operation.title)
            case _:
                glob = _glob(value)
                return lambda operation: glob.fullmatch(operation.path) is not None


@record(frozen=True, slots=True)
class Choice:
    """Operations that one of `include` selects (all, if there is none), without those that one of
    `exclude` does.
    """

    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)


class SelectableOperation(NamedTuple):
    """An operation of a document, and where it stands: tokens."""

    path: str
    method: str
    node: dict[str, Any]
    at: tuple[str, ...]

    @property
    def id(self) -> str:
        return text(self.node.get("operationId"))

    @property
    def title(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def tags(self) -> list[str]:
        return texts(self.node.get("tags"))


def parsed(include: Iterable[str], exclude: Iterable[str]) -> Choice:
    """The selectors as they are written on a command line. ChoiceError with all that are none."""
    faults: list[str] = []

    def selectors(option: str, texts: Iterable[str]) -> Iterator[Selector]:
        for each in texts:
            kind, colon, value = each.partition(":")
            if colon and value and kind in KINDS:
                yield Selector(kind, value)
                continue
            close = get_close_matches(kind, KINDS, 1)
            asked = f"; did you mean `{close[0]}:{value}`?" if close and kind != close[0] else ""
            forms = "tag:NAME, path:GLOB, operation:ID or method:GET"
            faults.append(f"--{option} {each}: a selector is {forms}{asked}")

    choice = Choice(tuple(selectors("include", include)), tuple(selectors("exclude", exclude)))
    if faults:
        raise ChoiceError("\n".join(faults))
    return choice


def operations_of(root: dict[str, Any]) -> Iterator[SelectableOperation]:
    """Those of all paths and webhooks, also of methods that have no field of their own (3.2)."""
    for section in ("paths", "webhooks"):
        for path, item in mapping(root.get(section)).items():
            added = mapping(mapping(item).get(_ADDED))
            for way in (*_FIXED_WAYS, *((_ADDED, method) for method in added)):
                node = pointers.reach(item, way)
                if isinstance(node, dict):
                    yield SelectableOperation(path, way[-1], node, (section, path, *way))


def is_marked(node: Any) -> bool:
    return any(mapping(node).get(mark) is True for mark in MARKS)


def _glob(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    written = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(written.get(part, re.escape(part)) for part in parts), re.DOTALL)
