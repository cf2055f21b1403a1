"""Processes that write are killed, or read from beside: the program of `test_write_killed.py`.

It forks hundreds of times. A process that has read all tests needs ten times as long for that as
this one. `python -m tests.output.kills CASE FOLDER` ends with a traceback where a promise is
broken."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NoReturn

from generator.output import swap
from generator.output.write import write
from tests.output.trees import FIRST, PROVENANCE, SECOND, contents

STEPS: Final = ("open", "os.", "shutil.", "ctypes.", "fcntl.", "tempfile.")
MINE: Final = {"np6/models/mine.txt": b"mine", "other/mine.txt": b"mine too"}


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Run `work` in a process that dies at its `step`-th call to the system; false if it ended
    before.
    """
    child = os.fork()
    if child == 0:
        left = [step]

        def count(event: str, _: object) -> None:
            if event.startswith(STEPS) and event != "os.kill":
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGKILL}, status
    return os.WIFSIGNALED(status)


def at_any_step(room: Path, *, exchange: bool = True) -> None:
    """A kill leaves one whole tree, and the files of others; the next run is as any other."""
    out = room / "out"
    _written(FIRST, out)
    for path, content in MINE.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_bytes(content)
    step, seen = 0, set()
    while killed_at(step, lambda: write(SECOND, out, PROVENANCE)):
        if exchange or out.exists():
            found = contents(out)
            assert found in (FIRST | MINE, SECOND | MINE), f"a mix after step {step}: {found}"
            seen.add(found == SECOND | MINE)
        step += 1
        _written(SECOND, out, MINE)
        _is_alone(out)
        _written(FIRST, out, MINE)
    assert seen == {True, False}, seen
    assert step > 50, step


def at_any_step_of_two_renames(room: Path) -> None:
    """Also where the system cannot let two folders change places."""
    swap._exchange = lambda *_: False
    at_any_step(room, exchange=False)


def of_the_first_run(room: Path) -> None:
    """A kill leaves nothing or everything."""
    out, step = room / "out", 0
    while killed_at(step, lambda: write(FIRST, out, PROVENANCE)):
        assert not out.exists() or contents(out) == FIRST, f"a part after step {step}"
        step += 1
        _written(FIRST, out)
        _is_alone(out)
        shutil.rmtree(out)
    assert step > 10, step


def at_any_time(room: Path) -> None:
    """A kill never shows a reader a mix."""
    out, chance = room / "out", random.Random(6)
    _written(FIRST, out)
    (out / "mine.txt").write_bytes(b"mine")
    whole = [tree | {"mine.txt": b"mine"} for tree in (FIRST, SECOND)]
    for _ in range(60):
        child = os.fork()
        if child == 0:
            _write_again_and_again(out)
        time.sleep(chance.uniform(0, 0.02))
        _kill(child)
        found = contents(out)
        assert found in whole, found


def while_one_reads(room: Path) -> None:
    """A reader who meanwhile reads one folder sees one tree."""
    out = room / "out"
    _written(FIRST, out)
    child = os.fork()
    if child == 0:
        _write_again_and_again(out)
    try:
        whole = 0
        end = time.monotonic() + 10
        while whole < 200 and time.monotonic() < end:
            before = out.stat().st_ino
            try:
                read = {
                    path: (out / path).read_bytes() if (out / path).exists() else None
                    for path in FIRST | SECOND
                }
            except FileNotFoundError:
                continue
            if out.stat().st_ino == before:
                whole += 1
                found = {path: content for path, content in read.items() if content is not None}
                assert found in (FIRST, SECOND), found
    finally:
        _kill(child)
    assert whole == 200, whole


def _write_again_and_again(out: Path) -> NoReturn:
    while True:
        write(SECOND, out, PROVENANCE)
        write(FIRST, out, PROVENANCE)


def _kill(child: int) -> None:
    """End a process that was at work until now."""
    os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == -signal.SIGKILL, code


def _written(
    tree: Mapping[str, bytes], out: Path, others: Mapping[str, bytes] | None = None
) -> None:
    write(tree, out, PROVENANCE)
    found = contents(out)
    assert found == {**tree, **(others or {})}, found


def _is_alone(out: Path) -> None:
    beside = [path.name for path in out.parent.iterdir()]
    assert beside == ["out"], beside


CASES: Final[dict[str, Callable[[Path], None]]] = {
    "at any step": at_any_step,
    "at any step, of two renames": at_any_step_of_two_renames,
    "of the first run": of_the_first_run,
    "at any time": at_any_time,
    "while one reads": while_one_reads,
}


if __name__ == "__main__":
    case, folder = sys.argv[1:]
    CASES[case](Path(folder))
