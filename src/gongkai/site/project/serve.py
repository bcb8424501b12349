"""``gongkai serve``: prepares the data folder and the database, then keeps web, worker and schedule running."""

from __future__ import annotations

import errno
import fcntl
import http.client
import os
import socket
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import Error

from gongkai.errors import UsageError, system_reason
from gongkai.site.project.database import in_use
from gongkai.site.project.lifeline import SUPERVISED
from gongkai.site.project.options import Options
from gongkai.site.project.statics import collect
from gongkai.site.project.supervise import Child, Supervisor, Tell, listen_to_signals
from gongkai.site.web import keys

_PACKAGE: Final = "gongkai.site.project"
_WEB: Final = ("网站", f"{_PACKAGE}.webserver")
# The face of the public alone does no work behind the scenes: the other one does it for both.
_BEHIND: Final = (("后台任务", f"{_PACKAGE}.worker"), ("定时任务", f"{_PACKAGE}.scheduler"))


def serve(tell: Tell, *, ready: Callable[[Supervisor], None] | None = None) -> None:
    """Run the site until a signal comes. ``ready`` is called once, when it answers.

    Raises UsageError where the port is taken, the data folder cannot be written or the database not be reached.
    """
    options = Options()
    check_port(options)
    tell(f"数据文件夹 {settings.GONGKAI_DATA}，正在准备数据库和页面文件……")
    prepare()
    parts = (_WEB,) if settings.GONGKAI_ONLY == "portal" else (_WEB, *_BEHIND)
    environ = _environ()
    supervisor = Supervisor([Child(name, module, environ) for name, module in parts], tell)
    listen_to_signals(supervisor)
    told = False

    def look() -> None:
        nonlocal told
        if not told and answers(options):
            told = True
            for line in where(options):
                tell(line)
            if ready is not None:
                ready(supervisor)

    supervisor.run(look)
    tell("已停止。")


def prepare() -> None:
    """Make the data folder, bring the database up to date, collect what pages are made of."""
    data = Path(settings.GONGKAI_DATA)
    with told(data):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "tmp").mkdir(mode=0o700, exist_ok=True)
        with _alone(data):
            _have_keys()
            _migrate()
            collect()


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn errors of the disk and of the database into sentences."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"数据文件夹 {folder} 不能使用：{system_reason(error)}。") from error
    except Error as error:
        raise UsageError(
            f"数据库不能使用：{str(error).strip()}。请检查 DATABASE_URL，或者运行 gongkai doctor。"
        ) from error


def check_port(options: Options) -> None:
    """Raise UsageError where somebody else listens already; the web server itself would share the port in silence."""
    address, port = options.text("GONGKAI_ADDRESS"), options.number("PORT")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = f"换一个端口，例如 PORT={port + 1} gongkai serve"
                raise UsageError(f"端口 {port} 已经被别的程序占用。请停止那个程序，或者{other}。") from error
            raise UsageError(f"不能在 {address}:{port} 上提供服务：{system_reason(error)}。") from error


def answers(options: Options) -> bool:
    """Whether the site answers."""
    address = options.text("GONGKAI_ADDRESS")
    connection = http.client.HTTPConnection(_reachable(address).strip("[]"), options.number("PORT"), timeout=1)
    try:
        connection.request("GET", "/healthz", headers=_named(settings.ALLOWED_HOSTS))
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _named(hosts: Sequence[str]) -> dict[str, str]:
    """Headers of a name that the site accepts, as from its proxy: any other would be an error in its own log."""
    name = next((host.lstrip(".") for host in hosts if host != "*"), "127.0.0.1")
    return {"Host": name, "X-Forwarded-Proto": "https"}


def where(options: Options) -> list[str]:
    """Where to look, in lines."""
    address = f"http://{_reachable(options.text('GONGKAI_ADDRESS'))}:{options.number('PORT')}"
    lines = [] if settings.GONGKAI_ONLY == "staff" else [f"公众网站  {address}/"]
    lines += [] if settings.GONGKAI_ONLY == "portal" else [f"工作台    {address}/staff/"]
    return ["已经启动。", *lines, "按 Ctrl-C 停止。"]


def _have_keys() -> None:
    """Make all keys before there are any data; a key that was lost later is not made anew in silence."""
    missing = [name for name in keys.NAMES if not (Path(settings.GONGKAI_KEYS) / name).is_file()]
    if missing and in_use():
        names = "、".join(missing)
        raise UsageError(f"密钥文件夹 {settings.GONGKAI_KEYS} 缺少 {names}，现有数据无法读取。请从备份恢复密钥。")
    for name in missing:
        keys.read(settings.GONGKAI_KEYS, name)


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        Path(database["NAME"]).chmod(stat.S_IRUSR | stat.S_IWUSR)


def _environ() -> Mapping[str, str]:
    return os.environ | {
        SUPERVISED: "1",
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", f"{_PACKAGE}.settings"),
        # What is uploaded passes through temporary files; they stay where the data are.
        "TMPDIR": str(Path(settings.GONGKAI_DATA) / "tmp"),
        "PYTHONUNBUFFERED": "1",
    }


def _reachable(address: str) -> str:
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
    return everywhere.get(address, f"[{address}]" if ":" in address else address)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One at a time, where the two faces are started on the same folder."""
    with (data / ".prepare.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
