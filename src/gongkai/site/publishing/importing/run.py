"""Trying a table and leaving no trace, or taking it in: line by line, each whole or not at all."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from django.db import transaction

from gongkai.errors import GongkaiError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.importing import parcel, tables
from gongkai.site.publishing.importing.rows import DO, RefusedError
from gongkai.site.publishing.models import TableImport
from gongkai.site.web import clock, sheets
from gongkai.site.web.scope import Scope
from gongkai.site.web.sheets import Line, Problem


class Outcome(msgspec.Struct, frozen=True):
    """How many lines were good, what was wrong with the others, and what the reader must be told of the file."""

    good: int
    problems: list[Problem]
    notes: list[str]


class _UndoError(Exception):
    """Ends a trial."""


def trial(scope: Scope, *, body: Body, kind: tables.Kind, data: bytes) -> Outcome:
    """What a table would do: everything is done and then undone. Raises InputError for a file that cannot be used."""
    scope.demand("item.edit", body.path)
    handed = parcel.unpack(data)
    found = sheets.read(handed.table, tables.columns(kind))
    problems: list[Problem] = []
    good = 0
    for line in found.lines:
        try:
            with recorded():
                DO[kind](scope, body, line, handed)
                raise _UndoError
        except _UndoError:
            good += 1
        except GongkaiError as error:
            problems += _told(kind, line, error)
    return Outcome(good, problems, found.notes)


def take_in(scope: Scope, *, body: Body, kind: tables.Kind, data: bytes, key: str) -> TableImport:
    """Take a table in; ``key`` names what was confirmed, so that it happens once however often it is asked for.

    A line that is refused leaves nothing behind, and the others stand: each has its own transaction, in which is noted
    how far the table has come. What was interrupted goes on from there.
    """
    scope.demand("item.edit", body.path)
    handed = parcel.unpack(data)
    found = sheets.read(handed.table, tables.columns(kind))
    row = _begun(scope, body, kind, data, key, found)
    for number, line in enumerate(found.lines, 1):
        if row.done < number:
            row = _line(scope, row.pk, number, line, handed)
    return row


def _begun(scope: Scope, body: Body, kind: tables.Kind, data: bytes, key: str, found: sheets.Sheets) -> TableImport:
    with recorded() as log:
        start: dict[str, Any] = {"body": body, "kind": kind, "sha256": hashlib.sha256(data).hexdigest()}
        start |= {"at": clock.now(), "by_id": scope.person, "lines": len(found.lines), "notes": found.notes}
        rows = TableImport.objects.unscoped("of the body for which the right was asked")
        row, made = rows.get_or_create(key=key, defaults=start)
        if made:
            log(scope, "table.import", body=body.pk, target=row, kind=kind, sha256=row.sha256, lines=row.lines)
    return row


def _line(scope: Scope, pk: int, number: int, line: Line, handed: parcel.Parcel) -> TableImport:
    """One line, and the note that it is behind us, in one transaction; where it is refused, the note alone."""
    try:
        with recorded():
            row = _held(pk)
            if row.done < number:
                DO[tables.kind_of(row.kind)](scope, row.body, line, handed)
                row.done, row.good = number, row.good + 1
                row.save(update_fields=["done", "good"])
    except GongkaiError as error:
        with transaction.atomic():
            row = _held(pk)
            if row.done < number:
                row.done = number
                row.problems = row.problems + msgspec.to_builtins(_told(tables.kind_of(row.kind), line, error))
                row.save(update_fields=["done", "problems"])
    return row


def _held(pk: int) -> TableImport:
    rows = TableImport.objects.unscoped("of the body for which the right was asked").select_related("body")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def _told(kind: tables.Kind, line: Line, error: GongkaiError) -> list[Problem]:
    if isinstance(error, RefusedError):
        return error.problems
    return [tables.columns(kind).problem(line, "", error.message)]
