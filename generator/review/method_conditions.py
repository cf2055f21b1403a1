"""What a call of a method needs and does besides its arguments, before and after: credentials, the
server, repeats, and what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from generator.api.model import Credential, Operation, Success
from generator.document.media_types import essence
from generator.document.pointer import join
from generator.document.schema.canonical import unwrapped
from generator.review.arguments import takes_list
from generator.review.method_pair import MethodPair
from generator.review.model import Change
from generator.review.python_tokens import scope_changes
from generator.review.python_types import quoted
from generator.review.retry_policies import own_policies, policy_place
from generator.review.unchanged import identical

_SENT_AGAIN = (
    "A call whose answer was lost, or that failed in a way that may pass, is sent again now: "
    "what it does may be done twice, and the document names no key by which the API knows a repeat."
    " The asynchronous client is the same in this."
)

_NOT_SENT_AGAIN = (
    "A call that was sent again when its answer was lost, or when it failed in a way that may "
    "pass, raises at once now."
    " How often that happens the document does not say. The asynchronous client is the same in "
    "this."
)

_NOTHING = frozenset[str]()


class ConditionChanges(MethodPair):
    """What became of the rest."""

    def changes(self) -> Iterator[Change]:
        yield from self._security()
        yield from self._scopes()
        yield from self._about()

    def _scopes(self) -> Iterator[Change]:
        """The scopes of tokens that the client obtains for a call."""
        for told in scope_changes(self.before, self.after, self.sides.credentials.both):
            rule = "method-scopes-required" if told.is_more else "method-scopes-relaxed"
            what = (
                f"the client asks for other scopes of `{told.python}` for `{self.name}`: "
                f"{told.after} ({told.before} before)"
            )
            at = join(self.after.pointer, "security")
            sides = {"before": told.before, "after": told.after}
            yield self.made(rule, self.name, what, "request", at, **sides)

    def _security(self) -> Iterator[Change]:
        """What the client sends of its credentials, and what it needs to have of them.

        It tries the ways to call in the order of the document and takes the first of which it has
        all credentials: where that is `{}`, it sends none, whatever it has."""
        pairs = self.sides.credentials
        called = {before.scheme: after.scheme for before, after in pairs.both}
        old = _alternatives(self.before.security, called)
        new = _alternatives(self.after.security, {})
        was_sent, is_sent = (ways[0] != _NOTHING for ways in (old, new))
        if set(old) == set(new) and was_sent == is_sent:
            yield from self._reordered(old, new)
            return
        given = _by_scheme(self.sides.head.credentials, {})
        known = _by_scheme(self.sides.base.credentials, called)
        before, after = _ways(old, known), _ways(new, given)
        what, remedy = f"`{self.name}` needs {after} ({before} before)", None
        is_enough = all(any(way <= enough for way in new) for enough in old)
        match was_sent, is_sent, is_enough:
            case True, False, _:
                rule = "method-credential-not-sent"
                former = _ways(filter(None, old), known)
                what = f"`{self.name}` does not send {former} any more: it needs no credential"
                remedy = self._sent_still(known, old)
            case False, True, True:
                rule, sent = "method-credential-relaxed", _ways(filter(None, new), given)
                what = f"`{self.name}` sends {sent} where the client has it"
            case _, _, True:
                rule = "method-credential-relaxed"
            case _:
                rule = "method-credential-required"
                remedy = _how_to_give(self.sides.head.client, filter(None, new), given)
        place = join(self.after.pointer, "security")
        yield self.made(
            rule, self.name, what, "request", place, before=before, after=after, remedy=remedy
        )

    def _reordered(self, old: list[frozenset[str]], new: list[frozenset[str]]) -> Iterator[Change]:
        """That the client tries the same credentials in another order."""
        if old == new:
            return
        credentials = _by_scheme(self.sides.head.credentials, {})
        before, after = _ways(old, credentials), _ways(new, credentials)
        what = f"`{self.name}` sends the first of {after} that the client has ({before} before)"
        place = join(self.after.pointer, "security")
        rule = "method-credential-order-changed"
        yield self.made(rule, self.name, what, "request", place, before=before, after=after)

    def _sent_still(
        self, known: Mapping[str, Credential], ways: list[frozenset[str]]
    ) -> str | None:
        """How a caller sends a credential that the client does not send: `client.orders.list(…,
        options={"headers": {"X-Key": …}})`. There is no option for a cookie.
        """
        schemes = chain.from_iterable(map(sorted, ways))
        credential = next((known[scheme] for scheme in schemes if scheme in known), None)
        if credential is None or credential.location == "cookie":
            return None
        place = "headers" if credential.location == "header" else "query"
        options = f"{self.after.options}={{{quoted(place)}: {{{quoted(credential.wire)}: …}}}}"
        return f"Write `{self.name}(…, {options})`, if what is answered depends on it."

    def _retried(self) -> Change:
        """That a call is sent again after a failure that may pass, or no longer."""
        before, after = self.before.retry, self.after.retry
        now = after == "safe"
        if now and any(each.generated for each in self.after.parameters):
            return self._retried_by_key()
        what = f"`{self.name}` is {'now' if now else 'no longer'} repeated after a failure"
        option = "unsafe" if now else "safe"
        write = f'rite `{self.name}(…, {self.after.options}={{"retry": {quoted(option)}}})`'
        where = "where it must not be done twice" if now else "where doing it twice does no harm"
        remedy = f"W{write} {where}." if now else f"Handle the error, or w{write} {where}."
        change = self.made(
            "method-retry-changed",
            self.name,
            what,
            "both",
            self.after.pointer,
            before=before,
            after=after,
        )
        return replace(change, remedy=remedy, reason=_SENT_AGAIN if now else _NOT_SENT_AGAIN)

    def _retried_by_key(self) -> Change:
        """That a call is sent again, each time with the key by which the API knows it."""
        wire = next(each.wire for each in self.after.parameters if each.generated)
        return self.made(
            "method-retry-keyed",
            self.name,
            f"`{self.name}` is now repeated after a failure, with the same `{wire}`",
            "both",
            self.after.pointer,
            before=self.before.retry,
            after=self.after.retry,
        )

    def _about(self) -> Iterator[Change]:
        """What a call does for whoever goes on writing it as before: it is deprecated, repeated,
        goes to another server, sends another media type, counts other results as sent.
        """
        before, after, at = self.before, self.after, self.after.pointer
        if after.deprecated != before.deprecated:
            rule = "method-deprecated" if after.deprecated else "method-no-longer-deprecated"
            what = f"`{self.name}` is {'' if after.deprecated else 'no longer '}deprecated"
            yield self.made(rule, self.name, what, "both", at)
        if after.retry != before.retry:
            yield self._retried()
        if (steps := own_policies(before, after)) is not None:
            what = f"`{self.name}` is repeated by another policy"
            rule, place = "method-retry-policy-changed", policy_place(before, after) or at
            former, present = steps
            yield self.made(rule, self.name, what, "both", place, before=former, after=present)
        if after.server != before.server:
            base_url = after.server or self.sides.head.base_url
            what = f"`{self.name}` of a client without `base_url` calls {base_url or 'nowhere'}"
            was, now = (
                each.server or api.base_url
                for each, api in ((before, self.sides.base), (after, self.sides.head))
            )
            if was != now:
                yield self.made(
                    "base-url-changed",
                    self.name,
                    what,
                    "request",
                    join(at, "servers"),
                    before=was,
                    after=now,
                )
        if (sent := _sent_as(before, after)) is not None:
            was, now = sent
            what = f"`{self.name}` without `content_type` sends {now}"
            yield self.made(
                "method-content-type-changed",
                self.name,
                what,
                "request",
                join(at, "requestBody"),
                before=was,
                after=now,
            )
        if not _counts_same(before.success, after.success) and takes_list(after):
            what = f"which results of `{self.name}` count as sent in batches changed"
            was, now = (_success(each.success) for each in (before, after))
            place = join(at, "x-sdk")
            yield self.made(
                "method-success-changed", self.name, what, "response", place, before=was, after=now
            )
        if _words(after) != _words(before):
            what = f"what is said of `{self.name}` changed"
            yield self.made("docstring-changed", self.name, what, "both", at)


def _sent_as(before: Operation, after: Operation) -> tuple[str, str] | None:
    """What a body is sent as where the call leaves that open, if it is another media type now,
    though there is the former.
    """
    match _content_types(before), _content_types(after):
        case [was, *_], [now, *others] if was != now and was in others:
            return was, now
    return None


def _content_types(operation: Operation) -> list[str]:
    listed = () if operation.body is None else operation.body.media_types
    return [essence(media.content_type) for media in listed]


def _counts_same(before: Success | None, after: Success | None) -> bool:
    """Whether the same makes a success; `true` is not 1."""
    if before is None or after is None:
        return before is after
    return before.property == after.property and identical(list(before.values), list(after.values))


def _success(success: Success | None) -> str:
    return f"{success.property} in {list(success.values)}" if success else "any result"


def _words(operation: Operation) -> tuple[object, ...]:
    """What its docstring is made of, as far as no other rule compares it."""
    return (
        unwrapped(operation.summary),
        unwrapped(operation.description),
        None if takes_list(operation) else operation.success,
    )


def _alternatives(
    security: Iterable[Iterable[str]], called: Mapping[str, str]
) -> list[frozenset[str]]:
    """The ways to call, each the schemes that it takes, by what `called` has them called."""
    return [frozenset(called.get(scheme, scheme) for scheme in way) for way in security] or [
        _NOTHING
    ]


def _by_scheme(
    credentials: Iterable[Credential], called: Mapping[str, str]
) -> dict[str, Credential]:
    """The credentials by their schemes, by what `called` has those called."""
    return {called.get(each.scheme, each.scheme): each for each in credentials}


def _ways(alternatives: Iterable[frozenset[str]], known: Mapping[str, Credential]) -> str:
    """Alternatives of credentials by their keywords, in the order in which they are tried."""
    return " or ".join(
        " and ".join(f"`{_keyword(scheme, known)}`" for scheme in sorted(way)) or "none"
        for way in alternatives
    )


def _keyword(scheme: str, known: Mapping[str, Credential]) -> str:
    return known[scheme].python if scheme in known else scheme


def _how_to_give(
    client: str, alternatives: Iterable[frozenset[str]], known: Mapping[str, Credential]
) -> str:
    """What to write, an alternative after the other, each with all its credentials: "Write
    `Shop(user=…, password=…)` or set `SHOP_USER` and `SHOP_PASSWORD`, or write …".
    """
    ways = []
    for way in alternatives:
        credentials = [known[scheme] for scheme in sorted(way) if scheme in known]
        variables = " and ".join(f"`{each.env}`" for each in credentials)
        ways.append(
            f"write `{client}({', '.join(f'{each.python}=…' for each in credentials)})` or "
            f"set {variables}"
        )
    text = ", or ".join(ways)
    return f"{text[:1].upper()}{text[1:]}."
