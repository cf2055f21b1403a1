"""House rules about a document that people transcribe into many files: where its path items stand,
what they are called, and what a draft left to a person.

A draft marks what it could not know, `TODO: …` in a text or `x-draft: …` where there is no text to
say it in; neither may stay. See `generator.vendor_docs.draft`, which writes them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from generator.document.access import mapping, sequence, without_none
from generator.document.casing import snake
from generator.document.diagnostics import DocumentError, Rule
from generator.document.pointer import escape, join, split
from generator.document.reading import quoted
from generator.document.rules.house import wanted
from generator.document.rules.sites import OperationSite, Site
from generator.document.rules.survey import Survey
from generator.document.rules.table import Check, Finding
from generator.document.source import Source, read
from generator.document.specification import METHODS

MARK = "TODO:"
"""How a text begins, or goes on, that a person still has to write."""
DRAFT = "x-draft"
"""The key of a reason why an object is a draft yet."""

_MARKED = re.compile(r"\bTODO\b\s*:")
PAGE_FILE: Final = re.compile(r"[^/]+\.(?:txt|html?)", re.IGNORECASE)
_TEXTS = frozenset(
    {
        "summary",
        "description",
        "title",
        "x-displayName",
        "x-evidence",
        "operationId",
        "externalDocs",
    }
)


# --- path items -----------------------------------------------------------------------------------


def orphaned_path_items(survey: Survey) -> Iterator[Finding]:
    """Path items beside those that paths refer to, in the same files or in other files of their
    folders.
    """
    used: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, Source] = {}
    for site in survey.of("pathItem"):
        if not site.component:
            source, pointer = survey.document.origin(site.pointer)
            sources[source.display] = source
            used[source.display].add(pointer)
    for display, source in sources.items():
        yield from _orphans(source, used[display])
    for other in _files_beside(survey, sources, used):
        display = (PurePosixPath(_folder_of(sources, other)) / other.name).as_posix()
        yield from _orphans_of_file(survey, other, display)


def _orphans_of_file(survey: Survey, path: Path, display: str) -> Iterator[Finding]:
    """All path items of a file that no path refers to, or why it cannot be read; what is wrong with
    one that a path refers to, and that was read for it, was told then.
    """
    try:
        source = read(path, display)
    except DocumentError as error:
        for each in error.diagnostics:
            if each not in survey.document.diagnostics:
                message = f"no path refers to it, and {each.message}"
                yield Finding("", message, place=each.location)
        return
    yield from (_orphan(source, pointer) for pointer in _path_items(source, ""))


def _orphans(source: Source, used: set[str]) -> Iterator[Finding]:
    """The path items of a file that stand beside those that are used."""
    holders = {pointer.rpartition("/")[0] for pointer in used - {""}}
    for holder in sorted(holders):
        for pointer in _path_items(source, holder):
            if pointer not in used:
                yield _orphan(source, pointer)


def _orphan(source: Source, pointer: str) -> Finding:
    message = (
        f"no path refers to the path item `{split(pointer)[-1]}`, so its operations are not in "
        "the document"
    )
    return Finding("", message, place=source.locate(pointer, key=True))


def _path_items(source: Source, holder: str) -> Iterator[str]:
    """The pointers of what has operations under `holder`."""
    node: Any = source.data
    for token in split(holder):
        node = mapping(node).get(token)
    for key, item in mapping(node).items():
        if any(isinstance(mapping(item).get(method), dict) for method in METHODS):
            yield join(holder, key)


def _files_beside(
    survey: Survey, sources: dict[str, Source], used: dict[str, set[str]]
) -> list[Path]:
    """Files of the folders whose files hold nothing but path items, which nothing of the document
    refers to: `paths/new.yaml` beside `paths/pets.yaml`, to whose `/pet` a path refers.
    """
    known = {path.resolve() for path in survey.document.files}
    holding = [sources[display].path for display in used if _are_entries(used[display])]
    folders = _folders(survey.document.path, known, holding)
    files = chain.from_iterable(map(_documents_in, folders))
    return sorted(path for path in files if path.resolve() not in known)


def _folders(root: Path, known: Container[Path], holding: Iterable[Path]) -> Iterable[Path]:
    """The folders of files, but for that of the root file, which has files of any kind, and for
    what is no file of this machine: `https://example.com/paths.yaml`.
    """
    files = (path for path in holding if path.resolve() in known)
    folders = {path.parent.resolve(): path.parent for path in files}
    folders.pop(root.parent.resolve(), None)
    return folders.values()


def _are_entries(pointers: set[str]) -> bool:
    """Whether what is referred to are entries of a file, as `/pet`, and not parts of a document."""
    return {pointer.count("/") for pointer in pointers} == {1}


def _documents_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.is_file()]


_SUFFIXES = (".yaml", ".yml", ".json")


def _folder_of(sources: dict[str, Source], other: Path) -> str:
    """The folder of a file as findings name it."""
    return next(
        str(PurePosixPath(display).parent)
        for display, source in sorted(sources.items())
        if source.path.parent.resolve() == other.parent.resolve()
    )


class _Placed(NamedTuple):
    """A path item with the first tag of an operation in it, and the file that it is in."""

    item: Site
    tag: str
    file: str


def _placed(survey: Survey) -> Iterator[_Placed]:
    for operation in survey.operations:
        tags = sequence(operation.node.get("tags"))
        item = operation.parent
        if tags and item.within == "paths":
            yield _Placed(item, str(tags[0]), survey.document.locate(item.pointer).file)


def misplaced_path_items(survey: Survey) -> Iterator[Finding]:
    """Path items whose operations have a tag that has its home in another file, once for each tag;
    a tag without a home, whose operations are in several files alike, is not told of.
    """
    placed = list(_placed(survey))
    homes = _homes([(tag, file) for _, tag, file in placed], survey.document.locate("").file)
    told = set()
    for item, tag, file in placed:
        home = homes.get(tag, file)
        if home != file and (item.pointer, tag) not in told:
            told.add((item.pointer, tag))
            message = f"`{item.key}` is of the section `{tag}`, whose path items are in {home}"
            yield Finding(item.pointer, message)


def _homes(placed: list[tuple[str, str]], root: str) -> dict[str, str]:
    """The file of each tag, `{"actionevent": "paths/action.yaml"}`: the one named like it, or like
    the longest part that the tag begins with; else the one that more of its operations are in than
    in any other. None where the root has path items."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for tag, file in placed:
        counted[tag][file] += 1
    files = sorted(set(chain.from_iterable(counted.values())))
    if root in files:
        return {}
    stems = {PurePosixPath(file).stem: file for file in files}
    return without_none(
        {
            tag: _named_like(tag, stems, counted) or _likely(numbers)
            for tag, numbers in counted.items()
        }
    )


def _named_like(tag: str, stems: dict[str, str], tags: Container[str]) -> str | None:
    """The file whose name is the tag, or begins it and is not another tag."""
    alike = [stem for stem in stems if tag.startswith(stem) and (stem == tag or stem not in tags)]
    return stems[max(alike, key=len)] if alike else None


def _likely(numbers: Counter[str]) -> str | None:
    """The file with most of the operations, if it is one."""
    (likely, most), *others = numbers.most_common(2)
    return likely if all(number < most for _, number in others) else None


# --- names ----------------------------------------------------------------------------------------


def same_names(survey: Survey) -> Iterator[Finding]:
    """Operations that `x-sdk` gives one name, and functions that are called like a resource of
    their resource: `pets.list` of two operations, or beside `pets.list.all`.
    """
    called: dict[tuple[str, ...], list[OperationSite]] = defaultdict(list)
    resources: dict[tuple[str, ...], OperationSite] = {}
    for name, operation in _names(survey):
        called[name].append(operation)
        # `pets.toys.list` is in the resources `pets` and `pets.toys`
        for end in range(1, len(name)):
            resources.setdefault(name[:end], operation)
    for name, operations in called.items():
        first, *others = sorted(operations, key=lambda site: survey.document.locate(site.pointer))
        for other in others:
            yield Finding(other.pointer, _same_name(survey, name, other, first, "is called so too"))
        if name in resources:
            why = "is in a resource of that name"
            message = _same_name(survey, name, first, resources[name], why)
            yield Finding(first.pointer, message)


def _names(survey: Survey) -> Iterator[tuple[tuple[str, ...], OperationSite]]:
    """What `x-sdk` calls operations, `("pets", "toys", "list")`."""
    for operation in sorted(survey.operations, key=lambda site: site.pointer):
        match operation.sdk:
            case {"resource": str(resource), "function": str(function)} if function.strip():
                parts = (snake(part) for part in resource.split(".") if part.strip())
                yield (*parts, snake(function, "call")), operation


def _same_name(
    survey: Survey, name: tuple[str, ...], one: OperationSite, other: OperationSite, why: str
) -> str:
    at = survey.document.locate(other.pointer, key=True)
    return f"`{one.label}` is called `{'.'.join(name)}`, and `{other.label}` ({at}) {why}"


def same_names_elsewhere(survey: Survey) -> Iterator[Finding]:
    """The same, where the document does not ask for the house rule."""
    return iter(()) if wanted(survey.root, SAME_NAME.code) else same_names(survey)


# --- what a draft left ----------------------------------------------------------------------------


def unfinished_drafts(survey: Survey) -> Iterator[Finding]:
    told: set[str] = set()
    for site in chain(survey.every(), survey.references):
        for finding in _left(site):
            if finding.pointer not in told:
                told.add(finding.pointer)
                yield finding


def _left(site: Site) -> Iterator[Finding]:
    """What a draft left in an object: `x-draft`, `TODO: …` in one of its texts, or in a text below
    one, and pages of its evidence that are named by a file (`list.txt`).
    """
    if DRAFT in site.node:
        yield Finding(f"{site.pointer}/{DRAFT}", f"a draft yet: {_short(site.node[DRAFT])}")
    for name in site.node.keys() & _TEXTS:
        for pointer, text in _strings(site.node[name], f"{site.pointer}/{escape(name)}"):
            if _MARKED.search(text):
                yield Finding(pointer, f"left to a person: {_short(text)}")
    pages = mapping(site.node.get("x-evidence")).get("pages")
    for pointer, page in _strings(pages, f"{site.pointer}/x-evidence/pages"):
        if PAGE_FILE.fullmatch(page):
            yield Finding(
                pointer, f"`{page}` is a file that was captured, not the address of a page"
            )


def _strings(node: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield pointer, node
        return
    entries = node.items() if isinstance(node, dict) else enumerate(sequence(node))
    for key, value in entries:
        yield from _strings(value, join(pointer, key))


def _short(value: Any) -> str:
    return quoted(" ".join(str(value).split()))


ORPHANED = Rule(
    "HSE012",
    "error",
    "path item that no path refers to",
    (
        "What no path refers to is no part of the document: its operations are neither checked "
        "nor generated, and nobody notices."
    ),
    "Add its line under `paths` in the root file, or remove the path item.",
)
MISPLACED = Rule(
    "HSE013",
    "warning",
    "path item in the file of another section",
    "A section's path items are looked for in the section's file; drafts and reviews go by it.",
    "Move the path item to the file that the finding names, or correct the tag of its operations.",
)
LEFT = Rule(
    "HSE014",
    "error",
    "draft not finished",
    "A draft says `TODO: …`, or `x-draft` with a reason, wherever it does not know better; a "
    "captured page is known by its "
    "file until its address is looked up. None of it may be taken for what the reference says.",
    (
        "Write what is asked for and remove the mark; of a page give the section and the "
        "identifier from its address."
    ),
)
SAME_NAME = Rule(
    "HSE015",
    "error",
    "two operations with one name in Python",
    (
        "Only one of them can have it: the other gets a name that nobody chose, `list_`, and it "
        "becomes public."
    ),
    "Give one of them another `function` or `resource` in `x-sdk`.",
    "told",
)
SAME_NAME_ELSEWHERE = Rule(
    "OAS148",
    "warning",
    "two operations with one name in Python",
    "`x-sdk` gives two operations the same resource and function, or a function the name of a "
    "resource within its own; one of "
    "them gets a name that nobody chose.",
    "Give one of them another `function` or `resource` in `x-sdk`.",
    "told",
)

CHECKS = (
    Check(ORPHANED, orphaned_path_items),
    Check(MISPLACED, misplaced_path_items),
    Check(LEFT, unfinished_drafts),
    Check(SAME_NAME, same_names),
    Check(SAME_NAME_ELSEWHERE, same_names_elsewhere),
)
