"""Consultations: opinions while they are open, feedback after, links both ways, and what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.errors import NotAllowedError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, consultations, offers, selectors, services
from gongkai.site.publishing.models import Item, Opinion, State
from gongkai.site.publishing.services import consult
from gongkai.site.publishing.services.drafts import Draft
from gongkai.site.web import clock, crypto
from gongkai.site.web.scope import Scope
from gongkai.site.web.scope import public as somebody
from tests.site.conftest import TODAY
from tests.site.test_publishing import PLAIN, changed, passed, people, public, submitted  # noqa: F401

ASKED = Draft(
    subject="consultation",
    title="石桥镇农村公路养护管理办法（征求意见稿）",
    formed_on=dt.date(2026, 11, 2),
    html="<p>第一条　为加强农村公路养护，制定本办法。</p>",
    objection_until=TODAY,
    objection_contact="石桥镇党政综合办公室",
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal asks the clock."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def later(scope: Scope, days: int) -> Scope:
    return Scope(scope.actor, scope.today + dt.timedelta(days=days), scope.grants)


def said(item: Item, text: str = "建议增加冬季除雪。", **who: str) -> Opinion:
    return consult.say(somebody(TODAY), item=item, text=text, **who)


def kinds(scope: Scope) -> list[str]:
    return [todo.kind for todo in offers.todos(scope)]


def test_anybody_may_speak_until_the_last_day_and_nobody_after(people: SimpleNamespace) -> None:  # noqa: F811
    item = public(people, ASKED)
    row = said(item, name="张某", contact="0999-5550123")
    assert "张某" not in row.name
    assert crypto.decrypt(row.contact) == "0999-5550123"
    with pytest.raises(NotAllowedError, match="已经结束"):
        consult.say(somebody(TODAY + dt.timedelta(days=1)), item=item, text="晚了")
    with pytest.raises(UsageError):
        said(item, " ")


def test_what_is_no_consultation_takes_no_opinions(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    item = public(people)
    assert client.get(reverse("portal:opinion", args=[item.pk])).status_code == 404


def test_the_public_speaks_on_the_portal_without_signing_in(
    people: SimpleNamespace,  # noqa: F811
    client: Client,
) -> None:
    item = public(people, ASKED)
    page = reverse("portal:item", args=[item.pk])
    assert "我要提意见" in client.get(page).content.decode()
    answer = client.post(reverse("portal:opinion", args=[item.pk]), {"text": "建议增加除雪。"}, follow=True)
    assert "已经收到您的意见" in answer.content.decode()
    assert consultations.totals(item).waiting == 1


def test_feedback_waits_for_the_end_and_for_a_word_on_every_opinion(people: SimpleNamespace) -> None:  # noqa: F811
    item = public(people, ASKED)
    row, other = said(item), said(item, "<b>不同意</b>第一条。")
    with pytest.raises(NotAllowedError, match="征集结束以后"):
        consult.draft_feedback(people.handler, item_id=item.pk)
    after = later(people.handler, 1)
    with pytest.raises(NotAllowedError, match="还有 2 条"):
        consult.draft_feedback(after, item_id=item.pk)
    consult.weigh(after, opinion_id=row.pk, adoption="adopted", answer="已增加一条。")
    consult.weigh(after, opinion_id=other.pk, adoption="declined", answer="与上位法不符。")
    draft = consult.draft_feedback(after, item_id=item.pk)
    assert (draft.state, draft.feedback_on_id) == (State.DRAFT, item.pk)
    for words in ("收到意见2条", "采纳1条", "未采纳1条", "建议增加冬季除雪", "&lt;b&gt;不同意", "与上位法不符"):
        assert words in draft.html


def test_the_page_of_each_leads_to_the_other(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    asked = public(people, ASKED)
    document = public(people, changed(PLAIN, consulted=asked.pk))
    answer = public(people, changed(ASKED, subject="feedback", title="采纳情况反馈", feedback_on=asked.pk))
    reading = public(people, changed(ASKED, subject="interpretation", title="一图读懂", interprets=document.pk))

    def page(item: Item) -> str:
        return client.get(reverse("portal:item", args=[item.pk])).content.decode()

    def link(item: Item) -> str:
        return f'href="{reverse("portal:item", args=[item.pk])}"'

    for one, others in ((asked, [document, answer]), (document, [asked, reading]), (answer, [asked])):
        assert [other.title for other in others if link(other) not in page(one)] == []
    assert link(document) in page(reading)


def test_what_is_due_is_told_until_it_is_done(people: SimpleNamespace) -> None:  # noqa: F811
    asked = public(people, ASKED)
    assert "consultation" in kinds(people.handler)
    public(people, changed(ASKED, subject="feedback", title="反馈", feedback_on=asked.pk))
    assert "consultation" not in kinds(later(people.handler, 5))
    document = public(people)
    term = selectors.interpretation_term(people.handler, document)
    assert term is not None
    assert term.due == catalogue.term_of(catalogue.subject("interpretation", TODAY), clock.now().date()).due  # type: ignore[union-attr]
    assert "interpret" in kinds(people.handler)
    public(people, changed(ASKED, subject="interpretation", title="解读", interprets=document.pk))
    assert "interpret" not in kinds(people.handler)


@pytest.mark.parametrize(("subject", "words"), [("interpretation", "所解读的文件"), ("feedback", "所反馈的意见征集")])
def test_what_is_about_something_must_say_about_what(
    people: SimpleNamespace,  # noqa: F811
    subject: str,
    words: str,
) -> None:
    with pytest.raises(UsageError, match=words):
        submitted(people, changed(ASKED, subject=subject))


def test_withheld_information_is_looked_at_again(people: SimpleNamespace) -> None:  # noqa: F811
    draft = changed(PLAIN, attribute="withheld", ground="process_information", ground_reason="过程稿")
    item = passed(people, submitted(people, draft))
    item = services.reassess(later(people.handler, 365), item_id=item.pk, keep=True, reason="仍在起草")
    assert (item.state, item.ground_reason, item.reassess_on) == (State.KEPT, "仍在起草", dt.date(2028, 11, 20))
    item = services.reassess(people.handler, item_id=item.pk, keep=False, reason="已经定稿")
    assert (item.state, item.attribute) == (State.DRAFT, "proactive")
    with pytest.raises(NotAllowedError):
        services.reassess(people.handler, item_id=item.pk, keep=True, reason="再看")


def test_names_are_read_only_by_those_who_work_on_it_and_that_is_recorded(
    people: SimpleNamespace,  # noqa: F811
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    item = public(people, ASKED)
    row = said(item, contact="0999-5550123")
    many, one = (
        reverse("publishing:opinions", args=[people.body.code, item.pk]),
        reverse("publishing:opinion", args=[people.body.code, item.pk, row.pk]),
    )
    assert signed_in(person("handler", other_township)).get(many).status_code == 404
    assert signed_in(person("secrecy_reviewer", people.body)).get(one).status_code == 403
    officer = signed_in(person("handler", people.body))
    assert "0999-5550123" not in officer.get(many).content.decode()
    assert "0999-5550123" in officer.get(one).content.decode()
    assert Event.objects.filter(action="opinion.open").count() == 1
    officer.post(one, {"adoption": "adopted", "answer": "已增加。"})
    row.refresh_from_db()
    assert row.adoption == "adopted"


def test_a_list_of_opinions_costs_the_same_however_many(
    people: SimpleNamespace,  # noqa: F811
    signed_in: Callable[[User], Client],
    django_assert_num_queries: Any,
) -> None:
    item = public(people, ASKED)
    officer = signed_in(User.objects.get(pk=people.handler.actor.id))
    page = reverse("publishing:opinions", args=[people.body.code, item.pk])
    officer.get(page)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        officer.get(page)
    for number in range(5):
        said(item, f"意见{number}")
    with django_assert_num_queries(len(few)):
        officer.get(page)
