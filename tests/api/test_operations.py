"""Operations: what a caller types, and what is said about the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.api.build import build
from generator.api.model import (
    Api,
    Array,
    Named,
    Nullable,
    Observation,
    OneOf,
    Operation,
    Scalar,
    Success,
    Type,
)
from generator.document.bundle import load
from generator.output.describe import describe
from tests import flagship

Make = Callable[[str], Api]


def _one(api: Make, operation: str, *, path: str = "/p", rest: str = "") -> Operation:
    (built,) = api(
        f"paths:\n  {path}:\n    post:\n      responses: {{'204': {{description: done}}}}\n{operation}{rest}"
    ).operations
    return built


def _body(properties: str) -> str:
    schema = f"{{type: object, properties: {{{properties}}}}}"
    return f"      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n"


PATH_AND_QUERY = """
      parameters:
      - {name: q, in: query, schema: {type: string}}
      - {name: id, in: query, schema: {type: string}}
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: a, in: path, required: true, schema: {type: string}}
"""


def test_parameters_come_in_the_order_of_the_path_then_of_the_document(api: Make) -> None:
    assert [p.wire for p in _one(api, PATH_AND_QUERY[1:], path="/{a}/{id}").parameters] == [
        "a",
        "id",
        "q",
        "id",
    ]


def test_a_name_in_several_places_stays_with_the_path_and_the_body_field_says_so(api: Make) -> None:
    operation = _one(api, PATH_AND_QUERY[1:] + _body("id: {type: integer}"), path="/{id}/{a}")
    assert [(p.python, p.location) for p in operation.parameters if p.wire == "id"] == [
        ("id", "path"),
        ("id_query", "query"),
    ]
    assert operation.body is not None
    assert [(f.wire, f.python) for f in operation.body.fields or ()] == [("id", "body_id")]


@pytest.mark.parametrize("order", [("id", "id_query"), ("id_query", "id")])
def test_a_name_that_says_its_place_gives_way_to_a_parameter_that_is_called_so(
    api: Make, order: tuple[str, str]
) -> None:
    listed = "".join(
        f"      - {{name: {name}, in: query, schema: {{type: string}}}}\n" for name in order
    )
    path = "      - {name: id, in: path, required: true, schema: {type: string}}\n"
    operation = _one(api, f"      parameters:\n{path}{listed}", path="/{id}")
    assert {(each.wire, each.location): each.python for each in operation.parameters} == {
        ("id", "path"): "id",
        ("id", "query"): "id_query_",
        ("id_query", "query"): "id_query",
    }


def test_our_keywords_give_way_to_those_of_the_document(api: Make) -> None:
    operation = _one(
        api,
        _body("request: {type: string}, options: {type: string}, request_options: {type: string}"),
    )
    assert operation.body is not None
    assert (operation.body.python, operation.options) == ("request_body", "request_options_")


def test_the_header_of_a_security_scheme_is_a_credential_and_no_parameter(api: Make) -> None:
    rest = "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}\nsecurity: [{key: []}]\n"
    parameters = (
        "      parameters: [{name: x-key, in: header, required: true, schema: {type: string}}]\n"
    )
    operation = _one(api, parameters, rest=rest)
    assert operation.parameters == ()
    assert operation.security == (("key",),)


def test_a_placeholder_that_is_not_declared_is_a_required_string(api: Make) -> None:
    built = api("paths: {'/a/{id}': {get: {responses: {'204': {description: done}}}}}\n")
    (parameter,) = built.operations[0].parameters
    assert (parameter.python, parameter.type, parameter.required) == ("id", Scalar("str"), True)
    assert [diagnostic.code for diagnostic in built.diagnostics] == ["API007"]


def test_an_operation_that_cannot_be_expressed_is_named_and_the_rest_is_built(api: Make) -> None:
    built = api(
        "paths:\n  /a: {get: {parameters: [{in: query}], responses: {'204': {description: done}}}}\n"
        "  /b: {get: {responses: {'204': {description: done}}}}\n"
    )
    assert [operation.path for operation in built.operations] == ["/b"]
    assert [str(d).partition(": ")[2] for d in built.diagnostics] == [
        "API001 `GET /a` is left out: a parameter of it has no name or no place (at #/paths/~1a/get/parameters/0)"
    ]


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        (
            "'200': {description: a, content: {application/json: {schema: {type: string}}}}",
            Scalar("str"),
        ),
        ("'204': {description: a}", Scalar("none")),
        (
            "'200': {description: a, content: {application/json: {schema: {type: string}}}}, '204': {description: b}",
            Nullable(Scalar("str")),
        ),
        (
            "default: {description: a, content: {application/json: {schema: {type: string}}}}",
            Scalar("str"),
        ),
        (
            "'200': {description: a, content: {text/xml: {}, application/json: {schema: {type: string}}}}",
            Scalar("str"),
        ),
    ],
)
def test_the_result_is_every_kind_of_success(api: Make, responses: str, expected: object) -> None:
    assert (
        api(f"paths: {{/a: {{get: {{responses: {{{responses}}}}}}}}}\n").operations[0].result
        == expected
    )


def _success(api: Make, success: str, schema: str) -> Api:
    content = f"content: {{application/json: {{schema: {schema}}}}}"
    return api(
        f"paths:\n  /p:\n    post:\n      x-sdk: {{success: {success}}}\n"
        f"      responses: {{'200': {{description: d, {content}}}}}\n"
        "components: {schemas: {Cat: {type: object, properties: {kind: {type: string}}},\n"
        "  Tree: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: array, items: {$ref: '#/components/schemas/Tree'}}]}}}\n"
    )


_CAT = "{$ref: '#/components/schemas/Cat'}"


@pytest.mark.parametrize(
    "schema",
    [
        _CAT,
        f"{{type: array, items: {_CAT}}}",
        f"{{type: array, maxItems: 9, items: {{oneOf: [{_CAT}, {{type: 'null'}}]}}}}",
        f"{{oneOf: [{{type: object, properties: {{why: {{type: string}}}}}}, {_CAT}]}}",
        "{$ref: '#/components/schemas/Tree'}",
    ],
)
def test_what_a_success_of_a_result_is_comes_from_x_sdk(api: Make, schema: str) -> None:
    built = _success(api, "{property: kind, values: [cat, 1, true]}", schema)
    assert built.operations[0].success == Success("kind", ("cat", 1, True))
    assert built.diagnostics == ()


def test_what_was_observed_is_carried_and_described_and_nothing_of_low_confidence_covers_a_shape(
    api: Make,
) -> None:
    evidence = """      x-evidence:
        request: title
        response: none
        observed:
        - {source: live, date: 2026-05-04, sure: high, covers: [status, request]}
        - {source: client, sure: low, covers: [request, behaviour]}
        - {source: older, sure: low, covers: [response]}
        - {source: older, sure: maybe, covers: [response]}
        - {sure: high, covers: [response]}
        - live
"""
    built = api(
        f"paths:\n  /p:\n    post:\n      responses: {{'200': {{description: done}}}}\n{evidence}"
    )
    found = built.operations[0].evidence
    assert found is not None
    assert found.observed == (
        Observation("live", "high", ("request", "status"), "2026-05-04"),
        Observation("client", "low", ("behaviour",)),
    )
    described = json.loads(describe(built))["operations"][0]["evidence"]["observed"]
    assert described[0] == {
        "source": "live",
        "sure": "high",
        "covers": ["request", "status"],
        "date": "2026-05-04",
    }


@pytest.mark.parametrize(
    ("success", "schema", "message"),
    [
        (
            "cat",
            _CAT,
            "`success` of `x-sdk` is not `{property, values}`, a text and a list of texts, numbers or booleans",
        ),
        (
            "{property: kind, values: []}",
            _CAT,
            "`success` of `x-sdk` is not `{property, values}`, ",
        ),
        (
            "{property: kind, values: [null]}",
            _CAT,
            "`success` of `x-sdk` is not `{property, values}`, ",
        ),
        (
            "{property: sort, values: [cat]}",
            _CAT,
            "`success` of `x-sdk` names `sort`, which is no property of the result",
        ),
        (
            "{property: kind, values: [cat]}",
            "{type: string}",
            "`success` of `x-sdk` names `kind`, ",
        ),
        (
            "{property: sort, values: [cat]}",
            "{$ref: '#/components/schemas/Tree'}",
            "`success` of `x-sdk` names `sort`, ",
        ),
    ],
)
def test_a_success_that_says_nothing_of_the_result_has_no_effect_and_is_reported(
    api: Make, success: str, schema: str, message: str
) -> None:
    built = _success(api, success, schema)
    assert built.operations[0].success is None
    (found,) = [each for each in built.diagnostics if each.code == "API009"]
    assert found.message.startswith(message)


def test_a_function_is_called_after_its_operation_id_without_the_name_of_its_resource(
    api: Make,
) -> None:
    built = api(
        "paths:\n  /a: {get: {tags: [pets], operationId: pets/list, responses: {'204': {description: d}}}}\n"
        "  /b: {get: {tags: [pets], operationId: findPets, responses: {'204': {description: d}}}}\n"
        "  /c: {get: {responses: {'204': {description: d}}}}\n"
    )
    assert [(o.resource, o.function) for o in built.operations] == [
        (("pets",), "list"),
        (("pets",), "find_pets"),
        (("c",), "get_c"),
    ]


def test_functions_that_would_share_a_name_are_told_apart_whatever_their_order(api: Make) -> None:
    first = "  /a: {get: {tags: [t], operationId: get-it, responses: {'204': {description: d}}}}\n"
    second = "  /b: {put: {tags: [t], operationId: get_it, responses: {'204': {description: d}}}}\n"
    names = [
        {o.path: o.function for o in api("paths:\n" + text).operations}
        for text in (first + second, second + first)
    ]
    assert names[0] == names[1] == {"/a": "get_it", "/b": "get_it_put"}


def test_resources_nest_and_their_classes_keep_clear_of_models() -> None:
    built = flagship.api()
    notifications = next(
        resource for resource in built.resources if resource.path == ("notifications",)
    )
    versions = next(
        resource
        for resource in notifications.children
        if resource.path == ("notifications", "versions")
    )
    assert (versions.name, versions.module) == ("NotificationsVersions", "notifications_versions")
    assert [operation.function for operation in versions.operations] == [
        "render",
        "render_for",
        "render_by",
        "test",
    ]
    classes = [resource.name for resource in built.resources]
    assert len({*classes, *(model.name for model in built.models)}) == len(classes) + len(
        built.models
    )


def test_the_flagship_says_what_the_reference_shows_of_it() -> None:
    operations = {operation.id: operation for operation in flagship.api().operations}
    execute, many = operations["executeNotification"], operations["executeNotifications"]
    duplicate = operations["duplicateNotification"]
    assert execute.body is not None
    assert [field.wire for field in execute.body.fields or ()] == [
        *("recipient", "title", "body", "icon", "thumbnail", "image"),
        *("data", "variables", "redirection", "channel", "stamp", "urgent"),
    ]
    assert (execute.retry, many.retry, duplicate.retry) == ("unsafe", "unsafe", "unsafe")
    assert many.body is not None
    assert many.body.fields is None
    assert (execute.result, duplicate.result, duplicate.body) == (
        Named("ExecutionResult"),
        Named("Notification"),
        None,
    )
    assert all(
        operation.evidence and operation.evidence.status == "unstated"
        for operation in (execute, many, duplicate)
    )
    assert [response.status for response in execute.responses] == ["2XX", "429"]


_SHARING = "parameters: [{$ref: '#/components/parameters/how'}], responses: {'404': {$ref: '#/components/responses/gone'}}"
SHARED = f"""paths:
  /b: {{get: {{operationId: second, {_SHARING}}}}}
  /a: {{get: {{operationId: first, {_SHARING}}}}}
components:
  parameters: {{how: {{name: how, in: query, schema: {{type: string, enum: [a, b]}}}}}}
  responses: {{gone: {{description: Gone, content: {{application/json: {{schema: {{properties: {{why: {{}}}}}}}}}}}}}}
"""


def test_what_several_operations_share_is_called_by_its_component_and_not_by_one_of_them(
    api: Make,
) -> None:
    assert [model.name for model in api(SHARED).models] == ["How", "GoneResponse"]


@pytest.mark.parametrize(("version", "said"), [("3.1.0", "Its own."), ("3.0.3", "The target's.")])
def test_what_a_reference_says_itself_goes_first_since_3_1(
    tmp_path: Path, version: str, said: str
) -> None:
    """OpenAPI 3.1, section "Reference Object"; before, what stands beside `$ref` is ignored."""

    def use(kind: str) -> str:
        return f"{{$ref: '#/components/{kind}/it', description: Its own.}}"

    path = tmp_path / "openapi.yaml"
    path.write_text(
        f"openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: make\n"
        f"      parameters: [{use('parameters')}]\n      requestBody: {use('requestBodies')}\n"
        f"      responses: {{'200': {use('responses')}, '204': {{description: d, headers: {{X: {use('headers')}}}}}}}\n"
        "components:\n"
        "  parameters: {it: {name: p, in: query, description: The target's., schema: {}}}\n"
        "  requestBodies: {it: {description: The target's., content: {application/json: {schema: {}}}}}\n"
        "  responses: {it: {description: The target's.}}\n  headers: {it: {description: The target's., schema: {}}}\n"
    )
    (operation,) = build(load(path)).operations
    assert operation.body is not None
    (parameter,), (response, other) = operation.parameters, operation.responses
    assert [
        each.description for each in (parameter, operation.body, response, other.headers[0])
    ] == [said] * 4


def test_an_environment_variable_names_the_api_once(api: Make) -> None:
    schemes = "{acme-api-key: {type: http, scheme: bearer}, token: {type: http, scheme: bearer}}"
    built = api(
        f"x-sdk: {{package: acme}}\npaths: {{}}\ncomponents: {{securitySchemes: {schemes}}}\n"
    )
    assert [credential.env for credential in built.credentials] == ["ACME_API_KEY", "ACME_TOKEN"]


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/vnd.acme.letter", "json"),
        ("application/vnd.acme.v2+hal", "json"),
        ("application/problem; charset=utf-8", "json"),
        ("*/*", "json"),
        ("application/yaml", "binary"),
        ("application/vnd.acme+yaml", "binary"),
        ("application/vnd.kubernetes.protobuf", "binary"),
        ("application/x-protobuf", "binary"),
        ("application/cbor", "binary"),
        ("application/octet-stream", "binary"),
        ("image/png", "binary"),
        ("application/vnd.acme+xml", "text"),
    ],
)
def test_a_media_type_that_names_no_format_is_json_where_the_schema_describes_a_value(
    api: Make, content_type: str, kind: str
) -> None:
    content = f"content: {{'{content_type}': {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}"
    both = f"      requestBody: {{{content}}}\n      responses: {{'200': {{description: it, {content}}}}}\n"
    (built,) = api(f"paths:\n  /p:\n    post:\n{both}").operations
    assert built.body is not None
    assert [media.kind for media in (*built.body.media_types, *built.responses[0].media_types)] == [
        kind,
        kind,
    ]


def test_json_is_what_is_asked_for_before_other_formats_of_the_same_schema(api: Make) -> None:
    names = ("application/json", "application/yaml", "application/vnd.kubernetes.protobuf")
    content = ", ".join(
        f"'{name}': {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}"
        for name in names
    )
    (built,) = api(
        f"paths:\n  /p:\n    get:\n      responses: {{'200': {{description: it, content: {{{content}}}}}}}\n"
    ).operations
    assert [media.kind for media in built.responses[0].media_types] == ["json", "binary", "binary"]
    assert built.representations is not None
    assert built.representations.results == (
        (("application/json",), built.result),
        (("application/yaml", "application/vnd.kubernetes.protobuf"), Scalar("bytes")),
    )


def test_of_what_nobody_described_a_request_is_what_is_given_and_an_answer_is_as_its_label_says(
    api: Make,
) -> None:
    content = "content: {'*/*': {}}"
    both = f"      requestBody: {{{content}}}\n      responses: {{'200': {{description: it, {content}}}}}\n"
    (built,) = api(f"paths:\n  /p:\n    post:\n{both}").operations
    assert built.body is not None
    assert [media.kind for media in (*built.body.media_types, *built.responses[0].media_types)] == [
        "any",
        "any",
    ]


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("'*/*': {schema: {type: object}}", ["json"]),
        ("'*/*': {schema: {type: string}}", ["json"]),
        ("'*/*': {schema: {type: string, format: binary}}", ["binary"]),
        ("'*/*': {schema: {contentMediaType: application/octet-stream}}", ["binary"]),
        ("'application/*': {schema: {type: string, format: binary}}", ["binary"]),
        ("application/json: {schema: {type: string, format: binary}}", ["binary"]),
        ("text/csv: {schema: {type: string, format: binary}}", ["binary"]),
        ("'text/*': {schema: {type: string}}", ["text"]),
        ("'image/*': {}", ["binary"]),
        ("application/json: {}, '*/*': {}", ["json", "any"]),
        ("'application/*+json': {}", ["json"]),
    ],
)
def test_requests_and_answers_of_one_media_type_are_encoded_alike(
    api: Make, content: str, kinds: list[str]
) -> None:
    held = f"content: {{{content}}}"
    both = (
        f"      requestBody: {{{held}}}\n      responses: {{'200': {{description: it, {held}}}}}\n"
    )
    (built,) = api(f"paths:\n  /p:\n    post:\n{both}").operations
    assert built.body is not None
    assert [media.kind for media in built.body.media_types] == kinds
    assert [media.kind for media in built.responses[0].media_types] == kinds
    has_choice = "*" in content or len(kinds) > 1
    assert built.body.content_type_keyword == ("content_type" if has_choice else None)


@pytest.mark.parametrize(
    ("content", "kind", "held"),
    [
        ("text/plain: {schema: {type: string}}", "text", Scalar("str")),
        ("text/plain: {schema: {type: integer}}", "text", Scalar("int")),
        (
            "text/plain: {schema: {type: array, items: {type: string}}}",
            "text",
            Array(Scalar("str")),
        ),
        ("text/csv: {schema: {type: array, items: {type: string}}}", "text", Scalar("str")),
        ("application/xml: {schema: {type: object}}", "text", Scalar("str")),
        ("application/pdf: {schema: {type: object}}", "binary", Scalar("bytes")),
    ],
)
def test_plain_text_has_the_value_of_its_schema_and_other_text_is_as_it_is(
    api: Make, content: str, kind: str, held: Type
) -> None:
    (built,) = api(
        f"paths:\n  /p:\n    get:\n      responses: {{'200': {{description: it, content: {{{content}}}}}}}\n"
    ).operations
    (media,) = built.responses[0].media_types
    assert (media.kind, media.type, built.result) == (kind, held, held)


@pytest.mark.parametrize(
    ("content", "results"),
    [
        ("application/json: {schema: {type: integer}}", None),
        (
            "text/plain: {schema: &a {type: integer}}, application/json: {schema: *a}, text/json: {schema: *a}",
            None,
        ),
        (
            "text/csv: {}, application/json: {schema: {type: integer}}, text/html: {}",
            [(["application/json"], "int"), (["text/csv", "text/html"], "str")],
        ),
        ("image/png: {}, image/jpeg: {}", [(["image/png", "image/jpeg"], "bytes")]),
        (
            "text/csv: {}, application/pdf: {}",
            [(["text/csv"], "str"), (["application/pdf"], "bytes")],
        ),
        (
            "application/v1+json: {schema: {type: integer}}, application/v2+json: {schema: {type: string}}",
            [([], "int | str"), (["application/v1+json"], "int"), (["application/v2+json"], "str")],
        ),
    ],
)
def test_what_a_caller_can_ask_for_and_gets_for_it(
    api: Make, content: str, results: list[tuple[list[str], str]] | None
) -> None:
    (built,) = api(
        f"paths:\n  /p:\n    get:\n      responses: {{'200': {{description: it, content: {{{content}}}}}}}\n"
    ).operations
    offered = built.representations
    if results is None:
        assert offered is None
        return
    assert offered is not None
    assert [(list(names), _shown(kind)) for names, kind in offered.results] == results
    assert _shown(built.result) == results[0][1]


def _shown(kind: Type) -> str:
    return (
        " | ".join(map(_shown, kind.members))
        if isinstance(kind, OneOf)
        else kind.kind
        if isinstance(kind, Scalar)
        else "?"
    )


def _written(method: str, kind: str, result: str) -> str:
    """A path with one operation, of which `kind` is the body's schema and `result` the answer's, each a name or `{…}`."""
    schemas = [
        f"{{$ref: '#/components/schemas/{each}'}}" if each.isalpha() else each
        for each in (kind, result)
    ]
    held = [f"{{application/json: {{schema: {schema}}}}}" for schema in schemas]
    body = f"requestBody: {{content: {held[0]}}}, " if kind else ""
    return (
        f"    {method}: {{{body}responses: {{'200': {{description: it, content: {held[1]}}}}}}}\n"
    )


@pytest.mark.parametrize(
    ("method", "body", "one", "many", "read"),
    [
        ("put", "{type: object}", "Pet", "{type: object}", "Pet"),
        ("patch", "Change", "Pet", "{type: object}", "Pet"),
        (
            "put",
            "Change",
            "{type: object}",
            "{type: array, items: {$ref: '#/components/schemas/Pet'}}",
            None,
        ),
        ("put", "Change", "", "{type: array, items: {$ref: '#/components/schemas/Pet'}}", "Pet"),
        ("put", "Pet", "Pet", "{type: object}", None),
        (
            "put",
            "{oneOf: [{$ref: '#/components/schemas/Pet'}, {type: array, items: {}}]}",
            "Pet",
            "{type: object}",
            None,
        ),
        ("put", "{type: string}", "Pet", "{type: object}", None),
        ("post", "Change", "Pet", "{type: object}", None),
    ],
)
def test_what_is_written_may_be_the_model_that_is_read_there(
    api: Make, method: str, body: str, one: str, many: str, read: str | None
) -> None:
    paths = f"paths:\n  /pets:\n{_written('get', '', many)}  /pets/{{id}}:\n"
    paths += "    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
    paths += _written("get", "", one) if one else ""
    paths += _written(method, body, "{type: object}")
    schemas = "".join(
        f"    {name}: {{type: object, properties: {{a: {{type: string}}}}}}\n"
        for name in ("Pet", "Change")
    )
    operations = api(f"{paths}components:\n  schemas:\n{schemas}").operations
    (written,) = [
        each.body for each in operations if each.method == method.upper() and each.body is not None
    ]
    assert written.read == (read and Named(read))


@pytest.mark.parametrize(
    ("method", "status"), [("delete", "204"), ("post", "205"), ("head", "200")]
)
def test_content_that_http_has_no_room_for_is_no_result(
    api: Make, method: str, status: str
) -> None:
    content = (
        "content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}"
    )
    built = api(
        f"paths: {{/a: {{{method}: {{responses: {{'{status}': {{description: done, {content}}}}}}}}}}}\n"
    )
    assert (built.operations[0].result, built.operations[0].responses[0].media_types) == (
        Scalar("none"),
        (),
    )
    said = [str(each).rpartition(" (at ")[0].partition(": ")[2] for each in built.diagnostics]
    left_out = f"API010 the content of the response `{status}` is left out: HTTP forbids it"
    assert said == ([] if method == "head" else [left_out])


def test_no_class_of_a_resource_has_the_name_of_one_of_another(api: Make) -> None:
    tags = ("client", "AsyncClient", "client resource", "things", "Things Views")
    paths = (
        f"  /{at}: {{get: {{tags: [{tag}], responses: {{'204': {{description: done}}}}}}}}\n"
        for at, tag in enumerate(tags)
    )
    names = [each.name for each in api("paths:\n" + "".join(paths)).resources]
    emitted = [
        f"{prefix}{name}{view}"
        for name in names
        for prefix in ("", "Async")
        for view in ("", "Views")
    ]
    assert len(names) == len(tags)
    assert len(set(emitted)) == len(emitted)


def test_a_body_that_is_sent_as_it_is_is_named(api: Make) -> None:
    built = api(
        "paths:\n  /p:\n    post:\n      requestBody: {content: {text/csv: {schema: {type: array}}}}\n"
        "      responses: {'204': {description: done}}\n"
    )
    assert [each.message for each in built.diagnostics] == [
        "a body of type `text/csv` is given and received as it is"
    ]


@pytest.mark.parametrize(
    ("schema", "is_named"),
    [
        ("{type: string, contentEncoding: base64}", True),
        ("{type: string, contentMediaType: image/png, contentEncoding: Base64URL}", True),
        ("{type: string, contentEncoding: quoted-printable}", True),
        ("{type: string, contentEncoding: binary}", False),
        ("{type: string, contentMediaType: image/png}", False),
        ("{type: string, format: byte}", False),
    ],
)
def test_octets_that_the_document_has_encoded_as_text_are_named(
    api: Make, schema: str, is_named: bool
) -> None:
    built = api(
        f"paths:\n  /p:\n    post:\n      requestBody: {{content: {{image/png: {{schema: {schema}}}}}}}\n"
        "      responses: {'204': {description: done}}\n"
    )
    said = ["a body of type `image/png` is given and received as it is"]
    assert [each.message for each in built.diagnostics] == said * is_named
