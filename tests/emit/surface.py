"""Walks an emitted package as a program would that knows nothing of it, and prints what is amiss:
`surface.py PACKAGE [FILE…]`.

Hints of everything public are evaluated, views included. Types of the runtime that these mention,
or that the files and the docstrings name as code, have to be importable from the package itself.
What is in order is counted."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
import typing
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

RETURNED = {
    "with_raw_response": "RawResponse",
    "with_streaming_response": "ContextManager",
    "with_streamed_items": "ItemStream",
    "in_batches": "BatchReport",
}
package = importlib.import_module(sys.argv[1])
own, runtime = package.__name__, f"{package.__name__}._runtime"
# in the reference: what is linked, has a heading or begins a row of a table
OF_THE_DOCUMENT = re.compile(r"\[`\w+`\]|^#+ `\w+`$|^\| `\w+`", re.MULTILINE)
texts = [OF_THE_DOCUMENT.sub("", Path(name).read_text(encoding="utf-8")) for name in sys.argv[2:]]
amiss: list[str] = []
mentioned: list[Any] = []
evaluated: list[str] = []


def function_of(member: Any) -> Any:
    """The function behind a member of a class, or nothing."""
    match member:
        case cached_property():
            return member.func
        case property():
            return member.fget
        case classmethod() | staticmethod():
            return member.__func__
        case _:
            return member if inspect.isfunction(member) else None


def evaluate(what: Any, name: str, *, note: bool = True) -> dict[str, Any]:
    """The hints of a function or a class; `note` whether the types in them are for callers to name."""
    evaluated.append(name)
    try:
        hints = typing.get_type_hints(what, include_extras=True)
    except Exception as error:  # noqa: BLE001  # a hint is an expression, which may raise anything
        amiss.append(f"{name}: {type(error).__name__}: {error}")
        return {}
    for member, hint in hints.items():
        # of what view an attribute is, is named beside the resource's own class
        is_told = note and not member.startswith("_") and member not in RETURNED
        mentioned.extend(parts(hint) if is_told else ())
    return hints


def parts(hint: Any) -> Iterator[Any]:
    yield hint
    if (origin := typing.get_origin(hint)) is not None:
        yield from parts(origin)
    for argument in typing.get_args(hint):
        for each in argument if isinstance(argument, list) else [argument]:
            yield from parts(each)


def look_at(cls: type, name: str, *, made_by_callers: bool = False) -> None:
    """A class of the package, with its public members."""
    texts.append(inspect.getdoc(cls) or "")
    evaluate(cls, name)
    for base in cls.__mro__:
        for member, value in vars(base).items() if base.__module__.startswith(own) else ():
            function = function_of(value)
            if function is not None and (member == "__init__" or not member.startswith("_")):
                texts.append(inspect.getdoc(function) or "")
                evaluate(function, f"{name}.{member}", note=member != "__init__" or made_by_callers)


def look_at_views(owner: Any, name: str) -> None:
    """The views of a client or a resource, and those of its children."""
    for view, returned in RETURNED.items():
        if hasattr(type(owner), view):
            made = owner.in_batches(1) if view == "in_batches" else getattr(owner, view)
            for member in (each for each in dir(made) if not each.startswith("_")):
                method = getattr(made, member)
                result = evaluate(method, f"{name}.{view}.{member}").get("return")
                if returned not in str(result) or any(
                    isinstance(part, typing.TypeVar) for part in parts(result)
                ):
                    amiss.append(f"{name}.{view}.{member} says that it returns {result}")
                if (method.__name__, method.__doc__) != (member, getattr(owner, member).__doc__):
                    amiss.append(f"{name}.{view}.{member} is not described as the method")
    for member, value in vars(type(owner)).items():
        if isinstance(value, cached_property) and member not in RETURNED:
            look_at_views(getattr(owner, member), f"{name}.{member}")


def public_classes(of: ModuleType) -> Iterator[tuple[ModuleType, str, type]]:
    """The classes of a package's modules, each where it is defined."""
    for found in pkgutil.walk_packages(of.__path__, f"{of.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in list(vars(module).items()):
            if (
                inspect.isclass(value)
                and value.__module__ == module.__name__
                and not name.startswith("_")
            ):
                yield module, name, value


def constructed(cls: Any) -> Any:
    given = {
        name: ("a", "b") if "tuple" in str(hint) else "a"
        for name, hint in cls.__init__.__annotations__.items()
    }
    return cls(
        **{name: value for name, value in given.items() if name not in ("options", "return")},
        base_url="http://a",
    )


if len(set(package.__all__)) != len(package.__all__):
    amiss.append("a name is given out twice")
for name in package.__all__:
    value = getattr(package, name)
    if name not in dir(package):
        amiss.append(f"dir() does not show {name}")
    if inspect.isclass(value):
        look_at(value, name, made_by_callers=value.__module__ == f"{own}._client" or name == "Pace")
    if inspect.isclass(value) and value.__module__ == f"{own}._client":
        look_at_views(constructed(value), name)
for module, name, cls in public_classes(package):
    if not module.__name__.startswith(runtime):
        look_at(cls, f"{module.__name__}.{name}")

classes = {name: cls for _, name, cls in public_classes(importlib.import_module(runtime))}
named = {name for text in texts for name in re.findall(r"`([A-Z]\w+)`", text)}
for text in texts:
    for line in re.findall(rf"^from {own} import (.*)", text, re.MULTILINE):
        named.update(re.findall(r"\w+", line))
mentioned += [
    cls for name, cls in classes.items() if name in named or issubclass(cls, package.SDKError)
]
needed = {
    each.__name__: each
    for each in mentioned
    if inspect.isclass(each) and each.__module__.startswith(runtime)
}
for name, cls in sorted(needed.items()):
    if not name.startswith("_") and getattr(package, name, None) is not cls:
        amiss.append(f"{name} cannot be imported from {own}")
print("\n".join(amiss) or f"{len(evaluated)} evaluated")
