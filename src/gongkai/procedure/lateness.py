"""What is overdue, derived from the history and today; nothing is ever marked as overdue."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from gongkai.procedure.clock import reply_due
from gongkai.procedure.events import History
from gongkai.procedure.rules import Procedure

Duty = Literal["reply", "supplement", "payment", "confirm"]
_WAITS: dict[str, Duty] = {"awaiting_supplement": "supplement", "awaiting_payment": "payment"}


class Due(msgspec.Struct, frozen=True):
    """What comes next: the duty, its last day (None: the law sets none), and by how much it is late.

    ``left`` is the number of working days that remain after today, negative for those that have passed.
    """

    duty: Duty
    day: dt.date | None
    left: int | None

    @property
    def overdue(self) -> bool:
        """Whether the last day has passed."""
        return self.left is not None and self.left < 0


def next_due(procedure: Procedure, history: History, today: dt.date) -> Due | None:
    """What is due next in ``history`` as of ``today``, or None where nothing is (closed, or nothing received)."""
    position = history.position
    if position is None or position.state == "closed":
        return None
    if position.state == "unconfirmed":
        return Due("confirm", None, None)
    duty = _WAITS.get(position.state, "reply")
    day = reply_due(procedure.calendar, position, today) if duty == "reply" else position.waiting
    return Due(duty, day, None if day is None else days_left(procedure, today, day))


def days_left(procedure: Procedure, today: dt.date, day: dt.date) -> int:
    """Working days after ``today`` up to ``day``; below zero once ``day`` has passed, even by a day of rest."""
    if today <= day:
        return procedure.calendar.between(today, day)
    return min(-1, -procedure.calendar.between(day, today))
