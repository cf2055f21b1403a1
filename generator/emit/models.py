"""The models package: a class or an alias for each model of the `Api`, as `templates/models/`
prints them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from jinja2 import Environment

from generator.api.annotations import Annotations, decided_by_trying, is_omittable
from generator.api.model import (
    AliasModel,
    Anything,
    Api,
    EnumModel,
    Field,
    Map,
    Model,
    ObjectModel,
    Type,
)
from generator.emit.annotations import Needs, Scope, assertions, member
from generator.emit.code import Code, identifier, literal, string_literal
from generator.emit.docstrings import field_description, object_description
from generator.emit.lazy_packages import Export, lazy_package
from generator.emit.model_modules import ByName, ModelModule, known_by_name, model_modules
from generator.emit.templates import Text, later
from generator.records import record


class ModelField(NamedTuple):
    """`name: annotation = default`, and its docstring."""

    name: Code
    annotation: Code
    default: Code | None
    docstring: str


class ObjectClass(NamedTuple):
    """`assertions` are on the object as a whole, `extra` is of the fields that the document does
    not name.

    `sent_as` is the model that requests take in place of this one.
    """

    name: Code
    bases: Code
    docstring: str
    assertions: Code | None
    extra: Code | None
    sent_as: Code | None
    fields: Sequence[ModelField]
    template: Literal["models/object.jinja"] = "models/object.jinja"

    @property
    def is_empty(self) -> bool:
        return not (self.docstring or self.assertions or self.extra or self.sent_as or self.fields)


class EnumClass(NamedTuple):
    """`members` are names, values and descriptions."""

    name: Code
    bases: Code
    docstring: str
    members: Sequence[tuple[Code, Code, str]]
    template: Literal["models/enum.jinja"] = "models/enum.jinja"


class Alias(NamedTuple):
    """`name: annotation = value`, or without the annotation where the value says that it is an
    alias.
    """

    name: Code
    annotation: Code | None
    value: Code
    docstring: str
    template: Literal["models/alias.jinja"] = "models/alias.jinja"


def emit_models(api: Api, environment: Environment, needs: Needs) -> dict[str, Text]:
    """The modules of the models package: path inside the package -> source text. What they import
    is entered into `needs`.
    """
    modules = model_modules(api.models)
    views = _Views(
        Annotations.of(api),
        {model.name: f".{module.name}" for module in modules for model in module.models},
        known_by_name(api.models),
        decided_by_trying(api),
        {
            model.read: model.name
            for model in api.models
            if isinstance(model, ObjectModel) and model.read is not None
        },
    )
    tree: dict[str, Text] = {
        "models/__init__.py": lazy_package(
            environment,
            "The models, each module imported when one of its classes is first used.",
            [Export.of(each.name, [model.name for model in each.models]) for each in modules],
        )
    }
    for module in modules:
        scope = views.scope(module, needs)
        printed = []
        for model in module.models:
            if isinstance(model, AliasModel):  # behind all classes
                scope.ahead.clear()
            printed.append(views.of(model, scope))
            scope.ahead.discard(model.name)
        tree[f"models/{module.name}.py"] = later(
            environment,
            "models/module.py.jinja",
            deferred=module.deferred,
            imports=scope.imports(),
            models=[
                (view, scope.second_name(model.name))
                for view, model in zip(printed, module.models, strict=True)
            ],
            built=list(map(identifier, module.built)),
        )
    return tree


@record(frozen=True, slots=True)
class _Views:
    """What the templates print of each model, by what is known of all of them together.

    `strict` are those that a union is decided by trying; `sent_as` has for a model of responses
    alone that of requests."""

    annotations: Annotations
    module_of: Mapping[str, str]
    by_name: Mapping[str, ByName]
    strict: frozenset[str]
    sent_as: Mapping[str, str]

    def scope(self, module: ModelModule, needs: Needs) -> Scope:
        """The names of a module. In the body of a class a field hides what is called alike: beside
        a field `date`, the type is imported under another name.
        """
        fields = chain.from_iterable(
            model.fields for model in module.models if isinstance(model, ObjectModel)
        )
        local = frozenset(model.name for model in module.models)
        return Scope(
            "..",
            taken=frozenset(field.python for field in fields),
            classes=self.annotations.models.keys(),
            local=local,
            ahead=set(local),
            module_of=self.module_of,
            needs=needs,
        )

    def of(self, model: Model, scope: Scope) -> ObjectClass | EnumClass | Alias:
        """A model as the template prints it; what it names is entered into `scope`."""
        match model:
            case ObjectModel():
                return self._object(model, scope)
            case EnumModel():
                base = scope.own("_runtime.enums", "OpenStr" if model.base == "str" else "OpenInt")
                members = [
                    (identifier(each.name), literal(each.value), each.description.strip())
                    for each in model.members
                ]
                return EnumClass(
                    identifier(model.name), Code(base), model.description.strip(), members
                )
            case AliasModel():
                return self._alias(model, scope)

    def _object(self, model: ObjectModel, scope: Scope) -> ObjectClass:
        """The class of an object: its bases say whether it is open or closed, its first lines what
        inputs are held to as a whole.
        """
        return ObjectClass(
            identifier(model.name),
            _bases(model, scope),
            object_description(model),
            Code(f"({assertions(model.schema, scope)},)") if model.schema else None,
            self._extra(model.extra, scope),
            string_literal(self.sent_as[model.name]) if model.name in self.sent_as else None,
            [self._field(field, scope, strict=model.name in self.strict) for field in model.fields],
        )

    def _alias(self, model: AliasModel, scope: Scope) -> Alias:
        """`Animal: TypeAlias = Cat | Dog`, or `Tree = TypeAliasType("Tree", "list[Tree]")` of one
        that pydantic has to know by name.
        """
        value = member(self.annotations.checked(model.type), scope)
        if model.name not in self.by_name:
            return Alias(
                identifier(model.name),
                Code(scope.use("typing", "TypeAlias")),
                value,
                model.description.strip(),
            )
        meaning = value if self.by_name[model.name] == "now" else string_literal(value.text)
        alias_type = scope.use("typing_extensions", "TypeAliasType")
        call = Code(f"{alias_type}({string_literal(model.name).text}, {meaning.text})")
        return Alias(identifier(model.name), None, call, model.description.strip())

    def _extra(self, kind: Type, scope: Scope) -> Code | None:
        """The fields that the document does not name, where it has a type for them
        (`additionalProperties`); to type checkers no argument of the class."""
        if isinstance(kind, Anything):
            return None
        annotation = member(self.annotations.checked(Map(kind)), scope)
        return Code(f"{annotation.text} = {scope.use('pydantic', 'Field')}(init=False)")

    def _field(self, field: Field, scope: Scope, *, strict: bool) -> ModelField:
        """`from_: Annotated[str, Field(alias="from")]`; without a value a field is None, or
        `OMITTED` where it may be left out but not be null.
        """
        kind = self.annotations.field(field.type, required=field.required, strict=strict)
        annotation = member(kind, scope)
        metadata = []
        if field.python != field.wire:
            metadata.append(
                f"{scope.use('pydantic', 'Field')}(alias={string_literal(field.wire).text})"
            )
        if field.read_only:
            metadata.append(scope.own("_runtime.values", "READ_ONLY"))
        if metadata:
            annotation = Code(
                f"{scope.use('typing', 'Annotated')}[{', '.join((annotation.text, *metadata))}]"
            )
        default = None if field.required else literal(None)
        if is_omittable(field.type, required=field.required):
            default = Code(scope.own("_runtime.model", "OMITTED"))
        return ModelField(identifier(field.python), annotation, default, field_description(field))


def _bases(model: ObjectModel, scope: Scope) -> Code:
    bases = [scope.own("_runtime.assertions", "AssertedModel")] if model.schema else []
    bases += [scope.own("_runtime.closed", "ClosedModel")] if model.closed else []
    return Code(", ".join(bases) or scope.own("_runtime.model", "Model"))
