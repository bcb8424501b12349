"""Every option of the site: one table, from which the settings are read and the documentation is made.

Values come from the environment. Every default is safe for one machine that serves itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from gongkai.errors import UsageError

Kind = Literal["text", "path", "flag", "number", "list"]
_YES: Final = frozenset({"1", "true", "yes", "on", "是"})
_NO: Final = frozenset({"0", "false", "no", "off", "否", ""})
_NOTHING: Final = frozenset({"none", "无"})


class Option(msgspec.Struct, frozen=True):
    """One option: the variable that sets it, its default, and what it is for, in Chinese.

    ``secret`` values are never shown, not even by ``gongkai doctor``.
    """

    name: str
    kind: Kind
    default: str
    help: str
    secret: bool = False


OPTIONS: Final = (
    Option("GONGKAI_DATA", "path", "~/.local/share/gongkai", "数据文件夹：数据库、文件、密钥、法律数据的补充。"),
    Option(
        "DATABASE_URL",
        "text",
        "",
        "数据库。空为数据文件夹中的 SQLite；PostgreSQL 写 postgresql://用户:口令@主机/库名。",
        True,
    ),
    Option("PORT", "number", "8000", "网站的端口。"),
    Option("GONGKAI_ADDRESS", "text", "127.0.0.1", "监听的地址。前面有 nginx 的不必改。"),
    Option("GONGKAI_HOSTS", "list", "127.0.0.1,localhost,[::1]", "网站的域名，逗号分开。"),
    Option("GONGKAI_HTTPS", "flag", "0", "网站是否只通过 HTTPS 访问。是的，Cookie 只在 HTTPS 下发送。"),
    Option("GONGKAI_PROXY", "flag", "0", "前面是否有反向代理。是的，采信它给出的协议和来访地址。"),
    Option("GONGKAI_ONLY", "text", "", "只提供一面：portal（公众）或者 staff（工作人员）。空为两面都有。"),
    Option("GONGKAI_WORKERS", "number", "2", "网站的进程数。"),
    Option("GONGKAI_SECRET_KEY", "text", "", "会话密钥。空为数据文件夹 keys 中自动生成的一份。", True),
    Option("GONGKAI_KEYS", "path", "", "密钥文件夹。空为数据文件夹中的 keys。"),
    Option("GONGKAI_MAX_UPLOAD_MB", "number", "50", "一个上传文件最大多少 MB。"),
    Option(
        "GONGKAI_EMAIL_URL",
        "text",
        "",
        "发信服务器：smtp://用户:口令@主机:端口，加密的写 smtps://。空为不发邮件。",
        True,
    ),
    Option("GONGKAI_EMAIL_FROM", "text", "gongkai@localhost", "邮件的发件人。"),
    Option("GONGKAI_OIDC_SERVER", "text", "", "统一身份认证（OIDC）的地址。空为不用。"),
    Option("GONGKAI_OIDC_CLIENT", "text", "", "统一身份认证的客户端编号。"),
    Option("GONGKAI_OIDC_SECRET", "text", "", "统一身份认证的客户端密钥。", True),
    Option("GONGKAI_OIDC_NAME", "text", "统一身份认证", "登录页面上的名称。"),
    Option(
        "GONGKAI_MFA_ROLES", "list", "system_admin,body_admin", "必须使用两步验证的角色，逗号分开；none 为都不必须。"
    ),
    Option("GONGKAI_SITE_CODE", "text", "", "网站标识码，显示在公众网站页尾。"),
    Option("GONGKAI_ICP", "text", "", "ICP 备案号，显示在公众网站页尾，链接到备案管理系统。"),
    Option("GONGKAI_POLICE", "text", "", "公安备案号，例如 X公网安备99000000000001号，显示在公众网站页尾。"),
    Option("GONGKAI_PARTY_MARK", "text", "", "党政机关网站标识的查验网址（https），显示在公众网站页尾。"),
    Option(
        "GONGKAI_FRAMES",
        "list",
        "none",
        "可以把本站作为专栏嵌入的网站，逗号分开，例如 https://www.example.gov.cn；none 为不许嵌入。",
    ),
    Option("GONGKAI_ACCENT", "text", "", "公众网站的主色，例如 #14498c。与白色的对比度不低于 7。空为默认的蓝色。"),
    Option("GONGKAI_FRESH_SECONDS", "number", "5", "没有登录的读者看到的页面最多旧多少秒，在此期间不重新生成。"),
    Option(
        "GONGKAI_SUBMISSIONS_A_DAY",
        "number",
        "20",
        "一个来访地址一天最多在网上提交多少件申请。办事大厅等多人共用一个地址的，可以调高。",
    ),
    Option("GONGKAI_DRAFTS_A_DAY", "number", "100", "一个来访地址一天最多开始填写多少件申请。"),
    Option("GONGKAI_LEDGER_DAY", "number", "10", "上月的台账应当在每月几日以前登记；到期没有登记的，显示为逾期。"),
    Option("GONGKAI_DEMO", "flag", "0", "演示环境：页面上标明，可以重置。"),
    Option("GONGKAI_DEBUG", "flag", "0", "开发时用：显示出错的细节。对外服务的不得打开。"),
)

_BY_NAME: Final = {option.name: option for option in OPTIONS}


class Options:
    """The options as the environment gives them. Wrong values raise UsageError, naming the variable."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ

    def text(self, name: str) -> str:
        """The value as it stands, or the default."""
        option = _BY_NAME[name]
        return self._environ.get(name, "").strip() or option.default

    def flag(self, name: str) -> bool:
        """1 or 0, yes or no."""
        value = self.text(name).lower()
        if value not in _YES | _NO:
            raise UsageError(f"环境变量 {name} 应当是 1 或者 0，现在是“{value}”。")
        return value in _YES

    def number(self, name: str) -> int:
        """A whole number above 0."""
        value = self.text(name)
        if not (value.isascii() and value.isdigit() and 0 < int(value) < 1_000_000):
            raise UsageError(f"环境变量 {name} 应当是大于 0 的整数，现在是“{value}”。")
        return int(value)

    def items(self, name: str) -> list[str]:
        """Values between commas; ``none`` is an empty list, since an empty value is the default."""
        value = self.text(name)
        return [] if value.lower() in _NOTHING else [item.strip() for item in value.split(",") if item.strip()]

    def path(self, name: str) -> Path:
        """A path, made absolute; ``~`` is the home folder."""
        return Path(self.text(name)).expanduser().resolve()

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.path("GONGKAI_DATA")

    @property
    def keys(self) -> Path:
        """The folder of keys."""
        return self.path("GONGKAI_KEYS") if self.text("GONGKAI_KEYS") else self.data / "keys"

    @property
    def only(self) -> str:
        """Which face is served: ``portal``, ``staff`` or, for both, nothing."""
        value = self.text("GONGKAI_ONLY")
        if value not in ("", "portal", "staff"):
            raise UsageError(f"环境变量 GONGKAI_ONLY 应当是 portal、staff 或者空，现在是“{value}”。")
        return value
