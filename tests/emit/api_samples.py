"""`Api` values made by hand: what the emitters are tried on, whatever the floors below say."""

from __future__ import annotations

import dataclasses
from typing import Any

from generator.api import model as m

STRING = m.Scalar("str")
INTEGER = m.Scalar("int")
NONE = m.Scalar("none")


def field(wire: str, kind: m.Type, *, required: bool = False, **more: Any) -> m.Field:
    return m.Field(wire, more.pop("python", wire), kind, required, **more)


def object_model(
    name: str, *fields: m.Field, module: str | None = None, **more: Any
) -> m.ObjectModel:
    settings: dict[str, Any] = {
        "extra": m.Anything(),
        "closed": False,
        "open": False,
        "description": "",
    } | more
    return m.ObjectModel(
        name=name, wire=name, module=module or name.lower(), fields=fields, pointer="", **settings
    )


def enum_model(name: str, *values: str | int, **more: Any) -> m.EnumModel:
    base: Any = "str" if isinstance(values[0], str) else "int"
    members = tuple(
        m.EnumMember(
            str(value).upper() if base == "str" else f"VALUE_{value}".replace("-", "MINUS_"), value
        )
        for value in values
    )
    settings: dict[str, Any] = {"module": name.lower(), "description": ""} | more
    return m.EnumModel(name=name, wire=name, base=base, members=members, pointer="", **settings)


def alias_model(name: str, kind: m.Type, **more: Any) -> m.AliasModel:
    settings: dict[str, Any] = {"module": name.lower(), "description": ""} | more
    return m.AliasModel(name=name, wire=name, type=kind, pointer="", **settings)


def json_media(kind: m.Type, *examples: Any) -> m.MediaType:
    return m.MediaType("application/json", "json", kind, (), examples)


def shown(value: Any) -> dict[str, Any]:
    return {"example": value, "has_example": True}


def operation(identity: str, method: str, path: str, **more: Any) -> m.Operation:
    settings: dict[str, Any] = {
        "resource": (),
        "function": identity,
        "summary": "",
        "description": "",
        "parameters": (),
        "body": None,
        "responses": (m.Response("204", "Done.", ()),),
        "result": NONE,
        "is_list": False,
        "options": "options",
        "retry": "safe" if method == "GET" else "unsafe",
        "security": (),
        "exactly_one_of": (),
        "deprecated": False,
        "tags": (),
        "evidence": None,
        "samples": (),
        "server": None,
        "pointer": "",
    }
    return m.Operation(id=identity, method=method, path=path, **(settings | more))


def api(**more: Any) -> m.Api:
    settings: dict[str, Any] = {
        "title": "Letters",
        "api_version": "2.1",
        "description": "Sends letters.",
        "package": "letters",
        "distribution": "letters",
        "version": "2.1.0",
        "client": "Letters",
        "async_client": "AsyncLetters",
        "env_prefix": "LETTERS",
        "base_url": "https://api.example.com/v2",
        "credentials": (),
        "tags": (),
        "resources": (),
        "operations": (),
        "models": (),
        "diagnostics": (),
    }
    return m.Api(**(settings | more))


def notifications() -> m.Api:
    """Three operations like those of the flagship document: a spread body, a list as a body, no
    response body.
    """
    recipient = object_model(
        "Recipient",
        field("type", STRING, required=True, description="How the recipient is given."),
        module="recipient",
        open=True,
        description="Whom it goes to.",
        discriminator="type",
        seen=("id", "mail"),
    )
    execution = object_model(
        "Execution",
        field("recipient", m.Named("Recipient"), required=True, description="Whom it goes to."),
        field(
            "title", m.Bounded(STRING, m.Bounds(max_length=200)), description="The subject line."
        ),
        field("note", m.Nullable(STRING), description="Shown to nobody."),
        field("class", STRING, python="class_"),
        field("date", m.Scalar("date"), description="The day on which it goes out."),
        field(
            "channel",
            m.Named("Channel"),
            description="Where it goes.",
            default="mail",
            has_default=True,
        ),
        field("id", m.Scalar("int64"), read_only=True),
        description="One notification to one recipient.",
    )
    result = object_model(
        "ExecutionResult",
        field("id", m.Scalar("int64"), required=True),
        field("type", STRING),
        field("sent", m.Scalar("datetime")),
        module="execution_result",
    )
    problem = object_model("Problem", field("message", STRING), description="What went wrong.")
    sample = {"recipient": {"type": "id", "value": 7}, "title": "Hello", "class": "a"}
    answer = {"id": 12, "type": "mail"}
    at = m.Parameter(
        "id",
        "id",
        "path",
        m.Scalar("int32"),
        True,
        "The notification.",
        "simple",
        False,
        **shown(42),
    )
    failures = (
        m.Response(
            "404",
            "No such notification.",
            (json_media(m.Named("Problem"), {"message": "unknown"}),),
        ),
        m.Response("default", "Anything else.", ()),
    )
    fields = tuple(
        m.Field(
            f.wire, "body_id" if f.wire == "id" else f.python, f.type, f.required, f.description
        )
        for f in execution.fields
        if not f.read_only
    )
    evidence = m.Evidence(("notification",), "complete", "none", "unstated")
    operations = (
        operation(
            "executeNotification",
            "POST",
            "/notifications/{id}/execution",
            resource=("notifications",),
            function="execute",
            summary="Send a notification",
            description="Sends one notification to one recipient, at once or on a given day.",
            parameters=(at,),
            body=m.Body(
                "request",
                True,
                "What to send.",
                (json_media(m.Named("Execution"), sample),),
                fields,
            ),
            responses=(
                m.Response(
                    "2XX", "It was sent.", (json_media(m.Named("ExecutionResult"), answer),)
                ),
                *failures,
            ),
            result=m.Named("ExecutionResult"),
            security=(("apiKey",),),
            evidence=evidence,
        ),
        operation(
            "executeNotifications",
            "POST",
            "/notifications/{id}/executions",
            resource=("notifications",),
            function="execute_many",
            summary="Send a notification to many",
            parameters=(
                at,
                m.Parameter(
                    "X-Trace",
                    "x_trace",
                    "header",
                    m.Scalar("uuid"),
                    False,
                    "Comes back in the answer.",
                    "simple",
                    False,
                    **shown("3fa85f64-5717-4562-b3fc-2c963f66afa6"),
                ),
                m.Parameter("dryRun", "dryRun", "query", m.Scalar("bool"), False, **shown(True)),
                m.Parameter("tags", "tags", "query", m.Array(STRING), False, **shown(["text"])),
            ),
            body=m.Body(
                "request",
                True,
                "",
                (json_media(m.Array(m.Named("Execution")), [sample]),),
                is_list=True,
                max_items=50,
            ),
            responses=(
                m.Response("200", "", (json_media(m.Array(m.Named("ExecutionResult")), [answer]),)),
                *failures,
            ),
            result=m.Array(m.Named("ExecutionResult")),
            is_list=True,
            security=(("apiKey",),),
        ),
        operation(
            "duplicateNotification",
            "POST",
            "/notifications/{id}/duplicate",
            resource=("notifications",),
            function="duplicate",
            summary="Copy a notification",
            parameters=(at,),
            deprecated=True,
            security=(("apiKey",),),
        ),
    )
    return api(
        operations=operations,
        resources=(
            m.Resource(
                ("notifications",),
                "Notifications",
                "notifications",
                "Messages to people.",
                operations,
                (),
            ),
        ),
        models=(execution, recipient, enum_model("Channel", "mail", "sms"), result, problem),
        credentials=(
            m.Credential(
                "apiKey",
                "api_key",
                "LETTERS_API_KEY",
                "apiKey",
                "header",
                "X-Key",
                "The key of the account.",
            ),
        ),
    )


_HIDING: dict[str, m.Type] = {
    "list": m.Array(STRING),
    "str": STRING,
    "int": m.Array(INTEGER),
    "float": m.Map(m.Scalar("float")),
    "date": m.Scalar("date"),
    "datetime": m.Scalar("datetime"),
    "EpochMilliseconds": m.Scalar("milliseconds"),
    "EpochSeconds": m.Scalar("seconds"),
    "UUID": m.Scalar("uuid"),
    "Any": m.Anything(),
    "Annotated": m.Bounded(STRING, m.Bounds(min_length=1, max_length=9, pattern=r'^\w"+$')),
    "Bounds": m.Bounded(INTEGER, m.Bounds(minimum=1)),
    "Assertions": m.Bounded(
        m.Map(STRING), m.Bounds(min_properties=1, schema='{"propertyNames": {"max_length": 3}}')
    ),
    "Literal": m.Const(("a", 1, True, None)),
    "Omittable": m.Scalar("bool"),
    "Model": m.Nullable(INTEGER),
    "Field": STRING,
    "Int32": m.Scalar("int32"),
    "Shadows": m.Named("Shadows"),
    "Cat": m.Named("Cat"),
    "Pet": m.Named("Pet"),
    "Required": STRING,
    "Mapping": m.Map(STRING),
}


def menagerie() -> m.Api:
    """Every kind of type, and names that hide what annotations are made of."""
    shadows = object_model(
        "Shadows",
        *(field(name, kind) for name, kind in _HIDING.items()),
        field("pet-name", STRING, required=True, python="pet_name"),
        field("class", m.Array(m.Nullable(m.Named("Mood"))), python="class_"),
        field("\u202e", STRING, python="odd"),
        module="shadows",
    )
    cat = object_model(
        "Cat",
        field("kind", STRING, required=True),
        field("friends", m.Array(m.Named("Pet"))),
        module="pet",
    )
    dog = object_model(
        "Dog",
        field("kind", STRING, required=True),
        field("tree", m.Named("Tree")),
        module="pet",
        closed=True,
    )
    pet = alias_model(
        "Pet",
        m.OneOf(
            (m.Named("Cat"), m.Named("Dog")),
            m.Discriminator("kind", (("cat", "Cat"), ("dog", "Dog"))),
        ),
        module="pet",
    )
    models = (
        shadows,
        pet,
        cat,
        dog,
        alias_model("Tree", m.Array(m.Named("Forest"))),
        alias_model("Forest", m.OneOf((m.Named("Tree"), STRING)), module="tree"),
        alias_model("Neither", m.OneOf((m.Named("Dog"), m.Named("Empty"))), module="either"),
        alias_model(
            "Either",
            m.OneOf((m.Named("Cat"), INTEGER, m.Scalar("none"))),
            description="One or the other.",
        ),
        enum_model("Mood", "good", "bad", "mro"),
        enum_model("Level", 1, -2),
        object_model("Empty"),
        object_model(
            "Upload", field("file", m.Scalar("bytes"), required=True), field("note", STRING)
        ),
        object_model("Pets", field("pets", m.Array(m.Named("Pet")))),
    )
    shadow = {
        "pet-name": "Rex",
        "list": ["a"],
        "date": "2026-01-31",
        "Shadows": {"pet-name": "Max"},
        "Cat": {"kind": "cat"},
    }
    listing = operation(
        "list",
        "GET",
        "/pets",
        resource=("pets",),
        parameters=(
            m.Parameter(
                "list", "list", "query", m.Array(STRING), False, style="form", **shown(["text"])
            ),
            m.Parameter(
                "filter",
                "filter",
                "query",
                m.Named("Empty"),
                False,
                style="deepObject",
                **shown({}),
            ),
            m.Parameter(
                "moods",
                "moods",
                "query",
                m.Array(m.Named("Mood")),
                False,
                style="pipeDelimited",
                explode=False,
                **shown(["good"]),
            ),
            m.Parameter(
                "either",
                "either",
                "query",
                m.Named("Either"),
                False,
                content="application/json",
                **shown({"kind": "text"}),
            ),
        ),
        responses=(
            m.Response("200", "All.", (json_media(m.Named("Pets"), {"pets": [{"kind": "cat"}]}),)),
        ),
        result=m.Named("Pets"),
    )
    changing = operation(
        "change",
        "PUT",
        "/pets/{petId}",
        resource=("pets",),
        parameters=(
            m.Parameter(
                "petId",
                "petId",
                "path",
                m.Bounded(STRING, m.Bounds(min_length=2)),
                True,
                style="simple",
                **shown("text"),
            ),
        ),
        body=m.Body(
            "request",
            False,
            "",
            (json_media(m.Named("Shadows"), shadow),),
            shadows.fields[:1] + shadows.fields[-3:],
        ),
        responses=(
            m.Response("200", "", (json_media(m.Named("Shadows"), shadow),)),
            m.Response("5XX", "Broken.", ()),
            m.Response(
                "404",
                "",
                (m.MediaType("application/problem+json", "json", m.Anything(), (), ({"a": 1},)),),
            ),
        ),
        result=m.Named("Shadows"),
    )
    sending = operation(
        "send",
        "POST",
        "/pets/send",
        resource=("pets", "inner"),
        body=m.Body(
            "request",
            True,
            "",
            (
                m.MediaType(
                    "multipart/form-data",
                    "multipart",
                    m.Named("Upload"),
                    (m.PartEncoding("file", "image/png"),),
                    ({"file": "content"},),
                ),
                m.MediaType(
                    "application/x-www-form-urlencoded", "form", m.Named("Empty"), (), ({},)
                ),
                m.MediaType("text/plain", "text", STRING),
                m.MediaType("application/octet-stream", "binary", m.Scalar("bytes")),
            ),
            None,
            "content_type",
        ),
        responses=(
            m.Response("200", "", (m.MediaType("image/png", "binary", m.Scalar("bytes")),)),
        ),
        result=m.Scalar("bytes"),
    )
    window = [
        m.Parameter(
            name, name, "query", m.Scalar("datetime"), False, **shown("2026-01-31T12:30:00Z")
        )
        for name in ("list", "datetime")
    ]
    coming = operation(
        "moods",
        "GET",
        "/moods",
        resource=("pets",),
        parameters=(
            *window,
            m.Parameter("since", "since", "query", m.Named("Mood"), False, **shown("good")),
        ),
        responses=(
            m.Response("200", "", (json_media(m.Named("Pets"), {"pets": [{"kind": "cat"}]}),)),
        ),
        result=m.Named("Pets"),
        follow=m.Follow(
            function="date",
            start="list",
            end="datetime",
            order=(),
            id="kind",
            time="kind",
            items="pets",
            item=m.Named("Pet"),
            lag=0,
            window=None,
            unit="seconds",
            limit=3,
            limit_by=None,
            renamed=(("since", "since_query"),),
        ),
    )
    choosing = operation(
        "models",
        "DELETE",
        "/pets",
        parameters=tuple(
            m.Parameter(n, n, "query", INTEGER, False, **shown(1)) for n in ("id", "hash")
        ),
        exactly_one_of=(("id",), ("hash",)),
        responses=(m.Response("200", "", (json_media(m.Named("Either"), 3),)),),
        result=m.Named("Either"),
        server="https://other.example.com",
    )
    inner = m.Resource(("pets", "inner"), "PetsInner", "pets_inner", "", (sending,), ())
    return api(
        models=models,
        operations=(listing, changing, coming, sending, choosing),
        resources=(
            m.Resource(
                ("pets",), "PetsResource", "pets", "", (listing, changing, coming), (inner,)
            ),
        ),
        credentials=(
            m.Credential("basic", "basic", "LETTERS_BASIC", "basic", "header", "Authorization"),
            m.Credential("bearer", "token", "LETTERS_TOKEN", "bearer", "header", "Authorization"),
        ),
        base_url=None,
    )


def all_deprecated(group: Any) -> Any:
    """An `Api` or a resource in which every operation is deprecated."""
    old = tuple(dataclasses.replace(operation, deprecated=True) for operation in group.operations)
    inner = "resources" if isinstance(group, m.Api) else "children"
    return dataclasses.replace(
        group, operations=old, **{inner: tuple(map(all_deprecated, getattr(group, inner)))}
    )
