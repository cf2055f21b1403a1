"""What references to the network lead to."""

from __future__ import annotations

from pathlib import Path

from generator.document.origins import FetchError, Host, Incoming, RefusedError, fetch, judge


class Network:
    """The network as one document, the root of which is given, uses it: each address is asked
    once, however often the document is read.
    """

    def __init__(self, root: Path | Incoming, *, is_allowed: bool) -> None:
        self.is_allowed = is_allowed
        self._hosts: dict[str, Host | None] = {"": None}
        if isinstance(root, Incoming):
            self._hosts[root.url] = root.host
        self._answers: dict[str, Incoming | FetchError] = {}
        self._refused: dict[tuple[str, tuple[Host, ...]], RefusedError] = {}

    def fetch(self, url: str, base: str, by: Host | None = None) -> Incoming:
        """The file at an address that the file from `base` refers to, one of this machine if that
        is empty, as an overlay from the host `by` brought it; FetchError where it gives none.
        """
        referrers = tuple(host for host in (self._hosts[base], by) if host is not None)
        # what is refused to these may be had by others: it is no answer of the address
        if (url, referrers) in self._refused:
            raise self._refused[url, referrers]
        try:
            return self._answer(url, referrers)
        except RefusedError as error:
            self._refused[url, referrers] = error
            raise

    def _answer(self, url: str, referrers: tuple[Host, ...]) -> Incoming:
        """What the address gave to whoever asked first, if these may have it."""
        answer = self._answers.get(url)
        if isinstance(answer, FetchError):
            raise answer
        if answer is not None:
            judge(answer, referrers)
            return answer
        try:
            incoming = fetch(url, referrers)
        except RefusedError:
            raise
        except FetchError as error:
            self._answers[url] = error
            raise
        self._answers[url] = incoming
        self._hosts[incoming.url] = incoming.host
        return incoming
