"""A small world in a data folder of its own: migrated, with assets collected, bodies, and people who may sign in.

Run as a program, in the environment of the server that will show it.
"""

import datetime as dt
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gongkai.site.bodies.models import Body
    from gongkai.site.publishing.models import Item
    from gongkai.site.web.scope import Scope

from tests.e2e import world_court, world_reports

COUNTY: Final = "11990000MB0000010K"
TOWNSHIP: Final = "11990001MB00000203"
PASSWORD: Final = "a long password"

# Who signs in as what, and where; the name is the role's.
PEOPLE: Final = {
    "handler": TOWNSHIP,
    "reviewer": TOWNSHIP,
    "secrecy_reviewer": TOWNSHIP,
    "approver": TOWNSHIP,
    "body_admin": TOWNSHIP,
    "county_office": COUNTY,
    "inspector": TOWNSHIP,
    "auditor": "",
    "system_admin": "",
}

# Those of the county, by the names with which they sign in.
OF_COUNTY: Final = {f"county_{role}": role for role in ("handler", "reviewer", "secrecy_reviewer", "approver")}


def make() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _bodies()
    _people()
    _items()
    _more_items()
    _ledger()
    _requests()
    world_court.make()
    world_reports.make()


def _bodies() -> None:
    from gongkai.site.bodies.models import Body, Contact

    county = Body.objects.add_root(
        instance=Body(code=COUNTY, name="云岭县人民政府", short_name="云岭县", level="county", kind="government")
    )
    finance = Body(code="11990000MB0000040T", name="云岭县财政局", level="county", kind="department")
    township = Body(
        code=TOWNSHIP, name="云岭县石桥镇人民政府", short_name="石桥镇", level="township", kind="government"
    )
    for body in (finance, township):
        Body.objects.add_child(Body.objects.get(pk=county.pk), instance=body)
    Contact.objects.create(
        body=township,
        office="石桥镇党政综合办公室",
        address="云岭县石桥镇兴桥路18号",
        postcode="999001",
        hours="工作日 8:30—12:00，14:30—18:00",
        phone="0999-5550123",
        email="gongkai@shiqiao.example",
    )


def _people() -> None:
    from gongkai.site.accounts.models import Appointment, User
    from gongkai.site.bodies.models import Body

    today = dt.date.today()
    posts = [(role, role, code) for role, code in PEOPLE.items()]
    posts += [(name, role, COUNTY) for name, role in OF_COUNTY.items()]
    for name, role, code in posts:
        user = User(username=name, name="张小禾")
        user.set_password(PASSWORD)
        user.save()
        body = Body.objects.get(code=code) if code else None
        until = today + dt.timedelta(days=30) if role == "inspector" else None
        Appointment.objects.create(user=user, role=role, body=body, since=dt.date(2026, 1, 1), until=until)


def _scope(name: str) -> "Scope":
    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User

    return scopes.of_user(User.objects.get(username=name), dt.date.today())


def _handler() -> "tuple[Scope, Body]":
    from gongkai.site.bodies.models import Body

    return _scope("handler"), Body.objects.get(code=TOWNSHIP)


def _handed_in(item: "Item") -> "Item":
    from gongkai.site.publishing import services

    handler = _scope("handler")
    services.examine(handler, item_id=item.pk)
    return services.submit(handler, item_id=item.pk, revision=item.revision)


def _passed(item: "Item") -> "Item":
    from gongkai.site.publishing import selectors
    from gongkai.site.review import services as review

    case = selectors.case_of(item)
    assert case is not None
    review.decide(_scope("reviewer"), case=case.pk, round=case.round, position=case.position, outcome="passed")
    return selectors.get(_scope("handler"), item.pk)


def _items() -> None:
    """Public and corrected (1), under review (2), a draft with findings (3)."""
    import io

    from gongkai.site.publishing import services
    from gongkai.site.publishing.services import postings, readers
    from gongkai.site.publishing.services.drafts import Draft
    from gongkai.site.web.scope import public

    today, (handler, body) = dt.date.today(), _handler()
    draft = Draft(
        subject="regulatory_documents", title="石桥镇农村公路养护管理办法", document_number="石政发〔2026〕6号",
        formed_on=today - dt.timedelta(days=9), legality_review="已审核", summary="明确养护责任和经费。",
        html="<h2>第一章</h2><p>第一条　养护农村公路。</p><table><tr><th>村</th></tr><tr><td>柳树</td></tr></table>",
    )  # fmt: skip
    item = _passed(_handed_in(services.create(handler, body=body, draft=draft)))
    item = services.correct(handler, item_id=item.pk, reason="第一条有错字")
    item = _passed(_handed_in(item))
    postings.post(handler, body=body, outlet="wechat", on=today, item_id=item.pk)
    readers.report(public(today), item=item, text="第一条还有错字", contact="0999-5550123")
    news = Draft(subject="news", title="石桥镇召开防汛会议", formed_on=today, html="部署防汛工作。")
    _handed_in(services.create(handler, body=body, draft=news))
    lists = Draft(
        subject="news", title="补贴发放", formed_on=today, html="<p>户主电话13900000007，截止目前已发放。</p>"
    )
    item = services.create(handler, body=body, draft=lists)
    services.attach(handler, item_id=item.pk, name="名单.txt", stream=io.BytesIO("张某 13900000008".encode()))
    services.examine(handler, item_id=item.pk)


def _more_items() -> None:
    """A consultation with an opinion (4), something withheld (5), a row of the standard catalogue, a later finding."""
    from gongkai.site.publishing import services
    from gongkai.site.publishing.models import Item, Recheck
    from gongkai.site.publishing.services import consult, standard
    from gongkai.site.publishing.services.drafts import Draft
    from gongkai.site.web.scope import public

    today, (handler, body) = dt.date.today(), _handler()
    asked = Draft(
        subject="consultation", title="石桥镇防汛预案（征求意见稿）", formed_on=today, html="<p>第一条　防汛。</p>",
        objection_until=today + dt.timedelta(days=2), objection_contact="石桥镇党政综合办公室",
    )  # fmt: skip
    item = _passed(_handed_in(services.create(handler, body=body, draft=asked)))
    consult.say(public(today), item=item, text="建议写明转移路线。", name="张某", contact="0999-5550123")
    row = standard.Row(
        field="disaster_relief", matter="救灾款物发放", content="对象、标准、金额", basis="《自然灾害救助条例》",
        timing="公示7个工作日", holder="镇人民政府", outlets="公示栏", audience="全社会", mode="主动", level="乡级",
    )  # fmt: skip
    standard.write(handler, body=body, row=row, position=1)
    withheld = Draft(
        subject="news", title="会议记录", formed_on=today, html="<p>讨论。</p>", attribute="withheld",
        ground="process_information", ground_reason="讨论记录",
    )  # fmt: skip
    _passed(_handed_in(services.create(handler, body=body, draft=withheld)))
    found = Item.objects.unscoped("of the test").get(pk=1)
    hits = [{"code": "RL-PHONE", "where": "第2行", "found": "139****0007", "times": 1}]
    Recheck.objects.unscoped("of the test").filter(version=found.current).update(hits=hits, verdict="look")


def _ledger() -> None:
    """A record (1) that was corrected (2), two numbers of a ratio, a work point that goes on, a silent account."""
    from decimal import Decimal

    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.ledger import periods, services
    from gongkai.site.ledger.book import Line
    from gongkai.site.ledger.services import accounts, matters

    today, body = dt.date.today(), Body.objects.get(code=TOWNSHIP)
    handler = scopes.of_user(User.objects.get(username="handler"), today)

    def line(metric: str, value: int, party: str = "") -> Line:
        return Line(metric=metric, span=periods.day(today), value=Decimal(value), party=party)

    row = services.enter(handler, body=body, line=line("trainings", 3))
    services.correct(handler, record_id=row.pk, line=line("trainings", 2), reason="多记一次")
    for metric, value in (("concerns_due", 75), ("concerns_closed_on_time", 69)):
        services.enter(handler, body=body, line=line(metric, value, "county_hotline"))
    facts = matters.Facts(title="编制公开事项目录", year=today.year, due_on=today, charge="党政办")
    point = matters.create(handler, body=body, kind="point", facts=facts)
    matters.step(handler, matter_id=point.pk, state="doing", text="已经完成初稿")
    accounts.add(handler, body=body, medium="wechat", name="石桥发布", opened_on=today - dt.timedelta(days=30))


def _requests() -> None:
    """A request to be confirmed (1), one with a paper to cover, a draft and a motion (2), a decided one (3)."""
    import io

    from gongkai.procedure.events import Event
    from gongkai.site.accessrequests import selectors, services
    from gongkai.site.accessrequests.services import desk, forums, parties, replies, setup, transfer
    from gongkai.site.accessrequests.values import Contact, ItemReply, Proposal, RecordAsked
    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.review import services as review
    from gongkai.writing.letters import Item
    from tests.release.redact.files import FILES
    from tests.site.requests_world import asking, entered, handed_in

    today, body = dt.date.today(), Body.objects.get(code=TOWNSHIP)
    handed_in(body, today - dt.timedelta(days=5))
    people = {name: scopes.of_user(User.objects.get(username=name), today) for name in PEOPLE}
    handler, approver = people["handler"], people["approver"]
    setup.set_options(approver, body=body, word="石政公开", payment="到石桥镇财政所缴纳")
    forums.add(approver, body=body, proceeding="reconsideration", name="云岭县人民政府")
    forums.add(approver, body=body, proceeding="suit", name="云岭县人民法院")
    came = today - dt.timedelta(days=8)
    first = entered(handler, body, day=came, particulars=asking(serial=2)).pk
    paper = io.BytesIO(FILES["text"])
    services.add_paper(handler, request_id=first, kind="internal", name="验收报告.pdf", stream=paper)
    event = Event("organ_consulted", came + dt.timedelta(days=2))
    parties.consult(handler, request_id=first, event=event, contact=Contact("云岭县财政局"))
    proposal = Proposal((ItemReply(Item("provided", "验收报告", provision="随本答复书附送")),))
    replies.save(handler, request_id=first, proposal=proposal)
    desk.propose(handler, request_id=first, event=desk.extension(today))
    second = entered(handler, body, day=came, particulars=asking(serial=3)).pk
    replies.save(handler, request_id=second, proposal=proposal)
    case = replies.submit(handler, request_id=second).case
    for position, name in enumerate(("reviewer", "approver"), 1):
        review.decide(people[name], case=case.pk, round=1, position=position, outcome="passed")
    asked = RecordAsked("林一秋", "电话", "登记的人口数", "户口簿")
    transfer.ask(handler, body=body, day=came, asked=asked)
    assert selectors.get(handler, second).state == "decided"


if __name__ == "__main__":
    make()
