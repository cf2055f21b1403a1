"""The copy of a document into one tree: what is inlined, what becomes a component, and under which
name.

The walk follows `grammar` and keeps its own stack, so depth costs no recursion. Names of components
do not depend on the order of anything: when two files offer the same name, both are qualified by
where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from generator.document import pointer as pointers
from generator.document.component_names import (
    Link,
    Placement,
    below,
    depth_of,
    link_to,
    name_components,
    spelled,
)
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.grammar import KINDS, FieldShape
from generator.document.reading import LIMIT, MAX_ALIASED_NODES, MAX_DEPTH, quoted
from generator.document.references import (
    STRAYED,
    UNRESOLVED,
    BrokenReferenceError,
    Files,
    Scope,
    Target,
    dynamic_reference,
)
from generator.document.source import Source
from generator.document.unread import effect_of
from generator.records import record

MISPLACED = Rule(
    "REF006",
    "warning",
    "A reference stands where the specification has none.",
    (
        "Only some objects can be replaced by a Reference Object; tools do not follow a `$ref` "
        "elsewhere. Here it is inlined."
    ),
    "Refer to the whole path item, or to a component.",
)
CONTAINS_ITSELF = Rule(
    "REF010",
    "error",
    "An object that is inlined contains itself.",
    (
        "Path items have no name to refer to, so they are copied to where they are used; one "
        "that contains itself has no end."
    ),
    "Refer from the callback to another path item.",
    "refuses",
)
OPERATION_REF = Rule(
    "REF011",
    "warning",
    "A link leads to an operation of another file.",
    "The operations of one document form one tree; a link into another file is not followed.",
    "Use `operationId`.",
)

_NO_CONSTRAINT = frozenset(
    {
        *("$ref", "allOf", "$defs", "$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"),
        *("$schema", "$comment"),
        *("title", "description", "deprecated", "default", "example", "examples"),
    }
)
_WELL_FORMED = {
    "$id": re.compile(r"[^#]+#?"),
    **dict.fromkeys(("$anchor", "$dynamicAnchor"), re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")),
}
_MOST_SPECIALISED = 10_000
_SCALARS = frozenset(("string", "boolean", "integer", "number"))
_FILE_REFERENCE = re.compile(r".*(?:[#/]|\.(?:ya?ml|json)$)", re.IGNORECASE)


class Use(NamedTuple):
    """A reference in the tree: `holder[key]` is its text; it stands at `pointer` of `source`, and
    expects one of `section`.
    """

    holder: dict[str, Any]
    key: str
    section: str
    source: Source
    origin: Link

    @property
    def pointer(self) -> str:
        return spelled(self.origin)

    @property
    def place(self) -> Location:
        return self.source.locate(self.pointer)


@record(frozen=True, slots=True)
class Copy:
    root: dict[str, Any]
    origins: dict[str, tuple[Source, str]]
    uses: list[Use]
    diagnostics: list[Diagnostic]


class _Inlined(NamedTuple):
    """The targets being inlined around a node, innermost first."""

    target: Target
    around: _Inlined | None

    def targets(self) -> Iterator[Target]:
        inlined: _Inlined | None = self
        while inlined is not None:
            yield inlined.target
            inlined = inlined.around


class _Part(NamedTuple):
    """Fields of an object and where they stand."""

    node: dict[str, Any]
    source: Source
    origin: Link | None
    inlined: _Inlined | None


class _Task(NamedTuple):
    """A node to copy to `out[key]`."""

    kind: str
    shape: FieldShape
    node: Any
    source: Source
    origin: Link | None
    place: Link | Placement | None
    out: Any
    key: Any
    inlined: _Inlined | None
    scope: Scope | None = (
        None  # the dynamic anchors that count here, where any does; None outside of schemas
    )


class Copying:
    RULES: ClassVar[tuple[Rule, ...]] = (MISPLACED, CONTAINS_ITSELF, OPERATION_REF)

    def __init__(self, files: Files) -> None:
        self.files = files
        self.tasks: list[_Task] = []
        self.uses: list[Use] = []
        self.pending: list[tuple[dict[str, Any], str, Placement]] = []
        self.placements: dict[tuple[str, Target], Placement] = {}
        self.specialised: dict[tuple[Target, frozenset[tuple[str, Target]]], Placement] = {}
        self.hoisted: list[Placement] = []
        self.in_place: dict[tuple[str, str], Target] = {}
        self.starts: list[tuple[Link | Placement | None, Source, str]] = []
        self.diagnostics: list[Diagnostic] = []
        # where nothing could be inlined, by the index of the finding about it
        self.gone: dict[int, Link | Placement | None] = {}
        self.misplaced: dict[str, tuple[int, Diagnostic]] = {}
        self.inlined_nodes = 0
        self._targets: dict[tuple[Source, str, str], Target] = {}

    def run(self) -> Copy:
        root = self.files.root
        self._place_components(root)
        out: dict[str, Any] = {}
        self.starts.append((None, root, ""))
        self.tasks.append(_Task("document", "one", root.data, root, None, None, out, "root", None))
        while self.tasks:
            self._copy(self.tasks.pop())
        name_components(out["root"], self.hoisted)
        for holder, key, placement in self.pending:
            holder[key] = f"#{placement.pointer}"
        for index, gone in self.gone.items():
            self.diagnostics[index] = replace(self.diagnostics[index], pointer=spelled(gone))
        origins = {spelled(place): (source, pointer) for place, source, pointer in self.starts}
        return Copy(out["root"], origins, self.uses, [*self.diagnostics, *self._misplaced()])

    def _misplaced(self) -> list[Diagnostic]:
        findings = []
        for count, finding in self.misplaced.values():
            more = f" (and {count - 1} more like it)" if count > 1 else ""
            findings.append(replace(finding, message=finding.message + more))
        return findings

    def _place_components(self, root: Source) -> None:
        """A component that is nothing but a reference to another file is where that target belongs,
        under its name.
        """
        components = root.data.get("components")
        for section, entry in KINDS["components"].fields.items():
            entries = components.get(section) if isinstance(components, dict) else None
            for name, node in entries.items() if isinstance(entries, dict) else ():
                if not _is_pure(node):
                    continue
                try:
                    chain = self._chain(
                        node["$ref"], root, pointers.join("", "components", section, name)
                    )
                except BrokenReferenceError:
                    continue
                target = chain[-1]
                if (
                    target.source is root
                    or entry.kind == "pathItem"
                    or (section, target) in self.placements
                ):
                    continue
                link = Link(Link(Link(None, "components", 1), section, 2), name, 3)
                placement = Placement(section, target, spelled(link))
                self.placements[section, target] = placement
                self.in_place[section, name] = target

    def _chain(self, reference: str, source: Source, at: str) -> list[Target]:
        """Every stop on the way from a reference through others that say nothing themselves; the
        root's own end it.
        """
        chain: list[Target] = []
        while True:
            target = self.files.find(reference, source, at)
            if target in chain:
                return chain
            target = replace(target, strayed=True) if chain and chain[-1].strayed else target
            chain.append(target)
            if target.source is self.files.root:
                return chain
            node = self._node(target, reference)
            if not _is_pure(node):
                return chain
            reference, at = node["$ref"], target.pointer
            source = self.files.writer(target.source, at, reference)
            at = at if source is target.source else ""

    def _target(self, reference: str, source: Source, origin: Link | None) -> Target:
        """The end of the chain; the same reference stands in many places."""
        if source.grafting is not None:
            writer = self.files.writer(source, spelled(origin), reference)
            source, origin = writer, origin if writer is source else None
        resource = (
            self.files.resource(source, spelled(origin))
            if self.files.identifiers(source) is not None
            else ""
        )
        known = self._targets.get((source, resource, reference))
        if known is None:
            known = self._targets[source, resource, reference] = self._chain(
                reference, source, resource
            )[-1]
        return known

    def _copy(self, task: _Task) -> None:
        kind, shape, node = task.kind, task.shape, task.node
        if depth_of(task.place) > 2 * MAX_DEPTH:
            message = f"inlined, more than {2 * MAX_DEPTH} levels deep"
            place = task.source.locate(spelled(task.origin))
            raise DocumentError([LIMIT.found(message, place)])
        if node.__class__ is dict:
            if shape == "one" and kind in KINDS:
                self._object(task)
            elif _is_pure(node):
                self._inline(task, node["$ref"])
            elif shape == "map":
                self._entries(task, dict(node), list(node.items()))
            else:
                task.out[task.key] = node
        elif node.__class__ is list and (shape == "list" or kind == "schema"):
            self._entries(task, list(node), list(enumerate(node)))
        else:
            task.out[task.key] = node

    def _object(self, task: _Task) -> None:
        """An object of the specification, or the reference that stands for it."""
        if task.kind == "schema" and self.files.is_dynamic:
            task = self._scoped(task)
            if self._dynamic(task) or self._specialise_in_place(task):
                return
        reference = task.node.get("$ref")
        if reference.__class__ is str:
            self._reference(task, reference)
        else:
            self._fields(task, [_Part(task.node, task.source, task.origin, task.inlined)])

    def _entries(self, task: _Task, copied: Any, entries: list[tuple[Any, Any]]) -> None:
        """Copies a map or a list entry by entry."""
        task.out[task.key] = copied
        self._grow(len(entries), task.source, task.origin, task.inlined)
        depth = depth_of(task.place)
        for key, value in reversed(entries):
            if task.inlined is None and _is_leaf(task.kind, value, depth):
                copied[key] = dict(value)
            elif value.__class__ is dict or value.__class__ is list:
                place, origin = below(task.place, task.origin, str(key), depth + 1)
                self.tasks.append(
                    _Task(
                        task.kind,
                        "one",
                        value,
                        task.source,
                        origin,
                        place,
                        copied,
                        key,
                        task.inlined,
                        task.scope,
                    )
                )

    def _grow(
        self, values: int, source: Source, origin: Link | None, inlined: _Inlined | None
    ) -> None:
        """Counts what is copied once more where it is inlined: a reference is a few characters, its
        target may be large.
        """
        if inlined is None:
            return
        self.inlined_nodes += values
        if self.inlined_nodes > MAX_ALIASED_NODES:
            message = f"what is inlined grows beyond {MAX_ALIASED_NODES:,} values"
            raise DocumentError([LIMIT.found(message, source.locate(spelled(origin)))])

    def _fields(self, task: _Task, parts: Sequence[_Part], *, skip: str = "") -> dict[str, Any]:
        """Copies an object field by field; of two parts that have the same field, the later one
        wins. `skip` is copied as it is.
        """
        kind = KINDS[task.kind]
        copied: dict[str, Any] = {}
        task.out[task.key] = copied
        depth = depth_of(task.place) + 1
        tasks: dict[str, _Task] = {}
        for number, part in enumerate(parts):
            self._grow(len(part.node), part.source, part.origin, part.inlined)
            copied |= part.node
            for name, value in part.node.items():
                if number:
                    place, origin = below(task.place, part.origin, name, depth)
                    self.starts.append((place, part.source, spelled(origin)))
                    tasks.pop(name, None)
                if value.__class__ is not dict and value.__class__ is not list:
                    continue
                spec = kind.field(name)
                if spec is None or spec.kind == "any" or name == skip:
                    continue
                is_child = spec.shape == "one" and part.inlined is None
                if is_child and _is_leaf(spec.kind, value, depth):
                    copied[name] = dict(value)
                    continue
                place, origin = below(task.place, part.origin, name, depth)
                tasks[name] = _Task(
                    spec.kind,
                    spec.shape,
                    value,
                    part.source,
                    origin,
                    place,
                    copied,
                    name,
                    part.inlined,
                    task.scope,
                )
        self._values_that_refer(task, copied, tasks)
        self.tasks += reversed(tasks.values())
        return copied

    def _values_that_refer(
        self, task: _Task, copied: dict[str, Any], tasks: dict[str, _Task]
    ) -> None:
        """What leads elsewhere without being a Reference Object."""
        if task.kind == "discriminator" and isinstance(copied.get("mapping"), dict):
            self._mapping(tasks.pop("mapping"), copied)
        elif task.kind == "link" and isinstance(copied.get("operationRef"), str):
            self._operation_reference(task, copied["operationRef"])
        elif task.kind == "schema" and self.files.has_bases:
            self._name_no_more(copied)

    def _reference(self, task: _Task, reference: str) -> None:
        kind = KINDS[task.kind]
        if kind.components is None or task.kind == "pathItem":
            self._inline(task, reference)
            return
        section = kind.components
        node = task.node
        in_place = None
        if (
            self.in_place
            and isinstance(task.place, Link)
            and task.place.depth == 3
            and task.source is self.files.root
            and len(node) == 1
        ):
            tokens = pointers.split(spelled(task.place))
            if tokens[0] == "components":
                in_place = self.in_place.get((tokens[1], tokens[2]))
        if in_place is not None:
            self.starts.append((task.place, in_place.source, in_place.pointer))
            origin = link_to(in_place.pointer)
            self.tasks.append(
                task._replace(node=in_place.node, source=in_place.source, origin=origin, scope=None)
            )
            return
        if task.kind == "schema":
            copied = self._fields(
                task, [_Part(node, task.source, task.origin, task.inlined)], skip="$ref"
            )
        else:
            copied = task.out[task.key] = dict(node)
        self._refer(
            copied,
            "$ref",
            reference,
            section,
            task.source,
            Link(task.origin, "$ref", 0),
            task.scope,
        )

    def _refer(
        self,
        holder: dict[str, Any],
        key: str,
        reference: str,
        section: str,
        source: Source,
        origin: Link,
        scope: Scope | None = None,
    ) -> None:
        """Points `holder[key]` at the place in the tree that `reference` leads to."""
        try:
            target = self._target(
                reference, source, origin.parent if isinstance(origin.parent, Link) else None
            )
        except BrokenReferenceError as error:
            found = error.at(source.locate(spelled(origin)))
            self.diagnostics.append(replace(found, effect=effect_of(section) or found.effect))
            return
        if target.strayed:
            message = f"{quoted(reference)} leads out of the schema, which has an `$id`"
            self.diagnostics.append(STRAYED.found(message, source.locate(spelled(origin))))
        self._point(holder, key, target, section, source, origin, scope)

    def _point(
        self,
        holder: dict[str, Any],
        key: str,
        target: Target,
        section: str,
        source: Source,
        origin: Link,
        scope: Scope | None,
    ) -> None:
        self.uses.append(Use(holder, key, section, source, origin))
        special = self._special(target, scope) if scope else None
        if special is not None:
            self.pending.append((holder, key, self._specialised(target, special)))
            return
        if target.source is self.files.root:
            holder[key] = f"#{target.pointer.replace('%', '%25')}"
            return
        placement = self.placements.get((section, target))
        if placement is None:
            placement = self.placements[section, target] = Placement(section, target)
            self.hoisted.append(placement)
            kind = KINDS["components"].fields[section].kind
            self.starts.append((placement, target.source, target.pointer))
            origin_of_target = link_to(target.pointer)
            self.tasks.append(
                _Task(
                    kind,
                    "one",
                    target.node,
                    target.source,
                    origin_of_target,
                    placement,
                    placement.holder,
                    "node",
                    None,
                )
            )
        self.pending.append((holder, key, placement))

    # --- dynamic references -----------------------------------------------------------------------

    def _scoped(self, task: _Task) -> _Task:
        """The schema with the dynamic anchors that count in it; a dynamic reference beside another
        one stands apart.
        """
        node = task.node
        if task.scope is None or "$id" in node:
            task = task._replace(
                scope=self.files.scope(Target(task.source, spelled(task.origin)), task.scope)
            )
        keyword = "$dynamicRef" if "$dynamicRef" in node else "$recursiveRef"
        if "$ref" in node and keyword in node:
            rest = {name: value for name, value in node.items() if name != keyword}
            task = task._replace(
                node={**rest, "allOf": [*(node.get("allOf") or ()), {keyword: node[keyword]}]}
            )
        return task

    def _dynamic(self, task: _Task) -> bool:
        """Makes a plain reference of a dynamic one, by the anchors that count where it stands."""
        reference, _ = dynamic_reference(task.node)
        if not reference or not self.files.has_bases:
            return False
        keyword = "$dynamicRef" if "$dynamicRef" in task.node else "$recursiveRef"
        link = Link(task.origin, keyword, 0)
        rest = {name: value for name, value in task.node.items() if name != keyword}
        copied = self._fields(task, [_Part(rest, task.source, task.origin, task.inlined)])
        try:
            target = self.files.dynamic(
                task.node, task.source, spelled(task.origin), task.scope or {}
            )
        except BrokenReferenceError as error:
            self.diagnostics.append(
                error.rule.found(error.message, task.source.locate(spelled(link)))
            )
            copied[keyword] = reference
        else:
            self._point(copied, "$ref", target, "schemas", task.source, link, task.scope)
        return True

    def _special(self, target: Target, scope: Scope) -> Scope | None:
        """The dynamic anchors that make a schema another than it is by itself; None where none
        does.
        """
        names = self.files.dynamic_names(target)
        alone, inside = self.files.scope(target), self.files.scope(target, scope)
        special = {name: end for name, end in inside.items() if name in names}
        return None if all(alone.get(name) == end for name, end in special.items()) else special

    def _specialised(self, target: Target, scope: Scope) -> Placement:
        key = (target, frozenset(scope.items()))
        placement = self.specialised.get(key)
        if placement is None:
            placement = self.specialised[key] = Placement("schemas", target, scope=scope)
            if len(self.specialised) > _MOST_SPECIALISED:
                message = (
                    f"dynamic references make more than {_MOST_SPECIALISED:,} schemas of the "
                    "ones that there are"
                )
                raise DocumentError([LIMIT.found(message, target.source.locate(target.pointer))])
            self.hoisted.append(placement)
            self.starts.append((placement, target.source, target.pointer))
            origin = link_to(target.pointer)
            node = self._node(target, target.pointer)
            self.tasks.append(
                _Task(
                    "schema",
                    "one",
                    node,
                    target.source,
                    origin,
                    placement,
                    placement.holder,
                    "node",
                    None,
                    scope,
                )
            )
        return placement

    def _specialise_in_place(self, task: _Task) -> bool:
        """Makes a component that only says what another's dynamic anchors lead to the schema that
        comes of it.
        """
        reference = _only_reference(task.node)
        if reference is None:
            return False
        is_component = isinstance(task.place, Placement) or (
            isinstance(task.place, Link)
            and task.place.depth == 3
            and spelled(task.place).startswith("/components/schemas/")
        )
        if task.kind != "schema" or not is_component or not task.scope:
            return False
        try:
            target = self._target(reference, task.source, task.origin)
            node = self._node(target, reference)
        except BrokenReferenceError:
            return False
        special = self._special(target, task.scope)
        key = (target, frozenset((special or {}).items()))
        if (
            special is None
            or key in self.specialised
            or not isinstance(node, dict)
            or "$ref" in node
            or target.strayed
        ):
            return False
        place = (
            task.place
            if isinstance(task.place, Placement)
            else Placement("schemas", target, spelled(task.place))
        )
        self.specialised[key] = place
        origin = link_to(target.pointer)
        self.starts.append((task.place, target.source, target.pointer))
        parts = [
            _Part(
                {k: v for k, v in node.items() if k != "$defs"}, target.source, origin, task.inlined
            ),
            _Part(
                {k: v for k, v in task.node.items() if k not in ("$ref", "allOf")},
                task.source,
                task.origin,
                task.inlined,
            ),
        ]
        self._fields(task._replace(scope=special), parts)
        return True

    def _name_no_more(self, schema: dict[str, Any]) -> None:
        """Takes away the names that references led to: these are pointers now, and an `$id` would
        be their base.
        """
        for keyword in ("$id", "$anchor", "$dynamicAnchor"):
            if isinstance(schema.get(keyword), str) and _WELL_FORMED[keyword].fullmatch(
                schema[keyword]
            ):
                del schema[keyword]
        if schema.get("$recursiveAnchor") is True:
            del schema["$recursiveAnchor"]

    def _mapping(self, task: _Task, discriminator: dict[str, Any]) -> None:
        """Mapping values are names of schemas, or references to them (section "Discriminator
        Object").
        """
        copied = discriminator["mapping"] = dict(task.node)
        for name, value in task.node.items():
            if isinstance(value, str) and _FILE_REFERENCE.match(value):
                self._refer(copied, name, value, "schemas", task.source, Link(task.origin, name, 0))

    def _operation_reference(self, task: _Task, reference: str) -> None:
        if not reference.startswith("#") or task.source is not self.files.root:
            origin = spelled(Link(task.origin, "operationRef", 0))
            message = (
                f"{quoted(reference)} leads to an operation of another file; it is not followed"
            )
            self.diagnostics.append(OPERATION_REF.found(message, task.source.locate(origin)))

    def _inline(self, task: _Task, reference: str) -> None:
        """Puts the target where the reference stands; what stands beside the reference wins."""
        place = task.source.locate(spelled(Link(task.origin, "$ref", 0)))
        if task.kind != "pathItem" or task.shape != "one":
            self._count_misplaced(task, reference, place)
        parts: list[_Part] = []
        node, source, origin, inlined = task.node, task.source, task.origin, task.inlined
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            beside = {name: value for name, value in node.items() if name != "$ref"}
            parts.append(_Part(beside, source, origin, inlined))
            try:
                target = self._target(node["$ref"], source, origin)
                node, source, origin = (
                    self._node(target, node["$ref"]),
                    target.source,
                    link_to(target.pointer),
                )
            except BrokenReferenceError as error:
                self.diagnostics.append(error.at(place))
                self.gone[len(self.diagnostics) - 1] = task.place
                node = {}
                break
            if inlined is not None and target in inlined.targets():
                self.diagnostics.append(
                    CONTAINS_ITSELF.found(f"{quoted(reference)} contains itself", place)
                )
                self.gone[len(self.diagnostics) - 1] = task.place
                node = {}
                break
            inlined = _Inlined(target, inlined)
        if not isinstance(node, dict) or task.shape != "one" or task.kind not in KINDS:
            self.starts.append((task.place, source, spelled(origin)))
            self.tasks.append(
                task._replace(node=node, source=source, origin=origin, inlined=inlined)
            )
            return
        self.starts.append((task.place, source, spelled(origin)))
        parts.append(_Part(node, source, origin, inlined))
        parts.reverse()
        self._fields(task, parts)

    def _count_misplaced(self, task: _Task, reference: str, place: Location) -> None:
        if task.shape == "one":
            label = (
                KINDS[task.kind].indefinite
                if task.kind in KINDS
                else f"a value of the type {task.kind}"
            )
        else:
            label = (
                f"a {task.shape} of {KINDS[task.kind].title if task.kind in KINDS else task.kind}s"
            )
        message = (
            f"{quoted(reference)} stands for {label}, where no reference is allowed; it is inlined"
        )
        count, finding = self.misplaced.get(label, (0, MISPLACED.found(message, place)))
        self.misplaced[label] = (count + 1, finding)

    def _node(self, target: Target, reference: str) -> Any:
        try:
            return target.node
        except (KeyError, ValueError) as error:
            missing = (
                f": there is no {quoted(str(error.args[0]))}" if isinstance(error, KeyError) else ""
            )
            raise BrokenReferenceError(
                UNRESOLVED, f"{quoted(reference)} leads nowhere{missing}"
            ) from error


def _only_reference(node: dict[str, Any]) -> str | None:
    """The reference of a schema that says nothing else: by itself, or as the only part of an
    `allOf`.
    """
    parts = node.get("allOf", [])
    if (
        not node.keys() <= _NO_CONSTRAINT
        or not isinstance(parts, list)
        or len(parts) + ("$ref" in node) != 1
    ):
        return None
    reference = node.get("$ref") if not parts else parts[0]["$ref"] if _is_pure(parts[0]) else None
    return reference if isinstance(reference, str) else None


def _is_leaf(kind: str, node: Any, depth: int) -> bool:
    """Whether a node is a schema of scalars only, of which nothing has to be looked at: as nearly
    half of all nodes are.
    """
    if kind != "schema" or node.__class__ is not dict or depth >= MAX_DEPTH:
        return False
    for keyword, value in node.items():
        if value.__class__ is dict or value.__class__ is list or keyword[:1] == "$":
            return False
    return True


def _is_pure(node: Any) -> bool:
    return isinstance(node, dict) and len(node) == 1 and isinstance(node.get("$ref"), str)
