"""The git repository that a document is in: which commits there are, and what a file was in one.

Files are read from git's objects, byte for byte as committed; the working tree, the index and the
repository stay as they are. A bare repository has revisions only."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from generator.document.reading import MAX_BYTES

MAIN: Final = ("origin/main", "main")
_LOCAL: Final = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_GRAFT_FILE",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_CONFIG_PARAMETERS",
        "GIT_CONFIG_COUNT",
        "GIT_NAMESPACE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
    }
)
"""What a hook sets for its own repository, see `git rev-parse --local-env-vars`."""
_SECONDS: Final = 120


class RevisionError(Exception):
    """What should be compared cannot be had; one sentence. Exit code 2. `faults` has sentences
    by the texts that they are about.
    """

    def __init__(self, text: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.faults = faults or {"": text}


class Repository:
    """The git repository that a path is in, whether the path exists or not. `named` is the revision
    that is asked for.
    """

    def __init__(self, path: Path, *, named: str | None = None) -> None:
        """Raises RevisionError where there is no repository, or git refuses it, as it does one that
        another user owns.
        """
        here = path.absolute().parent
        while not here.is_dir():
            here = here.parent
        self._here = here
        self.is_bare = self._git("rev-parse", "--is-bare-repository").stdout.strip() == b"true"
        done = self._git("rev-parse", "--absolute-git-dir" if self.is_bare else "--show-toplevel")
        if done.returncode:
            reason = _reason(done.stderr)
            asked = f"{named!r} is no file, and can be no revision: " if named is not None else ""
            if "not a git repository" in reason or "must be run in a work tree" in reason:
                raise RevisionError(
                    f"{asked}the document {path.as_posix()} is not in the working tree of a git "
                    "repository"
                )
            raise RevisionError(f"{asked}git says: {reason}")
        self._top = Path(os.fsdecode(done.stdout.removesuffix(b"\n"))).resolve()

    def inside(self, path: Path) -> PurePosixPath:
        """The path from the top of the repository; a link that it ends in stays one."""
        absolute = path.absolute()
        whole = Path(os.path.normpath(absolute.parent)).resolve() / absolute.name
        try:
            return PurePosixPath(whole.relative_to(self._top).as_posix())
        except ValueError as error:
            raise RevisionError(
                f"{path.as_posix()} is outside the repository {self._top.as_posix()}"
            ) from error

    def inside_at(self, commit: str, path: Path) -> PurePosixPath:
        """The path from the top of the repository in a commit: as it is written, where the commit
        has files there, else as `inside` says. A link that leads to it in the working tree may not
        have been there.
        """
        absolute = Path(os.path.normpath(path.absolute()))
        top = next((folder for folder in absolute.parents if folder.resolve() == self._top), None)
        if top is not None:
            written = PurePosixPath(absolute.relative_to(top).as_posix())
            if any(True for _ in self._entries(commit, written, deep=True)):
                return written
        return self.inside(path)

    def at(self, name: str, spec: Path) -> tuple[str, Path]:
        """The commit that a revision is, and where the document is there: at `spec`, or as
        `REVISION:PATH` says (gitrevisions(7)): from the top of the repository, or from here where
        it starts with a dot."""
        revision, _, path = name.partition(":")
        if not revision or not path or self._known(name) is not None:
            return self.commit(name), spec
        place = (
            Path(path)
            if path.startswith(("./", "../"))
            else Path(os.path.relpath(self._top / path))
        )
        return self.commit(revision), place

    def commit(self, name: str) -> str:
        """The commit that a revision is."""
        done = self._git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        if done.returncode:
            what = (
                "a folder, no file" if Path(name).is_dir() else "neither a file nor a git revision"
            )
            raise RevisionError(f"{name!r} is {what}{self._range(name) or self._cut()}")
        return done.stdout.decode("ascii").strip()

    def _range(self, name: str) -> str:
        """What to give in place of a range of revisions (gitrevisions(7)), which is two sides in
        one word.
        """
        ends = [end or "HEAD" for end in re.split(r"\.{2,3}", name)]
        if len(ends) != 2 or not any(map(self._known, ends)):
            return ""
        return f"; give the ends of a range as two arguments: {' '.join(ends)}"

    def merge_base(self, head: str | None) -> tuple[str, str]:
        """The commit at which `head` (else what is checked out) left the main branch, and that
        branch. RevisionError where there is no such: of a new repository, one without a main
        branch, one that was cloned in part.
        """
        tip = self._known("HEAD") if head is None else self.at(head, Path())[0]
        if tip is None:
            raise RevisionError("the repository has no commit yet")
        goal = next((name for name in MAIN if self._known(name)), None)
        if goal is None:
            raise RevisionError(
                f"neither {MAIN[0]} nor {MAIN[1]} is a revision here; give the base to "
                f"compare with{self._cut()}"
            )
        done = self._git("merge-base", goal, tip)
        if done.returncode:
            raise RevisionError(
                f"{head or 'HEAD'} and {goal} have no commit in common{self._cut()}"
            )
        return done.stdout.decode("ascii").split()[0], goal

    def has(self, commit: str, path: PurePosixPath) -> bool:
        return any(True for _ in self._entries(commit, path))

    def former(self, commit: str, path: PurePosixPath) -> str | None:
        """What a file of the working tree was called in a commit, as far as git knows of it."""
        done = self._git(
            *("diff", "--name-status", "-z", "--no-relative", "--find-renames"),
            *("--diff-filter=R", commit, "--"),
        )
        fields = iter(os.fsdecode(done.stdout).split("\0"))  # R100, the old name, the new one
        names = zip(fields, fields, fields, strict=False)
        return next((old for _, old, new in names if new == path.as_posix()), None)

    def extract(
        self,
        commit: str,
        folder: PurePosixPath | None,
        top: Path,
        *,
        suffixes: Sequence[str] | None,
        always: PurePosixPath | None = None,
    ) -> None:
        """Writes the files of a folder (`None`: of the whole repository) below `top`, as they are
        in the commit.
        """
        wanted = []
        for mode, name, path in self._entries(commit, folder, deep=True):
            if ".." in path.parts or not (
                suffixes is None or path.suffix.lower() in suffixes or path == always
            ):
                continue
            wanted.append((mode, name, path))
        links: list[Path] = []
        for (mode, _, path), content in zip(
            wanted, self._contents([name for _, name, _ in wanted]), strict=True
        ):
            file = top / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if mode == "120000":
                _link(file, os.fsdecode(content), top)
                links.append(file)
            else:
                file.write_bytes(content)
        _cut_loose(links, top)

    def _entries(
        self, commit: str, path: PurePosixPath | None, *, deep: bool = False
    ) -> Iterator[tuple[str, str, PurePosixPath]]:
        """(mode, object, path) of each file; submodules have none."""
        options = ["-r"] if deep else []
        place = [] if path is None else [path.as_posix()]
        done = self._git(
            "--literal-pathspecs", "ls-tree", "-z", "--full-tree", *options, commit, "--", *place
        )
        if done.returncode:
            raise RevisionError(
                f"git cannot list the files of {commit[:7]}: {_reason(done.stderr)}"
            )
        for entry in done.stdout.split(b"\0"):
            about, _, name = entry.partition(b"\t")
            if about:
                mode, kind, found = about.decode("ascii").split()
                if kind == "blob":
                    yield mode, found, PurePosixPath(os.fsdecode(name))

    def _contents(self, objects: Sequence[str]) -> Iterator[bytes]:
        """The contents of objects, in their order; no more of one than a document may have."""
        if not objects:
            return
        done = self._git(
            "cat-file", "--batch", given="".join(f"{name}\n" for name in objects).encode("ascii")
        )
        if done.returncode:
            raise RevisionError(f"git cannot read the files: {_reason(done.stderr)}")
        at = 0
        for name in objects:
            end = done.stdout.index(b"\n", at)
            fields = done.stdout[at:end].split()
            if len(fields) != 3:
                raise RevisionError(f"the repository lacks the object {name[:7]}{self._cut()}")
            size = int(fields[2])
            yield done.stdout[end + 1 : end + 1 + min(size, MAX_BYTES + 1)]
            at = end + 1 + size + 1

    def _known(self, name: str) -> str | None:
        done = self._git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        return None if done.returncode else done.stdout.decode("ascii").strip()

    def _cut(self) -> str:
        """What to do where the clone holds a part of the history only."""
        shallow = self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        return "; this clone is shallow: `git fetch --unshallow` brings the rest" if shallow else ""

    def _git(
        self, *arguments: str, given: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """What git gives for a command, whatever its exit code: in English, without locks and
        questions, and of the repository here rather than of a hook's. RevisionError where git
        cannot be run.
        """
        environment = {key: value for key, value in os.environ.items() if key not in _LOCAL}
        environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        try:
            return subprocess.run(
                ["git", "--no-pager", *arguments],
                cwd=self._here,
                env=environment,
                input=b"" if given is None else given,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except FileNotFoundError as error:
            raise RevisionError("git is not installed; compare two files instead") from error
        except subprocess.TimeoutExpired as error:
            raise RevisionError(f"git gave no answer within {_SECONDS} seconds") from error
        except (OSError, ValueError) as error:
            raise RevisionError(f"git cannot be run: {error}") from error


def _link(file: Path, target: str, top: Path) -> None:
    """A symbolic link, unless it leads out of what was unpacked."""
    goal = Path(os.path.normpath(file.parent / target))
    if not Path(target).is_absolute() and goal.is_relative_to(top) and not file.is_symlink():
        file.symlink_to(target)


def _cut_loose(links: Iterable[Path], top: Path) -> None:
    """Removes links that lead out of what was unpacked by way of others, which is known once all
    are there: `a/b` is in the folder, `a/..` is not where `a` leads to the folder itself.
    """
    whole = os.path.realpath(top)
    for link in links:
        if not Path(os.path.realpath(link)).is_relative_to(whole):
            link.unlink(missing_ok=True)


def _reason(message: bytes) -> str:
    """The first line of what git complains of."""
    lines = message.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "nothing"
