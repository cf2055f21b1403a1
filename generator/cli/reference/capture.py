"""`reference capture`: pages of the reference, read into facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.console import YES, command
from generator.cli.options import DEFAULT_SPEC, Remote, Spec
from generator.cli.reference.facts import (
    DEFAULT_FACTS,
    FactsOut,
    Pages,
    document_of,
    facts_of_pages,
)
from generator.document.diagnostics import counted

if TYPE_CHECKING:
    from generator.vendor_docs.facts import Section


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
    from generator.vendor_docs.fact_store import load_sections, save
    from generator.vendor_docs.merge import merge

    captured = facts_of_pages(pages, document_of(spec, allow_remote))
    known = {section.slug: section for section in load_sections(out)} if out.is_dir() else {}
    out.mkdir(parents=True, exist_ok=True)
    for section in captured:
        merged = merge(known[section.slug], section) if section.slug in known else section
        print(f"{save(merged, out):9} {out / f'{section.slug}.yaml'}: {_seen(section)}")
    return YES


def _seen(section: Section) -> str:
    """`3 operations (2 complete), 1 without a path`."""
    whole = sum(
        each.evidence.request == "complete" == each.evidence.response for each in section.operations
    )
    without = (
        f", {len(section.untranscribed)} without method or path" if section.untranscribed else ""
    )
    return f"{counted(len(section.operations), 'operation')} ({whole} complete){without}"
