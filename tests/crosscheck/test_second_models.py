"""A second opinion on models: ours, and those that datamodel-code-generator makes of the same
schemas.

For each component and for each body of a request or a response in JSON, both have to say the same:
the fields on the wire, the required ones, listed values, what may be null, how many kinds of
objects and items there are; and what is sent of it has to be taken or refused alike: the examples,
and each of them with one defect in each place. What is said otherwise is a line of text;
`model_differences.yaml` has a reason for each, by a pattern of such lines. A line without a reason
fails, and so does a reason of which there is no line any more. The judge between the two is JSON
Schema."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.api.build import build
from generator.document.bundle import load
from tests import written_yaml
from tests.crosscheck.other_models import generated
from tests.crosscheck.places import Makes, Place, places
from tests.crosscheck.said import compared

ROOT = Path(__file__).parents[2]
KNOWN = written_yaml.read(
    (Path(__file__).parent / "model_differences.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Pair:
    """A schema with our type of it and the other one."""

    place: Place
    theirs: Any


@dataclass(frozen=True)
class Subject:
    """`check` of our runtime holds an input to a type."""

    pairs: tuple[Pair, ...]
    makes: Makes
    check: Callable[..., Any]


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    document = load(ROOT / "spec" / "openapi.yaml")
    api = build(document)
    sys.path.insert(0, str(ROOT / "generated"))
    found = {
        place.name if place.component else f"Body{at}": place
        for at, place in enumerate(places(document, api))
    }
    schemas = document.root["components"]["schemas"] | {
        name: place.schema for name, place in found.items()
    }
    with generated(schemas, tmp_path_factory.mktemp("models")) as theirs:
        pairs = tuple(Pair(place, theirs[name]) for name, place in found.items())
        yield Subject(
            pairs,
            Makes(document),
            importlib.import_module(f"{api.package}._runtime.input_check").check,
        )
    sys.path.remove(str(ROOT / "generated"))


def _explained(lines: set[str], kind: str) -> None:
    """Fails for lines that have no reason, and for reasons that have no line."""
    patterns = [each["line"] for each in KNOWN[kind]]
    left = [
        line
        for line in sorted(lines)
        if not any(re.fullmatch(pattern, line) for pattern in patterns)
    ]
    assert not left, "said otherwise, for no known reason:\n" + "\n".join(left)
    idle = [
        pattern for pattern in patterns if not any(re.fullmatch(pattern, line) for line in lines)
    ]
    assert not idle, "nothing is said otherwise any more as in:\n" + "\n".join(idle)


def _refusal(validate: Callable[[], Any]) -> ValidationError | None:
    try:
        validate()
    except ValidationError as error:
        return error
    return None


def _said(ours: ValidationError | None, theirs: ValidationError | None, *, right: bool) -> str:
    """Who refuses what is right or takes what is wrong, where not both do what JSON Schema does."""
    if ours is None and theirs is None:
        return "" if right else "both take what is wrong"
    refusal = ours or theirs
    assert refusal
    found = sorted(
        {each["msg"] for each in refusal.errors(include_url=False, include_context=False)}
    )
    return (
        f"{'we' if ours else 'they'} refuse what is {'right' if right else 'wrong'}: "
        f"{'; '.join(found)}"
    )


def test_both_models_have_the_same_fields_and_values(subject: Subject) -> None:
    lines = {
        f"{pair.place.name} {each.place} {each.aspect}: {each.ours}, theirs {each.theirs}"
        for pair in subject.pairs
        for each in compared(pair.place.ours, pair.theirs)
    }
    _explained(lines, "fields and values")


def test_both_models_take_the_same_instances(subject: Subject) -> None:
    lines: set[str] = set()
    for pair in subject.pairs:
        place, ours, theirs = pair.place, TypeAdapter(pair.place.ours), TypeAdapter(pair.theirs)
        for at, what, value in subject.makes.of(place):
            our_refusal = _refusal(partial(subject.check, ours.validate_python, value))
            their_refusal = _refusal(partial(theirs.validate_json, json.dumps(value), strict=True))
            if our_refusal and their_refusal:
                continue
            right = subject.makes.instances.valid(place.schema, value, place.direction)
            if said := _said(our_refusal, their_refusal, right=right):
                lines.add(f"{place.name} {re.sub('/[0-9]+', '/*', at)} {what}: {said}")
    _explained(lines, "instances")


def test_each_difference_has_a_reason() -> None:
    reasons = [each for kind in KNOWN.values() for each in kind]
    assert all(each.keys() == {"line", "reason"} and each["reason"].strip() for each in reasons)
