"""Random APIs for the property test: every form that a page has, in any combination.

What a sample hides is placed so that the written rule holds, since the page says no more: in an
object, no hidden property comes after a property that holds a discriminator somewhere inside."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.vendor_docs.rendering import Body, Call, Prop

NAMES = [
    "id",
    "name",
    "value",
    "object",
    "isnull",
    "Array",
    "title",
    "stamp",
    "x-key",
    "substring",
    "integer",
    "setting",
    "time",
    "a",
]
WORDS = st.sampled_from(
    [
        [],
        [],
        ["Defines what it is"],
        ["Substring"],
        ["Two lines of words\nthat belong together"],
        ["One paragraph.", "Another paragraph of it."],
        ["Body"],
        ["Anything of a company"],
    ]
)
SCALARS = [
    ("string", None),
    ("string", "uuid"),
    ("string", "date-time"),
    ("integer", "int32"),
    ("integer", "int64"),
    ("number", "double"),
    ("boolean", None),
    ("strings", None),
    ("integers", "int32"),
]
ENUMS = {
    "string": [[], [], ["asc", "desc"], ['with "quotes"', "b"]],
    "integer": [[], [], [0, 1], [0, 1, 2, 4, 8, 16], [10, 20, 30, 35, 60], [5], [9, 10, 11]],
}


@st.composite
def scalar(draw, name: str) -> Prop:
    kind, form = draw(st.sampled_from(SCALARS))
    return Prop(
        name,
        kind,
        form,
        nullable=draw(st.booleans()),
        required=draw(st.booleans()),
        deprecated=draw(st.booleans()),
        enum=draw(st.sampled_from(ENUMS.get(kind, [[]]))) if form in (None, "int32") else [],
        words=draw(WORDS),
    )


@st.composite
def properties(draw, depth: int, hidden: bool, nested: bool) -> list[Prop]:
    """Those of an object; `hidden`: the sample does not have the object; `nested`: it is not the
    body itself.
    """
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    found: list[Prop] = []
    if draw(st.booleans()):
        value = draw(st.sampled_from([None, "push", "mail.html"]))
        found.append(
            Prop(
                "type",
                "string",
                discriminator=True,
                value=value,
                words=draw(st.sampled_from([[], []])),
            )
        )
    told = False
    for name in names:
        prop = draw(scalar(name))
        prop.shown = told or hidden or draw(st.integers(0, 4)) > 0
        if depth and draw(st.integers(0, 2)) == 0:
            prop.type, prop.format, prop.enum = (
                draw(st.sampled_from(["object", "objects"])),
                None,
                [],
            )
            if draw(st.integers(0, 3)):
                prop.props = draw(properties(depth - 1, hidden or not prop.shown, True))
            elif draw(st.booleans()):
                prop.unlisted = ["onlyHere", "andThere"]
            told = told or _told(prop)
        found.append(prop)
    return found


def _told(prop: Prop) -> bool:
    """Whether the rule may speak of an object, or of one inside that the sample shows."""
    return any(each.discriminator for each in prop.props) or (
        prop.shown and any(_told(each) for each in prop.props)
    )


@st.composite
def body(draw) -> Body:
    words = draw(st.sampled_from([[], ["What is sent"], ["A list of what is sent", "Unordered."]]))
    media = draw(st.sampled_from(["application/json", "application/vnd.example.v8.import.v1+json"]))
    kind = draw(
        st.sampled_from(
            ["object", "object", "object", "objects", "objects", "strings", "integer", "boolean"]
        )
    )
    props = draw(properties(2, False, False)) if kind in ("object", "objects") else []
    if props and not any(prop.shown for prop in props):
        props[0].shown = True
    return Body(kind, media, "int32" if kind == "integer" else None, words, props)


@st.composite
def parameter(draw, name: str, place: str) -> tuple[str, Prop]:
    prop = draw(scalar(name))
    prop.required = prop.required or place == "path"
    return place, prop


@st.composite
def call(draw, number: int, headings: int) -> Call:
    path = f"/things/{number}"
    parameters = []
    if draw(st.booleans()):
        parameters.append(draw(parameter("id", "path")))
        path += "/{id}"
    for name in draw(
        st.lists(st.sampled_from(["start", "objectstring", "sort"]), unique=True, max_size=2)
    ):
        parameters.append(draw(parameter(name, "query")))
    parameters.append(
        ("header", Prop("X-Key", "string", required=True, words=["The key of the caller."]))
    )
    return Call(
        title=draw(
            st.sampled_from(["Do a thing", "Retrieve things", "Retrieve things of an object"])
        ),
        method=draw(st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH"])),
        path=path,
        heading=draw(st.integers(0, headings - 1)),
        deprecated=draw(st.booleans()),
        parameters=parameters,
        request=draw(st.none() | body()),
        response=draw(st.none() | body()),
        answer=draw(st.sampled_from(["No Content", "The thing that was made"])),
    )


HEADINGS = ["Email & SMS", "Notification", "Email & SMS", "Contact", "Last of the menu"]


@st.composite
def calls(draw) -> list[Call]:
    count = draw(st.integers(1, 3))
    return [draw(call(number, len(HEADINGS) - 1)) for number in range(count)]
