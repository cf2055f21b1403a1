"""Sdists and wheels: built, installed beside what is installed here, and run without the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packaging.metadata import Metadata

from tests.servers import environment


@dataclass(frozen=True)
class Artifacts:
    """The two files of a distribution; the wheel is built from the sdist."""

    sdist: Path
    wheel: Path

    @property
    def metadata(self) -> Metadata:
        """What the wheel says of itself. ExceptionGroup where that is not valid."""
        with zipfile.ZipFile(self.wheel) as opened:
            (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA"))
            return Metadata.from_email(opened.read(name), validate=True)


def build(project: Path, target: Path) -> Artifacts:
    """Build a project into `target`. CalledProcessError with what was printed where it cannot be."""
    with tempfile.TemporaryDirectory(prefix="distribution-") as name:
        room = Path(name)
        sdist = _built(project, "sdist", room / "sdist", target)
        with tarfile.open(sdist) as opened:
            opened.extractall(room / "source", filter="data")
        (source,) = (room / "source").iterdir()
        return Artifacts(sdist, _built(source, "wheel", room / "wheel", target))


def _built(project: Path, kind: str, room: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", room]
    subprocess.run(command, cwd=project, check=True, timeout=120, capture_output=True, text=True)
    (made,) = room.iterdir()
    target.mkdir(parents=True, exist_ok=True)
    return made.replace(target / made.name)


def install(wheel: Path, site: Path) -> None:
    """Install a wheel into a folder, without what it needs and without a network."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    command = [*pip, "--no-compile", "--no-index", "--no-deps", "--target", site, wheel]
    subprocess.run(command, check=True, timeout=120, capture_output=True, text=True)


def run(site: Path, cwd: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Python with what was installed into `site` and the libraries of this environment. Without the
    module `site`, the checkout that this environment knows is not there.
    """
    libraries = sysconfig.get_path("purelib")
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=cwd,
        env=environment(PYTHONPATH=f"{site}:{libraries}"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
