"""What a type checker sees of a type, and what a change of it means to callers.

An argument may take more than before, never less; what comes back may be less than before, never
more. Both are decided on the annotations that the package has (`generator.api.annotations`), with
each value of a `Literal` as a member of its own. A class that both sides have is the same type on
both sides: what changed in it is a change of the class, reported once there and not at each of its
uses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Final, Literal, NamedTuple, get_args
from uuid import UUID

from generator.api.annotation_members import (
    ANY,
    NONE,
    ONE_UUID,
    OPEN_MODEL,
    Annotation,
    ClassRef,
    Generic,
    Literals,
    LiteralType,
    Member,
    Plain,
    TypedDictRef,
    literals,
    union,
)
from generator.api.annotations import Annotations, accepted, content_type
from generator.api.model import (
    Array,
    Bounded,
    Const,
    Discriminator,
    Map,
    MediaType,
    Model,
    Named,
    Nullable,
    ObjectModel,
    OneOf,
    Part,
    Scalar,
    Type,
)
from generator.records import record
from generator.review.model import ValueList

Difference = Literal["widened", "narrowed", "undecided"]
Relation = Literal["same"] | Difference
Taken = Literal["widened", "narrowed"]
"""How what a caller may pass may change, if it does."""
RELATIONS: Final[tuple[Difference, ...]] = get_args(Difference)

OPEN = OPEN_MODEL.name
"""The class of an object that none of the others is for."""

# --- annotations of one side ----------------------------------------------------------------------


class View:
    """The annotations of one side, as they are compared.

    `names` are what its classes are called for comparison; `shared` are the models, by that name,
    which stand for both sides."""

    def __init__(
        self,
        models: Mapping[str, Model],
        names: Mapping[str, str] | None = None,
        shared: Mapping[str, Model] | None = None,
    ) -> None:
        self.models = models
        known = {name: renamed(model, names or {}) for name, model in models.items()}
        if shared:
            known = {name: shared.get(model.name, model) for name, model in known.items()}
        self._annotations = Annotations(known)

    def passed(self, kind: Type) -> Annotation:
        """What a caller may pass."""
        return _one_by_one(self._annotations.passed(kind))

    def body(self, media_types: Iterable[MediaType]) -> Annotation:
        """What a caller may pass as the whole body."""
        return _one_by_one(self._annotations.content(media_types))

    def returned(self, kind: Type) -> Annotation:
        """What a caller gets: the result of a method or the value of a field."""
        return _one_by_one(self._annotations.returned(kind))

    def content_type(self, media_types: Iterable[MediaType]) -> Annotation:
        """What a caller may pass as the media type of the body."""
        return _one_by_one(content_type(media_types))

    def accepted(self, names: Iterable[str]) -> Annotation:
        """What a caller may pass as the media type of the result."""
        return _one_by_one(accepted(names))


def renamed(model: Model, names: Mapping[str, str]) -> Model:
    """A model as it is called for comparison."""
    name = names.get(model.name, model.name)
    found = model if name == model.name else replace(model, name=name)
    if not isinstance(found, ObjectModel) or found.read is None:
        return found
    return replace(found, read=names.get(found.read, found.read))


def _one_by_one(annotation: Annotation) -> Annotation:
    """The annotation with each value of a `Literal` as a member of its own."""
    return union(part for member in annotation for part in _parts(member))


def _parts(member: Member) -> Iterator[Member]:
    match member:
        case Literals(values):
            for value in values:
                yield NONE if value.value is None else Literals((value,))
        case Generic(name, arguments):
            yield Generic(name, tuple(map(_one_by_one, arguments)))
        case _:
            yield member


# --- spelling -------------------------------------------------------------------------------------


def quoted(value: object) -> str:
    """A value as Python text, in double quotes as the emitted code has it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


@record(frozen=True, slots=True)
class TypeText:
    """A type as it stands in a signature, with the classes of the document that it names."""

    text: str
    classes: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.text


Shown = str | TypeText | ValueList
"""What was or is there: a text, a type with the classes that it names, or values."""


def one_value(value: Any) -> ValueList:
    return ValueList({quoted(value): value})


def class_text(name: str) -> TypeText:
    return TypeText(name, frozenset({name}))


def shown(annotation: Annotation) -> TypeText:
    """The union as it stands in a signature, with the classes that it names."""
    return TypeText(_text(annotation), frozenset(_class_names(annotation)))


def _class_names(annotation: Annotation) -> Iterator[str]:
    """The classes of a union, however deep: `Pet` and `Cat` of `list[Pet] | dict[str, Cat]`."""
    for member in annotation:
        match member:
            case Generic(_, arguments):
                yield from chain.from_iterable(map(_class_names, arguments))
            case ClassRef(name):
                yield name
            case TypedDictRef():
                yield member.name


def _text(annotation: Annotation) -> str:
    """The union as text; literals together, in the place of the first."""
    values = [value for each in annotation if isinstance(each, Literals) for value in each.values]
    literal = f"Literal[{', '.join(quoted(value.value) for value in values)}]"
    spelled = dict.fromkeys(
        literal if isinstance(each, Literals) else _spelled(each) for each in annotation
    )
    return " | ".join(spelled) or "Never"


def _spelled(member: Member) -> str:
    match member:
        case Generic(name, arguments):
            return f"{name}[{', '.join(map(_text, arguments))}]"
        case Plain(name) | ClassRef(name):
            return name
        case TypedDictRef():
            return member.name
        case _:
            raise TypeError(f"no signature has {member}")


# --- types that are equal -------------------------------------------------------------------------

_TRUTHS = frozenset(literals((value,)) for value in (True, False))


def same(before: Type, after: Type, names: Mapping[str, str]) -> bool:
    """Whether the types are equal but for bounds, the order of unions and the names of classes that
    both sides have.
    """
    return _shape(before, names) == _shape(after, {})


def _shape(kind: Type, names: Mapping[str, str]) -> object:
    """A type to be compared with another one, its classes by what `names` has them called.

    How large an integer may be is a bound; `true` and `false` are all that there is of `bool`; of
    a union it counts which class is for whatever no other is for, not how they are told apart."""
    match kind:
        case Scalar("int32" | "int64"):
            return Scalar("int")
        case Named(name):
            return Named(names.get(name, name))
        case Array(inner) | Map(inner) | Nullable(inner) | Part(inner):
            return type(kind).__name__, _shape(inner, names)
        case Bounded(inner):
            return _shape(inner, names)
        case Const(values):
            known = frozenset(literals((value,)) for value in values)
            return Scalar("bool") if known >= _TRUTHS else known
        case OneOf(members, discriminator):
            default = (discriminator and discriminator.default) or ""
            known_members = frozenset(_shape(member, names) for member in members)
            return known_members, names.get(default, default)
        case _:
            return kind


def innermost(kind: Type) -> Type:
    """What a type is about in the end: the items of a list, the values of a map."""
    match kind:
        case Array(inner) | Map(inner) | Nullable(inner) | Bounded(inner) | Part(inner):
            return innermost(inner)
    return kind


class Remapped(NamedTuple):
    """A value of a discriminator in words, with the classes that it stood for and stands for."""

    said: str
    before: str | None
    after: str | None

    @property
    def give(self) -> str:
        """What callers do that send it."""
        if self.after is None:
            return f"Give none whose {self.said}."
        return f"Give `{self.after}` where {self.said}."

    @property
    def expect(self) -> str:
        """What callers do that read it."""
        return f"Expect `{self.after or OPEN}` where {self.said}."


def remapped(before: Type, after: Type, names: Mapping[str, str]) -> Iterator[Remapped]:
    """Values of a discriminator that stand for another class."""
    match innermost(before), innermost(after):
        case OneOf(_, Discriminator() as one), OneOf(_, Discriminator() as other):
            old, new = dict(one.mapping), dict(other.mapping)
            for value in dict.fromkeys((*old, *new)):
                was, now = names.get(old.get(value, ""), old.get(value)), new.get(value)
                if was != now:
                    yield Remapped(f"`{other.property}` is {quoted(value)}", was, now)


# --- relations ------------------------------------------------------------------------------------


class _Assignability(NamedTuple):
    """What a value may be used as: `promotions` are the plain types that one stands for besides
    itself, `invariant` the classes that want the very argument.
    """

    promotions: Mapping[str, tuple[str, ...]]
    invariant: frozenset[str] = frozenset()


_SENT = _Assignability({"int": ("float",)})
"""The package refuses a truth value for a number, as a day a moment with a time."""
_READ = _Assignability({"bool": ("int", "float"), "int": ("float",)})
"""A moment is no day: to compare it with one raises."""
_CHECKED = _READ._replace(invariant=frozenset({"list", "dict"}))
"""What is read, as a type checker has it."""
_JSON = frozenset({"Any", "None", "bool", "float", "int", "str"})
_OCTETS = frozenset({"bytes", "File", "BinaryIO", "PathLike"})


def passed_change(before: Annotation, after: Annotation) -> Literal["same"] | Taken:
    """How what a caller may pass changed: `narrowed` where something that was accepted is not any
    more. Any JSON value is no file: where bytes were taken, it is less.
    """
    if _as_set(before) == _as_set(after):
        return "same"
    if ANY in after:
        return "narrowed" if any(map(_has_octets, before)) else "widened"
    # whatever an argument names is less than anything
    takes_all = ANY not in before and _covers(after, before, _SENT)
    return "widened" if takes_all else "narrowed"


def returned_change(before: Annotation, after: Annotation) -> Relation:
    """How what a caller gets changed: `widened` where something may come that could not come
    before.

    `undecided` is what a type checker may complain about in code that still runs: a further value
    of a `Literal`, items of an invariant `list` that are fewer, `Any` in the place of plain data.
    """
    if _as_set(before) == _as_set(after):
        return "same"
    if before == (NONE,):
        return "narrowed"  # nothing could be done with it
    if ANY in before or ANY in after:
        return _any_change(before, after)
    if NONE in after and NONE not in before:
        return "widened"  # though the rest is less: to read an attribute of `None` raises
    return _not_none_change(_without_none(before), _without_none(after))


def _any_change(before: Annotation, after: Annotation) -> Relation:
    """Likewise, with `Any` on either side: what is plain data on the other one arrives as it did,
    an object of a class does not.
    """
    other = after if ANY in before else before
    return "undecided" if ANY in other or all(map(_is_json, other)) else "widened"


def _without_none(annotation: Annotation) -> Annotation:
    return tuple(member for member in annotation if member != NONE)


def _not_none_change(before: Annotation, after: Annotation) -> Relation:
    """Likewise, without `None` on either side: of `list[A]` and `list[B]` by their items, of all
    else by what may be used as what.
    """
    match before, after:
        case (Generic(name, old),), (Generic(other, new),) if name == other:
            return _argument_change(
                name, old[-1], new[-1]
            )  # of a `dict` the values: keys are texts
    if _covers(before, after, _CHECKED):
        return "narrowed"
    if _covers(before, after, _READ):
        return "undecided"
    # a further value of a `Literal` arrives as those do that were there
    further = [member for member in after if _is_one_of(member, _literal_types(before))]
    return "undecided" if _covers((*before, *further), after, _READ) else "widened"


def _argument_change(name: str, before: Annotation, after: Annotation) -> Relation:
    """How the items of a list changed, or the values of a map: fewer are what was handled, but
    `list[A]` is no `list[A | B]` to a type checker.
    """
    relation = returned_change(before, after)
    if relation == "same":
        return "narrowed"
    is_invariant = name in _CHECKED.invariant
    return "undecided" if relation == "narrowed" and is_invariant else relation


def newly_returned(before: Annotation, after: Annotation) -> Annotation:
    """What may come that could not come before, of a type that may give more."""
    types = _literal_types(before)
    return tuple(
        member
        for member in after
        if not (_is_one_of(member, types) or _covers(before, (member,), _CHECKED))
    )


_READ_AS_YOU = ("uni", "use", "usa")


def one_of(name: str) -> str:
    """A class in words, with the article that its first letter asks for: `User` is read with "you"
    where `Update` is not.
    """
    begins = name[:3].lower()
    is_vowel = begins[:1] in tuple("aeiou") and begins not in _READ_AS_YOU
    return f"{'an' if is_vowel else 'a'} `{name}`"


def to_handle(news: Annotation, after: Annotation, what: str) -> str:
    """What a caller writes for `news`, which `what` may be now besides the rest of `after`: "Handle
    `Cat | Dog`, which the result may be now: `if isinstance(…, (Cat, Dog)):`."

    Where all of it is new, nothing that reads it stays as it is; a list or a value of a `Literal`
    among them is not told by `isinstance`."""
    if after == (NONE,):
        return f"Read nothing of {what}: it is always `None` now."
    if news == (NONE,):
        return f"Handle `None`, which {what} may be now."
    if not news or set(news) == set(after) - {NONE}:
        return f"Rewrite what reads {what}: it is `{shown(after)}` now."
    handle = f"Handle `{shown(news)}`, which {what} may be now"
    classes = [_spelled(member) for member in news if _is_class(member)]
    if len(classes) < len(news):
        return f"{handle}."
    test = classes[0] if len(classes) == 1 else f"({', '.join(classes)})"
    return f"{handle}: `if isinstance(…, {test}):`."


def _is_class(member: Member) -> bool:
    """Whether code tells a value of it by its class; plain data it knows without."""
    is_plain = isinstance(member, Plain) and member.name in _JSON
    return not is_plain and not isinstance(member, Generic | Literals)


def _literal_types(annotation: Annotation) -> set[LiteralType]:
    literal = [member for member in annotation if isinstance(member, Literals)]
    return {value.type for member in literal for value in member.values}


def _is_one_of(member: Member, types: set[LiteralType]) -> bool:
    """Whether a member is a value of a `Literal`, of one of these types."""
    return isinstance(member, Literals) and types.issuperset(value.type for value in member.values)


def _is_json(member: Member) -> bool:
    """Whether a value of it arrives as the plain data that `Any` gives."""
    match member:
        case Plain(name):
            return name in _JSON
        case Generic("list" | "dict", arguments):
            return all(map(_is_json, arguments[-1]))
        case _:
            return isinstance(member, Literals)


def _has_octets(member: Member) -> bool:
    """Whether bytes may be given, which are no JSON value."""
    match member:
        case Generic(_, arguments):
            return any(_has_octets(inner) for argument in arguments for inner in argument)
        case _:
            return isinstance(member, Plain) and member.name in _OCTETS


def _as_set(annotation: Annotation) -> frozenset[Member]:
    """The union with `bool` for both truth values, which is the same to a type checker."""
    found = frozenset(annotation)
    return found - _TRUTHS | {Plain("bool")} if found >= _TRUTHS else found


def _covers(wide: Annotation, narrow: Annotation, rules: _Assignability) -> bool:
    goals = {*wide, *_as_set(wide)}
    return all(any(_fits(member, goal, rules) for goal in goals) for member in narrow)


def _fits(member: Member, goal: Member, rules: _Assignability) -> bool:
    """Whether a value of one member may be used as one of another: a value of a `Literal` and a
    member of an enumeration as their plain type, a text as a UUID where it is one.
    """
    if goal == ANY:
        return not _has_octets(member)
    if member == goal:
        return True
    match member, goal:
        case Literals((value,)), Plain(name) if goal == ONE_UUID:
            return value.type == name and _is_uuid(str(value.value))
        case _, Plain() if goal == ONE_UUID:
            return False
        case Literals((value,)), Plain(name):
            return name in _promoted(value.type, rules)
        case ClassRef(_, base), Plain(name):
            return name in _promoted(base, rules)
        case Plain(given), Plain(name):
            return name in _promoted(given, rules)
        case ClassRef(given), ClassRef(name):
            return given == name
        case Generic(), Generic():
            return _generic_fits(member, goal, rules)
    return False


def _promoted(name: str, rules: _Assignability) -> tuple[str, ...]:
    return (name, *rules.promotions.get(name, ()))


def _generic_fits(member: Generic, goal: Generic, rules: _Assignability) -> bool:
    is_stream = (member.name, goal.name) == ("Sequence", "Iterable")
    if member.name != goal.name and not is_stream:
        return False
    arguments = list(zip(member.arguments, goal.arguments, strict=True))
    if member.name in rules.invariant:
        return all(_as_set(ours) == _as_set(theirs) for ours, theirs in arguments)
    return all(_covers(theirs, ours, rules) for ours, theirs in arguments)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
