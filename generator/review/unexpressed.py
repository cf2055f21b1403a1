"""What a review cannot judge, or judges on the wire alone, because the SDK does not express it
(`generator.api.losses`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from generator.api.model import Api
from generator.api.rules import DIALECT, EXAMPLE, INEXPRESSIBLE, RULES

_UNSEEN: Final[Mapping[str, str]] = {
    EXAMPLE.code: "what stands elsewhere is not read",
    DIALECT.code: "schemas are compared as JSON Schema 2020-12",
}
"""By the code of a rule: why changes of such a thing may go unseen."""

_KINDS: Final = {rule.code: rule.loss for rule in RULES if rule.loss}


def unseen(base: Api, head: Api) -> Iterator[str]:
    """What the two documents use and a review does not see, a sentence each."""
    yield from (f"{_KINDS[code]}: {_UNSEEN[code]}" for code in _used(base, head) if code in _UNSEEN)


def without_python(base: Api, head: Api) -> Iterator[str]:
    """What the two documents use and no Python caller has, a sentence each."""
    used = _used(base, head)
    for code in used:
        if code not in _UNSEEN and code != INEXPRESSIBLE.code:
            before, after = (
                Counter(loss.code for loss in api.losses)[code] for api in (base, head)
            )
            yield (
                f"{_KINDS[code]} ({before} in the base, {after} in the head): judged on the "
                "wire, not for Python callers"
            )


def _used(base: Api, head: Api) -> list[str]:
    return sorted({loss.code for api in (base, head) for loss in api.losses})
