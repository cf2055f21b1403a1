"""Regular expressions of a document (ECMA-262, as JSON Schema asks) as Python writes them."""

from __future__ import annotations

import re

_REPLACED = {
    r"\/": "/",
    r"\-": r"\-",
    r"\d": "[0-9]",
    r"\D": "[^0-9]",
    r"\w": "[A-Za-z0-9_]",
    r"\W": "[^A-Za-z0-9_]",
}
_IN_CLASS = {r"\/": "/", r"\d": "0-9", r"\w": "A-Za-z0-9_"}
_TOKEN = re.compile(
    r"\\u\{([0-9A-Fa-f]+)\}|\\k<(\w+)>|\\c[A-Za-z]|\\.|\(\?<(?![=!])|\[\^?\]?|\]|\$|.", re.DOTALL
)


def translate(pattern: str) -> str | None:
    """`pattern` for Python's `re.search`, or None where Python has no such expression.

    Differences that are seen to: named groups, `$` (the very end), `\\d` and `\\w` (ASCII), `\\/`,
    `\\u{…}`, control escapes."""
    out: list[str] = []
    inside = False
    for match in _TOKEN.finditer(pattern):
        token = match[0]
        if match[1]:
            if int(match[1], 16) > 0x10FFFF:
                return None
            out.append(re.escape(chr(int(match[1], 16))))
        elif match[2]:
            out.append(f"(?P={match[2]})")
        elif token.startswith("\\c") and len(token) == 3:
            out.append(f"\\x{ord(token[2].upper()) - 64:02x}")
        elif token.startswith("\\"):
            out.append((_IN_CLASS if inside else _REPLACED).get(token, token))
        elif inside:
            inside = token != "]"
            out.append("\\[" if token[0] == "[" else token)
            if token[0] == "[" and token[-1] == "]":
                inside = False
                out[-1] = "\\[]" if token == "[]" else "\\[^]"
        elif token[0] == "[":
            if token.endswith("]"):  # ECMA-262: `[]` matches nothing, `[^]` anything
                out.append("(?!)" if token == "[]" else r"[\s\S]")
            else:
                inside = True
                out.append(token)
        elif token == "$":
            out.append(r"\Z")
        else:
            out.append("(?P<" if token == "(?<" else token)
    text = "".join(out)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return None
    return text
