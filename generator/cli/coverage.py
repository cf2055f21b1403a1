"""`coverage`: how much of the vendor's reference a document covers."""

from __future__ import annotations

from generator.cli.console import NO, YES, command, complain
from generator.cli.options import DEFAULT_SPEC, Remote, Spec, Templates
from generator.cli.reading import judged, load
from generator.emit.template_folders import TEMPLATES


@command
def coverage(
    spec: Spec = DEFAULT_SPEC, templates: Templates = TEMPLATES, allow_remote: Remote = False
) -> int:
    """Print how much of the vendor's reference a document covers.

    Section by section: operations in the reference, transcribed, how much of them was seen, and
    which are missing. 1 where the document says nothing of a reference (`x-evidence`).

    \b
    Example:
      python -m generator coverage
    """
    from generator.api.build import build
    from generator.emit.coverage import emit_coverage, for_terminal
    from generator.emit.templates import environment

    document = judged(load(spec, allow_remote=allow_remote))
    pages = emit_coverage(build(document), environment(templates))
    if not pages:
        complain([f"{spec}: no operation has `x-evidence`, so nothing is known of a reference"])
        return NO
    print(for_terminal("".join(pages.values())), end="")
    return YES
