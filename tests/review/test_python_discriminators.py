"""Which values of a union are read as another class than before."""

from __future__ import annotations

import pytest

from generator.api.model import Discriminator, Named, OneOf, Type
from generator.review.python_discriminators import chosen


def _union(*members: str, default: str | None = None, by: str = "kind", **mapping: str) -> OneOf:
    return OneOf(tuple(map(Named, members)), Discriminator(by, tuple(mapping.items()), default))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            _union("Cat", "Dog", cat="Cat", dog="Dog"),
            _union("Cat", "Dog", dog="Dog", cat="Cat"),
            [],
        ),
        (
            _union("Cat", "Dog", cat="Cat", dog="Dog"),
            _union("Cat", "Dog", cat="Dog", dog="Dog"),
            [('`kind` "cat"', "Cat", "Dog")],
        ),
        (
            _union("Cat", "Dog", cat="Cat"),
            _union("Cat", "Dog", cat="Cat", dog="Dog"),
            [],
        ),  # read as one for the first time
        (
            _union("Cat", "Dog", cat="Cat", dog="Dog"),
            _union("Cat", "Dog", dog="Dog"),
            [('`kind` "cat"', "Cat", "")],
        ),
        (
            _union("Cat", "Dog", cat="Cat", dog="Dog"),
            _union("Cat", "Dog", dog="Dog", default="Dog"),
            [('`kind` "cat"', "Cat", "Dog")],
        ),
        (
            _union("Cat", "Dog", cat="Cat", dog="Dog"),
            _union("Dog", "Cow", dog="Dog", cow="Cow"),
            [],
        ),  # no member any more
        (
            _union("Cat", "Dog", default="Cat"),
            _union("Cat", "Dog", default="Dog"),
            [("any other `kind`", "Cat", "Dog")],
        ),
        (_union("Cat", "Dog", default="Cat"), _union("Cat", "Dog"), []),
        (_union("Cat", "Dog", default="Cow"), _union("Cat", "Dog", default="Dog"), []),
        (_union("Cat", "Dog", default="Cat"), _union("Cat", "Dog", default="Cat"), []),
        (
            _union("Cat", "Dog", cat="Cat"),
            _union("Cat", "Dog", cat="Dog", by="type"),
            [],
        ),  # by another property
        (_union("Cat", "Dog", cat="Cat"), OneOf((Named("Cat"), Named("Dog"))), []),
        (OneOf((Named("Cat"), Named("Dog"))), _union("Cat", "Dog", cat="Dog"), []),
        (Named("Cat"), _union("Cat", "Dog", cat="Dog"), []),
        (_union("Cat", "Dog", cat="Dog"), Named("Cat"), []),
        (  # a class that is called otherwise is the same
            _union("Old", "Dog", cat="Old", dog="Dog", default="Old"),
            _union("Cat", "Dog", cat="Cat", dog="Cat", default="Cat"),
            [('`kind` "dog"', "Dog", "Cat")],
        ),
        (
            _union("Old", "Dog", default="Old"),
            _union("Cat", "Dog", default="Dog"),
            [("any other `kind`", "Cat", "Dog")],
        ),
    ],
)
def test_the_values_that_are_read_as_another_class(
    before: Type, after: Type, told: list[tuple[str, str, str]]
) -> None:
    assert [tuple(each) for each in chosen(before, after, {"Old": "Cat"})] == told


def test_a_number_and_a_truth_value_are_other_values() -> None:
    before = OneOf((Named("Cat"), Named("Dog")), Discriminator("kind", ((1, "Cat"), (True, "Dog"))))
    after = OneOf((Named("Cat"), Named("Dog")), Discriminator("kind", ((1, "Dog"), (True, "Dog"))))
    assert [tuple(each) for each in chosen(before, after, {})] == [("`kind` 1", "Cat", "Dog")]
