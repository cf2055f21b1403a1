"""Which server is called."""

from __future__ import annotations

from generator.records import record


@record(frozen=True, slots=True)
class ServerVariable:
    """A variable of servers' URLs; `enum` is what it may be, anything where it is empty.

    `python` is the keyword of the client, none where there is nothing to choose."""

    wire: str
    python: str | None
    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@record(frozen=True, slots=True)
class Server:
    """A server that can be called: `url` is a template, absolute or a path; `name` is what it is
    chosen by.
    """

    name: str | None
    url: str
    variables: tuple[ServerVariable, ...] = ()
    description: str = ""


@record(frozen=True, slots=True)
class Servers:
    """What a caller chooses among: the document's `servers`, the `names` of all that have one,
    those of operations too, and the variables that are keywords.

    `python` is the keyword for a name, `env` the variable of the environment; neither is there
    where `names` is empty. `needs` are the variables, as URLs have them, of servers of operations
    that are called by a name alone, with those names."""

    servers: tuple[Server, ...]
    names: tuple[str, ...]
    python: str
    env: str
    variables: tuple[ServerVariable, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()
