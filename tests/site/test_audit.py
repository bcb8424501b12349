"""The chain of events: whole, or broken at a place that is named."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.site.audit import chain, selectors, triggers
from gongkai.site.audit.models import Event, Head
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import system

SCOPE = system(dt.date(2026, 11, 20))


def write(body: Body, times: int = 3) -> None:
    for number in range(times):
        with recorded() as log:
            log(SCOPE, "body.contact", body=body.pk, target=body, number=number)


def test_a_chain_that_nobody_touched_is_whole(county: Body) -> None:
    write(county, 3)
    assert selectors.verify() == selectors.Verdict(3)


def test_nothing_is_recorded_of_what_did_not_happen(county: Body) -> None:
    def fail() -> None:
        with recorded() as log:
            log(SCOPE, "body.contact", body=county.pk, target=county)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Event.objects.exists()


def test_a_service_within_a_service_joins_its_transaction(county: Body) -> None:
    with recorded() as outer:
        outer(SCOPE, "body.contact", target=county)
        with recorded() as inner:
            inner(SCOPE, "body.rename", target=county)
        assert not Event.objects.exists()
    assert list(Event.objects.order_by("seq").values_list("action", flat=True)) == ["body.contact", "body.rename"]


def test_an_action_without_words_is_refused(county: Body) -> None:
    with pytest.raises(ValueError, match=r"body\.unheard-of"), recorded() as log:
        log(SCOPE, "body.unheard-of", target=county)


@pytest.mark.parametrize("verb", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_an_event(county: Body, verb: str) -> None:
    write(county)
    with pytest.raises(IntegrityError, match="不得修改或者删除"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_missing_triggers_are_noticed_and_put_back(county: Body) -> None:
    triggers.drop(connection)
    assert triggers.missing(connection)
    triggers.install(connection)
    assert triggers.missing(connection) == []


@pytest.mark.parametrize(
    ("sql", "seq", "reason"),
    [
        ("UPDATE audit_event SET actor_name = '别人' WHERE seq = 2", 2, "内容与校验值不符"),
        ("UPDATE audit_event SET digest = previous WHERE seq = 2", 2, "内容与校验值不符"),
        ("DELETE FROM audit_event WHERE seq = 2", 2, "缺少第 2 条"),
        ("DELETE FROM audit_event WHERE seq = 3", 3, "末尾少了 1 条"),
        ("UPDATE audit_event SET previous = digest WHERE seq = 3", 3, "与前一条不衔接"),
    ],
)
def test_a_link_that_was_touched_is_named(county: Body, sql: str, seq: int, reason: str) -> None:
    write(county)
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    verdict = selectors.verify()
    assert (verdict.whole, verdict.seq, verdict.reason) == (False, seq, reason)


def test_a_chain_cut_short_with_its_head_set_back_is_noticed(county: Body) -> None:
    write(county)
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE seq = 3")
    Head.objects.update(seq=2, digest=Event.objects.get(seq=2).digest)
    assert selectors.verify() == selectors.Verdict(2, 2, "链尾记录被改动")


def test_a_chain_that_grows_while_it_is_followed_is_whole(county: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    write(county, 3)
    follow = chain.close

    def and_somebody_writes(*args: Any) -> str:
        if Event.objects.count() == 3:
            monkeypatch.setattr(chain, "close", follow)
            write(county, 1)
        return follow(*args)

    monkeypatch.setattr(chain, "close", and_somebody_writes)
    assert selectors.verify() == selectors.Verdict(3)
    assert selectors.verify() == selectors.Verdict(4)


def test_a_link_beside_the_head_is_noticed(county: Body) -> None:
    write(county)
    last = Event.objects.values().get(seq=3)
    Event.objects.create(**(last | {"seq": 4, "previous": last["digest"]}))
    assert selectors.verify() == selectors.Verdict(3, 4, "末尾多出没有登记的记录")


def test_a_lost_head_is_noticed(county: Body) -> None:
    assert selectors.verify() == selectors.Verdict(0)
    write(county)
    Head.objects.all().delete()
    assert selectors.verify() == selectors.Verdict(0, 1, "链尾记录丢失")
