"""What references to the network lead to."""

from __future__ import annotations

from pathlib import Path

from generator.document.origins import FetchError, Host, Incoming, fetch


class Network:
    """The network as one document, the root of which is given, uses it: each address is asked
    once, however often the document is read.
    """

    def __init__(self, root: Path | Incoming, *, is_allowed: bool) -> None:
        self.is_allowed = is_allowed
        self._hosts: dict[str, Host | None] = {}
        if isinstance(root, Incoming):
            self._hosts[root.url] = root.host
        self._answers: dict[str, Incoming | FetchError] = {}

    def fetch(self, url: str, base: str) -> Incoming:
        """The file at an address that the file from `base` refers to, one of this machine if that
        is empty; FetchError where it gives none.
        """
        if url not in self._answers:
            try:
                incoming = self._answers[url] = fetch(url, self._hosts[base] if base else None)
                self._hosts[incoming.url] = incoming.host
            except FetchError as error:
                self._answers[url] = error
        answer = self._answers[url]
        if isinstance(answer, FetchError):
            raise answer
        return answer
