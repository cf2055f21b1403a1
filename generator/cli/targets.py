"""Which targets of the configuration a command line is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.cli.console import Refusal
from generator.cli.options import Namespaces
from generator.document.origins import is_remote
from generator.records import record

if TYPE_CHECKING:
    from generator.cli.configuration import Target

_EACH: Final = ("regenerate", "check", "lint", "review")
_ONE: Final = ("bundle", "describe", "coverage", "mock", "verify", "import-names")
_WHOLE: Final = ("regenerate", "check")  # what is of a package, whatever documents it has
_NAMES_A_DOCUMENT: Final = ("--spec", "--out")
_OTHERWISE: Final[Mapping[str, tuple[str, ...]]] = {
    "bundle": ("out",),
    "verify": ("out",),
    "import-names": ("out", "strict"),
}
"""What a command means otherwise than a target does: its `--out` is no folder of generated files,
its `--strict` is not about the document.
"""
_NEEDS_ONE: Final = ("--format", "--watch")
_OPTION: Final = "--target"
_OF_A_REVIEW: Final = ("overlay", "include", "exclude", "templates", "accepted", "allow_remote")
"""What of a target a review of two files depends on."""
_SWITCHES_OF_A_REVIEW: Final = ("--allow-remote",)
"""Its options without a value."""


@record(frozen=True, slots=True)
class Round:
    """One run of a command: its arguments, the values of options that were not given, and the
    target that these are of.
    """

    arguments: Sequence[str]
    defaults: dict[str, Any]
    target: str | None = None


def rounds(arguments: Sequence[str]) -> list[Round]:
    """The runs that a command line asks for: one, or one for each target of the configuration.

    Raises:
        Refusal: a target that does not exist, or several for what can be done of one only.
        DocumentError: the configuration is not of the form.
    """
    left, names = _without_targets(arguments)
    command = next((each for each in left if not each.startswith("-")), None)
    given = _named(left, _NAMES_A_DOCUMENT[:1] if command in _OTHERWISE else _NAMES_A_DOCUMENT)
    if given and names:
        raise Refusal(f"{_OPTION} and {given} exclude each other: a target says what both are")
    if command not in (*_EACH, *_ONE) or given or "--help" in left or "-h" in left:
        return [Round(left, {})]
    from generator.cli.configuration import chosen, find, load_targets

    file = find(Path.cwd())
    if file is None:
        if names:
            raise Refusal(f"{_OPTION} {names[0]}: there is no sdk.yaml here, and none above")
        return [Round(left, {})]
    try:
        targets = list(chosen(load_targets(file), names))
    except ValueError as error:
        raise Refusal(str(error)) from error
    asked = [each for target in targets for each in _documents(target, command, names)]
    if command == "review" and _compares_files(left):
        asked = _that_differ(asked)
    needs_one = command if command in _ONE else _named(left, _NEEDS_ONE)
    if len(asked) > 1 and needs_one:
        listed = ", ".join(name for name, _ in asked)
        raise Refusal(f"{needs_one} is of one target; choose with {_OPTION}: {listed}")
    return [
        Round(left, {command: values}, name if len(asked) > 1 else None) for name, values in asked
    ]


def _documents(
    target: Target, command: str, names: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a command does its work of, in a target, with the name of each; one that writes a
    package does it of all documents of the package.
    """
    values = {
        name: value
        for name, value in target.values.items()
        if name not in _OTHERWISE.get(command, ())
    }
    if not target.namespaces:
        yield target.name, values
        return
    if command in _WHOLE:
        inner = next((name for name in names if name.startswith(f"{target.name}/")), None)
        if inner is not None:
            raise Refusal(f"{inner} is of one package with others: {_OPTION} {target.name}")
        yield target.name, values | {"namespaces": Namespaces(target.namespaces)}
        return
    package = values["package"]
    for each in target.namespaces:
        own = {**values, **each.values, "package": f"{package}.{each.name}"}
        if "out" in own:
            own["out"] = Path(own["out"], *package.split("."), each.name)
        yield f"{target.name}/{each.name}", own


def _without_targets(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """The arguments without `--target NAME`, wherever it stands, and the names."""
    left, names = list[str](), list[str]()
    waiting = iter(arguments)
    for each in waiting:
        if each == _OPTION:
            name = next(waiting, None)
            if name is None:
                raise Refusal(f"{_OPTION} needs the name of a target")
            names.append(name)
        elif each.startswith(f"{_OPTION}="):
            names.append(each.partition("=")[2])
        else:
            left.append(each)
    return left, names


def _compares_files(arguments: Sequence[str]) -> bool:
    """Whether a review names both of its documents itself, as files or pipes: they are of no
    target.
    """
    named = list[str]()
    waiting = iter(arguments[arguments.index("review") + 1 :])
    for each in waiting:
        if each == "--":
            named += waiting
        elif each.startswith("-") and each != "-":
            if "=" not in each and each not in _SWITCHES_OF_A_REVIEW:
                next(waiting, None)  # its value
        else:
            named.append(each)
    known = (
        each == "-" or is_remote(each) or (Path(each).exists() and not Path(each).is_dir())
        for each in named
    )
    return len(named) == 2 and all(known)


def _that_differ(asked: Sequence[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """Those by which two files are reviewed otherwise than by one before."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for name, values in asked:
        found.setdefault(repr([values.get(key) for key in _OF_A_REVIEW]), (name, values))
    return list(found.values())


def _named(arguments: Sequence[str], options: Sequence[str]) -> str | None:
    """The first of some options that is given."""
    spelt = {each.partition("=")[0] for each in arguments}
    return next((option for option in options if option in spelt), None)
