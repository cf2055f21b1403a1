from types import SimpleNamespace

from generator.output.manifest import (
    Manifest,
    Provenance,
    document_digest,
    parse,
    provenance_of,
    render,
    source_digest,
)

FILES = {"b.py": "b" * 64, "a.py": "a" * 64}


def test_a_manifest_reads_back_as_it_was_written(provenance):
    assert parse(render(FILES, provenance)) == Manifest(FILES, provenance)


def test_a_manifest_is_sorted_and_has_one_file_a_line(provenance):
    lines = render(FILES, provenance).decode().splitlines()
    assert lines[-5:] == [
        '  "files": {',
        f'    "a.py": "{"a" * 64}",',
        f'    "b.py": "{"b" * 64}"',
        "  }",
        "}",
    ]


def test_the_order_of_nothing_shows_in_a_manifest(provenance):
    assert render(FILES, provenance) == render(dict(reversed(FILES.items())), provenance)


def test_a_manifest_with_conflict_markers_still_knows_the_files_of_both_sides(provenance):
    ours = render({"a.py": "a" * 64, "x.py": "1" * 64}, provenance).decode()
    theirs = render({"b.py": "b" * 64, "x.py": "2" * 64}, provenance).decode()
    manifest = parse(f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n".encode())
    assert manifest.files.keys() == {"a.py", "b.py", "x.py"}
    assert manifest.provenance is None


def test_a_damaged_manifest_knows_nothing_and_raises_nothing():
    for content in (
        b"",
        b"[]",
        b"null",
        b'{"files": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"files": {"a": 1}}',
    ):
        assert parse(content) == Manifest({}, None)


def test_the_digest_of_a_document_is_that_of_what_it_says():
    one = SimpleNamespace(said={"openapi": "3.1.0", "paths": {"/a": {}, "/b": {}}}, path="one.yaml")
    same = SimpleNamespace(
        said={"openapi": "3.1.0", "paths": {"/a": {}, "/b": {}}}, path="elsewhere/two.json"
    )
    other_order = SimpleNamespace(
        said={"openapi": "3.1.0", "paths": {"/b": {}, "/a": {}}}, path="one.yaml"
    )
    assert document_digest(one) == document_digest(same)
    assert document_digest(one) != document_digest(other_order)


def test_the_digest_of_sources_ignores_place_line_ends_and_caches(tmp_path):
    for name, end in (("one", b"\n"), ("two", b"\r\n")):
        (tmp_path / name / "sub" / "__pycache__").mkdir(parents=True)
        (tmp_path / name / "sub" / "a.py").write_bytes(b"x = 1" + end)
        (tmp_path / name / "sub" / "__pycache__" / "a.pyc").write_bytes(name.encode())
        (tmp_path / name / "sub" / ".a.py.swp").write_bytes(name.encode())
    assert source_digest([("s", tmp_path / "one")]) == source_digest([("s", tmp_path / "two")])


def test_the_digest_of_sources_tells_names_and_contents_apart(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x")
    first = source_digest([("s", tmp_path)])
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    second = source_digest([("s", tmp_path)])
    (tmp_path / "b.py").write_bytes(b"y")
    assert len({first, second, source_digest([("s", tmp_path)])}) == 3


def test_a_provenance_holds_the_tools_that_decide_the_output(tmp_path):
    document = SimpleNamespace(said={})
    provenance = provenance_of(document, templates=tmp_path, options={"package": "x"})
    assert set(provenance.tools) == {"jinja2", "ruff"}
    assert all(version[0].isdigit() for version in provenance.tools.values())
    assert provenance.options == {"package": "x"}
    assert isinstance(provenance, Provenance)
