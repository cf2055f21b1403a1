"""Which class a value of a union is read as, by its discriminator, on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.api.model import Discriminator, OneOf, Type
from generator.review.uses import names_in


class Choice(NamedTuple):
    """A value in words, with the classes that it was and is read as; no class where it is kept as the open base model."""

    value: str
    before: str
    after: str


def chosen(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Choice]:
    """The values that are read as another class than before, of those that were read as one; `names` are those of the head.

    A value that is read as a class for the first time is none of them: it was kept as the open base model, as was all else.
    What has become of a class that is no member any more is told by the union itself.
    """
    if not isinstance(before, OneOf) or not isinstance(after, OneOf) or not (before.discriminator and after.discriminator):
        return
    old, new = before.discriminator, after.discriminator
    if old.property != new.property:
        return
    was, now, members = _classes(old, names), _classes(new, {}), set(names_in(after))
    for label, name in was.items():
        if name in members and now.get(label, new.default or "") != name:
            yield Choice(f"`{old.property}` {label}", name, now.get(label, new.default or ""))
    default = names.get(old.default or "", old.default or "")
    if default in members and new.default and default != new.default:
        yield Choice(f"any other `{old.property}`", default, new.default)


def _classes(discriminator: Discriminator, names: Mapping[str, str]) -> dict[str, str]:
    """The classes by the values on the wire, as they are written in JSON."""
    return {json.dumps(label): names.get(name, name) for label, name in discriminator.mapping}
