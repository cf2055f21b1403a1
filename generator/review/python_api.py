"""Two `Api`s to what their difference means to code that uses the package.

Everything is decided on the two `Api`s, which hold every name and type of the emitted package. What
callers write comes first: a method is the same method where it is called the same, a class where it
is imported the same, unless two exchanged names; only what is left over is matched by operation, by
wire name or by shape, and is a rename then. A class that changed is one change with all the methods
that it reaches, whether they take it whole, take its fields as keywords, or return it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.api.model import (
    AliasModel,
    Api,
    Credential,
    EnumModel,
    Model,
    ObjectModel,
    Operation,
)
from generator.api.programs import run_by
from generator.api.type_walk import named
from generator.document.bundle import Document
from generator.document.pointer import join, split
from generator.review import webhooks
from generator.review.arguments import signature
from generator.review.classes import compare_classes
from generator.review.combined import is_class
from generator.review.matching import Matching, matched
from generator.review.method_answers import error_bodies
from generator.review.methods import compare_methods
from generator.review.model import NOTHING_TO_DO, Change, Movement, worst
from generator.review.python_place import PythonPlace, method_place
from generator.review.python_revisions import ApiRevisions, changed, without_class_names
from generator.review.python_tokens import token_changes
from generator.review.python_types import quoted
from generator.review.retry_policies import compare_policies
from generator.review.rules import by_id
from generator.review.server_choice import compare_servers
from generator.review.usage import method, reach

__all__ = ["compare"]


def compare(
    base: Api,
    head: Api,
    base_document: Document | None = None,
    head_document: Document | None = None,
) -> list[Change]:
    """What changed for Python callers, one entry a cause; `wire` is "safe" in each.

    The documents say where in their files it stands; without them `Change.base` and `Change.head`
    are `None`. The client first, then methods, then classes, each in the order of the head with
    what is gone at the end. A synchronous and an asynchronous method, a model and its typed dict
    are one change. `Change.pointer` says what of the document it is about."""
    operations = _operations(base, head)
    models = _models(base, head, operations)
    names = {one.name: other.name for one, other in models.both}
    sides = ApiRevisions(
        base, head, names, _paired_credentials(base, head), (base_document, head_document)
    )
    found = [*_client(sides), *_methods(sides, operations), *webhooks.changes(sides)]
    found += compare_classes(sides, models)
    return _folded(found)


# --- what is what ---------------------------------------------------------------------------------


def _operations(base: Api, head: Api) -> Matching[Operation]:
    """First what is called the same and is the same operation, then the same operation, then what
    is called the same.

    One is not the same for its identifier where it sends to what another one was for in the base:
    two exchanged theirs, and a call by the name is answered by what was never meant."""
    former = {_route(operation): operation.id for operation in base.operations}
    known = set(former.values())
    exchanged = {
        each.pointer
        for each in head.operations
        if each.id in known and former.get(_route(each), each.id) != each.id
    }

    pairs = Matching([], list(base.operations), list(head.operations))
    pairs.match(lambda o: (method(o), _route(o)))
    left = [o for o in pairs.added if o.pointer in exchanged]
    pairs.added = [o for o in pairs.added if o.pointer not in exchanged]
    pairs.match(lambda o: (method(o), o.id))
    pairs.match(lambda o: o.id)
    pairs.added += left
    pairs.match(_route)
    pairs.match(method)
    return pairs


def _route(operation: Operation) -> tuple[str, ...]:
    """What it sends to, without the names in braces."""
    segments = ("{}" if part.startswith("{") else part for part in operation.path.split("/"))
    return operation.method, *segments


def _models(base: Api, head: Api, operations: Matching[Operation]) -> Matching[Model]:
    """First what is imported the same, then what the document calls the same, has the same fields,
    or is used the same.
    """
    pairs = _exchanged(base.models, head.models)
    for sign in (_name, _of_document, _shape):
        pairs.match(sign)
    for before, after in _in_one_place(operations, pairs) if pairs.removed and pairs.added else ():
        _match_uses(pairs, before, after)
    order = {model.name: index for index, model in enumerate(head.models)}
    pairs.both.sort(key=lambda pair: order[pair[1].name])
    return pairs


def _in_one_place(
    operations: Matching[Operation], models: Matching[Model]
) -> Iterator[tuple[list[str], list[str]]]:
    """The classes that stand in the same place on both sides: in bodies, results and errors, as
    fields and as variants.
    """
    for one, other in operations.both:
        yield _mentioned(one), _mentioned(other)
        old, new = error_bodies(one), error_bodies(other)
        yield from (
            (list(named(old[status])), list(named(new[status]))) for status in old if status in new
        )
    for before, after in list(models.both):
        if isinstance(before, ObjectModel) and isinstance(after, ObjectModel):
            kinds = {field.wire: field.type for field in after.fields}
            for field in before.fields:
                if field.wire in kinds and field.type != kinds[field.wire]:
                    yield list(named(field.type)), list(named(kinds[field.wire]))
        elif isinstance(before, AliasModel) and isinstance(after, AliasModel):
            yield list(named(before.type)), list(named(after.type))


def _name(model: Model) -> str:
    return model.name


def _exchanged(base: Iterable[Model], head: Iterable[Model]) -> Matching[Model]:
    """Two lists, of which those are paired whose name another has now, while they are there under
    one that they had not.

    Two that exchanged their names are such, and one that made place for another.
    """
    pairs = Matching([], list(base), list(head))
    before, after = (
        {model.name: model for model in models} for models in (pairs.removed, pairs.added)
    )
    same = {name for name, model in before.items() if model == after.get(name)}
    old, new = (_by_shape(models, same) for models in (before, after))
    for name in (each for each in before if each in after and each not in same):
        called, former = new.get(_shape(before[name])), old.get(_shape(after[name]))
        if called is not None and former is not None and name not in (called, former):
            pairs.pair(before[name], after[called])
    return pairs


def _by_shape(models: Mapping[str, Model], same: Collection[str]) -> dict[object, str]:
    """The names of models by what they are, where that is said of one of those that did not stay
    the same, and is enough.
    """
    shapes = [(_shape(model), name) for name, model in models.items() if name not in same]
    count = Counter(look for look, _ in shapes)
    return {look: name for look, name in shapes if look is not None and count[look] == 1}


def _of_document(model: Model) -> object:
    """What of the document a class is, which may be two: one of requests and one of responses."""
    return type(model), model.pointer, getattr(model, "read", None) is not None


def _shape(model: Model) -> object:
    """What a class is but for its name, where that is enough to know it by."""
    match model:
        case ObjectModel(fields=fields) if len(fields) > 1:
            return frozenset(
                (field.wire, without_class_names(field.type), field.required) for field in fields
            )
        case EnumModel(members=members) if len(members) > 1:
            return frozenset(member.value for member in members)
        case _:
            return None


def _mentioned(operation: Operation) -> list[str]:
    kinds = [media.type for media in (operation.body.media_types if operation.body else ())]
    return [name for kind in (*kinds, operation.result) for name in named(kind)]


def _match_uses(pairs: Matching[Model], base: list[str], head: list[str]) -> None:
    """Pairs classes that stand in the same place and have most of their fields in common."""
    if len(base) != len(head) or not pairs.removed or not pairs.added:
        return
    for before, after in zip(base, head, strict=True):
        one = next((model for model in pairs.removed if model.name == before), None)
        other = next((model for model in pairs.added if model.name == after), None)
        if isinstance(one, ObjectModel) and isinstance(other, ObjectModel):
            fields, others = ({field.wire for field in model.fields} for model in (one, other))
            if 2 * len(fields & others) >= max(len(fields), len(others)) > 0:
                pairs.pair(one, other)


# --- the client -----------------------------------------------------------------------------------


def _client(sides: ApiRevisions) -> Iterator[Change]:
    base, head = sides.base, sides.head
    if base.package != head.package:
        what = f"the package `{base.package}` is called `{head.package}` now"
        steps = f"import {base.package}", f"import {head.package}"
        yield _of_client(
            sides, "package-renamed", base.package, what, *steps, f"Write `import {head.package}`."
        )
    if base.distribution != head.distribution:
        what = f"the distribution `{base.distribution}` is called `{head.distribution}` now"
        remedy = (
            f"Ask for `{head.distribution}` in requirements: `pip install {head.distribution}`."
        )
        steps = base.distribution, head.distribution
        yield _of_client(sides, "distribution-renamed", base.distribution, what, *steps, remedy)
    if base.client != head.client:
        what = (
            f"`{base.client}` is called `{head.client}` now, and `{base.async_client}` is called "
            f"`{head.async_client}`"
        )
        remedy = f"Write `{head.client}(…)` and `{head.async_client}(…)`."
        yield _of_client(
            sides,
            "client-renamed",
            PythonPlace(base.client, new_name=head.client),
            what,
            base.client,
            head.client,
            remedy,
        )
    if base.base_url != head.base_url:
        what = (
            f"a `{head.client}` without `base_url` calls "
            f"{head.base_url or 'nowhere: it has to be given'}"
        )
        former = (
            f"Write `{head.client}(base_url={quoted(base.base_url)})`, if the former address is "
            "meant."
        )
        where = PythonPlace(head.client, keyword="base_url")
        known = former if base.base_url else None
        yield _of_client(
            sides, "base-url-changed", where, what, base.base_url, head.base_url, known, "/servers"
        )
    yield from _credentials(sides)
    yield from compare_servers(sides)
    yield from compare_policies(sides)
    yield from _programs(sides)


def _programs(sides: ApiRevisions) -> Iterator[Change]:
    """Programs beside the client that are there no more, or now."""
    base, head = sides.base, sides.head
    for name in base.programs:
        if name not in head.programs:
            run, about = run_by(base, name)
            what = f"{about} is gone: `{run}`"
            yield _of_client(
                sides, "program-removed", run, what, run, None, None, "/x-sdk/programs"
            )
    for name in head.programs:
        if name not in base.programs:
            run, about = run_by(head, name)
            what = f"{about} is there: `{run}`"
            yield _of_client(sides, "program-added", run, what, None, run, None, "/x-sdk/programs")


def _of_client(
    sides: ApiRevisions,
    rule: str,
    where: PythonPlace | str,
    what: str,
    before: str | None,
    after: str | None,
    remedy: str | None = None,
    pointer: str = "/x-sdk",
    known: str | None = None,
) -> Change:
    """A change of the package or its client; `known` is the pointer in the base, where that is
    another one.
    """
    return changed(
        rule,
        where,
        what,
        before=before,
        after=after,
        remedy=remedy,
        base=sides.base_location(pointer if known is None else known),
        head=sides.head_location(pointer),
        pointer=pointer,
    )


def _paired_credentials(base: Api, head: Api) -> Matching[Credential]:
    """First by scheme and keyword, then by either, then by what is sent."""
    return matched(
        base.credentials,
        head.credentials,
        lambda c: (c.scheme, c.python),
        lambda c: c.python,
        lambda c: c.scheme,
        lambda c: (c.kind, c.location, c.wire),
    )


def _credentials(sides: ApiRevisions) -> Iterator[Change]:
    base, head, pairs = sides.base, sides.head, sides.credentials
    for before, after in pairs.both:
        if before.python != after.python:
            yield _renamed_credential(sides, before, after)
        if (before.kind == "basic") != (after.kind == "basic"):
            forms = _form(before), _form(after)
            what = f"`{after.python}` of `{head.client}` is `{forms[1]}` now"
            remedy = f"Write `{_given(head, after)}`."
            where = PythonPlace(head.client, keyword=after.python)
            at = _scheme(after), _scheme(before)
            yield _of_client(sides, "credential-type-changed", where, what, *forms, remedy, *at)
        for told in token_changes(head.client, before, after):
            where = PythonPlace(head.client, keyword=told.keyword)
            steps = told.before, told.after
            places = _scheme(after), _scheme(before)
            yield _of_client(sides, told.rule, where, told.what, *steps, None, *places)
    yield from _variables(sides)
    for gone in pairs.removed:
        what = f"`{head.client}` no longer takes `{gone.python}`, nor reads `{gone.env}`"
        remedy = f"Write `{head.client}(…)` without `{gone.python}`."
        where = PythonPlace(base.client, keyword=gone.python)
        yield _of_client(
            sides,
            "credential-removed",
            where,
            what,
            _given(base, gone),
            None,
            remedy,
            _scheme(gone),
        )
    for new in pairs.added:
        what = f"`{head.client}` takes `{new.python}`, which is also read from `{new.env}`"
        where = PythonPlace(head.client, keyword=new.python)
        yield _of_client(
            sides, "credential-added", where, what, None, _given(head, new), None, _scheme(new)
        )


def _renamed_credential(sides: ApiRevisions, before: Credential, after: Credential) -> Change:
    base, head = sides.base, sides.head
    what = f"`{head.client}` takes `{after.python}` instead of `{before.python}`"
    remedy = f"Write `{head.client}({after.python}=…)`."
    if before.env != after.env:
        what += f", and reads `{after.env}` instead of `{before.env}`"
        remedy = f"Write `{head.client}({after.python}=…)`, or set `{after.env}`."
    where = PythonPlace(base.client, keyword=before.python)
    steps = _given(base, before), _given(head, after)
    return _of_client(
        sides, "credential-renamed", where, what, *steps, remedy, _scheme(after), _scheme(before)
    )


def _variables(sides: ApiRevisions) -> Iterator[Change]:
    """Environment variables by another name, whose keyword kept its own: by another prefix, all of
    them at once.
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
        former, present = ([names[side] for names in renamed] for side in (0, 1))
        what = f"what was read from {_listed(former)} is read from {_listed(present)}"
        steps = ", ".join(former), ", ".join(present)
        yield _of_client(
            sides,
            "environment-variable-renamed",
            former[0],
            what,
            *steps,
            f"Set {_listed(present)}.",
        )


def _listed(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _given(api: Api, credential: Credential) -> str:
    """The credential as a caller gives it."""
    value = '("name", "password")' if credential.kind == "basic" else "…"
    return f"{api.client}({credential.python}={value})"


def _form(credential: Credential) -> str:
    return "tuple[str, str]" if credential.kind == "basic" else "str"


def _scheme(credential: Credential) -> str:
    return join("/components/securitySchemes", credential.scheme)


# --- methods --------------------------------------------------------------------------------------

_Path = tuple[str, ...]


def _methods(sides: ApiRevisions, pairs: Matching[Operation]) -> Iterator[Change]:
    order = {operation.pointer: index for index, operation in enumerate(sides.head.operations)}
    both = sorted(pairs.both, key=lambda pair: order[pair[1].pointer])
    moved = _moved_resources(both, sides)
    yield from _renamed_resources(sides, both, moved)
    known = {method(operation) for operation in sides.head.operations}
    for before, after in both:
        name = method(replace(before, resource=_moved(before.resource, moved)))
        if name != method(after):
            what = f"`{name}` is called `{method(after)}` now"
            change = _whole(
                sides,
                "method-renamed",
                method(before),
                what,
                before,
                after,
                f"Write `{method(after)}(…)`.",
            )
            yield change if method(before) not in known else _taken(change, method(before))
        if not sides.is_same(before, after):
            yield from compare_methods(sides, before, after)
    for gone in pairs.removed:
        name = method(gone)
        what = (
            f"`{name}` no longer calls `{gone.method} {gone.path}`"
            if name in known
            else f"`{name}` is gone"
        )
        change = _whole(sides, "method-removed", name, what, gone, None)
        yield _taken(change, name) if name in known else change
    for new in pairs.added:
        change = _whole(sides, "method-added", method(new), f"`{method(new)}` is new", None, new)
        yield replace(change, after=signature(sides.after, new))


def _taken(change: Change, name: str) -> Change:
    """A change of a method whose former name another one has now."""
    return replace(
        change,
        what=f"{change.what}; `{name}` is another method now",
        reason=(
            "A call by the former name reaches another operation. The asynchronous client is the "
            "same in this."
        ),
    )


def _whole(
    sides: ApiRevisions,
    rule: str,
    where: str,
    what: str,
    before: Operation | None,
    after: Operation | None,
    remedy: str | None = None,
) -> Change:
    """A change of a method as a whole."""
    operations = [each for each in (after, before) if each is not None]
    return changed(
        rule,
        method_place(where),
        what,
        before=f"{method(before)}(…)" if before else None,
        after=f"{method(after)}(…)" if after else None,
        remedy=remedy,
        reach=[reach(operations[0], "both")],
        base=sides.base_location(before) if before else None,
        head=sides.head_location(after) if after else None,
        pointer=operations[0].pointer,
    )


def _moved(resource: _Path, moved: dict[_Path, _Path]) -> _Path:
    """What a resource is called in the head, if it or one that it is in was renamed."""
    for length in range(len(resource), 0, -1):
        if (goal := moved.get(resource[:length])) is not None:
            return (*goal, *resource[length:])
    return resource


def _moved_resources(
    both: list[tuple[Operation, Operation]], sides: ApiRevisions
) -> dict[_Path, _Path]:
    """Resources that all methods left for the same other one, which did not exist before; with the
    resources in them.

    A resource is not named that only moved along with the one that it is in.
    """
    known, kept = (
        {
            operation.resource[:length]
            for operation in api.operations
            for length in range(1, len(operation.resource) + 1)
        }
        for api in (sides.base, sides.head)
    )
    found: dict[_Path, _Path] = {}
    for path in sorted(known - kept, key=len):
        goals = {
            _goal(path, before.resource, after.resource)
            for before, after in both
            if before.resource[: len(path)] == path
        }
        goal = next(iter(goals), None)
        if len(goals) == 1 and goal and goal not in known and goal != _moved(path, found):
            found[path] = goal
    return found


def _goal(path: _Path, before: _Path, after: _Path) -> _Path | None:
    """What the outer part `path` of a resource became, if the inner part stayed."""
    inner = before[len(path) :]
    outer = after[: len(after) - len(inner)]
    return outer if (*outer, *inner) == after and outer else None


def _renamed_resources(
    sides: ApiRevisions, both: list[tuple[Operation, Operation]], moved: dict[_Path, _Path]
) -> Iterator[Change]:
    for path, goal in moved.items():
        entries = [
            (before, after) for before, after in both if before.resource[: len(path)] == path
        ]
        before_name, after_name = (".".join(("client", *each)) for each in (path, goal))
        inner = any(before.resource != path for before, _ in entries)
        what = (
            f"`{before_name}` is called `{after_name}` now, with all of its "
            f"methods{' and resources' if inner else ''}"
        )
        yield changed(
            "resource-renamed",
            method_place(before_name, new_name=after_name),
            what,
            before=before_name,
            after=after_name,
            remedy=f"Write `{after_name}` instead of `{before_name}`.",
            reach=[reach(after, "both") for _, after in entries],
            base=sides.base_location(entries[0][0]),
            head=sides.head_location(entries[0][1]),
        )


# --- one entry a cause ----------------------------------------------------------------------------

_NAME = re.compile(r"(?<![\w\"'])[A-Za-z_]\w*")


def _folded(changes: list[Change]) -> list[Change]:
    """Classes that came or went inside something that changed, or as its type, are a part of that
    change: it names them.
    """
    holders: dict[str, int] = {}
    naming: dict[tuple[Movement, str], int] = {}
    for index, change in enumerate(changes):
        if is_class(change) or by_id(change.rule).aspect == "docstring":
            continue
        known = holders.get(change.pointer)
        if known is None or worst(changes[known].python, change.python) != changes[known].python:
            holders[change.pointer] = index
        named: tuple[tuple[Movement, str | None], ...] = (
            ("removed", change.before),
            ("added", change.after),
        )
        for way, types in named:
            for name in _NAME.findall(types or ""):
                naming.setdefault((way, name), index)
    found = list(changes)
    gone = set()
    for index, change in enumerate(changes):
        if not is_class(change):
            continue
        way = by_id(change.rule).movement
        tokens = split(change.pointer)
        above = (change.pointer.rsplit("/", depth)[0] for depth in range(len(tokens)))
        holder = next((holders[pointer] for pointer in above if pointer in holders), None)
        if holder is None:
            holder = next(
                (naming[way, name] for name in change.classes if (way, name) in naming), None
            )
        if holder is not None:
            found[holder] = _with_class(found[holder], change)
            gone.add(index)
    return [change for index, change in enumerate(found) if index not in gone]


def _with_class(holder: Change, change: Change) -> Change:
    """A change with a class that came or went with it, which says why where that weighs more."""
    classes = tuple(dict.fromkeys((*holder.classes, *change.classes)))
    verdict = worst(holder.python, change.python)
    if verdict == holder.python:
        return replace(holder, classes=classes)
    remedy = change.remedy if holder.remedy == NOTHING_TO_DO else f"{holder.remedy} {change.remedy}"
    return replace(
        holder,
        python=verdict,
        classes=classes,
        what=f"{holder.what}; {change.what}",
        reason=change.reason,
        remedy=remedy,
    )
