"""Processes, event loops, and clients that nobody closes: who shares a client shares no connection."""

from __future__ import annotations

import asyncio
import gc
import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from golden import AsyncGolden, Golden

from .conftest import KEY
from .network_servers import Authority, Web
from .processes import answers, has_closed, open_sockets

WORKERS = 4
ROOT = str(Path(__file__).parents[2])
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
pytestmark = pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded, use of fork:DeprecationWarning"
)


def options(web: Web, authority: Authority) -> dict[str, Any]:
    """By its number: names are looked up under a lock of the C library, which a child of another
    thread may have for ever. (OpenSSL has such a lock too, for a moment of each handshake: nothing
    is forked while the server, a thread, or another client makes a connection.)
    """
    return {
        "api_key": KEY,
        "base_url": f"https://127.0.0.1:{web.port}",
        "ssl_context": authority.trusting(),
    }


def run(processes: list[Any], results: Any) -> list[int]:
    for process in processes:
        process.start()
    found = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    return found


# --- processes ------------------------------------------------------------------------------------


@needs_fork
@pytest.mark.parametrize("by", ["tls", "plain"])
def test_forked_workers_that_share_a_warm_client_get_their_own_answers(
    by: str, web: Web, plain_web: Web, authority: Authority
) -> None:
    given = (
        options(web, authority)
        if by == "tls"
        else {"api_key": KEY, "base_url": f"http://127.0.0.1:{plain_web.port}"}
    )
    fork = multiprocessing.get_context("fork")
    results, forked = fork.Queue(), fork.Event()
    with Golden(**given) as client:
        client.things.read("warm")

        def work(worker: int) -> None:
            forked.wait(60)  # the server is a thread of the parent, in whose handshakes none begins
            results.put(answers(client, worker, 50))

        workers = [fork.Process(target=work, args=(worker,)) for worker in range(WORKERS)]
        for worker in workers:
            worker.start()
        forked.set()
        wrong = [
            client.things.read(f"parent-{number}").path != f"/things/parent-{number}"
            for number in range(50)
        ]
        assert [results.get(timeout=60) for _ in workers] == [0] * WORKERS
        for worker in workers:
            worker.join(30)
        assert not any(wrong)


@needs_fork
def test_the_connections_of_a_parent_outlive_a_child_that_closes_the_client(
    web: Web, authority: Authority
) -> None:
    with Golden(**options(web, authority)) as client:
        before = client.things.read("x").connection
        child = os.fork()
        if child == 0:
            client.things.read("x")
            client.close()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        assert client.things.read("x").connection == before


@needs_fork
def test_a_child_closes_its_ends_of_the_connections_of_its_parent(
    web: Web, authority: Authority
) -> None:
    fork = multiprocessing.get_context("fork")
    results = fork.Queue()
    with Golden(**options(web, authority)) as client:
        client.things.read("x")
        before = open_sockets()

        def child() -> None:
            client.things.read("x")
            results.put(open_sockets())

        process = fork.Process(target=child)
        assert run([process], results) == [before]  # one gone, one of its own


@needs_fork
def test_a_fork_while_other_threads_are_in_calls_does_not_hang_the_child(
    web: Web, authority: Authority
) -> None:
    importlib.import_module(
        "golden.resources.things"
    )  # Python's own lock of a module that is being imported outlives a fork
    with Golden(**options(web, authority)) as client:
        stop, connected = threading.Event(), threading.Barrier(5)

        def busy() -> None:
            client.things.read("x")
            connected.wait(60)  # OpenSSL has a lock for its random numbers, held in a handshake
            while not stop.is_set():
                client.things.read("x")

        threads = [threading.Thread(target=busy) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            connected.wait(60)
            for _ in range(5):
                child = os.fork()
                if child == 0:
                    signal.alarm(60)  # which ends a process that hangs
                    os._exit(0 if client.things.read("y").path == "/things/y" else 1)
                assert os.waitpid(child, 0)[1] == 0
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def test_a_fork_while_another_thread_makes_a_resource_does_not_hang_the_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from golden.resources.things import Things

    begun, forked, made = threading.Event(), threading.Event(), Things.__init__

    def slow(self: Any, client: Any) -> None:
        begun.set()
        forked.wait(5)
        made(self, client)

    client = Golden(
        api_key="k", transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json={"id": 7}))
    )
    monkeypatch.setattr(Things, "__init__", slow)
    thread = threading.Thread(target=lambda: client.things)
    thread.start()
    assert begun.wait(5)
    monkeypatch.undo()
    child = os.fork()
    if child == 0:
        signal.alarm(2)  # which ends a process that hangs
        os._exit(client.things.read("x").id)
    ended = os.waitpid(child, 0)[1]
    forked.set()
    thread.join()
    assert os.waitstatus_to_exitcode(ended) == 7


_SPAWN = """
import multiprocessing, sys
sys.path.insert(0, {root!r})
from tests.runtime import conftest
from tests.runtime.processes import answers
from golden import Golden

def work(worker):
    with Golden(api_key="k", base_url={url!r}, ca_file={ca!r}) as client:
        return answers(client, worker, 10)

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        print(pool.map(work, range(4)))
"""


def test_spawned_workers_make_a_client_of_their_own(
    tmp_path: Path, web: Web, authority: Authority
) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        _SPAWN.format(root=ROOT, url=f"https://localhost:{web.port}", ca=str(authority.file))
    )
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "[0, 0, 0, 0]\n", done.stderr


@needs_fork
def test_workers_of_a_prefork_server_use_a_client_of_the_module_each_on_its_own(
    web: Web, authority: Authority
) -> None:
    """As a server does that loads the application once: fork, and again in place of a worker that
    has ended.
    """
    (reading, writing), (waiting, forked) = os.pipe(), os.pipe()
    with Golden(**options(web, authority)) as client:
        client.things.read("preloaded")

        def worker(number: int) -> int:
            child = os.fork()
            if child == 0:
                os.read(waiting, 1)
                code = 0
                for turn in range(20):
                    path = f"/things/{number}-{turn}"
                    code |= client.things.read(path.rpartition("/")[2]).path != path
                os.write(writing, bytes([client.things.read("z").connection & 0xFF]))
                os._exit(code)
            return child

        first = [worker(number) for number in range(3)]
        os.write(forked, bytes(4))
        codes = [os.waitpid(child, 0)[1] for child in first]
        codes += [os.waitpid(worker(9), 0)[1]]
    assert codes == [0] * 4
    assert len(set(os.read(reading, 16))) == 4  # a connection each
    for pipe in (reading, writing, waiting, forked):
        os.close(pipe)


# --- event loops ----------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_asynchronous_client_works_in_one_event_loop_after_another(
    backend: str, web: Web, authority: Authority
) -> None:
    client = AsyncGolden(**options(web, authority))

    async def use() -> Any:
        first, second = await client.things.read("x"), await client.things.read("x")
        assert first.connection == second.connection
        return first.connection

    assert len({anyio.run(use, backend=backend) for _ in range(3)}) == 3


def test_an_asynchronous_client_works_in_two_event_loops_at_a_time(
    web: Web, authority: Authority
) -> None:
    client = AsyncGolden(**options(web, authority))
    wrong: list[bool] = []

    async def use(worker: int) -> None:
        async def one(number: int) -> None:
            name = f"{worker}-{number}"
            wrong.append((await client.things.read(name)).path != f"/things/{name}")

        for start in range(0, 40, 8):
            await asyncio.gather(*(one(number) for number in range(start, start + 8)))

    threads = [threading.Thread(target=asyncio.run, args=(use(worker),)) for worker in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wrong) == 120
    assert not any(wrong)


@needs_fork
def test_a_forked_child_uses_a_warm_asynchronous_client_in_its_own_loop(
    web: Web, authority: Authority
) -> None:
    fork = multiprocessing.get_context("fork")
    results = fork.Queue()

    async def main() -> None:
        async with AsyncGolden(**options(web, authority)) as client:
            await client.things.read("x")

            def child() -> None:
                async def use() -> int:
                    answers = [
                        (await client.things.read(f"c-{number}")).path for number in range(10)
                    ]
                    return sum(path != f"/things/c-{number}" for number, path in enumerate(answers))

                wrong: list[int] = []
                thread = threading.Thread(target=lambda: wrong.append(asyncio.run(use())))
                thread.start()
                thread.join()
                results.put(wrong[0])

            process = fork.Process(target=child)
            process.start()
            own = [(await client.things.read(f"p-{number}")).path for number in range(10)]
            assert results.get(timeout=60) == 0
            process.join(30)
            assert own == [f"/things/p-{number}" for number in range(10)]

    asyncio.run(main())


def test_a_client_used_in_many_event_loops_keeps_none_of_those_that_ended(
    web: Web, authority: Authority
) -> None:
    client = AsyncGolden(**options(web, authority))
    before = open_sockets()
    for _ in range(5):
        asyncio.run(client.things.read("x"))
    assert has_closed(before)
    assert len(client._connections.get()._of_loop) == 1  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # which such loops leave behind
def test_a_loop_that_was_closed_without_an_end_of_its_generators_is_not_kept_either(
    web: Web, authority: Authority
) -> None:
    client = AsyncGolden(**options(web, authority))
    before = open_sockets()
    for _ in range(5):
        loop = asyncio.new_event_loop()
        loop.run_until_complete(client.things.read("x"))
        loop.close()
    asyncio.run(client.things.read("x"))
    assert len(client._connections.get()._of_loop) == 1  # type: ignore[attr-defined]
    del loop
    gc.collect()
    assert has_closed(before)


# --- clients that nobody closes -------------------------------------------------------------------

_FORGOTTEN = """
import asyncio, gc, sys, warnings
warnings.simplefilter("error", ResourceWarning)
sys.path.insert(0, {root!r})
from tests.runtime import conftest
from golden import AsyncGolden, Golden

options = dict(api_key="k", base_url={url!r}, ca_file={ca!r})

def forget():
    client = Golden(**options)
    client.cycle = client
    client.things.read("x")

async def forget_async():
    client = AsyncGolden(**options)
    client.cycle = client
    await client.things.read("x")

async def forget_and_go_on():
    await forget_async()
    gc.collect()
    await asyncio.sleep(0.05)
    gc.collect()

raised = []
sys.unraisablehook = lambda broken: raised.append(broken.exc_value)
forget(); gc.collect()
asyncio.run(forget_async()); gc.collect()
asyncio.run(forget_and_go_on()); gc.collect()
if {trio!r}:
    import trio
    trio.run(forget_async); gc.collect()
    warnings.filterwarnings("ignore", "Async generator")
    async def go_on():
        await forget_async(); gc.collect(); await trio.sleep(0.05)
    trio.run(go_on); gc.collect()
module_level = Golden(**options)
module_level.things.read("x")
print(raised)
"""


@pytest.mark.parametrize("trio", [False, True])
def test_a_client_that_is_collected_without_being_closed_leaves_no_warning(
    trio: bool, web: Web, authority: Authority
) -> None:
    text = _FORGOTTEN.format(
        root=ROOT, url=f"https://localhost:{web.port}", ca=str(authority.file), trio=trio
    )
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", text],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == "[]\n", done.stderr
    assert "ResourceWarning" not in done.stderr
    assert done.returncode == 0


@pytest.mark.usefixtures("own_garbage")
def test_a_collected_client_closes_its_connections(web: Web, authority: Authority) -> None:
    before = open_sockets()
    client = Golden(**options(web, authority))
    client.things.read("x")
    assert open_sockets() > before
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        del client
        gc.collect()
    assert has_closed(before)


@pytest.mark.usefixtures("own_garbage")
def test_a_stream_outlives_the_client_that_it_came_from(web: Web, authority: Authority) -> None:
    entered = Golden(**options(web, authority)).things.with_streaming_response.read("x")
    with entered as response:
        gc.collect()
        assert b'"path": "/things/x"' in response.read()
