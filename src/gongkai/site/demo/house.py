"""The county's consultations, one open and one ended with its feedback, and a small standard catalogue."""

from __future__ import annotations

import datetime as dt

from gongkai.site.bodies.models import Body
from gongkai.site.demo import county
from gongkai.site.demo.items import Author
from gongkai.site.publishing import consultations, selectors
from gongkai.site.publishing.services import consult, standard
from gongkai.site.publishing.services.standard import Row
from gongkai.site.web.scope import public


def add_house(today: dt.date) -> None:
    """All of it; the items that the catalogue names are public by now."""
    for asked in county.county().consultations:
        _consult(asked, today)
    for position, entry in enumerate(county.county().standard):
        _enter(entry, position, today)


def _consult(asked: county.Consultation, today: dt.date) -> None:
    author, opened = Author(asked.body, today), today - dt.timedelta(days=asked.opened)
    until = today + dt.timedelta(days=asked.until)
    item = author.publish(
        county.Item(
            body=asked.body,
            subject=asked.subject,
            title=asked.title,
            text=asked.text,
            formed=asked.opened,
            end="published",
            objection=asked.until,
            objection_contact=asked.contact,
        )
    )
    for said in asked.opinions:
        # Said while it was open, whatever today is.
        scope = public(min(opened + dt.timedelta(days=2), until))
        row = consult.say(scope, item=item, text=said.text, name=said.name, contact=said.contact)
        if said.adoption:
            handler = author.on("handler")
            consult.weigh(handler, opinion_id=row.pk, adoption=said.adoption, answer=said.answer)
    if asked.feedback and not consultations.is_open(item, today):
        author.carry(consult.draft_feedback(author.on("handler"), item_id=item.pk))


def _enter(entry: county.Entry, position: int, today: dt.date) -> None:
    scope, body = Author(entry.body, today).on("handler"), Body.objects.get(code=entry.body)
    names = ("field", "number", "matter", "content", "timing", "holder", "outlets")
    row = Row(**{name: getattr(entry, name) for name in names})
    made = standard.write(scope, body=body, row=row, position=position)
    for title in entry.items:
        item = selectors.public_items(body).filter(title=title).first()
        assert item is not None, title
        standard.link(scope, entry_id=made.pk, index_number=item.index_number)
