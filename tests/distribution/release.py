"""`make release`: build what is published, the tool and the package of NP6, put both to their work
from where they were installed, and draft what is new since the last tag.

Exit codes: 0 everything is in build/release; 1 what was built does not work; 2 it was not begun.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hatch_build import PROGRAM
from tests.distribution.artifacts import build, install, run
from tests.servers import ROOT

_USE = "import np6; np6.NP6(api_key='k').close(); print(np6.__file__)"


class ReleaseError(Exception):
    """The release was not begun, or what was built does not work."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make release", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout")
    parser.add_argument("--since", help="the revision of the last release; default: the last tag")
    given = parser.parse_args(arguments)
    try:
        made = release(given.root, given.since)
    except ReleaseError as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return refusal.code
    print("\n".join(path.relative_to(given.root).as_posix() for path in made))
    return 0


def release(root: Path, since: str | None) -> list[Path]:
    """What is in build/release afterwards, which replaces what was there."""
    changed = _git(root, "status", "--porcelain").splitlines()
    if changed:
        names = ", ".join(line[3:] for line in changed[:5])
        raise ReleaseError(f"not committed: {names}; what is released is what a commit holds")
    target = root / "build" / "release"
    shutil.rmtree(target, ignore_errors=True)
    drafted = notes(root, since or last_tag(root))
    try:
        tool, package = build(root, target), build(root / "generated", target)
        for each in (tool, package):
            _ = each.metadata
    except subprocess.CalledProcessError as error:
        raise ReleaseError((error.stderr or error.stdout).strip(), 1) from error
    except ExceptionGroup as error:
        raise ReleaseError("; ".join(map(str, error.exceptions)), 1) from error
    _try_tool(root, tool.wheel)
    try_package(package.wheel)
    (target / "NOTES.md").write_text(drafted, encoding="utf-8")
    return sorted(target.iterdir())


def notes(root: Path, since: str | None) -> str:
    """The version that the changes since a revision ask for, and a changelog of them."""
    if since is None:
        return "The first release: there is no tag to compare with.\n"
    done = subprocess.run(
        [sys.executable, "-m", "generator", "review", since, "HEAD", "--format", "json"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReleaseError(done.stderr.strip())
    found = json.loads(done.stdout)
    steps = found["advice_steps"]
    return (
        f"# Since {since}\n\n{steps['sdk']}; {steps['api']}.\n\n{found['changelog']}".rstrip()
        + "\n"
    )


def last_tag(root: Path) -> str | None:
    """That of the release before; one that HEAD has already is of this release."""
    before = ("--merged", "HEAD", "--no-contains", "HEAD")
    tags = _git(root, "tag", *before, "--sort=-creatordate", "--list", "v*").split()
    return tags[0] if tags else None


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ReleaseError(done.stderr.strip())
    return done.stdout


def _try_tool(root: Path, wheel: Path) -> None:
    """The installed tool makes of the document what is committed."""
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        site, out = Path(name) / "site", Path(name) / "out"
        install(wheel, site)
        options = ["--spec", root / "spec" / "openapi.yaml", "--out", out]
        done = run(site, Path(name), site / "bin" / PROGRAM, "regenerate", *options)
        if done.returncode:
            raise ReleaseError(f"{wheel.name}: {done.stderr.strip()}", 1)
        committed = _git(root, "ls-files", "generated").splitlines()
        for path in committed:
            made = out / Path(path).relative_to("generated")
            if made.name == ".manifest.json":  # which names the generator that it was
                continue
            if not made.is_file() or made.read_bytes() != (root / path).read_bytes():
                raise ReleaseError(f"{wheel.name}: writes another {path} than is committed", 1)


def try_package(wheel: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        site = Path(name) / "site"
        install(wheel, site)
        done = run(site, Path(name), "-W", "error", "-c", _USE)
        if done.returncode or not done.stdout.startswith(str(site)):
            raise ReleaseError(f"{wheel.name}: {(done.stderr or done.stdout).strip()}", 1)


if __name__ == "__main__":
    sys.exit(main())
