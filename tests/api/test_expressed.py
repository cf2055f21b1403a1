"""Every field of the specification is expressed, lost under a rule, or without meaning: the lists
are complete, and proved.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.api.build import build
from generator.api.expressed import FIELDS, VALUES, Expressed, Lost, Meaningless, Said
from generator.api.model import Api
from generator.api.rules import RULES
from generator.document.bundle import load
from generator.document.grammar import KINDS
from generator.emit import package as emission
from generator.output.describe import plain
from tests.fields import CASES, VERSIONS, choices, document, edits, fields, known
from tests.unformatted import Unformatted

TEMPLATES = Path(__file__).parents[2] / "templates"
RULE = {rule.code: rule for rule in RULES}

# --- complete -------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_each_field_of_the_version_has_an_entry(version: str) -> None:
    assert [
        (kind, name) for kind, name in fields(version) if name not in FIELDS.get(kind, {})
    ] == []


def test_each_entry_is_of_a_field() -> None:
    assert FIELDS.keys() == KINDS.keys()
    assert [
        (kind, name)
        for kind, entries in FIELDS.items()
        for name in entries
        if name not in KINDS[kind].fields
    ] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_each_choice_of_the_version_has_an_entry(version: str) -> None:
    assert [each for each in choices(version) if each[2] not in VALUES.get(each[:2], {})] == []


def test_each_entry_of_a_value_is_of_a_choice() -> None:
    known = {each for version in VERSIONS for each in choices(version)}
    assert [
        (*field, value)
        for field, values in VALUES.items()
        for value in values
        if (*field, value) not in known
    ] == []


def test_each_entry_has_a_case_and_each_case_an_entry() -> None:
    entries = {f"{kind}.{name}" for kind, fields in FIELDS.items() for name in fields}
    entries |= {
        f"{kind}.{name}={value}" for (kind, name), values in VALUES.items() for value in values
    }
    partly = {
        f"{key} {rule.code}"
        for key, said in _entries()
        for rule in (said.but if isinstance(said, Expressed) else ())
    }
    cases = CASES.keys()
    assert sorted(entries - cases) == []
    assert sorted(key for key in cases if " " not in key and key not in entries) == []
    assert sorted(key for key in cases if " " in key and key not in partly) == []
    assert {key.split()[1] for key in partly} == {key.split()[1] for key in cases if " " in key}


def test_each_rule_of_a_loss_is_told_by_an_entry_or_is_about_a_mistake_of_the_document() -> None:
    told = {said.rule.code for _, said in _entries() if isinstance(said, Lost)}
    told |= {
        rule.code for _, said in _entries() if isinstance(said, Expressed) for rule in said.but
    }
    mistakes = {"API006", "API009", "API046", "API060"}  # too deep; extensions
    assert {rule.code for rule in RULES if rule.loss} - told == mistakes
    assert all(RULE[code].loss for code in told)


# --- proved ---------------------------------------------------------------------------------------


def _entries() -> Iterator[tuple[str, Said]]:
    for kind, entries in FIELDS.items():
        yield from ((f"{kind}.{name}", said) for name, said in entries.items())
    for (kind, name), values in VALUES.items():
        yield from ((f"{kind}.{name}={value}", said) for value, said in values.items())


def _cases(wanted: type[Said]) -> list[Any]:
    return [
        pytest.param(version, key, said, id=f"{version} {key}")
        for key, said in _entries()
        if isinstance(said, wanted)
        for version in VERSIONS
        if known(key, version)
    ]


Make = Callable[[str, Any], Api]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Builds the document of a version with edits; the same one once."""
    path = tmp_path_factory.mktemp("fields") / "openapi.json"
    built: dict[str, Api] = {}

    def make(version: str, edits: Any) -> Api:
        text = json.dumps(document(version, edits))
        if text not in built:
            path.write_text(text, encoding="utf-8")
            built[text] = build(load(path))
        return built[text]

    return make


_described: dict[int, tuple[Api, str, Any]] = {}  # by identity, with what has it


def _described_once(api: Api) -> tuple[Api, str, Any]:
    """What `describe` says, and that without places, made once of what many cases start from."""
    if id(api) not in _described:
        whole = json.dumps(plain(api))
        data = json.loads(whole, object_hook=_without_place)
        said = {key: value for key, value in data.items() if key not in ("diagnostics", "losses")}
        _described[id(api)] = (api, whole, said)
    return _described[id(api)]


def _whole(api: Api) -> str:
    return _described_once(api)[1]


def _said(api: Api) -> Any:
    return _described_once(api)[2]


def _without_place(node: dict[str, Any]) -> dict[str, Any]:
    node.pop("pointer", None)
    return node


def _codes(api: Api) -> set[str]:
    return {loss.code for loss in api.losses}


@pytest.mark.parametrize(("version", "key", "said"), _cases(Expressed))
def test_what_is_expressed_changes_what_the_package_is_made_of(
    version: str, key: str, said: Expressed, made: Make
) -> None:
    before, after = edits(key)
    assert _said(made(version, before)) != _said(made(version, after)), said.by


@pytest.mark.parametrize(("version", "key", "said"), _cases(Lost))
def test_what_is_lost_is_told_by_exactly_its_rule(
    version: str, key: str, said: Lost, made: Make
) -> None:
    before, after = edits(key)
    assert _codes(made(version, after)) - (_codes(made(version, before)) - {said.rule.code}) == {
        said.rule.code
    }


@pytest.mark.parametrize(("version", "key", "said"), _cases(Meaningless))
def test_what_has_no_meaning_changes_nothing(
    version: str, key: str, said: Meaningless, made: Make
) -> None:
    before, after = edits(key)
    assert _whole(made(version, before)) == _whole(made(version, after)), said.reason


@pytest.mark.parametrize("key", [key for key in CASES if " " in key])
def test_what_is_expressed_in_part_tells_the_rest(key: str, made: Make) -> None:
    code = key.split()[1]
    before, after = edits(key)
    version = next(version for version in reversed(VERSIONS) if known(key, version))
    assert code not in _codes(made(version, before))
    assert _codes(made(version, after)) - _codes(made(version, before)) == {code}


def test_the_document_that_all_this_is_about_loses_nothing_by_itself(made: Make) -> None:
    for version in VERSIONS:
        assert made(version, []).losses == ()


# --- printed --------------------------------------------------------------------------------------


# In the `Api`, for `describe`, for the review, or for pages that this document gets none of.
UNPRINTED = {
    "tag.summary",
    # of a header that is text
    *(
        f"header.{name}"
        for name in ("description", "required", "deprecated", "example", "examples")
    ),
}


@pytest.fixture(scope="session")
def printed(made: Make) -> Callable[[str, Any], dict[str, bytes]]:
    """The files of a package as they are before formatting, with what never differs made once."""
    environment, parse = cache(emission.environment), cache(ast.parse)

    def emitted(api: Api) -> dict[str, bytes]:
        with (
            pytest.MonkeyPatch.context() as patch
        ):  # not for longer: other tests of this process emit as well
            patch.setattr(emission, "Formatter", Unformatted)
            patch.setattr(emission, "environment", environment)
            patch.setattr(ast, "parse", parse)
            return emission.emit(api, templates=TEMPLATES)

    base = {version: (api := made(version, []), emitted(api)) for version in VERSIONS}

    def tree(version: str, edits: Any) -> dict[str, bytes]:
        api = made(version, edits)
        return base[version][1] if api is base[version][0] else emitted(api)

    return tree


@pytest.mark.parametrize("key", [key for key, said in _entries() if isinstance(said, Expressed)])
def test_what_is_expressed_changes_the_files_of_the_package(
    key: str, printed: Callable[[str, Any], dict[str, bytes]]
) -> None:
    version = next(version for version in reversed(VERSIONS) if known(key, version))
    before, after = (printed(version, edits) for edits in edits(key))
    assert (before != after) is (key not in UNPRINTED)
