"""`make bench`: speed and size of the generated package and of the generator, as ratios against
peers in the same run.

Nothing here passes or fails by itself: each line shows the figure, its target, and whether it is
met; the exit code is 1 if one is not. Timings alternate between the two sides, because machines
drift: calls take the median of the ratios, whole processes the fastest run of each side."""

from __future__ import annotations

import asyncio
import importlib
import json
import math
import os
import re
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.event_streams import event_streams  # the line above says where it is
from tests.bench.maintainer import overlaid, watched

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "generated"
SPEC = ROOT / "spec" / "openapi.yaml"
PAGES = ROOT / "tests" / "cases" / "documents" / "paging" / "openapi.yaml"
KEY = "0123456789abcdef"
PATH = "/notifications/42/execution"
FIRST = {f"/notifications/{{id}}/{name}" for name in ("execution", "executions", "duplication")}
BODY: dict[str, Any] = {
    "recipient": {"type": "example", "value": {"key": "reader-1"}},
    "title": "Your order is on its way",
    "body": "It should reach you on Tuesday.",
    "icon": "https://static.example.com/icon.png",
    "data": {"order": "A-1001"},
    "variables": [{"name": "city", "value": "Lille"}],
    "redirection": {"type": "example"},
    "stamp": {"time": 1735689600000, "id": "00000000-0000-4000-8000-000000000001"},
    "urgent": True,
}
ANSWER = json.dumps(
    {
        "type": "success",
        "id": "00000000-0000-4000-8000-000000000001",
        "recipient": {"type": "example", "value": {"key": "reader-1"}},
    }
).encode()

_BEFORE = (
    9_625  # lines of the package of three operations, before streams, pages and what came with them
)

_failed: list[str] = []


def _answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, content=ANSWER, headers={"content-type": "application/json"})


def _report(name: str, figure: float, target: float, unit: str, detail: str = "") -> None:
    met = figure <= target
    if not met:
        _failed.append(name)
    print(
        (
            f"{'ok  ' if met else 'MISS'}  {name:<58} {figure:8.2f} {unit:<5} target {target:g}  "
            f"{detail}"
        ),
        flush=True,
    )


def _rate(
    ours: Callable[[int], float],
    theirs: Callable[[int], float],
    calls: int = 1000,
    rounds: int = 15,
) -> tuple[float, float, float]:
    """Median ratio of pairs run in turn, and the fastest of each side in microseconds a call."""
    ours(200), theirs(200)
    pairs = [(ours(calls), theirs(calls)) for _ in range(rounds)]
    best = [min(side) / calls * 1e6 for side in zip(*pairs, strict=True)]
    return statistics.median(a / b for a, b in pairs), best[0], best[1]


def _loop(call: Callable[[], Any]) -> Callable[[int], float]:
    def run(calls: int) -> float:
        start = time.perf_counter()
        for _ in range(calls):
            call()
        return time.perf_counter() - start

    return run


def _async_loop(
    runner: asyncio.Runner, call: Callable[[], Awaitable[Any]]
) -> Callable[[int], float]:
    async def many(calls: int) -> float:
        start = time.perf_counter()
        for _ in range(calls):
            await call()
        return time.perf_counter() - start

    return lambda calls: runner.run(many(calls))


def calls() -> None:
    """A call through the SDK against the same call written by hand, over httpx2's mock transport."""
    sys.path.insert(0, str(GENERATED))
    np6 = importlib.import_module("np6")
    transport = httpx2.MockTransport(_answer)
    headers = {"X-Key": KEY}
    base = "https://api-cm.np6.com/"
    by_hand = httpx2.Client(base_url=base, headers=headers, transport=transport)
    hand = _loop(lambda: by_hand.post(PATH, json=BODY).json())
    own = np6.NP6(api_key=KEY, transport=transport)
    ratio, ours, theirs = _rate(_loop(lambda: own.notifications.execute(42, **BODY)), hand)
    _report("sync call, own client / by hand", ratio, 0.85, "x", f"{ours:.1f} / {theirs:.1f} us")
    given = np6.NP6(api_key=KEY, http_client=httpx2.Client(transport=transport))
    ratio, ours, theirs = _rate(_loop(lambda: given.notifications.execute(42, **BODY)), hand)
    _report(
        "sync call, caller's http_client / by hand",
        ratio,
        1.1,
        "x",
        f"{ours:.1f} / {theirs:.1f} us",
    )
    with asyncio.Runner() as runner:
        async_hand = httpx2.AsyncClient(base_url=base, headers=headers, transport=transport)

        async def post() -> Any:
            return (await async_hand.post(PATH, json=BODY)).json()

        hand = _async_loop(runner, post)
        async_own = np6.AsyncNP6(api_key=KEY, transport=transport)
        ratio, ours, theirs = _rate(
            _async_loop(runner, lambda: async_own.notifications.execute(42, **BODY)), hand
        )
        _report(
            "async call, own client / by hand", ratio, 0.85, "x", f"{ours:.1f} / {theirs:.1f} us"
        )
        async_given = np6.AsyncNP6(api_key=KEY, http_client=httpx2.AsyncClient(transport=transport))
        ratio, ours, theirs = _rate(
            _async_loop(runner, lambda: async_given.notifications.execute(42, **BODY)), hand
        )
        _report(
            "async call, caller's http_client / by hand",
            ratio,
            1.1,
            "x",
            f"{ours:.1f} / {theirs:.1f} us",
        )


def pages(folder: Path) -> None:
    """A walk over a thousand pages of twenty items against the same calls, each cursor or URL
    handed on by hand, of a package whose document says nothing of pages.
    """
    document = yaml.load(PAGES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    walked = _package(document, "walked_pages", folder)
    for item in document["paths"].values():
        for operation in item.values():
            operation.get("x-sdk", {}).pop("paging", None)
    plain = _package(document, "plain_pages", folder)
    transport = httpx2.MockTransport(_page)

    def by_hand(count: int) -> float:
        start, cursor = time.perf_counter(), {"cursor": str(count)}
        while cursor:
            page = plain_client.pets.list_pets(**cursor)
            for _ in page.data:
                pass
            cursor = {"cursor": page.meta.next} if page.meta.next else {}
        return time.perf_counter() - start

    def by_loop(count: int) -> float:
        start = time.perf_counter()
        for _ in client.pets.list_pets(cursor=str(count)):
            pass
        return time.perf_counter() - start

    plain_client = plain.Pages(key=KEY, transport=transport)
    client = walked.Pages(key=KEY, transport=transport)
    ratio, ours, theirs = _rate(by_loop, by_hand)
    _report("1,000 pages / plain calls", ratio, 1.1, "x", f"{ours:.1f} / {theirs:.1f} us")

    async def hand(count: int) -> float:
        start, cursor = time.perf_counter(), {"cursor": str(count)}
        while cursor:
            page = await plain_async.pets.list_pets(**cursor)
            for _ in page.data:
                pass
            cursor = {"cursor": page.meta.next} if page.meta.next else {}
        return time.perf_counter() - start

    async def walk(count: int) -> float:
        start = time.perf_counter()
        async for _ in client_async.pets.list_pets(cursor=str(count)):
            pass
        return time.perf_counter() - start

    with asyncio.Runner() as runner:
        plain_async = plain.AsyncPages(key=KEY, transport=transport)
        client_async = walked.AsyncPages(key=KEY, transport=transport)
        ratio, ours, theirs = _rate(
            lambda count: runner.run(walk(count)), lambda count: runner.run(hand(count))
        )
        detail = f"{ours:.1f} / {theirs:.1f} us"
        _report("1,000 pages, async / plain calls", ratio, 1.1, "x", detail)


def _page(request: httpx2.Request) -> httpx2.Response:
    """As many pages as the cursor says."""
    left = int(request.url.params["cursor"]) - 1
    data = [{"name": f"pet {number}"} for number in range(20)]
    after = {"next": str(left)} if left else {}
    return httpx2.Response(200, json={"data": data, "meta": after})


def _package(document: dict[str, Any], name: str, folder: Path) -> Any:
    """The package of a document, imported."""
    spec, own = folder / f"{name}.json", folder / name
    spec.write_text(json.dumps(document), encoding="utf-8")
    options = ("--spec", str(spec), "--out", str(own), "--package", name)
    subprocess.run(_generator("regenerate", *options), cwd=ROOT, check=True, capture_output=True)
    sys.path.insert(0, str(own))
    return importlib.import_module(name)


def calls_over_tls() -> None:
    """The same call to a server on this machine over HTTPS, a connection kept alive: our own client
    against httpx2's.
    """
    sys.path[:0] = [str(GENERATED), str(ROOT)]
    np6 = importlib.import_module("np6")
    from tests.bench.server import serving

    with serving(ANSWER) as (base, ca_file), asyncio.Runner() as runner:
        context = ssl.create_default_context(cafile=ca_file)
        theirs: dict[str, Any] = {
            "base_url": base,
            "headers": {"X-Key": KEY},
            "verify": context,
            "trust_env": False,
        }
        ours: dict[str, Any] = {
            "api_key": KEY,
            "base_url": base,
            "ssl_context": context,
            "proxy": None,
        }
        with httpx2.Client(**theirs) as by_hand, np6.NP6(**ours) as own:
            hand = _loop(lambda: by_hand.post(PATH, json=BODY).json())
            ratio, mine, other = _rate(
                _loop(lambda: own.notifications.execute(42, **BODY)), hand, calls=300
            )
        _report(
            "sync call over TLS, own client / by hand",
            ratio,
            1.0,
            "x",
            f"{mine:.1f} / {other:.1f} us",
        )
        async_hand, async_own = httpx2.AsyncClient(**theirs), np6.AsyncNP6(**ours)

        async def post() -> Any:
            return (await async_hand.post(PATH, json=BODY)).json()

        hand = _async_loop(runner, post)
        mine_loop = _async_loop(runner, lambda: async_own.notifications.execute(42, **BODY))
        ratio, mine, other = _rate(mine_loop, hand, calls=300)
        _report(
            "async call over TLS, own client / by hand",
            ratio,
            1.0,
            "x",
            f"{mine:.1f} / {other:.1f} us",
        )
        runner.run(async_own.aclose())
        runner.run(async_hand.aclose())


def _event() -> dict[str, Any]:
    """The document's own example of an event: an e-mail that came back."""
    item = yaml.safe_load(
        (ROOT / "spec" / "paths" / "actionevent.yaml").read_text(encoding="utf-8")
    )["bounces"]["get"]
    example: dict[str, Any] = item["responses"]["2XX"]["content"]["application/json"]["examples"][
        "one"
    ]["value"][0]
    return example


def decode() -> None:
    """A large answer parsed, against `json.loads` of its bytes; in processor time, since neither
    waits for anything.
    """
    sys.path.insert(0, str(GENERATED))
    np6 = importlib.import_module("np6")
    first = _event()
    body = json.dumps(
        [first | {"timestamp": first["timestamp"] + number} for number in range(10_000)]
    ).encode()
    answer = httpx2.Response(200, content=body, headers={"content-type": "application/json"})
    client = np6.NP6(api_key=KEY, transport=httpx2.MockTransport(lambda request: answer))
    response = client.actions.events.with_raw_response.list_bounces(
        "000ABC", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z"
    )

    def taken(call: Callable[[], Any]) -> float:
        start = time.process_time()
        kept = call()
        seconds = time.process_time() - start
        del kept  # only now: to give it up is no part of it
        return seconds

    response.parse()
    pairs = [(taken(response.parse), taken(lambda: json.loads(body))) for _ in range(11)]
    mine, other = (min(side) * 1e3 for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    _report(
        "10,000 events decoded / json.loads",
        ratio,
        3,
        "x",
        f"{mine:.0f} / {other:.0f} ms, {len(body) / 1e6:.1f} MB",
    )


# How far the resident memory of a process goes up, at its highest, while a list of 100 MB is read
# item by item, after one of a single item was. The highest so far is forgotten in between (proc(5),
# clear_refs); only Linux can do so.
_STREAM = """
import pathlib, re
import httpx2, np6

class Events(httpx2.SyncByteStream):
    def __init__(self, size):
        self.size = size
    def __iter__(self):
        event = {event!r}
        piece = b",".join([event] * (65_536 // len(event)))
        yield b"[" + event
        for _ in range(self.size // len(piece)):
            yield b"," + piece
        yield b"]"

def read(size):
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, headers={json!r}, stream=Events(size)))
    client = np6.NP6(api_key="0123456789abcdef", transport=transport)
    listed = client.actions.events.with_streamed_items.list_bounces
    events = listed("000ABC", start="2025-01-01T00:00:00Z", end="2025-01-02T00:00:00Z")
    assert sum(1 for event in events) > size / 1000

def memory(name):
    return int(re.search(name + r":\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]) / 1000

read(0)
pathlib.Path("/proc/self/clear_refs").write_text("5")
before = memory("VmRSS")
read(100_000_000)
print(memory("VmHWM") - before)
"""


def stream() -> None:
    """The memory that a long list takes which is read as it arrives; elsewhere than on Linux it is
    not measured.
    """
    if sys.platform != "linux":
        return
    event = json.dumps(_event(), separators=(",", ":")).encode()
    code = _STREAM.replace("{event!r}", repr(event)).replace(
        "{json!r}", repr({"content-type": "application/json"})
    )
    environment = os.environ | {"PYTHONPATH": str(GENERATED)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    _report("list of 100 MB streamed, growth of resident memory", float(done.stdout), 15, "MB")


def _process(command: list[str], **extra: str) -> float:
    start = time.perf_counter()
    # Both sides run from compiled files, as installed packages do, even where the environment says
    # not to write any.
    environment = {
        key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"
    }
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**environment, **extra}
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def _processes(
    first: list[str],
    second: list[str],
    *,
    rounds: int,
    emptied: tuple[Path, ...] = (),
    **extra: str,
) -> tuple[float, float]:
    """The seconds of each command's fastest run, the two in turn; the folders `emptied` are gone
    before each.

    The fastest, because what other processes do to a run of a tenth of a second is many times what
    is measured."""
    pairs = []
    for _ in range(rounds + 1):
        for folder in emptied:
            shutil.rmtree(folder, ignore_errors=True)
        pairs.append((_process(first, **extra), _process(second, **extra)))
    fastest = [min(side) for side in zip(*pairs[1:], strict=True)]
    return fastest[0], fastest[1]


def generate(folder: Path) -> tuple[Path, Path]:
    """`regenerate`, process start to files on disk, against datamodel-code-generator's own models
    and client; what it wrote, and what `regenerate` writes of the three operations alone."""
    bundle, whole, three, peer = (
        folder / name for name in ("bundle.yaml", "whole", "three.yaml", "peer")
    )
    _process(
        [sys.executable, "-m", "generator", "bundle", "--spec", str(SPEC), "--out", str(bundle)]
    )
    three.write_text(
        yaml.safe_dump(_part(yaml.safe_load(bundle.read_text(encoding="utf-8")))), encoding="utf-8"
    )
    ours, part = (
        _generator("regenerate", "--spec", str(spec), "--out", str(out))
        for spec, out in ((SPEC, whole), (three, folder / "part"))
    )
    theirs = [*_models(bundle, peer), "--generate-client", "httpx2"]
    theirs += ["--client-package", "peer.client", "--client-model-package", "peer.models"]
    theirs += ["--client-output", str(peer / "client")]
    mine, other = _processes(ours, theirs, rounds=5, emptied=(whole, peer))
    small, _ = _processes(part, part, rounds=2, emptied=(folder / "part",))
    _report("regenerate three operations, process start to files", small, 1.5, "s")
    _report("regenerate NP6, process start to files", mine, 0.5, "s")
    for name in ("lint", "check"):
        command = _generator(name, "--spec", str(SPEC))
        _report(f"{name} NP6", min(_processes(command, command, rounds=2)), 0.6, "s")
    _report(
        "regenerate / datamodel-code-generator models and client",
        mine / other,
        1.2,
        "x",
        f"{mine:.2f} / {other:.2f} s",
    )
    return peer, folder / "part"


def _generator(command: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "generator", command, *options]


def _models(document: Path, folder: Path) -> list[str]:
    """datamodel-code-generator's models of a document."""
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", str(document)]
    command += ["--input-file-type", "openapi", "--preset", "standard-py311-20261027"]
    command += ["--output-model-type", "pydantic_v2.BaseModel"]
    return [*command, "--output", str(folder / "models.py")]


def _client(document: Path, folder: Path) -> list[str]:
    """openapi-python-client's client of a document."""
    program = str(Path(sys.executable).with_name("openapi-python-client"))
    return [
        program,
        "generate",
        "--path",
        str(document),
        "--output-path",
        str(folder),
        "--overwrite",
    ]


def _alone(command: list[str], rounds: int, emptied: Path) -> float:
    """The seconds of a command's fastest run, each into an empty folder; for ever if it fails.

    What a run has made moves aside, as ext4 makes files slowly where it has just removed as many:
    the one that makes the most files would wait for what the bench does."""
    times = []
    for _ in range(rounds):
        if emptied.exists():
            emptied.rename(tempfile.mkdtemp(dir=emptied.parent))
        emptied.mkdir()
        try:
            times.append(_process(command))
        except SystemExit:  # openapi-python-client ends with a traceback on some documents
            return math.inf
    return min(times)


def against_the_faster(three: Path, folder: Path) -> None:
    """`regenerate`, all of it, against the faster of two peers: the one makes models alone, the
    other a client. Of a small document, and of the large ones that LARGE names (paths as in PATH),
    whose memory is held to what the larger peer takes."""
    out = folder / "peers"
    large = [Path(name) for name in os.environ.get("LARGE", "").split(os.pathsep) if name]
    for document in (three, *large):
        options = ("--spec", str(document), "--out", str(out), "--package", "acme")
        ours = _generator("regenerate", *options)
        peers = {"models": _models(document, out), "client": _client(document, out)}
        rounds, target = (4, 0.6) if document is three else (1, 0.4)
        mine = _alone(ours, rounds, out)
        other, peer = min((_alone(each, rounds, out), peer) for peer, each in peers.items())
        name = f"regenerate {document.stat().st_size / 1000:.0f} KB"
        detail = f"{mine:.2f} / {other:.2f} s ({peer})"
        _report(f"{name} / the faster peer", mine / other, target, "x", detail)
        if document in large:
            own, *theirs = (_peak(command) for command in (ours, *peers.values()))
            detail = f"{own / 2**10:.0f} / {max(theirs) / 2**10:.0f} MB"
            _report(f"{name}, memory / the larger peer", own / max(theirs), 1, "x", detail)


def _part(document: dict[str, Any]) -> dict[str, Any]:
    """A document with the three operations that there were first, and with what they refer to.

    It asks for no programs: a package that is asked for more is longer by what it is asked for."""
    document["paths"] = {path: item for path, item in document["paths"].items() if path in FIRST}
    components, kept = document.pop("components"), dict[str, dict[str, Any]]()
    waiting: list[Any] = [document["paths"]]
    while waiting:
        for kind, name in set(re.findall(r"#/components/(\w+)/(\w+)", json.dumps(waiting.pop()))):
            if name not in kept.setdefault(kind, {}):
                kept[kind][name] = components[kind][name]
                waiting.append(components[kind][name])
    own = {key: value for key, value in document.get("x-sdk", {}).items() if key != "programs"}
    kept |= {"securitySchemes": components["securitySchemes"]}
    return document | {"components": kept, "x-sdk": own}


def start(three: Path) -> None:
    """Import and the first call ready: over a bare interpreter, over the libraries below, and over
    three operations alone.
    """
    python = [sys.executable, "-c"]
    path = {"PYTHONPATH": str(GENERATED), "NP6_API_KEY": KEY}
    mine, bare = _processes([*python, "import np6"], [*python, "pass"], rounds=25, **path)
    _report(
        "import np6 over a bare interpreter",
        (mine - bare) * 1e3,
        15,
        "ms",
        f"{mine * 1e3:.1f} - {bare * 1e3:.1f} ms",
    )
    answer = f"httpx2.MockTransport(lambda request: httpx2.Response(200, content={ANSWER!r}))"
    first = f"import np6, httpx2; np6.NP6(transport={answer}).notifications.execute(42, **{BODY!r})"
    mine, base = _processes(
        [*python, first], [*python, "import httpx2, pydantic; httpx2.Client()"], rounds=25, **path
    )
    detail = f"{mine * 1e3:.1f} - {base * 1e3:.1f} ms"
    _report(
        "first call over httpx2, pydantic and a Client()", (mine - base) * 1e3, 15, "ms", detail
    )
    of_three = f"import sys; sys.path.insert(0, {str(three)!r}); {first}"
    mine, small = _processes(
        [*python, f"import sys; {first}"], [*python, of_three], rounds=25, **path
    )
    _report(
        "first call, all operations / three",
        mine / small,
        1.05,
        "x",
        f"{mine * 1e3:.1f} / {small * 1e3:.1f} ms",
    )


def reference() -> None:
    """The two forms of a page of a hundred operations captured, and the whole document compared
    with the facts.
    """
    sys.path.insert(0, str(ROOT))
    from generator.document.bundle import load
    from generator.vendor_docs import facts_reader
    from generator.vendor_docs.compare import compare_with_facts
    from generator.vendor_docs.reading import copied_text, redoc_html
    from generator.vendor_docs.reading.capture import capture

    cases = ROOT / "tests" / "cases" / "reference"
    words = (cases / "notification-like.txt").read_text(encoding="utf-8")
    start, end = words.index("Dispatch the chosen parcel"), words.index("Remains\n")
    many = "".join(
        words[start:end].replace("/parcels/", f"/parcels{number}/") for number in range(34)
    )
    page = words[:start] + many + words[end:]
    _report(
        "capture 100 operations, text",
        _fastest(lambda: capture([copied_text.read_copied_text(page, "page.txt")])),
        1,
        "s",
    )
    shown = re.findall(
        r"<div[^>]*data-section-id.*",
        (cases / "redoc-small.html").read_text(encoding="utf-8"),
        re.DOTALL,
    )[0]
    rendered = f'<html><body><div class="api-content">{shown * 20}</div></body></html>'
    _report(
        "capture 100 operations, HTML",
        _fastest(lambda: redoc_html.read_redoc_html(rendered, "page.html")),
        1,
        "s",
    )
    sections, document = facts_reader.load_facts(ROOT / "spec" / "reference"), load(SPEC)
    _report(
        "compare the document with the facts",
        _fastest(lambda: compare_with_facts(sections, document)),
        1,
        "s",
    )


def review(bundle: Path, folder: Path) -> None:
    """`review` of two versions of documents of 300 KB and 3 MB, process start to report, against
    `redocly diff` where it is: REDOCLY is the path of its program, else it is looked for. Without
    it there are seconds."""
    peer = os.environ.get("REDOCLY") or shutil.which("redocly")
    content = yaml.safe_load(bundle.read_text(encoding="utf-8"))
    for size, bytes_, seconds in (("300 KB", 300_000, 1), ("3 MB", 3_000_000, 3)):
        base = _repeated(content, bytes_)
        head = json.loads(json.dumps(base))
        head["components"]["schemas"]["Execution1"]["properties"]["urgent"]["type"] = "string"
        del head["components"]["schemas"]["Recipient1"]["properties"]["type"]
        for suffix, write in (
            ("json", json.dumps),
            ("yaml", lambda document: yaml.dump(document, Dumper=yaml.CSafeDumper)),
        ):
            files = [folder / f"{name}.{suffix}" for name in ("base", "head")]
            for file, document in zip(files, (base, head), strict=True):
                file.write_text(write(document), encoding="utf-8")
            ours = [sys.executable, "-m", "generator", "review", *map(str, files)]
            name = f"review two documents of {size}, {suffix.upper()}"
            if peer is None:
                _report(
                    name, min(_process(ours) for _ in range(4)), seconds, "s", "redocly is not here"
                )
                continue
            theirs = [peer, "diff", *map(str, files), "--fail-on", "none"]
            times = _processes(ours, theirs, rounds=4, REDOCLY_TELEMETRY="off")
            peaks = _peak(ours), _peak(theirs)
            _report(
                f"{name} / redocly diff",
                times[0] / times[1],
                1,
                "x",
                f"{times[0]:.2f} / {times[1]:.2f} s",
            )
            _report(
                f"{name}, memory",
                peaks[0] / peaks[1],
                2,
                "x",
                f"{peaks[0] / 2**10:.0f} / {peaks[1] / 2**10:.0f} MB",
            )


def _peak(command: list[str]) -> int:
    """The largest resident set of a process and its children, in KiB (`getrusage`)."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss


def _repeated(document: dict[str, Any], size: int) -> dict[str, Any]:
    """A document with as many copies of its paths and components as make it so large as JSON, each
    under names of its own.
    """
    paths, components = document["paths"], document["components"]
    text = json.dumps([paths, components])
    document = document | {
        "paths": {},
        "components": {"securitySchemes": components["securitySchemes"]},
    }
    for number in range(1, size // len(text) + 2):
        copied = re.sub(r"(#/components/\w+/\w+)", rf"\g<1>{number}", text)
        copied = re.sub(r'"(operationId|resource)": "(\w+)', rf'"\g<1>": "\g<2>{number}', copied)
        own, parts = json.loads(copied)
        document["paths"] |= {f"/copy{number}{path}": item for path, item in own.items()}
        for section, entries in parts.items():
            if section != "securitySchemes":
                document["components"].setdefault(section, {}).update(
                    {f"{name}{number}": entry for name, entry in entries.items()}
                )
    return document


def maintainer(bundle: Path, folder: Path) -> None:
    """`lint` of a document of 3 MB with an overlay of 200 actions, over without; and a watched
    edit, from the save to the report.
    """
    content = yaml.safe_load(bundle.read_text(encoding="utf-8"))
    with_it, without = overlaid(_repeated(content, 3_000_000), folder)
    mine, bare = _processes(with_it, without, rounds=4)
    name = "lint 3 MB with an overlay of 200 actions / without"
    _report(name, mine / bare, 1.3, "x", f"{mine:.2f} / {bare:.2f} s")
    watched(SPEC, folder, _report)


def _fastest(run: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def size(peer: Path, three: Path) -> None:
    """Lines, all formatted alike; and that an API pays nothing for features that it does not use:
    the package of three operations is no longer than before there were streams and pages."""
    ours, theirs = _lines(GENERATED / "np6"), _lines(peer)
    detail = f"{ours} / {theirs} lines"
    _report("vendored package / datamodel-code-generator's", ours / theirs, 0.5, "x", detail)
    small = _lines(three)
    _report("package of three operations / before features", small / _BEFORE, 1, "x", f"{small}")


def _lines(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as name:
        alike = shutil.copytree(folder, Path(name) / "alike")
        ruff = [str(Path(sys.executable).with_name("ruff")), "format", "--isolated", "--quiet"]
        subprocess.run([*ruff, "--line-length", "100", str(alike)], check=True)
        files = alike.rglob("*.py")
        return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)


def main() -> int:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        peer, three = generate(Path(folder))
        start(three)
        size(peer, three / "np6")
        reference()
        review(Path(folder) / "bundle.yaml", Path(folder))
        maintainer(Path(folder) / "bundle.yaml", Path(folder))
        against_the_faster(Path(folder) / "three.yaml", Path(folder))
        calls()
        pages(Path(folder))
        calls_over_tls()
        decode()
        stream()
        event_streams(_report)
    return 1 if _failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
