"""What stands before a request: what somebody is filling in, wrong query codes, and how much an address has done."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests.models import Request
from gongkai.site.bodies.models import Owned
from gongkai.site.web.scoped import ScopedQuerySet


class Draft(Owned):
    """What is being filled in and has not been handed in; swept when nobody touches it any more.

    It is found by the digest of a token that only the session or the address of its ``owner`` holds; an owner is an
    officer, somebody of the public has none. ``sealed`` are the answers. Once handed in, ``request`` is what became of
    it, so that a second click finds the same; ``code`` is the sealed query code until it has been noted down.
    """

    token_digest = models.CharField(max_length=64, unique=True)
    owner: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.TextField()
    code = models.TextField(blank=True)
    request: Any = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("修改时间"), db_index=True)

    def __str__(self) -> str:
        return f"{self.body_id} {self.token_digest[:8]}"


class DraftParts(ScopedQuerySet):
    """Rows that belong to the body of their draft."""

    path_field = "draft__body__path"


class DraftFile(models.Model):
    """A file that was uploaded to a draft; ``sealed`` is its name."""

    draft: Any = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("类别"), max_length=20)
    sealed = models.TextField()
    blob: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")

    objects = DraftParts.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.kind}"


class Attempt(models.Model):
    """How often a query code was wrong from an address of the network (its keyed digest), and until when it waits.

    All processes share these rows, so that the count holds whichever of them answers.
    """

    address = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.address[:8]} {self.failures}"


class Use(models.Model):
    """How often an address of the network (its keyed digest) has done something on a day."""

    address = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    day = models.DateField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["address", "kind", "day"], name="requests_use_once"),)

    def __str__(self) -> str:
        return f"{self.address[:8]} {self.kind} {self.day}: {self.count}"
