"""What the name of a media type says about the format of a body, beside what the packages
themselves know of it.
"""

from __future__ import annotations

import re

from templates.runtime.media_types import essence

__all__ = ["essence", "is_json_sequence", "leaves_format_open", "member_of"]

_OTHER_FORMAT = re.compile(
    r"(?:^|[/.+-])(?:avro|bson|cbor|csv|gzip|json-?lines|json-?seq|jsonl|msgpack|ndjson|octet-stream|parquet|pdf|proto(?:buf)?|tar"
    r"|thrift|toml|x-www-form-urlencoded|xml|ya?ml|zip)$"
)
_SEQUENCES = frozenset(
    {
        *(
            "application/jsonl",
            "application/x-jsonl",
            "application/json-lines",
            "application/jsonlines",
        ),
        *(
            "application/x-jsonlines",
            "application/ndjson",
            "application/x-ndjson",
            "application/json-seq",
        ),
    }
)


def leaves_format_open(content_type: str) -> bool:
    """Whether a body of this type can be JSON though its name does not say so: one of a vendor's
    own, that names no format.
    """
    name = essence(content_type)
    return name.startswith("application/") and not _OTHER_FORMAT.search(name)


def is_json_sequence(content_type: str) -> bool:
    """JSON values one after another (RFC 7464, RFC 8091, and the lines of ndjson.org and
    jsonlines.org).
    """
    name = essence(content_type)
    return name in _SEQUENCES or name.endswith("+json-seq")


_MEMBERS = {
    "application/*": "application/octet-stream",
    "audio/*": "audio/mpeg",
    "font/*": "font/woff2",
    "image/*": "image/png",
    "multipart/*": "multipart/mixed",
    "text/*": "text/plain",
    "video/*": "video/mp4",
}


def member_of(key: str) -> str:
    """A media type within a range, for an example; any other key is its own."""
    name = essence(key)
    family, _, suffix = name.partition("/")
    if "*" not in name:
        return key
    return _MEMBERS.get(name) or (
        f"{family}/{suffix.replace('*', 'x')}" if family != "*" else "application/octet-stream"
    )
