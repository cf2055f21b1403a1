"""Where templates lie: in a folder that is given, which has what it overrides, and in our own."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"


def folders(templates: Path) -> tuple[Path, ...]:
    """Where a template is looked for, in order: a folder need not have more than it overrides."""
    given = templates.resolve()
    return (TEMPLATES,) if given == TEMPLATES else (given, TEMPLATES)


def find(templates: Path, name: str) -> Path:
    """The file of a template, or of what is copied as it is, `client/_lazy.py`."""
    return next(file for folder in folders(templates) if (file := folder / name).is_file())


def python_of(file: Path) -> bytes:
    """A module that is copied as it stands. SyntaxError, with the line, where one that is not ours
    is no Python.
    """
    content = file.read_bytes()
    if TEMPLATES not in file.parents:
        try:
            compile(content, file, "exec", dont_inherit=True)
        except ValueError as error:  # a null character
            raise SyntaxError(str(error), (str(file), 1, 1, "")) from error
    return content


def without_use(templates: Path) -> str | None:
    """What is wrong with a folder: a template that overrides none of ours, and that no other there
    names, would never be printed: `clients/client.py.jinja`, where ours is in `client/`.
    """
    if len(folders(templates)) == 1:
        return None
    texts: dict[str, str] = {}
    for file in sorted(templates.rglob("*.jinja")):
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            return f"{file} cannot be read: {error.strerror or error}"
        texts[file.relative_to(templates).as_posix()] = text
    for name in texts:
        named = any(name in text for other, text in texts.items() if other != name)
        if not named and not (TEMPLATES / name).is_file():
            what = "overrides no template, and none there includes it"
            return f"{templates / name} {what}{_meant(name)}"
    return None


def _meant(name: str) -> str:
    """The template of ours whose name comes closest, `; did you mean client/client.py.jinja?`."""
    ours = [file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.jinja")]
    close = get_close_matches(name, ours, n=1)
    return f"; did you mean {close[0]}?" if close else ""
