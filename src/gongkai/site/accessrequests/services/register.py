"""Entering a request: handed in on the portal, or written down by an officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from gongkai.errors import UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import codes, kinds
from gongkai.site.accessrequests.models import Identity, Request
from gongkai.site.accessrequests.services.common import next_serial
from gongkai.site.accessrequests.services.steps import begin, happen
from gongkai.site.accessrequests.standing import first_event
from gongkai.site.accessrequests.values import Particulars, Person, seal
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, crypto
from gongkai.site.web.scope import Scope

SERIES = "request"


class Entry(msgspec.Struct, frozen=True):
    """A request as it came: by which channel, on which day, of which kind of applicant, and what it says.

    ``confirmed``: both sides have confirmed receipt on that day, so that the term runs. ``lacking``: an officer writes
    it down though it lacks something of article 29, to ask for a supplement.
    """

    channel: str
    day: dt.date
    applicant: str
    particulars: Particulars
    confirmed: bool = False
    lacking: bool = False


class Registered(msgspec.Struct, frozen=True):
    """An entered request, and the code that its applicant follows it with; the code is kept nowhere."""

    request: Request
    code: str


def submit(scope: Scope, *, body: Body, entry: Entry) -> Registered:
    """Take a request that somebody hands in on the portal, for themselves. Raises UsageError naming all that lacks."""
    if entry.channel != "online" or entry.confirmed or entry.lacking:
        raise UsageError("网上提交的申请，收到之日由双方确认。")
    return _enter(scope, body, entry, None)


def enter(scope: Scope, *, body: Body, entry: Entry) -> Registered:
    """Write down a request that came in person, by post, fax, e-mail or orally; the officer becomes its handler."""
    scope.demand("request.edit", body.path)
    return _enter(scope, body, entry, scope.actor.id)


def _enter(scope: Scope, body: Body, entry: Entry, officer: int | None) -> Registered:
    if lacking := list(_missing(scope, entry)):
        raise UsageError("；".join(lacking) + "。")
    with recorded() as log:
        return write_down(scope, body, entry, officer, log)


def write_down(scope: Scope, body: Body, entry: Entry, officer: int | None, log: Recorder) -> Registered:
    """Write an entry that has been looked at, with its first event, in the transaction of the caller."""
    code = codes.new()
    first = first_event(entry.channel, entry.day, confirmed=False)
    # Sealed before the number is taken, since whoever applies next waits for that.
    sealed, found = seal(entry.particulars), sorted(set(identities(entry.particulars)))
    request = Request(
        body=body,
        year=entry.day.year,
        serial=next_serial(body, SERIES, entry.day.year),
        code_digest=codes.digest(code),
        channel=entry.channel,
        applicant=entry.applicant,
        sealed=sealed,
        entered_at=clock.now(),
        entered_by_id=officer,
        handler_id=officer,
    )
    begin(scope, request, first, log)
    Identity.objects.bulk_create(Identity(request=request, kind=kind, digest=digest) for kind, digest in found)
    if entry.confirmed and first.kind == "submitted":
        happen(scope, request, Event(kind="confirmed", day=entry.day), log)
    return Registered(request, code)


def identities(particulars: Particulars) -> Iterator[tuple[str, str]]:
    """By what the persons of a request are found: kinds and keyed digests."""
    for person in (*particulars.applicants, *((particulars.agent,) if particulars.agent else ())):
        yield from _identities(person)


def _identities(person: Person) -> Iterator[tuple[str, str]]:
    for kind, value in (
        ("id", person.id_number), ("phone", person.phone), ("email", person.email), ("name", person.name)
    ):  # fmt: skip
        if value:
            yield kind, crypto.blind_index(kind, value)


def _missing(scope: Scope, entry: Entry) -> Iterator[str]:
    """What a request lacks that article 29 asks for, in words."""
    if entry.applicant not in kinds.applicants(entry.day):
        yield "请选择申请人类别"
    if entry.day > scope.today:
        yield "收到日期不能晚于今天"
    if not entry.particulars.applicants:
        yield "请填写申请人"
    if not entry.particulars.content.strip():
        yield "请写明要申请公开的政府信息"
    if not entry.lacking:
        yield from faults(entry)


def faults(entry: Entry) -> Iterator[str]:
    """What is wrong with the persons of a request, in words."""
    for person in entry.particulars.applicants:
        yield from kinds.faults(person, natural=entry.applicant == kinds.NATURAL)
