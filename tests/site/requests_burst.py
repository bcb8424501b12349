"""Two hundred applications handed in by eight threads in the same moment, each of them twice, as by a double click.

Run as a program it does so on a database of its own and prints what came of it: SQLite in memory locks whole tables
between the connections of one process, which a database in a file does not.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gongkai.site.bodies.models import Body

REQUESTS: Final = 200
THREADS: Final = 8


def burst(body: Body) -> dict[str, Any]:
    """What came of it: the errors, the numbers that were given, the last one, whether the chain of events is whole."""
    from django.db import connection

    from gongkai.site.accessrequests.models import Request, Serial
    from gongkai.site.accessrequests.services import intake
    from gongkai.site.audit.selectors import verify
    from gongkai.site.web import clock
    from gongkai.site.web.scope import public

    scope = public(clock.today())
    tokens = [_filled(body, serial) for serial in range(REQUESTS)]
    start, failed = threading.Barrier(THREADS), []

    def hand_in(mine: list[str]) -> None:
        start.wait()
        try:
            for token in mine:
                intake.hand_in(scope, body=body, token=token, address=token)
        except Exception as error:
            failed.append(repr(error))
        finally:
            connection.close()

    shares = [tokens[at % (THREADS // 2) :: THREADS // 2] for at in range(THREADS)]
    threads = [threading.Thread(target=hand_in, args=[share]) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = Request.objects.unscoped("test").order_by("serial")
    return {
        "failed": failed,
        "serials": list(rows.values_list("serial", flat=True)),
        "last": Serial.objects.unscoped("test").get().last,
        "whole": verify().whole,
    }


def _filled(body: Body, serial: int) -> str:
    """A draft ready to be handed in."""
    from gongkai.site.accessrequests.answers import Answers
    from gongkai.site.accessrequests.services import drafts
    from gongkai.site.web import clock
    from gongkai.site.web.scope import public
    from tests.site.requests_world import citizen

    who = citizen(serial)
    pages = {
        "wanted": {"content": f"第{serial}号地块的征收公告"},
        "provision": {"form": "electronic", "way": "online"},
        "kind": {"applicant": "natural"},
        "person": {"name": who.name, "id_kind": "resident", "id_number": who.id_number},
        "contact": {"phone": who.phone},
    }
    return drafts.begin(public(clock.today()), body=body, value=Answers(pages))


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from django.core.management import call_command

    from gongkai.site.bodies.models import Body

    call_command("migrate", verbosity=0)
    body = Body.objects.add_root(
        instance=Body(code="11990001MB00000203", name="云岭县石桥镇人民政府", level="township", kind="government")
    )
    sys.stdout.write(json.dumps(burst(body)))


if __name__ == "__main__":
    main()
