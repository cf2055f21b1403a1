"""A document without what is wrong in it: each finding that refuses takes the smallest part away
that a caller can do without.

A schema is read as any value, a response, a parameter that may be absent, a server or a requirement
is left out; where nothing smaller is enough (a parameter that is required, a body, the answer to a
successful call) it is the operation. What refers to a part that is gone is wrong in its turn. The
tree of the document that is given stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from generator.document import pointer as pointers
from generator.document.access import is_reference, mapping
from generator.document.bundle import Document
from generator.document.diagnostics import Diagnostic, Location
from generator.document.grammar import KINDS
from generator.document.judge import judge
from generator.document.rules.survey import Survey, target
from generator.document.specification import OPERATIONS
from generator.records import record

_ENTRIES: Final = frozenset(
    {
        "header",
        "example",
        "link",
        "callback",
        "server",
        "tag",
        "securityRequirement",
        "securityScheme",
    }
)
"""Objects that are entries of a map or a list, without which the object around can be used as it
is.
"""
_INFO_OBJECTS: Final = frozenset({"contact", "license"})
_DYNAMIC: Final = ("$dynamicRef", "$recursiveRef")
"""They become a plain reference where they lead anywhere."""


@record(frozen=True, slots=True)
class Omission:
    """A part that is left out, in words, and the finding because of which it is."""

    what: str
    because: Diagnostic

    def __str__(self) -> str:
        return f"{self.what} ({self.because.location} {self.because.code})"

    @property
    def anywhere(self) -> str:
        """The same, wherever the document lies and whatever stands above the place."""
        place = self.because.location
        at = f" (at #{place.pointer})" if place is not None and place.pointer else ""
        return f"{self.what}, because of {self.because.code} {self.because.message}{at}"


class _Object(NamedTuple):
    """An object on the way to a place: what it is, and its pointer as tokens."""

    kind: str
    at: tuple[str, ...]


def without(
    document: Document, refusals: Iterable[Diagnostic]
) -> tuple[Document, tuple[Omission, ...]]:
    """`document` without what `refusals` are about and what needs it, and what that is, in the
    order of the document.
    """
    cutting = _Cutting(document)
    wrong = list(cutting.placed(refusals))
    known = -1
    while wrong and len(cutting.omissions) > known:
        known = len(cutting.omissions)
        for pointer, because in wrong:
            cutting.cut(pointer, because)
        document = cutting.finished()
        again = (
            (finding.pointer, finding)
            for finding in judge(document).every
            if finding.pointer is not None
        )
        wrong = [*again, *cutting.dangling(document)]
    return document, tuple(cutting.omissions.values())


class _Cutting:
    """The tree while parts of it are taken away. Entries of lists go at the end of a round, so that
    places stay during it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: dict[str, Any] = copied(document.root)
        self.omissions: dict[str, Omission] = {}
        self.causes: dict[str, Diagnostic] = {}
        self.lists: dict[tuple[str, ...], set[int]] = {}
        # parameters under `components` that are gone and that a call can do without
        self.optional: set[str] = set()

    # --- where ------------------------------------------------------------------------------------

    def placed(self, findings: Iterable[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
        """The place in the tree of each finding; of a reference it is known by where it stands in
        its file.
        """
        references: dict[Location, list[str]] = {}
        for pointer in _references(Survey(self.document)):
            place, around = (
                self.document.locate(pointer),
                self.document.locate(pointer.rpartition("/")[0]),
            )
            if (place.line, place.column) == (around.line, around.column):
                continue  # the reference is spelt another way
            references.setdefault(Location(place.file, place.line, place.column), []).append(
                pointer
            )
        for finding in findings:
            at = finding.location
            if finding.pointer is not None:
                yield finding.pointer, finding
            elif at is not None:
                for pointer in references.get(Location(at.file, at.line, at.column), ()):
                    yield pointer, finding

    def dangling(self, document: Document) -> Iterator[tuple[str, Diagnostic]]:
        """References to what was taken away."""
        for site in Survey(document).references:
            to = target(site.node)
            leads_nowhere = document.resolve(site.node)[0] == {} and not document.has(to)
            because = self.cause(to) if leads_nowhere else None
            if because is not None:
                yield site.pointer, because

    def cause(self, to: str) -> Diagnostic | None:
        """Why a place, or one around it, was taken away; None where none was."""
        why = (each for gone, each in self.causes.items() if f"{to}/".startswith(f"{gone}/"))
        return next(why, None)

    def objects(self, pointer: str) -> list[_Object]:
        """The objects around a place, the document first, the innermost last; the one at the place
        itself among them: of `/paths/~1pets/get/tags`, `document`, `paths`, `pathItem` and
        `operation`. The grammar says so, whatever stands there.
        """
        found = [_Object("document", ())]
        kind, shape = "document", "one"
        tokens = pointers.split(pointer)
        for depth, token in enumerate(tokens, 1):
            if shape == "one":
                field = KINDS[kind].field(token)
                if field is None or field.kind not in KINDS:
                    break
                kind, shape = field.kind, field.shape
            else:
                shape = "one"
            if shape == "one":
                found.append(_Object(kind, tokens[:depth]))
        return found

    # --- what -------------------------------------------------------------------------------------

    def cut(self, pointer: str, because: Diagnostic) -> None:
        """Takes the smallest part around `pointer` away."""
        tokens = pointers.split(pointer)
        match tokens:
            case "info", *_:
                self._cut_info(pointer, because)
            case *_, "discriminator", "mapping", value:
                self._remove(tokens, f"the mapping of `{value}`", because)
            case _:
                # from the inside: the first that a caller can do without goes
                for kind, at in reversed(self.objects(pointer)):
                    if self._cut_object(kind, at, tokens, because):
                        break

    def _cut_info(self, pointer: str, because: Diagnostic) -> None:
        """What is of another type than it should be, but for extensions; there is a title."""
        sound = {
            name: value
            for name, value in mapping(self.root.get("info")).items()
            if name.startswith("x-") or isinstance(value, dict if name in _INFO_OBJECTS else str)
        }
        self.root["info"] = {"title": "API", **sound}
        self._note(pointer, "what `info` says of the API", because)

    def _cut_object(
        self, kind: str, at: tuple[str, ...], tokens: tuple[str, ...], because: Diagnostic
    ) -> bool:
        """Takes away an object, or what is at `tokens` in it; False where a caller needs it: the
        request body of an operation, a path parameter, the answer to a successful call.
        """
        node = pointers.reach(self.root, at)
        match kind:
            case "discriminator":
                self._remove(at, "the discriminator", because)
            # one that was opened already, and is wrong still, goes as others do
            case "schema" | "mediaType" if node != {}:
                self._open(at, kind, because)
            case _ if kind in _ENTRIES:
                self._remove(at, f"the {_title(kind)}", because)
            case _ if at[:1] == ("components",) and len(at) == 3:
                self._cut_component(kind, at, because)
            case "parameter" if _may_be_absent(node) or _target(node) in self.optional:
                name = mapping(node).get("name", "")
                self._remove(at, f"the parameter `{name}`" if name else "a parameter", because)
            case "response" if not _is_success(at[-1], mapping(pointers.reach(self.root, at[:-1]))):
                self._remove(at, f"the response `{at[-1]}`", because)
            case "operation":
                self._cut_operation(at, tokens, because)
            case "pathItem" | "document" | "components" | "paths":
                self._cut_field(kind, at, tokens, because)
            case _:
                return False
        return True

    def _cut_component(self, kind: str, at: tuple[str, ...], because: Diagnostic) -> None:
        """A component. What refers to it is wrong in the next round, where a call does without a
        parameter that may be absent, so that this is remembered.
        """
        if kind == "parameter" and _may_be_absent(pointers.reach(self.root, at)):
            self.optional.add(pointers.join("", *at))
        self._remove(at, f"`{at[2]}` of `components/{at[1]}`", because)

    def _cut_operation(
        self, at: tuple[str, ...], tokens: tuple[str, ...], because: Diagnostic
    ) -> None:
        """The operation; or only what stands in it and is another one, or a path: `post` or
        `/pets/{id}`, indented too far.
        """
        lost = tokens[len(at)] if len(tokens) == len(at) + 1 else ""
        if lost in OPERATIONS or lost.startswith("/"):
            self._remove(tokens, f"`{lost}`, which stands inside an operation", because)
        else:
            self._remove(at, "the operation", because)

    def _cut_field(
        self, kind: str, at: tuple[str, ...], tokens: tuple[str, ...], because: Diagnostic
    ) -> None:
        """A field of an object that holds many things, or that object."""
        field = tokens[: len(at) + 1]
        name = field[-1] if field else ""
        is_itself = field == at
        match kind:
            # every operation of a path takes its parameters
            case "pathItem" if is_itself or name in ("parameters", "$ref"):
                self._remove(at, f"the path `{at[-1]}`", because)
            case _ if not is_itself:
                self._remove(field, f"`{name}`", because)
            case "paths":
                self._empty(at, "all paths", because)
            case "document":
                self.root.setdefault("paths", {})
                self._note("", "all paths", because)
            case _ if isinstance(pointers.reach(self.root, at), dict):
                self._note(pointers.join("", *at), f"what the document has under `{name}`", because)
            case _:
                self._remove(at, f"`{name}`", because)

    def _open(self, at: tuple[str, ...], kind: str, because: Diagnostic) -> None:
        """Makes a schema or a media type one of any value, and says whose it was: a component's, a
        property's, that of a response or of the body.
        """
        inside = dict(pairwise(at))  # each token with the one after it
        if at[:2] == ("components", "schemas") and len(at) == 3:
            whose = f"`{at[2]}`"
        elif at[-2:-1] == ("properties",):
            whose = f"the property `{at[-1]}`"
        elif "responses" in inside:
            whose = f"the response `{inside['responses']}`"
        else:
            whose = "the body" if "requestBody" in inside else f"a {_title(kind)}"
        self._empty(at, f"the type of {whose}, which is read as any value", because)

    def _remove(self, at: tuple[str, ...], what: str, because: Diagnostic) -> None:
        """Takes away what stands at a place, unless a part around it is gone already."""
        holder = pointers.reach(self.root, at[:-1])
        if not _has(holder, at[-1]):
            return
        if isinstance(holder, list):
            self.lists.setdefault(at[:-1], set()).add(int(at[-1]))
        else:
            del holder[at[-1]]
        pointer = pointers.join("", *at)
        self.causes[pointer] = because
        self._note(pointer, what, because)

    def _empty(self, at: tuple[str, ...], what: str, because: Diagnostic) -> None:
        """Puts an empty object at a place, unless a part around it is gone already."""
        holder = pointers.reach(self.root, at[:-1])
        if isinstance(holder, dict):
            holder[at[-1]] = {}  # also `paths`, which may be missing
        elif _has(holder, at[-1]):
            holder[int(at[-1])] = {}
        else:
            return
        self._note(pointers.join("", *at), what, because)

    def _note(self, pointer: str, what: str, because: Diagnostic) -> None:
        owner = self._owner(pointer)
        self.omissions.setdefault(pointer, Omission(f"{owner}: {what}" if owner else what, because))

    def _owner(self, pointer: str) -> str:
        """The operation or the component that a place belongs to, as a reader knows it: of
        `/paths/~1pets/get/responses`, "`GET /pets`"; nothing for those at the root.
        """
        match pointers.split(pointer):
            case "paths", path, "additionalOperations", method, *_:
                return f"`{method} {path}`"
            case "paths", path, method, "callbacks", name, _, *_:
                return f"the callback `{name}` of `{method.upper()} {path}`"
            case "paths", path, method, *_ if method in (*OPERATIONS, "additionalOperations"):
                return f"`{method.upper()} {path}`"
            case "paths", path, _, *_:
                return f"`{path}`"
            case "components", _, name, _, *_:
                return f"`{name}`"
            case "webhooks" | "x-webhooks", name, _, *_:
                return f"the webhook `{name}`"
        return ""

    # --- the end of a round -----------------------------------------------------------------------

    def finished(self) -> Document:
        """The document as it is now. Entries of lists close up, and remember where they stood."""
        moved: dict[str, str] = {}
        for at, gone in self.lists.items():
            holder = pointers.reach(self.root, at)
            if isinstance(holder, list):  # else a part around it went later in the round
                kept = sorted({*range(len(holder))} - gone)
                moved |= pointers.close_up(holder, kept, at)
        self.lists.clear()
        still = [finding for finding in self.document.diagnostics if not finding.refuses]
        self.document = self.document.changed(self.root, moved, still)
        return self.document


def _title(kind: str) -> str:
    return KINDS[kind].title.removesuffix(" Object").lower()


def _references(survey: Survey) -> Iterator[str]:
    """Every place of the tree that holds the text of a reference."""
    for site in survey.references:
        yield from (f"{site.pointer}/{keyword}" for keyword in ("$ref", *_DYNAMIC))
    for keyword in _DYNAMIC:
        yield from (f"{site.pointer}/{keyword}" for site in survey.schemas(keyword))
    for site in survey.schemas("discriminator"):
        for value in mapping(mapping(site.node["discriminator"]).get("mapping")):
            yield pointers.join(f"{site.pointer}/discriminator/mapping", value)


def copied(root: dict[str, Any]) -> dict[str, Any]:
    """A copy of a tree in which nothing is shared, as deep as it may be: deeper than
    `copy.deepcopy` gets.
    """
    copy = dict(root)
    waiting: list[Any] = [copy]
    while waiting:
        holder = waiting.pop()
        for key, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(value, (dict, list)):
                holder[key] = value.copy()
                waiting.append(holder[key])
    return copy


def _has(holder: Any, token: str) -> bool:
    """Whether there is something at a key of a mapping, or at a number of a list."""
    try:
        pointers.step(holder, token)
    except KeyError:
        return False
    return True


def _target(node: Any) -> str:
    return target(node) if is_reference(node) else ""


def _may_be_absent(parameter: Any) -> bool:
    """Whether a call can do without a parameter: it is known not to be required."""
    if not isinstance(parameter, dict) or "$ref" in parameter:
        return False
    return parameter.get("required", False) is False and parameter.get("in") != "path"


def _is_success(status: str, responses: dict[str, Any]) -> bool:
    """Whether it is what a successful call answers: a 2XX, or `default` where there is none."""
    if status == "default":
        return not any(_is_success(other, {}) for other in responses if other != "default")
    return status.upper() == "2XX" or (len(status) == 3 and status.isdigit() and status[0] == "2")
