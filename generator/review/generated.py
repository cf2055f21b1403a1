"""Where a change shows in the generated package: `generated/np6/models/segment.py:26`, read from
the files as they lie there.

The package says itself in which module a class stands (`models/__init__.py`,
`resources/__init__.py`); each module is parsed once, when something in it is first asked for. What
the package does not have has no line: a field that is gone is answered by its class, a class that
is gone by nothing."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, filterfalse
from pathlib import Path
from typing import Any, Final, Literal

from generator.api.model import Api, EnumModel, ObjectModel, Operation
from generator.document.pointer import split
from generator.review.model import Change, Occurrence
from generator.review.python_place import PythonPlace, method_place
from generator.review.usage import spread_fields

_INDEX: Final = "operations.json"
_VIEWS: Final = frozenset(
    {
        "in_batches",
        "with_streamed_items",
        "with_streamed_events",
        "with_raw_response",
        "with_streamed_response",
    }
)
"""What stands between a resource and its method."""
_DEEPEST: Final = 4  # names of a package, joined by dots
_LARGEST: Final = 4_000_000  # bytes of a module


def package_in(folder: Path) -> Path | None:
    """The one package of a folder of generated files; `None` where the folder is not there, or has
    none or several.
    """
    found = _packages(folder)
    return found[0] if len(found) == 1 else None


def _packages(folder: Path) -> list[Path]:
    """The folder itself, if it is one, else those at the top, else those of a namespace, as
    `acme/billing` is.
    """
    if not folder.is_dir():
        return []
    if (folder / _INDEX).is_file():
        return [folder]
    for depth in range(1, _DEEPEST + 1):
        found = sorted(index.parent for index in folder.glob(f"{'*/' * depth}{_INDEX}"))
        if found:
            return found
    return []


def why_none(folder: Path) -> str | None:
    """Why no lines can be named of a folder, in a sentence; `None` where it holds one package."""
    if not folder.is_dir():
        return f"there is no folder {str(folder)!r} of generated files"
    if (folder / _INDEX).is_file():
        return f"{str(folder)!r} is a generated package itself; give the folder that it is in"
    found = _packages(folder)
    if len(found) > 1:
        return (
            f"{str(folder)!r} holds several generated packages: "
            f"{', '.join(each.name for each in found)}; one is wanted"
        )
    if not found:
        return f"{str(folder)!r} holds no generated package: no folder in it has a file {_INDEX}"
    return None


def made_from(folder: Path, api: Api) -> Literal["this", "former", "other"]:
    """Whether the package of a folder is that of an `Api`, as far as names tell: it has all
    operations and classes alike, half of the operations at least, or fewer.

    Of a former one the lines are named, with a note that they are its own; of another none."""
    package = package_in(folder)
    index = None if package is None else _index(package / _INDEX)
    if index is None:
        return "other"
    ours = [_surface(operation) for operation in api.operations]
    if index != ours:
        return "former" if _share_half(index, ours) else "other"
    return "this" if Generated(folder).has_classes_of(api) else "former"


def _share_half(index: list[list[Any]], ours: list[list[Any]]) -> bool:
    """Whether half of the operations of either are in the other, by method and path."""
    named, known = ({tuple(each[:2]) for each in side} for side in (index, ours))
    return 2 * len(named & known) >= max(len(named), len(known))


def _names(model: ObjectModel | EnumModel) -> set[str]:
    """The fields or members of a class."""
    match model:
        case EnumModel(members=members):
            return {each.name for each in members}
        case ObjectModel(fields=fields):
            return {each.python for each in fields}


def _surface(operation: Operation) -> list[Any]:
    """An operation as far as it can be told from the index of a package: `["PUT", "/pets/{id}",
    "savePet", ["pets", "save"], ["id"], {"petName": "pet_name"}]`.
    """
    body, fields = operation.body, None
    if body is not None and body.fields is not None:
        fields = {each.wire: each.python for each in spread_fields(operation)}
    names = [each.python for each in operation.parameters]
    return [
        operation.method,
        operation.path,
        operation.id,
        [*operation.resource, operation.function],
        names,
        fields,
    ]


def _index(file: Path) -> list[list[Any]] | None:
    """The operations of a package as it names them itself, as `_surface` has them; `None` where
    that cannot be read.
    """
    try:
        return [
            [
                *(str(each[key]) for key in ("method", "path", "operation_id")),
                [*each["resource"], each["function"]],
                [parameter["python"] for parameter in each["parameters"]],
                each["body"] and each["body"]["fields"],
            ]
            for each in json.loads(file.read_bytes())["operations"]
        ]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


class Generated:
    """The lines of a generated package. `folder` is where `regenerate` wrote to, and is named as it
    is given.
    """

    def __init__(self, folder: Path) -> None:
        self._package = package_in(folder)
        self._module = cache(self._parsed)

    def lines(self, change: Change, at: Occurrence | None = None) -> tuple[str, ...]:
        """`file:line` of what Python code sees of a change, or of one of its places: of what it is
        called now, else of what it was; else of the classes that it shows in, else of the method
        that it reaches."""
        if self._package is None:
            return ()
        places = list(_places(at or change.itself))
        around = list(_around(change)) if at is None else []
        for looked_for, exact in ((places, True), (places, False), (around, True), (around, False)):
            found = [self._line(place, exact=exact) for place in looked_for]
            known = dict.fromkeys(filter(None, found))
            if known:
                return tuple(known)
        return ()

    def has_classes_of(self, api: Api) -> bool:
        """Whether each class of an `Api` is there, with its fields or members and no others."""
        return all(
            self._is_like(model)
            for model in api.models
            if isinstance(model, ObjectModel | EnumModel)
        )

    def _is_like(self, model: ObjectModel | EnumModel) -> bool:
        """Whether there is a class with the fields or members of a model and no other public name;
        an alias says nothing of any.
        """
        try:
            _, holder = self._class(model.name)
        except LookupError:
            return False
        if not isinstance(holder, ast.ClassDef):
            return True
        ours, there = _names(model), set(chain.from_iterable(map(_targets, holder.body)))
        own = {name for name in there - ours if name.startswith("_")}
        return ours == there - own

    def _line(self, place: PythonPlace, *, exact: bool) -> str | None:
        """`file:line` of a place; `None` where the package has it not."""
        if place.argument is not None:
            return None
        try:
            file, node = self._node(place, exact)
        except LookupError:
            return None
        return f"{file.as_posix()}:{node.lineno}"

    def _node(self, place: PythonPlace, exact: bool) -> tuple[Path, ast.stmt | ast.arg]:
        """What is at a place, a field by its name in Python or on the wire; unless it is to be
        `exact`, the class or method where that has no such field or keyword. LookupError where
        there is none.
        """
        file, node = (
            self._called(place.names[1:])
            if place.is_method
            else self._member(place.owner, place.member, exact)
        )
        if not place.keyword:
            return file, node
        found = {each.arg: each for each in _arguments(node)}.get(place.keyword)
        if found is None and exact:
            raise LookupError(place.keyword)
        return file, found or node

    def _class(self, name: str) -> tuple[Path, ast.stmt]:
        """A class or alias of the models, or the client. LookupError where there is none."""
        assert self._package is not None
        client = self._package / "_client.py"
        file = client if _defined(self._module(client), name) else self._file("models", name)
        found = _defined(self._module(file), name)
        if found is None:
            raise LookupError(name)
        return file, found

    def _member(self, owner: str, member: str, exact: bool) -> tuple[Path, ast.stmt]:
        """A class, alias or client, or a field or member of it; unless it is to be `exact`, the
        class without such a field. LookupError where there is none.
        """
        file, holder = self._class(owner)
        if not member or not isinstance(holder, ast.ClassDef):
            return file, holder
        found = _field(holder, member)
        if found is None and exact:
            raise LookupError(member)
        return file, found or holder

    def _called(self, names: Sequence[str]) -> tuple[Path, ast.stmt]:
        """A resource or method of the client. LookupError where there is none.

        Of `("segments", "list")` the client has the property `segments`, which returns
        `resources.Segments`, which has the method `list`."""
        assert self._package is not None
        file, found = self._package / "_client.py", None
        classes = (each for each in self._module(file).body if isinstance(each, ast.ClassDef))
        holder: ast.stmt | None = next(classes, None)  # the client, before the asynchronous one
        for name in filterfalse(_VIEWS.__contains__, names):
            if found is not None:
                kind = _class_of(found.returns)
                file = self._file("resources", kind)
                holder = _defined(self._module(file), kind)
            found = _method(holder, name)
            if found is None:
                raise LookupError(name)
        if found is None:
            raise LookupError(names)
        return file, found

    def _file(self, part: str, name: str) -> Path:
        """The module of a class, as the package's own index has it: `from .segment import Segment
        as Segment`. LookupError where it has none.
        """
        assert self._package is not None
        for node in ast.walk(self._module(self._package / part / "__init__.py")):
            match node:
                case ast.ImportFrom(module=module, names=names, level=1):
                    if name in {each.name for each in names}:
                        return self._package / part / f"{module}.py"
        raise LookupError(name)

    def _parsed(self, file: Path) -> ast.Module:
        """A module; an empty one where it cannot be read."""
        try:
            if file.stat().st_size > _LARGEST:
                return ast.Module([], [])
            return ast.parse(file.read_bytes())
        except (OSError, ValueError, SyntaxError):
            return ast.Module([], [])


def _places(at: Occurrence) -> Iterator[PythonPlace]:
    """What a change is about, as Python code calls it now, then as it was called."""
    if at.place is not None:
        yield from filter(None, (at.place.now, at.place))


def _around(change: Change) -> Iterator[PythonPlace]:
    """What a change shows in without a place of its own in Python: fields by the names on the wire,
    classes, methods. What was made at several places shows in the lines of each.

    At `/components/schemas/Segment/properties/targetsCount` that is the field `targetsCount` of
    each class that has it, of another place of a schema the class."""
    if not change.classes:
        yield from map(method_place, filter(None, (each.python for each in change.reach)))
    elif not change.occurrences:
        of = split(change.pointer)
        wire = of[-1] if of[-2:-1] == ("properties",) else ""
        yield from (PythonPlace(name, wire) for name in change.classes)


def _defined(module: ast.Module, name: str) -> ast.stmt | None:
    """What a module calls by a name: a class, or an alias."""
    found = (node for node in module.body if _is_class(node, name) or name in _targets(node))
    return next(found, None)


def _class_of(annotation: ast.expr | None) -> str:
    """The class that an annotation names, of whatever module."""
    match annotation:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_class(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.ClassDef) and node.name == name


def _targets(node: ast.stmt) -> list[str]:
    """The names that a statement gives a value or a type."""
    match node:
        case ast.AnnAssign(target=ast.Name(name)):
            return [name]
        case ast.Assign(targets=targets):
            return [each.id for each in targets if isinstance(each, ast.Name)]
        case _:
            return []


def _field(holder: ast.ClassDef, name: str) -> ast.stmt | None:
    """A field, member or method of a class, by its name or by the alias that it has on the wire."""
    return next((node for node in holder.body if name in _known_as(node)), None)


def _known_as(node: ast.stmt) -> list[str]:
    """What a member of a class is called, in Python and on the wire."""
    match node:
        case ast.FunctionDef(name=name):
            return [name]
        case ast.AnnAssign(annotation=annotation):
            return [*_targets(node), *_aliases(annotation)]
        case _:
            return _targets(node)


def _aliases(annotation: ast.expr) -> Iterator[str]:
    for node in ast.walk(annotation):
        match node:
            case ast.keyword(arg="alias", value=ast.Constant(value=str(alias))):
                yield alias


def _arguments(node: ast.stmt) -> list[ast.arg]:
    """The parameters of a method, or those of how an object of a class is made."""
    match node:
        case ast.ClassDef():
            made = _method(node, "__init__")
            return [] if made is None else _arguments(made)
        case ast.FunctionDef(args=args):
            return [*args.posonlyargs, *args.args, *args.kwonlyargs]
        case _:
            return []


def _method(holder: ast.stmt | None, name: str) -> ast.FunctionDef | None:
    """A method of a class."""
    members = holder.body if isinstance(holder, ast.ClassDef) else []
    methods = (each for each in members if isinstance(each, ast.FunctionDef))
    return next((each for each in methods if each.name == name), None)
