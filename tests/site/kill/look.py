"""Examines the world from outside, as JSON: ``python -m tests.site.kill.look``; with ``begin`` makes it first."""

import sys

import django
import msgspec

from tests.site.kill import items


class Seen(msgspec.Struct):
    """The chain's trouble, files that cannot be read, numbers written, done later, and tasks that wait.

    Of items: the numbers of those that were accepted, what is half public, and how many wait for their time.
    """

    trouble: str
    unreadable: list[str]
    written: list[int]
    without_file: list[int]
    done_later: list[int]
    waiting: int
    accepted: list[int]
    halves: list[str]
    scheduled: int


def look() -> Seen:
    """All of it."""
    from django_tasks_db.models import DBTaskResult

    from gongkai.errors import StorageError
    from gongkai.site.audit import selectors
    from gongkai.site.audit.models import Event
    from gongkai.site.web import storage
    from gongkai.site.web.models import Blob

    verdict = selectors.verify()
    events = list(Event.objects.order_by("seq").values_list("action", "facts"))
    writes = [facts for action, facts in events if action == "body.contact"]
    blobs, unreadable = {}, []
    for blob in Blob.objects.all():
        blobs[blob.pk] = blob
        try:
            storage.read(blob)
        except StorageError as error:
            unreadable.append(f"{blob}: {error}")
    return Seen(
        trouble=verdict.reason,
        unreadable=unreadable,
        written=[facts["number"] for facts in writes],
        without_file=[facts["number"] for facts in writes if facts["blob"] not in blobs],
        done_later=[facts["number"] for action, facts in events if action == "body.rename"],
        waiting=DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).count(),
        accepted=items.accepted(),
        halves=items.halves(),
        scheduled=items.waiting(),
    )


def begin() -> None:
    """One body with its contact and its people."""
    from gongkai.site.bodies.models import Body, Contact
    from gongkai.site.project.serve import prepare

    prepare()
    body = Body(code="11990000MB0000010K", name="云岭县人民政府", level="county", kind="government")
    Contact.objects.create(body=Body.objects.add_root(instance=body))
    items.people()


if __name__ == "__main__":
    django.setup()
    if sys.argv[1:] == ["begin"]:
        begin()
    sys.stdout.buffer.write(msgspec.json.encode(look()))
