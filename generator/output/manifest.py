"""What a folder of generated files remembers: what it was generated from, by what, and the digest
of each file.

The rules: the manifest is the only thing that makes a file ours. It holds nothing of the machine,
the time or the place, so that it changes only when one of the things it names does. And it merges:
each line is an entry that stands for itself and names the least thing that can change (a path, a
component, a file), with an empty line between two, as git takes changes of neighbouring lines for a
conflict. Where two branches changed the same entry, both lines are kept (`merge=union`, or the
markers of a conflict), and reading both is how a merge is known.

A further input of what is generated is a field of `Provenance` and its row in `CHANGED`: reading,
writing and comparing walk that table."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from generator.document.bundle import Document
from generator.emit.template_folders import folders
from generator.records import record

FORMAT = 2
TOOLS = ("jinja2", "ruff")

Reason = Literal[
    "document changed",
    "overlay changed",
    "generator changed",
    "options changed",
    "two generations",
    "edited by hand",
]
CHANGED: Mapping[str, Reason] = {
    "document": "document changed",
    "overlays": "overlay changed",
    "generator": "generator changed",
    "tools": "generator changed",
    "options": "options changed",
}
"""Why a file changes when an input does, by the input's field of `Provenance`."""

_OF_THE_WHOLE = frozenset({"package"})
"""Options that a tree of several documents has once."""

_FLOORS = ("document", "api", "emit")
_SOURCES = frozenset({".py", ".jinja", ".json", ".yaml", ".toml", ".md", ".typed"})
_FILES = "files"
_END = '"end": true\n}\n'
_MARKER = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_FIRST_FORMAT = re.compile(
    r'^ {4}"(?P<path>[^"\\]+)": "(?P<digest>[0-9a-f]{64})",?\s*$', re.MULTILINE
)
_encoded = json.JSONEncoder(separators=(",", ":")).encode


@record(frozen=True, slots=True)
class Provenance:
    """Everything that decides the bytes of a generated tree: digests of the parts of the document
    and of the generator, the versions of the tools that the generator works with, the options
    given, and the digest of each overlay, by its place in their order and its path from the
    document."""

    document: Mapping[str, str]
    generator: Mapping[str, str]
    tools: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    overlays: Mapping[str, str] = field(default_factory=dict)

    def inputs(self) -> dict[str, Mapping[str, str]]:
        """The inputs by the field that holds them."""
        return {name: getattr(self, name) for name in CHANGED}


@record(frozen=True, slots=True)
class Manifest:
    """A manifest as read. Each entry has its values by its name: one, or after a merge those of
    both sides.

    `inputs` are those of `Provenance`, by field; none are known where the file is damaged, and of
    the first format, which had digests of wholes, only those that are comparable. `conflicting` is
    true where the markers of a merge stand in it."""

    files: Mapping[str, tuple[str, ...]]
    inputs: Mapping[str, Mapping[str, tuple[str, ...]]]
    format: int = FORMAT
    conflicting: bool = False

    @property
    def merged(self) -> bool:
        """Whether it is of two generations."""
        entries = (self.files, *self.inputs.values())
        return self.conflicting or any(
            len(values) > 1 for each in entries for values in each.values()
        )

    def is_of(self, now: Provenance) -> bool:
        """Whether it is of the same document, as far as it says: half of the paths and components
        that it had are still there. One or two of their names many documents share.

        Of several documents each has to be one of those now, by its namespace or under another.
        """
        left = _documents(now.document)
        for namespace, parts in _documents(self.inputs.get("document", {})).items():
            known = (
                each
                for each in sorted(left, key=lambda name: name != namespace)
                if 2 * len(parts & left[each]) >= len(parts)
            )
            found = next(known, None)
            if found is None:
                return False
            del left[found]
        return True

    def moved(self, now: Provenance) -> tuple[Reason, ...]:
        """What changed since the folder was generated; nothing where the manifest does not say."""
        if not self.inputs:
            return ()
        changed = [
            CHANGED[name]
            for name, given in now.inputs().items()
            if name in self.inputs and _differ(self.inputs[name], given)
        ]
        if self.format != FORMAT:  # another generator wrote it
            changed.insert(0, CHANGED["generator"])
        return tuple(dict.fromkeys(changed))


EMPTY = Manifest({}, {})


def _documents(parts: Iterable[str]) -> dict[str, set[str]]:
    """The paths and components of each document, by the namespace that `joined` puts before
    them.
    """
    found: dict[str, set[str]] = {}
    for part in parts:
        namespace, _, pointer = part.partition("#")
        of_document = found.setdefault(namespace, set())
        if pointer.count("/") > 1:
            of_document.add(pointer)
    return found


def _differ(before: Mapping[str, tuple[str, ...]], now: Mapping[str, str]) -> bool:
    return before.keys() != now.keys() or any(
        value not in before[name] for name, value in now.items()
    )


def joined(parts: Mapping[str, Provenance]) -> Provenance:
    """The provenance of a tree of several documents, each by the name of its package in it."""
    first = next(iter(parts.values()))
    overlays = [
        (f"{name}:{overlay.partition(' ')[2]}", digest)
        for name, part in parts.items()
        for overlay, digest in part.overlays.items()
    ]
    return Provenance(
        document={
            f"{name} {pointer}": value
            for name, part in parts.items()
            for pointer, value in part.document.items()
        },
        generator=first.generator,
        tools=first.tools,
        options={
            option if option in _OF_THE_WHOLE else f"{name} {option}": value
            for name, part in parts.items()
            for option, value in part.options.items()
        },
        overlays={
            f"{number} {overlay}": digest for number, (overlay, digest) in enumerate(overlays, 1)
        },
    )


def provenance_of(
    document: Document,
    *,
    templates: Path,
    options: Mapping[str, str] | None = None,
    overlays: Mapping[str, str] | None = None,
) -> Provenance:
    """The provenance of a tree that this generator emits from `document` with `templates`."""
    generator = Path(__file__).resolve().parents[1]
    own = [(f"generator/{floor}", generator / floor) for floor in _FLOORS]
    printed = zip(("templates", "overrides"), reversed(folders(templates)), strict=False)
    return Provenance(
        document=document_digests(document),
        generator={name: _own_digest(folder) for name, folder in own}
        | {name: source_digest(folder) for name, folder in printed},
        tools={name: installed_version(name) for name in TOOLS},
        options=dict(options or {}),
        overlays=dict(overlays or {}),
    )


@cache
def installed_version(distribution: str) -> str:
    """The version of what is installed, from the name of its folder: to read its metadata takes
    longer than some documents.
    """
    for folder in filter(None, sys.path):
        for found in Path(folder).glob(f"{distribution.replace('-', '_')}-*.dist-info"):
            return found.name.removesuffix(".dist-info").rpartition("-")[2]
    from importlib import metadata

    return metadata.version(distribution)


def document_digests(document: Document) -> dict[str, str]:
    """The digest of each part of what the document says: of each path, webhook, component and tag,
    and of each other member of the root, whatever its comments, line ends, spelling or place.

    The order is part of it, and changes no more than what stands beside a change: the digest of a
    part is that of the part and of the name of the one before it."""
    return {
        pointer: hashlib.sha256(_encoded([before, value]).encode("ascii")).hexdigest()
        for pointer, before, value in _parts(document.said)
    }


def _parts(root: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Each part: what it is called, the name before it, its value."""
    before = ""
    for key, value in root.items():
        pointer = f"#/{_token(key)}"
        match key, value:
            case (("paths" | "webhooks"), dict()):
                yield pointer, before, None
                yield from _members(pointer, value)
            case "components", dict():
                yield pointer, before, None
                yield from _sections(pointer, value)
            case "tags", list() if (tags := _by_name(value)) is not None:
                yield pointer, before, None
                yield from _members(pointer, tags)
            case _:
                yield pointer, before, value
        before = key


def _sections(pointer: str, components: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    before = ""
    for section, members in components.items():
        within = f"{pointer}/{_token(section)}"
        if isinstance(members, dict):
            yield within, before, None
            yield from _members(within, members)
        else:
            yield within, before, members
        before = section


def _members(pointer: str, members: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    before = ""
    for name, member in members.items():
        yield f"{pointer}/{_token(name)}", before, member
        before = name


def _by_name(tags: Sequence[Any]) -> dict[str, Any] | None:
    """The tags by their names; nothing where one has none, or two have the same."""
    named = {
        tag["name"]: tag
        for tag in tags
        if isinstance(tag, dict) and isinstance(tag.get("name"), str)
    }
    return named if len(named) == len(tags) else None


def _token(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def source_digest(folder: Path) -> str:
    """The digest of every source file in `folder`, independent of where it lies and of line
    ends.
    """
    result = hashlib.sha256()
    for name, content in sorted(_sources(folder)):
        result.update(os.fsencode(name))
        result.update(f"\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return result.hexdigest()


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name of each source file in a folder and below, and what is in it."""
    for within, below, files in os.walk(folder):
        below[:] = (each for each in below if each != "__pycache__")
        above = Path(within).relative_to(folder)
        for file in files:
            if not file.startswith(".") and Path(file).suffix in _SOURCES:
                content = Path(within, file).read_bytes().replace(b"\r\n", b"\n")
                yield (above / file).as_posix(), content


_own_digest = cache(source_digest)  # of our own code, which a process reads once


def render_manifest(files: Mapping[str, str], provenance: Provenance) -> bytes:
    """The manifest's bytes for files of these digests: one JSON object, an entry a line."""
    lines = [f'"format": {FORMAT},\n']
    for kind, entries in (*provenance.inputs().items(), (_FILES, files)):
        lines += [
            f"{json.dumps(f'{kind} {name}')}: {json.dumps(value)},\n"
            for name, value in sorted(entries.items())
        ]
    return ("{\n" + "\n".join([*lines, _END])).encode("ascii")


def parse(content: bytes) -> Manifest:
    """Read a manifest of this format or of the first.

    One that is not valid, for instance because it holds the conflict markers of a merge, still says
    which files are ours: every line that looks like an entry counts."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    try:
        data = json.loads(text)
        if data["format"] == 1:
            return _first_format(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    files = _values(match.groups() for match in _FIRST_FORMAT.finditer(text))
    entries = list(entries_in(text))
    kinds = {kind for kind, _, _ in entries}
    found = {
        kind: _values((name, value) for each, name, value in entries if each == kind)
        for kind in kinds | CHANGED.keys()
    }
    for path, digests in found.pop(_FILES, {}).items():
        files[path] = tuple(dict.fromkeys((*files.get(path, ()), *digests)))
    known = bool(kinds & CHANGED.keys())
    conflicting = _MARKER.search(text) is not None
    return Manifest(files, found if known else {}, conflicting=conflicting)


def entries_in(text: str) -> Iterator[tuple[str, str, str]]:
    """What each line says that is an entry of ours: the kind, the name and the value, as
    `"files np6/__init__.py": "ab12…",`. Markers of a conflict and lines of others are none.
    """
    for line in text.splitlines():
        if not line.startswith('"'):
            continue
        try:
            ((key, value),) = json.loads("{" + line.rstrip().removesuffix(",") + "}").items()
        except ValueError:
            continue
        kind, _, name = key.partition(" ")
        if isinstance(value, str) and (kind in CHANGED or kind == _FILES):
            yield kind, name, value


def _values(pairs: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, value in pairs:
        found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}


def _first_format(data: Mapping[str, Any]) -> Manifest:
    """One that has the digests of the whole document and of the whole generator."""
    options, tools, files = (
        {name: (_text(value),) for name, value in data[kind].items()}
        for kind in ("options", "tools", "files")
    )
    return Manifest(files, {"tools": tools, "options": options}, format=1)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
