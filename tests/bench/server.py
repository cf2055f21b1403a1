"""A server for `run.py` in a process of its own: HTTPS on this machine, one answer to every
request, connections kept alive.

It reads no more of a request than it must to find its end, so that what is measured is the client's
side."""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import trustme

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@contextmanager
def serving(answer: bytes) -> Iterator[tuple[str, str]]:
    """Its address and the file with the authority to trust, while the block runs; `answer` is the
    JSON that it gives.
    """
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.bytes()
    spawned = multiprocessing.get_context("spawn")
    here, there = spawned.Pipe()
    process = spawned.Process(target=_run, args=(answer, certificate, there), daemon=True)
    process.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            ca_file = Path(folder) / "ca.pem"
            ca_file.write_bytes(authority.cert_pem.bytes())
            yield f"https://127.0.0.1:{here.recv()}", str(ca_file)
    finally:
        process.terminate()
        process.join()


def _run(answer: bytes, certificate: bytes, connection: Connection) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(certificate)
        file.flush()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(file.name)
    headers = (
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        f"{len(answer)}\r\n\r\n"
    )
    asyncio.run(_serve(headers.encode() + answer, context, connection))


async def _serve(response: bytes, context: ssl.SSLContext, connection: Connection) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                await reader.readexactly(int(length[1]) if length else 0)
                writer.write(response)
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context)
    connection.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()
