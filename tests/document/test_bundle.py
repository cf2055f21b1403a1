"""Bundling: one tree, names that can be foretold, references that lead somewhere, and the origin of
every place.
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema_rs
import pytest

from generator.document import bundle, inlining
from generator.document.diagnostics import DocumentError
from generator.document.dump import dump
from generator.document.instances import Instances

CASES = Path(__file__).parents[1] / "cases" / "bundle"
HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"


def load(folder: Path, text: str) -> bundle.Document:
    path = folder / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    return bundle.load(path)


def findings(document: bundle.Document) -> str:
    folder = document.path.parent.as_posix()
    return "".join(f"{finding}\n".replace(f"{folder}/", "") for finding in document.diagnostics)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_document_of_several_files_becomes_the_expected_tree_with_the_expected_findings(case):
    document = bundle.load(case / "openapi.yaml", within=case)  # not the repository of the case
    assert findings(document) == (case / "expected.txt").read_text(encoding="utf-8")
    assert dump(document) == (case / "expected.yaml").read_text(encoding="utf-8")


SHARED = f"""{HEAD}paths:
  /a:
    get:
      responses:
        '200': {{description: it, content: {{application/json: {{schema: {{$ref: '../common/a.yaml#/A'}}}}}}}}
"""


@pytest.mark.parametrize("kind", ["repository", "worktree", "none", "of another folder"])
def test_documents_of_a_repository_share_files_and_no_others_are_read(tmp_path, kind):
    """A worktree has a file `.git`, which says where the repository is."""
    folder = tmp_path / "apis" / "orders"
    (tmp_path / "apis" / "common").mkdir(parents=True)
    folder.mkdir()
    (tmp_path / "apis" / "common" / "a.yaml").write_text("A: {$ref: '#/B'}\nB: {type: integer}\n")
    match kind:
        case "repository":
            (tmp_path / ".git").mkdir()
        case "worktree":
            (tmp_path / "apis" / ".git").write_text("gitdir: elsewhere\n")
        case "of another folder":
            (folder / ".git").mkdir()
    document = load(folder, SHARED)
    if kind in ("repository", "worktree"):
        assert findings(document) == ""
        media = document.get("/paths/~1a/get/responses/200/content/application~1json")
        assert document.resolved(media["schema"]) == {"type": "integer"}
        assert document.files[1] == tmp_path / "apis" / "common" / "a.yaml"
    else:
        told = "`../common/a.yaml` is outside the folder of the root document"
        assert findings(document).startswith(f"openapi.yaml:7:78: REF002 {told}")


def test_names_that_two_files_offer_do_not_depend_on_where_they_lie(tmp_path, monkeypatch):
    folder = tmp_path / "apis" / "orders"
    folder.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    schemas = ("schemas.yaml#/A", "../common/schemas.yaml#/A", "common/schemas.yaml#/A")
    for each in schemas:
        file = folder / each.partition("#")[0]
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"A: {{title: {each}}}\n".replace("#", "-"))
    answers = "".join(
        f"        '20{number}': {{description: it, content: {{application/json: {{schema: "
        f"{{$ref: '{each}'}}}}}}}}\n"
        for number, each in enumerate(schemas)
    )
    (folder / "openapi.yaml").write_text(
        f"{HEAD}paths:\n  /a:\n    get:\n      responses:\n{answers}"
    )
    found = []
    for start in (folder, folder.parent, tmp_path):
        monkeypatch.chdir(start)
        given = (folder / "openapi.yaml").relative_to(start)
        found += [bundle.load(given), bundle.load(given.resolve())]
    for document in found:
        names = {each["title"]: name for name, each in document.components("schemas").items()}
        assert names == {
            "../common/schemas.yaml-/A": "common_schemas_A",
            "common/schemas.yaml-/A": "common_schemas_A_2",
            "schemas.yaml-/A": "schemas_A",
        }


def test_a_reference_that_leaves_the_repository_is_refused(tmp_path):
    repository = tmp_path / "repository"
    (repository / "apis").mkdir(parents=True)
    (repository / ".git").mkdir()
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "a.yaml").write_text("A: {type: integer}\n")
    (repository / "common").symlink_to(tmp_path / "common")
    for way in ("../common/a.yaml", "../../common/a.yaml"):
        (found,) = load(repository / "apis", SHARED.replace("../common/a.yaml", way)).diagnostics
        assert (found.code, found.message) == (
            "REF002",
            f"`{way}` is outside the repository of the root document",
        )


@pytest.fixture
def files() -> bundle.Document:
    return bundle.load(CASES / "files" / "openapi.yaml")


def test_every_reference_that_is_left_leads_to_a_place_in_the_tree(files):
    seen = []
    for node in (
        files.get("/paths/~1pets~1{id}/parameters/0"),
        files.get("/components/schemas/Pet/properties/parent"),
        files.get("/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema"),
    ):
        target, pointer = files.resolve(node)
        assert files.get(pointer) is target
        seen.append(pointer)
    assert seen == [
        "/components/parameters/id",
        "/components/schemas/Pet",
        "/components/schemas/Pet",
    ]


def test_what_looks_like_a_reference_inside_data_is_left_alone(files):
    pet = files.get("/components/schemas/Pet")
    data = {"$ref": "#/data"}
    assert (pet["enum"], pet["const"], pet["x-note"]) == ([data], data, data)
    assert pet["properties"]["$ref"] == {"type": "string", "default": data}


def test_a_place_of_the_tree_is_located_in_the_file_it_comes_from(files):
    parent = files.locate("/components/schemas/Pet/properties/parent")
    assert (Path(parent.file).name, parent.line, parent.pointer) == (
        "pets.yaml",
        6,
        "/Pet/properties/parent",
    )
    key = files.locate("/components/schemas/Pet", key=True)
    assert (Path(key.file).name, key.line, key.column) == ("openapi.yaml", 9, 5)
    beside = files.locate("/paths/~1pets~1{id}/summary")
    assert (Path(beside.file).name, beside.line) == ("openapi.yaml", 6)
    method = files.locate("/paths/~1pets~1{id}/get", key=True)
    assert (Path(method.file).parent.name, method.line) == ("paths", 4)


def test_names_that_two_files_offer_are_qualified_by_the_file(files):
    assert {"faults_Error", "other_Error"} <= set(files.root["components"]["schemas"])


def test_the_text_of_a_bundle_reads_as_the_same_tree(files, tmp_path):
    assert load(tmp_path, dump(files)).root == files.root
    (tmp_path / "openapi.json").write_text(dump(files, as_json=True))
    assert bundle.load(tmp_path / "openapi.json").root == files.root


@pytest.mark.parametrize("case", ["base-uris-3.0", "dynamic", "files", "self"])
def test_a_bundle_of_schemas_with_names_of_their_own_means_the_same(case, tmp_path):
    document = bundle.load(CASES / case / "openapi.yaml")
    again = load(tmp_path, dump(document))
    assert again.root == document.root
    assert not [finding for finding in again.diagnostics if finding.code == "REF012"]


GENERIC = {
    "pet": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
    "user": {"type": "object", "properties": {"mail": {"type": "string"}}, "required": ["mail"]},
    "page": {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"$dynamicRef": "#T"}},
            "next": {"$ref": "#"},
        },
        "$defs": {"T": {"$dynamicAnchor": "T"}},
    },
    "pet-page": {"$ref": "page", "$defs": {"T": {"$dynamicAnchor": "T", "$ref": "pet"}}},
    "user-page": {
        "allOf": [{"$ref": "page"}],
        "$defs": {"T": {"$dynamicAnchor": "T", "$ref": "user"}},
    },
    "book": {
        "type": "object",
        "properties": {"page": {"$ref": "page"}, "users": {"$ref": "user-page"}},
    },
    "pet-book": {
        "$ref": "book",
        "minProperties": 1,
        "$defs": {"T": {"$dynamicAnchor": "T", "$ref": "pet"}},
    },
    "continued": {"$ref": "page", "required": ["next"]},
    "pet-continued": {
        "$ref": "continued",
        "$defs": {"T": {"$dynamicAnchor": "T", "$ref": "pet"}},
    },
    "tree": {
        "$dynamicAnchor": "node",
        "type": "object",
        "properties": {
            "data": True,
            "children": {"type": "array", "items": {"$dynamicRef": "#node"}},
        },
    },
    "strict-tree": {"$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": False},
    "plain": {
        "type": "object",
        "properties": {"in": {"$dynamicRef": "#own"}},
        "$defs": {"a": {"$anchor": "own", "type": "string"}},
    },
    "by-pointer": {"type": "object", "properties": {"in": {"$dynamicRef": "pet#/properties/name"}}},
}
_PAGES = [
    {"items": [item], "next": {"items": [after]}}
    for item in ({"name": "a"}, {"mail": "b"}, 1)
    for after in ({"name": "a"}, 1)
]
VALUES = [
    *_PAGES,
    *({"page": page} for page in _PAGES),
    *({"users": page} for page in _PAGES),
    *(
        {"data": 1, "children": [{"data": 2, **more}], **extra}
        for more in ({}, {"x": 1})
        for extra in ({}, {"y": 1})
    ),
    *({"in": value} for value in ("a", 1)),
]


def test_dynamic_references_mean_what_a_validator_makes_of_them(tmp_path):
    """Each schema accepts as a part of the tree, which has plain references, what it accepts as it
    is written.
    """
    base = "https://acme.test/"
    schemas = {name: {"$id": base + name, **schema} for name, schema in GENERIC.items()}
    registry = jsonschema_rs.Registry(
        [(each["$id"], each) for each in schemas.values()], draft=jsonschema_rs.Draft202012
    )
    document = load(tmp_path, HEAD + "paths: {}\ncomponents: " + json.dumps({"schemas": schemas}))
    assert not document.diagnostics
    instances = Instances(document)
    for name, schema in schemas.items():
        validator = jsonschema_rs.Draft202012Validator({"$ref": schema["$id"]}, registry=registry)
        expected = [validator.is_valid(value) for value in VALUES]
        assert [
            instances.valid({"$ref": f"#/components/schemas/{name}"}, value) for value in VALUES
        ] == expected, name
        assert not all(expected) or name in ("page", "tree")


def test_a_reference_that_strays_is_told_where_dynamic_anchors_make_another_schema_of_its_end(
    tmp_path,
):
    schemas = {
        "Box": {
            "properties": {"in": {"$dynamicRef": "#content"}},
            "$defs": {"any": {"$dynamicAnchor": "content"}},
        },
        "CountBox": {
            "$id": "https://acme.test/count-box",
            "$ref": "#/components/schemas/Box",
            "$defs": {"count": {"$dynamicAnchor": "content", "type": "integer"}},
        },
    }
    document = load(tmp_path, HEAD + "paths: {}\ncomponents: " + json.dumps({"schemas": schemas}))
    assert [finding.code for finding in document.diagnostics] == ["REF012"]
    box = {"$ref": "#/components/schemas/CountBox"}
    assert [Instances(document).valid(box, {"in": value}) for value in (1, "a")] == [True, False]


def test_a_mapping_to_the_whole_document_is_left_to_the_linter(tmp_path):
    union = {
        "oneOf": [{"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"dog": "#"}},
    }
    schemas = {"Pet": union, "Dog": {"type": "object"}}
    document = load(tmp_path, HEAD + "paths: {}\ncomponents: " + json.dumps({"schemas": schemas}))
    assert not document.diagnostics


def test_a_dynamic_anchor_may_stand_only_in_the_file_that_refers(tmp_path):
    (tmp_path / "list.yaml").write_text(
        "type: object\nproperties: {next: {$dynamicRef: '#item'}}\n", encoding="utf-8"
    )
    named = "{$id: 'https://acme.test/a', $dynamicAnchor: item, allOf: [{$ref: list.yaml}]}"
    document = load(tmp_path, HEAD + f"paths: {{}}\ncomponents: {{schemas: {{A: {named}}}}}\n")
    assert not document.diagnostics
    fields = document.components("schemas")["A"]["properties"]
    assert fields["next"] == {"$ref": "#/components/schemas/A"}


def test_text_that_other_yaml_readers_would_misread_is_quoted(tmp_path):
    values = [
        "NO",
        "12:30",
        "010",
        "1e3",
        "~",
        "",
        "2024-01-01",
        "a: b",
        "a #b",
        " x",
        "two\nlines\n",
        "tab\t\n",
        "é\u2028",
        "=",
        "null",
    ]
    document = load(tmp_path, HEAD + "paths: {}\nx-values: " + json.dumps(values))
    yaml = pytest.importorskip("yaml")
    assert yaml.safe_load(dump(document))["x-values"] == values


def test_a_reference_without_an_end_resolves_to_nothing(tmp_path):
    document = load(
        tmp_path,
        HEAD
        + (
            "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}, B: {$ref: "
            "nope.yaml}}}"
        ),
    )
    for name in ("A", "B"):
        assert document.resolve(document.get(f"/components/schemas/{name}")) == ({}, None)


def test_a_pointer_through_another_reference_is_made_direct(tmp_path):
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"properties": {"x": {"type": "string"}}},
        "C": {"$ref": "#/components/schemas/A/properties/x"},
    }
    document = load(tmp_path, HEAD + "paths: {}\ncomponents: " + json.dumps({"schemas": schemas}))
    assert not document.diagnostics
    assert document.get("/components/schemas/C") == {"$ref": "#/components/schemas/B/properties/x"}


def test_an_anchor_is_found(tmp_path):
    document = load(
        tmp_path,
        HEAD + "paths: {}\ncomponents: {schemas: {A: {$anchor: here}, B: {$ref: '#here'}}}",
    )
    assert document.get("/components/schemas/B") == {"$ref": "#/components/schemas/A"}


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    folder = tmp_path / "spec"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("a: {}")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    document = load(folder, HEAD + "paths: {}\ncomponents: {schemas: {A: {$ref: link.yaml#/a}}}")
    assert [finding.code for finding in document.diagnostics] == ["REF002"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "swagger: '2.0'",
            (
                "1:1: REF008 a Swagger 2.0 document; convert it to OpenAPI 3.0, 3.1 or 3.2 (at "
                "#/swagger)"
            ),
        ),
        (
            "openapi: 4.0.0",
            "1:10: REF008 `openapi` is `4.0.0`; 3.0, 3.1 and 3.2 can be read (at #/openapi)",
        ),
        (
            "openapi: 3",
            "1:10: REF008 `openapi` is `3`; 3.0, 3.1 and 3.2 can be read (at #/openapi)",
        ),
        (
            "openapi: [3]",
            "1:10: REF008 `openapi` is no version; 3.0, 3.1 and 3.2 can be read (at #/openapi)",
        ),
        ("info: {}", "1:1: REF008 no OpenAPI document: `openapi` is missing at the root"),
    ],
)
def test_another_version_is_refused(tmp_path, text, message):
    with pytest.raises(DocumentError) as caught:
        load(tmp_path, text)
    assert str(caught.value) == f"{(tmp_path / 'openapi.yaml').as_posix()}:{message}"


def test_a_version_that_yaml_reads_as_a_number_is_accepted_with_a_warning(tmp_path):
    document = load(tmp_path, "openapi: 3.1\ninfo: {title: t, version: '1'}\npaths: {}")
    assert (document.version, document.root["openapi"]) == ("3.1", "3.1.0")
    assert findings(document) == (
        "openapi.yaml:1:10: REF009 `openapi` is `3.1`, not a string of the form `3.1.0` (at "
        "#/openapi)\n"
    )


def test_a_chain_of_many_schemas_is_followed(tmp_path):
    chain = "".join(
        f"    S{index}: {{$ref: '#/components/schemas/S{index + 1}'}}\n" for index in range(5000)
    )
    started = time.process_time()
    document = load(
        tmp_path,
        HEAD + f"paths: {{}}\ncomponents:\n  schemas:\n{chain}    S5000: {{type: string}}\n",
    )
    assert document.resolve(document.get("/components/schemas/S0")) == (
        {"type": "string"},
        "/components/schemas/S5000",
    )
    assert time.process_time() - started < 10


def test_inlining_that_multiplies_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(inlining, "MAX_ALIASED_NODES", 20_000)
    for level in range(12):
        entries = ", ".join(f"'{{$u{n}}}': {{$ref: p{level + 1}.yaml}}" for n in range(10))
        (tmp_path / f"p{level}.yaml").write_text(f"get: {{callbacks: {{on: {{{entries}}}}}}}")
    (tmp_path / "p12.yaml").write_text("get: {}")
    with pytest.raises(DocumentError, match="SRC002 what is inlined grows beyond 20,000 values"):
        load(tmp_path, HEAD + "paths: {/a: {$ref: p0.yaml}}")


@pytest.mark.parametrize(
    "held",
    [
        "parameters: [" + "0," * 999 + "0]",
        "".join(f"x-{n}: 0\n" for n in range(1000)),
        f"callbacks: {dict.fromkeys(range(1000))}",
    ],
)
def test_what_an_inlined_object_holds_counts_whatever_it_is(tmp_path, monkeypatch, held):
    monkeypatch.setattr(inlining, "MAX_ALIASED_NODES", 20_000)
    (tmp_path / "item.yaml").write_text(
        "get:\n  " + held.replace("\n", "\n  ").replace("None", "0")
    )
    paths = ", ".join(f"/a{number}: {{$ref: item.yaml}}" for number in range(30))
    with pytest.raises(DocumentError, match="SRC002 what is inlined grows beyond 20,000 values"):
        load(tmp_path, HEAD + f"paths: {{{paths}}}")


def test_a_remote_file_is_read_when_that_is_allowed_and_its_own_references_lead_on_from_there(
    tmp_path,
):
    pages = {
        "/a/pet.yaml": b"Pet: {properties: {name: {$ref: ../name.yaml#/Name}}}",
        "/name.yaml": b"Name: {type: string}",
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path in pages else 404)
            self.end_headers()
            self.wfile.write(pages.get(self.path, b""))

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        path = tmp_path / "openapi.yaml"
        schemas = {"A": {"$ref": f"{base}/a/pet.yaml#/Pet"}, "B": {"$ref": f"{base}/none.yaml"}}
        path.write_text(HEAD + "paths: {}\ncomponents: " + json.dumps({"schemas": schemas}))
        document = bundle.load(path, allow_remote=True)
        server.shutdown()
    assert document.get("/components/schemas/A") == {
        "properties": {"name": {"$ref": "#/components/schemas/Name"}}
    }
    assert document.files == (path,)
    assert [finding.message for finding in document.diagnostics] == [
        f"`{base}/none.yaml` answers with status 404"
    ]
