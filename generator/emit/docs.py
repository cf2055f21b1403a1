"""README.md, api.md and pyproject.toml of the emitted package."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from generator.api.model import Api, Operation, Resource, Scalar
from generator.emit.annotations import Scope, Signatures
from generator.emit.calls import example_call
from generator.emit.client import documented_errors, walk
from generator.emit.code import Code, dotted, identifier, join, literal
from generator.emit.coverage import coverage
from generator.emit.docstrings import deprecation, evidence_sentence, method_name, replacements
from generator.emit.samples import Samples, UnmakeableError
from generator.emit.templates import render

_LINE = 88
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A method in the index of the surface."""

    signature: Code
    summary: str
    request: str
    evidence: str
    note: str
    pages: Sequence[str]
    deprecated: str


@dataclass(frozen=True, slots=True)
class Group:
    """The methods of a resource, or of the client itself."""

    title: str
    description: str
    entries: Sequence[Entry]


def emit_docs(api: Api, environment: Environment) -> dict[str, str]:
    """The three files at the root of the tree: path -> text."""
    signatures = Signatures.of(api)
    samples = Samples(signatures.models)
    names = {
        "package": dotted(api.package),
        "client": identifier(api.client),
        "async_client": identifier(api.async_client),
    }
    example = _quick_start(api, samples)
    replaced_by = replacements(api.operations)
    own = [operation for operation in api.operations if not operation.resource]
    groups = [
        Group("client", "", [_entry(operation, signatures, replaced_by) for operation in own]),
        *(_group(resource, signatures, replaced_by) for resource in walk(api.resources)),
    ]
    return {
        "README.md": render(
            environment,
            "docs/README.md.jinja",
            **names,
            title=api.title,
            description=api.description,
            api_version=api.api_version,
            distribution=api.distribution,
            example=example,
            samples=[sample for operation in api.operations for sample in operation.samples],
            streamed=_method(api, lambda operation: operation.is_list and operation.method == "GET"),
            batched=_method(api, lambda operation: operation.body is not None and operation.body.is_list),
            covered=coverage(api) is not None,
            credentials=[(identifier(c.python), c.env, c.description.strip().split("\n\n")[0]) for c in api.credentials],
            base_url=api.base_url,
            base_url_env=f"{api.env_prefix}_BASE_URL",
            test_url_env=f"{api.env_prefix}_TEST_BASE_URL",
            error=_first_error(api.operations),
            arguments=[_placeholder(credential.python, credential.kind) for credential in api.credentials],
        ),
        "api.md": render(environment, "docs/api.md.jinja", **names, title=api.title, groups=[g for g in groups if g.entries]),
        "pyproject.toml": render(
            environment,
            "docs/pyproject.toml.jinja",
            folder=api.package.split(".")[0],
            distribution=api.distribution,
            version=api.version,
            summary=f"Client of {api.title}",
        ),
    }


def _method(api: Api, fits: Callable[[Operation], bool]) -> tuple[Code, Code] | None:
    """The first operation that fits, as the resource and the method that a call of it names."""
    for operation in sorted(api.operations, key=lambda operation: operation.deprecated):
        if fits(operation):
            return dotted(".".join(("client", *operation.resource))), identifier(operation.function)
    return None


def _group(resource: Resource, signatures: Signatures, replaced_by: Mapping[str, str]) -> Group:
    return Group(
        ".".join(("client", *resource.path)),
        resource.description,
        [_entry(operation, signatures, replaced_by) for operation in resource.operations],
    )


def _entry(operation: Operation, signatures: Signatures, replaced_by: Mapping[str, str]) -> Entry:
    scope = Scope("..")
    body = [operation.body.python] if operation.body else []
    path = [parameter.python for parameter in operation.parameters if parameter.location == "path"]
    named = [parameter.python for parameter in operation.parameters if parameter.location != "path"]
    fields = [field.python for field in (operation.body.fields or ())] if operation.body else []
    positional = [identifier(name) for name in (*path, *body)]
    keywords = [identifier(name) for name in (*named, *fields)]
    arguments = [*positional, *([Code("*"), *keywords] if keywords else [])]
    method = dotted(method_name(operation))
    result = signatures.result(operation.result, scope)
    return Entry(
        Code(f"{method.text}({join(', ', arguments).text}) -> {result.text}"),
        operation.summary,
        f"{operation.method} {operation.path}",
        evidence_sentence(operation.evidence),
        operation.evidence.note.strip().rstrip(".") if operation.evidence else "",
        operation.evidence.pages if operation.evidence else (),
        deprecation(operation, replaced_by),
    )


def _quick_start(api: Api, samples: Samples) -> Code | None:
    """A real call of an operation: of those that are known best and have the most to show, the first that can be made."""
    for operation in sorted(api.operations, key=_worth_showing, reverse=True):
        try:
            call = example_call(operation, samples)
        except UnmakeableError:
            continue
        shown = _enough(operation, call.arguments)
        line = f"{call.method.text}({join(', ', shown).text})"
        if len(line) + 13 > _LINE:
            arguments = "".join(f"        {argument.text},\n" for argument in shown)
            line = f"{call.method.text}(\n{arguments}    )"
        returns = operation.result != Scalar("none")
        line, after = (f"result = {line}", "\n    print(result)") if returns else (line, "")
        return Code(
            f"from {dotted(api.package).text} import {identifier(api.client).text}\n\n"
            f"with {api.client}() as client:\n    {line}{after}"
        )
    return None


def _worth_showing(operation: Operation) -> tuple[bool, ...]:
    seen = operation.evidence
    known = seen is None or (seen.request == "complete" and seen.response == "complete")
    return not operation.deprecated, known, operation.body is not None, operation.result != Scalar("none")


def _enough(operation: Operation, arguments: Sequence[Code]) -> list[Code]:
    """The arguments that the call cannot do without, and the first few of the others."""
    needed = {parameter.python for parameter in operation.parameters if parameter.required}
    if operation.body is not None:
        needed |= {operation.body.python, *(field.python for field in operation.body.fields or () if field.required)}
    return [code for index, code in enumerate(arguments) if index < _SHOWN or code.text.partition("=")[0] in needed]


def _placeholder(name: str, kind: str) -> Code:
    value = ("user", "password") if kind == "basic" else "…"
    return Code(f"{identifier(name).text}={literal(value).text}")


def _first_error(operations: Sequence[Operation]) -> Code:
    found = [cls for operation in operations for _, cls in documented_errors(operation) if cls != "StatusError"]
    return identifier(found[0] if found else "NotFoundError")
