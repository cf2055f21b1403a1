"""What `regenerate` and `check` have in common: a document read, and the files that it becomes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.cli.console import Refusal, UnreadableError, complain
from generator.cli.reading import Asked, Kept, keep, read

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.cli.ahead import Ahead
    from generator.cli.options import Namespaces
    from generator.document.bundle import Document
    from generator.document.diagnostics import Diagnostic
    from generator.document.origins import Origin
    from generator.document.rereading import Rereading
    from generator.output.manifest import Provenance
    from generator.output.progress import Step

_PACKAGE = "/x-sdk/package"
_SAID_BY_THE_API = ("OAS064", "OAS078", "OAS106")  # as API007, API001, API003


class Wanted(NamedTuple):
    """A document that something is made of, in a namespace of the package where it is one of
    several.
    """

    spec: Origin
    asked: Asked
    namespace: str = ""


class Made(NamedTuple):
    """What became of documents: an Api of each, and the tree of all."""

    apis: tuple[Api, ...]
    tree: dict[str, bytes]
    provenance: Provenance


def wanted(spec: Origin, asked: Asked, namespaces: Namespaces | None) -> list[Wanted]:
    """The documents of a command; what is given on its line holds for each of several."""
    if namespaces is None:
        return [Wanted(spec, asked)]
    if any(each.is_input for each in asked.overlays or ()):
        raise Refusal("standard input can be read once, and several documents would be changed")
    return [
        Wanted(
            each.values["spec"],
            Asked(
                asked.allow_remote,
                asked.overlays or each.values.get("overlay"),
                asked.include or each.values.get("include"),
                asked.exclude or each.values.get("exclude"),
            ),
            each.name,
        )
        for each in namespaces.targets
    ]


def one_of(strict: bool, keep_going: bool) -> None:
    if strict and keep_going:
        raise Refusal(
            "--strict and --keep-going exclude each other: one fails on what the other leaves out"
        )


def read_all(
    documents: Sequence[Wanted],
    keep_going: bool,
    package: str | None,
    read_file: Rereading | None = None,
    then: Callable[[Document], None] = lambda _: None,
) -> list[Kept]:
    """Each document as `read_and_judge` gives it. UnreadableError with all that are refused."""
    found: list[Kept] = []
    refused: list[UnreadableError] = []
    for each in documents:
        try:
            found.append(read_and_judge(each, keep_going, package, read_file, then))
        except UnreadableError as error:
            refused.append(error)
    if refused:
        raise UnreadableError(
            (finding for error in refused for finding in error.findings),
            (line for error in refused for line in error.lines),
        )
    return found


def read_and_judge(
    wanted: Wanted,
    keep_going: bool,
    package: str | None,
    read_file: Rereading | None = None,
    then: Callable[[Document], None] = lambda _: None,
) -> Kept:
    """The document, its files read by `read_file`, which is passed on `then`, and judged, but for
    its name of the package where `package` is given. UnreadableError where it is refused.
    """
    from generator.output.progress import progress

    with progress() as step:
        step(f"reading {wanted.spec}")
        document = read(wanted.spec, wanted.asked, read_file)
        then(document)
        step("judging the document")
        kept = keep(
            document,
            "nothing was written",
            keep_going=keep_going,
            later=_SAID_BY_THE_API,
            overridden=() if package is None else (_PACKAGE,),
        )
    complain(kept.told)
    return kept


def generate(
    documents: Sequence[tuple[Wanted, Kept]],
    package: str | None,
    templates: Path,
    step: Step,
    ahead: Ahead,
) -> Made:
    """The floors above the document in their order: Api, tree. What was done `ahead` is taken."""
    ((first, kept), *_) = documents
    if first.namespace and package is not None:
        return _together(documents, package, templates, step)
    step("deciding names and types")
    ahead.begin(kept.document, partial(_judged, kept), is_whole=not kept.omissions)
    # the other process is at it, and this one has nothing else to do
    provenance = _provenance(kept, first.asked, package, templates)
    step("printing code")
    api, tree, untested = ahead.made()
    return Made((_with_untested(kept.document, api, untested),), tree, provenance)


def _judged(kept: Kept, api: Api) -> Api:
    """An Api that says what was left out of its document. Refusal where it is none to print."""
    from generator.document.package_names import package_fault

    if (fault := package_fault(api.package, of_a_title=True)) is not None:
        raise Refusal(
            f"the package {api.package!r} of x-sdk {fault}; name another one, or give --package"
        )
    return _without(api, kept)


def _together(
    documents: Sequence[tuple[Wanted, Kept]], package: str, templates: Path, step: Step
) -> Made:
    """One package of several documents."""
    step("deciding names and types")
    from generator.api.build import build_namespace, distribution_of

    apis = [
        _without(build_namespace(kept.document, package, each.namespace), kept)
        for each, kept in documents
    ]
    step("printing code")
    from generator.emit.package import emitted_together
    from generator.output.manifest import joined

    tree, left_out = emitted_together(apis, distribution_of(package), templates=templates)
    apis = [
        _with_untested(kept.document, api, untested)
        for (_, kept), api, untested in zip(documents, apis, left_out, strict=True)
    ]
    parts = {
        each.namespace: _provenance(kept, each.asked, package, templates)
        for each, kept in documents
    }
    return Made(tuple(apis), tree, joined(parts))


def _without(api: Api, kept: Kept) -> Api:
    """An Api that says what was left out of its document."""
    return replace(api, left_out=tuple(omission.anywhere for omission in kept.omissions))


def _provenance(kept: Kept, asked: Asked, package: str | None, templates: Path) -> Provenance:
    from generator.output.manifest import provenance_of

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
    return provenance_of(kept.document, templates=templates, options=given, overlays=overlays)


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


def _with_untested(document: Document, api: Api, untested: Mapping[str, str]) -> Api:
    """With a finding for each operation whose test is left out of what is emitted: what is to be
    told, by its pointer.
    """
    from generator.api.rules import UNTESTED

    found = [UNTESTED.found(told, document.locate(at)) for at, told in untested.items()]
    return replace(api, diagnostics=(*api.diagnostics, *found)) if found else api
