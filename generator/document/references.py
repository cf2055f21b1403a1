"""Where a `$ref` leads: from its text to a file that has been read and a pointer in it (RFC 3986,
RFC 6901).

A document may refer to files in its own folder and below. Anything else on the machine is refused,
symbolic links included, and the network is used only when it is allowed."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urljoin, urlsplit

from generator.document import pointer as pointers
from generator.document import source as sources
from generator.document.access import text
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.identifiers import RECURSIVE, Identifiers, identifiers, joined, objects
from generator.document.network import Network
from generator.document.origins import FetchError, Host, Incoming, without_user
from generator.document.reading import quoted
from generator.document.source import Source
from generator.records import record

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
    "A reference leaves the document's repository or folder.",
    (
        "A document may read the files of the git repository that it is in or, outside of one, "
        "those in its own folder and below; any other file is none of its business."
    ),
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

STRAYED = Rule(
    "REF012",
    "warning",
    "A reference within a schema that has an `$id` is written from the root of the file.",
    "`$id` gives a schema a base URI of its own, so that `#` leads to it and not to the file "
    "(JSON Schema 2020-12, section "
    "8.2.1). There is nothing at that place of the schema; it is read as it was meant.",
    "Remove the `$id`, or refer to the schema that is meant by its own `$id`.",
)
SAME_ID = Rule(
    "REF013",
    "warning",
    "Two schemas have the same `$id`.",
    "A reference to it can lead to either; the one that was read first is taken.",
    "Give each schema an `$id` of its own.",
)

RULES: tuple[Rule, ...] = (UNRESOLVED, OUTSIDE, REMOTE, UNSUPPORTED, STRAYED, SAME_ID)


class BrokenReferenceError(Exception):
    """A reference that cannot be followed, and why; `cause` is the file that is missing or cannot
    be used, if it is that.
    """

    def __init__(self, rule: Rule, message: str, cause: str | None = None) -> None:
        message = without_user(message)
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.cause = cause

    def at(self, place: Location) -> Diagnostic:
        return replace(self.rule.found(self.message, place), cause=self.cause)


@record(frozen=True, slots=True)
class ReferenceTarget:
    """The end of a reference. Equal when it is the same place. A `strayed` one is found from the
    root of the file only.
    """

    source: Source
    pointer: str
    strayed: bool = field(default=False, compare=False)

    @property
    def node(self) -> Any:
        return pointers.follow(self.source.data, pointers.split(self.pointer))


Scope = Mapping[str, ReferenceTarget]
"""The dynamic anchors that count at a place: what each name leads to."""


def dynamic_reference(node: Mapping[str, Any]) -> tuple[str, str]:
    """The `$dynamicRef` or `$recursiveRef` of a schema and the anchor that it asks for; nothing
    where there is none.
    """
    reference = node.get("$dynamicRef")
    if isinstance(reference, str):
        fragment = unquote(reference.partition("#")[2])
        return reference, "" if fragment.startswith("/") else fragment
    return ("#", RECURSIVE) if node.get("$recursiveRef") == "#" else ("", "")


def _repository(folder: Path) -> Path:
    """The git repository that a folder is in, whose documents share files (`../common/a.yaml`); the
    folder itself where there is none.
    """
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


class Files:
    """The files of one document, each read once."""

    def __init__(
        self,
        path: Path | Incoming,
        *,
        network: Network,
        read: Callable[[Path, str], Source] = sources.read,
        within: Path | None = None,
    ) -> None:
        self.network = network
        self.given = path
        self._reads = read
        url = ""
        if isinstance(path, Incoming):
            self.root, url = path.source(), path.url
            named = dict.fromkeys(filter(None, (path.asked, url)), self.root)
            path = path.path
        else:
            self.root, named = read(path, path.as_posix()), {}
        self.folder = path.parent.resolve()
        is_here = not isinstance(self.given, Incoming)
        self._within = within or (_repository(self.folder) if is_here else self.folder)
        self.diagnostics: list[Diagnostic] = list(self.root.diagnostics)
        self.has_bases = True  # not in OpenAPI 3.0, whose schemas have no `$id`
        self._read: dict[str, Source | BrokenReferenceError] = {
            **(named or {str(path.resolve()): self.root})
        }
        self._folders: dict[int, str] = {id(self.root): url}
        self._uris: dict[int, str] = {id(self.root): without_user(url) or _file_uri(path.name)}
        self._ends: dict[tuple[str, str, Host | None], Source | BrokenReferenceError] = {}
        self._bringing: dict[int, Host] = {}  # of overlays that were received
        self._identifiers: dict[int, Identifiers | None] = {}
        self._by_uri: dict[str, ReferenceTarget] = {}
        self._crawled = False
        self.is_dynamic = (
            False  # whether any of them has references that depend on the way that leads to them
        )
        self._dynamic_names: dict[ReferenceTarget, frozenset[str]] = {}
        self._mentions: dict[ReferenceTarget, tuple[frozenset[str], list[ReferenceTarget]]] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The local files in the order read, the root document first."""
        return tuple(source.path for source in self.sources if source.is_file)

    @property
    def sources(self) -> list[Source]:
        """The files that could be read, in that order."""
        found = (source for source in self._read.values() if isinstance(source, Source))
        return list(dict.fromkeys(found))  # one that redirects has two names

    def place(self, source: Source) -> str:
        """The path of a file from the folder of the root document, wherever that lies and whoever
        reads it; the address of what is no file of ours.
        """
        uri = self._uris[id(source)]
        if not uri.startswith(_LOCAL):
            return source.display
        return unquote(uri.removeprefix(_LOCAL), errors="surrogateescape")

    @property
    def size(self) -> int:
        """The characters of all files that were read."""
        return sum(source.size for source in self.sources)

    def find(self, reference: str, source: Source, at: str) -> ReferenceTarget:
        """What `reference`, which stands at the pointer `at` of `source`, leads to: by a pointer
        (`pets.yaml#/Pet`), by the name of a schema (`#pet`), or to a whole file or resource.

        BrokenReferenceError when it cannot or must not be followed.
        """
        address, _, fragment = reference.partition("#")
        file, start = source, self.resource(source, at)
        if address:
            file, start = self._addressed(address, source, start)
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            return self._anchor(fragment, reference, file, start)
        if start and fragment and _strays(file, start, fragment):
            return ReferenceTarget(file, fragment, strayed=True)
        return ReferenceTarget(file, start + fragment)

    def bring(self, overlay: Source, host: Host) -> None:
        """What an overlay from a host brings counts from the root, and leads to nothing that the
        host could not reach.
        """
        self._bringing[id(overlay)] = host
        self._folders[id(overlay)] = self._folders[id(self.root)]
        self._uris[id(overlay)] = self._uris[id(self.root)]

    def stands_for(self, writer: Source) -> Source:
        """The file whose place a writer has: the root for an overlay."""
        return self.root if id(writer) in self._bringing else writer

    def writer(self, source: Source, at: str, reference: str) -> Source:
        """The file that a reference of the object at `at` counts from: the one that it was written
        in. What an overlay brought counts from the root, whatever file it stands in now.
        """
        grafting = source.grafting
        if grafting is None:
            return source
        # what an overlay of this machine brought into the root counts from there anyway
        if source is self.root and not (grafting.mixed or self._bringing):
            return source
        key = _key_of(reference, pointers.follow(source.data, pointers.split(at)))
        writer = grafting.writer(source, pointers.join(at, key))
        if reference.startswith("#"):
            writer = self.stands_for(writer)
        return writer if id(writer) in self._folders else self.root

    def start(self, source: Source, at: str, reference: str) -> tuple[Source, str]:
        """The `writer` of a reference, and the place in it that counts."""
        writer = self.writer(source, at, reference)
        return writer, at if self.stands_for(writer) is source else ""

    def forget(self) -> None:
        """Forgets what was found out about the data of the files, which has changed since. What
        could not be read is told again by whatever still refers to it.
        """
        self._read, self._ends = _usable(self._read), _usable(self._ends)
        self.diagnostics = [found for source in self.sources for found in source.diagnostics]
        self._crawled = self.is_dynamic = False
        for found in (self._identifiers, self._by_uri, self._dynamic_names, self._mentions):
            found.clear()
        for source in self.sources:
            self.identifiers(source)

    def resource(self, source: Source, at: str) -> str:
        """The resource that a place is in: what a reference there
        leads to depends on nothing else.
        """
        known = self.identifiers(source)
        return "" if known is None else known.resource(at)

    def identifiers(self, source: Source) -> Identifiers | None:
        """The names of schemas in a file, None where it has none."""
        source = self.stands_for(source)
        if id(source) not in self._identifiers:
            self.is_dynamic |= source.mentions("$dynamic", "$recursive")
            found = self._identifiers[id(source)] = identifiers(
                source, self._uris[id(source)], bases=self.has_bases
            )
            for uri, pointer in found.named if found else ():
                target = self._by_uri.setdefault(uri, ReferenceTarget(source, pointer))
                if target != ReferenceTarget(source, pointer):
                    place = source.locate(f"{pointer}/$id")
                    message = (
                        f"{quoted(uri)} is the `$id` of {target.source.locate(target.pointer)} too"
                    )
                    self.diagnostics.append(SAME_ID.found(message, place))
        return self._identifiers[id(source)]

    def _anchor(self, name: str, reference: str, file: Source, resource: str) -> ReferenceTarget:
        """What `#name` leads to: an `$anchor` or a `$dynamicAnchor`."""
        known = self.identifiers(file)
        place = None if known is None else known.anchor(resource, name)
        if place is None:
            message = (
                f"{quoted(reference)}: there is no `$anchor` {quoted(name)}; a pointer starts "
                "with `#/`"
            )
            raise BrokenReferenceError(UNRESOLVED, message)
        return ReferenceTarget(file, place)

    def _addressed(self, address: str, source: Source, resource: str) -> tuple[Source, str]:
        """The file that an address before `#` leads to, and the resource in it: by the `$id` of a
        schema, else by a path, else by an `$id` in a file that was not read yet, else by what it
        is against the `$id` around it.
        """
        known = self.identifiers(source)
        base = self._uris[id(source)] if known is None else known.bases[resource]
        uri = joined(base, address)
        is_local = uri.startswith(_LOCAL)
        if not is_local:
            self._crawl()
        if uri in self._by_uri:
            return self._by_uri[uri].source, self._by_uri[uri].pointer
        try:
            return self._file(address, source), ""
        except BrokenReferenceError as error:
            if error.rule is not UNRESOLVED:
                raise
            self._crawl()
            if uri in self._by_uri:
                return self._by_uri[uri].source, self._by_uri[uri].pointer
            if is_local or urlsplit(address).scheme:
                raise
            if self.network.is_allowed and urlsplit(uri).scheme in ("http", "https"):
                return self._file(uri, source), ""
            message = (
                f"{quoted(address)} is {quoted(uri)} here, which is the `$id` of no schema, and "
                "no file"
            )
            raise BrokenReferenceError(UNRESOLVED, message) from error

    def scope(self, target: ReferenceTarget, outer: Scope | None = None) -> Scope:
        """The dynamic anchors that count within a schema (JSON Schema 2020-12, section 8.2.3.2);
        those of the `outer` win, as it is come through them.
        """
        outer = outer or {}
        known = self.identifiers(target.source)
        if known is None or not known.dynamic:
            return outer
        own = known.dynamic.get(known.scope(target.pointer), {})
        return {
            **{name: ReferenceTarget(target.source, pointer) for name, pointer in own.items()},
            **outer,
        }

    def dynamic(
        self, node: Mapping[str, Any], source: Source, at: str, scope: Scope
    ) -> ReferenceTarget:
        """What the `$dynamicRef` or `$recursiveRef` of a schema leads to. BrokenReferenceError as
        for `find`.
        """
        reference, name = dynamic_reference(node)
        try:
            start = self.find(reference, *self.start(source, at, reference))
        except BrokenReferenceError:
            # `$dynamicRef: '#node'` with the anchor only in the schema that refers to this one
            if name in scope:
                return scope[name]
            raise
        if name == RECURSIVE:
            start = self._recursive(start, at)
        return scope[name] if name in scope and self._is_dynamic(start, name) else start

    def _recursive(self, start: ReferenceTarget, at: str) -> ReferenceTarget:
        """Where the `$recursiveRef` of a schema without an `$id` starts: `#` is the OpenAPI Object
        there, and meant is the schema around it that has `$recursiveAnchor: true`. (So OpenAI's
        document has `CompoundFilter`.)
        """
        known = self.identifiers(start.source)
        if known is None or known.is_schema or start.pointer:
            return start
        own = known.dynamic.get(known.scope(at), {}).get(RECURSIVE)
        return start if own is None else ReferenceTarget(start.source, own)

    def _is_dynamic(self, target: ReferenceTarget, name: str) -> bool:
        known = self.identifiers(target.source)
        return known is not None and any(
            names.get(name) == target.pointer for names in known.dynamic.values()
        )

    def dynamic_names(self, target: ReferenceTarget) -> frozenset[str]:
        """The dynamic anchors that what can be reached from a schema asks for; every schema that
        has one of these may be reached too.
        """
        if target not in self._dynamic_names:
            names, met, waiting = set[str](), {target}, [target]
            while waiting:
                asked, targets = self._mentioned(waiting.pop())
                for name in asked - names:
                    targets = [*targets, *self._called(name)]
                names |= asked
                fresh = [each for each in targets if each not in met]
                met.update(fresh)
                waiting += fresh
            self._dynamic_names[target] = frozenset(names)
        return self._dynamic_names[target]

    def _called(self, name: str) -> list[ReferenceTarget]:
        known = [(source, self.identifiers(source)) for source in self.sources]
        return [
            ReferenceTarget(s, names[name])
            for s, k in known
            if k
            for names in k.dynamic.values()
            if name in names
        ]

    def _mentioned(self, target: ReferenceTarget) -> tuple[frozenset[str], list[ReferenceTarget]]:
        """The dynamic anchors that a schema asks for itself, and what it refers to."""
        if target not in self._mentions:
            names, targets = set[str](), []
            try:
                found = list(objects(target.node, target.pointer))
            except (KeyError, ValueError):  # it leads nowhere
                found = []
            for node, at in found:
                reference, name = dynamic_reference(node)
                names.add(name)
                for each in filter(None, (reference, text(node.get("$ref")))):
                    with suppress(BrokenReferenceError):
                        targets.append(self.find(each, *self.start(target.source, at, each)))
            self._mentions[target] = (frozenset(names - {""}), targets)
        return self._mentions[target]

    def _crawl(self) -> None:
        """Reads every local file that a reference leads to: an `$id` may stand in any of them."""
        if self._crawled:
            return
        self._crawled = True
        waiting = self.sources
        met = {id(source) for source in waiting}
        while waiting:
            source = waiting.pop(0)
            self.identifiers(source)
            for address in _paths_in(source):
                with suppress(BrokenReferenceError):
                    file = self._file(address, source)
                    if id(file) not in met:
                        met.add(id(file))
                        waiting.append(file)

    def _file(self, address: str, source: Source) -> Source:
        """The file at an address in a file; the same error again where there is none."""
        base, by = self._folders[id(source)], self._bringing.get(id(source))
        known = self._ends.get((base, address, by))
        if known is None:
            try:
                known = self._open(address, base, by)
            except BrokenReferenceError as error:
                known = error
            self._ends[base, address, by] = known
        if isinstance(known, BrokenReferenceError):
            raise BrokenReferenceError(known.rule, known.message, known.cause)
        return known

    def _open(self, address: str, base: str, by: Host | None) -> Source:
        """The file at an address that counts from `base`: a folder, or a URL."""
        try:
            parts = urlsplit(urljoin(base, address) if "://" in base else address)
        except ValueError as error:
            raise BrokenReferenceError(
                UNSUPPORTED, f"{quoted(address)} is no address: {error}"
            ) from error
        if parts.scheme in ("http", "https"):
            return self._remote(parts.geturl(), base, by)
        if parts.scheme or parts.netloc:
            raise BrokenReferenceError(
                UNSUPPORTED, f"{quoted(address)} is not a relative path; it cannot be followed"
            )
        relative = unquote(parts.path)
        display = os.path.normpath(os.path.join(base, relative))  # noqa: PTH118 - text, before it is known to be a path
        try:
            path = (self.folder / display).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise BrokenReferenceError(
                UNSUPPORTED, f"{quoted(address)} is no path: {error}"
            ) from error
        if str(path) not in self._read and not path.is_relative_to(self._within):
            kind = "folder" if self._within == self.folder else "repository"
            raise BrokenReferenceError(
                OUTSIDE, f"{quoted(address)} is outside the {kind} of the root document"
            )
        shown = (Path(self.root.display).parent / display).as_posix()
        if display.startswith(".."):
            shown = Path(os.path.normpath(shown)).as_posix()
        folder = Path(display).parent.as_posix()
        return self._once(
            str(path), lambda: (self._reads(path, shown), folder, _file_uri(display)), address
        )

    def _remote(self, url: str, base: str, by: Host | None) -> Source:
        """The file at an address, which is referred to from `base`, if that is an address too."""
        shown = without_user(url)
        if not self.network.is_allowed:
            message = (
                f"{quoted(shown)} is on the network; keep a copy beside the document, or give "
                "--allow-remote"
            )
            raise BrokenReferenceError(REMOTE, message)

        if self._read.get(url) is self.root:
            return self.root
        try:
            incoming = self.network.fetch(url, base if "://" in base else "", by)
        except FetchError as error:
            raise BrokenReferenceError(UNRESOLVED, f"{quoted(shown)} {error}") from error
        return self._once(
            url, lambda: (incoming.source(), incoming.url, without_user(incoming.url)), shown
        )

    def _once(
        self, identity: str, read: Callable[[], tuple[Source, str, str]], address: str
    ) -> Source:
        """A file, its folder and its base URI, read where that has not been done."""
        known = self._read.get(identity)
        if known is None:
            try:
                known, folder, uri = read()
            except DocumentError as error:
                reasons = error.diagnostics
                cause = reasons[0].location.file if reasons[0].location else address
                if [reason.code for reason in reasons] == ["SRC001"]:
                    known = BrokenReferenceError(
                        UNRESOLVED, f"{quoted(address)}: {reasons[0].message}", cause
                    )
                else:
                    self.diagnostics += reasons
                    known = BrokenReferenceError(
                        UNRESOLVED, f"{quoted(address)}: the file cannot be used", cause
                    )
            else:
                self._folders[id(known)], self._uris[id(known)] = folder, uri
                self.identifiers(known)
                self.diagnostics += known.diagnostics
            self._read[identity] = known
        if isinstance(known, BrokenReferenceError):
            raise known
        return known


_End = TypeVar("_End", bound="Source | BrokenReferenceError")
_Key = TypeVar("_Key")


def _usable(known: dict[_Key, _End]) -> dict[_Key, _End]:
    """The files that could be read, of those that were looked for."""
    return {at: end for at, end in known.items() if isinstance(end, Source)}


def _strays(file: Source, resource: str, fragment: str) -> bool:
    """Whether a pointer leads somewhere from the root of the file, and nowhere from the resource
    that it is in: `#/components/schemas/Pet` in a schema with an `$id`, for which `#` is itself.
    """
    return not file.has(resource + fragment) and file.has(fragment)


def _key_of(reference: str, holder: dict[str, Any]) -> str:
    """Where a reference stands in an object: at `$ref`, at `$dynamicRef`, at a value of a
    discriminator's mapping.
    """
    return next((name for name, value in holder.items() if value == reference), "$ref")


def _paths_in(source: Source) -> Iterator[str]:
    """The paths that references of a file have: of `pets.yaml#/Pet`, but of no `https://…`."""
    for node, _ in objects(source.data):
        address = text(node.get("$ref")).partition("#")[0]
        if address and ":" not in address and not address.startswith("//"):
            yield address


_LOCAL = "file:///"


def _file_uri(path: str) -> str:
    """The base URI of a file, by its path from the root document: where the folder lies on the
    machine is of no concern.
    """
    return f"{_LOCAL}{quote(path, errors='surrogateescape')}"  # a name may be any bytes
