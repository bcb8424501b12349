"""The tables of the chain."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One link: what happened, who did it, to what. Ids and keyed digests only; never personal data of the public.

    ``actor_name`` is the name of the officer as it was then: the history stays readable when the account is gone.
    ``digest`` closes the link over all of its columns and the digest before it.
    """

    seq = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    actor_kind = models.CharField(max_length=10)
    actor_id = models.PositiveBigIntegerField(null=True)
    actor_name = models.CharField("操作人", max_length=100, blank=True)
    action = models.CharField("事项", max_length=60)
    body_id = models.PositiveBigIntegerField(null=True)
    target_kind = models.CharField("对象", max_length=40, blank=True)
    target_id = models.CharField("对象编号", max_length=64, blank=True)
    facts = models.JSONField("内容", default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        default_permissions = ()
        indexes = (
            models.Index(fields=["body_id", "-seq"], name="audit_event_body"),
            models.Index(fields=["target_kind", "target_id", "-seq"], name="audit_event_target"),
            models.Index(fields=["actor_id", "-seq"], name="audit_event_actor"),
            models.Index(fields=["action", "-seq"], name="audit_event_action"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Head(models.Model):
    """The end of the chain, so that links cut off at the end are missed; the one row that is locked to add a link."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_head_only_one"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.digest[:8]}"
