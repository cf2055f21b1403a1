"""The cause of a change: the object of the document, what of it changed, and which way.

Changes of the wire and of Python code are joined by it, a version is advised by it, and whose a
change is depends on it. A rule is about a fine aspect (`enum`, `member`, `keyword-type`); what two
rules have in common is the topic: whether something is there, its name, its type, its values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from generator.review.model import Aspect, Change, Movement, PythonView
from generator.review.rules import by_id

Topic = Literal[
    "presence", "name", "required", "type", "values", "limits", "access", "discriminator",
    "combination", "security", "server", "retry", "follow", "extension", "words", "deprecated",
    "other",
]  # fmt: skip
Sense = Literal["added", "removed", ""]

_OBJECTS: Final[frozenset[Aspect]] = frozenset({
    "property", "required-name", "parameter", "path-parameter", "header", "body", "path",
    "operation", "webhook", "callback", "success-status", "status", "schema", "unused-component",
    "package", "distribution", "client", "environment-variable", "method", "resource", "keyword",
    "class", "field", "response-header", "program",
})  # fmt: skip
"""What is there or not, and has a name: what it is about is what became of it."""
_OF_OBJECTS: Final[Mapping[Movement, Topic]] = MappingProxyType(
    {
        "added": "presence",
        "removed": "presence",
        "renamed": "name",
        "moved": "name",
        "became-required": "required",
        "became-optional": "required",
    }
)
_TOPICS: Final[Mapping[Topic, tuple[Aspect, ...]]] = MappingProxyType(
    {
        "type": (
            *("type", "nullable", "format", "content", "additional-properties", "alternative"),
            *("composition", "constraint", "prefix-item", "component", "style", "media-type"),
            *("keyword-type", "content-type", "result-type", "error-type", "item-streaming"),
            *("batches", "alias-type", "field-type", "class-kind", "mapping"),
            *("discriminated-class", "response-header-type", "stream", "stream-end"),
        ),
        "values": ("enum", "constant", "member"),
        "limits": ("bound", "pattern", "class-limits", "field-limits", "keyword-limits"),
        "access": ("access",),
        "discriminator": ("discriminator", "discriminator-mapping"),
        "name": ("position", "tags", "operation-id"),
        "combination": ("alternatives",),
        "security": (
            *("security", "security-scheme", "credential", "required-credential"),
            *("required-scope", "signature", "verification"),
        ),
        "server": (
            *("server", "server-variable", "server-default", "base-url"),
            *("server-keyword", "server-name", "server-values"),
        ),
        "retry": ("retry", "idempotency-header"),
        "follow": ("follow", "success", "paging", "wait", "stream-condition"),
        "extension": ("extension",),
        "words": ("description", "title", "summary", "example", "annotation", "docstring"),
        "deprecated": ("deprecation",),
    }
)
"""What an aspect is about whatever became of it."""
_TOPIC_OF: Final = {aspect: topic for topic, aspects in _TOPICS.items() for aspect in aspects}
_SENSES: Final[Mapping[Movement, Sense]] = MappingProxyType(
    {
        "added": "added",
        "widened": "added",
        "removed": "removed",
        "narrowed": "removed",
        "refused": "removed",
    }
)


class Cause(NamedTuple):
    """`pointer` leads to the object in the bundled document; `sense` is whether something came or
    went.
    """

    pointer: str
    aspect: Aspect
    movement: Movement

    @property
    def topic(self) -> Topic:
        return topic(self.aspect, self.movement)

    @property
    def sense(self) -> Sense:
        return _SENSES.get(self.movement, "")


def cause(change: Change) -> Cause:
    """The cause of a change, by its rule or, of what does not travel, by what changed there."""
    rule = by_id(change.rule)
    return Cause(change.pointer, *(change.about or rule.effect))


def topic(aspect: Aspect, movement: Movement) -> Topic:
    if aspect in _OBJECTS:
        return _OF_OBJECTS.get(movement, "other")
    return _TOPIC_OF.get(aspect, "other")


def is_python(change: Change) -> bool:
    """Whether only Python code sees a change."""
    return by_id(change.rule).facing == "python"


def is_docstring(code: PythonView) -> bool:
    """Whether Python code sees no more than a docstring that changed."""
    return by_id(code.rule).aspect == "docstring"
