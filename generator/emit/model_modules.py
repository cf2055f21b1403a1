"""Which module of the models package each model stands in, and in what order, so that importing one
always comes to an end.

A module of the `Api` is a strongly connected component of models, and normally one of the package.
Python's recursion limit bounds both how deep imports nest and how deep pydantic can build a
validator in one go. So a chain of modules that import each other is cut into layers: above the
lowest one, the modules of a layer are one, and the topmost models of each layer build their
validators with their module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from graphlib import TopologicalSorter
from typing import Final, Literal, NamedTuple

from generator.api.annotations import types_of
from generator.api.model import AliasModel, Model, Named, ObjectModel
from generator.api.type_walk import mentioned, named
from generator.document.graph import reachable

_LAYER: Final = 16  # modules in a chain of imports that are of one layer
_MOST_LED_TO: Final = 30  # aliases that one of them leads to

ByName = Literal["now", "later"]


class ModelModule(NamedTuple):
    """One module: objects and enumerations in document order, then aliases, each behind those that
    it mentions.

    `built` are the models whose validators are built with the module, so that those above it do not
    nest too deep. `deferred`: annotations mention classes of the same module, and are evaluated
    when pydantic needs them."""

    name: str
    models: tuple[Model, ...]
    built: tuple[str, ...]
    deferred: bool


def model_modules(models: Sequence[Model]) -> list[ModelModule]:
    """The modules in document order of their first model. Each is one of the `Api`'s, unless
    `_LAYER` of them or more import each other in a chain: then a layer above the lowest is one.
    """
    uses = {model.name: [*mentioned(types_of(model))] for model in models}
    depth = _depth(models, uses)
    is_cut = max(depth.values(), default=0) >= _LAYER
    homes: dict[tuple[int, str], str] = {}
    members: dict[str, list[Model]] = {}
    for model in models:
        layer = depth[model.module] // _LAYER
        home = homes.setdefault((layer, model.module if layer == 0 else ""), model.module)
        members.setdefault(home, []).append(model)
    # of a layer, what those above it import
    tops = {module for module, place in depth.items() if is_cut and place % _LAYER == _LAYER - 1}
    return [_module(name, inside, uses, tops) for name, inside in members.items()]


def _module(
    name: str, inside: Sequence[Model], uses: Mapping[str, Iterable[str]], tops: Container[str]
) -> ModelModule:
    """The module of the models `inside`; `tops` are modules of the `Api` at the top of layers."""
    own = {model.name for model in inside}
    classes = [model for model in inside if not isinstance(model, AliasModel)]
    built = [each.name for each in classes if isinstance(each, ObjectModel) and each.module in tops]
    return ModelModule(
        name,
        (*classes, *_ordered(inside, uses)),
        tuple(built),
        deferred=any(not own.isdisjoint(uses[model.name]) for model in inside),
    )


def _depth(models: Sequence[Model], uses: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """How many modules stand below each module: the longest chain of imports that it starts, 0 of
    one that imports none. (A chain may be longer than Python lets functions call each other.)
    """
    module_of = {model.name: model.module for model in models}
    below: dict[str, set[str]] = {model.module: set() for model in models}
    for model in models:
        below[model.module].update(module_of[name] for name in uses[model.name])
        below[model.module].discard(model.module)
    depth: dict[str, int] = {}
    entered: set[str] = set()
    waiting = list(below)
    while waiting:
        module = waiting[-1]
        missing = [used for used in sorted(below[module]) if used not in entered]
        entered.update((module, *missing))
        waiting.extend(missing)
        if not missing:
            depth[module] = max((depth.get(used, -1) + 1 for used in below[module]), default=0)
            waiting.pop()
    return depth


def _ordered(models: Iterable[Model], uses: Mapping[str, Iterable[str]]) -> list[AliasModel]:
    """The aliases, each behind those that it mentions, unless they mention each other."""
    aliases = {model.name: model for model in models if isinstance(model, AliasModel)}
    ordered: dict[str, AliasModel] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in aliases and name not in ordered and name not in above:
            for mentioned in uses[name]:
                place(mentioned, (*above, name))
            ordered[name] = aliases[name]

    for name in aliases:
        place(name, ())
    return list(ordered.values())


def known_by_name(models: Sequence[Model]) -> Mapping[str, ByName]:
    """The aliases that pydantic has to know by name, not by what they stand for, and when what that
    is can be evaluated.

    Those that come back to themselves through aliases alone cannot be evaluated in any order; those
    that stand for very many types, because each of them mentions others several times, would be
    built one by one. Where many models lead back to a union of them, each would be built within the
    one before it, until Python has no room left. What is another name of one class is none of
    these: pydantic loses a name that stands for nothing but a class which leads back to it.

    `{"Tree": "later"}` of `Tree: list[Tree]`; `now` is a union that many models lead back to."""
    size_of = Counter(model.module for model in models)
    aliases = {model.name: model for model in models if isinstance(model, AliasModel)}
    uses = {name: [*filter(aliases.get, named(each.type))] for name, each in aliases.items()}
    crowded = {
        name
        for name, each in aliases.items()
        if size_of[each.module] > _LAYER and not isinstance(each.type, Named)
    }
    circular = {name for name in uses if name in reachable(uses[name], uses.__getitem__)}
    found = crowded | circular | _large(uses, crowded | circular)
    return {name: "now" if name in crowded - circular else "later" for name in found}


def _large(uses: Mapping[str, Sequence[str]], known: Set[str]) -> set[str]:
    """The aliases that lead to more than `_MOST_LED_TO` others, where none that is `known` by name,
    or is found to be large itself, counts for more than one.
    """
    found: set[str] = set()
    order = TopologicalSorter({name: {*uses[name]} - known for name in uses.keys() - known})
    size: dict[str, int] = {}
    for name in order.static_order():
        size[name] = 1 + sum(size.get(used, 1) for used in uses[name])
        if size[name] > _MOST_LED_TO:
            found.add(name)
            size[name] = 1
    return found
