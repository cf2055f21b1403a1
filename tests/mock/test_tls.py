"""The mock over TLS, in a process of its own: whom it is certified for, and what of that lies on
the disk.
"""

from __future__ import annotations

import os
import shlex
import signal
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from generator.cli import main
from generator.mock.app import listening
from generator.mock.tls import certify, published
from generator.output.tree import OutputError

ROOT = Path(__file__).parents[2]
SHOP = Path(__file__).parent / "documents" / "shop.yaml"


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], httpx2.URL, Path]]:
    command = [
        sys.executable,
        "-m",
        "generator",
        "mock",
        "--spec",
        str(SHOP),
        "--port",
        "0",
        "--tls",
        *options,
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            url = httpx2.URL(process.stdout.readline().strip())
            name, _, file = process.stdout.readline().partition("=")
            assert (url.scheme, name) == ("https", "SSL_CERT_FILE")
            yield process, url, Path(shlex.split(file)[0])
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("ending", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
def test_the_temporary_file_is_enough_to_trust_the_server_and_goes_with_it(ending, code):
    with serving() as (process, url, file):
        trusting = ssl.create_default_context(cafile=str(file))
        with httpx2.Client(verify=trusting, trust_env=False) as client:
            for host in ("127.0.0.1", "localhost"):
                assert (
                    client.get(url.copy_with(host=host, path="/.well-known/openapi-mock")).json()[
                        "mock"
                    ]
                    is True
                )
        with (
            socket.create_connection(("127.0.0.1", url.port or 0)) as raw,
            pytest.raises(ssl.SSLCertVerificationError) as caught,
        ):
            trusting.wrap_socket(raw, server_hostname="api.example.com")
        assert "Hostname mismatch" in caught.value.verify_message
        assert "PRIVATE KEY" not in file.read_text(encoding="utf-8")
        process.send_signal(ending)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (code, "")
        assert not file.exists()


def test_a_file_that_was_named_stays_and_the_next_run_replaces_it(tmp_path):
    file = tmp_path / "made for it" / "ca file.pem"
    seen = set()
    for _ in range(2):
        with serving("--ca-file", str(file)) as (_, url, named):
            assert named == file
            with httpx2.Client(
                verify=ssl.create_default_context(cafile=str(file)), trust_env=False
            ) as client:
                assert client.get(url.copy_with(path="/items/1")).status_code == 401
        seen.add(file.read_text(encoding="utf-8"))
    assert len(seen) == 2


def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path, capsys):
    file = tmp_path / "bundle.pem"
    file.write_text("-----BEGIN CERTIFICATE-----\n", encoding="utf-8")
    arguments = ["mock", "--spec", str(SHOP), "--port", "0", "--tls", "--ca-file"]
    for place in (file, tmp_path):
        assert main([*arguments, str(place)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == (
            f"error: {place}: is there already, and is no authority of a mock server; give "
            "another name\n"
        )
    assert file.read_text(encoding="utf-8") == "-----BEGIN CERTIFICATE-----\n"


def test_a_file_without_tls_is_one_line_and_exit_2(tmp_path, capsys):
    assert (
        main(["mock", "--spec", str(SHOP), "--port", "0", "--ca-file", str(tmp_path / "ca.pem")])
        == 2
    )
    assert capsys.readouterr().err == "error: --ca-file goes with --tls\n"
    assert not (tmp_path / "ca.pem").exists()


def test_a_port_that_is_taken_is_one_line_and_exit_2_and_no_file_is_written(tmp_path, capsys):
    with listening("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        assert (
            main(
                [
                    "mock",
                    "--spec",
                    str(SHOP),
                    "--port",
                    port,
                    "--tls",
                    "--ca-file",
                    str(tmp_path / "ca.pem"),
                ]
            )
            == 2
        )
    printed = capsys.readouterr()
    remedy = "give another as --port, 0 takes a free one"
    assert (printed.out, printed.err) == ("", f"error: port {port} is in use; {remedy}\n")
    assert not (tmp_path / "ca.pem").exists()


def test_the_servers_key_is_on_the_disk_for_its_owner_alone_and_only_while_it_is_read(monkeypatch):
    seen: dict[Path, int] = {}
    load = ssl.SSLContext.load_cert_chain

    def watched(context: ssl.SSLContext, certfile: str, *rest: str) -> None:
        seen[Path(certfile)] = stat.S_IMODE(os.stat(certfile).st_mode)  # noqa: PTH116
        load(context, certfile, *rest)

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", watched)
    certify()
    assert list(seen.values()) == [0o600]
    assert not any(file.exists() for file in seen)


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError), published("authority", tmp_path / "file" / "ca.pem"):
        pass


def test_connections_do_not_wait_for_acknowledgements():
    with listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
