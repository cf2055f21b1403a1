"""Requests that are sent to the numbers which a host was found to have, not to its name once more:
a name may be resolved to something else the next time.
"""

from __future__ import annotations

import os
from urllib.request import getproxies, proxy_bypass

import httpx2


class Transport(httpx2.BaseTransport):
    """Connects to the `addresses` among the extensions of a request, one after the other. The host
    is asked for by its name all the same, and its certificate is that of its name.

    Through a proxy of the environment, or where there are no addresses, it goes by the name."""

    def __init__(self) -> None:
        # A connection that is kept is that of a number: another name of it would not be certified.
        self._direct = _connecting(limits=httpx2.Limits(max_keepalive_connections=0))
        self._proxies: dict[str, httpx2.HTTPTransport] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response of the first address that a connection can be made to. TransportError where
        none can, or the proxy cannot be used.
        """
        proxy = _proxy(request.url)
        if proxy:
            if proxy not in self._proxies:
                self._proxies[proxy] = _through(proxy)
            return self._proxies[proxy].handle_request(request)
        failure: httpx2.TransportError = httpx2.ConnectError("the name of the host is not known")
        for address in request.extensions["addresses"]:
            numbered = httpx2.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                extensions={**request.extensions, "sni_hostname": request.url.host},
            )
            try:
                return self._direct.handle_request(numbered)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failure = error
        raise failure

    def close(self) -> None:
        for transport in (self._direct, *self._proxies.values()):
            transport.close()


def _connecting(
    *, proxy: str | None = None, limits: httpx2.Limits | None = None
) -> httpx2.HTTPTransport:
    """ConnectError where the certificates that the environment names cannot be had."""
    try:
        return httpx2.HTTPTransport(proxy=proxy, limits=limits or httpx2.Limits())
    except OSError as error:
        file = os.environ.get("SSL_CERT_FILE")
        whose = f"that SSL_CERT_FILE names ({file})" if file else "of this system"
        raise httpx2.ConnectError(
            f"the certificates {whose} cannot be read: {error.strerror or error}"
        ) from error


def _through(proxy: str) -> httpx2.HTTPTransport:
    """ProxyError for one of a kind that cannot be used here."""
    try:
        return _connecting(proxy=proxy)
    except (ImportError, ValueError) as error:
        raise httpx2.ProxyError(f"the proxy of the environment cannot be used: {error}") from error


_PORTS = {"http": 80, "https": 443}
"""The ports that an address does not name, or httpx2 leaves out of it."""


def _proxy(url: httpx2.URL) -> str:
    """That of the environment for an address; empty where there is none, or NO_PROXY has its host,
    alone or with the port.
    """
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    port = url.port or _PORTS.get(url.scheme)
    if not proxy or any(map(proxy_bypass, (url.host, f"{url.host}:{port}"))):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"  # `HTTPS_PROXY=proxy:3128`
