"""`reference`: what the vendor's page says, where the document differs from it, and what is
missing.
"""

from __future__ import annotations

import typer

from generator.cli.reference.capture import capture
from generator.cli.reference.changes import changes
from generator.cli.reference.compare import compare
from generator.cli.reference.draft import draft

reference = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Read the vendor's reference, and compare it with a document.",
)


for each in (capture, compare, draft, changes):
    reference.command()(each)
