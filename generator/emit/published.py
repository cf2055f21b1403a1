"""What a package offers, read from the source of it that is about to be written: the names of its
modules, and the members of its classes.

Nothing is imported or run; what the source does not say plainly is not known, and never taken for
missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import NamedTuple, TypeAlias

from generator.emit.templates import Text, text_of
from generator.records import record

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_NO_MEMBERS = frozenset({"Generic", "Protocol", "TypedDict", "NamedTuple", "object"})


class ClassRef(NamedTuple):
    """A class by the module of the package that defines it, and its name there."""

    module: str
    name: str


@record(frozen=True, slots=True)
class Member:
    """A member of a class, defined in the module `where`. `function` is what is called, where it is
    a method; `annotation` that of its value, or of what the method returns.
    """

    function: Function | None = None
    annotation: ast.expr | None = None
    where: str = ""
    owner: ClassRef | None = None


@record(frozen=True, slots=True)
class Class:
    """The members of a class, its bases' among them; there may be others of an `open` one."""

    members: dict[str, Member] = field(default_factory=dict)
    open: bool = False


class Published:
    """The modules of a package: `files` by their path in it."""

    def __init__(self, files: Mapping[str, Text | bytes]) -> None:
        self._files = files
        self.module = cache(self._module)
        self.names = cache(self._names)
        self.cls = cache(self._cls)

    def path_of(self, module: str) -> str | None:
        """The file of a module, whose name is relative to the package: `""`, `models.pet`."""
        path = module.replace(".", "/")
        tries = (f"{path}/__init__.py" if path else "__init__.py", f"{path}.py")
        return next((each for each in tries if each in self._files), None)

    def _module(self, module: str) -> ast.Module | None:
        path = self.path_of(module)
        if path is None:
            return None
        source = self._files[path]
        return ast.parse(source if isinstance(source, bytes) else text_of(source))

    def _names(self, module: str) -> dict[str, tuple[str, str]]:
        """What can be imported from a module, each by the module and the name that it comes from;
        a module's own name is empty.
        """
        tree = self.module(module)
        if tree is None:
            return {}
        found = {name: (_joined(module, name), "") for name in self._modules_in(module)}
        for node in _statements(tree.body):
            match node:
                case ast.ImportFrom(names=names, level=level) if level:
                    source = self._origin(module, node)
                    for alias in names:
                        inner = _joined(source, alias.name)
                        end = (source, alias.name) if self.path_of(inner) is None else (inner, "")
                        found[alias.asname or alias.name] = end
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found[name] = (module, name)
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name))
                ):
                    found[name] = (module, name)
        return found

    def _modules_in(self, module: str) -> Iterator[str]:
        """The modules of a package that are there for all, and are no more than modules."""
        path = self.path_of(module) or ""
        if not path.endswith("__init__.py"):
            return
        folder = path.removesuffix("__init__.py")
        within = re.compile(rf"{re.escape(folder)}([^/_][^/]*)(/__init__)?\.py")
        yield from (found[1] for found in map(within.fullmatch, self._files) if found)

    def _origin(self, module: str, node: ast.ImportFrom) -> str:
        """The module that a relative import names."""
        is_package = (self.path_of(module) or "").endswith("__init__.py")
        parts = module.split(".") if module else []
        up = node.level - (1 if is_package else 0)
        kept = parts[: len(parts) - up] if up else parts
        return ".".join([*kept, *([node.module] if node.module else [])])

    def find(self, module: str, name: str) -> ClassRef | None:
        """The class that is called `name` in a module, wherever it is defined: an import leads to
        another module, which may import it itself. `Pet` of `""` is that of `models.pet`.
        """
        for _ in range(8):
            origin = self.names(module).get(name)
            if origin is None or not origin[1]:
                return None
            if origin == (module, name):
                return ClassRef(module, name) if self._definition(module, name) else None
            module, name = origin
        return None

    def _definition(self, module: str, name: str) -> ast.ClassDef | None:
        tree = self.module(module)
        classes = (node for node in (tree.body if tree else ()) if isinstance(node, ast.ClassDef))
        return next((node for node in classes if node.name == name), None)

    def _cls(self, ref: ClassRef) -> Class:
        """The members of a class, those of its bases among them. It is open, so that it may have
        any other, where a base is of another package.
        """
        definition = self._definition(*ref)
        if definition is None:
            return Class(open=True)
        members: dict[str, Member] = {}
        is_open = False
        for base in reversed(definition.bases):
            found = self.type_of(base, ref.module)
            if found is not None:
                inherited = self.cls(found)
                members |= inherited.members
                is_open |= inherited.open
            elif _name_of(base) not in _NO_MEMBERS:
                is_open = True
        for name, member in self._members(_statements(definition.body), ref):
            members[name] = member
        return Class(members, is_open)

    def _members(
        self, statements: Iterator[ast.stmt], ref: ClassRef
    ) -> Iterator[tuple[str, Member]]:
        """The members that statements in the body of a class define. A property is what it gives,
        as an annotated attribute is, and `__init__` sets further ones.
        """
        for node in statements:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    is_value = any("property" in _name_of(each) for each in node.decorator_list)
                    called = None if is_value else node
                    yield node.name, Member(called, node.returns, ref.module, ref)
                    if node.name == "__init__":
                        yield from self._set_by(node, ref)
                case ast.AnnAssign(target=ast.Name(id=name)):
                    yield name, Member(None, node.annotation, ref.module)
                case ast.Assign(targets=[ast.Name(id=name)]):
                    yield name, self._made_of(node.value, ref.module, {})

    def _set_by(self, node: Function, ref: ClassRef) -> Iterator[tuple[str, Member]]:
        """What `__init__` sets, made of the methods of its arguments."""
        given = {each.arg: each.annotation for each in node.args.args}
        for statement in node.body:
            match statement:
                case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]):
                    yield name, self._made_of(statement.value, ref.module, given)

    def _made_of(
        self, value: ast.expr, module: str, given: Mapping[str, ast.expr | None]
    ) -> Member:
        """A view of a method, which takes what the method takes: `view(Pets.list, …)`. `given` are
        the annotations of arguments, by which a view in `__init__` knows its resource.
        """
        match value:
            case ast.Call(args=[ast.Attribute(value=ast.Name(id=owner), attr=method), *_]):
                annotation = given.get(owner) or ast.Name(owner)
                found = self.type_of(annotation, module)
                member = self.cls(found).members.get(method) if found else None
                return Member(member.function, None, member.where) if member else Member()
        return Member()

    def type(self, member: Member) -> ClassRef | None:
        """The class of a member's value, or of what the method returns, where that is one of the
        package's.
        """
        return self.type_of(member.annotation, member.where, member.owner)

    def type_of(
        self, annotation: ast.expr | None, module: str, owner: ClassRef | None = None
    ) -> ClassRef | None:
        """The class of this package that an annotation names, without what it is made with:
        `Given` of `Given[str]`. Annotations are texts where they mention what comes later; `owner`
        is what `Self` is in it.
        """
        match annotation:
            case ast.Subscript(value=inner):
                return self.type_of(inner, module, owner)
            case ast.Constant(value=str(text)):
                return self.type_of(ast.parse(text, mode="eval").body, module, owner)
            case ast.Name(id="Self"):
                return owner
            case ast.Name(id=name):
                return self.find(module, name)
            case ast.Attribute(value=ast.Name(id=package), attr=name):
                origin = self.names(module).get(package)
                return self.find(origin[0], name) if origin and not origin[1] else None
        return None


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module or class, those of `if TYPE_CHECKING` and the like among them."""
    for node in body:
        yield node
        if isinstance(node, ast.If):
            yield from _statements([*node.body, *node.orelse])


def _name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return _name_of(inner)
    return ""


def _joined(module: str, name: str) -> str:
    return f"{module}.{name}" if module else name
