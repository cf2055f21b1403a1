"""A page as a browser saved it: its text, and the `Page`
that the reader of its form makes of it.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from generator.vendor_docs.reading import copied_text, redoc_html
from generator.vendor_docs.reading.page import MAX_BYTES, Page, PageError


def read_page_file(path: Path) -> Page:
    """Reads a saved page, text or HTML by what it holds. PageError when it is no page of a
    reference.
    """
    content = load_text(path)
    if looks_like_html(content):
        return redoc_html.read_redoc_html(content, path.name)
    return copied_text.read_copied_text(content, path.name)


def load_text(path: Path) -> str:
    """The text of a saved page. PageError when it cannot be read, is too large, empty or binary."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise PageError(str(path), "is no file")
        if state.st_size > MAX_BYTES:
            raise PageError(
                str(path), f"has {state.st_size:,} bytes; no page is larger than {MAX_BYTES:,}"
            )
        content = path.read_bytes()
    except OSError as error:
        raise PageError(str(path), f"cannot be read: {error.strerror}") from None
    return decode(content, str(path))


def decode(content: bytes, name: str) -> str:
    """Bytes as text: UTF-8, or UTF-16 where a byte order mark says so."""
    if len(content) > MAX_BYTES:
        raise PageError(name, f"has {len(content):,} bytes; no page is larger than {MAX_BYTES:,}")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        decoded = content.decode(encoding)
    except UnicodeDecodeError:
        raise PageError(name, "is not text in UTF-8") from None
    if "\x00" in decoded:
        raise PageError(name, "is binary, not text")
    if not decoded.strip():
        raise PageError(name, "is empty")
    return decoded


def looks_like_html(content: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
            content[:20_000],
            re.I | re.S,
        )
    )
