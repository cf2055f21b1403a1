"""The lines of the generated package that a report names are those of what it speaks of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.api.build import build
from generator.document.bundle import load
from generator.emit.operations_index import operations_json
from generator.review import generated
from generator.review.generated import Generated, made_from, why_none
from generator.review.model import Change, Occurrence, PythonView, Reach
from generator.review.python_place import PythonPlace
from generator.review.report import render_report
from tests.review.places import place
from tests.review.reports import NONE

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
FOLDER = ROOT / "generated"


@pytest.fixture(scope="module")
def lines():
    found = Generated(FOLDER)

    def text(change: Change) -> list[str]:
        """The texts of the lines, as they stand in their files."""
        places = [line.rpartition(":") for line in found.lines(change)]
        return [
            Path(file).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()
            for file, _, number in places
        ]

    return text


def seen(rule: str, where: str, before: str | None = None, after: str | None = None) -> Change:
    spot = replace(place(where), new_name=after or "")
    return Change(rule, "", where, python="breaking", before=before, after=after, place=spot)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("Segment", "class Segment(Model):"),
        ("Segment.targets_count", "targets_count: Annotated["),
        ("EmailLinkType.OPEN", 'OPEN = "open"'),
        ("SubscriptionProvider", "SubscriptionProvider: TypeAlias = Annotated["),
        ("client.segments", "def segments(self) -> resources.Segments:"),
        ("client.segments.update", "def update("),
        ("client.in_batches.segments.update", "def update("),
        ("client.segments.with_streamed_items.list", "def list("),
        ("client.segments.with_streamed_events.list", "def list("),
        ("client.segments.with_raw_response.list", "def list("),
        ("client.segments.with_streamed_response.list", "def list("),
        ("client.segments.update(targets_count=)", "targets_count: int | Unset | None = UNSET,"),
        ("client.actions.events.follow", "def follow("),
        ("NP6(api_key=)", "self, *, api_key: Given[str] | None"),
    ],
)
def test_a_class_field_member_method_or_keyword_is_found_by_its_name(lines, where, text):
    (found,) = lines(seen("python-class-kind-changed", where))
    assert found.startswith(text)


def test_what_was_renamed_is_found_by_its_new_name_and_else_by_its_class(lines):
    for where, after, text in (
        ("Segment.number", "targets_count", "targets_count: Annotated["),
        ("client.segments.update(number=)", "targets_count", "targets_count: int"),
    ):
        (found,) = lines(seen("python-field-renamed", where, after=after))
        assert found.startswith(text)
    assert lines(seen("python-field-removed", "Segment.gone")) == ["class Segment(Model):"]
    assert lines(seen("python-class-removed", "Gone")) == []
    assert lines(seen("python-method-removed", "client.segments.gone")) == []
    for where in ("client", "client.in_batches", "client.segments.update.more", "not a name!"):
        assert lines(seen("python-class-kind-changed", where)) == [], where


def test_what_the_wire_sees_is_found_by_its_name_there_else_by_its_method(lines):
    change = Change(
        "response-property-became-nullable",
        "",
        "Segment.targetsCount",
        classes=("Segment",),
        pointer="/components/schemas/Segment/properties/targetsCount",
    )
    (found,) = lines(change)
    assert found.startswith("targets_count: Annotated[")
    assert lines(replace(change, classes=("Campaign", "Segment"))) == [found]
    assert lines(replace(change, pointer="/components/schemas/Segment/properties/gone")) == [
        "class Segment(Model):"
    ]
    reached = (
        Reach("GET", "/segments", "both", "client.segments.list"),
        Reach("GET", "/gone", "both"),
    )
    assert lines(replace(change, classes=("Gone",), reach=reached)) == []
    code = PythonView("python-field-type-widened", "Segment.id", "", place=place("Segment.id"))
    assert lines(replace(change, code=code))[0].startswith("id:")
    change = Change(
        "response-success-added",
        "",
        "GET /segments",
        reach=(Reach("GET", "/segments", "both", "client.segments.list"),),
    )
    (found,) = lines(change)
    assert found.startswith("def list(")
    gone = replace(change, reach=(Reach("GET", "/segments", "both", "client.segments.gone"),))
    assert lines(gone) == []


def test_each_of_several_places_has_its_own_line():
    spots = tuple(
        Occurrence(f"{name}.id", "", place=PythonPlace(name, "id"))
        for name in ("Segment", "Campaign")
    )
    change = Change(
        "python-field-deprecated", "is deprecated", "Segment.id and 1 more", occurrences=spots
    )
    found = [Generated(FOLDER).lines(change, each) for each in spots]
    assert [line.rpartition("/")[2].partition(":")[0] for (line,) in found] == [
        "segment.py",
        "campaign.py",
    ]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_form_names_the_line(form):
    change = replace(seen("python-field-removed", "Segment.id"), reason="Gone.")
    report = replace(NONE, changes=(change,))
    (line,) = Generated(FOLDER).lines(change)
    assert line in render_report(report, form, TEMPLATES, FOLDER)
    assert "segment.py" not in render_report(report, form, TEMPLATES)
    assert "segment.py" not in render_report(report, form, TEMPLATES, FOLDER / "nowhere")


@pytest.mark.parametrize("content", [b"class Segment(", b"\xff\xfe", b"class Segment:\0", None])
def test_a_package_that_cannot_be_read_has_no_lines(tmp_path, content):
    models = tmp_path / "package" / "models"
    models.mkdir(parents=True)
    (models.parent / "operations.json").write_text("{}", encoding="utf-8")
    if content is not None:
        (models / "__init__.py").write_text(
            "from .segment import Segment as Segment", encoding="utf-8"
        )
        (models / "segment.py").write_bytes(content)
    assert Generated(tmp_path).lines(seen("python-field-removed", "Segment.id")) == ()


def test_a_module_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    models = tmp_path / "package" / "models"
    models.mkdir(parents=True)
    (models.parent / "operations.json").write_text("{}", encoding="utf-8")
    (models / "__init__.py").write_text("from .segment import Segment as Segment", encoding="utf-8")
    (models / "segment.py").write_text("class Segment: ...\n", encoding="utf-8")
    gone = seen("python-field-removed", "Segment.id")
    assert Generated(tmp_path).lines(gone) == ((models / "segment.py").as_posix() + ":1",)
    monkeypatch.setattr(generated, "_LARGEST", 30)
    assert Generated(tmp_path).lines(gone) == ()


def package(folder: Path, name: str, content: str = '{"operations": []}') -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "operations.json").write_text(content, encoding="utf-8")
    return folder


def test_a_folder_without_one_package_says_what_it_is(tmp_path):
    assert why_none(FOLDER) is None
    assert why_none(tmp_path / "nowhere").startswith("there is no folder '")
    assert why_none(Path(__file__)).startswith("there is no folder '")
    assert why_none(tmp_path).endswith(
        "holds no generated package: no folder in it has a file operations.json"
    )
    one = package(tmp_path, "one")
    assert why_none(one) is None
    assert why_none(one / "one").endswith(
        "is a generated package itself; give the folder that it is in"
    )
    assert why_none(package(tmp_path, "two")).endswith(
        "holds several generated packages: one, two; one is wanted"
    )


def test_a_package_is_told_from_that_of_another_document(tmp_path):
    spec = {
        f"/{name}": {"get": {"operationId": name, "responses": {"204": {"description": ""}}}}
        for name in "abcde"
    }
    document = tmp_path / "openapi.json"
    document.write_text(
        json.dumps({"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": spec}),
        encoding="utf-8",
    )
    api = build(load(document))
    index = json.loads(operations_json(replace(api, package="another", client="Another")))
    operations = index["operations"]
    renamed = [operations[0] | {"function": "renamed"}, *operations[1:]]
    kinds = {"this": operations, "former": operations[:3], "other": operations[:2]}
    for number, (made, left) in enumerate((*kinds.items(), ("former", renamed))):
        text = json.dumps(index | {"operations": left})
        assert made_from(package(tmp_path / made / str(number), "np6", text), api) == made
    for number, content in enumerate(
        ("", "[]", "{}", '{"operations": 7}', '{"operations": [7]}', "[" * 100_000)
    ):
        assert made_from(package(tmp_path / str(number), "np6", content), api) == "other"


def test_a_package_whose_classes_have_other_fields_is_a_former_one(tmp_path):
    schemas = {
        "Pet": {
            "type": "object",
            "properties": {"id": {"type": "integer"}, "theName": {"type": "string"}},
        },
        "Kind": {"type": "string", "enum": ["cat", "dog"]},
    }
    schemas["Pet"]["properties"]["kind"] = {"$ref": "#/components/schemas/Kind"}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    get = {"operationId": "getPet", "responses": {"200": {"description": "", "content": content}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {"/pet": {"get": get}},
    }
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(document | {"components": {"schemas": schemas}}), encoding="utf-8")
    api = build(load(spec))
    models = package(tmp_path, "a", operations_json(api)) / "a" / "models"
    models.mkdir()
    pet, kind = (
        "class Pet:\n    _kept = 1\n    id: int\n    the_name: str\n    kind: Kind\n",
        'class Kind:\n    CAT = "cat"\n',
    )
    for exported, fields, members, made in (
        ("Pet, Kind", pet, f'{kind}    DOG = "dog"\n', "this"),
        ("Pet, Kind", pet, kind, "former"),
        ("Pet, Kind", pet + "    more: int\n", f'{kind}    DOG = "dog"\n', "former"),
        ("Pet", pet, f'{kind}    DOG = "dog"\n', "former"),
    ):
        (models / "__init__.py").write_text(f"from .all import {exported}\n", encoding="utf-8")
        (models / "all.py").write_text(fields + members, encoding="utf-8")
        assert made_from(tmp_path, api) == made
