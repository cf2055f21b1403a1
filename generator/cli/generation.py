"""What `regenerate` and `check` have in common: a document read, and the files that it becomes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.console import Refusal, complain
from generator.cli.options import WOULD_HIDE
from generator.cli.reading import Asked, Kept, keep, read

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.document.bundle import Document
    from generator.document.diagnostics import Diagnostic
    from generator.document.origins import Origin
    from generator.document.rereading import Rereading
    from generator.output.manifest import Provenance
    from generator.output.progress import Step

_SAID_BY_THE_API = ("OAS064", "OAS106")  # as API007 and API003


def one_of(strict: bool, keep_going: bool) -> None:
    if strict and keep_going:
        raise Refusal(
            "--strict and --keep-going exclude each other: one fails on what the other leaves out"
        )


def read_and_judge(
    spec: Origin, asked: Asked, keep_going: bool, read_file: Rereading | None = None
) -> Kept:
    """The document, judged, its files read by `read_file`. UnreadableError where it is refused."""
    from generator.output.progress import progress

    with progress() as step:
        step(f"reading {spec}")
        document = read(spec, asked, read_file)
        step("judging the document")
        kept = keep(document, "nothing was written", keep_going=keep_going, later=_SAID_BY_THE_API)
    complain(kept.told)
    return kept


def generate(
    kept: Kept, asked: Asked, package: str | None, templates: Path, step: Step
) -> tuple[Api, dict[str, bytes], Provenance]:
    """The floors above the document in their order: Api, tree."""
    step("deciding names and types")
    from generator.api.build import build
    from generator.api.names import SHADOWED

    left_out = tuple(omission.anywhere for omission in kept.omissions)
    api = replace(build(kept.document, package=package), left_out=left_out)
    if api.package in SHADOWED:
        raise Refusal(
            f"the package `{api.package}` of x-sdk {WOULD_HIDE}; name another one, or give "
            "--package"
        )
    step("printing code")
    from generator.emit.package import emitted
    from generator.output.manifest import provenance_of

    tree, untested = emitted(api, templates=templates)
    api = _with_untested(kept.document, api, untested)
    given = {} if package is None else {"package": package}
    if kept.omissions:
        given["keep-going"] = "true"
    for option in ("include", "exclude"):
        selectors = sorted(map(str, getattr(asked.choice, option)))
        if selectors:
            given[option] = ", ".join(selectors)
    overlays = {
        f"{number} {_placed(overlay, kept.document)}": digest
        for number, (overlay, digest) in enumerate(kept.document.overlays.items(), start=1)
    }
    provenance = provenance_of(kept.document, templates=templates, options=given, overlays=overlays)
    return api, tree, provenance


def _placed(overlay: Path | str, document: Document) -> str:
    """An overlay by its path from the document's folder; the working directory, where that is no
    file.
    """
    if isinstance(overlay, str):
        return overlay
    return Path(os.path.relpath(overlay, document.path.parent)).as_posix()


def further(api: Api) -> Iterable[Diagnostic]:
    """What the API floor found; of extensions `lint` has said more, and was heard."""
    from generator.api.rules import EXTENSION

    return (finding for finding in api.diagnostics if finding.code != EXTENSION.code)


def _with_untested(document: Document, api: Api, untested: Mapping[tuple[str, str], str]) -> Api:
    """With a finding for each operation whose test is left out of what is emitted, by its method
    and path, and why.
    """
    from generator.api.rules import UNTESTED

    found = [
        UNTESTED.found(f"`{operation.id}` has no test: {why}", document.locate(operation.pointer))
        for operation in api.operations
        if (why := untested.get((operation.method, operation.path)))
    ]
    return replace(api, diagnostics=(*api.diagnostics, *found)) if found else api
