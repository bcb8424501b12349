"""Chains, and the cases that go along them.

A chain belongs to a body and a kind of case. When content is handed in, the stages of its chain are copied to the case
as steps of that round: what is set up later changes no case that is under way. Submissions and decisions are written
once; triggers refuse to change them, but for the words that are destroyed with a file. What people write is sealed.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.web.scope import Scope
from gongkai.site.web.scoped import ScopedQuerySet
from gongkai.site.web.sealed import SealedTextField


class Chain(Owned):
    """The stages of a body for one kind from a day on; one without stages means the default of the kind."""

    kind = models.CharField(_("类别"), max_length=40)
    since = models.DateField(_("自"))

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body", "kind", "since"], name="review_chain_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind} {self.since}"


class Place(models.Model):
    """What a stage is: its labels (ids of chains.yaml; several where stages are merged), who decides, how."""

    position = models.PositiveSmallIntegerField(_("顺序"))
    labels = models.JSONField(_("环节"))
    role = models.CharField(_("角色"), max_length=40)
    on_paper = models.BooleanField(_("线下签批"), default=False)

    class Meta:
        abstract = True
        default_permissions = ()


class ChainParts(ScopedQuerySet):
    """Rows that belong to the body of their chain."""

    path_field = "chain__body__path"


class Stage(Place):
    """A stage of a chain; without a body of its own it sits at the body of the chain."""

    chain: Any = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="+")
    body: Any = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ChainParts.as_manager()

    class Meta(Place.Meta):
        constraints = (
            models.UniqueConstraint(fields=["chain", "position"], name="review_stage_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="review_stage_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.chain_id} {self.position}"


class State(models.TextChoices):
    """Where a case is."""

    OPEN = "open", _("审核中")
    PASSED = "passed", _("审核通过")
    RETURNED = "returned", _("退回修改")
    WITHDRAWN = "withdrawn", _("已撤回")


class Case(Owned):
    """Something under review. ``moved_at`` is when it came to where it is now."""

    kind = models.CharField(_("类别"), max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    state = models.CharField(_("状态"), max_length=20, choices=State.choices, default=State.OPEN)
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    position = models.PositiveSmallIntegerField(_("当前环节"), default=1)
    opened_at = models.DateTimeField(_("提交时间"))
    moved_at = models.DateTimeField(_("更新时间"))

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("审核事项")
        constraints = (
            models.CheckConstraint(condition=Q(round__gte=1, position__gte=1), name="review_case_from_one"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="review_case_state"),
        )
        indexes = (
            models.Index(fields=["-moved_at", "-id"], name="review_case_moved"),
            models.Index(fields=["state", "moved_at", "id"], name="review_case_waiting"),
        )

    def __str__(self) -> str:
        return self.title


class CaseParts(ScopedQuerySet):
    """Rows that belong to the body of their case."""

    path_field = "case__body__path"


class Steps(CaseParts):
    """Steps, which have a place beside the body of their case."""

    def within_place(self, scope: Scope, action: str) -> Self:
        """The steps that sit at bodies for which ``scope`` holds ``action``."""
        return self.unscoped("by the body where they sit").filter(scope.within(action, "body__path"))


class Part(models.Model):
    """What belongs to one round of a case."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    round = models.PositiveSmallIntegerField(_("轮次"))

    objects = CaseParts.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()


class Step(Place, Part):
    """A stage as it was when the round began. From ``reached_at`` on the people of its body see the case."""

    body: Any = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Steps.as_manager()

    class Meta(Part.Meta):
        constraints = (
            models.UniqueConstraint(fields=["case", "round", "position"], name="review_step_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="review_step_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.round} {self.position}"


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Submission(Part):
    """What was handed in: ``content`` is a list of [key, label, text], ``digest`` its SHA-256 in hex."""

    submitted_by = _person()
    at = models.DateTimeField(_("时间"))
    content = models.JSONField(_("内容"))
    digest = models.CharField(max_length=64)

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["case", "round"], name="review_submission_once"),)
        indexes = (models.Index(fields=["submitted_by", "case"], name="review_submission_by"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.round}"


class Outcome(models.TextChoices):
    """What was decided at a stage."""

    PASSED = "passed", _("审核通过")
    RETURNED = "returned", _("退回修改")


class Decision(Part):
    """What was decided at a stage of a round, by whom; never by the one who handed it in.

    On paper, ``decided_by`` is who recorded it, ``signer`` who signed, ``scan`` the signed sheet. Comment and scan are
    emptied when the file that the case belongs to is destroyed (``wiped_on``); nothing else ever changes.
    """

    position = models.PositiveSmallIntegerField(_("顺序"))
    submitted_by = _person()
    decided_by = _person()
    outcome = models.CharField(_("结果"), max_length=20, choices=Outcome.choices)
    comment = SealedTextField(_("意见"), blank=True)
    at = models.DateTimeField(_("时间"))
    on_paper = models.BooleanField(_("线下签批"), default=False)
    signer = models.CharField(_("签批人"), max_length=50, blank=True)
    scan = models.ForeignKey("web.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    wiped_on = models.DateField(_("销毁日期"), null=True)

    class Meta(Part.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(decided_by=F("submitted_by")), name="review_decision_by_another"),
            models.UniqueConstraint(fields=["case", "round", "decided_by"], name="review_decision_once_a_person"),
            models.UniqueConstraint(fields=["case", "round", "position"], name="review_decision_once_a_stage"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="review_decision_outcome"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PASSED) | ~Q(comment="") | Q(wiped_on__isnull=False),
                name="review_decision_return_with_words",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False, signer="", scan__isnull=True)
                | (Q(on_paper=True) & ~Q(signer="") & (Q(scan__isnull=False) | Q(wiped_on__isnull=False))),
                name="review_decision_paper_with_scan",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.round} {self.position} {self.outcome}"


class Comment(Part):
    """Words about a place of the content (its key), or about the whole (no key)."""

    person = _person()
    place = models.CharField(_("位置"), max_length=100, blank=True)
    text = SealedTextField(_("意见"))
    at = models.DateTimeField(_("时间"))

    class Meta(Part.Meta):
        indexes = (models.Index(fields=["case", "at"], name="review_comment_case"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.place}"


class Seen(Part):
    """That somebody looked at a round, and when last."""

    person = _person()
    at = models.DateTimeField(_("时间"))

    class Meta(Part.Meta):
        constraints = (models.UniqueConstraint(fields=["case", "person", "round"], name="review_seen_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id} {self.round}"
