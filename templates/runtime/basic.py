"""Basic authentication (RFC 7617): a pair of name and password, or both in one text; one without a
colon is a name with an empty password, as some vendors take a key.
"""

from __future__ import annotations

import base64
from typing import Any, cast

from .errors import ConfigurationError
from .redaction import Secret


def encoded(name: str, given: Any, in_environment: str | None) -> Secret | None:
    """What is sent for the keyword `name`, or `None` for none. No error shows it."""
    value = in_environment if given is None else given
    if isinstance(value, (tuple, list)):
        pair = cast("tuple[Any, ...]", value)
        if len(pair) != 2 or not all(isinstance(part, str) for part in pair) or ":" in pair[0]:
            what = "must be a pair of name (without a colon) and password"
            raise ConfigurationError(f"{name} {what}")
        value = ":".join(pair)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a pair of texts")
    # spaces may be a part of a password
    both = value if isinstance(given, (tuple, list)) else value.strip("\r\n")
    both = both if ":" in both else f"{both}:"
    return Secret(base64.b64encode(_utf8(both, name)).decode("ascii"), "Basic")


def _utf8(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # which holds the text
        pass
    raise ConfigurationError(f"{name} must be text that UTF-8 can hold")
