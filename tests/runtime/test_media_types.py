"""Labels and keys: what they say, and which is closer."""

from __future__ import annotations

import time

import pytest

from generator.mock.media import labels, negotiated
from templates.runtime import media_types

KEYS = [
    "*/*",
    "text/*",
    "application/*",
    "application/*+json",
    "application/json",
    "application/json; version=2",
    "text/csv",
]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("application/json", "application/json"),
        ("APPLICATION/JSON ; charset=utf-8", "application/json"),
        ('application/json; Version="2"; charset=utf-8', "application/json; version=2"),
        ("application/json;version=3", "application/json"),
        ("application/problem+json", "application/*+json"),
        ("application/pdf", "application/*"),
        ("text/csv; header=present", "text/csv"),
        ("text/html", "text/*"),
        ("image/png", "*/*"),
        ("", "*/*"),
    ],
)
def test_a_label_falls_under_the_most_specific_key_in_any_order(label: str, key: str) -> None:
    assert media_types.closest(KEYS, label) == media_types.closest(KEYS[::-1], label) == key
    assert media_types.closest([each for each in KEYS if each != "*/*"], "image/png") is None


def test_a_key_whose_parameters_do_not_agree_is_the_media_type_still() -> None:
    assert (
        media_types.closest(["application/json; version=2", "application/*"], "application/json")
        == KEYS[5]
    )
    both = ["application/json; version=1", "application/json; version=2"]
    assert media_types.closest(both, "application/json; version=2") == both[1]


def test_parameters_are_read_as_they_may_be_written() -> None:
    label = 'Text/Plain; Charset="utf-8" ;Version = 2;version=3;x="a;\\"b, c"'
    assert media_types.essence(label) == "text/plain"
    assert media_types.parameters(label) == {"charset": "utf-8", "version": "2", "x": 'a;"b, c'}
    assert media_types.listed(f"{label}, image/*;q=0.5,,") == [label, "image/*;q=0.5"]


@pytest.mark.parametrize(
    "label",
    [
        "image/*",
        "image",
        "image/png, image/gif",
        "image/png\r\nX: y",
        "image/png; a=\n",
        "a/b/c",
        "",
    ],
)
def test_a_label_is_one_media_type(label: str) -> None:
    assert media_types.is_label("image/png; a=b")
    assert not media_types.is_label(label)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("application/json; charset=utf-8", "json"),
        ("application/vnd.x+JSON", "json"),
        ("text/json", "json"),
        ("text/csv", "text"),
        ("image/svg+xml", "text"),
        ("application/xml", "text"),
        ("application/x-www-form-urlencoded", "form"),
        ("application/octet-stream", ""),
        ("application/jsonlines", ""),
    ],
)
def test_what_a_label_says_of_the_content(label: str, said: str) -> None:
    judges = {"json": media_types.is_json, "text": media_types.is_text, "form": media_types.is_form}
    assert [name for name, judge in judges.items() if judge(label)] == ([said] if said else [])


def test_a_body_of_several_possible_labels_has_the_first_wish_that_is_one_of_them() -> None:
    assert media_types.label_within(["image/*"], None, "text/plain", "image/png") == "image/png"
    assert media_types.label_within(["image/png", "image/*"], "text/plain") == "image/png"
    assert media_types.label_within(["image/*"], "image/*") is None


@pytest.mark.parametrize(
    "text",
    [
        'x;a="' * 20_000,
        "x" + "; " * 50_000,
        "x;a" + " " * 100_000,
        'a"' * 50_000,
        "x" + ";a" * 50_000,
    ],
)
def test_a_hostile_label_is_read_in_no_time(text: str) -> None:
    start = time.process_time()
    media_types.parameters(text)
    media_types.listed(text)
    media_types.specificity("application/json; version=2", f"application/json;{text}")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("accept", "keys"),
    [
        ("", ["application/json", "text/csv", "image/*"]),
        ("text/csv, */*;q=0.1", ["text/csv", "application/json", "image/*"]),
        ("text/csv;q=0, */*", ["application/json", "image/*"]),
        ("application/json;q=0.5, text/*", ["text/csv", "application/json"]),
        ("image/webp", ["image/*"]),
        ("application/xml", []),
        ("*/*;q=nonsense", ["application/json", "text/csv", "image/*"]),
    ],
)
def test_the_choice_by_accept_is_that_of_the_most_specific_range(
    accept: str, keys: list[str]
) -> None:
    assert negotiated(["application/json", "text/csv", "image/*"], accept) == keys


def test_a_version_that_was_not_asked_for_is_not_accepted() -> None:
    both = ["application/json; version=1", "application/json; version=2"]
    assert negotiated(both, "application/json; version=2") == both[1:]
    assert labels("image/*", "image/webp;q=0.5, image/png, image/gif;q=0, text/plain") == [
        "image/png",
        "image/webp",
    ]
