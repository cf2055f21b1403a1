"""House-style YAML for the operations that the facts have and the document lacks: a proposal that a
person reads and corrects.

A draft says what the facts say and no more. What was not seen stays open; what is assumed stands in
the note of the evidence; each schema that is met again is said in a comment. Sentences are our own
`about`s. What is left to a person is marked, `TODO: …` in a text and `x-draft: …` where a rule
decided, and `lint` refuses the marks (HSE014). A draft goes where a person would put it, the
section's files and the place in the menu, and leaves every line that is there as it is."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.document import pointer as pointers
from generator.document.bundle import Document
from generator.document.casing import words
from generator.document.evidence import LEVELS, EvidenceLevel
from generator.document.rules.transcription import PAGE_FILE
from generator.document.source import read
from generator.document.specification import JSON, METHODS, WITHOUT_CONTENT
from generator.vendor_docs import yaml_printer
from generator.vendor_docs.atomic_write import decoded, write_all
from generator.vendor_docs.facts import UNSTATED, Body, Field, Section
from generator.vendor_docs.missing_operations import (
    VARIABLE,
    MissingOperation,
    flattened_parameters,
    is_stated,
    is_success,
    missing_operations,
)
from generator.vendor_docs.operation_names import OperationNamer, OperationNames
from generator.vendor_docs.operation_verbs import UnnamedOperation
from generator.vendor_docs.path_words import operations, sentence, singular
from generator.vendor_docs.schema_drafts import (
    SchemaDrafts,
    description_or_todo,
    todo,
    with_flow_mappings,
)
from generator.vendor_docs.schema_index import SchemaIndex, relative_path, with_bundled_references
from generator.vendor_docs.yaml_editor import UnsafeEditError, YamlFile
from generator.vendor_docs.yaml_printer import Flow, Noted


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """One entry more for the mapping, or (`key` is `None`) the list, at `pointer` of a file: behind
    the last of the keys `after` that are there."""

    pointer: str
    key: str | None
    value: Any
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed for a file of the document's folder: `entries`, and as `text` the lines to
    add to it. `file` is relative to that folder, `heading` what a new file of that name begins
    with."""

    section: str
    file: str
    text: str
    entries: tuple[YamlEntry, ...] = ()
    heading: str = ""


def draft(sections: Iterable[Section], document: Document, root: Path) -> list[Draft]:
    """Path lines, path items and schemas for each section with an operation that `document`, whose
    folder is `root`, lacks.

    Raises:
        DocumentError: a file of the folder that cannot be read.
    """
    return OperationDrafter(list(sections), document, root).drafts()


def placed(drafts: Iterable[Draft], root: Path) -> dict[str, str]:
    """The files that the drafts go to, by path relative to `root`, each with its text as it is
    then.

    Raises:
        UnsafeEditError: there is no place for an entry that could be told without a guess.
    """
    texts: dict[str, str] = {}
    for each in drafts:
        path = root / each.file
        text = texts.get(each.file)
        if text is None:
            text = decoded(path.read_bytes(), each.file) if path.exists() else f"# {each.heading}\n"
        for entry in each.entries:
            text = _with(YamlFile(text, each.file), entry)
        texts[each.file] = text
    return texts


def _with(sheet: YamlFile, entry: YamlEntry) -> str:
    if entry.pointer == "" and entry.key is not None and not entry.after:
        if sheet.has(pointers.join("", entry.key)):
            raise UnsafeEditError(f"{sheet.name} has `{entry.key}` already")
        return sheet.appended(yaml_printer.lines({entry.key: entry.value}))
    if entry.pointer and not sheet.has(entry.pointer):
        holder, _, name = entry.pointer.rpartition("/")
        value = [entry.value] if entry.key is None else {entry.key: entry.value}
        return sheet.added(holder, pointers.split(f"/{name}")[0], value)
    return sheet.added(entry.pointer, entry.key, entry.value, after=entry.after)


def write(drafts: Iterable[Draft], document: Document, root: Path) -> list[Path]:
    """Writes the drafts into the files that they are meant for, or nothing.

    Raises:
        UnsafeEditError: there is no place for an entry that could be told without a guess.
        SavingError: a file changed in between, or the document could not be read afterwards.
    """
    return write_all(placed(drafts, root), document, root)


def render(drafts: Iterable[Draft]) -> str:
    """All drafts one after the other, each under the name of the file that it is meant for."""
    return "\n".join(f"# --- {each.file}\n\n{each.text}" for each in drafts)


# --- the drafts -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _PathItem:
    """The path item of a path: where it goes, and what of it is drafted. `exists`: the document has
    it, for other methods, at `pointer` of the file."""

    path: str
    file: str
    name: str
    exists: bool
    pointer: str = ""
    missing: list[MissingOperation] = field(default_factory=list)


class OperationDrafter:
    """Drafts of operations, and of parts of those that the document has."""

    def __init__(self, sections: list[Section], document: Document, root: Path) -> None:
        self.sections, self.document, self.root = sections, document, root
        self.missing = missing_operations(sections, document)
        self.schema_index = SchemaIndex(document, root)
        self.parameters = _shared(root / "parameters.yaml")
        self.responses = _shared(root / "responses.yaml")
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
        self.files = self._section_files()

    def drafts(self) -> list[Draft]:
        self._name()
        self.shape(self.missing)
        items = self._items()
        found = []
        for section in self.sections:
            own = [item for item in items if item.missing[0].section is section]
            if own:
                found += self._section(section, own)
        return found

    def _section(self, section: Section, items: list[_PathItem]) -> list[Draft]:
        file = self.files[section.slug]
        heading = f"{section.heading or section.slug} ({section.slug})."
        fresh = [item for item in items if not item.exists]
        found = []
        if fresh:
            found.append(
                self._menu(
                    section, {item.path: {"$ref": f"paths/{file}#/{item.name}"} for item in fresh}
                )
            )
        for name in dict.fromkeys(item.file for item in items):
            own = [item for item in items if item.file == name]
            shown = {item.name: self._item(item, name) for item in own}
            entries = [entry for item in own for entry in _entries(item, shown[item.name])]
            found.append(
                Draft(section.slug, name, yaml_printer.items(shown), tuple(entries), heading)
            )
        schemas = self.schema_index.drafts(f"schemas/{file}")
        if schemas:
            shown = {
                name: self.schemas.shown(node, f"schemas/{file}") for name, node in schemas.items()
            }
            entries = [YamlEntry("", name, node) for name, node in shown.items()]
            found.append(
                Draft(
                    section.slug,
                    f"schemas/{file}",
                    yaml_printer.items(shown),
                    tuple(entries),
                    heading,
                )
            )
        return found

    def _menu(self, section: Section, lines: dict[str, Any]) -> Draft:
        """The lines of a section in the root file, where the menu has it; and its tag, where the
        document has none yet.
        """
        root = self.document.root
        tags = [str(tag.get("name")) for tag in root.get("tags", [])]
        slug = section.slug
        by_tag: dict[str, list[str]] = defaultdict(list)
        for path, _, node in operations(root):
            by_tag[str((node.get("tags") or [""])[0])].append(path)
        before = tags[: tags.index(slug) + 1] if slug in tags else tags
        after = [path for tag in before for path in by_tag[tag]]
        head: list[YamlEntry] = []
        text = yaml_printer.comment(slug, 2)
        if slug not in tags:
            tag = {
                "name": slug,
                "x-displayName": section.heading or slug,
                "description": todo(f"say what the section {slug} is about"),
            }
            head = (
                [YamlEntry("/tags", None, tag)]
                if root.get("tags")
                else [YamlEntry("", "tags", [tag], ("servers", "info"))]
            )
            listed = [
                f"  # {'- ' if i == 0 else '  '}{line}\n"
                for i, line in enumerate(yaml_printer.lines(tag).splitlines())
            ]
            text += yaml_printer.comment(
                "The document has no such tag yet; to be added to `tags`:", 2
            ) + "".join(listed)
        entries = []
        for number, (path, line) in enumerate(lines.items()):
            value = Noted(line, (slug,)) if number == 0 and not by_tag[slug] else line
            entries.append(YamlEntry("/paths", path, value, tuple(after)))
            after.append(path)
        name = relative_path(self.root, self.document.locate("").file)
        return Draft(slug, name, text + yaml_printer.lines(lines, 2), (*head, *entries))

    # --- files, items and names -------------------------------------------------------------------

    def _section_files(self) -> dict[str, str]:
        """The file of each section: the one that has its operations, else the one named by its slug
        less `management`.
        """
        found: dict[str, str] = {}
        for path, method, node in operations(self.document.root):
            file = relative_path(
                self.root, self.document.locate(pointers.join("/paths", path, method.lower())).file
            )
            if file.startswith("paths/") and isinstance(node.get("tags"), list) and node["tags"]:
                found.setdefault(str(node["tags"][0]), file.removeprefix("paths/"))
        for section in self.sections:
            found.setdefault(
                section.slug, f"{section.slug.removesuffix('management') or section.slug}.yaml"
            )
        return found

    def _items(self) -> list[_PathItem]:
        taken: dict[str, set[str]] = defaultdict(set)
        known: dict[str, tuple[str, str, str, str]] = {}
        for path in self.document.root.get("paths", {}):
            place = self.document.locate(pointers.join("/paths", path))
            file, name = relative_path(self.root, place.file), pointers.split(place.pointer)[-1]
            known[VARIABLE.sub("{}", path)] = path, file, name, place.pointer
            taken[file].add(name)
        items: dict[str, _PathItem] = {}
        for each in self.missing:
            key = VARIABLE.sub("{}", each.path)
            if key in known:
                path, file, name, pointer = known[key]
                item = items.setdefault(
                    key, _PathItem(path, file, name, exists=True, pointer=pointer)
                )
            else:
                item = items.setdefault(
                    key,
                    _PathItem(
                        each.path, f"paths/{self.files[each.section.slug]}", "", exists=False
                    ),
                )
            item.missing.append(each)
        fresh = [item for item in items.values() if not item.exists]
        short = defaultdict(list)
        for item in fresh:
            short[item.file, _item_name(item.path, 1)].append(item)
        for file in {item.file for item in fresh}:
            taken[file].update(_shared(self.root / file))  # also what no path refers to
        for item in fresh:
            depth = 1
            if (
                len(short[item.file, _item_name(item.path, 1)]) > 1
                or _item_name(item.path, 1) in taken[item.file]
            ):
                depth = 99
            item.name = _free(_item_name(item.path, depth), taken[item.file])
        return list(items.values())

    def _name(self) -> None:
        asked = {id(each): self._asked(each) for each in self.missing}
        proposals = OperationNamer(self.document.root, asked.values())
        for each in self.missing:
            self.names[id(each)] = proposals.names(asked[id(each)])

    def _asked(self, each: MissingOperation) -> UnnamedOperation:
        success = next((one for one in each.responses[0] if is_success(one)), None)
        kind = success.body.type if success is not None and success.body is not None else None
        title = next(
            (one.title or one.about for _, one in each.variants if one.title or one.about), ""
        )
        names = tuple("_".join(group) for group in each.alternatives)
        identified = any(group for group, _ in each.variants)
        return UnnamedOperation(
            each.section.slug,
            each.method,
            each.path,
            title,
            None if kind is None else kind == "array",
            names,
            identified,
        )

    # --- schemas ----------------------------------------------------------------------------------

    def shape(self, wanted: Sequence[MissingOperation]) -> None:
        """Schemas of all bodies: what is known best comes first, so that what is known less well is
        told by it.
        """
        waiting = []
        for order, each in enumerate(wanted):
            request = each.request
            responses, level = each.responses
            if request is not None:
                waiting.append((request[1], order, each, "request", request[0]))
            waiting += [
                (level, order, each, one.status, one.body)
                for one in responses
                if one.body is not None and one.body.fields
            ]
            waiting += [
                (level, order, each, one.status, one.body)
                for one in responses
                if one.body is not None and not one.body.fields
            ]
        waiting.sort(key=lambda job: (LEVELS.index(job[0]), -len(job[4].fields), job[1]))
        for level, _, each, what, body in waiting:
            self.bodies[id(each), what] = self.body_of(each, what, body, level)
        self.schemas.settle()

    def body_of(
        self, each: MissingOperation, what: str, body: Body, level: EvidenceLevel
    ) -> dict[str, Any]:
        """The schema of a body."""
        file = f"schemas/{self.files[each.section.slug]}"
        name, weak = self._body_name(each, what), level != "complete"
        about = sentence([body.about])
        as_field = Field(
            name=name,
            type=body.type,
            format=body.format,
            items=body.items,
            items_format=body.items_format,
            nullable=body.nullable,
            enum=body.enum,
            meanings=body.meanings,
            fields=body.fields,
        )
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
        """The first name that is free: of what the operation is
        about, or of what it does with it.
        """
        names = self.names[id(each)]
        verb = names.function.split("_")[0].capitalize()
        done = f"{names.noun}{verb}{'Request' if what == 'request' else 'Result'}"
        tries = [names.noun, done] if names.about_item else [done]
        if what == "request" and verb == "Create":
            tries = [f"New{names.noun}", done]
        elif what == "request" and verb in ("Get", "List"):
            tries = [done]
        return next((name for name in tries if name not in self.schema_index), done)

    # --- path items -------------------------------------------------------------------------------

    def _item(self, item: _PathItem, file: str) -> Any:
        node: dict[str, Any] = {}
        drafted = sorted(item.missing, key=lambda each: METHODS.index(each.method.lower()))
        shared: list[Any] = []
        if not item.exists:
            fields: dict[str, Field] = {}
            for each in drafted:
                for one in each.parameters(self.secret):
                    if one.place == "path":
                        known = fields.setdefault(one.name, one)
                        about = (
                            known.about if one.about == known.about else ""
                        )  # what it is for differs from call to call
                        fields[one.name] = replace(
                            one if known.type is None else known, about=about
                        )
            ordered = [fields[name] for name in VARIABLE.findall(item.path) if name in fields]
            shared = [self.parameter_of(one, drafted[0], file) for one in ordered]
            if shared:
                node["parameters"] = shared
        for each in drafted:
            node[each.method.lower()] = self._operation(each, file)
        if item.exists:
            return Noted(
                node,
                (
                    (
                        f"The document has this item, for {item.path}: the operation is to be "
                        "added to it."
                    ),
                ),
            )
        return node

    def _operation(self, each: MissingOperation, file: str) -> dict[str, Any]:
        names, assumed = self.names[id(each)], []
        node: dict[str, Any] = {
            "operationId": names.operation_id,
            "tags": [each.section.slug],
            "summary": names.summary,
        }
        about = next(
            (
                sentence([one.about])
                for _, one in each.variants
                if one.about and not each.alternatives
            ),
            "",
        )
        rules = dict.fromkeys(sentence([rule]) for _, one in each.variants for rule in one.rules)
        about = about or (
            "" if rules else todo("say what a caller must know, such as side effects and limits")
        )
        node["description"] = _paragraphs([each for each in (about, *rules) if each])
        if any(one.deprecated for _, one in each.variants):
            node["deprecated"] = True
        node["x-sdk"] = Flow(resource=names.resource, function=names.function)
        if each.method in ("POST", "PATCH"):
            node["x-sdk"]["retry"] = "unsafe"
        node["x-evidence"] = {}
        if each.alternatives:
            node["x-exactly-one-of"] = [list(group) for group in each.alternatives]
        parameters = [one for one in each.parameters(self.secret) if one.place != "path"]
        if parameters:
            node["parameters"] = [self.parameter_of(one, each, file) for one in parameters]
        untyped = [one for one in each.parameters(self.secret) if one.type is None]
        known = [
            one.name
            for one in untyped
            if self._with_type(one, each).type or self._shared_parameter(one, each)
        ]
        unknown = [one.name for one in untyped if one.name not in known]
        if known:
            assumed.append(
                f"the type of {_listing(known)} is not shown here and follows other operations"
            )
        if unknown:
            assumed.append(f"the type of {_listing(unknown)} is not shown")
        body = self.request_of(each, file, assumed)
        if body is not None:
            node["requestBody"] = body
        node["responses"] = self.responses_of(each, file, assumed)
        node["x-evidence"] = self._evidence(each, assumed)
        return node

    def _evidence(self, each: MissingOperation, assumed: list[str]) -> dict[str, Any]:
        evidence = each.evidence
        request: EvidenceLevel = evidence.request
        if not evidence.pages and request not in ("title", "none"):
            request, assumed = "title", [*assumed, "the facts name no page"]
        note = "; ".join(part for part in (evidence.note, *assumed) if part)
        if not evidence.pages and not note:
            note = "the facts name no page"
        found: dict[str, Any] = {
            "pages": list(map(_page, evidence.pages)),
            "request": request,
            "response": evidence.response,
            "status": "stated" if is_stated(each.responses[0]) else "unstated",
        }
        if note:
            found["note"] = note
        if each.alternatives:
            found["alternatives"] = {
                "-".join(group): {
                    "pages": list(map(_page, one.evidence.pages)),
                    "request": one.evidence.request,
                    "response": one.evidence.response,
                    "status": "stated" if is_stated(one.responses) else "unstated",
                    **({"note": one.evidence.note.strip()} if one.evidence.note else {}),
                }
                for group, one in each.variants
                if group
            }
        return found

    def request_of(
        self, each: MissingOperation, file: str, assumed: list[str]
    ) -> dict[str, Any] | None:
        found = each.request
        writes = each.method in ("POST", "PUT", "PATCH")
        if found is None and not (writes and each.evidence.request in ("title", "none")):
            return None
        body = found[0] if found else Body()
        if found is None:
            assumed.append("whether there is a body is not shown")
        if body.content_type is None:
            assumed.append(f"the media type of the request is not shown, {JSON} is assumed")
        types = [body.content_type or JSON, *body.other_content_types]
        schema = self.bodies.get((id(each), "request"))
        content = {}
        for number, name in enumerate(types):
            if number == 0:
                content[name] = self.media_of(name, schema, body, file)
            else:
                content[name] = self.media_of(
                    name, self.unseen_of(each, name, body), Body(type=body.type), file
                )
        if len(types) > 1:
            assumed.append(f"the fields of {_listing(types[1:])} are not shown")
        about = sentence([body.about]) or todo("say what is sent")
        return {
            **({"required": True} if writes and found else {}),
            "description": about,
            "content": content,
        }

    def unseen_of(self, each: MissingOperation, media_type: str, body: Body) -> dict[str, Any]:
        """The schema of another media type of a request, whose fields were not seen."""
        node = {
            "type": "object",
            "description": f"One as {media_type}; its fields are not shown.",
            "additionalProperties": True,
        }
        if body.type == "array":
            return {"type": "array", "description": f"What is sent as {media_type}.", "items": node}
        return node

    def responses_of(self, each: MissingOperation, file: str, assumed: list[str]) -> dict[str, Any]:
        responses, _ = each.responses
        found: dict[str, Any] = {}
        if not any(is_success(one) for one in responses):
            found["2XX"] = self._shared_response("NotShown", "Done. The answer is not shown.", file)
        for one in responses:
            status = "2XX" if one.status == UNSTATED else one.status
            if one.body is not None and status in WITHOUT_CONTENT:
                assumed.append(f"the facts have a body for {status}, which can have none")
                found.setdefault(
                    status, self._shared_response("NoContent", "Done. There is no content.", file)
                )
            elif one.body is not None:
                if one.body.content_type is None:
                    assumed.append(f"the media type of the answer is not shown, {JSON} is assumed")
                types = [one.body.content_type or JSON, *one.body.other_content_types]
                schema = self.bodies.get((id(each), one.status))
                about = sentence([one.about or one.body.about]) or todo("say what is answered")
                content = {name: self.media_of(name, schema, one.body, file) for name in types}
                found.setdefault(status, {"description": about, "content": content})
            elif is_success(one):
                found.setdefault(
                    status, self._shared_response("NoContent", "Done. There is no content.", file)
                )
            else:
                about = sentence([one.about]) or sentence([_status_words(status)])
                found.setdefault(status, self._shared_response(_status_name(status), about, file))
        if "TooManyRequests" in self.responses:
            found.setdefault("429", self._shared_response("TooManyRequests", "", file))
        order = sorted(found, key=lambda status: (status[0] != "2", status))
        return {status: found[status] for status in order}

    def _shared_response(self, name: str, about: str, file: str) -> dict[str, Any]:
        if name in self.responses:
            return {"$ref": f"{'../' * file.count('/')}responses.yaml#/{name}"}
        return {"description": about}

    def media_of(
        self, media_type: str, schema: dict[str, Any] | None, body: Body, file: str
    ) -> dict[str, Any]:
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

    # --- parameters -------------------------------------------------------------------------------

    def parameter_of(self, one: Field, each: MissingOperation, file: str) -> Any:
        one = self._with_type(one, each)
        name = self._shared_parameter(one, each)
        if name is not None:
            return {"$ref": f"{'../' * file.count('/')}parameters.yaml#/{name}"}
        about = description_or_todo(one, "is for")
        if one.seen and not one.enum:
            about = f"{about} Seen: {', '.join(f'`{value}`' for value in one.seen)}."
        node: dict[str, Any] = {"name": one.name, "in": one.place or "query"}
        if one.required or one.place == "path":
            node["required"] = True
        node["description"] = about
        if one.deprecated:
            node["deprecated"] = True
        owner = self.names[id(each)].noun + "".join(word.capitalize() for word in words(one.name))
        schema_file = f"schemas/{self.files[each.section.slug]}"
        schema = self.schemas.of(one, owner, schema_file, "", weak=True, hint=one.name)
        schema = {
            key: value
            for key, value in schema.items()
            if key != "description" or "type" not in schema
        }
        if set(schema) == {"description"}:
            schema = {"description": "Its type is not shown."}
        if one.has_default and self.schemas.instances.valid(dict(schema), one.default):
            schema = {**schema, "default": one.default}
        node |= self.schemas.shown({"schema": schema}, file)
        node["example"] = with_flow_mappings(self.schemas.examples.of_schema(schema))
        return node

    def _with_type(self, one: Field, each: MissingOperation) -> Field:
        """A parameter whose type was not seen has that of the
        same one elsewhere, where all agree.
        """
        if one.type is not None:
            return one
        start = each.path.partition(f"{{{one.name}}}")[0]
        kinds = {
            (other.type, other.format, other.items)
            for section in self.sections
            for operation in section.operations
            if (
                operation.path.startswith(f"{start}{{{one.name}}}")
                if one.place == "path"
                else section is each.section
            )
            for other in flattened_parameters(operation.parameters)
            if other.name == one.name and other.place == one.place and other.type is not None
        }
        if len(kinds) != 1:
            return one
        kind, named, items = kinds.pop()
        return replace(one, type=kind, format=named, items=items)

    def _shared_parameter(self, one: Field, each: MissingOperation) -> str | None:
        """The parameter of `parameters.yaml` that this one is: for what a path names, one named
        after what comes before it.
        """
        fits = [name for name, node in self.parameters.items() if self._is_parameter(one, node)]
        if one.place != "path":
            return fits[0] if len(fits) == 1 else None
        before = [
            part
            for part in each.path.partition(f"{{{one.name}}}")[0].split("/")
            if part and "{" not in part
        ]
        spoken = [singular(before[-1])] if before else []
        if len(before) < 3:
            spoken.append(singular(self.names[id(each)].resource.split(".")[0]))
        if one.name != "id":
            spoken.append(one.name)
        nouns = {"".join(words(noun)).lower() for noun in spoken}
        stems = {name: re.sub(r"(Id|Uuid)$", "", name).lower() for name in fits}
        is_first = (
            "{" not in each.path.partition(f"{{{one.name}}}")[0]
        )  # that is what the section is named after
        near = [
            name
            for name, stem in stems.items()
            if stem in nouns or (is_first and each.section.slug.startswith(stem))
        ]
        return min(near, default=None)

    def _is_parameter(self, one: Field, node: Mapping[str, Any]) -> bool:
        if (node.get("name"), node.get("in"), node.get("required", False)) != (
            one.name,
            one.place,
            one.required or one.place == "path",
        ):
            return False
        schema, _ = self.schema_index.resolve(node.get("schema", {}))
        named = schema.get("type")
        listed = [named] if isinstance(named, str) else list(named or ())
        if one.type is None:
            return True
        if [kind for kind in listed if kind != "null"] != [one.type] or one.nullable != (
            "null" in listed
        ):
            return False
        if one.type == "array" and schema.get("items", {}).get("type") != one.items:
            return False
        return one.format == schema.get("format") and (
            not one.enum or sorted(map(str, one.enum)) == sorted(map(str, schema.get("enum", ())))
        )


def _entries(item: _PathItem, node: Any) -> list[YamlEntry]:
    """A path item as one entry of its file, or its operations
    as entries of the item that is there.
    """
    if not item.exists:
        return [YamlEntry("", item.name, node)]
    order = ("parameters", *METHODS)
    return [
        YamlEntry(item.pointer, method, value, order[: order.index(method)])
        for method, value in node.value.items()
    ]


# --- plain values --------------------------------------------------------------------------------


def _shared(path: Path) -> dict[str, Any]:
    """The objects of a file that operations share, by name; none where there is no such file."""
    return (
        {name: with_bundled_references(node) for name, node in read(path, path.name).data.items()}
        if path.is_file()
        else {}
    )


def _page(name: str) -> str:
    """A page by its address; one that is known by the file that it was captured from has to be
    looked up.
    """
    return todo(f"give the address of the page {name}") if PAGE_FILE.fullmatch(name) else name


def _item_name(path: str, depth: int) -> str:
    """A path item's name: the last literals of its path in kebab case, one of what a variable
    follows.
    """
    parts = [part for part in path.split("/") if part]
    named = []
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if "{" not in part:
            named.append("-".join(words(singular(part) if "{" in after else part)).lower())
    return "-".join(named[-depth:]) or "root"


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


def _status_words(status: str) -> str:
    try:
        return HTTPStatus(int(status)).phrase.lower()
    except ValueError:
        return f"status {status}"


def _status_name(status: str) -> str:
    return "".join(word.capitalize() for word in words(_status_words(status)))


def _paragraphs(sentences: Sequence[str]) -> str:
    return (
        sentences[0]
        if len(sentences) == 1
        else "\n".join(_wrapped(" ".join(sentences), yaml_printer.WIDTH - 6)) + "\n"
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _listing(names: Sequence[str]) -> str:
    return " and ".join(
        filter(None, [", ".join(f"`{name}`" for name in names[:-1]), f"`{names[-1]}`"])
    )


def _is_json(media_type: str) -> bool:
    subtype = media_type.partition(";")[0].strip().partition("/")[2]
    return subtype == "json" or subtype.endswith("+json") or subtype.startswith("vnd.")
