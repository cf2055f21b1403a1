"""What is known of an API from elsewhere than the pages of its reference: from the live service,
from older documentation.

The facts stand in the folder `observed` beside those of the pages, in the same form; `sources.yaml`
says what each source is. Which evidence wins, where a page and an observation differ:

- a page of the current version on shape: types, formats, what is required;
- an observation of high confidence on behaviour, which is the status that is answered, and on what
  the page leaves open;
- a source that `only_opens` (older documentation) adds members and values, makes optional, nullable
  or wider, and never closes;
- of low confidence is what may be said of behaviour, and nothing is compared with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from generator.document.access import mapping, sequence
from generator.document.diagnostics import Diagnostic, DocumentError
from generator.document.rules.extension_forms import COVERED
from generator.document.source import read
from generator.records import record
from generator.vendor_docs.facts import MALFORMED, UNSTATED, Confidence, Section, VendorOperation
from generator.vendor_docs.facts_reader import load_observed_section

FOLDER = "observed"
SOURCES = "sources.yaml"
RANK: Mapping[str | None, int] = {None: -1, "low": 0, "medium": 1, "high": 2}
_SOURCE = {"about": str, "date": str, "only_opens": bool}


@record(frozen=True, slots=True)
class ObservationSource:
    """Where observations are from. `date` is that of what was looked at, as far as it is known."""

    name: str
    about: str = ""
    date: str = ""
    only_opens: bool = False


@record(frozen=True, slots=True)
class Observations:
    """All observations: sections in the form of the facts of pages, and their sources by name."""

    sources: Mapping[str, ObservationSource] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    def only_opens(self, operation: VendorOperation) -> bool:
        source = self.sources.get(operation.evidence.source)
        return source is not None and source.only_opens


def load_observations(facts: Path) -> Observations:
    """The observations beside the facts in a folder; none where there is no folder `observed` in
    it.

    Raises: DocumentError: a file that cannot be read, what is not of the form, a source that
        nothing says anything of; all at once.
    """
    folder = facts / FOLDER
    if not folder.is_dir():
        return Observations()
    sources, wrong = _sources(folder / SOURCES)
    sections = []
    for file in sorted(folder.glob("*.yaml")):
        if file.name == SOURCES:
            continue
        try:
            sections.append(load_observed_section(file, sources))
        except DocumentError as error:
            wrong += error.diagnostics
    if wrong:
        raise DocumentError(wrong)
    return Observations(sources, tuple(sections))


def _sources(file: Path) -> tuple[dict[str, ObservationSource], list[Diagnostic]]:
    """The sources of observations by name, and what is wrong with their file: `{sources: {live:
    {about: …, date: …, only_opens: true}}}`."""
    try:
        source = read(file, str(file))
    except DocumentError as error:
        return {}, list(error.diagnostics)
    found: dict[str, ObservationSource] = {}
    wrong: list[Diagnostic] = []
    listed = mapping(source.data).get("sources")
    if not isinstance(listed, dict):
        wrong.append(MALFORMED.found("`sources` is missing, a mapping by name", source.locate("")))
    for name, entry in mapping(listed).items():
        place, said = source.locate(f"/sources/{name}"), mapping(entry)
        for key in (key for key, value in said.items() if not _is_of_source(key, value)):
            problem = f"a source has {', '.join(_SOURCE)}, and no such `{key}`"
            wrong.append(MALFORMED.found(problem, place))
        if not said.get("about"):
            wrong.append(MALFORMED.found("a source says in `about` what it is", place))
        about, date = str(said.get("about", "")), str(said.get("date", ""))
        found[name] = ObservationSource(name, about, date, said.get("only_opens") is True)
    return found, wrong


def _is_of_source(key: str, value: Any) -> bool:
    return key in _SOURCE and isinstance(value, _SOURCE[key])


# --- what an operation's evidence claims ----------------------------------------------------------


@record(frozen=True, slots=True)
class EvidenceDisagreement:
    """What `x-evidence` of an operation and the observations do not agree on: a part that they
    cover. `reference` is how sure the observation is, `document` what the operation claims; `None`
    where there is none."""

    source: str
    part: str
    reference: str | None
    document: str | None
    operation: VendorOperation | None


def parts(operation: VendorOperation) -> Iterator[str]:
    """The parts of an operation that an observation is about, as `covers` names them."""
    statuses = {answer.status for answer in operation.responses}
    seen = {
        "request": operation.request is not None or bool(operation.parameters),
        "response": any(answer.body is not None for answer in operation.responses),
        "status": not statuses <= {UNSTATED},
        "behaviour": bool(operation.rules),
    }
    return (part for part, is_seen in seen.items() if is_seen)


def evidence_disagreements(
    evidence: Mapping[str, Any], seen: list[VendorOperation]
) -> Iterator[EvidenceDisagreement]:
    """Where `x-evidence` names an observation that nothing covers, or that is less sure than it
    says, or leaves out one of high confidence."""
    known = _strongest(seen)
    told = _told(evidence)
    for (source, part), sure in told.items():
        found = known.get((source, part))
        observed = found.evidence.sure if found else None
        if RANK[observed] < RANK[sure]:
            yield EvidenceDisagreement(source, part, observed, sure, found)
    for (source, part), operation in known.items():
        claimed = told.get((source, part))
        if operation.evidence.sure == "high" and claimed != "high":
            yield EvidenceDisagreement(source, part, "high", claimed, operation)


def _strongest(seen: list[VendorOperation]) -> dict[tuple[str, str], VendorOperation]:
    """The surest operation for each source and part that is covered; the first of several."""
    found: dict[tuple[str, str], VendorOperation] = {}
    for operation in seen:
        for part in parts(operation):
            known = found.setdefault((operation.evidence.source, part), operation)
            if RANK[known.evidence.sure] < RANK[operation.evidence.sure]:
                found[operation.evidence.source, part] = operation
    return found


def _told(evidence: Mapping[str, Any]) -> dict[tuple[str, str], Confidence]:
    """The claims of an operation and of its alternatives; the strongest of each source and part."""
    listed = [evidence, *mapping(evidence.get("alternatives")).values()]
    found: dict[tuple[str, str], Confidence] = defaultdict(lambda: "low")
    entries = chain.from_iterable(sequence(mapping(one).get("observed")) for one in listed)
    for source, part, sure in chain.from_iterable(map(_claims, map(mapping, entries))):
        found[source, part] = max(found[source, part], sure, key=RANK.__getitem__)
    return dict(found)


def _claims(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, Confidence]]:
    """What one entry of `observed` claims: its source, a part that it `covers`, and how sure. What
    is malformed claims nothing."""
    source, said = entry.get("source"), entry.get("sure")
    sure = next((known for known in get_args(Confidence) if known == said), None)
    if sure is not None and isinstance(source, str):
        for part in filter(COVERED.__contains__, sequence(entry.get("covers"))):
            yield source, part, sure
