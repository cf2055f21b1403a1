"""Whose change it is, by what the facts of both sides say: of a part of the NP6 document, and of a
small one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.document.bundle import Document, load
from generator.document.diagnostics import Location
from generator.review.departures import sentence
from generator.review.model import Change, Reach, Report
from generator.review.origin import key, tag
from generator.review.review import review
from generator.review.revisions import Revision
from generator.vendor_docs.differences import Difference
from generator.vendor_docs.facts import (
    Body,
    Evidence,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
)
from generator.vendor_docs.observations import Observations

ROOT = Path(__file__).parents[2]

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets/{id}:
    put:
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {$ref: '#/components/parameters/Sort'}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        '2XX':
          description: pets
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
components:
  parameters:
    Sort: {name: sort, in: query, schema: {type: string}}
  schemas:
    Pet:
      type: object
      properties:
        id: {type: integer}
        owner: {$ref: '#/components/schemas/Owner'}
        self: {$ref: '#/components/schemas/Pet'}
    Owner: {type: object, properties: {id: {type: integer}, name: {type: string}}}
"""
OWNER = Field(
    "owner", type="object", fields=(Field("id", type="integer"), Field("name", type="string"))
)
FIELDS = (Field("id", type="integer"), OWNER)
PUT = VendorOperation(
    "Save a pet",
    "PUT",
    "/pets/{pet}?sort=",
    evidence=Evidence(("p",), "complete", "complete"),
    parameters=(
        Field("id", place="path", type="integer"),
        Field("sort", place="query", type="string"),
    ),
    request=Body("application/json", type="object", fields=FIELDS),
    responses=(
        Response("200", Body("application/json", type="array", items="object", fields=FIELDS)),
    ),
)
OWNER_ID = "/components/schemas/Owner/properties/id"
PET_ID = "/components/schemas/Pet/properties/id"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return load(path)


def _facts(operation: VendorOperation | None = PUT) -> list[Section]:
    evidence = Evidence(("p",), "complete", "complete")
    return [Section("pets", evidence=evidence, operations=(operation,) if operation else ())]


def _with(request: tuple[Field, ...]) -> VendorOperation:
    assert PUT.request is not None
    return replace(PUT, request=replace(PUT.request, fields=request))


def _change(rule: str, pointer: str, direction: str = "request") -> Change:
    reach = Reach("PUT", "/pets/{id}", direction)  # type: ignore[arg-type]
    return Change(rule, "", pointer, wire="breaking", reach=(reach,), pointer=pointer)


def _origin(
    change: Change,
    old: list[Section],
    new: list[Section],
    base: Document,
    head: Document | None = None,
) -> str:
    (tagged,) = tag([change], old, new, base, head or base)
    return tagged.origin


def _edited(document: Document, before: str, after: str) -> Document:
    """The small document with one edit."""
    assert before in DOCUMENT
    path = document.path.with_name("edited.yaml")
    path.write_text(DOCUMENT.replace(before, after, 1), encoding="utf-8")
    return load(path)


def test_a_place_where_the_facts_differ_is_the_vendor_s(document: Document) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    assert (
        _origin(_change("request-type-changed", PET_ID), _facts(), _facts(newer), document)
        == "vendor"
    )


def test_a_place_of_the_same_name_elsewhere_is_another_place(document: Document) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    assert (
        _origin(_change("request-type-changed", OWNER_ID), _facts(), _facts(newer), document)
        == "unknown"
    )


def test_why_nothing_is_known_of_the_origin_is_said(document: Document) -> None:
    bare = [
        replace(
            _facts()[0],
            operations=(
                replace(PUT, request=None, evidence=Evidence(("p",), "partial", "partial")),
            ),
        )
    ]
    for change, facts, says in (
        (
            _change("request-bound-tightened", OWNER_ID),
            _facts(),
            "The facts of the reference do not speak of this.",
        ),
        (
            _change("request-type-changed", OWNER_ID),
            bare,
            "No fact of the reference covers this place.",
        ),
        (_change("request-type-changed", OWNER_ID), [], ""),
        (_change("schema-renamed", OWNER_ID), bare, ""),
    ):
        (tagged,) = tag([change], facts, facts, document, document)
        assert (tagged.origin, tagged.origin_says) == ("unknown", says)


def test_another_aspect_of_the_same_place_is_not_what_the_vendor_changed(
    document: Document,
) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    change = _change("request-property-became-required", PET_ID)
    required = _edited(
        document,
        "    Pet:\n      type: object\n",
        "    Pet:\n      type: object\n      required: [id]\n",
    )
    assert _origin(change, _facts(), _facts(newer), document, required) == "departure"
    assert _origin(change, _facts(), _facts(newer), required, document) == "transcription"


def test_what_is_no_change_of_the_api_is_not_told_as_one(document: Document) -> None:
    required = _edited(
        document,
        "    Pet:\n      type: object\n",
        "    Pet:\n      type: object\n      required: [id]\n",
    )
    breaks = replace(
        _change("request-property-became-required", PET_ID), reason="Refused.", remedy="Send it."
    )
    safe = replace(
        _change("request-property-became-optional", PET_ID),
        wire="safe",
        reason="Accepted.",
        remedy="Nothing.",
    )
    for change, base, head, reason, remedy in (
        (
            breaks,
            required,
            document,
            "the document was corrected",
            "Callers check what they have from the former document",
        ),
        (
            breaks,
            document,
            required,
            "the API may be as it was",
            "whether the document or the reference is right.",
        ),
        (safe, required, document, "Accepted.", "Nothing."),
    ):
        (tagged,) = tag([change], _facts(), _facts(), base, head)
        assert reason in tagged.reason
        assert remedy in tagged.remedy


def test_what_departs_from_what_the_vendor_changed_departs(document: Document) -> None:
    newer = _with((Field("id", type="string"), OWNER))
    other = _edited(document, "        id: {type: integer}\n", "        id: {type: boolean}\n")
    assert (
        _origin(_change("request-type-changed", PET_ID), _facts(), _facts(newer), document, other)
        == "departure"
    )


def test_names_and_words_are_the_document_s_own(document: Document) -> None:
    for rule, pointer in (
        ("description-changed", PET_ID),
        ("operation-id-changed", "/paths/~1pets~1{id}/put/operationId"),
    ):
        assert _origin(_change(rule, pointer), _facts(), _facts(), document) == "transcription"


def test_what_facts_say_nothing_of_is_unknown(document: Document) -> None:
    assert (
        _origin(_change("request-bound-tightened", PET_ID), _facts(), _facts(), document)
        == "unknown"
    )


def test_a_direction_that_the_facts_do_not_show_is_unknown(document: Document) -> None:
    blind = replace(PUT, responses=(), evidence=Evidence(("p",), "complete", "none"))
    text = _edited(document, "        id: {type: integer}\n", "        id: {type: string}\n")
    change, answered = (
        _change("request-type-changed", PET_ID),
        _change("response-type-changed", PET_ID, "response"),
    )
    assert _origin(answered, _facts(blind), _facts(blind), document, text) == "unknown"
    assert _origin(change, _facts(blind), _facts(blind), document, text) == "departure"
    assert _origin(change, _facts(blind), _facts(blind), text, document) == "transcription"


def test_what_was_only_seen_later_is_a_correction(document: Document) -> None:
    part = replace(
        _with((Field("id", type="integer"),)), evidence=Evidence(("p",), "partial", "complete")
    )
    change = _change("request-property-optional-added", "/components/schemas/Pet/properties/owner")
    assert _origin(change, _facts(part), _facts(), document) == "transcription"
    assert (
        _origin(change, _facts(_with((Field("id", type="integer"),))), _facts(), document)
        == "vendor"
    )


def test_a_field_that_the_whole_page_never_had_was_invented(document: Document) -> None:
    self_reference = "        self: {$ref: '#/components/schemas/Pet'}\n"
    without = _edited(document, self_reference, "")
    removed = _change("request-property-removed", "/components/schemas/Pet/properties/self")
    added = replace(removed, rule="request-property-optional-added")
    assert _origin(removed, _facts(), _facts(), document, without) == "transcription"
    assert _origin(added, _facts(), _facts(), without, document) == "departure"


def test_parameters_are_found_by_place_and_name(document: Document) -> None:
    newer = replace(PUT, parameters=(PUT.parameters[0], replace(PUT.parameters[1], required=True)))
    required = _edited(
        document, "Sort: {name: sort, in: query,", "Sort: {name: sort, in: query, required: true,"
    )
    shared = _change("request-parameter-became-required", "/components/parameters/Sort")
    by_name = _change("python-keyword-became-required", "/paths/~1pets~1{id}/put/parameters/sort")
    for change in (shared, by_name):
        assert _origin(change, _facts(), _facts(newer), document, required) == "vendor"
        assert _origin(change, _facts(), _facts(), document, required) == "departure"
        assert _origin(change, _facts(newer), _facts(newer), document, required) == "transcription"


def test_what_was_observed_besides_the_pages_is_a_correction(document: Document) -> None:
    blind = replace(PUT, responses=(), evidence=Evidence(("p",), "complete", "none"))
    text = _edited(document, "        id: {type: integer}\n", "        id: {type: string}\n")
    change = _change("response-type-changed", PET_ID, "response")
    seen = replace(PUT, parameters=(), request=None, evidence=Evidence(source="live", sure="high"))
    unsure = replace(seen, evidence=Evidence(source="live", sure="low"))
    for observed, origin in ((seen, "transcription"), (unsure, "unknown")):
        (tagged,) = tag(
            [change],
            _facts(blind),
            _facts(blind),
            text,
            document,
            Observations({}, tuple(_facts(observed))),
        )
        assert tagged.origin == origin
    (tagged,) = tag(
        [change], _facts(None), _facts(None), document, text, Observations({}, tuple(_facts(seen)))
    )
    assert tagged.origin == "departure"
    assert tagged.origin_says.startswith(
        "What was observed (live) has the type integer for `response.2XX.[].id`"
    )


def test_what_the_vendor_removed_is_the_vendor_s_whatever_was_observed_before(
    document: Document,
) -> None:
    without = _edited(document, "        owner: {$ref: '#/components/schemas/Owner'}\n", "")
    change = _change("request-property-removed", "/components/schemas/Pet/properties/owner")
    newer = replace(PUT, request=replace(PUT.request or Body(), fields=FIELDS[:1]))
    seen = replace(PUT, parameters=(), responses=(), evidence=Evidence(source="live", sure="high"))
    observed = Observations({}, tuple(_facts(seen)))
    for facts, origin in ((_facts(), "vendor"), (_facts(newer), "departure")):
        (tagged,) = tag([change], facts, _facts(newer), document, without, observed)
        assert tagged.origin == origin


def test_a_status_that_was_observed_is_a_correction(document: Document) -> None:
    added = _edited(
        document, "      responses:\n", "      responses:\n        '404': {description: none}\n"
    )
    change = _change("response-error-added", "/paths/~1pets~1{id}/put/responses/404", "response")
    seen = replace(
        PUT,
        parameters=(),
        request=None,
        responses=(Response("404"),),
        evidence=Evidence(source="live", sure="high"),
    )
    general = Section(
        "general", facts=({"fact": "A call may be answered so.", "value": 404, "sure": "high"},)
    )
    for observed, origin in (
        (None, "departure"),
        (Observations({}, tuple(_facts(seen))), "transcription"),
        (Observations({}, (general,)), "transcription"),
    ):
        (tagged,) = tag([change], _facts(), _facts(), document, added, observed)
        assert tagged.origin == origin


def test_a_body_that_came_or_went(document: Document) -> None:
    body = (
        "      requestBody: {content: {application/json: {schema: {$ref: "
        "'#/components/schemas/Pet'}}}}\n"
    )
    without = _edited(document, body, "")
    removed = _change("request-body-removed", "/paths/~1pets~1{id}/put/requestBody")
    added = replace(removed, rule="request-body-optional-added")
    none = replace(PUT, request=None)
    assert _origin(removed, _facts(), _facts(), document, without) == "departure"
    assert _origin(added, _facts(), _facts(), without, document) == "transcription"
    assert _origin(removed, _facts(), _facts(none), document, without) == "vendor"
    assert _origin(added, _facts(none), _facts(), without, document) == "vendor"
    (tagged,) = tag([removed], _facts(), _facts(), document, without)
    assert tagged.origin_says == "The reference has `request` in `PUT /pets/{pet}?sort=`: object."


def test_a_media_type_that_the_reference_does_not_name_departs(document: Document) -> None:
    content = (
        "      requestBody: {content: {application/json: {schema: {$ref: "
        "'#/components/schemas/Pet'}}"
    )
    one, two = (
        _edited(document, content, f"{content}, {each}: {{}}")
        for each in ("text/csv", "text/csv: {}, text/plain")
    )
    change = _change(
        "request-media-type-added", "/paths/~1pets~1{id}/put/requestBody/content/text~1plain"
    )
    removed = replace(change, rule="request-media-type-removed")
    (tagged,) = tag([change], _facts(), _facts(), one, two)
    assert tagged.origin == "departure"
    assert (
        tagged.origin_says
        == "The reference has no media type text/plain for `request` in `PUT /pets/{pet}?sort=`."
    )
    assert tag([removed], _facts(), _facts(), two, one)[0].origin == "transcription"


@pytest.mark.parametrize(
    ("difference", "says"),
    [
        (("missing", "operation", "presence", "Save", None), "The reference has `PUT /a`: Save."),
        (
            ("extra", "operation", "presence", None, "Save"),
            "The reference has no operation `PUT /a`.",
        ),
        (
            ("missing", "request.a", "presence", "string", None),
            "The reference has `request.a` in `PUT /a`: string.",
        ),
        (
            ("extra", "response.404", "status", None, "404"),
            "The reference has no `response.404` in `PUT /a`.",
        ),
        (
            ("missing", "request", "body", "object", None),
            "The reference has `request` in `PUT /a`: object.",
        ),
        (
            ("missing", "security", "security", "key", None),
            "The reference has `security` in `PUT /a`: key.",
        ),
        (
            ("missing", "request.a", "required", True, False),
            "The reference demands `request.a` in `PUT /a`.",
        ),
        (
            ("missing", "request.a", "nullable", True, False),
            "The reference allows null for `request.a` in `PUT /a`.",
        ),
        (
            ("extra", "request.a", "nullable", False, True),
            "The reference shows no null for `request.a` in `PUT /a`.",
        ),
        (
            ("extra", "operation", "deprecated", False, True),
            "The reference does not call `PUT /a` deprecated.",
        ),
        (
            ("missing", "request.a", "discriminator", True, False),
            "The reference calls `request.a` in `PUT /a` a discriminator.",
        ),
        (
            ("different", "request.a", "default", 1, 2),
            "The reference has the default 1 for `request.a` in `PUT /a`.",
        ),
        (
            ("extra", "request.a", "enum", None, ["x"]),
            "The reference has no values x for `request.a` in `PUT /a`.",
        ),
        (
            ("missing", "request.a", "seen", ["x", 2], None),
            "The reference has the values x, 2 for `request.a` in `PUT /a`.",
        ),
        (
            ("different", "operation", "path", "/b", "/a"),
            "The reference has the path /b for `PUT /a`.",
        ),
    ],
)
def test_what_the_reference_has_is_one_sentence(difference: tuple[Any, ...], says: str) -> None:
    kind, where, aspect, reference, document = difference
    found = Difference(kind, "PUT", "/a", where, aspect, reference, document)
    assert sentence(found, "spec/reference") == says
    found = replace(
        found,
        theirs=Location("/tmp/x/spec/reference/observed/pets.yaml", 7),
        waived="Seen live.",
        source="live",
    )
    told = sentence(found, "spec/reference")
    assert told.startswith("What was observed (live) ")
    assert told.endswith(" (spec/reference/observed/pets.yaml:7). Waived: Seen live.")


def test_operations_that_came_or_went(document: Document) -> None:
    at = "/paths/~1pets~1{id}/put"
    added, removed = (
        _change("operation-added", at, "both"),
        _change("operation-removed", at, "both"),
    )
    without = _edited(document, "    put:\n", "    x-put:\n")
    assert _origin(added, _facts(None), _facts(), without, document) == "vendor"
    assert _origin(removed, _facts(), _facts(None), document, without) == "vendor"
    assert _origin(added, _facts(), _facts(), without, document) == "transcription"
    assert _origin(removed, _facts(), _facts(), document, without) == "departure"
    assert (
        _origin(
            replace(removed, rule="deprecated-operation-removed"),
            _facts(),
            _facts(),
            document,
            without,
        )
        == "departure"
    )
    assert _origin(added, [], _facts(), without, document) == "transcription"
    assert _origin(added, [], [], without, document) == "unknown"


def test_an_operation_that_a_whole_menu_does_not_have_departs(document: Document) -> None:
    added = _change("operation-added", "/paths/~1pets~1{id}/put", "both")
    without = _edited(document, "    put:\n", "    x-put:\n")
    tagged = _edited(document, "    put:\n", "    put:\n      tags: [pets]\n")
    whole = [Section("pets", evidence=Evidence(("p",), "complete", "complete"))]
    open_menu = [replace(whole[0], untranscribed=(Untranscribed("Save a pet"),))]
    assert _origin(added, whole, whole, without, tagged) == "departure"
    assert _origin(added, open_menu, open_menu, without, tagged) == "unknown"
    assert _origin(added, whole, whole, without, document) == "departure"
    assert _origin(added, open_menu, open_menu, without, document) == "unknown"


def test_what_only_python_sees_follows_what_changed_in_its_operations(document: Document) -> None:
    text = _edited(document, "        id: {type: integer}\n", "        id: {type: string}\n")
    wire = _change("request-type-changed", PET_ID)
    python = replace(
        _change("python-keyword-became-required", "/paths/~1pets~1{id}/put/requestBody"),
        wire="safe",
    )
    elsewhere = replace(wire, rule="request-bound-tightened")
    assert [each.origin for each in tag([wire, python], _facts(), _facts(), document, text)] == [
        "departure",
        "departure",
    ]
    assert tag([wire, elsewhere, python], _facts(), _facts(), document, text)[2].origin == "unknown"


def test_without_facts_nothing_is_known(document: Document) -> None:
    assert _origin(_change("request-type-changed", PET_ID), [], [], document) == "unknown"
    assert _origin(Change("info-changed", "", "info"), _facts(), _facts(), document) == "unknown"


def test_the_names_of_variables_and_the_query_do_not_tell_operations_apart() -> None:
    assert key("put", "/pets/{id}") == key("PUT", "/pets/{pet}?sort=") == ("PUT", "/pets/{}")


# --- the NP6 document, with one edit each ---------------------------------------------------------

Edit = tuple[str, str, str]
SECTIONS = ("segment", "actionevent")
SEGMENT = (
    "  x-discriminator: {property: type, seen: [static, dynamic]}\n  additionalProperties: true\n"
)
NAME = "    name:\n      type: string\n      description: The name of the segment.\n"
FIELD: Edit = (
    "schemas/segment.yaml",
    NAME,
    f"    color:\n      type: string\n      description: Its color.\n{NAME}",
)
TYPE: Edit = (
    "schemas/segment.yaml",
    "    id:\n      type: integer\n      format: int32\n",
    "    id:\n      type: string\n",
)
REQUIRED: Edit = ("schemas/segment.yaml", SEGMENT, f"{SEGMENT}  required: [id]\n")
VALUE: Edit = (
    "schemas/shared.yaml",
    "enum: [asc, desc]\n  x-enum-varnames: [ASCENDING, DESCENDING]\n  x-enum-descriptions: [",
    (
        "enum: [asc, desc, none]\n  x-enum-varnames: [ASCENDING, DESCENDING, NONE]\n  "
        "x-enum-descriptions: [None., "
    ),
)
GONE: Edit = (
    "openapi.yaml",
    "  /segments/{id}/targets:\n    $ref: paths/segment.yaml#/targets\n",
    "",
)
FACT_ID = "        - {name: id, type: integer, format: int32, about: segment id}\n"
FACT_SORT = "{name: sort, in: query, type: string, enum: [asc, desc], about"
SEGMENT_FACTS = (ROOT / "spec" / "reference" / "segment.yaml").read_text(encoding="utf-8")
TARGETS = SEGMENT_FACTS[
    SEGMENT_FACTS.index("  - title: Retrieve a segment's targets\n") : SEGMENT_FACTS.index(
        "  - title: null\n    method: GET\n    path: /segments/{id}\n"
    )
]
CASES: dict[str, tuple[Edit, str, list[Edit]]] = {
    "request-property-optional-added": (
        FIELD,
        "The reference has no `request.color` in `PUT /segments/{id}` (",
        [
            (
                "reference/segment.yaml",
                FACT_ID,
                f"{FACT_ID}        - {{name: color, type: string}}\n",
            )
        ],
    ),
    "request-type-changed": (
        TYPE,
        "The reference has the type integer for `response.2XX.[].id` in `GET /segments` (",
        [
            (
                "reference/segment.yaml",
                FACT_ID,
                FACT_ID.replace("integer, format: int32", "string"),
            ),
            *[("reference/segment.yaml", "{name: id, type: integer}", "{name: id, type: string}")]
            * 2,
        ],
    ),
    "request-property-became-required": (
        REQUIRED,
        "The reference does not demand `request.id` in `PUT /segments/{id}` (",
        [("reference/segment.yaml", FACT_ID, FACT_ID.replace("int32,", "int32, required: true,"))],
    ),
    "request-values-added": (
        VALUE,
        (
            "The reference has the values asc, desc for `parameters.query.sort` in `GET "
            "/actions/events/cancellations` ("
        ),
        [
            (
                "reference/actionevent.yaml",
                FACT_SORT,
                FACT_SORT.replace("[asc, desc]", "[asc, desc, none]"),
            )
        ]
        * 5,
    ),
    "deprecated-path-removed": (
        GONE,
        "The reference has `GET /segments/{id}/targets`: Retrieve a segment's targets (",
        [("reference/segment.yaml", TARGETS, "")],
    ),
}
"""By the rule that an edit brings about: the edit, what is said of the reference, the edits of the
facts that go with it.
"""


@pytest.fixture(scope="module")
def np6(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sections of the NP6 document with their facts."""
    folder = tmp_path_factory.mktemp("np6")
    shutil.copytree(
        ROOT / "spec",
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("wordings", "reference"),
    )
    (folder / "reference" / "observed").mkdir(parents=True)
    for name in (
        *(f"{section}.yaml" for section in SECTIONS),
        "observed/segment.yaml",
        "observed/sources.yaml",
    ):
        shutil.copy(ROOT / "spec" / "reference" / name, folder / "reference" / name)
    root = folder / "openapi.yaml"
    kept = "|".join(f"paths/{section}" for section in SECTIONS)
    text = re.sub(
        rf"^  /.*\n    \$ref: (?!{kept}\.yaml).*\n",
        "",
        root.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    root.write_text(text, encoding="utf-8")
    return folder


def _side(folder: Path, top: Path, edits: Iterable[Edit] = ()) -> Revision:
    if edits:
        shutil.copytree(folder, top)
        for name, before, after in edits:
            text = (top / name).read_text(encoding="utf-8")
            assert before in text
            (top / name).write_text(text.replace(before, after, 1), encoding="utf-8")
        folder = top
    spec = folder / "openapi.yaml"
    return Revision(load(spec), spec.as_posix(), spec)


def _judged(report: Report, rule: str) -> Change:
    (change,) = (each for each in report.changes if each.rule == rule)
    return change


@pytest.mark.parametrize("rule", CASES)
def test_an_edit_that_the_reference_does_not_know_of_departs_from_it(
    rule: str, np6: Path, tmp_path: Path
) -> None:
    edit, says, _ = CASES[rule]
    report = review(_side(np6, tmp_path), _side(np6, tmp_path / "head", [edit]))
    change = _judged(report, rule)
    assert change.origin == "departure"
    assert change.origin_says.startswith(says)
    assert "/reference/" in change.origin_says
    assert report.departures >= 1
    assert "### Fixed" not in report.changelog
    assert report.api == "none"


@pytest.mark.parametrize("rule", CASES)
def test_an_edit_that_the_facts_changed_with_is_the_vendor_s(
    rule: str, np6: Path, tmp_path: Path
) -> None:
    edit, _, facts = CASES[rule]
    report = review(_side(np6, tmp_path), _side(np6, tmp_path / "head", [edit, *facts]))
    assert _judged(report, rule).origin == "vendor"
    assert report.departures == 0


@pytest.mark.parametrize("rule", CASES)
def test_an_edit_of_what_was_wrong_is_a_correction(rule: str, np6: Path, tmp_path: Path) -> None:
    edit, says, _ = CASES[rule]
    report = review(_side(np6, tmp_path / "base", [edit]), _side(np6, tmp_path))
    corrected = [
        change
        for change in report.changes
        if change.origin == "transcription" and change.origin_says.startswith(says)
    ]
    assert corrected
    assert report.departures == 0
    assert report.api == "none"
