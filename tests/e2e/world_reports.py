"""Annual reports of the small world: one published, one begun with nothing recorded, a year ready, a quiet township."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gongkai.site.annualreports.models import AnnualReport
    from gongkai.site.web.scope import Scope

TODAY: Final = dt.date.today()
# The year whose report is made in the walk; the one before is published, the one before that is begun.
YEAR: Final = TODAY.year - 1
QUIET: Final = "11990002MB0000030J"
# How many requests the township received in the year.
REQUESTS: Final = 12
PEOPLE: Final = {f"quiet_{role}": role for role in ("handler", "reviewer", "approver")}


def make() -> None:
    from gongkai.site.annualreports import services
    from gongkai.site.bodies.models import Body
    from tests.e2e.world import TOWNSHIP
    from tests.site.reports_world import answered, ledger_year, year_total

    handler, body = _scope("handler"), Body.objects.get(code=TOWNSHIP)
    _quiet()
    for year in (YEAR - 1, YEAR):
        ledger_year(handler, body, year, {"penalty_decisions": 3})
        year_total(handler, body, year, "trainings", Decimal(2))
    for number in range(REQUESTS):
        day = dt.date(YEAR, 1, 10) + dt.timedelta(days=25 * number)
        answered(handler, body, "provided" if number % 3 else "does_not_exist", day)
    _published(services.start(handler, body=body, year=YEAR - 1))
    services.start(handler, body=body, year=YEAR - 2)


def _quiet() -> None:
    """A township in which nothing happened, with its people."""
    from gongkai.site.accounts.models import Appointment, User
    from gongkai.site.bodies.models import Body, Contact
    from tests.e2e.world import COUNTY, PASSWORD

    body = Body.objects.add_child(
        Body.objects.get(code=COUNTY),
        instance=Body(
            code=QUIET, name="云岭县白沙乡人民政府", short_name="白沙乡", level="township", kind="government"
        ),
    )
    Contact.objects.create(
        body=body,
        office="白沙乡党政综合办公室",
        address="云岭县白沙乡河西路2号",
        postcode="999002",
        phone="0999-5550200",
    )
    for name, role in PEOPLE.items():
        user = User(username=name, name="李未央")
        user.set_password(PASSWORD)
        user.save()
        Appointment.objects.create(user=user, role=role, body=body, since=dt.date(2026, 1, 1))


def _published(report: "AnnualReport") -> None:
    from gongkai.site.annualreports import selectors, services
    from gongkai.site.review import services as review
    from tests.site.reports_world import finished_texts

    handler = _scope("handler")
    row = services.write(handler, report_id=report.pk, revision=report.revision, texts=finished_texts(report))
    services.submit_review(handler, report_id=row.pk, revision=row.revision)
    while (case := selectors.case_of(row)) is not None and case.state == "open":
        step = case.steps.unscoped("test").get(round=case.round, position=case.position)
        where = {"case": case.pk, "round": case.round, "position": case.position}
        review.decide(_scope(step.role), **where, outcome="passed", comment="")
    services.submit(handler, report_id=row.pk)
    services.clear(_scope("county_office"), report_id=row.pk)
    services.publish(handler, report_id=row.pk)


def _scope(name: str) -> "Scope":
    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User

    return scopes.of_user(User.objects.get(username=name), TODAY)
