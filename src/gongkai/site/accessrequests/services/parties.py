"""Asking third parties, joint makers, other organs and inner offices for their opinion.

A party has a key under which the events speak of it; who it is and what it said is sealed. Asking an inner office is
the body's own work: it takes no time out of the reply term, and is no event of the procedure.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.effects import consulted
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Party, Request
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.accessrequests.values import Contact, seal, unseal
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.web.scope import Scope

OFFICE: Final = "office"
OPINIONS: Final = {"agree": "同意公开", "disagree": "不同意公开"}


def consult(scope: Scope, *, request_id: int, event: Event, contact: Contact, revision: int | None = None) -> Party:
    """Ask somebody: ``event`` is such as ``third_party_consulted``, without party. Raises as ``steps.record``."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        party = _new(scope, request, consulted(event.kind), contact, event.day, log)
        happen(scope, request, msgspec.structs.replace(event, party=party.key), log)
        party.until = _limit(request, party)
        party.save(update_fields=["until"])
    return party


def answered(
    scope: Scope, *, request_id: int, event: Event, opinion: str, reason: str = "", revision: int | None = None
) -> Party:
    """The party of ``event`` has given its opinion. A refusal has reasons (article 32), else UsageError."""
    if opinion not in OPINIONS:
        raise UsageError("请选择意见是同意公开还是不同意公开。")
    if opinion == "disagree" and not reason.strip():
        raise UsageError("不同意公开的，请写明对方所说的理由；对方没有说明理由的，也请写明。")
    return _end(scope, request_id, event, opinion, reason.strip(), revision)


def silent(scope: Scope, *, request_id: int, event: Event, revision: int | None = None) -> Party:
    """The party of ``event`` gave no opinion in time, or is waited for no longer."""
    return _end(scope, request_id, event, "silent", "", revision)


def ask_office(scope: Scope, *, request_id: int, name: str, day: dt.date, until: dt.date | None) -> Party:
    """Have an inner office search or give its opinion; the reply term runs on."""
    if not name.strip():
        raise UsageError("请填写协办的机构。")
    if until is not None and until < day:
        raise UsageError("反馈期限不能早于交办日期。")
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        if request.state == "closed":
            raise NotAllowedError("这件申请已经办结。")
        party = _new(scope, request, OFFICE, Contact(name=name.strip()), day, log)
        party.until = until
        party.save(update_fields=["until"])
        put_back(request)
    return party


def office_answered(scope: Scope, *, request_id: int, key: str, day: dt.date, words: str) -> Party:
    """What an inner office came back with."""
    if not words.strip():
        raise UsageError("请写明反馈的内容。")
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        party = find(request, key, OFFICE)
        if party.ended_on is not None or day < party.asked_on:
            raise UsageError("反馈日期不能早于交办日期，并且只登记一次。")
        contact = unseal(party.sealed, Contact)
        party.sealed = seal(msgspec.structs.replace(contact, reason=words.strip()))
        party.ended_on = day
        party.save()
        put_back(request)
        log(scope, "request.party", body=request.body_id, target=request, party=party.key, kind=party.kind)
    return party


def find(request: Request, key: str, kind: str) -> Party:
    """A party of a request. Raises NotFoundError."""
    party = selectors_desk.parties(request).filter(key=key, kind=kind).first()
    if party is None:
        raise NotFoundError("没有这个征求意见的对象。")
    found: Party = party
    return found


def _new(scope: Scope, request: Request, kind: str, contact: Contact, day: dt.date, log: Recorder) -> Party:
    if not contact.name.strip():
        raise UsageError("请填写征求意见的对象。")
    number = selectors_desk.parties(request).count() + 1
    party = Party(request=request, key=f"{number}号", kind=kind, sealed=seal(contact), asked_on=day)
    party.save()
    log(scope, "request.party", body=request.body_id, target=request, party=party.key, kind=kind)
    return party


def _end(
    scope: Scope, request_id: int, event: Event, opinion: str, reason: str, revision: int | None
) -> Party:  # fmt: skip
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        party = find(request, event.party, consulted(event.kind))
        happen(scope, request, event, log)
        contact = unseal(party.sealed, Contact)
        party.sealed = seal(
            msgspec.convert(msgspec.to_builtins(contact) | {"opinion": opinion, "reason": reason}, Contact)
        )
        party.ended_on = event.day
        party.save()
    return party


def _limit(request: Request, party: Party) -> dt.date | None:
    position = selectors.history(request).position
    assert position is not None  # something has just happened to it
    return next((c.limit for c in position.open if c.party == party.key and c.kind == party.kind), None)
