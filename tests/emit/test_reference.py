"""The reference that people read: every link leads somewhere, every signature is that of the
package, every example runs, and a change shows where it was made.
"""

from __future__ import annotations

import ast
import dataclasses
import difflib
import importlib
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.api import model as m
from generator.api.annotations import Annotations
from generator.api.build import build
from generator.document.bundle import load
from generator.emit.docs import emit_docs
from generator.emit.format import formatted
from generator.emit.modules import emit_modules
from generator.emit.package import emit
from generator.emit.reference import places as placing
from generator.emit.reference.answers import answer
from generator.emit.reference.entries import about
from generator.emit.reference.types import TypesInWords
from generator.emit.reference.words import brief, prose
from generator.emit.resource_modules import walk
from generator.emit.templates import environment, text_of
from tests import flagship, packages
from tests.emit import api_samples as samples
from tests.emit.conftest import TEMPLATES
from tests.emit.reference_pages import anchors, broken_links, meant_by_nobody, programs, section
from tests.servers import mock_in_a_thread

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in packages.CASES.glob("*/openapi.yaml"))
RUN = ["paging", "streams", "parts", "following", "polling", "representations", "formats"]
"""Cases whose examples are run, and signatures compared, besides those of the flagship."""


def pages_of(api: m.Api) -> dict[str, str]:
    """The pages of a package, as they are before Python in them is formatted."""
    printed = emit_docs(api, environment(TEMPLATES))
    return {path: text for path, text in printed.items() if path.endswith(".md")}


@cache
def built(case: Path) -> m.Api:
    return build(load(case / "openapi.yaml"))


@cache
def pages_of_case(case: Path) -> Mapping[str, str]:
    return pages_of(built(case))


@cache
def pages_of_flagship() -> Mapping[str, str]:
    return pages_of(flagship.api())


def in_either(pages: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in pages.items() if path != "README.md"}


def in_reference(pages: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in pages.items() if path.startswith("api")}


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_link_leads_somewhere_and_nothing_is_markup_that_is_not_meant(case: Path) -> None:
    pages = pages_of_case(case)
    assert [each for each in broken_links(pages) if "coverage.md" not in each] == []
    odd = {path: found for path, text in pages.items() if (found := meant_by_nobody(text))}
    assert in_reference(odd) == {}


def test_every_link_of_the_flagship_leads_somewhere() -> None:
    tree = emit(flagship.api(), templates=TEMPLATES)
    pages = {path: text.decode() for path, text in tree.items() if path.endswith(".md")}
    assert broken_links(pages) == []
    assert len(in_reference(pages)) > 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_operation_and_every_model_has_one_heading_and_is_in_the_index(case: Path) -> None:
    api = built(case)
    pages = in_reference(pages_of(api))
    index = pages.pop("api.md")
    headings = re.findall(r"^##+ `(.*)`$", "\n".join(pages.values()), re.MULTILINE)
    wanted = [name for each in api.operations for name in placing.functions(each)]
    for each in api.operations:
        for name in placing.functions(each):
            assert re.search(rf"\n\| \[`{name}`\]\(\S+#{name.lower()}(-\d+)?\)", index)
    wanted += [each.name for each in api.models]
    wanted += [each.name for each in api.webhooks]
    assert sorted(headings) == sorted(" ".join(each.split()) for each in wanted)
    for name in (each.name for each in api.models):
        assert f"\n| [`{name}`](api/" in index


ATTACK = (
    "a | b ``` \n\n# x\n\n<script>alert(1)</script> [x](javascript:alert(1)) `|` \\| &amp; <!--"
)


def test_no_text_of_a_document_is_anything_but_text() -> None:
    api = samples.notifications()
    hostile = dataclasses.replace(
        api,
        models=tuple(_described(each) for each in api.models),
        operations=tuple(_described(each) for each in api.operations),
        resources=tuple(
            dataclasses.replace(
                _described(each), operations=tuple(map(_described, each.operations))
            )
            for each in api.resources
        ),
    )
    for path, text in in_reference(pages_of(hostile)).items():
        assert meant_by_nobody(text) == [], path
        assert "javascript" in text
        assert not re.search(r"(?<!\\)\]\(javascript", text)
        assert len(anchors(text)) == len(re.findall(r"^#+ ", text, re.MULTILINE))


def _described(value: Any) -> Any:
    changes: dict[str, Any] = {"description": ATTACK}
    if isinstance(value, m.Operation):
        changes["summary"] = ATTACK
        changes["parameters"] = tuple(map(_described, value.parameters))
        changes["responses"] = tuple(map(_described, value.responses))
    if isinstance(value, m.ObjectModel):
        pattern = m.Bounded(m.Scalar("str"), m.Bounds(pattern="^(a|b)`\\|$"))
        first = samples.field("odd|`wire`", pattern, python="odd", description=ATTACK)
        changes["fields"] = (*map(_described, value.fields), first)
    if isinstance(value, m.EnumModel):
        changes["members"] = (*value.members, m.EnumMember("ODD", "a|b`c\n", ATTACK))
    return dataclasses.replace(value, **changes)


def test_anchors_are_numbered_where_headings_are_alike() -> None:
    names = placing.Anchors()
    given = [names.of(each) for each in ("Été `a.b`", "list_all", "List_All", "x-Y z", "x-y-z")]
    assert given == ["été-ab", "list_all", "list_all-1", "x-y-z", "x-y-z-1"]


# --- signatures -----------------------------------------------------------------------------------


def signatures(text: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The signatures on a page, each with its method."""
    for source in programs(text):
        head, _, rest = source.partition("(")
        if re.fullmatch(r"client(\.\w+)+", head) and re.search(r"^[^\n]*\) -> ", rest, re.M):
            yield head, definition(f"def it({rest.strip()}: ...")


def definition(source: str) -> ast.FunctionDef:
    found = ast.parse(source).body[0]
    assert isinstance(found, ast.FunctionDef)
    return found


def defined(modules: Mapping[str, str]) -> dict[str, dict[str, ast.FunctionDef]]:
    """The methods of every class of a package; of overloads the last, which is none."""
    return {
        cls.name: {each.name: each for each in cls.body if isinstance(each, ast.FunctionDef)}
        for path, source in modules.items()
        if path.endswith(".py")
        for cls in ast.parse(source).body
        if isinstance(cls, ast.ClassDef)
    }


def parts(function: ast.FunctionDef) -> list[str]:
    """The arguments and the result of a function, without the underscores of private aliases."""
    arguments = function.args
    arguments.args = [each for each in arguments.args if each.arg != "self"]
    said = ast.unparse(arguments), ast.unparse(function.returns or ast.Constant(None))
    return [re.sub(r"\b_(?=[A-Za-z])", "", each) for each in said]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_signature_is_that_of_the_package(case: Path) -> None:
    compare_signatures(built(case), pages_of_case(case))


def test_every_signature_of_the_flagship_is_that_of_the_package() -> None:
    api = flagship.api()
    assert compare_signatures(api, pages_of_flagship()) > len(api.operations)


def compare_signatures(api: m.Api, pages: Mapping[str, str]) -> int:
    printed, _ = emit_modules(api, TEMPLATES)
    methods = defined({path: text_of(text) for path, text in printed.items()})
    classes = {(): api.client} | {each.path: each.name for each in walk(api.resources)}
    seen = set()
    for path, text in in_reference(pages).items():
        for method, shown in signatures(text):
            *owner, name = method.split(".")[1:]
            is_view = owner[-1:] == ["with_streamed_events"]
            own = methods[classes[tuple(owner[:-1] if is_view else owner)]][name]
            assert parts(shown)[: 2 - is_view] == parts(own)[: 2 - is_view], (path, method)
            seen.add((*owner, name))
    assert {(*each.resource, each.function) for each in api.operations} <= seen
    return len(seen)


def test_a_long_annotation_is_broken_into_lines_that_are_python() -> None:
    pages = in_reference(pages_of_flagship())
    lines = [
        line for text in pages.values() for source in programs(text) for line in source.splitlines()
    ]
    taken = [line for line in lines if re.match(r" +\w+: .*,$|.*\|", line)]
    assert [line for line in taken if len(line) > 100] == []
    assert "    request: models.Webtask\n        | inputs.WebtaskDict\n" in pages["api/webtasks.md"]


def test_a_page_of_more_than_three_methods_begins_with_links_to_them() -> None:
    pages = in_reference(pages_of_flagship())
    assert "\n\n[`" not in pages["api/webtasks.md"]
    top = pages["api/segments.md"].partition("\n## ")[0]
    assert " · " in top
    assert re.findall(r"\[`(\w+)`\]\(#\1\)", top) == re.findall(
        r"^## `(\w+)`$", pages["api/segments.md"], re.MULTILINE
    )


def test_the_row_of_an_upload_says_the_media_types_that_are_asked_for() -> None:
    pages = "\n".join(in_reference(pages_of_case(packages.CASES / "encoding-wildcard")).values())
    assert re.search(r"^\| `pic` \| .* \| body, `image/png`, `image/\*` \| ", pages, re.MULTILINE)
    assert re.search(r"^\| `two` \| .* \| body, `image/png`, `image/jpeg` \| ", pages, re.MULTILINE)


def test_what_follows_and_what_waits_stand_below_their_method_and_in_the_index() -> None:
    pages = in_reference(pages_of_case(packages.CASES / "following"))
    names = re.findall(r"^### `(follow\w*)`$", "\n".join(pages.values()), re.MULTILINE)
    assert names
    for name in names:
        assert f"| [`{name}`](api/" in pages["api.md"]


def test_what_is_returned_is_said_once() -> None:
    pages = "\n".join(in_reference(pages_of_case(packages.CASES / "paging")).values())
    assert "**Returns** a page (" in pages
    assert "A loop over it goes on through the pages after it." in pages
    assert "One page of a list" not in pages
    flags = "\n".join(in_reference(pages_of_flagship()).values())
    assert "**Returns** nothing. The document says of the answer: " in flags
    assert not re.search(r"Returns\*\* nothing\. (?!The document says)", flags)


def test_what_the_document_says_of_an_answer_is_a_sentence_before_another(tmp_path: Path) -> None:
    text = (packages.CASES / "paging" / "openapi.yaml").read_text(encoding="utf-8")
    (tmp_path / "openapi.yaml").write_text(text.replace("A page of pets.", "A page of pets"))
    pages = "\n".join(in_reference(pages_of(build(load(tmp_path / "openapi.yaml")))).values())
    assert " A page of pets. A loop over it goes on through the pages after it.\n" in pages


# --- examples -------------------------------------------------------------------------------------


def examples(page: str) -> Iterator[str]:
    """The calls on a page."""
    yield from re.findall(r"^Example:\n\n```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def run_examples(api: m.Api, pages: Iterable[str], package: Any, address: str) -> int:
    """Runs each example on the pages of a reference against a server, and counts them."""
    given = {
        each.python: ("user", "password") if each.kind == "basic" else "anything"
        for each in api.credentials
    }
    count = 0
    with getattr(package, api.client)(base_url=address, max_retries=0, **given) as client:
        for source in (each for text in pages for each in examples(text)):
            named = source.replace(f"from {api.package} ", f"from {package.__name__} ")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                exec(compile(named, "example", "exec"), {"client": client})
            count += 1
    return count


@pytest.mark.heavy
def test_every_example_of_the_flagship_runs_as_it_stands() -> None:
    api = flagship.api()
    pages = formatted(in_reference(pages_of_flagship()), api.package).values()
    with mock_in_a_thread(flagship.document()) as address:
        ran = run_examples(api, pages, importlib.import_module("generated.np6"), address)
    assert ran == sum(not each.samples for each in api.operations)


@pytest.mark.heavy
@pytest.mark.parametrize("case", RUN)
def test_every_example_of_a_case_runs_as_it_stands(case: str) -> None:
    document = load(packages.CASES / case / "openapi.yaml")
    api = build(document)
    package = packages.imported(case)
    written = (packages.generated(case).folder / "api").glob("*.md")
    pages = [page.read_text(encoding="utf-8") for page in written]
    with mock_in_a_thread(document) as address:
        ran = run_examples(api, pages, package, address)
    assert 0 < ran <= len(api.operations)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_example_is_python_and_every_whole_answer_json(case: Path) -> None:
    for path, text in in_reference(pages_of_case(case)).items():
        for source in examples(text):
            compile(source, path, "exec")
        for whole in re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            json.loads(whole)


def test_a_sample_of_the_document_stands_in_place_of_an_example(tmp_path: Path) -> None:
    source = "from pets import Pets\n\nwith Pets() as client:\n    print(client.pets.list())\n"
    document = PETS | {"paths": {"/pets": {"get": {**PETS["paths"]["/pets"]["get"]}}}}
    document["paths"]["/pets"]["get"]["x-codeSamples"] = [
        {"lang": "Python", "label": "Print the pets", "source": source}
    ]
    pages = pages_of(build(load(written(document, tmp_path))))
    entry = section(pages["api/pets.md"], "## `list`")
    assert f"Print the pets:\n\n```python\n{source}```\n" in entry
    assert "Example:" not in entry
    assert "\n- [Print the pets](api/pets.md#list)\n" in pages["README.md"]


# --- answers --------------------------------------------------------------------------------------


def answered(value: m.JsonValue) -> Any:
    media = m.MediaType("application/json", "json", m.Anything(), examples=(value,))
    response = m.Response("200", "", (media,))
    operation = dataclasses.replace(
        samples.notifications().operations[0], responses=(response,), stream=None
    )
    return answer(operation)


def test_an_answer_that_fits_stands_whole_and_nothing_in_it_is_invisible() -> None:
    value: m.JsonValue = {"a\u202e": ["\x7f", "é", None, 1.5], "b": {}, "c": "x" * 200}
    shown = answered(value)
    assert not shown.shortened
    assert json.loads(shown.text.text) == value
    assert all(line.isprintable() for line in shown.text.text.splitlines())


def test_a_long_answer_is_shortened_and_says_so() -> None:
    shown = answered([{f"key {number}": "x" * 90 for number in range(20)}] * 20)
    lines = shown.text.text.splitlines()
    assert shown.shortened
    assert len(lines) < 50
    assert lines[-2:] == ["  // 18 more", "]"]
    assert answered("x" * 300).text.text == f'"{"x" * 200}…"'


# --- what a change shows --------------------------------------------------------------------------

PETS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets": {
            "get": {
                "operationId": "list",
                "tags": ["pets"],
                "responses": {
                    "200": {
                        "description": "The pets.",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "array",
                                    "items": {"$ref": "#/components/schemas/Pet"},
                                }
                            }
                        },
                    }
                },
            },
            "post": {
                "operationId": "add",
                "tags": ["pets"],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Toy"}}
                    }
                },
                "responses": {"204": {"description": "Added."}},
            },
        },
        "/shops": {
            "get": {
                "operationId": "shops",
                "tags": ["shops"],
                "responses": {
                    "200": {
                        "description": "A shop.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Shop"}}
                        },
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "description": "What it is called."},
                    "age": {"type": "integer", "minimum": 0, "default": 1},
                    "address": {"$ref": "#/components/schemas/Address"},
                },
            },
            "Toy": {"type": "object", "properties": {"size": {"type": "integer"}}},
            "Shop": {
                "type": "object",
                "properties": {"address": {"$ref": "#/components/schemas/Address"}},
            },
            "Address": {"type": "object", "properties": {"street": {"type": "string"}}},
        }
    },
}


def written(document: Any, folder: Path) -> Path:
    spec = folder / "openapi.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    return spec


def changes(folder: Path, schema: str, name: str, **change: Any) -> dict[str, list[str]]:
    """What a change of a field shows in each file of the reference: the lines of the diff."""
    before = pages_of(build(load(written(PETS, folder))))
    document = json.loads(json.dumps(PETS))
    document["components"]["schemas"][schema]["properties"][name] |= change
    after = pages_of(build(load(written(document, folder))))
    assert before.keys() == after.keys()
    return {
        path: [
            line
            for line in difflib.unified_diff(
                text.splitlines(), after[path].splitlines(), n=0, lineterm=""
            )
            if not line.startswith(("---", "+++", "@@"))
        ]
        for path, text in before.items()
        if text != after[path]
    }


def test_a_change_of_what_is_read_is_one_line_on_the_page_of_its_resource(tmp_path: Path) -> None:
    assert changes(tmp_path, "Pet", "age", type="number") == {
        "api/pets.md": [
            "-| `age` | `int`, at least 0 | Default: `1`. |",
            "+| `age` | `float`, at least 0 | Default: `1`. |",
        ]
    }


def test_a_change_of_what_several_resources_have_is_one_line_on_the_page_of_models(
    tmp_path: Path,
) -> None:
    assert changes(tmp_path, "Address", "street", maxLength=40) == {
        "api/models.md": [
            "-| `street` | `str` |  |",
            "+| `street` | `str`, at most 40 characters |  |",
        ]
    }


def test_a_change_of_what_is_sent_shows_in_the_signature_too(tmp_path: Path) -> None:
    told = changes(tmp_path, "Toy", "size", type="number")
    assert [line for line in told["api/pets.md"] if line.startswith("+")] == [
        "+    size: float | Unset = UNSET,",
        "+| `size` | `float` | body |  |",
        "+client.pets.add(size=1.5)",
        "+| `size` | `float` |  |",
    ]
    assert in_reference(told).keys() == {"api/pets.md"}


# --- where everything stands ----------------------------------------------------------------------


def many_models(count: int, name: str) -> m.Api:
    models = [
        samples.object_model(f"{name}{number:05d}", samples.field("id", samples.INTEGER))
        for number in range(count)
    ]
    return samples.api(models=tuple(models))


def test_pages_of_very_many_models_are_cut_by_their_names() -> None:
    api = many_models(20_000, "WebhookEvent")
    where = placing.places(api)
    assert [each.file for each in where.pages[:3]] == [
        "models-webhookevent000.md",
        "models-webhookevent001.md",
        "models-webhookevent002.md",
    ]
    assert sum(len(each.models) for each in where.pages) == len(where.models) == 20_000
    assert max(len(each.models) for each in where.pages) * 5 <= 4_000
    assert len({each.file.casefold() for each in where.pages}) == len(where.pages)


def test_a_page_of_the_reference_never_stands_in_the_package() -> None:
    api = dataclasses.replace(samples.notifications(), package="Api")
    tree = emit(api, templates=TEMPLATES)
    assert "Api/__init__.py" in tree
    assert [
        path for path in tree if path.casefold().startswith("api/") and path.endswith(".md")
    ] == []
    assert "](reference/notifications.md#execute)" in tree["api.md"].decode()
    assert broken_links(in_either(pages_of(api))) == []


def test_resources_called_like_pages_of_ours_keep_their_names() -> None:
    api = samples.notifications()
    resource = dataclasses.replace(api.resources[0], module="client", path=("client",))
    own = dataclasses.replace(api.operations[0], resource=(), function="ping")
    moved = tuple(dataclasses.replace(each, resource=("client",)) for each in resource.operations)
    resource = dataclasses.replace(resource, operations=moved)
    api = dataclasses.replace(api, resources=(resource,), operations=(own, *moved))
    where = placing.places(api)
    assert [each.file for each in where.pages[:2]] == ["client_.md", "client.md"]
    assert where.method(own) == ("client_.md", "ping")
    assert where.method(moved[0]) == ("client.md", "execute")


# --- types in words -------------------------------------------------------------------------------

TEXT, WHOLE = m.Scalar("str"), m.Scalar("int")


def bounded(kind: m.Type, **bounds: Any) -> m.Bounded:
    return m.Bounded(kind, m.Bounds(**bounds))


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        (bounded(WHOLE, minimum=1, maximum=9), "`int`, 1 to 9"),
        (bounded(WHOLE, exclusive_minimum=0, exclusive_maximum=9), "`int`, more than 0, less than 9"),
        (bounded(WHOLE, minimum=2, multiple_of=2), "`int`, at least 2, a multiple of 2"),
        (bounded(TEXT, min_length=3, max_length=3), "`str`, exactly 3 characters"),
        (bounded(TEXT, min_length=1), "`str`, at least 1 character"),
        (bounded(TEXT, min_length=0, pattern="^a|b$"), "`str`, pattern `^a\\|b$`"),
        (
            m.Nullable(bounded(m.Array(bounded(TEXT, max_length=5)), max_items=2, unique_items=True)),
            "list of `str` or `None`, at most 2 items, no item twice, each at most 5 characters",
        ),
        (bounded(m.Map(WHOLE), min_properties=2), "dict of `int`, at least 2 entries"),
        (bounded(TEXT, schema='{"not": {}}'), '`str`, under the conditions `{"not": {}}`'),
        (m.Array(m.Nullable(m.Named("Execution"))), "list of ([`Execution`](#there) or `None`)"),
        (m.Const(("a", 1, True)), '`"a"` or `1` or `True`'),
        (m.Const(tuple(range(20))), " or ".join(f"`{each}`" for each in range(12)) + " or 8 more"),
        (m.OneOf((TEXT, m.Named("Recipient"))), "`str` or [`Recipient`](#there) or `OpenModel`"),
        (m.Part(m.Anything()), "`Part` of `Any`"),
    ],
)  # fmt: skip
def test_a_type_is_said_in_words_with_what_it_is_held_to(kind: m.Type, read: str) -> None:
    types = TypesInWords(Annotations.of(samples.notifications()), lambda name: "#there")
    assert types.read(kind).text == read


def test_what_a_caller_gives_is_what_the_method_takes_and_not_what_it_would_read() -> None:
    types = TypesInWords(Annotations.of(samples.notifications()), lambda name: "#there")
    assert types.given(m.Scalar("uuid")).text == "`UUID` or `str`"
    assert types.given(m.Scalar("milliseconds")).text == "`datetime` or `int`"
    file = "`File` (`bytes`, `BinaryIO`, `PathLike[str]`, or a tuple of a name and one of them)"
    assert types.given(m.Scalar("bytes")).text == file
    assert types.given(m.Array(m.Scalar("bytes"))).text == f"list of {file}"
    assert types.given(m.OneOf((TEXT, m.Named("Recipient")))).text == (
        "`str` or [`Recipient`](#there)"
    )


# --- the document's text --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One\nline.\n\nAnother.", "One line.\n\nAnother."),
        ("Any of:\n- `a`\n- b\n  and c", "Any of:\n\n- `a`\n- b and c"),
        ("1. first\n2) second", "- first\n- second"),
        ("<p>See <a href='x'>this</a>.</p><ul><li>a</li><li>b</li></ul>", "See this.\n\n- a\n- b"),
        ("[Pages](https://a.example/x?y=1) and [more](#more)", "Pages (`https://a.example/x?y=1`) and more"),
        ("## Note\n> [!NOTE]\n> It is **so**.", "Note\n\nNote: It is so."),
        ("# A\nb\n## C\n- d\n- e", "A\n\nb\n\nC\n\n- d\n- e"),
        ("Send:\n\n```json\n{\"a\": 1}\n```\n\nDone.", 'Send:\n\n```text\n{"a": 1}\n```\n\nDone.'),
        ("a < b and <script>c</script>", "a \\< b and c"),
        ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
    ],
)  # fmt: skip
def test_what_a_description_is_made_of_is_kept_where_it_is_safe(text: str, shown: str) -> None:
    assert prose(text).text == shown


@pytest.mark.parametrize(
    ("default", "shown"),
    [
        ({"a": [1, None]}, '`{"a": [1, None]}`'),
        ("a|b", '`"a\\|b"`'),
        (False, "`False`"),
        ("x" * 100, f'`"{"x" * 78}…`'),
    ],
)
def test_a_default_is_shown_as_python_has_it(default: m.JsonValue, shown: str) -> None:
    field = samples.field("a", samples.STRING, default=default, has_default=True)
    assert about(field, required=False).text == f"Default: {shown}."
    assert about(field, required=True).text == "**Required.**"


def test_a_table_has_the_first_sentences_of_a_long_description() -> None:
    assert brief("Short | one.\n\nMore.").text == "Short \\| one."
    assert brief(f"First. {'word ' * 30}end. {'more ' * 100}").text.endswith("word end.")
    assert brief("word " * 100).text.endswith("word …")
    assert len(brief("x" * 1000).text) < 250


def test_the_readme_begins_with_the_description_as_the_reference_tells_any(templates: Path) -> None:
    text = "# Start\nSee [this](https://a.example).\n- **a**\n- b"
    made = emit(samples.api(description=text), templates=templates)["README.md"].decode()
    assert "\n\nStart\n\nSee this (`https://a.example`).\n\n- a\n- b\n\nA typed" in made


def test_unclosed_blocks_of_code_take_no_time() -> None:
    hostile = "```a\n" * 100_000
    assert len(prose(hostile).text) > 100_000
    for part in ("**a", "[a](", "<a ", "> ", "# ", "- "):
        prose(part * 50_000)
