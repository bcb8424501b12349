"""Working days left, for lists."""

from __future__ import annotations

import datetime as dt
from typing import Final

from gongkai.errors import CalendarUnknownError
from gongkai.procedure.lateness import days_left
from gongkai.site.web.procedures import procedure

# What is due within so many working days is due soon.
SOON: Final = 5


def left(today: dt.date, day: dt.date | None) -> int | None:
    """Working days after ``today`` up to ``day``, below zero once it has passed; None without a day."""
    if day is None:
        return None
    try:
        return days_left(procedure(), today, day)
    except CalendarUnknownError:
        return days_left(procedure().provisional, today, day)


def soon(today: dt.date) -> dt.date:
    """The last day that is due soon."""
    try:
        return procedure().calendar.add(today, SOON)
    except CalendarUnknownError:
        return procedure().provisional.calendar.add(today, SOON)
