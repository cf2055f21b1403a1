"""`import-names`: the names of another generator's configuration, as an overlay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.console import NO, YES, command, complain, place_of, report
from generator.cli.options import DEFAULT_SPEC, Overlays, Remote, Spec
from generator.cli.reading import load
from generator.document.diagnostics import counted

if TYPE_CHECKING:
    from generator.document.origins import Origin


@command
def import_names(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="stainless.yml; generators.yml or overrides of Fern; gen.yaml, workflow.yaml or "
            "overlays of Speakeasy.",
        ),
    ],
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE", help="The overlay to write; - to print it."),
    ] = Path("-"),
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail if anything is not carried over.")
    ] = False,
    allow_remote: Remote = False,
) -> int:
    """Write the names of another generator's SDK as an overlay.

    Resources, methods, models, pages and credentials keep the names that callers know. What cannot
    be carried over is listed, a line each. Overlays of sdk.yaml have changed the document before,
    but for those that are read here, or written anew.

    \b
    Examples:
      python -m generator import-names stainless.yml --spec openapi.yaml --out overlay.yaml
      python -m generator import-names fern/generators.yml --spec fern/openapi/openapi.yaml
    """
    from generator.document.overlay import RULES as OF_OVERLAYS
    from generator.import_names.configuration import carry
    from generator.import_names.names import Names
    from generator.import_names.overlay import actions, printed
    from generator.output.single_file import write_file

    before = list(_others(overlay or (), (*files, out)))
    document = load(spec, allow_remote=allow_remote, overlays=before)
    codes = {rule.code for rule in OF_OVERLAYS}
    report(each for each in document.diagnostics if each.code in codes)
    names = Names(document)
    read = carry(files, names)
    complain(str(each) for each in sorted(names.left, key=place_of))
    found = actions(names)
    left = f"{counted(len(names.left), 'thing')} not carried over"
    if names.left and strict:
        complain([f"error: {left}, and --strict was given; nothing was written"])
        return NO
    if not found:
        and_left = f", and {left}" if names.left else ""
        complain([f"error: there is no name to carry over{and_left}; nothing was written"])
        return NO
    overlays = (each for each in document.overlays if isinstance(each, Path))
    text = printed(found, names, [path.name for path in read])
    write_file(text, out, sources=(*document.files, *overlays, *read))
    if str(out) != "-":
        complain([f"wrote {out}: {counted(len(found), 'action')}; {left}"])
    return YES


def _others(overlays: Sequence[Origin], ours: Sequence[Path]) -> Iterator[Origin]:
    """The overlays without those that the configuration names and that are of `ours`: a name that
    one of them gives already would not be written.
    """
    known = {path.resolve() for path in ours}
    for each in overlays:
        if each.place is None or not each.is_file or each.path.resolve() not in known:
            yield each
