"""What surrounds items: where they were posted, who keeps a column, what readers say, what later scans find."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.publishing.models.items import Item, Version, by_person


class Posting(Owned):
    """That information reached the public by an outlet: one item on a day, or the total of a month."""

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    outlet = models.CharField(_("渠道"), max_length=40)
    on = models.DateField(_("日期"))
    count = models.PositiveIntegerField(_("条数"), default=1)
    monthly = models.BooleanField(_("月度合计"), default=False)
    evidence: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("说明"), max_length=200, blank=True)
    entered_by = by_person()
    replaced_by: Any = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("渠道登记")
        constraints = (
            models.CheckConstraint(
                condition=Q(monthly=True, item__isnull=True) | Q(monthly=False, count=1), name="publishing_posting_unit"
            ),
        )
        indexes = (models.Index(fields=["body", "on"], name="publishing_posted"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.outlet} {self.on}"


class Duty(Owned):
    """Who keeps a column of a body up to date, and within how many days it must have something new."""

    subject = models.CharField(_("信息类别"), max_length=40)
    person = by_person()
    days = models.PositiveSmallIntegerField(_("更新周期（天）"))

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("栏目责任")
        constraints = (models.UniqueConstraint(fields=["body", "subject"], name="publishing_duty_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.subject}"


class Correction(Owned):
    """What a reader says is wrong with a page (纠错), and what was done about it."""

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("纠错内容"))
    contact = models.TextField(_("联系方式"), blank=True, help_text="encrypted")
    at = models.DateTimeField(_("时间"))
    handled_by = by_person(null=True)
    handled_at = models.DateTimeField(null=True)
    answer = models.CharField(_("处理情况"), max_length=500, blank=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("读者纠错")
        constraints = (
            models.CheckConstraint(condition=Q(handled_by__isnull=True) | ~Q(answer=""), name="publishing_handled_how"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class Adoption(models.TextChoices):
    """What became of an opinion."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    DECLINED = "declined", _("未采纳")


class Opinion(Owned):
    """What somebody says in a consultation. Name and contact are sealed, and may be left out."""

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("意见"))
    name = models.TextField(_("姓名或者单位"), blank=True, help_text="encrypted")
    contact = models.TextField(_("联系方式"), blank=True, help_text="encrypted")
    at = models.DateTimeField(_("时间"))
    adoption = models.CharField(_("采纳情况"), max_length=10, choices=Adoption.choices, blank=True)
    answer = models.CharField(_("说明"), max_length=500, blank=True)
    handled_by = by_person(null=True)
    handled_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("意见")
        constraints = (
            models.CheckConstraint(
                condition=Q(handled_by__isnull=True) | (~Q(adoption="") & ~Q(answer="")),
                name="publishing_opinion_handled_how",
            ),
        )
        indexes = (models.Index(fields=["item", "-id"], name="publishing_opinions"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class Recheck(Owned):
    """What a later scan (自查) found in a version that is public, and what was done about it.

    ``rules`` is the digest of the rules that it was scanned by: other rules ask for another scan.
    """

    version: Any = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    rules = models.CharField(max_length=64)
    verdict = models.CharField(_("结论"), max_length=10)
    hits = models.JSONField(_("发现"), default=list)
    handled_by = by_person(null=True)
    handled_at = models.DateTimeField(null=True)
    answer = models.CharField(_("处理情况"), max_length=500, blank=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("自查")
        constraints = (
            models.UniqueConstraint(fields=["version"], name="publishing_recheck_once"),
            models.CheckConstraint(
                condition=Q(handled_by__isnull=True) | ~Q(answer=""), name="publishing_rechecked_how"
            ),
        )
        indexes = (models.Index(fields=["body", "verdict", "-id"], name="publishing_rechecks"),)

    def __str__(self) -> str:
        return f"{self.version_id} {self.verdict}"


class Word(Owned):
    """A word that the scan before release tells to a body and those below it; without ``right`` one to ask about."""

    word = models.CharField(_("用语"), max_length=40)
    right = models.CharField(_("应当写成"), max_length=40, blank=True)
    added_by = by_person()

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("词表")
        constraints = (models.UniqueConstraint(fields=["body", "word"], name="publishing_word_once"),)

    def __str__(self) -> str:
        return self.word


class TableImport(Owned):
    """A table that was taken in: how far it has come, line by line, and what was refused.

    ``key`` names what was confirmed, so that it is taken in once; ``done`` counts the lines behind it, so that what was
    interrupted goes on where it stopped.
    """

    key = models.CharField(max_length=64)
    kind = models.CharField(_("表格"), max_length=20)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("时间"))
    by = by_person()
    lines = models.PositiveIntegerField(_("行数"))
    done = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(_("已导入"), default=0)
    problems = models.JSONField(_("没有导入的行"), default=list)
    notes = models.JSONField(default=list)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("导入")
        constraints = (models.UniqueConstraint(fields=["key"], name="publishing_import_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind} {self.at:%Y-%m-%d}"
