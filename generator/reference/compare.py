"""Facts against the document: what the reference shows and the document says otherwise, both ways and field by field.

Only what was seen is compared. What a fact does not give (a type, a body, a status) is no difference; what the document has
beyond the facts is one where the page showed that side of the operation whole, and the object that it belongs to as well.
Where a value has variants, one of them has to agree; a page shows one variant of an object, or its discriminator alone, so what
it lacks then is extra only if no page shows it.

How the two write the same thing:
- `…?hash=` in a path is one alternative of `x-exactly-one-of`; each is compared for itself, with its own evidence.
- `unstated` is the status `2XX`. A status that the reference states for every call (a number among the `facts` of a section,
  not taken `from` some of its pages) may stand on any operation.
- A parameter that carries a key is the security scheme. An object in the query is its fields as parameters (RFC 6570, form).
- An operation whose path was not seen is an entry of `x-untranscribed`. Titles are the document's own and are not compared.

Observations are compared in the same way, by what they say and not by what they leave out; `observations` says which evidence
wins, `ledger` applies it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from generator.document.bundle import Document
from generator.document.pointer import join
from generator.document.rules.house import observes
from generator.document.rules.survey import mapping, sequence
from generator.reference import aspects
from generator.reference.aspects import Aspect, Kind, flag
from generator.reference.faces import Face, Faces, Message, Operation, Parameter, Place
from generator.reference.facts import UNSTATED, Body, Evidence, Field, Response, Section, Untranscribed, general_statuses
from generator.reference.facts import Operation as Call
from generator.reference.ledger import Comparison, Difference, Ledger, Seen
from generator.reference.observations import Observed, claims
from generator.reference.waivers import Waivers

__all__ = ["LEVELS", "Comparison", "Difference", "compare", "unfold"]

LEVELS = ("complete", "partial", "sample", "title", "none")
_SUCCESS = "2XX"
_OPERATION = "operation"
_NEGOTIATED = frozenset({("header", "accept"), ("header", "content-type")})  # no parameters, by OpenAPI 3.1, section 4.8.12


def compare(
    sections: Sequence[Section], document: Document, *, whole: bool = True, observed: Observed | None = None
) -> Comparison:
    """Compares `sections` with `document`, and what was `observed` besides, where that is given.

    `whole`: the sections are the whole reference, so that what the document has besides is extra, and a waiver without a
    difference is stale. Else only the operations of these sections are judged.
    """
    faces, ledger = Faces(document), Ledger(document)
    operations = list(faces.operations())
    tags = {str(mapping(tag).get("name")): f"/tags/{i}" for i, tag in enumerate(sequence(document.root.get("tags")))}
    general = general_statuses([*sections, *(observed.sections if observed else ())])
    groups: dict[tuple[str, str], list[tuple[Section, Call]]] = defaultdict(list)
    for section in sections:
        for call in section.operations:
            if not call.path_cut:
                groups[call.method, unfold(call)[0]].append((section, call))
    matched = _matched(groups, operations)
    for key, group in groups.items():
        if key in matched:
            _compare_group(group, _Rest(matched[key], faces, ledger, general), tags)
        for section, call in group if key not in matched else ():
            aspect = Aspect("missing", "presence", call.title or call.path, None)
            ledger.add(call, _OPERATION, aspect, call, holder=tags.get(section.slug), name=f"{call.method} {call.path}")
    known = {operation.pointer for operation in matched.values()}
    for operation in operations:
        if operation.pointer not in known and whole:
            aspect = Aspect("extra", "presence", None, operation.node.get("summary") or operation.path)
            here = Call(None, operation.method, operation.path)
            ledger.add(here, _OPERATION, aspect, here, objects=(operation.pointer,), holder=operation.pointer)
    for section in sections:
        if section.slug in tags:
            _compare_untranscribed(section, tags[section.slug], document, ledger, whole)
    if observed is not None:
        _compare_observed(observed, operations, faces, ledger)
    waivers = Waivers(document)
    differences = ledger.close(waivers)
    count = sum(len(section.operations) for section in sections)
    stale = tuple(waivers.stale()) if whole else ()
    return Comparison(differences, stale, count, len(sections), ledger.disagreements())


def unfold(call: Call) -> tuple[str, tuple[str, ...]]:
    """The path of an operation without the query that the reference writes in it, and the names in that query."""
    path, _, query = call.path.partition("?")
    return path, tuple(name for name, _ in parse_qsl(query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is the same for every operation of the reference that is this one in the document."""

    operation: Operation
    document: Faces
    ledger: Ledger
    general: frozenset[str]
    unstated: bool = False

    def differs(self, call: Call, where: str, aspect: Aspect, objects: tuple[str, ...] = ()) -> None:
        pointer = self.operation.pointer
        self.ledger.add(call, where, aspect, call, objects=objects or (pointer,), holder=pointer)


@dataclass(frozen=True, slots=True)
class _Side:
    """The request or the response of an operation, as far as it was seen. `complete`: what the document has beyond it is extra.
    `declared`: types are the reference's own. `hidden` is the keyword of properties that do not go this way. `observed`: it is
    from no page, so that it says what it says and no more; `only_opens`: from older documentation."""

    call: Call
    operation: Operation
    document: Faces
    ledger: Ledger
    complete: bool
    declared: bool
    hidden: str
    observed: bool = False
    only_opens: bool = False

    def differs(
        self,
        where: str,
        aspect: Aspect,
        objects: tuple[str, ...] = (),
        seen: Seen | None = None,
        *,
        near: tuple[str, ...] = (),
        unless_witnessed: bool = False,
    ) -> None:
        """A difference at `objects` of the document, or `near` them."""
        if self.observed and not _counts(aspect, seen, only_opens=self.only_opens):
            return
        self.ledger.add(
            self.call,
            where,
            aspect,
            self.call if seen is None else seen,
            objects=objects,
            holder=self.operation.pointer,
            near=near[0] if near else None,
            unless_witnessed=unless_witnessed,
        )

    def says(self, where: str, fact: Field, objects: tuple[str, ...]) -> None:
        """Notes what is known of a value that the document has, whether it differs or not."""
        declared = self.declares(fact)
        self.ledger.says(self.call, self.operation.pointer, where, fact, objects, declared=declared, only_opens=self.only_opens)

    def declares(self, fact: Field) -> bool:
        """Whether the type of a fact is the reference's own."""
        return self.declared and fact.source is None and fact.type is not None

    def faces(self, places: Iterable[Place]) -> tuple[Face, ...]:
        return tuple(face for place in places for face in self.document.of(place))


# --- operations --------------------------------------------------------------------------------------------------------


def _matched(keys: Iterable[tuple[str, str]], operations: Sequence[Operation]) -> dict[tuple[str, str], Operation]:
    """The document's operation for each of the reference's: that of the same path, else the only one whose path differs in no
    more than the names of its parameters."""
    by_key = {(operation.method, operation.path): operation for operation in operations}
    matched = {key: by_key[key] for key in keys if key in by_key}
    alike: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for key, operation in by_key.items():
        if key not in matched:
            alike[operation.method, _shape(operation.path)].append(operation)
    for method, path in keys:
        found = alike[method, _shape(path)]
        if (method, path) not in matched and len(found) == 1:
            matched[method, path] = found.pop()
    return matched


def _shape(path: str) -> str:
    return "/".join("{}" if part[:1] == "{" and part[-1:] == "}" else part for part in path.split("/"))


def _compare_group(group: list[tuple[Section, Call]], rest: _Rest, tags: Mapping[str, str]) -> None:
    """The operations of the reference that are one in the document, each for itself."""
    operation = rest.operation
    rest = replace(rest, unstated=any(answer.status == UNSTATED for _, call in group for answer in call.responses))
    for section, call in group:
        path, _ = unfold(call)
        if path != operation.path:
            rest.differs(call, _OPERATION, Aspect("different", "path", path, operation.path))
        if section.slug in tags and section.slug not in operation.tags:
            rest.differs(call, _OPERATION, Aspect("different", "section", section.slug, ", ".join(operation.tags)))
        _compare_operation(call, replace(rest, operation=_renamed(operation, path)))
    if len(group) > 1 and "alternatives" in mapping(operation.node.get("x-evidence")):
        _compare_evidence(_weakest([call for _, call in group]), rest)


def _renamed(operation: Operation, path: str) -> Operation:
    """`operation` with the parameters of its path named as in `path`."""
    if path == operation.path:
        return operation
    new = dict(zip(operation.path.split("/"), path.split("/"), strict=True))
    listed = tuple(
        replace(each, name=new[f"{{{each.name}}}"][1:-1]) if each.place == "path" and f"{{{each.name}}}" in new else each
        for each in operation.parameters
    )
    return replace(operation, parameters=listed)


def _compare_operation(call: Call, rest: _Rest) -> None:
    operation, evidence = rest.operation, call.evidence
    request, response = (
        _Side(call, operation, rest.document, rest.ledger, level == "complete", level in ("complete", "partial"), hidden)
        for level, hidden in ((evidence.request, "readOnly"), (evidence.response, "writeOnly"))
    )
    deprecated = operation.node.get("deprecated") is True
    if call.deprecated != deprecated and (call.deprecated or (call.title is not None and request.declared)):
        rest.differs(call, _OPERATION, flag("deprecated", call.deprecated, deprecated))
    _compare_evidence(call, rest)
    _compare_parameters(request, unfold(call)[1])
    _compare_request(request)
    _compare_responses(response, rest)


def _compare_evidence(call: Call, rest: _Rest) -> None:
    """`x-evidence`, of the alternative as which `call` is written if there are several, against that of the facts."""
    told, at = mapping(rest.operation.node.get("x-evidence")), "evidence"
    alternative = next((name for name in unfold(call)[1] if name in mapping(told.get("alternatives"))), None)
    if alternative is not None:
        told, at = mapping(told["alternatives"][alternative]), f"evidence.{alternative}"
    if not told or call.evidence == Evidence():
        return
    stated = any(answer.status[:1] == "2" for answer in call.responses)
    expected: dict[str, Any] = {
        "pages": sorted(call.evidence.pages),
        "request": call.evidence.request,
        "response": call.evidence.response,
        "status": "stated" if stated else "unstated",
    }
    given = {**told, "pages": sorted(map(str, sequence(told.get("pages"))))}
    given.setdefault("status", expected["status"])
    if any(_is_file(page) for page in call.evidence.pages):
        given["pages"] = expected["pages"]
    for key, value in expected.items():
        if value != given.get(key):
            kind: Kind = "missing" if not given.get(key) else "extra" if not value else "different"
            aspect = Aspect(kind, "evidence", value, given.get(key))
            rest.differs(call, f"{at}.{key}", aspect, (join(rest.operation.pointer, "x-evidence"),))


def _is_file(page: str) -> bool:
    """Whether a page is known by the file that it was captured from, and not by its address."""
    return "/" not in page and page.lower().endswith((".txt", ".html", ".htm"))


def _weakest(calls: Sequence[Call]) -> Call:
    """Alternatives as one: the pages of all, of each level the weakest, and a status only if all state one."""
    pages = tuple(dict.fromkeys(page for call in calls for page in call.evidence.pages))
    request = max((call.evidence.request for call in calls), key=LEVELS.index)
    response = max((call.evidence.response for call in calls), key=LEVELS.index)
    stated = all(any(answer.status[:1] == "2" for answer in call.responses) for call in calls)
    return replace(
        calls[0],
        path=unfold(calls[0])[0],
        evidence=Evidence(pages, request, response),
        responses=(Response("200"),) if stated else (),
    )


def _compare_untranscribed(section: Section, tag: str, document: Document, ledger: Ledger, whole: bool) -> None:
    """The operations whose path was not seen, which are told apart by title or page as far as possible, else counted."""
    entries = [mapping(entry) for entry in sequence(mapping(document.get(tag)).get("x-untranscribed"))]
    left = [(f"{tag}/x-untranscribed/{index}", entry) for index, entry in enumerate(entries)]
    open_: list[Call | Untranscribed] = [call for call in section.operations if call.path_cut]
    open_ += section.untranscribed
    for same in (_same_title, _same_page, lambda *_: True):
        for seen in list(open_):
            match = next((each for each in left if same(seen, each[1])), None)
            if match is not None:
                left.remove(match)
                open_.remove(seen)
    for seen in open_:
        call = seen if isinstance(seen, Call) else Call(seen.title, "", "", evidence=Evidence(seen.pages))
        title = seen.title or "(no title)"
        ledger.add(call, f"untranscribed.{title}", Aspect("missing", "presence", title, None), seen, holder=tag)
    for pointer, entry in left if whole else ():
        title, here = str(entry.get("title")), Call(None, "", "")
        where = f"untranscribed.{title}"
        ledger.add(here, where, Aspect("extra", "presence", None, title), here, holder=tag, near=pointer)


def _same_title(seen: Call | Untranscribed, entry: Mapping[str, Any]) -> bool:
    return seen.title is not None and seen.title == entry.get("title")


def _same_page(seen: Call | Untranscribed, entry: Mapping[str, Any]) -> bool:
    pages = seen.evidence.pages if isinstance(seen, Call) else seen.pages
    return bool(set(pages).intersection(map(str, sequence(entry.get("pages")))))


# --- observations ------------------------------------------------------------------------------------------------------


def _compare_observed(observed: Observed, operations: Sequence[Operation], faces: Faces, ledger: Ledger) -> None:
    """What was observed, each operation for itself; then what `x-evidence` claims of it."""
    groups: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for section in observed.sections:
        for call in section.operations:
            groups[call.method, unfold(call)[0]].append(call)
    matched = _matched(groups, operations)
    for key, calls in groups.items():
        for call in calls:
            if key in matched:
                _compare_observation(call, _renamed(matched[key], key[1]), faces, ledger, observed.only_opens(call))
            elif _is_wanted(call) and not observed.only_opens(call):
                ledger.add(call, _OPERATION, Aspect("missing", "presence", call.path, None), call)
    seen = {operation.pointer: groups[key] for key, operation in matched.items()}
    for operation in operations:
        _compare_claims(operation, seen.get(operation.pointer, []), ledger)


def _is_wanted(call: Call) -> bool:
    """Whether the document is expected to have what was observed: surely enough, and of this API, not of another host."""
    return call.evidence.sure != "low" and call.path.startswith("/")


def _compare_observation(call: Call, operation: Operation, faces: Faces, ledger: Ledger, only_opens: bool) -> None:
    if call.evidence.sure == "low":
        return
    request, response = (
        _Side(call, operation, faces, ledger, False, True, hidden, observed=True, only_opens=only_opens)
        for hidden in ("readOnly", "writeOnly")
    )
    _compare_parameters(request, unfold(call)[1])
    _compare_request(request)
    for answer in call.responses:
        _compare_observed_answer(response, answer)


def _compare_observed_answer(side: _Side, answer: Response) -> None:
    """An answer, with the status that the document has for it: the same, its range, `default`; where the status is not known,
    that of the success."""
    known = side.operation.responses
    successes = [status for status in known if status[:1] == "2"]
    if answer.status == UNSTATED:
        chosen = next((status for status in successes if known[status].content), next(iter(successes), None))
    else:
        fits = (answer.status, f"{answer.status[:1]}XX", "default")
        chosen = next((status for status in fits if status in known), None)
        side.ledger.answers(side.call, side.operation.pointer, answer.status, only_opens=side.only_opens)
    if chosen is not None:
        _compare_answer(side, answer, known[chosen], f"response.{chosen}")
        return
    others = successes if answer.status[:1] in ("2", "u") else []
    kind: Kind = "different" if len(others) == 1 else "missing"
    at = others[0] if len(others) == 1 else answer.status
    objects = known[others[0]].objects if len(others) == 1 else ()
    side.differs(f"response.{at}", Aspect(kind, "status", answer.status, others[0] if objects else None), objects, answer)


def _compare_claims(operation: Operation, seen: list[Call], ledger: Ledger) -> None:
    evidence = mapping(operation.node.get("x-evidence"))
    here = Call(None, operation.method, operation.path)
    for claim in claims(evidence, seen):
        kind: Kind = "missing" if claim.document is None else "extra" if claim.reference is None else "different"
        aspect = Aspect(kind, "observation", claim.reference, claim.document)
        where = f"evidence.observed.{claim.source}.{claim.part}"
        objects = (join(operation.pointer, "x-evidence"),) if evidence else ()
        call = here if claim.operation is None else claim.operation
        ledger.add(call, where, aspect, call, objects=objects, holder=operation.pointer, source=claim.source)


def _counts(aspect: Aspect, seen: Seen | None, *, only_opens: bool) -> bool:
    """Whether a difference is one to what was observed: that the document has more is none, unless it demands what may be left
    out; to older documentation only one that closes a value, null or an optional field which that shows."""
    if aspect.name == "required" and aspect.kind == "extra":
        return isinstance(seen, Field) and seen.optional
    if only_opens:
        return aspect.kind != "extra" and aspect.name in ("nullable", "seen")
    return aspect.kind != "extra"


# --- parameters --------------------------------------------------------------------------------------------------------


def _compare_parameters(side: _Side, names: tuple[str, ...]) -> None:
    operation = side.operation
    keys, sent = ({_identity(*each): each for each in some} for some in (side.document.credentials, operation.credentials))
    known = {_identity(each.place, each.name): each for each in operation.parameters}
    grouped = frozenset[str]().union(*operation.groups)
    asked = next((group for group in operation.groups if names and group.issuperset(names)), frozenset[str]())
    listed = {_identity(each.place, each.name): each for each in _flattened(side.call.parameters, known)}
    lacking = [key for key in listed if key not in known and key not in keys and key not in _NEGOTIATED]
    beyond = [key for key, each in known.items() if key not in listed and (each.name not in grouped or each.name in asked)]
    for key, fact in listed.items():
        moved = next((other for other in beyond if other[1].lower() == key[1].lower()), None) if key in lacking else None
        where = f"parameters.{key[0]}.{fact.name}"
        if key in keys:
            if key not in sent:
                side.differs(where, Aspect("missing", "security", fact.name, None), (), fact)
        elif moved is not None:
            beyond.remove(moved)
            side.differs(where, Aspect("different", "in", key[0], moved[0]), known[moved].objects, fact)
            _compare_parameter(side, fact, known[moved], where, fact.required)
        elif key in lacking:
            side.differs(where, Aspect("missing", "presence", aspects.written(fact), None), (), fact)
        elif key in known:
            _compare_parameter(side, fact, known[key], where, known[key].required or fact.name in asked)
    if side.complete:
        for key in beyond:
            each = known[key]
            aspect = Aspect("extra", "presence", None, aspects.shown(side.faces((each.schema,))))
            side.differs(f"parameters.{each.place}.{each.name}", aspect, each.objects)
        for place, name in sorted(sent[key] for key in sent.keys() - listed.keys()):
            side.differs(f"parameters.{place}.{name}", Aspect("extra", "security", None, name), (operation.pointer,))


def _identity(place: str | None, name: str) -> tuple[str, str]:
    """What a parameter is known by; the names of headers are case-insensitive (RFC 9110, section 5.1)."""
    return (place or "query", name.lower() if place == "header" else name)


def _flattened(parameters: Iterable[Field], known: Mapping[tuple[str, str], Parameter]) -> Iterator[Field]:
    """Parameters as they are sent: an object in the query that the document does not know as one is its fields."""
    for each in parameters:
        if each.fields and each.place == "query" and _identity(each.place, each.name) not in known:
            for inner in each.fields:
                yield replace(inner, place="query")
        else:
            yield each


def _compare_parameter(side: _Side, fact: Field, parameter: Parameter, where: str, required: bool) -> None:
    side.says(where, fact, parameter.objects)
    if (side.declares(fact) or side.observed) and fact.required != required:
        side.differs(where, flag("required", fact.required, required), parameter.objects, fact)
    _compare_value(side, fact, (parameter.schema,) if parameter.schema else (), parameter.objects, where, parameter.deprecated)


# --- bodies ------------------------------------------------------------------------------------------------------------


def _compare_request(side: _Side) -> None:
    body, message = side.call.request, side.operation.request
    if body is not None and message is None:
        side.differs("request", Aspect("missing", "body", aspects.written(_as_field(body)), None), (), body)
    elif body is not None and message is not None:
        if side.observed and body.required and not message.required:
            side.differs("request", flag("required", True, False), message.objects, body)
        _compare_body(side, body, message, "request")
    elif message is not None and side.complete:
        side.differs("request", Aspect("extra", "body", None, ", ".join(message.content)), message.objects)


def _compare_responses(side: _Side, rest: _Rest) -> None:
    """Statuses, then what is answered with each. Where one of several alternatives states none, `2XX` is right for all."""
    known = side.operation.responses
    for answer in side.call.responses:
        side.ledger.answers(side.call, side.operation.pointer, answer.status)
    answers = {
        _SUCCESS if answer.status == UNSTATED else answer.status.replace("x", "X"): answer for answer in side.call.responses
    }
    pairs = {status: status for status in answers if status in known}
    if rest.unstated and _SUCCESS in known:
        pairs |= {status: _SUCCESS for status in answers if status[:1] == "2" and status not in known}
    lacking = [status for status in answers if status not in pairs]
    beyond = [status for status in known if status not in pairs.values() and status not in rest.general and answers]
    if all(status == _SUCCESS for status in answers):  # the page states no status, so it says nothing of errors
        beyond = [status for status in beyond if status[:1] in "123"]
    successes = [status for status in beyond if status[:1] == "2"]
    if _SUCCESS in lacking and len(successes) > 0 and _is_status_observed(side.operation):
        pairs[_SUCCESS] = successes[0]  # the page leaves open what was observed; which one it is is compared with that
        lacking.remove(_SUCCESS)
        beyond = [status for status in beyond if status not in successes]
    for kind in "23145d":
        ours, theirs = ([status for status in each if status[:1] == kind] for each in (beyond, lacking))
        if len(ours) == len(theirs) == 1:
            pairs[theirs[0]] = ours[0]
            lacking.remove(theirs[0])
            beyond.remove(ours[0])
            aspect = Aspect("different", "status", answers[theirs[0]].status, ours[0])
            side.differs(f"response.{ours[0]}", aspect, known[ours[0]].objects, answers[theirs[0]])
    for status in lacking:
        side.differs(f"response.{status}", Aspect("missing", "status", answers[status].status, None), (), answers[status])
    for status in beyond if side.complete else ():
        side.differs(f"response.{status}", Aspect("extra", "status", None, status), known[status].objects)
    for status, other in pairs.items():
        _compare_answer(side, answers[status], known[other], f"response.{other}")


def _is_status_observed(operation: Operation) -> bool:
    return observes(mapping(operation.node.get("x-evidence")), "status", "high")


def _compare_answer(side: _Side, answer: Response, message: Message, where: str) -> None:
    if answer.body is not None:
        _compare_body(side, answer.body, message, where)
    elif message.content and side.complete:
        side.differs(where, Aspect("extra", "body", None, ", ".join(message.content)), message.objects, answer)


def _compare_body(side: _Side, body: Body, message: Message, where: str) -> None:
    fact = _as_field(body)
    side.says(where, fact, (*message.objects, *(held for held, _ in message.content.values())))
    names = _compare_media(side, body, message, where)
    places = tuple(message.content[name][1] for name in names if message.content[name][1])
    if places:
        fact = replace(fact, fields=_settled(fact.fields, side, places))
        _compare_value(side, fact, places, tuple(message.content[name][0] for name in names), where, None)
    elif (fact.type is not None or fact.fields) and not aspects.is_file(fact):
        held = ", ".join(message.content) or None
        kind: Kind = "different" if held else "missing"
        side.differs(where, Aspect(kind, "body", aspects.written(fact), held), message.objects, body)


def _compare_media(side: _Side, body: Body, message: Message, where: str) -> list[str]:
    """Compares media types; gives those of the document that hold what the facts describe."""
    known = {name.lower().replace(" ", ""): name for name in message.content}
    if body.content_type is None or not known.keys() - {"*/*"}:
        return list(message.content)
    listed = [name.lower().replace(" ", "") for name in (body.content_type, *body.other_content_types)]
    lacking = [name for name in listed if name not in known]
    beyond = [name for name in known if name not in listed]
    for name in (name for name in listed if name in known):
        side.ledger.media_type(side.call, message.content[known[name]][0])
    if len(lacking) == len(beyond) == 1:
        objects = (message.content[known[beyond[0]]][0],)
        side.differs(where, Aspect("different", "media type", lacking[0], known[beyond[0]]), objects, body)
        lacking, extra = [], []
    else:
        extra = beyond if side.complete else []
    for name in lacking:
        side.differs(where, Aspect("missing", "media type", name, None), message.objects, body)
    for name in extra:
        side.differs(where, Aspect("extra", "media type", None, known[name]), (message.content[known[name]][0],), body)
    return [known[listed[0]]] if listed[0] in known else [known[name] for name in beyond] or list(message.content)


def _as_field(body: Body) -> Field:
    """A body as a value without a name."""
    return Field(
        "",
        type=body.type,
        format=body.format,
        items=body.items,
        items_format=body.items_format,
        nullable=body.nullable,
        enum=body.enum,
        line=body.line,
        fields=body.fields,
        location=body.location,
    )


# --- values ------------------------------------------------------------------------------------------------------------


def _compare_value(
    side: _Side, fact: Field, places: tuple[Place, ...], objects: tuple[str, ...], where: str, deprecated: bool | None
) -> None:
    """A value and what is in it. `objects` hold its schemas; `deprecated` is what they say of it, `None` where nothing can."""
    faces, declared = side.faces(places), side.declares(fact)
    objects = _objects(objects, faces)
    differs = aspects.types(fact, faces, declared=declared)
    if differs is not None:
        side.differs(where, differs, objects, fact)
        return
    marked = bool(deprecated) or any(face.deprecated for face in faces)
    if fact.deprecated != marked and (fact.deprecated or (declared and deprecated is not None)):
        side.differs(where, flag("deprecated", fact.deprecated, marked), objects, fact)
    for aspect in aspects.value(fact, faces, declared=declared):
        if deprecated is not None or aspect.name != "default":  # a fact says neither of a body
            side.differs(where, aspect, objects, fact)
    items = _items(faces)
    if fact.type == "array" or (fact.type is None and items and not any(face.properties for face in faces)):
        _compare_items(side, fact, items, objects, where, declared=declared)
    elif fact.fields:
        _compare_fields(side, fact, faces, objects, where)


def _compare_items(
    side: _Side, fact: Field, items: tuple[Place, ...], objects: tuple[str, ...], where: str, *, declared: bool
) -> None:
    """The items of an array, whose type, format, values and fields stand with the array in a fact."""
    where = f"{where}.[]"
    shown = replace(fact, type=fact.items, format=fact.items_format, nullable=False, has_default=False, seen=())
    faces, declared = side.faces(items), declared and fact.items is not None
    if not items:
        if shown.fields or declared:
            side.differs(where, Aspect("missing", "presence", aspects.written(shown), None), objects, fact)
        return
    objects = _objects((), faces)
    differs = aspects.types(shown, faces, declared=declared)
    for aspect in [differs] if differs else aspects.item(shown, faces, declared=declared):
        side.differs(where, aspect, objects, fact)
    inner = _items(faces)
    if differs is None and inner and not any(face.properties for face in faces):
        _compare_items(side, replace(fact, items=None, items_format=None, enum=()), inner, objects, where, declared=False)
    elif differs is None and fact.fields:
        _compare_fields(side, fact, faces, objects, where)


def _compare_fields(side: _Side, owner: Field, faces: tuple[Face, ...], objects: tuple[str, ...], where: str) -> None:
    """The fields of an object. It was seen whole if its side was, and if none of it comes from a sample alone."""
    properties: dict[str, list[Place]] = defaultdict(list)
    told: dict[str, frozenset[str]] = defaultdict(frozenset)
    for face in faces:
        for name, place in face.properties.items():
            if place not in properties[name]:
                properties[name].append(place)
        for name, values in face.discriminators.items():
            told[name] |= values
    for fact in owner.fields:
        at = f"{where}.{fact.name}"
        if fact.name in properties:
            _compare_field(side, fact, tuple(properties[fact.name]), faces, at, told.get(fact.name))
        else:
            missing = Aspect("missing", "presence", aspects.written(fact), None)
            side.differs(at, missing, (), fact, near=objects)
    if not side.complete or any(fact.source == "sample" for fact in (owner, *owner.fields)):
        return
    names = {fact.name for fact in owner.fields}
    alone = len(owner.fields) == 1 and (owner.fields[0].discriminator or owner.fields[0].name in told)
    variants = len(faces) > 1 or alone
    for name in (name for name in properties if name not in names):
        inner = side.faces(properties[name])
        if not all(face.keywords.get(side.hidden) is True for face in inner):
            extra = Aspect("extra", "presence", None, aspects.shown(inner))
            pointers = tuple(pointer for place in properties[name] for pointer, _ in place)
            side.differs(f"{where}.{name}", extra, pointers, owner, unless_witnessed=variants)


def _compare_field(
    side: _Side, fact: Field, places: tuple[Place, ...], around: tuple[Face, ...], where: str, told: frozenset[str] | None
) -> None:
    objects = tuple(pointer for place in places for pointer, _ in place)
    if not side.observed:
        side.ledger.witness(objects)
    side.says(where, fact, _objects(objects, side.faces(places)))
    if side.observed and fact.when:
        places = _of_variant(side, fact.when, fact.name, around) or places
    faces, declared = side.faces(places), side.declares(fact)
    required = {fact.name in face.required for face in around if fact.name in face.properties}
    if (declared or fact.optional or (side.observed and fact.required)) and fact.required not in required:
        side.differs(where, flag("required", fact.required, not fact.required), objects, fact)
    told_apart = () if side.only_opens else aspects.discriminator(fact, faces, told, declared=declared)  # closes no values
    for aspect in told_apart:
        side.differs(where, aspect, _objects(objects, faces), fact)
    _compare_value(side, fact, places, objects, where, False)


def _of_variant(side: _Side, when: str, name: str, around: tuple[Face, ...]) -> tuple[Place, ...]:
    """The places of a property in the variants that `when` names, such as `type unicity`; none where it names none."""
    discriminator, _, value = when.partition(" ")
    of_value = [
        face
        for face in around
        if name in face.properties
        and discriminator in face.properties
        and any(inner.values == (value,) for inner in side.document.of(face.properties[discriminator]))
    ]
    return tuple(face.properties[name] for face in of_value)


def _items(faces: Iterable[Face]) -> tuple[Place, ...]:
    found = {tuple(pointer for pointer, _ in face.items): face.items for face in faces if face.items}
    return tuple(found.values())


def _objects(objects: tuple[str, ...], faces: Iterable[Face]) -> tuple[str, ...]:
    """Every object of the document that says something of a value, the nearest first."""
    return tuple(dict.fromkeys((*objects, *(pointer for face in faces for pointer in face.objects))))


# --- fields that may stand in several places ---------------------------------------------------------------------------


def _settled(fields: tuple[Field, ...], side: _Side, places: tuple[Place, ...]) -> tuple[Field, ...]:
    """`fields` with each ambiguous one where the document has it, if that is one of its places and not the one where it
    stands."""
    for path, fact in [each for each in _walk(fields) if each[1].ambiguous]:
        candidates = [tuple(name.removesuffix("[]") for name in text.split(".")) for text in fact.ambiguous]
        known = [each for each in (path, *candidates) if _has(side, places, each)]
        if known and known[0] != path:
            fields = _inserted(_removed(fields, path), known[0][:-1], fact)
    return fields


def _walk(fields: Iterable[Field], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    for fact in fields:
        yield (*path, fact.name), fact
        yield from _walk(fact.fields, (*path, fact.name))


def _has(side: _Side, places: tuple[Place, ...], path: tuple[str, ...]) -> bool:
    for name in path:
        faces = side.faces(places)
        while not any(face.properties for face in faces) and _items(faces):
            faces = side.faces(_items(faces))
        places = tuple(face.properties[name] for face in faces if name in face.properties)
    return bool(places)


def _removed(fields: tuple[Field, ...], path: tuple[str, ...]) -> tuple[Field, ...]:
    first, rest = path[0], path[1:]
    if not rest:
        return tuple(fact for fact in fields if fact.name != first)
    return tuple(replace(fact, fields=_removed(fact.fields, rest)) if fact.name == first else fact for fact in fields)


def _inserted(fields: tuple[Field, ...], path: tuple[str, ...], new: Field) -> tuple[Field, ...]:
    if not path:
        return (*fields, new)
    first, rest = path[0], path[1:]
    return tuple(replace(fact, fields=_inserted(fact.fields, rest, new)) if fact.name == first else fact for fact in fields)
