"""What workers of the tests do, and what a process has open."""

from __future__ import annotations

import os
import time
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


def has_closed(sockets: int) -> bool:
    """Whether no more than so many sockets are open, soon: the ends of the tests' own servers close
    a little later.
    """
    for _ in range(100):
        if open_sockets() <= sockets:
            return True
        time.sleep(0.02)
    return False
