"""JSON Pointers (RFC 6901) as text: `""` is the whole document, `/paths/~1pets/get` is a place in
it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def escape(token: str) -> str:
    """One token as it stands in a pointer (section 3: `~` is `~0`, `/` is `~1`)."""
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def join(pointer: str, *tokens: str | int) -> str:
    for token in tokens:
        pointer += f"/{escape(str(token))}"
    return pointer


def split(pointer: str) -> tuple[str, ...]:
    """The tokens of a pointer. ValueError when it neither is empty nor starts with `/`."""
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"a JSON pointer starts with `/`: {pointer!r}")
    tokens = pointer[1:].split("/")
    if "~" not in pointer:
        return tuple(tokens)
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens)


def step(node: Any, token: str) -> Any:
    """The child of `node` that `token` names (section 4). KeyError when there is none."""
    if isinstance(node, dict):
        return node[token]
    if (
        isinstance(node, list)
        and token.isascii()
        and token.isdigit()
        and (token == "0" or token[0] != "0")
    ):
        index = int(token) if len(token) < 10 else len(node)
        if index < len(node):
            return node[index]
    raise KeyError(token)


def follow(node: Any, tokens: Iterable[str]) -> Any:
    """The node that `tokens` lead to. KeyError with the first token that leads nowhere."""
    for token in tokens:
        node = step(node, token)
    return node
