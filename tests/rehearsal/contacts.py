"""Contacts, fields, segments, value lists and categories, as they were observed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from generator.document.examples import JsonValue
from tests.rehearsal.account import Account, Contact, Json, Segment, iso
from tests.rehearsal.contract import Call, Refused

# --- who is meant ---------------------------------------------------------------------------------


def find(account: Account, identity: JsonValue) -> Contact | None:
    """The contact that an identity of a request names. Raises `Refused` 400 for one that is in no
    form of the service.
    """
    if not isinstance(identity, dict):
        raise Refused(400, "who is meant is an object with a type")
    match identity.get("type"):
        case "id":
            return account.contacts.get(_text(identity.get("value"), "the value of an id"))
        case "hash":
            return by_hash(account, _text(identity.get("value"), "the value of a hash"))
        case "unicity":
            return _by_criteria(account, identity.get("value"))
        case "footprint":
            return account.contacts.get(_text(identity.get("id"), "the id of a footprint"))
    raise Refused(400, "the identity has no type that is known")


def _by_criteria(account: Account, criteria: JsonValue) -> Contact | None:
    if not isinstance(criteria, list):
        raise Refused(400, "the value of a unicity is an array, with a string for each criterion")
    key = tuple(_text(each, "a criterion") for each in criteria)
    return account.contacts.get(account.unicities.get(key, ""))


def by_hash(account: Account, digest: str) -> Contact | None:
    return next((contact for contact in account.contacts.values() if contact.hash == digest), None)


def _by_joined(account: Account, joined: str) -> Contact | None:
    return account.contacts.get(account.unicities.get(tuple(joined.split("|")), ""))


def moment(value: JsonValue) -> float:
    """Seconds since 1970 of an ISO date or of milliseconds; a date without a zone is taken as UTC."""
    text = str(value)
    if text.lstrip("-").isdigit():
        return int(text) / 1000
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise Refused(400, "a bound is an ISO date or milliseconds since 1970") from None


def _text(value: JsonValue, what: str) -> str:
    if not isinstance(value, str):
        raise Refused(400, f"{what} is a string")
    return value


# --- contacts -------------------------------------------------------------------------------------


def create(account: Account, call: Call) -> Json:
    values = values_of(account, call.object())
    unicity = _unicity(account, values)
    if unicity in account.unicities:
        raise Refused(409)
    return account.add_contact(unicity, values).as_json()


def read(account: Account, call: Call) -> Json:
    return _contact(account, call).as_json()


def read_by(account: Account, call: Call) -> Json:
    found = named_in_query(account, call)
    if found is None:
        raise Refused(404)
    return found.as_json()


def update(account: Account, call: Call) -> Json:
    return _change(account, _contact(account, call), values_of(account, call.object()))


def update_by(account: Account, call: Call) -> Json:
    """Changes the contact that the query names, and creates it where there is none."""
    values = values_of(account, call.object())
    found = named_in_query(account, call)
    if found is not None:
        return _change(account, found, values)
    criteria = zip(account.unicity_fields, _criteria(call.query.get("unicity")), strict=False)
    values = {**{str(number): value for number, value in criteria}, **values}
    unicity = _unicity(account, values)
    if unicity in account.unicities:
        raise Refused(409)
    return account.add_contact(unicity, values).as_json()


def delete(account: Account, call: Call) -> None:
    account.remove_contact(_contact(account, call))


def delete_many(account: Account, call: Call) -> JsonValue:
    """By their unicities, their ids, or a segment; what the answer shows is who they were."""
    chosen = list(_chosen(account, call.object()))
    if not chosen:
        raise Refused(404)
    for contact in chosen:
        account.remove_contact(contact)
    return [{"id": contact.id, "unicity": list(contact.unicity)} for contact in chosen]


def count(account: Account, call: Call) -> Json:
    return {"targetsCount": len(account.contacts)}


def _chosen(account: Account, selection: Json) -> Iterator[Contact]:
    value = selection.get("value")
    match selection.get("type"):
        case "segment" if isinstance(value, int) and value in account.segments:
            yield from [account.contacts[id] for id in account.segments[value].targets]
        case "id" if isinstance(value, list):
            yield from [
                account.contacts[id]
                for id in dict.fromkeys(value)
                if isinstance(id, str) and id in account.contacts
            ]
        case "unicity" if isinstance(value, list):
            found = (_by_criteria(account, criteria) for criteria in value)
            yield from {contact.id: contact for contact in found if contact is not None}.values()
        case "segment":
            raise Refused(404)
        case _:
            raise Refused(400, "contacts are selected by unicity, id or segment")


def _contact(account: Account, call: Call) -> Contact:
    found = account.contacts.get(call.path["id"])
    if found is None:
        raise Refused(404)
    return found


def named_in_query(account: Account, call: Call) -> Contact | None:
    """By `unicity`, else by `hash`. Assumed: without either nothing is found."""
    if "unicity" in call.query:
        return _by_joined(account, "|".join(_criteria(call.query["unicity"])))
    digest = call.query.get("hash")
    return by_hash(account, digest) if isinstance(digest, str) else None


def _criteria(value: JsonValue) -> list[str]:
    return (
        [str(each) for each in value]
        if isinstance(value, list)
        else [str(value)]
        if value is not None
        else []
    )


def values_of(account: Account, body: Json) -> Json:
    """Values by the numbers of their fields, given by the fields' names at the top level, or by
    their numbers there.

    Assumed: a name that no field has is 400. The service may as well ignore it, which would hide a
    misspelling."""
    numbers: Mapping[JsonValue, int] = {
        field["name"]: number for number, field in account.fields.items()
    }
    numbers = {**numbers, **{str(number): number for number in account.fields}}
    unknown = [name for name in body if name not in numbers]
    if unknown == ["fields"]:
        raise Refused(
            400, "unicity is null: values are given by the names of their fields, at the top level"
        )
    if unknown:
        raise Refused(400, "a name is that of no field")
    return {str(numbers[name]): value for name, value in body.items()}


def _unicity(account: Account, values: Json) -> tuple[str, ...]:
    criteria = [values.get(str(number)) for number in account.unicity_fields]
    if any(each in (None, "") for each in criteria):
        raise Refused(400, "unicity is null")
    return tuple(str(each) for each in criteria)


def _change(account: Account, contact: Contact, values: Json) -> Json:
    """Assumed: a value that is left out is kept."""
    fields = {**contact.fields, **values}
    unicity = _unicity(account, fields)
    if account.unicities.get(unicity, contact.id) != contact.id:
        raise Refused(409)
    del account.unicities[contact.unicity]
    account.unicities[unicity] = contact.id
    contact.fields, contact.unicity, contact.updated = fields, unicity, account.now()
    return contact.as_json()


# --- redlists -------------------------------------------------------------------------------------


def add_to_mail_redlist(account: Account, call: Call) -> None:
    contact = _contact(account, call)
    account.redlists["mail"][contact.id] = {
        "timestamp": iso(account.now()),
        "origin": 1,
        "detail": {},
        **call.object(),
        "id": contact.id,
    }


def mail_redlist(account: Account, call: Call) -> JsonValue:
    return list(account.redlists["mail"].values())


def sms_redlist(account: Account, call: Call) -> JsonValue:
    return list(account.redlists["sms"].values())


def notifications(account: Account, call: Call) -> JsonValue:
    _contact(account, call)
    return []


# --- fields, value lists and categories -----------------------------------------------------------


def list_fields(account: Account, call: Call) -> JsonValue:
    return list(account.fields.values())


def create_field(account: Account, call: Call) -> Json:
    body = call.object()
    if not isinstance(body.get("type"), str) or not isinstance(body.get("name"), str):
        raise Refused(400, "a field has a type and a name")
    _unless_taken(body.get("name"), account.fields)
    if body.get("isUnicity") and account.contacts:
        raise Refused(409)  # assumed: the contacts that are there would have no unicity
    number = account.number()
    defaults: Json = {"isUnicity": False, "isMandatory": False, "isCriterion": True}
    account.fields[number] = {**defaults, **body, "id": number}
    return account.fields[number]


class Shelf:
    """Things with a number and a name, of which no two have one name: created, read, updated,
    deleted and listed.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def _things(self, account: Account) -> dict[int, Json]:
        things: dict[int, Json] = getattr(account, self._name)
        return things

    def list(self, account: Account, call: Call) -> JsonValue:
        return [*self._things(account).values()]

    def create(self, account: Account, call: Call) -> Json:
        body = call.object()
        if not isinstance(body.get("name"), str):
            raise Refused(400, "a name is missing")
        _unless_taken(body["name"], self._things(account))
        number = account.number()
        self._things(account)[number] = self._made(account, number, body)
        return self._things(account)[number]

    def read(self, account: Account, call: Call) -> Json:
        return self._things(account)[self._number(account, call)]

    def update(self, account: Account, call: Call) -> Json:
        number, body = self._number(account, call), call.object()
        _unless_taken(body.get("name"), self._things(account), but=number)
        self._things(account)[number] |= {**body, "id": number}
        return self._things(account)[number]

    def delete(self, account: Account, call: Call) -> None:
        del self._things(account)[self._number(account, call)]

    def _made(self, account: Account, number: int, body: Json) -> Json:
        return {**body, "id": number}

    def _number(self, account: Account, call: Call) -> int:
        return number_in(self._things(account), call)


class Categories(Shelf):
    def _made(self, account: Account, number: int, body: Json) -> Json:
        return {"description": None, **body, "id": number, "creationDate": iso(account.now())}


def number_in(things: Mapping[int, object], call: Call) -> int:
    """The number in the path, if something has it. Raises `Refused` 404."""
    number = int(call.path["id"])
    if number not in things:
        raise Refused(404)
    return number


def _unless_taken(name: JsonValue, things: Mapping[int, Json], but: int | None = None) -> None:
    if any(thing.get("name") == name for number, thing in things.items() if number != but):
        raise Refused(409)


# --- segments -------------------------------------------------------------------------------------


def list_segments(account: Account, call: Call) -> JsonValue:
    return [segment.as_json() for segment in account.segments.values()]


def create_segment(account: Account, call: Call) -> Json:
    body = call.object()
    if body.get("type") != "static" or not isinstance(body.get("name"), str):
        raise Refused(400, "a segment that is created is static, and has a name")
    _unless_taken(body["name"], _bodies(account))
    number, now = account.number(), account.now()
    made: Json = {
        "isTest": False,
        "expiration": iso(now + 365 * 86400),
        **body,
        "id": number,
        "creation": iso(now),
    }
    account.segments[number] = Segment(made)
    return account.segments[number].as_json()


def read_segment(account: Account, call: Call) -> Json:
    return _segment(account, call).as_json()


def update_segment(account: Account, call: Call) -> Json:
    segment, body = _segment(account, call), call.object()
    _unless_taken(body.get("name"), _bodies(account), but=int(call.path["id"]))
    kept = {name: segment.body[name] for name in ("id", "type", "creation")}
    segment.body |= {**body, **kept}
    segment.body.pop("targetsCount", None)
    return segment.as_json()


def delete_segment(account: Account, call: Call) -> None:
    del account.segments[number_in(account.segments, call)]


def list_targets(account: Account, call: Call) -> JsonValue:
    return list(_segment(account, call).targets)


def add_targets(account: Account, call: Call) -> int:
    """How many were added, by their ids or their unicity. Assumed: who is no contact, or there
    already, is not counted.
    """
    segment = _segment(account, call)
    if segment.body["type"] != "static":
        raise Refused(409)
    names = [str(name) for name in call.body] if isinstance(call.body, list) else []
    found = (account.contacts.get(name) or _by_joined(account, name) for name in names)
    before = len(segment.targets)
    segment.targets |= {contact.id: None for contact in found if contact is not None}
    return len(segment.targets) - before


def remove_targets(account: Account, call: Call) -> None:
    _segment(account, call).targets.clear()


def _segment(account: Account, call: Call) -> Segment:
    return account.segments[number_in(account.segments, call)]


def _bodies(account: Account) -> dict[int, Json]:
    return {number: segment.body for number, segment in account.segments.items()}
