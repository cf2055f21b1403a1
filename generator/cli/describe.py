"""`describe`: what was decided about a document, as JSON."""

from __future__ import annotations

from generator.cli.console import YES, command, report
from generator.cli.generation import further
from generator.cli.options import DEFAULT_SPEC, Overlays, Package, Remote, Spec
from generator.cli.reading import judged, read


@command
def describe(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    package: Package = None,
    allow_remote: Remote = False,
) -> int:
    """Print what was decided about a document, as JSON.

    Names, types, operations, retries, evidence: all that the templates print from.

    \b
    Example:
      python -m generator describe | jq '.operations[].function'
    """
    from generator.api.build import build
    from generator.output.describe import describe as as_json

    document = judged(read(spec, allow_remote=allow_remote, overlays=overlay))
    api = build(document, package=package)
    report(further(api))
    print(as_json(api))
    return YES
