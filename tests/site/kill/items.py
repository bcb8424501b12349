"""Items in the small world: each goes its whole way, and what the public has of it hangs together."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ROLES = ("handler", "reviewer", "secrecy_reviewer", "approver")
_TITLE = "关于第{}号工程进展的通报"
_LATER = dt.timedelta(seconds=1)


def people() -> None:
    """Somebody for each stage."""
    from gongkai.site.accounts.models import Appointment, User
    from gongkai.site.bodies.models import Body

    for role in ROLES:
        user = User.objects.create(username=role, name=f"{role}甲")
        Appointment.objects.create(user=user, role=role, body=Body.objects.get(), since=dt.date(2020, 1, 1))


def release(number: int, text: str) -> None:
    """Write, scan, submit and pass an item, each step a transaction of its own; every other one goes out later."""
    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.publishing import selectors, services
    from gongkai.site.publishing.services import files
    from gongkai.site.publishing.services.drafts import Draft
    from gongkai.site.review import services as review
    from gongkai.site.web import clock

    today, body = clock.today(), Body.objects.get()
    scope = {user.username: scopes.of_user(user, today) for user in User.objects.all()}
    draft = Draft(
        subject="news",
        title=_TITLE.format(number),
        html=f"<p>{text}</p>",
        formed_on=today,
        scheduled_for=clock.now() + _LATER if number % 2 else None,
    )
    item = services.create(scope["handler"], body=body, draft=draft)
    files.attach(scope["handler"], item_id=item.pk, name="附件.txt", stream=io.BytesIO(text.encode()))
    services.examine(scope["handler"], item_id=item.pk)
    item = selectors.get(scope["handler"], item.pk)
    services.submit(scope["handler"], item_id=item.pk, revision=item.revision)
    while (case := selectors.case_of(item)) is not None and case.state == "open":
        step = case.steps.unscoped("of a case that was just opened").get(round=case.round, position=case.position)
        review.decide(scope[step.role], case=case.pk, round=case.round, position=case.position, outcome="passed")


def waiting() -> int:
    """How many items wait for their time."""
    from gongkai.site.publishing.models import Item, State

    return Item.objects.unscoped("a world of one body").filter(state=State.SCHEDULED).count()


def accepted() -> list[int]:
    """The numbers of the items that are public or wait for their time; one that is there twice comes twice."""
    from gongkai.site.publishing.models import Item, State

    head, _number, tail = _TITLE.partition("{}")
    rows = Item.objects.unscoped("a world of one body").filter(state__in=(State.PUBLISHED, State.SCHEDULED))
    return [int(title.removeprefix(head).removesuffix(tail)) for title in rows.values_list("title", flat=True)]


def halves() -> list[str]:
    """What is half there: each public item has its version, files, index, scan and event, and nothing else has any."""
    from gongkai.site.publishing.models import Item, State

    with _moment():
        rows = Item.objects.unscoped("a world of one body").select_related("current")
        return [
            f"{item.pk}: {words}"
            for item in rows
            for words in (_public(item) if item.state == State.PUBLISHED else _not(item))
        ]


@contextmanager
def _moment() -> Iterator[None]:
    """All is read as of one moment: whatever was not killed goes on meanwhile."""
    from django.db import connection, transaction

    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _public(item: Any) -> Iterator[str]:
    from gongkai.site.publishing import search
    from gongkai.site.publishing.models import Recheck
    from gongkai.site.publishing.services.public import digest
    from gongkai.site.web import storage

    version = item.current
    if digest(version) != version.digest or _events(item) != {version.digest: 1}:
        yield "the version is not what the chain says"
    kept = [storage.read(file.blob).decode() for file in version.public_files.select_related("blob")]
    if version.html != f"<p>{''.join(kept)}</p>" or len(version.files) != 1:
        yield "a file is missing or another one"
    if item.pk not in map(search.item_of, search.keys(item.title, most=1000)):
        yield "it cannot be found"
    if Recheck.objects.unscoped("a world of one body").filter(version=version).count() != 1:
        yield "the scan is not noted"


def _not(item: Any) -> Iterator[str]:
    from gongkai.site.publishing import selectors
    from gongkai.site.publishing.models import Passage

    if item.current_id or selectors.versions(item).exists() or _events(item):
        yield "it is not public and has a version"
    if Passage.objects.filter(item=item).exists():
        yield "it is not public and can be found"


def _events(item: Any) -> Counter[str]:
    """How often the chain says that a version, by its digest, was published."""
    from gongkai.site.audit.models import Event

    rows = Event.objects.filter(action="item.publish", target_id=str(item.pk))
    return Counter(facts["digest"] for facts in rows.values_list("facts", flat=True))
