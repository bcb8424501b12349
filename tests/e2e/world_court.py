"""What came after replies in the small world: a case to be answered (1), a complaint (2), a closed file (1)."""

import datetime as dt


def make() -> None:
    from gongkai.procedure.events import Event, ItemResult
    from gongkai.procedure.proceedings import CaseEvent
    from gongkai.site.accessrequests import selectors
    from gongkai.site.accessrequests import services as requests
    from gongkai.site.accessrequests.models import Request
    from gongkai.site.accessrequests.services import archive
    from gongkai.site.accounts import scopes
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.remedies import services
    from gongkai.site.remedies.services import Opening
    from gongkai.site.remedies.values import Matter
    from tests.e2e.world import COUNTY, TOWNSHIP
    from tests.site.requests_world import asking, citizen, entered

    today, body = dt.date.today(), Body.objects.get(code=TOWNSHIP)
    handler, office = (scopes.of_user(User.objects.get(username=name), today) for name in ("handler", "county_office"))

    def answered(serial: int, outcome: str) -> Request:
        first = today - dt.timedelta(days=70)
        request = entered(handler, body, day=first, particulars=asking(serial=serial))
        for event in (
            Event("decided", first + dt.timedelta(days=10), items=(ItemResult("1", outcome),)),
            Event("delivered", first + dt.timedelta(days=11), method="post"),
        ):
            requests.record(handler, request_id=request.pk, event=event)
        return selectors.get(handler, request.pk)

    case = services.open_case(
        handler,
        body=body,
        opening=Opening(
            route="reconsideration",
            about="reply",
            filed=today - dt.timedelta(days=12),
            request=answered(31, "internal_affairs"),
            docket="云府复〔2026〕3号",
        ),
    )
    services.record(handler, case_id=case.pk, event=CaseEvent("copied", today - dt.timedelta(days=5)))
    services.open_case(
        office,
        body=Body.objects.get(code=COUNTY),
        opening=Opening(
            route="not_answered",
            about="other",
            filed=today - dt.timedelta(days=3),
            about_body=body,
            matter=Matter((citizen(32),), claim="逾期没有答复"),
        ),
    )
    closed = answered(33, "provided")
    row = archive.archive(handler, request_id=closed.pk, retention="ten_years", index_number="2026-XXGK-D10-0001")
    type(row).objects.unscoped("so that its time is over").update(expires_on=today - dt.timedelta(days=1))
    # For the journey to the court.
    answered(34, "does_not_exist")
