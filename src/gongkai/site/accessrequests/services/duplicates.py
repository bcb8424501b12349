"""Who has asked before, for what, and how often: for repeats, for article 35, and for the fee of the month.

The contents are compared by the program alone; what is told of another request is its number, never what it says.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from gongkai.procedure.fees import Fee as Charged
from gongkai.procedure.fees import fee
from gongkai.procedure.lengths import add_months
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.models import Identity, Request
from gongkai.site.accessrequests.services.register import identities
from gongkai.site.accessrequests.values import Particulars, unseal
from gongkai.site.bodies.models import Body
from gongkai.site.web.clock import ZONE
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope
from gongkai.text.sentences import LONGEST, similarity

# From this share of common characters on, two requests are shown as alike, and as the same.
ALIKE: Final = 0.7
SAME: Final = 0.9
# With how many of the newest requests of the body, and of the person, a new one is compared.
NEWEST: Final = 200
OF_PERSON: Final = 500
_SHOWN: Final = 20
_MONTHS: Final = 12
# A name alone is no proof that it is the same person.
_WEAK: Final = frozenset({"name"})


class Alike(msgspec.Struct, frozen=True):
    """An earlier request: by what its applicant is the same (empty: somebody else), and how alike it is, 0 to 1."""

    request: Request
    by: tuple[str, ...]
    share: float

    @property
    def same_person(self) -> bool:
        """Whether it is certainly the same applicant."""
        return bool(set(self.by) - _WEAK)

    @property
    def repeat(self) -> bool:
        """Whether the same applicant has asked the same before."""
        return self.same_person and self.share >= SAME


class Found(msgspec.Struct, frozen=True):
    """What is known of an applicant and of requests like this one, at this body.

    ``in_year``: the applicant's requests in the twelve months up to the day, without this one; ``in_month``: the items
    that came before it in the calendar month, as fees count them; ``charge``: what one more item would cost by items.
    ``capped``: there are more requests of the applicant than were looked at, so that ``in_year`` is the least that it
    can be.
    """

    alike: tuple[Alike, ...]
    in_year: int
    in_month: int
    charge: Charged
    capped: bool


def found(scope: Scope, *, body: Body, particulars: Particulars, day: dt.date, but: int | None = None) -> Found:
    """What speaks for a repeat (article 36), for article 35 and for a fee, of a request received on ``day``.

    ``but``: the id of the request itself, where it is entered already. An agent is nobody's applicant and does not
    count. Raises ForbiddenError without the right to see the body's requests.
    """
    scope.demand("request.view", body.path)
    mine = set(identities(msgspec.structs.replace(particulars, agent=None)))
    rows: Any = Request.objects.unscoped("of the body whose requests the scope may see")
    rows = rows.filter(body=body, destroyed_on__isnull=True).exclude(pk=but).order_by("-entered_at", "-id")
    known = Identity.objects.unscoped("of the body whose requests the scope may see")
    known = known.filter(request__body=body, digest__in=[digest for _, digest in mine])
    of_person = list(rows.filter(pk__in=known.values("request_id"))[:OF_PERSON])
    compared = {row.pk: row for row in (*of_person, *rows[:NEWEST])}
    judged = [_judged(row, mine, particulars.content) for row in compared.values()]
    same = [one.request for one in judged if one.same_person]
    earlier = selectors_desk.items_in_month(body, particulars, day, before=but)
    return Found(
        alike=tuple(_to_show(judged)),
        in_year=sum(add_months(day, -_MONTHS) < came(row) <= day for row in same),
        in_month=earlier,
        charge=fee(procedure(), "items", 1, day, earlier),
        capped=len(of_person) == OF_PERSON,
    )


def came(request: Request) -> dt.date:
    """The day on which a request was received or, before that is confirmed, entered."""
    return request.received_on or request.entered_at.astimezone(ZONE).date()


def _judged(row: Request, mine: set[tuple[str, str]], content: str) -> Alike:
    said = unseal(row.sealed, Particulars)
    theirs = set(identities(msgspec.structs.replace(said, agent=None)))
    by = tuple(sorted({kind for kind, _ in mine & theirs}))
    return Alike(row, by, _share(content[:LONGEST], said.content[:LONGEST]))


def _share(one: str, other: str) -> float:
    """How alike two contents are; 0 where they cannot be alike enough to be shown, which is quickly seen."""
    total = len(one) + len(other)
    if not total or 2 * sum((Counter(one) & Counter(other)).values()) < ALIKE * total:
        return 0.0
    return similarity(one, other)


def _to_show(judged: Iterable[Alike]) -> list[Alike]:
    shown = [one for one in judged if one.same_person or one.share >= ALIKE]
    shown.sort(key=lambda one: (one.repeat, one.same_person, one.share, one.request.pk), reverse=True)
    return shown[:_SHOWN]
