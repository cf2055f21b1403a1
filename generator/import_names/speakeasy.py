"""`.speakeasy/gen.yaml`, `workflow.yaml`, and the overlays that the latter names, with
`x-speakeasy-…` in them.

An action without names goes on as it came, and so does one that may change several places: the
overlay that is written takes the place of those that were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from generator.document.access import mapping, sequence, text
from generator.document.diagnostics import Location
from generator.document.pointer import escape, follow, join, split
from generator.document.source import Source
from generator.document.specification import OPERATIONS
from generator.import_names import vendor_extensions
from generator.import_names.names import Names, Place
from generator.import_names.overlay import target

_STEP = re.compile(r"\.([A-Za-z_$][\w$-]*)|\[\s*'((?:[^'\\]|\\.)*)'\s*\]|\[\s*\"([^\"\\]*)\"\s*\]")


def is_settings(data: Mapping[str, Any]) -> bool:
    return "configVersion" in data and "generation" in data


def is_workflow(data: Mapping[str, Any]) -> bool:
    return "workflowVersion" in data


def is_overlay(data: Mapping[str, Any]) -> bool:
    return "overlay" in data and "actions" in data


def carry_settings(source: Source, names: Names) -> None:
    """`gen.yaml`: the client, and of the part for Python the package. `generation: {sdkClassName:
    Shop}`, `python: {packageName: corner-shop, envVarPrefix: SHOP}`: a package is imported as
    `moduleName`, or as its distribution is called.
    """
    generation, python = mapping(source.data.get("generation")), mapping(source.data.get("python"))
    module = "moduleName" if text(python.get("moduleName")) else "packageName"
    package = text(python.get(module))
    for key, value, at in (
        ("package", re.sub(r"[^0-9A-Za-z.]+", "_", package).lower(), f"/python/{module}"),
        ("distribution", text(python.get("packageName")), "/python/packageName"),
        ("client", text(generation.get("sdkClassName")), "/generation/sdkClassName"),
        ("env-prefix", text(python.get("envVarPrefix")).upper(), "/python/envVarPrefix"),
    ):
        names.choose("", key, value, source.locate(at, key=True))


def overlays(source: Source, names: Names) -> Iterator[tuple[Path, str]]:
    """The overlays of a workflow, and where it names them; what is elsewhere is told.

    `sources: {shop: {overlays: [{location: names.yaml}, {fallbackCodeSamples: …}]}}`: the latter
    makes samples, and names nothing."""
    # a workflow is in `.speakeasy`, and names files from the folder around that
    folder = source.path.parent
    folder = folder.parent if folder.name == ".speakeasy" else folder
    for name, node in mapping(source.data.get("sources")).items():
        for index, each in enumerate(map(mapping, sequence(mapping(node).get("overlays")))):
            at, location = f"/sources/{escape(name)}/overlays/{index}", text(each.get("location"))
            if "fallbackCodeSamples" in each:
                continue
            if _is_file(location):
                yield folder / location, at
            else:
                names.leave(source.locate(at), "the overlay is not a file that stands beside it")


def _is_file(location: str) -> bool:
    """Whether an overlay is named by a path: not by a URL, nor by its place in a registry, as
    `registry.speakeasyapi.dev/acme/shop/names` is.
    """
    return bool(location) and "://" not in location and not location.startswith("registry.")


def carry_overlay(source: Source, names: Names) -> None:
    """Gathers what actions say of one place in `names.overlaid`, as a later one changes what an
    earlier one said; `carry_overlaid` reads that.

    An action is one of four: it names by its target (`$.paths['/orders'].get['x-speakeasy-group']`
    with the group for its update), it has no names, so that it goes on as it came, it has names for
    several places (`$.paths.*.get`), which no operation may share, or it has names for one."""
    for index, each in enumerate(sequence(source.data.get("actions"))):
        action, at = mapping(each), f"/actions/{index}"
        update, path = action.get("update"), _single(text(action.get("target")))
        where = _below(source.locate, f"{at}/update")
        has_names = vendor_extensions.has_theirs(update)
        may_go_on = path is None and vendor_extensions.is_read(update)
        if path and path[-1] in vendor_extensions.NAMING and "update" in action:
            _gather(names, path[:-1], {path[-1]: update}, _whole(where))
        elif not has_names or may_go_on:
            _go_on(names, action, path)
            if text(source.data.get("overlay")).startswith("1.1"):
                names.overlay_version = "1.1.0"
        elif path is None:
            reason = "its target may be several places; name each, with its own names"
            names.leave(source.locate(f"{at}/target"), f"`{action.get('target')}`: {reason}")
        else:
            _gather(names, path, mapping(update), where)


def _go_on(names: Names, action: Mapping[str, Any], path: list[str] | None) -> None:
    """An action as it came; of a single value what holds it is changed, as 1.0 has it: `target:
    $.info.title, update: Shop` becomes `target: $.info, update: {title: Shop}`.
    """
    kept = {key: value for key, value in action.items() if not key.startswith("x-")}
    update = action.get("update")
    is_single_value = not isinstance(update, (dict, list, type(None)))
    if path and is_single_value:
        holder = target(join("", *path[:-1]), names.document)
        kept |= {"target": holder, "update": {path[-1]: update}}
    names.actions.append(kept)


def _whole(where: Place) -> Place:
    return lambda _: where("")


def _gather(names: Names, path: list[str], update: Mapping[str, Any], where: Place) -> None:
    said = names.overlaid.setdefault(tuple(path), {})
    for key, value in update.items():
        said.setdefault(key, []).append((value, where))


def carry_overlaid(names: Names) -> None:
    """What overlays come to, place by place."""
    for path, said in names.overlaid.items():
        update = {key: reduce(_merged, (value for value, _ in each)) for key, each in said.items()}
        _update(names, list(path), update, _place_of(said))


def _merged(before: Any, value: Any) -> Any:
    """What two updates come to: of two mappings all keys, else the later value."""
    if not (isinstance(before, dict) and isinstance(value, dict)):
        return value
    return before | {
        key: _merged(before[key], entry) if key in before else entry for key, entry in value.items()
    }


def _place_of(said: Mapping[str, Sequence[tuple[Any, Place]]]) -> Place:
    """Where something of an update was said last: of `{"x": {"a": 1}}` from one file and
    `{"x": {"b": 2}}` from another, `/x/a` was said by the first.
    """

    def place(pointer: str) -> Location:
        key, *below = split(pointer) or (next(iter(said)),)
        several = said.get(key) or next(iter(said.values()))
        holding = [where for value, where in several if _holds(value, below)]
        return (holding or [several[-1][1]])[-1](pointer)

    return place


def _holds(value: Any, path: Sequence[str]) -> bool:
    try:
        follow(value, path)
    except (KeyError, ValueError):
        return False
    return True


def _below(place: Place, at: str) -> Place:
    return lambda pointer: place(f"{at}{pointer}")


def _single(target: str) -> list[str] | None:
    """The names on the way to the one place that a JSONPath selects, `["paths", "/orders", "get"]`
    of `$.paths['/orders'].get`; None where there may be several.
    """
    if not target.startswith("$"):
        return None
    at, path = 1, list[str]()
    while at < len(target):
        step = _STEP.match(target, at)
        if step is None:  # `.*`, `..get`, `[0]`, `[?@.x]`
            return None
        at = step.end()
        # in single quotes `\'` is one and `\\` a backslash (RFC 9535, section 2.3.1.1)
        plain, quoted, doubly_quoted = step.groups("")
        path.append(plain or quoted.replace("\\'", "'").replace("\\\\", "\\") or doubly_quoted)
    return path


def _update(names: Names, path: list[str], update: Mapping[str, Any], place: Place) -> None:
    """What an action says of the object at a path, and of those in it that have names: operations
    and schemas, wherever between the root and them the action begins.
    """
    match path:
        case ["paths", address, method] if method in OPERATIONS:
            vendor_extensions.operation(names, method, address, update, place)
        case ["components", "schemas", name]:
            vendor_extensions.schema(names, name, update, place)
        case [] | ["paths"] | ["paths", _] | ["components"] | ["components", "schemas"]:
            _inside(names, path, update, place)
        case _:
            pointer = join("", *path)
            if names.node(pointer) is not None:
                vendor_extensions.edits(names, pointer, update, place)
            else:
                names.absent(place(""), f"object at `{pointer}`")


def _inside(names: Names, path: list[str], update: Mapping[str, Any], place: Place) -> None:
    """What an action says of an object that holds those with names, as `{"/orders": {"get": {…}}}`
    does of `paths`: what is in it is read as if the action had named it.
    """
    pointer = join("", *path)
    match path:
        case ["paths", address]:
            pointer = names.path(address) or pointer
    for key, value in update.items():
        is_plain = key.startswith("x-") or not isinstance(value, dict)
        match [*path, key]:
            case ["paths", *_] | ["components"] | ["components", "schemas", *_] if not is_plain:
                _update(names, [*path, key], value, _below(place, f"/{escape(key)}"))
            case _:
                vendor_extensions.edits(names, pointer, {key: value}, place)
