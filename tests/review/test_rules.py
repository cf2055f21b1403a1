"""The table of wire rules is whole: every rule has its mirror image or says why not, gives its
reason and says what to do.

That each is told, and where, is for its case to show (`test_rule_cases.py`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import pytest

from generator import review
from generator.review import rules
from generator.review.model import (
    NOTHING_TO_DO,
    Effect,
    Movement,
    PythonAspect,
    Rule,
    WireAspect,
)

MODULES: Final = sorted(Path(review.__file__).parent.rglob("*.py"))
OPPOSITES = (
    ("narrowed", "widened"),
    ("removed", "added"),
    ("tightened", "loosened"),
    ("required", "optional"),
    ("forbidden", "allowed"),
    ("closed", "freed"),
    ("refused", "added-to-closed"),
    ("added", "freed"),
    ("removed", "freed"),
    ("read-only", "write-only"),
    ("not-nullable", "nullable"),
    ("dropped", "gained"),
)

CALLED_OTHERWISE: Final[dict[tuple[str, str], Effect]] = {
    ("wire", "became-not-nullable"): ("nullable", "forbidden"),
    ("wire", "became-nullable"): ("nullable", "allowed"),
    ("wire", "values-removed"): ("enum", "removed"),
    ("wire", "values-added"): ("enum", "added"),
    ("wire", "values-closed"): ("enum", "closed"),
    ("wire", "values-freed"): ("enum", "freed"),
    ("wire", "property-refused"): ("property", "removed"),
    ("wire", "property-added-to-closed"): ("property", "added"),
    ("wire", "undeclared-property-became-required"): ("required-name", "added"),
    ("wire", "undeclared-property-became-optional"): ("required-name", "removed"),
    ("wire", "property-became-read-only"): ("access", "restricted"),
    ("wire", "property-became-write-only"): ("access", "restricted"),
    ("wire", "property-became-not-read-only"): ("access", "relaxed"),
    ("wire", "property-became-not-write-only"): ("access", "relaxed"),
    ("wire", "required-property-became-not-read-only"): ("access", "relaxed"),
    ("wire", "required-property-became-write-only"): ("access", "restricted"),
    ("wire", "parameter-style-changed"): ("style", "changed"),
    ("wire", "header-style-changed"): ("style", "changed"),
    ("wire", "media-type-suffix-dropped"): ("media-type", "generalised"),
    ("wire", "media-type-suffix-gained"): ("media-type", "specialised"),
    ("wire", "request-parameter-default-changed"): ("default", "changed"),
    ("wire", "response-success-removed"): ("success-status", "removed"),
    ("wire", "response-default-removed"): ("status", "removed"),
    ("wire", "response-success-added"): ("success-status", "added"),
    ("wire", "response-error-removed"): ("status", "removed"),
    ("wire", "response-error-added"): ("status", "added"),
    ("wire", "deprecated"): ("deprecation", "deprecated"),
    ("wire", "no-longer-deprecated"): ("deprecation", "undeprecated"),
    ("wire", "stream-errors-changed"): ("stream-end", "changed"),
    ("wire", "repeat-forbidden"): ("retry", "forbidden"),
    ("wire", "repeat-allowed"): ("retry", "allowed"),
    ("wire", "polling-added"): ("wait", "added"),
    ("wire", "polling-removed"): ("wait", "removed"),
    ("wire", "polling-changed"): ("wait", "changed"),
    ("wire", "request-parameter-empty-refused"): ("empty-value", "refused"),
    ("wire", "request-parameter-empty-allowed"): ("empty-value", "allowed"),
    ("python", "token-fetched-otherwise"): ("credential", "changed"),
    ("python", "method-deprecated"): ("deprecation", "deprecated"),
    ("python", "method-no-longer-deprecated"): ("deprecation", "undeprecated"),
    ("python", "method-credential-required"): ("required-credential", "became-required"),
    ("python", "method-credential-relaxed"): ("required-credential", "became-optional"),
    ("python", "method-scopes-required"): ("required-scope", "became-required"),
    ("python", "method-scopes-relaxed"): ("required-scope", "became-optional"),
    ("python", "method-credential-not-sent"): ("required-credential", "became-optional"),
    ("python", "method-credential-order-changed"): ("required-credential", "changed"),
    ("python", "method-retry-changed"): ("retry", "changed"),
    ("python", "method-retry-keyed"): ("retry", "allowed"),
    ("python", "method-retry-policy-changed"): ("retry", "changed"),
    ("python", "webhook-removed"): ("webhook", "removed"),
    ("python", "webhook-added"): ("webhook", "added"),
    ("python", "webhook-tolerance-narrowed"): ("verification", "narrowed"),
    ("python", "webhook-tolerance-widened"): ("verification", "widened"),
    ("python", "part-header-became-required"): ("keyword", "became-required"),
    ("python", "keyword-became-keyword-only"): ("position", "forbidden"),
    ("python", "keyword-became-positional"): ("position", "allowed"),
    ("python", "keyword-deprecated"): ("deprecation", "deprecated"),
    ("python", "class-deprecated"): ("deprecation", "deprecated"),
    ("python", "class-closed"): ("additional-properties", "closed"),
    ("python", "class-opened"): ("additional-properties", "opened"),
    ("python", "field-may-be-left-out"): ("field", "became-optional"),
    ("python", "field-always-given"): ("field", "became-required"),
    ("python", "field-deprecated"): ("deprecation", "deprecated"),
    ("python", "enumeration-type-changed"): ("member", "changed"),
    ("python", "alias-mapping-changed"): ("discriminated-class", "changed"),
    ("python", "alias-mapping-undecided"): ("discriminated-class", "undecided"),
}
"""What a rule is about and what became of that, where its name says it in other words."""


def test_identifiers_are_unique_and_made_of_words():
    names = [rule.id for rule in rules.WIRE_RULES]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


def test_a_rule_has_its_mirror_image_or_says_why_it_has_none():
    assert [rule.id for rule in rules.WIRE_RULES if not _is_mirrored(rule)] == []


def _is_mirrored(rule: Rule) -> bool:
    if not rule.mirror:
        return rule.unmirrored.endswith(".")
    image = rules.by_id(rule.mirror)
    return (
        rule.unmirrored == ""
        and image.mirror == rule.id
        and {rule.direction, image.direction} == {"request", "response"}
        and image.area == rule.area
        and (
            rule.wire == image.wire
            or rules.UNEVEN.get(frozenset({rule.id, image.id}), "").endswith(".")
        )
    )


def test_a_reason_why_verdicts_differ_belongs_to_verdicts_that_differ():
    for pair in rules.UNEVEN:
        one, other = (rules.by_id(name) for name in pair)
        assert one.wire != other.wire


def test_a_mirror_image_is_the_opposite_movement():
    """What narrows a request widens a response; what merely changes is its own image."""
    mirrored = [rule for rule in rules.WIRE_RULES if rule.mirror]
    assert [rule.id for rule in mirrored if not _is_opposite(rule)] == []


def _is_opposite(rule: Rule) -> bool:
    own, image = rule.id.partition("-")[2], rule.mirror.partition("-")[2]
    if own == image:
        return own.endswith("changed")
    return any(
        (one in own and other in image) or (other in own and one in image)
        for one, other in OPPOSITES
    ) or (own.rpartition("-")[2] == image.rpartition("-")[2] in ("renamed", "changed", "moved"))


def test_a_rule_gives_a_reason_and_says_what_to_do():
    assert [
        rule.id
        for rule in rules.WIRE_RULES
        if not (rule.reason.endswith(".") and rule.remedy.endswith("."))
    ] == []
    idle = {rule.id: rule.wire for rule in rules.WIRE_RULES if rule.remedy == NOTHING_TO_DO}
    assert {name: wire for name, wire in idle.items() if wire != "safe"} == {}


def test_a_rule_is_about_what_its_name_says():
    """Which changes are one, and which version they ask for, is decided by it: a case with one
    change has no use for it.
    """
    expected = {
        rule.id: CALLED_OTHERWISE.get((rule.facing, rule.kind), _named(rule))
        for rule in rules.RULES
    }
    assert {rule.id: rule.effect for rule in rules.RULES} == expected


def test_no_other_rule_is_called_otherwise():
    named = {(rule.facing, rule.kind): _named(rule) for rule in rules.RULES}
    assert [
        key for key, effect in CALLED_OTHERWISE.items() if named.get(key) in (None, effect)
    ] == []


def _named(rule: Rule) -> tuple[str, str]:
    """The longest aspect that its name has, and the longest movement that it ends in."""
    aspects = get_args(PythonAspect if rule.facing == "python" else WireAspect)
    aspect = max((each for each in aspects if each in rule.kind), key=len, default="")
    movements = (each for each in get_args(Movement) if rule.kind.endswith(each))
    return aspect, max(movements, key=len, default="")


def test_every_area_of_a_document_has_rules():
    areas = {rule.area for rule in rules.WIRE_RULES}
    wanted = (
        "paths operations parameters bodies responses type format values bounds properties "
        "composition discriminator"
    )
    assert (
        set(wanted.split())
        | {"media types", "defaults", "security", "servers", "metadata", "content"}
        <= areas
    )


def test_a_kind_is_looked_up_by_direction():
    assert rules.rule("type-narrowed", "request").wire == "breaking"
    assert rules.rule("type-narrowed", "response").wire == "safe"
    assert rules.rule("path-removed", "response").id == "path-removed"
    with pytest.raises(KeyError):
        rules.rule("no-such-kind", "request")


@pytest.mark.parametrize("kinds_of", [rules.kinds, rules.python_kinds])
def test_kinds_that_begin_alike_are_all_in_the_table(kinds_of):
    assert kinds_of("webhook", ("removed", "added")) == {
        "removed": "webhook-removed",
        "added": "webhook-added",
    }
    with pytest.raises(KeyError, match="webhook-moved"):
        kinds_of("webhook", ("removed", "moved"))


def _formed(module: Path) -> Iterator[str]:
    """What is written like a kind with a part that is filled in: `type-{movement}`."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if any("-" in part for part in parts) and all(
                re.fullmatch("[a-z-]+", part) for part in parts
            ):
                yield f"{module.name}: {ast.unparse(node)}"


def test_a_kind_is_made_of_parts_by_the_tables_alone():
    """There a missing one is seen as soon as its module is imported; elsewhere only by who meets
    it.
    """
    told = [module for module in MODULES if module.parent.name != "rules"]
    assert [formed for module in told for formed in _formed(module)] == []
