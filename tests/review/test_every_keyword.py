"""Every field of the specification has a rule: added, taken away or changed, it is told by the
review at its place.

So does every key of an extension that the generator reads. An edit that means nothing for those who
call or read has an exemption with its reason; what is said explicitly where it is implied anyway is
no change at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from generator import worker
from generator.api.build import build
from generator.document.bundle import load
from generator.document.grammar import KINDS
from generator.document.lint import lint
from generator.document.rules import extension_forms
from generator.review.comparison.document import compare
from generator.review.model import Change, Report
from generator.review.review import review
from generator.review.revisions import Revision
from tests.fields import (
    CASES,
    EXTENSIONS,
    IMPLIED,
    OTHERS,
    VERSIONS,
    Edit,
    choices,
    document,
    edits,
    fields,
    implied,
    known,
    other,
    set_value,
)
from tests.review.rule_cases import side, told

_ANY: Final = "/components/schemas/Thing/properties/any"
ELSEWHERE: Final[dict[str, tuple[str, ...]]] = {
    "components.mediaTypes": ("/components/schemas/Thing",),
    "mediaType.schema": ("/components/schemas/Thing",),
    "schema.prefixItems": ("/components/schemas/Thing/properties/list/items",),
    "schema.$ref": (_ANY, "/components/schemas/Cat", "/components/schemas/Dog"),
    "schema.allOf": (_ANY, "/components/schemas/Cat"),
    "schema.$defs": (_ANY,),
    "schema.definitions": (_ANY,),
    "schema.$anchor": (_ANY, "/components/schemas/Cat"),
    "schema.$dynamicAnchor": (_ANY, "/components/schemas/Cat"),
    "schema.$dynamicRef": (_ANY, "/components/schemas/Cat"),
    "schema.$id": (_ANY, "/components/schemas/Thing/$defs/D"),
    "document.$self": ("/components/schemas/Cat",),
    "schema.unevaluatedProperties": (
        "/components/schemas/Thing/properties/part/additionalProperties",
    ),
    "schema.required": (
        "/components/schemas/Thing/properties/number",
        "/components/schemas/Thing/properties/list",
    ),
}
"""Where an edit is told that is not told at its own place: as what refers to it, or what it refers
to, is another then.
"""
_GOT: Final = "is got in another way|details of security scheme"
SAYS: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("parameter.required", "header.required", "requestBody.required"),
        "became (optional|required)",
    ),
    **dict.fromkeys(
        ("parameter.in", *(f"parameter.in={value}" for value in ("query", "header", "cookie"))),
        "moved from",
    ),
    "parameter.allowReserved": "reserved",
    **dict.fromkeys(("document.servers", "pathItem.servers", "operation.servers"), "server `"),
    "operation.security": "credential",
    "serverVariable.enum": "values of variable",
    "components.responses": "description changed",
    **dict.fromkeys(
        (
            "components.examples",
            *(f"{kind}.examples" for kind in ("parameter", "header", "mediaType")),
        ),
        "example `",
    ),
    **dict.fromkeys(
        (f"example.{name}" for name in ("value", "externalValue", "dataValue", "serializedValue")),
        "example `",
    ),
    **dict.fromkeys(("components.links", "response.links"), "link `"),
    "tag.name": "tag `",
    "mediaType.encoding": "of part `a`",
    **dict.fromkeys(("mediaType.prefixEncoding", "encoding.prefixEncoding"), "of part 1"),
    **dict.fromkeys(("mediaType.itemEncoding", "encoding.itemEncoding"), "further part"),
    "encoding.encoding": "of part `b` of part `a`",
    "securityScheme.name": "is sent in another way",
    "securityScheme.bearerFormat": "details of security scheme",
    **dict.fromkeys(
        ("securityScheme.flows", *(f"oauthFlow.{name}" for name in KINDS["oauthFlow"].fields)), _GOT
    ),
    **dict.fromkeys(("schema.nullable", "schema.type=null"), "null is"),
    **dict.fromkeys(
        ("schema.enum", "schema.x-extensible-enum"), "listed|accepted|allowed|x-extensible-enum"
    ),
    "schema.const": "accepted|allowed|constant",
    "schema.required": "optional|required",
    **dict.fromkeys(("schema.dependencies", "schema.dependentSchemas"), "dependentRequired"),
    **dict.fromkeys(("discriminator.propertyName", "discriminator.mapping"), "discriminator"),
    "schema.unevaluatedProperties": "unevaluatedProperties|additional properties",
    "schema.examples": "example changed",
    "operation.x-sdk.retry": "a repeat does",
}
"""How a sentence names a field that it does not call by its name."""
EXEMPT: Final[dict[str, str]] = {
    "document.openapi": (
        "it says how the document is read; what another version spells in its own way is no change"
    ),
    "header.allowEmptyValue": "it is of query parameters only",
    "header.allowReserved": "what is reserved is not escaped in a header anyway",
    "header.style": "it has one value, which is implied",
    "header.style=simple": "it is implied",
    "schema.$comment": (
        "it is for the authors of the document and not to be shown (JSON Schema 2020-12, section "
        "8.3)"
    ),
}
"""The fields of which an edit is not told, and why nobody who calls, reads or maintains is worse
off for that.
"""

GENERIC: Final[dict[str, str]] = {
    "document.x-sdk.version": "no name in the package is another, and the review advises the next",
    "document.x-sdk.house-rules": "it is for the linter alone",
    "schema.x-discriminator.property": "the type is open, whichever property tells the variants",
    "schema.x-discriminator.seen": "the type is open, whatever was seen of it",
    "x-codeSamples": "it is for readers",
    "x-code-samples": "it is for readers",
    "x-tagGroups": "it is for readers",
    "x-evidence": "it is for the maintainers of the document",
    "x-reference-waiver": "it is for the maintainers of the document",
    "x-draft": "it is for the maintainers of the document",
    "x-owner": "it is another's, and the generator does not read it",
    "x-region": "it is another's, and the generator does not read it",
}
"""The keys of extensions, or whole extensions, of which no more is told than that they changed, and
why that has no effect on the package or on what is sent."""

TOLD: Final = Path(__file__).parents[1] / "cases" / "review" / "keywords"
KEYS: Final = [key for key in (*CASES, *EXTENSIONS) if " " not in key]
Movement = str


@pytest.fixture(autouse=True)
def _in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own for half of a review takes longer than a review of documents as small as
    these.
    """
    monkeypatch.setattr(worker, "_threads", lambda: 2)


def _side(version: str, set_there: list[Edit]) -> Revision:
    """A version's document with edits as one side of a review."""
    return side(json.dumps(document(version, set_there)))


def _movements(key: str, version: str) -> Iterator[tuple[Movement, list[Edit], list[Edit]]]:
    """The edits of a field, each with what is set before and after it; of a version that is not the
    newest, the first alone.
    """
    before, after = edits(key)
    yield "added", before, after
    if version != VERSIONS[-1] and known(key, VERSIONS[-1]):
        return
    yield "removed", after, before
    if other(key):
        yield "changed", after, [*after, *other(key)]


def _versions(key: str) -> list[str]:
    """The versions in which a field is looked at. The generator asks of a version whether it is the
    first, or a later one with what came with it: what holds in the first and in the last holds
    between them.
    """
    having = [version for version in VERSIONS if known(key, version)]
    return [having[0], having[-1]] if len(having) == len(VERSIONS) else having


def _reports(key: str, version: str) -> dict[Movement, Report]:
    return {
        name: review(_side(version, one), _side(version, other))
        for name, one, other in _movements(key, version)
    }


def _untold(key: str, reports: dict[Movement, Report]) -> list[Movement]:
    """The movements of a field that nothing is told of."""
    places = {edit[0] for edit in (edits(key)[1][-1], *other(key))}
    places |= set(ELSEWHERE.get(key, ()))
    return [
        movement
        for movement, report in reports.items()
        if not any(_is_about(change, key, places) for change in report.changes)
    ]


def _is_about(change: Change, key: str, places: set[str]) -> bool:
    """Whether a change is at one of the places and names what was edited, by its own place or in
    words.
    """
    if any(change.pointer == place or change.pointer.startswith(f"{place}/") for place in places):
        return True
    if not any(_holds(change.pointer, place) for place in places):
        return False
    said = [change.what, *(each.what for each in change.occurrences)]
    said += [change.code.what] if change.code is not None else []
    said += [
        each for each in (change.before, change.after) if each is not None and each[:1] not in "{["
    ]
    wanted = SAYS.get(key, re.escape(_letters(key.partition("=")[0].rpartition(".")[2])))
    return any(re.search(wanted, text if key in SAYS else _letters(text)) for text in said)


def _holds(pointer: str, place: str) -> bool:
    """Whether a place is in what a pointer leads to, not far below."""
    inside = pointer == "" or place.startswith(f"{pointer}/")
    return inside and place.count("/") - pointer.count("/") <= 3


def _letters(text: str) -> str:
    return "".join(re.findall(r"[a-z]+", text.lower()))


# --- complete -------------------------------------------------------------------------------------


def test_each_field_and_each_choice_of_each_version_has_a_case() -> None:
    wanted = {f"{kind}.{name}" for version in VERSIONS for kind, name in fields(version)}
    wanted |= {
        f"{kind}.{name}={value}" for version in VERSIONS for kind, name, value in choices(version)
    }
    assert sorted(wanted - CASES.keys()) == []
    assert sorted(OTHERS.keys() - CASES.keys() - EXTENSIONS.keys()) == []


def test_each_key_of_an_extension_that_the_generator_reads_has_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"document.x-sdk.{name}" for name in extension_forms.ROOT]
    keys += [f"operation.x-sdk.{name}" for name in extension_forms.OPERATION]
    keys += [f"operation.x-evidence.{name}" for name in extension_forms.EVIDENCE]
    keys += [f"{kind}.{extension_forms.WAIVER}" for kind in extension_forms.WAIVABLE]
    assert [key for key in keys if key not in EXTENSIONS] == []
    keys = [key.partition(" ")[0] for key in (*EXTENSIONS, *CASES)]
    named = {name for key in keys for name in key.split(".") if name.startswith("x-")}
    monkeypatch.setattr(
        "marshal.dumps", lambda value, _: json.dumps(value)
    )  # which takes no kind of mapping but dict itself
    read = _read_extensions(tmp_path)
    left_out_by = set(
        extension_forms.MARKS
    )  # before anything is compared: see tests/test_choosing.py
    assert sorted(read - named - left_out_by) == []
    assert sorted(named - read) == ["x-region"]  # a vendor's own


class _Asked(dict[str, Any]):
    """A mapping of a document that keeps the names of extensions that it is asked for."""

    def __init__(self, items: Iterable[tuple[str, Any]], names: set[str]) -> None:
        super().__init__(items)
        self._names = names

    def get(self, name: str, default: Any = None) -> Any:
        self._keep(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self._keep(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._keep(name)
        return super().__contains__(name)

    def _keep(self, name: object) -> None:
        if isinstance(name, str) and name.startswith("x-"):
            self._names.add(name)


def _asked(node: Any, names: set[str]) -> Any:
    if isinstance(node, dict):
        return _Asked(((name, _asked(child, names)) for name, child in node.items()), names)
    return [_asked(child, names) for child in node] if isinstance(node, list) else node


def _read_extensions(folder: Path) -> set[str]:
    """The extensions that are asked for when a document that has every field is linted, built, and
    reviewed against another.
    """
    names: set[str] = set()
    documents = []
    for name, also in (("base", lambda key: []), ("head", other)):
        root = document(VERSIONS[-1], [])
        for key in KEYS[1:]:  # all but `document.openapi`
            for edit in [*edits(key)[1], *also(key)] if known(key, VERSIONS[-1]) else []:
                with suppress(IndexError):  # where an edit of another field shortened a list
                    set_value(root, *edit)
        path = folder / f"{name}.json"
        path.write_text(json.dumps(root), encoding="utf-8")
        read = load(path)
        read.root = read.as_written = _asked(read.root, names)
        lint(read)
        build(read)
        documents.append(read)
    compare(*documents)
    return names


def test_what_is_listed_is_of_a_case() -> None:
    assert sorted((ELSEWHERE.keys() | SAYS.keys() | EXEMPT.keys()) - set(KEYS)) == []


# --- told -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_an_edit_of_a_field_is_told_at_its_place_and_names_it(key: str) -> None:
    """What is said of it in the newest version that has it is kept; REWRITE_CASES=1 writes that."""
    reports = {version: _reports(key, version) for version in _versions(key)}
    newest = list(reports.values())[-1]
    text = "\n".join(
        f"# {movement}\n\n{_without_rules(told(report))}" for movement, report in newest.items()
    )
    expected = TOLD / f"{key}.txt"
    if os.environ.get("REWRITE_CASES"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    untold = {version: _untold(key, found) for version, found in reports.items()}
    if key in EXEMPT:
        assert any(untold.values()), "the exemption is not needed any more"
    else:
        assert {version: found for version, found in untold.items() if found} == {}


def _without_rules(text: str) -> str:
    """What is said but for what the table of the rules says of it, whose page holds that, and for
    the folder of the file.
    """
    lines = [
        line
        for line in text.splitlines(keepends=True)
        if not re.match(r" +(because|remedy) ", line)
    ]
    return "".join(lines).replace("no-folder/", "")


def test_what_an_extension_means_is_told_by_more_than_that_it_changed() -> None:
    """Each movement of each key, as it is kept."""
    generic = set()
    for key in EXTENSIONS:
        for movement in (TOLD / f"{key}.txt").read_text(encoding="utf-8").split("# ")[1:]:
            rules = re.findall(r"^(?:  )?([a-z-]+)(?:: wire .*)?$", movement, re.MULTILINE)
            if set(rules) - {movement.split()[0]} <= {"extension-changed"}:
                generic.add(key if key in GENERIC else key.split(".")[1])
    assert sorted(generic) == sorted(GENERIC)


def test_what_is_said_of_a_field_is_kept_for_every_field_and_no_other() -> None:
    assert sorted(path.stem for path in TOLD.iterdir()) == sorted(KEYS)


# --- the same -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", IMPLIED)
def test_what_is_implied_is_no_change_when_it_is_said(key: str) -> None:
    before, after = implied(key)
    for version in _versions(key):
        one, other_one = _side(version, before), _side(version, after)
        for base, head in ((one, other_one), (other_one, one)):
            assert [change.what for change in review(base, head).changes] == []
