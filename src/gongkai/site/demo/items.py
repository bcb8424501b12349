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
        Author(item.body, today).write(item)


class Author:
    """The people of a body who write, review and publish its items."""

    def __init__(self, code: str, today: dt.date) -> None:
        self._today = today
        self._body = Body.objects.get(code=code)
        self._scopes: dict[str, Scope] = {}
        for person in county.county().people:
            if person.body == code:
                user = User.objects.get(username=person.username)
                self._scopes.setdefault(person.role, scopes.of_user(user, today))

    def on(self, role: str) -> Scope:
        """Who holds a role."""
        return self._scopes[role]

    def publish(self, item: county.Item) -> Item:
        """Write an item that goes all the way; as the public sees it."""
        return self.carry(services.create(self.on("handler"), body=self._body, draft=self._draft(item)))

    def carry(self, row: Item) -> Item:
        """Take a draft through its scan and its review."""
        handler = self.on("handler")
        services.examine(handler, item_id=row.pk)
        self._pass(services.submit(handler, item_id=row.pk, revision=row.revision))
        return selectors.get(handler, row.pk)

    def write(self, item: county.Item) -> None:
        """Write an item as far as it goes."""
        handler = self.on("handler")
        if item.end in ("published", "repealed"):
            self._after(item, self.publish(item))
            return
        row = services.create(handler, body=self._body, draft=self._draft(item))
        if item.end == "draft":
            return
        services.examine(handler, item_id=row.pk)
        row = services.submit(handler, item_id=row.pk, revision=row.revision)
        if item.end == "returned":
            self._decide(row, "returned", item.words)

    def _draft(self, item: county.Item) -> Draft:
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

    def _after(self, item: county.Item, row: Item) -> None:
        if item.end == "repealed":
            day = self._today - dt.timedelta(days=30)
            services.repeal(self._scopes["approver"], item_id=row.pk, day=day)
        elif row.state == State.PUBLISHED:
            for outlet in ("website", "wechat"):
                postings.post(self._scopes["handler"], body=self._body, outlet=outlet, on=self._today, item_id=row.pk)
