"""How a list of events is followed: the name of the method, what it takes and what it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.api.build import build
from generator.api.model import Api, Follow, Named
from generator.document.bundle import load

CASE = Path(__file__).parents[1] / "cases" / "documents" / "following" / "openapi.yaml"


def _api(*edits: tuple[str, str], folder: Path) -> Api:
    text = CASE.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    return build(load(folder / "openapi.yaml"))


def _names(api: Api) -> list[str | None]:
    return [
        None if operation.follow is None else operation.follow.function
        for operation in api.operations
    ]


def _said(api: Api) -> list[tuple[str, str, str]]:
    found = [(each.code, each.pointer or "", each.message) for each in api.diagnostics]
    return [each for each in found if "/follow" in each[1]]


def test_it_has_the_names_of_python_and_of_the_wire(tmp_path: Path) -> None:
    listed, entries, log, _ = (operation.follow for operation in _api(folder=tmp_path).operations)
    shown = Follow(
        "follow",
        "start",
        "end",
        (("sort", "asc"),),
        "id",
        "timestamp",
        None,
        Named("Event"),
        30,
        None,
        None,
        None,
        None,
        (),
    )
    assert listed == shown
    assert entries is not None
    assert (entries.items, entries.item, entries.limit, entries.limit_by) == (
        "entries",
        Named("Entry"),
        4,
        "count",
    )
    assert (entries.unit, entries.lag) == ("seconds", 0)
    assert log is not None
    assert (log.start, log.limit, log.limit_by, log.window, log.unit) == (
        "from_",
        1000,
        None,
        3600,
        "milliseconds",
    )
    assert (log.lag, log.renamed) == (30, (("cursor", "cursor_query"), ("every", "every_body")))


@pytest.mark.parametrize(
    "name", ["since", "until", "every", "cursor", "lag", "options", "following"]
)
def test_a_parameter_that_is_called_as_a_keyword_of_all_is_renamed(
    tmp_path: Path, name: str
) -> None:
    log = _api(
        ("- {name: cursor, in: query", f"- {{name: {name}, in: query"),
        ("every: {", "all: {"),
        folder=tmp_path,
    )
    follow = log.operations[2].follow
    assert follow is not None
    assert follow.renamed == ((name, f"{name}_query"),)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("list", "follow"),
        ("list_all", "follow"),
        ("list_bounces", "follow_bounces"),
        ("list_all_bounces", "follow_all_bounces"),
        ("search", "follow_search"),
        ("listing", "follow_listing"),
    ],
)
def test_the_name_is_that_of_the_list(tmp_path: Path, function: str, name: str) -> None:
    assert _names(_api(("function: list_all", f"function: {function}"), folder=tmp_path))[0] == name


def test_a_name_that_is_taken_has_no_effect_and_is_reported(tmp_path: Path) -> None:
    api = _api(("function: list_entries", "function: list"), folder=tmp_path)
    assert _names(api) == [None, "follow", "watch", "follow_lines"]
    pointer = "/paths/~1events/get/x-sdk/follow"
    message = (
        "`listAllEvents` is not followed: `follow` is taken; `name` of `follow` chooses another"
    )
    assert _said(api) == [("API009", pointer, message)]


def test_a_method_that_gave_way_is_followed_by_the_same_word_as_one_that_did_not(
    tmp_path: Path,
) -> None:
    """`list_` is no list of something called ``."""
    edits = (("function: list_all", "function: list"), ("function: list_entries", "function: list"))
    api = _api(*edits, folder=tmp_path)
    assert sorted(operation.function for operation in api.operations[:2]) == ["list", "list_"]
    assert sorted(filter(None, _names(api)[:2])) == ["follow"]


def test_who_chooses_a_name_has_it_and_methods_and_resources_have_theirs_before(
    tmp_path: Path,
) -> None:
    api = _api(
        ("function: list_entries", "function: list"),
        ("lag: 30}", "lag: 30, name: follow}"),
        folder=tmp_path,
    )
    assert _names(api)[:2] == ["follow", None]
    api = _api(("name: watch", "name: list_lines"), folder=tmp_path)
    assert _names(api)[2] is None
    assert [said[1] for said in _said(api)] == ["/paths/~1log/post/x-sdk/follow/name"]
    api = _api(("resource: log\n        function: search", "resource: events.watch\n        function: search"),
               ("lag: 30}", "lag: 30, name: watch}"), folder=tmp_path)  # fmt: skip
    assert _names(api)[:3] == [None, "follow_entries", "watch"]


@pytest.mark.parametrize(
    ("before", "after", "where", "message"),
    [
        (
            "follow: {from: start,",
            "follow: {from: begin,",
            "/from",
            "`follow` names `begin`, which is no parameter of the operation",
        ),
        ("lag: 30}", "log: 30}", "/log", "`follow` has no key `log`; it has "),
        (
            "schema: {type: array, items: {$ref: '#/components/schemas/Event'}}",
            (
                "schema: {anyOf: [{type: string}, {type: array, items: {$ref: "
                "'#/components/schemas/Event'}}]}"
            ),
            "",
            "`follow` stands on an operation that may return something else than a list",
        ),
    ],
)
def test_what_the_document_does_not_bear_out_has_no_effect_and_is_reported(
    tmp_path: Path, before: str, after: str, where: str, message: str
) -> None:
    api = _api((before, after), folder=tmp_path)
    assert _names(api) == [None, "follow_entries", "watch", "follow_lines"]
    ((code, pointer, said),) = _said(api)
    assert (code, pointer) == ("API009", f"/paths/~1events/get/x-sdk/follow{where}")
    assert said == message or (message.endswith(" ") and said.startswith(message))


def test_a_list_in_a_field_may_be_nullable(tmp_path: Path) -> None:
    nullable = (
        "entries: {oneOf: [{type: 'null'}, {type: array, items: {$ref: "
        "'#/components/schemas/Entry'}}]}"
    )
    api = _api(
        ("entries: {type: array, items: {$ref: '#/components/schemas/Entry'}}", nullable),
        folder=tmp_path,
    )
    follow = api.operations[1].follow
    assert follow is not None
    assert follow.item == Named("Entry")
