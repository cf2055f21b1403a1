"""A method before and after: all that changed of it, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.api.model import Operation
from generator.review.method_answers import AnswerChanges
from generator.review.method_arguments import ArgumentChanges
from generator.review.method_conditions import ConditionChanges
from generator.review.model import Change
from generator.review.python_revisions import ApiRevisions
from generator.review.stream_changes import returns_stream
from generator.review.waiting import WaitChanges


def compare_methods(sides: ApiRevisions, before: Operation, after: Operation) -> Iterator[Change]:
    """What changed of one method. Where it gives a stream on one side and a result on the other,
    that is told, and neither is compared.
    """
    arguments = ArgumentChanges(sides, before, after)
    answers = AnswerChanges(sides, before, after)
    yield from arguments.changes()
    if returns_stream(before) == returns_stream(after):
        yield from answers.result()
    yield from answers.stream()
    yield from arguments.part_headers()
    yield from answers.errors()
    yield from answers.headers()
    yield from answers.views()
    yield from arguments.following()
    yield from answers.paging()
    yield from WaitChanges(sides, before, after).changes()
    yield from ConditionChanges(sides, before, after).changes()
