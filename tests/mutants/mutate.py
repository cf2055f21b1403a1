"""The mutants of a module: each is the module with one small thing changed that its cases should
tell.

What is changed: comparisons, `and` and `or`, conditions (negated), `not` (dropped), `+` and `-`,
constants (a number by one, a truth value, a text by a letter), statements that are there for their
effect (dropped), what is returned (nothing instead), neighbouring arguments of a call (swapped),
members of a table (dropped; those of a row are not, which would not be read). Left alone are
annotations, docstrings, decorators and what names types, which say nothing that runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

WIDEST: Final = 160
"""How long the line may be that shows a mutant, before only a part of it is shown."""

_COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OF_TYPES: Final = frozenset(
    {"TypeVar", "NewType", "ParamSpec", "Literal", "Callable", "Annotated", "Union", "Optional"}
)
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)

Holder = Any
"""What has the changed node: a node of the tree, or a list of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """One change of a module's tree. `scope` is the function that it is in, by its qualified name,
    or what it is in of the module; `function` is the first line of the outermost function around
    it, 0 where it is in none, so that the module has to be run anew. `lines` are those of the
    statement. `row` are the texts of the table's row that it is in."""

    path: Path
    scope: str
    kind: str
    line: int
    lines: range
    was: str
    now: str
    function: int
    row: tuple[str, ...]
    tree: ast.Module
    edit: Edit

    @property
    def key(self) -> tuple[str, str, str]:
        """By what a list names it, so that the name lasts when lines move."""
        return self.scope, self.was, self.now

    def source(self) -> ast.Module:
        """The changed tree, the module's own: `restore` it."""
        self.edit.apply()
        return ast.fix_missing_locations(self.tree)

    def restore(self) -> None:
        self.edit.undo()


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """`new` instead of what a holder has at a key; `None` in a list drops the member."""

    kind: str
    holder: Holder
    key: str | int
    new: Any
    old: Any

    def apply(self) -> None:
        if isinstance(self.key, str):
            setattr(self.holder, self.key, self.new)
        elif self.new is None:
            del self.holder[self.key]
        else:
            self.holder[self.key] = self.new

    def undo(self) -> None:
        if isinstance(self.key, str):
            setattr(self.holder, self.key, self.old)
        elif self.new is None:
            self.holder.insert(self.key, self.old)
        else:
            self.holder[self.key] = self.old


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a module, from top to bottom."""
    return list(each_mutant(path))


def each_mutant(path: Path) -> Iterator[Mutant]:
    """One after the other, for who does not need all."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return _Walk(path, tree).module()


class _Walk:
    """Goes through a tree with what stands around each node: the names of scopes, the nodes from
    the statement inwards.
    """

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.path = path
        self.tree = tree
        self.names: list[str] = []
        self.function = 0
        self.around: list[ast.AST] = []

    def module(self) -> Iterator[Mutant]:
        yield from self._body(self.tree.body)

    def _body(self, body: list[ast.stmt]) -> Iterator[Mutant]:
        for index, statement in enumerate(body):
            if _is_unseen(statement):
                continue
            outside, self.around = self.around, [statement]
            for edit in _of_statement(body, index, statement):
                yield self._mutant(edit, statement)
            yield from self._statement(statement)
            self.around = outside

    def _statement(self, statement: ast.stmt) -> Iterator[Mutant]:
        if isinstance(statement, _FUNCTIONS):
            yield from self._defaults(statement)
            yield from self._inside(statement.name, statement.body, _first_line(statement))
            return
        if isinstance(statement, ast.ClassDef):
            yield from self._inside(statement.name, statement.body, 0)
            return
        for name, value in ast.iter_fields(statement):
            if name in ("body", "orelse", "finalbody") and isinstance(value, list):
                yield from self._body(value)
            elif name in ("handlers", "cases"):
                yield from self._branches(value)
            elif name != "annotation":
                yield from self._values(value)

    def _inside(self, name: str, body: list[ast.stmt], line: int) -> Iterator[Mutant]:
        outer, self.function = self.function, self.function or line
        self.names.append(name)
        yield from self._body(body)
        self.names.pop()
        self.function = outer

    def _defaults(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Mutant]:
        self.names.append(function.name)
        for value in (
            function.args.defaults,
            [each for each in function.args.kw_defaults if each is not None],
        ):
            yield from self._values(value)
        self.names.pop()

    def _branches(self, branches: list[Any]) -> Iterator[Mutant]:
        for branch in branches:
            around, self.around = self.around, [branch]
            if isinstance(branch, ast.match_case):
                yield from self._values([branch.pattern, branch.guard])
                if branch.guard is not None:
                    yield self._mutant(_negated(branch, "guard", branch.guard), branch.guard)
            yield from self._body(branch.body)
            self.around = around

    def _values(self, value: object) -> Iterator[Mutant]:
        if isinstance(value, list):
            for each in value:
                yield from self._values(each)
        elif isinstance(value, ast.AST) and not _is_of_types(value):
            if (
                isinstance(value, ast.Call)
                and isinstance(value.func, ast.Name)
                and value.func.id == "cast"
            ):
                value = value.args[1]
            self.around.append(value)
            in_table = not self.function and not any(
                isinstance(each, (ast.Tuple, ast.List)) for each in self.around[:-1]
            )
            for edit in _of_expression(value, in_table=in_table):
                yield self._mutant(edit, value)
            for name, child in ast.iter_fields(value):
                if name not in ("annotation", "returns", "ctx"):
                    yield from self._values(child)
            self.around.pop()

    def _mutant(self, edit: Edit, node: ast.AST) -> Mutant:
        around = self.around[:]
        shown = next(part for part in around if part is around[-1] or len(_line(part)) <= WIDEST)
        was = _line(shown)
        edit.apply()
        now = _line(edit.new) if shown is edit.old else _line(shown)
        edit.undo()
        scope = ".".join(self.names) or _target(around[0])
        first = getattr(node, "lineno", getattr(around[0], "lineno", 1))
        return Mutant(
            self.path,
            scope,
            edit.kind,
            first,
            _extent(around[0], first),
            was,
            now,
            self.function,
            _row(around),
            self.tree,
            edit,
        )


# --- what is changed ------------------------------------------------------------------------------


def _of_statement(body: list[ast.stmt], index: int, statement: ast.stmt) -> Iterator[Edit]:
    match statement:
        case ast.If(test=test) | ast.While(test=test):
            yield _negated(statement, "test", test)
        case ast.Return(value=ast.expr() as value) if not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            yield Edit(
                "return", statement, "value", ast.copy_location(ast.Constant(None), value), value
            )
        case ast.Expr(value=value) if not isinstance(value, ast.Constant):
            yield _dropped(body, index, statement)
        case ast.AugAssign() | ast.Raise() | ast.Delete() | ast.Continue() | ast.Break():
            yield _dropped(body, index, statement)
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield _dropped(body, index, statement)


def _of_expression(node: ast.AST, *, in_table: bool) -> Iterator[Edit]:
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                yield from (
                    Edit("comparison", ops, index, other(), op) for other in _COMPARISONS[type(op)]
                )
        case ast.BoolOp(op=op):
            yield Edit(
                "and, or", node, "op", ast.Or() if isinstance(op, ast.And) else ast.And(), op
            )
        case ast.UnaryOp(op=ast.Not() as op, operand=operand):
            # `not not x` reads as `x` everywhere that truth is asked for, and keeps the place in
            # the tree
            yield Edit(
                "not dropped",
                node,
                "operand",
                ast.copy_location(ast.UnaryOp(ast.Not(), operand), operand),
                operand,
            )
        case ast.BinOp(op=(ast.Add() | ast.Sub()) as op):
            yield Edit("sum", node, "op", ast.Sub() if isinstance(op, ast.Add) else ast.Add(), op)
        case ast.IfExp(test=test):
            yield _negated(node, "test", test)
        case ast.comprehension(ifs=ifs):
            for index, each in enumerate(ifs):
                yield Edit(
                    "condition",
                    ifs,
                    index,
                    ast.copy_location(ast.UnaryOp(ast.Not(), each), each),
                    each,
                )
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Call(args=args):
            yield from _swapped(node, args)
        case ast.Dict() if in_table:
            yield from _dropped_entries(node)
        case ast.Tuple(elts=members) | ast.List(elts=members) | ast.Set(elts=members) if (
            in_table and len(members) > 1
        ):
            yield from (
                Edit("member dropped", members, index, None, each)
                for index, each in enumerate(members)
            )


def _of_constant(node: ast.Constant) -> Iterator[Edit]:
    value = node.value
    if isinstance(value, bool):
        yield Edit("constant", node, "value", not value, value)
    elif isinstance(value, int):
        yield Edit("constant", node, "value", value + 1, value)
        yield Edit("constant", node, "value", value - 1, value)
    elif isinstance(value, str):
        kind = "words" if " " in value.strip() else "constant"
        yield Edit(kind, node, "value", f"{value}X", value)


def _swapped(node: ast.Call, args: list[ast.expr]) -> Iterator[Edit]:
    for index, (one, other) in enumerate(pairwise(args)):
        if (
            not isinstance(one, ast.Starred)
            and not isinstance(other, ast.Starred)
            and ast.dump(one) != ast.dump(other)
        ):
            yield Edit(
                "arguments swapped",
                node,
                "args",
                [*args[:index], other, one, *args[index + 2 :]],
                args,
            )


def _dropped_entries(node: ast.Dict) -> Iterator[Edit]:
    for index in range(len(node.keys)):
        without = ast.Dict(
            [each for at, each in enumerate(node.keys) if at != index],
            [each for at, each in enumerate(node.values) if at != index],
        )
        yield Edit(
            "member dropped", node, "__dict__", {**vars(node), **vars(without)}, dict(vars(node))
        )


def _dropped(body: list[ast.stmt], index: int, statement: ast.stmt) -> Edit:
    return Edit(
        "statement dropped", body, index, ast.copy_location(ast.Pass(), statement), statement
    )


def _negated(holder: ast.AST, field: str, test: ast.expr) -> Edit:
    return Edit(
        "condition", holder, field, ast.copy_location(ast.UnaryOp(ast.Not(), test), test), test
    )


# --- what is left alone ---------------------------------------------------------------------------


def _is_unseen(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Global() | ast.Nonlocal():
            return True
        case ast.Expr(value=ast.Constant()):  # a docstring
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _is_of_types(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)):
            return name in _OF_TYPES
    return False


# --- how it is shown ------------------------------------------------------------------------------


def _line(node: Any) -> str:
    match node:
        case ast.If(test=test):
            return f"if {ast.unparse(test)}:"
        case ast.While(test=test):
            return f"while {ast.unparse(test)}:"
        case ast.For(target=target, iter=iterated):
            return f"for {ast.unparse(target)} in {ast.unparse(iterated)}:"
        case ast.With(items=items):
            return f"with {', '.join(map(ast.unparse, items))}:"
        case ast.Match(subject=subject):
            return f"match {ast.unparse(subject)}:"
        case ast.match_case(pattern=pattern, guard=guard):
            return (
                "case "
                f"{ast.unparse(pattern)}{f' if {ast.unparse(guard)}' if guard is not None else ''}:"
            )
        case ast.FunctionDef(name=name, args=args) | ast.AsyncFunctionDef(name=name, args=args):
            return f"def {name}({ast.unparse(args)}):"
        case ast.ClassDef(name=name):
            return f"class {name}:"
        case ast.Try() | ast.ExceptHandler():
            return type(node).__name__.lower()
        case ast.AST():
            return " ".join(ast.unparse(node).split("\n"))
    return str(node)


def _target(node: ast.AST) -> str:
    match node:
        case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target):
            return ast.unparse(target)
    return "module"


def _row(around: list[ast.AST]) -> tuple[str, ...]:
    """The texts beside a node in the innermost row of a table: a tuple, a call, a dict."""
    rows = [node for node in around if isinstance(node, (ast.Tuple, ast.Call, ast.Dict))]
    texts = (
        [each.value for each in ast.walk(rows[-1]) if isinstance(each, ast.Constant)]
        if rows
        else []
    )
    return tuple(text for text in texts if isinstance(text, str) and "-" in text)


def _first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def _extent(statement: ast.AST, first: int) -> range:
    """The lines of a statement, of a compound one those of its head."""
    body = getattr(statement, "body", None)
    start: int = getattr(statement, "lineno", first)
    end = (
        body[0].lineno - 1
        if isinstance(body, list) and body
        else getattr(statement, "end_lineno", first)
    )
    return range(start, max(start, end) + 1)
