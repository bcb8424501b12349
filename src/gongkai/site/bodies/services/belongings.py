"""What a body has: its contact data of article 12, its offices, villages and communities, its people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies import values
from gongkai.site.bodies.models import Body, Contact, Office, Post
from gongkai.site.web.scope import Scope

T = TypeVar("T", Office, Post)
CONTACT_FIELDS = ("office", "address", "postcode", "hours", "phone", "fax", "email", "website")


def save_contact(scope: Scope, *, body: Body, **fields: str) -> Contact:
    """How the public reaches ``body``: those of ``CONTACT_FIELDS`` that are given; the others stay."""
    with recorded() as log:
        body = _locked(scope, body)
        contact = Contact.objects.unscoped("of this body").filter(body=body).first() or Contact(body=body)
        changed = [name for name, value in fields.items() if getattr(contact, name) != value]
        for name in changed:
            setattr(contact, name, fields[name])
        values.checked(contact)
        contact.save()
        log(scope, "body.contact", body=body.pk, target=contact, changed=changed)
        return contact


def save_office(
    scope: Scope,
    *,
    body: Body,
    kind: str,
    name: str,
    division: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    office: Office | None = None,
) -> Office:
    """A new office, village or community of ``body``, or ``office`` changed.

    Raises UsageError where another one bears the same name at the same time.
    """
    with recorded() as log:
        body = _locked(scope, body)
        row = _own(office, body) or Office(body=body)
        row.kind, row.name, row.division = kind, values.name(name), values.division(division)
        row.since, row.until = since, until
        values.in_order(since, until)
        values.checked(row)
        _alone(row, Office.objects.unscoped("of this body").filter(body=body, name=row.name).exclude(pk=row.pk))
        row.save()
        log(scope, "body.office", body=body.pk, target=row, kind=kind, since=since, until=until)
        return row


def add_offices(scope: Scope, *, body: Body, rows: list[Office]) -> list[Office]:
    """Many new offices of ``body`` at once, unsaved instances, with one event; as ``save_office`` else."""
    with recorded() as log:
        body = _locked(scope, body)
        there = Office.objects.unscoped("of this body").filter(body=body, name__in={row.name for row in rows})
        standing = list(there)
        for row in rows:
            row.body = body
            row.name, row.division = values.name(row.name), values.division(row.division)
            values.in_order(row.since, row.until)
            values.checked(row)
            _alone(row, standing)
            standing.append(row)
        made = Office.objects.bulk_create(rows)
        log(scope, "body.office", body=body.pk, target=body, offices=[row.pk for row in made])
        return made


def save_post(
    scope: Scope,
    *,
    body: Body,
    kind: str,
    person: str,
    title: str = "",
    phone: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    post: Post | None = None,
) -> Post:
    """Somebody new who does disclosure work at ``body``, or ``post`` changed."""
    with recorded() as log:
        body = _locked(scope, body)
        row = _own(post, body) or Post(body=body)
        row.kind, row.person, row.title, row.phone = kind, values.name(person, 50), title.strip(), phone.strip()
        row.since, row.until = since, until
        values.in_order(since, until)
        values.checked(row)
        row.save()
        log(scope, "body.post", body=body.pk, target=row, kind=kind, since=since, until=until)
        return row


def _locked(scope: Scope, body: Body) -> Body:
    """The body as it is now, which nobody else changes meanwhile, and which ``scope`` may change."""
    fresh = Body.objects.select_for_update().get(pk=body.pk)
    scope.demand("body.edit", fresh.path)
    return fresh


def _own(row: T | None, body: Body) -> T | None:
    if row is not None and row.body_id != body.pk:
        raise NotFoundError(_("没有这一条，或者您没有查看它的权限。"))
    return row


def _alone(row: Office, others: Iterable[Office]) -> None:
    """Raise UsageError where one of ``others`` bears the name of ``row`` on one of its days."""
    first, last = row.since or dt.date.min, row.until or dt.date.max
    for other in others:
        if other.name == row.name and (other.since or dt.date.min) <= last and first <= (other.until or dt.date.max):
            raise UsageError(_("“%(name)s”已经登记过了。") % {"name": row.name})
