"""Whose a configuration is, told by what it holds, and everything that it and the files which it
names say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from generator.document import source as sources
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.reading import UNREADABLE
from generator.document.source import Source
from generator.import_names import fern, speakeasy, stainless
from generator.import_names.names import Names

UNKNOWN = Rule(
    "IMP003",
    "error",
    "no configuration that is known",
    "What a file says is known only of the generators that it may be of.",
    "Give `stainless.yml`; `generators.yml` of Fern, or its overrides; `gen.yaml`, `workflow.yaml` "
    "or overlays of Speakeasy.",
)


class _Kind(NamedTuple):
    """A form of configuration: how it is told, and what reads it."""

    called: str
    tells: Callable[[Mapping[str, Any]], bool]
    carry: Callable[[Source, Names], None]
    others: Callable[[Source, Names], Iterable[tuple[Path, str]]] = lambda _source, _names: ()


def _nothing(_source: Source, _names: Names) -> None:
    """What names an account, and nothing of an SDK."""


_KINDS = (
    _Kind("a Stainless configuration", stainless.is_stainless, stainless.carry),
    _Kind("settings of Speakeasy", speakeasy.is_settings, speakeasy.carry_settings),
    _Kind("a workflow of Speakeasy", speakeasy.is_workflow, _nothing, speakeasy.overlays),
    _Kind("an overlay", speakeasy.is_overlay, speakeasy.carry_overlay),
    _Kind("fern.config.json", fern.is_fern_config, _nothing),
    _Kind("overrides of Fern", fern.is_override, fern.carry_override),
    _Kind("generators.yml of Fern", fern.is_generators, fern.carry, fern.overrides),
)


def carry(files: Sequence[Path], names: Names) -> tuple[Path, ...]:
    """Everything that the files say, and those that they name; gives all that were read. What a
    file names, as `generators.yml` names overrides, comes right behind it.

    DocumentError, with every reason, where one cannot be read: nothing is known of it then."""
    found: list[Diagnostic] = []
    read = dict[Path, tuple[_Kind, Source]]()
    waiting: list[tuple[Path, Location | None]] = [(path, None) for path in files]
    while waiting:
        path, named_at = waiting.pop(0)
        real = Path(os.path.realpath(path))
        if real in read:  # given, and named by another too
            continue
        if named_at is not None and not path.exists():
            found.append(UNREADABLE.found(f"`{path.as_posix()}`: no such file", named_at))
            continue
        if named_at is not None and _says_nothing(path):
            continue
        try:
            source = sources.read(path, path.as_posix())
            read[real] = kind, _ = _kind(source), source
        except DocumentError as error:
            found += error.diagnostics
            continue
        waiting[:0] = [
            (Path(os.path.normpath(other)), source.locate(at))
            for other, at in kind.others(source, names)
        ]
    if found:
        raise DocumentError(found)
    for kind, source in read.values():
        kind.carry(source, names)
    speakeasy.carry_overlaid(names)
    return tuple(source.path for _, source in read.values())


def _says_nothing(path: Path) -> bool:
    """Whether a file is empty but for comments, as overrides that nobody has made yet are."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return False
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)


def _kind(source: Source) -> _Kind:
    """What a file is, by its keys; two that are often given by mistake have an answer of their own:
    the document, and the `.stats.yml` of an SDK of Stainless. Raises `DocumentError`.
    """
    kind = next((each for each in _KINDS if each.tells(source.data)), None)
    if kind is not None:
        return kind
    what = next(
        (words for key, words in _MISTAKEN.items() if key in source.data),
        "is no configuration of Stainless, Fern or Speakeasy",
    )
    raise DocumentError([UNKNOWN.found(f"the file {what}", source.locate(""))])


_DOCUMENT = "is a document; what extensions say in it is read from there"
_MISTAKEN = {
    "configured_endpoints": "has figures of an SDK of Stainless, whose names are in "
    "`stainless.yml`",
    "openapi": _DOCUMENT,
    "swagger": _DOCUMENT,
}
"""What a file is that is no configuration, by a key of it."""
