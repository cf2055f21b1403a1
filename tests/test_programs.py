"""The programs beside a client: a command line, and a server of the Model Context Protocol."""

from __future__ import annotations

import base64
import importlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio
import jsonschema_rs
import pytest

from generator.document.bundle import load
from generator.emit.programs import command_line
from tests import flagship, packages
from tests.servers import environment, mock_in_a_thread

if TYPE_CHECKING:  # it takes a second to load
    from mcp import Client
    from mcp.types import CallToolResult, Tool

DEPRECATED = "DeprecationWarning: The command 'remove' is deprecated.\n"
KEY = "secret-0123456789"
ELSE = "which --to FILE writes to a file, and --output raw as they are"
LINE: Any = packages.Imported("programs", "._runtime.command_line")
SERVER: Any = packages.Imported("programs", "._runtime.mcp_server")
OUTPUT: Any = packages.Imported("programs", "._runtime.output")
PACKAGE: Any = packages.Imported("programs")


class Service(ThreadingHTTPServer):
    """Answers each request with `status`, `label` and `body`, and keeps what was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reset()

    def reset(self) -> None:
        self.status, self.label, self.body = 200, "application/json", b"{}"
        self.bodies: list[bytes] = []  # before `body`
        self.missing = 0  # octets that never come
        self.arrived, self.left = threading.Event(), threading.Event()
        self.requests: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((f"{self.command} {self.path}", headers, sent))
        body = self.server.bodies.pop(0) if self.server.bodies else self.server.body
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body) + self.server.missing))
        self.send_header("X-Request-Id", "request-7")
        if self.server.label:
            self.send_header("Content-Type", self.server.label)
        self.end_headers()
        self.wfile.write(body)
        if self.server.missing:
            self.server.arrived.set()
            self.rfile.read(1)  # until the client goes
            self.server.left.set()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def listening() -> Iterator[Service]:
    with Service() as server:
        threading.Thread(target=partial(server.serve_forever, 0.01), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def service(listening: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    listening.reset()
    prefix = PACKAGE.__name__.upper()
    monkeypatch.setenv(f"{prefix}_KEY", KEY)
    monkeypatch.setenv(f"{prefix}_BASE_URL", listening.address)
    return listening


class Line:
    """The command line, run in this process: its exit code, and what it says."""

    def __init__(self, capture: pytest.CaptureFixture[bytes], module: Any = LINE) -> None:
        self._capture = capture
        self._program = module.program()

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        try:
            self._program.main(list(arguments), prog_name="library")
        except SystemExit as left:
            said = self._capture.readouterr()
            code = left.code if isinstance(left.code, int) else 0
            assert KEY.encode() not in said.out + said.err
            assert b"Traceback" not in said.err
            return code, said.out.decode(), said.err.decode()
        raise AssertionError("the command did not leave")


@pytest.fixture
def line(service: Service, capsysbinary: pytest.CaptureFixture[bytes]) -> Line:
    return Line(capsysbinary)


# --- what is sent ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "request_line", "body"),
    [
        ("books list", "GET /books", ""),
        ("books list --sort year --year 1 --year 2", "GET /books?sort=year&year=1&year=2", ""),
        ("books list --no-lent --heavier 1.5e3", "GET /books?lent=false&heavier=1500", ""),
        ("books list --json x", "GET /books?json=x", ""),
        ("books list --call-json year=[3]", "GET /books?year=3", ""),
        ("books get 7", "GET /books/7", ""),
        ("books get --id 7", "GET /books/7", ""),
        ("books get --id=-7", "GET /books/-7", ""),
        ("books remove 7 --yes", "DELETE /books/7", ""),
        ("books add --title Ü☃ --call-yes", "POST /books", '{"title":"Ü☃"}'),
        ("books add --title a --yes --call-yes", "POST /books", '{"title":"a","yes":true}'),
        ("books add --title a --no-yes --call-yes", "POST /books", '{"title":"a","yes":false}'),
        ("books add --title a --tags b --tags c --call-yes", "POST /books", '{"title":"a","tags":["b","c"]}'),
        ('books add --title a --author {"name":"b"} --call-yes', "POST /books", '{"title":"a","author":{"name":"b"}}'),
        ('books add --title a --author {"name":"b","weight":1.10000000000000000001} --call-yes', "POST /books", '{"title":"a","author":{"name":"b","weight":1.10000000000000000001}}'),
        ("books add --title a --json subtitle=null --call-yes", "POST /books", '{"title":"a","subtitle":null}'),
        ("books add --title a --price 1.10000000000000000001 --call-yes", "POST /books", '{"title":"a","price":1.10000000000000000001}'),
        ('books add --request {"title":"a"} --call-yes', "POST /books", '{"title":"a"}'),
        ('books add --json request={"title":"a"} --call-yes', "POST /books", '{"title":"a"}'),
        ("books change 3 --order title --yes", "PATCH /books/3", '{"order":"title"}'),
        ('books change 3 --request {"new":1} --yes', "PATCH /books/3", '{"new":1}'),
        ('notes add --request ["a"] --yes', "POST /notes", '["a"]'),
        ('books add --title a --authors {"name":"b"} --call-yes', "POST /books", '{"title":"a","authors":[{"name":"b"}]}'),
        ('books add --title a --authors {"name":"b"} --authors {"name":"c"} --call-yes', "POST /books", '{"title":"a","authors":[{"name":"b"},{"name":"c"}]}'),
        ('books add --title a --authors [{"name":"b"},{"name":"c"}] --call-yes', "POST /books", '{"title":"a","authors":[{"name":"b"},{"name":"c"}]}'),
        ("readers find main --card 7", "GET /readers?card=7&branch=main", ""),
        ("readers find main --card x7", "GET /readers?card=x7&branch=main", ""),
        ("readers find --branch main --email a@b", "GET /readers?email=a%40b&branch=main", ""),
    ],
)  # fmt: skip
def test_arguments_are_sent_as_the_document_has_them(
    arguments: str, request_line: str, body: str, line: Line, service: Service
) -> None:
    service.body = b"[]" if "list" in arguments else b'{"id": 1, "title": "a"}'
    code, _, err = line(*arguments.split())
    assert (code, err) == (0, "" if "remove" not in arguments else DEPRECATED)
    ((sent, headers, content),) = service.requests
    assert (sent, content.decode()) == (request_line, body)
    assert headers["x-key"] == KEY


def test_bodies_are_read_from_files_and_from_stdin(
    line: Line, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    octets, text = tmp_path / "a.png", tmp_path / "a.txt"
    octets.write_bytes(b"\x89PNG\x00")
    text.write_text('{"title": "Ü"}', encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"title": "in"}'), "utf-8"))
    assert line("books", "covers", "put", "1", "--request", str(octets), "--yes")[0] == 0
    assert line("books", "add", "--request", str(text), "--call-yes")[0] == 0
    assert line("books", "add", "--request", "-", "--call-yes")[0] == 0
    assert line("books", "add", "--request", f"@{text}", "--call-yes")[0] == 0
    service.label, service.body = "text/plain", b""
    assert line("books", "write-text", "1", "--request", str(text), "--yes")[0] == 0
    assert line("books", "covers", "scan", "1", "--picture", str(octets), "--yes")[0] == 0
    contents = [content for _, _, content in service.requests]
    assert contents.pop(3) == contents[1]
    assert contents[0] == b"\x89PNG\x00"
    assert [json.loads(content) for content in contents[1:3]] == [{"title": "Ü"}, {"title": "in"}]
    assert contents[3].decode() == '{"title": "Ü"}'
    assert b'filename="a.png"' in contents[4]
    assert b"\x89PNG\x00" in contents[4]


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("book list", "No such command 'book'. Did you mean 'books'?"),
        ("books lst", "No such command 'lst'. Did you mean 'list'?"),
        ("books list --srot year", "No such option: --srot"),
        ("books get", "ID or --id is missing"),
        ("books get x", "ID is not an integer"),
        ("books get 1 2", "by position 2 are given, where 1 can be"),
        ("books list --year x", "--year is not an integer"),
        ("books list --heavier nan", "--heavier is not a number"),
        ("books list --sort size", "InvalidInputError: query.sort: must be one of 'title', 'year'"),
        ("books list --output xml", "--output is none of json, table, raw"),
        ("books add --call-yes", "--title is missing"),
        ("books add --request {} --title a --call-yes", "--request is the whole body, of which --title is a field"),
        ('books add --request {"title": --call-yes', "--request is neither JSON nor a file (Expecting value: line 1 column 10 (char 9))"),
        ("books add --request nowhere.json --call-yes", "--request is neither JSON nor a file (Expecting value: line 1 column 1 (char 0))"),
        ("books add --json title=NaN --call-yes", "--json title is neither JSON nor a file (JSON has no NaN)"),
        ("books add --json author --call-yes", "--json wants NAME=JSON, of title, subtitle, price, tags, author, authors, yes, request"),
        ("books add --json autor=1 --call-yes", "--json wants NAME=JSON, of title, subtitle, price, tags, author, authors, yes, request"),
        ("books add --title a --author {} --call-yes", "InvalidInputError: body.author.name: is required"),
        ("books covers put 1 --request nowhere.png --yes", '--request is not a file: "nowhere.png"'),
        ("books covers scan 1 --picture nowhere.png --yes", '--picture is not a file: "nowhere.png"'),
        ("books covers put 1 --yes", "--request is missing"),
        ("books write-text 1 --request nowhere.txt --yes", "--request cannot be read (No such file or directory)"),
        ("readers find main --card 7 --email a", "InvalidInputError: exactly one of these must be given: email or card"),
        ("books remove 7", "DELETE /books/{id} is not sent without --yes, as there is no terminal to ask"),
        ("books add --title a", "POST /books is not sent without --call-yes, as there is no terminal to ask"),
        ("shelves list --call-limit 0", "--call-limit is not a number from 1"),
        ("books list --call-json year", "--call-json wants NAME=JSON, of sort, year, lent, heavier, json, seen"),
        ("books list --call-json year=x", "--call-json year is neither JSON nor a file (Expecting value: line 1 column 1 (char 0))"),
        ("shelves list --all --output raw", "--output raw is of one answer, and not of items"),
        ("books list --server south", "ConfigurationError: server must be one of main, branch"),
        ("books list --server branch --level none", "ConfigurationError: level must be one of test, live"),
        ("books list --base-url nowhere", "ConfigurationError: base_url must be an absolute http or https URL"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_said_in_a_line_and_nothing_is_sent(
    arguments: str, said: str, line: Line, service: Service
) -> None:
    code, out, err = line(*arguments.split())
    assert (code, out) == (2, "")
    assert said in err
    if not said.startswith("No such"):  # which Typer says, with how to get help
        assert err.removeprefix(DEPRECATED) == f"{said}\n"
    assert service.requests == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--request", "[" * 100_000], "--request is neither JSON nor a file (nested too deep)"),
        (["--request", "/" + "long" * 2000], "--request is neither JSON nor a file (Expecting value: line 1 column 1 (char 0))"),
        (["--request", "."], "--request is neither JSON nor a file (Expecting value: line 1 column 1 (char 0))"),
        (["--request", "-"], "--request cannot be read as UTF-8"),
        (["--title", "\udcff"], "InvalidInputError: body: cannot be encoded"),
        (["--json", f"price={'9' * 5000}"], "--json price is neither JSON nor a file"),
    ],
)  # fmt: skip
def test_odd_values_are_refused(
    arguments: list[str], said: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    code, _, err = line("books", "add", "--call-yes", *arguments)
    assert code == 2
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_a_stdin_that_is_closed_is_no_terminal(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert line("books", "remove", "7")[0] == 2
    assert line("books", "add", "--request", "-", "--call-yes")[0] == 2


def test_an_error_is_one_line_with_status_and_request_id(line: Line, service: Service) -> None:
    service.status, service.body = 404, b'{"reason": "private\\nword"}'
    code, out, err = line("books", "get", "7")
    assert (code, out) == (1, "")
    assert err == "NotFoundError: 404 Not Found for GET /books/{id} (request id request-7)\n"
    assert "private" in line("books", "get", "7", "--error-bodies")[2]


def test_an_error_of_a_page_that_is_not_asked_for_has_no_status(
    line: Line, service: Service
) -> None:
    service.body = b'{"page": {"shelves": [], "next": "same"}}'
    code, _, err = line("shelves", "list", "--all")
    assert (code, err.count("\n"), "status" in err) == (1, 1, False)


def test_a_network_that_fails_is_an_error_of_its_own(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = importlib.import_module(f"{PACKAGE.__name__}._runtime.client")
    monkeypatch.setattr(client.Client, "_sleep", lambda self, seconds: None)
    code, out, err = line("books", "get", "7", "--base-url", "http://127.0.0.1:1")
    assert (code, out) == (1, "")
    assert err.startswith("ConnectionFailedError: ")
    assert err.count("\n") == 1


def test_without_a_credential_nothing_is_sent(
    line: Line, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"{PACKAGE.__name__.upper()}_KEY"
    monkeypatch.delenv(variable)
    code, _, err = line("books", "list")
    assert code == 2
    assert variable in err
    assert service.requests == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code", "sent"), [("y\n", 0, 1), ("n\n", 1, 0), ("", 1, 0)])
def test_a_terminal_is_asked_before_something_is_deleted(
    answer: str, code: int, sent: int, line: Line, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.status, service.body, service.label = 204, b"", ""
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    asked = Terminal()
    monkeypatch.setattr(sys, "stderr", asked)
    assert line("books", "remove", "7")[0] == code
    assert "DELETE /books/7: Remove a book? [y/N]:" in asked.getvalue()
    assert len(service.requests) == sent


def test_an_interrupt_at_the_question_is_one(
    line: Line, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(Terminal):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert line("books", "remove", "7")[0] == 130
    assert service.requests == []


# --- what is shown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("KEY", "x-key: ***"),
        ("WORD", "&the%20word=***"),
        ("CRUMB", "cookie: seen=x; crumb=***"),
        ("TOKEN", "authorization: Bearer ***"),
    ],
)
@pytest.mark.parametrize("key", [KEY, "x"])
def test_a_dry_run_shows_the_request_without_the_key_and_sends_nothing(
    name: str,
    masked: str,
    key: str,
    line: Line,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prefix = PACKAGE.__name__.upper()
    monkeypatch.delenv(f"{prefix}_KEY")
    monkeypatch.setenv(f"{prefix}_{name}", key)
    code, out, err = line("books", "list", "--json", "x x", "--seen", "x", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith(f"GET {service.address}/books?json=x%20x")
    assert f"{masked}\n" in out
    assert out.count("***") == 1
    assert "cookie: seen=x" in out
    assert service.requests == []


def test_a_dry_run_masks_a_key_where_it_stands_and_nowhere_else(
    line: Line, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{PACKAGE.__name__.upper()}_KEY", "x")
    code, out, err = line("books", "add", "--title", "Ü x", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith(f"POST {service.address}/books\n")
    assert "\nx-key: ***\n" in out
    assert out.endswith('\n\n{"title":"Ü x"}\n')
    assert out.count("***") == 1
    assert service.requests == []


def test_a_dry_run_shows_no_octets(line: Line, tmp_path: Path) -> None:
    octets = tmp_path / "a.png"
    for content, size in ((b"\xff\x00", 2), (b"a" * 2**21, 2**21)):
        octets.write_bytes(content)
        _, out, _ = line("books", "covers", "put", "1", "--request", str(octets), "--dry-run")
        assert out.endswith(f"\n\n(a.png, {size} bytes)\n")


def test_json_is_shown_as_it_came_but_for_spaces(line: Line, service: Service) -> None:
    service.body = (
        b'{"id":1,"title":"\\u00dc \\ud800 \xe2\x98\x83","price":1.100,"big":12345678901234567890.5,'
        b'"empty":[[],{}],"a":[1,{"b":null}]}'
    )
    code, out, _ = line("books", "get", "1")
    assert code == 0
    assert out == (
        '{\n  "id": 1,\n  "title": "\\u00dc \\ud800 ☃",\n  "price": 1.100,\n'
        '  "big": 12345678901234567890.5,\n  "empty": [\n    [],\n    {}\n  ],\n'
        '  "a": [\n    1,\n    {\n      "b": null\n    }\n  ]\n}\n'
    )


@pytest.mark.parametrize(
    ("label", "body", "shown"),
    [
        ("application/json", b"", ""),
        ("", b"", ""),
        ("image/svg+xml", b"<svg/>", '"<svg/>"\n'),
        ("application/x-www-form-urlencoded", b"a=b", '"a=b"\n'),
        ("text/plain", 'say "Ü"'.encode(), '"say \\"Ü\\""\n'),
        ("application/json", b"[1", '"[1"\n'),
        ("application/json", b'\xef\xbb\xbf{"a": 1}', '{\n  "a": 1\n}\n'),
        ("text/html", b"<html>", '"<html>"\n'),
    ],
)
def test_every_answer_is_one_document_of_json_and_none_where_it_has_no_body(
    label: str, body: bytes, shown: str, line: Line, service: Service
) -> None:
    service.label, service.body = label, body
    assert line("books", "get", "1")[:2] == (0, shown)


def test_octets_go_to_a_file_or_as_they_are(line: Line, service: Service, tmp_path: Path) -> None:
    service.label, service.body = "image/png", b"\xff\x00\xfe"
    code, out, err = line("books", "covers", "get", "1")
    assert (code, out) == (1, "")
    assert err == f"ValueError: the answer has 3 bytes of image/png, {ELSE}\n"
    service.body = b"as it happens"
    for arguments in ((), ("--output", "table")):
        code, out, err = line("books", "covers", "get", "1", *arguments)
        assert (code, out) == (1, "")
        assert err == f"ValueError: the answer has 13 bytes of image/png, {ELSE}\n"
    service.label, service.body = "", b"\xff\x00\xfe"
    assert line("books", "covers", "get", "1")[::2] == (
        1,
        "ValueError: the answer has 3 bytes that are no text, which --to FILE writes to a file, "
        "and --output raw as they are\n",
    )
    service.label = "image/png"
    file = tmp_path / "cover.png"
    assert line("books", "covers", "get", "1", "--to", str(file)) == (0, "", "")
    assert file.read_bytes() == b"\xff\x00\xfe"
    service.label, service.body = "text/plain", b"as it is"
    for given in (("--output", "raw"), ("--to", "-")):  # no line break of ours
        assert line("books", "get", "1", *given) == (0, "as it is", "")


def test_octets_name_the_options_as_the_command_has_them() -> None:
    answer = SimpleNamespace(content=b"\xff", headers={"content-type": "image/png"})
    with pytest.raises(ValueError, match=r"--call-to FILE .* --call-output raw"):
        OUTPUT.shown(answer, "json", "", ("--call-to", "--call-output"))


def test_a_media_type_that_a_body_has_not_is_said_without_the_body() -> None:
    known: Any = packages.Imported("programs", "._runtime.command_values")
    labels = ["application/json", "application/x+json"]
    body = {"python": "request", "content_types": labels, "content_type_keyword": "content_type"}
    with pytest.raises(known.WrongError, match=r"^--content-type is none of application"):
        known._whole({"kind": "json", **body}, {"content_type": "private"}, '{"private": 1}')


def test_a_file_that_cannot_be_written_is_said_before_something_is_sent(
    line: Line, service: Service, tmp_path: Path
) -> None:
    for file, why in (("nowhere/cover.png", "No such file or directory"), ("", "Is a directory")):
        given = ("books", "covers", "get", "1", "--to", str(tmp_path / file))
        assert line(*given) == (2, "", f"--to cannot be written ({why})\n")
    assert service.requests == []


def test_a_link_or_a_device_that_an_answer_is_written_to_stays_what_it_is(tmp_path: Path) -> None:
    file, link, pipe = (tmp_path / name for name in ("file", "link", "pipe"))
    file.write_bytes(b"before")
    link.symlink_to("file")
    OUTPUT.save([b"a", b"b"], str(link))
    assert link.is_symlink()
    assert file.read_bytes() == b"ab"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    OUTPUT.save([b"a", b"b"], str(pipe))
    reader.join()
    assert found == [b"ab"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "link", "pipe"]
    assert pipe.is_fifo()


class Event(NamedTuple):
    data: Any
    event: str = "message"
    id: str = ""
    retry: float | None = None


class Items(list[Any]):
    """What walks over pages, or is read as it arrives inside of `with`."""

    def __enter__(self) -> Items:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("operation", "view", "arguments", "shown"),
    [
        ({"paging": {"kind": "cursor"}}, "", ["--all"], '{"id": 1, "title": "Ü", "new": [1.5]}\n7\n'),
        ({"stream": {"view": None}}, "", [], '{"id": 1, "title": "Ü", "new": [1.5]}\n7\n'),
        ({"stream": {"view": "with_streamed_events"}}, "with_streamed_events", ["--stream"],
         '{"data": {"id": 1, "title": "Ü", "new": [1.5]}, "event": "new", "id": "a", "retry": 1.5}\n{"data": 7}\n'),
    ],
)  # fmt: skip
def test_items_are_printed_a_line_each(
    operation: dict[str, Any],
    view: str,
    arguments: list[str],
    shown: str,
    service: Service,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = importlib.import_module(f"{PACKAGE.__name__}.models")
    book = models.Book.model_validate({"id": 1, "title": "Ü", "new": [1.5]})
    given = [Event(book, "new", "a", 1.5), Event(7)] if view else [book, 7]
    books = SimpleNamespace(list=lambda: Items(given))
    books = SimpleNamespace(**{view: books}) if view else books
    client = nullcontext(SimpleNamespace(books=books))
    module = importlib.import_module(f"{PACKAGE.__name__}._runtime.command_line")
    monkeypatch.setattr(module, "client_class", lambda name: lambda **options: client)
    for name, value in operation.items():
        monkeypatch.setitem(LINE.index()["operations"][0], name, value)
    assert Line(capsysbinary)("books", "list", *arguments) == (0, shown, "")


def test_nobody_is_asked_for_what_a_stream_sets_itself() -> None:
    programs = importlib.import_module(f"{PACKAGE.__name__}._runtime.programs")
    schema = {"required": ["q", "stream"], "properties": {"q": {}, "stream": {}}}
    body = {"required": True, "fields": {"q": "q", "stream": "stream"}, "schema": schema}
    entry: dict[str, Any] = {"parameters": [], "body": body, "stream": {"view": None}}
    assert programs.required(entry) == ["q", "stream"]
    entry["stream"]["condition"] = "stream"
    assert programs.required(entry) == ["q"]


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"a"
        raise OSError("cut off")

    file = tmp_path / "answer"
    file.write_bytes(b"before")
    with pytest.raises(OSError, match="cut off"):
        OUTPUT.save(parts(), str(file))
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"before"]


def test_a_table_has_every_field_of_every_row(line: Line, service: Service) -> None:
    rows = [{"id": 1, "title": "[bold]a\x1b[2J"}, {"id": 2, "tags": ["x", "y"]}, 7]
    service.body = json.dumps(rows).encode()
    _, out, _ = line("books", "list", "--output", "table")
    for word in ("id", "title", "tags", "value", "[bold]a\\x1b[2J", '["x", "y"]', "7"):
        assert word in out
    service.body = json.dumps(dict.fromkeys(map(str, range(60)), "wide")).encode()
    _, out, _ = line("books", "get", "1", "--output", "table")
    assert out.count("wide") == 60
    service.body = b"[]"
    assert line("books", "list", "--output", "table")[1] == "[]\n"


def pages() -> list[bytes]:
    """Three pages of two shelves each."""
    found: list[Any] = [
        {"shelves": [{"id": 2 * n}, {"id": 2 * n + 1}], "next": f"p{n}"} for n in range(3)
    ]
    del found[-1]["next"]
    return [json.dumps({"page": each, "seconds": 0.5}).encode() for each in found]


def cells(text: str) -> list[list[str]]:
    """What the rows of a table have, below its names."""
    return [
        [cell.strip() for cell in row.strip("│").split("│")]
        for row in text.splitlines()
        if row.startswith("│")
    ]


def test_a_table_of_a_page_has_its_items_and_the_other_fields_below(
    line: Line, service: Service
) -> None:
    service.bodies = pages()
    _, out, _ = line("shelves", "list", "--output", "table")
    assert cells(out) == [["0"], ["1"]]
    assert out.splitlines()[-2:] == ['page: {"next": "p0"}', "seconds: 0.5"]
    service.body = b'{"page": {"shelves": []}}'
    assert line("shelves", "list", "--output", "table")[1] != "[]\n"  # the second page
    service.bodies = []
    assert line("shelves", "list", "--output", "table")[1] == "[]\n"
    service.body = b'{"total": 2, "books": [{"id": 1}, {"id": 2}]}'
    _, out, _ = line("books", "get", "1", "--output", "table")
    assert (cells(out), out.splitlines()[-1]) == ([["1"], ["2"]], "total: 2")
    service.body = b'{"id": 1, "tags": ["a", "b"]}'
    _, out, _ = line("books", "get", "1", "--output", "table")
    assert cells(out) == [["id", "1"], ["tags", '["a", "b"]']]


def test_numbers_in_a_table_keep_their_digits(line: Line, service: Service) -> None:
    service.body = b'{"id": 1.00000000000000000001, "price": [1e400, {"a": 2.50}, "2.50"]}'
    _, out, _ = line("books", "get", "1", "--output", "table")
    price = '[1e400, {"a": 2.50}, "2.50"]'
    assert cells(out) == [["id", "1.00000000000000000001"], ["price", price]]
    service.body = b'{"deep": ' + b"[" * 700 + b"1.0" + b"]" * 700 + b"}"
    assert line("books", "get", "1", "--output", "table")[0] == 0


@pytest.mark.parametrize(
    ("options", "shown", "asked"),
    [(["--all"], 6, 3), (["--call-limit", "3"], 3, 2), (["--call-limit", "2"], 2, 1)],
)
def test_all_pages_or_the_first_items_of_them_are_printed(
    options: list[str], shown: int, asked: int, line: Line, service: Service
) -> None:
    service.bodies = pages()
    assert line("shelves", "list", "--limit", "2", *options) == (
        0,
        "".join(f'{{"id": {number}}}\n' for number in range(shown)),
        "",
    )
    assert [sent for sent, _, _ in service.requests] == [
        "GET /shelves?limit=2",
        "GET /shelves?after=p0&limit=2",
        "GET /shelves?after=p1&limit=2",
    ][:asked]
    service.bodies = pages()
    _, out, _ = line("shelves", "list", *options, "--output", "table")
    assert cells(out) == [[str(number)] for number in range(shown)]


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ("", "https://library.test/v1/"),
        ("--server branch", "https://north.test.l.library.test/v1/"),
        (
            "--server branch --level live --call-branch south",
            "https://south.live.l.library.test/v1/",
        ),
        ("--base-url http://own.test", "http://own.test/"),
    ],
)
def test_a_server_is_chosen_by_its_name_and_its_variables(
    options: str, address: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"{PACKAGE.__name__.upper()}_BASE_URL")
    code, out, err = line("readers", "find", "x", "--card", "1", *options.split(), "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith(f"GET {address}readers?")


def test_a_narrow_terminal_folds_a_table_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal, to rich
    monkeypatch.setenv("COLUMNS", "30")
    text = re.sub(r"\x1b\[\d+m", "", OUTPUT.table([{"name": "abcdefghij" * 5}]))
    assert max(map(len, text.splitlines())) <= 30
    assert "".join(filter(str.islower, text)).removeprefix("name") == "abcdefghij" * 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ["Library", "books", "Books that [bold]can[/bold] be lent.", "_KEY"]),
        (("books",), ["list", "List books", "covers", "write-text"]),
        ((), ["│ shelves   ", " list, watch  "]),  # which has no description
        (
            ("books", "add", "--help"),
            ["[to](https://library.test)", "--title", "The title.", "NUMBER"],
        ),
        (
            ("books", "add", "--help"),
            [
                "Once for each item, or a JSON array of all.",
                "The title. [required]",
                "Another word",
            ],
        ),
        (("readers", "find", "--help"), ["[required]", "main|branch", "north unless given"]),
        (("shelves", "list", "--help"), ["--all", "--call-limit", "How many a page has."]),
        (("books", "list", "--help"), ["title|year", "The order of the list.", "--call-json"]),
        (("readers", "find", "--help"), ["exactly one of: --email; --card", "[BRANCH]"]),
        (("books", "remove", "--help"), ["(deprecated)", "[ID]"]),
    ],
)
def test_help_says_what_the_document_says(
    arguments: tuple[str, ...], words: list[str], line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERMINAL_WIDTH", "200")
    _, out, err = line(*arguments)
    for word in words:
        assert word in out + err


def test_usage_shows_what_may_be_given_by_position_once() -> None:
    books = LINE.program().commands["books"]
    for name, usage in (("get", "[ID]"), ("list", "")):
        command = books.commands[name]
        pieces = [piece for each in command.params for piece in each.get_usage_pieces(None)]
        assert pieces == [usage][: bool(usage)]


def test_a_group_without_a_description_is_what_is_in_it() -> None:
    from typer.core import TyperCommand, TyperGroup

    inner = TyperGroup(name="events", help="What happened.")
    listed = [TyperCommand(name=each, callback=lambda: None) for each in ("get", "put")]
    groups = {
        "display": TyperGroup(name="display", commands={"events": inner}),
        "fields": TyperGroup(name="fields", commands={each.name: each for each in listed}),
        "views": TyperGroup(name="views", commands={"events": inner, "get": listed[0]}),
    }
    LINE._describe(TyperGroup(name="all", commands=groups))
    told = [group.short_help for group in groups.values()]
    assert told == ["What happened.", "get, put", "events, get"]


ODD_NAMES = """
openapi: 3.1.0
info: {title: "Odd \\e[31m[red]names", version: "1"}
x-sdk: {programs: [command-line, mcp]}
servers: [{url: https://odd.test}]
paths:
  /odd:
    post:
      operationId: chooseOdd
      summary: Choose
      x-sdk: {resource: odd, function: choose}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              discriminator: {propertyName: kind}
              oneOf: [{$ref: "#/components/schemas/name"}, {$ref: "#/components/schemas/size"}]
      responses: {"204": {description: Done.}}
    get:
      operationId: getOdd
      summary: "Odd \\e]0;title\\a [a](b)"
      x-sdk: {resource: odd, function: get}
      parameters:
      - {name: entry, in: query, schema: {type: integer}}
      - {name: given, in: query, schema: {type: integer}}
      - {name: help, in: query, schema: {type: boolean}, description: "Say\\e[2J more."}
      - {name: own, in: query, schema: {type: integer}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    name:
      type: object
      required: [kind, value]
      properties: {kind: {const: name}, value: {type: string}, only: {type: integer}}
    size: {type: object, required: [kind], properties: {kind: {const: size}, value: {type: integer}}}
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("odd")
    return packages.import_document(ODD_NAMES, "made_odd_names", folder).__name__


def test_fields_of_a_union_are_what_its_members_say(
    odd: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run = Line(capsysbinary, importlib.import_module(f"{odd}._runtime.command_line"))
    for given, sent in (
        ("--kind name --value x --only 5", b'{"kind":"name","value":"x","only":5}'),
        ("--kind size --value 5", b'{"kind":"size","value":5}'),
    ):
        code, out, err = run("odd", "choose", *given.split(), "--dry-run")
        assert (code, err, out.encode().splitlines()[-1]) == (0, "", sent)


def test_a_body_that_is_a_union_is_one_argument_of_a_tool(odd: str) -> None:
    tool = importlib.import_module(f"{odd}._runtime.mcp_server").offered(allow_writes=True)
    schema = tool["odd_choose"].tool.input_schema
    assert (list(schema["properties"]), schema["required"]) == (["request"], ["request"])
    assert len(schema["properties"]["request"]["anyOf"]) >= 2


def test_a_parameter_may_be_called_like_something_of_ours(
    odd: str, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Line(capsysbinary, importlib.import_module(f"{odd}._runtime.command_line"))
    names = ("entry", "given", "own")
    given = [word for each in names for word in (f"--{each}", "1")]
    code, out, err = run("odd", "get", *given, "--help", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith("GET https://odd.test/odd?entry=1&given=1&help=true&own=1\n")
    monkeypatch.setenv("COLUMNS", "200")
    for arguments in (("odd", "get", "--call-help"), ("odd", "--help"), ("--help",)):
        code, out, err = run(*arguments)
        assert (code, err, "\x1b" in out, "\x07" in out) == (0, "", False, False)
        assert r"Odd \x1b" in out


def test_completion_is_offered_by_a_command_and_not_by_a_module() -> None:
    for completes in (True, False):
        options = [each.name for each in LINE.program(completes=completes).params]
        assert ("install_completion" in options) == completes


def test_the_version_is_that_of_the_package(line: Line) -> None:
    assert line("--version") == (0, "0.1.0\n", "")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("library bo", ["books"]),
        ("library books li", ["list"]),
        ("library books list --so", ["--sort"]),
        ("library books list --sort y", ["year"]),
        ("library books list --output t", ["table"]),
        ("library books list --server b", ["branch"]),
    ],
)
def test_a_shell_completes_commands_options_and_choices(
    words: str, completed: list[str], line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_LIBRARY_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    assert line()[1].split() == completed


# --- tools ----------------------------------------------------------------------------------------


async def _session(options: dict[str, Any], work: Any) -> Any:
    """What `work` gives with a client of a server in this process."""
    from mcp import Client

    longest = options.pop("longest", 50_000)
    async with PACKAGE.AsyncLibrary() as client:
        server = SERVER.made(client, SERVER.offered(**options), longest)
        async with Client(server) as session:
            return await work(session)


def tools(**options: Any) -> dict[str, Tool]:
    async def work(session: Client) -> list[Tool]:
        return (await session.list_tools()).tools

    return {tool.name: tool for tool in anyio.run(_session, options, work)}


def called(name: str, arguments: dict[str, Any], **options: Any) -> CallToolResult:
    async def work(session: Client) -> CallToolResult:
        return await session.call_tool(name, arguments)

    result: CallToolResult = anyio.run(_session, {"allow_writes": True, **options}, work)
    assert KEY not in result.model_dump_json()
    return result


def text(result: CallToolResult) -> str:
    return "\n".join(each.text for each in result.content if each.type == "text")


def test_only_what_reads_is_a_tool_unless_writing_is_allowed(service: Service) -> None:
    reading = ["books_list", "books_get", "books_covers_get", "readers_find", "shelves_list"]
    reading.append("shelves_watch")
    assert list(tools())[:-1] == reading
    assert {*tools(allow_writes=True)} > {*reading, "books_add", "books_remove", "notes_add"}


def test_tools_are_those_of_the_resources_that_are_asked_for(service: Service) -> None:
    assert list(tools(only=("books.covers", "readers"))) == ["books_covers_get", "readers_find"]
    assert list(tools(only=("books",))) == ["books_list", "books_get", "books_covers_get"]


def test_names_of_tools_are_as_long_as_clients_take(service: Service) -> None:
    (longest,) = (name for name in tools() if name.startswith("an_operation"))
    assert len(longest) == 64
    assert longest.startswith("an_operation_in_a_resource_with_a_long_name_and_a_funct")


def test_hints_say_what_a_call_does(service: Service) -> None:
    known = {
        name: tool.annotations
        for name, tool in tools(allow_writes=True).items()
        if tool.annotations
    }

    def hints(name: str) -> tuple[bool | None, bool | None, bool | None]:
        said = known[name]
        return said.read_only_hint, said.destructive_hint, said.idempotent_hint

    assert hints("books_get") == (True, False, True)
    assert hints("books_add") == (False, True, False)
    assert hints("books_remove") == (False, True, True)


def test_a_tool_says_that_it_is_deprecated(service: Service) -> None:
    known = tools(allow_writes=True)
    assert known["books_remove"].description == "Remove a book\n\nDeprecated."
    assert known["books_get"].description == "Get a book"


def test_the_schema_of_a_tool_is_that_of_the_document(service: Service) -> None:
    known = tools(allow_writes=True)
    added, changed, scanned = (
        known[name].input_schema for name in ("books_add", "books_change", "books_covers_scan")
    )
    assert added["required"] == ["title"]
    assert added["properties"]["title"] == {
        "type": "string",
        "description": "The title.",
        "maxLength": 100,
    }
    assert added["properties"]["author"] == {"$ref": "#/$defs/Person"}
    assert list(added["$defs"]) == ["Person"]
    assert "id" not in added["properties"]  # which is read-only
    assert list(changed["properties"]) == ["id", "request"]  # which may have more fields
    assert changed["$defs"].keys() == {"Change", "Order"}
    encoded = scanned["properties"]["picture"]["anyOf"][0]
    assert encoded["contentEncoding"] == "base64"
    for tool in known.values():
        jsonschema_rs.validator_for(tool.input_schema)
        assert tool.input_schema["additionalProperties"] is False


def test_a_call_gives_structured_content_and_text(service: Service) -> None:
    service.body = b'[{"id": 1, "title": "\xc3\x9c"}]'
    result = called("books_list", {"sort": "year", "year": [1]})
    assert (result.is_error, result.structured_content) == (
        False,
        {"result": [{"id": 1, "title": "Ü"}]},
    )
    assert text(result) == service.body.decode()
    assert service.requests[0][0] == "GET /books?sort=year&year=1"
    service.body = b'{"id": 2, "title": "a"}'
    result = called("books_add", {"title": "a", "author": {"name": "b"}})
    assert result.structured_content == {"id": 2, "title": "a"}
    assert json.loads(service.requests[1][2]) == {"title": "a", "author": {"name": "b"}}
    called("books_remove", {"id": 3})
    assert service.requests[2][0] == "DELETE /books/3"


def test_octets_are_given_as_base64(service: Service) -> None:
    service.label, service.body = "", b""
    octets = base64.b64encode(b"\x89PNG").decode()
    assert not called("books_covers_put", {"id": 1, "request": octets}).is_error
    assert not called("books_covers_scan", {"id": 1, "picture": octets, "note": "n"}).is_error
    assert service.requests[0][2] == b"\x89PNG"
    assert b"\x89PNG" in service.requests[1][2]
    wrong = called("books_covers_put", {"id": 1, "request": "no base64"})
    assert wrong.is_error
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("books_get", {}, "missing: id"),
        ("books_get", {"id": "x"}, "InvalidInputError: path.id: must be a valid integer"),
        ("books_get", {"id": 1, "options": {}}, "there is no argument 'options'"),
        ("books_list", {"sort": "size"}, "InvalidInputError: query.sort: must be one of 'title', 'year'"),
        ("books_add", {"title": "a", "author": {}}, "InvalidInputError: body.author.name: is required"),
        ("books_change", {"id": 1, "request": []}, "InvalidInputError: body: must be an object"),
        ("readers_find", {"branch": "b"}, "InvalidInputError: exactly one of these must be given: email or card"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_a_result_that_says_why(
    name: str, arguments: dict[str, Any], said: str, service: Service
) -> None:
    result = called(name, arguments)
    assert (result.is_error, text(result), service.requests) == (True, said, [])


def test_an_error_of_the_api_is_a_result_without_its_body(service: Service) -> None:
    service.status, service.body = 403, b'"private"'
    result = called("books_get", {"id": 1})
    assert result.is_error
    assert text(result) == (
        "PermissionDeniedError: 403 Forbidden for GET /books/{id} (request id request-7)"
    )


def test_a_tool_that_is_not_offered_is_an_error_of_the_protocol(service: Service) -> None:
    from mcp import MCPError

    async def work(session: Client) -> None:
        with pytest.raises(MCPError, match="there is no tool 'books_remove'"):
            await session.call_tool("books_remove", {"id": 1})

    anyio.run(_session, {}, work)
    assert service.requests == []


def test_a_long_result_is_cut_and_says_so(service: Service) -> None:
    service.body = json.dumps([{"id": number, "title": "a"} for number in range(1000)]).encode()
    result = called("books_list", {}, longest=100)
    assert text(result).endswith("Only the first 4 of 1000 items are shown: ask for fewer.")
    assert json.loads(text(result).partition("\n")[0]) == json.loads(service.body)[:4]
    assert result.structured_content["shown"] == 4
    service.label, service.body = "text/plain", b"a" * 1000
    result = called("books_get", {"id": 1}, longest=100)
    assert text(result).endswith("\nOnly the first 100 of 1002 characters are shown.")
    service.label, service.body = "image/png", b"\xff" * 1000
    result = called("books_covers_get", {"id": 1})
    assert text(result) == "ValueError: the answer has 1000 bytes of image/png that are no text"


def test_a_long_page_is_cut_after_an_item_and_stays_a_page(service: Service) -> None:
    shelves = [{"id": number, "tags": ["a", "b"]} for number in range(1000)]
    service.body = json.dumps({"page": {"shelves": shelves, "next": "n"}, "seconds": 1}).encode()
    result = called("shelves_list", {}, longest=150)
    assert text(result).endswith("Only the first 3 of 1000 items are shown: ask for fewer.")
    cut = {"page": {"shelves": shelves[:3], "next": "n"}, "seconds": 1}
    assert json.loads(text(result).partition("\n")[0]) == result.structured_content == cut
    service.body = json.dumps({"page": {"shelves": shelves, "next": "n" * 200}}).encode()
    result = called("shelves_list", {}, longest=150)
    assert text(result).partition("\n")[0] == service.body.decode()[:150]


def events(*shelves: int) -> bytes:
    return "".join(f'data: {{"id": {each}}}\n\n' for each in shelves).encode()


def test_a_result_is_what_every_client_can_read(service: Service) -> None:
    service.body = rb'{"a\udfff": "\ud800", "b": "\ud83d\ude00"}'
    result = called("books_get", {"id": 1})
    assert result.structured_content == {"a\ufffd": "\ufffd", "b": "\U0001f600"}
    service.body = b'["%s", "%s"]' % (rb"\ud800", b"a" * 40)
    result = called("books_list", {}, longest=20)
    assert text(result).partition("\n")[0] == '["\ufffd"]'
    service.body = deep = b'{"a":' * 150 + b"1" + b"}" * 150
    result = called("books_get", {"id": 1})
    assert (text(result), result.structured_content) == (deep.decode(), None)


def test_a_stream_is_read_to_its_end_or_as_far_as_there_is_room_or_time(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.label, service.body = "text/event-stream", events(1, 2)
    result = called("shelves_watch", {"id": 1})
    assert text(result) == '[{"data": {"id": 1}}, {"data": {"id": 2}}]'
    assert result.structured_content == {"result": [{"data": {"id": 1}}, {"data": {"id": 2}}]}
    service.body, service.missing = events(*range(100)), 1
    result = called("shelves_watch", {"id": 1}, longest=50)
    assert text(result).endswith("Only the first are shown: 2 items; there may be more.")
    assert len(result.structured_content["result"]) == 2
    module = importlib.import_module(f"{PACKAGE.__name__}._runtime.mcp_server")
    monkeypatch.setattr(module, "_SECONDS", 0.3)
    result = called("shelves_watch", {"id": 1})
    assert (result.is_error, "Those of 0.3 seconds" in text(result)) == (False, True)
    service.status, service.missing = 404, 0
    assert called("shelves_watch", {"id": 1}).is_error


def test_a_call_that_is_cancelled_leaves_the_api(service: Service) -> None:
    service.missing = 1

    async def work(session: Client) -> CallToolResult:
        async with anyio.create_task_group() as group:
            group.start_soon(session.call_tool, "books_get", {"id": 1})
            assert await anyio.to_thread.run_sync(service.arrived.wait, 30)
            group.cancel_scope.cancel()
        assert await anyio.to_thread.run_sync(service.left.wait, 30)
        service.missing = 0
        return await session.call_tool("books_get", {"id": 2})

    assert not anyio.run(_session, {}, work).is_error


def test_a_server_is_chosen_by_options(service: Service) -> None:
    asked = vars(SERVER._asked(["--server", "branch", "--level", "live", "--server-longest", "x"]))
    chosen = {name: asked[name] for name in asked if name.startswith("server:")}
    assert chosen == {
        "server:server": "branch",
        "server:branch": None,
        "server:level": "live",
        "server:longest": "x",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--server", "south"], "argument --server: invalid choice: 'south'"),
        (["--only", "boks"], "there is no resource boks; books may be meant"),
        (["--only", ""], "there is no resource "),
        (["--longest", "0"], "--longest must be at least 1"),
        (["--all"], "unrecognized arguments: --all"),
    ],
)
def test_the_server_refuses_options_that_it_does_not_understand(
    arguments: list[str], said: str, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        SERVER._asked(arguments)
    assert left.value.code == 2
    assert said in capsys.readouterr().err


# --- as programs ----------------------------------------------------------------------------------


@pytest.fixture
def programs_environment(service: Service) -> dict[str, str]:
    prefix = PACKAGE.__name__.upper()
    more = {f"{prefix}_KEY": KEY, f"{prefix}_BASE_URL": service.address}
    return environment(PYTHONPATH=str(Path(PACKAGE.__file__).parents[1]), **more)


def test_a_pipe_that_is_closed_ends_the_command_line_quietly(
    service: Service, programs_environment: dict[str, str]
) -> None:
    service.body = json.dumps([{"id": 1, "title": "a" * 100}] * 10_000).encode()
    with subprocess.Popen(
        [sys.executable, "-m", PACKAGE.__name__, "books", "list"],
        env=programs_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.read(1) == b"["
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 1


@pytest.fixture
def mock() -> Iterator[str]:
    """The address of our mock server of the document."""
    with mock_in_a_thread(load(packages.CASES / "programs" / "openapi.yaml")) as served:
        yield served


def test_a_client_of_the_protocol_calls_tools_of_the_mock_server_over_stdio(
    mock: str, programs_environment: dict[str, str]
) -> None:
    from mcp import ClientSession, StdioServerParameters, stdio_client

    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", f"{PACKAGE.__name__}.mcp", "--only", "books", "--base-url", mock],
        env=programs_environment,
    )

    async def work() -> tuple[list[str], CallToolResult, CallToolResult]:
        async with stdio_client(parameters) as streams, ClientSession(*streams) as session:
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            listed = await session.call_tool("books_list", {"sort": "title", "year": [1999]})
            return names, listed, await session.call_tool("books_get", {"id": 7, "title": "a"})

    names, listed, refused = anyio.run(work)
    assert names == ["books_list", "books_get", "books_covers_get"]
    assert [each["id"] for each in listed.structured_content["result"]] == [1]
    assert text(refused) == "there is no argument 'title'"


def _serving(mock: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The server of tools, which has answered."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"{PACKAGE.__name__}.mcp", "--base-url", mock],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    client = {"name": "test", "version": "1"}
    asked = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client}
    message = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked}
    process.stdin.write(json.dumps(message).encode() + b"\n")
    process.stdin.flush()
    assert b'"serverInfo"' in process.stdout.readline()
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="it ends by the signal, as only POSIX tells")
def test_a_server_that_is_interrupted_waits_for_no_line_of_its_client(
    mock: str, programs_environment: dict[str, str]
) -> None:
    with _serving(mock, programs_environment) as process:
        try:
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == -signal.SIGINT
            assert process.communicate()[1] == b""
        finally:
            process.kill()


def test_a_server_whose_client_is_gone_says_nothing(
    mock: str, programs_environment: dict[str, str]
) -> None:
    with _serving(mock, programs_environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        process.stdin.write(b'{"jsonrpc": "2.0", "id": 2, "method": "ping"}\n')
        process.stdin.close()
        assert process.stderr is not None
        assert (process.stderr.read(), process.wait(10)) == (b"", 0)


def test_a_program_without_what_it_needs_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module, source, needed, requirements in (
        ("__main__", "command_line", "typer", "'typer>=0.27,<0.30' 'rich>=13.8'"),
        ("mcp", "mcp_server", "mcp", "'mcp>=2.3,<3'"),
    ):
        monkeypatch.delitem(sys.modules, f"{PACKAGE.__name__}._runtime.{source}", raising=False)
        monkeypatch.setitem(sys.modules, needed, None)
        with pytest.raises(SystemExit) as left:
            importlib.import_module(f"{PACKAGE.__name__}.{module}").main()
        assert left.value.code == 2
        said = capsys.readouterr().err
        assert said.endswith(f": this needs {needed}, as in pip install {requirements}\n")
        assert said.count("\n") == 1


def test_a_program_that_is_interrupted_while_it_starts_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    starting: Any = importlib.import_module(f"{PACKAGE.__name__}._runtime.programs")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(starting, "import_module", interrupted)
    with pytest.raises(SystemExit) as left:
        starting.run("command_line", "typer", "library[cli]")
    assert (left.value.code, capsys.readouterr().err) == (130, "")


def test_a_package_that_is_imported_imports_no_program(
    programs_environment: dict[str, str],
) -> None:
    code = (
        f"import sys, {PACKAGE.__name__} as made; made.Library(key='k').books; "
        "print({'typer', 'rich', 'mcp'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=programs_environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


# --- what is said of them -------------------------------------------------------------------------


def test_the_project_has_an_extra_and_a_script_for_each_program() -> None:
    folder, name = Path(PACKAGE.__file__).parents[1], PACKAGE.__name__
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["optional-dependencies"].keys() == {"cli", "mcp"}
    script = name.replace("_", "-")
    assert project["scripts"] == {
        script: f"{name}.__main__:main",
        f"{script}-mcp": f"{name}.mcp:main",
    }


def test_the_readme_shows_calls_that_work(line: Line) -> None:
    text = (Path(PACKAGE.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    shown = text.partition("```sh\n")[2].partition("```")[0].splitlines()
    assert len(shown) == 3
    for command in shown:
        assert line(*command.split()[1:])[0] == 0
    assert text.count("`pip install 'typer>=0.27,<0.30' 'rich>=13.8'`") == 1
    assert text.count("`pip install 'mcp>=2.3,<3'`") == 1
    settings = json.loads(text.partition("```json\n")[2].partition("```")[0])
    assert list(settings["mcpServers"].values()) == [
        {
            "command": f"{PACKAGE.__name__.replace('_', '-')}-mcp",
            "args": [],
            "env": dict.fromkeys(
                (
                    f"{PACKAGE.__name__.upper()}_{name}"
                    for name in ("KEY", "WORD", "CRUMB", "TOKEN")
                ),
                "…",
            ),
        }
    ]


def test_the_readme_names_what_is_left_out_where_no_program_is_installed() -> None:
    """What imports their libraries, and by name no other module does: a type checker does not
    follow what a program loads when it starts.
    """
    folder = Path(PACKAGE.__file__).parent
    text = (folder.parent / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+[.]py)`", text.partition("## Types\n")[2]))
    files = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*.py")}
    source = {name: each.read_text(encoding="utf-8") for name, each in files.items()}
    library = re.compile(r"^ *(?:from|import) (?:typer|rich|mcp)\b", re.MULTILINE)
    assert named == {name for name, code in source.items() if library.search(code)}
    stems = "|".join(Path(name).stem for name in named)
    imported = re.compile(rf"^ *from [.]+(?:_runtime[.])?(?:{stems}) import ", re.MULTILINE)
    assert {name for name, code in source.items() if imported.search(code)} <= named


def test_the_flagships_readme_shows_no_call_that_is_deprecated() -> None:
    api = flagship.api()
    shown = command_line(api)
    assert shown is not None
    deprecated = {
        " ".join((*each.resource, each.function)).replace("_", "-")
        for each in api.operations
        if each.deprecated
    }
    assert "actions list" in deprecated
    called = {each.text.removeprefix("np6 ").partition(" --")[0] for each in shown.examples}
    assert called.isdisjoint(deprecated)


def test_a_package_that_is_not_asked_for_programs_has_nothing_of_them() -> None:
    package = packages.imported("enums")
    folder = Path(package.__file__ or "").parent
    names = {file.stem for file in folder.rglob("*.py")}
    assert names.isdisjoint(("__main__", "mcp", "programs", "command_line", "mcp_server", "output"))
    index = json.loads((folder / "operations.json").read_text(encoding="utf-8"))
    assert index.keys() == {"client", "async_client", "construct", "operations"}
    assert not any(
        "schema" in each for entry in index["operations"] for each in entry["parameters"]
    )
    for file in ("README.md", "pyproject.toml"):
        assert "mcp" not in (folder.parent / file).read_text(encoding="utf-8")
