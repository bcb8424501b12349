"""A small world in a data folder of its own: migrated, with assets collected, bodies, and people who may sign in.

Run as a program, in the environment of the server that will show it.
"""

import datetime as dt
import os
from typing import Final

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
    _ledger()
    _requests()


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
    for role, code in PEOPLE.items():
        user = User(username=role, name="张小禾")
        user.set_password(PASSWORD)
        user.save()
        body = Body.objects.get(code=code) if code else None
        until = today + dt.timedelta(days=30) if role == "inspector" else None
        Appointment.objects.create(user=user, role=role, body=body, since=dt.date(2026, 1, 1), until=until)


def _items() -> None:
    """A document that is public and was corrected (1), one under review (2), a draft with findings (3)."""
    import io

    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.publishing import selectors, services
    from gongkai.site.publishing.models import Item
    from gongkai.site.publishing.services import postings, readers
    from gongkai.site.publishing.services.drafts import Draft
    from gongkai.site.review import services as review
    from gongkai.site.web.scope import public

    today, body = dt.date.today(), Body.objects.get(code=TOWNSHIP)
    handler, reviewer = (scopes.of_user(User.objects.get(username=name), today) for name in ("handler", "reviewer"))

    def handed_in(item: Item) -> Item:
        services.examine(handler, item_id=item.pk)
        return services.submit(handler, item_id=item.pk, revision=item.revision)

    def passed(item: Item) -> Item:
        case = selectors.case_of(item)
        assert case is not None
        review.decide(reviewer, case=case.pk, round=case.round, position=case.position, outcome="passed")
        return selectors.get(handler, item.pk)

    draft = Draft(
        subject="regulatory_documents", title="石桥镇农村公路养护管理办法", document_number="石政发〔2026〕6号",
        formed_on=today - dt.timedelta(days=9), legality_review="已审核", summary="明确养护责任和经费。",
        html="<h2>第一章</h2><p>第一条　养护农村公路。</p><table><tr><th>村</th></tr><tr><td>柳树</td></tr></table>",
    )  # fmt: skip
    item = passed(handed_in(services.create(handler, body=body, draft=draft)))
    item = services.correct(handler, item_id=item.pk, reason="第一条有错字")
    item = passed(handed_in(item))
    postings.post(handler, body=body, outlet="wechat", on=today, item_id=item.pk)
    readers.report(public(today), item=item, text="第一条还有错字", contact="0999-5550123")
    news = Draft(subject="news", title="石桥镇召开防汛会议", formed_on=today, html="部署防汛工作。")
    handed_in(services.create(handler, body=body, draft=news))
    lists = Draft(
        subject="news", title="补贴发放", formed_on=today, html="<p>户主电话13900000007，截止目前已发放。</p>"
    )
    item = services.create(handler, body=body, draft=lists)
    services.attach(handler, item_id=item.pk, name="名单.txt", stream=io.BytesIO("张某 13900000008".encode()))
    services.examine(handler, item_id=item.pk)


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
    """A request that came in online and waits for both sides to confirm it (1)."""
    from gongkai.site.bodies.models import Body
    from tests.site.requests_world import handed_in

    handed_in(Body.objects.get(code=TOWNSHIP), dt.date.today() - dt.timedelta(days=5))


if __name__ == "__main__":
    make()
