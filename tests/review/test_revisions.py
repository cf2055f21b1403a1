"""What is compared: files, revisions, the working tree; and what is said when it cannot be had."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest

from generator.document.diagnostics import DocumentError
from generator.review.repository import Repository as GitRepository
from generator.review.revisions import RevisionError, UnreadableRevisionsError, read_revisions

ROOT = """\
openapi: 3.1.0
info: {{title: {title}, version: '1'}}
paths:
  /x: {{$ref: paths/x.yaml}}
"""
ITEM = (
    "get:\n  responses:\n    '200': {description: x, content: {application/json: {schema: {$ref: "
    "'../schemas/x.json#/X'}}}}\n"
)
SPEC = Path("spec/openapi.yaml")


class Repository:
    """A repository to work in; `git` runs as if nobody had configured it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        names = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com",
        }
        names |= {
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.com",
            "PATH": os.environ["PATH"],
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=names,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, title: str) -> None:
        files = {
            "openapi.yaml": ROOT.format(title=title),
            "paths/x.yaml": ITEM,
            "schemas/x.json": '{"X": {"type": "string"}}',
        }
        for name, text in files.items():
            file = self.folder / "spec" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self, title: str) -> str:
        self.write(title)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", title)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "work")
    monkeypatch.chdir(made.folder)
    made.commit("first")
    return made


def _titles(base: str | None, head: str | None, spec: Path = SPEC) -> list[tuple[str, str]]:
    return [
        (side.title, side.document.root["info"]["title"])
        for side in read_revisions(base, head, spec=spec)
    ]


def test_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(
            f"openapi: 3.1.0\ninfo: {{title: {name}, version: '1'}}\npaths: {{}}\n"
        )
    monkeypatch.chdir(tmp_path)
    assert _titles("one.yaml", "two.yaml") == [("one.yaml", "one"), ("two.yaml", "two")]


def test_two_revisions_of_a_document_of_many_files(repository: Repository) -> None:
    repository.git("tag", "v1")
    repository.commit("second")
    (base, head) = read_revisions("v1", "HEAD", spec=SPEC)
    assert (base.document.root["info"]["title"], head.document.root["info"]["title"]) == (
        "first",
        "second",
    )
    assert base.document.diagnostics == ()
    pointer = "/paths/~1x/get/responses/200"
    assert str(base.document.locate(pointer)) == "spec/paths/x.yaml:3:12"
    assert [file.as_posix() for file in base.document.files] == [
        "spec/openapi.yaml",
        "spec/paths/x.yaml",
        "spec/schemas/x.json",
    ]
    assert base.title.startswith("v1 (")


def test_files_that_documents_of_a_repository_share_are_read_as_they_were(
    repository: Repository,
) -> None:
    shared = repository.folder / "common" / "x.json"
    shared.parent.mkdir()
    repository.git("rm", "--quiet", "-r", "spec")
    for kind in ("string", "integer"):
        shared.write_text(json.dumps({"X": {"type": kind}}), encoding="utf-8")
        repository.write(kind)
        item = repository.folder / "spec" / "paths" / "x.yaml"
        item.write_text(ITEM.replace("../schemas/x.json", "../../common/x.json"), encoding="utf-8")
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--message", kind)
    base, head = read_revisions("HEAD~1", "HEAD", spec=SPEC)
    for side, kind in ((base, "string"), (head, "integer")):
        assert side.document.diagnostics == ()
        schema = next(iter(side.document.components("schemas").values()))
        assert schema["type"] == kind
        assert [file.as_posix() for file in side.document.files] == [
            "spec/openapi.yaml",
            "spec/paths/x.yaml",
            "common/x.json",
        ]


def test_the_working_tree_against_where_it_left_the_main_branch(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    repository.commit("second")
    repository.git("checkout", "--quiet", "main")
    repository.commit("of others")
    repository.git("checkout", "--quiet", "work")
    repository.write("not committed")
    (base, head) = _titles(None, None)
    assert base[0].startswith("merge base with main (")
    assert (base[1], head) == ("first", ("working tree", "not committed"))
    repository.git("update-ref", "refs/remotes/origin/main", "work")
    (base, _) = _titles(None, None)
    assert base[0].startswith("merge base with origin/main (")
    assert base[1] == "second"


def test_nothing_in_the_repository_is_touched(repository: Repository) -> None:
    repository.commit("second")
    repository.write("not committed")
    before = repository.git("status", "--porcelain")
    index = (repository.folder / ".git/index").stat().st_mtime_ns
    read_revisions("HEAD~1", None, spec=SPEC)
    assert (repository.folder / ".git/index").stat().st_mtime_ns == index
    assert repository.git("status", "--porcelain") == before


def test_names_are_those_seen_from_where_the_command_runs(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder / "spec")
    base, head = read_revisions("HEAD", None, spec=Path("openapi.yaml"))
    places = [str(side.document.locate("/paths/~1x/get")) for side in (base, head)]
    assert places[0] == places[1] == "paths/x.yaml:2:3"


def test_a_hook_s_own_repository_is_not_mistaken_for_ours(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other/index"))
    assert _titles("HEAD", None)[0][1] == "first"


def test_what_stands_beside_the_document(repository: Repository) -> None:
    folder = repository.folder / "spec/reference"
    folder.mkdir()
    (folder / "pets.yaml").write_text("then", encoding="utf-8")
    repository.commit("second")
    (folder / "pets.yaml").write_text("now", encoding="utf-8")
    base, head = read_revisions("HEAD", None, spec=SPEC)
    with base.beside("reference") as then, head.beside("reference") as now:
        assert then is not None
        assert now is not None
        assert [(each / "pets.yaml").read_text(encoding="utf-8") for each in (then, now)] == [
            "then",
            "now",
        ]
    with base.beside("nothing") as none:
        assert none is None


def test_files_of_other_names_and_links_are_read_too(repository: Repository) -> None:
    repository.write("third")
    (repository.folder / "spec/paths/x.yaml").unlink()
    (repository.folder / "spec/paths/y.txt").write_text(ITEM, encoding="utf-8")
    (repository.folder / "spec/paths/x.yaml").symlink_to("y.txt")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "links")
    base, _ = read_revisions("HEAD", None, spec=SPEC)
    assert base.document.diagnostics == ()
    assert "/x" in base.document.root["paths"]


def test_a_folder_that_has_become_a_link_was_a_folder_before(repository: Repository) -> None:
    """What a link of the working tree leads to says nothing of a commit without it."""
    (repository.folder / "docs").mkdir()
    repository.git("mv", "spec", "docs/spec")
    (repository.folder / "spec").symlink_to("docs/spec", target_is_directory=True)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "moved, with a link")
    for head in ("HEAD", None):
        base, after = read_revisions("HEAD~1", head, spec=SPEC)
        assert base.document.diagnostics == after.document.diagnostics == ()
    base, _ = read_revisions("HEAD~1:spec/openapi.yaml", "HEAD:docs/spec/openapi.yaml", spec=SPEC)
    assert str(base.document.locate("/paths/~1x/get")) == "spec/paths/x.yaml:2:3"
    with base.beside("paths") as folder:
        assert folder is not None
        assert (folder / "x.yaml").read_text(encoding="utf-8") == ITEM


def test_links_of_a_revision_lead_to_nothing_outside_of_it(
    repository: Repository, tmp_path: Path
) -> None:
    """Nor by way of one another."""
    (tmp_path / "secret.yaml").write_text(ITEM, encoding="utf-8")
    folder = repository.folder / "spec/paths"
    (folder / "deep").mkdir()
    (folder / "deep/top").symlink_to("../../..", target_is_directory=True)
    (folder / "inside.yaml").symlink_to("deep/top/spec/paths/x.yaml")
    for name in ("first.yaml", "z.yaml"):  # before and behind the link that it goes by
        (folder / name).symlink_to("deep/top/../secret.yaml")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "links")
    top = tmp_path / "unpacked"
    GitRepository(SPEC).extract(repository.git("rev-parse", "HEAD"), None, top, suffixes=None)
    assert sorted(each.name for each in (top / "spec/paths").iterdir()) == [
        "deep",
        "inside.yaml",
        "x.yaml",
    ]
    assert (top / "spec/paths/inside.yaml").read_text(encoding="utf-8") == ITEM


def _described(title: str) -> bytes:
    return f"openapi: 3.1.0\ninfo: {{title: {title}, version: '1'}}\npaths: {{}}\n".encode()


@pytest.fixture
def piped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], str]]:
    """Makes a pipe through which a content comes: its name, as a shell's process substitution has
    it.
    """
    monkeypatch.chdir(tmp_path)
    ends: list[int] = []

    def made(content: bytes) -> str:
        out, into = os.pipe()
        os.write(into, content)
        os.close(into)
        ends.append(out)
        return f"/dev/fd/{out}"

    yield made
    for end in ends:
        os.close(end)


def test_process_substitutions_and_named_pipes(
    piped: Callable[[bytes], str], tmp_path: Path
) -> None:
    one, two = piped(_described("one")), piped(_described("two"))
    assert _titles(one, two) == [(one, "one"), (two, "two")]
    fifo = tmp_path / "pipe.yaml"
    os.mkfifo(fifo)
    writer = Thread(target=fifo.write_bytes, args=(_described("three"),))
    writer.start()
    base, head = read_revisions("pipe.yaml", piped(_described("four")), spec=SPEC)
    writer.join()
    assert [each.document.root["info"]["title"] for each in (base, head)] == ["three", "four"]
    assert str(base.document.locate("/info")) == "pipe.yaml:2:7"
    assert base.spec == Path("pipe.yaml")


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input(repository: Repository, name: str) -> None:
    out, into = os.pipe()
    os.write(into, _described("sent"))
    os.close(into)
    before = os.dup(0)
    os.dup2(out, 0)
    try:
        base, head = read_revisions(name, None, spec=SPEC)
    finally:
        os.dup2(before, 0)
        for end in (before, out):
            os.close(end)
    assert (base.title, base.document.root["info"]["title"], head.title) == (
        "standard input",
        "sent",
        "working tree",
    )
    assert str(base.document.locate("/info")) == "/dev/stdin:2:7"
    with base.beside("accepted-breaks.yaml") as none:
        assert none is None


def test_a_pipe_as_head_against_where_the_main_branch_was_left(
    repository: Repository, piped: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.folder)
    (base, head) = _titles(None, piped(_described("sent")))
    assert base[0].startswith("merge base with main (")
    assert (base[1], head[1]) == ("first", "sent")


def test_a_document_at_a_path_of_a_revision(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So can one be compared that was moved."""
    repository.git("mv", "spec", "api")
    repository.git("commit", "--quiet", "--message", "moved")
    (base, head) = _titles("HEAD~1:spec/openapi.yaml", "HEAD:api/openapi.yaml")
    assert base[0].startswith("HEAD~1:spec/openapi.yaml (")
    assert (base[1], head[1]) == ("first", "first")
    monkeypatch.chdir(repository.folder / "api")
    base_side, head_side = read_revisions(
        "HEAD~1:spec/openapi.yaml", "HEAD:./openapi.yaml", spec=SPEC
    )
    assert str(base_side.document.locate("/paths/~1x/get")) == "../spec/paths/x.yaml:2:3"
    assert str(head_side.document.locate("/paths/~1x/get")) == "paths/x.yaml:2:3"
    assert read_revisions(None, "HEAD:./openapi.yaml", spec=Path("openapi.yaml"))[
        0
    ].title.startswith("merge base with main (")
    with pytest.raises(
        RevisionError, match=r"^\.\./gone\.yaml does not exist at HEAD:gone\.yaml \([0-9a-f]{7}\)$"
    ):
        read_revisions("HEAD:gone.yaml", "HEAD:./openapi.yaml", spec=SPEC)
    for name in (":api/openapi.yaml", "HEAD:", "gone:api/openapi.yaml"):
        with pytest.raises(
            RevisionError,
            match=r"^'(:api/openapi\.yaml|HEAD:|gone)' is neither a file nor a git revision$",
        ):
            read_revisions(name, "HEAD:./openapi.yaml", spec=SPEC)


def test_a_bare_repository_has_revisions_and_no_working_tree(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / "accepted-breaks.yaml").write_text("[]", encoding="utf-8")
    repository.commit("second")
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", str(repository.folder), str(bare))
    assert [title for _, title in _titles("HEAD~1", "HEAD", bare / SPEC)] == ["first", "second"]
    monkeypatch.chdir(bare)
    base, head = read_revisions("HEAD~1", "HEAD", spec=SPEC)
    assert (base.document.root["info"]["title"], head.document.root["info"]["title"]) == (
        "first",
        "second",
    )
    assert str(base.document.locate("/paths/~1x/get")) == "spec/paths/x.yaml:2:3"
    with head.beside("../accepted-breaks.yaml") as found:
        assert found is not None
    for name in ("HEAD~1", None):
        with pytest.raises(
            RevisionError,
            match=r"^a bare repository has no working tree; give the revision to compare as HE",
        ):
            read_revisions(name, None, spec=SPEC)


def test_what_stands_beside_a_file_is_looked_for_in_its_folder(repository: Repository) -> None:
    _, head = read_revisions("HEAD", None, spec=SPEC)
    with head.beside("paths") as folder, head.beside("nothing") as none:
        assert (folder, none) == (Path("spec/paths"), None)


def test_nothing_that_is_set_for_another_repository_is_heard(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever git itself says is of one repository alone."""
    for name in repository.git("rev-parse", "--local-env-vars").split():
        monkeypatch.setenv(name, str(tmp_path / "other"))
    assert _titles("HEAD", None)[0][1] == "first"


def test_a_revision_that_is_a_commit_is_called_as_it_is_given(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    (base, _) = read_revisions(commit[:10], None, spec=SPEC)
    assert (base.title, base.commit, base.spec) == (commit[:10], commit, SPEC)
    (base, head) = read_revisions("main", None, spec=SPEC)
    assert (base.title, head.title, head.commit) == (f"main ({commit[:7]})", "working tree", None)


def test_a_revision_in_place_of_the_working_tree(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    second = repository.commit("second")
    repository.write("not committed")
    first = repository.git("rev-parse", "main")
    assert _titles(None, "work") == [
        (f"merge base with main ({first[:7]})", "first"),
        (f"work ({second[:7]})", "second"),
    ]
    (repository.folder / "alone.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: alone, version: '1'}\npaths: {}\n"
    )
    assert _titles("alone.yaml", "work")[0] == ("alone.yaml", "alone")
    assert _titles(None, "alone.yaml") == [
        (f"merge base with main ({first[:7]})", "first"),
        ("alone.yaml", "alone"),
    ]


def test_an_api_is_made_of_each_side(repository: Repository) -> None:
    for side in read_revisions("HEAD", None, spec=SPEC):
        assert [operation.path for operation in side.api().operations] == ["/x"]


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("main..HEAD", "main HEAD"),
        ("main...HEAD~0", "main HEAD~0"),
        ("main..v9", "main v9"),
        ("..main", "HEAD main"),
    ],
)
def test_a_range_is_two_arguments(repository: Repository, name: str, ends: str) -> None:
    says = (
        f"'{name}' is neither a file nor a git revision; give the ends of a range as two "
        f"arguments: {ends}"
    )
    with pytest.raises(RevisionError, match=f"^{re.escape(says)}$"):
        read_revisions(name, None, spec=SPEC)


def test_what_only_looks_like_a_range_has_no_hint(repository: Repository) -> None:
    for name in ("v8..v9", "a..b..main", "v9.1"):
        with pytest.raises(
            RevisionError, match=f"^'{re.escape(name)}' is neither a file nor a git revision$"
        ):
            read_revisions(name, None, spec=SPEC)


def test_an_unknown_revision(repository: Repository) -> None:
    with pytest.raises(RevisionError, match=r"^'v9' is neither a file nor a git revision$"):
        read_revisions("v9", None, spec=SPEC)
    with pytest.raises(RevisionError, match=r"^'--all' is neither a file nor a git revision$"):
        read_revisions("--all", None, spec=SPEC)
    with pytest.raises(RevisionError, match=r"^'spec' is a folder, no file$"):
        read_revisions("spec", None, spec=SPEC)
    with pytest.raises(RevisionError, match=r"^'gone' is neither"):
        read_revisions("HEAD", "gone", spec=SPEC)


def test_a_document_that_was_not_there(repository: Repository) -> None:
    with pytest.raises(
        RevisionError, match=r"^api/openapi\.yaml does not exist at HEAD \([0-9a-f]{7}\)$"
    ):
        read_revisions("HEAD", None, spec=Path("api/openapi.yaml"))


def test_a_document_that_was_called_otherwise(repository: Repository) -> None:
    """What is said is what to give."""
    first = repository.git("rev-parse", "HEAD")
    repository.git("mv", "spec/openapi.yaml", "spec/api.yaml")
    for committed in (False, True):
        if committed:
            repository.git("commit", "--quiet", "--message", "renamed")
        with pytest.raises(RevisionError) as caught:
            read_revisions(first, None, spec=Path("spec/api.yaml"))
        told, _, given = str(caught.value).rpartition(" ")
        assert re.fullmatch(
            r"spec/api\.yaml does not exist at [0-9a-f]{40}; it was spec/openapi\.yaml "
            r"then: give",
            told,
        )
        base, head = read_revisions(given, None, spec=Path("spec/api.yaml"))
        assert base.document.root == head.document.root


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(
        RevisionError,
        match=r"^the document spec/openapi\.yaml is not in the working tree of a git repository$",
    ):
        read_revisions(None, None, spec=SPEC)
    told = (
        r"^'old\.yaml' is no file, and can be no revision: the document spec/openapi\.yaml is not"
    )
    with pytest.raises(RevisionError, match=told):
        read_revisions("old.yaml", None, spec=SPEC)


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match=r"^git is not installed"):
        read_revisions("HEAD", None, spec=SPEC)


def test_no_commit_and_no_main_branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Repository(tmp_path / "empty")
    monkeypatch.chdir(empty.folder)
    with pytest.raises(RevisionError, match=r"^the repository has no commit yet$"):
        read_revisions(None, None, spec=SPEC)
    empty.commit("first")
    empty.git("branch", "--move", "trunk")
    with pytest.raises(
        RevisionError, match=r"^neither origin/main nor main is a revision here; give the base"
    ):
        read_revisions(None, None, spec=SPEC)


def test_a_shallow_clone_without_the_merge_base(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    repository.commit("second")
    repository.git("checkout", "--quiet", "main")
    repository.commit("of others")
    clone = tmp_path / "clone"
    source = repository.folder.as_uri()
    repository.git(
        "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", source, str(clone)
    )
    monkeypatch.chdir(clone)
    with pytest.raises(
        RevisionError,
        match=(
            r"^HEAD and origin/main have no commit in common; this clone is shallow: `git fetch "
            r"--unshallow`"
        ),
    ):
        read_revisions(None, None, spec=SPEC)
    with pytest.raises(
        RevisionError,
        match=r"^'HEAD~1' is neither a file nor a git revision; this clone is shallow",
    ):
        read_revisions("HEAD~1", None, spec=SPEC)


def test_a_base_that_does_not_parse_says_which_side_it_is(repository: Repository) -> None:
    (repository.folder / "spec/openapi.yaml").write_text("openapi: [", encoding="utf-8")
    repository.git("commit", "--quiet", "--all", "--message", "broken")
    repository.write("mended")
    with pytest.raises(DocumentError, match=r"^base: spec/openapi\.yaml:1:\d+: SRC"):
        read_revisions("HEAD", None, spec=SPEC)
    (repository.folder / "spec/openapi.yaml").unlink()
    with pytest.raises(DocumentError, match=r"^head: spec/openapi\.yaml:1:1: SRC001 no such file"):
        read_revisions("HEAD~1", None, spec=SPEC)


def test_a_pipe_that_is_not_one_whole_document(
    repository: Repository, piped: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("paths/x.yaml", "../x.yaml"):
        text = ROOT.format(title="several").replace("paths/x.yaml", address).encode()
        with pytest.raises(
            RevisionError,
            match=r"^/dev/fd/\d+ refers to another file \(line 4\), which no pipe brings; give a",
        ):
            read_revisions(piped(text), piped(_described("whole")), spec=SPEC)
    name = piped(_described("once"))
    with pytest.raises(
        RevisionError, match=rf"^{name} can be read once, and is given as base and as head$"
    ):
        read_revisions(name, name, spec=SPEC)
    with pytest.raises(
        RevisionError, match=r"^standard input can be read once, and is given as base and as head$"
    ):
        read_revisions("-", "/dev/stdin", spec=SPEC)
    with pytest.raises(DocumentError, match=r"^head: /dev/fd/\d+:1:1: SRC005 the file is empty$"):
        read_revisions(piped(_described("whole")), piped(b""), spec=SPEC)
    monkeypatch.setattr("generator.document.source.MAX_BYTES", 100)
    with pytest.raises(
        DocumentError, match=r"^base: /dev/zero:1:1: SRC002 the file has more than 0 MiB$"
    ):  # it never ends
        read_revisions("/dev/zero", piped(_described("whole")), spec=SPEC)


def test_a_file_of_a_file_system_in_memory_is_no_pipe() -> None:
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        pytest.skip("there is no file system in memory")
    with TemporaryDirectory(dir=memory) as folder:
        file = Path(folder, "a.yaml")
        file.write_bytes(_described("kept"))
        assert _titles(str(file), str(file)) == [(str(file), "kept"), (str(file), "kept")]


def test_a_terminal_is_no_document(tmp_path: Path) -> None:
    terminal, name = os.openpty()
    try:
        with pytest.raises(
            RevisionError, match=r"^/dev/\S+ is a terminal; pipe a document into it$"
        ):
            read_revisions(os.ttyname(name), None, spec=SPEC)
    finally:
        os.close(terminal)
        os.close(name)


def test_a_document_outside_the_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError) as caught:
        read_revisions("HEAD", None, spec=tmp_path / "openapi.yaml")
    assert str(caught.value) == (
        f"'HEAD' is no file, and can be no revision: the document {tmp_path}/openapi.yaml is not "
        "in the working tree of a git repository"
    )


def test_a_document_that_a_link_leads_to_in_another_repository(
    repository: Repository, tmp_path: Path
) -> None:
    """To the system, what stands above a link is above what it leads to."""
    other = Repository(tmp_path / "other")
    other.commit("other")
    (repository.folder / "link").symlink_to(other.folder / "spec", target_is_directory=True)
    with pytest.raises(RevisionError) as caught:
        read_revisions("HEAD", None, spec=Path("link/../openapi.yaml"))
    assert (
        str(caught.value)
        == f"link/../openapi.yaml is outside the repository {other.folder.resolve()}"
    )


def test_a_name_that_git_cannot_be_given(repository: Repository) -> None:
    with pytest.raises(RevisionError, match=r"^git cannot be run: embedded null byte$"):
        read_revisions("a\0b", None, spec=SPEC)


def test_two_branches_without_a_common_commit(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "alone")
    repository.commit("alone")
    with pytest.raises(RevisionError, match=r"^HEAD and main have no commit in common$"):
        read_revisions(None, None, spec=SPEC)
    with pytest.raises(RevisionError, match=r"^alone and main have no commit in common$"):
        read_revisions(None, "alone", spec=SPEC)
    with pytest.raises(RevisionError, match=r"^'gone' is neither a file nor a git revision$"):
        read_revisions(None, "gone", spec=SPEC)


def test_a_repository_that_lacks_what_it_should_have(repository: Repository) -> None:
    def lost(name: str) -> str:
        number = repository.git("rev-parse", f"HEAD:{name}")
        (repository.folder / ".git" / "objects" / number[:2] / number[2:]).unlink()
        return number

    number = lost("spec/paths/x.yaml")
    with pytest.raises(RevisionError, match=rf"^the repository lacks the object {number[:7]}$"):
        read_revisions("HEAD", None, spec=SPEC)
    lost("spec/paths")
    commit = repository.git("rev-parse", "HEAD")
    with pytest.raises(RevisionError, match=rf"^git cannot list the files of {commit[:7]}: [a-z]"):
        read_revisions("HEAD", None, spec=SPEC)


def test_what_cannot_be_read_of_a_side_is_said_with_the_side(repository: Repository) -> None:
    broken = ITEM.replace("$ref: '../schemas/x.json#/X'", "$ref: '../schemas/x.json#/Y'")
    (repository.folder / "spec/paths/x.yaml").write_text(broken, encoding="utf-8")
    repository.git("commit", "--quiet", "--all", "--message", "broken")
    with pytest.raises(
        UnreadableRevisionsError, match=r"^base: spec/paths/x\.yaml:3:\d+: REF"
    ) as caught:
        read_revisions("HEAD", "HEAD~1", spec=SPEC)
    assert caught.value.sides == ("base",)
    with pytest.raises(
        UnreadableRevisionsError, match=r"^head: spec/paths/x\.yaml:3:\d+: REF"
    ) as caught:
        read_revisions("HEAD~1", None, spec=SPEC)
    assert caught.value.sides == ("head",)
    with pytest.raises(UnreadableRevisionsError) as caught:
        read_revisions("HEAD", None, spec=SPEC)
    assert caught.value.sides == ("base", "head")
    assert [str(each).partition(":")[0] for each in caught.value.diagnostics] == ["base", "head"]
