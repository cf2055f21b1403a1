"""The emitted tests against a server: ours passes them over TLS, and no other gets as much as one
of their calls.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.forked import run_emitted_tests
from tests.live import run as live
from tests.servers import Served, mock_server, mock_server_with_tls, other_server

FEW = "tests/test_fields.py"
SOME = "tests/test_imports.py"  # uploads, waits, empty answers; CI runs all of them, on each Python
RUNNING = sys.version_info[:2]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with mock_server_with_tls() as found:
        yield found


@pytest.fixture
def only_the_running_python(monkeypatch, tmp_path):
    """What `make live` finds and prepares is the Python and the environment that run this; the rest
    is as it is there.
    """
    here = live.Python(sys.executable, "3.0.0")
    monkeypatch.setattr(live, "find_python", lambda minor: here if minor == RUNNING else None)
    monkeypatch.setattr(live, "prepare", lambda python, folder: Path(python.path))
    monkeypatch.setattr(live, "FOLDER", tmp_path)


def run(address: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """As `live.run_tests` runs them, which `make live` does below."""
    return run_emitted_tests(
        live.GENERATED, None, FEW, **{"NP6_TEST_BASE_URL": address, **variables}
    )


# --- what `make live` does


@pytest.mark.heavy
@pytest.mark.usefixtures("only_the_running_python")
def test_the_emitted_tests_pass_over_tls_where_the_package_is_vendored_elsewhere(capsys):
    code = live.main(SOME)
    printed = capsys.readouterr()
    assert code == 0, printed.err
    (line,) = (line for line in printed.out.splitlines() if not line.startswith("skip"))
    assert re.fullmatch(r"ok    Python 3\.0\.0: \d{2,} passed in .*", line)
    assert printed.out.count("skip  Python 3.") == len(live.SUPPORTED) - 1


@pytest.mark.usefixtures("only_the_running_python")
def test_a_package_that_cannot_shake_hands_fails(capsys, tmp_path):
    broken = tmp_path / "generated"
    shutil.copytree(live.GENERATED, broken)
    network = broken / "np6" / "_runtime" / "network.py"
    text = network.read_text(encoding="utf-8")
    assert "ssl_context: ssl.SSLContext" in text
    network.write_text(
        text.replace("ssl_context: ssl.SSLContext", "context: ssl.SSLContext"), encoding="utf-8"
    )
    assert live.main(FEW, broken) == 1
    printed = capsys.readouterr()
    assert re.search(r"^FAIL  Python 3\.0\.0: \d+ errors", printed.out, re.MULTILINE)
    assert "unexpected keyword argument 'ssl_context'" in printed.err


@pytest.mark.parametrize(
    ("code", "last", "passed"),
    [
        (0, "546 passed in 10.17s", True),
        (0, "2 passed, 544 deselected in 0.50s", False),
        (0, "1 passed, 545 skipped in 0.50s", False),
        (0, "545 skipped in 0.50s", False),
        (0, "", False),
        (1, "546 passed in 10.17s", False),
    ],
)
def test_only_tests_that_have_all_run_have_passed(code, last, passed):
    assert live.judge(subprocess.CompletedProcess([], code, f"....\n{last}\n", "")).passed is passed


def test_a_python_counts_only_if_it_runs_and_is_the_version_that_it_is_called(tmp_path):
    name = f"python{RUNNING[0]}.{RUNNING[1]}"
    folders = [tmp_path / kind for kind in ("absent", "plain", "shim", "other", "real")]
    for folder in folders[1:]:
        folder.mkdir()
    (folders[1] / name).write_text("no program", encoding="utf-8")
    (folders[2] / name).write_text(
        "#!/bin/sh\necho 'command not found' >&2\nexit 127\n", encoding="utf-8"
    )
    (folders[3] / name).write_text("#!/bin/sh\necho 2.7.18\n", encoding="utf-8")
    for folder in folders[2:4]:
        (folder / name).chmod(0o755)
    assert live.find_python(RUNNING, [str(folder) for folder in folders]) is None
    (folders[4] / name).symlink_to(Path(sys.base_prefix) / "bin" / name)
    found = live.find_python(RUNNING, [str(folder) for folder in folders])
    assert found == live.Python(str(folders[4] / name), ".".join(map(str, sys.version_info[:3])))


def test_the_part_of_the_lock_holds_what_its_packages_need_and_no_more():
    part = live.subset(live.LOCK.read_text(encoding="utf-8"), live.WANTED)
    entries = map(Requirement, re.findall(r"^\w.*(?= \\$)", part, re.MULTILINE))
    names = {entry.name for entry in entries if entry.marker is None or entry.marker.evaluate()}
    needed, waiting = set[str](), list(live.WANTED)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in needed:
            needed.add(name)
            requirements = map(Requirement, distribution(name).requires or ())
            waiting += [
                need.name
                for need in requirements
                if need.marker is None or need.marker.evaluate({"extra": ""})
            ]
    assert (
        names - {"colorama"} == needed
    )  # which the lock has for all systems, and pytest needs on Windows alone
    assert all(
        "--hash=sha256:" in entry for entry in re.split(r"^(?=\w)", part, flags=re.MULTILINE)[1:]
    )


def test_a_package_that_the_lock_does_not_have_is_named():
    with pytest.raises(ValueError, match="the lock does not have absent"):
        live.subset("pytest==1 \\\n    --hash=sha256:00\n", ["pytest", "absent"])


# --- which authority, which server


def test_an_authority_may_be_named_for_the_tests_alone_and_a_proxy_is_not_asked(served):
    done = run(
        served.address, NP6_TEST_CA_FILE=str(served.ca_file), HTTPS_PROXY="http://127.0.0.1:9"
    )
    assert live.judge(done).passed, done.stdout[-4000:]


def test_a_server_whose_authority_is_not_trusted_gets_no_call(served):
    done = run(served.address)
    assert done.returncode == 4
    assert "does not say that it is the mock server" in done.stdout + done.stderr
    assert "CERTIFICATE_VERIFY_FAILED" in done.stdout + done.stderr


def test_without_tls_they_pass_as_well():
    with mock_server() as address:
        done = run(address)
    assert live.judge(done).passed, done.stdout[-4000:]


def test_a_server_that_does_not_identify_itself_as_the_mock_gets_no_call():
    with other_server() as (address, requests):
        done = run(address)
    assert done.returncode == 4
    assert (
        "does not say that it is the mock server; these tests send and delete for real"
        in done.stdout + done.stderr
    )
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
    done = run(address)
    assert done.returncode == 4
    assert (
        "is not on this machine; these tests send and delete for real" in done.stdout + done.stderr
    )
    assert " passed" not in done.stdout


def test_nothing_listening_is_refused_as_well():
    with other_server() as (address, _):
        pass
    done = run(address)
    assert done.returncode == 4
    assert "does not say that it is the mock server" in done.stdout + done.stderr
