"""Lists that come in pages (`x-sdk.paging`, and the extensions of others for it): what an operation
returns instead of its model, and how the next page is asked for.

The class of a page is called after its model (`PetList`: `PetListPage`), and after the place of the
items too where a model has several. A page has the fields of its model and methods of ours, which
give way to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.api.model import (
    AliasModel,
    Array,
    Bounded,
    Model,
    Named,
    Nullable,
    ObjectModel,
    Operation,
    Paging,
    Type,
)
from generator.api.names import RESERVED_FIELDS, free, pascal
from generator.api.rules import EXTENSION
from generator.api.type_walk import field_of
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.rules.paging import DIALECTS, Said, paging_of, value_of
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey, surveyed
from generator.records import record

METHODS = ("pages", "has_next_page", "next_page", "take")
"""What a page has besides the fields of its model."""


@record(frozen=True, slots=True)
class Pagings:
    """Finds which operations of a document give pages; `models` are those of the `Api`."""

    document: Document
    models: Mapping[str, Model]
    diagnostics: list[Diagnostic]

    def of(self, operations: Sequence[Operation]) -> list[Operation]:
        """The operations, those whose list comes in pages with how."""
        wanted = {
            operation.pointer: (operation, where)
            for operation in operations
            if (where := _said_at(self.document.get(operation.pointer))) is not None
        }
        if not wanted:
            return list(operations)
        survey = surveyed(self.document)
        sites = {site.pointer: site for site in survey.operations}
        found: dict[str, Paging] = {}
        for operation, where in wanted.values():
            site = sites.get(operation.pointer)
            paging = None if site is None else self._read(survey, site, operation, where)
            if paging is not None:
                found[operation.pointer] = paging
        called = self._called(found.values())
        made = {each.pointer: each for each in operations}
        for pointer, paging in found.items():
            made[pointer] = replace(made[pointer], paging=self._named(paging, called))
        return list(made.values())

    def _read(
        self, survey: Survey, site: OperationSite, operation: Operation, where: str
    ) -> Paging | None:
        """How the list of an operation comes in pages; None where that is said wrongly, or is not
        true of what it returns, which is told.
        """
        said = paging_of(survey, site)
        if isinstance(said, list):
            for fault in said:
                self._report(operation, fault.message, fault.where)
            return None
        return None if said is None else self._paging(operation, said, where)

    def _paging(self, operation: Operation, said: Said, where: str) -> Paging | None:
        """What is said, in names of Python. None where the result may be no page, or where a list
        is sent, which may go out in several requests; that is told.
        """
        result, body = self._plain(operation.result), operation.body
        model = result.name if isinstance(result, Named) else None
        item = self._item(result, said.items)
        offered = operation.representations
        if item is None:
            what = "may return something else than a page"
        elif body is not None and body.is_list:
            what = "sends a list"
        else:
            python = {each.wire: each.python for each in reversed(operation.parameters)}
            return Paging(
                kind=said.kind,
                items=said.items,
                item=item,
                parameter=None if said.parameter is None else python[said.parameter],
                field=said.body,
                next=said.next,
                last=said.last,
                more=said.more,
                total=said.total,
                start=said.start,
                accepts=None
                if offered is None or len(offered.results) == 1
                else offered.results[0][0],
                model=model,
            )
        self._report(operation, f"`{operation.id}` is not walked by pages: it {what}", where)
        return None

    def _item(self, kind: Type, path: Sequence[str]) -> Type | None:
        """The type of an item in the list at a place; none where that may be something else."""
        kind = self._plain(kind)
        if not path:
            return kind.item if isinstance(kind, Array) else None
        field = field_of(kind, path[0], self.models)
        return None if field is None else self._item(_present(field.type), path[1:])

    def _plain(self, kind: Type) -> Type:
        match kind:
            case Bounded(inner):
                return self._plain(inner)
            case Named(name) if isinstance(model := self.models[name], AliasModel):
                return self._plain(model.type)
            case _:
                return kind

    def _called(self, found: Iterable[Paging]) -> Mapping[tuple[str, tuple[str, ...]], str]:
        """The class of the pages of each model, by the place of their items: `PetListPage` of
        `("PetList", ("items",))`, `PetListItemsPage` where another list of it comes in pages too.
        """
        places = defaultdict[str, set[tuple[str, ...]]](set)
        for paging in found:
            if paging.model is not None:
                places[paging.model].add(paging.items)
        taken = {*self.models, *(f"Async{name}" for name in self.models)}
        called: dict[tuple[str, tuple[str, ...]], str] = {}
        for model, several in sorted(places.items()):
            for items in sorted(several):
                of = pascal("_".join(items)) if len(several) > 1 else ""
                name = free(f"{model}{of}Page", taken, trailing="Model")
                taken |= {name, f"Async{name}"}
                called[model, items] = name
        return called

    def _named(self, paging: Paging, called: Mapping[tuple[str, tuple[str, ...]], str]) -> Paging:
        if paging.model is None:
            return paging
        model = self.models[paging.model]
        fields = model.fields if isinstance(model, ObjectModel) else ()
        taken = RESERVED_FIELDS | {field.python for field in fields}
        renamed = [(name, free(name, taken)) for name in METHODS if name in taken]
        return replace(paging, page=called[paging.model, paging.items], renamed=tuple(renamed))

    def _report(self, operation: Operation, message: str, where: str) -> None:
        pointer = f"{operation.pointer}{where}"
        self.diagnostics.append(self.document.found(EXTENSION, message, pointer))


def _said_at(operation: Any) -> str | None:
    """Where the extension stands that counts, below the operation."""
    return next((each.where for each in DIALECTS if value_of(operation, each) is not None), None)


def _present(kind: Type) -> Type:
    """What a field has that is not null; a null in place of a list is one without items."""
    return kind.inner if isinstance(kind, Nullable) else kind
