"""Where a `$ref` leads: from its text to a file that has been read and a pointer in it (RFC 3986, RFC 6901).

A document may refer to files in its own folder and below. Anything else on the machine is refused, symbolic links
included, and the network is used only when it is allowed.
"""

from __future__ import annotations

import os.path
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from generator.document import pointer as pointers
from generator.document import source as sources
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.reading import MAX_BYTES, quoted
from generator.document.source import Source

UNRESOLVED = Rule(
    "REF001",
    "error",
    "A reference leads nowhere.",
    "What it stands for is unknown, so the operations that need it cannot be used.",
    "Correct the path or the pointer; `/` in a name is written `~1`, `~` is `~0`.",
    "refuses",
)
OUTSIDE = Rule(
    "REF002",
    "error",
    "A reference leaves the document's folder.",
    "A document may read files in its own folder and below; any other file is none of its business.",
    "Move the file into the folder of the root document.",
    "refuses",
)
REMOTE = Rule(
    "REF003",
    "error",
    "A reference leads to the network.",
    "What a remote file says can change at any time; it is read only when that is allowed.",
    "Keep a copy beside the document and refer to that, or allow remote references.",
    "refuses",
)
UNSUPPORTED = Rule(
    "REF004",
    "error",
    "A reference is not a relative path, a pointer or an http address.",
    "Other schemes (`file:`, `urn:`) and malformed addresses cannot be followed.",
    "Use a path relative to the file that the reference stands in.",
    "refuses",
)

RULES: tuple[Rule, ...] = (UNRESOLVED, OUTSIDE, REMOTE, UNSUPPORTED)

_REMOTE_SECONDS = 20.0
_REMOTE_REDIRECTS = 5


class BrokenReferenceError(Exception):
    """A reference that cannot be followed, and why; `cause` is the file that is missing or cannot be used, if it is that."""

    def __init__(self, rule: Rule, message: str, cause: str | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.cause = cause

    def at(self, place: Location) -> Diagnostic:
        return replace(self.rule.found(self.message, place), cause=self.cause)


@dataclass(frozen=True, slots=True)
class Target:
    """The end of a reference. Equal when it is the same place."""

    source: Source
    pointer: str

    @property
    def node(self) -> Any:
        return pointers.follow(self.source.data, pointers.split(self.pointer))


class Files:
    """The files of one document, each read once."""

    def __init__(self, path: Path, *, allow_remote: bool) -> None:
        self.allow_remote = allow_remote
        self.root = sources.read(path, path.as_posix())
        self.folder = path.parent.resolve()
        self.diagnostics: list[Diagnostic] = list(self.root.diagnostics)
        self._read: dict[str, Source | BrokenReferenceError] = {str(path.resolve()): self.root}
        self._bases: dict[int, str] = {id(self.root): ""}
        self._ends: dict[tuple[int, str], Source | BrokenReferenceError] = {}
        self._anchors: dict[int, dict[str, str]] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The local files in the order read, the root document first."""
        read = (source for source in self._read.values() if isinstance(source, Source))
        return tuple(source.path for source in read if "://" not in source.display)

    def find(self, reference: str, source: Source) -> Target:
        """What `reference`, which stands in `source`, leads to. BrokenReferenceError when it cannot or must not be followed."""
        address, _, fragment = reference.partition("#")
        if address and address in self._names(source):
            file, start = source, self._names(source)[address]
        else:
            file, start = (self._file(address, source) if address else source), ""
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            anchor = self._names(file).get(f"#{fragment}")
            if anchor is None:
                raise BrokenReferenceError(
                    UNRESOLVED, f"{quoted(reference)}: there is no `$anchor` {quoted(fragment)}; a pointer starts with `#/`"
                )
            return Target(file, anchor)
        return Target(file, start + fragment)

    def _file(self, address: str, source: Source) -> Source:
        known = self._ends.get((id(source), address))
        if known is None:
            try:
                known = self._open(address, source)
            except BrokenReferenceError as error:
                known = error
            self._ends[id(source), address] = known
        if isinstance(known, BrokenReferenceError):
            raise BrokenReferenceError(known.rule, known.message, known.cause)
        return known

    def _open(self, address: str, source: Source) -> Source:
        base = self._bases[id(source)]
        try:
            parts = urlsplit(urljoin(base, address) if "://" in base else address)
        except ValueError as error:
            raise BrokenReferenceError(UNSUPPORTED, f"{quoted(address)} is no address: {error}") from error
        if parts.scheme in ("http", "https"):
            url = parts.geturl()
            if not self.allow_remote:
                raise BrokenReferenceError(
                    REMOTE,
                    f"{quoted(url)} is on the network; keep a copy beside the document, or give --allow-remote",
                )
            return self._once(url, lambda: sources.parse(fetch(url), Path(parts.path), url), address, url)
        if parts.scheme or parts.netloc:
            raise BrokenReferenceError(UNSUPPORTED, f"{quoted(address)} is not a relative path; it cannot be followed")
        relative = unquote(parts.path)
        display = os.path.normpath(os.path.join(base, relative))  # noqa: PTH118 - text, before it is known to be a path
        try:
            path = (self.folder / display).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise BrokenReferenceError(UNSUPPORTED, f"{quoted(address)} is no path: {error}") from error
        if str(path) not in self._read and not path.is_relative_to(self.folder):
            raise BrokenReferenceError(OUTSIDE, f"{quoted(address)} is outside the folder of the root document")
        shown = (Path(self.root.display).parent / display).as_posix()
        return self._once(str(path), lambda: sources.read(path, shown), address, Path(display).parent.as_posix())

    def _once(self, identity: str, read: Any, address: str, base: str) -> Source:
        known = self._read.get(identity)
        if known is None:
            try:
                known = read()
            except DocumentError as error:
                reasons = error.diagnostics
                cause = reasons[0].location.file if reasons[0].location else address
                if [reason.code for reason in reasons] == ["SRC001"]:
                    known = BrokenReferenceError(UNRESOLVED, f"{quoted(address)}: {reasons[0].message}", cause)
                else:
                    self.diagnostics += reasons
                    known = BrokenReferenceError(UNRESOLVED, f"{quoted(address)}: the file cannot be used", cause)
            else:
                self._bases[id(known)] = base
                self.diagnostics += known.diagnostics
            self._read[identity] = known
        if isinstance(known, BrokenReferenceError):
            raise known
        return known

    def _names(self, source: Source) -> dict[str, str]:
        """Pointers by `$id`, and by `#` and `$anchor` (JSON Schema 2020-12, section 8.2), of the whole file."""
        names = self._anchors.get(id(source))
        if names is None:
            names = self._anchors[id(source)] = {}
            stack: list[tuple[Any, str]] = [(source.data, "")]
            while stack:
                node, pointer = stack.pop()
                if isinstance(node, dict):
                    for keyword, prefix in (("$anchor", "#"), ("$dynamicAnchor", "#"), ("$id", "")):
                        name = node.get(keyword)
                        if isinstance(name, str) and name:
                            names.setdefault(prefix + name.removesuffix("#"), pointer)
                    children = [*node.items()]
                elif isinstance(node, list):
                    children = [(str(index), child) for index, child in enumerate(node)]
                else:
                    continue
                stack += [(child, pointers.join(pointer, key)) for key, child in children if isinstance(child, (dict, list))]
        return names


def fetch(url: str) -> bytes:
    """A remote file. BrokenReferenceError when it does not arrive whole, in time and in bounds."""
    import time

    import httpx2

    deadline = time.monotonic() + _REMOTE_SECONDS
    content = bytearray()
    try:
        with (
            httpx2.Client(follow_redirects=True, max_redirects=_REMOTE_REDIRECTS, timeout=_REMOTE_SECONDS / 2) as client,
            client.stream("GET", url) as response,
        ):
            if response.status_code != 200:
                raise BrokenReferenceError(UNRESOLVED, f"{quoted(url)} answers with status {response.status_code}")
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise BrokenReferenceError(UNRESOLVED, f"{quoted(url)} has more than {MAX_BYTES // 2**20} MiB")
                if time.monotonic() > deadline:
                    raise BrokenReferenceError(UNRESOLVED, f"{quoted(url)} takes more than {_REMOTE_SECONDS:.0f} seconds")
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise BrokenReferenceError(UNRESOLVED, f"{quoted(url)} cannot be fetched: {error}") from error
    return bytes(content)
