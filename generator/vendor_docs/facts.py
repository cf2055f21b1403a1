"""Facts: what was seen of the vendor's reference, one file for each section, in the form that
CONTRIBUTING describes.

A fact is a name, a type, a flag, a path, a status, a sample: no prose. Of a description there is at
most a digest (`wording`), by which a change of its words is noticed; `places` keeps it in a file of
its own, and facts that have it beside them are of an older form. What was not seen is absent; what
was placed by a rule instead of a sample is `inferred`, what no rule places is `ambiguous` and lists
the places that it may have.

Reading a file never guesses: what is not of the form is a `Diagnostic` with file, line and pointer.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

import yaml  # type: ignore[import-untyped]

from generator.document import specification
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.evidence import LEVELS, EvidenceLevel
from generator.document.pointer import escape
from generator.document.source import Source, read

JsonValue = Any
ParameterLocation = Literal["path", "query", "header", "cookie"]
Confidence = Literal["high", "medium", "low"]
UNSTATED = "unstated"

MALFORMED = Rule(
    "FCT001",
    "error",
    "A fact is not of the form.",
    "Facts are compared by a program, which would pass over what it does not understand.",
    "Write it as CONTRIBUTING describes.",
)
RULES: tuple[Rule, ...] = (MALFORMED,)


@dataclass(frozen=True, slots=True)
class Field:
    """A property of an object, or a parameter (then `place` says where it goes).

    `type` is `object`, `array`, `string`, `integer`, `number`, `boolean` or, where several were
    seen, a list of them; `None` where it was not seen. `items` is the type of an array's items,
    `fields` are those of the object or of the items. `seen` are values of a discriminator or
    enumeration that were met, `enum` those listed as all of them. `when` names the variant that the
    field belongs to. `source` is "sample" where only a sample shows the field, "outline" where only
    its JSON type was seen (a page without formats, or cut in the type). `optional` is a field that
    was seen left out. `line` is its line on the captured page."""

    name: str
    place: ParameterLocation | None = None
    type: str | tuple[str, ...] | None = None
    format: str | None = None
    items: str | None = None
    items_format: str | None = None
    nullable: bool = False
    required: bool = False
    optional: bool = False
    discriminator: bool = False
    deprecated: bool = False
    default: JsonValue = None
    has_default: bool = False
    enum: tuple[JsonValue, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[JsonValue, ...] = ()
    when: str | None = None
    source: str | None = None
    inferred: bool = False
    ambiguous: tuple[str, ...] = ()
    about: str = ""
    wording: str = ""
    line: int | None = None
    fields: tuple[Field, ...] = ()
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """What a request or a response holds. `content_type` is `None` where it was not seen; `fields`
    are those of the object, or of the items of an array. `required` is the body of a request
    without which the operation is refused."""

    content_type: str | None = None
    other_content_types: tuple[str, ...] = ()
    type: str | tuple[str, ...] | None = None
    format: str | None = None
    items: str | None = None
    items_format: str | None = None
    nullable: bool = False
    required: bool = False
    enum: tuple[JsonValue, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    wording: str = ""
    line: int | None = None
    fields: tuple[Field, ...] = ()
    sample: JsonValue = None
    has_sample: bool = False
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `status` is a code such as `"200"`, or `"unstated"`; `body` is `None` where it has
    none or none was seen.
    """

    status: str
    body: Body | None = None
    about: str = ""
    wording: str = ""
    line: int | None = None
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """On which pages an operation was seen, and how much of its request and response; or, of an
    observation, the `source` that it is from and how sure it is."""

    pages: tuple[str, ...] = ()
    request: EvidenceLevel = "none"
    response: EvidenceLevel = "none"
    note: str = ""
    source: str = ""
    sure: Confidence | None = None


@dataclass(frozen=True, slots=True)
class VendorOperation:
    """An operation as the reference writes it: `path` may end in a query (`…?hash=`), and is
    literal unless `path_cut`.
    """

    title: str | None
    method: str
    path: str
    path_cut: bool = False
    deprecated: bool = False
    about: str = ""
    wording: str = ""
    line: int | None = None
    evidence: Evidence = Evidence()
    parameters: tuple[Field, ...] = ()
    request: Body | None = None
    responses: tuple[Response, ...] = ()
    rules: tuple[str, ...] = ()
    location: Location | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path


@dataclass(frozen=True, slots=True)
class Untranscribed:
    """An operation that is known to exist, with what is known
    of it; its method or its path is not.
    """

    title: str | None
    note: str = ""
    pages: tuple[str, ...] = ()
    evidence: Evidence | None = None
    parameters: tuple[Field, ...] = ()
    request: Body | None = None
    responses: tuple[Response, ...] = ()
    rules: tuple[str, ...] = ()
    line: int | None = None
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the reference's menu: `slug` is the page group in its address, which is the tag
    in the document.

    `facts` are those of a section without operations: each a mapping of `topic`, `fact`, `value`
    and `from`."""

    slug: str
    heading: str = ""
    evidence: Evidence | None = None
    facts: tuple[Mapping[str, Any], ...] = ()
    operations: tuple[VendorOperation, ...] = ()
    untranscribed: tuple[Untranscribed, ...] = ()


def digest(words: str) -> str:
    """A digest of a description, blind to how its words are
    spaced and wrapped; empty for no words.
    """
    text = " ".join(words.split())
    return sha256(text.encode()).hexdigest()[:12] if text else ""


def general_statuses(sections: Iterable[Section]) -> frozenset[str]:
    """The statuses that are stated for every call: a number among the facts of a section that are
    not `from` some pages.
    """
    values = [
        fact.get("value") for section in sections for fact in section.facts if _is_general(fact)
    ]
    listed = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return frozenset(
        str(value) for value in listed if isinstance(value, int) and 100 <= value <= 599
    )


def _is_general(fact: Mapping[str, Any]) -> bool:
    return "from" not in fact and fact.get("sure") != "low"


# --- reading --------------------------------------------------------------------------------------


def load_facts(folder: Path) -> list[Section]:
    """Every section of a folder, in the order of the files' names.

    Raises: DocumentError: a file that cannot be read, or a fact that is not of the form; all of
        them at once.
    """
    if not folder.is_dir():
        raise DocumentError([MALFORMED.found("no such folder of facts", Location(str(folder)))])
    found: list[Section] = []
    wrong: list[Diagnostic] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            reader = _FactsReader(read(file, str(file)))
            found.append(reader.section())
            wrong.extend(reader.wrong)
        except DocumentError as error:
            wrong.extend(error.diagnostics)
    if wrong:
        raise DocumentError(wrong)
    return found


_FIELD = {
    **{
        "name": str,
        "in": str,
        "type": (str, list),
        "format": str,
        "items": str,
        "items_format": str,
        "nullable": bool,
    },
    **{
        "required": bool,
        "optional": bool,
        "discriminator": bool,
        "deprecated": bool,
        "default": object,
        "enum": list,
    },
    **{"meanings": dict},
    **{
        "seen": list,
        "when": str,
        "from": str,
        "inferred": bool,
        "ambiguous": list,
        "about": str,
        "wording": str,
        "line": int,
    },
    "fields": list,
}
_BODY = {
    **{
        "content_type": str,
        "other_content_types": list,
        "type": (str, list),
        "format": str,
        "items": str,
        "items_format": str,
    },
    **{
        "nullable": bool,
        "required": bool,
        "enum": list,
        "meanings": dict,
        "about": str,
        "wording": str,
        "line": int,
    },
    **{"fields": list, "sample": object},
}
_RESPONSE = {**_BODY, "status": (int, str)}
_EVIDENCE = {"pages": list, "request": str, "response": str, "note": str}
_OBSERVED_EVIDENCE = {"source": str, "sure": str, "note": str}
_OPERATION = {
    **{
        "title": (str, type(None)),
        "method": str,
        "path": str,
        "path_cut": bool,
        "deprecated": bool,
        "about": str,
    },
    **{
        "wording": str,
        "line": int,
        "evidence": dict,
        "parameters": list,
        "request": dict,
        "responses": list,
        "rules": list,
    },
}
_UNTRANSCRIBED = {
    **{
        "title": (str, type(None)),
        "note": str,
        "pages": list,
        "evidence": dict,
        "parameters": list,
        "request": dict,
    },
    **{"responses": list, "rules": list, "line": int},
}
_SECTION = {
    "section": str,
    "slug": str,
    "evidence": dict,
    "facts": list,
    "operations": list,
    "untranscribed": list,
}
_FACT = {"topic": str, "fact": str, "value": object, "from": str}
_OBSERVED_FACT = {**_FACT, "source": str, "sure": str}
TYPES = ("object", "array", "string", "integer", "number", "boolean", "null", "file")
METHODS = tuple(method.upper() for method in specification.METHODS)


def load_observed_section(file: Path, sources: Container[str] | None = None) -> Section:
    """A section of what was observed besides the pages: the same form, with `source` and `sure` as
    evidence. `sources` are the names that a source may have.

    Raises: DocumentError: a file that cannot be read, or a fact that is not of the form; all of
        them at once.
    """
    reader = _FactsReader(read(file, str(file)), observed=True, sources=sources)
    section = reader.section()
    if reader.wrong:
        raise DocumentError(reader.wrong)
    return section


class _FactsReader:
    """Reads one file into a `Section`; what is wrong is collected in `wrong`. `observed`: its facts
    are of no page.
    """

    def __init__(
        self, source: Source, *, observed: bool = False, sources: Container[str] | None = None
    ) -> None:
        self.source = source
        self.observed = observed
        self.sources = sources
        self.wrong: list[Diagnostic] = []

    def section(self) -> Section:
        data = self._known(self.source.data, "", _SECTION, ("slug",))
        return Section(
            slug=data.get("slug", ""),
            heading=data.get("section", ""),
            evidence=self._evidence(data["evidence"], "/evidence") if "evidence" in data else None,
            facts=tuple(
                self._fact(item, f"/facts/{i}") for i, item in enumerate(data.get("facts", []))
            ),
            operations=tuple(
                self._operation(item, f"/operations/{i}")
                for i, item in enumerate(data.get("operations", []))
            ),
            untranscribed=tuple(
                self._untranscribed(item, f"/untranscribed/{i}")
                for i, item in enumerate(data.get("untranscribed", []))
            ),
        )

    def _fact(self, item: Any, at: str) -> Mapping[str, Any]:
        if not self.observed:
            return self._known(item, at, _FACT, ("fact",))
        data = self._known(item, at, _OBSERVED_FACT, ("fact", "source", "sure"))
        self._from(data, at)
        return data

    def _from(self, data: Mapping[str, Any], at: str) -> Confidence | None:
        """How sure a fact is; a source that is not known is reported."""
        source, sure = data.get("source"), data.get("sure")
        if self.sources is not None and source is not None and source not in self.sources:
            self._report(f"`{source}` is no source that is described", f"{at}/source")
        found = next((each for each in get_args(Confidence) if each == sure), None)
        if sure is not None and found is None:
            self._report(f"`sure` is none of {', '.join(get_args(Confidence))}", f"{at}/sure")
        return found

    def _operation(self, item: Any, at: str) -> VendorOperation:
        data = self._known(item, at, _OPERATION, ("method", "path"))
        method = data.get("method", "")
        if method and method not in METHODS:
            self._report(f"`{method}` is no method", f"{at}/method")
        return VendorOperation(
            title=data.get("title"),
            method=method,
            path=data.get("path", ""),
            path_cut=data.get("path_cut", False),
            deprecated=data.get("deprecated", False),
            about=data.get("about", ""),
            wording=data.get("wording", ""),
            line=data.get("line"),
            evidence=self._evidence(data.get("evidence", {}), f"{at}/evidence"),
            parameters=self._fields(data.get("parameters", []), f"{at}/parameters"),
            request=self._body(data["request"], f"{at}/request") if "request" in data else None,
            responses=tuple(
                self._response(each, f"{at}/responses/{i}")
                for i, each in enumerate(data.get("responses", []))
            ),
            rules=tuple(map(str, data.get("rules", []))),
            location=self.source.locate(at),
        )

    def _evidence(self, item: Any, at: str) -> Evidence:
        if self.observed:
            data = self._known(item, at, _OBSERVED_EVIDENCE, ("source", "sure"))
            sure = self._from(data, at)
            return Evidence(source=data.get("source", ""), sure=sure, note=data.get("note", ""))
        data = self._known(item, at, _EVIDENCE, ())
        for key in ("request", "response"):
            if key in data and data[key] not in LEVELS:
                self._report(f"`{key}` is none of {', '.join(LEVELS)}", f"{at}/{key}")
        return Evidence(
            pages=tuple(map(str, data.get("pages", []))),
            request=data.get("request", "none"),
            response=data.get("response", "none"),
            note=data.get("note", ""),
        )

    def _fields(self, items: list[Any], at: str) -> tuple[Field, ...]:
        return tuple(self._field(item, f"{at}/{i}") for i, item in enumerate(items))

    def _field(self, item: Any, at: str) -> Field:
        data = self._known(item, at, _FIELD, ("name",))
        place = data.get("in")
        if place is not None and place not in get_args(ParameterLocation):
            self._report(f"`in` is none of {', '.join(get_args(ParameterLocation))}", f"{at}/in")
        return Field(
            name=data.get("name", ""),
            place=place,
            type=self._type(data.get("type"), f"{at}/type"),
            default=data.get("default"),
            has_default="default" in data,
            enum=tuple(data.get("enum", [])),
            meanings={str(key): str(value) for key, value in data.get("meanings", {}).items()},
            seen=tuple(data.get("seen", [])),
            source=data.get("from"),
            ambiguous=tuple(map(str, data.get("ambiguous", []))),
            fields=self._fields(data.get("fields", []), f"{at}/fields"),
            location=self.source.locate(at),
            **{key: data[key] for key in _PLAIN if key in data},
        )

    def _response(self, item: Any, at: str) -> Response:
        data = self._known(item, at, _RESPONSE, ("status",))
        status = str(data.get("status", UNSTATED))
        rest = {
            key: value
            for key, value in data.items()
            if key not in ("status", "about", "wording", "line")
        }
        return Response(
            status=status,
            body=self._body(rest, at) if rest else None,
            about=data.get("about", ""),
            wording=data.get("wording", ""),
            line=data.get("line"),
            location=self.source.locate(at),
        )

    def _body(self, item: Any, at: str) -> Body:
        data = self._known(item, at, _BODY, ())
        return Body(
            other_content_types=tuple(map(str, data.get("other_content_types", []))),
            type=self._type(data.get("type"), f"{at}/type"),
            enum=tuple(data.get("enum", [])),
            meanings={str(key): str(value) for key, value in data.get("meanings", {}).items()},
            fields=self._fields(data.get("fields", []), f"{at}/fields"),
            sample=data.get("sample"),
            has_sample="sample" in data,
            location=self.source.locate(at),
            **{key: data[key] for key in ("content_type", *_PLAIN) if key in data and key in _BODY},
        )

    def _untranscribed(self, item: Any, at: str) -> Untranscribed:
        data = self._known(item, at, _UNTRANSCRIBED, ())
        return Untranscribed(
            title=data.get("title"),
            note=data.get("note", ""),
            pages=tuple(map(str, data.get("pages", []))),
            evidence=self._evidence(data["evidence"], f"{at}/evidence")
            if "evidence" in data
            else None,
            parameters=self._fields(data.get("parameters", []), f"{at}/parameters"),
            request=self._body(data["request"], f"{at}/request") if "request" in data else None,
            responses=tuple(
                self._response(each, f"{at}/responses/{i}")
                for i, each in enumerate(data.get("responses", []))
            ),
            rules=tuple(map(str, data.get("rules", []))),
            line=data.get("line"),
            location=self.source.locate(at),
        )

    def _type(self, value: Any, at: str) -> str | tuple[str, ...] | None:
        names = [value] if isinstance(value, str) else value or []
        for name in names:
            if name not in TYPES:
                self._report(f"`{name}` is no type", at)
        return tuple(names) if isinstance(value, list) else value

    def _known(
        self, item: Any, at: str, form: Mapping[str, Any], needed: Iterable[str]
    ) -> dict[str, Any]:
        """`item` without what is not of the form, which is reported."""
        if not isinstance(item, dict):
            self._report("a mapping is expected", at)
            return {}
        data = {}
        for key, value in item.items():
            if key not in form:
                self._report(
                    f"there is no `{key}` here; there are {', '.join(form)}",
                    f"{at}/{escape(str(key))}",
                )
            elif not isinstance(value, form[key]) or (isinstance(value, bool) and form[key] is int):
                self._report(
                    f"`{key}` has not the type that it should have", f"{at}/{escape(str(key))}"
                )
            else:
                data[key] = value
        for key in needed:
            if key not in item:
                self._report(f"`{key}` is missing", at)
        return data

    def _report(self, message: str, at: str) -> None:
        self.wrong.append(MALFORMED.found(message, self.source.locate(at)))


_PLAIN = (
    *(
        "format",
        "items",
        "items_format",
        "nullable",
        "required",
        "optional",
        "discriminator",
        "deprecated",
    ),
    *("when", "inferred"),
    *("about", "wording", "line"),
)


# --- writing --------------------------------------------------------------------------------------

_RENAMED = {"place": "in", "source": "from", "heading": "section"}


def dump_section(section: Section) -> str:
    """A section as YAML, as a person would lay it out: a line for each plain field, a block for
    each with fields of its own. Nothing that moves with a page: no digest of a description, no
    line."""
    data = _plain(section)
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=124))


def _plain(value: Any) -> Any:
    """Dataclasses as mappings without what is absent, in the order of their attributes; a
    response's body lies in it.
    """
    if isinstance(value, Response):
        body = {} if value.body is None else _plain(value.body)
        status = int(value.status) if value.status.isdigit() else value.status
        own = {"about": value.about} if value.about else {}
        return {
            "status": status,
            **own,
            **{key: each for key, each in body.items() if key not in own},
        }
    if isinstance(value, Evidence) and value.sure is not None:
        note = {"note": value.note} if value.note else {}
        return _Line({"source": value.source, "sure": value.sure, **note})
    if hasattr(value, "__dataclass_fields__"):
        skipped = {"location", "has_default", "has_sample", "wording", "line"}
        data: dict[str, Any] = {}
        for each in fields_of(value):
            item = getattr(value, each.name)
            kept = _is_kept(value, each.name)
            if each.name not in skipped and (
                kept or (item is not None and item is not False and item not in ("", (), {}))
            ):
                data[_RENAMED.get(each.name, each.name)] = (
                    item if each.name in ("sample", "default") else _plain(item)
                )
        if isinstance(value, Field) and not value.fields:
            return _Line(data)
        return {"section": data.pop("section", ""), **data} if isinstance(value, Section) else data
    if isinstance(value, tuple):
        items = [_plain(item) for item in value]
        return items if any(isinstance(item, dict) for item in items) else _Row(items)
    return dict(value) if isinstance(value, Mapping) else value


def _is_kept(value: Any, name: str) -> bool:
    """Whether an attribute is written whatever it holds; an observation has no title."""
    observed = isinstance(value, VendorOperation) and value.evidence.sure is not None
    return (
        name == "slug" or (name == "title" and not observed) or getattr(value, f"has_{name}", False)
    )


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Row(list[Any]):
    """A list that is written on one line."""


_NUMBER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)  # YAML 1.2, core schema


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, value: str) -> Any:
    """A text; in quotes too where it is a number to YAML 1.2, though not to this library, which is
    of 1.1.
    """
    style = "'" if _NUMBER.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Line,
    lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True),
)
_Dumper.add_representer(
    _Row,
    lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
)
