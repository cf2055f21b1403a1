"""What a document says of where an operation is known from, and its worked examples in Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from generator.api.model import CodeSample, Covered, Evidence, Observation
from generator.document.access import mapping, sequence, text, texts
from generator.document.evidence import LEVELS, EvidenceLevel
from generator.document.rules.extension_forms import CODE_SAMPLES, is_files

_MAY_COVER: Mapping[str, tuple[Covered, ...]] = {
    "high": get_args(Covered),
    "medium": get_args(Covered),
    "low": ("behaviour",),
}
"""What an observation may be about, by how sure it is."""


def evidence(node: Any) -> Evidence | None:
    """What `x-evidence` says, of an operation or of one of its alternatives; `lint` tells of what
    it should not say, which is passed over here.
    """
    if not isinstance(node, dict):
        return None
    return Evidence(
        pages=tuple(texts(node.get("pages"))),
        request=_level(node.get("request")),
        response=_level(node.get("response")),
        status="stated" if node.get("status") == "stated" else "unstated",
        note=text(node.get("note")),
        alternatives=tuple(
            (name, found)
            for name, each in mapping(node.get("alternatives")).items()
            if (found := evidence(each)) is not None
        ),
        observed=tuple(
            filter(None, map(_observation, map(mapping, sequence(node.get("observed")))))
        ),
    )


def _level(said: Any) -> EvidenceLevel:
    return said if said in LEVELS else "none"


def _observation(node: dict[str, Any]) -> Observation | None:
    """An entry of `observed`, `{source: support ticket, sure: low, covers: [behaviour]}`; nothing
    of low confidence covers more than behaviour, whatever it says.
    """
    source = text(node.get("source")).strip()
    sure: Any = node.get("sure")
    said = sequence(node.get("covers"))
    covers = tuple(each for each in _MAY_COVER.get(text(sure), ()) if each in said)
    if not source or not covers:
        return None
    return Observation(source, sure, covers, text(node.get("date")))


def samples(node: dict[str, Any], pointer: str) -> tuple[CodeSample, ...]:
    """The worked examples in Python, named by their label, else by the operation's summary: the
    entries of `x-codeSamples: [{lang: Python, source: …}]` that have a source.
    """
    entries = [
        (f"{pointer}/{key}/{index}/source", mapping(entry))
        for key in CODE_SAMPLES
        for index, entry in enumerate(sequence(node.get(key)))
    ]
    usual = text(node.get("summary")) or "Example"
    return tuple(
        CodeSample(text(entry.get("label")) or usual, text(entry["source"]), at, _files(entry))
        for at, entry in entries
        if _is_python(entry)
    )


def _is_python(entry: dict[str, Any]) -> bool:
    source = text(entry.get("source"))
    return text(entry.get("lang")).lower() == "python" and bool(source.strip())


def _files(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The content of the files that a sample reads, by their names; none where one is no text."""
    files = entry.get("files")
    return tuple(mapping(files).items()) if is_files(files) else ()
