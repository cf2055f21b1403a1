"""What a document says of where an operation is known from, and its worked examples in Python."""

from __future__ import annotations

from typing import Any, get_args

from generator.api.model import CodeSample, Confidence, Covered, Evidence, Observation
from generator.document.access import mapping, sequence, text
from generator.document.evidence import LEVELS
from generator.document.rules.extension_forms import CODE_SAMPLES, is_files


def evidence(node: Any) -> Evidence | None:
    if not isinstance(node, dict):
        return None
    return Evidence(
        pages=tuple(page for page in sequence(node.get("pages")) if isinstance(page, str)),
        request=node["request"] if node.get("request") in LEVELS else "none",
        response=node["response"] if node.get("response") in LEVELS else "none",
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


def _observation(node: dict[str, Any]) -> Observation | None:
    """An entry of `observed`; nothing of low confidence covers more than behaviour, whatever it
    says.
    """
    source = text(node.get("source")).strip()
    sure = next((each for each in get_args(Confidence) if each == node.get("sure")), None)
    said = sequence(node.get("covers"))
    known = ("behaviour",) if sure == "low" else get_args(Covered)
    covers = tuple(each for each in known if each in said)
    if not source or sure is None or not covers:
        return None
    return Observation(source, sure, covers, text(node.get("date")))


def samples(node: dict[str, Any], pointer: str) -> tuple[CodeSample, ...]:
    """The worked examples in Python, named by their label."""
    return tuple(
        CodeSample(
            text(entry.get("label")) or text(node.get("summary")) or "Example",
            text(entry.get("source")),
            f"{pointer}/{key}/{index}/source",
            tuple(mapping(entry.get("files")).items()) if is_files(entry.get("files")) else (),
        )
        for key in CODE_SAMPLES
        for index, entry in enumerate(map(mapping, sequence(node.get(key))))
        if text(entry.get("lang")).lower() == "python" and text(entry.get("source")).strip()
    )
