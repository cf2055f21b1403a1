"""What references to the network lead to."""

from __future__ import annotations

from generator.document.origins import FetchError, Incoming, fetch


class Network:
    """The network as one document uses it: each address is asked once, however often the document
    is read.
    """

    def __init__(self, *, is_allowed: bool = False) -> None:
        self.is_allowed = is_allowed
        self._answers: dict[str, Incoming | FetchError] = {}

    def fetch(self, url: str, base: str) -> Incoming:
        """The file at an address that `base` refers to; FetchError where it gives none."""
        if url not in self._answers:
            try:
                self._answers[url] = fetch(url, base)
            except FetchError as error:
                self._answers[url] = error
        answer = self._answers[url]
        if isinstance(answer, FetchError):
            raise answer
        return answer
