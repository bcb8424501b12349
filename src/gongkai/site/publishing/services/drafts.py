"""Drafting: what an item says, before anybody reviews it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from gongkai.errors import UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, selectors
from gongkai.site.publishing.models import Attribute, Item
from gongkai.site.publishing.sanitise import clean
from gongkai.site.publishing.services.common import check_lengths, put_back, taken, workable
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

_LINKS = ("interprets", "consulted", "feedback_on")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft holds; it may be incomplete until it is submitted."""

    subject: str
    title: str
    html: str = ""
    document_number: str = ""
    issuer: str = ""
    formed_on: dt.date | None = None
    attribute: str = Attribute.PROACTIVE
    ground: str = ""
    ground_reason: str = ""
    summary: str = ""
    official_url: str = ""
    legality_review: str = ""
    filing: str = ""
    valid_until: dt.date | None = None
    objection_until: dt.date | None = None
    objection_contact: str = ""
    interprets: int | None = None
    consulted: int | None = None
    feedback_on: int | None = None
    scheduled_for: dt.datetime | None = None


def create(scope: Scope, *, body: Body, draft: Draft) -> Item:
    """A new item. Raises UsageError for a subject that the body has not, or a document number written wrongly."""
    scope.demand("item.edit", body.path)
    with recorded() as log:
        person = scope.person
        item = Item(body=body, created_by_id=person, changed_by_id=person, changed_at=clock.now())
        _fill(scope, item, draft)
        item.save()
        log(scope, "item.create", body=body.pk, target=item, subject=item.subject, attribute=item.attribute)
    return item


def edit(scope: Scope, *, item_id: int, revision: int, draft: Draft) -> Item:
    """Change the working copy. Raises as ``create``, and ConflictError where another was faster."""
    with recorded() as log:
        item = taken(scope, "item.edit", item_id, revision)
        workable(item)
        changed = _fill(scope, item, draft)
        put_back(scope, item)
        log(scope, "item.edit", body=item.body_id, target=item, fields=changed, revision=item.revision)
    return item


def _fill(scope: Scope, item: Item, draft: Draft) -> list[str]:
    """Write the draft into the item; the names of the columns that changed."""
    _check(scope, item.body, draft)
    values: dict[str, Any] = msgspec.structs.asdict(draft)
    for link in _LINKS:
        values[f"{link}_id"] = values.pop(link)
    values["html"] = clean(draft.html)
    values["issuer"] = draft.issuer or item.body.name
    changed = sorted(name for name, value in values.items() if getattr(item, name) != value)
    for name in changed:
        setattr(item, name, values[name])
    term = selectors.term(scope, item)
    item.due_on = term.due if term is not None and item.attribute == Attribute.PROACTIVE else None
    return changed


def _check(scope: Scope, body: Body, draft: Draft) -> None:
    if draft.subject not in catalogue.subjects_of(body, scope.today):
        raise UsageError("请选择本机关适用的信息类别。")
    if not draft.title.strip():
        raise UsageError("请填写标题。")
    check_lengths(Item, msgspec.structs.asdict(draft))
    if draft.document_number:
        catalogue.check_document_number(draft.document_number)
    if draft.attribute not in Attribute.values:
        raise UsageError("请选择公开属性。")
    if draft.formed_on is not None and draft.formed_on > scope.today:
        raise UsageError("成文日期不能晚于今天。")
    for link in _LINKS:
        if (linked := getattr(draft, link)) is not None:
            selectors.get(scope, linked)
