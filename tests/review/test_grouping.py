"""The same edit at many places is one change; different edits, verdicts, origins and acceptances stay apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.diagnostics import Location
from generator.review.advice import changelog, level
from generator.review.grouping import grouped
from generator.review.model import Change, Reach, Side

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
    code=Side("python-field-became-required", "Pet.id", "`Pet.id` has to be given", "int | None", "int"),
)
TWO = replace(
    ONE,
    where="Owner.id",
    reach=(Reach("POST", "/pets", "response"), Reach("GET", "/owners", "response")),
    classes=("Owner",),
    head=Location("openapi.yaml", 9),
    code=Side("python-field-became-required", "Owner.id", "`Owner.id` has to be given", "int | None", "int"),
)
WORDS = Change("description-changed", "description changed", "Pet", before="A pet.", after="An animal.")
DOCSTRING = Side("python-docstring-changed", "Pet", "what is said of `Pet` changed")


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
    assert [(each.where, each.code, each.head and each.head.line) for each in change.occurrences] == [
        ("Pet.id", "`Pet.id` has to be given", 3),
        ("Owner.id", "`Owner.id` has to be given", 9),
    ]
    assert [(each.code_where, each.reach) for each in change.occurrences] == [("Pet.id", ONE.reach), ("Owner.id", TWO.reach)]
    assert change.places == 2


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
        replace(TWO, code=Side("python-field-became-required", "Owner.id", "`Owner.id` has to be given", "str | None", "str")),
    ],
)
def test_what_differs_in_more_than_its_place_stays_apart(other: Change):
    assert grouped([ONE, other]) == [ONE, other]


def test_a_group_stands_where_its_first_stood():
    other = replace(ONE, what="property `name` became required", where="Pet.name")
    assert [change.where for change in grouped([ONE, other, TWO])] == ["Pet.id and 1 more", "Pet.name"]


def test_changes_that_do_not_say_what_became_what_are_not_taken_for_the_same():
    rewritten = Change("request-composition-changed", "rewritten with `oneOf`", "Pet", wire="unknown", pointer="/a")
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
    change = Change("extension-changed", "`x-sdk` changed", "GET /a", before="{}", after='{"retry":"safe"}')
    seen = replace(change, where="GET /b", code=Side("python-method-retry-changed", "client.b", "`client.b` is repeated"))
    assert grouped([change, seen]) == [change, seen]


def test_a_keyword_that_many_methods_gain_is_one_change_and_one_of_another_type_is_not():
    def gained(method: str, kind: str) -> Change:
        what = f"`{method}` takes `tenant`, which is new"
        return Change("python-keyword-added", what, f"{method}(tenant=)", after=kind)

    found = grouped([gained("client.a", "str"), gained("client.b", "str"), gained("client.c", "int")])
    assert [change.where for change in found] == ["client.a(tenant=) and 1 more", "client.c(tenant=)"]
    assert [each.what for each in found[0].occurrences] == [
        "`client.a` takes `tenant`, which is new",
        "`client.b` takes `tenant`, which is new",
    ]


def test_a_field_that_several_classes_have_is_deprecated_once():
    found = [Change("python-field-deprecated", f"`{name}.tag` is deprecated", f"{name}.tag") for name in ("Pet", "Owner")]
    assert [change.where for change in grouped([*found, replace(found[0], where="Pet.id")])] == ["Pet.tag and 1 more", "Pet.id"]


def test_what_is_to_be_done_at_one_place_is_not_said_of_all():
    def required(where: str) -> Change:
        remedy = f"Write `{where}(tenant=…)`."
        return Change(
            "python-required-keyword-added", "new", f"{where}(tenant=)", python="breaking", after="str", remedy=remedy
        )

    (change,) = grouped([required("client.a"), required("client.b")])
    assert change.remedy == "Give the argument."


def test_an_addition_to_what_nobody_uses_is_no_mere_word():
    word = Change("unused-component-changed", "description changed", "First", code=DOCSTRING)
    added = replace(word, what="property `y` added", where="Second.y", code=Side("python-field-added", "Second.y", "is new"))
    for changes in ([word, added], [added, word]):
        assert max(level(each, "python") for each in grouped(changes)) == max(level(each, "python") for each in changes)
    assert len(grouped([word, added, replace(added, where="Third.y")])) == 2


def test_the_changelog_names_every_place_that_breaks_and_some_of_the_others():
    many = [replace(ONE, where=f"Pet{number}.id") for number in range(9)]
    line = changelog(grouped(many))
    assert all(f"Pet{number}.id" in line for number in range(9))
    harmless = changelog(grouped([replace(each, wire="safe", python="safe", rule="request-type-widened") for each in many]))
    assert "Pet0.id, Pet1.id, Pet2.id and 6 more" in harmless
