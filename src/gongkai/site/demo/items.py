"""The county's published information: drafted, scanned and reviewed by the people who hold the roles."""

from __future__ import annotations

import datetime as dt

from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.demo import county
from gongkai.site.publishing import selectors, services
from gongkai.site.publishing.models import Item, State
from gongkai.site.publishing.services import postings
from gongkai.site.publishing.services.drafts import Draft
from gongkai.site.review import services as review
from gongkai.site.review.models import Case
from gongkai.site.web.scope import Scope


def add_items(today: dt.date) -> None:
    """All items, each as far along as the data say. Every step is taken by somebody who may take it."""
    for item in county.county().items:
        _Author(item, today).write()


class _Author:
    def __init__(self, item: county.Item, today: dt.date) -> None:
        self._item, self._today = item, today
        self._body = Body.objects.get(code=item.body)
        self._scopes: dict[str, Scope] = {}
        for person in county.county().people:
            if person.body == item.body:
                user = User.objects.get(username=person.username)
                self._scopes.setdefault(person.role, scopes.of_user(user, today))

    def write(self) -> None:
        handler = self._scopes["handler"]
        row = services.create(handler, body=self._body, draft=self._draft())
        if self._item.end == "draft":
            return
        services.examine(handler, item_id=row.pk)
        row = services.submit(handler, item_id=row.pk, revision=row.revision)
        if self._item.end == "returned":
            self._decide(row, "returned", self._item.words)
        elif self._item.end != "review":
            self._pass(row)
            self._after(selectors.get(handler, row.pk))

    def _draft(self) -> Draft:
        item = self._item
        document = Item.objects.unscoped("of the demonstration").filter(body=self._body, title=item.interprets).first()
        same = {name: getattr(item, name) for name in Draft.__struct_fields__ if hasattr(item, name)}
        return Draft(
            **same
            | {
                "html": item.text,
                "formed_on": self._today - dt.timedelta(days=item.formed),
                "objection_until": self._today + dt.timedelta(days=item.objection) if item.objection else None,
                "interprets": document.pk if document else None,
            }
        )

    def _pass(self, row: Item) -> None:
        while (case := selectors.case_of(row)) is not None and case.state == "open":
            self._decide(row, "passed", "")

    def _decide(self, row: Item, outcome: str, words: str) -> Case:
        case = selectors.case_of(row)
        assert case is not None
        step = case.steps.unscoped("of the demonstration").get(round=case.round, position=case.position)
        where = {"case": case.pk, "round": case.round, "position": case.position}
        return review.decide(self._scopes[step.role], **where, outcome=outcome, comment=words)

    def _after(self, row: Item) -> None:
        if self._item.end == "repealed":
            day = self._today - dt.timedelta(days=30)
            services.repeal(self._scopes["approver"], item_id=row.pk, day=day)
        elif row.state == State.PUBLISHED:
            for outlet in ("website", "wechat"):
                postings.post(self._scopes["handler"], body=self._body, outlet=outlet, on=self._today, item_id=row.pk)
