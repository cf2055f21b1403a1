"""Facts as YAML, laid out as a person would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from typing import Any

import yaml  # type: ignore[import-untyped]

from generator.vendor_docs.facts import (
    Body,
    Evidence,
    Field,
    Response,
    Section,
    Untranscribed,
    VendorOperation,
    without,
)

_RENAMED = {(Field, "place"): "in", (Field, "source"): "from", (Section, "heading"): "section"}
_NEVER_WRITTEN = frozenset(["location", "has_default", "has_sample", "wording", "line"])
_JSON = frozenset(["sample", "default"])
"""Attributes that hold JSON, which is written as it is."""


def dump_section(section: Section) -> str:
    """A section as YAML, as a person would lay it out: a line for each plain field, a block for
    each with fields of its own. Nothing that moves with a page: no digest of a description, no
    line."""
    data = _plain(section)
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=124))


def _plain(value: Any) -> Any:
    """A record as a mapping, a list as one that is written on a line where it can be. An evidence
    is on one line if it is an observation's (`sure`), a field if no other is in it."""
    match value:
        case Response():
            return _response(value)
        case Evidence() if value.sure is not None:
            return _Line(_attributes(value, ("source", "sure", "note")))
        case Section():
            return {"section": "", **_attributes(value)}
        case Field() if not value.fields:
            return _Line(_attributes(value))
        case Evidence() | VendorOperation() | Untranscribed() | Body() | Field():
            return _attributes(value)
        case tuple():
            items = [_plain(item) for item in value]
            return items if any(isinstance(item, dict) for item in items) else _Row(items)
        case Mapping():
            return dict(value)
        case _:
            return value


def _attributes(value: Any, names: Iterable[str] = ()) -> dict[str, Any]:
    """The attributes of a record that say something, those of `names` or all, in their order and
    under the keys that a file has for them (`in` for `place`)."""
    listed = names or without([each.name for each in fields_of(value)], _NEVER_WRITTEN)
    data: dict[str, Any] = {}
    for name in listed:
        item = getattr(value, name)
        key = _RENAMED.get((type(value), name), name)
        if _is_kept(value, name) or not _is_absent(item):
            data[key] = item if name in _JSON else _plain(item)
    return data


def _response(value: Response) -> dict[str, Any]:
    """A response, in which its body lies."""
    status = int(value.status) if value.status.isdigit() else value.status
    own = {"about": value.about} if value.about else {}
    body = {} if value.body is None else _attributes(value.body)
    return {"status": status, **own, **{key: item for key, item in body.items() if key not in own}}


def _is_absent(item: Any) -> bool:
    return item is None or item is False or item in ("", (), {})


def _is_kept(value: Any, name: str) -> bool:
    """Whether an attribute is written whatever it holds; an observation has no title."""
    observed = isinstance(value, VendorOperation) and value.evidence.sure is not None
    return (
        name == "slug" or (name == "title" and not observed) or getattr(value, f"has_{name}", False)
    )


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


class _Row(list[Any]):
    """A list that is written on one line."""


_NUMBER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)  # YAML 1.2, core schema


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, value: str) -> Any:
    """A text; in quotes too where it is a number to YAML 1.2, though not to this library, which is
    of 1.1.
    """
    style = "'" if _NUMBER.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Line,
    lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True),
)
_Dumper.add_representer(
    _Row,
    lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
)
