"""From the words of a command line to the keywords of a call, each as its schema says.

What is text in the schema is the text that is given; an object is JSON, or the name of a file that
has it. A file is its name, or `@name;type=image/png;filename=a.png` as curl's `-F` has it, and is
read while it is sent; `-` is stdin, which is read once. What is said of a value that is wrong does
not show it, but for the name of a file."""

from __future__ import annotations

import json
import os
import os.path
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeGuard, cast

from .errors import cut
from .media_types import is_json, is_label
from .programs import Entry, Schema, fields, file_of, is_list, keywords, required, resolved

_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_BOOLEANS = {"true": True, "false": False}
_OF_A_FILE = re.compile(r";(type|filename)=")

_NAME = 200  # characters of the name of a file in what is said


class WrongError(Exception):
    """What was given cannot be sent: which option or argument, and why."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where} {what}")


class AsJson(NamedTuple):
    """What is given as `NAME=JSON`, and the option that it is given by."""

    option: str
    given: Sequence[str] = ()


class Form(NamedTuple):
    """How a value is written: what it, or each item of it, is, and which ones there are."""

    kind: str
    is_list: bool = False
    choices: tuple[str, ...] = ()


def form_of(schema: Schema) -> Form:
    schema = resolved(schema)
    is_list = schema.get("type") == "array"
    item = resolved(schema.get("items", {})) if is_list else schema
    kind = _kind(item)
    choices = tuple(map(str, item.get("enum", ())))
    return Form(kind, is_list, choices)


def _kind(schema: Schema) -> str:
    name = schema.get("type")
    if name == "string":
        return "file" if schema.get("format") == "binary" else "text"
    if name in ("boolean", "integer", "number"):
        return str(name)
    members = [resolved(each) for each in schema.get("anyOf", ())]
    if members and all(each.get("type") == "string" for each in members):
        return "file" if all(each.get("format") == "binary" for each in members) else "text"
    types = {each.get("type") for each in members}
    return "json or text" if "string" in types or "enum" in schema else "json"


def dashed(name: str) -> str:
    return name.replace("_", "-")


def flag(name: str) -> str:
    return f"--{dashed(name)}"


def positional(entry: Entry) -> list[str]:
    """What may be given by position: path parameters, then others that are needed and one value."""
    path = [each["python"] for each in entry["parameters"] if each["in"] == "path"]
    needed = {each["python"]: each["schema"] for each in entry["parameters"] if each["required"]}
    forms = {name: form_of(schema) for name, schema in needed.items() if name not in path}
    return path + [name for name, form in forms.items() if form.kind != "json" and not form.is_list]


def values(
    entry: Entry, by_position: Sequence[str], by_option: dict[str, Any], as_json: AsJson
) -> dict[str, Any]:
    """The keywords of the call; raises `WrongError`."""
    known, whole = keywords(entry), _whole_name(entry)
    given = {name: each for name, each in by_option.items() if each is not None and each != []}
    free = [name for name in positional(entry) if name not in given]
    if len(by_position) > len(free):
        raise WrongError("by position", f"{len(by_position)} are given, where {len(free)} can be")
    made = {
        name: _converted(flag(name), known[name], each)
        for name, each in given.items()
        if name != whole
    }
    for name, text in zip(free, by_position, strict=False):
        made[name] = _converted(name.upper(), known[name], text)
    _refuse_second_stdin(known, whole, given, as_json)
    if whole in given:
        made[whole] = _whole(entry["body"], made, given[whole])
    elif entry["body"] is not None and entry["body"]["kind"] == "multipart":
        made.update({name: _as_parts(made[name]) for name in fields(entry) if name in made})
    made.update(_from_json(known, as_json))
    _refuse(entry, made, whole)
    return made


def _whole_name(entry: Entry) -> str:
    """The keyword of the whole body; nothing where there is none."""
    return "" if entry["body"] is None else str(entry["body"]["python"])


def _from_json(known: dict[str, Schema], as_json: AsJson) -> Iterator[tuple[str, Any]]:
    for each in as_json.given:
        name, equals, text = each.partition("=")
        python = name.removeprefix("--").replace("-", "_")
        if not equals or python not in known:
            names = ", ".join(map(dashed, known)) or "no name"
            raise WrongError(as_json.option, f"wants NAME=JSON, of {names}")
        yield python, _json(f"{as_json.option} {name}", text)


def _refuse(entry: Entry, made: dict[str, Any], whole: str) -> None:
    """Refuse fields beside the whole body, and a call without what has to be given."""
    of_the_body, needed = fields(entry), required(entry)
    if whole in made:
        for name in of_the_body:
            if name in made:
                what = f"is the whole body, of which {flag(name)} is a field"
                raise WrongError(flag(whole), what)
        needed = [name for name in needed if name not in of_the_body]
    for name in needed:
        if name not in made:
            first = f"{name.upper()} or " if name in positional(entry) else ""
            raise WrongError(f"{first}{flag(name)}", "is missing")


def _converted(where: str, schema: Schema, given: Any) -> Any:
    kind = form_of(schema).kind
    if isinstance(given, bool):
        return given
    if isinstance(given, str):
        return _value(where, kind, given)
    texts = cast("Sequence[str]", given)
    if kind == "json" and len(texts) == 1:  # the whole list, or its only item
        whole = _json(where, texts[0])
        return whole if whole is None or is_list(whole) else [whole]
    return [_value(where, kind, text) for text in texts]


def _value(where: str, kind: str, text: str) -> Any:
    match kind:
        case "integer" if _INTEGER.fullmatch(text):
            return int(text)
        case "number" if _NUMBER.fullmatch(text):
            return Decimal(text)
        case "boolean" if text in _BOOLEANS:
            return _BOOLEANS[text]
        case "file":
            return _file(where, text)
        case "integer" | "number" | "boolean":
            raise WrongError(where, f"is not {'an' if kind == 'integer' else 'a'} {kind}")
        case "json":
            return _json(where, text)
        case "json or text":
            with suppress(ValueError):
                return _loaded(text)
        case _:
            pass
    return text


def _json(where: str, text: str) -> Any:
    """JSON that is given as it is, as the name of a file, or as `-` for stdin; `@` may be before
    either, as no JSON begins with it.
    """
    name = text if _is_file(text) else text.removeprefix("@")
    if name == "-" or (not text.lstrip().startswith(("{", "[", '"')) and _is_file(name)):
        text = _read(where, name)
    try:
        return _loaded(text)
    except ValueError as error:
        what = f"is neither JSON nor a file ({error})"
    raise WrongError(where, what)


def _loaded(text: str) -> Any:
    """JSON, with every digit of its numbers; raises `ValueError`."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"JSON has no {name}")


def _whole(body: Schema, made: dict[str, Any], given: Any) -> Any:
    """A whole body: JSON, its parts, or what a file or stdin has of another media type."""
    where, labels = flag(body["python"]), body["content_types"]
    label = made.get(body["content_type_keyword"] or "", labels[0])
    if label not in labels and not any("*" in each for each in labels):
        raise WrongError(flag(body["content_type_keyword"]), f"is none of {', '.join(labels)}")
    kind = body["kind"] if label == labels[0] else "binary"
    if kind == "parts":
        return _parts(where, given)
    if kind not in ("binary", "text") or is_json(label):
        return _json(where, given)
    if kind == "text":
        whole = _read(where, given)
        return whole.strip() if "format" in body["schema"] else whole  # a file ends in a line break
    file = _file(where, given)
    if file.content_type is not None and body["content_type_keyword"]:
        made[body["content_type_keyword"]] = file.content_type
    elif file.content_type is not None:
        raise WrongError(where, f"is sent as {label}, and as nothing else")
    return file.content


# --- files ----------------------------------------------------------------------------------------


class GivenFile(NamedTuple):
    """A file: its name as it is sent, a path or what is read, its media type where it was said."""

    name: str
    content: Any
    content_type: str | None


def _file(where: str, text: str) -> GivenFile:
    """Raises `WrongError` for what cannot be read."""
    plain = text if _is_there(text) else text.removeprefix("@")
    name, *said = [plain] if _is_there(plain) else _OF_A_FILE.split(plain)
    known = dict(zip(said[::2], said[1::2], strict=True))
    label = known.get("type")
    if label is not None and not is_label(label):
        raise WrongError(where, "has a type that is no media type, as image/png is one")
    if name == "-":
        if sys.stdin is None:
            raise WrongError(where, "cannot be read: stdin is closed")
        return GivenFile(known.get("filename", "stdin"), sys.stdin.buffer, label)
    content = _readable(where, name)
    shown = known.get("filename") or Path(name).name
    return GivenFile(shown, content, label)


def _readable(where: str, name: str) -> Any:
    """The path of a file that can be read; of a pipe what reads it, since it is opened once."""
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116  # whose text need be no name at all
    except (OSError, ValueError):
        raise WrongError(where, f"is not a file: {_told(name)}") from None
    if stat.S_ISDIR(mode):
        raise WrongError(where, f"is a directory, and not a file: {_told(name)}")
    try:
        file = Path(name).open("rb")  # noqa: SIM115  # what sends a pipe closes it
    except OSError as error:
        raise WrongError(where, f"cannot be read ({error.strerror})") from None
    if not stat.S_ISREG(mode):
        return file
    file.close()
    return Path(name)


def _told(name: str) -> str:
    """The name of a file on a line."""
    return cut(json.dumps(name, ensure_ascii=not name.isprintable()), _NAME)


def _as_parts(value: Any) -> Any:
    """A value of a form, or several, with the files in it as the client takes them."""
    if is_list(value):
        return [_as_parts(each) for each in value]
    return file_of("multipart", *value[:3]) if _is_given(value) else value


def _is_given(value: object) -> TypeGuard[GivenFile]:
    return isinstance(value, GivenFile)


def _parts(where: str, given: Sequence[str]) -> list[Any]:
    """The parts of a body, each JSON, a text or a file; one JSON may be the list of them all."""
    if len(given) == 1 and not given[0].startswith("@"):
        whole = _json(where, given[0])
        return whole if is_list(whole) else [whole]
    return [_part(where, text) for text in given]


def _part(where: str, text: str) -> Any:
    if not text.startswith("@"):
        with suppress(ValueError):
            return _loaded(text)
        return text
    return file_of("parts", *_file(where, text)[:3])


def _refuse_second_stdin(
    known: dict[str, Schema], whole: str, given: dict[str, Any], as_json: AsJson
) -> None:
    """Refuse what stdin cannot give twice."""
    texts = [
        (name, text)
        for name, each in given.items()
        if name == whole or form_of(known[name]).kind in ("file", "json")
        for text in ([each] if isinstance(each, str) else each)
    ]
    read = [flag(name) for name, text in texts if _is_stdin(text)]
    read += [
        f"{as_json.option} {name}"
        for name, _, text in (each.partition("=") for each in as_json.given)
        if _is_stdin(text)
    ]
    if len(read) > 1:
        raise WrongError(read[1], f"is stdin, which {read[0]} reads already")


def _is_stdin(text: str) -> bool:
    return _OF_A_FILE.split(text.removeprefix("@"))[0] == "-"


def _is_there(name: str) -> bool:
    return os.path.exists(name)  # noqa: PTH110  # `Path.exists` raises for a name that is too long


def _is_file(name: str) -> bool:
    return os.path.isfile(name)  # noqa: PTH113  # `Path.is_file` raises for a name that is too long


def _read(where: str, name: str) -> str:
    """The text of a file, or of stdin, which may be closed."""
    try:
        octets = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return octets.decode()
    except AttributeError:
        why = "cannot be read: stdin is closed"
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
    except ValueError:
        why = "cannot be read as UTF-8"
    raise WrongError(where, why)
