"""What is gone is looked for at the line of the head that is nearest to where it stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.bundle import load
from generator.review.nearest import nearest

BASE = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        '200': {description: Pets.}
    delete:
      responses:
        '204': {description: Gone.}
  /toys:
    get:
      responses:
        '200': {description: Toys.}
  /owners:
    $ref: owners.yaml#/owners
"""
OWNERS = """\
owners:
  get:
    responses:
      '200': {description: Owners.}
  put:
    responses:
      '200': {description: Put.}
"""


@pytest.mark.parametrize(
    ("pointer", "cut", "owners", "file", "line"),
    [
        pytest.param("/paths/~1pets/get", (5, 7), None, "openapi.yaml", 5, id="what followed it"),
        pytest.param(
            "/paths/~1pets/delete",
            (8, 10),
            None,
            "openapi.yaml",
            7,
            id="the line above what was last",
        ),
        pytest.param("/paths/~1pets", (4, 10), None, "openapi.yaml", 4, id="the path behind it"),
        pytest.param(
            "/paths/~1owners",
            (15, 16),
            None,
            "openapi.yaml",
            14,
            id="the path above it, though it was in another file",
        ),
        pytest.param(
            "/paths/~1owners/get", None, (2, 4), "owners.yaml", 2, id="in the file where it stood"
        ),
        pytest.param(
            "/paths/~1owners/put", None, (5, 7), "owners.yaml", 4, id="at the end of a file"
        ),
        pytest.param(
            "/paths/~1toys/get",
            (12, 14),
            None,
            "openapi.yaml",
            11,
            id="what it stood in, which is empty now",
        ),
        pytest.param(
            "/paths/~1pets/get/responses/200",
            (5, 7),
            None,
            "openapi.yaml",
            5,
            id="of what is gone with all around it",
        ),
    ],
)
def test_the_nearest_line_is_named(tmp_path, pointer, cut, owners, file, line):
    base, head = _written(tmp_path / "base", None, None), _written(tmp_path / "head", cut, owners)
    found = nearest(pointer, load(base), load(head))
    assert found is not None
    assert (Path(found.file).name, found.line) == (file, line)


@pytest.mark.parametrize(
    "pointer", ["", "/paths/~1pets", "/paths/~1pets/get/parameters/since", "/paths/~1new"]
)
def test_what_is_still_there_or_never_was_has_a_line_of_its_own(tmp_path, pointer):
    base, head = _written(tmp_path / "base", None, None), _written(tmp_path / "head", (8, 10), None)
    assert nearest(pointer, load(base), load(head)) is None


def test_what_is_beside_it_on_its_line_is_not_above_it(tmp_path):
    for name, names in (("base", "{a: 1, b: 2}"), ("head", "{a: 1}")):
        head = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n"
        (tmp_path / name).write_text(f"{head}x-names:\n  # of all\n  {names}\n", encoding="utf-8")
    found = nearest("/x-names/b", load(tmp_path / "base"), load(tmp_path / "head"))
    assert found is not None
    assert found.line == 4


def _written(folder: Path, cut: tuple[int, int] | None, owners: tuple[int, int] | None) -> Path:
    folder.mkdir()
    (folder / "openapi.yaml").write_text(_without(BASE, cut), encoding="utf-8")
    (folder / "owners.yaml").write_text(_without(OWNERS, owners), encoding="utf-8")
    return folder / "openapi.yaml"


def _without(text: str, cut: tuple[int, int] | None) -> str:
    lines = text.splitlines(keepends=True)
    return text if cut is None else "".join([*lines[: cut[0] - 1], *lines[cut[1] :]])
