"""Server-sent events: as many a second as openai-python's decoder takes from the same bytes, and
in how much memory a million of them are read.

`python -m tests.bench.event_streams` prints these figures alone."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
Report = Callable[..., None]
_PIECE = 16_384
_EVENTS = 20_000
_CHUNK = {
    "id": "chatcmpl-0001",
    "object": "chat.completion.chunk",
    "created": 1735689600,
    "model": "example",
    "choices": [{"index": 0, "delta": {"content": "A few words"}, "finish_reason": None}],
}


def _pieces(count: int) -> list[bytes]:
    """A stream as a language model sends it, in pieces as a network cuts it."""
    text = b"".join(
        b"event: chunk\nid: %d\ndata: %b\n\n" % (number, json.dumps(_CHUNK).encode())
        for number in range(count)
    )
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def speed(report: Report) -> None:
    from openai._streaming import SSEDecoder

    from templates.runtime.sse import EventDecoder

    pieces = _pieces(_EVENTS)

    def ours() -> int:
        decoder = EventDecoder(2**24)
        return sum(len(event.data.decode()) for piece in pieces for event in decoder.feed(piece))

    def theirs() -> int:
        return sum(len(event.data) for event in SSEDecoder().iter_bytes(iter(pieces)))

    def taken(call: Callable[[], Any]) -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    assert ours() == theirs()
    pairs = [(taken(ours), taken(theirs)) for _ in range(9)]
    mine, other = (_EVENTS / min(side) / 1000 for side in zip(*pairs, strict=True))
    report(
        "SSE decoded, time of ours / openai-python's",
        statistics.median(a / b for a, b in pairs),
        1 / 1.5,
        "x",
        f"{mine:.0f} / {other:.0f} thousand events a second",
    )


# How far the resident memory goes up, at its highest, while a million events are read as a caller
# reads them, after one was; as `run.stream` measures it.
_MEMORY = """
import pathlib, re, sys
sys.path.insert(0, {root!r})
import httpx2
from tests.runtime import conftest
from golden import Golden
from golden._runtime.event_streams import Stream, stream_of
from golden._runtime.operation import Media, Operation
from golden._runtime.resource import Resource

EVENTS = b"".join(b"id: %d\\ndata: {{\\"delta\\": \\"A few words\\"}}\\n\\n" % n for n in range(500))
WATCH = Operation("watch", "GET", "/watch", responses={{"200": (Media("text/event-stream", "text", lambda: str),)}})
STREAM = Stream("text/event-stream", lambda: dict[str, str])

class Body(httpx2.SyncByteStream):
    def __init__(self, pieces):
        self.pieces = pieces
    def __iter__(self):
        for _ in range(self.pieces):
            yield bytes(bytearray(EVENTS))

def read(pieces):
    answer = httpx2.Response(200, headers={{"content-type": "text/event-stream"}}, stream=Body(pieces))
    client = Golden(api_key="0123456789abcdef", transport=httpx2.MockTransport(lambda request: answer))
    assert sum(1 for event in stream_of(Resource(client), STREAM, WATCH)) == 500 * pieces

def memory(name):
    return int(re.search(name + r":\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]) / 1000

read(1)
pathlib.Path("/proc/self/clear_refs").write_text("5")
before = memory("VmRSS")
read(2000)
print(memory("VmHWM") - before)
"""


def memory(report: Report) -> None:
    if sys.platform != "linux":
        return
    code = _MEMORY.format(root=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    growth = float(done.stdout)
    report("a million events read, growth of resident memory", growth, 5, "MB")


def event_streams(report: Report) -> None:
    speed(report)
    memory(report)


if __name__ == "__main__":
    from tests.bench.run import _failed, _report

    event_streams(_report)
    raise SystemExit(1 if _failed else 0)
