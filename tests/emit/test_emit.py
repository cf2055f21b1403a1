"""Whole trees: what they hold, that they run, that nothing else than the `Api` decides them, and
that text stays text.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.api import model as m
from generator.emit.package import emit
from tests.checking import mypy
from tests.emit import api_samples as samples
from tests.forked import run_emitted_tests, run_program

CASES = Path(__file__).parents[1] / "cases" / "emit"
APIS = {
    "notifications": samples.notifications,
    "menagerie": samples.menagerie,
    "nothing": samples.api,
}
Write = Callable[[Mapping[str, bytes]], Path]


@pytest.mark.parametrize("name", APIS)
def test_the_emitted_tests_pass(name: str, templates: Path, written: Write) -> None:
    folder = written(emit(APIS[name](), templates=templates))
    done = run_emitted_tests(folder, None, "-W", "error::UserWarning", "tests")
    assert done.returncode == (5 if name == "nothing" else 0), done.stdout


@pytest.mark.parametrize("name", APIS)
def test_the_emitted_package_satisfies_the_type_checker(
    name: str, templates: Path, written: Write
) -> None:
    folder = written(emit(APIS[name](), templates=templates))
    uses = [Path(shutil.copy(file, folder)).name for file in (CASES / name).glob("*.py")]
    done = mypy("letters", *uses, cwd=folder)
    assert done.returncode == 0, done.stdout


def test_the_tree_of_a_small_api_is_as_stored(templates: Path) -> None:
    """`REWRITE_CASES=1` stores what is emitted now. The runtime is left out, it is not printed."""
    tree = emit(samples.notifications(), templates=templates)
    printed = {
        path: content
        for path, content in tree.items()
        if "/_runtime/" not in path and not path.endswith("_lazy.py")
    }
    case = CASES / "notifications"
    if os.environ.get("REWRITE_CASES"):
        for path, content in printed.items():
            file = case / f"{path}.expected"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    stored = {
        file.relative_to(case).as_posix().removesuffix(".expected"): file
        for file in case.rglob("*.expected")
    }
    assert sorted(stored) == sorted(printed)
    for path, file in stored.items():
        assert printed[path].decode() == file.read_text(encoding="utf-8"), path


ATTACKS = [
    '"""\nopen("PWNED", "w")\n"""',
    "')\nopen('PWNED', 'w')\n#",
    '\\"""\nopen("PWNED", "w")',
    "\nopen('PWNED', 'w')\n",
    "{{ 7 * 7 }}{% raw %}{# x #}{{ cycler.__init__.__globals__.os.system('touch PWNED') }}",
    "\\",
    "```\n\n<script>alert(1)</script> [x](javascript:alert(1)) | `` `",
    '"\n[tool.x]\ny = "',
    "\u202e\u2066\u2028\x85\u200b\0\r",
    "}/../{x}/%2e%2e?a=b#c",
    "${__import__('os').system('touch PWNED')} %(x)s {0}",
]
# Names that the api floor has already made Python names, and choices from closed sets.
_DECIDED = frozenset({
    "python", "name", "module", "package", "distribution", "version", "client", "async_client", "env_prefix", "env", "base_url",
    "resource", "path", "function", "options", "method", "kind", "style", "location", "status", "retry", "base", "server",
})  # fmt: skip


def _infected(value: Any, text: str, slot: str = "") -> Any:
    """The `Api` with `text` in every slot that holds a document's text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            f.name: _infected(getattr(value, f.name), text, f.name)
            for f in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(_infected(item, text, slot) for item in value)
    if isinstance(value, dict):
        return value
    return text if isinstance(value, str) and slot not in _DECIDED else value


@pytest.mark.parametrize("text", ATTACKS)
def test_text_of_the_document_stays_text(text: str, templates: Path, written: Write) -> None:
    api = samples.notifications()
    keep = {model.name: model for model in api.models}
    hostile = _infected(dataclasses.replace(api, models=(), operations=()), text)
    described = [
        dataclasses.replace(
            model,
            description=text,
            fields=tuple(dataclasses.replace(f, description=text) for f in model.fields),
        )
        if isinstance(model, m.ObjectModel)
        else dataclasses.replace(model, description=text)
        for model in keep.values()
    ]
    wired = samples.object_model(
        "Wired",
        samples.field(text, samples.STRING, python="odd", description=text),
        description=text,
    )
    enum = m.EnumModel("Odd", "Odd", "odd", "str", (m.EnumMember("A", text, text),), text, "")
    listing = tuple(
        dataclasses.replace(
            operation,
            id=text,
            path=f"/{text.replace('{', '(').replace('}', ')')}/{{id}}",
            summary=text,
            description=text,
            evidence=m.Evidence((text,), "complete", "none", "unstated", text),
            parameters=tuple(
                dataclasses.replace(p, description=text) for p in operation.parameters
            ),
            responses=tuple(dataclasses.replace(r, description=text) for r in operation.responses),
        )
        for operation in api.operations
    )
    group = dataclasses.replace(
        hostile.resources[0], operations=listing, path=("notifications",), description=text
    )
    tree = emit(
        dataclasses.replace(
            hostile, models=(*described, wired, enum), operations=listing, resources=(group,)
        ),
        templates=templates,
    )
    folder = written(tree)
    code = (
        "import importlib, pkgutil, letters\n"
        "for found in pkgutil.walk_packages(letters.__path__, 'letters.'):\n    "
        "importlib.import_module(found.name)\n"
        "assert letters.models.Wired.model_fields['odd'].alias == letters.models.Odd.A.value\n"
    )
    done = run_program(folder, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    for path, content in tree.items():
        printed = content.decode()
        assert printed.replace("\n", "").isprintable(), path
        if path.endswith(".py") and not path.startswith("tests/"):
            compile(printed, path, "exec")
    assert tomllib.loads(tree["pyproject.toml"].decode())["project"]["name"] == "letters"
    assert json.loads(tree["letters/operations.json"])["operations"][0]["operation_id"] == text
    assert not (folder / "PWNED").exists()
    assert "<script" not in tree["README.md"].decode().replace("\\<script", "")


def test_models_and_fields_may_be_called_as_what_their_modules_import(
    templates: Path, written: Write
) -> None:
    names = ("BaseModel", "Model", "Field", "Annotated", "Any", "OpenStr", "TypeAlias")
    models = tuple(
        samples.object_model(name, samples.field("Omittable", samples.STRING)) for name in names
    )
    folder = written(emit(samples.api(models=models), templates=templates))
    code = (
        "from letters import models; print(*(getattr(models, name)(Omittable='x').Omittable for "
        "name in models.__all__))"
    )
    assert run_program(folder, "-c", code).stdout.split() == ["x"] * len(names)


def test_a_chain_of_models_deeper_than_the_recursion_limit_works(
    templates: Path, written: Write
) -> None:
    length = 400
    models = tuple(
        samples.object_model(
            f"S{i:03}",
            samples.field("next", m.Named(f"S{i + 1:03}") if i + 1 < length else samples.STRING),
        )
        for i in range(length)
    )
    answer = samples.json_media(m.Named("S000"), {"next": {"next": {}}})
    get = samples.operation(
        "get", "GET", "/", responses=(m.Response("200", "", (answer,)),), result=m.Named("S000")
    )
    folder = written(emit(samples.api(models=models, operations=(get,)), templates=templates))
    done = run_emitted_tests(folder)
    assert done.returncode == 0, done.stdout


def _runtime_of_a_union(kind: m.OneOf, templates: Path) -> set[str]:
    """The runtime modules that a package has for one union beside those that every package has."""
    models = tuple(
        samples.object_model(name, samples.field(name.lower(), samples.STRING))
        for name in ("Cat", "Dog")
    )
    apis = (
        samples.api(models=models),
        samples.api(models=(*models, samples.alias_model("Either", kind))),
    )
    without, found = (
        {Path(path).stem for path in emit(api, templates=templates) if "/_runtime/" in path}
        for api in apis
    )
    return found - without


def test_only_the_runtime_modules_that_are_needed_come_along(templates: Path) -> None:
    small = {
        Path(path).stem for path in emit(samples.api(), templates=templates) if "/_runtime/" in path
    }
    large = {
        Path(path).stem
        for path in emit(samples.menagerie(), templates=templates)
        if "/_runtime/" in path
    }
    lists = {
        Path(path).stem
        for path in emit(samples.notifications(), templates=templates)
        if "/_runtime/" in path
    }
    assert large - small == {
        *(
            "alternatives",
            "assertions",
            "basic",
            "bounds",
            "closed",
            "credentials",
            "downloads",
            "enums",
            "epoch",
            "file_media",
            "floats",
            "forms",
            "integers",
            "moments",
            "octets",
            "several_media",
            "streams",
            "strictness",
        ),
        *("repeated", "styles", "unions", "untagged", "variants", "cursor", "files", "follow"),
    }
    pictures = m.Body(
        "request",
        True,
        "",
        (m.MediaType("image/*", "binary", m.Scalar("bytes")),),
        None,
        "content_type",
    )
    drawing = samples.api(operations=(samples.operation("draw", "PUT", "/", body=pictures),))
    ranges = {
        Path(path).stem for path in emit(drawing, templates=templates) if "/_runtime/" in path
    }
    pair = m.OneOf((m.Named("Cat"), m.Named("Dog")))
    cats = m.OneOf((m.Named("Cat"), m.Array(m.Named("Cat"))))
    named = m.OneOf(pair.members, m.Discriminator("kind", (("cat", "Cat"), ("dog", "Dog"))))
    assert _runtime_of_a_union(named, templates) == {"variants"}
    assert _runtime_of_a_union(cats, templates) == {"strictness", "unions", "variants"}
    assert _runtime_of_a_union(pair, templates) == {"strictness", "unions", "untagged", "variants"}
    assert lists - large == {
        *("batch_options", "batches", "item_views", "items", "journal", "report")
    }
    assert ranges - small == {"ranges", "streams"}
    several = m.Body(
        "request",
        True,
        "",
        (m.MediaType("application/jsonl", "lines", m.Array(samples.STRING), (), (["a"],)),),
    )
    news = m.Stream(
        media_type="text/event-stream",
        items="sse",
        type=samples.STRING,
        events=(),
        errors=("error",),
        terminator=None,
        must_terminate=False,
        condition=None,
        plain=True,
        pointer="",
    )
    watching = samples.operation("watch", "PUT", "/", body=several, stream=news)
    streams = {
        Path(path).stem
        for path in emit(samples.api(operations=(watching,)), templates=templates)
        if "/_runtime/" in path
    }
    assert streams - small == {
        *("event_streams", "json_lines", "sent_lines", "sse", "stream_views", "streams")
    }
    every = {path.stem for path in (templates / "runtime").glob("*.py")}
    unused = every - (large | lists | ranges | streams)
    formats = {"decimals", "decoded_octets", "durations", "text_formats", "times"}
    # of a choice of results, …
    others = {"overloaded_views", "page_views", "paging", "polling", "response_headers"}
    webhooks = {"webhooks", "public_keys", "published_keys", "json_web_keys"}  # see their tests
    programs = {"command_line", "command_values", "mcp_server", "output", "programs"}  # asked for
    repeats = {"servers", "idempotency", "retry_policy", "oauth"}
    parts = {"part_headers", "part_streams", "parts", "sent_parts", "inner_forms"}  # `test_parts`
    assert unused == others | webhooks | formats | programs | repeats | parts


def test_what_a_success_is_comes_with_its_operation_beside_a_class_of_that_name(
    templates: Path, written: Write
) -> None:
    success = m.Success("kind", ("made", 1, True, 2.5))
    answer = samples.json_media(m.Named("Success"), {"kind": "made"})
    operation = samples.operation(
        "make",
        "POST",
        "/",
        success=success,
        responses=(m.Response("200", "What was made.", (answer,)),),
        result=m.Named("Success"),
    )
    model = samples.object_model("Success", samples.field("kind", samples.STRING))
    folder = written(
        emit(samples.api(models=(model,), operations=(operation,)), templates=templates)
    )
    code = (
        "from letters import Letters; from letters import _client as made;"
        "success = made._MAKE.success; print(type(success).__module__, tuple(success)); "
        "print(Letters.make.__doc__)"
    )
    done = run_program(folder, "-c", code)
    assert done.stdout.startswith(
        "letters._runtime.operation ('kind', ('made', 1, True, 2.5))\n"
    ), done.stderr
    sentence = (
        'A result is a success only if its `kind` is `"made"` or `1` or `true` or `2.5`; nothing '
        "is raised for one that"
    )
    assert sentence in " ".join(done.stdout.split())


def test_a_server_that_is_not_the_mock_is_refused(templates: Path, written: Write) -> None:
    folder = written(emit(samples.notifications(), templates=templates))
    for address in ("http://127.0.0.1:9/", "https://api.example.com"):
        done = run_emitted_tests(folder, LETTERS_TEST_BASE_URL=address)
        assert done.returncode == 4
        assert "send and delete for real" in done.stdout + done.stderr
