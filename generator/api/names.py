"""Python names for the names of a document.

Two rules: a name that already is a good Python name stays as it is, and no choice depends on the
order of anything in the document. Where several wire names come to the same Python name, the one
that is spelled like it keeps it and the others are numbered in code-point order."""

from __future__ import annotations

import builtins
import keyword
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from generator.document.casing import LONGEST, shortened, snake, start, with_sign, words
from generator.document.package_names import DEVICES

KEYWORDS = frozenset(keyword.kwlist)
BUILTINS = frozenset(dir(builtins)) | {
    "PythonFinalizationError"
}  # of 3.13; the same names on every Python

# What emitted modules import or define beside the classes of a document; a class of the document
# gives way to them.
_EMITTED = frozenset(
    {
        "Annotated", "Any", "Literal", "Mapping", "Sequence", "TypeAlias", "TypedDict", "Required",
        "NotRequired", "Optional", "Union", "Callable", "Iterable", "Iterator", "AsyncIterator",
        "Awaitable", "TYPE_CHECKING", "ClassVar", "Final", "Generic", "Protocol", "TypeVar",
        "ParamSpec", "Self", "Never", "NoReturn", "Enum", "UUID", "Decimal", "BaseModel", "Field",
        "ConfigDict", "RootModel", "Model", "OpenModel", "OpenStr", "OpenInt", "OpenUnion",
        "Variants", "Omittable", "OMITTED", "READ_ONLY", "DateTime", "Bounds", "Bool", "Number",
        "Int32", "Int64", "Unset", "UNSET", "INPUT", "File", "FileInput", "EpochMilliseconds",
        "EpochSeconds", "Unpack", "Batching", "BatchOptions", "Pace", "RateLimit", "Known",
        "Secret", "Client", "AsyncClient", "Resource", "AsyncResource", "Operation", "Parameter",
        "Body", "Media", "Encoding", "RequestOptions", "RawResponse", "AsyncRawResponse",
        "StreamedResponse",
        "AsyncStreamedResponse", "Response", "Request", "Transport"
    }
)  # fmt: skip
# The attributes of every model, ours and pydantic's; written out, as importing them takes longer
# than reading a document.
_MODEL_ATTRIBUTES = frozenset(
    {
        "to_dict", "construct", "copy", "dict", "from_orm", "json", "model_computed_fields",
        "model_config", "model_construct", "model_copy", "model_dump", "model_dump_json",
        "model_extra", "model_fields", "model_fields_set", "model_json_schema",
        "model_parametrized_name", "model_post_init", "model_rebuild", "model_validate",
        "model_validate_json", "model_validate_strings", "parse_file", "parse_obj", "parse_raw",
        "schema", "schema_json",
        "update_forward_refs", "validate"
    }
)  # fmt: skip
RESERVED_CLASSES = KEYWORDS | BUILTINS | _EMITTED
RESERVED_FIELDS = KEYWORDS | _MODEL_ATTRIBUTES
RESERVED_ARGUMENTS = KEYWORDS | {"self", "cls"}
RESERVED_ATTRIBUTES = KEYWORDS | {
    *("with_raw_response", "with_streaming_response", "with_streamed_items", "in_batches"),
    *("with_streamed_events",),
    *("with_options",),
    *("close", "aclose", "is_closed", "base_url", "mro"),
}
RESERVED_ON_CLIENT = RESERVED_ATTRIBUTES | {"request"}
VIEWS = ("", "Views", "InBatches", "EventViews")  # the classes of one resource
RESERVED_PACKAGES = KEYWORDS | DEVICES
RESERVED_MODULES = RESERVED_PACKAGES | {"annotations", "typing", "models", "inputs"}

__all__ = ["Taken", "assign", "constant", "file", "free", "pascal", "snake"]

WHOLE = sys.maxsize  # the limit of a name that becomes part of another, which is cut then
_LONGEST_FILE = (
    120  # bytes of a module's name, so that file systems take it with what stands around it
)
_LONGEST_WIDE_FILE = 40  # characters of one whose letters take more than a byte each


def pascal(text: str, fallback: str = "Model", longest: int = LONGEST) -> str:
    """`text` as a PascalCase identifier; acronyms keep their capitals."""
    if text.isidentifier() and text.isascii() and text[0].isupper() and "_" not in text:
        return shortened(text, longest)
    return shortened(
        start("".join(map(_capitalized, words(text))), fallback, fallback),
        longest,
    )


def _capitalized(word: str) -> str:
    """`Pet` of `pet`, and `3D` of `3d`."""
    digits = len(word) - len(word.lstrip("0123456789"))
    return word[:digits] + word[digits : digits + 1].upper() + word[digits + 1 :]


def file(name: str) -> str:
    """A module's name as file systems take it: 255 bytes is what they give a name, in UTF-8."""
    name = shortened(name, _LONGEST_FILE)
    return name if len(name.encode()) <= _LONGEST_FILE else shortened(name, _LONGEST_WIDE_FILE)


@lru_cache(maxsize=32_768)
def constant(text: str) -> str:
    """`text` as the name of an enum member."""
    return shortened(
        start(
            "_".join(words(with_sign(text))).upper(),
            "VALUE_",
            "EMPTY" if not text.strip() else "VALUE",
        )
    )


class Taken(set[str]):
    """Names that are in use; more come, and none goes.

    It remembers how far the numbers behind a name have come, so that the last of ten thousand
    equal names is found as soon as the first."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__(names)
        self.numbers: dict[str, int] = {}  # behind a name, each the last that was given

    def take(self, name: str, *, trailing: str = "_") -> str:
        """What `free` gives, which is taken from now on."""
        made = free(name, self, trailing=trailing)
        self.add(made)
        return made


def free(name: str, taken: Iterable[str], *, trailing: str = "_") -> str:
    """`name`, with `trailing` behind it when it is taken, then numbers: `id`, `id_`, `id_2`, and of
    a class `Pet`, `PetModel` with that for `trailing`, `Pet2`.

    Who takes one name after the other has a `Taken`."""
    taken = taken if isinstance(taken, frozenset | set | dict) else set(taken)
    if name not in taken:
        return name
    if f"{name}{trailing}" not in taken:
        return f"{name}{trailing}"
    joint = "" if name[-1:].isalpha() and name[:1].isupper() else "_"
    numbers = taken.numbers if isinstance(taken, Taken) else {}
    stem, number = f"{name}{joint}", numbers.get(f"{name}{joint}", 2)
    while f"{stem}{number}" in taken:
        number += 1
    numbers[stem] = number
    return f"{stem}{number}"


def giving_way(places: Mapping[str, str], keywords: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The arguments that are called as one of our `keywords`, each with a name that says where it
    is sent: `places` has that of every argument.
    """
    used = Taken([*places, *keywords])
    clashing = sorted(places.keys() & keywords)
    return tuple((name, used.take(f"{name}_{places[name]}")) for name in clashing)


def assign(
    wires: Iterable[str],
    style: Callable[[str], str],
    *,
    reserved: frozenset[str],
    trailing: str = "_",
) -> Mapping[str, str]:
    """A distinct Python name for each distinct wire name, the same whatever order they come in.

    Three rounds: names that are spelled as they will be in Python, then those whose Python name
    nobody else wants, then the rest in code-point order. `reserved` names get `trailing` behind
    them."""
    wishes = {wire: style(wire) for wire in dict.fromkeys(wires)}
    wanted: dict[str, int] = {}  # a `Counter` takes longer for a few names than all the rest
    for wish in wishes.values():
        wanted[wish] = wanted.get(wish, 0) + 1
    # A lone wish equals none that is spelled right: equal wishes are counted together, so the first
    # two rounds never clash.
    given = {
        wire: wish
        for wire, wish in wishes.items()
        if wish not in reserved and (wish == wire or wanted[wish] == 1)
    }
    if len(given) < len(wishes):
        used = Taken([*reserved, *given.values()])
        for wire in sorted(wishes.keys() - given.keys()):
            given[wire] = used.take(wishes[wire], trailing=trailing)
    return given
