"""What changed of the package and its client: what they are called, what the client is made with,
and the programs beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import filterfalse
from typing import TypedDict

from generator.api.model import Api, Credential
from generator.api.programs import run_by
from generator.document.pointer import join
from generator.review.model import Change
from generator.review.python_place import PythonPlace
from generator.review.python_revisions import ApiRevisions
from generator.review.python_tokens import token_changes
from generator.review.python_types import one_of, quoted
from generator.review.retry_policies import compare_policies
from generator.review.server_choice import compare_servers

_SETTINGS = "/x-sdk"


def compare_clients(sides: ApiRevisions) -> Iterator[Change]:
    """What changed of the package as a whole: what it is called (`import`, `pip install`, the
    client), then what the client is made with and what stands beside it.
    """
    base, head = sides.base, sides.head
    if base.package != head.package:
        what = f"the package `{base.package}` is called `{head.package}` now"
        steps = f"import {base.package}", f"import {head.package}"
        remedy = f"Write `import {head.package}`."
        yield sides.changed(
            "package-renamed", base.package, what, *steps, remedy, pointer=_SETTINGS
        )
    if base.distribution != head.distribution:
        what = f"the distribution `{base.distribution}` is called `{head.distribution}` now"
        remedy = (
            f"Ask for `{head.distribution}` in requirements: `pip install {head.distribution}`."
        )
        steps = base.distribution, head.distribution
        yield sides.changed(
            "distribution-renamed", base.distribution, what, *steps, remedy, pointer=_SETTINGS
        )
    if base.client != head.client:
        what = (
            f"`{base.client}` is called `{head.client}` now, and `{base.async_client}` is called "
            f"`{head.async_client}`"
        )
        remedy = (
            f"Write `{head.client}(…)` instead of `{base.client}(…)`, and `{head.async_client}(…)` "
            f"instead of `{base.async_client}(…)`."
        )
        where = PythonPlace(base.client, new_name=head.client)
        steps = base.client, head.client
        yield sides.changed("client-renamed", where, what, *steps, remedy, pointer=_SETTINGS)
    if base.base_url != head.base_url:
        what = (
            f"{one_of(head.client)} without `base_url` calls "
            f"{head.base_url or 'nowhere: it has to be given'}"
        )
        former = (
            f"Write `{head.client}(base_url={quoted(base.base_url)})`, if the former address is "
            "meant."
        )
        where = PythonPlace(head.client, keyword="base_url")
        known = former if base.base_url else None
        urls = base.base_url, head.base_url
        yield sides.changed("base-url-changed", where, what, *urls, known, pointer="/servers")
    yield from _credentials(sides)
    yield from compare_servers(sides)
    yield from compare_policies(sides)
    yield from _programs(sides)


def _programs(sides: ApiRevisions) -> Iterator[Change]:
    """Programs beside the client that are there no more, or now."""
    base, head = sides.base, sides.head
    for api, other, kind, becomes in (
        (base, head, "program-removed", "gone"),
        (head, base, "program-added", "there"),
    ):
        for name in filterfalse(other.programs.__contains__, api.programs):
            run, about = run_by(api, name)
            what, steps = f"{about} is {becomes}: `{run}`", (run, None)
            before, after = steps if api is base else steps[::-1]
            yield sides.changed(kind, run, what, before, after, pointer=f"{_SETTINGS}/programs")


def _credentials(sides: ApiRevisions) -> Iterator[Change]:
    """What became of the credentials that the client takes as keywords, and of the environment
    variables that they are read from.
    """
    base, head, pairs = sides.base, sides.head, sides.credentials
    for before, after in pairs.both:
        at = _schemes(before, after)
        if before.python != after.python:
            yield _renamed_credential(sides, before, after)
        if (before.kind == "basic") != (after.kind == "basic"):
            forms = _form(before), _form(after)
            what = f"`{after.python}` of `{head.client}` is `{forms[1]}` now"
            remedy = f"Write `{_given(head, after)}`."
            where = PythonPlace(head.client, keyword=after.python)
            yield sides.changed("credential-type-changed", where, what, *forms, remedy, **at)
        for told in token_changes(head.client, before, after):
            where = PythonPlace(head.client, keyword=told.keyword)
            steps = told.before, told.after
            yield sides.changed(told.rule, where, told.what, *steps, **at)
    yield from _variables(sides)
    for gone in pairs.removed:
        what = f"`{head.client}` no longer takes `{gone.python}`, nor reads `{gone.env}`"
        remedy = f"Write `{head.client}(…)` without `{gone.python}`."
        where = PythonPlace(base.client, keyword=gone.python)
        given = _given(base, gone)
        yield sides.changed(
            "credential-removed", where, what, given, None, remedy, pointer=_scheme(gone)
        )
    for new in pairs.added:
        what = f"`{head.client}` takes `{new.python}`, which is also read from `{new.env}`"
        where = PythonPlace(head.client, keyword=new.python)
        given = _given(head, new)
        yield sides.changed("credential-added", where, what, None, given, pointer=_scheme(new))


def _renamed_credential(sides: ApiRevisions, before: Credential, after: Credential) -> Change:
    """That a credential is another keyword of the client; its environment variable is mostly named
    after that, and is told along with it.
    """
    base, head = sides.base, sides.head
    what = f"`{head.client}` takes `{after.python}` instead of `{before.python}`"
    written = f"Write `{head.client}({after.python}=…)` instead of `{before.python}=…`"
    remedy = f"{written}."
    if before.env != after.env:
        what += f", and reads `{after.env}` instead of `{before.env}`"
        remedy = f"{written}, or set `{after.env}` instead of `{before.env}`."
    where = PythonPlace(base.client, keyword=before.python)
    steps = _given(base, before), _given(head, after)
    at = _schemes(before, after)
    return sides.changed("credential-renamed", where, what, *steps, remedy, **at)


def _variables(sides: ApiRevisions) -> Iterator[Change]:
    """Environment variables by another name, whose keyword kept its own: by another prefix, all of
    them at once: `ZOO_KEY` and `ZOO_BASE_URL` by `x-sdk: {env-prefix: ZOO}`.
    """
    base, head = sides.base, sides.head
    renamed = [
        (before.env, after.env)
        for before, after in sides.credentials.both
        if before.python == after.python and before.env != after.env
    ]
    if base.env_prefix != head.env_prefix:
        renamed.append((f"{base.env_prefix}_BASE_URL", f"{head.env_prefix}_BASE_URL"))
    if renamed:
        former, present = map(list, zip(*renamed, strict=True))
        what = f"what was read from {_listed(former)} is read from {_listed(present)}"
        steps = ", ".join(former), ", ".join(present)
        remedy = f"Set {_listed(present)}."
        yield sides.changed(
            "environment-variable-renamed", former[0], what, *steps, remedy, pointer=_SETTINGS
        )


def _listed(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _given(api: Api, credential: Credential) -> str:
    """The credential as a caller gives it."""
    value = '("name", "password")' if credential.kind == "basic" else "…"
    return f"{api.client}({credential.python}={value})"


def _form(credential: Credential) -> str:
    return "tuple[str, str]" if credential.kind == "basic" else "str"


class _Schemes(TypedDict):
    """Where a credential stands on both sides."""

    base: str
    head: str


def _schemes(before: Credential, after: Credential) -> _Schemes:
    return {"base": _scheme(before), "head": _scheme(after)}


def _scheme(credential: Credential) -> str:
    return join("/components/securitySchemes", credential.scheme)
