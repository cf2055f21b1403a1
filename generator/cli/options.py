"""The options that several commands have, and what holds where they are not given."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.settings import Setting
from generator.document.origins import Origin
from generator.emit.template_folders import without_use
from generator.records import record

if TYPE_CHECKING:
    from generator.cli.configuration import Target

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_SPEC = Origin("spec/openapi.yaml")
DEFAULT_OUT = Path("generated")


def from_above(context: typer.Context, parameter: typer.CallbackParam, given: Path) -> Path:
    """In a folder below that of the document, a default is what stands beside the document.

    Only where the document is the default one too, and in the repository that this folder is in:
    `--spec other.yaml` alone never means somebody else's `generated/`.
    """
    for name in ("spec", parameter.name or ""):
        source = context.get_parameter_source(name)
        if source is not None and source.name != "DEFAULT":
            return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / DEFAULT_SPEC.path).is_file():
            return given if folder == here else Path(os.path.relpath(folder / given))
        if (folder / ".git").exists():
            break
    return given


def spec_from_above(
    context: typer.Context, parameter: typer.CallbackParam, given: Origin
) -> Origin:
    """`from_above`, of a document."""
    if not given.is_file:
        return given
    return replace(given, text=str(from_above(context, parameter, given.path)))


def folder_from_above(context: typer.Context, parameter: typer.CallbackParam, given: Path) -> Path:
    """`from_above`, of a folder that has to be there."""
    folder = from_above(context, parameter, given)
    if not folder.exists():
        raise typer.BadParameter(f"Directory {str(folder)!r} does not exist.")
    if not folder.is_dir():
        raise typer.BadParameter(f"Directory {str(folder)!r} is a file.")
    return folder


def _importable(package: str | None) -> str | None:
    from generator.document.package_names import package_fault

    if package is not None and (fault := package_fault(package)) is not None:
        raise typer.BadParameter(f"{package!r} {fault}")
    return package


def _overriding(templates: Path) -> Path:
    wrong = without_use(templates)
    if wrong is not None:
        raise typer.BadParameter(wrong)
    return templates


def _origin(given: str | Origin) -> Origin:
    return given if isinstance(given, Origin) else Origin(given)


def setting(given: str | Setting) -> Setting:
    return given if isinstance(given, Setting) else Setting(given)


@record(frozen=True, slots=True)
class Namespaces:
    """The documents of a target that is one package of several."""

    targets: tuple[Target, ...]


def _configured(given: object) -> Namespaces:
    if not isinstance(given, Namespaces):
        raise typer.BadParameter("namespaces are those of a target in sdk.yaml")
    return given


Together = Annotated[
    Namespaces | None, typer.Option("--namespaces", hidden=True, parser=_configured)
]
Spec = Annotated[
    Origin,
    typer.Option(
        "--spec",
        metavar="FILE",
        is_eager=True,
        parser=_origin,
        callback=spec_from_above,
        help="The document's root file, YAML or JSON; - is standard input. A URL needs "
        "--allow-remote.",
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out", metavar="FOLDER", callback=from_above, help="The folder of generated files."
    ),
]
Package = Annotated[
    str | None,
    typer.Option(
        "--package",
        metavar="NAME",
        callback=_importable,
        help="Import name, in a namespace with dots. Default: x-sdk in the document, else its "
        "title.",
    ),
]
Templates = Annotated[
    Path,
    typer.Option(
        "--templates",
        metavar="FOLDER",
        exists=True,
        file_okay=False,
        show_default=False,
        callback=_overriding,
        help="What is printed from, where it is there; the rest is printed from our own.",
    ),
]
Overlays = Annotated[
    list[Origin] | None,
    typer.Option(
        "--overlay",
        metavar="FILE",
        parser=_origin,
        help=(
            "An Overlay 1.0 or 1.1 to change the document by before anything else, a file, URL or "
            "-; several are applied in their order."
        ),
    ),
]
Include = Annotated[
    list[Setting] | None,
    typer.Option(
        "--include",
        metavar="SELECTOR",
        parser=setting,
        help=(
            "Only operations that are selected by one of these: tag:NAME, path:GLOB (`**` crosses "
            "slashes), operation:ID, method:GET. Components that nothing else needs go along."
        ),
    ),
]
Exclude = Annotated[
    list[Setting] | None,
    typer.Option(
        "--exclude",
        metavar="SELECTOR",
        parser=setting,
        help="Leave out what one of these selects, included or not; the same selectors.",
    ),
]
Remote = Annotated[
    bool,
    typer.Option(
        "--allow-remote",
        help="Read what is on the network: the document, overlays, what references lead to.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help=(
            "Fail if `lint` finds an error, or the SDK does not express all of the document. "
            "Excludes --keep-going."
        ),
    ),
]
KeepGoing = Annotated[
    bool,
    typer.Option(
        "--keep-going", help="Leave out what cannot be read, list it, and go on with the rest."
    ),
]
Watch = Annotated[
    bool,
    typer.Option(
        "--watch", help="Do it again at each save, and say what changed, until interrupted."
    ),
]
