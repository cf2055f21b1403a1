"""Media types: what a label says, and which documented key it falls under.

A label is the value of `Content-Type`: `type/subtype`, then parameters (RFC 9110, section 8.3.1). A
key is what a document has in its `content` maps: a label too, or a range (`*/*`, `image/*`,
`application/*+json`). A body falls under the most specific key (OpenAPI 3.0.3, Response Object; RFC
9110, section 12.5.1). Names are compared without regard to case; a parameter may be quoted;
`charset` and `boundary` tell how a body is written, not what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARAMETER = re.compile(r';\s*([^\s;=,"]++)\s*+=\s*(?:"((?:[^"\\]|\\.)*+)"?|([^\s;,"]*+))')
_ESCAPED = re.compile(r"\\(.)")
# of a list, in which a quoted comma is none
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+"?)++')
_LABEL = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?", re.ASCII)
_HOW_WRITTEN = frozenset({"boundary", "charset", "q"})


def essence(label: str) -> str:
    """`type/subtype` in lower case, without parameters."""
    return label.partition(";")[0].strip().lower()


def parameters(label: str) -> dict[str, str]:
    """Names in lower case, values without their quotes. Of several of a name the first counts."""
    found: dict[str, str] = {}
    for name, quoted, plain in _PARAMETER.findall(label) if ";" in label else ():
        found.setdefault(name.lower(), _ESCAPED.sub(r"\1", quoted) if quoted else plain)
    return found


def listed(labels: str) -> list[str]:
    """The labels and ranges of a list with commas, as of `Accept` and of an Encoding Object."""
    return [each.strip() for each in _ELEMENT.findall(labels) if each.strip()]


def is_label(label: str) -> bool:
    """Whether it is one media type, as a body is labelled: no range, nothing that ends its line."""
    return _LABEL.fullmatch(label) is not None


def is_range(key: str) -> bool:
    return "*" in essence(key)


def is_json(label: str) -> bool:
    """JSON by name, or by suffix (RFC 6839, section 3.1)."""
    return essence(label).endswith(("/json", "+json"))


def is_xml(label: str) -> bool:
    """XML by name, or by suffix (RFC 7303, section 9)."""
    return essence(label).endswith(("/xml", "+xml"))


def is_text(label: str) -> bool:
    """Text to be read as such, XML among it; JSON is not."""
    name = essence(label)
    return (name.startswith("text/") and not is_json(name)) or is_xml(name)


def is_form(label: str) -> bool:
    return essence(label) == "application/x-www-form-urlencoded"


def specificity(key: str, label: str) -> int:
    """How closely a key fits a label, or another key: 0 not at all, and the higher the closer.

    1 to 3 are the ranges `*/*`, `type/*` and `type/*+suffix`. The media type itself is 100, one
    more for each parameter where all that the key has agree, and one less for each that does not
    where some do not: it is that media type still."""
    wide, narrow = essence(key), essence(label)
    if wide != narrow:
        return _of_range(wide, narrow)
    if ";" not in key:
        return 100
    own, given = _telling(key), _telling(label)
    agreed = sum(given.get(name) == value for name, value in own.items())
    return 100 + agreed if agreed == len(own) else 100 - (len(own) - agreed)


def _of_range(wide: str, narrow: str) -> int:
    family, _, member = wide.partition("/")
    if wide == "*/*":
        return 1
    if "*" not in member or family != narrow.partition("/")[0]:
        return 0
    if member == "*":
        return 2
    return 3 if narrow.endswith(member.removeprefix("*")) else 0


def _telling(label: str) -> dict[str, str]:
    found = parameters(label).items()
    return {name: value.lower() for name, value in found if name not in _HOW_WRITTEN}


def closest(keys: Iterable[str], label: str) -> str | None:
    """The key that a body so labelled falls under, of equally close ones the first, or `None`."""
    ranked = [(specificity(key, label), key) for key in keys]
    best = max(ranked, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if best[0] else None


def key_of(keys: Iterable[str], given: object) -> str | None:
    """The key that a caller means: the same one, a range too, or the closest to a label."""
    if not isinstance(given, str):
        return None
    known = list(keys)
    return given if given in known else closest(known, given) if is_label(given) else None


def label_within(keys: Iterable[str], *wishes: str | None) -> str | None:
    """A label for a body of any of `keys`: the first wish that fits one, else the first label."""
    own = list(keys)
    fits = [wish for wish in wishes if wish and is_label(wish) and closest(own, wish)]
    return next(iter([*fits, *filter(is_label, own)]), None)
