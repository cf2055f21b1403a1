"""Documents and overlays that are no files: those of a server, and of standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
import pty
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest

from generator.cli import main
from generator.document import origins
from generator.document.direct import Transport
from generator.mock.tls import certify, published
from tests.servers import environment

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example.com"}]
paths:
  /pets:
    get:
      operationId: getPet
      responses:
        "200":
          description: A pet.
          content: {application/json: {schema: {$ref: "schemas/pet.json#/Pet"}}}
"""
SCHEMAS = '{"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}'
OVERLAY = """\
overlay: 1.0.0
info: {title: ours, version: "1"}
actions: [{target: $.info, update: {title: Our pets}}]
"""


@dataclass
class Site:
    """What a server has: pages, those it sends as gzip, and redirections; and what it was asked, with what credentials."""

    pages: dict[str, str] = field(default_factory=dict)
    zipped: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""
    ca_file: Path = Path()


@contextmanager
def serving(*, tls: bool = False, host: str = "127.0.0.1") -> Iterator[Site]:
    """A server of pages, which serves a client that takes it for a proxy alike."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept, if the client does
        disable_nagle_algorithm = True  # else a body waits until its headers are acknowledged

        def do_GET(self) -> None:
            path = self.path
            site.asked.append((path, self.headers.get("Authorization")))
            page, goal = site.pages.get(path), site.moved.get(path)
            content = site.zipped.get(path, (page or "").encode())
            is_known = path in site.zipped or page is not None
            self.send_response(302 if goal else 200 if is_known else 404)
            if goal:
                self.send_header("Location", goal)
            self.send_header("Content-Type", "image/png")
            if path in site.zipped:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    certified = certify()
    with (
        ThreadingHTTPServer((host, 0), Handler) as server,
        published(certified.authority, None) as ca_file,
    ):
        if tls:
            server.socket = certified.context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        site.address = f"http{'s' if tls else ''}://{host}:{server.server_port}"
        site.ca_file = ca_file
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with a document of two files, a copy that moved there, and an overlay."""
    monkeypatch.chdir(tmp_path)
    for name in [each for each in os.environ if each.upper().endswith("_PROXY")]:
        monkeypatch.delenv(name)
    with serving() as site:
        site.pages |= {
            "/v2/openapi.json": DOCUMENT,
            "/v2/schemas/pet.json": SCHEMAS,
            "/ours": OVERLAY,
        }
        site.moved["/openapi.yaml"] = "/v2/openapi.json"
        yield site


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a text on standard input, which is a pipe that can be read once."""

    def put(text: str) -> None:
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(text.encode())
        kept = os.dup(0)
        os.dup2(reading, 0)
        os.close(reading)
        undone.append(kept)

    undone: list[int] = []
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    yield put  # type: ignore[misc]
    for kept in undone:
        os.dup2(kept, 0)
        os.close(kept)


def test_a_url_is_a_document_and_its_references_count_from_where_it_was_found(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--spec", f"{site.address}/openapi.yaml", "--allow-remote", "--out", "out"]
    assert main(["regenerate", *options]) == 0
    assert [path for path, _ in site.asked] == [
        "/openapi.yaml",
        "/v2/openapi.json",
        "/v2/schemas/pet.json",
    ]
    assert "class Pet(" in Path("out/pets/models/pet.py").read_text()
    assert main(["check", *options]) == 0
    site.pages["/v2/schemas/pet.json"] = SCHEMAS.replace("string", "integer")
    capsys.readouterr()
    assert main(["check", *options]) == 1
    assert "(document changed)" in capsys.readouterr().out


def test_an_overlay_of_a_url_is_in_the_manifest_by_its_address(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = ["--spec", f"{site.address}/v2/openapi.json", "--allow-remote", "--out", "out"]
    options = [*spec, "--overlay", f"{site.address}/ours"]
    assert main(["regenerate", *options]) == 0
    assert "# Our pets" in Path("out/README.md").read_text()
    assert f'"overlays 1 {site.address}/ours"' in Path("out/.manifest.json").read_text()
    assert main(["check", *options]) == 0
    capsys.readouterr()
    assert main(["check", *spec, "--package", "our_pets"]) == 1
    assert f"was written with --overlay {site.address}/ours" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["regenerate", "check"])
def test_what_a_reference_leads_to_is_asked_for_once_though_an_overlay_changes_the_document(
    command: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/v2/openapi.json"] = DOCUMENT.replace(
        '"200":', '"400": {$ref: "gone.json#/Error"}\n        "200":'
    )
    options = ["--spec", f"{site.address}/v2/openapi.json", "--allow-remote", "--out", "out"]
    options += ["--keep-going"] if command == "regenerate" else []
    main([command, *options, "--overlay", f"{site.address}/ours"])
    assert [path for path, _ in site.asked] == [
        "/v2/openapi.json",
        "/ours",
        "/v2/gone.json",
        "/v2/schemas/pet.json",
    ]


@pytest.mark.parametrize(
    "command", ["describe", "lint", "coverage", "regenerate --out out", "check", "bundle --out -"]
)
def test_the_network_is_used_with_leave_only(
    command: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"{site.address.replace('//', '//me:secret@')}/openapi.yaml"
    assert main([*command.split(), "--spec", url]) == 2
    told = f"{site.address}/openapi.yaml is on the network, which is used with --allow-remote only"
    assert capsys.readouterr().err == f"error: --spec: {told}\n"
    assert site.asked == []


def test_the_user_and_password_of_a_url_are_sent_and_never_told(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/v2/schemas/pet.json"] = "Pet: {type: wrong}"
    url = f"{site.address.replace('//', '//me:secret@')}/openapi.yaml"
    assert main(["lint", "--spec", url, "--allow-remote", "--overlay", f"{url}/none"]) == 2
    assert main(["lint", "--spec", url, "--allow-remote"]) == 1
    assert {credentials for _, credentials in site.asked} == {"Basic bWU6c2VjcmV0"}
    told = "".join(capsys.readouterr())
    assert f"{site.address}/v2/schemas/pet.json:1:13: " in told
    assert f"{site.address}/openapi.yaml/none:1:1: SRC001 answers with status 404" in told
    assert "secret" not in told


def test_findings_of_a_url_name_it_with_lines(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/bad"] = DOCUMENT.replace("operationId: getPet", "operationId: [1]")
    assert main(["lint", "--spec", f"{site.address}/bad", "--allow-remote"]) == 1
    assert f"{site.address}/bad:7:20: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ("file:///etc/passwd", "redirects to an address of `file:`, which is not followed"),
        ("/loop", "redirects more than 5 times"),
        ("/gone", "answers with status 404"),
    ],
)
def test_where_a_redirection_may_not_lead(
    moved: str, told: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.moved["/loop"] = moved
    assert main(["describe", "--spec", f"{site.address}/loop", "--allow-remote"]) == 2
    assert capsys.readouterr().err == f"{site.address}/loop:1:1: SRC001 {told}\n"


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.7.7", "127.0.0.2", "[::ffff:10.0.0.1]"])
def test_an_address_of_this_machine_does_not_lead_to_another_private_host(
    host: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.moved["/moved"] = f"http://{host}:1/openapi.json"
    assert main(["describe", "--spec", f"{site.address}/moved", "--allow-remote"]) == 2
    assert capsys.readouterr().err == (
        f"{site.address}/moved:1:1: SRC001 redirects to another host of this machine or of its "
        "private network; refused\n"
    )


def test_a_private_host_may_redirect_to_itself_by_its_name_or_its_number(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    port = site.address.rpartition(":")[2]
    site.moved["/numbered"] = f"{site.address}/v2/openapi.json"
    assert main(["describe", "--spec", f"{site.address}/numbered", "--allow-remote"]) == 0
    named = f"http://localhost:{port}/numbered"
    assert main(["describe", "--spec", named, "--allow-remote"]) == 0
    assert capsys.readouterr().err == ""


def test_a_reference_leads_to_another_private_host_no_more_than_a_redirection(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(host="127.0.0.2") as other:
        other.pages["/pet.json"] = SCHEMAS
        site.pages["/refers"] = DOCUMENT.replace("schemas/pet.json", f"{other.address}/pet.json")
        assert main(["describe", "--spec", f"{site.address}/refers", "--allow-remote"]) == 1
        told = "is referred to from another host of this machine or of its private network; refused"
        assert f"`{other.address}/pet.json` {told}" in capsys.readouterr().err
        assert other.asked == []
        # what is on this machine is the user's own, and may refer to both
        Path("ours.yaml").write_text(site.pages["/refers"])
        assert main(["describe", "--spec", "ours.yaml", "--allow-remote"]) == 0
        assert other.asked == [("/pet.json", None)]


def test_what_a_reference_leads_to_refers_as_the_host_that_it_came_from(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ours.yaml").write_text(DOCUMENT.replace("schemas/", f"{site.address}/v2/schemas/"))
    options = ["--spec", "ours.yaml", "--allow-remote"]
    with serving(host="127.0.0.2") as other:
        site.pages["/v2/schemas/cat.json"] = other.pages["/cat.json"] = "{}"
        site.pages["/v2/schemas/pet.json"] = '{"Pet": {"$ref": "cat.json"}}'
        assert main(["describe", *options]) == 0
        site.pages["/v2/schemas/pet.json"] = f'{{"Pet": {{"$ref": "{other.address}/cat.json"}}}}'
        assert main(["describe", *options]) == 1
        assert "is referred to from another host of this machine" in capsys.readouterr().err
        assert other.asked == []
    asked = [path.rpartition("/")[2] for path, _ in site.asked]
    assert asked == ["pet.json", "cat.json", "pet.json"]


def test_path_items_of_a_server_have_no_folder_to_look_for_others_in(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    item = json.dumps({"get": {"operationId": "p", "responses": {"204": {"description": ""}}}})
    site.pages["/paths/pets.yaml"] = f"pets: {item}\nleft: {item}\n"
    Path("api/paths").mkdir(parents=True)
    Path("api/paths/cats.yaml").write_text(f"cats: {item}\nmore: {item}\n")
    Path("api/paths/dogs.yaml").write_text(f"dogs: {item}\n")
    # neither the working directory nor the folder of the document is one of path items
    for stray in ("stray.yaml", "api/stray.yaml"):
        Path(stray).write_text(f"stray: {item}\n")
    Path("api/ours.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nx-sdk: {house-rules: [HSE012]}\npaths:\n"
        f"  /pets: {{$ref: '{site.address}/paths/pets.yaml#/pets'}}\n"
        "  /cats: {$ref: 'paths/cats.yaml#/cats'}\n"
        "  /stray: {$ref: 'used.yaml#/used'}\n"
    )
    Path("api/used.yaml").write_text(f"used: {item}\n")
    main(["lint", "--spec", "api/ours.yaml", "--allow-remote"])
    told = [line for line in capsys.readouterr().out.splitlines() if "no path refers" in line]
    assert [line.partition(",")[0].partition(": ")[2] for line in told] == [
        "HSE012 no path refers to the path item `more`",
        "HSE012 no path refers to the path item `dogs`",
        "HSE012 no path refers to the path item `left`",
    ]
    assert f"{site.address}/paths/pets.yaml:2:1" in told[-1]


def test_a_reference_may_lead_to_another_port_and_another_name_of_a_private_host(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        other.pages["/pet.json"] = SCHEMAS
        for host in ("127.0.0.1", "localhost"):
            address = other.address.replace("127.0.0.1", host)
            site.pages["/refers"] = DOCUMENT.replace("schemas/pet.json", f"{address}/pet.json")
            given = site.address.replace("127.0.0.1", "localhost")
            assert main(["describe", "--spec", f"{given}/refers", "--allow-remote"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("sent", [b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_given_up_in_time(
    sent: bytes, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origins, "_SECONDS", 0.25)
    over = threading.Event()

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.recv(4096)
            connection.sendall(sent)
            for _ in range(60):
                if over.wait(0.05):
                    break
                connection.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, args=(server,), daemon=True)
        thread.start()
        address, begun = f"http://127.0.0.1:{server.getsockname()[1]}/", time.monotonic()
        code = main(["describe", "--spec", address, "--allow-remote"])
        taken = time.monotonic() - begun
        over.set()
        thread.join(5)
    assert (code, taken < 2) == (2, True)
    assert "SRC001 takes more than 0.25 seconds" in capsys.readouterr().err


def test_gzip_is_read_to_its_end(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is cut off would be a document that lacks what comes after."""
    whole = DOCUMENT.replace('{$ref: "schemas/pet.json#/Pet"}', "{type: string}").encode()
    more = b"components: {schemas: {Rest: {type: string}}}\n"
    url = f"{site.address}/x"

    def answer(content: bytes) -> tuple[int, str, str]:
        site.zipped["/x"] = content
        code = main(["bundle", "--out", "-", "--spec", url, "--allow-remote"])
        return code, *capsys.readouterr()

    monkeypatch.setattr(origins, "_PIECE", 7)
    two_members = gzip.compress(whole) + gzip.compress(more)
    for content in (gzip.compress(whole + more), two_members):
        code, text, told = answer(content)
        assert (code, "Rest:" in text, told) == (0, True, "")
    at_the_end_of_a_line = zlib.compressobj(wbits=31)
    cut = at_the_end_of_a_line.compress(whole) + at_the_end_of_a_line.flush(zlib.Z_SYNC_FLUSH)
    for content in (cut, gzip.compress(whole + more)[:-3], two_members[:-3], b""):
        assert answer(content) == (
            2,
            "",
            f"{url}:1:1: SRC001 is cut off: the gzip that it is has no end\n",
        )
    told = "is not the gzip that it is said to be"
    assert answer(whole)[2].startswith(f"{url}:1:1: SRC001 {told}: ")


def test_certificates_that_cannot_be_read_are_named(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "nowhere.pem")
    url = f"{site.address}/openapi.yaml"
    assert main(["describe", "--spec", url, "--allow-remote"]) == 2
    assert capsys.readouterr().err == (
        f"{url}:1:1: SRC001 cannot be fetched: the certificates that SSL_CERT_FILE names "
        "(nowhere.pem) cannot be read: No such file or directory\n"
    )


def test_an_address_without_a_host_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "--spec", "http://", "--allow-remote"]) == 2
    assert capsys.readouterr().err.endswith("SRC001 has no host\n")


def test_a_public_address_does_not_lead_into_the_private_network(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is the proxy to a host that has no address here."""
    monkeypatch.setenv("HTTP_PROXY", site.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    public = "http://docs.no-such-host.invalid"
    private = f"{site.address}/v2/openapi.json"
    site.moved[f"{public}/moved"] = private
    assert main(["describe", "--spec", f"{public}/moved", "--allow-remote"]) == 2
    assert capsys.readouterr().err == (
        f"{public}/moved:1:1: SRC001 redirects to one that is of this machine or of its private "
        "network; refused\n"
    )
    site.pages[f"{public}/refers"] = DOCUMENT.replace(
        "schemas/pet.json", f"{site.address}/v2/schemas/pet.json"
    )
    assert main(["describe", "--spec", f"{public}/refers", "--allow-remote"]) == 1
    assert "is referred to from the network, and is of this machine" in capsys.readouterr().err
    assert [path for path, _ in site.asked] == [f"{public}/moved", f"{public}/refers"]


@pytest.mark.parametrize(
    ("brought", "inside"),
    [
        ({"$ref": "{private}/pet.json#/Pet"}, "pet.json"),
        ({"$dynamicRef": "{private}/pet.json#/Pet"}, "pet.json"),
        ({"$id": "{private}/all.json", "properties": {"a": {"$ref": "pet.json"}}}, "pet.json"),
    ],
    ids=["reference", "dynamic", "identifier"],
)
def test_an_overlay_leads_to_nothing_that_its_host_could_not_reach(
    brought: object,
    inside: str,
    site: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    private, public = f"{site.address}/v2/schemas", "http://docs.no-such-host.invalid/ours"
    update = {"target": "$.components.schemas", "update": {"A": brought}}
    told = {"overlay": "1.0.0", "info": {"title": "o", "version": "1"}, "actions": [update]}
    overlay = json.dumps(told).replace("{private}", private)
    site.pages[public] = overlay
    Path("ours.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents: {schemas: {}}\n"
    )
    given = ["describe", "--spec", "ours.yaml", "--allow-remote", "--overlay"]
    assert main([*given, public]) == 1
    assert f"`{private}/{inside}` is referred to from the network" in capsys.readouterr().err
    assert [path for path, _ in site.asked] == [public]
    Path("overlay.json").write_text(overlay)
    assert main([*given, "overlay.json"]) == 0
    assert site.asked[1:] == [(f"/v2/schemas/{inside}", None)]


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
def test_what_a_public_file_may_not_refer_to_a_file_of_this_machine_may(
    is_first: bool, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever reference is met first: the one is refused, the other is followed."""
    monkeypatch.setenv("HTTP_PROXY", site.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    public = "http://docs.no-such-host.invalid/pet.json"
    private = f"{site.address}/v2/schemas/pet.json"
    site.pages[public] = json.dumps({"Pet": {"$ref": f"{private}#/Pet"}})
    both = [f"$ref: '{public}#/Pet'", f"$ref: '{private}#/Pet'"]
    schemas = [f"    {name}: {{{each}}}\n" for name, each in zip("ab", both, strict=True)]
    Path("ours.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
        + "".join(schemas if is_first else schemas[::-1])
    )
    assert main(["describe", "--spec", "ours.yaml", "--allow-remote"]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "refused" in line]
    assert [line.partition(" ")[0] for line in told] == [f"ours.yaml:{6 if is_first else 7}:15:"]
    assert "is referred to from the network, and is of this machine" in told[0]
    assert [path for path, _ in site.asked].count("/v2/schemas/pet.json") == 1


def test_a_private_address_does_not_lead_back_by_way_of_a_public_one(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    public = "http://docs.no-such-host.invalid/moved"
    site.moved |= {"/given": public, public: f"{site.address}/v2/openapi.json"}
    assert main(["describe", "--spec", f"{site.address}/given", "--allow-remote"]) == 2
    assert "redirects to one that is of this machine" in capsys.readouterr().err
    assert [path for path, _ in site.asked] == ["/given", public]


def test_a_file_refers_as_the_host_that_it_came_from_whatever_its_name_is_resolved_to_later(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """127.0.0.2 stands for a public address, whose name is that of a private one the next time."""
    with serving(host="127.0.0.2") as public:
        port = public.address.rpartition(":")[2]
        url = f"http://rebound.example:{port}/openapi.json"
        target = site.address.replace("127.0.0.1", "rebound.example")
        public.pages["/openapi.json"] = DOCUMENT.replace(
            "schemas/pet.json", f"{target}/v2/schemas/pet.json"
        )
        answers = iter(["127.0.0.2"])
        resolve = socket.getaddrinfo

        def rebound(host: str, *rest: object, **more: object) -> object:
            is_theirs = host == "rebound.example"
            return resolve(next(answers, "127.0.0.1") if is_theirs else host, *rest, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", rebound)
        monkeypatch.setattr(origins, "_is_private", lambda address: address != "127.0.0.2")
        assert main(["describe", "--spec", url, "--allow-remote"]) == 1
    assert "is referred to from the network, and is of this machine" in capsys.readouterr().err
    assert site.asked == []


@pytest.mark.parametrize("public", [1, 2, 3])
def test_a_name_that_is_resolved_to_something_else_afterwards_leads_to_what_was_judged(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], public: int
) -> None:
    """127.0.0.2 stands for a public address, where nobody listens."""
    answers = iter(["127.0.0.2"] * public)
    resolve = socket.getaddrinfo

    def rebound(host: str, *rest: object, **more: object) -> object:
        is_ours = host == "rebound.example"
        return resolve(next(answers, "127.0.0.1") if is_ours else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    monkeypatch.setattr(origins, "_is_private", lambda address: address != "127.0.0.2")
    url = site.address.replace("127.0.0.1", "rebound.example") + "/v2/openapi.json"
    assert main(["describe", "--spec", url, "--allow-remote"]) == 2
    assert "SRC001 cannot be fetched" in capsys.readouterr().err
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        *((f"http://{each}/x", True) for each in ("127.0.0.1:1", "10.1.2.3", "192.168.0.1")),
        *((f"http://{each}/x", True) for each in ("localhost", "[::1]", "169.254.169.254")),
        *((f"http://{each}/x", True) for each in ("[::ffff:127.0.0.1]", "2130706433", "0.0.0.0")),
        *((f"http://{each}/x", False) for each in ("93.184.216.34", "[2606:2800:220:1::1]")),
        *((f"http://[{each}]/x", True) for each in ("64:ff9b::7f00:1", "2002:7f00:1::")),
        *((f"http://[{each}]/x", True) for each in ("::127.0.0.1", "::")),
        *((f"http://[{each}]/x", False) for each in ("64:ff9b::5db8:d822", "2002:5db8:d822::")),
        ("http://no-such-host.invalid", False),
        ("http://api.localhost", True),
    ],
)
def test_what_is_inside(address: str, inside: bool) -> None:
    assert origins.Host("", frozenset(origins.resolved(address))).is_private is inside


def test_a_host_is_asked_without_a_proxy_by_its_name_alone_or_with_its_port(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site.pages["/x"] = DOCUMENT.replace('{$ref: "schemas/pet.json#/Pet"}', "{type: string}")
    host = site.address.removeprefix("http://")
    for excepted, code in [(host, 0), ("127.0.0.1", 0), ("127.0.0.1:1", 2), ("", 2)]:
        monkeypatch.setenv("NO_PROXY", excepted)
        url = f"{site.address}/x"
        assert main(["describe", "--spec", url, "--allow-remote"]) == code, excepted
    capsys.readouterr()


def test_a_proxy_of_an_unknown_kind_is_told(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://ann:secret@127.0.0.1:1")
    assert main(["describe", "--spec", "http://docs.example/x", "--allow-remote"]) == 2
    told = capsys.readouterr().err
    assert "SRC001 cannot be fetched: the proxy of the environment cannot be used" in told
    assert "secret" not in told


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_document_over_tls_is_trusted_by_its_authority(tmp_path: Path, host: str) -> None:
    with serving(tls=True) as site:
        site.pages["/x"] = DOCUMENT.replace("schemas/pet.json#/Pet", "#/info")
        url = f"{site.address}/x".replace("127.0.0.1", host)
        command = [sys.executable, "-m", "generator", "bundle", "--out", "-", "--allow-remote"]

        def bundled(**more: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [*command, "--spec", url],
                env=environment(**more),
                cwd=Path(__file__).parents[1],
                capture_output=True,
                text=True,
                check=False,
            )

        site.pages["/x"] = DOCUMENT.replace('{$ref: "schemas/pet.json#/Pet"}', "{type: string}")
        trusted, untrusted = bundled(SSL_CERT_FILE=str(site.ca_file)), bundled()
    assert (trusted.returncode, trusted.stderr) == (0, "")
    assert "operationId: getPet" in trusted.stdout
    assert untrusted.returncode == 2
    assert untrusted.stderr.startswith(f"{url}:1:1: SRC001 cannot be fetched: ")
    assert untrusted.stderr.count("\n") == 1


def test_a_certificate_is_that_of_the_name_not_of_the_number_that_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(tls=True) as site:
        monkeypatch.setenv("SSL_CERT_FILE", str(site.ca_file))
        monkeypatch.setenv("NO_PROXY", "*")
        site.pages["/x"] = DOCUMENT
        port = site.address.rpartition(":")[2]
        with httpx2.Client(transport=Transport()) as client:
            asked = {"addresses": ["127.0.0.1"]}
            assert client.get(f"https://localhost:{port}/x", extensions=asked).text == DOCUMENT
            with pytest.raises(httpx2.ConnectError, match="mismatch"):
                client.get(f"https://other.example:{port}/x", extensions=asked)


def test_standard_input_is_a_document_whose_references_count_from_here(
    site: Site, tmp_path: Path, given: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("schemas").mkdir()
    Path("schemas/pet.json").write_text(SCHEMAS)
    Path("ours.yaml").write_text(OVERLAY)
    options = ["--spec", "-", "--overlay", "ours.yaml", "--out", "out"]
    given(DOCUMENT)
    assert main(["regenerate", *options]) == 0
    assert "class Pet(" in Path("out/our_pets/models/pet.py").read_text()
    given(DOCUMENT)
    assert main(["check", *options]) == 0
    given(DOCUMENT.replace("A pet", "One pet"))
    assert main(["check", *options]) == 1
    capsys.readouterr()
    given(DOCUMENT.replace("operationId: getPet", "operationId: [1]"))
    assert main(["lint", "--spec", "-"]) == 1
    assert "<stdin>:7:20: " in capsys.readouterr().out


def test_an_overlay_may_come_through_standard_input(
    site: Site, given: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    given(OVERLAY)
    url = f"{site.address}/openapi.yaml"
    assert main(["describe", "--spec", url, "--allow-remote", "--overlay", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Our pets"
    given(OVERLAY.replace("$.info", "$.."))
    assert main(["describe", "--spec", url, "--allow-remote", "--overlay", "-"]) == 2
    assert capsys.readouterr().err.startswith("<stdin>:3:23: OVL002 ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("lint --spec - --overlay -", "standard input can be read once, and is given twice"),
        ("review - - ", "standard input can be read once, and is given as base and as head"),
        ("review a.yaml - --overlay -", "standard input can be read once, and is given twice"),
        ("lint --watch --spec -", "--watch waits for files to be saved, and <stdin> is none"),
        (
            "regenerate --watch --spec https://me:x@example.com/x --allow-remote --out out",
            "--watch waits for files to be saved, and https://example.com/x is none",
        ),
        (
            "lint --watch --spec a.yaml --overlay -",
            "--watch waits for files to be saved, and <stdin> is none",
        ),
        (
            "reference draft --spec - --facts .",
            "<stdin> is no file, and what is drafted is for files; give one as --spec",
        ),
    ],
)
def test_what_cannot_be_done_with_what_is_no_file(
    arguments: str,
    told: str,
    given: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(DOCUMENT)
    given(DOCUMENT)
    assert main(arguments.split()) == 2
    assert capsys.readouterr().err == f"error: {told}\n"


def test_an_empty_standard_input_is_said(
    given: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    given("")
    assert main(["lint", "--spec", "-"]) == 2
    assert "<stdin>:1:1: SRC" in "".join(capsys.readouterr())


def test_a_terminal_is_no_document() -> None:
    reading, writing = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "generator", "describe", "--spec", "-"],
            stdin=writing,
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(reading)
        os.close(writing)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: standard input is a terminal; pipe a document into it\n"


def test_a_review_of_addresses_and_of_standard_input(
    site: Site, given: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/new"] = site.pages["/v2/openapi.json"].replace("/pets:", "/animals:")
    site.pages["/schemas/pet.json"] = SCHEMAS
    old, new = f"{site.address}/openapi.yaml", f"{site.address}/new"
    assert main(["review", old, new, "--allow-remote", "--fail-on", "wire"]) == 1
    assert f"{site.address}/new" in capsys.readouterr().out
    assert main(["review", old, "--spec", new, "--allow-remote", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["base"], report["head"]) == (old, new)
    assert report["changes"]
    Path("a.yaml").write_text(DOCUMENT.replace('{$ref: "schemas/pet.json#/Pet"}', "{}"))
    given(Path("a.yaml").read_text())
    assert main(["review", "a.yaml", "--spec", "-"]) == 0
    assert main(["review", old, new]) == 2
    assert "is used with --allow-remote only" in capsys.readouterr().err


def test_a_target_may_have_the_address_of_a_document(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"{{spec: {site.address}/openapi.yaml, out: out, allow-remote: true}}"
    Path("sdk.yaml").write_text(f"targets: {{pets: {target}}}\n")
    assert main(["regenerate"]) == 0
    assert main(["check"]) == 0
    Path("sdk.yaml").write_text("targets: {pets: {spec: '-', out: out}}\n")
    capsys.readouterr()
    assert main(["regenerate"]) == 2
    assert "sdk.yaml:1:24: CFG002 `spec` is a path or a URL" in capsys.readouterr().err
