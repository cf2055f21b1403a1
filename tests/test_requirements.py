import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
NAMES = ["development", "lock"]


def locked(name):
    """Package and version -> the rest of its entry, of a lock."""
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return {entry.split()[0]: entry for entry in entries}


@pytest.mark.parametrize("name", NAMES)
def test_every_package_of_a_lock_has_a_hash(name):
    assert locked(name)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in locked(name).values())


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_names_no_registry_and_no_place_on_a_machine(name):
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-(?!-hash)|^\s*--(?!hash)|\s/[a-z]", text, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_what_was_asked_for(name):
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    wanted = {line for line in lines if line and not line.startswith("#")}
    assert all("==" in line for line in wanted)
    assert wanted <= locked(name).keys()
