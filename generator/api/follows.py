"""Lists of events that are followed (`x-sdk.follow`): what the method is called, what it takes, and
what it gives.

Its name is that of the list with `follow` in place of `list` (`list_bounces` is `follow_bounces`);
a word that only says whose events they are falls away (`list_all` is `follow`). An explicit `name`
wins. One that is taken has no effect, and is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from generator.api.model import (
    Array,
    Follow,
    Model,
    OneOf,
    Operation,
    Scalar,
    Type,
)
from generator.api.names import RESERVED_ATTRIBUTES, RESERVED_ON_CLIENT, giving_way
from generator.api.rules import EXTENSION
from generator.api.type_walk import behind, field_of
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.rules.following import follow_faults, limit_of, moment_unit
from generator.document.rules.sites import OperationSite
from generator.document.rules.survey import Survey, surveyed
from generator.records import record

KEYWORDS = frozenset({"since", "until", "every", "cursor", "lag", "options", "following"})
_LAG = 30  # seconds, unless the document says
_A_SECOND = {"seconds": 1, "milliseconds": 1000}


@record(frozen=True, slots=True)
class Follows:
    """Finds how each operation of a document is followed; `models` are those of the `Api`."""

    document: Document
    models: Mapping[str, Model]
    diagnostics: list[Diagnostic]

    def of(self, operations: Sequence[Operation]) -> list[Operation]:
        """The operations, those that are followed with how (`x-sdk: {follow: …}`). Their own names,
        and those of resources, come first: a method that follows gives way to them.
        """
        wanted = [operation for operation in operations if "follow" in self._sdk(operation)]
        if not wanted:
            return list(operations)
        survey = surveyed(self.document)
        sites = {site.pointer: site for site in survey.operations}
        taken = taken_names(operations)
        made = {each.pointer: each for each in operations}
        for operation in sorted(wanted, key=self._precedence):
            site = sites.get(operation.pointer)
            if site is None:
                continue
            follow = self._follow(survey, site, operation, taken[operation.resource])
            if follow is not None:
                made[operation.pointer] = replace(operation, follow=follow)
                taken[operation.resource].add(follow.function)
        return list(made.values())

    def _precedence(self, operation: Operation) -> tuple[bool, str, str]:
        """Who chose a name gets it; no choice depends on the order of the document."""
        return (
            "name" not in mapping(self._sdk(operation)["follow"]),
            operation.path,
            operation.method,
        )

    def _sdk(self, operation: Operation) -> dict[str, Any]:
        return mapping(mapping(self.document.get(operation.pointer)).get("x-sdk"))

    def _follow(
        self, survey: Survey, site: OperationSite, operation: Operation, taken: set[str]
    ) -> Follow | None:
        """How an operation is followed; None where that is said wrongly, is not true of what it
        returns, or has a name that is taken, which is told.
        """
        if faults := follow_faults(survey, site):
            for fault in faults:
                self._report(operation, fault.message, fault.where.rstrip("/"))
            return None
        said = mapping(self._sdk(operation)["follow"])
        item = self._item(operation.result, said.get("items"))
        if item is None:
            self._report(
                operation,
                "`follow` stands on an operation that may return something else than a list",
                "",
            )
            return None
        name = said.get("name") or _name(operation.function)
        if name in taken:
            message = (
                f"`{operation.id}` is not followed: `{name}` is taken; `name` of `follow` "
                "chooses another"
            )
            self._report(operation, message, "/name" if "name" in said else "")
            return None
        python = {parameter.wire: parameter.python for parameter in reversed(operation.parameters)}
        schemas = {each.name: each.schema for each in survey.parameters(site)}
        limit = said.get("limit")
        return Follow(
            function=name,
            start=python[said["from"]],
            end=python[said["to"]],
            order=tuple(
                (python[wire], value) for wire, value in mapping(said.get("order")).items()
            ),
            id=said["id"],
            time=said["time"],
            items=said.get("items"),
            item=item,
            lag=said.get("lag", _LAG),
            window=said.get("window"),
            unit=moment_unit(survey, schemas[said["from"]]),
            limit=limit_of(survey, schemas[limit]) if isinstance(limit, str) else limit,
            limit_by=python[limit] if isinstance(limit, str) else None,
            renamed=giving_way(_places(operation), KEYWORDS),
        )

    def _item(self, result: Type, name: str | None) -> Type | None:
        """The type of an event, in a result that is a list of them or has one in a field."""
        kind = behind(result, self.models)
        if name is None:
            return kind.item if isinstance(kind, Array) else None
        field = field_of(kind, name, self.models)
        return None if field is None else self._item(field.type, None)

    def _report(self, operation: Operation, message: str, where: str) -> None:
        pointer = f"{operation.pointer}/x-sdk/follow{where}"
        self.diagnostics.append(self.document.found(EXTENSION, message, pointer))


def sent_moment(
    moment: datetime, parameter: Type, follow: Follow, models: Mapping[str, Model]
) -> str | int:
    """A moment in UTC as the request for a window has it: text where that end of the window takes a
    date and time, whatever the other end takes, else a number of the unit.
    """
    if follow.unit is None or _takes_datetime(parameter, models):
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return int(moment.timestamp()) * _A_SECOND[follow.unit]


def _takes_datetime(kind: Type, models: Mapping[str, Model]) -> bool:
    match behind(kind, models):
        case OneOf(members):
            return any(_takes_datetime(member, models) for member in members)
        case plain:
            return plain == Scalar("datetime")


def taken_names(operations: Iterable[Operation]) -> dict[tuple[str, ...], set[str]]:
    """By resource: what its methods and children are called, and what the runtime has there, as
    `{("pets",): {"get", "photos", …}, ("pets", "photos"): {"add", …}, (): {"pets", …}}`.
    """
    names: dict[tuple[str, ...], set[str]] = {}
    for operation in operations:
        for depth, name in enumerate((*operation.resource, operation.function)):
            reserved = RESERVED_ATTRIBUTES if depth else RESERVED_ON_CLIENT
            names.setdefault(operation.resource[:depth], set(reserved)).add(name)
        if operation.follow is not None:
            names[operation.resource].add(operation.follow.function)
    return names


def _name(function: str) -> str:
    """`follow`, and what is listed where that is not all there is."""
    first, *rest = function.split("_")
    what = rest if first == "list" else [first, *rest]
    return "_".join(["follow", *([] if what in ([], ["all"], [""]) else what)])


def _places(operation: Operation) -> dict[str, str]:
    """Where each argument of the method is sent."""
    places: dict[str, str] = {each.python: each.location for each in operation.parameters}
    if operation.body is not None:
        chosen = filter(None, [operation.body.content_type_keyword])
        places |= dict.fromkeys((*operation.body.arguments, *chosen), "body")
    return places
