from typing import assert_type

from made_several_bodies import AsyncLetters, BatchReport, Letters, models

def refusals(client: Letters) -> list[str | None]:
    report = client.letters.in_batches(10).send_many([{"text": "a"}, {"text": "b"}], options={"retry": "safe"})
    found: list[str | None] = []
    for outcome in report.refused:
        match outcome.value:
            case models.Refused(value=detail):
                found.append(detail.recipient)
            case models.Taken(id=id):
                found.append(id)
            case _:
                found.append(str(outcome.error))
    return found

def one(client: Letters) -> str:
    match client.letters.send(to="a", text="b", weight="five", content_type="application/vnd.letters.text+json"):
        case models.Taken(id=id):
            return id
        case models.Refused(value=detail):
            return detail.type
        case other:
            return str(other)

async def later(client: AsyncLetters) -> None:
    await client.letters.send(subject="a", weight=5)
    report = await client.letters.in_batches(10).send_many([models.Text(text="a")])
    for outcome in report.refused:
        if isinstance(outcome.value, models.Refused):
            assert_type(outcome.value.value.type, str)

def written_back(client: Letters) -> None:
    client.letters.update("l1", client.letters.get("l1"))
    client.letters.save_draft(client.letters.get_draft("l1"))

def wrong(client: Letters) -> None:
    # wrong:
    client.letters.send(subject=5)
    client.letters.send(weight=None)
