"""A pace beyond its process: pickled, copied, and after a fork."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from golden._runtime.pacing import Pace


@pytest.mark.parametrize(
    "way", [lambda pace: pickle.loads(pickle.dumps(pace)), copy.copy, copy.deepcopy]
)
def test_a_pace_that_travels_is_one_of_the_same_limit_that_has_started_nothing(
    way: Callable[[Pace], Pace],
) -> None:
    pace = Pace(2, per=4.0)
    turns = [pace.turn() for _ in range(3)]
    assert [turn.wait(lambda: 0.0) for turn in turns] == [0, 0, 4]
    pace.hold(90.0)
    other = way(pace)
    assert (repr(other), other._waiting) == ("Pace(2, per=4.0)", [])
    assert [other.turn().wait(lambda: 0.0) for _ in range(3)] == [0, 0, 4]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_in_a_forked_process_nobody_waits_and_the_lock_is_free() -> None:
    """The threads that waited, or had the lock, are not there to give it up."""
    code = """
        import os, sys
        sys.path.insert(0, sys.argv[1])
        import golden
        from golden._runtime.pacing import Pace
        pace = Pace(1, per=5.0)
        turns = [pace.turn(), pace.turn()]
        assert [turn.wait(lambda: 0.0) for turn in turns] == [0, 5]
        pace._lock.acquire()
        child = os.fork()
        if child == 0:
            with pace.turn() as turn:
                waited = turn.wait(lambda: 1.0)
            turns[1].__exit__()
            os._exit(int(waited))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), pace._waiting)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    assert done.stdout.split() == ["4", "[1]"]
