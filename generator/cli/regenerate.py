"""`regenerate`: the SDK of a document, written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.ahead import Ahead
from generator.cli.console import NO, YES, command, complain, report
from generator.cli.generation import Wanted, further, generate, one_of, read_all, wanted
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
    Watch,
)
from generator.cli.reading import Asked, Kept, follow_files
from generator.emit.template_folders import TEMPLATES
from generator.garbage_collection import at_rest

if TYPE_CHECKING:
    from generator.document.rereading import Rereading


@command
@at_rest()
def regenerate(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    out: Out = DEFAULT_OUT,
    package: Package = None,
    templates: Templates = TEMPLATES,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the package of another document in --out.")
    ] = False,
    allow_remote: Remote = False,
    watch: Watch = False,
    namespaces: Together = None,
) -> int:
    """Write the SDK of a document: package, tests, docs.

    All or nothing: whoever reads the folder meanwhile, and whatever ends this command, sees the old
    files or the new ones. Files in the folder that were not generated are left alone; where one is
    in the way, nothing is written. Unchanged files are not touched.

    A folder that holds the package of another document is left as it is, unless --replace is given.

    What cannot be read (a node of the wrong kind, a reference that leads nowhere) refuses, with
    file, line and reason, and nothing is written. With --keep-going exactly that is left out and
    listed, in the output's README too.

    \b
    Examples:
      python -m generator regenerate
      python -m generator regenerate --spec museum.yaml --out sdk --package museum
      python -m generator regenerate --strict      fail if the SDK would lack something
      python -m generator regenerate --watch       at each save, until interrupted
    """
    one_of(strict, keep_going)
    documents = wanted(spec, Asked(allow_remote, overlay, include, exclude), namespaces)

    def once(files: Rereading | None = None) -> int:
        with Ahead(package, templates, pays=namespaces is None) as ahead:
            kept = read_all(documents, keep_going, package, files, ahead.read)
            return _written(documents, kept, out, package, templates, strict, replace, ahead)

    if watch:
        for each in documents:
            follow_files(each.spec, each.asked)
        from generator.cli.watching import at_each_change

        return at_each_change(once)
    return once()


def _written(
    documents: Sequence[Wanted],
    kept: Sequence[Kept],
    out: Path,
    package: str | None,
    templates: Path,
    strict: bool,
    replace: bool,
    ahead: Ahead,
) -> int:
    from generator.cli.strictness import objections_to, tell_all
    from generator.output.progress import progress
    from generator.output.write import write

    with progress() as step:
        made = generate(list(zip(documents, kept, strict=True)), package, templates, step, ahead)
        refused = objections_to(kept, made.apis) if strict else []
        if not refused:
            step(f"writing {out}")
            summary = write(made.tree, out, made.provenance, replace=replace)
    report(*map(further, made.apis))
    tell_all(made.apis)
    if refused:
        complain([*refused[:-1], f"{refused[-1]}; nothing was written"])
        return NO
    print(summary)
    return YES
