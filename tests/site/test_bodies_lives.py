"""The life of a body: created, corrected, renamed, closed, reopened; and what it has."""

import datetime as dt
from typing import Any

import pytest

from gongkai.errors import ForbiddenError, NotFoundError, UsageError
from gongkai.site.audit.models import Event
from gongkai.site.bodies import selectors, services
from gongkai.site.bodies.models import Body, ImportDraft, Name, Office, Relation
from gongkai.site.web import schedule
from gongkai.site.web.scope import Reach
from tests.site.bodies_world import TODAY, code_of, make, registrar

pytestmark = pytest.mark.django_db
SCOPE = registrar()
FOUNDED, TURN = dt.date(2001, 3, 1), dt.date(2024, 7, 1)
EVE = TURN - dt.timedelta(days=1)


def terms(rows: object) -> list[tuple[dt.date | None, dt.date | None]]:
    return [(row.since, row.until) for row in rows]  # type: ignore[attr-defined]


class TestCreate:
    def test_begins_its_histories_with_its_founding(self) -> None:
        county = make(1)
        body = make(2, county, since=FOUNDED)
        history = selectors.history(SCOPE, body)
        assert terms(history.names) == terms(history.relations) == [(FOUNDED, None)]
        assert history.relations[0].superior == county
        assert body.path.startswith(county.path)

    def test_an_unknown_founding_stays_unknown(self) -> None:
        body = make(2, make(1))
        assert body.since is None
        assert terms(selectors.history(SCOPE, body).relations) == [(None, None)]

    def test_nobody_stands_under_what_is_not_founded_yet(self) -> None:
        body = make(2, make(1, since=FOUNDED), since=dt.date(1990, 1, 1))
        assert terms(selectors.history(SCOPE, body).relations) == [(FOUNDED, None)]

    def test_is_recorded_once(self) -> None:
        make(1)
        assert list(Event.objects.values_list("action", flat=True)) == ["body.create"]

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("code", "11990000MB0000010", "18 位，这里有 17 位"),
            ("code", code_of(5)[:17] + "?", "校验位"),
            ("code", "", "请填写统一社会信用代码"),
            ("name", " ", "请填写名称"),
            ("name", "=1+1", "不能使用的字符"),
            ("name", "局" * 101, "100 个字"),
            ("division", "9900", "6 位、9 位或者 12 位"),
            ("level", "village", "层级和类别"),
        ],
    )
    def test_refuses_what_cannot_be(self, field: str, value: str, words: str) -> None:
        values: dict[str, Any] = {"code": code_of(5), "name": "云岭县甲局", "level": "county", "kind": "department"} | {
            field: value
        }
        with pytest.raises(UsageError, match=words):
            services.create(SCOPE, superior=None, **values)
        assert not Body.objects.exists()

    def test_takes_a_code_as_people_type_it(self) -> None:
        typed = f" {code_of(5).lower()[:9]} {code_of(5)[9:]}"
        body = services.create(SCOPE, superior=None, code=typed, name="甲", level="county", kind="department")
        assert body.code == code_of(5)

    def test_refuses_a_code_that_is_taken(self) -> None:
        make(1, name="云岭县甲局")
        with pytest.raises(UsageError, match="已经用于云岭县甲局"):
            make(1)

    def test_asks_for_the_right_at_the_superior(self) -> None:
        one, other = make(1), make(2)
        scope = type(SCOPE)(SCOPE.actor, TODAY, {"body.create": (Reach(one.path, below=True),)})
        values: dict[str, Any] = {"code": code_of(3), "name": "甲", "level": "county", "kind": "department"}
        for above in (other, None):
            with pytest.raises(ForbiddenError):
                services.create(scope, superior=above, **values)
        assert services.create(scope, superior=one, **values).path.startswith(one.path)


class TestRename:
    def test_keeps_the_old_name_for_the_days_before(self) -> None:
        body = make(1, name="旧名", since=FOUNDED)
        body = services.rename(SCOPE, body=body, name="新名", short_name="新", since=TURN)
        assert (body.name, body.called) == ("新名", "新")
        assert [selectors.on(SCOPE, body, day).name for day in (FOUNDED, EVE, TURN)] == ["旧名", "旧名", "新名"]
        assert terms(selectors.history(SCOPE, body).names) == [(TURN, None), (FOUNDED, EVE)]

    def test_on_the_same_day_it_is_a_correction(self) -> None:
        body = make(1, name="错名", since=FOUNDED)
        services.rename(SCOPE, body=body, name="正名", short_name="", since=FOUNDED)
        assert list(Name.objects.unscoped("test").values_list("name", flat=True)) == ["正名"]

    def test_one_planned_waits_for_its_day(self) -> None:
        body = make(1, name="旧名")
        day = TODAY + dt.timedelta(days=10)
        body = services.rename(SCOPE, body=body, name="新名", short_name="", since=day)
        assert body.name == "旧名"
        assert selectors.history(SCOPE, body).planned
        assert services.refresh_tree(registrar(day - dt.timedelta(days=1))) == 0
        assert services.refresh_tree(registrar(day)) == 1
        assert Body.objects.get().name == "新名"

    def test_can_be_taken_back_before_its_day(self) -> None:
        body = make(1, name="旧名")
        services.rename(SCOPE, body=body, name="新名", short_name="", since=TODAY + dt.timedelta(days=1))
        body = services.withdraw(SCOPE, body=body)
        assert terms(selectors.history(SCOPE, body).names) == [(None, None)]
        with pytest.raises(UsageError, match="没有尚未生效"):
            services.withdraw(SCOPE, body=body)

    @pytest.mark.parametrize("since", [None, dt.date(2000, 1, 1), FOUNDED])
    def test_never_rewrites_what_has_held(self, since: dt.date | None) -> None:
        body = make(1, since=FOUNDED)
        services.rename(SCOPE, body=body, name="新名", short_name="", since=TURN)
        with pytest.raises(UsageError, match="请核对"):
            services.rename(SCOPE, body=body, name="又一名", short_name="", since=since)

    def test_refuses_a_name_that_is_the_same(self) -> None:
        body = make(1, name="甲局")
        with pytest.raises(UsageError, match="没有变化"):
            services.rename(SCOPE, body=body, name="甲 局", short_name="", since=TURN)


class TestDescribe:
    def test_moves_the_beginning_of_its_histories(self) -> None:
        body = make(2, make(1))
        body = services.describe(SCOPE, body=body, division="990101", level="county", kind="department", since=FOUNDED)
        history = selectors.history(SCOPE, body)
        assert terms(history.names) == terms(history.relations) == [(FOUNDED, None)]
        assert (body.level, body.division) == ("county", "990101")

    def test_refuses_a_founding_after_something_that_happened(self) -> None:
        body = make(1)
        services.rename(SCOPE, body=body, name="新名", short_name="", since=TURN)
        with pytest.raises(UsageError, match="请核对"):
            services.describe(SCOPE, body=body, division="", level="township", kind="government", since=TODAY)

    def test_refuses_to_save_nothing(self) -> None:
        with pytest.raises(UsageError, match="没有变化"):
            services.describe(SCOPE, body=make(1), division="", level="township", kind="government", since=None)


class TestClose:
    def test_ends_its_histories(self) -> None:
        body = services.close(SCOPE, body=make(2, make(1)), until=TURN)
        history = selectors.history(SCOPE, body)
        assert terms(history.names) == terms(history.relations) == [(None, TURN)]
        assert selectors.on(SCOPE, body, TURN).there
        assert not selectors.on(SCOPE, body, TURN + dt.timedelta(days=1)).there

    def test_waits_for_those_under_it(self) -> None:
        county = make(1)
        below = make(2, county, name="云岭县乙局")
        with pytest.raises(UsageError, match="云岭县乙局"):
            services.close(SCOPE, body=county, until=TURN)
        services.close(SCOPE, body=below, until=TURN)
        assert services.close(SCOPE, body=county, until=TURN).until == TURN

    def test_leaves_it_where_it_was(self) -> None:
        county = make(1)
        body = services.close(SCOPE, body=make(2, county), until=TURN)
        assert services.refresh_tree(SCOPE) == 0
        assert Body.objects.get(pk=body.pk).path.startswith(county.path)
        assert list(selectors.children(SCOPE, county)) == []
        assert list(selectors.tree(SCOPE)) == [Body.objects.get(pk=county.pk)]
        assert selectors.tree(SCOPE, closed=True).count() == 2

    def test_leaves_nothing_to_change(self) -> None:
        body = services.close(SCOPE, body=make(1), until=TURN)
        with pytest.raises(UsageError, match="已经撤销"):
            services.rename(SCOPE, body=body, name="新名", short_name="", since=TODAY)
        with pytest.raises(UsageError, match="已经撤销"):
            services.close(SCOPE, body=body, until=TODAY)
        with pytest.raises(UsageError, match="已经撤销"):
            make(2, body)

    def test_can_be_taken_back(self) -> None:
        body = make(2, make(1))
        body = services.reopen(SCOPE, body=services.close(SCOPE, body=body, until=TURN))
        history = selectors.history(SCOPE, body)
        assert body.until is None
        assert terms(history.names) == terms(history.relations) == [(None, None)]

    def test_is_not_taken_back_while_the_superior_is_closed(self) -> None:
        county = make(1)
        body = services.close(SCOPE, body=make(2, county), until=TURN)
        services.close(SCOPE, body=county, until=TURN)
        with pytest.raises(UsageError, match="已经撤销"):
            services.reopen(SCOPE, body=body)
        assert Relation.objects.unscoped("test").get(body=body).until == TURN

    def test_one_planned_can_be_withdrawn(self) -> None:
        body = services.close(SCOPE, body=make(2, make(1)), until=TODAY + dt.timedelta(days=30))
        assert selectors.history(SCOPE, body).planned
        body = services.withdraw(SCOPE, body=body)
        assert body.until is None
        assert terms(selectors.history(SCOPE, body).relations) == [(None, None)]


class TestBelongings:
    def test_contact_changes_what_is_given(self) -> None:
        body = make(1)
        services.save_contact(SCOPE, body=body, office="政务公开办公室", phone="0990-1000000")
        contact = services.save_contact(SCOPE, body=body, phone="0990-2000000")
        assert (contact.office, contact.phone) == ("政务公开办公室", "0990-2000000")
        assert Event.objects.order_by("-seq")[0].facts == {"changed": ["phone"]}

    @pytest.mark.parametrize(("field", "value"), [("postcode", "12345"), ("email", "nobody"), ("website", "石桥镇")])
    def test_contact_refuses_what_leads_nowhere(self, field: str, value: str) -> None:
        with pytest.raises(UsageError):
            services.save_contact(SCOPE, body=make(1), **{field: value})

    def test_offices_come_and_go(self) -> None:
        body = make(1)
        office = services.save_office(SCOPE, body=body, kind="village", name="上河村", division="990101001001")
        services.save_office(SCOPE, body=body, kind="inner", name="党政办公室", until=EVE)
        assert [row.name for row in selectors.offices(SCOPE, body)] == ["上河村"]
        assert len(selectors.offices(SCOPE, body, former=True)) == 2
        services.save_office(SCOPE, body=body, kind="community", name="上河社区", office=office)
        assert Office.objects.unscoped("test").get(pk=office.pk).name == "上河社区"

    def test_an_office_of_the_same_name_follows_the_former(self) -> None:
        body = make(1)
        services.save_office(SCOPE, body=body, kind="village", name="上河村", until=EVE)
        with pytest.raises(UsageError, match="已经登记"):
            services.save_office(SCOPE, body=body, kind="village", name="上河村", since=EVE)
        services.save_office(SCOPE, body=body, kind="village", name="上河村", since=TURN)

    def test_an_office_of_another_body_is_not_there(self) -> None:
        office = services.save_office(SCOPE, body=make(1), kind="village", name="上河村")
        with pytest.raises(NotFoundError):
            services.save_office(SCOPE, body=make(2), kind="village", name="上河村", office=office)
        with pytest.raises(NotFoundError):
            selectors.office(SCOPE, Body.objects.get(code=code_of(2)), office.pk)

    def test_people_are_not_named_in_events(self) -> None:
        body = make(1)
        services.save_post(SCOPE, body=body, kind="leader", person="某甲", title="副镇长", since=FOUNDED)
        services.save_post(SCOPE, body=body, kind="part_time", person="某乙", since=FOUNDED, until=EVE)
        assert [row.person for row in selectors.posts(SCOPE, body)] == ["某甲"]
        assert "某" not in str(list(Event.objects.values_list("facts", flat=True)))

    @pytest.mark.parametrize("service", [services.save_office, services.save_post])
    def test_a_term_does_not_end_before_it_begins(self, service: object) -> None:
        named = {"name": "上河村"} if service is services.save_office else {"person": "某甲"}
        kind = "village" if service is services.save_office else "leader"
        with pytest.raises(UsageError, match="早于开始"):
            service(SCOPE, body=make(1), kind=kind, since=TURN, until=FOUNDED, **named)  # type: ignore[operator]

    def test_everything_asks_for_the_right(self) -> None:
        body = make(1)
        scope = type(SCOPE)(SCOPE.actor, TODAY, {"body.view": (Reach("", below=True),)})
        with pytest.raises(ForbiddenError):
            services.save_contact(scope, body=body, phone="1")
        with pytest.raises(ForbiddenError):
            services.save_office(scope, body=body, kind="village", name="上河村")
        with pytest.raises(ForbiddenError):
            services.save_post(scope, body=body, kind="leader", person="某甲")


def test_the_clock_does_what_was_planned() -> None:
    body = services.rename(SCOPE, body=make(1), name="新名", short_name="", since=TODAY + dt.timedelta(days=1))
    schedule.jobs()["bodies.refresh_tree"].run(registrar(TODAY + dt.timedelta(days=1)))
    assert Body.objects.get(pk=body.pk).name == "新名"


def test_the_clock_forgets_what_nobody_confirmed() -> None:
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ImportDraft.objects.create(token="x", owner=1, made=long_ago, file_name="", sha256="", rows="", preview="")
    schedule.jobs()["bodies.forget_drafts"].run(SCOPE)
    assert not ImportDraft.objects.exists()
