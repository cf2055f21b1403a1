"""Emitted tests and programs of many packages, each in a process of its own that is forked from one
that has the libraries loaded.

A Python that starts, and imports pytest, pydantic and httpx2, takes longer than the tests of a
small package do. None of a package is in the process that is forked from, so what one package
imports or sets, another never sees."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import IO

from tests.packages import compile_runtime
from tests.servers import ROOT, environment

# A line of JSON, `[folder, file for the output, file for errors, package, variables, arguments]`, is
# answered with a line that has the exit code. Of a package that is named all there is is imported
# first, and any warning is an error. Arguments are those of Python.
_SERVER = """
import asyncio, builtins, gc, importlib, json, os, pkgutil, runpy, signal, sys, traceback, types, warnings
import ctypes, hmac, pdb, secrets, uuid, zoneinfo
import httpx2, pydantic, pytest, typing_extensions
import pydantic.networks, pydantic.plugin._schema_validator
import _pytest.config
for name in _pytest.config.default_plugins:
    __import__("_pytest." + name)
# Libraries load most of what they have when they are used.
client = httpx2.Client(transport=httpx2.MockTransport(lambda request: httpx2.Response(200)))
client.get("http://api.invalid")
client.close()
httpx2.HTTPTransport().close()
httpx2.AsyncHTTPTransport()
Model = pydantic.create_model("Model", text=(str, ""), number=(int | float | None, None))
pydantic.TypeAdapter(pydantic.RootModel[list[Model]]).validate_json("[]").model_dump_json()
pydantic.TypeAdapter(pydantic.AnyUrl).validate_python("http://api.invalid")
def import_everything(name):
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
    models = importlib.import_module(name + ".models")
    for each in models.__all__:
        model = getattr(models, each)
        if hasattr(model, "model_rebuild"):
            model.model_rebuild()

def run_tests(package, arguments):
    code = 70
    try:
        if package:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                import_everything(package)
        options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]
        code = int(pytest.main([*options, *arguments]))
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
def run_program(arguments):
    while arguments[0] == "-W":
        action, _, category = arguments[1].partition("::")
        warnings.simplefilter(action, getattr(builtins, category or "Warning"))
        del arguments[:2]
    first, *rest = arguments
    if first != "-c":
        sys.argv = [first, *rest]
        sys.path.insert(0, os.path.dirname(first))
        runpy.run_path(first, run_name="__main__")
    else:
        sys.argv = ["-c", *rest[1:]]
        sys.path.insert(0, "")
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(rest[0], "<string>", "exec"), vars(main))
    sys.exit()

gc.collect()
gc.freeze()
gc.set_threshold(50_000)  # of what a child makes it keeps nearly all
for line in sys.stdin:
    folder, *printed, package, variables, arguments = json.loads(line)
    child = os.fork()
    if not child:
        signal.alarm(300)
        files = [os.open(os.devnull, os.O_RDONLY)]
        files += [os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND) for file in printed]
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.chdir(folder)
        os.environ.update(variables)
        sys.path[:0] = filter(None, variables.get("PYTHONPATH", "").split(os.pathsep))
        if arguments[:2] == ["-m", "pytest"]:
            run_tests(package, arguments[2:])
        run_program(arguments)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def run_emitted_tests(
    folder: Path, package: str | None = None, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """The tests of a package in `folder`, as `tests.live.run.run_tests` runs them, with further
    variables of the environment; all that was printed is `stdout`. `arguments` of pytest are
    `tests` without any. With the name of the `package` each of its modules is imported and each of
    its models built before, without a warning, or none of the tests is run.
    """
    arguments = arguments or ("tests",)
    for runtime in folder.glob("**/_runtime"):
        # what others use at this time, such as our own package, is left to Python
        if ROOT not in runtime.parents and not (runtime / "__pycache__").exists():
            compile_runtime(runtime)
    return _run(folder, package, variables, ["-m", "pytest", *arguments])


def run_program(
    folder: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """What Python does with `arguments` in `folder`: options `-W`, then `-c` and a program, or a
    file, and what is given to it. It ends as any Python does; what it imports of the libraries, it
    finds loaded.
    """
    return _run(folder, None, variables, list(arguments))


def _run(
    folder: Path, package: str | None, variables: dict[str, str], arguments: list[str]
) -> subprocess.CompletedProcess[str]:
    asked, answered = _server()
    with tempfile.TemporaryDirectory(prefix="forked-") as room:
        out, err = Path(room) / "out.txt", Path(room) / "err.txt"
        printed = [str(out), str(out if arguments[:2] == ["-m", "pytest"] else err)]
        asked.write(json.dumps([str(folder), *printed, package, variables, arguments]) + "\n")
        asked.flush()
        code = int(answered.readline())
        told = [
            file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
            for file in (out, err)
        ]
        return subprocess.CompletedProcess([str(folder), *arguments], code, *told)


@cache
def _server() -> tuple[IO[str], IO[str]]:
    """What the process reads and what it writes; it ends with this process, which closes the first."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        cwd=os.sep,
        env=environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def end() -> None:
        process.send_signal(signal.SIGTERM)
        process.wait()

    atexit.register(end)
    return process.stdin, process.stdout
