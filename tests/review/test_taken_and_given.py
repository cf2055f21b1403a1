"""What became of a type of Python: what is taken and given more or less, and what a caller writes
for it.
"""

from __future__ import annotations

import pytest

from generator.review.python_types import (
    NONE,
    Part,
    Parts,
    beyond,
    given,
    lacking,
    taken,
    to_handle,
)

ANY, STR, INT, FLOAT, BOOL, BYTES = (
    Part(name) for name in ("Any", "str", "int", "float", "bool", "bytes")
)
DATE, DATETIME, PET, CAT = (Part(name) for name in ("date", "datetime", "Pet", "Cat"))
RED, BLUE = (Part("Literal", text=f'"{name}"', base="str") for name in ("red", "blue"))
ONE = Part("Literal", text="1", base="int")
ONE_UUID = (Part("UUID"), Part("str", text="uuid"))
"""What may be given for a UUID: one, or a text that is one."""


def _of(name: str, *parts: Part) -> Part:
    return Part(name, (parts,))


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        ((STR, INT), (INT, STR), "same"),
        ((STR,), (ANY,), "widened"),
        ((BYTES,), (ANY,), "narrowed"),
        (
            (Part("Literal", text='"00000000-0000-0000-0000-000000000001"', base="str"),),
            ONE_UUID,
            "widened",
        ),
        ((RED,), ONE_UUID, "narrowed"),
        ((STR,), ONE_UUID, "narrowed"),
        (ONE_UUID, (STR,), "narrowed"),
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
def test_what_a_caller_may_pass(before: Parts, after: Parts, relation: str) -> None:
    assert taken(before, after) == relation


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [
        ((STR, NONE), (NONE, STR), "same"),
        ((NONE,), (STR,), "narrowed"),
        ((STR,), (STR, NONE), "widened"),
        ((STR, NONE), (STR,), "narrowed"),
        ((ANY,), (STR,), "undecided"),
        ((ANY,), (Part("bool"),), "undecided"),
        ((ANY,), (NONE,), "undecided"),
        ((ANY,), (RED, INT, FLOAT), "undecided"),
        ((ANY,), (_of("list", STR),), "undecided"),
        ((ANY,), (Part("dict", ((STR,), (ANY,))),), "undecided"),
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
        ((_of("Page", PET),), (_of("Page", CAT),), "widened"),
    ],
)
def test_what_a_caller_gets(before: Parts, after: Parts, relation: str) -> None:
    assert given(before, after) == relation


def test_what_is_not_accepted_any_more_is_named() -> None:
    assert lacking((STR, INT, BOOL), (FLOAT,)) == (STR, BOOL)
    assert lacking((_of("list", INT),), (_of("list", FLOAT),)) == ()
    assert lacking((RED, BLUE), (BLUE,)) == (RED,)


def test_what_may_come_that_could_not_is_named() -> None:
    assert beyond((STR,), (STR, NONE)) == (NONE,)
    assert beyond((FLOAT,), (INT, STR)) == (STR,)
    assert beyond((RED,), (RED, BLUE, ONE)) == (ONE,)
    assert beyond((_of("list", INT),), (_of("list", FLOAT),)) == (_of("list", FLOAT),)
    assert beyond((STR,), (ONE,)) == (ONE,)
    assert beyond((Part("Colour", base="str"),), (ONE, BLUE)) == (ONE, BLUE)


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
def test_what_a_caller_writes_for_it(news: Parts, after: Parts, remedy: str) -> None:
    assert to_handle(news, after, "it") == remedy
