"""人工调整 and 说明后保留: what people put beside what was computed and checked, always with a reason."""

from __future__ import annotations

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.compute import computed, form_for, number_of
from gongkai.site.annualreports.models import Kept, Override
from gongkai.site.annualreports.services.common import editable, put_back, taken
from gongkai.site.annualreports.values import printed
from gongkai.site.annualreports.work import work_on
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def adjust(scope: Scope, *, report_id: int, key: str, value: str, reason: str) -> Override:
    """Put another value in the place of a computed one. Both are kept and shown to whoever reviews the report.

    Totals are not adjusted: they follow from their parts. Raises UsageError for a key, a value or a lacking reason.
    """
    if not reason.strip():
        raise UsageError("请写明调整的原因。")
    with recorded() as log:
        report = taken(scope, "report.edit", report_id)
        editable(report)
        form = form_for(report.year)
        if key not in form.cells:
            raise NotFoundError("没有这个单元格。")
        if key in form.sums:
            raise UsageError("合计由各项相加得出，不能单独调整。请调整有误的那一项。")
        number = number_of(value, form.cells[key].type)
        was = computed(report.body, form, report.year)[key]
        if number == was:
            raise UsageError("调整值与计算值相同，不需要调整。")
        _end(report.pk, key)
        override = Override(
            report=report,
            key=key,
            computed=printed(was),
            value=printed(number),
            reason=reason.strip(),
            by_id=scope.person,
            at=clock.now(),
        )
        override.save()
        put_back(scope, report)
        facts = {"key": key, "computed": override.computed, "value": override.value}
        log(scope, "report.adjust", body=report.body_id, target=report, **facts)
    return override


def restore(scope: Scope, *, report_id: int, key: str) -> None:
    """Take an adjustment back; that it was there stays on record."""
    with recorded() as log:
        report = taken(scope, "report.edit", report_id)
        editable(report)
        if not _end(report.pk, key):
            raise NotFoundError("这个单元格没有人工调整。")
        put_back(scope, report)
        log(scope, "report.restore", body=report.body_id, target=report, key=key)


def keep(scope: Scope, *, report_id: int, fingerprint: str, reason: str) -> Kept:
    """Let a finding stand, and say why. It stays kept as long as it says the same of the same cells."""
    if not reason.strip():
        raise UsageError("请说明为什么保留。")
    with recorded() as log:
        report = taken(scope, "report.keep", report_id)
        editable(report)
        found = next((one for one in work_on(report).findings if one.fingerprint == fingerprint), None)
        if found is None:
            raise NotFoundError("没有这条检查发现，可能数字或者文字已经修改。")
        if fingerprint in selectors.kept(report):
            raise NotAllowedError("这条检查发现已经说明保留。")
        kept = Kept(
            report=report,
            fingerprint=fingerprint,
            code=found.finding.code,
            message=found.message,
            reason=reason.strip(),
            by_id=scope.person,
            at=clock.now(),
        )
        kept.save()
        put_back(scope, report)
        log(scope, "report.keep", body=report.body_id, target=report, code=kept.code, level=found.level)
    return kept


def _end(report_id: int, key: str) -> int:
    rows = Override.objects.unscoped("of the report that is held")
    return rows.filter(report_id=report_id, key=key, ended_at__isnull=True).update(ended_at=clock.now())
