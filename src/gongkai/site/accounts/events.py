"""What can happen to an account."""

from typing import Final

EVENTS: Final = {
    "account.create": "新建账号",
    "account.edit": "修改账号",
    "account.disable": "停用账号",
    "account.enable": "启用账号",
    "account.appoint": "授予角色",
    "account.dismiss": "免去角色",
    "account.delegate": "委托代理",
    "account.recall": "收回委托",
    "account.handover": "办理交接",
    "account.password": "重设口令",
    "account.login": "登录",
    "account.login_failed": "登录失败",
    "account.logout": "退出",
}
