"""What a review cannot judge, or judges on the wire alone, because the SDK does not express it
(`generator.api.losses`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import filterfalse
from typing import Final

from generator.api.model import Api
from generator.api.rules import DIALECT, EXAMPLE, INEXPRESSIBLE, RULES

_UNSEEN: Final[Mapping[str, str]] = {
    EXAMPLE.code: "what stands elsewhere is not read",
    DIALECT.code: "schemas are compared as JSON Schema 2020-12",
}
"""By the code of a rule: why changes of such a thing may go unseen."""

_TOLD_ELSEWHERE: Final = frozenset({*_UNSEEN, INEXPRESSIBLE.code})
_KINDS: Final = {rule.code: rule.loss for rule in RULES if rule.loss}


def unseen(base: Api, head: Api) -> Iterator[str]:
    """What the two documents use and a review does not see, a sentence each."""
    yield from (f"{_KINDS[code]}: {_UNSEEN[code]}" for code in _used(base, head) if code in _UNSEEN)


def without_python(base: Api, head: Api) -> Iterator[str]:
    """What the two documents use and no Python caller has, a sentence each: "links (1 in the base,
    2 in the head): judged on the wire, not for Python callers".

    Operations without a method are among what could not be judged, each by itself."""
    in_base, in_head = (Counter(loss.code for loss in api.losses) for api in (base, head))
    for code in filterfalse(_TOLD_ELSEWHERE.__contains__, _used(base, head)):
        before, after = in_base[code], in_head[code]
        yield (
            f"{_KINDS[code]} ({before} in the base, {after} in the head): judged on the "
            "wire, not for Python callers"
        )


def _used(base: Api, head: Api) -> list[str]:
    """The codes of what either document loses, in order."""
    return sorted({loss.code for api in (base, head) for loss in api.losses})
