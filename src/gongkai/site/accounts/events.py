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
    "account.handover_confirm": "确认接收",
    "account.password": "重设口令",
    "account.password_own": "修改自己的口令",
    "account.second_factor": "设置两步验证",
    "account.second_factor_off": "取消两步验证",
    "account.second_factor_reset": "重设他人的两步验证",
    "account.bind": "绑定统一身份",
    "account.login": "登录",
    "account.login_failed": "登录失败",
    "account.locked": "登录失败次数过多，暂停登录",
    "account.logout": "退出",
}
