"""Final names for models: components first, then what was hoisted, a level at a time, and a module
for each cycle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from generator.api.drafts import Draft, read_of
from generator.api.names import (
    RESERVED_CLASSES,
    RESERVED_MODULES,
    WHOLE,
    Taken,
    assign,
    file,
    pascal,
    snake,
)
from generator.api.schema import COMPONENTS, is_component
from generator.document.access import components_of, mapping, text, without_none
from generator.document.casing import shortened
from generator.document.given_names import class_name
from generator.document.graph import strongly_connected
from generator.document.pointer import escape, split


def chosen_names(root: Mapping[str, Any]) -> dict[str, str]:
    """What `x-sdk: {model: …}` of components calls their classes, by their pointers."""
    wishes = {
        f"{COMPONENTS}{escape(name)}": text(mapping(mapping(schema).get("x-sdk")).get("model"))
        for name, schema in components_of(root, "schemas").items()
    }
    return {pointer: wish for pointer, wish in wishes.items() if wish}


def model_names(
    drafts: Mapping[str, Draft], taken: Iterable[str], chosen: Mapping[str, str]
) -> dict[str, str]:
    """The class name of each draft, by its pointer. `taken` are names of the package that a model
    gives way to; whoever has a name in `chosen` has it, and the others give way.

    `Pet` is a component, `PetTag` the object of its property `tag`, and `PetInput` what requests
    have in place of `Pet`, where they have another."""
    of_requests = without_none({pointer: read_of(draft) for pointer, draft in drafts.items()})
    pending = {pointer: drafts[pointer] for pointer in drafts if pointer not in of_requests}
    given, used = _of_components(_tokens(pending), frozenset(taken), chosen)
    for pointer in given:
        del pending[pointer]
    while pending:
        # a name begins with that of the model around, so that has its own first
        outermost = [at for at, draft in pending.items() if draft.hint.parent not in pending]
        for pointer in sorted(outermost or pending):
            given[pointer] = _taken(_wish(pending.pop(pointer), given), used)
    for pointer, read in sorted(of_requests.items()):
        given[pointer] = _taken(f"{given[read]}Input", used)
    return given


def _of_components(
    tokens: Mapping[str, str], taken: frozenset[str], chosen: Mapping[str, str]
) -> tuple[dict[str, str], Taken]:
    """The class names of components, by their pointers, and all names that are in use with them.
    `tokens` are what each is called in the document.
    """
    # `PetDict` is the typed dict of `Pet`: a model of that name gives way where there is a `Pet`
    dicts = {f"{pascal(chosen.get(pointer, token))}Dict" for pointer, token in tokens.items()}
    blocked = RESERVED_CLASSES | taken | dicts
    named = {token: chosen[pointer] for pointer, token in tokens.items() if pointer in chosen}
    by_token = _chosen(named, blocked)
    blocked |= set(by_token.values())
    rest = [token for token in tokens.values() if token not in by_token]
    by_token |= assign(rest, pascal, reserved=blocked, trailing="Model")
    given = {pointer: by_token[token] for pointer, token in tokens.items()}
    used = Taken([*blocked, *given.values()])
    used |= {f"{name}Dict" for name in given.values()}
    return given, used


def _taken(wish: str, used: Taken) -> str:
    """The name of a model that would like to be called `wish`, which is in use with its dict."""
    name = used.take(f"{wish}Model" if f"{wish}Dict" in used else wish, trailing="Model")
    used.add(f"{name}Dict")
    return name


def _chosen(named: Mapping[str, str], blocked: frozenset[str]) -> dict[str, str]:
    """The classes of the components that choose theirs; of two that choose one name the first in
    code-point order has it.
    """
    used = Taken(blocked)
    return {
        token: used.take(pascal(name), trailing="Model") for token, name in sorted(named.items())
    }


def _tokens(drafts: Mapping[str, Draft]) -> dict[str, str]:
    """What each component is called: by the name that it is given, unless another has that."""
    tokens = {pointer: split(pointer)[-1] for pointer in drafts if is_component(pointer)}
    wishes = {pointer: wish for pointer in tokens if (wish := class_name(drafts[pointer].schema))}
    wanted = Counter([*tokens.values(), *wishes.values()])
    return tokens | {pointer: wish for pointer, wish in wishes.items() if wanted[wish] == 1}


def _wish(draft: Draft, given: Mapping[str, str]) -> str:
    parent = draft.hint.parent
    start = "" if parent is None else given.get(parent) or pascal(split(parent)[-1])
    name = f"{start}{pascal(draft.hint.suffix, '', WHOLE)}"
    return shortened(name if name.isidentifier() else f"Model{name}")


def modules(uses: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The module of each class: one per strongly connected component of `uses`, called after its
    first name.

    `uses` maps a class name to the class names that it mentions. Modules differ also where case is
    ignored."""
    given: dict[str, str] = {}
    taken = Taken(RESERVED_MODULES)
    by_first_name = {min(members): members for members in strongly_connected(uses)}
    for name, members in sorted(by_first_name.items()):
        module = taken.take(file(snake(name, "model", WHOLE)))
        given.update(dict.fromkeys(members, module))
    return given
