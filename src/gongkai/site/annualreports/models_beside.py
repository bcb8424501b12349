"""What stands beside reports: how long their text may be, who was reminded of which day, and scans of sealed prints."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.annualreports.models import Part, Version
from gongkai.site.bodies.models import Owned


def _person(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Limit(Owned):
    """字数限制: how many characters the text may have from the report of ``year`` on, until a later row says so.

    ``whole``: all of it, ``section``: each chapter; empty: no limit. ``below``: for the bodies below too.
    """

    year = models.PositiveSmallIntegerField(_("自哪一年度的报告起"))
    whole = models.PositiveIntegerField(_("全文最多字数"), null=True)
    section = models.PositiveIntegerField(_("每部分最多字数"), null=True)
    below = models.BooleanField(_("适用于下级机关"), default=False)
    notice = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "year"], name="reports_limit_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"


class Reminder(Owned):
    """That people were reminded of a day of a report, so that nobody is reminded twice."""

    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    stage = models.CharField(max_length=10)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "year", "day", "stage"], name="reports_reminder_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year} {self.day} {self.stage}"


class SealedScan(Part):
    """盖章扫描件: the scan of the printed and sealed version, with what the scan before release found in it.

    ``hits``: what somebody must decide on, as ``release`` gives it; ``released``: what goes out, the file itself or a
    copy of it without properties. The public sees it once its version is public, and ``hits`` are none or accepted with
    a reason.
    """

    version: Any = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    blob: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")
    released: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")
    hits = models.JSONField(default=list)
    stops = models.BooleanField(default=False)
    by = _person()
    at = models.DateTimeField(_("上传时间"))
    accepted_by = _person(null=True)
    accepted_at = models.DateTimeField(null=True)
    reason = models.CharField(_("保留的理由"), max_length=500, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta(Part.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["version"], condition=Q(removed_at__isnull=True), name="reports_sealed_once"
            ),
            models.CheckConstraint(condition=Q(accepted_by__isnull=True) | ~Q(reason=""), name="reports_sealed_reason"),
        )

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version_id}"

    @property
    def cleared(self) -> bool:
        """Whether nothing in it waits to be decided."""
        return not self.hits or self.accepted_by_id is not None
