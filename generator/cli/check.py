"""`check`: whether what was generated is in step with the document."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.ahead import Ahead
from generator.cli.console import NO, YES, UnreadableError, command, complain, report
from generator.cli.generation import further, generate, one_of, read_all, wanted
from generator.cli.options import (
    DEFAULT_OUT,
    DEFAULT_SPEC,
    Exclude,
    Include,
    KeepGoing,
    Out,
    Overlays,
    Package,
    Remote,
    Spec,
    Strict,
    Templates,
    Together,
)
from generator.cli.reading import Asked
from generator.document.diagnostics import counted
from generator.emit.template_folders import TEMPLATES
from generator.garbage_collection import at_rest
from generator.output import check as checking
from generator.output.progress import progress


class CheckFormat(StrEnum):
    text = "text"
    json = "json"


@command
@at_rest()
def check(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    out: Out = DEFAULT_OUT,
    package: Package = None,
    templates: Templates = TEMPLATES,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    allow_remote: Remote = False,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="For people or for programs.")
    ] = CheckFormat.text,
    namespaces: Together = None,
) -> int:
    """Say whether the generated files are in step.

    Nothing is written, and what `regenerate` refuses is refused. Each file that is not in step
    comes with the reason (document changed, generator changed, options changed, two generations
    after a merge, edited by hand, or several) and a diff from what is there to what would be
    generated; the manifest with how many of its entries differ.

    \b
    Examples:
      python -m generator check
      python -m generator check --format json | jq '.differences[].path'
    """
    one_of(strict, keep_going)
    documents = wanted(spec, Asked(allow_remote, overlay, include, exclude), namespaces)
    with Ahead(package, templates, pays=namespaces is None) as ahead:
        try:
            kept = read_all(documents, keep_going, package, then=ahead.read)
        except UnreadableError as unreadable:
            if format is CheckFormat.json:
                print(checking.refused_as_json(unreadable.findings))
            raise
        with progress() as step:
            pairs = list(zip(documents, kept, strict=True))
            made = generate(pairs, package, templates, step, ahead)
    comparison = checking.compare_tree(made.tree, out, made.provenance)
    from generator.cli.strictness import objections_to, tell_all

    packages = [api.package for api in made.apis]
    written = checking.other_package(out, packages) if comparison.differences else None
    foreign = written is not None and checking.of_another_document(out, made.provenance)
    if format is CheckFormat.json:
        print(checking.as_json(comparison))
    elif foreign:
        print(f"{out} holds the package `{written}` of another document, and not `{packages[0]}`")
    elif written is not None:
        # of several documents, --package is what their packages are in
        given = written if namespaces is None else written.rpartition(".")[0]
        advice = f": give --package {given}" if given else ""
        print(f"{out} was written for the package `{written}`, not `{packages[0]}`{advice}")
    else:
        for line in checking.as_text(comparison, out):
            print(line)
    otherwise = checking.chosen_otherwise(out, made.provenance, same_package=written is None)
    if otherwise and not foreign:
        origin = spec if namespaces is None else "the document of each"
        whence = f" (overlays by their path from {origin})" if "--overlay " in otherwise else ""
        complain([f"note: {out} was written with {otherwise}{whence}"])
    if comparison.differences and (ends := checking.with_other_line_ends(made.tree, out)):
        complain([_line_ends(ends, out)])
    report(*map(further, made.apis))
    tell_all(made.apis)
    refused = objections_to(kept, made.apis) if strict else []
    complain(refused)
    return NO if comparison.differences or refused else YES


def _line_ends(number: int, out: Path) -> str:
    return (
        f"note: {counted(number, 'file')} in {out} would be in step if lines ended in LF, not in "
        "CRLF, as git may write them (core.autocrlf); `* text=auto eol=lf` in "
        f"{out / '.gitattributes'} prevents that"
    )
