"""`bundle`: a document of several files as one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import NO, YES, command, complain, report
from generator.cli.options import DEFAULT_SPEC, Exclude, Include, Overlays, Remote, Spec
from generator.cli.reading import Asked, judged, read
from generator.document.diagnostics import counted


@command
def bundle(
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FILE", help="The file to write; JSON if it ends in .json; - to print."
        ),
    ],
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    allow_remote: Remote = False,
) -> int:
    """Write a document of several files as one.

    Nothing is written if a part of the document cannot be read: the file would not say what the
    document says.

    \b
    Examples:
      python -m generator bundle --out openapi.yaml
      python -m generator bundle --out - | less
    """
    from generator.document.dump import dump
    from generator.output.single_file import write_file

    document = judged(
        read(spec, Asked(allow_remote, overlay, include, exclude)), otherwise="nothing was written"
    )
    lost = [
        finding
        for finding in document.diagnostics
        if finding.severity == "error" and finding.effect == "counted"
    ]
    if lost:  # an example in a file that is not there, say, which an SDK can do without
        report(lost)
        complain([f"error: the document has {counted(len(lost), 'error')}; nothing was written"])
        return NO
    write_file(
        dump(document, as_json=out.suffix == ".json"),
        out,
        sources=(
            *document.files,
            *(each for each in document.overlays if isinstance(each, Path)),
        ),
    )
    if str(out) != "-":
        complain([f"wrote {out}: {counted(document.number_of_files, 'file')} as one"])
    return YES
