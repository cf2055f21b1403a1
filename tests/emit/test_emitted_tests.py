"""Emitted tests of documents whose examples are not what one would think."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.api.build import build
from generator.cli import main
from generator.document.bundle import load
from tests.forked import run_emitted_tests
from tests.live.run import run_tests
from tests.packages import CASES, import_document
from tests.servers import mock_in_a_thread

SPELLED = """
openapi: 3.1.0
info: {title: Spelled, version: '1'}
paths:
  /categories:
    put:
      operationId: addCategory
      x-sdk: {resource: categories, function: add}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Category'}
            example: {name: Region, Options: [{optionName: East}], note: kept}
      responses: {'200': {description: Added., content: {application/json: {schema: {$ref: '#/components/schemas/Category'}}}}}
components:
  schemas:
    Category:
      type: object
      properties:
        Name: {type: string}
        Options: {type: array, items: {type: object, properties: {optionName: {type: string}, OptionID: {type: string}}}}
"""

NAMED = """
openapi: 3.1.0
info: {title: Named, version: '1'}
paths:
  /told:
    get:
      operationId: getTold
      x-sdk: {resource: pets, function: told}
      responses: {'200': {description: It., content: {application/json: {schema: &pet {$ref: '#/components/schemas/Pet'}, example: {kind: dog, teeth: 42}}}}}
  /mistold:
    get:
      operationId: getMistold
      x-sdk: {resource: pets, function: mistold}
      responses: {'200': {description: It., content: {application/json: {schema: *pet, example: {kind: dog, teeth: many}}}}}
  /unknown:
    get:
      operationId: getUnknown
      x-sdk: {resource: pets, function: unknown}
      responses: {'200': {description: It., content: {application/json: {schema: *pet, example: {kind: bird, teeth: none}}}}}
    post:
      operationId: addUnknown
      x-sdk: {resource: pets, function: add}
      requestBody: {required: true, content: {application/json: {schema: *pet, example: {kind: bird, lives: 1}}}}
      responses: {'204': {description: Added.}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]
      discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Dog', cat: '#/components/schemas/Cat'}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}, teeth: {type: integer}}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
"""

EXTRA = """
openapi: 3.1.0
info: {title: Extra, version: '1'}
paths:
  /answers:
    get: {tags: [t], responses: {'200': {description: It., content: {application/json: {schema: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}}}}}}
    put: {tags: [t], responses: {'200': {description: It., content: {application/json: {schema: {type: array, items: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer, enum: [1, 2]}}}}}}}}
    patch: {tags: [t], responses: {'200': {description: It., content: {application/json: {schema: {type: object, properties: {a: {type: string}}, additionalProperties: {type: string, enum: [x]}}}}}}}
  /forms:
    post:
      tags: [t]
      requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: integer}}}}
      responses: {'204': {description: Sent.}}
    put:
      tags: [t]
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: array, items: {type: string}}}}}
      responses: {'204': {description: Sent.}}
  /texts:
    put:
      tags: [t]
      requestBody: {required: true, content: {text/plain: {schema: {anyOf: [{type: string}, {type: integer}]}, example: hi}}}
      responses: {'204': {description: Sent.}}
"""

FOLLOWED = """
openapi: 3.1.0
info: {title: Followed, version: '1'}
paths:
  /events:
    get:
      operationId: listEvents
      x-sdk: {resource: events, function: list, follow: {from: since, to: until, id: id, time: at}}
      parameters:
      - {name: since, in: query, required: true, schema: {$ref: '#/components/schemas/Moment'}}
      - {name: until, in: query, required: true, schema: {$ref: '#/components/schemas/Seconds'}}
      responses: {'200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Event'}}}}}}
components:
  schemas:
    Moment: {anyOf: [{type: integer, x-epoch: seconds}, {type: string, format: date-time}]}
    Seconds: {type: integer, x-epoch: seconds}
    Event: {type: object, required: [id, at], properties: {id: {type: integer}, at: {type: string, format: date-time}}}
"""

DEEP = """
openapi: 3.1.0
info: {title: Deep, version: '1'}
paths:
  /deep:
    post:
      operationId: addDeep
      x-sdk: {resource: deep, function: add}
      requestBody: {required: true, content: {application/json: {schema: {type: array}, example: VALUE}}}
      responses:
        '200': {description: It., content: {application/json: {schema: {type: array, default: VALUE}}}}
"""


@pytest.mark.parametrize(("levels", "is_tested"), [(99, True), (250, False), (450, False)])
def test_a_value_that_is_nested_deeper_than_python_reads_is_not_tested(
    tmp_path: Path, levels: int, is_tested: bool
) -> None:
    document = DEEP.replace("VALUE", f"{'[' * levels}1{']' * levels}")
    package = import_document(document, f"nested_{levels}", tmp_path)
    test = Path(str(package.__file__)).parents[1] / "tests" / "test_deep.py"
    compile(test.read_bytes(), test.name, "exec")
    assert ("def test_add(" in test.read_text(encoding="utf-8")) == is_tested


@pytest.mark.parametrize(("levels", "is_shown"), [(99, True), (250, False)])
@pytest.mark.parametrize("media", ["application/jsonl", "text/event-stream"])
def test_an_item_of_a_stream_that_is_nested_deeper_than_python_reads_is_not_shown(
    tmp_path: Path, levels: int, is_shown: bool, media: str
) -> None:
    item = f"{{type: array, default: {'[' * levels}1{']' * levels}}}"
    if media == "text/event-stream":
        data = f"{{type: string, contentMediaType: application/json, contentSchema: {item}}}"
        item = f"{{type: object, properties: {{data: {data}}}}}"
    (tmp_path / "openapi.yaml").write_text(
        "openapi: 3.2.0\ninfo: {title: Deep, version: '1'}\npaths:\n  /deep:\n    get:\n"
        "      operationId: getDeep\n      responses:\n"
        f"        '200': {{description: It., content: {{{media}: {{itemSchema: {item}}}}}}}\n",
        encoding="utf-8",
    )
    (operation,) = build(load(tmp_path / "openapi.yaml")).operations
    assert operation.returned_stream is not None
    assert bool(operation.returned_stream.examples) == is_shown


def test_an_example_that_fits_another_variant_than_it_names_is_not_tested(tmp_path: Path) -> None:
    package = import_document(NAMED, "named_example", tmp_path)
    folder = Path(str(package.__file__)).parents[1]
    done = run_emitted_tests(folder)
    assert done.returncode == 0, done.stdout[-3000:]
    text = (folder / "tests" / "test_pets.py").read_text(encoding="utf-8")
    tested = ["told", "mistold", "unknown", "add"]
    assert [each for each in tested if f"def test_{each}(" in text] == ["told", "unknown"]


def test_forms_of_no_object_and_fields_that_no_document_names_have_tests_that_pass(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    spec = tmp_path / "openapi.yaml"
    spec.write_text(EXTRA, encoding="utf-8")
    out = ["--out", str(tmp_path / "made"), "--package", "extra"]

    assert main(["regenerate", "--spec", str(spec), *out]) == 0

    assert capfd.readouterr().err.count("its schema is of no object; any fields are taken") == 2
    emitted = (tmp_path / "made" / "tests" / "test_t.py").read_text(encoding="utf-8")
    # a field that the document does not name is answered where it may be a text
    assert emitted.count('"x-not-in-the-document": "kept"') == 1
    assert run_emitted_tests(tmp_path / "made").returncode == 0


def test_a_field_of_an_example_by_its_name_in_python_is_sent_by_that_on_the_wire(
    tmp_path: Path,
) -> None:
    package = import_document(SPELLED, "spelled_example", tmp_path)
    folder = Path(str(package.__file__)).parents[1]
    done = run_emitted_tests(folder)
    assert done.returncode == 0, done.stdout[-3000:]
    text = (folder / "tests" / "test_categories.py").read_text(encoding="utf-8")
    assert '{"Name": "Region", "Options": [{"optionName": "East"}], "note": "kept"}' in text


def test_each_end_of_a_window_is_expected_in_the_form_that_its_own_parameter_takes(
    tmp_path: Path,
) -> None:
    package = import_document(FOLLOWED, "followed", tmp_path)
    folder = Path(str(package.__file__)).parents[1]
    done = run_emitted_tests(folder)
    assert done.returncode == 0, done.stdout[-3000:]
    text = (folder / "tests" / "test_events.py").read_text(encoding="utf-8")
    assert '[["since", "2025-01-01T00:00:00Z"], ["until", "1735689601"]]' in text


def test_without_the_library_of_keys_those_tests_are_skipped_and_the_rest_runs(
    tmp_path: Path,
) -> None:
    text = (CASES / "webhook-published-keys" / "openapi.yaml").read_text(encoding="utf-8")
    keyed = text.replace(
        "paths: {}", SPELLED[SPELLED.index("paths:") : SPELLED.index("components:")]
    )
    keyed = keyed.replace("  schemas:\n", SPELLED[SPELLED.index("  schemas:") :])
    package = import_document(keyed, "without_keys", tmp_path)
    folder = Path(str(package.__file__)).parents[1]
    with_reasons = {"PYTEST_ADDOPTS": "-rs"}
    assert "skipped" not in run_emitted_tests(folder, None, "-rs", "tests").stdout
    blocked = "import sys\n\nsys.modules['cryptography'] = None\n"
    (folder / "conftest.py").write_text(blocked, encoding="utf-8")
    done = run_tests(sys.executable, folder, with_reasons)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "1 skipped" in done.stdout
    assert "needs cryptography: pip install '.[webhooks]'" in done.stdout
    assert " passed" in done.stdout


MISNAMED = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: getPet
      responses:
        '200':
          description: A pet.
          content: {application/json: {schema: &pet {$ref: '#/components/schemas/Pet'}, example: EXAMPLE}}
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: *pet, example: EXAMPLE}}}
      responses: {'204': {description: Added.}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Cat: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind, tail], properties: {kind: {type: string}, tail: {type: string}}}
"""


@pytest.mark.parametrize(("named", "untested"), [("Cat", True), ("Dog", False)])
def test_an_operation_whose_example_is_misnamed_says_so(named, untested, tmp_path, capsys):
    spec = tmp_path / "openapi.yaml"
    example = f"{{kind: {named}, tail: long}}"
    spec.write_text(MISNAMED.replace("EXAMPLE", example), encoding="utf-8")
    out = str(tmp_path / "made")
    assert main(["regenerate", "--spec", str(spec), "--out", out, "--package", "pets"]) == 0
    said = capsys.readouterr().err
    for operation, what in (("getPet", "the schema of the answer"), ("addPet", "the body")):
        line = (
            f"API012 `{operation}` has no test: the value that is known for {what} names a variant"
        )
        assert (line in said) == untested


UNUSUAL = """
openapi: 3.1.0
info: {title: Unusual, version: '1'}
paths:
  /notes/latest:
    post:
      operationId: addNote
      tags: [notes]
      parameters:
      - {name: note, in: path, required: true, schema: {type: string}}
      - {name: Content-Length, in: header, required: true, schema: {type: integer}}
      requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}
      responses:
        '201': {description: Added., content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
        '101': {description: Another protocol.}
        '200': {description: Known., content: {application/json: {schema: {$ref: '#/components/schemas/Known'}}}}
components:
  schemas:
    Note: {type: object, required: [text], properties: {text: {type: string}}}
    Known: {type: object, required: [since], properties: {since: {type: string}}}
"""


def test_the_mock_and_the_tests_mean_the_same_request_and_the_same_success(tmp_path: Path) -> None:
    """A parameter that the path has no place for, a length that no caller has to know, a protocol
    that neither speaks, and a lower success behind another.
    """
    package = import_document(UNUSUAL, "unusual", tmp_path)
    folder = Path(str(package.__file__)).parents[1]
    done = run_emitted_tests(folder)
    assert done.returncode == 0, done.stdout[-3000:]
    spec = tmp_path / "served.yaml"
    spec.write_text(UNUSUAL, encoding="utf-8")
    with mock_in_a_thread(load(spec)) as address:
        done = run_emitted_tests(folder, UNUSUAL_TEST_BASE_URL=address)
    assert done.returncode == 0, done.stdout[-3000:]
