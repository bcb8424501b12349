"""Users, and what they are appointed to."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.bodies.models import Owned
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.scoped import ScopedQuerySet


class UserManager(BaseUserManager["User"]):
    """Users by name; they are made by ``accounts.services``."""

    def get(self, *args: Any, **kwargs: Any) -> User:
        """As Django's. By the key alone, as every page asks for who is signed in, it is a prepared query."""
        if args or list(kwargs) != ["pk"]:
            return super().get(*args, **kwargs)
        found: User | None = _BY_KEY.of(User._meta.pk.get_prep_value(kwargs["pk"])).first()
        if found is None:
            raise User.DoesNotExist
        return found


class User(AbstractBaseUser):
    """A person of the staff. What one may do comes from appointments alone: there is no superuser.

    ``may_bind``: the next sign-in by the identity service, under the same name, is tied to this account.
    """

    username = models.CharField(
        _("登录名"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("这个登录名已经有人使用。")},
    )
    name = models.CharField(_("姓名"), max_length=50)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须修改口令"), default=False)
    may_bind = models.BooleanField(_("允许绑定统一身份"), default=False)
    wants_mail = models.BooleanField(_("新消息同时发邮件提醒"), default=True)
    joined = models.DateTimeField(_("建立时间"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = _("账号")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name of the person."""
        return self.name


_BY_KEY: Final = Prepared(User, lambda pk: User.objects.filter(pk=pk))


class Appointment(models.Model):
    """A role that a user holds at a body (none for roles of the whole site) from one day, perhaps to another."""

    user: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts", verbose_name=_("人员"))
    role = models.CharField(_("角色"), max_length=40)
    body: Any = models.ForeignKey(
        "bodies.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机关")
    )
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)
    granted_by: Any = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="accounts_appointment_in_order"
            ),
            models.UniqueConstraint(fields=["user", "role", "body", "since"], name="accounts_appointment_once"),
            models.UniqueConstraint(
                fields=["user", "role", "since"], condition=Q(body__isnull=True), name="accounts_appointment_once_site"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.body_id}"


class Delegation(models.Model):
    """While one is absent, another holds one's roles; both ends are days and neither may be open."""

    absent: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("被代理人"))
    deputy: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("代理人"))
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    reason = models.CharField(_("事由"), max_length=200)
    recalled = models.DateField(_("收回日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("委托代理")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="accounts_delegation_in_order"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="accounts_delegation_two_people"),
        )

    def __str__(self) -> str:
        return f"{self.absent_id} > {self.deputy_id}"


class Notice(models.Model):
    """Something that a user is told: words of the program, never personal data of the public; ``url`` is a path."""

    user: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("收信人"))
    kind = models.CharField(_("类别"), max_length=40)
    text = models.CharField(_("内容"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("消息")
        default_permissions = ()
        indexes = (
            models.Index(fields=["user", "-id"], name="accounts_notice_of_user"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="accounts_notice_unread"),
        )

    def __str__(self) -> str:
        return self.text


class Handover(Owned):
    """Somebody left a post: the roles that were held at the body and what was open, as it was on that day.

    ``roles`` is a list of role ids, ``items`` a list of {kind, title, url, body, due, note}; ``due`` is an ISO day
    or null.
    """

    leaver: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("移交人"))
    successor: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("接收人"))
    last_day = models.DateField(_("移交人最后任职日"))
    note = models.CharField(_("交接说明"), max_length=1000, blank=True)
    roles = models.JSONField(_("移交的角色"), default=list)
    items = models.JSONField(_("未办结事项"), default=list)
    made_by: Any = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("经办")
    )
    made_at = models.DateTimeField(_("办理时间"))
    confirmed_at = models.DateTimeField(_("接收人确认时间"), null=True, blank=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = _("交接")
        constraints = (
            models.CheckConstraint(condition=~Q(leaver=F("successor")), name="accounts_handover_two_people"),
        )

    def __str__(self) -> str:
        return f"{self.leaver_id} > {self.successor_id}"
