"""What is compared: a file, standard input or another pipe, an address, the document at a git
revision, or that of the working tree.

A revision is read from git's objects into a temporary folder, byte for byte as committed; the
working tree, the index and the repository stay as they are. What is read is called as it is in the
repository, seen from where the command runs. A bare repository has revisions only. A pipe is read
once, before anything else, and brings one file: whatever it refers to would be looked for in the
wrong place, or found there in another version, so a document of several files is refused."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from generator.api.build import build
from generator.api.model import Api
from generator.document.bundle import Document, load
from generator.document.choosing import choose
from generator.document.diagnostics import Diagnostic, DocumentError, Location
from generator.document.judge import refusals
from generator.document.origins import (
    Incoming,
    Origin,
    OriginError,
    is_remote,
    piped,
    received,
    without_user,
)
from generator.document.overlay import OverlayFile, named
from generator.document.references import OUTSIDE
from generator.document.selectors import Choice, ChoiceError
from generator.garbage_collection import at_rest
from generator.records import record
from generator.review.repository import Repository, RevisionError
from generator.temporary_folder import REVIEW, temporary_folder
from generator.worker import Worker

__all__ = ["INPUTS", "Revision", "RevisionError", "UnreadableRevisionsError", "read_revisions"]

INPUTS: Final = ("-", "/dev/stdin")
_SUFFIXES: Final = (".yaml", ".yml", ".json", "")
_LARGE: Final = 200_000
"""The bytes of a root file from which a process of its own for the base pays."""
_LARGE_IN_ALL: Final = 1_000_000
"""The characters of all files from which it still pays once the head was read."""


class UnreadableRevisionsError(DocumentError):
    """Documents of which parts cannot be read, so that what they say there would look changed;
    `sides` says which.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], sides: Sequence[str]) -> None:
        super().__init__(diagnostics)
        self.sides = tuple(sides)


@record(frozen=True, slots=True)
class _Reading:
    """How both documents are read."""

    allow_remote: bool
    overlays: tuple[Path | Incoming, ...]
    choice: Choice

    def load(
        self,
        path: Path | Incoming,
        overlays: Sequence[OverlayFile] | None = None,
        within: Path | None = None,
    ) -> Document:
        wanted = named(self.overlays) if overlays is None else overlays
        document = load(path, allow_remote=self.allow_remote, overlays=wanted, within=within)
        try:
            return choose(document, self.choice)
        except ChoiceError as error:
            raise RevisionError(str(error)) from error


def _built(document: Document) -> Api:
    return build(document, examples=False)


@record(frozen=True, slots=True)
class Revision:
    """One side of a review: its document, what it is in words, and the commit that it was read
    from, if any; `build` makes its `Api`. `absent` are the overlays that were not there then.
    """

    document: Document
    title: str
    spec: Path
    commit: str | None = None
    build: Callable[[Document], Api] = _built
    absent: tuple[Path, ...] = ()

    def api(self) -> Api:
        """What the client of the document would be, examples left out. It may be under way already,
        once.
        """
        return self.build(self.document)

    @contextmanager
    def beside(self, name: str) -> Iterator[Path | None]:
        """The file or folder `name` beside the document on that side, while it is looked at; `None`
        if there is none.
        """
        path = self.spec.parent / name
        if self.commit is None:
            yield path if path.exists() else None
            return
        repository = Repository(path)
        with temporary_folder(REVIEW) as top:
            inside = repository.inside_at(self.commit, path)
            repository.extract(self.commit, inside, top, suffixes=None)
            yield top / inside if (top / inside).exists() else None


@at_rest()
def read_revisions(
    base: str | None,
    head: str | None,
    *,
    spec: Path,
    allow_remote: bool = False,
    overlays: Sequence[Path | Incoming] = (),
    choice: Choice | None = None,
) -> tuple[Revision, Revision]:
    """The documents to compare, each changed by `overlays`: at a revision, by those that were there
    as they were then. Of each what is chosen is compared; a selector selects something on one side.

    `base` and `head` are each an existing file, `-` or another pipe (`/dev/fd/63`), an address, a
    git revision at which `spec` is read, or `REVISION:PATH`, a document at a revision. `None` is,
    for the base, the commit at which `head` left `origin/main` (else `main`); for the head, `spec`
    as it lies in the working tree.

    Raises: RevisionError: an unknown revision, no repository, no git, no common commit, a pipe that
        is not one whole document, an address without leave; in one sentence.
        DocumentError: a document that cannot be worked with; each line says which side it is of.
        UnreadableRevisionsError: one that `regenerate` would refuse.
    """

    how = _Reading(allow_remote, tuple(overlays), choice or Choice())
    if base is not None and head is not None and _is_piped(base) and _title(base) == _title(head):
        raise RevisionError(f"{_title(base)} can be read once, and is given as base and as head")
    came = _came((base, head), allow_remote=allow_remote)
    named = None if head is None or head in came or _is_file(head) else head

    def first() -> tuple[Revision, tuple[Diagnostic, ...]]:
        side = _side("base", base, named, spec, came, how)
        return side, _refusals("base", side)

    def both() -> Iterator[object]:
        side, found = first()
        yield side, found
        if not found:
            yield _built(side.document)

    meanwhile = Worker(both, pays=_root_size(head, spec) >= _LARGE)
    try:
        after = _side("head", head, None, spec, came, how)
        if not meanwhile.under_way and after.document.size >= _LARGE_IN_ALL:
            meanwhile = Worker(both)
        refused = _refusals("head", after)
        api = None if refused else after.api()
    except Exception:
        meanwhile.take(first)  # what is wrong with the base is told first
        raise
    before, found = meanwhile.take(first)
    if faults := _nowhere(before, after):
        raise RevisionError("\n".join(faults.values()), faults)
    if found or refused or api is None:
        sides = [role for role, findings in (("base", found), ("head", refused)) if findings]
        raise UnreadableRevisionsError((*found, *refused), sides)
    return replace(
        before, build=lambda document: meanwhile.take(lambda: _built(document))
    ), replace(after, build=lambda _: api)


def _nowhere(before: Revision, after: Revision) -> dict[str, str]:
    """What was asked for and is on neither side: overlays, and what selectors select; each with
    what is said of it: `{"ours.yaml": "there is no overlay ours.yaml at v1 or at v2"}`. What is on
    one side only was added or removed.
    """
    where = f"at {before.title} or at {after.title}"
    absent = [path.as_posix() for path in before.absent if path in after.absent]
    unselected = before.document.unselected
    return {
        **{path: f"there is no overlay {path} {where}" for path in absent},
        **{each: told for each, told in after.document.unselected.items() if each in unselected},
    }


def _root_size(head: str | None, spec: Path) -> int:
    """The bytes of the head's root file, as far as they can be known; which revision it is read at
    matters little.
    """
    path = Path(head) if head is not None and Path(head).is_file() else spec
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _side(
    role: str,
    name: str | None,
    head: str | None,
    spec: Path,
    came: Mapping[str, bytes | Incoming],
    how: _Reading,
) -> Revision:
    """One side; `head` is the revision of the other one, if it is one, and `came` what came
    through pipes and from addresses, by name.
    """
    try:
        if name is not None and name in came:
            return _from_elsewhere(name, came[name], how)
        if name is not None and _is_file(name):
            return Revision(how.load(Path(name)), name, Path(name))
        if name is None and role == "head":
            _check_tree(spec)
            return Revision(how.load(spec), "working tree", spec)
        return _committed(name, head, spec, how)
    except DocumentError as error:
        raise DocumentError(_told(role, diagnostic) for diagnostic in error.diagnostics) from error


def _committed(name: str | None, head: str | None, spec: Path, how: _Reading) -> Revision:
    """The document at a revision, called `v1 (1a2b3c4)`; without one at the commit at which `head`
    left the main branch, called `merge base with main (1a2b3c4)`.
    """
    repository = Repository(spec, named=name)
    if name is not None:
        commit, spec = repository.at(name, spec)
        title = name if commit.startswith(name) else f"{name} ({commit[:7]})"
    else:
        commit, goal = repository.merge_base(head)
        title = f"merge base with {goal} ({commit[:7]})"
    files = (path for path in how.overlays if isinstance(path, Path))
    absent = tuple(path for path in files if _is_absent(repository, commit, path))
    document = _at(repository, commit, spec, title, how)
    return Revision(document, title, spec, commit, absent=absent)


def _is_file(name: str) -> bool:
    """Whether a side is a file; in a folder of git's own, where revisions are files too, those are
    revisions.
    """
    path = Path(name)
    if not path.is_file():
        return False
    is_reference = name.endswith("HEAD") or name.startswith("refs/")
    return not (is_reference and Path("HEAD").is_file() and Path("objects").is_dir())


def _check_tree(spec: Path) -> None:
    """RevisionError where there is no working tree that could have the document."""
    if spec.exists():
        return
    try:
        bare = Repository(spec).is_bare
    except RevisionError:
        return
    if bare:
        raise RevisionError(
            "a bare repository has no working tree; give the revision to compare as HEAD"
        )


# --- pipes ----------------------------------------------------------------------------------------


def _is_piped(name: str) -> bool:
    """Whether a side is read from standard input, a process substitution (`/dev/fd/63`) or a named
    pipe.
    """
    path = Path(name)
    return (
        name in INPUTS
        or path.is_fifo()
        or (name.startswith("/dev/") and path.exists() and not path.is_file())
    )


def _title(name: str) -> str:
    return "standard input" if name in INPUTS else name


def _came(names: Sequence[str | None], *, allow_remote: bool) -> dict[str, bytes | Incoming]:
    """What comes through pipes and from addresses, of base and head, by name:
    `{"-": b"openapi: 3.1.0…"}`. RevisionError where nothing can.
    """
    came: dict[str, bytes | Incoming] = {}
    for role, name in zip(("base", "head"), names, strict=True):
        if name is None:
            continue
        try:
            if is_remote(name):
                (incoming,) = received([Origin(name)], allow_remote=allow_remote)
                assert isinstance(incoming, Incoming)
                came[name] = incoming
            elif _is_piped(name):
                came[name] = piped(0 if name in INPUTS else name, _title(name))
        except OriginError as error:
            raise RevisionError(str(error), {error.about: str(error)}) from error
        except DocumentError as error:
            raise DocumentError(_told(role, each) for each in error.diagnostics) from error
    return came


def _from_elsewhere(name: str, content: bytes | Incoming, how: _Reading) -> Revision:
    """The document that came from no file; nothing stands beside it."""
    if isinstance(content, Incoming):
        return Revision(how.load(content), without_user(name), Path(os.devnull))
    return _from_pipe(name, content, how)


def _from_pipe(name: str, content: bytes, how: _Reading) -> Revision:
    """The document that came through a pipe, called as the pipe is; nothing stands beside it."""
    path = Path("/dev/stdin" if name in INPUTS else name)
    with temporary_folder(REVIEW) as folder:
        copy = folder / path.name
        copy.write_bytes(content)
        places = _RepositoryPaths(folder, path.parent)
        try:
            document = _Moved(how.load(copy), places)
        except DocumentError as error:
            raise DocumentError(map(places.diagnostic, error.diagnostics)) from error
    missing = next(
        (each for each in document.diagnostics if each.cause or each.code == OUTSIDE.code), None
    )
    if missing is not None:
        line = f" (line {missing.location.line})" if missing.location else ""
        raise RevisionError(
            f"{_title(name)} refers to another file{line}, which no pipe brings; give a file "
            "or a git revision"
        )
    return Revision(document, _title(name), path)


def _refusals(role: str, side: Revision) -> tuple[Diagnostic, ...]:
    """What makes parts of a side unreadable, as `regenerate` refuses it."""
    return tuple(_told(role, finding) for finding in refusals(side.document))


def _told(role: str, diagnostic: Diagnostic) -> Diagnostic:
    """The finding with the side that it is of in front of its place."""
    diagnostic = replace(diagnostic, cause=diagnostic.cause and f"{role}: {diagnostic.cause}")
    if diagnostic.location is None:
        return replace(diagnostic, message=f"{role}: {diagnostic.message}")
    return replace(
        diagnostic,
        location=replace(diagnostic.location, file=f"{role}: {diagnostic.location.file}"),
    )


def _at(repository: Repository, commit: str, spec: Path, title: str, how: _Reading) -> Document:
    """The document at a commit. Files that no reference could lead to are not unpacked, unless one
    does.
    """
    inside = repository.inside_at(commit, spec)
    if not repository.has(commit, inside):
        former = repository.former(commit, inside)
        hint = f"; it was {former} then: give {commit[:7]}:{former}" if former else ""
        fault = f"{spec.as_posix()} does not exist at {title}{hint}"
        raise RevisionError(fault, {spec.as_posix(): fault})
    folder = inside.parent if inside.parent != PurePosixPath() else None
    with temporary_folder(REVIEW) as top:
        places = _RepositoryPaths(top / inside.parent, spec.parent, top)
        repository.extract(commit, folder, top, suffixes=_SUFFIXES, always=inside)
        overlays = list(_overlays_at(repository, commit, how.overlays, top))
        try:
            document = how.load(top / inside, overlays, top)
            if any(finding.code == "REF001" for finding in document.diagnostics):
                repository.extract(commit, None, top, suffixes=_SUFFIXES)
                repository.extract(commit, folder, top, suffixes=None)
                document = how.load(top / inside, overlays, top)
        except DocumentError as error:
            raise DocumentError(map(places.diagnostic, error.diagnostics)) from error
        return _Moved(document, places)


def _overlays_at(
    repository: Repository, commit: str, overlays: Iterable[Path | Incoming], top: Path
) -> Iterator[OverlayFile]:
    """The overlays as they are in a commit, unpacked below `top`; one that is in no commit of the
    repository is the same at all of them.
    """
    for path in overlays:
        if isinstance(path, Incoming):
            yield from named([path])
            continue
        try:
            inside = repository.inside_at(commit, path)
        except RevisionError:
            yield OverlayFile(path, path.as_posix())
            continue
        if repository.has(commit, inside):
            repository.extract(commit, inside, top, suffixes=None)
            yield OverlayFile(top / inside, path.as_posix())


def _is_absent(repository: Repository, commit: str, overlay: Path) -> bool:
    try:
        return not repository.has(commit, repository.inside_at(commit, overlay))
    except RevisionError:
        return False


class _RepositoryPaths:
    """From the temporary folder back to where the files are in the repository: the `folder` of the
    document is `home` there, and `top`, where there is one, the repository.
    """

    def __init__(self, folder: Path, home: Path, top: Path | None = None) -> None:
        self._folder, self._home, self._top = f"{folder.as_posix()}/", home, top

    def _moved(self, file: str) -> str:
        if file.startswith(self._folder):
            return (self._home / file.removeprefix(self._folder)).as_posix()
        if self._top is None or not file.startswith(f"{self._top.as_posix()}/"):
            return file
        beside = os.path.relpath(file, self._folder)
        return Path(os.path.normpath(self._home / beside)).as_posix()

    def path(self, path: Path) -> Path:
        return Path(self._moved(path.as_posix()))

    def location(self, location: Location) -> Location:
        return replace(location, file=self._moved(location.file))

    def diagnostic(self, diagnostic: Diagnostic) -> Diagnostic:
        message = diagnostic.message.replace(self._folder, "")
        located = None if diagnostic.location is None else self.location(diagnostic.location)
        return replace(diagnostic, message=message, location=located)


class _Moved(Document):
    """A document that was read somewhere else than where it lives."""

    def __init__(self, document: Document, places: _RepositoryPaths) -> None:
        vars(self).update(document.__getstate__())
        self._places = places
        self.path = places.path(document.path)
        self.files = tuple(map(places.path, document.files))
        self.diagnostics = tuple(map(places.diagnostic, document.diagnostics))

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        return self._places.location(super().locate(pointer, key=key))
