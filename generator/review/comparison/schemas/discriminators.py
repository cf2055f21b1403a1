"""What stands beside the property and the mapping of a discriminator (OpenAPI 3.2, section
"Discriminator Object").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.document import pointer as pointers
from generator.document.schema.normalised import NormalisedSchema
from generator.review.same import identical

DEFAULT_REASONS = MappingProxyType(
    {
        "request": (
            "What is sent with a value that stands for nothing may be taken for another "
            "alternative, or refused."
        ),
        "response": (
            "What arrives with a value that stands for nothing is another alternative to callers "
            "that choose by it."
        ),
    }
)


class Beside(NamedTuple):
    """A key that says something else, with the kind of its rule, and what it said and says."""

    kind: str
    key: str
    before: Any
    after: Any


def beside(base: NormalisedSchema, head: NormalisedSchema) -> Iterator[Beside]:
    """The keys that differ where both have a discriminator: which alternative everything else is,
    and extensions.
    """
    if base.discriminator is None or head.discriminator is None:
        return
    old, new = base.discriminator[0], head.discriminator[0]
    before, after = _default(old), _default(new)
    if before != after:
        yield Beside("discriminator-mapping-changed", "defaultMapping", before, after)
    for key in dict.fromkeys((*old, *new)):
        if key.startswith("x-") and not identical(old.get(key), new.get(key)):
            yield Beside("extension-changed", key, old.get(key), new.get(key))


def _default(said: Mapping[str, Any]) -> str | None:
    """The component that is meant, whether by its name or by a reference."""
    target = said.get("defaultMapping")
    return pointers.split("/" + target.rpartition("/")[2])[-1] if isinstance(target, str) else None
