"""`describe`: what was decided about a document, as JSON."""

from __future__ import annotations

from generator.cli.console import YES, command, report
from generator.cli.generation import further
from generator.cli.options import DEFAULT_SPEC, Package, Remote, Spec
from generator.cli.reading import judged


@command
def describe(
    spec: Spec = DEFAULT_SPEC, package: Package = None, allow_remote: Remote = False
) -> int:
    """Print what was decided about a document, as JSON.

    Names, types, operations, retries, evidence: all that the templates print from.

    \b
    Example:
      python -m generator describe | jq '.operations[].function'
    """
    from generator.api.build import build
    from generator.document.bundle import load
    from generator.output.describe import describe as as_json

    document = judged(load(spec, allow_remote=allow_remote))
    api = build(document, package=package)
    report(further(api))
    print(as_json(api))
    return YES
