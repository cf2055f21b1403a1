"""Where a document or an overlay comes from: a file, an address on the network, standard input.

What is no file is received once, before anything is made of it, however often it is read after
that. The network is used only when it is allowed, and an address there does not lead to what its
host could not reach: a redirection or a reference to this machine, or into the network that it is
in, is refused, unless it leads to the very host that it comes from; what was judged is what is
connected to, whatever a name is resolved to the next time. No message has the user and password of
one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from generator.document.diagnostics import DocumentError, Location
from generator.document.reading import MAX_BYTES, UNREADABLE
from generator.document.source import Source, parse, within_bounds
from generator.records import record

if TYPE_CHECKING:
    import httpx2

INPUT: Final = "<stdin>"
"""What standard input is called in findings."""

_SECONDS: Final = 20.0
_REDIRECTS: Final = 5
_GZIP: Final = 31
"""To zlib: with the header of gzip, and the largest window."""
_PIECE: Final = 2**20
_REMOTE: Final = re.compile(r"https?://", re.IGNORECASE)
_BEFORE_IPV4: Final = (0, 0x0064_FF9B << 64)  # those compatible with IPv4; NAT64 (RFC 6052)
_USER: Final = re.compile(r"(?<=://)[^/?#\s]*@")


class OriginError(Exception):
    """An origin that nothing can be received from; one sentence. `about` is what it is called,
    where another would do.
    """

    def __init__(self, text: str, about: str = "") -> None:
        super().__init__(text)
        self.about = about


class FetchError(Exception):
    """What an address does instead of giving a file, as `answers with status 404`."""


class RefusedError(FetchError):
    """What is refused to the host that leads there; another one may lead there."""


def is_remote(text: str) -> bool:
    """Whether a text is an address on the network."""
    return _REMOTE.match(text) is not None


def without_user(text: str) -> str:
    """A text without the user and password of the addresses in it."""
    return _USER.sub("", text)


@record(frozen=True, slots=True)
class Origin:
    """A document or an overlay as a command line names it: a path, an address, or `-`; or the
    configuration, at a `place` of it.
    """

    text: str
    place: Location | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """What it is called."""
        if self.is_input:
            return INPUT
        return without_user(self.text) if self.is_remote else str(self.path)

    @property
    def is_input(self) -> bool:
        return self.text == "-"

    @property
    def is_remote(self) -> bool:
        return is_remote(self.text)

    @property
    def is_file(self) -> bool:
        return not (self.is_input or self.is_remote)

    @property
    def path(self) -> Path:
        """That of a file."""
        return Path(self.text)


@record(frozen=True, slots=True)
class Host:
    """A host by its name, and by the numbers that it had when it was asked."""

    name: str
    addresses: frozenset[str]

    @property
    def is_private(self) -> bool:
        return any(map(_is_private, self.addresses))

    def is_known_as(self, other: Host) -> bool:
        return self.name == other.name or self.addresses >= other.addresses


class Hop(NamedTuple):
    """An address that was asked, and its host."""

    url: str
    host: Host


@record(frozen=True, slots=True)
class Incoming:
    """What was received: `url` is the address that it came from in the end, from which references
    in it count; from the working directory where there is none. `asked` is the address that was
    given, and `way` has that and those it redirects to.
    """

    name: str
    content: bytes = field(repr=False)
    url: str = field(default="", repr=False)
    asked: str = field(default="", repr=False)
    way: tuple[Hop, ...] = field(default=(), repr=False)

    @property
    def host(self) -> Host | None:
        """That of the `url`."""
        return self.way[-1].host if self.way else None

    @property
    def path(self) -> Path:
        """A name in the working directory, which is that of no file."""
        return Path(INPUT if not self.url else "<remote>")

    def source(self) -> Source:
        """What it says, JSON or YAML by its content. DocumentError when it cannot be used."""
        within_bounds(self.content, self.name)
        source = parse(self.content, self.path, self.name)
        source.is_file = False
        return source


def received(origins: Sequence[Origin], *, allow_remote: bool) -> list[Path | Incoming]:
    """Each origin: the path of a file, or what was received.

    Raises:
        OriginError: an address without leave to use the network; standard input that is a terminal,
            closed, or given twice.
        DocumentError: an address that gives no file.
    """
    if sum(origin.is_input for origin in origins) > 1:
        raise OriginError("standard input can be read once, and is given twice")
    for origin in origins:  # all of them, before the first is waited for
        if origin.is_remote and not allow_remote:
            message = f"{origin} is on the network, which is used with --allow-remote only"
            raise OriginError(message, str(origin))
    return [_received(origin) for origin in origins]


def _received(origin: Origin) -> Path | Incoming:
    if origin.is_input:
        return Incoming(INPUT, piped(0, "standard input"))
    if not origin.is_remote:
        return origin.path
    try:
        return fetch(origin.text)
    except FetchError as error:
        raise DocumentError([UNREADABLE.found(str(error), Location(str(origin)))]) from error


def piped(pipe: int | str, title: str) -> bytes:
    """What comes through standard input (0) or another pipe (`/dev/fd/63`), hardly more than a
    document may have. OriginError where nothing can.
    """
    try:
        # closed, as by `<&-`: the number 0 is then given to the next file that is opened
        if pipe == 0 and sys.stdin is None:
            raise OriginError(f"{title} is closed; pipe a document into it")
        with open(pipe, "rb", closefd=pipe != 0) as file:
            if file.isatty():  # which would wait for somebody to type
                raise OriginError(f"{title} is a terminal; pipe a document into it")
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise OriginError(f"{title} cannot be read: {error.strerror or error}") from error


def fetch(url: str, referrers: Sequence[Host] = ()) -> Incoming:
    """A remote file; `referrers` are the hosts of the file that refers to it and of the overlay
    that brought the reference, if any. FetchError when it does not arrive whole, in time and in
    bounds.

    Headers that come a byte at a time, and names that are slow to resolve, are waited for in a
    thread, which is left alone once the time is over."""
    import threading
    from concurrent.futures import Future

    outcome: Future[Incoming] = Future()

    def run() -> None:
        try:
            outcome.set_result(_fetched(url, referrers))
        except BaseException as error:  # noqa: BLE001  # which the caller gets
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return outcome.result(_SECONDS)
    except TimeoutError:
        raise FetchError(f"takes more than {_SECONDS:g} seconds") from None


def _fetched(url: str, referrers: Sequence[Host]) -> Incoming:
    """What `fetch` gives. Each address of the way is resolved once and judged, and connected to by
    what was judged: a name may have other numbers a moment later.
    """
    import time

    import httpx2

    from generator.document.direct import Transport

    deadline = time.monotonic() + _SECONDS
    way: list[Hop] = []
    try:
        with httpx2.Client(timeout=_SECONDS / 2, transport=Transport()) as client:
            request = client.build_request("GET", url)
            for _ in range(_REDIRECTS + 1):
                addresses = resolved(str(request.url))
                way.append(Hop(str(request.url), Host(request.url.host, frozenset(addresses))))
                _judge(way, referrers)
                request.extensions = {**request.extensions, "addresses": addresses}
                response = client.send(request, stream=True)
                if response.next_request is None:
                    content = _content(response, deadline)
                    break
                response.close()
                request = response.next_request
            else:
                raise FetchError(f"redirects more than {_REDIRECTS} times")
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
        raise FetchError(f"cannot be fetched: {without_user(str(error))}") from error
    return Incoming(without_user(url), content, str(request.url), url, tuple(way))


def _content(response: httpx2.Response, deadline: float) -> bytes:
    """The whole answer."""
    import time

    content = bytearray()
    try:
        if response.status_code != 200:
            raise FetchError(f"answers with status {response.status_code}")
        for chunk in _decoded(response):
            content += chunk
            if len(content) > MAX_BYTES:
                raise FetchError(f"has more than {MAX_BYTES // 2**20} MiB")
            if time.monotonic() > deadline:
                raise FetchError(f"takes more than {_SECONDS:g} seconds")
    finally:
        response.close()
    return bytes(content)


def _decoded(response: httpx2.Response) -> Iterator[bytes]:
    """The content as it was before it was compressed; of gzip to its end, as httpx2 gives what
    there is of one that is cut off. FetchError for such a one, and for what is none.
    """
    import zlib

    if response.headers.get("Content-Encoding", "").strip().lower() not in {"gzip", "x-gzip"}:
        yield from response.iter_bytes()
        return
    member = zlib.decompressobj(_GZIP)
    try:
        for chunk in response.iter_raw():
            left = chunk
            while left:
                if member.eof:  # one may follow another (RFC 1952, section 2.2)
                    member = zlib.decompressobj(_GZIP)
                yield member.decompress(left, _PIECE)
                left = member.unconsumed_tail or member.unused_data
        yield member.flush()
    except zlib.error as error:
        raise FetchError(f"is not the gzip that it is said to be: {error}") from error
    if not member.eof:
        raise FetchError("is cut off: the gzip that it is has no end")


def judge(incoming: Incoming, referrers: Sequence[Host]) -> None:
    """RefusedError for what was received for somebody else, where those that lead to it may not
    have it.
    """
    for number in range(len(incoming.way)):
        _judge(incoming.way[: number + 1], referrers)


def _judge(way: Sequence[Hop], referrers: Sequence[Host]) -> None:
    """FetchError for the last address of a way that `referrers` begin, where it may not be asked
    by what came that way.
    """
    *before, (url, host) = way
    if not is_remote(url):
        scheme = urlsplit(url).scheme
        redirected = f"redirects to an address of `{scheme}:`, which is not followed"
        raise FetchError(redirected if before else "has no host")  # as `http://`
    leading = [*referrers, *(each.host for each in before)]
    # nobody leads to an address that somebody gives on a command line
    if leading and host.is_private:
        _judge_private(host, leading, _REDIRECTED if before else _REFERRED)


_REDIRECTED: Final = ("redirects to", "one that is")
_REFERRED: Final = ("is referred to from", "the network, and is")


def _judge_private(host: Host, leading: Sequence[Host], words: tuple[str, str]) -> None:
    """RefusedError for a host that the network is not to reach through us, as `169.254.169.254`,
    which gives the credentials of a machine in a cloud to whoever asks. Only what came from that
    very host, and never over the public network, leads there.
    """
    how, which = words
    refused = "of this machine or of its private network; refused"
    if not all(each.is_private for each in leading):
        raise RefusedError(f"{how} {which} {refused}")
    if not any(each.is_known_as(host) for each in leading):
        raise RefusedError(f"{how} another host {refused}")


def resolved(url: str) -> list[str]:
    """The numbers that the host of an address has, in the order to try them; none where its name
    cannot be resolved here, as where only a proxy can.
    """
    import socket

    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return []
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # `api.localhost` is of this machine by its name (RFC 6761, section 6.3), also where the
        # system's resolver does not know it
        return ["127.0.0.1"] if host.rstrip(".").endswith("localhost") else []
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _is_private(address: str) -> bool:
    """Whether an address is not of the public network. One of IPv6 that holds one of IPv4 leads to
    that: `::ffff:127.0.0.1`, `2002:7f00:1::` (6to4), `64:ff9b::127.0.0.1`.
    """
    from ipaddress import IPv4Address, IPv6Address, ip_address

    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour
        if int(ip) >> 32 in _BEFORE_IPV4:
            embedded = IPv4Address(int(ip) & 0xFFFF_FFFF)
        ip = embedded or ip
    return not ip.is_global
