"""Facts against the document: what the reference shows and the document says otherwise, both ways
and field by field.

Only what was seen is compared. What a fact does not give (a type, a body, a status) is no
difference; what the document has beyond the facts is one where the page showed that side of the
operation whole, and the object that it belongs to as well. Where a value has variants, one of them
has to agree; a page shows one variant of an object, or its discriminator alone, so what it lacks
then is extra only if no page shows it.

How the two write the same thing:
- `…?hash=` in a path is one alternative of `x-exactly-one-of`; each is compared for itself, with
  its own evidence.
- `unstated` is the status `2XX`. A status that the reference states for every call (a number among
  the `facts` of a section, not taken `from` some of its pages) may stand on any operation.
- A parameter that carries a key is the security scheme. An object in the query is its fields as
  parameters (RFC 6570, form).
- An operation whose path was not seen is an entry of `x-untranscribed`. Titles are the document's
  own and are not compared.

Observations are compared in the same way, by what they say and not by what they leave out;
`observations` says which evidence wins, `ledger` applies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from generator.document.access import mapping, sequence
from generator.document.bundle import Document
from generator.document.pointer import join
from generator.document.rules.house import observes
from generator.vendor_docs.aspects import Aspect, Kind, flag
from generator.vendor_docs.differences import Comparison, Difference, Ledger
from generator.vendor_docs.faces import Faces, Operation
from generator.vendor_docs.facts import (
    UNSTATED,
    Evidence,
    Response,
    Section,
    Untranscribed,
    general_statuses,
)
from generator.vendor_docs.facts import VendorOperation as Call
from generator.vendor_docs.observations import Observations, evidence_disagreements
from generator.vendor_docs.sides import Side, compare_answer, compare_parameters, compare_request
from generator.vendor_docs.waivers import Waivers

__all__ = ["LEVELS", "Comparison", "Difference", "compare", "unfold"]

LEVELS = ("complete", "partial", "sample", "title", "none")
_SUCCESS = "2XX"
_OPERATION = "operation"


def compare(
    sections: Sequence[Section],
    document: Document,
    *,
    whole: bool = True,
    observed: Observations | None = None,
) -> Comparison:
    """Compares `sections` with `document`, and what was `observed` besides, where that is given.

    `whole`: the sections are the whole reference, so that what the document has besides is extra,
    and a waiver without a difference is stale. Else only the operations of these sections are
    judged."""
    faces, ledger = Faces(document), Ledger(document)
    operations = list(faces.operations())
    tags = {
        str(mapping(tag).get("name")): f"/tags/{i}"
        for i, tag in enumerate(sequence(document.root.get("tags")))
    }
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
            ledger.add(
                call,
                _OPERATION,
                aspect,
                call,
                holder=tags.get(section.slug),
                name=f"{call.method} {call.path}",
            )
    known = {operation.pointer for operation in matched.values()}
    for operation in operations:
        if operation.pointer not in known and whole:
            aspect = Aspect(
                "extra", "presence", None, operation.node.get("summary") or operation.path
            )
            here = Call(None, operation.method, operation.path)
            ledger.add(
                here,
                _OPERATION,
                aspect,
                here,
                objects=(operation.pointer,),
                holder=operation.pointer,
            )
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
    """The path of an operation without the query that the reference writes in it, and the names in
    that query.
    """
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

    def differs(
        self, call: Call, where: str, aspect: Aspect, objects: tuple[str, ...] = ()
    ) -> None:
        pointer = self.operation.pointer
        self.ledger.add(call, where, aspect, call, objects=objects or (pointer,), holder=pointer)


# --- operations -----------------------------------------------------------------------------------


def _matched(
    keys: Iterable[tuple[str, str]], operations: Sequence[Operation]
) -> dict[tuple[str, str], Operation]:
    """The document's operation for each of the reference's: that of the same path, else the only
    one whose path differs in no more than the names of its parameters."""
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
    return "/".join(
        "{}" if part[:1] == "{" and part[-1:] == "}" else part for part in path.split("/")
    )


def _compare_group(group: list[tuple[Section, Call]], rest: _Rest, tags: Mapping[str, str]) -> None:
    """The operations of the reference that are one in the document, each for itself."""
    operation = rest.operation
    rest = replace(
        rest,
        unstated=any(answer.status == UNSTATED for _, call in group for answer in call.responses),
    )
    for section, call in group:
        path, _ = unfold(call)
        if path != operation.path:
            rest.differs(call, _OPERATION, Aspect("different", "path", path, operation.path))
        if section.slug in tags and section.slug not in operation.tags:
            rest.differs(
                call,
                _OPERATION,
                Aspect("different", "section", section.slug, ", ".join(operation.tags)),
            )
        _compare_operation(call, replace(rest, operation=_renamed(operation, path)))
    if len(group) > 1 and "alternatives" in mapping(operation.node.get("x-evidence")):
        _compare_evidence(_weakest([call for _, call in group]), rest)


def _renamed(operation: Operation, path: str) -> Operation:
    """`operation` with the parameters of its path named as in `path`."""
    if path == operation.path:
        return operation
    new = dict(zip(operation.path.split("/"), path.split("/"), strict=True))
    listed = tuple(
        replace(each, name=new[f"{{{each.name}}}"][1:-1])
        if each.place == "path" and f"{{{each.name}}}" in new
        else each
        for each in operation.parameters
    )
    return replace(operation, parameters=listed)


def _compare_operation(call: Call, rest: _Rest) -> None:
    operation, evidence = rest.operation, call.evidence
    request, response = (
        Side(
            call,
            operation,
            rest.document,
            rest.ledger,
            level == "complete",
            level in ("complete", "partial"),
            hidden,
        )
        for level, hidden in ((evidence.request, "readOnly"), (evidence.response, "writeOnly"))
    )
    deprecated = operation.node.get("deprecated") is True
    if call.deprecated != deprecated and (
        call.deprecated or (call.title is not None and request.declared)
    ):
        rest.differs(call, _OPERATION, flag("deprecated", call.deprecated, deprecated))
    _compare_evidence(call, rest)
    compare_parameters(request, unfold(call)[1])
    compare_request(request)
    _compare_responses(response, rest)


def _compare_evidence(call: Call, rest: _Rest) -> None:
    """`x-evidence`, of the alternative as which `call` is written if there are several, against
    that of the facts.
    """
    told, at = mapping(rest.operation.node.get("x-evidence")), "evidence"
    alternative = next(
        (name for name in unfold(call)[1] if name in mapping(told.get("alternatives"))), None
    )
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
    """Alternatives as one: the pages of all, of each level the weakest, and a status only if all
    state one.
    """
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


def _compare_untranscribed(
    section: Section, tag: str, document: Document, ledger: Ledger, whole: bool
) -> None:
    """The operations whose path was not seen, which are told apart by title or page as far as
    possible, else counted.
    """
    entries = [
        mapping(entry) for entry in sequence(mapping(document.get(tag)).get("x-untranscribed"))
    ]
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
        call = (
            seen
            if isinstance(seen, Call)
            else Call(seen.title, "", "", evidence=Evidence(seen.pages))
        )
        title = seen.title or "(no title)"
        ledger.add(
            call,
            f"untranscribed.{title}",
            Aspect("missing", "presence", title, None),
            seen,
            holder=tag,
        )
    for pointer, entry in left if whole else ():
        title, here = str(entry.get("title")), Call(None, "", "")
        where = f"untranscribed.{title}"
        ledger.add(
            here, where, Aspect("extra", "presence", None, title), here, holder=tag, near=pointer
        )


def _same_title(seen: Call | Untranscribed, entry: Mapping[str, Any]) -> bool:
    return seen.title is not None and seen.title == entry.get("title")


def _same_page(seen: Call | Untranscribed, entry: Mapping[str, Any]) -> bool:
    pages = seen.evidence.pages if isinstance(seen, Call) else seen.pages
    return bool(set(pages).intersection(map(str, sequence(entry.get("pages")))))


# --- observations ---------------------------------------------------------------------------------


def _compare_observed(
    observed: Observations, operations: Sequence[Operation], faces: Faces, ledger: Ledger
) -> None:
    """What was observed, each operation for itself; then what `x-evidence` claims of it."""
    groups: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for section in observed.sections:
        for call in section.operations:
            groups[call.method, unfold(call)[0]].append(call)
    matched = _matched(groups, operations)
    for key, calls in groups.items():
        for call in calls:
            if key in matched:
                _compare_observation(
                    call, _renamed(matched[key], key[1]), faces, ledger, observed.only_opens(call)
                )
            elif _is_wanted(call) and not observed.only_opens(call):
                ledger.add(call, _OPERATION, Aspect("missing", "presence", call.path, None), call)
    seen = {operation.pointer: groups[key] for key, operation in matched.items()}
    for operation in operations:
        _compare_claims(operation, seen.get(operation.pointer, []), ledger)


def _is_wanted(call: Call) -> bool:
    """Whether the document is expected to have what was observed: surely enough, and of this API,
    not of another host.
    """
    return call.evidence.sure != "low" and call.path.startswith("/")


def _compare_observation(
    call: Call, operation: Operation, faces: Faces, ledger: Ledger, only_opens: bool
) -> None:
    if call.evidence.sure == "low":
        return
    request, response = (
        Side(
            call,
            operation,
            faces,
            ledger,
            False,
            True,
            hidden,
            observed=True,
            only_opens=only_opens,
        )
        for hidden in ("readOnly", "writeOnly")
    )
    compare_parameters(request, unfold(call)[1])
    compare_request(request)
    for answer in call.responses:
        _compare_observed_answer(response, answer)


def _compare_observed_answer(side: Side, answer: Response) -> None:
    """An answer, with the status that the document has for it: the same, its range, `default`;
    where the status is not known, that of the success."""
    known = side.operation.responses
    successes = [status for status in known if status[:1] == "2"]
    if answer.status == UNSTATED:
        chosen = next(
            (status for status in successes if known[status].content), next(iter(successes), None)
        )
    else:
        fits = (answer.status, f"{answer.status[:1]}XX", "default")
        chosen = next((status for status in fits if status in known), None)
        side.ledger.answers(
            side.call, side.operation.pointer, answer.status, only_opens=side.only_opens
        )
    if chosen is not None:
        compare_answer(side, answer, known[chosen], f"response.{chosen}")
        return
    others = successes if answer.status[:1] in ("2", "u") else []
    kind: Kind = "different" if len(others) == 1 else "missing"
    at = others[0] if len(others) == 1 else answer.status
    objects = known[others[0]].objects if len(others) == 1 else ()
    side.differs(
        f"response.{at}",
        Aspect(kind, "status", answer.status, others[0] if objects else None),
        objects,
        answer,
    )


def _compare_claims(operation: Operation, seen: list[Call], ledger: Ledger) -> None:
    evidence = mapping(operation.node.get("x-evidence"))
    here = Call(None, operation.method, operation.path)
    for claim in evidence_disagreements(evidence, seen):
        kind: Kind = (
            "missing"
            if claim.document is None
            else "extra"
            if claim.reference is None
            else "different"
        )
        aspect = Aspect(kind, "observation", claim.reference, claim.document)
        where = f"evidence.observed.{claim.source}.{claim.part}"
        objects = (join(operation.pointer, "x-evidence"),) if evidence else ()
        call = here if claim.operation is None else claim.operation
        ledger.add(
            call,
            where,
            aspect,
            call,
            objects=objects,
            holder=operation.pointer,
            source=claim.source,
        )


# --- statuses -------------------------------------------------------------------------------------


def _compare_responses(side: Side, rest: _Rest) -> None:
    """Statuses, then what is answered with each. Where one of several alternatives states none,
    `2XX` is right for all.
    """
    known = side.operation.responses
    for answer in side.call.responses:
        side.ledger.answers(side.call, side.operation.pointer, answer.status)
    answers = {
        _SUCCESS if answer.status == UNSTATED else answer.status.replace("x", "X"): answer
        for answer in side.call.responses
    }
    pairs = {status: status for status in answers if status in known}
    if rest.unstated and _SUCCESS in known:
        pairs |= {
            status: _SUCCESS for status in answers if status[:1] == "2" and status not in known
        }
    lacking = [status for status in answers if status not in pairs]
    beyond = [
        status
        for status in known
        if status not in pairs.values() and status not in rest.general and answers
    ]
    if all(
        status == _SUCCESS for status in answers
    ):  # the page states no status, so it says nothing of errors
        beyond = [status for status in beyond if status[:1] in "123"]
    successes = [status for status in beyond if status[:1] == "2"]
    if _SUCCESS in lacking and len(successes) > 0 and _is_status_observed(side.operation):
        pairs[_SUCCESS] = successes[
            0
        ]  # the page leaves open what was observed; which one it is is compared with that
        lacking.remove(_SUCCESS)
        beyond = [status for status in beyond if status not in successes]
    for kind in "23145d":
        ours, theirs = (
            [status for status in each if status[:1] == kind] for each in (beyond, lacking)
        )
        if len(ours) == len(theirs) == 1:
            pairs[theirs[0]] = ours[0]
            lacking.remove(theirs[0])
            beyond.remove(ours[0])
            aspect = Aspect("different", "status", answers[theirs[0]].status, ours[0])
            side.differs(f"response.{ours[0]}", aspect, known[ours[0]].objects, answers[theirs[0]])
    for status in lacking:
        side.differs(
            f"response.{status}",
            Aspect("missing", "status", answers[status].status, None),
            (),
            answers[status],
        )
    for status in beyond if side.complete else ():
        side.differs(
            f"response.{status}", Aspect("extra", "status", None, status), known[status].objects
        )
    for status, other in pairs.items():
        compare_answer(side, answers[status], known[other], f"response.{other}")


def _is_status_observed(operation: Operation) -> bool:
    return observes(mapping(operation.node.get("x-evidence")), "status", "high")
