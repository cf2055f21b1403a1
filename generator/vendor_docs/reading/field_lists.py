"""The fields of a list in copied text: which line is a field, a description, a value or a doubt, by
the rules of `copied_text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.records import record
from generator.vendor_docs.facts import digest
from generator.vendor_docs.reading import line_grammar
from generator.vendor_docs.reading.page import PageField

_META = ("meta", "enum")
"""Lines that say something of a field, other than its description."""
_WORD = re.compile(r"[\w./-]+")
_VARIANT = re.compile(r"(?:[-•] )?[\w./:-]+")
_BULLET = ("•", "- ", "* ")


@dataclass(slots=True)
class _FieldLines:
    """A field while its lines are read."""

    line: int
    form: line_grammar.FieldLine
    discriminator: bool = False
    deprecated: bool = False
    required: bool = False
    values: line_grammar.EnumValues = line_grammar.NO_VALUES
    has_default: bool = False
    default: Any = None
    seen: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def entry(self) -> PageField:
        """The field. A default that no line of its own states may be told in its description."""
        if not self.has_default:
            kinds = line_grammar.parse_type(self.form.type).type
            self.has_default, self.default = line_grammar.told_default(
                " ".join(self.words), str(kinds)
            )
        return PageField(
            name=self.form.name,
            type=self.form.type,
            line=self.line,
            required=self.form.required or self.required,
            deprecated=self.form.deprecated or self.deprecated,
            discriminator=self.discriminator,
            enum=self.values.values,
            enum_inferred=self.values.inferred,
            seen=tuple(self.seen),
            default=self.default,
            has_default=self.has_default,
            wording=digest(" ".join(self.words)),
            about=line_grammar.about_epoch(" ".join(self.words)),
        )


class Doubt(NamedTuple):
    """What cannot be decided about a line: in words that name the line, and as it is kept, without
    a number that moves with every line above it."""

    on_line: str
    said: str

    @classmethod
    def of_field(cls, line: int, name: str) -> Doubt:
        what = f"may be a field `{name}`"
        return cls(f"line {line} {what}", f"a line {what}")

    @classmethod
    def of_values(cls, line: int, name: str) -> Doubt:
        values, why = f"the values of `{name}`", "cannot be told apart"
        return cls(f"{values} on line {line} {why}", f"{values} {why}")


@record(frozen=True, slots=True)
class FieldList:
    """What a list of fields, or a body without any, says."""

    fields: tuple[PageField, ...]
    words: tuple[str, ...]
    type: str | None
    items: str | None
    media: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def _is_variant(line: str) -> bool:
    """Whether a line may be a value of a discriminator: a word, and no field."""
    return _VARIANT.fullmatch(line) is not None and line_grammar.field_line(line) is None


class FieldListReader:
    """Reads one list of fields; see the module for the rules."""

    def __init__(
        self,
        lines: list[str],
        start: int,
        end: int,
        keys: set[str] | None,
        header: bool,
        array: bool,
        compact: bool,
    ) -> None:
        self.lines, self.start, self.end, self.keys = lines, start, end, keys
        self.header = header
        self.drafts: list[_FieldLines] = []
        self.words: list[str] = []
        self.doubts: list[Doubt] = []
        self.media: tuple[str, ...] = ()
        self.array = array
        self.bare: str | None = None
        self.previous = "header" if header else "heading"
        self.compact = compact

    def read(self) -> FieldList:
        """The list, line by line. Where the page ends in it, its last line may be half of one, and
        belong to the description that it follows: both are left out."""
        blank = False
        last = self._last_line() if self.end == len(self.lines) else self.end
        for at in range(self.start, last):
            line = self.lines[at]
            if line:
                self.previous = self._take(at, line, blank)
            blank = not line
        if last < self.end:
            self._described_words().clear()
        return FieldList(
            fields=tuple(draft.entry() for draft in self.drafts),
            words=tuple(self.words),
            type=self._type(),
            items=self.bare if self.array else None,
            media=self.media,
            doubts=tuple(self.doubts),
        )

    def _type(self) -> str | None:
        """The type of a body: what `Array [` begins, a type alone, or an object with the fields."""
        if self.array:
            return "array"
        return self.bare or ("object" if self.drafts else None)

    def _last_line(self) -> int:
        """The last line with words; the first of the list where there is none."""
        backwards = range(self.end - 1, self.start - 1, -1)
        return next((at for at in backwards if self.lines[at]), self.start)

    def _described_words(self) -> list[str]:
        """The words that a line of description belongs to: of the last field, or of the body."""
        return self.drafts[-1].words if self.drafts else self.words

    def _take(self, at: int, line: str, blank: bool) -> str:
        """Takes a line, and says what it was: "mark", "field", "words", a "bullet" of a list in a
        description, or what `_about` says."""
        match line:
            case "Array [":
                self.array = True
                return "mark"
            case "]" if self.array:
                return "mark"
        known = self._about if self.drafts else self._about_body
        if kind := known(at, line, blank):
            return kind
        form = line_grammar.field_line(line)
        if form is not None and self._is_field(at, form, blank):
            self.drafts.append(_FieldLines(at + 1, form))
            return "field"
        self._described_words().append(line)
        return "bullet" if line.startswith(_BULLET) else "words"

    def _about_body(self, at: int, line: str, blank: bool) -> str | None:
        """A line in front of all fields that says something of the body: media types, or the type
        of one that has no fields."""
        if self.header and (types := line_grammar.media_line(line)):
            self.media += types
            return "mark"
        if self.bare is None:
            self.bare = self._bare_type(at, line, blank)
            return "mark" if self.bare else None
        return None

    def _bare_type(self, at: int, line: str, blank: bool) -> str | None:
        """The type of a body without fields; a description of the body may be such a word too."""
        describes = blank and self.previous == "header" and self._field_follows(at)
        return None if describes else line_grammar.bare_type(line)

    def _about(self, at: int, line: str, blank: bool) -> str | None:
        """A line that says something of the field before it, other than its description: of its
        "discriminator", its "enum", or "meta", a default or a flag."""
        draft = self.drafts[-1]
        if line == "Discriminator":
            draft.discriminator = True
            return "discriminator"
        if self.previous == "discriminator" and not blank and self._names_variants(at, line):
            draft.seen.append(line.lstrip("-• "))  # `• book`, an item of the list of variants
            return "discriminator"
        if self._takes_values(draft, at, line, blank):
            return "enum"
        stated, value = line_grammar.default_line(line)
        if stated:
            draft.has_default, draft.default = True, value
            return "meta"
        near = not blank and self.previous in ("field", *_META)
        if near and line in ("Deprecated", "required"):
            draft.deprecated |= line == "Deprecated"
            draft.required |= line == "required"
            return "meta"
        return None

    def _takes_values(self, draft: _FieldLines, at: int, line: str, blank: bool) -> bool:
        """Takes a line of an enumeration: `Enum"a""b"`, the word `Enum` alone in front of values,
        or values below one of those. That a line cannot be parted is a doubt."""
        if (values := line_grammar.enum_line(line)) is not None:
            draft.values = values
            if not values.values:
                self.doubts.append(Doubt.of_values(at + 1, draft.form.name))
            return True
        if line_grammar.enum_heading(line) and self._values_follow(at):
            return True
        if self.previous != "enum" or (values := self._listed_values(draft, line, blank)) is None:
            return False
        draft.values = draft.values.and_then(values)
        return True

    def _values_follow(self, at: int) -> bool:
        """Whether values stand below a line `Enum`, each on a line of its own or several on one."""
        following, line = self._following(at)
        follows_at_once = following == at + 1 and _WORD.fullmatch(line) is not None
        return follows_at_once or line_grammar.value_line(line) is not None

    def _listed_values(
        self, draft: _FieldLines, line: str, blank: bool
    ) -> line_grammar.EnumValues | None:
        """The values of a line below `Enum`; words without quotes only where they follow at once,
        and where they are texts: `asc`, `desc`, each `inferred`, as it may be a description."""
        found = line_grammar.value_line(line)
        if found is not None or blank or "string" not in draft.form.type:
            return found
        is_word = _WORD.fullmatch(line) and line_grammar.field_line(line) is None
        return line_grammar.EnumValues((line,), True) if is_word else None

    def _names_variants(self, at: int, line: str) -> bool:
        """Values of a discriminator: words below it, at least two, as one alone may be its
        description; none of them a field."""
        if not _is_variant(line):
            return False
        return bool(self.drafts[-1].seen) or _is_variant(self._below(at))

    def _named(self, form: line_grammar.FieldLine) -> bool:
        return self.keys is not None and form.name in self.keys

    def _is_field(self, at: int, form: line_grammar.FieldLine, blank: bool) -> bool:
        """Whether a line that has the form of a field is one, by what was before it. A form that no
        word has (`idinteger(int64)`), a name that the sample has, or `Discriminator` below it make
        it sure: the others are words such as `Substring`."""
        if not form.plain or self._named(form) or self._marked(at):
            return True
        return self._is_own_paragraph(at, form) if blank else self._is_field_at_once(at, form)

    def _is_own_paragraph(self, at: int, form: line_grammar.FieldLine) -> bool:
        """The same of a line below a blank one: a word below a field that is not described yet is
        its description; below the heading of the body it may describe that."""
        match self.previous:
            case "header" if not self.drafts:
                return self._described(at)
            case "field" | "discriminator" | "header":
                return self._describes(at, form)
            case "meta" | "enum" if not self.drafts[-1].words:
                return self._describes(at, form)
        if self._described(at) or not self._alone(at):
            return True
        if self.keys is None or not self._field_follows(at):
            self._doubt(at, form)
        return False

    def _is_field_at_once(self, at: int, form: line_grammar.FieldLine) -> bool:
        """The same of a line right below another: a field, but below words. In a text without blank
        lines (`compact`) what describes a field follows at once too, and begins as a sentence does.
        """
        match self.previous:
            case "words":
                return self.compact and (form.name[0].islower() or self._described(at))
            case "field" | "header" if self.compact and form.name[0].isupper():
                self._doubt(at, form)
                return False
        return True

    def _describes(self, at: int, form: line_grammar.FieldLine) -> bool:
        """A paragraph after a field is its description, and no field, which is sure where a sample
        names the others. Always false."""
        if self.keys is None:
            self._doubt(at, form)
        return False

    def _marked(self, at: int) -> bool:
        return self._below(at) == "Discriminator"

    def _alone(self, at: int) -> bool:
        """Whether a line is a paragraph of its own. A field without a description is not: the next
        line follows at once.
        """
        return at + 1 >= len(self.lines) or not self.lines[at + 1]

    def _described(self, at: int) -> bool:
        """Whether the next paragraph can be the description of a field on this line: it is no
        field, or a word alone that is one in form only (`Substring`)."""
        if not self._alone(at):
            return not self.compact or line_grammar.field_line(self._below(at)) is None
        following, line = self._following(at)
        if line in ("", "]"):
            return False
        form = line_grammar.field_line(line)
        return form is None or self._is_word_alone(following, form)

    def _is_word_alone(self, at: int, form: line_grammar.FieldLine) -> bool:
        """Whether a paragraph is one word that has the form of a field: `Substring`, which
        reads as a string `Sub`."""
        return form.plain and not self._named(form) and self._alone(at)

    def _field_follows(self, at: int) -> bool:
        return line_grammar.field_line(self._following(at)[1]) is not None

    def _below(self, at: int) -> str:
        """The line below another; nothing at the end of the list."""
        return self.lines[at + 1] if at + 1 < self.end else ""

    def _following(self, at: int) -> tuple[int, str]:
        """The place of the next line that is not blank, and the line: nothing at the end."""
        places = (each for each in range(at + 1, self.end) if self.lines[each])
        return next(((each, self.lines[each]) for each in places), (self.end, ""))

    def _doubt(self, at: int, form: line_grammar.FieldLine) -> None:
        """Notes that a line may be a field which was not taken as one."""
        self.doubts.append(Doubt.of_field(at + 1, form.name))
