"""One tree out of a document of many files: every `$ref` that is left is a pointer into that tree.

Path items are inlined, shared objects of other files become components named as their authors named
them, and every place of the tree remembers the file, line and column that it comes from. References
are looked for where the specification has them (see `grammar`), so a `$ref` inside an example, a
default or an extension stays the data that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy as duplicate
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from generator.document import overlay as overlay_files
from generator.document import pointer as pointers
from generator.document import references
from generator.document import source as sources
from generator.document.access import components_of, is_reference, mapping
from generator.document.copy_tasks import Copy, Use
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.forms import meant
from generator.document.grammar import KINDS
from generator.document.inlining import Copying
from generator.document.network import Network
from generator.document.origins import Incoming
from generator.document.overlay import Overlay, OverlayFile, read_overlays
from generator.document.reading import quoted
from generator.document.references import UNRESOLVED, Files
from generator.document.source import Source
from generator.document.unread import effect_of

__all__ = ["RULES", "Document", "load"]

SELF_REFERRING = Rule(
    "REF005",
    "error",
    "A reference leads back to itself.",
    "A chain of references that comes round has no object at its end.",
    "Let one of them be the object itself.",
    "refuses",
)
WRONG_KIND = Rule(
    "REF007",
    "error",
    "A reference leads to an object of another kind.",
    "Where a parameter is expected only a parameter can be referred to, and so on for every kind.",
    "Refer to an object under the right section of `components`.",
    "refuses",
)
VERSION = Rule(
    "REF008",
    "error",
    "The file is not an OpenAPI 3.0, 3.1 or 3.2 document.",
    "`openapi` at the root says which version of the specification the document follows.",
    "Convert Swagger 2.0 documents to OpenAPI 3 first; correct the version otherwise.",
    "refuses",
)
VERSION_FORM = Rule(
    "REF009",
    "warning",
    "The version is not a string of the form `3.1.0`.",
    "Unquoted, YAML reads `3.1` as a number; tools that look for a string do not find one.",
    'Write `openapi: "3.1.0"`.',
)

T = TypeVar("T")

RULES: tuple[Rule, ...] = (
    *overlay_files.RULES,
    *references.RULES,
    SELF_REFERRING,
    *Copying.RULES,
    WRONG_KIND,
    VERSION,
    VERSION_FORM,
)

_VERSION = re.compile(r"(3\.[012])(\.\d+)?(-.*)?")
_BODIES = frozenset({"responses", "requestBodies"})
_FRAGMENT_SAFE = "/~!$&'()*+,;=:@?"


class Document:
    """A bundled document. `root` is one tree, to be read and not changed; `files` are the local
    files, the root first where it is one.
    """

    def __init__(
        self, files: Files, version: str, copy: Copy, overlays: Iterable[Overlay] = ()
    ) -> None:
        self.path = files.root.path
        self.version = version
        self.root: dict[str, Any] = copy.root
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self.files: tuple[Path, ...] = files.paths
        self.number_of_files = len(files.sources)  # remote ones among them
        self.size = files.size  # the characters of all files
        # what was chosen of it, in words, and why that cannot be meant, by the selector
        self.told: tuple[str, ...] = ()
        self.unselected: dict[str, str] = {}
        self.overlays = {
            overlay.source.path if overlay.source.is_file else overlay.source.display: (
                overlay.digest
            )
            for overlay in overlays
        }
        self.whole: Document | None = None  # what it was chosen from
        self._given, self._network = files.given, files.network
        self._origins: dict[str, tuple[Source, str]] = copy.origins
        written = files.root.data.get("components", {})
        # Where `components` is no mapping, shared objects of other files took its place; what is
        # wrong with it is still judged.
        self.as_written = (
            self.root if isinstance(written, dict) else {**self.root, "components": written}
        )
        self._canonical: dict[str, tuple[str, Any]] = {}
        self._ends: dict[str, tuple[Any, str | None]] = {}
        self._made: dict[object, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        """A copy has the document, and nothing that was made of it."""
        return {**vars(self), "_made": {}, "whole": None}

    def once(self, make: Callable[[Document], T]) -> T:
        """What `make` makes of the document, made once however many ask: it is to be read and not
        changed.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def changed(
        self, root: dict[str, Any], moved: Mapping[str, str], diagnostics: Iterable[Diagnostic]
    ) -> Document:
        """The document with `root` as its tree, a copy of its own of which parts were left out.
        `moved` names the places that stand elsewhere for that, new pointer to old, and
        `diagnostics` are those that are still true."""
        other = duplicate(self)
        other.root, other.as_written, other.diagnostics = root, root, tuple(diagnostics)
        other._canonical, other._ends = {}, {}
        places = {new: self.origin(old) for new, old in moved.items()}
        stale = tuple(f"{new}/" for new in moved)
        other._origins = {
            at: origin for at, origin in self._origins.items() if not at.startswith(stale)
        } | places
        return other

    def mentions(self, *words: str) -> bool:
        """Whether one of the words stands anywhere in its files."""
        sources = {id(source): source for source, _ in self._origins.values()}
        return any(source.mentions(*words) for source in sources.values())

    @property
    def said(self) -> dict[str, Any]:
        """What the document says itself, all of it, without what overlays change; nothing where
        that is no document.
        """
        if self.whole is not None:
            return self.whole.said
        if not self.overlays:
            return self.root
        try:
            return _load(Files(self._given, network=self._network)).root
        except DocumentError:
            return {}

    def origin(self, pointer: str) -> tuple[Source, str]:
        """The file that `pointer` of the tree comes from, and the pointer there."""
        prefix = self._nearest(pointer)
        source, start = self._origins[prefix]
        return source, start + pointer[len(prefix) :]

    def _nearest(self, pointer: str) -> str:
        """The place at `pointer`, or the nearest around it, of which the origin is known."""
        while pointer not in self._origins:
            pointer = pointer.rpartition("/")[0]
        return pointer

    def get(self, pointer: str) -> Any:
        """The node at `pointer`. KeyError if there is none."""
        return pointers.follow(self.root, pointers.split(pointer))

    def has(self, pointer: str) -> bool:
        try:
            self.get(pointer)
        except (KeyError, ValueError):
            return False
        return True

    def resolve(self, node: Any) -> tuple[Any, str | None]:
        """(`node`, None) if it is no reference; else the object at the end of the chain and its
        pointer.

        ({}, None) when the chain has no end: that has been reported in `diagnostics`.
        """
        if not is_reference(node):
            return node, None
        reference: str = node["$ref"]
        end = self._ends.get(reference)
        if end is None:
            end = self._ends[reference] = self._end(reference)
        return end

    def resolved(self, node: Any) -> dict[str, Any]:
        """The object that `node` is or refers to; an empty one for what is none."""
        return mapping(self.resolve(node)[0])

    def components(self, section: str) -> dict[str, Any]:
        """The entries of a section of `components`, as they stand there."""
        return components_of(self.root, section)

    def _end(self, reference: str) -> tuple[Any, str | None]:
        seen: set[str] = set()
        while reference not in seen and (step := self._step(reference)) is not None:
            seen.add(reference)
            pointer, node = step
            if not is_reference(node):
                return node, pointer
            reference = node["$ref"]
        return {}, None

    def _step(self, reference: str) -> tuple[str, Any] | None:
        """The place that a reference leads to, and its node; None where there is none in the tree,
        as of a reference to another file that could not be followed.
        """
        if not reference.startswith("#"):
            return None
        try:
            return self.canonical(unquote(reference[1:]))
        except (KeyError, ValueError):
            return None

    def target(self, node: Any) -> tuple[Any, str | None]:
        """What a reference leads to in one step, with its pointer: since 3.1 what stands beside a
        further reference counts as well. (`node`, None) if it is none; ({}, None) where nothing but
        references follow, without end.

        Of `A: {$ref: B, minLength: 1}` a reference to `A` leads to it, and so does one to
        `C: {$ref: A}` to `C`; where `A` is `{$ref: C}`, neither leads anywhere.
        """
        if not is_reference(node):
            return node, None
        met: set[str] = set()
        found: tuple[Any, str | None] | None = None
        # on to where something else is said than a further reference; beside one, 3.0 heeds nothing
        while found is None or (is_reference(node) and (self.version == "3.0" or len(node) == 1)):
            reference = node["$ref"]
            step = None if reference in met else self._step(reference)
            if step is None:
                return {}, None
            met.add(reference)
            place, node = step
            found = found or (node, place)
        return found

    def canonical(self, pointer: str) -> tuple[str, Any]:
        """The pointer without detours through references, and its node. KeyError if it leads
        nowhere.
        """
        known = self._canonical.get(pointer)
        if known is None:
            known = self._canonical[pointer] = self._follow(pointer)
        return known

    def _follow(self, pointer: str) -> tuple[str, Any]:
        """What `canonical` gives, found. A pointer may lead through references:
        `#/components/schemas/Pet/properties/owner/properties/name`, where `owner` is one.
        """
        budget = 1000  # of references: a circle of them would never end
        tokens = list(reversed(pointers.split(pointer)))
        node: Any = self.root
        place: list[str] = []
        while tokens:
            token = tokens.pop()
            try:
                node = pointers.step(node, token)
                place.append(token)
            except KeyError:
                reference = node.get("$ref") if isinstance(node, dict) else None
                budget -= 1
                if budget < 0 or not isinstance(reference, str) or not reference.startswith("#/"):
                    raise
                tokens.append(token)
                tokens += reversed(pointers.split(unquote(reference[1:])))
                node, place = self.root, []
        return pointers.join("", *place), node

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """Where `pointer` of the tree stands in its file; the location's pointer is the one in that
        file.

        With `key` it is that of its name. A path item of another file has its name where it is
        referred to; a component that was made of another file has none there, and is at its place.
        """
        prefix = self._nearest(pointer)
        source, start = self._origins[prefix]
        if key and prefix == pointer and prefix:
            parent = self._nearest(prefix.rpartition("/")[0])
            holder, base = self._origins[parent]
            inside = base + pointer[len(parent) :]
            if holder.has(inside):
                return holder.locate(inside, key=True)
        return source.locate(start + pointer[len(prefix) :], key=key)

    def found(self, rule: Rule, message: str, pointer: str, *, key: bool = False) -> Diagnostic:
        """A finding of `rule` about what stands at `pointer` of the tree, or about its key."""
        return rule.found(message, self.locate(pointer, key=key), pointer)


def load(
    path: Path | Incoming,
    *,
    allow_remote: bool = False,
    overlays: Sequence[OverlayFile] = (),
    read: Callable[[Path, str], Source] = sources.read,
    within: Path | None = None,
) -> Document:
    """Reads the document at `path`, or what was received in place of a file, and every file that it
    refers to, by `read`, changed by `overlays`. These are `within` a folder: unless given, the git
    repository of the document, or else its own folder.

    DocumentError when there is no document to work with, or an overlay cannot be applied.
    References that cannot be followed are errors among the document's `diagnostics`; the rest of it
    can be used."""
    network = Network(path, is_allowed=allow_remote)
    files = Files(path, network=network, read=read, within=within)
    if not overlays:
        return _load(files)
    return _load(files, *_overlaid(files, overlays, read))


def _load(
    files: Files, applied: Iterable[Overlay] = (), told: Iterable[Diagnostic] = ()
) -> Document:
    """The document of which `files` is the first, to which overlays were `applied`."""
    version = _version(files)
    files.has_bases = version != "3.0"
    files.identifiers(files.root)
    copy = Copying(files).run()
    if not isinstance(copy.root["openapi"], str):
        copy.root["openapi"] = f"{version}.0"
    document = Document(files, version, copy, applied)
    findings = [*told, *files.diagnostics, *copy.diagnostics, *_check(document, copy)]
    document.diagnostics = tuple(dict.fromkeys(findings))
    return document


def _overlaid(
    files: Files, overlays: Sequence[OverlayFile], read: Callable[[Path, str], Source]
) -> tuple[tuple[Overlay, ...], list[Diagnostic]]:
    """Applies overlays to what is read of the files, and what is told of it."""
    checked = read_overlays(overlays, files.root, read)
    from generator.document.overlaying import apply

    files.has_bases = not str(files.root.data.get("openapi")).startswith("3.0")
    files.identifiers(files.root)
    for given, overlay in zip(overlays, checked, strict=True):
        if isinstance(given.path, Incoming) and given.path.host is not None:
            files.bring(overlay.source, given.path.host)
    return checked, apply(checked, files)


def _version(files: Files) -> str:
    """The version of a document, `3.0`, `3.1` or `3.2`. DocumentError where it has none of these;
    one that is no string of three numbers (`3.1`, `"3.1"`) is told, and read.
    """
    root = files.root
    value = root.data.get("openapi")
    text = str(value) if isinstance(value, (str, float)) else ""
    match = _VERSION.fullmatch(text)
    if match is not None:
        if not isinstance(value, str) or match[2] is None:
            message = f"`openapi` is {quoted(text)}, not a string of the form `{match[1]}.0`"
            files.diagnostics.append(VERSION_FORM.found(message, root.locate("/openapi")))
        return match[1]
    if "swagger" in root.data:
        message = (
            f"a Swagger {root.data['swagger']} document; convert it to OpenAPI 3.0, 3.1 or 3.2"
        )
        location = root.locate("/swagger", key=True)
    elif "openapi" in root.data:
        shown = quoted(str(value)) if isinstance(value, (str, int, float)) else "no version"
        message, location = (
            f"`openapi` is {shown}; 3.0, 3.1 and 3.2 can be read",
            root.locate("/openapi"),
        )
    else:
        message, location = "no OpenAPI document: `openapi` is missing at the root", root.locate("")
    raise DocumentError([VERSION.found(message, location)])


def _check(document: Document, copy: Copy) -> list[Diagnostic]:
    """Follows every reference of the tree; shortens those that lead through others."""
    findings: list[Diagnostic] = []

    @cache
    def shortened(pointer: str) -> str:
        return "#" + quote(pointer, safe=_FRAGMENT_SAFE)

    @cache
    def led_elsewhere(pointer: str, section: str) -> str:
        return _elsewhere(document, pointer, section)

    chained: dict[int, Use] = {}  # by the identity of its holder
    for use in copy.uses:
        reference: str = use.holder[use.key]
        try:
            pointer, node = document.canonical(unquote(reference[1:]))
        except (KeyError, ValueError) as error:
            findings.append(
                UNRESOLVED.found(
                    _nowhere(document, reference, error), use.place, effect=effect_of(use.section)
                )
            )
            continue
        if use.key == "$ref" and is_reference(node):
            chained[id(use.holder)] = use
        is_object = isinstance(node, dict) or (isinstance(node, bool) and use.section == "schemas")
        if not is_object:
            message = f"{quoted(reference)} does not lead to an object"
            findings.append(UNRESOLVED.found(message, use.place, effect=effect_of(use.section)))
            continue
        elsewhere = led_elsewhere(pointer, use.section)
        # that `#` in a `mapping` is no schema is told by `lint` (OAS123)
        if elsewhere and (pointer or use.key == "$ref"):
            message = (
                f"{quoted(_written(use))} leads to {elsewhere}; one of "
                f"`components/{use.section}` is expected"
            )
            # a request body that refers to `components/responses`, say, is read as it was meant
            named = _section(pointer)
            alike = bool(named) and {use.section, *named} <= _BODIES
            findings.append(WRONG_KIND.found(message, use.place, effect="told" if alike else None))
            continue
        use.holder[use.key] = shortened(pointer)
    judged: set[int] = set()
    for use in chained.values():
        loop = _loop(document, use.holder, judged)
        if loop:
            first = next(other for identity, other in chained.items() if identity in loop)
            message = f"{quoted(first.holder['$ref'])} leads back to itself"
            findings.append(SELF_REFERRING.found(message, first.source.locate(first.pointer)))
    return findings


def _elsewhere(document: Document, pointer: str, section: str) -> str:
    """What stands at a place by the specification, where that is none of `section`: "a Response
    Object" where a schema is expected. Nothing for a place of which it says nothing, as within
    extensions.
    """
    if not pointer:
        return "the whole document"
    named = _section(pointer)
    if named and named != (section,):
        return f"`components/{named[0]}`"
    found = _other_kind(pointers.split(pointer), section)
    if found:
        return found
    # what became a component of what is expected may be something else in its own file
    source, origin = document.origin(pointer)
    is_document = "openapi" in mapping(source.data)
    return _other_kind(pointers.split(origin), section) if is_document else ""


def _written(use: Use) -> str:
    """A reference as its file has it."""
    try:
        return str(pointers.follow(use.source.data, pointers.split(use.pointer)))
    except (KeyError, ValueError):
        return str(use.holder[use.key])


def _section(pointer: str) -> tuple[str, ...]:
    """The section of a component, at the place of one."""
    tokens = pointers.split(pointer)
    return tokens[1:2] if len(tokens) == 3 and tokens[0] == "components" else ()


def _other_kind(tokens: Sequence[str], section: str) -> str:
    """The object at a place of a document, or the map of such, unless it is one of `section`: "a
    Path Item Object" at `/paths/~1pets`, "a map of Schema Objects" at `/components/schemas`.
    """
    kind, shape = "document", "one"
    for token in tokens:
        if shape != "one":  # the token is the name, or the number, of one of several
            shape = "one"
            continue
        field = KINDS[kind].field(token) if kind in KINDS else None
        if field is None:
            return ""
        kind, shape = field.kind, field.shape
    if kind not in KINDS:
        return ""
    if shape != "one":
        return f"a map of {KINDS[kind].title}s"
    return "" if KINDS[kind].components == section else KINDS[kind].indefinite


def _loop(document: Document, holder: dict[str, Any], judged: set[int]) -> set[int]:
    """The loop of references that the chain from `holder` ends in, unless walked before; `judged`
    are those that were.
    """
    walked: list[int] = []
    loop: set[int] = set()
    node: Any = holder
    while is_reference(node) and id(node) not in judged:
        if id(node) in walked:
            loop = set(walked[walked.index(id(node)) :])
            break
        walked.append(id(node))
        try:
            _, node = document.canonical(unquote(node["$ref"][1:]))
        except (KeyError, ValueError):
            break
    judged.update(walked)
    return loop


def _nowhere(document: Document, reference: str, error: Exception) -> str:
    """What is said of a reference that leads nowhere: "`#/components/schemas/Pe` leads nowhere:
    there is no `Pe`; did you mean `Pet`?".
    """
    message = f"{quoted(reference)} leads nowhere"
    if isinstance(error, KeyError):
        token = str(error.args[0])
        message += f": there is no {quoted(token)}"
        tokens = pointers.split(unquote(reference[1:]))
        for end in range(len(tokens)):
            if tokens[end] == token:
                try:
                    _, node = document.canonical(pointers.join("", *tokens[:end]))
                except KeyError:
                    break
                message += meant(token, mapping(node))
                break
    return message
