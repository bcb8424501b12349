"""Items of information and their public versions.

An item is the working copy of the staff; what the public sees is its current version, which is never changed. A
correction is a new version; the earlier ones stay and are shown.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.web.scoped import ScopedQuerySet


class Attribute(models.TextChoices):
    """公开属性, fixed when a document is drafted."""

    PROACTIVE = "proactive", _("主动公开")
    ON_REQUEST = "on_request", _("依申请公开")
    WITHHELD = "withheld", _("不予公开")


class State(models.TextChoices):
    """Where an item is. A published item that is being corrected is ``published`` throughout."""

    DRAFT = "draft", _("起草")
    REVIEW = "review", _("审核中")
    SCHEDULED = "scheduled", _("待发布")
    PUBLISHED = "published", _("已公开")
    WITHDRAWN = "withdrawn", _("已撤下")
    KEPT = "kept", _("已登记，不主动公开")


def by_person(**options: Any) -> Any:
    """A column that says who did something."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def _link() -> Any:
    """A column that leads to another item. Few items have it: see the partial indexes."""
    return models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)


class Item(Owned):
    """A piece of information. ``subject`` is an id of the catalogue in the law data.

    ``revision`` grows with each change, so that nobody overwrites what another has just written. ``interprets`` leads
    to the document that an interpretation is of, ``consulted`` to the consultation before a document, ``feedback_on``
    to the consultation of which this tells what became of the opinions.
    """

    subject = models.CharField(_("信息类别"), max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    index_number = models.CharField(_("索引号"), max_length=60, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=200, blank=True)
    formed_on = models.DateField(_("成文日期"), null=True, blank=True)
    due_on = models.DateField(_("公开期限"), null=True, blank=True)
    attribute = models.CharField(_("公开属性"), max_length=20, choices=Attribute.choices, default=Attribute.PROACTIVE)
    ground = models.CharField(_("不公开的依据"), max_length=60, blank=True)
    ground_reason = models.TextField(_("理由"), blank=True)
    reassess_on = models.DateField(_("下次评估日期"), null=True, blank=True)
    summary = models.CharField(_("内容概述"), max_length=500, blank=True)
    html = models.TextField(_("正文"), blank=True)
    official_url = models.URLField(_("公开网址"), blank=True, max_length=500)
    legality_review = models.CharField(_("合法性审核"), max_length=200, blank=True)
    filing = models.CharField(_("备案"), max_length=200, blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    objection_until = models.DateField(_("公示期至"), null=True, blank=True)
    objection_contact = models.CharField(_("公示联系方式"), max_length=200, blank=True)
    interprets: Any = _link()
    consulted: Any = _link()
    feedback_on: Any = _link()

    state = models.CharField(_("状态"), max_length=20, choices=State.choices, default=State.DRAFT)
    correcting = models.CharField(_("更正原因"), max_length=500, blank=True)
    scheduled_for = models.DateTimeField(_("定时发布"), null=True, blank=True)
    current: Any = models.OneToOneField("publishing.Version", on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True)
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True)
    withdrawal = models.TextField(_("撤稿说明"), blank=True)
    repealed_on = models.DateField(_("废止日期"), null=True)
    repealed_by: Any = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_by = by_person()
    changed_by = by_person()
    changed_at = models.DateTimeField(_("修改时间"))

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("信息")
        constraints = (
            models.UniqueConstraint(
                fields=["body", "index_number"], condition=~Q(index_number=""), name="publishing_index_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"])
                | Q(current__isnull=False, published_at__isnull=False),
                name="publishing_public_has_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal=""), name="publishing_withdrawn_with_words"
            ),
            models.CheckConstraint(
                condition=Q(attribute="proactive") | ~Q(state__in=["published", "scheduled"]),
                name="publishing_only_proactive",
            ),
        )
        indexes = (
            models.Index(fields=["-published_at", "-id"], name="publishing_newest"),
            models.Index(fields=["body", "-published_at", "-id"], name="publishing_newest_of_body"),
            models.Index(fields=["body", "subject", "-published_at", "-id"], name="publishing_newest_of_kind"),
            models.Index(fields=["body", "-changed_at", "-id"], name="publishing_changed"),
            models.Index(fields=["state", "scheduled_for"], name="publishing_scheduled"),
            # With all the empty ones in it the index looks useless to SQLite, which then reads everything.
            *(
                models.Index(fields=[link], condition=Q(**{f"{link}__isnull": False}), name=f"publishing_{link}")
                for link in ("interprets", "consulted", "feedback_on")
            ),
        )

    def __str__(self) -> str:
        return self.title


class Parts(ScopedQuerySet):
    """Rows that belong to the body of their item."""

    path_field = "item__body__path"


class ItemCase(models.Model):
    """A review of an item: one for its first release, one for each correction."""

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    case: Any = models.OneToOneField("review.Case", on_delete=models.PROTECT, related_name="+")

    objects = Parts.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.item_id} {self.case_id}"


class Attachment(models.Model):
    """A file of an item, as the staff keep it; ``released`` is the copy that goes out in its place."""

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    blob: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")
    released: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    removed = models.BooleanField(default=False)

    objects = Parts.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        default_permissions = ()
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name


class Examination(models.Model):
    """What a scan found in the text (no attachment) or in a file, and what was decided of it.

    ``sha256`` is of what was scanned: another content needs another scan and another decision.
    """

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    attachment: Any = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    verdict = models.CharField(_("结论"), max_length=10)
    hits = models.JSONField(_("发现"), default=list)
    at = models.DateTimeField(_("时间"))
    accepted_by = by_person(null=True)
    accepted_at = models.DateTimeField(null=True)
    reason = models.CharField(_("处理意见"), max_length=500, blank=True)

    objects = Parts.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公开前检查")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(reason=""), name="publishing_accepted_with_reason"
            ),
        )
        indexes = (models.Index(fields=["item", "attachment", "sha256"], name="publishing_examined"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.verdict}"


class Version(models.Model):
    """What the public saw from ``at`` on. Written once; a trigger refuses to change it."""

    item: Any = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("版次"))
    at = models.DateTimeField(_("发布时间"))
    reason = models.CharField(_("更正原因"), max_length=500, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    facts = models.JSONField(_("元数据"))
    html = models.TextField(_("正文"))
    files = models.JSONField(_("附件"), default=list)
    digest = models.CharField(max_length=64)

    objects = Parts.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("公开的版本")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["item", "number"], name="publishing_version_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class PublicFile(models.Model):
    """A file of a version, as anybody may have it."""

    version: Any = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="public_files")
    name = models.CharField(max_length=200)
    blob: Any = models.ForeignKey("web.Blob", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["version", "position"], name="publishing_file_once"),)

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """A part of a public text as pairs of characters; ``key`` grows with the day of publication."""

    key = models.BigIntegerField(primary_key=True)
    item: Any = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    tokens = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.item_id} {self.key}"
