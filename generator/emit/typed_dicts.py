"""What arguments take besides models: objects as plain dicts, `TypedDict`s."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from jinja2 import Environment

from generator.api.annotation_members import TypedDictRef
from generator.api.annotations import Annotations
from generator.api.messages import sent
from generator.api.model import AliasModel, Api, EnumModel, Field, ObjectModel, Type
from generator.api.type_walk import reached
from generator.emit.annotations import Needs, Scope, signature
from generator.emit.code import Code, identifier, string_literal
from generator.emit.lazy_packages import Export, lazy_package
from generator.emit.templates import Text, later

_PROPERTY_NAME = re.compile(r"(?!__)[A-Za-z_][A-Za-z0-9_]*")


class TypedDictField(NamedTuple):
    key: Code
    name: Code | None
    annotation: Code
    required: bool


class ChoiceOfDicts(NamedTuple):
    """A name for the typed dicts of a large union of objects, and one that the dicts themselves
    have for it.
    """

    name: Code
    alias: Code | None
    inner: Code
    inner_alias: Code | None
    docstring: str
    annotation: Code


class TypedDict(NamedTuple):
    """One typed dict: `functional` where a key is no name that a class body can hold."""

    name: Code
    alias: Code | None
    docstring: str
    fields: Sequence[TypedDictField]
    total: bool
    functional: bool


def has_inputs(api: Api) -> bool:
    """Whether there are typed dicts."""
    reached = _reached(api)
    return any(isinstance(each, ObjectModel) for each in api.models if each.name in reached)


def _reached(api: Api) -> Collection[str]:
    """The names of the models that a caller can send, whole or in another."""
    models = {model.name: model for model in api.models}
    kinds = [*chain.from_iterable(map(sent, api.operations))]
    bodies = [each.body for each in api.operations if each.body is not None]
    for fields in (body.fields for body in bodies if body.fields is not None):
        kinds += [field.type for field in fields]

    def made_of(name: str) -> Iterable[Type]:
        match models[name]:
            case ObjectModel(fields=fields):
                return [field.type for field in fields if not field.read_only]
            case AliasModel(type=kind):
                return [kind]
            case EnumModel():
                return []

    return reached(kinds, made_of)


def _typed_dict(model: ObjectModel, scope: Scope, annotations: Annotations) -> TypedDict:
    """The typed dict of a model, `class PetDict(TypedDict)`, of what a caller may send of it. One
    without a name has no field: no type checker takes an empty key. One that no class can declare,
    as `from` or `first-name`, makes it `PetDict = TypedDict("PetDict", {"from": …})`.
    """
    fields = [field for field in model.fields if field.wire and not field.read_only]
    return TypedDict(
        identifier(f"{model.name}Dict"),
        None,
        model.description.strip() or f"A `{model.name}` as a plain dict.",
        [_typed_field(field, scope, annotations) for field in fields],
        total=all(field.required for field in fields),
        functional=not all(_is_declarable(field.wire) for field in fields),
    )


def _is_declarable(wire: str) -> bool:
    return _PROPERTY_NAME.fullmatch(wire) is not None and _is_name(wire)


def typed_dicts(
    api: Api, environment: Environment, annotations: Annotations, needs: Needs
) -> dict[str, Text]:
    """The package of typed dicts, and `File` where one of them or the signature of a method
    mentions it: `inputs/__init__.py`, which makes those in `inputs/_typed_dicts.py` at first use.
    """
    reached = _reached(api)
    sendable = [model for model in api.models if model.name in reached]
    models = [model for model in sendable if isinstance(model, ObjectModel)]
    keys = frozenset(field.wire for model in models for field in model.fields)
    large = [model for model in sendable if model.name in annotations.large]
    local = (
        frozenset(f"{model.name}Dict" for model in (*models, *large))
        | {f"_{model.name}Dict" for model in large}
        | {"File"}
    )
    scope = Scope(
        "..", taken=keys, classes=annotations.models.keys() | local, local=local, needs=needs
    )
    names = {"TypedDict": scope.use("typing_extensions", "TypedDict")}
    printed = []
    for model in models:
        made = _typed_dict(model, scope, annotations)
        printed.append(made)
        if not made.total and any(field.required for field in made.fields):
            names["Required"] = scope.use("typing", "Required")

    def alias_of(name: Code, mark: str = "") -> Code | None:
        return scope.second_name(f"{mark}{name.text}")

    unions = []
    for choice in large:
        objects = annotations.large[choice.name]
        spelled = signature(tuple(TypedDictRef(each.name) for each in objects), scope)
        names |= {name: scope.use("typing", name) for name in ("TypeAlias", "Final")}
        names |= {"Mapping": scope.use("collections.abc", "Mapping")}
        names |= {name: scope.use("builtins", name) for name in ("str", "object")}
        about = f"One of the objects of `{choice.name}` as a plain dict."
        outer, inner = (identifier(f"{mark}{choice.name}Dict") for mark in ("", "_"))
        unions.append(
            ChoiceOfDicts(outer, alias_of(outer), inner, alias_of(outer, "_"), about, spelled)
        )
    # which of them mention each other by a second name is known once all are printed
    text = [each._replace(alias=alias_of(each.name)) for each in printed]
    file = _file_names(scope) if needs.file else None
    listed = ["File"] * needs.file + [f"{model.name}Dict" for model in (*models, *large)]
    package = lazy_package(
        environment,
        "What arguments take besides models: objects as plain dicts, made when one is first used.",
        [Export.of("_typed_dicts", listed)],
    )
    typed_dicts = later(
        environment,
        "client/typed_dicts.py.jinja",
        dicts=text,
        unions=unions,
        names={name: identifier(spelled) for name, spelled in names.items()},
        file=file,
        imports=scope.imports(),
    )
    return {"inputs/__init__.py": package, "inputs/_typed_dicts.py": typed_dicts}


def _file_names(scope: Scope) -> dict[str, Code]:
    """The spelling of what `File` is made of."""
    return {
        "TypeAlias": Code(scope.use("typing", "TypeAlias")),
        "BinaryIO": Code(scope.use("typing", "BinaryIO")),
        "PathLike": Code(scope.use("os", "PathLike")),
        "Mapping": Code(scope.use("collections.abc", "Mapping")),
        "bytes": Code(scope.use("builtins", "bytes")),
        "str": Code(scope.use("builtins", "str")),
        "tuple": Code(scope.use("builtins", "tuple")),
    }


def _is_name(wire: str) -> bool:
    try:
        identifier(wire)
    except ValueError:
        return False
    return True


def _typed_field(field: Field, scope: Scope, annotations: Annotations) -> TypedDictField:
    return TypedDictField(
        string_literal(field.wire),
        identifier(field.wire) if _is_name(field.wire) else None,
        signature(annotations.passed(field.type), scope),
        field.required,
    )
