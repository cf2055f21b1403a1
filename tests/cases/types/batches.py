"""What a type checker knows of batches: a value is that of the item, its own entry where the operation returns a list."""

from __future__ import annotations

from typing import Any, assert_type

from np6 import NP6, AsyncNP6, BatchReport
from np6.models import ExecutionResult, MessageResult


def made(result: ExecutionResult) -> bool:
    return result.type == "success"


def reports(client: NP6) -> None:
    report = client.notifications.in_batches(2, succeeded=made, journal="run.jsonl", resend=True).execute_many(42, [])
    assert_type(report, BatchReport[ExecutionResult])
    assert_type(report[0].value, ExecutionResult | None)
    assert_type([outcome.value for outcome in report.sent], list[ExecutionResult | None])
    assert_type(BatchReport.merge([report, report]), BatchReport[ExecutionResult])
    whole: BatchReport[Any] = client.segments.targets.in_batches(succeeded=lambda added: added == 50).add(7, [])
    whole.raise_for_errors()


async def awaited(client: AsyncNP6) -> None:
    report = await client.actions.in_batches(2).send_many("000ABC", [])
    assert_type(report[0].value, MessageResult | None)
