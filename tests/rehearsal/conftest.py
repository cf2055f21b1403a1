"""The stand-in in process, and as its command."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from generator.document.bundle import Document, load
from tests.rehearsal.app import Settings, create_app
from tests.rehearsal.control import KEY
from tests.rehearsal.serving import StandIn, stand_in

NP6 = Path(__file__).parents[2] / "spec" / "openapi.yaml"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def document() -> Document:
    return load(NP6)


@pytest.fixture
async def np6(document: Document, anyio_backend: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of a new stand-in, which is `np6.stand_in`. Whatever it answered is as the document
    has it.
    """
    app = create_app(document, Settings())
    headers = {"X-Key": KEY}
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url="http://localhost", headers=headers
    ) as client:
        client.stand_in = app.state.rehearsal  # type: ignore[attr-defined]
        yield client
    assert app.state.rehearsal.record.answers == []


@pytest.fixture(scope="session")
def served() -> Iterator[StandIn]:
    """Its clock is behind by the lag of those who follow, so that they need not wait for it; an
    hour is 20 milliseconds.
    """
    with stand_in("--behind", "30", "--hour", "0.02") as served:
        yield served


@pytest.fixture
def live(served: StandIn) -> Iterator[StandIn]:
    """The stand-in over TLS, new again. No call of the test was one that does not fit the document,
    nor any answer.
    """
    served.order("reset", late=2, delay=0, offset=-30, faults="")
    yield served
    assert served.told("violations") == {"requests": [], "answers": []}
