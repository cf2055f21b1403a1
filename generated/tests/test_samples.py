"""The samples of the document, run as they stand against the mock server.

Where there is none they are parsed, and what they import is imported."""

from __future__ import annotations

from typing import Any


def test_send_a_notification_to_many_contacts(run_sample: Any) -> None:
    """Send a notification to many contacts"""
    run_sample(
        "import csv\n"
        "\n"
        "from np6 import NP6\n"
        "from np6.models import Execution, Recipient\n"
        "\n"
        'with NP6() as client, open("contacts.csv", encoding="utf-8") as file:\n'
        "    messages = (\n"
        "        Execution(\n"
        "            # As events name a receiver; the reference does not list the types "
        "of a recipient.\n"
        '            recipient=Recipient(type="contact", value={"type": "id", "value": '
        'row["id"]}),\n'
        "            title=f\"Good morning, {row['name']}\",\n"
        "        )\n"
        "        for row in csv.DictReader(file)\n"
        "    )\n"
        "    # 100 in a request, 4 requests at a time. Started again with the same "
        "journal and file, it sends nothing twice.\n"
        "    batches = client.notifications.in_batches(100, workers=4, progress=True, "
        'journal="run.jsonl")\n'
        "    report = batches.execute_many(42, messages)\n"
        "\n"
        'print(f"{len(report.sent)} sent, {len(report.refused)} refused, '
        '{len(report.unknown)} not known")\n'
        "for outcome in report.refused:\n"
        "    print(outcome.index, outcome.error, outcome.value)\n"
        "report.raise_for_errors()  # whatever stopped the run, or was not sent\n",
        {"contacts.csv": "id,name\n00000001,Ada\n00000002,Grace\n"},
    )


def test_write_the_bounces_of_a_day_to_a_csv_file(run_sample: Any) -> None:
    """Write the bounces of a day to a CSV file"""
    run_sample(
        "import csv\n"
        "from datetime import datetime, timedelta, timezone\n"
        "\n"
        "from np6 import NP6\n"
        "from np6.models import EmailSource\n"
        "\n"
        "day = datetime(2026, 1, 31, tzinfo=timezone.utc)\n"
        "\n"
        'with NP6() as client, open("bounces.csv", "w", encoding="utf-8", newline="") as '
        "file:\n"
        "    writer = csv.writer(file)\n"
        '    writer.writerow(["time", "address", "diagnostic"])\n'
        '    bounces = client.actions.events.with_streamed_items.list_bounces("000ABC", '
        "start=day, end=day + timedelta(days=1))\n"
        "    for event in bounces:  # one at a time, as they arrive\n"
        "        if isinstance(event.source, EmailSource) and event.timestamp is not "
        "None:\n"
        "            mail = event.source.detail\n"
        "            address = mail.activation.recipient if mail and mail.activation "
        'else ""\n'
        "            status = mail.bounce.status if mail and mail.bounce else None\n"
        "            writer.writerow([event.timestamp.datetime.isoformat(), address, "
        'status.diagnostic if status else ""])\n',
        {},
    )


def test_import_contacts_into_a_segment(run_sample: Any) -> None:
    """Import contacts into a segment"""
    run_sample(
        "import csv\n"
        "\n"
        "from np6 import NP6\n"
        "\n"
        'with NP6() as client, open("contacts.csv", encoding="utf-8") as file:\n'
        '    segment = client.segments.create(type="static", name="Spring readers")\n'
        "    assert segment.id is not None\n"
        '    contacts = (row["id"] for row in csv.DictReader(file))\n'
        "    # 50 in a request, the maximum. The reference calls this method deprecated, "
        "and names none in its place.\n"
        "    report = client.segments.targets.in_batches(workers=2).add(segment.id, "
        "contacts)\n"
        "\n"
        "report.raise_for_errors()\n"
        'print(f"{len(report.sent)} contacts are in segment {segment.id}")\n',
        {"contacts.csv": "id,name\n00000001,Ada\n00000002,Grace\n"},
    )
