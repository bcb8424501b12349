"""What the desk keeps beside the requests: motions, transfers, covered copies, reminders, calendars, options, courts.

Article 41 (a person's own record that is wrong) has rows of its own: it is no request for information.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests.models import Paper, Part, Step
from gongkai.site.bodies.models import Owned


def _person(**options: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Motion(Part):
    """An event that one person proposes and another decides on, such as an extension; ``sealed`` is the event."""

    kind = models.CharField(_("事项"), max_length=40)
    sealed = models.TextField()
    proposed_by = _person()
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(_("批准时间"), null=True)
    approved = models.BooleanField(_("批准"), null=True)
    step: Any = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Part.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="requests_motion_two_people",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(decided_at__isnull=True), name="requests_motion_one_open"
            ),
        )
        indexes = (models.Index(fields=["decided_at", "id"], name="requests_motion_open"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"


class Transfer(Part):
    """What was asked for was handed over to proactive disclosure (article 44), as the draft ``item``."""

    item: Any = models.ForeignKey("publishing.Item", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("移送时间"))
    by = _person()

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["request", "item"], name="requests_transfer_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.item_id}"


class Redaction(Part):
    """The marks on a paper (``sealed``: a list of ``release.redact.Mark``), and the copy that was made of them."""

    paper: Any = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    copy: Any = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.TextField()
    changed_at = models.DateTimeField(_("修改时间"))
    changed_by = _person()

    def __str__(self) -> str:
        return f"{self.request_id} {self.paper_id}"


class Reminder(Part):
    """That somebody was reminded of a day of a request, so that nobody is reminded twice."""

    day = models.DateField()
    stage = models.CharField(max_length=10)

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["request", "day", "stage"], name="requests_reminder_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.day} {self.stage}"


class Calendar(models.Model):
    """A person's calendar of days that are due; whoever has its address reads it, so only a digest is kept."""

    person: Any = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}"


class DeskOptions(Owned):
    """What a body's documents need to know: its 机关代字, who supervises it, how to pay."""

    word = models.CharField(_("机关代字"), max_length=20, blank=True)
    supervisor = models.CharField(_("政府信息公开工作主管部门"), max_length=100, blank=True)
    payment = models.CharField(_("缴费方式"), max_length=300, blank=True)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body"], name="requests_options_one"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.word}"


class Forum(Owned):
    """An organ of reconsideration or a court of a body: cases name it, and one of each proceeding its documents."""

    proceeding = models.CharField(_("程序"), max_length=20)
    name = models.CharField(_("名称"), max_length=100)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    named = models.BooleanField(_("写入文书"), default=False)
    retired = models.BooleanField(_("停用"), default=False)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("复议机关、法院")
        constraints = (
            models.UniqueConstraint(fields=["body", "proceeding", "name"], name="requests_forum_once"),
            models.UniqueConstraint(
                fields=["body", "proceeding"], condition=Q(named=True), name="requests_forum_one_named"
            ),
            models.CheckConstraint(condition=Q(named=False) | Q(retired=False), name="requests_forum_named_in_use"),
        )

    def __str__(self) -> str:
        return self.name


class OwnWords(Owned):
    """A version of a body's own words for a document or an outcome of the law data; the last one holds.

    ``paragraphs`` are ``[text, when]`` pairs, ``when`` empty where a paragraph always stands. A version without any is
    the return to the standard words. Rows are written once; a trigger refuses to change them.
    """

    kind = models.CharField(_("类别"), max_length=10)
    name = models.CharField(max_length=40)
    version = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("标题"), max_length=100, blank=True)
    paragraphs = models.JSONField(_("文字"), default=list)
    made_at = models.DateTimeField(_("时间"))
    made_by = _person()

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["body", "kind", "name", "version"], name="requests_words_version_once"),
            models.CheckConstraint(condition=Q(kind__in=("document", "outcome")), name="requests_words_kind"),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.name} {self.version}"


class OwnRecord(Owned):
    """A request to correct one's own record (article 41). ``sealed`` is a ``values.RecordAsked``."""

    class Outcome(models.TextChoices):
        """What came of it."""

        CORRECTED = "corrected", _("审核属实，已经更正并告知")
        UNFOUNDED = "unfounded", _("没有证据证明记录不准确，告知不予更正")
        TRANSFERRED = "transferred", _("不属于本机关职能范围，已经转送有权更正的机关并告知")
        TOLD = "told", _("不属于本机关职能范围，告知向有权更正的机关提出")

    asked_on = models.DateField(_("提出日期"))
    sealed = models.TextField()
    outcome = models.CharField(_("处理结果"), max_length=20, choices=Outcome.choices, blank=True)
    done_on = models.DateField(_("办结日期"), null=True)
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = _person()

    class Meta(Owned.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="", done_on__isnull=True) | (~Q(outcome="") & Q(done_on__isnull=False)),
                name="requests_record_done_with_day",
            ),
        )
        indexes = (models.Index(fields=["body", "-id"], name="requests_record_newest"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.asked_on}"
