"""What workers of the tests do, and what a process has open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def answers(client: Any, worker: int, calls: int) -> int:
    """How many of so many calls got an answer that is another's."""
    wrong = 0
    for number in range(calls):
        name = f"{worker}-{number}"
        wrong += client.things.read(name).path != f"/things/{name}"
    return wrong


def open_sockets() -> int:
    links = []
    for entry in Path(f"/proc/{os.getpid()}/fd").iterdir():
        try:
            links.append(str(entry.readlink()))
        except OSError:  # that of this very listing
            continue
    return sum(link.startswith("socket:") for link in links)
