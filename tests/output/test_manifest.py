import json
import os
import sys
from types import SimpleNamespace

import pytest

from generator.emit.template_folders import TEMPLATES
from generator.output.manifest import (
    EMPTY,
    Manifest,
    Provenance,
    document_digests,
    parse,
    provenance_of,
    render_manifest,
    source_digest,
)

FILES = {"b.py": "b" * 64, "a.py": "a" * 64}
FIRST_FORMAT = {
    "format": 1,
    "document": "d" * 64,
    "generator": "e" * 64,
    "tools": {"ruff": "1.0"},
    "options": {"package": "x"},
    "files": FILES,
}


def test_a_manifest_reads_back_as_it_was_written(provenance):
    manifest = parse(render_manifest(FILES, provenance))
    assert manifest.files == {path: (value,) for path, value in FILES.items()}
    assert manifest.inputs == {
        "document": {"#/info": ("d" * 64,)},
        "overlays": {},
        "generator": {"templates": ("e" * 64,)},
        "tools": {"ruff": ("1.0",)},
        "options": {},
    }
    assert manifest.moved(provenance) == ()
    assert not manifest.merged


def test_a_manifest_is_sorted_json_with_an_entry_a_line_and_nothing_beside_it(provenance):
    content = render_manifest(FILES, provenance)
    assert content.decode().splitlines()[-6:] == [
        f'"files a.py": "{"a" * 64}",',
        "",
        f'"files b.py": "{"b" * 64}",',
        "",
        '"end": true',
        "}",
    ]
    assert json.loads(content)["tools ruff"] == "1.0"


def test_the_order_of_nothing_shows_in_a_manifest(provenance):
    assert render_manifest(FILES, provenance) == render_manifest(
        dict(reversed(FILES.items())), provenance
    )


def test_names_of_every_kind_are_one_entry():
    names = {'#/paths/a "b"\\ \n \u2028 é': "1", "#/paths/": "2", "": "3"}
    manifest = parse(render_manifest({}, Provenance(names, {}, {}, {})))
    assert manifest.inputs["document"] == {name: (value,) for name, value in names.items()}


@pytest.mark.parametrize(
    "markers", [("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n"), ("",) * 3]
)
def test_a_merged_manifest_knows_the_files_of_both_sides(provenance, markers):
    ours = render_manifest({"a.py": "a" * 64, "x.py": "1" * 64}, provenance).decode()
    theirs = render_manifest({"b.py": "b" * 64, "x.py": "2" * 64}, provenance).decode()
    first, second, third = markers
    manifest = parse(f"{first}{ours}{second}{theirs}{third}".encode())
    assert manifest.files == {
        "a.py": ("a" * 64,),
        "b.py": ("b" * 64,),
        "x.py": ("1" * 64, "2" * 64),
    }
    assert manifest.merged
    assert manifest.moved(provenance) == ()


A, B, C = ({f"#/paths/~1{name}{number}" for number in range(4)} for name in "abc")


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ({"": A}, {"": A}, True),
        ({"": A}, {"": B}, False),
        ({"": {*A, *list(B)[:3]}}, {"": A}, True),
        ({"": {*list(A)[:1], *B}}, {"": A}, False),
        ({"": {"#/info", "#/paths"}}, {"": A}, True),
        ({"": {"#/paths/~1a#b"}}, {"": {"#/paths/~1c#b"}}, False),
        # Of several each has to be there, also where they have the same paths.
        ({"": A}, {"v1": A, "v2": B}, True),
        ({"v1": A, "v2": B}, {"v3": B, "v1": A, "v2": C}, True),
        ({"v1": A, "v2": B}, {"": A}, False),
        ({"v1": A, "v2": A}, {"": A}, False),
        ({"v1": A, "v2": A | B}, {"v2": B, "v1": A}, True),
        ({"v1": A, "v2": B}, {"v1": A, "v2": C}, False),
    ],
)
def test_a_document_is_known_by_half_of_what_it_had_and_several_by_each(before, now, same):
    def given(documents):
        return Provenance(
            {
                f"{name} {part}".lstrip(): "d" * 64
                for name, parts in documents.items()
                for part in parts
            },
            {},
        )

    assert parse(render_manifest({}, given(before))).is_of(given(now)) is same


def test_a_manifest_of_the_first_format_is_of_another_generator(provenance):
    manifest = parse(json.dumps(FIRST_FORMAT, indent=2).encode())
    assert manifest.files == {path: (value,) for path, value in FILES.items()}
    assert manifest.format == 1
    assert manifest.moved(provenance) == ("generator changed", "options changed")
    assert not manifest.merged


def test_a_manifest_of_the_first_format_with_the_markers_of_a_merge_still_knows_its_files():
    ours, theirs = (
        json.dumps(
            FIRST_FORMAT | {"files": {"a.py": letter * 64, f"{letter}.py": letter * 64}}, indent=2
        )
        for letter in "12"
    )
    manifest = parse(f"<<<<<<< ours\n{ours}\n=======\n{theirs}\n>>>>>>> theirs\n".encode())
    assert manifest.files == {
        "a.py": ("1" * 64, "2" * 64),
        "1.py": ("1" * 64,),
        "2.py": ("2" * 64,),
    }
    assert manifest.merged


def test_a_damaged_manifest_knows_nothing_and_raises_nothing():
    for content in (
        b"",
        b"[]",
        b"null",
        b'{"files": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"files": {"a": 1}}',
        b'{"format": 1, "files": {"a": 1}}',
        b'"files a": 1,\n"files b": "1", "files c": "2"\n"files d": "',
        b'"files' + b"[" * 100_000,
    ):
        assert parse(content) == EMPTY == Manifest({}, {}), content


def document(text):
    return SimpleNamespace(said=json.loads(text), path="one.yaml")


ROOT = """{"openapi": "3.1.0", "paths": {"/a": {}, "/b": {}, "/c": {}}, "tags": [{"name": "t"}, {"name": "u"}],
    "components": {"schemas": {"A/B": {"type": "string"}}}}"""


def test_the_digests_of_a_document_are_of_its_parts():
    assert list(document_digests(document(ROOT))) == [
        "#/openapi",
        "#/paths",
        "#/paths/~1a",
        "#/paths/~1b",
        "#/paths/~1c",
        "#/tags",
        "#/tags/t",
        "#/tags/u",
        "#/components",
        "#/components/schemas",
        "#/components/schemas/A~1B",
    ]


def test_the_parts_of_a_document_are_named_by_their_pointers_whatever_form_they_have():
    root = {
        "paths": {"/a~b": {}},
        "webhooks": {"w": {}},
        "components": {"schemas": {"A": {}}, "headers": [1], "links": {"B~/": {}}},
        "tags": [{"name": "t"}, {"description": "no name"}],
    }
    assert list(document_digests(document(json.dumps(root)))) == [
        "#/paths",
        "#/paths/~1a~0b",
        "#/webhooks",
        "#/webhooks/w",
        "#/components",
        "#/components/schemas",
        "#/components/schemas/A",
        "#/components/headers",
        "#/components/links",
        "#/components/links/B~0~1",
        "#/tags",
    ]


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("string", "integer", {"#/components/schemas/A~1B"}),
        ('"/b": {}', '"/b": {"get": 1}', {"#/paths/~1b"}),
        ('"name": "u"', '"name": "u", "x": 1', {"#/tags/u"}),
        ('"name": "u"', '"name": "t"', {"#/tags", "#/tags/t", "#/tags/u"}),
        ('"/a": {}, "/b": {}', '"/b": {}, "/a": {}', {"#/paths/~1a", "#/paths/~1b", "#/paths/~1c"}),
        ('"/b": {}', '"/b": {}, "/n": {}', {"#/paths/~1n", "#/paths/~1c"}),
        (
            '{"schemas": {"A/B": {"type": "string"}}}',
            "3",
            {"#/components", "#/components/schemas", "#/components/schemas/A~1B"},
        ),
    ],
)
def test_a_change_of_a_document_changes_its_part_and_the_next_one_at_most(before, after, changed):
    one, other = (
        document_digests(document(ROOT)),
        document_digests(document(ROOT.replace(before, after))),
    )
    assert {part for part in one | other if one.get(part) != other.get(part)} == changed


def test_the_digest_of_sources_ignores_place_line_ends_and_caches(tmp_path):
    for name, end in (("one", b"\n"), ("two", b"\r\n")):
        (tmp_path / name / "sub" / "__pycache__").mkdir(parents=True)
        (tmp_path / name / "sub" / "a.py").write_bytes(b"x = 1" + end)
        (tmp_path / name / "sub" / "__pycache__" / "a.pyc").write_bytes(name.encode())
        (tmp_path / name / "sub" / ".a.py.swp").write_bytes(name.encode())
    assert source_digest(tmp_path / "one") == source_digest(tmp_path / "two")


def test_the_digest_of_sources_tells_names_and_contents_apart(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x")
    first = source_digest(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    second = source_digest(tmp_path)
    (tmp_path / "b.py").write_bytes(b"y")
    assert len({first, second, source_digest(tmp_path)}) == 3


@pytest.mark.parametrize(
    ("name", "is_source"),
    [
        *((f"a.{end}", True) for end in ("py", "jinja", "json", "yaml", "toml", "md", "typed")),
        *(("a.txt", False), ("a", False), (".a.py", False), ("__pycache__/a.py", False)),
        ("sub/sub/a.py", True),
    ],
)
def test_the_digest_of_sources_is_of_all_of_them_and_of_nothing_else(tmp_path, name, is_source):
    (tmp_path / "other.py").touch()
    before = source_digest(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"x")
    assert (source_digest(tmp_path) != before) is is_source


def test_a_provenance_names_each_part_of_the_generator(tmp_path):
    document = SimpleNamespace(said={})
    parts = {"generator/document", "generator/api", "generator/emit", "templates"}
    own = provenance_of(document, templates=TEMPLATES).generator
    assert own.keys() == parts
    (tmp_path / "a.jinja").touch()
    theirs = provenance_of(document, templates=tmp_path).generator
    assert theirs == own | {"overrides": source_digest(tmp_path)}
    assert len(set(theirs.values())) == 5


def test_a_provenance_holds_the_tools_that_decide_the_output(tmp_path):
    document = SimpleNamespace(said={})
    provenance = provenance_of(document, templates=tmp_path, options={"package": "x"})
    assert set(provenance.tools) == {"jinja2", "ruff"}
    assert all(version[0].isdigit() for version in provenance.tools.values())
    assert provenance.options == {"package": "x"}
    assert isinstance(provenance, Provenance)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_source_file_may_have_any_bytes_as_its_name(tmp_path):
    before = source_digest(tmp_path)
    (tmp_path / os.fsdecode(b"caf\xe9.jinja")).write_bytes(b"")
    assert source_digest(tmp_path) != before
