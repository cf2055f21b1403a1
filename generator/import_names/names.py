"""What is carried over, by the place of the document that it belongs to, and what is not, and why.

Whoever comes first has a name: an operation, a schema and a credential are called once, and a name
is given once. What comes later is told, at its place."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.api.names import pascal, snake
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Location, Rule
from generator.document.pointer import escape, split
from generator.document.rules.paging import Said, paging_of
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import surveyed

NOT_CARRIED = Rule(
    "IMP001",
    "warning",
    "not carried over",
    "What a configuration says and `x-sdk` cannot say would be lost without a word.",
    "See to it by hand, or do without it.",
)
ABSENT = Rule(
    "IMP002",
    "warning",
    "names what the document does not have",
    "A configuration and a document that have drifted apart name different things.",
    "Give the document that the configuration was written for, or correct it.",
)
RULES = (NOT_CARRIED, ABSENT)

Place = Callable[[str], Location]
"""Where what is at a pointer, below the object that is read, stands in its file."""

ONE_PAIR = "name and password are one pair, read from one variable as name:password"
OF_A_TOKEN = "the client takes a token; it asks for none by itself"
OF_THE_CLIENT = "the client itself has no methods; it is one of the resource of its tag or path"
"""Why credentials and methods are not carried over."""

_SCHEMAS, _SCHEMES = "/components/schemas/", "/components/securitySchemes/"
_PARAMETER = re.compile(r"\{[^{}]*\}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PAGING = ("x-sdk", "x-speakeasy-pagination", "x-fern-pagination", "x-ms-pageable")


class Names:
    """What configurations say of `document`: `updates` by pointer, `actions` of overlays that go on
    as they came, and `left`, which is everything else.

    `overlaid` is what overlays say of a place, key by key, each time with where it stands.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.survey = surveyed(document)
        self.updates: dict[str, dict[str, Any]] = {}
        self.actions: list[dict[str, Any]] = []
        self.overlay_version = "1.0.0"
        self.left: list[Diagnostic] = []
        self.overlaid: dict[tuple[str, ...], dict[str, list[tuple[Any, Place]]]] = {}
        self._said: dict[tuple[str, str], Location] = {}
        self._calls: dict[str, str] = {}
        self._models: dict[str, str] = {}
        self._operations = {(site.key, path): site for site, path in self._listed()}
        self._alike = {(site.key, _shape(path)): site for site, path in self._listed()}

    def _listed(self) -> Iterator[tuple[OperationSite, str]]:
        for site in self.survey.operations:
            if site.parent.within == "paths":
                yield site, site.parent.key

    # --- what is there --------------------------------------------------------------------------

    def operation(self, method: str, path: str, place: Location) -> OperationSite | None:
        """The operation that is named at `place`, where it is told if there is none; placeholders
        may be called otherwise, and a slash at the end may lack, as paths that differ in no more
        are one (OpenAPI, Paths Object).
        """
        key = method.lower()
        found = self._operations.get((key, path)) or self._alike.get((key, _shape(path)))
        if found is None:
            self.absent(place, f"operation `{method.upper()} {path}`")
        return found

    def path(self, path: str) -> str | None:
        """The pointer of a path item, by a path that is alike in the same way."""
        paths = mapping(self.document.root.get("paths"))
        alike = (each for each in paths if _shape(each) == _shape(path))
        found = path if path in paths else next(alike, None)
        return None if found is None else f"/paths/{escape(found)}"

    def schema(self, name: str, place: Location) -> str | None:
        """The pointer of a schema of the components, given by its name or as a reference at
        `place`, where it is told if there is none.
        """
        pointer = f"{_SCHEMAS}{escape(name.removeprefix('#').removeprefix(_SCHEMAS))}"
        if self.node(pointer) is not None:
            return pointer
        self.absent(place, f"schema `{name}`")
        return None

    def scheme(self, name: str) -> str | None:
        pointer = f"{_SCHEMES}{escape(name)}"
        return None if self.node(pointer) is None else pointer

    def schemes(self) -> Mapping[str, Mapping[str, Any]]:
        """The security schemes by their pointers."""
        return {
            f"{_SCHEMES}{escape(name)}": self.document.resolved(node)
            for name, node in self.document.components("securitySchemes").items()
        }

    def node(self, pointer: str) -> dict[str, Any] | None:
        """The object at a pointer of the document, where there is one."""
        try:
            found, _ = self.document.resolve(self.document.get(pointer))
        except (KeyError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    # --- what is carried over -------------------------------------------------------------------

    def choose(self, pointer: str, key: str, value: Any, place: Location) -> None:
        """`value` in the `x-sdk` of the object at `pointer`; nothing is said by an empty one."""
        if value:
            there = mapping(mapping(self.node(pointer)).get("x-sdk"))
            into = self.updates.setdefault(pointer, {}).setdefault("x-sdk", {})
            self._put(f"{pointer}/x-sdk", into, there, key, value, place)

    def edit(self, pointer: str, key: str, value: Any, place: Location) -> None:
        """`value` in the object at `pointer` itself."""
        into = self.updates.setdefault(pointer, {})
        self._put(pointer, into, mapping(self.node(pointer)), key, value, place)

    def _put(
        self,
        pointer: str,
        into: dict[str, Any],
        there: Mapping[str, Any],
        key: str,
        value: Any,
        place: Location,
    ) -> None:
        """Where something else was said before, that is told."""
        before = self._said.setdefault((pointer, key), place)
        if into.get(key, value) != value:
            self.leave(place, f"`{key}` is `{into[key]}` already, by {before}")
        elif there.get(key) != value:
            into[key] = value

    def call(
        self, site: OperationSite, resource: list[str], function: str, place: Location
    ) -> None:
        """The resource and the function of an operation; either may be open: an empty list, or an
        empty text. Two operations of one resource cannot have one function.
        """
        group, called = list(map(_python, resource)), _python(function) if function else ""
        whole = ".".join((*group, called))
        match self._calls.get(site.pointer):
            case None if group and function and whole in self._calls.values():
                self.leave(place, f"another operation is `{whole}` already")
            case None:
                self._calls[site.pointer] = whole
                self.choose(site.pointer, "resource", ".".join(group), place)
                self.choose(site.pointer, "function", called, place)
            case known if known != whole:
                message = f"`{site.label}` is `{known}` already"
                self.leave(place, f"{message}; an operation has one name")

    def model(self, pointer: str, name: str, place: Location) -> None:
        """The class of a schema. One that is called so anyway needs nothing, but has its name: no
        other gets it.
        """
        name, schema = pascal(name), split(pointer)[-1]
        called = {at: own for own, at in self._models.items()}.get(pointer, name)
        if called != name:
            self.leave(place, f"the class of the schema `{schema}` is `{called}` already")
        elif self._models.setdefault(name, pointer) != pointer:
            other = split(self._models[name])[-1]
            self.leave(place, f"`{name}` is the class of the schema `{other}` already")
        elif name != pascal(schema):
            self.choose(pointer, "model", name, place)

    def credential(self, pointer: str, name: str, env: str, place: Location) -> None:
        """The keyword and the environment variable of a security scheme; either may be open."""
        self.choose(pointer, "name", _python(name) if name else "", place)
        if env and not _VARIABLE.fullmatch(env):
            self.leave(place, f"`{env}` is not the name of an environment variable")
        else:
            self.choose(pointer, "env", env, place)

    def paging(self, site: OperationSite, extension: str, value: Any) -> dict[str, Any] | list[str]:
        """What `paging` of `x-sdk` says where `extension` says `value`, or why the document does
        not bear it out.
        """
        node = {key: entry for key, entry in site.node.items() if key not in _PAGING}
        found = paging_of(self.survey, replace(site, node=node | {extension: value}))
        if isinstance(found, Said):
            return _paging(found)
        return [fault.message for fault in found or ()] or ["it says nothing"]

    def property(self, pointer: str, name: str, place: Location) -> None:
        """The name of a property in Python."""
        self.choose(pointer, "name", _python(name), place)

    # --- what is not ----------------------------------------------------------------------------

    def leave(self, place: Location, reason: str) -> None:
        self.left.append(NOT_CARRIED.found(reason, place))

    def absent(self, place: Location, what: str) -> None:
        self.left.append(ABSENT.found(f"the document has no {what}", place))


def _shape(path: str) -> str:
    return _PARAMETER.sub("{}", path).rstrip("/")


def _python(name: str) -> str:
    """A name as Python has it: in snake case, with a trailing underscore where it is a keyword."""
    made = snake(name)
    return f"{made}_" if keyword.iskeyword(made) else made


def _paging(said: Said) -> dict[str, Any]:
    """As `x-sdk` has it; `start` follows from the document."""
    made = {"kind": said.kind, "items": _place(said.items), "parameter": said.parameter}
    made |= {key: _place(getattr(said, key)) for key in ("body", "next", "last", "more", "total")}
    return {key: value for key, value in made.items() if value}


def _place(path: tuple[str, ...]) -> str | list[str]:
    """Names joined by dots, as a person writes them, unless one has dots itself."""
    return list(path) if any("." in name for name in path) else ".".join(path)
