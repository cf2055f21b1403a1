"""The options that several commands have, and what holds where they are not given."""

from __future__ import annotations

import keyword
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
DEFAULT_SPEC = Path("spec/openapi.yaml")
DEFAULT_OUT = Path("generated")

WOULD_HIDE = "would hide the module of that name, which Python, the package or its tests need"


def _importable(package: str | None) -> str | None:
    if package is not None and (
        not (package.isascii() and package.isidentifier()) or keyword.iskeyword(package)
    ):
        raise typer.BadParameter(
            f"{package!r} cannot be imported; letters, digits and _, no keyword, no digit first"
        )
    from generator.api.names import SHADOWED

    if package in SHADOWED:
        raise typer.BadParameter(f"{package!r} {WOULD_HIDE}")
    return package


Spec = Annotated[
    Path, typer.Option("--spec", metavar="FILE", help="The document's root file, YAML or JSON.")
]
Out = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="The folder of generated files.")
]
Package = Annotated[
    str | None,
    typer.Option(
        "--package",
        metavar="NAME",
        callback=_importable,
        help="Import name. Default: x-sdk in the document, else its title.",
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
        help="What is printed from.",
    ),
]
Remote = Annotated[
    bool,
    typer.Option(
        "--allow-remote", help="Follow references to other hosts. They are refused otherwise."
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
