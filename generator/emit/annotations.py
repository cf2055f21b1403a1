"""The annotations of `generator.api.annotations` as source text, and the names that a module has
to import for them.

One emitted module has one `Scope`. Fields, methods and classes of a document may be called `list`,
`date` or `Any`, and a class body that has a field `date` hides the type `date` from its own
annotations, from pydantic and type checkers alike. So a name that anything in the module is called
is imported under an alias with a leading underscore, which no field can have.

Signatures can be evaluated (`typing.get_type_hints`), and yet cost nothing before somebody does:
what they name is imported for real where that is cheap, and reached through its package
(`models.Execution`), which imports it when asked, where it is not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from generator.api.annotation_members import (
    NONE,
    Annotated,
    Annotation,
    ClassRef,
    Generic,
    GenericName,
    Listed,
    Literals,
    Member,
    Metadata,
    Plain,
    PlainName,
    TypedDictRef,
)
from generator.api.model import Bounds, Discriminator
from generator.emit.code import Code, called, given, identifier, literal
from generator.emit.imports import Import, import_statements
from generator.records import record

RUNTIME = "_runtime."  # the package of the runtime, in front of its modules


@dataclass(slots=True)
class Needs:
    """What the modules of a package need of the rest of it: modules of the runtime (in the package
    around it, where that is `shared`), and `File` of its inputs.
    """

    runtime: set[str] = field(default_factory=set)
    file: bool = False
    shared: bool = False

    @property
    def above(self) -> Code:
        """The dots before `_runtime` besides those that lead to the root of the package."""
        return Code("." if self.shared else "")


@dataclass(slots=True)
class Scope:
    """The names of one emitted module.

    `package` is the relative path to the package's root (`".."` inside `models/`). `taken` is what
    no import may be called, `classes` what only machinery gives way to; `local` are the classes
    that the module defines itself, `ahead` those of them that it has not yet defined; `module_of`
    has the module of any other that does not come from the models package as a whole. `imported`
    collects what is imported: module -> name -> alias; `needs` is of the whole package."""

    package: str
    taken: frozenset[str] = frozenset()
    classes: Set[str] = frozenset()
    local: frozenset[str] = frozenset()
    ahead: set[str] = field(default_factory=set)
    module_of: Mapping[str, str] = field(default_factory=dict)
    imported: dict[str, dict[str, str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    needs: Needs = field(default_factory=Needs)
    plain: dict[PlainName, str] = field(default_factory=dict)

    def use(self, module: str, name: str) -> str:
        """The name by which the module reaches `name` of `module`."""
        return self._import(module, name, name in self.taken or name in self.classes)

    def own(self, module: str, name: str) -> str:
        """Likewise, for a module of the emitted package, given from its root: `_runtime.model`."""
        if module.startswith(RUNTIME):
            self.needs.runtime.add(module.removeprefix(RUNTIME))
            module = f"{self.needs.above.text}{module}"
        return self.use(f"{self.package}{module}", name)

    def call(self, module: str, name: str, *arguments: Any, **keywords: Any) -> Code:
        """A call of what `own` gives, as `called` prints it."""
        return called(self.own(module, name), *arguments, **keywords)

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
        """The statements that import all of it."""
        return import_statements({module: names.items() for module, names in self.imported.items()})


_MOST_OF_A_CHAIN = 100
"""Members that `|` joins: each is one level of the tree, of which pyright reads 256."""
_PLAIN: Mapping[PlainName, tuple[str, str]] = {
    "Any": ("typing", "Any"),
    "bool": ("builtins", "bool"),
    "bytes": ("builtins", "bytes"),
    "date": ("datetime", "date"),
    "datetime": ("datetime", "datetime"),
    "float": ("builtins", "float"),
    "int": ("builtins", "int"),
    "str": ("builtins", "str"),
    "time": ("datetime", "time"),
    "timedelta": ("datetime", "timedelta"),
    "Decimal": ("decimal", "Decimal"),
    "BinaryIO": ("typing", "BinaryIO"),
    "UUID": ("uuid", "UUID"),
}
_CHECKED: Mapping[PlainName, tuple[str, str]] = {
    "Bool": ("_runtime.model", "Bool"),
    "Number": ("_runtime.floats", "Number"),
    "Int": ("_runtime.integers", "Int"),
    "Int32": ("_runtime.integers", "Int32"),
    "Int64": ("_runtime.integers", "Int64"),
    "DateTime": ("_runtime.moments", "DateTime"),
    "Date": ("_runtime.moments", "Date"),
    "Base64": ("_runtime.octets", "Base64"),
    "Base64Url": ("_runtime.octets", "Base64Url"),
    "Base32": ("_runtime.octets", "Base32"),
    "Base16": ("_runtime.octets", "Base16"),
    "Base64Bytes": ("_runtime.decoded_octets", "Base64Bytes"),
    "DecimalNumber": ("_runtime.decimals", "DecimalNumber"),
    "DecimalText": ("_runtime.decimals", "DecimalText"),
    "Duration": ("_runtime.durations", "Duration"),
    "Time": ("_runtime.times", "Time"),
}
"""Aliases of `Annotated[…]`, which the runtime has for scalars."""
_OWN: Mapping[PlainName, tuple[str, str]] = {
    **_CHECKED,
    "Binary": ("_runtime.octets", "Binary"),
    "EpochMilliseconds": ("_runtime.epoch", "EpochMilliseconds"),
    "EpochSeconds": ("_runtime.epoch", "EpochSeconds"),
    "OpenModel": ("_runtime.model", "OpenModel"),
    "Unset": ("_runtime.unset", "Unset"),
}
_GENERIC: Mapping[GenericName, str] = {
    "dict": "builtins",
    "list": "builtins",
    "AsyncIterable": "collections.abc",
    "Iterable": "collections.abc",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
}


def signature(annotation: Annotation, scope: Scope) -> Code:
    """An annotation in a signature, which reaches classes through their package."""
    return Code(_Printer(scope).union(annotation))


def member(annotation: Annotation, scope: Scope) -> Code:
    """An annotation in a class body or an alias, which pydantic needs at once: classes are
    imported.
    """
    return Code(_Printer(scope, imports_classes=True).union(annotation))


def thunk(annotation: Annotation, scope: Scope) -> Code:
    """The type in an operation's specification, evaluated on the first call."""
    return Code(f"lambda: {_Printer(scope, is_expression=True).union(annotation)}")


@record(frozen=True, slots=True)
class _Printer:
    """In an expression type checkers do not know `|` between what is `Annotated[…]`, nor between
    that, or an alias of it, and `None`: there it is `Union[…]`.
    """

    scope: Scope
    imports_classes: bool = False
    is_expression: bool = False

    def union(self, annotation: Annotation) -> str:
        printed = self._members(annotation)
        is_asked = self.is_expression and len(printed) > 1 and _wants_union(annotation)
        if is_asked or len(printed) > _MOST_OF_A_CHAIN:
            return f"{self.scope.use('typing', 'Union')}[{', '.join(printed)}]"
        return " | ".join(printed)

    def _members(self, annotation: Annotation) -> list[str]:
        """What is printed alike once; a UUID may be given as any `str` as far as types tell."""
        return list(dict.fromkeys(map(self._member, annotation)))

    def _member(self, member: Member) -> str:
        """One member of a union as source text, `list[Pet]`; what it names is imported."""
        match member:
            case Plain(name):
                known = self.scope.plain
                return known[name] if name in known else known.setdefault(name, self._plain(name))
            case Generic(name, arguments):
                return f"{self._generic(name)}[{', '.join(map(self.union, arguments))}]"
            case ClassRef(name):
                return self._class(name)
            case TypedDictRef():
                return self._typed_dict(member.name)
            case Literals(_, written) if written is not None:
                return self._plain(written)
            case Literals(values):
                return self._literals([value for value, _ in values])
            case Annotated(annotation, metadata):
                printed = self._annotated(annotation, metadata)
                return f"{self.scope.use('typing', 'Annotated')}[{printed}]"

    def _plain(self, name: PlainName) -> str:
        """A name that is no model's, imported from where it is: Python, or the runtime."""
        match name:
            case "None":
                return "None"
            case "File":
                self.scope.needs.file = True
                return self._of_inputs("File")
            case "PathLike":
                return f"{self.scope.use('os', 'PathLike')}[{self._plain('str')}]"
            case _ if name in _OWN:
                return self.scope.own(*_OWN[name])
            case _:
                return self.scope.use(*_PLAIN[name])

    def _generic(self, name: GenericName) -> str:
        if name == "Omittable":
            return self.scope.own("_runtime.model", name)
        if name == "Part":
            return self.scope.own("_runtime.parts", name)
        return self.scope.use(_GENERIC[name], name)

    def _class(self, name: str) -> str:
        return (
            self.scope.model(name) if self.imports_classes else self.scope.through("models", name)
        )

    def _typed_dict(self, name: str) -> str:
        # of a large union the name that does not lead mypy round in circles, among typed dicts
        inside = f"_{name}"
        return self._of_inputs(inside if inside in self.scope.local else name)

    def _of_inputs(self, name: str) -> str:
        return (
            self.scope.model(name)
            if name in self.scope.local
            else self.scope.through("inputs", name)
        )

    def _literals(self, values: list[str | int | bool | None]) -> str:
        if values == [None]:
            return "None"
        printed = ", ".join(literal(value).text for value in values)
        return f"{self.scope.use('typing', 'Literal')}[{printed}]"

    def _annotated(self, annotation: Annotation, metadata: Metadata) -> str:
        """What stands in the brackets of `Annotated[…]`: the type, and what checks its values, as
        `int, Bounds(minimum=1)`.
        """
        match metadata:
            case Bounds():
                printed = " | ".join(self._members(annotation))
                return ", ".join((printed, *_bounds(metadata, self.scope)))
            case Listed(fixed):
                check = self.scope.call("_runtime.enums", "Listed", fixed=fixed)
            case Discriminator():
                check = self._variants(metadata)
            case "UntaggedUnion":
                check = self.scope.call("_runtime.untagged", metadata)
            case "OpenUnion":
                check = self.scope.call("_runtime.unions", metadata)
        return f"{self.union(annotation)}, {check.text}"

    def _variants(self, discriminator: Discriminator) -> Code:
        """`Variants("kind", {"cat": Cat, "dog": Dog}, Pet)`, the default last if there is one."""
        table = {value: Code(self._class(name)) for value, name in discriminator.mapping}
        named = [name for _, name in discriminator.mapping]
        classes = [literal(table)]
        if discriminator.default:
            named.append(discriminator.default)
            classes.append(Code(self._class(discriminator.default)))
        if not self.scope.ahead.isdisjoint(named):
            # to a type checker an annotation may mention what comes later, its metadata may not
            classes = [Code(f"lambda: {each.text}") for each in classes]
        return self.scope.call("_runtime.variants", "Variants", discriminator.property, *classes)


def _wants_union(annotation: Annotation) -> bool:
    """Whether a type checker does not know `|` between the members, in an expression."""
    return any(
        isinstance(each, Literals)
        or (isinstance(each, Annotated) and isinstance(each.metadata, Bounds | Listed))
        or (NONE in annotation and _is_annotated(each))
        for each in annotation
    )


def _is_annotated(member: Member) -> bool:
    """Whether it is `Annotated[…]`, or an alias of it."""
    return isinstance(member, Annotated) or (isinstance(member, Plain) and member.name in _CHECKED)


def _bounds(bounds: Bounds, scope: Scope) -> list[str]:
    """The checks of values, and what only a schema says."""
    said = {name: getattr(bounds, name) for name in Bounds.__dataclass_fields__ if name != "schema"}
    checks = [scope.call("_runtime.bounds", "Bounds", **said).text] if given(said) else []
    return [*checks, *([assertions(bounds.schema, scope)] if bounds.schema else [])]


def assertions(schema: str, scope: Scope) -> str:
    """What the runtime holds inputs to, from the JSON text of its schema."""
    return scope.call("_runtime.assertions", "Assertions", json.loads(schema)).text
