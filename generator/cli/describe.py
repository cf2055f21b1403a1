"""`describe`: what was decided about a document, as JSON."""

from __future__ import annotations

from generator.cli.console import YES, command, report
from generator.cli.generation import further
from generator.cli.options import DEFAULT_SPEC, Exclude, Include, Overlays, Package, Remote, Spec
from generator.cli.reading import Asked, judged, read


@command
def describe(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
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

    document = judged(read(spec, Asked(allow_remote, overlay, include, exclude)))
    api = build(document, package=package)
    report(further(api))
    print(as_json(api))
    return YES
