"""Clients of mocks in process: one for a document that shows each feature, one for the flagship
document.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from generator.document.bundle import Document, load
from generator.mock.app import create_app

SHOP = Path(__file__).parent / "documents" / "shop.yaml"
NP6 = Path(__file__).parents[2] / "spec" / "openapi.yaml"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def client_of(document: Document) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(create_app(document)), base_url="http://mock.example"
    )


@pytest.fixture(scope="session")
def shop_document() -> Document:
    return load(SHOP)


@pytest.fixture(scope="session")
def np6_document() -> Document:
    return load(NP6)


@pytest.fixture
async def shop(shop_document: Document, anyio_backend: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(shop_document) as client:
        client.headers["X-Key"] = "k"
        yield client


@pytest.fixture
async def np6(np6_document: Document, anyio_backend: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(np6_document) as client:
        client.headers["X-Key"] = "k"
        yield client
