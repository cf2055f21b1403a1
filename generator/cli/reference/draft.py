"""`reference draft`: YAML for what the facts have and the document lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from generator.cli.console import YES, Refusal, command, complain, report
from generator.cli.options import DEFAULT_SPEC, Remote, Spec
from generator.cli.reading import load
from generator.cli.reference.facts import DEFAULT_FACTS, Facts, is_whole


@command
def draft(
    facts: Facts = DEFAULT_FACTS,
    spec: Spec = DEFAULT_SPEC,
    write: Annotated[
        bool, typer.Option("--write", help="Write new operations into the files of their section.")
    ] = False,
    apply: Annotated[
        bool, typer.Option("--apply", help="Make the edits inside what is there.")
    ] = False,
    allow_remote: Remote = False,
) -> int:
    """Propose YAML for what the document lacks, and edits inside it.

    Whole operations are printed as YAML; --write puts them into the files of their section and the
    menu of the root file. What differs inside operations and schemas is printed as a unified diff,
    after which compare finds it gone; --apply makes it so. Every other line stays as it is, and
    what cannot be edited safely is listed with its reason. What is left to a person is marked,
    `TODO: …` in texts and `x-draft: …` where a rule decided; lint refuses the marks.

    \b
    Examples:
      python -m generator reference draft
      python -m generator reference draft --write
      python -m generator reference draft > edits.diff
      python -m generator reference draft --apply
    """
    from generator.vendor_docs import draft as drafts
    from generator.vendor_docs import edits as editing
    from generator.vendor_docs.atomic_write import WriteError, write_all
    from generator.vendor_docs.facts_reader import load_facts
    from generator.vendor_docs.observations import load_observations
    from generator.vendor_docs.yaml_editor import UnsafeEditError

    if not spec.is_file:
        raise Refusal(f"{spec} is no file, and what is drafted is for files; give one as --spec")
    folder = spec.path.parent
    document = load(spec, allow_remote=allow_remote)
    report(document.diagnostics)
    sections = load_facts(facts)
    found = drafts.draft(sections, document, folder)
    whole, observed = is_whole(document, sections), load_observations(facts)
    edited = editing.draft_edits(sections, document, folder, whole=whole, observed=observed)
    if not found and not edited.made and not edited.unfixed:
        complain(
            [
                (
                    "nothing to draft: the document has every operation whose method and path "
                    "are known, as the facts have it"
                )
            ]
        )
        return YES
    try:
        if apply:
            written = write_all(edited.texts, document, folder, edited.before)
            print("".join(f"edited    {file}\n" for file in written), end="")
        elif not write:
            print(editing.unified(edited, folder), end="")
        if write:
            if apply and edited.texts:
                document = load(spec, allow_remote=allow_remote)
                found = drafts.draft(sections, document, folder)
            known = {file for file in (folder / each.file for each in found) if file.exists()}
            for file in drafts.write(found, document, folder) if found else []:
                print(f"{'changed' if file in known else 'created':9} {file}")
        elif found and not apply:
            print(drafts.render_drafts(found).rstrip("\n"))
    except (UnsafeEditError, WriteError) as error:
        raise Refusal(str(error)) from error
    complain([f"not edited: {each}" for each in edited.unfixed if each.in_known_operation])
    return YES
