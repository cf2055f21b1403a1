"""The JSON Schema of our extensions, by which editors complete and check them as one types: made
from the tables of forms that `lint` judges by.

It says nothing of OpenAPI but where an extension may stand, and takes a root document as well as a
file of path items, parameters or schemas. It is of draft 7, which every editor knows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.document import formats, retry_policies, streams
from generator.document.evidence import LEVELS
from generator.document.forms import FLAG, TEXT, TEXTS, Form, JsonSchema, any_of, listed, one_of
from generator.document.grammar import KINDS, FixedField
from generator.document.rules import extension_forms, following, paging, polling
from generator.document.rules.signatures import SIGNATURE_KEY, signature_schema
from generator.document.specification import OPERATIONS

_DRAFT = "http://json-schema.org/draft-07/schema#"
_ROOT = "document"


def rendered() -> str:
    """The schema as its file has it."""
    return json.dumps(extension_schema(), indent=2, ensure_ascii=False) + "\n"


def extension_schema() -> dict[str, Any]:
    """The schema, as JSON has it."""
    return {
        "$schema": _DRAFT,
        "title": "The extensions of this generator in OpenAPI documents",
        "description": "Made by `make docs` from the tables of the linter.",
        "type": "object",
        "if": {"required": ["openapi"]},
        "then": _ref(_ROOT),
        "else": {"additionalProperties": _fragment()},
        "definitions": {**_places(), **_extensions()},
    }


# --- where they stand -----------------------------------------------------------------------------


def _of_kinds() -> dict[str, dict[str, str]]:
    """The extensions of each kind of object, with the names of what they are."""
    found: dict[str, dict[str, str]] = {
        _ROOT: {"x-sdk": "x-sdk of a document", SIGNATURE_KEY: SIGNATURE_KEY},
        "operation": {
            "x-sdk": "x-sdk of an operation",
            "x-evidence": "x-evidence",
            "x-exactly-one-of": "x-exactly-one-of",
            SIGNATURE_KEY: f"{SIGNATURE_KEY} of an operation",
        },
        "schema": {
            "x-sdk": "x-sdk of a schema",
            "x-discriminator": "x-discriminator",
            "x-epoch": "x-epoch",
        },
        "securityScheme": {"x-sdk": "x-sdk of a security scheme"},
    }
    for key, (kind, _, _) in extension_forms.LISTS.items():
        found.setdefault(kind, {})[key] = key
    for kind in extension_forms.WAIVABLE:
        found.setdefault(kind, {})[extension_forms.WAIVER] = extension_forms.WAIVER
    return found


def _places() -> dict[str, Any]:
    """Each kind of object of the specification that has an extension, or leads to one that has, as
    `paths` to an `operation`: the least set of kinds that none leads into from outside.
    """
    own = _of_kinds()
    leading = {*own}
    while more := {kind for kind in KINDS if _leads_to(kind, leading)} - leading:
        leading |= more
    return {kind: _object_of(kind, own.get(kind, {}), leading) for kind in KINDS if kind in leading}


def _leads_to(kind: str, kinds: set[str]) -> bool:
    """Whether a field of objects of a kind holds some of one of these."""
    known = KINDS[kind]
    return any(field.kind in kinds for field in (*known.fields.values(), known.rest) if field)


def _object_of(kind: str, own: Mapping[str, str], leading: set[str]) -> dict[str, Any]:
    """A kind of object: its own extensions, by the names of what they are, and the fields that lead
    to others. Where its fields are named by the document (paths, statuses) any does, but for `x-…`.
    """
    known = KINDS[kind]
    fields = {
        name: _of_field(field) for name, field in known.fields.items() if field.kind in leading
    }
    result: dict[str, Any] = {
        "properties": {**fields, **{key: _ref(name) for key, name in own.items()}}
    }
    if known.rest is not None and known.rest.kind in leading:
        result["patternProperties"] = {"^x-": True}
        result["additionalProperties"] = _of_field(known.rest)
    return result


def _of_field(field: FixedField) -> JsonSchema:
    inner = _ref(field.kind)
    match field.shape:
        case "list":
            return {"items": inner}
        case "map":
            return {"additionalProperties": inner}
        case _:
            return inner


def _fragment() -> dict[str, Any]:
    """What a file holds that is a map of objects: path items have methods, parameters a place."""
    methods = [{"required": [method]} for method in OPERATIONS]
    return {
        "if": {"anyOf": methods},
        "then": _ref("pathItem"),
        "else": {
            "if": {"required": ["in", "name"]},
            "then": _ref("parameter"),
            "else": {
                "if": {"required": ["content"]},
                "then": _ref("response"),
                "else": _ref("schema"),
            },
        },
    }


# --- what they are --------------------------------------------------------------------------------


def _extensions() -> dict[str, Any]:
    observed = _worded(extension_forms.OBSERVATION, extension_forms.OF_EACH_OBSERVATION)
    level = one_of(LEVELS)
    alternative = {
        "type": "object",
        "properties": {"request": level, "response": level, "observed": listed(observed)},
    }
    alternatives = any_of(
        {"type": "object", "minProperties": 1, "additionalProperties": alternative},
        listed(alternative, least=1),
    )
    root = {
        "formats": {
            "type": "object",
            "additionalProperties": any_of(FLAG, one_of(formats.TYPES)),
        },
        "programs": listed(one_of(extension_forms.PROGRAMS)),
        "retries": _formed(retry_policies.OURS),
    }
    operation = {
        "follow": _formed(following.FORMS, following.NEEDED),
        "paging": _paging(),
        "stream": _formed(streams.OWN),
        "polling": _formed(polling.FORMS, polling.NEEDED),
        "retries": _formed(retry_policies.OURS),
    }
    return {
        "x-sdk of a document": _worded(extension_forms.ROOT, parts=root),
        "x-sdk of an operation": _worded(extension_forms.OPERATION, parts=operation),
        "x-sdk of a schema": _worded(extension_forms.SCHEMA),
        "x-sdk of a security scheme": _worded(extension_forms.SECURITY_SCHEME),
        "x-evidence": _worded(
            extension_forms.EVIDENCE,
            parts={"alternatives": alternatives, "observed": listed(observed)},
        ),
        "x-discriminator": _worded(extension_forms.DISCRIMINATOR, ("property",)),
        "x-exactly-one-of": listed({**TEXTS, "minItems": 1}, least=2),
        "x-epoch": one_of(extension_forms.EPOCHS),
        SIGNATURE_KEY: signature_schema(),
        f"{SIGNATURE_KEY} of an operation": any_of(FLAG, _ref(SIGNATURE_KEY)),
        extension_forms.WAIVER: any_of(
            TEXT, {"type": "object", "minProperties": 1, "additionalProperties": TEXT}
        ),
        **{
            key: listed(_worded(words, needed, more=True))
            for key, (_, words, needed) in extension_forms.LISTS.items()
        },
    }


def _paging() -> dict[str, Any]:
    """Each kind has keys of its own."""
    kinds = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"propertyNames": one_of(("kind", *keys))},
        }
        for kind, keys in paging.KEYS.items()
    ]
    return {**_formed(paging.FORMS, ("kind",)), "allOf": kinds}


def _worded(
    forms: Mapping[str, str],
    needed: Sequence[str] = (),
    *,
    parts: Mapping[str, JsonSchema] | None = None,
    more: bool = False,
) -> dict[str, Any]:
    """An object of entries whose forms are said in words; `parts` are closer descriptions."""
    known = {key: extension_forms.FORMS[words] for key, words in forms.items()}
    result = _formed(known, needed, more=more)
    for key, schema in (parts or {}).items():
        result["properties"][key] = {"description": forms[key], **schema}
    return result


def _formed(
    forms: Mapping[str, Form], needed: Sequence[str] = (), *, more: bool = False
) -> dict[str, Any]:
    """An object of entries of such forms: those that it needs, and whether it may have `more`."""
    return {
        "type": "object",
        "properties": {
            key: {"description": form.words, **form.schema} for key, form in forms.items()
        },
        **({"required": list(needed)} if needed else {}),
        **({} if more else {"additionalProperties": False}),
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name.replace(' ', '%20')}"}
