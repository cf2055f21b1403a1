"""Edits of what differs inside the operations and schemas that the document has: drafted, tried,
and only then proposed.

Each difference of `reference compare` has a way to be put right, in the file and at the place that
it names; other lines stay as they are. All is tried on a copy of the document: an edit is proposed
if the document can be read with it, the difference is gone, and no other operation differs for it
(as it would where a schema is shared). What is left has its reason."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.document import pointer as pointers
from generator.document.bundle import Document, load
from generator.document.diagnostics import DocumentError
from generator.document.rereading import Rereading
from generator.records import record
from generator.vendor_docs.atomic_write import contents, copy_document, decoded, put, restore
from generator.vendor_docs.compare import compare_with_facts
from generator.vendor_docs.differences import WHOLE, Comparison, Difference
from generator.vendor_docs.facts import Section, without
from generator.vendor_docs.fixes import apply_fix
from generator.vendor_docs.observations import Observations
from generator.vendor_docs.schema_index import relative_path
from generator.vendor_docs.working_copy import WorkingCopy
from generator.vendor_docs.yaml_editor import UnsafeEditError

__all__ = ["Edits", "Unfixed", "draft_edits", "unified"]

_ROUNDS = 6


@record(frozen=True, slots=True)
class Unfixed:
    """A difference that no edit is drafted for, and why."""

    difference: Difference
    reason: str

    @property
    def in_known_operation(self) -> bool:
        """Whether it is in an operation that the document has, and not one that it lacks."""
        each = self.difference
        whole = each.place == WHOLE and each.aspect == "presence" and each.kind == "missing"
        return not whole or each.source is not None

    def __str__(self) -> str:
        each = self.difference
        name = f"{each.method} {each.path}".strip() or "untranscribed operations"
        at = f"{each.ours}: " if each.ours is not None else ""
        return f"{at}{name} {each.where} {each.aspect}: {self.reason}"


@record(frozen=True, slots=True)
class Edits:
    """`texts` are the files that change, by path relative to the document's folder, `before` what
    they are now. `made` are the differences that are gone then, `unfixed` the others."""

    texts: Mapping[str, str]
    before: Mapping[str, bytes]
    made: tuple[Difference, ...]
    unfixed: tuple[Unfixed, ...]


def draft_edits(
    sections: Sequence[Section],
    document: Document,
    root: Path,
    *,
    whole: bool = True,
    observed: Observations | None = None,
) -> Edits:
    """The edits of `document`, whose folder is `root`, after which it agrees with `sections`, and
    with what was `observed` besides, as far as that is safe."""
    first = compare_with_facts(sections, document, whole=whole, observed=observed)
    if not first.unwaived:
        return Edits({}, {}, (), ())
    with tempfile.TemporaryDirectory(prefix="draft-") as name:
        folder = Path(name).resolve()
        copy_document(document, root, folder)
        files = [each for each in folder.rglob("*") if each.is_file()]
        old = {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}
        trial = _Trial(sections, observed, folder, relative_path(root, str(document.path)), whole)
        made, kept = trial.work(first)
        # The trial has every file that was touched, whether it is another in the end or not.
        texts = {
            file: text
            for file, text in trial.texts.items()
            if text != _text(old.get(file, b""), file)
        }
        return Edits(texts, {file: old[file] for file in texts if file in old}, made, kept)


def unified(found: Edits, root: Path) -> str:
    """The edits as a unified diff, paths as they are given on the command line."""
    parts: list[str] = []
    for file, text in sorted(found.texts.items()):
        known = _text(found.before.get(file, b""), file)
        name = (root / file).as_posix()
        lines = difflib.unified_diff(
            known.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"a/{name}" if known else "/dev/null",
            f"b/{name}",
        )
        for line in lines:
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(parts)


def _text(content: bytes, name: str) -> str:
    try:
        return decoded(content, name)
    except UnsafeEditError:
        return ""


# --- trying ---------------------------------------------------------------------------------------

_Key = tuple[str, str, str, str, str, str]


def _key(each: Difference) -> _Key:
    return each.kind, each.method, each.path, each.where, each.aspect, repr(each.reference)


class _Trial:
    """A copy of the document in `folder`, whose files are `texts` as far as they were edited."""

    def __init__(
        self,
        sections: Sequence[Section],
        observed: Observations | None,
        folder: Path,
        name: str,
        whole: bool,
    ) -> None:
        self.sections, self.observed, self.whole = sections, observed, whole
        self.folder, self.path = folder, folder / name
        self.texts: dict[str, str] = {}
        self._files = Rereading()
        self._found: tuple[Document, Comparison] | None = None

    def work(self, first: Comparison) -> tuple[tuple[Difference, ...], tuple[Unfixed, ...]]:
        """The differences that are gone with the edits, and those that are not. In rounds, since a
        difference may show only when another is gone: of the fields of an object that was a text.
        """
        asked = {_key(each): each for each in first.unwaived}
        reasons: dict[_Key, str] = {}
        met = set(asked)
        for _ in range(_ROUNDS):
            document, found = self._read()
            waiting = [each for each in found.unwaived if _key(each) not in reasons]
            if not waiting:
                break
            before = set(self.texts.items())
            self._try(waiting, document, found, reasons, met)
            if set(self.texts.items()) == before:
                break
        remaining = set(map(_key, self._read()[1].unwaived))
        gone = without(asked, remaining)
        kept = without(asked, gone)
        unknown = "it could not be put right"
        unfixed = tuple(Unfixed(asked[key], reasons.get(key, unknown)) for key in kept)
        return tuple(map(asked.__getitem__, gone)), unfixed

    def _read(self) -> tuple[Document, Comparison]:
        """The copy as it is: read again after something was written, and of it what that was."""
        if self._found is None:
            self._files.again()
            document = load(self.path, read=self._files)
            self._found = (
                document,
                compare_with_facts(
                    self.sections, document, whole=self.whole, observed=self.observed
                ),
            )
        return self._found

    def _try(
        self,
        wanted: list[Difference],
        document: Document,
        found: Comparison,
        reasons: dict[_Key, str],
        met: set[_Key],
    ) -> None:
        """Makes all of the edits where they go together, else
        halves of them, else each by itself.
        """
        texts, made = self._edited(wanted, document, reasons)
        if not made:
            return
        old = self._written(texts)
        problem = self._judged(made, found, met)
        if problem is None:
            self.texts |= texts
            return
        self._found = None
        restore(old)
        if len(made) == 1:
            reasons[_key(made[0])] = problem
            return
        for half in (made[: len(made) // 2], made[len(made) // 2 :]):
            self._try(half, *self._read(), reasons, met)

    def _judged(self, made: Sequence[Difference], found: Comparison, met: set[_Key]) -> str | None:
        """What is wrong with the edits that were written, if anything is: the document cannot be
        read, another place differs, a waiver is of no use, or it is not what puts it right. `met`
        are the differences of all rounds: one that comes back goes in a circle."""
        try:
            document, after = self._read()
            wrong = next((each for each in document.diagnostics if each.refuses), None)
        except DocumentError as error:
            wrong = error.diagnostics[0]
        if wrong is not None:
            return f"the document could not be read with the edit: {wrong.message}"
        before = set(map(_key, found.unwaived))
        now = {_key(each): each for each in after.unwaived}
        for key in without(now, before):
            if key in met or not _is_inside_any(now[key], made):
                return _shared(now[key])
        if len(after.stale) > len(found.stale):
            return "a waiver would waive nothing then"
        if left_over := next((each for each in made if _key(each) in now), None):
            return f"{'it' if len(made) == 1 else left_over.where} would still differ"
        met.update(now)
        return None

    def _written(self, texts: Mapping[str, str]) -> dict[Path, bytes | None]:
        """Writes files of the copy, and gives what was there."""
        self._found = None
        old = contents(self.folder / file for file in texts)
        for path, text in zip(old, texts.values(), strict=True):
            put(path, text.encode())
        return old

    def _edited(
        self, wanted: Iterable[Difference], document: Document, reasons: dict[_Key, str]
    ) -> tuple[dict[str, str], list[Difference]]:
        """The files with the edits, one after the other; list items go last and from behind, so
        that places stay true.
        """
        desk = WorkingCopy(
            self.sections, self.observed.sections if self.observed else (), document, self.folder
        )
        made = []
        for each in sorted(wanted, key=_from_behind):
            saved = dict(desk.texts)
            try:
                apply_fix(desk, each)
                made.append(each)
            except UnsafeEditError as error:
                desk.texts, desk.sheets = saved, {}
                reasons[_key(each)] = str(error)
        try:
            desk.finish()
        except UnsafeEditError as error:
            reasons |= {_key(each): str(error) for each in made}
            return {}, []
        return desk.texts, made


def _from_behind(each: Difference) -> tuple[bool, str, tuple[tuple[int, str], ...]]:
    """Sorts items of lists that go behind all else, in each file from its last to its first: where
    `/tags/2` goes before `/tags/1`, both are still what they were. All others are equal."""
    if each.ours is None or each.kind != "extra":
        return False, "", ()
    tokens = pointers.split(each.ours.pointer)
    *_, last = "", *tokens
    if not last.isdigit():
        return False, "", ()
    return True, each.ours.file, tuple(map(_last_first, tokens))


def _last_first(token: str) -> tuple[int, str]:
    """Sorts the indices of one list from the last to the first, keys of one mapping by name."""
    return (-int(token), "") if token.isdigit() else (0, token)


def _shared(other: Difference) -> str:
    """What is wrong with an edit by which another place differs: what it edits, such as a schema,
    stands there too."""
    place = f"{other.method} {other.path} {other.where}"
    return f"it is shared: {place} would differ in {other.aspect} then"


def _is_inside_any(each: Difference, edited: Iterable[Difference]) -> bool:
    """Whether a difference is of the operation of an edit, at the place that it edited or in it."""
    same = [one for one in edited if (one.method, one.path) == (each.method, each.path)]
    return any(each.place.is_within(one.place) for one in same)
