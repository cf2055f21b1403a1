"""What the document lacks: operations of the facts, each with all the ways in which the reference
writes its path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.document.bundle import Document
from generator.document.evidence import LEVELS, EvidenceLevel
from generator.records import record
from generator.vendor_docs.facts import (
    UNSTATED,
    Body,
    Evidence,
    Field,
    Response,
    Section,
    VendorOperation,
    operations_of,
)
from generator.vendor_docs.path_words import VARIABLE, operations, path_and_query, without_names


@record(frozen=True, slots=True)
class MissingOperation:
    """An operation that the document lacks. `variants` are the ways in which the reference writes
    its path, each with the parameters of its query; `group` names those."""

    section: Section
    method: str
    path: str
    variants: tuple[tuple[tuple[str, ...], VendorOperation], ...]

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        groups = tuple(dict.fromkeys(group for group, _ in self.variants if group))
        return groups if len(groups) > 1 else ()

    @property
    def evidence(self) -> Evidence:
        """The weakest of the variants'."""
        every = [operation.evidence for _, operation in self.variants]
        notes = [] if self.alternatives else [each.note for each in every if each.note]
        note = "; ".join(dict.fromkeys(note.strip().rstrip(".") for note in notes))
        return replace(Evidence.weakest(every), note=note)

    @property
    def request(self) -> tuple[Body, EvidenceLevel] | None:
        """The body that is known best, and how well: of the variants that have one."""
        every = [one for _, one in self.variants]
        bodies = [(one.request, one.evidence.request) for one in every if one.request is not None]
        return min(
            bodies, key=lambda pair: (LEVELS.index(pair[1]), -len(pair[0].fields)), default=None
        )

    @property
    def responses(self) -> tuple[tuple[Response, ...], EvidenceLevel]:
        every = [(one.responses, one.evidence.response) for _, one in self.variants]
        return min(every, key=lambda pair: (not pair[0], LEVELS.index(pair[1])))

    def parameters(self, secret: frozenset[str]) -> list[Field]:
        """Those of all variants but the credentials (`secret`, names of headers); the one that says
        most of a name and a place stands for it.
        """
        found: dict[tuple[str, str], Field] = {}
        for each in self._stated_parameters(secret):
            known = found.setdefault((each.sent_in, each.name), each)
            if known.type is None and each.type is not None:
                found[each.sent_in, each.name] = each
        for name in VARIABLE.findall(self.path):
            found.setdefault(("path", name), Field(name, place="path", required=True))
        return [replace(each, required=self._is_required(each)) for each in found.values()]

    def _stated_parameters(self, secret: frozenset[str]) -> Iterator[Field]:
        """What the variants state, but for credentials and what the path does not name."""
        for _, operation in self.variants:
            for each in flattened_parameters(operation.parameters):
                is_unnamed = each.place == "path" and f"{{{each.name}}}" not in self.path
                is_secret = each.place == "header" and each.name.lower() in secret
                if not is_unnamed and not is_secret:
                    yield each

    def _is_required(self, parameter: Field) -> bool:
        """What the path has is, and what the one way of its query has; of several ways, each with
        its parameters, nobody takes all.
        """
        if parameter.place == "path":
            return True
        if any(parameter.name in group for group, _ in self.variants):
            return not self.alternatives
        return parameter.required


def flattened_parameters(parameters: Iterable[Field]) -> Iterable[Field]:
    """An object in the query is sent as its fields, each a parameter (the default style, OpenAPI
    3.1 section 4.8.12.3).
    """
    for each in parameters:
        if each.place == "query" and each.type == "object" and each.fields:
            yield from (replace(part, place="query") for part in each.fields)
        else:
            yield each


def missing_operations(sections: Sequence[Section], document: Document) -> list[MissingOperation]:
    """The operations whose method and path, whatever its variables are called, the document does
    not have.
    """
    known = {(method, without_names(path)) for path, method, _ in operations(document.root)}
    found: dict[tuple[str, str], MissingOperation] = {}
    for section, operation in operations_of(sections):
        path, group = path_and_query(operation.path)
        key = operation.method, without_names(path)
        if operation.path_cut or key in known:
            continue
        one = found.setdefault(key, MissingOperation(section, operation.method, path, ()))
        found[key] = replace(one, variants=(*one.variants, (group, operation)))
    return list(found.values())


def is_success(response: Response) -> bool:
    return response.status == UNSTATED or response.status[:1] in ("2", "3")


def is_stated(responses: Iterable[Response]) -> bool:
    successes = [one.status for one in responses if is_success(one)]
    return bool(successes) and UNSTATED not in successes
