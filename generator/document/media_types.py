"""What the name of a media type says about the format of a body."""

from __future__ import annotations

import re

_OTHER_FORMAT = re.compile(
    r"(?:^|[/.+-])(?:avro|bson|cbor|csv|gzip|json-?lines|json-?seq|jsonl|msgpack|ndjson|octet-stream|parquet|pdf|proto(?:buf)?|tar"
    r"|thrift|toml|x-www-form-urlencoded|xml|ya?ml|zip)$"
)


def essence(content_type: str) -> str:
    """`type/subtype` in lower case, without parameters."""
    return content_type.partition(";")[0].strip().lower()


def leaves_format_open(content_type: str) -> bool:
    """Whether a body of this type can be JSON though its name does not say so: one of a vendor's own, that names no format."""
    name = essence(content_type)
    return name.startswith("application/") and not _OTHER_FORMAT.search(name)
