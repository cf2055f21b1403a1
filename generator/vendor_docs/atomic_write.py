"""Files of the document are written all or none: only where they are as they were read, and the
document can be read after.

What is to be written is first put together with the rest of the document in a folder of its own,
and loaded from there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.document.bundle import Document, load
from generator.document.diagnostics import Diagnostic, DocumentError
from generator.document.grammar import KINDS
from generator.vendor_docs.schema_index import relative_path
from generator.vendor_docs.yaml_editor import UnsafeEditError

_MARK = "\ufeff"


class WriteError(Exception):
    """Files that are not written, and why."""


def decoded(content: bytes, name: str) -> str:
    """The text of a file without its byte order mark, line breaks as they are.

    Raises:
        UnsafeEditError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError:
        raise UnsafeEditError(f"{name} is not text in UTF-8") from None


def copy_document(document: Document, root: Path, folder: Path) -> None:
    """Copies the files of a document, whose folder is `root`, to `folder`; and those that a draft
    may be the first to refer to: `parameters.yaml`, `responses.yaml`, files of schemas. Not those
    outside of `root`, for which there is no place in `folder`."""
    shared = [root / f"{name}.yaml" for name in KINDS["components"].fields]
    shared += (root / "schemas").glob("*.yaml")
    for path in dict.fromkeys((*document.files, *filter(Path.is_file, shared))):
        name = relative_path(root, str(path))
        if not Path(name).is_absolute():
            put(folder / name, path.read_bytes())


@contextmanager
def dry_run(texts: Mapping[str, str], document: Document, root: Path) -> Iterator[Document]:
    """The document as it would be with `texts`, by path relative to its folder `root`, read from a
    folder of its own.

    Raises:
        DocumentError: it cannot be read at all.
    """
    with tempfile.TemporaryDirectory(prefix="draft-") as name:
        folder = Path(name)
        copy_document(document, root, folder)
        for file, text in texts.items():
            put(folder / file, text.encode())
        yield load(folder / relative_path(root, str(document.path)))


def write_all(
    texts: Mapping[str, str],
    document: Document,
    root: Path,
    before: Mapping[str, bytes] | None = None,
) -> list[Path]:
    """Writes `texts`, by path relative to `root`, and gives the paths of those that differ from
    what is there.

    `before` are the files as they were when the texts were made of them.

    Raises: SavingError: a file changed in between, the document could not be read afterwards, or a
        file cannot be written.
    """
    old = contents(root / file for file in texts)
    for file, content in (before or {}).items():
        if (root / file).read_bytes() != content:
            raise WriteError(f"{(root / file).as_posix()} changed in between; nothing was written")
    made = {root / file: _encoded(text, old[root / file]) for file, text in texts.items()}
    new = {path: content for path, content in made.items() if content != old[path]}
    if wrong := _first_error(texts, document, root):
        raise WriteError(
            f"the document could not be read afterwards, so nothing was written: {_place(wrong)}"
        )
    _replace(new, old)
    return list(new)


def _encoded(text: str, known: bytes | None) -> bytes:
    """A text as it is written to a file that is `known` bytes: with their byte order mark."""
    marked = known is not None and known.startswith(_MARK.encode())
    return (_MARK + text if marked else text).encode()


def _first_error(texts: Mapping[str, str], document: Document, root: Path) -> Diagnostic | None:
    """What a document could not be read for with `texts`, and can be without."""
    known = {each.message for each in document.diagnostics if each.refuses}
    try:
        with dry_run(texts, document, root) as after:
            wrong = (each for each in after.diagnostics if each.refuses)
            return next((each for each in wrong if each.message not in known), None)
    except DocumentError as error:
        return next(iter(error.diagnostics), None)


def _place(found: Diagnostic) -> str:
    """A finding with its place in the file, whose folder is gone."""
    at = found.location
    return f"{found.code} {found.message}" + (
        f" (in {Path(at.file).name}, line {at.line})" if at is not None else ""
    )


def _replace(new: Mapping[Path, bytes], old: Mapping[Path, bytes | None]) -> None:
    """Puts all new files in place; where that fails, the old ones again."""
    waiting = {path: path.with_name(f".{path.name}.new") for path in new}
    done: list[Path] = []
    try:
        for path, content in new.items():
            put(waiting[path], content)
        for path, other in waiting.items():
            other.replace(path)
            done.append(path)
    except OSError as error:
        restore({path: old[path] for path in done})
        raise WriteError(f"nothing was written: {error}") from error
    finally:
        for other in waiting.values():
            with suppress(OSError):
                other.unlink(missing_ok=True)


def contents(paths: Iterable[Path]) -> dict[Path, bytes | None]:
    """What files hold, `None` for one that is not there."""
    return {path: path.read_bytes() if path.exists() else None for path in paths}


def restore(old: Mapping[Path, bytes | None]) -> None:
    """Makes files hold what they held."""
    for path, content in old.items():
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
