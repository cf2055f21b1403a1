"""`reference changes`: what the vendor changed between two captures."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import NO, YES, command
from generator.cli.options import folder_from_above
from generator.cli.reference.facts import DEFAULT_FACTS


class ChangesFormat(StrEnum):
    text = "text"
    json = "json"


@command
def changes(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD", exists=True, file_okay=False, help="The older facts, a folder."
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(metavar="NEW", callback=folder_from_above, help="The newer ones."),
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
    from generator.vendor_docs.fact_store import load_sections

    found = reference_changes.fact_changes(load_sections(old), load_sections(new))
    if form is ChangesFormat.json:
        print(json.dumps(reference_changes.as_json(found), indent=2, ensure_ascii=False))
    else:
        print(reference_changes.render_changes(found).rstrip("\n"))
    return NO if any(change.by_vendor for change in found) else YES
