"""From the histories of a year to the cells of the report's table of requests: one fold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from gongkai.errors import UsageError
from gongkai.law.model import Block, FormText
from gongkai.procedure.events import History, Position
from gongkai.procedure.outcomes import REQUESTS, counting_rows

TOTAL = "total"
# Rows of the form that no outcome fills.
NEW, CARRIED_IN, RESULTS_TOTAL, CARRIED_OUT = "new", "carried_in", "results_total", "carried_out"


class Counted(msgspec.Struct, frozen=True, gc=False):
    """One request as the report sees it: applicant kind (a column of the form), first receipt, first result."""

    applicant: str
    received: dt.date | None
    outcome: str
    result_day: dt.date | None


def counted(applicant: str, history: History) -> Counted:
    """What of ``history`` counts; a request that was never confirmed has not been received."""
    position = history.position
    if position is None:
        return Counted(applicant, None, "", None)
    return Counted(applicant, position.received, position.result, position.result_day)


def applicant_kinds(form: FormText) -> tuple[str, ...]:
    """The kinds of applicants that the form tells apart, in drawn order."""
    return tuple(column.id for column in _block(form).columns if column.id != TOTAL)


def count(requests: Iterable[Counted], form: FormText, year: int) -> dict[str, int]:
    """The cells ``requests.row.column`` of the report for ``year``; every cell that carries a value is there.

    New is what was first received in the year, carried over what was received and had no first result by its
    end, waiting for a supplement or a payment included. A second round (重新答复) changes nothing. Raises
    UsageError for an applicant kind or an outcome that the form does not have.
    """
    rows = counting_rows(form)
    kinds = applicant_kinds(form)
    tally: Counter[tuple[str, str]] = Counter()
    for (kind, opening, outcome), number in Counter(_standings(requests, year)).items():
        if kind not in kinds:
            raise UsageError(f"申请人类别“{kind}”不存在；可以是：{'、'.join(kinds)}。")
        tally[opening, kind] += number
        if outcome is None:
            tally[CARRIED_OUT, kind] += number
            continue
        if outcome not in rows:
            raise UsageError(f"办理结果“{outcome}”没有计入报告的任何一行。")
        tally[rows[outcome], kind] += number
        tally[RESULTS_TOTAL, kind] += number
    return _cells(tally, form)


def _standings(requests: Iterable[Counted], year: int) -> Iterator[tuple[str, str, str | None]]:
    """Each request that the year knows: applicant kind, how it came into the year, its outcome if it has left it."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    for request in requests:
        received, day = request.received, request.result_day
        if received is None or received > last or (day is not None and day < first):
            continue
        outcome = None if day is None or day > last else request.outcome
        yield request.applicant, NEW if received >= first else CARRIED_IN, outcome


def _cells(tally: Mapping[tuple[str, str], int], form: FormText) -> dict[str, int]:
    cells: dict[str, int] = {}
    for row in _block(form).rows:
        if row.kind == "group":
            continue
        values = {kind: tally[row.id, kind] for kind in applicant_kinds(form)}
        values[TOTAL] = sum(values.values())
        cells.update({f"{REQUESTS}.{row.id}.{column}": value for column, value in values.items()})
    return cells


def _block(form: FormText) -> Block:
    return next(table for table in form.tables if table.id == REQUESTS).blocks[0]


def unconfirmed(histories: Iterable[History]) -> list[Position]:
    """Where requests stand that have come in but were not confirmed: no term runs, and someone should call."""
    positions = (history.position for history in histories)
    return [position for position in positions if position is not None and position.state == "unconfirmed"]
