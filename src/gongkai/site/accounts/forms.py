"""Forms of the app."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import matrix


def day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget)


def role_choices(*, site: bool) -> list[tuple[str, str]]:
    """The roles of the whole site, or those held at a body, with what they are for."""
    roles = matrix().roles.items()
    return [(name, f"{role.label}（{role.note}）") for name, role in roles if role.site == site]


class PersonField(forms.ModelChoiceField):
    """A person out of a list; people of one name are told apart by the login name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), empty_label=_("请选择"), **kwargs)

    def label_from_instance(self, user: User) -> str:
        """Name and login name."""
        return f"{user.name}（{user.username}）"


class PeopleFilter(forms.Form):
    """Which people a list shows."""

    q = forms.CharField(label=_("姓名或者登录名"), required=False, max_length=60)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), ("current", _("在任")), ("past", _("已离任")), ("disabled", _("已停用"))],
    )


class PersonForm(forms.Form):
    """Name and address of an account."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    email = forms.EmailField(label=_("电子邮箱"), required=False, help_text=_("用于新消息提醒。邮件只提醒，不含内容。"))
    may_bind = forms.BooleanField(
        label=_("下次通过统一身份认证登录时绑定"),
        required=False,
        help_text=_("统一身份认证中的用户名应当与登录名相同。绑定以后不再使用本系统的口令。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.GONGKAI_OIDC:
            del self.fields["may_bind"]

    def said(self) -> dict[str, Any]:
        """The values, for the service."""
        return {"may_bind": False} | {key: self.cleaned_data[key] for key in self.cleaned_data}


class RoleForm(forms.Form):
    """A role from one day, perhaps to another."""

    role = forms.ChoiceField(label=_("角色"))
    since = day(_("开始日期"))
    until = day(_("截止日期"), required=False, hint=_("不填为没有期限。检查人员应当填写。"))

    def __init__(self, *args: Any, site: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(site=site)  # type: ignore[attr-defined]


class AppointForm(RoleForm):
    """A role for an account that exists."""

    username = forms.CharField(
        label=_("登录名"), max_length=60, help_text=_("已有账号的登录名，应当完整填写。没有账号的，先新建账号。")
    )
    field_order = ("username", "role", "since", "until")


class NewPersonForm(PersonForm, RoleForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("登录名"), max_length=60, help_text=_("汉字、字母、数字和 @ . + - _，建立以后不能修改。")
    )
    field_order = ("username", "name", "email", "may_bind", "role", "since", "until")

    def said(self) -> dict[str, Any]:
        """The values of the account, without those of the role."""
        return {key: value for key, value in super().said().items() if key not in RoleForm.base_fields}


class EndForm(forms.Form):
    """The last day of an appointment."""

    last_day = day(_("最后任职日"), hint=_("立即免去的，填写昨天的日期。"))


class DelegateForm(forms.Form):
    """Who stands in, from when to when, why."""

    deputy = PersonField(label=_("代理人"))
    since = day(_("开始日期"))
    until = day(_("截止日期"))
    reason = forms.CharField(label=_("事由"), max_length=200, help_text=_("例如：出差、休假。"))

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """To whom, and until when."""

    successor = PersonField(label=_("接收人"))
    last_day = day(_("移交人最后任职日"), hint=_("接收人从第二天起任职。"))
    note = forms.CharField(
        label=_("交接说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people  # type: ignore[attr-defined]


class MailForm(forms.Form):
    """Whether one wants mail."""

    wants_mail = forms.BooleanField(label=_("有新消息时发邮件提醒我"), required=False)
