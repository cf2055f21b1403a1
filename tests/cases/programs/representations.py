from typing_extensions import assert_type
from made_representations import AsyncRepresentations, Representations, models

def use(client: Representations) -> None:
    assert_type(client.reports.report(), models.Report)
    assert_type(client.reports.report(fmt="csv", accept="text/csv"), str)
    assert_type(client.reports.report(accept="application/pdf"), bytes)
    assert_type(client.reports.with_raw_response.report(accept="text/csv").parse(), str)
    assert_type(client.reports.picture(1), bytes)
    assert_type(client.reports.picture(1, request_accept="image/jpeg"), bytes)
    assert_type(client.reports.pet(id=1), models.Report)
    assert_type(client.reports.pet({"id": 1}, accept="application/xml"), str)
    assert_type(client.reports.versions(accept="application/vnd.v1+json"), models.Report)
    assert_type(client.reports.lines(), list[models.Report])
    assert_type(client.reports.lines(accept="text/csv"), str)
    for line in client.reports.with_streamed_items.lines():
        assert_type(line, models.Report)
    for report in client.reports.pages():
        assert_type(report, models.Report)
    assert_type(client.reports.pages(accept="text/csv"), str)
    assert_type(client.reports.with_raw_response.pages(accept="text/csv").parse(), str)
    for report in client.reports.with_streamed_items.pages():
        assert_type(report, models.Report)
    for outcome in client.reports.in_batches().add_lines([{"id": 1}]):
        assert_type(outcome.value, models.Report | None)

async def use_async(client: AsyncRepresentations) -> None:
    assert_type(await client.reports.report(), models.Report)
    assert_type(await client.reports.report(accept="text/csv"), str)
    async for report in client.reports.pages():
        assert_type(report, models.Report)
    assert_type((await client.reports.pages(accept="application/json")).items, list[models.Report])
    assert_type(await client.reports.pages(accept="text/csv"), str)
    async with client.reports.with_streamed_items.pages() as reports:
        async for report in reports:
            assert_type(report, models.Report)
    assert_type((await client.reports.with_raw_response.report(accept="text/csv")).parse(), str)

def wrong(client: Representations) -> None:
    # wrong:
    assert_type(client.reports.report(accept="text/html"), str)
    assert_type(client.reports.report(accept="text/csv"), bytes)
