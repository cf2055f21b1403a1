"""What is said of a package that has less than the document: a summary always, a refusal under
`--strict`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.api.loss_summary import summary
from generator.cli.console import complain, place_of
from generator.cli.reading import still_holding
from generator.document.diagnostics import counted
from generator.document.lint import lint
from generator.document.overlay import NOTHING
from generator.document.validate import UNKNOWN_KEYWORD

if TYPE_CHECKING:
    from generator.api.model import Api
    from generator.cli.reading import Kept
    from generator.document.diagnostics import Diagnostic, Location


def tell_losses(api: Api) -> None:
    """What of the document the SDK does not express, a line for each kind."""
    if api.losses:
        complain(
            [
                "not in the SDK (api.md has it at each operation):",
                *(f"  {line}" for line in summary(api.losses)),
            ]
        )


def tell_all(apis: Sequence[Api]) -> None:
    """`tell_losses` of each, which is named where there are several."""
    for api in apis:
        if len(apis) > 1 and api.losses:
            complain([f"{api.package}:"])
        tell_losses(api)


def objections_to(kept: Sequence[Kept], apis: Sequence[Api]) -> list[str]:
    """The `objections` to each."""
    pairs = zip(kept, apis, strict=True)
    return [line for each, api in pairs for line in objections(each, api)]


def objections(kept: Kept, api: Api) -> list[str]:
    """Why `--strict` refuses: every error and loss that has not been told as a warning, a line
    each, then all in a sentence.

    Empty where the document has no error and all of it is in the SDK.
    """
    found = list(still_holding(lint(kept.document), kept.overridden))
    errors = [each for each in found if each.severity == "error" or each.code == NOTHING.code]
    lost = {(loss.code, loss.what, loss.location) for loss in api.losses}
    lost |= {_key(each) for each in found if _is_of_a_loss(each)}
    untold = [
        finding
        for finding in errors
        if finding.effect != "told" and finding not in kept.document.diagnostics
    ]
    untold += [
        finding
        for finding in api.diagnostics
        if finding.severity == "info" and _key(finding) in lost
    ]
    errors_and_losses = [counted(len(errors), "error")] if errors else []
    if lost:
        errors_and_losses.append(
            f"{counted(len(lost), 'thing')} that {'is' if len(lost) == 1 else 'are'} not in the SDK"
        )
    if not errors_and_losses:
        return []
    listed = map(str, sorted(untold, key=place_of))
    return [
        *listed,
        f"error: the document has {' and '.join(errors_and_losses)}, and --strict was given",
    ]


def _is_of_a_loss(finding: Diagnostic) -> bool:
    """Whether it is about a misspelt keyword that carries something; it has been told."""
    return finding.code == UNKNOWN_KEYWORD.code and finding.effect == "told"


def _key(finding: Diagnostic) -> tuple[str, str, Location | None]:
    return finding.code, finding.message, finding.location
