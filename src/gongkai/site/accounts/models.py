"""Users, and what they are appointed to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.site.web.scoped import ScopedQuerySet


class UserManager(BaseUserManager["User"]):
    """Users by name; they are made by ``accounts.services``."""


class User(AbstractBaseUser):
    """A person of the staff. What one may do comes from appointments alone: there is no superuser."""

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


class Appointment(models.Model):
    """A role that a user holds at a body (none for roles of the whole site) from one day, perhaps to another."""

    user: Any = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
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
