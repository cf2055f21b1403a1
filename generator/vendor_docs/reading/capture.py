"""Pages -> facts: one `Section` for each heading of the menu that the operations of the pages stand
under.

What a page shows becomes a fact; what had to be decided is marked: `inferred` where a written rule
decided, `ambiguous` with every place where none does, `from: sample` where only a sample shows a
field, a sentence in the evidence's note where the page contradicts itself or breaks off. A part is
`complete` only if the page goes on after it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Literal

from generator.document.evidence import EvidenceLevel
from generator.vendor_docs.facts import (
    Body,
    Evidence,
    Field,
    ParameterLocation,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
    digest,
    fields_of,
    one_or_several,
)
from generator.vendor_docs.json_values import json_type
from generator.vendor_docs.merge import SAMPLE_CUT, joined
from generator.vendor_docs.reading.field_tree import (
    NOT_SHOWN,
    FieldNode,
    FieldTree,
    SampleObject,
    agrees,
    build_tree,
    sample_objects,
)
from generator.vendor_docs.reading.line_grammar import TypeExpression, parse_type
from generator.vendor_docs.reading.page import (
    MAP_KEY,
    Page,
    PageBody,
    PageError,
    PageField,
    PageOperation,
    PageResponse,
)
from generator.vendor_docs.reading.sample import anonymised, names_a_variant

Tags = Sequence[tuple[str, str]]


def capture(pages: Sequence[Page], tags: Tags = (), servers: Sequence[str] = ()) -> list[Section]:
    """Facts of pages. `tags` are slug and display name of the document's tags in the order of the
    menu; `servers` its servers, of which a page that names any must name one.

    Operations of one section on several pages are united: the page that shows more wins, all are
    listed, and where they contradict each other the note says so.

    Raises:
        PageError: a page is of another API.
    """
    gathered: dict[str, _SectionFacts] = {}
    for page in pages:
        _check_server(page, servers)
        headings = _SectionNames(page, tags)
        for call in page.operations:
            slug, heading = headings.section(call)
            gathered.setdefault(slug, _SectionFacts(slug, heading)).add(
                _OperationFacts(page, call).fact()
            )
    order = {slug: place for place, (slug, _) in enumerate(tags)}
    sections = sorted(gathered.values(), key=lambda each: order.get(each.slug, len(order)))
    return [each.section() for each in sections]


def _check_server(page: Page, servers: Sequence[str]) -> None:
    ours, theirs = _hosts(servers), _hosts(page.servers)
    if ours and theirs and not ours & theirs:
        raise PageError(
            page.name,
            f"is a page of another API: its server is {sorted(theirs)[0]}, not {sorted(ours)[0]}",
        )


def _hosts(addresses: Iterable[str]) -> set[str]:
    return {_host(each) for each in addresses} - {""}


def _host(address: str) -> str:
    match = re.match(r"https?://([^/]+)", address)
    return match[1].lower() if match else ""


class _SectionFacts:
    """The facts of one section while pages are read."""

    def __init__(self, slug: str, heading: str) -> None:
        self.slug, self.heading = slug, heading
        self.operations: dict[tuple[str, str, frozenset[str]], VendorOperation] = {}
        self.untranscribed: list[Untranscribed] = []

    def add(self, fact: VendorOperation | Untranscribed) -> None:
        if isinstance(fact, Untranscribed):
            self.untranscribed.append(fact)
            return
        key = (fact.method, fact.path, frozenset(fact.required_query))
        known = self.operations.get(key)
        self.operations[key] = fact if known is None else joined(known, fact)

    def section(self) -> Section:
        """The section; of what has no address only what no operation says as well."""
        untranscribed = {
            (each.title, each.pages): each
            for each in self.untranscribed
            if not any(_says_more(operation, each) for operation in self.operations.values())
        }
        return Section(
            slug=self.slug,
            heading=self.heading,
            operations=_told_apart(tuple(self.operations.values())),
            untranscribed=tuple(untranscribed.values()),
        )


def _says_more(operation: VendorOperation, other: Untranscribed) -> bool:
    """Whether an operation has the title and all that is known of one without an address, which
    then is the same on a page that shows less of it."""
    if other.title is None or operation.title != other.title or other.responses:
        return False
    known = set(map(_place_and_name, _sent(operation)))
    # a field of the body that may stand in several places need not be at the top
    sure = [each for each in _sent(other) if each.place or not each.ambiguous]
    return known.issuperset(map(_place_and_name, sure))


def _sent(operation: VendorOperation | Untranscribed) -> tuple[Field, ...]:
    """The parameters, and the fields of the body, which have no place of their own."""
    return (*operation.parameters, *fields_of(operation.request))


def _place_and_name(field: Field) -> tuple[str | None, str]:
    return field.place, field.name


def _told_apart(operations: tuple[VendorOperation, ...]) -> tuple[VendorOperation, ...]:
    """Operations of one method and path that require different query parameters, with these in
    their paths, as the reference writes others: `/contacts?hash=` and `/contacts?unicity=`."""
    counts = Counter(each.key for each in operations)
    return tuple(
        _with_query(each) if counts[each.key] > 1 and "?" not in each.path else each
        for each in operations
    )


def _with_query(operation: VendorOperation) -> VendorOperation:
    """An operation with the names that it requires in its path, and a note that says so."""
    needed = operation.required_query
    if not needed:
        return operation
    note = "several operations have this path: told apart by what they require in the query"
    path = f"{operation.path}?{'&'.join(f'{name}=' for name in needed)}"
    return replace(
        operation,
        path=path,
        evidence=replace(operation.evidence, note=_sentence([operation.evidence.note, note])),
    )


# --- sections -------------------------------------------------------------------------------------


class _SectionNames:
    """Says which section an operation of a page is of."""

    def __init__(self, page: Page, tags: Tags) -> None:
        self.page, self.tags = page, tags
        self.by_name: dict[str, list[tuple[str, str]]] = {}
        for slug, display in tags:
            self.by_name.setdefault(_folded(display), []).append((slug, display))
        self.counts: Counter[str] = Counter()
        self.before: list[int] = []
        for name in page.headings:
            self.before.append(self.counts[_folded(name)])
            self.counts[_folded(name)] += 1

    def section(self, call: PageOperation) -> tuple[str, str]:
        """Slug and name: by the tags of the document, else by the heading if the menu has it once,
        else by the name of the page's file."""
        place = call.heading
        if place is None:
            return self._named("", 0)
        name = self.page.headings[place]
        if not name and place < len(self.tags):
            return self.tags[place]
        return self._named(name, self.before[place])

    def _named(self, name: str, number: int) -> tuple[str, str]:
        """The section of a heading, of which there are `number` of the same name before it: the
        menu of a reference may have `Events` under actions and under contacts, in the order of the
        document's tags."""
        tags = self.by_name.get(_folded(name), []) if name else []
        return tags[number] if number < len(tags) else self._without_tag(name)

    def _without_tag(self, name: str) -> tuple[str, str]:
        """The section of a heading that is no tag's. A name that is there several times makes no
        slug, the page's file does."""
        stem = PurePath(self.page.name).stem
        is_only_one = self.counts[_folded(name)] <= 1
        if name and (is_only_one or not _slug(stem)):
            return _slug(name), name
        return _slug(stem) or "page", name or stem


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", "and")).strip("-")


# --- one operation --------------------------------------------------------------------------------


Part = Literal["request", "response"]
_UNSEEN = {
    (True, True): "neither method nor path",
    (True, False): "no method",
    (False, True): "no path",
}
"""What a page does not show of an operation: its method, its path."""


class _OperationFacts:
    """Facts of one call; what is to be said about it gathers in `notes`."""

    def __init__(self, page: Page, call: PageOperation) -> None:
        self.page, self.call = page, call
        self.notes: list[str] = list(call.notes)
        self.repeated: set[Part] = set()
        entries = (entry for body in call.bodies for entry in body.fields)
        self.discriminators = frozenset(entry.name for entry in entries if entry.discriminator)

    def fact(self) -> VendorOperation | Untranscribed:
        """The operation; one whose method or path the page does not show cannot be transcribed. The
        notes are in the order in which they are found: parameters, bodies, then the levels."""
        call = self.call
        parameters = self._parameters()
        request = None if call.request is None else self._body(call.request, "request", "request")
        responses = tuple(map(self._response, call.responses))
        levels = self._request_level(), self._response_level()
        shared: dict[str, Any] = {
            "title": call.title,
            "parameters": parameters,
            "request": request,
            "responses": responses,
        }
        if call.method is None or call.path is None:
            unseen = _UNSEEN[call.method is None, call.path is None]
            self.notes.insert(0, f"the page shows {unseen}")
            evidence = Evidence((self.page.name,), *levels, _sentence(self.notes))
            return Untranscribed(
                line=call.line, evidence=evidence, pages=(self.page.name,), **shared
            )
        if call.path_cut:
            self.notes.insert(0, "the call is cut in its path")
        return VendorOperation(
            method=call.method,
            path=call.path,
            path_cut=call.path_cut,
            deprecated=call.deprecated,
            wording=call.wording,
            line=call.line,
            evidence=Evidence((self.page.name,), *levels, _sentence(self.notes)),
            **shared,
        )

    def _request_level(self) -> EvidenceLevel:
        """How much of the request the page shows, the reason in `notes` where that is not all. A
        page without answers that shows no call either is cut before the call."""
        call = self.call
        match call.request:
            case PageBody(cut=True) as request:
                return self._noted("partial", _cut_after("request", request))
            case PageBody(listed=False):
                known = "the body of the request is known from its sample only"
                return self._noted("sample", known)
        if call.path is None and not call.responses_seen:
            return self._noted("partial", "the page is cut in the request")
        if not all(entry.type for _, entry in call.parameters):
            known = "parameters without a type are known from the call only"
            return self._noted("sample", known)
        return self._without_gaps("request", [call.request])

    def _response_level(self) -> EvidenceLevel:
        """The same of the answers: of their bodies, since a page shows every status at once."""
        call = self.call
        if not call.responses_seen:
            return self._noted("none", "the page shows no responses")
        if not call.responses:
            return "none"
        contents = [answer.body for answer in call.responses if answer.body is not None]
        if contents:
            return self._level_of_bodies(contents)
        if call.cut:
            known = "the page ends where a body of the response would follow"
            return self._noted("partial", known)
        return self._without_gaps("response", ())

    def _level_of_bodies(self, contents: Sequence[PageBody]) -> EvidenceLevel:
        """That of the worst known: a body that is cut, then bodies of which no list is shown."""
        if cut := next((content for content in contents if content.cut), None):
            return self._noted("partial", _cut_after("response", cut))
        if not any(content.listed for content in contents):
            known = "the body of the response is known from its sample only"
            return self._noted("sample", known)
        return self._without_gaps("response", contents)

    def _noted(self, level: EvidenceLevel, note: str) -> EvidenceLevel:
        self.notes.append(note)
        return level

    def _without_gaps(self, part: Part, contents: Iterable[PageBody | None]) -> EvidenceLevel:
        """The level of a part that the page shows to its end."""
        doubts = [content for content in contents if content is not None and content.doubts]
        return "partial" if doubts or part in self.repeated else "complete"

    def _parameters(self) -> tuple[Field, ...]:
        """Parameters in the order of the page; those after an object in the query may be its
        fields, which a call shows alike."""
        fields: list[Field] = []
        by_place: dict[ParameterLocation, list[PageField]] = defaultdict(list)
        for place, entry in self.call.parameters:
            by_place[place].append(entry)
        for place, entries in by_place.items():
            nested = build_tree(entries, NOT_SHOWN)
            self._note_repeated(nested, place, "request")
            fields += [self._field(node, place, nested.unsettled, place) for node in nested.nodes]
        return tuple(fields)

    # --- bodies -----------------------------------------------------------------------------------

    def _response(self, answer: PageResponse) -> Response:
        """A response. What describes it and what describes its body are one wording, since facts
        have one place for both.
        """
        where = "response" if len(self.call.responses) == 1 else f"response {answer.status}"
        if answer.body is None:
            return Response(status=answer.status, wording=answer.wording, line=answer.line)
        body = self._body(answer.body, where, "response")
        both = f"{answer.wording} {body.wording}"
        wording = digest(both) if answer.wording and body.wording else both.strip()
        body = replace(body, wording="", line=None)
        return Response(status=answer.status, body=body, wording=wording, line=answer.line)

    def _body(self, content: PageBody, where: str, part: Part) -> Body:
        """A body, its fields in the places that the sample tells; `where` stands in front of notes
        on it. A body that the page lists as `any` has no fields, whatever its sample shows."""
        form = self._shape(content)
        sample = sample_objects([content.sample])
        nested = build_tree(_named(content.fields), sample, content.cut, not content.sample_cut)
        self.notes += [f"{where}: {doubt}" for doubt in content.doubts]
        self._note_sample(content, form, where)
        self._note_repeated(nested, where, part)
        is_any = form.type is None and content.listed and content.type is not None
        holder = sample if form.holds_fields and not is_any else NOT_SHOWN
        kept = anonymised(content.sample, self.discriminators) if content.has_sample else None
        return Body(
            content_type=next(iter(content.content_types), None),
            other_content_types=content.content_types[1:],
            type=form.type,
            format=form.format,
            items=form.items,
            items_format=form.items_format,
            nullable=form.nullable,
            wording=content.wording,
            line=content.line,
            fields=self._fields(nested.nodes, holder, where, nested.unsettled),
            sample=kept,
            has_sample=content.has_sample,
        )

    def _shape(self, content: PageBody) -> TypeExpression:
        if content.type == "array":
            items = TypeExpression() if content.items is None else parse_type(content.items)
            kind = items.type if isinstance(items.type, str) else None
            return TypeExpression("array", None, "object" if content.fields else kind, items.format)
        if content.type is not None:
            return parse_type(content.type)
        values = [content.sample]
        return TypeExpression(one_or_several(_json_types(values)), items=_json_items(values))

    def _note_sample(self, content: PageBody, form: TypeExpression, where: str) -> None:
        """Notes that a sample breaks off, or has another JSON type than the page declares."""
        if content.sample_cut:
            why = SAMPLE_CUT if content.has_sample else "the sample cannot be read"
            self.notes.append(f"{where}: {why}")
        if content.has_sample and content.type is not None and not agrees(form, content.sample):
            self.notes.append(
                f"{where}: the sample is {_article(json_type(content.sample))}, the body is "
                f"declared as {_article(' or '.join(form.types))}"
            )

    def _note_repeated(self, nested: FieldTree, where: str, part: Part) -> None:
        if nested.repeated:
            self.repeated.add(part)
        for entry in nested.repeated:
            self.notes.append(
                f"{where}: `{entry.name}` is listed again, after every object that it may be "
                "of has one"
            )

    def _fields(
        self,
        nodes: Sequence[FieldNode],
        sample: SampleObject,
        where: str,
        unsettled: frozenset[str],
    ) -> tuple[Field, ...]:
        """Fields as listed, and between them those that only the sample shows, each after the key
        that precedes it; not keys that may be those of an `unsettled` field."""
        fields = [self._field(node, where, unsettled) for node in nodes]
        listed = {node.entry.name for node in nodes}
        at = 0
        for key in sample.keys:
            if key in listed:
                at = [each.name for each in fields].index(key) + 1
            elif key not in unsettled:
                fields.insert(at, self._sampled(key, sample))
                at += 1
        return tuple(fields)

    def _field(
        self,
        node: FieldNode,
        where: str,
        unsettled: frozenset[str],
        place: ParameterLocation | None = None,
    ) -> Field:
        """A field of a list; what the sample shows as its value and the list does not allow is
        noted. `place` is that of a parameter."""
        entry = node.entry
        form = parse_type(entry.type)
        path = f"{where}.{entry.name}"
        if others := [value for value in node.values if not agrees(form, value)]:
            shown = _article(" or ".join(_json_types(others)))
            self.notes.append(f"{path}: {shown} in the sample, {entry.type} in the list")
        if not form.nullable and None in node.values:
            self.notes.append(f"{path}: null in the sample, not nullable in the list")
        named = filter(names_a_variant, node.values) if entry.discriminator else ()
        seen = dict.fromkeys((*entry.seen, *named))
        sample = node.sample if form.holds_fields else NOT_SHOWN
        return Field(
            name=entry.name,
            place=place,
            type=form.type,
            format=form.format,
            items=form.items,
            items_format=form.items_format,
            nullable=form.nullable,
            required=entry.required,
            discriminator=entry.discriminator,
            deprecated=entry.deprecated,
            default=entry.default,
            has_default=entry.has_default,
            enum=entry.enum,
            seen=tuple(seen),
            when=entry.when,
            about=entry.about,
            source=None if entry.type else "sample",
            inferred=node.inferred or entry.enum_inferred,
            ambiguous=node.candidates,
            wording=entry.wording,
            line=entry.line,
            fields=self._fields(node.children, sample, path, unsettled),
        )

    def _sampled(self, key: str, sample: SampleObject) -> Field:
        """A field that only samples show: its type is that of the JSON value."""
        values, inner = sample.values[key], sample.inner(key)
        kind = one_or_several(_json_types(values))
        seen = filter(names_a_variant, values) if key in self.discriminators else ()
        return Field(
            name=key,
            type=kind,
            items=_json_items(values) if kind == "array" else None,
            nullable=None in values,
            seen=tuple(dict.fromkeys(seen)),
            source="sample",
            fields=tuple(self._sampled(each, inner) for each in inner.keys),
        )


# --- small things ---------------------------------------------------------------------------------


def _json_types(values: Iterable[Any]) -> tuple[str, ...]:
    """The JSON types of values that are not null, as far as one does not hold the other."""
    kinds = dict.fromkeys(json_type(value) for value in values if value is not None)
    if "number" in kinds:
        kinds.pop("integer", None)
    return tuple(kinds)


def _json_items(values: Iterable[Any]) -> str | None:
    """The JSON type of all items of those values that are arrays, if they have one."""
    kinds = _json_types(item for value in values if isinstance(value, list) for item in value)
    return kinds[0] if len(kinds) == 1 else None


def _article(kind: str) -> str:
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def _cut_after(part: str, content: PageBody) -> str:
    after = f", after `{content.fields[-1].name}`" if content.fields else ""
    return f"the page is cut in the {part}{after}"


def _sentence(notes: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(note for note in notes if note))


def _named(entries: Sequence[PageField]) -> tuple[PageField, ...]:
    """The entries without those of a map's values, which have a key of the caller's and are no
    fields: `property name*` goes, and all that is nested deeper up to the next of its depth."""
    kept: list[PageField] = []
    map_depth = math.inf
    for entry in entries:
        depth = entry.depth or 0
        if entry.name == MAP_KEY and depth <= map_depth:
            map_depth = depth
        elif depth <= map_depth:
            map_depth = math.inf
            kept.append(entry)
    return tuple(kept)
