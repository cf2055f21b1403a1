"""Would the samples of a document (`x-codeSamples`, in Python) run? Whether each parses, and names
what the package that is emitted from the same document has: its modules and classes, the methods
of its client, and their arguments.

Of anything else that a sample does nothing is known, and nothing said."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.api.model import Api, CodeSample
from generator.api.rules import SAMPLE
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic
from generator.emit.modules import emit_modules
from generator.emit.published import Class, ClassRef, Member, Published
from generator.emit.sample_tests import is_in, parsed
from generator.emit.templates import Text

_CLIENT = "client"
"""What a sample that makes no client calls it, as the documentation does."""


class SampleFault(NamedTuple):
    """What is wrong with a sample, at a line of it."""

    line: int
    message: str


class _Module(NamedTuple):
    name: str


class _Instance(NamedTuple):
    cls: ClassRef


class _Bound(NamedTuple):
    """A method of an object, or a view of one."""

    member: Member


_Known: TypeAlias = _Module | ClassRef | _Instance | _Bound | None


def sample_findings(document: Document, api: Api, templates: Path) -> list[Diagnostic]:
    """What is wrong with the samples of a document, each at its line."""
    samples = [*chain.from_iterable(operation.samples for operation in api.operations)]
    if not samples:
        return []
    published = published_by(api, templates)
    found: list[Diagnostic] = []
    for sample in samples:
        source, pointer = document.origin(sample.pointer)
        for fault in faults(sample, api, published):
            place = source.locate_line(pointer, fault.line)
            found.append(SAMPLE.found(fault.message, place, sample.pointer))
    return found


def published_by(api: Api, templates: Path) -> Published:
    """What the package of an `Api` offers."""
    package = f"{api.package.replace('.', '/')}/"
    text, copied = emit_modules(api, templates)
    files: dict[str, Text | bytes] = {**text, **copied}
    return Published(
        {
            path.removeprefix(package): source
            for path, source in files.items()
            if path.startswith(package)
        }
    )


def faults(sample: CodeSample, api: Api, published: Published) -> list[SampleFault]:
    """What is wrong with a sample, in its order."""
    try:
        tree = parsed(sample.source)
    except SyntaxError as error:
        return [SampleFault(error.lineno or 1, f"the sample is no Python: {error.msg}")]
    reader = _SampleVisitor(api, published)
    try:
        reader.visit(tree)
    except RecursionError:
        reader.faults.append(SampleFault(1, "the sample is nested too deep to be checked"))
    return list(dict.fromkeys(reader.faults))


class _SampleVisitor(ast.NodeVisitor):
    """Reads a sample from the top; knows what its names stand for where they come from the
    package.
    """

    def __init__(self, api: Api, published: Published) -> None:
        self.faults: list[SampleFault] = []
        self._package = api.package
        self._published = published
        client = published.find("", api.client)
        self._known: dict[str, _Known] = {_CLIENT: _Instance(client) if client else None}

    # --- what gives names their meaning

    def visit_Import(self, node: ast.Import) -> None:
        """`import acme.models` makes `acme` known, `import acme.models as m` makes `m` that module;
        a name that is of something else now is no more what it was.
        """
        for alias in node.names:
            if not is_in(self._package, alias.name):
                self._known[alias.asname or alias.name.partition(".")[0]] = None
                continue
            module = self._module(node, alias.name)
            if alias.asname:
                self._known[alias.asname] = module
            elif "." not in self._package:
                self._known[self._package] = _Module("")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from acme import Acme`. What `from .acme import Acme` leads to is not known, and of
        `from acme import *` nothing is said.
        """
        source = "" if node.level else node.module or ""
        if not is_in(self._package, source):
            self._known |= dict.fromkeys(map(_name_of, node.names))
            return
        module = self._module(node, source)
        if self._published.path_of(module.name) is None:
            return
        for alias in node.names:
            if alias.name != "*":
                self._known[_name_of(alias)] = self._of_module(node, module, alias.name)

    def _module(self, node: ast.AST, name: str) -> _Module:
        """A module of the package by its whole name; says where there is none."""
        inner = name.removeprefix(self._package).removeprefix(".")
        if self._published.path_of(inner) is None:
            self._say(node, f"there is no module `{name}`")
        return _Module(inner)

    def visit_Assign(self, node: ast.Assign) -> None:
        value = self._infer(node.value)
        for target in node.targets:
            self._bind(target, value)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            value = self._infer(item.context_expr)
            if item.optional_vars is not None:
                self._bind(item.optional_vars, value)
        for statement in node.body:
            self.visit(statement)

    visit_AsyncWith = visit_With  # noqa: N815

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._infer(node.iter)
        self._bind(node.target, None)
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    visit_AsyncFor = visit_For  # noqa: N815

    def visit_arg(self, node: ast.arg) -> None:
        self._known[node.arg] = self._annotated(node.annotation)

    def _annotated(self, annotation: ast.expr | None) -> _Known:
        match self._infer(annotation) if annotation is not None else None:
            case ClassRef() as cls:
                return _Instance(cls)
        return None

    def _bind(self, target: ast.expr, value: _Known) -> None:
        if isinstance(target, ast.Name):
            self._known[target.id] = value
        else:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    self._known[node.id] = None
            self.generic_visit(target)

    # --- what an expression stands for

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._infer(node)

    def visit_Call(self, node: ast.Call) -> None:
        self._infer(node)

    def _infer(self, node: ast.expr) -> _Known:
        """What an expression stands for: of `client.pets.get(1)` nothing that is checked, of
        `client.with_options()` a client. What is wrong on the way is said.
        """
        match node:
            case ast.Name(id=name):
                return self._known.get(name)
            case ast.Attribute(value=inner, attr=name):
                return self._attribute(node, self._infer(inner), name)
            case ast.Await(value=inner):
                return self._infer(inner)
            case ast.Call(func=function):
                called = self._infer(function)
                for argument in (*node.args, *(each.value for each in node.keywords)):
                    self.visit(argument)
                return self._call(node, called)
        self.generic_visit(node)
        return None

    def _attribute(self, node: ast.Attribute, of: _Known, name: str) -> _Known:
        """What `name` of a module or an object stands for; says where there is no such."""
        match of:
            case _Module():
                return self._of_module(node, of, name)
            case _Instance(cls):
                known = self._published.cls(cls)
                member = known.members.get(name)
                if member is None:
                    self._lacks(node, ast.unparse(node.value), known, name)
                elif member.function is not None:
                    return _Bound(member)
                elif (value := self._published.type(member)) is not None:
                    return _checked(value)
        return None

    def _of_module(self, node: ast.AST, module: _Module, name: str) -> _Known:
        """A class or a module of a module, `acme.models.Pet`; says where there is none."""
        names = self._published.names(module.name)
        inner = f"{module.name}.{name}".removeprefix(".")
        if name.startswith("__"):
            return None
        if name in names:
            origin, own = names[name]
            return self._published.find(module.name, name) if own else _Module(origin)
        if self._published.path_of(inner) is not None:
            return _Module(inner)
        called = f"{self._package}.{module.name}".removesuffix(".")
        self._say(node, f"`{called}` has no `{name}`{_meant(name, names)}")
        return None

    def _call(self, node: ast.Call, called: _Known) -> _Known:
        """What a call gives, of a class of the client or of a method; says where its arguments do
        not fit.
        """
        match called:
            case ClassRef() if isinstance(made := _checked(called), _Instance):
                init = self._published.cls(called).members.get("__init__")
                if init is not None:
                    self._fit(node, init)
                return made
            case _Bound(member):
                self._fit(node, member)
                value = self._published.type(member)
                return _checked(value) if value is not None else None
        return None

    def _fit(self, node: ast.Call, member: Member) -> None:
        """Say which arguments of a call a method does not take, and which it lacks.

        Where some are spread (`*positions`, `**names`), nobody knows how many these are."""
        if member.function is None:
            return
        called, arguments = ast.unparse(node.func), member.function.args
        positional, count = _positional(arguments), len(node.args)
        is_spread = any(isinstance(each, ast.Starred) for each in node.args)
        if not is_spread and arguments.vararg is None and count > len(positional):
            message = f"takes {len(positional)} arguments by position, not {count}"
            self._say(node, f"`{called}` {message}")
        self._fit_keywords(node, called, arguments, member.where)
        named = [each.arg for each in node.keywords]
        lacking = sorted(_required(arguments) - {*positional[:count], *named})
        if lacking and not is_spread and None not in named:
            self._say(node, f"`{called}` lacks {', '.join(map('`{}`'.format, lacking))}")

    def _fit_keywords(
        self, node: ast.Call, called: str, arguments: ast.arguments, module: str
    ) -> None:
        """Say which keywords of a call a method does not take; `**names` are none of them."""
        further = self._further(arguments, module)
        if further is None:
            return
        known = {*_positional(arguments), *(each.arg for each in arguments.kwonlyargs), *further}
        for each in node.keywords:
            if each.arg is not None and each.arg not in known:
                self._say(each, f"`{called}` takes no `{each.arg}`{_meant(each.arg, known)}")

    def _further(self, arguments: ast.arguments, module: str) -> set[str] | None:
        """The keywords of `**options: Unpack[Options]`; None where there may be any."""
        if arguments.kwarg is None:
            return set()
        match arguments.kwarg.annotation:
            case ast.Subscript(slice=inner):
                found = self._published.type_of(inner, module)
                return set(self._published.cls(found).members) if found else None
        return None

    def _lacks(self, node: ast.AST, called: str, known: Class, name: str) -> None:
        if not known.open and not name.startswith("_"):
            self._say(node, f"`{called}` has no `{name}`{_meant(name, known.members)}")

    def _say(self, node: ast.AST, message: str) -> None:
        line = getattr(node, "end_lineno" if isinstance(node, ast.Attribute) else "lineno", 1)
        self.faults.append(SampleFault(line, message))


def _name_of(alias: ast.alias) -> str:
    """What a sample calls that which it imports."""
    return alias.asname or alias.name


def _checked(cls: ClassRef) -> _Known:
    """An object of a class that the samples are held to: the client, its resources, their views. A
    model takes and keeps what it does not know.
    """
    return _Instance(cls) if cls.module.partition(".")[0] in ("_client", "resources") else None


def _positional(arguments: ast.arguments) -> list[str]:
    """What is given by position to a method: all but `self`."""
    return [each.arg for each in (*arguments.posonlyargs, *arguments.args)][1:]


def _required(arguments: ast.arguments) -> set[str]:
    positional = _positional(arguments)
    needed = positional[: len(positional) - len(arguments.defaults)]
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {*needed, *(each.arg for each, default in pairs if default is None)}


def _meant(name: str, known: Iterable[str]) -> str:
    """What may be meant, `; did you mean `list`?`: what is spelled alike, also in capitals."""
    public = [each for each in known if not each.startswith("_")]
    alike = [each for each in public if each.casefold() == name.casefold()]
    close = get_close_matches(name, public, 1) or alike
    return f"; did you mean `{close[0]}`?" if close else ""
