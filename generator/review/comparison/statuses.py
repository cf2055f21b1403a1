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
    before, after = _by_code(old), _by_code(new)
    for key in before:
        if key in after:
            yield Match("same", before[key], after[key], is_success(before[key], old))
    removed = [before[key] for key in before if key not in after]
    wider = {code: _taking_over(code, old, new) for code in removed}
    added = [after[key] for key in after if key not in before]
    narrower = {code: _describing(code, old) for code in added if code not in wider.values()}
    for code in removed:
        if wider[code]:
            yield Match("generalised", code, wider[code], is_success(code, old))
    for code, other in narrower.items():
        if other:
            yield Match("specialised", other, code, is_success(code, new))
    for code in removed:
        if wider[code] is None and not _is_taken_apart(code, old, new, narrower):
            yield Match("removed", code, None, is_success(code, old))
    for code, other in narrower.items():
        if other is None:
            yield Match("added", None, code, is_success(code, new))


def _by_code(codes: Sequence[str]) -> dict[str, str]:
    return {code.upper(): code for code in codes}


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
    names = _by_code(codes)
    wider = names.get(f"{code[:1]}XX")
    if wider is not None:
        return wider
    is_of_errors = is_success(code, codes) and _names_success(codes)
    return None if is_of_errors else names.get(_DEFAULT.upper())


def _taking_over(code: str, old: Sequence[str], new: Sequence[str]) -> str | None:
    """Which status of the head describes one that is gone; a `default` that stood for errors does
    not become a success.
    """
    wider = _describing(code, new)
    if wider is None or wider.lower() != _DEFAULT:
        return wider
    was_there = _DEFAULT.upper() in _by_code(old)
    return None if was_there and is_success(code, old) else wider


def _is_taken_apart(
    code: str, old: Sequence[str], new: Sequence[str], narrower: dict[str, str | None]
) -> bool:
    """Whether statuses of the head stand for one that is gone; for what was waited for, one that is
    waited for.
    """
    parts = [part for part, other in narrower.items() if other == code]
    return any(is_success(part, new) for part in parts) if is_success(code, old) else bool(parts)
