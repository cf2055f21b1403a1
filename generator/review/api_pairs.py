"""What of two `Api`s is the same on both sides: operations, classes, credentials.

What callers write comes first: a method is the same method where it is called the same, a class
where it is imported the same, unless two exchanged names; only what is left over is matched by
operation, by wire name or by shape, and is a rename then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.api.model import (
    AliasModel,
    Api,
    Credential,
    EnumModel,
    Model,
    ObjectModel,
    Operation,
    Type,
)
from generator.api.type_walk import mentioned, named
from generator.emit.docstrings import method_name
from generator.review.matching import Matching, matched
from generator.review.method_answers import error_bodies
from generator.review.python_revisions import without_class_names


def paired_operations(base: Api, head: Api) -> Matching[Operation]:
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
    pairs.match(lambda o: (method_name(o), _route(o)))
    left = [o for o in pairs.added if o.pointer in exchanged]
    pairs.added = [o for o in pairs.added if o.pointer not in exchanged]
    pairs.match(lambda o: (method_name(o), o.id))
    pairs.match(lambda o: o.id)
    pairs.added += left
    pairs.match(_route)
    pairs.match(method_name)
    return pairs


def _route(operation: Operation) -> tuple[str, ...]:
    """What it sends to, without the names in braces."""
    segments = ("{}" if part.startswith("{") else part for part in operation.path.split("/"))
    return operation.method, *segments


def paired_models(base: Api, head: Api, operations: Matching[Operation]) -> Matching[Model]:
    """First what is imported the same, then what the document calls the same, has the same fields,
    or is used the same: a class that came as the result of the method that another was of, and has
    most of its fields.
    """
    pairs = _exchanged(base.models, head.models)
    for sign in (_name, _of_document, _shape):
        pairs.match(sign)
    if pairs.removed and pairs.added:
        for before, after in _in_one_place(operations, pairs):
            _match_uses(pairs, before, after)
    order = {model.name: index for index, model in enumerate(head.models)}
    pairs.both.sort(key=lambda pair: order[pair[1].name])
    return pairs


def _in_one_place(
    operations: Matching[Operation], models: Matching[Model]
) -> Iterator[tuple[list[str], list[str]]]:
    """The classes that stand in the same place on both sides: in bodies, results and errors, as
    fields and as variants. `(["Pet", "Tag"], ["Animal", "Tag"])` of a result `Pet | Tag` that is
    `Animal | Tag` now.
    """
    for one, other in operations.both:
        yield _mentioned(one), _mentioned(other)
        old, new = error_bodies(one), error_bodies(other)
        for status in filter(new.__contains__, old):
            yield list(named(old[status])), list(named(new[status]))
    for before, after in list(models.both):  # which grows while its pairs lead to others
        for was, now in _types_inside(before, after):
            yield list(named(was)), list(named(now))


def _types_inside(before: Model, after: Model) -> Iterator[tuple[Type, Type]]:
    """The types of fields that are another, and those of two names for a union: `(Named("Pet"),
    Named("Animal"))` of a field `pet` that both classes have.
    """
    match before, after:
        case ObjectModel(), ObjectModel():
            kinds = {field.wire: field.type for field in after.fields}
            for field in before.fields:
                kind = kinds.get(field.wire, field.type)
                if field.type != kind:
                    yield field.type, kind
        case AliasModel(), AliasModel():
            yield before.type, after.type


def _name(model: Model) -> str:
    return model.name


def _exchanged(base: Iterable[Model], head: Iterable[Model]) -> Matching[Model]:
    """Two lists, of which those are paired whose name another has now, while they are there under
    one that they had not.

    Two that exchanged their names are such, and one that made place for another: `Pet` is `Animal`
    now, and what was `Dog` is `Pet`.
    """
    pairs = Matching([], list(base), list(head))
    before = {model.name: model for model in pairs.removed}
    after = {model.name: model for model in pairs.added}
    same = {name for name, model in before.items() if model == after.get(name)}
    old, new = (_by_shape(models, same) for models in (before, after))
    for name in filter((after.keys() - same).__contains__, before):
        called = new.get(_shape(before[name]))  # what the class of that name is called now
        former = old.get(_shape(after[name]))  # what the one that has the name was called
        is_another = name not in (called, former)
        if called is not None and former is not None and is_another:
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
    """What a class is but for its name, where that is enough to know it by: `{("id", int, True),
    ("name", str, False)}` of a model, `{"cat", "dog"}` of an enumeration, each of more than one.
    """
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
    return list(mentioned([*kinds, operation.result]))


def _match_uses(pairs: Matching[Model], base: list[str], head: list[str]) -> None:
    """Pairs classes that stand in the same place and have most of their fields in common."""
    if len(base) != len(head):
        return
    for before, after in zip(base, head, strict=True):
        one, other = _object(pairs.removed, before), _object(pairs.added, after)
        if one is not None and other is not None and _is_like(one, other):
            pairs.pair(one, other)


def _object(models: Iterable[Model], name: str) -> ObjectModel | None:
    found = (model for model in models if isinstance(model, ObjectModel) and model.name == name)
    return next(found, None)


def _is_like(one: ObjectModel, other: ObjectModel) -> bool:
    fields, others = ({field.wire for field in model.fields} for model in (one, other))
    return 2 * len(fields & others) >= max(len(fields), len(others)) > 0


def paired_credentials(base: Api, head: Api) -> Matching[Credential]:
    """First what is sent alike by the same name, then whatever is sent alike: of two that change
    their names, each is another keyword now. Then by scheme and keyword, then by either.
    """
    return matched(
        base.credentials,
        head.credentials,
        lambda c: (c.scheme, c.python, _sent(c)),
        _sent,
        lambda c: (c.scheme, c.python),
        lambda c: c.python,
        lambda c: c.scheme,
    )


def _sent(credential: Credential) -> tuple[str, str, str, str]:
    """As what a credential is sent; the name of a header has no case."""
    wire = credential.wire.lower() if credential.location == "header" else credential.wire
    return credential.kind, credential.location, wire, credential.http_scheme
