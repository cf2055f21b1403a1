"""Where in the package a change is, as a caller writes it."""

from __future__ import annotations

from dataclasses import replace

from generator.records import record


@record(frozen=True, slots=True)
class PythonPlace:
    """`client.pets.add(id=)` is the `keyword` of a method, `Shop(key=)` one of the client,
    `Pet.name` a `member` of a class; the `owner` is what comes before it. `""` is what a place does
    not have.

    `status` is that of an error that a method raises: `client.pets.add(409)`. `argument` is what
    else a call is written with (`client.pets.list()`), `None` where the place is no call.
    `new_name` is what the last part of it is called now, where that is otherwise.
    """

    owner: str
    member: str = ""
    keyword: str = ""
    status: str = ""
    argument: str | None = None
    is_method: bool = False
    new_name: str = ""

    def __str__(self) -> str:
        name = f"{self.owner}.{self.member}" if self.member else self.owner
        given = f"{self.keyword}=" if self.keyword else self.status or self.argument
        return name if given is None else f"{name}({given})"

    @property
    def names(self) -> tuple[str, ...]:
        """The owner, an attribute after the other."""
        return tuple(self.owner.split("."))

    @property
    def function(self) -> str:
        """What a method is called without the resource that it is an attribute of."""
        return self.owner.rpartition(".")[2]

    @property
    def part(self) -> str:
        """What of the owner it is."""
        return self.keyword or self.status or self.member

    @property
    def now(self) -> PythonPlace | None:
        """The place by its new name, if it has one."""
        if not self.new_name:
            return None
        if self.keyword:
            return replace(self, keyword=self.new_name, new_name="")
        if self.member:
            return replace(self, member=self.new_name, new_name="")
        return replace(self, owner=self.new_name, new_name="")


def method_place(name: str, keyword: str = "", new_name: str = "") -> PythonPlace:
    """A method, resource or view of the client, or a keyword of it."""
    return PythonPlace(name, keyword=keyword, is_method=True, new_name=new_name)
