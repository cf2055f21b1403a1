"""What a package may be called, so that it can be imported, stored and installed."""

from __future__ import annotations

import keyword
import re
import sys

# No files on Windows, whatever the end of their names ("Naming Files, Paths, and Namespaces").
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
TESTS = "tests"  # the folder beside a package
SHADOWED = frozenset(
    {
        *sys.stdlib_module_names,
        # of 3.11 to 3.14; the same names on every Python
        "aifc", "annotationlib", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk",
        "compression", "crypt", "distutils", "imghdr", "imp", "lib2to3", "mailcap", "msilib", "nis",
        "nntplib", "ossaudiodev", "pathlib", "pipes", "smtpd", "sndhdr", "spwd", "string", "sunau",
        "telnetlib", "uu", "xdrlib",
        # what a package needs, and what its tests are
        "annotated_types", "anyio", "certifi", "h11", "httpcore2", "httpx2", "idna", "pydantic",
        "pydantic_core", "sniffio", "truststore", "typing_extensions", "typing_inspection",
        "pytest", "conftest", TESTS,
    }
)  # fmt: skip
"""Modules that a package of the name would hide, or be hidden by."""
NAME = "[A-Za-z_][A-Za-z0-9_]*"
"""An identifier of ASCII, as a regular expression of JSON Schema."""


def name_schema(pattern: str) -> dict[str, object]:
    """The names of a `pattern` of which none is a keyword or a device, as a JSON Schema: what
    `package_fault` says of a name alone, without the modules of a Python.
    """
    anyhow = ["".join(f"[{each.upper()}{each}]" for each in name) for name in sorted(DEVICES)]
    reserved = "|".join([*sorted(keyword.kwlist), *anyhow])
    return {"pattern": f"^{pattern}$", "not": {"pattern": f"(^|\\.)({reserved})(\\.|$)"}}


def package_fault(name: str, *, of_a_title: bool = False) -> str | None:
    """What is wrong with the import name of a package, as a sentence says it after the name; None
    where nothing is. Names joined by dots are a package in a namespace (PEP 420). One that is made
    of a title has the letters of the title.
    """
    parts = name.split(".")
    is_identifier = str.isidentifier if of_a_title else re.compile(NAME).fullmatch
    if not all(map(is_identifier, parts)):
        return "cannot be imported; letters, digits and _, no digit first, or such names and dots"
    reserved = next(filter(keyword.iskeyword, parts), None)
    if reserved is not None:
        return f"cannot be imported; {reserved!r} is a keyword of Python"
    device = next(filter(_is_device, parts), None)
    if device is not None:
        return f"cannot be a folder; {device!r} is a device on Windows"
    if parts[0] in SHADOWED:
        return f"would hide the module {parts[0]!r}, which Python, the package or its tests need"
    if parts[0].casefold() == TESTS:  # as `Tests`
        return "would be the folder of its tests where case does not tell files apart"
    return None


def _is_device(name: str) -> bool:
    return name.casefold() in DEVICES
