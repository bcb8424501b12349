"""What ``gongkai doctor`` looks at: the machine and the settings. The database is in ``doctor_database``."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import smtplib
import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail import get_connection

from gongkai.law import current_book
from gongkai.site.project.doctor import Check, Result, error, good, warning
from gongkai.site.project.doctor_database import chain, database, jobs, migrations, triggers
from gongkai.site.project.statics import current
from gongkai.site.web import clock, keys
from gongkai.writing.fonts_used import FAMILY, FOLDER

_FREE: Final = 2 * 1024**3
_FREE_ERROR: Final = 200 * 1024**2
_MB: Final = 1024**2
# By then the notice of the State Council on the holidays of the next year is out.
_NOTICE_BY: Final = (12, 1)


def all_checks() -> tuple[tuple[str, Check], ...]:
    """Every check with what it looks at, in the order in which they are told."""
    return (
        ("设置", options),
        ("数据文件夹", data_folder),
        ("密钥", key_files),
        ("数据库", database),
        ("数据库结构", migrations),
        ("审计触发器", triggers),
        ("审计记录", chain),
        ("定时任务", jobs),
        ("工作日历", calendar),
        ("字体", fonts),
        ("邮件", mail),
        ("页面文件", statics),
        ("磁盘", disk),
    )


def options() -> Iterator[Result]:
    """Settings that are fit for a workshop only."""
    public = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}
    found = []
    if settings.DEBUG:
        found.append(
            error("设置", "GONGKAI_DEBUG 已打开，会向访问者显示程序细节", "对外服务的，请去掉 GONGKAI_DEBUG。")
        )
    if "*" in public:
        found.append(error("设置", "GONGKAI_HOSTS 接受任何域名", "请在 GONGKAI_HOSTS 中只写本网站的域名。"))
    if public and not settings.SESSION_COOKIE_SECURE:
        words = "设置了域名，但是没有要求 HTTPS，口令可能被截取"
        found.append(warning("设置", words, "配好证书之后，设置 GONGKAI_HTTPS=1。"))
    if settings.GONGKAI_DEMO:
        found.append(warning("设置", "这是演示环境，口令公开", "正式使用的，请去掉 GONGKAI_DEMO，另用一个数据文件夹。"))
    if not settings.GONGKAI_MFA_ROLES:
        found.append(warning("设置", "没有角色必须使用两步验证", "请去掉 GONGKAI_MFA_ROLES=none。"))
    yield from found or [good("设置", "没有发现问题")]


def data_folder() -> Iterator[Result]:
    """Whether it is there, ours, and closed to others."""
    folder = Path(settings.GONGKAI_DATA)
    if not folder.is_dir():
        yield error("数据文件夹", f"{folder} 还没有建立", "请运行 gongkai serve，或者检查 GONGKAI_DATA。")
    elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield error("数据文件夹", f"{folder} 不能读写", "请用运行网站的用户运行，或者修改文件夹的所有者。")
    elif _open_to_others(folder):
        yield warning("数据文件夹", f"{folder} 其他用户可以进入", f"请运行 chmod 700 {folder}。")
    else:
        yield good("数据文件夹", str(folder))


def key_files() -> Iterator[Result]:
    """Whether every key is there and nobody else reads it."""
    folder = Path(settings.GONGKAI_KEYS)
    missing = [name for name in keys.NAMES if not (folder / name).is_file()]
    readable = [name for name in keys.NAMES if (folder / name).is_file() and _open_to_others(folder / name)]
    if readable:
        names = "、".join(readable)
        yield error("密钥", f"其他用户可以读取 {names}", f"请运行 chmod 600 {folder}/*，并考虑更换密钥。")
    for name in keys.NAMES:
        if name not in missing:
            keys.read(folder, name)
    if missing and _has_data():
        names = "、".join(missing)
        yield warning("密钥", f"缺少 {names}，用到时会重新生成", "这里已经有数据：密钥丢失的，请先从备份恢复。")
    elif not readable:
        yield good("密钥", f"{folder}，只有本用户能够读取。请确认备份中有这个文件夹")


def calendar() -> Iterator[Result]:
    """Whether the working days of this year and the next are known."""
    today = clock.today()
    known = {entry.year for entry in current_book().at(today).calendar}
    if today.year not in known:
        remedy = "请用 gongkai law import 导入当年的放假安排。"
        yield error("工作日历", f"没有{today.year}年的放假安排，期限只能暂定", remedy)
    elif today.year + 1 not in known:
        when = "通常在11月公布" if today < dt.date(today.year, *_NOTICE_BY) else "应当已经公布"
        remedy = "公布之后，用 gongkai law import 导入。"
        yield warning("工作日历", f"没有{today.year + 1}年的放假安排（{when}），跨年的期限只能暂定", remedy)
    else:
        yield good("工作日历", f"{today.year}年、{today.year + 1}年的放假安排都有")


def fonts() -> Iterator[Result]:
    """Whether documents can be drawn."""
    if not any(FOLDER.glob("*.otf")):
        yield error("字体", f"缺少随程序提供的 {FAMILY}", "请重新安装 gongkai。")
    elif find_spec("typst") is None:
        yield warning("字体", f"有 {FAMILY}，但是没有安装排版程序，不能写成 PDF", '请运行 pip install "gongkai[pdf]"。')
    else:
        yield good("字体", FAMILY)


def mail() -> Iterator[Result]:
    """Whether the server for mail answers."""
    if "smtp" not in settings.EMAIL_BACKEND:
        yield warning("邮件", "没有设置，通知只在页面上显示", "需要邮件通知的，请设置 GONGKAI_EMAIL_URL。")
        return
    try:
        connection = get_connection(timeout=5)
        connection.open()
        connection.close()
        yield good("邮件", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} 可以连接")
    except (OSError, smtplib.SMTPException) as failed:
        yield error("邮件", f"发信服务器连接失败：{failed}", "请检查 GONGKAI_EMAIL_URL。")


def statics() -> Iterator[Result]:
    """Whether what pages are made of is gathered and of this version."""
    if current():
        yield good("页面文件", str(settings.STATIC_ROOT))
    else:
        yield warning("页面文件", "还没有收集，或者不是当前版本", "运行 gongkai serve 时自动收集。")


def disk() -> Iterator[Result]:
    """Whether there is room."""
    folder = Path(settings.GONGKAI_DATA)
    free = shutil.disk_usage(next(part for part in (folder, *folder.parents) if part.exists())).free
    found, remedy = f"剩余 {free // _MB} MB", "请清理磁盘，或者把数据文件夹移到更大的磁盘。"
    if free < _FREE_ERROR:
        yield error("磁盘", found, remedy)
    else:
        yield warning("磁盘", found, remedy) if free < _FREE else good("磁盘", found)


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _has_data() -> bool:
    return (Path(settings.GONGKAI_DATA) / "gongkai.sqlite3").exists() or bool(os.environ.get("DATABASE_URL"))
