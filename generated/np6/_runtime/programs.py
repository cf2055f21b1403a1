"""What the programs of this package share: its index, `operations.json`, and how an operation of it
is called.

The index is all that they know of the API: names, and the JSON Schema of what each operation takes.
Every call goes through the public client, so its checks, retries, limits and privacy hold here too.
Credentials come from the environment alone: an argument is seen by every user of the machine."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeGuard, cast

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from .errors import ResponseError, cut
from .media_types import essence, is_json
from .response import RawResponse
from .values import is_object

READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})
"""The methods that change nothing (RFC 9110, section 9.2.1)."""
_LONGEST = 1000  # characters of a line that says what went wrong

Schema = dict[str, Any]
Entry = dict[str, Any]


_PACKAGE: ContextVar[str | None] = ContextVar("package", default=None)


def run(module: str, needed: str, *requirements: str, package: str | None = None) -> None:
    """Run the program of a module beside this one, for the `package` that the runtime lies in or
    one of those that share it; say what to install where that cannot be: what it needs itself, as a
    package that was copied has no name that pip knows.
    """
    _PACKAGE.set(package)
    try:
        program = import_module(f".{module}", __package__)
    except ImportError as error:
        install = " ".join(f"'{each}'" for each in requirements)
        print(f"{error}: this needs {needed}, as in pip install {install}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    program.main()


def own_package() -> str:
    """The name of the package whose program this is."""
    return _PACKAGE.get() or __name__.rpartition("._runtime.")[0]


def index() -> dict[str, Any]:
    """The index of this package."""
    return _index(_PACKAGE.get())


@cache
def _index(package: str | None) -> dict[str, Any]:
    folder = Path(__file__).parents[1]
    if package is not None:
        folder /= package.rpartition(".")[2]
    return cast("dict[str, Any]", json.loads((folder / "operations.json").read_text("utf-8")))


def client_class(name: str) -> Any:
    """The class that the index has under `client` or `async_client`."""
    return getattr(import_module(own_package()), index()[name])


def about_credentials() -> str | None:
    """Which variables give the credentials, in a sentence, if there are any."""
    listed = index()["construct"]["credentials"]
    others = [each for one in listed for each in one.get("keywords", {}).values()]
    names = [each["env"] for each in (*listed, *others) if each["env"]]
    return f"Credentials are read from the environment: {', '.join(names)}." if names else None


def server_choices() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What chooses a server, where there is a choice: a keyword of the client, its values, any
    where there are none, and what it is.
    """
    known = index()["construct"]
    if "server" in known:
        names = tuple(each["name"] for each in known["servers"] if each["name"])
        yield known["server"], names, "The server that is called."
    for each in known.get("server_variables", ()):
        about = f"{each['wire']} in the address of the server; {each['default']} unless given."
        yield each["python"], tuple(each["enum"] or ()), about


def call(client: Any, entry: Entry, given: dict[str, Any], view: str = "with_raw_response") -> Any:
    """What a call gives in a view of its resource, to be awaited from an asynchronous client."""
    owner = client
    for name in (*entry["resource"], *([view] if view else [])):
        owner = getattr(owner, name)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return getattr(owner, entry["function"])(**given)


def file_of(kind: str, name: str, content: Any, label: str | None) -> Any:
    """A file in a body of a kind, as the client takes it: a part of a form, one without a name, or
    the whole. Its media type follows from its name where it has none.
    """
    if kind not in ("multipart", "parts"):
        return content
    label = label or import_module(".streams", __package__).guessed_type(name)
    if kind == "multipart":
        return (name, content, label)
    escaped = "".join(char if char.isprintable() else "_" for char in name)
    escaped = escaped.replace("\\", "\\\\").replace('"', '\\"')
    headers = {"Content-Disposition": f'attachment; filename="{escaped}"'}
    part = import_module(".parts", __package__).Part
    return part(content, label or "application/octet-stream", headers)


# --- what an operation takes ----------------------------------------------------------------------


def resolved(schema: Schema) -> Schema:
    """What a schema says but for references and null."""
    if "$ref" in schema:
        target = index()["$defs"][schema["$ref"].rpartition("/")[2]]
        return resolved(target) | {name: schema[name] for name in schema if name != "$ref"}
    given = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(given) == 1:
        return resolved(given[0]) | {name: schema[name] for name in schema if name != "anyOf"}
    if is_list(schema.get("type")):
        return schema | {"type": next(name for name in schema["type"] if name != "null")}
    return schema


def fields(entry: Entry) -> dict[str, Schema]:
    """The fields of the body by their keywords, where they are spread over the signature."""
    body = entry["body"]
    if body is None or body["fields"] is None:
        return {}
    known = _properties(body["schema"])
    return {python: known.get(wire, {}) for wire, python in body["fields"].items()}


def _properties(schema: Schema) -> dict[str, Schema]:
    """The properties of an object; of a union those of its members, as any of them has each."""
    schema = resolved(schema)
    found = {name: [each] for name, each in schema.get("properties", {}).items()}
    for member in schema.get("anyOf", ()):
        for name, each in _properties(member).items():
            listed = found.setdefault(name, [])
            listed += [] if each in listed else [each]
    return {
        name: listed[0] if len(listed) == 1 else {"anyOf": listed} for name, listed in found.items()
    }


def keywords(entry: Entry) -> dict[str, Schema]:
    """All keywords: parameters, fields of the body, the whole body, and the media types."""
    known = {each["python"]: each["schema"] for each in entry["parameters"]} | fields(entry)
    body, accept = entry["body"], entry.get("accept")
    if body is not None:
        said = {"description": body["description"]} if "description" in body else {}
        known[body["python"]] = body["schema"] | said
        if body["content_type_keyword"]:
            known[body["content_type_keyword"]] = {"type": "string", "enum": body["content_types"]}
    if accept is not None:
        known[accept["python"]] = {"type": "string", "enum": accept["content_types"]}
    return known


def required(entry: Entry) -> list[str]:
    """The keywords of what has to be given: parameters, and of a body that has to be sent its
    required fields, or the whole where it is no object.
    """
    names = [each["python"] for each in entry["parameters"] if each["required"]]
    body = entry["body"]
    if body is None or not body["required"]:
        return names
    if body["fields"] is None:
        return [*names, body["python"]]
    asked = set(resolved(body["schema"]).get("required", ()))
    asked.discard(entry.get("stream", {}).get("condition"))  # which the method sets
    return names + [python for wire, python in body["fields"].items() if wire in asked]


def summary(entry: Entry) -> str:
    return str(entry.get("summary", entry["operation_id"]))


def words(entry: Entry, spelled: Callable[[str], str]) -> str:
    """All that the document says of an operation, and which parameters exclude one another."""
    ways = [" and ".join(map(spelled, group)) for group in entry["exactly_one_of"]]
    told = f"Give exactly one of: {'; '.join(ways)}." if ways else ""
    return "\n\n".join(filter(None, [summary(entry), entry.get("description"), told]))


# --- what comes back ------------------------------------------------------------------------------


def is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def place_of_items(value: object, place: str = "") -> list[str]:
    """The names that lead to the items of a page: `place`, else its only list of objects; none
    where it is no page.
    """
    if not is_object(value):
        return []
    lists = [name for name, each in value.items() if is_list(each)]
    names = place.split(".") if place else lists[:1] if len(lists) == 1 else []
    items = at(value, names)
    is_page = is_list(items) and (place or (items and all(map(is_object, items))))
    return names if is_page else []


def at(value: Any, names: Sequence[str]) -> Any:
    """What is in an object at a place; nothing where it has none."""
    for name in names:
        value = value.get(name) if is_object(value) else None
    return value


def answer_json(answer: RawResponse[Any]) -> str:
    """The body if it is JSON, text as a string of JSON, nothing as null, all without the mark of a
    byte order; raises `ValueError` for octets that are no text.
    """
    if not answer.content:
        return "null"
    label, text = answer.headers.get("content-type", ""), answer.text.removeprefix("\ufeff")
    if is_json(label) or not label:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return text
    if "\ufffd" in text or "\x00" in text:
        kind = f" of {essence(label)}" if label else ""
        raise ValueError(f"the answer has {len(answer.content)} bytes{kind} that are no text")
    return json.dumps(text, ensure_ascii=False)


def item_json(item: Any) -> str:
    """An item of a stream or of a page on one line; an event with its name and the like, where it
    has them.
    """
    if isinstance(item, tuple):
        known = cast("dict[str, Any]", cast("Any", item)._asdict())
        told = {name: known[name] for name in known if known[name] not in (None, "", "message")}
        item = {"data": known["data"]} | told
    return json.dumps(item, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return to_jsonable_python(value)


def failure(error: Exception) -> str:
    """One line on what went wrong, with the status and the server's name for the request."""
    line = cut(f"{type(error).__name__}: {' '.join(str(error).split())}", _LONGEST)
    if not isinstance(error, ResponseError):
        return line
    is_told = not error.status_code or str(error.status_code) in line
    status = "" if is_told else f" (status {error.status_code})"
    return f"{line}{status}" + (f" (request id {error.request_id})" if error.request_id else "")
