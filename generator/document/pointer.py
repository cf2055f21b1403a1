"""JSON Pointers (RFC 6901) as text: `""` is the whole document, `/paths/~1pets/get` is a place in
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

_INDEX = re.compile("0|[1-9][0-9]{0,8}")


def escape(token: str) -> str:
    """One token as it stands in a pointer (section 3: `~` is `~0`, `/` is `~1`)."""
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def join(pointer: str, *tokens: str | int) -> str:
    for token in tokens:
        pointer += f"/{escape(str(token))}"
    return pointer


def split(pointer: str) -> tuple[str, ...]:
    """The tokens of a pointer: of `/paths/~1pets`, `("paths", "/pets")`. ValueError when it neither
    is empty nor starts with `/`.
    """
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"a JSON pointer starts with `/`: {pointer!r}")
    tokens = pointer[1:].split("/")
    if "~" in pointer:
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in tokens]
    return tuple(tokens)


def close_up(entries: list[Any], kept: Sequence[int], at: tuple[str, ...]) -> dict[str, str]:
    """Leaves all but those that are `kept` out of a list, which stands `at` a place: where each of
    them stood, by where it stands now.
    """
    entries[:] = [entries[number] for number in kept]
    return {join("", *at, str(new)): join("", *at, str(old)) for new, old in enumerate(kept)}


def step(node: Any, token: str) -> Any:
    """The child of `node` that `token` names (section 4). KeyError when there is none."""
    if isinstance(node, dict):
        return node[token]
    if isinstance(node, list) and _INDEX.fullmatch(token) and int(token) < len(node):
        return node[int(token)]
    raise KeyError(token)


def follow(node: Any, tokens: Iterable[str]) -> Any:
    """The node that `tokens` lead to. KeyError with the first token that leads nowhere."""
    for token in tokens:
        node = step(node, token)
    return node


def reach(node: Any, tokens: Iterable[str]) -> Any:
    """The node that `tokens` lead to; None where they lead nowhere."""
    try:
        return follow(node, tokens)
    except KeyError:
        return None
