"""`reference compare`: where the document and the reference differ."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import NO, YES, Refusal, command, report
from generator.cli.options import DEFAULT_SPEC, Remote, Spec
from generator.cli.reading import load
from generator.cli.reference.facts import DEFAULT_FACTS, Facts, facts_of_pages, is_whole


class CompareFormat(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


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
    """Where do the document and the reference differ?

    Both ways, field by field; where facts are partial, only what was seen is compared. What was
    observed besides the pages (the folder `observed` of the facts) is compared too, with its source
    and how sure that is; where a page differs from it, which of them wins is said. A difference
    that is meant has `x-reference-waiver: reason` beside it in the document, and is listed; a
    waiver without a difference is one itself. Exit 1 on any that is not waived.

    \b
    Examples:
      python -m generator reference compare
      python -m generator reference compare --format markdown
      python -m generator reference compare --page notification.txt
    """
    from generator.vendor_docs import report as reports
    from generator.vendor_docs.compare import compare_with_facts as compared
    from generator.vendor_docs.fact_store import page_lines, with_page_lines
    from generator.vendor_docs.facts_reader import load_facts
    from generator.vendor_docs.observations import load_observations

    document = load(spec, allow_remote=allow_remote)
    report(document.diagnostics)
    sections, observed = load_facts(facts), load_observations(facts)
    if not (sections or observed.sources):
        raise Refusal(f"{facts}: has no facts to compare the document with")
    if page:
        known = page_lines(facts_of_pages(page, document))
        sections = [with_page_lines(section, known) for section in sections]
    found = compared(sections, document, whole=is_whole(document, sections), observed=observed)
    print(
        {"text": reports.as_text, "json": reports.as_json, "markdown": reports.markdown}[form](
            found
        ).rstrip("\n")
    )
    return YES if found.agrees else NO
