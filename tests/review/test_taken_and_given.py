"""What became of a type of Python: what is taken and given more or less, and what a caller writes
for it.
"""

from __future__ import annotations

import pytest

from generator.api.annotation_members import (
    ANY,
    BYTES,
    INT,
    NONE,
    ONE_UUID,
    STR,
    Annotation,
    ClassRef,
    Generic,
    GenericName,
    Member,
    Plain,
    literals,
)
from generator.review.python_types import newly_returned, passed_change, returned_change, to_handle

FLOAT, BOOL = Plain("float"), Plain("bool")
DATE, DATETIME, PET, CAT = Plain("date"), Plain("datetime"), ClassRef("Pet"), ClassRef("Cat")
RED, BLUE, ONE = literals(["red"]), literals(["blue"]), literals([1])
UUID_LIKE = (Plain("UUID"), ONE_UUID)
"""What may be given for a UUID: one, or a text that is one."""


def _of(name: GenericName, *members: Member) -> Generic:
    return Generic(name, (members,))


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        ((STR, INT), (INT, STR), "same"),
        ((STR,), (ANY,), "widened"),
        ((BYTES,), (ANY,), "narrowed"),
        (
            (literals(["00000000-0000-0000-0000-000000000001"]),),
            UUID_LIKE,
            "widened",
        ),
        ((RED,), UUID_LIKE, "narrowed"),
        ((STR,), UUID_LIKE, "narrowed"),
        (UUID_LIKE, (STR,), "narrowed"),
        ((_of("Sequence", BYTES),), (ANY,), "narrowed"),
        ((ANY, STR), (ANY, INT), "widened"),
        ((ANY,), (STR,), "narrowed"),
        ((ANY,), (STR, INT, NONE), "narrowed"),
        ((STR,), (STR, NONE), "widened"),
        ((STR, NONE), (STR,), "narrowed"),
        ((INT,), (FLOAT,), "widened"),
        ((BOOL,), (INT,), "narrowed"),
        ((FLOAT,), (INT,), "narrowed"),
        ((DATETIME,), (DATE,), "narrowed"),
        ((RED,), (STR,), "widened"),
        ((RED,), (INT,), "narrowed"),
        ((ONE,), (FLOAT,), "widened"),
        ((RED,), (RED, BLUE), "widened"),
        ((RED, BLUE), (RED,), "narrowed"),
        ((_of("Sequence", STR),), (_of("Iterable", STR),), "widened"),
        ((_of("Sequence", FLOAT),), (_of("Iterable", INT),), "narrowed"),
        ((_of("Iterable", STR),), (_of("Sequence", STR),), "narrowed"),
        ((_of("list", INT),), (_of("list", FLOAT),), "widened"),
    ],
)
def test_what_a_caller_may_pass(before: Annotation, after: Annotation, relation: str) -> None:
    assert passed_change(before, after) == relation


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        ((STR, NONE), (NONE, STR), "same"),
        ((NONE,), (STR,), "narrowed"),
        ((STR,), (STR, NONE), "widened"),
        ((STR, NONE), (STR,), "narrowed"),
        ((ANY,), (STR,), "undecided"),
        ((ANY,), (BOOL,), "undecided"),
        ((ANY,), (NONE,), "undecided"),
        ((ANY,), (RED, INT, FLOAT), "undecided"),
        ((ANY,), (_of("list", STR),), "undecided"),
        ((ANY,), (Generic("dict", ((STR,), (ANY,))),), "undecided"),
        ((ANY,), (_of("list", PET),), "widened"),
        ((ANY,), (PET,), "widened"),
        ((PET,), (ANY,), "widened"),
        ((STR,), (ANY,), "undecided"),
        ((ANY, STR), (ANY, INT), "undecided"),
        ((FLOAT,), (INT,), "narrowed"),
        ((INT,), (FLOAT,), "widened"),
        ((STR,), (RED,), "narrowed"),
        ((RED,), (RED, BLUE), "undecided"),
        ((RED,), (RED, ONE), "widened"),
        ((RED,), (STR,), "widened"),
        ((STR, INT), (INT,), "narrowed"),
        ((_of("list", STR, NONE),), (_of("list", STR),), "undecided"),
        ((_of("Sequence", STR, NONE),), (_of("Sequence", STR),), "narrowed"),
        ((_of("list", STR),), (_of("list", STR, NONE),), "widened"),
        ((_of("list", STR, INT),), (_of("list", INT, STR),), "narrowed"),
        ((_of("list", STR, INT), STR), (_of("list", INT, STR),), "narrowed"),
        ((_of("list", STR, INT), STR), (_of("list", INT),), "undecided"),
        ((_of("list", INT), STR), (_of("list", STR),), "widened"),
        ((_of("Sequence", PET),), (_of("Sequence", CAT),), "widened"),
    ],
)
def test_what_a_caller_gets(before: Annotation, after: Annotation, relation: str) -> None:
    assert returned_change(before, after) == relation


def test_what_may_come_that_could_not_is_named() -> None:
    assert newly_returned((STR,), (STR, NONE)) == (NONE,)
    assert newly_returned((FLOAT,), (INT, STR)) == (STR,)
    assert newly_returned((RED,), (RED, BLUE, ONE)) == (ONE,)
    assert newly_returned((_of("list", INT),), (_of("list", FLOAT),)) == (_of("list", FLOAT),)
    assert newly_returned((STR,), (ONE,)) == (ONE,)
    assert newly_returned((ClassRef("Colour", "str"),), (ONE, BLUE)) == (ONE, BLUE)


@pytest.mark.parametrize(
    ("news", "after", "remedy"),
    [
        ((NONE,), (STR, NONE), "Handle `None`, which it may be now."),
        ((), (STR,), "Rewrite what reads it: it is `str` now."),
        ((INT,), (INT, NONE), "Rewrite what reads it: it is `int | None` now."),
        ((PET,), (PET, STR), "Handle `Pet`, which it may be now: `if isinstance(…, Pet):`."),
        (
            (PET, CAT),
            (PET, CAT, STR),
            "Handle `Pet | Cat`, which it may be now: `if isinstance(…, (Pet, Cat)):`.",
        ),
        ((PET, STR), (PET, STR, INT), "Handle `Pet | str`, which it may be now."),
        ((_of("list", STR),), (_of("list", STR), PET), "Handle `list[str]`, which it may be now."),
        ((INT, NONE), (STR, INT, NONE), "Handle `int | None`, which it may be now."),
    ],
)
def test_what_a_caller_writes_for_it(news: Annotation, after: Annotation, remedy: str) -> None:
    assert to_handle(news, after, "it") == remedy
