"""Which status of one document describes what arrives by a status of the other (OpenAPI 3.1,
section 4.8.16.2).

An exact code goes before the range of its class (`4XX`), and both before `default`. What `default`
stands for is errors, unless no success is named beside it: then it stands for that as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Match", "is_success", "matched"]

Kind = Literal["same", "generalised", "specialised", "removed", "added"]
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Match:
    """A status of the base and the one of the head that describes it; `None` where there is none.

    `success` says whether callers wait for it.
    """

    kind: Kind
    base: str | None
    head: str | None
    success: bool


def matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """The statuses of an operation on both sides, those that are the same first."""
    before, after = ({code.upper(): code for code in codes} for codes in (old, new))
    yield from (
        Match("same", code, after[key], is_success(code, old))
        for key, code in before.items()
        if key in after
    )
    gone = [code for key, code in before.items() if key not in after]
    fresh = [code for key, code in after.items() if key not in before]
    wider = {code: _taking_over(code, old, new) for code in gone}
    narrower = {code: _describing(code, old) for code in fresh if code not in wider.values()}
    yield from (
        Match("generalised", code, other, is_success(code, old))
        for code, other in wider.items()
        if other
    )
    yield from (
        Match("specialised", other, code, is_success(code, new))
        for code, other in narrower.items()
        if other
    )
    left = [
        code
        for code in gone
        if wider[code] is None and not _is_taken_apart(code, old, new, narrower)
    ]
    yield from (Match("removed", code, None, is_success(code, old)) for code in left)
    yield from (
        Match("added", None, code, is_success(code, new))
        for code, other in narrower.items()
        if other is None
    )


def is_success(code: str, codes: Iterable[str]) -> bool:
    """Whether callers wait for a status; `codes` are all that stand beside it."""
    if code.lower() == _DEFAULT:
        return not _names_success(codes)
    return code[:1] in ("1", "2", "3")


def _names_success(codes: Iterable[str]) -> bool:
    return any(code[:1] == "2" for code in codes)


def _describing(code: str, codes: Sequence[str]) -> str | None:
    """Which of `codes` describes what arrives by a code that is not one of them."""
    if code.lower() == _DEFAULT:
        return None
    names = {each.upper(): each for each in codes}
    wider = names.get(f"{code[:1]}XX")
    if wider is not None:
        return wider
    return (
        names.get(_DEFAULT.upper())
        if not is_success(code, codes) or not _names_success(codes)
        else None
    )


def _taking_over(code: str, old: Sequence[str], new: Sequence[str]) -> str | None:
    """Which status of the head describes one that is gone; a `default` that stood for errors does
    not become a success.
    """
    wider = _describing(code, new)
    kept = (
        wider is not None
        and wider.lower() == _DEFAULT
        and any(each.lower() == _DEFAULT for each in old)
    )
    return None if kept and is_success(code, old) else wider


def _is_taken_apart(
    code: str, old: Sequence[str], new: Sequence[str], narrower: dict[str, str | None]
) -> bool:
    """Whether statuses of the head stand for one that is gone; for what was waited for, one that is
    waited for.
    """
    parts = [part for part, other in narrower.items() if other == code]
    return any(is_success(part, new) for part in parts) if is_success(code, old) else bool(parts)
