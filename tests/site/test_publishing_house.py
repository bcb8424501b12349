"""What surrounds drafting: the form of each kind, the guide, columns kept up to date, entries that are put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.publishing import offers, selectors, services
from gongkai.site.publishing.models import Duty, Item, Posting
from gongkai.site.publishing.sanitise import clean, written
from gongkai.site.publishing.services import flow, postings, readers
from tests.site.conftest import TODAY
from tests.site.test_publishing import PLAIN, changed, people, public  # noqa: F401


@pytest.fixture
def officer(people: SimpleNamespace, signed_in: Callable[[User], Client]) -> Client:  # noqa: F811
    return signed_in(User.objects.get(pk=people.handler.actor.id))


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("subject", "there", "absent"),
    [
        ("regulatory_documents", {"legality_review", "filing", "valid_until", "consulted"}, {"interprets"}),
        ("leaders", set(), {"legality_review", "valid_until", "objection_until", "interprets", "feedback_on"}),
        ("assistance", {"objection_until", "objection_contact"}, {"legality_review", "consulted"}),
        ("interpretation", {"interprets"}, {"legality_review", "feedback_on"}),
        ("feedback", {"feedback_on"}, {"interprets"}),
    ],
)
def test_the_form_asks_for_what_the_kind_needs(
    people: SimpleNamespace,  # noqa: F811
    officer: Client,
    subject: str,
    there: set[str],
    absent: set[str],
) -> None:
    page = reverse("publishing:new", args=[people.body.code])
    choice = text(officer, page)
    assert f'href="?subject={subject}"' in choice
    form = text(officer, f"{page}?subject={subject}")
    assert {name for name in there | absent if f'name="{name}"' in form} == there


def test_what_was_filled_in_for_another_kind_stays_to_be_seen(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    item = services.create(people.handler, body=people.body, draft=changed(PLAIN, subject="news"))
    assert "已经合法性审核" in text(officer, reverse("publishing:edit", args=[people.body.code, item.pk]))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>第一条</p><p>甲 &lt; 乙 &amp; 丙</p>",
        "<p><b>粗</b></p>",
        "<p>&lt;p&gt;</p>",
        "<table><tr><td>一</td></tr></table>",
    ],
)
def test_a_text_comes_back_as_it_was_however_it_is_shown(html: str) -> None:
    assert clean(written(html)) == clean(html)
    assert ("<" not in written(html).replace("甲 < 乙", "")) == (
        html in ("", "<p>第一条</p><p>甲 &lt; 乙 &amp; 丙</p>")
    )


def test_a_guide_begins_with_what_is_known_and_must_say_the_rest(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    Contact.objects.create(
        body=people.body, office="党政综合办公室", address="镇政府一楼", hours="工作日 8:30—18:00", phone="0999-5550100"
    )
    page = reverse("publishing:new", args=[people.body.code]) + "?subject=guide"
    html = officer.get(page).context["form"]["html"].value()
    assert "0999-5550100" in html
    draft = changed(PLAIN, subject="guide", html=html)
    item = services.create(people.handler, body=people.body, draft=draft)
    services.examine(people.handler, item_id=item.pk)
    (words,) = flow.missing(people.handler, item)
    assert words.startswith("正文没有写明传真号码、互联网联系方式（条例第十二条")
    whole = changed(draft, html=f"{html}\n传真：无\n电子邮箱：office@example.com")
    item = services.edit(people.handler, item_id=item.pk, revision=item.revision, draft=whole)
    services.examine(people.handler, item_id=item.pk)
    assert flow.missing(people.handler, item) == []


def test_an_entry_that_was_wrong_no_longer_counts_and_stays(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    item, code = public(people), people.body.code
    one = postings.post(people.handler, body=people.body, outlet="wechat", on=TODAY, item_id=item.pk)
    month = postings.post(people.handler, body=people.body, outlet="weibo", on=TODAY, count=90)
    page = reverse("publishing:amend_posting", args=[code, month.pk])
    assert officer.post(page, {"count": "9", "note": "多填了一个零"}).status_code == 302
    assert selectors.posted(people.handler, people.body, TODAY.year).all == 10
    page = reverse("publishing:amend_posting", args=[code, one.pk])
    assert 'name="count"' not in text(officer, page)
    assert officer.post(page, {"note": "没有发布"}).status_code == 302
    found = selectors.posted(people.handler, people.body, TODAY.year)
    assert (found.all, found.distinct) == (9, 9)
    assert Posting.objects.unscoped("test").filter(pk__in=[one.pk, month.pk]).count() == 2
    assert officer.get(page).status_code == 404
    postings.post(people.handler, body=people.body, outlet="wechat", on=TODAY, item_id=item.pk)
    assert selectors.posted(people.handler, people.body, TODAY.year).all == 10


def test_an_entry_is_not_put_right_without_a_reason_or_twice(people: SimpleNamespace) -> None:  # noqa: F811
    row = postings.post(people.handler, body=people.body, outlet="weibo", on=TODAY, count=90)
    with pytest.raises(UsageError, match="原因"):
        postings.replace(people.handler, posting_id=row.pk, count=9, note=" ")
    postings.replace(people.handler, posting_id=row.pk, count=9, note="多填了")
    with pytest.raises(NotFoundError):
        postings.replace(people.handler, posting_id=row.pk, count=8, note="多填了")


def test_who_may_put_an_entry_right(
    people: SimpleNamespace,  # noqa: F811
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    row = postings.post(people.handler, body=people.body, outlet="weibo", on=TODAY, count=90)
    page = reverse("publishing:amend_posting", args=[people.body.code, row.pk])
    assert signed_in(User.objects.get(pk=people.secrecy_reviewer.actor.id)).get(page).status_code == 403
    assert signed_in(person("handler", other_township)).get(page).status_code == 404


def test_columns_tell_when_they_were_last_filled(
    people: SimpleNamespace,  # noqa: F811
    officer: Client,
    signed_in: Callable[[User], Client],
    django_assert_max_num_queries: Any,
) -> None:
    handler, approver = (User.objects.get(pk=scope.actor.id) for scope in (people.handler, people.approver))
    item = public(people)
    late = dt.datetime.combine(TODAY - dt.timedelta(days=31), dt.time(20), dt.UTC)  # the next day in Beijing
    Item.objects.unscoped("test").filter(pk=item.pk).update(published_at=late)
    for subject in (PLAIN.subject, "leaders", "plans"):
        readers.set_duty(people.approver, body=people.body, subject=subject, person=handler, days=29)
    told = {todo.title: todo.due for todo in offers.todos(people.handler) if todo.kind == "stale"}
    assert told == {
        "更新栏目“行政规范性文件”": TODAY - dt.timedelta(days=1),
        "更新栏目“领导信息”": TODAY,
        "更新栏目“规划计划”": TODAY,
    }
    page = reverse("publishing:duties", args=[people.body.code])
    with django_assert_max_num_queries(12):
        shown = text(officer, page)
    assert shown.count("超期没有更新") == 1
    assert shown.count("还没有内容") == 2
    row = Duty.objects.unscoped("test").get(subject="leaders")
    gone = reverse("publishing:remove_duty", args=[people.body.code, row.pk])
    assert officer.post(gone).status_code == 403
    assert signed_in(approver).post(gone).status_code == 302
    assert not Duty.objects.unscoped("test").filter(subject="leaders").exists()
