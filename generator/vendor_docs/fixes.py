"""How each kind of difference is put right: one function for each aspect that `reference compare`
names; `value_fixes` has those of values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.document.casing import words
from generator.vendor_docs.differences import WHOLE, Difference
from generator.vendor_docs.facts import Field, Response, documented_status, status_order
from generator.vendor_docs.path_words import capitalized
from generator.vendor_docs.schema_drafts import todo
from generator.vendor_docs.schema_index import relative_path
from generator.vendor_docs.value_fixes import (
    FIRST,
    HEAD,
    drop_required,
    fix_default,
    fix_deprecated,
    fix_discriminator,
    fix_enum,
    fix_format,
    fix_nullable,
    fix_required,
    fix_seen,
    fix_type,
    require,
    said,
)
from generator.vendor_docs.working_copy import FilePointer, WorkingCopy
from generator.vendor_docs.yaml_editor import UnsafeEditError
from generator.vendor_docs.yaml_printer import Noted

_BEFORE_PARAMETERS = (
    *HEAD,
    "x-sdk",
    "x-evidence",
    "x-exactly-one-of",
    "x-codeSamples",
    "x-code-samples",
    "x-reference-waiver",
)
_APART = {
    "path": "the path is written otherwise",
    "section": "it stands in another section",
    "security": "it is a credential",
}


def apply_fix(desk: WorkingCopy, each: Difference) -> None:
    """Puts one difference right.

    Raises:
        UnsafeEditError: it cannot be without a guess.
    """
    if each.ours is None:
        raise UnsafeEditError("the document has no place for it")
    if each.aspect in _APART:
        raise UnsafeEditError(f"{_APART[each.aspect]}, which is for a person to decide")
    if each.place == WHOLE and each.aspect == "presence":
        raise UnsafeEditError(_why_whole(each))
    at = FilePointer(relative_path(desk.root, each.ours.file), each.ours.pointer)
    if each.place.part == "untranscribed":
        _untranscribed(desk, each, at)
    elif desk.has(at):
        _FIXES[each.aspect](desk, each, at)
    # else it was removed or renamed by the edit of another operation that has the same schema


def _why_whole(each: Difference) -> str:
    """Why an operation is not edited that one of the sides lacks."""
    if each.kind != "missing":
        return "the reference shows no such operation"
    if each.source is None:
        return "it is a whole operation, which is drafted as a new one"
    return "no page shows it"


# --- what is there --------------------------------------------------------------------------------


def _presence(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """A parameter or a property that one of the sides lacks. One that goes is not required any
    more either."""
    if each.kind == "extra":
        if at.parent.name == "properties":
            drop_required(desk, at.parent.parent, at.name)
        desk.drop(at)
    elif each.place.is_parameter:
        _new_parameter(desk, each)
    elif each.place.is_items:
        raise UnsafeEditError("the document does not say what the list holds")
    else:
        _new_property(desk, each, at)


def _new_parameter(desk: WorkingCopy, each: Difference) -> None:
    """A parameter more of the operation; of what the path names, of its path item. It may be there
    already: the edit of another operation of the path has put it there."""
    fact = desk.fact(each)
    asked, operation = desk.operation(each)
    place = operation.parent if fact.place == "path" else operation
    node = desk.drafting.parameter_of(fact, asked, place.file)
    listed = place / "parameters"
    if not desk.has(listed):
        desk.put(listed, [node], _BEFORE_PARAMETERS if place == operation else FIRST)
        return
    known = [desk.value(desk.followed(listed / str(i))) for i in range(len(desk.value(listed)))]
    if (fact.name, fact.sent_in) not in [(one.get("name"), one.get("in")) for one in known]:
        desk.append(listed, node)


def _nullable_inside(fact: Field) -> bool:
    return fact.nullable or any(map(_nullable_inside, fact.fields))


def _new_property(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """A property more of the object at `at`, in the order of the facts, with what it holds as new
    schemas. It may be there already, of another operation that has the same schema."""
    fact = desk.fact(each)
    if fact.when:
        raise UnsafeEditError(
            f"it was seen with {fact.when} only, and the document has no such variant for it"
        )
    if desk.document.version == "3.0" and _nullable_inside(fact):
        raise UnsafeEditError("drafts say null as OpenAPI 3.1 does, and the document is of 3.0")
    schema = desk.schema(at)
    owner = desk.saying(schema, "properties") or said(desk, schema, "additionalProperties")
    if desk.has(owner / "properties" / fact.name):
        return
    name = owner.name if owner.parent.pointer == "" else capitalized(words(owner.name))
    weak = fact.source is not None
    node = desk.drafting.schemas.property_of(fact, name, desk.schemas_file(owner), weak=weak)
    notes = desk.drafting.schemas.notes(node)
    shown = desk.drafting.schemas.shown(node, owner.file)
    value = Noted(shown, notes) if notes else shown
    if desk.has(owner / "properties"):
        desk.put(owner / "properties" / fact.name, value, desk.before(fact))
    else:
        desk.put(owner / "properties", {fact.name: value})
    if fact.required:
        require(desk, owner, fact.name)


def _status(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """An answer less, of another status, or more: that one as it is drafted, between the others in
    their order."""
    status = documented_status(str(each.reference))
    match each.kind:
        case "extra":
            desk.drop(at)
        case "different":
            desk.rename(at, status)
        case "missing":
            responses, drafted = _drafted_responses(desk, each)
            order = sorted({*desk.keys(responses), status}, key=status_order)
            before = order[: order.index(status)]
            desk.put(responses / status, drafted[status], before or FIRST)


def _drafted_responses(desk: WorkingCopy, each: Difference) -> tuple[FilePointer, dict[str, Any]]:
    """The place of an operation's responses, and what they are by the facts."""
    asked, operation = desk.operation(each)
    desk.drafting.shape([asked])
    return operation / "responses", desk.drafting.responses_of(asked, operation.file, [])


def _body(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """A body of a request or of an answer, more or less; an answer stays without it."""
    is_request = each.place.part == "request"
    if each.kind != "extra":
        (_new_request if is_request else _new_answer)(desk, each, at)
    elif is_request:
        desk.drop(at)
    elif desk.keys(at) == ["$ref"]:
        raise UnsafeEditError("the response is one that operations share")
    else:
        desk.drop(at / "content")


def _new_request(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    asked, operation = desk.operation(each)
    desk.drafting.shape([asked])
    drafted = desk.drafting.request_of(asked, operation.file, [])
    desk.put(operation / "requestBody", drafted, (*_BEFORE_PARAMETERS, "parameters"))


def _new_answer(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    responses, answers = _drafted_responses(desk, each)
    drafted = answers.get(documented_status(_answer(desk, each).status), {})
    if "content" not in drafted:
        raise UnsafeEditError("an answer of that status has no body")
    if desk.keys(at) == ["$ref"]:
        desk.put(responses / str(each.place.names[0]), drafted)
    else:
        desk.put(at / "content", drafted["content"], ("description", "headers"))


def _answer(desk: WorkingCopy, each: Difference) -> Response:
    found = (fact for fact in desk.facts_of(each) if isinstance(fact, Response))
    response = next(found, None)
    if response is None:
        raise UnsafeEditError("the facts have no place for it")
    return response


def _media_type(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    match each.kind:
        case "extra":
            desk.drop(at)
        case "different":
            desk.rename(at, str(each.reference))
        case "missing":
            _new_media_type(desk, each, desk.followed(at) / "content")


def _new_media_type(desk: WorkingCopy, each: Difference, content: FilePointer) -> None:
    """A media type of the schema that the others have."""
    known = desk.keys(content)
    if not known:
        raise UnsafeEditError("the document has no content beside which it could stand")
    media = desk.value(content / known[0])
    node = {key: value for key, value in media.items() if key == "schema"}
    node["x-draft"] = f"the fields of {each.reference} may be others"
    desk.put(content / str(each.reference), node)


def _place_of_parameter(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    desk.put(desk.followed(at) / "in", each.reference)


# --- evidence -------------------------------------------------------------------------------------


def _evidence(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    *alternatives, key = map(str, each.place.names)
    for name in alternatives:
        at = at / "alternatives" / name
    if each.reference in (None, [], ()):
        desk.drop(at / key)
    else:
        desk.put(at / key, each.reference, ("pages", "request", "response", "status"))


def _observation(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """What `x-evidence` says was observed: `covers` of the entry of that source, which has to be
    there, as sure as the observation is. A claim that nothing bears out goes, and an entry that
    covers nothing else with it."""
    _, source, part = each.place.names
    listed = at / "observed"
    own = _entries_of(str(source), desk, listed)
    told = [i for i, entry in own if part in entry.get("covers", [])]
    for index in reversed(told):
        _withdraw(desk, listed / str(index), part)
    if each.reference is None:
        return
    sure = next((i for i, entry in own if entry.get("sure") == each.reference), None)
    if sure is None or told:
        raise UnsafeEditError(
            f"the document has no observation of {source} that is {each.reference}"
        )
    desk.append(listed / str(sure) / "covers", part)


def _entries_of(
    source: str, desk: WorkingCopy, listed: FilePointer
) -> list[tuple[int, dict[str, Any]]]:
    """The entries of `observed` that name a source, each with its index."""
    entries = desk.value(listed) if desk.has(listed) else []
    return [(i, entry) for i, entry in enumerate(entries) if entry.get("source") == source]


def _withdraw(desk: WorkingCopy, entry: FilePointer, part: str | None) -> None:
    """Takes a part out of what an entry covers, and the entry where it covers nothing else."""
    covers = desk.value(entry / "covers")
    desk.drop(entry / "covers" / str(covers.index(part)) if len(covers) > 1 else entry)


def _untranscribed(desk: WorkingCopy, each: Difference, at: FilePointer) -> None:
    """An entry of `x-untranscribed` of the section's tag, more or less."""
    if each.kind == "extra":
        desk.drop(at)
        return
    entry = {"title": each.reference, "note": todo("say what is shown of it")}
    if each.pages:
        entry["pages"] = list(each.pages)
    desk.append(at / "x-untranscribed", entry)


_FIXES: dict[str, Callable[[WorkingCopy, Difference, FilePointer], None]] = {
    "type": fix_type,
    "format": fix_format,
    "nullable": fix_nullable,
    "enum": fix_enum,
    "seen": fix_seen,
    "discriminator": fix_discriminator,
    "default": fix_default,
    "deprecated": fix_deprecated,
    "required": fix_required,
    "presence": _presence,
    "status": _status,
    "body": _body,
    "media type": _media_type,
    "in": _place_of_parameter,
    "evidence": _evidence,
    "observation": _observation,
}
"""By aspect; those in `_APART` have none."""
