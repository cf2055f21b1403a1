"""A process that writes is killed at every step it takes; whoever looks then finds the old tree or
the new one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.output.kills import CASES
from tests.servers import ROOT


@pytest.mark.parametrize("case", CASES)
def test_a_kill_leaves_one_whole_tree_and_the_files_of_others(case: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.output.kills", case, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
