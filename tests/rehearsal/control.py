"""For who rehearses: `/rehearsal`, and the paths below it, tell what was done and change what will
be; they need no key.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from generator.document.examples import JsonValue
from tests.rehearsal.account import PAST_ACTION, Json
from tests.rehearsal.actions import state_of
from tests.rehearsal.contract import Refused
from tests.rehearsal.faults import KINDS, chances

if TYPE_CHECKING:
    from tests.rehearsal.app import Rehearsal

IDENTITY = "/rehearsal"
KEY, READER = "rehearsal-key", "rehearsal-reader"


def routes(rehearsal: Rehearsal) -> list[Route]:
    control = _Control(rehearsal)
    asked = {
        "state": control.state,
        "calls": control.calls,
        "violations": control.violations,
        "sent": control.sent,
    }
    ordered = {
        "reset": control.start_again,
        "time": control.travel,
        "faults": control.plan,
        "plant": control.plant,
    }
    return [
        Route(IDENTITY, control.about, methods=["GET"]),
        *(
            Route(f"{IDENTITY}/{name}", endpoint, methods=["GET"])
            for name, endpoint in asked.items()
        ),
        *(
            Route(f"{IDENTITY}/{name}", endpoint, methods=["POST"])
            for name, endpoint in ordered.items()
        ),
    ]


class _Control:
    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal

    async def about(self, request: Request) -> Response:
        return JSONResponse(
            {
                "rehearsal": True,
                "of": "NP6",
                "keys": {KEY: "may do everything", READER: "may neither validate nor send"},
                "faults": KINDS,
                "GET": ["state", "calls", "violations", "sent"],
                "POST": {
                    "reset": {"seed": 3},
                    "time": {"forward": 3600},
                    "faults": {
                        "chances": "drop:0.1",
                        "next": ["lose"],
                        "next_of": {"sendActions": ["cut"]},
                    },
                    "plant": {"listFields": {"/0/id": "one"}},
                },
            }
        )

    async def state(self, request: Request) -> Response:
        """How much there is of everything, and the state of each action."""
        account = self._rehearsal.account
        counted = (
            "fields",
            "contacts",
            "segments",
            "actions",
            "notifications",
            "imports",
            "messages",
            "events",
        )
        states = {key: state_of(action) for key, action in account.actions.items()}
        counts = {name: len(getattr(account, name)) for name in counted}
        return JSONResponse(
            {
                **counts,
                "states": states,
                "offset": account.offset,
                "faults": self._rehearsal.faults.happened,
            }
        )

    async def start_again(self, request: Request) -> Response:
        """Forgets everything; what the body gives, such as `{"seed": 3, "hour": 1}`, is set first."""
        given = await _object(request)
        for name in given.keys() & {"seed", "hour", "offset", "delay", "late", "limit", "per"}:
            setattr(
                self._rehearsal.settings,
                name,
                type(getattr(self._rehearsal.settings, name))(given[name]),
            )
        if "faults" in given:
            self._rehearsal.settings.faults = _chances(given["faults"])
        self._rehearsal.reset()
        return Response(None, 204)

    async def travel(self, request: Request) -> Response:
        """`{"forward": seconds}` moves the clock on, `{"offset": seconds}` sets how far it is from
        that of this machine.
        """
        given = await _object(request)
        forward, offset = (
            given.get("forward", 0),
            given.get("offset", self._rehearsal.account.offset),
        )
        if not isinstance(forward, (int, float)) or not isinstance(offset, (int, float)):
            raise Refused(400, "forward and offset are seconds")
        self._rehearsal.account.offset = offset + forward
        return JSONResponse({"offset": self._rehearsal.account.offset})

    async def plan(self, request: Request) -> Response:
        """`{"chances": "drop:0.1"}` sets what is drawn, `{"next": ["lose", "", "503"]}` what
        befalls the next calls, and `{"next_of": {"sendActions": ["lose"]}}` the next ones of an
        operation."""
        given = await _object(request)
        of = given.get("next_of", {})
        for operation, kinds in {
            "": given.get("next", []),
            **(of if isinstance(of, dict) else {}),
        }.items():
            if not isinstance(kinds, list) or any(kind not in ("", *KINDS) for kind in kinds):
                raise Refused(400, f"faults are {', '.join(KINDS)}")
            self._rehearsal.faults.plan(operation, map(str, kinds))
        if "chances" in given:
            self._rehearsal.faults.chances = _chances(given["chances"])
        return Response(None, 204)

    async def plant(self, request: Request) -> Response:
        """`{"listFields": {"/0/id": "one"}}` has an operation answer with that value at that place,
        for tests of who judges answers; a place that the answer does not have is passed over."""
        for operation, places in (await _object(request)).items():
            if (
                operation not in self._rehearsal.operations
                or not isinstance(places, dict)
                or "" in places
            ):
                raise Refused(
                    400,
                    "the body is an object of operations, with objects of JSON pointers and values",
                )
            self._rehearsal.planted[operation] = places
        return Response(None, 204)

    async def calls(self, request: Request) -> Response:
        return JSONResponse(list(self._rehearsal.record.calls))

    async def violations(self, request: Request) -> Response:
        """Requests that do not fit the document, and answers of the stand-in that do not."""
        return JSONResponse(
            {
                "requests": self._rehearsal.record.violations,
                "answers": self._rehearsal.record.answers,
            }
        )

    async def sent(self, request: Request) -> Response:
        """Every message that was taken in since the start, the past apart."""
        past = (
            message for message in self._rehearsal.account.messages if message.item != PAST_ACTION
        )
        return JSONResponse(
            [{"id": each.id, "item": each.item, "unicity": each.contact.joined} for each in past]
        )


async def _object(request: Request) -> Json:
    content = await request.body()
    try:
        given = json.loads(content or b"{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refused(400, "the body is an object")
    return given


def _chances(text: JsonValue) -> dict[str, float]:
    try:
        return chances(str(text))
    except ValueError as error:
        raise Refused(400, str(error)) from None
