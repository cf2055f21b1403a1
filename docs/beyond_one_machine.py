"""Send a notification to very many contacts, by all the machines of a Dask cluster.

    python beyond_one_machine.py tcp://scheduler:8786 42 contacts-1.csv contacts-2.csv …

Each file is a partition: one task, with a journal of its own beside it. Files and journals lie where every worker sees them by
the same path, on storage whose locks hold for all of them. If a worker dies, Dask gives its task to another one, which goes on
where the journal ends; if all of it dies, start it again. Nothing is sent twice: what was under way is `unknown` until `mark`
has told the journal what became of it, and only then is it done with, or sent by the next start.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from distributed import Client
from np6 import NP6, BatchReport
from np6.models import Execution, ExecutionResult, Recipient


def messages(partition: Path) -> Iterator[Execution]:
    with partition.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Execution(
                recipient=Recipient(type="contact", value={"type": "id", "value": row["id"]}),
                title=f"Good morning, {row['name']}",
            )


def send(notification: int, partition: Path) -> BatchReport[ExecutionResult]:
    """A task. Its client is made where it runs, with the key from that machine's environment: no secret travels."""
    with NP6() as client:
        batches = client.notifications.in_batches(100, journal=partition.with_suffix(".journal"))
        return batches.execute_many(notification, messages(partition))


def main(scheduler: str, notification: int, partitions: list[Path]) -> BatchReport[ExecutionResult]:
    with Client(scheduler) as cluster:
        # A task that is not pure is run again by the next start, instead of being taken for one that the cluster remembers.
        tasks = [cluster.submit(send, notification, partition.resolve(), pure=False) for partition in partitions]
        return BatchReport.merge(cluster.gather(tasks))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(f"usage: {sys.argv[0]} SCHEDULER NOTIFICATION PARTITION.csv…")
    report = main(sys.argv[1], int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
    print(f"{len(report.sent)} sent, {len(report.refused)} refused, {len(report.unknown)} not known")
    report.raise_for_errors()
