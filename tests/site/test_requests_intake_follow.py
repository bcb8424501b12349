"""Following a request by its code; wrong codes; the calculators."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from gongkai.cli.deadline import deadline
from gongkai.cli.fee import fee
from gongkai.errors import NotAllowedError, NotFoundError, TooManyError, UsageError
from gongkai.procedure.events import Event, ItemResult
from gongkai.site.accessrequests import codes, selectors, services
from gongkai.site.accessrequests.models import Paper, Request
from gongkai.site.accessrequests.models_intake import Attempt
from gongkai.site.accessrequests.services import Registered, attempts, following
from gongkai.site.accounts.lockout import address_digest
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope, public
from gongkai.site.web.templatetags.gongkai import day as say

from .requests_world import RECEIVED, handed_in

MARCH = dt.datetime(2026, 3, 4, 12, tzinfo=clock.ZONE)
MINE = "/requests/mine/"


class Clock:
    """What time it is in these tests."""

    def __init__(self) -> None:
        self.now = MARCH

    def move(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def made(township: Body) -> Registered:
    return handed_in(township, RECEIVED)


@pytest.fixture
def follower(client: Client, made: Registered) -> Client:
    """Somebody who has shown the code."""
    answer = client.post("/requests/follow/", {"code": made.code.lower().replace("-", " ")})
    assert answer["Location"] == MINE
    return client


def happened(officer: Scope, made: Registered, *events: Event) -> None:
    for event in events:
        services.record(officer, request_id=made.request.pk, event=event)


def shown(client: Client) -> str:
    answer = client.get(MINE)
    assert answer.status_code == 200
    return answer.content.decode()


CONFIRMED = Event("confirmed", dt.date(2026, 3, 3))
NOTICE = Event("supplement_notice", dt.date(2026, 3, 4), until=dt.date(2026, 3, 20))


def test_the_code_shows_the_state_then_the_due_day_and_why(follower: Client, officer: Scope, made: Registered) -> None:
    text = shown(follower)
    assert made.request.number in text
    assert "正等待双方确认收到" in text
    assert "为什么是这一天" not in text
    happened(officer, made, CONFIRMED)
    text = shown(follower)
    assert "2026年3月31日" in text
    assert "自2026年3月4日起计入20个工作日（条例第三十三条）" in text
    said = selectors.particulars(made.request)
    person = said.applicants[0]
    assert not [word for word in (person.name, person.id_number, person.phone, said.content) if word in text]


def test_following_is_audited_and_ends(follower: Client, made: Registered, time: Clock) -> None:
    events = Audit.objects.filter(action="request.follow")
    assert [event.target_id for event in events] == [str(made.request.pk)]
    time.move(minutes=31)
    assert follower.get(MINE)["Location"] == "/requests/follow/"
    follower.post("/requests/follow/", {"code": made.code})
    assert follower.get(MINE).status_code == 200
    follower.post(f"{MINE}done/")
    assert follower.get(MINE)["Location"] == "/requests/follow/"


@pytest.mark.parametrize("path", ["", "withdraw/", "rate/", "answer/supplement_received/", "papers/1/"])
def test_without_a_code_there_is_nothing(client: Client, made: Registered, path: str) -> None:
    assert client.get(MINE + path)["Location"] == "/requests/follow/"
    assert client.post(MINE + path)["Location"] == "/requests/follow/"


def test_an_applicant_withdraws(follower: Client, made: Registered) -> None:
    assert "不能取消" in follower.get(f"{MINE}withdraw/").content.decode()
    follower.post(f"{MINE}withdraw/")
    text = shown(follower)
    assert "您已经撤回申请" in text
    assert "撤回申请</a>" not in text
    assert "不服怎么办" not in text
    assert Request.objects.unscoped("test").get().outcome == "other_handling"
    assert "不能再撤回" in follower.get(f"{MINE}withdraw/").content.decode()
    with pytest.raises(NotAllowedError):
        following.withdraw(public(clock.today()), request_id=made.request.pk)


def test_a_supplement_comes_online_with_a_file_and_the_term_begins_anew(
    follower: Client, officer: Scope, made: Registered, time: Clock
) -> None:
    assert follower.get(f"{MINE}answer/supplement_received/")["Location"] == MINE
    happened(officer, made, CONFIRMED, NOTICE)
    assert "2026年3月20日" in shown(follower)
    assert "请填写内容，或者上传材料" in follower.post(f"{MINE}answer/supplement_received/").content.decode()
    time.move(days=6)
    follower.post("/requests/follow/", {"code": made.code})
    file = SimpleUploadedFile("地块图.txt", b"map")
    follower.post(f"{MINE}answer/supplement_received/", {"text": "指二组的路段", "attached": [file]})
    request = Request.objects.unscoped("test").get()
    assert (request.state, request.due_on) == ("processing", dt.date(2026, 4, 8))
    papers = list(selectors.papers(request))
    assert [paper.step.kind for paper in papers] == ["supplement_received"] * 2
    assert "提交补正</a>" not in shown(follower)


def test_a_late_supplement_is_for_the_body_to_judge(
    follower: Client, officer: Scope, made: Registered, time: Clock
) -> None:
    happened(officer, made, CONFIRMED, NOTICE)
    time.now = dt.datetime(2026, 3, 21, 12, tzinfo=clock.ZONE)
    follower.post("/requests/follow/", {"code": made.code})
    assert "补正期限已经届满" in shown(follower)
    with pytest.raises(NotAllowedError, match="补正期限已经届满"):
        following.answer(public(clock.today()), request_id=made.request.pk, kind="supplement_received", text="迟了")
    assert Paper.objects.unscoped("test").count() == 0


def test_reasons_are_asked_for_once_and_given_once(follower: Client, officer: Scope, made: Registered) -> None:
    happened(officer, made, CONFIRMED)
    assert "说明理由</a>" not in shown(follower)
    happened(officer, made, Event("reasons_asked", dt.date(2026, 3, 4)))
    assert "说明理由</a>" in shown(follower)
    follower.post(f"{MINE}answer/reasons_given/", {"text": "用于核对补偿"})
    assert "说明理由</a>" not in shown(follower)
    assert follower.get(f"{MINE}answer/nothing/").status_code == 404
    with pytest.raises(UsageError):
        following.answer(public(clock.today()), request_id=made.request.pk, kind="decided", text="甲")


def answered(officer: Scope, made: Registered, outcome: str = "provided", grounds: tuple[str, ...] = ()) -> None:
    results = (ItemResult("1", outcome, grounds),)
    if not selectors.steps(made.request).filter(kind="confirmed").exists():
        happened(officer, made, CONFIRMED)
    happened(
        officer, made, Event("decided", dt.date(2026, 3, 25), items=results),
        Event("delivered", dt.date(2026, 3, 26), method="post"),
    )  # fmt: skip


def test_the_reply_is_downloaded_once_served_and_remedies_have_their_last_days(
    follower: Client, officer: Scope, made: Registered, time: Clock
) -> None:
    inside = services.add_paper(
        officer, request_id=made.request.pk, kind="internal", name="呈批单.txt", stream=io.BytesIO(b"inside")
    )
    reply = services.add_paper(
        officer, request_id=made.request.pk, kind="reply", name="答复书.txt", stream=io.BytesIO(b"reply"), served=True
    )
    happened(officer, made, CONFIRMED)
    assert follower.get(f"{MINE}papers/{reply.pk}/").status_code == 404
    assert "答复书.txt" not in shown(follower)
    answered(officer, made)
    text = shown(follower)
    assert "答复书.txt" in text
    assert "呈批单" not in text
    answer = follower.get(f"{MINE}papers/{reply.pk}/")
    assert b"".join(answer.streaming_content) == b"reply"  # type: ignore[attr-defined]
    assert follower.get(f"{MINE}papers/{inside.pk}/").status_code == 404
    assert Audit.objects.filter(action="request.download").count() == 1
    # 60 days after 26 March; six months, whose last day is a Saturday, roll to the Monday after the festival.
    assert "申请行政复议</strong>" in text
    assert "最迟 2026年5月25日" in text
    assert "提起行政诉讼</strong>" in text


def test_a_reply_of_a_second_round_stays_inside_until_it_is_served(
    follower: Client, officer: Scope, made: Registered, time: Clock
) -> None:
    one, two = ({"kind": "reply", "name": f"{name}.txt", "served": True} for name in "一二")
    services.add_paper(officer, request_id=made.request.pk, stream=io.BytesIO(b"1"), **one)  # type: ignore[arg-type]
    answered(officer, made)
    happened(officer, made, Event("set_aside", dt.date(2026, 6, 1), by="court", length=20))
    time.move(minutes=5)
    services.add_paper(officer, request_id=made.request.pk, stream=io.BytesIO(b"2"), **two)  # type: ignore[arg-type]
    text = shown(follower)
    assert "一.txt" in text
    assert "二.txt" not in text


def test_a_notice_on_the_way_is_there_at_once(follower: Client, officer: Scope, made: Registered) -> None:
    happened(officer, made, CONFIRMED)
    step = services.record(officer, request_id=made.request.pk, event=NOTICE)
    services.add_paper(
        officer, request_id=made.request.pk, kind="reply", name="补正告知书.txt", stream=io.BytesIO(b"notice"),
        step=step, served=True,
    )  # fmt: skip
    assert "补正告知书.txt" in shown(follower)


def test_where_reconsideration_comes_first_no_direct_suit_is_offered(
    follower: Client, officer: Scope, made: Registered
) -> None:
    answered(officer, made, "state_secret")
    assert "须先申请行政复议" in shown(follower)


def test_silence_opens_remedies_too(follower: Client, officer: Scope, made: Registered, time: Clock) -> None:
    happened(officer, made, CONFIRMED)
    time.now = dt.datetime(2026, 4, 1, 12, tzinfo=clock.ZONE)
    follower.post("/requests/follow/", {"code": made.code})
    text = shown(follower)
    assert "已经超过答复期限" in text
    assert "最迟 2026年6月1日" in text  # the 60th day after 31 March is a Saturday


def test_satisfaction_is_told_once_after_the_end(follower: Client, officer: Scope, made: Registered) -> None:
    assert "非常满意" not in shown(follower)
    with pytest.raises(NotAllowedError):
        following.rate(public(clock.today()), request_id=made.request.pk, satisfaction=5)
    answered(officer, made)
    assert "非常满意" in shown(follower)
    assert 'class="gk-errors"' in follower.post(f"{MINE}rate/", {"satisfaction": "7"}).content.decode()
    follower.post(f"{MINE}rate/", {"satisfaction": "4"})
    assert Request.objects.unscoped("test").get().satisfaction == 4
    follower.post(f"{MINE}rate/", {"satisfaction": "1"})
    assert Request.objects.unscoped("test").get().satisfaction == 4


def test_guessing_is_slowed_then_blocked_and_a_right_code_is_not_told_meanwhile(
    client: Client, made: Registered, time: Clock
) -> None:
    def tried(code: str = "") -> int:
        return client.post("/requests/follow/", {"code": code or codes.new()}).status_code

    assert [tried() for _ in range(5)] == [200, 200, 200, 200, 429]
    assert tried(made.code) == 429
    time.move(seconds=6)
    assert tried() == 200
    assert tried() == 429
    time.move(seconds=16)
    assert tried() == 200
    assert tried(made.code) == 429
    assert Audit.objects.filter(action="request.guess").count() == 1
    assert Client(REMOTE_ADDR="192.0.2.7").post("/requests/follow/", {"code": made.code}).status_code == 302
    time.move(hours=1)
    assert tried(made.code) == 302
    # A right code wipes no slate: the next wrong one waits longer still.
    assert [tried(), tried()] == [200, 429]


def test_a_whole_day_of_guessing_is_a_handful_of_tries(db: None, time: Clock) -> None:
    end, tries = time.now + dt.timedelta(days=1), 0
    while time.now < end:
        try:
            attempts.follow(public(clock.today()), code=codes.new(), address="somebody")
        except NotFoundError:
            tries += 1
        except TooManyError:
            time.now = Attempt.objects.get().until
    assert tries <= 12
    time.move(days=2)
    attempts.sweep(public(clock.today()))
    assert not Attempt.objects.exists()


def test_addresses_of_one_network_of_the_sixth_version_are_one() -> None:
    def of(address: str) -> str:
        return address_digest(RequestFactory().get("/", REMOTE_ADDR=address))

    assert of("2001:db8:1:2::5") == of("2001:db8:1:2:ffff::1")
    assert of("2001:db8:1:2::5") != of("2001:db8:1:3::5")
    assert of("192.0.2.1") != of("192.0.2.2")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"received": "2026-02-12", "channel": "in_person"}, ["--received", "2026-02-12"]),
        (
            {
                "received": "2026-02-12", "channel": "online", "confirmed": "2026-02-13",
                "supplement_notice": "2026-02-14", "supplement_received": "2026-02-20",
                "third_party_consulted": "2026-03-02", "third_party_answered": "2026-03-12",
                "extended": "2026-03-16", "length": "10",
            },
            ["--received", "2026-02-12", "--channel", "online", "--event", "confirmed:2026-02-13",
             "--event", "supplement-notice:2026-02-14", "--event", "supplement-received:2026-02-20",
             "--event", "third-party-consulted:2026-03-02,party=第三方",
             "--event", "third-party-answered:2026-03-12,party=第三方", "--event", "extended:2026-03-16,length=10"],
        ),
    ],
)  # fmt: skip
def test_the_term_is_that_of_the_command(client: Client, db: None, asked: dict[str, str], told: list[str]) -> None:
    result = CliRunner().invoke(deadline, [*told, "--format", "json", "--today", "2026-03-04"])
    due = dt.date.fromisoformat(json.loads(result.output)["due"])
    text = client.get("/requests/tools/term/", asked).content.decode()
    assert f'<strong id="due">{say(due)}</strong>' in text


@pytest.mark.parametrize("asked", [("items", 31, 5), ("items", 5, 0), ("pages", 1245, 0), ("pages", 0, 0)])
def test_the_fee_is_that_of_the_command(client: Client, db: None, asked: tuple[str, int, int]) -> None:
    scale, count, earlier = asked
    told = [f"--{scale}", str(count), "--earlier", str(earlier), "--format", "json", "--day", "2026-03-04"]
    amount = json.loads(CliRunner().invoke(fee, told).output)["amount"]
    query: dict[str, str | int] = {"scale": scale, "count": count, "earlier": earlier, "day": "2026-03-04"}
    assert f'<strong id="amount">{amount}</strong>' in client.get("/requests/tools/fee/", query).content.decode()


@pytest.mark.parametrize(
    ("path", "asked", "words"),
    [
        ("term", {"received": "", "channel": "post"}, "收到申请之日"),
        ("term", {"received": "2026-03-02", "channel": "post", "supplement_received": "2026-03-05"}, "收到补正"),
        ("term", {"received": "2026-03-02", "channel": "fax"}, "待确认收到"),
        ("fee", {"scale": "pages", "count": "3", "earlier": "2"}, "不累计"),
        ("fee", {"scale": "pages", "count": "-1"}, "数量"),
        ("fee", {"scale": "pages", "count": "40", "day": "2019-05-20"}, "起才收取信息处理费"),
    ],
)  # fmt: skip
def test_a_calculator_says_what_it_cannot_count(
    client: Client, db: None, path: str, asked: dict[str, str], words: str
) -> None:
    answer = client.get(f"/requests/tools/{path}/", asked)
    assert answer.status_code == 200
    assert words in answer.content.decode()
