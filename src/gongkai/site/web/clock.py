"""What time it is, asked in one place.

Below the views nobody asks: functions take today, or the moment, as an argument.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """This moment, aware, in Beijing time."""
    return timezone.now().astimezone(ZONE)


def today() -> dt.date:
    """Today in Beijing."""
    return now().date()


def day_at(moment: dt.datetime) -> dt.date:
    """The day of a moment in Beijing; what the database gives is in UTC, where it is still yesterday until eight."""
    return moment.astimezone(ZONE).date()


def day_of(text: str) -> dt.date:
    """A day written for machines: 2026-11-20. Raises ValueError."""
    return dt.date.fromisoformat(text)
