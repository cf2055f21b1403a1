"""Security Scheme Objects of two documents, and what a requirement asks for by them (OpenAPI 3.1,
section 4.8.27).

A scheme counts as what it is on the wire and where its credentials are got, not by its name, for
that does not travel; one that keeps its name and is another counts as itself in requirements, for
the scheme is told to have changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.access import components_of, mapping, sequence
from generator.document.schema.canonical import canonical
from generator.records import record
from generator.review.compared import ComparedDocument
from generator.review.pairing import Pairs, paired
from generator.review.unchanged import identical

Credential = tuple[str, str]
"""A scheme, by what it is, and one of its scopes; the scope is empty for the scheme itself."""
Alternative = frozenset[Credential]

NO_CREDENTIALS: Final[Alternative] = frozenset()
UNDESCRIBED: Final = "?"
"""What the identity of a scheme starts with that the document does not describe."""
_ABOUT: Final = frozenset({"description", "deprecated"})


@record(frozen=True, slots=True)
class Scheme:
    """A security scheme that a document describes."""

    name: str
    pointer: str
    object: dict[str, Any]

    @property
    def sent(self) -> str:
        """How the credential is sent; a token is sent as one, whoever issued it (RFC 6750, section
        2.1).
        """
        title = self.title
        return "bearer" if title in ("http bearer", "oauth2", "openIdConnect") else title

    @property
    def title(self) -> str:
        """The kind of the scheme, as a reader knows it."""
        kind = str(self.object.get("type", ""))
        if kind == "apiKey":
            name, where = str(self.object.get("name", "")), self.object.get("in")
            return f"apiKey in {where} {name.lower() if where == 'header' else name}"
        if kind == "http":
            return f"http {str(self.object.get('scheme', '')).lower()}"
        return kind

    @property
    def flows(self) -> dict[str, dict[str, Any]]:
        flows = mapping(self.object.get("flows"))
        return {name: mapping(flow) for name, flow in flows.items()}

    @property
    def addresses(self) -> dict[tuple[str, str], str]:
        """Where and for what the credential is got: addresses by flow and field."""
        objects = [("", self.object), *self.flows.items()]
        return {
            (flow, key): str(value)
            for flow, fields in objects
            for key, value in fields.items()
            if key.endswith("Url")
        }

    @property
    def scopes(self) -> set[tuple[str, str]]:
        flows = self.flows.items()
        return {(name, scope) for name, flow in flows for scope in mapping(flow.get("scopes"))}

    @property
    def identity(self) -> str:
        return f"{self.title} {sorted(self.addresses.items())}"

    @property
    def without_words(self) -> dict[str, Any]:
        return {
            key: value
            for key, value in self.object.items()
            if key not in _ABOUT and not key.startswith("x-")
        }

    def beside(self, other: Scheme) -> str | None:
        """How it is got where that is not how another is, else the fields in which it differs from
        it, words left out: `clientCredentials scope read`, or `{"bearerFormat":"JWT"}`. None where
        all that it says the other says too.
        """
        ways = self._ways(other)
        if ways or other._ways(self):
            return ", ".join(sorted(ways)) or None
        differing = {
            key: value
            for key, value in self.without_words.items()
            if not identical(value, other.object.get(key))
        }
        return canonical(differing) if differing else None

    def _ways(self, other: Scheme) -> set[str]:
        """Addresses and scopes that another does not have."""
        addresses = self.addresses.items() - other.addresses.items()
        ways = {f"{flow} {key} {value}".strip() for (flow, key), value in addresses}
        return ways | {f"{flow} scope {scope}" for flow, scope in self.scopes - other.scopes}

    def changed(self, head: Scheme) -> str | None:
        """The kind of the rule about a scheme that is on both sides; None if nothing but words
        about it changed. A flow or a scope that came beside the others is a detail; that a token is
        got by `oauth2` now, which was an `http bearer`, is another way to get what is sent alike.
        """
        if self.sent != head.sent:
            return "security-scheme-changed"
        keeps_addresses = self.addresses.items() <= head.addresses.items()
        keeps_ways = keeps_addresses and self.scopes <= head.scopes
        if self.title != head.title or not keeps_ways:
            return "security-flow-changed"
        if not identical(self.without_words, head.without_words):
            return "security-scheme-details-changed"
        return None


class SecuritySchemes:
    """The security schemes of two documents, brought together."""

    def __init__(self, base: ComparedDocument, head: ComparedDocument) -> None:
        """Pairs the schemes of both documents. One of the head that is on both sides is known by
        what it is in the base, so that a requirement which names it has not changed with it.
        """
        self.base, self.head = _described(base), _described(head)
        self.pairs: Pairs[Scheme] = paired(
            self.base.values(),
            self.head.values(),
            lambda one: (one.name, one.identity),
            lambda one: one.identity,
            lambda one: one.name,
        )
        self.kept = [*self.pairs.same, *self.pairs.renamed]
        self._base_identities = {one.name: one.identity for one in self.base.values()}
        self._head_identities = {one.name: one.identity for one in self.head.values()}
        self._head_identities |= {other.name: one.identity for one, other in self.kept}

    def alternatives(self, base: Any, head: Any) -> tuple[list[Alternative], list[Alternative]]:
        """The alternatives of two requirements; a scheme that is not described is known by its name
        alone.
        """
        return (
            list(_alternatives(base, self._base_identities)) or [NO_CREDENTIALS],
            list(_alternatives(head, self._head_identities)) or [NO_CREDENTIALS],
        )

    def shown(self, base: Any, head: Any) -> tuple[str, str]:
        """Two requirements in words: `apiKey in header x-key and oauth2 (read), or nothing`; with
        names, if these are alike.
        """
        before, after = _shown(self.base, base), _shown(self.head, head)
        if before != after:
            return before, after
        return _shown(self.base, base, named=True), _shown(self.head, head, named=True)


def same_on_the_wire(scheme: Scheme, schemes: dict[str, Scheme]) -> Scheme | None:
    return next((one for one in schemes.values() if one.identity == scheme.identity), None)


def named_in(security: Any) -> set[str]:
    """The schemes that a requirement names."""
    return {name for entry in sequence(security) for name in mapping(entry)}


def _alternatives(security: Any, identities: dict[str, str]) -> Iterator[Alternative]:
    for entry in sequence(security):
        if not isinstance(entry, dict):
            continue
        wanted: set[Credential] = set()
        for name, scopes in entry.items():
            identity = identities.get(name, f"{UNDESCRIBED}{name}")
            wanted |= {(identity, ""), *((identity, str(scope)) for scope in sequence(scopes))}
        yield frozenset(wanted)


def _shown(schemes: dict[str, Scheme], security: Any, *, named: bool = False) -> str:
    texts = [
        " and ".join(_credential(schemes, name, entry[name], named) for name in entry)
        for entry in sequence(security)
        if isinstance(entry, dict)
    ]
    return ", or ".join(dict.fromkeys(text or "nothing" for text in texts)) or "nothing"


def _credential(schemes: dict[str, Scheme], name: str, scopes: Any, named: bool) -> str:
    title = f"`{name}`, which is not described"
    if name in schemes:
        title = f"{schemes[name].title} `{name}`" if named else schemes[name].title
    return f"{title} ({', '.join(map(str, scopes))})" if sequence(scopes) else title


def _described(side: ComparedDocument) -> dict[str, Scheme]:
    found = {}
    for name, entry in components_of(side.root, "securitySchemes").items():
        scheme, pointer = side.resolved(entry, pointers.join("/components/securitySchemes", name))
        if isinstance(scheme, dict):
            found[name] = Scheme(name, pointer, scheme)
    return found
