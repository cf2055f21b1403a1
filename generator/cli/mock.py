"""`mock`: the examples of a document, served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import YES, Refusal, command, complain
from generator.cli.options import DEFAULT_SPEC, Exclude, Include, KeepGoing, Overlays, Remote, Spec
from generator.cli.reading import Asked, keep, read


@command
def mock(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="0 takes a free one.")
    ] = 8000,
    tls: Annotated[
        bool,
        typer.Option("--tls", help="Serve HTTPS, certified by an authority made for this run."),
    ] = False,
    ca_file: Annotated[
        Path | None,
        typer.Option(
            "--ca-file",
            metavar="FILE",
            help=(
                "With --tls: write the authority's certificate here. Default: a temporary file, "
                "removed at the end."
            ),
        ),
    ] = None,
    keep_going: KeepGoing = False,
    allow_remote: Remote = False,
) -> int:
    """Serve the examples of a document on this machine.

    Requests are validated as the document says. The first line that is printed is the address; with
    --tls a second one names the file with the certificate that a client has to trust, as
    SSL_CERT_FILE=… Ctrl-C ends it.

    \b
    Examples:
      python -m generator mock --port 8000
      python -m generator mock --port 8443 --tls --ca-file build/ca.pem
    """
    if ca_file is not None and not tls:
        raise Refusal("--ca-file goes with --tls")
    from generator.mock.app import serve, serve_tls

    document, _, told, _ = keep(
        read(spec, Asked(allow_remote, overlay, include, exclude)),
        "nothing is served",
        keep_going=keep_going,
    )
    complain(told)
    if tls:
        serve_tls(document, port, ca_file=ca_file)
    else:
        serve(document, port)
    return YES
