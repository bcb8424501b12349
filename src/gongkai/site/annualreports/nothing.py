"""A quiet year: what of it nobody has recorded, and one can say once that there was nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext as _

from gongkai.site.accessrequests import selectors_archive as requests
from gongkai.site.annualreports.sources.ledger import by_cell
from gongkai.site.annualreports.values import Number
from gongkai.site.bodies.models import Body


class Nothing(msgspec.Struct, frozen=True):
    """What can be confirmed: metrics of the ledger (id -> label) without any record, and the year without a request."""

    metrics: Mapping[str, str]
    requests: bool

    def __bool__(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.metrics) or self.requests


def nothing_words(found: Nothing) -> list[str]:
    """What there was nothing of, for people."""
    return [*found.metrics.values(), *([_("政府信息公开申请")] if found.requests else [])]


def nothing_in(body: Body, year: int, computed: Mapping[str, Number | None], today: dt.date) -> Nothing:
    """What nobody has recorded of a year that is over, by its ``computed`` cells; nothing of a year that still runs."""
    if year >= today.year:
        return Nothing({}, False)
    known = by_cell(dt.date(year, 12, 31))
    metrics = {known[key].id: known[key].label for key, value in computed.items() if value is None and key in known}
    silent = requests.nil(body, year) is None and not requests.received_in(body, year)
    return Nothing(metrics, silent)
