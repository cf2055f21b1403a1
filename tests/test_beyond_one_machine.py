"""The worked example of a Dask cluster: two worker processes, a server on this machine, and a
worker that is killed.
"""

from __future__ import annotations

import csv
import json
import logging
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.servers import ROOT, environment

if TYPE_CHECKING:
    from distributed import LocalCluster

GENERATED = ROOT / "generated"
EXAMPLE = ROOT / "docs" / "beyond_one_machine.py"
sys.path.insert(0, str(GENERATED))

from np6 import mark  # noqa: E402  # the line above says where it is

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


class Service:
    """Takes in every execution and counts it by its title; a request with that of `awaited` has to
    wait for `leave`.
    """

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.keys: set[str] = set()
        self.awaited: str | None = None
        self.port_of_the_awaited = 0
        self.entered, self.leave = threading.Event(), threading.Event()
        self._lock = threading.Lock()

    def take(self, handler: BaseHTTPRequestHandler) -> bytes:
        items = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        titles = [item["title"] for item in items]
        with self._lock:
            self.received.update(titles)
            self.keys.add(handler.headers["X-Key"])
        if self.awaited in titles:
            self.port_of_the_awaited = handler.client_address[1]
            self.entered.set()
            self.leave.wait(20)
        return json.dumps(
            [{"type": "success", "recipient": item["recipient"]} for item in items]
        ).encode()


@pytest.fixture(scope="module")
def service() -> Iterator[tuple[Service, str]]:
    taking = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else a body waits until its headers are acknowledged

        def do_POST(self) -> None:
            content = taking.take(self)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that was killed takes no answer."""

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield taking, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def cluster(service: tuple[Service, str]) -> Iterator[LocalCluster]:
    """Two workers, each a process with one thread, whose environment says which account and which
    server.
    """
    from distributed import LocalCluster

    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - environment().keys():
            patch.delenv(name)
        patch.setenv("NP6_API_KEY", "key-of-the-workers")
        patch.setenv("NP6_BASE_URL", service[1])
        patch.setenv("PYTHONPATH", str(GENERATED))
        with LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as made:
            yield made


def partitions(folder: Path, *counts: int) -> list[Path]:
    """Files of so many contacts, each with a name that no other has."""
    made = []
    for number, count in enumerate(counts):
        path = folder / f"contacts-{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerows(
                [
                    ("id", "name"),
                    *(
                        (f"{number:03}-{row:05}", f"{folder.name} {number}-{row}")
                        for row in range(count)
                    ),
                ]
            )
        made.append(path)
    return made


def titles(folder: Path, *counts: int) -> dict[str, int]:
    return {
        f"Good morning, {folder.name} {number}-{row}": 1
        for number, count in enumerate(counts)
        for row in range(count)
    }


def received(service: Service, folder: Path) -> dict[str, int]:
    return {
        title: count for title, count in service.received.items() if f" {folder.name} " in title
    }


@pytest.mark.heavy
def test_every_item_is_sent_once_by_either_worker(
    service: tuple[Service, str], cluster: LocalCluster, tmp_path: Path
) -> None:
    """The example as it stands, started as its first lines say. Only the workers have the key."""
    paths = partitions(tmp_path, 130, 70, 20)
    command = [sys.executable, str(EXAMPLE), cluster.scheduler_address, "42", *map(str, paths)]
    done = subprocess.run(
        command,
        env=environment(PYTHONPATH=str(GENERATED)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.returncode) == ("220 sent, 0 refused, 0 not known\n", 0), done.stderr
    assert received(service[0], tmp_path) == titles(tmp_path, 130, 70, 20)
    assert service[0].keys == {"key-of-the-workers"}
    assert {path.name for path in tmp_path.glob("*.journal")} == {
        f"contacts-{number}.journal" for number in range(3)
    }


@pytest.mark.heavy
def test_a_worker_is_killed_and_no_item_is_sent_twice_nor_lost(
    service: tuple[Service, str], cluster: LocalCluster, tmp_path: Path
) -> None:
    """It is killed when the server has the second of three requests of a partition, and has not
    answered it.
    """
    taking, paths = service[0], partitions(tmp_path, 250, 250)
    taking.awaited = f"Good morning, {tmp_path.name} 1-100"
    main = runpy.run_path(str(EXAMPLE))["main"]
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(main, cluster.scheduler_address, 42, paths)
        assert taking.entered.wait(30)
        os.kill(owner(cluster, taking.port_of_the_awaited), signal.SIGKILL)
        taking.leave.set()
        report = running.result(60)
    assert received(taking, tmp_path) == titles(tmp_path, 250, 250)
    assert [outcome.index for outcome in report] == list(range(500))
    assert [outcome.index for outcome in report.unknown] == list(range(350, 450))
    assert len(report.sent) == 400
    assert report.error is None
    assert [outcome.index for outcome in report[250:] if outcome.earlier] == list(range(250, 450))
    assert report[499].value.recipient.value == {"type": "id", "value": "001-00249"}

    # What the server has is known by now: the journal is told, and started again, the run has
    # nothing left to do.
    mark(paths[1].with_suffix(".journal"), dict.fromkeys(range(100, 200), "sent"))
    again = main(cluster.scheduler_address, 42, paths)
    assert len(again.raise_for_errors().sent) == 500
    assert received(taking, tmp_path) == titles(tmp_path, 250, 250)


def owner(cluster: LocalCluster, port: int) -> int:
    """The worker process that has a connection from this port."""
    pids = [nanny.process.pid for nanny in cluster.workers.values()]
    return next(
        pid
        for pid in pids
        if any(
            connection.laddr.port == port
            for connection in psutil.Process(pid).net_connections("tcp")
        )
    )
