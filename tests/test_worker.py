"""A second process: what it gives is what would have been made here, and where it gives nothing,
that is made here.
"""

from __future__ import annotations

import _thread
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from generator import worker
from generator.api.build import build, build_namespace
from generator.document.bundle import load
from generator.emit import package
from generator.emit.template_folders import TEMPLATES
from generator.emit.templates import TemplateError
from generator.review import revisions
from generator.worker import Worker

HERE = os.getpid()
DOCUMENT = """\
openapi: 3.1.0
info: {title: A, version: '1'}
paths:
  /x:
    get:
      parameters: [{name: n, in: query, schema: {type: string, maxLength: %d}}]
      responses: {'204': {description: nothing}}
"""
LARGE = f"# {'so large that a second process pays ' * 60_000}\n"

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1,
        reason="no second process on this machine",
    ),
    pytest.mark.filterwarnings(
        "ignore:This process .* is multi-threaded:DeprecationWarning"
    ),  # see `alone`
]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no other thread were there; the runner of the tests may have some."""
    monkeypatch.setattr(worker, "_threads", lambda: 1)


def taken(work: Callable[[], Iterable[object]], count: int) -> list[object]:
    meanwhile = Worker(work)
    return [meanwhile.take(lambda: "made here") for _ in range(count)]


def test_each_result_comes_from_the_other_process_in_turn():
    first, second, third = taken(lambda: [(os.getpid(), 1), (os.getpid(), 2)], 3)
    assert first[0] == second[0] != HERE
    assert (first[1], second[1], third) == (1, 2, "made here")


def test_the_next_result_is_made_while_a_large_one_waits_to_be_taken(tmp_path):
    mark = tmp_path / "mark"

    def work() -> Iterator[object]:
        yield "x" * 5_000_000
        mark.touch()
        yield 2

    meanwhile = Worker(work)
    for _ in range(500):
        if mark.exists():
            break
        threading.Event().wait(0.02)
    assert mark.exists()
    assert len(meanwhile.take(str)) == 5_000_000
    assert meanwhile.take(int) == 2


def fails() -> Iterator[object]:
    yield 1
    raise ValueError("not told by the other process")


def dies() -> Iterator[object]:
    yield 1
    os._exit(9)


def cannot_be_sent() -> Iterator[object]:
    yield 1
    yield lambda: 2


@pytest.mark.parametrize("work", [fails, dies, cannot_be_sent])
def test_what_the_other_process_does_not_give_is_made_here(work, capfd):
    assert taken(work, 3)[1:] == ["made here", "made here"]
    assert capfd.readouterr() == ("", "")


def test_beside_other_threads_no_process_is_made(monkeypatch):
    monkeypatch.undo()
    started, end = threading.Event(), threading.Lock()
    end.acquire()
    _thread.start_new_thread(
        lambda: (started.set(), end.acquire(), end.release()), ()
    )  # which `threading` does not count
    try:
        assert started.wait(20)
        assert taken(lambda: [1], 1) == ["made here"]
    finally:
        end.release()


def test_on_one_processor_no_process_is_made(monkeypatch):
    monkeypatch.setattr(worker.os, "sched_getaffinity", lambda _: {0})
    assert taken(lambda: [1], 1) == ["made here"]


def test_a_process_that_may_have_no_children_has_none():
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(taken_in_a_worker) == ["made here"]


def taken_in_a_worker() -> list[object]:
    return taken(lambda: [1], 1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_is_ended_clears_up_after_itself(tmp_path, number, capfd):
    def work() -> Iterator[object]:
        with tempfile.TemporaryDirectory(dir=tmp_path):
            yield 1
            threading.Event().wait(60)

    meanwhile = Worker(work)
    assert meanwhile.take(int) == 1
    os.kill(meanwhile._process.pid, number)
    assert meanwhile.take(lambda: "made here") == "made here"
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_process_that_is_ended_in_two_ways_at_once_says_nothing(capfd):
    """As by Ctrl-C, after which the host ends it too."""
    both = {signal.SIGINT, signal.SIGTERM}

    def work() -> Iterator[object]:
        yield 1
        sys.unraisablehook = sys.__unraisablehook__  # that of the runner says nothing
        signal.pthread_sigmask(signal.SIG_BLOCK, both)
        for number in both:
            os.kill(os.getpid(), number)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, both)
        yield 2

    first, second = taken(work, 2)  # the first is sent meanwhile, and may not get there
    assert first in {1, "made here"}
    assert second == "made here"
    assert capfd.readouterr() == ("", "")


def test_what_ends_this_process_while_it_forks_finds_the_other_one(monkeypatch):
    forked = os.fork

    def interrupted() -> int:
        number = forked()
        if number:
            signal.raise_signal(signal.SIGINT)
        return number

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Worker(lambda: iter([threading.Event().wait(20)]))
    (other,) = multiprocessing.active_children()
    other.terminate()
    other.join(20)
    assert other.exitcode == 1
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_a_process_that_nobody_listens_to_ends_though_it_was_told_to_ignore_that(capfd):
    """Signals that the host ignores, or only notes, are not ignored there: the host waits for it as
    it ends.
    """
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        meanwhile = Worker(lambda: [1, "x" * 5_000_000])
        assert meanwhile.take(int) == 1
        meanwhile._process.terminate()
        meanwhile._process.join(20)
        assert meanwhile._process.exitcode == 1
    finally:
        signal.signal(signal.SIGTERM, before)
    assert capfd.readouterr() == ("", "")


def test_where_it_does_not_pay_no_process_is_made():
    meanwhile = Worker(lambda: [1], pays=False)
    assert not meanwhile.under_way
    assert meanwhile.take(lambda: "made here") == "made here"


@pytest.mark.parametrize(("root", "part", "made"), [(0, 0, 0), (1, 0, 1), (0, 1, 1)])
def test_a_process_is_made_for_large_documents_of_one_file_or_of_many(
    tmp_path, monkeypatch, root, part, made
):
    started: list[bool] = []
    monkeypatch.setattr(
        revisions,
        "Worker",
        lambda work, *, pays=True: started.append(pays) or Worker(work, pays=False),
    )
    (tmp_path / "name.yaml").write_text(
        "name: n\nin: query\nschema: {type: string}\n" + part * LARGE, encoding="utf-8"
    )
    text = (
        DOCUMENT.replace(
            "{name: n, in: query, schema: {type: string, maxLength: %d}}", "{$ref: name.yaml}"
        )
        + root * LARGE
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    file = str(tmp_path / "a.yaml")
    revisions.read_revisions(file, file, spec=tmp_path / "a.yaml")
    assert started.count(True) >= made
    assert any(started) == bool(made)


def test_where_no_process_can_be_made_it_is_made_here(monkeypatch):
    def refuse() -> int:
        raise BlockingIOError("resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert taken(lambda: [1], 1) == ["made here"]


def test_a_result_that_breaks_off_is_made_here(monkeypatch):
    def half(sender: Connection, content: bytes) -> None:
        os.write(sender.fileno(), len(content).to_bytes(4, "big") + content[:9])
        os._exit(1)

    monkeypatch.setattr(worker, "_send", half)
    assert taken(lambda: ["x" * 100], 2) == ["made here", "made here"]


def test_results_that_nobody_takes_are_no_complaint(capfd):
    meanwhile = Worker(lambda: ["x" * 5_000_000])
    process = meanwhile._process
    meanwhile._receiver.close()
    process.join(20)
    assert process.exitcode == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_review_is_the_same_on_one_processor(tmp_path, form):
    for name, length in (("base", 5), ("head", 4)):
        (tmp_path / f"{name}.yaml").write_text(DOCUMENT % length + LARGE, encoding="utf-8")
    shown = [review(tmp_path, processors, "--format", form) for processors in (1, 2)]
    assert shown[0] == shown[1]
    assert b"maxLength" in shown[0][1]


def test_the_base_is_complained_of_first_on_any_number_of_processors(tmp_path):
    (tmp_path / "base.yaml").write_text("a: *x\n" + LARGE, encoding="utf-8")
    (tmp_path / "head.yaml").write_text("[\n" + LARGE, encoding="utf-8")
    shown = [review(tmp_path, processors) for processors in (1, 2)]
    assert shown[0] == shown[1]
    code, _, complaint = shown[0]
    assert code == 2
    assert complaint.startswith(b"base: base.yaml:1:4")
    assert complaint.count(b"\n") == 1


def review(folder: Path, processors: int, *options: str) -> tuple[int, bytes, bytes]:
    """The command in a process of its own, with that many processors."""
    root = Path(__file__).parents[1]
    some = sorted(os.sched_getaffinity(0))[:processors]
    script = (
        f"import os, sys; os.sched_setaffinity(0, {some}); sys.path.insert(0, {str(root)!r})\n"
        "from generator.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "review", "base.yaml", "head.yaml", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr


def test_what_is_emitted_is_the_same_on_one_processor(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(DOCUMENT % 5, encoding="utf-8")
    document = load(tmp_path / "a.yaml")
    apis = [build_namespace(document, "acme", name) for name in ("v1", "v2")]
    started: list[Worker] = []

    def made(processors: int, templates: Path = TEMPLATES) -> list[object]:
        def worker_of(work: Callable[[], Iterable[object]], *, pays: bool) -> Worker:
            started.append(Worker(work, pays=pays and processors > 1))
            return started[-1]

        monkeypatch.setattr(package, "Worker", worker_of)
        monkeypatch.setattr(package, "_MANY", 1)
        return [
            package.emitted(build(document), templates=templates),
            package.emitted_together(apis, "acme", templates=templates),
        ]

    alone, together = made(1), made(2)
    assert [each.under_way for each in started] == [False, False, True, True]
    assert alone == together

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "api.md.jinja").write_text("{{ nothing }}", encoding="utf-8")
    faults = []
    for processors in (1, 2):
        with pytest.raises(TemplateError) as error:
            made(processors, tmp_path)
        faults.append(str(error.value))
    assert faults[0] == faults[1]
    assert "docs/api.md.jinja:1" in faults[0]
