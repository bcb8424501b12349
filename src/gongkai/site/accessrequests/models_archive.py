"""Closed files: how long they are kept, by whom they were appraised and destroyed; and years without a request."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests.models import Request
from gongkai.site.bodies.models import Owned


def _person(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Verdict(models.TextChoices):
    """What an appraisal of a file whose time is over comes to."""

    DESTROY = "destroy", _("没有继续保存的价值，可以销毁")
    KEEP = "keep", _("继续保存")


class Archive(Owned):
    """The file of a request in the archive. ``retention`` is one of the law data; ``expires_on`` None is for ever.

    ``pieces`` is how many files and documents it held when it was destroyed.
    """

    request: Any = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="+")
    index_number = models.CharField(_("档号"), max_length=60)
    retention = models.CharField(_("保管期限"), max_length=20)
    expires_on = models.DateField(_("保管期限届满"), null=True)
    archived_by = _person()
    verdict = models.CharField(_("鉴定意见"), max_length=10, choices=Verdict.choices, blank=True)
    appraised_on = models.DateField(_("鉴定日期"), null=True)
    appraised_by = _person(null=True)
    destroyed_by = _person(null=True)
    pieces = models.PositiveIntegerField(_("件数"), null=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("归档的申请")
        constraints = (
            models.UniqueConstraint(fields=["body", "index_number"], name="requests_archive_number_once"),
            models.CheckConstraint(
                condition=Q(destroyed_by__isnull=True)
                | (Q(verdict="destroy", appraised_by__isnull=False) & ~Q(destroyed_by=F("appraised_by"))),
                name="requests_destroyed_by_two",
            ),
        )
        indexes = (models.Index(fields=["body", "expires_on", "id"], name="requests_archive_expiry"),)

    def __str__(self) -> str:
        return self.index_number


class NilYear(Owned):
    """That a body received no request in a year, confirmed by somebody."""

    year = models.PositiveSmallIntegerField(_("年度"))
    confirmed_by = _person()
    confirmed_at = models.DateTimeField(_("确认时间"))

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "year"], name="requests_nil_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"
