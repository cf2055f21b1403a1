"""What a folder of generated files remembers: what it was generated from, by what, and the digest
of each file.

The rule: the manifest is the only thing that makes a file ours. It is plain JSON, sorted, one entry
a line, and holds nothing of the machine, the time or the place, so that it changes only when one of
the things it names does."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from generator.document.bundle import Document
from generator.records import record

FORMAT = 1
TOOLS = ("jinja2", "ruff")

_FLOORS = ("document", "api", "emit")
_SOURCES = frozenset({".py", ".jinja", ".json", ".yaml", ".toml", ".md", ".typed"})
_ENTRY = re.compile(r'^ {4}"(?P<path>[^"\\]+)": "(?P<digest>[0-9a-f]{64})",?\s*$', re.MULTILINE)


@record(frozen=True, slots=True)
class Provenance:
    """Everything that decides the bytes of a generated tree: the digest of the document and of the
    generator, the versions of the tools that the generator works with, the options given, and the
    digest of each overlay by its path from the document."""

    document: str
    generator: str
    tools: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    overlays: Mapping[str, str] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Manifest:
    """A manifest as read: `files` is path -> SHA-256; `provenance` is `None` where the file is
    damaged.
    """

    files: dict[str, str]
    provenance: Provenance | None


def provenance_of(
    document: Document,
    *,
    templates: Path,
    options: Mapping[str, str] | None = None,
    overlays: Mapping[str, str] | None = None,
) -> Provenance:
    """The provenance of a tree that this generator emits from `document` with `templates`."""
    generator = Path(__file__).resolve().parents[1]
    sources = [(f"generator/{floor}", generator / floor) for floor in _FLOORS]
    return Provenance(
        document=document_digest(document),
        generator=source_digest([*sources, ("templates", templates)]),
        tools={name: installed_version(name) for name in TOOLS},
        options=dict(options or {}),
        overlays=dict(overlays or {}),
    )


def installed_version(distribution: str) -> str:
    """The version of what is installed, from the name of its folder: to read its metadata takes
    longer than some documents.
    """
    for folder in filter(None, sys.path):
        for found in Path(folder).glob(f"{distribution.replace('-', '_')}-*.dist-info"):
            return found.name.removesuffix(".dist-info").rpartition("-")[2]
    from importlib import metadata

    return metadata.version(distribution)


def document_digest(document: Document) -> str:
    """The digest of what the document says: the bundled tree as JSON, whatever its comments, line
    ends, spelling or place.
    """
    text = json.dumps(document.said, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def source_digest(folders: Iterable[tuple[str, Path]]) -> str:
    """The digest of every source file in `folders` (name, folder), independent of where they lie
    and of line ends.
    """
    found = sorted(
        (f"{name}/{path.relative_to(folder).as_posix()}", path)
        for name, folder in folders
        for path in folder.rglob("*")
        if path.suffix in _SOURCES and not path.name.startswith(".") and path.is_file()
    )
    result = hashlib.sha256()
    for name, path in found:
        content = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        result.update(f"{name}\0{content}\n".encode())
    return result.hexdigest()


def render(files: Mapping[str, str], provenance: Provenance) -> bytes:
    """The manifest's bytes for files of these digests."""
    content = {
        "format": FORMAT,
        "document": provenance.document,
        "generator": provenance.generator,
        "tools": dict(sorted(provenance.tools.items())),
        "options": dict(sorted(provenance.options.items())),
        **({"overlays": dict(provenance.overlays)} if provenance.overlays else {}),
        "files": dict(sorted(files.items())),
    }
    return (json.dumps(content, indent=2, ensure_ascii=True) + "\n").encode("ascii")


def parse(content: bytes) -> Manifest:
    """Read a manifest.

    One that is not valid, for instance because it holds the conflict markers of a merge, still says
    which files are ours: every line that looks like an entry counts."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    try:
        data = json.loads(text)
        return Manifest(
            {_text(path): _text(value) for path, value in data["files"].items()},
            Provenance(
                _text(data["document"]),
                _text(data["generator"]),
                {_text(name): _text(value) for name, value in data["tools"].items()},
                {_text(name): _text(value) for name, value in data["options"].items()},
                {_text(name): _text(value) for name, value in data.get("overlays", {}).items()},
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest({match["path"]: match["digest"] for match in _ENTRY.finditer(text)}, None)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
