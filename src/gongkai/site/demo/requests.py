"""The county's requests: written down, answered and reviewed by the people who hold the roles, each on its day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import replace

from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.kinds import forum_labels
from gongkai.site.accessrequests.services import desk, fees, forums, parties, replies, setup
from gongkai.site.accessrequests.values import Contact, ItemReply, Particulars, Proposal
from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.demo import asked, county
from gongkai.site.review import services as review
from gongkai.site.web.scope import Scope
from gongkai.writing.letters import Item


def add_requests(today: dt.date) -> None:
    """All requests with all that happened to them."""
    data = county.county()
    offices = {code: _Office(code, today) for code in data.options}
    for code, options in data.options.items():
        scope, body = offices[code].on("approver", today), offices[code].body
        for proceeding in forum_labels():
            forums.add(scope, body=body, proceeding=proceeding, name=options[proceeding])
        setup.set_options(
            scope, body=body, **{name: said for name, said in options.items() if name not in forum_labels()}
        )
    for request in data.requests:
        _Case(offices[request.body], request, today).write()


class _Office:
    """A body and who acts there."""

    def __init__(self, code: str, today: dt.date) -> None:
        self.body = Body.objects.get(code=code)
        people = [person for person in county.county().people if person.body == code]
        self._scopes = {
            person.role: scopes.of_user(User.objects.get(username=person.username), today) for person in people
        }

    def on(self, role: str, day: dt.date) -> Scope:
        """Who holds a role, on a day."""
        return replace(self._scopes[role], today=day)


class _Case:
    def __init__(self, office: _Office, request: asked.Request, today: dt.date) -> None:
        self._office, self._asked = office, request
        self._received = today - dt.timedelta(days=request.days)
        self._pk = 0

    def write(self) -> None:
        """The whole way."""
        request = self._asked
        applicant = county.county().applicants[request.who]
        said = Particulars((applicant.named(request.who),), request.content, form="paper", way="post")
        entry = services.Entry(request.channel, self._received, applicant.kind, said, confirmed=True)
        handler = self._office.on("handler", self._received)
        self._pk = services.enter(handler, body=self._office.body, entry=entry).request.pk
        for step in request.steps:
            self._happen(step)
        if request.reply is not None:
            self._answer(request.reply)
        if request.served is not None:
            event = Event("delivered", self._day(request.served.after), method=request.served.method)
            services.delivery.deliver(self._office.on("handler", event.day), request_id=self._pk, event=event)

    def _day(self, after: int) -> dt.date:
        return self._received + dt.timedelta(days=after)

    def _happen(self, step: asked.Happening) -> None:
        day = self._day(step.after)
        scope = self._office.on("handler", day)
        where: dict[str, Any] = {"request_id": self._pk}
        until = self._day(step.until) if step.until is not None else None
        event = Event(step.kind, day, until=until, length=step.length, party=step.party, reason=step.reason)
        ways: dict[str, Any] = {
            "third_party_consulted": lambda: parties.consult(scope, **where, event=event, contact=Contact(step.name)),
            "organ_consulted": lambda: parties.consult(scope, **where, event=event, contact=Contact(step.name)),
            "third_party_answered": lambda: parties.answered(
                scope, **where, event=event, opinion=step.opinion, reason=step.said
            ),
            "fee_notice": lambda: fees.notice(scope, **where, event=event, scale=step.scale, count=step.count),
            "paid": lambda: fees.pay(scope, **where, event=event, amount=Decimal(step.amount)),
            "extended": lambda: desk.propose(scope, **where, event=replace(event, by="head")),
        }
        ways.get(step.kind, lambda: services.record(scope, **where, event=event))()

    def _answer(self, answer: asked.Answer) -> None:
        day = self._day(answer.after)
        scope = self._office.on("handler", day)
        given = {name: value for name, value in msgspec.to_builtins(answer).items() if name not in ("after", "end")}
        item = msgspec.convert(given | {"content": self._asked.content}, Item)
        replies.save(scope, request_id=self._pk, proposal=Proposal((ItemReply(item),)))
        replies.submit(scope, request_id=self._pk)
        while answer.end == "passed" and (where := self._waiting(scope)) is not None:
            role = where.pop("role")
            review.decide(self._office.on(role, day), **where, outcome="passed")

    def _waiting(self, scope: Scope) -> dict[str, Any] | None:
        """The stage at which the reply waits, and whose it is."""
        reply = selectors_desk.reply(selectors.get(scope, self._pk))
        case = reply.case if reply is not None else None
        if case is None or case.state != "open":
            return None
        step = case.steps.unscoped("of the demonstration").get(round=case.round, position=case.position)
        return {"role": step.role, "case": case.pk, "round": case.round, "position": case.position}
