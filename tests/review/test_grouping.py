"""The same edit at many places is one change; different edits, verdicts, origins and acceptances
stay apart.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.diagnostics import Location
from generator.review.advice import changelog, level
from generator.review.grouping import grouped
from generator.review.model import Change, PythonView, Reach
from tests.review.places import place

ONE = Change(
    "request-property-became-required",
    "property `id` became required",
    "Pet.id",
    wire="breaking",
    python="breaking",
    before="optional",
    after="required",
    reason="A caller that leaves the property out is refused.",
    reach=(Reach("POST", "/pets", "request"),),
    classes=("Pet",),
    head=Location("openapi.yaml", 3),
    code=PythonView(
        "python-field-became-required", "Pet.id", "`Pet.id` has to be given", "int | None", "int"
    ),
)
TWO = replace(
    ONE,
    where="Owner.id",
    reach=(Reach("POST", "/pets", "response"), Reach("GET", "/owners", "response")),
    classes=("Owner",),
    head=Location("openapi.yaml", 9),
    code=PythonView(
        "python-field-became-required",
        "Owner.id",
        "`Owner.id` has to be given",
        "int | None",
        "int",
    ),
)
WORDS = Change(
    "description-changed", "description changed", "Pet", before="A pet.", after="An animal."
)
DOCSTRING = PythonView("python-docstring-changed", "Pet", "what is said of `Pet` changed")


def test_the_same_edit_at_two_places_is_one_change_that_names_both():
    (change,) = grouped([ONE, TWO])
    assert (change.where, change.what, change.before, change.after) == (
        "Pet.id and 1 more",
        "property `id` became required",
        "optional",
        "required",
    )
    assert change.reach == (Reach("POST", "/pets", "both"), Reach("GET", "/owners", "response"))
    assert change.classes == ("Pet", "Owner")
    assert [
        (each.where, each.code, each.head and each.head.line) for each in change.occurrences
    ] == [
        ("Pet.id", "`Pet.id` has to be given", 3),
        ("Owner.id", "`Owner.id` has to be given", 9),
    ]
    assert [(each.code_where, each.reach) for each in change.occurrences] == [
        ("Pet.id", ONE.reach),
        ("Owner.id", TWO.reach),
    ]
    assert len(change.everywhere) == 2


@pytest.mark.parametrize(
    "other",
    [
        replace(TWO, wire="unknown"),
        replace(TWO, python="safe"),
        replace(TWO, origin="vendor"),
        replace(TWO, accepted="nobody leaves it out (Ada)"),
        replace(TWO, what="property `name` became required"),
        replace(TWO, before=None),
        replace(TWO, rule="response-property-became-required"),
        replace(TWO, code=None),
        replace(
            TWO,
            code=PythonView(
                "python-field-became-required",
                "Owner.id",
                "`Owner.id` has to be given",
                "str | None",
                "str",
            ),
        ),
    ],
)
def test_what_differs_in_more_than_its_place_stays_apart(other: Change):
    assert grouped([ONE, other]) == [ONE, other]


def test_a_group_stands_where_its_first_stood():
    other = replace(ONE, what="property `name` became required", where="Pet.name")
    assert [change.where for change in grouped([ONE, other, TWO])] == [
        "Pet.id and 1 more",
        "Pet.name",
    ]


def test_changes_that_do_not_say_what_became_what_are_not_taken_for_the_same():
    rewritten = Change(
        "request-composition-changed", "rewritten with `oneOf`", "Pet", wire="unknown", pointer="/a"
    )
    assert len(grouped([rewritten, replace(rewritten, where="Owner", pointer="/b")])) == 2


def test_words_of_one_kind_are_one_change_with_what_was_and_what_is_at_each_place():
    other = replace(WORDS, where="Owner", before=None, after="Who has pets.", code=DOCSTRING)
    (change,) = grouped([WORDS, other])
    assert (change.what, change.before, change.after) == ("2 descriptions changed", None, None)
    assert [(each.where, each.before, each.after) for each in change.occurrences] == [
        ("Pet", "A pet.", "An animal."),
        ("Owner", None, "Who has pets."),
    ]
    assert (level(change, "wire"), level(change, "python")) == ("patch", "patch")
    assert changelog([change]) == "### Changed\n\n- 2 descriptions changed.\n"


def test_words_of_different_origin_and_of_another_kind_stay_apart():
    others = [replace(WORDS, origin="vendor"), replace(WORDS, rule="title-changed")]
    assert grouped([WORDS, *others]) == [WORDS, *others]


def test_an_extension_that_python_code_sees_is_no_mere_word():
    change = Change(
        "extension-changed", "`x-sdk` changed", "GET /a", before="{}", after='{"retry":"safe"}'
    )
    seen = replace(
        change,
        where="GET /b",
        code=PythonView("python-method-retry-changed", "client.b", "`client.b` is repeated"),
    )
    assert grouped([change, seen]) == [change, seen]


def test_a_keyword_that_many_methods_gain_is_one_change_and_one_of_another_type_is_not():
    def gained(method: str, kind: str) -> Change:
        what = f"`{method}` takes `tenant`, which is new"
        where = f"{method}(tenant=)"
        return Change("python-keyword-added", what, where, after=kind, place=place(where))

    found = grouped(
        [gained("client.a", "str"), gained("client.b", "str"), gained("client.c", "int")]
    )
    assert [change.where for change in found] == [
        "client.a(tenant=) and 1 more",
        "client.c(tenant=)",
    ]
    assert [each.what for each in found[0].occurrences] == [
        "`client.a` takes `tenant`, which is new",
        "`client.b` takes `tenant`, which is new",
    ]


def test_a_field_that_several_classes_have_is_deprecated_once():
    found = [
        Change(
            "python-field-deprecated",
            f"`{name}.tag` is deprecated",
            f"{name}.tag",
            place=place(f"{name}.tag"),
        )
        for name in ("Pet", "Owner")
    ]
    other = replace(found[0], where="Pet.id", place=place("Pet.id"))
    assert [change.where for change in grouped([*found, other])] == [
        "Pet.tag and 1 more",
        "Pet.id",
    ]


def test_what_is_to_be_done_at_one_place_is_not_said_of_all():
    def required(where: str) -> Change:
        remedy = f"Write `{where}(tenant=…)`."
        return Change(
            "python-required-keyword-added",
            "new",
            f"{where}(tenant=)",
            python="breaking",
            after="str",
            remedy=remedy,
            place=place(f"{where}(tenant=)"),
        )

    (change,) = grouped([required("client.a"), required("client.b")])
    assert change.remedy == "Give the argument."


def test_an_addition_to_what_nobody_uses_is_no_mere_word():
    word = Change("unused-component-changed", "description changed", "First", code=DOCSTRING)
    added = replace(
        word,
        what="property `y` added",
        where="Second.y",
        code=PythonView("python-field-added", "Second.y", "is new"),
    )
    for changes in ([word, added], [added, word]):
        assert max(level(each, "python") for each in grouped(changes)) == max(
            level(each, "python") for each in changes
        )
    assert len(grouped([word, added, replace(added, where="Third.y")])) == 2


def test_the_changelog_names_every_place_that_breaks_and_some_of_the_others():
    many = [replace(ONE, where=f"Pet{number}.id") for number in range(9)]
    line = changelog(grouped(many))
    assert all(f"Pet{number}.id" in line for number in range(9))
    harmless = changelog(
        grouped(
            [
                replace(each, wire="safe", python="safe", rule="request-type-widened")
                for each in many
            ]
        )
    )
    assert "Pet0.id, Pet1.id, Pet2.id and 6 more" in harmless


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("description-changed", "2 descriptions changed"),
        ("title-changed", "2 titles changed"),
        ("summary-changed", "2 summaries changed"),
        ("example-changed", "2 examples changed"),
        ("extension-changed", "2 extensions changed"),
        ("annotation-changed", "2 annotations changed"),
        ("tags-changed", "2 lists of tags changed"),
        ("info-changed", "2 fields of `info` changed"),
        ("unused-component-changed", "2 changes of unused schemas"),
        ("unused-component-added", "2 unused schemas added"),
        ("unused-component-removed", "2 unused schemas removed"),
        ("python-docstring-changed", "2 docstrings changed"),
    ],
)
def test_words_of_a_kind_are_counted_by_what_they_are_called(rule: str, what: str):
    one = Change(rule, "of one", "Pet", before="a", after="b")
    (change,) = grouped(
        [one, replace(one, what="of the other", where="Owner", before="c", after="d")]
    )
    assert (change.what, change.before, change.after, change.where) == (
        what,
        None,
        None,
        "Pet and 1 more",
    )


def _moved(before: str, after: str) -> Change:
    what = f"operation moved from `{before}` to `{after}`"
    return Change("operation-moved", what, after, wire="breaking", before=before, after=after)


@pytest.mark.parametrize(
    ("pairs", "what"),
    [
        (
            [("GET /v1/pets", "GET /v2/pets"), ("PUT /v1/owners", "PUT /v2/owners")],
            "`v1` is `v2` in",
        ),
        ([("GET /pets", "GET /api/pets"), ("PUT /dogs", "PUT /api/dogs")], "`/api` is new in"),
        ([("GET /api/pets", "GET /pets"), ("PUT /api/dogs", "PUT /dogs")], "`/api` is gone from"),
        ([("GET /a/pets", "GET /a/dogs"), ("PUT /a/pets", "PUT /a/dogs")], "`pets` is `dogs` in"),
        (
            [("GET /a/b/c/pets", "GET /a/d/e/pets"), ("PUT /x/b/c/dogs", "PUT /x/d/e/dogs")],
            "`b/c` is `d/e` in",
        ),
        ([("GET /pets", "PUT /pets"), ("GET /dogs", "PUT /dogs")], "`GET` is `PUT` in"),
    ],
)
def test_operations_whose_paths_change_in_the_same_segment_moved_together(
    pairs: list[tuple[str, str]], what: str
):
    (change,) = grouped([_moved(*pair) for pair in pairs])
    assert (change.what, change.before, change.after) == (
        f"2 operations moved: {what} their paths",
        None,
        None,
    )


def test_operations_that_moved_in_other_ways_stay_apart():
    found = [
        _moved("GET /v1/pets", "GET /v2/pets"),
        _moved("GET /v1/dogs", "GET /v3/dogs"),
        _moved("GET /pets", "PUT /pets"),
    ]
    assert grouped(found) == found


def test_classes_that_came_or_went_with_the_same_operations_are_one_change():
    reach = (Reach("GET", "/pets", "response"),)
    came = [
        Change("python-class-added", f"`{name}` is new", name, after=name, reach=reach)
        for name in ("Pet", "Owner")
    ]
    gone = [
        Change("python-class-removed", f"`{name}` is gone", name, before=name, reach=reach)
        for name in ("Cat", "Dog")
    ]
    alone = [
        Change("python-class-removed", f"`{name}` is gone", name, before=name)
        for name in ("Cow", "Ox")
    ]
    assert [(each.what, each.before, each.after) for each in grouped([*came, *gone, *alone])] == [
        ("2 classes are new", None, None),
        ("2 classes are gone", None, None),
        ("`Cow` is gone", "Cow", None),
        ("`Ox` is gone", "Ox", None),
    ]
    assert (
        len(grouped([*came, replace(came[0], reach=(Reach("GET", "/owners", "response"),))])) == 2
    )


def test_a_credential_that_many_methods_take_is_one_change():
    found = [
        Change(
            "python-method-credential-required",
            f"`client.{name}` sends `key`",
            f"client.{name}",
            after="key",
        )
        for name in ("a", "b")
    ]
    assert [change.where for change in grouped(found)] == ["client.a and 1 more"]


def test_a_field_of_the_same_name_and_a_keyword_of_another_stay_apart():
    field = Change("python-keyword-added", "new", "client.a(tenant=)", after="str")
    assert len(grouped([field, replace(field, where="client.a(owner=)")])) == 2


def test_the_smallest_lost_values_of_a_group_are_the_first_that_are_known():
    found = [
        ONE,
        replace(TWO, example='{"a": 1}', other_example="3"),
        replace(TWO, where="Cat.id", example="{}", other_example="4"),
    ]
    (change,) = grouped(found)
    assert (change.example, change.other_example) == ('{"a": 1}', "3")
    (change,) = grouped([ONE, TWO])
    assert (change.example, change.other_example) == (None, None)


def test_what_is_to_be_done_in_python_is_said_where_it_is_the_same_at_all_places():
    def required(where: str, remedy: str, code: str) -> Change:
        side = PythonView(
            "python-field-became-required",
            where,
            "has to be given",
            "int | None",
            "int",
            "It is refused.",
            code,
        )
        return replace(ONE, where=where, remedy=remedy, code=side)

    (change,) = grouped(
        [required("Pet.id", "Send it.", "Write it."), required("Owner.id", "Send it.", "Write it.")]
    )
    assert (change.remedy, change.code and change.code.remedy) == ("Send it.", "Write it.")
    assert change.code is not None
    assert (change.code.where, change.code.rule) == ("Pet.id", "python-field-became-required")
    (change,) = grouped(
        [required("Pet.id", "Send a.", "Write a."), required("Owner.id", "Send b.", "Write b.")]
    )
    assert (change.remedy, change.code and change.code.remedy) == (
        "Callers always send the property.",
        "Give the field.",
    )


def test_a_change_alone_stays_as_it_is_whatever_stands_beside_it():
    other = replace(ONE, what="property `name` became required", where="Pet.name")
    assert grouped([ONE, other]) == [ONE, other]
    assert grouped([]) == []
