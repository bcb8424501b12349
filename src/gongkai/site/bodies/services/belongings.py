"""What a body has: its contact data of article 12, its offices, villages and communities, its people."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db.models import Q
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
        others = Office.objects.unscoped("of this body").filter(body=body, name=row.name).exclude(pk=row.pk)
        if others.filter(_overlaps(since, until)).exists():
            raise UsageError(_("“%(name)s”已经登记过了。") % {"name": row.name})
        row.save()
        log(scope, "body.office", body=body.pk, target=row, kind=kind, since=since, until=until)
        return row


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


def _overlaps(since: dt.date | None, until: dt.date | None) -> Q:
    """The condition "in force on any day of this term"."""
    begins = Q() if until is None else Q(since__isnull=True) | Q(since__lte=until)
    ends = Q() if since is None else Q(until__isnull=True) | Q(until__gte=since)
    return begins & ends
