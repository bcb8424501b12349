"""What happens outside of a request: mail."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from gongkai.site.accounts.models import User


@task()
def mail_notice(user_id: int) -> None:
    """Tell a user by mail that there is a message. The mail says neither of what nor where: it passes other servers."""
    user = User.objects.filter(pk=user_id, is_active=True, wants_mail=True).exclude(email="").first()
    if user is None:
        return
    with translation.override("zh-hans"):
        body = _(
            "%(name)s：\n\n您有一条新消息，请登录政府信息公开系统，在“消息”中查看。\n\n不需要邮件提醒的，可以在“我的账号”中取消。\n"
        )
        send_mail(_("政府信息公开系统：您有一条新消息"), body % {"name": user.name}, None, [user.email])
