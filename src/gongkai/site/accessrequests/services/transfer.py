"""Beyond replies: disclosure to everybody (article 44), correction of one's own record (article 41)."""

from __future__ import annotations

import datetime as dt

import msgspec

from gongkai.errors import NotAllowedError, UsageError
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.models_desk import OwnRecord, Transfer
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.values import RecordAsked, seal, unseal
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import services as publishing
from gongkai.site.publishing.models import Item
from gongkai.site.publishing.services.drafts import Draft
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def transfer(scope: Scope, *, request_id: int, subject: str, title: str, formed_on: dt.date | None) -> Item:
    """Hand what was asked over to proactive disclosure, as a draft; ``title`` is the officer's and names nobody."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        if request.state == "unconfirmed":
            raise NotAllowedError("还没有确认收到的申请，不能移送。")
        summary = "多个申请人提出申请，或者申请人建议，纳入主动公开（依申请公开移送）。"
        draft = Draft(subject=subject, title=title, formed_on=formed_on, summary=summary)
        item = publishing.create(scope, body=request.body, draft=draft)
        Transfer(request=request, item=item, at=clock.now(), by_id=scope.person).save()
        put_back(request)
        log(scope, "request.transfer", body=request.body_id, target=request, item=item.pk)
    return item


def ask(scope: Scope, *, body: Body, day: dt.date, asked: RecordAsked) -> OwnRecord:
    """Write down that somebody wants their own record corrected. They show evidence (article 41), else UsageError."""
    scope.demand("request.edit", body.path)
    for value, words in (
        (asked.name, "提出人"), (asked.wrong, "不准确的记录"), (asked.evidence, "证明记录不准确的证据"),
        (asked.contact, "联系方式"),
    ):  # fmt: skip
        if not value.strip():
            raise UsageError(f"请填写{words}。")
    if day > scope.today:
        raise UsageError("提出日期不能晚于今天。")
    with recorded() as log:
        row = OwnRecord(body=body, asked_on=day, sealed=seal(asked), entered_at=clock.now(), entered_by_id=scope.person)
        row.save()
        log(scope, "record.ask", body=body.pk, target=row)
    return row


def close(scope: Scope, *, body: Body, record_id: int, outcome: str, day: dt.date, result: str) -> OwnRecord:
    """What came of it, and what the person was told."""
    with recorded() as log:
        row = selectors_desk.own_record(scope, body, record_id)
        scope.demand("request.edit", row.body.path)
        if row.outcome:
            raise NotAllowedError("这一件已经办结。")
        if outcome not in OwnRecord.Outcome.values:
            raise UsageError("请选择处理结果。")
        if not result.strip():
            raise UsageError("请写明告知的内容。")
        if not row.asked_on <= day <= scope.today:
            raise UsageError("办结日期不能早于提出日期，也不能晚于今天。")
        row.outcome, row.done_on = outcome, day
        row.sealed = seal(msgspec.structs.replace(unseal(row.sealed, RecordAsked), result=result.strip()))
        row.save()
        log(scope, "record.close", body=row.body_id, target=row, outcome=outcome)
    return row


def read(scope: Scope, *, body: Body, record_id: int) -> RecordAsked:
    """What somebody asked to be corrected; who looked is recorded."""
    with recorded() as log:
        row = selectors_desk.own_record(scope, body, record_id)
        scope.demand("request.person", row.body.path)
        log(scope, "record.read", body=row.body_id, target=row)
    return unseal(row.sealed, RecordAsked)
