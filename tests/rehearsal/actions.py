"""Actions: their states, the two phases of their validation, and what is sent in state 50."""

from __future__ import annotations

from typing import Final

from generator.document.examples import JsonValue
from tests.rehearsal import contacts
from tests.rehearsal.account import (
    ASKING_VALIDATION,
    CREATED,
    CREATION,
    EMAIL,
    PAST_ACTION,
    PAST_DAY,
    VALIDATED,
    Account,
    Contact,
    Json,
    iso,
)
from tests.rehearsal.contract import Call, Refused
from tests.rehearsal.sending import send_email

DRAFT = (CREATION, CREATED)
_SMS: Final = "application/vnd.np6.cm.sms"
_REPLACEABLE: Final = "4.1"  # the templating whose whole content a message may replace


# --- drafting -------------------------------------------------------------------------------------


def create(account: Account, call: Call) -> Json:
    body = call.object()
    if not isinstance(body.get("type"), str) or not isinstance(body.get("name"), str):
        raise Refused(400, "an action has a type and a name")
    return _add(account, body)


def read(account: Account, call: Call) -> Json:
    return _action(account, call)


def update(account: Account, call: Call) -> Json:
    """Assumed: what is left out is kept, and an action whose validation has begun cannot be
    changed.
    """
    action, body = _action(account, call), call.object()
    if state_of(action) not in DRAFT:
        raise Refused(409)
    changed = {**action, **body, "id": action["id"], "creationDate": action["creationDate"]}
    changed["settings"] = _settings(account, changed.get("settings"))
    changed["informations"] = {**_object(changed, "informations"), "state": _drafted(changed)}
    action.update(changed)
    return action


def delete(account: Account, call: Call) -> None:
    del account.actions[str(_action(account, call)["id"])]


def duplicate(account: Account, call: Call) -> Json:
    """The copy comes in state 10, whatever it holds; a change of it finds its state anew."""
    action = _action(account, call)
    copy = _add(account, {**action, "name": f"{action['name']} (copy)"})
    informations = _object(copy, "informations")
    informations["state"] = CREATION
    if "folder" in call.query:
        informations["folder"] = call.query["folder"]
    return copy


def list_all(account: Account, call: Call) -> JsonValue:
    """Without the contents, which the reference does not show in the list."""
    start, end = call.query.get("creation_start"), call.query.get("creation_end")
    return [
        {name: value for name, value in action.items() if name != "content"}
        for action in account.actions.values()
        if (
            not isinstance(start, str)
            or contacts.moment(start) <= contacts.moment(action["creationDate"])
        )
        and (
            not isinstance(end, str)
            or contacts.moment(action["creationDate"]) < contacts.moment(end)
        )
    ]


def add_past(account: Account) -> None:
    """The action that was sent before anything was rehearsed."""
    past = _add(
        account, {"type": "mailMessage", "name": "January news"}, PAST_ACTION, PAST_DAY.timestamp()
    )
    _object(past, "informations")["state"] = VALIDATED


def _add(
    account: Account, body: Json, key: str | None = None, created: float | None = None
) -> Json:
    made: Json = {**body, "id": key or account.key("000A")}
    made["creationDate"] = iso(account.now() if created is None else created)
    made["settings"] = _settings(account, body.get("settings"))
    given: Json = {"folder": None, "category": None, **_object(body, "informations")}
    made["informations"] = {**given, "state": _drafted(made)}
    account.actions[str(made["id"])] = made
    return made


def _settings(account: Account, given: JsonValue) -> Json:
    """Settings with the account's defaults. Raises `Refused` 404 for an address field that the
    account does not have.
    """
    settings: Json = {
        "field": EMAIL,
        "contentFormat": 1,
        **(given if isinstance(given, dict) else {}),
    }
    if settings["field"] not in account.fields:
        raise Refused(404, "settings.field is the number of no field")
    return settings


def _drafted(action: Json) -> int:
    """The state of a draft: 20 where a test can start, else 10."""
    content = _object(action, "content")
    sender = _object(_object(content, "headers"), "from")
    given = (
        sender.get("prefix"),
        sender.get("domain"),
        content.get("subject"),
        content.get("html") or content.get("text"),
    )
    return CREATED if all(given) else CREATION


def _object(parent: Json, name: str) -> Json:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}


def _action(account: Account, call: Call) -> Json:
    found = account.actions.get(call.path["id"])
    if found is None:
        raise Refused(404)
    return found


def state_of(action: Json) -> JsonValue:
    return _object(action, "informations")["state"]


def _set_state(action: Json, state: int) -> None:
    _object(action, "informations")["state"] = state


# --- validation -----------------------------------------------------------------------------------


def validate(account: Account, call: Call) -> None:
    """The first phase is a test and leads from 20 to 38, the second from 38 to 50. Assumed: in any
    other state it is 409.
    """
    action, body = _action(account, call), call.object()
    if not call.may_send:
        raise Refused(409)
    if body.get("fortest"):
        _test(account, action, body)
    elif state_of(action) != ASKING_VALIDATION:
        raise Refused(409)
    else:
        _set_state(action, VALIDATED)


def _test(account: Account, action: Json, body: Json) -> None:
    numbers = body.get("testSegments")
    if not isinstance(numbers, list) or not numbers:
        raise Refused(400, "a test has the numbers of the segments that it goes to")
    segments = [
        account.segments.get(number) if isinstance(number, int) else None for number in numbers
    ]
    if None in segments:
        raise Refused(404, "a segment of the test is not there")
    if state_of(action) != CREATED or not all(
        segment and segment.body["isTest"] for segment in segments
    ):
        raise Refused(409)
    _set_state(action, ASKING_VALIDATION)


def unvalidate(account: Account, call: Call) -> None:
    """A body is required, and `{}` will do."""
    action, _ = _action(account, call), call.object()
    if not call.may_send or state_of(action) not in (ASKING_VALIDATION, VALIDATED):
        raise Refused(409)
    _set_state(action, CREATED)


# --- sending --------------------------------------------------------------------------------------


def send_many(account: Account, call: Call) -> JsonValue:
    """A result for each recipient, in the order of the request. One that is in no form of the
    service refuses the whole.
    """
    action = _ready(account, call)
    if not isinstance(call.body, list):
        raise Refused(400, "the body is a list of messages")
    meant = [_meant(account, action, message) for message in call.body]
    return [_result(account, action, found, identity) for found, identity in meant]


def send(account: Account, call: Call) -> JsonValue:
    action = _ready(account, call)
    found, identity = _meant(account, action, call.object())
    return _result(account, action, found, identity)


def send_to(account: Account, call: Call) -> None:
    action = _ready(account, call)
    contact = account.contacts.get(call.path["targetId"])
    if contact is None:
        raise Refused(404)
    send_email(account, str(action["id"]), contact)


def _ready(account: Account, call: Call) -> Json:
    """The action of a call that sends; it is in state 50, and of the kind that the media type
    names.
    """
    action = _action(account, call)
    if state_of(action) != VALIDATED or not call.may_send:
        raise Refused(409)
    is_sms = str(action["type"]).startswith("sms")
    if is_sms != (call.content_type.partition(";")[0].strip().lower() == _SMS):
        raise Refused(409)  # assumed
    return action


def _meant(account: Account, action: Json, message: JsonValue) -> tuple[Contact | None, JsonValue]:
    """Who a message is for, as found and as asked for."""
    if not isinstance(message, dict) or "recipient" not in message:
        raise Refused(400, "a message has a recipient")
    templating = _object(_object(action, "settings"), "templating")
    if message.get("content") and templating.get("version") != _REPLACEABLE:
        raise Refused(409)
    return contacts.find(account, message["recipient"]), message["recipient"]


def _result(account: Account, action: Json, contact: Contact | None, identity: JsonValue) -> Json:
    if contact is None:
        return {"type": "error", "value": {"type": "recipient not found", "recipient": identity}}
    message = send_email(account, str(action["id"]), contact)
    return {"type": "success", "id": message.id, "recipient": contact.footprint()}


# --- previews -------------------------------------------------------------------------------------


def render(account: Account, call: Call) -> Json:
    return _rendered(account, _action(account, call), call.object())


def render_many(account: Account, call: Call) -> JsonValue:
    action = _action(account, call)
    items = call.body if isinstance(call.body, list) else []
    return [_rendered(account, action, item if isinstance(item, dict) else {}) for item in items]


def _rendered(account: Account, action: Json, asked: Json) -> Json:
    """The content of the action as it is: how a template is filled in is not known here."""
    contact = contacts.find(account, asked["receiver"]) if "receiver" in asked else None
    if "receiver" in asked and contact is None:
        return {
            "type": "error",
            "value": {"type": "recipient not found", "recipient": asked["receiver"]},
        }
    content = _object(action, "content")
    shown: Json = {
        name: content[name]
        for name in ("subject", "html", "text")
        if isinstance(content.get(name), str)
    }
    address = contact.fields.get(str(EMAIL)) if contact is not None else None
    return {
        "type": "success",
        **shown,
        **({"recipient": address} if isinstance(address, str) else {}),
    }
