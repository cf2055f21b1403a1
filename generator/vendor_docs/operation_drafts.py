"""Operations of the facts as drafts: names, evidence, request, answers and the schemas of bodies.

What is assumed stands in the note of the evidence; see `draft`."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import sequence
from generator.document.bundle import Document
from generator.document.casing import words
from generator.document.evidence import LEVELS, EvidenceLevel
from generator.document.rules.transcription import PAGE_FILE
from generator.document.source import read
from generator.document.specification import JSON, WITHOUT_CONTENT
from generator.vendor_docs import yaml_printer
from generator.vendor_docs.facts import (
    SUCCESS,
    Body,
    Evidence,
    Field,
    Response,
    Section,
    documented_status,
    status_order,
    without,
)
from generator.vendor_docs.missing_operations import (
    MissingOperation,
    is_stated,
    is_success,
    missing_operations,
)
from generator.vendor_docs.operation_names import OperationNamer, OperationNames
from generator.vendor_docs.operation_verbs import UnnamedOperation
from generator.vendor_docs.parameter_drafts import ParameterDrafts
from generator.vendor_docs.path_words import capitalized, operations, sentence
from generator.vendor_docs.schema_drafts import SchemaDrafts, todo, with_flow_mappings
from generator.vendor_docs.schema_index import SchemaIndex, relative_path, with_bundled_references
from generator.vendor_docs.yaml_printer import Flow

_NOT_SHOWN = ("NotShown", "Done. The answer is not shown.")
_NO_CONTENT = ("NoContent", "Done. There is no content.")


class OperationDrafter:
    """Drafts of operations, and of parts of those that the document has."""

    def __init__(self, sections: list[Section], document: Document, root: Path) -> None:
        self.document = document
        self.missing = missing_operations(sections, document)
        self.schema_index = SchemaIndex(document, root)
        self.responses = shared_objects(root / "responses.yaml")
        schemes = document.root.get("components", {}).get("securitySchemes", {}).values()
        self.secret = frozenset(
            str(each["name"]).lower()
            for each in schemes
            if each.get("in") == "header" and "name" in each
        )
        self.schemas = SchemaDrafts(self.schema_index)
        self.bodies: dict[tuple[int, str], Any] = {}
        self.names: dict[int, OperationNames] = {}
        self.kept: list[MissingOperation] = []  # told apart by their identity
        self.files = _section_files(sections, document, root)
        shared = shared_objects(root / "parameters.yaml")
        self.parameters = ParameterDrafts(sections, self.schemas, shared, self.names)

    def name(self) -> None:
        """Gives names to all operations that are missing."""
        asked = {id(each): _asked(each) for each in self.missing}
        namer = OperationNamer(self.document.root, asked.values())
        for each in self.missing:
            self.names[id(each)] = namer.names(asked[id(each)])

    def _schema_file(self, each: MissingOperation) -> str:
        return f"schemas/{self.files[each.section.slug]}"

    # --- schemas ----------------------------------------------------------------------------------

    def shape(self, wanted: Sequence[MissingOperation]) -> None:
        """Schemas of all bodies: what is known best comes first, so that what is known less well is
        told by it.
        """
        waiting: list[tuple[EvidenceLevel, MissingOperation, str, Body]] = []
        for each in wanted:
            request = each.request
            responses, level = each.responses
            if request is not None:
                waiting.append((request[1], each, "request", request[0]))
            bodies = [(one.status, one.body) for one in responses if one.body is not None]
            waiting += [(level, each, status, body) for status, body in bodies]
        # Of two that are known alike the first that was asked for: the sort is stable.
        waiting.sort(key=lambda job: (LEVELS.index(job[0]), -len(job[3].fields)))
        for level, each, what, body in waiting:
            self.bodies[id(each), what] = self._body(each, what, body, level)
        self.schemas.settle()

    def _body(
        self, each: MissingOperation, what: str, body: Body, level: EvidenceLevel
    ) -> dict[str, Any]:
        """The schema of a body. Of fields whose holder was not seen, an object and a list of such
        objects are alternatives."""
        file = self._schema_file(each)
        name, weak = self._body_name(each, what), level != "complete"
        about = sentence([body.about])
        as_field = body.as_field(name)
        if body.type is None and body.fields:
            one = self.schemas.object(replace(as_field, type="object"), name, file, weak=True)
            listed = {"type": "array", "description": "A list of them.", "items": one}
            either = {**({"description": about} if about else {}), "anyOf": [one, listed]}
            return self.schemas.noted(either, "Whether it is one or a list of them was not seen.")
        node = self.schemas.of(
            as_field, name, file, about, weak=weak, hint=self.names[id(each)].noun
        )
        if node.get("description") == "":
            del node["description"]
        return node

    def _body_name(self, each: MissingOperation, what: str) -> str:
        """What the operation is about, or what it does with it where that name is taken: `Book` (of
        a request that makes one `NewBook`), else `BookLendRequest`, `BookLendResult`."""
        names = self.names[id(each)]
        verb = names.function.split("_")[0].capitalize()
        done = f"{names.noun}{verb}{'Request' if what == 'request' else 'Result'}"
        match what, verb:
            case "request", "Create":
                name = f"New{names.noun}"
            case "request", "Get" | "List":
                name = done  # what is sent to read a thing is not that thing
            case _:
                name = names.noun if names.about_item else done
        return done if name in self.schema_index else name

    # --- operations -------------------------------------------------------------------------------

    def operation(self, each: MissingOperation, file: str) -> dict[str, Any]:
        """An operation as `file` has it."""
        names = self.names[id(each)]
        every = each.parameters(self.secret)
        parameters = [self.parameter_of(one, each, file) for one in every if one.place != "path"]
        assumed = self._assumed_types(every, each)
        sdk = Flow(resource=names.resource, function=names.function)
        if each.method in ("POST", "PATCH"):
            sdk["retry"] = "unsafe"
        request = self.request_of(each, file, assumed)
        responses = self.responses_of(each, file, assumed)
        node = {
            "operationId": names.operation_id,
            "tags": [each.section.slug],
            "summary": names.summary,
            "description": _description(each),
            "deprecated": any(one.deprecated for _, one in each.variants),
            "x-sdk": sdk,
            "x-evidence": self._evidence(each, assumed),
            "x-exactly-one-of": [list(group) for group in each.alternatives],
            "parameters": parameters,
            "requestBody": request,
            "responses": responses,
        }
        return {key: value for key, value in node.items() if value not in (None, False, [])}

    def parameter_of(self, one: Field, each: MissingOperation, file: str) -> Any:
        return self.parameters.of(one, each, file, self._schema_file(each))

    def _assumed_types(self, every: Sequence[Field], each: MissingOperation) -> list[str]:
        """What is assumed of parameters whose type is not shown, each a sentence: `the type of
        `page` is not shown here and follows other operations`."""
        untyped = [one for one in every if one.type is None]
        known = [one.name for one in untyped if self._is_known_elsewhere(one, each)]
        unknown = without([one.name for one in untyped], known)
        assumed = {
            "is not shown here and follows other operations": known,
            "is not shown": unknown,
        }
        return [f"the type of {_listing(names)} {why}" for why, names in assumed.items() if names]

    def _is_known_elsewhere(self, one: Field, each: MissingOperation) -> bool:
        """Whether other operations tell the type of a parameter, or share one that it is."""
        typed = self.parameters.with_type(one, each)
        return bool(typed.type or self.parameters.shared_name(one, each))

    def _evidence(self, each: MissingOperation, assumed: list[str]) -> dict[str, Any]:
        """`x-evidence`, with what is assumed in its note. Without a page there is no more to show
        for it than a title."""
        evidence = each.evidence
        if not evidence.pages and evidence.request not in ("title", "none"):
            evidence = replace(evidence, request="title")
            assumed = [*assumed, "the facts name no page"]
        note = "; ".join(filter(None, (evidence.note, *assumed)))
        if not evidence.pages and not note:
            note = "the facts name no page"
        found = _shown_evidence(replace(evidence, note=note), each.responses[0])
        if each.alternatives:
            found["alternatives"] = {
                "-".join(group): _shown_evidence(one.evidence, one.responses)
                for group, one in each.variants
                if group
            }
        return found

    def request_of(
        self, each: MissingOperation, file: str, assumed: list[str]
    ) -> dict[str, Any] | None:
        """The body of a request, `None` where it has none; one that may be there, of a method that
        writes and of which no more than the title was seen, is not required."""
        found = each.request
        writes = each.method in ("POST", "PUT", "PATCH")
        may_have_one = writes and each.evidence.request in ("title", "none")
        if found is None and not may_have_one:
            return None
        body = found[0] if found else Body()
        if found is None:
            assumed.append("whether there is a body is not shown")
        first, *others = _media_types(body, "request", assumed)
        schema = self.bodies.get((id(each), "request"))
        content = {first: self._media(first, schema, body, file)}
        for name in others:
            unseen = _unseen_schema(name, body)
            content[name] = self._media(name, unseen, Body(type=body.type), file)
        if others:
            assumed.append(f"the fields of {_listing(others)} are not shown")
        about = sentence([body.about]) or todo("say what is sent")
        return {
            **({"required": True} if writes and found else {}),
            "description": about,
            "content": content,
        }

    def responses_of(self, each: MissingOperation, file: str, assumed: list[str]) -> dict[str, Any]:
        """The answers by status. That an operation succeeds is said whether it was seen or not, and
        429 where the document has a shared answer for it."""
        responses, _ = each.responses
        found: dict[str, Any] = {}
        if not any(map(is_success, responses)):
            found[SUCCESS] = self._shared_response(*_NOT_SHOWN, file)
        for one in responses:
            status = documented_status(one.status)
            found.setdefault(status, self._response(one, status, each, file, assumed))
        if "TooManyRequests" in self.responses:
            found.setdefault("429", self._shared_response("TooManyRequests", "", file))
        return {status: found[status] for status in sorted(found, key=status_order)}

    def _response(
        self, one: Response, status: str, each: MissingOperation, file: str, assumed: list[str]
    ) -> dict[str, Any]:
        """An answer; one without a body is that which operations share, if there is such a one."""
        if one.body is None or status in WITHOUT_CONTENT:
            if one.body is not None:
                assumed.append(f"the facts have a body for {status}, which can have none")
            return self._without_body(one, status, file)
        types = _media_types(one.body, "answer", assumed)
        schema = self.bodies.get((id(each), one.status))
        about = sentence([one.about or one.body.about]) or todo("say what is answered")
        content = {name: self._media(name, schema, one.body, file) for name in types}
        return {"description": about, "content": content}

    def _without_body(self, one: Response, status: str, file: str) -> dict[str, Any]:
        if is_success(one):
            return self._shared_response(*_NO_CONTENT, file)
        about = sentence([one.about]) or sentence([_status_words(status)])
        return self._shared_response(_status_name(status), about, file)

    def _shared_response(self, name: str, about: str, file: str) -> dict[str, Any]:
        """A reference to a response of `responses.yaml`, or where that has none of the name, one
        that says `about`."""
        if name in self.responses:
            return {"$ref": f"{'../' * file.count('/')}responses.yaml#/{name}"}
        return {"description": about}

    def _media(
        self, media_type: str, schema: dict[str, Any] | None, body: Body, file: str
    ) -> dict[str, Any]:
        """A media type with its schema and an example, `{}` for one of which no schema is known and
        that is no JSON: as of `application/pdf`, nothing can be said of it."""
        if schema is None or schema.keys() <= {"description"}:
            if not _is_json(media_type):
                return {}
            about = "The body; its fields are not shown."
            schema = {"type": "object", "description": about, "additionalProperties": True}
        value = self.schemas.example(schema, body)
        example = {
            "summary": todo("say what the example shows"),
            "value": with_flow_mappings(value),
        }
        return {**self.schemas.shown({"schema": schema}, file), "examples": {"draft": example}}


# --- plain values --------------------------------------------------------------------------------


def shared_objects(path: Path) -> dict[str, Any]:
    """The objects of a file that operations share, by name; none where there is no such file."""
    if not path.is_file():
        return {}
    nodes = read(path, path.name).data
    return {name: with_bundled_references(node) for name, node in nodes.items()}


def _section_files(sections: Sequence[Section], document: Document, root: Path) -> dict[str, str]:
    """The file of each section: the one that has its operations, else the one named by its slug
    less `management`: `{"actionmanagement": "action.yaml"}`.
    """
    found: dict[str, str] = {}
    for path, method, node in operations(document.root):
        place = document.locate(pointers.join("/paths", path, method.lower()))
        file = relative_path(root, place.file)
        tags = sequence(node.get("tags"))
        if file.startswith("paths/") and tags:
            found.setdefault(str(tags[0]), file.removeprefix("paths/"))
    for section in sections:
        stem = section.slug.removesuffix("management") or section.slug
        found.setdefault(section.slug, f"{stem}.yaml")
    return found


def _asked(each: MissingOperation) -> UnnamedOperation:
    """What is known of an operation before it has a name."""
    titles = (one.title or one.about for _, one in each.variants)
    return UnnamedOperation(
        section=each.section.slug,
        method=each.method,
        path=each.path,
        title=next(filter(None, titles), ""),
        several=_gives_several(each),
        alternatives=tuple("_".join(group) for group in each.alternatives),
        identified=any(group for group, _ in each.variants),
    )


def _gives_several(each: MissingOperation) -> bool | None:
    """Whether the first success is a list, `None` where its type was not seen."""
    success = next((one.body for one in each.responses[0] if is_success(one)), None)
    if success is None or success.type is None:
        return None
    return success.type == "array"


def _description(each: MissingOperation) -> str:
    """What is said of an operation, and its rules; of several ways to write it none is said."""
    every = [one for _, one in each.variants]
    said = filter(None, (one.about for one in every))
    about = "" if each.alternatives else sentence([*said][:1])
    rules = dict.fromkeys(sentence([rule]) for one in every for rule in one.rules)
    if not about and not rules:
        return todo("say what a caller must know, such as side effects and limits")
    return _paragraphs(list(filter(None, (about, *rules))))


def _shown_evidence(evidence: Evidence, responses: Sequence[Response]) -> dict[str, Any]:
    """Evidence as a document has it."""
    shown: dict[str, Any] = {
        "pages": list(map(_page, evidence.pages)),
        "request": evidence.request,
        "response": evidence.response,
        "status": "stated" if is_stated(responses) else "unstated",
    }
    if evidence.note:
        shown["note"] = evidence.note.strip()
    return shown


def _media_types(body: Body, what: str, assumed: list[str]) -> list[str]:
    """The media types of a body; that it is JSON is assumed where none was seen."""
    if body.content_type is None:
        assumed.append(f"the media type of the {what} is not shown, {JSON} is assumed")
    return [body.content_type or JSON, *body.other_content_types]


def _unseen_schema(media_type: str, body: Body) -> dict[str, Any]:
    """The schema of another media type of a request, whose fields were not seen."""
    node = {
        "type": "object",
        "description": f"One as {media_type}; its fields are not shown.",
        "additionalProperties": True,
    }
    if body.type == "array":
        return {"type": "array", "description": f"What is sent as {media_type}.", "items": node}
    return node


def _page(name: str) -> str:
    """A page by its address; one that is known by the file that it was captured from has to be
    looked up.
    """
    return todo(f"give the address of the page {name}") if PAGE_FILE.fullmatch(name) else name


def _status_words(status: str) -> str:
    try:
        return HTTPStatus(int(status)).phrase.lower()
    except ValueError:
        return f"status {status}"


def _status_name(status: str) -> str:
    return capitalized(words(_status_words(status)))


def _paragraphs(sentences: Sequence[str]) -> str:
    if len(sentences) == 1:
        return sentences[0]
    width = yaml_printer.WIDTH - 6
    text = " ".join(sentences)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def _listing(names: Sequence[str]) -> str:
    *others, last = (f"`{name}`" for name in names)
    return f"{', '.join(others)} and {last}" if others else last


def _is_json(media_type: str) -> bool:
    subtype = media_type.partition(";")[0].strip().partition("/")[2]
    return subtype == "json" or subtype.endswith("+json") or subtype.startswith("vnd.")
