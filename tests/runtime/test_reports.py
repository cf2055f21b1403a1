"""Reports of batches: they travel between processes, and several become one."""

from __future__ import annotations

import copy
import copyreg
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx2
import pytest
from golden import models
from golden._runtime.batch_options import Progress
from golden._runtime.errors import BadRequestError, InvalidInputError, SDKError, TransportError
from golden._runtime.report import BatchError, BatchReport, ItemError, Outcome
from hypothesis import given
from hypothesis import strategies as st
from tblib import pickling_support

from .conftest import KEY
from .test_batches import Service, run, statuses, things


class LockedError(Exception):
    """Cannot be pickled."""

    def __init__(self) -> None:
        super().__init__("of jane")
        self.lock = threading.Lock()


class TwoPartsError(Exception):
    """Can be pickled, and not be read again."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)

    def __reduce__(self) -> Any:
        return type(self), self.args  # as without this line, but where a library has it otherwise


@pytest.fixture
def service() -> Service:
    return Service()


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


def test_a_report_is_pickled_with_its_items_values_and_errors(service: Service) -> None:
    service.when["2"] = 400
    items = [*things(0, 1, 2), models.Thing(name="3"), {}]
    before = run(service, items, 2, succeeded=lambda made: made.id != 1)
    after = again(before)
    assert statuses(after) == statuses(before) == "srrrr"
    assert repr(after) == repr(before)
    assert [outcome.item for outcome in after] == items
    assert (after[0].value, type(after[0].value)) == (models.Made(id=0), models.Made)
    assert [type(outcome.error) for outcome in after[1:]] == [
        ItemError,
        BadRequestError,
        BadRequestError,
        InvalidInputError,
    ]
    assert after[2].error is after[3].error
    assert after[4].error.problems == before[4].error.problems
    assert after.refused == after[1:]
    with pytest.raises(BatchError):
        after.raise_for_errors()


def test_what_stopped_a_run_is_pickled_too_and_holds_no_key(service: Service) -> None:
    service.when["0"] = 401
    pickled = pickle.dumps(run(service, things(0, 1, 2), 1))
    assert KEY.encode() not in pickled
    assert pickle.loads(pickled).error.status_code == 401


def raising(error: Exception) -> Any:
    """A predicate that is called for six items, in batches of two, and raises for that with the
    name 2.
    """

    def succeeded(made: models.Made) -> bool:
        if made.id == 2:
            raise error
        return True

    return succeeded


@pytest.mark.parametrize("error", [LockedError(), TwoPartsError("of ", "jane")])
def test_an_error_that_cannot_be_pickled_is_told_by_its_name(
    service: Service, error: Exception
) -> None:
    report = run(service, things(*range(6)), 2, succeeded=raising(error))
    assert report.error is report[2].error is error
    after = again(report)
    assert statuses(after) == "ss?s--"
    for told in (after.error, after[2].error, again(report[2]).error):
        assert type(told) is SDKError
        assert str(told) == f"{type(error).__name__}, which cannot be pickled"


def test_an_error_of_ours_is_kept_though_its_cause_cannot_be_pickled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Dask has every exception pickled with its cause; a plain pickle leaves that behind."""
    monkeypatch.setitem(copyreg.dispatch_table, TransportError, pickling_support.pickle_exception)
    error = TransportError("gone", unsent=True)
    error.__cause__ = LockedError()
    with pytest.raises(TypeError):
        pickle.dumps(error)
    outcome: Outcome[int] = Outcome(0, None, "unknown", error=error)
    after = again(BatchReport([outcome], error))
    for told in (after.error, after[0].error):
        assert (type(told), str(told), told.unsent) == (TransportError, "gone", True)


def test_a_foreign_error_that_can_be_pickled_is_kept(service: Service) -> None:
    error = again(run(service, things(*range(6)), 2, succeeded=raising(LookupError("gone")))).error
    assert (type(error), error.args) == (LookupError, ("gone",))


def test_reports_are_read_in_a_process_that_has_made_none(tmp_path: Path, service: Service) -> None:
    file = tmp_path / "report.pickle"
    file.write_bytes(pickle.dumps(run(service, things(0, 1), 1)))
    code = (
        "import pickle, sys; sys.path.insert(0, sys.argv[1]); import golden;"
        "report = pickle.load(open(sys.argv[2], 'rb'));"
        "print(report, report[1].value.id, 'golden._runtime.batches' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (
        done.stdout.strip()
        == "<BatchReport of 2 items: 2 sent, 0 refused, 0 unknown, 0 unsent> 1 False"
    )


@pytest.mark.parametrize("way", [again, copy.copy, copy.deepcopy])
def test_outcomes_and_progress_are_copied_and_pickled(way: Any) -> None:
    outcome: Outcome[int] = Outcome(
        7, {"name": "x"}, "unknown", 4, TransportError("gone", unsent=True), True
    )
    made = way(outcome)
    assert (made.index, made.item, made.status, made.value, made.earlier) == (
        7,
        {"name": "x"},
        "unknown",
        4,
        True,
    )
    assert made.error.unsent
    assert way(Progress(3, 1, 1, 1)) == Progress(3, 1, 1, 1)


# Merging


def outcomes(*statuses: Any) -> list[Outcome[int]]:
    return [
        Outcome(index, f"{status} {index}", status, index) for index, status in enumerate(statuses)
    ]


@given(
    st.lists(
        st.lists(st.sampled_from(["sent", "refused", "unknown", "unsent"]), max_size=4), max_size=4
    )
)
def test_a_merged_report_has_every_outcome_in_order_and_counts_through(
    partitions: list[list[str]],
) -> None:
    reports = [BatchReport(outcomes(*partition), None) for partition in partitions]
    merged = BatchReport.merge(iter(reports))
    expected = [outcome for report in reports for outcome in report]
    assert [outcome.index for outcome in merged] == list(range(len(expected)))
    assert [(each.item, each.status, each.value) for each in merged] == [
        (e.item, e.status, e.value) for e in expected
    ]
    assert len(merged.sent) == sum(len(report.sent) for report in reports)
    assert [outcome.index for report in reports for outcome in report] == [
        i for each in partitions for i in range(len(each))
    ]


def test_of_several_errors_the_first_is_that_of_the_whole() -> None:
    errors = [None, OSError("one"), LookupError("two")]
    merged = BatchReport.merge(BatchReport(outcomes("sent"), error) for error in errors)
    assert merged.error is errors[1]
    with pytest.raises(
        BatchError, match=r"^3 items: 3 sent, 0 refused, 0 unknown, 0 unsent; stopped by OSError$"
    ) as raised:
        merged.raise_for_errors()
    assert raised.value.__cause__ is errors[1]
    assert BatchReport.merge([]).error is None


def test_an_invalid_item_is_named_by_its_index_in_the_whole(service: Service) -> None:
    first = run(service, things(*range(11)), 5)
    second = run(service, [*things(0), {"name": "1", "parts": [{}]}, *things(2)], 5)
    merged = BatchReport.merge([first, second])
    assert str(second[1].error) == "body.1.parts.0.name: is required"
    assert str(merged[12].error) == "body.12.parts.0.name: is required"
    assert merged[12].error.request == second[1].error.request
    assert str(BatchReport.merge([first, merged])[23].error) == "body.23.parts.0.name: is required"


def test_another_partitions_numbers_are_not_taken_for_an_items_own() -> None:
    whole = InvalidInputError(problems=[("body.10", "must not be"), ("body", "is too long")])
    outcome: Outcome[int] = Outcome(1, None, "refused", error=whole)
    assert (
        BatchReport.merge([BatchReport(outcomes("sent"), None), BatchReport([outcome], None)])[
            1
        ].error
        is whole
    )


def test_an_exception_that_counts_as_false_is_an_error_all_the_same(service: Service) -> None:
    class EmptyError(Exception):
        def __bool__(self) -> bool:
            return False

    errors = iter([EmptyError(), LookupError()])

    def succeeded(_: models.Made) -> bool:
        raise next(errors)

    report = run(service, things(*range(6)), 2, succeeded=succeeded)
    assert statuses(report) == "??----"
    assert isinstance(BatchReport.merge([report]).error, EmptyError)
    with pytest.raises(BatchError, match="stopped by EmptyError"):
        report.raise_for_errors()
    met: Outcome[int] = Outcome(0, None, "unknown", error=EmptyError())
    with pytest.raises(BatchError) as raised:
        BatchReport([met], None).raise_for_errors()
    assert raised.value.__cause__ is met.error


def test_an_unsent_error_of_the_network_is_pickled_with_its_facts(service: Service) -> None:
    service.when["0"] = httpx2.ConnectError("refused")
    assert again(run(service, things(0), 1))[0].error.unsent
