"""An overlay (Overlay Specification 1.0 and 1.1): a file of changes to a document that stays as it
is, read and checked.

Every fault of every overlay is told at its line before anything is changed, and again every fault
of changing it; then nothing is made of the document."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

from generator.document import pointer as pointers
from generator.document.diagnostics import Diagnostic, DocumentError, Rule
from generator.document.forms import meant
from generator.document.origins import Incoming
from generator.document.reading import quoted
from generator.document.source import Source
from generator.records import record

if TYPE_CHECKING:
    from generator.document.overlay_targets import Query

FORM = Rule(
    "OVL001",
    "error",
    "A file is no Overlay 1.0 or 1.1.",
    "What an overlay should change is then not known, and none of it is done.",
    "Correct it as the Overlay Specification says: `overlay`, `info` with `title` and `version`, "
    "and a list of `actions`, each with a `target`.",
    "refuses",
)
TARGET = Rule(
    "OVL002",
    "error",
    "The target of an action is no JSONPath, or takes too long.",
    "Targets are JSONPath as RFC 9535 has it, which other dialects differ from.",
    "Quote names that hold more than letters, digits and `_`: `$.paths['/pets']['x-name']`.",
    "refuses",
)
IMPOSSIBLE = Rule(
    "OVL003",
    "error",
    "An action cannot be done to what its target selects.",
    "A mapping takes a mapping, a list takes entries, a single value another one; and a document "
    "has to remain.",
    "Name another target, or another value. To put something of another kind in a place, remove "
    "what stands there first.",
    "refuses",
)
GROWN = Rule(
    "OVL004",
    "error",
    "Overlays make the document larger than a limit.",
    "A few lines that copy a document into itself again and again fill any memory.",
    "Select fewer places, or put what they share under `components` and refer to it.",
    "refuses",
)
NOTHING = Rule(
    "OVL005",
    "warning",
    "The target of an action selects nothing.",
    "The action does nothing, most likely because the document has changed. Under `--strict` it "
    "counts as an error.",
    "Correct the target, or remove the action.",
    "told",
)
IDLE = Rule(
    "OVL006",
    "warning",
    "An action, or a part of one, has no effect.",
    "An action does nothing without `update`, `copy` or `remove`, and `remove` leaves the others "
    "without meaning.",
    "Leave out what has no effect.",
    "told",
)
OTHER = Rule(
    "OVL007",
    "warning",
    "An overlay is meant for another document.",
    "`extends` names the document that the overlay was made for, relative to the overlay.",
    "Give the overlay with the document that it extends, or correct `extends`.",
    "told",
)

RULES: tuple[Rule, ...] = (FORM, TARGET, IMPOSSIBLE, GROWN, NOTHING, IDLE, OTHER)

Kind = Literal["update", "copy", "remove", "nothing"]
_BRINGING: tuple[Kind, ...] = ("update", "copy")

_VERSION = re.compile(r"1\.([01])\.\d+")
_FIELDS = {
    "overlay": ("overlay", "info", "extends", "actions"),
    "info": ("title", "version", "description"),
    "action": ("target", "description", "update", "copy", "remove"),
}
_NEW = frozenset({("info", "description"), ("action", "copy")})
"""What came with 1.1."""


@record(frozen=True, slots=True)
class OverlayFile:
    """Where an overlay is read from, and what it is called."""

    path: Path | Incoming
    name: str

    def source(self, read: Callable[[Path, str], Source]) -> Source:
        """DocumentError when it cannot be used."""
        if isinstance(self.path, Incoming):
            return self.path.source()
        return read(self.path, self.name)


@record(frozen=True, slots=True)
class Action:
    """One change. `pointer` is its place in the overlay."""

    pointer: str
    target: Query
    kind: Kind
    copied: Query | None


@record(frozen=True, slots=True)
class Overlay:
    """An overlay without faults; `minor` is that of its version, and `findings` are warnings."""

    source: Source
    minor: int
    actions: tuple[Action, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def digest(self) -> str:
        """Of what it says, whatever its comments and spelling."""
        text = json.dumps(self.source.written, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()


def read_overlays(
    files: Iterable[OverlayFile], spec: Source, read: Callable[[Path, str], Source]
) -> tuple[Overlay, ...]:
    """The overlays, checked, in their order. DocumentError with every fault of all of them."""
    faults: list[Diagnostic] = []
    overlays: list[Overlay] = []
    for file in files:
        try:
            source = file.source(read)
        except DocumentError as error:
            faults += error.diagnostics
            continue
        check = _Check(source)
        overlay = check.overlay(spec)
        faults += check.faults
        if overlay is not None:
            overlays.append(overlay)
    if faults:
        raise DocumentError(faults)
    return tuple(overlays)


class _Check:
    """The faults of one overlay."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.minor = 1
        self.faults: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []

    def fault(self, rule: Rule, message: str, *tokens: str | int, key: bool = False) -> None:
        place = self.source.locate(pointers.join("", *tokens), key=key)
        found = rule.found(message, place)
        (self.faults if rule.severity == "error" else self.warnings).append(found)

    def overlay(self, spec: Source) -> Overlay | None:
        """The overlay as far as it can be read; None for a file that does not say that it is one,
        of which nothing else is told.
        """
        root = self.source.data
        version = root.get("overlay")
        match = _VERSION.fullmatch(version) if isinstance(version, str) else None
        if match is not None:
            self.minor = int(match[1])
        elif "overlay" not in root:
            self.fault(FORM, "no Overlay: `overlay`, its version, is missing at the root")
            return None
        else:
            shown = quoted(str(version)) if isinstance(version, (str, int, float)) else "no version"
            self.fault(
                FORM, f"`overlay` is {shown}; `1.0.0` and `1.1.0` can be read, quoted", "overlay"
            )
        self.fields("overlay", root)
        self.info(root)
        self.extends(root, spec)
        actions = tuple(self.actions(root))
        found = (*self.source.diagnostics, *self.warnings)
        return Overlay(self.source, self.minor, actions, found)

    def fields(self, kind: str, node: dict[str, Any], *tokens: str | int) -> None:
        """Fields that the specification does not have."""
        known = [name for name in _FIELDS[kind] if self.minor or (kind, name) not in _NEW]
        for name in node:
            if name in known or name.startswith("x-"):
                continue
            is_later = (kind, name) in _NEW
            more = "; it came with 1.1, so say `overlay: 1.1.0`" if is_later else meant(name, known)
            self.fault(FORM, f"the field {quoted(name)} is unknown{more}", *tokens, name, key=True)

    def info(self, root: dict[str, Any]) -> None:
        info = root.get("info")
        if not isinstance(info, dict):
            self.of_kind(root, "info", "a mapping", required=True)
            return
        self.fields("info", info, "info")
        for name in ("title", "version", "description"):
            self.text(info, name, "info", required=name != "description")

    def text(
        self, node: dict[str, Any], name: str, *tokens: str | int, required: bool = False
    ) -> bool:
        if isinstance(node.get(name), str):
            return True
        self.of_kind(node, name, "a text", *tokens, required=required)
        return False

    def of_kind(
        self, node: dict[str, Any], name: str, kind: str, *tokens: str | int, required: bool = False
    ) -> None:
        """Says that a field is missing, or not of its kind."""
        if name in node:
            more = "; quote it" if isinstance(node[name], (int, float)) and "text" in kind else ""
            self.fault(FORM, f"`{name}` is not {kind}{more}", *tokens, name)
        elif required:
            self.fault(FORM, f"`{name}` is missing", *tokens)

    def extends(self, root: dict[str, Any], spec: Source) -> None:
        if "extends" not in root or not self.text(root, "extends"):
            return
        told = _other(root["extends"], self.source, spec)
        if told:
            self.fault(OTHER, told, "extends")

    def actions(self, root: dict[str, Any]) -> Iterator[Action]:
        """The actions in their order, as far as they are mappings with a target. One that is
        written twice is told.
        """
        actions = root.get("actions")
        if not isinstance(actions, list):
            self.of_kind(root, "actions", "a list", required=True)
            return
        if not actions:
            self.fault(FORM, "`actions` is empty; there is at least one", "actions")
        seen: dict[str, int] = {}
        for number, action in enumerate(actions):
            if not isinstance(action, dict):
                self.fault(FORM, "an action is a mapping", "actions", number)
                continue
            first = seen.setdefault(json.dumps(action, sort_keys=True), number)
            if first != number:
                line = self.source.locate(f"/actions/{first}").line
                message = f"the action is the same as that of line {line}"
                self.fault(FORM, message, "actions", number)
            made = self.action(action, number)
            if made is not None:
                yield made

    def action(self, node: dict[str, Any], number: int) -> Action | None:
        """The entry of `actions` with this number (0 is the first), its faults told; None where its
        target is none.
        """
        at = ("actions", number)
        self.fields("action", node, *at)
        self.text(node, "description", *at)
        if "remove" in node and not isinstance(node["remove"], bool):
            self.fault(FORM, "`remove` is neither true nor false", *at, "remove")
        target = self.query(node, "target", *at, required=True)
        copied = self.query(node, "copy", *at) if "copy" in node else None
        kind = self.kind(node, *at)
        return Action(f"/actions/{number}", target, kind, copied) if target else None

    def kind(self, node: dict[str, Any], *at: str | int) -> Kind:
        """What an action does. `remove: true` makes it remove, whatever stands beside it; beside
        `copy`, which it excludes, `update` counts.
        """
        given = [name for name in _BRINGING if name in node]
        if node.get("remove") is True:
            if given:
                message = f"`{given[0]}` has no effect beside `remove: true`"
                self.fault(IDLE, message, *at, given[0], key=True)
            return "remove"
        if not given:
            self.fault(IDLE, "the action has no `update`, `copy` or `remove: true`", *at)
            return "nothing"
        if len(given) > 1:
            message = "`update` and `copy` exclude each other; make it two actions"
            self.fault(FORM, message, *at, "copy", key=True)
        return given[0]

    def query(
        self, node: dict[str, Any], name: str, *tokens: str | int, required: bool = False
    ) -> Query | None:
        """The JSONPath of a field; None, and a fault at the character, where it is none."""
        from generator.document.overlay_targets import Query
        from generator.document.queries import QueryError

        if not self.text(node, name, *tokens, required=required):
            return None
        try:
            return Query(node[name])
        except QueryError as error:
            at = pointers.join("", *tokens, name)
            place = self.source.locate(at)
            if error.at is not None:
                place = self.source.locate_character(at, error.at)
            self.faults.append(TARGET.found(str(error), place))
            return None


def _other(extends: str, overlay: Source, spec: Source) -> str:
    """Why an overlay that extends something is not for a document; empty where that is not known,
    as of an address on the network: a copy of what is there may have any name. Nor is it where one
    of the two is no file.
    """
    own = spec.data.get("$self")  # what a document of 3.2 calls itself
    try:
        parts = urlsplit(extends)
    except ValueError:  # as `http://[x`
        return f"`extends` is {quoted(extends)}, which is no address"
    if extends == own:
        return ""
    if parts.scheme not in ("", "file"):
        if not isinstance(own, str):
            return ""
        return f"it extends {quoted(extends)}, and the document is {quoted(own)}"
    if not (overlay.is_file and spec.is_file):
        return ""
    try:
        meant = (overlay.path.parent / unquote(parts.path)).resolve()
    except (OSError, ValueError, RuntimeError):  # as `a%00b.yaml`
        return f"`extends` is {quoted(extends)}, which is no path"
    if meant == spec.path.resolve():
        return ""
    return f"it extends {quoted(extends)}, and the document is {quoted(spec.display)}"


def named(paths: Sequence[Path | Incoming]) -> tuple[OverlayFile, ...]:
    """Overlays that are called as they are given."""
    return tuple(
        OverlayFile(path, path.name if isinstance(path, Incoming) else path.as_posix())
        for path in paths
    )
