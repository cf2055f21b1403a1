"""One walk over a bundled document: every object that the OpenAPI Specification names, with its
place and its context.

The walk follows the fields of the specification, never a `$ref` and never data (`example`,
`default`, `enum`), so a property that happens to be called `$ref` inside an example is not a
reference. It keeps its own stack, visits every object once, and is finite whatever the document
refers to. Rules read the result; none of them walks the document again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Any, cast
from urllib.parse import unquote

from generator.document.access import (
    components_of,
    is_reference,
    mapping,
    sequence,
    without_none,
)
from generator.document.bundle import Document
from generator.document.grammar import KINDS, FieldShape, FixedField
from generator.document.instances import Instances
from generator.document.pointer import escape
from generator.document.rules.sites import (
    VIEWS,
    Discriminator,
    ListedParameter,
    OperationSite,
    ParameterSite,
    ServerSite,
    Site,
    SiteDirection,
    TagSite,
)
from generator.records import record

# What an object says about the message that it is part of; other objects are in the message of what
# they hang on.
_DIRECTIONS: dict[str, SiteDirection] = {
    "parameter": "request",
    "requestBody": "request",
    "response": "response",
}


class Survey:
    """Every object of `document` by kind, in no particular order. `surveyed` has the one of a
    document; it walks when asked.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = document.root
        self.version = document.version
        self.instances = document.once(Instances)
        self._listed: dict[Site, list[ListedParameter]] = {}

    @property
    def references(self) -> list[Site]:
        """The places that hold a `$ref`."""
        return self._found.references

    def of(self, kind: str) -> list[Site]:
        return self._found.sites.get(kind, [])

    @property
    def operations(self) -> list[OperationSite]:
        return cast("list[OperationSite]", self.of("operation"))

    @property
    def declared(self) -> list[ParameterSite]:
        """The parameters, each where it is declared."""
        return cast("list[ParameterSite]", self.of("parameter"))

    @property
    def servers(self) -> list[ServerSite]:
        return cast("list[ServerSite]", self.of("server"))

    @property
    def tags(self) -> list[TagSite]:
        return cast("list[TagSite]", self.of("tag"))

    @cached_property
    def identified(self) -> dict[str, list[OperationSite]]:
        """The operations that have an identifier, by it."""
        found: dict[str, list[OperationSite]] = defaultdict(list)
        for operation in self.operations:
            if operation.id is not None:
                found[operation.id].append(operation)
        return dict(found)

    def having(self, kind: str, key: str) -> Iterator[Site]:
        """The objects of a kind that have a field."""
        return (site for site in self.of(kind) if key in site.node)

    def operations_with(self, key: str) -> Iterator[OperationSite]:
        """The operations that have a field."""
        return (each for each in self.operations if key in each.node)

    def every(self) -> Iterator[Site]:
        """The objects of all kinds."""
        return chain.from_iterable(map(self.of, KINDS))

    def schemas(self, keyword: str) -> list[Site]:
        """The Schema Objects that have `keyword`."""
        return self._found.keywords.get(keyword, [])

    def resolve(self, node: Any, pointer: str = "") -> tuple[Any, str]:
        """`node`, or what its chain of references leads to, with the pointer; ({}, pointer) when it
        leads nowhere.
        """
        end, place = self.document.resolve(node)
        return end, pointer if place is None else place

    def resolved(self, node: Any) -> dict[str, Any]:
        """The object that `node` is or refers to; an empty one where there is none."""
        return self.document.resolved(node)

    def resolve_once(self, node: dict[str, Any]) -> tuple[Any, str] | None:
        """What the `$ref` of `node` names, one step only, with its pointer; None when it is not
        there.
        """
        try:
            pointer, found = self.document.canonical(target(node))
        except (KeyError, ValueError):
            return None
        return found, pointer

    def target(self, node: dict[str, Any]) -> str:
        """The pointer that the `$ref` of `node` names, `""` when it is not there."""
        found = self.resolve_once(node)
        return "" if found is None else found[1]

    def addressed(self) -> Iterator[Site]:
        """The path items under `paths`: those whose key is a path template."""
        return (site for site in self.of("pathItem") if site.within == "paths")

    def parameters(self, operation: OperationSite, place: str = "") -> list[ListedParameter]:
        """The parameters that hold for `operation`, or those of a place: its own, then those of the
        path item that it does not override.
        """
        own = self.listed(operation)
        overridden = {parameter.identity for parameter in own}
        shared = self.listed(operation.parent)
        every = own + [parameter for parameter in shared if parameter.identity not in overridden]
        return [each for each in every if place in ("", each.place)]

    def listed(self, site: Site) -> list[ListedParameter]:
        """The `parameters` list of a path item or operation, entries that are no parameter left
        out.
        """
        if site not in self._listed:
            self._listed[site] = self._parameters_of(site)
        return self._listed[site]

    def _parameters_of(self, site: Site) -> list[ListedParameter]:
        found = []
        for index, entry in enumerate(sequence(site.node.get("parameters"))):
            pointer = f"{site.pointer}/parameters/{index}"
            node, _ = self.resolve(entry)
            match node:
                case {"name": str(), "in": str()}:
                    found.append(ListedParameter(pointer, node))
        return found

    def bodies(self, operation: OperationSite) -> dict[str, Any]:
        """The schema of the request body, by media type."""
        body = self.resolved(operation.node.get("requestBody"))
        return {
            name: self.resolved(media).get("schema")
            for name, media in mapping(body.get("content")).items()
        }

    def components(self, section: str) -> dict[str, Any]:
        """What the document has under `components` in a section, by name."""
        return components_of(self.root, section)

    def discriminators(self) -> Iterator[Discriminator]:
        for schema in self.schemas("discriminator"):
            if isinstance(node := schema.node["discriminator"], dict):
                yield Discriminator(schema, node)

    def holders(self) -> list[tuple[str, dict[str, Any]]]:
        """The document, and the operations, which may say of themselves what it says of all: place
        and node of each.
        """
        return [("", self.root), *((each.pointer, each.node) for each in self.operations)]

    @cached_property
    def _found(self) -> _Found:
        """The walk. A reference is no object of its kind, but for a schema since 3.1, which says
        something beside it; a schema that a YAML alias repeats is met once.
        """
        found = _Found([], defaultdict(list), defaultdict(list))
        siblings_count = self.version != "3.0"
        fields = _fields(self.version)
        visited: set[int] = set()
        stack = [Site("document", "", self.root, "either", "", "", None)]
        while stack:
            site = stack.pop()
            node, kind = site.node, site.kind
            if "$ref" in node and KINDS[kind].components and is_reference(node):
                found.references.append(site)
                if kind != "schema" or not siblings_count:
                    continue
            if kind == "schema":
                if id(node) in visited:
                    continue
                visited.add(id(node))
                for keyword in node:
                    found.keywords[keyword].append(site)
            found.sites[kind].append(site)
            stack += _inside(site, *fields[kind])
        return found


@record(frozen=True, slots=True)
class _Found:
    """What a walk found: the places that hold a `$ref`, the objects by kind, the Schema Objects by
    keyword.
    """

    references: list[Site]
    sites: dict[str, list[Site]]
    keywords: dict[str, list[Site]]


def surveyed(document: Document) -> Survey:
    """The survey of `document`, made once however many ask."""
    return document.once(Survey)


_Leads = tuple[str, FieldShape]
"""The kind of the objects that a field leads to, and whether it holds one, a list, or a map of
them.
"""


@cache
def _fields(version: str) -> dict[str, tuple[dict[str, _Leads], _Leads | None]]:
    """For each kind of object: where its fields lead, and where those lead that the specification
    does not name: `{"responses": ({}, ("response", "one")), …}`.
    """
    found: dict[str, tuple[dict[str, _Leads], _Leads | None]] = {}
    for name, kind in KINDS.items():
        known = {key: field for key, field in kind.fields.items() if field.known(version)}
        named = {key: _leads(field) for key, field in known.items()}
        found[name] = without_none(named), _leads(kind.rest)
    return found


def _leads(field: FixedField | None) -> _Leads | None:
    """None of what holds data (`summary`, `example`), or is not there."""
    return None if field is None or field.kind not in KINDS else (field.kind, field.shape)


def _inside(site: Site, known: Mapping[str, _Leads], rest: _Leads | None) -> list[Site]:
    """The objects that `site` holds: by the fields of its kind that are `known` to lead to some,
    and where the document names its fields (paths, statuses, expressions) by the `rest`, but for
    extensions.
    """
    found: list[Site] = []
    for name, value in site.node.items():
        if not isinstance(value, (dict, list)):
            continue
        leads = known.get(name)
        if leads is not None:
            found += _below(site, name, value, *leads, name)
        elif rest is not None and name not in KINDS[site.kind].fields and name[:2] != "x-":
            found += _below(site, name, value, *rest, "")
    return found


def _below(
    parent: Site,
    name: str,
    value: dict[str, Any] | list[Any],
    kind: str,
    shape: FieldShape,
    field: str,
) -> list[Site]:
    """The objects that a field of `parent` holds: itself one, or in a list or a map of them. What
    has another shape than the field has holds none.
    """
    direction = _DIRECTIONS.get(kind, parent.direction)
    if kind == "header" and parent.kind == "components":
        direction = "response"  # as all are but those of an `encoding`
    pointer, made = f"{parent.pointer}/{escape(name)}", VIEWS.get(kind, Site)
    entries: Iterable[tuple[str, Any]]
    match shape, value:
        case "one", dict():
            return [made(kind, pointer, value, direction, name, field, parent)]
        case "list", list():
            entries = ((str(index), entry) for index, entry in enumerate(value))
        case "map", dict():
            entries = value.items()
        case _:
            return []
    return [
        made(kind, f"{pointer}/{escape(key)}", entry, direction, key, field, parent)
        for key, entry in entries
        if isinstance(entry, dict)
    ]


def target(node: dict[str, Any]) -> str:
    """The pointer that an internal `$ref` names: the fragment of a URI, therefore percent-decoded
    (RFC 6901, section 6).
    """
    reference: str = node["$ref"]
    return unquote(reference.removeprefix("#"))
