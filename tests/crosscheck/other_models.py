"""The models that datamodel-code-generator makes of the schemas of a document."""

from __future__ import annotations

import importlib.util
import json
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic.warnings import PydanticDeprecatedSince214

_MODULE = "second_models"
_SCHEMAS = "#/components/schemas/"


@contextmanager
def generated(schemas: Mapping[str, Any], folder: Path) -> Iterator[Mapping[str, Any]]:
    """The class that datamodel-code-generator makes of each schema, by its name; they are
    importable while the block runs.

    `schemas` are components, which may refer to each other. Those of which it makes no class are
    missing in what is given."""
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType

    info = {"title": "Models", "version": "1"}
    document = {"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}}
    metadata, module = folder / "metadata.json", folder / f"{_MODULE}.py"
    generate(
        json.dumps(document),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        preset="standard-py311-20261027",
        output=module,
        emit_model_metadata=metadata,
        formatters=[],
        use_missing_sentinel=True,  # which tells what may be left out from what may be null
        strict_nullable=True,
        collapse_root_models=False,
    )
    found = json.loads(metadata.read_text(encoding="utf-8"))["models"]
    classes = {each["source_ref"].removeprefix(_SCHEMAS): each["class_name"] for each in found}
    made = _imported(module)
    try:
        yield {name: getattr(made, classes[name]) for name in schemas if name in classes}
    finally:
        del sys.modules[_MODULE]


def _imported(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(_MODULE, path)
    assert spec
    assert spec.loader
    module = sys.modules[_MODULE] = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings(
        action="ignore", category=PydanticDeprecatedSince214
    ):  # of where `MISSING` comes from
        spec.loader.exec_module(module)
    return module
