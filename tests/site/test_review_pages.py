"""The pages of review, asked for by address: who gets what, and what they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.accounts.rights import matrix
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.review import services
from gongkai.site.review.models import Case, Decision, State, Submission
from gongkai.site.review.selectors import cases, chains
from gongkai.site.review.selectors.chains import Planned
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

from .review_world import KIND, Paper, submit_again

pytestmark = pytest.mark.usefixtures("paper")

ScopeOf = Callable[[User], Scope]
SignedIn = Callable[[User], Client]
Person = Callable[..., User]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
OF_CASES = ["case", "comment", "withdraw", "again", "sheet", "paper"]


def post(client: Client, case: Case, position: int = 1, **more: Any) -> Any:
    values = {"round": 1, "position": position, "outcome": "passed", "comment": ""} | more
    return client.post(reverse("review:case", args=[case.pk]), values)


def count(case: Case) -> int:
    return cases.parts(Decision, case).count()


class TestNobodyPassesTheirOwn:
    @pytest.mark.parametrize("role", sorted(matrix().roles))
    @pytest.mark.parametrize("place", ["own", "above"])
    def test_by_address_in_any_role(
        self, role: str, place: str, paper: Paper, county: Body, township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        """Who handed in holds another role too, at the body or above it: even the administrator's."""
        user = person("handler", township)
        term = {"until": dt.date(2027, 1, 1)} if matrix().roles[role].term == "required" else {}
        at = None if matrix().roles[role].site else township if place == "own" else county
        appoint(user, role, at, **term)
        client = signed_in(user)
        case = open_case(user, township, paper)
        for position in (1, 2):
            assert post(client, case, position).status_code == 403
        paper_url = reverse("review:paper", args=[case.pk])
        values = {"round": 1, "position": 1, "outcome": "passed", "signer": "某人", "scan": BytesIO(PNG)}
        assert client.post(paper_url, values).status_code in (400, 403)
        assert count(case) == 0

    @pytest.mark.parametrize("role", sorted(matrix().roles))
    def test_only_the_role_of_the_stage_decides(
        self, role: str, opened: Case, county: Body, person: Person, signed_in: SignedIn
    ) -> None:
        term = {"until": dt.date(2027, 1, 1)} if matrix().roles[role].term == "required" else {}
        user = person(role, None if matrix().roles[role].site else county, **term)
        assert post(signed_in(user), opened).status_code == (302 if role == "reviewer" else 403)
        assert count(opened) == (1 if role == "reviewer" else 0)


class TestWhoSeesACase:
    @pytest.mark.parametrize("name", OF_CASES)
    def test_a_stranger_is_told_that_there_is_none(
        self, name: str, opened: Case, township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        for role in ("handler", "reviewer", "approver"):
            client = signed_in(person(role, township))
            for answer in (
                client.get(reverse(f"review:{name}", args=[opened.pk])),
                client.post(reverse(f"review:{name}", args=[opened.pk])),
            ):
                assert answer.status_code == 404
        assert (
            signed_in(person("handler", township)).get(reverse("review:scan", args=[opened.pk, 1, 1])).status_code
            == 404
        )

    @pytest.mark.parametrize("name", OF_CASES)
    def test_who_reviews_nothing_is_refused(self, name: str, opened: Case, person: Person, signed_in: SignedIn) -> None:
        assert signed_in(person("auditor")).get(reverse(f"review:{name}", args=[opened.pk])).status_code == 403

    def test_who_has_not_signed_in_is_asked_to(self, opened: Case, client: Client) -> None:
        assert client.get(reverse("review:case", args=[opened.pk])).status_code == 302

    def test_the_reviewer_finds_content_steps_history_and_the_form(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        text = signed_in(office["reviewer"]).get(reverse("review:case", args=[opened.pk])).content.decode()
        for words in (
            "关于道路的通知",
            "请绕行北门。",
            "复审、保密审查",
            "第 1 次提交",
            "退回修改的，须写明理由",
            "公文",
        ):
            assert words in text
        assert (
            "提交审核意见"
            not in signed_in(office["approver"]).get(reverse("review:case", args=[opened.pk])).content.decode()
        )

    def test_who_handed_in_reads_that_another_must_decide(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        text = signed_in(office["officer"]).get(reverse("review:case", args=[opened.pk])).content.decode()
        assert "须由他人审核" in text
        assert office["reviewer"].name in text

    def test_a_stage_that_nobody_holds_is_told(
        self, paper: Paper, township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        user = person("handler", township)
        case = open_case(user, township, paper)
        assert (
            "目前没有人可以办理这一环节" in signed_in(user).get(reverse("review:case", args=[case.pk])).content.decode()
        )


class TestDeciding:
    def test_a_return_without_words_is_asked_for_them(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        answer = post(signed_in(office["reviewer"]), opened, outcome="returned")
        assert answer.status_code == 200
        assert "退回修改的，请写明理由" in answer.content.decode()
        assert count(opened) == 0

    def test_who_comes_second_keeps_the_words_that_were_written(
        self, opened: Case, office: dict[str, User], county: Body, person: Person, signed_in: SignedIn
    ) -> None:
        assert post(signed_in(office["reviewer"]), opened).status_code == 302
        answer = post(signed_in(person("reviewer", county)), opened, outcome="returned", comment="第三段不妥。")
        assert answer.status_code == 409
        assert "第三段不妥。" in answer.content.decode()
        assert f"已由{office['reviewer'].name}于" in answer.content.decode()

    def test_what_changed_since_the_last_look_is_marked(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, signed_in: SignedIn, paper: Paper
    ) -> None:
        client, url = signed_in(office["reviewer"]), reverse("review:case", args=[opened.pk])
        client.get(url)
        post(client, opened, outcome="returned", comment="改为南门。")
        paper.text = paper.text.replace("北门", "南门")
        submit_again(scope_of(office["officer"]), opened)
        text = client.get(url).content.decode()
        assert "（删除：</span>北<" in text
        assert "（增加：</span>南<" in text
        assert "有修改的" in text
        # Whoever looks for the first time reads the text as it is, and may ask for the comparison.
        newcomer = signed_in(office["secrecy"])
        assert "（删除：" not in newcomer.get(url).content.decode()
        assert "（删除：</span>北<" in newcomer.get(url, {"since": 1}).content.decode()

    def test_a_comment_stands_beside_its_place_and_is_new_once(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        officer, reviewer = signed_in(office["officer"]), signed_in(office["reviewer"])
        url = reverse("review:comment", args=[opened.pk])
        assert "正文" in reviewer.get(url, {"place": "text"}).content.decode()
        answer = reviewer.post(url, {"place": "text", "text": "<b>哪一天</b>开始？"})
        assert answer["Location"].endswith("#place-text")
        case_url = reverse("review:case", args=[opened.pk])
        first = officer.get(case_url).content.decode()
        assert "&lt;b&gt;哪一天" in first
        assert ">新<" in first.replace("\n", "")
        assert ">新<" not in officer.get(case_url).content.decode()


class TestHandingIn:
    def test_again_shows_what_changed_and_sends_what_was_shown(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn, paper: Paper
    ) -> None:
        post(signed_in(office["reviewer"]), opened, outcome="returned", comment="改。")
        client, url = signed_in(office["officer"]), reverse("review:again", args=[opened.pk])
        assert "内容没有修改" in client.get(url).content.decode()
        paper.text = "另一段。"
        page = client.get(url)
        assert "（增加：" in page.content.decode()
        digest = page.context["form"]["digest"].value()
        paper.text = "又一段。"
        assert client.post(url, {"digest": digest}).status_code == 409
        digest = client.get(url).context["form"]["digest"].value()
        assert client.post(url, {"digest": digest}).status_code == 302
        assert cases.parts(Submission, opened).count() == 2

    def test_withdrawing_says_what_it_means_first(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        client, url = signed_in(office["officer"]), reverse("review:withdraw", args=[opened.pk])
        assert "从第一个环节重新审核" in client.get(url).content.decode()
        assert client.post(url).status_code == 302
        assert signed_in(office["colleague"]).post(url).status_code == 403
        text = client.get(reverse("review:case", args=[opened.pk])).content.decode()
        assert "已撤回" in text


class TestPaper:
    @pytest.fixture
    def signed(self, paper: Paper, county: Body, office: dict[str, User], scope_of: ScopeOf) -> Case:
        """A case whose only stage is signed on paper."""
        stages = [Planned(("secrecy", "sign"), "approver", None, on_paper=True)]
        services.set_chain(scope_of(office["admin"]), body=county, kind=KIND, stages=stages)
        return open_case(office["officer"], county, paper)

    def test_the_scan_is_kept_and_its_reading_recorded(
        self, signed: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        client = signed_in(office["colleague"])
        url = reverse("review:paper", args=[signed.pk])
        assert "不得存储、处理涉密信息" in client.get(url).content.decode()
        assert "签名" in client.get(reverse("review:sheet", args=[signed.pk])).content.decode()
        scan = BytesIO(PNG)
        scan.name = "签批单.png"
        values = {"round": 1, "position": 1, "outcome": "passed", "signer": "陈镇长", "scan": scan}
        assert client.post(url, values).status_code == 302
        decision = cases.parts(Decision, signed).get()
        assert (decision.signer, decision.decided_by, decision.on_paper) == ("陈镇长", office["colleague"], True)
        given = client.get(reverse("review:scan", args=[signed.pk, 1, 1]))
        assert b"".join(given.streaming_content) == PNG  # type: ignore[attr-defined]
        assert Event.objects.filter(action="case.scan").count() == 1
        assert "陈镇长" in client.get(reverse("review:case", args=[signed.pk])).content.decode()

    def test_who_handed_in_records_no_signature(
        self, signed: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        client, url = signed_in(office["officer"]), reverse("review:paper", args=[signed.pk])
        values = {"round": 1, "position": 1, "outcome": "passed", "signer": "陈镇长", "scan": BytesIO(PNG)}
        assert client.get(url).status_code == 403
        assert client.post(url, values).status_code in (200, 403)
        assert count(signed) == 0

    def test_is_not_decided_on_the_screen(self, signed: Case, office: dict[str, User], signed_in: SignedIn) -> None:
        assert post(signed_in(office["approver"]), signed).status_code == 400
        assert count(signed) == 0


class TestLists:
    def test_show_what_waits_ones_own_and_all(self, opened: Case, office: dict[str, User], signed_in: SignedIn) -> None:
        url = reverse("review:cases")

        def shown(who: str, **filters: str) -> bool:
            return opened.title in signed_in(office[who]).get(url, filters).content.decode()

        assert shown("reviewer")
        assert not shown("officer")
        assert shown("officer", show="mine")
        assert not shown("reviewer", show="mine")
        assert shown("approver", show="all", state="open", kind=KIND, words="道路", body=opened.body.code)
        assert not shown("approver", show="all", state="passed")
        assert not shown("approver", show="all", words="桥梁")

    def test_an_address_that_was_tampered_with_is_told(self, office: dict[str, User], signed_in: SignedIn) -> None:
        assert signed_in(office["officer"]).get(reverse("review:cases"), {"state": "x"}).status_code == 400

    def test_cost_the_same_however_long(
        self,
        office: dict[str, User],
        county: Body,
        paper: Paper,
        signed_in: SignedIn,
    ) -> None:
        client = signed_in(office["reviewer"])
        open_case(office["officer"], county, paper)
        client.get(reverse("review:cases"))
        costs = [queries(client, reverse("review:cases"))]
        for _ in range(25):
            open_case(office["officer"], county, paper)
        costs.append(queries(client, reverse("review:cases")))
        assert costs[0] == costs[1]
        page = client.get(reverse("review:cases"))
        assert page.context["page"].after
        assert len(page.context["page"].rows) == 20
        rest = client.get(reverse("review:cases"), {"after": page.context["page"].after})
        assert len(rest.context["page"].rows) == 6

    def test_the_page_of_a_case_costs_the_same_however_long_its_history(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, signed_in: SignedIn
    ) -> None:
        client, url = signed_in(office["reviewer"]), reverse("review:case", args=[opened.pk])
        client.get(url)
        before = queries(client, url)
        for number in range(3):
            services.comment(scope_of(office["colleague"]), case=opened.pk, text=f"意见{number}", place="text")
            services.withdraw(scope_of(office["officer"]), case=opened.pk)
            submit_again(scope_of(office["officer"]), opened)
        client.get(url)
        assert queries(client, url) == before


class TestChainPages:
    def fields(self, **more: Any) -> dict[str, Any]:
        return {"stage1-labels": ["first", "secrecy"], "stage1-role": "reviewer"} | more

    def test_the_administrator_sets_up_and_goes_back(
        self, office: dict[str, User], county: Body, township: Body, signed_in: SignedIn
    ) -> None:
        client = signed_in(office["admin"])
        url = reverse("review:chain", args=[county.code, KIND])
        assert "使用默认的环节" in client.get(reverse("review:chains", args=[county.code])).content.decode()
        sent = self.fields(**{"stage2-labels": "countersign", "stage2-role": "approver", "stage2-body": township.pk})
        assert client.post(url, sent | {"stage2-on_paper": "on"}).status_code == 302
        stages = chains.in_force(county, KIND, clock.today()).stages
        assert stages == (
            Planned(("first", "secrecy"), "reviewer"),
            Planned(("countersign",), "approver", township.pk, on_paper=True),
        )
        text = client.get(reverse("review:chains", args=[county.code])).content.decode()
        assert "云岭县石桥镇人民政府" in text
        assert "checked" in client.get(url).content.decode()
        assert client.post(reverse("review:default_chain", args=[county.code, KIND])).status_code == 302
        assert len(chains.in_force(county, KIND, clock.today()).stages) == 3

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"stage1-labels": "first"}, "不能没有“保密审查”环节"),
            ({"stage1-role": ""}, "请选择办理的角色"),
            ({"stage1-labels": [], "stage1-role": ""}, "请至少设置一个环节"),
            ({"stage2-role": "approver"}, "请至少选择一个名称"),
        ],
    )
    def test_what_cannot_be_is_told_and_not_kept(
        self, more: dict[str, Any], words: str, office: dict[str, User], county: Body, signed_in: SignedIn
    ) -> None:
        answer = signed_in(office["admin"]).post(reverse("review:chain", args=[county.code, KIND]), self.fields(**more))
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert chains.in_force(county, KIND, clock.today()).since is None

    def test_the_list_of_cases_leads_there(self, office: dict[str, User], county: Body, signed_in: SignedIn) -> None:
        link = reverse("review:chains", args=[county.code])
        assert link in signed_in(office["admin"]).get(reverse("review:cases")).content.decode()
        assert link not in signed_in(office["officer"]).get(reverse("review:cases")).content.decode()

    def test_a_page_shows_the_stages_and_two_more(
        self, office: dict[str, User], county: Body, signed_in: SignedIn
    ) -> None:
        page = signed_in(office["admin"]).get(reverse("review:chain", args=[county.code, KIND]))
        assert len(page.context["form"].forms) == 5

    @pytest.mark.parametrize("name", ["chains", "chain", "default_chain"])
    def test_strangers_and_others(
        self, name: str, office: dict[str, User], county: Body, township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        args = [county.code] if name == "chains" else [county.code, KIND]
        url = reverse(f"review:{name}", args=args)
        stranger, officer = signed_in(person("body_admin", township)), signed_in(office["officer"])
        assert (stranger.get(url).status_code, stranger.post(url).status_code) == (404, 404)
        assert (officer.get(url).status_code, officer.post(url).status_code) == (403, 403)


def test_a_case_that_passed_shows_how(opened: Case, office: dict[str, User], signed_in: SignedIn) -> None:
    for position, who in enumerate(("reviewer", "secrecy", "approver"), 1):
        assert post(signed_in(office[who]), opened, position, comment="同意。").status_code == 302
    page = signed_in(office["officer"]).get(reverse("review:case", args=[opened.pk]))
    assert page.context["case"].state == State.PASSED
    assert [step.state for step in page.context["steps"]] == ["done"] * 3
    assert page.content.decode().count("同意。") == 3


def open_case(user: User, body: Body, paper: Paper) -> Case:
    scope = scopes.of_user(user, dt.date(2026, 11, 20))
    return services.open(scope, body=body, kind=KIND, title="一份公文", content=paper.fields_of("一份公文"))


def appoint(user: User, role: str, body: Body | None, **term: Any) -> None:
    Appointment.objects.unscoped("the test's own").get_or_create(
        user=user, role=role, body=body, defaults={"since": dt.date(2026, 1, 1)} | term
    )


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
