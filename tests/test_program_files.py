"""Files by the programs of a package: named as curl names them, read while they are sent, and in a
server of the Model Context Protocol never those of its own disk, unless it was told."""

from __future__ import annotations

import base64
import io
import json
import os
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from tests import packages
from tests.test_programs import Line, Service, text

if TYPE_CHECKING:
    from mcp import Client
    from mcp.types import CallToolResult

ALBUM: Any = packages.Imported("program-files")
LINE: Any = packages.Imported("program-files", "._runtime.command_line")
SERVER: Any = packages.Imported("program-files", "._runtime.mcp_server")
PNG = b"\x89PNG\r\n\x00"


@pytest.fixture(scope="module")
def listening() -> Iterator[Service]:
    with Service() as server:
        threading.Thread(target=partial(server.serve_forever, 0.01), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def service(listening: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    listening.reset()
    listening.label, listening.body = "", b""
    monkeypatch.setenv(f"{ALBUM.__name__.upper()}_BASE_URL", listening.address)
    return listening


@pytest.fixture
def line(service: Service, capsysbinary: pytest.CaptureFixture[bytes]) -> Line:
    return Line(capsysbinary, LINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.txt").write_bytes(b"text of b")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _stdin(monkeypatch: pytest.MonkeyPatch, octets: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(octets), "utf-8"))


# --- the command line -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "name", "label"),
    [
        ("a.png", "a.png", "image/png"),
        ("@a.png", "a.png", "image/png"),
        ("@./a.png", "a.png", "image/png"),
        ("@a.png;type=image/x-own", "a.png", "image/x-own"),
        ("a.png;type=text/csv;charset=utf-16", "a.png", "text/csv;charset=utf-16"),
        ("@a.png;filename=b.jpeg", "b.jpeg", "image/jpeg"),
        ("@a.png;filename=b.jpeg;type=image/gif", "b.jpeg", "image/gif"),
        ("@a.png;type=image/gif;filename=c", "c", "image/gif"),
    ],
)
def test_a_file_of_a_form_is_named_as_curl_names_it(
    given: str, name: str, label: str, line: Line, service: Service, folder: Path
) -> None:
    assert line("photos", "add", "--photo", given, "--yes")[::2] == (0, "")
    ((_, _, content),) = service.requests
    head, _, rest = content.partition(b"\r\n\r\n")
    assert f'name="photo"; filename="{name}"\r\nContent-Type: {label}'.encode() in head
    assert rest.startswith(PNG)


def test_several_files_and_values_go_beside_one_another(
    line: Line, service: Service, folder: Path
) -> None:
    arguments = ["--photo", "@a.png", "--others", "a.png", "--others", "@a.png;filename=z.png"]
    arguments += ["--about", '{"title": "t"}', "--note", "@b.txt", "--yes"]
    assert line("photos", "add", *arguments)[0] == 0
    ((_, _, content),) = service.requests
    assert content.count(PNG) == 3
    assert content.count(b'name="others"') == 2
    assert b'{"title":"t"}' in content
    assert b"\r\n\r\n@b.txt\r\n" in content  # text, and no file


def test_parts_without_names_are_json_or_files(line: Line, service: Service, folder: Path) -> None:
    parts = ["--request", '{"title": "t"}', "--request", '@a.png;filename=a"\\.png']
    assert line("bundles", "add", *parts, "--yes")[::2] == (0, "")
    assert line("bundles", "add", "--request", '[{"title": "a"}, {"title": "b"}]', "--yes")[0] == 0
    first, second = (content for _, _, content in service.requests)
    assert b'Content-Type: application/json\r\n\r\n{"title":"t"}\r\n' in first
    disposition = b'Content-Disposition: attachment; filename="a\\"\\\\.png"'
    assert b"Content-Type: image/png\r\n" + disposition + b"\r\n\r\n" + PNG in first
    assert second.count(b'{"title":') == 2


@pytest.mark.parametrize("given", ["-", "@-", "@-;filename=in.png;type=image/png"])
def test_stdin_may_be_the_file(
    given: str, line: Line, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stdin(monkeypatch, PNG * 1000)
    assert line("photos", "add", "--photo", given, "--yes")[::2] == (0, "")
    ((_, _, content),) = service.requests
    assert PNG * 1000 in content
    named = b"in.png" if "filename" in given else b"stdin"
    assert b'filename="%s"' % named in content


def test_a_whole_body_has_the_type_that_is_said(
    line: Line, service: Service, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stdin(monkeypatch, PNG)
    assert line("photos", "put", "1", "--request", "a.png", "--yes")[0] == 0
    assert line("photos", "put", "1", "--request", "@a.png;type=image/gif", "--yes")[0] == 0
    assert line("photos", "put", "1", "--request", "@-;type=image/x", "--yes")[0] == 0
    labels = [headers["content-type"] for _, headers, _ in service.requests]
    assert labels == ["image/png", "image/gif", "image/x"]
    assert [content for _, _, content in service.requests] == [PNG] * 3


def test_a_pipe_is_a_file_too(line: Line, service: Service, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    thread = threading.Thread(target=(folder / "pipe").write_bytes, args=(PNG,))
    thread.start()
    assert line("photos", "add", "--photo", "@pipe", "--yes")[::2] == (0, "")
    thread.join()
    assert PNG in service.requests[0][2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--photo", "nowhere.png"], '--photo is not a file: "nowhere.png"'),
        (["--photo", "@nowhere.png"], '--photo is not a file: "nowhere.png"'),
        (["--photo", "@"], '--photo is not a file: ""'),
        (["--photo", ""], '--photo is not a file: ""'),
        (["--photo", "a\0b"], '--photo is not a file: "a\\u0000b"'),
        (["--photo", "long" * 2000], f'--photo is not a file: "{"long" * 33}…{"long" * 16}"'),
        (["--photo", "folder"], '--photo is a directory, and not a file: "folder"'),
        (["--photo", "@folder/"], '--photo is a directory, and not a file: "folder/"'),
        (["--photo", "@a.png;type=png"], "--photo has a type that is no media type, as image/png is one"),
        (["--photo", "@a.png;type="], "--photo has a type that is no media type, as image/png is one"),
        (["--photo", "-", "--others", "-"], "--others is stdin, which --photo reads already"),
        (["--photo", "@-;type=a/b", "--json", "about=-"], "--json about is stdin, which --photo reads already"),
        (["--others", "-", "--others", "@-"], "--others is stdin, which --others reads already"),
        (["--photo", "a.png", "--others", "b.txt"], "InvalidInputError: body: others has a content type that is none of image/png, image/jpeg"),
    ],
)  # fmt: skip
def test_what_is_no_file_is_said_in_a_line_and_nothing_is_sent(
    arguments: list[str], said: str, line: Line, service: Service, folder: Path
) -> None:
    code, out, err = line("photos", "add", *arguments, "--yes")
    assert (code, out) == (2, "")
    assert err == f"{said}\n"
    assert service.requests == []


def test_a_file_that_may_not_be_read_is_said(
    line: Line, service: Service, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, *_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patch:  # the tests may be run by root
        patch.setattr(Path, "open", refused)
        code, _, err = line("photos", "add", "--photo", "a.png", "--yes")
    assert (code, err) == (2, "--photo cannot be read (Permission denied)\n")
    assert service.requests == []


def test_a_body_of_one_kind_takes_no_type(line: Line, folder: Path) -> None:
    fixed: Any = packages.Imported("programs", "._runtime.command_values")
    body = {"python": "request", "kind": "binary", "content_types": ["image/png"]}
    with pytest.raises(fixed.WrongError, match="is sent as image/png, and as nothing else"):
        fixed._whole({**body, "content_type_keyword": None}, {}, "@a.png;type=image/gif")


def test_a_dry_run_shows_the_name_and_the_size_of_a_file(
    line: Line, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "secret.txt").write_bytes(b"secret text")
    arguments = ["--photo", "@secret.txt;filename=shown.txt", "--note", "a note", "--dry-run"]
    code, out, _ = line("photos", "add", *arguments)
    assert code == 0
    assert 'filename="shown.txt"' in out
    assert "(secret.txt, 11 bytes)" in out
    assert "a note" in out
    assert "secret text" not in out
    _stdin(monkeypatch, b"secret text")
    _, out, _ = line(
        "bundles",
        "add",
        "--request",
        '{"title": "t"}',
        "--request",
        "@-;type=image/png",
        "--dry-run",
    )
    assert '{"title":"t"}' in out
    assert ", 11 bytes)" in out
    assert "secret text" not in out
    _, out, _ = line("photos", "put", "1", "--request", "secret.txt;type=image/x", "--dry-run")
    assert out.endswith("\n\n(secret.txt, 11 bytes)\n")


def test_a_file_is_not_read_into_memory(line: Line, service: Service, folder: Path) -> None:
    size = 32 * 2**20
    with (folder / "large.png").open("wb") as file:
        file.truncate(size)
    service.arrived.clear()
    tracemalloc.start()
    _, out, _ = line("photos", "add", "--photo", "@large.png", "--dry-run")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert f"(large.png, {size} bytes)" in out
    assert peak < size / 4
    assert line("photos", "add", "--photo", "@large.png", "--yes")[0] == 0
    assert len(service.requests[0][2]) > size


def test_help_says_that_a_file_is_wanted(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERMINAL_WIDTH", "200")
    assert "FILE|-" in line("photos", "add", "--help")[1]
    assert "JSON|@FILE" in line("bundles", "add", "--help")[1]


# --- the Model Context Protocol -------------------------------------------------------------------


async def _session(files: Any, work: Any) -> Any:
    from mcp import Client

    async with ALBUM.AsyncAlbum() as client:
        tools = SERVER.offered(allow_writes=True, files=files)
        async with Client(SERVER.made(client, tools, files=files)) as session:
            return await work(session)


def called(name: str, arguments: dict[str, Any], **options: Any) -> CallToolResult:
    async def work(session: Client) -> CallToolResult:
        return await session.call_tool(name, arguments)

    result: CallToolResult = anyio.run(_session, SERVER.Files(**options), work)
    return result


def _encoded(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def test_a_file_has_its_name_and_its_type_in_a_tool(service: Service) -> None:
    file = {"content": _encoded(PNG), "name": "a.png"}
    assert not called("photos_add", {"photo": file, "others": [file]}).is_error
    assert not called("photos_add", {"photo": file | {"content_type": "image/gif"}}).is_error
    assert not called("photos_add", {"photo": _encoded(PNG)}).is_error
    assert not called("bundles_add", {"request": [{"title": "t"}, file]}).is_error
    whole = {"id": 1, "request": _encoded(PNG), "content_type": "image/png"}
    assert not called("photos_put", whole).is_error
    contents = [content for _, _, content in service.requests]
    assert contents[0].count(b'filename="a.png"\r\nContent-Type: image/png\r\n\r\n' + PNG) == 2
    assert b'filename="a.png"\r\nContent-Type: image/gif\r\n\r\n' + PNG in contents[1]
    assert b'filename="upload"\r\nContent-Type: application/octet-stream' in contents[2]
    assert b"Content-Type: image/png\r\nContent-Disposition: attachment" in contents[3]
    assert b'{"title":"t"}' in contents[3]
    assert contents[4] == PNG


def test_a_file_of_the_folder_is_sent_and_no_other(service: Service, folder: Path) -> None:
    allowed = (folder / "allowed").resolve()
    allowed.mkdir()
    (allowed / "c.png").write_bytes(PNG)
    (allowed / "link.png").symlink_to(folder / "b.txt")
    assert not called("photos_add", {"photo": {"path": "c.png"}}, folder=allowed).is_error
    assert not called(
        "photos_put", {"id": 1, "request": {"path": "c.png"}}, folder=allowed
    ).is_error
    assert b'filename="c.png"\r\nContent-Type: image/png\r\n\r\n' + PNG in service.requests[0][2]
    assert service.requests[1][2] == PNG
    for path in (
        "../b.txt",
        str(folder / "b.txt"),
        "link.png",
        "none.png",
        ".",
        "",
        "a\0b",
        "x" * 5000,
    ):
        refused = called("photos_add", {"photo": {"path": path}}, folder=allowed)
        assert refused.is_error
        assert text(refused) == "ValueError: photo is no file of the folder that may be sent"
    refused = called("photos_add", {"photo": {"path": "c.png"}})
    assert "photo is a path, and this server reads no files: give its content" in text(refused)
    assert len(service.requests) == 2


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        ("secret!", "photo is not base64"),
        ({"content": "secret!"}, "photo is not base64"),
        ({"content": 7}, "photo must have content or path, and may have name and content_type"),
        ({"name": "a.png"}, "photo must have content or path"),
        ({"content": "", "path": "a"}, "photo must have content or path"),
        ({"content": "", "size": "7"}, "photo must have content or path"),
        ({"content": "", "content_type": "png"}, "photo has a content_type that is no media type"),
        ({"content": _encoded(b"a" * 101)}, "photo has more than the 100 bytes that a file may"),
        (_encoded(b"a" * 5000), "photo has more than the 100 bytes that a file may have"),
    ],
)
def test_what_is_no_file_in_a_tool_is_said_without_it(
    photo: Any, said: str, service: Service
) -> None:
    refused = called("photos_add", {"photo": photo}, largest=100)
    assert refused.is_error
    assert said in text(refused)
    assert "secret" not in text(refused)
    assert service.requests == []
    assert not called("photos_add", {"photo": _encoded(b"a" * 100)}, largest=100).is_error


def test_a_large_file_of_the_folder_is_refused(service: Service, folder: Path) -> None:
    refused = called("photos_add", {"photo": {"path": "b.txt"}}, folder=folder.resolve(), largest=8)
    assert "photo has more than the 8 bytes" in text(refused)


def test_the_schema_says_what_a_file_is(service: Service, folder: Path) -> None:
    async def work(session: Client) -> dict[str, Any]:
        listed = (await session.list_tools()).tools
        return {each.name: each.input_schema["properties"] for each in listed}

    plain = anyio.run(_session, SERVER.Files(), work)
    own = anyio.run(_session, SERVER.Files(folder=folder), work)
    encoded = {"type": "string", "format": "byte", "contentEncoding": "base64"}
    photo = plain["photos_add"]["photo"]
    assert photo["description"] == "The photo itself."
    assert [list(way.get("properties", way)) for way in photo["anyOf"]] == [
        list(encoded),
        ["content", "name", "content_type"],
    ]
    assert plain["photos_put"]["request"] == encoded
    assert "path" not in json.dumps(plain)
    assert next(iter(own["photos_add"]["photo"]["anyOf"][2]["properties"])) == "path"
    assert list(own["photos_put"]["request"]["anyOf"][1]["properties"]) == ["path"]


def test_the_server_is_told_of_the_folder_when_it_starts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = SERVER._asked(["--files", str(folder), "--largest-file", "9"])
    assert (asked.files, asked.largest_file) == (folder, 9)
    for arguments, said in (
        (["--files", "nowhere"], "--files must be a folder"),
        (["--largest-file", "0"], "--largest-file must be at least 1"),
    ):
        with pytest.raises(SystemExit) as left:
            SERVER._asked(arguments)
        assert left.value.code == 2
        assert said in capsys.readouterr().err
