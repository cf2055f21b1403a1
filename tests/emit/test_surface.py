"""What a program sees of an emitted package: its names, their hints, and what is deprecated."""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.api import model as m
from generator.emit.docstrings import replacements
from generator.emit.package import emit
from generator.emit.runtime_files import PUBLIC, exported, imported_beside
from tests.emit import api_samples as samples
from tests.forked import run_program

ROOT = Path(__file__).parents[2]
WALK = Path(__file__).parent / "surface.py"
APIS = {
    "notifications": samples.notifications,
    "menagerie": samples.menagerie,
    "nothing": samples.api,
}
LEAST = {"notifications": 160, "menagerie": 160, "nothing": 80}
Write = Callable[[Mapping[str, bytes]], Path]
Run = Callable[..., subprocess.CompletedProcess[str]]


def walked(folder: Path, package: str) -> int:
    """How many hints of a package were evaluated, if there was nothing amiss."""
    done = run_program(
        folder,
        "-c",
        f"import sys, runpy; sys.path.insert(0, '.'); sys.argv[0] = {str(WALK)!r}; "
        f"runpy.run_path({str(WALK)!r}, run_name='__main__')",
        package,
        "README.md",
        "api.md",
        *(str(page) for page in sorted(folder.glob("api/*.md"))),
    )
    assert done.returncode == 0, done.stderr
    count = re.fullmatch(r"(\d+) evaluated\n", done.stdout)
    assert count, done.stdout
    return int(count[1])


@pytest.mark.parametrize("name", APIS)
def test_every_hint_is_evaluated_and_every_type_is_importable(
    name: str, templates: Path, written: Write
) -> None:
    assert walked(written(emit(APIS[name](), templates=templates)), "letters") > LEAST[name]


def test_every_hint_of_the_flagship_is_evaluated_and_every_type_importable() -> None:
    assert walked(ROOT / "generated", "np6") > 1200


def test_the_package_shows_its_names_without_importing_anything(
    templates: Path, written: Write, python: Run
) -> None:
    folder = written(emit(samples.notifications(), templates=templates))
    code = (
        "import __future__, sys; before = set(sys.modules); import letters; names = dir(letters); "
        "print(*sorted(set(sys.modules) - before)); "
        "assert {'Letters', 'BatchReport', 'Outcome', 'RawResponse', 'ItemStream', 'Problem', "
        "'models'} <= set(names), names; "
        "assert 'Batching' not in names and '__version__' in names; "
        "from letters import *; assert BatchReport is letters.BatchReport and Letters is "
        "letters.Letters"
    )
    done = python(folder, "-c", code)
    assert (done.stdout, done.stderr) == ("letters letters._lazy\n", "")


def test_a_package_gives_out_only_what_its_api_needs(templates: Path, written: Write) -> None:
    folder = written(emit(samples.api(), templates=templates))
    done = run_program(
        folder,
        "-c",
        "import letters; print(hasattr(letters, 'Outcome'), hasattr(letters, 'EpochSeconds'))",
    )
    assert done.stdout == "False False\n", done.stderr


def test_a_client_that_is_called_like_a_type_of_the_runtime_keeps_its_name(
    templates: Path, written: Write
) -> None:
    api = dataclasses.replace(
        samples.notifications(), client="Outcome", async_client="AsyncOutcome"
    )
    folder = written(emit(api, templates=templates))
    done = run_program(folder, "-c", "import letters; print(letters.Outcome.__module__)")
    assert done.stdout == "letters._client\n", done.stderr


def test_a_resource_may_be_called_like_an_argument_of_its_views(templates: Path) -> None:
    api = samples.notifications()
    moved = tuple(
        dataclasses.replace(operation, resource=("options",)) for operation in api.operations
    )
    group = dataclasses.replace(api.resources[0], path=("options",), operations=moved)
    tree = emit(dataclasses.replace(api, operations=moved, resources=(group,)), templates=templates)
    printed = tree["letters/resources/notifications.py"].decode()
    compile(printed, "notifications.py", "exec")
    assert (
        "def __init__(self, options_: Notifications, size: int | None, options: BatchOptions)"
        in printed
    )


def test_what_the_package_gives_out_comes_from_one_runtime_module_each(templates: Path) -> None:
    found = [
        name
        for file in (templates / "runtime").glob("*.py")
        for name in exported(file.stem, file.read_bytes())
    ]
    assert len(found) == len(set(found))
    assert set(found) >= PUBLIC


def test_what_runtime_modules_import_and_define_is_what_python_says(templates: Path) -> None:
    for file in (templates / "runtime").glob("*.py"):
        source, imported = file.read_bytes(), set[str]()
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level == 1:
                imported.update(
                    [node.module] if node.module else [alias.name for alias in node.names]
                )
        assert imported_beside(source) == imported, file.name
        defined = {
            node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)
        }
        targets = [node.target for node in tree.body if isinstance(node, ast.AnnAssign)]
        defined |= {target.id for target in targets if isinstance(target, ast.Name)}
        errors = {name for name in defined if file.stem == "errors" and name.endswith("Error")}
        assert [*exported(file.stem, source)] == sorted(defined & PUBLIC | errors), file.name


# --- what is deprecated ---------------------------------------------------------------------------

NAMED = [
    ("Old. Use `findLetters` instead.", "client.letters.find"),
    ("Replaced by findLetters.", "client.letters.find"),
    ("Superseded by [the new one](#operation/findLetters).", "client.letters.find"),
    ("Deprecated in favour of `GET /letters/search`.", "client.letters.find"),
    ("Prefer GET /letters/search.", "client.letters.find"),
    ("Use `find_all`.", "client.find_all"),
    ("Slow.\n\nUse `find_all` instead of `listLetters`.", "client.find_all"),
]
NOT_NAMED = [
    "Lists the letters.",
    "See also `findLetters`.",
    "Returns what `findLetters` does.",
    "Use `findLetters` or `find_all` instead.",
    "Use `searchLetters` instead.",
    "Use GET /letters/other instead.",
    "Use it to list letters instead of `listLetters`.",
    "Use the other one instead. What comes back is that of `findLetters`.",
    "",
]


def operations(description: str, *, deprecated: bool = True) -> tuple[m.Operation, ...]:
    return (
        samples.operation(
            "listLetters",
            "GET",
            "/letters",
            description=description,
            deprecated=deprecated,
            function="list",
        ),
        samples.operation(
            "findLetters", "GET", "/letters/search", resource=("letters",), function="find"
        ),
        samples.operation("find_all", "GET", "/all"),
    )


@pytest.mark.parametrize(("description", "method"), NAMED)
def test_a_method_takes_the_place_of_another_where_the_document_names_it(
    description: str, method: str
) -> None:
    assert replacements(operations(description)) == {"listLetters": method}
    assert replacements(operations(description, deprecated=False)) == {}


@pytest.mark.parametrize("description", NOT_NAMED)
def test_no_method_takes_the_place_of_another_where_the_document_leaves_it_open(
    description: str,
) -> None:
    assert replacements(operations(description)) == {}


def test_what_is_deprecated_says_so_in_python_and_in_the_index(templates: Path) -> None:
    described = samples.api(operations=operations("Use `find_all` instead."))
    tree = emit(described, templates=templates)
    client = tree["letters/_client.py"].decode()
    assert (
        client.count('@deprecated("client.list is deprecated: use client.find_all instead")') == 2
    )
    assert "Deprecated: use `client.find_all` instead." in client
    for page in ("api.md", "api/client.md"):
        assert "Deprecated: use `client.find_all` instead." in tree[page].decode()
    plain = emit(samples.api(operations=operations("Lists them.")), templates=templates)
    assert (
        plain["letters/_client.py"].decode().count('@deprecated("client.list is deprecated")') == 2
    )
    assert "\nDeprecated.\n" in plain["api/client.md"].decode()


def test_the_warning_is_of_the_line_that_calls_whatever_the_view(
    templates: Path, written: Write, python: Run
) -> None:
    folder = written(emit(samples.all_deprecated(samples.notifications()), templates=templates))
    (folder / "calls.py").write_text(
        "import asyncio, httpx2, letters\n"
        "one, many = {'id': 12}, [{'id': 12}]\n"
        "def answer(request):\n    return httpx2.Response(200, json=many if "
        "request.url.path.endswith('s') else one)\n"
        "sent = {'recipient': {'type': 'id'}}\n"
        "transport = httpx2.MockTransport(answer)\n"
        "with letters.Letters(api_key='k', transport=transport) as client:\n"
        "    client.notifications.execute(1, sent)\n"
        "    client.notifications.with_raw_response.execute(1, sent)\n"
        "    with client.notifications.with_streaming_response.execute(1, sent): pass\n"
        "    list(client.notifications.with_streamed_items.execute_many(1, [sent]))\n"
        "    client.notifications.in_batches(1).execute_many(1, [sent]).raise_for_errors()\n"
        "async def main():\n"
        "    async with letters.AsyncLetters(api_key='k', transport=transport) as client:\n"
        "        await client.notifications.execute(1, sent)\n"
        "        await client.notifications.with_raw_response.execute(1, sent)\n"
        "        async with client.notifications.with_streaming_response.execute(1, sent): pass\n"
        "        [item async for item in "
        "client.notifications.with_streamed_items.execute_many(1, [sent])]\n"
        "        (await client.notifications.in_batches(1).execute_many(1, "
        "[sent])).raise_for_errors()\n"
        "asyncio.run(main())\n"
    )
    done = python(folder, "-W", "always::DeprecationWarning", "calls.py")
    assert done.returncode == 0, done.stderr
    warned = re.findall(
        r"calls\.py:(\d+): DeprecationWarning: client\.notifications\.\w+ is deprecated",
        done.stderr,
    )
    assert warned == ["8", "9", "10", "11", "12", "15", "16", "17", "18", "19"], done.stderr
    assert done.stderr.count("DeprecationWarning") == len(warned)
