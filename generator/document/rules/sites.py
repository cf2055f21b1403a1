"""The objects of a document that a survey finds, as the rules ask for them.

Who asks for a text, a list or an object gets one: what has another form reads as absent, which the
validator reports. So no rule has to look at the form of what it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from generator.document.access import mapping, sequence
from generator.document.specification import OPERATIONS
from generator.records import record

SiteDirection = Literal["request", "response", "either"]


@record(frozen=True, slots=True, eq=False)
class Site:
    """An object of the document: its kind (a key of `generator.document.grammar.KINDS`), its place,
    and what it hangs on.

    `key` is the last token of the pointer (a path, a method, a status, a property name, an index),
    `field` the field of `parent` that leads here."""

    kind: str
    pointer: str
    node: dict[str, Any]
    direction: SiteDirection
    key: str
    field: str
    parent: Site | None

    def text(self, field: str) -> str | None:
        """What a field says, `None` where that is no text."""
        said = self.node.get(field)
        return said if isinstance(said, str) else None

    def object(self, field: str) -> dict[str, Any]:
        """The object in a field, an empty one where there is none."""
        return mapping(self.node.get(field))

    def members(self, *keywords: str) -> Iterator[tuple[str, Any]]:
        """The entries of its lists under these keywords, each with its place."""
        for keyword in keywords:
            for index, each in enumerate(sequence(self.node.get(keyword))):
                yield f"{self.pointer}/{keyword}/{index}", each

    def texts(self, keyword: str) -> Iterator[tuple[str, str]]:
        """The texts of a list, each with its place."""
        return ((at, each) for at, each in self.members(keyword) if isinstance(each, str))

    @property
    def within(self) -> str:
        """The kind of what it hangs on; the document hangs on nothing."""
        return "" if self.parent is None else self.parent.kind

    @property
    def component(self) -> bool:
        """Whether this is an entry of `components`."""
        return self.parent is not None and self.parent.kind == "components"


@record(frozen=True, slots=True, eq=False)
class OperationSite(Site):
    parent: Site  # the path item, which every operation is in

    @property
    def label(self) -> str:
        """`GET /pets`, as messages name it."""
        method = self.key.upper() if self.field in OPERATIONS else self.key
        return f"{method} {self.parent.key}"

    @property
    def id(self) -> str | None:
        return self.text("operationId")

    @property
    def responses(self) -> dict[str, Any]:
        return self.object("responses")

    @property
    def sdk(self) -> dict[str, Any]:
        return self.object("x-sdk")

    @property
    def evidence(self) -> dict[str, Any]:
        return self.object("x-evidence")


@record(frozen=True, slots=True, eq=False)
class ParameterSite(Site):
    """A parameter where it is declared."""

    @property
    def name(self) -> str | None:
        return self.text("name")

    @property
    def place(self) -> str | None:
        return self.text("in")

    @property
    def called(self) -> str:
        """As messages name it, whatever the document has for its name and place."""
        return f"{self.node.get('in')} parameter `{self.node.get('name')}`"


@record(frozen=True, slots=True, eq=False)
class ServerSite(Site):
    @property
    def url(self) -> str | None:
        return self.text("url")

    @property
    def variables(self) -> dict[str, Any]:
        return self.object("variables")


@record(frozen=True, slots=True, eq=False)
class TagSite(Site):
    @property
    def name(self) -> str | None:
        return self.text("name")

    @property
    def above(self) -> str | None:
        """The name of the tag that it is below."""
        return self.text("parent")


@record(frozen=True, slots=True, eq=False)
class Discriminator:
    """A Discriminator Object, and the schema that it is of."""

    schema: Site
    node: dict[str, Any]

    @property
    def mapped(self) -> dict[str, str]:
        """The names of schemas, by the values that are mapped to them."""
        named = mapping(self.node.get("mapping"))
        return {value: name for value, name in named.items() if isinstance(name, str)}

    @property
    def default(self) -> str | None:
        """The schema where the property is absent, or has no value of the mapping."""
        name = self.node.get("defaultMapping")
        return name if isinstance(name, str) else None

    @property
    def names(self) -> list[str]:
        """All the schemas that it names."""
        return [*self.mapped.values(), *([] if self.default is None else [self.default])]


VIEWS: Mapping[str, type[Site]] = {
    "operation": OperationSite,
    "parameter": ParameterSite,
    "server": ServerSite,
    "tag": TagSite,
}
"""The kinds of objects of which rules ask more than of any object."""


@record(frozen=True, slots=True, eq=False)
class ListedParameter:
    """A parameter as an operation has it: references followed. `pointer` is where the operation or
    path item lists it.
    """

    pointer: str
    node: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.node["name"])

    @property
    def place(self) -> str:
        return str(self.node["in"])

    @property
    def schema(self) -> Any:
        return self.node.get("schema")

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it unique; the names of headers are
        case-insensitive (RFC 9110, section 5.1).
        """
        return (self.name.lower() if self.place == "header" else self.name), self.place
