"""What a caller can set for one call, or for all calls of a client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from typing import TypeAlias

    import httpx2

    Timeout: TypeAlias = float | httpx2.Timeout | None


class RequestOptions(TypedDict, total=False):
    """Options of one call; each overrides the client's.

    headers: sent besides ours, and instead of ours where the name is the same.
    query: sent besides the operation's own query parameters.
    timeout: seconds that connecting, and each wait for the network, may take; `None` is for ever.
    deadline: seconds that the whole call may take, retries and waits between them included; `None` is for ever. For a stream it
        ends when the headers have arrived; from there on `timeout` limits each wait.
    max_retries: how often a failed attempt is repeated, where a repeat is safe.
    lenient: read a response that does not fit the document as well as possible, instead of raising `InvalidResponseError`.
    """

    headers: Mapping[str, str]
    query: Mapping[str, Any]
    timeout: Timeout
    deadline: float | None
    max_retries: int
    lenient: bool
