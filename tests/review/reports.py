"""Reports made by hand: a small one with a change of every kind, a large one, one without a change,
one of hostile text.
"""

from __future__ import annotations

from generator.document.diagnostics import Location
from generator.review.model import Acceptance, Change, Occurrence, PythonView, Reach, Report
from generator.review.python_place import PythonPlace

EXECUTE = Reach("POST", "/orders/{id}/execution", "request", "client.orders.execute", "orders")
LIST = Reach("GET", "/orders", "response", "client.orders.list", "orders")
DELETE = Reach("DELETE", "/things/{id}", "both", "client.things.delete", "things")

TO_ACCEPT = """\
- rule: request-property-became-required
  where: Execution.title
  verdicts: [wire]
  reason: …
  author: …
"""

REQUIRED = Change(
    "request-property-became-required",
    "property `title` became required",
    "Execution.title",
    wire="breaking",
    python="breaking",
    before="optional",
    after="required",
    reason="A caller that leaves the property out is refused.",
    remedy="Send it.",
    reach=(EXECUTE, LIST),
    classes=("Execution",),
    origin="departure",
    origin_says="the reference lists it as optional",
    example="{}",
    to_accept=TO_ACCEPT,
    base=Location("spec/schemas/orders.yaml", 12, 3),
    head=Location("spec/schemas/orders.yaml", 14, 3),
    code=PythonView(
        "python-field-became-required",
        "Execution.title",
        "`Execution.title` has to be given",
        "str | None",
        "str",
        "An object without it is refused before anything is sent.",
        'Write `Execution(title=…)`, or give "title" in the dict.',
        place=PythonPlace("Execution", "title"),
    ),
)
PATTERN = Change(
    "request-pattern-changed",
    "pattern changed",
    "Order.code",
    wire="unknown",
    before="^[a-z]+$",
    after="^[a-z]*$",
    reason="Whether every text that matched still does is not decidable in general.",
    reach=(EXECUTE,),
    origin="transcription",
    base=Location("spec/schemas/orders.yaml", 40, 3),
    head=Location("spec/schemas/orders.yaml", 41, 3),
)
REMOVED = Change(
    "operation-removed",
    "operation removed",
    "DELETE /things/{id}",
    wire="breaking",
    python="breaking",
    before="DELETE /things/{id}",
    reason="Calls are answered as not found.",
    reach=(DELETE,),
    accepted="Nobody called it (ada)",
    acceptances=(Acceptance(("wire", "python"), "Nobody called it", "ada"),),
    base=Location("spec/paths/things.yaml", 7),
    near=Location("spec/paths/things.yaml", 6),
)
RENAMED = Change(
    "python-method-renamed",
    "`client.orders.all` is `client.orders.list` now",
    "client.orders.list",
    python="breaking",
    before="client.orders.all",
    after="client.orders.list",
    remedy="Call the new name.",
    reach=(LIST,),
    origin="vendor",
    head=Location("spec/paths/orders.yaml", 3),
)
WORDS = Change(
    "description-changed",
    "2 descriptions changed",
    "Order.note and 1 more",
    reason="Words do not travel.",
    remedy="Nothing.",
    reach=(EXECUTE, LIST),
    base=Location("spec/schemas/orders.yaml", 50),
    head=Location("spec/schemas/orders.yaml", 51),
    occurrences=tuple(
        Occurrence(
            f"Order.{name}",
            "description changed",
            f"A {name}.",
            f"The {name}.",
            base=Location("spec/schemas/orders.yaml", line),
            head=Location("spec/schemas/orders.yaml", line + 1),
        )
        for name, line in (("note", 50), ("mark", 60))
    ),
)

NONE = Report("origin/main (7c1d2e3)", "working tree", (), "none", "none")

SMALL = Report(
    "origin/main (7c1d2e3)",
    "working tree",
    (WORDS, REMOVED, PATTERN, RENAMED, REQUIRED),
    "major",
    "major",
    "### Changed\n\n- **Breaking:** Property `title` became required.\n",
    ("`GET /broken` cannot be read: its response has no schema.",),
    (
        (
            "spec/accepted-breaks.yaml:4: `gone` at `There` accepts nothing: the change is gone; "
            "remove the entry"
        ),
    ),
    "1 change breaks callers; 8.1.0 becomes 9.0.0.",
    "2 changes break callers; 1.2.0 becomes 2.0.0.",
    api_step="API 8.1.0 → 9.0.0, breaking",
    sdk_step="SDK 1.2.0 → 2.0.0, breaking",
    spent=("spec/accepted-breaks.yaml:9: `old` at `There` has done its work",),
    fail_on="any",
    failing=(REQUIRED, RENAMED),
    outcome="Fails: 2 changes break and were not accepted (`--fail-on any`).",
    stale_at=(Location("spec/accepted-breaks.yaml", 4, 3),),
)


def large(count: int = 300) -> Report:
    """Every third change breaks something, and reaches up to twenty operations."""
    changes = []
    for index in range(count):
        reach = tuple(
            Reach(
                "POST",
                f"/section-{index % 7}/{{id}}/operation-{each}",
                "request",
                f"client.section.call_{each}",
                f"s{index % 7}",
            )
            for each in range(1 + index % 20)
        )
        changes.append(
            Change(
                "request-bound-tightened",
                f"maximum of `field_{index}` is {index} instead of {index + 1}",
                f"Schema{index}.field_{index}",
                wire=("safe", "unknown", "breaking")[index % 3],
                before=f"≤ {index + 1}",
                after=f"≤ {index}",
                reason="Values between the former and the present bound are refused.",
                remedy="Callers check what they send.",
                reach=reach,
                classes=(f"Schema{index}",),
                to_accept=f"- rule: request-bound-tightened\n  where: Schema{index}.field_{index}\n"
                if index % 3 == 2
                else "",
                base=Location("spec/schemas/large.yaml", index + 1),
                head=Location("spec/schemas/large.yaml", index + 2),
                occurrences=tuple(
                    Occurrence(f"Schema{index}.field_{each}", f"change {each}")
                    for each in range(index % 5 * 2)
                ),
            )
        )
    return Report(
        "v1",
        "v2",
        tuple(changes),
        "major",
        "minor",
        "\n".join(f"- Change {index}." for index in range(count)),
    )


def hostile(text: str, *, verdicts: bool = True) -> Report:
    """A report that has `text` wherever text can stand: but for the rules, which are ours."""
    rule, python_rule = "request-property-became-required", "python-field-became-required"
    reach = Reach(text, text, "both", text, text)
    side = PythonView(
        python_rule, text, f"also {text}", text + "1", text + "2", f"also {text}", f"also {text}"
    )
    place = Location(text, 3)
    spots = tuple(
        Occurrence(
            text, text + end, text + end, text, text, text, (reach,), text, base=place, head=place
        )
        for end in ("1", "2")
    )
    change = Change(
        rule, text, text, before=text, after=text, reason=text, remedy=text, reach=(reach, reach), classes=(text, text),
        example=text, base=place, head=place, code=side, wire="breaking" if verdicts else "safe", occurrences=spots,
        origin_says=text, to_accept=text,
    )  # fmt: skip
    accepted = Change(
        rule, text, text, wire="breaking", before=None, after=text, accepted=text, base=place,
        acceptances=(Acceptance(("wire",), text, text),),
    )  # fmt: skip
    return Report(
        text, text, (change, accepted), "major", "none", text, (text, text), (text,), text, text,
        api_step=text, sdk_step=text, spent=(text,), outcome=text,
    )  # fmt: skip
