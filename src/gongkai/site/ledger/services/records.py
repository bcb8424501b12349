"""Entering, correcting and retracting records. What was written stays; what is wrong is superseded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec

from gongkai.errors import ConflictError, GongkaiError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.ledger.book import Book, Line, Refusal, Standing, check_line, standing
from gongkai.site.ledger.models import Record, Says
from gongkai.site.ledger.selectors import records
from gongkai.site.ledger.services.common import Evidence, kept
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


class Outcome(msgspec.Struct, frozen=True):
    """What became of a line: entered (``refusal`` None), or why not."""

    line: Line
    refusal: Refusal | None = None


def enter(scope: Scope, *, body: Body, line: Line, evidence: Evidence | None = None) -> Record:
    """One record. Raises UsageError for what cannot be, ConflictError for what would count something twice."""
    scope.demand("ledger.edit", body.path)
    blob, name = kept(evidence)
    with recorded() as log:
        _locked(body)
        clean, found = check_line(line, scope.today)
        refusal = _book(body, [clean]).refusal(clean, found)
        if refusal is not None:
            raise ConflictError(refusal.message)
        row = _record(scope, body, clean, clock.now())
        row.evidence, row.evidence_name = blob, name
        row.save()
        log(scope, "ledger.enter", body=body.pk, target=row, records=[row.pk], metric=row.metric)
    return row


def enter_many(
    scope: Scope, *, body: Body, lines: Sequence[Line], numbers: Sequence[int] = (), batch: str = ""
) -> list[Outcome]:
    """All lines that can stand; the others are refused with a reason each. One transaction, one event.

    ``numbers`` are those of the lines in the file from which they come, and ``batch`` is its digest.
    """
    scope.demand("ledger.edit", body.path)
    with recorded() as log:
        _locked(body)
        outcomes = _tried(scope, body, lines, numbers)
        now = clock.now()
        rows = [_record(scope, body, one.line, now, batch=batch) for one in outcomes if one.refusal is None]
        Record.objects.bulk_create(rows)
        if rows:
            ids = sorted(row.pk for row in rows)
            log(scope, "ledger.enter", body=body.pk, records=ids, batch=batch, refused=len(outcomes) - len(rows))
    return outcomes


def tried(scope: Scope, *, body: Body, lines: Sequence[Line], numbers: Sequence[int] = ()) -> list[Outcome]:
    """What would become of the lines; nothing is written."""
    scope.demand("ledger.edit", body.path)
    return _tried(scope, body, lines, numbers)


def correct(scope: Scope, *, record_id: int, line: Line, reason: str, evidence: Evidence | None = None) -> Record:
    """A record in the place of another of the same metric; the other stays, superseded.

    Without ``evidence`` that of the other is kept. Raises UsageError, ConflictError as ``enter``.
    """
    blob, name = kept(evidence)
    with recorded() as log:
        old = _taken(scope, record_id, reason)
        if line.metric != old.metric:
            raise UsageError("更正不能改换指标。请撤销这一条，另行登记。")
        clean, found = check_line(line, scope.today)
        if old.entry != Says.RETRACTED and clean == standing(old).line and blob is None:
            raise UsageError("更正以后的内容与原来相同。")
        refusal = _book(old.body, [clean], without=old.pk).refusal(clean, found)
        if refusal is not None:
            raise ConflictError(refusal.message)
        row = _record(scope, old.body, clean, clock.now(), supersedes=old, reason=reason.strip())
        row.evidence = blob or old.evidence
        row.evidence_name = name or old.evidence_name
        row.save()
        log(scope, "ledger.correct", body=old.body_id, target=row, supersedes=old.pk, metric=row.metric)
    return row


def retract(scope: Scope, *, record_id: int, reason: str) -> Record:
    """Say that a record should not be there; it no longer counts, and stays to be seen."""
    with recorded() as log:
        old = _taken(scope, record_id, reason)
        if old.entry == Says.RETRACTED:
            raise UsageError("这一条已经撤销。")
        line = msgspec.structs.replace(standing(old).line, value=None)
        row = _record(scope, old.body, line, clock.now(), supersedes=old, reason=reason.strip())
        row.entry = Says.RETRACTED
        row.save()
        log(scope, "ledger.retract", body=old.body_id, target=row, supersedes=old.pk, metric=row.metric)
    return row


def _tried(scope: Scope, body: Body, lines: Sequence[Line], numbers: Sequence[int]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    book = _book(body, lines)
    for number, line in zip(numbers or range(1, len(lines) + 1), lines, strict=True):
        try:
            clean, found = check_line(line, scope.today)
        except GongkaiError as error:
            outcomes.append(Outcome(line, Refusal(error.message)))
            continue
        refusal = book.refusal(clean, found)
        outcomes.append(Outcome(clean, refusal))
        if refusal is None:
            book.add(Standing(clean, row=number))
    return outcomes


def _book(body: Body, lines: Sequence[Line], *, without: int = 0) -> Book:
    rows = records.touched(body, [line.span for line in lines], [line.metric for line in lines])
    return Book(standing(row) for row in rows.exclude(pk=without).iterator())


def _locked(body: Body) -> None:
    """Let nobody else write this body's ledger until the transaction ends: each sees what the other entered."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _taken(scope: Scope, record_id: int, reason: str) -> Record:
    """The record, if it stands and the scope may change it. Raises NotFoundError, ForbiddenError, ConflictError."""
    row = records.get(scope, record_id)
    scope.demand("ledger.edit", row.body.path)
    if not reason.strip():
        raise UsageError("请写明原因。")
    _locked(row.body)
    if Record.objects.unscoped("of a record that is held").filter(supersedes=row).exists():
        raise ConflictError("这一条已经更正或者撤销过。请打开最新的一条再改。")
    return row


def _record(
    scope: Scope, body: Body, line: Line, now: dt.datetime, *,
    batch: str = "", supersedes: Record | None = None, reason: str = "",
) -> Record:  # fmt: skip
    value: Any = line.value or 0
    return Record(
        body=body,
        metric=line.metric,
        party=line.party,
        period=line.span.period,
        on=line.span.on,
        through=line.span.through,
        entry=Says.VALUE if line.value is not None else Says.NIL,
        value=value,
        note=line.note,
        source=line.source,
        supersedes=supersedes,
        reason=reason,
        batch=batch,
        recorded_at=now,
        recorded_by_id=scope.person,
    )
