"""Formatting: where it is done is nobody's concern."""

from __future__ import annotations

import signal
import sys
import threading

import pytest
from ruff import find_ruff_bin

from generator.emit import format as formats

TREE = {"a.py": "x = 1\n", "b/c.py": "y=2", "d.txt": "y=2"}
FORMATTED = TREE | {"b/c.py": "y = 2\n"}


def fails(folder, *arguments):
    raise formats.FormatError("No space left on device")


def full(folder, *arguments):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("ruff", [fails, full])
def test_a_folder_in_memory_that_others_fill_meanwhile_is_done_without(tmp_path, monkeypatch, ruff):
    original = formats._ruff
    monkeypatch.setattr(formats, "_MEMORY", tmp_path)
    monkeypatch.setattr(
        formats,
        "_ruff",
        lambda folder, *rest: (ruff if tmp_path in folder.parents else original)(folder, *rest),
    )
    assert formats.formatted(TREE, "np6") == FORMATTED
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_python_is_told_wherever_that_is_found():
    with pytest.raises(formats.FormatError, match=r"a\.py"):
        formats.formatted({"a.py": "x ="}, "np6")


def test_ruff_is_looked_for_by_the_thread_that_prints(monkeypatch):
    """Not by those that wait for it: Python's `sysconfig` is not for two at a time, and a lock
    around it would be held for ever in a process that is forked meanwhile."""
    looking: list[threading.Thread] = []
    monkeypatch.setattr(
        formats,
        "find_ruff_bin",
        lambda: looking.append(threading.current_thread()) or find_ruff_bin(),
    )
    with formats.Formatter("np6") as formatter:
        formatter.add(TREE)
        assert formatter.finish() == FORMATTED
    assert looking == [threading.main_thread()]


def test_a_tree_that_cannot_be_printed_leaves_no_threads_and_python_as_it_was():
    interval, formatter = sys.getswitchinterval(), formats.Formatter("np6")

    def stopped():
        with formatter:
            formatter.add(TREE)
            raise KeyError

    with pytest.raises(KeyError):
        stopped()
    assert sys.getswitchinterval() == interval
    for thread in formatter._pool._threads:
        thread.join(10)
        assert not thread.is_alive()


STAND_IN = """\
#!{python}
import sys, time
print("thread 'main' (1) panicked at lib/thread.rs:1:1:", file=sys.stderr)
print("failed to spawn thread", file=sys.stderr, flush=True)
{then}
"""


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("time.sleep(600)", "^ruff crashed: failed to spawn thread$"),
        ("sys.exit(101)", "^ruff crashed: failed to spawn thread$"),
    ],
)
def test_a_ruff_that_crashes_is_told_also_where_it_would_never_end(
    tmp_path, monkeypatch, then, told
):
    program = tmp_path / "ruff"
    program.write_text(STAND_IN.format(python=sys.executable, then=then))
    program.chmod(0o755)
    monkeypatch.setattr(formats, "find_ruff_bin", lambda: str(program))
    monkeypatch.setattr(formats, "_LOOK", 0.2)
    with pytest.raises(formats.RuffError, match=told):
        formats.formatted(TREE, "np6")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("kill -9 $$", r"^ruff crashed: exit code -9$"),
        ("exec sleep 600", r"^ruff did not end within 1 seconds$"),
        (None, r"^ruff cannot be started: (Exec format error|Permission denied)$"),
    ],
)
def test_a_ruff_that_is_killed_hangs_or_does_not_start_is_told(tmp_path, monkeypatch, script, told):
    program = tmp_path / "ruff"
    program.write_text("" if script is None else f"#!/bin/sh\n{script}\n")
    program.chmod(0o644 if script is None else 0o755)
    monkeypatch.setattr(formats, "find_ruff_bin", lambda: str(program))
    monkeypatch.setattr(formats, "_LOOK", 0.2)
    monkeypatch.setattr(formats, "_PATIENCE", 0.6)
    with pytest.raises(formats.RuffError, match=told):
        formats.formatted(TREE, "np6")


@pytest.mark.parametrize(
    ("name", "told"),
    [(None, "^ruff is not installed beside this interpreter$"), ("elsewhere", None)],
)
def test_a_ruff_that_is_not_beside_the_interpreter_is_looked_for_on_the_path(
    tmp_path, monkeypatch, name, told
):
    def nowhere() -> str:
        raise FileNotFoundError

    found = find_ruff_bin()
    if name:
        (tmp_path / "ruff").symlink_to(found)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(formats, "find_ruff_bin", nowhere)
    if told is None:
        assert formats.formatted(TREE, "np6") == FORMATTED
        return
    with pytest.raises(formats.RuffError, match=told):
        formats.formatted(TREE, "np6")


@pytest.mark.parametrize(
    ("code", "error", "told"),
    [
        (1, formats.FormatError, "^caf\ufffd$"),
        (101, formats.RuffError, "^ruff crashed: exit code 101$"),
    ],
)
def test_what_ruff_says_in_an_encoding_of_its_own_is_told(tmp_path, monkeypatch, code, error, told):
    program = tmp_path / "ruff"
    program.write_text(f"#!/bin/sh\nprintf 'caf\\351' >&2\nexit {code}\n")
    program.chmod(0o755)
    monkeypatch.setattr(formats, "find_ruff_bin", lambda: str(program))
    with pytest.raises(error, match=told):
        formats.formatted(TREE, "np6")


def test_what_the_environment_tells_ruff_is_not_heard(monkeypatch):
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "none that there is")
    assert formats.formatted(TREE, "np6") == FORMATTED


@pytest.mark.parametrize("package", ["np6", "np6.first", "np6.first.second"])
def test_the_package_and_its_namespace_are_imported_among_the_libraries(package):
    inside = f"{package.replace('.', '/')}/__init__.py"
    tree = {inside: "", "a.py": "import np6.other\nimport httpx2\nimport os\n"}
    text = "import os\n\nimport httpx2\nimport np6.other\n"
    assert formats.formatted(tree, package)["a.py"] == text


def test_who_is_interrupted_leaves_no_thread_in_the_middle_of_its_work(monkeypatch):
    waiting, done = threading.Event(), threading.Event()

    def slow(folder, *arguments):
        waiting.wait(10)
        if not done.is_set():
            # one that this thread raises for itself does not wake the one that waits
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        done.wait(10)

    monkeypatch.setattr(formats, "_ruff", slow)
    formatter = formats.Formatter("np6")
    formatter.add(TREE)
    (part,) = formatter._parts
    result = part.result

    def waited():
        waiting.set()
        return result()

    monkeypatch.setattr(part, "result", waited)
    with pytest.raises(KeyboardInterrupt), formatter:
        formatter.finish()
    (thread,) = formatter._pool._threads
    assert thread.is_alive(), "as what ends the process waits for it"
    done.set()
    thread.join(10)


def test_imports_are_put_in_order_only_where_there_are_modules(monkeypatch):
    asked: list[str] = []
    original = formats._ruff
    monkeypatch.setattr(
        formats, "_ruff", lambda folder, *rest: asked.append(rest[1]) or original(folder, *rest)
    )
    text = "```python\nimport b\nimport a\nx=1\n```\n"
    assert formats.formatted({"a.md": text}, "np6") == {"a.md": text.replace("x=1", "\nx = 1")}
    assert asked == ["format"]
    formats.formatted({"a.md": text, "b.py": "x = 1\n"}, "np6")
    assert asked == ["format", "check", "format"]
