"""Making the demonstration, knowing it again, and making it anew. Real data are never taken for it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gongkai.errors import UsageError
from gongkai.site.accounts import scopes
from gongkai.site.audit import triggers
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.demo import county, house, items, ledger, mark, remedies, reports, requests, writes
from gongkai.site.web import clock, storage
from gongkai.site.web.scope import system

State = Literal["none", "made", "stale", "real"]


def state(version: str, *, in_use: bool) -> State:
    """What the data folder holds: nothing, this demonstration, another one (or half of one), or real data.

    ``version``: the digest of everything that a demonstration is made from. ``in_use``: the database has accounts.
    """
    found = mark.read(_folder())
    if found is not None:
        return "made" if found.made == version else "stale"
    return "real" if in_use else "none"


def wipe(*, in_use: bool) -> None:
    """Leave an empty folder, with its keys, marked as a demonstration. Raises UsageError where it holds real data."""
    if state("", in_use=in_use) == "real":
        raise UsageError(f"{_folder()} 中是正式数据，不能改作演示。请用 GONGKAI_DATA 指定另一个文件夹。")
    # Marked before anything is in it, so that half a demonstration is known as one.
    mark.write(_folder(), mark.Mark())
    connection.close()
    if connection.vendor == "sqlite":
        name = Path(settings.DATABASES["default"]["NAME"])
        for path in (name, *(name.with_name(name.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
    elif connection.introspection.table_names():
        triggers.drop(connection)
        call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(storage.folder(), ignore_errors=True)


def make(version: str) -> None:
    """Fill an empty, migrated database; all of it, or nothing."""
    data, scope = county.county(), system(clock.today())
    with recorded():
        site = [writes.add_person(scope, person, body=None, since=data.since) for person in data.of_the_site]
        founders = [scopes.of_user(user, scope.today) for user in site]
        founder = next(one for one in founders if one.anywhere("body.create"))
        rows: dict[str, Body] = {}
        for body in data.bodies:
            rows[body.code] = writes.add_body(founder, body, superior=rows.get(body.under), since=data.since)
        for person in data.people:
            if person.body:
                writes.add_person(scope, person, body=rows[person.body], since=data.since)
        items.add_items(scope.today)
        house.add_house(scope.today)
        requests.add_requests(scope.today)
        ledger.add_ledgers(scope.today)
        remedies.add_remedies(scope.today)
        reports.add_reports(scope.today)
    mark.write(_folder(), mark.Mark(version))


def _folder() -> Path:
    return Path(settings.GONGKAI_DATA)
