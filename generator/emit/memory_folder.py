"""A folder in memory for the files that are being formatted."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from generator.temporary_folder import temporary_folder

PREFIX = "sdk-regenerate-"


def folder_in(memory: Path) -> AbstractContextManager[Path]:
    """A folder in `memory`, gone after the block; those go too that killed processes of this user
    have left there. It is room that is taken, so none is left for a moment.
    """
    return temporary_folder(PREFIX, memory, left=0)
