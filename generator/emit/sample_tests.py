"""The emitted tests of the document's samples (`x-codeSamples`): each is run as it stands."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from jinja2 import Environment

from generator.api.model import Api, CodeSample
from generator.api.names import Taken, snake
from generator.emit.code import Code, identifier, literal, string_literal
from generator.emit.templates import render

_DEEPEST = 200  # Python, and what formats it, have limits of their own that end a process
_LONGEST = 80
_WHOLE = 10 * _LONGEST  # in one piece, whatever is escaped


class SampleTest(NamedTuple):
    name: Code
    label: str
    source: Sequence[Code]
    files: Code


def programs(api: Api) -> list[CodeSample]:
    """The samples that are programs of the package: those that import it."""
    return [
        sample
        for operation in api.operations
        for sample in operation.samples
        if _uses(sample, api.package)
    ]


def emit_sample_tests(api: Api, environment: Environment, taken: Container[str]) -> dict[str, str]:
    """The module of these tests, where there are samples to run; its path is none of `taken`."""
    names = Taken()
    tests = []
    for sample in programs(api):
        name = names.take(snake(sample.label, "sample"))
        tests.append(
            SampleTest(
                identifier(f"test_{name}"),
                sample.label,
                list(_lines(sample.source)),
                literal(dict(sample.files)),
            )
        )
    if not tests:
        return {}
    path = "tests/test_samples.py"
    while path in taken:
        path = path.replace(".py", "_.py")
    return {path: render(environment, "tests/samples.py.jinja", tests=tests)}


def parsed(source: str) -> ast.Module:
    """A sample as Python reads it. SyntaxError where it is none, or nested deeper than any is."""
    try:
        with warnings.catch_warnings():  # of escapes in its texts, which are the sample's affair
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except ValueError as error:
        raise SyntaxError(str(error)) from error
    except (RecursionError, MemoryError) as error:
        raise SyntaxError("nested too deep") from error
    level: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        level = [inner for node in level for inner in ast.iter_child_nodes(node)]
        if not level:
            return tree
    raise SyntaxError("nested too deep")


def is_python(source: str) -> bool:
    """Whether a sample can be read as Python."""
    try:
        parsed(source)
    except SyntaxError:
        return False
    return True


def _lines(source: str) -> Iterator[Code]:
    """A literal for each line, several where it is long: Python joins them."""
    for line in source.splitlines(keepends=True):
        rest = line
        while len(rest) > _LONGEST:
            cut = rest.rfind(" ", 1, _LONGEST) + 1 or _LONGEST
            yield string_literal(rest[:cut], _WHOLE)
            rest = rest[cut:]
        yield string_literal(rest, _WHOLE)


def _uses(sample: CodeSample, package: str) -> bool:
    try:
        tree = parsed(sample.source)
    except SyntaxError:
        return False
    return any(is_in(package, name) for name in _imported(tree))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module


def is_in(package: str, module: str) -> bool:
    """Whether a module, by its absolute name, is the package or in it."""
    return f"{module}.".startswith(f"{package}.")
