"""The year that a page is asked for."""

from __future__ import annotations

from typing import Final

from gongkai.site.accounts.access import StaffRequest

# The first in which there was a Regulation.
FIRST_YEAR: Final = 2008


def year_of(request: StaffRequest) -> int:
    """The parameter ``year``, within what can be; this year where there is none."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else request.scope.today.year
    return min(max(year, FIRST_YEAR), request.scope.today.year)
