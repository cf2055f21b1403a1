"""The generated package as a wheel: built by its own project, installed, and used from where it was
installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, environment

GENERATED = ROOT / "generated"
USE = """
import httpx2, np6
transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json=[{"id": 7}]))
with np6.NP6(api_key="k", transport=transport) as client:
    print(np6.__file__, client.segments.list()[0].id, np6.inputs.ExecutionDict.__name__)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was installed into. Nothing is fetched: what builds it is of this
    environment.
    """
    folder = tmp_path_factory.mktemp("wheel")
    project = shutil.copytree(
        GENERATED, folder / "project", ignore=shutil.ignore_patterns("__pycache__")
    )
    # Which builds a wheel, and installs that.
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    offline = ["--no-index", "--no-build-isolation", "--no-deps", "--no-compile"]
    command = [*pip, *offline, "--target", str(folder / "site"), str(project)]
    subprocess.run(command, check=True, timeout=120)
    return folder / "site"


def test_a_wheel_has_every_file_of_the_package(installed: Path) -> None:
    def files(folder: Path) -> set[Path]:
        return {
            path.relative_to(folder)
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    assert files(installed / "np6") == files(GENERATED / "np6")


def test_the_package_works_from_where_its_wheel_was_installed(
    installed: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", USE],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(installed)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout == f"{installed / 'np6' / '__init__.py'} 7 ExecutionDict\n"
