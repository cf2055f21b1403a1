"""The tool as a program that scripts start, each time in a child of one process that has it loaded.

To load it takes longer than to review a small document, and the scripts of a workflow start it ten
times. A child has the folder, the environment, the arguments and the streams of who started it, and
its exit code is the program's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import ROOT

_SERVER = """
import json, os, runpy, socket, sys
import generator.cli.check, generator.cli.lint, generator.cli.review
import generator.emit.package, generator.review.report, generator.review.review
import generator.review.revisions
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
print(flush=True)
while True:
    asked, _ = server.accept()
    told, streams, _, _ = socket.recv_fds(asked, 2 ** 20, 3)
    child = os.fork()
    if not child:
        break
    for stream in streams:
        os.close(stream)
    asked.send(bytes([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256]))
    asked.close()
asked.close()
server.close()
for number, stream in enumerate(streams):
    os.dup2(stream, number)
    os.close(stream)
folder, variables, arguments = json.loads(told)
os.chdir(folder)
os.environ.clear()
os.environ.update(variables)
sys.argv = ["generator", *arguments]
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""
_PROGRAM = """\
#!{python} -IS
import json, os, socket, sys
asked = socket.socket(socket.AF_UNIX)
asked.connect({address!r})
told = json.dumps([os.getcwd(), dict(os.environ), sys.argv[1:]]).encode()
socket.send_fds(asked, [told], [0, 1, 2])
sys.exit(asked.recv(1)[0])
"""


@contextmanager
def loaded_program() -> Iterator[str]:
    """The text of the program, which can be started while the block runs."""
    with TemporaryDirectory(prefix="program-") as folder:
        address = str(Path(folder) / "socket")
        command = [sys.executable, "-c", _SERVER, address]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as server:
            try:
                assert server.stdout is not None
                server.stdout.readline()
                yield _PROGRAM.format(python=sys.executable, address=address)
            finally:
                server.terminate()
