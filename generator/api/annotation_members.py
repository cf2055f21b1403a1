"""What annotations are made of: unions of classes, generic types, literals and checks, and those
that stand for each scalar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from generator.api.model import CHOSEN_FORMATS, Bounds, Discriminator, ScalarKind
from generator.records import record

PlainName = Literal[
    "Any",
    "None",
    "bool",
    "bytes",
    "date",
    "datetime",
    "float",
    "int",
    "str",
    "time",
    "timedelta",
    "BinaryIO",
    "Decimal",
    "PathLike",  # of `str`
    "UUID",
    # the emitted package's own
    "Base16",
    "Base32",
    "Base64",
    "Base64Bytes",
    "Base64Url",
    "Binary",
    "Bool",
    "Date",
    "DateTime",
    "DecimalNumber",
    "DecimalText",
    "Duration",
    "EpochMilliseconds",
    "EpochSeconds",
    "File",
    "Int",
    "Int32",
    "Int64",
    "Number",
    "OpenModel",
    "Time",
    "Unset",
]
GenericName = Literal[
    "AsyncIterable", "Iterable", "Mapping", "Omittable", "Part", "Sequence", "dict", "list"
]
LiteralType = Literal["str", "int", "bool", "NoneType"]


@record(frozen=True, slots=True)
class Plain:
    """A class without arguments; of a `str` that is taken only where it is a UUID, `of` says so."""

    name: PlainName
    of: Literal["", "uuid"] = ""


@record(frozen=True, slots=True)
class Generic:
    name: GenericName
    arguments: tuple[Annotation, ...]


@record(frozen=True, slots=True)
class ClassRef:
    """A class of the document; `base` is what an enumeration is a kind of."""

    name: str
    base: Literal["", "str", "int"] = ""


@record(frozen=True, slots=True)
class TypedDictRef:
    """The typed dict of an object, or those of a large union of objects, by the model's name."""

    model: str

    @property
    def name(self) -> str:
        return f"{self.model}Dict"


class LiteralValue(NamedTuple):
    """A value with its type: `1` and `True` are equal to Python, and two values here."""

    value: str | int | bool | None
    type: LiteralType


@record(frozen=True, slots=True)
class Literals:
    """One of these values. `written` stands in their place where they are too many to be read."""

    values: tuple[LiteralValue, ...]
    written: Literal["str", "int"] | None = None


@record(frozen=True, slots=True)
class Listed:
    """The check that a value is one of those of a `Literal`: of what is sent, and of what is read
    too where the value is `fixed`.
    """

    fixed: bool


Metadata: TypeAlias = Bounds | Discriminator | Listed | Literal["OpenUnion", "UntaggedUnion"]
"""What the runtime does with a value: checks it, or decides which class of a union it is."""


@record(frozen=True, slots=True)
class Annotated:
    annotation: Annotation
    metadata: Metadata


Member: TypeAlias = Plain | Generic | ClassRef | TypedDictRef | Literals | Annotated
Annotation: TypeAlias = tuple[Member, ...]

ANY, NONE, STR, INT = Plain("Any"), Plain("None"), Plain("str"), Plain("int")
BYTES, OPEN_MODEL, UNSET = Plain("bytes"), Plain("OpenModel"), Plain("Unset")
ONE_UUID = Plain("str", "uuid")
ANY_MAPPING = Generic("Mapping", ((STR,), (ANY,)))
BINARY: Annotation = (BYTES, Plain("BinaryIO"), Plain("PathLike"))


def union(members: Iterable[Member]) -> Annotation:
    """Each member once, `None` last."""
    found = dict.fromkeys(members)
    if NONE in found:
        found[NONE] = found.pop(NONE)
    return tuple(found)


def literals(
    values: Iterable[str | int | bool | None], written: Literal["str", "int"] | None = None
) -> Literals:
    return Literals(
        tuple(LiteralValue(value, _LITERAL_TYPES[type(value)]) for value in values), written
    )


_LITERAL_TYPES: Mapping[type, LiteralType] = {
    type(None): "NoneType",
    bool: "bool",
    int: "int",
    str: "str",
}


# --- scalars --------------------------------------------------------------------------------------

ENCODED: tuple[ScalarKind, ...] = ("base64", "base64url", "base32", "base16")
RETURNED: Mapping[ScalarKind, Annotation] = {
    "str": (STR,),
    "int": (INT,),
    "int32": (INT,),
    "int64": (INT,),
    "float": (Plain("float"),),
    "bool": (Plain("bool"),),
    "bytes": (BYTES,),
    "uuid": (Plain("UUID"),),
    "date": (Plain("date"),),
    "datetime": (Plain("datetime"),),
    "milliseconds": (Plain("EpochMilliseconds"),),
    "seconds": (Plain("EpochSeconds"),),
    "none": (NONE,),
    **dict.fromkeys(ENCODED, (STR,)),
    **dict.fromkeys(("decimal", "decimal_number"), (Plain("Decimal"),)),
    "duration": (Plain("timedelta"), STR),  # text, where it has months, which have no length
    "time": (Plain("time"),),
    "base64_bytes": (BYTES,),
}
PASSED: Mapping[ScalarKind, Annotation] = {
    **RETURNED,
    "bytes": (Plain("File"),),
    "uuid": (Plain("UUID"), ONE_UUID),
    "milliseconds": (Plain("datetime"), INT),
    "seconds": (Plain("datetime"), INT),
    **dict.fromkeys(ENCODED, (STR, BYTES)),
    "decimal": (Plain("Decimal"), STR),
    "decimal_number": (Plain("Decimal"), Plain("float"), STR),
    "time": (Plain("time"), STR),
    "base64_bytes": (BYTES, STR),
}
CHECKED: Mapping[ScalarKind, Annotation] = {
    **RETURNED,
    "int": (Plain("Int"),),
    "int32": (Plain("Int32"),),
    "int64": (Plain("Int64"),),
    "float": (Plain("Number"),),
    "bool": (Plain("Bool"),),
    "bytes": (Plain("Binary"),),
    "date": (Plain("Date"),),
    "datetime": (Plain("DateTime"),),
    "base64": (Plain("Base64"),),
    "base64url": (Plain("Base64Url"),),
    "base32": (Plain("Base32"),),
    "base16": (Plain("Base16"),),
    "decimal": (Plain("DecimalText"),),
    "decimal_number": (Plain("DecimalNumber"),),
    "duration": (Plain("Duration"),),
    "time": (Plain("Time"),),
    "base64_bytes": (Plain("Base64Bytes"),),
}
OF_HEADERS: Mapping[ScalarKind, Annotation] = {
    **RETURNED,
    **{kind: CHECKED[kind] for kind in (*CHOSEN_FORMATS, "decimal_number")},
}
CHECKED_BODY: Mapping[ScalarKind, Annotation] = {**CHECKED, "bytes": (BYTES,)}
