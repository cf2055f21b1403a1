"""`generators.yml` and the overrides that it names: a document's other half, with `x-fern-…` in it.

What stands in the document itself is read from there, and needs no import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.document.access import components_of, mapping, sequence, text, texts
from generator.document.diagnostics import Location
from generator.document.pointer import escape
from generator.document.source import Source
from generator.document.specification import OPERATIONS
from generator.import_names import vendor_extensions
from generator.import_names.names import OF_A_TOKEN, ONE_PAIR, Names, Place
from generator.import_names.vendor_extensions import without

_PYTHON = ("fernapi/fern-python-sdk", "fern-python-sdk")
_OF_THE_API = {
    "headers": "a header of every call is given as `headers` of the client",
    "default-url": "`servers` of the document say which is the first",
    "environments": "servers are named where the document has them",
    "default-environment": "`servers` of the document say which is the first",
}
_OF_A_SCHEME = {"basic": ONE_PAIR, "oauth": OF_A_TOKEN}


def is_generators(data: Mapping[str, Any]) -> bool:
    return ("groups" in data and "default-group" in data) or (
        ("api" in data or "groups" in data)
        and not data.keys() & {"resources", "generation", "openapi", "paths"}
    )


def is_fern_config(data: Mapping[str, Any]) -> bool:
    """`fern.config.json`, which names an account and a version, and nothing of an SDK."""
    return data.keys() <= {"organization", "version", "$schema"} and "organization" in data


def is_override(data: Mapping[str, Any]) -> bool:
    return (
        "openapi" not in data
        and "swagger" not in data
        and bool(data.keys() & {"paths", "components"})
    )


# --- generators.yml -------------------------------------------------------------------------------


def overrides(source: Source, _names: Names) -> Iterator[tuple[Path, str]]:
    """The files of overrides and overlays that a configuration names, and where: `api: {specs:
    [{overrides: a.yaml, overlays: [b.yaml]}]}`, or in `api` itself.
    """
    for at, api in _apis(source.data):
        for key in ("overrides", "overlays"):
            said = api.get(key)  # one file, or a list of them
            for each in texts(said if isinstance(said, list) else [said]):
                yield source.path.parent / each, f"{at}/{key}"


def _apis(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    api = data.get("api")
    if isinstance(api, list):
        yield from ((f"/api/{index}", mapping(each)) for index, each in enumerate(api))
        return
    yield "/api", mapping(api)
    for index, each in enumerate(sequence(mapping(api).get("specs"))):
        yield f"/api/specs/{index}", mapping(each)


def carry(source: Source, names: Names) -> None:
    """`generators.yml`: the package, and credentials, which stand in `api` or beside it."""
    api = mapping(source.data.get("api"))
    _package(source, names)
    for at, node in (("/auth-schemes", source.data), ("/api/auth-schemes", api)):
        for name, scheme in mapping(node.get("auth-schemes")).items():
            where = f"{at}/{escape(name)}"
            _credential(names, name, mapping(scheme), source.locate(where, key=True))
    for key in filter(api.__contains__, _OF_THE_API):
        names.leave(source.locate(f"/api/{key}", key=True), f"`{key}`: {_OF_THE_API[key]}")


def _package(source: Source, names: Names) -> None:
    """The package and the client of the first generator for Python, `{name:
    fernapi/fern-python-sdk, config: {package_name: corner, client: {class_name: Corner}}}`. The
    class that it exports goes before the one that it makes.
    """
    for group, node in mapping(source.data.get("groups")).items():
        for index, generator in enumerate(sequence(mapping(node).get("generators"))):
            if text(mapping(generator).get("name")) not in _PYTHON:
                continue
            at = f"/groups/{escape(group)}/generators/{index}"
            config, output = mapping(generator.get("config")), mapping(generator.get("output"))
            client = mapping(config.get("client"))
            for key, value, where in (
                ("package", config.get("package_name"), "config/package_name"),
                ("client", config.get("client_class_name"), "config/client_class_name"),
                ("client", client.get("exported_class_name"), "config/client/exported_class_name"),
                ("client", client.get("class_name"), "config/client/class_name"),
                ("distribution", output.get("package-name"), "output/package-name"),
            ):
                known = mapping(names.updates.get("", {}).get("x-sdk"))
                if key not in known:
                    names.choose("", key, text(value), source.locate(f"{at}/{where}", key=True))
            return


def _credential(names: Names, name: str, scheme: Mapping[str, Any], place: Location) -> None:
    """`Bearer: {scheme: bearer, token: {name: accessToken, env: SHOP_TOKEN}}`, or
    `key: {header: X-Key, name: shopKey, env: SHOP_KEY}`: the document's scheme of that name, else
    the one that sends the same.
    """
    pointer = names.scheme(name) or _alike(names, scheme)
    reason = _OF_A_SCHEME.get(text(scheme.get("scheme")))
    if reason is not None:
        names.leave(place, f"`{name}`: {reason}")
    elif pointer is None:
        names.absent(place, f"security scheme that is `{name}`")
    else:
        said = mapping(scheme.get("token")) if "token" in scheme else scheme
        names.credential(pointer, text(said.get("name")), text(said.get("env")), place)


def _alike(names: Names, scheme: Mapping[str, Any]) -> str | None:
    """The one security scheme of the document that sends what this one sends."""
    ways = {("header", text(scheme.get("header")).lower())} - {("header", "")}
    if scheme.get("scheme") == "bearer":
        ways.add(("http", "bearer"))
    found = [pointer for pointer, node in names.schemes().items() if _way(node) in ways]
    return found[0] if len(found) == 1 else None


def _way(scheme: Mapping[str, Any]) -> tuple[str, str] | None:
    """How a credential is sent, as far as that can be told of a scheme of Fern too."""
    match scheme:
        case {"in": "header", "name": name}:
            return "header", text(name).lower()
        case {"type": "http", "scheme": name}:
            return "http", text(name).lower()
    return None


# --- overrides ------------------------------------------------------------------------------------


def carry_override(source: Source, names: Names) -> None:
    """A part of the document, laid over it."""
    for path, item in mapping(source.data.get("paths")).items():
        _path(source, names, path, mapping(item))
    for name, node in components_of(source.data, "schemas").items():
        at = f"/components/schemas/{escape(name)}"
        vendor_extensions.schema(names, name, mapping(node), _below(source, at))
    rest = without(source.data, ("paths", "components"))
    rest["components"] = without(mapping(source.data.get("components")), ("schemas",))
    vendor_extensions.edits(names, "", rest, _below(source, ""))


def _path(source: Source, names: Names, path: str, item: Mapping[str, Any]) -> None:
    """A path item of an override. Of a path that the document does not have, each operation is told
    by itself, or the path where there is none.
    """
    at, pointer = f"/paths/{escape(path)}", names.path(path)
    if pointer is None and item.keys().isdisjoint(OPERATIONS):
        names.absent(source.locate(at, key=True), f"path `{path}`")
        return
    for method, node in item.items():
        if method in OPERATIONS:
            below = _below(source, f"{at}/{method}")
            vendor_extensions.operation(names, method, path, mapping(node), below)
        elif pointer is not None:
            vendor_extensions.edits(names, pointer, {method: node}, _below(source, at))


def _below(source: Source, at: str) -> Place:
    return lambda pointer: source.locate(f"{at}{pointer}", key=True)
