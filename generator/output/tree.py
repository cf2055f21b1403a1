"""A generated tree in memory (`relative POSIX path -> content`), and the folder on disk that holds
one.

Paths come from names in a document, so they are judged before anything touches the disk: nothing
may leave the folder, and no two may be the same file on a file system that folds case. A folder is
read without following symbolic links."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Literal

from generator.records import record

MANIFEST = ".manifest.json"

_SEGMENT = re.compile(r"[\w.+-]+")
_CACHES = frozenset({"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".DS_Store"})


class OutputError(Exception):
    """The output cannot be written or read; the message is complete sentences for the user. Exit
    code 2.
    """


@record(frozen=True, slots=True)
class TreeEntry:
    """What stands at a path of a folder: its kind, and the digest of a file's content where that
    was asked for.
    """

    kind: Literal["file", "link", "other"]
    digest: str


@record(frozen=True, slots=True)
class Folder:
    """A folder as it stands: `files` by relative POSIX path, and `directories` (without the folder
    itself). No caches.
    """

    files: dict[str, TreeEntry]
    directories: frozenset[str]


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def ancestors(path: str) -> list[str]:
    """The folders above `path`, nearest last: `a/b/c` gives `a`, `a/b`."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


def judge_paths(paths: Iterable[str]) -> None:
    """Refuse paths that could leave the folder, that are not portable, or that would be one file
    twice.

    Raises `OutputError`, which names every such path.
    """
    problems = []
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in sorted(paths):
        if path == MANIFEST or not all(map(_is_portable, path.split("/"))):
            problems.append(f"{path!r} is not a path that may be generated")
            continue
        if (other := files.setdefault(path.casefold(), path)) != path:
            problems.append(f"{path!r} and {other!r} are one file where case does not matter")
        for folder in ancestors(path):
            if (other := folders.setdefault(folder.casefold(), folder)) != folder:
                problems.append(
                    f"{folder!r} and {other!r} are one folder where case does not matter"
                )
    problems += [
        f"{files[path]!r} is a file and a folder" for path in sorted(files.keys() & folders.keys())
    ]
    if problems:
        raise OutputError("; ".join(dict.fromkeys(problems)))


def _is_portable(name: str) -> bool:
    """Whether a file or folder may be called so: never `.` or `..`, which lead out of the folder,
    nor `a.`, of which Windows drops the dot.
    """
    return _SEGMENT.fullmatch(name) is not None and not name.endswith(".")


def read_folder(
    root: Path, digested: Container[str] = (), *, shown: Path | None = None
) -> Folder | None:
    """Read the folder, with the digests of the files at `digested`, or give `None` where nothing
    stands at `root`.

    Raises `OutputError` for anything but a folder that can be read, with what of it cannot; it
    calls the folder as it is `shown`."""
    if not os.path.lexists(root):
        return None
    files: dict[str, TreeEntry] = {}
    directories: set[str] = set()
    try:
        _scan(str(root), "", digested, files, directories)
    except OSError as error:
        inside = Path(error.filename or root).relative_to(root)
        raise OutputError(explain(error, (shown or root) / inside)) from error
    return Folder(files, frozenset(directories))


def _scan(
    path: str,
    prefix: str,
    digested: Container[str],
    files: dict[str, TreeEntry],
    directories: set[str],
) -> None:
    """Adds what stands in the folder `path` to `files` and `directories`, whose names begin with
    `prefix`: empty, or one that ends with a slash.
    """
    with os.scandir(path) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = prefix + entry.name
            if entry.name in _CACHES:
                continue
            if entry.is_symlink():
                files[name] = TreeEntry("link", "")
            elif entry.is_dir(follow_symlinks=False):
                directories.add(name)
                _scan(entry.path, name + "/", digested, files, directories)
            elif entry.is_file(follow_symlinks=False):
                files[name] = TreeEntry("file", _digest_of(entry.path) if name in digested else "")
            else:
                files[name] = TreeEntry("other", "")


def _digest_of(path: str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a `Path` costs half as much again
        return digest(file.read())


def read_plain(path: Path) -> bytes | None:
    """The content of a regular file, `None` for anything else; links are not followed."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        return path.read_bytes()
    except OSError:
        return None


def explain(error: OSError, path: Path) -> str:
    """One line about a failure of the operating system, without a traceback."""
    reason = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EBUSY: "it is in use or is a mount point; give a folder inside it",
        errno.EXDEV: "it reaches over two file systems, or comes from the image of a container, "
        "whose folders cannot be renamed; give another folder, or put a copy of it in its place "
        "first (`cp -a`, `rm -r`, `mv`)",
        errno.ENOTDIR: "is not a folder, or lies below a file",
    }.get(error.errno or 0, error.strerror or type(error).__name__)
    return f"{path}: {reason}"


def digests(tree: Mapping[str, bytes]) -> dict[str, str]:
    """The digest of every file of a generated tree."""
    return {path: digest(content) for path, content in tree.items()}
