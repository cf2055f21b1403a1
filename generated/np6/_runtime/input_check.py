"""What a caller gives, made ready to be checked, by the rule that `model` states.

A model is checked by its own class first and stays an object of it, so that the place where it
stands can tell it from another model. What it then has to be besides is said by `check`: there,
fields of a model that was read may count for another class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from operator import is_
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails

from .problems import article, details, line, names, sentence
from .unset import UNSET
from .values import AS_IT_CAME, INPUT, READ_ONLY, SCALARS, GivenFields, ModelBase, class_of

ModelT = TypeVar("ModelT", bound=ModelBase)
# the last step and those before it; nothing is joined unless it is needed
Path: TypeAlias = "tuple[Path, str | int] | None"

_HOLDING: Any = (ModelBase, dict, list)
_WRONG_CLASS = frozenset({"model_type", "model_attributes_type", "dict_type", "no_variant"})
# problems that a model which was read has in its own fields only
_OF_A_MODEL = frozenset({"null_refused", "no_variant"})


class Walk:
    """What is found on the way through an input. Without `checks`, models become dicts."""

    __slots__ = ("_made", "_refused", "checks", "found", "has_spread", "models", "takes_bytes")

    def __init__(
        self, *, takes_bytes: Callable[[], bool] | None = None, checks: bool = True
    ) -> None:
        self.takes_bytes, self.checks, self.has_spread = takes_bytes, checks, False
        self.found: list[InitErrorDetails] = []
        # the model that was given, by the `id` of the one that was made of it
        self.models: dict[int, ModelBase] = {}
        self._made: list[Any] = []  # which are held, so that no `id` comes to be another object's
        self._refused: set[tuple[int | str, ...]] = set()

    def refuse(self, value: Any, path: Path, what: str) -> Any:
        """Note a value that is sent nowhere; what its place would say of it does not matter."""
        location = _location(path)
        self._refused.add(location)
        self.found.append(line(location, what))
        return value if self.checks else None

    def replace(self, given: ModelBase, made: Any) -> None:
        """Note what stands for a model that was given."""
        self._made.append(made)
        self.models[id(made)] = given

    def silence(self, location: tuple[int | str, ...]) -> None:
        """Let nothing more be said of what is there: all that matters is noted."""
        self._refused.add(location)

    def note(self, location: tuple[int | str, ...], what: str) -> None:
        if not any(location[:depth] in self._refused for depth in range(len(location) + 1)):
            self.found.append(line(location, what))


def check(
    validate: Callable[..., Any], value: Any, *, takes_bytes: Callable[[], bool] | None = None
) -> Any:
    """`value` as `validate` makes it an input; raises `ValidationError` with all that is wrong.

    `takes_bytes`, asked where there are any, says whether bytes are in place somewhere in what it
    makes, as `Octets`; without it they stay what they are."""
    if type(value) in SCALARS:
        return validate(value, context=INPUT)
    walk = Walk(takes_bytes=takes_bytes)
    made = ready(value, None, walk)
    checked = None
    try:
        checked = validate(made, context=INPUT)
    except ValidationError as error:
        if not walk.models and not walk.found:
            raise
        checked = _check_by_fields(validate, made, error, walk)
    if walk.found:
        raise ValidationError.from_exception_data("input", walk.found, hide_input=True)
    return checked


def plain(value: Any) -> Any:
    """`value` with every model in it as a dict of the fields that were set, and what is not ours by
    the rule; not checked.
    """
    return ready(value, None, Walk(checks=False))


def ready(value: Any, path: Path, walk: Walk) -> Any:
    """`value` in lists and dicts, models checked, what is not ours by the rule, without what is
    `UNSET`; itself if it is so.
    """
    kind = class_of(value)
    if kind in SCALARS:
        return value
    if kind is dict:
        changed: dict[str, Any] = {}
        for name, item in value.items():
            if type(name) is not str:
                return ready(_by_text(value, path, walk), path, walk)
            if type(item) in SCALARS:
                continue
            made = item if item is UNSET else ready(item, (path, name), walk)
            if made is not item or made is UNSET:
                changed[name] = made
        whole = {**value, **changed}.items() if changed else ()
        return {name: item for name, item in whole if item is not UNSET} if changed else value
    if kind is list or kind is tuple:
        items = [
            item if type(item) in SCALARS else ready(item, (path, at), walk)
            for at, item in enumerate(value)
        ]
        return value if kind is list and all(map(is_, items, value)) else items
    if isinstance(value, ModelBase):
        return _model(value, path, walk)
    if isinstance(value, Enum) and hasattr(kind, "__get_pydantic_core_schema__"):
        return value  # of the document, which a place for it knows from its value
    return _converted(value, path, walk)


def _converted(value: Any, path: Path, walk: Walk) -> Any:
    """A value of a class that is neither JSON's nor ours."""
    from .conversions import NotSentError, converted

    try:
        made, is_ready = converted(value, walk.takes_bytes)
        return made if is_ready else ready(made, path, walk)
    except RecursionError:
        raise
    except NotSentError as refused:
        return walk.refuse(value, path, str(refused))
    except Exception as error:  # noqa: BLE001  # a caller's class may raise anything
        kind, raised = article(type(value).__name__), type(error).__name__
        return walk.refuse(value, path, f"could not be read: {kind} raised {raised}")


def _by_text(value: dict[Any, Any], path: Path, walk: Walk) -> dict[str, Any]:
    keys = {key: key.value if isinstance(key, Enum) else key for key in value}
    if not all(isinstance(key, str) for key in keys.values()):
        walk.refuse(value, path, "must have text as its keys")
    return {str(keys[key]): item for key, item in value.items()}


@lru_cache(maxsize=4096)
def wires(kind: type[ModelBase]) -> tuple[tuple[str, str], ...]:
    """The fields of a model: as attributes, and as they travel."""
    fields = kind.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if not field.exclude)


@lru_cache(maxsize=4096)
def _read_only(kind: type[ModelBase]) -> tuple[tuple[str, str], ...]:
    fields = kind.model_fields
    return tuple(pair for pair in wires(kind) if READ_ONLY in fields[pair[0]].metadata)


def _fields(value: ModelBase) -> dict[str, Any]:
    """What was set of a model, by the names that travel."""
    given, values = value.model_fields_set, value.__dict__
    known = {wire: values[name] for name, wire in wires(type(value)) if name in given}
    return {**known, **value.__pydantic_extra__} if value.__pydantic_extra__ else known


def _changed(value: ModelBase) -> set[str] | None:
    """The fields that the caller set since a model was read; `None` if the caller made it."""
    given = value.model_fields_set
    if not isinstance(given, GivenFields):
        return set()
    by_name = dict(wires(type(value)))
    return None if given.changed is None else {by_name.get(name, name) for name in given.changed}


@lru_cache(maxsize=4096)
def class_of_the_document(kind: type[ModelBase]) -> type[ModelBase]:
    """The class that a model is sent as: for a caller's subclass, the one that it was made from."""
    package = f"{__name__.rpartition('._runtime.')[0]}."
    ours = (base for base in kind.__mro__ if _is_model(f"{base.__module__}.", package))
    return next(ours, kind)


def _is_model(module: str, package: str) -> bool:
    """Whether a module is of `models` of the package, or of one in it that shares the runtime."""
    inside = module.removeprefix(package).split(".")
    return module.startswith(package) and "models" in inside[:2]


def _model(value: ModelBase, path: Path, walk: Walk) -> Any:
    made: Any
    fields = ready(_fields(value), path, walk)
    if not walk.checks:
        return fields
    validate = class_of_the_document(type(value)).__pydantic_validator__.validate_python
    try:
        made = validate(fields, context=INPUT)
    except ValidationError as error:
        found = details(error, inputs=True)
        if _changed(value) is not None and any(_is_other(detail, walk) for detail in found):
            return _spread(value, fields, walk)
        left = [detail for detail in found if not _came_so(value, detail, walk)]
        made = None if left else _tolerated(validate, fields, left)
        took_it = left and not getattr(value.model_fields_set, "fits", True)  # a lenient call
        if took_it and all(_came_so(value, detail, walk) for detail in left):
            made = unchecked(class_of_the_document(type(value)), fields)
            left.clear()
        for detail in left:
            walk.note((*_location(path), *names(detail["loc"])), sentence(detail))
        if left:
            walk.silence(_location(path))
            made = value
    hidden = _read_only(type(value))
    changed = _changed(value) if hidden and made is not value else None
    if changed is not None:
        unchanged = [name for name, wire in hidden if wire not in changed]
        made.model_fields_set.difference_update(unchanged)
    walk.replace(value, made)
    return made


def _is_other(detail: ErrorDetails, walk: Walk) -> bool:
    """Whether a problem is a model of the caller's where one of another class was read."""
    model = walk.models.get(id(detail["input"]))
    return model is not None and detail["type"] in _WRONG_CLASS and _changed(model) is None


def _spread(value: ModelBase, fields: dict[str, Any], walk: Walk) -> dict[str, Any]:
    """The fields of a model that was read, for its place to judge, which may take another class."""
    changed = _changed(value) or set()
    hidden = {wire for _, wire in _read_only(type(value)) if wire not in changed}
    made = {wire: item for wire, item in fields.items() if wire not in hidden}
    walk.replace(value, made)
    walk.has_spread = True
    return made


def _tolerated(validate: Callable[..., Any], fields: Any, left: list[ErrorDetails]) -> Any:
    """`fields` as reading makes a value of them, or what is `left` to be said of them."""
    try:
        made = validate(fields, context=AS_IT_CAME)
    except ValidationError as error:
        left += details(error)
        return None
    if isinstance(made, ModelBase):  # which is not to be judged again
        given = GivenFields(made.model_fields_set)
        given.changed = set()
        object.__setattr__(made, "__pydantic_fields_set__", given)
    return made


def unchecked(kind: type[ModelT], fields: Mapping[str, Any]) -> ModelT:
    """A model with these fields, by the names that travel, whether they fit or not, as a lenient
    call makes one.

    (`model_construct` would take a field's name in Python for that of another on the wire.)"""
    made, rest = kind.model_construct(), dict(fields)
    known = {name: rest.pop(wire) for name, wire in wires(kind) if wire in rest}
    object.__setattr__(made, "__dict__", dict.fromkeys(kind.model_fields) | made.__dict__ | known)
    given = GivenFields(known)
    given.changed, given.fits = set(), False
    object.__setattr__(made, "__pydantic_fields_set__", given)
    if made.__pydantic_extra__ is not None:
        made.__pydantic_extra__.update(rest)
    return made


def _came_so(value: Any, detail: ErrorDetails, walk: Walk) -> bool:
    """Whether a problem lies in what was read, and was not changed since."""
    node: Any = value
    came, holder = False, node
    for part in names(detail["loc"]):
        if not isinstance(node, _HOLDING):
            break  # what follows names a member of a union
        holder = node
        model = walk.models.get(id(node), node)
        if isinstance(model, ModelBase):
            changed = _changed(model)
            came = changed is not None and part not in changed
            node = _fields(node) if isinstance(node, ModelBase) else node
        try:
            node = node[part]
        except (LookupError, TypeError):
            return False
    if detail["type"] == "assertion" and isinstance(node, ModelBase):
        return _changed(walk.models.get(id(node), node)) == set()
    if detail["type"] == "extra_refused" and isinstance(node, ModelBase):
        changed = _changed(walk.models.get(id(node), node))
        return changed is not None and changed.isdisjoint(node.__pydantic_extra__ or ())
    return came and (
        detail["type"] not in _OF_A_MODEL
        or isinstance(walk.models.get(id(holder), holder), ModelBase)
    )


def _check_by_fields(
    validate: Callable[..., Any], made: Any, error: ValidationError, walk: Walk
) -> Any:
    """`made` once more, with the fields of a model in its place where it may count as another
    class; what is wrong is noted.
    """
    spread: dict[int, dict[str, Any]] = {}
    value, found = made, details(error, inputs=True)
    while models := [
        detail["input"] for detail in found if _counts_by_fields(detail, walk, spread)
    ]:
        spread |= {id(model): _fields(model) for model in models}
        value = _replaced(made, spread)
        try:
            return validate(value, context=INPUT)
        except ValidationError as again:
            found = details(again, inputs=True)
    is_spread = bool(spread) or walk.has_spread
    left = [each for each in found if not (is_spread and _came_so(made, each, walk))]
    if not left:
        value = _tolerated(validate, value, left)
    _note(left, walk)
    return value


def _counts_by_fields(detail: ErrorDetails, walk: Walk, spread: Mapping[int, Any]) -> bool:
    model = walk.models.get(id(detail["input"]))
    if model is None or id(detail["input"]) in spread or detail["type"] not in _WRONG_CLASS:
        return False
    if model.__sent_as__ and detail["msg"].endswith(f"instance of {model.__sent_as__}"):
        return True
    return detail["type"] == "dict_type" or model.__open__ or _changed(model) is not None


def _replaced(value: Any, fields: Mapping[int, dict[str, Any]]) -> Any:
    value = fields.get(id(value), value)
    kind = class_of(value)
    if kind is dict:
        return {name: _replaced(item, fields) for name, item in value.items()}
    return [_replaced(item, fields) for item in value] if kind is list else value


def _note(found: list[ErrorDetails], walk: Walk) -> None:
    """Add what was found, the classes that a place would take in one sentence."""
    classes: dict[tuple[int | str, ...], list[str]] = {}
    models: dict[tuple[int | str, ...], ModelBase] = {}
    for detail in found:
        location = names(detail["loc"])
        model = walk.models.get(id(detail.get("input")))
        if model is None or detail["type"] not in _WRONG_CLASS:
            walk.note(location, sentence(detail))
            continue
        models[location] = model
        wanted = classes.setdefault(location, [])
        if detail["type"] != "no_variant":
            wanted.append(article(str(detail["msg"].rpartition("instance of ")[2])))
    for location, wanted in classes.items():
        expected = " or ".join(dict.fromkeys(wanted)) or "one of the documented variants"
        given = article((kind := type(models[location])).__name__)
        given += f" of {kind.__module__}" if given in wanted else ""
        walk.note(location, f"must be {expected}, not {given}")


def _location(path: Path) -> tuple[int | str, ...]:
    parts: list[int | str] = []
    while path is not None:
        path, part = path
        parts.append(part)
    return tuple(reversed(parts))
