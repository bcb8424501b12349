"""The rows of the county, with their events."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from gongkai.site.accounts.models import Appointment, User
from gongkai.site.audit.services import recorded
from gongkai.site.bodies import services
from gongkai.site.bodies.models import Body, Office
from gongkai.site.demo import county
from gongkai.site.web.scope import Scope

# These passwords are printed for everybody: there is nothing to protect, only time to lose.
_ROUNDS = 20_000


def add_body(scope: Scope, body: county.Body, *, superior: Body | None, since: dt.date) -> Body:
    """A body with all that belongs to it, entered by the administrator of the whole site."""
    row = services.create(
        scope,
        superior=superior,
        code=body.code,
        name=body.name,
        short_name=body.short_name,
        level=body.level,
        kind=body.kind,
        division=body.division,
        since=since,
    )
    services.save_contact(scope, body=row, **body.contact)
    offices = [Office(kind=office.kind, name=office.name, since=since) for office in body.offices]
    if offices:
        services.add_offices(scope, body=row, rows=offices)
    for post in body.posts:
        services.save_post(
            scope, body=row, kind=post.kind, person=post.person, title=post.title, phone=post.phone, since=since
        )
    return row


def add_person(scope: Scope, person: county.Person, *, body: Body | None, since: dt.date) -> User:
    """An account with its appointment; a term of days is counted from today."""
    until = scope.today + dt.timedelta(days=person.days) if person.days else None
    with recorded() as log:
        password = PBKDF2PasswordHasher().encode(person.password, person.username, iterations=_ROUNDS)
        user = User.objects.create(username=person.username, name=person.name, password=password)
        log(scope, "account.create", target=user)
        appointment = Appointment.objects.create(user=user, role=person.role, body=body, since=since, until=until)
        log(scope, "account.appoint", body=body.pk if body else None, target=user, appointment=appointment.pk)
    return user
