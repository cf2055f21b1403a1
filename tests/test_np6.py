"""What is peculiar to NP6, as the application developer meets it in the generated package."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "generated"))

from np6 import NP6, AsyncNP6, ConflictError, InvalidInputError, Pace, RateLimitError, models

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")

BOUNCE = {
    "type": "bounce",
    "id": "00000000-0000-4000-8000-000000000020",
    "timestamp": 1_735_718_460_500,
    "identity": {"type": "customer", "agency": "DEMO", "customer": "001"},
    "source": {
        "type": "email",
        "detail": {
            "bounce": {"analysis": {"verdict": "soft"}},
            "activation": {"recipient": "a@example.com"},
        },
    },
}


class Account:
    """An account that answers everything with `answer`, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx2.Request] = []
        self.answer: Callable[[httpx2.Request], httpx2.Response] = lambda request: httpx2.Response(
            200, json={}
        )
        self.transport = httpx2.MockTransport(self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        return self.answer(request)

    @property
    def last(self) -> httpx2.Request:
        return self.asked[-1]


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def client(account: Account) -> Iterator[NP6]:
    with NP6(
        api_key="key", base_url="http://np6.test", transport=account.transport, max_retries=0
    ) as made:
        yield made


# --- alternatives, of which exactly one is given


@pytest.mark.parametrize(
    "given", [{}, {"id": "A", "hash": "b"}, {"id": "A", "unicity": "b", "hash": "c"}]
)
def test_two_or_none_of_the_identifiers_are_refused_and_named(
    client: NP6, account: Account, given: dict[str, str]
) -> None:
    with pytest.raises(
        InvalidInputError, match=r"^exactly one of these must be given: id or unicity or hash$"
    ):
        client.contacts.events.list_stops_by(**given)
    assert not account.asked


@pytest.mark.parametrize("name", ["id", "unicity", "hash"])
def test_one_identifier_becomes_the_query_that_the_reference_writes_into_the_path(
    client: NP6, account: Account, name: str
) -> None:
    account.answer = lambda request: httpx2.Response(200, json=[])
    assert client.contacts.events.list_stops_by(**{name: "a b"}) == []
    assert account.last.url.raw_path == f"/targets/events/responses/stop?{name}=a%20b".encode()


# --- vendor media types


def test_the_model_of_a_message_chooses_its_media_type(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(200, json={"type": "success"})
    sent = []
    for message in (
        {"subject": "Hello"},
        models.EmailMessage(subject="Hello"),
        models.SmsMessage(text="Hello"),
    ):
        client.actions.send("000ABC", message)
        sent.append((account.last.headers["content-type"], json.loads(account.last.content)))
    email, sms = "application/vnd.np6.cm.email", "application/vnd.np6.cm.sms"
    assert sent == [
        (email, {"subject": "Hello"}),
        (email, {"subject": "Hello"}),
        (sms, {"text": "Hello"}),
    ]


def test_a_message_is_given_by_its_fields(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(
        200, json={"type": "success", "id": str(UUID(int=1))}
    )
    client.actions.send("000ABC", recipient={"type": "id", "value": "000PKXK4"}, subject="Hello")
    assert account.last.headers["content-type"] == "application/vnd.np6.cm.email"
    assert json.loads(account.last.content) == {
        "recipient": {"type": "id", "value": "000PKXK4"},
        "subject": "Hello",
    }
    client.actions.send("000ABC", data={"name": "Jane"}, content_type="application/vnd.np6.cm.sms")
    assert account.last.headers["content-type"] == "application/vnd.np6.cm.sms"


def test_an_import_is_uploaded_with_its_length_whatever_it_is_made_of(
    client: NP6, account: Account, tmp_path: Path
) -> None:
    account.answer = lambda request: httpx2.Response(200, json={})
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"email")
    for source in (b"email", path, path.open("rb"), iter([b"em", b"ail"])):
        client.imports.upload_source(5, source)
        assert (account.last.headers["content-length"], account.last.content) == ("5", b"email")


def test_a_keyword_chooses_the_media_type_of_a_plain_dict(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(200, json=[{"type": "success"}])
    client.actions.send_many(
        "000ABC", [{"text": "Hello"}], content_type="application/vnd.np6.cm.sms"
    )
    assert account.last.headers["content-type"] == "application/vnd.np6.cm.sms"


def test_a_body_of_the_wrong_type_for_its_media_type_is_refused(
    client: NP6, account: Account
) -> None:
    with pytest.raises(
        InvalidInputError,
        match=r"^body: request is or holds a model that is not sent as application/vnd.np6.cm.sms$",
    ):
        client.actions.send(
            "000ABC",
            models.EmailMessage(subject="Hello"),
            content_type="application/vnd.np6.cm.sms",
        )
    with pytest.raises(
        InvalidInputError, match=r"^body: request is or holds models of several media types$"
    ):
        client.actions.send_many(
            "000ABC", [models.EmailMessage(subject="Hello"), models.SmsMessage(text="Hello")]
        )
    with pytest.raises(
        InvalidInputError, match=r"^content_type: must be one of application/vnd.np6.cm.email, "
    ):
        client.actions.send("000ABC", {}, content_type="application/json")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match=r"^body.subject: "):
        client.actions.send("000ABC", {"subject": 5})  # type: ignore[typeddict-item]
    assert not account.asked


# --- limits, dates, numbers with a meaning, names


def test_more_contacts_than_the_maximum_are_refused_before_anything_is_sent(
    client: NP6, account: Account
) -> None:
    with pytest.raises(InvalidInputError, match=r"^body: .*50"):
        client.segments.targets.add(7, [f"{number:08}" for number in range(51)])
    with pytest.raises(InvalidInputError, match=r"^size: must be at most 50, "):
        client.segments.targets.in_batches(51).add(7, ["00000000"])
    assert not client.segments.targets.in_batches().add(7, [])
    assert not account.asked


@pytest.mark.parametrize(
    "moment", [datetime(2026, 1, 31), datetime(2026, 1, 31).date(), "2026-01-31T00:00:00"]
)
def test_a_date_without_a_zone_is_refused_by_name(
    client: NP6, account: Account, moment: Any
) -> None:
    with pytest.raises(
        InvalidInputError, match=r"^query.start: must have a time zone \(RFC 3339\)$"
    ):
        client.actions.events.list_bounces("000ABC", start=moment)
    stamp = {"time": datetime(2026, 1, 31)}
    with pytest.raises(
        InvalidInputError, match=r"^body.stamp.time: must have a time zone \(RFC 3339\)$"
    ):
        client.notifications.execute(42, stamp=stamp)
    assert not account.asked


def test_milliseconds_since_the_epoch_are_a_number_and_a_moment(
    client: NP6, account: Account
) -> None:
    account.answer = lambda request: httpx2.Response(200, json=[BOUNCE])
    (event,) = client.actions.events.list_bounces("000ABC")
    assert event.timestamp == 1_735_718_460_500
    assert event.timestamp.datetime == datetime(2025, 1, 1, 8, 1, 0, 500_000, tzinfo=UTC)
    account.answer = lambda request: httpx2.Response(200, json={"type": "success"})
    for moment in (event.timestamp, event.timestamp.datetime, 1_735_718_460_500):
        client.notifications.execute(42, stamp={"time": moment})
        assert json.loads(account.last.content) == {"stamp": {"time": 1_735_718_460_500}}


def test_a_state_has_the_meaning_that_the_reference_gives_and_may_be_new(
    client: NP6, account: Account
) -> None:
    states = []
    for number in (1, 7):
        account.answer = lambda request, number=number: httpx2.Response(200, json={"state": number})
        states.append(client.imports.get_last_execution(5).state)
    assert states == [models.ImportState.COMPLETED, 7]
    assert isinstance(states[1], models.ImportState)


def test_a_state_of_an_action_that_is_new_is_read_and_sent_back_as_it_is(
    client: NP6, account: Account
) -> None:
    for number, known in ((38, True), (70, False)):
        account.answer = lambda request, number=number: httpx2.Response(
            200, json={"informations": {"state": number}}
        )
        action = client.actions.get("000ABC")
        assert action.informations is not None
        assert (action.informations.state == models.ActionState.ASKING_VALIDATION) is known
        for given in (action, action.to_dict()):
            client.actions.update("000ABC", given)
            assert json.loads(account.last.content) == {"informations": {"state": number}}


# --- what came of a message, what happened to it


def test_results_of_messages_are_told_apart_by_class(client: NP6, account: Account) -> None:
    answers = [
        {
            "type": "success",
            "id": BOUNCE["id"],
            "recipient": {"type": "footprint", "unicity": "a@example.com"},
        },
        {
            "type": "error",
            "value": {
                "type": "recipient not found",
                "recipient": {"type": "unicity", "value": ["b", "c"]},
            },
        },
        {"type": "delayed", "until": 5},
    ]
    account.answer = lambda request: httpx2.Response(200, json=answers)
    found = []
    for result in client.actions.send_many("000ABC", [{}, {}, {}]):
        match result:
            case models.MessageSuccess(
                id=message, recipient=models.FootprintIdentity(unicity=address)
            ):
                found.append((str(message), address))
            case models.MessageError(
                value=models.MessageErrorValue(
                    type=why, recipient=models.UnicityIdentity(value=asked)
                )
            ):
                found.append((why, asked))
            case models.OtherMessageResult(type=kind):
                found.append((kind, result.to_dict()))
    assert found == [
        (BOUNCE["id"], "a@example.com"),
        ("recipient not found", ["b", "c"]),
        ("delayed", answers[2]),
    ]


def test_events_are_told_apart_by_class_and_hits_by_their_link(
    client: NP6, account: Account
) -> None:
    hits = [
        {"type": "hit", "source": {"type": "email", "detail": {"link": {"type": kind}}}}
        for kind in ("open", "form")
    ]
    account.answer = lambda request: httpx2.Response(
        200, json=[BOUNCE, *hits, {"type": "complaint"}, {"type": "optout"}, {}]
    )
    found: list[object] = []
    for event in client.actions.events.list_all():
        match event:
            case models.BounceEvent(
                source=models.EmailSource(
                    detail=models.EmailDetail(bounce=models.Bounce(analysis=what))
                )
            ):
                found.append(what and what.verdict)
            case models.HitEvent(
                source=models.EmailSource(
                    detail=models.EmailDetail(link=models.EmailLink(type=kind))
                )
            ):
                found.append(kind)
            case models.ComplaintEvent():
                found.append(event.type)
            case models.OtherEvent(type=kind):
                found.append(kind)
    assert found == [
        models.BounceVerdict.SOFT,
        models.EmailLinkType.OPEN,
        "form",
        "complaint",
        "optout",
        None,
    ]


@pytest.mark.parametrize("kind", ["unicity", "hash"])
def test_an_identity_of_another_shape_is_refused_before_it_is_sent(
    client: NP6, account: Account, kind: str
) -> None:
    wrong = "a@example.com" if kind == "unicity" else ["0123"]
    with pytest.raises(
        InvalidInputError, match=r"^body\.recipient\.value: must be a valid (list|string)$"
    ):
        client.actions.send("000ABC", {"recipient": {"type": kind, "value": wrong}})
    assert not account.asked


# --- bodies and answers that other sources than the pages tell of


def test_taking_a_validation_back_sends_the_empty_object_that_it_needs(
    client: NP6, account: Account
) -> None:
    account.answer = lambda request: httpx2.Response(204)
    client.actions.unvalidate("000ABC")
    assert (account.last.content, account.last.headers["content-type"]) == (
        b"{}",
        "application/json",
    )


def test_what_is_created_comes_back(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(
        200, json={"id": "000ABC", "fields": {"1": "a@example.com"}}
    )
    assert client.actions.create(type="mailMessage", name="Sale").id == "000ABC"
    assert client.contacts.create({"Email": "a@example.com"}).fields == {"1": "a@example.com"}
    assert json.loads(account.last.content) == {"Email": "a@example.com"}


def test_a_contact_is_created_again_after_a_lost_answer_and_one_that_exists_is_a_conflict(
    account: Account,
) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if len(account.asked) == 1:
            raise httpx2.ReadTimeout("lost", request=request)
        return httpx2.Response(409, headers={"x-request-id": "call-1"})

    account.answer = answer
    client = NP6(
        api_key="key", max_retries=1, base_url="http://np6.test", transport=account.transport
    )
    with client, pytest.raises(ConflictError) as caught:
        client.contacts.create({"Email": "a@example.com"})
    assert (len(account.asked), caught.value.request_id, caught.value.body) == (2, "call-1", None)


def test_imports_ask_for_their_media_type(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(200, json={})
    asked = []
    for call in (
        lambda: client.imports.create(name="Nightly"),
        lambda: client.imports.update(5, name="Nightly"),
        lambda: client.imports.upload_source(5, b"email"),
        lambda: client.imports.start_execution(5),
    ):
        call()
        asked.append(account.last.headers["accept"])
    assert set(asked) == {"application/vnd.mperf.v8.import.v1+json"}


def test_misspelt_keys_stay_on_the_wire_only(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(204)
    client.actions.validate("000ABC", for_test=True, text_and_html=False)
    assert json.loads(account.last.content) == {"fortest": True, "textandHtml": False}
    feature = models.SegmentationFeature(type="segmentation", empty_existing_segment=True)
    client.imports.create(features=[feature])
    assert json.loads(account.last.content) == {
        "features": [{"type": "segmentation", "emptyExisitingSegment": True}]
    }


def test_deprecated_operations_warn(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(200, json=[])
    with pytest.deprecated_call(match=r"client\.fields\.list is deprecated"):
        client.fields.list()


# --- unions that go on


def test_what_an_event_came_from_is_told_by_its_type_and_may_be_new(
    client: NP6, account: Account
) -> None:
    carrier = BOUNCE | {
        "source": {"type": "pigeon", "ring": "A7", "detail": {"weather": "fog"}},
        "type": "delay",
    }
    account.answer = lambda request: httpx2.Response(200, json=[BOUNCE, carrier])
    known, new = client.actions.events.list_bounces("000ABC")
    assert isinstance(known.source, models.EmailSource)
    assert known.source.detail is not None
    assert known.source.detail.bounce is not None
    assert isinstance(new.source, models.OtherSource)
    assert (new.type, new.source.type, new.source.detail, new.source.ring) == (
        "delay",
        "pigeon",
        {"weather": "fog"},
        "A7",
    )


def test_a_contact_is_named_in_a_known_form_or_another(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(
        200, json={"type": "success", "recipient": {"type": "footprint", "id": "A"}}
    )
    result = client.actions.send("000ABC", {"recipient": {"type": "later", "value": [1]}})
    assert json.loads(account.last.content) == {"recipient": {"type": "later", "value": [1]}}
    assert isinstance(result.recipient, models.FootprintIdentity)
    with pytest.raises(InvalidInputError, match=r"^body.recipient.value: "):
        client.actions.send("000ABC", {"recipient": {"type": "id", "value": 5}})


# --- bodies where others have none, answers that nobody described


def test_reading_and_deleting_may_take_a_body(client: NP6, account: Account) -> None:
    client.contacts.get("000PKXK4", {"fields": [1, 2]})
    assert (account.last.method, json.loads(account.last.content)) == ("GET", {"fields": [1, 2]})
    assert account.last.headers["content-type"] == "application/vnd.mperf.v8.model.v1+json"
    account.answer = lambda request: httpx2.Response(204)
    client.contacts.delete_many({"type": "segment", "value": 7})
    assert (account.last.method, json.loads(account.last.content)) == (
        "DELETE",
        {"type": "segment", "value": 7},
    )
    account.answer = lambda request: httpx2.Response(200, json={})
    client.contacts.get_by(hash="a")
    assert (account.last.content, account.last.headers.get("content-type")) == (b"", None)


@pytest.mark.parametrize(
    ("response", "result"),
    [
        (httpx2.Response(200, json={"id": 5}), {"id": 5}),
        (httpx2.Response(204), None),
        (httpx2.Response(200, text="done"), "done"),
        (
            httpx2.Response(200, content=b"%PDF", headers={"content-type": "application/pdf"}),
            b"%PDF",
        ),
    ],
    ids=["json", "nothing", "text", "bytes"],
)
def test_an_answer_that_the_reference_does_not_show_comes_as_it_is(
    client: NP6, account: Account, response: httpx2.Response, result: Any
) -> None:
    account.answer = lambda request: response
    assert client.notifications.get(42) == result


# --- lists that are too long for one answer or one call


def test_events_come_one_at_a_time(client: NP6, account: Account) -> None:
    served = []

    def pieces() -> Iterator[bytes]:
        for number in range(1000):
            served.append(number)
            yield (b"," if number else b"[") + json.dumps(BOUNCE | {"timestamp": number}).encode()
        yield b"]"

    account.answer = lambda request: httpx2.Response(
        200, headers={"content-type": "application/json"}, content=pieces()
    )
    with client.actions.events.with_streamed_items.list_bounces("000ABC") as events:
        for number, event in enumerate(events):
            assert event.timestamp == number
            assert len(served) <= number + 2
    assert len(served) == 1000


@pytest.mark.anyio
async def test_events_come_one_at_a_time_to_an_asynchronous_client_too(
    account: Account, anyio_backend_name: str
) -> None:
    account.answer = lambda request: httpx2.Response(200, json=[BOUNCE, BOUNCE])
    async with AsyncNP6(
        api_key="key", base_url="http://np6.test", transport=account.transport
    ) as client:
        events = client.actions.events.with_streamed_items.list_bounces("000ABC")
        assert [event.type async for event in events] == ["bounce", "bounce"]


def test_any_number_of_contacts_is_added_fifty_at_a_time(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(200, json=len(json.loads(request.content)))
    report = client.segments.targets.in_batches().add(7, (f"{number:08}" for number in range(120)))
    assert [len(json.loads(request.content)) for request in account.asked] == [50, 50, 20]
    assert len(report.raise_for_errors().sent) == 120


@pytest.mark.anyio
async def test_a_notification_goes_to_many_with_a_result_each(
    account: Account, anyio_backend_name: str
) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        items = json.loads(request.content)
        if items[0]["title"] == "4":
            return httpx2.Response(400)
        return httpx2.Response(
            200,
            json=[
                {"type": "success", "recipient": {"type": "n", "title": item["title"]}}
                for item in items
            ],
        )

    account.answer = answer
    async with AsyncNP6(
        api_key="key", base_url="http://np6.test", transport=account.transport
    ) as client:
        people = ({"title": str(number)} for number in range(10))
        report = await client.notifications.in_batches(2, workers=3).execute_many(42, people)
    assert [outcome.status for outcome in report] == ["sent"] * 4 + ["refused"] * 2 + ["sent"] * 4
    assert all(outcome.value.recipient.title == outcome.item["title"] for outcome in report.sent)


@pytest.mark.parametrize(
    ("resource", "function", "id"),
    [
        ("notifications", "execute_many", 42),
        ("actions", "send_many", "000ABC"),
        ("actions", "render_many", "000ABC"),
    ],
)
def test_a_recipient_that_is_refused_inside_a_success_was_not_sent(
    client: NP6, account: Account, resource: str, function: str, id: int | str
) -> None:
    """As integrators meet it: the status is 200, and the others are sent."""
    refused = {
        "type": "error",
        "value": {"type": "recipient not found", "recipient": {"type": "id", "value": "jane"}},
    }
    account.answer = lambda request: httpx2.Response(
        200, json=[{"type": "success"}, refused, {"type": "success"}]
    )
    report = getattr(getattr(client, resource).in_batches(3), function)(id, [{}, {}, {}])
    assert [outcome.status for outcome in report] == ["sent", "refused", "sent"]
    assert report[1].value.to_dict() == refused
    assert str(report[1].error).endswith(": its own result is no success, by its `type`")


def test_messages_of_several_kinds_are_parted(client: NP6, account: Account) -> None:
    account.answer = lambda request: httpx2.Response(
        200, json=[{"type": "success"}] * len(json.loads(request.content))
    )
    email, sms = models.EmailMessage(subject="Hello"), models.SmsMessage(text="Hello")
    report = client.actions.in_batches(2).send_many("000ABC", [sms, email, sms, sms, sms, email])
    assert [outcome.status for outcome in report] == ["sent"] * 6
    assert [
        (request.headers["content-type"].rpartition(".")[2], len(json.loads(request.content)))
        for request in account.asked
    ] == [*(("sms", 1), ("email", 1), ("sms", 2), ("sms", 1), ("email", 1))]


# --- limits of the account


def test_the_limits_of_the_account_can_be_read_and_kept(client: NP6, account: Account) -> None:
    headers = {
        "X-RateLimit-Limit": "100",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "soon",
    }
    account.answer = lambda request: httpx2.Response(429, headers=headers)
    with pytest.raises(RateLimitError) as raised:
        client.contacts.count()
    assert raised.value.rate_limit == (100, 0, "soon")
    account.answer = lambda request: httpx2.Response(200, headers=headers, json={"targetsCount": 5})
    assert client.contacts.with_raw_response.count().rate_limit == (100, 0, "soon")

    paced = client.with_options(pace=Pace(2, per=0.2))
    started = datetime.now(UTC)
    for _ in range(5):
        paced.contacts.count()
    assert datetime.now(UTC) - started >= timedelta(seconds=0.4)
