"""`verify`: does a live API answer as the document says?"""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.console import NO, YES, Refusal, command, complain
from generator.cli.options import (
    DEFAULT_SPEC,
    Exclude,
    Include,
    Overlays,
    Package,
    Remote,
    Spec,
    Templates,
    from_above,
)
from generator.cli.reading import Asked, judged, read
from generator.emit.template_folders import TEMPLATES


class VerifyFormat(StrEnum):
    text = "text"
    json = "json"


DRAFTS = Path("build/verify")
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="Where the API is. Default: as in the package."),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="An argument: start=… for every operation that takes it, getContact.id=… for one.",
    ),
]
Most = Annotated[
    int,
    typer.Option(
        "--most", metavar="N", min=1, max=100, help="How often an operation is called at most."
    ),
]
Rate = Annotated[
    int,
    typer.Option(
        "--pace", metavar="N", min=1, max=100, help="How many calls may start in a second."
    ),
]
Authority = Annotated[
    Path | None,
    typer.Option(
        "--ca-file", metavar="FILE", exists=True, help="Certificates of the authorities to trust."
    ),
]
Values = Annotated[
    bool,
    typer.Option(
        "--values",
        help="Tell the values that an enumeration lacks, too, where they look like names.",
    ),
]
Drafts = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FOLDER",
        callback=from_above,
        help="Where differences are written, as draft facts.",
    ),
]


@command
def verify(
    spec: Spec = DEFAULT_SPEC,
    overlay: Overlays = None,
    include: Include = None,
    exclude: Exclude = None,
    package: Package = None,
    base_url: BaseUrl = None,
    given: Set = None,
    most: Most = 3,
    pace: Rate = 5,
    values: Values = False,
    out: Drafts = DRAFTS,
    form: Annotated[
        VerifyFormat, typer.Option("--format", help="How the outcome is printed.")
    ] = VerifyFormat.text,
    ca_file: Authority = None,
    templates: Templates = TEMPLATES,
    allow_remote: Remote = False,
) -> int:
    """Does a live API answer as documented? Only reads are called.

    Every GET that answers something, with identifiers of what was listed before. Each answer is
    held strictly against the document; what is otherwise is told and written as draft facts, by its
    shape and without a value. Nothing is ever sent, changed or deleted. The credential comes from
    the environment, as the package's README says. Exit 1 on any difference.

    \b
    Examples:
      NP6_API_KEY=… python -m generator verify --set start=2026-11-01T00:00:00Z
      python -m generator verify --spec shop.yaml --base-url https://staging.example.com --most 1
    """
    from generator.api.build import build
    from generator.verify import report as reports
    from generator.verify.caller import CallError, calling
    from generator.verify.facts import drafts
    from generator.verify.plan import Given, GivenError, plan
    from generator.verify.response_check import ResponseChecker
    from generator.verify.run import Verified, run

    document = judged(read(spec, Asked(allow_remote, overlay, include, exclude)))
    api = build(document, package=package)

    def tell(each: Verified) -> None:
        if form is VerifyFormat.text:
            print(reports.line(each), flush=True)

    try:
        now = datetime.datetime.now(datetime.UTC)
        reads = plan(api, Given(given or (), api), now)
        with calling(api, templates, base_url=base_url, ca_file=ca_file, pace=pace) as caller:
            outcome = run(
                reads, caller, ResponseChecker(document, values=values), most=most, tell=tell
            )
    except (GivenError, CallError) as error:
        raise Refusal(str(error)) from error
    print(reports.summary(outcome) if form is VerifyFormat.text else reports.as_json(outcome))
    files = drafts(outcome, now.date(), {tag.name: tag.display for tag in api.tags})
    for name, text in files.items():
        out.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    if files:
        complain([f"drafted {', '.join(str(out / name) for name in files)}"])
    return NO if outcome.differences else YES
