"""What a package tells of the formats that its document chose Python types for: which there are,
and in `operations.json` the type of each place that has some.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from generator.api.annotation_members import Annotation
from generator.api.annotations import Annotations, types_of
from generator.api.model import (
    CHOSEN_FORMATS,
    AliasModel,
    Api,
    HeadersClass,
    Model,
    ObjectModel,
    Operation,
    Scalar,
    ScalarKind,
    Type,
)
from generator.api.type_walk import walk
from generator.emit.annotations import Scope, signature

_CHOSEN: Final = CHOSEN_FORMATS | {"decimal_number"}


def used(api: Api) -> frozenset[ScalarKind]:
    """The scalars of such formats that the package has."""
    return frozenset(kind for each in _types(api) for kind in _chosen(each))


def model_types(api: Api, annotations: Annotations) -> dict[str, Any]:
    """The types of fields of models, by the names that travel; of a union that has a name, its own.
    Nothing where there are none.
    """
    found = {model.name: kind for model in api.models if (kind := _of_model(model, annotations))}
    return {"model_types": found} if found else {}


def with_types(
    entry: dict[str, Any], operation: Operation, annotations: Annotations
) -> dict[str, Any]:
    """The entry of an operation, with the types of what it takes and gives."""
    about: dict[str, Any] = {
        "parameters": [
            said | _typed("type", parameter.type, annotations)
            for said, parameter in zip(entry["parameters"], operation.parameters, strict=True)
        ]
    }
    body = operation.body
    if body is not None:
        fields = {each.wire: each.type for each in body.sent_fields}
        types = _by_name(fields, annotations, is_passed=True)
        whole = _whole((media.type for media in body.media_types), annotations)
        about["body"] = entry["body"] | whole | ({"types": types} if types else {})
    if any(map(has_chosen, _results(operation))):
        about["result_type"] = _text(annotations.result(operation))
    if "response_headers" in entry and operation.headers is not None:
        about["response_headers"] = entry["response_headers"] | _of_headers(
            operation.headers, annotations
        )
    return entry | about


def has_chosen(kind: Type) -> bool:
    """Whether a type has such a format in it; what a model's name stands for is the model's."""
    return any(True for _ in _chosen(kind))


def _chosen(kind: Type) -> Iterator[ScalarKind]:
    return (each.kind for each in walk(kind) if isinstance(each, Scalar) and each.kind in _CHOSEN)


def _types(api: Api) -> Iterator[Type]:
    for model in api.models:
        yield from types_of(model)
    for operation in api.operations:
        yield from (each.type for each in operation.parameters)
        yield from (each.type for each in (operation.headers.fields if operation.headers else ()))
        yield from (media.type for media in operation.media_types)


def _results(operation: Operation) -> Iterable[Type]:
    offered = operation.representations
    return (operation.result,) if offered is None else (kind for _, kind in offered.results)


def _of_model(model: Model, annotations: Annotations) -> str | dict[str, str]:
    match model:
        case ObjectModel():
            return _by_name({each.wire: each.type for each in model.fields}, annotations)
        case AliasModel(type=kind) if has_chosen(kind):
            return _text(annotations.returned(kind))
        case _:
            return {}


def _of_headers(headers: HeadersClass, annotations: Annotations) -> dict[str, Any]:
    types = _by_name({each.wire: each.type for each in headers.fields}, annotations)
    return {"types": types} if types else {}


def _whole(kinds: Iterable[Type], annotations: Annotations) -> dict[str, str]:
    found = [kind for kind in kinds if has_chosen(kind)]
    return _typed("type", found[0], annotations) if found else {}


def _typed(key: str, kind: Type, annotations: Annotations) -> dict[str, str]:
    return {key: _text(annotations.passed(kind))} if has_chosen(kind) else {}


def _by_name(
    kinds: Mapping[str, Type], annotations: Annotations, *, is_passed: bool = False
) -> dict[str, str]:
    made = annotations.passed if is_passed else annotations.returned
    return {name: _text(made(kind)) for name, kind in kinds.items() if has_chosen(kind)}


def _text(annotation: Annotation) -> str:
    """An annotation as it stands in a signature, classes by their module: `models.Price`."""
    return signature(annotation, Scope(".")).text
