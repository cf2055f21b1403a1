"""The configuration of a repository: which documents it has, and what is made of each.

`sdk.yaml`, or `[tool.np6-sdk-factory]` in `pyproject.toml`, names targets. A command that is given
neither a document nor a folder does its work for every target, and reads each option that it was
not given from there. A target with `namespaces` is one package of several documents.
`docs/sdk.schema.json` is the form of it, made of the same table."""

from __future__ import annotations

import keyword
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal

from generator.api.names import constant
from generator.cli.settings import UNUSABLE, Setting
from generator.document.diagnostics import Diagnostic, DocumentError, Location, Rule
from generator.document.forms import meant
from generator.document.origins import Origin, is_remote
from generator.document.package_names import NAME, name_schema, package_fault
from generator.document.pointer import join
from generator.document.reading import MAX_BYTES, Findings, Positions, Text, quoted
from generator.records import record

FILE: Final = "sdk.yaml"
PROJECT: Final = "pyproject.toml"
TABLE: Final = ("tool", "np6-sdk-factory")

UNREADABLE = Rule(
    "CFG001",
    "error",
    "The configuration cannot be read.",
    "What is to be made of which document is not known.",
    "Save it as UTF-8 text that can be read.",
)
MALFORMED = Rule(
    "CFG002",
    "error",
    "The configuration is not of the form.",
    "An option that is misspelt would be left out, and the output would not be what was meant.",
    "Write it as docs/sdk.schema.json describes.",
)
CLASH = Rule(
    "CFG003",
    "error",
    "Two targets, two namespaces, or a target and its document, are in each other's way.",
    "What the one writes, the other would replace, also where letter case does not tell names "
    "apart.",
    "Give each target a folder of its own, and each namespace a name of its own.",
)
RULES: Final = (UNREADABLE, MALFORMED, CLASH, UNUSABLE)

Form = Literal["origin", "origins", "path", "file", "text", "texts", "switch"]


@record(frozen=True, slots=True)
class Key:
    """A key of a target: the parameter of the commands that it is a default of, what its value is,
    and what it is for.
    """

    parameter: str
    form: Form
    about: str


KEYS: Final[Mapping[str, Key]] = {
    "spec": Key("spec", "origin", "The document's root file, YAML or JSON, or its URL."),
    "overlays": Key("overlay", "origins", "Overlays that change the document, in their order."),
    "include": Key("include", "texts", "What of the document is chosen, as tag:pets."),
    "exclude": Key("exclude", "texts", "What of the document is left out, as path:/internal/**."),
    "out": Key("out", "path", "The folder of generated files."),
    "package": Key("package", "text", "Import name. Default: x-sdk in the document, or its title."),
    "templates": Key("templates", "path", "A folder of templates that override ours."),
    "strict": Key("strict", "switch", "Fail if lint finds an error, or the SDK lacks something."),
    "keep-going": Key("keep_going", "switch", "Leave out and list what cannot be read."),
    "accepted": Key("accepted", "file", "Accepted breaks. Default: beside the document."),
    "allow-remote": Key("allow_remote", "switch", "Read what is on the network."),
}
_REQUIRED: Final = ("spec", "out")
NAMESPACES: Final = "namespaces"
_OF_A_DOCUMENT: Final = ("spec", "overlays", "include", "exclude", "accepted")
"""The keys of each namespace, where a target has several."""
_TOGETHER: Final = ("out", "package", NAMESPACES)
"""What such a target has to have."""
_ORIGIN: Final = {"type": "string", "minLength": 1, "not": {"const": "-"}}
_FORMS: Final[Mapping[Form, tuple[Any, str]]] = {
    "origin": (_ORIGIN, "a path or a URL"),
    "origins": ({"type": "array", "items": _ORIGIN}, "a list of paths or URLs"),
    "path": ({"type": "string", "minLength": 1}, "a path"),
    "file": ({"type": "string", "minLength": 1}, "a path"),
    "text": ({"type": "string", "minLength": 1}, "a text"),
    "texts": ({"type": "array", "items": {"type": "string", "minLength": 1}}, "a list of texts"),
    "switch": ({"type": "boolean"}, "true or false"),
}
_MEMBERS: Final[Mapping[Form, Form]] = {"origins": "origin", "texts": "text"}


@record(frozen=True, slots=True)
class Target:
    """A document and what is made of it: values of parameters of the commands, by their names. Of
    several documents in one package, each is one of `namespaces`.
    """

    name: str
    values: Mapping[str, Any]
    namespaces: tuple[Target, ...] = ()


def schema() -> dict[str, Any]:
    """The form of the configuration, for editors: a JSON Schema of dialect 2020-12."""
    forms = {name: {**_FORMS[key.form][0], "description": key.about} for name, key in KEYS.items()}
    forms["package"] |= name_schema(rf"{NAME}(\.{NAME})*")
    namespace = {
        "type": "object",
        "required": ["spec"],
        "additionalProperties": False,
        "properties": {name: forms[name] for name in _OF_A_DOCUMENT},
    }
    several = {
        "description": "Several documents in one package that share a runtime, by the names of "
        "their modules: `v1` of the package `acme` is `acme.v1`.",
        "type": "object",
        "minProperties": 1,
        "propertyNames": name_schema("[A-Za-z][A-Za-z0-9_]*"),
        "additionalProperties": namespace,
    }
    apart = {"not": {"anyOf": [{"required": [name]} for name in _OF_A_DOCUMENT]}}
    target = {
        "type": "object",
        "if": {"required": [NAMESPACES]},
        "then": {"required": list(_TOGETHER), **apart},
        "else": {"required": list(_REQUIRED)},
        "additionalProperties": False,
        "properties": {**forms, NAMESPACES: several},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The documents of a repository, and the SDKs that are made of them",
        "type": "object",
        "required": ["targets"],
        "additionalProperties": False,
        "properties": {
            "targets": {
                "description": "By name. Paths are relative to this file.",
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": "^[^/]+$"},
                "additionalProperties": target,
            }
        },
    }


def find(start: Path) -> Path | None:
    """The configuration of the repository that a folder is in: that of the nearest folder which has
    one. DocumentError as of `load_targets`.
    """
    for folder in (start, *start.parents):
        file, project = folder / FILE, folder / PROJECT
        tabled = project.is_file() and _is_tabled(project)
        if os.path.lexists(file) and tabled:
            message = f"{PROJECT} beside it has [{'.'.join(TABLE)}] too; only one of them can hold"
            raise DocumentError([MALFORMED.found(message, Location(_shown(file)))])
        if os.path.lexists(file):
            return file
        if tabled:
            return project
        if (folder / ".git").exists():
            break
    return None


def _is_tabled(project: Path) -> bool:
    """Whether the project has our table, however it is spelt; as it seems, where it is no TOML."""
    text = project.read_text(encoding="utf-8-sig", errors="replace")
    if TABLE[-1] not in text:
        return False
    import tomllib  # few repositories have such a table

    try:
        return _table(tomllib.loads(text)) is not None
    except (tomllib.TOMLDecodeError, RecursionError):
        return f"[{'.'.join(TABLE)}" in text


def _table(data: Any) -> Any:
    for name in TABLE:
        data = _entry(data, name)
    return data


def load_targets(file: Path) -> list[Target]:
    """The targets of a configuration, in their order; their paths are relative to the working
    directory.

    Raises: DocumentError: the file cannot be read, or is not of the form; everything that is wrong,
        with file and line.
    """
    read = _project if file.name == PROJECT else _yaml
    return _ConfigurationReader(file, *read(_text(file))).targets()


def _text(file: Path) -> Text:
    shown = _shown(file)
    if not file.is_file():
        raise DocumentError([UNREADABLE.found("is no file that can be read", Location(shown))])
    try:
        content = file.read_bytes()
        if len(content) > MAX_BYTES:
            raise DocumentError(
                [UNREADABLE.found(f"has more than {MAX_BYTES // 2**20} MiB", Location(shown))]
            )
        return Text(content.decode("utf-8-sig"), shown)
    except UnicodeDecodeError as error:
        raise DocumentError([UNREADABLE.found("not UTF-8", Location(shown))]) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise DocumentError([UNREADABLE.found(message, Location(shown))]) from error


def _shown(file: Path) -> str:
    return Path(os.path.relpath(file)).as_posix()


def _yaml(text: Text) -> tuple[Text, Any, Positions]:
    from generator.document import yaml_reader

    findings = Findings(text)
    data, positions = yaml_reader.read_yaml(text, findings)
    if findings.fatal:
        raise DocumentError(findings)
    return text, data, positions


def _project(text: Text) -> tuple[Text, Any, None]:
    import tomllib

    try:
        data: Any = tomllib.loads(text.text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = map(int, at.groups()) if at else (1, 1)
        message = re.sub(r" \(at .*", "", str(error))
        raise DocumentError(
            [UNREADABLE.found(f"not TOML: {message}", Location(text.display, line, column))]
        ) from error
    except RecursionError as error:
        raise DocumentError(
            [UNREADABLE.found("nested too deep", Location(text.display))]
        ) from error
    return text, _table(data), None


class _ConfigurationReader:
    """Checks what was read. Without `positions` a place is the first line that names its last
    part.
    """

    def __init__(self, file: Path, text: Text, data: Any, positions: Positions | None) -> None:
        self._file, self._text, self._data, self._positions = file, text, data, positions
        self._wrong: list[Diagnostic] = []

    def targets(self) -> list[Target]:
        data = self._data
        if not isinstance(data, dict):
            self._report("a mapping with `targets` is expected")
            data = {}
        self._unknown(data, ("targets",), "here")
        named = data.get("targets")
        if not isinstance(named, dict) or not named:
            if not self._wrong:
                self._report("`targets` is a mapping of names to targets, one at least", "targets")
            raise DocumentError(self._wrong)
        for name, target in named.items():
            self._check(name, target)
        if self._wrong:
            raise DocumentError(self._wrong)
        self._keep_apart(named)
        if self._wrong:
            raise DocumentError(self._wrong)
        return [self._target(name, target) for name, target in named.items()]

    def _target(self, name: str, target: dict[str, Any]) -> Target:
        documents = target.get(NAMESPACES, {})
        return Target(
            name,
            self._values(target, "targets", name),
            tuple(
                Target(each, self._values(values, "targets", name, NAMESPACES, each))
                for each, values in documents.items()
            ),
        )

    def _check(self, name: str, target: Any) -> None:
        at = ("targets", name)
        if not name.isprintable() or not name:
            message = f"the target {name!a} has a name that cannot be printed"
            self._report(message, *at, key=True)
        if "/" in name:
            message = f"the target {quoted(name)} has a slash in its name, as namespaces are named"
            self._report(message, *at, key=True)
        if not isinstance(target, dict):
            self._report(f"the target {quoted(name)} is no mapping", *at)
            return
        self._unknown(target, (*KEYS, NAMESPACES), "of a target", *at)
        self._keys(target, _TOGETHER if NAMESPACES in target else _REQUIRED, *at)
        if NAMESPACES in target:
            self._check_namespaces(target, *at)
        if target.get("strict") is True and target.get("keep-going") is True:
            message = "`strict` fails on what `keep-going` leaves out; they exclude each other"
            self._report(message, *at, "keep-going", key=True)

    def _check_namespaces(self, target: dict[str, Any], *at: str) -> None:
        for key in (each for each in _OF_A_DOCUMENT if each in target):
            message = f"{quoted(key)} is of each namespace, and stands there"
            self._report(message, *at, key, key=True)
        documents = target[NAMESPACES]
        if not isinstance(documents, dict) or not documents:
            message = "`namespaces` is a mapping of names to documents, one at least"
            self._report(message, *at, NAMESPACES)
            return
        met: dict[str, str] = {}
        for name, document in documents.items():
            here = (*at, NAMESPACES, name)
            if (fault := _namespace_fault(name)) is not None:
                self._report(f"the namespace {name!a} {fault}", *here, key=True)
            others = {met.setdefault(each, name) for each in _marks_of(name)} - {name}
            for other in sorted(others)[:1]:
                message = (
                    f"the namespaces {quoted(other)} and {quoted(name)} would be one where case "
                    "and underscores do not tell names apart; give one another name"
                )
                self._clash(message, *here[1:])
            if not isinstance(document, dict):
                self._report(f"the namespace {quoted(name)} is no mapping", *here)
                continue
            self._unknown(document, _OF_A_DOCUMENT, "of a namespace", *here)
            self._keys(document, _REQUIRED[:1], *here)

    def _keys(self, values: dict[str, Any], required: Sequence[str], *at: str) -> None:
        """What is missing, not of its form, or would be refused as an option."""
        for key in required:
            if key not in values:
                self._report(f"{quoted(key)} is missing", *at)
        for key, value in values.items():
            if key not in KEYS:
                continue
            if not _is_of(KEYS[key].form, value):
                self._report(f"{quoted(key)} is {_FORMS[KEYS[key].form][1]}", *at, key)
                continue
            for within, fault in self._faults(key, value):
                self._report(fault, *at, key, *within)

    def _faults(self, key: str, value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
        """What an option would say of the value of a key, and where in it."""
        if key in ("include", "exclude"):
            from generator.document.selectors import ChoiceError, parsed

            for number, each in enumerate(value):
                try:
                    parsed([each], [])
                except ChoiceError as error:
                    yield (str(number),), str(error).removeprefix("--include ")
        if key == "package" and (fault := package_fault(value)) is not None:
            yield (), f"the package {value!a} {fault}"
        if (
            key == "templates"
            and (why := _unusable(Path(self._from_here("path", value)))) is not None
        ):
            yield (), why

    def _unknown(self, data: dict[str, Any], known: Any, where: str, *tokens: str) -> None:
        for key in (each for each in data if each not in known):
            what = f"there is no key {quoted(key)} {where}{meant(key, known)}"
            self._report(what, *tokens, key, key=True)

    def _keep_apart(self, named: dict[str, Any]) -> None:
        """No folder is, or lies in, that of another target, and no document is this file. Names
        that differ by letter case alone are one where the next one who clones this works.
        """
        folders: dict[str, Path] = {}
        for name, target in named.items():
            for at, document in _documents(target):
                spec = document["spec"]
                if not is_remote(spec) and self._resolved(spec) == self._file.resolve():
                    self._clash("the document is this file itself", name, *at, "spec")
            resolved = self._resolved(target["out"]).as_posix()
            out = Path(unicodedata.normalize("NFC", resolved.casefold()))
            for other, folder in folders.items():
                if out == folder or out in folder.parents or folder in out.parents:
                    is_same = self._resolved(named[other]["out"]).as_posix() == resolved
                    how = _overlap(folder, out, is_same=is_same)
                    message = f"{quoted('out')} of the targets {quoted(other)} and {quoted(name)}"
                    self._clash(f"{message} {how}; give each a folder of its own", name, "out")
            folders[name] = out
        self._keep_packages_apart(named)

    def _keep_packages_apart(self, named: dict[str, Any]) -> None:
        """A package has an `__init__`, with which no other distribution has a package inside it."""
        packages = {
            name: f"{target['package']}.".casefold()
            for name, target in named.items()
            if "package" in target
        }
        for name, package in packages.items():
            for other, outer in packages.items():
                if package != outer and package.startswith(outer):
                    message = (
                        f"the package of the target {quoted(name)} lies inside that of the target "
                        f"{quoted(other)}, whose distribution alone can have it"
                    )
                    self._clash(message, name, "package")

    def _resolved(self, path: str) -> Path:
        return (self._file.parent / path).resolve()

    def _values(self, target: dict[str, Any], *at: str) -> dict[str, Any]:
        return {
            KEYS[key].parameter: self._value(KEYS[key].form, value, *at, key)
            for key, value in target.items()
            if key in KEYS
        }

    def _value(self, form: Form, value: Any, *at: str) -> Any:
        """A value as the commands take it, relative to the working directory; a document, an
        overlay, a selector or another file knows where it stands.
        """
        if form in _MEMBERS:
            member = _MEMBERS[form]
            return [self._member(member, each, *at, str(n)) for n, each in enumerate(value)]
        is_followed = form in ("origin", "file")
        return self._member(form, value, *at) if is_followed else self._from_here(form, value)

    def _member(self, form: Form, value: str, *at: str) -> Origin | Setting:
        kind = Origin if form == "origin" else Setting
        return kind(self._from_here(form, value), self._locate(*at))

    def _from_here(self, form: Form, value: Any) -> Any:
        if form in ("path", "file") or (form == "origin" and not is_remote(value)):
            return os.path.relpath(self._file.parent / value)
        return value

    def _clash(self, message: str, *tokens: str) -> None:
        self._wrong.append(CLASH.found(message, self._locate("targets", *tokens)))

    def _report(self, message: str, *tokens: str, key: bool = False) -> None:
        self._wrong.append(MALFORMED.found(message, self._locate(*tokens, key=key)))

    def _locate(self, *tokens: str, key: bool = False) -> Location:
        if self._positions is not None:
            offset, _ = self._positions.find(self._data, tokens, key=key)
            return self._text.location(offset, join("", *tokens))
        return self._text.location(self._line_of(tokens), join("", *TABLE, *tokens))

    def _line_of(self, tokens: Sequence[str]) -> int:
        """Where the names stand one after the other, as far as they do, from the table on; a member
        of a list has none, and stands where its value does.
        """
        at = self._text.text.find(f"[{'.'.join(TABLE)}")
        data = self._data
        for token in tokens:
            is_member = isinstance(data, list)
            data = data[int(token)] if is_member else _entry(data, token)
            name = re.escape(str(data) if is_member else token)
            found = re.compile(rf"(?<![\w-]){name}(?![\w-])").search(self._text.text, at)
            at = found.start() if found else at
        return max(at, 0)


def _entry(data: Any, name: str) -> Any:
    return data.get(name) if isinstance(data, dict) else None


def _overlap(folder: Path, out: Path, *, is_same: bool) -> str:
    """Why two folders are in each other's way; `is_same`: also by the case of their letters."""
    if is_same:
        return "is the same folder"
    if out == folder:
        return "is one folder where case does not tell files apart"
    return "is one folder inside the other"


def _documents(target: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """What a target says of each document, and where."""
    if NAMESPACES not in target:
        yield (), target
    for name, document in target.get(NAMESPACES, {}).items():
        yield (NAMESPACES, name), document


def _namespace_fault(name: str) -> str | None:
    """What is wrong with the name of a module in a package."""
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        return "cannot be imported; letters, digits and _, no keyword, no digit first"
    if name[0] == "_":
        return "begins with _, as only what the package has for itself does"
    return package_fault(f"package.{name}")


def _marks_of(name: str) -> tuple[str, str]:
    """What tells a namespace from others: in names of files, programs and modules of tests letter
    case or underscores do not, in those of environment variables words do.
    """
    return constant(name.lower()), constant(name)


def _unusable(templates: Path) -> str | None:
    from generator.emit.template_folders import without_use

    if not templates.is_dir():
        return f"there is no folder {templates.name!a} of templates"
    return without_use(templates)


def _is_of(form: Form, value: Any) -> bool:
    if form in _MEMBERS:
        return isinstance(value, list) and all(_is_of(_MEMBERS[form], each) for each in value)
    if form == "switch":
        return isinstance(value, bool)
    if form == "origin" and value == "-":  # standard input is given on a command line
        return False
    return isinstance(value, str) and bool(value) and "\0" not in value


def chosen(targets: Sequence[Target], names: Sequence[str]) -> Iterator[Target]:
    """The targets of these names, in the order of the configuration; all of them without a name.
    One that is named `target/namespace` has no other namespace. ValueError for a name that there is
    none of.
    """
    inner = [f"{target.name}/{each.name}" for target in targets for each in target.namespaces]
    known = [*(target.name for target in targets), *inner]
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; there is {', '.join(known)}"
            raise ValueError(f"there is no target {name!r}{hint}")
    for target in targets:
        if not names or target.name in names:
            yield target
            continue
        left = [each for each in target.namespaces if f"{target.name}/{each.name}" in names]
        if left:
            yield Target(target.name, target.values, tuple(left))
