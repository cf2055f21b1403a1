"""What the name of a media type says about the format of a body, beside what the packages
themselves know of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document.specification import EVENT_STREAM, JSON, JSON_SEQUENCES, OCTETS, TEXT
from templates.runtime.media_types import closest, essence, is_form, is_json

__all__ = ["essence", "is_json_sequence", "leaves_format_open", "member_of"]

_OTHER_FORMAT = re.compile(
    r"(?:^|[/.+-])(?:avro|bson|cbor|csv|gzip|json-?lines|json-?seq|jsonl|msgpack|ndjson|octet-stream|parquet|pdf|proto(?:buf)?|tar"
    r"|thrift|toml|x-www-form-urlencoded|xml|ya?ml|zip)$"
)


def leaves_format_open(content_type: str) -> bool:
    """Whether a body of this type can be JSON though its name does not say so: one of a vendor's
    own, that names no format.
    """
    name = essence(content_type)
    return name.startswith("application/") and not _OTHER_FORMAT.search(name)


def is_json_sequence(content_type: str) -> bool:
    """JSON values one after another (RFC 7464, RFC 8091, ndjson.org, jsonlines.org)."""
    name = essence(content_type)
    return name in JSON_SEQUENCES or name.endswith("+json-seq")


def is_sequence(content_type: str) -> bool:
    """Values one after another: JSON, or server-sent events (3.2, "Sequential Media Types")."""
    return is_json_sequence(content_type) or essence(content_type) == EVENT_STREAM


def takes_json(labels: Sequence[str]) -> bool:
    """Whether JSON may be sent where these media types and ranges are asked for, or none."""
    return not labels or any(map(is_json, labels)) or closest(labels, JSON) is not None


def is_multipart(content_type: str) -> bool:
    return essence(content_type).startswith("multipart/")


def has_encodings(content_type: str) -> bool:
    """Whether `encoding` applies: it is for `multipart` and `application/x-www-form-urlencoded`
    (Media Type Object).
    """
    return is_form(content_type) or is_multipart(content_type)


_MEMBERS = {
    "application/*": OCTETS,
    "audio/*": "audio/mpeg",
    "font/*": "font/woff2",
    "image/*": "image/png",
    "multipart/*": "multipart/mixed",
    "text/*": TEXT,
    "video/*": "video/mp4",
}


def member_of(key: str) -> str:
    """A media type within a range, for an example; any other key is its own."""
    name = essence(key)
    family, _, suffix = name.partition("/")
    if "*" not in name:
        return key
    return _MEMBERS.get(name) or (
        f"{family}/{suffix.replace('*', 'x')}" if family != "*" else OCTETS
    )
