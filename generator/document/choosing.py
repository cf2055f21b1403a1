"""What of a document is chosen: by `--include` and `--exclude`, and by what the document marks as
not for an SDK.

The rule: what is left out takes along what only it needs (components, tags, links to it), and
nothing else. What was unused before stays, as in the document itself. The tree of the document that
is given stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Final

from generator.document.bundle import Document
from generator.document.reading import quoted
from generator.document.rules.extension_forms import MARKS
from generator.document.selectors import (
    Choice,
    ChoiceError,
    SelectableOperation,
    is_marked,
    operations_of,
)


def choose(document: Document, choice: Choice) -> Document:
    """`document` with what is chosen: why that cannot be meant is in its `unselected`. ChoiceError
    where what is left needs what is not.
    """
    if not choice and not document.mentions(*MARKS):
        return document
    # with the rules of `lint`, which a document of which all is chosen need not wait for
    from generator.document.pruning import Pruning

    operations = list(operations_of(document.root))
    faults = _faults(operations, choice)
    gone = [each for each in operations if not _is_chosen(document, each, choice)]
    # a document of schemas alone is let be; where a selector selects nothing, that is the reason
    if operations and len(gone) == len(operations) and not faults:
        faults[""] = "every operation is left out; there is nothing to make an SDK of"
    leaving = Pruning(document)
    leaving.properties()
    leaving.parameters()
    leaving.members()
    leaving.operations(gone)
    leaving.components()
    needed = tuple(leaving.needed())
    if leaving.gone:
        try:
            document = leaving.finished()
        except ChoiceError as error:
            raise ChoiceError("\n".join([*faults.values(), str(error)])) from error
        document.told = (leaving.told(len(gone), len(operations)),)
    document.told += needed
    document.unselected = faults
    return document


def _is_chosen(document: Document, operation: SelectableOperation, choice: Choice) -> bool:
    """Whether an operation is in the SDK. What the document marks as not for one, as `x-internal`
    does for an operation or for all of a path, `--include` does not bring back.
    """
    if is_marked(operation.node) or is_marked(document.root[operation.at[0]][operation.path]):
        return False
    if choice.include and not any(each.test()(operation) for each in choice.include):
        return False
    return not any(each.test()(operation) for each in choice.exclude)


def _faults(operations: Sequence[SelectableOperation], choice: Choice) -> dict[str, str]:
    """What is said of each selector that selects nothing, by the selector: of `tag:ordrs`
    "`tag:ordrs` selects no operation; did you mean `tag:orders`?".
    """
    faults: dict[str, str] = {}
    for selector in (*choice.include, *choice.exclude):
        if any(map(selector.test(), operations)):
            continue
        known = dict.fromkeys(chain.from_iterable(map(_VALUES[selector.kind], operations)))
        close = get_close_matches(selector.value, list(known), 3, 0.5)
        listed = " or ".join(f"`{selector.kind}:{each}`" for each in close)
        asked = f"; did you mean {listed}?" if close else ""
        faults[str(selector)] = f"{quoted(str(selector))} selects no operation{asked}"
    return faults


_VALUES: Final[Mapping[str, Callable[[SelectableOperation], Iterable[str]]]] = {
    "tag": lambda operation: operation.tags,
    "path": lambda operation: [operation.path],
    "method": lambda operation: [operation.method],
    "operation": lambda operation: [operation.id or operation.title],
}
"""What a selector of each kind may name of an operation."""
