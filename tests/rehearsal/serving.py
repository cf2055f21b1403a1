"""The stand-in as its command, over TLS, and a client for who rehearses."""

from __future__ import annotations

import shlex
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from generator.document.examples import JsonValue
from tests.rehearsal.control import KEY
from tests.servers import ROOT, environment


@dataclass(frozen=True, slots=True)
class StandIn:
    """Where the stand-in answers over TLS, the authority to trust, and a client of what is for who
    rehearses.
    """

    address: str
    ca_file: Path
    client: httpx2.Client

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of a program that is to call it."""
        known = {
            "NP6_BASE_URL": self.address,
            "NP6_API_KEY": KEY,
            "SSL_CERT_FILE": str(self.ca_file),
        }
        return environment(**known, **more)

    def told(self, what: str) -> JsonValue:
        found: JsonValue = self.client.get(f"/rehearsal/{what}").raise_for_status().json()
        return found

    def order(self, what: str, **given: JsonValue) -> None:
        self.client.post(f"/rehearsal/{what}", json=given).raise_for_status()


@contextmanager
def stand_in(*options: str) -> Iterator[StandIn]:
    """Serves on a free port while the block runs; fails if an answer did not fit the document, or
    anything was logged.
    """
    command = [sys.executable, "-m", "tests.rehearsal", "--port", "0", "--tls", *options]
    piped = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=piped, stderr=piped, text=True
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            name, _, file = server.stdout.readline().strip().partition("=")
            assert name == "SSL_CERT_FILE", server.communicate()
            ca_file = Path(shlex.split(file)[0])
            trusting = ssl.create_default_context(cafile=str(ca_file))
            with httpx2.Client(
                base_url=address, verify=trusting, trust_env=False, headers={"X-Key": KEY}
            ) as client:
                yield StandIn(address, ca_file, client)
        finally:
            server.terminate()
            _, said = server.communicate(timeout=20)
    assert [line for line in said.splitlines()[3:] if line] == []
