"""The modules of a package, before they are formatted: without its tests and documents."""

from __future__ import annotations

from pathlib import Path

from generator.api.model import Api
from generator.emit.annotations import Needs
from generator.emit.client import emit_client
from generator.emit.models import emit_models
from generator.emit.templates import Text, environment


def emit_modules(api: Api, templates: Path) -> tuple[dict[str, Text], dict[str, bytes]]:
    """The text that is still to be formatted, and what is copied, by the path in the tree."""
    jinja = environment(templates)
    package = api.package.replace(".", "/")
    needs = Needs(shared=api.shares_runtime)
    text = {f"{package}/{path}": source for path, source in emit_models(api, jinja, needs).items()}
    copied: dict[str, bytes] = {}
    for path, content in emit_client(api, jinja, templates, needs).items():
        if isinstance(content, bytes):
            copied[f"{package}/{path}"] = content
        else:
            text[f"{package}/{path}"] = content
    return text, copied
