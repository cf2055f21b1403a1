"""Configurations of other generators become overlays, and what the overlays make of a document is
called as it was called before.

Each folder of `cases/import-names` is a configuration of the document beside it, with the overlay
that is written and the lines that are said; `REWRITE_CASES=1` rewrites both."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.api.build import build
from generator.api.model import Api, Resource
from generator.cli import main
from generator.document.bundle import load
from generator.document.lint import lint
from tests import written_yaml
from tests.packages import import_document

CASES = Path(__file__).parent / "cases" / "import-names"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
GIVEN = {
    "stainless": ["stainless.yml"],
    "fern": ["generators.yml", "fern.config.json"],
    "speakeasy": [".speakeasy/workflow.yaml", ".speakeasy/gen.yaml"],
}


def run(*arguments: object) -> int:
    return main([str(argument) for argument in ("import-names", *arguments)])


def applied(document: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """A document with the actions of an overlay whose targets are single places."""
    root = copy.deepcopy(document)
    for action in (each for each in overlay["actions"] if "*" not in each["target"]):
        steps = re.findall(r"\.(\w+)|\[['\"](.*?)['\"]\]|\[(\d+)\]", action["target"])
        above, node = None, root
        for name, quoted, index in steps:
            above, node = node, node[int(index) if index else name or quoted]
        if action.get("remove"):
            del above[steps[-1][0] or steps[-1][1]]
        elif isinstance(node, dict):
            merge(node, action["update"])
        else:
            above[steps[-1][0] or steps[-1][1]] = action["update"]
    return root


def merge(node: dict[str, Any], update: dict[str, Any]) -> None:
    """Recursively, lists one after the other (Overlay Specification 1.0, Action Object)."""
    for key, value in update.items():
        if isinstance(value, dict) and isinstance(node.get(key), dict):
            merge(node[key], value)
        elif isinstance(value, list) and isinstance(node.get(key), list):
            node[key] += copy.deepcopy(value)
        else:
            node[key] = copy.deepcopy(value)


def overlaid(case: str) -> str:
    document = written_yaml.read((CASES / "openapi.yaml").read_text(encoding="utf-8"))
    overlay = written_yaml.read((CASES / case / "expected.yaml").read_text(encoding="utf-8"))
    return written_yaml.write(applied(document, overlay))


def made(case: str, folder: Path) -> Api:
    path = folder / "openapi.yaml"
    path.write_text(overlaid(case), encoding="utf-8")
    return build(load(path))


def methods(resources: Sequence[Resource]) -> set[str]:
    found = set[str]()
    for resource in resources:
        found |= {".".join((*resource.path, each.function)) for each in resource.operations}
        found |= methods(resource.children)
    return found


@pytest.mark.parametrize("case", GIVEN)
def test_a_configuration_gives_exactly_the_expected_overlay_and_lines(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(CASES / case)
    out = tmp_path / "overlay.yaml"
    assert run(*GIVEN[case], "--spec", "../openapi.yaml", "--out", out) == 0
    said = capsys.readouterr().err.replace(str(out), "overlay.yaml")
    if REWRITE:
        Path("expected.yaml").write_text(out.read_text(encoding="utf-8"), encoding="utf-8")
        Path("expected.txt").write_text(said, encoding="utf-8")
    assert out.read_text(encoding="utf-8") == Path("expected.yaml").read_text(encoding="utf-8")
    assert said == Path("expected.txt").read_text(encoding="utf-8")
    assert run(*GIVEN[case], "--spec", "../openapi.yaml") == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_stainless_methods_models_pages_and_credentials_have_the_names_they_had(
    tmp_path: Path,
) -> None:
    api = made("stainless", tmp_path)
    assert methods(api.resources) == {
        "customers.list",
        "customers.search",
        "events.list",
        "feed.list",
        "orders.create",
        "orders.import_",
        "orders.line_items.list_all",
        "orders.list",
        "orders.retrieve",
        "status.status",
    }
    assert {each.wire: each.name for each in api.models if each.pointer.count("/") == 3} == {
        "OrderDto": "Order",
        "OrderListDto": "OrderLITEList",
        "Customer": "Customer",
        "item-dto": "ItemUrlID",
    }
    pages = {each.function: each.paging for each in api.operations if each.paging}
    found = {name: (each.kind, each.items, each.parameter) for name, each in pages.items()}
    assert found == {
        "list": ("next-url", ("data",), None),
        "list_all": ("page", ("items",), "page"),
        "search": ("cursor", ("results",), None),
    }
    paged = {each.path for each in api.operations if each.paging}
    assert paged == {
        *("/orders", "/orders/{id}/items", "/customers", "/customers/search", "/events", "/feed"),
    }
    assert (api.client, api.package, api.distribution) == (
        "CornerShopAPI",
        "corner_shop",
        "corner-shop-sdk",
    )
    credentials = {(each.python, each.env) for each in api.credentials}
    assert {
        ("api_token", "CORNER_SHOP_TOKEN"),
        ("signature", "CORNER_SHOP_SIGNATURE"),
    } < credentials
    assert api.security == (("token",), ("key", "Signature"), ("key",), ("login",))


def test_fern_and_speakeasy_names_are_those_of_their_sdks(tmp_path: Path) -> None:
    fern = made("fern", tmp_path)
    assert {"sales.orders.find_all", "sales.orders.place", "health.check"} <= methods(
        fern.resources
    )
    credentials = {(each.scheme, each.python, each.env) for each in fern.credentials}
    assert ("token", "access_token", "SHOP_ACCESS_TOKEN") in credentials
    assert ("key", "shop_key", "CORNER_SHOP_KEY") in credentials
    order = next(each for each in fern.models if each.name == "Order")
    assert [field.python for field in order.fields] == ["id", "time_to_live"]  # type: ignore[union-attr]
    speakeasy = made("speakeasy", tmp_path)
    assert {"sales.orders.list", "v1_orders.get", "feed.read"} <= methods(speakeasy.resources)
    assert [each.path for each in speakeasy.operations if each.paging] == ["/orders"]
    order = next(each for each in speakeasy.models if each.name == "Order")
    assert [field.python for field in order.fields] == ["key", "life"]  # type: ignore[union-attr]
    assert "Buyer" in {each.name for each in speakeasy.models}
    assert (speakeasy.client, speakeasy.env_prefix) == ("Corner", "CORNER")


@pytest.mark.parametrize("case", GIVEN)
def test_the_linter_finds_nothing_wrong_with_what_an_overlay_says(
    case: str, tmp_path: Path
) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(overlaid(case), encoding="utf-8")
    found = {finding.code for finding in lint(load(path)) if finding.severity == "error"}
    assert found == set()


def test_a_package_that_is_made_with_the_overlay_is_called_as_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        after = request.url.params.get("after")
        more: dict[str, Any] = {} if after else {"next": "2"}
        body = {"data": [{"id": after or "1"}], "meta": {"more": not after, **more}}
        return httpx2.Response(200, json=body)

    package = import_document(overlaid("stainless"), "renamed_shop", tmp_path)
    monkeypatch.setenv("CORNER_SHOP_TOKEN", "secret")
    with package.CornerShopAPI(transport=httpx2.MockTransport(answer)) as client:
        page = client.orders.list()
        assert type(page).__name__ == "OrderLITEListPage"
        assert [type(order).__name__ for order in page] == ["Order", "Order"]
        assert [order.id for order in client.orders.list()] == ["1", "2"]
        assert client.orders.line_items.list_all.__name__ == "list_all"
    assert asked[0].headers["Authorization"] == "Bearer secret"


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.yml", "resources: [", "a.yml:1:13: SRC004 "),
        ("a.yml", "resources: {}\n", "a.yml:1:1: IMP003 the file is no configuration of "),
        ("a.yml", "openapi: 3.1.0\n", "a.yml:1:1: IMP003 the file is a document; what extensions"),
        (".stats.yml", "configured_endpoints: 3\n", ".stats.yml:1:1: IMP003 the file has figures"),
        ("absent.yml", None, "absent.yml:1:1: SRC"),
        (
            "fern.yml",
            "api: {overrides: o.yml}\ngroups: {}\n",
            "fern.yml:1:18: SRC001 `o.yml`: no such file",
        ),
    ],
)
def test_what_cannot_be_read_is_a_line_at_its_place_and_nothing_is_written(
    name: str,
    content: str | None,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    sound = CASES / "stainless" / "stainless.yml"
    assert run(sound, name, "--spec", CASES / "openapi.yaml", "--out", "overlay.yaml") == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert told[0].startswith(line)
    assert not Path("overlay.yaml").exists()


@pytest.mark.parametrize("text", ["", "\n", "# what changes the document goes here\n\n"])
def test_overrides_that_say_nothing_yet_are_no_mistake(tmp_path: Path, text: str) -> None:
    """Unless they are given as the configuration."""
    document = CASES / "openapi.yaml"
    overrides, configuration = tmp_path / "overrides.yml", tmp_path / "generators.yml"
    overrides.write_text(text, encoding="utf-8")
    configuration.write_text(
        "api: {specs: [{openapi: openapi.yaml, overrides: overrides.yml}]}\n"
        "groups: {sdk: {generators: [{name: fernapi/fern-python-sdk, config: {package_name: shop}}]}}\n",
        encoding="utf-8",
    )
    assert run(configuration, "--spec", document, "--out", tmp_path / "names.yaml") == 0
    assert "package: shop" in (tmp_path / "names.yaml").read_text(encoding="utf-8")
    assert run(overrides, "--spec", document) == 2


ODD = [
    "resources: {a: 1, b: [x], c: {methods: [y], models: 3}}\norganization: {name: [1]}\n",
    "resources: {a: {methods: {b: {endpoint: 7}, c: null, d: {type: [1]}}}}\ntargets: [python]\n",
    "resources: {}\npagination: [1, {type: cursor}, {name: [], type: {}, request: 3}]\n",
    "resources: {}\nclient_settings: {opts: [1], idempotency: x}\nsecurity: {a: 1}\n",
    "resources: {}\nenvironments: {a: 1, b: null}\nsecurity_schemes: {x: 1}\nopenapi: []\n",
    "api: [1, {overrides: 3}, {auth-schemes: []}]\ngroups: {a: 1, b: {generators: [1, {}]}}\n",
    "api: {auth-schemes: {a: 1, b: {token: []}}, specs: {}}\n",
    "paths: {/orders: 1, /x: {get: 2}, /feed: {get: {x-fern-sdk-group-name: {a: 1}}}}\n",
    "paths: {/orders: {get: {x-fern-sdk-group-name: true}, post: {x-speakeasy-group: 3}}}\n",
    "components: {schemas: {OrderDto: 1, Customer: {properties: [1]}}, other: 2}\n",
    "paths: {/orders: {get: {x-fern-pagination: 1, x-speakeasy-pagination: [], x-sdk: 3}}}\n",
    "overlay: 1.0.0\nactions: [1, {target: 2}, {target: $, update: 3}, {update: {x-fern-a: 1}}]\n",
    "overlay: 1.0.0\nactions: [{target: $.paths, update: {/feed: {get: {x-fern-a: {b: 1}}}}}]\n",
    "overlay: 1.0.0\nactions: [{target: $.x-fern-type-name, update: {a: 1}}]\n",
    "workflowVersion: 1.0.0\nsources: {a: 1, b: {overlays: [1, {location: 2}]}}\n",
    "configVersion: 2.0.0\ngeneration: 1\npython: {packageName: [1]}\n",
]


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_a_configuration_of_odd_shapes_gives_lines_and_no_internal_error(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "configuration.yml"
    path.write_text(content, encoding="utf-8")
    assert run(path, "--spec", CASES / "openapi.yaml") in (0, 1)
    assert "internal error" not in capsys.readouterr().err


def test_strict_refuses_what_is_not_carried_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = CASES / "stainless" / "stainless.yml"
    out = tmp_path / "overlay.yaml"
    spec = CASES / "openapi.yaml"
    assert run(given, "--spec", spec, "--out", out, "--strict") == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == (
        "error: 30 things not carried over, and --strict was given; nothing was written"
    )
    assert not out.exists()
    whole = tmp_path / "whole.yml"
    whole.write_text("resources: {orders: {methods: {list: get /orders}}}\ntargets: {}\n")
    assert run(whole, "--spec", spec, "--out", out, "--strict") == 0
    empty = tmp_path / "empty.yml"
    empty.write_text("resources: {}\ntargets: {}\n", encoding="utf-8")
    assert run(empty, "--spec", spec, "--out", tmp_path / "none.yaml") == 1
    assert not (tmp_path / "none.yaml").exists()
    assert capsys.readouterr().err.splitlines()[-1] == (
        "error: there is no name to carry over; nothing was written"
    )


def test_no_file_that_is_read_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "stainless.yml"
    given.write_bytes((CASES / "stainless" / "stainless.yml").read_bytes())
    before = given.read_bytes()
    assert run(given, "--spec", CASES / "openapi.yaml", "--out", given) == 2
    assert "is a file of" in capsys.readouterr().err
    assert given.read_bytes() == before


PETS = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {/pets: {get: {operationId: a, responses: {'204': {description: Done.}}}}}
"""
CATS = """\
overlay: 1.0.0
info: {title: Ours, version: '1'}
actions:
- target: $.paths
  update: {/cats: {get: {operationId: b, responses: {'204': {description: Done.}}}}}
- {target: "$.paths['/dogs']", remove: true}
"""


def test_overlays_change_the_document_before_and_the_one_that_is_written_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("openapi.yaml").write_text(PETS)
    Path("cats.yaml").write_text(CATS)
    Path("stainless.yml").write_text(
        "organization: {name: a}\nresources: {cats: {methods: {all: get /cats}}}\n"
    )
    spec = ("--spec", "openapi.yaml")
    given = ("stainless.yml", "--out", "names.yaml")
    assert run(*given, *spec, "--strict") == 1
    assert run(*given, *spec, "--overlay", "cats.yaml") == 0
    written = Path("names.yaml").read_text()
    assert "target: $.paths['/cats'].get\n" in written
    assert (
        "selects nothing: there is no `/dogs` (at #/actions/1/target)" in capsys.readouterr().err
    )  # what selects nothing
    Path("names.yaml").unlink()
    Path("sdk.yaml").write_text(
        "targets: {pets: {spec: openapi.yaml, out: sdk, strict: true, "
        "overlays: [cats.yaml, names.yaml]}}\n"
    )
    for _ in range(2):
        assert run(*given) == 0
        assert Path("names.yaml").read_text() == written
    assert run("stainless.yml", *spec, "--overlay", "cats.yaml", "--out", "cats.yaml") == 2
    assert "cats.yaml: is a file of the document itself" in capsys.readouterr().err
    assert Path("cats.yaml").read_text() == CATS


def test_an_action_of_overlay_1_1_goes_on_in_an_overlay_of_1_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "overlay.yaml"
    actions = "[{target: $.paths, copy: $.webhooks}, {target: $.info.title, update: Store}]"
    given.write_text(f"overlay: 1.1.0\ninfo: {{}}\nactions: {actions}\n", encoding="utf-8")
    assert run(given, "--spec", CASES / "openapi.yaml") == 0
    written = written_yaml.read(capsys.readouterr().out)
    assert written["overlay"] == "1.1.0"
    assert written["actions"] == [
        {"target": "$.paths", "copy": "$.webhooks"},
        {"target": "$.info", "update": {"title": "Store"}},
    ]


SPLIT = """\
openapi: 3.1.0
info: {title: Split, version: '1'}
paths:
  /orders: {$ref: 'orders.yaml#/orders'}
components:
  schemas:
    Near: {type: object, properties: {text: {type: string}}}
"""
ORDERS = """\
orders:
  get:
    operationId: orders
    responses:
      '200': {description: One., content: {application/json: {schema: {$ref: '#/OrderDto'}}}}
OrderDto:
  type: object
  properties:
    parts: {anyOf: [{type: 'null'}, {$ref: '#/PartDto'}]}
    near: {$ref: 'openapi.yaml#/components/schemas/Near'}
PartDto: {type: object, properties: {text: {type: string}}}
"""


def test_what_stands_in_another_file_is_named_behind_the_reference_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "openapi.yaml").write_text(SPLIT, encoding="utf-8")
    (tmp_path / "orders.yaml").write_text(ORDERS, encoding="utf-8")
    given = tmp_path / "stainless.yml"
    models = "{order: OrderDto, part: PartDto, close: Near}"
    content = (
        f"targets: {{}}\nresources: {{a: {{models: {models}, methods: {{b: get /orders}}}}}}\n"
    )
    given.write_text(content, encoding="utf-8")
    assert run(given, "--spec", tmp_path / "openapi.yaml", "--strict") == 0
    actions = written_yaml.read(capsys.readouterr().out)["actions"]
    schema = "$.paths['/orders'].get.responses['200'].content['application/json'].schema"
    assert {each["update"]["x-sdk"].get("model"): each["target"] for each in actions} == {
        None: "$.paths['/orders'].get",
        "Order": schema,
        "Part": f"{schema}.properties.parts.anyOf[1]",
        "Close": "$.components.schemas.Near",
    }
