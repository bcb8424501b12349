"""``gongkai demo``: the demonstration is made where it is missing or was made by another version, and shown."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gongkai.site.accounts.rights import matrix
from gongkai.site.demo import county, services
from gongkai.site.demo.county import Person
from gongkai.site.demo.visit import visit
from gongkai.site.project import database
from gongkai.site.project import serve as serving
from gongkai.site.project.options import Options
from gongkai.site.project.supervise import Supervisor, Tell

_SITE = Path(__file__).resolve().parent.parent


def ready(tell: Tell, *, reset: bool) -> None:
    """Have the demonstration in the data folder. Raises UsageError where that holds real data."""
    version = _version()
    in_use = database.in_use()
    found = services.state(version, in_use=in_use)
    if found == "made" and not reset:
        return
    if found in ("made", "stale"):
        tell("正在重新建立演示县，原有的演示内容不保留……")
    services.wipe(in_use=in_use)
    serving.prepare()
    services.make(version)


def logins() -> list[tuple[str, str, str, str, str]]:
    """Login, password, name, role and body of everybody."""
    data = county.county()
    return [(p.username, p.password, p.name, _role(p), data.name_of(p.body) or "全站") for p in data.people]


def check(tell: Tell) -> bool:
    """Start the site, visit it, end it; whether all was well."""
    seen: list[bool] = []

    def look(supervisor: Supervisor) -> None:
        options = Options()
        seen.append(visit(f"http://127.0.0.1:{options.number('PORT')}", tell))
        supervisor.stop()

    serving.serve(tell, ready=look)
    return seen == [True]


def _role(person: Person) -> str:
    return matrix().roles[person.role].label


def _version() -> str:
    """Over what a demonstration is made from: its data, how it is made, and the tables."""
    digest = hashlib.sha256(county.digest().encode())
    for path in sorted([*_SITE.glob("demo/*.py"), *_SITE.glob("*/migrations/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
