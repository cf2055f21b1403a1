"""The emitted tests against a server: ours passes them, and no other gets as much as one of their calls."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import environment, mock_server, other_server

GENERATED = Path(__file__).parents[1] / "generated"


def run(address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", ".", "tests"],
        cwd=folder,
        env=environment(NP6_TEST_BASE_URL=address, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_emitted_tests_pass_against_the_mock_server():
    with mock_server() as address:
        done = run(address, GENERATED)
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout


def test_a_server_that_does_not_identify_itself_as_the_mock_gets_no_call():
    with other_server() as (address, requests):
        done = run(address, GENERATED)
    assert done.returncode == 4
    assert "does not say that it is the mock server; these tests send and delete for real" in done.stdout + done.stderr
    assert requests == ["GET /.well-known/openapi-mock"]
    assert " passed" not in done.stdout


@pytest.mark.parametrize(
    "address",
    [
        "https://api-cm.np6.com",
        "http://192.0.2.1:8000",
        "http://127.0.0.1.example.com",
        "http://localhost@192.0.2.1",
        "http://[2001:db8::1]/",
    ],
)
def test_an_address_on_another_machine_is_refused_without_a_connection(address):
    done = run(address, GENERATED)
    assert done.returncode == 4
    assert "is not on this machine; these tests send and delete for real" in done.stdout + done.stderr
    assert " passed" not in done.stdout


def test_nothing_listening_is_refused_as_well():
    with other_server() as (address, _):
        pass
    done = run(address, GENERATED)
    assert done.returncode == 4
    assert "does not say that it is the mock server" in done.stdout + done.stderr
