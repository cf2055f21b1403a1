"""Every field of the specification with a document that uses it: what `cases/fields` has, for tests
that walk all of them.

A case is called by its object and field (`parameter.style`), with a value of a closed choice
(`parameter.style=form`), or with a rule behind it, about what is not expressed of the field
(`parameter.style API008`)."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.document.grammar import KINDS
from generator.document.pointer import split
from generator.document.structure import validator
from tests import written_yaml

FOLDER: Final = Path(__file__).parent / "cases" / "fields"


def _read(name: str) -> Any:
    return written_yaml.read((FOLDER / name).read_text(encoding="utf-8"))


VERSIONS: Final = ("3.0", "3.1", "3.2")
CASES: Final[dict[str, list[dict[str, Any]]]] = _read("uses.yaml")
EXTENSIONS: Final[dict[str, list[dict[str, Any]]]] = _read("extensions.yaml")
OTHERS: Final[dict[str, list[dict[str, Any]]]] = _read("others.yaml")
IMPLIED: Final[dict[str, list[dict[str, Any]]]] = _read("implied.yaml")
_BASE: Final = json.dumps(_read("openapi.yaml"))

Edit = tuple[str, Any]
"""What is set where, by JSON pointer; a null takes away what is there."""


def fields(version: str) -> Iterator[tuple[str, str]]:
    """Each object of a version of the specification with each of its fields."""
    for kind, spec in KINDS.items():
        yield from ((kind, name) for name, field in spec.fields.items() if field.known(version))


def choices(version: str) -> Iterator[tuple[str, str, str]]:
    """The values of the fields for which the structure of documents lists them."""
    _, schema = validator(version, own_dialect=False)
    for kind in KINDS:
        definition = schema["$defs"][kind]
        definition = definition.get("else", definition) if kind == "schema" else definition
        for name, field in definition["properties"].items():
            for value in (
                (field.get("then") or field).get("enum", ()) if isinstance(field, dict) else ()
            ):
                yield kind, name, value


@cache
def _chosen(version: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(choices(version))


def known(key: str, version: str) -> bool:
    """Whether a version has the field, and the value, that a case is about."""
    kind, _, name = key.partition(" ")[0].partition(".")
    if key in EXTENSIONS:
        return True
    field, _, value = name.partition("=")
    return KINDS[kind].fields[field].known(version) and (
        not value or (kind, field, value) in _chosen(version)
    )


def edits(key: str) -> tuple[list[Edit], list[Edit]]:
    """What is set before the field is looked at, and with it."""
    pairs = _pairs(CASES[key] if key in CASES else EXTENSIONS[key])
    return pairs[:-1], pairs


def other(key: str) -> list[Edit]:
    """What is set after that, so that the field says something else; empty where it has no other
    value.
    """
    return _pairs(OTHERS.get(key, []))


def implied(key: str) -> tuple[list[Edit], list[Edit]]:
    """What is set before a field says what is implied without it, and with that."""
    pairs = _pairs(IMPLIED[key])
    return pairs[:-1], pairs


def _pairs(listed: list[dict[str, Any]]) -> list[Edit]:
    return [next(iter(each.items())) for each in listed]


def document(version: str, made: list[Edit]) -> dict[str, Any]:
    """The document of a version with edits, `{version}` in texts filled in."""
    root: dict[str, Any] = {**json.loads(_BASE), "openapi": f"{version}.0"}
    for pointer, value in made:
        set_value(
            root, pointer, value.replace("{version}", version) if isinstance(value, str) else value
        )
    return root


def set_value(root: Any, pointer: str, value: Any) -> None:
    """`value` in place of what `pointer` leads to; a null takes it away."""
    *above, last = split(pointer)
    node = root
    for token in above:
        node = node[int(token)] if isinstance(node, list) else node.setdefault(token, {})
    if isinstance(node, list):
        node[int(last)] = copy.deepcopy(value)
    elif value is None:
        node.pop(last, None)
    else:
        node[last] = copy.deepcopy(value)
