"""The Jinja environment of the templates, in which only `Code` and whole numbers can be printed.

Jinja calls `finalize` for every expression that a template prints. Ours refuses plain text, so text
of the document has to pass an escaping filter, and says in which template and line it was met.
Macros are of no use here: what they return is plain text."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from functools import cache, partial
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final, TypeAlias

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.bccache import Bucket

from generator.emit import code
from generator.emit.code import Code
from generator.emit.template_folders import TEMPLATES, folders

Text: TypeAlias = str | Callable[[], str]
"""What a file is to hold, or what prints it: who asks for a few names need not print all."""


class TemplateError(Exception):
    """A template printed what is no code, or asked for a name that does not exist. `place` is
    `file:line`.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place


def _finalize(value: object) -> str:
    """What every `{{ … }}` of a template goes through. Raises `TypeError` for what is no code, and
    what Jinja raises for a name that is not defined: `str` of that does.
    """
    if type(value) is Code:
        return value.text
    if type(value) is int:
        return str(value)
    if isinstance(value, Undefined):
        str(value)
    raise TypeError(
        f"only code can be printed, not {type(value).__name__}; "
        f"use an escaping filter: {', '.join(sorted(_FILTERS))}"
    )


_FILTERS: Final = {
    "quoted": code.quoted,
    "string_literal": code.string_literal,
    "literal": code.literal,
    "docstring": code.docstring,
    "comment": code.comment,
    "identifier": code.identifier,
    "dotted": code.dotted,
    "url_path": code.url_path,
    "toml_string": code.toml_string,
    "markdown_paragraphs": code.markdown_paragraphs,
    "markdown": code.markdown,
    "markdown_block": code.markdown_block,
    "markdown_code": code.markdown_code,
    "markdown_sample": code.markdown_sample,
    "table_code": code.table_code,
    "html": code.html,
    "plain": code.plain,
}


_SYNTAX: Final[Mapping[str, Any]] = {
    "autoescape": False,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "extensions": ("jinja2.ext.loopcontrols",),
}
_COMPILED = hashlib.sha256(f"{jinja2.__version__} {sorted(_SYNTAX.items())}".encode()).hexdigest()[
    :8
]


class _CompiledTemplates(BytecodeCache):
    """Compiled templates in a folder beside their sources, where Python keeps compiled modules, if
    it keeps any.

    Jinja loads none that is of another source, Python or bytecode; the file's name has what else
    decides what is compiled."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return filename or name

    def _file(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(f"{bucket.key}-{_COMPILED}.py"))

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError), self._file(bucket).open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        file = self._file(bucket)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            unfinished = file.with_name(f"{file.name}.{os.getpid()}")
            unfinished.write_bytes(bucket.bytecode_to_string())
            unfinished.replace(file)


class _Environment(Environment):
    """Whose globals are those that it was made with: Jinja looks through all of them for each
    template that is included, which as one mapping over another takes a thirtieth of the time of
    what is printed.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(templates: Path) -> Environment:
    """The one environment over the folder `templates` and ours: it compiles a template once, and
    anew if its file had changed when the environment was asked for.
    """
    made = _environment(templates)
    known = made.cache or {}
    if not all(template.is_up_to_date for template in known.values()):
        known.clear()
    return made


@cache
def _environment(templates: Path) -> Environment:
    made = _Environment(
        loader=FileSystemLoader(folders(templates), encoding="utf-8"),
        bytecode_cache=_CompiledTemplates(),
        auto_reload=False,  # which looks at the file of each template that is included
        undefined=StrictUndefined,
        finalize=_finalize,
        **_SYNTAX,
    )
    made.filters |= _FILTERS
    return made


def loaded(templates: Path) -> Iterator[None]:
    """Load what our folder has, one template after the other, so that printing need not."""
    made = environment(templates)
    for file in TEMPLATES.rglob("*.jinja"):
        made.get_template(file.relative_to(TEMPLATES).as_posix())
        yield


def render(environment: Environment, template: str, /, **values: Any) -> str:
    """The rendered template.

    Raises:
        TemplateError: with the template and the line at fault.
    """
    try:
        return environment.get_template(template).render(values)
    except Exception as error:
        place = template
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith((".jinja", "<template>")):
                name = template if frame.filename == "<template>" else frame.filename
                place = f"{_as_named(environment, name)}:{frame.lineno}"
        raise TemplateError(place, str(error)) from error


def _as_named(environment: Environment, file: str) -> str:
    """A template's name, which has its folder, of its file."""
    loader = environment.loader
    searched = loader.searchpath if isinstance(loader, FileSystemLoader) else []
    inside = (Path(file).relative_to(each) for each in searched if Path(file).is_relative_to(each))
    return next((each.as_posix() for each in inside), file)


def later(environment: Environment, template: str, /, **values: Any) -> Callable[[], str]:
    """What renders a template when it is called. Everything is decided before."""
    return partial(render, environment, template, **values)


def text_of(printed: Text) -> str:
    """The text of a file. TemplateError as of `render`."""
    return printed if isinstance(printed, str) else printed()
