"""`make live`: the emitted tests over real sockets and TLS, on every supported Python that is on
this machine.

The package stands alone there: in an environment of its three declared dependencies and pytest, at
the versions and hashes of the lock, and vendored under another path than it was generated for. The
mock server runs in the environment of the generator. A line for each Python; the exit code is 1 if
one of them fails."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.servers import Served, environment, mock_server_with_tls  # noqa: E402

GENERATED = ROOT / "generated"
LOCK = ROOT / "requirements" / "development.txt"
FOLDER = ROOT / "build" / "live"
SUPPORTED = ((3, 11), (3, 12), (3, 13), (3, 14))
WANTED = ("httpx2", "pydantic", "typing-extensions", "pytest")
VENDORED = "vendored.somewhere.np6"

# What an interpreter must be able to do to count: a version manager's command may stand for a
# Python that is not there, and some distributions leave out what makes an environment.
_PROBE = "import ensurepip, sys, venv; print('%d.%d.%d' % sys.version_info[:3])"


@dataclass(frozen=True, slots=True)
class Python:
    path: str
    version: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the tests on one Python: in a line, and all that was printed where they failed."""

    passed: bool
    line: str
    output: str = ""


# --- which Pythons --------------------------------------------------------------------------------


def find_python(minor: tuple[int, int], places: Sequence[str] | None = None) -> Python | None:
    """The first Python of a version that runs and can make an environment, in folders (default:
    where they usually are).
    """
    name = f"python{minor[0]}.{minor[1]}"
    for folder in _places(minor) if places is None else places:
        candidate = Path(folder) / name
        version = _version(candidate) if candidate.is_file() else None
        if version is not None and version.startswith(f"{minor[0]}.{minor[1]}."):
            return Python(str(candidate), version)
    return None


def _places(minor: tuple[int, int]) -> Iterator[str]:
    """The running Python's own folder, those of PATH, and those of version managers, the newest
    release first.
    """
    yield str(Path(sys.base_prefix) / "bin")
    yield from os.environ.get("PATH", "").split(os.pathsep)
    home, name = Path.home(), f"{minor[0]}.{minor[1]}.*"
    pyenv = Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions"
    uv = home / ".local" / "share" / "uv" / "python"
    for found in (pyenv.glob(name), uv.glob(f"cpython-{name}")):
        yield from (str(folder / "bin") for folder in sorted(found, key=_release, reverse=True))


def _release(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.name)]


def _version(python: Path) -> str | None:
    try:
        done = subprocess.run(
            [python, "-I", "-c", _PROBE], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


# --- their environments ---------------------------------------------------------------------------


def subset(lock: str, wanted: Sequence[str]) -> str:
    """The part of a lock that holds `wanted` and all that these need, which its `# via` comments
    tell.
    """
    entries = {
        re.split(r"[\[=]", entry, maxsplit=1)[0]: entry
        for entry in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    }
    needed_by = {
        name: set(re.findall(r"^ +# +(?:via +)?([\w.-]+)", entry, re.MULTILINE))
        for name, entry in entries.items()
    }
    if absent := set(wanted) - entries.keys():
        raise ValueError(f"the lock does not have {', '.join(sorted(absent))}")
    kept = set(wanted)
    while more := {name for name, users in needed_by.items() if users & kept} - kept:
        kept |= more
    return "".join(entry for name, entry in entries.items() if name in kept)


def prepare(python: Python, folder: Path) -> Path:
    """An environment in `folder` with the subset of the lock, made anew if either has changed;
    gives its interpreter.

    Raises `subprocess.CalledProcessError` with what pip said.
    """
    requirements = subset(LOCK.read_text(encoding="utf-8"), WANTED)
    state = hashlib.sha256(f"{python}\n{requirements}".encode()).hexdigest()
    stamp, inside = folder / "state", folder / "env" / "bin" / "python"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return inside
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "requirements.txt").write_text(requirements, encoding="utf-8")
    _succeed(python.path, "-m", "venv", str(folder / "env"))
    pip = [str(inside), "-m", "pip", "--disable-pip-version-check"]
    _succeed(
        *pip,
        "install",
        "--quiet",
        "--require-hashes",
        "--no-deps",
        "--requirement",
        str(folder / "requirements.txt"),
    )
    _succeed(*pip, "check")  # nothing that is needed is missing
    stamp.write_text(state, encoding="utf-8")
    return inside


def _succeed(*command: str) -> None:
    subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)


# --- the tests ------------------------------------------------------------------------------------


def vendor(generated: Path, folder: Path) -> Path:
    """A copy of the package under `VENDORED`, and of its tests, which import it from there; gives
    the folder of both.
    """
    shutil.rmtree(folder, ignore_errors=True)
    outside = shutil.ignore_patterns("__pycache__")
    shutil.copytree(generated / "np6", folder.joinpath(*VENDORED.split(".")), ignore=outside)
    (folder / "tests").mkdir()
    for test in sorted((generated / "tests").glob("*.py")):
        text = test.read_text(encoding="utf-8")
        for name in ("from np6 import", 'import_module("np6")'):
            text = text.replace(name, name.replace("np6", VENDORED))
        (folder / "tests" / test.name).write_text(text, encoding="utf-8")
    return folder


def run_tests(
    python: str, folder: Path, variables: Mapping[str, str] | None = None, tests: str = "tests"
) -> subprocess.CompletedProcess[str]:
    """The tests in a folder, in a process of their own and without plugins, of which they need
    none.
    """
    return subprocess.run(
        [
            python,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-c",
            os.devnull,
            "--rootdir",
            ".",
            tests,
        ],
        cwd=folder,
        env=environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **(variables or {})),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def judge(done: subprocess.CompletedProcess[str]) -> Result:
    """Passed is only who has passed each test: one that was skipped was not over TLS."""
    last = (done.stdout.strip() or done.stderr.strip() or "no output").splitlines()[-1]
    passed = done.returncode == 0 and re.fullmatch(r"\d+ passed in .*", last) is not None
    return Result(passed, last, "" if passed else done.stdout + done.stderr)


def live(
    python: Python, generated: Path, folder: Path, served: Served, tests: str = "tests"
) -> Result:
    """Everything for one Python; what its environment trusts is the server's authority, as
    `SSL_CERT_FILE` says.
    """
    try:
        inside = prepare(python, folder)
    except subprocess.CalledProcessError as error:
        return Result(False, "its environment could not be made", f"{error.stdout}{error.stderr}")
    copied = vendor(generated, folder / "project")
    variables = {"NP6_TEST_BASE_URL": served.address, "SSL_CERT_FILE": str(served.ca_file)}
    return judge(run_tests(str(inside), copied, variables, tests))


def main(tests: str = "tests", generated: Path = GENERATED) -> int:
    """Run the tests on each Python; 0 if there is one at least and all have passed."""
    found = {minor: find_python(minor) for minor in SUPPORTED}
    if not any(found.values()):
        print("no supported Python was found", file=sys.stderr)
        return 1
    failed = False
    with mock_server_with_tls() as served:
        for minor, python in found.items():
            name = ".".join(map(str, minor))
            if python is None:
                print(f"skip  Python {name}: none that runs was found", flush=True)
                continue
            result = live(python, generated, FOLDER / name, served, tests)
            print(
                f"{'ok  ' if result.passed else 'FAIL'}  Python {python.version}: {result.line}",
                flush=True,
            )
            print(result.output[-8000:], end="", file=sys.stderr, flush=True)
            failed |= not result.passed
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
