"""Facts from files. Reading never guesses: what is not of the form is a `Diagnostic` with file,
line and pointer."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from generator.document.diagnostics import Diagnostic, DocumentError, Location
from generator.document.evidence import LEVELS
from generator.document.pointer import escape
from generator.document.source import Source, read
from generator.vendor_docs.facts import (
    MALFORMED,
    METHODS,
    TYPES,
    UNSTATED,
    Body,
    Confidence,
    Evidence,
    Field,
    ParameterLocation,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
)

_T = TypeVar("_T")
_AS_THEY_ARE = (
    "format",
    "items",
    "items_format",
    "nullable",
    "required",
    "optional",
    "discriminator",
    "deprecated",
    "when",
    "inferred",
    "about",
    "wording",
    "line",
)
"""Keys of a field whose values are those of its attributes."""
_TYPE = {
    "type": (str, list),
    "format": str,
    "items": str,
    "items_format": str,
    "nullable": bool,
    "required": bool,
}
_FIELD = {
    "name": str,
    "in": str,
    **_TYPE,
    "optional": bool,
    "discriminator": bool,
    "deprecated": bool,
    "default": object,
    "enum": list,
    "meanings": dict,
    "seen": list,
    "when": str,
    "from": str,
    "inferred": bool,
    "ambiguous": list,
    "about": str,
    "wording": str,
    "line": int,
    "fields": list,
}
_BODY = {
    "content_type": str,
    "other_content_types": list,
    **_TYPE,
    "enum": list,
    "meanings": dict,
    "about": str,
    "wording": str,
    "line": int,
    "fields": list,
    "sample": object,
}
_AS_THEY_ARE_IN_BODY = ("content_type", *(key for key in _AS_THEY_ARE if key in _BODY))
_RESPONSE = {**_BODY, "status": (int, str)}
_OF_RESPONSE = frozenset(["status", "about", "wording", "line"])
"""Keys of a response that are none of its body."""
_EVIDENCE = {"pages": list, "request": str, "response": str, "note": str}
_OBSERVED_EVIDENCE = {"source": str, "sure": str, "note": str}
_CALL = {
    "evidence": dict,
    "parameters": list,
    "request": dict,
    "responses": list,
    "rules": list,
}
_OPERATION = {
    "title": (str, type(None)),
    "method": str,
    "path": str,
    "path_cut": bool,
    "deprecated": bool,
    "about": str,
    "wording": str,
    "line": int,
    **_CALL,
}
_UNTRANSCRIBED = {
    "title": (str, type(None)),
    "note": str,
    "pages": list,
    **_CALL,
    "line": int,
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
            facts=self._each(self._fact, data, "", "facts"),
            operations=self._each(self._operation, data, "", "operations"),
            untranscribed=self._each(self._untranscribed, data, "", "untranscribed"),
        )

    def _each(
        self, read: Callable[[Any, str], _T], data: Mapping[str, Any], at: str, key: str
    ) -> tuple[_T, ...]:
        """The items of a list, read one by one."""
        return tuple(read(item, f"{at}/{key}/{i}") for i, item in enumerate(data.get(key, [])))

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
        """An operation as a file has it: `{method: GET, path: /books, responses: […]}`."""
        data = self._known(item, at, _OPERATION, ("method", "path"))
        method = data.get("method", "")
        if method and method not in METHODS:
            self._report(f"`{method}` is no method", f"{at}/method")
        return VendorOperation(
            method=method,
            path=data.get("path", ""),
            path_cut=data.get("path_cut", False),
            deprecated=data.get("deprecated", False),
            about=data.get("about", ""),
            wording=data.get("wording", ""),
            evidence=self._evidence(data.get("evidence", {}), f"{at}/evidence"),
            **self._call(data, at),
        )

    def _call(self, data: Mapping[str, Any], at: str) -> dict[str, Any]:
        """What is known of an operation, whether its path is or not."""
        return {
            "title": data.get("title"),
            "parameters": self._each(self._field, data, at, "parameters"),
            "request": self._body(data["request"], f"{at}/request") if "request" in data else None,
            "responses": self._each(self._response, data, at, "responses"),
            "rules": tuple(map(str, data.get("rules", []))),
            "line": data.get("line"),
            "location": self.source.locate(at),
        }

    def _evidence(self, item: Any, at: str) -> Evidence:
        """That of a page, with its levels; that of an observation, with its source."""
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

    def _field(self, item: Any, at: str) -> Field:
        """A field as a file has it: `{name: id, in: path, type: integer}`. Its keys are those of
        the record but for `in` (`place`) and `from` (`source`); `default: null` is a default."""
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
            fields=self._each(self._field, data, at, "fields"),
            location=self.source.locate(at),
            **{key: data[key] for key in _AS_THEY_ARE if key in data},
        )

    def _response(self, item: Any, at: str) -> Response:
        """A response, in which its body lies: what it has besides is that of the body."""
        data = self._known(item, at, _RESPONSE, ("status",))
        rest = {key: value for key, value in data.items() if key not in _OF_RESPONSE}
        return Response(
            status=str(data.get("status", UNSTATED)),
            body=self._body(rest, at) if rest else None,
            about=data.get("about", ""),
            wording=data.get("wording", ""),
            line=data.get("line"),
            location=self.source.locate(at),
        )

    def _body(self, item: Any, at: str) -> Body:
        """A body as a file has it; `sample: null` is a sample, as `default: null` is a default."""
        data = self._known(item, at, _BODY, ())
        return Body(
            other_content_types=tuple(map(str, data.get("other_content_types", []))),
            type=self._type(data.get("type"), f"{at}/type"),
            enum=tuple(data.get("enum", [])),
            meanings={str(key): str(value) for key, value in data.get("meanings", {}).items()},
            fields=self._each(self._field, data, at, "fields"),
            sample=data.get("sample"),
            has_sample="sample" in data,
            location=self.source.locate(at),
            **{key: data[key] for key in _AS_THEY_ARE_IN_BODY if key in data},
        )

    def _untranscribed(self, item: Any, at: str) -> Untranscribed:
        data = self._known(item, at, _UNTRANSCRIBED, ())
        return Untranscribed(
            note=data.get("note", ""),
            pages=tuple(map(str, data.get("pages", []))),
            evidence=self._evidence(data["evidence"], f"{at}/evidence")
            if "evidence" in data
            else None,
            **self._call(data, at),
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
            kind = form.get(key, ())
            # `true` is no number here, though it is an `int`.
            if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
                data[key] = value
            else:
                problem = f"`{key}` has not the type that it should have"
                if key not in form:
                    problem = f"there is no `{key}` here; there are {', '.join(form)}"
                self._report(problem, f"{at}/{escape(str(key))}")
        for key in needed:
            if key not in item:
                self._report(f"`{key}` is missing", at)
        return data

    def _report(self, message: str, at: str) -> None:
        self.wrong.append(MALFORMED.found(message, self.source.locate(at)))
