from typing import Any

from .._runtime.model import OMITTED, Model, Omittable


class Scripting(Model):
    """What a script runs with. In the sample of a web task the lists are null.

    `version` says which further fields there are; they are kept as they are. Seen: `7.0.0`.
    """

    version: Omittable[str] = OMITTED
    """The version of the scripting, which decides what else there is."""
    environment: Omittable[dict[str, Any]] = OMITTED
    """The environment of the script; its fields are not documented."""
    imports: list[dict[str, Any]] | None = None
    """What the script imports."""
    initializers: list[dict[str, Any]] | None = None
    """What runs before the script."""
    filters: list[dict[str, Any]] | None = None
    """What the script's input goes through."""
