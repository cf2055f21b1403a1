"""Packages in a namespace, and several documents as packages of one that share its runtime."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import jsonschema_rs
import pytest

from generator.cli import main
from generator.cli.configuration import schema
from generator.output.manifest import parse
from tests import checking, written_yaml
from tests.forked import run_emitted_tests

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1.0"}
servers: [{url: "https://pets.example.com"}]
security: [{key: []}]
x-sdk: {programs: [command-line, mcp]}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      x-codeSamples:
        - lang: Python
          label: Get one
          source: |
            from acme.v1 import Pets

            with Pets() as client:
                print(client.pets.get_pet(1))
      responses:
        "200":
          description: A pet.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
    put:
      operationId: putPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"204": {description: Kept.}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas: {Pet: {type: object, properties: {name: {type: string}}}}
"""
STREAM = """\
openapi: 3.1.0
info: {title: Pets, version: "2.0"}
servers: [{url: "https://pets.example.com"}]
security: [{key: []}]
paths:
  /events:
    get:
      operationId: followEvents
      tags: [pets]
      responses:
        "200":
          description: What happens.
          content: {text/event-stream: {schema: {type: object, properties: {at: {type: string, format: date-time}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
TWO = """\
targets:
  acme:
    package: acme
    out: sdk
    namespaces:
      v1: {spec: v1.yaml}
      v2: {spec: v2.yaml}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "v1.yaml").write_text(PETS)
    (tmp_path / "v2.yaml").write_text(STREAM)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def python(*arguments: str, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of Python in a folder that nothing but its packages is imported from."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=at,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def mypy(at: Path, *paths: str) -> str:
    options = ["--explicit-package-bases", "--no-error-summary"]
    return checking.mypy(*options, *paths, cwd=at).stdout


def wheel_of(out: Path, at: Path) -> list[str]:
    """The files of the wheel that is built of a folder, without those about it."""
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(at)!r}))"
    done = python("-c", build, at=out)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(at / done.stdout.splitlines()[-1]) as wheel:
        return [name for name in wheel.namelist() if ".dist-info/" not in name]


# --- names with dots ------------------------------------------------------------------------------


def test_a_package_in_a_namespace_leaves_the_namespace_to_others(folder: Path) -> None:
    (folder / "v1.yaml").write_text(PETS.replace("acme.v1", "acme.billing"))
    options = ["--spec", "v1.yaml", "--out", "sdk", "--package", "acme.billing"]
    assert main(["regenerate", *options]) == 0
    assert main(["check", *options]) == 0
    out = folder / "sdk"
    assert not (out / "acme" / "__init__.py").exists()
    assert (out / "acme" / "billing" / "operations.json").is_file()
    (folder / "other" / "acme").mkdir(parents=True)
    (folder / "other" / "acme" / "orders.py").write_text("name = 'orders'\n")
    code = (
        "import acme.orders, acme.billing as it, sys\n"
        "print(acme.orders.name, it.Pets(api_key='k') if 0 else it.__version__)\n"
        "print(sorted(each for each in sys.modules if each.startswith('acme')))\n"
    )
    done = python("-c", code, at=folder, PYTHONPATH=os.pathsep.join([str(out), "other"]))
    assert done.stdout.splitlines() == [
        "orders 0.1.0",
        "['acme', 'acme.billing', 'acme.billing._lazy', 'acme.orders']",
    ]
    assert run_emitted_tests(out).returncode == 0
    assert mypy(out, "acme", "tests") == ""


def test_what_is_around_a_package_in_a_namespace_has_its_whole_name(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "v1.yaml").write_text(PETS.replace("acme.v1", "acme.billing"))
    assert (
        main(["regenerate", "--spec", "v1.yaml", "--out", "sdk", "--package", "acme.billing"]) == 0
    )
    out = folder / "sdk"
    project = tomllib.loads((out / "pyproject.toml").read_text())
    assert project["project"]["name"] == "acme-billing"
    assert project["project"]["scripts"] == {
        "acme-billing": "acme.billing.__main__:main",
        "acme-billing-mcp": "acme.billing.mcp:main",
    }
    files = wheel_of(out, tmp_path)
    assert "acme/billing/__init__.py" in files
    assert {name.split("/")[1] for name in files} == {"billing"}
    sent = python(
        *("-m", "acme.billing", "pets", "get-pet", "1", "--dry-run"),
        at=out,
        ACME_BILLING_KEY="k",
    )
    assert "user-agent: acme.billing/0.1.0 " in sent.stdout
    shown = (out / "README.md").read_text()
    assert "Copy the package `acme.billing` into" in shown
    assert "import acme.billing" in shown
    assert "logging.getLogger(acme.billing.__name__)" in shown


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((name, "cannot be imported; letters, digits and _") for name in ("a..b", ".a", "a.", "")),
        *((name, "cannot be imported; letters, digits and _") for name in ("a.b-c", "a.é", "a/b")),
        ("a.class", "cannot be imported; 'class' is a keyword of Python"),
        ("a.con", "cannot be a folder; 'con' is a device on Windows"),
        ("Tests", "would be the folder of its tests where case does not tell files apart"),
        ("json.api", "would hide the module 'json', which Python, the package or its tests need"),
    ],
)
def test_a_name_that_cannot_be_imported_is_refused_wherever_it_is_given(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    asked = ["regenerate", "--spec", "v1.yaml", "--out", "sdk"]
    assert main([*asked, "--package", name]) == 2
    assert f"{name!r} {told}" in capsys.readouterr().err
    Path("sdk.yaml").write_text(f"targets: {{a: {{spec: v1.yaml, out: sdk, package: {name!r}}}}}\n")
    assert main(["regenerate"]) == 2
    line = f"the package {name!a} {told}" if name else "`package` is a text"
    assert capsys.readouterr().err.startswith(f"sdk.yaml:1:49: CFG002 {line}")
    assert not Path("sdk").exists()


def test_a_name_of_the_document_may_have_dots(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = PETS.replace("x-sdk: {", "x-sdk: {package: acme.billing, ")
    (folder / "v1.yaml").write_text(named)
    assert main(["regenerate", "--spec", "v1.yaml", "--out", "sdk"]) == 0
    assert (folder / "sdk" / "acme" / "billing" / "__init__.py").is_file()
    capsys.readouterr()
    (folder / "v1.yaml").write_text(named.replace("acme.billing", "json.billing"))
    assert main(["regenerate", "--spec", "v1.yaml", "--out", "other"]) == 2
    assert "the package 'json.billing' of x-sdk would hide the module" in capsys.readouterr().err


def test_a_package_inside_of_that_of_another_target_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def checked(first: str, second: str) -> tuple[int, str]:
        Path("sdk.yaml").write_text(
            f"targets:\n  a: {{spec: v1.yaml, out: a, package: {first}}}\n"
            f"  b: {{spec: v1.yaml, out: b, package: {second}}}\n"
        )
        return main(["regenerate"]), capsys.readouterr().err

    assert checked("acme.billing", "acme.orders")[0] == 0
    code, told = checked("acme", "acme.orders")
    assert (code, told.splitlines()) == (
        2,
        [
            "sdk.yaml:3:39: CFG003 the package of the target `b` lies inside that of the target "
            "`a`, whose distribution alone can have it (at #/targets/b/package)"
        ],
    )
    assert checked("acme", "acmes.orders")[0] == 0
    assert "lies inside that of the target" in checked("acme", "Acme.orders")[1]


# --- several documents ----------------------------------------------------------------------------


@pytest.fixture
def two(folder: Path) -> Path:
    """The package of both documents, in its folder."""
    Path("sdk.yaml").write_text(TWO)
    assert main(["regenerate"]) == 0
    return folder / "sdk"


def test_several_documents_are_packages_of_one_that_share_its_runtime(two: Path) -> None:
    assert sorted(each.name for each in (two / "acme").iterdir()) == [
        *("__init__.py", "_lazy.py", "_runtime", "py.typed", "v1", "v2"),
    ]
    assert not (two / "acme" / "v1" / "_runtime").exists()
    runtime = {each.stem for each in (two / "acme" / "_runtime").iterdir()}
    assert {"sse", "command_line"} <= runtime  # of the one and of the other
    assert "paging" not in runtime  # of none
    assert "EventStream" in (two / "acme" / "v2" / "__init__.py").read_text()
    assert "EventStream" not in (two / "acme" / "v1" / "__init__.py").read_text()
    about = (two / "acme" / "__init__.py").read_text().splitlines()[0]
    assert about == '"""Clients that share a runtime: `v1` (Pets 1.0), `v2` (Pets 2.0)."""'
    for name in ("v1", "v2"):
        index = json.loads((two / "acme" / name / "operations.json").read_text())
        assert index["client"] == "Pets"
    shown = (two / "README.md").read_text()
    assert "from acme.v1 import Pets" in shown
    for name in ("v1", "v2"):
        for page in ("README.md", "api.md"):
            assert f"(docs/{name}/{page})" in shown
            assert (two / "docs" / name / page).is_file()
        inside = (two / "docs" / name / "README.md").read_text()
        assert (
            "`pip install .` from the folder of its `pyproject.toml`, two above this file" in inside
        )
        assert (two / "docs" / name / "../../pyproject.toml").is_file()
        assert f"The tests in `tests/{name}/`, beside" in inside
        assert (two / "tests" / name).is_dir()


def test_what_is_emitted_runs_and_type_checks(two: Path, tmp_path: Path) -> None:
    done = run_emitted_tests(two)
    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout
    assert mypy(two, "acme", "tests") == ""
    assert checking.imports_out_of_order(two) == ""
    files = wheel_of(two, tmp_path)
    assert {"acme/__init__.py", "acme/v1/__init__.py", "acme/_runtime/sse.py"} <= set(files)


def test_one_of_several_costs_nothing_of_the_others(two: Path) -> None:
    code = (
        "import sys, acme\n"
        "loaded = lambda: sorted(each for each in sys.modules if each.startswith('acme'))\n"
        "print(loaded())\n"
        "import acme.v1\n"
        "print(loaded())\n"
        "acme.v1.Pets\n"
        "print([each for each in loaded() if 'v2' in each or 'sse' in each])\n"
        "print(acme.v2.NotFoundError is acme.v1.NotFoundError)\n"
    )
    assert python("-c", code, at=two).stdout.splitlines() == [
        "['acme', 'acme._lazy']",
        "['acme', 'acme._lazy', 'acme.v1', 'acme.v1._lazy']",
        "[]",
        "True",
    ]


def test_a_model_goes_out_and_comes_back_wherever_the_package_is_copied_to(two: Path) -> None:
    (two / "app").mkdir()
    (two / "acme").rename(two / "app" / "acme")
    code = """
import httpx2
from pydantic import field_validator
from app.acme.v1 import Pets, models

checked = []

class Mine(models.Pet):
    @field_validator("name")
    def kept(cls, name):
        checked.append(name)
        return name

sent = []
def answer(request):
    sent.append(request)
    return httpx2.Response(200, json={"name": "Rex"}) if request.method == "GET" else httpx2.Response(204)

with Pets(key="k", transport=httpx2.MockTransport(answer)) as client:
    client.pets.put_pet(1, request=client.pets.get_pet(1))
    client.pets.put_pet(1, request=Mine(name="Max"))
print([each.content.decode() for each in sent[1:]], sent[0].headers["user-agent"].split()[0])
print(checked)
"""
    done = python("-c", code, at=two)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        """['{"name":"Rex"}', '{"name":"Max"}'] acme.v1/0.1.0""",
        "['Max']",  # once: it goes out as the class of the document
    ]


def test_a_model_of_another_namespace_is_told_from_that_of_the_same_name(folder: Path) -> None:
    Path("v2.yaml").write_text(PETS.replace("acme.v1", "acme.v2"))
    Path("sdk.yaml").write_text(TWO)
    assert main(["regenerate"]) == 0
    code = (
        "from acme import v1, v2\n"
        "with v1.Pets(key='k') as client:\n"
        "    client.pets.put_pet(1, request=v2.models.Pet(name='Rex'))\n"
    )
    done = python("-c", code, at=folder / "sdk")
    assert "must be a Pet, not a Pet of acme.v2.models.pet" in done.stderr


def test_programs_are_of_each(two: Path) -> None:
    sent = python(*("-m", "acme.v1", "pets", "get-pet", "1", "--dry-run"), at=two, ACME_V1_KEY="k")
    assert "user-agent: acme.v1/0.1.0 " in sent.stdout
    helped = python("-m", "acme.v1.mcp", "--help", at=two)
    assert helped.stdout.startswith("usage: python -m acme.v1.mcp ")
    project = tomllib.loads((two / "pyproject.toml").read_text())["project"]
    assert project["name"] == "acme"
    assert project["scripts"] == {
        "acme-v1": "acme.v1.__main__:main",
        "acme-v1-mcp": "acme.v1.mcp:main",
    }


def test_check_and_the_manifest_know_each_document(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    kept = parse((two / ".manifest.json").read_bytes())
    names = {name.partition(" ")[0] for name in kept.inputs["document"]}
    assert names == {"v1", "v2"}
    assert kept.inputs["options"] == {"package": ("acme",)}
    Path("v2.yaml").write_text(STREAM.replace("What happens", "All that happens"))
    capsys.readouterr()
    assert main(["check"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "(document changed)" in line]
    assert told
    assert not [line for line in told if "v1" in line]
    assert main(["check", "--package", "other"]) == 1
    told_package = capsys.readouterr().out
    line = "sdk was written for the package `acme.v1`, not `other.v1`: give --package acme\n"
    assert told_package == line
    Path("sdk.yaml").write_text("targets: {v1: {spec: v1.yaml, out: sdk, package: alone}}\n")
    assert main(["regenerate"]) == 2
    assert "sdk: holds the package acme.v1, acme.v2 of another document" in capsys.readouterr().err
    assert main(["regenerate", "--replace"]) == 0
    Path("sdk.yaml").write_text(TWO)
    capsys.readouterr()
    assert main(["check"]) == 1
    assert capsys.readouterr().out == ("sdk was written for the package `alone`, not `acme.v1`\n")


def test_a_namespace_that_is_gone_takes_its_files_along(two: Path) -> None:
    Path("sdk.yaml").write_text(TWO.replace("      v2: {spec: v2.yaml}\n", ""))
    assert main(["check"]) == 1
    assert main(["regenerate"]) == 0
    assert not [each for each in two.rglob("*") if "v2" in each.name or each.stem == "sse"]
    assert run_emitted_tests(two).returncode == 0


def test_each_has_overlays_and_a_choice_of_its_own(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ours.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Ours, version: '1'}\n"
        "actions: [{target: $.info, update: {title: Our pets}}]\n"
    )
    Path("sdk.yaml").write_text(
        TWO.replace("{spec: v1.yaml}", "{spec: v1.yaml, exclude: ['method:put']}").replace(
            "{spec: v2.yaml}", "{spec: v2.yaml, overlays: [ours.yaml]}"
        )
    )
    assert main(["check"]) == 1
    assert main(["regenerate"]) == 0
    assert main(["check"]) == 0
    kept = parse((two / ".manifest.json").read_bytes())
    assert list(kept.inputs["overlays"]) == ["1 v2:ours.yaml"]
    Path("sdk.yaml").write_text(TWO)
    capsys.readouterr()
    assert main(["check"]) == 1
    told = "sdk was written with --overlay v2:ours.yaml (overlays by their path from the document"
    assert told in capsys.readouterr().err
    assert kept.inputs["options"]["v1 exclude"] == ("method:put",)
    assert "put_pet" not in (two / "acme/v1/resources/pets.py").read_text()
    assert (two / "docs/v2/README.md").read_text().startswith("# Our pets")


def test_other_commands_do_each_or_the_one_that_is_named(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint"]) in (0, 1)
    assert capsys.readouterr().err.splitlines()[:2] == ["acme/v1:", "acme/v2:"]
    assert main(["describe"]) == 2
    told = "describe is of one target; choose with --target: acme/v1, acme/v2"
    assert capsys.readouterr().err == f"error: {told}\n"
    assert main(["describe", "--target", "acme/v2"]) == 0
    assert json.loads(capsys.readouterr().out)["package"] == "acme.v2"
    assert main(["regenerate", "--target", "acme/v2"]) == 2
    told = "acme/v2 is of one package with others: --target acme"
    assert capsys.readouterr().err == f"error: {told}\n"
    assert main(["check", "--target", "acme"]) == 0
    capsys.readouterr()
    Path("old.yaml").write_text(PETS.replace("{name: {type: string}}", "{name: {type: integer}}"))
    assert main(["review", "old.yaml", "--target", "acme/v1", "--format", "markdown"]) == 0
    assert "sdk/acme/v1/models/pet.py:" in capsys.readouterr().out


def test_everything_that_is_refused_is_told_of_all(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("v1.yaml").write_text(PETS.replace("#/components/schemas/Pet", "#/nowhere"))
    Path("v2.yaml").write_text(STREAM.replace("{type: object,", "{$ref: '#/nowhere',"))
    before = (two / ".manifest.json").read_bytes()
    assert main(["regenerate"]) == 1
    told = capsys.readouterr().err
    for name in ("v1.yaml", "v2.yaml"):
        assert [
            line for line in told.splitlines() if line.startswith(f"{name}:") and "REF001" in line
        ]
    assert (two / ".manifest.json").read_bytes() == before
    assert main(["regenerate", "--namespaces", "v1"]) == 2


def test_namespaces_are_called_as_they_say(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["models", "inputs", "typing", "annotations", "tests", "docs"]
    for name in names:
        Path(f"{name}.yaml").write_text(PETS.replace("acme.v1", f"acme.{name}"))
    listed = "".join(f"      {name}: {{spec: {name}.yaml}}\n" for name in names)
    Path("sdk.yaml").write_text(TWO.replace("      v1: {spec: v1.yaml}\n", listed))
    assert main(["regenerate", "--strict"]) == 0
    assert "API009" not in capsys.readouterr().err
    out = folder / "sdk"
    for name in names:
        assert (out / "acme" / name / "operations.json").is_file()
        assert f"from acme.{name} import Pets" in (out / "README.md").read_text()
    done = run_emitted_tests(out)
    assert done.returncode == 0, done.stdout
    assert "32 passed" in done.stdout
    assert mypy(out, "acme", "tests") == ""


@pytest.mark.parametrize("name", ["models", "inputs", "annotations"])
def test_a_package_is_called_as_it_says(folder: Path, name: str) -> None:
    Path("v1.yaml").write_text(PETS.replace("acme.v1", name))
    options = ["--spec", "v1.yaml", "--out", "sdk", "--package", name]
    assert main(["regenerate", "--strict", *options]) == 0
    assert (folder / "sdk" / name / "operations.json").is_file()
    done = run_emitted_tests(folder / "sdk")
    assert done.returncode == 0, done.stdout
    assert mypy(folder / "sdk", name, "tests") == ""


@pytest.mark.parametrize("package", ["docs", "Docs.acme"])
def test_documentation_is_not_in_the_package(folder: Path, package: str) -> None:
    Path("sdk.yaml").write_text(TWO.replace("package: acme", f"package: {package}"))
    Path("v1.yaml").write_text(PETS.replace("acme.v1", f"{package}.v1"))
    assert main(["regenerate"]) == 0
    out = folder / "sdk"
    assert not list((out / package.partition(".")[0]).rglob("*.md"))
    shown = (out / "README.md").read_text()
    for page in ("v1/README.md", "v1/api.md", "v2/README.md", "v2/api.md"):
        assert f"(documentation/{page})" in shown
        assert (out / "documentation" / page).is_file()
    assert main(["check"]) == 0


def test_tests_of_namespaces_run_whatever_is_called_alike(folder: Path) -> None:
    named = {"a": "b_c", "a_b": "c", "a_b_c": "d", "a__d": "e", "a_e_": "_f"}
    for name, tag in named.items():
        text = STREAM.replace("tags: [pets]", f"tags: [{tag}]")
        Path(f"{name}.yaml").write_text(text)
    listed = ", ".join(f"{name}: {{spec: {name}.yaml}}" for name in named)
    Path("sdk.yaml").write_text(
        f"targets: {{acme: {{package: acme, out: sdk, namespaces: {{{listed}}}}}}}\n"
    )
    assert main(["regenerate"]) == 0
    modules = [each.name for each in (folder / "sdk" / "tests").rglob("test_*.py")]
    assert len(set(modules)) == len(modules) >= len(named)
    done = run_emitted_tests(folder / "sdk")
    assert done.returncode == 0, done.stdout


# --- what is wrong with a configuration -----------------------------------------------------------

NAMESPACES = {
    "{out: o, namespaces: {v1: {spec: v1.yaml}}}": "1:14: CFG002 `package` is missing",
    "{out: o, package: p, spec: x, namespaces: {v1: {spec: v1.yaml}}}": (
        "1:35: CFG002 `spec` is of each namespace, and stands there"
    ),
    "{out: o, package: p, namespaces: {}}": (
        "1:47: CFG002 `namespaces` is a mapping of names to documents, one at least"
    ),
    "{out: o, package: p, namespaces: {v1: {out: x, spec: v1.yaml}}}": (
        "1:53: CFG002 there is no key `out` of a namespace"
    ),
    "{out: o, package: p, namespaces: {v1: v1.yaml}}": (
        "1:52: CFG002 the namespace `v1` is no mapping"
    ),
    "{out: o, package: p, namespaces: {v1: {}}}": "1:52: CFG002 `spec` is missing",
}
REFUSED = {
    "{out: o, package: p, namespaces: {1-a: {spec: v1.yaml}}}": (
        "1:48: CFG002 the namespace '1-a' cannot be imported; letters, digits and _, no keyword, "
        "no digit first"
    ),
    "{out: o, package: p, namespaces: {_runtime: {spec: v1.yaml}}}": (
        "1:48: CFG002 the namespace '_runtime' begins with _, as only what the package has for "
        "itself does"
    ),
    "{out: o, package: p, namespaces: {a: {spec: v1.yaml}, A: {spec: v1.yaml}}}": (
        "1:71: CFG003 the namespaces `a` and `A` would be one where case and underscores do not "
        "tell names apart; give one another name"
    ),
    **{
        f"{{out: o, package: p, namespaces: {{{one}: {{spec: v}}, {two}: {{spec: v}}}}}}": (
            f"1:{len(one + two) + 63}: CFG003 the namespaces `{one}` and `{two}` would be one "
            "where case and underscores do not tell names apart; give one another name"
        )
        for one, two in [("typing", "typing_"), ("a_b", "a__b"), ("a_b", "aB"), ("ab", "aB")]
    },
    "{out: o, package: p, namespaces: {Aux: {spec: v1.yaml}}}": (
        "1:48: CFG002 the namespace 'Aux' cannot be a folder; 'Aux' is a device on Windows"
    ),
    "{out: o, package: p, namespaces: {a: {spec: sdk.yaml}}}": (
        "1:58: CFG003 the document is this file itself"
    ),
    "{spec: v1.yaml, out: o, include: [tag:a, taag:b]}": (
        "1:55: CFG002 taag:b: a selector is tag:NAME, path:GLOB, operation:ID or method:GET; did "
        "you mean `tag:b`?"
    ),
    "{spec: v1.yaml, out: o, templates: none}": (
        "1:49: CFG002 there is no folder 'none' of templates"
    ),
    "{spec: v1.yaml, out: o, strict: true, keep-going: true}": (
        "1:52: CFG002 `strict` fails on what `keep-going` leaves out; they exclude each other"
    ),
}
"""What no JSON Schema says."""


@pytest.mark.parametrize("target", [*NAMESPACES, *REFUSED])
def test_what_a_command_would_refuse_is_told_at_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    Path("sdk.yaml").write_text(f"targets: {{a: {target}}}\n")
    for command in ("regenerate", "lint"):
        assert main([command]) == 2
        line, *more = capsys.readouterr().err.splitlines()
        assert line.startswith(f"sdk.yaml:{(NAMESPACES | REFUSED)[target]} (at #/targets/a")
        assert more == []


def test_the_schema_for_editors_refuses_it_too() -> None:
    validator = jsonschema_rs.Draft202012Validator(schema())
    assert validator.is_valid(written_yaml.read(TWO))
    texts = [f"targets: {{a: {target}}}" for target in NAMESPACES]
    assert not [text for text in texts if validator.is_valid(written_yaml.read(text))]
