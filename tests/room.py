"""Print the folder for the files of a run of the tests: in memory where there is room, else where
temporary files lie anyway.

`regenerate` waits for the disk for every file, so that its promise survives a power failure.
Nothing of a test needs to, and the suite spends a good part of its time on those waits. Memory
counts only if programs may run in it, which containers forbid now and then, and tests do."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 2 * 1024**3


def room(memory: Path = MEMORY, needed: int = NEEDED) -> Path:
    """`memory` if it is a folder with `needed` bytes free in which programs can be written and run."""
    if (
        memory.is_dir()
        and os.access(memory, os.W_OK)
        and shutil.disk_usage(memory).free >= needed
        and _runs_programs(memory)
    ):
        return memory
    return Path(tempfile.gettempdir())


def _runs_programs(folder: Path) -> bool:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        program = Path(own) / "program"
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o700)
        try:
            return subprocess.run([program], check=False).returncode == 0
        except OSError:
            return False


if __name__ == "__main__":
    print(room())
