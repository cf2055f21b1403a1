"""What may be written in this generator's own extensions: which keys there are, and the form of
each value. CONTRIBUTING describes what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.document.access import is_reference, sequence
from generator.document.evidence import LEVELS
from generator.document.forms import (
    DOTTED_NAME,
    FLAG,
    NAME,
    OBJECT,
    TEXT,
    TEXTS,
    Form,
    any_of,
    is_name,
    is_text,
    listed,
    misfits,
    one_of,
)
from generator.document.oauth import AUTHENTICATIONS
from generator.document.rules.table import Finding, placed, quoted
from generator.document.specification import TOKEN

WAIVER = "x-reference-waiver"
WAIVABLE = ("tag", "operation", "parameter", "requestBody", "response", "mediaType", "schema")
"""The objects that a waiver may stand on."""
STATUSES = ("stated", "unstated")
CONFIDENCES = ("high", "medium", "low")
COVERED = ("request", "response", "status", "behaviour")
"""What an observation may cover; one of low confidence covers no more than behaviour."""
RETRIES = ("safe", "unsafe")
PROGRAMS = ("command-line", "mcp")
"""What a package may have beside its client: `x-sdk.programs`."""
SUCCESS = "`{property, values}`, a text and a list of texts, numbers or booleans"
FILES = "an object of texts by file name"
SOURCE = "a text, or a reference to the file that has it"
"""Vendors keep samples in files of their own, which their tools read."""
_FILE = re.compile(r"[A-Za-z0-9_-][\w.-]*")
_ENVIRONMENT = re.compile(r"[A-Z_][A-Z0-9_]*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")  # POSIX, section 8.1
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


MARKS = ("x-internal", "x-fern-ignore", "x-speakeasy-ignore")
"""What is `true` on an operation, a path item, a parameter or a property that is not for an SDK."""


def is_dotted_name(value: Any) -> bool:
    return isinstance(value, str) and all(map(is_name, value.split(".")))


def is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(is_text(item) for item in value)


def _is_date(value: Any) -> bool:
    """Whether a text is a full-date of RFC 3339, section 5.6."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_success(value: Any) -> bool:
    """Whether `success` of `x-sdk` has its form: `{property, values}`, and no more."""
    return (
        isinstance(value, dict)
        and value.keys() == {"property", "values"}
        and is_text(value["property"])
        and isinstance(value["values"], list)
        and bool(value["values"])
        and all(isinstance(each, (str, bool, int, float)) for each in value["values"])
    )


def is_files(value: Any) -> bool:
    """Whether it is the content of files, by their names, which lead to no other folder."""
    return isinstance(value, dict) and all(
        _FILE.fullmatch(name) and isinstance(content, str) for name, content in value.items()
    )


FORMS: dict[str, Form] = {
    form.words: form
    for form in (
        Form("a Python name", is_name, NAME),
        Form("a Python name, or several joined by dots", is_dotted_name, DOTTED_NAME),
        Form("a text", is_text, TEXT),
        Form("a list of texts", is_list_of_texts, TEXTS),
        Form(
            "the name of an environment variable",
            lambda value: isinstance(value, str) and bool(_VARIABLE.fullmatch(value)),
            {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
        ),
        Form(
            "a word in capitals",
            lambda value: isinstance(value, str) and bool(_ENVIRONMENT.fullmatch(value)),
            {"type": "string", "pattern": "^[A-Z_][A-Z0-9_]*$"},
        ),
        Form(
            "`true`, `false` or a list of codes",
            lambda value: isinstance(value, bool) or is_list_of_texts(value),
            any_of(FLAG, TEXTS),
        ),
        *(
            Form(f"one of {quoted(words)}", words.__contains__, one_of(words))
            for words in (RETRIES, AUTHENTICATIONS, LEVELS, STATUSES, CONFIDENCES)
        ),
        Form(
            f"a list of {quoted(COVERED)}",
            lambda value: (
                isinstance(value, list) and bool(value) and all(each in COVERED for each in value)
            ),
            listed(one_of(COVERED), least=1),
        ),
        Form(
            "a date, as in `2026-05-04`",
            _is_date,
            {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        ),
        Form(
            "a list of objects",
            lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
            listed(OBJECT),
        ),
        Form(
            "a header's name",
            lambda value: isinstance(value, str) and bool(TOKEN.fullmatch(value)),
            {"type": "string", "pattern": f"^(?:{TOKEN.pattern})$"},
        ),
        Form(
            SUCCESS,
            is_success,
            {
                "type": "object",
                "properties": {
                    "property": TEXT,
                    "values": listed({"type": ["string", "number", "boolean"]}, least=1),
                },
                "required": ["property", "values"],
                "additionalProperties": False,
            },
        ),
        Form(
            FILES,
            is_files,
            {
                "type": "object",
                "propertyNames": {"pattern": r"^[A-Za-z0-9_-][\w.-]*$"},
                "additionalProperties": {"type": "string"},
            },
        ),
        Form(
            SOURCE,
            lambda value: is_text(value) or is_reference(value),
            any_of(
                TEXT,
                {"type": "object", "properties": {"$ref": TEXT}, "required": ["$ref"]},
            ),
        ),
        Form("an object", lambda value: isinstance(value, dict), OBJECT),
        Form(
            "an object or a list of objects",
            lambda value: (
                bool(value)
                and all(
                    isinstance(item, dict)
                    for item in (
                        value.values() if isinstance(value, dict) else sequence(value) or [None]
                    )
                )
            ),
            any_of(
                {"type": "object", "minProperties": 1, "additionalProperties": OBJECT},
                listed(OBJECT, least=1),
            ),
        ),
    )
}
ROOT = {
    "package": "a Python name, or several joined by dots",
    "client": "a Python name",
    "version": "a text",
    "distribution": "a text",
    "env-prefix": "a word in capitals",
    "house-rules": "`true`, `false` or a list of codes",
    "formats": "an object",
    "programs": "a list of texts",
    "idempotency-header": "a header's name",
    "retries": "an object",
}
OPERATION = {
    "resource": "a Python name, or several joined by dots",
    "function": "a Python name",
    "retry": f"one of {quoted(RETRIES)}",
    "success": SUCCESS,
    "follow": "an object",
    "paging": "an object",
    "stream": "an object",
    "polling": "an object",
    "idempotency-header": "a header's name",
    "retries": "an object",
}
EPOCHS = ("milliseconds", "seconds")
DISCRIMINATOR = {"property": "a text", "seen": "a list of texts"}
SCHEMA = {"name": "a Python name", "model": "a Python name"}
SECURITY_SCHEME = {
    "name": "a Python name",
    "env": "the name of an environment variable",
    "client-authentication": f"one of {quoted(AUTHENTICATIONS)}",
}
EVIDENCE = {
    "pages": "a list of texts",
    "request": f"one of {quoted(LEVELS)}",
    "response": f"one of {quoted(LEVELS)}",
    "status": f"one of {quoted(STATUSES)}",
    "note": "a text",
    "alternatives": "an object or a list of objects",
    "observed": "a list of objects",
}
OBSERVATION = {
    "source": "a text",
    "date": "a date, as in `2026-05-04`",
    "sure": f"one of {quoted(CONFIDENCES)}",
    "covers": f"a list of {quoted(COVERED)}",
}
OF_EACH_OBSERVATION = ("source", "sure", "covers")
_SAMPLE = {"lang": "a text", "label": "a text", "source": SOURCE, "files": FILES}
CODE_SAMPLES = ("x-codeSamples", "x-code-samples")
"""Two spellings of one extension."""
LISTS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "x-untranscribed": (
        "tag",
        {"title": "a text", "note": "a text", "pages": "a list of texts"},
        ("title",),
    ),
    **dict.fromkeys(CODE_SAMPLES, ("operation", _SAMPLE, ("lang", "source"))),
}
"""Extensions that are lists of objects: where each stands, the forms of an object's entries, and
those that it needs.
"""


def own_entries(pointer: str, value: Any, forms: dict[str, str]) -> Iterator[Finding]:
    """What is wrong with an extension, or an entry of one, that is an object of such `forms`."""
    name = pointer.rpartition("/")[2]
    return malformed_entries(pointer, value, f"`{name}`", forms)


def malformed_entries(
    pointer: str, value: Any, called: str, forms: dict[str, str]
) -> Iterator[Finding]:
    """What is wrong with what should be an object of such `forms`."""
    known = {key: FORMS[words] for key, words in forms.items()}
    return placed(misfits(value, called, known, pointer), "")
