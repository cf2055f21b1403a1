"""The places of facts, by names that do not move when a page grows: `POST /pets
request.owner.name`.

What is known of a place besides its facts is kept by that name. The digests of descriptions stand
in a file of their own, a line for each place, sorted: an update of a page shows in the facts as
what the vendor changed, and a new wording as one line. The line on a page is in no file; where one
is wanted, the page is read again and the place is found in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from generator.document.diagnostics import Diagnostic, DocumentError, Location
from generator.vendor_docs.facts import (
    MALFORMED,
    Body,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
    printable,
)
from generator.vendor_docs.facts_printer import dump_section
from generator.vendor_docs.facts_reader import load_facts

FOLDER = "wordings"
_LINE = re.compile(r"(?P<place>.*\S): (?P<digest>[0-9a-f]{12})")
_T = TypeVar("_T", VendorOperation, Untranscribed, Body, Response, Field)


class _Change(Protocol):
    def __call__(self, place: str, each: _T, /) -> _T: ...


def load_sections(folder: Path) -> list[Section]:
    """Every section of a folder of facts, with the digests of its descriptions.

    Facts of the older form, which have digests and lines of the page beside each fact, are read as
    well.

    Raises:
        DocumentError: a file that cannot be read, or what is not of the form; all of it at once.
    """
    found = []
    for section in load_facts(folder):
        file = _file(folder, section.slug)
        found.append(_worded(section, _read(file)) if file.is_file() else section)
    return found


def save(section: Section, folder: Path) -> str:
    """Writes the facts of a section and the digests of its descriptions: "created", "changed" or
    "unchanged".
    """
    facts = folder / f"{section.slug}.yaml"
    existed = facts.exists()
    changed = _written(facts, dump_section(section))
    lines = sorted(
        f"{printable(place).strip()}: {digest}\n"
        for place, digest in description_digests(section).items()
    )
    if lines or _file(folder, section.slug).exists():
        changed |= _written(_file(folder, section.slug), "".join(lines))
    return "created" if not existed else "changed" if changed else "unchanged"


def _written(file: Path, text: str) -> bool:
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return True


def description_digests(section: Section) -> dict[str, str]:
    """The digests of all descriptions, by place."""
    return {place: wording for place, (wording, _) in _known(section).items() if wording}


def page_lines(sections: Iterable[Section]) -> dict[tuple[str, str], int]:
    """The lines of a page on which facts of it stand, by section and place."""
    return {
        (section.slug, place): line
        for section in sections
        for place, (_, line) in _known(section).items()
        if line is not None
    }


def with_page_lines(section: Section, known: Mapping[tuple[str, str], int]) -> Section:
    """A section with the lines of a page that was read again."""

    def placed(place: str, each: _T, /) -> _T:
        return replace(each, line=known.get((section.slug, place), each.line))

    return _mapped(section, placed)


def _file(folder: Path, slug: str) -> Path:
    return folder / FOLDER / f"{slug}.txt"


def _read(file: Path) -> dict[str, str]:
    """The digests of a file by their places: of a line `POST /pets request.name: 0123456789ab`.

    Raises:
        DocumentError: lines that are not of the form; all of them at once.
    """
    found: dict[str, str] = {}
    wrong: list[Diagnostic] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            wrong.append(
                MALFORMED.found(
                    "a line is a place, a colon and a digest", Location(str(file), number)
                )
            )
        else:
            found[match["place"]] = match["digest"]
    if wrong:
        raise DocumentError(wrong)
    return found


def _worded(section: Section, digests: Mapping[str, str]) -> Section:
    def worded(place: str, each: _T, /) -> _T:
        digest = digests.get(printable(place).strip())
        if digest is None or isinstance(each, Untranscribed):
            return each
        return replace(each, wording=digest)

    return _mapped(section, worded)


# --- walking --------------------------------------------------------------------------------------


def _known(section: Section) -> dict[str, tuple[str, int | None]]:
    """Every place, with the digest of its description and its line."""
    found: dict[str, tuple[str, int | None]] = {}

    def look(place: str, each: _T, /) -> _T:
        found[place] = ("" if isinstance(each, Untranscribed) else each.wording, each.line)
        return each

    _mapped(section, look)
    return found


def _mapped(section: Section, change: _Change) -> Section:
    """A section with every fact that has a place changed; the facts in it after it."""
    operations = _numbered(f"{each.method} {each.path}" for each in section.operations)
    unknown = _numbered(
        f"untranscribed {each.title or ', '.join(each.pages)}" for each in section.untranscribed
    )
    return replace(
        section,
        operations=tuple(
            _call(change(at, each), at, change)
            for at, each in zip(operations, section.operations, strict=True)
        ),
        untranscribed=tuple(
            _call(change(at, each), at, change)
            for at, each in zip(unknown, section.untranscribed, strict=True)
        ),
    )


_Call = TypeVar("_Call", VendorOperation, Untranscribed)


def _call(call: _Call, at: str, change: _Change) -> _Call:
    """An operation with each fact in it changed, at places such as `GET /books parameters.query.q`
    and `GET /books response.200`."""
    named = _numbered(f"{at} parameters.{each.sent_in}.{each.name}" for each in call.parameters)
    answers = _numbered(f"{at} response.{each.status}" for each in call.responses)
    return replace(
        call,
        parameters=tuple(
            _field(each, place, change) for each, place in zip(call.parameters, named, strict=True)
        ),
        request=None
        if call.request is None
        else _body(change(f"{at} request", call.request), f"{at} request", change),
        responses=tuple(
            _answer(change(place, each), place, change)
            for each, place in zip(call.responses, answers, strict=True)
        ),
    )


def _answer(answer: Response, at: str, change: _Change) -> Response:
    return answer if answer.body is None else replace(answer, body=_body(answer.body, at, change))


def _body(body: Body, at: str, change: _Change) -> Body:
    return replace(body, fields=_fields(body.fields, at, change))


def _fields(fields: tuple[Field, ...], at: str, change: _Change) -> tuple[Field, ...]:
    places = _numbered(
        f"{at}.{each.name}{f' ({each.when})' if each.when else ''}" for each in fields
    )
    return tuple(_field(each, place, change) for each, place in zip(fields, places, strict=True))


def _field(field: Field, at: str, change: _Change) -> Field:
    found = change(at, field)
    return replace(found, fields=_fields(found.fields, at, change))


def _numbered(names: Iterable[str]) -> list[str]:
    """Names, of which those that were there before have a number."""
    counts: Counter[str] = Counter()
    found = []
    for name in names:
        counts[name] += 1
        found.append(name if counts[name] == 1 else f"{name}#{counts[name]}")
    return found
