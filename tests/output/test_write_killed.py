"""A process that writes is killed at every step it takes; whoever looks then finds the old tree or
the new one.
"""

import os
import random
import shutil
import signal
import sys
import time

import pytest

from generator.output import swap
from generator.output.write import write

STEPS = ("open", "os.", "shutil.", "ctypes.", "fcntl.", "tempfile.")


def killed_at(step: int, work) -> bool:
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
        try:
            work()
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 99)
    status = os.waitpid(child, 0)[1]
    assert os.waitstatus_to_exitcode(status) in {0, -signal.SIGKILL}
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_a_kill_at_any_step_leaves_one_whole_tree_and_the_files_of_others(
    tmp_path, first, second, provenance, contents, monkeypatch, exchange
):
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    out = tmp_path / "out"
    mine = {"np6/models/mine.txt": b"mine", "other/mine.txt": b"mine too"}
    write(first, out, provenance)
    for path, content in mine.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_bytes(content)
    step, seen = 0, set()
    while killed_at(step, lambda: write(second, out, provenance)):
        if exchange or out.exists():
            found = contents(out)
            assert found in (first | mine, second | mine), f"a mix after step {step}"
            seen.add(found == second | mine)
        step += 1
        write(second, out, provenance)
        assert contents(out) == second | mine
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        write(first, out, provenance)
        assert contents(out) == first | mine
    assert seen == {True, False}
    assert step > 50


def test_a_kill_of_the_first_run_leaves_nothing_or_everything(
    tmp_path, first, provenance, contents
):
    out, step = tmp_path / "out", 0
    while killed_at(step, lambda: write(first, out, provenance)):
        assert not out.exists() or contents(out) == first
        step += 1
        write(first, out, provenance)
        assert contents(out) == first
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        shutil.rmtree(out)


def test_a_kill_at_any_time_never_shows_a_reader_a_mix(
    tmp_path, first, second, provenance, contents
):
    out, chance = tmp_path / "out", random.Random(6)
    write(first, out, provenance)
    (out / "mine.txt").write_bytes(b"mine")

    def work() -> None:
        while True:
            write(second, out, provenance)
            write(first, out, provenance)

    whole = [tree | {"mine.txt": b"mine"} for tree in (first, second)]
    for _ in range(60):
        child = os.fork()
        if child == 0:
            work()
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert contents(out) in whole


def test_a_reader_who_meanwhile_reads_one_folder_sees_one_tree(tmp_path, first, second, provenance):
    out = tmp_path / "out"
    write(first, out, provenance)
    child = os.fork()
    if child == 0:
        while True:
            write(second, out, provenance)
            write(first, out, provenance)
    try:
        whole = 0
        end = time.monotonic() + 10
        while whole < 200 and time.monotonic() < end:
            before = out.stat().st_ino
            try:
                found = {
                    path: (out / path).read_bytes() if (out / path).exists() else None
                    for path in first | second
                }
            except FileNotFoundError:
                continue
            if out.stat().st_ino == before:
                whole += 1
                assert {
                    path: content for path, content in found.items() if content is not None
                } in (first, second)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert whole == 200
