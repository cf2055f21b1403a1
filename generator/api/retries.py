"""The retry policy of each operation: its own, else the document's; ours (`retries` of `x-sdk`)
before `x-speakeasy-retries`. One with a fault has no effect, and is reported.

A policy of the document says nothing of what a single operation does, so it makes none repeatable
that may act twice: what of it such an operation does not follow is a loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from generator.api.model import Operation, RetryPolicy
from generator.api.rules import EXTENSION, REPEAT
from generator.document.access import mapping
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.document.retry_policies import SPEAKEASY, faults, policy

_ACTED: Final = ("5XX", "4XX", "408")


class _Said(NamedTuple):
    """A policy as it stands in the document; `place` is below the object that has it."""

    key: str
    value: Any
    place: str


class Retries:
    """Gives each operation of a document its policy."""

    def __init__(self, document: Document, diagnostics: list[Diagnostic]) -> None:
        self._document, self._diagnostics = document, diagnostics

    def of(self, operations: Sequence[Operation]) -> list[Operation]:
        """The operations, each with the policy that holds for it, if any."""
        usual = self._read(self._document.root, "", is_own=False)
        return [self._with_policy(operation, usual) for operation in operations]

    def _with_policy(self, operation: Operation, usual: RetryPolicy | None) -> Operation:
        """The operation with its own policy, else with the document's, which is `usual`."""
        node = mapping(self._document.get(operation.pointer))
        own = self._read(node, operation.pointer, is_own=True)
        if own is not None:
            return replace(operation, retry_policy=own)
        if usual is None:
            return operation
        self._tell(operation, usual)
        return replace(operation, retry_policy=usual)

    def _read(self, node: Mapping[str, Any], pointer: str, *, is_own: bool) -> RetryPolicy | None:
        for said in _said(node):
            wrong = next(faults(said.key, said.value), None)
            if wrong is None:
                read, at = policy(said.key, said.value), f"{pointer}{said.place}"
                return RetryPolicy(**read._asdict(), is_own=is_own, pointer=at)
            at = f"{pointer}{said.place}{wrong.where}"
            self._diagnostics.append(self._document.found(EXTENSION, wrong.message, at))
        return None

    def _tell(self, operation: Operation, usual: RetryPolicy) -> None:
        """Of an operation that may act twice, the statuses on which it is not repeated."""
        if operation.retry == "safe":
            return
        left = [each for each in usual.statuses or () if each in _ACTED or each.startswith("5")]
        if left and usual.max_retries != 0:
            message = f"the call is not repeated on {', '.join(left)}, as it may act twice"
            at = operation.pointer
            self._diagnostics.append(self._document.found(REPEAT, message, at))


def _said(node: Mapping[str, Any]) -> Iterator[_Said]:
    sdk = mapping(node.get("x-sdk"))
    if "retries" in sdk:
        yield _Said("retries", sdk["retries"], "/x-sdk/retries")
    if SPEAKEASY in node:
        yield _Said(SPEAKEASY, node[SPEAKEASY], f"/{SPEAKEASY}")
