"""The parameters of an operation, with the keywords that a caller types: they keep their names, and
of several with one name the one in the path keeps it, and the others say where they are
(`id_query`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.api.encodings import Encodings
from generator.api.hints import Hint
from generator.api.model import Parameter, PartEncoding
from generator.api.names import RESERVED_ARGUMENTS, Taken, assign, snake
from generator.api.rules import EXTENSION, STYLE, UNDECLARED
from generator.api.types import Types
from generator.document import given_names
from generator.document.access import mapping, sequence, text
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Rule
from generator.document.pointer import escape, split
from generator.document.specification import (
    IGNORED_HEADERS,
    LOCATIONS,
    ParameterIn,
    Style,
    default_style,
    explodes,
    styles_in,
)
from templates.runtime.media_types import is_form

_NAMED_FIRST = ("path", "query", "querystring", "header", "cookie")
"""The order in which locations choose the keywords of parameters that share a name."""


_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_COMPONENTS = "/components/"


class InexpressibleError(Exception):
    """An operation that cannot be built; the message says why, `pointer` where."""

    def __init__(self, message: str, pointer: str) -> None:
        super().__init__(message)
        self.pointer = pointer


class Parameters:
    """Reads the parameters of one document. `reserved` are the headers, in small letters, that its
    credentials are sent in."""

    def __init__(
        self,
        document: Document,
        types: Types,
        diagnostics: list[Diagnostic],
        encodings: Encodings,
        reserved: Container[str],
    ) -> None:
        self.document, self.types, self.encodings = document, types, encodings
        self.diagnostics, self.shown, self.reserved = diagnostics, encodings.shown, reserved
        self._parameters_made: dict[tuple[str, str, str], Parameter] = {}

    def of(
        self,
        path: str,
        node: dict[str, Any],
        at: str,
        item: dict[str, Any],
        item_at: str,
        hint: str,
    ) -> tuple[Parameter, ...]:
        """The parameters of an operation and of its path item: those of the path in its order, then
        the others in the document's.

        A placeholder that nobody declares is a text. What callers do not give is left out: a path
        parameter without a place in the path, a header that the client sends by itself. Raises
        `InexpressibleError`."""
        found = self._declared(item, item_at) | self._declared(node, at)
        places = [place for _, place in found]
        if "querystring" in places and ("query" in places or places.count("querystring") > 1):
            raise InexpressibleError(
                "a parameter takes its query string as a whole, and another a part of it", at
            )
        placeholders = _PLACEHOLDER.findall(path)
        if len(set(placeholders)) != len(placeholders) or "" in placeholders:
            raise InexpressibleError("a placeholder of its path is empty or stands there twice", at)
        for name in placeholders:
            if (name, "path") not in found:
                self._report(
                    UNDECLARED, f"`{{{name}}}` of `{path}` is not declared as a parameter", at
                )
                found[name, "path"] = (
                    {"name": name, "in": "path", "required": True, "schema": {"type": "string"}},
                    at,
                )
        kept = {
            (name, place): value
            for (name, place), value in found.items()
            if (name in placeholders if place == "path" else not self._is_ours(name, place))
        }
        # a name that the document gives for Python goes before that on the wire
        names = _argument_names({key: given_names.name(spec) for key, (spec, _) in kept.items()})
        built = [
            self._parameter_once(spec, pointer, names[key], hint)
            for key, (spec, pointer) in kept.items()
        ]
        order = {(name, "path"): index for index, name in enumerate(placeholders)}
        built.sort(key=lambda each: order.get((each.wire, each.location), len(order)))
        return tuple(built)

    def _declared(
        self, owner: dict[str, Any], owner_at: str
    ) -> dict[tuple[str, str], tuple[dict[str, Any], str]]:
        """The parameters that an operation or path item lists, each with its pointer, by name and
        place. Raises `InexpressibleError`.
        """
        found = {}
        for index, reference in enumerate(sequence(owner.get("parameters"))):
            target, pointer = self.document.resolve(reference)
            here = f"{owner_at}/parameters/{index}"
            parameter = mapping(target)
            is_named = isinstance(parameter.get("name"), str)
            if not is_named or str(parameter.get("in")) not in LOCATIONS:
                raise InexpressibleError("a parameter of it has no name or no place", here)
            if parameter["in"] == "querystring" and not mapping(parameter.get("content")):
                raise InexpressibleError("its query string has no `content`", here)
            about = description_of(self.document, reference, parameter)
            described = {**parameter, "description": about}
            found[parameter["name"], parameter["in"]] = (described, pointer or here)
        return found

    def _is_ours(self, name: str, place: str) -> bool:
        """Whether it is a header that the client sends by itself."""
        wire = name.lower()
        return place == "header" and (wire in IGNORED_HEADERS or wire in self.reserved)

    def _parameter_once(
        self, spec: dict[str, Any], pointer: str, python: str, hint: str
    ) -> Parameter:
        """The parameter; a component is the same wherever it is called and described the same."""
        if not pointer.startswith(_COMPONENTS):
            return self._parameter(spec, pointer, python, hint)
        key = (pointer, python, text(spec.get("description")))
        if key not in self._parameters_made:
            self._parameters_made[key] = self._parameter(spec, pointer, python, hint)
        return self._parameters_made[key]

    def _parameter(self, spec: dict[str, Any], pointer: str, python: str, hint: str) -> Parameter:
        """One parameter, whose schema stands beside its style, or in its one media type. A model of
        it is called after the component, else after the operation (`hint`) and its name.
        """
        place: ParameterIn = spec["in"]
        is_shared = pointer.startswith(_COMPONENTS)
        naming = Hint(None, split(pointer)[-1] if is_shared else f"{hint} {spec['name']}")
        at, holder = pointer, spec
        encodings: tuple[PartEncoding, ...] = ()
        media, node = next(iter(mapping(spec.get("content")).items()), (None, None))
        if media is not None:
            target, moved = self.document.resolve(node)
            at, holder = moved or f"{pointer}/content/{escape(media)}", mapping(target)
        schema = mapping(holder.get("schema"))
        kind = self.types.convert(holder.get("schema"), f"{at}/schema", naming)
        style, explode = self._style(spec, place, pointer)
        examples = self.shown.of_parameter(holder)
        if media is not None and is_form(media):
            encodings = self.encodings.of(holder, "form", kind, at)
        return Parameter(
            wire=spec["name"],
            python=python,
            location=place,
            type=kind,
            required=place == "path" or spec.get("required") is True,
            description=text(spec.get("description")),
            style=style,
            explode=explode,
            allow_reserved=spec.get("allowReserved") is True and self._may_reserve(place),
            content=media,
            encodings=encodings,
            deprecated=spec.get("deprecated") is True,
            default=schema.get("default"),
            has_default="default" in schema,
            example=examples[0] if examples else None,
            has_example=bool(examples),
        )

    def _style(self, spec: dict[str, Any], place: ParameterIn, pointer: str) -> tuple[Style, bool]:
        """Style and `explode`, as `("form", True)` of a query parameter that says neither; a style
        that its place does not have (`matrix` in a query) is told, and the default instead.
        """
        style, wanted = default_style(place), spec.get("style")
        if wanted in styles_in(place, self.document.version):
            style = wanted
        elif wanted is not None:
            self._report(
                STYLE,
                f"the style `{wanted}` is not defined for a parameter in {place}",
                f"{pointer}/style",
            )
        explode = spec.get("explode")
        return style, explode if isinstance(explode, bool) else explodes(style)

    def _may_reserve(self, place: ParameterIn) -> bool:
        return place == "query" or (place == "path" and self.document.version >= "3.2")

    def exactly_one_of(
        self, node: dict[str, Any], at: str, parameters: tuple[Parameter, ...]
    ) -> tuple[tuple[str, ...], ...]:
        """The alternatives of an operation as keywords, `(("id",), ("email", "zone"))`: a call has
        the arguments of one of them. Without `x-exactly-one-of` there are none.
        """
        if "x-exactly-one-of" not in node:
            return ()
        # of two that share a name, the first is meant
        python = {each.wire: each.python for each in reversed(parameters)}
        groups = [sequence(group) for group in sequence(node["x-exactly-one-of"])]
        if _are_alternatives(groups, python):
            return tuple(tuple(python[name] for name in group) for group in groups)
        what = "`x-exactly-one-of` is not a list of lists of parameter names"
        self._report(EXTENSION, what, f"{at}/x-exactly-one-of")
        return ()

    def _report(self, rule: Rule, message: str, pointer: str) -> None:
        self.diagnostics.append(self.document.found(rule, message, pointer))


def first_text(key: str, *owners: Mapping[str, Any]) -> str:
    """What the first of several objects says under a key that says anything there: an operation
    before its path item.
    """
    return next(filter(None, (text(owner.get(key)) for owner in owners)), "")


def description_of(document: Document, node: Any, target: dict[str, Any]) -> str:
    """What is said of `target`: a reference's own words go first, since 3.1 (section "Reference
    Object").
    """
    own = mapping(node).get("description") if document.version >= "3.1" else None
    return text(own) or text(target.get("description"))


def _called_by(wishes: Mapping[str, str]) -> Callable[[str], str]:
    return lambda wire: snake(wishes[wire], "parameter")


def _are_alternatives(groups: Sequence[Sequence[Any]], known: Container[str]) -> bool:
    """Whether there are several groups to choose from, each of parameters that are known."""
    are_known = all(text(name) in known for name in chain.from_iterable(groups))
    return len(groups) > 1 and all(groups) and are_known


def _argument_names(given: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Keywords of parameters, which (name, place) identifies, by the names that they are given: the
    path keeps a name that is in several places.

    `("id", "path")` is `id` then, and `("id", "query")` is `id_query`, or `id_query_` where that is
    the name of another. No keyword depends on the order of the document."""
    names: dict[tuple[str, str], str] = {}
    used = Taken(RESERVED_ARGUMENTS)
    for place in _NAMED_FIRST:
        wishes = {wire: name or wire for (wire, where), name in given.items() if where == place}
        short = assign(wishes, _called_by(wishes), reserved=RESERVED_ARGUMENTS)
        clashing = sorted(wire for wire, name in short.items() if name in used)
        names |= {(wire, place): name for wire, name in short.items() if name not in used}
        used.update(names.values())
        for wire in clashing:
            names[wire, place] = used.take(f"{short[wire]}_{place}")
    return names
