"""Random documents over what the generator reads, random edits of them, and values for their
schemas.

A document has one operation, `POST /things/{id}`, and the schemas `A`, `B` and `C`, which may refer
to one another and to themselves. An edit changes one thing at one place; `kept` says that it only
writes the same in another way."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

Json = Any
Root = dict[str, Any]

NAMES: Final = ("a", "b", "c", "x-d")
COMPONENTS: Final = ("A", "B", "C")
TEXTS: Final = (
    "",
    "a",
    "b",
    "ab",
    "abc",
    "5",
    "true",
    "2024-01-01",
    "6b29fc40-ca47-1067-b31d-00dd010662da",
    "aaaaaaaaaa",
)
NUMBERS: Final = (0, 1, -1, 2, 3, 5, 6, 0.5, 2.5, 10, 2**31, 2**63)
FORMATS: Final = ("date", "uuid", "date-time")
PATTERNS: Final = ("^a", "b$", "^[a-z]*$", "^.*$", "^a+$")
_ONE: Final = (
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "additionalProperties",
    "items",
)
_MORE: Final = ("unevaluatedItems", "unevaluatedProperties")
_LISTS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS: Final = ("properties", "patternProperties", "dependentSchemas")


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done, in words; `kept` if it loses nothing in either direction."""

    what: str
    kept: bool = False


class Documents:
    """Draws documents and edits. `old` documents are of OpenAPI 3.0."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.old = draw.random() < 0.35
        self._fresh = 0

    # --- documents --------------------------------------------------------------------------------

    def document(self) -> Root:
        """A new document. What is asked and what is answered may share schemas."""
        draw = self.draw
        schemas = {name: self.component() for name in COMPONENTS}
        parameters: list[Json] = [
            {"name": "id", "in": "path", "required": True, "schema": self.scalar()}
        ]
        for where in ("query", "header", "cookie"):
            if draw.random() < 0.4:
                parameters.append(self.parameter(f"{where}-one", where))
        operation = {
            "operationId": "saveThing",
            "parameters": parameters,
            "requestBody": {"required": draw.random() < 0.5, "content": self.content()},
            "responses": {
                "200": {"description": "it", "content": self.content(), "headers": self.headers()}
            },
        }
        return {
            "openapi": "3.0.3" if self.old else "3.1.0",
            "info": {"title": "Things", "version": "1"},
            "paths": {"/things/{id}": {"post": operation}},
            "components": {"schemas": schemas},
        }

    def content(self) -> Root:
        media = {"schema": self.schema(2)}
        found = {"application/json": media}
        if self.draw.random() < 0.15:
            found["application/merge-patch+json"] = {"schema": self.schema(1)}
        return found

    def headers(self) -> Root:
        if self.draw.random() < 0.6:
            return {}
        return {"X-Left": {"required": self.draw.random() < 0.5, "schema": self.scalar()}}

    def parameter(self, name: str, where: str) -> Root:
        draw = self.draw
        lists = {"type": "array", "items": self.scalar()}
        found: Root = {
            "name": name,
            "in": where,
            "schema": lists if draw.random() < 0.4 else self.scalar(),
        }
        if draw.random() < 0.4:
            found["required"] = True
        if where == "query" and draw.random() < 0.3:
            found["style"] = draw.choice(["form", "spaceDelimited", "pipeDelimited"])
        if draw.random() < 0.3:
            found["explode"] = draw.random() < 0.5
        return found

    def component(self) -> Json:
        return self.object(2) if self.draw.random() < 0.7 else self.schema(2)

    # --- schemas ----------------------------------------------------------------------------------

    def schema(self, depth: int) -> Json:
        draw = self.draw
        if depth <= 0:
            return self.scalar() if draw.random() < 0.8 else self.reference()
        make: list[Callable[[int], Json]] = [
            self.object,
            self.object,
            self.array,
            self.composed,
            self.union,
        ]
        picked = draw.random()
        if picked < 0.25:
            return self.scalar()
        if picked < 0.45:
            return self.reference()
        return draw.choice(make if self.old else [*make, self.conditional])(depth)

    def reference(self) -> Root:
        found: Root = {"$ref": f"#/components/schemas/{self.draw.choice(COMPONENTS)}"}
        if not self.old and self.draw.random() < 0.1:
            found |= self.beside()
        return found

    def beside(self) -> Root:
        keyword = self.draw.choice(
            ["maxLength", "minimum", "required", "maxProperties", "minProperties", "description"]
        )
        return {keyword: self.keyword(keyword, 0)}

    def scalar(self) -> Json:
        draw = self.draw
        kind = draw.choice(
            ["string", "string", "integer", "number", "boolean", "any", "enum", "const", "bare"]
        )
        match kind:
            case "any":
                return {} if self.old or draw.random() < 0.7 else True
            case "enum":
                values = draw.sample(
                    [*TEXTS[:6], 1, 5, True, *([] if self.old else [None])], k=draw.randint(1, 4)
                )
                texts = [value for value in values if isinstance(value, str)]
                return (
                    {"type": "string", "enum": texts}
                    if draw.random() < 0.6 and texts
                    else {"enum": values}
                )
            case "const":
                value = draw.choice(["a", "b", 1, True])
                return {"enum": [value]} if self.old else {"const": value}
            case "bare":
                keyword = draw.choice(["minimum", "maxLength", "pattern", "maximum"])
                return {keyword: self.keyword(keyword, 0)}
        schema: Root = {"type": kind}
        bounds = {
            "string": ("minLength", "maxLength", "pattern", "format"),
            "boolean": (),
        }.get(
            kind,
            ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"),
        )
        for keyword in bounds:
            if draw.random() < 0.15:
                schema[keyword] = self.keyword(keyword, 0)
        if schema.get("format") in FORMATS and kind != "string":
            schema["format"] = draw.choice(
                ["int32", "int64"] if kind == "integer" else ["float", "double"]
            )
        return self.nullable(schema, 0.15)

    def nullable(self, schema: Root, chance: float = 1.0) -> Root:
        """`schema` with null let through, as one of the dialects writes it."""
        draw = self.draw
        if draw.random() >= chance:
            return schema
        if self.old:
            return {**schema, "nullable": True}
        # "null" twice is no type
        if isinstance(schema.get("type"), str) and schema["type"] != "null" and draw.random() < 0.6:
            values = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
            return {**schema, "type": [schema["type"], "null"], **values}
        none = draw.choice([{"type": "null"}, {"const": None}, {"enum": [None]}])
        return {draw.choice(["anyOf", "oneOf"]): [schema, none]}

    def object(self, depth: int) -> Root:
        draw = self.draw
        schema: Root = {"type": "object"} if draw.random() < 0.85 else {}
        names = draw.sample(NAMES, k=draw.randint(0, 3))
        if names:
            schema["properties"] = {name: self.flagged(self.schema(depth - 1)) for name in names}
        for keyword, chance in (("required", 0.5), ("additionalProperties", 0.35)):
            if draw.random() < chance:
                schema[keyword] = self.keyword(keyword, depth - 1)
        rare = ["minProperties", "maxProperties"]
        if not self.old:
            rare += [
                "patternProperties",
                "propertyNames",
                "dependentRequired",
                "dependentSchemas",
                "unevaluatedProperties",
            ]
        for keyword in rare:
            if draw.random() < 0.05:
                schema[keyword] = self.keyword(keyword, depth - 1)
        return self.nullable(schema, 0.1)

    def flagged(self, schema: Json) -> Json:
        if (
            isinstance(schema, dict)
            and self.draw.random() < 0.08
            and ("$ref" not in schema or not self.old)
        ):
            return {**schema, self.draw.choice(["readOnly", "writeOnly"]): True}
        return schema

    def array(self, depth: int) -> Root:
        draw = self.draw
        schema: Root = {"type": "array"}
        if self.old or draw.random() < 0.8:
            schema["items"] = self.schema(depth - 1)
        rare = ["minItems", "maxItems", "uniqueItems"]
        rare += [] if self.old else ["prefixItems", "contains", "unevaluatedItems"]
        for keyword in rare:
            if draw.random() < 0.12:
                schema[keyword] = self.keyword(keyword, depth - 1)
        if "contains" in schema and draw.random() < 0.4:
            keyword = draw.choice(["minContains", "maxContains"])
            schema[keyword] = self.keyword(keyword, 0)
        return self.nullable(schema, 0.1)

    def composed(self, depth: int) -> Root:
        draw = self.draw
        members = [
            draw.choice([self.reference(), self.object(depth - 1)])
            for _ in range(draw.randint(1, 2))
        ]
        schema: Root = {"allOf": members}
        if draw.random() < 0.3:
            schema |= self.object(depth - 1)
        return schema

    def union(self, depth: int) -> Root:
        draw = self.draw
        keyword = draw.choice(["anyOf", "oneOf"])
        schema: Root = {keyword: [self.schema(depth - 1) for _ in range(draw.randint(1, 3))]}
        if not self.old and draw.random() < 0.2:
            schema[keyword].append({"type": "null"})
        if draw.random() < 0.2:
            schema |= draw.choice(
                [self.object(0), {"nullable": True} if self.old else {"type": "object"}]
            )
        members = schema[keyword]
        if (
            all(isinstance(member, dict) and "$ref" in member for member in members)
            and draw.random() < 0.5
        ):
            mapping = {f"kind {number}": member["$ref"] for number, member in enumerate(members)}
            schema["discriminator"] = {"propertyName": draw.choice(NAMES), "mapping": mapping}
        return schema

    def conditional(self, depth: int) -> Root:
        draw = self.draw
        if draw.random() < 0.5:
            return {**self.object(depth - 1), "not": draw.choice([self.object(0), self.scalar()])}
        schema = {**self.object(depth - 1), "if": self.object(0)}
        for keyword in ("then", "else"):
            if draw.random() < 0.7:
                schema[keyword] = self.object(0)
        return schema

    def keyword(self, keyword: str, depth: int) -> Json:
        """A value of a keyword."""
        draw = self.draw
        if keyword in ("exclusiveMinimum", "exclusiveMaximum"):
            return draw.random() < 0.7 if self.old else draw.randint(-1, 5)
        simple: dict[str, Callable[[], Json]] = {
            "type": lambda: draw.choice(
                ["string", "integer", "number", "boolean", "object", "array"]
            ),
            "nullable": lambda: draw.random() < 0.7,
            "format": lambda: draw.choice(FORMATS),
            "pattern": lambda: draw.choice(PATTERNS),
            "multipleOf": lambda: draw.choice([1, 2, 3, 6, 0.5]),
            "enum": lambda: draw.sample([*TEXTS[:6], 1, 5], k=draw.randint(1, 4)),
            "const": lambda: draw.choice(["a", "b", 1, None]),
            "uniqueItems": lambda: draw.random() < 0.8,
            "required": lambda: draw.sample(NAMES, k=draw.randint(1, 2)),
            "dependentRequired": lambda: {draw.choice(NAMES): draw.sample(NAMES, k=1)},
            "readOnly": lambda: True,
            "writeOnly": lambda: True,
            "description": lambda: "Words.",
            "default": lambda: draw.choice(["a", 1]),
            "minContains": lambda: draw.randint(0, 2),
            "maxContains": lambda: draw.randint(1, 2),
        }
        if keyword in simple:
            return simple[keyword]()
        if keyword.startswith(("min", "max")):
            return draw.randint(0, 4)
        if keyword in ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"):
            return draw.choice([False, False, self.schema(depth)])
        if keyword in _ONE:
            return (
                self.schema(depth)
                if keyword != "propertyNames"
                else draw.choice([{"maxLength": 1}, {"pattern": "^[a-z]"}])
            )
        if keyword in _LISTS:
            return [self.schema(depth) for _ in range(draw.randint(1, 2))]
        names = ("^x-", "^[ab]$") if keyword == "patternProperties" else NAMES
        return {
            draw.choice(names): self.schema(depth)
            if keyword != "dependentSchemas"
            else self.object(0)
        }

    # --- edits ------------------------------------------------------------------------------------

    def edited(self, root: Root) -> tuple[Root, Edit]:
        """A copy of a document with one edit; an edit that finds nothing to do is drawn again."""
        for _ in range(50):
            head = copy.deepcopy(root)
            edit = self.draw.choice(self._edits())(head)
            if edit is not None and (edit.kept or canonical(head) != canonical(root)):
                return head, edit
        return copy.deepcopy(root), Edit("nothing", kept=True)

    def _edits(self) -> list[Callable[[Root], Edit | None]]:
        often = [self.set_keyword] * 5 + [self.remove_keyword] * 3 + [self.change_list] * 2
        return [
            *often,
            self.replace,
            self.toggle_required,
            self.toggle_null,
            self.add_property,
            self.remove_property,
            self.rename_property,
            self.inline,
            self.extract,
            self.wrap,
            self.unwrap,
            self.shuffle,
            self.change_parameter,
            self.change_message,
        ]

    def set_keyword(self, root: Root) -> Edit | None:
        """Adds a keyword to a schema, or gives it another value; most often one that says something
        about its values.
        """
        holder, key = self.place(root)
        schema = holder[key]
        if not isinstance(schema, dict) or (self.old and "$ref" in schema):
            return None
        keyword = self.draw.choice(self._fitting(schema))
        schema[keyword] = self.keyword(keyword, 1)
        return Edit(f"set {keyword}")

    def _fitting(self, schema: Root) -> tuple[str, ...]:
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) and kind else kind
        older = {
            "string": ("minLength", "maxLength", "pattern", "format", "enum"),
            "object": (
                "required",
                "additionalProperties",
                "properties",
                "minProperties",
                "maxProperties",
                "allOf",
                "anyOf",
            ),
            "array": ("items", "minItems", "maxItems", "uniqueItems"),
            "boolean": ("enum",),
        }.get(
            str(kind),
            ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "enum"),
        )
        newer = {
            "object": (
                *(
                    "patternProperties",
                    "propertyNames",
                    "dependentRequired",
                    "dependentSchemas",
                    "unevaluatedProperties",
                ),
                *("if", "then", "else", "not"),
            ),
            "array": ("prefixItems", "contains", "minContains", "maxContains", "unevaluatedItems"),
        }.get(str(kind), ("const",))
        anywhere = (
            "type",
            "allOf",
            "anyOf",
            "oneOf",
            "readOnly",
            "writeOnly",
            "description",
            "default",
            "not",
        )
        if self.draw.random() < 0.7:
            return older if self.old or self.draw.random() < 0.5 else newer
        return (*anywhere, "nullable") if self.old else anywhere

    def remove_keyword(self, root: Root) -> Edit | None:
        holder, key = self.place(root)
        schema = holder[key]
        if not isinstance(schema, dict) or not schema:
            return None
        keyword = self.draw.choice(list(schema))
        del schema[keyword]
        return Edit(f"remove {keyword}")

    def change_list(self, root: Root) -> Edit | None:
        """Takes a member out of a list or a map of a schema, or adds one."""
        draw = self.draw
        holder, key = self.place(root)
        schema = holder[key]
        keywords = (
            [name for name in schema if isinstance(schema[name], (list, dict))]
            if isinstance(schema, dict)
            else []
        )
        if not keywords:
            return None
        keyword = draw.choice(keywords)
        value = schema[keyword]
        if isinstance(value, list):
            more = self.keyword(keyword, 1)
            if draw.random() < 0.5 and len(value) > 1:
                value.pop(draw.randrange(len(value)))
                return Edit(f"shorten {keyword}")
            more = more if isinstance(more, list) else [more]
            value += [
                item
                for item in more
                if keyword not in ("enum", "type", "required") or item not in value
            ]
            return Edit(f"lengthen {keyword}")
        if keyword not in (*_MAPS, "dependentRequired") or (value and draw.random() < 0.5):
            return None
        for name, child in self.keyword(keyword, 1).items():
            value.setdefault(name, child)
        return Edit(f"extend {keyword}")

    def replace(self, root: Root) -> Edit:
        holder, key = self.place(root)
        holder[key] = self.schema(self.draw.randint(0, 2))
        return Edit("replace")

    def toggle_required(self, root: Root) -> Edit | None:
        schema = self._object_in(root)
        if schema is None:
            return None
        name = self.draw.choice(list(schema["properties"]))
        listed = list(schema.get("required", ()))
        schema["required"] = (
            [one for one in listed if one != name] if name in listed else [*listed, name]
        )
        return Edit("toggle required")

    def toggle_null(self, root: Root) -> Edit | None:
        holder, key = self.place(root)
        schema = holder[key]
        if not isinstance(schema, dict) or (self.old and "$ref" in schema):
            return None
        if schema.pop("nullable", False):
            return Edit("not nullable")
        if isinstance(schema.get("type"), list):
            schema["type"] = [name for name in schema["type"] if name != "null"] or "null"
            return Edit("not null")
        holder[key] = self.nullable(schema)
        return Edit("nullable")

    def add_property(self, root: Root) -> Edit | None:
        schema = self._object_in(root)
        if schema is None:
            return None
        self._fresh += 1
        name = self.draw.choice([*NAMES, f"fresh{self._fresh}"])
        schema["properties"][name] = self.flagged(self.schema(1))
        if self.draw.random() < 0.3:
            schema["required"] = list(dict.fromkeys([*schema.get("required", ()), name]))
        return Edit("add property")

    def remove_property(self, root: Root) -> Edit | None:
        schema = self._object_in(root)
        if schema is None:
            return None
        name = self.draw.choice(list(schema["properties"]))
        del schema["properties"][name]
        if "required" in schema and self.draw.random() < 0.7:
            schema["required"] = [one for one in schema["required"] if one != name]
        return Edit("remove property")

    def rename_property(self, root: Root) -> Edit | None:
        schema = self._object_in(root)
        if schema is None:
            return None
        name = self.draw.choice(list(schema["properties"]))
        self._fresh += 1
        other = f"fresh{self._fresh}"
        schema["properties"] = {
            other if one == name else one: value for one, value in schema["properties"].items()
        }
        if "required" in schema:
            schema["required"] = [other if one == name else one for one in schema["required"]]
        return Edit("rename property")

    def _object_in(self, root: Root) -> Root | None:
        found = [
            holder[key]
            for holder, key in places(root)
            if isinstance(holder[key], dict) and holder[key].get("properties")
        ]
        return self.draw.choice(found) if found else None

    # what is the same, written in another way

    def inline(self, root: Root) -> Edit | None:
        found = [
            (holder, key)
            for holder, key in places(root)
            if isinstance(holder[key], dict)
            and holder[key].keys() == {"$ref"}
            and holder is not root["components"]["schemas"]
        ]
        if not found:
            return None
        holder, key = self.draw.choice(found)
        holder[key] = copy.deepcopy(
            root["components"]["schemas"][holder[key]["$ref"].rpartition("/")[2]]
        )
        return Edit("inline", kept=True)

    def extract(self, root: Root) -> Edit | None:
        holder, key = self.place(root)
        if holder is root["components"]["schemas"]:
            return None
        flags = isinstance(holder[key], dict) and holder[key].keys() & {"readOnly", "writeOnly"}
        self._fresh += 1
        root["components"]["schemas"][f"Fresh{self._fresh}"] = holder[key]
        holder[key] = {"$ref": f"#/components/schemas/Fresh{self._fresh}"}
        return Edit("extract", kept=not flags)

    def wrap(self, root: Root) -> Edit | None:
        holder, key = self.place(root)
        flags = isinstance(holder[key], dict) and holder[key].keys() & {"readOnly", "writeOnly"}
        keyword = self.draw.choice(["allOf", "anyOf", "oneOf"])
        holder[key] = {keyword: [holder[key]]}
        return Edit(f"wrap in {keyword}", kept=not flags)

    def unwrap(self, root: Root) -> Edit | None:
        found = [
            (holder, key, keyword)
            for holder, key in places(root)
            for keyword in ("allOf", "anyOf", "oneOf")
            if isinstance(holder[key], dict)
            and holder[key].keys() == {keyword}
            and len(holder[key][keyword]) == 1
        ]
        if not found:
            return None
        holder, key, keyword = self.draw.choice(found)
        holder[key] = holder[key][keyword][0]
        return Edit(f"unwrap {keyword}", kept=True)

    def shuffle(self, root: Root) -> Edit:
        """Another order of everything whose order says nothing."""
        for holder, key in list(places(root)):
            schema = holder[key]
            for keyword in (
                ("required", "enum", "oneOf", "anyOf", "allOf", "type")
                if isinstance(schema, dict)
                else ()
            ):
                if isinstance(schema.get(keyword), list):
                    self.draw.shuffle(schema[keyword])
            if isinstance(schema, dict):
                items = list(schema.items())
                self.draw.shuffle(items)
                schema.clear()
                schema.update(items)
        self.draw.shuffle(operation(root)["parameters"])
        return Edit("shuffle", kept=True)

    # --- edits of what holds schemas --------------------------------------------------------------

    def change_parameter(self, root: Root) -> Edit | None:
        draw = self.draw
        listed = operation(root)["parameters"]
        others = [one for one in listed if one["in"] != "path"]
        if not others or draw.random() < 0.2:
            where = draw.choice(["query", "header", "cookie"])
            self._fresh += 1
            listed.append(self.parameter(f"{where}-fresh{self._fresh}", where))
            return Edit("add parameter")
        one = draw.choice(others)
        match draw.randrange(5):
            case 0:
                listed.remove(one)
                return Edit("remove parameter")
            case 1:
                one["required"] = not one.get("required", False)
                return Edit("parameter required")
            case 2 if one["in"] == "query":
                one["style"] = draw.choice(["form", "spaceDelimited", "pipeDelimited"])
                return Edit("parameter style")
            case 3:
                one["explode"] = not one.get("explode", one["in"] in ("query", "cookie"))
                return Edit("parameter explode")
            case _:
                one["in"] = draw.choice(["query", "header", "cookie"])
                one.pop("style", None)
                return Edit("parameter moved")

    def change_message(self, root: Root) -> Edit | None:
        draw = self.draw
        post = operation(root)
        match draw.randrange(6):
            case 0 if "requestBody" in post:
                post["requestBody"]["required"] = not post["requestBody"]["required"]
                return Edit("body required")
            case 1 if "requestBody" in post:
                del post["requestBody"]
                return Edit("remove body")
            case 2:
                content = draw.choice(
                    [
                        one["content"]
                        for one in (post.get("requestBody"), post["responses"]["200"])
                        if one
                    ]
                )
                content["application/problem+json"] = {"schema": self.schema(1)}
                return Edit("add media type")
            case 3:
                content = draw.choice(
                    [
                        one["content"]
                        for one in (post.get("requestBody"), post["responses"]["200"])
                        if one
                    ]
                )
                if not content:  # an edit before this one took the last
                    return None
                gone = draw.choice(list(content))
                media = content.pop(gone)
                if draw.random() < 0.5:
                    content[
                        "application/problem+json"
                        if gone == "application/json"
                        else "application/json"
                    ] = media
                return Edit("remove media type")
            case 4:
                post["responses"]["200"]["headers"] = {
                    **self.headers(),
                    **post["responses"]["200"]["headers"],
                }
                return Edit("add header")
            case _ if post["responses"]["200"]["headers"]:
                post["responses"]["200"]["headers"].popitem()
                return Edit("remove header")
        return None

    def place(self, root: Root) -> tuple[Any, Any]:
        """A place that holds a schema."""
        return self.draw.choice(list(places(root)))


def operation(root: Root) -> Root:
    found: Root = root["paths"]["/things/{id}"]["post"]
    return found


def canonical(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def places(root: Root) -> Iterator[tuple[Any, Any]]:
    """What holds each schema that the operation leads to, and the key or number by which."""
    components = root["components"]["schemas"]
    post = operation(root)
    waiting: list[tuple[Any, Any]] = [(one, "schema") for one in post["parameters"]]
    for message in (post.get("requestBody", {}), *post["responses"].values()):
        waiting += [(media, "schema") for media in message.get("content", {}).values()]
        waiting += [(header, "schema") for header in message.get("headers", {}).values()]
    reached: set[str] = set()
    while waiting:
        holder, key = waiting.pop()
        yield holder, key
        schema = holder[key]
        if not isinstance(schema, dict):
            continue
        name = schema.get("$ref", "").rpartition("/")[2]
        if name and name not in reached:
            reached.add(name)
            waiting.append((components, name))
        waiting += [
            (schema, keyword)
            for keyword in (*_ONE, *_MORE)
            if isinstance(schema.get(keyword), (dict, bool))
        ]
        for keyword in _LISTS:
            if isinstance(schema.get(keyword), list):
                waiting += [(schema[keyword], number) for number in range(len(schema[keyword]))]
        for keyword in _MAPS:
            if isinstance(schema.get(keyword), dict):
                waiting += [(schema[keyword], name) for name in schema[keyword]]
