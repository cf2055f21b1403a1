from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from generator.mock.app import digest

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]


async def test_the_mock_says_that_it_is_one(shop, shop_document):
    answer = await shop.get("/.well-known/openapi-mock")
    assert answer.json() == {
        "mock": True,
        "title": "Shop",
        "version": "1.2.3",
        "digest": digest(shop_document),
    }


@pytest.mark.parametrize("path", ["/items/1", "/nothing", "/items/x", "/.well-known/openapi-mock"])
async def test_every_answer_carries_the_name_of_the_mock(shop, shop_document, path):
    answer = await shop.get(path)
    assert answer.headers["x-mock-server"] == f"generator; document={digest(shop_document)}"


def test_the_server_prints_its_address_and_answers_there():
    code = (
        "from pathlib import Path\n"
        "from generator.document.bundle import load\n"
        "from generator.mock.app import serve\n"
        "serve(load(Path('tests/mock/documents/shop.yaml')), port=0)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            with httpx2.Client(base_url=url, trust_env=False) as client:
                assert client.get("/.well-known/openapi-mock").json()["mock"] is True
                assert client.get("/items/search").status_code == 200
        finally:
            server.terminate()


def test_no_other_command_waits_for_a_server_to_be_imported():
    code = (
        "import sys\n"
        "from generator.cli import main\n"
        "assert main(['describe', '--spec', 'tests/mock/documents/shop.yaml']) == 0\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('starlette', 'uvicorn') "
        "or name == 'generator.mock'])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
