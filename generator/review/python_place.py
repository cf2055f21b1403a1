"""Where in the package a change is, as a caller writes it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_WRITTEN: Final = re.compile(r"(?P<owner>[^(]*?)(?:\((?P<keyword>\w*)=?\))?")


class PythonPlace(NamedTuple):
    """`client.pets.add(id=)` is the `keyword` of an `owner`, `Pet.name` a `member` of a class,
    `client.pets.add` a method, which is an owner itself. `""` is what a place does not have.
    """

    owner: str
    member: str = ""
    keyword: str = ""

    @property
    def is_method(self) -> bool:
        return self.owner.split(".")[0] == "client"

    @property
    def function(self) -> str:
        """What the owner is called without what it is an attribute of."""
        return self.owner.rpartition(".")[2]

    @property
    def part(self) -> str:
        """The keyword or the member."""
        return self.keyword or self.member


def python_place(where: str) -> PythonPlace:
    """The place that `where` of a change of the package says."""
    written = _WRITTEN.fullmatch(where)
    if written is None:
        return PythonPlace(where)
    owner, keyword = written["owner"], written["keyword"] or ""
    place = PythonPlace(owner, keyword=keyword)
    if place.is_method or keyword or "." not in owner:
        return place
    holder, member = owner.rsplit(".", 1)
    return PythonPlace(holder, member)
