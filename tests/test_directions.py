"""Read-only and write-only properties: what requests and responses require, and what of a response
can be sent back.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.packages import Answers, imported

READ = b'{"id":1,"name":null,"x":[1],"home":{"at":"t","street":"s"},"created":{"by":"me"}}'


@pytest.fixture
def models() -> Any:
    return imported("directions").models


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def things(answers: Answers) -> Any:
    return imported("directions").Directions(transport=answers).things


def _refused(call: Any, *arguments: Any, **keywords: Any) -> str:
    with pytest.raises(imported("directions").InvalidInputError) as raised:
        call(*arguments, **keywords)
    return str(raised.value)


def _misfit(answers: Answers, body: bytes, call: Any, **keywords: Any) -> str:
    answers.body = body
    with pytest.raises(imported("directions").InvalidResponseError) as raised:
        call(**keywords)
    return str(raised.value).partition("does not fit the document: ")[2]


def test_a_response_needs_what_is_read_only_and_a_request_what_is_write_only(
    things: Any, answers: Answers
) -> None:
    assert _misfit(answers, b'{"secret":"s"}', things.fetch_user) == "id: is required"
    assert _refused(things.store_user, name="n") == "body.secret: is required"
    answers.body = b'{"id":1}'
    read = things.store_user(secret="s")
    assert answers.sent == {"secret": "s"}
    assert (read.id, read.secret) == (1, None)


def test_a_model_of_one_direction_is_one_class(things: Any, models: Any, answers: Answers) -> None:
    assert {"SignUpInput", "ReceiptInput", "TagInput", "MomentInput", "RobotInput"}.isdisjoint(
        models.__all__
    )
    assert _refused(things.sign_up, {}) == "body.secret: is required"
    assert _misfit(answers, b"{}", things.sign_up, secret="s") == "id: is required"
    answers.body = b'{"id":3}'
    assert things.sign_up(models.SignUp(secret="s")).id == 3
    assert answers.sent == {"secret": "s"}


def test_the_class_of_requests_gives_way_to_names_of_the_document(models: Any) -> None:
    assert {"UserInputModel", "UserHomeInput", "GroupInput", "PersonInput", "EitherInput"} < set(
        models.__all__
    )
    assert models.UserInput(x="1").x == "1"


def test_what_was_read_goes_back_without_what_is_read_only(things: Any, answers: Answers) -> None:
    answers.body = READ
    user = things.fetch_user()
    assert _refused(things.store_user, user) == "body.secret: is required"
    user.secret = "s"
    things.store_user(user)
    assert answers.content == b'{"secret":"s","name":null,"home":{"street":"s"},"x":[1]}'
    user.id, user.home.street = 5, "new"
    things.store_user(user)
    assert answers.sent == {
        "id": 5,
        "secret": "s",
        "name": None,
        "home": {"street": "new"},
        "x": [1],
    }


def test_a_model_that_was_read_shows_what_would_be_sent_with_what_it_was_given_of_a_request(
    things: Any, models: Any, answers: Answers
) -> None:
    answers.body = READ
    user = things.fetch_user()
    assert user.to_dict() == {"name": None, "x": [1], "home": {"street": "s"}}
    user.home = models.UserHomeInput(street="q")
    with pytest.raises(imported("directions").InvalidInputError, match=r"^secret: is required$"):
        user.to_dict()
    user.secret = "s"
    things.store_user(user)
    assert (
        user.to_dict()
        == answers.sent
        == {"secret": "s", "name": None, "x": [1], "home": {"street": "q"}}
    )


def test_a_model_of_responses_that_a_caller_makes_is_sent_too(
    things: Any, models: Any, answers: Answers
) -> None:
    answers.body = READ
    things.store_user(models.User(id=1, secret="s"))
    assert answers.sent == {"id": 1, "secret": "s"}
    assert _refused(things.store_user, models.User(id=1)) == "body.secret: is required"
    assert (
        _refused(things.store_user, models.SignUp(secret="s"))
        == "body: must be a UserInputModel, not a SignUp"
    )


def test_lists_maps_and_objects_in_one_another_follow(things: Any, answers: Answers) -> None:
    answers.body = (
        b'{"members":[{"id":1}],"by_name":{"a":{"id":2,"z":null}},"parent":{"members":[{"id":3}]},'
        b'"tag":{"label":"l","seen":true},"w":1}'
    )
    group = things.fetch_group()
    missing = ("members.0", "by_name.a", "parent.members.0")
    assert _refused(things.store_group, group) == "; ".join(
        f"body.{place}.secret: is required" for place in missing
    )
    for user in (group.members[0], group.by_name["a"], group.parent.members[0]):
        user.secret = "s"
    things.store_group(group)
    assert answers.sent == {
        "members": [{"secret": "s"}],
        "by_name": {"a": {"secret": "s", "z": None}},
        "parent": {"members": [{"secret": "s"}]},
        "tag": {"label": "l"},
        "w": 1,
    }
    answers.body = READ
    things.store_group(members=[group.members[0], {"secret": "t"}])
    assert answers.sent == {"members": [{"secret": "s"}, {"secret": "t"}]}


def test_variants_of_a_union_and_media_types_follow(things: Any, answers: Answers) -> None:
    assert _misfit(answers, b'{"kind":"person"}', things.fetch_either) == "id: is required"
    answers.body = b'{"kind":"person","id":4}'
    things.store_either(things.fetch_either())
    assert answers.sent == {"kind": "person"}
    answers.body = READ
    user = things.fetch_user()
    user.secret = "s"
    things.store_either(user)
    assert answers.requests[-1].headers["Content-Type"] == "application/vnd.user+json"


def test_a_large_response_is_held_to_the_same(things: Any, answers: Answers) -> None:
    padding = b'"%b"' % (b"x" * 2**18)
    answers.body = b'{"id":1,"pad":' + padding + b"}"
    assert things.fetch_user().id == 1
    assert (
        _misfit(answers, b'{"secret":"s","pad":' + padding + b"}", things.fetch_user)
        == "id: is required"
    )


def test_the_annotations_say_so() -> None:
    package = imported("directions")
    request = (
        inspect.signature(package.resources.Things.store_user).parameters["request"].annotation
    )
    assert str(request).startswith(
        "models.UserInputModel | models.User | inputs.UserInputModelDict"
    )
    assert set(package.inputs.UserInputModelDict.__annotations__) == {"secret", "name", "home"}
    assert "Required" in str(package.inputs.UserInputModelDict.__annotations__["secret"])
