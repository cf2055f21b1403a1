"""The stand-in behaves as the service was observed to; what is asserted here is what
`spec/reference/` says.
"""

from __future__ import annotations

import httpx2
import pytest

from tests.rehearsal.account import iso
from tests.rehearsal.control import READER
from tests.rehearsal.faults import Limit, chances
from tests.rehearsal.plays import PLAYS

pytestmark = pytest.mark.anyio

EMAIL = "application/vnd.np6.cm.email"
ADDRESS = {"prefix": "news", "domain": "example.com", "label": "News"}
CONTENT = {"headers": {"from": ADDRESS}, "subject": "News", "html": "<p>News</p>"}
NEWSLETTER = {
    "type": "mailMessage",
    "name": "News",
    "settings": {"templating": {"version": "4.1"}, "editionMode": 1},
    "content": CONTENT,
}


def body_less(answer: httpx2.Response, status: int) -> bool:
    return (answer.status_code, answer.content) == (status, b"")


async def action_in(np6, state: int) -> str:
    """The path of a new action in a state."""
    path = f"/actions/{(await np6.post('/actions', json=NEWSLETTER)).json()['id']}"
    if state >= 38:
        assert body_less(
            await np6.post(f"{path}/validation", json={"fortest": True, "testSegments": [13]}), 204
        )
    if state >= 50:
        assert body_less(await np6.post(f"{path}/validation", json={"fortest": False}), 204)
    assert await state_of(np6, path) == state
    return path


async def state_of(np6, path: str) -> int:
    return (await np6.get(path)).json()["informations"]["state"]


async def contact(np6, address: str) -> dict:
    return (await np6.post("/targets", json={"Email": address})).json()


async def send(np6, path: str, *recipients) -> httpx2.Response:
    messages = [{"recipient": recipient} for recipient in recipients]
    return await np6.post(f"{path}/executions", json=messages, headers={"Content-Type": EMAIL})


def by_unicity(address: str) -> dict:
    return {"type": "unicity", "value": [address]}


async def events(np6, **query) -> list[dict]:
    found = await np6.get("/actions/events", params={"start": "2026-02-01T00:00:00Z", **query})
    return found.json()


# --- who may call ---------------------------------------------------------------------------------


async def test_a_real_key_is_refused_and_told_why(np6):
    answer = await np6.get("/fields", headers={"X-Key": "0123456789abcdef"})
    assert answer.status_code == 403
    assert "rehearsal" in answer.text


@pytest.mark.parametrize("key", ["", "rehearsal-other"])
async def test_a_wrong_key_is_401(np6, key):
    assert body_less(await np6.get("/fields", headers={"X-Key": key}), 401)


async def test_every_answer_says_what_it_is_and_has_an_id(np6):
    answers = [
        await np6.get(path) for path in ("/fields", "/nowhere", "/targets/none", "/rehearsal")
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 200]
    assert all(answer.headers["X-Rehearsal"] == "true" for answer in answers)
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == len(answers)


async def test_it_says_what_it_can_be_asked_and_told(np6):
    said = (await np6.get("/rehearsal")).json()
    assert [(await np6.get(f"/rehearsal/{name}")).status_code for name in said["GET"]] == [200] * 4
    told = [
        (await np6.post(f"/rehearsal/{name}", json=body)).status_code
        for name, body in said["POST"].items()
    ]
    assert told == [204, 200, 204, 204]


async def test_it_does_not_answer_in_the_name_of_the_service(np6):
    assert (await np6.get("/fields", headers={"Host": "api-cm.np6.com"})).status_code == 421


async def test_a_user_without_rights_gets_409(np6):
    asking, validated = await action_in(np6, 38), await action_in(np6, 50)
    np6.headers["X-Key"] = READER
    assert body_less(await np6.post(f"{asking}/validation", json={"fortest": False}), 409)
    assert body_less(await send(np6, validated), 409)


# --- requests that do not fit ---------------------------------------------------------------------


async def test_a_request_that_does_not_fit_the_document_is_400_and_is_remembered_without_its_values(
    np6,
):
    answer = await np6.post(
        "/actions", json={**NEWSLETTER, "content": {"headers": {"from": "reader@example.com"}}}
    )
    assert answer.status_code == 400
    assert "/content/headers/from" in answer.text
    noted = (await np6.get("/rehearsal/violations")).json()
    assert [each["operation"] for each in noted["requests"]] == ["createAction"]
    assert "reader@example.com" not in str(noted) + answer.text


@pytest.mark.parametrize("content", [b"{", b""])
async def test_a_body_that_is_no_json_is_400(np6, content):
    answer = await np6.post(
        "/actions", content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400


async def test_a_post_whose_length_is_not_stated_is_411(np6):
    async def pieces():
        yield b"[]"

    path = await action_in(np6, 50)
    assert body_less(
        await np6.post(f"{path}/executions", content=pieces(), headers={"Content-Type": EMAIL}), 411
    )
    assert body_less(await np6.request("DELETE", f"{path}/validation", content=pieces()), 411)


async def test_another_media_type_is_415(np6):
    path = await action_in(np6, 50)
    assert body_less(await np6.post(f"{path}/executions", json=[]), 415)


# --- actions --------------------------------------------------------------------------------------


async def test_an_action_is_a_draft_until_its_content_suffices(np6):
    made = (await np6.post("/actions", json={"type": "mailMessage", "name": "News"})).json()
    path = f"/actions/{made['id']}"
    assert made["informations"]["state"] == 10
    assert body_less(
        await np6.post(f"{path}/validation", json={"fortest": True, "testSegments": [13]}), 409
    )
    changed = (await np6.put(path, json={**made, "content": CONTENT})).json()
    assert (changed["informations"]["state"], changed["name"]) == (20, "News")


async def test_a_validation_has_two_phases_and_is_taken_back(np6):
    path = await action_in(np6, 20)
    assert body_less(await np6.post(f"{path}/validation", json={"fortest": False}), 409)
    path = await action_in(np6, 50)
    assert (await np6.request("DELETE", f"{path}/validation")).status_code == 400
    assert body_less(await np6.request("DELETE", f"{path}/validation", json={}), 204)
    assert await state_of(np6, path) == 20
    assert body_less(await np6.request("DELETE", f"{path}/validation", json={}), 409)


async def test_a_test_goes_to_test_segments_that_are_there(np6):
    path = await action_in(np6, 20)
    assert (
        await np6.post(f"{path}/validation", json={"fortest": True, "testSegments": [999]})
    ).status_code == 404
    assert (await np6.post(f"{path}/validation", json={"fortest": True})).status_code == 400


async def test_the_address_field_is_a_field_of_the_account(np6):
    settings = {**NEWSLETTER["settings"], "field": 999}
    assert (
        await np6.post("/actions", json={**NEWSLETTER, "settings": settings})
    ).status_code == 404
    made = (await np6.post("/actions", json=NEWSLETTER)).json()
    assert made["settings"]["field"] == 1630


@pytest.mark.parametrize("state", [20, 38])
async def test_only_a_validated_action_is_sent(np6, state):
    assert body_less(await send(np6, await action_in(np6, state)), 409)


async def test_a_validated_action_is_sent_again_and_again(np6):
    path, reader = await action_in(np6, 50), await contact(np6, "a@example.com")
    for _ in range(2):
        assert (await send(np6, path, {"type": "id", "value": reader["id"]})).json()[0][
            "type"
        ] == "success"
    assert await state_of(np6, path) == 50


async def test_there_is_a_result_for_each_recipient_in_order(np6):
    path, reader = await action_in(np6, 50), await contact(np6, "a@example.com")
    footprint = {
        "type": "footprint",
        "id": reader["id"],
        "unicity": "a@example.com",
        "hash": reader["hash"],
    }
    recipients = [by_unicity("nobody@example.com"), by_unicity("a@example.com"), footprint]
    recipients.append({"type": "hash", "value": reader["hash"]})
    answer = await send(np6, path, *recipients)
    assert answer.status_code == 200
    refused, *sent = answer.json()
    assert refused == {
        "type": "error",
        "value": {"type": "recipient not found", "recipient": recipients[0]},
    }
    assert [result["recipient"] for result in sent] == [footprint] * 3
    assert len({result["id"] for result in sent}) == 3


async def test_a_unicity_is_an_array(np6):
    path = await action_in(np6, 50)
    await contact(np6, "a@example.com")
    answer = await send(
        np6, path, by_unicity("a@example.com"), {"type": "unicity", "value": "a@example.com"}
    )
    assert answer.status_code == 400
    assert (await np6.get("/rehearsal/sent")).json() == []


async def test_a_message_has_a_recipient(np6):
    path = await action_in(np6, 50)
    for body in ([{"subject": "News"}], [{"recipient": {"type": "pigeon"}}]):
        assert (
            await np6.post(f"{path}/executions", json=body, headers={"Content-Type": EMAIL})
        ).status_code == 400


async def test_content_is_replaced_where_the_templating_takes_it(np6):
    message = {
        "recipient": by_unicity("colleague@example.com"),
        "content": {"html": "<p>Another</p>"},
    }
    path, headers = await action_in(np6, 50), {"Content-Type": EMAIL}
    assert (await np6.post(f"{path}/execution", json=message, headers=headers)).json()[
        "type"
    ] == "success"
    assert body_less(
        await np6.post("/actions/000ABC/execution", json=message, headers=headers), 409
    )


# --- contacts and segments ------------------------------------------------------------------------


async def test_a_contact_is_created_by_names_and_read_by_numbers(np6):
    made = (await np6.post("/targets", json={"Email": "a@example.com", "City": "Lille"})).json()
    read = (await np6.get(f"/targets/{made['id']}")).json()
    assert read["fields"] == {"1630": "a@example.com", "1632": "Lille"}
    assert {"id", "hash", "fields"} <= read.keys()
    assert (await np6.get("/targets", params={"unicity": "a@example.com"})).json() == read


async def test_a_contact_that_exists_is_409_and_one_without_unicity_400(np6):
    await contact(np6, "a@example.com")
    assert body_less(await np6.post("/targets", json={"Email": "a@example.com"}), 409)
    assert (await np6.post("/targets", json={"City": "Lille"})).status_code == 400
    assert (
        await np6.post("/targets", json={"fields": {"1630": "b@example.com"}})
    ).status_code == 400
    assert (
        await np6.post("/targets", json={"Email": "b@example.com", "Town": "Lille"})
    ).status_code == 400


async def test_a_contact_is_put_by_its_unicity_whether_or_not_it_is_there(np6):
    answers = [
        await np6.put("/targets", params={"unicity": "a@example.com"}, json={"City": city})
        for city in ("Lille", "Lyon")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    first, second = (answer.json() for answer in answers)
    assert first["id"] == second["id"]
    assert second["fields"] == {"1630": "a@example.com", "1632": "Lyon"}


async def test_a_segment_takes_fifty_contacts_at_a_time(np6):
    segment = (await np6.post("/segments", json={"type": "static", "name": "Readers"})).json()
    path = f"/segments/{segment['id']}/targets"
    made = [(await contact(np6, f"{number}@example.com"))["id"] for number in range(3)]
    assert (await np6.put(path, json=[*made, "0@example.com", "nobody"])).json() == 3
    assert (await np6.put(path, json=["nobody"] * 51)).status_code == 400
    assert (await np6.get(path)).json() == made
    assert body_less(await np6.post("/segments", json={"type": "static", "name": "Readers"}), 409)


# --- events ---------------------------------------------------------------------------------------


async def test_events_follow_from_what_was_sent(np6):
    path = await action_in(np6, 50)
    courses = ("silent", "open", "click", "unsubscribe", "complaint", "hard-bounce", "soft-bounce")
    ids = {}
    for course in courses:
        await contact(np6, f"{course}@example.com")
        (result,) = (await send(np6, path, by_unicity(f"{course}@example.com"))).json()
        ids[result["id"]] = course
    await np6.post("/rehearsal/time", json={"forward": 24 * 10})
    told: dict[str, list[str]] = {}
    for event in await events(np6, sort="asc"):
        detail = event["source"]["detail"]
        assert event["timestamp"] > 10**12
        told.setdefault(ids[detail["activation"]["stamp"]["id"]], []).append(
            detail["bounce"]["analysis"]["verdict"]
            if "bounce" in detail
            else detail.get("link", event)["type"]
        )
    assert told == {
        "silent": ["activation"],
        "open": ["activation", "open"],
        "click": ["activation", "open", "redirection"],
        "unsubscribe": ["activation", "open", "unsubscribe"],
        "complaint": ["activation", "open", "complaint"],
        "hard-bounce": ["activation", "hard"],
        "soft-bounce": ["activation", "soft"],
    }


async def test_an_event_keeps_its_id_and_is_told_from_when_it_happened_on(np6):
    path = await action_in(np6, 50)
    await contact(np6, "click@example.com")
    await send(np6, path, by_unicity("click@example.com"))
    assert [event["type"] for event in await events(np6)] == ["activation"]
    await np6.post("/rehearsal/time", json={"forward": 24 * 10})
    first, again = await events(np6, sort="asc"), await events(np6, sort="desc")
    assert first == again[::-1]
    assert len({event["id"] for event in first}) == 3


async def test_the_start_is_within_and_the_end_is_not(np6):
    found = await events(np6, start="2026-01-31T00:00:00Z", sort="asc")
    first, second = (event["timestamp"] for event in found[:2])
    assert await events(np6, start=iso(first / 1000), end=iso(second / 1000)) == found[:1]


async def test_what_recipients_do_is_decided_by_the_seed(np6):
    async def happened(seed: int) -> list[tuple]:
        await np6.post("/rehearsal/reset", json={"seed": seed})
        path = await action_in(np6, 50)
        for number in range(40):
            await contact(np6, f"{number}@example.com")
        await send(np6, path, *(by_unicity(f"{number}@example.com") for number in range(40)))
        await np6.post("/rehearsal/time", json={"forward": 24 * 10})
        return sorted((event["id"], event["type"]) for event in await events(np6))

    assert await happened(1) == await happened(1) != await happened(2)


async def test_a_notification_reaches_contacts_and_has_events_too(np6):
    reader = await contact(np6, "a@example.com")
    recipient = {"type": "contact", "value": {"type": "id", "value": reader["id"]}}
    answer = await np6.post("/notifications/42/executions", json=[{"recipient": recipient}])
    assert answer.json()[0]["type"] == "success"
    assert (await np6.post("/notifications/43/executions", json=[])).status_code == 404
    found = (await np6.get("/notifications/42/events/activations")).json()
    assert [event["type"] for event in found] == ["activation"]


# --- imports, limits and the rest -----------------------------------------------------------------


async def test_an_import_is_defined_fed_and_run(np6):
    np6.headers["Accept"] = "application/vnd.mperf.v8.import.v1+json"
    path = f"/imports/{(await np6.post('/imports', json={'name': 'Readers'})).json()['id']}"
    octets = {"Content-Type": "application/octet-stream"}
    assert (await np6.put(f"{path}/source", content=b"Email\n", headers=octets)).json()[
        "type"
    ] == "file"
    assert (await np6.get(f"{path}/executions")).status_code == 404
    await np6.post(f"{path}/executions", json={})
    assert (await np6.get(f"{path}/executions")).json()["state"] == 0
    await np6.post("/rehearsal/time", json={"forward": 10})
    assert (await np6.get(f"{path}/executions")).json()["state"] == 1


async def test_beyond_the_limit_is_429_with_a_time_to_wait(np6):
    await np6.post("/rehearsal/reset", json={"limit": 2})
    answers = [await np6.get("/fields") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60


async def test_a_limit_is_of_any_span_of_its_length():
    at = [0.0]
    limit = Limit(2, 10, lambda: at[0])
    went = []
    for at[0] in (0, 9, 9.5, 10.5, 11, 19, 19.5):
        went.append(limit.take()[0])
    assert went == [True, True, False, True, False, True, False]


async def test_a_fault_befalls_the_next_call_as_planned(np6):
    await np6.post("/rehearsal/faults", json={"next": ["503", "", "503-later"]})
    answers = [await np6.get("/fields") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 200, 503, 200]
    assert [answer.headers.get("Retry-After") for answer in answers] == [None, None, "1", None]
    assert (await np6.post("/rehearsal/faults", json={"next": ["flood"]})).status_code == 400


async def test_what_is_not_played_is_answered_with_the_example_and_says_so(np6):
    answer = await np6.get("/parameters/applications")
    assert (answer.status_code, answer.headers["X-Rehearsal-Example"]) == (200, "true")
    assert "X-Rehearsal-Example" not in (await np6.get("/fields")).headers


async def test_an_answer_that_does_not_fit_the_document_is_remembered(np6, monkeypatch):
    monkeypatch.setitem(PLAYS, "listFields", lambda *_: [{"id": "one"}])
    await np6.get("/fields")
    assert (
        (await np6.get("/rehearsal/violations")).json()["answers"]
        == np6.stand_in.record.answers
        != []
    )
    np6.stand_in.record.answers.clear()


async def test_a_difference_from_the_document_can_be_planted(np6):
    await np6.post(
        "/rehearsal/plant",
        json={"listFields": {"/0/id": "one", "/1/new~1field": None, "/9/id": 1, "/0/id/x": 1}},
    )
    first, second, _ = (await np6.get("/fields")).json()
    assert (first["id"], second["id"], second["new/field"]) == ("one", 1631, None)
    assert (await np6.post("/rehearsal/plant", json={"noOperation": {}})).status_code == 400
    assert (await np6.post("/rehearsal/plant", json={"listFields": {"": 1}})).status_code == 400
    await np6.post("/rehearsal/reset")
    assert (await np6.get("/fields")).json()[0]["id"] == 1630


async def test_every_player_is_of_an_operation_of_the_document(np6):
    assert PLAYS.keys() <= np6.stand_in.operations


@pytest.mark.parametrize("text", ["0.6", "drop:0.1,503:0.2", ""])
async def test_chances_are_for_all_kinds_or_for_some(text):
    expected = {"0.6": 0.6, "drop:0.1,503:0.2": 0.3, "": 0}
    assert sum(chances(text).values()) == pytest.approx(expected[text])


@pytest.mark.parametrize("text", ["2", "often", "flood:0.1"])
async def test_a_wrong_chance_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        chances(text)
