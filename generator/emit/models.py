"""The models package, printed by datamodel-code-generator with our templates.

The library reads a document that holds exactly the models of the `Api`, one component each, and prints them with the
templates in `templates/models/`. Types, defaults and docstrings reach those templates as text that is already escaped,
because the `Api` has decided them; class and field names are the library's own, and its model metadata has to agree with the
`Api` on each of them. This is the only module that imports the library.
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from generator.api.model import (
    AliasModel,
    Anything,
    Api,
    EnumModel,
    Field,
    Model,
    Named,
    ObjectModel,
    OneOf,
    Type,
)
from generator.emit.annotations import Import, Scope, assertions, guessed, is_omittable, member, named, wire
from generator.emit.code import Code, docstring, identifier, join, literal, string_literal
from generator.emit.docstrings import field_description
from generator.emit.templates import render

PRESET: Final = "standard-py311-20261027"
_SCHEMAS = "#/components/schemas/"

# Python's recursion limit bounds both how deep imports nest and how deep pydantic can build a validator in one go. Modules with
# this many others below them share one module a storey, and the topmost models of each storey build their validators with it.
_FLOORS = 16
_MOST_LED_TO = 30  # aliases that one of them leads to


class ModelMismatchError(Exception):
    """datamodel-code-generator named a model or a field unlike the `Api`: an error of this generator, not of a document."""


@dataclass(frozen=True, slots=True)
class _Module:
    """One module of the models package: its scope and its models, objects and enumerations before aliases.

    `built` are the models whose validators are built with the module, so that those above it do not nest too deep.
    """

    name: str
    scope: Scope
    models: tuple[Model, ...]
    built: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A whole class or alias, and a second name for it where a field of the module is called like it."""

    text: Code
    name: Code
    alias: Code | None


@dataclass(frozen=True, slots=True)
class ModelModule:
    """What the module template prints; its annotations are `deferred` where they mention classes of the same module."""

    deferred: bool
    imports: Sequence[Import]
    segments: Sequence[Segment]
    built: Sequence[Code]


@dataclass(frozen=True, slots=True)
class Export:
    """The classes that the package's `__init__` takes from one module."""

    module: Code
    names: Sequence[Code]
    listed: Code


def emit_models(api: Api, environment: Environment, templates: Path) -> dict[str, str]:
    """The modules of the models package: path inside the package -> source text.

    Raises:
        ModelMismatchError: the library's names differ from the `Api`'s.
    """
    modules = _modules(api)
    segments = _generate(api, modules, templates / "models") if api.models else {}
    exports = [_export(module) for module in modules]
    tree = {"models/__init__.py": render(environment, "models/package.py.jinja", exports=exports)}
    for module in modules:
        own = {model.name for model in module.models}
        view = ModelModule(
            any(not own.isdisjoint(named(kind)) for model in module.models for kind in _kinds(model)),
            module.scope.imports(),
            [
                Segment(
                    segments[model.name],
                    identifier(model.name),
                    identifier(module.scope.aliases[model.name]) if model.name in module.scope.aliases else None,
                )
                for model in module.models
            ],
            [identifier(name) for name in module.built],
        )
        tree[f"models/{module.name}.py"] = render(environment, "models/module.py.jinja", module=view)
    return tree


def _export(module: _Module) -> Export:
    names = [identifier(model.name) for model in module.models]
    return Export(identifier(module.name), names, join(" ", names))


def _modules(api: Api) -> list[_Module]:
    """The modules in document order of their first model."""
    floors = _floors(api.models)
    deep = max(floors.values(), default=0) >= _FLOORS
    homes: dict[tuple[int, str], str] = {}
    members: dict[str, list[Model]] = {}
    for model in api.models:
        storey = floors[model.module] // _FLOORS
        home = homes.setdefault((storey, model.module if storey == 0 else ""), model.module)
        members.setdefault(home, []).append(model)
    module_of = {model.name: f".{home}" for home, models in members.items() for model in models}
    classes, by_name = frozenset(module_of), {model.name: model for model in api.models}
    modules = []
    for name, models in members.items():
        fields = frozenset(field.python for model in models if isinstance(model, ObjectModel) for field in model.fields)
        local = frozenset(model.name for model in models)
        scope = Scope("..", taken=fields, classes=classes, models=by_name, local=local, module_of=module_of)
        classes_first = [model for model in models if not isinstance(model, AliasModel)]
        tops = (m.name for m in models if deep and isinstance(m, ObjectModel) and floors[m.module] % _FLOORS == _FLOORS - 1)
        modules.append(_Module(name, scope, (*classes_first, *_ordered(models)), tuple(tops)))
    return modules


def _floors(models: Sequence[Model]) -> dict[str, int]:
    """How many modules stand below each module: the longest chain of imports that it starts."""
    module_of = {model.name: model.module for model in models}
    below: dict[str, set[str]] = {model.module: set() for model in models}
    for model in models:
        below[model.module].update(module_of[name] for kind in _kinds(model) for name in named(kind))
        below[model.module].discard(model.module)
    floors: dict[str, int] = {}
    entered: set[str] = set()
    waiting = list(below)
    while waiting:
        module = waiting[-1]
        missing = [used for used in sorted(below[module]) if used not in entered]
        entered.update((module, *missing))
        waiting.extend(missing)
        if not missing:
            floors[module] = max((floors.get(used, -1) + 1 for used in below[module]), default=0)
            waiting.pop()
    return floors


def _ordered(models: Iterable[Model]) -> list[AliasModel]:
    """The aliases, each behind those that it mentions, unless they mention each other."""
    aliases = {model.name: model for model in models if isinstance(model, AliasModel)}
    ordered: dict[str, AliasModel] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        if name in aliases and name not in ordered and name not in above:
            for mentioned in named(aliases[name].type):
                place(mentioned, (*above, name))
            ordered[name] = aliases[name]

    for name in aliases:
        place(name, ())
    return list(ordered.values())


def _known_by_name(models: Sequence[Model]) -> Mapping[str, bool]:
    """The aliases that pydantic has to know by name, not by what they stand for; true where that is to be evaluated later.

    Those that come back to themselves through aliases alone cannot be evaluated in any order; those that stand for very many
    types, because each of them mentions others several times, would be built one by one. Where many models lead back to a union
    of them, each would be built within the one before it, until Python has no room left.
    """
    size_of = Counter(model.module for model in models)
    crowded = {model.name for model in models if isinstance(model, AliasModel) and size_of[model.module] > _FLOORS}
    uses = {model.name: list(named(model.type)) for model in models if isinstance(model, AliasModel)}

    def reached(name: str) -> set[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            for used in uses.get(waiting.pop(), ()):
                if used in uses and used not in seen:
                    seen.add(used)
                    waiting.append(used)
        return seen

    found = crowded | {name for name in uses if name in reached(name)}
    order = TopologicalSorter({name: uses.keys() & set(used) - found for name, used in uses.items() if name not in found})
    size: dict[str, int] = {}
    for name in order.static_order():
        size[name] = 1 + sum(size.get(used, 1) for used in uses[name] if used in uses)
        if size[name] > _MOST_LED_TO:
            found.add(name)
            size[name] = 1
    return {name: name not in crowded or name in reached(name) for name in found}


def _generate(api: Api, modules: Sequence[_Module], templates: Path) -> dict[str, Code]:
    """Each model's source text, by its name."""
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType

    keys = {model.name: {field.wire: _key(field.wire) for field in _fields(model)} for model in api.models}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": {model.name: _schema(model, keys[model.name]) for model in api.models}},
    }
    aliases = {f"{model.name}.{keys[model.name][field.wire]}": field.python for model in api.models for field in _fields(model)}
    by_name, strict = _known_by_name(api.models), _guessed(api)
    sent_as = {model.read: model.name for model in api.models if isinstance(model, ObjectModel)}
    printed = {
        f"{_SCHEMAS}{model.name}": {
            "sdk": _printed(
                model,
                module.scope,
                keys[model.name],
                by_name=by_name.get(model.name),
                strict=model.name in strict,
                sent_as=sent_as.get(model.name),
            )
        }
        for module in modules
        for model in module.models
    }
    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder) / "models.json"
        text = generate(
            document,
            input_file_type=InputFileType.OpenAPI,
            output_model_type=DataModelType.PydanticV2BaseModel,
            preset=PRESET,
            custom_template_dir=templates.absolute(),
            extra_template_data=defaultdict(dict, printed),
            aliases=aliases,
            emit_model_metadata=metadata,
            formatters=[],
            disable_timestamp=True,
            snake_case_field=False,
            capitalise_enum_members=False,
            use_type_alias=True,
            reuse_model=False,
            collapse_root_models=False,
            use_single_value_enum_as_const=False,
            enum_field_as_literal=None,
        )
        _agree(api, json.loads(metadata.read_text(encoding="utf-8"))["models"], keys)
    if not isinstance(text, str):
        raise ModelMismatchError("the models came as several modules")
    segments = _segments(text)
    if missing := [model.name for model in api.models if model.name not in segments]:
        raise ModelMismatchError(f"no class came for {', '.join(missing)}")
    return segments


def _guessed(api: Api) -> frozenset[str]:
    """The models that some union of the `Api` is decided by trying."""
    kinds: list[Type] = []
    for model in api.models:
        kinds += _kinds(model)
    for operation in api.operations:
        kinds += [media.type for media in (operation.body.media_types if operation.body else ())]
        kinds += [media.type for response in operation.responses for media in response.media_types]
    return frozenset(name for kind in kinds for name in guessed(kind))


def _kinds(model: Model) -> list[Type]:
    """The types that a model is made of."""
    match model:
        case ObjectModel():
            return [model.extra, *(field.type for field in model.fields)]
        case AliasModel():
            return [model.type]
        case EnumModel():
            return []


def _fields(model: Model) -> tuple[Field, ...]:
    return model.fields if isinstance(model, ObjectModel) else ()


def _key(wire: str) -> str:
    """A text of the wire as the library's metadata, which is UTF-8, can hold it."""
    return wire.encode("utf-8", "backslashreplace").decode("utf-8")


def _schema(model: Model, keys: Mapping[str, str]) -> dict[str, Any]:
    """A component that names what the library has to name; the types of fields are ours to print."""
    match model:
        case ObjectModel():
            required = [keys[field.wire] for field in model.fields if field.required]
            return {"type": "object", "properties": {keys[field.wire]: {} for field in model.fields}, "required": required}
        case EnumModel():
            kind = "string" if model.base == "str" else "integer"
            values = [_key(m.value) if isinstance(m.value, str) else m.value for m in model.members]
            return {"type": kind, "enum": values, "x-enum-varnames": [m.name for m in model.members]}
        case AliasModel():
            members = model.type.members if isinstance(model.type, OneOf) else (model.type,)
            return {"anyOf": [{"$ref": f"{_SCHEMAS}{m.name}"} if isinstance(m, Named) else {"type": "array"} for m in members]}


def _printed(
    model: Model, scope: Scope, keys: Mapping[str, str], *, by_name: bool | None, strict: bool, sent_as: str | None
) -> dict[str, Any]:
    """What our templates print of a model beside its names: escaped source text."""
    match model:
        case ObjectModel():
            return {
                "bases": _bases(model, scope),
                "asserted": _asserted(model, scope),
                "docstring": _text(object_description(model)),
                "extra": _extra(model, scope),
                "sent_as": sent_as and string_literal(sent_as).text,
                "fields": {keys[field.wire]: _printed_field(field, scope, strict=strict) for field in model.fields},
            }
        case EnumModel():
            return {
                "bases": scope.own("_runtime.enums", "OpenStr" if model.base == "str" else "OpenInt"),
                "docstring": _text(model.description),
                "members": [{"value": literal(m.value).text, "docstring": _text(m.description)} for m in model.members],
            }
        case AliasModel():
            value = wire(model.type, scope)
            if by_name is not None:
                alias_type = scope.use("typing_extensions", "TypeAliasType")
                meaning = string_literal(value).text if by_name else value
                assignment = f" = {alias_type}({string_literal(model.name).text}, {meaning})"
            else:
                assignment = f": {scope.use('typing', 'TypeAlias')} = {value}"
            return {"assignment": assignment, "docstring": _text(model.description, 0)}


def _bases(model: ObjectModel, scope: Scope) -> str:
    asserted = [scope.own("_runtime.assertions", "AssertedModel")] if model.schema else []
    closed = [scope.own("_runtime.closed", "ClosedModel")] if model.closed else []
    return ", ".join([*asserted, *closed]) or scope.own("_runtime.model", "Model")


def _asserted(model: ObjectModel, scope: Scope) -> str | None:
    return f"({assertions(model.schema, scope)},)" if model.schema else None


def _extra(model: ObjectModel, scope: Scope) -> str | None:
    """The type of the fields that the document does not name, where it has one (`additionalProperties`), for type checkers
    no argument of the class."""
    if isinstance(model.extra, Anything):
        return None
    kind = f"{scope.use('builtins', 'dict')}[{scope.use('builtins', 'str')}, {wire(model.extra, scope)}]"
    return f"{kind} = {scope.use('pydantic', 'Field')}(init=False)"


def _printed_field(field: Field, scope: Scope, *, strict: bool) -> dict[str, str | None]:
    annotation = member(field.type, scope, required=field.required, strict=strict)
    metadata = []
    if field.python != field.wire:
        metadata.append(f"{scope.use('pydantic', 'Field')}(alias={string_literal(field.wire).text})")
    if field.read_only:
        metadata.append(scope.own("_runtime.model", "READ_ONLY"))
    if metadata:
        annotation = Code(f"{scope.use('typing', 'Annotated')}[{', '.join((annotation.text, *metadata))}]")
    default = None if field.required else "None"
    if is_omittable(field.type, required=field.required):
        default = scope.own("_runtime.model", "OMITTED")
    return {
        "annotation": annotation.text,
        "default": default,
        "docstring": _text(field_description(field)),
    }


def _text(text: str, indent: int = 4) -> str | None:
    return docstring(text, indent).text if text.strip() else None


def object_description(model: ObjectModel) -> str:
    """The document's description, which direction it is of, and what is known of the variants of an open object."""
    text = model.description.strip()
    if model.read is not None:
        text = f"{text}\n\nWhat requests take; responses give `{model.read}`, which is taken too.".strip()
    if model.discriminator is None:
        return text
    seen = ", ".join(f"`{value}`" for value in model.seen)
    note = f"`{model.discriminator}` says which further fields there are; they are kept as they are."
    return "\n\n".join(filter(None, (text, note + (f" Seen: {seen}." if seen else ""))))


def _agree(api: Api, found: Sequence[Mapping[str, Any]], keys: Mapping[str, Mapping[str, str]]) -> None:
    """Whether the library's metadata names each model and each field as the `Api` does."""
    by_source = {model["source_ref"]: model for model in found}
    for model in api.models:
        theirs = by_source.pop(f"{_SCHEMAS}{model.name}", None)
        if theirs is None or theirs["class_name"] != model.name:
            raise ModelMismatchError(f"{model.name} came as {theirs and theirs['class_name']}")
        match model:
            case ObjectModel():
                ours: list[tuple[str, str | None, bool]] = [
                    (field.python, keys[model.name][field.wire], field.required) for field in model.fields
                ]
                their = [(field["name"], field["original_name"], field["required"]) for field in theirs["fields"]]
            case EnumModel():
                ours = [(entry.name, None, True) for entry in model.members]
                their = [(field["name"], None, True) for field in theirs["fields"]]
            case AliasModel():
                continue
        if ours != their:
            differing = next(pair for pair in zip([*ours, None], [*their, None], strict=False) if pair[0] != pair[1])
            raise ModelMismatchError(f"{model.name}: {differing[0]} came as {differing[1]}")
    if by_source:
        raise ModelMismatchError(f"models that nobody asked for: {', '.join(sorted(by_source))}")


def _segments(text: str) -> dict[str, Code]:
    """The source text of each top-level class and alias, its docstring included."""
    lines = text.splitlines(keepends=True)
    spans: dict[str, tuple[int, int]] = {}
    last = None
    for node in ast.parse(text).body:
        end = node.end_lineno or node.lineno
        match node:
            case ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                last = name
                spans[name] = (node.lineno - 1, end)
            case ast.Expr(value=ast.Constant(value=str())) if last is not None:
                spans[last] = (spans[last][0], end)
            case _:
                last = None
    return {name: Code("".join(lines[start:end]).rstrip("\n")) for name, (start, end) in spans.items()}
