"""The document against the structure that its version of the specification gives it: every object,
field and type.

What the objects mean together (names, references between sections, examples) is `lint`'s business.
A finding is one sentence about one place; the values of the document are shown only where they are
short."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from generator.document import pointer as pointers
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.forms import meant
from generator.document.grammar import KINDS, FixedField, ObjectKind
from generator.document.reading import quoted
from generator.document.specification import OPERATIONS
from generator.document.structure import DIALECTS, META_SCHEMA, validator
from generator.document.unread import LOSSES, is_needed, is_read

__all__ = ["RULES", "validate"]

TYPE = Rule(
    "OAS001",
    "error",
    "A value is of another type than the specification says.",
    "Tools read the field as its specified type, and fail or guess when it is another.",
    "Write a value of the type named; quote numbers that are meant as text.",
    "where read",
)
MISSING = Rule(
    "OAS002",
    "error",
    "A required field is missing.",
    "The object has no meaning without it.",
    "Add the field.",
    "where read",
)
UNKNOWN = Rule(
    "OAS003",
    "error",
    "An object has a field that the specification does not know.",
    "It is a slip of the pen, or an extension without its `x-`; either way no tool sees it.",
    "Correct the name, or start it with `x-`.",
    "where read",
)
UNKNOWN_KEYWORD = Rule(
    "OAS004",
    "warning",
    "A schema has a keyword that its dialect does not know.",
    "JSON Schema ignores unknown keywords, so a misspelt one constrains nothing.",
    "Correct the name, or start it with `x-`.",
    "told",
)
OTHER_VERSION = Rule(
    "OAS005",
    "warning",
    "A field belongs to a later version of the specification.",
    "Tools that follow the document's version ignore it.",
    "Remove the field, or raise `openapi` to the version that brought it.",
)
LEFTOVER = Rule(
    "OAS006",
    "warning",
    "A keyword of OpenAPI 3.0 is left over.",
    (
        "Since 3.1 schemas are JSON Schema 2020-12: without `nullable`, with numbers in "
        "`exclusiveMinimum` and -`Maximum`."
    ),
    "Write `type: [string, 'null']`, and the bound itself as `exclusiveMinimum: 0`.",
)
CHOICE = Rule(
    "OAS007",
    "error",
    "A value is not one of those that the specification lists.",
    "Its meaning is not defined.",
    "Use one of the values named.",
    "where read",
)
RANGE = Rule(
    "OAS008",
    "error",
    "A value is out of its range, or a list has too few items or one of them twice.",
    "The specification bounds the field.",
    "Write a value inside the bounds.",
    "where read",
)
NAME = Rule(
    "OAS009",
    "error",
    "A key has not the form that the specification asks for.",
    "Paths start with `/`, responses are keyed by a status code, a range such as `2XX`, or "
    "`default`, and component names "
    "have letters, digits, `.`, `-` and `_` only.",
    "Rename the key.",
    "where read",
)
COMBINATION = Rule(
    "OAS010",
    "error",
    "Fields of one object do not go together.",
    "Some fields exclude each other, and some need another one.",
    "Keep the one that is meant, or add the one that is missing.",
    "where read",
)
META = Rule(
    "OAS011",
    "error",
    "A schema is not valid JSON Schema 2020-12.",
    "Its meta-schema refuses it, so no validator can use it.",
    "Correct the keyword at the place named.",
)

RULES: tuple[Rule, ...] = (
    TYPE, MISSING, UNKNOWN, UNKNOWN_KEYWORD, OTHER_VERSION, LEFTOVER, CHOICE, RANGE, NAME,
    COMBINATION, META,
)  # fmt: skip

_SURELY = 0.8  # how close a name is to another that it certainly stands for (difflib's ratio)
_NEIGHBOURS: dict[str, dict[str, frozenset[str]]] = {
    "document": {
        "components": LOSSES["components"],
        "pathItem": LOSSES["pathItem"] - LOSSES["document"],
    },
    "pathItem": {"operation": LOSSES["operation"] - LOSSES["pathItem"]},
    "operation": {
        "pathItem": frozenset(OPERATIONS),
        "response": LOSSES["response"],
        "mediaType": frozenset({"schema"}),
    },
    "requestBody": {"mediaType": LOSSES["mediaType"], "operation": LOSSES["operation"]},
    "response": {"mediaType": LOSSES["mediaType"], "operation": LOSSES["operation"]},
    "mediaType": {
        "schema": LOSSES["schema"],
        "operation": LOSSES["operation"],
        "requestBody": frozenset({"content"}),
    },
}
"""Where fields belong that stand in an object by a wrong indentation, or as an older specification
has them.
"""

_TYPES = {
    "string": "a string",
    "number": "a number",
    "integer": "an integer",
    "boolean": "a boolean",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}


def validate(document: Document) -> tuple[Diagnostic, ...]:
    """What is wrong with the structure of `document`, in the order of its places."""
    dialect = document.root.get("jsonSchemaDialect")
    own_dialect = (
        document.version >= "3.1"
        and isinstance(dialect, str)
        and dialect.rstrip("#") not in DIALECTS
    )
    check, schema = validator(document.version, own_dialect=own_dialect)
    errors = list(check.iter_errors(document.as_written))
    own = _own_places(errors)
    findings: list[Diagnostic] = []
    for error in errors:
        if not _of_meta(error):
            findings += _Translation(document, schema, error).findings()
        elif tuple(error.instance_path) not in own:  # else the meta-schema says it again
            findings += _Translation(document, schema, error).meta_findings()
    ordered = sorted(
        dict.fromkeys(findings),
        key=lambda finding: (finding.location, finding.code, finding.message),
    )
    return tuple(ordered)


def _own_places(errors: list[Any]) -> set[tuple[str | int, ...]]:
    """The places that are wrong by OpenAPI's own table, and the lists around them."""
    places: set[tuple[str | int, ...]] = set()
    for error in errors:
        if not _of_meta(error):
            path = tuple(error.instance_path)
            places |= {path, path[:-1]} if path and isinstance(path[-1], int) else {path}
    return places


def _of_meta(error: Any) -> bool:
    return (error.absolute_keyword_location or "").startswith(META_SCHEMA.removesuffix("schema"))


class _Translation:
    """One error of the validator in words."""

    def __init__(self, document: Document, schema: dict[str, Any], error: Any) -> None:
        self.document = document
        self.schema = schema
        self.keyword: str = error.kind.name
        self.details: dict[str, Any] = error.kind.as_dict()
        self.tokens: list[str | int] = error.instance_path
        self.schema_path: list[str | int] = error.schema_path
        self.instance: Any = error.instance
        self.text: str = error.message

    @property
    def kind_name(self) -> str:
        """The object of the grammar whose schema the error comes from."""
        return (
            str(self.schema_path[1]).removesuffix("_or_reference")
            if len(self.schema_path) > 1
            else ""
        )

    @property
    def kind(self) -> ObjectKind:
        return KINDS.get(self.kind_name, KINDS["document"])

    @property
    def subject(self) -> str:
        """The value in words: `name`, or item 2 of `tags`."""
        if not self.tokens:
            return "the document"
        last = self.tokens[-1]
        if self._is_item():
            names = (token for token in reversed(self.tokens) if isinstance(token, str))
            return f"item {int(last) + 1} of {quoted(next(names, 'the list'))}"
        return quoted(str(last))

    def _is_item(self) -> bool:
        """Whether the value is in a list; keys that are digits, as statuses are, come as numbers
        from the validator too.
        """
        holder = pointers.join("", *self.tokens[:-1])
        return self.document.has(holder) and isinstance(self.document.get(holder), list)

    def found(
        self, rule: Rule, message: str, *more: str, key: bool = False, refuses: bool | None = None
    ) -> Diagnostic:
        """A finding about the value, or about what `more` leads to in it; unless it is said, it
        refuses where that is read.
        """
        pointer = pointers.join("", *self.tokens, *more)
        effect = rule.effect
        if effect == "where read":
            wrong = is_read((*self.tokens, *more)) if refuses is None else refuses
            effect = "refuses" if wrong else "counted"
        return rule.found(message, self.document.locate(pointer, key=key), pointer, effect=effect)

    def findings(self) -> list[Diagnostic]:
        """What there is to say of the error: by the sentence of its constraint, else by keyword."""
        comment = self._comment()
        if comment is not None:
            return [self.found(COMBINATION, comment, refuses=self._is_unreadable_combination())]
        match self.keyword:
            case "type":
                return [self._type()]
            case "required":
                return [self._missing(self.details["property"])]
            case "additionalProperties":
                return [self._unknown(name) for name in self.details["unexpected"]]
            case "enum":
                return [self._choice()]
            case "propertyNames":
                return self._names()
            case _:
                return [self.found(RANGE, self._range(), refuses=False)]

    def _missing(self, name: str) -> Diagnostic:
        needed = is_needed(self.kind_name, name) and is_read((*self.tokens, name))
        found = self.found(MISSING, f"the {self.kind.title} has no {quoted(name)}", refuses=needed)
        answerless = (self.kind_name, name) == ("operation", "responses") and is_read(self.tokens)
        pointer = pointers.join("", *self.tokens, name)
        return replace(found, pointer=pointer, effect="told" if answerless else found.effect)

    def _is_unreadable_combination(self) -> bool:
        """Whether what does not go together is needed: a document of nothing, a key of which nobody
        knows where it is sent.
        """
        return self.kind_name in ("document", "securityScheme") and is_read(self.tokens)

    def meta_findings(self) -> list[Diagnostic]:
        message = f"{self.subject} is not valid JSON Schema 2020-12"
        if self.keyword == "type":
            message += (
                f": {_show(self.instance)} where {_expected(self.details['types'])} is expected"
            )
        elif self.keyword == "pattern":
            message += f": {_show(self.instance)} has not the form asked for"
        return [self.found(META, message)]

    def _comment(self) -> str | None:
        """The sentence that the innermost constraint around the error carries (`structure`)."""
        node: Any = self.schema
        comment: str | None = None
        for token in self.schema_path:
            try:
                node = node[token]
            except (KeyError, IndexError, TypeError):
                break
            said = text(mapping(node).get("$comment"))
            if said not in ("", "schema"):
                comment = said
        return comment

    def _type(self) -> Diagnostic:
        """A value of another type, and what was meant where its place tells: `items: [{…}, {…}]` as
        in older JSON Schema, `exclusiveMinimum: true` as in 3.0, `$ref: #/…` without quotes.
        """
        keyword = self.tokens[-1] if self.tokens else ""
        if self._is_flag():
            message = (
                f"`{keyword}: {str(self.instance).lower()}` is OpenAPI 3.0; since 3.1 it is the "
                "bound itself"
            )
            return self.found(LEFTOVER, message, key=True)
        if keyword == "items" and isinstance(self.instance, list):
            return self.found(TYPE, "`items` is a list; one schema is expected" + self._tuples())
        expected = _expected(self.details["types"])
        message = f"{self.subject} is {_show(self.instance)}; {expected} is expected"
        written = _BOOLEANS.get(text(self.instance).lower())
        if written is not None and "boolean" in self.details["types"]:
            message += f", written `{written}` without quotes"
        if self._is_comment():
            message = f"{self.subject} is null: `#` begins a comment in YAML; quote it"
        return self.found(TYPE, message, refuses=False if self._is_none_of_many() else None)

    def _is_flag(self) -> bool:
        """Whether a bound is excluded by a flag beside it, as before 3.1."""
        is_bound = self.tokens[-1:] in (["exclusiveMinimum"], ["exclusiveMaximum"])
        return is_bound and isinstance(self.instance, bool) and self.document.version >= "3.1"

    def _is_comment(self) -> bool:
        """Whether a reference is empty where a fragment would be one: `$ref: #/components/…`,
        without quotes.
        """
        names_a_reference = self.tokens[-1:] in (["$ref"], ["operationRef"], ["$dynamicRef"])
        in_json = self.document.locate(pointers.join("", *self.tokens)).file.endswith(".json")
        return self.instance is None and names_a_reference and not in_json

    def _is_none_of_many(self) -> bool:
        """Whether null stands for a list or a map of objects, which it has as few of as an empty
        one: `parameters:`, with nothing behind it.
        """
        if self.instance is not None or self.schema_path[-3:-2] != ["properties"]:
            return False
        field = self.kind.fields.get(str(self.tokens[-1]))
        return field is not None and field.shape != "one"

    def _tuples(self) -> str:
        return " (`prefixItems` has one for each place)" if self.document.version >= "3.1" else ""

    def _unknown(self, name: str) -> Diagnostic:
        """A field that the object does not have in this version of the specification."""
        match self.kind_name:
            case "paths":
                message = f"the path {quoted(name)} does not start with `/`"
                return self.found(NAME, message, name, key=True)
            case "responses":
                return self._unknown_status(name)
        known = self.kind.fields.get(name)
        if known is not None:
            return self._of_another_version(name, known)
        if self.kind_name == "schema":
            return self._unknown_keyword(name)
        hint = self._meant(name) or self._home(name)
        message = f"unknown field {quoted(name)} in {self.kind.indefinite}{hint}"
        refuses = self._is_lost(name) and is_read(self.tokens)
        return self.found(UNKNOWN, message, name, key=True, refuses=refuses)

    def _unknown_status(self, name: str) -> Diagnostic:
        hint = f"; did you mean `{name.upper()}`?" if name.lower() in _RANGES_OF_STATUS else ""
        message = f"{quoted(name)} is no status code, range such as `2XX`, or `default`{hint}"
        return self.found(NAME, message, name, key=True)

    def _of_another_version(self, name: str, known: FixedField) -> Diagnostic:
        """`nullable` since 3.1, or a field that came with a later version."""
        version = self.document.version
        if known.until <= version:
            message = (
                f"{quoted(name)} is OpenAPI 3.0; since 3.1 a schema that allows null says "
                "`type: [..., 'null']`"
            )
            return self.found(LEFTOVER, message, name, key=True)
        message = (
            f"{quoted(name)} in {self.kind.indefinite} came with OpenAPI {known.since}; the "
            f"document says {version}"
        )
        return self.found(OTHER_VERSION, message, name, key=True)

    def _unknown_keyword(self, name: str) -> Diagnostic:
        """Since 3.1 any keyword may stand in a schema, and another reader may know it; in 3.0 one
        that is surely a slip of the pen refuses, as `propertis` does.
        """
        message = f"unknown keyword {quoted(name)} in a schema{self._meant(name)}"
        found = self.found(UNKNOWN_KEYWORD, message, name, key=True)
        if not self._is_lost(name):
            return replace(found, effect="counted")
        if self.document.version == "3.0" and not _is_schema(self.instance.get(name)):
            return replace(found, effect="refuses", severity="error")
        return replace(found, effect="told")

    def _meant(self, name: str) -> str:
        """Which field is surely meant by an unknown one, as the end of a message."""
        version = self.document.version
        fields = [field for field, spec in self.kind.fields.items() if spec.known(version)]
        alike = [field for field in fields if field.lower() == name.lower()]
        return f"; did you mean {quoted(alike[0])}?" if alike else meant(name, fields)

    def _is_lost(self, name: str) -> bool:
        """Whether an unknown field is one that carries something, and the SDK would lack it: one
        that is misspelt (`propertis`), an operation under a method that is none (`fetch`), a
        schema beside `properties`, or one on the wrong level.
        """
        fields = mapping(self.instance)
        wanted = [field.lower() for field in LOSSES.get(self.kind_name, ()) if field not in fields]
        # `property` is less like `properties` than two of another kind may be like each other
        written = (name.lower(), re.sub("y$", "ies", name.lower()))
        if any(get_close_matches(each, wanted, 1, _SURELY) for each in written):
            return True
        match self.kind_name, fields.get(name):
            # an operation, whatever its method is meant to be
            case "pathItem", {"responses": _} | {"operationId": _}:
                return True
            case "schema", value if _is_schema(value):
                return True
        return self._neighbour(name) is not None

    def _home(self, name: str) -> str:
        """Where a field belongs that stands on a wrong level, as the end of a message."""
        kind = self._neighbour(name)
        if kind is None:
            return ""
        return f"; it belongs into {KINDS[kind].indefinite}, is it indented as it should be?"

    def _neighbour(self, name: str) -> str | None:
        """The object above or below that a field belongs into: of `schema` in a response, as
        Swagger 2.0 has it, the media type; of `/pets` in another path, `paths`. None where it
        belongs nowhere near.
        """
        if name.startswith("/") and self.kind_name in ("document", "pathItem", "operation"):
            return "paths"
        for kind, names in _NEIGHBOURS.get(self.kind_name, {}).items():
            # `query` is a method since 3.2
            if name in names and KINDS[kind].fields[name].known(self.document.version):
                return kind
        return None

    def _choice(self) -> Diagnostic:
        """A value that is none of those listed, and which of them may be meant."""
        options: list[str] = self.details["options"]
        listed = ", ".join(f"`{option}`" for option in options)
        message = f"{self.subject} is {_show(self.instance)}; expected is one of {listed}"
        found = self.found(CHOICE, message + meant(text(self.instance), options))
        return replace(found, effect="counted") if self._is_list_of_types(options) else found

    def _is_list_of_types(self, options: list[str]) -> bool:
        """Whether it is `type: [string, 'null']`, which is read in 3.0 as it is since 3.1."""
        types = sequence(self.instance) if self.tokens[-1:] == ["type"] else []
        return bool(types) and all(each in (*options, "null") for each in types)

    def _names(self) -> list[Diagnostic]:
        section = self.document.get(pointers.join("", *self.tokens))
        message = "the name {} has other characters than letters, digits, `.`, `-` and `_`"
        return [
            self.found(NAME, message.format(quoted(name)), name, key=True, refuses=False)
            for name in section
            if not _COMPONENT_NAME.fullmatch(name)
        ]

    def _range(self) -> str:
        message = _OUT_OF_RANGE.get(self.keyword)
        if message is None:
            return f"{self.subject}: {self.text[:120]}"
        shown, limit = _show(self.instance), self.details.get("limit")
        return f"{self.subject} {message.format(shown=shown, limit=limit)}"


_RANGES_OF_STATUS = ("1xx", "2xx", "3xx", "4xx", "5xx")
_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")
_OUT_OF_RANGE = {
    "minimum": "is {shown}; it cannot be less than {limit}",
    "exclusiveMinimum": "is {shown}; it must be more than {limit}",
    "minItems": "is empty; at least {limit} is expected",
    "uniqueItems": "has an item twice",
}


_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "y"), "true"),
    **dict.fromkeys(("false", "no", "off", "n"), "false"),
}
"""What is a boolean in YAML 1.1, and a text in YAML 1.2 or within quotes."""


def _expected(types: list[str]) -> str:
    return " or ".join(_TYPES[name] for name in sorted(types, key=list(_TYPES).index, reverse=True))


def _show(value: Any) -> str:
    """A value by its kind, and by itself where it is short: "the number `5`", "a list". Of numbers
    `true` is none, though it is an `int` of Python.
    """
    match value:
        case None:
            return "null"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {quoted(str(value))}"
        case str():
            return f"the string {quoted(value)}"
        case list():
            return "a list"
    return "a mapping"


def _is_schema(value: Any) -> bool:
    """Whether a value looks like a Schema Object."""
    return isinstance(value, dict) and ("$ref" in value or isinstance(value.get("type"), str))
