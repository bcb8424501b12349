"""Cases against a body, and what happened in them.

``Step`` rows are written once; a trigger refuses to change them. The fields of a case from ``state`` on are derived
from its steps by ``services.cases`` alone. Whatever may name a person is in a column ``sealed``.
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


class About(models.TextChoices):
    """What a case is against."""

    REPLY = "reply", _("对答复不服")
    SILENCE = "silence", _("逾期没有答复")
    OTHER = "other", _("信息公开工作的其他行为")


class Case(Owned):
    """A case. ``kind`` is a proceeding of the law data, ``route`` the way into it, which the report counts.

    ``earlier`` is the reconsideration before a suit; ``about_body`` whom a complaint is about; ``round`` that of the
    request. ``renewal`` is the step of the request with which it is answered anew.
    """

    kind = models.CharField(_("类别"), max_length=20)
    route = models.CharField(_("途径"), max_length=40)
    about = models.CharField(_("事由"), max_length=10, choices=About.choices)
    request: Any = models.ForeignKey("accessrequests.Request", on_delete=models.PROTECT, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    earlier: Any = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    about_body: Any = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, null=True, related_name="+")
    forum: Any = models.ForeignKey("accessrequests.Forum", on_delete=models.PROTECT, null=True, related_name="+")
    docket = models.CharField(_("案号"), max_length=60, blank=True)
    simplified = models.BooleanField(_("适用简易程序"), default=False)
    sealed = models.TextField(blank=True)
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = _person()
    renewal: Any = models.ForeignKey("accessrequests.Step", on_delete=models.PROTECT, null=True, related_name="+")
    wiped_on = models.DateField(_("销毁日期"), null=True)
    revision = models.PositiveIntegerField(default=1)

    state = models.CharField(_("状态"), max_length=20)
    filed_on = models.DateField(_("提出日期"))
    due_on = models.DateField(_("应当办理的期限"), null=True)
    due_stage = models.CharField(max_length=20, blank=True)
    result = models.CharField(_("结果"), max_length=20, blank=True)
    settled_on = models.DateField(_("审结日期"), null=True)
    settled_result = models.CharField(_("计入报告的结果"), max_length=20, blank=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("案件")
        constraints = (
            models.CheckConstraint(condition=Q(about__in=About.values), name="remedies_about"),
            models.CheckConstraint(
                condition=Q(settled_result="", settled_on__isnull=True)
                | (~Q(settled_result="") & Q(settled_on__isnull=False)),
                name="remedies_settled_with_result",
            ),
            models.CheckConstraint(
                condition=Q(request__isnull=False) | Q(about="other"), name="remedies_of_a_request_or_other"
            ),
        )
        indexes = (
            models.Index(fields=["body", "-entered_at", "-id"], name="remedies_newest"),
            models.Index(fields=["body", "route", "filed_on", "settled_on"], name="remedies_counted"),
            models.Index(fields=["body", "due_on"], name="remedies_due"),
        )

    def __str__(self) -> str:
        return self.docket or f"{self.kind} {self.pk}"


class CaseParts(ScopedQuerySet):
    """Rows that belong to the body of their case."""

    path_field = "case__body__path"


class Step(models.Model):
    """An event of a case. Words about it are a ``Note``."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("顺序"))
    kind = models.CharField(_("事项"), max_length=20)
    day = models.DateField(_("日期"))
    result = models.CharField(_("结果"), max_length=20, blank=True)
    becomes = models.CharField(_("改判的结果"), max_length=20, blank=True)
    at = models.DateTimeField(_("登记时间"))
    by = _person(null=True)

    objects = CaseParts.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["case", "position"], name="remedies_step_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.position} {self.kind}"


class Paper(models.Model):
    """A file of a case: what was served on the body, handed in by it, or decided. ``sealed`` is its name.

    ``kind`` is one of ``values.PAPERS``. It goes with the file of the request.
    """

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类别"), max_length=20)
    sealed = models.TextField()
    blob: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    by = _person()

    objects = CaseParts.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Note(models.Model):
    """Words about a step of a case, sealed; they can be wiped, which a step cannot."""

    step: Any = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="note")
    sealed = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.step_id)
