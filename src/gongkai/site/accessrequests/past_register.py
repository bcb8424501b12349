"""Reading a register of the past (台账): its columns guessed by their headings, its words found in the law data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
import yaml
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, InputError, TooLargeError, UsageError
from gongkai.law.book import current_book
from gongkai.procedure.events import Event
from gongkai.procedure.lifecycle import EMPTY, apply
from gongkai.procedure.outcomes import counting_rows
from gongkai.site.accessrequests import kinds
from gongkai.site.accessrequests.services.register import Entry
from gongkai.site.accessrequests.standing import engine, first_event
from gongkai.site.accessrequests.values import Particulars, Person
from gongkai.site.bodies import values
from gongkai.site.web.sheets import MAX_BYTES, Column, Columns, Line, Problem
from gongkai.site.web.workbooks import read_sheets
from gongkai.text.normal import bare

MOST: Final = 1_000
_HEADING_WITHIN: Final = 10
NEEDED: Final = ("received", "applicant", "name", "content")
# In the order in which they happen on one day.
_BEFORE: Final = ("supplement_notice", "supplement_received", "reasons_asked", "fee_notice", "paid")
_ENDS: Final = {"not_supplemented": "abandoned", "not_paid": "unpaid", "other_handling": "withdrawn"}


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns, and other words for the values of some of them."""

    columns: tuple[Column, ...]
    channels: dict[str, tuple[str, ...]]
    applicants: dict[str, tuple[str, ...]]
    outcomes: dict[str, tuple[str, ...]]
    methods: dict[str, tuple[str, ...]]


class Table(msgspec.Struct, frozen=True):
    """What a file holds: headings by place, in order; the lines below them; what was not read."""

    headings: dict[str, str]
    rows: list[tuple[int, dict[str, str]]]
    notes: list[str]

    def guessed(self) -> dict[str, str]:
        """Place -> column, by the headings; a column is taken once."""
        found: dict[str, str] = {}
        for place, heading in self.headings.items():
            column = columns().column(heading)
            if column and column not in found.values():
                found[place] = column
        return found


class Planned(msgspec.Struct, frozen=True):
    """A line that can stand: the entry, what happened after it, and the number that it had."""

    line: int
    entry: Entry
    events: tuple[Event, ...]
    number: str
    outcome: str


class Plan(msgspec.Struct, frozen=True):
    """What an import would do: the lines that stand, what is wrong with the others, what one must know."""

    planned: list[Planned]
    problems: list[Problem]
    notes: list[str]


def read(data: bytes) -> Table:
    """The first sheet with a line of headings. Raises InputError for a file that cannot be used."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(_("文件超过 %(most)d MB，请分成几个文件导入。") % {"most": MAX_BYTES // 1024 // 1024})
    notes: list[str] = []
    sheets = [sheet for sheet in read_sheets(data, notes) if sheet[1]]
    for name, rows in sheets:
        known = [sum(bool(columns().column(text)) for text in cells.values()) for _n, cells in rows[:_HEADING_WITHIN]]
        best = max(range(len(known)), key=known.__getitem__)
        if known[best] < 2:
            continue
        notes += [_("没有读取的工作表：%(name)s。") % {"name": other} for other, _rows in sheets if other != name]
        lines = [(number, cells) for number, cells in rows[best + 1 :]]
        if len(lines) > MOST:
            raise TooLargeError(_("文件超过 %(most)d 行，请分成几个文件导入。") % {"most": MOST})
        return Table(dict(rows[best][1]), lines, notes)
    raise InputError(_("文件中没有找到标题行。应当有“收到日期”“申请人”等各列的标题。"))


def plan(table: Table, places: Mapping[str, str], today: dt.date) -> Plan:
    """Every line taken through the procedure, as ``places`` (place -> column) reads it. Nothing is written."""
    notes, used = list(table.notes), set(places.values())
    if lost := [columns().label(name) for name in NEEDED if name not in used]:
        raise UsageError(_("还没有对应的列：%(names)s。") % {"names": "、".join(lost)})
    if len(used) < len(places):
        raise UsageError(_("同一内容对应了两列，请改为一列。"))
    if "channel" not in used:
        notes.append(_("没有渠道一列，按当面提交登记。"))
    if "delivered" not in used:
        notes.append(_("没有送达日期一列，以答复日期作为送达日期。"))
    planned: list[Planned] = []
    problems: list[Problem] = []
    for number, cells in table.rows:
        line = Line("", number, {column: cells[place] for place, column in places.items() if cells.get(place)})
        if not line.cells:
            continue
        row = _Row(line, used, today)
        try:
            planned.append(row.planned())
        except GongkaiError as error:
            problems.append(columns().problem(line, row.at, error.message))
    return Plan(planned, problems, notes)


@cache
def words() -> Words:
    """The words of this version."""
    text = files("gongkai.site.accessrequests").joinpath("data/register.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Words)


@cache
def columns() -> Columns:
    """The columns of a register."""
    return Columns(words().columns, key="received")


class _Row:
    """A line on its way to a request; ``at`` is the column that is being read, for the sentence if it fails."""

    def __init__(self, line: Line, used: set[str], today: dt.date) -> None:
        self._cells, self._line, self._used, self._today = line.cells, line, used, today
        self.at = ""

    def planned(self) -> Planned:
        received = self._day("received")
        if received is None:
            raise UsageError(_("请填写收到日期。"))
        entry = Entry(
            channel=self._word("channel", _channels(), "in_person"),
            day=received,
            applicant=self._word("applicant", _applicants(received)),
            particulars=self._particulars(),
            confirmed=True,
            lacking=True,
        )
        outcome = self._word("outcome", _outcomes(received), "")
        events = tuple(self._events(outcome))
        self._try(entry, events)
        self.at = ""
        return Planned(self._line.number, entry, events, self._text("number"), outcome)

    def _particulars(self) -> Particulars:
        name, content = self._text("name"), self._text("content")
        for self.at, value in (("name", name), ("content", content)):
            if not value:
                raise UsageError(_("请填写这一列。"))
        person = Person(name, id_number=self._text("id_number"), phone=self._text("phone"))
        number = self._text("number")
        origin = _("导入的历史台账，原编号：%(number)s") % {"number": number or _("无")}
        note = "；".join(filter(None, (origin, self._text("note"))))
        return Particulars((person,), content, note=note)

    def _events(self, outcome: str) -> Iterator[Event]:
        before = [(day, kind) for kind in _BEFORE if (day := self._day(kind)) is not None]
        yield from (Event(kind, day) for day, kind in sorted(before, key=lambda one: one[0]))
        decided = self._day("decided")
        self.at = "outcome"
        if bool(outcome) != (decided is not None):
            raise UsageError(_("答复日期和办理结果须同时填写，或者都不填。"))
        if decided is None:
            return
        self.at = "decided"
        if outcome in _ENDS:
            yield Event(_ENDS[outcome], decided)
            return
        yield Event("decided", decided, outcome=outcome)
        served = self._day("delivered") if "delivered" in self._used else decided
        if served is not None:
            yield Event("delivered", served, method=self._word("method", _methods(), "post"))

    def _try(self, entry: Entry, events: tuple[Event, ...]) -> None:
        """Take the line through the procedure: what it does not allow is wrong with the column of that event."""
        self.at = "received"
        first = first_event(entry.channel, entry.day, confirmed=False)
        history = apply(engine(), EMPTY, first)
        if first.kind == "submitted":
            history = apply(engine(), history, Event("confirmed", entry.day))
        for event in events:
            self.at = event.kind if event.kind in (*_BEFORE, "delivered") else "decided"
            history = apply(engine(), history, event)

    def _text(self, column: str) -> str:
        return self._cells.get(column, "").strip()

    def _day(self, column: str) -> dt.date | None:
        self.at = column
        found = values.day(self._text(column))
        if found is not None and found > self._today:
            raise UsageError(_("日期不能晚于今天。"))
        return found

    def _word(self, column: str, known: Mapping[str, str], default: str | None = None) -> str:
        self.at = column
        text = self._text(column)
        if not text and default is not None:
            return default
        found = known.get(bare(text).strip("（）()0123456789.、一二三四五六七八九十"), known.get(bare(text)))
        if found is None:
            listed = "、".join(dict.fromkeys(known))
            raise UsageError(_("应当是以下之一：%(words)s。") % {"words": listed[:300]})
        return found


def _meant(labels: Iterable[tuple[str, str]], others: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Word -> id: the labels of the law data, then other words for them."""
    pairs = [*labels, *((word, name) for name, more in others.items() for word in more)]
    found: dict[str, str] = {}
    for word, name in pairs:
        found.setdefault(bare(word), name)
    return found


def _channels() -> dict[str, str]:
    law = current_book().at(dt.date.max)
    return _meant(((channel.label, name) for name, channel in law.channels.items()), words().channels)


def _applicants(day: dt.date) -> dict[str, str]:
    return _meant(((label, name) for name, label in kinds.applicants(day).items()), words().applicants)


def _outcomes(day: dt.date) -> dict[str, str]:
    law, form = current_book().at(day), kinds.form_on(day)
    block = next(table for table in form.tables if table.id == "requests").blocks[0]
    single: dict[str, Any] = {}
    for outcome, row in counting_rows(form).items():
        single[row] = None if row in single else outcome
    rows = ((row.label, single[row.id]) for row in block.rows if single.get(row.id))
    labels = ((outcome.label, name) for name, outcome in law.outcomes.items())
    stripped = ((label.partition(".")[2] or label, name) for label, name in rows)
    return _meant((*labels, *stripped), words().outcomes)


def _methods() -> dict[str, str]:
    law = current_book().at(dt.date.max)
    return _meant(((service.label, service.id) for service in law.lifecycle.services), words().methods)
