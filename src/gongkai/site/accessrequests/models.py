"""Requests, what happened to them, and the papers, parties, replies and fees that belong to them.

``Step`` rows are written once; a trigger refuses to change them but for the words that are destroyed with the file.
The fields of a request from ``state`` on are derived from its steps by ``services.steps`` alone. Everything that may
name a person is in a column ``sealed`` (``values``) or a field that seals.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.web.scoped import ScopedQuerySet
from gongkai.site.web.sealed import SealedTextField


def _person(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def _blob(**options: Any) -> Any:
    return models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+", **options)


class Serial(Owned):
    """The last number that was given in a year: of requests, or of the documents of one 机关代字."""

    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "name", "year"], name="requests_serial_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.name} {self.year}: {self.last}"


class Request(Owned):
    """A request. ``year`` and ``serial`` are its number with the body, given without gap when it is entered.

    ``applicant`` is a column of the report's table of requests. ``result`` and ``result_day`` are the first result,
    which the report counts; ``outcome`` is that of the present round. ``act_on`` is the next day that somebody must
    keep, the last of all days where there is none, so that lists can go by it. ``revision`` grows with each change.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    code_digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(_("渠道"), max_length=20)
    applicant = models.CharField(_("申请人类别"), max_length=20)
    sealed = models.TextField()
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = _person(null=True)
    handler = _person(null=True)
    satisfaction = models.PositiveSmallIntegerField(_("满意度"), null=True)
    archived_on = models.DateField(_("归档日期"), null=True)
    destroyed_on = models.DateField(_("销毁日期"), null=True)
    revision = models.PositiveIntegerField(default=1)

    state = models.CharField(_("状态"), max_length=30)
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    received_on = models.DateField(_("收到日期"), null=True)
    due_on = models.DateField(_("答复期限"), null=True)
    waiting_until = models.DateField(_("等待至"), null=True)
    act_on = models.DateField(_("下一期限"), default=dt.date.max)
    outcome = models.CharField(_("本轮结果"), max_length=40, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    result = models.CharField(_("办理结果"), max_length=40, blank=True)
    result_day = models.DateField(_("结果日期"), null=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("申请")
        constraints = (
            models.UniqueConstraint(fields=["body", "year", "serial"], name="requests_number_once"),
            models.CheckConstraint(condition=Q(serial__gte=1, revision__gte=1), name="requests_from_one"),
            models.CheckConstraint(
                condition=Q(result="", result_day__isnull=True) | (~Q(result="") & Q(result_day__isnull=False)),
                name="requests_result_with_day",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)), name="requests_satisfaction"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on__isnull=True) | Q(archived_on__lte=F("destroyed_on")),
                name="requests_archived_before_destroyed",
            ),
        )
        indexes = (
            models.Index(fields=["body", "act_on", "id"], name="requests_by_term"),
            models.Index(fields=["body", "-entered_at", "-id"], name="requests_newest"),
            models.Index(fields=["body", "received_on", "result_day"], name="requests_counted"),
            models.Index(fields=["act_on", "id"], name="requests_due"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """登记编号, such as ``2026-0007``."""
        return f"{self.year}-{self.serial:04d}"


class Parts(ScopedQuerySet):
    """Rows that belong to the body of their request."""

    path_field = "request__body__path"


class Part(models.Model):
    """What belongs to a request."""

    request: Any = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")

    objects = Parts.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()


class Identity(Part):
    """By what a request's persons are found: the keyed digest of an ID number, credit code, phone, mail or name."""

    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["request", "kind", "digest"], name="requests_identity_once"),)
        indexes = (models.Index(fields=["kind", "digest"], name="requests_identity"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class Step(Part):
    """An event of the lifecycle. ``sealed`` is the ``procedure.events.Event`` but for its reason.

    The reason is free text and may name somebody: it is sealed in ``words``, which are emptied when the file is
    destroyed (``wiped_on``); nothing else of a step ever changes.
    """

    position = models.PositiveSmallIntegerField(_("顺序"))
    kind = models.CharField(_("事项"), max_length=40)
    day = models.DateField(_("日期"))
    at = models.DateTimeField(_("登记时间"))
    by = _person(null=True)
    sealed = models.TextField()
    words = models.TextField(blank=True)
    wiped_on = models.DateField(_("销毁日期"), null=True)

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["request", "position"], name="requests_step_once"),)
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.request_id} {self.position} {self.kind}"


class Paper(Part):
    """A file. ``kind``: of ``values.PAPERS``; ``sealed``: its name; ``served``: the applicant may have it."""

    kind = models.CharField(_("类别"), max_length=20)
    sealed = models.TextField()
    blob = _blob()
    step: Any = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))
    by = _person(null=True)
    served = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    class Meta(Part.Meta):
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class Letter(Part):
    """A document of the law data that was drawn up; ``sealed`` has the facts that it was made of.

    ``number`` is the 文号, given without gap when it is issued; the body's own words are those of ``issued_at``.
    """

    document = models.CharField(_("文书"), max_length=40)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    sealed = models.TextField()
    at = models.DateTimeField(_("时间"))
    by = _person()
    issued_at = models.DateTimeField(_("编号时间"), null=True)
    pdf = _blob(null=True)
    docx = _blob(null=True)
    scan = _blob(null=True)
    step: Any = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Part.Meta):
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.request_id} {self.document} {self.number}"


class Party(Part):
    """Whose opinion is asked: a third party, a joint maker, another organ, an inner office.

    The events name a party by ``key``, so that no name stands in them.
    """

    key = models.CharField(max_length=10)
    kind = models.CharField(_("类别"), max_length=20)
    sealed = models.TextField()
    asked_on = models.DateField(_("征求日期"))
    until = models.DateField(_("提出意见的期限"), null=True)
    ended_on = models.DateField(_("结束日期"), null=True)

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["request", "key"], name="requests_party_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.key}"


class Reply(Part):
    """What is proposed as the reply of a round, and its review. ``sealed`` is a ``values.Proposal``."""

    class State(models.TextChoices):
        """Where a proposal is."""

        DRAFT = "draft", _("拟稿")
        REVIEW = "review", _("审核中")
        PASSED = "passed", _("审核通过")

    round = models.PositiveSmallIntegerField(_("轮次"))
    sealed = models.TextField()
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT)
    case: Any = models.OneToOneField("review.Case", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("修改时间"))
    changed_by = _person()

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["request", "round"], name="requests_reply_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.round} {self.state}"


class Fee(Part):
    """A processing fee: what was noticed, paid and given back, in yuan.

    ``earlier`` units of the same applicant's earlier requests of the month were counted along and not charged again.
    """

    scale = models.CharField(_("计收方式"), max_length=10)
    count = models.PositiveIntegerField(_("数量"))
    earlier = models.PositiveIntegerField(default=0)
    amount = models.DecimalField(_("通知金额"), max_digits=12, decimal_places=2)
    noticed_on = models.DateField(_("通知日期"))
    until = models.DateField(_("缴费期限"))
    paid = models.DecimalField(_("实收金额"), max_digits=12, decimal_places=2, default=0)
    paid_on = models.DateField(_("缴费日期"), null=True)
    refunded = models.DecimalField(_("退还金额"), max_digits=12, decimal_places=2, default=0)
    refunded_on = models.DateField(_("退还日期"), null=True)
    reason = SealedTextField(_("退还原因"), blank=True)

    class Meta(Part.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(amount__gte=0, paid__gte=0, refunded__gte=0), name="requests_fee_sign"),
            models.CheckConstraint(condition=Q(refunded__lte=F("paid")), name="requests_refund_of_paid"),
        )
        indexes = (models.Index(fields=["noticed_on"], name="requests_fee_noticed"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.amount}"
