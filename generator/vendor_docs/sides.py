"""One side of an operation against the document: the parameters of a request, its body or that of
an answer, every value in it.

Of a page it says what it shows and, where it shows all, what is not there; of an observation what
that says and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.vendor_docs import aspects
from generator.vendor_docs.aspects import Aspect, Kind, flag
from generator.vendor_docs.differences import Ledger, Seen
from generator.vendor_docs.faces import Face, Faces, Message, Operation, Parameter, Place
from generator.vendor_docs.facts import Body, Field, Response
from generator.vendor_docs.facts import VendorOperation as Call

_NEGOTIATED = frozenset(
    {("header", "accept"), ("header", "content-type")}
)  # no parameters, by OpenAPI 3.1, section 4.8.12


@dataclass(frozen=True, slots=True)
class Side:
    """The request or the response of an operation, as far as it was seen. `complete`: what the
    document has beyond it is extra. `declared`: types are the reference's own. `hidden` is the
    keyword of properties that do not go this way. `observed`: it is from no page, so that it says
    what it says and no more; `only_opens`: from older documentation."""

    call: Call
    operation: Operation
    document: Faces
    ledger: Ledger
    complete: bool
    declared: bool
    hidden: str
    observed: bool = False
    only_opens: bool = False

    def differs(
        self,
        where: str,
        aspect: Aspect,
        objects: tuple[str, ...] = (),
        seen: Seen | None = None,
        *,
        near: tuple[str, ...] = (),
        unless_witnessed: bool = False,
    ) -> None:
        """A difference at `objects` of the document, or `near` them."""
        if self.observed and not _counts(aspect, seen, only_opens=self.only_opens):
            return
        self.ledger.add(
            self.call,
            where,
            aspect,
            self.call if seen is None else seen,
            objects=objects,
            holder=self.operation.pointer,
            near=near[0] if near else None,
            unless_witnessed=unless_witnessed,
        )

    def says(self, where: str, fact: Field, objects: tuple[str, ...]) -> None:
        """Notes what is known of a value that the document has, whether it differs or not."""
        declared = self.declares(fact)
        self.ledger.says(
            self.call,
            self.operation.pointer,
            where,
            fact,
            objects,
            declared=declared,
            only_opens=self.only_opens,
        )

    def declares(self, fact: Field) -> bool:
        """Whether the type of a fact is the reference's own."""
        return self.declared and fact.source is None and fact.type is not None

    def faces(self, places: Iterable[Place]) -> tuple[Face, ...]:
        return tuple(face for place in places for face in self.document.of(place))


def _counts(aspect: Aspect, seen: Seen | None, *, only_opens: bool) -> bool:
    """Whether a difference is one to what was observed: that the document has more is none, unless
    it demands what may be left out; to older documentation only one that closes a value, null or an
    optional field which that shows."""
    if aspect.name == "required" and aspect.kind == "extra":
        return isinstance(seen, Field) and seen.optional
    if only_opens:
        return aspect.kind != "extra" and aspect.name in ("nullable", "seen")
    return aspect.kind != "extra"


# --- parameters -----------------------------------------------------------------------------------


def compare_parameters(side: Side, names: tuple[str, ...]) -> None:
    operation = side.operation
    keys, sent = (
        {_identity(*each): each for each in some}
        for some in (side.document.credentials, operation.credentials)
    )
    known = {_identity(each.place, each.name): each for each in operation.parameters}
    grouped = frozenset[str]().union(*operation.groups)
    asked = next(
        (group for group in operation.groups if names and group.issuperset(names)), frozenset[str]()
    )
    listed = {
        _identity(each.place, each.name): each for each in _flattened(side.call.parameters, known)
    }
    lacking = [
        key for key in listed if key not in known and key not in keys and key not in _NEGOTIATED
    ]
    beyond = [
        key
        for key, each in known.items()
        if key not in listed and (each.name not in grouped or each.name in asked)
    ]
    for key, fact in listed.items():
        moved = (
            next((other for other in beyond if other[1].lower() == key[1].lower()), None)
            if key in lacking
            else None
        )
        where = f"parameters.{key[0]}.{fact.name}"
        if key in keys:
            if key not in sent:
                side.differs(where, Aspect("missing", "security", fact.name, None), (), fact)
        elif moved is not None:
            beyond.remove(moved)
            side.differs(
                where, Aspect("different", "in", key[0], moved[0]), known[moved].objects, fact
            )
            _compare_parameter(side, fact, known[moved], where, fact.required)
        elif key in lacking:
            side.differs(
                where, Aspect("missing", "presence", aspects.written(fact), None), (), fact
            )
        elif key in known:
            _compare_parameter(
                side, fact, known[key], where, known[key].required or fact.name in asked
            )
    if side.complete:
        for key in beyond:
            each = known[key]
            aspect = Aspect("extra", "presence", None, aspects.shown(side.faces((each.schema,))))
            side.differs(f"parameters.{each.place}.{each.name}", aspect, each.objects)
        for place, name in sorted(sent[key] for key in sent.keys() - listed.keys()):
            side.differs(
                f"parameters.{place}.{name}",
                Aspect("extra", "security", None, name),
                (operation.pointer,),
            )


def _identity(place: str | None, name: str) -> tuple[str, str]:
    """What a parameter is known by; the names of headers are case-insensitive (RFC 9110, section
    5.1).
    """
    return (place or "query", name.lower() if place == "header" else name)


def _flattened(
    parameters: Iterable[Field], known: Mapping[tuple[str, str], Parameter]
) -> Iterator[Field]:
    """Parameters as they are sent: an object in the query that the document does not know as one is
    its fields.
    """
    for each in parameters:
        if each.fields and each.place == "query" and _identity(each.place, each.name) not in known:
            for inner in each.fields:
                yield replace(inner, place="query")
        else:
            yield each


def _compare_parameter(
    side: Side, fact: Field, parameter: Parameter, where: str, required: bool
) -> None:
    side.says(where, fact, parameter.objects)
    if (side.declares(fact) or side.observed) and fact.required != required:
        side.differs(where, flag("required", fact.required, required), parameter.objects, fact)
    _compare_value(
        side,
        fact,
        (parameter.schema,) if parameter.schema else (),
        parameter.objects,
        where,
        parameter.deprecated,
    )


# --- bodies ---------------------------------------------------------------------------------------


def compare_request(side: Side) -> None:
    body, message = side.call.request, side.operation.request
    if body is not None and message is None:
        side.differs(
            "request", Aspect("missing", "body", aspects.written(_as_field(body)), None), (), body
        )
    elif body is not None and message is not None:
        if side.observed and body.required and not message.required:
            side.differs("request", flag("required", True, False), message.objects, body)
        _compare_body(side, body, message, "request")
    elif message is not None and side.complete:
        side.differs(
            "request", Aspect("extra", "body", None, ", ".join(message.content)), message.objects
        )


def compare_answer(side: Side, answer: Response, message: Message, where: str) -> None:
    if answer.body is not None:
        _compare_body(side, answer.body, message, where)
    elif message.content and side.complete:
        side.differs(
            where,
            Aspect("extra", "body", None, ", ".join(message.content)),
            message.objects,
            answer,
        )


def _compare_body(side: Side, body: Body, message: Message, where: str) -> None:
    fact = _as_field(body)
    side.says(where, fact, (*message.objects, *(held for held, _ in message.content.values())))
    names = _compare_media(side, body, message, where)
    places = tuple(message.content[name][1] for name in names if message.content[name][1])
    if places:
        fact = replace(fact, fields=_settled(fact.fields, side, places))
        _compare_value(
            side, fact, places, tuple(message.content[name][0] for name in names), where, None
        )
    elif (fact.type is not None or fact.fields) and not aspects.is_file(fact):
        held = ", ".join(message.content) or None
        kind: Kind = "different" if held else "missing"
        side.differs(
            where, Aspect(kind, "body", aspects.written(fact), held), message.objects, body
        )


def _compare_media(side: Side, body: Body, message: Message, where: str) -> list[str]:
    """Compares media types; gives those of the document that hold what the facts describe."""
    known = {name.lower().replace(" ", ""): name for name in message.content}
    if body.content_type is None or not known.keys() - {"*/*"}:
        return list(message.content)
    listed = [
        name.lower().replace(" ", "") for name in (body.content_type, *body.other_content_types)
    ]
    lacking = [name for name in listed if name not in known]
    beyond = [name for name in known if name not in listed]
    for name in (name for name in listed if name in known):
        side.ledger.media_type(side.call, message.content[known[name]][0])
    if len(lacking) == len(beyond) == 1:
        objects = (message.content[known[beyond[0]]][0],)
        side.differs(
            where, Aspect("different", "media type", lacking[0], known[beyond[0]]), objects, body
        )
        lacking, extra = [], []
    else:
        extra = beyond if side.complete else []
    for name in lacking:
        side.differs(where, Aspect("missing", "media type", name, None), message.objects, body)
    for name in extra:
        side.differs(
            where,
            Aspect("extra", "media type", None, known[name]),
            (message.content[known[name]][0],),
            body,
        )
    return (
        [known[listed[0]]]
        if listed[0] in known
        else [known[name] for name in beyond] or list(message.content)
    )


def _as_field(body: Body) -> Field:
    """A body as a value without a name."""
    return Field(
        "",
        type=body.type,
        format=body.format,
        items=body.items,
        items_format=body.items_format,
        nullable=body.nullable,
        enum=body.enum,
        line=body.line,
        fields=body.fields,
        location=body.location,
    )


# --- values ---------------------------------------------------------------------------------------


def _compare_value(
    side: Side,
    fact: Field,
    places: tuple[Place, ...],
    objects: tuple[str, ...],
    where: str,
    deprecated: bool | None,
) -> None:
    """A value and what is in it. `objects` hold its schemas; `deprecated` is what they say of it,
    `None` where nothing can.
    """
    faces, declared = side.faces(places), side.declares(fact)
    objects = _objects(objects, faces)
    differs = aspects.types(fact, faces, declared=declared)
    if differs is not None:
        side.differs(where, differs, objects, fact)
        return
    marked = bool(deprecated) or any(face.deprecated for face in faces)
    if fact.deprecated != marked and (fact.deprecated or (declared and deprecated is not None)):
        side.differs(where, flag("deprecated", fact.deprecated, marked), objects, fact)
    for aspect in aspects.value(fact, faces, declared=declared):
        if deprecated is not None or aspect.name != "default":  # a fact says neither of a body
            side.differs(where, aspect, objects, fact)
    items = _items(faces)
    if fact.type == "array" or (
        fact.type is None and items and not any(face.properties for face in faces)
    ):
        _compare_items(side, fact, items, objects, where, declared=declared)
    elif fact.fields:
        _compare_fields(side, fact, faces, objects, where)


def _compare_items(
    side: Side,
    fact: Field,
    items: tuple[Place, ...],
    objects: tuple[str, ...],
    where: str,
    *,
    declared: bool,
) -> None:
    """The items of an array, whose type, format, values and
    fields stand with the array in a fact.
    """
    where = f"{where}.[]"
    shown = replace(
        fact, type=fact.items, format=fact.items_format, nullable=False, has_default=False, seen=()
    )
    faces, declared = side.faces(items), declared and fact.items is not None
    if not items:
        if shown.fields or declared:
            side.differs(
                where, Aspect("missing", "presence", aspects.written(shown), None), objects, fact
            )
        return
    objects = _objects((), faces)
    differs = aspects.types(shown, faces, declared=declared)
    for aspect in [differs] if differs else aspects.item(shown, faces, declared=declared):
        side.differs(where, aspect, objects, fact)
    inner = _items(faces)
    if differs is None and inner and not any(face.properties for face in faces):
        _compare_items(
            side,
            replace(fact, items=None, items_format=None, enum=()),
            inner,
            objects,
            where,
            declared=False,
        )
    elif differs is None and fact.fields:
        _compare_fields(side, fact, faces, objects, where)


def _compare_fields(
    side: Side, owner: Field, faces: tuple[Face, ...], objects: tuple[str, ...], where: str
) -> None:
    """The fields of an object. It was seen whole if its side was, and if none of it comes from a
    sample alone.
    """
    properties: dict[str, list[Place]] = defaultdict(list)
    told: dict[str, frozenset[str]] = defaultdict(frozenset)
    for face in faces:
        for name, place in face.properties.items():
            if place not in properties[name]:
                properties[name].append(place)
        for name, values in face.discriminators.items():
            told[name] |= values
    for fact in owner.fields:
        at = f"{where}.{fact.name}"
        if fact.name in properties:
            _compare_field(side, fact, tuple(properties[fact.name]), faces, at, told.get(fact.name))
        else:
            missing = Aspect("missing", "presence", aspects.written(fact), None)
            side.differs(at, missing, (), fact, near=objects)
    if not side.complete or any(fact.source == "sample" for fact in (owner, *owner.fields)):
        return
    names = {fact.name for fact in owner.fields}
    alone = len(owner.fields) == 1 and (
        owner.fields[0].discriminator or owner.fields[0].name in told
    )
    variants = len(faces) > 1 or alone
    for name in (name for name in properties if name not in names):
        inner = side.faces(properties[name])
        if not all(face.keywords.get(side.hidden) is True for face in inner):
            extra = Aspect("extra", "presence", None, aspects.shown(inner))
            pointers = tuple(pointer for place in properties[name] for pointer, _ in place)
            side.differs(f"{where}.{name}", extra, pointers, owner, unless_witnessed=variants)


def _compare_field(
    side: Side,
    fact: Field,
    places: tuple[Place, ...],
    around: tuple[Face, ...],
    where: str,
    told: frozenset[str] | None,
) -> None:
    objects = tuple(pointer for place in places for pointer, _ in place)
    if not side.observed:
        side.ledger.witness(objects)
    side.says(where, fact, _objects(objects, side.faces(places)))
    if side.observed and fact.when:
        places = _of_variant(side, fact.when, fact.name, around) or places
    faces, declared = side.faces(places), side.declares(fact)
    required = {fact.name in face.required for face in around if fact.name in face.properties}
    if (
        declared or fact.optional or (side.observed and fact.required)
    ) and fact.required not in required:
        side.differs(where, flag("required", fact.required, not fact.required), objects, fact)
    told_apart = (
        () if side.only_opens else aspects.discriminator(fact, faces, told, declared=declared)
    )  # closes no values
    for aspect in told_apart:
        side.differs(where, aspect, _objects(objects, faces), fact)
    _compare_value(side, fact, places, objects, where, False)


def _of_variant(side: Side, when: str, name: str, around: tuple[Face, ...]) -> tuple[Place, ...]:
    """The places of a property in the variants that `when` names, such as `type unicity`; none
    where it names none.
    """
    discriminator, _, value = when.partition(" ")
    of_value = [
        face
        for face in around
        if name in face.properties
        and discriminator in face.properties
        and any(
            inner.values == (value,) for inner in side.document.of(face.properties[discriminator])
        )
    ]
    return tuple(face.properties[name] for face in of_value)


def _items(faces: Iterable[Face]) -> tuple[Place, ...]:
    found = {
        tuple(pointer for pointer, _ in face.items): face.items for face in faces if face.items
    }
    return tuple(found.values())


def _objects(objects: tuple[str, ...], faces: Iterable[Face]) -> tuple[str, ...]:
    """Every object of the document that says something of a value, the nearest first."""
    return tuple(
        dict.fromkeys((*objects, *(pointer for face in faces for pointer in face.objects)))
    )


# --- fields that may stand in several places ------------------------------------------------------


def _settled(fields: tuple[Field, ...], side: Side, places: tuple[Place, ...]) -> tuple[Field, ...]:
    """`fields` with each ambiguous one where the document has it, if that is one of its places and
    not the one where it stands."""
    for path, fact in [each for each in _walk(fields) if each[1].ambiguous]:
        candidates = [
            tuple(name.removesuffix("[]") for name in text.split(".")) for text in fact.ambiguous
        ]
        known = [each for each in (path, *candidates) if _has(side, places, each)]
        if known and known[0] != path:
            fields = _inserted(_removed(fields, path), known[0][:-1], fact)
    return fields


def _walk(
    fields: Iterable[Field], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Field]]:
    for fact in fields:
        yield (*path, fact.name), fact
        yield from _walk(fact.fields, (*path, fact.name))


def _has(side: Side, places: tuple[Place, ...], path: tuple[str, ...]) -> bool:
    for name in path:
        faces = side.faces(places)
        while not any(face.properties for face in faces) and _items(faces):
            faces = side.faces(_items(faces))
        places = tuple(face.properties[name] for face in faces if name in face.properties)
    return bool(places)


def _removed(fields: tuple[Field, ...], path: tuple[str, ...]) -> tuple[Field, ...]:
    first, rest = path[0], path[1:]
    if not rest:
        return tuple(fact for fact in fields if fact.name != first)
    return tuple(
        replace(fact, fields=_removed(fact.fields, rest)) if fact.name == first else fact
        for fact in fields
    )


def _inserted(fields: tuple[Field, ...], path: tuple[str, ...], new: Field) -> tuple[Field, ...]:
    if not path:
        return (*fields, new)
    first, rest = path[0], path[1:]
    return tuple(
        replace(fact, fields=_inserted(fact.fields, rest, new)) if fact.name == first else fact
        for fact in fields
    )
