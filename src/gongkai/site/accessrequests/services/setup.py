"""What is set up once: a body's options for its documents, and a person's calendar."""

from __future__ import annotations

import re
import secrets
from typing import Final

from gongkai.errors import UsageError
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.models_desk import Calendar, DeskOptions
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, crypto
from gongkai.site.web.scope import Scope

_WORD: Final = re.compile(r"[\u4e00-\u9fff]{2,12}")
_DIGEST: Final = "calendar"


def set_options(
    scope: Scope, *, body: Body, word: str, supervisor: str = "", payment: str = ""
) -> DeskOptions:  # fmt: skip
    """Say what the documents of a body need to know. Raises UsageError for a 机关代字 that is none."""
    scope.demand("request.options", body.path)
    if not _WORD.fullmatch(word):
        raise UsageError("机关代字是二至十二个汉字，例如“石政公开”，不含年份和序号。")
    with recorded() as log:
        row = selectors_desk.options(body)
        row.word, row.supervisor, row.payment = word, supervisor.strip(), payment.strip()
        row.save()
        log(scope, "request.options", body=body.pk, target=row, word=word)
    return row


def make_calendar(scope: Scope) -> str:
    """A new secret for one's calendar, shown once; an earlier one stops working."""
    token = secrets.token_urlsafe(24)
    with recorded() as log:
        values = {"digest": _digest(token), "made_at": clock.now()}
        row, _new = Calendar.objects.update_or_create(person_id=scope.person, defaults=values)
        log(scope, "request.calendar", target=row, made=True)
    return token


def revoke_calendar(scope: Scope) -> None:
    """One's calendar can no longer be read."""
    with recorded() as log:
        row = selectors_desk.calendar(scope)
        if row is not None:
            log(scope, "request.calendar", target=row, made=False)
            row.delete()


def calendar_by(token: str) -> Calendar | None:
    """The calendar that a secret opens."""
    return Calendar.objects.select_related("person").filter(digest=_digest(token)).first()


def _digest(token: str) -> str:
    # The digest ignores case, which leaves more than a hundred of the secret's bits.
    return crypto.blind_index(_DIGEST, token)
