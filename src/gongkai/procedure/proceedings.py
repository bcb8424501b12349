"""A case against the body: reconsideration, suit or complaint, as its events; where it stands, and how it counts.

The table (``law/data/proceedings.yaml``) says what may happen from where. What the report counts is settled by the
end of the year of a decision and never changes later: closed years stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

import msgspec

from gongkai.errors import NotAllowedError, UsageError
from gongkai.law.book import LawView
from gongkai.law.model import Block, FormText
from gongkai.law.proceeding_model import Proceeding, ResultText, StageText
from gongkai.procedure.explain import say_date


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...


T = TypeVar("T", bound=_Named)
REMEDIES = "remedies"
TOTAL = "total"
PENDING = "pending"


class CaseEvent(msgspec.Struct, frozen=True):
    """Something that happened in a case on ``day``: ``kind`` is a stage, ``result`` how it was decided.

    ``becomes`` is the result that an appeal puts in the place of the first one.
    """

    kind: str
    day: dt.date
    result: str = ""
    becomes: str = ""


class Duty(msgspec.Struct, frozen=True):
    """What the body must do: the stage that sets the term, the one that meets it, and the day it counts from."""

    stage: str
    meets: str
    since: dt.date


class CasePosition(msgspec.Struct, frozen=True):
    """Where a case stands. ``result`` is the decision that stands now, ``second`` how an appeal ended.

    ``settled`` and ``settled_result`` are what the report counts, None while the case is pending.
    """

    state: str
    filed: dt.date
    last: dt.date
    result: str = ""
    decided: dt.date | None = None
    second: str = ""
    duty: Duty | None = None
    settled: dt.date | None = None
    settled_result: str = ""


def stand(table: Proceeding, events: Iterable[CaseEvent]) -> CasePosition:
    """Where the events of a case lead. Raises NotAllowedError, or UsageError for an incomplete event."""
    position: CasePosition | None = None
    for event in events:
        position = follow(table, position, event)
    if position is None:
        raise UsageError("这一案件还没有登记任何事项。")
    return position


def follow(table: Proceeding, position: CasePosition | None, event: CaseEvent) -> CasePosition:
    """The position after one more event. Raises as ``stand``."""
    stage = stage_of(table, event.kind)
    source = position.state if position is not None else None
    if (source is None) != (stage.effect == "open") or (source is not None and source not in stage.sources):
        where = "还没有开始" if source is None else f"目前“{state_label(table, source)}”"
        raise NotAllowedError(f"案件{where}，不能登记“{stage.label}”。")
    if position is None:
        return CasePosition(stage.to, event.day, event.day)
    if event.day < position.last:
        raise NotAllowedError(
            f"“{stage.label}”（{say_date(event.day)}）早于前一事项（{say_date(position.last)}），请按先后次序登记。"
        )
    position = _after(table, msgspec.structs.replace(position, last=event.day), stage, event)
    return msgspec.structs.replace(position, duty=_duty(position, stage, event))


def next_stages(table: Proceeding, position: CasePosition) -> tuple[StageText, ...]:
    """What may happen next."""
    return tuple(stage for stage in table.stages if position.state in stage.sources)


def stage_of(table: Proceeding, name: str) -> StageText:
    """A stage by its id. Raises UsageError."""
    return _find(table.stages, name, "事项")


def result_of(table: Proceeding, name: str) -> ResultText:
    """A result by its id. Raises UsageError."""
    return _find(table.results, name, "结果")


def state_label(table: Proceeding, state: str) -> str:
    """What a state is called."""
    return next(entry.label for entry in table.states if entry.id == state)


def term_from(table: Proceeding, position: CasePosition, stage: StageText, *, simplified: bool) -> str | None:
    """The deadline that begins with ``stage``, None where none does."""
    if stage.effect == "serve" and position.result and (appeal := result_of(table, position.result).appeal):
        return appeal
    return stage.simplified if simplified and stage.simplified else stage.deadline


def renews(table: Proceeding, position: CasePosition) -> bool:
    """Whether the decision that stands makes the body reply anew."""
    return bool(position.result) and position.state != "appealed" and result_of(table, position.result).renews


def _after(table: Proceeding, position: CasePosition, stage: StageText, event: CaseEvent) -> CasePosition:
    # A decision of a year that is over has been counted: nothing later takes it back.
    counted = position.settled is not None and position.settled.year < event.day.year
    settled, result = position.settled, position.settled_result
    change: dict[str, object] = {}
    if stage.effect == "decide":
        result_of(table, event.result)
        change = {"result": event.result, "decided": event.day, "second": ""}
        settled, result = event.day, event.result
    elif stage.effect == "appeal":
        settled, result = None, ""
    elif stage.effect == "decide_appeal":
        second = _find(table.second, event.result, "二审结果")
        change = {"second": event.result}
        if second.effect == "reopens":
            reopened = next(one.to for one in table.stages if one.id == "accepted")
            change |= {"result": "", "decided": None, "state": reopened}
            settled, result = None, ""
        else:
            if second.effect == "replaces":
                result_of(table, event.becomes)
                change |= {"result": event.becomes}
            settled, result = event.day, str(change.get("result", position.result))
    position = msgspec.structs.replace(position, **{"state": stage.to} | change)
    return position if counted else msgspec.structs.replace(position, settled=settled, settled_result=result)


def _duty(position: CasePosition, stage: StageText, event: CaseEvent) -> Duty | None:
    if stage.duty is not None:
        return Duty(stage.id, stage.duty, event.day)
    met = position.duty is not None and stage.id == position.duty.meets
    return None if met or stage.effect in ("decide", "decide_appeal", "appeal") else position.duty


def _find(entries: Iterable[T], name: str, what: str) -> T:
    found = {entry.id: entry for entry in entries}
    if name not in found:
        known = "、".join(f"{entry.id}（{entry.label}）" for entry in found.values())
        raise UsageError(f"{what}“{name}”不存在；可以是：{known}。")
    return found[name]


class CountedCase(msgspec.Struct, frozen=True):
    """A case as the report sees it: its row, when it was filed, when and how it was settled."""

    row: str
    filed: dt.date
    settled: dt.date | None
    result: str


def count_cases(
    cases: Iterable[CountedCase], columns: Mapping[str, Mapping[str, str]], form: FormText, year: int
) -> dict[str, int]:
    """The cells ``remedies.row.column`` of the report for ``year``, as at its end.

    ``columns``: row -> result -> column, see ``columns_of``. Raises UsageError for a row or result that has none.
    """
    tally: Counter[str] = Counter()
    for case in cases:
        if (column := column_in(case, columns, year)) is not None:
            tally[f"{REMEDIES}.{case.row}.{column}"] += 1
            tally[f"{REMEDIES}.{case.row}.{TOTAL}"] += 1
    keys = [f"{REMEDIES}.{row.id}.{column.id}" for row in _block(form).rows for column in _block(form).columns]
    if lost := set(tally) - set(keys):
        raise UsageError(f"“{sorted(lost)[0]}”不是报告的一格。")
    return {key: tally[key] for key in keys}


def column_in(case: CountedCase, columns: Mapping[str, Mapping[str, str]], year: int) -> str | None:
    """The column in which a case stands in ``year``; None where the year does not know it."""
    if case.filed.year > year or (case.settled is not None and case.settled.year < year):
        return None
    if case.settled is None or case.settled.year > year:
        return PENDING
    column = columns.get(case.row, {}).get(case.result)
    if column is None:
        raise UsageError(f"案件结果“{case.result}”没有计入报告的任何一列。")
    return column


def columns_of(law: LawView) -> dict[str, dict[str, str]]:
    """Row of the table of remedies -> result -> column."""
    return {
        route.row: {result.id: result.column for result in table.results}
        for table in law.proceedings.values()
        for route in table.routes
        if route.row
    }


def _block(form: FormText) -> Block:
    return next(table for table in form.tables if table.id == REMEDIES).blocks[0]
