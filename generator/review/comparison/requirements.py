"""Security requirements and schemes of two documents: whether a call that was let in still is
(OpenAPI 3.1, section 4.8.27).

A requirement is a list of alternatives, each a set of credentials with their scopes; a call that
has all of one is let in. A call of before has all of a former alternative, so it is still let in if
one of the present alternatives asks for no more. A scheme counts as what it is on the wire and
where its credentials are got, not by its name, for that does not travel; one that keeps its name
and is another counts as itself in requirements, for the scheme is told to have changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.document import pointer as pointers
from generator.document.schema.normalised import canonical
from generator.review.compared import ComparedDocument
from generator.review.pairing import Pairs, paired
from generator.review.same import identical

__all__ = ["Alternative", "Credential", "Judgement", "Scheme", "Schemes", "judged"]

Credential = tuple[str, str]
"""A scheme, by what it is, and one of its scopes; the scope is empty for the scheme itself."""
Alternative = frozenset[Credential]

_NOTHING: Final[Alternative] = frozenset()
_UNDESCRIBED: Final = "?"
_ABOUT: Final = frozenset({"description", "deprecated"})


@dataclass(frozen=True, slots=True)
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
        said = self.title
        return "bearer" if said in ("http bearer", "oauth2", "openIdConnect") else said

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
    def got(self) -> dict[tuple[str, str], str]:
        """Where and for what the credential is got: addresses by flow and field."""
        found = {("", key): str(value) for key, value in self.object.items() if key.endswith("Url")}
        for flow, fields in _mapping(self.object.get("flows")).items():
            found |= {
                (flow, key): str(value)
                for key, value in _mapping(fields).items()
                if key.endswith("Url")
            }
        return found

    @property
    def scopes(self) -> set[tuple[str, str]]:
        flows = _mapping(self.object.get("flows"))
        return {
            (flow, scope)
            for flow, fields in flows.items()
            for scope in _mapping(_mapping(fields).get("scopes"))
        }

    def beside(self, other: Scheme) -> str | None:
        """How it is got where that is not how another is, else the fields in which it differs from
        it, words left out.
        """
        ways = self._ways(other)
        if ways or other._ways(self):
            return ", ".join(sorted(ways)) or None
        fields = _without_words(self.object)
        differing = {
            key: value
            for key, value in fields.items()
            if not identical(value, other.object.get(key))
        }
        return canonical(differing) if differing else None

    def _ways(self, other: Scheme) -> set[str]:
        """Addresses and scopes that another does not have."""
        ways = {
            f"{flow} {key} {value}".strip()
            for (flow, key), value in self.got.items() - other.got.items()
        }
        return ways | {f"{flow} scope {scope}" for flow, scope in self.scopes - other.scopes}

    @property
    def identity(self) -> str:
        return f"{self.title} {sorted(self.got.items())}"


class Schemes:
    """The security schemes of two documents, brought together."""

    def __init__(self, base: ComparedDocument, head: ComparedDocument) -> None:
        self.base, self.head = _schemes(base), _schemes(head)
        self.pairs: Pairs[Scheme] = paired(
            list(self.base.values()), list(self.head.values()), _name_and_identity, _identity, _name
        )
        self._known = {one.name: one.identity for one in self.base.values()}
        self._called = {one.name: one.identity for one in self.head.values()}
        self._called |= {
            other.name: one.identity for one, other in (*self.pairs.same, *self.pairs.renamed)
        }

    def changes(self) -> Iterator[tuple[str, str, Scheme, Scheme]]:
        """Kind, sentence and both schemes of what happened to those of both sides; a scheme may be
        told twice.
        """
        for one, other in (*self.pairs.same, *self.pairs.renamed):
            if one.name != other.name:
                what = f"security scheme `{one.name}` is called `{other.name}` now"
                yield "security-scheme-renamed", what, one, other
            kind = _change(one, other)
            if kind is not None:
                yield kind, _SENTENCES[kind].format(other.name), one, other

    def alternatives(self, security: Any, *, headward: bool) -> list[Alternative]:
        """The alternatives of a requirement; a scheme that is not described is known by its name
        alone.
        """
        known = self._called if headward else self._known
        found = []
        for entry in security if isinstance(security, list) else ():
            if isinstance(entry, dict):
                wanted: set[Credential] = set()
                for name, scopes in entry.items():
                    identity = known.get(name, f"{_UNDESCRIBED}{name}")
                    wanted |= {
                        (identity, ""),
                        *((identity, str(scope)) for scope in _listed(scopes)),
                    }
                found.append(frozenset(wanted))
        return found or [_NOTHING]

    def shown(self, base: Any, head: Any) -> tuple[str, str]:
        """Two requirements in words: `apiKey in header x-key and oauth2 (read), or nothing`; with
        names, if these are alike.
        """
        before, after = self._shown(base, False, named=False), self._shown(head, True, named=False)
        return (
            (before, after)
            if before != after
            else (self._shown(base, False, named=True), self._shown(head, True, named=True))
        )

    def like(self, scheme: Scheme, *, headward: bool) -> Scheme | None:
        """A scheme of a side that is the same on the wire."""
        schemes = self.head if headward else self.base
        return next((one for one in schemes.values() if one.identity == scheme.identity), None)

    def _shown(self, security: Any, headward: bool, *, named: bool) -> str:
        schemes = self.head if headward else self.base
        texts = []
        for entry in security if isinstance(security, list) else ():
            if isinstance(entry, dict):
                texts.append(
                    " and ".join(_credential(schemes, name, entry[name], named) for name in entry)
                    or "nothing"
                )
        return ", or ".join(dict.fromkeys(texts)) or "nothing"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a requirement: the kind of its rule, and a sentence."""

    kind: str
    what: str


def judged(old: list[Alternative], new: list[Alternative]) -> Judgement | None:
    """What a requirement became, from its alternatives on both sides; None if it asks for what it
    asked for.
    """
    if set(old) == set(new):
        return None
    lost = [one for one in old if not any(other <= one for other in new)]
    if lost:
        return _tightened(old, lost, new)
    named = [one for one in new if one]
    if not named:
        return Judgement("security-removed", "no credentials are asked for any more")
    if any(one and not any(other <= one for other in named) for one in old):
        return Judgement(
            "security-optional-changed", "a credential that need not be given is not named any more"
        )
    if _NOTHING in new and _NOTHING not in old:
        return Judgement("security-became-optional", "credentials need not be given any more")
    if {_bare(one) for one in new} <= {_bare(one) for one in old}:
        return Judgement("security-loosened", "fewer rights are asked for")
    if any(_bare(other) < _bare(one) for one in old for other in named):
        return Judgement("security-loosened", "fewer credentials are asked for")
    return Judgement("security-loosened", "other credentials are accepted as well")


def _tightened(
    old: list[Alternative], lost: list[Alternative], new: list[Alternative]
) -> Judgement:
    """What became of a requirement that some of the calls of before do not meet, by what it asks
    for.
    """
    elsewhere = [one for one in lost if not any(_bare(other) <= _bare(one) for other in new)]
    if not elsewhere:
        return Judgement("security-scopes-changed", "other rights are asked for")
    if all(_may_be_met(one, new) for one in elsewhere):
        return Judgement(
            "security-undescribed",
            "a scheme that the document does not describe is asked for, or was",
        )
    if old == [_NOTHING]:
        return Judgement("security-tightened", "credentials are asked for")
    if _NOTHING in lost:
        return Judgement("security-tightened", "credentials have to be given")
    if any(one < other for one in elsewhere for other in new):
        return Judgement("security-tightened", "more credentials are asked for")
    if set(new) < set(old):
        return Judgement("security-tightened", "credentials that were accepted are not any more")
    return Judgement("security-tightened", "other credentials are asked for")


def _may_be_met(one: Alternative, new: list[Alternative]) -> bool:
    """Whether a call may be let in for what the document does not say: a scheme on either side is
    not described.
    """
    if any(_is_undescribed(each) for each in one):
        return True
    return any(
        frozenset(each for each in other if not _is_undescribed(each)) <= one
        for other in new
        if other
    )


def _is_undescribed(credential: Credential) -> bool:
    return credential[0].startswith(_UNDESCRIBED)


def _bare(alternative: Alternative) -> frozenset[str]:
    return frozenset(scheme for scheme, _ in alternative)


def _change(one: Scheme, other: Scheme) -> str | None:
    """The kind of the rule about a scheme that is on both sides; None if nothing but words about it
    changed.
    """
    if one.sent != other.sent:
        return "security-scheme-changed"
    if (
        one.title != other.title
        or not one.got.items() <= other.got.items()
        or not one.scopes <= other.scopes
    ):
        return "security-flow-changed"
    if not identical(_without_words(one.object), _without_words(other.object)):
        return "security-scheme-details-changed"
    return None


_SENTENCES: Final[Mapping[str, str]] = {
    "security-scheme-changed": "the credential of security scheme `{}` is sent in another way",
    "security-flow-changed": "the credential of security scheme `{}` is got in another way",
    "security-scheme-details-changed": "details of security scheme `{}` changed",
}


def _without_words(scheme: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in scheme.items()
        if key not in _ABOUT and not key.startswith("x-")
    }


def _schemes(side: ComparedDocument) -> dict[str, Scheme]:
    listed = _mapping(_mapping(side.root.get("components")).get("securitySchemes"))
    found = {}
    for name, entry in listed.items():
        scheme, pointer = side.resolved(entry, pointers.join("/components/securitySchemes", name))
        if isinstance(scheme, dict):
            found[name] = Scheme(name, pointer, scheme)
    return found


def _credential(schemes: dict[str, Scheme], name: str, scopes: Any, named: bool) -> str:
    title = schemes[name].title if name in schemes else f"`{name}`, which is not described"
    if named and name in schemes:
        title = f"{title} `{name}`"
    return f"{title} ({', '.join(map(str, scopes))})" if _listed(scopes) else title


def _name_and_identity(scheme: Scheme, headward: bool) -> Hashable:
    del headward
    return (scheme.name, scheme.identity)


def _identity(scheme: Scheme, headward: bool) -> Hashable:
    del headward
    return scheme.identity


def _name(scheme: Scheme, headward: bool) -> Hashable:
    del headward
    return scheme.name


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
