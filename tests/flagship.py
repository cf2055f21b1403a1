"""The flagship's document and what the generator makes of it: read and built once in a process,
however many modules ask.
"""

from __future__ import annotations

from functools import cache

from generator.api.build import build
from generator.api.model import Api
from generator.document.bundle import Document, load
from tests.servers import ROOT


@cache
def document() -> Document:
    return load(ROOT / "spec" / "openapi.yaml")


@cache
def api() -> Api:
    return build(document())
