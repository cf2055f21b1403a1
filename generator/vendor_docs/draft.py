"""House-style YAML for the operations that the facts have and the document lacks: a proposal that a
person reads and corrects.

A draft says what the facts say and no more. What was not seen stays open; what is assumed stands in
the note of the evidence; each schema that is met again is said in a comment. Sentences are our own
`about`s. What is left to a person is marked, `TODO: …` in a text and `x-draft: …` where a rule
decided, and `lint` refuses the marks (HSE014). A draft goes where a person would put it, the
section's files and the place in the menu, and leaves every line that is there as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from generator.document import pointer as pointers
from generator.document.bundle import Document
from generator.document.casing import words
from generator.document.specification import METHODS
from generator.records import record
from generator.vendor_docs import yaml_printer
from generator.vendor_docs.atomic_write import decoded, write_all
from generator.vendor_docs.facts import Field, Section
from generator.vendor_docs.missing_operations import MissingOperation
from generator.vendor_docs.operation_drafts import OperationDrafter, shared_objects
from generator.vendor_docs.path_words import (
    VARIABLE,
    free_name,
    operations,
    singular,
    without_names,
)
from generator.vendor_docs.schema_drafts import todo
from generator.vendor_docs.schema_index import relative_path
from generator.vendor_docs.yaml_editor import UnsafeEditError, YamlFile
from generator.vendor_docs.yaml_printer import Noted

_WHOLE_PATH = 99
"""More literals than a path has."""


@record(frozen=True, slots=True)
class YamlEntry:
    """One entry more for the mapping, or (`key` is `None`) the list, at `pointer` of a file: behind
    the last of the keys `after` that are there."""

    pointer: str
    key: str | None
    value: Any
    after: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Draft:
    """What is proposed for a file of the document's folder: `entries`, and as `text` the lines to
    add to it. `file` is relative to that folder, `heading` what a new file of that name begins
    with."""

    section: str
    file: str
    text: str
    entries: tuple[YamlEntry, ...] = ()
    heading: str = ""


def draft(sections: Iterable[Section], document: Document, root: Path) -> list[Draft]:
    """Path lines, path items and schemas for each section with an operation that `document`, whose
    folder is `root`, lacks.

    Raises:
        DocumentError: a file of the folder that cannot be read.
    """
    return _Layout(list(sections), document, root).drafts()


def placed(drafts: Iterable[Draft], root: Path) -> dict[str, str]:
    """The files that the drafts go to, by path relative to `root`, each with its text as it is
    then.

    Raises:
        UnsafeEditError: there is no place for an entry that could be told without a guess.
    """
    texts: dict[str, str] = {}
    for each in drafts:
        path = root / each.file
        if each.file not in texts and path.exists():
            texts[each.file] = decoded(path.read_bytes(), each.file)
        text = texts.get(each.file, f"# {each.heading}\n")
        for entry in each.entries:
            text = _with(YamlFile(text, each.file), entry)
        texts[each.file] = text
    return texts


def _with(sheet: YamlFile, entry: YamlEntry) -> str:
    """The text of a file with one entry more: at its end, with the holder that the entry lacks
    (`tags:` of a document without any), or where it belongs."""
    match entry:
        case YamlEntry(pointer="", key=str(key), after=()):
            if sheet.has(pointers.join("", key)):
                raise UnsafeEditError(f"{sheet.name} has `{key}` already")
            return sheet.appended(yaml_printer.lines({key: entry.value}))
        case YamlEntry(pointer=pointer) if pointer and not sheet.has(pointer):
            holder, _, name = pointer.rpartition("/")
            value = [entry.value] if entry.key is None else {entry.key: entry.value}
            return sheet.added(holder, pointers.split(f"/{name}")[0], value)
    return sheet.added(entry.pointer, entry.key, entry.value, after=entry.after)


def write(drafts: Iterable[Draft], document: Document, root: Path) -> list[Path]:
    """Writes the drafts into the files that they are meant for, or nothing.

    Raises:
        UnsafeEditError: there is no place for an entry that could be told without a guess.
        SavingError: a file changed in between, or the document could not be read afterwards.
    """
    return write_all(placed(drafts, root), document, root)


def render_drafts(drafts: Iterable[Draft]) -> str:
    """All drafts one after the other, each under the name of the file that it is meant for."""
    return "\n".join(f"# --- {each.file}\n\n{each.text}" for each in drafts)


# --- the drafts -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _PathItem:
    """The path item of a path: where it goes, and what of it is drafted. `exists`: the document has
    it, for other methods, at `pointer` of the file."""

    path: str
    file: str
    name: str
    exists: bool
    pointer: str = ""
    missing: list[MissingOperation] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The path, whatever its variables are called."""
        return without_names(self.path)


class _Layout:
    """Where the drafts go: the files of each section, the path items in them, and the menu."""

    def __init__(self, sections: list[Section], document: Document, root: Path) -> None:
        self.sections, self.document, self.root = sections, document, root
        self.drafter = OperationDrafter(sections, document, root)

    def drafts(self) -> list[Draft]:
        """The drafts, section by section. All operations are named and all bodies have schemas
        before any is laid out, since one may refer to what is made for another."""
        self.drafter.name()
        self.drafter.shape(self.drafter.missing)
        items = self._items()
        found: list[Draft] = []
        for section in self.sections:
            own = [item for item in items if item.missing[0].section is section]
            if own:
                found += self._section(section, own)
        return found

    def _section(self, section: Section, items: list[_PathItem]) -> Iterator[Draft]:
        """What is proposed for the root file, for each file of path items, for that of schemas. A
        path item that the document has may stand in another file than that of the section."""
        file = self.drafter.files[section.slug]
        if lines := {item.path: _reference(file, item) for item in items if not item.exists}:
            yield self._menu(section, lines)
        by_file: dict[str, list[_PathItem]] = defaultdict(list)
        for item in items:
            by_file[item.file].append(item)
        for name, own in by_file.items():
            shown = {item.name: self._item(item, name) for item in own}
            entries = chain.from_iterable(_entries(item, shown[item.name]) for item in own)
            yield _of_section(section, name, shown, entries)
        yield from self._schemas(section, f"schemas/{file}")

    def _schemas(self, section: Section, file: str) -> Iterator[Draft]:
        """The new schemas of a section, if there are any."""
        if drafted := self.drafter.schema_index.drafts(file):
            shown = {key: self.drafter.schemas.shown(node, file) for key, node in drafted.items()}
            entries = (YamlEntry("", key, node) for key, node in shown.items())
            yield _of_section(section, file, shown, entries)

    def _menu(self, section: Section, lines: dict[str, Any]) -> Draft:
        """The lines of a section in the root file, where the menu has it: behind the paths of its
        own tag and of all tags before; and its tag, where the document has none yet."""
        root, slug = self.document.root, section.slug
        tags = [str(tag.get("name")) for tag in root.get("tags", [])]
        by_tag: dict[str, list[str]] = defaultdict(list)
        for path, _, node in operations(root):
            by_tag[str((node.get("tags") or [""])[0])].append(path)
        text = yaml_printer.comment(slug, 2)
        entries: list[YamlEntry] = []
        if slug in tags:
            tags = tags[: tags.index(slug) + 1]
        else:
            tag, proposed = self._tag(section)
            entries.append(tag)
            text += proposed
        after = [path for tag_ in tags for path in by_tag[tag_]]
        # The first path of a section has its slug above it, as a comment.
        notes = (slug,) if not by_tag[slug] else ()
        for path, line in lines.items():
            value = Noted(line, notes) if notes else line
            entries.append(YamlEntry("/paths", path, value, tuple(after)))
            after.append(path)
            notes = ()
        name = relative_path(self.root, self.document.locate("").file)
        return Draft(slug, name, text + yaml_printer.lines(lines, 2), tuple(entries))

    def _tag(self, section: Section) -> tuple[YamlEntry, str]:
        """The tag of a section, as an entry and as a comment that proposes it."""
        tag = {
            "name": section.slug,
            "x-displayName": section.heading or section.slug,
            "description": todo(f"say what the section {section.slug} is about"),
        }
        entry = YamlEntry("", "tags", [tag], ("servers", "info"))
        if self.document.root.get("tags"):
            entry = YamlEntry("/tags", None, tag)
        first, *others = yaml_printer.lines(tag).splitlines()
        listed = [f"  # - {first}\n", *(f"  #   {line}\n" for line in others)]
        why = "The document has no such tag yet; to be added to `tags`:"
        return entry, yaml_printer.comment(why, 2) + "".join(listed)

    # --- path items -------------------------------------------------------------------------------

    def _items(self) -> list[_PathItem]:
        """The path item of each operation: the one that the document has, or a new one."""
        known = {item.key: item for item in self._known_items()}
        items: dict[str, _PathItem] = {}
        for each in self.drafter.missing:
            file = f"paths/{self.drafter.files[each.section.slug]}"
            item = _PathItem(each.path, file, "", exists=False)
            item = items.setdefault(item.key, known.get(item.key, item))
            item.missing.append(each)
        self._name_items([item for item in items.values() if not item.exists], known.values())
        return list(items.values())

    def _known_items(self) -> Iterable[_PathItem]:
        for path in self.document.root.get("paths", {}):
            place = self.document.locate(pointers.join("/paths", path))
            file, name = relative_path(self.root, place.file), pointers.split(place.pointer)[-1]
            yield _PathItem(path, file, name, exists=True, pointer=place.pointer)

    def _name_items(self, new: Sequence[_PathItem], known: Iterable[_PathItem]) -> None:
        """Short names where each is of one item and free (`events` of `/books/{id}/events`), else
        long ones (`book-events`), with a number where that is taken too."""
        taken: dict[str, set[str]] = defaultdict(set)
        for item in known:
            taken[item.file].add(item.name)
        for file in {item.file for item in new}:
            taken[file].update(shared_objects(self.root / file))  # also what no path refers to
        short = Counter((item.file, _item_name(item.path, 1)) for item in new)
        for item in new:
            name = _item_name(item.path, 1)
            if short[item.file, name] > 1 or name in taken[item.file]:
                name = _item_name(item.path, _WHOLE_PATH)
            item.name = free_name(name, taken[item.file], "-")
            taken[item.file].add(item.name)

    def _item(self, item: _PathItem, file: str) -> Any:
        """What is drafted of a path item: all of it, or operations for one that is there."""
        drafted = sorted(item.missing, key=lambda each: METHODS.index(each.method.lower()))
        node: dict[str, Any] = {}
        shared = [] if item.exists else self._shared_parameters(item, drafted)
        if shared:
            of = self.drafter.parameter_of
            node["parameters"] = [of(one, drafted[0], file) for one in shared]
        for each in drafted:
            node[each.method.lower()] = self.drafter.operation(each, file)
        if not item.exists:
            return node
        why = f"The document has this item, for {item.path}: the operation is to be added to it."
        return Noted(node, (why,))

    def _shared_parameters(
        self, item: _PathItem, drafted: Iterable[MissingOperation]
    ) -> list[Field]:
        """What the path names, in its order, by the names that the item's own path has. What it is
        for may differ from call to call: then nothing is said of it."""
        fields: dict[str, Field] = {}
        for one in self._variables(drafted):
            known = fields.setdefault(one.name, one)
            about = known.about if one.about == known.about else ""
            fields[one.name] = replace(one if known.type is None else known, about=about)
        return [fields[name] for name in VARIABLE.findall(item.path) if name in fields]

    def _variables(self, drafted: Iterable[MissingOperation]) -> Iterator[Field]:
        """The parameters of paths, each as often as operations have it."""
        every = chain.from_iterable(each.parameters(self.drafter.secret) for each in drafted)
        return (one for one in every if one.place == "path")


def _reference(file: str, item: _PathItem) -> dict[str, str]:
    return {"$ref": f"paths/{file}#/{item.name}"}


def _of_section(
    section: Section, file: str, shown: Mapping[str, Any], entries: Iterable[YamlEntry]
) -> Draft:
    """What a section has in a file of its own."""
    heading = f"{section.heading or section.slug} ({section.slug})."
    return Draft(section.slug, file, yaml_printer.items(shown), tuple(entries), heading)


def _entries(item: _PathItem, node: Any) -> list[YamlEntry]:
    """A path item as one entry of its file, or its operations as entries of one that is there."""
    if not item.exists:
        return [YamlEntry("", item.name, node)]
    order = ("parameters", *METHODS)
    return [
        YamlEntry(item.pointer, method, value, order[: order.index(method)])
        for method, value in node.value.items()
    ]


def _item_name(path: str, depth: int) -> str:
    """A path item's name: the last literals of its path in kebab case, one of what a variable
    follows: `book-events` of `/books/{id}/events`.
    """
    parts = [part for part in path.split("/") if part]
    ones = [singular(part) if "{" in after else part for part, after in pairwise([*parts, ""])]
    named = ["-".join(words(one)).lower() for one in ones if "{" not in one]
    return "-".join(named[-depth:]) or "root"
