"""The list of words that a body wants to be told of before release."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.errors import ForbiddenError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import selectors, services, wording
from gongkai.site.publishing import tasks as jobs
from gongkai.site.publishing.models import Recheck, Word
from gongkai.site.publishing.services import rechecks, words
from gongkai.site.web.scope import Scope
from tests.site.test_publishing import PLAIN, changed, people, public  # noqa: F401

TEXT = "<p>布暑养护工作，张三同志负责。</p>"


def found(people: SimpleNamespace) -> set[tuple[str, str]]:  # noqa: F811
    item = services.create(people.handler, body=people.body, draft=changed(PLAIN, html=TEXT))
    services.examine(people.handler, item_id=item.pk)
    scan = selectors.examinations(item)[None]
    return {(hit["code"], hit.get("expected", "")) for hit in scan.hits}


def test_a_bodys_own_words_are_told(people: SimpleNamespace) -> None:  # noqa: F811
    assert found(people) == set()
    assert words.add(people.approver, body=people.body, lines="布暑＝部署\n\n张三同志\n") == 2
    assert found(people) == {("RL-WORD", "部署"), ("RL-SENSITIVE-WORD", "")}
    assert words.add(people.approver, body=people.body, lines="布暑=部署") == 0


def test_words_hold_below_and_not_beside(
    people: SimpleNamespace,  # noqa: F811
    county: Body,
    other_township: Body,
    person: Callable[..., User],
    scope_of: Callable[[User], Scope],
) -> None:
    words.add(scope_of(person("approver", other_township)), body=other_township, lines="张三同志")
    assert found(people) == set()
    words.add(scope_of(person("approver", county)), body=county, lines="布暑=部暑")
    assert found(people) == {("RL-WORD", "部暑")}
    words.add(people.approver, body=people.body, lines="布暑=部署")
    assert found(people) == {("RL-WORD", "部署")}


@pytest.mark.parametrize("line", ["张", "布暑=", "=部署", "甲乙=丙丁=戊己", "部署=部署", "安排=安排好", "字" * 41])
def test_a_line_that_cannot_be_takes_nothing_with_it(people: SimpleNamespace, line: str) -> None:  # noqa: F811
    with pytest.raises(UsageError):
        words.add(people.approver, body=people.body, lines=f"布暑=部署\n{line}")
    assert not Word.objects.unscoped("test").exists()


def test_only_those_with_the_right_set_words(people: SimpleNamespace) -> None:  # noqa: F811
    with pytest.raises(ForbiddenError):
        words.add(people.handler, body=people.body, lines="布暑=部署")


def test_what_is_public_is_scanned_again_by_new_words(people: SimpleNamespace) -> None:  # noqa: F811
    item = public(people, changed(PLAIN, html=TEXT))
    assert rechecks.due_now() == []
    words.add(people.approver, body=people.body, lines="布暑=部署")
    assert rechecks.due_now() == [item.pk]
    jobs.recheck_all(people.handler)
    row = Recheck.objects.unscoped("test").get(version=item.current_id)
    assert [(hit["code"], hit["found"]) for hit in row.hits] == [("RL-WORD", "布暑")]
    assert rechecks.due_now() == []
    words.remove(people.approver, body=people.body, word_id=Word.objects.unscoped("test").get().pk)
    jobs.recheck_all(people.handler)
    row.refresh_from_db()
    assert (row.verdict, row.hits) == ("clean", [])


def test_the_page_adds_lists_and_removes(
    people: SimpleNamespace,  # noqa: F811
    signed_in: Callable[[User], Client],
    person: Callable[..., User],
    other_township: Body,
    django_assert_max_num_queries: Any,
) -> None:
    approver = signed_in(User.objects.get(pk=people.approver.actor.id))
    handler = signed_in(User.objects.get(pk=people.handler.actor.id))
    page = reverse("publishing:words", args=[people.body.code])
    assert "写法不对" in approver.post(page, {"lines": "张"}).content.decode()
    assert (
        "已经设置 12 个用语"
        in approver.post(
            page, {"lines": "\n".join(f"用语{number}" for number in range(12))}, follow=True
        ).content.decode()
    )
    with django_assert_max_num_queries(9):
        assert "用语11" in handler.get(page).content.decode()
    assert "添加用语" not in handler.get(page).content.decode()
    row = Word.objects.unscoped("test").get(word="用语11")
    gone = reverse("publishing:remove_word", args=[people.body.code, row.pk])
    assert handler.post(gone).status_code == 403
    assert "用语11" not in approver.post(gone, follow=True).content.decode().replace("已经删去", "")
    assert approver.post(gone).status_code == 404
    stranger = signed_in(person("approver", other_township))
    assert stranger.get(page).status_code == 404
    assert len(wording.rules_of(people.body).sensitive) == 11
