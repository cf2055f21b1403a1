"""`verify` as a person with a key runs it: against a server on this machine whose answers are
planted.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from generator.api.build import build
from generator.cli import main
from generator.document.bundle import load
from generator.emit.template_folders import TEMPLATES
from generator.vendor_docs.facts_reader import load_observed_section
from generator.verify.caller import CallError, calling
from tests import written_yaml

DOCUMENT = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example.com}]
security: [{key: []}]
x-sdk: {package: shop, env-prefix: SHOP}
tags: [{name: pets, x-displayName: Pets}, {name: carts}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
      - {name: start, in: query, schema: {type: string}}
      - {name: kinds, in: query, schema: {type: array, items: {type: string}}}
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    post:
      operationId: addPet
      tags: [pets]
      responses: {'204': {description: Done.}}
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '404': {description: None such.}
    delete:
      operationId: deletePet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: Done.}}
  /pets/{id}/export:
    get:
      operationId: exportPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: It is mailed.}}
  /pets/{id}/notes/{note}:
    get:
      operationId: getNote
      tags: [pets]
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: note, in: path, required: true, schema: {type: string}}
      responses: {'200': {description: One., content: {application/json: {schema: {type: object}}}}}
  /events:
    get:
      operationId: listEvents
      tags: [carts]
      x-sdk: {follow: {from: since, to: until, id: id, time: at}}
      parameters:
      - {name: since, in: query, schema: {type: string, format: date-time}}
      - {name: until, in: query, schema: {type: string, format: date-time}}
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Event'}}}}
  /carts:
    get:
      operationId: listCarts
      tags: [carts]
      x-sdk: {retry: unsafe}
      responses: {'200': {description: All., content: {application/json: {schema: {type: array}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer}
        name: {type: string}
        born: {type: string, format: date-time}
        size: {type: string, enum: [small, large]}
        owner: {anyOf: [{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Shelter'}]}
        tags: {type: object, additionalProperties: {type: string}}
    Event:
      type: object
      properties: {id: {type: string}, at: {type: string, format: date-time}}
    Person:
      type: object
      required: [kind]
      properties: {kind: {const: person}, mail: {type: string}}
    Shelter:
      type: object
      additionalProperties: true
      x-discriminator: {property: kind, seen: [shelter]}
      properties: {kind: {type: string}, place: {type: string}}
"""
SOUND = {
    "id": 1,
    "name": "Rex",
    "size": "small",
    "owner": {"kind": "person", "mail": "a@example.com"},
    "tags": {"a b": "c"},
}


class Server:
    """Answers each path as planted, JSON and 200 unless said otherwise; `requests` are what came."""

    def __init__(self) -> None:
        self.planted: dict[str, object] = {}
        self.requests: list[tuple[str, str, str | None]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.requests.append((self.command, self.path, self.headers.get("X-Key")))
                found = owner.planted.get(
                    self.path.partition("?")[0], (404, "application/json", b"{}")
                )
                status, label, body = (
                    found
                    if isinstance(found, tuple)
                    else (200, "application/json", json.dumps(found).encode())
                )
                self.send_response(status)
                self.send_header("Content-Type", label)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_DELETE(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    served = Server()
    yield served
    served.server.shutdown()


@pytest.fixture
def verify(server, tmp_path, capsys, monkeypatch):
    """Runs the command on planted answers; gives its exit code, what it printed, and the drafts."""
    monkeypatch.setenv("SHOP_KEY", "rehearsal-key")
    spec = tmp_path / "openapi.yaml"
    server.requests.clear()

    def run(planted: dict[str, object], *options: str, text: str = DOCUMENT):
        server.planted = planted
        spec.write_text(text)
        out = tmp_path / "drafts"
        code = main(
            [
                "verify",
                "--spec",
                str(spec),
                "--base-url",
                server.url,
                "--pace",
                "100",
                "--out",
                str(out),
                *options,
            ]
        )
        printed = capsys.readouterr()
        drafts = {file.name: written_yaml.read(file.read_text()) for file in out.glob("*.yaml")}
        for file in out.glob("[!s]*.yaml"):
            load_observed_section(
                file, drafts["sources.yaml"]["sources"]
            )  # or it is not of the form
        return code, printed.out, printed.err, drafts

    return run


def pets(**changes: object) -> dict[str, object]:
    pet = {**SOUND, **changes}
    return {"/events": [], "/pets": [pet], f"/pets/{pet['id']}": pet}


def test_answers_as_described_give_nothing(verify, server):
    code, out, err, drafts = verify(pets())
    assert (code, err, drafts) == (0, "", {})
    assert "GET /pets/{id}  200: as described" in out
    assert out.endswith(
        "0 differences; 3 operations called 3 times, 1 not, and 4 that may change something "
        "never are\n"
    )
    assert [(method, path.partition("?")[0]) for method, path, _ in server.requests] == [
        ("GET", "/pets"),
        ("GET", "/events"),
        ("GET", "/pets/1"),
    ]
    assert {key for _, _, key in server.requests} == {"rehearsal-key"}


@pytest.mark.parametrize(
    ("changes", "told", "fact"),
    [
        ({"born": "yesterday"}, "response.born format: not so", {"name": "born"}),
        (
            {"name": None},
            "response.name type: null",
            {"name": "name", "nullable": True, "from": "sample"},
        ),
        (
            {"name": 7},
            "response.name type: integer",
            {"name": "name", "type": "integer", "from": "sample"},
        ),
        (
            {"size": "huge"},
            "response.size enum: another value",
            {"name": "size", "type": "string", "from": "sample"},
        ),
        (
            {"age": 3},
            "response.age presence: integer",
            {"name": "age", "type": "integer", "from": "sample"},
        ),
        ({"tags": {"a b": 1}}, "response.tags.* type: integer", None),
        ({"reader@example.com": 1}, "response.* presence: integer", None),
        (
            {"owner": {"kind": "person", "phone": "1"}},
            "response.owner.phone presence: string",
            None,
        ),
        ({"owner": {"kind": "zoo"}}, "response.owner.kind enum: another value", None),
        (
            {"seen": {"at": "2026-05-04T10:00:00Z", "by": [{"who": 1}]}},
            "response.seen presence: object",
            {
                "name": "seen",
                "type": "object",
                "from": "sample",
                "fields": [
                    {"name": "at", "type": "string", "format": "date-time", "from": "sample"},
                    {
                        "name": "by",
                        "type": "array",
                        "items": "object",
                        "from": "sample",
                        "fields": [{"name": "who", "type": "integer", "from": "sample"}],
                    },
                ],
            },
        ),
    ],
)
def test_what_is_otherwise_is_told_and_drafted_without_a_value(verify, changes, told, fact):
    code, out, err, drafts = verify(pets(**changes))
    assert code == 1
    assert out.count(told) == 2
    assert "drafted" in err
    assert set(drafts) == {"pets.yaml", "sources.yaml"}
    written = str(drafts)
    for value in ("yesterday", "huge", "Rex", "@example.com", "zoo", "2026-05-04"):
        assert value not in out + err + written
    assert drafts["pets.yaml"]["section"] == "Pets"
    operation = drafts["pets.yaml"]["operations"][0]
    assert (operation["method"], operation["path"]) == ("GET", "/pets")
    assert (operation["evidence"]["source"], operation["evidence"]["sure"]) == ("verify", "high")
    if fact is not None:
        assert fact in operation["responses"][0]["fields"]


@pytest.mark.parametrize(
    ("schema", "value", "keyword", "limit"),
    [
        ("{maximum: 10}", 12, "maximum", "10"),
        ("{minimum: 0.5}", 0, "minimum", "0.5"),
        ("{exclusiveMaximum: 12}", 12, "exclusiveMaximum", "12"),
        ("{exclusiveMinimum: 12}", 12, "exclusiveMinimum", "12"),
        ("{multipleOf: 5}", 12, "multipleOf", "5"),
        ("{type: integer, format: int32}", 2**31, "maximum", "2147483647"),
        ("{type: string, format: uuid}", "secret", "format", "uuid"),
        ("{type: string, maxLength: 3}", "secret", "maxLength", "3"),
        ("{type: string, minLength: 9}", "secret", "minLength", "9"),
        ("{type: string, pattern: '^a'}", "secret", "pattern", "^a"),
        ("{type: array, maxItems: 1}", ["secret", 2], "maxItems", "1"),
        ("{type: array, minItems: 3}", ["secret", 2], "minItems", "3"),
        ("{type: array, uniqueItems: true}", ["secret", "secret"], "uniqueItems", "true"),
        (
            "{type: array, contains: {type: integer}, maxContains: 1}",
            [1, 2],
            "contains",
            "as many of these items as are asked for",
        ),
        ("{type: array, items: false}", ["secret"], "falseSchema", "nothing"),
        ("{type: array, unevaluatedItems: false}", ["secret"], "unevaluatedItems", "no others"),
        ("{type: object, maxProperties: 1}", {"a": 1, "secret": 2}, "maxProperties", "1"),
        ("{type: object, minProperties: 3}", {"a": 1, "secret": 2}, "minProperties", "3"),
        (
            "{type: object, propertyNames: {maxLength: 3}}",
            {"secret": 1},
            "propertyNames",
            "maxLength 3",
        ),
        (
            "{type: object, unevaluatedProperties: false}",
            {"secret": 1},
            "unevaluatedProperties",
            "no others",
        ),
        ("{anyOf: [{type: integer, maximum: 10}, {type: 'null'}]}", 12, "maximum", "10"),
    ],
)
def test_a_limit_that_does_not_hold_is_told_and_drafted_by_what_the_document_says(
    verify, schema, value, keyword, limit
):
    text = DOCUMENT.replace("name: {type: string}", f"name: {{type: string}}\n        x: {schema}")
    _, out, err, drafts = verify(pets(x=value), text=text)
    assert f"response.x {keyword}: not so; the document says {limit}\n" in out
    assert drafts["pets.yaml"]["operations"][0]["rules"] == [f"x: {keyword} {limit} does not hold"]
    assert "secret" not in out + err + str(drafts)


@pytest.mark.parametrize("keyword", ["items: {type: integer}", "prefixItems: [{type: integer}]"])
def test_what_is_said_of_items_is_said_of_an_array(verify, keyword):
    pair = f"name: {{type: string}}\n        x: {{{keyword}}}"
    text = DOCUMENT.replace("name: {type: string}", pair)
    _, out, _, _ = verify(pets(x="secret"), text=text)
    assert "response.x type: string; the document says array" in out


def test_a_null_is_drafted_as_such_and_as_no_rule(verify):
    _, _, _, drafts = verify(pets(name=None))
    assert "rules" not in drafts["pets.yaml"]["operations"][0]


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ("Pets/Dogs", "Pets%2FDogs.yaml"),
        ("../../up", "..%2F..%2Fup.yaml"),
        ("sources", "_sources.yaml"),
    ],
)
def test_drafts_of_any_tag_stay_in_their_folder(verify, tmp_path, tag, file):
    text = DOCUMENT.replace("name: pets", f"name: {tag}").replace("[pets]", f"[{tag}]")
    code, _, err, drafts = verify(pets(name=7), text=text)
    assert (code, set(drafts)) == (1, {file, "sources.yaml"})
    assert file in err
    assert {each.name for each in tmp_path.iterdir()} == {"openapi.yaml", "drafts"}


@pytest.mark.parametrize(
    "body",
    [*(b"[" * levels + b"]" * levels for levels in (201, 900, 50_000)), b'[{"id": NaN}]'],
)
def test_what_is_no_json_to_us_is_told_and_ends_nothing(verify, body):
    planted = {**pets(), "/pets": (200, "application/json", body)}
    code, out, err, _ = verify(planted)
    assert (code, "internal error" in err) == (1, False)
    assert "response media type: no JSON; the document says application/json" in out


def test_a_name_of_any_length_is_looked_at_once(verify):
    started = time.monotonic()
    _, out, _, _ = verify(pets(**{f"{'a' * 100_000}!": 1}))
    assert "response.* presence: integer; the document says not described" in out
    assert time.monotonic() - started < 10


def test_one_is_counted_as_one(verify):
    _, out, _, _ = verify({**pets(), "/events": [{"novelty": 1}]}, "--most", "1")
    assert "1 difference; " in out


def test_a_required_member_that_is_missing_is_told(verify):
    pet = {key: value for key, value in SOUND.items() if key != "name"}
    code, out, _, _ = verify({"/events": [], "/pets": [SOUND, pet], "/pets/1": SOUND})
    assert code == 1
    assert "response.name required: not always there; the document says always there" in out


def test_values_of_an_enumeration_are_told_where_they_are_asked_for(verify):
    code, out, _, drafts = verify(pets(size="huge"), "--values")
    assert code == 1
    assert "response.size enum: others: huge" in out
    fields = drafts["pets.yaml"]["operations"][0]["responses"][0]["fields"]
    assert fields == [{"name": "size", "type": "string", "seen": ["huge"], "from": "sample"}]


def test_statuses_and_media_types_that_are_not_documented_are_told(verify):
    code, out, _, _ = verify(
        {"/events": [], "/pets": [SOUND], "/pets/1": (403, "text/plain", b"no")}
    )
    assert code == 1
    assert "response status: 403; the document says 200, 404" in out
    code, out, _, _ = verify(
        {"/events": [], "/pets": [SOUND], "/pets/1": (200, "text/csv", b"a,b")}
    )
    assert code == 1
    assert "response media type: text/csv; the document says application/json" in out


def test_what_is_chosen_of_the_document_as_overlays_change_it_is_verified(
    verify, server, tmp_path, monkeypatch
):
    overlay = tmp_path / "ours.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: Ours, version: '1'}\nactions:\n"
        "- {target: $.components.schemas.Pet.properties.size, update: {enum: [tiny]}}\n"
    )
    tiny = pets(size="tiny")
    assert verify(tiny)[0] == 1
    assert verify(tiny, "--overlay", str(overlay))[0] == 0
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sdk.yaml").write_text(
        "targets: {shop: {spec: openapi.yaml, out: sdk, overlays: [ours.yaml], "
        "exclude: ['path:/events']}}\n"
    )
    server.requests.clear()
    given = ("--base-url", server.url, "--pace", "100", "--out", "drafts")
    assert main(["verify", *given]) == 0
    assert {path for _, path, _ in server.requests} == {"/pets", "/pets/1"}


def test_a_documented_refusal_is_no_difference(verify):
    code, out, _, _ = verify({"/events": [], "/pets": [SOUND]})
    assert code == 0
    assert "GET /pets/{id}  404: refused" in out


def test_arguments_are_taken_from_what_is_given(verify, server):
    planted = {**pets(), "/pets/9": SOUND, "/pets/9/notes/n 1": {}, "/pets/9/notes/n%201": {}}
    options = (
        "--set",
        "start=2026-01-01",
        "--set",
        "getPet.id=9",
        "--set",
        "getNote.id=9",
        "--set",
        "note=n 1",
    )
    code, out, _, _ = verify(planted, *options)
    assert code == 0
    paths = [path for _, path, _ in server.requests if not path.startswith("/events")]
    assert paths == ["/pets?start=2026-01-01", "/pets/9", "/pets/9/notes/n%201"]
    assert "4 operations called 4 times, 0 not" in out


def test_of_a_list_of_events_only_the_last_day_is_asked_for(verify, server):
    verify(pets())
    query = parse_qs(
        next(path for _, path, _ in server.requests if path.startswith("/events")).partition("?")[2]
    )
    since, until = (datetime.fromisoformat(query[name][0]) for name in ("since", "until"))
    assert until - since == timedelta(days=1)
    assert abs(datetime.now(UTC) - until) < timedelta(minutes=5)
    verify(pets(), "--set", "since=2026-01-01T00:00:00Z")
    assert "since=2026-01-01T00" in server.requests[-2][1]


def test_each_end_of_the_last_day_is_asked_for_in_the_form_that_its_own_parameter_takes(
    verify, server
):
    moment, number = (
        "{type: string, format: date-time}",
        "{type: integer, x-epoch: milliseconds}",
    )
    either = f"{{anyOf: [{number}, {moment}]}}"
    text = DOCUMENT.replace(
        f"name: since, in: query, schema: {moment}", f"name: since, in: query, schema: {either}"
    )
    text = text.replace(
        f"name: until, in: query, schema: {moment}", f"name: until, in: query, schema: {number}"
    )
    verify(pets(), text=text)
    path = next(path for _, path, _ in server.requests if path.startswith("/events"))
    query = parse_qs(path.partition("?")[2])
    since, until = datetime.fromisoformat(query["since"][0]), int(query["until"][0])
    assert until / 1000 - since.timestamp() == 24 * 60 * 60


def test_no_more_calls_are_made_than_asked_for(verify, server):
    verify(
        {"/events": [], "/pets": [{**SOUND, "id": number} for number in range(9)]}, "--most", "2"
    )
    paths = [path for _, path, _ in server.requests if not path.startswith("/events")]
    assert paths == ["/pets", "/pets/0", "/pets/1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--set", "colour=red"), "no operation takes `colour`"),
        (("--set", "id"), "`id` is not NAME=VALUE"),
        (("--set", "getPet.id=abc"), "the value of `getPet.id` is no int"),
        (("--set", "kinds=[cat"), "the value of `kinds` is no JSON"),
    ],
)
def test_what_is_given_wrongly_is_refused_before_a_call(verify, server, options, message):
    code, out, err, _ = verify(pets(), *options)
    assert (code, out, err) == (2, "", f"error: {message}\n")
    assert server.requests == []


def test_without_a_credential_nothing_is_called(verify, server, monkeypatch):
    monkeypatch.delenv("SHOP_KEY")
    code, _, err, _ = verify(pets())
    assert code == 2
    assert "SHOP_KEY" in err
    assert server.requests == []


def test_a_refused_credential_ends_the_run(verify, server):
    code, _, err, _ = verify({"/pets": (401, "application/json", b"{}")})
    assert (code, err) == (2, "error: the credential is refused (401)\n")
    assert len(server.requests) == 1


def test_json_has_what_the_text_has(verify):
    code, out, _, _ = verify(pets(age=3), "--format", "json")
    assert code == 1
    report = json.loads(out)
    assert report["operations"][0]["statuses"] == {"200": 1}
    assert [each["operation_id"] for each in report["not_called"]] == ["getNote"]
    assert report["differences"][0] == {
        **{
            "kind": "extra",
            "method": "GET",
            "path": "/pets",
            "where": "response.age",
            "aspect": "presence",
        },
        **{"observed": "integer", "document": "not described"},
    }


def test_nothing_but_get_goes_out_whatever_is_asked_for(server, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_KEY", "rehearsal-key")
    spec = tmp_path / "openapi.yaml"
    spec.write_text(DOCUMENT)
    api = build(load(spec))
    operation = next(each for each in api.operations if each.id == "deletePet")
    server.requests.clear()
    made = calling(api, TEMPLATES, base_url=server.url, ca_file=None, pace=100)
    with made as caller, pytest.raises(CallError, match="only GET is ever sent"):
        caller.call(operation, {"id": 1})
    assert server.requests == []


def test_the_credential_is_that_of_the_package_of_that_name(verify, monkeypatch):
    text = DOCUMENT.replace("x-sdk: {package: shop, env-prefix: SHOP}\n", "")
    monkeypatch.delenv("SHOP_KEY")
    monkeypatch.setenv("ACME_KEY", "rehearsal-key")
    code, _, err, _ = verify(pets(), "--package", "acme", text=text)
    assert (code, err) == (0, "")
