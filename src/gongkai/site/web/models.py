"""What the ground itself keeps: which files there are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Root(models.TextChoices):
    """Where a file lies: sealed, for the staff, or as it is, for everybody."""

    STAFF = "staff", _("内部")
    PUBLIC = "public", _("公开")


class Blob(models.Model):
    """The bytes of a file, kept once however often they are handed in; written by ``web.storage`` alone.

    ``size`` is in bytes. ``stored`` is when the same bytes were last handed in: the sweep leaves young rows alone.
    """

    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("大小"))
    media_type = models.CharField(_("类型"), max_length=100)
    root = models.CharField(max_length=10, choices=Root.choices)
    created = models.DateTimeField(_("建立时间"))
    stored = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文件")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["sha256", "root"], name="web_blob_once"),)

    def __str__(self) -> str:
        return f"{self.root} {self.sha256[:12]}"


class ScheduledRun(models.Model):
    """When a job of ``web.schedule`` ran last; of several machines, the one that moves ``started`` runs it."""

    name = models.CharField(max_length=60, primary_key=True)
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Remembered(models.Model):
    """What all processes know until a moment, as JSON; written by ``web.shared_cache`` alone."""

    name = models.CharField(max_length=250, primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
