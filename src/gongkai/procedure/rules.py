"""The law data of one time, compiled for the engine: which event leads where, on which conditions, how long."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from copy import copy
from functools import cached_property

import msgspec

from gongkai.errors import UsageError
from gongkai.law import LawBook, LawView
from gongkai.law.procedure_model import EventText, Receipt
from gongkai.procedure.calendar import WorkCalendar
from gongkai.procedure.explain import say_date
from gongkai.procedure.lengths import Length, length_of


class Settings(msgspec.Struct, frozen=True):
    """What a body may decide for itself: the kind of receipt by channel, where the law leaves it in doubt."""

    receipt: Mapping[str, Receipt] = {}


class Rules:
    """The procedure under the law of one day; immutable."""

    def __init__(self, law: LawView, settings: Settings) -> None:
        self.law = law
        self.settings = settings
        self.lengths: dict[str, Length] = {name: length_of(text) for name, text in law.lengths.items()}
        self.outcomes = dict(law.outcomes)
        self._receipts: dict[str, Receipt] = {}
        self.services = {service.id: service.label for service in law.lifecycle.services}
        # (state, event) -> transition; the state before a request exists is "".
        self.by_request: dict[tuple[str, str], EventText] = {}
        self.by_event: dict[tuple[str, str], EventText] = {}
        for event in law.lifecycle.events:
            if event.holds(law.day):
                table = self.by_request if event.dated_by == "request" else self.by_event
                for source in event.sources or ("",):
                    table[source, event.id] = event

    def days(self, deadline: str) -> int | None:
        """The number of working days of a term, None where the law of this day sets none."""
        length = self.lengths.get(deadline)
        return None if length is None else length.count

    def need(self, deadline: str) -> int:
        """The number of working days of a term that the procedure cannot do without; UsageError if there is none."""
        days = self.days(deadline)
        if days is None:
            raise UsageError(f"{say_date(self.law.day)}施行的规定中没有“{self.law.deadlines[deadline].label}”。")
        return days

    def basis(self, deadline: str) -> tuple[str, ...]:
        """The articles that set a term."""
        text = self.law.lengths.get(deadline)
        return () if text is None else text.basis

    def receipt(self, channel: str) -> Receipt:
        """What makes the day of receipt on ``channel``; UsageError for a channel that does not exist."""
        found = self._receipts.get(channel)
        if found is None:
            found = self._receipts[channel] = self._receipt(channel)
        return found

    def _receipt(self, channel: str) -> Receipt:
        rule = self.law.receipt_rules.get(channel)
        if rule is None:
            known = "、".join(f"{c.id}（{c.label}）" for c in self.law.channels.values())
            raise UsageError(f"收到申请的渠道“{channel}”不存在；可以是：{known}。")
        chosen = self.settings.receipt.get(channel, rule.receipt)
        if chosen != rule.receipt and chosen not in rule.or_else:
            label = self.law.channels[channel].label
            raise UsageError(f"“{label}”的收到之日不能设定为“{chosen}”：{self.law.cite(rule.basis[0])}。")
        return chosen


class Procedure:
    """The procedure of a law book: its calendar, and its rules at any day. Make it once and keep it."""

    def __init__(self, book: LawBook, settings: Settings | None = None) -> None:
        self.book = book
        self.settings = settings or Settings()
        latest = book.at(dt.date.max)
        self.calendar = WorkCalendar(latest.calendar, latest.festivals)
        self._by_turn: dict[dt.date, Rules] = {}
        # Every engine step asks; the calendar bounds how many days are remembered.
        self._by_day: dict[dt.date, Rules] = {}
        self.labels = {event.id: event.label for event in latest.lifecycle.events}
        self.state_labels = {state.id: state.label for state in latest.lifecycle.states}
        self.guard_texts = {guard.id: guard.message for guard in latest.lifecycle.guards}

    @cached_property
    def provisional(self) -> Procedure:
        """The same procedure with a calendar that goes on, provisionally, beyond the last notice."""
        found = copy(self)
        found.calendar = self.calendar.provisional
        return found

    def rules(self, day: dt.date) -> Rules:
        """The rules in force on ``day``; UsageError for a day before there were any."""
        found = self._by_day.get(day)
        return self._compiled(day) if found is None else found

    def _compiled(self, day: dt.date) -> Rules:
        turns = self.book.turning_days
        number = bisect_right(turns, day)
        if number == 0:
            raise UsageError(
                f"{say_date(day)}早于政府信息公开条例施行之日（{say_date(turns[0])}），没有可以适用的规定。"
            )
        turn = turns[number - 1]
        found = self._by_turn.get(turn)
        if found is None:
            found = self._by_turn[turn] = Rules(self.book.at(turn), self.settings)
        if day <= self.calendar.last:
            self._by_day[day] = found
        return found
