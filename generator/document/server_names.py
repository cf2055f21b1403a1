"""What a server is called: as the document says, else what its description comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from generator.document.access import text

NAMES: Final = ("name", "x-fern-server-name", "x-speakeasy-server-id")
"""The fields that name a server, the first of them that is there."""
_WORD: Final = re.compile(r"[^\W_]+")
_CLAUSE: Final = re.compile(r"[.,;:(\[|\n]| [-\u2013\u2014] ")
_MOST_WORDS: Final = 5
# Of descriptions such as "Our production environment", "The european API server" and "Live
# environment for East Asia": words that every server of a list could have.
_EVERYWHERE: Final = frozenset(
    {
        "a", "an", "the", "our", "your", "this", "for", "of", "in", "on", "to", "with", "is",
        "and", "api", "apis", "base", "endpoint", "env", "environment", "host", "main", "server",
        "servers", "service", "url",
    }
)  # fmt: skip


def server_name(server: Mapping[str, Any]) -> str | None:
    """The name of a Server Object; `None` where it has none and its description is a sentence, or
    not there.
    """
    said = next(filter(None, (text(server.get(key)).strip() for key in NAMES)), None)
    return said or _slug(text(server.get("description")))


def _slug(description: str) -> str | None:
    """The words of its first clause that tell it from others, in lower case, joined by hyphens."""
    words = [word.lower() for word in _WORD.findall(_CLAUSE.split(description.strip())[0])]
    told = [word for word in words if word not in _EVERYWHERE] or words
    return "-".join(told) if 0 < len(told) <= _MOST_WORDS else None
