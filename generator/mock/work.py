"""Work that takes long, as the mock does it: at the first request for its state that is the one of
the example, at the next ones it is done.

Where the example is of work that is over, it was over at once, and did not fail. What was asked for
is forgotten in the order in which it came."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from generator.document.bundle import Document
from generator.document.examples import JsonValue
from generator.document.instances import Instances
from generator.document.places import at, put
from generator.document.rules.polling import ReadPolling, operation_called, read_polling
from generator.document.rules.survey import surveyed
from generator.mock.latest import Latest
from generator.mock.paging import Asked
from generator.mock.routes import ServedOperation


class Work:
    """How far the work is that the operations of a document tell of."""

    def __init__(self, document: Document, instances: Instances) -> None:
        self._document, self._instances = document, instances
        self._begun = Latest[tuple[str, str, str], None]()

    def of(
        self, operation: ServedOperation, schema: Any, value: JsonValue, asked: Asked
    ) -> JsonValue:
        """`value`, the example of an answer to a request, with the state that work is in by now.

        An example of `running` comes so at the first request for `/jobs/1`, and as the first state
        of `done` that its schema takes at the next ones; one that has failed does so at once.
        """
        polled = self._polled.get(id(operation.node))
        if polled is None or not isinstance(value, dict):
            return value
        state = at(value, polled.status)
        if state in polled.done:
            return value
        if state not in polled.failed and self._begins(operation, asked):
            return value
        ends = (put(value, polled.status, state) for state in polled.done)
        fits = (end for end in ends if self._instances.valid(schema, end, "response"))
        return next(fits, value)

    def _begins(self, operation: ServedOperation, asked: Asked) -> bool:
        """Whether this is the first request for the state of a piece of work."""
        place = (operation.name, asked.url, asked.query)
        if place in self._begun:
            return False
        self._begun[place] = None
        return True

    @cached_property
    def _polled(self) -> dict[int, ReadPolling]:
        """How each operation is asked, by its node; the first way where there are several."""
        return dict(reversed(list(self._read())))

    def _read(self) -> Iterator[tuple[int, ReadPolling]]:
        survey = surveyed(self._document)
        for site in survey.operations:
            for read in read_polling(site.node)[0]:
                other = read.operation and operation_called(survey, read.operation)
                yield id((other or site).node), read
