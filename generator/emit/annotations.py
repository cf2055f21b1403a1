"""`Type` as Python annotations, and the names that a module has to import for them.

One emitted module has one `Scope`. Fields, methods and classes of a document may be called `list`,
`date` or `Any`, and a class body that has a field `date` hides the type `date` from its own
annotations, from pydantic and type checkers alike. So a name that anything in the module is called
is imported under an alias with a leading underscore, which no field can have.

Signatures can be evaluated (`typing.get_type_hints`), and yet cost nothing before somebody does:
what they name is imported for real where that is cheap, and reached through its package
(`models.Execution`), which imports it when asked, where it is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from generator.api.model import (
    MOST_WRITTEN_OUT,
    AliasModel,
    Anything,
    Api,
    Array,
    Bounded,
    Bounds,
    Const,
    Discriminator,
    EnumModel,
    Map,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Scalar,
    ScalarKind,
    Type,
)
from generator.emit.code import Code, dotted, identifier, literal, string_literal

RUNTIME = "_runtime."  # the package of the runtime, in front of its modules
_LITERALS_LENGTH = 72
_MOST_MEMBERS = 12


class Import(NamedTuple):
    """`from module import names`, each with its alias where it has one."""

    module: Code
    names: tuple[Code, ...]


@dataclass(slots=True)
class Needs:
    """What the modules of a package need of the rest of it: modules of the runtime, and `File` of
    its inputs.
    """

    runtime: set[str] = field(default_factory=set)
    file: bool = False


@dataclass(slots=True)
class Scope:
    """The names of one emitted module.

    `package` is the relative path to the package's root (`".."` inside `models/`). `taken` is what
    no import may be called, `classes` what only machinery gives way to. `models` are those of the
    document, by name; `local` the classes that the module defines itself; `module_of` has the
    module of any other that does not come from the models package as a whole. `imported` collects
    what is imported: module -> name -> alias; `needs` is of the whole package."""

    package: str
    taken: frozenset[str] = frozenset()
    classes: Set[str] = frozenset()
    models: Mapping[str, Model] = field(default_factory=dict)
    local: frozenset[str] = frozenset()
    module_of: Mapping[str, str] = field(default_factory=dict)
    imported: dict[str, dict[str, str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    needs: Needs = field(default_factory=Needs)

    def use(self, module: str, name: str) -> str:
        """The name by which the module reaches `name` of `module`."""
        return self._import(module, name, name in self.taken or name in self.classes)

    def own(self, module: str, name: str) -> str:
        """Likewise, for a module of the emitted package, given from its root: `_runtime.model`."""
        if module.startswith(RUNTIME):
            self.needs.runtime.add(module.removeprefix(RUNTIME))
        return self.use(f"{self.package}{module}", name)

    def through(self, package: str, name: str) -> str:
        """A name that a package of the emitted one imports when it is asked for:
        `models.Execution`.
        """
        return f"{self.own('', package)}.{identifier(name).text}"

    def model(self, name: str) -> str:
        """The name of a class of the document, as a field's annotation has it, which pydantic needs
        at once.
        """
        if name not in self.local:
            return self._import(
                self.module_of.get(name) or f"{self.package}models", name, name in self.taken
            )
        return self.aliases.setdefault(name, f"_{name}") if name in self.taken else name

    def second_name(self, name: str) -> Code | None:
        """The name by which the module's own annotations reach its class `name`, where that is not
        its own.
        """
        return identifier(self.aliases[name]) if name in self.aliases else None

    def _import(self, module: str, name: str, hidden: bool) -> str:
        if module == "builtins" and not hidden:
            return name
        spelled = f"_{name}" if hidden else name
        self.imported.setdefault(module, {})[name] = spelled
        return spelled

    def imports(self) -> list[Import]:
        """What to import, names in order; the formatter orders the modules."""
        return [
            Import(
                dotted(module),
                tuple(_imported(name, alias) for name, alias in sorted(names.items())),
            )
            for module, names in sorted(self.imported.items())
        ]


def _imported(name: str, alias: str) -> Code:
    return (
        identifier(name)
        if name == alias
        else Code(f"{identifier(name).text} as {identifier(alias).text}")
    )


_SCALARS: Mapping[str, tuple[str, str]] = {
    "str": ("builtins", "str"),
    "bytes": ("builtins", "bytes"),
    "uuid": ("uuid", "UUID"),
}
_CHECKED = {
    "bool": ("_runtime.model", "Bool"),
    "float": ("_runtime.model", "Number"),
    "int": ("_runtime.model", "Int"),
    "int32": ("_runtime.model", "Int32"),
    "int64": ("_runtime.model", "Int64"),
    "datetime": ("_runtime.moments", "DateTime"),
    "date": ("_runtime.moments", "Date"),
    "milliseconds": ("_runtime.epoch", "EpochMilliseconds"),
    "seconds": ("_runtime.epoch", "EpochSeconds"),
    "base64": ("_runtime.octets", "Base64"),
    "base64url": ("_runtime.octets", "Base64Url"),
    "base32": ("_runtime.octets", "Base32"),
    "base16": ("_runtime.octets", "Base16"),
}
_ALIASES: tuple[ScalarKind, ...] = ("bool", "float", "int", "int32", "int64", "datetime", "date")
ENCODED: tuple[ScalarKind, ...] = ("base64", "base64url", "base32", "base16")
_ALIASED = [Scalar(kind) for kind in (*_ALIASES, *ENCODED)]
_UNCHECKED = {
    "bool": ("builtins", "bool"),
    "float": ("builtins", "float"),
    "int": ("builtins", "int"),
    "int32": ("builtins", "int"),
    "int64": ("builtins", "int"),
    "datetime": ("datetime", "datetime"),
    "date": ("datetime", "date"),
    **dict.fromkeys(ENCODED, ("builtins", "str")),
}


def union(parts: Iterable[str]) -> str:
    """The parts joined by `|`, each once, `None` last; `Any` swallows nothing, type checkers see to
    that.
    """
    seen = dict.fromkeys(parts)
    if "None" in seen:
        seen["None"] = seen.pop("None")
    return " | ".join(seen)


def wire(
    kind: Type, scope: Scope, *, prefix: str = "", strict: bool = False, expression: bool = False
) -> str:
    """The runtime type of a value: a model's field, or (with `prefix` `models.`) the thunk of an
    operation's specification.

    A constant is held to in what is sent, and in what is read too where it is `strict`. A thunk is
    an `expression`, in which type checkers do not know `|` between aliases of `Annotated`."""
    again = partial(wire, scope=scope, prefix=prefix, strict=strict, expression=expression)
    match kind:
        case Anything():
            return scope.use("typing", "Any")
        case Scalar("none"):
            return "None"
        case Scalar(name) if name in _CHECKED:
            return scope.own(*_CHECKED[name])
        case Scalar("bytes") if not expression:
            return scope.own("_runtime.octets", "Binary")
        case Scalar(name):
            return scope.use(*_SCALARS[name])
        case Const(values) if values == (None,) or (
            strict and all(isinstance(value, str) for value in values)
        ):
            return _literal(values, scope)
        case Const(values):
            fixed = "fixed=True" if strict else ""
            return _annotated(
                _literal(values, scope), f"{scope.own('_runtime.enums', 'Listed')}({fixed})", scope
            )
        case Array(item):
            return f"{scope.use('builtins', 'list')}[{again(item)}]"
        case Map(value):
            return (
                f"{scope.use('builtins', 'dict')}[{scope.use('builtins', 'str')}, {again(value)}]"
            )
        case Named(name):
            return f"{prefix}{identifier(name).text}" if prefix else scope.model(name)
        case Nullable(
            Bounded(inner, bounds)
        ):  # bounds pass null over, and type checkers know no `Annotated[…] | None`
            return _annotated(union([again(inner), "None"]), _bounds(bounds, scope), scope)
        case Nullable(inner):
            return _alternatives([again(inner), "None"], [inner] if expression else [], scope)
        case OneOf(members, discriminator):
            return _one_of(members, discriminator, scope, again, members if expression else ())
        case Bounded(inner, bounds):
            return _annotated(again(inner), _bounds(bounds, scope), scope)


def _alternatives(parts: Iterable[str], members: Iterable[Type], scope: Scope) -> str:
    """The parts joined by `|`, or as `Union[…]` where one is printed as `Annotated[…]`, or is an
    alias of it beside `None`.
    """
    printed = dict.fromkeys(parts)
    if any(
        isinstance(member, Bounded | Const) or (member in _ALIASED and "None" in printed)
        for member in members
    ):
        return f"{scope.use('typing', 'Union')}[{', '.join(printed)}]"
    return union(printed)


def _annotated(kind: str, metadata: str, scope: Scope) -> str:
    return f"{scope.use('typing', 'Annotated')}[{kind}, {metadata}]"


def _objects(kind: Type, models: Mapping[str, Model]) -> bool:
    """Whether a value of this type may be an object, so that one that fits no member of a union may
    turn up in its place.
    """
    match kind:
        case Named(name):
            return not isinstance(models.get(name), EnumModel)
        case Map() | Anything():
            return True
        case Nullable(inner) | Bounded(inner):
            return _objects(inner, models)
        case OneOf(members):
            return any(_objects(member, models) for member in members)
        case _:
            return False


def _are_told_apart(members: Iterable[Type], models: Mapping[str, Model]) -> bool:
    """Whether several members may be objects, or arrays with objects in them, so that the kind of a
    value does not decide.
    """
    kinds = [kind for member in members if (kind := _json_kind(member, models)) != "single"]
    return len(kinds) > 1 and (len(set(kinds)) < len(kinds) or "any" in kinds)


def _json_kind(kind: Type, models: Mapping[str, Model]) -> str:
    """What a type is in JSON, as far as the runtime sees it (`unions.kind_of`), which does not look
    into aliases of aliases.
    """
    again = partial(_json_kind, models=models)
    match kind:
        case Scalar() | Const():
            return "single"
        case Map():
            return "object"
        case Array(item):
            return {"single": "single", "any": "any"}.get(again(item), "array")
        case Bounded(inner):
            return again(inner)
        case Nullable(inner):
            return "single" if again(inner) == "single" else "any"
        case OneOf(members, discriminator):
            kinds = {again(member) for member in members} | (
                {"object"} if _is_open(members, discriminator, models) else set()
            )
            return kinds.pop() if len(kinds) == 1 else "any"
        case Named(name) if isinstance(model := models.get(name), AliasModel):
            leads_on = any(isinstance(models.get(used), AliasModel) for used in named(model.type))
            return "any" if leads_on else again(model.type)
        case Named(name) if name in models:
            return "single" if isinstance(models[name], EnumModel) else "object"
        case _:
            return "any"


def _is_open(
    members: Iterable[Type], discriminator: Discriminator | None, models: Mapping[str, Model]
) -> bool:
    """Whether an object that fits no member of a union is kept as one."""
    return any(_objects(member, models) for member in members) and not (
        discriminator and discriminator.default
    )


def _one_of(
    members: tuple[Type, ...],
    discriminator: Discriminator | None,
    scope: Scope,
    again: Callable[[Type], str],
    aliased: Iterable[Type],
) -> str:
    known = [again(member) for member in members]
    opened = (
        [scope.own("_runtime.model", "OpenModel")]
        if _is_open(members, discriminator, scope.models)
        else []
    )
    parts = _alternatives([*known, *opened], aliased, scope)
    if discriminator is None:
        several = _are_told_apart(members, scope.models)
        metadata = (
            scope.own("_runtime.untagged", "UntaggedUnion")
            if several
            else scope.own("_runtime.unions", "OpenUnion")
        )
        return _annotated(parts, f"{metadata}()", scope)
    name = string_literal(discriminator.property).text
    table = ", ".join(
        f"{literal(value).text}: {again(Named(member))}" for value, member in discriminator.mapping
    )
    rest = f", {again(Named(discriminator.default))}" if discriminator.default else ""
    return _annotated(
        parts, f"{scope.own('_runtime.variants', 'Variants')}({name}, {{{table}}}{rest})", scope
    )


def _bounds(bounds: Bounds, scope: Scope) -> str:
    given = ", ".join(
        f"{name}={literal(value).text}"
        for name in Bounds.__dataclass_fields__
        if name != "schema" and (value := getattr(bounds, name)) is not None and value is not False
    )
    printed = [f"{scope.own('_runtime.bounds', 'Bounds')}({given})"] if given else []
    return ", ".join([*printed, *([assertions(bounds.schema, scope)] if bounds.schema else [])])


def assertions(schema: str, scope: Scope) -> str:
    """What the runtime holds inputs to, from the JSON text of its schema."""
    return f"{scope.own('_runtime.assertions', 'Assertions')}({literal(json.loads(schema)).text})"


def _literal(values: tuple[str | int | bool | None, ...], scope: Scope) -> str:
    if values == (None,):
        return "None"
    return f"{scope.use('typing', 'Literal')}[{', '.join(literal(value).text for value in values)}]"


def is_omittable(kind: Type, *, required: bool) -> bool:
    """Whether a model's field may be left out but not be null."""
    return not (required or isinstance(kind, Nullable | Anything) or kind == Scalar("none"))


def member(kind: Type, scope: Scope, *, required: bool, strict: bool = False) -> Code:
    """The annotation of a model's field: `Omittable[…]` where
    it may be left out but not be null.
    """
    if not is_omittable(kind, required=required):
        return Code(wire(kind, scope, strict=strict))
    return Code(f"{scope.own('_runtime.model', 'Omittable')}[{wire(kind, scope, strict=strict)}]")


def thunk(kind: Type, scope: Scope) -> Code:
    """The type in an operation's specification, evaluated on the first call."""
    prefix = f"{scope.own('', 'models')}." if any(named(kind)) else ""
    return Code(f"lambda: {wire(kind, scope, prefix=prefix, expression=True)}")


def guessed(kind: Type) -> Iterator[str]:
    """The models that are members of a union which is decided by trying them: what tells them apart
    has to be strict.
    """
    match kind:
        case OneOf(members, None):
            for inner in members:
                yield from named(inner)
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner):
            yield from guessed(inner)


def named(kind: Type) -> Iterator[str]:
    """The names of the models that a type mentions."""
    match kind:
        case Named(name):
            yield name
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner):
            yield from named(inner)
        case OneOf(members):
            for inner in members:
                yield from named(inner)


def _is_large(model: AliasModel) -> bool:
    match model.type:
        case OneOf(members, Discriminator()):
            return len(members) > _MOST_MEMBERS
        case _:
            return False


def choices(model: Model, models: Mapping[str, Model]) -> list[ObjectModel]:
    """The objects that a union which a property decides may be; nothing where it may be anything
    else.
    """
    match model:
        case ObjectModel():
            return [model]
        case AliasModel(type=OneOf(members, Discriminator())):
            inside = [
                choices(models[member.name], models) if isinstance(member, Named) else []
                for member in members
            ]
            return (
                list({each.name: each for group in inside for each in group}.values())
                if all(inside)
                else []
            )
        case _:
            return []


@dataclass(frozen=True, slots=True)
class Signatures:
    """Annotations of methods and typed dicts.

    `large` are the unions of objects that have a typed dict for their name, as they have too many
    members to be written out: a base may have hundreds of descendants, and each of them fields of
    the base's type. True where one of them is open."""

    models: Mapping[str, Model]
    large: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, api: Api) -> Signatures:
        models = {model.name: model for model in api.models}
        unions = (
            model for model in api.models if isinstance(model, AliasModel) and _is_large(model)
        )
        found = {model.name: choices(model, models) for model in unions}
        return cls(
            models,
            {
                name: any(each.open for each in members)
                for name, members in found.items()
                if members
            },
        )

    def result(self, kind: Type, scope: Scope) -> Code:
        """What a method returns."""
        return Code(union(self.results(kind, scope)))

    def results(self, kind: Type, scope: Scope) -> list[str]:
        """The members of the union that `result` is."""
        match kind:
            case Anything():
                return [scope.use("typing", "Any")]
            case Scalar("none"):
                return ["None"]
            case Scalar("milliseconds" | "seconds" as name):
                return [scope.own(*_CHECKED[name])]
            case Scalar(name):
                return [scope.use(*(_UNCHECKED.get(name) or _SCALARS[name]))]
            case Const(values):
                return [_literal(values, scope)]
            case Array(item):
                return [f"{scope.use('builtins', 'list')}[{self.result(item, scope).text}]"]
            case Map(value):
                names = (scope.use("builtins", name) for name in ("dict", "str"))
                return [f"{next(names)}[{next(names)}, {self.result(value, scope).text}]"]
            case Named(name):
                return [scope.through("models", name)]
            case Nullable(inner):
                return [*self.results(inner, scope), "None"]
            case OneOf(members, discriminator):
                opened = (
                    [scope.own("_runtime.model", "OpenModel")]
                    if _is_open(members, discriminator, scope.models)
                    else []
                )
                return [
                    *(part for member in members for part in self.results(member, scope)),
                    *opened,
                ]
            case Bounded(inner):
                return self.results(inner, scope)

    def input(self, kind: Type, scope: Scope, *more: str) -> Code:
        """What a caller may pass: models, plain dicts and sequences of them; or one of `more`."""
        return Code(union([*self.inputs(kind, scope, ()), *more]))

    def inputs(self, kind: Type, scope: Scope, within: tuple[str, ...] = ()) -> list[str]:
        """The members of the union that `input` is; `within` are the aliases that are being written
        out.
        """
        match kind:
            case Anything():
                return [scope.use("typing", "Any")]
            case Scalar("none"):
                return ["None"]
            case Scalar("bytes"):
                return [self._file(scope)]
            case Scalar("uuid"):
                return [scope.use("uuid", "UUID"), scope.use("builtins", "str")]
            case Scalar("milliseconds" | "seconds"):
                return [scope.use("datetime", "datetime"), scope.use("builtins", "int")]
            case Scalar(name) if name in ENCODED:
                return [scope.use("builtins", "str"), scope.use("builtins", "bytes")]
            case Scalar(name):
                return [scope.use(*(_UNCHECKED.get(name) or _SCALARS[name]))]
            case Const(values):
                return [_literal(values, scope)]
            case Array(item):
                sequence = scope.use("collections.abc", "Sequence")
                return [f"{sequence}[{union(self.inputs(item, scope, within))}]"]
            case Map(value):
                return [self._mapping(union(self.inputs(value, scope, within)), scope)]
            case Named(name):
                return self._named(self.models[name], scope, within)
            case Nullable(inner):
                return [*self.inputs(inner, scope, within), "None"]
            case OneOf(members):
                return [part for member in members for part in self.inputs(member, scope, within)]
            case Bounded(inner):
                return self.inputs(inner, scope, within)

    def _named(self, model: Model, scope: Scope, within: tuple[str, ...]) -> list[str]:
        match model:
            case ObjectModel(name=name):
                parts = [scope.through("models", name)]
                if model.read is not None:
                    parts.append(scope.through("models", model.read))
                parts.append(self.typed_dict(name, scope))
                if model.open:
                    parts.append(self._mapping(scope.use("typing", "Any"), scope))
                return parts
            case EnumModel(name=name):
                values = tuple(member.value for member in model.members)
                if sum(len(repr(value)) + 2 for value in values) > _LITERALS_LENGTH:
                    return [scope.through("models", name), scope.use("builtins", model.base)]
                return [scope.through("models", name), _literal(values, scope)]
            case AliasModel(name=name) if name in self.large:
                parts = [scope.through("models", name), self._large_dict(name, scope)]
                return (
                    [*parts, self._mapping(scope.use("typing", "Any"), scope)]
                    if self.large[name]
                    else parts
                )
            case AliasModel(name=name) if name in within or len(within) == MOST_WRITTEN_OUT:
                return [scope.use("typing", "Any")]
            case AliasModel(name=name):
                return self.inputs(model.type, scope, (*within, name))

    def _large_dict(self, name: str, scope: Scope) -> str:
        """The typed dicts of a large union: in one of them, the name that does not lead mypy round
        in circles.
        """
        inside = f"_{name}Dict"
        return scope.model(inside) if inside in scope.local else self.typed_dict(name, scope)

    def typed_dict(self, name: str, scope: Scope) -> str:
        """The typed dict of an object model, or of a large union of them: `ExecutionDict`."""
        typed = f"{name}Dict"
        return scope.model(typed) if typed in scope.local else scope.through("inputs", typed)

    def _file(self, scope: Scope) -> str:
        scope.needs.file = True
        return scope.model("File") if "File" in scope.local else scope.through("inputs", "File")

    def _mapping(self, value: str, scope: Scope) -> str:
        names = (scope.use("collections.abc", "Mapping"), scope.use("builtins", "str"))
        return f"{names[0]}[{names[1]}, {value}]"
