import contextlib
import errno
import os
import stat
import subprocess
import sys
import threading

import pytest

from generator.output import swap
from generator.output.manifest import Provenance, parse
from generator.output.tree import MANIFEST, OutputError
from generator.output.write import write


def test_a_new_folder_is_made_with_its_parents(tmp_path, first, provenance, contents):
    out = tmp_path / "a" / "b" / "sdk"
    summary = write(first, out, provenance)
    assert contents(out) == first
    assert summary.created == tuple(sorted(first))
    assert [path.name for path in out.parent.iterdir()] == ["sdk"]


def test_permissions_follow_the_umask(tmp_path, first, provenance):
    before = os.umask(0o027)
    try:
        write(first, tmp_path / "out", provenance)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "out" / "README.md").stat().st_mode) == 0o640


def test_the_permissions_of_folders_that_were_there_are_kept(tmp_path, first, second, provenance):
    out = tmp_path / "out"
    write(first, out, provenance)
    out.chmod(0o700)
    (out / "np6").chmod(0o711)
    write(second, out, provenance)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert stat.S_IMODE((out / "np6").stat().st_mode) == 0o711


def test_created_changed_removed_and_unchanged_files_are_told_apart(
    tmp_path, first, second, provenance, contents
):
    out = tmp_path / "out"
    write(first, out, provenance)
    summary = write(second, out, provenance)
    assert contents(out) == second
    assert summary.created == ("np6/models/b.py",)
    assert summary.changed == ("README.md", "np6/__init__.py")
    assert summary.removed == ("np6/models/a.py",)
    assert summary.unchanged == ("np6/same.py",)
    assert not summary.edited
    assert str(summary).splitlines() == [
        "created       1: np6/models/b.py",
        "changed       2: README.md, np6/__init__.py",
        "removed       1: np6/models/a.py",
        "unchanged     1",
    ]


def test_where_nothing_changes_nothing_is_written(tmp_path, first, provenance):
    out = tmp_path / "out"
    write(first, out, provenance)
    before = (out.stat(), (out / MANIFEST).stat())
    summary = write(first, out, provenance)
    assert not summary.written
    assert (out.stat(), (out / MANIFEST).stat()) == before


def test_unchanged_files_keep_their_time_when_others_change(tmp_path, first, second, provenance):
    out = tmp_path / "out"
    write(first, out, provenance)
    os.utime(out / "np6" / "same.py", ns=(1, 1))
    write(second, out, provenance)
    assert (out / "np6" / "same.py").stat().st_mtime_ns == 1


def test_a_folder_that_becomes_empty_goes_with_its_caches(tmp_path, provenance):
    out = tmp_path / "out"
    write({"np6/old/a.py": b"", "np6/b.py": b""}, out, provenance)
    (out / "np6" / "old" / "__pycache__").mkdir()
    (out / "np6" / "old" / "__pycache__" / "a.pyc").write_bytes(b"x")
    write({"np6/b.py": b""}, out, provenance)
    assert not (out / "np6" / "old").exists()


def test_files_of_others_are_carried_over_as_they_are(tmp_path, first, second, provenance):
    out = tmp_path / "out"
    write(first, out, provenance)
    notes = out / "np6" / "models" / "notes.txt"
    notes.write_bytes(b"mine")
    notes.chmod(0o640)
    inode = notes.stat().st_ino
    (out / "link").symlink_to("/nowhere/at/all")
    (out / "outside").symlink_to(tmp_path)
    (tmp_path / "theirs.txt").write_bytes(b"theirs")
    (out / "theirs").symlink_to(tmp_path / "theirs.txt")
    (out / "empty" / "folder").mkdir(parents=True)
    summary = write(second, out, provenance)
    assert (notes.read_bytes(), stat.S_IMODE(notes.stat().st_mode), notes.stat().st_ino) == (
        b"mine",
        0o640,
        inode,
    )
    assert (out / "link").readlink().as_posix() == "/nowhere/at/all"
    assert (out / "outside").is_symlink()
    assert (out / "theirs").is_symlink()
    assert (out / "empty" / "folder").is_dir()
    assert summary.foreign == ("link", "np6/models/notes.txt", "outside", "theirs")
    assert (
        "kept          4: link, np6/models/notes.txt, outside, theirs (not generated: left alone)"
        in str(summary)
    )


def test_of_many_files_of_others_some_are_named_and_all_are_counted(tmp_path, first, provenance):
    out = tmp_path / "out"
    write(first, out, provenance)
    for letter in "abcdefghijk":
        (out / f"{letter}.txt").touch()
    (line,) = str(write(first, out, provenance)).splitlines()[1:]
    assert line == (
        "kept         11: a.txt, b.txt, c.txt, d.txt, e.txt, f.txt, g.txt, h.txt and 3 more "
        "(not generated: left alone)"
    )


def test_the_package_of_another_document_is_replaced_where_that_is_asked_for(
    tmp_path, provenance, contents
):
    out = tmp_path / "out"
    one, other = ({f"{name}/operations.json": b"{}"} for name in ("acme", "bolt"))
    theirs = Provenance({f"#/paths/~1{number}": "d" * 64 for number in range(4)}, {})
    write(one, out, theirs)
    with pytest.raises(OutputError, match="holds the package acme of another document"):
        write(other, out, provenance)
    assert contents(out) == one
    summary = write(other, out, provenance, replace=True)
    assert "replaced  the package acme" in str(summary).splitlines()
    assert contents(out) == other


def test_files_of_others_are_copied_where_there_are_no_hard_links(
    tmp_path, first, second, provenance, monkeypatch
):
    out = tmp_path / "out"
    write(first, out, provenance)
    (out / "notes.txt").write_bytes(b"mine")
    (out / "link").symlink_to(out / "notes.txt")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write(second, out, provenance)
    assert (out / "notes.txt").read_bytes() == b"mine"
    assert (out / "link").is_symlink()
    assert (out / "np6" / "same.py").read_bytes() == b"same\n"


def test_a_file_of_somebody_in_the_way_stops_everything_and_every_one_is_named(
    tmp_path, first, provenance, contents
):
    out = tmp_path / "out"
    write({"README.md": b"# first\n"}, out, provenance)
    (out / "np6").write_bytes(b"a file where a folder must stand")
    (out / "docs.md").write_bytes(b"mine")
    (out / "api").mkdir()
    (out / "api" / "mine.txt").write_bytes(b"mine")
    before = contents(out)
    with pytest.raises(OutputError) as caught:
        write(first | {"docs.md": b"generated", "api": b"generated"}, out, provenance)
    assert str(caught.value).splitlines() == [
        (
            f"{out}: files that were not generated here stand in the way; move them away, "
            "nothing was changed:"
        ),
        "  api/mine.txt",
        "  docs.md",
        "  np6",
    ]
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_files_but_no_manifest_is_refused(tmp_path, first, provenance, contents):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_bytes(b"mine")
    with pytest.raises(OutputError) as caught:
        write(first, out, provenance)
    assert str(caught.value) == (
        f"{out}: holds files that were not generated here (thesis.txt); give a new or an "
        "empty folder as --out"
    )
    assert contents(out) == {"thesis.txt": b"mine"}


def test_an_empty_folder_may_be_used(tmp_path, first, provenance, contents):
    (tmp_path / "out").mkdir()
    write(first, tmp_path / "out", provenance)
    assert contents(tmp_path / "out") == first


def test_a_lost_manifest_is_written_again_where_every_file_is_what_would_be_generated(
    tmp_path, first, provenance
):
    out = tmp_path / "out"
    write(first, out, provenance)
    (out / MANIFEST).unlink()
    summary = write(first, out, provenance)
    assert str(summary).splitlines()[-1] == f"only {MANIFEST} was brought up to date"
    assert parse((out / MANIFEST).read_bytes()).files.keys() == first.keys()


def test_files_edited_by_hand_are_named_when_they_are_overwritten_or_removed(
    tmp_path, first, second, provenance, contents
):
    out = tmp_path / "out"
    write(first, out, provenance)
    (out / "README.md").write_bytes(b"edited")
    (out / "np6" / "models" / "a.py").write_bytes(b"edited")
    summary = write(second, out, provenance)
    assert contents(out) == second
    assert summary.edited == ("README.md", "np6/models/a.py")
    assert str(summary).splitlines()[-2:] == [
        "edited by hand, overwritten: README.md",
        "edited by hand, removed: np6/models/a.py",
    ]


def test_a_file_deleted_by_hand_is_created_again(tmp_path, first, provenance):
    write(first, tmp_path / "out", provenance)
    (tmp_path / "out" / "README.md").unlink()
    assert write(first, tmp_path / "out", provenance).created == ("README.md",)


def test_a_link_in_the_place_of_a_generated_file_is_replaced_and_not_followed(
    tmp_path, first, provenance
):
    out = tmp_path / "out"
    write(first, out, provenance)
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"precious")
    (out / "README.md").unlink()
    (out / "README.md").symlink_to(outside)
    summary = write(first, out, provenance)
    assert summary.edited == ("README.md",)
    assert outside.read_bytes() == b"precious"
    assert not (out / "README.md").is_symlink()


def test_a_linked_folder_in_the_place_of_a_generated_one_is_refused(
    tmp_path, first, second, provenance
):
    out, outside = tmp_path / "out", tmp_path / "outside"
    write(first, out, provenance)
    (out / "np6").rename(outside)
    (out / "np6").symlink_to(outside)
    with pytest.raises(OutputError, match=r"\n  np6$"):
        write(second, out, provenance)
    assert (outside / "__init__.py").read_bytes() == b"one\n"


def test_out_may_be_a_link_to_a_folder(tmp_path, first, provenance, contents):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    write(first, tmp_path / "out", provenance)
    assert (tmp_path / "out").is_symlink()
    assert contents(tmp_path / "real") == first


def test_out_may_not_be_a_file(tmp_path, first, provenance):
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(OutputError, match="is not a folder"):
        write(first, tmp_path / "out", provenance)
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_out_may_not_lie_below_a_file(tmp_path, first, provenance):
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError, match="file"):
        write(first, tmp_path / "file" / "out", provenance)


def test_the_working_directory_is_not_pulled_away_from_under_the_shell(
    tmp_path, first, second, provenance, monkeypatch
):
    out = tmp_path / "out"
    write(first, out, provenance)
    monkeypatch.chdir(out / "np6")
    with pytest.raises(OutputError, match="run the command from outside it"):
        write(second, out, provenance)
    assert not write(first, out, provenance).written


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can remove it there")
def test_a_working_directory_that_was_removed_is_in_no_folder(
    tmp_path, first, second, provenance, monkeypatch
):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    write(first, tmp_path / "out", provenance)
    assert write(second, tmp_path / "out", provenance).written


def test_the_root_of_a_file_system_is_refused(first, provenance, tmp_path):
    with pytest.raises(OutputError, match="root of a file system"):
        write(first, type(tmp_path)("/"), provenance)


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        os.geteuid() == 0
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("a small disk needs the right to mount one")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_tree_and_nothing_else(small_disk, first, provenance, contents):
    out = small_disk / "out"
    write(first, out, provenance)
    with pytest.raises(OutputError, match="the disk is full"):
        write(first | {"big.py": b"x" * 200_000}, out, provenance)
    assert contents(out) == first
    assert [path.name for path in small_disk.iterdir()] == ["out"]


def test_a_mount_point_is_refused_because_it_cannot_be_replaced(small_disk, first, provenance):
    with pytest.raises(OutputError, match="mount point"):
        write(first, small_disk, provenance)
    assert [path.name for path in small_disk.iterdir()] == []


@pytest.mark.parametrize("calls", range(12))
def test_a_disk_that_fills_at_any_file_leaves_the_old_tree(
    tmp_path, first, second, provenance, contents, monkeypatch, calls
):
    out = tmp_path / "out"
    write(first, out, provenance)
    left, real = [calls], os.fsync

    def fill(descriptor: int) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fill)
    with contextlib.suppress(OutputError):
        write(second, out, provenance)
    assert contents(out) in (first, second)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_others_write_into_the_folder_meanwhile_is_not_lost(
    tmp_path, first, second, provenance, monkeypatch
):
    out = tmp_path / "out"
    write(first, out, provenance)
    (out / "notes.txt").write_bytes(b"old")
    real = swap._exchange

    def late(one, other):
        (out / "late" / "folder").mkdir(parents=True)
        (out / "late" / "folder" / "new.txt").write_bytes(b"new")
        (out / "notes.tmp").write_bytes(b"newer")
        (out / "notes.tmp").rename(out / "notes.txt")
        (out / "np6" / "models" / "b.py").write_bytes(
            b"mine, where a generated file comes to stand"
        )
        return real(one, other)

    monkeypatch.setattr(swap, "_exchange", late)
    write(second, out, provenance)
    assert (out / "late" / "folder" / "new.txt").read_bytes() == b"new"
    assert (out / "notes.txt").read_bytes() == b"newer"
    assert (out / "np6" / "models" / "b.py").read_bytes() == b"b\n"
    assert (
        out / "np6" / "models" / "b.py.orig"
    ).read_bytes() == b"mine, where a generated file comes to stand"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_several_writers_take_turns(tmp_path, first, second, provenance, contents):
    out, failures = tmp_path / "out", []

    def work(tree: dict[str, bytes]) -> None:
        try:
            for _ in range(15):
                write(tree, out, provenance)
        except OutputError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(tree,)) for tree in (first, second, first)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert contents(out) in (first, second)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_a_container_s_image_is_told_from_one_of_two_file_systems(
    tmp_path, first, second, provenance, contents, monkeypatch
):
    """Overlayfs renames no folder of a lower layer, and says that it crosses a device."""
    out = tmp_path / "out"
    write(first, out, provenance)

    def refuse(*_):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(out))

    monkeypatch.setattr(swap, "_exchange", refuse)
    with pytest.raises(OutputError, match=r"or comes from the image of a container, .*`cp -a`"):
        write(second, out, provenance)
    assert contents(out) == first
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
