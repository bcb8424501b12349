"""What readers say is wrong, and who looks after which column."""

from __future__ import annotations

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.models import Correction, Duty, Item
from gongkai.site.web import clock, crypto
from gongkai.site.web.scope import Scope

_LONGEST = 2_000


def report(scope: Scope, *, item: Item, text: str, contact: str = "") -> Correction:
    """A reader's word about a public page. The contact is kept encrypted, and may be left out."""
    if not text.strip() or len(text) > _LONGEST:
        raise UsageError(f"请写明有误的内容，{_LONGEST} 字以内。")
    with recorded() as log:
        sealed = crypto.encrypt(contact.strip()) if contact.strip() else ""
        row = Correction(body=item.body, item=item, text=text.strip(), contact=sealed, at=clock.now())
        row.save()
        log(scope, "correction.receive", body=item.body_id, target=row)
    return row


def handle(scope: Scope, *, correction_id: int, answer: str) -> Correction:
    """Say what was done about it."""
    if not answer.strip():
        raise UsageError("请填写处理情况。")
    with recorded() as log:
        rows = Correction.objects.within(scope, "item.edit").select_for_update(of=("self",)).select_related("body")
        row = rows.filter(pk=correction_id, handled_by__isnull=True).first()
        if row is None:
            raise NotFoundError("没有这条纠错，可能已经处理。")
        row.handled_by_id, row.handled_at, row.answer = scope.person, clock.now(), answer.strip()
        row.save(update_fields=["handled_by", "handled_at", "answer"])
        log(scope, "correction.handle", body=row.body_id, target=row)
    return row


def remove_duty(scope: Scope, *, body: Body, duty_id: int) -> None:
    """Take a column off the list of those that somebody keeps. Raises NotFoundError."""
    scope.demand("duty.edit", body.path)
    with recorded() as log:
        row = Duty.objects.unscoped("of the body for which the right was asked").filter(body=body, pk=duty_id).first()
        if row is None:
            raise NotFoundError("没有这一栏，可能已经删去。")
        log(scope, "duty.remove", body=body.pk, target=row, subject=row.subject)
        row.delete()


def set_duty(scope: Scope, *, body: Body, subject: str, person: User, days: int) -> Duty:
    """Say who keeps a column up to date, and within how many days something new must stand in it."""
    scope.demand("duty.edit", body.path)
    if subject not in catalogue.subjects_of(body, scope.today):
        raise UsageError("请选择本机关适用的信息类别。")
    with recorded() as log:
        rows = Duty.objects.unscoped("of the body for which the right was asked")
        duty, _ = rows.update_or_create(body=body, subject=subject, defaults={"person": person, "days": days})
        log(scope, "duty.set", body=body.pk, target=duty, subject=subject, person=person.pk, days=days)
    return duty
