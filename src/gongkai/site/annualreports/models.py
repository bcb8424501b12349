"""A body's report of a year, what was changed by hand, what was kept with a reason, and what was frozen.

The numbers of a report that is being drafted are not stored: they are computed from the records. ``Version`` has what
was finished; it is written once, as is ``Move``, and triggers refuse to change either.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.web.scoped import ScopedQuerySet


def _person(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def _blob() -> Any:
    return models.ForeignKey("web.Blob", on_delete=models.PROTECT, null=True, related_name="+")


class State(models.TextChoices):
    """Where a report is. A published report that is being corrected is a draft again, with a current version."""

    DRAFT = "draft", _("编制中")
    REVIEW = "review", _("本机关审核中")
    READY = "ready", _("已定稿，待报送")
    SUBMITTED = "submitted", _("已报送，待主管部门审核")
    RETURNED = "returned", _("主管部门退回修改")
    CLEARED = "cleared", _("主管部门审核通过，待公布")
    PUBLISHED = "published", _("已公布")


class AnnualReport(Owned):
    """The report of a body for a year. ``texts``: section -> text with tokens; ``correcting``: why it is corrected."""

    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    texts = models.JSONField(default=dict)
    correcting = models.CharField(_("更正原因"), max_length=500, blank=True)
    latest: Any = models.OneToOneField("annualreports.Version", on_delete=models.PROTECT, null=True, related_name="+")
    current: Any = models.OneToOneField("annualreports.Version", on_delete=models.PROTECT, null=True, related_name="+")
    submitted_by = _person(null=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = _person()
    changed_at = models.DateTimeField(_("修改时间"))

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("年度报告")
        constraints = (
            models.UniqueConstraint(fields=["body", "year"], name="reports_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(current__isnull=False), name="reports_published_has_version"
            ),
        )
        indexes = (models.Index(fields=["year", "state"], name="reports_by_year"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"


class Parts(ScopedQuerySet):
    """Rows that belong to the body of their report."""

    path_field = "report__body__path"


class Part(models.Model):
    """What belongs to a report."""

    report: Any = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="+")

    objects = Parts.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()


class Override(Part):
    """人工调整: another value than the computed one, and why. What was adjusted and taken back stays, with its end."""

    key = models.CharField(_("单元格"), max_length=80)
    computed = models.CharField(_("计算值"), max_length=30)
    value = models.CharField(_("调整值"), max_length=30)
    reason = models.CharField(_("调整原因"), max_length=500)
    by = _person()
    at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(null=True)

    class Meta(Part.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["report", "key"], condition=Q(ended_at__isnull=True), name="reports_adjusted_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reports_adjusted_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.key}"


class Kept(Part):
    """说明后保留: a finding that stands, and why. It is known again by its fingerprint after each computation."""

    fingerprint = models.CharField(max_length=64)
    code = models.CharField(max_length=40)
    message = models.TextField()
    reason = models.CharField(_("说明"), max_length=500)
    by = _person()
    at = models.DateTimeField(_("时间"))

    class Meta(Part.Meta):
        constraints = (
            models.UniqueConstraint(fields=["report", "fingerprint"], name="reports_kept_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="reports_kept_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.code}"


class Opening(Owned):
    """What a body brings into its first year here: of a cell, the number that no record stands for, and its source."""

    year = models.PositiveSmallIntegerField()
    key = models.CharField(_("单元格"), max_length=80)
    value = models.PositiveIntegerField(_("数量"))
    source = models.CharField(_("来源"), max_length=200)
    by = _person()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "year", "key"], name="reports_opening_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year} {self.key}"


class LocalDate(Owned):
    """By which day the bodies below ``body`` hand in their reports of ``year``, by its own notice."""

    year = models.PositiveSmallIntegerField(_("年度"))
    day = models.DateField(_("报送截止日"))
    notice = models.CharField(_("通知"), max_length=200, blank=True)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "year"], name="reports_local_date_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year} {self.day}"


class Earlier(Owned):
    """The report of a year before the body kept its records here, as it was read from its file.

    ``content`` is ``gongkai.report/1``; ``answers``: what the officer said of cells that the reader was unsure of.
    """

    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("文件名"), max_length=200)
    blob: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    answers = models.JSONField(default=dict)
    confirmed_by = _person(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "year"], name="reports_earlier_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"


class ReportCase(Part):
    """A review of a report."""

    case: Any = models.OneToOneField("review.Case", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.report_id} {self.case_id}"


class Version(Part):
    """A finished report. ``content`` is ``gongkai.report/1``; ``digest`` its SHA-256.

    ``proof`` is the digest of the records behind the numbers, salted with ``salt``; they lie in ``evidence``.
    """

    number = models.PositiveSmallIntegerField(_("版次"))
    at = models.DateTimeField(_("定稿时间"))
    reason = models.CharField(_("更正原因"), max_length=500, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    proof = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    evidence = _blob()
    pdf = _blob()
    docx = _blob()
    html = _blob()
    json = _blob()
    picture_pdf = _blob()
    picture_html = _blob()

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="reports_version_once"),)

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"


class Move(Part):
    """What became of a report: submitted, returned with findings, cleared, published, reopened."""

    to = models.CharField(max_length=10, choices=State.choices)
    at = models.DateTimeField(_("时间"))
    by = _person(null=True)
    words = models.TextField(_("意见"), blank=True)
    cells = models.JSONField(default=dict)
    version: Any = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Part.Meta):
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.report_id} {self.to}"
