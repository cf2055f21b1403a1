"""Path templates and the parameters that fill them. OpenAPI Specification 3.1, sections 4.8.2,
4.8.8 and 4.8.12.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, filterfalse
from typing import Any

from generator.document.diagnostics import Rule
from generator.document.labels import label
from generator.document.pointer import escape
from generator.document.rules.sites import OperationSite, Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding, quoted
from generator.document.specification import OPERATIONS, TOKEN

VARIABLE = re.compile(r"\{([^{}]*)\}")
_ANY = "{}"  # a segment that is one variable, without its name
_PLAIN = (None, "simple")  # the styles in which a value stands in a path without a sign before it


def variables(path: str) -> list[str]:
    """The names between braces, in order; duplicates and empty names included."""
    return VARIABLE.findall(path)


def malformed_templates(survey: Survey) -> Iterator[Finding]:
    """`/pets/{id`, `/pets/{}`."""
    for item in survey.addressed():
        path = item.key
        rest = VARIABLE.sub("", path)
        if "{" in rest or "}" in rest:
            yield Finding(item.pointer, f"the braces of path `{path}` are not balanced")
        elif "" in variables(path):
            yield Finding(item.pointer, f"path `{path}` has a variable without a name")


def paths_with_queries(survey: Survey) -> Iterator[Finding]:
    for item in survey.addressed():
        rest = VARIABLE.sub("", item.key)
        for sign, name in (("?", "query"), ("#", "fragment")):
            if sign in rest:
                yield Finding(
                    item.pointer, f"path `{item.key}` has a {name}, which is no part of a path"
                )


def repeated_variables(survey: Survey) -> Iterator[Finding]:
    """`/pets/{id}/toys/{id}`."""
    for item in survey.addressed():
        names = variables(item.key)
        for name in dict.fromkeys(names):
            if name and names.count(name) > 1:
                yield Finding(
                    item.pointer, f"path `{item.key}` has the variable `{name}` more than once"
                )


def _by_item(survey: Survey) -> list[tuple[Site, list[OperationSite]]]:
    operations: dict[Site, list[OperationSite]] = defaultdict(list)
    for operation in survey.operations:
        operations[operation.parent].append(operation)
    return [(item, operations.get(item, [])) for item in survey.addressed()]


def undeclared_variables(survey: Survey) -> Iterator[Finding]:
    """`GET /pets/{id}` where neither the operation nor its path item has `{name: id, in: path}`."""
    for item, operations in _by_item(survey):
        names = dict.fromkeys(filter(None, variables(item.key)))
        for operation in operations:
            declared = {parameter.name for parameter in survey.parameters(operation, "path")}
            for name in filterfalse(declared.__contains__, names):
                message = f"`{operation.label}` declares no path parameter for `{{{name}}}`"
                yield Finding(operation.pointer, message)


def unused_path_parameters(survey: Survey) -> Iterator[Finding]:
    """`{name: pet, in: path}` on the path item `/pets/{id}`, or on an operation of it."""
    for item, operations in _by_item(survey):
        names = set(variables(item.key))
        for parameter in chain.from_iterable(map(survey.listed, (item, *operations))):
            if parameter.place == "path" and parameter.name not in names:
                yield Finding(
                    parameter.pointer,
                    f"path parameter `{parameter.name}` is no variable of path `{item.key}`",
                )


def optional_path_parameters(survey: Survey) -> Iterator[Finding]:
    for parameter in survey.declared:
        if parameter.place == "path" and parameter.node.get("required") is not True:
            yield Finding(
                parameter.pointer,
                f"path parameter `{parameter.node.get('name')}` is not `required: true`",
            )


def identical_templates(survey: Survey) -> Iterator[Finding]:
    """`/pets/{id}` beside `/pets/{name}`, each told with the others."""
    groups: dict[str, list[str]] = defaultdict(list)
    for item in survey.addressed():
        groups[VARIABLE.sub(_ANY, item.key)].append(item.key)
    for item in survey.addressed():
        others = sorted({*groups[VARIABLE.sub(_ANY, item.key)]} - {item.key})
        if others:
            message = f"path `{item.key}` is the same template as {quoted(others)}"
            yield Finding(item.pointer, message)


def ambiguous_paths(survey: Survey) -> Iterator[Finding]:
    """Pairs of templates that one request can match, where neither is the more concrete one
    throughout: `/pets/{id}/toys` and `/{kind}/mine/toys`, by `/pets/mine/toys`.

    The paths form a tree of segments, so that a path is only compared with those that it can meet;
    a pair passes without a common method, and where the schemas of the variables keep it apart."""
    by_item = sorted(_by_item(survey), key=lambda pair: pair[0].key)
    operations = {item: {each.key: each for each in found} for item, found in by_item}
    tree = _tree(operations)
    for item, own in operations.items():
        for other in _rivals(tree, _segments(item)):
            # each pair is met twice, from either side
            if item.key < other.key and _meet(survey, own, operations[other]):
                message = f"a request can match path `{other.key}` as well as `{item.key}`"
                yield Finding(other.pointer, message)


def _tree(items: Iterable[Site]) -> _Node:
    """The path items by the segments of their paths, the names of variables aside."""
    tree = _Node()
    for item in items:
        node = tree
        for segment in _segments(item):
            node = node.children.setdefault(segment, _Node())
        node.items.append(item)
    return tree


def _meet(
    survey: Survey, these: Mapping[str, OperationSite], those: Mapping[str, OperationSite]
) -> bool:
    """Whether operations of one method, of two path items, take the paths of each other."""
    return any(
        _takes(survey, these[method], other.parent.key)
        and _takes(survey, other, these[method].parent.key)
        for method, other in those.items()
        if method in these
    )


def _takes(survey: Survey, operation: OperationSite, path: str) -> bool:
    """Whether the variables of an operation take what another path has at their places: an integer
    is never `mine`.
    """
    written = dict(zip(operation.parent.key.split("/"), path.split("/"), strict=True))
    return all(
        _accepts(survey, parameter.node, written.get(f"{{{parameter.name}}}", _ANY))
        for parameter in survey.parameters(operation, "path")
    )


def _accepts(survey: Survey, parameter: dict[str, Any], text: str) -> bool:
    """Whether a segment can be a value of a path parameter; a variable can be any."""
    schema = parameter.get("schema")
    is_plain = parameter.get("style") in _PLAIN and isinstance(schema, dict)
    if not is_plain or VARIABLE.search(text):
        return True
    scalars = [label(text, kind) for kind in ("string", "boolean", "number")]
    read = [value for value in scalars if value is not None]
    return any(survey.instances.valid(schema, value) for value in (*read, [text]))


def methods_by_name(survey: Survey) -> Iterator[Finding]:
    """What `additionalOperations` calls by a name that is no method, or has a field of its own."""
    for item in survey.of("pathItem"):
        for method in item.object("additionalOperations"):
            if fault := _fault_of_method(method):
                yield Finding(f"{item.pointer}/additionalOperations/{escape(method)}", fault)


def _fault_of_method(method: str) -> str:
    """What is wrong with `LI NK`, `GET` or `link` as the name of a method; empty for `LINK`. A
    method is case-sensitive (RFC 9110, section 9.1), and clients write it in capitals.
    """
    if not TOKEN.fullmatch(method):
        return f"`{method}` cannot be the name of a method"
    if method.lower() in OPERATIONS:
        return f"the method `{method}` has the field `{method.lower()}`"
    if method != method.upper():
        return f"the method `{method}` is not in capitals, and no client sends it"
    return ""


class _Node:
    __slots__ = ("children", "items")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.items: list[Site] = []


def _segments(item: Site) -> list[str]:
    return [VARIABLE.sub(_ANY, segment) for segment in item.key.split("/")]


def _rivals(tree: _Node, segments: list[str]) -> Iterator[Site]:
    """Items that match where `segments` match, more concrete than they in one segment and less in
    another: `/{}/toys` for `["", "pets", "{}"]`. On the way through the tree it is kept which of
    both was met so far.
    """
    stack = [(tree, 0, _ALIKE)]
    while stack:
        node, depth, met = stack.pop()
        if depth < len(segments):
            for child, is_met in _steps(node.children, segments[depth]):
                stack.append((child, depth + 1, met | is_met))
        elif met == _NARROWER | _WIDER:
            yield from node.items


_ALIKE, _NARROWER, _WIDER = 0, 1, 2
"""What a segment is beside another that matches at the same time: more concrete, or less."""


def _steps(children: Mapping[str, _Node], segment: str) -> list[tuple[_Node, int]]:
    """Where a segment leads that matches at the same time, and what is there beside it."""
    if segment == _ANY:
        return [(child, _ALIKE if name == _ANY else _NARROWER) for name, child in children.items()]
    found = [(children.get(segment), _ALIKE), (children.get(_ANY), _WIDER)]
    return [(child, beside) for child, beside in found if child is not None]


CHECKS = (
    Check(
        Rule(
            "OAS062",
            "error",
            "path template malformed",
            "A path is literal text and `{name}` variables; anything else has no defined URL "
            "(specification 3.1, section "
            "4.8.8).",
            "Balance the braces, and name every variable.",
            "refuses",
        ),
        malformed_templates,
    ),
    Check(
        Rule(
            "OAS063",
            "error",
            "path variable repeated",
            (
                "A variable stands in a path once; a second one of the same name could never "
                "have a value of its own."
            ),
            "Rename one of them.",
            "refuses",
        ),
        repeated_variables,
    ),
    Check(
        Rule(
            "OAS064",
            "error",
            "path variable not declared",
            (
                "Each `{name}` of a path has a parameter with `in: path`, on the operation or "
                "its path item."
            ),
            "Declare the parameter, or correct its name.",
            "told",
        ),
        undeclared_variables,
    ),
    Check(
        Rule(
            "OAS065",
            "error",
            "path parameter not in the path",
            (
                "A parameter with `in: path` fills the variable of its name, so without the "
                "variable its value goes nowhere."
            ),
            "Add the variable to the path, or remove or rename the parameter.",
            "told",
        ),
        unused_path_parameters,
    ),
    Check(
        Rule(
            "OAS066",
            "error",
            "path parameter not required",
            (
                "A path has no place for a variable that is absent: `required` is `true` for "
                "every path parameter."
            ),
            "Add `required: true`.",
        ),
        optional_path_parameters,
    ),
    Check(
        Rule(
            "OAS067",
            "error",
            "paths identical",
            "Templates that differ in the names of their variables only are the same path "
            "(specification 3.1, section "
            "4.8.8.2).",
            "Merge the path items into one.",
        ),
        identical_templates,
    ),
    Check(
        Rule(
            "OAS068",
            "warning",
            "paths ambiguous",
            "Neither path is the more concrete one, so the server alone decides which operation "
            "a request that fits both "
            "reaches.",
            (
                "Check that the API has both paths; constrain the variables, if it can be said, "
                "in their schemas."
            ),
        ),
        ambiguous_paths,
    ),
    Check(
        Rule(
            "OAS069",
            "warning",
            "path with a query or fragment",
            (
                "A query is made from parameters and a fragment is never sent, so what stands in "
                "the path may be lost or doubled."
            ),
            (
                "Make the values of the query parameters, and tell operations apart by method "
                "and path."
            ),
        ),
        paths_with_queries,
    ),
    Check(
        Rule(
            "OAS079",
            "error",
            "additional method malformed",
            "`additionalOperations` has the methods that have no field of their own, each by its "
            "name as it is sent: a token (RFC 9110, section 9.1; specification 3.2, section "
            "4.9).",
            "Move the operation to the field of its method, or correct the name of the method.",
            "told",
        ),
        methods_by_name,
    ),
)
