"""Consultations (意见征集): what the public says, what is done about it, and the feedback that tells of it."""

from __future__ import annotations

import datetime as dt
import html
from typing import Final

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.publishing import catalogue, consultations, selectors
from gongkai.site.publishing.models import Adoption, Item, Opinion
from gongkai.site.publishing.services.drafts import Draft, create
from gongkai.site.web import clock, crypto
from gongkai.site.web.scope import Scope

LONGEST: Final = 5_000


def say(scope: Scope, *, item: Item, text: str, name: str = "", contact: str = "") -> Opinion:
    """Somebody's opinion in a consultation that is open. Name and contact are kept sealed, and may be left out.

    Raises NotAllowedError outside its period, UsageError for an empty or an overlong text.
    """
    if not consultations.is_open(item, scope.today):
        raise NotAllowedError("征集已经结束，不再接收意见。")
    if not text.strip() or len(text) > LONGEST:
        raise UsageError(f"请写明意见，{LONGEST} 字以内。")
    with recorded() as log:
        row = Opinion(body=item.body, item=item, text=text.strip(), at=clock.now())
        row.name, row.contact = (crypto.encrypt(said.strip()) if said.strip() else "" for said in (name, contact))
        row.save()
        log(scope, "opinion.receive", body=item.body_id, target=row)
    return row


def opened(scope: Scope, *, opinion: Opinion) -> tuple[str, str]:
    """Name and contact of an opinion that the caller may see; that they were read is recorded."""
    if not opinion.name and not opinion.contact:
        return "", ""
    with recorded() as log:
        log(scope, "opinion.open", body=opinion.body_id, target=opinion)
    name, contact = (crypto.decrypt(sealed) if sealed else "" for sealed in (opinion.name, opinion.contact))
    return name, contact


def weigh(scope: Scope, *, opinion_id: int, adoption: str, answer: str) -> Opinion:
    """Say whether an opinion is adopted, and why; a later word takes the place of an earlier one."""
    if adoption not in Adoption.values or not answer.strip():
        raise UsageError("请选择采纳情况，并写明理由。")
    with recorded() as log:
        rows = Opinion.objects.within(scope, "item.edit").select_for_update(of=("self",)).select_related("body")
        row = rows.filter(pk=opinion_id).first()
        if row is None:
            raise NotFoundError("没有这条意见。")
        row.adoption, row.answer = adoption, answer.strip()
        row.handled_by_id, row.handled_at = scope.person, clock.now()
        row.save(update_fields=["adoption", "answer", "handled_by", "handled_at"])
        log(scope, "opinion.weigh", body=row.body_id, target=row, adoption=adoption)
    return row


def draft_feedback(scope: Scope, *, item_id: int) -> Item:
    """A draft that tells what became of all opinions; edited, scanned and reviewed like anything that goes out.

    Raises NotAllowedError while the consultation is open or opinions have not been weighed.
    """
    item = selectors.get(scope, item_id)
    if item.current_id is None or consultations.is_open(item, scope.today):
        raise NotAllowedError("征集结束以后，才能起草采纳情况反馈。")
    totals = consultations.totals(item)
    if totals.waiting:
        raise NotAllowedError(f"还有 {totals.waiting} 条意见没有填写采纳情况。")
    subject = next(iter(catalogue.of_role("feedback", scope.today)))
    draft = Draft(
        subject=subject,
        title=f"关于“{item.title}”意见采纳情况的反馈"[:200],
        html=_text(item, totals),
        formed_on=scope.today,
        feedback_on=item.pk,
    )
    return create(scope, body=item.body, draft=draft)


def _text(item: Item, totals: consultations.Totals) -> str:
    until = item.objection_until
    lead = f"{item.title}公开征求意见已于{_day(until)}结束，" if until else f"{item.title}公开征求意见已经结束，"
    lead += (
        f"收到意见{totals.received}条，其中采纳{totals.adopted}条，部分采纳{totals.partly}条，未采纳{totals.declined}条。"
        if totals.received
        else "没有收到意见。"
    )
    rows = "".join(
        f"<tr><td>{number}</td><td>{html.escape(row.text)}</td><td>{row.get_adoption_display()}</td>"
        f"<td>{html.escape(row.answer)}</td></tr>"
        for number, row in enumerate(consultations.of_item(item).order_by("pk"), 1)
    )
    head = "<tr><th>序号</th><th>意见</th><th>采纳情况</th><th>说明</th></tr>"
    return f"<p>{html.escape(lead)}</p>" + (f"<table>{head}{rows}</table>" if rows else "")


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
