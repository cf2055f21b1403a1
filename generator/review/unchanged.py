"""Which parts of two documents are the same text, with all that they refer to: what is need not be
compared.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import mapping
from generator.document.graph import reachable
from generator.document.schema.canonical import canonical
from generator.document.schema.composition import SchemaPart
from generator.document.specification import WEBHOOKS
from generator.review.compared import ComparedDocument


class UnchangedText:
    """Which schemas are the same text in both documents, with all that they refer to."""

    def __init__(self, base: ComparedDocument, head: ComparedDocument) -> None:
        self._usable = base.old == head.old
        self._unequal: set[str] = set()
        self._memo: dict[tuple[int, int], bool] = {}
        self._keep: list[Any] = []
        self._references: dict[int, set[str]] = {}
        if self._usable:
            self._unequal = _changed_components(base, head, self.references)

    def nodes(self, base: SchemaPart, head: SchemaPart) -> bool:
        if f"#{base.pointer}" in self._unequal:
            return False  # also a base of which only a schema that extends it is another
        is_read_alike = (base.null, base.omit) == (head.null, head.omit)
        return is_read_alike and self.texts(base.schema, head.schema)

    def texts(self, base: Any, head: Any) -> bool:
        """Whether two trees are the same text, with all that they refer to. The answer is kept by
        their identity, for one schema is asked about as often as it is referred to.
        """
        if not self._usable:
            return False
        key = (id(base), id(head))
        known = self._memo.get(key)
        if known is None:
            known = identical(base, head) and self._unequal.isdisjoint(self.references(base))
            self._memo[key] = known
            self._keep += (base, head)
        return known

    def references(self, component: Any) -> set[str]:
        """What a component refers to; a component is read once."""
        key = id(component)
        if key not in self._references:
            self._references[key] = references(component)
            self._keep.append(component)
        return self._references[key]


def identical(base: Any, head: Any) -> bool:
    """Whether two trees are the same text; to Python, `1` and `True` are equal."""
    return bool(base == head) and (
        marshal.dumps(base, 2) == marshal.dumps(head, 2) or canonical(base) == canonical(head)
    )


def references(node: Any) -> set[str]:
    """Everything that `node` refers to, as components: `#/components/schemas/Pet` of a reference to
    `#/components/schemas/Pet/properties/id`.

    It looks at each node of a document, so it has a list of its own and compares classes."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if item.__class__ is dict:
            reference = item.get("$ref")
            if isinstance(reference, str):
                found.add("/".join(reference.split("/", 4)[:4]))
            item = item.values()
        elif item.__class__ is not list:
            continue
        waiting += [value for value in item if value.__class__ is dict or value.__class__ is list]
    return found


def _changed_components(
    base: ComparedDocument, head: ComparedDocument, referred: Callable[[Any], set[str]]
) -> set[str]:
    """The components that are not the same in both documents, themselves or by what they refer to.

    A reference to another place than a component counts as changed unless all of `paths` is the
    same. A schema with a discriminator changes with each that extends it, for its values are read
    as one of them."""
    left, right = dict(_components(base.root)), dict(_components(head.root))
    both = left.keys() & right.keys()
    changed = left.keys() ^ right.keys()
    changed |= {here for here in both if not identical(left[here], right[here])}
    users: defaultdict[str, set[str]] = defaultdict(set)
    for here, component in left.items():
        for used in referred(component):
            users[used].add(here)
    if any(base.root.get(key) != head.root.get(key) for key in ("paths", *WEBHOOKS)):
        # `#/paths/~1pets/get` is no component, so nothing says that it is the same
        targets = users.keys() | set().union(*map(referred, holders(base.root)))
        changed |= {each for each in targets if not each.startswith("#/components/")}
    for family in (*base.families.values(), *head.families.values()):
        for member in family.members:
            users[f"#{member}"].add(f"#{family.base}")
    return set(reachable(changed, lambda each: users.get(each, ())))


def _components(root: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each component by the reference that leads to it."""
    for section, entries in mapping(root.get("components")).items():
        for name, component in mapping(entries).items():
            yield "#" + pointers.join("/components", section, name), component


def holders(root: dict[str, Any], *, schemas: bool = True) -> Iterator[Any]:
    """All of a document that can hold references: its paths and webhooks, and each component, with
    schemas or without.
    """
    yield from (root.get("paths"), root.get("webhooks"))
    yield from (root[key] for key in WEBHOOKS[1:] if key in root)
    for section, entries in mapping(root.get("components")).items():
        if schemas or section != "schemas":
            yield from mapping(entries).values()
