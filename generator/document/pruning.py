"""The tree of a document while parts of it are left out, as `choosing` has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from itertools import filterfalse
from typing import Any
from urllib.parse import unquote

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.graph import reachable
from generator.document.omissions import copied
from generator.document.reading import quoted
from generator.document.rules.survey import surveyed, target
from generator.document.selectors import ChoiceError, SelectableOperation, is_marked, operations_of


class Pruning:
    """The tree while parts of it are left out."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: dict[str, Any] = copied(document.root)
        schemas = document.components("schemas")
        self.marked = {("schemas", name) for name, each in schemas.items() if is_marked(each)}
        # components that something led to before anything was left out
        self.before = _reached(document.root, [schemas[name] for _, name in self.marked])
        self.gone: list[tuple[str, ...]] = []  # places, as tokens
        self.moved: dict[str, str] = {}  # places of entries of lists, and where they stood
        # components that something leads to afterwards
        self.reached: set[tuple[str, str]] = set()
        self.counts = {"property": 0, "parameter": 0, "component": 0}

    def operations(self, gone: Collection[SelectableOperation]) -> None:
        """Leaves operations out, and path items that have none any more, with the tags and links
        that only these had. `paths` stays, be it empty.
        """
        for each in gone:
            self._remove(each.at)
        left = list(operations_of(self.root))
        items_left = {each.at[:2] for each in left}
        # a path item that had no operation before stays
        for item in dict.fromkeys(each.at[:2] for each in gone):
            if item not in items_left:
                self._remove(item)
        if self.root.get("webhooks") == {}:
            del self.root["webhooks"]
        self.tags(_tags(gone) - _tags(left))
        self.links(_ids(gone) - _ids(left))

    def _remove(self, at: tuple[str, ...]) -> None:
        del pointers.follow(self.root, at[:-1])[at[-1]]
        self.gone.append(at)

    def tags(self, unused: set[str]) -> None:
        """Leaves out tags of what is gone, in the menu too."""
        is_used = _none_of(unused)
        self.filtered(("tags",), lambda tag: is_used(mapping(tag).get("name")))
        for number, _ in enumerate(sequence(self.root.get("x-tagGroups"))):
            at = ("x-tagGroups", str(number), "tags")
            self.filtered(at, is_used)

    def links(self, ids: set[str]) -> None:
        """Leaves out links to operations that are gone."""
        places = {pointers.join("", *at) for at in self.gone}
        for site in surveyed(self.document).of("link"):
            to = unquote(text(site.node.get("operationRef")).removeprefix("#"))
            if text(site.node.get("operationId")) in ids or to in places:
                *holder, name = pointers.split(site.pointer)
                self.removed(tuple(holder), [name])

    def properties(self) -> None:
        """Leaves out properties that are marked, or refer to a schema that is."""
        for site in surveyed(self.document).schemas("properties"):
            at = pointers.split(site.pointer)
            properties = mapping(site.node["properties"])
            marked = {name for name, each in properties.items() if not self.is_kept(each)}
            self.counts["property"] += self.removed((*at, "properties"), marked)
            if marked:
                self.filtered((*at, "required"), _none_of(marked))

    def members(self) -> None:
        """Leaves out members of unions and compositions that are marked, or refer to a schema that
        is, unless there is no other; and what discriminators say of these.
        """
        for keyword in ("allOf", "anyOf", "oneOf"):
            for site in surveyed(self.document).schemas(keyword):
                if any(map(self.is_kept, sequence(site.node[keyword]))):
                    self.filtered((*pointers.split(site.pointer), keyword), self.is_kept)
        self.mappings()

    def mappings(self) -> None:
        """Leaves out the values of discriminators that name a schema that is marked."""
        for site in surveyed(self.document).schemas("discriminator"):
            at = (*pointers.split(site.pointer), "discriminator", "mapping")
            named = mapping(mapping(site.node["discriminator"]).get("mapping"))
            self.removed(at, [name for name, each in named.items() if self.is_of_marked(each)])

    def is_of_marked(self, named: Any) -> bool:
        """Whether a value of a discriminator's mapping names a schema that is marked."""
        name = text(named)
        return ("schemas", name) in self.marked or not self.marked.isdisjoint(_led_to(name))

    def parameters(self) -> None:
        """Leaves out parameters that are marked, or refer to one that is."""
        survey = surveyed(self.document)
        for site in (*survey.operations, *survey.of("pathItem")):
            at = (*pointers.split(site.pointer), "parameters")
            self.counts["parameter"] += self.filtered(at, self.is_kept)

    def removed(self, at: tuple[str, ...], names: Iterable[str]) -> int:
        """Leaves entries of a mapping out; how many there were."""
        holder = mapping(pointers.reach(self.root, at))
        there = [name for name in names if name in holder]
        for name in there:
            del holder[name]
        self.gone += ((*at, name) for name in there)
        return len(there)

    def is_kept(self, node: Any) -> bool:
        end, _ = self.document.resolve(node)
        return not is_marked(node) and not is_marked(end)

    def filtered(self, at: tuple[str, ...], is_kept: Callable[[Any], bool]) -> int:
        """Leaves entries of a list out, and says how many; the others remember where they stood."""
        entries = sequence(pointers.reach(self.root, at))
        kept = [number for number, entry in enumerate(entries) if is_kept(entry)]
        gone = sorted({*range(len(entries))}.difference(kept))
        if gone:
            self.gone += ((*at, str(number)) for number in gone)
            self.moved |= pointers.close_up(entries, kept, at)
        return len(gone)

    def finished(self) -> Document:
        """The document as it is now, without the findings about what was left out."""
        gone: dict[str, list[str]] = defaultdict(list)
        for each in self.gone:
            source, at = self.document.origin(pointers.join("", *each))
            gone[source.display].append(f"{at}/")

        def is_gone(finding: Diagnostic) -> bool:
            place = finding.location
            return place is not None and f"{place.pointer}/".startswith(tuple(gone[place.file]))

        still = [*filterfalse(is_gone, self.document.diagnostics)]
        document = self.document.changed(self.root, self.moved, still)
        document.whole = self.document
        self.check(document)
        return document

    def components(self) -> None:
        """Leaves out components that only what is gone had led to, and schemas that are marked,
        where nothing needs them. What nothing had led to before stays, with all that it needs.
        """
        components = mapping(self.root.get("components"))
        in_question = self.before | self.marked
        unused = [
            entry
            for section, entries in components.items()
            for name, entry in mapping(entries).items()
            if (section, name) not in in_question
        ]
        self.reached = _reached(self.root, unused, self.marked)
        for section, name in sorted(in_question - self.reached):
            self.counts["component"] += self.removed(("components", section), [name])
            if components.get(section) == {}:
                del components[section]
        # an empty `components` of the document itself stays
        if components == {} and self.document.root.get("components"):
            del self.root["components"]

    def needed(self) -> Iterator[str]:
        """What is told of each schema that is marked, and stays."""
        for section, name in sorted(self.marked & self.reached):
            place = self.document.locate(f"/components/{section}/{pointers.escape(name)}", key=True)
            yield (
                f"{place}: {quoted(name)} is marked as not for an SDK, and stays: what is not "
                "marked needs it; mark that too"
            )

    def check(self, document: Document) -> None:
        """ChoiceError where what is left refers to a place in what is not."""
        faults = []
        for site in surveyed(document).references:
            to = target(site.node)
            if not document.has(to) and self.document.has(to):
                place = document.locate(f"{site.pointer}/$ref")
                faults.append(
                    f"{place}: {quoted(f'#{to}')} is in what is left out, and needed "
                    "here; put what it leads to under `components`"
                )
        if faults:
            raise ChoiceError("\n".join(faults))

    def told(self, gone: int, operations: int) -> str:
        parts = [f"{gone} of {operations} operations"] if gone else []
        plurals = {"property": "properties"}
        for kind, number in self.counts.items():
            if number:
                parts.append(f"{number} {kind if number == 1 else plurals.get(kind, f'{kind}s')}")
        return f"left out, as chosen or marked: {', '.join(parts)}"


def _reached(
    root: dict[str, Any], more: Sequence[Any] = (), marked: Set[tuple[str, str]] = frozenset()
) -> set[tuple[str, str]]:
    """The components that what is not under `components` leads to, and `more`: section and name.
    One that is `marked` is no variant of what it extends.
    """
    components = mapping(root.get("components"))
    variants = _variants(components)

    def further(entry: tuple[str, str]) -> Iterator[tuple[str, str]]:
        section, name = entry
        yield from _led_to(mapping(components.get(section)).get(name))
        yield from (each for each in variants.get(entry, ()) if each not in marked)

    rest = [value for name, value in root.items() if name != "components"]
    starts = _led_to({"security": root.get("security"), "": [*rest, *more]})
    return set(reachable(starts, further))


def _led_to(node: Any) -> Iterator[tuple[str, str]]:
    """The components that a part of the tree names: of `{"$ref": "#/components/schemas/Pet"}` it is
    `("schemas", "Pet")`. Any text that is a pointer counts, as in a discriminator's mapping;
    security schemes are named by requirements.
    """
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield from _pointed_to(node)
        elif isinstance(node, dict):
            for requirement in sequence(node.get("security")):
                yield from (("securitySchemes", name) for name in mapping(requirement))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _pointed_to(written: str) -> Iterator[tuple[str, str]]:
    """The component that a text leads to or into: `#/components/schemas/Pet/properties/id`."""
    if written.startswith("#/components/"):
        match pointers.split(unquote(written[1:])):
            case _, section, name, *_:
                yield section, name


def _variants(components: dict[str, Any]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The schemas that extend another, by that one, for which they may stand wherever it is:
    `Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}` is one of `("schemas", "Pet")`.
    """
    schemas = mapping(components.get("schemas"))
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, schema in schemas.items():
        for part in sequence(mapping(schema).get("allOf")):
            reference = text(mapping(part).get("$ref"))
            for section, base in _led_to(reference):
                found.setdefault((section, base), []).append(("schemas", name))
    return found


def _tags(operations: Iterable[SelectableOperation]) -> set[str]:
    return {tag for each in operations for tag in each.tags}


def _ids(operations: Iterable[SelectableOperation]) -> set[str]:
    return {each.id for each in operations if each.id}


def _none_of(names: set[str]) -> Callable[[Any], bool]:
    return lambda name: not (isinstance(name, str) and name in names)
