"""The emitted tests: for each operation what goes out and what comes back, and each documented
error.

A test calls the operation with the document's example and answers with the document's example.
Expected requests are worked out here, from the document, not by the runtime that they test."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jinja2 import Environment

from generator.api.model import Api
from generator.emit.code import Code, dotted, identifier
from generator.emit.conftest_module import conftest
from generator.emit.operation_tests import OperationTest, OperationTests, uses_models
from generator.emit.parts import PART
from generator.emit.resource_modules import walk
from generator.emit.sample_tests import emit_sample_tests
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.templates import render
from generator.emit.webhook_tests import emit_webhook_tests

Untested = dict[str, str]
"""What is to be told of operations for which no value was found that fits what they need, by their
pointers.
"""


# What tests need of the package, in the order of its import, and by what.
_USED: Mapping[Code, Callable[[OperationTest], object]] = {
    identifier("Part"): lambda test: any(PART.search(each.text) for each in test.arguments),
    identifier("PollingFailedError"): lambda test: any(wait.failed for wait in test.waits),
    identifier("errors"): lambda test: test.errors,
    identifier("models"): uses_models,
    identifier("response_headers"): lambda test: test.response_headers,
}
# What else a module of tests imports, and by what.
_FEATURES: Mapping[str, Callable[[OperationTest], object]] = {
    "uses_errors": lambda test: test.errors,
    "uses_deprecated": lambda test: test.deprecated,
    "uses_follow": lambda test: test.follow,
    "uses_waits": lambda test: test.waits,
    "uses_download": lambda test: test.download,
}


def emit_tests(api: Api, environment: Environment) -> tuple[dict[str, str], Untested]:
    """The tests (path -> source text), and the operations that have none."""
    untested: Untested = {}
    samples = Samples({model.name: model for model in api.models})
    alike = _alike(api)
    tree = {
        "tests/conftest.py": render(
            environment, "tests/conftest.py.jinja", **conftest(api, chooses=bool(alike))
        )
    }
    own = tuple(operation for operation in api.operations if not operation.resource)
    groups = [
        ("client", own),
        *((resource.module, resource.operations) for resource in walk(api.resources)),
    ]
    for name, operations in groups:
        tests, left_out = [], []
        for operation in operations:
            try:
                tests.append(OperationTests(samples, operation, alike).build())
            except UnmakeableError as error:
                untested[operation.pointer] = f"`{operation.id}` has no test: {error}"
                left_out.append(f"{operation.function}: left out, {error}")
        if operations:
            tree[f"tests/test_{identifier(name).text}.py"] = render(
                environment,
                "tests/resource.py.jinja",
                package=dotted(api.package),
                title=f"What goes out and what comes back: {name}.",
                tests=tests,
                left_out=left_out,
                modules=[module for module, uses in _USED.items() if any(map(uses, tests))],
                **{feature: any(map(uses, tests)) for feature, uses in _FEATURES.items()},
            )
    tree |= emit_webhook_tests(api, environment, samples, tree)
    return tree | emit_sample_tests(api, environment, tree), untested


def _alike(api: Api) -> frozenset[str]:
    """The ids of operations that are one on the wire: a fragment of a path does not travel, nor do
    the names of its variables.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for each in api.operations:
        path = re.sub(r"\{[^{}]*\}", "{}", each.path.partition("#")[0])
        found.setdefault((each.method, path), []).append(each.id)
    return frozenset(id for ids in found.values() if len(ids) > 1 for id in ids)
