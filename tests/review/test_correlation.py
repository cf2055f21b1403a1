"""What the wire and what Python see of one cause is one entry, and what they see of two causes are
two.

What a rule is about, by which they find each other, is listed in `aspects.txt`.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from generator.document.diagnostics import Location
from generator.review.causes import Cause
from generator.review.correlation import above, join
from generator.review.model import Aspect, Change, Direction, Movement, Reach, Verdict
from generator.review.python_types import one_value
from generator.review.rules import RULES, python_rule
from tests.review.places import place

EXPECTED = Path(__file__).with_name("aspects.txt")
PET = "/components/schemas/Pet"
LIST = "/paths/~1pets/get"
ADD = "/paths/~1pets/post"
GET, POST = ("GET", "/pets"), ("POST", "/pets")


def test_every_rule_is_about_what_is_listed() -> None:
    """REWRITE_CASES=1 writes the list."""
    about = {rule.id: Cause("", rule.aspect, rule.movement) for rule in RULES}
    told = {name: " ".join(filter(None, (its.topic, its.sense))) for name, its in about.items()}
    text = "".join(f"{name}: {what}\n" for name, what in told.items())
    if os.environ.get("REWRITE_CASES"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text(encoding="utf-8")


def _reach(
    *operations: tuple[str, str], direction: Direction = "request", named: bool = False
) -> tuple[Reach, ...]:
    return tuple(
        Reach(
            method,
            path,
            direction,
            f"client{path.replace('/', '.')}.{method.lower()}" if named else "",
            "s" * named,
        )
        for method, path in operations
    )


def _wire(
    rule: str,
    pointer: str,
    *operations: tuple[str, str],
    what: str = "",
    where: str = "",
    before: str | None = None,
    after: str | None = None,
    direction: Direction = "request",
    about: tuple[Aspect, Movement] | None = None,
    parameter: str = "",
) -> Change:
    reach = _reach(*operations, direction=direction)
    return Change(
        rule, what, where, "breaking", before=before, after=after, reach=reach, pointer=pointer, about=about, parameter=parameter,
    )  # fmt: skip


def _python(
    rule: str,
    pointer: str,
    *operations: tuple[str, str],
    where: str = "client.pets.get",
    verdict: Verdict = "breaking",
    before: str | None = None,
    after: str | None = None,
    what: str | None = None,
    named: tuple[str, ...] = (),
) -> Change:
    """`named` are the class that was, and the one that is."""
    reach = _reach(*operations, named=True)
    name = f"python-{rule}"
    return Change(
        name, f"{rule} at {where}" if what is None else what, where, python=verdict, before=before, after=after, reach=reach, place=place(where),
        remedy=f"Mind {where}.", pointer=pointer, named=(frozenset(named[:1]), frozenset(named[1:])),
    )  # fmt: skip


def _joined(wire: Change, python: Change) -> bool:
    found = join([wire], [python])
    assert len(found) == 2 - (found[0].code is not None)
    return len(found) == 1


GONE = "request-property-removed"
ID = f"{PET}/properties/id"


@pytest.mark.parametrize(
    ("wire", "python", "expected"),
    [
        # the same object and the same aspect of it
        (_wire(GONE, ID), _python("field-removed", ID), True),
        (_wire(GONE, ID), _python("field-removed", f"{PET}/properties/name"), False),
        (_wire(GONE, ID), _python("field-added", ID), False),
        (_wire(GONE, ID), _python("field-limits-narrowed", ID), False),
        (_wire(GONE, ID), _python("field-renamed", ID), True),
        (_wire("request-type-changed", f"{ID}/type"), _python("field-type-narrowed", ID), True),
        (_wire("request-type-changed", f"{ID}/items/type"), _python("field-type-narrowed", ID), True),
        (_wire("request-type-changed", f"{ID}/properties/a/type"), _python("field-type-narrowed", ID), False),
        (_wire("request-values-removed", ID), _python("member-removed", ID), True),
        (_wire("request-values-removed", ID), _python("member-added", ID), False),
        (_wire("request-bound-tightened", ID), _python("field-type-narrowed", ID), True),
        (_wire("request-bound-tightened", ID), _python("field-became-required", ID), False),
        (_wire("description-changed", f"{ID}/description"), _python("docstring-changed", ID), True),
        (_wire("extension-changed", f"{ID}/x-sdk"), _python("field-renamed", ID), True),
        (_wire("extension-changed", f"{ID}/x-sdk"), _python("field-type-narrowed", ID), False),
        (_wire("extension-changed", f"{LIST}/x-sdk"), _python("docstring-changed", LIST), True),
        (_wire("extension-changed", f"{LIST}/x-sdk"), _python("method-retry-changed", LIST), True),
        (_wire("extension-changed", f"{LIST}/x-sdk"), _python("follow-added", f"{LIST}/x-sdk"), True),
        (_wire("extension-changed", f"{LIST}/x-exactly-one-of"), _python("alternatives-narrowed", LIST), True),
        (_wire("extension-changed", f"{ID}/x-enum-varnames"), _python("member-value-changed", ID), True),
        (_wire("extension-changed", f"{ID}/x-sdk"), _python("field-became-required", ID), False),
        (_wire("request-property-became-read-only", ID), _python("field-removed", ID), True),
        (_wire("request-discriminator-changed", PET), _python("alias-type-changed", PET), True),
        (_wire("request-discriminator-changed", PET), _python("class-closed", PET), True),
        (_wire("request-values-closed", ID), _python("field-type-narrowed", ID), True),
        (_wire("request-property-removed", ID), _python("field-type-narrowed", ID), True),
        (_wire("request-read-only-property-changed", ID, about=("property", "removed")), _python("field-removed", ID), True),
        (_wire("response-write-only-property-changed", ID, about=("type", "changed")), _python("field-type-widened", ID), True),
        # what nobody sends or reads says what changed of it
        (_wire("unused-component-changed", ID, about=("property", "removed")), _python("field-removed", ID), True),
        (_wire("unused-component-changed", ID, about=("type", "changed")), _python("field-type-narrowed", ID), True),
        (_wire("unused-component-changed", ID, about=("type", "changed")), _python("field-became-required", ID), False),
        # an argument of the same name of the same operations, wherever the document has it
        (_wire("request-parameter-removed", "/components/parameters/Since", GET, parameter="since"),
         _python("keyword-removed", f"{LIST}/parameters/since", GET), True),
        (_wire("request-parameter-removed", "/components/parameters/Since", GET, parameter="until"),
         _python("keyword-removed", f"{LIST}/parameters/since", GET), False),
        (_wire("request-parameter-removed", "/components/parameters/Since", GET, parameter="since-when"),
         _python("keyword-removed", f"{LIST}/parameters/since", GET), False),
        (_wire("request-parameter-removed", "/components/parameters/Since", POST, parameter="since"),
         _python("keyword-removed", f"{LIST}/parameters/since", GET), False),
        (_wire("request-parameter-removed", "/components/parameters/Since", GET, parameter="since"),
         _python("keyword-removed", f"{LIST}/parameters/since", GET, POST), False),
        (_wire("request-parameter-renamed", "/components/parameters/Since", GET, before="since", after="from", parameter="since"),
         _python("keyword-renamed", f"{LIST}/parameters/since", GET), True),
        (_wire(GONE, "/components/schemas/Base/properties/id", GET), _python("field-removed", ID, GET), True),
        (_wire(GONE, "/components/schemas/Base/properties/name", GET), _python("field-removed", ID, GET), False),
        (_wire("response-type-changed", f"{LIST}/responses/200/content/a~1b/schema/type", GET, direction="response"),
         _python("result-type-widened", f"{LIST}/responses", GET), True),
        (_wire("response-type-changed", "/components/responses/Found/content/a~1b/schema", GET, direction="response"),
         _python("result-type-widened", f"{LIST}/responses", GET), True),
        (_wire("response-type-changed", "/components/responses/Found/content/a~1b/schema/properties/id", GET, POST),
         _python("result-type-widened", f"{LIST}/responses", GET), False),
        (_wire("response-type-changed", f"{PET}/type", GET, direction="response"),
         _python("result-type-widened", f"{LIST}/responses", GET), True),
        (_wire("response-type-changed", f"{PET}/type", GET, POST, direction="response"),
         _python("result-type-widened", f"{LIST}/responses", GET), False),
        (_wire("response-type-changed", f"{PET}/type", GET, direction="both"),
         _python("result-type-widened", f"{LIST}/responses", GET), False),
        (_wire("request-type-changed", f"{PET}/type", GET), _python("keyword-type-narrowed", f"{LIST}/requestBody", GET), True),
        (_wire("request-body-removed", "/components/requestBodies/New", POST),
         _python("keyword-removed", f"{ADD}/requestBody", POST), True),
        (_wire("security-removed", "/security", GET, POST),
         _python("method-credential-not-sent", f"{LIST}/security", GET), True),
        (_wire("security-removed", "/security", POST), _python("method-credential-not-sent", f"{LIST}/security", GET), False),
        (_wire("path-removed", "/paths/~1pets", GET, POST), _python("method-removed", LIST, GET), True),
        (_wire("path-added", "/paths/~1pets", GET, POST), _python("method-removed", LIST, GET), False),
        (_wire("server-removed", "/servers", GET, POST), _python("method-removed", LIST, GET), False),
        (_wire("request-component-type-changed", f"{PET}", GET, before="Pet", after="big_pet"),
         _python("keyword-type-narrowed", f"{LIST}/requestBody", GET, named=("Pet", "BigPet")), True),
        (_wire("request-component-type-changed", f"{PET}", GET, POST, before="Pet", after="Big"),
         _python("keyword-type-narrowed", f"{LIST}/requestBody", GET, named=("Pet", "BigPet")), False),
        # what a method loses, or wants, for what changed in its document
        (_wire("request-parameter-removed", f"{LIST}/parameters/3", GET),
         _python("follow-removed", f"{LIST}/x-sdk", GET), True),
        (_wire("request-parameter-became-required", f"{LIST}/parameters/3", GET, POST),
         _python("follow-removed", f"{LIST}/x-sdk", GET), True),
        (_wire("request-body-removed", f"{LIST}/requestBody", POST), _python("batches-removed", f"{LIST}/x-sdk", GET), False),
        (_wire("request-bound-tightened", f"{LIST}/parameters/3", GET), _python("follow-removed", f"{LIST}/x-sdk", GET), False),
        (_wire("request-property-became-required", ID, POST),
         _python("keyword-became-required", f"{ADD}/requestBody", POST), True),
        (_wire("request-property-required-added", ID, POST),
         _python("keyword-became-required", f"{ADD}/requestBody", POST), True),
        (_wire("request-constraint-added", PET, POST), _python("keyword-became-required", f"{ADD}/requestBody", POST), True),
        (_wire("request-property-became-required", ID, POST),
         _python("keyword-became-required", f"{ADD}/parameters/a", POST), False),
        (_wire("request-property-became-optional", ID, POST),
         _python("keyword-became-optional", f"{ADD}/requestBody", POST), True),
        (_wire("request-body-removed", f"{ADD}/requestBody", POST),
         _python("keyword-removed", f"{ADD}/requestBody/properties/a", POST), True),
        (_wire("request-body-optional-added", f"{ADD}/requestBody", POST),
         _python("keyword-added", f"{ADD}/requestBody/properties/a", POST), True),
        (_wire("request-body-required-added", f"{ADD}/requestBody", POST),
         _python("required-keyword-added", f"{ADD}/requestBody/properties/a", POST), True),
        (_wire("request-body-removed", f"{ADD}/requestBody", POST),
         _python("keyword-removed", f"{ADD}/requestBody/properties/a"), False),
        # a class that came or went inside of what came or went, or with all that make use of it
        (_wire(GONE, ID), _python("class-removed", f"{ID}/items"), True),
        (_wire(GONE, ID), _python("class-added", f"{ID}/items"), False),
        (_wire("request-type-changed", ID), _python("class-removed", f"{ID}/items"), False),
        (_wire("request-component-type-changed", ID), _python("class-removed", f"{ID}/items"), True),
        (_wire("operation-removed", LIST, GET), _python("class-removed", "/components/schemas/A", GET), True),
        (_wire("deprecated-operation-removed", LIST, GET), _python("class-removed", "/components/schemas/A", GET), True),
        (_wire("operation-removed", LIST, GET), _python("class-removed", "/components/schemas/A", GET, POST), False),
        (_wire("operation-removed", LIST, GET), _python("class-removed", "/components/schemas/A"), False),
        (_wire("operation-added", LIST, GET), _python("class-removed", "/components/schemas/A", GET), False),
        (_wire("path-added", "/paths/~1pets", GET, POST), _python("class-added", "/components/schemas/A", GET), True),
    ],
    ids=str,
)  # fmt: skip
def test_whether_a_change_of_the_wire_and_one_of_python_are_one(
    wire: Change, python: Change, expected: bool
) -> None:
    assert _joined(wire, python) is expected


def test_the_nearest_cause_is_taken() -> None:
    """The same place before one of the same name, what is named before what is not, the same aspect
    before one alike.
    """
    python = _python("keyword-removed", f"{LIST}/parameters/since", GET)
    near = _wire("request-parameter-removed", f"{LIST}/parameters/since", GET)
    kin = _wire("request-parameter-removed", "/components/parameters/Since", GET, parameter="since")
    assert [each.code is not None for each in join([kin, near], [python])] == [False, True]
    assert [each.code is not None for each in join([near, kin], [python])] == [True, False]
    values = _wire("request-values-removed", ID)
    kind = _wire("request-type-changed", ID)
    field = _python("field-type-narrowed", ID)
    assert [each.code is not None for each in join([values, kind], [field])] == [False, True]
    assert [each.code is not None for each in join([kind, values], [field])] == [True, False]
    one, other = (
        _wire("request-alternative-removed", PET, before=name, what=f"alternative `{name}` removed")
        for name in "ab"
    )
    member = replace(_python("alias-type-changed", f"{PET}"), operands=(one_value("b"), None))
    assert [each.code is not None for each in join([one, other], [member])] == [False, True]


def test_a_key_of_the_extension_that_is_about_no_retry_is_not_why_a_method_is_not_retried() -> None:
    wire = replace(_wire("extension-changed", f"{ADD}/x-sdk", POST), keyword=("x-sdk", "function"))
    python = _python("method-retry-changed", ADD, POST)
    assert len(join([wire], [python])) == 2
    (change,) = join([replace(wire, keyword=("x-sdk", "retries"))], [python])
    assert (change.code and change.code.rule) == "python-method-retry-changed"


def test_of_several_the_weightiest_leads_and_the_rest_is_said_behind_it() -> None:
    wire = _wire(GONE, ID)
    parts = [
        _python("field-removed", ID, where="A.id", verdict="safe"),
        _python("field-removed", ID, where="B.no", verdict="unknown"),
        _python("field-removed", ID, where="C.it", verdict="breaking"),
        replace(_python("field-removed", ID, where="D.at", verdict="safe"), remedy="Nothing."),
    ]
    for order in (parts, parts[::-1], [parts[2], parts[1], parts[3], parts[0]]):
        (change,) = join([wire], order)
        code = change.code
        assert code is not None
        assert (code.where, change.python) == ("C.it", "breaking")
        assert code.what.startswith("field-removed at C.it; ")
        assert set(code.what.split("; ")) == {each.what for each in parts}
        assert code.remedy.startswith("Mind C.it.")
        assert "Nothing." not in code.remedy
        assert code.more == ("python-field-removed",)
    (change,) = join([wire], parts[:2])
    assert (change.code and change.code.where, change.python) == ("B.no", "unknown")
    (change,) = join(
        [replace(wire, pointer=f"{ID}/x")],
        [parts[0], replace(parts[0], where="E.id", pointer=f"{ID}/x")],
    )
    assert (change.code and change.code.where) == "E.id"


def test_the_same_of_several_is_said_once_and_of_many_the_first_four() -> None:
    wire = _wire(GONE, ID, before="id")
    alike = [
        _python("field-removed", ID, where=f"{name}.id", what=f"`{name}.id` is gone")
        for name in "ABC"
    ]
    (change,) = join([wire], alike[:1])
    assert (change.code and change.code.what) == "`A.id` is gone"
    (change,) = join([wire], alike[:2])
    assert (change.code and change.code.what) == "`A.id` is gone, and so in 1 other"
    assert (change.code and change.code.remedy) == python_rule("field-removed").remedy
    (change,) = join([wire], [replace(each, remedy="Mind it.") for each in alike])
    assert (change.code and change.code.what) == "`A.id` is gone, and so in 2 others"
    assert (change.code and change.code.remedy) == "Mind it."
    others = [_python("field-removed", ID, where=f"A.{name}", what=name) for name in "abcdef"]
    (change,) = join([wire], others[:4])
    assert (change.code and change.code.what) == "a; b; c; d"
    (change,) = join([wire], others)
    assert (change.code and change.code.what) == "a; b; c; d; and 2 more"
    assert (change.code and change.code.remedy) == "Mind A.a. Mind A.b. Mind A.c. Mind A.d."


def test_a_view_of_several_methods_is_said_once_whatever_it_is_called() -> None:
    wire = _wire("response-type-changed", "/components/responses/A", GET, POST)
    first, second = (
        _python(
            "item-streaming-removed",
            f"{at}/responses",
            operation,
            where=name,
            before=f"{name}(…)",
            what=f"`{name}` is gone",
        )
        for at, operation, name in (
            (LIST, GET, "client.a.with_streamed_items.b"),
            (ADD, POST, "client.c.with_streamed_items.d"),
        )
    )
    (change,) = join([wire], [first, second])
    assert (
        change.code and change.code.what
    ) == "`client.a.with_streamed_items.b` is gone, and so in 1 other"


def test_operations_are_named_as_callers_write_them() -> None:
    wire = replace(
        _wire(GONE, ID, GET),
        reach=(Reach("GET", "/pets", "request"), Reach("PUT", "/pets", "both", "p", "q")),
    )
    python = replace(
        _python("field-removed", ID),
        reach=(
            Reach("GET", "/pets", "both", "client.pets.get", "pets"),
            Reach("PUT", "/pets", "both", "other", "others"),
            Reach("POST", "/pets", "response", "client.pets.post", "pets"),
        ),
        classes=("Pet", "Cat"),
    )
    (change,) = join([replace(wire, classes=("Dog", "Pet"))], [python])
    assert change.reach == (
        Reach("GET", "/pets", "request", "client.pets.get", "pets"),
        Reach("PUT", "/pets", "both", "p", "q"),
        Reach("POST", "/pets", "response", "client.pets.post", "pets"),
    )
    assert change.classes == ("Dog", "Pet", "Cat")
    part = replace(python, rule="python-class-removed")
    (change,) = join([wire], [part])
    assert [each.python for each in change.reach] == ["", "p"]


def test_where_it_stands_is_the_wire_s_and_else_python_s() -> None:
    here, there = Location("a.yaml", 1), Location("a.yaml", 2)
    at = f"{LIST}/security"
    python = replace(_python("method-credential-required", at, GET), base=here, head=there)
    (change,) = join([_wire("security-tightened", "", GET)], [python])
    assert (change.base, change.head, change.pointer) == (here, there, at)
    python = replace(_python("field-removed", ID, GET), base=here, head=there)
    (change,) = join([replace(_wire(GONE, ID), base=there, head=here)], [python])
    assert (change.base, change.head) == (there, here)


def test_arguments_that_went_and_came_are_one_by_another_name_where_the_wire_says_so() -> None:
    def keyword(
        rule: str,
        name: str,
        kind: str,
        method: str = "client.pets.get",
        operation: tuple[str, str] = GET,
    ) -> Change:
        step = {"before": kind} if rule == "keyword-removed" else {"after": kind}
        at = f"{LIST if operation == GET else ADD}/parameters/{'since' if rule == 'keyword-removed' else 'from'}"
        return _python(rule, at, operation, where=f"{method}({name}=)", **step)  # type: ignore[arg-type]

    wire = _wire(
        "request-parameter-renamed",
        "/components/parameters/Since",
        GET,
        POST,
        before="since",
        after="from",
        parameter="since",
    )
    gone, come = (
        keyword("keyword-removed", "since", "str"),
        keyword("keyword-added", "from_", "str"),
    )
    (change,) = join([wire], [gone, come])
    code = change.code
    assert code is not None
    assert (code.rule, code.what, code.before, code.after, code.more) == (
        "python-keyword-renamed", "`client.pets.get` takes `from_` instead of `since`", "since", "from_", ()
    )  # fmt: skip
    reason = python_rule("keyword-renamed").reason
    assert code.reason == f"{reason} The asynchronous client is the same in this."
    assert code.remedy == "Write `from_=…` instead of `since=…`."
    wanted = keyword("required-keyword-added", "from_", "str")
    (change,) = join([wire], [gone, wanted])
    assert (change.code and change.code.rule) == "python-keyword-renamed"
    (change,) = join([wire], [gone, replace(come, after="int")])
    assert (change.code and change.code.rule) == "python-keyword-removed"
    (change,) = join(
        [wire], [gone, keyword("keyword-added", "from_", "str", "client.pets.post", POST)]
    )
    assert (change.code and change.code.rule) == "python-keyword-removed"
    others = [keyword(rule, name, "str", "client.pets.post", POST) for rule, name in (
        ("keyword-removed", "since"), ("keyword-added", "from_"))]  # fmt: skip
    (change,) = join([wire], [gone, come, *others])
    assert change.code is not None
    assert (
        change.code.what == "`client.pets.get` takes `from_` instead of `since`, and so in 1 other"
    )
    kept = replace(wire, rule="request-parameter-removed")
    change, *_ = join([kept], [gone, come])
    assert (change.code and change.code.rule) == "python-keyword-removed"


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", []),
        (PET, [PET]),
        (f"{PET}/type", [f"{PET}/type", PET]),
        (f"{ID}/items/type", [f"{ID}/items/type", f"{ID}/items", ID]),
        (f"{PET}/patternProperties/a/type", [f"{PET}/patternProperties/a/type", f"{PET}/patternProperties/a"]),
        ("/security", ["/security"]),
        ("/servers/0", ["/servers/0", "/servers"]),
        (LIST, [LIST]),
        (f"{LIST}/summary", [f"{LIST}/summary", LIST]),
        (f"{LIST}/x-sdk", [f"{LIST}/x-sdk", LIST]),
        (f"{LIST}/security", [f"{LIST}/security"]),
        (f"{LIST}/responses/200", [f"{LIST}/responses/200", f"{LIST}/responses"]),
        (f"{LIST}/parameters/a/schema", [f"{LIST}/parameters/a/schema", f"{LIST}/parameters/a"]),
        (f"{LIST}/requestBody", [f"{LIST}/requestBody"]),
    ],
)  # fmt: skip
def test_what_a_place_is_a_part_of(pointer: str, expected: list[str]) -> None:
    assert above(pointer) == expected
