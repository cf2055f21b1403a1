"""The modules of the runtime that a package is given: those that it needs, as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.emit import programs
from generator.emit.template_folders import find, folders, python_of
from generator.emit.templates import TemplateError

# Runtime modules that only what a package says brings in; every other one is always needed (see
# `runtime_modules`).
_ON_DEMAND = frozenset(
    {
        "alternatives", "assertions", "basic", "batch_options", "batches", "bounds", "closed",
        "credentials", "cursor", "decimals", "decoded_octets", "downloads", "durations", "enums",
        "epoch", "event_streams", "file_media", "files", "floats", "follow", "forms", "idempotency",
        "inner_forms", "integers", "item_views", "items", "journal", "json_lines", "json_web_keys",
        "moments", "oauth", "octets", "overloaded_views", "page_views", "paging", "part_headers",
        "part_streams", "parts", "polling", "public_keys", "published_keys", "ranges", "repeated",
        "report", "response_headers", "retry_policy", "sent_lines", "sent_parts", "servers",
        "several_media", "sse", "stream_views", "streams", "strictness", "styles", "text_formats",
        "times", "unions", "untagged", "variants", "webhooks",
    }
)  # fmt: skip
# What of the runtime a program may name, besides `errors`; each comes from the module that defines
# it, where it is copied.
PUBLIC = frozenset(
    {
        "AsyncClientOptions", "AsyncDownload", "AsyncEventStream", "AsyncFollowing",
        "AsyncItemStream", "AsyncListPage", "AsyncPage", "AsyncPages", "AsyncStreamedResponse",
        "AttemptEvent", "BatchError", "BatchOptions", "BatchReport", "ClientOptions", "Cursor",
        "Download", "DownloadProgress", "EpochMilliseconds", "EpochSeconds", "ErrorEvent", "Event",
        "EventStream", "FollowOptions", "Following", "ItemError", "ItemStream", "ListPage", "Model",
        "OpenInt", "OpenModel", "OpenStr", "Outcome", "Pace", "Page", "Part", "PollingError",
        "PollingFailedError", "PollingTimeoutError", "Problem", "Progress", "PublishedKeys",
        "PublishedKeysError", "RateLimit",
        "RawResponse", "RequestEvent", "RequestInfo", "RequestKeywords", "RequestOptions",
        "ResponseEvent", "ResponseHead", "StreamError", "StreamOptions", "StreamedResponse",
        "TokenDeadlineError", "TokenError", "TokenTimeoutError", "Turn",
        "UNSET", "Unset", "ViewOptions", "WaitOptions", "WaitProgress", "WebhookError", "mark",
        "response_of",
    }
)  # fmt: skip


def runtime_modules(templates: Path, used: Iterable[str]) -> dict[str, bytes]:
    """The runtime modules of a package: all but those that only what it says can bring in, those
    that are `used`, and whatever they import."""
    available = {
        path.stem: path
        for folder in reversed(folders(templates))
        for path in sorted((folder / "runtime").glob("*.py"))
    }
    needed: dict[str, bytes] = {}
    waiting = [*(available.keys() - _ON_DEMAND - programs.RUNTIME), *used]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = _python_of(available[name])
            waiting.extend(available.keys() & imported_beside(needed[name]))
    return dict(sorted(needed.items()))


def lazy_module(templates: Path) -> bytes:
    """What imports the names of a package when they are first used."""
    return _python_of(find(templates, "client/_lazy.py"))


def _python_of(file: Path) -> bytes:
    """A module that is copied. TemplateError where it is no Python."""
    try:
        return python_of(file)
    except SyntaxError as error:
        place = f"{file}:{error.lineno or 1}"
        raise TemplateError(place, f"is no Python: {error.msg}") from error


# Read by patterns, as all of the runtime parsed takes longer than a small API generated.
_BESIDE = re.compile(rb"^ *from \.(\w*) import ([\w, ]*)", re.MULTILINE)
_DEFINED = re.compile(rb"^(?:class |def )(\w+)|^(\w+): ", re.MULTILINE)


@cache  # several documents have the runtime in common
def imported_beside(source: bytes) -> frozenset[str]:
    """What a module imports from its own package: the modules of `from .errors import` and of `from
    . import`.
    """
    found = (module or names for module, names in _BESIDE.findall(source))
    return frozenset(name for each in found for name in each.decode().split(", "))


@cache
def exported(module: str, source: bytes) -> tuple[str, ...]:
    """The names that the package takes from a runtime module: those of `errors`, and of what
    `PUBLIC` has.
    """
    defined = {(definition or value).decode() for definition, value in _DEFINED.findall(source)}
    names = defined & PUBLIC
    if module == "errors":
        names |= {name for name in defined if name.endswith("Error")}
    return tuple(sorted(names))
