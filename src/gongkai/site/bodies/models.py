"""Bodies and what belongs to them. What changes with time has days: ``since``, and ``until``, the last day.

A ``since`` that is empty is not known: the row holds from the beginning, as far as anyone can say.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from gongkai.site.web.scoped import ScopedQuerySet


class Level(models.TextChoices):
    """The level of government at which a body stands."""

    PROVINCE = "province", _("省级")
    PREFECTURE = "prefecture", _("地市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡级")


class Kind(models.TextChoices):
    """What a body is; it decides which duties it has."""

    GOVERNMENT = "government", _("人民政府")
    DEPARTMENT = "department", _("政府部门")
    DISPATCHED = "dispatched", _("派出机关")
    AUTHORISED = "authorised", _("法律、法规授权的组织")


def _in_order(name: str) -> models.CheckConstraint:
    ordered = Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since"))
    return models.CheckConstraint(condition=ordered, name=name)


def _once(name: str, *fields: str) -> tuple[models.UniqueConstraint, models.UniqueConstraint]:
    """One row a day, and one whose day is not known, for databases hold no two such rows to be equal."""
    return (
        models.UniqueConstraint(fields=[*fields, "since"], name=f"{name}_a_day"),
        models.UniqueConstraint(fields=fields, condition=Q(since__isnull=True), name=f"{name}_from_the_beginning"),
    )


class Body(MP_Node):
    """A body that discloses in its own name. ``path`` is the tree as it stands today, a cache of the relations."""

    steplen: Final = 5

    code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    division = models.CharField(_("行政区划代码"), max_length=12, blank=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    level = models.CharField(_("层级"), max_length=20, choices=Level.choices)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    since = models.DateField(_("设立日期"), null=True, blank=True)
    until = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("机关")
        default_permissions = ()
        constraints = (_in_order("bodies_body_in_order"),)

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name for lists."""
        return self.short_name or self.name


class Owned(models.Model):
    """What belongs to a body."""

    body: Any = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("机关"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()


class Dated(Owned):
    """What belongs to a body for a time."""

    since = models.DateField(_("自"), null=True, blank=True)
    until = models.DateField(_("至"), null=True, blank=True)

    class Meta(Owned.Meta):
        abstract = True


class Name(Dated):
    """What a body was called, and when."""

    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)

    class Meta(Dated.Meta):
        constraints = (
            _in_order("bodies_name_in_order"),
            *_once("bodies_name_once", "body"),
        )

    def __str__(self) -> str:
        return self.name


class Relation(Dated):
    """Under whom a body stood, and when; a roll-up of a year uses the relations of that year."""

    superior: Any = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("上级机关"))

    class Meta(Dated.Meta):
        constraints = (
            _in_order("bodies_relation_in_order"),
            *_once("bodies_relation_once", "body"),
            models.CheckConstraint(condition=~Q(body=F("superior")), name="bodies_relation_not_itself"),
        )

    def __str__(self) -> str:
        return f"{self.body_id} < {self.superior_id}"


class OfficeKind(models.TextChoices):
    """Which kind of reporting point."""

    INNER = "inner", _("内设机构")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")


class Office(Dated):
    """An inner office, a village or a community: a reporting point without requests or a report of its own."""

    kind = models.CharField(_("类别"), max_length=20, choices=OfficeKind.choices)
    name = models.CharField(_("名称"), max_length=100)
    division = models.CharField(_("行政区划代码"), max_length=12, blank=True)

    class Meta(Dated.Meta):
        constraints = (
            _in_order("bodies_office_in_order"),
            *_once("bodies_office_once", "body", "name"),
        )

    def __str__(self) -> str:
        return self.name


class Contact(Owned):
    """How the public reaches the disclosure office of a body (article 12 of the Regulation)."""

    office = models.CharField(_("工作机构名称"), max_length=100, blank=True)
    address = models.CharField(_("办公地址"), max_length=200, blank=True)
    postcode = models.CharField(
        _("邮政编码"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{6}$", _("邮政编码是六位数字。"))],
    )
    hours = models.CharField(_("办公时间"), max_length=100, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    fax = models.CharField(_("传真号码"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    website = models.URLField(_("网址"), blank=True)

    class Meta(Owned.Meta):
        constraints = (models.UniqueConstraint(fields=["body"], name="bodies_contact_one"),)

    def __str__(self) -> str:
        return self.office


class PostKind(models.TextChoices):
    """In which capacity somebody does disclosure work."""

    LEADER = "leader", _("分管领导")
    FULL_TIME = "full_time", _("专职人员")
    PART_TIME = "part_time", _("兼职人员")


class Post(Dated):
    """Who does disclosure work at a body: staff in office, not users of the site."""

    kind = models.CharField(_("岗位"), max_length=20, choices=PostKind.choices)
    person = models.CharField(_("姓名"), max_length=50)
    title = models.CharField(_("职务"), max_length=100, blank=True)
    phone = models.CharField(_("办公电话"), max_length=40, blank=True)

    class Meta(Dated.Meta):
        constraints = (_in_order("bodies_post_in_order"),)

    def __str__(self) -> str:
        return self.person


class ImportDraft(models.Model):
    """A file that was read and shown, and that waits for its owner to confirm it; for an hour.

    ``owner`` is the id of a user; ``rows`` and ``preview`` are the JSON of ``importing``'s shapes.
    """

    token = models.CharField(max_length=43, primary_key=True)
    owner = models.PositiveBigIntegerField()
    made = models.DateTimeField(db_index=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.TextField()
    preview = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
