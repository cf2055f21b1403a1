"""What a maintainer waits for: `lint` of a document with an overlay, and a save under `--watch`."""

from __future__ import annotations

import copy
import json
import math
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

_ACTIONS = 200
_SAVES = 10


def overlaid(document: dict[str, Any], folder: Path) -> tuple[list[str], list[str]]:
    """`lint` of a document with an overlay of 200 actions, and without. Samples are left out: to
    judge them takes most of the time, and nothing of it is the overlay's."""
    document = copy.deepcopy(document)
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                operation.pop("x-codeSamples", None)
    spec, overlay = folder / "large.json", folder / "overlay.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    content = {
        "overlay": "1.1.0",
        "info": {"title": "Ours", "version": "1"},
        "actions": list(islice(_actions(document), _ACTIONS)),
    }
    overlay.write_text(json.dumps(content), encoding="utf-8")
    lint = [sys.executable, "-m", "generator", "lint", "--spec", str(spec)]
    return [*lint, "--overlay", str(overlay)], lint


def _actions(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Of every kind: twelve that look at all of the document, then those of one place each."""
    yield {"target": "$..example", "remove": True}
    yield {"target": "$.paths..parameters[?@.name == 'page']", "update": {"x-ours": True}}
    for number in range(5):
        yield {
            "target": f"$.paths.*[?@.operationId && @.summary != '{number}']",
            "update": {f"x-{number}": True},
        }
        yield {
            "target": f"$.components.schemas.*[?@.type == 'object' || @.x == {number}]",
            "update": {"readOnly": False},
        }
    paths = [f"$.paths['{path}']" for path in document["paths"]]
    schemas = [
        f"$.components.schemas['{name}']"
        for name, schema in document["components"]["schemas"].items()
        if schema.get("type") == "object" and "description" in schema
    ]
    yield from chain.from_iterable(
        (
            {"target": path, "update": {"summary": "Ours."}},
            {"target": f"{path}.*.tags[0]", "update": "ours"},
            {"target": f"{schema}.description", "copy": "$.info.title"},
            {"target": schema, "update": {"properties": {"ours": {"type": "string"}}}},
            {"target": f"{schema}.description", "remove": True},
        )
        for path, schema in zip(paths[::20], schemas[::20], strict=False)
    )


def watched(spec: Path, folder: Path, report: Callable[..., None]) -> None:
    """Seconds from a save to the last line that is said of it, the median of ten."""
    shutil.copytree(spec.parent, folder / "spec")
    section, shared = (
        folder / "spec" / name for name in ("paths/segment.yaml", "schemas/shared.yaml")
    )
    root = str(folder / "spec" / spec.name)
    lint = ["lint", "--spec", root]
    regenerate = ["regenerate", "--spec", root, "--out", str(folder / "watched")]
    for name, command, file, last, target in (
        ("lint --watch, save of a section to report", lint, section, " notes", 0.5),
        ("lint --watch, save of shared schemas to report", lint, shared, " notes", 0.5),
        ("regenerate --watch, save to files", regenerate, section, "unchanged ", math.inf),
    ):
        times = list(islice(_saves(command, file, last), _SAVES))
        report(name, statistics.median(times), target, "s")


def _saves(command: list[str], file: Path, last: str) -> Iterator[float]:
    """How long each save of a file takes, until a line is said that has `last` in it."""
    text = file.read_text(encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "generator", *command, "--watch"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            first = "created " if command[0] == "regenerate" else last
            while first not in process.stdout.readline():
                pass
            for number in range(_SAVES):
                time.sleep(0.3)
                start = time.perf_counter()
                edited = text.replace("description: ", f"description: Edit {number}. ", 1)
                file.write_text(edited, encoding="utf-8")
                while last not in process.stdout.readline():
                    pass
                yield time.perf_counter() - start
        finally:
            process.terminate()
            file.write_text(text, encoding="utf-8")
