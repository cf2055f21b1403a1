"""Final names for models: components first, then what was hoisted, a level at a time, and a module
for each cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.api.drafts import Draft, read_of
from generator.api.names import (
    RESERVED_CLASSES,
    RESERVED_MODULES,
    WHOLE,
    assign,
    file,
    free,
    pascal,
    snake,
)
from generator.api.schema import is_component
from generator.document.pointer import split
from generator.document.words import shortened


def model_names(drafts: Mapping[str, Draft], taken: Iterable[str]) -> dict[str, str]:
    """The class name of each draft, by its pointer. `taken` are names of the package that a model
    gives way to.
    """
    of_requests = {
        pointer: read for pointer, draft in drafts.items() if (read := read_of(draft)) is not None
    }
    drafts = {pointer: draft for pointer, draft in drafts.items() if pointer not in of_requests}
    tokens = {pointer: split(pointer)[-1] for pointer in drafts if is_component(pointer)}
    wishes = {pascal(token) for token in tokens.values()}
    # `PetDict` is the typed dict of `Pet`, so a model of that name gives way where there is a
    # `Pet`.
    dicts = {f"{wish}Dict" for wish in wishes}
    blocked = RESERVED_CLASSES | frozenset(taken) | dicts
    by_token = assign(tokens.values(), pascal, reserved=blocked, trailing="Model")
    given = {pointer: by_token[token] for pointer, token in tokens.items()}
    used = {*blocked, *(name for own in given.values() for name in (own, f"{own}Dict"))}
    pending = {pointer: draft for pointer, draft in drafts.items() if pointer not in given}
    while pending:
        ready = [p for p, draft in pending.items() if draft.hint.parent not in pending] or list(
            pending
        )
        for pointer in sorted(ready):
            draft = pending.pop(pointer)
            wish = _wish(draft, given)
            name = free(f"{wish}Model" if f"{wish}Dict" in used else wish, used, trailing="Model")
            given[pointer] = name
            used.update((name, f"{name}Dict"))
    for pointer, read in sorted(of_requests.items()):
        wish = f"{given[read]}Input"
        name = free(f"{wish}Model" if f"{wish}Dict" in used else wish, used, trailing="Model")
        given[pointer] = name
        used.update((name, f"{name}Dict"))
    return given


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
    taken = set(RESERVED_MODULES)
    by_first_name = {min(members): members for members in components(uses)}
    for name, members in sorted(by_first_name.items()):
        module = free(file(snake(name, "model", WHOLE)), taken)
        taken.add(module)
        given.update(dict.fromkeys(members, module))
    return given


def components(uses: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """The strongly connected components of a graph (Tarjan 1972), iteratively."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[frozenset[str]] = []
    for root in uses:
        if root in index:
            continue
        work = [(root, iter(sorted(uses[root] & uses.keys())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = [stack.pop()]
                    while members[-1] != node:
                        members.append(stack.pop())
                    on_stack.difference_update(members)
                    found.append(frozenset(members))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(sorted(uses[following] & uses.keys()))))
            elif following in on_stack:
                low[node] = min(low[node], index[following])
    return found
