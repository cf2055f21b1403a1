"""What the commands about the reference have in common: facts and pages as options, and read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli.console import Refusal
from generator.cli.options import DEFAULT_SPEC, folder_from_above, from_above
from generator.cli.reading import load

if TYPE_CHECKING:
    from generator.document.bundle import Document
    from generator.document.origins import Origin
    from generator.vendor_docs.facts import Section
    from generator.vendor_docs.reading.page import Page


DEFAULT_FACTS = Path("spec/reference")
Facts = Annotated[
    Path,
    typer.Option(
        "--facts",
        metavar="FOLDER",
        callback=folder_from_above,
        help="The facts, a file for each section.",
    ),
]
FactsOut = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FOLDER",
        callback=from_above,
        help="Where the facts are kept, a file for each section.",
    ),
]
Pages = Annotated[
    list[Path],
    typer.Argument(
        metavar="PAGE…", help="Pages of the reference: text as a browser copies it, or saved HTML."
    ),
]


def document_of(spec: Origin, allow_remote: bool) -> Document | None:
    """The document, for its menu; `None` where there is none, and sections are then told by the
    page alone.
    """
    if spec == DEFAULT_SPEC and not spec.path.exists():
        return None
    return load(spec, allow_remote=allow_remote)


def facts_of_pages(files: Sequence[Path], document: Document | None) -> list[Section]:
    """The facts of the pages; every page that cannot be read is a line of the refusal."""
    from generator.vendor_docs.reading.capture import capture as facts_of
    from generator.vendor_docs.reading.page import PageError
    from generator.vendor_docs.reading.page_file import read_page_file

    pages: list[Page] = []
    wrong: list[str] = []
    for file in files:
        try:
            pages.append(read_page_file(file))
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


def is_whole(document: Document, sections: Sequence[Section]) -> bool:
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
