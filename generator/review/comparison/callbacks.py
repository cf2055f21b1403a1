"""What the server calls on its own: which callback or webhook is which, and by what it is called on
both sides.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from generator.review.pairing import Place


class Called(NamedTuple):
    """What became of the name or the address of a call: the kind of its rule, a sentence, and what
    was and is.
    """

    kind: str
    what: str
    before: str
    after: str


def call_name(place: Place, headward: bool) -> Hashable:
    """The name and method of a callback, whatever its address;
    a webhook is nothing but its name.
    """
    del headward
    name, _, address = place.path.partition(" ")
    return (place.method, name) if address and "/callbacks/" in place.pointer else None


def call_address(place: Place, headward: bool) -> Hashable:
    """The address and method of a callback, whatever its name."""
    del headward
    _, _, address = place.path.partition(" ")
    return (place.method, address) if address and "/callbacks/" in place.pointer else None


def called(base: Place, head: Place) -> Called | None:
    """What is another of two calls that are one, the address first: it travels, the name of a
    callback does not.
    """
    if base.path == head.path:
        return None
    (name, _, address), (other, _, now) = base.path.partition(" "), head.path.partition(" ")
    if "/callbacks/" not in base.pointer:
        what = f"webhook renamed from `{base.path}` to `{head.path}`"
        return Called("webhook-renamed", what, base.path, head.path)
    if address != now:
        return Called(
            "callback-address-changed",
            f"callback `{other}` is called at another address",
            address,
            now,
        )
    return Called("callback-renamed", f"callback renamed from `{name}` to `{other}`", name, other)
