"""What is public, looked at again: later scans, and which documents hold on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.errors import ForbiddenError, NotFoundError
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import documents, offers, rechecks, services, tasks
from gongkai.site.publishing.models import Item, Recheck, Version
from gongkai.site.publishing.services import rechecks as scans
from gongkai.site.web import clock
from tests.release.made import id_number
from tests.site.conftest import TODAY
from tests.site.test_publishing import PLAIN, changed, passed, people, public, submitted  # noqa: F401


def aged(item: Item) -> None:
    """As if it had been scanned long ago."""
    rows = Recheck.objects.unscoped("test").filter(version=item.current)
    rows.update(at=clock.now() - rechecks.EVERY - dt.timedelta(days=1))


def with_secret(people: SimpleNamespace) -> Item:  # noqa: F811
    """Something public that the rules of its day let pass."""
    item = public(people)
    text = f"<p>身份证号{id_number(7)}</p>"
    version = Version(item=item, number=2, at=clock.now(), title=item.title, facts=item.current.facts, html=text)
    version.digest = "0" * 64
    version.save()
    Item.objects.unscoped("test").filter(pk=item.pk).update(current=version)
    item.refresh_from_db()
    return item


def test_what_went_out_lately_is_not_scanned_again(people: SimpleNamespace) -> None:  # noqa: F811
    item = public(people)
    assert scans.due_now() == []
    aged(item)
    assert scans.due_now() == [item.pk]


def test_other_rules_ask_for_another_scan(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    item = public(people)
    monkeypatch.setattr(scans, "rules_digest", lambda: "other")
    assert scans.due_now() == [item.pk]


def test_what_is_found_waits_for_somebody_who_may_decide(people: SimpleNamespace) -> None:  # noqa: F811
    item = with_secret(people)
    tasks.recheck_all(people.handler)
    (row,) = rechecks.waiting(people.handler)
    assert (row.version_id, row.verdict) == (item.current_id, "stop")
    assert id_number(7) not in str(row.hits)
    assert "recheck" in [todo.kind for todo in offers.todos(people.handler)]
    with pytest.raises(ForbiddenError):
        scans.handle(people.handler, recheck_id=row.pk, answer="保留")
    scans.handle(people.approver, recheck_id=row.pk, answer="系公开的样例")
    assert not rechecks.waiting(people.handler).exists()
    # The same finding stays decided; another one would not.
    aged(item)
    tasks.recheck_all(people.handler)
    assert not rechecks.waiting(people.handler).exists()


def test_what_is_withdrawn_is_no_longer_told(people: SimpleNamespace) -> None:  # noqa: F811
    item = with_secret(people)
    tasks.recheck_all(people.handler)
    services.withdraw(people.approver, item_id=item.pk, explanation="含有个人信息")
    assert not rechecks.waiting(people.handler).exists()
    with pytest.raises(NotFoundError):
        rechecks.get(people.approver, people.body, Recheck.objects.unscoped("test").filter(verdict="stop").get().pk)


def test_what_was_accepted_before_release_is_not_told_again(people: SimpleNamespace) -> None:  # noqa: F811
    item = services.create(people.handler, body=people.body, draft=changed(PLAIN, html="<p>电话13900000007</p>"))
    (row,) = services.examine(people.handler, item_id=item.pk)
    services.accept(people.approver, item_id=item.pk, examination_id=row.pk, reason="公务电话")
    item = passed(people, services.submit(people.handler, item_id=item.pk, revision=item.revision))
    aged(item)
    tasks.recheck_all(people.handler)
    assert Recheck.objects.unscoped("test").get(version=item.current).verdict == "clean"


def test_the_page_tells_and_takes_what_was_done(
    people: SimpleNamespace,  # noqa: F811
    signed_in: Callable[[User], Client],
) -> None:
    with_secret(people)
    tasks.recheck_all(people.handler)
    (row,) = rechecks.waiting(people.handler)
    approver = signed_in(User.objects.get(pk=people.approver.actor.id))
    assert PLAIN.title in approver.get(reverse("publishing:rechecks", args=[people.body.code])).content.decode()
    approver.post(reverse("publishing:recheck", args=[people.body.code, row.pk]), {"reason": "系样例"})
    row.refresh_from_db()
    assert row.answer == "系样例"


@pytest.fixture
def library(people: SimpleNamespace) -> Body:  # noqa: F811
    """Documents of several fates: 甲 holds, 乙 was repealed in 2026, 丙 expired in 2025, 丁 was issued in 2026."""
    fates = {
        "甲": {"formed_on": dt.date(2020, 5, 1)},
        "乙": {"formed_on": dt.date(2021, 5, 1), "repealed_on": dt.date(2026, 6, 1)},
        "丙": {"formed_on": dt.date(2019, 5, 1), "valid_until": dt.date(2025, 5, 1)},
        "丁": {"formed_on": dt.date(2026, 5, 1), "valid_until": dt.date(2031, 5, 1)},
    }
    for title, fate in fates.items():
        item = public(people, changed(PLAIN, title=title))
        Item.objects.unscoped("test").filter(pk=item.pk).update(**fate)
    body: Body = people.body
    return body


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (dt.date(2019, 5, 1), {"丙"}),
        (dt.date(2025, 5, 1), {"甲", "乙", "丙"}),
        (dt.date(2025, 5, 2), {"甲", "乙"}),
        (dt.date(2026, 5, 31), {"甲", "乙", "丁"}),
        (dt.date(2026, 6, 1), {"甲", "丁"}),
        (dt.date(2031, 5, 2), {"甲"}),
    ],
)
def test_which_documents_hold_on_a_day(library: Body, day: dt.date, held: set[str]) -> None:
    rows = documents.of_body(library, TODAY)
    assert {item.title for item in documents.in_force(rows, day)} == held
    said = {item.title for item in rows.filter(formed_on__lte=day) if documents.standing(item, day) == "in_force"}
    assert said == held


@pytest.mark.parametrize(
    ("year", "numbers"), [(2024, (3, 0, 0, 0, 3)), (2025, (3, 0, 0, 1, 2)), (2026, (2, 1, 1, 0, 2))]
)
def test_the_year_adds_up(library: Body, year: int, numbers: tuple[int, ...]) -> None:
    found = documents.reconcile(library, year, TODAY)
    assert (found.before, found.issued, found.repealed, found.expired, found.after) == numbers
    assert found.adds_up
    counts = documents.of_year(library, "regulatory_documents", year)
    assert (counts.issued, counts.repealed, counts.in_force) == (found.issued, found.repealed, found.after)


def test_the_public_asks_for_a_day(library: Body, client: Client) -> None:
    def titles(query: str) -> set[str]:
        text = client.get(f"/b/{library.code}/documents/{query}").content.decode()
        return {title for title in "甲乙丙丁" if f">{title}</a>" in text}

    assert titles("?day=2025-05-01&held=on") == {"甲", "乙", "丙"}
    assert titles("?day=2026-06-01") == {"甲", "乙", "丙", "丁"}


def test_the_yearly_list_is_given_out(
    library: Body, person: Callable[..., User], signed_in: Callable[..., Client]
) -> None:
    officer = signed_in(person("handler", library))
    page = officer.get(reverse("publishing:documents", args=[library.code]) + "?year=2025").content.decode()
    assert "2025年规范性文件" in page
    assert "不等于年末数" not in page
    assert officer.get(reverse("publishing:documents_file", args=[library.code, 2025])).content.startswith(b"PK")
    assert officer.get(reverse("publishing:documents_file", args=[library.code, 1999])).status_code == 404
