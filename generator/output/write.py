"""Write a generated tree: all or nothing, and only its own files.

The new folder is built complete beside the old one and then takes its place in one step (see
`swap`), so that a reader sees the old tree or the new one, whatever kills the process. Three rules
decide what goes into it:

- A file is ours if the manifest names it. Ours are replaced or removed, also when a hand has edited
  them (the summary says so).
- The package of another document is replaced only where that is asked for.
- Every other file is somebody's: it moves over as it is, by a hard link. Where one stands in the
  way of a generated file, nothing is written at all.

Unchanged files move over in the same way and keep their modification time; where nothing changes,
nothing is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.output import manifest as manifests
from generator.output.manifest import EMPTY, Manifest, Provenance
from generator.output.swap import SwapPlace, discard, locked, recover, swap, sync_folder
from generator.output.tree import (
    MANIFEST,
    Folder,
    OutputError,
    TreeEntry,
    ancestors,
    digests,
    explain,
    judge_paths,
    read_folder,
    read_plain,
)
from generator.records import record

_NAMED = 8
_WAITING = 4  # files that wait for the disk at once, which commits them together
_INDEX = "/operations.json"  # every package has one


@record(frozen=True, slots=True)
class Summary:
    """What `write` did, as sorted paths. `edited` are those of `changed` and `removed` that a hand
    had edited since they were generated; `foreign` were left alone because they are not ours;
    `written` is false where everything was in step. `replaced` is the package that was in the place
    of this one, if it was another."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    edited: tuple[str, ...]
    foreign: tuple[str, ...]
    written: bool
    replaced: str = ""

    def __str__(self) -> str:
        """One line a list that has something in it, with its count, `created       2: a.py, b.py`;
        lists are shortened, but never the edited files.
        """
        lines: list[str] = []
        for name in ("created", "changed", "removed"):
            paths = getattr(self, name)
            if paths:
                lines.append(f"{name:<9} {len(paths):>5}{_some(paths)}")
        if self.unchanged:
            lines.append(f"{'unchanged':<9} {len(self.unchanged):>5}")
        if self.replaced:
            lines.append(f"replaced  the package {self.replaced}")
        if self.written and not (self.created or self.changed or self.removed):
            lines.append(f"only {MANIFEST} was brought up to date")
        if self.foreign:
            kept = f"{'kept':<9} {len(self.foreign):>5}{_some(self.foreign)}"
            lines.append(f"{kept} (not generated: left alone)")
        for path in self.edited:
            what = "removed" if path in self.removed else "overwritten"
            lines.append(f"edited by hand, {what}: {path}")
        return "\n".join(lines)


@record(frozen=True, slots=True)
class _Plan:
    summary: Summary
    before: Folder | None
    manifest: bytes


def write(
    tree: Mapping[str, bytes], out: Path, provenance: Provenance, *, replace: bool = False
) -> Summary:
    """Make the folder `out` hold `tree` and a manifest.

    Raises `OutputError`, with nothing changed, where `out` cannot be written, where it holds files
    but no manifest, or the package of another document and not `replace`, and where a file that is
    not ours stands in the way (the message names every one)."""
    judge_paths(tree)
    target = Path(os.path.realpath(out))
    if not target.name:
        raise OutputError(
            f"{out}: the root of a file system cannot be replaced; give a folder inside it"
        )
    place = SwapPlace(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(place):
            _tidy(place)
            plan = _plan(tree, out, target, provenance, replace=replace)
            if plan.summary.written:
                _refuse_unswappable(out, target)
                _carry_out(plan, tree, place)
            return plan.summary
    except OSError as error:
        where = out if error.filename in {None, str(target)} else Path(str(error.filename))
        raise OutputError(explain(error, where)) from error


def _plan(
    tree: Mapping[str, bytes], out: Path, target: Path, provenance: Provenance, *, replace: bool
) -> _Plan:
    expected = digests(tree)
    old = read_plain(target / MANIFEST)
    manifest = manifests.parse(old) if old is not None else EMPTY
    before = read_folder(target, expected.keys() | manifest.files.keys(), shown=out)
    files = dict(before.files) if before else {}
    files.pop(MANIFEST, None)
    same = {
        path for path, wanted in expected.items() if files.get(path) == TreeEntry("file", wanted)
    }
    ours = manifest.files.keys() | same
    foreign = files.keys() - ours
    if foreign and old is None:
        names = _some(tuple(sorted(foreign))).removeprefix(": ")
        raise OutputError(
            f"{out}: holds files that were not generated here ({names}); give a new or an "
            "empty folder as --out"
        )
    replaced = _other_package(manifest, tree)
    if replaced and not replace and not manifest.is_of(provenance):
        raise OutputError(
            f"{out}: holds the package {replaced} of another document; give another folder as "
            "--out, or --replace"
        )
    in_the_way = _in_the_way(tree, foreign)
    if in_the_way:
        raise OutputError(
            (
                f"{out}: files that were not generated here stand in the way; move them away, "
                "nothing was changed:\n"
            )
            + "\n".join(f"  {path}" for path in in_the_way)
        )
    created = expected.keys() - files.keys()
    changed = (expected.keys() & files.keys()) - same
    removed = (files.keys() & ours) - expected.keys()
    edited = {
        path
        for path in changed | removed
        if len(known := manifest.files[path]) == 1 and files[path] != TreeEntry("file", known[0])
    }
    new = manifests.render_manifest(expected, provenance)
    summary = Summary(
        created=tuple(sorted(created)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(removed)),
        unchanged=tuple(sorted(same)),
        edited=tuple(sorted(edited)),
        foreign=tuple(sorted(foreign)),
        written=bool(created or changed or removed) or new != old,
        replaced=replaced,
    )
    return _Plan(summary, before, new)


def _other_package(manifest: Manifest, tree: Mapping[str, bytes]) -> str:
    """The package that was generated before, where none of it is generated now."""
    before, now = (
        {path.removesuffix(_INDEX).replace("/", ".") for path in paths if path.endswith(_INDEX)}
        for paths in (manifest.files, tree)
    )
    return ", ".join(sorted(before)) if now and before.isdisjoint(now) else ""


def _in_the_way(tree: Mapping[str, bytes], foreign: set[str]) -> list[str]:
    """The foreign files that stand where a generated file, or a folder of one, must stand."""
    folders = {folder for path in tree for folder in ancestors(path)}
    return sorted(
        path
        for path in foreign
        if path in tree or path in folders or any(up in tree for up in ancestors(path))
    )


def _refuse_unswappable(out: Path, target: Path) -> None:
    if os.path.ismount(target):  # Path.is_mount is not for Windows before 3.12
        raise OutputError(
            f"{out}: is a mount point, which cannot be replaced in one step; give a folder "
            "inside it"
        )
    if _is_in(target):
        raise OutputError(
            f"{out}: holds the working directory, which would be left behind; run the "
            "command from outside it"
        )


def _is_in(folder: Path) -> bool:
    """Whether the working directory is."""
    try:
        return Path.cwd().is_relative_to(folder)
    except FileNotFoundError:  # somebody has removed it
        return False


def _carry_out(plan: _Plan, tree: Mapping[str, bytes], place: SwapPlace) -> None:
    try:
        _build(plan, tree, place)
        replaced = swap(place)
    except BaseException:
        _tidy(place)
        raise
    if replaced is not None:
        _rescue(replaced, place.out, replace=True)
        discard(place, replaced)


def _tidy(place: SwapPlace) -> None:
    """Remove what a run that did not finish left behind."""
    for leftover in recover(place):
        _rescue(leftover, place.out, replace=False)
        discard(place, leftover)


def _build(plan: _Plan, tree: Mapping[str, bytes], place: SwapPlace) -> None:
    """Build the complete new folder. The manifest comes first: what lies beside it in a leftover is
    then known to be ours.
    """
    before = plan.before or Folder({}, frozenset())
    out, new = place.out, place.new
    new.mkdir()
    _put(new / MANIFEST, plan.manifest)
    kept = {*plan.summary.unchanged, *plan.summary.foreign}
    once_ours = {
        folder
        for path in (*plan.summary.unchanged, *plan.summary.removed, *tree)
        for folder in ancestors(path)
    }
    folders = {folder for path in (*tree, *kept) for folder in ancestors(path)}
    folders |= {
        folder
        for folder in before.directories - once_ours
        if folder not in tree and folder != MANIFEST
    }
    for folder in sorted(folders):
        (new / folder).mkdir(exist_ok=True)
    for path in sorted(kept):
        _link(out / path, new / path)
    with ThreadPoolExecutor(_WAITING) as pool:
        paths = sorted(tree.keys() - kept)
        shares = [paths[start::_WAITING] for start in range(_WAITING)]
        for each in [pool.submit(_put_each, share, tree, new) for share in shares]:
            each.result()
    for folder in sorted(folders, reverse=True):
        if folder in before.directories:
            shutil.copymode(out / folder, new / folder)
        sync_folder(new / folder)
    if plan.before is not None:
        shutil.copymode(out, new)
    sync_folder(new)


def _put_each(paths: Iterable[str], tree: Mapping[str, bytes], folder: Path) -> None:
    for path in paths:
        _put(folder / path, tree[path])


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _link(source: Path, target: Path) -> None:
    """One more name for a file, or a copy where the file system has no hard links. A link is taken
    as it is, not followed.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # Windows can only follow
        shutil.copy2(source, target, follow_symlinks=False)


def _rescue(leftover: Path, out: Path, *, replace: bool) -> None:
    """Move files of others, that have no second name, from a folder that is about to be removed
    into `out`.

    There are such files where somebody wrote into the old folder while the new one was built;
    `replace` says that theirs is the newer one of two. One that has come to stand where a generated
    file is now is called `.orig`."""
    folder = read_folder(leftover)
    if folder is None:
        return
    ours, taken = (
        manifests.parse(read_plain(root / MANIFEST) or b"").files.keys() for root in (leftover, out)
    )
    for path in sorted(folder.files.keys() - ours - {MANIFEST}):
        source, target = leftover / path, out / path
        if source.lstat().st_nlink > 1:
            continue
        if path in taken:
            if read_plain(source) == read_plain(target):
                continue
            target = target.with_name(f"{target.name}.orig")
        if os.path.lexists(target) and not replace:
            continue
        if any((out / up).is_symlink() for up in ancestors(path)):
            raise OutputError(
                f"{source}: belongs in {out}, where a link leads elsewhere; move it by hand"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _some(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ": " + ", ".join(paths[:_NAMED]) + more
