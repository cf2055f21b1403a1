"""The files of a document that is read again and again while somebody edits it.

A file is parsed anew only where its content has changed, or an overlay changed what was read of it.
Nothing else writes to that (`Source`), so that one reading can share it with the next. And what was
read is known by its stamp, which tells later whether to read again; so is a file that was not
there."""

from __future__ import annotations

from pathlib import Path

from generator.document.source import Source, content_of, parse
from generator.records import record

Stamp = tuple[int, int, int] | None


@record(frozen=True, slots=True)
class _Kept:
    content: bytes
    source: Source


class Rereading:
    """Reads files, as `source.read` does, for one reading of a document after the other."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, str], _Kept] = {}
        self._before: dict[tuple[Path, str], _Kept] = {}
        self._stamps: dict[Path, Stamp] = {}
        self._shown: dict[Path, str] = {}

    def __call__(self, path: Path, display: str) -> Source:
        """The file at `path`. DocumentError when it cannot be used."""
        # before its content, so that a change in between is seen as one afterwards
        self._stamps.setdefault(path, stamp(path))
        self._shown[path] = display
        content = content_of(path, display)
        key = (path, display)
        known = self._before.get(key)
        if known is None or known.content != content or known.source.grafting is not None:
            known = _Kept(content, parse(content, path, display))
        self._kept[key] = known
        return known.source

    def again(self) -> None:
        """The next file is the first of another reading."""
        self._before = self._before | self._kept
        self._kept, self._stamps, self._shown = {}, {}, {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that this reading came to, those that are not there included."""
        return tuple(self._stamps)

    def changes(self) -> list[str]:
        """What happened since to the files of this reading, a line each."""
        lines = []
        for path, before in self._stamps.items():
            now = stamp(path)
            if now != before:
                what = "removed" if now is None else "changed" if before else "added"
                lines.append(f"{self._shown[path]} {what}")
        return lines


def stamp(path: Path) -> Stamp:
    """What is another after a file was written, replaced or removed; None where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
