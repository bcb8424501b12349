"""Taking away what nothing holds any more: rows that nothing refers to, files without a row, pieces of files.

Only what is older than a day goes, since what is younger may belong to something that is still being written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from gongkai.site.web.models import Blob, Root
from gongkai.site.web.storage import folder, lock

AGE: Final = dt.timedelta(days=1)


class Swept(msgspec.Struct, frozen=True):
    """What was taken away: rows, and files (with pieces of files)."""

    rows: int
    files: int


def sweep(now: dt.datetime) -> Swept:
    """Take away what is older than a day, counted from ``now``."""
    rows = 0
    for pk in list(unheld(now - AGE).values_list("pk", flat=True)):
        rows += _drop(pk, now - AGE)
    return Swept(rows, sum(_remove(path, now - AGE) for path in list(_old_files(now - AGE))))


def unheld(before: dt.datetime) -> QuerySet[Blob]:
    """Rows last handed in before that moment to which no foreign key of any model leads."""
    rows = Blob.objects.filter(stored__lt=before)
    for relation in Blob._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            field = relation.field
            rows = rows.exclude(Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return rows


def _drop(pk: int, before: dt.datetime) -> int:
    with transaction.atomic():
        # Asked again once the row is locked: somebody may have handed the same bytes in meanwhile.
        Blob.objects.select_for_update().filter(pk=pk).first()
        blob = unheld(before).filter(pk=pk).first()
        return blob.delete()[0] if blob else 0


def _old_files(before: dt.datetime) -> Iterator[Path]:
    for root in Root.values:
        for path in (folder() / root).glob("??/??/*"):
            if _old(path, before) and not _has_row(root, path):
                yield path


def _remove(path: Path, before: dt.datetime) -> int:
    with lock(alone=True):
        if not _old(path, before) or _has_row(path.parents[2].name, path):
            return 0
        path.unlink(missing_ok=True)
        return 1


def _old(path: Path, before: dt.datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


def _has_row(root: str, path: Path) -> bool:
    return Blob.objects.filter(root=root, sha256=path.name).exists()
