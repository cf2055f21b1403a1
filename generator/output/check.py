"""Compare a generated tree with the folder that should hold it, and say why they differ.

The manifest decides between the reasons: a file on disk that is not what the manifest says was
edited by hand; a file that should be something else than the manifest says is so because the
document or the generator changed (or the options given), as their digests tell. A file of which the
manifest knows two digests, or that should be something else though nothing changed, comes from a
merge of two generations."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from generator.document.diagnostics import Diagnostic
from generator.output import findings as told
from generator.output import manifest as manifests
from generator.output.manifest import EMPTY, Manifest, Provenance, Reason
from generator.output.tree import MANIFEST, digest, digests, judge_paths, read_folder, read_plain
from generator.records import record

Status = Literal["missing", "extra", "different"]

REMEDY = "run `make regenerate` and commit what it writes"
MERGED: Reason = "two generations"
BY_HAND: Reason = "edited by hand"

_CONTROL = {
    code: f"\\x{code:02x}" for code in (*range(0x09), *range(0x0A, 0x20), *range(0x7F, 0xA0))
}


@record(frozen=True, slots=True)
class FileDifference:
    """A file that is not as it would be generated now: missing, extra (generated before, not any
    more) or different.

    `reasons` is empty where nothing was generated yet. `diff` is a unified diff from the file on
    disk to the generated one."""

    path: str
    status: Status
    reasons: tuple[Reason, ...]
    diff: str


@record(frozen=True, slots=True)
class Comparison:
    """The differences, by path, and the files in the folder that were not generated: those are
    reported, not judged.
    """

    differences: tuple[FileDifference, ...]
    foreign: tuple[str, ...]


def compare_tree(tree: Mapping[str, bytes], out: Path, provenance: Provenance) -> Comparison:
    """Compare `tree` and its manifest with what `out` holds.

    Raises `OutputError` where `out` is not a folder that can be read.
    """
    judge_paths(tree)
    root = Path(os.path.realpath(out))
    content = read_plain(root / MANIFEST)
    manifest = manifests.parse(content) if content is not None else EMPTY
    wanted = {**tree, MANIFEST: manifests.render_manifest(digests(tree), provenance)}
    folder = read_folder(root, wanted.keys() | manifest.files.keys(), shown=out)
    files = folder.files if folder else {}
    on_disk = {
        path: entry.digest if entry.kind == "file" else entry.kind for path, entry in files.items()
    }
    moved = manifest.moved(provenance)
    differences: list[FileDifference] = []
    paths = wanted.keys() | (manifest.files.keys() & on_disk.keys())
    # what a reader asks for comes before the sums
    for path in sorted(paths, key=lambda path: (path == MANIFEST, path)):
        actual, goal = on_disk.get(path), digest(wanted[path]) if path in wanted else None
        if actual == goal:
            continue
        if not on_disk:
            reasons: tuple[Reason, ...] = ()
        elif path == MANIFEST:
            merged = manifest.merged or any(MERGED in item.reasons for item in differences)
            merged = merged or _same_lines(content, wanted[MANIFEST])
            reasons = (*moved, MERGED) if merged else moved or (BY_HAND,)
        else:
            reasons = _reasons(actual, goal, path, manifest, moved)
        status: Status = "missing" if actual is None else "extra" if goal is None else "different"
        differences.append(
            FileDifference(
                path, status, reasons, _diff(path, read_plain(root / path), wanted.get(path))
            )
        )
    foreign = on_disk.keys() - wanted.keys() - manifest.files.keys()
    return Comparison(tuple(differences), tuple(sorted(foreign)))


def other_package(out: Path, packages: Collection[str]) -> str | None:
    """The package that the manifest of `out` was written for, where that is none of `packages`."""
    index = "/operations.json"
    tops = {
        path.removesuffix(index).replace("/", ".")
        for path in _manifest(out).files
        if path.endswith(index)
    }
    return next(iter(sorted(tops)), None) if tops.isdisjoint(packages) else None


def of_another_document(out: Path, provenance: Provenance) -> bool:
    """Whether the folder was written from another document, as `regenerate` tells one."""
    return not _manifest(out).is_of(provenance)


def chosen_otherwise(out: Path, provenance: Provenance, same_package: bool) -> str:
    """How the folder was written, where that was with other overlays or another choice, or with
    `--package` and not without, though the package has the same name; else nothing.
    """
    before = _manifest(out).inputs
    if not before:
        return ""
    options = _latest(before.get("options", {}))
    told = ["include", "exclude"]
    if same_package and options.get("package") != provenance.options.get("package"):
        told.append("package")
    was = _flags(list(before.get("overlays", ())), options, told)
    if was == _flags(list(provenance.overlays), provenance.options, told):
        return ""
    *names, last = ("--overlay", *(f"--{option}" for option in told))
    return " ".join(was) or f"none of {', '.join(names)} and {last}"


def with_other_line_ends(tree: Mapping[str, bytes], out: Path) -> int:
    """How many files are as generated but for CRLF at the end of their lines, which git writes
    where its `core.autocrlf` says so.
    """
    root = Path(os.path.realpath(out))
    found = ((read_plain(root / path) or b"", content) for path, content in tree.items())
    return sum(1 for is_, goal in found if is_ != goal and is_.replace(b"\r\n", b"\n") == goal)


def _manifest(out: Path) -> Manifest:
    content = read_plain(Path(os.path.realpath(out)) / MANIFEST)
    return EMPTY if content is None else manifests.parse(content)


def _latest(options: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {name: values[-1] for name, values in options.items()}


def _flags(overlays: Sequence[str], options: Mapping[str, str], told: Iterable[str]) -> list[str]:
    placed = (each.partition(" ") for each in overlays)
    numbered = sorted((int(number), path) for number, _, path in placed)
    flags = [f"--overlay {path}" for _, path in numbered]
    for option in told:
        flags += (f"--{option} {each}" for each in options.get(option, "").split(", ") if each)
    return flags


def _reasons(
    actual: str | None, goal: str | None, path: str, manifest: Manifest, moved: tuple[Reason, ...]
) -> tuple[Reason, ...]:
    """Why the file at `path`, which is `actual`, should be `goal`: both are digests, `link` and the
    like for what is no file, and None for nothing.

    A file that is as it was generated, of inputs that are the same, and should be another all the
    same, comes from a merge; without inputs in the manifest, nobody knows."""
    known = manifest.files.get(path, ())
    reasons = () if goal in known else moved
    if len(known) > 1:
        return (*reasons, MERGED)
    as_generated = actual in known if known else actual is None
    if not as_generated:
        return (*reasons, BY_HAND)
    if reasons:
        return reasons
    return (MERGED,) if manifest.inputs or manifest.merged else (BY_HAND,)


def _same_lines(one: bytes | None, other: bytes) -> bool:
    """Whether a merge did no more than put entries in another order."""
    return one is not None and sorted(one.split(b"\n")) == sorted(other.split(b"\n"))


def _diff(path: str, before: bytes | None, after: bytes | None) -> str:
    """A unified diff from disk to generated; one line for content that is not text."""
    if any(b"\0" in content for content in filter(None, (before, after))):
        return f"Binary file {path} differs\n"
    names = (
        "/dev/null" if before is None else f"a/{path}",
        "/dev/null" if after is None else f"b/{path}",
    )
    lines = difflib.unified_diff(_lines(before), _lines(after), *names, lineterm="\n")
    return "".join(map(_ended, lines))


def _ended(line: str) -> str:
    """A line of a diff; of a last one without its end a patch says so."""
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes | None) -> list[str]:
    """Lines with their ends; only a line feed ends one, as in a patch."""
    decoded = (content or b"").decode("utf-8", "backslashreplace")
    lines = [f"{line}\n" for line in decoded.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def as_text(comparison: Comparison, out: Path) -> Iterator[str]:
    """The comparison for people, line by line: each file, why, and its diff (of the manifest, how
    many entries differ); the remedy last.
    """
    for difference in comparison.differences:
        reasons = ", ".join(difference.reasons) or "not generated yet"
        yield f"{out / difference.path}: {difference.status} ({reasons})"
        if difference.path == MANIFEST and difference.status == "different":
            yield _summed(difference)
            continue
        yield from (
            line.translate(_CONTROL) for line in difference.diff.rstrip("\n").split("\n") if line
        )
    if comparison.foreign:
        yield (
            f"{_files(comparison.foreign)} in {out} not generated here, left alone: "
            f"{', '.join(comparison.foreign)}"
        )
    if any(MERGED in difference.reasons for difference in comparison.differences):
        yield (
            f"{_files(comparison.differences)} in {out} out of step: the files are of two "
            f"generations, as after a merge; resolve the document, then {REMEDY}"
        )
    elif comparison.differences:
        yield f"{_files(comparison.differences)} in {out} out of step: {REMEDY}"
    else:
        yield f"{out} is in step"


def _summed(difference: FileDifference) -> str:
    """How many entries of the manifest differ: a hundred digests say no more to people."""
    lines = [line[1:] for line in difference.diff.split("\n")[2:] if line[:1] in ("+", "-")]
    entries = {(kind, name) for kind, name, _ in manifests.entries_in("\n".join(lines))}
    return f"manifest differs: {len(entries)} {'entry' if len(entries) == 1 else 'entries'}"


def _files(which: Sequence[object]) -> str:
    return f"{len(which)} file{'' if len(which) == 1 else 's'}"


def refused_as_json(findings: Sequence[Diagnostic]) -> str:
    """For programs, where there is nothing to compare with: the findings because of which the
    document is refused.
    """
    content = {
        "in_step": False,
        "differences": [],
        "foreign": [],
        "refused": [told.record(finding) for finding in findings],
    }
    return json.dumps(content, indent=2)


def as_json(comparison: Comparison) -> str:
    """The comparison for programs: the same text for the same comparison."""
    content = {
        "in_step": not comparison.differences,
        "differences": [
            {
                "path": item.path,
                "status": item.status,
                "reasons": list(item.reasons),
                "diff": item.diff,
            }
            for item in comparison.differences
        ],
        "foreign": list(comparison.foreign),
    }
    return json.dumps(content, indent=2)
