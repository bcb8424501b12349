"""A file that was destroyed: nothing that was written about it is left, sealed or in clear; the chain is whole."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Step
from gongkai.site.accessrequests.models_archive import Archive
from gongkai.site.accessrequests.services import archive, delivery, desk, replies
from gongkai.site.accessrequests.standing import WIPED
from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.audit.selectors import verify
from gongkai.site.remedies import services as remedies
from gongkai.site.review import services as review
from gongkai.site.review.models import Decision
from gongkai.site.review.selectors.chains import Planned
from gongkai.site.web import clock, crypto, storage, storage_sweep
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.scope import Scope

from .desk_world import DAY, GRANTED, TODAY, Hall
from .remedies_world import brought, happens
from .requests_world import asking, entered

# What somebody writes where words are free: it names nobody who exists.
SECRET = "拓跋听雪"
LATER = dt.date(2037, 1, 1)


def left() -> Iterator[str]:
    """Every table and every stored file in which the secret can be read by whoever has the keys."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                cells = [crypto.decrypt(cell) if _sealed(cell) else str(cell) for cell in row]
                if any(SECRET in cell or ascii(SECRET)[1:-1] in cell for cell in cells):
                    yield table
    for blob in Blob.objects.all():
        if storage.locate(blob).exists() and SECRET.encode() in storage.read(blob):
            yield f"file {blob.pk}"


def _sealed(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith("gAAAAA")


def on(scope: Scope, day: dt.date) -> Scope:
    return scopes.of_user(User.objects.get(pk=scope.person), day)


def scan() -> Blob:
    return storage.store(io.BytesIO(f"签批单 {SECRET}".encode()), root=Root.STAFF)


def review_on_paper(hall: Hall, person: Callable[..., User], request: int) -> None:
    """Returned once with words, remarked upon, and passed on paper with a scan."""
    admin = scopes.of_user(person("body_admin", hall.body), TODAY)
    stage = [Planned(("secrecy", "sign"), "approver", None, on_paper=True)]
    review.set_chain(admin, body=hall.body, kind=replies.KIND, stages=stage)
    replies.save(hall.handler, request_id=request, proposal=GRANTED)
    for outcome in ("returned", "passed"):
        replies.submit(hall.handler, request_id=request)
        reply = selectors_desk.reply(selectors.get(hall.handler, request))
        assert reply is not None
        assert reply.case is not None
        case = reply.case
        review.comment(hall.approver, case=case.pk, text=f"{SECRET}来过电话")
        review.record_paper(
            hall.approver, case=case.pk, round=case.round, position=1, outcome=outcome, signer="镇长", scan=scan(),
            comment=f"请核对{SECRET}的身份",
        )  # fmt: skip


@pytest.fixture
def closed(hall: Hall, person: Callable[..., User]) -> int:
    """A request with the secret in every place where somebody may write."""
    said = asking(f"{SECRET}的宅基地档案")
    request = int(entered(hall.handler, hall.body, day=DAY, particulars=said).pk)
    event = Event("extended", TODAY, reason=f"{SECRET}的材料在县档案馆")
    motion = desk.propose(hall.handler, request_id=request, event=event)
    desk.decide(hall.approver, motion_id=motion.pk, approved=True)
    review_on_paper(hall, person, request)
    delivery.deliver(hall.handler, request_id=request, event=Event("delivered", TODAY, method="post", reason=SECRET))
    case = brought(hall.handler, hall.body, selectors.get(hall.handler, request), day="2026-11-20")
    stream = io.BytesIO(f"{SECRET} 决定".encode())
    remedies.add_paper(hall.handler, case_id=case.pk, kind="decision", name=f"{SECRET}.txt", stream=stream)
    happens(hall.handler, case, ("decided", "2026-11-20", "upheld"))
    return request


def destroyed(hall: Hall, request: int) -> Archive:
    archive.archive(hall.handler, request_id=request, retention="ten_years", index_number="甲")
    row = Archive.objects.unscoped("test").get(request_id=request)
    archive.appraise(on(hall.handler, LATER), archive_id=row.pk, verdict="destroy")
    return archive.destroy(on(hall.approver, LATER), archive_id=row.pk)


def test_nothing_that_was_written_is_left(hall: Hall, closed: int) -> None:
    before = set(left())
    assert {"accessrequests_step", "accessrequests_request", "review_comment", "review_decision"} <= before
    assert {"remedies_paper", "accessrequests_motion"} <= before
    assert any(place.startswith("file") for place in before)
    destroyed(hall, closed)
    storage_sweep.sweep(clock.now() + dt.timedelta(days=2))
    assert list(left()) == []
    assert verify().whole
    assert Audit.objects.filter(action="case.wipe").count() == 1


def test_what_happened_can_still_be_told(hall: Hall, closed: int, signed_in: Callable[[User], Client]) -> None:
    before = selectors.history(selectors.get(hall.handler, closed))
    destroyed(hall, closed)
    request = selectors.get(hall.handler, closed)
    after = selectors.history(request)
    assert after.position == before.position
    assert [event.reason for event in after.events if event.kind == "extended"] == [WIPED]
    browser = signed_in(User.objects.get(pk=hall.handler.person))
    page = browser.get(f"/staff/b/{hall.body.code}/requests/{closed}/").content.decode()
    assert WIPED in page
    reply = selectors_desk.reply(request)
    assert reply is not None
    shown = browser.get(f"/staff/review/{reply.case_id}/").content.decode()
    assert "意见和扫描件已随档案销毁" in shown
    assert "镇长" in shown


def _try(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "change",
    [
        "day = '2020-01-01'",
        "words = ''",
        "wiped_on = '2037-01-01'",
        "words = 'x', wiped_on = '2037-01-01'",
        "words = '', wiped_on = '2037-01-01', kind = 'paid'",
    ],
)
def test_a_step_is_only_ever_emptied(hall: Hall, closed: int, change: str) -> None:
    step = Step.objects.unscoped("test").exclude(words="").first()
    assert step is not None
    with pytest.raises(DatabaseError, match="不得修改"):
        _try(f"UPDATE accessrequests_step SET {change} WHERE id = {step.pk}")


def test_what_was_emptied_stays_empty(hall: Hall, closed: int) -> None:
    destroyed(hall, closed)
    for row in (
        Step.objects.unscoped("test").exclude(wiped_on=None).first(),
        Decision.objects.unscoped("test").exclude(wiped_on=None).first(),
    ):
        assert row is not None
        table: Any = row._meta.db_table
        for sql in (f"UPDATE {table} SET wiped_on = NULL", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="不得修改"):
                _try(f"{sql} WHERE id = {row.pk}")
