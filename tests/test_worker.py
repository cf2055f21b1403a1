"""A second process: what it gives is what would have been made here, and where it gives nothing,
that is made here.
"""

from __future__ import annotations

import _thread
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from generator import worker
from generator.api.build import build, build_namespace
from generator.document.bundle import load
from generator.emit import format as formats
from generator.emit import package
from generator.emit.template_folders import TEMPLATES
from generator.emit.templates import TemplateError
from generator.review import revisions
from generator.worker import Inbox, Partner, Worker

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


def test_the_last_result_waits_to_be_taken_however_large_it_is():
    meanwhile = Worker(lambda: ["x" * 5_000_000])
    meanwhile._process.join(0.5)
    assert len(meanwhile.take(str)) == 5_000_000


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_is_ended_clears_up_after_itself(tmp_path, number, capfd):
    def work() -> Iterator[object]:
        with tempfile.TemporaryDirectory(dir=tmp_path):
            yield 1
            threading.Event().wait(60)

    meanwhile = Worker(work)
    assert meanwhile.take(int) == 1
    os.kill(meanwhile._process.pid, number)
    assert meanwhile.take(lambda: "made here") == "made here"
    assert not meanwhile.under_way
    assert meanwhile._process.exitcode == 1
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


def test_a_process_that_is_ended_again_while_it_clears_up_does_so_to_the_end(tmp_path):
    def work() -> Iterator[object]:
        try:
            yield 1
            threading.Event().wait(60)
        finally:
            (tmp_path / "begun").touch()
            threading.Event().wait(0.5)
            (tmp_path / "done").touch()

    meanwhile = Worker(work)
    assert meanwhile.take(int) == 1
    os.kill(meanwhile._process.pid, signal.SIGTERM)
    wait_for(tmp_path / "begun")
    os.kill(meanwhile._process.pid, signal.SIGINT)
    assert meanwhile.take(lambda: "made here") == "made here"
    assert (tmp_path / "done").exists()


def test_what_ends_the_other_process_does_not_wake_the_loop_of_this_one():
    receiver, sender = socket.socketpair()
    receiver.setblocking(False)
    sender.setblocking(False)
    before = signal.set_wakeup_fd(sender.fileno())
    try:
        meanwhile = Worker(lambda: iter([1, threading.Event().wait(60)]))
        meanwhile.end()
    finally:
        signal.set_wakeup_fd(before)
    with pytest.raises(BlockingIOError):
        receiver.recv(1)
    receiver.close()
    sender.close()


def test_where_threads_cannot_be_counted_no_process_is_made(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(worker, "Path", lambda _: Path("/there/is/none"))
    assert taken(lambda: [1], 1) == ["made here"]


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

    def work() -> Iterator[object]:
        yield 1
        threading.Event().wait(60)

    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        meanwhile = Worker(work)
        assert meanwhile.take(int) == 1
        meanwhile._process.terminate()
        meanwhile._process.join(20)
        assert meanwhile._process.exitcode == 1
    finally:
        signal.signal(signal.SIGTERM, before)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "made",
    [partial(Worker, lambda: [1]), partial(Partner, lambda _: [1])],
    ids=["worker", "partner"],
)
def test_where_it_does_not_pay_no_process_is_made(made):
    meanwhile = made(pays=False)
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


def test_where_no_process_can_be_made_no_file_stays_open(monkeypatch):
    def refuse(process: multiprocessing.context.ForkProcess) -> None:
        raise BlockingIOError("resource temporarily unavailable")

    monkeypatch.setattr(multiprocessing.context.ForkProcess, "start", refuse)
    before = open_files()
    partner = Partner(lambda inbox: [inbox.receive()])
    assert not partner.under_way
    assert open_files() == before


def test_a_result_that_breaks_off_is_made_here(monkeypatch):
    write = os.pwrite

    def half(file: int, content: bytes, at: int) -> int:
        write(file, content[:9], at)
        os._exit(1)

    monkeypatch.setattr(os, "pwrite", half)
    assert taken(lambda: ["x" * 100], 2) == ["made here", "made here"]


def test_results_that_nobody_takes_are_no_complaint(capfd):
    meanwhile = Worker(lambda: ["x" * 5_000_000])
    process = meanwhile._process
    meanwhile._results.close()
    process.join(20)
    assert process.exitcode == 1
    assert capfd.readouterr() == ("", "")


def test_a_review_is_the_same_on_one_processor_in_every_form(tmp_path):
    for name, length in (("base", 5), ("head", 4)):
        (tmp_path / f"{name}.yaml").write_text(DOCUMENT % length + LARGE, encoding="utf-8")
    shown = [review(tmp_path, processors, "text", "json", "html") for processors in (1, 2)]
    assert shown[0] == shown[1]
    reviews = shown[0][1].split(FORM_FEED)[:-1]
    assert len(reviews) == 3
    assert all(b"maxLength" in each for each in reviews)


def test_the_base_is_complained_of_first_on_any_number_of_processors(tmp_path):
    (tmp_path / "base.yaml").write_text("a: *x\n" + LARGE, encoding="utf-8")
    (tmp_path / "head.yaml").write_text("[\n" + LARGE, encoding="utf-8")
    shown = [review(tmp_path, processors, "text") for processors in (1, 2)]
    assert shown[0] == shown[1]
    code, _, complaint = shown[0]
    assert code == 2
    assert complaint.startswith(b"base: base.yaml:1:4")
    assert complaint.count(b"\n") == 1


FORM_FEED = b"\f"


def review(folder: Path, processors: int, *forms: str) -> tuple[int, bytes, bytes]:
    """The command in a process with that many processors, once in each form: the last exit code, and
    what was printed, each with a form feed behind it.
    """
    root = Path(__file__).parents[1]
    some = sorted(os.sched_getaffinity(0))[:processors]
    script = (
        f"import os, sys; os.sched_setaffinity(0, {some}); sys.path.insert(0, {str(root)!r})\n"
        "from generator.cli import main\n"
        "for form in sys.argv[1:]:\n"
        "    code = main(['review', 'base.yaml', 'head.yaml', '--format', form])\n"
        "    print(end='\\f', flush=True)\n"
        "sys.exit(code)"
    )
    command = [sys.executable, "-c", script, *forms]
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
        for thread in threading.enumerate():  # what is forked beside them may wait for ever
            if thread.name.startswith("ThreadPool"):
                thread.join(10)
    assert faults[0] == faults[1]
    assert "docs/api.md.jinja:1" in faults[0]


def test_a_partner_works_on_what_it_is_given_later(tmp_path):
    def work(inbox: Inbox) -> Iterator[object]:
        (tmp_path / "empty").write_text(str(inbox.is_empty), encoding="utf-8")
        (tmp_path / "ready").touch()
        yield os.getpid(), len(inbox.receive())
        yield inbox.receive()

    with Partner(work) as partner:
        wait_for(tmp_path / "ready")
        partner.give("x" * 5_000_000)  # more than a pipe holds
        other, size = partner.take(lambda: (HERE, 0))
        partner.give({"a": [1]})
        assert partner.take(dict) == {"a": [1]}
    assert other != HERE
    assert size == 5_000_000
    assert (tmp_path / "empty").read_text(encoding="utf-8") == "True"


def test_giving_does_not_wait_for_a_partner_that_does_not_listen_yet(tmp_path):
    def work(inbox: Inbox) -> Iterator[object]:
        wait_for(tmp_path / "given")
        yield inbox.is_empty, len(inbox.receive())

    with Partner(work) as partner:
        partner.give("x" * 5_000_000)
        (tmp_path / "given").touch()
        assert partner.take(lambda: "made here") == (False, 5_000_000)


def wait_for(path: Path) -> None:
    for _ in range(1000):
        if path.exists():
            return
        threading.Event().wait(0.02)
    raise AssertionError(f"no {path.name}")


def test_a_partner_that_is_given_nothing_is_gone_when_it_is_left():
    with Partner(lambda inbox: [inbox.receive()]) as partner:
        process = partner._process
        assert process.is_alive()
    assert process.exitcode is not None
    assert not partner.under_way


def test_a_partner_does_not_outlive_its_host(tmp_path):
    """However that ended."""
    with multiprocessing.get_context("fork").Pool(1):
        pass
    host = os.fork()
    if not host:
        partner = Partner(lambda inbox: [inbox.receive()])
        (tmp_path / "number").write_text(str(partner._process.pid), encoding="utf-8")
        os._exit(0)
    os.waitpid(host, 0)
    number = int((tmp_path / "number").read_text(encoding="utf-8"))
    for _ in range(1000):
        state = Path(f"/proc/{number}/stat")
        if not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z":
            return
        threading.Event().wait(0.02)
    raise AssertionError("it waits for ever")


def test_a_process_of_a_partner_ends_with_it(tmp_path):
    def waits() -> Iterator[object]:
        (tmp_path / "number").write_text(str(os.getpid()), encoding="utf-8")
        (tmp_path / "ready").touch()
        threading.Event().wait()
        yield

    with Partner(lambda inbox: [Worker(waits).take(inbox.receive)]) as partner:
        wait_for(tmp_path / "ready")
        assert partner.under_way
    number = int((tmp_path / "number").read_text(encoding="utf-8"))
    assert not Path(f"/proc/{number}").exists()


def test_what_cannot_be_given_to_a_partner_is_worked_on_here(capfd):
    partner = Partner(lambda inbox: [inbox.receive()])
    partner.give(lambda: 1)
    assert not partner.under_way
    assert partner.take(lambda: "made here") == "made here"
    partner.give(1)  # nobody is left to be given it
    assert capfd.readouterr() == ("", "")


def test_without_files_in_memory_there_is_no_partner(monkeypatch):
    def refuse(name: str) -> int:
        raise OSError("too many open files")

    for way in (
        lambda: monkeypatch.delattr(os, "memfd_create"),
        lambda: monkeypatch.setattr(os, "memfd_create", refuse),
    ):
        with monkeypatch.context():
            way()
            with Partner(lambda _: [1]) as partner:
                partner.give(1)
                assert not partner.under_way
                assert partner.take(lambda: "made here") == "made here"
        monkeypatch.undo()


@pytest.mark.parametrize("left", [0, 1])
def test_where_no_more_files_may_be_open_the_work_is_done_here(monkeypatch, left):
    pipe, before = multiprocessing.connection.Pipe, open_files()
    pipes = iter(range(left))

    def may_be_open(duplex: bool = True) -> object:
        if next(pipes, None) is None:
            raise OSError("too many open files")
        return pipe(duplex)

    monkeypatch.setattr(multiprocessing.connection, "Pipe", may_be_open)
    with Partner(lambda _: [1]) as partner, Worker(lambda: [1]) as other:
        assert [each.take(lambda: "made here") for each in (partner, other)] == ["made here"] * 2
    assert open_files() == before


def test_where_few_more_files_may_be_open_they_are_left_to_the_work():
    done = subprocess.run(
        [sys.executable, "-c", FEW_FILES],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("8 False False\n31 False False\n48 True True\n", "")


FEW_FILES = """
import os, resource
from generator.worker import Partner, Worker

_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
for spare in (8, 31, 48):
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) + spare, most))
    with Worker(lambda: [1]) as other, Partner(lambda _: []) as partner:
        print(spare, other.under_way, partner.under_way, flush=True)
"""


def test_no_file_stays_open_after_a_partner():
    before = open_files()
    for pays in (True, True, False):
        with Partner(lambda inbox: [inbox.receive()], pays=pays) as partner:
            partner.give(1)
            partner.take(int)
    assert open_files() == before


def test_what_is_given_to_a_partner_that_is_gone_is_written_nowhere(tmp_path):
    """Its files are those of somebody else by then."""
    with Partner(lambda inbox: [inbox.receive()]) as partner:
        number = partner._inbox._content
    file = os.open(tmp_path / "somebody's", os.O_RDWR | os.O_CREAT)
    os.dup2(file, number)
    try:
        partner.give("a value")
        assert (tmp_path / "somebody's").read_bytes() == b""
    finally:
        for each in {file, number}:
            os.close(each)


def test_without_a_pipe_there_is_no_partner_and_no_file_stays_open(monkeypatch):
    def refuse(*, duplex: bool) -> tuple[Connection, Connection]:
        raise OSError("too many open files")

    before = open_files()
    with monkeypatch.context() as patched:
        patched.setattr(multiprocessing.get_context("fork"), "Pipe", refuse)
        with Partner(lambda _: [1]) as partner:
            assert not partner.under_way
    assert open_files() == before


def test_an_inbox_takes_and_gives_in_as_many_steps_as_the_system_likes(monkeypatch):
    write, read = os.pwrite, os.pread
    monkeypatch.setattr(os, "pwrite", lambda file, content, at: write(file, content[:100], at))
    monkeypatch.setattr(os, "pread", lambda file, size, at: read(file, min(size, 70), at))
    inbox = Inbox()
    other = copy(inbox)  # as the other process has it
    values = ["a" * 1000, "b" * 300, "c" * 2000, "d"]
    for value in values:
        inbox.put(value)
    assert [other.receive() for _ in values] == values
    inbox.close()


def test_what_was_told_of_and_is_not_there_is_not_waited_for():
    inbox = Inbox()
    inbox._told.send_bytes((1).to_bytes(8, "big"))
    with pytest.raises(EOFError):
        inbox.receive()
    inbox.close()


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_what_the_other_process_says_is_not_heard(capfd):
    """A library says that it was interrupted, as it is where a process is ended."""

    def work() -> Iterator[object]:
        os.write(2, b"panicked")
        yield 1

    assert taken(work, 1) == [1]
    assert capfd.readouterr().err == ""


def test_a_process_that_is_ended_while_it_formats_leaves_no_folder(tmp_path, monkeypatch):
    memory, mark = tmp_path / "memory", tmp_path / "mark"
    memory.mkdir()

    def slow(*_: object) -> None:
        mark.touch()
        threading.Event().wait(0.5)

    monkeypatch.setattr(formats, "_MEMORY", memory)
    monkeypatch.setattr(formats, "_ruff", slow)

    def work() -> Iterator[object]:
        formatter = formats.Formatter("acme")
        formatter.add({"acme/a.py": "", "a.py": ""})
        yield formatter.finish()

    with Worker(work) as meanwhile:
        process = meanwhile._process
        wait_for(mark)
        assert list(memory.iterdir())
        threading.Event().wait(0.1)  # until it waits for the thread
    assert process.exitcode == 1
    assert list(memory.iterdir()) == []
