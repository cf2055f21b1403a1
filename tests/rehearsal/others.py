"""Notifications and imports, as far as they are known."""

from __future__ import annotations

from generator.document.examples import JsonValue
from tests.rehearsal import contacts
from tests.rehearsal.account import Account, Contact, Import, Json, iso
from tests.rehearsal.contract import Call, Refused
from tests.rehearsal.sending import execute

_HOURS_OF_A_RUN = 0.1


# --- notifications --------------------------------------------------------------------------------


def create(account: Account, call: Call) -> Json:
    number = account.number()
    account.notifications[number] = {"active": False, **call.object(), "id": number}
    return account.notifications[number]


def read(account: Account, call: Call) -> Json:
    return account.notifications[contacts.number_in(account.notifications, call)]


def update(account: Account, call: Call) -> Json:
    number = contacts.number_in(account.notifications, call)
    account.notifications[number] = {**call.object(), "id": number}
    return account.notifications[number]


def delete(account: Account, call: Call) -> None:
    del account.notifications[contacts.number_in(account.notifications, call)]


def duplicate(account: Account, call: Call) -> Json:
    copied, number = read(account, call), account.number()
    name = copied.get("name")
    account.notifications[number] = {
        **copied,
        "id": number,
        **({"name": f"{name} (copy)"} if isinstance(name, str) else {}),
    }
    return account.notifications[number]


def execute_one(account: Account, call: Call) -> JsonValue:
    number = contacts.number_in(account.notifications, call)
    return _result(account, number, call.object().get("recipient"))


def execute_many(account: Account, call: Call) -> JsonValue:
    number = contacts.number_in(account.notifications, call)
    items = call.body if isinstance(call.body, list) else []
    return [
        _result(account, number, item.get("recipient") if isinstance(item, dict) else None)
        for item in items
    ]


def _result(account: Account, number: int, recipient: JsonValue) -> Json:
    """Assumed: a contact that is not there is told as it is of an action. A recipient of another
    type is taken in.
    """
    if not isinstance(recipient, dict):
        raise Refused(400, "an execution has a recipient")
    contact: Contact | None = None
    if recipient.get("type") == "contact":
        contact = contacts.find(account, recipient.get("value"))
        if contact is None:
            return {
                "type": "error",
                "value": {"type": "recipient not found", "recipient": recipient},
            }
    return {"type": "success", "id": execute(account, number, contact), "recipient": recipient}


# --- imports --------------------------------------------------------------------------------------


def list_imports(account: Account, call: Call) -> JsonValue:
    return [each.body for each in account.imports.values()]


def create_import(account: Account, call: Call) -> Json:
    number = account.number()
    account.imports[number] = Import(
        {**call.object(), "id": number, "creationDate": iso(account.now())}
    )
    return account.imports[number].body


def read_import(account: Account, call: Call) -> Json:
    return _import(account, call).body


def update_import(account: Account, call: Call) -> Json:
    found = _import(account, call)
    found.body |= {**call.object(), "id": found.body["id"], "updateDate": iso(account.now())}
    return found.body


def delete_import(account: Account, call: Call) -> None:
    del account.imports[contacts.number_in(account.imports, call)]


def upload_source(account: Account, call: Call) -> Json:
    """The file is not read: which column goes where is in an import format, which no operation
    shows.
    """
    found = _import(account, call)
    now = iso(account.now())
    source: Json = {
        "type": "file",
        "id": account.number(),
        "creationDate": now,
        "updateDate": now,
        "filename": "source.csv",
    }
    found.body["source"] = source
    return source


def start_execution(account: Account, call: Call) -> Json:
    found = _import(account, call)
    if isinstance(call.body, dict):
        found.body |= {**call.body, "id": found.body["id"]}
    found.started = account.now()
    return {"startDate": iso(found.started), "state": 0}


def last_execution(account: Account, call: Call) -> Json:
    """Under way for a while, then through."""
    found = _import(account, call)
    if found.started is None:
        raise Refused(404)
    is_through = account.now() - found.started >= _HOURS_OF_A_RUN * account.hour
    return {"startDate": iso(found.started), "state": 1 if is_through else 0}


def _import(account: Account, call: Call) -> Import:
    return account.imports[contacts.number_in(account.imports, call)]
