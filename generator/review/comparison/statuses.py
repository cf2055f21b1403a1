"""Which status of one document describes what arrives by a status of the other (OpenAPI 3.1,
section 4.8.16.2).

An exact code goes before the range of its class (`4XX`), and both before `default`. What `default`
stands for is errors, unless no success is named beside it: then it stands for that as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from generator.records import record

Kind = Literal["same", "generalised", "specialised", "removed", "added"]
_ORDER = get_args(Kind)
_DEFAULT = "default"


@record(frozen=True, slots=True)
class Match:
    """A status of the base and the one of the head that describes it; `None` where there is none.

    `success` says whether callers wait for it.
    """

    kind: Kind
    base: str | None
    head: str | None
    success: bool


def matched(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The statuses of an operation on both sides, by kind in the order of `Kind`, then in that of
    the documents.

    `404` that became `4XX` is generalised. `2XX` that became `200` and `201` is specialised by
    both; it is not removed, as these stand for it."""
    before, after = _by_code(old), _by_code(new)
    found = [Match("same", *both, is_success(both[0], old)) for both in _kept(before, after)]
    wider = {code: _taking_over(code, old, new) for code in _without(before, after)}
    alone = [code for code in _without(after, before) if code not in wider.values()]
    narrower = {code: _describing(code, old) for code in alone}
    found += _gone(wider, narrower, old, new)
    found += _came(narrower, new)
    return sorted(found, key=lambda match: _ORDER.index(match.kind))


def _kept(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str]]:
    """The statuses of both sides, as each writes them: `("2xx", "2XX")`."""
    return [(code, after[key]) for key, code in before.items() if key in after]


def _gone(
    wider: Mapping[str, str | None],
    narrower: Mapping[str, str | None],
    old: Sequence[str],
    new: Sequence[str],
) -> Iterator[Match]:
    """What became of the statuses that only the base names: each with the one of the head that
    describes it now (`wider`), else gone, unless what it described has names there (`narrower`).
    """
    for code, other in wider.items():
        if other is not None:
            yield Match("generalised", code, other, is_success(code, old))
        elif not _is_taken_apart(code, old, new, narrower):
            yield Match("removed", code, None, is_success(code, old))


def _came(narrower: Mapping[str, str | None], new: Sequence[str]) -> Iterator[Match]:
    """The statuses that only the head names, each with the one that described it, if one did."""
    for code, other in narrower.items():
        kind: Kind = "added" if other is None else "specialised"
        yield Match(kind, other, code, is_success(code, new))


def _without(codes: dict[str, str], others: dict[str, str]) -> list[str]:
    return [code for key, code in codes.items() if key not in others]


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
    """Which of `codes` describes what arrives by a code that is not one of them: `4XX` of `404`,
    else `default`. Of a success beside another `default` says nothing: it is there for errors.
    """
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
    not become a success: of `200` and `default` that became `default`, `200` is gone.
    """
    wider = _describing(code, new)
    if wider is None or wider.lower() != _DEFAULT:
        return wider
    was_there = _DEFAULT.upper() in _by_code(old)
    return None if was_there and is_success(code, old) else wider


def _is_taken_apart(
    code: str, old: Sequence[str], new: Sequence[str], narrower: Mapping[str, str | None]
) -> bool:
    """Whether statuses of the head stand for one that is gone; for what was waited for, one that is
    waited for: `200` and `404` stand for a `default` that was all that there was, `404` alone does
    not.
    """
    parts = [part for part, other in narrower.items() if other == code]
    if is_success(code, old):
        return any(is_success(part, new) for part in parts)
    return bool(parts)
