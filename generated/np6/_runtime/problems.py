"""What pydantic has against a value, in sentences that hold none of it."""

from __future__ import annotations

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from .errors import Problem
from .values import ModelBase


def details(error: ValidationError, *, inputs: bool = False) -> list[ErrorDetails]:
    """What is wrong, each once: not what else a place would take where null was given and is
    refused, nor all that the members of a union have against a value that fits none."""
    found = error.errors(include_url=False, include_context=False)
    refused = {detail["loc"][:-1] for detail in found if detail["type"] == "null_refused"}

    def is_said_already(detail: ErrorDetails) -> bool:
        location = detail["loc"]
        if location[-1:] == ("(int)",) or (
            detail["type"] == "none_required" and location[-1:] == ("(null)",)
        ):
            return True
        return any(
            part == "(value)" and location[:depth] in refused for depth, part in enumerate(location)
        )

    found = [detail for detail in found if not is_said_already(detail)]
    for last in [
        detail
        for detail in found
        if detail["type"] == "no_variant" and detail["loc"][-1] == "(open)"
    ]:
        found = _of_union(found, last)
    if not inputs:
        for detail in found:
            detail.pop("input", None)  # type: ignore[misc]  # required where it is asked for
    return found


_LIMITS = frozenset({"bounds", "zone_missing"})


def _of_union(found: list[ErrorDetails], last: ErrorDetails) -> list[ErrorDetails]:
    """`found` with what the only member that comes near has against the value, or else with the
    `last` word of the union.
    """
    place, given = last["loc"][:-1], last["input"]
    own = [
        detail for detail in found if detail is not last and detail["loc"][: len(place)] == place
    ]
    if isinstance(given, ModelBase):  # of which the classes are named
        kinds = ("model", "dict_type")
        said = [detail for detail in own if detail["type"].startswith(kinds)]
        kept = [*said, last]
    else:
        depth = len(place)
        near = [each for each in own if names(each["loc"][depth:]) or each["type"] in _LIMITS]
        chosen = [detail for detail in near if detail["loc"][len(place)] == "(chosen)"] or near
        members = {str(detail["loc"][len(place)]).replace("open ", "") for detail in chosen}
        kept = chosen if len(members) == 1 and members != {"(any)"} else [last]
    return [
        detail for detail in found if detail in kept or (detail is not last and detail not in own)
    ]


def names(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A location without labels."""
    return tuple(
        part
        for part in location
        if not (isinstance(part, str) and part.startswith("(") and part.endswith(")"))
    )


def problems(error: ValidationError, *prefix: str) -> list[Problem]:
    """What is wrong, by names on the wire and in sentences, without any value."""
    found: dict[Problem, None] = {}
    for detail in details(error):
        path = ".".join([*prefix, *map(str, names(detail["loc"]))])
        found[Problem(path, sentence(detail))] = None
    return list(found)


def sentence(detail: ErrorDetails) -> str:
    """What is wrong, without where."""
    kind, message = detail["type"], detail["msg"]
    if kind == "missing":
        return "is required"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "must be an object"
    message = message.replace("Input should", "must", 1)
    return message.partition(", unable to")[0].partition(", invalid")[0]


def line(location: tuple[int | str, ...], what: str) -> InitErrorDetails:
    """One thing that is wrong, to make a `ValidationError` of."""
    kind = PydanticCustomError("refused", "{what}", {"what": what})
    return {"type": kind, "loc": location, "input": None}


def cleared(title: str, error: ValidationError) -> ValidationError:
    """The same error in the sentences of `problems`."""
    lines = dict.fromkeys((names(detail["loc"]), sentence(detail)) for detail in details(error))
    found = [line(*each) for each in lines]
    return ValidationError.from_exception_data(title, found, hide_input=True)


_VOWEL = re.compile("[AEIOaeio]|U[np](?!i)")


def article(name: str) -> str:
    return f"{'an' if _VOWEL.match(name) else 'a'} {name}"
