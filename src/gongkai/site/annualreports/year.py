"""Of which year a report is to be made now."""

from __future__ import annotations

import datetime as dt
from typing import Final

# From this day of the year on its report is to be thought of; until the next spring the last one is.
_BEGINS: Final = (11, 1)


def due_year(today: dt.date) -> int:
    """The year whose report is due next."""
    return today.year if (today.month, today.day) >= _BEGINS else today.year - 1
