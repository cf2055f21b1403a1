"""HTTPS on this machine: an authority made for one run, and a certificate that it signed for the
server.

Private keys stay in memory, but for the moment in which `ssl` reads the server's from a file that
its owner alone can read; nobody can sign with the authority once the run is over. What a client has
to trust is in a file of its own."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from generator.mock.endings import ended_by_signals
from generator.output.single_file import write_file
from generator.output.tree import OutputError
from generator.records import record

NAMES = ("localhost", "127.0.0.1", "::1")
_FIRST_LINE = "# The authority of a mock server, made for one run."


@record(frozen=True, slots=True)
class Certified:
    """The context of a server that is certified for `NAMES`, and the certificate of its authority
    as PEM.
    """

    context: ssl.SSLContext
    authority: str


def certify() -> Certified:
    """Make an authority and the certificate of a server, both new."""
    authority = trustme.CA(
        organization_name="a mock server", organization_unit_name="made for one run"
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_alpn_protocols(["http/1.1"])
    authority.issue_cert(*NAMES).configure_cert(context)
    return Certified(context, f"{_FIRST_LINE}\n{authority.cert_pem.bytes().decode('ascii')}")


@contextmanager
def published(authority: str, file: Path | None) -> Iterator[Path]:
    """The file in which the authority's certificate lies: `file`, or a temporary one that goes with
    the block or the process.

    A file that is there and is not such a certificate is left as it is.

    Raises:
        OutputError: `file` is something else, or cannot be written.
    """
    if file is not None:
        if file.exists() and not _is_ours(file):
            raise OutputError(
                f"{file}: is there already, and is no authority of a mock server; give another name"
            )
        write_file(authority, file)
        yield file
        return
    with (
        ended_by_signals(),
        tempfile.NamedTemporaryFile("w", prefix="mock-authority-", suffix=".pem") as temporary,
    ):
        temporary.write(authority)
        temporary.flush()
        yield Path(temporary.name)


def _is_ours(file: Path) -> bool:
    return file.is_file() and file.read_bytes().startswith(_FIRST_LINE.encode())
