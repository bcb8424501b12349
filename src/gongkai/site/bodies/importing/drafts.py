"""An import in two steps: a file is read, tried and shown; what was shown is confirmed, or forgotten after an hour."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections import Counter
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, NotFoundError
from gongkai.site.bodies.importing import files
from gongkai.site.bodies.importing.apply import apply, trial
from gongkai.site.bodies.importing.parse import parse
from gongkai.site.bodies.importing.plan import State, plan, state
from gongkai.site.bodies.importing.shapes import BodyRow, Change, Item, Line, Preview, Sheets, Shown
from gongkai.site.bodies.models import ImportDraft
from gongkai.site.web.scope import Scope

KEPT: Final = dt.timedelta(hours=1)


def prepare(scope: Scope, data: bytes, *, file_name: str, now: dt.datetime) -> ImportDraft:
    """Read a file and keep it for an hour, with what it would do. Raises InputError for one that cannot be used."""
    sheets = files.read(data)
    preview, _items, _known = look(scope, sheets.lines, sheets.notes)
    forget(now)
    return ImportDraft.objects.create(
        token=secrets.token_urlsafe(32),
        owner=scope.actor.id or 0,
        made=now,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=msgspec.json.encode(sheets).decode(),
        preview=msgspec.json.encode(preview).decode(),
    )


def draft(scope: Scope, token: str, *, now: dt.datetime) -> tuple[ImportDraft, Preview]:
    """One's own file that waits. Raises NotFoundError where there is none any more."""
    mine = ImportDraft.objects.filter(token=token, owner=scope.actor.id or 0, made__gt=now - KEPT)
    row = mine.first() if token.isprintable() else None
    if row is None:
        raise NotFoundError(_("没有等待确认的文件，或者已经超过一小时。请重新上传。"))
    return row, msgspec.json.decode(row.preview, type=Preview)


def confirm(scope: Scope, token: str, *, now: dt.datetime) -> Preview:
    """Do what was shown. Raises ConflictError where it would no longer do just that; then nothing is done."""
    row, shown = draft(scope, token, now=now)
    sheets = msgspec.json.decode(row.rows, type=Sheets)
    preview, items, known = look(scope, sheets.lines, sheets.notes, tried=True)
    if preview.digest != shown.digest:
        raise ConflictError(_("在您查看以后，机关名录有了变化。什么也没有导入，请重新上传。"))
    if not shown.ready:
        raise ConflictError(_("没有可以导入的内容。"))
    apply(scope, items, known, sha256=row.sha256)
    row.delete()
    return shown


def forget(now: dt.datetime) -> int:
    """Delete what has waited for too long; how many files that were."""
    deleted, _kinds = ImportDraft.objects.filter(made__lte=now - KEPT).delete()
    return deleted


def look(
    scope: Scope, lines: list[Line], notes: list[str], *, tried: bool = False
) -> tuple[Preview, list[Item], State]:
    """What the lines would do now; unless ``tried`` already, by trying it."""
    rows, problems, more = parse(lines)
    known = state(scope)
    announced = {row.code for row in rows if isinstance(row, BodyRow)} | _codes_of(lines)
    items, hindered = plan(rows, known, scope.today, announced)
    problems += hindered
    digest = hashlib.sha256(msgspec.json.encode((items, problems))).hexdigest()
    if not problems and not tried:
        problems = trial(scope, items, known)
    counts = Counter(item.action for item in items)
    preview = Preview(
        {action: counts[action] for action in ("create", "change", "same")},
        _shown(items, known),
        sorted(problems, key=lambda each: (each.sheet, each.line)),
        [*notes, *more],
        digest,
    )
    return preview, items, known


def _codes_of(lines: list[Line]) -> set[str]:
    """The codes as they stand in lines that are wrong in something else, so that it is told but once."""
    return {line.cells.get("code", "").strip().upper() for line in lines}


def _shown(items: list[Item], known: State) -> list[Shown]:
    """The lines that do something; superiors by name, with their codes."""
    names = {code: body.name for code, body in known.bodies.items()}
    names |= {item.row.code: item.row.name for item in items if isinstance(item.row, BodyRow)}

    def called(change: Change) -> Change:
        if change.column != "superior":
            return change
        before, after = (
            f"{names[code]}（{code}）" if code in names else code for code in (change.before, change.after)
        )
        return msgspec.structs.replace(change, before=before, after=after)

    return [
        Shown(
            item.row.line.sheet,
            item.row.line.number,
            item.row.name,
            item.row.code if isinstance(item.row, BodyRow) else "",
            item.action,
            tuple(map(called, item.changes)),
            item.since,
        )
        for item in items
        if item.action != "same"
    ]
