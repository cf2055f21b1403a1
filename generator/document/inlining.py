"""The copy of a document into one tree: what is inlined, what becomes a component, and under which
name.

The walk follows `grammar` and keeps its own stack, so depth costs no recursion. Names of components
do not depend on the order of anything: when two files offer the same name, both are qualified by
where they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from generator.document import pointer as pointers
from generator.document.access import is_reference, mapping
from generator.document.component_names import (
    Link,
    Placement,
    below,
    depth_of,
    link_to,
    name_components,
    spelled,
)
from generator.document.copy_tasks import Copy, Inlined, PlacedFields, Task, Use, is_leaf
from generator.document.diagnostics import Diagnostic, DocumentError, Rule
from generator.document.grammar import KINDS
from generator.document.identifiers import remove_names
from generator.document.misplaced import MISPLACED, Misplaced
from generator.document.reading import LIMIT, MAX_ALIASED_NODES, MAX_DEPTH, quoted
from generator.document.reference_chains import ReferenceChains, is_pure, node_of, only_reference
from generator.document.references import (
    STRAYED,
    UNRESOLVED,
    BrokenReferenceError,
    Files,
    ReferenceTarget,
    Scope,
    dynamic_reference,
)
from generator.document.source import Source
from generator.document.unread import effect_of

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

_MOST_SPECIALISED = 10_000
_FILE_REFERENCE = re.compile(r".*(?:[#/]|\.(?:ya?ml|json)$)", re.IGNORECASE)
"""What is a reference in a `mapping`, and no name of a schema: `#/…`, `pets.yaml`, `../Dog`."""


class Copying:
    RULES: ClassVar[tuple[Rule, ...]] = (MISPLACED, CONTAINS_ITSELF, OPERATION_REF)

    def __init__(self, files: Files) -> None:
        self.files = files
        self.chains = ReferenceChains(files)
        self.tasks: list[Task] = []
        self.uses: list[Use] = []
        self.pending: list[tuple[dict[str, Any], str, Placement]] = []
        self.placements: dict[tuple[str, ReferenceTarget], Placement] = {}
        self.specialised: dict[
            tuple[ReferenceTarget, frozenset[tuple[str, ReferenceTarget]]], Placement
        ] = {}
        self.hoisted: list[Placement] = []
        self.in_place: dict[str, ReferenceTarget] = {}
        self.starts: list[tuple[Link | Placement | None, Source, str]] = []
        self.diagnostics: list[Diagnostic] = []
        # where nothing could be inlined, by the index of the finding about it
        self.gone: dict[int, Link | Placement | None] = {}
        self.misplaced = Misplaced()
        self.inlined_nodes = 0

    def run(self) -> Copy:
        root = self.files.root
        self._place_components(root)
        out: dict[str, Any] = {}
        self.starts.append((None, root, ""))
        self.tasks.append(Task("document", "one", root.data, root, None, None, out, "root", None))
        while self.tasks:
            self._copy(self.tasks.pop())
        name_components(out["root"], self.hoisted, self.files)
        for holder, key, placement in self.pending:
            holder[key] = f"#{placement.pointer}"
        for index, gone in self.gone.items():
            self.diagnostics[index] = replace(self.diagnostics[index], pointer=spelled(gone))
        origins = {spelled(place): (source, pointer) for place, source, pointer in self.starts}
        return Copy(
            out["root"], origins, self.uses, [*self.diagnostics, *self.misplaced.findings()]
        )

    def _place_components(self, root: Source) -> None:
        """A component that is nothing but a reference to another file is where that target belongs,
        under its name; and so is one of a section, or of all of `components`, that stands in
        another file (`schemas: {$ref: schemas/_index.yaml}`).
        """
        whole, source, above = self._behind(root.data.get("components"), root, "/components")
        for section, entry in KINDS["components"].fields.items():
            held, holder, within = self._behind(
                whole.get(section), source, pointers.join(above, section)
            )
            for name, node in held.items() if entry.kind != "pathItem" else ():
                at = pointers.join("", "components", section, name)
                own = ReferenceTarget(holder, pointers.join(within, name))
                target = self.chains.elsewhere(node, holder, own.pointer)
                if target is None and (holder is root or is_reference(node)):
                    continue
                end = own if target is None else target
                if (section, end) in self.placements:
                    continue  # of two names for a target, the second refers to the first
                self.placements[section, end] = Placement(section, end, at)
                if target is not None:
                    self.in_place[at] = target

    def _behind(self, node: Any, source: Source, at: str) -> tuple[dict[str, Any], Source, str]:
        """A mapping, which may be one that a reference stands for, and where it is; nothing where
        that leads nowhere, which is told where it is followed.
        """
        if not is_pure(node):
            return mapping(node), source, at
        try:
            target = self.chains.end(node["$ref"], source, link_to(at))
            return mapping(node_of(target, node["$ref"])), target.source, target.pointer
        except BrokenReferenceError:
            return {}, source, at

    def _copy(self, task: Task) -> None:
        """Copies a node, and notes what is in it as further tasks. What is not of the form that the
        specification has there is copied as it is, for `validate` to tell.
        """
        kind, shape, node = task.kind, task.shape, task.node
        if depth_of(task.place) > 2 * MAX_DEPTH:
            message = f"inlined, more than {2 * MAX_DEPTH} levels deep"
            place = task.source.locate(spelled(task.origin))
            raise DocumentError([LIMIT.found(message, place)])
        if node.__class__ is dict:
            if shape == "one" and kind in KINDS:
                self._object(task)
            elif is_pure(node):  # `schemas: {$ref: schemas.yaml}`, which `Misplaced` tells
                self._inline(task, node["$ref"])
            elif shape == "map":
                self._entries(task, dict(node), list(node.items()))
            else:
                task.out[task.key] = node
        # `items: [{…}, {…}]`, a list where 2020-12 has one schema, is a tuple of schemas before it
        elif node.__class__ is list and (shape == "list" or kind == "schema"):
            self._entries(task, list(node), list(enumerate(node)))
        else:
            task.out[task.key] = node

    def _object(self, task: Task) -> None:
        """An object of the specification, or the reference that stands for it. Without dynamic
        anchors in any file, as nearly always, a schema is as any other object.
        """
        if task.kind == "schema" and self.files.is_dynamic:
            task = self._scoped(task)
            if self._dynamic(task) or self._specialise_in_place(task):
                return
        reference = task.node.get("$ref")
        if reference.__class__ is str:
            self._reference(task, reference)
        else:
            self._fields(task, [PlacedFields(task.node, task.source, task.origin, task.inlined)])

    def _entries(self, task: Task, copied: Any, entries: list[tuple[Any, Any]]) -> None:
        """Copies a map or a list entry by entry."""
        task.out[task.key] = copied
        self._grow(len(entries), task.source, task.origin, task.inlined)
        depth = depth_of(task.place)
        for key, value in reversed(entries):
            if task.inlined is None and is_leaf(task.kind, value, depth):
                copied[key] = dict(value)
            elif value.__class__ is dict or value.__class__ is list:
                place, origin = below(task.place, task.origin, str(key), depth + 1)
                self.tasks.append(
                    Task(
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
        self, values: int, source: Source, origin: Link | None, inlined: Inlined | None
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

    def _fields(
        self, task: Task, parts: Sequence[PlacedFields], *, skip: str = ""
    ) -> dict[str, Any]:
        """Copies an object field by field; of two parts that have the same field, the later one
        wins. `skip` is copied as it is.
        """
        kind = KINDS[task.kind]
        copied: dict[str, Any] = {}
        task.out[task.key] = copied
        depth = depth_of(task.place) + 1
        tasks: dict[str, Task] = {}
        for number, part in enumerate(parts):
            self._grow(len(part.node), part.source, part.origin, part.inlined)
            copied |= part.node
            for name, value in part.node.items():
                if number:  # of a later part, which comes from elsewhere than the object
                    place, origin = below(task.place, part.origin, name, depth)
                    self.starts.append((place, part.source, spelled(origin)))
                    tasks.pop(name, None)
                if value.__class__ is not dict and value.__class__ is not list:
                    continue
                spec = kind.field(name)
                if spec is None or spec.kind == "any" or name == skip:
                    continue
                is_child = spec.shape == "one" and part.inlined is None
                if is_child and is_leaf(spec.kind, value, depth):
                    copied[name] = dict(value)
                    continue
                place, origin = below(task.place, part.origin, name, depth)
                tasks[name] = Task(
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
        self, task: Task, copied: dict[str, Any], tasks: dict[str, Task]
    ) -> None:
        """What leads elsewhere without being a Reference Object, or has a name to be led to by."""
        match task.kind:
            case "schema" if self.files.has_bases:
                remove_names(copied)
            case "discriminator" if isinstance(copied.get("mapping"), dict):
                self._mapping(tasks.pop("mapping"), copied)
            case "link" if isinstance(copied.get("operationRef"), str):
                self._operation_reference(task, copied["operationRef"])

    def _reference(self, task: Task, reference: str) -> None:
        """Copies a Reference Object, or what it leads to where the tree has that here: of what is
        no component, as a path item, and of a component that only refers to another file.
        """
        kind = KINDS[task.kind]
        if kind.components is None or task.kind == "pathItem":
            self._inline(task, reference)
            return
        in_place = self._moved_here(task)
        if in_place is not None:
            self.starts.append((task.place, in_place.source, in_place.pointer))
            origin = link_to(in_place.pointer)
            self.tasks.append(
                task._replace(node=in_place.node, source=in_place.source, origin=origin, scope=None)
            )
            return
        if task.kind == "schema":
            part = PlacedFields(task.node, task.source, task.origin, task.inlined)
            copied = self._fields(task, [part], skip="$ref")
        else:
            copied = task.out[task.key] = dict(task.node)
        link = Link(task.origin, "$ref", 0)
        use = Use(copied, "$ref", kind.components, task.source, link)
        self._refer(use, reference, task.scope)

    def _moved_here(self, task: Task) -> ReferenceTarget | None:
        """What takes the place of a component of the root that is nothing but a reference to it,
        as of `Pet: {$ref: pets.yaml#/Pet}`.
        """
        may_be_component = (
            isinstance(task.place, Link)
            and task.place.depth == 3
            and (task.source is self.files.root or task.inlined is not None)
            and len(task.node) == 1
        )
        if not may_be_component or not self.in_place:
            return None
        return self.in_place.get(spelled(task.place))

    def _refer(self, use: Use, reference: str, scope: Scope | None = None) -> None:
        """Points a use at the place in the tree that `reference` leads to."""
        around = use.origin.parent if isinstance(use.origin.parent, Link) else None
        try:
            target = self.chains.end(reference, use.source, around)
        except BrokenReferenceError as error:
            found = error.at(use.place)
            effect = effect_of(use.section) or found.effect
            self.diagnostics.append(replace(found, effect=effect))
            return
        if target.strayed:
            message = f"{quoted(reference)} leads out of the schema, which has an `$id`"
            self.diagnostics.append(STRAYED.found(message, use.place))
        self._point(use, target, scope)

    def _point(self, use: Use, target: ReferenceTarget, scope: Scope | None) -> None:
        """Points a use at a target: in the root by its pointer, elsewhere at the component that it
        becomes, and at one of its own where the anchors of `scope` make another schema of it.
        """
        self.uses.append(use)
        special = self._special(target, scope) if scope else None
        if special is not None:
            self.pending.append((use.holder, use.key, self._specialised(target, special)))
            return
        if target.source is self.files.root:
            use.holder[use.key] = f"#{target.pointer.replace('%', '%25')}"
            return
        placement = self.placements.get((use.section, target))
        if placement is None:
            placement = self.placements[use.section, target] = Placement(use.section, target)
            self._hoist(placement, target.node)
        self.pending.append((use.holder, use.key, placement))

    def _hoist(self, placement: Placement, node: Any) -> None:
        """Makes a component of what stands in another file, or is made of a schema by anchors."""
        target = placement.target
        self.hoisted.append(placement)
        self.starts.append((placement, target.source, target.pointer))
        kind = KINDS["components"].fields[placement.section].kind
        origin, holder = link_to(target.pointer), placement.holder
        self.tasks.append(
            Task(
                kind,
                "one",
                node,
                target.source,
                origin,
                placement,
                holder,
                "node",
                None,
                placement.scope,
            )
        )

    # --- dynamic references -----------------------------------------------------------------------

    def _scoped(self, task: Task) -> Task:
        """The schema with the dynamic anchors that count in it; a dynamic reference beside another
        one stands apart: `{$ref: a, $dynamicRef: b}` is `{$ref: a, allOf: [{$dynamicRef: b}]}`.
        """
        node = task.node
        # within a resource its anchors count; the outermost schema has none around it
        if task.scope is None or "$id" in node:
            task = task._replace(
                scope=self.files.scope(
                    ReferenceTarget(task.source, spelled(task.origin)), task.scope
                )
            )
        keyword = "$dynamicRef" if "$dynamicRef" in node else "$recursiveRef"
        if "$ref" in node and keyword in node:
            parts = [*(node.get("allOf") or ()), {keyword: node[keyword]}]
            task = task._replace(node={**_without(node, keyword), "allOf": parts})
        return task

    def _dynamic(self, task: Task) -> bool:
        """Makes a plain reference of a dynamic one, by the anchors that count where it stands;
        False where the schema has none.
        """
        reference, _ = dynamic_reference(task.node)
        if not reference or not self.files.has_bases:
            return False
        keyword = "$dynamicRef" if "$dynamicRef" in task.node else "$recursiveRef"
        link = Link(task.origin, keyword, 0)
        rest = PlacedFields(_without(task.node, keyword), task.source, task.origin, task.inlined)
        copied = self._fields(task, [rest])
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
            if keyword == "$recursiveRef" and target == ReferenceTarget(self.files.root, ""):
                copied[keyword] = reference  # an OpenAPI Object is no schema to recur to
            else:
                self._point(Use(copied, "$ref", "schemas", task.source, link), target, task.scope)
        return True

    def _special(self, target: ReferenceTarget, scope: Scope) -> Scope | None:
        """The dynamic anchors that make a schema another than it is by itself; None where none
        does.
        """
        names = self.files.dynamic_names(target)
        alone, inside = self.files.scope(target), self.files.scope(target, scope)
        special = {name: end for name, end in inside.items() if name in names}
        return None if all(alone.get(name) == end for name, end in special.items()) else special

    def _specialised(self, target: ReferenceTarget, scope: Scope) -> Placement:
        """The component for a schema with these dynamic anchors, the same for all who use it so.
        DocumentError where there are too many.
        """
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
            self._hoist(placement, node_of(target, target.pointer))
        return placement

    def _specialise_in_place(self, task: Task) -> bool:
        """Makes a component that only says what another's dynamic anchors lead to the schema that
        comes of it; False for any other, and where that schema has a place already.

        `PetPage: {$ref: page, $defs: {T: {$dynamicAnchor: T, $ref: pet}}}` becomes the page of pets
        itself, where it would else refer to `Page_PetPage`.
        """
        reference = only_reference(task.node)
        if reference is None or not task.scope or not _is_shared_schema(task.place):
            return False
        try:
            target = self.chains.end(reference, task.source, task.origin)
            node = node_of(target, reference)
        except BrokenReferenceError:
            return False
        special = self._special(target, task.scope)
        # As a reference it is followed further, and told where it strays.
        if special is None or target.strayed or "$ref" in node:
            return False
        key = (target, frozenset(special.items()))
        if key in self.specialised:
            return False
        place = task.place
        if not isinstance(place, Placement):
            place = Placement("schemas", target, spelled(task.place))
        self.specialised[key] = place
        self.starts.append((task.place, target.source, target.pointer))
        of_target = _without(node, "$defs")
        own = _without(task.node, "$ref", "allOf")
        parts = [
            PlacedFields(of_target, target.source, link_to(target.pointer), task.inlined),
            PlacedFields(own, task.source, task.origin, task.inlined),
        ]
        self._fields(task._replace(scope=special), parts)
        return True

    def _mapping(self, task: Task, discriminator: dict[str, Any]) -> None:
        """Mapping values are names of schemas, or references to them (section "Discriminator
        Object").
        """
        copied = discriminator["mapping"] = dict(task.node)
        for name, value in task.node.items():
            if isinstance(value, str) and _FILE_REFERENCE.match(value):
                link = Link(task.origin, name, 0)
                self._refer(Use(copied, name, "schemas", task.source, link), value)

    def _operation_reference(self, task: Task, reference: str) -> None:
        if not reference.startswith("#") or task.source is not self.files.root:
            origin = spelled(Link(task.origin, "operationRef", 0))
            message = (
                f"{quoted(reference)} leads to an operation of another file; it is not followed"
            )
            self.diagnostics.append(OPERATION_REF.found(message, task.source.locate(origin)))

    def _inline(self, task: Task, reference: str) -> None:
        """Puts the target where the reference stands; what stands beside the reference wins."""
        place = task.source.locate(spelled(Link(task.origin, "$ref", 0)))
        if task.kind != "pathItem" or task.shape != "one":
            self.misplaced.add(task, reference, place)
        parts: list[PlacedFields] = []
        node, source, origin, inlined = task.node, task.source, task.origin, task.inlined
        while is_reference(node):
            parts.append(PlacedFields(_without(node, "$ref"), source, origin, inlined))
            try:
                target = self.chains.end(node["$ref"], source, origin)
                node, source, origin = (
                    node_of(target, node["$ref"]),
                    target.source,
                    link_to(target.pointer),
                )
            except BrokenReferenceError as error:
                self._nothing(task, error.at(place))
                node = {}
                break
            if inlined is not None and target in inlined.targets():
                message = f"{quoted(reference)} contains itself"
                self._nothing(task, CONTAINS_ITSELF.found(message, place))
                node = {}
                break
            inlined = Inlined(target, inlined)
        if task.kind == "document" and not isinstance(node, dict):
            # Whatever else is no object is judged where it stands; nothing is without the root.
            message = f"{quoted(reference)} does not lead to an object"
            self._nothing(task, UNRESOLVED.found(message, place))
            node, source, origin = {}, task.source, task.origin
        self.starts.append((task.place, source, spelled(origin)))
        if not isinstance(node, dict) or task.shape != "one" or task.kind not in KINDS:
            self.tasks.append(
                task._replace(node=node, source=source, origin=origin, inlined=inlined)
            )
            return
        parts.append(PlacedFields(node, source, origin, inlined))
        self._fields(task, parts[::-1])

    def _nothing(self, task: Task, finding: Diagnostic) -> None:
        """Says why nothing is inlined."""
        self.gone[len(self.diagnostics)] = task.place
        self.diagnostics.append(finding)


def _is_shared_schema(place: Link | Placement | None) -> bool:
    """Whether a schema stands under `components`, or will, with a name of its own."""
    if not isinstance(place, Link):
        return place is not None
    return place.depth == 3 and spelled(place).startswith("/components/schemas/")


def _without(node: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in names}
