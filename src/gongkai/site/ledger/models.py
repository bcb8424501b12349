"""Records of what was counted, work points and problems, new-media accounts.

A record is written once; a trigger refuses to change it. What is wrong is superseded by a later record that says why.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.ledger.amounts import ExactField
from gongkai.site.web.scoped import ScopedQuerySet


class Period(models.TextChoices):
    """What a record is of: something on a day, the total of a month, or the total of a year."""

    DAY = "day", _("单次")
    MONTH = "month", _("月度合计")
    YEAR = "year", _("年度合计")


class Says(models.TextChoices):
    """What a record says: a value, that there was nothing, or that the record it supersedes should not be there."""

    VALUE = "value", _("登记")
    NIL = "nil", _("确认没有")
    RETRACTED = "retracted", _("撤销")


def _person(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def _blob() -> Any:
    return models.ForeignKey("web.Blob", on_delete=models.PROTECT, null=True, related_name="+")


class Record(Owned):
    """One line of the ledger. ``metric`` and ``party`` are ids of the law data; ``party`` is empty without a dimension.

    ``on`` is the day, or the first day of the month or the year, ``through`` its last. ``batch`` is the digest of
    the file from which it came.
    """

    metric = models.CharField(_("指标"), max_length=60)
    party = models.CharField(_("分项"), max_length=60, blank=True)
    period = models.CharField(_("期间"), max_length=10, choices=Period.choices)
    on = models.DateField(_("日期"))
    through = models.DateField(_("止于"))
    entry = models.CharField(_("登记内容"), max_length=10, choices=Says.choices, default=Says.VALUE)
    value: Any = ExactField(_("数值"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    source = models.CharField(_("来源"), max_length=100, blank=True)
    evidence = _blob()
    evidence_name = models.CharField(_("佐证材料"), max_length=200, blank=True)
    supersedes: Any = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    batch = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = _person()

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("台账记录")
        constraints = (
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="ledger_corrected_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(entry="retracted") | Q(supersedes__isnull=False), name="ledger_retracts_something"
            ),
            models.CheckConstraint(condition=Q(entry="value") | Q(value=0), name="ledger_nothing_is_zero"),
            models.CheckConstraint(condition=Q(through__gte=F("on")), name="ledger_record_in_order"),
            models.CheckConstraint(condition=Q(value__gte=0), name="ledger_not_negative"),
        )
        indexes = (
            models.Index(fields=["body", "on", "metric", "party"], name="ledger_of_year"),
            models.Index(fields=["body", "metric", "-through", "-id"], name="ledger_of_metric"),
        )

    def __str__(self) -> str:
        return f"{self.metric} {self.on}"


class Kind(models.TextChoices):
    """工作要点 or 问题整改."""

    POINT = "point", _("工作要点")
    PROBLEM = "problem", _("问题整改")


class State(models.TextChoices):
    """How far a work point or a problem is."""

    OPEN = "open", _("未开始")
    DOING = "doing", _("进行中")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("不再办理")


class Matter(Owned):
    """A work point of a year, or a problem that was found: what, from where, who, by when.

    ``state`` is that of the last step; the steps are the history.
    """

    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("内容"), max_length=200)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    measure = models.CharField(_("措施"), max_length=500, blank=True)
    charge = models.CharField(_("责任单位或者责任人"), max_length=100, blank=True)
    due_on = models.DateField(_("完成期限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("登记时间"))
    created_by = _person()

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("工作要点和问题整改")
        indexes = (models.Index(fields=["body", "kind", "-year", "-id"], name="ledger_matter_of_year"),)

    def __str__(self) -> str:
        return self.title


class Parts(ScopedQuerySet):
    """Rows that belong to the body of their matter."""

    path_field = "matter__body__path"


class Step(models.Model):
    """What was done about a matter, and the state in which it then was. Written once."""

    matter: Any = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("状态"), max_length=10, choices=State.choices)
    text = models.CharField(_("进展"), max_length=500)
    evidence = _blob()
    evidence_name = models.CharField(_("佐证材料"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))
    by = _person()

    objects = Parts.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.matter_id} {self.state}"


class Account(Owned):
    """A new-media account; ``medium`` is an id of the law data."""

    medium = models.CharField(_("平台"), max_length=40)
    name = models.CharField(_("账号名称"), max_length=100)
    keeper = models.CharField(_("责任人"), max_length=100, blank=True)
    opened_on = models.DateField(_("开设日期"))
    closed_on = models.DateField(_("注销日期"), null=True)
    updated_on = models.DateField(_("最近更新"))

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("政务新媒体账号")
        constraints = (
            models.UniqueConstraint(fields=["body", "medium", "name"], name="ledger_account_once"),
            models.CheckConstraint(condition=Q(updated_on__gte=F("opened_on")), name="ledger_account_in_order"),
        )

    def __str__(self) -> str:
        return self.name


class Reminder(Owned):
    """That people were reminded of what is missing of a month (its first day), so that nobody is reminded twice."""

    month = models.DateField()

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "month"], name="ledger_reminder_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.month:%Y-%m}"
