"""`reference`: what the vendor's page says, where the document differs from it, and what is
missing.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.console import (
    DEFAULT_SPEC,
    NO,
    YES,
    Refusal,
    Remote,
    Spec,
    command,
    complain,
    count,
    report,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.bundle import Document
    from generator.vendor_docs.facts import Section
    from generator.vendor_docs.page import Page

reference = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Read the vendor's reference, and compare it with a document.",
)


class CompareFormat(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


class ChangesFormat(StrEnum):
    text = "text"
    json = "json"


DEFAULT_FACTS = Path("spec/reference")
Facts = Annotated[
    Path,
    typer.Option(
        "--facts",
        metavar="FOLDER",
        exists=True,
        file_okay=False,
        help="The facts, a file for each section.",
    ),
]
FactsOut = Annotated[
    Path,
    typer.Option(
        "--out", metavar="FOLDER", help="Where the facts are kept, a file for each section."
    ),
]
Pages = Annotated[
    list[Path],
    typer.Argument(
        metavar="PAGE…", help="Pages of the reference: text as a browser copies it, or saved HTML."
    ),
]


@reference.command()
@command
def capture(
    pages: Pages,
    out: FactsOut = DEFAULT_FACTS,
    spec: Spec = DEFAULT_SPEC,
    allow_remote: Remote = False,
) -> int:
    """Read pages of the reference into facts.

    A page is text, selected and copied in a browser, or HTML as saved. What it shows is added to
    the facts that are there; what it does not show is kept. Of descriptions a digest is kept, in
    the folder `wordings` beside the facts, no words. The menu of the document says which section a
    page belongs to.

    \b
    Examples:
      python -m generator reference capture notification.txt
      python -m generator reference capture *.html --out /tmp/facts
    """
    from generator.vendor_docs.merge import merge
    from generator.vendor_docs.places import load, save

    captured = _captured(pages, _document(spec, allow_remote))
    known = {section.slug: section for section in load(out)} if out.is_dir() else {}
    out.mkdir(parents=True, exist_ok=True)
    for section in captured:
        merged = merge(known[section.slug], section) if section.slug in known else section
        print(f"{save(merged, out):9} {out / f'{section.slug}.yaml'}: {_seen(section)}")
    return YES


@reference.command()
@command
def compare(
    facts: Facts = DEFAULT_FACTS,
    spec: Spec = DEFAULT_SPEC,
    form: Annotated[
        CompareFormat, typer.Option("--format", help="How the differences are printed.")
    ] = CompareFormat.text,
    page: Annotated[
        list[Path] | None,
        typer.Option(
            "--page", metavar="PAGE", help="A page of the facts, to say on which line one stands."
        ),
    ] = None,
    allow_remote: Remote = False,
) -> int:
    """Where do the document and the reference differ? Both ways, field by field.

    Where facts are partial, only what was seen is compared. What was observed besides the pages
    (the folder `observed` of the facts) is compared too, with its source and how sure that is;
    where a page differs from it, which of them wins is said. A difference that is meant has
    `x-reference-waiver: reason` beside it in the document, and is listed; a waiver without a
    difference is one itself. Exit 1 on any that is not waived.

    \b
    Examples:
      python -m generator reference compare
      python -m generator reference compare --format markdown
      python -m generator reference compare --page notification.txt
    """
    from generator.document.bundle import load
    from generator.vendor_docs import report as reports
    from generator.vendor_docs.compare import compare as compared
    from generator.vendor_docs.facts import load as load_facts
    from generator.vendor_docs.observations import load as load_observed
    from generator.vendor_docs.places import lines, with_lines

    document = load(spec, allow_remote=allow_remote)
    report(document.diagnostics)
    sections, observed = load_facts(facts), load_observed(facts)
    if page:
        known = lines(_captured(page, document))
        sections = [with_lines(section, known) for section in sections]
    found = compared(sections, document, whole=_is_whole(document, sections), observed=observed)
    print(
        {"text": reports.text, "json": reports.as_json, "markdown": reports.markdown}[form](
            found
        ).rstrip("\n")
    )
    return YES if found.agrees else NO


@reference.command()
@command
def draft(
    facts: Facts = DEFAULT_FACTS,
    spec: Spec = DEFAULT_SPEC,
    write: Annotated[
        bool, typer.Option("--write", help="Write new operations into the files of their section.")
    ] = False,
    apply: Annotated[
        bool, typer.Option("--apply", help="Make the edits inside what is there.")
    ] = False,
    allow_remote: Remote = False,
) -> int:
    """Propose YAML for what the facts have and the document lacks, and edits for what it has
    otherwise.

    Whole operations are printed as YAML; --write puts them into the files of their section and the
    menu of the root file. What differs inside operations and schemas is printed as a unified diff,
    after which compare finds it gone; --apply makes it so. Every other line stays as it is, and
    what cannot be edited safely is listed with its reason. What is left to a person is marked,
    `TODO: …` in texts and `x-draft: …` where a rule decided; lint refuses the marks.

    \b
    Examples:
      python -m generator reference draft
      python -m generator reference draft --write
      python -m generator reference draft > edits.diff
      python -m generator reference draft --apply
    """
    from generator.document.bundle import load
    from generator.vendor_docs import draft as drafts
    from generator.vendor_docs import edits as editing
    from generator.vendor_docs.facts import load as load_facts
    from generator.vendor_docs.observations import load as load_observed
    from generator.vendor_docs.saving import SavingError, save
    from generator.vendor_docs.sheets import UnsafeEditError

    document = load(spec, allow_remote=allow_remote)
    report(document.diagnostics)
    sections = load_facts(facts)
    found = drafts.draft(sections, document, spec.parent)
    whole, observed = _is_whole(document, sections), load_observed(facts)
    edited = editing.edits(sections, document, spec.parent, whole=whole, observed=observed)
    if not found and not edited.made and not edited.left:
        complain(
            [
                (
                    "nothing to draft: the document has every operation whose method and path "
                    "are known, as the facts have it"
                )
            ]
        )
        return YES
    try:
        if apply:
            written = save(edited.texts, document, spec.parent, edited.before)
            print("".join(f"edited    {file}\n" for file in written), end="")
        elif not write:
            print(editing.unified(edited, spec.parent), end="")
        if write:
            if apply and edited.texts:
                document = load(spec, allow_remote=allow_remote)
                found = drafts.draft(sections, document, spec.parent)
            known = {file for file in (spec.parent / each.file for each in found) if file.exists()}
            for file in drafts.write(found, document, spec.parent) if found else []:
                print(f"{'changed' if file in known else 'created':9} {file}")
        elif found and not apply:
            print(drafts.render(found).rstrip("\n"))
    except (UnsafeEditError, SavingError) as error:
        raise Refusal(str(error)) from error
    complain([f"not edited: {each}" for each in edited.left if each.inside])
    return YES


@reference.command()
@command
def changes(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD", exists=True, file_okay=False, help="The older facts, a folder."
        ),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", exists=True, file_okay=False, help="The newer ones.")
    ] = DEFAULT_FACTS,
    form: Annotated[
        ChangesFormat, typer.Option("--format", help="How the changes are printed.")
    ] = ChangesFormat.text,
) -> int:
    """What did the vendor change between two captures?

    What the older facts did not show is newly seen, and no change. Exit 1 when the vendor changed
    anything.

    \b
    Example:
      python -m generator reference changes /tmp/facts-of-may spec/reference
    """
    from generator.vendor_docs import changes as reference_changes
    from generator.vendor_docs.places import load

    found = reference_changes.changes(load(old), load(new))
    if form is ChangesFormat.json:
        print(json.dumps(reference_changes.as_json(found), indent=2, ensure_ascii=False))
    else:
        print(reference_changes.render(found).rstrip("\n"))
    return NO if any(change.by_vendor for change in found) else YES


def _document(spec: Path, allow_remote: bool) -> Document | None:
    """The document, for its menu; `None` where there is none, and sections are then told by the
    page alone.
    """
    from generator.document.bundle import load

    return load(spec, allow_remote=allow_remote) if spec.exists() or spec != DEFAULT_SPEC else None


def _is_whole(document: Document, sections: Sequence[Section]) -> bool:
    """Whether the facts are of every section that the document has."""
    tags = {
        tag
        for path in document.root.get("paths", {}).values()
        for each in path.values()
        for tag in _first_tag(each)
    }
    return tags <= {section.slug for section in sections}


def _first_tag(operation: Any) -> list[str]:
    return operation.get("tags", [])[:1] if isinstance(operation, dict) else []


def _captured(files: Sequence[Path], document: Document | None) -> list[Section]:
    """The facts of the pages; every page that cannot be read is a line of the refusal."""
    from generator.vendor_docs.capture import capture as facts_of
    from generator.vendor_docs.page import PageError
    from generator.vendor_docs.saved import read

    pages: list[Page] = []
    wrong: list[str] = []
    for file in files:
        try:
            pages.append(read(file))
        except PageError as error:
            wrong.append(str(error))
    if wrong:
        raise Refusal("\n".join(wrong))
    root: dict[str, Any] = document.root if document else {}
    tags = [
        (str(tag.get("name", "")), str(tag.get("x-displayName", tag.get("name", ""))))
        for tag in root.get("tags", [])
    ]
    servers = [str(server.get("url", "")) for server in root.get("servers", [])]
    try:
        return facts_of(pages, tags, servers)
    except PageError as error:
        raise Refusal(str(error)) from error


def _seen(section: Section) -> str:
    """`3 operations (2 complete), 1 without a path`."""
    whole = sum(
        each.evidence.request == "complete" == each.evidence.response for each in section.operations
    )
    without = (
        f", {len(section.untranscribed)} without method or path" if section.untranscribed else ""
    )
    return f"{count(len(section.operations), 'operation')} ({whole} complete){without}"
